//! The figures of a comparison in the order in which they are asked for, targets that only one side sets, and commitments
//! that became firmer or softer.
//!
//! Invariant: a target is told as set or dropped only where the other report's plan has no figure of that quantity.

use super::super::{Comparison, Delta, Depth, Firmness};
use super::sections::section_of;
use crate::report::{Report, Role, SentenceId};
use crate::text::number;
use crate::text::span::Span;

/// The headline quantities of a plan: the place in which a reader expects each, and its wordings. The first wording that
/// stands in a name tells which it is, so the special ones come before those they contain.
#[rustfmt::skip]
const HEADLINES: &[(usize, &[&str])] = &[
    (13, &["能耗", "碳排放"]),
    (1, &["人均生产总值", "人均地区生产总值", "全员劳动生产率"]),
    (0, &["生产总值", "GDP", "经济增长"]),
    (3, &["规模以上工业", "规上工业", "工业增加值"]),
    (2, &["固定资产投资"]),
    (4, &["社会消费品零售", "社零"]),
    (5, &["一般公共预算收入", "公共财政预算收入", "财政收入"]),
    (6, &["进出口", "外贸"]),
    (7, &["利用外资", "使用外资"]),
    (8, &["可支配收入", "居民收入", "居民人均收入", "人均纯收入"]),
    (9, &["登记失业率", "调查失业率", "失业率"]),
    (10, &["新增就业", "就业岗位", "城镇就业"]),
    (11, &["消费价格", "CPI", "物价"]),
    (12, &["粮食产量", "粮食总产"]),
    (14, &["优良天数", "PM2.5", "细颗粒物"]),
];

/// Words between a quantity's name and its figure.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "增长", "增速", "增幅", "达到", "完成", "控制", "保持", "下降", "不低于", "与", "为", "在",
];
/// Most bytes by which a name runs on behind the wording that tells what it is of: six Han.
const NAME_RUNS_ON: usize = 18;

/// Which headline quantity a name is of, 0 the first; none: another one.
pub fn headline(name: &str) -> Option<usize> {
    HEADLINES
        .iter()
        .find(|(_, words)| words.iter().any(|w| name.contains(w)))
        .map(|(place, _)| *place)
}

/// A figure of both reports.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FigureLine {
    /// Index into [`Comparison::figures`].
    pub index: u32,
    /// The part of B that it stands in.
    pub role: Role,
    /// Which headline quantity it is.
    pub headline: Option<usize>,
    /// Value or bound is not as it was.
    pub moved: bool,
}

/// A headline target that is not among the figures that were matched: one that only one side sets; at parallel depth every
/// one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// What it measures in A's text, and the figure.
    pub a: Option<(Span, Span)>,
    /// The same of B.
    pub b: Option<(Span, Span)>,
}

/// A commitment that became firmer or softer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToneLine {
    /// The clause in A.
    pub a: Span,
    /// The clause in B.
    pub b: Span,
    /// Which way it went.
    pub firmness: Firmness,
    /// It is a figure whose bound changed.
    pub figure: bool,
}

fn role_of(report: &Report, id: SentenceId) -> Role {
    let section = section_of(report, id).and_then(|id| report.section(id));
    section.map_or(Role::Opening, |s| s.role)
}

/// The plan's headline quantities, then the rest of plan and outlook, then what was done, each in order of B.
pub fn lines(_a: &Report, b: &Report, c: &Comparison) -> Vec<FigureLine> {
    let mut out: Vec<FigureLine> = c
        .figures
        .iter()
        .enumerate()
        .map(|(index, figure)| FigureLine {
            index: index as u32,
            role: role_of(b, figure.sentence_b),
            headline: headline(&b.reading_folded(figure.what)),
            moved: figure.bound
                || figure.firmness.is_some()
                || !matches!(figure.delta, Some(Delta::Same)),
        })
        .collect();
    out.sort_by_key(|f| {
        let part = match f.role {
            Role::Plan | Role::Outlook => 0,
            Role::Review => 2,
            _ => 1,
        };
        let headline = f.headline.unwrap_or(usize::MAX);
        (part, headline, f.index)
    });
    out
}

