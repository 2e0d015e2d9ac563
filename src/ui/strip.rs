//! Wording on the screen: what is dimmed, underlined and bold in the text, and the strip below the panes.

use super::head;
use super::label::Label;
use super::layers::{Ink, Layers};
use super::paint::Rule;
use super::pen::Pen;
use crate::app::App;
use crate::app::plan::{Area, Detail, Plan};
use crate::app::strip::Told;
use crate::app::view::{Side, View};
use crate::compare::distinct::ENOUGH;
use crate::locale::{Word, and_more, han_long, phrases_not_told, stands_in, too_few, word};
use crate::text::fold::han_count;
use crate::text::span::Span;

/// Rows that shared wording may take.
const SHARED_ROWS: u16 = 2;

/// Lays over a row what its wording is: formulaic, shared with the other side, or of this side alone in the section that is read.
pub fn lay(app: &App, index: usize, view: Option<&View>, whole: Span, layers: &mut Layers) {
    let Some(pane) = app.reader.panes.get(index) else {
        return;
    };
    if pane.raw || !app.reader.changes {
        return;
    }
    let comparison = view.and_then(|v| v.pairing.current());
    let side = view.map(|v| v.side);
    let of_both = comparison.map_or(&[][..], |c| &c.shared).iter();
    let mut shared: Vec<Span> = of_both
        .filter(|s| !s.formulaic)
        .map(|s| if side == Some(Side::A) { s.a } else { s.b })
        .filter(|s| s.overlaps(whole))
        .collect();
    shared.sort_unstable();
    let dim = app.wording.dim(pane.report);
    let from = dim.partition_point(|s| s.end() <= whole.start());
    for span in dim
        .iter()
        .skip(from)
        .take_while(|s| s.start() < whole.end())
    {
        for piece in span.without(&shared) {
            layers.lay(piece, Ink::Label(Label::Formulaic));
        }
    }
    for &span in &shared {
        layers.lay(span, Ink::Label(Label::Shared));
    }
    let Some(told) = app.told() else { return };
    for span in app.only_in(&told, index).iter().flat_map(|t| &t.spans) {
        if span.overlaps(whole) {
            layers.lay(*span, Ink::Label(Label::Only));
        }
    }
}

/// Draws the strip.
pub fn draw(app: &App, pen: &mut Pen, plan: &Plan, area: Area) {
    pen.fill(area, Label::Ground);
    let Some(told) = app.told() else { return };
    let x = area.x + 3;
    let right = area.right().saturating_sub(1);
    pen.hline(
        area.x,
        area.y,
        area.w,
        Rule::Horizontal,
        Label::Ground,
        Label::Border,
    );
    if area.x > 0 {
        pen.glyph(area.x - 1, area.y, Rule::Left, Label::Ground, Label::Border);
    }
    let title = format!(" {} ", word(pen.lang, Word::Wording));
    let at = pen.put(x - 1, area.y, right, &title, Label::Ground, Label::Heading1);
    let scope = if told.sides.0.1.is_some() {
        Word::ThisSection
    } else {
        Word::WholeReports
    };
    let scope = format!(" {} ", word(pen.lang, scope));
    pen.put(at + 1, area.y, right, &scope, Label::Ground, Label::Muted);

    let name = |pane: usize| {
        let id = app.reader.panes.get(pane).map(|p| p.report);
        id.map_or((String::new(), String::new()), |id| {
            head::name_and_year(app, id, true)
        })
    };
    let (left, other) = (name(told.left), name(told.right));
    let only = |(name, year): &(String, String), same: bool| {
        // One place in two years is told by the year.
        let name = if same || name.is_empty() { year } else { name };
        format!("{} {name}", word(pen.lang, Word::OnlyIn))
    };
    let same = left.0 == other.0;
    let heads = [
        word(pen.lang, Word::InBoth).to_owned(),
        only(&left, same),
        only(&other, same),
    ];
    let wide = heads.iter().map(|h| pen.cells(h)).max().unwrap_or(0);
    let wide = wide.min(area.w / 4);
    let from = x + wide + 2;
    let put_head = |pen: &mut Pen, y: u16, text: &str| {
        let text = pen.cut(text, wide);
        pen.put(x, y, wide, &text, Label::Ground, Label::Muted);
    };

    let mut y = area.y + 1;
    let [both, in_left, in_right] = heads;
    put_head(pen, y, &both);
    y = shared(app, pen, &told, (from, right, y));
    let gap = if plan.detail() >= Detail::Nearly {
        4
    } else {
        2
    };
    for (pane, text) in [(told.left, in_left), (told.right, in_right)] {
        y += 1;
        if y >= area.bottom() {
            return;
        }
        put_head(pen, y, &text);
        terms(app, pen, &told, pane, (from, right, y), gap);
    }
    y += 1;
    if y < area.bottom() {
        let note = match app.distinct(&told) {
            Some(distinct) if distinct.is_rare() => too_few(pen.lang, ENOUGH),
            Some(_) => word(pen.lang, Word::RankedByOdds).to_owned(),
            None => String::new(),
        };
        let note = pen.cut(&note, right.saturating_sub(x));
        pen.put(
            x,
            y,
            right.saturating_sub(x),
            &note,
            Label::Ground,
            Label::Muted,
        );
    }
}

