//! Two reports → what corresponds and what changed.
//!
//! [`Links`] are quick and need no dictionary; [`Comparison`] adds sentence pairs and, at the depths that have one, the
//! word diff (which loads jieba). Must not know of themes as readers see them, nor of screens.

pub mod align;
pub mod distinct;
pub mod edit;
pub mod figure;
pub mod formula;
pub mod history;
mod moves;
pub mod overview;
pub mod pair;
mod part;
pub mod passages;
mod reflow;
pub mod similarity;
mod tone;
mod vector;
mod verdict;
mod wording;

use std::sync::Arc;

use crate::report::library::Judged;
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

/// Who made a link.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Maker {
    /// 程序
    #[default]
    Program,
    /// 本人: the reader pinned it.
    Reader,
}

impl Maker {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Maker::Program => "program",
            Maker::Reader => "reader",
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
    /// Who made it. A pinned link keeps the score that the program gives the pair.
    pub by: Maker,
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
    /// Pairs that the reader said do not correspond.
    pub broken: Vec<(SectionId, SectionId)>,
}

impl Links {
    /// The best link of a section of A.
    pub fn from_a(&self, a: SectionId) -> Option<&Link> {
        self.of_a
            .get(a.index())?
            .first()
            .and_then(|&i| self.links.get(i as usize))
    }

    /// Whether a link may well be another: the program made it, and it is weak or there is a section that is nearly as like. Of such links
    /// one in three is wrong, of the others one in twenty (measured on 19 pairs of reports linked by hand).
    pub fn is_doubtful(&self, link: &Link) -> bool {
        let of_a = self.of_a.get(link.a.index());
        let stands = of_a
            .into_iter()
            .flatten()
            .any(|&i| self.links.get(i as usize).is_some_and(|l| l.b == link.b));
        let nearest = if stands {
            self.nearest_a.get(link.a.index())
        } else {
            self.nearest_b.get(link.b.index())
        };
        let close = nearest
            .copied()
            .flatten()
            .is_some_and(|n| link.score - n.score < Self::DOUBT);
        link.by == Maker::Program && (link.score < 0.2 || close)
    }

    /// A link is doubtful where the next best section comes nearer than this.
    const DOUBT: f32 = 0.1;

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

/// Two sentences that correspond; or a sentence and the run of sentences that it was split into or joined from.
#[derive(Clone, PartialEq, Debug)]
pub struct SentencePair {
    /// Sentence of A, the first of a run.
    pub a: SentenceId,
    /// Sentence of B, the first of a run.
    pub b: SentenceId,
    /// Consecutive sentences of A that it holds, at least 1.
    pub a_len: u32,
    /// Consecutive sentences of B that it holds, at least 1; 1 where `a_len` is more.
    pub b_len: u32,
    /// Bigram Dice, 0 to 1.
    pub similarity: f32,
    /// Kept, reworded or moved.
    pub change: Change,
    /// The wording differs: always where reworded, never where kept; where moved it tells moved and reworded from moved alone.
    pub reworded: bool,
    /// Edit script; empty for pairs whose wording is the same and at parallel depth.
    pub edits: Vec<Edit>,
}

/// Two figures of linked sections that measure the same thing.
#[derive(Clone, PartialEq, Debug)]
pub struct FigureChange {
    /// The sentence pair that both stand in: index into [`Comparison::pairs`]; none: found in linked sections by what they measure.
    pub pair: Option<u32>,
    /// The sentence of A that holds the figure.
    pub sentence_a: SentenceId,
    /// The sentence of B that holds it.
    pub sentence_b: SentenceId,
    /// What it measures, as the text says (`地区生产总值`): a span of B's text.
    pub what: Span,
    /// The figure in A, with its unit and bound.
    pub a: Span,
    /// The figure in B.
    pub b: Span,
    /// By how much the value moved; none where that cannot be told.
    pub delta: Option<Delta>,
    /// A's bound (左右, 不低于), which may stand before the figure; empty if none.
    pub bound_a: String,
    /// B's bound.
    pub bound_b: String,
    /// The bound differs (左右, 以上, 不低于 … dropped, added or exchanged).
    pub bound: bool,
    /// The figure in A is told as a fall (下降4.7%): its value is below zero.
    pub falls_a: bool,
    /// The same in B.
    pub falls_b: bool,
    /// What bound and words of strength around it (力争, 确保) say together, if they changed.
    pub firmness: Option<Firmness>,
}

impl FigureChange {
    /// The figure in A as it is shown on its own: a fall with its sign, `-4.7%`.
    pub fn old(&self, a: &Report) -> String {
        signed(a, self.a, self.falls_a)
    }

    /// The figure in B likewise.
    pub fn new_value(&self, b: &Report) -> String {
        signed(b, self.b, self.falls_b)
    }
}

fn signed(report: &Report, figure: Span, falls: bool) -> String {
    let text = report.resolved(figure);
    let text = text.trim();
    if falls {
        format!("-{text}")
    } else {
        text.to_owned()
    }
}

/// By how much a figure moved.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Delta {
    /// Relative, in per cent, after units are brought together: 1200 → 1500 is 25.
    Percent(f64),
    /// In percentage points: 8% → 6% is −2.
    Points(f64),
    /// Same value.
    Same,
}

