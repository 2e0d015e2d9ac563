//! 原文: the passages of a theme, in columns by report, place or year.
//!
//! Owns [`LensState`]. Invariant: the cursor stands on a passage wherever there is one, and on the same one whatever the columns are by.
//! Must not know how anything is drawn.

pub mod columns;
pub mod context;
pub mod laid;

use std::collections::HashMap;

use super::action::Action;
use super::matrix::Made;
use super::msg::Effect;
use super::plan::{Area, Detail};
use super::walk::{CurrentHit, Walking};
use super::{App, Place, Screen};
use crate::locale::{Word, word};
use crate::report::{ReportId, SentenceId};
use crate::text::span::Span;
pub use crate::theme::passages::{Context, Passage, markers, passages};
use crate::theme::{Matrix, Part, Scanned, TermId, ThemeId, Wanted};

use columns::Setter;
pub use columns::{By, Key, LensColumn, Source, Wide};
pub use laid::{Laid, Row, RowKind};

/// What a lens is opened on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LensAsk {
    /// The theme whose passages are shown; none: all themes of `report`, a column to each.
    pub theme: Option<ThemeId>,
    /// The report whose passages come first in view; none: the first that has some.
    pub report: Option<ReportId>,
    /// From which part of the reports.
    pub part: Part,
    /// The reports to be looked at, in this order; empty: all there are and all that come in, in the order of the matrix.
    pub reports: Vec<ReportId>,
}

/// State of this screen.
#[derive(Clone, Debug)]
pub struct LensState {
    /// The theme of the passage under the cursor: of all passages, unless the themes of one report are shown.
    pub theme: ThemeId,
    /// The report whose themes are shown, a column to each; none: one theme of many reports.
    pub whole: Option<ReportId>,
    /// From which part of the reports.
    pub part: Part,
    /// What stands in one column.
    pub by: By,
    /// The term whose hits alone are shown.
    pub only: Option<TermId>,
    /// From the left.
    pub columns: Vec<LensColumn>,
    /// Reports that were looked at.
    pub reports: usize,
    /// Reports with hits among them.
    pub mentioning: usize,
    /// The terms that made hits, and how many, most first.
    pub terms: Vec<(TermId, u32)>,
    /// The column of the cursor.
    pub column: usize,
    /// The column at the left.
    pub first: usize,
    /// How much is shown around passages.
    pub wide: Wide,
    asked: Vec<ReportId>,
    /// Reports that are shown whether they have hits or not, each beside another.
    added: Vec<(ReportId, Option<ReportId>)>,
    copies: context::Copies,
    made: Made,
    /// Part and term that the columns were made of.
    made_of: Option<(Part, Option<TermId>)>,
}

/// Where a cursor stands, whatever the columns are by.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    report: Option<ReportId>,
    sentence: Option<SentenceId>,
    hit: usize,
}

/// Columns on the screen, at most.
const MOST_COLUMNS: u16 = 4;
/// Cells of a column beside its text.
const MARGINS: u16 = 6;
/// Widest text measure, in cells.
const MEASURE: u16 = 78;

/// What stands where on the lens screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LensPlan {
    /// Below the title bar, above the foot.
    pub body: Area,
    /// What is said of the passage under the cursor.
    pub foot: Option<u16>,
    /// Columns that fit.
    pub fit: usize,
    /// The column at the left.
    pub first: usize,
}

impl LensPlan {
    /// Lays the lens out on `w` × `h` cells so that the cursor's column is to be seen.
    pub fn new(state: &LensState, (w, h): (u16, u16)) -> Self {
        let least = match Detail::of(w) {
            Detail::All => 46,
            Detail::Nearly => 45,
            _ => 40,
        };
        let count = state.columns.len();
        let fit = (w / least).clamp(1, MOST_COLUMNS) as usize;
        let fit = fit.min(count.max(1));
        let low = (state.column + 1).saturating_sub(fit);
        let foot = (h >= 20).then(|| h - 2);
        let rows = h.saturating_sub(2 + u16::from(foot.is_some()));
        Self {
            body: Area::new(0, 1, w, rows),
            foot,
            fit,
            first: state
                .first
                .clamp(low, state.column)
                .min(count.saturating_sub(fit)),
        }
    }

