//! Work that must not block a key: reading files, scanning themes, comparing reports.
//!
//! [`run`] is a plain function from [`Job`] to [`Output`]s: tests and the command line call it inline, the browser
//! through a [`Worker`] (one thread per kind of work; a newer job of a kind replaces the waiting one, and results carry
//! the generation they were asked for, so that stale ones can be dropped). Must not know of screens.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

use crate::compare::{self, Comparison, Depth, Links, Nearness};
use crate::report::library::{self, Entry};
use crate::report::source::SourceError;
use crate::report::{GLIMPSE, Report, ReportId, SourceInfo};
use crate::theme::scan::Scanner;
use crate::theme::{Hits, Lexicon};

/// Counts the askings; a result of an older generation is dropped by who receives it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Generation(pub u32);

/// A flag that asks a running job to stop at the next good moment.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks for the stop.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked for.
    pub fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Job {
    /// Find the reports under `paths` (the built-in samples when there is none) and read them, the two most comparable first.
    Load {
        /// Files and folders.
        paths: Vec<PathBuf>,
    },
    /// Go on with a loading that [`begin`] began.
    GoOn(Begun),
    /// Link two reports, then compare them sentence by sentence.
    Compare {
        /// The report at the left.
        a: (ReportId, Arc<Report>),
        /// The report at the right.
        b: (ReportId, Arc<Report>),
        /// The depth that the reader asked for; none: the program chooses.
        depth: Option<Depth>,
    },
}

/// What a job tells, piece by piece.
#[derive(Debug)]
pub enum Output {
    /// The files that will be read, in order, and what cannot be; `ReportId(n)` is entry `n` from now on.
    Found {
        /// In reading order.
        entries: Vec<Entry>,
        /// What cannot be read, with its reason.
        failed: Vec<SourceError>,
    },
    /// One entry is about to be read.
    Reading(ReportId),
    /// The beginning of an entry that is being read, for the eye alone (see [`Report::glimpse`]).
    Glimpse(ReportId, Arc<Report>),
    /// One entry was read.
    Read(ReportId, Result<Arc<Report>, SourceError>),
    /// The themes' hits in one report.
    Scanned(ReportId, Arc<Hits>),
    /// The lexicon, or why it cannot be used.
    Lexicon(Result<Arc<Lexicon>, String>),
    /// All entries were read, or loading was stopped.
    Loaded,
    /// Two reports were linked.
    Linked(ReportId, ReportId, Arc<Links>, Nearness),
    /// Two reports were compared; the asked-for depth comes back with it.
    Compared(ReportId, ReportId, Option<Depth>, Arc<Comparison>),
}

/// The built-in lexicon and its scanner, made once.
fn lexicon() -> &'static Result<(Arc<Lexicon>, Scanner), String> {
    static LEXICON: OnceLock<Result<(Arc<Lexicon>, Scanner), String>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let lexicon = Lexicon::builtin().map_err(|e| e.to_string())?;
        let scanner = Scanner::new(&lexicon);
        Ok((Arc::new(lexicon), scanner))
    })
}

/// Does the job, telling each piece of the result as it is ready; stops early when asked to.
pub fn run(job: Job, cancel: &Cancel, tell: &(dyn Fn(Output) + Sync)) {
    match job {
        Job::Load { paths } => go_on(begin(&paths, tell), cancel, tell),
        Job::GoOn(begun) => go_on(begun, cancel, tell),
        Job::Compare { a, b, depth } => {
            let links = compare::link(&a.1, &b.1);
            tell(Output::Linked(
                a.0,
                b.0,
                Arc::new(links),
                compare::nearness(&a.1, &b.1),
            ));
            if !cancel.stopped() {
                let comparison = compare::compare(&a.1, &b.1, depth);
                tell(Output::Compared(a.0, b.0, depth, Arc::new(comparison)));
            }
        }
    }
}

/// Reports that are read before anything else is done: those that stand on the first screen.
const FIRST: usize = 2;

/// A loading whose files are found; what could be read only once is kept.
#[derive(Clone, Debug)]
pub struct Begun {
    entries: Vec<Entry>,
    first: Option<Result<(Arc<str>, SourceInfo), SourceError>>,
}

