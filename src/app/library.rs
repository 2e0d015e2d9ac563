//! 文库: every report at hand, in groups, and every file that could not be read.
//!
//! Owns which line is chosen and which reports are marked, both by what they are and not by where they stand: the list grows while reports
//! come in. Must not know how a line is drawn.

pub(super) mod keep;
pub mod lines;
pub mod plan;

use std::collections::HashMap;
use std::sync::Arc;

use super::action::Action;
use super::facts::{self, Around};
use super::field::Field;
use super::list::ListCursor;
use super::msg::Effect;
use super::reader::{MOST_PANES, Pane};
use super::sheet::{Sheet, Tone};
use super::{App, Overlay, Place, Screen};
use crate::locale::{Word, sorted_by, word};
use crate::report::source::SourceError;
use crate::report::{Report, ReportId};

pub use lines::{Heading, Line, Sort};
pub use plan::LibraryPlan;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct LibraryState {
    /// The chosen line; none until something was chosen: then it is the first.
    pub chosen: Option<Item>,
    /// The marked reports, in the order of marking.
    pub marked: Vec<ReportId>,
    /// What the list is in order of.
    pub sort: Sort,
    /// Words that what is listed must have.
    pub filter: String,
    /// The keys that move go to the detail.
    pub in_detail: bool,
    /// Rows of the detail above its window.
    pub scroll: usize,
    /// How much was removed from each report, worked out when it is first asked for; it counts every character of a text.
    shares: HashMap<ReportId, (Arc<Report>, f32)>,
}

/// What a line of the library is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// A file: its report, why it could not be read, or that it was not read.
    File(ReportId),
    /// A path that led to no file: index into the shelf's list of those.
    Path(usize),
}

/// Typing what the list is filtered by.
#[derive(Clone, Debug, Default)]
pub struct FilterState {
    /// What is typed.
    pub field: Field,
    /// The filter before this one.
    pub before: String,
}

impl App {
    pub(super) fn open_library(&mut self) {
        if matches!(self.screen, Screen::Library(_)) {
            self.overlays.clear();
            return;
        }
        let shown = self.pane().map(|pane| Item::File(pane.report));
        self.enter(Screen::Library(LibraryState {
            chosen: shown,
            ..LibraryState::default()
        }));
    }

    /// What can be chosen, in order.
    fn library_items(&self, state: &LibraryState) -> Vec<Item> {
        items(&self.library_lines(state))
    }

    /// The chosen line among `lines`: the one that was chosen if it is still there, else the first.
    pub fn library_chosen(state: &LibraryState, lines: &[Line]) -> Option<Item> {
        let mut items = lines.iter().filter_map(Line::item);
        let first = items.clone().next();
        state
            .chosen
            .filter(|chosen| items.any(|item| item == *chosen))
            .or(first)
    }

    /// Why a line's file or path could not be read, if so.
    pub fn library_failure(&self, item: Item) -> Option<&SourceError> {
        match item {
            Item::Path(index) => self.shelf.failed.get(index),
            Item::File(id) => match &self.shelf.slot(id)?.state {
                super::shelf::State::Failed(why) => Some(why),
                _ => None,
            },
        }
    }

    /// The report of a line, if it was read.
    pub fn library_report(&self, item: Option<Item>) -> Option<(ReportId, &Arc<Report>)> {
        match item? {
            Item::File(id) => self.shelf.report(id).map(|report| (id, report)),
            Item::Path(_) => None,
        }
    }

    /// How much was removed from a report, if that is known already.
    pub fn removed_share(state: &LibraryState, id: ReportId, report: &Report) -> f32 {
        state
            .shares
            .get(&id)
            .map_or_else(|| report.removed_share(), |known| known.1)
    }

