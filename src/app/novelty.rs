//! 新旧: themes that appear first, vanish or return in a place, and wordings that replace one another.
//!
//! Owns [`NoveltyState`]. Invariant: the lists are those of the reports that were scanned last, and what they leave out is counted. Must not
//! know how what is new is found, nor how anything is drawn.

use std::sync::Arc;

use super::action::Action;
use super::lens::LensAsk;
use super::list::ListCursor;
use super::matrix::{Made, Unit};
use super::msg::Effect;
use super::{App, Screen};
use crate::locale::Word;
use crate::report::ReportId;
use crate::theme::novelty::Why;
use crate::theme::{
    Appearance, Fate, LeftOut, Part, Replacement, Scanned, ThemeId, appearances, left_out,
    replacements,
};

/// One list of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Listed {
    /// 首次出现
    #[default]
    First,
    /// 消失
    Vanished,
    /// 重现
    Returned,
    /// 换了说法
    Wording,
}

impl Listed {
    /// All of them, in order.
    pub const ALL: [Listed; 4] = [
        Listed::First,
        Listed::Vanished,
        Listed::Returned,
        Listed::Wording,
    ];

    /// Its name.
    pub fn word(self) -> Word {
        match self {
            Listed::First => Word::FirstTime,
            Listed::Vanished => Word::Vanished,
            Listed::Returned => Word::Returned,
            Listed::Wording => Word::WordingReplaced,
        }
    }

    /// The fate of the themes in it.
    fn fate(self) -> Option<Fate> {
        match self {
            Listed::First => Some(Fate::First),
            Listed::Vanished => Some(Fate::Vanished),
            Listed::Returned => Some(Fate::Returned),
            Listed::Wording => None,
        }
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|&l| l == self).unwrap_or(0)
    }
}

/// What the lists say.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Themes that appear first, vanish, return: by the first three of [`Listed::ALL`].
    pub themes: [Vec<Appearance>; 3],
    /// Wordings that replace one another.
    pub wordings: Vec<Replacement>,
    /// Reports that say nothing about it.
    pub left_out: Vec<LeftOut>,
    /// Reports that were looked at.
    pub reports: usize,
}

impl Found {
    /// How many reports were left out for a reason.
    pub fn left(&self, why: impl Fn(Why) -> bool) -> usize {
        self.left_out.iter().filter(|l| why(l.why)).count()
    }
}

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct NoveltyState {
    /// Which list has the keys.
    pub list: Listed,
    /// Which part of the reports is looked at; wordings are looked for in the whole text.
    pub part: Part,
    /// The lists.
    pub found: Arc<Found>,
    cursors: [ListCursor; 4],
    made: Made,
}

impl NoveltyState {
    /// Items of a list.
    pub fn count(&self, list: Listed) -> usize {
        match self.found.themes.get(list.index()) {
            Some(themes) => themes.len(),
            None => self.found.wordings.len(),
        }
    }

    /// The themes of the list that has the keys; empty where it is the one of wordings.
    pub fn themes(&self) -> &[Appearance] {
        self.found
            .themes
            .get(self.list.index())
            .map_or(&[], Vec::as_slice)
    }

    /// The cursor of the list that has the keys.
    pub fn cursor(&self) -> ListCursor {
        let cursor = self.cursors.get(self.list.index());
        cursor.copied().unwrap_or_default()
    }

    /// The wording under the cursor.
    pub fn wording(&self) -> Option<&Replacement> {
        let at = self.cursor().selected;
        (self.list == Listed::Wording)
            .then(|| self.found.wordings.get(at))
            .flatten()
    }

    /// The theme under the cursor.
    pub fn theme(&self) -> Option<ThemeId> {
        let at = self.cursor().selected;
        let themed = self.themes().get(at).map(|a| a.theme);
        themed.or_else(|| self.wording().map(|w| w.theme))
    }

    /// The reports that the item under the cursor is read from, the one that it turns at first in view.
    pub fn evidence(&self) -> (Option<ReportId>, Vec<ReportId>) {
        if let Some(item) = self.themes().get(self.cursor().selected) {
            let with = item.years.iter().filter(|(.., hits)| *hits > Some(0));
            let at = item.years.iter().find(|(year, ..)| *year == item.at);
            let reports = with.map(|&(_, id, _)| id).collect();
            return (at.map(|&(_, id, _)| id), reports);
        }
        let Some(item) = self.wording() else {
            return (None, Vec::new());
        };
        let at = item.evidence.iter().find(|s| s.year >= item.since);
        let reports = item.evidence.iter().map(|s| s.report).collect();
        (at.map(|s| s.report), reports)
    }

    fn step(&mut self, by: isize) {
        let count = self.count(self.list);
        if let Some(cursor) = self.cursors.get_mut(self.list.index()) {
            cursor.step(by, count);
        }
    }

