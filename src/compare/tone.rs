//! Words of strength: what a report promises, asks or claims, and how firmly.
//!
//! Owns the scales. Invariant: only words of one scale are weighed against each other, and only where the edit script
//! puts one in the place of the other; a word that is dropped or added counts where its scale says what plain text is worth.
//!
//! Why the orders are as they are: **result** — 力争 and 预期 leave the result open, 实现 tells it, 确保 and 必须 answer for it.
//! **stage** — what is looked into (探索) may come to nothing, a trial (试点) is bounded, carrying out (推进) is under way,
//! 全面实施 leaves nobody out, 完成 is over. **demand** — 鼓励 leaves the choice, 支持 costs, 要求 binds, 严禁 forbids.
//! **extent** — 初步 < 基本 < (no word) < 全面. **effort** — 逐步 takes its time, 加快 does not, 全力 holds nothing back.
//! **restraint** — what is 控制 goes on, what is 杜绝 does not.

use super::{Edit, FigureChange, Firmness, SentencePair, ToneChange};
use crate::report::Report;
use crate::text::fold::is_han;
use crate::text::span::Span;

/// Words of one scale with their rank, and what no word at all is worth, in tenths.
struct Scale {
    words: &'static [(&'static str, i32)],
    plain: Option<i32>,
}

/// What is promised of a result; also asked of figures.
const RESULT: Scale = Scale {
    words: &[
        ("力争", 0),
        ("争取", 0),
        ("力求", 0),
        ("努力", 0),
        ("预期", 0),
        ("计划", 0),
        ("尽量", 0),
        ("尽力", 0),
        ("尽可能", 0),
        ("有望", 0),
        ("达到", 10),
        ("实现", 10),
        ("确保", 20),
        ("保证", 20),
        ("务必", 20),
        ("务求", 20),
        ("必须", 20),
        ("坚决", 20),
        ("一定要", 20),
    ],
    plain: Some(10),
};

const SCALES: &[Scale] = &[
    RESULT,
    Scale {
        words: &[
            ("探索", 0),
            ("研究", 0),
            ("谋划", 0),
            ("筹划", 0),
            ("酝酿", 0),
            ("试点", 10),
            ("试行", 10),
            ("启动", 10),
            ("着手", 10),
            ("推进", 20),
            ("推动", 20),
            ("开展", 20),
            ("推行", 20),
            ("实施", 20),
            ("推广", 20),
            ("全面推进", 30),
            ("全面推行", 30),
            ("全面推开", 30),
            ("全面推广", 30),
            ("全面实施", 30),
            ("全面开展", 30),
            ("全面落实", 30),
            ("建成", 40),
            ("完成", 40),
            ("全面完成", 45),
        ],
        plain: None,
    },
    // 探索建立 and 试点推行, as against 建立 and 推行.
    Scale {
        words: &[("探索", 0), ("试点", 5), ("试行", 5)],
        plain: Some(10),
    },
    Scale {
        words: &[
            ("鼓励", 0),
            ("倡导", 0),
            ("提倡", 0),
            ("引导", 0),
            ("支持", 10),
            ("扶持", 10),
            ("要求", 20),
            ("督促", 20),
            ("规范", 20),
            ("责令", 30),
            ("强制", 30),
            ("禁止", 40),
            ("严禁", 45),
        ],
        plain: None,
    },
    Scale {
        words: &[
            ("初步", 0),
            ("部分", 0),
            ("局部", 0),
            ("基本", 5),
            ("大体", 5),
            ("原则上", 5),
            ("全面", 20),
            ("全部", 20),
            ("完全", 20),
            ("彻底", 25),
            ("一律", 25),
        ],
        plain: Some(10),
    },
    Scale {
        words: &[
            ("适时", 0),
            ("逐步", 0),
            ("稳妥", 5),
            ("稳步", 10),
            ("有序", 10),
            ("积极", 10),
            ("加快", 20),
            ("大力", 20),
            ("着力", 20),
            ("全力", 30),
            ("全速", 30),
        ],
        plain: None,
    },
    Scale {
        words: &[
            ("控制", 0),
            ("压减", 5),
            ("严控", 10),
            ("严格控制", 10),
            ("遏制", 20),
            ("坚决遏制", 25),
            ("杜绝", 30),
            ("坚决杜绝", 35),
        ],
        plain: None,
    },
];

/// Edits longer than this, in Han characters on either side, are another sentence rather than another word.
const LONGEST: usize = 16;
/// Other Han characters that may go with a word that is dropped or added.
const BESIDE: usize = 1;

