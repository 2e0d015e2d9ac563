//! Fuzzy jumping: every section of every report as a target, found by Han (either script), full pinyin, initials or a mix.
//!
//! Must not know of screens.

mod alphabet;
pub mod index;
pub mod matching;

use crate::report::{ReportId, SectionId};

pub use index::Index;

/// How a query word was matched; better first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MatchKind {
    /// The whole title.
    Exact,
    /// Its beginning.
    Prefix,
    /// Inside it.
    Substring,
    /// Full pinyin, or pinyin mixed with Han.
    Pinyin,
    /// Initials of the pinyin.
    Initials,
    /// Letters or Han in order with gaps.
    Subsequence,
    /// Only in breadcrumb, place or year.
    Context,
}

/// One found section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Report.
    pub report: ReportId,
    /// Section.
    pub section: SectionId,
    /// How its best word matched.
    pub kind: MatchKind,
    /// Character positions in the title that matched, sorted.
    pub title_chars: Vec<u32>,
    /// Rank score for ties; higher is better.
    pub score: i64,
}