/// A run of wording that both reports share, at parallel depth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shared {
    /// Where in A.
    pub a: Span,
    /// Where in B.
    pub b: Span,
    /// It is a formulaic phrase, nothing that tells of these two.
    pub formulaic: bool,
}

/// Whether two texts can be compared at all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Verdict {
    /// They are two texts of one kind.
    #[default]
    Comparable,
    /// 相同: the same sentences in the same order, but for numbers, variant characters and widths of marks.
    Identical,
    /// 不可比: next to nothing corresponds; [`Comparison::nearness`] and [`Comparison::links`] show why.
    NotComparable,
    /// There is nothing to compare in A, in B or in either.
    Empty {
        /// A holds no sentence.
        a: bool,
        /// B holds no sentence.
        b: bool,
    },
}

impl Verdict {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Comparable => "comparable",
            Verdict::Identical => "identical",
            Verdict::NotComparable => "not-comparable",
            Verdict::Empty { .. } => "empty",
        }
    }
}

/// A paragraph that was split or joined while its sentences stayed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reflow {
    /// Paragraph or paragraphs of A.
    pub a: Span,
    /// Paragraph or paragraphs of B.
    pub b: Span,
    /// One became several; else several became one.
    pub split: bool,
}

/// A commitment became firmer or softer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Firmness {
    /// 软化: 确保 → 力争, 8% → 8%左右.
    Softened,
    /// 硬化: 力争 → 确保, 左右 → 以上.
    Hardened,
}

impl Firmness {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Firmness::Softened => "softened",
            Firmness::Hardened => "hardened",
        }
    }
}

/// A word of strength that was exchanged, dropped or added in a sentence pair, outside of figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToneChange {
    /// The pair it stands in: index into [`Comparison::pairs`].
    pub pair: u32,
    /// The word in A; empty where it was added.
    pub a: Span,
    /// The word in B; empty where it was dropped.
    pub b: Span,
    /// Which way it went.
    pub firmness: Firmness,
}

/// What is asked of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The depth that the reader asked for; none: the program chooses.
    pub depth: Option<Depth>,
    /// The reader's word on links between these two reports.
    pub judged: Vec<Judged>,
    /// Formulaic phrases found in the loaded reports; none: those of the built-in list.
    pub formulas: Option<Arc<formula::Formulas>>,
}

/// The comparison of two reports.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// Whether the two can be compared at all.
    pub verdict: Verdict,
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
    /// Figures that measure the same, moved or not, in order of B.
    pub figures: Vec<FigureChange>,
    /// Wording of 12 Han or more that linked sections share, and of 20 or more anywhere (parallel depth).
    pub shared: Vec<Shared>,
    /// Words of strength that changed outside of figures, in order of B.
    pub tones: Vec<ToneChange>,
    /// Paragraphs split or joined.
    pub reflows: Vec<Reflow>,
    /// The work was cut short at its cap.
    pub stopped: bool,
}

pub use align::Prepared;
pub use edit::marked;
pub use history::{Step, history};
pub use moves::{Move, moves};
pub use overview::{Overview, overview};
pub use wording::tell_formulaic;

/// The share of near matches and the depth it leads to. Quick: no dictionary.
pub fn nearness(a: &Report, b: &Report) -> Nearness {
    similarity::nearness(a, b)
}

/// Every section's counterpart as the program sees it. Quick: no dictionary.
pub fn link(a: &Report, b: &Report) -> Links {
    link_with(a, b, &[])
}

/// As [`link`], with the reader's word on links, which wins over the program's.
pub fn link_with(a: &Report, b: &Report, judged: &[Judged]) -> Links {
    let (a, b) = both(|| align::Prepared::new(a), || align::Prepared::new(b));
    align::link(&a, &b, judged)
}

/// The whole comparison, at `depth` if one is asked for. Loads jieba's dictionary for the word diff.
pub fn compare(a: &Report, b: &Report, depth: Option<Depth>) -> Comparison {
    let asked = Asked {
        depth,
        ..Asked::default()
    };
    compare_with(a, b, &asked)
}

/// As [`compare`], with all that can be asked.
pub fn compare_with(a: &Report, b: &Report, asked: &Asked) -> Comparison {
    pair::compare(a, b, asked, || link_with(a, b, &asked.judged))
}

/// As [`compare_with`], on links that are at hand: those that [`link_with`] gives with the same word of the reader.
pub fn compare_linked(a: &Report, b: &Report, asked: &Asked, links: Links) -> Comparison {
    pair::compare(a, b, asked, || links)
}

/// Does two pieces of work at once, on a thread of its own: those that read files are busy for long where many are opened, and a comparison
/// that is waited for must not stand behind them.
fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let beside = scope.spawn(one);
        let other = other();
        let one = beside
            .join()
            .unwrap_or_else(|cause| std::panic::resume_unwind(cause));
        (one, other)
    })
}
