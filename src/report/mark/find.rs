//! Finding the words of a mark again, in the text that they were marked in or in what became of it.
//!
//! Invariants: what stands unchanged is found before what is only like it; of several such places the one that stands as the marked one
//! stood; a place that is only like it says so; and what is too unlike is lost, not guessed. Must not know why a text is another.

use std::cell::OnceCell;

use super::squeezed::{Squeezed, squeeze};
use super::{Anchor, Mark};
use crate::report::{Fingerprint, Report};
use crate::text::sentence;
use crate::text::span::Span;

/// Least likeness (Dice of pairs of characters) of a sentence that is taken for a reworded one.
pub const LEAST_LIKE: f32 = 0.6;
/// Fewer characters than these are said everywhere: without their surroundings they are no place.
const TOO_SHORT: usize = 8;
/// Least share of the surroundings that such few characters need.
const LEAST_AROUND: f32 = 0.2;
/// What it is worth that a place is the same one in order of as many as there were: more than one side of its surroundings, less than
/// both. An insertion leaves the order and one side; when paragraphs change places, both sides go along.
const ORDER: f32 = 0.65;
/// What surroundings are worth to a sentence that is only like the marked one.
const AROUND: f32 = 0.15;
/// What it is worth that a place begins and ends as sentences do.
const WHOLE: f32 = 0.05;

/// Where the words of a mark stand in a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Found {
    /// Here, as they were.
    At(Span),
    /// Here stands what is most like them, and how like: [`LEAST_LIKE`] to 1.
    Near(Span, f32),
    /// Nowhere.
    Lost,
}

impl Found {
    /// The place.
    pub fn span(self) -> Option<Span> {
        match self {
            Found::At(span) | Found::Near(span, _) => Some(span),
            Found::Lost => None,
        }
    }
}

/// Finds the words of a mark in a report.
pub fn find(mark: &Mark, report: &Report) -> Found {
    Finder::new(report).find(mark)
}

/// Finds marks in one report.
pub struct Finder<'a> {
    report: &'a Report,
    text: Fingerprint,
    squeezed: OnceCell<Squeezed>,
    /// For each sentence its characters and its pairs of them, sorted.
    sentences: OnceCell<Vec<Sentence>>,
}

struct Sentence {
    from: usize,
    to: usize,
    pairs: Vec<(char, char)>,
}

impl<'a> Finder<'a> {
    /// For a report.
    pub fn new(report: &'a Report) -> Self {
        Self::with(report, report.fingerprint())
    }

    /// For a report whose fingerprint is known.
    pub fn with(report: &'a Report, text: Fingerprint) -> Self {
        Self {
            report,
            text,
            squeezed: OnceCell::new(),
            sentences: OnceCell::new(),
        }
    }

    /// Finds the words of a mark.
    pub fn find(&self, mark: &Mark) -> Found {
        let anchor = &mark.anchor;
        let wanted = squeeze(&anchor.quote);
        if wanted.is_empty() {
            return Found::Lost;
        }
        // Of a text that is the same the place is known; a file that was mended by hand may be wrong about it.
        if self.text == mark.of.text && self.stands_at(anchor.span, &wanted) {
            return Found::At(anchor.span);
        }
        self.same(anchor, &wanted)
            .or_else(|| self.like(anchor, &wanted))
            .unwrap_or(Found::Lost)
    }

    fn stands_at(&self, span: Span, wanted: &[char]) -> bool {
        let there = squeeze(&self.report.resolved(span));
        !span.of(&self.report.text).is_empty() && there.starts_with(wanted)
    }

    fn squeezed(&self) -> &Squeezed {
        self.squeezed.get_or_init(|| Squeezed::of(self.report))
    }

    fn sentences(&self) -> &[Sentence] {
        self.sentences.get_or_init(|| {
            let squeezed = self.squeezed();
            let one = |s: &crate::report::Sentence| {
                let (from, to) = squeezed.chars_of(s.span);
                Sentence {
                    from,
                    to,
                    pairs: pairs(squeezed.between(from, to)),
                }
            };
            self.report.sentences.iter().map(one).collect()
        })
    }

