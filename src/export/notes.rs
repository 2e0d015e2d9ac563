//! What is said of passages, links and figures: the column 说明.
//!
//! Invariant: every word is in the reader's language, without a final stop, and never a report's own.

use crate::compare::passages::Both;
use crate::compare::{
    Change, Comparison, Delta, Depth, FigureChange, Firmness, Link, LinkReason, Maker, Verdict,
};
use crate::locale::Lang;

/// 原样, 改写 … as a table of comparison says it.
pub fn change(change: Change, lang: Lang) -> &'static str {
    match change {
        Change::Kept => lang.pick("原样", "kept"),
        Change::Reworded => lang.pick("改写", "reworded"),
        Change::New => lang.pick("新增", "new"),
        Change::Gone => lang.pick("删去", "gone"),
        Change::Moved => lang.pick("移来", "moved"),
    }
}

/// 修订, 承续, 平行.
pub fn depth(depth: Depth, lang: Lang) -> &'static str {
    match depth {
        Depth::Revision => lang.pick("修订", "revision"),
        Depth::Succession => lang.pick("承续", "succession"),
        Depth::Parallel => lang.pick("平行", "parallel"),
    }
}

/// The depth, and what it was chosen by.
pub fn depth_with_reason(both: &Both, lang: Lang) -> String {
    let near = both.comparison.nearness;
    let name = depth(both.comparison.depth, lang);
    let asked = if both.comparison.depth == near.depth {
        ""
    } else {
        lang.pick("，按要求", ", as asked")
    };
    let share = near.share * 100.0;
    match lang {
        Lang::Zh => format!(
            "{name}{asked}（相近 {share:.0}%：原文 12 字以上的 {} 句中有 {} 句在新文里有相近的）",
            near.total, near.near
        ),
        Lang::En => format!(
            "{name}{asked} (nearly the same: {share:.0}%, {} of {} sentences of 12 Han or more in A)",
            near.near, near.total
        ),
    }
}

/// `0.72 强 标题+位置`, and whose word it is.
pub fn link(link: &Link, lang: Lang) -> String {
    let strength = if link.score >= 0.5 {
        lang.pick("强", "strong")
    } else if link.score >= 0.2 {
        lang.pick("中", "fair")
    } else {
        lang.pick("弱", "weak")
    };
    let mut said = format!("{:.2} {strength} {}", link.score, reasons(link, lang));
    said.truncate(said.trim_end().len());
    if link.by == Maker::Reader {
        said.push_str(lang.pick(" 本人指定", " pinned by the reader"));
    }
    said
}

/// `标题+位置`
pub fn reasons(link: &Link, lang: Lang) -> String {
    let reasons: Vec<&str> = link.reasons.iter().map(|(r, _)| reason(*r, lang)).collect();
    reasons.join("+")
}

/// 程序, 本人.
pub fn maker(by: Maker, lang: Lang) -> &'static str {
    match by {
        Maker::Program => lang.pick("程序", "program"),
        Maker::Reader => lang.pick("本人", "reader"),
    }
}

fn reason(reason: LinkReason, lang: Lang) -> &'static str {
    match reason {
        LinkReason::Heading => lang.pick("标题", "heading"),
        LinkReason::Theme => lang.pick("主题", "theme"),
        LinkReason::Body => lang.pick("正文", "body"),
        LinkReason::Position => lang.pick("位置", "position"),
    }
}

/// Whether a figure moved, or what bounds it.
pub fn moved(figure: &FigureChange) -> bool {
    figure.delta != Some(Delta::Same) || figure.bound || figure.firmness.is_some()
}

/// By how much a figure moved: `+25%，软化`; empty where it stayed.
pub fn delta(figure: &FigureChange, lang: Lang) -> String {
    let mut parts = Vec::new();
    match figure.delta {
        Some(Delta::Percent(p)) => parts.push(format!("{}%", signed(p))),
        Some(Delta::Points(p)) => {
            let unit = lang.pick("个百分点", "points");
            parts.push(format!("{} {unit}", signed(p)));
        }
        Some(Delta::Same) | None => {}
    }
    match figure.firmness {
        Some(way) => parts.push(firmness(way, lang).to_owned()),
        None if figure.bound => parts.push(lang.pick("限定有变", "bound changed").to_owned()),
        None => {}
    }
    parts.join(lang.pick("，", ", "))
}

/// With one decimal, none where it is nought, and a minus as it is printed.
fn signed(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let sign = if rounded < 0.0 { "−" } else { "+" };
    let digits = format!("{:.1}", rounded.abs());
    format!("{sign}{}", digits.strip_suffix(".0").unwrap_or(&digits))
}

/// 软化, 硬化.
pub fn firmness(way: Firmness, lang: Lang) -> &'static str {
    match way {
        Firmness::Softened => lang.pick("软化", "softened"),
        Firmness::Hardened => lang.pick("硬化", "hardened"),
    }
}

/// What the whole comparison comes to, where that must be said before anything else.
pub fn verdict(both: &Both, lang: Lang) -> Option<String> {
    let Comparison {
        verdict,
        links,
        nearness,
        ..
    } = both.comparison;
    match verdict {
        Verdict::Comparable => None,
        Verdict::Identical => Some(
            lang.pick(
                "两份相同：句子和次序都一样（序号、异体字、全角半角不计）",
                "the two are identical: the same sentences in the same order (numbers of headings, variant characters and widths of marks apart)",
            )
            .to_owned(),
        ),
        Verdict::NotComparable => {
            let strong = links.links.iter().filter(|l| l.score >= 0.5).count();
            let (linked, sections) = (links.of_a.iter().filter(|l| !l.is_empty()).count(), both.a.sections.len());
            let (near, total) = (nearness.near, nearness.total);
            Some(match lang {
                Lang::Zh => format!(
                    "两份不可比：原文 {total} 句里只有 {near} 句在新文里有相近的，{sections} 节里有 {linked} 节找到对应，其中强的 {strong} 节"
                ),
                Lang::En => format!(
                    "the two are not comparable: {near} of {total} sentences of A are near to one of B, {linked} of its {sections} sections have a counterpart, {strong} of them a strong one"
                ),
            })
        }
        Verdict::Empty { a, b } => Some(
            match (a, b) {
                (true, true) => lang.pick("两份都没有可读的句子", "neither of the two holds a sentence"),
                (true, false) => lang.pick("原文没有可读的句子", "A holds no sentence"),
                _ => lang.pick("新文没有可读的句子", "B holds no sentence"),
            }
            .to_owned(),
        ),
    }
}

/// That the work was cut short.
pub fn stopped(both: &Both, lang: Lang) -> Option<&'static str> {
    both.comparison.stopped.then(|| {
        lang.pick(
            "比较量过大，已在上限处停止，此后没有比完",
            "the comparison was cut short at its cap; what lies beyond was not compared in full",
        )
    })
}

/// How many sentences, or headings, met with what: `原样 12，改写 3`.
pub fn counts(both: &Both, headings: bool, lang: Lang) -> String {
    let parts: Vec<String> = both
        .counts(headings)
        .iter()
        .map(|(what, n)| format!("{} {n}", change(*what, lang)))
        .collect();
    parts.join(lang.pick("，", ", "))
}
