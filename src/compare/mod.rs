//! Two reports → what corresponds and what changed.
//!
//! [`Links`] are quick and need no dictionary; [`Comparison`] adds sentence pairs and, at the depths that have one, the
//! word diff (which loads jieba). Must not know of themes as readers see them, nor of screens.

pub mod align;
pub mod edit;
mod figure;
pub mod pair;
mod part;
pub mod similarity;
mod vector;
mod wording;

use crate::report::{Report, SectionId, SentenceId};
use crate::text::span::Span;

/// How two reports are compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Depth {
    /// 修订: drafts or copies of one report.
    Revision,
    /// 承续: one place, near years.
    Succession,
    /// 平行: other places, or distant years.
    Parallel,
}

impl Depth {
    /// The name used in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Depth::Revision => "revision",
            Depth::Succession => "succession",
            Depth::Parallel => "parallel",
        }
    }
}

/// How much of two reports is nearly the same, and the depth that follows from it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Nearness {
    /// Share of A's Han characters in sentences of 12 Han or more with a match of bigram Dice ≥ 0.7, 0 to 1.
    pub share: f32,
    /// Sentences of A with such a match.
    pub near: u32,
    /// Sentences of A of 12 Han or more.
    pub total: u32,
    /// The depth chosen: share ≥ 0.30 revision; else one place: succession; else parallel.
    pub depth: Depth,
}

/// What a link's score came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LinkReason {
    /// 标题
    Heading,
    /// 主题
    Theme,
    /// 正文
    Body,
    /// 位置: same role, same place in the report.
    Position,
}

impl LinkReason {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            LinkReason::Heading => "heading",
            LinkReason::Theme => "theme",
            LinkReason::Body => "body",
            LinkReason::Position => "position",
        }
    }
}

/// A section's counterpart.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Section of A.
    pub a: SectionId,
    /// Section of B.
    pub b: SectionId,
    /// 0 to 1; below 0.20 weak, from 0.50 on strong.
    pub score: f32,
    /// What carried it, the strongest first, at most three.
    pub reasons: Vec<(LinkReason, f32)>,
}

/// For a section without counterpart, or beside a link: the nearest section that was not taken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Nearest {
    /// The other report's section.
    pub section: SectionId,
    /// Its score.
    pub score: f32,
}

/// Every section's counterpart in the other report, both ways.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Links {
    /// The links, by section of A, then of B. One per section of A unless it was split.
    pub links: Vec<Link>,
    /// For each section of A, the links that hold it (indices into `links`): those to a section of its own level first, then by score.
    pub of_a: Vec<Vec<u32>>,
    /// For each section of B likewise.
    pub of_b: Vec<Vec<u32>>,
    /// For each section of A, the nearest section of B that it is *not* linked to.
    pub nearest_a: Vec<Option<Nearest>>,
    /// For each section of B likewise.
    pub nearest_b: Vec<Option<Nearest>>,
    /// For each section of B that no section of A chose: its own choice in A, if it has one. Kept apart, so that `links`
    /// has one link per section of A.
    pub back: Vec<Option<Link>>,
}

impl Links {
    /// The best link of a section of A.
    pub fn from_a(&self, a: SectionId) -> Option<&Link> {
        self.of_a
            .get(a.index())?
            .first()
            .and_then(|&i| self.links.get(i as usize))
    }

    /// The best link of a section of B; where no section of A chose it, its own choice.
    pub fn from_b(&self, b: SectionId) -> Option<&Link> {
        self.of_b
            .get(b.index())?
            .first()
            .and_then(|&i| self.links.get(i as usize))
            .or_else(|| self.back.get(b.index())?.as_ref())
    }
}

/// What became of a sentence (变化).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Change {
    /// 原样 `=`
    Kept,
    /// 改写 `~`
    Reworded,
    /// 新增 `+` (only in B)
    New,
    /// 去掉 `-` (only in A)
    Gone,
    /// 移来 `»`
    Moved,
}

