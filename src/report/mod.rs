//! What a report is, and how one is read.
//!
//! Owns [`Report`]: the decoded text, which never changes, and everything known about it as spans over it.
//! [`Report::read`] is the one door from text to report. Must not know of comparison, themes or screens.

pub mod clean;
pub mod identity;
pub mod library;
pub mod mark;
pub mod outline;
pub mod quote;
pub mod source;
pub mod twins;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::text::fold;
use crate::text::span::Span;
use crate::text::width::Ambiguous;
use crate::text::wrap;

pub use identity::{
    Confidence, Correction, Doubt, Evidence, Field, FieldError, Identity, Issuer, Level, Place,
    Year, Years,
};

/// A report's place in the list of open reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ReportId(pub u32);

/// A section's position in its report, in reading order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SectionId(pub u32);

/// A sentence's position in its report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SentenceId(pub u32);

impl ReportId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SectionId {
    /// As an index into [`Report::sections`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SentenceId {
    /// As an index into [`Report::sentences`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// 128 bits that tell one text from another, the same on every machine and in every version: SipHash-2-4 of its UTF-8 bytes with
/// a zero key (Aumasson & Bernstein 2012).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// That of `text`.
    pub fn of(text: &str) -> Self {
        Self(
            siphasher::sip128::SipHasher24::new()
                .hash(text.as_bytes())
                .as_u128(),
        )
    }

    /// Reads what [`std::fmt::Display`] writes: 32 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Self> {
        (hex.len() == 32)
            .then(|| u128::from_str_radix(hex, 16).ok())
            .flatten()
            .map(Self)
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl serde::Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Fingerprint {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(from)?;
        Self::parse(&hex).ok_or_else(|| {
            serde::de::Error::custom(format!("{hex} is no fingerprint: 32 hexadecimal digits"))
        })
    }
}

/// Where a text came from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceInfo {
    /// The file, if it was one.
    pub path: Option<PathBuf>,
    /// Name to show: the file's name, or 样本 and the like.
    pub name: String,
    /// What the bytes were.
    pub format: source::Format,
    /// Encoding that the bytes were read as (`UTF-8`, `GB18030`); empty where the format has its own.
    pub encoding: &'static str,
    /// Something to be known of how the text came out of the file.
    pub notes: Vec<source::Note>,
    /// The file's state when it was read, to notice that it changed.
    pub stamp: Option<library::Stamp>,
    /// Size of the source in bytes.
    pub bytes: u64,
    /// One of the built-in samples.
    pub sample: bool,
}

/// What a heading looks like.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// 一、 （一） 1.
    Numbered,
    /// 一是 一要 第一，
    Ordinal,
    /// ——
    Dash,
    /// An unnumbered heading run into its paragraph, or standing inside one.
    Lead,
    /// An unnumbered heading on a line of its own.
    OwnLine,
    /// 附件, 名词解释, 民生实事 list.
    Appendix,
}

impl Kind {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Numbered => "numbered",
            Kind::Ordinal => "ordinal",
            Kind::Dash => "dash",
            Kind::Lead => "lead",
            Kind::OwnLine => "own-line",
            Kind::Appendix => "appendix",
        }
    }
}

/// What part of a report a section belongs to (性质).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// 回顾: what was done.
    Review,
    /// 计划: the coming year.
    Plan,
    /// 目标: the coming years.
    Outlook,
    /// 自身建设: the government itself.
    SelfBuilding,
    /// 专题: anything else at level 1.
    Topic,
    /// 问题: what is lacking.
    Problems,
    /// 开篇.
    Opening,
    /// 结语.
    Closing,
    /// 附件.
    Appendix,
}

impl Role {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Role::Review => "review",
            Role::Plan => "plan",
            Role::Outlook => "outlook",
            Role::SelfBuilding => "self",
            Role::Topic => "topic",
            Role::Problems => "problems",
            Role::Opening => "opening",
            Role::Closing => "closing",
            Role::Appendix => "appendix",
        }
    }
}

