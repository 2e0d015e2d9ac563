//! The reader screen: title bar, outline, panes with gutter, text, theme digits and ruler.

use std::borrow::Cow;

use ratatui::style::Modifier;

use super::bars;
use super::head;
use super::label::Label;
use super::layers::{Ink, Layers};
use super::loading;
use super::outline;
use super::paint::Rule;
use super::pen::Pen;
use super::strip;
use crate::app::App;
use crate::app::layout::{Row, RowKind, marker_cells};
use crate::app::plan::{Detail, PanePlan};
use crate::app::reader::{Pane, Relation};
use crate::app::view::{Side, View};
use crate::app::walk::Walking;
use crate::compare::{Change, Delta, Depth, FigureChange, Firmness, SentencePair};
use crate::locale::{Word, bound_changed, word};
use crate::report::{Report, SectionId, SentenceId};
use crate::text::fold;
use crate::text::number;
use crate::text::span::Span;

/// Longest replaced wording that gets a wash, in Han characters; longer clauses only stand out from the muted rest.
const WASH_LIMIT: usize = 9;

/// Draws the screen but for its status bar.
pub fn draw(app: &App, pen: &mut Pen) {
    let plan = app.plan();
    bars::title(app, pen, &plan);
    if let Some(area) = plan.outline {
        outline::beside(app, pen, area);
    }
    for place in plan.panes.iter().chain(plan.peek.as_ref()) {
        head::draw(app, pen, place, plan.detail());
        pane(app, pen, place, plan.detail());
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
    for (y, row) in (text.y..text.bottom()).zip(layout.rows.iter().skip(pane.top)) {
        drawer.row(pen, y, row);
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
    ruler(app, pen, place, pane, report);
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
    fn row(&mut self, pen: &mut Pen, y: u16, row: &Row) {
        let text = self.place.text;
        match row.kind {
            RowKind::Blank => self.out(pen, y, Span::at(row.start as usize), text.x),
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
            RowKind::FigureHead | RowKind::Figure(_) => self.figure(pen, y, row),
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
                self.pieces(
                    pen,
                    text.x + row.indent,
                    y,
                    row,
                    if self.muted {
                        Label::Muted
                    } else {
                        Label::Text
                    },
                );
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

    /// The sentences that a row of a file shows something of.
    fn sentences_on(&self, row: &Row) -> impl Iterator<Item = (SentenceId, Span)> + '_ {
        let whole = match (row.pieces.first(), row.pieces.last()) {
            (Some(first), Some(last)) if row.kind == RowKind::Raw => first.join(*last),
            _ => Span::default(),
        };
        let sentences = &self.report.sentences;
        let from = sentences.partition_point(|s| s.span.end() <= whole.start());
        let on_row = sentences.iter().enumerate().skip(from);
        on_row
            .take_while(move |(_, s)| s.span.start() < whole.end())
            .map(|(i, s)| (SentenceId(i as u32), s.span))
    }

    /// What is to be marked beside a row: the sentence that begins on it; of several one that is not as it was.
    fn marked(&self, view: &View, row: &Row) -> Option<Change> {
        let begins = row.pieces.first().map_or(0, |p| p.start());
        let of = |id: SentenceId, section: Option<SectionId>, heading: bool| {
            // A heading stands for its section: linked or alone, whatever its wording.
            let linked = heading && section.is_some_and(|s| view.link(s).is_some());
            match view.mark(id) {
                Some(Change::New | Change::Gone) | None if linked => Some(Change::Reworded),
                mark => mark,
            }
        };
        if let Some((id, first)) = row.sentence {
            let heading = matches!(row.kind, RowKind::Heading(..));
            return first.then(|| of(id, row.section, heading)).flatten();
        }
        let mut marks = self
            .sentences_on(row)
            .filter(|(_, span)| span.start() >= begins)
            .filter_map(|(id, _)| {
                let sentence = self.report.sentences.get(id.index())?;
                of(id, sentence.section, sentence.heading)
            });
        let first = marks.next()?;
        if first == Change::Kept {
            return marks.find(|m| *m != Change::Kept).or(Some(first));
        }
        Some(first)
    }

    /// The gutter's mark at the first row of a sentence.
    fn mark(&self, pen: &mut Pen, y: u16, row: &Row) {
        let Some(view) = self.view else { return };
        if view.depth() == Some(Depth::Parallel) {
            return;
        }
        let Some(mark) = self.marked(view, row) else {
            return;
        };
        let label = match mark {
            Change::Kept => Label::Kept,
            Change::Reworded => Label::Reworded,
            Change::New => Label::New,
            Change::Gone => Label::Gone,
            Change::Moved => Label::Moved,
        };
        let style = pen
            .palette
            .over(Label::Ground, label)
            .add_modifier(Modifier::BOLD);
        let mut buf = [0; 4];
        let text = mark.mark().encode_utf8(&mut buf);
        pen.put_style(self.place.text.x - 2, y, 2, text, style);
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
        strip::lay(
            self.app,
            self.place.pane,
            self.view,
            whole,
            &mut self.layers,
        );
        let base = self.lay_changes(row, whole, base);
        self.lay_leads(whole);
        if raw {
            self.lay_removed(whole);
        }
        self.lay_figures(row, whole);
        let digit = self.lay_themes(whole);
        self.lay_search(whole);
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
        if let Some((digit, label)) = digit {
            pen.put(
                self.place.ruler - 1,
                y,
                1,
                &digit.to_string(),
                Label::Ground,
                label,
            );
        }
        at
    }

    /// Word diff of a reworded sentence: what stayed goes muted, short changed words get a wash, long ones the tone of text.
    fn lay_changes(&mut self, row: &Row, whole: Span, base: Label) -> Label {
        let Some(view) = self.view else { return base };
        if let Some((id, _)) = row.sentence {
            if matches!(row.kind, RowKind::Heading(..)) || !self.lay_edits(view, id, whole) {
                return base;
            }
            return Label::Muted;
        }
        if view.depth() == Some(Depth::Parallel) {
            return base;
        }
        for (id, span) in self.sentences_on(row).collect::<Vec<_>>() {
            let heading = self
                .report
                .sentences
                .get(id.index())
                .is_some_and(|s| s.heading);
            let known = view.pair(id).is_some_and(is_edited);
            if known && !heading {
                self.layers.lay(span, Ink::Label(Label::Muted));
                self.lay_edits(view, id, whole);
            }
        }
        base
    }

    /// The words of a sentence that are not as they were; tells whether it is one of which that is known.
    fn lay_edits(&mut self, view: &View, id: SentenceId, whole: Span) -> bool {
        let Some(pair) = view.pair(id).filter(|p| is_edited(p)) else {
            return false;
        };
        for edit in pair.edits.iter().filter(|e| !e.equal) {
            let span = view.edit_span(edit);
            if !span.overlaps(whole) {
                continue;
            }
            let short = fold::han_count(span.of(&self.report.text)) <= WASH_LIMIT;
            let label = match (short, view.side) {
                (true, Side::A) => Label::GoneWords,
                (true, Side::B) => Label::NewWords,
                (false, _) => Label::Text,
            };
            self.layers.lay(span, Ink::Label(label));
        }
        true
    }

    /// In a file: what the reading view leaves out, or reads as something else.
    fn lay_removed(&mut self, whole: Span) {
        let report = self.report;
        let removed = &report.removed;
        let from = removed.partition_point(|r| r.span.end() <= whole.start());
        let removed = removed.iter().skip(from).map(|r| r.span);
        let from = report.gaps.partition_point(|g| g.end() <= whole.start());
        let gaps = report.gaps.iter().skip(from).copied();
        for span in removed
            .take_while(|s| s.start() < whole.end())
            .chain(gaps.take_while(|s| s.start() < whole.end()))
        {
            self.layers.lay(span, Ink::Label(Label::Removed));
        }
    }

    /// Leads that stand inside prose are bold.
    fn lay_leads(&mut self, whole: Span) {
        let sections = &self.report.sections;
        let from = sections.partition_point(|s| s.heading.end() <= whole.start());
        for section in sections
            .iter()
            .skip(from)
            .take_while(|s| s.heading.start() < whole.end())
        {
            self.layers.lay(section.heading, Ink::Bold);
        }
    }

    fn lay_figures(&mut self, row: &Row, whole: Span) {
        if matches!(row.kind, RowKind::Heading(..) | RowKind::Front) {
            return;
        }
        // A figure is never broken over rows, so the row alone tells it.
        for figure in number::figures(&self.report.text, whole) {
            if !figure.date && self.report.removed_at(figure.span.start()).is_none() {
                self.layers.lay(figure.span, Ink::Bold);
            }
        }
    }

    /// Lights theme hits; returns the digit for the margin.
    fn lay_themes(&mut self, whole: Span) -> Option<(usize, Label)> {
        let hits = self.app.shelf.hits(self.pane.report)?;
        let from = hits
            .hits
            .partition_point(|h| h.span.start() + 60 < whole.start());
        let mut digit: Option<usize> = None;
        for hit in hits
            .hits
            .iter()
            .skip(from)
            .take_while(|h| h.span.start() < whole.end())
        {
            if !hit.span.overlaps(whole) {
                continue;
            }
            let Some(index) = self.app.lit.iter().position(|&t| t == hit.theme) else {
                continue;
            };
            self.layers.lay(hit.span, Ink::Label(theme_label(index)));
            let better = digit.is_none_or(|d| index == self.app.current_lit && d != index);
            if better {
                digit = Some(index);
            }
            if self.app.walking == Walking::Theme
                && self
                    .app
                    .hit
                    .is_some_and(|h| h.report == self.pane.report && h.span == hit.span)
            {
                self.layers.lay(hit.span, Ink::Label(Label::CurrentHit));
            }
        }
        let index = digit.filter(|&d| d < 9)?;
        Some((index + 1, theme_digit(index)))
    }

    fn lay_search(&mut self, whole: Span) {
        let hits = self.app.search_hits(self.pane.report);
        let from = hits.partition_point(|h| h.end() <= whole.start());
        for &hit in hits
            .iter()
            .skip(from)
            .take_while(|h| h.start() < whole.end())
        {
            let current = self
                .app
                .hit
                .is_some_and(|h| h.report == self.pane.report && h.span == hit);
            self.layers.lay(
                hit,
                Ink::Label(if current {
                    Label::CurrentHit
                } else {
                    Label::SearchHit
                }),
            );
        }
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

    /// One line of the table of figures under a reworded sentence.
    fn figure(&self, pen: &mut Pen, y: u16, row: &Row) {
        let Some(view) = self.view else { return };
        let Some(comparison) = view.pairing.current() else {
            return;
        };
        let x = self.place.text.x + 2;
        let w = self.place.text.w.saturating_sub(4);
        let first = x + 2;
        let value = (w / 5).max(8);
        // `降 2点 · 加“左右” · 软化` where there is room.
        let change = (w / 3).clamp(12, 26);
        let name_w = w.saturating_sub(2 * value + change).max(8);
        let columns = [
            first,
            first + name_w + 2,
            first + name_w + value + 2,
            first + name_w + 2 * value + 2,
        ];
        pen.glyph(x, y, Rule::Vertical, Label::Ground, Label::Border);
        let Some(older) = self.app.shelf.report(view.other) else {
            return;
        };
        let RowKind::Figure(index) = row.kind else {
            let year = |r: &Report| {
                r.identity
                    .year
                    .as_ref()
                    .map_or("?".to_owned(), |y| y.value.0.to_string())
            };
            let heads = [
                word(pen.lang, Word::Figures).to_owned(),
                year(older),
                year(self.report),
                word(pen.lang, Word::Change).to_owned(),
            ];
            for (x, head) in columns.iter().zip(heads) {
                pen.put(*x, y, value + 4, &head, Label::Ground, Label::Muted);
            }
            return;
        };
        let Some(change) = comparison.figures.get(index as usize) else {
            return;
        };
        let old = pen.script(older, older.resolved(change.a));
        let new = pen.script(self.report, self.report.resolved(change.b));
        let what = pen.script(self.report, self.report.resolved(change.what));
        let same = change.delta == Some(Delta::Same) && !change.bound && change.firmness.is_none();
        let (said, label) = said(pen, change);
        let what = pen.cut(&what, name_w);
        pen.put(columns[0], y, name_w, &what, Label::Ground, Label::Text);
        let old_label = if same { Label::Muted } else { Label::Gone };
        pen.put(columns[1], y, value - 1, &old, Label::Ground, old_label);
        let new_label = if same { Label::Muted } else { Label::New };
        pen.put(columns[2], y, value - 1, &new, Label::Ground, new_label);
        let left = (self.place.text.right()).saturating_sub(columns[3]);
        let said = pen.cut(&said, left);
        pen.put(columns[3], y, left, &said, Label::Ground, label);
    }
}

/// A change of a figure in words: `升 25%`, `降 2点 · 加“左右” · 软化`, `去“左右”`, `同`.
pub fn said(pen: &Pen, figure: &FigureChange) -> (String, Label) {
    let up = word(pen.lang, Word::Up);
    let down = word(pen.lang, Word::Down);
    let round = |v: f64| {
        let text = format!("{:.1}", v.abs());
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    let mut parts: Vec<String> = Vec::new();
    let mut label = Label::Reworded;
    if let Some(Delta::Percent(v) | Delta::Points(v)) = figure.delta {
        let unit = match figure.delta {
            Some(Delta::Points(_)) => word(pen.lang, Word::Points),
            _ => "%",
        };
        let (way, colour) = if v > 0.0 {
            (up, Label::FigureUp)
        } else {
            (down, Label::FigureDown)
        };
        parts.push(format!("{way} {}{unit}", round(v)));
        label = colour;
    }
    if figure.bound {
        parts.push(bound_changed(pen.lang, &figure.bound_a, &figure.bound_b));
    }
    if let Some(firmness) = figure.firmness {
        let said = match firmness {
            Firmness::Softened => Word::Softened,
            Firmness::Hardened => Word::Hardened,
        };
        parts.push(word(pen.lang, said).to_owned());
    }
    if parts.is_empty() {
        return match figure.delta {
            Some(_) => (word(pen.lang, Word::Same).to_owned(), Label::Muted),
            None => {
                let other = word(pen.lang, Word::ChangedOtherwise);
                (other.to_owned(), Label::Reworded)
            }
        };
    }
    (parts.join(" · "), label)
}

/// Whether word by word it is known what changed in a pair.
fn is_edited(pair: &SentencePair) -> bool {
    !pair.edits.is_empty() && matches!(pair.change, Change::Reworded | Change::Moved)
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

/// The ruler: the whole report from top to bottom; what is on the screen, theme hits, sections without counterpart.
fn ruler(app: &App, pen: &mut Pen, place: &PanePlan, pane: &Pane, report: &Report) {
    let Some(layout) = pane.layout() else { return };
    let (h, rows) = (place.text.h as usize, layout.len().max(1));
    if h == 0 {
        return;
    }
    let cell_of = |row: usize| (row * h / rows).min(h - 1);
    let mut hit: Vec<Option<usize>> = vec![None; h];
    if let Some(hits) = app.shelf.hits(pane.report) {
        // On a narrow screen all lit themes together would fill the ruler: there it shows the current one alone.
        let all = app.size.0 >= 100;
        for (index, &theme) in app.lit.iter().enumerate().rev().filter(|_| all) {
            for found in hits.of(theme) {
                if let Some(slot) = hit.get_mut(cell_of(layout.row_of(found.span.start()))) {
                    *slot = Some(index);
                }
            }
        }
        if let Some(theme) = app.current_theme() {
            for found in hits.of(theme) {
                if let Some(slot) = hit.get_mut(cell_of(layout.row_of(found.span.start()))) {
                    *slot = Some(app.current_lit);
                }
            }
        }
    }
    let mut alone = vec![false; h];
    let view = app.view(place.pane);
    if let Some(view) = view.as_ref().filter(|v| v.pairing.links.is_some()) {
        for (id, section) in report
            .section_ids()
            .filter(|(_, s)| s.level <= 2 && !s.inside)
        {
            if view.link(id).is_none()
                && !section.heading.is_empty()
                && let Some(slot) = alone.get_mut(cell_of(layout.heading_row(id)))
            {
                *slot = true;
            }
        }
    }
    let from = cell_of(pane.top);
    let to = cell_of((pane.top + h).min(rows).saturating_sub(1));
    let lonely = if view.as_ref().is_some_and(|v| v.side == Side::A) {
        Label::Gone
    } else {
        Label::New
    };
    for (i, (hit, alone)) in hit.into_iter().zip(alone).enumerate() {
        let here = from <= i && i <= to;
        let (rule, label) = match (here, hit, alone) {
            (true, Some(index), _) => (Rule::HeavyLeft, theme_digit(index)),
            (true, None, _) => (Rule::HeavyVertical, Label::FocusBorder),
            (false, Some(index), true) => (Rule::Cross, theme_digit(index)),
            (false, Some(index), false) => (Rule::Left, theme_digit(index)),
            (false, None, true) => (Rule::Right, lonely),
            (false, None, false) => continue,
        };
        pen.glyph(
            place.ruler,
            place.text.y + i as u16,
            rule,
            Label::Ground,
            label,
        );
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
