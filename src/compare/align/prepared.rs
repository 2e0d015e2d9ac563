//! What one report brings to linking.
//!
//! Owns [`Prepared`]. Invariant: all of its lists are by section; it stands by itself, so that a report that is linked with many others
//! is made ready once.

use super::super::part::{self, Place, Zone};
use super::super::vector::{self, Vector};
use crate::report::{Report, Role, SectionId};

/// What one report brings to linking: its parts and what its sections are compared by. Making it is most of the work of a link.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) places: Vec<Place>,
    /// By section.
    pub(super) features: Vec<Features>,
    parents: Vec<Option<SectionId>>,
    /// The sections that lie directly in each.
    children: Vec<Vec<SectionId>>,
    tiers: Vec<Tier>,
    /// Levels as the outline shows them.
    levels: Vec<u8>,
}

/// What a section is linked as, whatever its level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tier {
    /// A part of the report.
    Part,
    /// A section of a part, and a topic of level 1.
    Row,
    /// A section of those.
    Deep,
}

/// What a section is compared by.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    pub(super) heading_themes: Vector,
    pub(super) themes: Vector,
    pub(super) heading: Vector,
    pub(super) body: Vector,
}

impl Prepared {
    /// Makes a report ready.
    pub fn new(report: &Report) -> Self {
        let places = part::places(report);
        let features = report
            .section_ids()
            .zip(&places)
            .map(|((_, section), place)| {
                let title = report.reading_folded(section.title);
                let text = extent_text(report, place);
                Features {
                    heading_themes: vector::themes(&title),
                    themes: vector::themes(&text),
                    heading: vector::heading(&title),
                    body: vector::body(&text),
                }
            })
            .collect();
        let parents: Vec<Option<SectionId>> = report.sections.iter().map(|s| s.parent).collect();
        let mut children: Vec<Vec<SectionId>> = vec![Vec::new(); parents.len()];
        let mut tiers: Vec<Tier> = Vec::with_capacity(parents.len());
        for ((id, section), place) in report.section_ids().zip(&places) {
            // A section comes after the one that it lies in.
            let above = section.parent.and_then(|p| tiers.get(p.index()).copied());
            tiers.push(match above {
                None if place.row => Tier::Row,
                None => Tier::Part,
                Some(Tier::Part) => Tier::Row,
                Some(Tier::Row | Tier::Deep) => Tier::Deep,
            });
            if let Some(list) = section.parent.and_then(|p| children.get_mut(p.index())) {
                list.push(id);
            }
        }
        Self {
            places,
            features,
            parents,
            children,
            tiers,
            levels: report.sections.iter().map(|s| s.level).collect(),
        }
    }

    /// How many sections it has.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    fn ids(&self) -> impl Iterator<Item = SectionId> + '_ {
        (0..self.places.len()).map(|i| SectionId(i as u32))
    }

    pub(super) fn place(&self, id: SectionId) -> Option<&Place> {
        self.places.get(id.index())
    }

    /// The level that the outline shows.
    pub(super) fn level(&self, id: SectionId) -> u8 {
        self.levels.get(id.index()).copied().unwrap_or(0)
    }

    pub(super) fn parent(&self, id: SectionId) -> Option<SectionId> {
        self.parents.get(id.index()).copied().flatten()
    }

    pub(super) fn zone(&self, id: SectionId) -> Option<Zone> {
        self.place(id).map(|p| p.part.zone())
    }

    /// Whether the report has a part that is this zone by its title; topics alone make no plan.
    pub(super) fn has_zone(&self, zone: Zone) -> bool {
        self.places
            .iter()
            .any(|p| p.part.zone() == zone && !p.part.is_topic())
    }

    pub(super) fn children(&self, id: SectionId) -> &[SectionId] {
        self.children.get(id.index()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn childless(&self, id: SectionId) -> bool {
        self.children(id).is_empty()
    }

    fn of_tier(&self, tier: Tier) -> Vec<SectionId> {
        self.ids()
            .filter(|id| self.tiers.get(id.index()) == Some(&tier))
            .collect()
    }

    /// Level-1 sections that stand for a part of the report.
    pub(super) fn parts(&self) -> Vec<SectionId> {
        self.of_tier(Tier::Part)
    }

    /// Sections linked as level 2: those of level 2, and topics of level 1.
    pub(super) fn rows(&self) -> Vec<SectionId> {
        self.of_tier(Tier::Row)
    }

    /// Sections below those.
    pub(super) fn deep(&self) -> Vec<SectionId> {
        self.of_tier(Tier::Deep)
    }

    /// Sections of the part on the government itself. A report without such a part may have them among its rows.
    pub(super) fn duties(&self) -> Vec<SectionId> {
        let mut list = self.deep();
        list.retain(|&id| {
            let of_itself = |p: &Place| p.part.role == Role::SelfBuilding;
            self.place(id).is_some_and(of_itself)
                && self.place(id).map(|p| p.top) == self.parent(id)
        });
        list
    }

    /// Whether it is linked below a section that is linked as level 2.
    pub(super) fn is_deep(&self, id: SectionId) -> bool {
        self.tiers.get(id.index()) == Some(&Tier::Deep)
    }
}

/// The text a section is compared by, folded, a line for each paragraph so that no bigram runs across.
fn extent_text(report: &Report, place: &Place) -> String {
    let mut out = String::new();
    for span in &place.extent {
        let first = report
            .paragraphs
            .partition_point(|p| p.span.end() <= span.start());
        for paragraph in report.paragraphs.iter().skip(first) {
            let Some(piece) = paragraph.span.intersect(*span) else {
                break;
            };
            out.push_str(&report.reading_folded(piece));
            out.push('\n');
        }
    }
    out
}
