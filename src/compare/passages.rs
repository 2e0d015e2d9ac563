//! The passages of a comparison in the order in which they are read: by the sections of B, and what only A has where it stood.
//!
//! Owns [`Passage`] and [`Line`]. Invariant: every sentence of A and every sentence of B stands in exactly one line, but for a sentence
//! that was moved: where it came from and where it went to are lines of their own. Must not know how passages are written down.

use super::{Change, Comparison, Depth, Edit, Link, SentencePair, Verdict};
use crate::report::{Report, SectionId, Sentence, SentenceId};
use crate::text::span::Span;

/// What stands under one heading.
#[derive(Clone, PartialEq, Debug)]
pub struct Passage {
    /// The counterparts in A, the best first; or the one section that only A has.
    pub a: Vec<SectionId>,
    /// The section of B; none for what only A has, and for what stands before the first heading.
    pub b: Option<SectionId>,
    /// The link to the best counterpart, if there is one.
    pub link: Option<Link>,
    /// The sentences, headings among them.
    pub lines: Vec<Line>,
}

impl Passage {
    /// Neither side has a heading here: what stands before the first one.
    pub fn is_opening(&self) -> bool {
        self.a.is_empty() && self.b.is_none()
    }
}

/// Consecutive sentences of one report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// The first of them.
    pub first: SentenceId,
    /// How many, at least 1.
    pub len: u32,
}

impl Run {
    /// One sentence.
    pub fn one(first: SentenceId) -> Self {
        Self { first, len: 1 }
    }

    /// The sentences.
    pub fn ids(self) -> impl Iterator<Item = SentenceId> {
        (self.first.0..self.first.0.saturating_add(self.len)).map(SentenceId)
    }

    /// The sentences as `report` has them.
    pub fn sentences(self, report: &Report) -> impl Iterator<Item = &Sentence> {
        let sentence = |id: SentenceId| report.sentences.get(id.index());
        self.ids().filter_map(sentence)
    }

    /// From the first byte of the first to the last of the last, with the marks at their edges that are written as `&ldquo;` and the like:
    /// what opens goes with the sentence after it, all else with the one before.
    pub fn span(self, report: &Report) -> Span {
        let spans = self.sentences(report).map(|s| s.span);
        let Some(span) = spans.reduce(Span::join) else {
            return Span::default();
        };
        let (mut start, mut end) = (span.start(), span.end());
        let opens =
            |c: char| matches!(c, '“' | '‘' | '《' | '〈' | '（' | '(' | '「' | '『' | '【');
        let stands = &report.stands_for;
        let before = stands.partition_point(|s| s.span.end() <= start);
        for mark in stands.iter().take(before).rev() {
            if mark.span.end() != start || !opens(mark.read) {
                break;
            }
            start = mark.span.start();
        }
        let after = stands.partition_point(|s| s.span.start() < end);
        for mark in stands.iter().skip(after) {
            if mark.span.start() != end || opens(mark.read) {
                break;
            }
            end = mark.span.end();
        }
        Span::new(start, end)
    }
}

/// One sentence, or a pair of them, or of runs of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// What became of it; none for what is not compared: the title block, and everything at parallel depth.
    pub change: Option<Change>,
    /// In A. A line that moved and has no `b` tells where it came from.
    pub a: Option<Run>,
    /// In B.
    pub b: Option<Run>,
    /// Index into [`Comparison::pairs`].
    pub pair: Option<u32>,
}

impl Line {
    /// Whether it tells where a sentence stood that was moved elsewhere.
    pub fn moved_away(&self) -> bool {
        self.change == Some(Change::Moved) && self.b.is_none()
    }

    /// Whether it is the heading of its section.
    pub fn is_heading(&self, a: &Report, b: &Report) -> bool {
        let heading = |report: &Report, run: Option<Run>| {
            run.is_some_and(|run| run.sentences(report).any(|s| s.heading))
        };
        heading(a, self.a) || heading(b, self.b)
    }
}

/// How many sentences, or headings, met with a change.
pub type Counts = [(Change, usize); 5];

/// Two reports and what is known of them together.
#[derive(Clone, Copy, Debug)]
pub struct Both<'a> {
    /// The first report.
    pub a: &'a Report,
    /// The second.
    pub b: &'a Report,
    /// Their comparison.
    pub comparison: &'a Comparison,
}

