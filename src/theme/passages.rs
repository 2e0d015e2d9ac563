//! The sentences in which a theme stands, and what stands around them.
//!
//! Owns [`Passage`] and [`Context`]. Invariant: every hit of the part that is asked for stands in one passage. Must not know how passages
//! are laid out.

use super::lexicon::Lexicon;
use super::part::Part;
use super::{Hits, TermId, ThemeId};
use crate::report::{Report, SectionId, Sentence, SentenceId};
use crate::text::span::Span;

/// A sentence with hits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Which.
    pub sentence: SentenceId,
    /// The section it stands in; of a heading the section that it opens.
    pub section: Option<SectionId>,
    /// What is shown of it: the sentence; of a heading its title.
    pub span: Span,
    /// It is a heading.
    pub heading: bool,
    /// Its hits.
    pub hits: Vec<Span>,
    /// The term that made each of them.
    pub terms: Vec<TermId>,
}

/// The terms whose hits alone are looked at: one, or two that are held side by side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Only(TermId, Option<TermId>);

impl Only {
    /// These two.
    pub fn both(one: TermId, other: TermId) -> Self {
        Self(one, Some(other))
    }

    /// Whether a term is one of them.
    pub fn has(self, term: TermId) -> bool {
        self.0 == term || self.1 == Some(term)
    }

    /// Their wordings in one line.
    pub fn text(self, lexicon: &Lexicon) -> String {
        let terms = [Some(self.0), self.1].into_iter().flatten();
        let texts: Vec<&str> = terms
            .filter_map(|term| lexicon.wording(term))
            .map(|wording| wording.text)
            .collect();
        texts.join("、")
    }
}

impl From<TermId> for Only {
    fn from(term: TermId) -> Self {
        Self(term, None)
    }
}

/// The first `most` passages of a theme in one part of a report, in order.
pub fn passages(
    report: &Report,
    hits: &Hits,
    theme: ThemeId,
    part: Part,
    most: usize,
) -> Vec<Passage> {
    passages_with(report, hits, theme, part, None, most)
}

/// As [`passages`], of some terms alone if they are given: hits of others do not count.
pub fn passages_with(
    report: &Report,
    hits: &Hits,
    theme: ThemeId,
    part: Part,
    only: Option<Only>,
    most: usize,
) -> Vec<Passage> {
    let Some(spans) = part.spans(report) else {
        return Vec::new();
    };
    let counts = |at: usize| part == Part::All || spans.iter().any(|s| s.contains(at));
    let wanted = |term: TermId| only.is_none_or(|only| only.has(term));
    let mut found: Vec<Passage> = Vec::new();
    let hits = hits.of(theme).filter(|h| wanted(h.term));
    for hit in hits.filter(|h| counts(h.span.start())) {
        let after = report
            .sentences
            .partition_point(|s| s.span.start() <= hit.span.start());
        let Some(id) = after.checked_sub(1) else {
            continue;
        };
        if let Some(last) = found.last_mut().filter(|p| p.sentence.index() == id) {
            last.hits.push(hit.span);
            last.terms.push(hit.term);
            continue;
        }
        if found.len() >= most {
            break;
        }
        let Some(sentence) = report.sentences.get(id) else {
            continue;
        };
        let title = sentence
            .section
            .filter(|_| sentence.heading)
            .and_then(|s| report.section(s))
            .map(|s| s.title)
            .filter(|title| title.covers(hit.span));
        found.push(Passage {
            sentence: SentenceId(id as u32),
            section: sentence.section,
            span: title.unwrap_or(sentence.span),
            heading: title.is_some(),
            hits: vec![hit.span],
            terms: vec![hit.term],
        });
    }
    found
}

/// How much is shown of what stands around a passage. It never reaches beyond the passage's own section.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Context {
    /// Nothing: the sentence alone.
    #[default]
    Sentence,
    /// The sentence before and the one after.
    Around,
    /// The whole paragraph.
    Paragraph,
    /// The whole section: all of its own text, not that of the sections inside it.
    Section,
}

impl Context {
    /// One step more; from the most back to nothing.
    #[must_use]
    pub fn more(self) -> Self {
        match self {
            Context::Sentence => Context::Around,
            Context::Around => Context::Paragraph,
            Context::Paragraph => Context::Section,
            Context::Section => Context::Sentence,
        }
    }

    /// What is shown of a passage with this much around it. Of a heading it is the text that it opens, without the heading itself: empty
    /// where there is none.
    pub fn span(self, report: &Report, passage: &Passage) -> Span {
        let own = passage.sentence.index();
        // The sentence that the context grows from.
        let from = if passage.heading { own + 1 } else { own };
        let Some(first) = report.sentences.get(from) else {
            return Span::at(passage.span.end());
        };
        let inside = |s: &Sentence| s.section == passage.section && !s.heading;
        let nothing = passage.heading && (self == Context::Sentence || !inside(first));
        if nothing {
            return Span::at(passage.span.end());
        }
        let start = if passage.heading {
            first.span
        } else {
            passage.span
        };
        let (paragraph, most) = match self {
            Context::Sentence => return start,
            Context::Around => (None, 1),
            Context::Paragraph => (Some(first.paragraph), usize::MAX),
            Context::Section => (None, usize::MAX),
        };
        let belongs = |s: &&Sentence| inside(s) && paragraph.is_none_or(|p| s.paragraph == p);
        let before = report.sentences.get(..own).unwrap_or(&[]);
        let after = report.sentences.get(from + 1..).unwrap_or(&[]);
        let mut span = start;
        // Of a heading nothing stands before; and the sentence after it is the first of the one that is asked for.
        let (back, on) = if passage.heading {
            (0, most - 1)
        } else {
            (most, most)
        };
        for sentence in before.iter().rev().take_while(belongs).take(back) {
            span = span.join(sentence.span);
        }
        for sentence in after.iter().take_while(belongs).take(on) {
            span = span.join(sentence.span);
        }
        span
    }
}

/// Cuts a span where paragraphs end; a blank between two is left out.
pub fn by_paragraphs(report: &Report, span: Span) -> Vec<Span> {
    let first = report
        .paragraphs
        .partition_point(|p| p.span.end() <= span.start());
    let paragraphs = report.paragraphs.iter().skip(first);
    paragraphs
        .take_while(|p| p.span.start() < span.end())
        .filter_map(|p| p.span.intersect(span))
        .collect()
}

/// `三 / (五)`: the markers from the outermost section down, without titles.
pub fn markers(report: &Report, section: SectionId) -> String {
    let bare = |id| {
        let kept = |c: &char| !matches!(c, '、' | '.' | '．' | ' ' | '\u{3000}');
        let marker = report.marker(id).chars().filter(kept);
        marker
            .map(|c| match c {
                '（' => '(',
                '）' => ')',
                c => c,
            })
            .collect::<String>()
    };
    let path = report.ancestry(section).into_iter().map(bare);
    let markers: Vec<String> = path.filter(|m| !m.is_empty()).collect();
    markers.join(" / ")
}