    /// The place where exactly these words stand.
    fn same(&self, anchor: &Anchor, wanted: &[char]) -> Option<Found> {
        let squeezed = self.squeezed();
        let places = squeezed.places(wanted);
        let as_many = places.len() == anchor.nth.1 as usize;
        let around = Around::of(anchor);
        let mut best: Option<(f32, Span)> = None;
        for (i, &from) in places.iter().enumerate() {
            let to = from + wanted.len();
            let beside = around.share(squeezed, from, to);
            if wanted.len() < TOO_SHORT && beside < LEAST_AROUND {
                continue;
            }
            let whole = self.whole(from, to);
            let mut worth = beside;
            if as_many && i == anchor.nth.0 as usize {
                worth += ORDER;
            }
            if whole.is_some() {
                worth += WHOLE;
            }
            // Nothing tells two apart any more: the one nearer to where it was.
            let far = squeezed
                .span_of(from, to)
                .start()
                .abs_diff(anchor.span.start());
            worth -= 0.01 * far as f32 / self.report.text.len().max(1) as f32;
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, whole.unwrap_or_else(|| squeezed.span_of(from, to))));
            }
        }
        best.map(|(_, span)| Found::At(span))
    }

    /// The sentences that begin and end where these characters do.
    fn whole(&self, from: usize, to: usize) -> Option<Span> {
        let sentences = self.sentences();
        let first = sentences.partition_point(|s| s.from < from);
        let last = sentences.partition_point(|s| s.to < to);
        let begins = sentences.get(first).filter(|s| s.from == from);
        let ends = sentences.get(last).filter(|s| s.to == to);
        begins.and(ends)?;
        let span = |i: usize| self.report.sentences.get(i).map(|s| s.span);
        Some(span(first)?.join(span(last)?))
    }

    /// The sentences, as many as were marked, that are most like these words.
    fn like(&self, anchor: &Anchor, wanted: &[char]) -> Option<Found> {
        let own = pairs(wanted);
        let number = sentences_in(&anchor.quote);
        let sentences = self.sentences();
        let around = Around::of(anchor);
        let mut joined = Vec::new();
        let mut best: Option<(f32, f32, usize)> = None;
        for (at, window) in sentences.windows(number).enumerate() {
            let (Some(first), Some(last)) = (window.first(), window.last()) else {
                continue;
            };
            let there: usize = window.iter().map(|s| s.pairs.len()).sum();
            // No more can be shared than the shorter one has.
            if dice(there.min(own.len()), there, own.len()) < LEAST_LIKE {
                continue;
            }
            let pairs = if let [one] = window {
                &one.pairs
            } else {
                joined.clear();
                joined.extend(window.iter().flat_map(|s| s.pairs.iter().copied()));
                joined.sort_unstable();
                &joined
            };
            let like = dice(shared(pairs, &own), there, own.len());
            if like < LEAST_LIKE {
                continue;
            }
            let beside = around.share(self.squeezed(), first.from, last.to);
            if wanted.len() < TOO_SHORT && beside < LEAST_AROUND {
                continue;
            }
            let worth = like + AROUND * beside;
            if best.is_none_or(|(most, ..)| worth > most) {
                best = Some((worth, like, at));
            }
        }
        let (_, like, at) = best?;
        let span = |i: usize| self.report.sentences.get(i).map(|s| s.span);
        Some(Found::Near(span(at)?.join(span(at + number - 1)?), like))
    }
}

/// What stood around a mark, as it is compared.
struct Around {
    before: Vec<char>,
    after: Vec<char>,
}

impl Around {
    fn of(anchor: &Anchor) -> Self {
        Self {
            before: squeeze(&anchor.before),
            after: squeeze(&anchor.after),
        }
    }

    /// The share of it that stands around these characters, counted from them: 0 to 1. The beginning and the end of the text count as
    /// something that stands there.
    fn share(&self, squeezed: &Squeezed, from: usize, to: usize) -> f32 {
        let share = |same: usize, all: usize, at_edge: bool| {
            if all == 0 {
                f32::from(u8::from(at_edge))
            } else {
                same as f32 / all as f32
            }
        };
        let before = squeezed.between(from.saturating_sub(self.before.len()), from);
        let same = before.iter().rev().zip(self.before.iter().rev());
        let same = same.take_while(|(a, b)| a == b).count();
        let first = share(same, self.before.len(), from == 0);
        let end = (to + self.after.len()).min(squeezed.len());
        let after = squeezed.between(to, end);
        let same = after.iter().zip(&self.after);
        let same = same.take_while(|(a, b)| a == b).count();
        let second = share(same, self.after.len(), to == squeezed.len());
        f32::midpoint(first, second)
    }
}

/// How many sentences these words are.
fn sentences_in(quote: &str) -> usize {
    let lines = quote.split('\n').filter(|line| !line.trim().is_empty());
    let cut = |line: &str| sentence::sentences(line, &[Span::new(0, line.len())]).len();
    lines.map(cut).sum::<usize>().max(1)
}

/// The pairs of neighbouring characters, sorted.
fn pairs(chars: &[char]) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = chars
        .iter()
        .copied()
        .zip(chars.iter().copied().skip(1))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// How many of two sorted lists are the same.
fn shared(a: &[(char, char)], b: &[(char, char)]) -> usize {
    let (mut i, mut j, mut same) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                same += 1;
                i += 1;
                j += 1;
            }
        }
    }
    same
}

/// Dice's coefficient: twice what is shared to all that there is.
fn dice(shared: usize, a: usize, b: usize) -> f32 {
    2.0 * shared as f32 / (a + b).max(1) as f32
}
