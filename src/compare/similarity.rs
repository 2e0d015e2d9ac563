//! How near two reports are to being one text.
//!
//! Owns the near-match measure and the depth that follows from it. Measured: drafts of one report share .71 to .97 of
//! their characters in near matches, one place in neighbouring years .04 to .05, unrelated places .005, at most .022;
//! nothing lies between .05 and .70. Must not know of sections.

use rustc_hash::FxHashMap;

use super::vector::bigram;
use super::{Depth, Nearness};
use crate::report::{Place, Report};
use crate::text::fold::{fold_str, is_han};

/// Sentences shorter than this, in Han characters, match by chance.
const LONG_ENOUGH: u32 = 12;
/// Bigram Dice from which two sentences are nearly the same.
const NEAR: f32 = 0.7;
/// Share of near characters from which two texts are versions of one.
const REVISION: f32 = 0.30;

/// Places of bigrams looked at after which a search by likeness is cut short.
const MOST_VISITS: usize = 4_000_000;

/// Numbers for bigrams, shared by the bags that are compared.
#[derive(Debug, Default)]
pub struct Grams {
    numbers: FxHashMap<u64, u32>,
}

impl Grams {
    fn number(&mut self, gram: u64) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(gram).or_insert(next)
    }
}

/// A sentence as a multiset of bigrams.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    /// Sorted bigrams (as numbered) with their counts.
    grams: Vec<(u32, u16)>,
    /// Sum of the counts.
    pub total: u32,
    /// Han characters.
    pub han: u32,
}

impl Bag {
    /// The bag of a folded sentence. Bags are compared only with those that `grams` numbered.
    pub fn new(text: &str, grams: &mut Grams) -> Self {
        let mut keys: Vec<u32> = Vec::with_capacity(text.len() / 3);
        let mut han = 0;
        let mut last = None;
        for c in text.chars() {
            let is = is_han(c);
            han += u32::from(is);
            if let (Some(before), true) = (last, is) {
                keys.push(grams.number(bigram(before, c)));
            }
            last = is.then_some(c);
        }
        keys.sort_unstable();
        let total = keys.len() as u32;
        let mut counted: Vec<(u32, u16)> = Vec::with_capacity(keys.len());
        for key in keys {
            match counted.last_mut() {
                Some((last, n)) if *last == key => *n = n.saturating_add(1),
                _ => counted.push((key, 1)),
            }
        }
        Self {
            grams: counted,
            total,
            han,
        }
    }

