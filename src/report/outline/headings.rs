//! Headings with a marker, bare headings on lines of their own, appendices.

use super::markers::{Mark, Ordinal, han_number};
use super::words::is_state;
use super::{Head, Para, ranks};
use crate::report::Kind;
use crate::report::clean::chars::{ends_any, first_sentence, has_any, is_closing, weight};
use crate::report::clean::chrome::is_chrome;
use crate::report::clean::words::opens_appendix;

/// Ranks, outer to inner; [`super::ranks`] brings them in line with the document.
pub const PART: u8 = 0;
/// A bare line.
pub const BARE: u8 = 10;
/// 一、 below bare lines.
pub const HAN_INNER: u8 = 20;
/// （一）
pub const HAN_PAREN: u8 = 30;
/// 1.
pub const ARABIC: u8 = 40;
/// （1）
pub const ARABIC_PAREN: u8 = 50;
/// ①
pub const CIRCLE: u8 = 60;
/// A lead that has headings below it.
pub const GROUP: u8 = 70;
/// 一是, ——, leads.
pub const SOFT: u8 = 80;

/// Where a title ends: (end of the title, end of the heading, body follows).
pub fn title(c: &[char], from: usize) -> Option<(usize, usize, bool)> {
    let rest = c.get(from..)?;
    if rest.is_empty() {
        return None;
    }
    let sentence = first_sentence(rest);
    let s = rest.get(..sentence)?;
    // 今后五年的目标：… – a colon ends a title if enough follows.
    if let Some(colon) = s.iter().position(|&x| x == ':') {
        let before = weight(s.get(..colon)?);
        if (2..=24).contains(&before)
            && weight(rest.get(colon + 1..)?) > 12
            && !s.get(..colon)?.contains(&',')
        {
            return Some((from + colon, from + colon + 1, true));
        }
    }
    let stops = s
        .iter()
        .rev()
        .take_while(|&&x| matches!(x, '。' | '!' | '?' | ';' | ':' | ','))
        .count();
    let mut end = sentence - stops;
    let mut full = sentence;
    if end == 0 {
        return None;
    }
    if weight(s) > 60 {
        // 过去一年，我们…, 一年来，我们…: the time alone is no title.
        let comma = s
            .iter()
            .enumerate()
            .filter(|(_, x)| matches!(x, ',' | ';'))
            .map(|(i, _)| i)
            .find(|&i| weight(s.get(..i).unwrap_or(s)) >= 6)?;
        end = comma;
        full = comma + 1;
    }
    Some((from + end, from + full, weight(rest.get(full..)?) > 0))
}

fn head(paras: &[Para], para: usize, mark: Mark, len: usize, kind: Kind, rank: u8) -> Option<Head> {
    let p = paras.get(para)?;
    let (title, end, run_in) = title(p.c(), len)?;
    Some(Head {
        para,
        from: 0,
        marker: len,
        title,
        end,
        kind,
        mark: Some(mark),
        rank,
        run_in,
        inside: false,
    })
}

/// All headings that do not need evidence from leads.
pub fn find(paras: &[Para]) -> Vec<Head> {
    let mut heads = Vec::new();
    for (i, p) in paras.iter().enumerate() {
        if p.appendix {
            continue;
        }
        let Some((mark, len)) = p.mark else { continue };
        let rank = match mark {
            Mark::Part(_) => PART,
            Mark::Han(_) => BARE,
            Mark::HanParen(_) => HAN_PAREN,
            _ => continue,
        };
        if rank == HAN_PAREN && is_deed(paras, i, len) {
            continue;
        }
        // 一、二、三产业 is no heading.
        if let Some((Mark::Han(_), _)) = p.c().get(len..).and_then(super::markers::mark) {
            continue;
        }
        heads.extend(head(paras, i, mark, len, Kind::Numbered, rank));
    }
    numerals(paras, &mut heads);
    lists(paras, &mut heads);
    ordinals(paras, &mut heads);
    dashes(paras, &mut heads);
    own_lines(paras, &mut heads);
    appendices(paras, &mut heads);
    heads.sort_by_key(|h| h.para);
    heads.dedup_by_key(|h| h.para);
    super::ranks::set(paras, &mut heads);
    heads
}

