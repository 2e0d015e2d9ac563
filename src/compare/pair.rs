//! Sentence pairs, and what became of every sentence.
//!
//! Puts the stages together: sentences of one wording, sentences cut in two or joined, the nearest by bigram Dice, then
//! moves over the whole text. Invariant: a sentence stands in at most one pair, and outside parallel depth every sentence
//! of a section has a mark.

mod matching;
mod order;
mod run;
mod side;

use rustc_hash::FxHashSet;

use super::edit;
use super::similarity;
use super::{
    Asked, Change, Comparison, Depth, Edit, Links, SentencePair, Verdict, figure, reflow, tone,
    verdict, wording,
};
use crate::report::{Report, SentenceId};
use crate::text::span::Span;
use matching::{Found, Matching};
use side::Sides;

/// A pair whose word diff has less than this share equal is no pair to a reader.
const EQUAL_SHARE: f32 = 0.3;
/// Characters of reworded sentences that are diffed; beyond, a pair is given as one replacement.
const MOST_DIFFED: usize = 400_000;

/// See [`super::compare`]; `links` tells the links, while the sentences are made ready beside.
pub fn compare(
    a: &Report,
    b: &Report,
    asked: &Asked,
    links: impl FnOnce() -> Links + Send,
) -> Comparison {
    let ready = || {
        let sides = Sides::new(a, b);
        let keys_b: FxHashSet<u32> = sides.b.keys.iter().copied().collect();
        let known = |i| sides.a.key(i) != 0 && keys_b.contains(&sides.a.key(i));
        let found = similarity::nearness_of((a, &sides.a.bags), (b, &sides.b.bags), known);
        (sides, found)
    };
    let (links, (sides, (mut nearness, cut))) = super::both(links, ready);
    let identical = verdict::identical(&sides.a.keys, &sides.b.keys);
    if identical && nearness.depth == Depth::Parallel {
        nearness.depth = Depth::Revision;
    }
    let depth = asked.depth.unwrap_or(nearness.depth);
    let mut comparison = Comparison {
        verdict: Verdict::Comparable,
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
        stopped: cut || sides.a.cut || sides.b.cut,
    };
    comparison.verdict = if identical {
        Verdict::Identical
    } else {
        verdict::judge((a, &sides.a.keys), (b, &sides.b.keys), &comparison.nearness)
    };
    if depth == Depth::Parallel {
        let links = &comparison.links;
        let ((shared, stopped), figures) = super::both(
            || wording::shared(a, b, links, asked.formulas.as_deref()),
            || figure::changes(a, b, &[], links),
        );
        comparison.shared = shared;
        comparison.stopped |= stopped;
        comparison.figures = figures;
        return comparison;
    }
    let mut matching = Matching::new(&sides, &comparison.links, depth);
    if identical {
        matching.all_kept();
    } else {
        matching.run(&comparison.links);
    }
    comparison.stopped |= matching.stopped;
    let found = std::mem::take(&mut matching.found);
    let (pairs, stopped) = finish(&sides, found, depth);
    comparison.stopped |= stopped;
    for (i, pair) in pairs.iter().enumerate() {
        let set = |list: &mut Vec<Option<u32>>, id: SentenceId, len: u32| {
            let from = id.index();
            for slot in list.iter_mut().skip(from).take(len as usize) {
                *slot = Some(i as u32);
            }
        };
        set(&mut comparison.pair_of_a, pair.a, pair.a_len);
        set(&mut comparison.pair_of_b, pair.b, pair.b_len);
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
    if depth == Depth::Revision {
        comparison.reflows = reflow::reflows(a, b, &comparison.pairs);
    }
    verdict::settle(&mut comparison);
    comparison
}

/// Diffs the pairs; those that share too little to be shown as one sentence are let go. Then tells what has moved.
fn finish(sides: &Sides<'_>, mut found: Vec<Found>, depth: Depth) -> (Vec<SentencePair>, bool) {
    found.sort_by_key(|f| f.a);
    let mut stopped = false;
    let mut diffed = 0;
    let mut pairs: Vec<(SentencePair, Found)> = Vec::with_capacity(found.len());
    for found in found {
        let one = found.a_len == 1 && found.b_len == 1;
        let mut same = one && sides.a.key(found.a) == sides.b.key(found.b);
        let mut edits = Vec::new();
        if !same {
            let most = (diffed < MOST_DIFFED).then_some(MOST_DIFFED);
            let (script, cut) = diff(sides, &found, most.is_some());
            diffed += script
                .iter()
                .filter(|e| !e.equal)
                .map(|e| e.a.len().max(e.b.len()) / 3)
                .sum::<usize>();
            stopped |= cut;
            let share = edit::equal_share(&sides.a.report.folded, &sides.b.report.folded, &script);
            if share < EQUAL_SHARE && !found.heading && !cut {
                continue;
            }
            same = script.iter().all(|e| e.equal);
            if !same {
                edits = script;
            }
        }
        let change = match (found.moved, same) {
            (true, _) => Change::Moved,
            (false, true) => Change::Kept,
            (false, false) => Change::Reworded,
        };
        let pair = SentencePair {
            a: SentenceId(found.a as u32),
            b: SentenceId(found.b as u32),
            similarity: if same { 1.0 } else { found.dice },
            a_len: found.a_len as u32,
            b_len: found.b_len as u32,
            reworded: !same,
            change,
            edits,
        };
        pairs.push((pair, found));
    }
    if depth == Depth::Revision {
        let stays = order::stays(&pairs, &sides.a);
        for ((pair, _), stays) in pairs.iter_mut().zip(stays) {
            if !stays {
                pair.change = Change::Moved;
            }
        }
        let refrain = order::refrains(&pairs, sides);
        let mut refrains = refrain.iter();
        pairs.retain(|_| !refrains.next().copied().unwrap_or_default());
    }
    (pairs.into_iter().map(|p| p.0).collect(), stopped)
}

/// The word diff of two sentences, or of a sentence and a run; of headings without their numbers. Without `words` it is
/// one replacement.
fn diff(sides: &Sides<'_>, found: &Found, words: bool) -> (Vec<Edit>, bool) {
    let (a, b) = (&sides.a, &sides.b);
    let (span_a, span_b) = (a.span(found.a, found.a_len), b.span(found.b, found.b_len));
    let (head_a, head_b) = if found.heading {
        (a.title_start(found.a), b.title_start(found.b))
    } else {
        (span_a.start(), span_b.start())
    };
    let mut edits = Vec::new();
    if head_a > span_a.start() || head_b > span_b.start() {
        edits.push(Edit {
            a: Span::new(span_a.start(), head_a),
            b: Span::new(span_b.start(), head_b),
            equal: true,
        });
    }
    let (body_a, body_b) = (
        Span::new(head_a, span_a.end()),
        Span::new(head_b, span_b.end()),
    );
    if !words {
        edits.push(Edit {
            a: body_a,
            b: body_b,
            equal: false,
        });
        return (edits, true);
    }
    let (script, cut) = edit::script_over(
        (&a.report.folded, body_a, &a.report.gaps),
        (&b.report.folded, body_b, &b.report.gaps),
    );
    let mut script = script.into_iter();
    if let Some(first) = script.next() {
        match edits.last_mut().filter(|_| first.equal) {
            Some(head) => {
                head.a = head.a.join(first.a);
                head.b = head.b.join(first.b);
            }
            None => edits.push(first),
        }
    }
    edits.extend(script);
    (edits, cut)
}
