//! Sentence pairs inside linked sections, and what became of every sentence.
//!
//! Owns the matching of sentences: first those of one wording, then the nearest by bigram Dice, one to one, within what
//! the links allow; then moves over the whole text. Invariant: a sentence stands in at most one pair, and outside
//! parallel depth every sentence of a section has a mark.

use rustc_hash::FxHashMap;

use super::edit;
use super::similarity::{self, Bag};
use super::{
    Asked, Change, Comparison, Depth, Links, SentencePair, Verdict, figure, tone, wording,
};
use crate::report::{Report, SectionId, SentenceId};
use crate::text::span::Span;

/// Dice from which two sentences of linked sections are one sentence reworded. Below, what two sentences share is the
/// language of reports (set by reading the pairs of linked sections of five reports).
const REWORDED: f32 = 0.42;
/// The same for sentences with fewer than [`SHORT`] Han characters, which share more by chance.
const REWORDED_SHORT: f32 = 0.6;
const SHORT: u32 = 8;
/// Dice from which a sentence outside the linked section is the same one moved.
const MOVED: f32 = 0.9;
/// The same for sentences of at least [`LONG`] Han characters.
const MOVED_LONG: f32 = 0.7;
const LONG: u32 = 20;
/// A pair whose word diff has less than this share equal is no pair to a reader.
const EQUAL_SHARE: f32 = 0.3;
/// Candidates kept for a sentence.
const CANDIDATES: usize = 12;
/// Sentences of both sides together that are compared by likeness; beyond, only equal ones are found.
const MOST_SENTENCES: usize = 40_000;

/// See [`super::compare`].
pub fn compare(a: &Report, b: &Report, asked: &Asked) -> Comparison {
    let nearness = super::nearness(a, b);
    let depth = asked.depth.unwrap_or(nearness.depth);
    let links = super::link_with(a, b, &asked.judged);
    let mut comparison = Comparison {
        verdict: Verdict::default(),
        nearness,
        depth,
        links,
        pairs: Vec::new(),
        marks_a: vec![None; a.sentences.len()],
        marks_b: vec![None; b.sentences.len()],
        pair_of_a: vec![None; a.sentences.len()],
        pair_of_b: vec![None; b.sentences.len()],
        figures: Vec::new(),
        shared: Vec::new(),
        tones: Vec::new(),
        reflows: Vec::new(),
        stopped: false,
    };
    if depth == Depth::Parallel {
        let (shared, stopped) = wording::shared(a, b, &comparison.links);
        comparison.shared = shared;
        comparison.stopped = stopped;
        comparison.figures = figure::changes(a, b, &[], &comparison.links);
        return comparison;
    }
    let mut matching = Matching::new(a, b, &comparison.links, depth);
    matching.headings(&comparison.links);
    matching.equal();
    matching.near();
    matching.moved();
    comparison.stopped = matching.stopped;
    let (pairs, stopped) = matching.finish();
    comparison.stopped |= stopped;
    for (i, pair) in pairs.iter().enumerate() {
        let set = |list: &mut Vec<Option<u32>>, id: SentenceId| {
            if let Some(slot) = list.get_mut(id.index()) {
                *slot = Some(i as u32);
            }
        };
        set(&mut comparison.pair_of_a, pair.a);
        set(&mut comparison.pair_of_b, pair.b);
    }
    let mark = |report: &Report, pair_of: &[Option<u32>], alone: Change| -> Vec<Option<Change>> {
        report
            .sentences
            .iter()
            .zip(pair_of)
            .map(|(sentence, pair)| match pair {
                Some(i) => pairs.get(*i as usize).map(|p| p.change),
                None => (depth == Depth::Revision || sentence.section.is_some()).then_some(alone),
            })
            .collect()
    };
    comparison.marks_a = mark(a, &comparison.pair_of_a, Change::Gone);
    comparison.marks_b = mark(b, &comparison.pair_of_b, Change::New);
    comparison.figures = figure::changes(a, b, &pairs, &comparison.links);
    comparison.tones = tone::changes(a, b, &pairs, &comparison.figures);
    comparison.pairs = pairs;
    comparison
}