/// 一, 二, 三 alone on their lines, as older reports have them: the number is all there is of a title.
fn numerals(paras: &[Para], heads: &mut Vec<Head>) {
    let alone = |p: &Para| {
        let c = p.c();
        let (n, len) = han_number(c)?;
        (len == c.len() && !p.appendix).then_some(n)
    };
    let found: Vec<(usize, u8)> = paras
        .iter()
        .enumerate()
        .filter_map(|(i, p)| Some((i, alone(p)?)))
        .collect();
    let counts = found.len() >= 2
        && found
            .iter()
            .enumerate()
            .all(|(k, f)| usize::from(f.1) == k + 1);
    if !counts {
        return;
    }
    for (i, n) in found {
        let len = paras.get(i).map_or(0, |p| p.chars.len());
        heads.push(Head {
            para: i,
            from: 0,
            marker: 0,
            title: len,
            end: len,
            kind: Kind::Numbered,
            mark: Some(Mark::Han(n)),
            rank: BARE,
            run_in: false,
            inside: false,
        });
    }
}

/// Whether a paragraph is an item of a list that was announced: 办好以下民生实事： and below it items that say no more than a title.
fn is_deed(paras: &[Para], at: usize, len: usize) -> bool {
    let bare = |i: usize| {
        paras.get(i).is_some_and(|p| {
            let len = if i == at {
                len
            } else {
                p.mark.map_or(0, |m| m.1)
            };
            matches!(p.mark, Some((Mark::HanParen(_), _)))
                && p.c().last().is_some_and(|&x| matches!(x, '。' | ';'))
                && first_sentence(p.chars.tail(len)) == p.chars.len() - len
        })
    };
    if !bare(at) {
        return false;
    }
    // No list of deeds is longer; without an end a text of nothing but items would be walked once for each of them.
    let mut first = at;
    while first > 0 && at - first < 200 && bare(first - 1) {
        first -= 1;
    }
    let last = (at..at + 4).find(|&i| !bare(i + 1)).unwrap_or(at + 4);
    last - first >= 3
        && first
            .checked_sub(1)
            .and_then(|i| paras.get(i))
            .is_some_and(|p| {
                p.c().last() == Some(&':')
                    && has_any(
                        p.chars.tail(p.chars.len().saturating_sub(40)),
                        &["实事", "大事", "件事", "好事", "工程", "项目"],
                    )
            })
}

/// 1. （1） ①: runs that are headings rather than lists.
fn lists(paras: &[Para], heads: &mut Vec<Head>) {
    type Build = fn(Mark) -> Option<u8>;
    let builds: [(Build, u8); 3] = [
        (
            |m| {
                if let Mark::Arabic(n) = m {
                    Some(n)
                } else {
                    None
                }
            },
            ARABIC,
        ),
        (
            |m| {
                if let Mark::ArabicParen(n) = m {
                    Some(n)
                } else {
                    None
                }
            },
            ARABIC_PAREN,
        ),
        (
            |m| {
                if let Mark::Circle(n) = m {
                    Some(n)
                } else {
                    None
                }
            },
            CIRCLE,
        ),
    ];
    for (number, rank) in builds {
        let items: Vec<(usize, u8, usize)> = paras
            .iter()
            .enumerate()
            .filter(|(_, p)| !p.appendix)
            .filter_map(|(i, p)| {
                let (mark, len) = p.mark?;
                Some((i, number(mark)?, len))
            })
            .collect();
        let mut first = 0;
        for k in 1..=items.len() {
            let goes_on = match (items.get(k - 1), items.get(k)) {
                (Some(a), Some(b)) => b.1 == a.1 + 1,
                _ => false,
            };
            if goes_on {
                continue;
            }
            let run = items.get(first..k).unwrap_or(&[]);
            if is_heading_run(paras, run) {
                for &(i, _, len) in run {
                    if let Some(mark) = paras.get(i).and_then(|p| p.mark) {
                        heads.extend(head(paras, i, mark.0, len, Kind::Numbered, rank));
                    }
                }
            }
            first = k;
        }
    }
}

