//! Bookmarks and notes on the screen: signs beside the text, the note where the reader stands, the list of all.
//!
//! Invariants: a sign stands in a column of its own, and nothing is told by colour alone. Must not know how marks are found.

mod form;

pub use form::draw as note;

use super::label::Label;
use super::overlay;
use super::paint::Rule;
use super::pen::Pen;
use super::picker::{self, chosen};
use super::{bars, head, help};
use crate::app::App;
use crate::app::action::Context;
use crate::app::layout::Row;
use crate::app::list::ListCursor;
use crate::app::marks::{MarkLine, MarksState};
use crate::app::mouse::Target;
use crate::app::plan::{Area, PanePlan};
use crate::locale::{Word, mark_reworded, marks_counted, word};
use crate::report::ReportId;
use crate::report::mark::{Kind, Mark, Standing};
use crate::text::span::Span;

/// Fewest rows of a screen on which a note is shown over the text.
const INSET_ROWS: u16 = 20;
/// Most rows of a note there.
const INSET: u16 = 5;
/// Cells of the list where the preview stands beside it.
const LIST: u16 = 60;

/// The sign of a kind.
pub fn sign_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Bookmark => "*",
        Kind::Note => "\"",
    }
}

/// The sign beside a row on which marks begin: `*` bookmark, `"` note, `&` both.
pub fn sign(app: &App, pen: &mut Pen, place: &PanePlan, report: ReportId, y: u16, row: &Row) {
    let marks = app.marks_in(report);
    let Some(last) = row.pieces.last().filter(|_| !marks.is_empty()) else {
        return;
    };
    let (from, to) = (row.start as usize, last.end());
    let first = marks.partition_point(|m| m.span.start() < from);
    let here = marks.iter().skip(first);
    let here = here.take_while(|m| m.span.start() < to);
    let (mut bookmark, mut note) = (false, false);
    for mark in here {
        match mark.kind {
            Kind::Bookmark => bookmark = true,
            Kind::Note => note = true,
        }
    }
    let sign = match (bookmark, note) {
        (false, false) => return,
        (true, false) => sign_of(Kind::Bookmark),
        (false, true) => sign_of(Kind::Note),
        (true, true) => "&",
    };
    let x = place.text.x.saturating_sub(1);
    pen.put(x, y, 1, sign, Label::Ground, Label::Mark);
}

/// Whether a mark of the focused report begins in `span`.
pub fn stands_in(app: &App, span: Span) -> bool {
    let Some(pane) = app.pane() else { return false };
    let marks = app.marks_in(pane.report);
    let first = marks.partition_point(|m| m.span.start() < span.start());
    marks
        .get(first)
        .is_some_and(|m| m.span.start() < span.end())
}

