//! Unnumbered headings at the start of paragraphs. No single look tells them from a short sentence: what tells is a series
//! of siblings of like length and build. Each candidate gets points; the figures were fitted on hand-read reports.

use super::headings::{GROUP, HAN_PAREN, SOFT, prefix, suffix};
use super::words::{is_action, is_not_lead, is_set_piece, is_state};
use super::{Head, Para};
use crate::report::Kind;
use crate::report::clean::chars::{
    ends_any, has, has_any, is_stop, is_word, starts, starts_any, weight,
};

/// How a candidate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stand {
    /// First sentence of a paragraph that goes on.
    Run,
    /// A sentence that is a paragraph.
    Own,
    /// Words before a colon.
    Colon,
    /// Words before a blank.
    Blank,
}

/// A sentence that may be a lead.
struct Candidate {
    para: usize,
    stand: Stand,
    /// Title in characters: from 0 to here.
    title: usize,
    /// Heading with its stop.
    end: usize,
    /// Letters and digits of the title.
    size: usize,
    commas: usize,
    /// Run between numbered or bare headings.
    section: usize,
    score: f32,
    /// Named 是, an excluded opening or a set piece: no second chance.
    barred: bool,
    accepted: bool,
}

/// Finds leads among the paragraphs that bear no heading yet.
pub fn find(paras: &[Para], heads: &mut Vec<Head>) {
    let sections = sections(paras, heads, GROUP);
    let mut all = candidates(paras, heads, &sections);
    // A lead on a line of its own may have numbered items below it, so it counts its siblings over them.
    let wide = self::sections(paras, heads, HAN_PAREN + 1);
    for c in all.iter_mut().filter(|c| c.stand == Stand::Own) {
        c.section = wide.get(c.para).map_or(0, |k| k + (1 << 20));
    }
    let verbal = verbal_sections(paras, heads, &sections);
    score(paras, heads, &mut all, &verbal);
    let own_line_file = own_line_file(paras, heads);
    accept(paras, heads, &mut all, own_line_file);
    for c in all.iter().filter(|c| c.accepted) {
        let Some(p) = paras.get(c.para) else { continue };
        let run_in = weight(p.chars.tail(c.end)) > 0;
        heads.push(Head {
            para: c.para,
            from: 0,
            marker: 0,
            title: c.title,
            end: c.end,
            kind: Kind::Lead,
            mark: None,
            rank: if c.stand == Stand::Own { GROUP } else { SOFT },
            run_in,
            inside: false,
        });
    }
}

/// For each paragraph, the number of the run between headings of a rank below `rank` that it is in.
fn sections(paras: &[Para], heads: &[Head], rank: u8) -> Vec<usize> {
    let mut out = Vec::with_capacity(paras.len());
    let mut now = 0;
    for i in 0..paras.len() {
        if heads.iter().any(|h| h.para == i && h.rank < rank) {
            now += 1;
        }
        out.push(now);
    }
    out
}

fn candidates(paras: &[Para], heads: &[Head], sections: &[usize]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (i, p) in paras.iter().enumerate() {
        if p.appendix || p.vocative || heads.iter().any(|h| h.para == i) {
            continue;
        }
        // What follows an address on a line of its own is said to the assembly.
        let addressed = i
            .checked_sub(1)
            .and_then(|k| paras.get(k))
            .is_some_and(|b| b.vocative && b.weight <= 8);
        if addressed {
            continue;
        }
        let c = p.c();
        // Marked paragraphs that were not taken for headings are lists.
        if p.mark.is_some() {
            continue;
        }
        let s = p.chars.get(0, p.sentence);
        let stops = s.iter().rev().take_while(|&&x| is_stop(x)).count();
        let title = s.len() - stops;
        let size = weight(s);
        let rest = weight(p.chars.tail(p.sentence));
        let section = sections.get(i).copied().unwrap_or(0);
        let mut push = |stand, title: usize, end: usize| {
            let t = p.chars.get(0, title);
            out.push(Candidate {
                para: i,
                stand,
                title,
                end,
                size: weight(t),
                commas: t.iter().filter(|&&x| x == ',').count(),
                section,
                score: 0.0,
                barred: false,
                accepted: false,
            });
        };
        if let Some((title, end)) = own_line(p)
            && paras
                .get(i + 1)
                .is_some_and(|n| n.weight > p.weight && !n.appendix)
        {
            push(Stand::Own, title, end);
            continue;
        }
        if let Some(at) = blank_after(p) {
            push(Stand::Blank, at, at);
            continue;
        }
        let colon = s.iter().position(|&x| x == ':');
        if let Some(at) = colon {
            let before = weight(p.chars.get(0, at));
            let last = at.checked_sub(1).and_then(|k| c.get(k)).copied();
            if (4..=20).contains(&before)
                && !matches!(last, Some('是' | '为' | '有' | '作'))
                && weight(p.chars.tail(at + 1)) >= 20
            {
                push(Stand::Colon, at, at + 1);
            }
            continue;
        }
        if stops == 0 || !(4..=46).contains(&size) {
            continue;
        }
        if rest >= 12 {
            push(Stand::Run, title, p.sentence);
        }
    }
    out
}

