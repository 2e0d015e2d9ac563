//! The open reports: one slot per file that was found, in a fixed order.

use std::path::Path;
use std::sync::Arc;

use crate::report::library::Entry;
use crate::report::source::SourceError;
use crate::report::{Report, ReportId};
use crate::theme::Hits;

/// How far the reading of one file is.
#[derive(Clone, Debug, Default)]
pub enum State {
    /// Not begun.
    #[default]
    Waiting,
    /// Being read.
    Reading,
    /// Read.
    Ready(Arc<Report>),
    /// Cannot be read; why.
    Failed(SourceError),
}

/// One file and what is known of it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The file.
    pub entry: Entry,
    /// Its name, for as long as nothing better is known.
    pub name: String,
    /// How far its reading is.
    pub state: State,
    /// Its beginning, to be looked at while it is read; for nothing else.
    pub glimpse: Option<Arc<Report>>,
    /// The themes' hits in it, once scanned.
    pub hits: Option<Arc<Hits>>,
    /// Why it could not be read once more after its file changed; the text is the one that was read before.
    pub stale: Option<SourceError>,
    /// It was dropped from the library that is open: it is listed and counted no longer, and stays where it is being read.
    pub dropped: bool,
}

impl Slot {
    fn new(entry: Entry) -> Self {
        Self {
            name: entry.name(),
            entry,
            state: State::Waiting,
            glimpse: None,
            hits: None,
            stale: None,
            dropped: false,
        }
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.entry {
            Entry::File(path) => Some(path),
            Entry::Stdin | Entry::Sample(..) => None,
        }
    }
}

/// All open reports.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    slots: Vec<Slot>,
    /// Paths that led to no file at all.
    pub failed: Vec<SourceError>,
    /// Files are still being looked for or read.
    pub loading: bool,
}

impl Shelf {
    /// Takes the list of files that will be read.
    pub fn found(&mut self, entries: Vec<Entry>, failed: Vec<SourceError>) {
        self.failed = failed;
        self.slots = entries.into_iter().map(Slot::new).collect();
    }

    /// Takes more files that will be read, after the others.
    pub fn found_more(&mut self, entries: Vec<Entry>, failed: Vec<SourceError>) {
        self.failed = failed;
        self.slots.extend(entries.into_iter().map(Slot::new));
    }

    /// All files in order of their ids, those too that were dropped.
    pub fn entries(&self) -> impl Iterator<Item = (ReportId, &Entry)> {
        let ids = (0..).map(ReportId);
        ids.zip(self.slots.iter().map(|slot| &slot.entry))
    }

    /// Changes one slot.
    pub(super) fn change(&mut self, id: ReportId, change: impl FnOnce(&mut Slot)) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            change(slot);
        }
    }

    /// Sets how far one file is.
    pub fn set(&mut self, id: ReportId, state: State) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            if !matches!(state, State::Reading) {
                slot.glimpse = None;
            }
            slot.state = state;
        }
    }

    /// Takes the beginning of a report that is being read.
    pub fn glimpsed(&mut self, id: ReportId, glimpse: Arc<Report>) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            slot.glimpse = Some(glimpse);
        }
    }

    /// What there is to look at: the report, else its beginning.
    pub fn text(&self, id: ReportId) -> Option<&Arc<Report>> {
        self.report(id)
            .or_else(|| self.slots.get(id.index())?.glimpse.as_ref())
    }

    /// Sets the theme hits of one report.
    pub fn scanned(&mut self, id: ReportId, hits: Arc<Hits>) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            slot.hits = Some(hits);
        }
    }

    /// One slot.
    pub fn slot(&self, id: ReportId) -> Option<&Slot> {
        self.slots.get(id.index())
    }

    /// All slots with their ids, in order, without those that were dropped.
    pub fn slots(&self) -> impl DoubleEndedIterator<Item = (ReportId, &Slot)> {
        self.slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| !slot.dropped)
            .map(|(i, s)| (ReportId(i as u32), s))
    }

    /// Number of slots.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// One report, if it was read.
    pub fn report(&self, id: ReportId) -> Option<&Arc<Report>> {
        match &self.slots.get(id.index())?.state {
            State::Ready(report) => Some(report),
            _ => None,
        }
    }

    /// The theme hits of one report, if scanned.
    pub fn hits(&self, id: ReportId) -> Option<&Arc<Hits>> {
        self.slots.get(id.index())?.hits.as_ref()
    }

    /// The reports that were read, in order.
    pub fn ready(&self) -> impl DoubleEndedIterator<Item = (ReportId, &Arc<Report>)> {
        self.slots().filter_map(|(id, slot)| match &slot.state {
            State::Ready(report) => Some((id, report)),
            _ => None,
        })
    }

    /// Number of reports that were read.
    pub fn ready_count(&self) -> usize {
        self.ready().count()
    }

    /// Files that need no more waiting: read or failed.
    pub fn done_count(&self) -> usize {
        self.slots
            .iter()
            .filter(|s| s.dropped || matches!(s.state, State::Ready(_) | State::Failed(_)))
            .count()
    }

    /// Everything that could not be read, with its reason.
    pub fn failures(&self) -> impl Iterator<Item = &SourceError> {
        self.failed
            .iter()
            .chain(self.slots().filter_map(|(_, s)| match &s.state {
                State::Failed(why) => Some(why),
                _ => None,
            }))
    }
}
