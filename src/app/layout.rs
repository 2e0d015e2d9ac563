//! A report as rows of one pane: headings, sentences or prose, blanks, rules, figure tables.
//!
//! Owns [`Layout`]. Invariant: the rows' starts never decrease, so that a byte of the text finds its row, and a row its
//! place in the text, whatever the width.

use std::sync::Arc;

use super::reader::Show;
use super::view::View;
use crate::compare::Change;
use crate::report::{Kind, Report, Section, SectionId, SentenceId};
use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};

/// What stands on a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// Nothing.
    Blank,
    /// A line of the title block before the speech.
    Front,
    /// Running text.
    Text,
    /// A line of the file as it stands there, or the next row of it.
    Raw,
    /// A heading: its level, and whether this is its first row.
    Heading(u8, bool),
    /// The thin rule under a heading of level 1.
    Rule,
    /// Head of the table of figures under a reworded sentence.
    FigureHead,
    /// One line of that table: index into the comparison's figures.
    Figure(u32),
    /// A word of strength that changed: index into the comparison's.
    Tone(u32),
    /// Where the sentence above came from or went to.
    Whence,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// First byte of the text at or after this row.
    pub start: u32,
    /// The text on it.
    pub pieces: Vec<Span>,
    /// Cells left blank before the text.
    pub indent: u16,
    /// The innermost section it stands in.
    pub section: Option<SectionId>,
    /// The sentence it belongs to, where sentences have rows of their own, and whether it is the first row of it.
    pub sentence: Option<(SentenceId, bool)>,
    /// Where the sentence came from or went to stands behind its text.
    pub whence: bool,
}

/// How the rows are made; a layout is made anew when this changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Cells of the text measure.
    pub width: u16,
    /// The text as in the file: nothing removed, nothing joined, a row group for each of its lines.
    pub raw: bool,
    /// Prose: paragraphs run on, leads stand inside them. Else one sentence to a row group, leads on rows of their own.
    pub prose: bool,
    /// Tables of figures below the sentences that hold them, and words of strength.
    pub figures: bool,
    /// Which changes are shown.
    pub show: Show,
    /// How wide ambiguous characters are.
    pub ambiguous: Ambiguous,
}

/// All rows of one report.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// From the top.
    pub rows: Vec<Row>,
    /// For each section the row where its heading stands.
    pub heading_rows: Vec<u32>,
}

/// Cells behind a sentence in which it is told where it came from or went to; else that has a row of its own.
pub const WHENCE: u16 = 18;
/// Cells that a paragraph of prose starts in: two Han.
const PROSE_INDENT: u16 = 4;

impl Layout {
    /// Lays out a report; `view` is its side of the comparison that is shown, if one is.
    pub fn new(report: &Report, style: Style, view: Option<&View>) -> Self {
        let mut maker = Maker {
            report,
            style,
            view,
            rows: Vec::new(),
            headings: vec![0; report.sections.len()],
            section: None,
            next_section: 0,
        };
        if style.raw {
            maker.raw();
        } else {
            maker.make();
        }
        Self {
            rows: maker.rows,
            heading_rows: maker.headings,
        }
    }

    /// The row that shows the byte at `at`, or the next one that shows something after it.
    pub fn row_of(&self, at: usize) -> usize {
        let after = self.rows.partition_point(|r| (r.start as usize) <= at);
        // Of several rows with one start (blank, heading, rule) the text itself counts.
        let mut row = after.saturating_sub(1);
        if let Some(start) = self.rows.get(row).map(|r| r.start) {
            while row > 0
                && self.rows.get(row).is_some_and(|r| r.pieces.is_empty())
                && self.rows.get(row - 1).is_some_and(|r| r.start == start)
            {
                row -= 1;
            }
        }
        row
    }

    /// The first row of a sentence that has rows of its own; else the row where it begins.
    pub fn row_of_sentence(&self, report: &Report, id: SentenceId) -> usize {
        report
            .sentences
            .get(id.index())
            .map_or(0, |s| self.row_of(s.span.start()))
    }