fn is_heading_run(paras: &[Para], run: &[(usize, u8, usize)]) -> bool {
    if run.len() < 2 {
        return false;
    }
    let mut bodied = 0;
    let mut bare = 0;
    for &(i, _, len) in run {
        let Some(p) = paras.get(i) else { continue };
        let Some((end, full, _)) = title(p.c(), len) else {
            continue;
        };
        let name = weight(p.chars.get(len, end));
        let body = weight(p.chars.tail(full));
        let alone = body == 0
            && name <= 40
            && paras.get(i + 1).is_some_and(|n| {
                let below = match (n.mark, p.mark) {
                    (None, _) => true,
                    (Some(n), Some(p)) => {
                        std::mem::discriminant(&n.0) != std::mem::discriminant(&p.0)
                    }
                    _ => false,
                };
                below && n.weight >= 30 && n.weight > p.weight && !n.vocative
            });
        // 1、去年，某县新修水渠四十里，…… tells and names nothing.
        let tells = run_in_tells(p.chars.get(len, end)) && name > 12;
        if ((body >= 25 && name <= 40) || alone) && !tells {
            bodied += 1;
        } else {
            bare += 1;
        }
    }
    let before = run
        .first()
        .and_then(|r| r.0.checked_sub(1))
        .and_then(|i| paras.get(i));
    let announces = |words: &[&str]| {
        before.is_some_and(|p| has_any(p.chars.tail(p.chars.len().saturating_sub(40)), words))
    };
    let colon = before.is_some_and(|p| p.c().last() == Some(&':'));
    let size = run
        .iter()
        .filter_map(|r| paras.get(r.0))
        .map(|p| p.weight)
        .sum::<usize>();
    // 十件实事 are a list, whatever their look.
    if run.len() >= 6
        && announces(&["实事", "大事", "件事", "好事"])
        && (colon || size < run.len() * 150)
    {
        return false;
    }
    let announced = colon && announces(&["任务", "项目", "工程", "实事", "大事", "件事"]);
    bodied * 100 >= run.len() * 60 && !(announced && bare * 5 > run.len())
}

/// Whether a sentence tells rather than names: figures in it, or clause upon clause.
fn run_in_tells(t: &[char]) -> bool {
    let commas = t.iter().filter(|&&x| x == ',').count();
    let figures = t.windows(2).any(|w| {
        matches!(w, [a, b] if "一二三四五六七八九十百千万两0123456789".contains(*a)
            && "百千万里亩斤元台吨个户所次张条".contains(*b))
    });
    if has_any(t, &["我们"]) || is_state(t) {
        return false;
    }
    commas >= 3 || (commas >= 2 && weight(t) > 36) || (commas >= 1 && figures && weight(t) > 16)
}

/// 一是 / 一要 / 第一, at the start of paragraphs.
fn ordinals(paras: &[Para], heads: &mut Vec<Head>) {
    for form in [
        Ordinal::Is,
        Ordinal::Must,
        Ordinal::Nth,
        Ordinal::Of,
        Ordinal::Then,
    ] {
        let items: Vec<(usize, u8, usize)> = paras
            .iter()
            .enumerate()
            .filter(|(_, p)| !p.appendix)
            .filter_map(|(i, p)| match p.mark? {
                (Mark::Ordinal(n, f), len) if f == form => Some((i, n, len)),
                _ => None,
            })
            .collect();
        let mut first = 0;
        for k in 1..=items.len() {
            let goes_on = match (items.get(k - 1), items.get(k)) {
                (Some(a), Some(b)) => {
                    follows(form, (a.0, a.1), (b.0, b.1)) && same_section(paras, heads, a.0, b.0)
                }
                _ => false,
            };
            if goes_on {
                continue;
            }
            let run = items.get(first..k).unwrap_or(&[]);
            first = k;
            // 最后 closes what 首先 opened; without that it only ends a speech.
            let opened = form != Ordinal::Then || run.first().is_some_and(|r| r.1 == 1);
            if run.len() < 2 || !opened {
                continue;
            }
            let mut found = Vec::new();
            // Places in the run that do not look like headings.
            let mut holes = Vec::new();
            let mut bodied = 0;
            let mut looks = Vec::with_capacity(run.len());
            for &(i, _, len) in run {
                let Some(p) = paras.get(i) else { continue };
                let Some((end, full, _)) = title(p.c(), len) else {
                    continue;
                };
                let name = weight(p.chars.get(len, end));
                let ended_by = p.chars.get(full.saturating_sub(1), full).first().copied();
                let body = weight(p.chars.tail(full));
                let next_body = paras
                    .get(i + 1)
                    .is_some_and(|n| n.mark.is_none() && n.weight >= 30 && !n.vocative);
                if (1..=48).contains(&name) && ended_by != Some(';') {
                    let tells = matches!(form, Ordinal::Nth | Ordinal::Then)
                        && run_in_tells(p.chars.get(len, end));
                    bodied += usize::from((body >= 12 || (body == 0 && next_body)) && !tells);
                    if let Some(mark) = p.mark {
                        found.extend(head(paras, i, mark.0, len, Kind::Ordinal, SOFT));
                    }
                    looks.push(true);
                } else {
                    holes.push((looks.len(), i, len));
                    looks.push(false);
                }
            }
            if bodied * 2 >= run.len() {
                // 二是 between 一是 and 三是, though longer than they.
                let look = |k: usize| looks.get(k) == Some(&true);
                for (k, i, len) in holes {
                    if k > 0
                        && look(k - 1)
                        && look(k + 1)
                        && let Some(mark) = paras.get(i).and_then(|p| p.mark)
                    {
                        found.extend(head(paras, i, mark.0, len, Kind::Ordinal, SOFT));
                    }
                }
                heads.extend(found);
            }
        }
    }
}