/// How firmly the words before a figure promise it: −1 (力争), 0, 1 (确保); the last word counts.
pub fn resolve(words: &str) -> i32 {
    RESULT
        .words
        .iter()
        // 预期目标 and 完成计划 name a list, they promise nothing.
        .filter_map(|(word, rank)| {
            let at = words.rfind(word)?;
            let after = words.get(at + word.len()..)?;
            let noun = after.starts_with(['目', '指', '任', '的', '内', '性']);
            (!noun).then_some((at, *rank))
        })
        .filter(|(_, rank)| *rank != 10)
        .max_by_key(|(at, _)| *at)
        .map_or(0, |(_, rank)| (rank - 10).signum())
}

/// The words of strength that changed in reworded pairs, outside of the clauses of figures that tell their own, in order of B.
pub fn changes(
    a: &Report,
    b: &Report,
    pairs: &[SentencePair],
    figures: &[FigureChange],
) -> Vec<ToneChange> {
    let mut out = Vec::new();
    for (i, pair) in (0u32..).zip(pairs) {
        if pair.edits.iter().all(|e| e.equal) {
            continue;
        }
        let told: Vec<Span> = figures
            .iter()
            .filter(|f| f.pair == Some(i) && f.firmness.is_some())
            .map(|f| clause_of(&b.folded, f.b))
            .collect();
        for edit in pair.edits.iter().filter(|e| !e.equal) {
            if told.iter().any(|clause| clause.contains(edit.b.start())) {
                continue;
            }
            for (x, y, firmness) in of_edit(&a.folded, &b.folded, edit) {
                let found = ToneChange {
                    pair: i,
                    a: x,
                    b: y,
                    firmness,
                };
                out.push(found);
            }
        }
    }
    out.sort_by_key(|t| (t.b, t.a));
    out
}

/// From the last mark to the end of a figure.
fn clause_of(text: &str, figure: Span) -> Span {
    let head = text.get(..figure.start()).unwrap_or("");
    let start = head
        .char_indices()
        .rev()
        .take(40)
        .find(|(_, c)| matches!(c, '，' | ',' | '；' | ';' | '。' | '：' | ':'))
        .map_or_else(
            || figure.start().saturating_sub(60),
            |(i, c)| i + c.len_utf8(),
        );
    Span::new(start, figure.end())
}

/// What changed within one edit: by scale, word against word.
fn of_edit(a: &str, b: &str, edit: &Edit) -> Vec<(Span, Span, Firmness)> {
    let mut out: Vec<(Span, Span, Firmness)> = Vec::new();
    let count = |words: &str| words.chars().filter(|&c| is_han(c)).count();
    let (han_a, han_b) = (count(edit.a.of(a)), count(edit.b.of(b)));
    if han_a > LONGEST || han_b > LONGEST {
        return out;
    }
    for scale in SCALES {
        let (mut left, mut right) = (found(a, edit.a, scale), found(b, edit.b, scale));
        // A word that stands on both sides has not changed.
        left.retain(|(span, _)| {
            let twin = right.iter().position(|(s, _)| s.of(b) == span.of(a));
            twin.inspect(|&at| {
                right.remove(at);
            })
            .is_none()
        });
        let changed = match (left.as_slice(), right.as_slice()) {
            ([(x, old)], [(y, new)]) if scale.plain.is_none() || *old != *new => {
                Some((*x, *y, new - old))
            }
            ([(x, old)], []) if count(x.of(a)) + BESIDE >= han_a + han_b => scale
                .plain
                .map(|plain| (*x, Span::at(edit.b.start()), plain - old)),
            ([], [(y, new)]) if count(y.of(b)) + BESIDE >= han_a + han_b => scale
                .plain
                .map(|plain| (Span::at(edit.a.start()), *y, new - plain)),
            _ => None,
        };
        let Some((x, y, by)) = changed.filter(|(_, _, by)| *by != 0) else {
            continue;
        };
        // 全面 of 全面实施 is told by the longer word.
        let inside = out.iter().any(|(p, q, _)| p.overlaps(x) || q.overlaps(y));
        if !inside {
            let firmness = if by > 0 {
                Firmness::Hardened
            } else {
                Firmness::Softened
            };
            out.push((x, y, firmness));
        }
    }
    out
}

/// The words of a scale in `span`, the longest at each place.
fn found(text: &str, span: Span, scale: &Scale) -> Vec<(Span, i32)> {
    let words = span.of(text);
    let mut out = Vec::new();
    let mut skip = 0;
    for (i, _) in words.char_indices() {
        if i < skip {
            continue;
        }
        let rest = words.get(i..).unwrap_or("");
        let word = scale
            .words
            .iter()
            .filter(|(word, _)| rest.starts_with(word))
            .max_by_key(|(word, _)| word.len());
        if let Some((word, rank)) = word {
            let start = span.start() + i;
            out.push((Span::new(start, start + word.len()), *rank));
            skip = i + word.len();
        }
    }
    out
}