impl Both<'_> {
    /// The edit script of a pair over all that both of its sides hold: what lies between or around its edits, a mark that stands for a
    /// character or the gap between two sentences of a run, is a step of its own, equal where both sides read it alike.
    pub fn script(&self, pair: &SentencePair) -> Vec<Edit> {
        let run = |first, len: u32| Run {
            first,
            len: len.max(1),
        };
        let (a, b) = (
            run(pair.a, pair.a_len).span(self.a),
            run(pair.b, pair.b_len).span(self.b),
        );
        let mut steps = Vec::new();
        let (mut at_a, mut at_b) = (a.start(), b.start());
        let between = |from_a, to_a, from_b, to_b, steps: &mut Vec<Edit>| {
            let gap = Edit {
                a: Span::new(from_a, to_a),
                b: Span::new(from_b, to_b),
                equal: false,
            };
            let (of_a, of_b) = (self.a.resolved(gap.a), self.b.resolved(gap.b));
            if !of_a.is_empty() || !of_b.is_empty() {
                let equal = of_a.trim() == of_b.trim();
                steps.push(Edit { equal, ..gap });
            }
        };
        for edit in &pair.edits {
            let (to_a, to_b) = (edit.a.start().max(at_a), edit.b.start().max(at_b));
            between(at_a, to_a, at_b, to_b, &mut steps);
            steps.push(*edit);
            (at_a, at_b) = (edit.a.end().max(to_a), edit.b.end().max(to_b));
        }
        between(at_a, a.end(), at_b, b.end(), &mut steps);
        steps
    }

    /// Whether there is anything that differs, as far as was asked: at parallel depth everything does.
    pub fn differs(&self) -> bool {
        let changed = |marks: &[Option<Change>]| marks.iter().flatten().any(|m| *m != Change::Kept);
        match self.comparison.verdict {
            Verdict::Identical => false,
            Verdict::Empty { a, b } => a != b,
            Verdict::NotComparable => true,
            Verdict::Comparable => {
                self.comparison.depth == Depth::Parallel
                    || changed(&self.comparison.marks_a)
                    || changed(&self.comparison.marks_b)
            }
        }
    }

    /// How many sentences, or with `headings` headings, were kept, reworded, new, gone, moved.
    pub fn counts(&self, headings: bool) -> Counts {
        let count = |report: &Report, marks: &[Option<Change>], change| {
            let marked = report.sentences.iter().zip(marks);
            let wanted = |(s, m): &(&Sentence, &Option<Change>)| {
                s.heading == headings && **m == Some(change)
            };
            (change, marked.filter(wanted).count())
        };
        let in_a = |change| count(self.a, &self.comparison.marks_a, change);
        let in_b = |change| count(self.b, &self.comparison.marks_b, change);
        [
            in_b(Change::Kept),
            in_b(Change::Reworded),
            in_b(Change::New),
            in_a(Change::Gone),
            in_b(Change::Moved),
        ]
    }

    /// The passages: by sections of B, and between them the sections that only A has, each after the passage in which the section
    /// before it is shown.
    pub fn passages(&self) -> Vec<Passage> {
        let links = &self.comparison.links;
        let own_a = by_section(self.a);
        let own_b = by_section(self.b);
        // Where what only A has of a section of A is shown.
        let shown_in = |a: SectionId| links.from_a(a).map(|l| l.b);
        // The sections of A that are shown in each passage of B.
        let mut sources: Vec<Vec<SectionId>> = vec![Vec::new(); self.b.sections.len() + 1];
        // The sections that only A has, by the slot of the passage that they come after.
        let mut alone: Vec<Vec<SectionId>> = vec![Vec::new(); self.b.sections.len() + 1];
        let mut last = 0;
        for (a, _) in self.a.section_ids() {
            match shown_in(a) {
                Some(b) => {
                    last = b.index() + 1;
                    if let Some(slot) = sources.get_mut(last) {
                        slot.push(a);
                    }
                }
                None => {
                    if let Some(slot) = alone.get_mut(last) {
                        slot.push(a);
                    }
                }
            }
        }
        let mut passages = Vec::new();
        let sections_b = std::iter::once(None).chain(self.b.section_ids().map(|(id, _)| Some(id)));
        for (at, b) in sections_b.enumerate() {
            let mut linked: Vec<&Link> = b
                .and_then(|b| links.of_b.get(b.index()))
                .into_iter()
                .flatten()
                .filter_map(|&i| links.links.get(i as usize))
                .collect();
            if linked.is_empty() {
                linked.extend(b.and_then(|b| links.from_b(b)));
            }
            let mut from_a: Vec<SentenceId> = if b.is_none() {
                slot(&own_a, None).to_vec()
            } else {
                let sources = sources.get(at).into_iter().flatten();
                sources
                    .flat_map(|&a| slot(&own_a, Some(a)).iter().copied())
                    .collect()
            };
            from_a.sort();
            passages.push(Passage {
                a: linked.iter().map(|l| l.a).collect(),
                b,
                link: linked.first().map(|l| (*l).clone()),
                lines: self.merge(slot(&own_b, b), &from_a),
            });
            for &a in alone.get(at).into_iter().flatten() {
                passages.push(Passage {
                    a: vec![a],
                    b: None,
                    link: None,
                    lines: self.merge(&[], slot(&own_a, Some(a))),
                });
            }
        }
        passages
    }

    /// The sentences of B in order, and between them those of A that have no place in B, each before the first kept or reworded
    /// sentence that followed it in A.
    fn merge(&self, own: &[SentenceId], from_a: &[SentenceId]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut left = from_a.iter().filter_map(|&a| self.only_in_a(a)).peekable();
        for &b in own {
            let change = self.comparison.marks_b.get(b.index()).copied().flatten();
            let index = self.comparison.pair_of_b.get(b.index()).copied().flatten();
            let pair = index.and_then(|p| self.comparison.pairs.get(p as usize));
            // The further sentences of a run stand with its first.
            if pair.is_some_and(|p| p.b != b) {
                continue;
            }
            let first = pair.map(|p| p.a);
            if let Some(first) = first.filter(|_| change != Some(Change::Moved)) {
                while let Some(before) = left.next_if(|l| l.a.is_some_and(|a| a.first < first)) {
                    lines.push(before);
                }
            }
            let run = |first, len: u32| Run {
                first,
                len: len.max(1),
            };
            lines.push(Line {
                change,
                a: pair.map(|p| run(p.a, p.a_len)),
                b: Some(pair.map_or_else(|| Run::one(b), |p| run(p.b, p.b_len))),
                pair: index,
            });
        }
        lines.extend(left);
        lines
    }

    /// The line of a sentence of A that no line of its passage in B tells of: it is gone, was moved away, or is not compared.
    fn only_in_a(&self, a: SentenceId) -> Option<Line> {
        let change = self.comparison.marks_a.get(a.index()).copied().flatten();
        let index = self.comparison.pair_of_a.get(a.index()).copied().flatten();
        let pair = index.and_then(|p| self.comparison.pairs.get(p as usize));
        let run = match (change, pair) {
            (Some(Change::Kept | Change::Reworded), Some(_)) => return None,
            (Some(Change::Moved), Some(pair)) if pair.a != a => return None,
            (Some(Change::Moved), Some(pair)) => Run {
                first: a,
                len: pair.a_len.max(1),
            },
            _ => Run::one(a),
        };
        Some(Line {
            change,
            a: Some(run),
            b: None,
            pair: index,
        })
    }
}

/// The sentences by section: slot 0 is what stands before the first heading.
fn by_section(report: &Report) -> Vec<Vec<SentenceId>> {
    let mut slots = vec![Vec::new(); report.sections.len() + 1];
    for (i, sentence) in report.sentences.iter().enumerate() {
        let at = sentence.section.map_or(0, |s| s.index() + 1);
        if let Some(slot) = slots.get_mut(at) {
            slot.push(SentenceId(i as u32));
        }
    }
    slots
}

fn slot(slots: &[Vec<SentenceId>], section: Option<SectionId>) -> &[SentenceId] {
    let at = section.map_or(0, |s| s.index() + 1);
    slots.get(at).map_or(&[], Vec::as_slice)
}
