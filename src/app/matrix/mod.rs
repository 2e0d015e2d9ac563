//! 主题: themes × reports, a cursor on one cell or total, and what of it is shown in which order.
//!
//! Owns [`MatrixState`]. Invariant: the cursor stands on a cell or a total wherever there is one, and stays on its theme and report
//! whatever else changes. What is on the screen follows from the state and the size alone ([`MatrixPlan::new`]), so that drawing and
//! moving agree. Must not know how anything is drawn.

pub mod find;
pub mod pick;
pub mod plan;

use std::sync::Arc;

use super::action::Action;
use super::lens::LensAsk;
use super::msg::Effect;
use super::shelf::Shelf;
use super::{App, Screen};
use crate::job::Generation;
use crate::locale::{Word, changes_between, word};
use crate::report::{Report, ReportId};
pub use crate::theme::Part;
use crate::theme::{Choice, ColumnOrder, Facts, Known, Matrix, RowOrder, ThemeId, Wanted};
use find::Finding;
use pick::PickBy;
pub use plan::{CELL, MatrixPlan};

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

/// What the cursor stands on, whatever row and column that is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    theme: Option<ThemeId>,
    report: Option<ReportId>,
    on_column_total: bool,
    on_row_total: bool,
}

/// What is known of the reports, with the report that it is of.
type Kept = Vec<Option<(Arc<Report>, Arc<Facts>)>>;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct MatrixState {
    /// The counts; its columns name the reports of the shelf.
    pub matrix: Arc<Matrix>,
    /// Row of the cursor; one past the last theme: the totals of the columns.
    pub row: usize,
    /// Column of the cursor; one past the last report: the totals of the rows.
    pub column: usize,
    /// What the numbers count.
    pub unit: Unit,
    /// Which part is counted.
    pub part: Part,
    /// Which reports are shown.
    pub choice: Choice,
    /// In which order themes stand.
    pub rows: RowOrder,
    /// In which order reports stand.
    pub columns: ColumnOrder,
    /// What was found last.
    pub finding: Option<Finding>,
    /// Line at the top: themes, and blanks between their groups where there is room for them.
    pub top: usize,
    /// Column at the left.
    pub first: usize,
    /// By report.
    kept: Kept,
    made: Made,
    /// The theme that the cursor stood on in the book before.
    carried: Option<ThemeId>,
}

impl MatrixState {
    /// The theme under the cursor; none on the totals of the columns.
    pub fn theme(&self) -> Option<ThemeId> {
        self.matrix.rows.get(self.row).copied()
    }

    /// The report under the cursor; none on the totals of the rows.
    pub fn report(&self) -> Option<ReportId> {
        self.matrix.columns.get(self.column).map(|c| c.report)
    }

    /// The reports that are shown, in order.
    pub fn reports(&self) -> Vec<ReportId> {
        self.matrix.columns.iter().map(|c| c.report).collect()
    }

    /// The reports that a lens is asked for: those shown; none named where it is all there are, so that those still to come join them.
    fn asked(&self) -> Vec<ReportId> {
        if self.choice.is_all() && self.columns == ColumnOrder::Places {
            Vec::new()
        } else {
            self.reports()
        }
    }

    /// The cursor stands on the totals of the columns.
    pub fn on_column_total(&self) -> bool {
        self.row > 0 && self.row >= self.matrix.rows.len()
    }

    /// The cursor stands on the totals of the rows.
    pub fn on_row_total(&self) -> bool {
        self.column > 0 && self.column >= self.matrix.columns.len()
    }