/// The note at which the reader stands, where there is no room for it over the text: on one row.
pub fn on_status_row(app: &App) -> Option<String> {
    let reader = matches!(app.screen, crate::app::Screen::Reader);
    if !reader || app.size.1 >= INSET_ROWS || !app.overlays.is_empty() || app.selection().is_some()
    {
        return None;
    }
    let (mark, _) = app.note_here()?;
    Some(mark.note.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The note at which the reader stands, over the last rows of the focused pane, or over its first where the sentence is among the last.
pub fn inset(app: &App, pen: &mut Pen, place: &PanePlan) {
    let focused = place.pane == app.reader.focus && app.selection().is_none();
    if !focused || app.size.1 < INSET_ROWS {
        return;
    }
    let Some((mark, placed)) = app.note_here() else {
        return;
    };
    let text = place.text;
    let most = INSET.min(text.h / 3).max(1);
    let rows = note_rows(pen, &mark.note, text.w, most);
    let h = rows.len() as u16 + 2;
    let Some(pane) = app.pane().filter(|_| text.h > h) else {
        return;
    };
    let row = pane.row().saturating_sub(pane.top) as u16;
    // Of the sentence itself as much as can be stays in sight.
    let top = if row + 3 + h > text.h && row >= h {
        text.y
    } else {
        text.bottom() - h
    };
    let area = Area::new(text.x - 2, top, place.ruler.saturating_sub(text.x - 2), h);
    pen.fill(area, Label::Overlay);
    for y in [top, top + h - 1] {
        let (x, w) = (area.x, area.w);
        pen.hline(x, y, w, Rule::Horizontal, Label::Overlay, Label::Border);
    }
    let head = said_of(pen, mark, placed.standing);
    let room = area.w.saturating_sub(2);
    let head = pen.cut(&head, room.saturating_sub(2));
    let head = format!(" {head} ");
    pen.put(text.x - 1, top, room, &head, Label::Overlay, Label::Mark);
    for (y, row) in (top + 1..).zip(rows) {
        pen.put(text.x, y, text.w, &row, Label::Overlay, Label::Text);
    }
}

/// `批注  2026-11-23  改写 0.72`
fn said_of(pen: &Pen, mark: &Mark, standing: Standing) -> String {
    let name = match mark.kind {
        Kind::Bookmark => Word::Bookmark,
        Kind::Note => Word::Note,
    };
    let mut said = format!("{}  {}", word(pen.lang, name), mark.changed.day());
    if let Some((text, _)) = standing_words(pen, standing) {
        said.push_str("  ");
        said.push_str(&text);
    }
    said
}

/// How a mark stands, where that is not as it was.
fn standing_words(pen: &Pen, standing: Standing) -> Option<(String, Label)> {
    let of = |w: Word| word(pen.lang, w).to_owned();
    match standing {
        Standing::Same | Standing::Closed => None,
        Standing::Moved => Some((of(Word::MarkMoved), Label::Moved)),
        Standing::Reworded(like) => Some((mark_reworded(pen.lang, like), Label::Reworded)),
        Standing::Lost => Some((format!("! {}", of(Word::MarkLostShort)), Label::Error)),
    }
}

/// The rows of a note, `most` at most; what is left out is told by two dots.
fn note_rows(pen: &Pen, note: &str, cells: u16, most: u16) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let most = usize::from(most);
    for line in note.split('\n') {
        let wrapped = help::rows(pen, line, cells);
        if wrapped.is_empty() {
            rows.push(String::new());
        }
        rows.extend(wrapped);
        if rows.len() > most {
            break;
        }
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            *last = format!("{}..", pen.cut(last, cells.saturating_sub(2)));
        }
    }
    rows
}

