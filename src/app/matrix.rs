//! 主题: themes × reports, a cursor on one cell, and which cells the screen has room for.
//!
//! Owns [`MatrixState`]. Invariant: the cursor stands on a cell wherever there is one. What is on the screen follows
//! from the state and the size alone ([`MatrixPlan::new`]), so that drawing and moving agree. Must not know how
//! anything is drawn.

use std::sync::Arc;

use super::action::Action;
use super::lens::LensAsk;
use super::msg::Effect;
use super::plan::{Area, Detail};
use super::{App, Screen};
use crate::job::Generation;
use crate::locale::Lang;
use crate::report::ReportId;
pub use crate::theme::Part;
use crate::theme::{Lexicon, Matrix, Scanned, ThemeId, Wanted};

/// What the numbers count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unit {
    /// Hits.
    #[default]
    Hits,
    /// Hits per thousand Han characters.
    PerThousand,
}

/// What a matrix was made from; it is made anew when this has changed enough.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Made {
    generation: Generation,
    /// Counts up whenever a report is read once more.
    edition: u32,
    /// Reports with their hits.
    scanned: usize,
    themes: usize,
}

impl Made {
    /// Whether both were made from one opening of files, and no file changed since, so that a report's id means the same in both.
    pub fn same_load(self, other: Self) -> bool {
        (self.generation, self.edition) == (other.generation, other.edition)
    }
}

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct MatrixState {
    /// The counts; its columns name the reports of the shelf.
    pub matrix: Arc<Matrix>,
    /// Row of the cursor.
    pub row: usize,
    /// Column of the cursor.
    pub column: usize,
    /// What the numbers count.
    pub unit: Unit,
    /// Which part is counted.
    pub part: Part,
    /// Line at the top: themes, and blanks between their groups where there is room for them.
    pub top: usize,
    /// Column at the left.
    pub first: usize,
    made: Made,
    /// The theme that the cursor stood on in the book before.
    carried: Option<ThemeId>,
}

impl MatrixState {
    /// The theme under the cursor.
    pub fn theme(&self) -> Option<ThemeId> {
        self.matrix.rows.get(self.row).copied()
    }

    /// The report under the cursor.
    pub fn report(&self) -> Option<ReportId> {
        self.matrix.columns.get(self.column).map(|c| c.report)
    }

    /// Carries its themes over to another book; the counts are made anew.
    pub(super) fn carry(&mut self, carried: &dyn Fn(ThemeId) -> Option<ThemeId>) {
        let theme = self.theme().and_then(carried);
        self.matrix = Arc::default();
        self.made = Made::default();
        self.carried = theme;
    }

    /// Puts the cursor on a theme and a report, as far as they are there.
    pub(super) fn seek(&mut self, theme: Option<ThemeId>, report: Option<ReportId>) {
        let row = theme.and_then(|t| self.matrix.rows.iter().position(|&r| r == t));
        let column = report.and_then(|id| self.matrix.columns.iter().position(|c| c.report == id));
        self.row = row
            .unwrap_or(self.row)
            .min(self.matrix.rows.len().saturating_sub(1));
        self.column = column
            .unwrap_or(self.column)
            .min(self.matrix.columns.len().saturating_sub(1));
    }

    fn step(&mut self, rows: isize, columns: isize) {
        self.row = self
            .row
            .saturating_add_signed(rows)
            .min(self.matrix.rows.len().saturating_sub(1));
        self.column = self
            .column
            .saturating_add_signed(columns)
            .min(self.matrix.columns.len().saturating_sub(1));
    }

    /// Moves to the first column of the next group of places, or of this or the previous one.
    fn step_group(&mut self, forward: bool) {
        let group = |i: usize| self.matrix.columns.get(i).map(|c| c.group.as_str());
        let starts = |i: usize| i == 0 || group(i) != group(i - 1);
        let count = self.matrix.columns.len();
        let target = if forward {
            (self.column + 1..count).find(|&i| starts(i))
        } else {
            (0..self.column).rfind(|&i| starts(i))
        };
        if let Some(target) = target {
            self.column = target;
        }
    }
}