/// A paragraph that is one short sentence, or words before a colon: where its title ends, and its heading.
fn own_line(p: &Para) -> Option<(usize, usize)> {
    let c = p.c();
    if p.mark.is_some() || p.vocative || p.appendix || !(4..=46).contains(&p.weight) {
        return None;
    }
    let stops = c
        .iter()
        .rev()
        .take_while(|&&x| is_stop(x) || x == ':')
        .count();
    let title = c.len() - stops;
    let t = c.get(..title)?;
    if stops == 0 || t.contains(&':') || t.contains(&';') {
        return None;
    }
    let alone = if c.last() == Some(&':') {
        // 重点做好以下工作： announces.
        p.sentence == c.len()
            && !ends_any(
                t,
                &[
                    "是", "为", "有", "作", "下", "面", "说", "看", "到", "中", "事", "任务",
                    "工作",
                ],
            )
    } else {
        p.sentence == c.len()
    };
    alone.then_some((title, c.len()))
}

/// Where words at the beginning of a paragraph end that a blank parts from the rest, as some set their leads.
fn blank_after(p: &Para) -> Option<usize> {
    let c = p.c();
    let at = (4usize..=24).find(|&i| {
        let Some(&before) = i.checked_sub(1).and_then(|k| c.get(k)) else {
            return false;
        };
        i < c.len() && p.chars.offset(i) > p.chars.offset(i - 1) + before.len_utf8().max(3)
    })?;
    let t = c.get(..at)?;
    let plain = t
        .iter()
        .all(|&x| is_word(x) && !x.is_ascii_digit() || matches!(x, '“' | '”' | '、' | ','));
    (plain && !t.ends_with(&[',']) && !t.ends_with(&['、']) && weight(p.chars.tail(at)) >= 30)
        .then_some(at)
}

/// Sections in which most long paragraphs open with a verb or a short sentence.
fn verbal_sections(paras: &[Para], heads: &[Head], sections: &[usize]) -> Vec<bool> {
    let count = sections.last().map_or(1, |l| l + 1);
    let mut long = vec![0; count];
    let mut verbal = vec![0; count];
    for (i, p) in paras.iter().enumerate() {
        if p.weight < 60 || p.appendix || heads.iter().any(|h| h.para == i) {
            continue;
        }
        let k = sections.get(i).copied().unwrap_or(0);
        let s = p.chars.get(0, p.sentence);
        if let (Some(l), Some(v)) = (long.get_mut(k), verbal.get_mut(k)) {
            *l += 1;
            *v += usize::from(weight(s) <= 14 || is_action(s));
        }
    }
    long.iter()
        .zip(&verbal)
        .map(|(&l, &v)| l >= 2 && v * 100 >= l * 60)
        .collect()
}

/// Whether `a` and `b` are near enough to be of one series.
fn near(a: &Candidate, b: &Candidate) -> bool {
    let reach = if a.stand == Stand::Own { 8 } else { 2 };
    a.stand == b.stand
        && a.section == b.section
        && a.para != b.para
        && a.para.abs_diff(b.para) <= reach
}

fn score(paras: &[Para], heads: &[Head], all: &mut [Candidate], verbal: &[bool]) {
    let firsts = firsts(paras, heads, all);
    let scores: Vec<(f32, bool)> = (0..all.len())
        .map(|i| {
            let Some(a) = all.get(i) else {
                return (0.0, true);
            };
            let series = series(paras, all, i)
                + if verbal.get(a.section) == Some(&true) {
                    1.0
                } else {
                    0.0
                };
            let (shape, barred) = shape(paras, a);
            let first = if firsts.get(i) == Some(&true) {
                2.2
            } else {
                0.0
            };
            // 民生是最大的政治 among leads of its length.
            let is = paras
                .get(a.para)
                .is_some_and(|p| p.chars.get(0, a.title).contains(&'是'));
            let lone = is && barred && !alike(paras, all, i);
            let lone = if lone { -1.0 } else { 0.0 };
            (series + shape + first + lone, barred)
        })
        .collect();
    for (c, (score, barred)) in all.iter_mut().zip(scores) {
        c.score = score;
        c.barred = barred;
    }
}