    /// The area of the `i`th column on the screen, head included.
    pub fn area(&self, i: usize) -> Area {
        let each = self.body.w / self.fit.max(1) as u16;
        let x = self.body.x + each * i as u16;
        let w = if i + 1 >= self.fit {
            self.body.right().saturating_sub(x)
        } else {
            each
        };
        Area::new(x, self.body.y, w, self.body.h)
    }

    /// The area of the text of the `i`th column: below its head.
    pub fn text(&self, i: usize) -> Area {
        let area = self.area(i);
        let w = area.w.saturating_sub(MARGINS).min(MEASURE);
        Area::new(area.x + 3, area.y + 1, w, area.h.saturating_sub(1))
    }
}

impl LensState {
    /// Carries its theme over to another book; false where that has it no more.
    pub(super) fn carry(&mut self, carried: &dyn Fn(ThemeId) -> Option<ThemeId>) -> bool {
        self.made = Made::default();
        self.made_of = None;
        self.only = None;
        self.copies.forget();
        match carried(self.theme) {
            Some(theme) => self.theme = theme,
            None if self.whole.is_some() => self.theme = ThemeId(0),
            None => return false,
        }
        true
    }

    /// The column of the cursor.
    pub fn current(&self) -> Option<&LensColumn> {
        self.columns.get(self.column)
    }

    /// The term that made the current hit.
    pub fn term(&self) -> Option<TermId> {
        let column = self.current()?;
        column.current()?.terms.get(column.hit).copied()
    }

    /// Which of all passages the cursor is on, from 1, and how many there are; none where there is none.
    pub fn place(&self) -> Option<(usize, usize)> {
        let column = self.current().filter(|c| !c.is_empty())?;
        let before = self.columns.iter().take(self.column);
        let before: usize = before.map(LensColumn::len).sum();
        let all = self.columns.iter().map(LensColumn::len).sum();
        Some((before + column.index() + 1, all))
    }

    fn cursor(&self) -> Cursor {
        let column = self.current();
        Cursor {
            report: column.map(|c| c.report),
            sentence: column.and_then(|c| c.current()).map(|p| p.sentence),
            hit: column.map_or(0, |c| c.hit),
        }
    }

    /// The reports that are shown.
    pub fn shown(&self) -> Vec<ReportId> {
        let sources = self.columns.iter().flat_map(|c| &c.sources);
        sources.map(|s| s.report).collect()
    }

    fn step_column(&mut self, step: isize) {
        self.column = self
            .column
            .saturating_add_signed(step)
            .min(self.columns.len().saturating_sub(1));
    }

    fn step_passage(&mut self, step: isize) {
        if let Some(column) = self.columns.get_mut(self.column) {
            column.seek(column.index().saturating_add_signed(step));
        }
    }
}

/// Most screens that one motion goes.
const MOST_PAGES: isize = 100;

impl App {
    pub(super) fn lens_action(&mut self, action: Action) -> Vec<Effect> {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Lens(mut state) = screen else {
            self.screen = screen;
            return Vec::new();
        };
        let page = LensPlan::new(&state, self.size).text(0).h.max(2) as usize;
        let (times, nth) = (self.times(), self.nth());
        // Rows are set one by one here: a few screens at the most.
        let pages = times.min(MOST_PAGES) as usize;
        match action {
            Action::MoveLeft => state.step_column(-times),
            Action::MoveRight => state.step_column(times),
            Action::MoveDown => state.step_passage(times),
            Action::MoveUp => state.step_passage(-times),
            Action::Top | Action::Bottom if let Some(nth) = nth => {
                state.step_passage(isize::MIN / 2);
                state.step_passage(nth as isize);
            }
            Action::HalfPageDown => self.step_lens_rows(&mut state, pages * (page / 2), true),
            Action::HalfPageUp => self.step_lens_rows(&mut state, pages * (page / 2), false),
            Action::PageDown => self.step_lens_rows(&mut state, pages * (page - 1), true),
            Action::PageUp => self.step_lens_rows(&mut state, pages * (page - 1), false),
            Action::Top => state.step_passage(isize::MIN / 2),
            Action::Bottom => state.step_passage(isize::MAX / 2),
            Action::HitNext => (0..times).for_each(|_| self.step_lens_hit(&mut state, true)),
            Action::HitPrev => (0..times).for_each(|_| self.step_lens_hit(&mut state, false)),
            Action::CyclePart => {
                state.part = state.part.next();
                self.refill_lens(&mut state);
                state.copies.look_again();
            }
            Action::CycleColumns => self.cycle_columns(&mut state),
            Action::OnlyTerm => {
                state.only = if state.only.is_some() {
                    None
                } else {
                    state.term()
                };
                self.refill_lens(&mut state);
            }
            Action::MoreContext => self.widen_passage(&mut state),
            Action::MoreContextAll => self.widen_all(&mut state),
            Action::NextCopy => self.go_to_next_copy(&mut state),
            Action::AddPane => {
                self.screen = Screen::Lens(state);
                self.open_reports(true);
                return Vec::new();
            }
            Action::Confirm => {
                let target = self.lens_target(&state);
                let theme = state.theme;
                self.screen = Screen::Lens(state);
                return target
                    .map_or_else(Vec::new, |(place, span)| self.read_at(theme, place, span));
            }
            _ => {}
        }
        self.screen = Screen::Lens(state);
        Vec::new()
    }

