//! One side of a comparison: what a pane shows of it.
//!
//! Owns [`Pairing`], all that is known of two reports side by side, and [`View`], one report's side of that. Must not know of panes.

use std::sync::Arc;

use crate::compare::{
    Change, Comparison, Delta, Depth, Edit, FigureChange, Link, Links, Nearest, Nearness,
    SentencePair, ToneChange, Verdict,
};
use crate::report::{Report, ReportId, SectionId, SentenceId};
use crate::text::number;
use crate::text::span::Span;

use super::reader::Show;

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
    /// The whole comparison that was made last; none: it is to be made anew, whatever was made before.
    pub comparison: Option<Arc<Comparison>>,
    /// The depth that the reader asked for.
    pub asked: Option<Depth>,
    /// The reader's word on its links is another by now: it is shown until it is made anew.
    pub stale: bool,
    /// Counts up whenever something above changes; never 0.
    pub version: u64,
    /// The comparisons made so far, one for each depth, so that a depth left comes back at once.
    kept: Vec<Kept>,
}

/// A comparison and where in it the figures and words of strength stand.
#[derive(Clone, Debug)]
struct Kept {
    comparison: Arc<Comparison>,
    /// A and B.
    reports: [Arc<Report>; 2],
    /// Sentences of A and of B with the figures that stand in them, by sentence.
    figures: [Vec<(SentenceId, u32)>; 2],
    /// Likewise the words of strength.
    tones: [Vec<(SentenceId, u32)>; 2],
}

impl Kept {
    fn new(comparison: Arc<Comparison>, a: &Arc<Report>, b: &Arc<Report>) -> Self {
        let mut figures = [Vec::new(), Vec::new()];
        for (i, figure) in comparison.figures.iter().enumerate() {
            figures[0].push((figure.sentence_a, i as u32));
            figures[1].push((figure.sentence_b, i as u32));
        }
        let mut tones = [Vec::new(), Vec::new()];
        for (i, tone) in comparison.tones.iter().enumerate() {
            let Some(pair) = comparison.pairs.get(tone.pair as usize) else {
                continue;
            };
            tones[0].push((sentence_of(a, pair.a, pair.a_len, tone.a), i as u32));
            tones[1].push((sentence_of(b, pair.b, pair.b_len, tone.b), i as u32));
        }
        for list in figures.iter_mut().chain(&mut tones) {
            list.sort_unstable();
        }
        Self {
            comparison,
            reports: [Arc::clone(a), Arc::clone(b)],
            figures,
            tones,
        }
    }

    /// Whether an edit touches more than figures.
    fn is_wording(&self, edit: &Edit) -> bool {
        let sides = [(&self.reports[0], edit.a), (&self.reports[1], edit.b)];
        let mut figures = false;
        let mut words = false;
        for (report, span) in sides {
            let mut at = span.start();
            let mut has_words = |from: usize, to: usize| {
                let rest = Span::new(from, to.max(from)).of(&report.text);
                words |= rest.chars().any(char::is_alphanumeric);
            };
            for figure in number::figures(&report.text, span) {
                figures = true;
                has_words(at, figure.span.start());
                at = figure.span.end().max(at);
            }
            has_words(at, span.end());
        }
        !edit.equal && (words || !figures)
    }
}

