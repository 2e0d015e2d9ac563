//! 走势: themes over time, seen in three ways: one place through its years, all places in one year, one theme through all years.
//!
//! Owns [`CourseState`]. Invariant: one theme, one place and one year are chosen, and each view shows two of them as its list and its columns;
//! every number that can be chosen opens the passages it was counted from. Must not know how anything is drawn.

use std::sync::Arc;

use super::action::Action;
use super::lens::LensAsk;
use super::matrix::{CELL, Made, Unit};
use super::msg::Effect;
use super::plan::{Area, Detail};
use super::{App, Screen};
use crate::locale::{Lang, Word, word};
use crate::report::ReportId;
use crate::theme::course::By;
use crate::theme::{Ages, Course, Hits, Part, Point, Ranks, Scanned, Series, Shelved, ThemeId};

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// One place: its themes through the years.
    #[default]
    Place,
    /// One year: the places by one theme.
    Year,
    /// One theme: all years.
    Theme,
}

impl View {
    /// All of them, in the order of their keys.
    pub const ALL: [View; 3] = [View::Place, View::Year, View::Theme];

    /// Its name.
    pub fn word(self) -> Word {
        match self {
            View::Place => Word::CoursePlace,
            View::Year => Word::CourseYear,
            View::Theme => Word::CourseTheme,
        }
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|&v| v == self).unwrap_or(0)
    }
}

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct CourseState {
    /// What is listed.
    pub view: View,
    /// The theme that is chosen.
    pub theme: Option<ThemeId>,
    /// The place that is chosen: index into the series.
    pub place: usize,
    /// The year that is chosen.
    pub year: u16,
    /// Which part is counted.
    pub part: Part,
    /// What the numbers count.
    pub unit: Unit,
    /// All places with their reports.
    pub shelved: Arc<Shelved>,
    /// The chosen place through its years, all themes.
    pub course: Arc<Course>,
    /// The places of the chosen year by the chosen theme.
    pub ranks: Arc<Ranks>,
    /// The chosen theme through all years.
    pub ages: Arc<Ages>,
    /// Line at the top, by view.
    tops: [usize; 3],
    /// What stands at the left, as a slot of years.
    first: usize,
    /// A report of the chosen place, by which it is found again.
    report: Option<ReportId>,
    made: Made,
}

impl CourseState {
    /// The place that is chosen.
    pub fn series(&self) -> Option<&Series> {
        self.shelved.series.get(self.place)
    }

    /// A report of the chosen place.
    pub fn report(&self) -> Option<ReportId> {
        let years = self.series().map(|series| series.years.iter());
        let first = years.and_then(|mut years| years.next().map(|y| y.report));
        first.or(self.report)
    }

    /// Line of the chosen item in the list of the view; none where the place has no report of the year.
    pub fn line(&self) -> Option<usize> {
        match self.view {
            View::Place => self
                .course
                .themes
                .iter()
                .position(|&t| Some(t) == self.theme),
            View::Year => self.ranks.rows.iter().position(|r| r.series == self.place),
            View::Theme => self.ages.rows.iter().position(|r| r.year == self.year),
        }
    }

    /// Lines of the list of the view.
    pub fn lines(&self) -> usize {
        match self.view {
            View::Place => self.course.themes.len(),
            View::Year => self.ranks.rows.len(),
            View::Theme => self.ages.rows.len(),
        }
    }

    /// Column of the chosen year in the course of the place.
    pub fn column(&self) -> usize {
        let at = self.course.heads.iter().position(|h| h.year == self.year);
        at.unwrap_or(0)
    }

    /// The number under the cursor and the reports that it was counted in.
    pub fn chosen(&self) -> (Point, Vec<ReportId>) {
        let line = self.line();
        match self.view {
            View::Place => {
                let column = self.column();
                let head = self.course.heads.get(column).and_then(|h| h.report);
                let point = line.map_or(Point::Gap, |row| self.course.point(row, column));
                (point, head.into_iter().collect())
            }
            View::Year => match line.and_then(|at| self.ranks.rows.get(at)) {
                Some(row) => (row.point, vec![row.report]),
                None => (Point::Gap, Vec::new()),
            },
            View::Theme => match line.and_then(|at| self.ages.rows.get(at)) {
                Some(age) if age.is_gap() => (Point::Gap, Vec::new()),
                Some(age) => match age.pooled() {
                    Some(per_mille) => {
                        let hits = age.hits;
                        (Point::Counted { hits, per_mille }, age.reports.clone())
                    }
                    None => (Point::NoPart, Vec::new()),
                },
                None => (Point::Gap, Vec::new()),
            },
        }
    }

