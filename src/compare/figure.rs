//! Figures that moved: which figures of a sentence pair measure the same thing, and by how much they differ.
//!
//! Owns the reading of what a figure measures from the words around it. Invariant: `what` is a span of B's text, a
//! figure stands in at most one change, and a change joins figures of one dimension only.

use super::{Change, Delta, FigureChange, SentencePair};
use crate::report::Report;
use crate::text::fold::is_han;
use crate::text::number::{self, Figure};
use crate::text::span::Span;

/// Words between what is measured and its figure; taken off the end of the name.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "增长", "增加", "增幅", "增速", "增至", "提高", "提升", "上升", "上涨", "下降", "减少", "降低", "回落", "压减",
    "下调", "达到", "达", "完成", "实现", "突破", "超过", "超", "保持在", "控制在", "控制", "稳定在", "维持在",
    "力争", "确保", "预计", "预期", "计划", "目标", "新增", "改造", "新建", "建成", "建设", "累计", "总计", "合计",
    "共计", "共", "同比", "环比", "年均", "平均", "分别", "均", "约", "近", "不低于", "不少于", "不超过", "高于",
    "低于", "左右", "为", "到", "至", "在", "由", "从", "是", "了", "的", "将", "要", "再", "又", "已", "等", "和",
    "与", "以上", "以内", "占", "比", "第", "都", "现有", "拥有", "其中",
];
/// Words before what is measured; taken off the beginning of the name.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "全年", "全区", "全市", "全省", "全县", "其中", "预计全年", "力争全年", "到年底", "年内", "今年", "每年", "现有", "拥有", "打造", "培育", "举办", "引进", "开展",
];
/// Words of a fall: the figure counts as negative.
const FALLS: &[&str] = &["下降", "减少", "降低", "回落", "压减", "下调", "降"];
/// Words that make a rate of a figure in per cent (增长8%), as against a level (占8%).
#[rustfmt::skip]
const RATES: &[&str] = &[
    "增长", "增加", "增幅", "增速", "提高", "提升", "上升", "上涨", "下降", "减少", "降低", "回落", "压减",
];
/// Characters of context that are read on each side.
const CONTEXT: usize = 24;
/// Bigram Dice of names from which two figures measure the same.
const SAME: f32 = 0.5;

/// The changes of all reworded and moved pairs, in order of B.
pub fn changes(a: &Report, b: &Report, pairs: &[SentencePair]) -> Vec<FigureChange> {
    let mut out: Vec<FigureChange> = Vec::new();
    for (i, pair) in pairs.iter().enumerate() {
        if pair.change == Change::Kept || pair.edits.is_empty() {
            continue;
        }
        let (Some(x), Some(y)) = (
            a.sentences.get(pair.a.index()),
            b.sentences.get(pair.b.index()),
        ) else {
            continue;
        };
        let (left, right) = (measures(&a.folded, x.span), measures(&b.folded, y.span));
        for (p, q) in matches(&left, &right) {
            out.push(FigureChange {
                pair: Some(i as u32),
                sentence_a: pair.a,
                sentence_b: pair.b,
                what: q.what,
                a: p.figure.span,
                b: q.figure.span,
                delta: delta(p, q),
                bound: rebound(p, q),
                firmness: None,
            });
        }
    }
    out.sort_by_key(|change| change.b);
    out
}

/// A figure with what it measures.
struct Measure {
    figure: Figure,
    what: Span,
    /// The name without marks, for comparing.
    name: Vec<char>,
    /// What follows the figure in its clause.
    after: Vec<char>,
    rate: bool,
    falls: bool,
}

