//! The form in which a note is written: the sentences, the text, what is to be known.
//!
//! Invariant: the real cursor stands where something is typed.

use super::super::help;
use super::super::label::Label;
use super::super::overlay;
use super::super::paint::Rule;
use super::super::pen::Pen;
use super::super::picker;
use super::standing_words;
use crate::app::App;
use crate::app::action::Context;
use crate::app::list::ListCursor;
use crate::app::marks::{NoteState, note_width};
use crate::app::plan::Area;
use crate::locale::{Word, word};
use crate::report::mark::LONGEST_NOTE;

/// Most rows of the sentences, and of the note.
const QUOTE: u16 = 3;
const TEXT: u16 = 8;

/// Draws the form.
pub fn draw(app: &App, state: &NoteState, pen: &mut Pen, screen: Area) {
    let (w, cells) = note_width(screen.w);
    // Frame, two rules, a row for what is to be known, keys.
    let beside = 6;
    let room = screen.h.saturating_sub(beside);
    let quote = QUOTE.min(room / 4).max(1);
    let text = TEXT.min(room.saturating_sub(quote)).max(1);
    let h = (quote + text + beside).min(screen.h);
    let area = Area::new((screen.w - w) / 2, (screen.h - h) / 3, w, h);
    let label = app.report_label(state.id);
    let standing = standing_words(pen, state.standing);
    let number = format!("{}/{LONGEST_NOTE}", state.area.len());
    let number = if state.area.len() * 10 >= LONGEST_NOTE * 9 {
        number
    } else {
        String::new()
    };
    let note = match &standing {
        Some((text, label)) => [(text.as_str(), *label)],
        None => [(number.as_str(), Label::Muted)],
    };
    let about = pen.cut(&label, w.saturating_sub(24));
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Note),
        about: &about,
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 4 || inner.w < 12 {
        return;
    }
    let (x, mut y) = (inner.x + 2, inner.y);
    let quoted = state.report.resolved(state.span);
    let quoted: String = quoted.split_whitespace().collect();
    let rows = help::rows(pen, &quoted, cells);
    let more = rows.len() > usize::from(quote);
    for (i, row) in rows.iter().take(usize::from(quote)).enumerate() {
        let last = more && i + 1 == usize::from(quote);
        let row = if last {
            format!("{}..", pen.cut(row, cells.saturating_sub(2)))
        } else {
            row.clone()
        };
        pen.put(x, y, cells, &row, Label::Overlay, Label::Muted);
        y += 1;
    }
    let line = |pen: &mut Pen, y: u16| {
        pen.hline(
            inner.x,
            y,
            inner.w,
            Rule::Horizontal,
            Label::Overlay,
            Label::Border,
        );
    };
    line(pen, y);
    y += 1;
    let foot = inner.bottom() - 1;
    let said = foot.saturating_sub(1);
    let height = usize::from(said.saturating_sub(y + 1));
    let lines = state.area.lines(cells, pen.ambiguous);
    let (row, column) = state.area.cursor(&lines, pen.ambiguous);
    let top = ListCursor { selected: row }.top(height, lines.len(), 0);
    if state.area.is_empty() {
        let hint = word(pen.lang, Word::NoteHint);
        pen.put(x + 2, y, cells, hint, Label::Overlay, Label::Faint);
    }
    for (i, line) in lines.iter().skip(top).take(height).enumerate() {
        pen.put(
            x,
            y + i as u16,
            cells + 1,
            &line.text,
            Label::Overlay,
            Label::Strong,
        );
    }
    let at = y + row.saturating_sub(top) as u16;
    pen.cursor = Some((x + column.min(cells), at));
    line(pen, said.saturating_sub(1));
    say(state, pen, x, said, inner.right().saturating_sub(x + 1));
    picker::keys(app, pen, x, foot, inner.right() - 1, Context::NoteForm);
}

/// What is to be known, on one row.
fn say(state: &NoteState, pen: &mut Pen, x: u16, y: u16, room: u16) {
    let (text, label) = if let Some(why) = &state.why {
        (format!("! {}", why.as_str()), Label::Error)
    } else if state.waiting {
        (word(pen.lang, Word::NoteKeeping).to_owned(), Label::Muted)
    } else if state.asking {
        (format!("! {}", word(pen.lang, Word::NoteAsk)), Label::Error)
    } else {
        return;
    };
    let text = pen.cut(&text, room);
    pen.put(x, y, room, &text, Label::Overlay, label);
}
