//! `duizhao diff`: what changed from one report to another.
//!
//! Printed by the sections of B, each with its counterpart; what only A has stands where it was taken out, or at the end.

mod json;
mod text;

use super::args::{DiffArgs, Format};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json};
use super::{Exit, describe, input};
use crate::compare::{self, Change, Comparison, Depth, Link};
use crate::report::{Report, SectionId, Sentence, SentenceId};

/// Two reports and their comparison.
struct Both<'a> {
    a: &'a Report,
    b: &'a Report,
    comparison: &'a Comparison,
}

/// What stands under one heading.
struct Block {
    /// The counterparts in A, the best first.
    a: Vec<SectionId>,
    b: Option<SectionId>,
    /// Of the best.
    score: f32,
    lines: Vec<Line>,
}

/// One sentence, or a pair of them.
struct Line {
    change: Change,
    a: Option<SentenceId>,
    b: Option<SentenceId>,
    pair: Option<u32>,
}

impl Both<'_> {
    fn sentence(report: &Report, id: SentenceId) -> Option<&Sentence> {
        report.sentences.get(id.index())
    }

    fn differs(&self) -> bool {
        let changed = |marks: &[Option<Change>]| marks.iter().flatten().any(|m| *m != Change::Kept);
        self.comparison.depth == Depth::Parallel
            || changed(&self.comparison.marks_a)
            || changed(&self.comparison.marks_b)
    }

    /// The lines by sections of B, then the sections that only A has.
    fn blocks(&self) -> Vec<Block> {
        let links = &self.comparison.links;
        let gone_of = by_section(self.a, |i| {
            self.comparison.marks_a.get(i).copied().flatten() == Some(Change::Gone)
        });
        let own_of = by_section(self.b, |_| true);
        // Where the sentences that are gone from a section of A are shown.
        let shown_in = |a: SectionId| links.from_a(a).map(|l| l.b);
        let mut blocks = Vec::new();
        let sections_b = std::iter::once(None).chain(self.b.section_ids().map(|(id, _)| Some(id)));
        for b in sections_b {
            let linked: Vec<&Link> = b
                .and_then(|b| links.of_b.get(b.index()))
                .into_iter()
                .flatten()
                .filter_map(|&i| links.links.get(i as usize))
                .collect();
            let mut gone: Vec<SentenceId> = match b {
                None => slot(&gone_of, None).to_vec(),
                Some(b) => self
                    .a
                    .section_ids()
                    .filter(|(a, _)| shown_in(*a) == Some(b))
                    .flat_map(|(a, _)| slot(&gone_of, Some(a)).iter().copied())
                    .collect(),
            };
            gone.sort();
            let lines = self.merge(slot(&own_of, b), &gone);
            blocks.push(Block {
                a: linked.iter().map(|l| l.a).collect(),
                b,
                score: linked.first().map_or(0.0, |l| l.score),
                lines,
            });
        }
        for (a, _) in self.a.section_ids() {
            if shown_in(a).is_none() {
                blocks.push(Block {
                    a: vec![a],
                    b: None,
                    score: 0.0,
                    lines: self.merge(&[], slot(&gone_of, Some(a))),
                });
            }
        }
        blocks
    }

    /// The sentences of B in order, and between them those that are gone, each before the first kept or reworded
    /// sentence that followed it in A.
    fn merge(&self, own: &[SentenceId], gone: &[SentenceId]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut gone = gone.iter().copied().peekable();
        let gone_line = |a| Line {
            change: Change::Gone,
            a: Some(a),
            b: None,
            pair: None,
        };
        for &b in own {
            let Some(change) = self.comparison.marks_b.get(b.index()).copied().flatten() else {
                continue;
            };
            let pair = self.comparison.pair_of_b.get(b.index()).copied().flatten();
            let a = pair
                .and_then(|p| self.comparison.pairs.get(p as usize))
                .map(|p| p.a);
            if let Some(a) = a.filter(|_| change != Change::Moved) {
                while let Some(before) = gone.next_if(|g| *g < a) {
                    lines.push(gone_line(before));
                }
            }
            lines.push(Line {
                change,
                a,
                b: Some(b),
                pair,
            });
        }
        lines.extend(gone.map(gone_line));
        lines
    }

    /// How many sentences, or `headings`, were kept, reworded, new, gone, moved.
    fn counts(&self, headings: bool) -> [(Change, usize); 5] {
        let count = |report: &Report, marks: &[Option<Change>], change| {
            let mut marked = report.sentences.iter().zip(marks);
            let wanted = |(s, m): &(&Sentence, &Option<Change>)| {
                s.heading == headings && **m == Some(change)
            };
            (change, marked.by_ref().filter(wanted).count())
        };
        let in_a = |change| count(self.a, &self.comparison.marks_a, change);
        let in_b = |change| count(self.b, &self.comparison.marks_b, change);
        [
            in_b(Change::Kept),
            in_b(Change::Reworded),
            in_b(Change::New),
            in_a(Change::Gone),
            in_b(Change::Moved),
        ]
    }

    fn csv(&self) -> Table {
        let mut table = Table::new(&[
            ("change", Side::Left),
            ("similarity", Side::Right),
            ("a_section", Side::Left),
            ("a_line", Side::Right),
            ("a", Side::Left),
            ("b_section", Side::Left),
            ("b_line", Side::Right),
            ("b", Side::Left),
        ]);
        let cells = |report: &Report, id: Option<SentenceId>| -> [String; 3] {
            let Some(s) = id.and_then(|id| Self::sentence(report, id)) else {
                return Default::default();
            };
            [
                s.section
                    .map_or_else(String::new, |s| describe::breadcrumb(report, s)),
                describe::position(&report.text, s.span.start())
                    .0
                    .to_string(),
                report.resolved(s.span).trim().to_owned(),
            ]
        };
        for line in self.blocks().iter().flat_map(|block| &block.lines) {
            let [a_section, a_line, a] = cells(self.a, line.a);
            let [b_section, b_line, b] = cells(self.b, line.b);
            let similarity = line
                .pair
                .and_then(|p| self.comparison.pairs.get(p as usize))
                .map_or_else(String::new, |p| format!("{:.3}", p.similarity));
            table.row(&[
                line.change.name().to_owned(),
                similarity,
                a_section,
                a_line,
                a,
                b_section,
                b_line,
                b,
            ]);
        }
        for shared in &self.comparison.shared {
            let at = |report: &Report, span: crate::text::span::Span| {
                [
                    report
                        .section_at(span.start())
                        .map_or_else(String::new, |s| describe::breadcrumb(report, s)),
                    describe::position(&report.text, span.start()).0.to_string(),
                    report.resolved(span).into_owned(),
                ]
            };
            let [a_section, a_line, a] = at(self.a, shared.a);
            let [b_section, b_line, b] = at(self.b, shared.b);
            table.row(&[
                "shared".to_owned(),
                String::new(),
                a_section,
                a_line,
                a,
                b_section,
                b_line,
                b,
            ]);
        }
        table
    }
}