/// A unit's dimension and its factor to the dimension's base unit.
fn dimension(unit: &str) -> (&str, f64) {
    match unit {
        "成" => ("%", 10.0),
        "‰" => ("%", 0.1),
        "平米" | "平方" | "平方米" | "m2" | "㎡" => ("平方米", 1.0),
        "公顷" => ("平方米", 1e4),
        "平方公里" | "平方千米" | "km2" => ("平方米", 1e6),
        "亩" => ("平方米", 10_000.0 / 15.0),
        "公里" | "千米" | "km" => ("米", 1e3),
        "里" => ("米", 500.0),
        "立方米" | "立方" | "方" | "m³" => ("立方米", 1.0),
        "公斤" | "千克" | "kg" => ("吨", 1e-3),
        "斤" => ("吨", 5e-4),
        "千瓦" | "kw" => ("千瓦", 1.0),
        "兆瓦" | "mw" => ("千瓦", 1e3),
        "gw" => ("千瓦", 1e6),
        "千瓦时" | "度" | "kwh" => ("千瓦时", 1.0),
        "人" | "名" | "位" => ("人", 1.0),
        "台" | "台套" => ("台", 1.0),
        "家" | "户" => ("家", 1.0),
        "标箱" | "标准箱" => ("标箱", 1.0),
        other => (other, 1.0),
    }
}

fn measures(text: &str, span: Span) -> Vec<Measure> {
    let figures = number::figures(text, span);
    let mut out: Vec<Measure> = Vec::new();
    let mut from = span.start();
    for (i, figure) in figures.iter().enumerate() {
        let next = figures
            .get(i + 1)
            .map_or(span.end(), |next| next.span.start());
        let before = clause_before(text, Span::new(from, figure.span.start()));
        let after = clause_after(text, Span::new(figure.span.end(), next));
        from = figure.span.end();
        if figure.date {
            continue;
        }
        // 7·22 and 2021-02-19 measure nothing; 47.8:52.1 does.
        if figure.value.is_none() && !figure.span.of(text).contains([':', '：', '∶']) {
            continue;
        }
        let words = before.of(text);
        let rate = RATES.iter().any(|w| words.contains(w));
        let falls = FALLS.iter().any(|w| words.contains(w));
        let name = name(text, before);
        // 地区生产总值100亿元，增长8%: the second clause speaks of the first one's subject. 改造32个老旧小区: the name follows.
        let (what, inherited) = if name.is_empty() {
            match out.last() {
                Some(last) if rate && last.what.end() <= before.start() => (last.what, true),
                _ => (name_after(text, after), false),
            }
        } else {
            (name, false)
        };
        if what.is_empty() {
            continue;
        }
        let letters = |span: Span| -> Vec<char> {
            span.of(text)
                .chars()
                .filter(|&c| is_han(c) || c.is_alphanumeric())
                .collect()
        };
        out.push(Measure {
            figure: figure.clone(),
            what,
            name: letters(what),
            after: if inherited {
                Vec::new()
            } else {
                letters(name_after(text, after))
            },
            rate,
            falls,
        });
    }
    out
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '；'
            | ';'
            | '。'
            | '：'
            | ':'
            | '！'
            | '？'
            | '、'
            | '('
            | ')'
            | '（'
            | '）'
            | '\n'
    )
}

/// The end of `span` back to the last mark, at most [`CONTEXT`] characters.
fn clause_before(text: &str, span: Span) -> Span {
    let mut start = span.end();
    for (n, (i, c)) in span.of(text).char_indices().rev().enumerate() {
        if is_break(c) || n >= CONTEXT {
            break;
        }
        start = span.start() + i;
    }
    Span::new(start, span.end())
}

/// The beginning of `span` up to the first mark.
fn clause_after(text: &str, span: Span) -> Span {
    let mut end = span.start();
    for (n, (i, c)) in span.of(text).char_indices().enumerate() {
        if is_break(c) || n >= CONTEXT {
            break;
        }
        end = span.start() + i + c.len_utf8();
    }
    Span::new(span.start(), end)
}

/// What a clause names: its words without the verbs at the end, and without those at the beginning.
fn name(text: &str, clause: Span) -> Span {
    let mut words = clause.of(text).trim_end();
    // 中山路等5个路段: what is counted follows.
    if words.ends_with('等') {
        return Span::at(clause.end());
    }
    while let Some(verb) = VERBS
        .iter()
        .filter(|v| words.ends_with(**v))
        .max_by_key(|v| v.len())
    {
        words = words.strip_suffix(verb).unwrap_or("").trim_end();
    }
    let end = clause.start() + words.len();
    let mut rest = words.trim_start();
    while let Some(verb) = VERBS
        .iter()
        .chain(OPENERS)
        .filter(|v| v.chars().count() > 1 && rest.starts_with(**v))
        .max_by_key(|v| v.len())
    {
        rest = rest.strip_prefix(verb).unwrap_or("");
    }
    if rest.chars().filter(|&c| is_han(c)).count() < 2 {
        return Span::at(end);
    }
    Span::new(end - rest.len(), end)
}

