//! 记住所在: the desk as it was left, put back when the same things are opened again.
//!
//! Owns [`Memory`], what was remembered and is not put back yet. Invariants: what is put back is put back before the reader's first key or
//! not at all, so that nothing jumps under his hands; what is not there any more is left out and said; nothing is given out to be remembered
//! while what was remembered before is still being put back. Must not know where it is kept.

mod note;
mod place;
mod screens;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::reader::{MOST_PANES, Pane, Show};
use super::walk::{Search, Walking};
use super::{App, MOST_HISTORY, Place, Screen, Standing};
use crate::job::First;
use crate::locale::reports_not_there;
use crate::report::library::Entry;
use crate::report::{Fingerprint, Report, ReportId};
use crate::theme::Lexicon;
use note::{Note, PaneNote, ReportNote, Spot, StandingNote, Switches, ThemesNote};
use place::Finder;

/// Characters of a search that are remembered.
const LONGEST_SEARCH: usize = 200;

/// What was remembered, as far as it is not put back yet.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// All of it; none once it is put back, or where nothing was.
    wanted: Option<Note>,
    /// Its panes stand.
    panes: bool,
    /// The reports of its places, by their index there.
    ids: Vec<Option<ReportId>>,
    /// Places in reports that are not read yet, as they were noted.
    spots: HashMap<Place, Spot>,
    /// Fingerprints of texts, which take a moment to make.
    texts: HashMap<ReportId, (Arc<str>, Fingerprint)>,
}

impl Memory {
    /// The files that are to be read before all others.
    pub(super) fn first(&self) -> Vec<First> {
        let Some(note) = &self.wanted else {
            return Vec::new();
        };
        let count = note.panes.len().min(MOST_PANES);
        let focus = note.focus.min(count.saturating_sub(1));
        let others = (0..count).filter(|&pane| pane != focus);
        let beside = note.companion;
        let mut order: Vec<usize> = others.collect();
        order.sort_by_key(|&pane| pane != beside);
        order.insert(0, focus);
        let of = |pane: usize| {
            let spot = &note.panes.get(pane)?.spot;
            Some(First {
                file: note.reports.get(spot.report)?.file.clone(),
                begins: spot.at == 0,
            })
        };
        order.into_iter().filter_map(of).collect()
    }

    /// Whether the panes stand as they were remembered.
    pub(super) fn stands(&self) -> bool {
        self.panes
    }
}

impl App {
    /// Takes what was remembered, before anything is opened; it is put back as what it is about is read.
    ///
    /// # Errors
    /// When it is not understood.
    pub fn recall(&mut self, remembered: Value) -> Result<(), String> {
        let note: Note = serde_json::from_value(remembered).map_err(|e| e.to_string())?;
        self.put_back_switches(&note.switches);
        self.memory.wanted = Some(note);
        Ok(())
    }

    /// The desk as it stands, as JSON, to be remembered; none while there is nothing that the reader did, or while what was remembered is
    /// still being put back.
    pub fn desk(&mut self) -> Option<String> {
        if !self.touched || self.memory.wanted.is_some() || self.shelf.ready_count() == 0 {
            return None;
        }
        let note = self.note();
        if note.panes.is_empty() {
            return None;
        }
        serde_json::to_string(&note).ok()
    }

    fn put_back_switches(&mut self, switches: &Switches) {
        let reader = &mut self.reader;
        reader.locked = switches.locked;
        reader.changes = switches.changes;
        reader.show = match &*switches.show {
            "figures" => Show::Figures,
            "wording" => Show::Wording,
            _ => Show::All,
        };
        reader.outline = switches.outline;
        reader.simplified = switches.simplified;
        self.wording.dimmed = switches.dimmed;
        self.wording.strip = switches.strip;
    }

    /// Files were found: panes and places to go back to are put back. What is not there is left out.
    pub(super) fn recall_found(&mut self) {
        let Some(note) = self.memory.wanted.clone() else {
            return;
        };
        let files: HashMap<String, ReportId> = self
            .shelf
            .entries()
            .map(|(id, entry)| (self.file_name(entry), id))
            .collect();
        let ids = note.reports.iter().map(|r| files.get(&r.file).copied());
        self.memory.ids = ids.collect();
        let there: Vec<usize> = (0..note.panes.len().min(MOST_PANES))
            .filter(|&pane| self.place_noted(&note, pane).is_some())
            .collect();
        if there.is_empty() {
            // Other files under the same name: nothing of it means anything here.
            self.memory.wanted = None;
            return;
        }
        self.memory.panes = true;
        self.reader.panes = there
            .iter()
            .filter_map(|&pane| {
                let (place, raw) = self.place_noted(&note, pane)?;
                let mut shown = Pane::new(place.report);
                (shown.anchor, shown.raw) = (place.anchor, raw);
                Some(shown)
            })
            .collect();
        let now = |pane: usize| there.iter().position(|&p| p == pane);
        self.reader.focus = now(note.focus).unwrap_or(0);
        let other = usize::from(self.reader.focus == 0);
        self.reader.companion = now(note.companion)
            .filter(|&p| p != self.reader.focus)
            .unwrap_or(other);
        for pane in &note.panes {
            self.expect(&pane.spot);
        }
        self.history = (self.standings(&note.back), self.standings(&note.forward));
        if let Some(query) = note.search.as_ref().filter(|q| !q.trim().is_empty()) {
            self.search = Some(Search {
                query: query.chars().take(LONGEST_SEARCH).collect(),
                ..Search::default()
            });
            if note.walks_search {
                self.walking = Walking::Search;
            }
        }
        if let Some(screen) = note.screen.as_ref().filter(|_| !self.touched) {
            self.put_back_library(screen);
        }
    }

