//! The normal form that headings and chrome are recognised on.
//!
//! Owns [`Chars`]: the characters of a paragraph as matching wants them, each with its byte offset in the text. Full-width
//! digits, letters and punctuation are half-width, blanks and gaps are gone. Nothing is ever cut or replaced in the text.

use super::literal::{self, Literal};
use crate::text::fold::fold_char;
use crate::text::span::Span;

/// Normalised characters with the offsets that they came from.
#[derive(Clone, Debug, Default)]
pub struct Chars {
    c: Vec<char>,
    at: Vec<u32>,
    end: u32,
}

/// The half-width form of a character that has one; dashes and corner quotes to their commonest form.
pub fn normal(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '﹙' => '(',
        '﹚' => ')',
        '―' | '─' | '–' | '━' => '—',
        '「' | '『' => '“',
        '」' | '』' => '”',
        '｡' => '。',
        '﹑' => '、',
        _ => c,
    }
}

/// Blank for every purpose here: white space, no-break and zero-width spaces, byte order marks, replacement characters.
pub fn is_blank(c: char) -> bool {
    if matches!(c, '!'..='~' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}') {
        return false;
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffd}' | '\u{ad}' | '\u{3164}'
        )
}

/// A letter or digit: what counts for lengths.
pub fn is_word(c: char) -> bool {
    // Most characters are these, and the general question is a slow one for them.
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// A stop that ends a sentence (normal form).
pub fn is_stop(c: char) -> bool {
    matches!(c, '。' | '!' | '?')
}

/// A closing quote or bracket (normal form).
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | ')' | '》' | '】' | ']' | '"' | '〉')
}

impl Chars {
    /// Reads `span` of the folded text, leaving out blanks and what lies in `gaps`; a gap that stands for a character is read
    /// as that character.
    pub fn read(folded: &str, span: Span, gaps: &[Span]) -> Chars {
        let mut chars = Chars {
            c: Vec::with_capacity(span.len() / 3 + 1),
            at: Vec::with_capacity(span.len() / 3 + 1),
            end: span.end() as u32,
        };
        let first = gaps.partition_point(|g| g.end() <= span.start());
        let mut from = span.start();
        for gap in gaps
            .iter()
            .skip(first)
            .take_while(|g| g.start() < span.end())
        {
            chars.push(folded, Span::new(from, gap.start()));
            if gap.start() >= from
                && let Some(c) = literal::stands_for(gap.of(folded))
            {
                chars.c.push(normal(fold_char(c)));
                chars.at.push(gap.start() as u32);
            }
            from = from.max(gap.end());
        }
        chars.push(folded, Span::new(from, span.end()));
        // Marks that were lost in an encoding end some lines as question marks.
        let lost = chars.c.iter().rev().take_while(|&&c| c == '?').count();
        let keep = chars.c.len() - lost;
        if lost > 2 && keep > 0 {
            if let Some(&at) = chars.at.get(keep) {
                chars.end = at;
            }
            chars.c.truncate(keep);
            chars.at.truncate(keep);
        }
        chars
    }

    fn push(&mut self, folded: &str, piece: Span) {
        for (offset, c) in piece.of(folded).char_indices() {
            if !is_blank(c) {
                self.c.push(normal(c));
                self.at.push((piece.start() + offset) as u32);
            }
        }
    }

    /// Reads on with the characters of a later line.
    pub fn append(&mut self, more: &Chars) {
        self.c.extend_from_slice(&more.c);
        self.at.extend_from_slice(&more.at);
        self.end = more.end;
    }

    /// The characters.
    pub fn all(&self) -> &[char] {
        &self.c
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.c.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.c.is_empty()
    }

    /// The characters of `from..to`, cut to what there is.
    pub fn get(&self, from: usize, to: usize) -> &[char] {
        let to = to.min(self.c.len());
        self.c.get(from.min(to)..to).unwrap_or(&[])
    }

    /// The characters from `from` on.
    pub fn tail(&self, from: usize) -> &[char] {
        self.get(from, self.c.len())
    }