    /// The row of a section's heading.
    pub fn heading_row(&self, id: SectionId) -> usize {
        self.heading_rows.get(id.index()).map_or(0, |&r| r as usize)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row at all.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

struct Maker<'a> {
    report: &'a Report,
    style: Style,
    view: Option<&'a View>,
    rows: Vec<Row>,
    headings: Vec<u32>,
    section: Option<SectionId>,
    next_section: u32,
}

impl Maker<'_> {
    fn make(&mut self) {
        for (index, paragraph) in self.report.paragraphs.iter().enumerate() {
            let from = paragraph.first_sentence.index();
            let to = self
                .report
                .paragraphs
                .get(index + 1)
                .map_or(self.report.sentences.len(), |next| {
                    next.first_sentence.index()
                });
            if (index as u32) < self.report.speech_start {
                let front = self.report.pieces(paragraph.span);
                self.text(&front, RowKind::Front, 0, None);
            } else if self.style.prose {
                self.prose(from..to);
            } else {
                self.sentences(from..to);
            }
        }
    }

    /// The lines of the file, one after the other.
    fn raw(&mut self) {
        let text = &self.report.text;
        let mut next = 0;
        while next < text.len() {
            let start = next;
            let line = text.get(start..).unwrap_or_default();
            let line = line.split('\n').next().unwrap_or_default();
            next += line.len() + 1;
            let line = line.strip_suffix('\r').unwrap_or(line);
            let span = Span::new(start, start + line.len());
            if span.is_empty() {
                self.section = self.report.section_at(start);
                self.push(RowKind::Blank, start, Vec::new(), 0, None);
                continue;
            }
            let rows = self
                .report
                .wrap(&[span], self.style.width, 0, self.style.ambiguous);
            for row in rows {
                let (Some(first), Some(last)) = (row.pieces.first(), row.pieces.last()) else {
                    continue;
                };
                // A row in which a section begins is that section's.
                self.section = self.report.section_at(last.end().saturating_sub(1));
                self.push(RowKind::Raw, first.start(), row.pieces, 0, None);
            }
        }
        for (slot, section) in self.headings.iter_mut().zip(&self.report.sections) {
            let at = section.heading.start() as u32;
            *slot = self
                .rows
                .partition_point(|r| r.start <= at)
                .saturating_sub(1) as u32;
        }
    }

    /// The section whose heading is the sentence `id`.
    fn heading_at(&mut self, id: usize) -> Option<SectionId> {
        let sentence = self.report.sentences.get(id)?;
        if !sentence.heading {
            return None;
        }
        let found = SectionId(self.next_section);
        self.next_section += 1;
        self.section = Some(found);
        Some(found)
    }

    fn sentences(&mut self, ids: std::ops::Range<usize>) {
        let mut fresh = true;
        for id in ids {
            let Some(sentence) = self.report.sentences.get(id).copied() else {
                continue;
            };
            let sid = SentenceId(id as u32);
            if let Some(section) = self.heading_at(id) {
                if !self.after_heading() || fresh {
                    self.blank(sentence.span);
                }
                self.heading(section, Some(sid));
                fresh = false;
                continue;
            }
            if fresh && !self.after_heading() {
                self.blank(sentence.span);
            }
            fresh = false;
            let pieces = self.report.pieces(self.report.sentence_with_marks(id));
            self.text(&pieces, RowKind::Text, 0, Some(sid));
            self.whence(sid, sentence.span);
            self.figures(&[sid], sentence.span);
        }
    }

