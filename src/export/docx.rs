//! Word files.

use super::document::Document;
use super::{ExportError, Options};
use crate::compare::passages::Both;

/// 对照表.
pub fn table(_document: &Document) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::NotBuilt(super::Format::Docx))
}

/// 花脸稿.
pub fn marked(_both: &Both, _options: Options) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::NotBuilt(super::Format::DocxMarked))
}
