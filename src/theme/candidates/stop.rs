//! What tells nothing: function words, set phrases, the place's own name.
//!
//! Owns [`Tags`] and [`Names`]. Invariant: asked twice, they answer the same. Must not know of counts.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::report::Report;
use crate::report::identity::is_unit;
use crate::text::fold::{fold_str, is_han};
use crate::text::formulaic::{self, levelled};
use crate::text::token;

/// Words that tell nothing by themselves, and whole phrases, levelled.
struct Plain {
    words: FxHashSet<String>,
    phrases: FxHashSet<String>,
    fronts: FxHashSet<&'static str>,
    backs: FxHashSet<&'static str>,
}

static PLAIN: LazyLock<Plain> = LazyLock::new(|| {
    let lists = formulaic::lists();
    let words = lists.front.iter().chain(&lists.back).chain(&lists.words);
    Plain {
        words: words
            .map(|w| levelled(w))
            .filter(|w| w.chars().count() >= 2)
            .collect(),
        phrases: lists.whole.iter().map(|w| levelled(w)).collect(),
        fronts: lists.front.iter().copied().collect(),
        backs: lists.back.iter().copied().collect(),
    }
});

/// Words with which no phrase begins or ends and that are no candidates themselves, beside those of the list.
#[rustfmt::skip]
const LOOSE: [&str; 55] = [
    "全部", "部分", "相关", "有关", "各类", "各项", "各种", "多个", "一批", "一系列", "其中", "以上", "以下", "以来", "左右", "之一", "同比", "累计",
    "达到", "超过", "约占", "位居", "成为", "作为", "成功", "顺利", "正式", "先后", "分别", "共计", "合计", "总计", "预计", "力争", "回顾", "过去", "五年",
    "新增", "获得", "荣获", "入选", "评为",
    "具有", "进入", "提供", "注重", "应对", "提前", "成立", "发放", "政府工作报告", "人民代表大会", "主办单位", "报告", "省份",
];

/// Single characters with which no phrase begins: 居全国前列.
const BEFORE: &str = "居占是有为达超近约比较至据获任受由经因按";
/// Han characters from which on a part of a set phrase tells as little as the whole.
const PART: usize = 5;
/// Words with which no phrase ends: 保持全国.
const AFTER: [&str; 17] = [
    "全国",
    "全省",
    "全市",
    "全区",
    "全县",
    "全旗",
    "国家",
    "世界",
    "中国",
    "我省",
    "我市",
    "我区",
    "省级",
    "市级",
    "区级",
    "县级",
    "国家级",
];

/// Verbs that end so wait for what follows.
const OPEN: [char; 6] = ['为', '到', '出', '于', '成', '达'];

/// Whether a text is made of plain words, without anything between them: 扎实推进.
fn is_plain(text: &str) -> bool {
    let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).skip(1).collect();
    let ends: Vec<usize> = ends.into_iter().chain([text.len()]).collect();
    let mut reached = vec![0];
    for &end in &ends {
        let whole = |&from: &usize| {
            text.get(from..end)
                .is_some_and(|part| PLAIN.words.contains(part))
        };
        if reached.iter().any(whole) {
            reached.push(end);
        }
    }
    reached.last() == Some(&text.len())
}

/// Whether a word of the dictionary is such a pair as set phrases are made of: 加快建设.
fn pairs(word: &str) -> bool {
    let middle = word.char_indices().nth(2).map_or(0, |(i, _)| i);
    let (front, back) = (word.get(..middle), word.get(middle..));
    front.is_some_and(|w| PLAIN.fronts.contains(w)) && back.is_some_and(|w| PLAIN.backs.contains(w))
}

/// What the dictionary says of words, looked up once.
#[derive(Default)]
pub(super) struct Tags {
    known: FxHashMap<String, String>,
}

impl Tags {
    fn of(&mut self, word: &str) -> &str {
        if !self.known.contains_key(word) {
            self.known.insert(word.to_owned(), token::tag(word));
        }
        self.known.get(word).map_or("x", String::as_str)
    }