    fn prose(&mut self, ids: std::ops::Range<usize>) {
        let all = ids.clone();
        let mut run: Vec<Span> = Vec::new();
        let mut headings = Vec::new();
        let mut before = self.section;
        for id in ids {
            let Some(sentence) = self.report.sentences.get(id).copied() else {
                continue;
            };
            if let Some(section) = self.heading_at(id) {
                let own_row = self.report.section(section).is_some_and(has_own_row);
                if own_row {
                    self.flush(&mut run, &mut headings, before);
                    before = Some(section);
                    self.blank(sentence.span);
                    self.heading(section, Some(SentenceId(id as u32)));
                    continue;
                }
                headings.push(section);
            }
            run.extend(self.report.pieces(self.report.sentence_with_marks(id)));
        }
        self.flush(&mut run, &mut headings, before);
        let last = all
            .end
            .checked_sub(1)
            .and_then(|id| self.report.sentences.get(id));
        if let Some(span) = last.map(|s| s.span) {
            let sentences: Vec<_> = all.map(|id| SentenceId(id as u32)).collect();
            self.figures(&sentences, span);
        }
    }

    /// Sets the collected sentences as one paragraph.
    /// `before` is the section that it starts in; the `headings` inside it are those of the rows from theirs on.
    fn flush(
        &mut self,
        run: &mut Vec<Span>,
        headings: &mut Vec<SectionId>,
        before: Option<SectionId>,
    ) {
        let (Some(first), Some(last)) = (run.first().copied(), run.last().copied()) else {
            return;
        };
        if self.after_heading() {
            self.blank(first);
        }
        let from = self.rows.len();
        let whole = self.report.pieces(first.join(last));
        self.text(&whole, RowKind::Text, PROSE_INDENT, None);
        let mut starts = Vec::new();
        for id in headings.drain(..) {
            let at = self.report.section(id).map_or(0, |s| s.heading.start());
            let row = self
                .rows
                .iter()
                .enumerate()
                .skip(from)
                .rfind(|(_, r)| (r.start as usize) <= at)
                .map_or(from, |(i, _)| i);
            if let Some(slot) = self.headings.get_mut(id.index()) {
                *slot = row as u32;
            }
            starts.push((row, id));
        }
        let mut section = before;
        for (index, row) in self.rows.iter_mut().enumerate().skip(from) {
            section = starts
                .iter()
                .rfind(|(at, _)| *at <= index)
                .map_or(section, |&(_, id)| Some(id));
            row.section = section;
        }
        run.clear();
    }

    fn after_heading(&self) -> bool {
        self.rows
            .last()
            .is_some_and(|r| matches!(r.kind, RowKind::Heading(..) | RowKind::Rule))
    }

    fn blank(&mut self, next: Span) {
        if self.rows.last().is_some_and(|r| r.kind != RowKind::Blank) {
            self.push(RowKind::Blank, next.start(), Vec::new(), 0, None);
        }
    }

    fn heading(&mut self, id: SectionId, sentence: Option<SentenceId>) {
        let Some(section) = self.report.section(id) else {
            return;
        };
        if let Some(slot) = self.headings.get_mut(id.index()) {
            *slot = self.rows.len() as u32;
        }
        let indent = marker_cells(self.report, section, self.style.ambiguous);
        let pieces = self.report.pieces(section.title);
        let rows = self
            .report
            .wrap(&pieces, self.style.width, indent, self.style.ambiguous);
        for (i, row) in rows.into_iter().enumerate() {
            let first = i == 0;
            let start = if first {
                section.heading.start()
            } else {
                row.pieces
                    .first()
                    .map_or(section.heading.start(), |p| p.start())
            };
            let kind = RowKind::Heading(section.level, first);
            let indent = if first { row.indent } else { 0 };
            self.push(
                kind,
                start,
                row.pieces,
                indent,
                sentence.map(|s| (s, first)),
            );
        }
        if section.level == 1 {
            self.push(RowKind::Rule, section.heading.start(), Vec::new(), 0, None);
        }
    }

    fn text(&mut self, pieces: &[Span], kind: RowKind, indent: u16, sentence: Option<SentenceId>) {
        let rows = self
            .report
            .wrap(pieces, self.style.width, indent, self.style.ambiguous);
        for (i, row) in rows.into_iter().enumerate() {
            let start = row.pieces.first().map_or(0, |p| p.start());
            let start = start.max(self.rows.last().map_or(0, |r| r.start as usize));
            self.push(
                kind,
                start,
                row.pieces,
                row.indent,
                sentence.map(|s| (s, i == 0)),
            );
        }
    }

