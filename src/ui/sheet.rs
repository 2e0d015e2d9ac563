//! A sheet of facts: labels at the left, what is known beside them, where it was read in a muted tone.
//!
//! Rows are made first and drawn afterwards, as many as there is room for; the last row says how many there were not room for.

use super::label::Label;
use super::paint::{self, Rule};
use super::pen::Pen;
use crate::app::plan::Area;
use crate::locale::{Word, count};
use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};
use crate::text::wrap;

/// Fewest cells of a value beside its evidence, so that evidence stands in one column.
const VALUE: u16 = 14;
/// Most rows that one piece of evidence takes.
const EVIDENCE_ROWS: usize = 2;
/// Han of context left and right of a doubtful place.
const CONTEXT: usize = 12;

/// What stands on a row.
#[derive(Clone, Debug)]
enum Piece {
    /// From a column on, a text as a label.
    Text(u16, String, Label),
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
    rows: Vec<Vec<Piece>>,
}

impl Sheet {
    /// An empty sheet of `width` cells.
    pub fn new(width: u16, ambiguous: Ambiguous) -> Self {
        Self {
            width,
            ambiguous,
            column: 0,
            rows: Vec::new(),
        }
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
            Piece::Text(0, title.to_owned(), Label::Heading3),
            Piece::Text(x, about.to_owned(), Label::Muted),
        ]);
    }

    /// A text over the whole width.
    pub fn text(&mut self, text: &str, label: Label) {
        for row in self.wrapped(text, self.width) {
            self.rows.push(vec![Piece::Text(0, row, label)]);
        }
    }

    /// Something that is wrong or doubtful, behind a `!`.
    pub fn error(&mut self, text: &str) {
        let rows = self.wrapped(text, self.width.saturating_sub(2));
        for (index, row) in rows.into_iter().enumerate() {
            let mut pieces = vec![Piece::Text(2, row, Label::Text)];
            if index == 0 {
                pieces.push(Piece::Text(0, "!".to_owned(), Label::Error));
            }
            self.rows.push(pieces);
        }
    }

    /// A labelled fact with its evidence, or `unknown`.
    pub fn fact(&mut self, label: &str, fact: Option<(String, String)>, unknown: &str) {
        let label = Piece::Text(0, label.to_owned(), Label::Muted);
        let x = self.column;
        let Some((value, evidence)) = fact else {
            let unknown = Piece::Text(x, unknown.to_owned(), Label::Error);
            self.rows.push(vec![label, unknown]);
            return;
        };
        let room = self.width.saturating_sub(x);
        let taken = self.cells(&value).max(VALUE) + 2;
        let beside = taken + self.cells(&evidence) <= room;
        let mut first = Some(label);
        for (index, row) in self.wrapped(&value, room).into_iter().enumerate() {
            let mut pieces: Vec<Piece> = first.take().into_iter().collect();
            pieces.push(Piece::Text(x, row, Label::Strong));
            if index == 0 && beside && !evidence.is_empty() {
                pieces.push(Piece::Text(x + taken, evidence.clone(), Label::Muted));
            }
            self.rows.push(pieces);
        }
        if !beside && !evidence.is_empty() {
            let mut rows = self.wrapped(&evidence, room);
            if rows.len() > EVIDENCE_ROWS {
                let rest = rows.split_off(EVIDENCE_ROWS - 1).concat();
                rows.push(paint::cut(&rest, room, self.ambiguous));
            }
            for row in rows {
                self.rows.push(vec![Piece::Text(x, row, Label::Muted)]);
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
            (before.as_str(), Label::Muted),
            (
                span.of(text).lines().next().unwrap_or_default(),
                Label::GoneWords,
            ),
            (after, Label::Muted),
        ];
        for (part, label) in parts {
            let shown = paint::cut(part, self.width.saturating_sub(x), self.ambiguous);
            let cells = self.cells(&shown);
            pieces.push(Piece::Text(x, shown, label));
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

    /// A line of removed text behind its reason.
    pub fn row(&mut self, label: &str, text: &str) {
        let x = self.cells(label) + 2;
        let text = paint::cut(text, self.width.saturating_sub(x), self.ambiguous);
        self.rows.push(vec![
            Piece::Text(0, label.to_owned(), Label::Muted),
            Piece::Text(x, text, Label::Removed),
        ]);
    }

    /// Draws as many rows as there is room for, and says how many there were not.
    pub fn draw(&self, pen: &mut Pen, area: Area) {
        let window = usize::from(area.h);
        let all = self.rows.len();
        let shown = if all > window {
            window.saturating_sub(1)
        } else {
            all
        };
        for (y, row) in (area.y..).zip(self.rows.iter().take(shown)) {
            for piece in row {
                match piece {
                    Piece::Text(x, text, label) => {
                        let room = area.w.saturating_sub(*x);
                        pen.put(area.x + x, y, room, text, Label::Ground, *label);
                    }
                    Piece::Share(heavy) => {
                        let (thin, bold) = (Rule::Horizontal, Rule::HeavyHorizontal);
                        pen.hline(area.x, y, area.w, thin, Label::Ground, Label::Border);
                        pen.hline(area.x, y, *heavy, bold, Label::Ground, Label::Gone);
                    }
                }
            }
        }
        if shown < all && window > 0 {
            let left = self.rows.iter().skip(shown).filter(|row| !row.is_empty());
            let more = count(pen.lang, Word::MoreLines, left.count());
            let y = area.y + shown as u16;
            pen.put(area.x, y, area.w, &more, Label::Ground, Label::Faint);
        }
    }
}
