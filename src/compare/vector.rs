//! What sections are compared by: sparse vectors of bigrams, of heading bigrams and of broad themes.
//!
//! Owns the tables in `assets/link-idf.txt` (how rare a bigram or a term is in such reports) and
//! `assets/link-themes.txt` (58 broad groups of terms, for linking only), both read at the first call. Invariant: a
//! vector's entries are sorted by key. Must not know of reports.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold::is_han;
use crate::text::scan::Terms;

/// Idf of a bigram that the table lacks: rarer than eight reports of 118.
const RARE_IDF: f32 = 6.9;
/// Bigrams in more than 12 % of all pieces say nothing about a section.
const COMMON_SHARE: f32 = 0.12;
/// Words of praise and effort that every heading may hold; they become breaks in a title.
#[rustfmt::skip]
const GLUE: &[&str] = &[
    "坚持", "推进", "推动", "加快", "加强", "加大", "全面", "深入", "持续", "着力", "大力", "全力", "努力", "切实",
    "扎实", "积极", "进一步", "不断", "显著", "明显", "提升", "增强", "提高", "促进", "深化", "优化", "完善", "强化",
    "实施", "建设", "发展", "工作", "取得", "成效", "新", "更加", "更", "做好", "抓好", "狠抓", "聚力", "坚定不移",
    "高质量", "我们", "始终", "五年来", "四年来", "过去", "今后", "各项", "全市", "全区", "全省", "全县",
];

/// A sparse vector with its length.
#[derive(Clone, Debug, Default)]
pub struct Vector {
    entries: Vec<(u64, f32)>,
    norm: f32,
}

impl Vector {
    fn new(weights: FxHashMap<u64, f32>) -> Self {
        let mut entries: Vec<(u64, f32)> = weights.into_iter().filter(|&(_, w)| w > 0.0).collect();
        entries.sort_unstable_by_key(|&(key, _)| key);
        let norm = entries.iter().map(|&(_, w)| w * w).sum::<f32>().sqrt();
        Self { entries, norm }
    }

    /// Its length; 0 where it is empty.
    pub fn norm(&self) -> f32 {
        self.norm
    }

    /// The vector of two texts taken together.
    pub fn joined(&self, other: &Vector) -> Vector {
        let mut weights: FxHashMap<u64, f32> = self.entries.iter().copied().collect();
        for &(key, weight) in &other.entries {
            *weights.entry(key).or_default() += weight;
        }
        Vector::new(weights)
    }

    /// Cosine with `other`, 0 to 1; 0 where either is empty.
    pub fn cosine(&self, other: &Vector) -> f32 {
        if self.norm == 0.0 || other.norm == 0.0 {
            return 0.0;
        }
        let (mut left, mut right) = (self.entries.as_slice(), other.entries.as_slice());
        let mut dot = 0.0;
        while let ([(a, x), rest_a @ ..], [(b, y), rest_b @ ..]) = (left, right) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => left = rest_a,
                std::cmp::Ordering::Greater => right = rest_b,
                std::cmp::Ordering::Equal => {
                    dot += x * y;
                    (left, right) = (rest_a, rest_b);
                }
            }
        }
        (dot / (self.norm * other.norm)).clamp(0.0, 1.0)
    }
}

/// A vector spread out over the bigrams of the table, to be compared with many others.
#[derive(Debug)]
pub struct Spread {
    weights: Vec<f32>,
    used: Vec<usize>,
    norm: f32,
}

impl Spread {
    /// Room for one body at a time.
    pub fn new() -> Self {
        Self {
            weights: vec![0.0; TABLES.bigrams.len() + 1],
            used: Vec::new(),
            norm: 0.0,
        }
    }

