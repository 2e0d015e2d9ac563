//! What is said of making themes and changing them.
//!
//! Invariant: every function answers in both languages, without a line break.

use super::{Lang, Word, word};

/// The first thing that is wrong with the reader's own themes, and how many more there are.
pub fn faults_told(lang: Lang, first: &str, more: usize) -> String {
    match (lang, more) {
        (_, 0) => first.to_owned(),
        (Lang::Zh, _) => format!("{first}；另有 {more} 处，按 t 列出"),
        (Lang::En, _) => format!("{first}; {more} more, listed under t"),
    }
}

/// What was done, and that other things in the file are not understood.
pub fn faults_left(lang: Lang, done: &str, faults: usize) -> String {
    match lang {
        Lang::Zh => format!("{done}；文件里有 {faults} 处读不懂，按 t 列出"),
        Lang::En => {
            format!("{done}; {faults} things in the file are not understood, listed under t")
        }
    }
}

/// A theme has a term already.
pub fn term_there(lang: Lang, term: &str, theme: &str) -> String {
    match lang {
        Lang::Zh => format!("“{term}”已是“{theme}”的词条"),
        Lang::En => format!("“{term}” is a term of “{theme}” already"),
    }
}

/// A theme has a longer term, which counts where that stands.
pub fn term_inside(lang: Lang, term: &str, longer: &str) -> String {
    match lang {
        Lang::Zh => format!("“{longer}”里的“{term}”不另算，长的优先"),
        Lang::En => format!("“{term}” inside “{longer}” does not count, the longer one does"),
    }
}

/// A term of one character.
pub fn term_single(lang: Lang, term: &str) -> String {
    match lang {
        Lang::Zh => format!("“{term}”只有一个字，会点亮许多不相干的词"),
        Lang::En => {
            format!("“{term}” is one character and will light much that has nothing to do with it")
        }
    }
}

/// Terms that stand everywhere.
pub fn terms_common(lang: Lang, each: usize) -> String {
    match lang {
        Lang::Zh => format!("太常见：平均每份 {each} 处，点亮了也分不出轻重"),
        Lang::En => format!("too common: {each} places in each report on average"),
    }
}

/// Where terms stand: `5 份报告 23 处`.
pub fn terms_stand(lang: Lang, reports: usize, places: usize) -> String {
    match (lang, places) {
        (Lang::Zh, 0) => "打开的报告里没有".to_owned(),
        (Lang::Zh, _) => format!("{reports} 份报告 {places} 处"),
        (Lang::En, 0) => "not in the open reports".to_owned(),
        (Lang::En, _) => format!("{places} places in {reports} reports"),
    }
}

/// What a theme comes to with its new terms.
pub fn theme_comes_to(lang: Lang, theme: &str, before: usize, after: usize) -> String {
    match lang {
        Lang::Zh => format!("“{theme}” {before} 变 {after} 处"),
        Lang::En => format!("“{theme}”: {before} to {after} places"),
    }
}

/// What was changed: the word for it, the theme, the terms.
fn changed(lang: Lang, (what, theme, terms): &(Word, String, String)) -> String {
    let what = word(lang, *what);
    if terms.is_empty() || terms == theme {
        format!("{what} {theme}")
    } else {
        format!("{what} {theme}{}{terms}", lang.pick("：", ": "))
    }
}

/// What was kept, and where.
pub fn theme_changed(lang: Lang, change: &(Word, String, String), file: &str) -> String {
    let change = changed(lang, change);
    match lang {
        Lang::Zh => format!("{change}。u 撤销；存在 {file}"),
        Lang::En => format!("{change}. u undoes it; kept in {file}"),
    }
}

/// What was taken back.
pub fn theme_taken_back(lang: Lang, change: &(Word, String, String)) -> String {
    let change = changed(lang, change);
    match lang {
        Lang::Zh => format!("已撤销：{change}"),
        Lang::En => format!("taken back: {change}"),
    }
}

/// Where a walk stands: report, place there, place among all where that is known.
pub fn walked_to(
    lang: Lang,
    name: &str,
    (at, of): (usize, usize),
    all: Option<(usize, usize)>,
) -> String {
    let here = format!("{name}  {at}/{of}");
    match (lang, all) {
        (_, None) => here,
        (Lang::Zh, Some((nth, total))) => format!("{here}，全部 {nth}/{total}"),
        (Lang::En, Some((nth, total))) => format!("{here}, {nth}/{total} in all"),
    }
}

/// The theme that is walked now: its digit, its name, how many hits.
pub fn walking_theme(lang: Lang, digit: usize, name: &str, hits: usize) -> String {
    match lang {
        Lang::Zh => format!("{digit} {name}，本篇 {hits} 处。n 走命中"),
        Lang::En => format!("{digit} {name}, {hits} here. n walks them"),
    }
}

/// No theme is lit with this digit.
pub fn no_theme_of_digit(lang: Lang, digit: usize) -> String {
    match lang {
        Lang::Zh => format!("没有点亮第 {digit} 个主题。t 选主题"),
        Lang::En => format!("no theme {digit} is lit. t chooses themes"),
    }
}