    fn go_to_next_copy(&mut self, state: &mut LensState) {
        if !state.next_copy() {
            self.say(word(self.settings.lang, Word::NoCopy));
        }
    }

    /// Opens the passages that are asked for.
    pub fn open_lens(&mut self, ask: LensAsk) {
        let LensAsk {
            theme,
            report,
            part,
            reports,
        } = ask;
        let whole = report.filter(|_| theme.is_none());
        // Where nothing is left out, what still comes in is shown too.
        let scanned = self.shelf.slots().filter(|(_, slot)| slot.hits.is_some());
        let scanned = scanned.count();
        let reports = if self.shelf.loading && reports.len() >= scanned {
            Vec::new()
        } else {
            reports
        };
        if theme.is_none() && whole.is_none() {
            return;
        }
        let mut state = LensState {
            theme: theme.unwrap_or(ThemeId(0)),
            whole,
            part,
            by: By::default(),
            only: None,
            columns: Vec::new(),
            reports: 0,
            mentioning: 0,
            terms: Vec::new(),
            column: 0,
            first: 0,
            wide: Wide::default(),
            asked: reports,
            added: Vec::new(),
            copies: context::Copies::default(),
            made: Made::default(),
            made_of: None,
        };
        let cursor = Cursor {
            report: report.filter(|_| whole.is_none()),
            sentence: None,
            hit: 0,
        };
        self.fill_lens(&mut state, cursor);
        state.first = state.column;
        self.enter(Screen::Lens(state));
        self.settle_lens();
    }

    /// Makes the columns anew, if enough has changed; the cursor stays.
    pub(super) fn refresh_lens(&self, state: &mut LensState) {
        if !self.is_fresh(state.made, false) {
            self.refill_lens(state);
            state.copies.look_again();
        }
    }

    fn refill_lens(&self, state: &mut LensState) {
        let cursor = state.cursor();
        self.fill_lens(state, cursor);
    }

    fn cycle_columns(&mut self, state: &mut LensState) {
        let lang = self.settings.lang;
        if state.whole.is_some() {
            self.say(word(lang, Word::ColumnsByTheme));
            return;
        }
        state.by = state.by.next();
        self.refill_lens(state);
        state.first = state.column;
        let said = match state.by {
            By::Report => Word::ColumnsByReport,
            By::Place => Word::ColumnsByPlace,
            By::Year => Word::ColumnsByYear,
        };
        self.say(word(lang, said));
    }

    /// The reports that are looked at, in order.
    fn lens_order(&self, state: &LensState) -> Vec<ReportId> {
        let mut order = if state.asked.is_empty() {
            let Some(lexicon) = &self.lexicon else {
                return Vec::new();
            };
            let scanned: Vec<Scanned<'_>> = self
                .shelf
                .ready()
                .filter_map(|(id, report)| {
                    let hits = self.shelf.hits(id)?;
                    Some(Scanned { id, report, hits })
                })
                .collect();
            let wanted = Wanted {
                themes: vec![state.theme],
                ..Wanted::default()
            };
            let matrix = Matrix::of(lexicon, &scanned, &wanted);
            matrix.columns.iter().map(|c| c.report).collect()
        } else {
            state.asked.clone()
        };
        for &(report, beside) in &state.added {
            order.retain(|&r| r != report);
            let at = beside.and_then(|b| order.iter().position(|&r| r == b));
            order.insert(at.map_or(order.len(), |at| at + 1), report);
        }
        order
    }

