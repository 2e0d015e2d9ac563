//! The matrix screen: heads, numbers on their shades, totals, and below them what the cell under the cursor holds.

mod heads;
pub mod overlay;
mod preview;
mod title;

use super::label::Label;
use super::lens;
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_digit;
use crate::app::App;
use crate::app::matrix::{CELL, MatrixPlan, MatrixState};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::locale::{Word, or_more, theme_group, word};
use crate::theme::{Cell, Lexicon, Matrix, RowOrder};

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &MatrixState, pen: &mut Pen, screen: Area) {
    title::draw(app, state, pen, screen.w);
    let Some(lexicon) = app.lexicon.as_deref().filter(|l| !l.themes.is_empty()) else {
        middle(pen, screen, word(pen.lang, Word::NoThemeTable));
        return;
    };
    if state.matrix.columns.is_empty() {
        let text = if state.matrix.left_out > 0 {
            Word::NoSuchReports
        } else {
            Word::CountingHits
        };
        middle(pen, screen, word(pen.lang, text));
        return;
    }
    let drawer = Drawer {
        app,
        state,
        lexicon,
        matrix: &state.matrix,
        plan: MatrixPlan::new(state, lexicon, pen.lang, (screen.w, screen.h)),
    };
    drawer.heads(pen);
    drawer.rows(pen);
    drawer.foot(pen);
    drawer.preview(pen);
    drawer.legend(pen, screen.w);
}

fn middle(pen: &mut Pen, screen: Area, text: &str) {
    let x = screen.w.saturating_sub(pen.cells(text)) / 2;
    pen.put(x, screen.h / 2, screen.w, text, Label::Ground, Label::Muted);
}

struct Drawer<'a> {
    app: &'a App,
    state: &'a MatrixState,
    lexicon: &'a Lexicon,
    matrix: &'a Matrix,
    plan: MatrixPlan,
}

