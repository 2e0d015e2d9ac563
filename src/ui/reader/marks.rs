//! What lies over a report's text in a pane: gutter marks, changed words, shared wording, figures, themes, search.
//!
//! Invariant: nothing here moves a cell; the rows are those of the layout.

use ratatui::style::Modifier;

use super::super::label::Label;
use super::super::layers::Ink;
use super::super::paint::Rule;
use super::super::pen::Pen;
use super::{Drawer, theme_label};
use crate::app::layout::{Row, RowKind};
use crate::app::reader::Show;
use crate::app::view::{Side, View, moved};
use crate::app::walk::{CurrentHit, Walking};
use crate::compare::{Change, Depth, SentencePair};
use crate::report::{SectionId, SentenceId};
use crate::text::fold;
use crate::text::number;
use crate::text::span::Span;

/// Longest replaced wording that gets a wash, in Han characters; longer clauses only stand out from the muted rest.
const WASH_LIMIT: usize = 9;

impl Drawer<'_> {
    /// The sentences that a row shows something of.
    fn sentences_on(&self, row: &Row) -> impl Iterator<Item = (SentenceId, Span)> + '_ {
        let whole = match (row.pieces.first(), row.pieces.last()) {
            (Some(first), Some(last)) => first.join(*last),
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
            let linked = heading
                && self.show() != Show::Figures
                && section.is_some_and(|s| view.link(s).is_some());
            match view.shown(id, self.show()) {
                Some(Change::New | Change::Gone) | None if linked => Some(Change::Reworded),
                mark => mark,
            }
        };
        if row.kind == RowKind::Text && row.sentence.is_none() {
            return None;
        }
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

    /// Which changes are shown.
    fn show(&self) -> Show {
        self.app.reader.show
    }

    /// The gutter's mark at the first row of a sentence.
    pub(super) fn mark(&self, pen: &mut Pen, y: u16, row: &Row) {
        let Some(view) = self.view else { return };
        self.here(pen, y, row);
        if view.depth() == Some(Depth::Parallel) {
            return;
        }
        let Some(mark) = self.marked(view, row) else {
            return;
        };
        let style = pen
            .palette
            .over(Label::Ground, mark_label(mark))
            .add_modifier(Modifier::BOLD);
        let mut buf = [0; 4];
        let text = mark.mark().encode_utf8(&mut buf);
        pen.put_style(self.place.text.x - 2, y, 2, text, style);
    }

    /// The bar beside the difference that the reader was led to.
    pub(super) fn here(&self, pen: &mut Pen, y: u16, row: &Row) {
        let Some(stop) = self.app.current_stop() else {
            return;
        };
        let of = if self.place.pane == self.app.reader.focus {
            &stop.here
        } else if self.pane.report == stop.other {
            &stop.there
        } else {
            return;
        };
        let within = match row.sentence {
            Some((id, _)) => of.contains(&id.index()),
            None => self
                .sentences_on(row)
                .any(|(id, _)| of.contains(&id.index())),
        };
        if within {
            let x = self.place.text.x - 3;
            pen.glyph(x, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
        }
    }

    /// Whether a sentence is chosen, or was just copied.
    fn is_chosen(&self, id: usize) -> bool {
        let report = self.pane.report;
        let selection = self.app.selection();
        let here = self.place.pane == self.app.reader.focus;
        let chosen = selection.filter(|_| here).is_some_and(|s| s.holds(id));
        chosen || self.app.just_copied(report, id)
    }

    /// The bar beside a row of what is chosen.
    pub(super) fn chosen(&self, pen: &mut Pen, y: u16, row: &Row) {
        if row.pieces.is_empty() {
            return;
        }
        let any = self
            .sentences_on(row)
            .any(|(id, _)| self.is_chosen(id.index()));
        if any {
            let x = self.place.text.x - 3;
            pen.glyph(x, y, Rule::HeavyVertical, Label::Selection, Label::Key);
        }
    }

    /// The ground of what is chosen lies under everything else.
    pub(super) fn lay_chosen(&mut self, whole: Span) {
        let sentences = &self.report.sentences;
        let from = sentences.partition_point(|s| s.span.end() <= whole.start());
        let on_row = sentences.iter().enumerate().skip(from);
        let chosen: Vec<Span> = on_row
            .take_while(|(_, s)| s.span.start() < whole.end())
            .filter(|(id, _)| self.is_chosen(*id))
            .map(|(id, _)| self.report.sentence_with_marks(id))
            .collect();
        for span in chosen {
            self.layers.lay(span, Ink::Label(Label::Selection));
            self.layers.lay(span, Ink::Bold);
        }
    }

    /// Word diff of a reworded sentence: what stayed goes muted, short changed words get a wash, long ones the tone of text. Where only
    /// figures are looked at, they alone are lit.
    pub(super) fn lay_changes(&mut self, row: &Row, whole: Span, base: Label) -> Label {
        let Some(view) = self.view else { return base };
        let heading = matches!(row.kind, RowKind::Heading(..));
        if self.show() == Show::Figures {
            return self.lay_moved_figures(view, row, whole, base);
        }
        if let Some((id, _)) = row.sentence {
            if heading || !self.lay_edits(view, id, whole) {
                return base;
            }
            return Label::Muted;
        }
        if view.depth() == Some(Depth::Parallel) || row.kind != RowKind::Raw {
            return base;
        }
        for (id, span) in self.sentences_on(row).collect::<Vec<_>>() {
            let sentence = self.report.sentences.get(id.index());
            let known = self.known_edits(view, id).is_some();
            if known && sentence.is_some_and(|s| !s.heading) {
                self.layers.lay(span, Ink::Label(Label::Muted));
                self.lay_edits(view, id, whole);
            }
        }
        base
    }

    /// The pair of a sentence whose changed words are to be shown.
    fn known_edits<'v>(&self, view: &'v View, id: SentenceId) -> Option<&'v SentencePair> {
        let pair = view.pair(id).filter(|p| is_edited(p))?;
        let shown = self.show() == Show::All || pair.edits.iter().any(|e| view.is_wording(e));
        shown.then_some(pair)
    }

    /// The words of a sentence that are not as they were; tells whether it is one of which that is known.
    fn lay_edits(&mut self, view: &View, id: SentenceId, whole: Span) -> bool {
        let Some(pair) = self.known_edits(view, id) else {
            return false;
        };
        let all = self.show() == Show::All;
        for edit in pair.edits.iter().filter(|e| !e.equal) {
            let span = view.edit_span(edit);
            if !span.overlaps(whole) || !(all || view.is_wording(edit)) {
                continue;
            }
            let short = fold::han_count(span.of(&self.report.text)) <= WASH_LIMIT;
            let label = if short {
                words_label(view.side)
            } else {
                Label::Text
            };
            self.layers.lay(span, Ink::Label(label));
        }
        true
    }

    /// Lights the figures that moved; sentences without any go muted.
    fn lay_moved_figures(&mut self, view: &View, row: &Row, whole: Span, base: Label) -> Label {
        let own: Vec<(SentenceId, Span)> = match row.sentence {
            Some((id, _)) => vec![(id, whole)],
            None => self.sentences_on(row).collect(),
        };
        if matches!(row.kind, RowKind::Heading(..)) {
            return base;
        }
        for (id, span) in own {
            let lit: Vec<Span> = view
                .figures(id)
                .filter(|(_, f)| moved(f))
                .map(|(_, f)| view.figure_span(f))
                .collect();
            if !lit.is_empty() {
                self.layers.lay(span, Ink::Label(Label::Text));
            }
            for span in lit {
                self.layers.lay(span, Ink::Label(words_label(view.side)));
            }
        }
        Label::Muted
    }

    /// In a file: what the reading view leaves out, or reads as something else.
    pub(super) fn lay_removed(&mut self, whole: Span) {
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
    pub(super) fn lay_leads(&mut self, whole: Span) {
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

    pub(super) fn lay_figures(&mut self, row: &Row, whole: Span) {
        let quiet = self.view.is_some() && self.show() == Show::Wording;
        if quiet || matches!(row.kind, RowKind::Heading(..) | RowKind::Front) {
            return;
        }
        // A figure is never broken over rows, so the row alone tells it.
        for figure in number::figures(&self.report.text, whole) {
            if !figure.date && self.report.removed_at(figure.span.start()).is_none() {
                self.layers.lay(figure.span, Ink::Bold);
            }
        }
    }

    /// Lights theme hits; returns which of the lit themes stand on the row, the current one first, then in order of their digits.
    pub(super) fn lay_themes(&mut self, whole: Span) -> Vec<usize> {
        let Some(hits) = self.app.shelf.hits(self.pane.report) else {
            return Vec::new();
        };
        let from = hits
            .hits
            .partition_point(|h| h.span.start() + 60 < whole.start());
        let mut found: Vec<usize> = Vec::new();
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
            if !found.contains(&index) {
                found.push(index);
            }
        }
        found.sort_unstable_by_key(|&index| (index != self.app.current_lit, index));
        found
    }

    /// The current hit of a theme, over all else.
    pub(super) fn lay_current(&mut self) {
        let here = |h: &CurrentHit| h.report == self.pane.report;
        if let Some(hit) = self.app.hit.filter(here)
            && self.app.walking == Walking::Theme
        {
            self.layers.lay(hit.span, Ink::Label(Label::CurrentHit));
        }
    }

    pub(super) fn lay_search(&mut self, whole: Span) {
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
}

/// Whether word by word it is known what changed in a pair.
fn is_edited(pair: &SentencePair) -> bool {
    !pair.edits.is_empty() && matches!(pair.change, Change::Reworded | Change::Moved)
}

/// The colour of a mark.
fn mark_label(mark: Change) -> Label {
    match mark {
        Change::Kept => Label::Kept,
        Change::Reworded => Label::Reworded,
        Change::New => Label::New,
        Change::Gone => Label::Gone,
        Change::Moved => Label::Moved,
    }
}

/// The wash of words that are not as they are on the other side.
fn words_label(side: Side) -> Label {
    match side {
        Side::A => Label::GoneWords,
        Side::B => Label::NewWords,
    }
}
