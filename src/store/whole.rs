//! Replacing a file whole: the one way in which anything is written here.
//!
//! Owns [`put`], [`Whole`] and the steps that they are made of ([`Disk`]). Invariant: under a file's name stands, at every moment and however
//! the program ends, what stood there before, byte for byte, or the new content, whole. The new content is written beside the old one under
//! a name that nobody guesses, is on the disk before it gets the name, and is taken away again when anything fails. Must not know what is
//! written. What cannot be kept of an old file that is replaced: its other hard links.

mod cause;

use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::BuildHasher as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use self::cause::Cause;
use crate::locale::Lang;

/// How often a call that a signal interrupted is made again: a signal comes now and then, and never this often.
const MOST_INTERRUPTED: usize = 1000;
/// How often another name is tried where the one that was thought of is taken.
const MOST_NAMES: usize = 16;
/// Bytes of a file name that the name of its new content may repeat: file systems end at 255.
const LONGEST_NAME: usize = 200;
/// What ends the name of new content that is not whole yet.
const UNFINISHED: &str = ".new";
/// Links to links that are followed.
const MOST_LINKS: usize = 40;

/// The steps of writing, one call of the system each; a test puts a failing one in the place of [`Real`].
pub trait Disk: fmt::Debug + Sync {
    /// Makes a folder and those around it that are missing; nobody else looks into them.
    ///
    /// # Errors
    /// Those of the system, here and below.
    fn make_folders(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    /// Makes a file that was not there, to write into.
    ///
    /// # Errors
    /// When there is one of that name, too.
    fn create(&self, path: &Path, readers: Readers) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.append(true).create_new(true);
        #[cfg(unix)]
        if readers == Readers::Owner {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = readers;
        options.open(path)
    }

    /// Opens a file that [`Disk::create`] made, to add to it.
    #[expect(clippy::missing_errors_doc, reason = "those of the system")]
    fn open(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().append(true).open(path)
    }

    /// Gives a file the owner and the permissions of another.
    #[expect(clippy::missing_errors_doc, reason = "those of the system")]
    fn permit(&self, file: &File, like: &Metadata) -> io::Result<()> {
        let now = file.metadata()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            if (now.uid(), now.gid()) != (like.uid(), like.gid()) {
                // Allowed to the administrator, who must not take a reader's file away by writing it.
                let _ = std::os::unix::fs::fchown(file, Some(like.uid()), Some(like.gid()));
            }
        }
        if now.permissions() == like.permissions() {
            return Ok(());
        }
        file.set_permissions(like.permissions())
    }

    /// Writes some of the bytes: how many.
    #[expect(clippy::missing_errors_doc, reason = "those of the system")]
    fn write(&self, mut file: &File, bytes: &[u8]) -> io::Result<usize> {
        file.write(bytes)
    }

    /// Waits until what was written is on the disk.
    #[expect(clippy::missing_errors_doc, reason = "those of the system")]
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Gives a file another's name and place, at once.
    #[expect(clippy::missing_errors_doc, reason = "those of the system")]
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Gives a file a second name.
    ///
    /// # Errors
    /// When there is a file of that name, too.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    /// Takes a file away.
    #[expect(clippy::missing_errors_doc, reason = "those of the system")]
    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Waits until the names in a folder are on the disk.
    #[expect(clippy::missing_errors_doc, reason = "those of the system")]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder) {
            Ok(folder) => folder.sync_all(),
            // Some systems open no folders, and some folders may not be read.
            Err(_) => Ok(()),
        }
    }
}

/// The disk that there is.
#[derive(Clone, Copy, Debug)]
pub struct Real;

impl Disk for Real {}

/// Who may read a file that was not there before; one that was keeps its permissions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readers {
    /// Only the user: what the program keeps.
    Owner,
    /// As the system has it for new files: what the reader asked for.
    Usual,
}

/// What becomes of a file that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Old {
    /// The new one takes its place.
    Replaced,
    /// It stays, and nothing is written.
    Kept,
}