    /// Bigrams that both hold, with their counts.
    pub fn shared(&self, other: &Bag) -> u32 {
        let (mut left, mut right) = (self.grams.as_slice(), other.grams.as_slice());
        let mut shared = 0_u32;
        while let ([(a, n), rest_a @ ..], [(b, m), rest_b @ ..]) = (left, right) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => left = rest_a,
                std::cmp::Ordering::Greater => right = rest_b,
                std::cmp::Ordering::Equal => {
                    shared += u32::from(*n.min(m));
                    (left, right) = (rest_a, rest_b);
                }
            }
        }
        shared
    }

    /// Bigram Dice with `other`, 0 to 1; 0 where either has no bigram.
    pub fn dice(&self, other: &Bag) -> f32 {
        if self.total == 0 || other.total == 0 {
            return 0.0;
        }
        2.0 * self.shared(other) as f32 / (self.total + other.total) as f32
    }

    /// How much of this lies in `other`, 0 to 1.
    pub fn inside(&self, other: &Bag) -> f32 {
        self.shared(other) as f32 / self.total.max(1) as f32
    }

    /// The bags of a run of sentences as one.
    pub fn sum<'b>(bags: impl IntoIterator<Item = &'b Bag>) -> Bag {
        bags.into_iter().fold(Bag::default(), |sum, bag| {
            sum.merged(bag, u16::saturating_add)
        })
    }

    /// What is left when `other` is taken away.
    #[must_use]
    pub fn without(&self, other: &Bag) -> Bag {
        let mut left = self.merged(other, u16::saturating_sub);
        left.grams
            .retain(|&(key, n)| n > 0 && self.grams.binary_search_by_key(&key, |g| g.0).is_ok());
        left.total = left.grams.iter().map(|g| u32::from(g.1)).sum();
        left.han = self.han.saturating_sub(other.han);
        left
    }

    fn merged(&self, other: &Bag, with: impl Fn(u16, u16) -> u16) -> Bag {
        let (mut left, mut right) = (self.grams.as_slice(), other.grams.as_slice());
        let mut grams = Vec::with_capacity(left.len() + right.len());
        loop {
            match (left, right) {
                ([], rest) | (rest, []) => {
                    grams.extend_from_slice(rest);
                    break;
                }
                ([first @ (a, n), rest_a @ ..], [second @ (b, m), rest_b @ ..]) => match a.cmp(b) {
                    std::cmp::Ordering::Less => {
                        grams.push(*first);
                        left = rest_a;
                    }
                    std::cmp::Ordering::Greater => {
                        grams.push(*second);
                        right = rest_b;
                    }
                    std::cmp::Ordering::Equal => {
                        grams.push((*a, with(*n, *m)));
                        (left, right) = (rest_a, rest_b);
                    }
                },
            }
        }
        Bag {
            grams,
            total: self.total + other.total,
            han: self.han + other.han,
        }
    }
}

/// An inverted index of bags: which sentences hold a bigram.
pub struct Index<'b> {
    bags: Vec<&'b Bag>,
    /// Where a bigram's places begin in `places`, by its number.
    starts: Vec<u32>,
    places: Vec<(u32, u16)>,
    /// Counting room, all zero between calls.
    counts: Vec<u32>,
    touched: Vec<u32>,
    visits: usize,
}

impl<'b> Index<'b> {
    /// Indexes `bags`.
    pub fn new(bags: Vec<&'b Bag>) -> Self {
        let last = bags
            .iter()
            .filter_map(|b| b.grams.last())
            .map(|g| g.0)
            .max();
        let size = last.map_or(0, |n| n as usize + 1);
        let mut starts = vec![0_u32; size + 1];
        for &(key, _) in bags.iter().flat_map(|bag| &bag.grams) {
            if let Some(n) = starts.get_mut(key as usize + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); sum as usize];
        for (i, bag) in bags.iter().enumerate() {
            for &(key, n) in &bag.grams {
                let Some(at) = next.get_mut(key as usize) else {
                    continue;
                };
                if let Some(place) = places.get_mut(*at as usize) {
                    *place = (i as u32, n);
                }
                *at += 1;
            }
        }
        Self {
            counts: vec![0; bags.len()],
            touched: Vec::new(),
            bags,
            starts,
            places,
            visits: 0,
        }
    }

    /// Whether so much was looked at that the search should end; what it finds from now on is nothing.
    pub fn exhausted(&self) -> bool {
        self.visits > MOST_VISITS
    }

    /// Calls `found` with every bag that shares a bigram with `bag`, as (position, number of bigrams shared), in no order.
    fn each(&mut self, bag: &Bag, mut found: impl FnMut(usize, u32)) {
        if self.exhausted() {
            return;
        }
        for &(key, n) in &bag.grams {
            let (Some(&from), Some(&to)) = (
                self.starts.get(key as usize),
                self.starts.get(key as usize + 1),
            ) else {
                break;
            };
            self.visits += (to - from) as usize;
            for &(i, m) in self
                .places
                .get(from as usize..to as usize)
                .unwrap_or_default()
            {
                if let Some(count) = self.counts.get_mut(i as usize) {
                    if *count == 0 {
                        self.touched.push(i);
                    }
                    *count += u32::from(n.min(m));
                }
            }
        }
        for i in self.touched.drain(..) {
            if let Some(count) = self.counts.get_mut(i as usize) {
                found(i as usize, std::mem::take(count));
            }
        }
    }