    /// Chooses an item of the list that has the keys.
    pub(super) fn choose(&mut self, index: usize) {
        let step = index as isize - self.cursor().selected as isize;
        self.step(step);
    }

    fn step_list(&mut self, by: usize) {
        let next = (self.list.index() + by) % Listed::ALL.len();
        self.list = Listed::ALL.get(next).copied().unwrap_or_default();
    }

    /// What was found by another book is of no use; it is made anew.
    pub(super) fn carry(&mut self) {
        self.found = Arc::default();
        self.made = Made::default();
    }
}

impl App {
    pub(super) fn novelty_action(&mut self, action: Action) -> Vec<Effect> {
        let page = (self.size.1 / 2).max(1) as isize;
        let far = isize::MAX / 4;
        let (times, nth) = (self.times(), self.nth());
        let screen = std::mem::take(&mut self.screen);
        let Screen::Novelty(mut state) = screen else {
            self.screen = screen;
            return Vec::new();
        };
        let mut ask = None;
        match action {
            Action::MoveDown => state.step(times),
            Action::MoveUp => state.step(-times),
            Action::HalfPageDown | Action::PageDown => state.step(times * page),
            Action::HalfPageUp | Action::PageUp => state.step(-times * page),
            Action::Top | Action::Bottom if let Some(nth) = nth => {
                state.step(-far);
                state.step(nth as isize);
            }
            Action::Top => state.step(-far),
            Action::Bottom => state.step(far),
            Action::PaneNext => state.step_list(1),
            Action::PanePrev => state.step_list(Listed::ALL.len() - 1),
            Action::CyclePart => {
                state.part = state.part.next();
                self.gather_novelty(&mut state);
            }
            Action::ToggleMark => {
                if let Some(theme) = state.theme() {
                    self.toggle_lit(theme);
                }
            }
            Action::Confirm => {
                let (report, reports) = state.evidence();
                if let (Some(theme), false) = (state.theme(), reports.is_empty()) {
                    // Wordings are looked for in the whole text.
                    let whole = state.list == Listed::Wording;
                    ask = Some(LensAsk {
                        theme: Some(theme),
                        report,
                        part: if whole { Part::All } else { state.part },
                        reports,
                    });
                }
            }
            _ => {}
        }
        self.screen = Screen::Novelty(state);
        if let Some(ask) = ask {
            self.open_lens(ask);
        }
        Vec::new()
    }

    /// Opens what is new and gone; on the screen itself goes back to where it was opened.
    pub(super) fn open_novelty(&mut self) {
        self.overlays.clear();
        let part = match &self.screen {
            Screen::Novelty(_) => {
                self.screen = self.behind.pop().unwrap_or_default();
                return;
            }
            Screen::Matrix(state) => state.part,
            Screen::Lens(state) => state.part,
            Screen::Course(state) => state.part,
            _ => Part::All,
        };
        let mut state = NoveltyState {
            part,
            ..NoveltyState::default()
        };
        self.gather_novelty(&mut state);
        let filled = |l: &&Listed| state.count(**l) > 0;
        state.list = Listed::ALL.iter().find(filled).copied().unwrap_or_default();
        self.enter(Screen::Novelty(state));
    }

    /// The course of the theme under the cursor in its place.
    pub(super) fn course_of_novelty(&mut self) {
        let Screen::Novelty(state) = &self.screen else {
            return;
        };
        let (report, reports) = state.evidence();
        let (theme, part) = (state.theme(), state.part);
        let report = report.or(reports.first().copied());
        self.open_course(theme, report, part, Unit::Hits);
    }

    /// Brings the lists up to date if enough has changed.
    pub(super) fn refresh_novelty(&self, state: &mut NoveltyState) {
        if !self.is_fresh(state.made, false) {
            self.gather_novelty(state);
        }
    }

    fn gather_novelty(&self, state: &mut NoveltyState) {
        state.made = self.scanned_now();
        let Some(lexicon) = &self.lexicon else {
            return;
        };
        let scanned: Vec<Scanned<'_>> = self
            .shelf
            .ready()
            .filter_map(|(id, report)| {
                let hits = self.shelf.hits(id)?;
                Some(Scanned { id, report, hits })
            })
            .collect();
        let mut found = Found {
            wordings: replacements(lexicon, &scanned),
            left_out: left_out(&scanned, state.part),
            reports: scanned.len(),
            ..Found::default()
        };
        for item in appearances(lexicon, &scanned, state.part) {
            let list = Listed::ALL.iter().position(|l| l.fate() == Some(item.fate));
            if let Some(list) = list.and_then(|at| found.themes.get_mut(at)) {
                list.push(item);
            }
        }
        state.found = Arc::new(found);
        for list in Listed::ALL {
            let last = state.count(list).saturating_sub(1);
            if let Some(cursor) = state.cursors.get_mut(list.index()) {
                cursor.selected = cursor.selected.min(last);
            }
        }
    }
}
