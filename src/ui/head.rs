//! A pane's head: whose report, where in it, and how it stands to the focused pane.

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use crate::app::App;
use crate::app::facts::about_when;
use crate::app::layout::Row;
use crate::app::mouse::Target;
use crate::app::plan::{Detail, PanePlan};
use crate::app::reader::{Pane, Relation};
use crate::app::view::View;
use crate::compare::{Link, LinkReason, Maker};
use crate::locale::{Lang, Word, word};
use crate::report::{Reason, Report, ReportId, SectionId};

/// From this score on a link is strong; measured: above it always right.
pub const STRONG: f32 = 0.50;
/// Below this score a link is weak; measured: below it usually wrong.
pub const MIDDLING: f32 = 0.20;

/// The word for a score.
pub fn strength(lang: Lang, score: f32) -> &'static str {
    if score >= STRONG {
        word(lang, Word::Strong)
    } else if score >= MIDDLING {
        word(lang, Word::Medium)
    } else {
        word(lang, Word::Weak)
    }
}

/// The word beside a link's score: the reader's own, else how strong it is.
pub fn word_of(lang: Lang, link: &Link) -> &'static str {
    match link.by {
        Maker::Reader => word(lang, Word::ByReader),
        Maker::Program => strength(lang, link.score),
    }
}

/// That text was taken out of the reading view, and why: `剔除 页脚`.
pub fn removed(lang: Lang, reason: Reason) -> String {
    let reason = crate::app::facts::reason_word(reason);
    format!("{} {}", word(lang, Word::RemovedAs), word(lang, reason))
}

/// Draws the head row of a pane.
pub fn draw(app: &App, pen: &mut Pen, place: &PanePlan, detail: Detail) {
    let focused = place.pane == app.reader.focus;
    let (rule, line) = if focused {
        (Rule::HeavyHorizontal, Label::FocusBorder)
    } else {
        (Rule::Horizontal, Label::Border)
    };
    let head = place.head;
    let y = head.y;
    let width = head.w.saturating_sub(1);
    pen.hline(head.x, y, width, rule, Label::Ground, line);
    let Some(pane) = app.reader.panes.get(place.pane) else {
        return;
    };
    let right = head.x + width;
    let right = right_part(app, pen, place, detail, right.saturating_sub(2));
    let room = right.saturating_sub(head.x + 3 + 3);
    let (name, year) = name_and_year(
        app,
        pane.report,
        detail >= Detail::All || detail == Detail::Little,
    );
    let mut x = head.x + 2;
    let name_label = if focused {
        Label::Heading1
    } else {
        Label::Muted
    };
    let name = pen.cut(&name, room);
    x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
    x = pen.put(x, y, room, &name, Label::Ground, name_label);
    if !year.is_empty() {
        if !name.is_empty() {
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
        }
        // What is not stated does not stand out.
        let stated = app.shelf.report(pane.report);
        let stated = stated.is_some_and(|r| r.identity.year.is_some());
        let label = if stated { name_label } else { Label::Muted };
        x = pen.put(x, y, room, &year, Label::Ground, label);
    }
    let mut room = (head.x + 3 + room).saturating_sub(x + 2);
    pen.spot_row(head.x + 2, y, x, Target::Name(place.pane));
    if let Some(file) = told_apart(app, pane.report) {
        let file = pen.cut(file, (room / 3).max(8));
        if pen.cells(&file) + 2 <= room {
            x = pen.put(x, y, 2, "  ", Label::Ground, Label::Text);
            x = pen.put(x, y, room, &file, Label::Ground, Label::Muted);
            room = room.saturating_sub(pen.cells(&file) + 2);
        }
    }
    if let Some(other) = against(app, place) {
        let other = pen.cut(&other, 16);
        let text = format!("{} {other}", word(pen.lang, Word::Against));
        if pen.cells(&text) + 2 <= room {
            x = pen.put(x, y, 2, "  ", Label::Ground, Label::Text);
            x = pen.put(x, y, room, &text, Label::Ground, Label::Muted);
            room = room.saturating_sub(pen.cells(&text) + 2);
        }
    }
    if pane.raw {
        let badge = format!(" {} ", word(pen.lang, Word::RawBadge));
        if pen.cells(&badge) <= room {
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
            x = pen.put(x, y, room, &badge, Label::Ground, Label::Badge);
            room = room.saturating_sub(pen.cells(&badge) + 1);
        }
    }
    // A pane that follows is about the counterpart, wherever that stands on the screen.
    let section = match pane.relation {
        Relation::Linked { .. } if !focused && led_elsewhere(app, place).is_some() => {
            led_elsewhere(app, place)
        }
        Relation::Linked { to, .. } if app.reader.locked && !focused => Some(to),
        _ => pane.section(),
    };
    let out = removed_here(app, place).map(|reason| removed(pen.lang, reason));
    let crumb = match (app.shelf.report(pane.report), section) {
        _ if out.is_some() => out.unwrap_or_default(),
        (Some(report), Some(section)) if focused || detail > Detail::Some => {
            breadcrumb(pen, report, section, room)
        }
        (Some(report), Some(section)) => path_of_markers(report, section),
        _ => String::new(),
    };
    if !crumb.is_empty() && room > 4 {
        x = pen.put(x, y, 2, "  ", Label::Ground, Label::Text);
        let crumb = pen.cut(&crumb, room);
        let end = x + pen.cells(&crumb);
        pen.spot_row(x, y, end, Target::Crumb(place.pane));
        x = pen.put(
            x,
            y,
            room,
            &crumb,
            Label::Ground,
            if focused { Label::Text } else { Label::Muted },
        );
    }
    pen.put(x, y, 1, " ", Label::Ground, Label::Text);
}

