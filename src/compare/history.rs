//! One section along the years of its place.
//!
//! Owns [`history`]: the chain of a section's counterparts from report to report. Invariant: each report of the place is told once, the
//! years in order and unknown years last; a chain is never continued from a guess: where a report has no counterpart, the next one is
//! asked about the last section that is known.

use std::sync::Arc;

use super::align::{self, Prepared};
use super::{Link, Links, Maker, Nearest, similarity};
use crate::report::identity::Year;
use crate::report::library::Judged;
use crate::report::{Report, ReportId, SectionId};

/// One report in the history of a section.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// The report.
    pub report: ReportId,
    /// Its nominal year, if it is known.
    pub year: Option<Year>,
    /// The section's counterpart; none: the report has none.
    pub section: Option<SectionId>,
    /// That of the link, 0 to 1: 1 for the section that the history is of, 0 where there is no counterpart.
    pub score: f32,
    /// Who made the link.
    pub by: Maker,
    /// The report whose section it was linked with; none for the one that the history is of.
    pub linked_with: Option<ReportId>,
    /// The nearest section that was not taken.
    pub nearest: Option<Nearest>,
}

/// The counterparts of a section in all reports of the place of its report: by nominal year, those of one year in the order of their ids,
/// those of no known year last.
///
/// It is walked from `from` to both sides, each year asked about the section last found; the reports of one year are all asked about the
/// same one, and the surest of them leads on. Reports of no known year are asked about the section itself, and so are all if its own year
/// is not known. `judged` gives the reader's word on two reports. Empty if there is no such report or section.
pub fn history(
    reports: &[(ReportId, Arc<Report>)],
    from: ReportId,
    section: SectionId,
    judged: impl Fn(&Report, &Report) -> Vec<Judged>,
) -> Vec<Step> {
    let Some((_, origin)) = reports.iter().find(|(id, _)| *id == from) else {
        return Vec::new();
    };
    if origin.section(section).is_none() {
        return Vec::new();
    }
    let mut all: Vec<Stop<'_>> = reports
        .iter()
        .filter(|(id, report)| *id == from || similarity::same_place(origin, report))
        .map(|(id, report)| Stop {
            id: *id,
            report,
            year: report.identity.year.as_ref().map(|y| y.value),
            prepared: Prepared::new(report),
            step: None,
        })
        .collect();
    all.sort_by_key(|stop| (stop.year.is_none(), stop.year, stop.id));
    all.dedup_by_key(|stop| stop.id);
    let Some(start) = all.iter().position(|stop| stop.id == from) else {
        return Vec::new();
    };
    if let Some(stop) = all.get_mut(start) {
        stop.step = Some(Step {
            report: from,
            year: stop.year,
            section: Some(section),
            score: 1.0,
            by: Maker::Program,
            linked_with: None,
            nearest: None,
        });
    }
    let year = all.get(start).and_then(|stop| stop.year);
    // Of the same year, or of no year that could be put in a row with it.
    let beside: Vec<usize> = (0..all.len())
        .filter(|&at| at != start)
        .filter(|&at| {
            let other = all.get(at).and_then(|stop| stop.year);
            year.is_none() || other.is_none() || other == year
        })
        .collect();
    for at in beside {
        ask(&mut all, start, section, at, &judged);
    }
    if year.is_some() {
        let later: Vec<usize> = (start + 1..all.len()).collect();
        let earlier: Vec<usize> = (0..start).rev().collect();
        walk(&mut all, start, section, &later, &judged);
        walk(&mut all, start, section, &earlier, &judged);
    }
    all.into_iter().filter_map(|stop| stop.step).collect()
}

/// One report on the way.
struct Stop<'r> {
    id: ReportId,
    report: &'r Report,
    year: Option<Year>,
    prepared: Prepared,
    step: Option<Step>,
}

/// Goes along `way`, year by year, from a section.
fn walk(
    all: &mut [Stop<'_>],
    start: usize,
    section: SectionId,
    way: &[usize],
    judged: &impl Fn(&Report, &Report) -> Vec<Judged>,
) {
    let (mut last, mut known) = (start, section);
    let mut rest = way;
    while let Some(&first) = rest.first() {
        let year_of = |at: usize| all.get(at).and_then(|stop| stop.year);
        let of_year = rest
            .iter()
            .take_while(|&&at| year_of(at) == year_of(first))
            .count();
        let (here, after) = rest.split_at(of_year);
        rest = after;
        let mut best: Option<(usize, SectionId, f32)> = None;
        for &at in here {
            // Those beside the start were asked already.
            if all.get(at).is_none_or(|stop| stop.step.is_some()) {
                continue;
            }
            ask(all, last, known, at, judged);
            let step = all.get(at).and_then(|stop| stop.step.as_ref());
            if let Some((section, step)) = step.and_then(|s| Some((s.section?, s)))
                && best.is_none_or(|(_, _, score)| step.score > score)
            {
                best = Some((at, section, step.score));
            }
        }
        if let Some((at, section, _)) = best {
            (last, known) = (at, section);
        }
    }
}

/// Looks in one report for the counterpart of a section of another.
fn ask(
    all: &mut [Stop<'_>],
    last: usize,
    section: SectionId,
    at: usize,
    judged: &impl Fn(&Report, &Report) -> Vec<Judged>,
) {
    let (Some(known), Some(there)) = (all.get(last), all.get(at)) else {
        return;
    };
    let words = judged(known.report, there.report);
    let links = align::link(&known.prepared, &there.prepared, &words);
    let found = counterpart(&links, section);
    let step = Step {
        report: there.id,
        year: there.year,
        section: found.map(|link| link.b),
        score: found.map_or(0.0, |link| link.score),
        by: found.map(|link| link.by).unwrap_or_default(),
        linked_with: Some(known.id),
        nearest: links.nearest_a.get(section.index()).copied().flatten(),
    };
    if let Some(stop) = all.get_mut(at) {
        stop.step = Some(step);
    }
}

/// The best link of a section; where it chose none, the surest of those that chose it.
fn counterpart(links: &Links, section: SectionId) -> Option<&Link> {
    links.from_a(section).or_else(|| {
        links
            .back
            .iter()
            .flatten()
            .filter(|link| link.a == section)
            .max_by(|x, y| x.score.total_cmp(&y.score))
    })
}
