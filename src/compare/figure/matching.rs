//! Which measures of two reports are of the same quantity.
//!
//! Owns likeness and assignment. Invariant: a measure is used once; two that are matched agree in dimension, kind and
//! period, and stand in one sentence pair or in sections that are linked, themselves or by what they stand in.

use rustc_hash::{FxHashMap, FxHashSet};

use super::indicator;
use super::measure::{Kind, Measure, Period, han};
use super::words::{self, Act};
use crate::compare::{Change, Edit, Links, SentencePair};
use crate::report::{Report, SectionId};
use crate::text::span::Span;

/// Likeness of names from which two figures of one sentence pair measure the same.
const SAME: f32 = 0.5;
/// The same where the edit script says that one stands in the place of the other.
const SAME_PLACE: f32 = 0.3;
/// The same for two figures of linked sections that stand in no pair.
const SAME_APART: f32 = 0.8;
/// Candidates beyond sentence pairs that are weighed, at most.
const MOST: usize = 200_000;

/// Two measures of one quantity.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Index into A's measures.
    pub a: usize,
    /// Index into B's.
    pub b: usize,
    /// The sentence pair that both stand in.
    pub pair: Option<u32>,
}

/// All matches of two reports' measures, each used once.
pub fn matches(
    a: &Report,
    b: &Report,
    (left, right): (&[Measure], &[Measure]),
    pairs: &[SentencePair],
    links: &Links,
) -> Vec<Found> {
    let mut out = Vec::new();
    let (mut used_a, mut used_b) = (vec![false; left.len()], vec![false; right.len()]);
    let within = |list: &[Measure], from: u32, len: u32| {
        let start = list.partition_point(|m| m.sentence.0 < from);
        let end = list.partition_point(|m| m.sentence.0 < from + len.max(1));
        start..end
    };
    for (i, pair) in (0u32..).zip(pairs) {
        let (xs, ys) = (
            within(left, pair.a.0, pair.a_len),
            within(right, pair.b.0, pair.b_len),
        );
        if xs.is_empty() || ys.is_empty() {
            continue;
        }
        let kept = pair.change == Change::Kept || pair.edits.is_empty();
        let mut candidates: Vec<(f32, usize, usize)> = Vec::new();
        for x in xs.clone() {
            for y in ys.clone() {
                let (Some(p), Some(q)) = (left.get(x), right.get(y)) else {
                    continue;
                };
                if kept {
                    // Word for word the same: their figures are spoken for.
                    if x - xs.start == y - ys.start {
                        candidates.push((1.0, x, y));
                    }
                    continue;
                }
                let Some(likeness) = likeness(p, q) else {
                    continue;
                };
                let place = place(
                    &pair.edits,
                    (&a.folded, p.figure.span),
                    (&b.folded, q.figure.span),
                );
                let (least, more) = match place {
                    Place::Same => (SAME_PLACE, 0.3),
                    Place::Instead => (SAME_PLACE, 0.15),
                    Place::Elsewhere => (SAME, 0.0),
                };
                let nameless = p.name.is_empty() && q.name.is_empty() && place != Place::Elsewhere;
                if likeness >= least || nameless {
                    let apart = (x - xs.start).abs_diff(y - ys.start) as f32;
                    candidates.push((likeness + more - 0.02 * apart, x, y));
                }
            }
        }
        for (x, y) in assign(candidates, &mut used_a, &mut used_b) {
            if !kept {
                out.push(Found {
                    a: x,
                    b: y,
                    pair: Some(i),
                });
            }
        }
    }
    let apart = apart(a, b, (left, right), (&used_a, &used_b), links);
    for (x, y) in assign(apart, &mut used_a, &mut used_b) {
        out.push(Found {
            a: x,
            b: y,
            pair: None,
        });
    }
    out
}

/// The likest first, each used once.
fn assign(
    mut candidates: Vec<(f32, usize, usize)>,
    used_a: &mut [bool],
    used_b: &mut [bool],
) -> Vec<(usize, usize)> {
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut out = Vec::new();
    for (_, x, y) in candidates {
        if let (Some(p), Some(q)) = (used_a.get_mut(x), used_b.get_mut(y))
            && !*p
            && !*q
        {
            (*p, *q) = (true, true);
            out.push((x, y));
        }
    }
    out
}

