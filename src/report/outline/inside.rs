//! Leads inside paragraphs: a row of short sentences that name what follows each, or 一是 with a short sentence.

use super::headings::{SOFT, prefix, suffix};
use super::markers::{Mark, mark};
use super::words::{is_action, is_state};
use super::{Head, Para};
use crate::report::Kind;
use crate::report::clean::chars::{first_sentence, has, has_any, is_stop, weight};

/// Words of deeds done: such a sentence tells, it does not name.
#[rustfmt::skip]
const DEEDS: &[&str] = &[
    "完成", "新增", "位居", "达到", "建成", "获批", "入选", "荣获", "获评", "超过", "排名", "列全", "居全", "竣工", "投产", "开工", "通车",
    "举办", "出台", "印发", "开通", "投用", "落户", "签约", "获得", "被评为", "被授予", "通过",
];

/// Words of a running text.
#[rustfmt::skip]
const OURS: &[&str] = &["我们", "全市", "其中", "全省", "全区", "全国", "是", "必须", "我市", "我省", "我区"];

/// A sentence inside a paragraph.
struct Piece {
    from: usize,
    /// After an ordinal.
    start: usize,
    /// Without its stop.
    title: usize,
    end: usize,
    size: usize,
    mark: Option<Mark>,
}

/// Finds leads inside the long paragraphs of the speech.
pub fn find(paras: &[Para], heads: &mut Vec<Head>) {
    let mut found = Vec::new();
    for (i, p) in paras.iter().enumerate() {
        if p.appendix || p.weight < 150 {
            continue;
        }
        let own = heads.iter().find(|h| h.para == i);
        let from = own.map_or(0, |h| h.end);
        let pieces = pieces(p, from);
        let picked = ordinals(p, &pieces).unwrap_or_else(|| row(p, &pieces, own.is_some()));
        for k in picked {
            let Some(s) = pieces.get(k) else { continue };
            found.push(Head {
                para: i,
                from: s.from,
                marker: s.start,
                title: s.title,
                end: s.end,
                kind: Kind::Lead,
                mark: s.mark,
                rank: SOFT,
                run_in: true,
                inside: true,
            });
        }
    }
    heads.extend(found);
}

fn pieces(p: &Para, from: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = from;
    while at < p.chars.len() {
        let rest = p.chars.tail(at);
        let mut len = first_sentence(rest).max(1);
        // 要把握好几个方面：一是…。 – the row begins after the colon.
        if let Some(colon) = rest.iter().take(len).position(|&x| x == ':')
            && rest
                .get(colon + 1..)
                .is_some_and(|r| matches!(mark(r), Some((Mark::Ordinal(1, _), _))))
        {
            len = colon + 1;
        }
        let s = rest.get(..len).unwrap_or(rest);
        let marked = mark(s).filter(|(m, _)| {
            matches!(
                m,
                Mark::Ordinal(..) | Mark::Circle(_) | Mark::ArabicParen(_)
            )
        });
        let skip = marked.map_or(0, |m| m.1);
        let stops = s
            .iter()
            .rev()
            .take_while(|&&x| is_stop(x) || x == ':')
            .count();
        out.push(Piece {
            from: at,
            start: at + skip,
            title: at + len - stops,
            end: at + len,
            size: weight(s.get(skip..).unwrap_or(&[])),
            mark: marked.map(|m| m.0),
        });
        at += len;
    }
    out
}

/// 一是…。…二是…。…: each a short sentence with more after it.
fn ordinals(p: &Para, pieces: &[Piece]) -> Option<Vec<usize>> {
    let marked: Vec<usize> = (0..pieces.len())
        .filter(|&k| pieces.get(k).is_some_and(|s| s.mark.is_some()))
        .collect();
    if marked.len() < 2 {
        return None;
    }
    let good: Vec<usize> = marked
        .iter()
        .copied()
        .filter(|&k| {
            pieces.get(k).is_some_and(|s| {
                (4..=24).contains(&s.size)
                    && p.chars.get(s.title, s.end).first() == Some(&'。')
                    && !p.chars.get(s.start, s.title).contains(&';')
                    && pieces.get(k + 1).is_some_and(|n| n.mark.is_none())
            })
        })
        .collect();
    (good.len() >= 2 && good.len() * 100 >= marked.len() * 60).then_some(good)
}

/// A row of short sentences without ordinals.
fn row(p: &Para, pieces: &[Piece], headed: bool) -> Vec<usize> {
    let candidates: Vec<usize> = (0..pieces.len())
        .filter(|&k| {
            pieces.get(k).is_some_and(|s| {
                let t = p.chars.get(s.start, s.title);
                s.mark.is_none()
                    && (4..=20).contains(&s.size)
                    && (k > 0 || headed)
                    && !t.iter().any(|x| matches!(x, ',' | ';' | ':'))
                    && !digit_outside_quotes(t)
                    && p.chars.get(s.title, s.end).first() == Some(&'。')
            })
        })
        .collect();
    let title = |k: usize| {
        pieces
            .get(k)
            .map_or(&[][..], |s| p.chars.get(s.start, s.title))
    };
    let mut scored: Vec<(usize, f32)> = Vec::new();
    for &k in &candidates {
        let Some(s) = pieces.get(k) else { continue };
        let t = title(k);
        let mut points: f32 = 0.0;
        if s.size <= 12 {
            points += 0.7;
        }
        let verb = is_action(t);
        if verb {
            points += 0.8;
        }
        if is_state(t) {
            points += 1.0;
        }
        if has_any(t, DEEDS) || (has(t, "实现") && !has(t, "新") && !has(t, "突破")) {
            points -= 1.2;
        }
        if has(t, "、") {
            points -= 0.4;
        }
        if has_any(t, OURS) {
            points -= 1.5;
        }
        if let Some(next) = pieces.get(k + 1) {
            if next.size >= 14 {
                points += 0.3;
            }
            if p.chars.get(next.start, next.title).contains(&',') {
                points += 0.2;
            }
        }
        let others = candidates.iter().copied().filter(|&o| o != k);
        let (mut heads, mut lengths, mut tails, mut verbs) = (false, false, false, false);
        for o in others {
            let to = title(o);
            heads |= prefix(t, to) >= 2;
            lengths |= pieces.get(o).is_some_and(|q| q.size.abs_diff(s.size) <= 1);
            tails |= suffix(t, to) >= 2;
            verbs |= is_action(to) == verb;
        }
        for (holds, worth) in [(heads, 1.2), (lengths, 0.5), (tails, 0.5), (verbs, 0.3)] {
            if holds {
                points += worth;
            }
        }
        if k == 0 && headed {
            points += 0.6;
        }
        // What it names follows it: up to the next candidate.
        let next = candidates
            .iter()
            .copied()
            .find(|&c| c > k)
            .unwrap_or(pieces.len());
        let room: usize = pieces
            .get(k + 1..next)
            .map_or(0, |r| r.iter().map(|n| n.size).sum());
        if room >= 25 {
            scored.push((k, points));
        }
    }
    if scored.iter().filter(|s| s.1 >= 2.6).count() < 2 {
        return Vec::new();
    }
    // A row that is certain lets weaker members in.
    scored
        .into_iter()
        .filter(|s| s.1 >= 2.2)
        .map(|s| s.0)
        .collect()
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