    /// Makes the columns; the cursor goes to where it is wanted, or to the first passage of the next report that has some.
    fn fill_lens(&self, state: &mut LensState, cursor: Cursor) {
        let now = self.scanned_now();
        let same_load = state.made.same_load(now);
        state.made = now;
        let made_of = (state.part, state.only);
        let same = same_load && state.made_of == Some(made_of);
        state.made_of = Some(made_of);
        if !same_load {
            state.wide.some.clear();
            state.copies.forget();
        }
        let before = std::mem::take(&mut state.columns);
        let order = self.lens_order(state);
        let pairs: Vec<(ReportId, ThemeId)> = match (state.whole, &self.lexicon) {
            (Some(report), Some(lexicon)) => lexicon.ids().map(|(id, _)| (report, id)).collect(),
            _ => order.iter().map(|&report| (report, state.theme)).collect(),
        };
        let mut cursors: HashMap<Key, (Cursor, columns::Row)> = HashMap::new();
        let mut known: HashMap<(ReportId, ThemeId), Source> = HashMap::new();
        for column in before {
            let here = Cursor {
                report: Some(column.report),
                sentence: column.current().map(|p| p.sentence),
                hit: column.hit,
            };
            cursors.insert(column.key, (here, column.top));
            if same {
                let sources = column.sources.into_iter();
                known.extend(sources.map(|s| ((s.report, s.theme), s)));
            }
        }
        let mut sources: Vec<Source> = Vec::new();
        for pair in pairs {
            let source = known
                .remove(&pair)
                .or_else(|| Source::of(self, pair, state.part, state.only));
            sources.extend(source);
        }
        state.reports = sources.len();
        state.mentioning = sources.iter().filter(|s| s.hits > 0).count();
        state.terms = count_terms(&sources);
        self.leave_out(state, &mut sources);
        state.columns = columns::columns(self, state.by, state.whole.is_some(), sources);
        for column in &mut state.columns {
            if let Some((here, top)) = cursors.get(&column.key) {
                place_cursor(column, *here);
                column.top = *top;
            }
        }
        state.column = find(state, cursor, &order);
        if let Some(column) = state.columns.get_mut(state.column) {
            place_cursor(column, cursor);
        }
    }

    /// Leaves out the reports without passages, but those that were added, and those of a place that has some.
    fn leave_out(&self, state: &LensState, sources: &mut Vec<Source>) {
        let added = |s: &Source| state.added.iter().any(|a| a.0 == s.report);
        let mut places = std::collections::HashSet::new();
        if state.by == By::Place {
            let with_some = sources.iter().filter(|s| s.hits > 0);
            places.extend(with_some.map(|s| columns::place(self, s.report)));
        }
        sources.retain(|s| {
            let of_place = || places.contains(&columns::place(self, s.report));
            s.hits > 0 || added(s) || (state.by == By::Place && of_place())
        });
    }

    /// Shows a report in the lens that was left out: beside the column of the cursor, whether it has hits or not.
    pub(super) fn add_to_lens(&mut self, report: ReportId) {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Lens(mut state) = screen else {
            self.screen = screen;
            return;
        };
        let shown = state.shown().contains(&report);
        if !shown && state.whole.is_none() {
            let beside = state.current().map(|c| c.report);
            state.added.push((report, beside));
            state.copies.look_again();
        }
        if state.whole.is_some() {
            state.whole = Some(report);
            state.copies.look_again();
        }
        let cursor = Cursor {
            report: Some(report),
            sentence: None,
            hit: 0,
        };
        self.fill_lens(&mut state, cursor);
        self.screen = Screen::Lens(state);
    }

    /// Makes the rows that the screen shows and keeps the cursor's passage in sight; asks for what is not known yet.
    pub(super) fn prepare_lens(&mut self) -> Option<Effect> {
        self.settle_lens();
        self.look_for_shared()
    }

    fn settle_lens(&mut self) {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Lens(mut state) = screen else {
            self.screen = screen;
            return;
        };
        let plan = LensPlan::new(&state, self.size);
        state.first = plan.first;
        let (headed, narrowed) = (state.by != By::Report, state.only.is_some());
        let shown = state.columns.iter_mut().enumerate();
        for (i, column) in shown.skip(plan.first).take(plan.fit) {
            let text = plan.text(i - plan.first);
            let setter = Setter {
                app: self,
                wide: &state.wide,
                narrowed,
                headed,
                width: text.w,
            };
            column.settle(&setter, text.h.max(1) as usize);
        }
        if let Some(theme) = state.current().and_then(|c| c.source()).map(|s| s.theme) {
            state.theme = theme;
        }
        self.screen = Screen::Lens(state);
    }

