//! What is wrong in the file of settings, a sentence each.
//!
//! Must not know what is wrong: the sentences come from whoever read the file.

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::{help, overlay, picker};
use crate::app::App;
use crate::app::action::Context;
use crate::app::list::ListCursor;
use crate::app::plan::Area;
use crate::locale::{Word, no_mistakes, word};

/// Widest list, in cells.
const WIDEST: u16 = 110;

/// Draws the list.
pub fn draw(app: &App, cursor: ListCursor, pen: &mut Pen, screen: Area) {
    let w = WIDEST.min(screen.w.saturating_sub(4));
    let mistakes = app.mistakes();
    let rows: Vec<Vec<String>> = mistakes
        .iter()
        .map(|said| help::rows(pen, said.as_str(), w.saturating_sub(6)))
        .collect();
    let all: usize = rows.iter().map(Vec::len).sum();
    let h = (all.max(1) as u16 + 5).min(screen.h.saturating_sub(2));
    let area = Area::new((screen.w - w) / 2, (screen.h - h) / 2, w, h);
    let name = app.settings.config.name();
    let about = crate::text::safe::Safe::new(&name);
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Mistakes),
        about: about.as_str(),
        note: &[],
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 3 || inner.w < 10 {
        return;
    }
    let foot = inner.bottom() - 1;
    let (x, thin) = (inner.x, Rule::Horizontal);
    pen.hline(x, foot - 1, inner.w, thin, Label::Overlay, Label::Border);
    let right = inner.right() - 1;
    picker::keys(app, pen, inner.x + 2, foot, right, Context::Mistakes);
    let list = Area::new(
        inner.x,
        inner.y,
        inner.w,
        (foot - 1).saturating_sub(inner.y),
    );
    if mistakes.is_empty() {
        picker::nothing(pen, list, &no_mistakes(pen.lang));
        return;
    }
    // The chosen one is seen whole, as far as there is room.
    let chosen = cursor.selected.min(rows.len() - 1);
    let mut first = chosen;
    let mut used = rows.get(chosen).map_or(0, Vec::len);
    while let Some(before) = first.checked_sub(1).and_then(|i| rows.get(i)) {
        used += before.len();
        if used > usize::from(list.h) {
            break;
        }
        first -= 1;
    }
    let mut y = list.y;
    for (index, said) in rows.iter().enumerate().skip(first) {
        for text in said {
            if y >= list.bottom() {
                return;
            }
            let row = Area::new(list.x, y, list.w, 1);
            let here = index == chosen;
            let ground = picker::chosen(pen, row, here);
            let label = if here { Label::Strong } else { Label::Text };
            pen.put(list.x + 2, y, list.w.saturating_sub(3), text, ground, label);
            y += 1;
        }
    }
}