    /// The detail of a line, in as many sheets as the plan has places for.
    pub fn library_sheets(&self, plan: &LibraryPlan, item: Option<Item>) -> Vec<Sheet> {
        let lang = self.settings.lang;
        let areas = plan.sheets();
        let halves = areas.len() > 1;
        let mut sheets: Vec<Sheet> = areas
            .iter()
            .map(|area| {
                let sheet = Sheet::new(area.w, self.settings.ambiguous);
                if halves { sheet.brief() } else { sheet }
            })
            .collect();
        let (Some(item), Some(first)) = (item, sheets.first_mut()) else {
            return sheets;
        };
        if let Some((id, report)) = self.library_report(Some(item)) {
            facts::identity(lang, report, halves, first);
            let around = self.around(id, report);
            if let [left, right] = sheets.as_mut_slice() {
                facts::doubts(lang, report, right);
                facts::twins(lang, &around, right);
                left.blank();
                facts::file(lang, report, &around, left);
                right.blank();
                facts::removed(lang, report, right);
            } else if let Some(only) = sheets.first_mut() {
                only.blank();
                facts::doubts(lang, report, only);
                facts::twins(lang, &around, only);
                only.blank();
                facts::file(lang, report, &around, only);
                // The longest comes last.
                only.blank();
                facts::removed(lang, report, only);
            }
        } else if let Some(why) = self.library_failure(item) {
            let path = why.path.display().to_string();
            let sentence = why.sentence(lang);
            let what = sentence.strip_prefix(&path).unwrap_or(&sentence);
            first.error(what.trim_start_matches(['：', ':', ' ']));
            first.blank();
            first.labels(&[word(lang, Word::File), word(lang, Word::Folder)]);
            first.path(word(lang, Word::File), &path);
        } else {
            first.text(word(lang, Word::NotReadYet), Tone::Muted);
        }
        sheets
    }

    /// What stands around a report.
    fn around(&self, id: ReportId, report: &Report) -> Around {
        let path = &report.source.path;
        Around {
            kept: path.is_some().then(|| self.is_kept(id)),
            asked_encoding: self.asked_charset(report).is_some(),
            stale: self
                .shelf
                .slot(id)
                .and_then(|slot| slot.stale.as_ref())
                .map(|why| why.reason(self.settings.lang)),
            twins: self
                .copies_of(id)
                .into_iter()
                .map(|(other, near)| {
                    let file = self.shelf.slot(other).map(|slot| slot.name.clone());
                    (self.report_label(other), file.unwrap_or_default(), near)
                })
                .collect(),
        }
    }

    /// Where the parts of this screen stand now.
    pub fn library_plan(&self, lines: &[Line]) -> LibraryPlan {
        LibraryPlan::new(self.size.0, self.size.1, lines.len())
    }

    pub(super) fn library_action(&mut self, action: Action) -> Vec<Effect> {
        let Screen::Library(state) = &self.screen else {
            return Vec::new();
        };
        let lines = self.library_lines(state);
        let items = items(&lines);
        let chosen = Self::library_chosen(state, &lines);
        let in_detail = state.in_detail;
        let rows = isize::from(self.library_plan(&lines).rows().h as i16);
        let page = (rows - 2).max(1);
        let times = self.times();
        let step = match action {
            Action::MoveDown => times,
            Action::MoveUp => -times,
            Action::PageDown => times * page,
            Action::PageUp => -times * page,
            Action::HalfPageDown => times * (page / 2),
            Action::HalfPageUp => -times * (page / 2),
            Action::Top | Action::Bottom if let Some(nth) = self.nth() => {
                let now = items.iter().position(|item| Some(*item) == chosen);
                nth as isize - now.unwrap_or(0) as isize
            }
            Action::Top => isize::MIN,
            Action::Bottom => isize::MAX,
            Action::SectionNext => return self.scroll_detail(3 * times, chosen, &lines),
            Action::SectionPrev => return self.scroll_detail(-3 * times, chosen, &lines),
            Action::PaneNext | Action::PanePrev => {
                let there = self.library_plan(&lines).detail.is_some();
                self.change_library(|state| state.in_detail = !state.in_detail && there);
                return Vec::new();
            }
            Action::ToggleMark => {
                self.toggle_marked(chosen);
                // On to the next, so that a few in a row are quickly marked.
                return self.choose_line(1, &items, chosen);
            }
            Action::ClearMarks => {
                self.change_library(|state| state.marked.clear());
                return Vec::new();
            }
            Action::SortBy => {
                self.sort_library();
                return Vec::new();
            }
            Action::FilterList => {
                let before = state.filter.clone();
                self.overlays.push(Overlay::Filter(FilterState {
                    field: Field::with(&before),
                    before,
                }));
                return Vec::new();
            }
            Action::Confirm => return self.open_from_library(chosen),
            _ => return self.keep_action(action, chosen),
        };
        if in_detail {
            return self.scroll_detail(step, chosen, &lines);
        }
        self.choose_line(step, &items, chosen)
    }

