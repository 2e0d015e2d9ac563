//! 重复: which of the open reports have the same text, or nearly.
//!
//! Owns [`Copies`]. Invariant: they are only told; nothing is merged, hidden or dropped for them. Must not know how copies are told.

use std::sync::Arc;

use super::App;
use super::msg::Effect;
use crate::job::{Generation, Job};
use crate::report::ReportId;
use crate::report::twins::{Kind, Twins};

/// The groups of reports that are the same or nearly, once looked for.
#[derive(Debug, Default)]
pub struct Copies {
    groups: Vec<Twins>,
    /// The looking that was asked for last.
    asked: Generation,
}

impl App {
    /// Looks for copies among all reports that are open.
    pub(super) fn look_for_copies(&mut self) -> Option<Effect> {
        let ready = self.shelf.ready();
        let reports: Vec<_> = ready.map(|(id, report)| (id, Arc::clone(report))).collect();
        self.copies.asked.0 += 1;
        if reports.len() < 2 {
            self.copies.groups.clear();
            return None;
        }
        Some(Effect::ReadAgain(self.copies.asked, Job::Twins { reports }))
    }

    /// Takes what was found.
    pub(super) fn copies_found(&mut self, generation: Generation, groups: Vec<Twins>) {
        if generation == self.copies.asked {
            self.copies.groups = groups;
        }
    }

    /// The groups with more than one report that is still listed, each with its number from 1.
    pub fn copies(&self) -> Vec<(usize, &Twins)> {
        let listed = |group: &&Twins| {
            let mut ids = group.reports.iter().map(|twin| twin.id);
            ids.by_ref().filter(|&id| self.is_listed(id)).count() > 1
        };
        (1..)
            .zip(self.copies.groups.iter().filter(listed))
            .collect()
    }

    fn is_listed(&self, id: ReportId) -> bool {
        let slot = self.shelf.slot(id);
        slot.is_some_and(|slot| !slot.dropped) && self.shelf.report(id).is_some()
    }

    /// The first group that a report is in: its number, and how it stands to the others.
    pub fn copy_of(&self, id: ReportId) -> Option<(usize, Kind)> {
        self.copies().into_iter().find_map(|(number, group)| {
            let twin = group.reports.iter().find(|twin| twin.id == id)?;
            Some((number, twin.kind))
        })
    }

    /// The other reports of every group that a report is in, and how near they stand to it.
    pub fn copies_of(&self, id: ReportId) -> Vec<(ReportId, Kind)> {
        let mut others: Vec<(ReportId, Kind)> = Vec::new();
        for (_, group) in self.copies() {
            let first = group.reports.first().map(|twin| twin.id);
            let Some(own) = group.reports.iter().find(|twin| twin.id == id) else {
                continue;
            };
            for twin in &group.reports {
                let known = others.iter().any(|(other, _)| *other == twin.id);
                if twin.id == id || known || !self.is_listed(twin.id) {
                    continue;
                }
                // Each is told by how it stands to the first; between two others the looser of both is said.
                let kind = if Some(id) == first {
                    twin.kind
                } else if Some(twin.id) == first {
                    own.kind
                } else {
                    looser(own.kind, twin.kind)
                };
                others.push((twin.id, kind));
            }
        }
        others
    }
}

fn looser(a: Kind, b: Kind) -> Kind {
    match (a, b) {
        (Kind::Near { share: a }, Kind::Near { share: b }) => Kind::Near { share: a.min(b) },
        (near @ Kind::Near { .. }, _) | (_, near @ Kind::Near { .. }) => near,
        (Kind::SameText, _) | (_, Kind::SameText) => Kind::SameText,
        (Kind::SameFile, Kind::SameFile) => Kind::SameFile,
    }
}