    /// Carries its theme over to another book; the counts are made anew.
    pub(super) fn carry(&mut self, carried: &dyn Fn(ThemeId) -> Option<ThemeId>) {
        self.theme = self.theme.and_then(carried);
        self.made = Made::default();
    }

    /// Goes `by` steps through the years that have a report: of the place in its own view, else of any.
    fn step_year(&mut self, by: isize) {
        let years: Vec<u16> = match (self.view, self.series()) {
            (View::Place, Some(series)) => series.years.iter().map(|y| y.year).collect(),
            _ => self.shelved.years.clone(),
        };
        let at = years.partition_point(|&y| y < self.year);
        // From between two years the first step forward is the one after.
        let here = years.get(at) == Some(&self.year);
        let from = at as isize - isize::from(!here && by > 0);
        let last = years.len().saturating_sub(1) as isize;
        let to = from.saturating_add(by).clamp(0, last) as usize;
        self.year = years.get(to).copied().unwrap_or(self.year);
    }

    fn step_place(&mut self, by: isize) {
        let last = self.shelved.series.len().saturating_sub(1);
        self.place = self.place.saturating_add_signed(by).min(last);
        self.report = None;
    }

    fn step_theme(&mut self, by: isize) {
        let themes = &self.course.themes;
        let at = themes.iter().position(|&t| Some(t) == self.theme);
        let next = at.map_or(0, |at| at.saturating_add_signed(by));
        let last = themes.len().saturating_sub(1);
        self.theme = themes.get(next.min(last)).copied().or(self.theme);
    }

    /// Goes `by` lines through the list of the view.
    fn step_line(&mut self, by: isize) {
        match self.view {
            View::Place => self.step_theme(by),
            View::Year => {
                let last = self.ranks.rows.len().saturating_sub(1);
                let at = self.line().map_or(0, |at| at.saturating_add_signed(by));
                if let Some(row) = self.ranks.rows.get(at.min(last)) {
                    self.place = row.series;
                    self.report = Some(row.report);
                }
            }
            View::Theme => self.step_year(by),
        }
    }

    /// Keeps to a year that the view has.
    fn keep_year(&mut self) {
        let nearest = |years: &mut dyn Iterator<Item = u16>, year: u16| {
            years.min_by_key(|y| (y.abs_diff(year), std::cmp::Reverse(*y)))
        };
        let kept = match (self.view, self.series()) {
            (View::Place, Some(series)) => {
                nearest(&mut series.years.iter().map(|y| y.year), self.year)
            }
            _ => nearest(&mut self.shelved.years.iter().copied(), self.year),
        };
        self.year = kept.unwrap_or(self.year);
    }
}

/// Rows of the chart of lines, by the rows of the screen.
const CHART: [(u16, u16); 4] = [(44, 15), (36, 12), (28, 9), (22, 6)];
/// Widest column of a year, and fewest and most cells of a bar.
const YEAR: (u16, u16) = (CELL + 2, 14);
const BAR: (u16, u16) = (10, 44);
/// Cells of a column of years without a report: `2017-20`.
const GAP: u16 = 9;

/// What stands where on the screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CoursePlan {
    /// Where the groups of themes are named; none: they are not.
    pub group: Option<u16>,
    /// Where the list's items are named: first column and cells.
    pub name: (u16, u16),
    /// The views and what is chosen, below the title bar.
    pub head: u16,
    /// What there is to be said of the view.
    pub said: u16,
    /// The lines of the lit themes.
    pub chart: Option<Area>,
    /// Row that names the columns.
    pub heads: u16,
    /// The thin rule below it.
    pub rule: Option<u16>,
    /// Columns of years on the screen: which, and where.
    pub columns: Vec<(usize, u16)>,
    /// Years without a report between them: the first and the last, and where.
    pub gaps: Vec<((u16, u16), u16)>,
    /// Cells of a column.
    pub column: u16,
    /// Where bars stand: first column and cells.
    pub bar: Option<(u16, u16)>,
    /// Where the list stands.
    pub body: Area,
    /// Line of the list at its top.
    pub top: usize,
    /// Row of what the signs mean and what was left out.
    pub notes: Option<u16>,
    /// What stands at the left, as a slot of years.
    pub first: usize,
}

/// What takes a column: a year with a report, or all years in a row that have none.
enum Slot {
    Year(usize),
    Gap(u16, u16),
}

