//! Wording that two reports share, for parallel depth.
//!
//! Owns the search for long runs. Invariant: runs do not overlap in A, each lies within one paragraph on both sides and
//! holds 12 Han characters or more. Marks and blanks between the characters do not break a run; figures count as
//! characters, so that a run never joins two different ones.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Links, Shared, edit};
use crate::report::{Report, SectionId};
use crate::text::fold::is_han;
use crate::text::span::Span;

/// Han characters a run must have to be news: unrelated openings share 15 at most, and those are set phrases.
const LEAST: usize = 12;
/// Characters by which runs are found before they are extended.
const SEED: usize = 8;
/// Places of B that are tried for one seed.
const PLACES: usize = 24;
/// Steps of extension after which the search stops.
const MOST_WORK: usize = 20_000_000;

/// One side's characters that count.
struct Letters {
    chars: Vec<char>,
    offsets: Vec<usize>,
    /// Index of the paragraph.
    paragraph: Vec<u32>,
    section: Vec<Option<SectionId>>,
}

impl Letters {
    fn new(report: &Report) -> Self {
        let mut out = Self {
            chars: Vec::with_capacity(report.han as usize),
            offsets: Vec::new(),
            paragraph: Vec::new(),
            section: Vec::new(),
        };
        for sentence in report.sentences.iter().filter(|s| s.section.is_some()) {
            for piece in sentence.span.without(&report.gaps) {
                for (i, c) in piece.of(&report.folded).char_indices() {
                    let Some(c) = edit::compared(c).filter(|&c| is_han(c) || c.is_alphanumeric())
                    else {
                        continue;
                    };
                    out.chars.push(c);
                    out.offsets.push(piece.start() + i);
                    out.paragraph.push(sentence.paragraph);
                    out.section.push(sentence.section);
                }
            }
        }
        out
    }

    fn seed(&self, at: usize) -> Option<&[char]> {
        let paragraph = self.paragraph.get(at)?;
        (self.paragraph.get(at + SEED - 1)? == paragraph)
            .then(|| self.chars.get(at..at + SEED))
            .flatten()
    }

    fn span(&self, from: usize, len: usize) -> Span {
        let start = self.offsets.get(from).copied().unwrap_or_default();
        let last = from + len.saturating_sub(1);
        let end = self.offsets.get(last).copied().unwrap_or(start)
            + self.chars.get(last).map_or(0, |c| c.len_utf8());
        Span::new(start, end)
    }
}

/// The runs in order of A, the longest wherever several begin; and whether the search was cut short.
pub fn shared(a: &Report, b: &Report, links: &Links) -> (Vec<Shared>, bool) {
    let (left, right) = (Letters::new(a), Letters::new(b));
    let mut places: FxHashMap<&[char], Vec<usize>> = FxHashMap::default();
    for at in 0..right.chars.len() {
        if let Some(seed) = right.seed(at) {
            let list = places.entry(seed).or_default();
            if list.len() < PLACES {
                list.push(at);
            }
        }
    }
    let near = Near::new(a, b, links);
    let mut out = Vec::new();
    let mut work = 0;
    let mut at = 0;
    while at < left.chars.len() {
        let mut best: Option<(usize, usize)> = None;
        if let Some(list) = left.seed(at).and_then(|seed| places.get(seed)) {
            for &place in list {
                let linked = match (left.section.get(at), right.section.get(place)) {
                    (Some(Some(x)), Some(Some(y))) => near.linked(*x, *y),
                    _ => false,
                };
                if !linked {
                    continue;
                }
                let len = common(&left, at, &right, place);
                work += len;
                if best.is_none_or(|(_, longest)| len > longest) {
                    best = Some((place, len));
                }
            }
        }
        let long = best.filter(|&(_, len)| {
            let run = left.chars.get(at..at + len).unwrap_or_default();
            run.iter().filter(|&&c| is_han(c)).count() >= LEAST
        });
        if let Some((place, len)) = long {
            out.push(Shared {
                a: left.span(at, len),
                b: right.span(place, len),
                formulaic: false,
            });
            at += len;
        } else {
            at += 1;
        }
        if work > MOST_WORK {
            return (out, true);
        }
    }
    (out, false)
}

fn common(left: &Letters, x: usize, right: &Letters, y: usize) -> usize {
    let mut len = 0;
    while left.chars.get(x + len).is_some()
        && left.chars.get(x + len) == right.chars.get(y + len)
        && left.paragraph.get(x + len) == left.paragraph.get(x)
        && right.paragraph.get(y + len) == right.paragraph.get(y)
    {
        len += 1;
    }
    // A run does not end with a part of a figure.
    while len > 0
        && left
            .chars
            .get(x + len - 1)
            .is_some_and(char::is_ascii_alphanumeric)
    {
        len -= 1;
    }
    len
}

/// Which sections lie in linked sections of one another.
struct Near {
    above_a: Vec<Vec<SectionId>>,
    above_b: Vec<Vec<SectionId>>,
    pairs: FxHashSet<(SectionId, SectionId)>,
}

impl Near {
    fn new(a: &Report, b: &Report, links: &Links) -> Self {
        let above = |report: &Report| {
            report
                .section_ids()
                .map(|(id, _)| report.ancestry(id))
                .collect()
        };
        Self {
            above_a: above(a),
            above_b: above(b),
            pairs: links
                .links
                .iter()
                .chain(links.back.iter().flatten())
                .map(|l| (l.a, l.b))
                .collect(),
        }
    }

    fn linked(&self, x: SectionId, y: SectionId) -> bool {
        let of = |list: &'_ [Vec<SectionId>], id: SectionId| -> Vec<SectionId> {
            list.get(id.index()).cloned().unwrap_or_default()
        };
        let (left, right) = (of(&self.above_a, x), of(&self.above_b, y));
        left.iter()
            .any(|&p| right.iter().any(|&q| self.pairs.contains(&(p, q))))
    }
}