/// What both sides have, with its length; returns the last row that was written.
fn shared(app: &App, pen: &mut Pen, told: &Told, (from, right, y): (u16, u16, u16)) -> u16 {
    let (found, formulaic) = app.shared_in(told);
    let Some(report) = app.shelf.report(told.sides.0.0) else {
        return y;
    };
    let mut row = y;
    let mut x = from;
    let mut told_of = 0;
    let not_told = phrases_not_told(pen.lang, formulaic);
    for shared in &found {
        let text = report.reading(shared.a);
        let text = pen.script(report, text).trim().to_owned();
        let mut length = format!(" {}", han_long(pen.lang, han_count(&text)));
        if let Some((report, section)) = app.shared_elsewhere(told, shared) {
            let place = head::path_of_markers(report, section);
            length = format!("{length} {}", stands_in(pen.lang, &place));
        }
        let room = right.saturating_sub(x);
        let cells = pen.cells(&text) + pen.cells(&length);
        if cells > room {
            if x > from && row + 1 < y + SHARED_ROWS {
                row += 1;
                x = from;
            } else if x > from {
                break;
            }
        }
        let room = right.saturating_sub(x + pen.cells(&length));
        let text = pen.cut(&text, room);
        x = pen.put(x, row, room, &text, Label::Ground, Label::Shared);
        x = pen.put(
            x,
            row,
            right.saturating_sub(x),
            &length,
            Label::Ground,
            Label::Muted,
        ) + 4;
        told_of += 1;
    }
    let left = found.len() - told_of;
    let mut rest: Vec<String> = Vec::new();
    if found.is_empty() {
        rest.push(word(pen.lang, Word::NoneShared).to_owned());
    }
    if left > 0 {
        rest.push(and_more(pen.lang, left));
    }
    if formulaic > 0 {
        rest.push(not_told);
    }
    for text in rest {
        if pen.cells(&text) > right.saturating_sub(x) && x > from && row + 1 < y + SHARED_ROWS {
            row += 1;
            x = from;
        }
        let room = right.saturating_sub(x);
        if pen.cells(&text) <= room {
            x = pen.put(x, row, room, &text, Label::Ground, Label::Muted) + 4;
        }
    }
    row
}

/// The terms of one side, as many as one row holds.
fn terms(
    app: &App,
    pen: &mut Pen,
    told: &Told,
    pane: usize,
    (from, right, y): (u16, u16, u16),
    gap: u16,
) {
    if app.distinct(told).is_none() {
        let text = word(pen.lang, Word::StillLooking);
        pen.put(
            from,
            y,
            right.saturating_sub(from),
            text,
            Label::Ground,
            Label::Faint,
        );
        return;
    }
    let terms = app.only_in(told, pane);
    if terms.is_empty() {
        let text = word(pen.lang, Word::NoneOnly);
        pen.put(
            from,
            y,
            right.saturating_sub(from),
            text,
            Label::Ground,
            Label::Muted,
        );
        return;
    }
    let mut x = from;
    let Some(report) = app.report_in(pane) else {
        return;
    };
    for term in terms {
        let text = pen.script(report, std::borrow::Cow::Borrowed(term.text.as_str()));
        let count = term.spans.len();
        let times = if count > 1 {
            format!(" {count}")
        } else {
            String::new()
        };
        if pen.cells(&text) + pen.cells(&times) > right.saturating_sub(x) {
            break;
        }
        x = pen.put(
            x,
            y,
            right.saturating_sub(x),
            &text,
            Label::Ground,
            Label::Only,
        );
        x = pen.put(
            x,
            y,
            right.saturating_sub(x),
            &times,
            Label::Ground,
            Label::Muted,
        ) + gap;
    }
}