/// Finds the files under `paths` (the built-in samples when there is none), the two most comparable first, and tells them and the beginning of the
/// first one: all that a first screen needs. [`Job::GoOn`] does the rest.
pub fn begin(paths: &[PathBuf], tell: &dyn Fn(Output)) -> Begun {
    let (mut entries, failed) = if paths.is_empty() {
        (library::samples(), Vec::new())
    } else {
        let found = library::discover(paths);
        (found.entries, found.failed)
    };
    library::most_comparable_first(&mut entries);
    tell(Output::Found {
        entries: entries.clone(),
        failed,
    });
    // Standard input can be read only once; of a file the beginning is enough for now.
    let mut first = None;
    if let Some(entry) = entries.first() {
        tell(Output::Reading(ReportId(0)));
        let beginning = match entry {
            Entry::Stdin => first.insert(library::open(entry, None)).clone().ok(),
            _ => library::beginning(entry, GLIMPSE as u64, None),
        };
        if let Some((text, source)) = beginning {
            let glimpse = Report::glimpse(&text, source);
            tell(Output::Glimpse(ReportId(0), Arc::new(glimpse)));
        }
    }
    Begun { entries, first }
}

fn go_on(begun: Begun, cancel: &Cancel, tell: &(dyn Fn(Output) + Sync)) {
    use rayon::prelude::*;
    let Begun { entries, first } = begun;
    let read = |index: usize, entry: &Entry| {
        let id = ReportId(index as u32);
        let opened = match &first {
            Some(opened) if index == 0 => opened.clone(),
            _ => {
                if index > 0 {
                    tell(Output::Reading(id));
                }
                library::open(entry, None)
            }
        };
        let report = opened.map(|(text, source)| Arc::new(Report::read(text, source)));
        tell(Output::Read(id, report.clone()));
        report.ok().map(|r| (id, r))
    };
    let first: Vec<_> = entries
        .iter()
        .enumerate()
        .take(FIRST)
        .filter_map(|(i, e)| read(i, e))
        .collect();
    let scanner = match lexicon() {
        Ok((lexicon, scanner)) => {
            tell(Output::Lexicon(Ok(Arc::clone(lexicon))));
            Some(scanner)
        }
        Err(why) => {
            tell(Output::Lexicon(Err(why.clone())));
            None
        }
    };
    let scan = |(id, report): (ReportId, Arc<Report>)| {
        if let Some(scanner) = scanner {
            tell(Output::Scanned(id, Arc::new(scanner.scan(&report))));
        }
    };
    first.into_iter().for_each(scan);
    entries
        .par_iter()
        .enumerate()
        .skip(FIRST)
        .for_each(|(index, entry)| {
            if !cancel.stopped() {
                read(index, entry).map(scan);
            }
        });
    tell(Output::Loaded);
}

/// A thread that does one kind of job; the newest waiting job wins.
#[derive(Debug)]
pub struct Worker {
    slot: Arc<(Mutex<Slot>, Condvar)>,
}

#[derive(Debug, Default)]
struct Slot {
    waiting: Option<(Generation, Job, Cancel)>,
    running: Option<Cancel>,
    closed: bool,
}

impl Worker {
    /// Starts the thread; `tell` gets every output with the generation of its job.
    pub fn start(tell: impl Fn(Generation, Output) + Send + Sync + 'static) -> Self {
        let slot = Arc::new((Mutex::new(Slot::default()), Condvar::new()));
        let theirs = Arc::clone(&slot);
        std::thread::spawn(move || {
            while let Some((generation, job, cancel)) = next(&theirs) {
                run(job, &cancel, &|output| {
                    if !cancel.stopped() || matches!(output, Output::Loaded) {
                        tell(generation, output);
                    }
                });
            }
        });
        Self { slot }
    }

    /// Gives it a job; one that still waits is dropped.
    pub fn give(&self, generation: Generation, job: Job) {
        let (lock, bell) = &*self.slot;
        let mut slot = lock.lock().unwrap_or_else(PoisonError::into_inner);
        slot.waiting = Some((generation, job, Cancel::default()));
        bell.notify_one();
    }

    /// Asks the running job to stop and drops the waiting one.
    pub fn stop(&self) {
        let mut slot = self.slot.0.lock().unwrap_or_else(PoisonError::into_inner);
        slot.waiting = None;
        if let Some(cancel) = &slot.running {
            cancel.stop();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
        let (lock, bell) = &*self.slot;
        lock.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        bell.notify_one();
    }
}

fn next(slot: &(Mutex<Slot>, Condvar)) -> Option<(Generation, Job, Cancel)> {
    let (lock, bell) = slot;
    let mut guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
    guard.running = None;
    loop {
        if guard.closed {
            return None;
        }
        if let Some((generation, job, cancel)) = guard.waiting.take() {
            guard.running = Some(cancel.clone());
            return Some((generation, job, cancel));
        }
        guard = bell.wait(guard).unwrap_or_else(PoisonError::into_inner);
    }
}