    /// What the matrix is made of.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            part: self.part,
            rows: self.rows,
            columns: self.columns,
            choice: self.choice.clone(),
            ..Wanted::default()
        }
    }

    /// What is known of a report.
    pub fn facts(&self, report: ReportId) -> Option<&Facts> {
        let kept = self.kept.get(report.index())?.as_ref()?;
        Some(&kept.1)
    }

    /// What is known of all reports, those too that are not shown.
    fn all_facts(&self) -> Vec<Arc<Facts>> {
        let kept = self.kept.iter().flatten();
        kept.map(|(_, facts)| Arc::clone(facts)).collect()
    }

    /// The short name of a place.
    fn short_name(&self, full: &str) -> String {
        let kept = self.kept.iter().flatten();
        let place =
            |facts: &Facts| (facts.full.as_deref() == Some(full)).then(|| facts.place.clone());
        let found = kept.map(|(_, facts)| facts).find_map(|f| place(f));
        found.unwrap_or_else(|| full.to_owned())
    }

    /// Carries its themes over to another book; the counts are made anew.
    pub(super) fn carry(&mut self, carried: &dyn Fn(ThemeId) -> Option<ThemeId>) {
        let theme = self.theme().and_then(carried);
        if let ColumnOrder::Theme(by) = self.columns {
            self.columns = carried(by).map_or(ColumnOrder::Places, ColumnOrder::Theme);
        }
        self.finding = None;
        self.matrix = Arc::default();
        self.made = Made::default();
        self.carried = theme;
    }

    fn standing(&self) -> Standing {
        Standing {
            theme: self.theme(),
            report: self.report(),
            on_column_total: self.on_column_total(),
            on_row_total: self.on_row_total(),
        }
    }

    /// Puts the cursor on a theme and a report, or on totals, as far as they are there.
    fn stand(&mut self, on: Standing) {
        let (rows, columns) = (&self.matrix.rows, &self.matrix.columns);
        let row = on.theme.and_then(|t| rows.iter().position(|&r| r == t));
        let column = on
            .report
            .and_then(|id| columns.iter().position(|c| c.report == id));
        self.row = match row {
            _ if on.on_column_total => rows.len(),
            Some(row) => row,
            None => self.row.min(rows.len().saturating_sub(1)),
        };
        self.column = match column {
            _ if on.on_row_total => columns.len(),
            Some(column) => column,
            None => self.column.min(columns.len().saturating_sub(1)),
        };
        self.settle();
    }

    /// Keeps the cursor inside: there is no total of the totals, and none of nothing.
    fn settle(&mut self) {
        let (rows, columns) = (self.matrix.rows.len(), self.matrix.columns.len());
        self.row = self.row.min(rows);
        self.column = self.column.min(columns);
        if self.row == rows && (self.column == columns || columns == 0) {
            self.row = rows.saturating_sub(1);
        }
        if rows == 0 {
            self.column = self.column.min(columns.saturating_sub(1));
        }
    }

    /// Moves by rows and columns. A step goes onto the totals from beside them, a leap stops before.
    fn step(&mut self, rows: isize, columns: isize) {
        let moved = |at: usize, by: isize, count: usize, total: bool| {
            let last = count.saturating_sub(1);
            let onto = total && by == 1 && at == last;
            let most = if onto || (at == count && by >= 0) {
                count
            } else {
                last
            };
            at.saturating_add_signed(by).min(most)
        };
        let (all_rows, all_columns) = (self.matrix.rows.len(), self.matrix.columns.len());
        if rows != 0 {
            self.row = moved(self.row, rows, all_rows, self.column < all_columns);
        }
        if columns != 0 {
            self.column = moved(self.column, columns, all_columns, self.row < all_rows);
        }
        self.settle();
    }

    /// Moves to the first column of the next group of columns, or of this or the previous one.
    fn step_group(&mut self, forward: bool) {
        let matrix = &self.matrix;
        let group = |i: usize| matrix.columns.get(i).map(|c| matrix.heading(c));
        let starts = |i: usize| i == 0 || group(i) != group(i - 1);
        let count = matrix.columns.len();
        let target = if forward {
            (self.column + 1..count).find(|&i| starts(i))
        } else {
            (0..self.column).rfind(|&i| starts(i))
        };
        if let Some(target) = target {
            self.column = target;
        }
    }

    /// Takes note of the reports; what is known of those that are the same is kept.
    fn know(&mut self, shelf: &Shelf) {
        self.kept.resize(shelf.len(), None);
        let mut gone = vec![true; self.kept.len()];
        for (id, report) in shelf.ready() {
            let Some(slot) = self.kept.get_mut(id.index()) else {
                continue;
            };
            if let Some(gone) = gone.get_mut(id.index()) {
                *gone = shelf.hits(id).is_none();
            }
            let same = slot.as_ref().is_some_and(|(r, _)| Arc::ptr_eq(r, report));
            if !same {
                *slot = Some((Arc::clone(report), Arc::new(Facts::of(report))));
            }
        }
        for (slot, gone) in self.kept.iter_mut().zip(gone) {
            if gone {
                *slot = None;
            }
        }
    }
}

