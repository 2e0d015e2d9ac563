//! Choosing sentences of a report, one after the other: what is copied, noted or made a theme of.
//!
//! Owns [`Selection`]. Invariants: it lies in one report and holds at least one sentence; where its report is no longer in the focused pane,
//! or was read anew, there is none. Must not know what becomes of what is chosen.

use std::ops::Range;
use std::sync::Arc;

use super::action::Action;
use super::layout::RowKind;
use super::msg::Effect;
use super::{App, Screen};
use crate::locale::{Word, word};
use crate::report::{Report, ReportId, SentenceId};
use crate::text::fold;

/// Neighbouring sentences of one report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Which report.
    pub report: ReportId,
    /// Where it was begun.
    pub anchor: SentenceId,
    /// Where it was drawn to; moves.
    pub head: SentenceId,
}

impl Selection {
    /// One sentence.
    pub fn at(report: ReportId, sentence: SentenceId) -> Self {
        Self {
            report,
            anchor: sentence,
            head: sentence,
        }
    }

    /// The sentences, in the order of the text.
    pub fn sentences(self) -> Range<usize> {
        let (a, b) = (self.anchor.index(), self.head.index());
        a.min(b)..a.max(b) + 1
    }

    /// Whether a sentence is one of them.
    pub fn holds(self, id: usize) -> bool {
        self.sentences().contains(&id)
    }
}

/// A selection, and the very report that it was made in.
pub(super) type Selecting = Option<(Selection, Arc<Report>)>;

impl App {
    /// What is chosen in the focused pane, if anything is.
    pub fn selection(&self) -> Option<Selection> {
        let (selection, of) = self.selecting.as_ref()?;
        let pane = self.pane()?;
        let report = self.shelf.report(pane.report)?;
        let here = pane.report == selection.report && Arc::ptr_eq(of, report);
        (matches!(self.screen, Screen::Reader) && here).then_some(*selection)
    }

    /// Chooses sentences, in place of what is chosen; none: nothing. What is beyond the end of a report is left out.
    pub fn select(&mut self, selection: Option<Selection>) {
        self.selecting = selection.and_then(|mut selection| {
            let report = self.shelf.report(selection.report)?;
            let last = SentenceId(report.sentences.len().checked_sub(1)? as u32);
            selection.anchor = selection.anchor.min(last);
            selection.head = selection.head.min(last);
            Some((selection, Arc::clone(report)))
        });
    }

    /// What was chosen in a report that is no longer there, or is not the one that is read, is forgotten.
    pub(super) fn forget_stale_selection(&mut self) {
        if self.selection().is_none() {
            self.selecting = None;
        }
    }

    /// How many sentences are chosen, and how many Han characters are read of them.
    pub fn selected_count(&self) -> Option<(usize, usize)> {
        let selection = self.selection()?;
        let report = self.shelf.report(selection.report)?;
        let sentences = selection.sentences();
        let spans = report.sentences.get(sentences.clone())?.iter();
        let han = spans
            .map(|s| fold::han_count(&report.reading(s.span)))
            .sum();
        Some((sentences.len(), han))
    }

    /// The sentence at which the focused pane stands: where the eye was led, else that of the hit on the screen, else the first on the
    /// row where the reader is.
    pub fn sentence_here(&self) -> Option<(ReportId, SentenceId)> {
        let pane = self.pane()?;
        let report = self.shelf.report(pane.report)?;
        let hit = self.hit.filter(|h| h.report == pane.report);
        let hit = hit
            .filter(|h| self.is_on_screen(h.span))
            .map(|h| h.span.start());
        let led = pane.eye.or(hit).and_then(|at| sentence_at(report, at));
        let read = |kind: RowKind| {
            matches!(
                kind,
                RowKind::Text | RowKind::Heading(..) | RowKind::Raw | RowKind::Front
            )
        };
        let rows = pane.rows().iter().skip(pane.row());
        let mut on_rows = rows.filter(|r| read(r.kind)).filter_map(|row| {
            let own = row.sentence.map(|(id, _)| id);
            own.or_else(|| sentence_at(report, row.pieces.first()?.start()))
        });
        let id = led.or_else(|| on_rows.next())?;
        Some((pane.report, id))
    }

