//! The form in which an identity is corrected: what the reader says, and beside and below it what the program read and where.
//!
//! Invariant: the real cursor stands where something is typed. Must not know what may be typed.

use super::head::name_and_year;
use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::{bars, help, overlay, picker};
use crate::app::App;
use crate::app::action::Context;
use crate::app::edit::{EditState, Input, Row};
use crate::app::facts;
use crate::app::list::ListCursor;
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::locale::{Word, for_example, word};
use crate::report::{Field, Report};

/// Widest form, in cells.
const WIDEST: u16 = 92;
/// Fewest cells inside the form with what was read beside what is said.
const BESIDE: u16 = 66;
/// Rows in which the chosen row is explained.
const NOTES: u16 = 3;

/// Draws the form.
pub fn draw(app: &App, state: &EditState, pen: &mut Pen, screen: Area) {
    let w = WIDEST.min(screen.w.saturating_sub(if screen.w >= 80 { 4 } else { 0 }));
    // Frame, two rules, keys.
    let h = (state.rows.len() as u16 + NOTES + 5).min(screen.h);
    let area = Area::new((screen.w - w) / 2, screen.h.saturating_sub(h) / 3, w, h);
    let (name, year) = name_and_year(app, state.report, true);
    let name = pen.cut(format!("{name} {year}").trim_end(), w.saturating_sub(24));
    let note = [(word(pen.lang, Word::EditKept), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::EditIdentity),
        about: &name,
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 5 || inner.w < 20 {
        return;
    }
    let notes = NOTES.min(inner.h.saturating_sub(4));
    let rows = Area::new(inner.x, inner.y, inner.w, inner.h - notes - 3);
    let cursor = ListCursor {
        selected: state.chosen,
    };
    let top = cursor.top(usize::from(rows.h), state.rows.len(), 1);
    let labels = state.rows.iter().map(|row| pen.cells(name_of(pen, row)));
    let column = labels.max().unwrap_or(0) + 5;
    let listed = state.rows.iter().enumerate().skip(top);
    for (y, (index, row)) in (rows.y..rows.bottom()).zip(listed) {
        let line = Area::new(rows.x, y, rows.w, 1);
        pen.spot(line, Target::Form(index));
        draw_row(state, row, index == state.chosen, pen, line, column);
    }
    let line = |pen: &mut Pen, y: u16| {
        let (x, w, thin) = (inner.x, inner.w, Rule::Horizontal);
        pen.hline(x, y, w, thin, Label::Overlay, Label::Border);
    };
    line(pen, rows.bottom());
    let about = Area::new(inner.x + 2, rows.bottom() + 1, inner.w - 4, notes);
    if let Some(row) = state.rows.get(state.chosen) {
        let report = app.shelf.report(state.report);
        explain(state, row, report.map(AsRef::as_ref), pen, about);
    }
    line(pen, inner.bottom() - 2);
    let foot = inner.bottom() - 1;
    let right = inner.right() - 1;
    picker::keys(app, pen, inner.x + 2, foot, right, Context::EditForm);
}

fn name_of(pen: &Pen, row: &Row) -> &'static str {
    let name = row.field.map_or(Word::Encoding, facts::field_word);
    word(pen.lang, name)
}

fn draw_row(state: &EditState, row: &Row, here: bool, pen: &mut Pen, line: Area, column: u16) {
    let y = line.y;
    let ground = picker::chosen(pen, line, here);
    let label = if here { Label::Strong } else { Label::Muted };
    pen.put(line.x + 2, y, column, name_of(pen, row), ground, label);
    if row.error.is_some() {
        pen.put(line.x + 1, y, 1, "!", ground, Label::Error);
    }
    let differs = state.differs(row);
    let x = line.x + column;
    let mut right = line.right().saturating_sub(2);
    if differs && line.w >= BESIDE && !matches!(row.input, Input::Chosen(_)) {
        let read = row.field.and_then(|f| state.read.shown(f, pen.lang));
        let read = read.unwrap_or_else(|| word(pen.lang, Word::Unknown).to_owned());
        let was = format!("{} {}", word(pen.lang, Word::AsRead), read);
        let was = pen.cut(&was, line.w / 3);
        let cells = pen.cells(&was);
        right = pen
            .put_right(right, y, cells, &was, ground, Label::Muted)
            .saturating_sub(2);
    }
    let room = right.saturating_sub(x);
    match &row.input {
        Input::Typed(field) => {
            if field.is_empty() {
                let unknown = word(pen.lang, Word::Unknown);
                // Behind the cursor, where it stands in the field.
                let at = if here { x + 2 } else { x };
                pen.put(at, y, room, unknown, ground, Label::Error);
            }
            if here {
                bars::field(pen, x, y, room, field, ground);
            } else {
                let text = pen.cut(&field.text(), room);
                let label = if differs { Label::New } else { Label::Text };
                pen.put(x, y, room, &text, ground, label);
            }
        }
        Input::Chosen(_) => choices(state, row, here, pen, Area::new(x, y, room, 1), ground),
    }
}