    fn change_library(&mut self, change: impl FnOnce(&mut LibraryState)) {
        if let Screen::Library(state) = &mut self.screen {
            change(state);
        }
    }

    /// Chooses the line `step` lines on.
    fn choose_line(&mut self, step: isize, items: &[Item], chosen: Option<Item>) -> Vec<Effect> {
        let mut cursor = ListCursor {
            selected: items.iter().position(|&i| Some(i) == chosen).unwrap_or(0),
        };
        cursor.step(step, items.len());
        self.change_library(|state| {
            state.chosen = items.get(cursor.selected).copied();
            if state.chosen != chosen {
                state.scroll = 0;
            }
        });
        Vec::new()
    }

    /// Which of the listed items is chosen.
    pub(super) fn library_line(&self, state: &LibraryState) -> Option<usize> {
        let lines = self.library_lines(state);
        let chosen = Self::library_chosen(state, &lines)?;
        items(&lines).iter().position(|&item| item == chosen)
    }

    /// Chooses the listed item at `index`.
    pub(super) fn choose_library_line(&mut self, index: usize) -> Vec<Effect> {
        let Screen::Library(state) = &self.screen else {
            return Vec::new();
        };
        let lines = self.library_lines(state);
        let (items, chosen) = (items(&lines), Self::library_chosen(state, &lines));
        let at = items.iter().position(|&item| Some(item) == chosen);
        let step = index as isize - at.unwrap_or(0) as isize;
        self.choose_line(step, &items, chosen)
    }

    fn scroll_detail(&mut self, step: isize, chosen: Option<Item>, lines: &[Line]) -> Vec<Effect> {
        let plan = self.library_plan(lines);
        let most = most_scroll(&plan, &self.library_sheets(&plan, chosen));
        self.change_library(|state| {
            state.scroll = state.scroll.min(most).saturating_add_signed(step).min(most);
        });
        Vec::new()
    }

    fn sort_library(&mut self) {
        let twins = !self.copies().is_empty();
        let Screen::Library(state) = &mut self.screen else {
            return;
        };
        state.sort = state.sort.next(twins);
        let sort = state.sort;
        if sort == Sort::Removed {
            self.measure_removed();
        }
        self.say(&sorted_by(self.settings.lang, sort_word(sort)));
    }

    /// Works out how much was removed from every report, where that is not known.
    fn measure_removed(&mut self) {
        let Screen::Library(state) = &mut self.screen else {
            return;
        };
        for (id, report) in self.shelf.ready() {
            let known = state.shares.get(&id);
            if known.is_none_or(|known| !Arc::ptr_eq(&known.0, report)) {
                let share = report.removed_share();
                state.shares.insert(id, (Arc::clone(report), share));
            }
        }
    }

    /// Brings the screen up to date after reports came in or changed.
    pub(super) fn refresh_library(&mut self) {
        if matches!(&self.screen, Screen::Library(state) if state.sort == Sort::Removed) {
            self.measure_removed();
        }
    }

    /// Takes what is typed as the filter.
    pub(super) fn refill_filter(&mut self, state: &FilterState) {
        let typed = state.field.text();
        if self.filter_candidates(&typed) {
            return;
        }
        self.change_library(|library| {
            library.filter = typed;
            library.scroll = 0;
        });
    }

