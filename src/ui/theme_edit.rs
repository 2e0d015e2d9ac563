//! The form in which a theme is made: the sentence and the stretch that is chosen of it, the fields, what they can mean, and what the
//! terms come to.
//!
//! Invariant: the real cursor stands where something is typed. Must not know what may be typed.

use super::head::name_and_year;
use super::label::Label;
use super::layers::{Ink, Layers};
use super::paint::Rule;
use super::pen::Pen;
use super::{bars, help, overlay, picker};
use crate::app::App;
use crate::app::field::Field;
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::app::theme_edit::{Row, Said, Stretch, ThemeEditState};
use crate::locale::{
    Word, term_inside, term_single, term_there, terms_common, terms_stand, theme_comes_to, word,
};

/// Widest form, in cells.
const WIDEST: u16 = 88;
/// Most rows of the sentence.
const SENTENCE: u16 = 4;
/// Rows of what a field can mean, and of what is said of the terms.
const CHOICES: u16 = 5;
const NOTES: u16 = 4;

/// Draws the form.
pub fn draw(app: &App, state: &ThemeEditState, pen: &mut Pen, screen: Area) {
    let w = WIDEST.min(screen.w.saturating_sub(if screen.w >= 80 { 4 } else { 0 }));
    let text = w.saturating_sub(8);
    let sentence = state.stretch.as_ref().map(|s| rows_of(app, pen, s, text));
    let above = sentence.as_ref().map_or(0, |rows| rows.len() as u16 + 1);
    // Frame, fields, three rules, keys.
    let h = (above + 3 + CHOICES + NOTES + 6).min(screen.h);
    let area = Area::new((screen.w - w) / 2, screen.h.saturating_sub(h) / 3, w, h);
    let title = if state.adds() {
        Word::AddTerms
    } else {
        Word::NewTheme
    };
    let whence = state.stretch.as_ref().map(|stretch| {
        let (name, year) = name_and_year(app, stretch.report, true);
        format!("{name} {year}").trim_end().to_owned()
    });
    let note = [(whence.as_deref().unwrap_or(""), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, title),
        about: "",
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 6 || inner.w < 20 {
        return;
    }
    let mut y = inner.y;
    if let (Some(stretch), Some(rows)) = (&state.stretch, sentence) {
        let focus = state.row == Row::Sentence;
        for row in &rows {
            pen.spot(Area::new(inner.x, y, inner.w, 1), Target::Form(0));
            if focus {
                let (x, ground) = (inner.x, Label::Overlay);
                pen.glyph(x, y, Rule::HeavyVertical, ground, Label::Accent);
            }
            draw_sentence(app, pen, stretch, row, (inner.x + 2, y));
            y += 1;
        }
        rule(pen, inner, y);
        y += 1;
    }
    let fields = [Row::Terms, Row::Theme, Row::Group];
    for (index, row) in (1..).zip(fields) {
        let line = Area::new(inner.x, y, inner.w, 1);
        pen.spot(line, Target::Form(index));
        field(state, row, pen, line);
        y += 1;
    }
    rule(pen, inner, y);
    y += 1;
    let foot = inner.bottom() - 1;
    let left = foot.saturating_sub(y + 1);
    let listed = state
        .choices()
        .map_or(0, |(choices, _)| choices.len() as u16);
    let notes = NOTES.min(left);
    let room = CHOICES
        .min(left.saturating_sub(notes + 1))
        .min(listed.max(1));
    let mut rest = Area::new(inner.x + 2, y, inner.w.saturating_sub(4), left);
    if listed > 0 && room > 0 {
        choices(state, pen, Area::new(inner.x, y, inner.w, room));
        rule(pen, inner, y + room);
        rest = Area::new(rest.x, y + room + 1, rest.w, left - room - 1);
    }
    say(state, pen, rest);
    rule(pen, inner, foot - 1);
    picker::keys(
        app,
        pen,
        inner.x + 2,
        foot,
        inner.right() - 1,
        state.context(),
    );
}

fn rule(pen: &mut Pen, inner: Area, y: u16) {
    pen.hline(
        inner.x,
        y,
        inner.w,
        Rule::Horizontal,
        Label::Overlay,
        Label::Border,
    );
}

type Pieces = Vec<crate::text::span::Span>;

/// The rows of the sentence that are shown: those around the chosen stretch.
fn rows_of(app: &App, pen: &Pen, stretch: &Stretch, cells: u16) -> Vec<Pieces> {
    let Some(report) = app.shelf.report(stretch.report) else {
        return Vec::new();
    };
    let Some(sentence) = report.sentences.get(stretch.sentence.index()) else {
        return Vec::new();
    };
    let pieces = report.pieces(sentence.span);
    let rows = report.wrap(&pieces, cells, 0, pen.ambiguous);
    let at = stretch.span().start();
    let here = rows
        .iter()
        .position(|r| r.pieces.last().is_some_and(|p| p.end() > at))
        .unwrap_or(0);
    let most = usize::from(SENTENCE);
    let from = (here + 2)
        .saturating_sub(most)
        .min(rows.len().saturating_sub(most));
    rows.into_iter()
        .skip(from)
        .take(most)
        .map(|r| r.pieces)
        .collect()
}

fn draw_sentence(app: &App, pen: &mut Pen, stretch: &Stretch, row: &Pieces, at: (u16, u16)) {
    let Some(report) = app.shelf.report(stretch.report) else {
        return;
    };
    let mut layers = Layers::default();
    layers.lay(stretch.span(), Ink::Label(Label::CurrentHit));
    let (mut x, y) = at;
    for &piece in row {
        for (run, style) in layers.runs(piece, pen.palette, Label::Overlay, Label::Text) {
            let shown = pen.read(report, run);
            x = pen.put_style(x, y, u16::MAX - x, &shown, style);
        }
    }
}

/// One field: its name, what is typed, what it means.
fn field(state: &ThemeEditState, row: Row, pen: &mut Pen, line: Area) {
    let here = state.row == row;
    let (name, field, hint): (Word, &Field, String) = match row {
        Row::Theme => {
            let hint = state.target().map(|t| t.name.clone());
            (Word::ThemeRow, &state.theme, hint.unwrap_or_default())
        }
        Row::Group => {
            let hint = state.target_group().map(|g| g.name.clone());
            (Word::GroupRow, &state.group, hint.unwrap_or_default())
        }
        Row::Terms | Row::Sentence => {
            let hint = word(pen.lang, Word::TermsHint).to_owned();
            (Word::TermsRow, &state.terms, hint)
        }
    };
    let ground = picker::chosen(pen, line, here);
    let label = if here { Label::Strong } else { Label::Muted };
    let column = [Word::TermsRow, Word::ThemeRow, Word::GroupRow]
        .map(|w| pen.cells(word(pen.lang, w)))
        .into_iter()
        .max()
        .unwrap_or(4)
        + 4;
    pen.put(
        line.x + 2,
        line.y,
        column,
        word(pen.lang, name),
        ground,
        label,
    );
    let x = line.x + column;
    let mut right = line.right().saturating_sub(2);
    let means = match row {
        Row::Theme => state.target(),
        Row::Group => state.target_group(),
        Row::Terms | Row::Sentence => None,
    };
    // A theme that is there has its group.
    if row == Row::Group && state.adds() {
        let group = state.target().map_or("", |c| c.group.as_str());
        pen.put(
            x,
            line.y,
            right.saturating_sub(x),
            group,
            ground,
            Label::Faint,
        );
        return;
    }
    if let Some(choice) = means {
        let mark = if choice.new {
            Word::NewMark
        } else {
            Word::ThereMark
        };
        let mark = word(pen.lang, mark);
        let label = if choice.new {
            Label::New
        } else {
            Label::Strong
        };
        let text = if choice.name == field.text().trim() || field.is_empty() {
            mark.to_owned()
        } else {
            format!("{} {mark}", choice.name)
        };
        let text = pen.cut(&text, line.w / 2);
        right = pen
            .put_right(right, line.y, line.w / 2, &text, ground, label)
            .saturating_sub(2);
    }
    let room = right.saturating_sub(x);
    if field.is_empty() {
        let at = if here { x + 2 } else { x };
        pen.put(at, line.y, room, &hint, ground, Label::Faint);
    }
    if here {
        bars::field(pen, x, line.y, room, field, ground);
    } else {
        let text = pen.cut(&field.text(), room);
        pen.put(x, line.y, room, &text, ground, Label::Text);
    }
}

/// What the chosen field can mean.
fn choices(state: &ThemeEditState, pen: &mut Pen, area: Area) {
    let Some((choices, cursor)) = state.choices() else {
        return;
    };
    let top = cursor.top(usize::from(area.h), choices.len(), 1);
    for (y, (index, choice)) in (area.y..area.bottom()).zip(choices.iter().enumerate().skip(top)) {
        let line = Area::new(area.x, y, area.w, 1);
        let here = index == cursor.selected;
        let ground = picker::chosen(pen, line, here);
        pen.spot(line, Target::Line(index));
        let label = if here { Label::Strong } else { Label::Text };
        let name = pen.cut(&choice.name, area.w / 2);
        let x = pen.put(area.x + 2, y, area.w / 2, &name, ground, label) + 2;
        let (about, label) = if choice.new {
            (word(pen.lang, Word::NewMark), Label::New)
        } else {
            (choice.group.as_str(), Label::Muted)
        };
        pen.put(
            x,
            y,
            area.right().saturating_sub(x + 1),
            about,
            ground,
            label,
        );
    }
}

/// What the terms come to, and what is to be said of them.
fn say(state: &ThemeEditState, pen: &mut Pen, area: Area) {
    let lang = pen.lang;
    let mut lines: Vec<(String, Label)> = Vec::new();
    if state.waiting {
        lines.push((word(lang, Word::KeepingTheme).to_owned(), Label::Text));
    }
    if let Some(why) = &state.wrong {
        lines.push((why.clone(), Label::Error));
    }
    match &state.trial {
        Some(Ok(trial)) => {
            let mut text = terms_stand(lang, trial.reports, trial.places);
            if let Some(target) = state.target().filter(|c| !c.new) {
                let (before, after) = (state.before, trial.theme);
                text = format!(
                    "{text}  {}",
                    theme_comes_to(lang, &target.name, before, after)
                );
            }
            lines.push((text, Label::Strong));
        }
        Some(Err(fault)) if state.wrong.is_none() => {
            lines.push((fault.sentence(lang), Label::Error));
        }
        None if state.is_counting() => {
            lines.push((word(lang, Word::CountingPlaces).to_owned(), Label::Muted));
        }
        _ => {}
    }
    for said in &state.said {
        lines.push(match said {
            Said::Known(term, theme) => (term_there(lang, term, theme), Label::Muted),
            Said::Inside(term, longer) => (term_inside(lang, term, longer), Label::Muted),
            Said::Single(term) => (term_single(lang, term), Label::Reworded),
            Said::Common(each) => (terms_common(lang, *each), Label::Reworded),
        });
    }
    let mut y = area.y;
    for (text, label) in lines {
        let error = label == Label::Error;
        for (i, row) in help::rows(pen, &text, area.w.saturating_sub(2))
            .iter()
            .enumerate()
        {
            if y >= area.bottom() {
                return;
            }
            if error && i == 0 {
                pen.put(area.x, y, 1, "!", Label::Overlay, Label::Error);
            }
            let x = area.x + if error { 2 } else { 0 };
            pen.put(x, y, area.w, row, Label::Overlay, label);
            y += 1;
        }
    }
}
