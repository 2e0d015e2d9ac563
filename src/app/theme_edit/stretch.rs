//! A stretch of a sentence that the reader chooses, character by character.
//!
//! Owns [`Stretch`]. Invariant: it holds at least one character and never leaves its sentence. Must not know what becomes of it.

use crate::app::action::Action;
use crate::app::layout::RowKind;
use crate::app::{App, Overlay};
use crate::report::{Report, ReportId, SentenceId};
use crate::text::fold;
use crate::text::span::Span;

/// A stretch of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Of which report.
    pub report: ReportId,
    /// Of which sentence.
    pub sentence: SentenceId,
    /// The characters that are read of it, folded, each with its byte in the text.
    chars: Vec<(usize, char)>,
    from: usize,
    to: usize,
}

impl Stretch {
    /// The run of Han characters around the byte `at` of a sentence, else the first after it; none where it has no characters.
    fn new(id: ReportId, report: &Report, sentence: SentenceId, at: usize) -> Option<Self> {
        let span = report.sentences.get(sentence.index())?.span;
        let mut chars = Vec::new();
        for piece in span.without(&report.gaps) {
            let folded = piece.of(&report.folded).char_indices();
            chars.extend(folded.map(|(i, c)| (piece.start() + i, c)));
        }
        let mut this = Self {
            report: id,
            sentence,
            from: 0,
            to: chars.len(),
            chars,
        };
        let runs = this.runs();
        let byte = |index: usize| this.chars.get(index).map_or(span.end(), |c| c.0);
        let run = runs.iter().find(|&&(_, to)| byte(to) > at);
        if let Some(&(from, to)) = run.or(runs.last()) {
            (this.from, this.to) = (from, to);
        }
        (!this.chars.is_empty()).then_some(this)
    }

    /// The stretches of nothing but Han characters, as they are parted by marks and figures.
    fn runs(&self) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (i, _) in self
            .chars
            .iter()
            .enumerate()
            .filter(|(_, c)| fold::is_han(c.1))
        {
            match runs.last_mut() {
                Some(run) if run.1 == i => run.1 = i + 1,
                _ => runs.push((i, i + 1)),
            }
        }
        runs
    }

    /// Where it lies in the text, from its first to its last character.
    pub fn span(&self) -> Span {
        let at = |index: usize| self.chars.get(index).copied();
        let start = at(self.from).map_or(0, |c| c.0);
        let end = self.to.checked_sub(1).and_then(at);
        Span::new(start, end.map_or(start, |(i, c)| i + c.len_utf8()))
    }

    /// Its characters, in simplified script.
    pub fn words(&self) -> String {
        let chosen = self.chars.get(self.from..self.to).unwrap_or(&[]);
        chosen.iter().map(|c| c.1).collect()
    }

    /// Moves an edge, or to the next run; tells whether `action` means that.
    pub(super) fn act(&mut self, action: Action) -> bool {
        let all = self.chars.len();
        match action {
            Action::StartRight => {
                // At the other edge it takes that along.
                self.from = (self.from + 1).min(all.saturating_sub(1));
                self.to = self.to.max(self.from + 1);
            }
            Action::StartLeft => self.from = self.from.saturating_sub(1),
            Action::EndRight => self.to = (self.to + 1).min(all),
            Action::EndLeft => {
                self.to = (self.to - 1).max(1);
                self.from = self.from.min(self.to - 1);
            }
            Action::RunNext => {
                let runs = self.runs();
                if let Some(&(from, to)) = runs.iter().find(|r| r.0 >= self.to) {
                    (self.from, self.to) = (from, to);
                }
            }
            Action::RunPrev => {
                let runs = self.runs();
                if let Some(&(from, to)) = runs.iter().rfind(|r| r.1 <= self.from) {
                    (self.from, self.to) = (from, to);
                }
            }
            _ => return false,
        }
        true
    }
}

impl App {
    /// The stretch to begin with: of the first sentence that is chosen; else around the current hit if that is on the screen, else around the first lit hit of the sentence at the row
    /// where the reader is, else that row's first words.
    pub(super) fn stretch_here(&self) -> Option<Stretch> {
        let pane = self.pane()?;
        let report = self.shelf.report(pane.report)?;
        if let Some(selection) = self.selection() {
            let first = report.sentences.get(selection.sentences().start)?;
            return self.stretch_at(pane.report, report, first.span.start(), true);
        }
        let hit = self.hit.filter(|h| h.report == pane.report);
        if let Some(hit) = hit.filter(|h| self.is_on_screen(h.span)) {
            return self.stretch_at(pane.report, report, hit.span.start(), true);
        }
        let read = |kind: RowKind| {
            matches!(
                kind,
                RowKind::Text | RowKind::Heading(..) | RowKind::Raw | RowKind::Front
            )
        };
        let rows = pane.rows().iter().skip(pane.row());
        let starts = rows
            .filter(|r| read(r.kind))
            .filter_map(|r| r.pieces.first());
        let mut found =
            starts.map(|piece| self.stretch_at(pane.report, report, piece.start(), false));
        found.find_map(|stretch| stretch)
    }

    /// The stretch at a byte, or at the first lit hit after it in its sentence.
    fn stretch_at(&self, id: ReportId, report: &Report, at: usize, here: bool) -> Option<Stretch> {
        let index = report.sentences.partition_point(|s| s.span.end() <= at);
        let span = report.sentences.get(index)?.span;
        let lit = self.shelf.hits(id).and_then(|hits| {
            let rest = Span::new(at.clamp(span.start(), span.end()), span.end());
            let mut lit = hits.in_span(rest).iter();
            lit.find(|h| self.lit.contains(&h.theme))
                .map(|h| h.span.start())
        });
        let at = lit.filter(|_| !here).unwrap_or(at);
        Stretch::new(id, report, SentenceId(index as u32), at)
    }

    /// Chooses in the next or previous sentence.
    pub(super) fn step_stretch_sentence(&mut self, forward: bool) {
        let Some(Overlay::ThemeEdit(state)) = self.overlays.last() else {
            return;
        };
        let Some(stretch) = &state.stretch else {
            return;
        };
        let id = stretch.report;
        let Some(report) = self.shelf.report(id) else {
            return;
        };
        let here = stretch.sentence.index();
        let next = if forward {
            Some(here + 1)
        } else {
            here.checked_sub(1)
        };
        let start = next.and_then(|next| Some(report.sentences.get(next)?.span.start()));
        let next = start.and_then(|start| self.stretch_at(id, report, start, false));
        if let (Some(next), Some(Overlay::ThemeEdit(state))) = (next, self.overlays.last_mut()) {
            state.stretch = Some(next);
            state.take_stretch();
        }
    }
}
