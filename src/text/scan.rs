//! Finding terms in text.
//!
//! Owns [`Terms`] (many terms at once, longest match wins; in `scan/terms.rs`, over the filter in `scan/sieve.rs`), [`find_all`] (one typed search) and [`Joined`] (text read
//! over gaps). Invariant: hits lie on character boundaries of the text that was given, and are sorted. Must not know of
//! themes or reports.

use memchr::memmem;

use super::span::Span;

mod sieve;
mod terms;

pub use terms::{TermHit, Terms};

/// A text read over gaps: its pieces joined, with the way back to the offsets of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Joined {
    /// What is read.
    pub text: String,
    /// Where each piece starts in `text`, and its span in the source.
    pieces: Vec<(usize, Span)>,
}

impl Joined {
    /// Joins the `pieces` of `text` (sorted, not overlapping).
    pub fn new(text: &str, pieces: &[Span]) -> Self {
        let mut joined = Self::default();
        for &piece in pieces.iter().filter(|p| !p.is_empty()) {
            joined.pieces.push((joined.text.len(), piece));
            joined.text.push_str(piece.of(text));
        }
        joined
    }

    /// The span of the source from the first to the last byte of `span`; gaps that it runs over lie inside it.
    pub fn source(&self, span: Span) -> Span {
        let start = self.offset(span.start());
        let end = span
            .end()
            .checked_sub(1)
            .map_or(start, |last| self.offset(last) + 1);
        Span::new(start, end)
    }

    /// Offset in the source of the byte at `at`.
    fn offset(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|&(start, _)| start <= at);
        after
            .checked_sub(1)
            .and_then(|i| self.pieces.get(i))
            .map_or(at, |&(start, piece)| piece.start() + (at - start))
    }
}

/// The character that stands for all forms of `c` in a search: half-width, lower case, one form of each quotation mark,
/// middle dot and blank.
pub fn alike(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' | '\u{2002}' | '\u{2003}' => ' ',
        '“' | '”' | '„' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        '•' | '・' | '‧' | '･' => '·',
        '〜' => '~',
        '—' | '–' | '―' => '-',
        '｡' => '。',
        '､' => '、',
        _ => c.to_ascii_lowercase(),
    }
}

/// Whether `c` is its only form, so that its bytes can be searched for as they are.
fn single(c: char) -> bool {
    !c.is_ascii() && !matches!(c, '·' | '。' | '、') && alike(c) == c
}

/// Every occurrence of `query` in `folded`; half- and full-width forms of punctuation, digits and letters are alike, and so is case.
/// `query` is folded by the caller. Occurrences do not overlap.
pub fn find_all(folded: &str, query: &str) -> Vec<Span> {
    let wanted: Vec<char> = query.chars().map(alike).collect();
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let mut end = 0;
    let mut accept = |at: usize, before: &[char], rest: &[char]| {
        if let Some(span) = around(folded, at, before, rest)
            && span.start() >= end
        {
            end = span.end();
            found.push(span);
        }
    };
    if let Some(first) = wanted.iter().position(|&c| single(c)) {
        // The longest run of characters with one form is looked for as it is, and the rest verified around it.
        let (from, to) = longest_run(&wanted, first);
        let (before, rest) = wanted.split_at(from);
        let literal: String = rest.iter().take(to - from).collect();
        for at in memmem::find_iter(folded.as_bytes(), literal.as_bytes()) {
            accept(at, before, rest);
        }
    } else {
        let (anchor, c) = rarest(&wanted);
        let (before, rest) = wanted.split_at(anchor);
        if c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '-' | '~') {
            for at in forms(folded.as_bytes(), c) {
                accept(at, before, rest);
            }
        } else {
            for (at, _) in folded.char_indices().filter(|&(_, d)| alike(d) == c) {
                accept(at, before, rest);
            }
        }
    }
    found
}

/// The character that is likely to be the rarest in a report, with its position: Latin letters before marks before digits.
fn rarest(wanted: &[char]) -> (usize, char) {
    let rank = |c: char| match c {
        'a'..='z' => 0,
        ',' | '.' | ':' | ';' | '(' | ')' => 3,
        '0' | '1' | '2' => 2,
        _ if c.is_ascii_graphic() => 1,
        _ => 4,
    };
    wanted
        .iter()
        .copied()
        .enumerate()
        .min_by_key(|&(_, c)| rank(c))
        .unwrap_or((0, ' '))
}