    pub(super) fn filter_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::Confirm => {
                self.overlays.pop();
                Some(Vec::new())
            }
            // Moving is done on the screen below.
            Action::MoveDown | Action::MoveUp | Action::PageDown | Action::PageUp => {
                Some(match self.screen {
                    Screen::Candidates(_) => self.candidates_action(action),
                    _ => self.library_action(action),
                })
            }
            _ => None,
        }
    }

    /// The filter was left by Esc: what was before it holds.
    pub(super) fn filter_closed(&mut self, state: &FilterState) {
        let before = state.before.clone();
        if self.filter_candidates(&before) {
            return;
        }
        self.change_library(|library| library.filter = before);
    }

    /// Esc on this screen: takes back a filter, then stops loading; tells whether it did either.
    pub(super) fn close_in_library(&mut self) -> Option<Vec<Effect>> {
        let Screen::Library(state) = &mut self.screen else {
            return None;
        };
        if !state.filter.is_empty() {
            state.filter.clear();
            return Some(Vec::new());
        }
        if state.in_detail {
            state.in_detail = false;
            return Some(Vec::new());
        }
        if self.shelf.loading {
            self.say(word(self.settings.lang, Word::LoadingStopped));
            return Some(vec![Effect::StopLoading]);
        }
        None
    }

    fn toggle_marked(&mut self, chosen: Option<Item>) {
        let Some((id, _)) = self.library_report(chosen) else {
            return;
        };
        self.change_library(|state| match state.marked.iter().position(|&m| m == id) {
            Some(at) => {
                state.marked.remove(at);
            }
            None => state.marked.push(id),
        });
    }

    /// The marked reports, in the order of the list.
    fn marked(&self) -> Vec<ReportId> {
        let Screen::Library(state) = &self.screen else {
            return Vec::new();
        };
        if state.marked.is_empty() {
            return Vec::new();
        }
        let listed = self.library_items(state).into_iter();
        let mut ids: Vec<ReportId> = listed
            .filter_map(|item| match item {
                Item::File(id) if state.marked.contains(&id) => Some(id),
                _ => None,
            })
            .collect();
        // A filter hides lines, it does not unmark them.
        let hidden = state.marked.iter().filter(|id| !ids.contains(id)).copied();
        let hidden: Vec<ReportId> = hidden.collect();
        ids.extend(hidden);
        ids
    }

    /// Opens the marked reports side by side, or the chosen one in the focused pane; of what cannot be opened it says why.
    fn open_from_library(&mut self, chosen: Option<Item>) -> Vec<Effect> {
        let marked = self.marked();
        let lang = self.settings.lang;
        if marked.len() > MOST_PANES {
            self.fail(word(lang, Word::FourMarked));
            return Vec::new();
        }
        if !marked.is_empty() {
            return self.open_side_by_side(&marked);
        }
        let Some(item) = chosen else {
            return Vec::new();
        };
        match item {
            Item::File(id) if self.shelf.report(id).is_some() => self.open_report(id),
            _ => {
                let text = self.library_failure(item).map_or_else(
                    || word(lang, Word::NotReadYet).to_owned(),
                    |why| why.sentence(lang),
                );
                self.fail(&text);
                Vec::new()
            }
        }
    }

    /// Goes to the pane that shows a report; if there is none the focused one shows it now.
    pub(super) fn open_report(&mut self, id: ReportId) -> Vec<Effect> {
        let shown = self.reader.panes.iter().position(|p| p.report == id);
        self.go_to_reader();
        self.remember();
        if let Some(pane) = shown {
            self.focus_pane(pane);
            return Vec::new();
        }
        if self.reader.panes.is_empty() {
            self.add_pane(id);
        }
        let place = Place {
            report: id,
            anchor: 0,
        };
        self.open_at(self.reader.focus, place)
    }

    fn open_side_by_side(&mut self, reports: &[ReportId]) -> Vec<Effect> {
        self.go_to_reader();
        self.remember();
        let Some(&first) = reports.first() else {
            return Vec::new();
        };
        if reports.len() == 1 {
            return self.open_report(first);
        }
        self.reader.panes = reports.iter().map(|&id| Pane::new(id)).collect();
        self.reader.focus = 0;
        self.reader.companion = 1;
        let place = Place {
            report: first,
            anchor: 0,
        };
        self.open_at(0, place)
    }
}

impl Line {
    /// What it is about, if it can be chosen.
    pub fn item(&self) -> Option<Item> {
        match self {
            Line::Item(item) => Some(*item),
            _ => None,
        }
    }
}

fn items(lines: &[Line]) -> Vec<Item> {
    lines.iter().filter_map(Line::item).collect()
}

/// What a sorting is called.
pub fn sort_word(sort: Sort) -> Word {
    match sort {
        Sort::Place => Word::Place,
        Sort::Year => Word::Year,
        Sort::Removed => Word::Removed,
        Sort::Doubts => Word::Doubts,
        Sort::Twins => Word::Twins,
    }
}

/// How far the sheets of a detail can be scrolled: until the last row stands at the bottom.
pub fn most_scroll(plan: &LibraryPlan, sheets: &[Sheet]) -> usize {
    plan.sheets()
        .iter()
        .zip(sheets)
        .map(|(area, sheet)| sheet.rows().len().saturating_sub(usize::from(area.h)))
        .max()
        .unwrap_or(0)
}