/// What can be chosen, side by side; where there is no room only what holds, and how many there are.
fn choices(state: &EditState, row: &Row, here: bool, pen: &mut Pen, area: Area, ground: Label) {
    let mut names = row.choice_names(pen.lang);
    let mut holds = state.holds(row);
    if row.field.is_none() {
        // The encoding can be left to the program.
        names.insert(0, word(pen.lang, Word::Automatic).to_owned());
        holds = Some(holds.map_or(0, |at| at + 1));
    }
    let own = state.differs(row);
    let cells: u16 = names.iter().map(|name| pen.cells(name) + 3).sum();
    // The blank before a name stands left of the column.
    let (mut x, y) = (area.x - u16::from(here), area.y);
    if cells > area.w + 1 {
        let at = holds.unwrap_or(0);
        let name = names.get(at).map_or("", String::as_str);
        let label = if own { Label::New } else { Label::Strong };
        x = pen.put(x, y, area.w, name, ground, label);
        let number = format!("  {}/{}", at + 1, names.len());
        pen.put(
            x,
            y,
            area.right().saturating_sub(x),
            &number,
            ground,
            Label::Muted,
        );
        if here {
            pen.cursor = Some((area.x, y));
        }
        return;
    }
    for (index, name) in names.iter().enumerate() {
        let chosen = holds == Some(index);
        let label = match (chosen, here, own) {
            (true, true, _) => Label::Badge,
            (true, false, true) => Label::New,
            (true, false, false) => Label::Text,
            (false, ..) => Label::Muted,
        };
        if !here && !chosen {
            continue;
        }
        if here {
            let name = format!(" {name} ");
            if chosen {
                pen.cursor = Some((x + 1, y));
            }
            let from = x;
            x = pen.put(x, y, area.right().saturating_sub(x), &name, ground, label) + 1;
            pen.spot_row(from, y, x, Target::Choice(index));
        } else {
            x = pen.put(x, y, area.right().saturating_sub(x), name, ground, label) + 2;
        }
    }
}

/// What is wrong with the chosen row, what can be typed, and what the program read and where.
fn explain(state: &EditState, row: &Row, report: Option<&Report>, pen: &mut Pen, area: Area) {
    let lang = pen.lang;
    let mut y = area.y;
    let mut put = |pen: &mut Pen, x: u16, text: &str, label: Label| {
        for row in help::rows(pen, text, area.w.saturating_sub(x)) {
            if y < area.bottom() {
                pen.put(area.x + x, y, area.w - x, &row, Label::Overlay, label);
                y += 1;
            }
        }
    };
    let Some(field) = row.field else {
        let now = report.map_or("", |report| report.source.encoding);
        put(
            pen,
            0,
            &format!("{}  {now}", word(lang, Word::ReadIn)),
            Label::Text,
        );
        put(pen, 0, word(lang, Word::EncodingHelp), Label::Muted);
        return;
    };
    if let Some(error) = row.error.as_ref().filter(|_| state.asked || !typing(row)) {
        pen.put(area.x, area.y, 1, "!", Label::Overlay, Label::Error);
        put(pen, 2, &error.sentence(lang), Label::Error);
    } else if matches!(row.input, Input::Typed(_)) {
        let how = format!(
            "{}  {}",
            for_example(lang, field.example(lang)),
            word(lang, Word::UnknownHere)
        );
        put(pen, 0, &how, Label::Muted);
    } else {
        put(pen, 0, word(lang, Word::ChoiceHelp), Label::Muted);
    }
    let read = state.read.shown(field, lang);
    let value = read.unwrap_or_else(|| word(lang, Word::Unknown).to_owned());
    let evidence = report.map_or_else(String::new, |report| {
        evidence(pen, state, field, report, &value)
    });
    let text = format!("{}  {value}  {evidence}", word(lang, Word::ProgramRead));
    put(pen, 0, text.trim_end(), Label::Text);
}

/// Something is typed in it: what is not finished is no mistake yet.
fn typing(row: &Row) -> bool {
    matches!(&row.input, Input::Typed(field) if !field.is_empty())
}

/// Where the program read a field.
fn evidence(pen: &Pen, state: &EditState, field: Field, report: &Report, value: &str) -> String {
    let (lang, read) = (pen.lang, &state.read);
    let found = match field {
        Field::Place => read
            .place
            .as_ref()
            .map(|e| facts::evidence(lang, report, e, value)),
        Field::Level => read
            .level
            .as_ref()
            .map(|e| facts::evidence(lang, report, e, value)),
        Field::Year => read
            .year
            .as_ref()
            .map(|e| facts::evidence(lang, report, e, value)),
        Field::Delivered => {
            let read = read.delivered_on.as_ref();
            read.map(|e| facts::evidence(lang, report, e, value))
        }
        Field::Meeting => read
            .meeting
            .as_ref()
            .map(|e| facts::evidence(lang, report, e, value)),
        Field::Speaker => read
            .speaker
            .as_ref()
            .map(|e| facts::evidence(lang, report, e, value)),
        Field::Issuer => read
            .issuer
            .as_ref()
            .map(|e| facts::evidence(lang, report, e, value)),
    };
    found.unwrap_or_default()
}
