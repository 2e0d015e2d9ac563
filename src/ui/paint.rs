//! Writing on the buffer, cell by cell: the only place that puts a glyph into a cell.
//!
//! Invariant: no half glyph is ever left. A wide glyph that does not fit leaves blanks, and what is written over half of one blanks the
//! other half. Whoever draws fills the row first and then puts text on it; a put keeps the ground unless its style brings one.
//! Must not know of labels, palettes or screens.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::safe;
use crate::text::width::{self, Ambiguous};

/// Writes `text` from (`x`, `y`) into at most `max_cells` cells and returns how many it took. What the text's graphemes may not show is
/// replaced by its visible mark; a wide glyph that does not fit leaves blanks to the end.
pub fn put(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    max_cells: u16,
    text: &str,
    style: Style,
    ambiguous: Ambiguous,
) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() {
        return 0;
    }
    let end = x.saturating_add(max_cells).min(area.right());
    let mut at = x;
    for grapheme in text.graphemes(true) {
        let shown = safe::glyph(grapheme);
        let cells = width::grapheme(&shown, ambiguous);
        if cells == 0 {
            continue;
        }
        if at.saturating_add(cells) > end {
            while at < end {
                set(buf, at, y, " ", 1, style, ambiguous);
                at += 1;
            }
            break;
        }
        set(buf, at, y, &shown, cells, style, ambiguous);
        at += cells;
    }
    at.saturating_sub(x)
}

/// Writes `text` so that it ends before column `right`, in at most `max_cells` cells; returns the column of its first cell.
pub fn put_right(
    buf: &mut Buffer,
    right: u16,
    y: u16,
    max_cells: u16,
    text: &str,
    style: Style,
    ambiguous: Ambiguous,
) -> u16 {
    let cells = width::text(text, ambiguous).min(max_cells);
    let x = right.saturating_sub(cells);
    put(buf, x, y, cells, text, style, ambiguous);
    x
}

/// Blanks `area` and gives it `style`; half glyphs at its edges are blanked too.
pub fn fill(buf: &mut Buffer, area: Rect, style: Style, ambiguous: Ambiguous) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        mend(buf, area.left(), area.right(), y, ambiguous);
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// Draws a row of `cells` rule glyphs (`─`, `━`) from (`x`, `y`).
pub fn hline(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    cells: u16,
    rule: Rule,
    style: Style,
    ambiguous: Ambiguous,
) {
    let glyph = rule.glyph(ambiguous);
    let end = x.saturating_add(cells).min(buf.area.right());
    for at in x..end {
        put(buf, at, y, 1, glyph, style, ambiguous);
    }
}

/// Draws a column of `rows` rule glyphs (`│`, `┃`) from (`x`, `y`) down.
pub fn vline(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    rows: u16,
    rule: Rule,
    style: Style,
    ambiguous: Ambiguous,
) {
    let glyph = rule.glyph(ambiguous);
    let end = y.saturating_add(rows).min(buf.area.bottom());
    for at in y..end {
        put(buf, x, at, 1, glyph, style, ambiguous);
    }
}

/// The line glyphs of the chrome; ASCII where the terminal shows box lines in two cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is the glyph it is named after")]
pub enum Rule {
    /// ─
    Horizontal,
    /// ━
    HeavyHorizontal,
    /// │
    Vertical,
    /// ┃
    HeavyVertical,
    /// ├
    Left,
    /// ┤
    Right,
    /// ┼
    Cross,
    /// ┣
    HeavyLeft,
    /// ┝
    StrongLeft,
    /// ┠
    HeavyLeftThin,
    /// ┿
    StrongCross,
    /// ┬
    Down,
    /// ┴
    Up,
    /// ┌
    TopLeft,
    /// ┐
    TopRight,
    /// └
    BottomLeft,
    /// ┘
    BottomRight,
}

impl Rule {
    /// The glyph, always one cell wide.
    pub fn glyph(self, ambiguous: Ambiguous) -> &'static str {
        let (line, ascii) = match self {
            Rule::Horizontal => ("─", "-"),
            Rule::HeavyHorizontal => ("━", "="),
            Rule::Vertical => ("│", "|"),
            Rule::HeavyVertical => ("┃", "#"),
            Rule::Left => ("├", "|"),
            Rule::Right => ("┤", "|"),
            Rule::Cross => ("┼", "+"),
            Rule::HeavyLeft => ("┣", "#"),
            Rule::StrongLeft => ("┝", ">"),
            Rule::HeavyLeftThin => ("┠", "#"),
            Rule::StrongCross => ("┿", "*"),
            Rule::Down => ("┬", "+"),
            Rule::Up => ("┴", "+"),
            Rule::TopLeft => ("┌", "+"),
            Rule::TopRight => ("┐", "+"),
            Rule::BottomLeft => ("└", "+"),
            Rule::BottomRight => ("┘", "+"),
        };
        match ambiguous {
            Ambiguous::Narrow => line,
            Ambiguous::Wide => ascii,
        }
    }
}

