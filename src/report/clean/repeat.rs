//! Text that a page gives more than once: a second copy, an abstract of the opening, a first copy that is cut short.
//!
//! Owns [`Samples`]. Runs of letters and digits are sampled by their own content, so that two copies are sampled at the
//! same places however their lines are broken. Must not know why a block is removed.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Block;
use super::bounds::is_sentence;
use super::chars::is_word;
use super::chrome::is_chrome;
use crate::report::outline::markers::{Mark, mark};

/// Runs of this many letters and digits tell repeated text: the longest string that unrelated openings share is 15.
const RUN: usize = 14;
/// Runs of this many tell what is new: a number and the beginning of its title.
const SHORT: usize = 6;
/// One run in this many is looked at.
const ONE_IN: u64 = 8;
/// Odd multiplier (2^64 over the golden ratio) of the rolling hash.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Gives `found` the runs of a text that are looked at: all of them, or those that their own hash picks.
fn each_run(c: &[char], picked: bool, found: impl FnMut(u64)) {
    runs_of::<RUN>(c.iter(), picked, found);
}

/// The same for runs of any length, through whatever gives characters.
fn runs_of<'a, const RUN: usize>(
    c: impl Iterator<Item = &'a char>,
    picked: bool,
    mut found: impl FnMut(u64),
) {
    let mut ring = ['\0'; RUN];
    let mut out_power = 1u64;
    for _ in 0..RUN {
        out_power = out_power.wrapping_mul(BASE);
    }
    let (mut hash, mut n) = (0u64, 0usize);
    for &x in c.filter(|&&x| is_word(x)) {
        let Some(slot) = ring.get_mut(n % RUN) else {
            return;
        };
        let old = std::mem::replace(slot, x);
        hash = hash
            .wrapping_mul(BASE)
            .wrapping_add(u64::from(x as u32))
            .wrapping_sub(out_power.wrapping_mul(u64::from(old as u32)));
        n += 1;
        if n >= RUN {
            let mixed = (hash ^ (hash >> 29)).wrapping_mul(BASE);
            if !picked || mixed >> 32 & (ONE_IN - 1) == 0 {
                found(mixed);
            }
        }
    }
}

/// The runs that a text is made of.
#[derive(Default)]
pub struct Runs(FxHashSet<u64>);

impl Runs {
    /// Those of some blocks.
    pub fn of<'a>(blocks: impl Iterator<Item = &'a Block>) -> Runs {
        let mut runs = Runs::default();
        for block in blocks {
            runs.add(block);
        }
        runs
    }

    /// Those of some blocks read as one, so that other breaks do not matter.
    pub fn through(blocks: &[Block]) -> Runs {
        let mut runs = FxHashSet::default();
        let all = blocks.iter().flat_map(|b| b.chars.all());
        runs_of::<SHORT>(all, false, |h| {
            runs.insert(h);
        });
        Runs(runs)
    }

    /// Whether a good part of `block`, a quarter, does not stand in the text that was read through.
    pub fn is_news(&self, block: &Block) -> bool {
        let (mut all, mut own) = (0u32, 0u32);
        runs_of::<SHORT>(block.chars.all().iter(), false, |h| {
            all += 1;
            own += u32::from(!self.0.contains(&h));
        });
        own * 4 > all
    }

    /// Whether the number that `c` opens with, `len` characters, and the title after it stand nowhere in the text.
    fn is_new_start(&self, c: &[char], len: usize) -> bool {
        let (mut any, mut new) = (false, false);
        runs_of::<SHORT>(c.iter().take(len + SHORT), false, |h| {
            if !any {
                new = !self.0.contains(&h);
            }
            any = true;
        });
        new
    }

    /// Whether one run of `block` stands in this text too.
    pub fn share(&self, block: &Block) -> bool {
        let mut shared = false;
        each_run(block.chars.all(), false, |h| shared |= self.0.contains(&h));
        shared
    }

    /// Adds those of a block.
    pub fn add(&mut self, block: &Block) {
        each_run(block.chars.all(), false, |h| {
            self.0.insert(h);
        });
    }

    /// Whether most of `block` stands in this text too: two fifths of its runs, for the edges of other breaks are lost.
    pub fn repeats(&self, block: &Block) -> bool {
        let (mut all, mut same) = (0u32, 0u32);
        each_run(block.chars.all(), block.weight > 300, |h| {
            all += 1;
            same += u32::from(self.0.contains(&h));
        });
        all > 0 && same * 5 >= all * 2
    }
}

/// Where the speech is among the copies that a page gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Copies {
    /// Blocks before this one are a copy that is cut short; 0 if there is none.
    pub first: usize,
    /// Blocks from this one on are copies of what stands before; the number of blocks if there are none.
    pub stop: usize,
}

/// Letters and digits that a copy repeats, at least.
const LEAST: usize = 400;

/// Copies cut short before the whole one, at most.
const CUT_SHORT: u32 = 8;

/// Finds the copies.
pub fn copies(blocks: &[Block]) -> Copies {
    copies_of(blocks, CUT_SHORT)
}

