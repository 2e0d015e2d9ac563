//! Words of the focus, and how they weigh by what they stand beside.
//!
//! Owns the graph of TextRank (Mihalcea & Tarau 2004, “TextRank: Bringing Order into Texts”): words that tell something are nodes, two that
//! stand within a window of five of them in a sentence are joined as often as they do, and weight flows along with a damping of 0.85.
//! Invariant: the same text gives the same weights. Must not know of other reports.

use rustc_hash::FxHashMap;

use super::stop::Tags;
use super::stream::{END, MARK, Stream};

/// Words of a window.
const WINDOW: usize = 5;
/// Share of weight that flows along an edge; the rest comes from anywhere (Brin & Page 1998).
const DAMPING: f32 = 0.85;
/// Rounds: the order of the first hundred no longer changes after about twenty.
const ROUNDS: usize = 20;
/// Words of the focus that the graph is made of, at most.
const MOST_WORDS: usize = 400_000;

/// A word of the focus.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// How often.
    pub(super) hits: u32,
    /// Its weight, the greatest being 1.
    pub(super) rank: f32,
}

/// Words that tell something and stand in the focus `least` times, the most frequent first.
pub(super) fn of(stream: &Stream, least: u32, tags: &mut Tags) -> Vec<Word> {
    let mut ids: FxHashMap<u64, u32> = FxHashMap::default();
    // Of each word how often and where first.
    let mut seen: Vec<(u32, usize, usize)> = Vec::new();
    // The focus as words; none between sentences.
    let mut row: Vec<Option<u32>> = Vec::new();
    let mut at = 0;
    while at < stream.focus {
        let c = stream.char(at);
        if c == MARK || c == END {
            if c == END {
                row.push(None);
            }
            at += 1;
            continue;
        }
        let mut n = 1;
        while !stream.begins(at + n) {
            n += 1;
        }
        if n >= 2 {
            let next = seen.len() as u32;
            let id = *ids
                .entry(stream.hash(at, n, Stream::power(n)))
                .or_insert(next);
            if id == next {
                seen.push((0, at, n));
            }
            if let Some(word) = seen.get_mut(id as usize) {
                word.0 += 1;
            }
            row.push(Some(id));
        }
        at += n;
    }
    let mut words: Vec<Option<Word>> = seen
        .into_iter()
        .map(|(hits, at, n)| {
            if hits < least {
                return None;
            }
            let text = stream.text(at, n);
            tags.tells(&text).then_some(Word {
                text,
                hits,
                rank: 0.0,
            })
        })
        .collect();
    rank(&mut words, &row);
    let mut latin: FxHashMap<&str, u32> = FxHashMap::default();
    for word in &stream.latin {
        *latin.entry(word).or_default() += 1;
    }
    let latin = latin
        .into_iter()
        .filter(|&(_, hits)| hits >= least)
        .map(|(text, hits)| Word {
            text: text.to_owned(),
            hits,
            rank: 0.0,
        });
    let mut words: Vec<Word> = words.into_iter().flatten().chain(latin).collect();
    words.sort_by(|x, y| y.hits.cmp(&x.hits).then_with(|| x.text.cmp(&y.text)));
    words
}

/// Gives the words their weights.
fn rank(words: &mut [Option<Word>], row: &[Option<u32>]) {
    let mut edges: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    let mut window: Vec<u32> = Vec::with_capacity(WINDOW);
    for &id in row.iter().take(MOST_WORDS) {
        let Some(id) = id else {
            window.clear();
            continue;
        };
        if !matches!(words.get(id as usize), Some(Some(_))) {
            continue;
        }
        for &other in window.iter().filter(|&&other| other != id) {
            *edges.entry((id.min(other), id.max(other))).or_default() += 1.0;
        }
        if window.len() + 1 == WINDOW {
            window.remove(0);
        }
        window.push(id);
    }
    let mut edges: Vec<((u32, u32), f32)> = edges.into_iter().collect();
    edges.sort_unstable_by_key(|(ends, _)| *ends);
    let of = |list: &[f32], i: u32| list.get(i as usize).copied().unwrap_or_default();
    let mut strength = vec![0.0_f32; words.len()];
    for &((a, b), weight) in &edges {
        for end in [a, b] {
            if let Some(s) = strength.get_mut(end as usize) {
                *s += weight;
            }
        }
    }
    let mut ranks = vec![1.0_f32; words.len()];
    for _ in 0..ROUNDS {
        let mut next = vec![1.0 - DAMPING; words.len()];
        for &((a, b), weight) in &edges {
            for (from, to) in [(a, b), (b, a)] {
                if let Some(n) = next.get_mut(to as usize) {
                    *n += DAMPING * of(&ranks, from) * weight / of(&strength, from).max(1.0);
                }
            }
        }
        ranks = next;
    }
    let most = words
        .iter()
        .zip(&ranks)
        .filter(|(word, _)| word.is_some())
        .fold(0.0_f32, |most, (_, &rank)| most.max(rank));
    for (word, rank) in words.iter_mut().zip(ranks) {
        if let Some(word) = word {
            word.rank = rank / most.max(f32::MIN_POSITIVE);
        }
    }
}