    /// Where a moved sentence came from or went to: behind it, or below where there is no room.
    fn whence(&mut self, sentence: SentenceId, span: Span) {
        let Some(view) = self.view.filter(|_| self.style.show != Show::Figures) else {
            return;
        };
        let Some(pair) = view.pair(sentence).filter(|p| p.change == Change::Moved) else {
            return;
        };
        let (here, there) = view.runs(pair);
        // What went along with the sentence before it, or with its heading, is told there.
        let led = here.start.checked_sub(1).is_some_and(|before| {
            let before = view.pair(SentenceId(before as u32));
            before.is_some_and(|b| b.change == Change::Moved && view.runs(b).1.end == there.start)
        });
        if led || here.end != sentence.index() + 1 {
            return;
        }
        let free = self.rows.last().map_or(0, |row| {
            let cells = |p: &Span| width::text(p.of(&self.report.text), self.style.ambiguous);
            let used: u16 = row.pieces.iter().map(cells).sum();
            self.style.width.saturating_sub(row.indent + used)
        });
        if free >= WHENCE {
            if let Some(row) = self.rows.last_mut() {
                row.whence = true;
            }
            return;
        }
        let at = self.below(span);
        self.push(RowKind::Whence, at, Vec::new(), 0, Some((sentence, false)));
    }

    /// The place in the text of a row below a sentence.
    fn below(&self, span: Span) -> usize {
        let last = self.rows.last().map_or(0, |r| r.start as usize);
        span.end().saturating_sub(1).max(last)
    }

    /// The table of what moved in these sentences, the last of which stands above it.
    fn figures(&mut self, sentences: &[SentenceId], span: Span) {
        let Some(view) = self.view.filter(|_| self.style.figures) else {
            return;
        };
        let figures: Vec<u32> = sentences
            .iter()
            .flat_map(|&id| view.figures_below(id))
            .collect();
        let tones: Vec<u32> = sentences
            .iter()
            .filter(|_| self.style.show == Show::All)
            .flat_map(|&id| view.tones_below(id))
            .collect();
        let at = self.below(span);
        if !figures.is_empty() {
            self.push(RowKind::FigureHead, at, Vec::new(), 0, None);
        }
        for index in figures {
            self.push(RowKind::Figure(index), at, Vec::new(), 0, None);
        }
        for index in tones {
            self.push(RowKind::Tone(index), at, Vec::new(), 0, None);
        }
    }

    fn push(
        &mut self,
        kind: RowKind,
        start: usize,
        pieces: Vec<Span>,
        indent: u16,
        sentence: Option<(SentenceId, bool)>,
    ) {
        let section = self.section;
        self.rows.push(Row {
            kind,
            start: start as u32,
            pieces,
            indent,
            section,
            sentence,
            whence: false,
        });
    }
}

/// Whether a heading has a row of its own in prose: what is numbered or stands alone; leads run in.
fn has_own_row(section: &Section) -> bool {
    match section.kind {
        Kind::Numbered | Kind::OwnLine | Kind::Appendix => !section.inside,
        Kind::Ordinal | Kind::Dash | Kind::Lead => !section.run_in && !section.inside,
    }
}

/// Cells that a heading's marker takes, with the blank that sets it off.
pub fn marker_cells(report: &Report, section: &Section, ambiguous: Ambiguous) -> u16 {
    let marker = report.marker_of(section);
    if marker.is_empty() {
        return 0;
    }
    let gap = u16::from(!marker.ends_with('、'));
    width::text(marker, ambiguous) + gap
}

/// A layout and what it was made for.
#[derive(Clone, Debug)]
pub struct Made {
    /// The rows.
    pub layout: Arc<Layout>,
    /// The style it was made in.
    pub style: Style,
    /// The version of the comparison that it shows, 0 for none.
    pub version: u64,
    /// It shows the whole report, not only its beginning.
    pub whole: bool,
}
