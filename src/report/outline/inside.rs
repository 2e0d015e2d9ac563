//! Leads inside paragraphs: a row of short sentences that name what follows each, or 一是 with a short sentence.

use rustc_hash::FxHashMap;

use super::headings::SOFT;
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

/// Letters and digits of a longest lead.
const LONGEST: usize = 20;

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
    // The headings are sorted by paragraph.
    let mut at = 0;
    for (i, p) in paras.iter().enumerate() {
        while heads.get(at).is_some_and(|h| h.para < i) {
            at += 1;
        }
        if p.appendix || p.weight < 150 {
            continue;
        }
        let own = heads.get(at).filter(|h| h.para == i);
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

/// How many of the candidates of a row look alike in which way.
#[derive(Default)]
struct Peers {
    /// By their first two characters, and by their last two.
    opens: FxHashMap<(char, char), u32>,
    ends: FxHashMap<(char, char), u32>,
    /// By their letters and digits.
    sizes: [u32; LONGEST + 2],
    /// Those that open with a verb, and those that do not.
    verbs: [u32; 2],
}

/// The first two characters and the last two.
fn edges(t: &[char]) -> [Option<(char, char)>; 2] {
    let pair = |p: Option<&[char]>| match p {
        Some(&[a, b]) => Some((a, b)),
        _ => None,
    };
    [
        pair(t.get(..2)),
        pair(t.len().checked_sub(2).and_then(|from| t.get(from..))),
    ]
}

impl Peers {
    /// Counts titles, each with its letters and digits.
    fn of<'a>(titles: impl Iterator<Item = (&'a [char], usize)>) -> Peers {
        let mut peers = Peers::default();
        for (t, size) in titles {
            let [first, last] = edges(t);
            for (map, key) in [(&mut peers.opens, first), (&mut peers.ends, last)] {
                if let Some(key) = key {
                    *map.entry(key).or_default() += 1;
                }
            }
            if let Some(n) = peers.sizes.get_mut(size) {
                *n += 1;
            }
            if let Some(n) = peers.verbs.get_mut(usize::from(is_action(t))) {
                *n += 1;
            }
        }
        peers
    }

    /// The points of a title, with what it gains from others that open, measure, end or begin like it.
    fn raise(&self, points: f32, t: &[char], size: usize, verb: bool) -> f32 {
        let [first, last] = edges(t);
        let shared = |map: &FxHashMap<(char, char), u32>, key: Option<(char, char)>| {
            key.and_then(|k| map.get(&k)).is_some_and(|&n| n > 1)
        };
        let near: u32 = self
            .sizes
            .get(size.saturating_sub(1)..=size + 1)
            .map_or(0, |n| n.iter().sum());
        let like = self.verbs.get(usize::from(verb)).is_some_and(|&n| n > 1);
        [
            (shared(&self.opens, first), 1.2),
            (near > 1, 0.5),
            (shared(&self.ends, last), 0.5),
            (like, 0.3),
        ]
        .iter()
        .filter(|x| x.0)
        .fold(points, |sum, x| sum + x.1)
    }
}

/// A row of short sentences without ordinals.
fn row(p: &Para, pieces: &[Piece], headed: bool) -> Vec<usize> {
    let candidates: Vec<usize> = (0..pieces.len())
        .filter(|&k| {
            pieces.get(k).is_some_and(|s| {
                let t = p.chars.get(s.start, s.title);
                s.mark.is_none()
                    && (4..=LONGEST).contains(&s.size)
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
    let size = |k: usize| pieces.get(k).map_or(0, |s| s.size);
    let peers = Peers::of(candidates.iter().map(|&k| (title(k), size(k))));
    let mut scored: Vec<(usize, f32)> = Vec::new();
    for (n, &k) in candidates.iter().enumerate() {
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
        points = peers.raise(points, t, s.size, verb);
        if k == 0 && headed {
            points += 0.6;
        }
        // What it names follows it: up to the next candidate.
        let next = candidates.get(n + 1).copied().unwrap_or(pieces.len());
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
