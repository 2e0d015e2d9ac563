//! Keeping what is open in step with the library and with the files on disk.
//!
//! Owns [`Again`], what is being read once more. Invariants: a report that is read once more keeps its id, and every pane its place in
//! it; what was made from the old text (links, hits, targets) is never shown beside the new one; a file that is gone or cannot be read
//! takes nothing away from what was read before. Must not look at files itself.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::msg::Effect;
use super::shelf::State;
use super::{App, Overlay, Status};
use crate::job::{Generation, Job, What};
use crate::locale::{file_gone, files_read_again};
use crate::report::library::{Catalogue, Entry};
use crate::report::source::{Problem, SourceError};
use crate::report::{Fingerprint, Report, ReportId};
use crate::text::safe::Safe;
use crate::theme::Hits;

/// What is being read once more, and what that has made stale.
#[derive(Debug, Default)]
pub(super) struct Again {
    /// What is looked for, until files are found.
    pub(super) opening: What,
    /// The loading that the shelf came from.
    shelf: Generation,
    /// Jobs that have not ended.
    running: usize,
    /// Reports whose text changed since the first of them began.
    changed: BTreeSet<ReportId>,
    /// Why files could not be read once more, of the reports that they left standing.
    failed: Vec<SourceError>,
    /// Counts up whenever a report's text or identity is another.
    pub(super) edition: u32,
    /// Comparisons that were asked for before are of texts that are gone.
    pub(super) compared_from: Generation,
    /// The library holds more than is open; it is looked for once loading has ended.
    more: bool,
}

