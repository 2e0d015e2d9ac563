//! 文库: every report at hand, in groups, and every file that could not be read.
//!
//! Owns which line is chosen and which reports are marked, both by what they are and not by where they stand: the list grows while reports
//! come in. Must not know how a line is drawn.

use super::action::Action;
use super::list::ListCursor;
use super::msg::Effect;
use super::reader::{MOST_PANES, Pane};
use super::shelf::State;
use super::{App, Place, Screen, Status};
use crate::locale::{Word, word};
use crate::report::identity::province_order;
use crate::report::source::SourceError;
use crate::report::{Level, Report, ReportId};
use crate::text::safe::Safe;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct LibraryState {
    /// The chosen line; none until something was chosen: then it is the first.
    pub chosen: Option<Item>,
    /// The marked reports, in the order of marking.
    pub marked: Vec<ReportId>,
}

/// What a line of the library is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// A file: its report, why it could not be read, or that it was not read.
    File(ReportId),
    /// A path that led to no file: index into the shelf's list of those.
    Path(usize),
}

/// What the lines below a heading have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heading {
    /// The State Council.
    State,
    /// Provinces, autonomous regions, municipalities.
    Provinces,
    /// Places in one province, by its short name.
    Province(String),
    /// Provinces with one report each.
    Others,
    /// Reports that do not say of which place they are.
    NoPlace,
    /// What could not be read.
    Failed,
    /// What is still to be read, or was left when loading was stopped.
    Unread,
}

