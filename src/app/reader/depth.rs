//! How deep two reports are compared, and how far the comparison went.
//!
//! Owns the words for both. Must not know where they stand on the screen.

use super::super::App;
use super::super::view::View;
use crate::compare::{Depth, Verdict};
use crate::locale::{
    Word, compared_as, not_comparable, nothing_in, only_linked, stopped_short, word,
};
use crate::report::ReportId;

impl App {
    /// Whether the reports in the focused pane and its companion are being compared, or wait for it.
    pub fn is_comparing(&self) -> bool {
        let focus = self.reader.focus;
        let Some(other) = self.other_pane(focus) else {
            return false;
        };
        let reports = [focus, other].map(|p| self.reader.panes.get(p).map(|p| p.report));
        let read = [focus, other].iter().all(|&p| self.report_in(p).is_some());
        read && reports[0] != reports[1]
            && self
                .view(focus)
                .is_none_or(|v| v.pairing.current().is_none())
    }

    /// What is to be said of two texts that are no ordinary pair, and whether it is a warning.
    pub fn verdict_words(&self, view: &View) -> Option<(String, bool)> {
        let lang = self.settings.lang;
        let comparison = view.pairing.current()?;
        match comparison.verdict {
            Verdict::Comparable => None,
            Verdict::Identical => {
                let texts = self.sides(view);
                let same = texts.is_some_and(|[a, b]| {
                    let text = |id| self.shelf.report(id).map(|r| &r.text);
                    text(a) == text(b)
                });
                let said = if same {
                    Word::IdenticalTexts
                } else {
                    Word::IdenticalButFor
                };
                Some((word(lang, said).to_owned(), false))
            }
            Verdict::NotComparable => {
                let nearness = comparison.nearness;
                let (linked, all) = only_linked_sections(&comparison.links);
                let text = format!(
                    "{}  {}",
                    not_comparable(lang, nearness.near, nearness.total),
                    only_linked(lang, linked, all)
                );
                Some((text, true))
            }
            Verdict::Empty { a, b } => {
                let [left, right] = self.sides(view)?;
                let names: Vec<String> = [(a, left), (b, right)]
                    .into_iter()
                    .filter(|(empty, _)| *empty)
                    .map(|(_, id)| self.report_label(id))
                    .collect();
                Some((nothing_in(lang, &names), true))
            }
        }
    }

    /// The reports of a view, left and right.
    fn sides(&self, view: &View) -> Option<[ReportId; 2]> {
        let own = self.pane()?.report;
        Some(match view.side {
            super::super::view::Side::A => [own, view.other],
            super::super::view::Side::B => [view.other, own],
        })
    }

    /// Goes to the next depth: revision, succession, parallel, and back to the program's choice.
    pub(in crate::app) fn cycle_depth(&mut self) {
        let lang = self.settings.lang;
        let focus = self.reader.focus;
        let Some(other) = self.other_pane(focus) else {
            self.say(word(lang, Word::NothingToCompare));
            return;
        };
        let (left, right) = (focus.min(other), focus.max(other));
        let (Some(a), Some(b)) = (self.reader.panes.get(left), self.reader.panes.get(right)) else {
            return;
        };
        let key = (a.report, b.report);
        let known = self.pairings.get(&key);
        let next = match known.and_then(|p| p.depth()) {
            Some(Depth::Revision) => Depth::Succession,
            Some(Depth::Succession) => Depth::Parallel,
            _ => Depth::Revision,
        };
        // Come round to the program's own choice, it is the program's again.
        let own = known
            .and_then(|p| p.nearness)
            .is_some_and(|n| n.depth == next);
        let asked = (!own).then_some(next);
        self.change_pairing(key, |p| p.asked = asked);
        self.say(&compared_as(
            lang,
            depth_word(next),
            what_follows(next),
            own,
        ));
    }

    /// What was not compared, where the comparison on the screen was cut short.
    pub(in crate::app) fn say_if_cut_short(&mut self, a: ReportId, b: ReportId) {
        let Some(view) = self.view(self.reader.focus) else {
            return;
        };
        let Some(comparison) = view.pairing.current().filter(|c| c.stopped) else {
            return;
        };
        if self.sides(&view) == Some([a, b]) {
            let text = stopped_short(self.settings.lang, comparison.depth == Depth::Parallel);
            self.say(&text);
        }
    }
}

/// Sections of A that are linked, and all of them.
fn only_linked_sections(links: &crate::compare::Links) -> (usize, usize) {
    let linked = links.of_a.iter().filter(|of| !of.is_empty()).count();
    (linked, links.of_a.len())
}

/// The name of a depth.
fn depth_word(depth: Depth) -> Word {
    match depth {
        Depth::Revision => Word::Revision,
        Depth::Succession => Word::Succession,
        Depth::Parallel => Word::Parallel,
    }
}

/// What a depth means for the reader.
fn what_follows(depth: Depth) -> Word {
    match depth {
        Depth::Revision => Word::RevisionMeans,
        Depth::Succession => Word::SuccessionMeans,
        Depth::Parallel => Word::ParallelMeans,
    }
}
