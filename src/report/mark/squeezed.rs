//! A report without blanks and without what tells one way of writing the same from another: what marks are found by.
//!
//! Owns [`Squeezed`]. Invariant: each of its characters knows the byte of the text that it stands at. Must not know of marks.

use crate::report::Report;
use crate::text::fold::{fold_char, is_han};
use crate::text::scan::alike;
use crate::text::span::Span;

/// The reading text, character by character.
pub(super) struct Squeezed {
    /// Each as it is compared.
    chars: Vec<char>,
    /// Each as it is read.
    read: Vec<char>,
    /// From and to which byte of the text each stands.
    bytes: Vec<(u32, u32)>,
}

/// How a character is compared: in Simplified script, marks of either width alike; blanks do not count.
fn one(c: char) -> Option<char> {
    (!c.is_whitespace()).then(|| alike(fold_char(c)))
}

/// A text as it is compared.
pub(super) fn squeeze(text: &str) -> Vec<char> {
    text.chars().filter_map(one).collect()
}

impl Squeezed {
    /// That of a report.
    pub(super) fn of(report: &Report) -> Self {
        let mut this = Self {
            chars: Vec::with_capacity(report.text.len() / 3),
            read: Vec::with_capacity(report.text.len() / 3),
            bytes: Vec::with_capacity(report.text.len() / 3),
        };
        for paragraph in &report.paragraphs {
            for piece in report.pieces(paragraph.span) {
                if let Some(c) = report.stand_in(piece) {
                    this.push(c, piece);
                    continue;
                }
                for (at, c) in piece.of(&report.text).char_indices() {
                    let start = piece.start() + at;
                    this.push(c, Span::new(start, start + c.len_utf8()));
                }
            }
        }
        this
    }

    fn push(&mut self, c: char, at: Span) {
        if let Some(compared) = one(c) {
            self.chars.push(compared);
            self.read.push(c);
            self.bytes.push((at.start() as u32, at.end() as u32));
        }
    }

    /// Number of characters.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The characters from one to another.
    pub(super) fn between(&self, from: usize, to: usize) -> &[char] {
        self.chars.get(from..to).unwrap_or(&[])
    }

    /// Which of its characters stand in `span`.
    pub(super) fn chars_of(&self, span: Span) -> (usize, usize) {
        let at = |byte: usize| self.bytes.partition_point(|b| (b.0 as usize) < byte);
        (at(span.start()), at(span.end()))
    }

    /// Where some of its characters stand in the text.
    pub(super) fn span_of(&self, from: usize, to: usize) -> Span {
        let first = self.bytes.get(from).map_or(0, |b| b.0);
        let last = to.checked_sub(1).and_then(|i| self.bytes.get(i));
        Span::new(first as usize, last.map_or(first, |b| b.1) as usize)
    }

    /// Where `wanted` stands, by its first character; no two places overlap.
    pub(super) fn places(&self, wanted: &[char]) -> Vec<usize> {
        let Some((&first, rest)) = wanted.split_first() else {
            return Vec::new();
        };
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(after) = self.chars.get(from..) {
            let Some(at) = after.iter().position(|&c| c == first) else {
                break;
            };
            let at = from + at;
            if self.between(at + 1, at + wanted.len()) == rest {
                places.push(at);
                from = at + wanted.len();
            } else {
                from = at + 1;
            }
        }
        places
    }

    /// What is read before a character, as far as it has `han` Han characters.
    pub(super) fn before(&self, at: usize, han: usize) -> String {
        let before = self.read.get(..at).unwrap_or(&[]);
        let mut chars: Vec<char> = as_far(before.iter().rev(), han);
        chars.reverse();
        chars.into_iter().collect()
    }

    /// What is read from a character on, as far as it has `han` Han characters.
    pub(super) fn after(&self, at: usize, han: usize) -> String {
        let after = self.read.get(at..).unwrap_or(&[]);
        as_far(after.iter(), han).into_iter().collect()
    }
}

/// Characters until `han` of them are Han, and twice as many at most.
fn as_far<'a>(chars: impl Iterator<Item = &'a char>, han: usize) -> Vec<char> {
    let mut left = han;
    let mut taken = Vec::new();
    for &c in chars.take(2 * han) {
        if is_han(c) {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        taken.push(c);
    }
    taken
}
