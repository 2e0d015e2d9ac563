//! Wording that two reports share, for parallel depth.
//!
//! Owns the search for long runs. Invariant: runs do not overlap in A, each lies within one paragraph on both sides, outside of headings, and
//! holds 12 Han characters or more (20 where the sections are not linked), from one edge of a word to another. Marks and blanks between the characters do not break a run; figures count as
//! characters, so that a run never joins two different ones.

use rustc_hash::{FxHashMap, FxHashSet};

use super::formula::Formulas;
use super::{Links, Shared, edit};
use crate::report::{Report, SectionId};
use crate::text::fold::is_han;
use crate::text::span::Span;
use crate::text::token;

/// Han characters a run must have to be news: unrelated openings share 15 at most, and those are set phrases.
const LEAST: usize = 12;
/// The same where the two sections are not linked.
const LEAST_ELSEWHERE: usize = 20;
/// Characters by which runs are found before they are extended.
const SEED: usize = 8;
/// Places of B that are tried for one seed.
const PLACES: usize = 24;
/// Characters to each side of an edge that are cut into words, at most.
const REACH: usize = 60;
/// Steps of extension after which the search stops.
const MOST_WORK: usize = 20_000_000;

/// One side's characters that count.
struct Letters {
    chars: Vec<char>,
    offsets: Vec<usize>,
    /// A paragraph, or what of it lies between two headings: runs stay inside.
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
        let (mut paragraph, mut last) = (0, None);
        for sentence in report.sentences.iter().filter(|s| s.section.is_some()) {
            if sentence.heading || last != Some(sentence.paragraph) {
                paragraph += 1;
                last = Some(sentence.paragraph);
            }
            if sentence.heading {
                continue;
            }
            for piece in sentence.span.without(&report.gaps) {
                for (i, c) in piece.of(&report.folded).char_indices() {
                    let Some(c) = edit::compared(c).filter(|&c| is_han(c) || c.is_alphanumeric())
                    else {
                        continue;
                    };
                    out.chars.push(c);
                    out.offsets.push(piece.start() + i);
                    out.paragraph.push(paragraph);
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

    /// Whether something that does not count, such as a mark, stands before the letter at `at`.
    fn parted(&self, at: usize, report: &Report) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        if self.paragraph.get(before) != self.paragraph.get(at) {
            return true;
        }
        let span = self.span(before, 1);
        let next = self.offsets.get(at).copied().unwrap_or_default();
        let between = Span::new(span.end(), next).without(&report.gaps);
        between
            .iter()
            .any(|s| !s.of(&report.folded).trim().is_empty())
    }

    /// The letters around the edge before `at`, from mark to mark: the first and one past the last. At most [`REACH`] to each side.
    fn clause(&self, at: usize, report: &Report) -> (usize, usize) {
        let first = (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|&k| !self.parted(k + 1, report))
            .last();
        let end = (at + 1..=(at + REACH).min(self.chars.len()))
            .find(|&k| self.parted(k, report))
            .unwrap_or((at + REACH).min(self.chars.len()));
        (first.unwrap_or(at), end)
    }

    fn span(&self, from: usize, len: usize) -> Span {
        let start = self.offsets.get(from).copied().unwrap_or_default();
        let last = from + len.saturating_sub(1);
        let end = self.offsets.get(last).copied().unwrap_or(start)
            + self.chars.get(last).map_or(0, |c| c.len_utf8());
        Span::new(start, end)
    }
}

/// Says of each run whether it is formulaic; `a` is the report at the left.
pub fn tell_formulaic(shared: &mut [Shared], a: &Report, formulas: &Formulas) {
    for run in shared {
        run.formulaic = formulas.holds(a, run.a);
    }
}

/// The runs in order of A, the longest wherever several begin, from one edge of a word to another; and whether the search was cut short.
/// Without `formulas` the built-in list tells what is formulaic.
pub fn shared(
    a: &Report,
    b: &Report,
    links: &Links,
    formulas: Option<&Formulas>,
) -> (Vec<Shared>, bool) {
    let (mut runs, stopped) = runs(a, b, links);
    match formulas {
        Some(formulas) => tell_formulaic(&mut runs, a, formulas),
        None => tell_formulaic(&mut runs, a, &Formulas::builtin()),
    }
    (runs, stopped)
}

fn least(linked: bool) -> usize {
    if linked { LEAST } else { LEAST_ELSEWHERE }
}

fn runs(a: &Report, b: &Report, links: &Links) -> (Vec<Shared>, bool) {
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
        // The longest that is news where it stands: (length, linked, where in B).
        let mut best: Option<(usize, bool, usize)> = None;
        if let Some(list) = left.seed(at).and_then(|seed| places.get(seed)) {
            for &place in list {
                let linked = match (left.section.get(at), right.section.get(place)) {
                    (Some(Some(x)), Some(Some(y))) => near.linked(*x, *y),
                    _ => false,
                };
                let len = common(&left, at, &right, place);
                work += len;
                let run = left.chars.get(at..at + len).unwrap_or_default();
                let han = run.iter().filter(|&&c| is_han(c)).count();
                if han >= least(linked) && best.is_none_or(|b| (len, linked) > (b.0, b.1)) {
                    best = Some((len, linked, place));
                }
            }
        }
        if let Some((len, linked, place)) = best {
            out.extend(trimmed(
                (a, &left, at),
                (b, &right, place),
                len,
                least(linked),
            ));
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

/// A run without the parts of words at its ends: what stands beside it is another word on both sides. None if what is left is too short.
fn trimmed(
    (a, left, x): (&Report, &Letters, usize),
    (b, right, y): (&Report, &Letters, usize),
    len: usize,
    least: usize,
) -> Option<Shared> {
    let breaks = [breaks(a, left, x, len), breaks(b, right, y, len)];
    let edge = |k: &usize| breaks.iter().all(|b| b.contains(k));
    let front = (0..len).find(edge)?;
    let back = (front + 1..=len).rfind(edge)?;
    let run = left.chars.get(x + front..x + back)?;
    let han = run.iter().filter(|&&c| is_han(c)).count();
    (han >= least).then(|| Shared {
        a: left.span(x + front, back - front),
        b: right.span(y + front, back - front),
        formulaic: false,
    })
}

/// Before which characters of a run a word begins or ends, counted from its first. The dictionary is asked only where the run ends within
/// a clause.
fn breaks(report: &Report, letters: &Letters, from: usize, len: usize) -> FxHashSet<usize> {
    let mut out = FxHashSet::default();
    let mut clauses: Vec<(usize, usize)> = Vec::new();
    for k in 0..=len {
        if letters.parted(from + k, report) {
            out.insert(k);
        }
    }
    for k in [0, len] {
        if !out.contains(&k) {
            clauses.push(letters.clause(from + k, report));
        }
    }
    clauses.dedup();
    for (first, end) in clauses {
        for token in token::tokens(&report.folded, letters.span(first, end - first)) {
            for at in [token.start(), token.end()] {
                // The letter that begins there, or follows the mark there.
                let k = letters.offsets.partition_point(|&o| o < at);
                if (from..=from + len).contains(&k) {
                    out.insert(k - from);
                }
            }
        }
    }
    out
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
