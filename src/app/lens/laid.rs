//! Passages of one report set in rows.
//!
//! Owns [`Laid`]. Invariant: no text stands on two rows, however much of the context of neighbouring passages is shown. Must not know of
//! columns or cursors.

use crate::report::{Report, SentenceId};
use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};
use crate::theme::passages::{Context, Passage, by_paragraphs, markers};
use crate::theme::{Hits, ThemeId};

/// What stands on a row of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// Nothing.
    Blank,
    /// Whose the passages below are, in a column of several reports.
    Head,
    /// Where the passages below stand, and their role.
    Crumb,
    /// The same where the title itself is the passage: markers, then text.
    Title,
    /// Text.
    Text,
    /// That there are no passages.
    Nothing,
    /// That is all.
    End,
}

/// One row of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// The passage it belongs to, or that follows.
    pub passage: usize,
    /// The passage's own text begins on it.
    pub begins: bool,
    /// The text on it.
    pub pieces: Vec<Span>,
}

impl Row {
    fn bare(kind: RowKind, passage: usize) -> Self {
        Self {
            kind,
            passage,
            begins: false,
            pieces: Vec::new(),
        }
    }
}

/// How passages are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Setting {
    /// Cells of a row.
    pub width: u16,
    /// A row above says whose they are.
    pub headed: bool,
    /// Nothing follows them in their column.
    pub last: bool,
    /// How wide the terminal shows ambiguous characters.
    pub ambiguous: Ambiguous,
}

/// Passages of one report, set in rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Laid {
    /// From the top.
    pub rows: Vec<Row>,
    /// What is lit on them, in order.
    pub lit: Vec<Span>,
    /// How they were set.
    pub setting: Setting,
}

/// Cells kept for the role beside a title.
const ROLE: u16 = 6;

impl Laid {
    /// Sets passages of `theme` in rows; `context` tells how much is shown around each, `narrowed` that the hits of the passages alone are
    /// lit.
    pub fn new(
        report: &Report,
        (hits, theme): (&Hits, ThemeId),
        passages: &[Passage],
        context: impl Fn(SentenceId) -> Context,
        narrowed: bool,
        setting: Setting,
    ) -> Self {
        let mut laid = Self {
            setting,
            ..Self::default()
        };
        laid.above(passages.is_empty());
        let mut before = None;
        let mut shown_to = 0;
        let mut wide_before = false;
        for (index, passage) in passages.iter().enumerate() {
            let how = context(passage.sentence);
            let wide = how != Context::Sentence;
            let new = before != Some(passage.section);
            before = Some(passage.section);
            let first = index == 0 && setting.headed;
            let part = new || passage.heading || wide || wide_before;
            wide_before = wide;
            if part && !first {
                laid.rows.push(Row::bare(RowKind::Blank, index));
            }
            if new && !passage.heading {
                laid.rows.push(Row::bare(RowKind::Crumb, index));
            }
            // What the passages before and after show is not shown twice.
            let next = passages.get(index + 1).and_then(|p| {
                let next = report.sentences.get(p.sentence.index())?;
                Some(next.span.start())
            });
            let around = how.span(report, passage);
            let end = around.end().min(next.unwrap_or(usize::MAX));
            let start = around.start().max(shown_to).min(end);
            let around = Span::new(start, end.max(start));
            shown_to = passage.span.end().max(around.end());
            if passage.heading {
                laid.title(report, passage, index);
            }
            for block in by_paragraphs(report, around) {
                laid.block(report, passage, index, block);
            }
            let shown = passage.span.join(around);
            if narrowed {
                laid.lit.extend(&passage.hits);
            } else {
                let of_theme = hits.in_span(shown).iter().filter(|h| h.theme == theme);
                laid.lit.extend(of_theme.map(|h| h.span));
            }
        }
        laid.lit.sort_unstable();
        laid.lit.dedup();
        if setting.last {
            let end = passages.len();
            laid.rows.push(Row::bare(RowKind::Blank, end));
            laid.rows.push(Row::bare(RowKind::End, end));
        }
        laid
    }

    /// What stands above the passages.
    fn above(&mut self, nothing: bool) {
        if self.setting.headed {
            self.rows.push(Row::bare(RowKind::Blank, 0));
            self.rows.push(Row::bare(RowKind::Head, 0));
        }
        if nothing && !self.setting.headed {
            self.rows.push(Row::bare(RowKind::Blank, 0));
            self.rows.push(Row::bare(RowKind::Nothing, 0));
        }
    }

    fn title(&mut self, report: &Report, passage: &Passage, index: usize) {
        let Setting {
            width, ambiguous, ..
        } = self.setting;
        let markers = passage.section.map(|s| markers(report, s));
        let markers = width::text(&markers.unwrap_or_default(), ambiguous);
        let room = width.saturating_sub(ROLE).max(8);
        let indent = (markers + u16::from(markers > 0)).min(room / 2);
        let pieces = report.pieces(passage.span);
        let mut kind = RowKind::Title;
        for row in report.wrap(&pieces, room, indent, ambiguous) {
            self.rows.push(Row {
                kind,
                passage: index,
                begins: kind == RowKind::Title,
                pieces: row.pieces,
            });
            kind = RowKind::Text;
        }
    }

    fn block(&mut self, report: &Report, passage: &Passage, index: usize, block: Span) {
        let Setting {
            width, ambiguous, ..
        } = self.setting;
        let pieces = report.pieces(block);
        let own = passage.span.start();
        for row in report.wrap(&pieces, width, 0, ambiguous) {
            let begins = !passage.heading && row.pieces.iter().any(|p| p.contains(own));
            self.rows.push(Row {
                kind: RowKind::Text,
                passage: index,
                begins,
                pieces: row.pieces,
            });
        }
    }

    /// The rows of a passage, with the breadcrumb above it if it is the first below that.
    pub fn rows_of(&self, passage: usize) -> std::ops::Range<usize> {
        let from = self.rows.partition_point(|r| r.passage < passage);
        let to = self.rows.partition_point(|r| r.passage <= passage);
        from..to
    }

    /// What is lit on a row.
    pub fn lit_on(&self, pieces: &[Span]) -> impl Iterator<Item = Span> + '_ {
        let whole = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => first.join(*last),
            _ => Span::default(),
        };
        let from = self.lit.partition_point(|s| s.end() <= whole.start());
        let lit = self.lit.iter().skip(from).copied();
        lit.take_while(move |s| s.start() < whole.end())
    }
}
