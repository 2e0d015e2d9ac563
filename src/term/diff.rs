//! What changed between two frames, glyph by glyph.
//!
//! Invariant: after the cells that [`changes`] names are written, in order, on a terminal that showed the older frame, it shows the newer one:
//! no half of a wide glyph stays behind. (A wide glyph that is written over half of another leaves the other half in its old colours;
//! ratatui's own comparison does not see it, because in the buffers that cell is blank in both frames.)

use ratatui::buffer::{Buffer, Cell, CellDiffOption};

use crate::text::width::{self, Ambiguous};

/// Cells that a glyph takes on the terminal.
fn cells(cell: &Cell) -> usize {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(w) => usize::from(w.get()),
        // Most cells of a screen are blank or ASCII.
        _ if cell.symbol().len() == 1 => 1,
        _ => usize::from(width::grapheme(cell.symbol(), Ambiguous::Narrow).max(1)),
    }
}

/// The cells to write, by row, from the left. Both frames have the same area.
pub fn changes<'a>(older: &Buffer, newer: &'a Buffer) -> Vec<(u16, u16, &'a Cell)> {
    let width = usize::from(newer.area.width);
    let mut out = Vec::new();
    if width == 0 {
        return out;
    }
    let rows = older.content.chunks(width).zip(newer.content.chunks(width));
    for (y, (old, new)) in rows.enumerate() {
        // Columns below this are to be written whatever they hold: what stood there lost its other half.
        let mut broken = 0;
        let mut old_glyph_end = 0;
        let mut x = 0;
        while let (Some(was), Some(is)) = (old.get(x), new.get(x)) {
            let taken = cells(is).min(width - x);
            if was != is || x < broken {
                out.push((newer.area.x + x as u16, newer.area.y + y as u16, is));
                // Every old glyph that this one touches is gone as a whole.
                for column in x..x + taken {
                    if column >= old_glyph_end {
                        old_glyph_end = column + old.get(column).map_or(1, cells);
                    }
                    broken = broken.max(old_glyph_end);
                }
            } else if x >= old_glyph_end {
                old_glyph_end = x + cells(was);
            }
            x += taken;
        }
    }
    out
}

/// Two blank cells side by side, the lowest from the left, never in the first row: where something may stand for a moment.
pub fn room(shown: &Buffer) -> Option<(u16, u16)> {
    let width = usize::from(shown.area.width).max(1);
    for (y, row) in shown.content.chunks(width).enumerate().skip(1).rev() {
        let mut x = 0;
        while let (Some(cell), Some(next)) = (row.get(x), row.get(x + 1)) {
            if cell.symbol() == " " && next.symbol() == " " && cells(cell) == 1 {
                return Some((x as u16, y as u16));
            }
            x += cells(cell);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;
    use crate::ui::paint;

    const WIDTH: u16 = 12;

    /// A row of a terminal: glyph and colour of each column, `None` for the right half of a wide glyph.
    #[derive(Clone, PartialEq, Debug)]
    struct Row(Vec<(Option<String>, Color)>);

    impl Row {
        fn blank() -> Self {
            Self(vec![
                (Some(" ".to_owned()), Color::Reset);
                usize::from(WIDTH)
            ])
        }

        /// Writes as terminals do: the other half of a glyph that is written over becomes a blank in its old colour.
        fn write(&mut self, x: usize, cell: &Cell) {
            let taken = cells(cell);
            if self.0[x].0.is_none() {
                self.0[x - 1].0 = Some(" ".to_owned());
            }
            if let Some(after) = self.0.get_mut(x + taken).filter(|c| c.0.is_none()) {
                after.0 = Some(" ".to_owned());
            }
            self.0[x] = (Some(cell.symbol().to_owned()), cell.bg);
            if taken == 2 {
                self.0[x + 1] = (None, cell.bg);
            }
        }
    }

    fn buffer(runs: &[(String, bool)]) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, WIDTH, 1));
        let area = buf.area;
        paint::fill(
            &mut buf,
            area,
            Style::new().bg(Color::Black),
            Ambiguous::Narrow,
        );
        let mut x = 0;
        for (text, lit) in runs {
            let style = Style::new().bg(if *lit { Color::Red } else { Color::Black });
            x += paint::put(&mut buf, x, 0, WIDTH - x, text, style, Ambiguous::Narrow);
        }
        buf
    }

    fn runs() -> impl Strategy<Value = Vec<(String, bool)>> {
        prop::collection::vec(("[ab 区旧“]{0,4}", any::<bool>()), 0..5)
    }

    proptest! {
        #[test]
        fn the_terminal_shows_the_newer_frame(frames in prop::collection::vec(runs(), 1..5)) {
            let mut shown = Buffer::empty(Rect::new(0, 0, WIDTH, 1));
            let mut terminal = Row::blank();
            for frame in frames {
                let next = buffer(&frame);
                for (x, _, cell) in changes(&shown, &next) {
                    terminal.write(usize::from(x), cell);
                }
                let mut whole = Row::blank();
                for (x, _, cell) in changes(&Buffer::empty(next.area), &next) {
                    whole.write(usize::from(x), cell);
                }
                prop_assert_eq!(&terminal, &whole);
                shown = next;
            }
        }
    }

    #[test]
    fn half_of_a_lit_glyph_does_not_stay() {
        let older = buffer(&[("a".to_owned(), false), ("旧区".to_owned(), true)]);
        let newer = buffer(&[("旧区".to_owned(), false)]);
        let columns: Vec<u16> = changes(&older, &newer)
            .into_iter()
            .map(|(x, ..)| x)
            .collect();
        assert_eq!(columns, [0, 2, 4]);
    }

    #[test]
    fn room_is_two_blanks_that_are_no_half_of_a_glyph() {
        let area = Rect::new(0, 0, 6, 3);
        let mut buf = Buffer::empty(area);
        for (y, text) in ["      ", "旧 a  ", "旧旧旧"].into_iter().enumerate() {
            paint::put(
                &mut buf,
                0,
                y as u16,
                6,
                text,
                Style::new(),
                Ambiguous::Narrow,
            );
        }
        assert_eq!(room(&buf), Some((4, 1)));
        paint::put(&mut buf, 4, 1, 2, "bb", Style::new(), Ambiguous::Narrow);
        assert_eq!(room(&buf), None);
        assert_eq!(room(&Buffer::default()), None);
    }
}