impl App {
    /// The path of a file from the root, as the library keeps it.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        // Without `.`, as the library has it.
        self.settings.here.join(path).components().collect()
    }

    /// Whether a report's file belongs to the library.
    pub fn is_kept(&self, id: ReportId) -> bool {
        self.shelf
            .slot(id)
            .and_then(super::shelf::Slot::path)
            .is_some_and(|path| self.catalogue.holds(&self.absolute(path)))
    }

    /// Files were found and stand on the shelf.
    pub(super) fn shelf_opened(&mut self, generation: Generation) {
        self.opened = self.again.opening.clone();
        self.again.shelf = generation;
        self.again.running = 0;
        self.again.changed.clear();
        self.again.failed.clear();
        self.again.more = false;
        self.again.compared_from = Generation(self.compare_generation.0 + 1);
    }

    /// Reads once more what was not reached when loading was stopped.
    pub fn read_rest(&mut self) -> Vec<Effect> {
        let entries: Vec<(ReportId, Entry)> = self
            .shelf
            .slots()
            .filter(|(_, slot)| matches!(slot.state, State::Waiting))
            .map(|(id, slot)| (id, slot.entry.clone()))
            .collect();
        if entries.is_empty() || self.shelf.loading {
            return Vec::new();
        }
        self.shelf.loading = true;
        let means = self.means();
        let rest = Job::Rest { entries, means };
        vec![Effect::Load(self.load_generation, rest)]
    }

    /// Reads files once more, now; each keeps its id and its place in the panes.
    pub fn reread(&mut self, ids: &[ReportId]) -> Vec<Effect> {
        let entries: Vec<(ReportId, Entry)> = ids
            .iter()
            .filter_map(|&id| Some((id, self.shelf.slot(id)?.entry.clone())))
            .filter(|(_, entry)| matches!(entry, Entry::File(_)))
            .collect();
        if entries.is_empty() {
            return Vec::new();
        }
        self.again.running += 1;
        let means = self.means();
        let again = Job::Again { entries, means };
        vec![Effect::ReadAgain(self.again.shelf, again)]
    }

    /// Files changed on disk, or are gone.
    pub(super) fn changed_on_disk(&mut self, ids: &[ReportId]) -> Vec<Effect> {
        self.reread(ids)
    }

    /// More files of the library that is open.
    pub(super) fn found_more(
        &mut self,
        first: ReportId,
        entries: Vec<Entry>,
        failed: Vec<SourceError>,
    ) {
        if first.index() == self.shelf.len() {
            self.shelf.found_more(entries, failed);
        }
    }

    /// What is to be done once all was read, or loading was stopped.
    pub(super) fn after_loading(&mut self) -> Vec<Effect> {
        if std::mem::take(&mut self.again.more) {
            return self.find_more();
        }
        vec![self.watch()]
    }

    fn find_more(&mut self) -> Vec<Effect> {
        if self.shelf.loading {
            self.again.more = true;
            return Vec::new();
        }
        self.shelf.loading = true;
        let known = self.shelf.entries().map(|(_, e)| e.clone()).collect();
        let more = Job::More {
            what: self.opened.clone(),
            known,
            means: self.means(),
        };
        vec![Effect::Load(self.load_generation, more)]
    }

    fn watch(&self) -> Effect {
        let files = self.shelf.slots().filter_map(|(id, slot)| {
            let stamp = match &slot.state {
                // The text is not that of the file as it is now.
                State::Ready(_) if slot.stale.is_some() => None,
                State::Ready(report) => report.source.stamp,
                State::Failed(_) => None,
                State::Waiting | State::Reading => return None,
            };
            Some((id, slot.path()?.to_owned(), stamp))
        });
        Effect::Watch(files.collect())
    }

    /// Takes the library as it stands now, or why it could not be changed.
    pub(super) fn kept(&mut self, kept: Result<Arc<Catalogue>, String>) -> Vec<Effect> {
        self.answered(kept.is_ok());
        let new = match kept {
            Ok(new) => new,
            Err(why) => {
                self.status = Some(Status {
                    text: Safe::new(&why),
                    error: true,
                });
                return Vec::new();
            }
        };
        let old = std::mem::replace(&mut self.catalogue, new);
        let mut effects = self.read_in_other_encodings(&old);
        self.correct_identities(&old);
        self.judge_again(&old);
        if self.opened == What::Samples && old.is_empty() && !self.catalogue.is_empty() {
            // The samples stood there only because there was nothing else.
            effects.push(Effect::StopLoading);
            effects.push(self.load(What::Library));
        } else if self.opened == What::Library
            && (&old.paths, &old.dropped) != (&self.catalogue.paths, &self.catalogue.dropped)
        {
            self.leave_out_dropped();
            effects.extend(self.find_more());
        }
        self.refresh_screens();
        effects
    }

    fn read_in_other_encodings(&mut self, old: &Catalogue) -> Vec<Effect> {
        if old.encodings == self.catalogue.encodings {
            return Vec::new();
        }
        let other: Vec<ReportId> = self
            .shelf
            .slots()
            .filter(|(_, slot)| {
                slot.path().is_some_and(|path| {
                    let path = self.absolute(path);
                    old.charset(&path) != self.catalogue.charset(&path)
                })
            })
            .map(|(id, _)| id)
            .collect();
        self.reread(&other)
    }

    fn correct_identities(&mut self, old: &Catalogue) {
        let new = Arc::clone(&self.catalogue);
        if old.corrections == new.corrections {
            return;
        }
        let texts = old.corrections.keys().chain(new.corrections.keys());
        let other: BTreeSet<Fingerprint> = texts
            .copied()
            .filter(|text| old.corrections.get(text) != new.corrections.get(text))
            .collect();
        let ready: Vec<(ReportId, Arc<Report>)> = self
            .shelf
            .ready()
            .map(|(id, report)| (id, Arc::clone(report)))
            .collect();
        for (id, report) in ready {
            let text = report.fingerprint();
            if !other.contains(&text) {
                continue;
            }
            let mut report = Report::clone(&report);
            report.correct(&new.corrections.get(&text).cloned().unwrap_or_default());
            self.replace(id, Arc::new(report), None);
        }
    }

    /// What was dropped from the library that is open is listed no longer, and what was taken up again is.
    fn leave_out_dropped(&mut self) {
        let files: Vec<(ReportId, PathBuf)> = self
            .shelf
            .entries()
            .filter_map(|(id, entry)| match entry {
                Entry::File(path) => Some((id, path.clone())),
                Entry::Stdin | Entry::Sample(..) => None,
            })
            .collect();
        for (id, path) in files {
            let kept = self.catalogue.holds(&self.absolute(&path));
            let dropped = !kept && !self.was_opened_beside(&path);
            self.shelf.change(id, |slot| slot.dropped = dropped);
            match self.shelf.report(id).cloned() {
                Some(report) if !dropped => self.index.add(id, &report),
                _ => self.index.remove(id),
            }
        }
    }

    /// Takes a report that was read once more, or why it could not be.
    pub(super) fn read_again(
        &mut self,
        generation: Generation,
        id: ReportId,
        read: Result<(Arc<Report>, Arc<Hits>), SourceError>,
    ) {
        if generation != self.again.shelf {
            return;
        }
        // Hits of other themes than those that are shown are found anew.
        let shown = self.lexicon_edition();
        let read = read.map(|(report, hits)| (report, Some(hits).filter(|h| h.edition == shown)));
        match (read, self.shelf.report(id).cloned()) {
            (Ok((report, hits)), Some(old)) => {
                self.shelf.change(id, |slot| slot.stale = None);
                if old.text == report.text && old.identity == report.identity {
                    // Only touched: what was made from it holds.
                    self.shelf.set(id, State::Ready(report));
                } else {
                    if old.text != report.text {
                        self.again.changed.insert(id);
                    }
                    self.replace(id, report, hits);
                }
            }
            (Ok((report, hits)), None) => {
                self.index.add(id, &report);
                self.shelf.set(id, State::Ready(report));
                match hits {
                    Some(hits) => self.shelf.scanned(id, hits),
                    None => self.lack_hits(id),
                }
                self.again.changed.insert(id);
                self.again.edition += 1;
            }
            (Err(why), Some(_)) => {
                let known = self.shelf.slot(id).and_then(|slot| slot.stale.as_ref());
                if known != Some(&why) {
                    self.again.failed.push(why.clone());
                }
                self.shelf.change(id, |slot| slot.stale = Some(why));
            }
            (Err(why), None) => self.shelf.set(id, State::Failed(why)),
        }
    }

    /// Tells what came of reading once more, when all of it has ended.
    pub(super) fn all_read_again(&mut self, generation: Generation) -> Vec<Effect> {
        if generation != self.again.shelf {
            return Vec::new();
        }
        self.again.running = self.again.running.saturating_sub(1);
        if self.again.running > 0 {
            return Vec::new();
        }
        let lang = self.settings.lang;
        let changed = std::mem::take(&mut self.again.changed);
        let failed = std::mem::take(&mut self.again.failed);
        if let Some(why) = failed.first() {
            let text = match (&why.problem, failed.len()) {
                (Problem::Missing, n) => file_gone(lang, &why.path.display().to_string(), n),
                _ => why.sentence(lang),
            };
            self.status = Some(Status {
                text: Safe::new(&text),
                error: true,
            });
        } else if !changed.is_empty() {
            self.say(&files_read_again(lang, changed.len()));
        }
        if !changed.is_empty() && matches!(self.overlays.last(), Some(Overlay::Jump(_))) {
            self.refill();
        }
        self.refresh_screens();
        let mut effects = self.catch_up();
        effects.push(self.watch());
        effects
    }

    /// A comparison that is being made is of what no longer holds.
    pub(super) fn drop_running_comparison(&mut self) {
        self.comparing = None;
        self.again.compared_from = Generation(self.compare_generation.0 + 1);
    }

    /// Puts another edition of a report in its place: panes stay where they are in it, and what was made from the old one goes.
    fn replace(&mut self, id: ReportId, report: Arc<Report>, hits: Option<Arc<Hits>>) {
        let old = self.shelf.report(id).cloned();
        let other = old.as_ref().filter(|old| old.text != report.text);
        if let Some(old) = other {
            self.carry_places(id, old, &report);
        }
        // A comparison that is being made may be of the old text, and identities say how deep it goes.
        self.pairings.retain(|(a, b), _| *a != id && *b != id);
        self.wording.forget(id);
        self.drop_running_comparison();
        self.again.edition += 1;
        self.index.add(id, &report);
        self.shelf.set(id, State::Ready(report));
        match hits {
            Some(hits) => self.shelf.scanned(id, hits),
            None if other.is_some() => self.lack_hits(id),
            None => {}
        }
        if other.is_some() && self.reader.panes.iter().any(|p| p.report == id) {
            self.search_in(id);
        }
    }

    /// Brings all places in a report over to its new text.
    fn carry_places(&mut self, id: ReportId, old: &Report, new: &Report) {
        let carrier = Carrier::new(old, new);
        for pane in self.reader.panes.iter_mut().filter(|p| p.report == id) {
            pane.anchor = carrier.carry(pane.anchor);
            pane.eye = pane.eye.map(|at| carrier.carry(at));
            pane.made = None;
        }
        let standings = self.history.0.iter_mut().chain(&mut self.history.1);
        let places = standings.flat_map(|s| s.panes.iter_mut());
        for place in places.filter(|p| p.report == id) {
            place.anchor = carrier.carry(place.anchor);
        }
        if self.hit.is_some_and(|hit| hit.report == id) {
            self.hit = None;
        }
        if let Some(search) = &mut self.search {
            search.hits.remove(&id);
        }
    }
}

