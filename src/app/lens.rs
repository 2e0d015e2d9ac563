//! 原文: the passages of one theme, a column to each report that has some.
//!
//! Owns [`LensState`] and [`Laid`]. Invariant: a column is worked out only when it comes near the screen, so that
//! thousands of reports cost no more than those that are read. Must not know how anything is drawn.

use std::sync::Arc;

use super::action::Action;
use super::matrix::Made;
use super::msg::Effect;
use super::plan::{Area, Detail};
use super::walk::{CurrentHit, Walking};
use super::{App, Place, Screen};
use crate::locale::{Word, word};
use crate::report::{Report, ReportId};
use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};
pub use crate::theme::passages::{Passage, markers, passages};
use crate::theme::{Matrix, Part, ThemeId};

/// What stands on a row of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// Nothing.
    Blank,
    /// Where the passages below stand, and their role.
    Crumb,
    /// The same where the title itself is the passage: markers, then text.
    Title,
    /// Text.
    Text,
    /// That is all.
    End,
}

/// One row of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// The passage it belongs to, or that follows.
    pub passage: usize,
    /// The text on it.
    pub pieces: Vec<Span>,
}

/// A column's passages, set in rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Laid {
    /// In order.
    pub passages: Vec<Passage>,
    /// From the top.
    pub rows: Vec<Row>,
    /// Cells that they were set in.
    pub width: u16,
}

impl Laid {
    /// Sets passages in rows of `width` cells.
    pub fn new(report: &Report, passages: Vec<Passage>, width: u16, ambiguous: Ambiguous) -> Self {
        let mut rows = Vec::new();
        let mut before = None;
        for (index, passage) in passages.iter().enumerate() {
            let pieces = report.pieces(passage.span);
            let new = before != Some(passage.section);
            before = Some(passage.section);
            if new || passage.heading {
                rows.push(Row::bare(RowKind::Blank, index));
            }
            if new && !passage.heading {
                rows.push(Row::bare(RowKind::Crumb, index));
            }
            let (room, indent) = if passage.heading {
                let markers = passage.section.map(|s| markers(report, s));
                let markers = width::text(&markers.unwrap_or_default(), ambiguous);
                let room = width.saturating_sub(ROLE).max(8);
                (room, (markers + u16::from(markers > 0)).min(room / 2))
            } else {
                (width, 0)
            };
            let mut kind = if passage.heading {
                RowKind::Title
            } else {
                RowKind::Text
            };
            for row in report.wrap(&pieces, room, indent, ambiguous) {
                rows.push(Row {
                    kind,
                    passage: index,
                    pieces: row.pieces,
                });
                kind = RowKind::Text;
            }
        }
        rows.push(Row::bare(RowKind::Blank, passages.len()));
        rows.push(Row::bare(RowKind::End, passages.len()));
        Self {
            passages,
            rows,
            width,
        }
    }

    /// The rows of a passage, with the breadcrumb above it if it is the first below that.
    pub fn rows_of(&self, passage: usize) -> std::ops::Range<usize> {
        let from = self.rows.partition_point(|r| r.passage < passage);
        let to = self.rows.partition_point(|r| r.passage <= passage);
        from..to
    }

    /// The row at the top of a window of `height` rows that shows a passage, moving as little as it can from `top`.
    pub fn top(&self, top: usize, passage: usize, height: usize) -> usize {
        let rows = self.rows_of(passage);
        let last = rows.end.saturating_sub(height);
        top.max(last)
            .min(rows.start)
            .min(self.rows.len().saturating_sub(height))
    }
}

impl Row {
    fn bare(kind: RowKind, passage: usize) -> Self {
        Self {
            kind,
            passage,
            pieces: Vec::new(),
        }
    }
}

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

/// One report's passages.
#[derive(Clone, Debug)]
pub struct LensColumn {
    /// Whose.
    pub report: ReportId,
    /// Hits in the part that is shown.
    pub hits: u32,
    /// The same per thousand Han characters.
    pub per_mille: f32,
    /// The passage under the cursor.
    pub passage: usize,
    /// Which of its hits is the current one.
    pub hit: usize,
    /// Row at the top.
    pub top: usize,
    laid: Option<Arc<Laid>>,
}

impl LensColumn {
    /// Its rows, as made before or made now.
    pub fn laid(&self, app: &App, theme: ThemeId, part: Part, width: u16) -> Arc<Laid> {
        match &self.laid {
            Some(laid) if laid.width == width => Arc::clone(laid),
            Some(laid) => self.lay(app, laid.passages.clone(), width),
            None => {
                let (Some(report), Some(hits)) =
                    (app.shelf.report(self.report), app.shelf.hits(self.report))
                else {
                    return Arc::default();
                };
                let passages = passages(report, hits, theme, part, usize::MAX);
                self.lay(app, passages, width)
            }
        }
    }

    fn lay(&self, app: &App, passages: Vec<Passage>, width: u16) -> Arc<Laid> {
        let Some(report) = app.shelf.report(self.report) else {
            return Arc::default();
        };
        Arc::new(Laid::new(report, passages, width, app.settings.ambiguous))
    }
}

