//! The outline: beside the panes where there is room, else over them.

use super::head::{bare_marker, path_of_markers};
use super::label::Label;
use super::overlay;
use super::paint::Rule;
use super::pen::Pen;
use super::reader::{theme_digit, theme_mark};
use crate::app::App;
use crate::app::facts::about_when;
use crate::app::mouse::Target;
use crate::app::outline::OutlinePlan;
use crate::app::overlays::OutlineState;
use crate::app::plan::Area;
use crate::app::view::View;
use crate::compare::Maker;
use crate::locale::{Word, word};
use crate::report::{Report, SectionId};

/// Cells for the counterpart's marker and for the number of hits.
const COUNTERPART: u16 = 7;
const HITS: u16 = 3;
/// Fewest cells of a title that are not given to marks of themes, and most marks.
const LEAST_TITLE: u16 = 10;
const MOST_MARKS: u16 = 6;
/// Behind what the reader said of a counterpart.
pub const BY_READER: char = '*';

/// Draws the outline of the focused report beside the panes.
pub fn beside(app: &App, pen: &mut Pen, area: Area) {
    let y = area.y;
    pen.hline(
        area.x,
        y,
        area.w - 1,
        Rule::Horizontal,
        Label::Ground,
        Label::Border,
    );
    let focus = app.reader.focus;
    let year = |pane: usize| {
        let report = app.report_in(pane)?;
        let identity = &report.identity;
        let year = identity.year.as_ref().map(|y| y.value.0.to_string());
        year.or_else(|| about_when(pen.lang, report))
            .or_else(|| identity.place.as_ref().map(|p| p.value.short.clone()))
    };
    let left = format!(
        " {} {} ",
        word(pen.lang, Word::OutlineOf),
        year(focus).unwrap_or_default()
    );
    pen.put(
        area.x + 2,
        y,
        area.w - 4,
        &left,
        Label::Ground,
        Label::Muted,
    );
    if let Some(other) = app
        .other_pane(focus)
        .and_then(|o| other_name(app, focus, o))
    {
        let text = format!(" {} {other} ", word(pen.lang, Word::Against));
        pen.put_right(
            area.right() - 4,
            y,
            area.w / 2,
            &text,
            Label::Ground,
            Label::Muted,
        );
    }
    pen.vline(
        area.right() - 1,
        area.y + 1,
        area.h - 1,
        Rule::Vertical,
        Label::Ground,
        Label::Border,
    );
    let body = Area::new(area.x, area.y + 1, area.w - 2, area.h - 1);
    pen.spot(area, Target::Outline);
    let plan = app.outline_plan(usize::from(body.h));
    let (Some(report), Some(plan)) = (app.report_in(focus), plan) else {
        return;
    };
    list(app, pen, body, report, &plan, Label::Ground);
}

/// Year of the other report, or its place where the years are alike.
fn other_name(app: &App, focus: usize, other: usize) -> Option<String> {
    let (here, there) = (
        &app.report_in(focus)?.identity,
        &app.report_in(other)?.identity,
    );
    let place = |i: &crate::report::Identity| i.place.as_ref().map(|p| p.value.short.clone());
    let year = there.year.as_ref().map(|y| y.value.0.to_string());
    if place(here) == place(there) {
        year.or_else(|| place(there))
    } else {
        place(there).or(year)
    }
}

