//! Which sentence is which.
//!
//! Owns [`Matching`]: what is found is taken from both sides, so that no stage can use a sentence twice. In a revision
//! everything may match everything, and what stands between the same two pairs on both sides comes first; at the other
//! depths the links say what may match.

use imara_diff::{Algorithm, Diff, InternedInput};
use rustc_hash::FxHashMap;

use super::side::{Side, Sides};
use crate::compare::similarity::Index;
use crate::compare::{Depth, Links};
use crate::report::{Report, SectionId};
use crate::text::span::Span;

/// Dice from which two sentences of linked sections are one sentence reworded. Below, what two sentences share is the
/// language of reports (set by reading the pairs of linked sections of five reports).
const REWORDED: f32 = 0.42;
/// The same for sentences with fewer than [`SHORT`] Han characters, which share more by chance.
const REWORDED_SHORT: f32 = 0.6;
const SHORT: u32 = 8;
/// Dice from which a sentence outside the linked section is the same one moved.
const MOVED: f32 = 0.9;
/// The same for sentences of at least [`LONG`] Han characters.
const MOVED_LONG: f32 = 0.7;
const LONG: u32 = 20;
/// Dice from which two sentences of a revision that are each other's nearest by [`MARGIN`] are one wherever they stand.
const SURE: f32 = 0.75;
const MARGIN: f32 = 0.08;
/// Candidates kept for a sentence.
const CANDIDATES: usize = 24;
/// Pairs of sentences that all gaps of a revision together may have to be looked at in order; beyond, the nearest comes
/// first.
const MOST_CELLS: usize = 2_000_000;

/// Sentences of which a report has very many copies, in both reports together, that are matched in their order; where there are more,
/// first come first served.
const MOST_COPIES: usize = 8_000;
/// Copies of a sentence in both reports that are very many.
const MANY: usize = 256;

/// A sentence pair found, not yet diffed.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub a: usize,
    pub b: usize,
    pub a_len: usize,
    pub b_len: usize,
    pub dice: f32,
    pub moved: bool,
    pub heading: bool,
}

/// Free sentences between two pairs: the same two on both sides.
struct Gap {
    a: std::ops::Range<usize>,
    b: std::ops::Range<usize>,
}

/// The state of matching two reports.
pub struct Matching<'r> {
    pub(super) a: &'r Side<'r>,
    pub(super) b: &'r Side<'r>,
    pub(super) depth: Depth,
    /// For each section of A the stretches of B whose sentences its own may match; and back.
    reach_a: Vec<Vec<Span>>,
    reach_b: Vec<Vec<Span>>,
    /// For each sentence the index in `found`.
    pub(super) of_a: Vec<Option<usize>>,
    pub(super) of_b: Vec<Option<usize>>,
    /// The pairs, in the order they were found.
    pub found: Vec<Found>,
    /// For each sentence of A those of B that are near, the nearest first; filled once.
    likes: Vec<Vec<(usize, f32)>>,
    /// The work was cut short.
    pub stopped: bool,
}

impl<'r> Matching<'r> {
    pub fn new(sides: &'r Sides<'r>, links: &Links, depth: Depth) -> Self {
        let (a, b) = (sides.a.report, sides.b.report);
        let reach_a = reach(a, b, |id| {
            let of = links.of_a.get(id.index());
            of.into_iter()
                .flatten()
                .filter_map(|&i| links.links.get(i as usize))
                .map(|l| l.b)
                .collect()
        });
        let reach_b = reach(b, a, |id| {
            links.from_b(id).map(|l| l.a).into_iter().collect()
        });
        Self {
            of_a: vec![None; sides.a.len()],
            of_b: vec![None; sides.b.len()],
            a: &sides.a,
            b: &sides.b,
            depth,
            reach_a,
            reach_b,
            found: Vec::new(),
            likes: Vec::new(),
            stopped: false,
        }
    }