/// State of this screen.
#[derive(Clone, Debug)]
pub struct LensState {
    /// Whose passages.
    pub theme: ThemeId,
    /// From which part of the reports.
    pub part: Part,
    /// The reports that have some, in the order of the matrix.
    pub columns: Vec<LensColumn>,
    /// Reports that were looked at.
    pub reports: usize,
    /// The reports that were asked for; empty: all.
    only: Vec<ReportId>,
    /// The column of the cursor.
    pub column: usize,
    /// The column at the left.
    pub first: usize,
    made: Made,
}

/// What stands where on the lens screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LensPlan {
    /// Below the title bar, above the status bar.
    pub body: Area,
    /// Columns that fit.
    pub fit: usize,
    /// The column at the left.
    pub first: usize,
}

/// Cells of a column beside its text.
const MARGINS: u16 = 6;
/// Widest text measure, in cells.
const MEASURE: u16 = 78;
/// Cells kept for the role beside a title.
const ROLE: u16 = 6;

impl LensPlan {
    /// Lays the lens out on `w` × `h` cells so that the cursor's column is to be seen.
    pub fn new(state: &LensState, (w, h): (u16, u16)) -> Self {
        let least = match Detail::of(w) {
            Detail::All => 46,
            Detail::Nearly => 45,
            _ => 40,
        };
        let count = state.columns.len();
        let fit = ((w / least).max(1) as usize).min(count.max(1));
        let low = (state.column + 1).saturating_sub(fit);
        Self {
            body: Area::new(0, 1, w, h.saturating_sub(2)),
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
        carried(self.theme).is_some_and(|theme| {
            self.theme = theme;
            true
        })
    }

    fn current(&self) -> Option<&LensColumn> {
        self.columns.get(self.column)
    }
}

impl App {
    pub(super) fn lens_action(&mut self, action: Action) -> Vec<Effect> {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Lens(mut state) = screen else {
            self.screen = screen;
            return Vec::new();
        };
        let mut effects = Vec::new();
        let page = LensPlan::new(&state, self.size).text(0).h.max(2) as usize;
        match action {
            Action::MoveLeft => step_column(&mut state, -1),
            Action::MoveRight => step_column(&mut state, 1),
            Action::MoveDown => self.step_passage(&mut state, 1),
            Action::MoveUp => self.step_passage(&mut state, -1),
            Action::HalfPageDown => self.step_rows(&mut state, page / 2, true),
            Action::HalfPageUp => self.step_rows(&mut state, page / 2, false),
            Action::PageDown => self.step_rows(&mut state, page - 1, true),
            Action::PageUp => self.step_rows(&mut state, page - 1, false),
            Action::Top => self.step_passage(&mut state, isize::MIN / 2),
            Action::Bottom => self.step_passage(&mut state, isize::MAX / 2),
            Action::HitNext => self.step_lens_hit(&mut state, true),
            Action::HitPrev => self.step_lens_hit(&mut state, false),
            Action::CyclePart => {
                let wanted = state.current().map(|c| c.report);
                state.part = state.part.next();
                state.columns.clear();
                let matrix = self.count_themes(state.part);
                self.fill_lens(&mut state, wanted, &matrix);
            }
            Action::Confirm => {
                self.settle(&mut state);
                let target = self.lens_target(&state);
                let theme = state.theme;
                self.screen = Screen::Lens(state);
                if let Some((place, span)) = target {
                    effects = self.read_at(theme, place, span);
                }
                return effects;
            }
            _ => {}
        }
        self.settle(&mut state);
        self.screen = Screen::Lens(state);
        effects
    }

    /// Opens the passages that are asked for.
    pub(super) fn open_lens(&mut self, ask: LensAsk) {
        let LensAsk {
            theme,
            report,
            part,
            reports,
        } = ask;
        let Some(theme) = theme else {
            return;
        };
        let matrix = &self.count_themes(part);
        let mut state = LensState {
            theme,
            part,
            only: reports,
            columns: Vec::new(),
            reports: 0,
            column: 0,
            first: 0,
            made: Made::default(),
        };
        self.fill_lens(&mut state, report, matrix);
        state.first = state.column;
        self.settle(&mut state);
        self.enter(Screen::Lens(state));
    }

    /// Counts anew, if enough has changed; cursors stay.
    pub(super) fn refresh_lens(&self, state: &mut LensState) {
        if !self.is_fresh(state.made, false) {
            let wanted = state.current().map(|c| c.report);
            let matrix = self.count_themes(state.part);
            self.fill_lens(state, wanted, &matrix);
            self.settle(state);
        }
    }