/// A line of the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// Between two groups.
    Blank,
    /// Above a group.
    Head(Heading),
    /// Something that can be chosen.
    Item(Item),
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
            marked: Vec::new(),
        }));
    }

    /// The lines of the library in order.
    pub fn library_lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut group = |heading: Heading, items: Vec<Item>| {
            if items.is_empty() {
                return;
            }
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Head(heading));
            lines.extend(items.into_iter().map(Line::Item));
        };
        for (heading, ids) in self.groups() {
            group(heading, ids.into_iter().map(Item::File).collect());
        }
        let slots = |wanted: fn(&State) -> bool| {
            self.shelf
                .slots()
                .filter(move |(_, slot)| wanted(&slot.state))
                .map(|(id, _)| Item::File(id))
        };
        let paths = (0..self.shelf.failed.len()).map(Item::Path);
        let failed = slots(|state| matches!(state, State::Failed(_)));
        group(Heading::Failed, paths.chain(failed).collect());
        let unread = slots(|state| matches!(state, State::Waiting | State::Reading));
        group(Heading::Unread, unread.collect());
        lines
    }

    /// The reports that were read, in groups.
    fn groups(&self) -> Vec<(Heading, Vec<ReportId>)> {
        let mut keyed: Vec<_> = self
            .shelf
            .ready()
            .map(|(id, report)| (key(report), id))
            .collect();
        keyed.sort();
        let mut groups: Vec<(Heading, Vec<ReportId>)> = Vec::new();
        for (key, id) in keyed {
            let heading = match key.group {
                0 => Heading::State,
                1 => Heading::Provinces,
                2 => Heading::Province(key.province),
                _ => Heading::NoPlace,
            };
            match groups.last_mut() {
                Some((last, ids)) if *last == heading => ids.push(id),
                _ => groups.push((heading, vec![id])),
            }
        }
        // A heading for each lone report would be more headings than reports.
        let (lone, mut groups): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(head, ids)| ids.len() == 1 && matches!(head, Heading::Province(_)));
        match lone.as_slice() {
            [] => {}
            [one] => {
                let at = groups
                    .iter()
                    .position(|(head, _)| *head == Heading::NoPlace);
                groups.insert(at.unwrap_or(groups.len()), one.clone());
            }
            many => {
                let ids = many.iter().flat_map(|(_, ids)| ids.clone()).collect();
                let at = groups
                    .iter()
                    .position(|(head, _)| *head == Heading::NoPlace);
                groups.insert(at.unwrap_or(groups.len()), (Heading::Others, ids));
            }
        }
        groups
    }

    /// What can be chosen, in order.
    fn library_items(&self) -> Vec<Item> {
        self.library_lines()
            .into_iter()
            .filter_map(|line| match line {
                Line::Item(item) => Some(item),
                _ => None,
            })
            .collect()
    }

    /// The chosen line: the one that was chosen if it is still there, else the first.
    pub fn library_chosen(&self, state: &LibraryState) -> Option<Item> {
        let items = self.library_items();
        let first = items.first().copied();
        state.chosen.filter(|item| items.contains(item)).or(first)
    }

    /// Why a line's file or path could not be read, if so.
    pub fn library_failure(&self, item: Item) -> Option<&SourceError> {
        match item {
            Item::Path(index) => self.shelf.failed.get(index),
            Item::File(id) => match &self.shelf.slot(id)?.state {
                State::Failed(why) => Some(why),
                _ => None,
            },
        }
    }

    pub(super) fn library_action(&mut self, action: Action) -> Vec<Effect> {
        let items = self.library_items();
        let Screen::Library(state) = &self.screen else {
            return Vec::new();
        };
        let chosen = self.library_chosen(state);
        let mut cursor = ListCursor {
            selected: items.iter().position(|&i| Some(i) == chosen).unwrap_or(0),
        };
        let page = isize::from(self.size.1 as i16 - 6).max(1);
        let step = match action {
            Action::MoveDown => 1,
            Action::MoveUp => -1,
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::HalfPageDown => page / 2,
            Action::HalfPageUp => -page / 2,
            Action::Top => isize::MIN,
            Action::Bottom => isize::MAX,
            Action::Confirm => return self.open_from_library(chosen),
            Action::ToggleMark => {
                self.toggle_marked(chosen);
                // On to the next, so that a few in a row are quickly marked.
                1
            }
            Action::ClearMarks => {
                if let Screen::Library(state) = &mut self.screen {
                    state.marked.clear();
                }
                0
            }
            _ => return Vec::new(),
        };
        cursor.step(step, items.len());
        if let Screen::Library(state) = &mut self.screen {
            state.chosen = items.get(cursor.selected).copied();
        }
        Vec::new()
    }

    fn toggle_marked(&mut self, chosen: Option<Item>) {
        let Some(Item::File(id)) = chosen else {
            return;
        };
        if self.shelf.report(id).is_none() {
            return;
        }
        let Screen::Library(state) = &mut self.screen else {
            return;
        };
        if let Some(at) = state.marked.iter().position(|&marked| marked == id) {
            state.marked.remove(at);
        } else if state.marked.len() < MOST_PANES {
            state.marked.push(id);
        } else {
            self.say(word(self.settings.lang, Word::FourMarked));
        }
    }

    /// Opens the marked reports side by side, or the chosen one in the focused pane; of what cannot be opened it says why.
    fn open_from_library(&mut self, chosen: Option<Item>) -> Vec<Effect> {
        let marked = match &self.screen {
            // In the order of the list, where the older stands first.
            Screen::Library(state) => self
                .library_items()
                .into_iter()
                .filter_map(|item| match item {
                    Item::File(id) if state.marked.contains(&id) => Some(id),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        if !marked.is_empty() {
            return self.open_side_by_side(&marked);
        }
        let Some(item) = chosen else {
            return Vec::new();
        };
        let lang = self.settings.lang;
        match item {
            Item::File(id) if self.shelf.report(id).is_some() => self.open_report(id),
            _ => {
                let text = self.library_failure(item).map_or_else(
                    || word(lang, Word::NotReadYet).to_owned(),
                    |why| why.sentence(lang),
                );
                self.status = Some(Status {
                    text: Safe::new(&text),
                    error: true,
                });
                Vec::new()
            }
        }
    }

    /// Goes to the pane that shows a report; if there is none the focused one shows it now.
    fn open_report(&mut self, id: ReportId) -> Vec<Effect> {
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

/// What the reports are sorted by, first to last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    /// State, provinces, places in provinces, unknown.
    group: u8,
    /// Place of the province in its customary order.
    order: usize,
    province: String,
    /// The city above its districts.
    place: String,
    year: Option<u16>,
    name: String,
}

fn key(report: &Report) -> Key {
    let identity = &report.identity;
    let level = identity.level.as_ref().map(|l| l.value);
    let place = identity.place.as_ref().map(|p| &p.value);
    let province = place.and_then(|p| p.province.clone()).unwrap_or_default();
    let order = province_order(&province);
    let group = match (level, place) {
        (Some(Level::State), _) => 0,
        (Some(Level::Province), Some(_)) => 1,
        (_, Some(_)) if !province.is_empty() => 2,
        _ => 3,
    };
    Key {
        group,
        order,
        province,
        place: place.map(|p| p.full.clone()).unwrap_or_default(),
        year: identity.year.as_ref().map(|y| y.value.0),
        name: report.source.name.clone(),
    }
}
