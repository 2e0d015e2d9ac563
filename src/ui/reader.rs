//! The reader screen: title bar, outline, panes with gutter, text, theme digits and ruler.

mod figures;
mod marks;

pub use figures::said;

use std::borrow::Cow;

use super::bars;
use super::head;
use super::label::Label;
use super::layers::Layers;
use super::loading;
use super::outline;
use super::paint::Rule;
use super::pen::Pen;
use super::ruler;
use super::strip;
use crate::app::App;
use crate::app::layout::{Row, RowKind, marker_cells};
use crate::app::mouse::Target;
use crate::app::plan::{Area, Detail, PanePlan};
use crate::app::reader::{Pane, Relation, Show};
use crate::app::view::{Side, View};
use crate::compare::Depth;
use crate::locale::{Word, word};
use crate::report::{Report, SectionId};
use crate::text::span::Span;

/// Draws the screen but for its status bar.
pub fn draw(app: &App, pen: &mut Pen) {
    let plan = app.plan();
    bars::title(app, pen, &plan);
    if let Some(area) = plan.outline {
        outline::beside(app, pen, area);
    }
    for place in plan.panes.iter().chain(plan.peek.as_ref()) {
        pane(app, pen, place, plan.detail());
        head::draw(app, pen, place, plan.detail());
    }
    for (pane, area) in plan.borders() {
        pen.spot(area, Target::Border(pane));
    }
    if plan.panes.is_empty() || app.reader.panes.is_empty() {
        let text = word(pen.lang, Word::LookingForReports);
        let x = plan.area.w.saturating_sub(pen.cells(text)) / 2;
        pen.put(
            x,
            plan.area.h / 2,
            plan.area.w,
            text,
            Label::Ground,
            Label::Muted,
        );
    }
    if let Some(area) = plan.strip {
        strip::draw(app, pen, &plan, area);
    }
    loading::draw(app, pen, &plan);
}

fn pane(app: &App, pen: &mut Pen, place: &PanePlan, detail: Detail) {
    let Some(pane) = app.reader.panes.get(place.pane) else {
        return;
    };
    let text = place.text;
    let area = Area::new(place.head.x, place.head.y, place.head.w, text.h + 1);
    pen.spot(area, Target::Pane(place.pane));
    pen.vline(
        place.ruler,
        text.y,
        text.h,
        Rule::Vertical,
        Label::Ground,
        Label::Border,
    );
    let (Some(report), Some(layout)) = (app.text_in(place.pane), pane.layout()) else {
        loading::lines(pen, place);
        return;
    };
    let view = app.view(place.pane);
    let view = view.as_ref().filter(|_| app.reader.changes);
    let muted = matches!(pane.relation, Relation::None { .. });
    let mut drawer = Drawer {
        app,
        report,
        view,
        pane,
        place,
        detail,
        muted,
        layers: Layers::default(),
        ends: Vec::new(),
    };
    let shown = layout.rows.iter().enumerate().skip(pane.top);
    for (y, (at, row)) in (text.y..text.bottom()).zip(shown) {
        drawer.row(pen, y, at, row);
        let begins = text.x + row.indent;
        pen.spot_row(area.x, y, place.ruler, Target::Row(place.pane, at, begins));
    }
    drawer.reasons(pen);
    if app.report_in(place.pane).is_none() {
        return;
    }
    if pane.top + (text.h as usize) > layout.len() && text.h > 2 {
        let y = text.y + (layout.len().saturating_sub(pane.top)) as u16 + 1;
        if y < text.bottom() {
            let end = word(pen.lang, Word::ThatIsAll);
            pen.put(text.x, y, text.w, end, Label::Ground, Label::Faint);
        }
    }
    let side = app.view(place.pane).map(|v| v.side);
    ruler::draw(pen, place, pane, side);
    let ruler = Area::new(place.ruler, text.y, 1, text.h);
    pen.spot(ruler, Target::Ruler(place.pane));
}

struct Drawer<'a> {
    app: &'a App,
    report: &'a Report,
    view: Option<&'a View>,
    pane: &'a Pane,
    place: &'a PanePlan,
    detail: Detail,
    muted: bool,
    layers: Layers,
    /// Of the rows of a file: where each stands, what stands on it, and the column after that.
    ends: Vec<(u16, Span, u16)>,
}