    /// All stages.
    pub fn run(&mut self, links: &Links) {
        if self.depth == Depth::Revision {
            self.equal();
            self.runs();
            self.look_around();
            self.sure();
            self.gaps();
            self.headings(links);
            self.moved();
            self.gaps();
        } else {
            self.headings(links);
            self.equal();
            self.runs();
            self.look_around();
            self.near();
            self.moved();
        }
        self.grow();
    }

    /// For reports that say the same: sentence by sentence, passing over those that say nothing.
    pub fn all_kept(&mut self) {
        let solid = |side: &Side<'_>| -> Vec<usize> {
            (0..side.len()).filter(|&i| side.key(i) != 0).collect()
        };
        for (x, y) in solid(self.a).into_iter().zip(solid(self.b)) {
            self.take(x, y, 1.0);
        }
    }

    /// Whether the links let these two sentences match.
    pub(super) fn allowed(&self, x: usize, y: usize) -> bool {
        if self.depth == Depth::Revision {
            return true;
        }
        let within = |from: &Side<'_>, i: usize, reach: &[Vec<Span>], at: usize| {
            let spans = from.section(i).and_then(|id| reach.get(id.index()));
            spans.is_some_and(|list| list.iter().any(|span| span.contains(at)))
        };
        within(self.a, x, &self.reach_a, self.b.start(y))
            || within(self.b, y, &self.reach_b, self.a.start(x))
    }

    pub(super) fn free_a(&self, x: usize) -> bool {
        self.of_a.get(x).is_some_and(Option::is_none)
    }

    pub(super) fn free_b(&self, y: usize) -> bool {
        self.of_b.get(y).is_some_and(Option::is_none)
    }

    fn free(&self, x: usize, y: usize) -> bool {
        self.free_a(x) && self.free_b(y)
    }

    fn take(&mut self, x: usize, y: usize, dice: f32) {
        let heading = self.a.is_heading(x) && self.b.is_heading(y);
        self.take_run(Found {
            a: x,
            b: y,
            a_len: 1,
            b_len: 1,
            dice,
            moved: false,
            heading,
        });
    }

    pub(super) fn take_run(&mut self, found: Found) {
        let index = self.found.len();
        for slot in self.of_a.iter_mut().skip(found.a).take(found.a_len) {
            *slot = Some(index);
        }
        for slot in self.of_b.iter_mut().skip(found.b).take(found.b_len) {
            *slot = Some(index);
        }
        self.found.push(found);
    }

    fn dice(&self, x: usize, y: usize) -> f32 {
        self.a.bag(x).dice(self.b.bag(y))
    }

    /// How far apart two sentences stand in their reports, 0 to 1.
    fn apart(&self, x: usize, y: usize) -> f32 {
        let place = |i: usize, n: usize| i as f32 / n.max(1) as f32;
        (place(x, self.a.len()) - place(y, self.b.len())).abs()
    }

    /// Headings of sections that chose each other. In a revision only of sections that have a sentence in common: there a
    /// section that was taken out and one that was put in are two.
    fn headings(&mut self, links: &Links) {
        let heading_of = |side: &Side<'_>| -> FxHashMap<SectionId, usize> {
            (0..side.len())
                .filter(|&i| side.is_heading(i))
                .filter_map(|i| side.section(i).map(|id| (id, i)))
                .collect()
        };
        let (left, right) = (heading_of(self.a), heading_of(self.b));
        for link in &links.links {
            let mutual = links.from_a(link.a).is_some_and(|l| l.b == link.b)
                && links.from_b(link.b).is_some_and(|l| l.a == link.a);
            if let (true, Some(&x), Some(&y)) = (mutual, left.get(&link.a), right.get(&link.b))
                && self.free(x, y)
                && (self.depth != Depth::Revision || self.bodies_meet(link.a, link.b))
            {
                let dice = self.dice(x, y);
                self.take(x, y, dice);
            }
        }
    }

    fn bodies_meet(&self, a: SectionId, b: SectionId) -> bool {
        self.found
            .iter()
            .any(|f| self.a.section(f.a) == Some(a) && self.b.section(f.b) == Some(b))
    }

    /// Sentences of one wording: those that stand once in each report, their neighbours, then copies in order.
    fn equal(&mut self) {
        let mut places: FxHashMap<u32, (usize, usize, usize, usize)> = FxHashMap::default();
        for (x, &key) in self.a.keys.iter().enumerate() {
            let entry = places.entry(key).or_default();
            (entry.0, entry.1) = (entry.0 + 1, x);
        }
        for (y, &key) in self.b.keys.iter().enumerate() {
            let entry = places.entry(key).or_default();
            (entry.2, entry.3) = (entry.2 + 1, y);
        }
        for x in 0..self.a.len() {
            if let Some(&(1, _, 1, y)) = places.get(&self.a.key(x))
                && self.equals(x, y)
            {
                self.take(x, y, 1.0);
            }
        }
        self.spread();
        // The rarer a copy the more it says of its place.
        let count = |key: u32| places.get(&key).map_or(0, |p| p.0 + p.2);
        for most in [4, 16, 64, MANY, usize::MAX] {
            self.copies_in_order(|key| count(key) <= most, most > MANY);
            self.spread();
        }
        self.copies_anywhere();
    }

    /// Whether two free sentences say the same and may match.
    fn equals(&self, x: usize, y: usize) -> bool {
        self.a.key(x) != 0
            && self.a.key(x) == self.b.key(y)
            && self.free(x, y)
            && self.allowed(x, y)
    }

    /// Copies that stand beside a pair on both sides.
    fn spread(&mut self) {
        let mut at = 0;
        while let Some(&found) = self.found.get(at) {
            at += 1;
            let (x, y) = (found.a + found.a_len, found.b + found.b_len);
            if self.equals(x, y) {
                self.take(x, y, 1.0);
            }
            if let (Some(x), Some(y)) = (found.a.checked_sub(1), found.b.checked_sub(1))
                && self.equals(x, y)
            {
                self.take(x, y, 1.0);
            }
        }
    }

    /// Copies in the order that both reports have.
    fn copies_in_order(&mut self, wanted: impl Fn(u32) -> bool, many: bool) {
        let rest = |side: &Side<'_>, of: &[Option<usize>]| -> Vec<usize> {
            (0..side.len())
                .filter(|&i| side.key(i) != 0 && of.get(i).is_some_and(Option::is_none))
                .filter(|&i| wanted(side.key(i)))
                .collect()
        };
        let (left, right) = (rest(self.a, &self.of_a), rest(self.b, &self.of_b));
        if left.is_empty() || right.is_empty() {
            return;
        }
        if many && left.len() + right.len() > MOST_COPIES {
            self.stopped = true;
            return;
        }
        let mut input: InternedInput<u32> = InternedInput::default();
        input.update_before(left.iter().map(|&x| self.a.key(x)));
        input.update_after(right.iter().map(|&y| self.b.key(y)));
        let diff = Diff::compute(Algorithm::Histogram, &input);
        let (mut i, mut k) = (0, 0);
        let equal = |this: &mut Self, i: &mut usize, k: &mut usize, to: usize| {
            while *i < to {
                if let (Some(&x), Some(&y)) = (left.get(*i), right.get(*k))
                    && this.equals(x, y)
                {
                    this.take(x, y, 1.0);
                }
                *i += 1;
                *k += 1;
            }
        };
        for hunk in diff.hunks() {
            equal(self, &mut i, &mut k, hunk.before.start as usize);
            (i, k) = (hunk.before.end as usize, hunk.after.end as usize);
        }
        equal(self, &mut i, &mut k, left.len());
    }

    /// The copies that are left, first come first served.
    fn copies_anywhere(&mut self) {
        let mut by_key: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for y in (0..self.b.len()).filter(|&y| self.free_b(y) && self.b.key(y) != 0) {
            by_key.entry(self.b.key(y)).or_default().push(y);
        }
        let mut next: FxHashMap<u32, usize> = FxHashMap::default();
        for x in 0..self.a.len() {
            let key = self.a.key(x);
            let Some(list) = by_key.get(&key).filter(|_| self.free_a(x)) else {
                continue;
            };
            // A few places are looked at so that reach decides among them.
            let from = next.entry(key).or_default();
            while list.get(*from).is_some_and(|&y| !self.free_b(y)) {
                *from += 1;
            }
            let from = *from;
            let fits = |y: &usize| self.equals(x, *y);
            if let Some(y) = list.iter().skip(from).take(64).copied().find(fits) {
                self.take(x, y, 1.0);
            }
        }
    }

    /// Whether two sentences are near enough to be one reworded.
    fn reworded(&self, x: usize, y: usize, dice: f32) -> bool {
        let short = self.a.han(x).min(self.b.han(y)) < SHORT;
        dice >= if short { REWORDED_SHORT } else { REWORDED }
    }

    /// The nearest sentences within reach, the best pair first.
    fn near(&mut self) {
        let candidates = self.candidates(REWORDED, |this, x, y, dice| {
            this.reworded(x, y, dice) && this.allowed(x, y)
        });
        for (x, y, dice) in candidates {
            if self.free(x, y) {
                self.take(x, y, dice);
            }
        }
    }

    /// Sentences that are each other's nearest by far.
    fn sure(&mut self) {
        let candidates = self.candidates(SURE - MARGIN, |this, x, y, _| {
            this.a.han(x).min(this.b.han(y)) >= SHORT
        });
        let mut best_a: FxHashMap<usize, (f32, f32)> = FxHashMap::default();
        let mut best_b: FxHashMap<usize, (f32, f32)> = FxHashMap::default();
        for &(x, y, dice) in &candidates {
            for best in [best_a.entry(x).or_default(), best_b.entry(y).or_default()] {
                if dice > best.0 {
                    *best = (dice, best.0);
                } else {
                    best.1 = best.1.max(dice);
                }
            }
        }
        for (x, y, dice) in candidates {
            let alone = |best: Option<&(f32, f32)>| {
                best.is_some_and(|b| dice >= b.0 && dice - b.1 >= MARGIN)
            };
            if dice >= SURE && alone(best_a.get(&x)) && alone(best_b.get(&y)) && self.free(x, y) {
                self.take(x, y, dice);
            }
        }
    }

    /// What stands elsewhere now.
    fn moved(&mut self) {
        let revision = self.depth == Depth::Revision;
        let candidates = self.candidates(MOVED_LONG, |this, x, y, dice| {
            let han = this.a.han(x).min(this.b.han(y));
            let least = if han >= LONG { MOVED_LONG } else { MOVED };
            han >= SHORT
                && dice >= least
                && (revision || (this.a.section(x).is_some() && this.b.section(y).is_some()))
        });
        for (x, y, dice) in candidates {
            if self.free(x, y) {
                self.take(x, y, dice);
                if let Some(found) = self.found.last_mut() {
                    found.moved = !revision;
                }
            }
        }
    }

    /// Stretches of free sentences that stand between the same two pairs on both sides, or beside the same pair.
    fn free_stretches(&self) -> Vec<Gap> {
        let (n, m) = (self.a.len(), self.b.len());
        let pair = |x: Option<usize>| {
            x.and_then(|x| self.of_a.get(x).copied().flatten())
                .and_then(|i| self.found.get(i))
        };
        let mut gaps: Vec<Gap> = Vec::new();
        let mut x = 0;
        while x < n {
            if !self.free_a(x) {
                x += 1;
                continue;
            }
            let from = x;
            while self.free_a(x) {
                x += 1;
            }
            let after = match from.checked_sub(1) {
                None => Some(0),
                before => pair(before).map(|f| f.b + f.b_len),
            };
            let before = if x == n {
                Some(m)
            } else {
                pair(Some(x)).map(|f| f.b)
            };
            let mut add = |b: std::ops::Range<usize>| {
                if !b.is_empty() {
                    gaps.push(Gap { a: from..x, b });
                }
            };
            if let Some(start) = after {
                let mut end = start;
                while self.free_b(end) {
                    end += 1;
                }
                add(start..end);
                if before == Some(end) {
                    continue;
                }
            }
            if let Some(end) = before {
                let mut start = end;
                while start.checked_sub(1).is_some_and(|y| self.free_b(y)) {
                    start -= 1;
                }
                add(start..end);
            }
        }
        gaps
    }

    /// The nearest sentences in order between two pairs that both reports have.
    fn gaps(&mut self) {
        let mut cells = 0;
        for gap in self.free_stretches() {
            let xs: Vec<usize> = gap.a.filter(|&x| self.free_a(x)).collect();
            let ys: Vec<usize> = gap.b.filter(|&y| self.free_b(y)).collect();
            cells += xs.len() * ys.len();
            let pairs = if cells > MOST_CELLS {
                self.best_first(&xs, &ys)
            } else {
                self.in_order(&xs, &ys)
            };
            for (x, y, dice) in pairs {
                if self.free(x, y) {
                    self.take(x, y, dice);
                }
            }
        }
    }

    /// The near ones among two lists of sentences that may be one reworded, the nearest first.
    fn best_first(&self, xs: &[usize], ys: &[usize]) -> Vec<(usize, usize, f32)> {
        let mut out: Vec<(usize, usize, f32)> = xs
            .iter()
            .flat_map(|&x| self.likes_of(x).iter().map(move |&(y, dice)| (x, y, dice)))
            .filter(|&(x, y, dice)| self.reworded(x, y, dice) && ys.binary_search(&y).is_ok())
            .collect();
        out.sort_by(|p, q| q.2.total_cmp(&p.2).then((p.0, p.1).cmp(&(q.0, q.1))));
        out
    }

    fn likes_of(&self, x: usize) -> &[(usize, f32)] {
        self.likes.get(x).map_or(&[], Vec::as_slice)
    }

    /// The heaviest pairs in order among two lists of sentences.
    fn in_order(&self, xs: &[usize], ys: &[usize]) -> Vec<(usize, usize, f32)> {
        let width = ys.len() + 1;
        let mut dice = vec![0.0_f32; xs.len() * ys.len()];
        let mut best = vec![0.0_f32; (xs.len() + 1) * width];
        let get = |list: &[f32], at: usize| list.get(at).copied().unwrap_or_default();
        for (i, &x) in xs.iter().enumerate() {
            for &(y, near) in self.likes_of(x) {
                if let Ok(k) = ys.binary_search(&y)
                    && self.reworded(x, y, near)
                    && let Some(cell) = dice.get_mut(i * ys.len() + k)
                {
                    *cell = near;
                }
            }
            for (k, &y) in ys.iter().enumerate() {
                let mut here = get(&best, i * width + k + 1).max(get(&best, (i + 1) * width + k));
                let near = get(&dice, i * ys.len() + k);
                if near > 0.0 {
                    let weight = (self.a.han(x) + self.b.han(y)) as f32;
                    here = here.max(get(&best, i * width + k) + (near - 0.3) * weight);
                }
                if let Some(cell) = best.get_mut((i + 1) * width + k + 1) {
                    *cell = here;
                }
            }
        }
        let (mut i, mut k) = (xs.len(), ys.len());
        let mut out = Vec::new();
        while i > 0 && k > 0 {
            let here = get(&best, i * width + k);
            if here <= get(&best, (i - 1) * width + k) {
                i -= 1;
            } else if here <= get(&best, i * width + k - 1) {
                k -= 1;
            } else {
                (i, k) = (i - 1, k - 1);
                if let (Some(&x), Some(&y)) = (xs.get(i), ys.get(k)) {
                    out.push((x, y, get(&dice, i * ys.len() + k)));
                }
            }
        }
        out.reverse();
        out
    }

    /// Finds for every free sentence the free ones that are near.
    fn look_around(&mut self) {
        let right: Vec<usize> = (0..self.b.len()).filter(|&y| self.free_b(y)).collect();
        let mut index = Index::new(right.iter().map(|&y| self.b.bag(y)).collect());
        let mut likes = vec![Vec::new(); self.a.len()];
        for (x, slot) in likes.iter_mut().enumerate() {
            if !self.free_a(x) {
                continue;
            }
            let mut near: Vec<(usize, f32)> = index
                .near(self.a.bag(x), REWORDED)
                .into_iter()
                .filter_map(|(k, dice)| right.get(k).map(|&y| (y, dice)))
                .filter(|&(y, _)| self.a.is_heading(x) == self.b.is_heading(y))
                .collect();
            // Of equally near ones those that stand alike in their reports; what the links allow before what they do not.
            let rank = |&(y, dice): &(usize, f32)| {
                dice - 0.02 * self.apart(x, y) + f32::from(u8::from(self.allowed(x, y)))
            };
            if near.len() > CANDIDATES {
                near.select_nth_unstable_by(CANDIDATES, |p, q| {
                    rank(q).total_cmp(&rank(p)).then(p.0.cmp(&q.0))
                });
                near.truncate(CANDIDATES);
            }
            near.sort_by(|p, q| q.1.total_cmp(&p.1).then(p.0.cmp(&q.0)));
            *slot = near;
        }
        self.stopped |= index.exhausted();
        self.likes = likes;
    }

    /// Free sentences with their free likenesses, the best first.
    fn candidates(
        &self,
        least: f32,
        fits: impl Fn(&Self, usize, usize, f32) -> bool,
    ) -> Vec<(usize, usize, f32)> {
        let mut out: Vec<(usize, usize, f32)> = Vec::new();
        for (x, near) in self.likes.iter().enumerate() {
            if near.is_empty() || !self.free_a(x) || self.a.is_heading(x) {
                continue;
            }
            out.extend(
                near.iter()
                    .map(|&(y, dice)| (x, y, dice))
                    .filter(|&(x, y, dice)| {
                        dice >= least && self.free_b(y) && fits(self, x, y, dice)
                    }),
            );
        }
        // Of equally near ones, those that stand alike in their reports.
        let rank = |&(x, y, dice): &(usize, usize, f32)| dice - 0.02 * self.apart(x, y);
        out.sort_by(|p, q| {
            rank(q)
                .total_cmp(&rank(p))
                .then((p.0, p.1).cmp(&(q.0, q.1)))
        });
        out
    }
}

/// For each section, the stretches of the other report that its own sentences may match: its counterparts'. A section
/// below level 2 without counterpart looks where the section it stands in looks.
fn reach(
    report: &Report,
    other: &Report,
    counterparts: impl Fn(SectionId) -> Vec<SectionId>,
) -> Vec<Vec<Span>> {
    let mut out: Vec<Vec<Span>> = Vec::with_capacity(report.sections.len());
    for (id, section) in report.section_ids() {
        let mut spans: Vec<Span> = counterparts(id)
            .into_iter()
            .filter_map(|id| other.section(id))
            .map(|s| s.span)
            .collect();
        let deep = section
            .parent
            .and_then(|p| report.section(p))
            .is_some_and(|p| p.parent.is_some());
        if let Some(above) = section.parent.and_then(|p| out.get(p.index()))
            && deep
        {
            spans.extend(above.clone());
        }
        out.push(spans);
    }
    out
}
