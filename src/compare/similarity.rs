//! How near two reports are to being one text.
//!
//! Owns the near-match measure and the depth that follows from it. Measured: drafts of one report share .71 to .97 of
//! their characters in near matches, one place in neighbouring years .04 to .05, unrelated places .005, at most .022;
//! nothing lies between .05 and .70. Must not know of sections.

use rustc_hash::FxHashMap;

use super::vector::each_bigram;
use super::{Depth, Nearness};
use crate::report::{Place, Report};
use crate::text::fold::{fold_str, is_han};

/// Sentences shorter than this, in Han characters, match by chance.
const LONG_ENOUGH: u32 = 12;
/// Bigram Dice from which two sentences are nearly the same.
const NEAR: f32 = 0.7;
/// Share of near characters from which two texts are versions of one.
const REVISION: f32 = 0.30;

/// A sentence as a multiset of bigrams.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    /// Sorted bigrams with their counts.
    grams: Vec<(u64, u16)>,
    /// Sum of the counts.
    total: u32,
    /// Han characters.
    pub han: u32,
}

impl Bag {
    /// The bag of a folded sentence.
    pub fn new(text: &str) -> Self {
        let mut keys: Vec<u64> = Vec::with_capacity(text.len() / 3);
        each_bigram(text, |key| keys.push(key));
        keys.sort_unstable();
        let total = keys.len() as u32;
        let mut grams: Vec<(u64, u16)> = Vec::with_capacity(keys.len());
        for key in keys {
            match grams.last_mut() {
                Some((last, n)) if *last == key => *n = n.saturating_add(1),
                _ => grams.push((key, 1)),
            }
        }
        let han = text.chars().filter(|&c| is_han(c)).count() as u32;
        Self { grams, total, han }
    }

    /// Bigram Dice with `other`, 0 to 1; 0 where either has no bigram.
    pub fn dice(&self, other: &Bag) -> f32 {
        let sum = self.total + other.total;
        if self.total == 0 || other.total == 0 {
            return 0.0;
        }
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
        2.0 * shared as f32 / sum as f32
    }
}

/// An inverted index of bags: which sentences hold a bigram.
pub struct Index<'b> {
    bags: &'b [Bag],
    postings: FxHashMap<u64, Vec<(u32, u16)>>,
}

impl<'b> Index<'b> {
    /// Indexes `bags`.
    pub fn new(bags: &'b [Bag]) -> Self {
        let mut postings: FxHashMap<u64, Vec<(u32, u16)>> = FxHashMap::default();
        for (i, bag) in bags.iter().enumerate() {
            for &(key, n) in &bag.grams {
                postings.entry(key).or_default().push((i as u32, n));
            }
        }
        Self { bags, postings }
    }

    /// Every bag with a Dice of at least `least` to `bag`, as (position, Dice), in order of position. `shared` is room to
    /// count in, kept between calls.
    pub fn near(&self, bag: &Bag, least: f32, shared: &mut Vec<u32>) -> Vec<(usize, f32)> {
        shared.clear();
        shared.resize(self.bags.len(), 0);
        for &(key, n) in &bag.grams {
            for &(i, m) in self.postings.get(&key).map_or(&[][..], Vec::as_slice) {
                if let Some(count) = shared.get_mut(i as usize) {
                    *count += u32::from(n.min(m));
                }
            }
        }
        shared
            .iter()
            .zip(self.bags)
            .enumerate()
            .filter(|&(_, (&count, _))| count > 0)
            .map(|(i, (&count, other))| (i, 2.0 * count as f32 / (bag.total + other.total) as f32))
            .filter(|&(_, dice)| dice >= least)
            .collect()
    }
}

/// The bags of all sentences of a report, by sentence.
pub fn bags(report: &Report) -> Vec<Bag> {
    report
        .sentences
        .iter()
        .map(|s| Bag::new(&report.reading_folded(s.span)))
        .collect()
}

/// See [`super::nearness`].
pub fn nearness(a: &Report, b: &Report) -> Nearness {
    let (bags_a, bags_b) = (bags(a), bags(b));
    let long_b: Vec<Bag> = bags_b
        .into_iter()
        .filter(|bag| bag.han >= LONG_ENOUGH)
        .collect();
    let index = Index::new(&long_b);
    let mut room = Vec::new();
    let (mut near, mut total, mut near_han, mut all_han) = (0, 0, 0, 0);
    for bag in bags_a.iter().filter(|bag| bag.han >= LONG_ENOUGH) {
        total += 1;
        all_han += bag.han;
        if !index.near(bag, NEAR, &mut room).is_empty() {
            near += 1;
            near_han += bag.han;
        }
    }
    let share = near_han as f32 / all_han.max(1) as f32;
    let depth = if share >= REVISION {
        Depth::Revision
    } else if same_place(a, b) {
        Depth::Succession
    } else {
        Depth::Parallel
    };
    Nearness {
        share,
        near,
        total,
        depth,
    }
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
        let a = Bag::new("加快推进老旧小区改造。");
        assert!((a.dice(&a) - 1.0).abs() < f32::EPSILON);
        assert!((a.dice(&Bag::new("加快推进，老旧小区改造")) - 16.0 / 17.0).abs() < 0.001);
        assert!(a.dice(&Bag::new("2021年8%")).abs() < f32::EPSILON);
    }

    #[test]
    fn the_index_finds_what_dice_says() {
        let texts = [
            "改造老旧小区三十二个",
            "老旧小区改造",
            "建成口袋公园",
            "改造老旧小区",
        ];
        let bags: Vec<Bag> = texts.iter().map(|t| Bag::new(t)).collect();
        let query = Bag::new("改造老旧小区四十五个");
        let found = Index::new(&bags).near(&query, 0.3, &mut Vec::new());
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
