//! Where links are written down while they are found.
//!
//! Owns [`Book`] and what the reader's word does to the program's choices. Invariant: a section that the reader pinned has no choice of
//! the program's own; a pair that the reader broke is in no link, and nothing is chosen in its place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::vector::Vector;
use super::super::{Link, Links, Maker, Nearest};
use super::grid::{FULL_GAIN, Likeness, Ranked, part_gain};
use super::prepared::Prepared;
use crate::report::library::Judged;
use crate::report::{Role, SectionId};

type Pair = (SectionId, SectionId);

/// A level-1 section that is left over takes the best of its role, at this share of the score.
const LEFT_OVER: f32 = 0.6;

/// A part of a section that was split is at least this much like it.
const SPLIT: f32 = 0.4;
/// With a part that was missing the cosine of the bodies grows by this much.
const SPLIT_GAIN: f32 = 0.04;

/// Bodies that are this much alike are one text.
const SAME_TEXT: f32 = 0.85;

pub(super) struct Book {
    pub(super) links: Vec<Link>,
    /// Pins whose score is not known yet.
    unscored: FxHashSet<Pair>,
    /// By section of A: the reader pinned it.
    pinned: Vec<bool>,
    broken: FxHashSet<Pair>,
    /// By section of B: the link that it had was broken.
    cut: Vec<bool>,
    /// By section of B: it is in a link.
    chosen: Vec<bool>,
    back: Vec<Option<Link>>,
    nearest_a: Vec<Option<Nearest>>,
    nearest_b: Vec<Option<Nearest>>,
}

fn set(list: &mut [bool], id: SectionId) {
    if let Some(slot) = list.get_mut(id.index()) {
        *slot = true;
    }
}

fn is(list: &[bool], id: SectionId) -> bool {
    list.get(id.index()).copied().unwrap_or(false)
}

impl Book {
    /// With the reader's word. What it says of sections that are not there is passed over; of two words on one pair the later counts.
    pub(super) fn new(a: &Prepared, b: &Prepared, judged: &[Judged]) -> Self {
        let mut book = Self {
            links: Vec::new(),
            unscored: FxHashSet::default(),
            pinned: vec![false; a.len()],
            broken: FxHashSet::default(),
            cut: vec![false; b.len()],
            chosen: vec![false; b.len()],
            back: vec![None; b.len()],
            nearest_a: vec![None; a.len()],
            nearest_b: vec![None; b.len()],
        };
        for word in judged {
            if word.a.index() >= a.len() || word.b.index() >= b.len() {
                continue;
            }
            let pair = (word.a, word.b);
            if word.stands {
                book.broken.remove(&pair);
                book.unscored.insert(pair);
            } else {
                book.unscored.remove(&pair);
                book.broken.insert(pair);
            }
        }
        for &(x, y) in &book.unscored {
            set(&mut book.pinned, x);
            set(&mut book.chosen, y);
            book.links.push(Link {
                a: x,
                b: y,
                score: 0.0,
                reasons: Vec::new(),
                by: Maker::Reader,
            });
        }
        book
    }

    fn linked(&self, a: SectionId, b: SectionId) -> bool {
        self.links.iter().any(|l| l.a == a && l.b == b)
    }

    /// The program's choice for a section of A.
    fn offer(&mut self, a: SectionId, b: SectionId, score: f32, likeness: Likeness) {
        if self.broken.contains(&(a, b)) {
            set(&mut self.cut, b);
        } else if !is(&self.pinned, a) {
            set(&mut self.chosen, b);
            self.links.push(made(a, b, score, likeness));
        }
    }

    /// The program's choice for a section of B.
    fn offer_back(&mut self, a: SectionId, b: SectionId, score: f32, likeness: Likeness) {
        if !self.is_settled(b)
            && !self.broken.contains(&(a, b))
            && let Some(slot) = self.back.get_mut(b.index())
        {
            *slot = Some(made(a, b, score, likeness));
        }
    }

    /// Whether a section of B needs no choice of its own.
    fn is_settled(&self, b: SectionId) -> bool {
        is(&self.chosen, b) || is(&self.cut, b)
    }