/// Sentences of one side, made ready.
struct Side<'r> {
    report: &'r Report,
    bags: Vec<Bag>,
    /// Wording as it is compared: no number in front, no mark behind, widths and variants alike.
    keys: Vec<String>,
}

impl<'r> Side<'r> {
    fn new(report: &'r Report) -> Self {
        let keys = report
            .sentences
            .iter()
            .map(|sentence| {
                let span = match sentence.section.filter(|_| sentence.heading) {
                    Some(id) => title_span(report, id),
                    None => sentence.span,
                };
                key(&report.reading_folded(span))
            })
            .collect();
        Self {
            report,
            bags: similarity::bags(report),
            keys,
        }
    }

    fn len(&self) -> usize {
        self.keys.len()
    }

    fn key(&self, i: usize) -> &str {
        self.keys.get(i).map_or("", String::as_str)
    }

    fn section(&self, i: usize) -> Option<SectionId> {
        self.report.sentences.get(i).and_then(|s| s.section)
    }

    fn is_heading(&self, i: usize) -> bool {
        self.report.sentences.get(i).is_some_and(|s| s.heading)
    }
}

/// A heading without its number.
fn title_span(report: &Report, id: SectionId) -> Span {
    report.section(id).map_or(Span::default(), |s| {
        Span::new(s.marker.end().max(s.heading.start()), s.heading.end())
    })
}

/// A sentence as it is compared.
fn key(folded: &str) -> String {
    let text = folded.get(edit::marker_len(folded)..).unwrap_or(folded);
    let mut key: String = text.chars().filter_map(edit::compared).collect();
    while key.ends_with(['。', ';', '!', ',', ':', '、', '.']) {
        key.pop();
    }
    key
}

/// A sentence pair found, not yet diffed.
#[derive(Clone, Copy)]
struct Found {
    a: usize,
    b: usize,
    dice: f32,
    moved: bool,
    heading: bool,
}

/// The state of matching two reports.
struct Matching<'r> {
    a: Side<'r>,
    b: Side<'r>,
    depth: Depth,
    /// For each section of A the sections of B whose sentences its own may match, subtrees included; and back.
    reach_a: Vec<Vec<Span>>,
    reach_b: Vec<Vec<Span>>,
    taken_a: Vec<bool>,
    taken_b: Vec<bool>,
    found: Vec<Found>,
    stopped: bool,
}

impl<'r> Matching<'r> {
    fn new(a: &'r Report, b: &'r Report, links: &Links, depth: Depth) -> Self {
        let (left, right) = (Side::new(a), Side::new(b));
        let reach_a = reach(a, b, |id| {
            let of = links.of_a.get(id.index());
            of.into_iter()
                .flatten()
                .filter_map(|&i| links.links.get(i as usize))
                .map(|l| l.b)
                .collect()
        });
        let reach_b = reach(b, a, |id| {
            links.from_b(id).map(|l| l.a).into_iter().collect()
        });
        Self {
            taken_a: vec![false; left.len()],
            taken_b: vec![false; right.len()],
            a: left,
            b: right,
            depth,
            reach_a,
            reach_b,
            found: Vec::new(),
            stopped: false,
        }
    }

    /// Whether the links let these two sentences match.
    fn allowed(&self, x: usize, y: usize) -> bool {
        if self.depth == Depth::Revision {
            return true;
        }
        let within = |from: &Side<'_>, i: usize, reach: &[Vec<Span>], to: &Side<'_>, k: usize| {
            let spans = from.section(i).and_then(|id| reach.get(id.index()));
            let at = to.report.sentences.get(k).map_or(0, |s| s.span.start());
            spans.is_some_and(|list| list.iter().any(|span| span.contains(at)))
        };
        within(&self.a, x, &self.reach_a, &self.b, y)
            || within(&self.b, y, &self.reach_b, &self.a, x)
    }