/// The years of a course, those without a report taken together.
fn slots(course: &Course) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for (at, head) in course.heads.iter().enumerate() {
        match (head.report, slots.last_mut()) {
            (Some(_), _) => slots.push(Slot::Year(at)),
            (None, Some(Slot::Gap(_, last))) => *last = head.year,
            (None, _) => slots.push(Slot::Gap(head.year, head.year)),
        }
    }
    slots
}

impl CoursePlan {
    /// Lays the screen out on `w` × `h` cells so that its cursor is to be seen, moving as little as it can.
    pub fn new(state: &CourseState, lang: Lang, (w, h): (u16, u16)) -> Self {
        let detail = Detail::of(w);
        let (group, name) = match (detail, lang) {
            (Detail::Least | Detail::Little, Lang::Zh) => (None, (2, 12)),
            (Detail::Least | Detail::Little, Lang::En) => (None, (2, 14)),
            (Detail::Some, Lang::Zh) => (Some(1), (6, 12)),
            (Detail::Some, Lang::En) => (None, (2, 18)),
            (_, Lang::Zh) => (Some(1), (6, 14)),
            (_, Lang::En) => (Some(1), (11, 24)),
        };
        let (group, name) = match state.view {
            View::Place => (group, name),
            View::Year if detail >= Detail::Some => (None, (7, 22)),
            View::Year => (None, (7, 12)),
            View::Theme => (None, (2, 6)),
        };
        let mut plan = Self {
            group,
            name,
            head: 1,
            said: 2,
            column: YEAR.0,
            ..Self::default()
        };
        let lines = state.view == View::Place && !state.course.lines().is_empty();
        // Without a line there are points only: they need less room, and have none to spare on a low screen.
        let least = if lines { 0 } else { 30 };
        let chart = CHART.iter().find(|(rows, _)| h >= *rows.max(&least));
        let chart = chart.map(|c| c.1);
        let mut y = 3;
        if let Some(rows) =
            chart.filter(|_| state.view == View::Place && state.course.counted() > 1)
        {
            let rows = if lines { rows } else { rows.min(9) };
            plan.chart = Some(Area::new(0, y, w, rows));
            y += rows;
        }
        plan.heads = y;
        y += 1;
        if h >= 20 {
            plan.rule = Some(y);
            y += 1;
        }
        let mut bottom = h.saturating_sub(1);
        if h >= 16 {
            bottom -= 1;
            plan.notes = Some(bottom);
            bottom -= u16::from(h >= 24);
        }
        plan.body = Area::new(0, y, w, bottom.saturating_sub(y));
        plan.across(state, w);
        plan.scroll(state);
        plan
    }

    /// Columns of years and bars.
    fn across(&mut self, state: &CourseState, w: u16) {
        let left = self.name.0 + self.name.1 + 2;
        let room = w.saturating_sub(left + 1);
        if state.view != View::Place {
            return;
        }
        let slots = slots(&state.course);
        let gaps = slots.iter().filter(|s| matches!(s, Slot::Gap(..))).count() as u16;
        let years = (slots.len() as u16).saturating_sub(gaps).max(1);
        let bar = if w >= 80 { BAR.0 + 8 } else { 0 };
        let room = room.saturating_sub(bar);
        self.column = (room.saturating_sub(gaps * GAP) / years).clamp(YEAR.0, YEAR.1);
        let each = self.column;
        let cells = |slot: &Slot| match slot {
            Slot::Year(_) => each,
            Slot::Gap(..) => GAP,
        };
        let column = state.column();
        let chosen = |slot: &Slot| matches!(slot, Slot::Year(at) if *at == column);
        let at = slots.iter().position(chosen).unwrap_or(0);
        // The leftmost slot from which `last` is still to be seen.
        let reach = |last: usize| {
            let mut taken = 0;
            let before = slots.iter().take(last + 1).rev().take_while(|slot| {
                taken += cells(slot);
                taken <= room
            });
            (last + 1).saturating_sub(before.count().max(1))
        };
        let end = slots.len().saturating_sub(1);
        self.first = state.first.min(at).max(reach(at)).min(reach(end));
        let mut x = left;
        for slot in slots.iter().skip(self.first) {
            if x + cells(slot) > left + room.max(each) {
                break;
            }
            match *slot {
                Slot::Year(at) => self.columns.push((at, x)),
                Slot::Gap(from, to) => self.gaps.push(((from, to), x)),
            }
            x += cells(slot);
        }
        let x = x + 1;
        let cells = w.saturating_sub(x + 2).min(BAR.1);
        self.bar = (cells >= BAR.0).then_some((x, cells));
    }

