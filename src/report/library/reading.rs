//! What the reader asks of reading: encodings, and his own word on identities.
//!
//! Owns [`Reading`]. Invariant: what was asked for on the command line comes before what is kept. Must not know where the catalogue
//! is kept.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Catalogue, Entry};
use crate::report::source::{Charset, SourceError};
use crate::report::{Report, SourceInfo};

/// What the reader asks of reading.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// The library: encodings by file, corrections by text. They hold for files outside of it, too.
    pub catalogue: Arc<Catalogue>,
    /// The encoding asked for on the command line, for every file.
    pub charset: Option<Charset>,
}

impl Reading {
    /// The encoding that is asked for, for one entry.
    pub fn charset(&self, entry: &Entry) -> Option<Charset> {
        match entry {
            Entry::Sample(..) => None,
            Entry::Stdin => self.charset,
            Entry::File(path) => self.charset.or_else(|| {
                if self.catalogue.encodings.is_empty() {
                    return None;
                }
                let path: PathBuf = std::path::absolute(path).ok()?;
                self.catalogue.charset(&path)
            }),
        }
    }

    /// Bytes and text of one entry, for [`Reading::report`].
    ///
    /// # Errors
    /// What kept it from being read, as a sentence.
    pub fn open(&self, entry: &Entry) -> Result<(Arc<str>, SourceInfo), SourceError> {
        super::open(entry, self.charset(entry))
    }

    /// The report that a text is, with the reader's word on it.
    pub fn report(&self, text: Arc<str>, source: SourceInfo) -> Report {
        let mut report = Report::read(text, source);
        if let Some(correction) = self.catalogue.correction(&report) {
            report.correct(correction);
        }
        report
    }

    /// Reads one entry: bytes, text, report, and the reader's word on it.
    ///
    /// # Errors
    /// What kept it from being read, as a sentence.
    pub fn read(&self, entry: &Entry) -> Result<Report, SourceError> {
        self.open(entry)
            .map(|(text, source)| self.report(text, source))
    }
}