/// The sentences that `keep` wants, by section: slot 0 is what stands before the first heading.
fn by_section(report: &Report, keep: impl Fn(usize) -> bool) -> Vec<Vec<SentenceId>> {
    let mut slots = vec![Vec::new(); report.sections.len() + 1];
    for (i, sentence) in report.sentences.iter().enumerate() {
        let at = sentence.section.map_or(0, |s| s.index() + 1);
        if keep(i)
            && let Some(slot) = slots.get_mut(at)
        {
            slot.push(SentenceId(i as u32));
        }
    }
    slots
}

fn slot(slots: &[Vec<SentenceId>], section: Option<SectionId>) -> &[SentenceId] {
    slots
        .get(section.map_or(0, |s| s.index() + 1))
        .map_or(&[], Vec::as_slice)
}

/// Runs the verb.
///
/// # Errors
/// When a report cannot be read, or standard output fails.
pub fn run(args: &DiffArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let a = input::report(&args.files.a, desk, cx)?;
    let b = input::report(&args.files.b, desk, cx)?;
    let comparison = compare::compare(&a, &b, args.depth.map(Depth::from));
    let both = Both {
        a: &a,
        b: &b,
        comparison: &comparison,
    };
    match cx.format {
        Format::Json => emit_json(&json::document(&both))?,
        Format::Csv => emit(&both.csv().render(cx))?,
        Format::Table | Format::Md => emit(&text::document(&both, args.all, cx))?,
    }
    Ok(if both.differs() {
        Exit::Nothing
    } else {
        Exit::Fine
    })
}