/// Where several panes show reports of one place and year: the file that tells this one from the others.
fn told_apart(app: &App, report: ReportId) -> Option<&str> {
    let name = name_and_year(app, report, true);
    let mut others = app.reader.panes.iter().map(|p| p.report);
    let twin = others.any(|id| id != report && name_and_year(app, id, true) == name);
    let source = app.shelf.report(report).filter(|_| twin)?;
    let stem = stem(&source.source.name);
    (stem != name.0).then_some(stem)
}

/// Among three panes and more: what the focused pane's changes are against.
fn against(app: &App, place: &PanePlan) -> Option<String> {
    let focused = place.pane == app.reader.focus;
    if !focused || app.reader.panes.len() < 3 || !app.reader.changes {
        return None;
    }
    let own = app.reader.panes.get(place.pane)?.report;
    let other = app.reader.panes.get(app.other_pane(place.pane)?)?.report;
    if own == other {
        return None;
    }
    let (own_name, own_year) = name_and_year(app, own, true);
    let (name, year) = name_and_year(app, other, true);
    let alike = |id: ReportId| name_and_year(app, id, true).0 == name;
    let several = app.reader.panes.iter().filter(|p| alike(p.report)).count() > 1;
    Some(if let Some(file) = told_apart(app, other) {
        file.to_owned()
    } else if own_name == name && own_year != year {
        year
    } else if several && !year.is_empty() {
        format!("{name} {year}")
    } else {
        name
    })
}

