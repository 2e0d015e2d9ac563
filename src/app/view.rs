//! One side of a comparison: what a pane shows of it.

use std::sync::Arc;

use crate::compare::{
    Change, Comparison, Delta, Depth, Edit, Link, Links, Nearest, Nearness, SentencePair,
};
use crate::report::{ReportId, SectionId, SentenceId};
use crate::text::span::Span;

/// Which of the two reports.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The report at the left.
    A,
    /// The report at the right.
    B,
}

/// What is known so far of two reports side by side.
#[derive(Clone, Debug, Default)]
pub struct Pairing {
    /// Links, once made.
    pub links: Option<Arc<Links>>,
    /// Share of near matches, once measured.
    pub nearness: Option<Nearness>,
    /// The whole comparison, once made.
    pub comparison: Option<Arc<Comparison>>,
    /// The depth that the reader asked for.
    pub asked: Option<Depth>,
    /// The reader's word on its links is another by now: it is shown until it is made anew.
    pub stale: bool,
    /// Counts up whenever something above changes; never 0.
    pub version: u64,
}

impl Pairing {
    /// The depth in use: the one asked for, else the one that the nearness leads to.
    pub fn depth(&self) -> Option<Depth> {
        self.asked.or_else(|| self.nearness.map(|n| n.depth))
    }

    /// The comparison at the depth in use, once made.
    pub fn current(&self) -> Option<&Arc<Comparison>> {
        self.comparison
            .as_ref()
            .filter(|c| Some(c.depth) == self.depth())
    }
}

/// A pane's side of a pairing.
#[derive(Clone, Debug)]
pub struct View {
    /// The other report.
    pub other: ReportId,
    /// Which side the pane is.
    pub side: Side,
    /// What is known.
    pub pairing: Arc<Pairing>,
}

impl View {
    /// What became of a sentence of this side.
    pub fn mark(&self, id: SentenceId) -> Option<Change> {
        let comparison = self.pairing.current()?;
        let marks = match self.side {
            Side::A => &comparison.marks_a,
            Side::B => &comparison.marks_b,
        };
        marks.get(id.index()).copied().flatten()
    }

    /// The pair that a sentence of this side stands in.
    pub fn pair(&self, id: SentenceId) -> Option<&SentencePair> {
        let comparison = self.pairing.current()?;
        let pairs = match self.side {
            Side::A => &comparison.pair_of_a,
            Side::B => &comparison.pair_of_b,
        };
        let index = pairs.get(id.index()).copied().flatten()?;
        comparison.pairs.get(index as usize)
    }

    /// The sentence of the other side that a sentence of this side is paired with.
    pub fn partner(&self, id: SentenceId) -> Option<SentenceId> {
        let pair = self.pair(id)?;
        Some(match self.side {
            Side::A => pair.b,
            Side::B => pair.a,
        })
    }

    /// This side's span of an edit.
    pub fn edit_span(&self, edit: &Edit) -> Span {
        match self.side {
            Side::A => edit.a,
            Side::B => edit.b,
        }
    }

    /// The best link of a section of this side: the other side's section, and the link.
    pub fn link(&self, id: SectionId) -> Option<(SectionId, &Link)> {
        let links = self.pairing.links.as_ref()?;
        match self.side {
            Side::A => links.from_a(id).map(|l| (l.b, l)),
            Side::B => links.from_b(id).map(|l| (l.a, l)),
        }
    }

    /// All links of a section of this side, the best first: the other side's sections, and the links.
    pub fn links(&self, id: SectionId) -> Vec<(SectionId, &Link)> {
        let Some(links) = self.pairing.links.as_ref() else {
            return Vec::new();
        };
        let of = match self.side {
            Side::A => &links.of_a,
            Side::B => &links.of_b,
        };
        let of = of.get(id.index()).map_or(&[][..], Vec::as_slice);
        let mut all: Vec<&Link> = of
            .iter()
            .filter_map(|&i| links.links.get(i as usize))
            .collect();
        if all.is_empty() {
            all.extend(self.link(id).map(|(_, link)| link));
        }
        let there = |link: &Link| match self.side {
            Side::A => link.b,
            Side::B => link.a,
        };
        all.into_iter().map(|link| (there(link), link)).collect()
    }

    /// Whether the reader said that two sections do not correspond: one of this side, one of the other.
    pub fn is_broken_between(&self, id: SectionId, there: SectionId) -> bool {
        let pair = match self.side {
            Side::A => (id, there),
            Side::B => (there, id),
        };
        let links = self.pairing.links.as_ref();
        links.is_some_and(|links| links.broken.contains(&pair))
    }

    /// Whether the reader said of any section of the other side that it does not correspond to this one.
    pub fn is_broken(&self, id: SectionId) -> bool {
        let links = self.pairing.links.as_ref();
        links.is_some_and(|links| {
            links.broken.iter().any(|&(a, b)| match self.side {
                Side::A => a == id,
                Side::B => b == id,
            })
        })
    }

    /// How many links a section of this side has.
    pub fn link_count(&self, id: SectionId) -> usize {
        self.pairing.links.as_ref().map_or(0, |links| {
            let of = match self.side {
                Side::A => &links.of_a,
                Side::B => &links.of_b,
            };
            of.get(id.index()).map_or(0, Vec::len)
        })
    }

    /// For a section of this side the nearest section that it is not linked to.
    pub fn nearest(&self, id: SectionId) -> Option<Nearest> {
        let links = self.pairing.links.as_ref()?;
        let nearest = match self.side {
            Side::A => &links.nearest_a,
            Side::B => &links.nearest_b,
        };
        nearest.get(id.index()).copied().flatten()
    }

    /// Depth in use.
    pub fn depth(&self) -> Option<Depth> {
        self.pairing.depth()
    }

    /// The figures to list below a sentence of this side: those of its pair, on the newer side only, and only if one moved.
    pub fn figures_below(&self, id: SentenceId) -> Vec<u32> {
        let (Side::B, Some(comparison)) = (self.side, self.pairing.current()) else {
            return Vec::new();
        };
        let Some(pair) = comparison.pair_of_b.get(id.index()).copied().flatten() else {
            return Vec::new();
        };
        let of_pair: Vec<u32> = comparison
            .figures
            .iter()
            .enumerate()
            .filter(|(_, f)| f.pair == Some(pair))
            .map(|(i, _)| i as u32)
            .collect();
        let moved = of_pair.iter().any(|&i| {
            comparison.figures.get(i as usize).is_some_and(|f| {
                f.bound || f.firmness.is_some() || !matches!(f.delta, Some(Delta::Same))
            })
        });
        if moved { of_pair } else { Vec::new() }
    }
}
