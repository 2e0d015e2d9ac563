//! The lines of a text: cut at breaks, real or written out, with what is skipped in and between them.
//!
//! Invariant: every character that is no blank lies in one line or in a gap. Must not know of paragraphs.

use memchr::{memchr2_iter, memchr3_iter, memmem};

use super::chars::{Chars, ends_stopped, is_blank, is_closing, normal};
use super::literal::{self, Literal, literal};
use crate::report::outline::markers::mark;
use crate::report::{Reason, Removed, StandsFor};
use crate::text::fold::is_han;
use crate::text::span::Span;

/// What stands on a line, or on a piece of one.
#[derive(Clone, Debug)]
pub struct Line {
    /// First to last character.
    pub span: Span,
    /// Leading blanks in half-widths.
    pub indent: u32,
    /// Its characters without gaps.
    pub chars: Chars,
    /// Letters and digits.
    pub weight: usize,
    /// Width in half-widths.
    pub width: usize,
    /// Between form feeds: the pages of a PDF showed it to be a running head or a page number.
    pub paged: bool,
    /// A page mark stood before it.
    pub turned: bool,
}

impl Line {
    /// Reads the line at `span`.
    pub fn read(folded: &str, span: Span, indent: u32, gaps: &[Span]) -> Line {
        let chars = Chars::read(folded, span, gaps);
        let feed = |at: Option<usize>| at.and_then(|i| folded.as_bytes().get(i)) == Some(&b'\x0c');
        Line {
            span,
            paged: feed(span.start().checked_sub(1)) && feed(Some(span.end())),
            indent,
            weight: chars.weight(),
            width: chars
                .all()
                .iter()
                .map(|c| if c.is_ascii() { 1 } else { 2 })
                .sum(),
            turned: false,
            chars,
        }
    }

    /// Its characters.
    pub fn c(&self) -> &[char] {
        self.chars.all()
    }

    /// Opens with a marker.
    pub fn marked(&self) -> bool {
        mark(self.c()).is_some()
    }

    /// Ends in the middle of a sentence.
    pub fn open(&self) -> bool {
        open(self.c())
    }
}

/// Whether `c` ends in the middle of a sentence.
pub fn open(c: &[char]) -> bool {
    !ends_stopped(c)
        && c.iter()
            .rev()
            .find(|&&x| !is_closing(x))
            .is_some_and(|&x| !matches!(x, ':' | ';' | '…'))
}

/// The lines of a text, and what lies in them that is not read as it stands.
#[derive(Debug, Default)]
pub struct Lines {
    /// Spans without blanks at either end, with their indents; in order.
    pub list: Vec<(Span, u32)>,
    /// Skipped; sorted.
    pub gaps: Vec<Span>,
    /// Read as another character; sorted.
    pub stands_for: Vec<StandsFor>,
    /// Stage directions; sorted.
    pub removed: Vec<Removed>,
    /// Whether breaks were written out.
    pub literal: bool,
}

/// Reads the lines of a text.
pub fn lines(text: &str, folded: &str) -> Lines {
    let mut out = Lines::default();
    let odd = memchr::memchr3(b'\\', b'&', b'<', text.as_bytes()).is_some();
    let mut start = 0;
    for (at, len) in breaks(text) {
        out.line(text, Span::new(start, at), odd);
        start = at + len;
    }
    out.line(text, Span::new(start, text.len()), odd);
    // What is skipped at either end of a line belongs to no line.
    if !out.gaps.is_empty() {
        out.gaps.sort_unstable();
        for (span, _) in &mut out.list {
            *span = trim(text, *span, &out.gaps);
        }
        out.list.retain(|(span, _)| !span.is_empty());
    }
    out.stage_directions(folded);
    out
}

/// Where lines end: offsets and lengths of the breaks.
fn breaks(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found: Vec<(usize, usize)> = memchr2_iter(b'\n', b'\r', bytes)
        .map(|at| (at, 1))
        .collect();
    let common = found.len();
    found.extend(memchr2_iter(0x0b, 0x0c, bytes).map(|at| (at, 1)));
    for rare in ["\u{2028}", "\u{2029}", "\u{85}"] {
        found.extend(memmem::find_iter(bytes, rare).map(|at| (at, rare.len())));
    }
    if found.len() > common {
        found.sort_unstable();
    }
    found
}

impl Lines {
    /// Cuts one line at breaks that are written out.
    fn line(&mut self, text: &str, span: Span, odd: bool) {
        let mut from = span.start();
        if odd {
            let mut at = from;
            for mark in memchr3_iter(b'\\', b'&', b'<', span.of(text).as_bytes()) {
                let here = span.start() + mark;
                if here < at {
                    continue;
                }
                let Some((len, read)) = literal(Span::new(here, span.end()).of(text)) else {
                    continue;
                };
                at = here + len;
                let word = Span::new(here, at);
                match read {
                    Literal::Break => {
                        self.push(text, Span::new(from, here));
                        self.literal |= text.as_bytes().get(here) == Some(&b'\\');
                        from = at;
                    }
                    Literal::Char(read) => self.stands_for.push(StandsFor { span: word, read }),
                    Literal::Blank | Literal::Nothing => {}
                }
                self.gaps.push(word);
            }
        }
        self.push(text, Span::new(from, span.end()));
    }