impl Change {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Change::Kept => "kept",
            Change::Reworded => "reworded",
            Change::New => "new",
            Change::Gone => "gone",
            Change::Moved => "moved",
        }
    }

    /// The mark in the gutter.
    pub fn mark(self) -> char {
        match self {
            Change::Kept => '=',
            Change::Reworded => '~',
            Change::New => '+',
            Change::Gone => '-',
            Change::Moved => '»',
        }
    }
}

/// One step of an edit script: equal where both spans hold the same words; else a replacement, deletion (`b` empty) or
/// insertion (`a` empty). The `a` spans of a script join to sentence A, the `b` spans to sentence B.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Span in A's text.
    pub a: Span,
    /// Span in B's text.
    pub b: Span,
    /// The same wording (folded, punctuation widths alike).
    pub equal: bool,
}

/// Two sentences that correspond.
#[derive(Clone, PartialEq, Debug)]
pub struct SentencePair {
    /// Sentence of A.
    pub a: SentenceId,
    /// Sentence of B.
    pub b: SentenceId,
    /// Bigram Dice, 0 to 1.
    pub similarity: f32,
    /// Kept, reworded or moved.
    pub change: Change,
    /// Edit script; empty for kept pairs and at parallel depth.
    pub edits: Vec<Edit>,
}

/// A figure that stands in both sentences of a pair, measuring the same thing.
#[derive(Clone, PartialEq, Debug)]
pub struct FigureChange {
    /// The pair it stands in: index into [`Comparison::pairs`].
    pub pair: u32,
    /// What it measures, as the text says (`地区生产总值`): a span of B's text.
    pub what: Span,
    /// The figure in A.
    pub a: Span,
    /// The figure in B.
    pub b: Span,
    /// Relative change in per cent after units are brought together, or difference in points where both are percentages.
    pub delta: Option<Delta>,
}

/// By how much a figure moved.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Delta {
    /// Relative, in per cent: 1200 → 1500 is 25.
    Percent(f64),
    /// In percentage points: 8% → 6% is −2.
    Points(f64),
    /// Same value, other bound (左右 dropped or added).
    BoundOnly,
    /// Nothing moved.
    Same,
}

/// A run of wording that both reports share, at parallel depth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shared {
    /// Where in A.
    pub a: Span,
    /// Where in B.
    pub b: Span,
}

/// The comparison of two reports.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// Chosen or asked-for depth is `depth`; what it was chosen by.
    pub nearness: Nearness,
    /// The depth this comparison was made at.
    pub depth: Depth,
    /// The links it stands on.
    pub links: Links,
    /// Sentence pairs, by sentence of A.
    pub pairs: Vec<SentencePair>,
    /// For each sentence of A: what became of it; none at parallel depth and for text outside links' reach (title block).
    pub marks_a: Vec<Option<Change>>,
    /// For each sentence of B.
    pub marks_b: Vec<Option<Change>>,
    /// For each sentence of A the pair that holds it.
    pub pair_of_a: Vec<Option<u32>>,
    /// For each sentence of B.
    pub pair_of_b: Vec<Option<u32>>,
    /// Figures of reworded pairs, in order of B.
    pub figures: Vec<FigureChange>,
    /// Wording of 12 Han or more that linked sections share (parallel depth).
    pub shared: Vec<Shared>,
    /// The work was cut short at its cap.
    pub stopped: bool,
}

pub use edit::marked;

/// The share of near matches and the depth it leads to. Quick: no dictionary.
pub fn nearness(a: &Report, b: &Report) -> Nearness {
    similarity::nearness(a, b)
}

/// Every section's counterpart. Quick: no dictionary.
pub fn link(a: &Report, b: &Report) -> Links {
    align::link(a, b)
}

/// The whole comparison, at `depth` if one is asked for. Loads jieba's dictionary for the word diff.
pub fn compare(a: &Report, b: &Report, depth: Option<Depth>) -> Comparison {
    pair::compare(a, b, depth)
}
