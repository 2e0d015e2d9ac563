//! The outline: numbered markers, 一是 series, leads, own-line headings, appendices; levels from context.
//!
//! Owns the finding of headings. Invariant: sections are in order of the text, a parent precedes its children and covers
//! them; a report without headings is one section, called by its title line, which stands before the speech. A heading is taken for one only on evidence: its number in a run, or siblings of like length and build.

mod contents;
mod headings;
mod inside;
mod leads;
mod levels;
pub(crate) mod markers;
mod ranks;
mod roles;
mod tense;
#[cfg(test)]
mod tests;
mod words;

use super::clean::Cleaned;
use super::clean::chars::{Chars, ends_stopped, first_sentence, has};
use super::clean::words::vocative;
use super::{Kind, Role, Section};
use crate::text::span::Span;
use markers::{Mark, mark};

/// A paragraph as the search for headings sees it.
struct Para {
    span: Span,
    chars: Chars,
    weight: usize,
    mark: Option<(Mark, usize)>,
    /// Opens by addressing the assembly.
    vocative: bool,
    /// One past its first sentence.
    sentence: usize,
    /// Ends with a stop.
    stopped: bool,
    /// After the speech.
    appendix: bool,
}

/// A heading that was found. Positions are characters of its paragraph.
#[derive(Clone, Debug)]
struct Head {
    para: usize,
    from: usize,
    marker: usize,
    title: usize,
    end: usize,
    kind: Kind,
    mark: Option<Mark>,
    /// Depth of its build; smaller is outer (see [`levels`]).
    rank: u8,
    run_in: bool,
    inside: bool,
}

impl Para {
    fn read(folded: &str, span: Span, cleaned: &Cleaned, appendix: bool) -> Para {
        let chars = Chars::read(folded, span, &cleaned.gaps);
        let c = chars.all();
        Para {
            span,
            weight: chars.weight(),
            mark: mark(c),
            vocative: vocative(c).is_some(),
            sentence: first_sentence(c),
            stopped: ends_stopped(c),
            appendix,
            chars,
        }
    }

    fn c(&self) -> &[char] {
        self.chars.all()
    }
}

/// Finds the sections, in order of the text; a parent precedes its children.
pub fn outline(text: &str, folded: &str, cleaned: &Cleaned) -> Vec<Section> {
    let paras: Vec<Para> = cleaned
        .paragraphs
        .iter()
        .enumerate()
        .skip(cleaned.speech_start as usize)
        .map(|(i, &span)| Para::read(folded, span, cleaned, i >= cleaned.speech_end as usize))
        .collect();
    let listed = contents::find(&paras);
    let paras: Vec<Para> = if listed.is_empty() {
        paras
    } else {
        paras
            .into_iter()
            .enumerate()
            .filter(|(i, _)| !listed.contains(i))
            .map(|(_, p)| p)
            .collect()
    };
    let mut heads = headings::find(&paras);
    leads::find(&paras, &mut heads);
    heads.sort_by_key(|h| (h.para, h.from));
    heads.dedup_by_key(|h| h.para);
    inside::find(&paras, &mut heads);
    heads.sort_by_key(|h| (h.para, h.from));
    let levels = levels::levels(&paras, &mut heads);
    let mut sections = levels::sections(text, &paras, &heads, &levels);
    if sections.is_empty() {
        sections.extend(whole(text, folded, cleaned));
    }
    roles::set(folded, &cleaned.gaps, &mut sections);
    sections
}

/// A report without headings is one section, called by the report's own title line: the last before the speech that says it
/// is a report. None where there is no such line or hardly a speech.
fn whole(text: &str, folded: &str, cleaned: &Cleaned) -> Option<Section> {
    let (start, end) = (cleaned.speech_start as usize, cleaned.speech_end as usize);
    let last = cleaned
        .paragraphs
        .get(start..end)
        .filter(|p| p.len() >= 3)?
        .last()?;
    let (heading, title) = cleaned
        .paragraphs
        .get(..start)?
        .iter()
        .rev()
        .find_map(|&span| {
            let chars = Chars::read(folded, span, &cleaned.gaps);
            let titled = has(chars.all(), "报告") && (4..=40).contains(&chars.weight());
            titled.then(|| (span, chars.span(text, 0, chars.len())))
        })?;
    let (line, column) = levels::line_of(text, heading.start());
    Some(Section {
        parent: None,
        level: 1,
        kind: Kind::OwnLine,
        role: Role::Topic,
        marker: Span::at(heading.start()),
        title,
        heading,
        span: heading.join(*last),
        line,
        column,
        run_in: false,
        inside: false,
    })
}
