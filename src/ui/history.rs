//! 历年 on the screen: one line for each year, and how the chosen one begins.
//!
//! Invariant: a year that was passed over says so, and what comes next to a counterpart there. Must not know how the chain was found.

use super::head::{self, STRONG, strength};
use super::jump;
use super::label::Label;
use super::overlay;
use super::paint::Rule;
use super::pen::Pen;
use super::picker::{self, chosen};
use crate::app::App;
use crate::app::action::Context;
use crate::app::history::{HistoryState, Line};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::compare::Maker;
use crate::locale::{Word, count, pane_number, word};
use crate::report::{Report, SectionId};

/// Widest overlay, in cells.
const WIDEST: u16 = 96;
/// Fewest rows of how a section begins.
const LEAST_TEXT: u16 = 4;
/// Most rows of it.
const MOST_TEXT: u16 = 12;

/// Draws the overlay.
pub fn draw(app: &App, state: &HistoryState, pen: &mut Pen, screen: Area) {
    let years = state.lines.len() as u16;
    let most = screen.h.saturating_sub(2);
    // Frame, rule and keys below the list; a rule more above the text.
    let bare = years + 4;
    let text = most.saturating_sub(bare + 1);
    let text = if text >= LEAST_TEXT {
        text.min(MOST_TEXT)
    } else {
        0
    };
    let h = if text > 0 { bare + 1 + text } else { bare }.min(most);
    let w = screen.w.saturating_sub(4).clamp(38, WIDEST).min(screen.w);
    let area = Area::new((screen.w - w) / 2, (screen.h - h) / 2, w, h);
    let place = state.lines.first().and_then(|y| {
        let place = app.shelf.report(y.report)?.identity.place.as_ref()?;
        Some(place.value.short.clone())
    });
    let place = place.unwrap_or_default();
    let note = count(pen.lang, Word::ReportCount, state.lines.len());
    let note = [(note.as_str(), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Years),
        about: &place,
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 3 || inner.w < 16 {
        return;
    }
    let foot = inner.bottom() - 1;
    let rule = |pen: &mut Pen, y: u16| {
        pen.hline(
            inner.x,
            y,
            inner.w,
            Rule::Horizontal,
            Label::Overlay,
            Label::Border,
        );
    };
    rule(pen, foot - 1);
    let context = Context::History;
    picker::keys(app, pen, inner.x + 2, foot, inner.right() - 1, context);
    let rows = (foot - 1 - inner.y).min(years);
    let list = Area::new(inner.x, inner.y, inner.w, rows);
    let top = state
        .cursor
        .top(usize::from(rows), state.lines.len(), usize::from(rows > 4));
    let selected = state.cursor.selected;
    for (y, (index, year)) in (list.y..list.bottom()).zip(state.lines.iter().enumerate().skip(top))
    {
        let row = Area::new(list.x, y, list.w, 1);
        line(app, pen, row, year, index == selected);
        pen.spot(row, Target::Line(index));
    }
    let below = Area::new(
        inner.x + 2,
        list.bottom() + 1,
        inner.w.saturating_sub(4),
        (foot - 1).saturating_sub(list.bottom() + 1),
    );
    if below.h > 0 {
        rule(pen, list.bottom());
        if let Some(year) = state.lines.get(selected) {
            begin(app, pen, below, year);
        }
    }
}

/// `2019  三(四) 优化营商环境 …… 0.61 强 本人  第 2 栏`
fn line(app: &App, pen: &mut Pen, row: Area, year: &Line, here: bool) {
    let ground = chosen(pen, row, here);
    let y = row.y;
    let label = if here { Label::Heading2 } else { Label::Strong };
    let shown = year.year.map_or_else(
        || word(pen.lang, Word::YearUnknownShort).to_owned(),
        |year| year.to_string(),
    );
    let mut x = pen.put(row.x + 2, y, 8, &shown, ground, label) + 2;
    let mut right = row.right() - 1;
    if let Some(pane) = app.pane_of(year.report) {
        let text = pane_number(pen.lang, pane + 1);
        let cells = pen.cells(&text);
        pen.put_right(right, y, cells, &text, ground, Label::Marker);
        right = right.saturating_sub(cells + 2);
    }
    let Some(report) = app.shelf.report(year.report) else {
        return;
    };
    let mut facts: Vec<(String, Label)> = Vec::new();
    match &year.step {
        None => {
            let text = word(pen.lang, Word::Comparing).to_owned();
            facts.push((text, Label::Muted));
        }
        Some(step) if step.linked_with.is_none() => {
            let text = word(pen.lang, Word::ThisSection).to_owned();
            facts.push((text, Label::Muted));
        }
        Some(step) if step.section.is_some() => {
            let label = if step.score >= STRONG {
                Label::LinkHigh
            } else {
                Label::LinkLow
            };
            facts.push((format!("{:.2}", step.score), label));
            facts.push((strength(pen.lang, step.score).to_owned(), Label::Muted));
            if step.by == Maker::Reader {
                let text = word(pen.lang, Word::ByReader).to_owned();
                facts.push((text, Label::Strong));
            }
        }
        Some(step) => {
            let none = word(pen.lang, Word::NoCounterpart);
            x = pen.put(x, y, right.saturating_sub(x), none, ground, Label::Gone) + 2;
            if let Some(near) = step.nearest {
                let path = where_in(pen, report, near.section);
                let text = format!("{} {path} {:.2}", word(pen.lang, Word::Nearest), near.score);
                facts.push((text, Label::Muted));
            }
        }
    }
    for (text, label) in facts.into_iter().rev() {
        let cells = pen.cells(&text);
        if right < x + cells {
            break;
        }
        pen.put_right(right, y, cells, &text, ground, label);
        right = right.saturating_sub(cells + 1);
    }
    let Some(section) = year.section() else {
        return;
    };
    let path = head::path_of_markers(report, section);
    if !path.is_empty() {
        let room = right.saturating_sub(x);
        x = pen.put(x, y, room, &path, ground, Label::Marker) + 1;
    }
    let room = right.saturating_sub(x + 1);
    let title = pen.cut_title(&pen.script(report, report.title(section)), room);
    let label = if here { Label::Heading2 } else { Label::Text };
    pen.put(x, y, room, &title, ground, label);
}

/// The markers of a section, else the beginning of its title.
fn where_in(pen: &Pen, report: &Report, section: SectionId) -> String {
    let path = head::path_of_markers(report, section);
    if path.is_empty() {
        pen.cut_title(&pen.script(report, report.title(section)), 12)
    } else {
        path
    }
}

/// How the section of a year begins.
fn begin(app: &App, pen: &mut Pen, area: Area, year: &Line) {
    let (Some(report), Some(id)) = (app.shelf.report(year.report), year.section()) else {
        return;
    };
    jump::section_text(pen, area, report, id);
}