    fn scroll(&mut self, state: &CourseState) {
        let height = self.body.h.max(1) as usize;
        let at = state.line().unwrap_or(0);
        let around = 2.min((height - 1) / 2);
        let least = (at + around + 1).saturating_sub(height);
        let most = at.saturating_sub(around);
        let top = state.tops.get(state.view.index()).copied().unwrap_or(0);
        self.top = top
            .clamp(least, most.max(least))
            .min(state.lines().saturating_sub(height));
    }
}

impl App {
    pub(super) fn course_action(&mut self, action: Action) -> Vec<Effect> {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Course(mut state) = screen else {
            self.screen = screen;
            return Vec::new();
        };
        let plan = CoursePlan::new(&state, self.settings.lang, self.size);
        let page = plan.body.h.saturating_sub(1).max(1) as isize;
        let far = isize::MAX / 4;
        let mut ask = None;
        match action {
            Action::MoveDown => state.step_line(1),
            Action::MoveUp => state.step_line(-1),
            Action::HalfPageDown => state.step_line(page / 2),
            Action::HalfPageUp => state.step_line(-page / 2),
            Action::PageDown => state.step_line(page),
            Action::PageUp => state.step_line(-page),
            Action::Top => state.step_line(-far),
            Action::Bottom => state.step_line(far),
            Action::MoveLeft | Action::MoveRight => {
                let by = if action == Action::MoveRight { 1 } else { -1 };
                match state.view {
                    View::Theme => state.step_theme(by),
                    View::Place | View::Year => state.step_year(by),
                }
            }
            Action::SectionNext | Action::SectionPrev => {
                let by = if action == Action::SectionNext { 1 } else { -1 };
                match state.view {
                    View::Place => state.step_place(by),
                    View::Year | View::Theme => state.step_theme(by),
                }
            }
            Action::YearBefore => state.step_year(-1),
            Action::YearAfter => state.step_year(1),
            Action::PaneNext | Action::PanePrev => {
                let step = if action == Action::PaneNext { 1 } else { 2 };
                let next = (state.view.index() + step) % View::ALL.len();
                state.view = View::ALL.get(next).copied().unwrap_or_default();
            }
            Action::CourseOfPlace => state.view = View::Place,
            Action::CourseOfYear => state.view = View::Year,
            Action::CourseOfTheme => state.view = View::Theme,
            Action::ToggleUnit => {
                state.unit = match state.unit {
                    Unit::Hits => Unit::PerThousand,
                    Unit::PerThousand => Unit::Hits,
                };
            }
            Action::CyclePart => state.part = state.part.next(),
            Action::ToggleMark => {
                if let Some(theme) = state.theme {
                    self.toggle_lit(theme);
                }
            }
            Action::ClearMarks => {
                self.lit.clear();
                self.current_lit = 0;
            }
            Action::Confirm => ask = self.course_passages(&state),
            _ => {}
        }
        self.fill_course(&mut state);
        self.screen = Screen::Course(state);
        if let Some(ask) = ask {
            self.open_lens(ask);
        }
        Vec::new()
    }

    /// Chooses a line of the list of the view.
    pub(super) fn choose_course_line(&mut self, line: usize) -> Vec<Effect> {
        let screen = std::mem::take(&mut self.screen);
        let Screen::Course(mut state) = screen else {
            self.screen = screen;
            return Vec::new();
        };
        match state.view {
            View::Place => {
                let theme = state.course.themes.get(line).copied();
                state.theme = theme.or(state.theme);
            }
            View::Year => {
                if let Some(row) = state.ranks.rows.get(line) {
                    (state.place, state.report) = (row.series, Some(row.report));
                }
            }
            View::Theme => {
                // A year without reports is passed over.
                let age = state.ages.rows.get(line).filter(|age| !age.is_gap());
                state.year = age.map_or(state.year, |age| age.year);
            }
        }
        self.fill_course(&mut state);
        self.screen = Screen::Course(state);
        Vec::new()
    }

    /// The passages behind the number under the cursor; says why where there are none.
    fn course_passages(&mut self, state: &CourseState) -> Option<LensAsk> {
        let lang = self.settings.lang;
        let (point, reports) = state.chosen();
        match point {
            Point::Gap => self.say(word(lang, Word::NoReportOfYear)),
            Point::NoPart => self.say(word(lang, Word::NoSuchPart)),
            Point::Counted { hits: 0, .. } => self.say(word(lang, Word::NotMentioned)),
            Point::Counted { .. } => {
                return Some(LensAsk {
                    theme: state.theme,
                    report: reports.first().copied(),
                    part: state.part,
                    reports,
                });
            }
        }
        None
    }