    /// Every bag with a Dice of at least `least` to `bag`, as (position, Dice), in order of position.
    pub fn near(&mut self, bag: &Bag, least: f32) -> Vec<(usize, f32)> {
        let mut out = Vec::new();
        let bags = std::mem::take(&mut self.bags);
        self.each(bag, |i, shared| {
            let other = bags.get(i).map_or(0, |b| b.total);
            let dice = 2.0 * shared as f32 / (bag.total + other).max(1) as f32;
            if dice >= least {
                out.push((i, dice));
            }
        });
        self.bags = bags;
        out.sort_unstable_by_key(|o| o.0);
        out
    }

    /// Whether a bag has a Dice of at least `least` to `bag`.
    fn has_near(&mut self, bag: &Bag, least: f32) -> bool {
        let mut any = false;
        let bags = std::mem::take(&mut self.bags);
        self.each(bag, |i, shared| {
            let other = bags.get(i).map_or(0, |b| b.total);
            any |= 2.0 * shared as f32 / (bag.total + other).max(1) as f32 >= least;
        });
        self.bags = bags;
        any
    }

    /// Every bag of which at least the share `least` lies in `bag`, in order of position.
    pub fn inside(&mut self, bag: &Bag, least: f32) -> Vec<usize> {
        let mut out = Vec::new();
        let bags = std::mem::take(&mut self.bags);
        self.each(bag, |i, shared| {
            let other = bags.get(i).map_or(0, |b| b.total);
            if shared as f32 >= least * other as f32 {
                out.push(i);
            }
        });
        self.bags = bags;
        out.sort_unstable();
        out
    }
}

/// The bags of all sentences of a report, by sentence.
pub fn bags(report: &Report, grams: &mut Grams) -> Vec<Bag> {
    report
        .sentences
        .iter()
        .map(|s| Bag::new(&report.reading_folded(s.span), grams))
        .collect()
}

/// See [`super::nearness`].
pub fn nearness(a: &Report, b: &Report) -> Nearness {
    let mut grams = Grams::default();
    let (bags_a, bags_b) = (bags(a, &mut grams), bags(b, &mut grams));
    nearness_of((a, &bags_a), (b, &bags_b), |_| false).0
}

/// As [`nearness`], with the bags at hand, and what is known of sentences of A that B has as well; and whether it was cut
/// short.
pub fn nearness_of(
    a: (&Report, &[Bag]),
    b: (&Report, &[Bag]),
    known: impl Fn(usize) -> bool,
) -> (Nearness, bool) {
    let long = |bags: &'_ [Bag]| -> Vec<usize> {
        (0..bags.len())
            .filter(|&i| bags.get(i).is_some_and(|bag| bag.han >= LONG_ENOUGH))
            .collect()
    };
    let (long_a, long_b) = (long(a.1), long(b.1));
    let mut index = Index::new(long_b.iter().filter_map(|&i| b.1.get(i)).collect());
    let (mut near, mut total, mut near_han, mut all_han) = (0, 0, 0, 0);
    for (i, bag) in long_a.iter().filter_map(|&i| Some((i, a.1.get(i)?))) {
        // A search that was cut short tells the share of what it has seen.
        if index.exhausted() {
            break;
        }
        total += 1;
        all_han += bag.han;
        if known(i) || index.has_near(bag, NEAR) {
            near += 1;
            near_han += bag.han;
        }
    }
    let share = near_han as f32 / all_han.max(1) as f32;
    let depth = if share >= REVISION {
        Depth::Revision
    } else if same_place(a.0, b.0) {
        Depth::Succession
    } else {
        Depth::Parallel
    };
    let nearness = Nearness {
        share,
        near,
        total,
        depth,
    };
    (nearness, index.exhausted())
}