    fn free(&self, x: usize, y: usize) -> bool {
        !self.taken_a.get(x).copied().unwrap_or(true)
            && !self.taken_b.get(y).copied().unwrap_or(true)
    }

    fn take(&mut self, found: Found) {
        if let (Some(x), Some(y)) = (self.taken_a.get_mut(found.a), self.taken_b.get_mut(found.b)) {
            (*x, *y) = (true, true);
            self.found.push(found);
        }
    }

    /// How far apart two sentences stand in their reports, 0 to 1.
    fn apart(&self, x: usize, y: usize) -> f32 {
        let place = |i: usize, n: usize| i as f32 / n.max(1) as f32;
        (place(x, self.a.len()) - place(y, self.b.len())).abs()
    }

    /// Headings of sections that chose each other.
    fn headings(&mut self, links: &Links) {
        let heading_of = |side: &Side<'_>| -> FxHashMap<SectionId, usize> {
            (0..side.len())
                .filter(|&i| side.is_heading(i))
                .filter_map(|i| side.section(i).map(|id| (id, i)))
                .collect()
        };
        let (left, right) = (heading_of(&self.a), heading_of(&self.b));
        for link in &links.links {
            let mutual = links.from_a(link.a).is_some_and(|l| l.b == link.b)
                && links.from_b(link.b).is_some_and(|l| l.a == link.a);
            if let (true, Some(&x), Some(&y)) = (mutual, left.get(&link.a), right.get(&link.b))
                && self.free(x, y)
            {
                let dice = dice(&self.a, x, &self.b, y);
                self.take(Found {
                    a: x,
                    b: y,
                    dice,
                    moved: false,
                    heading: true,
                });
            }
        }
    }

    /// Sentences of one wording: within reach first, then anywhere as moves, copies in order.
    fn equal(&mut self) {
        let mut by_key: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for y in 0..self.b.len() {
            if !self.b.key(y).is_empty() {
                by_key.entry(self.b.key(y)).or_default().push(y);
            }
        }
        let mut next: FxHashMap<&str, usize> = FxHashMap::default();
        let mut chosen: Vec<Found> = Vec::new();
        let mut used = self.taken_b.clone();
        for x in 0..self.a.len() {
            if self.taken_a.get(x).copied().unwrap_or(true) {
                continue;
            }
            let key = self.a.key(x);
            let Some(list) = by_key.get(key) else {
                continue;
            };
            // Copies are taken in order; a few places are looked at so that reach decides among them.
            let from = next.entry(key).or_default();
            while list
                .get(*from)
                .is_some_and(|&y| used.get(y).copied().unwrap_or(true))
            {
                *from += 1;
            }
            let candidate = list.iter().skip(*from).take(64).copied().find(|&y| {
                !used.get(y).copied().unwrap_or(true)
                    && self.a.is_heading(x) == self.b.is_heading(y)
                    && self.allowed(x, y)
            });
            if let Some(y) = candidate {
                if let Some(slot) = used.get_mut(y) {
                    *slot = true;
                }
                chosen.push(Found {
                    a: x,
                    b: y,
                    dice: 1.0,
                    moved: false,
                    heading: self.a.is_heading(x),
                });
            }
        }
        for found in chosen {
            self.take(found);
        }
    }

    /// The nearest sentences within reach, the best pair first.
    fn near(&mut self) {
        let candidates = self.candidates(REWORDED, |this, x, y, dice| {
            let short = bag(&this.a, x).han.min(bag(&this.b, y).han) < SHORT;
            dice >= if short { REWORDED_SHORT } else { REWORDED } && this.allowed(x, y)
        });
        for (x, y, dice) in candidates {
            if self.free(x, y) {
                self.take(Found {
                    a: x,
                    b: y,
                    dice,
                    moved: false,
                    heading: false,
                });
            }
        }
    }

    /// What stands elsewhere now. In a revision everything was within reach, and what breaks the order has moved.
    fn moved(&mut self) {
        if self.depth == Depth::Revision {
            let stay = in_order(&self.found, &self.a);
            for (found, stays) in self.found.iter_mut().zip(stay) {
                found.moved = !stays;
            }
            return;
        }
        let candidates = self.candidates(MOVED_LONG, |this, x, y, dice| {
            let han = bag(&this.a, x).han.min(bag(&this.b, y).han);
            let least = if han >= LONG { MOVED_LONG } else { MOVED };
            han >= SHORT
                && dice >= least
                && this.a.section(x).is_some()
                && this.b.section(y).is_some()
        });
        for (x, y, dice) in candidates {
            if self.free(x, y) {
                self.take(Found {
                    a: x,
                    b: y,
                    dice,
                    moved: true,
                    heading: false,
                });
            }
        }
    }

    /// Free sentences with their free likenesses, the best first.
    fn candidates(
        &mut self,
        least: f32,
        fits: impl Fn(&Self, usize, usize, f32) -> bool,
    ) -> Vec<(usize, usize, f32)> {
        let free = |taken: &[bool], side: &Side<'_>| -> Vec<usize> {
            (0..side.len())
                .filter(|&i| !taken.get(i).copied().unwrap_or(true) && !side.is_heading(i))
                .collect()
        };
        let (left, right) = (free(&self.taken_a, &self.a), free(&self.taken_b, &self.b));
        if left.len() + right.len() > MOST_SENTENCES {
            self.stopped = true;
            return Vec::new();
        }
        let bags: Vec<Bag> = right.iter().map(|&y| bag(&self.b, y).clone()).collect();
        let index = similarity::Index::new(&bags);
        let mut room = Vec::new();
        let mut out: Vec<(usize, usize, f32)> = Vec::new();
        for &x in &left {
            let mut near: Vec<(usize, usize, f32)> = index
                .near(bag(&self.a, x), least, &mut room)
                .into_iter()
                .filter_map(|(k, dice)| right.get(k).map(|&y| (x, y, dice)))
                .filter(|&(x, y, dice)| fits(self, x, y, dice))
                .collect();
            near.sort_by(|p, q| q.2.total_cmp(&p.2).then(p.1.cmp(&q.1)));
            near.truncate(CANDIDATES);
            out.extend(near);
        }
        // Of equally near ones, those that stand alike in their reports.
        let rank = |&(x, y, dice): &(usize, usize, f32)| dice - 0.02 * self.apart(x, y);
        out.sort_by(|p, q| {
            rank(q)
                .total_cmp(&rank(p))
                .then((p.0, p.1).cmp(&(q.0, q.1)))
        });
        out
    }

    /// Diffs the pairs; those that share too little to be shown as one sentence are let go.
    fn finish(mut self) -> (Vec<SentencePair>, bool) {
        self.found.sort_by_key(|f| f.a);
        let mut stopped = false;
        let mut pairs = Vec::with_capacity(self.found.len());
        for found in &self.found {
            let same = self.a.key(found.a) == self.b.key(found.b);
            let mut edits = Vec::new();
            if !same {
                let (script, cut) = diff(&self.a, found.a, &self.b, found.b, found.heading);
                stopped |= cut;
                let share =
                    edit::equal_share(&self.a.report.folded, &self.b.report.folded, &script);
                if share < EQUAL_SHARE && !found.heading && !cut {
                    continue;
                }
                edits = script;
            }
            let change = match (found.moved, same) {
                (true, _) => Change::Moved,
                (false, true) => Change::Kept,
                (false, false) => Change::Reworded,
            };
            pairs.push(SentencePair {
                a: SentenceId(found.a as u32),
                b: SentenceId(found.b as u32),
                similarity: if same { 1.0 } else { found.dice },
                a_len: 1,
                b_len: 1,
                reworded: !same,
                change,
                edits,
            });
        }
        (pairs, stopped)
    }
}

