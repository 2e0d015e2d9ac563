//! Which reports a matrix shows.
//!
//! Owns [`Choice`]: exactly these levels, places and years, the unknown among them. Invariant: an empty list asks for nothing, so that
//! the default shows every report. Must not know of hits.

use super::{Facts, Wanted};
use crate::report::Level;

/// A place that was chosen.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Picked {
    /// Everything under this group heading: a province with all its places, 全国, 未知.
    Group(String),
    /// One place, by its full name.
    Place(String),
}

/// The reports that were chosen: those that meet all three lists.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choice {
    /// Of these levels (`None`: of an unknown one); empty: of all.
    pub levels: Vec<Option<Level>>,
    /// Of these places; empty: of all.
    pub places: Vec<Picked>,
    /// Of these years (`None`: of an unknown one); empty: of all.
    pub years: Vec<Option<u16>>,
}

impl Choice {
    /// Whether every report is shown.
    pub fn is_all(&self) -> bool {
        self.levels.is_empty() && self.places.is_empty() && self.years.is_empty()
    }

    /// Whether a report is shown.
    pub fn admits(&self, facts: &Facts) -> bool {
        let level = self.levels.is_empty() || self.levels.contains(&facts.level);
        let year = self.years.is_empty() || self.years.contains(&facts.year_number);
        level && year && (self.places.is_empty() || self.admits_place(facts))
    }

    fn admits_place(&self, facts: &Facts) -> bool {
        self.places.iter().any(|picked| match picked {
            Picked::Group(group) => *group == facts.group,
            Picked::Place(full) => Some(full) == facts.full.as_ref(),
        })
    }
}

impl Wanted {
    /// Whether a report is shown.
    pub fn admits(&self, facts: &Facts) -> bool {
        let level = self.levels.is_empty() || facts.level.is_some_and(|l| self.levels.contains(&l));
        let place = self.places.is_empty()
            || self.places.iter().any(|place| {
                *place == facts.group || *place == facts.place || Some(place) == facts.full.as_ref()
            });
        let year = self.years.is_none_or(|(first, last)| {
            facts
                .year_number
                .is_some_and(|year| (first..=last).contains(&year))
        });
        level && place && year && self.choice.admits(facts)
    }
}
