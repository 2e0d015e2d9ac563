//! What is said of copying, and how a row of a screen reads as one line.
//!
//! Invariant: every function answers in both languages, without a line break. That something arrived is never said: no terminal tells.

use super::Lang;

/// Text was sent to the clipboard; `key` writes it into a file.
pub fn sent(lang: Lang, characters: usize, tmux: bool, key: &str) -> String {
    let rest = match (lang, key) {
        (_, "") => String::new(),
        (Lang::Zh, key) => format!("；没有收到就按 {key} 写成文件"),
        (Lang::En, key) => format!("; if it does not arrive, {key} writes a file"),
    };
    match (lang, tmux) {
        (Lang::Zh, false) => format!("已送出 {characters} 字{rest}"),
        (Lang::Zh, true) => format!("已送出 {characters} 字给 tmux{rest}"),
        (Lang::En, false) => format!("Sent {characters} characters{rest}"),
        (Lang::En, true) => format!("Sent {characters} characters to tmux{rest}"),
    }
}

/// Text is too long for a terminal to take.
pub fn too_long_to_send(lang: Lang, characters: usize, key: &str) -> String {
    match lang {
        Lang::Zh => format!("没有送出：{characters} 字太长，终端收不下；按 {key} 写成文件"),
        Lang::En => {
            format!(
                "Not sent: {characters} characters are more than a terminal takes; {key} writes a file"
            )
        }
    }
}

/// Text could not be sent, and why.
pub fn not_sent(lang: Lang, why: &str, key: &str) -> String {
    match lang {
        Lang::Zh => format!("没有送出：{why}；按 {key} 写成文件"),
        Lang::En => format!("Not sent: {why}; {key} writes a file"),
    }
}

/// What is chosen: `选中 3 句 126 字`.
pub fn selected(lang: Lang, sentences: usize, han: usize) -> String {
    match (lang, sentences) {
        (Lang::Zh, _) => format!("选中 {sentences} 句 {han} 字"),
        (Lang::En, 1) => format!("1 sentence, {han} Han"),
        (Lang::En, _) => format!("{sentences} sentences, {han} Han"),
    }
}

/// Parts of one line.
pub fn in_a_row(lang: Lang, parts: &[String]) -> String {
    parts.join(lang.pick("，", ", "))
}

/// What something comes to somewhere: `沙河口区 2021：12 处`.
pub fn figure_of(lang: Lang, name: &str, figure: &str) -> String {
    format!("{name}{}{figure}", lang.pick("：", ": "))
}

/// Hits per thousand Han characters: `每千字 0.83`.
pub fn per_thousand(lang: Lang, per_mille: f32) -> String {
    format!("{} {per_mille:.2}", lang.pick("每千字", "per 1000"))
}

/// A wording that took the place of another: `棚户区 换成 老旧小区，2019 起`.
pub fn replaced_by(lang: Lang, old: &str, new: &str, since: u16) -> String {
    match lang {
        Lang::Zh => format!("{old} 换成 {new}，{since} 起"),
        Lang::En => format!("{old} replaced by {new} from {since}"),
    }
}