    /// Takes up `vector`, a body, in place of the one before.
    pub fn set(&mut self, vector: &Vector) {
        for at in self.used.drain(..) {
            if let Some(slot) = self.weights.get_mut(at) {
                *slot = 0.0;
            }
        }
        self.norm = vector.norm;
        for &(key, weight) in &vector.entries {
            if let Some(slot) = self.weights.get_mut(key as usize) {
                *slot = weight;
                self.used.push(key as usize);
            }
        }
    }

    /// Its cosine with another body, as [`Vector::cosine`] tells it.
    pub fn cosine(&self, other: &Vector) -> f32 {
        if self.norm == 0.0 || other.norm == 0.0 {
            return 0.0;
        }
        let weight = |key: u64| self.weights.get(key as usize).copied().unwrap_or(0.0);
        let dot: f32 = other.entries.iter().map(|&(key, w)| w * weight(key)).sum();
        (dot / (self.norm * other.norm)).clamp(0.0, 1.0)
    }
}

/// Two characters as one key.
pub fn bigram(first: char, second: char) -> u64 {
    (u64::from(u32::from(first)) << 32) | u64::from(u32::from(second))
}

/// Calls `f` with each pair of neighbouring Han characters.
pub fn each_bigram(text: &str, mut f: impl FnMut(u64)) {
    let mut last = None;
    for c in text.chars() {
        let han = is_han(c);
        if let (Some(before), true) = (last, han) {
            f(bigram(before, c));
        }
        last = han.then_some(c);
    }
}

/// Whether a bigram is one of those that are common in reports.
pub fn is_known(key: u64) -> bool {
    TABLES.bigrams.contains_key(&key)
}

/// Vector of a section's text: bigrams of middling rarity (by their places in the table), tf `1 + ln n` by idf.
pub fn body(text: &str) -> Vector {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    each_bigram(text, |key| *counts.entry(key).or_default() += 1);
    let tables = &*TABLES;
    Vector::new(
        counts
            .into_iter()
            .filter_map(|(key, n)| {
                let &(idf, place) = tables.bigrams.get(&key)?;
                (idf > tables.common).then(|| (u64::from(place), (1.0 + (n as f32).ln()) * idf))
            })
            .collect(),
    )
}

/// Vector of a heading: its bigrams without the words that every heading may hold; a lone character counts a little.
pub fn heading(title: &str) -> Vector {
    let tables = &*TABLES;
    let mut weights: FxHashMap<u64, f32> = FxHashMap::default();
    let mut flush = |run: &[char]| {
        if let [one] = run {
            *weights.entry(bigram('\0', *one)).or_default() += 1.0;
        }
        for pair in run.windows(2) {
            if let &[a, b] = pair {
                let key = bigram(a, b);
                let idf = tables.bigrams.get(&key).map_or(RARE_IDF, |b| b.0);
                *weights.entry(key).or_default() += idf;
            }
        }
    };
    let mut run: Vec<char> = Vec::new();
    let mut rest = title;
    while let Some(c) = rest.chars().next() {
        let glue = GLUE
            .iter()
            .filter(|g| rest.starts_with(**g))
            .map(|g| g.len())
            .max();
        if glue.is_some() || !is_han(c) {
            flush(&run);
            run.clear();
        } else {
            run.push(c);
        }
        rest = rest.get(glue.unwrap_or(c.len_utf8())..).unwrap_or("");
    }
    flush(&run);
    Vector::new(weights)
}

/// Vector over the broad themes.
pub fn themes(text: &str) -> Vector {
    let tables = &*TABLES;
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for hit in tables.finder.widest(text) {
        *counts.entry(hit.term).or_default() += 1;
    }
    let mut weights: FxHashMap<u64, f32> = FxHashMap::default();
    for (id, n) in counts {
        let Some(term) = tables.terms.get(id as usize) else {
            continue;
        };
        let weight = (1.0 + (n as f32).ln()) * term.idf / (term.themes.len() as f32).sqrt();
        for &theme in &term.themes {
            *weights.entry(u64::from(theme)).or_default() += weight;
        }
    }
    Vector::new(weights)
}

