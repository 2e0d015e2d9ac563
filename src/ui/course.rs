//! The course over time on the screen: tabs of the three views, numbers in tables on their shades, bars, and lines.

mod chart;

use ratatui::style::Modifier;

use super::bars;
use super::label::{ColorDepth, Label};
use super::lens;
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_digit;
use crate::app::App;
use crate::app::action::Action;
use crate::app::course::{CoursePlan, CourseState, View};
use crate::app::matrix::{CELL, Unit};
use crate::app::mouse::Target;
use crate::app::plan::{Area, Detail};
use crate::locale::{
    Lang, Word, count, first_lit_drawn, lack_part, left_beside, left_undated, no_report_in,
    one_year_only, reports_mention, theme_group, too_few_years, word,
};
use crate::theme::course::LEAST_YEARS;
use crate::theme::{Lexicon, Point, Theme};

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &CourseState, pen: &mut Pen, screen: Area) {
    title(app, state, pen, screen.w);
    let Some(lexicon) = app.lexicon.as_deref().filter(|l| !l.themes.is_empty()) else {
        middle(pen, screen, word(pen.lang, Word::NoThemeTable));
        return;
    };
    if state.shelved.series.is_empty() {
        middle(pen, screen, word(pen.lang, Word::CountingHits));
        return;
    }
    let drawer = Drawer {
        app,
        state,
        lexicon,
        plan: CoursePlan::new(state, pen.lang, (screen.w, screen.h)),
        w: screen.w,
    };
    drawer.tabs(pen);
    if let Some(why) = drawer.nothing(pen.lang) {
        middle(pen, screen, why);
        return;
    }
    drawer.said(pen);
    if let Some(area) = drawer.plan.chart {
        chart::draw(app, state, &drawer.plan, pen, area);
    }
    drawer.heads(pen);
    match state.view {
        View::Place => drawer.place(pen),
        View::Year => drawer.year(pen),
        View::Theme => drawer.theme(pen),
    }
    drawer.notes(pen);
}

fn middle(pen: &mut Pen, screen: Area, text: &str) {
    let x = screen.w.saturating_sub(pen.cells(text)) / 2;
    pen.put(x, screen.h / 2, screen.w, text, Label::Ground, Label::Muted);
}

fn title(app: &App, state: &CourseState, pen: &mut Pen, w: u16) {
    let detail = Detail::of(w);
    let lang = pen.lang;
    let mut x = bars::seal(pen, w);
    let mut right = w - 1;
    let unit = match state.unit {
        Unit::Hits => Word::HitUnit,
        Unit::PerThousand => Word::PerThousand,
    };
    let said = [
        (Word::Number, word(lang, unit)),
        (Word::Part, word(lang, state.part.word())),
    ];
    let actions = [Action::ToggleUnit, Action::CyclePart];
    for ((name, value), action) in said.into_iter().zip(actions).rev() {
        let end = right;
        right = pen.put_right(right, 0, 14, value, Label::Bar, Label::Heading1);
        if detail >= Detail::Some {
            let name = word(lang, name);
            right = pen.put_right(right - 1, 0, 12, name, Label::Bar, Label::Muted);
        }
        pen.spot_row(right, 0, end, Target::Act(action));
        right = right.saturating_sub(if detail >= Detail::Nearly { 3 } else { 2 });
    }
    let room = |x: u16| right.saturating_sub(x);
    let name = word(lang, Word::Course);
    x = pen.put(x, 0, room(x), name, Label::Bar, Label::Heading1) + 3;
    let reports = state.shelved.series.iter();
    let reports: usize = reports.map(|s| s.years.len()).sum();
    let years = state.shelved.years.len();
    let mut counts = vec![
        count(lang, Word::Reports, reports),
        count(lang, Word::YearCount, years),
    ];
    if app.shelf.loading {
        let (done, all) = (app.shelf.done_count(), app.shelf.len());
        counts.insert(0, format!("{} {done}/{all}", word(lang, Word::Loading)));
    }
    for count in counts {
        if pen.cells(&count) > room(x) {
            break;
        }
        x = pen.put(x, 0, room(x), &count, Label::Bar, Label::Muted) + 2;
    }
}