/// `text` cut to at most `cells` cells: whole if it fits, else its beginning and two dots `..`.
pub fn cut(text: &str, cells: u16, ambiguous: Ambiguous) -> String {
    width::cut(text, cells, ambiguous)
}

/// A section's title cut to at most `cells` cells: without `四年来，我们` before it, at its first comma, at its first `、`, then with two dots.
pub fn cut_title(title: &str, cells: u16, ambiguous: Ambiguous) -> String {
    if width::text(title, ambiguous) <= cells {
        return title.to_owned();
    }
    // In a series of leads that open alike, what they share tells nothing.
    let title = match title.split_once(['，', ',']) {
        Some((period, rest)) if period.ends_with("年来") && !rest.is_empty() => {
            rest.strip_prefix("我们").unwrap_or(rest)
        }
        _ => title,
    };
    let at_comma = title.split(['，', ',']).next().unwrap_or(title).trim_end();
    if width::text(at_comma, ambiguous) <= cells {
        return at_comma.to_owned();
    }
    let at_pause = at_comma.split('、').next().unwrap_or(at_comma);
    if width::text(at_pause, ambiguous) <= cells {
        return at_pause.to_owned();
    }
    cut(at_pause, cells, ambiguous)
}

/// Blanks the glyphs that columns `left..right` of row `y` would cut in half. Their ground stays.
pub(super) fn mend(buf: &mut Buffer, left: u16, right: u16, y: u16, ambiguous: Ambiguous) {
    if let Some(before) = left.checked_sub(1)
        && wide(buf, before, y, ambiguous)
        && let Some(cell) = buf.cell_mut((before, y))
    {
        blank(cell);
    }
    if let Some(last) = right.checked_sub(1)
        && wide(buf, last, y, ambiguous)
        && let Some(cell) = buf.cell_mut((right, y))
    {
        blank(cell);
    }
}

fn wide(buf: &Buffer, x: u16, y: u16, ambiguous: Ambiguous) -> bool {
    buf.cell((x, y))
        .is_some_and(|cell| width::grapheme(cell.symbol(), ambiguous) == 2)
}

fn blank(cell: &mut Cell) {
    cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
}