struct Term {
    idf: f32,
    themes: Vec<u16>,
}

struct Tables {
    /// Idf and place in the table.
    bigrams: FxHashMap<u64, (f32, u32)>,
    /// Bigrams of this idf or less are too common for bodies.
    common: f32,
    terms: Vec<Term>,
    finder: Terms,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    read_tables(
        include_str!("../../assets/link-idf.txt"),
        include_str!("../../assets/link-themes.txt"),
    )
});

fn read_tables(idf: &str, themes: &str) -> Tables {
    let mut bigrams: FxHashMap<u64, (f32, u32)> = FxHashMap::default();
    bigrams.reserve(20_000);
    let mut term_idf: FxHashMap<&str, f32> = FxHashMap::default();
    for line in idf.lines() {
        let mut parts = line.splitn(3, ' ');
        let (Some(kind), Some(class), Some(words)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let Ok(class) = class.parse::<f32>() else {
            continue;
        };
        let class = class / 100.0;
        match kind {
            "b" => {
                let mut chars = words.chars();
                while let (Some(a), Some(b)) = (chars.next(), chars.next()) {
                    let place = bigrams.len() as u32;
                    bigrams.entry(bigram(a, b)).or_insert((class, place)).0 = class;
                }
            }
            "t" => term_idf.extend(words.split(' ').map(|w| (w, class))),
            _ => {}
        }
    }
    let mut terms: Vec<Term> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
    let lines = themes.lines().filter(|l| !l.starts_with('#'));
    for (theme, line) in lines.filter_map(|l| l.split_once(':')).enumerate() {
        for word in line.1.split_whitespace() {
            let id = *ids.entry(word).or_insert_with(|| {
                words.push(word);
                terms.push(Term {
                    idf: term_idf.get(word).copied().unwrap_or(RARE_IDF),
                    themes: Vec::new(),
                });
                terms.len() as u32 - 1
            });
            if let Some(term) = terms.get_mut(id as usize)
                && !term.themes.contains(&(theme as u16))
            {
                term.themes.push(theme as u16);
            }
        }
    }
    Tables {
        bigrams,
        common: -COMMON_SHARE.ln(),
        terms,
        finder: Terms::new(&words),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let tables = &*TABLES;
        assert!(tables.bigrams.len() > 18_000);
        assert!(tables.terms.len() > 1_000);
        assert_eq!(tables.terms.iter().flat_map(|t| &t.themes).max(), Some(&57));
        assert!(tables.terms.iter().all(|t| t.idf > 0.0));
    }

    #[test]
    fn headings_meet_in_what_they_name() {
        let a = heading("优化营商环境，持续增强发展活力");
        assert!(a.cosine(&heading("着力打造一流营商环境")) > 0.4);
        assert!(a.cosine(&heading("持续增强文化底蕴")) < 0.05);
        assert!(heading("不断推进工作").cosine(&heading("不断推进工作")) < f32::EPSILON);
    }

    #[test]
    fn two_halves_are_more_like_the_whole_than_one() {
        let whole = body("改造老旧小区，加装电梯。新建城区道路，拓宽桥梁，增加公交线路。");
        let (homes, roads) = (
            body("改造老旧小区，加装电梯。"),
            body("新建城区道路，拓宽桥梁，增加公交线路。"),
        );
        let joined = homes.joined(&roads);
        assert!(whole.cosine(&joined) > 0.99);
        assert!(whole.cosine(&homes) < 0.9 && whole.cosine(&roads) < 0.95);
    }

    #[test]
    fn themes_meet_across_wordings() {
        let a = themes("实施放管服改革，推行一网通办，减税降费");
        assert!(a.cosine(&themes("营商环境更好，审批更快，市场主体更多")) > 0.6);
        assert!(a.cosine(&themes("粮食丰收，高标准农田增加，生猪存栏稳定")) < 0.2);
    }
}
