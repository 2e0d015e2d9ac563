//! Lines of the lit themes through the years of one place, in steps of box lines, the number printed at every point.
//!
//! Invariant: a line joins two neighbouring years that both have a number, and nothing else; what a point says is its number, its height is
//! only about right where two themes would stand on one spot.

use super::{digit, number, value};
use crate::app::App;
use crate::app::course::{CoursePlan, CourseState};
use crate::app::plan::Area;
use crate::locale::{Word, word};
use crate::theme::ThemeId;
use crate::ui::label::Label;
use crate::ui::paint::Rule;
use crate::ui::pen::Pen;
use crate::ui::reader::{theme_digit, theme_label};

/// Most themes whose lines are drawn: more cannot be told apart.
pub const MOST: usize = 8;

/// Directions in which a line leaves a cell.
const LEFT: u8 = 1;
const RIGHT: u8 = 2;
const UP: u8 = 4;
const DOWN: u8 = 8;

/// One theme's line.
struct Line {
    /// Row of the theme in the course.
    row: usize,
    /// Which of the lit ones; none: it is only chosen.
    lit: Option<usize>,
}

impl Line {
    fn mark(&self) -> Label {
        self.lit.map_or(Label::Accent, theme_digit)
    }

    fn wash(&self) -> Label {
        self.lit.map_or(Label::Heading1, theme_label)
    }
}

/// Where a number stands.
struct Spot {
    line: usize,
    column: usize,
    /// First cell and the one after the last.
    x: (u16, u16),
    y: u16,
}

/// The lines of box glyphs, before they are put on the screen.
struct Canvas {
    area: Area,
    cells: Vec<(u8, usize)>,
}

impl Canvas {
    fn new(area: Area) -> Self {
        let cells = usize::from(area.w) * usize::from(area.h);
        Self {
            area,
            cells: vec![(0, 0); cells],
        }
    }

    fn add(&mut self, x: u16, y: u16, ways: u8, line: usize) {
        let (Some(dx), Some(dy)) = (x.checked_sub(self.area.x), y.checked_sub(self.area.y)) else {
            return;
        };
        if dx >= self.area.w || dy >= self.area.h {
            return;
        }
        let at = usize::from(dy) * usize::from(self.area.w) + usize::from(dx);
        if let Some(cell) = self.cells.get_mut(at) {
            cell.0 |= ways;
            cell.1 = line;
        }
    }

    /// A step from cell `from` to cell `to` (both ends belong to it), up or down in column `turn`.
    fn step(&mut self, from: (u16, u16), to: (u16, u16), turn: u16, line: usize) {
        let (y1, y2) = (from.1, to.1);
        for x in from.0..=to.0 {
            if y1 == y2 || x < turn {
                self.add(x, y1, LEFT | RIGHT, line);
            } else if x > turn {
                self.add(x, y2, LEFT | RIGHT, line);
            }
        }
        if y1 == y2 {
            return;
        }
        let (first, last) = if y1 < y2 { (DOWN, UP) } else { (UP, DOWN) };
        self.add(turn, y1, LEFT | first, line);
        self.add(turn, y2, last | RIGHT, line);
        for y in y1.min(y2) + 1..y1.max(y2) {
            self.add(turn, y, UP | DOWN, line);
        }
    }

    fn put(&self, pen: &mut Pen, lines: &[Line]) {
        for (i, &(ways, line)) in self.cells.iter().enumerate() {
            let Some(rule) = rule(ways) else { continue };
            let x = self.area.x + (i % usize::from(self.area.w.max(1))) as u16;
            let y = self.area.y + (i / usize::from(self.area.w.max(1))) as u16;
            let label = lines.get(line).map_or(Label::Muted, Line::mark);
            pen.glyph(x, y, rule, Label::Ground, label);
        }
    }
}

fn rule(ways: u8) -> Option<Rule> {
    let (sides, heights) = (ways & (LEFT | RIGHT), ways & (UP | DOWN));
    Some(match (sides, heights) {
        (0, 0) => return None,
        (_, 0) => Rule::Horizontal,
        (0, _) => Rule::Vertical,
        (RIGHT, DOWN) => Rule::TopLeft,
        (LEFT, DOWN) => Rule::TopRight,
        (RIGHT, UP) => Rule::BottomLeft,
        (LEFT, UP) => Rule::BottomRight,
        (RIGHT, _) => Rule::Left,
        (LEFT, _) => Rule::Right,
        (_, DOWN) => Rule::Down,
        (_, UP) => Rule::Up,
        _ => Rule::Cross,
    })
}

/// The themes that are drawn: the lit ones, and the chosen one.
fn lines(app: &App, state: &CourseState) -> Vec<Line> {
    let row = |id: ThemeId| state.course.themes.iter().position(|&t| t == id);
    let mut lines: Vec<Line> = app
        .lit
        .iter()
        .take(MOST)
        .enumerate()
        .filter_map(|(i, &id)| {
            Some(Line {
                row: row(id)?,
                lit: Some(i),
            })
        })
        .collect();
    let chosen = state.theme.and_then(row);
    if let Some(row) = chosen.filter(|&r| lines.iter().all(|l| l.row != r)) {
        lines.push(Line { row, lit: None });
    }
    lines
}

/// The next round number (1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten) that is not below `most`.
fn ceiling(most: f32) -> f32 {
    let mut step = 0.01;
    for _ in 0..8 {
        for times in [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0] {
            if step * times >= most {
                return step * times;
            }
        }
        step *= 10.0;
    }
    most
}

