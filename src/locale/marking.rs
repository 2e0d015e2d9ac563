//! What is said of bookmarks and notes.
//!
//! Invariant: every function answers in both languages, without a line break.

use super::{Lang, Word, word};

/// Characters of a mark's words that are told.
const TOLD: usize = 18;

/// What was done to a mark, or taken back: `书签：新建改建农村公路..`.
pub fn mark_told(lang: Lang, what: Word, quote: &str, back: bool) -> String {
    let mut words: String = quote.chars().take(TOLD).collect();
    if quote.chars().nth(TOLD).is_some() {
        words.push_str("..");
    }
    let what = word(lang, what);
    match (lang, back) {
        (Lang::Zh, false) => format!("{what}：{words}"),
        (Lang::Zh, true) => format!("撤销 {what}：{words}"),
        (Lang::En, false) => format!("{what}: {words}"),
        (Lang::En, true) => format!("taken back: {what}: {words}"),
    }
}

/// Only something like a mark's words is there: `改写 0.72`.
pub fn mark_reworded(lang: Lang, like: f32) -> String {
    format!("{} {like:.2}", lang.pick("改写", "reworded"))
}

/// `12/340 条`
pub fn marks_counted(lang: Lang, listed: usize, all: usize) -> String {
    let number = if listed == all {
        all.to_string()
    } else {
        format!("{listed}/{all}")
    };
    format!("{number} {}", lang.pick("条", "marks"))
}
