//! A sheet of facts as rows: labels at the left, what is known beside them, where it was read in a muted tone.
//!
//! Invariant: what does not fit beside is wrapped below, so that nothing that matters is cut off; the rows can be counted before they are
//! drawn, so that a sheet can be scrolled. Must not know what the facts are about, or of colours: a [`Tone`] says what a piece is.

use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};
use crate::text::wrap;

/// Fewest cells of a value beside its evidence, so that evidence stands in one column.
const VALUE: u16 = 14;
/// Most rows that one piece of evidence takes.
const EVIDENCE_ROWS: usize = 3;
/// The same where there is little room.
const BRIEF_ROWS: usize = 1;
/// Han of context left and right of a doubtful place.
const CONTEXT: usize = 12;

/// What a piece of a sheet is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Running text.
    Text,
    /// What was found to be so.
    Strong,
    /// Labels, and where a fact was read.
    Muted,
    /// The head of a part.
    Heading,
    /// What is wrong, doubtful or unknown.
    Error,
    /// Text that was taken out of the reading view.
    Removed,
    /// Words that are doubtful.
    Washed,
}

/// What stands on a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// From a column on, a text.
    Text(u16, String, Tone),
    /// A rule, its first cells heavy.
    Share(u16),
}

/// Rows of facts.
#[derive(Debug)]
pub struct Sheet {
    width: u16,
    ambiguous: Ambiguous,
    /// Cells of the column of labels.
    column: u16,
    /// Most rows of one piece of evidence.
    evidence: usize,
    rows: Vec<Vec<Piece>>,
}

impl Sheet {
    /// An empty sheet of `width` cells.
    pub fn new(width: u16, ambiguous: Ambiguous) -> Self {
        Self {
            width,
            ambiguous,
            column: 0,
            evidence: EVIDENCE_ROWS,
            rows: Vec::new(),
        }
    }

    /// Keeps evidence short.
    #[must_use]
    pub fn brief(mut self) -> Self {
        self.evidence = BRIEF_ROWS;
        self
    }

    /// Makes the column of labels wide enough for these.
    pub fn labels(&mut self, labels: &[&str]) {
        let widest = labels.iter().map(|l| self.cells(l)).max().unwrap_or(0);
        self.column = (widest + 2).min(self.width / 2);
    }

    fn cells(&self, text: &str) -> u16 {
        width::text(text, self.ambiguous)
    }

    fn wrapped(&self, text: &str, cells: u16) -> Vec<String> {
        wrap::wrap(text, &[Span::new(0, text.len())], cells, 0, self.ambiguous)
            .iter()
            .map(|row| row.pieces.iter().map(|piece| piece.of(text)).collect())
            .collect()
    }