/// What stands at the right of the head, before column `right`; returns its first column.
fn right_part(app: &App, pen: &mut Pen, place: &PanePlan, detail: Detail, right: u16) -> u16 {
    let y = place.head.y;
    let Some(pane) = app.reader.panes.get(place.pane) else {
        return right;
    };
    let mut parts: Vec<(String, Label)> = Vec::new();
    if app.shelf.report(pane.report).is_none() {
        parts.push((word(pen.lang, Word::Reading).to_owned(), Label::Muted));
    } else if place.pane == app.reader.focus {
        let rows = pane.rows().len().max(1);
        let shown = (pane.top + place.text.h as usize).min(rows);
        parts.push((format!("{}%", shown * 100 / rows), Label::Muted));
    } else {
        match pane.relation {
            // What moved is read where it went to.
            Relation::Linked { .. } if led_elsewhere(app, place).is_some() => {}
            // Left to themselves, the panes may stand anywhere: a score is shown only for what is in sight.
            Relation::Linked { to, .. } if !app.reader.locked && !is_in(app, place, to) => {}
            Relation::Same => {
                parts.push((word(pen.lang, Word::SameReport).to_owned(), Label::Muted));
            }
            Relation::Linked { from, .. } => {
                let Some(view) = app.view_between(app.reader.focus, place.pane) else {
                    return right;
                };
                if let Some((_, link)) = view.link(from) {
                    let label = if link.score >= STRONG {
                        Label::LinkHigh
                    } else {
                        Label::LinkLow
                    };
                    parts.push((format!("{:.2}", link.score), label));
                    let by_reader = link.by == Maker::Reader;
                    let label = if by_reader {
                        Label::Strong
                    } else {
                        Label::Muted
                    };
                    parts.push((format!(" {}", word_of(pen.lang, link)), label));
                    if detail == Detail::All && place.head.w > 50 {
                        parts.push((
                            format!("  {}", reasons(pen.lang, &link.reasons)),
                            Label::Muted,
                        ));
                    }
                }
            }
            Relation::None { from } => {
                let none = word(pen.lang, Word::NoCounterpart);
                parts.push((none.to_owned(), Label::New));
                let view = app.view_between(app.reader.focus, place.pane);
                if view.is_some_and(|v| v.is_broken(from)) {
                    let by = word(pen.lang, Word::BrokenByReader);
                    parts.push((format!("  {by}"), Label::Strong));
                }
                if detail == Detail::All && place.head.w > 50 {
                    parts.extend(nearest(app, pen, place, from));
                }
            }
            Relation::Unknown => {
                let known = app
                    .view_between(app.reader.focus, place.pane)
                    .is_some_and(|v| v.pairing.links.is_some());
                if !known && detail > Detail::Some {
                    parts.push((word(pen.lang, Word::Comparing).to_owned(), Label::Muted));
                }
            }
        }
    }
    if parts.is_empty() {
        return right;
    }
    let cells: u16 = parts.iter().map(|(text, _)| pen.cells(text)).sum();
    let start = right.saturating_sub(cells + 2).max(place.head.x + 3);
    let mut x = pen.put(start, y, 1, " ", Label::Ground, Label::Text);
    for (text, label) in parts {
        x = pen.put(x, y, right.saturating_sub(x), &text, Label::Ground, label);
    }
    pen.put(x, y, 1, " ", Label::Ground, Label::Text);
    start
}

/// Why the line that the reader is at was taken out, where the pane shows it all the same.
fn removed_here(app: &App, place: &PanePlan) -> Option<Reason> {
    let pane = app.reader.panes.get(place.pane).filter(|p| p.raw)?;
    let report = app.report_in(place.pane)?;
    let solid = |r: &&Row| !r.pieces.is_empty();
    let row = pane.rows().iter().skip(pane.row()).find(solid)?;
    let (first, last) = (row.pieces.first()?, row.pieces.last()?);
    let text = first.join(*last).of(&report.text);
    let at = first.start() + (text.len() - text.trim_start().len());
    report.removed_at(at).map(|r| r.reason)
}

/// The section that a pane was led to beside the counterpart: there stands what the difference walked to is compared with.
fn led_elsewhere(app: &App, place: &PanePlan) -> Option<SectionId> {
    let stop = app.current_stop()?;
    let pane = app.reader.panes.get(place.pane)?;
    if pane.report != stop.other || app.shows_counterpart(place.pane) {
        return None;
    }
    let report = app.report_in(place.pane)?;
    report.sentences.get(stop.there.start)?.section
}

/// Whether a pane stands in `section` or in a section inside it.
fn is_in(app: &App, place: &PanePlan, section: SectionId) -> bool {
    let at = app.reader.panes.get(place.pane).and_then(Pane::section);
    let report = app.report_in(place.pane);
    report
        .zip(at)
        .is_some_and(|(report, at)| report.ancestry(at).contains(&section))
}

