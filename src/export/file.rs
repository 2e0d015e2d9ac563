//! Putting an export on disk.
//!
//! Owns [`put`] and [`Growing`]: when a file may be written at all. Invariants: a file that is there already stays as it is unless its loss was
//! agreed to; the new file appears whole or not at all, which is [`whole`](crate::store::whole)'s.

use std::fs;
use std::path::{Path, PathBuf};

use crate::locale::Lang;
use crate::store::whole::{Cause, Disk, Doubt, NotWritten, Old, Readers, Real, Whole};

/// Why nothing was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileError {
    /// There is such a file already.
    Exists(PathBuf),
    /// A folder has this name.
    Folder(PathBuf),
    /// The folder that it is to stand in is not there.
    NoFolder(PathBuf),
    /// No name was given.
    Nameless,
    /// The system refuses to make a folder: which, why.
    System(PathBuf, Cause),
    /// The file could not be written.
    NotWritten(NotWritten),
    /// The file was written, and something is to be said of it.
    Doubtful(Doubt),
}

impl From<NotWritten> for FileError {
    fn from(why: NotWritten) -> Self {
        match why.cause {
            Cause::Exists => Self::Exists(why.path),
            _ => Self::NotWritten(why),
        }
    }
}

impl FileError {
    /// What is wrong and what to do, as one sentence without its final stop. Whoever prints it makes it safe.
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Exists(path), Lang::Zh) => format!("{}：已有此文件，没有改动它", path.display()),
            (Self::Exists(path), Lang::En) => {
                format!(
                    "{}: there is such a file; it was left as it is",
                    path.display()
                )
            }
            (Self::Folder(path), Lang::Zh) => {
                format!("{}：这是文件夹，请写上文件名", path.display())
            }
            (Self::Folder(path), Lang::En) => {
                format!("{}: this is a folder; add the file's name", path.display())
            }
            (Self::NoFolder(path), Lang::Zh) => {
                format!("{}：没有这个文件夹，请先建好或换一个", path.display())
            }
            (Self::NoFolder(path), Lang::En) => {
                format!(
                    "{}: no such folder; make it first or name another",
                    path.display()
                )
            }
            (Self::Nameless, Lang::Zh) => "没有文件名".to_owned(),
            (Self::Nameless, Lang::En) => "no file name".to_owned(),
            (Self::System(path, cause), _) => {
                let (path, what, remedy) = (path.display(), cause.what(lang), cause.remedy(lang));
                match lang {
                    Lang::Zh => format!("{path}：{what}，没有写成；{remedy}"),
                    Lang::En => format!("{path}: {what}; nothing was written: {remedy}"),
                }
            }
            (Self::NotWritten(why), lang) => why.sentence(lang),
            (Self::Doubtful(doubt), lang) => doubt.sentence(lang),
        }
    }
}

/// In English, as error chains are.
impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for FileError {}

/// What would keep [`put`] from writing, as far as it can be seen beforehand.
///
/// # Errors
/// The same.
pub fn check(path: &Path, overwrite: bool) -> Result<(), FileError> {
    if path.file_name().is_none() {
        return Err(if path.as_os_str().is_empty() {
            FileError::Nameless
        } else {
            FileError::Folder(path.to_owned())
        });
    }
    if path.is_dir() {
        return Err(FileError::Folder(path.to_owned()));
    }
    if !overwrite && fs::symlink_metadata(path).is_ok() {
        return Err(FileError::Exists(path.to_owned()));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(FileError::NoFolder(folder.to_owned()));
    }
    Ok(())
}

/// Writes `bytes` into the file at `path`; only with `overwrite` it may take the place of another.
///
/// # Errors
/// When there is such a file, no such folder, or the system refuses. Then all is as it was.
pub fn put(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), FileError> {
    put_by(&Real, path, bytes, overwrite)
}