/// Cells of a number.
pub const CELL: u16 = 6;
/// Cells between two columns, and between two groups of places.
const GAPS: (u16, u16) = (1, 3);
/// Cells of the totals, with the gap before them.
const TOTAL: u16 = 7;

/// What stands where on the matrix screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MatrixPlan {
    /// Where the groups of themes are named; none: they are not.
    pub group: Option<u16>,
    /// Where the themes are named: first column and cells.
    pub name: (u16, u16),
    /// Columns on the screen: which, and where.
    pub columns: Vec<(usize, u16)>,
    /// Right end of the totals.
    pub total: Option<u16>,
    /// First of the three head rows.
    pub heads: u16,
    /// The thin rule below them.
    pub rule: Option<u16>,
    /// Where the rows of numbers stand.
    pub body: Area,
    /// What stands on them: a theme's row, or a blank.
    pub lines: Vec<Option<usize>>,
    /// Head and passages of the cell under the cursor.
    pub preview: Option<Area>,
    /// Row of the legend.
    pub legend: Option<u16>,
    /// Line at the top.
    pub top: usize,
    /// Column at the left.
    pub first: usize,
}

impl MatrixPlan {
    /// Lays the matrix out on `w` × `h` cells so that its cursor is to be seen, moving as little as it can.
    pub fn new(state: &MatrixState, lexicon: &Lexicon, lang: Lang, (w, h): (u16, u16)) -> Self {
        let detail = Detail::of(w);
        // Fewest columns: no names of groups. English names are longer, and have more room where there is some.
        let (group, name) = match (detail, lang) {
            (Detail::Least | Detail::Little, Lang::Zh) => (None, (2, 12)),
            (Detail::Least | Detail::Little, Lang::En) => (None, (2, 14)),
            (_, Lang::Zh) => (Some(1), (6, 12)),
            (Detail::Some, Lang::En) => (None, (2, 18)),
            (_, Lang::En) => (Some(1), (11, 24)),
        };
        let mut plan = Self {
            group,
            name,
            heads: 1,
            ..Self::default()
        };
        plan.rows(state, lexicon, w, h);
        let left = name.0 + name.1 + 2;
        let totals = detail > Detail::Least;
        plan.total = totals.then(|| w.saturating_sub(2));
        plan.place_columns(
            state,
            left,
            w.saturating_sub(if totals { TOTAL + 2 } else { 1 }),
        );
        plan
    }

    fn rows(&mut self, state: &MatrixState, lexicon: &Lexicon, w: u16, h: u16) {
        self.rule = (h >= 20).then_some(self.heads + 3);
        let top = self.heads + 3 + u16::from(self.rule.is_some());
        let mut bottom = h.saturating_sub(1);
        if h >= 20 {
            bottom -= 1;
            self.legend = Some(bottom);
        }
        let preview = match h {
            36.. => 5,
            24..36 => 3,
            16..24 => 2,
            _ => 0,
        };
        if preview > 0 {
            bottom -= preview;
            self.preview = Some(Area::new(0, bottom, w, preview));
        }
        self.body = Area::new(0, top, w, bottom.saturating_sub(top));
        let spaced = h >= 30;
        let mut lines = Vec::new();
        let mut before = None;
        for (i, &theme) in state.matrix.rows.iter().enumerate() {
            let group = lexicon.theme(theme).map(|t| t.group.as_str());
            if spaced && i > 0 && group != before {
                lines.push(None);
            }
            before = group;
            lines.push(Some(i));
        }
        let height = self.body.h.max(1) as usize;
        let at = lines
            .iter()
            .position(|&l| l == Some(state.row))
            .unwrap_or(0);
        let around = 2.min((height - 1) / 2);
        let least = (at + around + 1).saturating_sub(height);
        let most = at.saturating_sub(around);
        self.top = state
            .top
            .clamp(least, most.max(least))
            .min(lines.len().saturating_sub(height));
        self.lines = lines.into_iter().skip(self.top).take(height).collect();
    }

