//! How many cells a character takes. The one function that wrapping, drawing, cursor and mouse ask.

use unicode_width::UnicodeWidthStr;

/// How the terminal shows the characters of ambiguous width (“ ” — · … and box lines).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ambiguous {
    /// One cell: most terminals.
    #[default]
    Narrow,
    /// Two cells: some terminals by setting.
    Wide,
}

/// Cells taken by one grapheme cluster: 0, 1 or 2.
pub fn grapheme(g: &str, ambiguous: Ambiguous) -> u16 {
    let w = match ambiguous {
        Ambiguous::Narrow => g.width(),
        Ambiguous::Wide => g.width_cjk(),
    };
    w.min(2) as u16
}

/// Cells taken by a string.
pub fn text(s: &str, ambiguous: Ambiguous) -> u16 {
    use unicode_segmentation::UnicodeSegmentation;
    s.graphemes(true)
        .map(|g| u32::from(grapheme(g, ambiguous)))
        .sum::<u32>()
        .min(u32::from(u16::MAX)) as u16
}