/// A node of the outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The section it stands in.
    pub parent: Option<SectionId>,
    /// Depth in this document, from 1.
    pub level: u8,
    /// Build of its heading.
    pub kind: Kind,
    /// Part of the report, inherited from level 1 where its own title does not say.
    pub role: Role,
    /// 一、 （一） 1. 一是 ——; empty where there is none.
    pub marker: Span,
    /// Title without marker and final stop; may run over a line break (see [`Report::title`]).
    pub title: Span,
    /// Marker, title and its stop.
    pub heading: Span,
    /// From the heading to the end of the last section inside it.
    pub span: Span,
    /// Line of the source text where the heading starts, from 1.
    pub line: u32,
    /// Column there, in characters from 0.
    pub column: u32,
    /// Body text follows the heading on the same line.
    pub run_in: bool,
    /// The heading does not stand at the start of its paragraph.
    pub inside: bool,
}

/// A paragraph of the reading text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// From its first to its last character; what lies in [`Report::gaps`] is not read.
    pub span: Span,
    /// First of its sentences; they run to the next paragraph's first.
    pub first_sentence: SentenceId,
}

/// A sentence of the reading text. A heading that opens a paragraph is a sentence of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands; what lies in [`Report::gaps`] is not read.
    pub span: Span,
    /// The paragraph it is in: index into [`Report::paragraphs`].
    pub paragraph: u32,
    /// The innermost section it is in; none before the first heading.
    pub section: Option<SectionId>,
    /// It is the heading of its section.
    pub heading: bool,
}

/// Text taken out of the reading view, never thrown away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Removed {
    /// What was taken out.
    pub span: Span,
    /// Why.
    pub reason: Reason,
}

/// Characters of the text that stand for another one: `&ldquo;`, `&#8220;`, a literal `\\t`. Each is a gap as well, so whoever does
/// not ask what it stands for reads over it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StandsFor {
    /// The characters in the text.
    pub span: Span,
    /// What is read in their place.
    pub read: char,
}

/// Why text was taken out of the reading view.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// Label lists, toolbars, breadcrumbs before the speech.
    Head,
    /// Footers, licence lines, links to other reports after the speech.
    Foot,
    /// An abstract that repeats the opening.
    Abstract,
    /// The page given a second time.
    Repeat,
    /// Page numbers and running titles inside the speech.
    PageMark,
    /// Stage directions such as （鼓掌）.
    StageDirection,
    /// 索引号, 发布日期, 来源 and the like.
    Labels,
    /// Where on the site the page is.
    Breadcrumb,
    /// 打印, 关闭, 分享到, a player, comments.
    Toolbar,
    /// Names of a site's sections, of places or departments.
    Menu,
    /// Titles of other pages and the way to them.
    Links,
    /// Copyright, registration, who runs the site.
    Licence,
    /// Left of scripts and style sheets.
    Script,
}

impl Reason {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Head => "head",
            Reason::Foot => "foot",
            Reason::Abstract => "abstract",
            Reason::Repeat => "repeat",
            Reason::PageMark => "page-mark",
            Reason::StageDirection => "stage-direction",
            Reason::Labels => "labels",
            Reason::Breadcrumb => "breadcrumb",
            Reason::Toolbar => "toolbar",
            Reason::Menu => "menu",
            Reason::Links => "links",
            Reason::Licence => "licence",
            Reason::Script => "script",
        }
    }
}

/// One report: its text and what is known about it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Where it came from.
    pub source: SourceInfo,
    /// The decoded text; never changes.
    pub text: Arc<str>,
    /// The text folded for matching, offset for offset (see [`crate::text::fold`]).
    pub folded: Arc<str>,
    /// Written in Traditional script.
    pub traditional: bool,
    /// Text taken out of the reading view, sorted.
    pub removed: Vec<Removed>,
    /// What is skipped inside paragraphs: joined line breaks, removed inline marks; sorted.
    pub gaps: Vec<Span>,
    /// What stands for another character, sorted; each lies in `gaps` too.
    pub stands_for: Vec<StandsFor>,
    /// The reading text, title block included, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The outline, in order of the text; a parent precedes its children.
    pub sections: Vec<Section>,
    /// The paragraph where the speech starts (after the title block).
    pub speech_start: u32,
    /// Who, where, when.
    pub identity: Identity,
    /// What is doubtful about text or identity.
    pub doubts: Vec<Doubt>,
    /// Number of Han characters in the reading text.
    pub han: u32,
}