/// Why a file was not written; what stood under its name stands there still.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotWritten {
    /// The file, as it was named.
    pub path: PathBuf,
    /// Why.
    pub cause: Cause,
    /// There is such a file, and it is as it was.
    pub old: bool,
    /// What was not written to its end and could not be taken away.
    pub left: Option<PathBuf>,
}

impl NotWritten {
    /// Which file, what is wrong, what stands now, what to do: one sentence without its final stop. Whoever prints it makes it safe.
    pub fn sentence(&self, lang: Lang) -> String {
        let stands = if self.old {
            lang.pick("没有写成，原来的文件没有动", "the file is as it was")
        } else {
            lang.pick("没有写成", "nothing was written")
        };
        self.sentence_with(stands, lang)
    }

    /// The same with other words for what stands now.
    pub fn sentence_with(&self, stands: &str, lang: Lang) -> String {
        let (path, what, remedy) = (
            self.path.display(),
            self.cause.what(lang),
            self.cause.remedy(lang),
        );
        let mut said = match lang {
            Lang::Zh => format!("{path}：{what}，{stands}；{remedy}"),
            Lang::En => format!("{path}: {what}; {stands}: {remedy}"),
        };
        if let Some(left) = &self.left {
            let left = left.display();
            said.push_str(&match lang {
                Lang::Zh => format!("；留下了 {left}，可以删掉"),
                Lang::En => format!("; {left} was left behind and can be removed"),
            });
        }
        said
    }
}

/// In English, as error chains are.
impl fmt::Display for NotWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for NotWritten {}

/// What is to be said of a file that was written and has its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// The file, as it was named.
    pub path: PathBuf,
    /// Why the disk does not vouch for the name, or why something could not be taken away.
    pub cause: Cause,
    /// What could not be taken away; if there is none, it is the name that may be lost.
    pub left: Option<PathBuf>,
}

impl Doubt {
    /// Which file, what is wrong, what stands now, what to do: one sentence without its final stop. Whoever prints it makes it safe.
    pub fn sentence(&self, lang: Lang) -> String {
        let (path, what, remedy) = (
            self.path.display(),
            self.cause.what(lang),
            self.cause.remedy(lang),
        );
        if let Some(left) = &self.left {
            let left = left.display();
            return match lang {
                Lang::Zh => format!("{path}：已经写好；{what}，留下了 {left}，可以删掉"),
                Lang::En => {
                    format!("{path}: written; {what}, so {left} was left behind and can be removed")
                }
            };
        }
        match lang {
            Lang::Zh => {
                format!("{path}：已经写好，但{what}，断电可能丢失这次改动；{remedy}")
            }
            Lang::En => format!(
                "{path}: written, but {what}, and a power cut may undo this change: {remedy}"
            ),
        }
    }
}

/// Writes a file whole. A link to a file kept elsewhere stays one.
///
/// # Errors
/// When the system refuses, or a file that is to be kept is there; then all is as it was.
pub fn put(
    path: &Path,
    bytes: &[u8],
    readers: Readers,
    old: Old,
) -> Result<Option<Doubt>, NotWritten> {
    put_by(&Real, path, bytes, readers, old)
}

/// The same by steps of a given kind.
///
/// # Errors
/// As [`put`].
pub fn put_by(
    disk: &'static dyn Disk,
    path: &Path,
    bytes: &[u8],
    readers: Readers,
    old: Old,
) -> Result<Option<Doubt>, NotWritten> {
    let mut whole = Whole::begin(disk, path, readers, old)?;
    whole.add(bytes)?;
    whole.finish()
}

/// A file that is written piece by piece and gets its name when it is whole.
#[derive(Debug)]
pub struct Whole {
    disk: &'static dyn Disk,
    /// As it was named.
    path: PathBuf,
    /// The file of that name, behind links.
    target: PathBuf,
    /// What it is called until it is whole.
    new: PathBuf,
    /// Open, unless it [rests](Whole::rest).
    out: Option<File>,
    /// What is known of the file that it replaces, if there is one.
    before: Option<Metadata>,
    old: Old,
    /// Why it comes to nothing, and what was left of it.
    failed: Option<NotWritten>,
    /// It is there under the name `new`.
    there: bool,
}