    fn place_columns(&mut self, state: &MatrixState, left: u16, right: u16) {
        let all = &state.matrix.columns;
        // Cells from the start of the column before to the start of column `i`.
        let step = |i: usize| {
            let same = i > 0
                && all.get(i).map(|c| c.group.as_str()) == all.get(i - 1).map(|c| c.group.as_str());
            CELL + if same { GAPS.0 } else { GAPS.1 }
        };
        let room = right.saturating_sub(left).max(CELL);
        // Leftmost column from which `last` is still to be seen.
        let reach = |last: usize| {
            let (mut first, mut cells) = (last, CELL);
            while first > 0 && cells + step(first) <= room {
                cells += step(first);
                first -= 1;
            }
            first
        };
        let end = all.len().saturating_sub(1);
        self.first = state
            .first
            .min(state.column)
            .max(reach(state.column.min(end)))
            .min(reach(end));
        let mut x = left;
        for i in self.first..all.len() {
            if i > self.first {
                x += step(i);
            }
            if x + CELL > left + room {
                break;
            }
            self.columns.push((i, x));
        }
    }
}

impl App {
    pub(super) fn matrix_action(&mut self, action: Action) -> Vec<Effect> {
        let page = self
            .matrix_plan()
            .map_or(1, |p| p.body.h.saturating_sub(1).max(1)) as isize;
        let Screen::Matrix(state) = &mut self.screen else {
            return Vec::new();
        };
        match action {
            Action::MoveLeft => state.step(0, -1),
            Action::MoveRight => state.step(0, 1),
            Action::MoveUp => state.step(-1, 0),
            Action::MoveDown => state.step(1, 0),
            Action::HalfPageDown => state.step(page / 2, 0),
            Action::HalfPageUp => state.step(-page / 2, 0),
            Action::PageDown => state.step(page, 0),
            Action::PageUp => state.step(-page, 0),
            Action::Top => state.row = 0,
            Action::Bottom => state.row = state.matrix.rows.len().saturating_sub(1),
            Action::PaneNext => state.step_group(true),
            Action::PanePrev => state.step_group(false),
            Action::ToggleUnit => {
                state.unit = match state.unit {
                    Unit::Hits => Unit::PerThousand,
                    Unit::PerThousand => Unit::Hits,
                };
            }
            Action::CyclePart => {
                let mut state = std::mem::take(state);
                state.part = state.part.next();
                self.make_matrix(&mut state);
                self.screen = Screen::Matrix(state);
            }
            Action::ToggleMark => {
                if let Some(theme) = state.theme() {
                    self.toggle_lit(theme);
                }
            }
            Action::ClearMarks => {
                self.lit.clear();
                self.current_lit = 0;
            }
            Action::Confirm => {
                if let (Some(theme), report) = (state.theme(), state.report()) {
                    let ask = LensAsk {
                        theme: Some(theme),
                        report,
                        part: state.part,
                        reports: Vec::new(),
                    };
                    self.open_lens(ask);
                }
            }
            _ => {}
        }
        self.keep_matrix_in_sight();
        Vec::new()
    }

    /// What stands where on the matrix screen now.
    pub fn matrix_plan(&self) -> Option<MatrixPlan> {
        let (Screen::Matrix(state), Some(lexicon)) = (&self.screen, &self.lexicon) else {
            return None;
        };
        Some(MatrixPlan::new(
            state,
            lexicon,
            self.settings.lang,
            self.size,
        ))
    }

    pub(super) fn keep_matrix_in_sight(&mut self) {
        let Some(plan) = self.matrix_plan() else {
            return;
        };
        if let Screen::Matrix(state) = &mut self.screen {
            state.top = plan.top;
            state.first = plan.first;
        }
    }