/// Puts one glyph of `cells` cells: exactly the modifiers of `style`, its colours where it has any.
fn set(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    glyph: &str,
    cells: u16,
    style: Style,
    ambiguous: Ambiguous,
) {
    mend(buf, x, x + cells, y, ambiguous);
    for offset in 0..cells {
        if let Some(cell) = buf.cell_mut((x + offset, y)) {
            cell.modifier = style.add_modifier;
            cell.fg = style.fg.unwrap_or(cell.fg);
            cell.bg = style.bg.unwrap_or(cell.bg);
            blank(cell);
            if offset == 0 {
                cell.set_symbol(glyph);
                // Where the terminal is wider than ratatui believes, the next cell must not be written.
                if cells == 2
                    && width::grapheme(glyph, Ambiguous::Narrow) < 2
                    && let Some(two) = NonZeroU16::new(2)
                {
                    cell.set_diff_option(CellDiffOption::ForcedWidth(two));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::*;

    const N: Ambiguous = Ambiguous::Narrow;

    fn page(width: u16, height: u16) -> Buffer {
        Buffer::empty(Rect::new(0, 0, width, height))
    }

    /// A row as the terminal shows it: the cells a wide glyph hides are left out.
    fn row(buf: &Buffer, y: u16, ambiguous: Ambiguous) -> String {
        let mut shown = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf.cell((x, y)).map_or(" ", Cell::symbol);
            shown.push_str(symbol);
            x += width::grapheme(symbol, ambiguous).max(1);
        }
        shown
    }

    #[test]
    fn a_wide_glyph_that_does_not_fit_leaves_a_blank() {
        let mut buf = page(5, 1);
        put(&mut buf, 0, 0, 5, "xxxxx", Style::new(), N);
        assert_eq!(put(&mut buf, 0, 0, 5, "营商环境", Style::new(), N), 5);
        assert_eq!(row(&buf, 0, N), "营商 ");
        assert_eq!(put(&mut buf, 4, 0, 9, "营", Style::new(), N), 1);
        assert_eq!(row(&buf, 0, N), "营商 ");
    }

    #[test]
    fn what_is_written_over_half_a_glyph_blanks_the_other_half() {
        let mut buf = page(8, 1);
        put(&mut buf, 0, 0, 8, "营商环境", Style::new(), N);
        put(&mut buf, 3, 0, 2, "ab", Style::new(), N);
        assert_eq!(row(&buf, 0, N), "营 ab 境");
    }

    #[test]
    fn a_glyph_keeps_the_ground_and_drops_the_weight_of_what_was_there() {
        let mut buf = page(2, 1);
        fill(
            &mut buf,
            Rect::new(0, 0, 2, 1),
            Style::new().bg(Color::Red),
            N,
        );
        put(
            &mut buf,
            0,
            0,
            2,
            "营",
            Style::new().add_modifier(Modifier::BOLD),
            N,
        );
        put(&mut buf, 0, 0, 2, "商", Style::new().fg(Color::Blue), N);
        for x in 0..2 {
            let cell = buf.cell((x, 0)).cloned().unwrap_or_default();
            assert_eq!((cell.fg, cell.bg), (Color::Blue, Color::Red), "column {x}");
            assert_eq!(cell.modifier, Modifier::empty());
        }
    }

    #[test]
    fn nothing_is_written_outside_the_page() {
        let mut buf = page(4, 1);
        assert_eq!(put(&mut buf, 4, 0, 9, "a", Style::new(), N), 0);
        assert_eq!(put(&mut buf, 0, 1, 9, "a", Style::new(), N), 0);
        assert_eq!(put(&mut buf, u16::MAX, 0, 9, "营", Style::new(), N), 0);
        fill(&mut buf, Rect::new(2, 0, 99, 99), Style::new(), N);
        hline(&mut buf, 2, 0, 99, Rule::Horizontal, Style::new(), N);
        vline(&mut buf, 0, 0, 99, Rule::Vertical, Style::new(), N);
        assert_eq!(row(&buf, 0, N), "│ ──");
        let mut none = page(0, 0);
        assert_eq!(put(&mut none, 0, 0, 9, "营", Style::new(), N), 0);
    }

    #[test]
    fn quotes_take_two_cells_where_the_terminal_shows_them_so() {
        let mut buf = page(4, 1);
        assert_eq!(
            put(&mut buf, 0, 0, 4, "“a", Style::new(), Ambiguous::Wide),
            3
        );
        let cell = buf.cell((0, 0)).cloned().unwrap_or_default();
        assert!(matches!(cell.diff_option, CellDiffOption::ForcedWidth(n) if n.get() == 2));
        put(&mut buf, 0, 0, 4, "ab", Style::new(), Ambiguous::Wide);
        let cell = buf.cell((0, 0)).cloned().unwrap_or_default();
        assert_eq!(cell.diff_option, CellDiffOption::None);
        assert_eq!(row(&buf, 0, Ambiguous::Wide), "aba ");
    }

    #[test]
    fn text_at_the_right_ends_where_it_should() {
        let mut buf = page(10, 1);
        assert_eq!(put_right(&mut buf, 9, 0, 9, "营商", Style::new(), N), 5);
        assert_eq!(row(&buf, 0, N), "     营商 ");
    }

    #[test]
    fn text_is_cut_with_two_dots() {
        assert_eq!(cut("优化营商环境", 12, N), "优化营商环境");
        assert_eq!(cut("优化营商环境", 11, N), "优化营商..");
        assert_eq!(cut("优化营商环境", 3, N), "..");
        assert_eq!(cut("优化营商环境", 1, N), ".");
        assert_eq!(cut("优化营商环境", 0, N), "");
    }

    #[test]
    fn a_title_is_cut_at_its_first_comma_then_at_a_pause_then_with_dots() {
        let title = "优化环境、壮大主体，推动全区再上台阶";
        assert_eq!(cut_title(title, 40, N), title);
        assert_eq!(cut_title(title, 20, N), "优化环境、壮大主体");
        assert_eq!(cut_title(title, 17, N), "优化环境");
        assert_eq!(cut_title(title, 7, N), "优化..");
    }
}