/// Draws the chart.
pub fn draw(app: &App, state: &CourseState, plan: &CoursePlan, pen: &mut Pen, area: Area) {
    let lines = lines(app, state);
    let (Some(&(_, left)), Some(&(_, last_x))) = (plan.columns.first(), plan.columns.last()) else {
        return;
    };
    let plot = Area::new(
        left,
        area.y,
        (last_x + plan.column).saturating_sub(left),
        area.h.saturating_sub(1),
    );
    let most = lines
        .iter()
        .flat_map(|line| (0..state.course.heads.len()).map(|c| state.course.point(line.row, c)))
        .filter_map(|point| value(point, state.unit))
        .fold(0.0, f32::max);
    let most = ceiling(most.max(0.01));
    scale(pen, plot, most);
    let spots = spots(state, plan, pen, &lines, plot, most);
    let mut canvas = Canvas::new(plot);
    let drawn = state.course.lines();
    let joined = |a: usize, b: usize| drawn.iter().any(|l| l.contains(&a) && l.contains(&b));
    for i in 0..lines.len() {
        for pair in plan.columns.windows(2) {
            let &[(at, _), (next, column)] = pair else {
                continue;
            };
            let spot = |column: usize| {
                let of = |s: &&Spot| s.line == i && s.column == column;
                spots.iter().find(of)
            };
            let (Some(a), Some(b)) = (spot(at), spot(next)) else {
                continue;
            };
            if !joined(at, next) || b.x.0 <= a.x.1 {
                continue;
            }
            let (from, to) = (a.x.1, b.x.0 - 1);
            let share = (i + 1) as f32 / (lines.len() + 1) as f32;
            // Where the next year's numbers stand side by side, the line turns before the first of them.
            let end = to.min(column.saturating_sub(1)).max(from);
            let turn = from + (f32::from(end - from) * share).round() as u16;
            canvas.step((from, a.y), (to, b.y), turn, i);
        }
    }
    canvas.put(pen, &lines);
    for spot in &spots {
        let Some(line) = lines.get(spot.line) else {
            continue;
        };
        let point = state.course.point(line.row, spot.column);
        let (x, y) = (spot.x.0, spot.y);
        match line.lit {
            Some(index) => {
                pen.put(x, y, 1, &digit(index), Label::Ground, line.mark());
            }
            None => pen.glyph(x, y, Rule::HeavyVertical, Label::Ground, line.mark()),
        }
        let text = said(pen, point, state.unit);
        let room = spot.x.1.saturating_sub(x + 1);
        pen.put(x + 1, y, room, &text, Label::Ground, line.wash());
    }
}

fn said(pen: &Pen, point: crate::theme::Point, unit: crate::app::matrix::Unit) -> String {
    let mut text = number(point, unit);
    if point.is_few() {
        text.push_str(word(pen.lang, Word::Few));
    }
    format!(" {text} ")
}

/// The axes: highest value, its half and nothing.
fn scale(pen: &mut Pen, plot: Area, most: f32) {
    let axis = plot.x.saturating_sub(1);
    let bottom = plot.bottom();
    pen.vline(
        axis,
        plot.y,
        plot.h,
        Rule::Vertical,
        Label::Ground,
        Label::Border,
    );
    pen.hline(
        axis,
        bottom,
        plot.w + 1,
        Rule::Horizontal,
        Label::Ground,
        Label::Border,
    );
    pen.glyph(axis, bottom, Rule::BottomLeft, Label::Ground, Label::Border);
    let last = plot.h.saturating_sub(1);
    let mut marks = vec![(0, most), (last, 0.0)];
    if last >= 6 && last.is_multiple_of(2) {
        marks.push((last / 2, most / 2.0));
    }
    for (row, value) in marks {
        let text = if value == 0.0 || value >= 10.0 {
            format!("{value:.0}")
        } else if value >= 1.0 {
            format!("{value:.1}")
        } else {
            format!("{value:.2}")
        };
        pen.put_right(axis, plot.y + row, 6, &text, Label::Ground, Label::Faint);
        pen.glyph(
            axis,
            plot.y + row,
            Rule::Right,
            Label::Ground,
            Label::Border,
        );
    }
}

/// Where the numbers stand: on their height, or as near to it as there is room.
fn spots(
    state: &CourseState,
    plan: &CoursePlan,
    pen: &Pen,
    lines: &[Line],
    plot: Area,
    most: f32,
) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let last = plot.h.saturating_sub(1);
    for &(column, x) in &plan.columns {
        for (i, line) in lines.iter().enumerate() {
            let point = state.course.point(line.row, column);
            let Some(value) = value(point, state.unit) else {
                continue;
            };
            let cells = 1 + pen.cells(&said(pen, point, state.unit));
            let height = (value / most * f32::from(last)).round() as u16;
            let wanted = plot.y + last.saturating_sub(height);
            let after = |y: u16| {
                let here = spots.iter().filter(|s| s.column == column && s.y == y);
                here.map(|s| s.x.1 + 1).max().unwrap_or(x)
            };
            let fits = |y: &u16| {
                let from = after(*y);
                from == x || from + cells <= x + plan.column
            };
            let rows = plot.y..plot.bottom();
            let nearest = rows
                .filter(fits)
                .min_by_key(|&y| (y.abs_diff(wanted), std::cmp::Reverse(y)));
            if let Some(y) = nearest {
                let from = after(y);
                spots.push(Spot {
                    line: i,
                    column,
                    x: (from, from + cells),
                    y,
                });
            }
        }
    }
    spots
}
