//! The command palette on the screen: name, sentence, keys.

use super::label::Label;
use super::pen::Pen;
use super::picker;
use crate::app::App;
use crate::app::action::Context;
use crate::app::mouse::Target;
use crate::app::palette::{Command, PaletteState};
use crate::app::plan::Area;
use crate::locale::{Word, count, word};

/// Fewest cells of a line that has room for the sentence beside the name.
const WITH_SENTENCE: u16 = 50;

/// Draws the palette.
pub fn draw(app: &App, state: &PaletteState, pen: &mut Pen, screen: Area) {
    let items = app.palette_items(state);
    let note = count(pen.lang, Word::CommandCount, items.len());
    let list = picker::open(
        app,
        pen,
        screen,
        &picker::Heading {
            title: word(pen.lang, Word::Command),
            note: &note,
            field: &state.field,
            hint: word(pen.lang, Word::PaletteHint),
            context: Context::Palette,
        },
    );
    if list.w < 10 {
        return;
    }
    if items.is_empty() {
        picker::nothing(pen, list, word(pen.lang, Word::NoSuchCommand));
        return;
    }
    // One width for all names, so that the list does not jump while typing narrows it.
    let widest = |cells: &dyn Fn(&Command) -> u16| items.iter().map(cells).max().unwrap_or(0);
    let name = widest(&|c| pen.cells(c.row.label(pen.lang))).max(14);
    let top = state.cursor.top(list.h as usize, items.len(), 2);
    for (y, (index, command)) in (list.y..list.bottom()).zip(items.iter().enumerate().skip(top)) {
        let row = Area::new(list.x, y, list.w, 1);
        line(app, pen, row, command, name, index == state.cursor.selected);
        pen.spot(row, Target::Line(index));
    }
}

fn line(app: &App, pen: &mut Pen, row: Area, command: &Command, name: u16, here: bool) {
    let ground = picker::chosen(pen, row, here);
    let keys = app.keymap.keys(command.row.action, command.context);
    // As many of its keys as there is room for.
    let room = row.w / 4;
    let mut shown = String::new();
    for key in keys {
        let more = if shown.is_empty() {
            key
        } else {
            format!("{shown}  {key}")
        };
        if !shown.is_empty() && pen.cells(&more) > room {
            break;
        }
        shown = more;
    }
    let right = row.right() - 2;
    let end = pen.put_right(right, row.y, row.w / 2, &shown, ground, Label::Key);
    let base = if here { Label::Heading2 } else { Label::Text };
    let mut x = row.x + 2;
    let stop = end.saturating_sub(1);
    for (at, c) in command.row.label(pen.lang).chars().enumerate() {
        let label = if command.matched.contains(&(at as u32)) {
            Label::Match
        } else {
            base
        };
        let c = c.encode_utf8(&mut [0; 4]).to_owned();
        x = pen.put(x, row.y, stop.saturating_sub(x), &c, ground, label);
    }
    let x = row.x + 2 + name + 2;
    if row.w >= WITH_SENTENCE {
        let room = end.saturating_sub(x + 2);
        let sentence = pen.cut(command.row.help(pen.lang), room);
        pen.put(x, row.y, room, &sentence, ground, Label::Muted);
    }
}