    /// A blank row.
    pub fn blank(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A heading, and what is said beside it.
    pub fn heading(&mut self, title: &str, about: &str) {
        let x = self.cells(title) + 2;
        self.rows.push(vec![
            Piece::Text(0, title.to_owned(), Tone::Heading),
            Piece::Text(x, about.to_owned(), Tone::Muted),
        ]);
    }

    /// A text over the whole width.
    pub fn text(&mut self, text: &str, tone: Tone) {
        for row in self.wrapped(text, self.width) {
            self.rows.push(vec![Piece::Text(0, row, tone)]);
        }
    }

    /// A labelled text that is no fact.
    pub fn plain(&mut self, label: &str, text: &str) {
        self.rows.push(vec![
            Piece::Text(0, label.to_owned(), Tone::Muted),
            Piece::Text(self.column, text.to_owned(), Tone::Text),
        ]);
    }

    /// A labelled path, broken before its separators; whoever looks for the file needs all of it.
    pub fn path(&mut self, label: &str, path: &str) {
        let x = self.column;
        let room = self.width.saturating_sub(x).max(1);
        let mut rows: Vec<String> = Vec::new();
        for part in path.split_inclusive('/') {
            match rows.last_mut() {
                Some(row) if self.cells(row) + self.cells(part) <= room => row.push_str(part),
                _ if self.cells(part) <= room => rows.push(part.to_owned()),
                _ => rows.extend(self.wrapped(part, room)),
            }
        }
        let mut first = Some(Piece::Text(0, label.to_owned(), Tone::Muted));
        for row in rows {
            let mut pieces: Vec<Piece> = first.take().into_iter().collect();
            pieces.push(Piece::Text(x, row, Tone::Text));
            self.rows.push(pieces);
        }
    }

    /// A text below a fact or a doubt, in the column of the values.
    pub fn below(&mut self, text: &str, tone: Tone) {
        let x = self.column;
        for row in self.wrapped(text, self.width.saturating_sub(x)) {
            self.rows.push(vec![Piece::Text(x, row, tone)]);
        }
    }

    /// The rows, from the top.
    pub fn rows(&self) -> &[Vec<Piece>] {
        &self.rows
    }

    /// Something that is wrong or doubtful, behind a `!`.
    pub fn error(&mut self, text: &str) {
        let rows = self.wrapped(text, self.width.saturating_sub(2));
        for (index, row) in rows.into_iter().enumerate() {
            let mut pieces = vec![Piece::Text(2, row, Tone::Text)];
            if index == 0 {
                pieces.push(Piece::Text(0, "!".to_owned(), Tone::Error));
            }
            self.rows.push(pieces);
        }
    }

    /// A labelled fact with its evidence, or `unknown`.
    pub fn fact(&mut self, label: &str, fact: Option<(String, String)>, unknown: &str) {
        let label = Piece::Text(0, label.to_owned(), Tone::Muted);
        let x = self.column;
        let Some((value, evidence)) = fact else {
            let unknown = Piece::Text(x, unknown.to_owned(), Tone::Error);
            self.rows.push(vec![label, unknown]);
            return;
        };
        let room = self.width.saturating_sub(x);
        let taken = self.cells(&value).max(VALUE) + 2;
        let beside = taken + self.cells(&evidence) <= room;
        let mut first = Some(label);
        for (index, row) in self.wrapped(&value, room).into_iter().enumerate() {
            let mut pieces: Vec<Piece> = first.take().into_iter().collect();
            pieces.push(Piece::Text(x, row, Tone::Strong));
            if index == 0 && beside && !evidence.is_empty() {
                pieces.push(Piece::Text(x + taken, evidence.clone(), Tone::Muted));
            }
            self.rows.push(pieces);
        }
        if !beside && !evidence.is_empty() {
            let mut rows = self.wrapped(&evidence, room);
            if rows.len() > self.evidence {
                let rest = rows.split_off(self.evidence - 1).concat();
                rows.push(width::cut(&rest, room, self.ambiguous));
            }
            for row in rows {
                self.rows.push(vec![Piece::Text(x, row, Tone::Muted)]);
            }
        }
    }

    /// The line of `text` around a doubtful place, the place itself washed.
    pub fn context(&mut self, text: &str, span: Span) {
        let before = text.get(..span.start()).unwrap_or_default();
        let after = text.get(span.end()..).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = after.split('\n').next().unwrap_or_default();
        let skip = before.chars().count().saturating_sub(CONTEXT);
        let before: String = before.chars().skip(skip).collect();
        let before = before.trim_start().to_owned();
        let mut x = 2;
        let mut pieces = Vec::new();
        let parts = [
            (before.as_str(), Tone::Muted),
            (
                span.of(text).lines().next().unwrap_or_default(),
                Tone::Washed,
            ),
            (after, Tone::Muted),
        ];
        for (part, tone) in parts {
            let shown = width::cut(part, self.width.saturating_sub(x), self.ambiguous);
            let cells = self.cells(&shown);
            pieces.push(Piece::Text(x, shown, tone));
            x += cells;
        }
        self.rows.push(pieces);
    }

    /// A rule of which the part `share` (0 to 1) is heavy, at least one cell.
    pub fn share(&mut self, share: f32) {
        let cells = f32::from(self.width) * share;
        let cells = (cells as u16).clamp(u16::from(share > 0.0), self.width);
        self.rows.push(vec![Piece::Share(cells)]);
    }

    /// A line of removed text, in the column of the values.
    pub fn row(&mut self, text: &str) {
        let x = self.column;
        let text = width::cut(text, self.width.saturating_sub(x), self.ambiguous);
        self.rows.push(vec![Piece::Text(x, text, Tone::Removed)]);
    }
}