    /// Begins to choose at the sentence where the reader is; once more, chooses nothing.
    pub(super) fn toggle_selection(&mut self) {
        if self.selection().is_some() {
            self.selecting = None;
            return;
        }
        match self.sentence_here() {
            Some((report, sentence)) => {
                self.select(Some(Selection::at(report, sentence)));
                self.show_selection();
            }
            None => self.say(word(self.settings.lang, Word::NothingToCopy)),
        }
    }

    /// Does with the selection what is meant by it; none where that is nothing of its own.
    pub(super) fn select_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let selection = self.selection()?;
        let report = self.shelf.report(selection.report)?.clone();
        let (head, last) = (
            selection.head.index(),
            report.sentences.len().checked_sub(1)?,
        );
        let rows = (self.pane_height(self.reader.focus) / 2).max(1);
        let target = match action {
            Action::RowDown => Some(head + 1),
            Action::RowUp => Some(head.saturating_sub(1)),
            Action::Top => Some(0),
            Action::Bottom => Some(last),
            Action::SectionNext => beginning(&report, head, true).map(|next| next.max(head + 1)),
            Action::SectionPrev => beginning(&report, head, false),
            Action::DiffNext | Action::DiffPrev => {
                self.difference_from(head, action == Action::DiffNext)
            }
            Action::HalfPageDown | Action::HalfPageUp | Action::PageDown | Action::PageUp => {
                let rows = match action {
                    Action::PageDown | Action::PageUp => rows * 2,
                    _ => rows,
                };
                let down = matches!(action, Action::HalfPageDown | Action::PageDown);
                self.sentence_rows_away(&report, head, rows, down)
            }
            _ => return None,
        };
        if let (Some(target), Some((selection, _))) = (target, self.selecting.as_mut()) {
            selection.head = SentenceId(target.min(last) as u32);
            self.show_selection();
        }
        Some(Vec::new())
    }

    /// The screen follows the moving end of the selection.
    fn show_selection(&mut self) {
        let Some(selection) = self.selection() else {
            return;
        };
        let report = self.shelf.report(selection.report);
        let span = report.and_then(|r| r.sentences.get(selection.head.index()));
        if let Some(at) = span.map(|s| s.span.start()) {
            self.show(at);
        }
    }

    /// The sentence that stands some rows below or above another one.
    fn sentence_rows_away(
        &self,
        report: &Report,
        from: usize,
        rows: usize,
        down: bool,
    ) -> Option<usize> {
        let layout = self.pane()?.layout()?;
        let row = layout.row_of_sentence(report, SentenceId(from as u32));
        let row = if down {
            (row + rows).min(layout.len().saturating_sub(1))
        } else {
            row.saturating_sub(rows)
        };
        let at = layout.rows.get(row)?.start as usize;
        let found = sentence_at(report, at)?.index();
        Some(if down {
            found.max(from + 1)
        } else {
            found.min(from.saturating_sub(1))
        })
    }

    /// The next or previous sentence that is not as it was.
    fn difference_from(&self, from: usize, forward: bool) -> Option<usize> {
        let view = self.view(self.reader.focus)?;
        let report = self.report_in(self.reader.focus)?;
        let differs = |id: &usize| {
            let mark = view.mark(SentenceId(*id as u32));
            mark.is_some_and(|m| m != crate::compare::Change::Kept)
        };
        if forward {
            (from + 1..report.sentences.len()).find(differs)
        } else {
            (0..from).rev().find(differs)
        }
    }
}

/// The sentence that holds the byte at `at`, else the next one.
pub(super) fn sentence_at(report: &Report, at: usize) -> Option<SentenceId> {
    let index = report.sentences.partition_point(|s| s.span.end() <= at);
    (index < report.sentences.len()).then_some(SentenceId(index as u32))
}

/// The first sentence of the next section, or of this one, or of the one before.
fn beginning(report: &Report, from: usize, forward: bool) -> Option<usize> {
    let mut headings = report.sentences.iter().enumerate();
    let own = |s: &crate::report::Sentence| {
        let section = s.section.and_then(|id| report.section(id));
        s.heading && section.is_some_and(|s| !s.inside)
    };
    if forward {
        headings.find(|(i, s)| *i > from && own(s)).map(|(i, _)| i)
    } else {
        headings
            .rfind(|(i, s)| *i < from && own(s))
            .map(|(i, _)| i)
            .or(Some(0))
    }
}
