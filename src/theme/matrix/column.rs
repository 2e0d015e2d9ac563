//! What is known of a report as a column.
//!
//! Owns [`Facts`]: worked out once for a report and kept, so that a matrix made anew reads no report. Invariant: [`Facts::by_place`] is
//! a total order of places, in which a place's own reports stand together. Must not know of hits.

use std::cmp::Ordering;

use super::{Column, NATION, UNKNOWN};
use crate::report::identity::{Issuer, province_order};
use crate::report::{Level, Report, ReportId};

/// What a matrix needs to know of a report beside its hits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Group heading: province, 全国, or 未知.
    pub group: String,
    /// Place to show, or the file name where it is unknown.
    pub place: String,
    /// The place's full name; none where the place is not known.
    pub full: Option<String>,
    /// Year to show, `未知` where it is unknown.
    pub year: String,
    /// The nominal year.
    pub year_number: Option<u16>,
    /// Level of government.
    pub level: Option<Level>,
    /// A report of the party, not of the government.
    party: bool,
    /// Place of the group among the groups.
    rank: usize,
    /// What places of a group are sorted by: the province itself first, then full names.
    sorted_by: String,
}

impl Facts {
    /// What the report says of itself.
    pub fn of(report: &Report) -> Self {
        let identity = &report.identity;
        let place = identity.place.as_ref().map(|p| &p.value);
        let level = identity.level.as_ref().map(|l| l.value);
        let group = match (place.and_then(|p| p.province.clone()), level) {
            (Some(province), _) => province,
            (None, Some(Level::State)) => NATION.to_owned(),
            (None, _) => UNKNOWN.to_owned(),
        };
        let rank = match group.as_str() {
            NATION => 0,
            UNKNOWN => usize::MAX,
            province => 1 + province_order(province),
        };
        let year_number = identity.year.as_ref().map(|y| y.value.0);
        let shown = place.map_or_else(|| stem(&report.source.name), |p| p.short.clone());
        // The province itself first, then places by full name, so that a city stands before its districts.
        let before_others = u8::from(!matches!(level, Some(Level::State | Level::Province)));
        let full = place.map(|p| p.full.clone());
        let sorted_by = format!("{before_others}{}", full.as_deref().unwrap_or(&shown));
        Self {
            group,
            place: shown,
            full,
            year: year_number.map_or_else(|| UNKNOWN.to_owned(), |y| y.to_string()),
            year_number,
            level,
            party: identity.issuer.as_ref().map(|i| i.value) == Some(Issuer::Party),
            rank,
            sorted_by,
        }
    }

    /// By group in the official order (全国 first, 未知 last), then place.
    pub fn by_place(&self, other: &Self) -> Ordering {
        (self.rank, &self.group, &self.sorted_by).cmp(&(other.rank, &other.group, &other.sorted_by))
    }

    /// Years ascending, unknown ones last.
    pub fn by_year(&self, other: &Self) -> Ordering {
        let key = |f: &Self| (f.year_number.is_none(), f.year_number);
        key(self).cmp(&key(other))
    }

    /// What the reports of one body through the years have in common; none where the place is not known.
    pub(super) fn body(&self) -> Option<(&str, bool)> {
        Some((self.full.as_deref()?, self.party))
    }

    pub(super) fn column(&self, report: ReportId, han: u32) -> Column {
        Column {
            report,
            group: self.group.clone(),
            place: self.place.clone(),
            year: self.year.clone(),
            year_number: self.year_number,
            level: self.level,
            han,
        }
    }
}

/// A file name without its ending.
fn stem(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
impl Facts {
    /// Made by hand: province, place and year, each unknown where it is empty or 0.
    pub(super) fn made(province: &str, place: &str, year: u16, level: Level) -> Self {
        let group = if province.is_empty() {
            UNKNOWN
        } else {
            province
        };
        Self {
            group: group.to_owned(),
            place: place.to_owned(),
            full: (!province.is_empty()).then(|| format!("{province}省{place}")),
            year: if year == 0 {
                UNKNOWN.to_owned()
            } else {
                year.to_string()
            },
            year_number: (year > 0).then_some(year),
            level: Some(level),
            party: false,
            rank: if province.is_empty() {
                usize::MAX
            } else {
                1 + province_order(province)
            },
            sorted_by: format!("1{place}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stem_of_a_file_name() {
        assert_eq!(stem("广东-深圳_2024.txt"), "广东-深圳_2024");
        assert_eq!(stem(".txt"), ".txt");
        assert_eq!(stem("样本"), "样本");
    }
}