/// The headline quantities that a plan names: quantity, name, figure; the figure is empty where it gives none.
fn planned(report: &Report) -> Vec<(usize, Span, Span)> {
    let mut out: Vec<(usize, Span, Span)> = Vec::new();
    for (i, sentence) in report.sentences.iter().enumerate() {
        if role_of(report, SentenceId(i as u32)) != Role::Plan || sentence.heading {
            continue;
        }
        let text = sentence.span.of(&report.folded);
        // Only the clause that names a quantity is looked into.
        let mut from = 0;
        for clause in text.split_inclusive(['，', ',', '；', ';', '。', '、']) {
            let at = sentence.span.start() + from;
            from += clause.len();
            for (_, words) in HEADLINES {
                let Some((begin, word)) = words
                    .iter()
                    .find_map(|w| clause.find(w).map(|begin| (begin, w)))
                else {
                    continue;
                };
                let Some(number) = headline(clause) else {
                    continue;
                };
                let rest = Span::new(at + begin + word.len(), at + clause.len());
                let figures = number::figures(&report.folded, rest);
                // 规模以上工业增加值: the name runs on to the verb.
                let tail = rest.of(&report.folded);
                let end = VERBS.iter().filter_map(|v| tail.find(v)).min();
                let end = end.filter(|&end| end <= NAME_RUNS_ON).unwrap_or(0);
                let name = Span::new(at + begin, rest.start() + end);
                let figure = figures.iter().find(|f| !f.date && f.value.is_some());
                let figure = figure.map_or(Span::at(rest.end()), |f| f.span);
                match out.iter_mut().find(|(n, ..)| *n == number) {
                    Some(known) if known.2.is_empty() => *known = (number, name, figure),
                    Some(_) => {}
                    None => out.push((number, name, figure)),
                }
                break;
            }
        }
    }
    out.sort_by_key(|(number, ..)| *number);
    out
}

/// Headline targets that only one of the two plans sets; at parallel depth, where no figures are matched, all of them.
pub fn targets(a: &Report, b: &Report, c: &Comparison) -> Vec<Target> {
    let (old, new) = (planned(a), planned(b));
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let told = |number: usize| {
        let mut figures = c.figures.iter();
        figures.any(|f| headline(&b.reading_folded(f.what)) == Some(number))
    };
    let of = |list: &[(usize, Span, Span)], number: usize| {
        let found = list.iter().find(|(n, ..)| *n == number);
        found.map(|&(_, what, figure)| (what, figure))
    };
    let mut out = Vec::new();
    for number in 0..=HEADLINES.len() {
        let (x, y) = (of(&old, number), of(&new, number));
        let given = |side: Option<(Span, Span)>| side.is_some_and(|(_, figure)| !figure.is_empty());
        let wanted = match (x, y) {
            (Some(_), Some(_)) => c.depth == Depth::Parallel && (given(x) || given(y)),
            (one, other) => given(one) || given(other),
        };
        if wanted && !told(number) {
            out.push(Target { a: x, b: y });
        }
    }
    out
}

/// Commitments that became firmer or softer, in order of B.
pub fn tones(a: &Report, b: &Report, c: &Comparison) -> Vec<ToneLine> {
    let mut out: Vec<ToneLine> = Vec::new();
    for tone in &c.tones {
        let Some(pair) = c.pairs.get(tone.pair as usize) else {
            continue;
        };
        out.push(ToneLine {
            a: clause(a, pair.a, tone.a),
            b: clause(b, pair.b, tone.b),
            firmness: tone.firmness,
            figure: false,
        });
    }
    for figure in &c.figures {
        let Some(firmness) = figure.firmness else {
            continue;
        };
        out.push(ToneLine {
            a: clause(a, figure.sentence_a, figure.a),
            b: clause(b, figure.sentence_b, figure.b),
            firmness,
            figure: true,
        });
    }
    out.sort_by_key(|t| (t.b, t.a));
    out.dedup_by_key(|t| (t.a, t.b));
    out
}

/// The clause of a sentence that a span stands in, without the marks at its ends.
fn clause(report: &Report, id: SentenceId, at: Span) -> Span {
    let paragraph = report.sentences.get(id.index()).map(|s| s.paragraph);
    let paragraph = paragraph.and_then(|p| report.paragraphs.get(p as usize));
    let whole = paragraph.map_or(at, |p| p.span);
    let breaks = |c: char| "，,；;。：:！!？?\n".contains(c);
    let before = Span::new(whole.start(), at.start()).of(&report.text);
    let start = before
        .char_indices()
        .rev()
        .find(|&(_, c)| breaks(c))
        .map_or(whole.start(), |(i, c)| whole.start() + i + c.len_utf8());
    let after = Span::new(at.end(), whole.end()).of(&report.text);
    let end = after.find(breaks).map_or(whole.end(), |i| at.end() + i);
    let text = Span::new(start, end).of(&report.text);
    let start = start + (text.len() - text.trim_start().len());
    Span::new(start, end)
}
