//! 跳转: what was typed, what was found, and a preview of the chosen section.

use super::bars;
use super::head::{path_of_markers, strength};
use super::label::Label;
use super::layers::{Ink, Layers};
use super::overlay;
use super::paint::Rule;
use super::pen::Pen;
use super::picker::{self, chosen};
use crate::app::App;
use crate::app::action::{Action, Context};
use crate::app::mouse::Target;
use crate::app::overlays::JumpState;
use crate::app::plan::Area;
use crate::jump::Found;
use crate::locale::{Word, hits_in_text, word};
use crate::report::{Report, SectionId};
use crate::text::fold;
use crate::text::scan;
use crate::text::span::Span;

/// Cells of the list where the preview stands beside it.
const LIST: u16 = 46;

/// Draws the overlay.
pub fn draw(app: &App, state: &JumpState, pen: &mut Pen, screen: Area) {
    let (side, top) = if screen.w >= 70 && screen.h >= 20 {
        (6, 3)
    } else {
        (1, 1)
    };
    let area = Area::new(side, top, screen.w - 2 * side, screen.h - 2 * top);
    let at = if state.total == 0 {
        0
    } else {
        state.cursor.selected + 1
    };
    let total = format!("{}", app.index.len());
    let found = format!("{at}/{} ", state.total);
    let sections = format!(" {}", word(pen.lang, Word::Sections));
    let note = [
        (found.as_str(), Label::Strong),
        ("/ ", Label::Muted),
        (total.as_str(), Label::Muted),
        (sections.as_str(), Label::Muted),
    ];
    let about = if state.only_current {
        word(pen.lang, Word::OnlyCurrentReports)
    } else {
        ""
    };
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Jump),
        about,
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 6 || inner.w < 20 {
        return;
    }
    let tall = inner.h > 16;
    let y = inner.y + u16::from(tall);
    let hint = word(pen.lang, Word::JumpHint);
    let room = inner.w - 4;
    if pen.cells(hint) + 20 < room {
        pen.put_right(
            inner.right() - 2,
            y,
            room,
            hint,
            Label::Overlay,
            Label::Muted,
        );
    }
    bars::field(pen, inner.x + 2, y, room, &state.field, Label::Overlay);
    pen.hline(
        inner.x,
        y + 1,
        inner.w,
        Rule::Horizontal,
        Label::Overlay,
        Label::Border,
    );
    let foot = inner.bottom() - 1;
    pen.hline(
        inner.x,
        foot - 1,
        inner.w,
        Rule::Horizontal,
        Label::Overlay,
        Label::Border,
    );
    picker::keys(
        app,
        pen,
        inner.x + 2,
        foot,
        inner.right() - 1,
        Context::Jump,
    );
    let body = Area::new(inner.x, y + 2, inner.w, foot.saturating_sub(y + 3));
    if screen.w >= 100 {
        let list_area = Area::new(body.x, body.y, LIST, body.h);
        pen.vline(
            body.x + LIST,
            body.y,
            body.h,
            Rule::Vertical,
            Label::Overlay,
            Label::Border,
        );
        list(app, state, pen, list_area);
        let x = body.x + LIST + 2;
        preview(
            app,
            state,
            pen,
            Area::new(
                x,
                body.y + 1,
                body.right().saturating_sub(x + 2),
                body.h.saturating_sub(2),
            ),
        );
    } else if screen.w >= 70 && body.h >= 12 {
        let h = body.h / 2;
        list(app, state, pen, Area::new(body.x, body.y, body.w, h));
        pen.hline(
            body.x,
            body.y + h,
            body.w,
            Rule::Horizontal,
            Label::Overlay,
            Label::Border,
        );
        preview(
            app,
            state,
            pen,
            Area::new(body.x + 2, body.y + h + 1, body.w - 4, body.h - h - 1),
        );
    } else {
        list(app, state, pen, body);
    }
}