/// Bytes of a text that are glimpsed at, at most: fifty rows of a pane.
pub const GLIMPSE: usize = 4 << 10;

impl Report {
    /// Reads a decoded text: cleaning, outline, sentences, identity. Never fails: a text without headings is a report
    /// of one section, called by its title line, or of none where it has no such line.
    pub fn read(text: Arc<str>, source: SourceInfo) -> Report {
        let folded = fold::fold(&text);
        let traditional = fold::traditional_share(&text) > 0.02;
        let cleaned = clean::clean(&text, &folded);
        let sections = outline::outline(&text, &folded, &cleaned);
        let (identity, doubts) = identity::identify(&text, &folded, &cleaned, &sections, &source);
        let mut report = Report {
            traditional,
            sections,
            identity,
            doubts,
            ..Report::cleaned(text, folded, source, cleaned)
        };
        report.cut_sentences();
        report
    }

    /// The first lines of a text, cleaned as far as they tell, without outline and identity: something to look at while
    /// [`Report::read`] does its work. Its offsets are those of the text.
    pub fn glimpse(text: &str, source: SourceInfo) -> Report {
        let mut end = text.len().min(GLIMPSE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = text.get(..end).unwrap_or("");
        let lines = match head.rfind('\n') {
            Some(at) if end < text.len() => head.get(..at).unwrap_or(head),
            _ => head,
        };
        let text: Arc<str> = Arc::from(lines);
        let folded = fold::fold(&text);
        let cleaned = clean::clean(&text, &folded);
        let mut report = Report::cleaned(text, folded, source, cleaned);
        report.cut_sentences();
        report
    }

    /// What cleaning says of a text, and nothing else yet.
    fn cleaned(
        text: Arc<str>,
        folded: Arc<str>,
        source: SourceInfo,
        cleaned: clean::Cleaned,
    ) -> Report {
        Report {
            source,
            text,
            folded,
            traditional: false,
            removed: cleaned.removed,
            gaps: cleaned.gaps,
            stands_for: cleaned.stands_for,
            paragraphs: cleaned
                .paragraphs
                .iter()
                .map(|&span| Paragraph {
                    span,
                    first_sentence: SentenceId(0),
                })
                .collect(),
            sentences: Vec::new(),
            sections: Vec::new(),
            speech_start: cleaned.speech_start,
            identity: Identity::default(),
            doubts: Vec::new(),
            han: 0,
        }
    }

    /// Fills in sentences and the Han count.
    fn cut_sentences(&mut self) {
        let headings: Vec<(Span, SectionId)> = self
            .sections
            .iter()
            .enumerate()
            .map(|(i, s)| (s.heading, SectionId(i as u32)))
            .collect();
        let mut next = 0;
        let mut section = None;
        let mut han = 0;
        for (index, paragraph) in self.paragraphs.iter_mut().enumerate() {
            paragraph.first_sentence = SentenceId(self.sentences.len() as u32);
            let mut from = paragraph.span.start();
            let mut push = |span: Span, section, heading, out: &mut Vec<Sentence>| {
                for piece in span.without(&self.gaps) {
                    han += fold::han_count(piece.of(&self.text));
                }
                out.push(Sentence {
                    span,
                    paragraph: index as u32,
                    section,
                    heading,
                });
            };
            while let Some(&(heading, id)) = headings
                .get(next)
                .filter(|(h, _)| h.start() < paragraph.span.end())
            {
                let before = Span::new(from, heading.start()).without(&self.gaps);
                for span in crate::text::sentence::sentences(&self.text, &before) {
                    push(span, section, false, &mut self.sentences);
                }
                section = Some(id);
                push(heading, section, true, &mut self.sentences);
                from = heading.end();
                next += 1;
            }
            let rest = Span::new(from, paragraph.span.end()).without(&self.gaps);
            for span in crate::text::sentence::sentences(&self.text, &rest) {
                push(span, section, false, &mut self.sentences);
            }
        }
        self.han = han as u32;
    }

    /// The fingerprint of the text: what pins, notes and corrections are kept by.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.text)
    }

