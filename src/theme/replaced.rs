//! Wordings of a theme that replace one another (棚户区 → 老旧小区), with the evidence.
//!
//! Owns [`Replacement`]. Invariant: what is said rests on hits that can be opened, years in order. Must not know how it is shown.
//!
//! # When a wording is said to replace another
//!
//! Of two wordings of one theme that do not hold one another, over the reports whose place and year are known (one for each place and
//! year), or over those of one place: the years are parted where the table old/new × before/after tells most (G²). The two must be names
//! of one thing: either the lexicon has the old one among the wordings of earlier years and the new one among those of today, or
//! they end in the same Han character (棚户区, 老旧小区) or have two in common; themes are wide, and two of their topics of which one comes up as the other goes
//! down replace nothing. It counts when, in that table, the old wording makes more than half of the two before and less than half after;
//! in hits per thousand Han characters the old one falls to half or less, and the new one at least doubles; and G² is 3.84 or more, which
//! chance gives in 1 case of 20. There are too few
//! where one side has fewer than [`ENOUGH`] hits of the two, or over all reports where the old wording stands in
//! one report only, before, or the new one in one only, after: that is told, not hidden.
//!
//! Over all reports, early and late ones may be of different places: `places` says in how many places the change can be seen in itself.
//!
//! # What tells
//!
//! So many pairs are looked at that chance makes some of them. Those tell ([`Replacement::tells`]) that have enough hits, a G² of 10.83 or more
//! (chance gives that in 1 case of 1,000), can be seen in one place at least, and are the strongest for their old wording, over all
//! reports or in the place. Of 123 reports of 2016 to 2025 those are 26 of 2,265.

use std::collections::BTreeMap;

use super::lexicon::{Lexicon, TermId, ThemeId, Wording};
use super::matrix::Scanned;
use super::novelty::{ENOUGH, lines};
use crate::report::ReportId;
use crate::text::fold::is_han;

/// G² of a table of two by two that chance exceeds in 1 case of 20 (χ² with one degree of freedom).
const CHANCE: f64 = 3.84;

/// G² of a table of two by two that chance exceeds in 1 case of 1,000.
const SURE: f32 = 10.83;

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
    /// In how many places the old wording stands before and the new one from `since` on.
    pub places: usize,
    /// The year from which on the new wording prevails.
    pub since: u16,
    /// The share of the old wording among the hits of both before `since`, 0 to 1.
    pub share_before: f32,
    /// The same from `since` on.
    pub share_after: f32,
    /// G² of the table old/new × before/after (log-likelihood ratio, Dunning 1993): above 10.8 it is chance in 1 case of 1,000.
    pub strength: f32,
    /// There are too few hits to rely on it (see the head of this module).
    pub few: bool,
    /// It is worth reading (see the head of this module).
    pub tells: bool,
}

/// The wordings that replace one another: those that tell first, then those with enough hits, of those what is seen in more places, then the stronger evidence.
pub fn replacements(lexicon: &Lexicon, reports: &[Scanned<'_>]) -> Vec<Replacement> {
    let (lines, _) = lines(reports);
    let counted: Vec<(String, Vec<Counted>)> = lines
        .iter()
        .map(|line| {
            let reports = line.reports.iter();
            let counted = reports.map(|(year, s)| Counted::of(*year, s)).collect();
            (line.place.clone(), counted)
        })
        .collect();
    let wordings = Wordings::of(lexicon);
    let mut found = Vec::new();
    let mut all: Vec<(usize, &Counted)> = counted
        .iter()
        .enumerate()
        .flat_map(|(place, (_, reports))| reports.iter().map(move |r| (place, r)))
        .collect();
    all.sort_by_key(|(place, r)| (r.year, *place));
    search(&wordings, &all, None, &mut found);
    for (place, (name, reports)) in counted.iter().enumerate() {
        let of_place: Vec<(usize, &Counted)> = reports.iter().map(|r| (place, r)).collect();
        search(&wordings, &of_place, Some(name), &mut found);
    }
    judge(&mut found);
    let rank = |r: &Replacement| {
        let places = std::cmp::Reverse(r.places);
        (!r.tells, r.few, r.place.is_some(), places)
    };
    found.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then(b.strength.total_cmp(&a.strength))
    });
    found
}

/// Finds out which of them tell.
fn judge(found: &mut [Replacement]) {
    let sound = |r: &Replacement| !r.few && r.places > 0 && r.strength >= SURE;
    let mut strongest: BTreeMap<(TermId, Option<String>), (f32, TermId)> = BTreeMap::new();
    for one in found.iter().filter(|r| sound(r)) {
        let best = strongest
            .entry((one.old, one.place.clone()))
            .or_insert((one.strength, one.new));
        if one.strength > best.0 {
            *best = (one.strength, one.new);
        }
    }
    let best = |one: &Replacement, place: Option<String>| {
        let best = strongest.get(&(one.old, place));
        best.is_some_and(|&(_, new)| new == one.new)
    };
    for one in found.iter_mut().filter(|r| sound(r)) {
        // What is told of all reports need not be told of one place again.
        let again = one.place.is_some() && best(one, None);
        one.tells = best(one, one.place.clone()) && !again;
    }
}

