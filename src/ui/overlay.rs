//! The one way to open an overlay: nothing else draws a frame or covers what is drawn.
//!
//! Invariant: what lies behind keeps its text and loses its colours, and no glyph is cut in half at the edges.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::label::{Label, Palette};
use super::paint::{self, Rule};
use crate::text::width::{self, Ambiguous};

/// Blank columns of an overlay left and right of its frame.
pub const MARGIN: u16 = 1;

/// What the frame of an overlay says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame<'a> {
    /// Its name, at the left of the upper edge.
    pub title: &'a str,
    /// A second word beside it, such as the screen a help is about.
    pub about: &'a str,
    /// What stands at the right of the upper edge, in pieces.
    pub note: &'a [(&'a str, Label)],
}

/// Veils everything, clears `area` with the overlay's ground and draws its frame: `┌─ 标题 ─────── 右注 ─┐`. The outermost columns
/// of `area` stay blank outside the frame. Returns the inside of the frame.
pub fn open(
    buf: &mut Buffer,
    area: Rect,
    palette: Palette,
    frame: Frame<'_>,
    ambiguous: Ambiguous,
) -> Rect {
    veil(buf, palette);
    let area = area.intersection(buf.area);
    paint::fill(buf, area, palette.style(Label::Overlay), ambiguous);
    let framed = Rect {
        x: area.x.saturating_add(MARGIN),
        width: area.width.saturating_sub(2 * MARGIN),
        ..area
    };
    if framed.width < 2 || framed.height < 2 {
        return Rect {
            width: 0,
            height: 0,
            ..framed
        };
    }
    draw_frame(buf, framed, palette, frame, ambiguous);
    Rect {
        x: framed.x + 1,
        y: framed.y + 1,
        width: framed.width - 2,
        height: framed.height - 2,
    }
}

/// Takes colours, weight and wash from everything that is drawn.
fn veil(buf: &mut Buffer, palette: Palette) {
    let style = palette.over(Label::Ground, Label::Veil);
    for cell in &mut buf.content {
        cell.modifier = Modifier::empty();
        cell.set_style(style);
    }
}

fn draw_frame(
    buf: &mut Buffer,
    at: Rect,
    palette: Palette,
    frame: Frame<'_>,
    ambiguous: Ambiguous,
) {
    let style = palette.over(Label::Overlay, Label::FocusBorder);
    let (left, right) = (at.left(), at.right() - 1);
    let (top, bottom) = (at.top(), at.bottom() - 1);
    for y in [top, bottom] {
        paint::hline(buf, left, y, at.width, Rule::Horizontal, style, ambiguous);
    }
    for x in [left, right] {
        paint::vline(buf, x, top, at.height, Rule::Vertical, style, ambiguous);
    }
    for (x, y, corner) in [
        (left, top, Rule::TopLeft),
        (right, top, Rule::TopRight),
        (left, bottom, Rule::BottomLeft),
        (right, bottom, Rule::BottomRight),
    ] {
        paint::put(buf, x, y, 1, corner.glyph(ambiguous), style, ambiguous);
    }
    // Two cells of line before a title and after a note: `┌─ `, ` ─┐`.
    let first = left + 2;
    let end = right.saturating_sub(1);
    let named = title(buf, first, top, end, palette, frame, ambiguous);
    note(buf, named, end, top, palette, frame.note, ambiguous);
}

/// Writes the title and returns the column after it.
fn title(
    buf: &mut Buffer,
    mut x: u16,
    y: u16,
    end: u16,
    palette: Palette,
    frame: Frame<'_>,
    ambiguous: Ambiguous,
) -> u16 {
    if frame.title.is_empty() {
        return x;
    }
    let ground = palette.style(Label::Overlay);
    let heading = palette.over(Label::Overlay, Label::Heading1);
    let mut write = |text: &str, style, x: &mut u16| {
        *x += paint::put(buf, *x, y, end.saturating_sub(*x), text, style, ambiguous);
    };
    write(" ", ground, &mut x);
    write(frame.title, heading, &mut x);
    if !frame.about.is_empty() {
        write("  ", ground, &mut x);
        write(frame.about, heading, &mut x);
    }
    write(" ", ground, &mut x);
    x
}

/// Writes the note before column `end` if it fits right of `from`.
fn note(
    buf: &mut Buffer,
    from: u16,
    end: u16,
    y: u16,
    palette: Palette,
    pieces: &[(&str, Label)],
    ambiguous: Ambiguous,
) {
    let cells: u16 = pieces
        .iter()
        .map(|(text, _)| width::text(text, ambiguous))
        .sum();
    if cells == 0 || from + cells + 3 > end {
        return;
    }
    let ground = palette.style(Label::Overlay);
    let mut x = end - cells - 2;
    x += paint::put(buf, x, y, 1, " ", ground, ambiguous);
    for (text, label) in pieces {
        let style = palette.over(Label::Overlay, *label);
        x += paint::put(buf, x, y, end - x, text, style, ambiguous);
    }
    paint::put(buf, x, y, 1, " ", ground, ambiguous);
}