/// Draws the outline over the panes; every section is listed.
pub fn overlay(app: &App, state: &OutlineState, pen: &mut Pen, screen: Area) {
    let w = screen.w.saturating_sub(4).min(60);
    let area = Area::new(1, 1, w, screen.h.saturating_sub(2));
    let note = [(word(pen.lang, Word::EnterOpens), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Outline),
        about: "",
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    let inner = Area::new(inner.x, inner.y, inner.w.saturating_sub(1), inner.h);
    let Some(report) = app.report_in(app.reader.focus) else {
        return;
    };
    let chosen = SectionId(state.cursor.selected as u32);
    let plan = OutlinePlan::whole(report, chosen, usize::from(inner.h));
    list(app, pen, inner, report, &plan, Label::Overlay);
}

fn list(app: &App, pen: &mut Pen, area: Area, report: &Report, plan: &OutlinePlan, ground: Label) {
    let view = app.view(app.reader.focus);
    for (y, row) in (area.y..area.bottom()).zip(plan.rows.iter().skip(plan.top)) {
        if let Some(id) = *row {
            let here = Some(id) == plan.marked;
            let at = Area::new(area.x, y, area.w, 1);
            line(app, pen, at, report, id, here, view.as_ref(), ground);
            // Over the panes it is a list with a cursor.
            pen.spot(
                at,
                match ground {
                    Label::Overlay => Target::Line(id.index()),
                    _ => Target::Section(id),
                },
            );
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one line of a table; every argument is one column's source"
)]
fn line(
    app: &App,
    pen: &mut Pen,
    area: Area,
    report: &Report,
    id: SectionId,
    here: bool,
    view: Option<&View>,
    ground: Label,
) {
    let Some(section) = report.section(id) else {
        return;
    };
    let ground = if here { Label::Selection } else { ground };
    if here {
        pen.fill(area, ground);
        pen.glyph(area.x, area.y, Rule::HeavyVertical, ground, Label::Accent);
    }
    let mut right = area.right();
    if let Some(view) = view {
        let (text, label) = counterpart(app, pen, view, id, section.level);
        // The narrower outline gives a cell of it to the title.
        let cells = COUNTERPART - u16::from(area.w < 30);
        let text = pen.cut(&text, cells);
        pen.put_right(right, area.y, cells, &text, ground, label);
        right = right.saturating_sub(cells + 1);
    }
    let hits = app.pane().and_then(|p| app.shelf.hits(p.report));
    // A part holds all its sections: what stands there tells nothing.
    let hits = hits.filter(|_| section.level > 1);
    let stands = |theme| hits.map_or(0, |hits| hits.count_in(theme, section.span));
    let count = app.current_theme().map_or(0, stands);
    let others: Vec<usize> = app
        .lit
        .iter()
        .enumerate()
        .filter(|&(index, &theme)| index != app.current_lit && stands(theme) > 0)
        .map(|(index, _)| index)
        .collect();
    if count > 0 {
        let digit = theme_digit(app.current_lit);
        pen.put_right(right, area.y, HITS, &count.to_string(), ground, digit);
    }
    // Digits of other themes never stand in the column of counts.
    let counts = right.saturating_sub(HITS);
    if count > 0 {
        right = counts;
    }
    let indent = 1 + 2 * u16::from(section.level.min(4) - 1);
    let marker = report.marker(id);
    let marker = if section.level == 1 {
        marker.to_owned()
    } else {
        bare_marker(marker)
    };
    let x = area.x + indent;
    let x = pen.put(
        x,
        area.y,
        right.saturating_sub(x),
        &marker,
        ground,
        Label::Marker,
    );
    let label = match section.level {
        1 => Label::Heading1,
        _ if here => Label::Heading2,
        2 => Label::Text,
        _ => Label::Muted,
    };
    let mut room = right.saturating_sub(x + 1);
    let title = pen.script(report, report.title(id));
    // The title comes first: the marks have what it leaves, and what it has beyond its least.
    let free = counts.saturating_sub(x + 1);
    let free = free.saturating_sub(pen.cells(&title).min(LEAST_TITLE) + 1);
    let marks = marks(&others, usize::from(free.min(MOST_MARKS)));
    if !marks.is_empty() {
        let mut at = counts - marks.len() as u16;
        room = at.saturating_sub(x + 2);
        for (mark, index) in &marks {
            at = pen.put(at, area.y, 1, mark, ground, theme_digit(*index));
        }
    }
    let title = pen.cut_title(&title, room);
    pen.put(x, area.y, room, &title, ground, label);
}

/// The marks of lit themes in so many cells; where there are more, the last cell says so.
fn marks(themes: &[usize], cells: usize) -> Vec<(String, usize)> {
    let mut marks: Vec<(String, usize)> = themes.iter().map(|&i| (theme_mark(i), i)).collect();
    if marks.len() > cells {
        marks.truncate(cells);
        // One mark of several is no less than none.
        if let Some(last) = marks.last_mut().filter(|_| cells > 1) {
            "+".clone_into(&mut last.0);
        }
    }
    marks
}

/// For a section without a number of its own: its part, and which of the sections there it is (`一/3`).
fn place_among_siblings(report: &Report, id: SectionId) -> String {
    let parent = report.section(id).and_then(|s| s.parent);
    let above = parent
        .map(|p| path_of_markers(report, p))
        .unwrap_or_default();
    let at = report
        .children(parent)
        .position(|s| s == id)
        .map_or(0, |i| i + 1);
    format!("{above}/{at}")
}

/// The counterpart's marker: `(五)`; `三(五)` where it lies under another part; `*` behind where the reader said so, `+` where there are
/// several; 无.
fn counterpart(app: &App, pen: &Pen, view: &View, id: SectionId, level: u8) -> (String, Label) {
    if view.pairing.links.is_none() {
        return (String::new(), Label::Muted);
    }
    let Some((to, link)) = view.link(id) else {
        let none = if level <= 2 {
            word(pen.lang, Word::NoneInOutline)
        } else {
            ""
        };
        let none = if view.is_broken(id) {
            format!("{}{BY_READER}", word(pen.lang, Word::NoneInOutline))
        } else {
            none.to_owned()
        };
        return (none, Label::Gone);
    };
    let Some(other) = app.shelf.report(view.other) else {
        return (String::new(), Label::Muted);
    };
    // The part is named only where it is not the counterpart of this section's own part.
    let above = |report: &Report, id: SectionId| report.section(id).and_then(|s| s.parent);
    let here = app.report_in(app.reader.focus).and_then(|r| above(r, id));
    let expected = here.and_then(|p| view.link(p)).map(|(s, _)| s);
    let own = bare_marker(other.marker(to));
    let mut text = if above(other, to) == expected || own.is_empty() {
        own
    } else {
        path_of_markers(other, to)
    };
    if !text.chars().any(char::is_alphanumeric) {
        text = place_among_siblings(other, to);
    }
    if link.by == Maker::Reader {
        text.push(BY_READER);
    }
    if view.link_count(id) > 1 {
        text.push('+');
    }
    (
        text,
        if link.score >= super::head::STRONG {
            Label::Text
        } else {
            Label::Muted
        },
    )
}
