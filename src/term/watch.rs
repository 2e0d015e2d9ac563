//! Noticing that files change on disk: every open file is looked at now and then, without being opened.
//!
//! Owns the thread and [`Round`], one look at all files. Invariants: a change is told once, and only when the file has come to rest: two
//! looks in a row find it in one and the same state. While no file is open, nothing is looked at.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::report::ReportId;
use crate::report::library::Stamp;

/// How long it waits between two looks.
const PAUSE: Duration = Duration::from_secs(2);
/// How long it waits after a change, to see whether it has come to rest.
const REST: Duration = Duration::from_millis(300);

/// How long a file that could not be read may still have been in the writing.
const FRESH: Duration = Duration::from_secs(5);

/// An open file and its state when it was read, if known.
pub type Watched = (ReportId, PathBuf, Option<Stamp>);

/// Who watches the files.
#[derive(Debug)]
pub struct Watcher {
    shared: Arc<(Mutex<Shared>, Condvar)>,
}

#[derive(Debug, Default)]
struct Shared {
    /// What is to be watched from now on, if that is another.
    files: Option<Vec<Watched>>,
    closed: bool,
}

impl Watcher {
    /// Starts the thread; `tell` gets the reports whose files changed.
    pub fn start(tell: impl Fn(Vec<ReportId>) + Send + 'static) -> Self {
        let shared = Arc::new((Mutex::new(Shared::default()), Condvar::new()));
        let theirs = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut round = Round::default();
            let mut pause = None;
            while wait(&theirs, &mut round, pause) {
                let changed = round.look();
                if !changed.is_empty() {
                    tell(changed);
                }
                pause = match (round.files.is_empty(), round.is_restless()) {
                    (true, _) => None,
                    (false, true) => Some(REST),
                    (false, false) => Some(PAUSE),
                };
            }
        });
        Self { shared }
    }

    /// Watches these files from now on, and no others.
    pub fn watch(&self, files: Vec<Watched>) {
        let (lock, bell) = &*self.shared;
        lock.lock().unwrap_or_else(PoisonError::into_inner).files = Some(files);
        bell.notify_one();
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let (lock, bell) = &*self.shared;
        lock.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        bell.notify_one();
    }
}

/// Waits for the next look: for `pause`, or, without one, until there is something to watch. `false` at the end.
fn wait(shared: &(Mutex<Shared>, Condvar), round: &mut Round, pause: Option<Duration>) -> bool {
    let (lock, bell) = shared;
    let mut guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if guard.closed {
            return false;
        }
        if let Some(files) = guard.files.take() {
            round.watch(files);
            return true;
        }
        let Some(pause) = pause else {
            guard = bell.wait(guard).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let (next, timeout) = bell
            .wait_timeout(guard, pause)
            .unwrap_or_else(PoisonError::into_inner);
        guard = next;
        if timeout.timed_out() && guard.files.is_none() && !guard.closed {
            return true;
        }
    }
}

/// The files that are watched, and what the looks at them came to.
#[derive(Debug, Default)]
pub struct Round {
    files: Vec<File>,
}

/// A file and its states; none where it is gone.
#[derive(Debug)]
struct File {
    report: ReportId,
    path: PathBuf,
    /// As it was read, or told last.
    told: Option<Stamp>,
    /// As the last look found it.
    found: Option<Stamp>,
}

impl Round {
    /// Watches these files from now on. Where the state is not known in which one was read, what was told of it is not told again.
    pub fn watch(&mut self, files: Vec<Watched>) {
        let before: HashMap<PathBuf, File> = self
            .files
            .drain(..)
            .map(|file| (file.path.clone(), file))
            .collect();
        let file = |(report, path, stamp): Watched| {
            let (told, found) = match (stamp, before.get(&path)) {
                (Some(_), _) => (stamp, stamp),
                (None, Some(before)) => (before.told, before.found),
                (None, None) => {
                    let now = state(&path);
                    // It could not be read, perhaps because it was just being written: then it is worth another try.
                    (now.filter(|now| !is_fresh(now)), now)
                }
            };
            File {
                report,
                path,
                told,
                found,
            }
        };
        self.files = files.into_iter().map(file).collect();
    }

    /// Looks at every file; tells those that changed and have come to rest.
    pub fn look(&mut self) -> Vec<ReportId> {
        let mut changed = Vec::new();
        for file in &mut self.files {
            let now = state(&file.path);
            if now == file.found && now != file.told {
                file.told = now;
                changed.push(file.report);
            }
            file.found = now;
        }
        changed
    }

    /// Whether a file was found changed and is waited for to come to rest.
    fn is_restless(&self) -> bool {
        self.files.iter().any(|file| file.found != file.told)
    }
}

/// Written within the last seconds.
fn is_fresh(stamp: &Stamp) -> bool {
    stamp
        .written
        .and_then(|at| at.elapsed().ok())
        .is_some_and(|age| age < FRESH)
}

fn state(path: &Path) -> Option<Stamp> {
    std::fs::metadata(path).ok().map(|about| Stamp::of(&about))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_could_not_be_read_while_it_was_written_is_tried_again_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "河堤").unwrap();
        let mut round = Round::default();
        round.watch(vec![(ReportId(0), path.clone(), None)]);
        assert_eq!(round.look(), [ReportId(0)]);
        assert_eq!(round.look(), []);
        // It failed again: what was told is not told once more.
        round.watch(vec![(ReportId(0), path.clone(), None)]);
        assert_eq!(round.look(), []);
        // A file that has lain there for a while is not being written.
        let old = std::time::SystemTime::now() - Duration::from_hours(1);
        let other = folder.path().join("b.txt");
        std::fs::write(&other, "河堤").unwrap();
        std::fs::File::options()
            .write(true)
            .open(&other)
            .unwrap()
            .set_modified(old)
            .unwrap();
        let mut round = Round::default();
        round.watch(vec![(ReportId(1), other, None)]);
        assert_eq!(round.look(), []);
    }
}
