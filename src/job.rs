//! Work that must not block a key: reading files, scanning themes, comparing reports.
//!
//! [`run`] is a plain function from [`Job`] to [`Output`]s: tests and the command line call it inline, the browser
//! through a [`Worker`] (one thread per kind of work; a newer job of a kind replaces the waiting one, and results carry
//! the generation they were asked for, so that stale ones can be dropped). Must not know of screens.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::compare::distinct::{self, Distinct};
use crate::compare::formula::Formulas;
use crate::compare::{self, Comparison, Depth, Links, Nearness};
use crate::report::library::{self, Catalogue, Entry, Found, Reading};
use crate::report::source::SourceError;
use crate::report::twins::{self, Twins};
use crate::report::{GLIMPSE, Report, ReportId, SectionId, SentenceId, SourceInfo};
use crate::text::span::Span;
use crate::theme::candidates::{self, Candidates, Step};
use crate::theme::own::Edit;
use crate::theme::scan::Scanner;
use crate::theme::{Book, Fault, Hits, Lexicon, OwnFile, Shared, Told, Trial};

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

/// With what files are read and scanned.
#[derive(Clone, Debug, Default)]
pub struct Means {
    /// What the reader asks of reading.
    pub reading: Reading,
    /// The themes.
    pub book: Arc<Book>,
    /// What is to be read before all others, in this order; empty: the two that are most comparable.
    pub first: Arc<[First]>,
}

/// A file that is to be read before others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct First {
    /// Its path from the root, or the name of a sample.
    pub file: String,
    /// It is to be shown from its beginning.
    pub begins: bool,
}

/// What is opened.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum What {
    /// The library; the built-in samples when it holds nothing.
    #[default]
    Library,
    /// The built-in samples.
    Samples,
    /// Files and folders.
    Paths(Vec<PathBuf>),
}

impl What {
    /// What stands for these paths: the library where there is none.
    pub fn of(paths: Vec<PathBuf>) -> Self {
        if paths.is_empty() {
            What::Library
        } else {
            What::Paths(paths)
        }
    }

    /// The same, with the library made out: what is opened in the end.
    #[must_use]
    pub fn settled(self, reading: &Reading) -> Self {
        match self {
            What::Library if reading.catalogue.is_empty() => What::Samples,
            what => what,
        }
    }

    /// Finds its files.
    pub fn discover(&self, reading: &Reading) -> Found {
        match self.clone().settled(reading) {
            What::Samples => Found {
                entries: library::samples(),
                ..Found::default()
            },
            What::Library => library::discover_kept(&reading.catalogue),
            What::Paths(paths) => library::discover(&paths),
        }
    }

    /// Whether finding its files takes no time that anybody notices.
    pub fn is_quick(&self, reading: &Reading) -> bool {
        match self {
            What::Samples => true,
            What::Library => library::is_quick(&reading.catalogue.paths),
            What::Paths(paths) => library::is_quick(paths),
        }
    }
}

/// A section at the left and one at the right; none: the whole report.
pub type Sides = ((ReportId, Option<SectionId>), (ReportId, Option<SectionId>));