/// How alike what two figures measure is, 0 to 1; none where they cannot be one quantity.
fn likeness(p: &Measure, q: &Measure) -> Option<f32> {
    if p.kind != q.kind || p.slot != q.slot || !p.period.agrees(q.period) {
        return None;
    }
    let countable = counts(p) && counts(q);
    if p.base() != q.base() && !countable && !(percent(p) && percent(q)) {
        return None;
    }
    if p.basis.is_empty() != q.basis.is_empty()
        || !p.basis.is_empty() && !one_basis(&p.basis, &q.basis)
    {
        return None;
    }
    let names = match (p.indicator, q.indicator) {
        (Some(x), Some(y)) => {
            // 新增高新技术企业30家 is no 高新技术企业3000家.
            let flow = counts(p) && p.act != q.act;
            let near = if x == y { 1.0 } else { 0.9 };
            return (indicator::same(x, y) && !flow).then_some(near);
        }
        // A quantity that everybody knows is not the one of a longer name.
        (None, None) => alike(&p.name, &q.name),
        _ => 0.6 * alike(&p.name, &q.name),
    };
    // 改造老旧小区32个 and 改造45个老旧小区: the noun stands before or behind.
    let mut likeness = match (p.after.is_empty(), q.after.is_empty()) {
        (true, true) => names,
        (false, false) => alike(&p.after, &q.after).min(names.max(0.6)),
        (false, true) => names.max(alike(&p.after, &q.name)) * 0.9,
        (true, false) => names.max(alike(&p.name, &q.after)) * 0.9,
    };
    if p.act != q.act && p.act != Act::None && q.act != Act::None {
        likeness *= 0.6;
    }
    if p.base() != q.base() && likeness < 0.9 && !percent(p) {
        return None;
    }
    Some(likeness)
}

/// What two figures are told against is the same: 财政支出, 全市.
fn one_basis(x: &[char], y: &[char]) -> bool {
    x == y || alike(x, y) >= 0.5
}

/// Things counted by a measure word: 32个, 32项, 32家 of one name are one count.
fn counts(m: &Measure) -> bool {
    matches!(
        m.base(),
        "个" | "项" | "家" | "处" | "座" | "所" | "条" | "件" | "支" | "类" | "种" | "批" | ""
    ) && m.figure.value.is_some()
}

fn percent(m: &Measure) -> bool {
    m.base() == "%" || m.kind == Kind::Rate
}

/// Dice of two names by their bigrams.
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
    // 城镇老旧小区 and 老旧小区 are one name.
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    if short.len() >= 3 && long.ends_with(short) {
        dice.max(0.75)
    } else {
        dice
    }
}

/// What the edit script says of two figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// Both stand in words that were kept, at one place.
    Same,
    /// Both stand in one replacement.
    Instead,
    /// Neither.
    Elsewhere,
}

fn place(edits: &[Edit], (a, p): (&str, Span), (b, q): (&str, Span)) -> Place {
    for edit in edits {
        let (in_a, in_b) = (edit.a.contains(p.start()), edit.b.contains(q.start()));
        if in_a != in_b {
            return Place::Elsewhere;
        }
        if in_a {
            if !edit.equal {
                return Place::Instead;
            }
            let letters = |text: &str, from: usize, to: usize| {
                words::letters(Span::new(from, to).of(text)).chars().count()
            };
            let same =
                letters(a, edit.a.start(), p.start()) == letters(b, edit.b.start(), q.start());
            return if same { Place::Same } else { Place::Elsewhere };
        }
    }
    Place::Elsewhere
}

/// Which sections of B the figures of each section of A may be matched with: how many levels up the link stands.
struct Reach {
    linked: FxHashSet<(u32, u32)>,
    chains_a: Vec<Vec<u32>>,
    chains_b: Vec<Vec<u32>>,
}

impl Reach {
    fn new(a: &Report, b: &Report, links: &Links) -> Self {
        let chains = |report: &Report| -> Vec<Vec<u32>> {
            let mut out: Vec<Vec<u32>> = Vec::with_capacity(report.sections.len());
            for (id, section) in report.section_ids() {
                let mut chain = vec![id.0];
                if let Some(above) = section.parent.and_then(|p| out.get(p.index())) {
                    chain.extend(above);
                }
                out.push(chain);
            }
            out
        };
        let all = links.links.iter().chain(links.back.iter().flatten());
        Self {
            linked: all.map(|l| (l.a.0, l.b.0)).collect(),
            chains_a: chains(a),
            chains_b: chains(b),
        }
    }