/// Whether a candidate near it begins or ends as this one does.
fn alike(paras: &[Para], all: &[Candidate], i: usize) -> bool {
    let title = |c: &Candidate| {
        paras
            .get(c.para)
            .map_or(&[][..], |p| p.chars.get(0, c.title))
    };
    let Some(a) = all.get(i) else { return false };
    all.get(i.saturating_sub(8)..(i + 9).min(all.len()))
        .unwrap_or(&[])
        .iter()
        .any(|b| near(a, b) && (prefix(title(a), title(b)) >= 2 || suffix(title(a), title(b)) >= 2))
}

/// Points for siblings.
fn series(paras: &[Para], all: &[Candidate], i: usize) -> f32 {
    let Some(a) = all.get(i) else { return 0.0 };
    let title = |c: &Candidate| {
        paras
            .get(c.para)
            .map_or(&[][..], |p| p.chars.get(0, c.title))
    };
    let ta = title(a);
    let from = i.saturating_sub(8);
    let window = all.get(from..(i + 9).min(all.len())).unwrap_or(&[]);
    let mut length: f32 = 0.0;
    let (mut alike, mut tails, mut commas, mut deep) = (0usize, 0usize, false, 0usize);
    let mut any = false;
    for b in window.iter().filter(|b| near(a, b)) {
        any = true;
        let tb = title(b);
        let gap = a.size.abs_diff(b.size);
        length = length.max(match gap {
            0..=1 => 1.5,
            2..=3 => 1.0,
            4..=5 => 0.5,
            _ => 0.0,
        });
        let same = prefix(ta, tb);
        alike = alike.max(same);
        deep += usize::from(same >= 4);
        tails = tails.max(suffix(ta, tb));
        commas |= a.commas == b.commas;
    }
    if !any {
        return -0.8;
    }
    let mut points = length;
    points += match alike {
        0 => 0.0,
        1 => 0.3,
        2..=4 => 1.5,
        _ => 2.5,
    };
    if deep >= 2 {
        points += 1.2;
    }
    if tails >= 2 {
        points += 0.7;
    }
    if commas {
        points += 0.3;
    }
    let row = (0..3).any(|k| {
        let Some(s) = i.checked_sub(k) else {
            return false;
        };
        all.get(s..s + 3).is_some_and(|t| {
            t.iter().all(|b| {
                b.section == a.section
                    && b.stand == a.stand
                    && b.commas == a.commas
                    && b.size.abs_diff(a.size) <= 2
            }) && t
                .windows(2)
                .all(|w| matches!(w, [x, y] if y.para - x.para <= 2))
        })
    });
    if row {
        points += 1.2;
    }
    points
}

/// Points for the sentence's own look, and whether it is barred.
fn shape(paras: &[Para], a: &Candidate) -> (f32, bool) {
    let Some(p) = paras.get(a.para) else {
        return (0.0, true);
    };
    let t = p.chars.get(0, a.title);
    let body = p.chars.tail(a.end);
    let mut points = 0.0;
    let mut barred = false;
    let series_of_years = is_we_series(t);
    let core = t.get(series_of_years.unwrap_or(0)..).unwrap_or(t);
    if is_action(t) || is_action(core) {
        points += 0.8;
    }
    if is_state(t) {
        points += 0.8;
    }
    if a.commas == 0 && a.size <= 16 {
        points += 0.8;
    }
    if body.iter().any(char::is_ascii_digit) {
        points += 0.3;
    }
    if a.size > 24 {
        points -= 0.7;
    }
    if a.size > 34 {
        points -= 1.0;
    }
    if a.commas >= 4 {
        points -= 2.0;
    }
    if a.commas >= 2 && series_of_years.is_none() {
        points -= 0.7;
        if a.commas >= 3 {
            points -= 1.0;
        }
    }
    // 百舸争流，奋楫者先: a saying does nothing and states nothing.
    let comma = t.iter().position(|&x| x == ',');
    if a.commas == 1
        && a.size <= 14
        && !is_action(t)
        && !is_state(t)
        && comma.is_some_and(|k| k * 2 + 1 == t.len())
    {
        points -= 1.2;
    }
    if digit_outside_quotes(t) {
        points -= 1.6;
    }
    if has(t, "是") && !has(t, "实事求是") {
        points -= 2.0;
        barred = true;
    }
    if (has(t, "必须") && !starts(t, "必须"))
        || has_any(t, &["才能", "方显", "始得", "的一年"])
        || (has(t, "我们") && series_of_years.is_none())
    {
        points -= 1.5;
    }
    if is_not_lead(t) && series_of_years.is_none() {
        points -= 2.5;
        barred = true;
    }
    if is_set_piece(p.c()) {
        points -= 2.5;
        barred = true;
    }
    if starts_any(body, &["我们", "回顾", "面对", "过去"]).is_some() && series_of_years.is_none()
    {
        points -= 1.2;
    }
    if p.chars.get(a.title, a.end).first() == Some(&'!') && a.commas > 0 {
        points -= 0.5;
    }
    if a.stand == Stand::Run && weight(body) < 30 {
        points -= 0.7;
    }
    (points, barred)
}

