//! Which build of heading stands inside which. A number's look says little: 1. may stand above （一）, and 一、 inside 一、.
//! What says it is the order in this document: the outer build goes on counting over the inner one, the inner one starts again.

use super::headings::{BARE, HAN_INNER};
use super::markers::Mark;
use super::{Head, Para};
use crate::report::Kind;
use crate::report::clean::chars::{ends_any, has_any, weight};

/// How far inside its build a nested heading of the same build lies.
const NESTED: u8 = 5;
/// How far inside the build that goes on over them bare lines lie.
const WITHIN: u8 = 3;
/// Of two depths of bare lines the inner one lies this much deeper.
const DEEPER: u8 = 1;

/// A numbered heading: its place in the list of headings, its paragraph and number.
#[derive(Clone, Copy)]
struct Item {
    head: usize,
    para: usize,
    number: u8,
}

/// Sets the ranks of the headings that were found without evidence from leads.
pub fn set(paras: &[Para], heads: &mut [Head]) {
    for build in 0..BUILDS - 1 {
        nested(heads, build);
    }
    reorder(heads);
    bare(paras, heads);
}

const BUILDS: usize = 7;

fn build(mark: Option<Mark>) -> Option<usize> {
    Some(match mark? {
        Mark::Part(_) => 0,
        Mark::Han(_) => 1,
        Mark::HanParen(_) => 2,
        Mark::Arabic(_) => 3,
        Mark::ArabicParen(_) => 4,
        Mark::Circle(_) => 5,
        Mark::Ordinal(..) => 6,
        Mark::Dash => return None,
    })
}

fn items(heads: &[Head], of: usize) -> Vec<Item> {
    heads
        .iter()
        .enumerate()
        .filter(|(_, h)| build(h.mark) == Some(of))
        .map(|(i, h)| Item {
            head: i,
            para: h.para,
            number: h.mark.map_or(0, Mark::number),
        })
        .collect()
}

/// 一、 inside 一、: the numbers start again, and afterwards the outer ones go on where they stopped.
fn nested(heads: &mut [Head], of: usize) {
    let list = items(heads, of);
    if list.len() < 5 || list.iter().filter(|x| x.number == 1).count() < 3 {
        return;
    }
    let mut inner = vec![false; list.len()];
    let (mut outer, mut last, mut returns) = (0u8, 0u8, 0);
    for (i, item) in list.iter().enumerate() {
        let starts_below = list.get(i + 1).is_some_and(|n| n.number == 1);
        let as_outer = item.number == outer + 1;
        let as_inner = outer > 0 && item.number == last + 1;
        if as_outer && (!as_inner || (last > 0 && starts_below)) {
            returns += usize::from(last > 0 && !as_inner);
            outer += 1;
            last = 0;
        } else if as_inner {
            last += 1;
            if let Some(x) = inner.get_mut(i) {
                *x = true;
            }
        } else {
            return;
        }
    }
    if returns == 0 {
        return;
    }
    for (item, inner) in list.iter().zip(inner) {
        if inner && let Some(h) = heads.get_mut(item.head) {
            h.rank += NESTED;
        }
    }
}

/// How often `x` goes on counting over headings of `y`.
fn spans(x: &[Item], y: &[Item]) -> usize {
    x.windows(2)
        .filter(|w| {
            matches!(w, [a, b] if b.number == a.number + 1
                && y.iter().any(|i| i.para > a.para && i.para < b.para))
        })
        .count()
}

/// Puts the builds in the order that their numbers show.
fn reorder(heads: &mut [Head]) {
    let lists: Vec<Vec<Item>> = (0..BUILDS).map(|b| items(heads, b)).collect();
    let mut order: Vec<usize> = (0..BUILDS)
        .filter(|&b| lists.get(b).is_some_and(|l| !l.is_empty()))
        .collect();
    let over = |a: usize, b: usize| match (lists.get(a), lists.get(b)) {
        (Some(x), Some(y)) => spans(x, y),
        _ => 0,
    };
    let before = order.clone();
    for _ in 0..order.len() {
        for k in 1..order.len() {
            if let (Some(&p), Some(&q)) = (order.get(k - 1), order.get(k))
                && over(q, p) > over(p, q)
            {
                order.swap(k - 1, k);
            }
        }
    }
    if order == before {
        return;
    }
    let rank = |b: usize| {
        lists
            .get(b)
            .and_then(|l| {
                l.iter()
                    .filter_map(|i| heads.get(i.head))
                    .map(|h| h.rank)
                    .min()
            })
            .unwrap_or(BARE)
    };
    let ranks: Vec<u8> = before.iter().map(|&b| rank(b)).collect();
    let moved: Vec<(usize, u8, u8)> = order
        .iter()
        .zip(&ranks)
        .map(|(&b, &to)| (b, rank(b), to))
        .collect();
    for h in heads.iter_mut() {
        let Some(b) = build(h.mark) else { continue };
        if let Some(&(_, from, to)) = moved.iter().find(|m| m.0 == b) {
            h.rank = to + (h.rank - from);
        }
    }
}