fn copies_of(blocks: &[Block], depth: u32) -> Copies {
    let none = Copies {
        first: 0,
        stop: blocks.len(),
    };
    // For each block: runs looked at, those seen before, those seen again later on.
    let mut counts = vec![(0u32, 0u32, 0u32); blocks.len()];
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    // A copy goes through what it repeats in order; a text that has its own refrains jumps about.
    let (mut last, mut moves, mut onward) = (0, 0u32, 0u32);
    for (i, block) in blocks.iter().enumerate() {
        each_run(block.chars.all(), true, |h| {
            let at = *seen.entry(h).or_insert(i as u32) as usize;
            if let Some(count) = counts.get_mut(i) {
                count.0 += 1;
                count.1 += u32::from(at < i);
            }
            if at < i {
                if at != last {
                    moves += 1;
                    onward += u32::from(at > last && at <= last + 4);
                    last = at;
                }
                if let Some(count) = counts.get_mut(at) {
                    count.2 += 1;
                }
            }
        });
    }
    let (all, again) = counts.iter().fold((0, 0), |(a, b), c| (a + c.0, b + c.1));
    if (again as usize) * (ONE_IN as usize) < LEAST || again * 12 < all {
        return none;
    }
    let same = same_paragraphs(blocks);
    if same.is_none() && onward * 10 < moves * 6 {
        return none;
    }
    // The first block of the copy: it and most of what follows it for a while were seen before.
    let is_copy = |i: usize| {
        let (mut n, mut same) = (0, 0);
        for c in counts.iter().skip(i) {
            n += c.0;
            same += c.1;
            if n >= 60 {
                break;
            }
        }
        same * 10 >= n * 6 && n > 0
    };
    let Some(copy) = same.filter(|_| onward * 10 < moves * 6).or_else(|| {
        counts
            .iter()
            .enumerate()
            .position(|(i, c)| c.0 >= 2 && c.1 * 10 >= c.0 * 6 && is_copy(i))
    }) else {
        return none;
    };
    // Which of the two is whole?
    let (before, after) = counts.split_at(copy);
    let own_before: u32 = before.iter().map(|c| c.0.saturating_sub(c.2)).sum();
    let all_before: u32 = before.iter().map(|c| c.0).sum();
    let own_after: u32 = after.iter().map(|c| c.0.saturating_sub(c.1)).sum();
    let boundary = walk_back(blocks, copy);
    if boundary == 0 {
        return none;
    }
    let longer = own_after > own_before * 3
        && own_after * 3 > all_before
        && own_before * 10 < all_before * 4;
    let goes_on = has_own_headings(blocks, boundary);
    if depth > 0 && (longer || (goes_on && own_before * 20 < all_before && own_after > own_before))
    {
        let rest = copies_of(blocks.get(boundary..).unwrap_or(&[]), depth - 1);
        return Copies {
            first: boundary + rest.first,
            stop: boundary + rest.stop,
        };
    }
    if goes_on || (again as usize) * 4 < all as usize {
        return none;
    }
    Copies {
        first: 0,
        stop: boundary,
    }
}

/// Whether what stands from `boundary` on has headings of its own, more than one in five: then it goes on and is no copy.
fn has_own_headings(blocks: &[Block], boundary: usize) -> bool {
    let (before, after) = blocks.split_at(boundary.min(blocks.len()));
    let told = Runs::through(before);
    let (mut all, mut own) = (0, 0);
    for b in after {
        let c = b.chars.all();
        if let Some((Mark::Han(_) | Mark::HanParen(_) | Mark::Part(_), len)) = mark(c)
            && !is_chrome(c)
        {
            all += 1;
            own += usize::from(told.is_new_start(c, len));
        }
    }
    own * 5 > all
}

/// The first long paragraph that is given again word for word, if that happens to eight of them and to three in ten.
fn same_paragraphs(blocks: &[Block]) -> Option<usize> {
    let mut seen: FxHashSet<&[char]> = FxHashSet::default();
    let (mut long, mut again, mut first) = (0, 0, None);
    for (i, b) in blocks.iter().enumerate().filter(|(_, b)| b.weight >= 40) {
        long += 1;
        if !seen.insert(b.chars.all()) {
            again += 1;
            first.get_or_insert(i);
        }
    }
    first.filter(|_| again >= 8 && again * 10 >= long * 3)
}

/// Back over the head of a copy: short lines, and lines that were given before.
fn walk_back(blocks: &[Block], copy: usize) -> usize {
    let mut at = copy;
    let mut first: FxHashMap<&[char], usize> = FxHashMap::default();
    for (i, b) in blocks.iter().enumerate().take(copy) {
        first.entry(b.chars.all()).or_insert(i);
    }
    let later: FxHashSet<&[char]> = blocks.iter().skip(copy).map(|b| b.chars.all()).collect();
    let least = at.saturating_sub(120);
    while at > least
        && blocks.get(at - 1).is_some_and(|b| {
            let c = b.chars.all();
            let given = first.get(c).is_some_and(|&i| i < at - 1);
            // The end of the first copy comes again at the end of the second.
            given || (b.weight < 40 && !is_sentence(b) && !later.contains(c))
        })
    {
        at -= 1;
    }
    at
}