impl Whole {
    /// Begins a file at `path`.
    ///
    /// # Errors
    /// When it can be seen that it cannot be written, or the system refuses.
    pub fn begin(
        disk: &'static dyn Disk,
        path: &Path,
        readers: Readers,
        old: Old,
    ) -> Result<Self, NotWritten> {
        let not = |cause, old| NotWritten {
            path: path.to_owned(),
            cause,
            old,
            left: None,
        };
        let before = match fs::metadata(path) {
            Ok(about) if about.is_dir() => return Err(not(Cause::Folder, false)),
            // A pipe or a device would be taken away.
            Ok(about) if !about.is_file() => return Err(not(Cause::Special, true)),
            Ok(about) => Some(about),
            Err(_) => None,
        };
        if old == Old::Kept && fs::symlink_metadata(path).is_ok() {
            return Err(not(Cause::Exists, true));
        }
        let target = behind_links(path).map_err(|e| not(Cause::of(&e), before.is_some()))?;
        let mut whole = Self {
            disk,
            path: path.to_owned(),
            new: target.clone(),
            target,
            out: None,
            before,
            old,
            failed: None,
            there: false,
        };
        // Who may not read the old file may not read what is to replace it, at no moment.
        let readers = match whole.before {
            Some(_) => Readers::Owner,
            None => readers,
        };
        for _ in 0..MOST_NAMES {
            whole.new = beside(&whole.target);
            match again(|| disk.create(&whole.new, readers)) {
                Ok(out) => {
                    whole.there = true;
                    whole.out = Some(out);
                    return Ok(whole);
                }
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(whole.give_up(&e)),
            }
        }
        Err(whole.give_up(&io::ErrorKind::AlreadyExists.into()))
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// When the system refuses; then it comes to nothing.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), NotWritten> {
        if let Some(why) = &self.failed {
            return Err(why.clone());
        }
        let disk = self.disk;
        let mut write = || -> io::Result<()> {
            let out = self.opened()?;
            let mut left = bytes;
            while !left.is_empty() {
                match again(|| disk.write(out, left))? {
                    0 => return Err(io::ErrorKind::WriteZero.into()),
                    some => left = left.get(some..).unwrap_or_default(),
                }
            }
            Ok(())
        };
        write().map_err(|e| self.give_up(&e))
    }

    /// Holds no file open until the next piece, so that there may be many of them at a time.
    pub fn rest(&mut self) {
        self.out = None;
    }

    /// Gives it its name. What comes back where the disk does not vouch for that: it is there all the same.
    ///
    /// # Errors
    /// When the system refuses, or a file that is to be kept is there by now; then all is as it was.
    pub fn finish(mut self) -> Result<Option<Doubt>, NotWritten> {
        if let Some(why) = &self.failed {
            return Err(why.clone());
        }
        if let Err(e) = self.name() {
            return Err(self.give_up(&e));
        }
        if self.old == Old::Kept
            && let Err(e) = self.discard()
        {
            return Ok(Some(Doubt {
                path: self.path.clone(),
                cause: Cause::of(&e),
                left: Some(self.new.clone()),
            }));
        }
        let folder = folder_of(&self.target);
        match again(|| self.disk.sync_folder(folder)) {
            Ok(()) => Ok(None),
            // Some systems do so unasked, or have no way to do it.
            Err(e)
                if matches!(
                    e.kind(),
                    io::ErrorKind::Unsupported
                        | io::ErrorKind::InvalidInput
                        | io::ErrorKind::PermissionDenied
                ) =>
            {
                Ok(None)
            }
            Err(e) => Ok(Some(Doubt {
                path: self.path.clone(),
                cause: Cause::of(&e),
                left: None,
            })),
        }
    }

