//! Drawing a pane's ruler over its right rule: `┃` the part on the screen, `├` a theme hit, `┝` one of the current theme where several
//! are lit, `┤` a section without counterpart, `┼` `┿` both; where sentences are not as most are, the mark that they have in the gutter.
//!
//! Must not know how a ruler is made: that is [`crate::app::ruler`].

use ratatui::style::Modifier;

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_digit;
use crate::app::plan::PanePlan;
use crate::app::reader::Pane;
use crate::app::view::Side;
use crate::compare::Change;

/// The label of a change.
pub fn change_label(change: Change) -> Label {
    match change {
        Change::Kept => Label::Kept,
        Change::Reworded => Label::Reworded,
        Change::New => Label::New,
        Change::Gone => Label::Gone,
        Change::Moved => Label::Moved,
    }
}

/// Draws the ruler of a pane that is the older side (A) or the newer one.
pub fn draw(pen: &mut Pen, place: &PanePlan, pane: &Pane, side: Option<Side>) {
    let Some(ruler) = &pane.ruler else { return };
    let height = usize::from(place.text.h);
    let rows = pane.rows().len();
    let from = ruler.cell_of(pane.top);
    let to = ruler.cell_of((pane.top + height).min(rows).saturating_sub(1));
    let lonely = if side == Some(Side::A) {
        Label::Gone
    } else {
        Label::New
    };
    for (i, cell) in ruler.cells.iter().enumerate().take(height) {
        let y = place.text.y + i as u16;
        let here = from <= i && i <= to;
        let differs = cell.alone || cell.change.is_some();
        let is_current = |index: usize| index == ruler.current;
        let (rule, label) = match (here, cell.hit) {
            (true, Some(index)) => {
                let thin = ruler.several && !is_current(index);
                let rule = if thin {
                    Rule::HeavyLeftThin
                } else {
                    Rule::HeavyLeft
                };
                (rule, theme_digit(index))
            }
            (true, None) => (Rule::HeavyVertical, Label::FocusBorder),
            (false, Some(index)) => {
                // Told apart without colour, too.
                let strong = ruler.several && is_current(index);
                let rule = match (differs, strong) {
                    (true, true) => Rule::StrongCross,
                    (true, false) => Rule::Cross,
                    (false, true) => Rule::StrongLeft,
                    (false, false) => Rule::Left,
                };
                (rule, theme_digit(index))
            }
            (false, None) if cell.alone => (Rule::Right, lonely),
            (false, None) => {
                if cell.mark {
                    pen.put(place.ruler, y, 1, "*", Label::Ground, Label::Mark);
                    continue;
                }
                if let Some(change) = cell.change {
                    let style = pen
                        .palette
                        .over(Label::Ground, change_label(change))
                        .add_modifier(Modifier::BOLD);
                    let mark = change.mark();
                    pen.put_style(place.ruler, y, 1, mark.encode_utf8(&mut [0; 4]), style);
                }
                continue;
            }
        };
        pen.glyph(place.ruler, y, rule, Label::Ground, label);
    }
}