/// The hits of one report by term.
struct Counted {
    year: u16,
    report: ReportId,
    han: u32,
    terms: BTreeMap<TermId, u32>,
}

impl Counted {
    fn of(year: u16, scanned: &Scanned<'_>) -> Self {
        let mut terms = BTreeMap::new();
        for hit in &scanned.hits.hits {
            *terms.entry(hit.term).or_insert(0) += 1;
        }
        Self {
            year,
            report: scanned.id,
            han: scanned.report.han,
            terms,
        }
    }

    fn hits(&self, term: TermId) -> u32 {
        self.terms.get(&term).copied().unwrap_or(0)
    }
}

/// The wordings by term.
struct Wordings<'a>(Vec<Wording<'a>>);

impl<'a> Wordings<'a> {
    fn of(lexicon: &'a Lexicon) -> Self {
        let of_theme = lexicon.ids().flat_map(|(id, theme)| {
            let today = theme.terms.len();
            let wordings = theme.wordings().enumerate();
            wordings.map(move |(i, text)| Wording {
                theme: id,
                text,
                earlier: i >= today,
            })
        });
        Self(of_theme.collect())
    }

    fn get(&self, term: TermId) -> Option<Wording<'a>> {
        self.0.get(usize::from(term.0)).copied()
    }
}

/// Whether the two may be names of one thing, an old one and a new one.
fn may_replace(old: Wording<'_>, new: Wording<'_>) -> bool {
    let nested = old.text.contains(new.text) || new.text.contains(old.text);
    let common = || {
        let shared = |c: &char| is_han(*c) && new.text.contains(*c);
        let (last, other) = (old.text.chars().last(), new.text.chars().last());
        (last == other && last.is_some_and(is_han)) || old.text.chars().filter(shared).count() > 1
    };
    !nested && (old.earlier && !new.earlier || common())
}

/// Hits of a wording before a year and from it on.
type Halves = [u32; 2];

