//! Phrases of the focus.
//!
//! Owns the search for them. A phrase is a run of 3 to 12 Han characters, of two words or more, that
//! - coheres: however it is cut in two, the parts stand together far oftener than chance would have it (pointwise mutual information, Church &
//!   Hanks 1990, of the weakest cut, as Ye et al. 2013 and the usual new-word discovery have it);
//! - stands by itself: what stands before it and what stands after it varies (branching entropy: Jin & Tanaka-Ishii 2006), where the edge
//!   of a run counts as a neighbour of its own;
//! - begins and ends where words do, and with words that can.
//!
//! Invariant: none crosses a mark, a figure or a sentence. Must not know of other reports than the stream's.

use rustc_hash::FxHashMap;

use super::stop::Tags;
use super::stream::{END, MARK, Stream};

/// Fewest and most Han characters.
pub(super) const LENGTHS: (usize, usize) = (3, 12);
/// Fewest bits of mutual information of the weakest cut.
const COHESION: f64 = 4.0;
/// Fewest bits of entropy of the neighbours at either side.
const VARIETY: f64 = 0.9;

/// What is counted of one run.
#[derive(Clone, Copy, Default)]
struct Tally {
    focus: u32,
    all: u32,
    /// Of those in the focus: from word to word.
    whole: u32,
    /// Where first so, or else where first.
    at: u32,
}

/// Phrases that stand in the focus `least` times, the most frequent first.
pub(super) fn of(stream: &Stream, least: u32, tags: &mut Tags) -> Vec<String> {
    let len = stream.chars.len();
    let mut common: Vec<bool> = stream
        .chars
        .iter()
        .map(|&c| c != MARK && c != END)
        .collect();
    let size = common.iter().filter(|&&c| c).count() as f64;
    let mut counts: Vec<FxHashMap<u64, u32>> = vec![FxHashMap::default()];
    let mut found: Vec<(u32, String)> = Vec::new();
    for n in 1..=LENGTHS.1 {
        let power = Stream::power(n);
        let may = |common: &[bool], at: usize| {
            let is = |i: usize| common.get(i) == Some(&true);
            is(at) && (n == 1 || is(at + 1))
        };
        let mut tallies: FxHashMap<u64, Tally> = FxHashMap::default();
        for at in (0..stream.focus).filter(|&at| may(&common, at)) {
            let tally = tallies.entry(stream.hash(at, n, power)).or_default();
            let whole = stream.begins(at) && stream.begins(at + n);
            if tally.focus == 0 || whole && tally.whole == 0 {
                tally.at = at as u32;
            }
            tally.focus += 1;
            tally.whole += u32::from(whole);
        }
        tallies.retain(|_, tally| tally.focus >= least);
        let mut next = vec![false; len];
        for at in (0..len).filter(|&at| may(&common, at)) {
            if let Some(tally) = tallies.get_mut(&stream.hash(at, n, power)) {
                tally.all += 1;
                if let Some(next) = next.get_mut(at) {
                    *next = true;
                }
            }
        }
        common = next;
        if n >= LENGTHS.0 {
            let fit = fit(stream, n, &tallies, &counts, size, &common, tags);
            found.extend(fit);
        }
        if tallies.is_empty() {
            break;
        }
        counts.push(tallies.into_iter().map(|(hash, t)| (hash, t.all)).collect());
    }
    found.sort_by(|x, y| y.0.cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
    found.into_iter().map(|(_, text)| text).collect()
}

/// Those of the runs of `n` characters that are phrases, with how often the focus has them.
fn fit(
    stream: &Stream,
    n: usize,
    tallies: &FxHashMap<u64, Tally>,
    counts: &[FxHashMap<u64, u32>],
    size: f64,
    common: &[bool],
    tags: &mut Tags,
) -> Vec<(u32, String)> {
    let power = Stream::power(n);
    let mut chosen: FxHashMap<u64, u32> = FxHashMap::default();
    let mut list: Vec<(u32, String)> = Vec::new();
    for (&hash, tally) in tallies {
        let at = tally.at as usize;
        if tally.whole * 2 < tally.focus
            || cohesion(stream, at, n, tally.all, counts, size) < COHESION
        {
            continue;
        }
        let words = stream.words(at, n);
        if words.len() >= 2 && tags.may_be(&words) {
            chosen.insert(hash, list.len() as u32);
            list.push((tally.focus, words.concat()));
        }
    }
    if chosen.is_empty() {
        return list;
    }
    let mut left: Vec<(u32, char)> = Vec::new();
    let mut right: Vec<(u32, char)> = Vec::new();
    for at in (0..stream.chars.len()).filter(|&at| common.get(at) == Some(&true)) {
        if let Some(&i) = chosen.get(&stream.hash(at, n, power)) {
            left.push((i, at.checked_sub(1).map_or(END, |at| stream.char(at))));
            right.push((i, stream.char(at + n)));
        }
    }
    let (left, right) = (entropies(left, list.len()), entropies(right, list.len()));
    let varied = |i: usize, side: &[f64]| side.get(i).is_some_and(|&bits| bits >= VARIETY);
    list.into_iter()
        .enumerate()
        .filter(|(i, _)| varied(*i, &left) && varied(*i, &right))
        .map(|(_, found)| found)
        .collect()
}

/// Bits of mutual information of the weakest cut.
fn cohesion(
    stream: &Stream,
    at: usize,
    n: usize,
    all: u32,
    counts: &[FxHashMap<u64, u32>],
    size: f64,
) -> f64 {
    let count = |at: usize, n: usize| {
        let hash = stream.hash(at, n, Stream::power(n));
        let known = counts.get(n).and_then(|level| level.get(&hash));
        f64::from(known.copied().unwrap_or(1))
    };
    (1..n)
        .map(|cut| (f64::from(all) * size / (count(at, cut) * count(at + cut, n - cut))).log2())
        .fold(f64::INFINITY, f64::min)
}

/// Bits of entropy of what stands beside each of `count` phrases.
fn entropies(mut beside: Vec<(u32, char)>, count: usize) -> Vec<f64> {
    beside.sort_unstable();
    let mut out = vec![0.0; count];
    for one in beside.chunk_by(|a, b| a.0 == b.0) {
        let all = one.len() as f64;
        let mut bits = 0.0;
        for same in one.chunk_by(|a, b| a.1 == b.1) {
            let edge = same.first().is_some_and(|&(_, c)| c == MARK || c == END);
            let n = same.len() as f64;
            bits += if edge {
                n / all * all.log2()
            } else {
                n / all * (all / n).log2()
            };
        }
        if let Some(out) = one.first().and_then(|&(i, _)| out.get_mut(i as usize)) {
            *out = bits;
        }
    }
    out
}