/// A number as it is printed.
pub(super) fn number(point: Point, unit: Unit) -> String {
    match (point, unit) {
        (Point::Counted { hits, .. }, Unit::Hits) => hits.to_string(),
        (Point::Counted { hits: 0, .. }, Unit::PerThousand) => "0".to_owned(),
        (Point::Counted { per_mille, .. }, Unit::PerThousand) => rate(per_mille),
        _ => String::new(),
    }
}

/// Hits per thousand characters in at most four cells up to 999: `0.56`, `12.3`.
pub(super) fn rate(per_mille: f32) -> String {
    if per_mille < 9.995 {
        format!("{per_mille:.2}")
    } else {
        format!("{per_mille:.1}")
    }
}

/// The number that a bar or a point stands for.
pub(super) fn value(point: Point, unit: Unit) -> Option<f32> {
    match unit {
        Unit::Hits => point.hits().map(|h| h as f32),
        Unit::PerThousand => point.per_mille(),
    }
}

struct Drawer<'a> {
    app: &'a App,
    state: &'a CourseState,
    lexicon: &'a Lexicon,
    plan: CoursePlan,
    w: u16,
}

impl Drawer<'_> {
    fn chosen_theme(&self) -> Option<&Theme> {
        self.lexicon.theme(self.state.theme?)
    }

    /// The three views, each with what is chosen of it.
    fn tabs(&self, pen: &mut Pen) {
        let (lang, state) = (pen.lang, self.state);
        let (y, detail) = (self.plan.head, Detail::of(self.w));
        pen.hline(0, y, self.w, Rule::Horizontal, Label::Ground, Label::Border);
        let place = state.series().map(|s| place_name(lang, s));
        let theme = self.chosen_theme().map(|t| lens::theme_name(t, lang));
        let year = (state.year < u16::MAX).then(|| state.year.to_string());
        let names = [
            place.unwrap_or_default(),
            year.unwrap_or_default(),
            theme.unwrap_or_default().to_owned(),
        ];
        let mut x = 1;
        for ((key, view), name) in ["1", "2", "3"].into_iter().zip(View::ALL).zip(names) {
            let here = view == state.view;
            let from = x;
            let room = |x: u16| self.w.saturating_sub(x + 1);
            let most = (room(x) / 2).max(6);
            let label = if here { Label::Heading1 } else { Label::Muted };
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
            if here {
                pen.glyph(x - 1, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
            }
            x = pen.put(x, y, room(x), key, Label::Ground, Label::Key);
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
            if detail >= Detail::Some {
                let title = word(lang, view.word());
                x = pen.put(x, y, room(x), title, Label::Ground, Label::Muted);
                x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
            }
            let name = pen.cut(&name, most);
            x = pen.put(x, y, room(x), &name, Label::Ground, label);
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text) + 1;
            let action = match view {
                View::Place => Action::CourseOfPlace,
                View::Year => Action::CourseOfYear,
                View::Theme => Action::CourseOfTheme,
            };
            pen.spot_row(from, y, x - 1, Target::Act(action));
        }
    }

    /// Why the view is empty.
    fn nothing(&self, lang: Lang) -> Option<&'static str> {
        let state = self.state;
        if state.shelved.years.is_empty() {
            return Some(word(lang, Word::NoYearKnown));
        }
        let undated = state.series().is_some_and(|s| s.years.is_empty());
        (state.view == View::Place && undated).then(|| word(lang, Word::PlaceYearUnknown))
    }

    /// What there is to be said of the view.
    fn said(&self, pen: &mut Pen) {
        let (lang, state) = (pen.lang, self.state);
        let (y, room) = (self.plan.said, self.w.saturating_sub(3));
        let mut parts: Vec<String> = Vec::new();
        match state.view {
            View::Place => {
                let place = state.series().map(|s| place_name(lang, s));
                let place = place.unwrap_or_default();
                let (reports, counted) = (state.course.reports(), state.course.counted());
                if reports == 1 {
                    parts.push(one_year_only(lang, &place, state.year, "2"));
                } else if counted < LEAST_YEARS {
                    parts.push(too_few_years(lang, counted, LEAST_YEARS));
                }
                let lit = self.app.lit.len();
                if lit > chart::MOST && reports > 1 {
                    parts.push(first_lit_drawn(lang, chart::MOST, lit));
                }
                let beside = state
                    .series()
                    .map_or(0, |s| s.years.iter().map(|y| y.beside.len()).sum());
                if beside > 0 {
                    parts.push(left_beside(lang, beside));
                }
                let undated = state.series().map_or(0, |s| s.undated.len());
                if undated > 0 {
                    parts.push(left_undated(lang, undated));
                }
            }
            View::Year => {
                let ranks = &state.ranks;
                let counted = ranks.rows.len() - ranks.lacking;
                if state.line().is_none()
                    && let Some(series) = state.series()
                {
                    parts.push(no_report_in(lang, &place_name(lang, series), state.year));
                }
                parts.push(reports_mention(lang, counted, ranks.mention));
                if let Some(median) = ranks.median {
                    let (name, unit) = (word(lang, Word::Median), word(lang, Word::PerThousand));
                    parts.push(format!("{name} {unit} {}", rate(median)));
                }
                if ranks.lacking > 0 {
                    parts.push(lack_part(lang, ranks.lacking));
                }
                let beside: usize = ranks.rows.iter().map(|r| r.beside).sum();
                if beside > 0 {
                    parts.push(left_beside(lang, beside));
                }
            }
            View::Theme => {
                let (beside, undated) = (state.shelved.beside, state.shelved.undated);
                if state.ages.counted() < LEAST_YEARS {
                    parts.push(too_few_years(lang, state.ages.counted(), LEAST_YEARS));
                }
                if beside > 0 {
                    parts.push(left_beside(lang, beside));
                }
                if undated > 0 {
                    parts.push(left_undated(lang, undated));
                }
            }
        }
        let mut x = self.legend(pen);
        for part in parts {
            let left = (room + 2).saturating_sub(x);
            if x > 2 && pen.cells(&part) > left {
                break;
            }
            let part = pen.cut(&part, left);
            x = pen.put(x, y, left, &part, Label::Ground, Label::Muted) + 3;
        }
    }

    /// The themes that are drawn, each with its digit; returns the column after them.
    fn legend(&self, pen: &mut Pen) -> u16 {
        let (mut x, y) = (2, self.plan.said);
        if self.plan.chart.is_none() {
            return x;
        }
        for (index, &id) in self.app.lit.iter().take(chart::MOST).enumerate() {
            let Some(theme) = self.lexicon.theme(id) else {
                continue;
            };
            let name = lens::theme_name(theme, pen.lang);
            if x + pen.cells(name) + 4 > self.w / 2 {
                break;
            }
            let from = x;
            x = pen.put(x, y, 1, &digit(index), Label::Ground, theme_digit(index)) + 1;
            x = pen.put(x, y, 30, name, Label::Ground, Label::Text) + 2;
            pen.spot_row(from, y, x - 2, Target::Chip(index));
        }
        x
    }

    fn heads(&self, pen: &mut Pen) {
        let (lang, y) = (pen.lang, self.plan.heads);
        let name_x = self.plan.name.0;
        match self.state.view {
            View::Place => {
                let themes = word(lang, Word::Matrix);
                pen.put(2, y, 12, themes, Label::Ground, Label::Muted);
                for &(at, x) in &self.plan.columns {
                    let Some(head) = self.state.course.heads.get(at) else {
                        continue;
                    };
                    let text = head.year.to_string();
                    pen.spot_row(x, y, x + CELL, Target::Year(head.year));
                    if head.year == self.state.year {
                        let style = pen.palette.over(Label::Ground, Label::Accent);
                        let style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                        pen.put_style(x, y, CELL, &text, style);
                    } else {
                        pen.put(x, y, CELL, &text, Label::Ground, Label::Muted);
                    }
                    if !head.beside.is_empty() {
                        pen.put(x + 4, y, 2, " +", Label::Ground, Label::Muted);
                    }
                }
                for &((from, to), x) in &self.plan.gaps {
                    let text = if from == to {
                        from.to_string()
                    } else {
                        format!("{from}-{:02}", to % 100)
                    };
                    pen.put(x, y, 7, &text, Label::Ground, Label::Faint);
                }
                if let Some((x, cells)) = self.plan.bar {
                    let text = self.state.year.to_string();
                    pen.put(x, y, cells, &text, Label::Ground, Label::Muted);
                }
            }
            View::Year => {
                let rank = word(lang, Word::Rank);
                pen.put_right(5, y, 5, rank, Label::Ground, Label::Muted);
                pen.put(
                    name_x,
                    y,
                    12,
                    word(lang, Word::Place),
                    Label::Ground,
                    Label::Muted,
                );
            }
            View::Theme => {
                pen.put(
                    name_x,
                    y,
                    6,
                    word(lang, Word::Year),
                    Label::Ground,
                    Label::Muted,
                );
            }
        }
        for column in self.columns() {
            let chosen = match self.state.unit {
                Unit::Hits => Word::HitUnit,
                Unit::PerThousand => Word::PerThousand,
            };
            let by = column.word == chosen
                || (column.word == Word::Pooled && chosen == Word::PerThousand);
            let label = if by { Label::Strong } else { Label::Muted };
            let text = word(lang, column.word);
            let text = pen.cut(text, column.cells);
            pen.put_right(
                column.right - 2,
                y,
                column.cells,
                &text,
                Label::Ground,
                label,
            );
        }
        if let Some(rule) = self.plan.rule {
            pen.hline(
                0,
                rule,
                self.w,
                Rule::Horizontal,
                Label::Ground,
                Label::Border,
            );
        }
    }

    /// The columns of numbers of the views of a year and of a theme.
    fn columns(&self) -> Vec<Column> {
        let wide = self.w >= 60;
        let words: &[Word] = match self.state.view {
            View::Place => &[],
            View::Year => &[Word::HitUnit, Word::PerThousand],
            View::Theme if wide => &[
                Word::ReportsCounted,
                Word::Mentioning,
                Word::HitUnit,
                Word::Pooled,
                Word::Median,
            ],
            View::Theme => &[Word::ReportsCounted, Word::HitUnit, Word::PerThousand],
        };
        let mut right = self.plan.name.0 + self.plan.name.1;
        words
            .iter()
            .map(|&word| {
                let cells = match word {
                    Word::Pooled => 11,
                    _ => 9,
                };
                let cells = if wide { cells } else { cells.min(9) };
                right += cells + u16::from(wide);
                Column { word, right, cells }
            })
            .collect()
    }

    /// Where bars of the views of a year and of a theme stand.
    fn bar_room(&self) -> Option<(u16, u16)> {
        let right = self.columns().last().map_or(0, |c| c.right);
        let x = right + 4;
        let cells = self.w.saturating_sub(x + 3).min(60);
        (cells >= 10).then_some((x, cells))
    }

    /// One row of a list: the bar at the cursor, and its ground.
    fn row(&self, pen: &mut Pen, y: u16, here: bool) -> Label {
        if here {
            let x = self.plan.name.0.saturating_sub(1);
            let x = if self.state.view == View::Place { x } else { 0 };
            pen.glyph(x, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
            Label::Heading1
        } else {
            Label::Text
        }
    }

    /// Themes of the place, a row to each.
    fn place(&self, pen: &mut Pen) {
        let (body, state) = (self.plan.body, self.state);
        let chosen = state.column();
        let most = (0..state.course.themes.len())
            .filter_map(|row| value(state.course.point(row, chosen), state.unit))
            .fold(0.0, f32::max);
        let mut group = "";
        let rows = state.course.themes.iter().enumerate().skip(self.plan.top);
        for (y, (row, &id)) in (body.y..body.bottom()).zip(rows) {
            let Some(theme) = self.lexicon.theme(id) else {
                continue;
            };
            let here = Some(id) == state.theme;
            if theme.group != group {
                group = &theme.group;
                if let Some(x) = self.plan.group {
                    let room = self.plan.name.0.saturating_sub(x + 1);
                    let name = theme_group(pen.lang, group);
                    pen.put(x, y, room, name, Label::Ground, Label::Muted);
                }
            }
            let label = self.row(pen, y, here);
            let (x, w) = self.plan.name;
            let name = pen.cut(lens::theme_name(theme, pen.lang), w);
            pen.put(x, y, w, &name, Label::Ground, label);
            pen.spot_row(0, y, body.right(), Target::Line(row));
            self.digit(pen, x + w, y, id);
            for &(column, x) in &self.plan.columns {
                let point = state.course.point(row, column);
                self.cell(pen, x, y, point, here && column == chosen);
                if let Some(head) = state.course.heads.get(column) {
                    pen.spot_row(x, y, x + CELL, Target::Point(row, head.year));
                }
            }
            if let Some(at) = self.plan.bar {
                let point = state.course.point(row, chosen);
                self.bar(pen, at, y, point, most);
            }
        }
    }

    /// The digit of a lit theme.
    fn digit(&self, pen: &mut Pen, x: u16, y: u16, id: crate::theme::ThemeId) {
        if let Some(index) = self.app.lit.iter().position(|&t| t == id) {
            let digit = digit(index);
            pen.put(x, y, 1, &digit, Label::Ground, theme_digit(index));
        }
    }

    /// One number on its shade.
    fn cell(&self, pen: &mut Pen, x: u16, y: u16, point: Point, here: bool) {
        let lang = pen.lang;
        let (text, label) = match point {
            Point::Gap => (String::new(), Label::Ground),
            Point::NoPart => (word(lang, Word::NoneShort).to_owned(), Label::Gone),
            Point::Counted { hits: 0, .. } => ("0".to_owned(), Label::Faint),
            Point::Counted { .. } => (number(point, self.state.unit), Label::Shade(point.shade())),
        };
        let ground = match (here, point, label) {
            (true, ..) => Label::CurrentHit,
            (_, Point::Counted { hits: 1.., .. }, shade) => shade,
            _ => Label::Ground,
        };
        let label = if here { Label::CurrentHit } else { label };
        pen.fill(Area::new(x, y, CELL, 1), ground);
        let right = x + (CELL - 2).max(pen.cells(&text).min(CELL));
        let ends = pen.put_right(right, y, CELL, &text, ground, label) + pen.cells(&text);
        if point.is_few() {
            let few = word(lang, Word::Few);
            pen.put(ends, y, (x + CELL).saturating_sub(ends), few, ground, label);
        }
    }

    /// A bar as long as its share in the longest: a ground of its shade, or a line where there are no grounds.
    fn bar(&self, pen: &mut Pen, (x, cells): (u16, u16), y: u16, point: Point, most: f32) {
        let Some(mine) = value(point, self.state.unit).filter(|&v| v > 0.0 && most > 0.0) else {
            return;
        };
        let long = (mine / most * f32::from(cells)).round().max(1.0) as u16;
        let long = long.min(cells);
        if pen.palette.depth() >= ColorDepth::TwoFiftySix {
            // The palest shade would not be told from the page.
            let label = Label::Shade(point.shade().max(2));
            pen.fill(Area::new(x, y, long, 1), label);
        } else {
            pen.hline(
                x,
                y,
                long,
                Rule::HeavyHorizontal,
                Label::Ground,
                Label::Muted,
            );
        }
    }

    /// Places of the year, most first.
    fn year(&self, pen: &mut Pen) {
        let (body, state, lang) = (self.plan.body, self.state, pen.lang);
        let most = state
            .ranks
            .rows
            .first()
            .and_then(|r| value(r.point, state.unit));
        let (columns, bar) = (self.columns(), self.bar_room());
        let rows = state.ranks.rows.iter().enumerate().skip(self.plan.top);
        for (y, (at, row)) in (body.y..body.bottom()).zip(rows) {
            pen.spot_row(0, y, body.right(), Target::Line(at));
            let Some(series) = state.shelved.series.get(row.series) else {
                continue;
            };
            let here = row.series == state.place;
            let label = self.row(pen, y, here);
            if let Some(rank) = row.rank {
                pen.put_right(5, y, 4, &rank.to_string(), Label::Ground, Label::Muted);
            }
            let (x, w) = self.plan.name;
            let name = pen.cut(&place_name(lang, series), w);
            let mut end = pen.put(x, y, w, &name, Label::Ground, label);
            if !series.group.is_empty() && !name.starts_with(&series.group) {
                let room = (x + w).saturating_sub(end + 1);
                if pen.cells(&series.group) <= room {
                    end = pen.put(end + 1, y, room, &series.group, Label::Ground, Label::Faint);
                }
            }
            if row.beside > 0 && end + 2 <= x + w {
                pen.put(end + 1, y, 1, "+", Label::Ground, Label::Muted);
            }
            for column in &columns {
                let unit = match column.word {
                    Word::HitUnit => Unit::Hits,
                    _ => Unit::PerThousand,
                };
                let chosen = unit == state.unit;
                small(pen, *column, y, row.point, unit, (here, chosen));
            }
            if let (Some(at), Some(most)) = (bar, most) {
                self.bar(pen, at, y, row.point, most);
            }
        }
    }

    /// The theme through all years.
    fn theme(&self, pen: &mut Pen) {
        let (body, state, lang) = (self.plan.body, self.state, pen.lang);
        let point_of = |age: &crate::theme::Age| match age.pooled() {
            Some(per_mille) => Point::Counted {
                hits: age.hits,
                per_mille,
            },
            None => Point::NoPart,
        };
        let values = state.ages.rows.iter().filter(|a| !a.reports.is_empty());
        let most = values
            .filter_map(|a| value(point_of(a), state.unit))
            .fold(0.0, f32::max);
        let (columns, bar) = (self.columns(), self.bar_room());
        let rows = state.ages.rows.iter().enumerate().skip(self.plan.top);
        for (y, (at, age)) in (body.y..body.bottom()).zip(rows) {
            pen.spot_row(0, y, body.right(), Target::Line(at));
            let here = age.year == state.year;
            let label = self.row(pen, y, here);
            let (x, w) = self.plan.name;
            if age.is_gap() {
                pen.put(x, y, w, &age.year.to_string(), Label::Ground, Label::Faint);
                let text = word(lang, Word::NoReportShort);
                let x = x + w + 1;
                pen.put(
                    x,
                    y,
                    self.w.saturating_sub(x + 1),
                    text,
                    Label::Ground,
                    Label::Faint,
                );
                continue;
            }
            pen.put(x, y, w, &age.year.to_string(), Label::Ground, label);
            let point = point_of(age);
            for column in &columns {
                let at = *column;
                match column.word {
                    Word::HitUnit => {
                        let chosen = state.unit == Unit::Hits;
                        small(pen, at, y, point, Unit::Hits, (here, chosen));
                    }
                    Word::Pooled | Word::PerThousand => {
                        let chosen = state.unit == Unit::PerThousand;
                        small(pen, at, y, point, Unit::PerThousand, (here, chosen));
                    }
                    Word::Median => {
                        let text = age.median.map(rate).unwrap_or_default();
                        pen.put_right(at.right - 2, y, 8, &text, Label::Ground, Label::Muted);
                    }
                    Word::Mentioning => {
                        let text = age.mention.to_string();
                        pen.put_right(at.right - 2, y, 8, &text, Label::Ground, Label::Muted);
                    }
                    _ => {
                        let mut text = age.reports.len().to_string();
                        if age.lacking > 0 {
                            text = format!("{text}/{}", age.reports.len() + age.lacking);
                        }
                        pen.put_right(at.right - 2, y, 8, &text, Label::Ground, Label::Muted);
                    }
                }
            }
            if let Some(at) = bar {
                self.bar(pen, at, y, point, most);
            }
        }
    }

    /// What the signs mean, as far as they stand on the screen.
    fn notes(&self, pen: &mut Pen) {
        let Some(y) = self.plan.notes else { return };
        let lang = pen.lang;
        let mut x = 2;
        let said = [
            (
                word(lang, Word::Few),
                Label::Muted,
                word(lang, Word::SignFew),
            ),
            ("0", Label::Faint, word(lang, Word::NotMentioned)),
            (
                word(lang, Word::NoneShort),
                Label::Gone,
                word(lang, Word::NoSuchPart),
            ),
            ("+", Label::Muted, word(lang, Word::SignBeside)),
        ];
        for (sign, label, text) in said {
            if x + pen.cells(sign) + 1 + pen.cells(text) >= self.w {
                break;
            }
            x = pen.put(x, y, 4, sign, Label::Ground, label) + 1;
            x = pen.put(x, y, 40, text, Label::Ground, Label::Muted) + 3;
        }
    }
}