/// Where an ASCII character stands in any of its forms: either case, half- or full-width; sorted.
fn forms(text: &[u8], c: char) -> Vec<usize> {
    let capital = c.to_ascii_uppercase();
    let mut found: Vec<usize> = memchr::memchr2_iter(c as u8, capital as u8, text).collect();
    let half_width = found.len();
    for form in [Some(c), (capital != c).then_some(capital)] {
        if let Some(wide) = form.and_then(|c| char::from_u32(c as u32 + 0xfee0)) {
            let mut bytes = [0; 4];
            found.extend(memmem::find_iter(
                text,
                wide.encode_utf8(&mut bytes).as_bytes(),
            ));
        }
    }
    if found.len() > half_width {
        found.sort_unstable();
    }
    found
}

/// The longest run of characters that have one form only, given where the first of them is.
fn longest_run(wanted: &[char], first: usize) -> (usize, usize) {
    let mut best = (first, first);
    let mut at = first;
    while at < wanted.len() {
        let len = wanted.iter().skip(at).take_while(|&&c| single(c)).count();
        if len > best.1 - best.0 {
            best = (at, at + len);
        }
        at += len + 1;
    }
    best
}

/// The span around `at` where `before` ends and `rest` begins.
fn around(text: &str, at: usize, before: &[char], rest: &[char]) -> Option<Span> {
    let (head, tail) = text.split_at_checked(at)?;
    let mut end = at;
    let mut chars = tail.chars();
    for &c in rest {
        let found = chars.next()?;
        if alike(found) != c {
            return None;
        }
        end += found.len_utf8();
    }
    let mut start = at;
    let mut chars = head.chars().rev();
    for &c in before.iter().rev() {
        let found = chars.next()?;
        if alike(found) != c {
            return None;
        }
        start -= found.len_utf8();
    }
    Some(Span::new(start, end))
}

/// As [`find_all`] in what is read of `pieces` (the pieces of one paragraph): an occurrence may run over a gap.
pub fn find_in(folded: &str, pieces: &[Span], query: &str) -> Vec<Span> {
    match pieces {
        [] => Vec::new(),
        [one] => find_all(one.of(folded), query)
            .into_iter()
            .map(|s| Span::new(one.start() + s.start(), one.start() + s.end()))
            .collect(),
        many => {
            let joined = Joined::new(folded, many);
            find_all(&joined.text, query)
                .into_iter()
                .map(|s| joined.source(s))
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    fn all(text: &str, query: &str) -> Vec<String> {
        find_all(text, query)
            .iter()
            .map(|s| s.of(text).to_owned())
            .collect()
    }

    #[test]
    fn widths_and_case_are_alike() {
        assert_eq!(all("增长8%，增长８％", "8%"), ["8%", "８％"]);
        assert_eq!(all("5G ５Ｇ 5g", "5g"), ["5G", "５Ｇ", "5g"]);
        assert_eq!(
            all("区,街道；区，街道", "区，街道"),
            ["区,街道", "区，街道"]
        );
        assert_eq!(all("（一）狠抓(一)狠抓", "(一)狠"), ["（一）狠", "(一)狠"]);
        assert_eq!(all("“两邻”「两邻」", "\"两邻\""), ["“两邻”", "「两邻」"]);
        assert_eq!(all("a　b a b", "a b"), ["a　b", "a b"]);
        assert_eq!(all("ＧＤＰ、gdp与Gdp", "GDP"), ["ＧＤＰ", "gdp", "Gdp"]);
        assert_eq!(all("2024、２０２4、2204", "2024"), ["2024", "２０２4"]);
        assert_eq!(all("“”8「", "\""), ["“", "”", "「"]);
    }

    #[test]
    fn occurrences_do_not_overlap_and_an_empty_query_finds_nothing() {
        assert_eq!(all("人人人人人", "人人").len(), 2);
        assert!(all("人", "").is_empty());
        assert!(all("", "人").is_empty());
        assert!(all("，，", " ").is_empty());
    }

    #[test]
    fn a_word_broken_by_a_joined_line_is_found() {
        let text = "优化营商\n环境和营商环境";
        let gap = text.find('\n').unwrap();
        let pieces = Span::new(0, text.len()).without(&[Span::new(gap, gap + 1)]);
        let found: Vec<_> = find_in(text, &pieces, "营商环境")
            .iter()
            .map(|s| s.of(text))
            .collect();
        assert_eq!(found, ["营商\n环境", "营商环境"]);
    }
}