    /// Whether a word alone tells something: no function word, no number, none of the list.
    pub(super) fn tells(&mut self, word: &str) -> bool {
        let plain = levelled(word);
        if is_plain(&plain) || PLAIN.phrases.contains(&plain) {
            return false;
        }
        let tag = self.of(word);
        let says = matches!(
            tag.as_bytes().first(),
            Some(b'n' | b'v' | b'a' | b'l' | b'j' | b'i' | b'b' | b'z' | b's' | b'x' | b'g')
        );
        let loose = matches!(tag, "vshi" | "vyou" | "vi" | "zg" | "ad" | "vd" | "bg");
        let open = tag == "v" && word.ends_with(OPEN) && word.chars().count() == 2;
        says && !loose && !open && !LOOSE.contains(&word)
    }

    /// Whether a phrase may be made of these words.
    pub(super) fn may_be(&mut self, words: &[String]) -> bool {
        let text = levelled(&words.concat());
        if PLAIN.phrases.contains(&text) || is_plain(&text) {
            return false;
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return false;
        };
        let plain = |word: &String| {
            let word = word.as_str();
            PLAIN.fronts.contains(word)
                || PLAIN.backs.contains(word)
                || LOOSE.contains(&word)
                || pairs(word)
        };
        let hangs = first.chars().count() == 1 && BEFORE.contains(first.as_str())
            || AFTER.contains(&last.as_str());
        let hangs = hangs || last.chars().count() == 1 && matches!(self.of(last), "v" | "vg");
        // A part of a set phrase tells no more than the whole.
        let part = text.chars().count() >= PART && PLAIN.phrases.iter().any(|p| p.contains(&text));
        if plain(first) || plain(last) || hangs || part || self.is_clause(words) {
            return false;
        }
        let begins = !matches!(
            self.of(first).as_bytes().first(),
            Some(b'u' | b'p' | b'c' | b'r' | b'e' | b'y' | b'o' | b'd' | b'f' | b'q' | b't')
        );
        begins
            && !matches!(
                self.of(last).as_bytes().first(),
                Some(
                    b'u' | b'p'
                        | b'c'
                        | b'r'
                        | b'e'
                        | b'y'
                        | b'o'
                        | b'd'
                        | b'f'
                        | b'q'
                        | b't'
                        | b'm'
                )
            )
    }

    /// Whether a function word stands between the words that makes them a clause; 的 和 与 及 hold a name together.
    fn is_clause(&mut self, words: &[String]) -> bool {
        let inner = words.get(1..words.len() - 1).unwrap_or_default();
        inner.iter().any(|word| {
            !matches!(word.as_str(), "的" | "和" | "与" | "及" | "之" | "不")
                && matches!(
                    self.of(word).as_bytes().first(),
                    Some(b'u' | b'p' | b'c' | b'r' | b'e' | b'y' | b'o' | b'd')
                )
        })
    }

    /// Whether a word names a place.
    pub(super) fn is_place(&mut self, word: &str) -> bool {
        let tag = self.of(word);
        tag.starts_with("ns")
            || (tag.starts_with("nr") || matches!(tag, "nz" | "nt" | "x")) && is_unit(word)
    }

    /// Whether a phrase is the name of a place with its kind: 甘井子区.
    pub(super) fn ends_in_place(&mut self, phrase: &str) -> bool {
        let mut chars = phrase.chars();
        let kind = chars.next_back();
        let stem = chars.as_str();
        matches!(
            kind,
            Some(
                '省' | '市'
                    | '区'
                    | '县'
                    | '州'
                    | '旗'
                    | '盟'
                    | '镇'
                    | '乡'
                    | '村'
                    | '路'
                    | '街'
                    | '河'
                    | '湖'
                    | '江'
                    | '山'
                    | '湾'
                    | '岛'
                    | '港'
                    | '桥'
            )
        ) && stem.chars().all(is_han)
            && self.is_place(stem)
    }
}

/// The names of the places of the focus.
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn of(focus: &[&Report]) -> Self {
        let mut names: Vec<String> = Vec::new();
        for report in focus {
            let Some(place) = &report.identity.place else {
                continue;
            };
            let short = fold_str(&place.value.short);
            let stem = short.trim_end_matches(['省', '市', '区', '县', '州', '旗', '盟']);
            for name in [short.as_str(), stem] {
                if name.chars().count() >= 2 && !names.iter().any(|n| n == name) {
                    names.push(name.to_owned());
                }
            }
        }
        Self(names)
    }

    /// Whether one of them stands in `text`.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.0.iter().any(|name| text.contains(name.as_str()))
    }
}
