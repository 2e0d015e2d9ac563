//! The form for writing a comparison, a matrix or passages into a file.
//!
//! Invariant: the real cursor stands in the file's name. Must not know how anything is written.

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::{bars, help, overlay, picker};
use crate::app::App;
use crate::app::action::Action;
use crate::app::export::{ExportState, PARTS, Stage, Subject, part_name};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::compare::Depth;
use crate::locale::{Word, word};

/// Widest, in cells.
const WIDEST: u16 = 84;
/// Rows for what is to be known.
const NOTES: u16 = 2;

/// Draws the form.
pub fn draw(app: &App, state: &ExportState, pen: &mut Pen, screen: Area) {
    let lang = pen.lang;
    let w = WIDEST.min(screen.w.saturating_sub(if screen.w >= 80 { 4 } else { 0 }));
    // Frame, formats, rule, three rows, rule, notes, rule, keys.
    let h = (state.subject.kinds().len() as u16 + 3 + NOTES + 5).min(screen.h);
    let area = Area::new((screen.w - w) / 2, (screen.h - h) / 3, w, h);
    let mut depth = None;
    let (who, named) = if let Subject::Comparison(a, b) = state.subject {
        depth = app.compared_as_shown(a, b).map(|c| c.depth);
        let named = depth.map_or("", |depth| {
            word(
                lang,
                match depth {
                    Depth::Revision => Word::Revision,
                    Depth::Succession => Word::Succession,
                    Depth::Parallel => Word::Parallel,
                },
            )
        });
        let (a, b) = (app.report_label(a), app.report_label(b));
        (format!("{a} {} {b}", word(lang, Word::And)), named)
    } else if let Some(text) = &state.passage {
        let source = text.as_str().lines().last().unwrap_or_default();
        (source.to_owned(), "")
    } else {
        let (about, part) = app.themes_about(state.subject);
        (about, word(lang, part.word()))
    };
    let who = pen.cut(&who, w.saturating_sub(30));
    let note = [(named, Label::Muted)];
    let frame = overlay::Frame {
        title: word(lang, Word::ExportTitle),
        about: &who,
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 8 || inner.w < 20 {
        return;
    }
    let foot = inner.bottom() - 1;
    // From below: keys, rule, notes, rule, what, kept, file; the rest is the list.
    let notes = NOTES.min(inner.h.saturating_sub(8)).max(1);
    let list = inner.h.saturating_sub(notes + 6).max(1);
    formats(
        state,
        depth,
        pen,
        Area::new(inner.x, inner.y, inner.w, list),
    );
    let mut y = inner.y + list;
    let line = |pen: &mut Pen, y: u16| {
        let thin = Rule::Horizontal;
        pen.hline(inner.x, y, inner.w, thin, Label::Overlay, Label::Border);
    };
    line(pen, y);
    y += 1;
    let column = [Word::ExportFile, Word::ExportPartName, Word::ExportKeptName]
        .map(|name| pen.cells(word(lang, name)))
        .into_iter()
        .max()
        .unwrap_or(0)
        + 2;
    let (x, room) = (inner.x + 2, inner.w.saturating_sub(4));
    let label = |pen: &mut Pen, y: u16, name: Word| {
        pen.put(x, y, column, word(lang, name), Label::Overlay, Label::Muted);
    };
    label(pen, y, Word::ExportFile);
    bars::field(
        pen,
        x + column,
        y,
        room.saturating_sub(column),
        &state.field,
        Label::Overlay,
    );
    let themes = !matches!(state.subject, Subject::Comparison(..));
    if themes && state.passage.is_none() && y + 1 < foot {
        label(pen, y + 1, Word::ExportPartName);
        let shown = word(lang, Word::ExportAsShown);
        let room = room.saturating_sub(column);
        pen.put(x + column, y + 1, room, shown, Label::Overlay, Label::Muted);
    }
    if !themes && y + 1 < foot {
        label(pen, y + 1, Word::ExportPartName);
        let parts = PARTS.map(|part| (word(lang, part_name(part)), part == state.part));
        let at = (x + column, y + 1);
        choices(pen, at, inner.right(), &parts, Action::ExportPart);
    }
    if !themes && y + 2 < foot {
        label(pen, y + 2, Word::ExportKeptName);
        if state.kind().may_leave_out() && depth != Some(Depth::Parallel) {
            let choice = [
                (Word::ExportKeptWritten, state.kept),
                (Word::ExportKeptCounted, !state.kept),
            ];
            let choice = choice.map(|(name, on)| (word(lang, name), on));
            let at = (x + column, y + 2);
            choices(pen, at, inner.right(), &choice, Action::ExportKept);
        } else {
            let always = word(lang, Word::ExportAlways);
            pen.put(
                x + column,
                y + 2,
                room.saturating_sub(column),
                always,
                Label::Overlay,
                Label::Muted,
            );
        }
    }
    let top = foot.saturating_sub(1 + notes);
    if top > y + 2 {
        said(state, pen, Area::new(x, top, room, notes));
    }
    line(pen, foot - 1);
    picker::keys(app, pen, x, foot, inner.right() - 1, state.context());
}

/// The list of formats.
fn formats(state: &ExportState, depth: Option<Depth>, pen: &mut Pen, area: Area) {
    let lang = pen.lang;
    let kinds = state.subject.kinds();
    let column = kinds
        .iter()
        .map(|k| pen.cells(word(lang, k.name())))
        .max()
        .unwrap_or(0)
        + 3;
    let top = (state.chosen + 1).saturating_sub(usize::from(area.h));
    let shown = kinds.iter().enumerate().skip(top);
    for (y, (index, kind)) in (area.y..area.bottom()).zip(shown) {
        let here = index == state.chosen;
        let row = Area::new(area.x, y, area.w, 1);
        let ground = picker::chosen(pen, row, here);
        pen.spot(row, Target::Line(index));
        let fits = depth.is_none_or(|depth| kind.fits(depth));
        let label = match (fits, here) {
            (false, _) => Label::Faint,
            (true, true) => Label::Strong,
            (true, false) => Label::Text,
        };
        let x = area.x + 2;
        pen.put(x, y, column, word(lang, kind.name()), ground, label);
        let ending = format!(".{}", kind.extension());
        let right = area.right().saturating_sub(2);
        let end = pen.cells(&ending);
        let room = right.saturating_sub(x + column + end + 1);
        let about = if fits {
            kind.about()
        } else {
            Word::NotMarkedAtParallel
        };
        let about = pen.cut(word(lang, about), room);
        let quiet = if fits { Label::Muted } else { Label::Faint };
        pen.put(x + column, y, room, &about, ground, quiet);
        pen.put_right(right, y, end, &ending, ground, quiet);
    }
}

/// What can be chosen, side by side, the chosen one on a badge; the action goes to the next of them.
fn choices(
    pen: &mut Pen,
    (x, y): (u16, u16),
    right: u16,
    choices: &[(&str, bool)],
    action: Action,
) {
    let first = x;
    // The blank of a badge stands left of the column.
    let mut x = x.saturating_sub(1);
    for (name, on) in choices {
        let label = if *on { Label::Badge } else { Label::Muted };
        let name = format!(" {name} ");
        x = pen.put(
            x,
            y,
            right.saturating_sub(x + 1),
            &name,
            Label::Overlay,
            label,
        ) + 1;
    }
    pen.spot_row(first, y, x, Target::Act(action));
}

/// What went wrong, what is asked, what the path can become, or where the file goes.
fn said(state: &ExportState, pen: &mut Pen, area: Area) {
    let lang = pen.lang;
    let rows = |pen: &mut Pen, x: u16, text: &str, label: Label| {
        let rows = help::rows(pen, text, area.w.saturating_sub(x));
        for (y, row) in (area.y..area.bottom()).zip(&rows) {
            pen.put(area.x + x, y, area.w - x, row, Label::Overlay, label);
        }
    };
    if state.stage == Stage::Asking {
        pen.put(area.x, area.y, 1, "!", Label::Overlay, Label::Error);
        let ask = format!(
            "{}  {}",
            word(lang, Word::OverwriteAsk),
            word(lang, Word::OverwriteKeys)
        );
        rows(pen, 2, &ask, Label::Error);
    } else if let Some(why) = &state.why {
        pen.put(area.x, area.y, 1, "!", Label::Overlay, Label::Error);
        rows(pen, 2, why.as_str(), Label::Error);
    } else if state.stage == Stage::Writing {
        rows(pen, 0, word(lang, Word::ExportWriting), Label::Muted);
    } else if let Some(listed) = &state.listed {
        let names: Vec<&str> = listed.candidates.iter().map(String::as_str).collect();
        rows(pen, 0, &names.join("  "), Label::Muted);
    } else {
        rows(pen, 0, word(lang, Word::ExportHere), Label::Muted);
    }
}