/// Whether the second of two ordinals goes on from the first; a place and a number each. One may be left out nearby.
fn follows(form: Ordinal, a: (usize, u8), b: (usize, u8)) -> bool {
    match form {
        Ordinal::Then => b.1 > a.1,
        _ => b.1 == a.1 + 1 || (b.1 == a.1 + 2 && b.0 - a.0 <= 2),
    }
}

/// Whether no numbered heading stands between two paragraphs.
fn same_section(_paras: &[Para], heads: &[Head], a: usize, b: usize) -> bool {
    !heads
        .iter()
        .any(|h| h.para > a && h.para < b && h.rank <= HAN_PAREN)
}

/// —— at the start of paragraphs.
fn dashes(paras: &[Para], heads: &mut Vec<Head>) {
    let items: Vec<(usize, usize)> = paras
        .iter()
        .enumerate()
        .filter(|(_, p)| !p.appendix)
        .filter_map(|(i, p)| match p.mark? {
            (Mark::Dash, len) => Some((i, len)),
            _ => None,
        })
        .collect();
    let mut first = 0;
    for k in 1..=items.len() {
        let goes_on = match (items.get(k - 1), items.get(k)) {
            (Some(a), Some(b)) => b.0 - a.0 <= 12 && same_section(paras, heads, a.0, b.0),
            _ => false,
        };
        if goes_on {
            continue;
        }
        let run = items.get(first..k).unwrap_or(&[]);
        first = k;
        if run.len() < 2 {
            continue;
        }
        let found: Vec<Head> = run
            .iter()
            .filter_map(|&(i, len)| head(paras, i, Mark::Dash, len, Kind::Dash, SOFT))
            .filter(|h| {
                paras
                    .get(h.para)
                    .is_some_and(|p| weight(p.chars.get(h.marker, h.title)) <= 60)
            })
            .collect();
        let bodied = found
            .iter()
            .filter(|h| {
                paras
                    .get(h.para)
                    .is_some_and(|p| weight(p.chars.tail(h.end)) >= 12)
                    || (!h.run_in
                        && paras.get(h.para + 1).is_some_and(|n| {
                            !matches!(n.mark, Some((Mark::Dash, _)))
                                && n.weight >= 30
                                && !n.vocative
                        }))
            })
            .count();
        if found.len() * 3 >= run.len() * 2 && bodied * 2 >= found.len() {
            heads.extend(found);
        }
    }
}

/// Ends of level-1 headings.
const WORK: &[&str] = &[
    "回顾",
    "安排",
    "任务",
    "要求",
    "工作",
    "目标",
    "建设",
    "思路",
    "重点",
    "建议",
    "部署",
    "措施",
    "打算",
    "总结",
    "情况",
    "形势",
    "体会",
    "结束语",
    "结语",
    "举措",
    "意见",
    "展望",
    "规划",
];

/// The title of a line that may be a bare heading: all of it, or all but a colon or stop after words that divide a report.
fn own_title(p: &Para) -> Option<usize> {
    let c = p.c();
    let last = *c.last()?;
    let end = if matches!(last, ':' | '。') {
        c.len() - 1
    } else {
        c.len()
    };
    let t = c.get(..end)?;
    let inner = t.iter().any(|x| matches!(x, '。' | ';' | '!' | '?' | ':'));
    let open = t
        .iter()
        .rev()
        .find(|&&x| !is_closing(x))
        .is_some_and(|x| matches!(x, ',' | '、'));
    let bracketed = matches!(c.first(), Some('(' | '[')) && matches!(last, ')' | ']');
    if !(3..=32).contains(&p.weight) || inner || open || bracketed {
        return None;
    }
    (end == c.len() || (p.weight <= 20 && !t.contains(&',') && ranks::ends_top(t))).then_some(end)
}

