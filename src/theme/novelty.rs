//! New and gone: themes that appear first, vanish and return.
//!
//! Owns [`Appearance`]. Invariants: a theme appears or vanishes only between two reports of one place that both
//! have the part; of one place and year one report counts, and whatever is left out is told. Must not know how it is shown.
//! Wordings that replace one another are in [`super::replaced`].

use std::collections::HashMap;

use super::lexicon::{Lexicon, ThemeId};
use super::matrix::Scanned;
use super::part::Part;
use super::series::Shelved;
use crate::report::ReportId;

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
    /// Where: the name of the place, as [`super::series::Series::name`].
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

/// The reports of one place and one body, years in order, one for each year.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The name of the place.
    pub place: String,
    /// Each with its nominal year.
    pub reports: Vec<(u16, Scanned<'a>)>,
}

/// The places with their reports, and what was left out. Reports without the part stay in their line.
pub(super) fn lines<'a>(reports: &[Scanned<'a>]) -> (Vec<Line<'a>>, Vec<LeftOut>) {
    let scanned: HashMap<ReportId, Scanned<'a>> = reports.iter().map(|s| (s.id, *s)).collect();
    let mut left_out = Vec::new();
    let mut out = |report, why| left_out.push(LeftOut { report, why });
    let mut lines = Vec::new();
    for series in Shelved::of(reports).series {
        for &report in &series.undated {
            out(
                report,
                if series.known {
                    Why::NoYear
                } else {
                    Why::NoPlace
                },
            );
        }
        for year in &series.years {
            for &report in &year.beside {
                out(report, Why::Second(year.report));
            }
            if !series.known {
                out(year.report, Why::NoPlace);
            }
        }
        if series.known {
            let years = series.years.iter();
            lines.push(Line {
                place: series.name,
                reports: years
                    .filter_map(|y| Some((y.year, *scanned.get(&y.report)?)))
                    .collect(),
            });
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

/// The nominal years of the reports that count, each once, in order: where there is but one, nothing can be new or gone.
pub fn years(reports: &[Scanned<'_>]) -> Vec<u16> {
    let (lines, _) = lines(reports);
    let mut years: Vec<u16> = lines
        .iter()
        .flat_map(|line| line.reports.iter().map(|&(year, _)| year))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn what_becomes_of_a_theme() {
        let of = |hits: &[u32]| {
            let years: Vec<(u16, u32)> = (2020..).zip(hits.iter().copied()).collect();
            fate(&years)
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3]), None);
        assert_eq!(of(&[0, 0]), Some((Fate::Never, 2020)));
        assert_eq!(of(&[3, 1, 2]), Some((Fate::Lasting, 2020)));
        assert_eq!(of(&[0, 1]), Some((Fate::First, 2021)));
        assert_eq!(of(&[0, 0, 2, 1]), Some((Fate::First, 2022)));
        assert_eq!(of(&[4, 0]), Some((Fate::Vanished, 2021)));
        assert_eq!(of(&[4, 0, 0]), Some((Fate::Vanished, 2021)));
        assert_eq!(of(&[0, 4, 0]), Some((Fate::Vanished, 2022)));
        assert_eq!(of(&[4, 0, 1]), Some((Fate::Returned, 2022)));
        assert_eq!(of(&[0, 4, 0, 1]), Some((Fate::Returned, 2023)));
    }
}
