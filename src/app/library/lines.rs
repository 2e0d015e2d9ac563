//! The lines of the library: which reports are listed, in which groups and which order.
//!
//! Invariant: whatever is open stands on one line, unless the filter leaves it out, and then the screen says that there is a filter.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::App;
use super::super::shelf::State;
use super::{Item, LibraryState};
use crate::jump::matching;
use crate::report::identity::province_order;
use crate::report::{Level, Report, ReportId};
use crate::text::fold::fold_str;

/// What the reports are listed by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// In groups of places, then by year.
    #[default]
    Place,
    /// In groups of years, the newest first.
    Year,
    /// By how much was removed, most first.
    Removed,
    /// By the number of doubts, most first.
    Doubts,
    /// Those of the same text together; only where there are such.
    Twins,
}

impl Sort {
    /// The next one.
    #[must_use]
    pub fn next(self, twins: bool) -> Self {
        match self {
            Sort::Place => Sort::Year,
            Sort::Year => Sort::Removed,
            Sort::Removed => Sort::Doubts,
            Sort::Doubts if twins => Sort::Twins,
            Sort::Doubts | Sort::Twins => Sort::Place,
        }
    }
}

/// What the lines below a heading have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heading {
    /// The State Council.
    State,
    /// Provinces, autonomous regions, municipalities.
    Provinces,
    /// Places in one province, by its short name.
    Province(String),
    /// Provinces with one report each.
    Others,
    /// Reports that do not say of which place they are.
    NoPlace,
    /// Reports of one year; none: the year is unknown.
    Year(Option<u16>),
    /// Reports of one text, or nearly; the number of the group, from 1.
    Twins(usize),
    /// Reports that have no twin.
    NoTwins,
    /// What could not be read.
    Failed,
    /// What is still to be read, or was left when loading was stopped.
    Unread,
}

/// A line of the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// Between two groups.
    Blank,
    /// Above a group.
    Head(Heading),
    /// Something that can be chosen.
    Item(Item),
}

/// Reports under a heading, or under none.
type Group = (Option<Heading>, Vec<ReportId>);

impl App {
    /// The lines of the library in order.
    pub fn library_lines(&self, state: &LibraryState) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut group = |heading: Option<Heading>, items: Vec<Item>| {
            if items.is_empty() {
                return;
            }
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.extend(heading.map(Line::Head));
            lines.extend(items.into_iter().map(Line::Item));
        };
        let filter = Filter::new(&state.filter);
        for (heading, ids) in self.groups(state, &filter) {
            group(heading, ids.into_iter().map(Item::File).collect());
        }
        let slots = |wanted: fn(&State) -> bool| {
            let filter = &filter;
            self.shelf
                .slots()
                .filter(move |(_, slot)| wanted(&slot.state) && filter.takes_name(&slot.name))
                .map(|(id, _)| Item::File(id))
        };
        let paths = self.shelf.failed.iter().enumerate();
        let paths = paths
            .filter(|(_, why)| filter.takes_name(&why.path.to_string_lossy()))
            .map(|(index, _)| Item::Path(index));
        let failed = slots(|state| matches!(state, State::Failed(_)));
        group(Some(Heading::Failed), paths.chain(failed).collect());
        let unread = slots(|state| matches!(state, State::Waiting | State::Reading));
        group(Some(Heading::Unread), unread.collect());
        lines
    }

    /// The reports that were read and match the filter, in groups.
    fn groups(&self, state: &LibraryState, filter: &Filter) -> Vec<Group> {
        let mut keyed: Vec<(Key, ReportId)> = self
            .shelf
            .ready()
            .filter(|(_, report)| filter.takes(report))
            .map(|(id, report)| (key(report), id))
            .collect();
        keyed.sort();
        let ids = || keyed.iter().map(|(_, id)| *id).collect::<Vec<_>>();
        match state.sort {
            Sort::Place => places(keyed),
            Sort::Year => years(&keyed),
            Sort::Removed => {
                let mut ids = ids();
                // Shares are never negative, so their bits stand in their order.
                let share = |id: ReportId| state.shares.get(&id).map_or(0, |s| s.1.to_bits());
                ids.sort_by_key(|&id| Reverse(share(id)));
                vec![(None, ids)]
            }
            Sort::Doubts => {
                let mut ids = ids();
                ids.sort_by_key(|&id| {
                    Reverse(
                        self.shelf
                            .report(id)
                            .map_or(0, |report| report.doubts.len()),
                    )
                });
                vec![(None, ids)]
            }
            Sort::Twins => {
                let mut numbers: HashMap<ReportId, usize> = HashMap::new();
                let copies = self.copies();
                for (number, group) in &copies {
                    for twin in &group.reports {
                        numbers.entry(twin.id).or_insert(*number);
                    }
                }
                let ids = ids();
                let of = |number: Option<usize>| -> Vec<ReportId> {
                    let of = |id: &&ReportId| numbers.get(id).copied() == number;
                    ids.iter().filter(of).copied().collect()
                };
                let groups = copies
                    .iter()
                    .map(|(number, _)| (Some(Heading::Twins(*number)), of(Some(*number))));
                let alone = (Some(Heading::NoTwins), of(None));
                groups.chain([alone]).collect()
            }
        }
    }
}