/// One number of a list, `少` after it where it is small.
fn small(
    pen: &mut Pen,
    column: Column,
    y: u16,
    point: Point,
    unit: Unit,
    (here, chosen): (bool, bool),
) {
    let lang = pen.lang;
    let (text, label) = match point {
        Point::NoPart if unit == Unit::Hits => {
            (word(lang, Word::NoneShort).to_owned(), Label::Gone)
        }
        Point::Counted { hits: 0, .. } => ("0".to_owned(), Label::Faint),
        Point::Counted { .. } => (number(point, unit), Label::Text),
        _ => return,
    };
    // The last two cells are kept for the word that says how small it is.
    let right = column.right - 2;
    let width = pen.cells(&text);
    let (ground, label) = match (here && chosen, label) {
        (true, _) => (Label::CurrentHit, Label::CurrentHit),
        (false, Label::Text) if !chosen => (Label::Ground, Label::Muted),
        (false, label) => (Label::Ground, label),
    };
    if ground == Label::CurrentHit {
        let cells = width + 3;
        pen.fill(
            Area::new(right.saturating_sub(width + 1), y, cells, 1),
            ground,
        );
    }
    pen.put_right(right, y, column.cells, &text, ground, label);
    if point.is_few() && chosen {
        let label = if ground == Label::Ground {
            Label::Muted
        } else {
            label
        };
        pen.put(right, y, 2, word(lang, Word::Few), ground, label);
    }
}

/// A column of numbers.
#[derive(Clone, Copy)]
struct Column {
    word: Word,
    right: u16,
    cells: u16,
}

/// The digit of the theme that is lit as the `index`th, `+` from the tenth on.
pub fn digit(index: usize) -> String {
    if index < 9 {
        (index + 1).to_string()
    } else {
        "+".to_owned()
    }
}

/// A place as it is called on the screen; reports of the Party beside those of the government say so.
pub(super) fn place_name(lang: Lang, series: &crate::theme::Series) -> String {
    if series.party {
        format!("{} {}", series.name, word(lang, Word::Party))
    } else {
        series.name.clone()
    }
}