/// 我们…, 五年来，我们…, 这一年，我们…: the length of that opening.
fn is_we_series(t: &[char]) -> Option<usize> {
    if starts(t, "我们") && !starts(t, "我们也") && !starts(t, "我们深") {
        return Some(2);
    }
    let head = t.get(..t.len().min(12))?;
    let at = crate::report::clean::chars::find(head, "年")?;
    let rest = head.get(at + 1..)?;
    let come = starts_any(rest, &["来", "里"]).unwrap_or(0);
    let n = starts_any(rest.get(come..)?, &[",我们", "我们"])?;
    (at <= 5).then_some(at + 1 + come + n)
}

fn digit_outside_quotes(t: &[char]) -> bool {
    let mut depth = 0;
    t.iter().any(|&x| {
        match x {
            '“' | '《' | '(' => depth += 1,
            '”' | '》' | ')' => depth -= 1,
            _ => {}
        }
        depth <= 0 && x.is_ascii_digit()
    })
}

/// Candidates that stand first below a numbered heading on a line of its own, where the sections around do likewise.
fn firsts(paras: &[Para], heads: &[Head], all: &[Candidate]) -> Vec<bool> {
    let under: Vec<Option<usize>> = all
        .iter()
        .map(|c| {
            if c.stand != Stand::Run || c.size > 16 {
                return None;
            }
            // The paragraph right below, or one below an unheaded introduction.
            heads
                .iter()
                .find(|h| h.para + 1 == c.para && !h.run_in && h.rank <= HAN_PAREN)
                .map(|_| c.section)
        })
        .collect();
    let _ = paras;
    all.iter()
        .zip(&under)
        .map(|(c, u)| {
            let Some(section) = *u else { return false };
            let alike = all
                .iter()
                .zip(&under)
                .filter(|(d, v)| {
                    v.is_some_and(|s| s != section && s.abs_diff(section) <= 4)
                        && d.size.abs_diff(c.size) <= 2
                })
                .count();
            alike >= 1
        })
        .collect()
}

/// A file whose leads stand on lines of their own, with stops.
fn own_line_file(paras: &[Para], heads: &[Head]) -> bool {
    let n = paras.iter().filter(|p| !p.appendix).count();
    let lines = own_lines(paras, heads).count();
    lines >= 8 && lines * 100 >= n * 12
}

fn own_lines<'a>(paras: &'a [Para], heads: &'a [Head]) -> impl Iterator<Item = usize> + 'a {
    paras.iter().enumerate().filter_map(move |(i, p)| {
        let lone = !p.vocative
            && p.weight <= 42
            && own_line(p).is_some()
            && !p.c().iter().any(char::is_ascii_digit)
            && !is_not_lead(p.c())
            && paras
                .get(i + 1)
                .is_some_and(|n| n.weight >= 50 && n.mark.is_none() && !n.appendix && !n.vocative)
            && !heads.iter().any(|h| h.para == i);
        lone.then_some(i)
    })
}

/// Whether words before a colon or a blank stand in a row of three or more such, each a verb or a result.
fn in_row(paras: &[Para], all: &[Candidate], i: usize) -> bool {
    let title = |c: &Candidate| {
        paras
            .get(c.para)
            .map_or(&[][..], |p| p.chars.get(0, c.title))
    };
    let Some(a) = all.get(i) else { return false };
    let good = |c: &Candidate| {
        let t = title(c);
        (is_action(t) || is_state(t)) && !digit_outside_quotes(t) && !is_not_lead(t)
    };
    let row = all
        .iter()
        .filter(|b| b.stand == a.stand && b.section == a.section && b.para.abs_diff(a.para) <= 8);
    let (many, fit) = row.fold((0, 0), |(n, k), b| (n + 1, k + usize::from(good(b))));
    let doc = all.iter().filter(|b| b.stand == a.stand && good(b)).count();
    let fair = good(a) || (many >= 3 && a.size <= 16 && !digit_outside_quotes(title(a)));
    (many >= 3 && fit * 3 >= many * 2) || (doc >= 12 && many >= 2 && fair)
}