impl App {
    pub(super) fn matrix_action(&mut self, action: Action) -> Vec<Effect> {
        let page = self
            .matrix_plan()
            .map_or(1, |p| p.body.h.saturating_sub(1).max(1)) as isize;
        let (times, nth) = (self.times(), self.nth());
        let Screen::Matrix(state) = &mut self.screen else {
            return Vec::new();
        };
        match action {
            Action::MoveLeft => state.step(0, -times),
            Action::MoveRight => state.step(0, times),
            Action::MoveUp => state.step(-times, 0),
            Action::MoveDown => state.step(times, 0),
            Action::HalfPageDown => state.step(times * (page / 2), 0),
            Action::HalfPageUp => state.step(-times * (page / 2), 0),
            Action::PageDown => state.step(times * page, 0),
            Action::PageUp => state.step(-times * page, 0),
            Action::Top | Action::Bottom if let Some(nth) = nth => {
                state.row = nth.min(state.matrix.rows.len().saturating_sub(1));
            }
            Action::Top => state.row = 0,
            Action::Bottom => state.row = state.matrix.rows.len().saturating_sub(1),
            Action::RowStart => state.column = 0,
            Action::RowEnd => {
                state.column = state.matrix.columns.len();
                state.settle();
            }
            Action::PaneNext => state.step_group(true),
            Action::PanePrev => state.step_group(false),
            Action::ToggleUnit => {
                state.unit = match state.unit {
                    Unit::Hits => Unit::PerThousand,
                    Unit::PerThousand => Unit::Hits,
                };
            }
            Action::CyclePart => self.change_matrix(|state| state.part = state.part.next()),
            Action::SortRows => self.sort_rows(),
            Action::SortColumns => self.sort_columns(),
            Action::PickYears => self.open_pick(PickBy::Years),
            Action::PickPlaces => self.open_pick(PickBy::Places),
            Action::PickLevels => self.open_pick(PickBy::Levels),
            Action::ShowAllReports => self.change_matrix(|state| state.choice = Choice::default()),
            Action::FindInMatrix => self.open_find(),
            Action::HitNext => self.step_found(times),
            Action::HitPrev => self.step_found(-times),
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
                // A cell, a theme over all reports that are shown, or all themes of one.
                let (theme, report) = (state.theme(), state.report());
                if !state.matrix.columns.is_empty() && (theme.is_some() || report.is_some()) {
                    let ask = LensAsk {
                        theme,
                        report,
                        part: state.part,
                        reports: state.asked(),
                    };
                    self.open_lens(ask);
                }
            }
            _ => {}
        }
        self.keep_matrix_in_sight();
        Vec::new()
    }

    /// Changes what of the matrix is shown, and makes it anew.
    fn change_matrix(&mut self, change: impl FnOnce(&mut MatrixState)) {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Matrix(mut state) = screen else {
            self.screen = screen;
            return;
        };
        change(&mut state);
        self.make_matrix(&mut state);
        self.screen = Screen::Matrix(state);
        self.keep_matrix_in_sight();
    }

    /// `s`: as in the lexicon, by totals, by change, by spread, by the cursor's report.
    fn sort_rows(&mut self) {
        let lang = self.settings.lang;
        self.change_matrix(|state| {
            state.rows = match state.rows {
                RowOrder::Lexicon => RowOrder::Total,
                RowOrder::Total => RowOrder::Change,
                RowOrder::Change => RowOrder::Spread,
                RowOrder::Spread => state.report().map_or(RowOrder::Lexicon, RowOrder::Report),
                RowOrder::Report(_) => RowOrder::Lexicon,
            };
        });
        let Screen::Matrix(state) = &self.screen else {
            return;
        };
        let said = match state.rows {
            RowOrder::Change => match state.matrix.measure.compared {
                Some(between) => changes_between(lang, between.places, between.years),
                None => word(lang, Word::NoTwoYears).to_owned(),
            },
            RowOrder::Spread => word(lang, Word::SpreadIs).to_owned(),
            _ => return,
        };
        self.say(&said);
    }

    /// `S`: by places, by years, by the cursor's theme.
    fn sort_columns(&mut self) {
        self.change_matrix(|state| {
            state.columns = match state.columns {
                ColumnOrder::Places => ColumnOrder::Years,
                ColumnOrder::Years => state
                    .theme()
                    .map_or(ColumnOrder::Places, ColumnOrder::Theme),
                ColumnOrder::Theme(_) => ColumnOrder::Places,
            };
        });
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

    /// Row and column of the cursor, where the matrix is on the screen.
    pub(in crate::app) fn matrix_cursor(&self) -> Option<(usize, usize)> {
        match &self.screen {
            Screen::Matrix(state) => Some((state.row, state.column)),
            _ => None,
        }
    }

    /// Puts the cursor on a row, a column or both.
    pub(in crate::app) fn choose_cell(&mut self, row: Option<usize>, column: Option<usize>) {
        if let Screen::Matrix(state) = &mut self.screen {
            state.row = row.unwrap_or(state.row);
            state.column = column.unwrap_or(state.column);
            state.settle();
        }
        self.keep_matrix_in_sight();
    }

    /// Moves the rows on the screen by `rows` lines as far as there are any; the cursor goes along only where it would be left behind.
    pub(in crate::app) fn scroll_matrix(&mut self, rows: isize) {
        let Some(before) = self.matrix_plan() else {
            return;
        };
        let wanted = before.top.saturating_add_signed(rows);
        for _ in 0..=2 * rows.unsigned_abs() {
            if let Screen::Matrix(state) = &mut self.screen {
                state.top = wanted;
            }
            let now = self.matrix_plan().map_or(wanted, |plan| plan.top);
            let short = if rows > 0 { now < wanted } else { now > wanted };
            let Screen::Matrix(state) = &mut self.screen else {
                return;
            };
            let at = state.row;
            if !short || state.on_column_total() {
                break;
            }
            state.row = at
                .saturating_add_signed(rows.signum())
                .min(state.matrix.rows.len().saturating_sub(1));
            if state.row == at {
                break;
            }
        }
        self.keep_matrix_in_sight();
    }

    pub(in crate::app) fn keep_matrix_in_sight(&mut self) {
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

    /// Opens it as it was left, on a theme, for the files that are open now.
    pub(super) fn open_matrix_as(&mut self, mut state: MatrixState, on: Option<ThemeId>) {
        state.made.generation = self.load_generation;
        state.carried = on;
        self.make_matrix(&mut state);
        self.enter(Screen::Matrix(state));
        self.keep_matrix_in_sight();
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
        let mut on = state.standing();
        let other = state.made.generation != self.load_generation;
        if other {
            // Other files: what was asked of those before means nothing here.
            state.kept.clear();
            state.choice = Choice::default();
            state.finding = None;
            if matches!(state.rows, RowOrder::Report(_)) {
                state.rows = RowOrder::Lexicon;
            }
            on.report = None;
        }
        state.know(&self.shelf);
        let known: Vec<Known<'_>> = self
            .shelf
            .ready()
            .filter_map(|(id, _)| {
                let (hits, facts) = (self.shelf.hits(id)?, state.facts(id)?);
                Some(Known { id, facts, hits })
            })
            .collect();
        let matrix = self.lexicon.as_ref().map(|lexicon| {
            let wanted = state.wanted();
            Arc::new(Matrix::of_known(lexicon, &known, &wanted))
        });
        drop(known);
        state.matrix = matrix.unwrap_or_default();
        state.made = self.scanned_now();
        on.theme = on
            .theme
            .or(state.carried.take())
            .or_else(|| self.current_theme());
        on.report = on.report.or_else(|| self.pane().map(|p| p.report));
        state.stand(on);
    }

    /// Brings the screens that show all reports up to date after one came in.
    pub(super) fn refresh_screens(&mut self) {
        let all =
            |s: &Screen| !matches!(s, Screen::Reader | Screen::Library(_) | Screen::Welcome(_));
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
                Screen::Course(state) => self.refresh_course(state),
                Screen::Novelty(state) => self.refresh_novelty(state),
                _ => {}
            }
        }
        self.screen = screens.pop().unwrap_or_default();
        self.behind = screens;
        self.keep_matrix_in_sight();
    }
}
