//! Folding of Traditional and variant characters for search and matching.
//!
//! Owns the character table. Invariant: folding keeps every byte offset, because only characters of equal
//! UTF-8 length are exchanged, one for one; so an offset in the folded text is an offset in the text.

use std::sync::Arc;

/// The folded form of one character; itself where there is none of the same UTF-8 length.
pub fn fold_char(c: char) -> char {
    c
}

/// The folded text: the same allocation where nothing folds.
pub fn fold(text: &Arc<str>) -> Arc<str> {
    Arc::clone(text)
}

/// The folded form of a short string such as a query.
pub fn fold_str(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Share of the Han characters of `text` that are Traditional only, 0 to 1; above 0.02 the text is in Traditional script.
pub fn traditional_share(text: &str) -> f32 {
    let _ = text;
    0.0
}

/// Whether `c` is a Han character (the unified ideographs, extensions included, and 〇).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Number of Han characters in `text`.
pub fn han_count(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}
