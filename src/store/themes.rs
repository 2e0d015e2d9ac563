//! The reader's own themes on disk: one file, `themes.toml`, beside the library.
//!
//! Owns the file's place and its reading and changing. Invariants: as for the library, a change is made to what stands on disk at that
//! moment, under the library's lock, and the new file takes the old one's place whole; nothing is undone that another has changed since.
//! Must not know what the file means: that is [`crate::theme::own`]'s.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::whole::{Doubt, again};
use super::{Store, StoreError};
use crate::locale::Lang;
use crate::theme::OwnFile;
use crate::theme::own::{self, Edit};

/// The file of the reader's own themes in the library's folder.
pub const FILE: &str = "themes.toml";
/// Bytes: many times larger than the themes that anyone writes.
const LARGEST: u64 = 4 << 20;

/// A file of themes that was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptThemes {
    /// The reader's files as they stand now: for [`crate::theme::Book::new`].
    pub own: Vec<OwnFile>,
    /// What is to be said of the writing, though it was done.
    pub doubt: Option<Doubt>,
    /// The text before; none where there was no file.
    before: Option<String>,
    /// The text now; none where there is no file.
    after: Option<String>,
}

impl Store {
    /// The file that the reader's own themes are kept in; it need not be there.
    pub fn themes_file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// The reader's own themes; none where there is no file.
    ///
    /// # Errors
    /// When it is too large, no text, or the system refuses.
    pub fn read_themes(&self) -> Result<Vec<OwnFile>, StoreError> {
        let file = self.themes_file();
        Ok(files(&file, read(&file)?))
    }

    /// Changes the reader's own themes as they stand on disk, and writes them down.
    ///
    /// # Errors
    /// When the file cannot be read or written, or the change makes no sense; then it is as it was.
    pub fn keep_themes(&self, edit: &Edit) -> Result<KeptThemes, StoreError> {
        self.change_themes(|name, before| {
            own::apply(before.unwrap_or_default(), name, edit)
                .map(Some)
                .map_err(StoreError::Edit)
        })
    }

    /// Puts back what stood there before a change; what comes back undoes that.
    ///
    /// # Errors
    /// When the file was changed since, or cannot be read or written; then it is as it was.
    pub fn restore_themes(&self, kept: &KeptThemes) -> Result<KeptThemes, StoreError> {
        self.change_themes(|_, now| {
            if now == kept.after.as_deref() {
                Ok(kept.before.clone())
            } else {
                Err(StoreError::ThemesMoved(self.themes_file()))
            }
        })
    }

    fn change_themes(
        &self,
        change: impl FnOnce(&str, Option<&str>) -> Result<Option<String>, StoreError>,
    ) -> Result<KeptThemes, StoreError> {
        let _lock = self.lock()?;
        let file = self.themes_file();
        let before = read(&file)?;
        let after = change(&file.to_string_lossy(), before.as_deref())?;
        let mut doubt = None;
        match &after {
            _ if after == before => {}
            Some(text) if text.len() as u64 > LARGEST => {
                return Err(StoreError::ThemesTooLarge(file, text.len() as u64));
            }
            Some(text) => doubt = self.write(&file, text)?,
            None => again(|| self.disk.remove(&file)).map_err(|e| StoreError::system(&file, &e))?,
        }
        Ok(KeptThemes {
            own: files(&file, after.clone()),
            doubt,
            before,
            after,
        })
    }
}

fn files(file: &Path, text: Option<String>) -> Vec<OwnFile> {
    let named = |text| OwnFile {
        name: file.to_string_lossy().into_owned(),
        text,
    };
    text.map(named).into_iter().collect()
}

/// Reads a file of themes that lies anywhere.
///
/// # Errors
/// When it is not there, too large, no text, or the system refuses.
pub fn read_own(file: &Path) -> Result<OwnFile, StoreError> {
    let missing = || StoreError::system(file, &io::Error::from(io::ErrorKind::NotFound));
    let text = read(file)?.ok_or_else(missing)?;
    Ok(OwnFile {
        name: file.to_string_lossy().into_owned(),
        text,
    })
}

/// The text of a file of themes; none where there is no file.
fn read(file: &Path) -> Result<Option<String>, StoreError> {
    match fs::metadata(file) {
        Ok(about) if about.is_file() && about.len() > LARGEST => {
            return Err(StoreError::ThemesTooLarge(file.to_owned(), about.len()));
        }
        Ok(about) if !about.is_file() => {
            return Err(StoreError::ThemesNoText(file.to_owned(), 1));
        }
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::system(file, &e)),
    }
    let bytes = fs::read(file).map_err(|e| StoreError::system(file, &e))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let good = e.as_bytes().iter().take(e.utf8_error().valid_up_to());
        let line = good.filter(|&&b| b == b'\n').count() + 1;
        StoreError::ThemesNoText(file.to_owned(), line)
    })?;
    Ok(Some(text))
}

/// What is wrong with the file of themes and what to do, as one sentence without its final stop.
pub(super) fn sentence(why: &StoreError, lang: Lang) -> String {
    match (why, lang) {
        (StoreError::ThemesTooLarge(path, bytes), Lang::Zh) => format!(
            "{}：{} MB，主题文件最多 {} MB，没有读它；请把它改小",
            path.display(),
            bytes >> 20,
            LARGEST >> 20
        ),
        (StoreError::ThemesTooLarge(path, bytes), Lang::En) => format!(
            "{}: {} MB, and a file of themes holds {} MB at most; it was not read: make it smaller",
            path.display(),
            bytes >> 20,
            LARGEST >> 20
        ),
        (StoreError::ThemesNoText(path, line), Lang::Zh) => format!(
            "{}：第 {line} 行不是 UTF-8 文本，没有读它；请另存为 UTF-8",
            path.display()
        ),
        (StoreError::ThemesNoText(path, line), Lang::En) => format!(
            "{}: line {line} is no UTF-8 text, so it was not read: save it as UTF-8",
            path.display()
        ),
        (StoreError::ThemesMoved(path), Lang::Zh) => {
            format!("{}：之后又改过，不能退回；请直接改这个文件", path.display())
        }
        (StoreError::ThemesMoved(path), Lang::En) => format!(
            "{}: changed since, so nothing is undone: change the file itself",
            path.display()
        ),
        (StoreError::Edit(fault), lang) => fault.sentence(lang),
        (other, lang) => other.sentence(lang),
    }
}
