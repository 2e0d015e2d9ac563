//! A place in a text that may be another edition when it is looked for again.
//!
//! Invariant: in the same text a place is found to the byte; in another one in the same sentence if that still stands, else in one beside it,
//! else at the heading of its section, else as far down as it was. Must not know of panes.

use std::collections::HashMap;

use super::note::Spot;
use crate::report::{Fingerprint, Report};
use crate::text::span::Span;

/// Sentences on each side of a pane's place whose sums are kept.
const BESIDE: usize = 2;
/// Hexadecimal digits of a sum: two sentences of one report are taken for one in less than one of 10¹² reports.
const DIGITS: usize = 16;

/// Notes the byte `at` of a report; with sentences beside it where it is worth that.
pub fn spot(report: &Report, index: usize, at: usize, beside: bool) -> Spot {
    let mut spot = Spot {
        report: index,
        at,
        ..Spot::default()
    };
    if at == 0 {
        return spot;
    }
    let here = sentence_at(report, at);
    let Some(sentence) = report.sentences.get(here) else {
        return spot;
    };
    spot.into = at.saturating_sub(sentence.span.start());
    spot.near.push(sum(report, sentence.span));
    if beside {
        for away in 1..=BESIDE {
            for index in [here.checked_add(away), here.checked_sub(away)] {
                let near = index.and_then(|i| report.sentences.get(i));
                spot.near
                    .push(near.map_or_else(String::new, |s| sum(report, s.span)));
            }
        }
    }
    spot.heading = sentence
        .section
        .and_then(|id| report.section(id))
        .map(|section| sum(report, section.heading));
    spot
}

/// Finds places again in a text that is another than the one of `bytes` bytes in which they were noted.
#[derive(Debug)]
pub struct Finder<'a> {
    report: &'a Report,
    bytes: usize,
    sentences: HashMap<String, Vec<usize>>,
}

impl<'a> Finder<'a> {
    /// For the places of one report.
    pub fn new(report: &'a Report, bytes: usize) -> Self {
        let mut sentences: HashMap<String, Vec<usize>> = HashMap::new();
        for sentence in &report.sentences {
            let starts = sentences.entry(sum(report, sentence.span)).or_default();
            starts.push(sentence.span.start());
        }
        Self {
            report,
            bytes,
            sentences,
        }
    }

    /// Where it is now.
    pub fn find(&self, spot: &Spot) -> usize {
        if spot.at == 0 {
            return 0;
        }
        let text = &self.report.text;
        let far = spot.at as f64 / self.bytes.max(1) as f64;
        let expected = ((far * text.len() as f64) as usize).min(text.len());
        let nearest = |starts: &mut dyn Iterator<Item = usize>| {
            starts.min_by_key(|start| start.abs_diff(expected))
        };
        for (number, sum) in spot.near.iter().enumerate() {
            let starts = self.sentences.get(sum).map_or(&[][..], Vec::as_slice);
            if let Some(start) = nearest(&mut starts.iter().copied()) {
                let into = if number == 0 { spot.into } else { 0 };
                return boundary(text, start + into);
            }
        }
        let sections = || self.report.sections.iter().map(|section| section.heading);
        if let Some(heading) = &spot.heading {
            let mut same = sections().filter(|&h| sum(self.report, h) == *heading);
            if let Some(start) = nearest(&mut same.by_ref().map(Span::start)) {
                return start;
            }
        }
        let mut before = sections().map(Span::start).filter(|&s| s <= expected);
        before
            .by_ref()
            .max()
            .unwrap_or_else(|| boundary(text, expected))
    }
}

/// The sentence that holds the byte `at`, else the next one.
fn sentence_at(report: &Report, at: usize) -> usize {
    report
        .sentences
        .partition_point(|s| s.span.end() <= at)
        .min(report.sentences.len().saturating_sub(1))
}

/// What tells a stretch of text from others, however its lines are broken.
fn sum(report: &Report, span: Span) -> String {
    let words: String = span
        .of(&report.folded)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut sum = Fingerprint::of(&words).to_string();
    sum.truncate(DIGITS);
    sum
}

/// The last place at or before the byte `at` where a character begins.
pub fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0)
}
