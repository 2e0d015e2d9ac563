//! What one report brings to linking.
//!
//! Owns [`Prepared`]. Invariant: all of its lists are by section; it stands by itself, so that a report that is linked with many others
//! is made ready once.

use super::super::part::{self, Place, Zone};
use super::super::vector::{self, Vector};
use crate::report::{Report, SectionId};

/// What one report brings to linking: its parts and what its sections are compared by. Making it is most of the work of a link.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) places: Vec<Place>,
    /// By section.
    pub(super) features: Vec<Features>,
    parents: Vec<Option<SectionId>>,
    /// How deep a section lies; 1 for those in none.
    depths: Vec<u8>,
    /// Levels as the outline shows them.
    levels: Vec<u8>,
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
        let mut depths: Vec<u8> = Vec::with_capacity(parents.len());
        for parent in &parents {
            // A section comes after the one that it lies in.
            let above = parent.and_then(|p| depths.get(p.index()).copied());
            depths.push(above.unwrap_or(0).saturating_add(1));
        }
        Self {
            places,
            features,
            parents,
            depths,
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

    fn depth(&self, id: SectionId) -> u8 {
        self.depths.get(id.index()).copied().unwrap_or(0)
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

    pub(super) fn childless(&self, id: SectionId) -> bool {
        self.parents
            .get(id.index() + 1)
            .is_none_or(|parent| *parent != Some(id))
    }

    /// Level-1 sections that stand for a part of the report.
    pub(super) fn parts(&self) -> Vec<SectionId> {
        self.ids()
            .filter(|&id| self.place(id).is_some_and(|p| p.top == id && !p.row))
            .collect()
    }

    /// Sections linked as level 2: those of level 2, and topics of level 1.
    pub(super) fn rows(&self) -> Vec<SectionId> {
        self.ids()
            .filter(|&id| {
                self.place(id).is_some_and(|p| {
                    if p.top == id {
                        p.row
                    } else {
                        self.depth(id) == 2
                    }
                })
            })
            .collect()
    }

    /// Sections below those.
    pub(super) fn deep(&self) -> Vec<SectionId> {
        self.ids().filter(|&id| self.depth(id) > 2).collect()
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