    fn step_lens_rows(&self, state: &mut LensState, rows: usize, forward: bool) {
        let plan = LensPlan::new(state, self.size);
        let text = plan.text(state.column.saturating_sub(plan.first));
        let setter = Setter {
            app: self,
            wide: &state.wide,
            narrowed: state.only.is_some(),
            headed: state.by != By::Report,
            width: text.w,
        };
        if let Some(column) = state.columns.get_mut(state.column) {
            column.step_rows(&setter, rows, forward, text.h.max(1) as usize);
        }
    }

    /// Column and passage of the cursor.
    pub(super) fn chosen_passage(&self) -> Option<(usize, usize)> {
        match &self.screen {
            Screen::Lens(state) => Some((state.column, state.current()?.index())),
            _ => None,
        }
    }

    /// Puts the cursor into a column, and on one of its passages.
    pub(super) fn choose_passage(&mut self, column: usize, passage: Option<usize>) {
        let Screen::Lens(state) = &mut self.screen else {
            return;
        };
        state.column = column.min(state.columns.len().saturating_sub(1));
        if let (Some(column), Some(passage)) = (state.columns.get_mut(state.column), passage) {
            column.seek(passage);
        }
    }

    /// Moves a column by rows, or to the next passage; the cursor stays in its own column, and on its passage as far as that is in sight.
    pub(super) fn turn_lens(&mut self, column: usize, rows: usize, forward: bool, passage: bool) {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Lens(mut state) = screen else {
            self.screen = screen;
            return;
        };
        let plan = LensPlan::new(&state, self.size);
        let text = plan.text(column.saturating_sub(plan.first));
        let setter = Setter {
            app: self,
            wide: &state.wide,
            narrowed: state.only.is_some(),
            headed: state.by != By::Report,
            width: text.w,
        };
        if let Some(column) = state.columns.get_mut(column) {
            if passage {
                let step = if forward { 1 } else { -1 };
                column.seek(column.index().saturating_add_signed(step));
            } else {
                column.turn(&setter, rows, forward, text.h.max(1) as usize);
            }
        }
        self.screen = Screen::Lens(state);
    }

    /// To the next or previous hit, from the end of a column on to the next one, and round.
    fn step_lens_hit(&mut self, state: &mut LensState, forward: bool) {
        let Some(column) = state.columns.get_mut(state.column) else {
            return;
        };
        let hits = |c: &LensColumn| c.current().map_or(0, |p| p.hits.len());
        let (index, last) = (column.index(), column.len().saturating_sub(1));
        if forward && column.hit + 1 < hits(column) {
            column.hit += 1;
        } else if forward && index < last {
            column.seek(index + 1);
        } else if !forward && column.hit > 0 {
            column.hit -= 1;
        } else if !forward && index > 0 {
            column.seek(index - 1);
            column.hit = hits(column).saturating_sub(1);
        } else {
            let count = state.columns.len();
            let step = |i: usize| {
                if forward {
                    (state.column + i) % count
                } else {
                    (state.column + count - i) % count
                }
            };
            let some = |&i: &usize| state.columns.get(i).is_some_and(|c| !c.is_empty());
            let Some(next) = (1..=count).map(step).find(some) else {
                return;
            };
            if forward == (next <= state.column) {
                let lang = self.settings.lang;
                self.say(word(lang, Word::RoundAgain));
            }
            state.column = next;
            if let Some(column) = state.columns.get_mut(next) {
                if forward {
                    column.seek(0);
                } else {
                    column.seek(usize::MAX);
                    column.hit = hits(column).saturating_sub(1);
                }
            }
        }
    }

    /// The place under the cursor and its hit.
    fn lens_target(&self, state: &LensState) -> Option<(Place, Span)> {
        let column = state.current()?;
        let passage = column.current()?;
        let span = *passage.hits.get(column.hit).or(passage.hits.first())?;
        let report = self.shelf.report(column.report)?;
        let sentence = report.sentences.get(passage.sentence.index())?;
        let place = Place {
            report: column.report,
            anchor: sentence.span.start(),
        };
        Some((place, span))
    }

