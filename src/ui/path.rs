//! The field in which a path is typed, and what it can become.

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::{bars, help, overlay, picker};
use crate::app::App;
use crate::app::action::Context;
use crate::app::list::ListCursor;
use crate::app::mouse::Target;
use crate::app::path::PathState;
use crate::app::plan::Area;
use crate::locale::{Word, count, word};
use crate::report::library::Completion;

/// Widest, in cells.
const WIDEST: u16 = 84;
/// Most rows of candidates.
const MOST: u16 = 10;
/// Rows without candidates: frame, field, rule, two rows of what is to be known, rule, keys.
const ROWS: u16 = 8;

/// Draws it over the screen.
pub fn draw(app: &App, state: &PathState, pen: &mut Pen, screen: Area) {
    let w = WIDEST.min(screen.w.saturating_sub(if screen.w >= 80 { 4 } else { 0 }));
    let listed = state.listed.as_ref();
    let number = listed.map_or(0, |l| l.candidates.len());
    let number = (number + usize::from(listed.is_some_and(|l| l.more > 0))) as u16;
    // The candidates stand in place of what is to be known.
    let h = (ROWS + number.min(MOST).saturating_sub(2)).min(screen.h);
    let top = screen.h.saturating_sub(ROWS + MOST) / 3;
    let y = top.min(screen.h.saturating_sub(h));
    let area = Area::new((screen.w - w) / 2, y, w, h);
    let note = [(word(pen.lang, Word::PathKinds), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::WelcomeOpen),
        about: "",
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 5 || inner.w < 10 {
        return;
    }
    let (x, room) = (inner.x + 2, inner.w - 4);
    if state.field.is_empty() {
        let hint = word(pen.lang, Word::PathHint);
        // Behind the cursor.
        let room = room.saturating_sub(2);
        pen.put(x + 2, inner.y, room, hint, Label::Overlay, Label::Faint);
    }
    bars::field(pen, x, inner.y, room, &state.field, Label::Overlay);
    let line = |pen: &mut Pen, y: u16| {
        let (x, w) = (inner.x, inner.w);
        let thin = Rule::Horizontal;
        pen.hline(x, y, w, thin, Label::Overlay, Label::Border);
    };
    line(pen, inner.y + 1);
    let below = Area::new(inner.x, inner.y + 2, inner.w, inner.h - 4);
    if let Some(listed) = listed {
        candidates(state, listed, pen, below);
    } else {
        about(app, state, pen, below);
    }
    line(pen, inner.bottom() - 2);
    let foot = inner.bottom() - 1;
    picker::keys(app, pen, x, foot, inner.right() - 1, Context::PathField);
}

/// Why the last path led to nothing, or what opening does.
fn about(app: &App, state: &PathState, pen: &mut Pen, area: Area) {
    let (x, room) = (area.x + 2, area.w - 4);
    let rows = area.y..area.bottom();
    if let Some(why) = &state.why {
        pen.put(x, area.y, 1, "!", Label::Overlay, Label::Error);
        let text = help::rows(pen, why.as_str(), room - 2);
        for (y, row) in rows.zip(&text) {
            pen.put(x + 2, y, room - 2, row, Label::Overlay, Label::Error);
        }
        return;
    }
    // Only said where something is open.
    let text = if state.waiting {
        Word::Looking
    } else if app.shelf.ready_count() > 0 {
        Word::OpensBeside
    } else {
        return;
    };
    for (y, row) in rows.zip(help::rows(pen, word(pen.lang, text), room)) {
        pen.put(x, y, room, &row, Label::Overlay, Label::Muted);
    }
}

/// The names that the last part of the path can become.
fn candidates(state: &PathState, listed: &Completion, pen: &mut Pen, area: Area) {
    let cursor = ListCursor {
        selected: state.chosen.unwrap_or(0),
    };
    let rows = area.h - u16::from(listed.more > 0 && area.h > 1);
    let all = listed.candidates.len();
    let top = cursor.top(usize::from(rows), all, 1);
    let shown = listed.candidates.iter().enumerate().skip(top);
    for (y, (index, candidate)) in (area.y..area.y + rows).zip(shown) {
        let row = Area::new(area.x, y, area.w, 1);
        let ground = picker::chosen(pen, row, state.chosen == Some(index));
        pen.spot(row, Target::Line(index));
        let inside = candidate.strip_suffix('/').unwrap_or(candidate);
        let at = inside.rfind('/').map_or(0, |at| at + 1);
        let name = candidate.get(at..).unwrap_or(candidate);
        let name = pen.cut(name, area.w - 4);
        let label = if name.ends_with('/') {
            Label::Strong
        } else {
            Label::Text
        };
        pen.put(area.x + 2, y, area.w - 4, &name, ground, label);
    }
    let rest = all - (top + usize::from(rows)).min(all) + listed.more;
    if rest > 0 {
        let more = count(pen.lang, Word::MoreNames, rest);
        let y = area.bottom() - 1;
        let right = area.right() - 2;
        let cells = pen.cells(&more);
        pen.put_right(right, y, cells, &more, Label::Overlay, Label::Muted);
    }
}