/// The noun after a figure: 32个[老旧小区].
fn name_after(text: &str, clause: Span) -> Span {
    let words = clause.of(text);
    let mut end = 0;
    for (n, (i, c)) in words.char_indices().enumerate() {
        if !is_han(c) && !c.is_alphanumeric() || c == '的' || n >= 12 {
            break;
        }
        end = i + c.len_utf8();
    }
    let found = Span::new(clause.start(), clause.start() + end);
    if found.of(text).chars().count() < 2 {
        return Span::at(clause.start());
    }
    found
}

/// Dice of two names by their bigrams, or by characters where one is a bigram only.
fn alike(x: &[char], y: &[char]) -> f32 {
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    if x == y {
        return 1.0;
    }
    let (mut shared, n) = (0, x.len() + y.len() - 2);
    let mut left: Vec<&[char]> = x.windows(2).collect();
    for pair in y.windows(2) {
        if let Some(at) = left.iter().position(|&p| p == pair) {
            left.swap_remove(at);
            shared += 1;
        }
    }
    let dice = 2.0 * shared as f32 / n.max(1) as f32;
    // 全年地区生产总值 and 地区生产总值 are one name.
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    if short.len() >= 3 && long.ends_with(short) {
        dice.max(0.75)
    } else {
        dice
    }
}

/// Pairs of measures, each used once, the likest first.
fn matches<'m>(left: &'m [Measure], right: &'m [Measure]) -> Vec<(&'m Measure, &'m Measure)> {
    let mut candidates: Vec<(f32, usize, usize)> = Vec::new();
    for (i, p) in left.iter().enumerate() {
        for (j, q) in right.iter().enumerate() {
            let one_kind = dimension(&p.figure.unit).0 == dimension(&q.figure.unit).0
                && (dimension(&p.figure.unit).0 != "%" || p.rate == q.rate);
            if !one_kind {
                continue;
            }
            let likeness = alike(&p.name, &q.name).max(0.95 * alike(&p.after, &q.after));
            if likeness >= SAME {
                let apart = i.abs_diff(j) as f32;
                candidates.push((likeness - 0.05 * apart, i, j));
            }
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in candidates {
        if out.iter().all(|&(p, q)| p != i && q != j) {
            out.push((i, j));
        }
    }
    out.into_iter()
        .filter_map(|(i, j)| Some((left.get(i)?, right.get(j)?)))
        .collect()
}

/// By how much `q` differs from `p`; ranges count by their middle.
fn delta(p: &Measure, q: &Measure) -> Option<Delta> {
    let value = |m: &Measure| {
        let upper = m.figure.value?;
        let middle = m.figure.low.map_or(upper, |low| f64::midpoint(low, upper));
        let sign = if m.falls && m.rate { -1.0 } else { 1.0 };
        Some(sign * middle * dimension(&m.figure.unit).1)
    };
    let (old, new) = (value(p)?, value(q)?);
    if (old - new).abs() <= old.abs().max(new.abs()) * 1e-9 {
        return Some(Delta::Same);
    }
    // No noise of binary fractions: 40.6 less 40.2 is 0.4.
    let round = |x: f64| (x * 1e4).round() / 1e4;
    if matches!(dimension(&q.figure.unit).0, "%" | "个百分点") {
        return Some(Delta::Points(round(new - old)));
    }
    (old != 0.0).then(|| Delta::Percent(round((new - old) / old.abs() * 100.0)))
}

/// Whether the bounds of two figures differ.
fn rebound(p: &Measure, q: &Measure) -> bool {
    p.figure.bound != q.figure.bound || p.figure.low.is_some() != q.figure.low.is_some()
}