/// The same by steps of another kind: for whoever wants to see what happens when one fails.
///
/// # Errors
/// As [`put`].
pub fn put_by(
    disk: &'static dyn Disk,
    path: &Path,
    bytes: &[u8],
    overwrite: bool,
) -> Result<(), FileError> {
    let mut file = Growing::begin_by(disk, path, overwrite)?;
    file.add(bytes)?;
    file.finish()
}

/// A file that is written piece by piece and appears when it is whole. Held open only while a piece is added, so that there may be many.
#[derive(Debug)]
pub struct Growing(Whole);

impl Growing {
    /// Begins a file at `path`; only with `overwrite` it may take the place of another.
    ///
    /// # Errors
    /// As [`put`].
    pub fn begin(path: &Path, overwrite: bool) -> Result<Self, FileError> {
        Self::begin_by(&Real, path, overwrite)
    }

    /// The same by steps of another kind: for whoever wants to see what happens when one fails.
    ///
    /// # Errors
    /// As [`put`].
    pub fn begin_by(
        disk: &'static dyn Disk,
        path: &Path,
        overwrite: bool,
    ) -> Result<Self, FileError> {
        check(path, overwrite)?;
        let old = if overwrite { Old::Replaced } else { Old::Kept };
        let mut whole = Whole::begin(disk, path, Readers::Usual, old)?;
        whole.rest();
        Ok(Self(whole))
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.0.add(bytes)?;
        self.0.rest();
        Ok(())
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// When there is a file of this name by now, or the system refuses. [`FileError::Doubtful`] when it is written and the disk does not
    /// vouch for it.
    pub fn finish(self) -> Result<(), FileError> {
        match self.0.finish()? {
            None => Ok(()),
            Some(doubt) => Err(FileError::Doubtful(doubt)),
        }
    }
}

/// Makes a folder, if it is not there, in one that is.
///
/// # Errors
/// When a file has its name, the folder around it is missing, or the system refuses.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    if path.is_dir() {
        return Ok(());
    }
    if path.as_os_str().is_empty() {
        return Err(FileError::Nameless);
    }
    if fs::symlink_metadata(path).is_ok() {
        return Err(FileError::Exists(path.to_owned()));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(FileError::NoFolder(folder.to_owned()));
    }
    fs::create_dir(path).map_err(|e| FileError::System(path.to_owned(), Cause::of(&e)))
}

/// The folder that a file is to stand in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_is_there_is_kept_until_its_loss_is_agreed_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("对照表.docx");
        put(&path, b"one", false).unwrap();
        assert_eq!(
            put(&path, b"two", false),
            Err(FileError::Exists(path.clone()))
        );
        assert_eq!(fs::read(&path).unwrap(), b"one");
        put(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["对照表.docx"]);
    }

    #[test]
    fn folders_and_what_has_no_folder_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().to_owned();
        assert_eq!(put(&here, b"", true), Err(FileError::Folder(here.clone())));
        let lost = here.join("无").join("甲.md");
        assert_eq!(
            put(&lost, b"", true),
            Err(FileError::NoFolder(here.join("无")))
        );
        assert_eq!(put(Path::new(""), b"", true), Err(FileError::Nameless));
        assert_eq!(names(&here), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_dangling_one_counts_as_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("甲"), folder.path().join("乙"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(put(&link, b"two", false).is_err());
        put(&link, b"two", true).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        fs::remove_file(&file).unwrap();
        assert_eq!(put(&link, b"", false), Err(FileError::Exists(link.clone())));
    }

    #[test]
    fn every_refusal_is_a_sentence() {
        let path = PathBuf::from("甲.docx");
        for error in [
            FileError::Exists(path.clone()),
            FileError::Folder(path.clone()),
            FileError::NoFolder(path.clone()),
            FileError::System(path.clone(), Cause::Full),
            FileError::System(path.clone(), Cause::Denied),
        ] {
            for lang in [Lang::Zh, Lang::En] {
                let said = error.sentence(lang);
                assert!(said.starts_with("甲.docx"), "{said}");
                assert!(said.chars().count() > 12, "{said}");
            }
        }
    }
}
