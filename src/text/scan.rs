//! Finding terms in text.
//!
//! Owns [`Terms`] (many terms at once, longest match wins) and [`find_all`] (one typed search).

use super::span::Span;

/// One occurrence of a term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TermHit {
    /// Where, in the text that was scanned.
    pub span: Span,
    /// Which term: its position in the list that [`Terms::new`] was given.
    pub term: u32,
}

/// A set of terms ready to be scanned for.
#[derive(Debug, Default)]
pub struct Terms {}

impl Terms {
    /// Prepares `terms` (folded, not empty).
    pub fn new<S: AsRef<str>>(terms: &[S]) -> Self {
        let _ = terms.len();
        Self {}
    }

    /// All hits in `folded`, leftmost-longest, in order.
    pub fn hits(&self, folded: &str) -> Vec<TermHit> {
        let _ = folded;
        Vec::new()
    }
}

/// Every occurrence of `query` in `folded`; half- and full-width forms of punctuation, digits and letters are alike, and so is case.
/// `query` is folded by the caller.
pub fn find_all(folded: &str, query: &str) -> Vec<Span> {
    let _ = (folded, query);
    Vec::new()
}
