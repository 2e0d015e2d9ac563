//! How many cells a character takes. The one place that wrapping, drawing, cursor and mouse ask.
//!
//! Invariant: a cluster takes 0, 1 or 2 cells, and what is drawn for it takes as many as [`cluster`] says.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::safe;

/// How the terminal shows the characters of ambiguous width (“ ” — · … and box lines).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ambiguous {
    /// One cell: most terminals.
    #[default]
    Narrow,
    /// Two cells: some terminals by setting.
    Wide,
}

/// Cells taken by one grapheme cluster as it stands: 0, 1 or 2.
pub fn grapheme(g: &str, ambiguous: Ambiguous) -> u16 {
    let mut chars = g.chars();
    if let (Some(c), true) = (chars.next(), chars.as_str().is_empty()) {
        return char(c, ambiguous);
    }
    let w = match ambiguous {
        Ambiguous::Narrow => g.width(),
        Ambiguous::Wide => g.width_cjk(),
    };
    w.min(2) as u16
}

/// Cells taken by what is shown for one cluster of a document (see [`safe::glyph`]): 1 or 2, 0 if it is empty.
pub fn cluster(cluster: &str, ambiguous: Ambiguous) -> u16 {
    grapheme(&safe::glyph(cluster), ambiguous)
}

/// Cells taken by one character that stands alone: 0, 1 or 2.
pub fn char(c: char, ambiguous: Ambiguous) -> u16 {
    match c {
        ' '..='~' => 1,
        '\u{4e00}'..='\u{9fff}' => 2,
        _ => match ambiguous {
            Ambiguous::Narrow => c.width(),
            Ambiguous::Wide => c.width_cjk(),
        }
        .unwrap_or(0)
        .min(2) as u16,
    }
}

/// Cells taken by a string as it is drawn.
pub fn text(s: &str, ambiguous: Ambiguous) -> u16 {
    safe::clusters(s)
        .map(|(_, c)| u32::from(cluster(c, ambiguous)))
        .sum::<u32>()
        .min(u32::from(u16::MAX)) as u16
}

/// `s` cut to at most `cells` cells: whole if it fits, else its beginning and two dots `..`.
pub fn cut(s: &str, cells: u16, ambiguous: Ambiguous) -> String {
    const DOTS: u16 = 2;
    if text(s, ambiguous) <= cells {
        return s.to_owned();
    }
    let room = cells.saturating_sub(DOTS);
    let mut kept = String::new();
    let mut used = 0;
    for (_, part) in safe::clusters(s) {
        used += cluster(part, ambiguous);
        if used > room {
            break;
        }
        kept.push_str(part);
    }
    for _ in 0..DOTS.min(cells) {
        kept.push('.');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_common_characters() {
        let narrow = |s| text(s, Ambiguous::Narrow);
        let wide = |s| text(s, Ambiguous::Wide);
        assert_eq!(narrow("对照"), 4);
        assert_eq!(narrow("“六稳”，8.5%"), 12);
        assert_eq!(wide("“六稳”，8.5%"), 14);
        assert_eq!(narrow("—·…"), 3);
        assert_eq!(wide("—·…"), 6);
        assert_eq!(narrow("《》、％～〇㎡"), 14);
        assert_eq!(narrow("e\u{301}\u{200b}\x1b\t"), 4);
        assert_eq!(narrow(""), 0);
    }
}