    /// The place that a pane showed and whether as in the file, if its report is there.
    fn place_noted(&self, note: &Note, pane: usize) -> Option<(Place, bool)> {
        let pane = note.panes.get(pane)?;
        Some((self.place_of(&pane.spot)?, pane.raw))
    }

    fn place_of(&self, spot: &Spot) -> Option<Place> {
        let report = (*self.memory.ids.get(spot.report)?)?;
        Some(Place {
            report,
            anchor: spot.at,
        })
    }

    /// Keeps a spot until its report is read.
    fn expect(&mut self, spot: &Spot) {
        if let Some(place) = self.place_of(spot) {
            self.memory.spots.insert(place, spot.clone());
        }
    }

    fn standings(&mut self, notes: &[StandingNote]) -> Vec<Standing> {
        let skipped = notes.len().saturating_sub(MOST_HISTORY);
        let mut standings = Vec::new();
        for note in notes.iter().skip(skipped) {
            let spots = note.panes.iter().take(MOST_PANES);
            let panes: Vec<Place> = spots.filter_map(|spot| self.place_of(spot)).collect();
            // A standing of which a part is gone is another one.
            if panes.is_empty() || panes.len() < note.panes.len() {
                continue;
            }
            for spot in &note.panes {
                self.expect(spot);
            }
            let last = panes.len() - 1;
            standings.push(Standing {
                panes,
                focus: note.focus.min(last),
                companion: note.companion,
                changes: note.changes,
                lens: false,
            });
        }
        standings
    }

    /// A report was read: places in it are brought to where they are now, if its text is another than it was.
    pub(super) fn recall_read(&mut self, id: ReportId) {
        if self.memory.spots.is_empty() {
            return;
        }
        let Some(report) = self.shelf.report(id).cloned() else {
            return;
        };
        let expected = self.memory.spots.keys().filter(|p| p.report == id);
        let expected: Vec<Place> = expected.copied().collect();
        let Some(first) = expected.first() else {
            return;
        };
        let known = self.memory.spots.get(first).map(|spot| spot.report);
        let known = self.memory.wanted.as_ref().zip(known);
        let known = known.and_then(|(note, index)| note.reports.get(index).cloned());
        let known = known.unwrap_or_default();
        let same = known.text == Some(self.text_of(id, &report));
        let finder = (!same).then(|| Finder::new(&report, known.bytes));
        let mut moved: HashMap<Place, usize> = HashMap::new();
        for place in expected {
            let Some(spot) = self.memory.spots.remove(&place) else {
                continue;
            };
            let at = match &finder {
                None => place::boundary(&report.text, place.anchor),
                Some(finder) => finder.find(&spot),
            };
            moved.insert(place, at);
        }
        let standings = self.history.0.iter_mut().chain(&mut self.history.1);
        for place in standings.flat_map(|s| s.panes.iter_mut()) {
            if let Some(at) = moved.get(place) {
                place.anchor = *at;
            }
        }
        // What the reader has moved meanwhile stands where he moved it.
        for pane in self.reader.panes.iter_mut().filter(|p| p.report == id) {
            let place = Place {
                report: id,
                anchor: pane.anchor,
            };
            if let Some(at) = moved.get(&place) {
                pane.anchor = *at;
            }
        }
        if self.search.is_some() && self.reader.panes.iter().any(|p| p.report == id) {
            self.search_in(id);
        }
    }

    /// Themes were read for the first time: those that were lit are lit, and the screen that lay over the reader is put back.
    pub(super) fn recall_themes(&mut self, lexicon: &Lexicon) {
        let Some(note) = self.memory.wanted.clone() else {
            return;
        };
        if let Some(themes) = &note.themes {
            let find = |name: &String| lexicon.find(name);
            self.lit.clear();
            for id in themes.lit.iter().filter_map(find) {
                if !self.lit.contains(&id) {
                    self.lit.push(id);
                }
            }
            let current = themes.current.as_ref().and_then(find);
            let at = current.and_then(|id| self.lit.iter().position(|&l| l == id));
            self.current_lit = at.unwrap_or(0);
        }
    }

    /// The themes are in use: the screen that lay over the reader is put back, unless he has begun to read.
    pub(super) fn recall_screen(&mut self) {
        if self.touched || !self.memory.panes || !matches!(self.screen, Screen::Reader) {
            return;
        }
        let screen = self.memory.wanted.as_ref().and_then(|n| n.screen.clone());
        if let Some(screen) = screen {
            self.put_back_screen(&screen);
        }
    }