    /// Gives a pin the score that the program has for the pair.
    fn score(&mut self, a: SectionId, b: SectionId, score: f32, likeness: Likeness) {
        if self.unscored.remove(&(a, b))
            && let Some(link) = self.links.iter_mut().find(|l| (l.a, l.b) == (a, b))
        {
            link.score = score.clamp(0.0, 1.0);
            link.reasons = likeness.reasons();
        }
    }

    /// Level 1: a monotone alignment, then what is left over takes the best of its part.
    pub(super) fn parts(&mut self, a: &Prepared, b: &Prepared) {
        let (left, right) = (a.parts(), b.parts());
        let all = left
            .iter()
            .flat_map(|&x| right.iter().map(move |&y| (x, y)));
        let gains: FxHashMap<Pair, (f32, Likeness)> =
            all.map(|(x, y)| ((x, y), part_gain(a, x, b, y))).collect();
        let gain = |x: SectionId, y: SectionId| gains.get(&(x, y)).copied().unwrap_or_default();
        let aligned = in_order(&left, &right, |x, y| gain(x, y).0);
        let score = |x: SectionId, y: SectionId| {
            let (gain, likeness) = gain(x, y);
            let share = if aligned.contains(&(x, y)) {
                1.0
            } else {
                LEFT_OVER
            };
            (gain / FULL_GAIN * share, likeness)
        };
        for &(x, y) in &aligned {
            let (score, likeness) = score(x, y);
            self.offer(x, y, score, likeness);
        }
        let role = |side: &Prepared, id| side.place(id).map(|p| p.part.role);
        let best_of = |candidates: Vec<Pair>| {
            candidates
                .into_iter()
                .filter(|&(x, y)| role(a, x) == role(b, y) && role(a, x) != Some(Role::Appendix))
                .max_by(|&p, &q| gain(p.0, p.1).0.total_cmp(&gain(q.0, q.1).0))
        };
        for &x in &left {
            if !aligned.iter().any(|c| c.0 == x)
                && let Some((x, y)) = best_of(right.iter().map(|&y| (x, y)).collect())
            {
                let (score, likeness) = score(x, y);
                self.offer(x, y, score, likeness);
            }
        }
        for &y in &right {
            if let Some((x, y)) = best_of(left.iter().map(|&x| (x, y)).collect()) {
                let (score, likeness) = score(x, y);
                self.offer_back(x, y, score, likeness);
            }
        }
        for &x in &left {
            for &y in &right {
                if self.unscored.contains(&(x, y)) {
                    let (score, likeness) = score(x, y);
                    self.score(x, y, score, likeness);
                }
            }
        }
        let nearest = |pairs: &mut dyn Iterator<Item = (SectionId, f32)>| {
            pairs
                .max_by(|p, q| p.1.total_cmp(&q.1))
                .filter(|c| c.1 > 0.0)
                .map(|(section, gain)| Nearest {
                    section,
                    score: (gain / FULL_GAIN).clamp(0.0, 1.0),
                })
        };
        for &x in &left {
            let free = right.iter().filter(|&&y| !self.taken(x, y));
            let found = nearest(&mut free.map(|&y| (y, gain(x, y).0)));
            put(&mut self.nearest_a, x, found);
        }
        for &y in &right {
            let free = left.iter().filter(|&&x| !self.taken_back(x, y));
            let found = nearest(&mut free.map(|&x| (x, gain(x, y).0)));
            put(&mut self.nearest_b, y, found);
        }
    }

    /// Sections of A that were split: a section of B that none chose, whose own choice is a section of A that has another already, is
    /// linked, too, if both together are more like that one than the first alone.
    fn splits(&mut self, a: &Prepared, b: &Prepared, back: &[Ranked]) {
        let mut waiting: Vec<Link> = back
            .iter()
            .filter_map(|ranked| self.back.get(ranked.row.index())?.clone())
            .filter(|link| link.score >= SPLIT)
            .filter(|link| !is(&self.chosen, link.b) && !is(&self.pinned, link.a))
            .collect();
        waiting.sort_by(|x, y| y.score.total_cmp(&x.score));
        for link in waiting {
            let mut others = self.links.iter().filter(|l| l.a == link.a);
            // What lies inside a counterpart is no other one.
            if !others.all(|l| b.level(l.b) == b.level(link.b)) {
                continue;
            }
            let parts: Vec<&Vector> = self
                .links
                .iter()
                .filter(|l| l.a == link.a)
                .filter_map(|l| b.features.get(l.b.index()))
                .map(|f| &f.body)
                .collect();
            let (Some(whole), Some(more)) = (
                a.features.get(link.a.index()),
                b.features.get(link.b.index()),
            ) else {
                continue;
            };
            let Some(so_far) = parts.into_iter().cloned().reduce(|x, y| x.joined(&y)) else {
                continue;
            };
            let gain = whole.body.cosine(&so_far.joined(&more.body)) - whole.body.cosine(&so_far);
            if gain >= SPLIT_GAIN {
                set(&mut self.chosen, link.b);
                self.links.push(link);
            }
        }
    }

