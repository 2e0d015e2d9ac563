//! The library on disk: one file of JSON in the folder of user data, `library.json`.
//!
//! Owns [`Store`] and the sentences that say why it cannot be read or changed. Invariants: a change is made to what stands on disk at
//! that moment, under a lock, and the new file takes the old one's place whole, so that neither another running program's change nor a
//! crash loses anything; a file that is not understood is never overwritten; what is not understood in a file that is, is kept. Must
//! not know of screens, nor look at the reports.

pub mod marks;
mod place;
pub mod session;
pub mod themes;
pub mod whole;
mod written;

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::locale::Lang;
use crate::report::library::{Catalogue, Change};
use crate::report::mark::Refused;
use crate::theme::Fault;

use self::whole::{Cause, Disk, Doubt, NotWritten, Old, Readers, Real, again};
use self::written::Written;

/// The file of the library in its folder.
pub const FILE: &str = "library.json";
/// The file that is locked while the library is changed.
const LOCK: &str = "library.lock";
/// How long a change waits for another program to finish its own.
const PATIENCE: Duration = Duration::from_secs(5);
/// Larger than any library of the reports that there are: a file of more bytes is none.
const LARGEST: u64 = 64 << 20;

/// Where the library is kept.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    disk: &'static dyn Disk,
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        self.folder == other.folder
    }
}

impl Eq for Store {}

/// A library that was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The library as it stands now.
    pub catalogue: Catalogue,
    /// What undoes the change.
    pub undo: Change,
    /// What is to be said of the writing, though it was done.
    pub doubt: Option<Doubt>,
}

/// Why the library cannot be read or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StoreError {
    /// There is no folder of user data, because there is no home.
    Homeless,
    /// The file is not understood: file, line, what is wrong.
    Broken(PathBuf, usize, String),
    /// The file of a session is not understood: file, line, what is wrong.
    BrokenSession(PathBuf, usize, String),
    /// The file was written by a later version of the program: file, its version.
    Newer(PathBuf, u64),
    /// The system refuses: file or folder, why.
    System(PathBuf, Cause),
    /// A file could not be written.
    NotWritten(NotWritten),
    /// Another program has held the lock for too long: its file.
    Busy(PathBuf),
    /// A path that cannot be written down here.
    Unwritable(PathBuf),
    /// The reader's file of themes is larger than any: its path, its bytes.
    ThemesTooLarge(PathBuf, u64),
    /// The reader's file of themes is no text: its path, the line that is none.
    ThemesNoText(PathBuf, usize),
    /// The reader's file of themes is no longer what was written: what is asked for would undo another's change.
    ThemesMoved(PathBuf),
    /// The change to the reader's themes makes no sense.
    Edit(Fault),
    /// The change to the reader's marks cannot be made any more: their file.
    Marks(PathBuf, Refused),
}

impl StoreError {
    fn system(path: &Path, error: &io::Error) -> Self {
        Self::System(path.to_owned(), Cause::of(error))
    }

    /// What is wrong and what to do, as one sentence without its final stop. Paths are as the system has them: whoever prints it
    /// makes it safe.
    pub fn sentence(&self, lang: Lang) -> String {
        if let Some(text) = marks::sentence(self, lang) {
            return text;
        }
        match (self, lang) {
            (Self::Homeless, Lang::Zh) => {
                "找不到家目录，文库没有地方放；请用 --library 指定一个文件夹".to_owned()
            }
            (Self::Homeless, Lang::En) => {
                "no home folder, so there is no place for the library; name a folder with --library"
                    .to_owned()
            }
            (Self::Broken(path, line, what), Lang::Zh) => format!(
                "{}：第 {line} 行读不懂（{what}），文库没有打开，也不会改动它；请改好或移走这个文件",
                path.display()
            ),
            (Self::Broken(path, line, what), Lang::En) => format!(
                "{}: line {line} is not understood ({what}); the library was not opened and will not be changed: mend or move the file",
                path.display()
            ),
            (Self::BrokenSession(path, line, what), Lang::Zh) => format!(
                "{0}：第 {line} 行读不懂（{what}），这次从头开始；旧的留在 {0}.broken",
                path.display()
            ),
            (Self::BrokenSession(path, line, what), Lang::En) => format!(
                "{0}: line {line} is not understood ({what}), so all begins anew; the old file stays as {0}.broken",
                path.display()
            ),
            (Self::Newer(path, version), Lang::Zh) => format!(
                "{}：由更新版本的程序写成（格式 {version}），这个版本不会改动它；请更新 duizhao",
                path.display()
            ),
            (Self::Newer(path, version), Lang::En) => format!(
                "{}: written by a later version of the program (format {version}); this one will not change it: update duizhao",
                path.display()
            ),
            (Self::System(path, cause), _) => {
                let (what, remedy) = (cause.what(lang), cause.remedy(lang));
                let (path, stands) = (path.display(), stands(path, lang));
                match lang {
                    Lang::Zh => format!("{path}：{what}，{stands}；{remedy}"),
                    Lang::En => format!("{path}: {what}; {stands}: {remedy}"),
                }
            }
            (Self::NotWritten(why), _) => why.sentence_with(stands(&why.path, lang), lang),
            (Self::Busy(path), Lang::Zh) => format!(
                "{}：另一个程序正在改文库，等了 {} 秒；请稍后再试",
                path.display(),
                PATIENCE.as_secs()
            ),
            (Self::Busy(path), Lang::En) => format!(
                "{}: another program has been changing the library for {} seconds; try again later",
                path.display(),
                PATIENCE.as_secs()
            ),
            (Self::Unwritable(path), Lang::Zh) => {
                format!("{}：这个文件名记不下来，请先改名", path.display())
            }
            (Self::Unwritable(path), Lang::En) => format!(
                "{}: this name cannot be written down, rename it first",
                path.display()
            ),
            (
                Self::ThemesTooLarge(..)
                | Self::ThemesNoText(..)
                | Self::ThemesMoved(_)
                | Self::Marks(..)
                | Self::Edit(_),
                _,
            ) => themes::sentence(self, lang),
        }
    }
}

