//! The sentences in which a theme stands.
//!
//! Owns [`Passage`]. Invariant: every hit of the part that is asked for stands in one passage. Must not know how passages are laid out.

use super::part::Part;
use super::{Hits, TermId, ThemeId};
use crate::report::{Report, SectionId, SentenceId};
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

/// The first `most` passages of a theme in one part of a report, in order.
pub fn passages(
    report: &Report,
    hits: &Hits,
    theme: ThemeId,
    part: Part,
    most: usize,
) -> Vec<Passage> {
    let Some(spans) = part.spans(report) else {
        return Vec::new();
    };
    let counts = |at: usize| part == Part::All || spans.iter().any(|s| s.contains(at));
    let mut found: Vec<Passage> = Vec::new();
    for hit in hits.of(theme).filter(|h| counts(h.span.start())) {
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