/// Whether a sentence opens the body of a lead on a line of its own, and no paragraph of the same build comes after it.
fn below_own(all: &[Candidate], own: &[usize], a: &Candidate) -> bool {
    let below = |para: usize| para > 0 && own.contains(&(para - 1));
    below(a.para)
        && !all.iter().any(|b| {
            b.stand == Stand::Run && b.para > a.para && b.para <= a.para + 2 && !below(b.para)
        })
}

/// Whether a candidate is of the length and the clauses of the leads around it.
fn fits(all: &[Candidate], a: &Candidate) -> bool {
    let mut row = all
        .iter()
        .filter(|b| b.accepted && b.section == a.section && b.stand == a.stand)
        .map(|b| (b.size, b.commas));
    let Some(first) = row.next() else {
        return false;
    };
    let (least, most, commas) = row.fold((first.0, first.0, first.1), |(l, m, c), b| {
        (l.min(b.0), m.max(b.0), c.max(b.1))
    });
    a.size + 2 >= least && a.size <= most + 2 && a.commas <= commas
}

fn accept(paras: &[Para], heads: &[Head], all: &mut [Candidate], own_line_file: bool) {
    let title = |c: &Candidate| {
        paras
            .get(c.para)
            .map_or(&[][..], |p| p.chars.get(0, c.title))
    };
    let own: Vec<usize> = if own_line_file {
        own_lines(paras, heads).collect()
    } else {
        Vec::new()
    };
    let first: Vec<bool> = (0..all.len())
        .map(|i| {
            let Some(a) = all.get(i) else { return false };
            let ta = title(a);
            match a.stand {
                // Below a lead on a line of its own stands its body.
                Stand::Run if below_own(all, &own, a) => false,
                Stand::Run => a.score >= 3.0,
                Stand::Own => {
                    own.contains(&a.para)
                        || (a.score >= 4.2
                            && all.iter().any(|b| {
                                near(a, b)
                                    && (prefix(ta, title(b)) >= 3 || a.size.abs_diff(b.size) <= 1)
                            }))
                }
                Stand::Colon | Stand::Blank if in_row(paras, all, i) => !is_not_lead(ta),
                Stand::Blank => false,
                Stand::Colon => {
                    !is_not_lead(ta)
                        && all.iter().any(|b| {
                            b.stand == Stand::Colon
                                && b.section == a.section
                                && b.para.abs_diff(a.para) == 1
                                && (prefix(ta, title(b)) >= 2 || suffix(ta, title(b)) >= 2)
                        })
                }
            }
        })
        .collect();
    for (c, ok) in all.iter_mut().zip(first) {
        c.accepted = ok;
    }
    for _ in 0..2 {
        let again: Vec<usize> = (0..all.len())
            .filter(|&i| {
                let Some(a) = all.get(i) else { return false };
                if a.accepted || a.barred || a.stand != Stand::Run || below_own(all, &own, a) {
                    return false;
                }
                let ok = |k: Option<usize>| {
                    k.and_then(|k| all.get(k)).is_some_and(|b| {
                        b.accepted
                            && b.section == a.section
                            && b.stand == Stand::Run
                            && b.para.abs_diff(a.para) <= 1
                    })
                };
                let siblings = all
                    .iter()
                    .filter(|b| b.accepted && b.section == a.section && b.stand == Stand::Run)
                    .count();
                let (before, after) = (ok(i.checked_sub(1)), ok(Some(i + 1)));
                let mut score = a.score;
                if siblings >= 2 {
                    score += 0.6;
                }
                if before || after {
                    score += 0.5;
                }
                if before && after {
                    score += 0.5;
                }
                // Five of one build, and the one between two of them is no longer than they are.
                if before && after && siblings >= 4 && fits(all, a) {
                    score += 0.8;
                }
                let alone = !all
                    .iter()
                    .any(|b| b.section == a.section && b.para != a.para);
                let elsewhere = all
                    .iter()
                    .filter(|b| {
                        b.accepted
                            && b.section != a.section
                            && b.section.abs_diff(a.section) <= 2
                            && b.size.abs_diff(a.size) <= 2
                    })
                    .count();
                if alone && elsewhere >= 2 {
                    score += 1.2;
                }
                score >= 3.0
            })
            .collect();
        for i in again {
            if let Some(c) = all.get_mut(i) {
                c.accepted = true;
            }
        }
    }
}