    /// Opens the matrix: as it is where it lies behind another screen, else on the walked theme and the focused pane's
    /// report; in the matrix itself goes back to where it was opened.
    pub(super) fn open_matrix(&mut self) {
        self.overlays.clear();
        if matches!(self.screen, Screen::Matrix(_)) {
            self.screen = self.behind.pop().unwrap_or_default();
            return;
        }
        let earlier = self
            .behind
            .iter()
            .rposition(|s| matches!(s, Screen::Matrix(_)));
        let earlier = earlier.map(|at| self.behind.remove(at));
        let mut state = if let Some(Screen::Matrix(state)) = earlier {
            state
        } else {
            let mut state = MatrixState::default();
            self.make_matrix(&mut state);
            state
        };
        self.behind.retain(|s| !matches!(s, Screen::Lens(_)));
        if !self.is_matrix_fresh(&state, true) {
            self.make_matrix(&mut state);
        }
        if matches!(self.screen, Screen::Lens(_)) {
            self.screen = Screen::Matrix(state);
        } else {
            self.enter(Screen::Matrix(state));
        }
        self.keep_matrix_in_sight();
    }

    /// The counts of one part over all reports that were scanned, columns named by the shelf's ids.
    pub(super) fn count_themes(&self, part: Part) -> Matrix {
        let Some(lexicon) = &self.lexicon else {
            return Matrix::default();
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
            part,
            ..Wanted::default()
        };
        Matrix::of(lexicon, &scanned, &wanted)
    }

    /// What a matrix would be made from now.
    pub(super) fn scanned_now(&self) -> Made {
        Made {
            generation: self.load_generation,
            edition: self.again.edition,
            scanned: self
                .shelf
                .slots()
                .filter(|(id, slot)| slot.hits.is_some() && self.shelf.report(*id).is_some())
                .count(),
            themes: self.lexicon.as_ref().map_or(0, |l| l.themes.len()),
        }
    }

    /// Whether what was made from `made` may stay: nothing changed, or, while loading, too little to count all anew for.
    pub(super) fn is_fresh(&self, made: Made, exactly: bool) -> bool {
        let now = self.scanned_now();
        if now == made {
            return true;
        }
        let more = now.scanned.saturating_sub(made.scanned);
        !exactly
            && self.shelf.loading
            && now.same_load(made)
            && now.themes == made.themes
            && now.scanned > made.scanned
            && more < made.scanned / 8
    }

    fn is_matrix_fresh(&self, state: &MatrixState, exactly: bool) -> bool {
        self.is_fresh(state.made, exactly)
    }

    /// Counts anew; the cursor stays on its theme and report.
    fn make_matrix(&self, state: &mut MatrixState) {
        let (theme, report) = (state.theme().or(state.carried.take()), state.report());
        let other = state.made.generation != self.load_generation;
        state.matrix = Arc::new(self.count_themes(state.part));
        state.made = self.scanned_now();
        let report = report
            .filter(|_| !other)
            .or_else(|| self.pane().map(|p| p.report));
        state.seek(theme.or_else(|| self.current_theme()), report);
    }

    /// Brings the screens that show all reports up to date after one came in.
    pub(super) fn refresh_screens(&mut self) {
        let all = |s: &Screen| matches!(s, Screen::Matrix(_) | Screen::Lens(_));
        if !all(&self.screen) && !self.behind.iter().any(all) {
            return;
        }
        let mut screens = std::mem::take(&mut self.behind);
        screens.push(std::mem::take(&mut self.screen));
        for screen in &mut screens {
            match screen {
                Screen::Matrix(state) if !self.is_matrix_fresh(state, false) => {
                    self.make_matrix(state);
                }
                Screen::Lens(state) => self.refresh_lens(state),
                _ => {}
            }
        }
        self.screen = screens.pop().unwrap_or_default();
        self.behind = screens;
        self.keep_matrix_in_sight();
    }
}