/// What is as it was when a file was not written.
fn stands(path: &Path, lang: Lang) -> &'static str {
    let of_sessions = |path: &Path| path.file_name().is_some_and(|name| name == session::FOLDER);
    if of_sessions(path) || path.parent().is_some_and(of_sessions) {
        return lang.pick("没有记住这次的位置", "your place was not kept");
    }
    match path.file_name().and_then(|name| name.to_str()) {
        Some(themes::FILE) => lang.pick("主题没有改动", "the themes are as they were"),
        Some(marks::FILE) => {
            lang.pick("书签和批注没有改动", "bookmarks and notes are as they were")
        }
        Some(FILE | LOCK) => lang.pick("文库没有改动", "the library is as it was"),
        _ => lang.pick("没有写成", "nothing was written"),
    }
}

impl From<NotWritten> for StoreError {
    fn from(why: NotWritten) -> Self {
        Self::NotWritten(why)
    }
}

/// In English, as error chains are.
impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for StoreError {}

impl Store {
    /// The library in `folder`, which need not be there yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            disk: &Real,
        }
    }

    /// The same library, written by steps of another kind: for whoever wants to see what happens when one fails.
    #[must_use]
    pub fn written_by(mut self, disk: &'static dyn Disk) -> Self {
        self.disk = disk;
        self
    }

    /// The library of this user: in the folder that was named on the command line, else in that of the variable
    /// `DUIZHAO_LIBRARY`, else in the folder of user data (`~/.local/share/duizhao`).
    ///
    /// # Errors
    /// When there is no home.
    pub fn find(
        named: Option<&Path>,
        var: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, StoreError> {
        if let Some(folder) = named {
            return Ok(Self::at(folder));
        }
        if let Some(folder) = Self::variable(var) {
            return Ok(Self::at(folder));
        }
        place::user_data().map(Self::at).ok_or(StoreError::Homeless)
    }

    /// The folder that the variable `DUIZHAO_LIBRARY` names.
    pub fn variable(var: impl Fn(&str) -> Option<OsString>) -> Option<OsString> {
        var(place::VARIABLE).filter(|v| !v.is_empty())
    }

    /// The file that the library is kept in.
    pub fn file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Reads the library; empty if there is none yet. Nothing is written.
    ///
    /// # Errors
    /// When it is not understood, or the system refuses.
    pub fn load(&self) -> Result<Catalogue, StoreError> {
        // What a later version wrote is read as far as it is understood.
        Ok(read(&self.file())?.catalogue())
    }

    /// Makes a change to the library as it stands on disk, and writes it down. Relative paths are taken from the current folder.
    ///
    /// # Errors
    /// When it cannot be read or written; then it is as it was.
    pub fn keep(&self, change: Change) -> Result<Kept, StoreError> {
        let change = place::absolute(change)?;
        let _lock = self.lock()?;
        let file = self.file();
        let mut written = read(&file)?;
        if written.version > written::VERSION {
            return Err(StoreError::Newer(file, written.version));
        }
        let mut catalogue = written.catalogue();
        let undo = catalogue.apply(change);
        written.take(&catalogue)?;
        let doubt = self.write(&file, &written.to_text())?;
        Ok(Kept {
            catalogue,
            undo,
            doubt,
        })
    }

    /// Puts a file into the place of the old one, whole. Only under [`Store::lock`].
    fn write(&self, file: &Path, text: &str) -> Result<Option<Doubt>, StoreError> {
        // Left behind by a run that was killed: nobody else writes while we hold the lock.
        whole::sweep(self.disk, file);
        let bytes = text.as_bytes();
        Ok(whole::put_by(
            self.disk,
            file,
            bytes,
            Readers::Owner,
            Old::Replaced,
        )?)
    }

    /// Makes a folder and those around it, where they are missing.
    fn make_folders(&self, folder: &Path) -> Result<(), StoreError> {
        again(|| self.disk.make_folders(folder))
            // What is there already is no folder.
            .map_err(|e| match e.kind() {
                io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
                _ => e,
            })
            .map_err(|e| StoreError::system(folder, &e))
    }

    /// Waits until no other program changes what stands in the folder, which is made if it is not there; it is ours until the file is
    /// dropped.
    fn lock(&self) -> Result<File, StoreError> {
        self.make_folders(&self.folder)?;
        let path = self.folder.join(LOCK);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|e| StoreError::system(&path, &e))?;
        let until = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::Busy(path)),
                // Some network folders know no locks; one reader at one desk does without.
                Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {
                    return Ok(file);
                }
                Err(TryLockError::Error(e)) => return Err(StoreError::system(&path, &e)),
            }
        }
    }
}

/// What stands in the file; nothing if there is none.
fn read(file: &Path) -> Result<Written, StoreError> {
    match fs::metadata(file) {
        Ok(about) if !about.is_file() || about.len() > LARGEST => {
            let what = "not a file of text".to_owned();
            return Err(StoreError::Broken(file.to_owned(), 1, what));
        }
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Written::default()),
        Err(e) => return Err(StoreError::system(file, &e)),
    }
    let bytes = fs::read(file).map_err(|e| StoreError::system(file, &e))?;
    Written::parse(file, &bytes)
}
