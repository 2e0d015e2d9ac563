//! What stands around a passage, and where it stands once more.
//!
//! Owns the looking for shared sentences. Invariant: no key waits for it; it is the worker's, and until it is done nothing is marked. Must
//! not know how anything is drawn.

use std::sync::Arc;

use super::{LensState, Screen};
use crate::app::App;
use crate::app::msg::Effect;
use crate::job::{Generation, Job, ToldOf};
use crate::locale::{Word, word};
use crate::report::{Report, ReportId, SentenceId};
use crate::text::span::Span;
use crate::theme::Shared;
use crate::theme::passages::Context;
use crate::theme::shared::Copy;

/// The sentences that several reports share, as far as they are known.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// What was found.
    found: Option<Arc<Shared>>,
    /// They were asked for of what is shown now.
    asked: Option<Generation>,
}

impl Copies {
    /// What is shown has changed: they are to be looked for once more.
    pub(super) fn look_again(&mut self) {
        self.asked = None;
    }

    /// Nothing that was found holds any more.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl LensState {
    /// Whether a sentence stands in another report too: the same, or (false) nearly.
    pub fn shared(&self, report: ReportId, sentence: SentenceId) -> Option<bool> {
        self.copies.found.as_ref()?.kind(report, sentence)
    }

    /// Where the sentence under the cursor stands once more, those that are the same first.
    pub fn copies(&self) -> Vec<Copy> {
        let (Some(found), Some((report, sentence))) = (&self.copies.found, self.here()) else {
            return Vec::new();
        };
        found.others(report, sentence).collect()
    }

    /// The sentence under the cursor.
    pub fn here(&self) -> Option<(ReportId, SentenceId)> {
        let column = self.current()?;
        Some((column.report, column.current()?.sentence))
    }

    /// What is not shown by the passages before and after the one under the cursor.
    fn room_around(&self, report: &Report) -> Span {
        let Some((column, source)) = self.current().and_then(|c| Some((c, c.source()?))) else {
            return Span::default();
        };
        let before = column.passage.checked_sub(1);
        let before = before.and_then(|i| source.passages.get(i)).map(|p| {
            let shown = self.wide.of(source.report, p.sentence).span(report, p);
            shown.end().max(p.span.end())
        });
        let after = source.passages.get(column.passage + 1);
        let after = after.and_then(|p| report.sentences.get(p.sentence.index()));
        let start = before.unwrap_or(0);
        let end = after.map_or(report.text.len(), |s| s.span.start());
        Span::new(start, end.max(start))
    }

    /// Goes to the next copy of the sentence under the cursor, in the order of the columns, round; false where there is none.
    pub(super) fn next_copy(&mut self) -> bool {
        let copies = self.copies();
        let Some(column) = self.current() else {
            return false;
        };
        let here = (self.column, column.index());
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (i, column) in self.columns.iter().enumerate() {
            let mut index = 0;
            for source in &column.sources {
                let here = copies.iter().filter(|c| c.report == source.report);
                for copy in here {
                    let at = |p: &crate::theme::Passage| p.sentence == copy.sentence;
                    places.extend(source.passages.iter().position(at).map(|p| (i, index + p)));
                }
                index += source.passages.len();
            }
        }
        places.sort_unstable();
        let next = places.iter().find(|&&p| p > here).or(places.first());
        let Some(&(column, index)) = next else {
            return false;
        };
        self.column = column;
        if let Some(column) = self.columns.get_mut(column) {
            column.seek(index);
        }
        true
    }
}

impl App {
    /// Shows more of what stands around the passage under the cursor; past the most nothing again.
    pub(super) fn widen_passage(&mut self, state: &mut LensState) {
        let (Some((report, sentence)), Some(text)) = (
            state.here(),
            state.current().and_then(|c| self.shelf.report(c.report)),
        ) else {
            return;
        };
        let Some(passage) = state.current().and_then(|c| c.current()) else {
            return;
        };
        let now = state.wide.of(report, sentence);
        let room = state.room_around(text);
        let shown = now.span(text, passage).intersect(room);
        let mut next = now.more();
        // A step that shows nothing more is left out.
        while next != Context::Sentence && next.span(text, passage).intersect(room) == shown {
            next = next.more();
        }
        if next == now {
            self.say(word(self.settings.lang, Word::NoMoreContext));
        }
        state.wide.some.insert((report, sentence), next);
        if let Some(column) = state.columns.get_mut(state.column) {
            for source in column.sources.iter_mut().filter(|s| s.report == report) {
                source.forget_rows();
            }
        }
    }

    /// Shows more of what stands around all passages; past the most nothing again.
    pub(super) fn widen_all(&mut self, state: &mut LensState) {
        state.wide.all = state.wide.all.more();
        state.wide.some.clear();
        for column in &mut state.columns {
            for source in &mut column.sources {
                source.forget_rows();
            }
        }
        let said = match state.wide.all {
            Context::Sentence => Word::ContextNone,
            Context::Around => Word::ContextAround,
            Context::Paragraph => Word::ContextParagraph,
            Context::Section => Word::ContextSection,
        };
        self.say(word(self.settings.lang, said));
    }

    /// Looks for the sentences that several of the reports share, unless that was done of what is shown.
    pub(super) fn look_for_shared(&mut self) -> Option<Effect> {
        let Screen::Lens(state) = &mut self.screen else {
            return None;
        };
        if state.copies.asked.is_some() {
            return None;
        }
        self.shared_asked.0 += 1;
        state.copies.asked = Some(self.shared_asked);
        let mut told: Vec<ToldOf> = Vec::new();
        let sources = state.columns.iter().flat_map(|c| &c.sources);
        for source in sources.filter(|s| !s.passages.is_empty()) {
            if let Some(report) = self.shelf.report(source.report) {
                let sentences = source.passages.iter().map(|p| (p.sentence, p.span));
                told.push((source.report, Arc::clone(report), sentences.collect()));
            }
        }
        if told.len() < 2 {
            return None;
        }
        Some(Effect::Wording(self.shared_asked, Job::Shared { told }))
    }

    /// Takes what was found.
    pub(in crate::app) fn shared_found(&mut self, generation: Generation, shared: &Arc<Shared>) {
        let screens = self
            .behind
            .iter_mut()
            .chain(std::iter::once(&mut self.screen));
        for screen in screens {
            if let Screen::Lens(state) = screen
                && state.copies.asked == Some(generation)
            {
                state.copies.found = Some(Arc::clone(shared));
            }
        }
    }
}