    /// Reads on at a hit: in the pane that has the report already, or in the focused one; its theme is lit and walked.
    fn read_at(&mut self, theme: ThemeId, place: Place, span: Span) -> Vec<Effect> {
        self.go_to_reader();
        self.remember();
        if let Some(standing) = self.history.0.last_mut() {
            standing.lens = true;
        }
        if !self.lit.contains(&theme) {
            self.toggle_lit(theme);
        }
        self.current_lit = self.lit.iter().position(|&t| t == theme).unwrap_or(0);
        self.walking = Walking::Theme;
        if let Some(pane) = self
            .reader
            .panes
            .iter()
            .position(|p| p.report == place.report)
        {
            self.focus_pane(pane);
        }
        let effects = self.open_at(self.reader.focus, place);
        self.hit = Some(CurrentHit {
            report: place.report,
            span,
        });
        self.show(span.start());
        effects
    }

    /// Goes back to the lens that the reader was opened from.
    pub(super) fn back_to_lens(&mut self) {
        let lens = |s: &Screen| matches!(s, Screen::Lens(_));
        if let Some(at) = self.behind.iter().rposition(lens) {
            let screen = self.behind.remove(at);
            self.screen = screen;
        }
    }

    /// Shows all terms once more where only one was shown; false where that was not so.
    pub(super) fn close_in_lens(&mut self) -> bool {
        let narrowed = matches!(&self.screen, Screen::Lens(state) if state.only.is_some());
        if narrowed {
            self.lens_action(Action::OnlyTerm);
        }
        narrowed
    }

    /// The matrix comes to be seen from a lens: its cursor goes to the cell of the lens' cursor.
    pub(super) fn lens_left(&mut self, left: &Screen) {
        let (Screen::Lens(lens), Screen::Matrix(matrix)) = (left, &mut self.screen) else {
            return;
        };
        let Some(here) = lens.current().map(|c| c.report) else {
            return;
        };
        let row = matrix.matrix.rows.iter().position(|&t| t == lens.theme);
        let columns = &matrix.matrix.columns;
        let column = columns.iter().position(|c| c.report == here);
        if let (Some(row), Some(column)) = (row, column) {
            (matrix.row, matrix.column) = (row, column);
        }
        let plan = self.matrix_plan();
        if let (Some(plan), Screen::Matrix(matrix)) = (plan, &mut self.screen) {
            (matrix.top, matrix.first) = (plan.top, plan.first);
        }
    }
}

/// Puts a column's cursor on a sentence, or the first passage of its report.
fn place_cursor(column: &mut LensColumn, cursor: Cursor) {
    let Some(report) = cursor.report else {
        return;
    };
    if let Some(sentence) = cursor.sentence
        && column.seek_sentence(report, sentence)
    {
        let hits = column.current().map_or(0, |p| p.hits.len());
        column.hit = cursor.hit.min(hits.saturating_sub(1));
        return;
    }
    let above = column.sources.iter().take_while(|s| s.report != report);
    let index: usize = above.map(|s| s.passages.len()).sum();
    if column.sources.iter().any(|s| s.report == report) {
        column.seek(index);
    }
}

/// The column that a cursor is to stand in: that of its report, or of the next in `order` that is shown.
fn find(state: &LensState, cursor: Cursor, order: &[ReportId]) -> usize {
    let last = state.columns.len().saturating_sub(1);
    let Some(wanted) = cursor.report else {
        return 0;
    };
    if state.whole.is_some() {
        let of_theme = Key::Theme(state.theme);
        let same = state.columns.iter().position(|c| c.key == of_theme);
        return same.unwrap_or(0);
    }
    let mut shown: HashMap<ReportId, usize> = HashMap::new();
    for (i, column) in state.columns.iter().enumerate() {
        shown.extend(column.sources.iter().map(|s| (s.report, i)));
    }
    order
        .iter()
        .skip_while(|&&r| r != wanted)
        .find_map(|r| shown.get(r).copied())
        .unwrap_or(last)
}

/// The terms that made hits, and how many, most first.
fn count_terms(sources: &[Source]) -> Vec<(TermId, u32)> {
    let mut counts: HashMap<TermId, u32> = HashMap::new();
    let passages = sources.iter().flat_map(|s| s.passages.iter());
    for &term in passages.flat_map(|p| &p.terms) {
        *counts.entry(term).or_default() += 1;
    }
    let mut terms: Vec<(TermId, u32)> = counts.into_iter().collect();
    terms.sort_by_key(|&(term, count)| (std::cmp::Reverse(count), term));
    terms
}