    /// All was read, or loading was stopped: what is not there now never comes.
    pub(super) fn recall_loaded(&mut self) {
        let Some(note) = self.memory.wanted.take() else {
            return;
        };
        let gone: Vec<String> = note
            .panes
            .iter()
            .filter(|pane| self.place_of(&pane.spot).is_none())
            .filter_map(|pane| note.reports.get(pane.spot.report))
            .map(|report| {
                let name = Path::new(&report.file).file_name();
                name.map_or_else(|| report.file.clone(), |n| n.to_string_lossy().into_owned())
            })
            .collect();
        if let Some(first) = gone.first() {
            self.say(&reports_not_there(self.settings.lang, first, gone.len()));
        }
    }

    /// What a file is called in a note.
    fn file_name(&self, entry: &Entry) -> String {
        match entry {
            Entry::File(path) => self.absolute(path).to_string_lossy().into_owned(),
            Entry::Stdin => "-".to_owned(),
            Entry::Sample(name, _) => (*name).to_owned(),
        }
    }

    fn text_of(&mut self, id: ReportId, report: &Report) -> Fingerprint {
        match self.memory.texts.get(&id) {
            Some((text, known)) if Arc::ptr_eq(text, &report.text) => *known,
            _ => {
                let known = report.fingerprint();
                let text = Arc::clone(&report.text);
                self.memory.texts.insert(id, (text, known));
                known
            }
        }
    }

    fn note(&mut self) -> Note {
        let mut table = Table::default();
        let panes: Vec<(Place, bool)> = self
            .reader
            .panes
            .iter()
            .map(|pane| {
                let place = Place {
                    report: pane.report,
                    anchor: pane.anchor,
                };
                (place, pane.raw)
            })
            .collect();
        let panes = panes
            .into_iter()
            .map(|(place, raw)| PaneNote {
                spot: self.spot(&mut table, place, true),
                raw,
            })
            .collect();
        let history = self.history.clone();
        let back = self.standing_notes(&mut table, &history.0);
        let forward = self.standing_notes(&mut table, &history.1);
        let screen = self.screen_note(&mut table);
        let name = |id| {
            let theme = self.lexicon.as_ref()?.theme(id)?;
            Some(theme.name.clone())
        };
        let themes = self.lexicon.as_ref().map(|_| ThemesNote {
            lit: self.lit.iter().copied().filter_map(name).collect(),
            current: self.current_theme().and_then(name),
        });
        let reader = &self.reader;
        Note {
            panes,
            focus: reader.focus,
            companion: reader.companion,
            switches: Switches {
                locked: reader.locked,
                changes: reader.changes,
                show: match reader.show {
                    Show::All => "all",
                    Show::Figures => "figures",
                    Show::Wording => "wording",
                }
                .to_owned(),
                outline: reader.outline,
                simplified: reader.simplified,
                dimmed: self.wording.dimmed,
                strip: self.wording.strip,
            },
            themes,
            search: self.search.as_ref().map(|s| s.query.clone()),
            walks_search: self.walking == Walking::Search,
            screen,
            back,
            forward,
            reports: table.notes,
        }
    }

    fn standing_notes(&mut self, table: &mut Table, standings: &[Standing]) -> Vec<StandingNote> {
        let note = |standing: &Standing| StandingNote {
            panes: standing
                .panes
                .iter()
                .map(|place| self.spot(table, *place, false))
                .collect(),
            focus: standing.focus,
            companion: standing.companion,
            changes: standing.changes,
        };
        standings.iter().map(note).collect()
    }

    fn spot(&mut self, table: &mut Table, place: Place, beside: bool) -> Spot {
        let index = self.index_in(table, place.report);
        let noted = self.memory.spots.get(&place).cloned();
        match (self.shelf.report(place.report), noted) {
            (Some(report), _) => place::spot(report, index, place.anchor, beside),
            // Not read this time: as it was noted last time.
            (None, Some(noted)) => Spot {
                report: index,
                ..noted
            },
            (None, None) => Spot {
                report: index,
                at: place.anchor,
                ..Spot::default()
            },
        }
    }

    /// The index of a report in the note that is being made.
    fn index_in(&mut self, table: &mut Table, id: ReportId) -> usize {
        if let Some(index) = table.ids.get(&id) {
            return *index;
        }
        let file = self
            .shelf
            .slot(id)
            .map(|slot| self.file_name(&slot.entry))
            .unwrap_or_default();
        let report = self.shelf.report(id).cloned();
        let text = report.as_ref().map(|report| self.text_of(id, report));
        table.notes.push(ReportNote {
            file,
            text,
            bytes: report.map_or(0, |report| report.text.len()),
        });
        table.ids.insert(id, table.notes.len() - 1);
        table.notes.len() - 1
    }
}

/// The reports of a note that is being made.
#[derive(Debug, Default)]
struct Table {
    notes: Vec<ReportNote>,
    ids: HashMap<ReportId, usize>,
}