/// Draws the list.
pub fn draw(app: &App, state: &MarksState, pen: &mut Pen, screen: Area) {
    let (side, top) = if screen.w >= 70 && screen.h >= 20 {
        (if screen.w >= 100 { 6 } else { 2 }, 2)
    } else {
        (0, 0)
    };
    let area = Area::new(side, top, screen.w - 2 * side, screen.h - 2 * top);
    let number = marks_counted(pen.lang, state.items.len(), state.lines.len());
    let note = [(number.as_str(), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Marks),
        about: "",
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 5 || inner.w < 16 {
        return;
    }
    let (y, room) = (inner.y, inner.w.saturating_sub(4));
    if state.field.is_empty() {
        let hint = word(pen.lang, Word::MarksHint);
        pen.put_right(
            inner.right() - 2,
            y,
            room.saturating_sub(4),
            hint,
            Label::Overlay,
            Label::Faint,
        );
    }
    bars::field(pen, inner.x + 2, y, room, &state.field, Label::Overlay);
    let foot = inner.bottom() - 1;
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
    line(pen, y + 1);
    line(pen, foot - 1);
    picker::keys(
        app,
        pen,
        inner.x + 2,
        foot,
        inner.right() - 1,
        Context::Marks,
    );
    let body = Area::new(inner.x, y + 2, inner.w, foot.saturating_sub(y + 3));
    if state.items.is_empty() {
        let text = if state.lines.is_empty() {
            Word::NoMarksAtAll
        } else {
            Word::NoSuchMark
        };
        picker::nothing(pen, body, &pen.cut(word(pen.lang, text), body.w));
        return;
    }
    if screen.w >= 120 {
        let list_area = Area::new(body.x, body.y, LIST.max(body.w / 2), body.h);
        let x = list_area.right();
        pen.vline(
            x,
            body.y,
            body.h,
            Rule::Vertical,
            Label::Overlay,
            Label::Border,
        );
        list(app, state, pen, list_area);
        let rest = body.right().saturating_sub(x + 4);
        preview(state, pen, Area::new(x + 2, body.y, rest, body.h));
    } else if body.h >= 12 {
        let h = body.h - body.h * 2 / 5;
        list(app, state, pen, Area::new(body.x, body.y, body.w, h - 1));
        line(pen, body.y + h - 1);
        let rest = Area::new(body.x + 2, body.y + h, body.w - 4, body.h - h);
        preview(state, pen, rest);
    } else {
        list(app, state, pen, body);
    }
}

/// A row of the list.
enum Shown<'a> {
    Head(&'a MarkLine),
    Blank,
    Mark(usize, &'a MarkLine),
}

fn list(app: &App, state: &MarksState, pen: &mut Pen, area: Area) {
    let mut rows: Vec<Shown<'_>> = Vec::new();
    let mut before: Option<&MarkLine> = None;
    let mut at = 0;
    for (index, line) in state.items.iter().enumerate() {
        let Some(line) = state.lines.get(*line) else {
            continue;
        };
        if before.is_none_or(|b| !b.is_beside(line)) {
            if before.is_some() && area.h > 8 {
                rows.push(Shown::Blank);
            }
            rows.push(Shown::Head(line));
        }
        before = Some(line);
        if index == state.cursor.selected {
            at = rows.len();
        }
        rows.push(Shown::Mark(index, line));
    }
    let top = ListCursor { selected: at }.top(usize::from(area.h), rows.len(), 2);
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
        let place = Area::new(area.x, y, area.w, 1);
        match row {
            Shown::Blank => {}
            Shown::Head(line) => title(app, pen, place, line),
            Shown::Mark(index, line) => {
                mark(app, pen, place, line, *index == state.cursor.selected);
                pen.spot(place, Target::Line(*index));
            }
        }
    }
}

/// `沙河口区 2016  未打开  /r/沙河口2016.txt`
fn title(app: &App, pen: &mut Pen, row: Area, line: &MarkLine) {
    let room = row.w.saturating_sub(3);
    let (label, style) = match line.report {
        Some(id) => (app.report_label(id), Label::Heading2),
        None => (line.mark.label(), Label::Muted),
    };
    let label = pen.cut(&label, room);
    let mut x = pen.put(row.x + 2, row.y, room, &label, Label::Overlay, style) + 2;
    if line.report.is_none() {
        let closed = word(pen.lang, Word::MarkClosed);
        let room = row.right().saturating_sub(x + 1);
        if pen.cells(closed) <= room {
            x = pen.put(x, row.y, room, closed, Label::Overlay, Label::Marker) + 2;
        }
    }
    let path = line.mark.of.path.as_ref();
    let file = path.map_or_else(|| line.mark.of.name.clone(), |p| p.display().to_string());
    let room = row.right().saturating_sub(x + 1);
    if room >= 8 {
        let file = pen.cut(&file, room);
        pen.put(x, row.y, room, &file, Label::Overlay, Label::Faint);
    }
}

/// `* 三(五)  新建改建农村公路..  看这里  2026-11-23`
fn mark(app: &App, pen: &mut Pen, row: Area, line: &MarkLine, here: bool) {
    let ground = chosen(pen, row, here);
    let y = row.y;
    let mut x = pen.put(
        row.x + 2,
        y,
        1,
        sign_of(line.mark.kind),
        ground,
        Label::Mark,
    ) + 1;
    let mut right = row.right() - 1;
    if row.w >= 56 {
        let day = line.mark.changed.day();
        pen.put_right(right, y, 10, &day, ground, Label::Faint);
        right = right.saturating_sub(12);
    }
    if let Some((text, label)) = standing_words(pen, line.standing) {
        let cells = pen.cells(&text).min(row.w / 3);
        let text = pen.cut(&text, cells);
        pen.put_right(right, y, cells, &text, ground, label);
        right = right.saturating_sub(cells + 2);
    }
    let crumb = crumb(app, pen, line);
    let cells = (row.w / 5).clamp(6, 14);
    let crumb = pen.cut(&crumb, cells);
    pen.put(x, y, cells, &crumb, ground, Label::Marker);
    x += cells + 1;
    let room = right.saturating_sub(x);
    // Of a note its own words come first.
    let note = line
        .mark
        .note
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let quote = line
        .mark
        .anchor
        .quote
        .split_whitespace()
        .collect::<String>();
    if note.is_empty() {
        let label = if here { Label::Heading2 } else { Label::Text };
        let quote = pen.cut(&quote, room);
        pen.put(x, y, room, &quote, ground, label);
        return;
    }
    let own = room * 3 / 5;
    let note = pen.cut(&note, own);
    x = pen.put(x, y, own, &note, ground, Label::Strong) + 2;
    let room = right.saturating_sub(x);
    if room >= 6 {
        let quote = pen.cut(&quote, room);
        pen.put(x, y, room, &quote, ground, Label::Muted);
    }
}

/// The markers of the section that a mark stands in, else its heading.
fn crumb(app: &App, pen: &Pen, line: &MarkLine) -> String {
    let open = line
        .report
        .and_then(|id| app.shelf.report(id))
        .zip(line.span);
    let markers = open.and_then(|(report, span)| {
        let section = report.section_at(span.start())?;
        Some(head::path_of_markers(report, section))
    });
    match markers {
        Some(markers) if !markers.is_empty() => markers,
        _ if line.mark.anchor.heading().is_empty() => word(pen.lang, Word::Opening).to_owned(),
        _ => line.mark.anchor.heading().to_owned(),
    }
}

/// Everything that is known of the chosen mark.
fn preview(state: &MarksState, pen: &mut Pen, area: Area) {
    let Some(line) = state.chosen() else { return };
    let mark = &line.mark;
    let mut y = area.y;
    let said = said_of(pen, mark, line.standing);
    let label = if line.standing == Standing::Lost {
        Label::Error
    } else {
        Label::Mark
    };
    let put = |pen: &mut Pen, y: &mut u16, text: &str, label: Label| {
        if *y < area.bottom() {
            pen.put(area.x, *y, area.w, text, Label::Overlay, label);
            *y += 1;
        }
    };
    let said = pen.cut(&said, area.w);
    put(pen, &mut y, &said, label);
    if !mark.anchor.headings.is_empty() {
        let crumb = mark.anchor.headings.join(" / ");
        let rows = note_rows(pen, &crumb, area.w, 2);
        for row in rows {
            put(pen, &mut y, &row, Label::Marker);
        }
    }
    let blank = u16::from(area.h >= 12);
    y += blank;
    let left = area.bottom().saturating_sub(y);
    if !mark.note.is_empty() {
        for row in note_rows(pen, &mark.note, area.w, (left * 3 / 5).max(1)) {
            put(pen, &mut y, &row, Label::Strong);
        }
        y += blank;
    }
    let left = area.bottom().saturating_sub(y);
    for row in note_rows(pen, &mark.anchor.quote, area.w, left.max(1)) {
        put(pen, &mut y, &row, Label::Text);
    }
    if y < area.bottom() && !mark.anchor.after.is_empty() {
        let left = area.bottom() - y;
        let after = format!("{}..", mark.anchor.after);
        for row in note_rows(pen, &after, area.w, left) {
            put(pen, &mut y, &row, Label::Faint);
        }
    }
}