/// The sentence of a run that holds `word`; the last one where none does.
fn sentence_of(report: &Report, first: SentenceId, len: u32, word: Span) -> SentenceId {
    let last = first.0 + len.max(1) - 1;
    (first.0..last)
        .map(SentenceId)
        .find(|id| {
            let sentence = report.sentences.get(id.index());
            !word.is_empty() && sentence.is_some_and(|s| s.span.covers(word))
        })
        .unwrap_or(SentenceId(last))
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
            .or_else(|| self.kept().map(|k| &k.comparison))
    }

    fn kept(&self) -> Option<&Kept> {
        // Without a last one all are to be made anew.
        self.comparison.as_ref()?;
        let depth = self.depth();
        self.kept.iter().find(|k| Some(k.comparison.depth) == depth)
    }

    /// Takes a comparison that was made.
    pub fn keep(&mut self, comparison: Arc<Comparison>, a: &Arc<Report>, b: &Arc<Report>) {
        if self.comparison.is_none() || std::mem::take(&mut self.stale) {
            self.kept.clear();
        }
        self.kept.retain(|k| k.comparison.depth != comparison.depth);
        self.kept.push(Kept::new(Arc::clone(&comparison), a, b));
        self.comparison = Some(comparison);
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
    fn at(&self) -> usize {
        match self.side {
            Side::A => 0,
            Side::B => 1,
        }
    }

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
        comparison.pairs.get(self.pair_index(id)? as usize)
    }

    /// Its place in the comparison's list.
    pub fn pair_index(&self, id: SentenceId) -> Option<u32> {
        let comparison = self.pairing.current()?;
        let pairs = match self.side {
            Side::A => &comparison.pair_of_a,
            Side::B => &comparison.pair_of_b,
        };
        pairs.get(id.index()).copied().flatten()
    }

    /// The sentences of this side and those of the other side that a pair holds.
    pub fn runs(&self, pair: &SentencePair) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let run = |first: SentenceId, len: u32| first.index()..first.index() + len.max(1) as usize;
        let (a, b) = (run(pair.a, pair.a_len), run(pair.b, pair.b_len));
        match self.side {
            Side::A => (a, b),
            Side::B => (b, a),
        }
    }

    /// The sentence of the other side that a sentence of this side is paired with; of several the first.
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

    /// This side's span of a figure.
    pub fn figure_span(&self, figure: &FigureChange) -> Span {
        match self.side {
            Side::A => figure.a,
            Side::B => figure.b,
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

    /// Whether the two can be compared, once that is known.
    pub fn verdict(&self) -> Option<Verdict> {
        self.pairing.current().map(|c| c.verdict)
    }

    /// The figures of a sentence of this side that stand in a change, moved or not.
    pub fn figures(&self, id: SentenceId) -> impl Iterator<Item = (u32, &FigureChange)> {
        let kept = self.pairing.kept();
        let of = kept.map_or(&[][..], |k| &k.figures[self.at()]);
        held(of, id).filter_map(move |i| {
            let figure = kept?.comparison.figures.get(i as usize)?;
            Some((i, figure))
        })
    }

    /// The words of strength of a sentence of this side that changed.
    pub fn tones(&self, id: SentenceId) -> impl Iterator<Item = (u32, &ToneChange)> {
        let kept = self.pairing.kept();
        let of = kept.map_or(&[][..], |k| &k.tones[self.at()]);
        held(of, id).filter_map(move |i| Some((i, kept?.comparison.tones.get(i as usize)?)))
    }

    /// The figures to list below a sentence of this side: those that stand in it, on the newer side only, and only if one moved.
    pub fn figures_below(&self, id: SentenceId) -> Vec<u32> {
        if self.side == Side::A || !self.figures(id).any(|(_, f)| moved(f)) {
            return Vec::new();
        }
        self.figures(id).map(|(i, _)| i).collect()
    }

    /// The words of strength to list below a sentence of this side, likewise.
    pub fn tones_below(&self, id: SentenceId) -> Vec<u32> {
        match self.side {
            Side::A => Vec::new(),
            Side::B => self.tones(id).map(|(i, _)| i).collect(),
        }
    }

    /// What is to be seen of what became of a sentence of this side: its mark, unless what is asked for leaves it out.
    pub fn shown(&self, id: SentenceId, show: Show) -> Option<Change> {
        let mark = self.mark(id);
        match show {
            Show::All => mark,
            Show::Figures => {
                let differs = self.figures(id).any(|(_, f)| moved(f));
                let mark = mark.filter(|m| *m != Change::Kept);
                differs.then(|| mark.unwrap_or(Change::Reworded))
            }
            Show::Wording => match mark? {
                Change::Reworded => {
                    let pair = self.pair(id)?;
                    let worded = pair.edits.iter().any(|e| self.is_wording(e));
                    Some(if worded {
                        Change::Reworded
                    } else {
                        Change::Kept
                    })
                }
                mark => Some(mark),
            },
        }
    }

    /// Whether an edit touches more than figures.
    pub fn is_wording(&self, edit: &Edit) -> bool {
        self.pairing.kept().is_none_or(|k| k.is_wording(edit))
    }
}

/// Whether a figure is not what it was.
pub fn moved(figure: &FigureChange) -> bool {
    figure.bound || figure.firmness.is_some() || figure.delta != Some(Delta::Same)
}

/// The things that a sentence holds, of a list by sentence.
fn held(list: &[(SentenceId, u32)], id: SentenceId) -> impl Iterator<Item = u32> {
    let from = list.partition_point(|(s, _)| *s < id);
    list.iter()
        .skip(from)
        .take_while(move |(s, _)| *s == id)
        .map(|&(_, i)| i)
}