    /// Opens the course of a theme at the place and in the year of a report.
    pub(super) fn open_course(
        &mut self,
        theme: Option<ThemeId>,
        report: Option<ReportId>,
        part: Part,
        unit: Unit,
    ) {
        let mut state = CourseState {
            theme: theme.or_else(|| self.current_theme()),
            part,
            unit,
            report,
            ..CourseState::default()
        };
        self.gather_course(&mut state);
        self.enter(Screen::Course(state));
    }

    /// Opens it at what the present screen is about.
    pub(super) fn open_course_here(&mut self) {
        self.overlays.clear();
        if matches!(self.screen, Screen::Novelty(_)) {
            self.course_of_novelty();
            return;
        }
        let pane = self.pane().map(|p| p.report);
        let (theme, report, part, unit) = match &self.screen {
            Screen::Course(_) => {
                self.screen = self.behind.pop().unwrap_or_default();
                return;
            }
            Screen::Matrix(state) => (state.theme(), state.report(), state.part, state.unit),
            Screen::Lens(state) => {
                let report = state.columns.get(state.column).map(|c| c.report);
                (Some(state.theme), report, state.part, Unit::Hits)
            }
            _ => (None, pane, Part::All, Unit::Hits),
        };
        self.open_course(theme, report.or(pane), part, unit);
    }

    /// Brings the screen up to date if enough has changed; theme, place and year stay.
    pub(super) fn refresh_course(&self, state: &mut CourseState) {
        if !self.is_fresh(state.made, false) {
            self.gather_course(state);
        }
    }

    fn gather_course(&self, state: &mut CourseState) {
        let now = self.scanned_now();
        let same = state.made == Made::default() || state.made.same_load(now);
        let name = state.series().map(|s| s.name.clone());
        let scanned: Vec<Scanned<'_>> = self
            .shelf
            .ready()
            .filter_map(|(id, report)| {
                let hits = self.shelf.hits(id)?;
                Some(Scanned { id, report, hits })
            })
            .collect();
        state.shelved = Arc::new(Shelved::of(&scanned));
        state.made = now;
        let series = &state.shelved.series;
        let by_report = state.report.filter(|_| same);
        let place = by_report
            .and_then(|id| state.shelved.holding(id))
            .or_else(|| series.iter().position(|s| Some(&s.name) == name.as_ref()));
        state.place = place.unwrap_or(state.place);
        if state.year == 0 {
            let of_report = state.report.and_then(|id| self.shelf.report(id));
            let year = of_report.and_then(|r| r.identity.year.as_ref());
            state.year = year.map_or(u16::MAX, |y| y.value.0);
        }
        self.fill_course(state);
    }

    /// Counts what the views show of the chosen theme, place and year.
    fn fill_course(&self, state: &mut CourseState) {
        let Some(lexicon) = &self.lexicon else {
            return;
        };
        let known = state.theme.filter(|&t| lexicon.theme(t).is_some());
        state.theme = known.or_else(|| lexicon.ids().next().map(|(id, _)| id));
        let last = state.shelved.series.len().saturating_sub(1);
        state.place = state.place.min(last);
        state.keep_year();
        let hits = |id: ReportId| -> Option<&Hits> { self.shelf.hits(id).map(Arc::as_ref) };
        let themes: Vec<ThemeId> = lexicon.ids().map(|(id, _)| id).collect();
        let by = match state.unit {
            Unit::Hits => By::Hits,
            Unit::PerThousand => By::PerThousand,
        };
        let series = state.series().cloned().unwrap_or_default();
        if state.report.is_none_or(|id| !series.holds(id)) {
            let first = series.years.first().map(|y| y.report);
            state.report = first.or_else(|| series.undated.first().copied());
        }
        state.course = Arc::new(Course::of(&series, hits, &themes, state.part));
        if let Some(theme) = state.theme {
            let (shelved, part) = (&state.shelved, state.part);
            state.ranks = Arc::new(Ranks::of(shelved, hits, theme, state.year, part, by));
            state.ages = Arc::new(Ages::of(shelved, hits, theme, part));
        }
        let plan = CoursePlan::new(state, self.settings.lang, self.size);
        state.first = plan.first;
        if let Some(top) = state.tops.get_mut(state.view.index()) {
            *top = plan.top;
        }
    }
}
