//! Putting an export on disk.
//!
//! Owns [`put`]. Invariants: a file that is there already stays as it is unless its loss was agreed to; the new file appears whole or
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
    check(path, overwrite)?;
    // A link to a file kept elsewhere stays one.
    let target = match fs::canonicalize(path) {
        Ok(target) if overwrite => target,
        _ => path.to_owned(),
    };
    let new = beside(&target);
    let write = || -> io::Result<()> {
        let mut out = File::create_new(&new)?;
        if let Ok(about) = fs::metadata(&target) {
            out.set_permissions(about.permissions())?;
        }
        out.write_all(bytes)?;
        out.sync_all()
    };
    let refused = |e: &io::Error| {
        let _ = fs::remove_file(&new);
        FileError::System(path.to_owned(), e.kind(), e.to_string())
    };
    write().map_err(|e| refused(&e))?;
    if overwrite {
        return fs::rename(&new, &target).map_err(|e| refused(&e));
    }
    // A second name for the new file, which fails where there is one by now; then the first goes.
    match fs::hard_link(&new, &target) {
        Ok(()) => {
            let _ = fs::remove_file(&new);
            Ok(())
        }
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            let _ = fs::remove_file(&new);
            Err(FileError::Exists(path.to_owned()))
        }
        // Some file systems know no second names.
        Err(_) => fs::rename(&new, &target).map_err(|e| refused(&e)),
    }
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
