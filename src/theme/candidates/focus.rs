//! Which reports are looked at, and against which.
//!
//! Owns [`Focus`]. Invariant: of a place or a year, all that are known to be of it and no others. Must not know of counts.

use crate::report::{Report, ReportId};
use crate::text::fold::fold_str;

/// What is looked at.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Focus {
    /// One report.
    Report(ReportId),
    /// All reports of a place, by its full name, folded.
    Place(String),
    /// All reports of a province and of what lies in it, by [`crate::report::Place::province`].
    Province(String),
    /// All reports of a nominal year.
    Year(u16),
}

impl Focus {
    /// What can be looked at from one report: it, then its place, its province, its year, as far as they are known.
    pub fn around(id: ReportId, report: &Report) -> Vec<Focus> {
        let mut out = vec![Focus::Report(id)];
        if let Some(place) = &report.identity.place {
            out.push(Focus::Place(fold_str(&place.value.full)));
            out.extend(place.value.province.clone().map(Focus::Province));
        }
        out.extend(
            report
                .identity
                .year
                .as_ref()
                .map(|y| Focus::Year(y.value.0)),
        );
        out
    }

    /// Whether it holds a report.
    pub fn holds(&self, id: ReportId, report: &Report) -> bool {
        let place = report.identity.place.as_ref().map(|p| &p.value);
        match self {
            Focus::Report(wanted) => *wanted == id,
            Focus::Place(full) => place.is_some_and(|p| fold_str(&p.full) == *full),
            Focus::Province(name) => place.is_some_and(|p| p.province.as_ref() == Some(name)),
            Focus::Year(year) => report
                .identity
                .year
                .as_ref()
                .is_some_and(|y| y.value.0 == *year),
        }
    }
}
