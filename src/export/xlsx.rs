//! Sheets.

use super::{ExportError, Format, Options};
use crate::compare::passages::Both;

/// The book.
pub fn book(_both: &Both, _options: Options) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::NotBuilt(Format::Xlsx))
}