impl Drawer<'_> {
    fn row(&mut self, pen: &mut Pen, y: u16, at: usize, row: &Row) {
        let text = self.place.text;
        self.chosen(pen, y, row);
        match row.kind {
            RowKind::Blank => {
                self.out(pen, y, Span::at(row.start as usize), text.x);
                self.reflow(pen, y, row);
            }
            RowKind::Raw => {
                let (Some(first), Some(last)) = (row.pieces.first(), row.pieces.last()) else {
                    return;
                };
                self.mark(pen, y, row);
                let base = if self.muted {
                    Label::Muted
                } else {
                    Label::Text
                };
                let end = self.pieces(pen, text.x, y, row, base);
                self.out(pen, y, first.join(*last), end);
            }
            RowKind::Rule => {
                pen.hline(
                    text.x,
                    y,
                    text.w,
                    Rule::Horizontal,
                    Label::Ground,
                    Label::Border,
                );
            }
            RowKind::FigureHead | RowKind::Figure(_) | RowKind::Tone(_) => {
                self.figure(pen, y, at, row);
            }
            RowKind::Whence => {
                self.here(pen, y, row);
                self.whence(pen, y, row, text.x + 2);
            }
            RowKind::Heading(level, first) => {
                self.mark(pen, y, row);
                let x = text.x + if first { self.marker(pen, y, row) } else { 0 };
                let base = match level {
                    _ if self.muted => Label::Muted,
                    1 => Label::Heading1,
                    2 => Label::Heading2,
                    _ => Label::Heading3,
                };
                let end = self.pieces(pen, x.max(text.x + row.indent), y, row, base);
                if first && level >= 2 {
                    self.link_tag(pen, y, end, row.section);
                }
            }
            RowKind::Front => {
                let at = row.pieces.first().map_or(0, |p| p.start());
                let title = self.report.identity.title.as_ref().and_then(|t| t.span);
                let base = if title.is_some_and(|t| t.contains(at)) {
                    Label::Strong
                } else {
                    Label::Muted
                };
                self.pieces(pen, text.x, y, row, base);
            }
            RowKind::Text => {
                self.mark(pen, y, row);
                let base = if self.muted {
                    Label::Muted
                } else {
                    Label::Text
                };
                let end = self.pieces(pen, text.x + row.indent, y, row, base);
                if row.whence {
                    self.whence(pen, y, row, end + 1);
                }
            }
        }
    }

    /// What was taken out of the reading view stands beside a line, so that no colour is needed to see it.
    fn out(&mut self, pen: &mut Pen, y: u16, span: Span, end: u16) {
        if self.pane.made.as_ref().is_none_or(|m| !m.style.raw) {
            return;
        }
        self.ends.push((y, span, end));
        let solid = span.of(&self.report.text).trim();
        let start = span.start() + leading(span.of(&self.report.text));
        let whole = match self.report.removed_at(start) {
            Some(removed) => removed.span.end() >= start + solid.len(),
            None => false,
        };
        if whole {
            let x = self.place.text.x - 2;
            pen.glyph(x, y, Rule::Vertical, Label::Ground, Label::Border);
        }
    }

    /// Why text was taken out, once for each stretch of it, at the right of its first row that has room.
    fn reasons(&self, pen: &mut Pen) {
        let (Some(first), Some(last)) = (self.ends.first(), self.ends.last()) else {
            return;
        };
        let seen = first.1.join(last.1);
        let right = self.place.text.right();
        let from = self
            .report
            .removed
            .partition_point(|r| r.span.end() <= seen.start());
        let mut taken = None;
        for removed in self.report.removed.iter().skip(from) {
            if removed.span.start() >= seen.end() {
                break;
            }
            let text = head::removed(pen.lang, removed.reason);
            let cells = pen.cells(&text);
            let free = |&&(y, span, end): &&(u16, Span, u16)| {
                let here = removed.span.overlaps(span) || removed.span.contains(span.start());
                here && Some(y) != taken && end + 2 + cells <= right
            };
            if let Some(&(y, _, end)) = self.ends.iter().find(free) {
                let room = right.saturating_sub(end);
                pen.put_right(right, y, room, &text, Label::Ground, Label::Muted);
                taken = Some(y);
            }
        }
    }

    /// The heading's marker; returns the cells it takes.
    fn marker(&self, pen: &mut Pen, y: u16, row: &Row) -> u16 {
        let Some(section) = row.section.and_then(|id| self.report.section(id)) else {
            return 0;
        };
        let marker = Cow::Borrowed(self.report.marker_of(section));
        let marker = pen.script(self.report, marker);
        pen.put(
            self.place.text.x,
            y,
            self.place.text.w,
            &marker,
            Label::Ground,
            Label::Marker,
        );
        marker_cells(self.report, section, pen.ambiguous)
    }

    /// The row's text with everything that lies over it; returns the column after it.
    fn pieces(&mut self, pen: &mut Pen, x: u16, y: u16, row: &Row, base: Label) -> u16 {
        let (Some(first), Some(last)) = (row.pieces.first(), row.pieces.last()) else {
            return x;
        };
        let whole = first.join(*last);
        self.layers.clear();
        let raw = row.kind == RowKind::Raw;
        if self.app.reader.show != Show::Figures {
            strip::lay(
                self.app,
                self.place.pane,
                self.view,
                whole,
                &mut self.layers,
            );
        }
        self.lay_chosen(whole);
        let base = self.lay_changes(row, whole, base);
        self.lay_leads(whole);
        if raw {
            self.lay_removed(whole);
        }
        self.lay_figures(row, whole);
        let themes = self.lay_themes(whole);
        self.lay_search(whole);
        self.lay_current();
        let end = self.place.text.right() + 1;
        let mut at = x;
        for &piece in &row.pieces {
            for (run, style) in self.layers.runs(piece, pen.palette, Label::Ground, base) {
                let shown = if raw {
                    Cow::Borrowed(run.of(&self.report.text))
                } else {
                    pen.read(self.report, run)
                };
                at = pen.put_style(at, y, end.saturating_sub(at), &shown, style);
            }
        }
        // Further digits stand left of the first one where the row leaves them room.
        let alone = row.kind != RowKind::Text || row.whence;
        for (theme, x) in themes.into_iter().zip((0..self.place.ruler).rev()) {
            let first = x + 1 == self.place.ruler;
            if !first && (alone || x <= at) {
                break;
            }
            let digit = theme_mark(theme);
            pen.put(x, y, 1, &digit, Label::Ground, theme_digit(theme));
        }
        at
    }

    /// `三(四) 0.61 强` or `无对应` at the right of a heading, as far as there is room.
    fn link_tag(&self, pen: &mut Pen, y: u16, after: u16, section: Option<SectionId>) {
        let (Some(id), Some(view)) = (section, self.app.view(self.place.pane)) else {
            return;
        };
        if view.pairing.links.is_none() || self.report.section(id).is_none_or(|s| s.inside) {
            return;
        }
        let right = self.place.text.right();
        let room = right.saturating_sub(after + 2);
        let Some((to, link)) = view.link(id) else {
            if self.report.section(id).is_some_and(|s| s.level <= 2) {
                let none = if view.is_broken(id) {
                    word(pen.lang, Word::BrokenByReader)
                } else {
                    word(pen.lang, Word::NoCounterpartShort)
                };
                let label = if view.side == Side::A {
                    Label::Gone
                } else {
                    Label::New
                };
                if pen.cells(none) <= room {
                    pen.put_right(right, y, room, none, Label::Ground, label);
                }
            }
            return;
        };
        let Some(other) = self.app.shelf.report(view.other) else {
            return;
        };
        let path = head::path_of_markers(other, to);
        let score = format!("{path} {:.2} {}", link.score, head::word_of(pen.lang, link));
        let short = format!("{:.2}", link.score);
        let label = if link.score >= head::STRONG {
            Label::LinkHigh
        } else {
            Label::LinkLow
        };
        let tag = [score, short].into_iter().find(|t| pen.cells(t) <= room);
        if let Some(tag) = tag.filter(|_| self.detail >= Detail::Some) {
            pen.put_right(right, y, room, &tag, Label::Ground, label);
        }
    }
}

/// Bytes of the blanks at the beginning of `text`.
fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The wash of the theme with this place among the lit ones.
pub fn theme_label(index: usize) -> Label {
    [Label::ThemeA, Label::ThemeB, Label::ThemeC]
        .get(index % 3)
        .copied()
        .unwrap_or(Label::ThemeA)
}

/// The colour of its digit.
pub fn theme_digit(index: usize) -> Label {
    [Label::ThemeADigit, Label::ThemeBDigit, Label::ThemeCDigit]
        .get(index % 3)
        .copied()
        .unwrap_or(Label::ThemeADigit)
}

/// What stands for the lit theme at this place: its digit, `+` from the tenth on.
pub fn theme_mark(index: usize) -> String {
    if index < 9 {
        (index + 1).to_string()
    } else {
        "+".to_owned()
    }
}

/// The name of a depth on the screen.
pub fn depth_name(pen: &Pen, depth: Depth) -> &'static str {
    match depth {
        Depth::Revision => word(pen.lang, Word::Revision),
        Depth::Succession => word(pen.lang, Word::Succession),
        Depth::Parallel => word(pen.lang, Word::Parallel),
    }
}