/// `最近 一 / 七是 0.18 弱`, for a section without counterpart.
fn nearest(app: &App, pen: &Pen, place: &PanePlan, from: SectionId) -> Option<(String, Label)> {
    let view: View = app.view_between(app.reader.focus, place.pane)?;
    let nearest = view.nearest(from)?;
    let report = app.report_in(place.pane)?;
    let path = path_of_markers(report, nearest.section);
    let path = if path.is_empty() {
        pen.cut_title(&pen.script(report, report.title(nearest.section)), 12)
    } else {
        path
    };
    let text = format!(
        "  {} {path} {:.2} {}",
        word(pen.lang, Word::Nearest),
        nearest.score,
        strength(pen.lang, nearest.score)
    );
    Some((text, Label::Muted))
}

/// `标题+位置`
pub fn reasons(lang: Lang, reasons: &[(LinkReason, f32)]) -> String {
    let names: Vec<&str> = reasons
        .iter()
        .take(2)
        .map(|(reason, _)| match reason {
            LinkReason::Heading => word(lang, Word::ReasonTitle),
            LinkReason::Theme => word(lang, Word::ReasonThemes),
            LinkReason::Body => word(lang, Word::ReasonBody),
            LinkReason::Position => word(lang, Word::ReasonPosition),
        })
        .collect();
    names.join("+")
}

/// Place (with `place`) and year of a report, or about when it was written; its file name where neither is known.
pub fn name_and_year(app: &App, id: ReportId, place: bool) -> (String, String) {
    let Some(report) = app.shelf.report(id) else {
        return (
            app.shelf
                .slot(id)
                .map(|s| s.name.clone())
                .unwrap_or_default(),
            String::new(),
        );
    };
    let identity = &report.identity;
    let year = identity
        .year
        .as_ref()
        .map(|y| y.value.0.to_string())
        .unwrap_or_default();
    let name = match &identity.place {
        Some(known) if place || year.is_empty() => known.value.short.clone(),
        Some(_) => String::new(),
        None => stem(&report.source.name).to_owned(),
    };
    let lang = app.settings.lang;
    let year = match about_when(lang, report) {
        Some(about) => about,
        None if year.is_empty() && identity.place.is_some() => {
            word(lang, Word::YearUnknown).to_owned()
        }
        None => year,
    };
    (name, year)
}

/// A file name without its ending.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A marker without its stop: 三、 → 三, （五） → (五).
pub fn bare_marker(marker: &str) -> String {
    marker
        .chars()
        .filter(|c| !matches!(c, '、' | '.' | '．' | ' ' | '\u{3000}'))
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect()
}

/// The markers from the outermost section down, as far as there are any: `三(四)`, `一/六是`.
pub fn path_of_markers(report: &Report, id: SectionId) -> String {
    let mut path = String::new();
    for section in report.ancestry(id) {
        let marker = bare_marker(report.marker(section));
        // 一 and 六是 would read as one number.
        if !path.is_empty() && !marker.is_empty() && !marker.starts_with('(') {
            path.push('/');
        }
        path.push_str(&marker);
    }
    path
}

/// `三 / (五) 优化营商环境`: markers of the ancestors, marker and title of the section. Ancestors without a marker are named where there
/// is room for that.
pub fn breadcrumb(pen: &Pen, report: &Report, id: SectionId, room: u16) -> String {
    let title = pen.script(report, report.title(id));
    for named in [true, false] {
        let mut crumb = String::new();
        for ancestor in report.ancestry(id).into_iter().filter(|&a| a != id) {
            let marker = bare_marker(report.marker(ancestor));
            if !marker.is_empty() {
                crumb.push_str(&marker);
            } else if named {
                let title = pen.script(report, report.title(ancestor));
                crumb.push_str(&pen.cut_title(&title, 12));
            } else {
                continue;
            }
            crumb.push_str(" / ");
        }
        let marker = bare_marker(report.marker(id));
        if !marker.is_empty() {
            crumb.push_str(&marker);
            crumb.push(' ');
        }
        let left = room.saturating_sub(pen.cells(&crumb));
        if left >= 8 {
            crumb.push_str(&pen.cut_title(&title, left));
            return crumb;
        }
    }
    path_of_markers(report, id)
}
