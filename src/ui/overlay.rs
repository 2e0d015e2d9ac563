//! The one way to open an overlay: nothing else draws a frame or covers what is drawn.
//!
//! Invariant: what lies behind keeps its text and loses its colours, and no glyph is cut in half at the edges.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::label::{Label, Palette};
use super::paint::{self, Rule};
use super::pen::{Pen, rect};
use crate::app::mouse::Target;
use crate::app::plan::Area;
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

/// As [`open`], for a pen; what can be pressed is what lies in it.
pub fn over(pen: &mut Pen, area: Area, frame: Frame<'_>) -> Area {
    let inner = open(pen.buf, rect(area), pen.palette, frame, pen.ambiguous);
    pen.spot(area.inside(MARGIN, 0), Target::Inside);
    Area::new(inner.x, inner.y, inner.width, inner.height)
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

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    const N: Ambiguous = Ambiguous::Narrow;

    fn row(buf: &Buffer, y: u16) -> String {
        let mut shown = String::new();
        let mut x = 0;
        while x < buf.area.right() {
            let symbol = buf.cell((x, y)).map_or(" ", |cell| cell.symbol());
            shown.push_str(symbol);
            x += width::grapheme(symbol, N).max(1);
        }
        shown
    }

    fn behind() -> Buffer {
        let palette = Palette::default();
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 5));
        for y in 0..5 {
            let style = palette.over(Label::Ground, Label::ThemeA);
            paint::put(
                &mut buf,
                u16::from(y % 2 == 1),
                y,
                40,
                &"营".repeat(20),
                style,
                N,
            );
        }
        buf
    }

    #[test]
    fn no_glyph_is_cut_in_half_at_the_edges() {
        let mut buf = behind();
        let inside = open(
            &mut buf,
            Rect::new(5, 1, 30, 3),
            Palette::default(),
            Frame {
                title: "帮助",
                about: "对照",
                note: &[("41", Label::Heading1), (" 键", Label::Muted)],
            },
            N,
        );
        assert_eq!(inside, Rect::new(7, 2, 26, 1));
        assert_eq!(row(&buf, 0), "营".repeat(20));
        // Odd rows begin one column in: their glyphs end where the overlay begins.
        assert_eq!(row(&buf, 1), " 营营 ┌─ 帮助  对照 ───── 41 键 ─┐ 营营 ");
        assert_eq!(row(&buf, 2), "营营  │                          │  营营");
        assert_eq!(row(&buf, 3), " 营营 └──────────────────────────┘ 营营 ");
    }

    #[test]
    fn what_lies_behind_keeps_its_text_and_loses_its_colours() {
        let mut buf = behind();
        let palette = Palette::default();
        open(
            &mut buf,
            Rect::new(5, 1, 30, 3),
            palette,
            Frame::default(),
            N,
        );
        let veil = palette.style(Label::Veil);
        for (x, y) in [(0, 0), (1, 0), (39, 4), (4, 1), (35, 2)] {
            let cell = buf.cell((x, y)).cloned().unwrap_or_default();
            assert_eq!(
                (Some(cell.fg), Some(cell.bg)),
                (veil.fg, veil.bg),
                "{x},{y}"
            );
            assert_eq!(cell.modifier, Modifier::empty());
        }
    }

    #[test]
    fn a_page_too_small_for_a_frame_gives_an_empty_inside() {
        for (width, height) in [(0, 0), (1, 1), (3, 9), (9, 1)] {
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            let inside = open(
                &mut buf,
                Rect::new(0, 0, 30, 9),
                Palette::new(
                    super::super::label::PaletteName::Ink,
                    super::super::label::ColorDepth::None,
                ),
                Frame {
                    title: "跳转",
                    ..Frame::default()
                },
                N,
            );
            assert!(
                inside.width == 0 || inside.height == 0,
                "{width}x{height}: {inside:?}"
            );
        }
    }

    #[test]
    fn a_note_that_does_not_fit_is_left_out() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 16, 3));
        paint::fill(&mut buf, Rect::new(0, 0, 16, 3), Style::new(), N);
        let note = [("6 / 412 节", Label::Muted)];
        open(
            &mut buf,
            Rect::new(0, 0, 16, 3),
            Palette::default(),
            Frame {
                title: "跳转",
                about: "",
                note: &note,
            },
            N,
        );
        assert_eq!(row(&buf, 0), " ┌─ 跳转 ─────┐ ");
    }
}