    /// Makes the columns; the cursor goes to `wanted`, or the next report after it that has passages.
    fn fill_lens(&self, state: &mut LensState, wanted: Option<ReportId>, matrix: &Matrix) {
        let now = self.scanned_now();
        let same = state.made.same_load(now);
        state.made = now;
        state.reports = matrix.columns.len();
        let row = matrix.rows.iter().position(|&t| t == state.theme);
        let mut old: std::collections::HashMap<ReportId, LensColumn> = if same {
            state.columns.drain(..).map(|c| (c.report, c)).collect()
        } else {
            std::collections::HashMap::new()
        };
        state.columns.clear();
        state.column = 0;
        let mut past = wanted.is_none();
        let mut chosen = None;
        for (index, column) in matrix.columns.iter().enumerate() {
            past |= Some(column.report) == wanted;
            if !state.only.is_empty() && !state.only.contains(&column.report) {
                continue;
            }
            let cell = row.and_then(|row| matrix.cell(row, index));
            let Some(cell) = cell.filter(|c| c.hits > 0) else {
                continue;
            };
            if past && chosen.is_none() {
                chosen = Some(state.columns.len());
            }
            let kept = old.remove(&column.report);
            state.columns.push(kept.unwrap_or(LensColumn {
                report: column.report,
                hits: cell.hits,
                per_mille: cell.per_mille,
                passage: 0,
                hit: 0,
                top: 0,
                laid: None,
            }));
        }
        let last = state.columns.len().saturating_sub(1);
        state.column = chosen.unwrap_or(last);
    }

    /// Lays out the columns on the screen and keeps the cursor's passage in sight.
    fn settle(&self, state: &mut LensState) {
        let plan = LensPlan::new(state, self.size);
        state.first = plan.first;
        let (theme, part, current) = (state.theme, state.part, state.column);
        let shown = plan.first..plan.first + plan.fit;
        for (i, column) in state.columns.iter_mut().enumerate() {
            if !shown.contains(&i) {
                continue;
            }
            let text = plan.text(i - plan.first);
            let laid = column.laid(self, theme, part, text.w);
            column.passage = column.passage.min(laid.passages.len().saturating_sub(1));
            if i == current {
                column.top = laid.top(column.top, column.passage, text.h.max(1) as usize);
            }
            column.laid = Some(laid);
        }
    }

    fn step_passage(&self, state: &mut LensState, step: isize) {
        self.settle(state);
        let Some(column) = state.columns.get_mut(state.column) else {
            return;
        };
        let count = column.laid.as_ref().map_or(0, |l| l.passages.len());
        column.passage = column
            .passage
            .saturating_add_signed(step)
            .min(count.saturating_sub(1));
        column.hit = 0;
    }

    /// Moves by rows to the passage that stands there; always at least to the next one.
    fn step_rows(&self, state: &mut LensState, rows: usize, forward: bool) {
        self.settle(state);
        let Some(column) = state.columns.get_mut(state.column) else {
            return;
        };
        let Some(laid) = column.laid.clone() else {
            return;
        };
        let here = laid.rows_of(column.passage).start;
        let row = if forward {
            here + rows
        } else {
            here.saturating_sub(rows)
        };
        let there = laid.rows.get(row).map_or(usize::MAX, |r| r.passage);
        column.passage = if forward {
            there.max(column.passage + 1)
        } else {
            there.min(column.passage.saturating_sub(1))
        };
        column.passage = column.passage.min(laid.passages.len().saturating_sub(1));
        column.hit = 0;
    }

    /// To the next or previous hit, from the end of a column on to the next one, and round.
    fn step_lens_hit(&mut self, state: &mut LensState, forward: bool) {
        self.settle(state);
        let Some(column) = state.columns.get_mut(state.column) else {
            return;
        };
        let Some(laid) = column.laid.clone() else {
            return;
        };
        let hits_of = |laid: &Laid, passage: usize| {
            laid.passages
                .get(passage)
                .map_or(0, |p| p.hits.len())
                .saturating_sub(1)
        };
        let last_passage = laid.passages.len().saturating_sub(1);
        if forward && column.hit < hits_of(&laid, column.passage) {
            column.hit += 1;
        } else if forward && column.passage < last_passage {
            column.passage += 1;
            column.hit = 0;
        } else if !forward && column.hit > 0 {
            column.hit -= 1;
        } else if !forward && column.passage > 0 {
            column.passage -= 1;
            column.hit = hits_of(&laid, column.passage);
        } else {
            let count = state.columns.len();
            let next = if forward {
                (state.column + 1) % count
            } else {
                (state.column + count - 1) % count
            };
            if forward == (next <= state.column) {
                let lang = self.settings.lang;
                self.say(word(lang, Word::RoundAgain));
            }
            state.column = next;
            self.settle(state);
            if let Some(column) = state.columns.get_mut(next) {
                let laid = column.laid.clone().unwrap_or_default();
                let end = laid.passages.len().saturating_sub(1);
                column.passage = if forward { 0 } else { end };
                column.hit = if forward { 0 } else { hits_of(&laid, end) };
            }
        }
    }

    /// The place under the cursor and its hit.
    fn lens_target(&self, state: &LensState) -> Option<(Place, Span)> {
        let column = state.current()?;
        let passage = column.laid.as_ref()?.passages.get(column.passage)?.clone();
        let span = *passage.hits.get(column.hit).or(passage.hits.first())?;
        let sentence = self
            .shelf
            .report(column.report)?
            .sentences
            .get(passage.sentence.index())?;
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
}

fn step_column(state: &mut LensState, step: isize) {
    state.column = state
        .column
        .saturating_add_signed(step)
        .min(state.columns.len().saturating_sub(1));
}
