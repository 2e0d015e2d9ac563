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