/// Words of headings that divide a whole report.
#[rustfmt::skip]
const TOPS: &[&str] = &[
    "回顾", "总结", "年工作", "年政府工作", "工作安排", "重点工作", "主要工作", "主要任务", "目标任务", "总体要求", "总体思路",
    "主要目标", "奋斗目标", "工作建议", "工作任务", "预期目标", "自身建设", "政府建设", "政府系统", "结束语", "结语", "前言",
    "引言", "形势", "指导思想", "过去一年", "过去的一年", "过去五年", "今后五年", "未来五年", "工作思路", "工作部署", "工作情况",
    "工作要点", "工作重点", "人民满意", "年来的工作", "主要成就", "基本经验", "主要体会", "重点任务", "工作目标",
];

/// Whether a bare line divides the report rather than one of its parts.
pub fn is_top(c: &[char]) -> bool {
    let year = c
        .windows(3)
        .any(|w| matches!(w, [a, b, '年'] if a.is_ascii_digit() && b.is_ascii_digit()));
    year || (!c.contains(&',') && has_any(c, TOPS))
        || (weight(c) <= 20 && has_any(c, &["自身建设", "工作回顾"]))
}

/// Whether a title ends as one that divides a report does, and announces nothing.
pub fn ends_top(c: &[char]) -> bool {
    ends_any(c, TOPS)
        && !has_any(
            c,
            &[
                "做好", "抓好", "围绕", "实现", "完成", "开展", "做了", "以下", "几个", "方面",
                "我们", "落实",
            ],
        )
}

/// Ranks of lines without a number.
fn bare(paras: &[Para], heads: &mut [Head]) {
    let title = |h: &Head| {
        paras
            .get(h.para)
            .map_or(&[][..], |p| p.chars.get(h.marker, h.title))
    };
    let lines: Vec<usize> = (0..heads.len())
        .filter(|&i| {
            heads
                .get(i)
                .is_some_and(|h| h.mark.is_none() && matches!(h.kind, Kind::OwnLine | Kind::Lead))
        })
        .collect();
    let (tops, rest): (Vec<usize>, Vec<usize>) = lines.iter().partition(|&&i| {
        heads
            .get(i)
            .is_some_and(|h| h.kind == Kind::OwnLine && is_top(title(h)))
    });
    han_inner(heads, if tops.is_empty() { &rest } else { &tops });
    let lists: Vec<Vec<Item>> = (0..BUILDS).map(|b| items(heads, b)).collect();
    let para = |i: usize| heads.get(i).map_or(0, |h| h.para);
    // The innermost build that goes on counting over such lines.
    let over = |lines: &[usize]| {
        lists
            .iter()
            .filter(|l| {
                l.first()
                    .is_some_and(|f| lines.iter().any(|&i| para(i) > f.para))
            })
            .filter(|l| {
                let held = lines
                    .iter()
                    .filter(|&&i| {
                        l.windows(2).any(|w| {
                            matches!(w, [a, b] if b.number == a.number + 1
                                && a.para < para(i) && para(i) < b.para)
                        })
                    })
                    .count();
                held * 10 >= lines.len() * 4 && held > 0
            })
            .filter_map(|l| {
                l.iter()
                    .filter_map(|i| heads.get(i.head))
                    .map(|h| h.rank)
                    .max()
            })
            .max()
    };
    let mut ranks: Vec<(usize, u8)> = Vec::new();
    let first_number = lists.iter().filter_map(|l| l.first()).map(|i| i.para).min();
    if tops
        .first()
        .is_some_and(|&t| first_number.is_some_and(|f| para(t) > f))
        && let Some(rank) = over(&tops)
    {
        ranks.extend(tops.iter().map(|&i| (i, rank + WITHIN)));
    }
    if !rest.is_empty() {
        let numbered = lists.iter().take(2).any(|l| !l.is_empty());
        let runs = tops.iter().enumerate().any(|(k, &t)| {
            let to = tops.get(k + 1).map_or(usize::MAX, |&n| para(n));
            rest.iter()
                .filter(|&&i| para(i) > para(t) && para(i) < to)
                .count()
                >= 2
        });
        let rank = match over(&rest) {
            Some(rank) => Some(rank + WITHIN),
            None if runs => Some(BARE + WITHIN),
            // Below the last number there is nothing to go on over them.
            None if numbered
                && rest.len() >= 2
                && first_number.is_some_and(|f| rest.iter().all(|&i| para(i) > f)) =>
            {
                Some(BARE + WITHIN)
            }
            None if numbered || !tops.is_empty() => None,
            None => Some(BARE),
        };
        if let Some(rank) = rank {
            let deep = two_depths(paras, heads, &rest);
            for (&i, deep) in rest.iter().zip(deep) {
                ranks.push((i, rank + if deep { DEEPER } else { 0 }));
            }
        }
    }
    for (i, rank) in ranks {
        if let Some(h) = heads.get_mut(i) {
            h.rank = rank;
        }
    }
}