/// Looks through the pairs of wordings of these reports, years in order, each with the number of its place.
fn search(
    wordings: &Wordings<'_>,
    reports: &[(usize, &Counted)],
    place: Option<&String>,
    found: &mut Vec<Replacement>,
) {
    let mut years: Vec<u16> = reports.iter().map(|(_, r)| r.year).collect();
    years.dedup();
    if years.len() < 2 {
        return;
    }
    // Hits of each wording by year, by theme.
    let mut themes: BTreeMap<ThemeId, BTreeMap<TermId, Vec<u32>>> = BTreeMap::new();
    let mut han = vec![0_u64; years.len()];
    for (_, report) in reports {
        let Some(at) = years.iter().position(|&y| y == report.year) else {
            continue;
        };
        if let Some(here) = han.get_mut(at) {
            *here += u64::from(report.han);
        }
        for (&term, &hits) in &report.terms {
            let Some(wording) = wordings.get(term) else {
                continue;
            };
            let terms = themes.entry(wording.theme).or_default();
            let by_year = terms.entry(term).or_insert_with(|| vec![0; years.len()]);
            if let Some(here) = by_year.get_mut(at) {
                *here += hits;
            }
        }
    }
    let parted: Vec<[u64; 2]> = (1..years.len()).map(|at| halves_of(&han, at)).collect();
    for (&theme, terms) in &themes {
        // The halves of each wording for each way to part the years.
        let terms: Vec<(TermId, Wording<'_>, Vec<Halves>)> = terms
            .iter()
            .filter_map(|(&term, by_year)| {
                let halves = (1..years.len()).map(|at| halves_of(by_year, at)).collect();
                Some((term, wordings.get(term)?, halves))
            })
            .collect();
        for (old, old_wording, old_halves) in &terms {
            for (new, new_wording, new_halves) in &terms {
                if !may_replace(*old_wording, *new_wording) {
                    continue;
                }
                let best = (0..parted.len())
                    .filter_map(|at| {
                        let (old, new) = (*old_halves.get(at)?, *new_halves.get(at)?);
                        let strength = strength(old, new, *parted.get(at)?)?;
                        Some((strength, at, old, new))
                    })
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                if let Some((strength, at, old_halves, new_halves)) = best
                    && let Some(&since) = years.get(at + 1)
                {
                    let table = (strength, old_halves, new_halves);
                    let one = replacement((theme, *old, *new), reports, place, since, table);
                    found.push(one);
                }
            }
        }
    }
}

/// The sums before and from `at` on.
fn halves_of<T: Copy + std::iter::Sum>(numbers: &[T], at: usize) -> [T; 2] {
    let (before, after) = numbers.split_at(at.min(numbers.len()));
    [before.iter().copied().sum(), after.iter().copied().sum()]
}

/// How much the table tells, if the old wording falls and the new one rises in it as the head of this module says.
fn strength(old: Halves, new: Halves, han: [u64; 2]) -> Option<f64> {
    let [[old_before, old_after], [new_before, new_after]] =
        [old.map(u64::from), new.map(u64::from)];
    let prevails = old_before > new_before && new_after > old_after;
    let [han_before, han_after] = han;
    // Rates compared without division.
    let falls = 2 * old_after * han_before <= old_before * han_after;
    let rises = new_after * han_before >= 2 * new_before * han_after;
    if !prevails || !falls || !rises {
        return None;
    }
    let told = g2([[old_before, old_after], [new_before, new_after]]);
    (told >= CHANCE).then_some(told)
}

/// G² of a table of two by two: 2 Σ O ln(O / E).
fn g2(table: [[u64; 2]; 2]) -> f64 {
    let all: u64 = table.iter().flatten().sum();
    let mut sum = 0.0;
    for (row, line) in table.iter().enumerate() {
        for (column, &seen) in line.iter().enumerate() {
            if seen == 0 {
                continue;
            }
            let of_row: u64 = table.get(row).map_or(0, |r| r.iter().sum());
            let of_column: u64 = table.iter().filter_map(|r| r.get(column)).sum();
            let expected = of_row as f64 * of_column as f64 / all as f64;
            sum += seen as f64 * (seen as f64 / expected).ln();
        }
    }
    2.0 * sum
}

/// What was found, with its evidence.
fn replacement(
    (theme, old, new): (ThemeId, TermId, TermId),
    reports: &[(usize, &Counted)],
    place: Option<&String>,
    since: u16,
    (strength, old_halves, new_halves): (f64, Halves, Halves),
) -> Replacement {
    let evidence: Vec<Step> = reports
        .iter()
        .map(|(_, r)| Step {
            year: r.year,
            report: r.report,
            old_hits: r.hits(old),
            new_hits: r.hits(new),
        })
        .filter(|step| step.old_hits + step.new_hits > 0)
        .collect();
    let mut seen: BTreeMap<usize, [bool; 2]> = BTreeMap::new();
    for (place, report) in reports {
        let [before, after] = seen.entry(*place).or_default();
        *before |= report.year < since && report.hits(old) > 0;
        *after |= report.year >= since && report.hits(new) > 0;
    }
    let share = |[old, new]: [u32; 2]| old as f32 / (old + new) as f32;
    let [old_before, old_after] = old_halves;
    let [new_before, new_after] = new_halves;
    let early = evidence.iter().filter(|s| s.year < since && s.old_hits > 0);
    let late = evidence
        .iter()
        .filter(|s| s.year >= since && s.new_hits > 0);
    let alone = place.is_none() && (early.count() < 2 || late.count() < 2);
    let few = alone || old_before + new_before < ENOUGH || old_after + new_after < ENOUGH;
    Replacement {
        theme,
        old,
        new,
        place: place.cloned(),
        evidence,
        places: seen
            .values()
            .filter(|[before, after]| *before && *after)
            .count(),
        since,
        share_before: share([old_before, new_before]),
        share_after: share([old_after, new_after]),
        strength: strength as f32,
        few,
        tells: false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn the_table_tells_as_much_as_it_is_uneven() {
        assert!(g2([[10, 10], [10, 10]]).abs() < 1e-9);
        // 20 ln 2 × 2: each wording on one side only.
        assert!((g2([[10, 0], [0, 10]]) - 40.0 * std::f64::consts::LN_2).abs() < 1e-9);
        assert!(g2([[9, 1], [1, 9]]) < g2([[10, 0], [0, 10]]));
    }

    #[test]
    fn one_must_fall_and_the_other_rise() {
        let even = [1000, 1000];
        assert!(strength([10, 1], [1, 10], even).is_some());
        // Both rise, both fall, the wrong way round, too little.
        assert!(strength([10, 20], [1, 30], even).is_none());
        assert!(strength([30, 1], [20, 10], even).is_none());
        assert!(strength([1, 10], [10, 1], even).is_none());
        assert!(strength([2, 1], [1, 2], even).is_none());
        // As many hits in a text ten times as long are a fall.
        assert!(strength([10, 10], [0, 20], [1000, 10_000]).is_some());
        // A small fall, a small rise.
        assert!(strength([30, 16], [1, 30], even).is_none());
        assert!(strength([30, 1], [20, 39], even).is_none());
    }

    #[test]
    fn two_names_of_one_thing() {
        let wording = |text, earlier| Wording {
            theme: ThemeId(0),
            text,
            earlier,
        };
        let may = |old, new| may_replace(wording(old, false), wording(new, false));
        assert!(may("棚户区", "老旧小区"));
        assert!(!may("老旧小区", "老旧小区改造") && !may("老旧小区", "老旧小区"));
        assert!(!may("项目落地", "两重"));
        assert!(may_replace(
            wording("暖房子", true),
            wording("老旧小区", false)
        ));
        assert!(!may_replace(
            wording("老旧小区", false),
            wording("暖房子", true)
        ));
    }
}