/// Sentences of a report, and what is read of each.
pub type ToldOf = (ReportId, Arc<Report>, Vec<(SentenceId, Span)>);

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Job {
    /// Find the reports of `what` and read them, the two most comparable first.
    Load {
        /// What is opened.
        what: What,
        /// How it is read.
        means: Means,
    },
    /// Go on with a loading that [`begin`] began.
    GoOn(Begun),
    /// Find the reports of `what` that are not among the known ones, and read them; they come after those.
    More {
        /// What is opened.
        what: What,
        /// The entries so far, in order of their ids.
        known: Vec<Entry>,
        /// How they are read.
        means: Means,
    },
    /// Read these, whose ids are known: what was left when loading was stopped.
    Rest {
        /// What is read.
        entries: Vec<(ReportId, Entry)>,
        /// How it is read.
        means: Means,
    },
    /// Read these files once more: they changed, or are to be read in another encoding.
    Again {
        /// What is read.
        entries: Vec<(ReportId, Entry)>,
        /// How it is read.
        means: Means,
    },
    /// Find the themes of another book in these.
    Scan {
        /// All that are open.
        reports: Vec<(ReportId, Arc<Report>)>,
        /// The themes.
        book: Arc<Book>,
    },
    /// Try a change of the reader's own themes.
    Try {
        /// All that are open.
        reports: Vec<Arc<Report>>,
        /// The reader's files as they stand.
        own: Vec<OwnFile>,
        /// The change.
        edit: Edit,
    },
    /// Find those that are the same, or nearly.
    Twins {
        /// Among these.
        reports: Vec<(ReportId, Arc<Report>)>,
    },
    /// Find the sentences that several reports share.
    Shared {
        /// The sentences that are looked at, and what is read of each.
        told: Vec<ToldOf>,
    },
    /// Find the phrases that are formulaic in these reports.
    Formulas {
        /// All that are open.
        reports: Vec<Arc<Report>>,
    },
    /// Find what each of two linked sections says that the other does not.
    Distinct {
        /// Which.
        sides: Sides,
        /// The report at the left.
        a: Arc<Report>,
        /// The report at the right.
        b: Arc<Report>,
        /// What is usual.
        background: Vec<Arc<Report>>,
        /// What tells nothing.
        formulas: Arc<Formulas>,
    },
    /// Link two reports, then compare them sentence by sentence.
    Compare {
        /// The report at the left.
        a: (ReportId, Arc<Report>),
        /// The report at the right.
        b: (ReportId, Arc<Report>),
        /// What is asked.
        asked: compare::Asked,
    },
    /// Find the words and phrases that some reports have more than others.
    Candidates {
        /// What is looked at.
        focus: Vec<Arc<Report>>,
        /// What it is compared with.
        rest: Vec<Arc<Report>>,
        /// What is counted already.
        lexicon: Arc<Lexicon>,
    },
    /// Follow a section through the years of its place.
    History {
        /// The reports that it may be followed through.
        reports: Vec<(ReportId, Arc<Report>)>,
        /// The report of the section.
        from: ReportId,
        /// The section.
        section: SectionId,
        /// The reader's word on links.
        catalogue: Arc<Catalogue>,
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
    /// The themes, ready to be used.
    Lexicon(Arc<Book>),
    /// The hits of another book's themes.
    Rescanned(Arc<Book>, Vec<(ReportId, Arc<Report>, Arc<Hits>)>),
    /// What a change of the reader's own themes would come to, or why it could not be kept.
    Tried(Result<Trial, Fault>),
    /// All entries were read, or loading was stopped.
    Loaded,
    /// More files that will be read, after those that were found before: the first of them has this id.
    More {
        /// The id of the first one.
        first: ReportId,
        /// In order.
        entries: Vec<Entry>,
        /// What of all that is open cannot be read, with its reason.
        failed: Vec<SourceError>,
    },
    /// A report was read once more, and its themes' hits; or why it could not be.
    ReadAgain(ReportId, Result<(Arc<Report>, Arc<Hits>), SourceError>),
    /// All that was to be read once more was.
    AllReadAgain,
    /// The groups of reports that are the same, or nearly.
    Twins(Vec<Twins>),
    /// The sentences that several reports share.
    Shared(Arc<Shared>),
    /// The formulaic phrases.
    Formulas(Arc<Formulas>),
    /// What each side alone says.
    Distinct(Sides, Arc<Distinct>),
    /// What is being done to find candidates.
    Seeking(Step),
    /// What some reports have more than others.
    Candidates(Arc<Candidates>),
    /// A section was followed through the years.
    History(Vec<compare::Step>),
    /// Two reports were linked.
    Linked(ReportId, ReportId, Arc<Links>, Nearness),
    /// Two reports were compared; the asked-for depth comes back with it.
    Compared(ReportId, ReportId, Option<Depth>, Arc<Comparison>),
}

/// Does the job, telling each piece of the result as it is ready; stops early when asked to.
pub fn run(job: Job, cancel: &Cancel, tell: &(dyn Fn(Output) + Sync)) {
    match job {
        Job::Load { what, means } => go_on(begin(&what, means, tell), cancel, tell),
        Job::GoOn(begun) => go_on(begun, cancel, tell),
        Job::More { what, known, means } => more(&what, &known, &means, cancel, tell),
        Job::Rest { entries, means } => {
            read_all(&entries, &means, cancel, tell);
            tell(Output::Loaded);
        }
        Job::Scan { reports, book } => {
            use rayon::prelude::*;
            let scanner = &book.ready().scanner;
            let hits = reports
                .into_par_iter()
                .map(|(id, report)| {
                    let hits = Arc::new(scanner.scan(&report));
                    (id, report, hits)
                })
                .collect();
            tell(Output::Rescanned(Arc::clone(&book), hits));
        }
        Job::Try { reports, own, edit } => tell(Output::Tried(Trial::of(&own, &edit, &reports))),
        Job::Twins { reports } => {
            let reports: Vec<(ReportId, &Report)> = reports
                .iter()
                .map(|(id, report)| (*id, &**report))
                .collect();
            tell(Output::Twins(twins::twins(&reports)));
        }
        Job::Shared { told } => {
            let told: Vec<Told<'_>> = told
                .iter()
                .map(|(id, report, sentences)| Told {
                    id: *id,
                    report,
                    sentences,
                })
                .collect();
            tell(Output::Shared(Arc::new(Shared::among(&told))));
        }
        Job::Formulas { reports } => {
            let reports: Vec<&Report> = reports.iter().map(Arc::as_ref).collect();
            tell(Output::Formulas(Arc::new(Formulas::of(&reports))));
        }
        Job::Distinct {
            sides,
            a,
            b,
            background,
            formulas,
        } => {
            let background: Vec<&Report> = background.iter().map(Arc::as_ref).collect();
            let (left, right) = ((&*a, sides.0.1), (&*b, sides.1.1));
            let found = distinct::of(left, right, &background, &formulas);
            tell(Output::Distinct(sides, Arc::new(found)));
        }
        Job::Candidates {
            focus,
            rest,
            lexicon,
        } => {
            let focus: Vec<&Report> = focus.iter().map(Arc::as_ref).collect();
            let rest: Vec<&Report> = rest.iter().map(Arc::as_ref).collect();
            let step = |step: Step| {
                tell(Output::Seeking(step));
                !cancel.stopped()
            };
            if let Some(found) = candidates::of(&focus, &rest, &lexicon, &step) {
                tell(Output::Candidates(Arc::new(found)));
            }
        }
        Job::Again { entries, means } => read_again(&entries, &means, tell),
        Job::History {
            reports,
            from,
            section,
            catalogue,
        } => {
            let judged = |a: &Report, b: &Report| catalogue.judged(a, b);
            let steps = compare::history(&reports, from, section, judged);
            tell(Output::History(steps));
        }
        Job::Compare { a, b, asked } => {
            let links = compare::link_with(&a.1, &b.1, &asked.judged);
            let nearness = compare::nearness(&a.1, &b.1);
            tell(Output::Linked(a.0, b.0, Arc::new(links.clone()), nearness));
            if !cancel.stopped() {
                let comparison = compare::compare_linked(&a.1, &b.1, &asked, links);
                tell(Output::Compared(
                    a.0,
                    b.0,
                    asked.depth,
                    Arc::new(comparison),
                ));
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
    means: Means,
}

/// Finds the files of `what`, the two most comparable first, and tells them and the beginning of the first one: all that a first screen
/// needs. [`Job::GoOn`] does the rest.
pub fn begin(what: &What, means: Means, tell: &dyn Fn(Output)) -> Begun {
    let reading = &means.reading;
    let Found {
        mut entries,
        failed,
        ..
    } = what.discover(reading);
    let begins = if bring_first(&mut entries, &means.first) {
        means.first.first().is_none_or(|first| first.begins)
    } else {
        library::most_comparable_first(&mut entries);
        true
    };
    tell(Output::Found {
        entries: entries.clone(),
        failed,
    });
    // Standard input can be read only once, and nothing else waits for its end; of a file the beginning is enough for now.
    let mut first = None;
    let alone = entries.len() == 1;
    if let Some(entry) = entries.first() {
        tell(Output::Reading(ReportId(0)));
        let beginning = match entry {
            Entry::Stdin if alone => first.insert(reading.open(entry)).clone().ok(),
            Entry::Stdin => None,
            // Where another place is to be seen, the beginning would only flash up.
            _ if !begins => None,
            _ => library::beginning(entry, GLIMPSE as u64, reading.charset(entry)),
        };
        if let Some((text, source)) = beginning {
            let glimpse = Report::glimpse(&text, source);
            tell(Output::Glimpse(ReportId(0), Arc::new(glimpse)));
        }
    }
    Begun {
        entries,
        first,
        means,
    }
}

/// Puts what is to be read first before all others: whether there is any of it.
fn bring_first(entries: &mut Vec<Entry>, first: &[First]) -> bool {
    let mut front = Vec::new();
    for wanted in first {
        let at = entries.iter().position(|entry| match entry {
            Entry::File(path) => std::path::absolute(path)
                .is_ok_and(|path| path.to_string_lossy() == wanted.file.as_str()),
            Entry::Sample(name, _) => *name == wanted.file,
            Entry::Stdin => false,
        });
        if let Some(at) = at {
            front.push(entries.remove(at));
        }
    }
    let any = !front.is_empty();
    entries.splice(0..0, front);
    any
}

fn go_on(begun: Begun, cancel: &Cancel, tell: &(dyn Fn(Output) + Sync)) {
    let Begun {
        entries,
        first,
        means,
    } = begun;
    let reading = &means.reading;
    let mut opened = first;
    let is_late = |entry: &Entry| *entry == Entry::Stdin && entries.len() > 1;
    let firsts: Vec<_> = entries
        .iter()
        .enumerate()
        .take(FIRST)
        .filter(|(_, entry)| !is_late(entry))
        .filter_map(|(index, entry)| {
            let id = ReportId(index as u32);
            if index > 0 {
                tell(Output::Reading(id));
            }
            let opened = opened.take().unwrap_or_else(|| reading.open(entry));
            read(id, opened, reading, tell)
        })
        .collect();
    let scanner = scanner(&means.book, tell);
    for (id, report) in firsts {
        scan(scanner, id, &report, tell);
    }
    let mut rest: Vec<_> = entries
        .iter()
        .enumerate()
        .filter(|(index, entry)| *index >= FIRST || is_late(entry))
        .map(|(index, entry)| (ReportId(index as u32), entry.clone()))
        .collect();
    rest.sort_by_key(|(_, entry)| is_late(entry));
    read_all(&rest, &means, cancel, tell);
    tell(Output::Loaded);
}

/// Finds what is not known yet, and reads it.
fn more(
    what: &What,
    known: &[Entry],
    means: &Means,
    cancel: &Cancel,
    tell: &(dyn Fn(Output) + Sync),
) {
    let Found {
        mut entries,
        failed,
        ..
    } = what.discover(&means.reading);
    entries.retain(|entry| !known.contains(entry));
    let first = ReportId(known.len() as u32);
    tell(Output::More {
        first,
        entries: entries.clone(),
        failed,
    });
    let entries: Vec<_> = (first.0..).map(ReportId).zip(entries).collect();
    read_all(&entries, means, cancel, tell);
    tell(Output::Loaded);
}

/// Reads and scans entries, many at a time.
fn read_all(
    entries: &[(ReportId, Entry)],
    means: &Means,
    cancel: &Cancel,
    tell: &(dyn Fn(Output) + Sync),
) {
    use rayon::prelude::*;
    if entries.is_empty() {
        return;
    }
    let reading = &means.reading;
    let scanner = scanner(&means.book, tell);
    entries.par_iter().for_each(|(id, entry)| {
        if !cancel.stopped() {
            tell(Output::Reading(*id));
            if let Some((id, report)) = read(*id, reading.open(entry), reading, tell) {
                scan(scanner, id, &report, tell);
            }
        }
    });
}

fn read(
    id: ReportId,
    opened: Result<(Arc<str>, SourceInfo), SourceError>,
    reading: &Reading,
    tell: &(dyn Fn(Output) + Sync),
) -> Option<(ReportId, Arc<Report>)> {
    let report = opened.map(|(text, source)| Arc::new(reading.report(text, source)));
    tell(Output::Read(id, report.clone()));
    report.ok().map(|report| (id, report))
}

/// The scanner for themes, after telling that they are ready.
fn scanner<'a>(book: &'a Arc<Book>, tell: &(dyn Fn(Output) + Sync)) -> &'a Scanner {
    let scanner = &book.ready().scanner;
    tell(Output::Lexicon(Arc::clone(book)));
    scanner
}

fn scan(scanner: &Scanner, id: ReportId, report: &Report, tell: &(dyn Fn(Output) + Sync)) {
    tell(Output::Scanned(id, Arc::new(scanner.scan(report))));
}

fn read_again(entries: &[(ReportId, Entry)], means: &Means, tell: &(dyn Fn(Output) + Sync)) {
    use rayon::prelude::*;
    let reading = &means.reading;
    let scanner = &means.book.ready().scanner;
    entries.par_iter().for_each(|(id, entry)| {
        let read = reading.read(entry).map(|report| {
            let hits = Arc::new(scanner.scan(&report));
            (Arc::new(report), hits)
        });
        tell(Output::ReadAgain(*id, read));
    });
    tell(Output::AllReadAgain);
}

/// A thread that does one kind of job; the newest waiting job wins, or each in its turn, as whoever gives it wants.
#[derive(Debug)]
pub struct Worker {
    slot: Arc<(Mutex<Slot>, Condvar)>,
}

#[derive(Debug, Default)]
struct Slot {
    waiting: VecDeque<(Generation, Job, Cancel)>,
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

    /// Gives it a job; those that still wait are dropped.
    pub fn give(&self, generation: Generation, job: Job) {
        self.put(generation, job, false);
    }

    /// Gives it a job that is done after those that wait.
    pub fn queue(&self, generation: Generation, job: Job) {
        self.put(generation, job, true);
    }

    fn put(&self, generation: Generation, job: Job, behind: bool) {
        let (lock, bell) = &*self.slot;
        let mut slot = lock.lock().unwrap_or_else(PoisonError::into_inner);
        if !behind {
            slot.waiting.clear();
        }
        slot.waiting.push_back((generation, job, Cancel::default()));
        bell.notify_one();
    }

    /// Asks the running job to stop and drops the waiting ones.
    pub fn stop(&self) {
        let mut slot = self.slot.0.lock().unwrap_or_else(PoisonError::into_inner);
        slot.waiting.clear();
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
        if let Some((generation, job, cancel)) = guard.waiting.pop_front() {
            guard.running = Some(cancel.clone());
            return Some((generation, job, cancel));
        }
        guard = bell.wait(guard).unwrap_or_else(PoisonError::into_inner);
    }
}