/// Where a place of an old text lies in the new one.
struct Carrier<'a> {
    old: &'a Report,
    new: &'a Report,
    /// The new sentences by their words.
    sentences: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Carrier<'a> {
    fn new(old: &'a Report, new: &'a Report) -> Self {
        let mut sentences: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, _) in new.sentences.iter().enumerate() {
            sentences.entry(words(new, i)).or_default().push(i);
        }
        Self {
            old,
            new,
            sentences,
        }
    }

    /// The byte of the new text that stands for the byte `at` of the old one: in the same sentence if that still stands, else at the
    /// nearest one that does.
    fn carry(&self, at: usize) -> usize {
        if at == 0 {
            return 0;
        }
        let here = self
            .old
            .sentences
            .partition_point(|s| s.span.end() <= at)
            .min(self.old.sentences.len().saturating_sub(1));
        for away in 0..self.old.sentences.len() {
            let (before, after) = (here.checked_sub(away), here.checked_add(away));
            for index in [after, before].into_iter().flatten() {
                if let (Some(old), Some(new)) = (
                    self.old.sentences.get(index),
                    self.twin(index).and_then(|i| self.new.sentences.get(i)),
                ) {
                    let inside = if away == 0 {
                        at.saturating_sub(old.span.start())
                    } else {
                        0
                    };
                    let byte = (new.span.start() + inside).min(new.span.end());
                    return boundary(&self.new.text, byte);
                }
            }
        }
        // Not one sentence stands any more: as far down as it was.
        let far = at as f64 / self.old.text.len().max(1) as f64;
        let byte = (far * self.new.text.len() as f64) as usize;
        boundary(&self.new.text, byte)
    }

    /// The new sentence with the words of the old one; of several the one that stands most nearly where it stood.
    fn twin(&self, old: usize) -> Option<usize> {
        let same = self.sentences.get(words(self.old, old))?;
        // Counted from the end as well as from the beginning: something may have been put in before it.
        let from_end = self.new.sentences.len() as isize - self.old.sentences.len() as isize;
        same.iter().copied().min_by_key(|&new| {
            let off = new as isize - old as isize;
            off.abs().min((off - from_end).abs())
        })
    }
}

fn words(report: &Report, sentence: usize) -> &str {
    report
        .sentences
        .get(sentence)
        .map_or("", |s| s.span.of(&report.text))
}

/// The last place at or before the byte `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0)
}