    /// Levels up on both sides together to the nearest link; none where no link holds both.
    fn levels(&self, a: SectionId, b: SectionId) -> Option<usize> {
        let (up_a, up_b) = (self.chains_a.get(a.index())?, self.chains_b.get(b.index())?);
        let mut best = None;
        for (i, x) in up_a.iter().enumerate() {
            for (j, y) in up_b.iter().enumerate() {
                if self.linked.contains(&(*x, *y)) && best.is_none_or(|n| i + j < n) {
                    best = Some(i + j);
                }
            }
        }
        best
    }
}

/// Kind, whether 年均, place in a list, end of the name.
type Key = (Kind, bool, u8, [char; 2]);

/// What two measures must share to be weighed at all beyond sentence pairs.
fn key(m: &Measure, name: &[char]) -> Option<Key> {
    let tail = name.last_chunk::<2>().copied();
    Some((m.kind, m.period == Period::Average, m.slot, tail?))
}

/// The keys of a measure: that of its headline quantity, or those of its nouns.
fn keys(m: &Measure) -> Vec<Key> {
    if m.indicator.is_some() {
        // 失业率 and 登记失业率 end alike; so do 居民消费价格 and its index, which differ in unit.
        let name: Vec<char> = m
            .indicator
            .map_or("", indicator::known_as)
            .chars()
            .collect();
        return key(m, &name).into_iter().collect();
    }
    let mut out: Vec<_> = key(m, &m.name)
        .into_iter()
        .chain(key(m, &m.after))
        .collect();
    out.dedup();
    out
}

/// Candidates beyond sentence pairs: of one name, in linked sections.
fn apart(
    a: &Report,
    b: &Report,
    (left, right): (&[Measure], &[Measure]),
    (used_a, used_b): (&[bool], &[bool]),
    links: &Links,
) -> Vec<(f32, usize, usize)> {
    let reach = Reach::new(a, b, links);
    let free = |used: &[bool], i: usize| !used.get(i).copied().unwrap_or(true);
    let mut by_key: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for (y, m) in right.iter().enumerate().filter(|(y, _)| free(used_b, *y)) {
        for key in keys(m) {
            by_key.entry(key).or_default().push(y);
        }
    }
    let mut out = Vec::new();
    let mut weighed = 0;
    for (x, p) in left.iter().enumerate().filter(|(x, _)| free(used_a, *x)) {
        let Some(section) = p.section else { continue };
        let mut seen: Vec<usize> = keys(p)
            .iter()
            .filter_map(|key| by_key.get(key))
            .flatten()
            .copied()
            .collect();
        seen.sort_unstable();
        seen.dedup();
        for y in seen {
            weighed += 1;
            if weighed > MOST {
                return out;
            }
            let Some(q) = right.get(y) else { continue };
            let Some(levels) = q.section.and_then(|to| reach.levels(section, to)) else {
                continue;
            };
            let Some(likeness) = likeness(p, q) else {
                continue;
            };
            if !sure(a, p, b, q, likeness, levels) {
                continue;
            }
            out.push((likeness - 0.05 * levels as f32, x, y));
        }
    }
    out
}

/// Whether a likeness is enough without a sentence pair to hold it.
fn sure(a: &Report, p: &Measure, b: &Report, q: &Measure, likeness: f32, levels: usize) -> bool {
    if p.indicator.is_some() && q.indicator.is_some() {
        return likeness >= SAME_APART;
    }
    if likeness < SAME_APART || p.act != q.act {
        return false;
    }
    let shortest = han(&p.name)
        .max(han(&p.after))
        .min(han(&q.name).max(han(&q.after)));
    let around = |report: &Report, m| words::name_of(clause(report, m).of(&report.folded));
    let context = alike(&around(a, p), &around(b, q));
    match levels {
        0 => shortest >= 4 || shortest >= 3 && context >= 0.4 || context >= 0.6,
        _ => shortest >= 5 && likeness >= 0.95 && context >= 0.4,
    }
}

/// The clause that a figure stands in.
fn clause(report: &Report, m: &Measure) -> Span {
    let end = report
        .sentences
        .get(m.sentence.index())
        .map_or(m.figure.span.end(), |s| s.span.end());
    let after = words::clause_after(&report.folded, Span::new(m.figure.span.end(), end));
    m.before.join(m.figure.span).join(after)
}
