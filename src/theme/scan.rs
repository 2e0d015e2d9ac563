//! Theme hits in one report.
//!
//! Owns [`Scanner`] and [`Hits`]. Invariants: the hits of one theme never overlap, and depend on that theme's own terms
//! alone, so that adding a theme changes no other count; removed text and skipped line breaks do not count. Must not know
//! of the matrix.

use super::lexicon::{Lexicon, TermId, ThemeId};
use super::part::Part;
use crate::report::{Report, SectionId};
use crate::text::scan::{Joined, TermHit, Terms};
use crate::text::span::Span;

/// One occurrence of a theme (命中).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Where, in the report's text.
    pub span: Span,
    /// Whose.
    pub theme: ThemeId,
    /// The term that made it.
    pub term: TermId,
    /// The innermost section it stands in.
    pub section: Option<SectionId>,
}

/// All hits of all themes in one report, in order of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hits {
    /// Sorted by position; a place may count for two themes.
    pub hits: Vec<Hit>,
    /// The hits of the first theme, then those of the second, and so on: indices into `hits`.
    of_themes: Vec<u32>,
    /// Where in `of_themes` each theme begins, and the end.
    starts: Vec<u32>,
    /// What each part of the report comes to, by [`Part::index`]; none where the report has no such part.
    pub tallies: [Option<Tally>; 10],
    /// The edition of the book of themes that they were found by: ids of themes and terms mean nothing in another.
    pub edition: u32,
}

/// The hits in one part of a report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Han characters of its reading text.
    pub han: u32,
    /// Hits by theme.
    pub hits: Vec<u32>,
}

impl Hits {
    /// The hits of one theme, in order.
    pub fn of(&self, theme: ThemeId) -> impl DoubleEndedIterator<Item = &Hit> + '_ {
        self.indices(theme)
            .iter()
            .filter_map(|&i| self.hits.get(i as usize))
    }

    /// Number of hits of one theme.
    pub fn count(&self, theme: ThemeId) -> usize {
        self.indices(theme).len()
    }

    /// Which of `hits` are of one theme, in order.
    pub fn indices(&self, theme: ThemeId) -> &[u32] {
        let bounds = self.starts.get(theme.index()..theme.index() + 2);
        let Some(&[from, to]) = bounds else {
            return &[];
        };
        self.of_themes
            .get(from as usize..to as usize)
            .unwrap_or(&[])
    }

    /// Bytes that it takes in memory.
    pub fn size(&self) -> usize {
        let tallies = self.tallies.iter().flatten();
        size_of_val(self)
            + self.hits.capacity() * size_of::<Hit>()
            + (self.of_themes.capacity() + self.starts.capacity()) * size_of::<u32>()
            + tallies
                .map(|t| t.hits.capacity() * size_of::<u32>())
                .sum::<usize>()
    }

    /// Sorts the hits by theme.
    fn sort(&mut self, themes: usize) {
        let mut starts = vec![0_u32; themes + 1];
        for hit in &self.hits {
            if let Some(next) = starts.get_mut(hit.theme.index() + 1) {
                *next += 1;
            }
        }
        let mut all = 0;
        for start in &mut starts {
            all += *start;
            *start = all;
        }
        let mut next = starts.clone();
        self.of_themes = vec![0; self.hits.len()];
        for (i, hit) in self.hits.iter().enumerate() {
            if let Some(at) = next.get_mut(hit.theme.index()) {
                if let Some(place) = self.of_themes.get_mut(*at as usize) {
                    *place = i as u32;
                }
                *at += 1;
            }
        }
        self.starts = starts;
    }

    /// What a part of the report comes to; none where the report has no such part.
    pub fn tally(&self, part: Part) -> Option<&Tally> {
        self.tallies.get(part.index())?.as_ref()
    }

    /// Number of hits of one theme that start in `span`.
    pub fn count_in(&self, theme: ThemeId, span: Span) -> usize {
        let indices = self.indices(theme);
        let before = |at: usize| {
            indices.partition_point(|&i| {
                self.hits
                    .get(i as usize)
                    .is_some_and(|h| h.span.start() < at)
            })
        };
        before(span.end()).saturating_sub(before(span.start()))
    }

    /// The hits of all themes that start in `span`.
    pub fn in_span(&self, span: Span) -> &[Hit] {
        let from = self.hits.partition_point(|h| h.span.start() < span.start());
        let to = self.hits.partition_point(|h| h.span.start() < span.end());
        self.hits.get(from..to).unwrap_or(&[])
    }
}