/// A line of the list.
enum Line<'a> {
    Head(&'a str),
    Blank,
    Found(usize, &'a Found),
}

fn list(app: &App, state: &JumpState, pen: &mut Pen, area: Area) {
    if state.found.is_empty() {
        let text = if state.field.is_empty() {
            word(pen.lang, Word::NoSectionsYet)
        } else {
            word(pen.lang, Word::NoSuchSection)
        };
        picker::nothing(pen, area, text);
        return;
    }
    let mut lines = Vec::new();
    if state.in_panes > 0 {
        lines.push(Line::Head(word(pen.lang, Word::CurrentPanes)));
    }
    for (i, found) in state.found.iter().enumerate() {
        if i == state.in_panes {
            if i > 0 {
                lines.push(Line::Blank);
            }
            lines.push(Line::Head(word(pen.lang, Word::OtherReports)));
        }
        lines.push(Line::Found(i, found));
    }
    let text_line = state.in_text > 0;
    let height = (area.h as usize).saturating_sub(if text_line { 2 } else { 0 });
    let at = lines
        .iter()
        .position(|l| matches!(l, Line::Found(i, _) if *i == state.cursor.selected))
        .unwrap_or(0);
    let top = crate::app::list::ListCursor { selected: at }.top(height, lines.len(), 2);
    for (y, line) in (area.y..).zip(lines.iter().skip(top).take(height)) {
        match line {
            Line::Blank => {}
            Line::Head(text) => {
                pen.put(area.x + 2, y, area.w, text, Label::Overlay, Label::Muted);
            }
            Line::Found(index, found) => {
                let row = Area::new(area.x, y, area.w, 1);
                found_line(app, pen, row, found, *index == state.cursor.selected);
                pen.spot(row, Target::Line(*index));
            }
        }
    }
    if text_line {
        let text = hits_in_text(pen.lang, state.in_text);
        pen.put(
            area.x + 2,
            area.bottom() - 1,
            area.w - 2,
            &text,
            Label::Overlay,
            Label::Muted,
        );
        let y = area.bottom() - 1;
        let switch = Target::Act(Action::SwitchToText);
        pen.spot_row(area.x + 2, y, area.right(), switch);
    }
}

fn found_line(app: &App, pen: &mut Pen, row: Area, found: &Found, here: bool) {
    let Some(report) = app.shelf.report(found.report) else {
        return;
    };
    let ground = chosen(pen, row, here);
    let right = row.right() - 1;
    let name = pen.cut(&app.report_label(found.report), 18);
    let start = pen.put_right(right, row.y, 18, &name, ground, Label::Muted);
    let path = path_of_markers(report, found.section);
    let x = row.x + 2;
    let after = pen.put(x, row.y, 10, &path, ground, Label::Marker);
    let x = (after + 1).max(row.x + 2 + 7).min(start);
    let room = start.saturating_sub(x + 1);
    let title = pen.script(report, report.title(found.section));
    let shown = pen.cut(&title, room);
    let base = if here { Label::Heading2 } else { Label::Text };
    let mut at = x;
    for (i, c) in shown.chars().enumerate() {
        let label = if found.title_chars.contains(&(i as u32)) {
            Label::Match
        } else {
            base
        };
        let mut buf = [0; 4];
        at = pen.put(
            at,
            row.y,
            (x + room).saturating_sub(at),
            c.encode_utf8(&mut buf),
            ground,
            label,
        );
    }
}

fn preview(app: &App, state: &JumpState, pen: &mut Pen, area: Area) {
    let Some(found) = state.found.get(state.cursor.selected) else {
        return;
    };
    let Some(report) = app.shelf.report(found.report) else {
        return;
    };
    let Some(section) = report.section(found.section) else {
        return;
    };
    let mut y = area.y;
    let mut x = pen.put(
        area.x,
        y,
        area.w,
        &app.report_label(found.report),
        Label::Overlay,
        Label::Heading1,
    ) + 3;
    let path: Vec<String> = report
        .ancestry(found.section)
        .into_iter()
        .map(|s| super::head::bare_marker(report.marker(s)))
        .filter(|m| !m.is_empty())
        .collect();
    x = pen.put(
        x,
        y,
        area.right().saturating_sub(x),
        &path.join(" / "),
        Label::Overlay,
        Label::Marker,
    ) + 3;
    pen.put(
        x,
        y,
        area.right().saturating_sub(x),
        role_name(pen, report, found.section),
        Label::Overlay,
        Label::Muted,
    );
    y += 1;
    let query = fold::fold_str(state.field.text().trim());
    let mut words: Vec<String> = query
        .split_whitespace()
        .filter(|w| w.chars().any(fold::is_han))
        .map(str::to_owned)
        .collect();
    words.extend(matched_words(
        &report.title(found.section),
        &found.title_chars,
    ));
    let span = if section.inside || section.run_in {
        section.span
    } else {
        report.own_span(found.section)
    };
    let mut layers = Layers::default();
    for word in words {
        for hit in scan::find_all(span.of(&report.folded), &word) {
            layers.lay(
                Span::new(span.start() + hit.start(), span.start() + hit.end()),
                Ink::Label(Label::ThemeA),
            );
        }
    }
    y = wrapped(
        pen,
        Area::new(area.x, y, area.w, area.bottom().saturating_sub(y)),
        report,
        section.heading,
        Label::Heading2,
        &layers,
    );
    y += u16::from(area.h > 12);
    // The last row is the counterpart's, set off by a blank one where there is room.
    let foot = if area.h > 12 { 2 } else { 1 };
    let last = area.bottom().saturating_sub(foot);
    for id in report.sentences_in(section.span) {
        let Some(sentence) = report
            .sentences
            .get(id)
            .filter(|s| s.span != section.heading)
        else {
            continue;
        };
        if y >= last {
            break;
        }
        let label = if sentence.heading {
            Label::Heading3
        } else {
            Label::Text
        };
        y = wrapped(
            pen,
            Area::new(area.x, y, area.w, last.saturating_sub(y)),
            report,
            sentence.span,
            label,
            &layers,
        );
    }
    counterpart(app, pen, area, found);
}

/// Writes the heading of a section and how it begins, as far as there is room.
pub fn section_text(pen: &mut Pen, area: Area, report: &Report, id: SectionId) {
    let Some(section) = report.section(id) else {
        return;
    };
    let layers = Layers::default();
    let heading = section.heading;
    let mut y = wrapped(pen, area, report, heading, Label::Heading2, &layers);
    let sentences = report.sentences_in(section.span);
    for sentence in sentences.filter_map(|i| report.sentences.get(i)) {
        if y >= area.bottom() {
            break;
        }
        if sentence.span == heading {
            continue;
        }
        let label = if sentence.heading {
            Label::Heading3
        } else {
            Label::Text
        };
        let rest = Area::new(area.x, y, area.w, area.bottom() - y);
        y = wrapped(pen, rest, report, sentence.span, label, &layers);
    }
}

/// What pinyin matched in the title, as words of two characters or more: they are lit in the preview.
fn matched_words(title: &str, chars: &[u32]) -> Vec<String> {
    let mut words = vec![String::new()];
    for (i, c) in title.chars().enumerate() {
        if chars.contains(&(i as u32)) {
            if let Some(word) = words.last_mut() {
                word.push(c);
            }
        } else {
            words.push(String::new());
        }
    }
    words.retain(|w| w.chars().count() >= 2);
    words.iter().map(|w| fold::fold_str(w)).collect()
}

/// `对应 2016 三(四) 营造良好环境 0.61 强`, where the other pane's report has a counterpart.
fn counterpart(app: &App, pen: &mut Pen, area: Area, found: &Found) {
    let Some(pane) = app
        .reader
        .panes
        .iter()
        .position(|p| p.report == found.report)
    else {
        return;
    };
    let Some(view) = app.view(pane) else { return };
    let Some((to, link)) = view.link(found.section) else {
        return;
    };
    let Some(other) = app.shelf.report(view.other) else {
        return;
    };
    let text = format!(
        "{} {} {} {}  {:.2} {}",
        word(pen.lang, Word::Counterpart),
        app.report_label(view.other),
        path_of_markers(other, to),
        pen.cut_title(&pen.script(other, other.title(to)), 20),
        link.score,
        strength(pen.lang, link.score)
    );
    pen.put(
        area.x,
        area.bottom().saturating_sub(1),
        area.w,
        &text,
        Label::Overlay,
        Label::Muted,
    );
}

fn wrapped(
    pen: &mut Pen,
    area: Area,
    report: &Report,
    span: Span,
    base: Label,
    layers: &Layers,
) -> u16 {
    let mut y = area.y;
    let pieces = report.pieces(span);
    for row in report.wrap(&pieces, area.w, 0, pen.ambiguous) {
        if y >= area.bottom() {
            break;
        }
        let mut x = area.x;
        for piece in row.pieces {
            for (run, style) in layers.runs(piece, pen.palette, Label::Overlay, base) {
                x = pen.put_style(
                    x,
                    y,
                    (area.right() + 1).saturating_sub(x),
                    &pen.read(report, run),
                    style,
                );
            }
        }
        y += 1;
    }
    y
}

/// The part of the report that a section belongs to, in words.
pub fn role_name(pen: &Pen, report: &Report, id: SectionId) -> &'static str {
    use crate::report::Role;
    let Some(section) = report.section(id) else {
        return "";
    };
    match section.role {
        Role::Review => word(pen.lang, Word::Review),
        Role::Plan => word(pen.lang, Word::Plan),
        Role::Outlook => word(pen.lang, Word::Outlook),
        Role::SelfBuilding => word(pen.lang, Word::SelfBuilding),
        Role::Topic => word(pen.lang, Word::Topic),
        Role::Problems => word(pen.lang, Word::Problems),
        Role::Opening => word(pen.lang, Word::OpeningInList),
        Role::Closing => word(pen.lang, Word::ClosingInList),
        Role::Appendix => word(pen.lang, Word::AppendixInList),
    }
}
