//! Putting an export on disk.
//!
//! Owns [`put`] and [`Growing`]. Invariants: a file that is there already stays as it is unless its loss was agreed to; the new file appears whole or
//! not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::locale::Lang;

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
    /// The system refuses: file, kind, its own words.
    System(PathBuf, io::ErrorKind, String),
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
            (Self::System(path, kind, words), _) => {
                let what = refusal(*kind, lang).unwrap_or(words);
                match lang {
                    Lang::Zh => format!("{}：{what}，没有写成", path.display()),
                    Lang::En => format!("{}: {what}; nothing was written", path.display()),
                }
            }
        }
    }
}

/// The common refusals of the system.
fn refusal(kind: io::ErrorKind, lang: Lang) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => lang.pick(
            "磁盘已满，请先腾出空间",
            "the disk is full, make room first",
        ),
        io::ErrorKind::PermissionDenied => lang.pick("没有权限", "permission denied"),
        io::ErrorKind::ReadOnlyFilesystem => {
            lang.pick("磁盘是只读的", "the file system is read-only")
        }
        io::ErrorKind::InvalidFilename => lang.pick("文件名太长或用不得", "no possible file name"),
        _ => return None,
    })
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
    let mut file = Growing::begin(path, overwrite)?;
    file.add(bytes)?;
    file.finish()
}

/// A file that is written piece by piece and appears when it is whole. Held open only while a piece is added, so that there may be many.
#[derive(Debug)]
pub struct Growing {
    /// Its name.
    path: PathBuf,
    /// The file of that name: a link to a file kept elsewhere stays one.
    target: PathBuf,
    /// What it is called until it is whole.
    new: PathBuf,
    overwrite: bool,
}

impl Growing {
    /// Begins a file at `path`; only with `overwrite` it may take the place of another.
    ///
    /// # Errors
    /// As [`put`].
    pub fn begin(path: &Path, overwrite: bool) -> Result<Self, FileError> {
        check(path, overwrite)?;
        let target = match fs::canonicalize(path) {
            Ok(target) if overwrite => target,
            _ => path.to_owned(),
        };
        let growing = Self {
            path: path.to_owned(),
            new: beside(&target),
            target,
            overwrite,
        };
        let create = || -> io::Result<()> {
            let out = File::create_new(&growing.new)?;
            // Who may not read the old one may not read what is not whole yet; what may not be written is so only in the end.
            match fs::metadata(&growing.target) {
                Ok(about) if !about.permissions().readonly() => {
                    out.set_permissions(about.permissions())
                }
                _ => Ok(()),
            }
        };
        create().map_err(|e| growing.refused(&e))?;
        Ok(growing)
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let add = || {
            File::options()
                .append(true)
                .open(&self.new)?
                .write_all(bytes)
        };
        add().map_err(|e| self.refused(&e))
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// When there is a file of this name by now, or the system refuses.
    pub fn finish(self) -> Result<(), FileError> {
        let sync = || -> io::Result<()> {
            let out = File::options().append(true).open(&self.new)?;
            if let Ok(about) = fs::metadata(&self.target) {
                out.set_permissions(about.permissions())?;
            }
            out.sync_all()
        };
        sync().map_err(|e| self.refused(&e))?;
        let rename = || fs::rename(&self.new, &self.target).map_err(|e| self.refused(&e));
        if self.overwrite {
            return rename();
        }
        // A second name for the new file, which fails where there is one by now; then the first goes.
        match fs::hard_link(&self.new, &self.target) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                Err(FileError::Exists(self.path.clone()))
            }
            // Some file systems know no second names.
            Err(_) => rename(),
        }
    }

    fn refused(&self, e: &io::Error) -> FileError {
        FileError::System(self.path.clone(), e.kind(), e.to_string())
    }
}

/// What is not whole is not left lying.
impl Drop for Growing {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.new);
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
    fs::create_dir(path).map_err(|e| FileError::System(path.to_owned(), e.kind(), e.to_string()))
}

/// The folder that a file is to stand in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A name beside `target` that no other program uses.
fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(format!(".duizhao-{}-", std::process::id()));
    // A long name would grow too long for the system.
    let end = target.extension().unwrap_or_default();
    name.push("new.");
    name.push(end);
    target.with_file_name(name)
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
            FileError::System(path.clone(), io::ErrorKind::StorageFull, String::new()),
            FileError::System(path.clone(), io::ErrorKind::PermissionDenied, String::new()),
        ] {
            for lang in [Lang::Zh, Lang::En] {
                let said = error.sentence(lang);
                assert!(said.starts_with("甲.docx"), "{said}");
                assert!(said.chars().count() > 12, "{said}");
            }
        }
    }
}