/// Whether a paragraph may stand below a heading.
fn has_body(p: &Para) -> bool {
    p.weight >= 30 || p.mark.is_some() || p.vocative || p.stopped
}

/// Bare headings on lines of their own.
fn own_lines(paras: &[Para], heads: &mut Vec<Head>) {
    let taken: Vec<usize> = heads.iter().map(|h| h.para).collect();
    let mut found: Vec<usize> = Vec::new();
    for (i, p) in paras.iter().enumerate() {
        let c = p.c();
        if p.appendix || p.mark.is_some() || p.vocative || taken.contains(&i) {
            continue;
        }
        if own_title(p).is_none() {
            continue;
        }
        let before = i.checked_sub(1).and_then(|k| paras.get(k));
        let after = paras.get(i + 1);
        let free = before.is_none_or(|b| {
            b.stopped || b.c().last() == Some(&':') || ends_any(b.c(), WORK) || b.mark.is_some()
        }) || found.last() == i.checked_sub(1).as_ref();
        let below = after.is_some_and(|a| has_body(a) || own_title(a).is_some());
        if free && below && !is_chrome(c) {
            found.push(i);
        }
    }
    // A row of lines is one of headings only if there is something below the last.
    let mut kept: Vec<usize> = Vec::new();
    for &i in found.iter().rev() {
        if paras.get(i + 1).is_some_and(has_body) || kept.last() == Some(&(i + 1)) {
            kept.push(i);
        }
    }
    kept.reverse();
    let found = kept;
    let found = without_rests(paras, heads, found);
    for &i in &found {
        let Some(p) = paras.get(i) else { continue };
        let c = p.c();
        let shared = found.iter().any(|&k| {
            k != i
                && paras.get(k).is_some_and(|q| {
                    prefix(c, q.c()) >= 3 && q.weight >= 12 && !ends_any(q.c(), WORK)
                })
        });
        let group = p.weight >= 12 && shared && !ends_any(c, WORK);
        heads.push(Head {
            para: i,
            from: 0,
            marker: 0,
            title: own_title(p).unwrap_or(c.len()),
            end: c.len(),
            kind: if group { Kind::Lead } else { Kind::OwnLine },
            mark: None,
            rank: if group { GROUP } else { BARE },
            run_in: false,
            inside: false,
        });
    }
}

/// Leaves out lines that are the rest of the heading before them: no other such line stands in the same section.
fn without_rests(paras: &[Para], heads: &[Head], found: Vec<usize>) -> Vec<usize> {
    let hard: Vec<usize> = heads
        .iter()
        .filter(|h| h.rank <= CIRCLE)
        .map(|h| h.para)
        .collect();
    let is_rest = |i: usize| {
        let Some(before) = i.checked_sub(1).and_then(|k| paras.get(k)) else {
            return false;
        };
        let after_heading = !before.stopped
            && before.c().last() != Some(&':')
            && (hard.contains(&(i - 1)) || found.contains(&(i - 1)));
        if !after_heading
            || paras
                .get(i)
                .is_some_and(|p| ranks::is_top(p.c()) && !ranks::is_top(before.c()))
        {
            return false;
        }
        let until = hard.iter().copied().filter(|&k| k > i).min();
        let alone = |k: usize| found.contains(&(k - 1)) && !found.contains(&(k + 1));
        let others = found
            .iter()
            .filter(|&&k| k > i && until.is_none_or(|u| k < u) && !alone(k))
            .count();
        others == 0
    };
    let rests: Vec<usize> = found.iter().copied().filter(|&i| is_rest(i)).collect();
    found.into_iter().filter(|i| !rests.contains(i)).collect()
}

/// Length of the shared beginning.
pub fn prefix(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// Length of the shared end.
pub fn suffix(a: &[char], b: &[char]) -> usize {
    a.iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count()
}

/// Openings of appendices after the speech.
fn appendices(paras: &[Para], heads: &mut Vec<Head>) {
    for (i, p) in paras.iter().enumerate() {
        // [1] opens a note, not a part.
        if p.appendix && opens_appendix(p.c()) && p.weight <= 40 && p.c().first() != Some(&'[') {
            let c = p.c();
            let stops = c
                .iter()
                .rev()
                .take_while(|&&x| matches!(x, ':' | '。'))
                .count();
            heads.push(Head {
                para: i,
                from: 0,
                marker: 0,
                title: c.len() - stops,
                end: c.len(),
                kind: Kind::Appendix,
                mark: None,
                rank: PART,
                run_in: false,
                inside: false,
            });
        }
    }
}