    fn push(&mut self, text: &str, span: Span) {
        let whole = span.of(text);
        let body = whole.trim_start_matches(is_blank);
        let indent = whole
            .chars()
            .take_while(|&c| is_blank(c))
            .map(|c| match c {
                '\u{3000}' => 2,
                '\t' => 4,
                _ => 1,
            })
            .sum();
        let start = span.end() - body.len();
        let body = body.trim_end_matches(is_blank);
        let span = self.without_lost(text, Span::new(start, start + body.len()));
        if !span.is_empty() {
            self.list.push((span, indent));
        }
    }

    /// Cuts off the question marks that a lost character left: three or more at the end, two or more at the start.
    fn without_lost(&mut self, text: &str, span: Span) -> Span {
        let body = span.of(text);
        let mut span = span;
        if body.ends_with("???") {
            let kept = body.trim_end_matches(|c| c == '?' || is_blank(c));
            let end = span.start() + kept.len();
            self.gaps.push(Span::new(end, span.end()));
            span = Span::new(span.start(), end);
        }
        let body = span.of(text);
        if body.starts_with("??") {
            let kept = body.trim_start_matches(|c| c == '?' || is_blank(c));
            let start = span.end() - kept.len();
            self.gaps.push(Span::new(span.start(), start));
            span = Span::new(start, span.end());
        }
        span
    }

    /// Takes out （鼓掌）, （热烈鼓掌）, （掌声）.
    fn stage_directions(&mut self, folded: &str) {
        let before = self.gaps.len();
        let mut found: Vec<Span> = Vec::new();
        for word in ["鼓掌", "掌声", "笑声"] {
            for at in memmem::find_iter(folded.as_bytes(), word) {
                let (Some(head), Some(tail)) = (folded.get(..at), folded.get(at + word.len()..))
                else {
                    continue;
                };
                let open = head
                    .char_indices()
                    .rev()
                    .take(12)
                    .find(|&(_, c)| !is_han(c) && c != '、' && c != ' ')
                    .filter(|&(_, c)| matches!(normal(c), '(' | '[' | '【'));
                let close = tail
                    .char_indices()
                    .take(8)
                    .find(|&(_, c)| !is_han(c) && c != '、' && c != ' ')
                    .filter(|&(_, c)| matches!(normal(c), ')' | ']' | '】'));
                if let (Some((start, _)), Some((end, c))) = (open, close) {
                    let span = Span::new(start, at + word.len() + end + c.len_utf8());
                    let next = self.gaps.partition_point(|g| g.end() <= span.start());
                    if !self.gaps.get(next).is_some_and(|g| g.overlaps(span)) {
                        found.push(span);
                    }
                }
            }
        }
        // Two words may stand between the same brackets.
        found.sort_unstable();
        found.dedup_by(|next, kept| next.overlaps(*kept));
        self.gaps.extend(&found);
        self.removed.extend(found.into_iter().map(|span| Removed {
            span,
            reason: Reason::StageDirection,
        }));
        if self.gaps.len() > before {
            self.gaps.sort_unstable();
            self.removed.sort_unstable_by_key(|r| r.span);
            for (span, _) in &mut self.list {
                *span = trim(folded, *span, &self.gaps);
            }
            self.list.retain(|(span, _)| !span.is_empty());
        }
    }
}

/// `span` without the blanks and the gaps at its ends; a gap that stands for a character is none of these.
fn trim(text: &str, span: Span, gaps: &[Span]) -> Span {
    let mut span = span;
    loop {
        let s = span.of(text);
        let cut = s.trim_matches(is_blank);
        let from = span.start() + (s.len() - s.trim_start_matches(is_blank).len());
        let mut next = Span::new(from, from + cut.len());
        let first = gaps.partition_point(|g| g.end() <= next.start());
        if let Some(g) = gaps.get(first).filter(|g| {
            g.start() == next.start()
                && g.end() <= next.end()
                && literal::stands_for(g.of(text)).is_none()
        }) {
            next = Span::new(g.end(), next.end());
        }
        let last = gaps.partition_point(|g| g.end() < next.end());
        if let Some(g) = gaps.get(last).filter(|g| {
            g.end() == next.end()
                && g.start() >= next.start()
                && literal::stands_for(g.of(text)).is_none()
        }) {
            next = Span::new(next.start(), g.start());
        }
        if next == span {
            return span;
        }
        span = next;
    }
}