fn places(keyed: Vec<(Key, ReportId)>) -> Vec<Group> {
    let mut groups: Vec<(Heading, Vec<ReportId>)> = Vec::new();
    for (key, id) in keyed {
        let heading = match key.group {
            0 => Heading::State,
            1 => Heading::Provinces,
            2 => Heading::Province(key.province),
            _ => Heading::NoPlace,
        };
        match groups.last_mut() {
            Some((last, ids)) if *last == heading => ids.push(id),
            _ => groups.push((heading, vec![id])),
        }
    }
    // A heading for each lone report would be more headings than reports.
    let (lone, mut groups): (Vec<_>, Vec<_>) = groups
        .into_iter()
        .partition(|(head, ids)| ids.len() == 1 && matches!(head, Heading::Province(_)));
    let rest = groups
        .iter()
        .position(|(head, _)| *head == Heading::NoPlace)
        .unwrap_or(groups.len());
    match lone.as_slice() {
        [] => {}
        [one] => groups.insert(rest, one.clone()),
        many => {
            let ids = many.iter().flat_map(|(_, ids)| ids.clone()).collect();
            groups.insert(rest, (Heading::Others, ids));
        }
    }
    groups
        .into_iter()
        .map(|(heading, ids)| (Some(heading), ids))
        .collect()
}

fn years(keyed: &[(Key, ReportId)]) -> Vec<Group> {
    let mut years: Vec<Option<u16>> = keyed.iter().map(|(key, _)| key.year).collect();
    // The newest first, the unknown last.
    years.sort_unstable_by_key(|&year| Reverse(year));
    years.dedup();
    years
        .into_iter()
        .map(|year| {
            let of = keyed.iter().filter(|(key, _)| key.year == year);
            let ids = of.map(|(_, id)| *id).collect();
            (Some(Heading::Year(year)), ids)
        })
        .collect()
}

/// What the reports are sorted by, first to last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    /// State, provinces, places in provinces, unknown.
    group: u8,
    /// Place of the province in its customary order.
    order: usize,
    province: String,
    /// The city above its districts.
    place: String,
    year: Option<u16>,
    name: String,
}

fn key(report: &Report) -> Key {
    let identity = &report.identity;
    let level = identity.level.as_ref().map(|l| l.value);
    let place = identity.place.as_ref().map(|p| &p.value);
    let province = place.and_then(|p| p.province.clone()).unwrap_or_default();
    let order = province_order(&province);
    let group = match (level, place) {
        (Some(Level::State), _) => 0,
        (Some(Level::Province), Some(_)) => 1,
        (_, Some(_)) if !province.is_empty() => 2,
        _ => 3,
    };
    Key {
        group,
        order,
        province,
        place: place.map(|p| p.full.clone()).unwrap_or_default(),
        year: identity.year.as_ref().map(|y| y.value.0),
        name: report.source.name.clone(),
    }
}

/// The words that a report must have, each somewhere: place, year, date, speaker, file; a place by pinyin, too.
struct Filter {
    words: Vec<String>,
}

impl Filter {
    fn new(typed: &str) -> Self {
        let plain = |word: &str| fold_str(word).to_lowercase();
        Self {
            words: typed.split_whitespace().map(plain).collect(),
        }
    }

    fn takes_name(&self, name: &str) -> bool {
        let name = fold_str(name).to_lowercase();
        self.words.iter().all(|word| name.contains(word.as_str()))
    }

    fn takes(&self, report: &Report) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let identity = &report.identity;
        let place = identity.place.as_ref().map_or("", |p| &p.value.full);
        let year = identity.year.as_ref().map(|y| y.value.0.to_string());
        let text = [
            place,
            year.as_deref().unwrap_or_default(),
            identity.delivered_on.as_ref().map_or("", |d| &d.value),
            identity.speaker.as_ref().map_or("", |s| &s.value),
            &report.source.name,
        ]
        .join("\n");
        let text = fold_str(&text).to_lowercase();
        self.words.iter().all(|word| {
            text.contains(word.as_str())
                || (word.bytes().all(|b| b.is_ascii_lowercase())
                    && matching::fuzzy(place, word).is_some())
        })
    }
}
