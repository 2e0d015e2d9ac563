//! Disks that fail at a step of one's choice.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use duizhao::store::whole::{Disk, Readers, Real};

/// One step of writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Folders,
    Create,
    Open,
    Permit,
    Write,
    Sync,
    Rename,
    Link,
    Remove,
    SyncFolder,
}

pub const STEPS: [Step; 10] = [
    Step::Folders,
    Step::Create,
    Step::Open,
    Step::Permit,
    Step::Write,
    Step::Sync,
    Step::Rename,
    Step::Link,
    Step::Remove,
    Step::SyncFolder,
];

/// What a disk says when it refuses, with the word of its sentence in English.
#[cfg(unix)]
pub fn errors() -> Vec<(i32, &'static str)> {
    use rustix::io::Errno;
    [
        (Errno::NOSPC, "full"),
        (Errno::DQUOT, "quota"),
        (Errno::ACCESS, "permission"),
        (Errno::PERM, "permission"),
        (Errno::ROFS, "read-only"),
        (Errno::IO, "disk reports an error"),
        (Errno::MFILE, "too many files"),
        (Errno::FBIG, "larger"),
        (Errno::STALE, "network"),
        (Errno::BUSY, "busy"),
    ]
    .map(|(errno, word)| (errno.raw_os_error(), word))
    .to_vec()
}

/// What fails, and how often it did.
#[derive(Debug, Default)]
pub struct Faulty {
    /// Of these steps, those with the first number (the first is 0) up to before the second.
    step: Option<(Step, usize, usize)>,
    errno: i32,
    /// Most bytes that are written at once, if not all.
    most: Option<usize>,
    taken: AtomicUsize,
    failed: AtomicUsize,
    /// Files that were made.
    made: Mutex<Vec<PathBuf>>,
}

impl Faulty {
    /// Fails once, at the step of this number.
    pub fn at(step: Step, number: usize, errno: i32) -> &'static Self {
        Self::during(step, number, number + 1, errno)
    }

    /// Fails from one number on, up to before another.
    pub fn during(step: Step, from: usize, to: usize, errno: i32) -> &'static Self {
        Box::leak(Box::new(Self {
            step: Some((step, from, to)),
            errno,
            ..Self::default()
        }))
    }

    /// Never fails and writes a few bytes at a time.
    pub fn slow(most: usize) -> &'static Self {
        Box::leak(Box::new(Self {
            most: Some(most),
            ..Self::default()
        }))
    }

    /// How often it failed.
    pub fn failed(&self) -> usize {
        self.failed.load(Ordering::SeqCst)
    }

    /// The files that were made, under the names that they had first.
    pub fn made(&self) -> Vec<PathBuf> {
        self.made.lock().unwrap().clone()
    }

    fn turn(&self, step: Step) -> io::Result<()> {
        let Some((failing, from, to)) = self.step else {
            return Ok(());
        };
        if step != failing {
            return Ok(());
        }
        let number = self.taken.fetch_add(1, Ordering::SeqCst);
        if number < from || number >= to {
            return Ok(());
        }
        self.failed.fetch_add(1, Ordering::SeqCst);
        Err(io::Error::from_raw_os_error(self.errno))
    }
}

impl Disk for Faulty {
    fn make_folders(&self, folder: &Path) -> io::Result<()> {
        self.turn(Step::Folders)?;
        Real.make_folders(folder)
    }

    fn create(&self, path: &Path, readers: Readers) -> io::Result<File> {
        self.turn(Step::Create)?;
        self.made.lock().unwrap().push(path.to_owned());
        Real.create(path, readers)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        self.turn(Step::Open)?;
        Real.open(path)
    }

    fn permit(&self, file: &File, like: &Metadata) -> io::Result<()> {
        self.turn(Step::Permit)?;
        Real.permit(file, like)
    }

    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        self.turn(Step::Write)?;
        Real.write(file, &bytes[..bytes.len().min(self.most.unwrap_or(7))])
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.turn(Step::Sync)?;
        Real.sync(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.turn(Step::Rename)?;
        Real.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.turn(Step::Link)?;
        Real.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.turn(Step::Remove)?;
        Real.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.turn(Step::SyncFolder)?;
        Real.sync_folder(folder)
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
