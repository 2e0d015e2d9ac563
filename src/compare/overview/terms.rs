//! Wording that one side has and the other has not, or hardly.
//!
//! Candidates are what the reports themselves put between quotation marks, and the terms that a caller hands in; each is
//! counted in the whole reading text of both. Invariant: a term that stands in another with the same counts is not told
//! beside it. Must not know where handed-in terms come from.

use rustc_hash::FxHashMap;

use crate::report::Report;
use crate::text::fold::{fold_str, is_han};
use crate::text::scan::{Joined, Terms};
use crate::text::span::Span;

/// Shortest and longest wording between quotation marks that is taken for a set phrase, in characters.
const QUOTED: (usize, usize) = (2, 10);
/// Most terms of a side.
const MOST: usize = 60;

/// A wording with its hits on both sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermLine {
    /// As the side that has it writes it.
    pub text: String,
    /// Hits in A.
    pub a: u32,
    /// Hits in B.
    pub b: u32,
    /// The first hit on the side that has it.
    pub first: Span,
}

/// What a report puts between quotation marks, folded, each once, in order.
pub fn quoted(report: &Report) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for paragraph in &report.paragraphs {
        let text = report.resolved(paragraph.span);
        let mut rest = text.as_ref();
        while let Some((_, after)) = rest.split_once(['“', '「', '"']) {
            let Some((inside, later)) = after.split_once(['”', '」', '"']) else {
                break;
            };
            let fits = inside.chars().count();
            let plain = |c: char| is_han(c) || c.is_ascii_alphanumeric() || c == '+';
            if (QUOTED.0..=QUOTED.1).contains(&fits)
                && inside.chars().all(plain)
                && inside.chars().any(is_han)
            {
                let folded = fold_str(inside);
                if seen.insert(folded.clone()) {
                    out.push(folded);
                }
            }
            rest = later;
        }
    }
    out
}

/// 大健康产业, where the text writes “大健康”产业.
fn without_quotes(text: &str) -> String {
    text.replace(['“', '”', '‘', '’', '「', '」', '『', '』'], "")
}

/// Where each term stands in a report: hits, and the first one.
fn hits(report: &Report, terms: &Terms, count: usize) -> Vec<(u32, Span)> {
    let pieces: Vec<Span> = report
        .paragraphs
        .iter()
        .flat_map(|p| p.span.without(&report.gaps))
        .collect();
    let joined = Joined::new(&report.folded, &pieces);
    let mut out = vec![(0, Span::default()); count];
    terms.each(&joined.text, |hit| {
        if let Some((n, first)) = out.get_mut(hit.term as usize) {
            if *n == 0 {
                *first = joined.source(hit.span);
            }
            *n += 1;
        }
    });
    out
}

/// What only B has, or hardly A, and what only A has; the most frequent first.
pub fn one_sided(a: &Report, b: &Report, more: &[String]) -> (Vec<TermLine>, Vec<TermLine>) {
    let mut terms: Vec<String> = more.iter().map(|t| without_quotes(t)).collect();
    terms.extend(quoted(a));
    terms.extend(quoted(b));
    terms.sort_unstable();
    terms.dedup();
    terms.retain(|t| !t.is_empty());
    let scanner = Terms::through_quotes(&terms);
    let (of_a, of_b) = (
        hits(a, &scanner, terms.len()),
        hits(b, &scanner, terms.len()),
    );
    let (mut new, mut gone) = (Vec::new(), Vec::new());
    for ((x, first_a), (y, first_b)) in of_a.into_iter().zip(of_b) {
        let line = |report: &Report, first: Span| TermLine {
            text: without_quotes(&report.resolved(first)),
            a: x,
            b: y,
            first,
        };
        if hardly(x, y) {
            new.push(line(b, first_b));
        } else if hardly(y, x) {
            gone.push(line(a, first_a));
        }
    }
    (ordered(new), ordered(gone))
}

/// Whether `few` is nothing, or hardly anything, beside `many`.
fn hardly(few: u32, many: u32) -> bool {
    many > 0 && (few == 0 || many >= 4 * few + 2)
}

/// Without those that stand in longer ones that say as much; the most frequent first, of these the longest.
fn ordered(mut lines: Vec<TermLine>) -> Vec<TermLine> {
    lines.sort_by_key(|l| std::cmp::Reverse(l.text.len()));
    let mut by_counts: FxHashMap<(u32, u32), Vec<String>> = FxHashMap::default();
    lines.retain(|line| {
        let longer = by_counts.entry((line.a, line.b)).or_default();
        let inside = longer.iter().any(|l| l.contains(&line.text));
        longer.push(line.text.clone());
        !inside
    });
    lines.sort_by(|p, q| {
        let more = |l: &TermLine| l.a.max(l.b);
        more(q)
            .cmp(&more(p))
            .then(q.text.len().cmp(&p.text.len()))
            .then(p.first.cmp(&q.first))
    });
    lines.truncate(MOST);
    lines
}