fn bag<'s>(side: &'s Side<'_>, i: usize) -> &'s Bag {
    static NONE: std::sync::LazyLock<Bag> = std::sync::LazyLock::new(Bag::default);
    side.bags.get(i).unwrap_or(&NONE)
}

fn dice(a: &Side<'_>, x: usize, b: &Side<'_>, y: usize) -> f32 {
    bag(a, x).dice(bag(b, y))
}

/// The word diff of two sentences; of headings without their numbers.
fn diff(a: &Side<'_>, x: usize, b: &Side<'_>, y: usize, heading: bool) -> (Vec<super::Edit>, bool) {
    let parts = |side: &Side<'_>, i: usize| -> (Span, Span) {
        let span = side
            .report
            .sentences
            .get(i)
            .map_or(Span::default(), |s| s.span);
        let title = side
            .section(i)
            .filter(|_| heading)
            .map_or(span, |id| title_span(side.report, id));
        (
            Span::new(span.start(), title.start()),
            Span::new(title.start(), span.end()),
        )
    };
    let ((head_a, body_a), (head_b, body_b)) = (parts(a, x), parts(b, y));
    let (script, cut) = edit::script_over(
        (&a.report.folded, body_a, &a.report.gaps),
        (&b.report.folded, body_b, &b.report.gaps),
    );
    let mut edits = Vec::with_capacity(script.len() + 1);
    if !head_a.is_empty() || !head_b.is_empty() {
        edits.push(super::Edit {
            a: head_a,
            b: head_b,
            equal: true,
        });
    }
    edits.extend(script);
    (edits, cut)
}

