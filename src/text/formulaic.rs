//! The list of set phrases of government work reports, and of words that tell nothing by themselves.
//!
//! Owns the reading of `assets/formulas.txt`. Invariant: what it gives is as it is written there. Must not know what is done with it.

use std::sync::LazyLock;

/// The parts of the list.
#[derive(Debug, Default)]
pub struct Lists {
    /// Whole phrases.
    pub whole: Vec<&'static str>,
    /// Words with which phrases of two words begin: 扎实.
    pub front: Vec<&'static str>,
    /// Words with which they end: 推进.
    pub back: Vec<&'static str>,
    /// Further words that tell nothing by themselves.
    pub words: Vec<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    let mut part = 0;
    for line in include_str!("../../assets/formulas.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        part = match line.trim() {
            "[句]" => 0,
            "[前]" => 1,
            "[后]" => 2,
            "[词]" => 3,
            _ => part,
        };
        let into = match part {
            0 => &mut lists.whole,
            1 => &mut lists.front,
            2 => &mut lists.back,
            _ => &mut lists.words,
        };
        into.extend(line.split_whitespace().filter(|w| !w.starts_with('[')));
    }
    lists
});

/// The list, read at the first call.
pub fn lists() -> &'static Lists {
    &LISTS
}

/// Every level of government as one: 省 市 区 县 州 旗 盟 become 市, as the list has them.
pub fn levelled(text: &str) -> String {
    let level = |c: char| match c {
        '省' | '区' | '县' | '州' | '旗' | '盟' => '市',
        _ => c,
    };
    text.chars().map(level).collect()
}