    /// Puts the reader's word on the identity over what was read, in place of any earlier one; what was doubtful about a field that is
    /// corrected no longer is.
    pub fn correct(&mut self, correction: &Correction) {
        self.identity.correct(correction);
        let of_text = std::mem::take(&mut self.doubts)
            .into_iter()
            .filter(|d| d.about.is_none());
        self.doubts = identity::doubts(&self.identity, &self.source.name);
        self.doubts.extend(of_text);
    }

    /// One section.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.index())
    }

    /// The sections with their ids, in order.
    pub fn section_ids(&self) -> impl Iterator<Item = (SectionId, &Section)> {
        self.sections
            .iter()
            .enumerate()
            .map(|(i, s)| (SectionId(i as u32), s))
    }

    /// The sections directly inside `parent`, or the top ones for `None`.
    pub fn children(&self, parent: Option<SectionId>) -> impl Iterator<Item = SectionId> + '_ {
        self.section_ids()
            .filter(move |(_, s)| s.parent == parent)
            .map(|(id, _)| id)
    }

    /// The innermost section that holds the byte at `at`.
    pub fn section_at(&self, at: usize) -> Option<SectionId> {
        let begun = self.sections.partition_point(|s| s.heading.start() <= at);
        self.innermost(begun, at)
    }

    /// The innermost section at `at`, given how many sections begin before or at it.
    pub fn innermost(&self, begun: usize, at: usize) -> Option<SectionId> {
        let mut id = SectionId(begun.checked_sub(1)? as u32);
        loop {
            let section = self.section(id)?;
            if section.span.contains(at) || section.span.end() == at {
                return Some(id);
            }
            id = section.parent?;
        }
    }

    /// From the outermost section down to `id`.
    pub fn ancestry(&self, id: SectionId) -> Vec<SectionId> {
        let mut path = vec![id];
        while let Some(parent) = path
            .last()
            .and_then(|&last| self.section(last))
            .and_then(|s| s.parent)
        {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// What is read of `span`: its text without the gaps.
    pub fn reading(&self, span: Span) -> Cow<'_, str> {
        Self::read_pieces(&self.text, &span.without(&self.gaps))
    }

    /// As [`Report::reading`], folded.
    pub fn reading_folded(&self, span: Span) -> Cow<'_, str> {
        Self::read_pieces(&self.folded, &span.without(&self.gaps))
    }

    fn read_pieces<'a>(text: &'a str, pieces: &[Span]) -> Cow<'a, str> {
        match pieces {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(one.of(text)),
            many => Cow::Owned(many.iter().map(|p| p.of(text)).collect()),
        }
    }

    /// As [`Report::reading`], with what stands for a character read as that character: for showing, for it is longer than the
    /// pieces of the text.
    pub fn resolved(&self, span: Span) -> Cow<'_, str> {
        let first = self
            .stands_for
            .partition_point(|s| s.span.end() <= span.start());
        let mut inside = self
            .stands_for
            .iter()
            .skip(first)
            .take_while(|s| s.span.start() < span.end())
            .peekable();
        if inside.peek().is_none() {
            return self.reading(span);
        }
        let mut read = String::with_capacity(span.len());
        let mut from = span.start();
        for stands in inside {
            read += &self.reading(Span::new(from, stands.span.start()));
            read.push(stands.read);
            from = stands.span.end();
        }
        read += &self.reading(Span::new(from, span.end()));
        Cow::Owned(read)
    }

    /// The pieces of `span` that are shown: what is read of it, and what stands for another character, each such a piece of its
    /// own (see [`Report::stand_in`]).
    pub fn pieces(&self, span: Span) -> Vec<Span> {
        let mut pieces = span.without(&self.gaps);
        let first = self
            .stands_for
            .partition_point(|s| s.span.start() < span.start());
        let before = pieces.len();
        let inside = self.stands_for.iter().skip(first).map(|s| s.span);
        pieces.extend(inside.take_while(|s| s.end() <= span.end()));
        if pieces.len() > before {
            pieces.sort_unstable();
        }
        pieces
    }

    /// The character that `piece` is read as, if it is one that stands for another.
    pub fn stand_in(&self, piece: Span) -> Option<char> {
        let at = self
            .stands_for
            .binary_search_by_key(&piece.start(), |s| s.span.start())
            .ok()?;
        let found = self.stands_for.get(at).filter(|s| s.span == piece)?;
        Some(found.read)
    }

    /// Wraps [`Report::pieces`] into rows, see [`wrap::wrap`].
    pub fn wrap(
        &self,
        pieces: &[Span],
        width: u16,
        indent: u16,
        ambiguous: Ambiguous,
    ) -> Vec<wrap::Row> {
        let reads = |piece| self.stand_in(piece);
        wrap::wrap_reading(&self.text, pieces, reads, width, indent, ambiguous)
    }

    /// Why the byte at `at` was taken out of the reading view, if it was.
    pub fn removed_at(&self, at: usize) -> Option<&Removed> {
        let after = self.removed.partition_point(|r| r.span.end() <= at);
        self.removed.get(after).filter(|r| r.span.contains(at))
    }

    /// A section's title as it is read.
    pub fn title(&self, id: SectionId) -> Cow<'_, str> {
        self.section(id)
            .map_or(Cow::Borrowed(""), |s| self.resolved(s.title))
    }

    /// A section's marker (`三、`, `(五)`, `一是`), empty if it has none.
    /// One that is written out in entities is shown without its brackets, and dashes as they are meant.
    pub fn marker(&self, id: SectionId) -> &str {
        self.section(id).map_or("", |s| self.marker_of(s))
    }

    /// As [`Report::marker`].
    pub fn marker_of(&self, section: &Section) -> &str {
        let marker = section.marker;
        let written_out = |s: &StandsFor| s.span.overlaps(marker);
        if !self.stands_for.iter().any(written_out) {
            return marker.of(&self.text).trim();
        }
        let all_written_out = marker.without(&self.gaps);
        match all_written_out.as_slice() {
            [] => "——",
            [one, ..] => one.of(&self.text).trim(),
        }
    }

    /// The sentences that start in `span`.
    pub fn sentences_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self
            .sentences
            .partition_point(|s| s.span.start() < span.start());
        let to = self
            .sentences
            .partition_point(|s| s.span.start() < span.end());
        from..to.max(from)
    }

    /// Share of the text's characters, blanks not counted, that was taken out of the reading view: 0 to 1. 0 for a text without any.
    pub fn removed_share(&self) -> f32 {
        let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).count();
        let removed: usize = self
            .removed
            .iter()
            .map(|r| solid(r.span.of(&self.text)))
            .sum();
        removed as f32 / solid(&self.text).max(1) as f32
    }

    /// The text that belongs to a section itself: from its heading to the first section inside it, or to its end.
    pub fn own_span(&self, id: SectionId) -> Span {
        let Some(section) = self.section(id) else {
            return Span::default();
        };
        let end = self
            .sections
            .get(id.index() + 1)
            .filter(|next| next.parent == Some(id))
            .map_or(section.span.end(), |next| next.heading.start());
        Span::new(section.span.start(), end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn a_correction_settles_the_doubts_about_its_field() {
        let source = SourceInfo {
            name: "沈阳2019.txt".to_owned(),
            ..SourceInfo::default()
        };
        let text = "2021年沙河口区政府工作报告\n各位代表：\n这里有一个\u{fffd}坏字。\n";
        let mut report = Report::read(Arc::from(text), source);
        let count = report.doubts.len();
        assert!(count >= 3, "{:?}", report.doubts);
        let mut correction = Correction::default();
        correction.set(Field::Year, Some("2019")).unwrap();
        report.correct(&correction);
        assert_eq!(report.doubts.len(), count - 1);
        assert!(report.doubts.iter().all(|d| d.about != Some(Field::Year)));
        report.correct(&Correction::default());
        assert_eq!(report.doubts.len(), count);
    }

    #[test]
    fn the_share_removed_counts_characters_and_no_blanks() {
        let text = "PRINT  \n\u{3000}\u{3000}全面推进工作。五年来成绩不小。今后更加油\n";
        let mut report = Report::read(Arc::from(text), SourceInfo::default());
        report.removed = vec![Removed {
            span: Span::new(0, 7),
            reason: Reason::Head,
        }];
        assert!((report.removed_share() - 0.2).abs() < 1e-6, "{report:?}");
        report.removed.clear();
        assert!(report.removed_share().abs() < 1e-6);
    }
}