/// For each section, the stretches of the other report that its own sentences may match: its counterparts'. A section
/// below level 2 without counterpart looks where the section it stands in looks.
fn reach(
    report: &Report,
    other: &Report,
    counterparts: impl Fn(SectionId) -> Vec<SectionId>,
) -> Vec<Vec<Span>> {
    let mut out: Vec<Vec<Span>> = Vec::with_capacity(report.sections.len());
    for (id, section) in report.section_ids() {
        let mut spans: Vec<Span> = counterparts(id)
            .into_iter()
            .filter_map(|id| other.section(id))
            .map(|s| s.span)
            .collect();
        let deep = section
            .parent
            .and_then(|p| report.section(p))
            .is_some_and(|p| p.parent.is_some());
        if let Some(above) = section.parent.and_then(|p| out.get(p.index()))
            && deep
        {
            spans.extend(above.clone());
        }
        out.push(spans);
    }
    out
}

/// Which pairs keep the order of A in B: the heaviest rising run, by Han characters.
fn in_order(found: &[Found], side: &Side<'_>) -> Vec<bool> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| found.get(i).map_or(0, |f| f.a));
    let size = found.iter().map(|f| f.b + 1).max().unwrap_or(0);
    // best[b]: the heaviest run that ends at or before b, in a tree of prefix maxima.
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); size + 1];
    let mut before: Vec<usize> = vec![usize::MAX; found.len()];
    let mut best = (0, usize::MAX);
    for &i in &order {
        let Some(pair) = found.get(i) else { continue };
        let mut top = (0, usize::MAX);
        let mut at = pair.b;
        while at > 0 {
            if let Some(&node) = tree.get(at)
                && node.0 > top.0
            {
                top = node;
            }
            at &= at - 1;
        }
        if let Some(slot) = before.get_mut(i) {
            *slot = top.1;
        }
        let weight = top.0 + u64::from(bag(side, pair.a).han) + 1;
        if weight > best.0 {
            best = (weight, i);
        }
        let mut at = pair.b + 1;
        while at <= size {
            if let Some(node) = tree.get_mut(at)
                && weight > node.0
            {
                *node = (weight, i);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut stay = vec![false; found.len()];
    let mut at = best.1;
    while let Some(slot) = stay.get_mut(at) {
        *slot = true;
        at = before.get(at).copied().unwrap_or(usize::MAX);
    }
    stay
}
