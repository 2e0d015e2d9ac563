//! What the program remembers of a reader's desk: small files in the folder `sessions` beside the library, one for each thing that was opened.
//!
//! Owns the files' names, their reading and writing, and how many are kept. Invariants: of two programs that write the same one the last
//! wins, and neither touches another's; a file that is not understood is never written over, it is set aside first. The first screen waits
//! for one of them, so that they stay small. Must not know what is remembered.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::whole::{self, Doubt, Old, Readers, again};
use super::{Store, StoreError};
use crate::report::Fingerprint;

/// The folder of the files, in the library's.
pub const FOLDER: &str = "sessions";
/// The version that is written.
const VERSION: u64 = 1;
/// Bytes: many times larger than any.
const LARGEST: u64 = 1 << 20;
/// Files that are kept, the latest ones.
const MOST: usize = 50;
/// Paths that are followed to where they really lead; of more than that a name is as good.
const MOST_FOLLOWED: usize = 64;
/// What was not written to its end is nobody's after this.
const STALE: Duration = Duration::from_secs(3600);

/// What was opened: the same for the same things, in whatever order they were named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    name: String,
    /// For a person who looks into the file.
    of: Vec<String>,
}

impl Key {
    /// That of the library where no path was given; none where standard input was, which is another text each time.
    pub fn of(paths: &[PathBuf], here: &Path) -> Option<Self> {
        if paths.is_empty() {
            return Some(Self {
                name: "library".to_owned(),
                of: Vec::new(),
            });
        }
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return None;
        }
        let follow = paths.len() <= MOST_FOLLOWED;
        let mut all: Vec<PathBuf> = paths
            .iter()
            .map(|path| {
                let whole = here.join(path);
                let real = follow.then(|| fs::canonicalize(&whole).ok()).flatten();
                real.unwrap_or_else(|| whole.components().collect())
            })
            .collect();
        all.sort();
        all.dedup();
        let mut text = String::new();
        for path in &all {
            // Two names that look alike in words are two.
            for byte in path.as_os_str().as_encoded_bytes() {
                text.push(char::from(*byte));
            }
            text.push('\0');
        }
        Some(Self {
            name: Fingerprint::of(&text).to_string(),
            of: all
                .iter()
                .map(|path| path.to_string_lossy().into_owned())
                .collect(),
        })
    }
}

impl Store {
    /// The file in which is remembered what stood when this was open.
    pub fn session_file(&self, key: &Key) -> PathBuf {
        self.folder.join(FOLDER).join(format!("{}.json", key.name))
    }

    /// What is remembered; none where nothing is.
    ///
    /// # Errors
    /// When it is not understood, or the system refuses.
    pub fn read_session(&self, key: &Key) -> Result<Option<Value>, StoreError> {
        let file = self.session_file(key);
        let broken =
            |line, what: &str| StoreError::BrokenSession(file.clone(), line, what.to_owned());
        match fs::metadata(&file) {
            Ok(about) if !about.is_file() || about.len() > LARGEST => {
                return Err(broken(1, "not a file of text"));
            }
            Ok(_) => {}
            // Where there is no folder there is no file.
            Err(e)
                if matches!(
                    e.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(e) => return Err(StoreError::system(&file, &e)),
        }
        let bytes = fs::read(&file).map_err(|e| StoreError::system(&file, &e))?;
        let mut all: Value =
            serde_json::from_slice(&bytes).map_err(|e| broken(e.line().max(1), "no JSON"))?;
        match all.get("version").and_then(Value::as_u64) {
            Some(version) if version > VERSION => Err(StoreError::Newer(file, version)),
            Some(_) => match all.get_mut("session").map(Value::take) {
                Some(session @ Value::Object(_)) => Ok(Some(session)),
                _ => Err(broken(1, "session is missing")),
            },
            None => Err(broken(1, "version is missing")),
        }
    }

    /// Remembers `session`, which is JSON.
    ///
    /// # Errors
    /// When the system refuses; then what was remembered before is.
    pub fn keep_session(&self, key: &Key, session: &str) -> Result<Option<Doubt>, StoreError> {
        let file = self.session_file(key);
        let folder = self.folder.join(FOLDER);
        self.make_folders(&folder)?;
        let of = serde_json::to_string(&key.of).unwrap_or_default();
        let text = format!("{{\"version\":{VERSION},\"of\":{of},\n\"session\":{session}}}\n");
        let new = !file.exists();
        let doubt = whole::put_by(
            self.disk,
            &file,
            text.as_bytes(),
            Readers::Owner,
            Old::Replaced,
        )?;
        if new {
            self.let_go_of_old_sessions(&folder);
        }
        Ok(doubt)
    }

    /// Gives a file that is not understood another name, beside it: which.
    ///
    /// # Errors
    /// When the system refuses; then it must not be written over.
    pub fn set_session_aside(&self, key: &Key) -> Result<PathBuf, StoreError> {
        let file = self.session_file(key);
        let aside = file.with_extension("json.broken");
        again(|| self.disk.rename(&file, &aside)).map_err(|e| StoreError::system(&file, &e))?;
        Ok(aside)
    }

    /// Takes away the oldest files past [`MOST`], and what killed runs left half written.
    fn let_go_of_old_sessions(&self, folder: &Path) {
        let mut kept: Vec<(SystemTime, PathBuf)> = Vec::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(changed) = entry.metadata().and_then(|about| about.modified()) else {
                continue;
            };
            let (name, path) = (entry.file_name(), entry.path());
            let name = name.to_string_lossy();
            if whole::is_unfinished_name(&name) {
                if changed.elapsed().is_ok_and(|age| age > STALE) {
                    let _ = self.disk.remove(&path);
                }
            } else if name.ends_with(".json") || name.ends_with(".json.broken") {
                kept.push((changed, path));
            }
        }
        kept.sort();
        let over = kept.len().saturating_sub(MOST);
        for (_, path) in kept.into_iter().take(over) {
            let _ = self.disk.remove(&path);
        }
    }
}