/// Which of the lines are of the inner of two depths: there are two where a line is followed by another at once.
fn two_depths(paras: &[Para], heads: &[Head], lines: &[usize]) -> Vec<bool> {
    let look = |i: usize| {
        heads.get(i).map_or((0, 0), |h| {
            let t = paras
                .get(h.para)
                .map_or(&[][..], |p| p.chars.get(h.marker, h.title));
            (t.iter().filter(|&&x| x == ',').count(), weight(t))
        })
    };
    let para = |i: usize| heads.get(i).map_or(0, |h| h.para);
    let leads: Vec<bool> = lines
        .iter()
        .enumerate()
        .map(|(k, &i)| lines.get(k + 1).is_some_and(|&n| para(n) == para(i) + 1))
        .collect();
    let outer: Vec<(usize, usize)> = lines
        .iter()
        .zip(&leads)
        .filter(|(_, l)| **l)
        .map(|(&i, _)| look(i))
        .collect();
    let inner: Vec<(usize, usize)> = leads
        .iter()
        .enumerate()
        .filter(|(_, l)| **l)
        .filter_map(|(k, _)| lines.get(k + 1).map(|&n| look(n)))
        .collect();
    if outer.len() < 2 {
        return vec![false; lines.len()];
    }
    let mean = |set: &[(usize, usize)]| {
        let n = set.len().max(1);
        let size = set.iter().map(|x| x.1).sum::<usize>() / n;
        let commas = (set.iter().map(|x| x.0).sum::<usize>() * 2 + n) / (2 * n);
        (commas, size)
    };
    let (a, b) = (mean(&outer), mean(&inner));
    lines
        .iter()
        .zip(&leads)
        .map(|(&i, &leads)| {
            let l = look(i);
            let near = |m: (usize, usize)| m.1.abs_diff(l.1) + 8 * m.0.abs_diff(l.0);
            !leads && near(b) < near(a)
        })
        .collect()
}

/// Where bare lines are level 1, 一、 is level 2.
fn han_inner(heads: &mut [Head], bare: &[usize]) {
    let bare: Vec<usize> = bare
        .iter()
        .filter_map(|&i| heads.get(i))
        .filter(|h| h.kind == Kind::OwnLine && h.rank == BARE)
        .map(|h| h.para)
        .collect();
    if bare.is_empty() {
        return;
    }
    let han: Vec<(usize, u8)> = heads
        .iter()
        .filter_map(|h| match h.mark {
            Some(Mark::Han(n)) if h.rank == BARE => Some((h.para, n)),
            _ => None,
        })
        .collect();
    let restarts = han.iter().filter(|x| x.1 == 1).count() >= 2;
    let early = han
        .first()
        .is_some_and(|f| bare.iter().filter(|&&b| b < f.0).count() >= 2)
        && han.len() >= 4;
    if restarts || early {
        for h in heads.iter_mut() {
            if matches!(h.mark, Some(Mark::Han(_))) && h.rank < HAN_INNER {
                h.rank = HAN_INNER + (h.rank - BARE);
            }
        }
    }
}
