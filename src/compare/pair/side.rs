//! The sentences of two reports, made ready to be matched.
//!
//! Invariant: bags and keys are numbered alike on both sides, so that they can be compared.

use rustc_hash::FxHashMap;

use crate::compare::edit;
use crate::compare::similarity::{Bag, Grams};
use crate::report::{Report, SectionId};
use crate::text::span::Span;

/// Bytes of a text whose sentences are compared by likeness; in what lies beyond only equal ones are found.
const MOST_BYTES: usize = 2 << 20;

/// Two reports' sentences.
pub struct Sides<'r> {
    pub a: Side<'r>,
    pub b: Side<'r>,
}

impl<'r> Sides<'r> {
    pub fn new(a: &'r Report, b: &'r Report) -> Self {
        let mut grams = Grams::default();
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        Self {
            a: Side::new(a, &mut grams, &mut numbers),
            b: Side::new(b, &mut grams, &mut numbers),
        }
    }
}

/// One report's sentences.
pub struct Side<'r> {
    pub report: &'r Report,
    pub bags: Vec<Bag>,
    /// What a sentence says, as a number: sentences of one wording have one; 0 where there is nothing to compare.
    pub keys: Vec<u32>,
    /// The text was too long for all of it to be compared by likeness.
    pub cut: bool,
}

impl<'r> Side<'r> {
    fn new(report: &'r Report, grams: &mut Grams, numbers: &mut FxHashMap<String, u32>) -> Self {
        let (mut bags, mut keys) = (Vec::new(), Vec::new());
        let from = report.sentences.first().map_or(0, |s| s.span.start());
        let to = report.sentences.last().map_or(0, |s| s.span.end());
        for sentence in &report.sentences {
            let text = report.reading_folded(sentence.span);
            bags.push(if sentence.span.end() - from <= MOST_BYTES {
                Bag::new(&text, grams)
            } else {
                Bag::default()
            });
            let key = match sentence.section.filter(|_| sentence.heading) {
                Some(id) => edit::key(&report.reading_folded(title_span(report, id))),
                None => edit::key(&text),
            };
            keys.push(if key.is_empty() {
                0
            } else {
                let next = numbers.len() as u32 + 1;
                *numbers.entry(key).or_insert(next)
            });
        }
        Self {
            report,
            bags,
            keys,
            cut: to - from > MOST_BYTES,
        }
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn key(&self, i: usize) -> u32 {
        self.keys.get(i).copied().unwrap_or_default()
    }

    pub fn bag(&self, i: usize) -> &Bag {
        static NONE: std::sync::LazyLock<Bag> = std::sync::LazyLock::new(Bag::default);
        self.bags.get(i).unwrap_or(&NONE)
    }

    pub fn han(&self, i: usize) -> u32 {
        self.bag(i).han
    }

    pub fn section(&self, i: usize) -> Option<SectionId> {
        self.report.sentences.get(i).and_then(|s| s.section)
    }

    pub fn is_heading(&self, i: usize) -> bool {
        self.report.sentences.get(i).is_some_and(|s| s.heading)
    }

    /// Where sentence `i` begins.
    pub fn start(&self, i: usize) -> usize {
        self.report.sentences.get(i).map_or(0, |s| s.span.start())
    }

    /// From the beginning of sentence `i` to the end of the last of `len`.
    pub fn span(&self, i: usize, len: usize) -> Span {
        let sentence = |i: usize| self.report.sentences.get(i).map(|s| s.span);
        let first = sentence(i).unwrap_or_default();
        let last = sentence(i + len.saturating_sub(1)).unwrap_or(first);
        first.join(last)
    }

    /// Whether nothing but blanks stands between the sentences `i` and `i + 1`.
    pub fn adjoins(&self, i: usize) -> bool {
        let (here, next) = (self.span(i, 1), self.span(i + 1, 1));
        i + 1 < self.len()
            && Span::new(here.end(), next.start())
                .of(&self.report.text)
                .chars()
                .all(char::is_whitespace)
    }

    /// Where the title begins in a heading; where the sentence does in any other.
    pub fn title_start(&self, i: usize) -> usize {
        let span = self.span(i, 1);
        self.section(i)
            .filter(|_| self.is_heading(i))
            .map_or(span.start(), |id| {
                title_span(self.report, id)
                    .start()
                    .clamp(span.start(), span.end())
            })
    }
}

/// A heading without its number.
fn title_span(report: &Report, id: SectionId) -> Span {
    report.section(id).map_or(Span::default(), |s| {
        Span::new(s.marker.end().max(s.heading.start()), s.heading.end())
    })
}
