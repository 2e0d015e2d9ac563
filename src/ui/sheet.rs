//! Drawing a sheet of facts: from a row on, as many rows as there is room for, and how far down that is.
//!
//! Must not know what the facts are about.

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use crate::app::plan::Area;
use crate::app::sheet::{Piece, Sheet, Tone};

/// How a piece is shown.
fn label(tone: Tone) -> Label {
    match tone {
        Tone::Text => Label::Text,
        Tone::Strong => Label::Strong,
        Tone::Muted => Label::Muted,
        Tone::Heading => Label::Heading3,
        Tone::Error => Label::Error,
        Tone::Removed => Label::Removed,
        Tone::Washed => Label::GoneWords,
    }
}

/// Draws the rows of `sheet` from `from` on.
pub fn draw(sheet: &Sheet, pen: &mut Pen, area: Area, from: usize) {
    for (y, row) in (area.y..area.bottom()).zip(sheet.rows().iter().skip(from)) {
        for piece in row {
            match piece {
                Piece::Text(x, text, tone) => {
                    let room = area.w.saturating_sub(*x);
                    pen.put(area.x + x, y, room, text, Label::Ground, label(*tone));
                }
                Piece::Share(heavy) => {
                    let (thin, bold) = (Rule::Horizontal, Rule::HeavyHorizontal);
                    pen.hline(area.x, y, area.w, thin, Label::Ground, Label::Border);
                    pen.hline(area.x, y, *heavy, bold, Label::Ground, Label::Gone);
                }
            }
        }
    }
}

/// The part of `height` rows that is seen, heavy on the column `x` at the right; nothing where all of it is.
pub fn ruler(pen: &mut Pen, x: u16, area: Area, from: usize, height: usize, label: Label) {
    let window = usize::from(area.h);
    if height <= window || window == 0 {
        return;
    }
    let rows = (window * window / height).clamp(1, window);
    // At the end it stands at the bottom, and only there.
    let top = from * (window - rows) / (height - window);
    let (y, rows) = (area.y + top as u16, rows as u16);
    let thin = Rule::Vertical;
    pen.vline(x, area.y, area.h, thin, Label::Ground, Label::Border);
    pen.vline(x, y, rows, Rule::HeavyVertical, Label::Ground, label);
}
