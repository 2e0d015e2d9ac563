//! Sentences about settings, keys and counts.
//!
//! Invariant: as for the whole catalogue.

use super::Lang;

/// The file of settings has mistakes.
pub fn config_mistakes(lang: Lang, file: &str, mistakes: usize) -> String {
    match lang {
        Lang::Zh => {
            format!("{file}：{mistakes} 处错误，其余照用；duizhao config check 逐条列出")
        }
        Lang::En if mistakes == 1 => {
            format!("{file}: 1 mistake, the rest works; duizhao config check lists it")
        }
        Lang::En => {
            format!("{file}: {mistakes} mistakes, the rest works; duizhao config check lists them")
        }
    }
}

/// The settings have no mistakes.
pub fn no_mistakes(lang: Lang) -> String {
    lang.pick("没有错误", "There are none.").to_owned()
}

/// The same in the browser, where `key` lists them.
pub fn config_mistakes_here(lang: Lang, file: &str, mistakes: usize, key: &str) -> String {
    match lang {
        Lang::Zh => format!("{file}：{mistakes} 处错误，其余照用；{key} 逐条列出"),
        Lang::En if mistakes == 1 => format!("{file}: 1 mistake, the rest works; {key} shows it"),
        Lang::En => format!("{file}: {mistakes} mistakes, the rest works; {key} lists them"),
    }
}
