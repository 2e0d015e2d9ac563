//! The characters of reports in one row, with the places where words begin.
//!
//! Owns [`Stream`]. Invariant: what is not Han stands there as a mark, so that no run of Han crosses punctuation, figures, Latin
//! or the end of a section. Must not know what is looked for in it.

use rayon::prelude::*;

use crate::report::Report;
use crate::text::fold::{han_count, is_han};
use crate::text::scan::Joined;
use crate::text::span::Span;
use crate::text::token;

/// Between two runs of Han in a sentence.
pub(super) const MARK: char = '\0';
/// Between two sentences.
pub(super) const END: char = '\u{1}';
/// Han characters of the others that are read to see what is usual beside a phrase, at most.
const MOST_USUAL: usize = 400_000;
/// Multiplier of the hashes (2^64 over the golden ratio; Knuth 1973).
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Characters of the focus, then of some of the others.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) chars: Vec<char>,
    /// Whether a word begins at a place; known for the focus alone.
    pub(super) starts: Vec<bool>,
    /// Where the focus ends.
    pub(super) focus: usize,
    /// Latin words of the focus: RCEP, 5G.
    pub(super) latin: Vec<String>,
    /// Hash of the characters before each place (Karp & Rabin 1987, modulo 2^64).
    before: Vec<u64>,
}

/// As many of the reports as hold no more than `most` Han characters, spread evenly over the list; at least one.
pub(super) fn spread<'r>(reports: &[&'r Report], most: usize) -> Vec<&'r Report> {
    let all: usize = reports.iter().map(|r| r.han as usize).sum();
    if all <= most {
        return reports.to_vec();
    }
    let count = (reports.len() * most / all.max(1)).clamp(1, reports.len().max(1));
    (0..count)
        .filter_map(|k| reports.get(k * reports.len() / count).copied())
        .collect()
}

/// One report's share of the stream.
#[derive(Default)]
struct Piece {
    chars: Vec<char>,
    starts: Vec<bool>,
    latin: Vec<String>,
}

impl Piece {
    fn push(&mut self, c: char, start: bool) {
        self.chars.push(c);
        self.starts.push(start);
    }

    /// What is read of a report after its title block, cut into words or not.
    fn of(report: &Report, cut: bool) -> Self {
        let mut piece = Self::default();
        for sentence in &report.sentences {
            if sentence.paragraph < report.speech_start {
                continue;
            }
            let read = Joined::new(&report.folded, &sentence.span.without(&report.gaps)).text;
            if cut {
                piece.cut(&read);
            } else {
                for c in read.chars() {
                    piece.push(if is_han(c) { c } else { MARK }, false);
                }
            }
            piece.push(END, true);
        }
        piece
    }

    fn cut(&mut self, read: &str) {
        for token in token::tokens(read, Span::new(0, read.len())) {
            let word = token.of(read);
            // A figure in Han is a word like others: 一件事.
            if word.chars().all(is_han) {
                for (i, c) in word.chars().enumerate() {
                    self.push(c, i == 0);
                }
                continue;
            }
            self.push(MARK, true);
            let letters = word.chars().filter(char::is_ascii_alphabetic).count();
            let figures = word.starts_with(|c: char| c.is_ascii_digit());
            if letters >= 1
                && han_count(word) == 0
                && word.len() >= 2
                && (!figures || letters + 1 == word.len())
            {
                self.latin.push(word.to_owned());
            }
        }
    }
}

impl Stream {
    /// The focus, cut into words, and some of the rest, not cut.
    pub(super) fn of(focus: &[&Report], rest: &[&Report]) -> Self {
        let usual = spread(rest, MOST_USUAL);
        let read = |reports: &[&Report], cut: bool| -> Vec<Piece> {
            let pieces = reports.par_iter().map(|report| Piece::of(report, cut));
            pieces.collect()
        };
        let mut this = Self::default();
        for piece in read(focus, true) {
            this.chars.extend(piece.chars);
            this.starts.extend(piece.starts);
            this.latin.extend(piece.latin);
        }
        this.focus = this.chars.len();
        for piece in read(&usual, false) {
            this.chars.extend(piece.chars);
            this.starts.extend(piece.starts);
        }
        this.before.push(0);
        let mut hash = 0_u64;
        for &c in &this.chars {
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(c as u32));
            this.before.push(hash);
        }
        this
    }

    /// How often a candidate must stand in the focus to be one: what stands twice in one report may be chance in a hundred.
    pub(super) fn least(&self) -> u32 {
        match self.focus {
            0..60_000 => 2,
            60_000..300_000 => 3,
            300_000..1_000_000 => 5,
            _ => 8,
        }
    }

    /// [`BASE`] to the `n`.
    pub(super) fn power(n: usize) -> u64 {
        (0..n).fold(1, |power: u64, _| power.wrapping_mul(BASE))
    }

    /// Hash of the `n` characters at `at`; `power` is that of `n`.
    pub(super) fn hash(&self, at: usize, n: usize, power: u64) -> u64 {
        let of = |i: usize| self.before.get(i).copied().unwrap_or_default();
        of(at + n).wrapping_sub(of(at).wrapping_mul(power))
    }

    /// The character at `at`; [`END`] outside.
    pub(super) fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(END)
    }

    /// Whether a word begins at `at`, or what is no Han.
    pub(super) fn begins(&self, at: usize) -> bool {
        self.starts.get(at).copied().unwrap_or(true)
    }

    /// The characters of a stretch.
    pub(super) fn text(&self, at: usize, n: usize) -> String {
        self.chars
            .get(at..at + n)
            .unwrap_or_default()
            .iter()
            .collect()
    }

    /// The words of a stretch, where it begins and ends with one.
    pub(super) fn words(&self, at: usize, n: usize) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for i in at..at + n {
            match words.last_mut() {
                Some(word) if !self.begins(i) => word.push(self.char(i)),
                _ => words.push(self.char(i).to_string()),
            }
        }
        words
    }
}