    /// The bytes of characters `from..to`, from the first character to the end of the last.
    pub fn span(&self, text: &str, from: usize, to: usize) -> Span {
        let start = self.at.get(from).copied().unwrap_or(self.end) as usize;
        if to <= from {
            return Span::at(start);
        }
        let last = self.at.get(to - 1).copied().unwrap_or(self.end) as usize;
        let rest = Span::new(last, text.len()).of(text);
        let width = match literal::literal(rest) {
            Some((len, Literal::Char(_))) => len,
            _ => rest.chars().next().map_or(0, char::len_utf8),
        };
        Span::new(start, last + width)
    }

    /// Byte offset of the `i`-th character in the text; the paragraph's end for one past the last.
    pub fn offset(&self, i: usize) -> usize {
        self.at.get(i).copied().unwrap_or(self.end) as usize
    }

    /// Number of letters and digits.
    pub fn weight(&self) -> usize {
        weight(&self.c)
    }
}

/// Number of letters and digits.
pub fn weight(c: &[char]) -> usize {
    c.iter().filter(|&&c| is_word(c)).count()
}

/// Whether `c` begins with `word`.
pub fn starts(c: &[char], word: &str) -> bool {
    let mut c = c.iter();
    word.chars().all(|w| c.next() == Some(&w))
}

/// The first of `words` that `c` begins with, as its length in characters.
pub fn starts_any(c: &[char], words: &[&str]) -> Option<usize> {
    words
        .iter()
        .find(|w| starts(c, w))
        .map(|w| w.chars().count())
}

/// Whether `c` ends with `word`.
pub fn ends(c: &[char], word: &str) -> bool {
    let mut n = c.len();
    for w in word.chars().rev() {
        if n == 0 || c.get(n - 1) != Some(&w) {
            return false;
        }
        n -= 1;
    }
    true
}

/// Whether `c` ends with one of `words`.
pub fn ends_any(c: &[char], words: &[&str]) -> bool {
    words.iter().any(|w| ends(c, w))
}

/// Where `word` first stands in `c`.
pub fn find(c: &[char], word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    c.iter()
        .enumerate()
        .filter(|&(_, &x)| x == first)
        .map(|(i, _)| i)
        .find(|&i| c.get(i..).is_some_and(|rest| starts(rest, word)))
}

/// Whether `word` stands in `c`.
pub fn has(c: &[char], word: &str) -> bool {
    find(c, word).is_some()
}

/// Whether one of `words` stands in `c`.
pub fn has_any(c: &[char], words: &[&str]) -> bool {
    words.iter().any(|w| has(c, w))
}

/// Index one past the first sentence: its stop and the closing quotes after it. A stop inside quotes or brackets does not
/// count unless the quote never closes; without any stop the whole is one sentence.
pub fn first_sentence(c: &[char]) -> usize {
    let mut depth = 0usize;
    let mut plain_ascii = false;
    let mut fallback = None;
    for (i, &x) in c.iter().enumerate() {
        match x {
            '“' | '《' | '(' | '‘' | '【' => depth += 1,
            '”' | '》' | ')' | '’' | '】' => depth = depth.saturating_sub(1),
            '"' => {
                plain_ascii = !plain_ascii;
            }
            _ if is_stop(x) => {
                let end = i
                    + 1
                    + c.get(i + 1..)
                        .map_or(0, |r| r.iter().take_while(|&&x| is_closing(x)).count());
                if depth == 0 && !plain_ascii {
                    return end;
                }
                fallback.get_or_insert(i + 1);
                if i > 120 {
                    break;
                }
            }
            _ => {}
        }
        if i > 400 {
            break;
        }
    }
    match fallback {
        // An unclosed quote: take the stop as it stands, if nothing closed later on.
        Some(end) if depth > 0 || plain_ascii => end,
        _ => c.len(),
    }
}

/// Whether `c` ends as a sentence does.
pub fn ends_stopped(c: &[char]) -> bool {
    c.iter()
        .rev()
        .find(|&&x| !is_closing(x))
        .is_some_and(|&x| is_stop(x))
        || c.last().is_some_and(|&x| is_stop(x))
}