/// The innermost section at a rising position, looked up anew only where it may change.
#[derive(Default)]
struct Standing {
    section: Option<SectionId>,
    until: usize,
    /// The first section that begins behind.
    next: usize,
}

impl Standing {
    fn section(&mut self, report: &Report, at: usize) -> Option<SectionId> {
        if at >= self.until {
            let behind = report.sections.get(self.next..).unwrap_or(&[]);
            self.next += behind
                .iter()
                .take_while(|s| s.heading.start() <= at)
                .count();
            self.section = report.innermost(self.next, at);
            let end = self
                .section
                .and_then(|id| report.section(id))
                .map_or(usize::MAX, |s| s.span.end());
            self.until = report
                .sections
                .get(self.next)
                .map_or(end, |s| end.min(s.heading.start()));
        }
        self.section
    }
}

/// What a term means: whose it is, and whether it counts or keeps others from counting.
#[derive(Clone, Copy, Debug)]
struct Role {
    theme: ThemeId,
    /// The term that counts; none: an exception.
    counts: Option<TermId>,
}

/// A lexicon made ready to scan many reports.
#[derive(Debug, Default)]
pub struct Scanner {
    terms: Terms,
    /// By term.
    roles: Vec<Role>,
    themes: usize,
    edition: u32,
}

impl Scanner {
    /// Prepares a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut terms: Vec<&str> = Vec::new();
        let mut roles = Vec::new();
        let mut next = 0;
        for (theme, entry) in lexicon.ids() {
            for term in entry.wordings() {
                terms.push(term);
                roles.push(Role {
                    theme,
                    counts: Some(TermId(next)),
                });
                next += 1;
            }
            for term in &entry.except {
                terms.push(term);
                roles.push(Role {
                    theme,
                    counts: None,
                });
            }
        }
        Self {
            terms: Terms::through_quotes(&terms),
            roles,
            themes: lexicon.themes.len(),
            edition: 0,
        }
    }

    /// The same, for an edition of the book of themes.
    #[must_use]
    pub fn of_edition(self, edition: u32) -> Self {
        Self { edition, ..self }
    }

    /// The hits in the reading text of `report` (removed text does not count). Within a theme the leftmost term counts, of
    /// those the longest; an exception takes its place without counting. A term broken by a skipped line break is found.
    pub fn scan(&self, report: &Report) -> Hits {
        let mut found = Hits {
            edition: self.edition,
            ..Hits::default()
        };
        // About as many as there are in a report of its length, so that the list is not moved often.
        found.hits.reserve(report.folded.len() / 64);
        // Where the last term of each theme ends.
        let mut covered = vec![0; self.themes];
        let mut place = Standing::default();
        let mut gap = 0;
        for paragraph in &report.paragraphs {
            let span = paragraph.span;
            while report
                .gaps
                .get(gap)
                .is_some_and(|g| g.end() <= span.start())
            {
                gap += 1;
            }
            let mut push = |TermHit { span, term }| {
                let Some(role) = self.roles.get(term as usize) else {
                    return;
                };
                let Some(end) = covered.get_mut(role.theme.index()) else {
                    return;
                };
                if span.start() < *end {
                    return;
                }
                *end = span.end();
                if let Some(term) = role.counts {
                    found.hits.push(Hit {
                        span,
                        theme: role.theme,
                        term,
                        section: place.section(report, span.start()),
                    });
                }
            };
            if report.gaps.get(gap).is_none_or(|g| g.start() >= span.end()) {
                self.terms.each_in(&report.folded, span, push);
            } else {
                let joined = Joined::new(&report.folded, &span.without(&report.gaps));
                self.terms.each(&joined.text, |TermHit { span, term }| {
                    let span = joined.source(span);
                    push(TermHit { span, term });
                });
            }
        }
        found.hits.shrink_to_fit();
        found.sort(self.themes);
        found.tallies = Part::EVERY.map(|part| self.tally(report, &found, part));
        found
    }

    fn tally(&self, report: &Report, found: &Hits, part: Part) -> Option<Tally> {
        let spans = part.spans(report)?;
        let mut hits = vec![0; self.themes];
        for hit in spans.iter().flat_map(|&span| found.in_span(span)) {
            if let Some(count) = hits.get_mut(hit.theme.index()) {
                *count += 1;
            }
        }
        let han = match part {
            Part::All => report.han,
            _ => Part::han(report, &spans),
        };
        Some(Tally { han, hits })
    }
}