/// Whether both reports say that they are of one place; an unknown place is never the same.
pub fn same_place(a: &Report, b: &Report) -> bool {
    let place = |report: &'_ Report| report.identity.place.as_ref().map(|e| e.value.clone());
    let (Some(one), Some(other)) = (place(a), place(b)) else {
        return false;
    };
    one_place(&one, &other)
}

/// 沙河口区 and 大连市沙河口区 are one place; 和平区 of 沈阳 and 和平区 of 天津 are two: one full name must end with the
/// other, and provinces, where both are known, agree.
fn one_place(one: &Place, other: &Place) -> bool {
    let plain = |name: &str| {
        fold_str(name)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let (full, full_other) = (plain(&one.full), plain(&other.full));
    if full.is_empty() || full_other.is_empty() {
        return false;
    }
    if let (Some(p), Some(q)) = (&one.province, &other.province)
        && plain(p) != plain(q)
    {
        return false;
    }
    let bare = |name: &str| {
        name.strip_suffix(['省', '市'])
            .map_or_else(|| name.to_owned(), str::to_owned)
    };
    full.ends_with(&full_other)
        || full_other.ends_with(&full)
        || bare(&plain(&one.short)) == bare(&plain(&other.short))
            && (one.province.is_some() && one.province == other.province)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn dice_counts_bigrams_of_han() {
        let mut grams = Grams::default();
        let mut bag = |text: &str| Bag::new(text, &mut grams);
        let a = bag("加快推进老旧小区改造。");
        assert!((a.dice(&a) - 1.0).abs() < f32::EPSILON);
        assert!((a.dice(&bag("加快推进，老旧小区改造")) - 16.0 / 17.0).abs() < 0.001);
        assert!(a.dice(&bag("2021年8%")).abs() < f32::EPSILON);
        let (head, tail) = (bag("加快推进"), bag("老旧小区改造"));
        let sum = Bag::sum([&head, &tail]);
        assert_eq!((sum.total, sum.han), (8, 10));
        assert!((head.inside(&sum) - 1.0).abs() < f32::EPSILON);
        assert_eq!(sum.without(&head).shared(&tail), 5);
        assert_eq!(sum.without(&head).total, 5);
    }

    #[test]
    fn the_index_finds_what_dice_says() {
        let texts = [
            "改造老旧小区三十二个",
            "老旧小区改造",
            "建成口袋公园",
            "改造老旧小区",
        ];
        let mut grams = Grams::default();
        let bags: Vec<Bag> = texts.iter().map(|t| Bag::new(t, &mut grams)).collect();
        let query = Bag::new("改造老旧小区四十五个", &mut grams);
        let mut index = Index::new(bags.iter().collect());
        let found = index.near(&query, 0.3);
        assert_eq!(index.near(&query, 0.3), found);
        assert_eq!(index.inside(&query, 0.8), [1, 3]);
        let expected: Vec<(usize, f32)> = bags
            .iter()
            .enumerate()
            .map(|(i, b)| (i, query.dice(b)))
            .filter(|&(_, d)| d >= 0.3)
            .collect();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn names_of_one_place_meet_and_namesakes_do_not() {
        let place = |full: &str, short: &str, province: Option<&str>| Place {
            full: full.into(),
            short: short.into(),
            province: province.map(Into::into),
        };
        let whole = place("辽宁省大连市沙河口区", "沙河口区", Some("辽宁"));
        assert!(one_place(&whole, &place("沙河口区", "沙河口区", None)));
        assert!(one_place(
            &whole,
            &place("大连市沙河口区", "沙河口区", Some("辽宁"))
        ));
        assert!(!one_place(&whole, &place("大连市", "大连市", Some("辽宁"))));
        assert!(!one_place(
            &place("沈阳市和平区", "和平区", Some("辽宁")),
            &place("天津市和平区", "和平区", Some("天津"))
        ));
        assert!(!one_place(&place("", "", None), &place("", "", None)));
    }
}
