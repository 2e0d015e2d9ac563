//! A quick look at a file's name and first lines: enough to say which two reports belong side by side.
//!
//! What a glance says is used for the order of a list and for nothing else. Costs some microseconds.

use super::Year;
use super::doubts::{units_of_name, year_of_name};
use super::gazetteer::{UnitId, gazetteer};
use super::head::years_in;
use crate::report::clean::chars::{has_any, is_blank};
use crate::text::fold::fold_str;

/// What a name and the first lines of a file suggest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Glance {
    /// What the place may be; several where a name is shared.
    units: Vec<UnitId>,
    /// The year.
    pub year: Option<Year>,
}

/// Looks at a file's name (without extension) and the first lines of its text; the name decides where it says something.
pub fn glance(name: &str, head: &str) -> Glance {
    let chars = |text: &str| -> Vec<char> {
        fold_str(text)
            .chars()
            .filter(|&c| !is_blank(c))
            .take(600)
            .collect()
    };
    let named = chars(name);
    let (mut units, mut year) = (units_of_name(&named), year_of_name(&named));
    if units.is_empty() || year.is_none() {
        let lines: Vec<Vec<char>> = head
            .lines()
            .take(60)
            .map(chars)
            .filter(|l| !l.is_empty())
            .collect();
        let (stating, others): (Vec<_>, Vec<_>) = lines
            .iter()
            .partition(|l| has_any(l, &["工作报告", "届人民代表大会", "届人大"]));
        let ranked = || stating.iter().chain(&others);
        if units.is_empty() {
            units = ranked()
                .map(|l| first_named(l))
                .find(|u| !u.is_empty())
                .unwrap_or_default();
        }
        let latest = |lines: &[&Vec<char>]| {
            lines
                .iter()
                .flat_map(|l| years_in(l))
                .map(|y| Year(y.1))
                .max()
        };
        year = year
            .or_else(|| latest(&stating))
            .or_else(|| latest(&others));
    }
    Glance { units, year }
}

/// What the first place may be that a line names with its kind (大连市, not 大连), together with what follows it.
fn first_named(line: &[char]) -> Vec<UnitId> {
    let places = gazetteer();
    (0..line.len())
        .map(|at| line.get(at..).unwrap_or(&[]))
        .find(|rest| places.at(rest).any(|r| r.full))
        .map(|rest| units_of_name(rest.get(..24).unwrap_or(rest)))
        .unwrap_or_default()
}

impl Glance {
    /// How near two reports stand, less is nearer: one place, one province and level, anything else that is known.
    pub fn distance(&self, other: &Glance) -> Option<u32> {
        let places = gazetteer();
        let pairs = || {
            self.units
                .iter()
                .flat_map(|&a| other.units.iter().map(move |&b| (a, b)))
        };
        let province = |id: UnitId| places.above(id).next().unwrap_or(id);
        let far = if pairs().any(|(a, b)| a == b) {
            0
        } else if pairs()
            .any(|(a, b)| places.unit(a).tier == places.unit(b).tier && province(a) == province(b))
        {
            1_000
        } else if pairs().any(|(a, b)| places.unit(a).tier == places.unit(b).tier) {
            2_000
        } else {
            return None;
        };
        let years = match (self.year, other.year) {
            (Some(a), Some(b)) => u32::from(a.0.abs_diff(b.0)),
            _ => 100,
        };
        Some(far + years)
    }
}