    /// All that must succeed before it has its name, and the name.
    fn name(&mut self) -> io::Result<()> {
        let (disk, before) = (self.disk, self.before.clone());
        let out = self.opened()?;
        if let Some(before) = &before {
            again(|| disk.permit(out, before))?;
        }
        again(|| disk.sync(out))?;
        self.rest();
        self.give_name()
    }

    fn give_name(&mut self) -> io::Result<()> {
        if self.old == Old::Kept {
            // A second name for the new file, which fails where there is one by now; then the first goes.
            match again(|| self.disk.link(&self.new, &self.target)) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(e),
                // Some file systems know no second names.
                Err(_) if fs::symlink_metadata(&self.target).is_err() => {}
                other => return other,
            }
        }
        again(|| self.disk.rename(&self.new, &self.target))?;
        self.there = false;
        Ok(())
    }

    fn opened(&mut self) -> io::Result<&File> {
        let out = match self.out.take() {
            Some(out) => out,
            None => again(|| self.disk.open(&self.new))?,
        };
        Ok(self.out.insert(out))
    }

    /// Takes away what there is of it.
    fn give_up(&mut self, why: &io::Error) -> NotWritten {
        self.out = None;
        let why = NotWritten {
            path: self.path.clone(),
            cause: Cause::of(why),
            old: self.before.is_some(),
            left: self.discard().err().map(|_| self.new.clone()),
        };
        self.failed = Some(why.clone());
        why
    }

    /// Takes away what is not called by its name, if it is there.
    fn discard(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.there) {
            return Ok(());
        }
        match again(|| self.disk.remove(&self.new)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}

/// What is not whole is not left lying.
impl Drop for Whole {
    fn drop(&mut self) {
        self.out = None;
        let _ = self.discard();
    }
}

/// Takes away what runs that were killed left of this file. Only for whoever holds a lock under which alone it is written.
pub fn sweep(disk: &dyn Disk, path: &Path) {
    let Ok(target) = behind_links(path) else {
        return;
    };
    for entry in fs::read_dir(folder_of(&target))
        .into_iter()
        .flatten()
        .flatten()
    {
        if is_unfinished(&entry.file_name(), &target) {
            let _ = disk.remove(&entry.path());
        }
    }
}

/// Makes the call again as long as a signal interrupts it.
pub(super) fn again<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 0..MOST_INTERRUPTED {
        match call() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
    call()
}

/// The file that is meant where `path` is a link, to however many others; it need not be there.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(about) if about.is_symlink() => path = folder_of(&path).join(fs::read_link(&path)?),
            // What else is wrong is met by whoever writes.
            _ => return Ok(path),
        }
    }
    // Says the system's own word for it.
    fs::canonicalize(&path)
}

/// The folder that a file stands in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The beginning of all names of new content for this file.
fn beginning(target: &Path) -> OsString {
    let mut name = OsString::from(".");
    match target.file_name() {
        Some(own) if own.len() <= LONGEST_NAME => name.push(own),
        _ => name.push("duizhao"),
    }
    name.push(".");
    name
}

/// A name beside `target` that nobody guesses.
fn beside(target: &Path) -> PathBuf {
    let mut name = beginning(target);
    // Seeded by the system, and another one each time.
    let random = RandomState::new().hash_one(std::process::id());
    name.push(format!("{random:016x}{UNFINISHED}"));
    target.with_file_name(name)
}

/// Whether a name looks like one of [`beside`], of whatever file.
pub(super) fn is_unfinished_name(name: &str) -> bool {
    let random = name
        .strip_prefix('.')
        .and_then(|rest| rest.strip_suffix(UNFINISHED))
        .and_then(|rest| rest.rsplit('.').next());
    random.is_some_and(|r| r.len() == 16 && r.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether a name is one of [`beside`].
fn is_unfinished(name: &OsStr, target: &Path) -> bool {
    let name = name.as_encoded_bytes();
    let random = name
        .strip_prefix(beginning(target).as_encoded_bytes())
        .and_then(|rest| rest.strip_suffix(UNFINISHED.as_bytes()));
    random.is_some_and(|r| r.len() == 16 && r.iter().all(u8::is_ascii_hexdigit))
}