    /// Sections that stand in another part of the report now, with nearly all of their wording.
    pub(super) fn elsewhere(&mut self, a: &Prepared, b: &Prepared) {
        let ids = |side: &Prepared| (0..side.len()).map(|i| SectionId(i as u32));
        for x in ids(a) {
            let told = |l: &Link| l.a == x && (l.score >= SAME_TEXT || l.by == Maker::Reader);
            let Some(here) = a.features.get(x.index()) else {
                continue;
            };
            if here.body.norm() == 0.0 || self.links.iter().any(told) {
                continue;
            }
            let same = ids(b)
                .filter(|&y| !is(&self.chosen, y) && a.zone(x) != b.zone(y))
                .filter_map(|y| {
                    let there = b.features.get(y.index())?;
                    // Texts of other lengths are not the same, and need not be looked at.
                    let ratio = there.body.norm() / here.body.norm();
                    if !(0.8..=1.25).contains(&ratio) {
                        return None;
                    }
                    let cosine = here.body.cosine(&there.body);
                    (cosine >= SAME_TEXT).then_some((y, cosine))
                })
                .max_by(|p, q| p.1.total_cmp(&q.1));
            let Some((y, _)) = same else {
                continue;
            };
            if self.broken.contains(&(x, y)) {
                continue;
            }
            self.links.retain(|l| l.a != x);
            let likeness = Likeness::of(a, x, b, y);
            self.offer(x, y, likeness.total(), likeness);
        }
        for (at, chosen) in self.chosen.iter_mut().enumerate() {
            *chosen = self.links.iter().any(|l| l.b.index() == at);
        }
    }

    /// Below level 1: each section's own best, both ways.
    pub(super) fn rows(
        &mut self,
        a: &Prepared,
        b: &Prepared,
        forward: &[Ranked],
        back: &[Ranked],
        null: impl Fn(SectionId, SectionId) -> f32,
    ) {
        for ranked in forward {
            if let Some(&(b, score, likeness)) = ranked.candidates.first()
                && score >= null(ranked.row, b)
            {
                self.offer(ranked.row, b, score, likeness);
            }
            if is(&self.pinned, ranked.row) {
                for &(b, score, likeness) in &ranked.candidates {
                    self.score(ranked.row, b, score, likeness);
                }
            }
        }
        for ranked in back {
            if let Some(&(a, score, likeness)) = ranked.candidates.first()
                && score >= null(a, ranked.row)
            {
                self.offer_back(a, ranked.row, score, likeness);
            }
        }
        self.splits(a, b, back);
        let nearest = |ranked: &Ranked, taken: &dyn Fn(SectionId) -> bool| {
            ranked
                .candidates
                .iter()
                .find(|c| !taken(c.0))
                .filter(|c| c.1 > 0.0)
                .map(|&(section, score, _)| Nearest {
                    section,
                    score: score.clamp(0.0, 1.0),
                })
        };
        for ranked in forward {
            let found = nearest(ranked, &|b| self.taken(ranked.row, b));
            put(&mut self.nearest_a, ranked.row, found);
        }
        for ranked in back {
            let found = nearest(ranked, &|a| self.taken_back(a, ranked.row));
            put(&mut self.nearest_b, ranked.row, found);
        }
    }

    /// Whether a pair needs not be told as the nearest of a section of A: it is linked, or the reader does not want it.
    fn taken(&self, a: SectionId, b: SectionId) -> bool {
        self.broken.contains(&(a, b)) || self.linked(a, b)
    }