impl Drawer<'_> {
    fn rows(&self, pen: &mut Pen) {
        let body = self.plan.body;
        let mut group = "";
        for (y, line) in (body.y..body.bottom()).zip(&self.plan.lines) {
            let Some(row) = *line else { continue };
            let Some(id) = self.matrix.rows.get(row).copied() else {
                continue;
            };
            let Some(theme) = self.lexicon.theme(id) else {
                continue;
            };
            let here = row == self.state.row;
            if theme.group != group {
                group = &theme.group;
                if let Some(x) = self.plan.group {
                    let name = theme_group(pen.lang, group);
                    let room = self.plan.name.0.saturating_sub(x + 1);
                    let name = pen.cut(name, room);
                    pen.put(x, y, room, &name, Label::Ground, Label::Muted);
                }
            }
            let (x, w) = self.plan.name;
            if here {
                pen.glyph(x - 1, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
            }
            let name = pen.cut(lens::theme_name(theme, pen.lang), w);
            let label = if here { Label::Heading1 } else { Label::Text };
            pen.put(x, y, w, &name, Label::Ground, label);
            pen.spot_row(0, y, x + w + 1, Target::RowHead(row));
            if let Some(index) = self.app.lit.iter().position(|&t| t == id) {
                let digit = if index < 9 {
                    (index + 1).to_string()
                } else {
                    "+".to_owned()
                };
                pen.put(x + w, y, 1, &digit, Label::Ground, theme_digit(index));
            }
            for &(column, x) in &self.plan.columns {
                if let Some(cell) = self.matrix.cell(row, column) {
                    self.number(pen, x, y, cell, here && column == self.state.column);
                    pen.spot_row(x, y, x + CELL, Target::Cell(row, column));
                }
            }
            self.measure(pen, y, row, here);
            if let (Some(right), Some(cell)) = (self.plan.total, self.matrix.row_cell(row)) {
                let at = (right.saturating_sub(CELL - 1), right);
                self.total(pen, at, y, cell, (here, here && self.state.on_row_total()));
                let total = Target::Cell(row, self.matrix.columns.len());
                pen.spot_row(at.0, y, at.1, total);
            }
        }
    }

    /// A number on its shade.
    fn number(&self, pen: &mut Pen, x: u16, y: u16, cell: Cell, here: bool) {
        let text = preview::number(pen.lang, self.state.unit, cell);
        let (ground, label) = if here {
            (Label::CurrentHit, Label::CurrentHit)
        } else if !cell.has_part {
            (Label::Ground, Label::Gone)
        } else if cell.hits == 0 {
            (Label::Ground, Label::Faint)
        } else {
            (Label::Shade(cell.shade()), Label::Shade(cell.shade()))
        };
        pen.fill(Area::new(x, y, CELL, 1), ground);
        let right = x + (CELL - 2).max(pen.cells(&text).min(CELL));
        pen.put_right(right, y, CELL, &text, ground, label);
    }

    /// A total in the cell that begins at `x`, ending before `right`; it has no shade, since it is of more than one report or theme.
    fn total(
        &self,
        pen: &mut Pen,
        (x, right): (u16, u16),
        y: u16,
        cell: Cell,
        (strong, here): (bool, bool),
    ) {
        let text = preview::number(pen.lang, self.state.unit, cell);
        let (ground, label) = if here {
            (Label::CurrentHit, Label::CurrentHit)
        } else if strong {
            (Label::Ground, Label::Heading1)
        } else if !cell.has_part {
            (Label::Ground, Label::Gone)
        } else if cell.hits == 0 {
            (Label::Ground, Label::Faint)
        } else {
            (Label::Ground, Label::Muted)
        };
        if here {
            pen.fill(Area::new(x, y, CELL, 1), ground);
        }
        pen.put_right(right, y, CELL, &text, ground, label);
    }

    /// What the rows are sorted by: a rise or fall with its sign, or a spread.
    fn measure(&self, pen: &mut Pen, y: u16, row: usize, here: bool) {
        let Some(right) = self.plan.measure else {
            return;
        };
        let value = self.matrix.measure.values.get(row).copied().flatten();
        let (text, label) = match (value, self.matrix.rows_by) {
            (None, _) => ("-".to_owned(), Label::Faint),
            (Some(v), RowOrder::Change) if v.abs() < 0.005 => ("0".to_owned(), Label::Faint),
            (Some(v), RowOrder::Change) if v > 0.0 => (format!("{v:+.2}"), Label::FigureUp),
            (Some(v), RowOrder::Change) => (format!("{v:+.2}"), Label::FigureDown),
            (Some(v), _) => (format!("{v:.2}"), Label::Muted),
        };
        let label = if here { Label::Heading1 } else { label };
        pen.put_right(right, y, CELL, &text, Label::Ground, label);
    }

    /// The totals of the columns, below the themes.
    fn foot(&self, pen: &mut Pen) {
        let Some(y) = self.plan.foot else { return };
        let here = self.state.on_column_total();
        let (x, w) = self.plan.name;
        if here {
            pen.glyph(x - 1, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
        }
        let label = if here { Label::Heading1 } else { Label::Muted };
        let name = word(pen.lang, Word::Total);
        pen.spot_row(0, y, x + w, Target::RowHead(self.matrix.rows.len()));
        let next = pen.put(x, y, w, name, Label::Ground, label) + 1;
        if self.plan.beyond.1 > 0 {
            let text = format!("+{}", self.plan.beyond.1);
            let room = (x + w).saturating_sub(next);
            pen.put(next, y, room, &text, Label::Ground, Label::Faint);
        }
        for &(column, x) in &self.plan.columns {
            if let Some(cell) = self.matrix.column_cell(column) {
                let on = here && column == self.state.column;
                self.total(pen, (x, x + CELL - 2), y, cell, (here, on));
                let total = Target::Cell(self.matrix.rows.len(), column);
                pen.spot_row(x, y, x + CELL, total);
            }
        }
    }

    fn legend(&self, pen: &mut Pen, w: u16) {
        let Some(y) = self.plan.legend else { return };
        let lang = pen.lang;
        let mut x = 2;
        if w >= 80 {
            let per = word(lang, Word::PerThousand);
            let name = if w >= 100 {
                format!("{} {per}", word(lang, Word::Shade))
            } else {
                per.to_owned()
            };
            x = pen.put(x, y, 24, &name, Label::Ground, Label::Muted) + 2;
        }
        let last = or_more(lang, 2);
        let steps = ["<0.25", "<0.6", "<1.1", "<2", last.as_str()];
        for (shade, step) in (1..).zip(steps) {
            let ground = Label::Shade(shade);
            pen.fill(Area::new(x, y, CELL, 1), ground);
            let from = x + (CELL.saturating_sub(pen.cells(step))) / 2;
            pen.put(from, y, CELL, step, ground, ground);
            x += CELL + 1;
        }
        x += 2;
        let said = [
            ("0", Label::Faint, word(lang, Word::NotMentioned)),
            (
                word(lang, Word::NoneShort),
                Label::Gone,
                word(lang, Word::NoSuchPart),
            ),
        ];
        for (sign, label, text) in said {
            if x + pen.cells(sign) + 1 + pen.cells(text) >= w {
                break;
            }
            x = pen.put(x, y, 4, sign, Label::Ground, label) + 1;
            x = pen.put(x, y, 24, text, Label::Ground, Label::Muted) + 3;
        }
    }
}