    /// The same for a section of B, which may have a choice of its own.
    fn taken_back(&self, a: SectionId, b: SectionId) -> bool {
        let back = self.back.get(b.index()).and_then(Option::as_ref);
        self.taken(a, b) || back.is_some_and(|link| link.a == a)
    }

    /// Lists the links by section: the reader's first, then by how far the levels are apart, then by score.
    pub(super) fn close(mut self, a: &Prepared, b: &Prepared) -> Links {
        let mut unscored: Vec<Pair> = self.unscored.iter().copied().collect();
        unscored.sort_unstable();
        for (x, y) in unscored {
            let likeness = Likeness::of(a, x, b, y);
            self.score(x, y, likeness.total(), likeness);
        }
        self.links.sort_by_key(|l| (l.a, l.b));
        let mut of_a: Vec<Vec<u32>> = vec![Vec::new(); a.len()];
        let mut of_b: Vec<Vec<u32>> = vec![Vec::new(); b.len()];
        for (i, link) in self.links.iter().enumerate() {
            if let Some(list) = of_a.get_mut(link.a.index()) {
                list.push(i as u32);
            }
            if let Some(list) = of_b.get_mut(link.b.index()) {
                list.push(i as u32);
            }
        }
        // A reader who walks B looks for a section of the same weight: a lead that also leads here comes after.
        let rank = |i: &u32| {
            self.links.get(*i as usize).map_or((false, 0, 0.0), |link| {
                let apart = a.level(link.a).abs_diff(b.level(link.b));
                (link.by != Maker::Reader, apart, link.score)
            })
        };
        for list in of_a.iter_mut().chain(&mut of_b) {
            list.sort_by(|x, y| {
                let (x, y) = (rank(x), rank(y));
                (x.0, x.1).cmp(&(y.0, y.1)).then(y.2.total_cmp(&x.2))
            });
        }
        for (back, chosen) in self.back.iter_mut().zip(&self.chosen) {
            // A lead may have chosen it after it had chosen for itself.
            if *chosen {
                *back = None;
            }
        }
        let mut broken: Vec<Pair> = self.broken.into_iter().collect();
        broken.sort_unstable();
        Links {
            links: self.links,
            of_a,
            of_b,
            nearest_a: self.nearest_a,
            nearest_b: self.nearest_b,
            back: self.back,
            broken,
        }
    }
}

fn put(list: &mut [Option<Nearest>], id: SectionId, found: Option<Nearest>) {
    if let Some(slot) = list.get_mut(id.index()) {
        *slot = found;
    }
}

fn made(a: SectionId, b: SectionId, score: f32, likeness: Likeness) -> Link {
    Link {
        a,
        b,
        score: score.clamp(0.0, 1.0),
        reasons: likeness.reasons(),
        by: Maker::Program,
    }
}

/// The pairs, in order on both sides, whose gains sum to the most.
fn in_order(
    left: &[SectionId],
    right: &[SectionId],
    gain: impl Fn(SectionId, SectionId) -> f32,
) -> Vec<Pair> {
    let (n, m) = (left.len(), right.len());
    let mut best = vec![vec![0.0_f32; m + 1]; n + 1];
    let value = |best: &[Vec<f32>], i: usize, j: usize| {
        best.get(i)
            .and_then(|row| row.get(j))
            .copied()
            .unwrap_or_default()
    };
    for (i, &x) in left.iter().enumerate() {
        for (j, &y) in right.iter().enumerate() {
            let take = value(&best, i, j) + gain(x, y);
            let skip = value(&best, i, j + 1).max(value(&best, i + 1, j));
            if let Some(cell) = best.get_mut(i + 1).and_then(|row| row.get_mut(j + 1)) {
                *cell = take.max(skip);
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut aligned: Vec<Pair> = Vec::new();
    while i > 0 && j > 0 {
        let here = value(&best, i, j);
        if here <= value(&best, i - 1, j) {
            i -= 1;
        } else if here <= value(&best, i, j - 1) {
            j -= 1;
        } else {
            if let (Some(&x), Some(&y)) = (left.get(i - 1), right.get(j - 1)) {
                aligned.push((x, y));
            }
            (i, j) = (i - 1, j - 1);
        }
    }
    aligned
}
