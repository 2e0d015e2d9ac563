//! Text that may be shown: terminals obey bytes, so what comes from a file, a name, a paste or a message passes here.
//!
//! Owns [`Safe`], [`clusters`] and [`glyph`]. Invariant: what they yield to be shown never holds a C0, C1, DEL,
//! bidi-control, zero-width or tag character. Must not know of cells' styles: a mark is one ASCII character ([`MARK`]),
//! and who draws it may colour it.

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands for a character that may not be shown. ASCII, so that it takes one cell in every terminal.
pub const MARK: &str = "?";

/// Combining marks shown on one base character; Vietnamese and transcription need two, hostile text stacks hundreds.
const MARKS_SHOWN: usize = 3;

/// A string that is safe to draw or print: made only by [`Safe::new`].
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Safe(String);

impl Safe {
    /// Makes `text` safe: controls become visible marks, tabs and line ends blanks, runs of combining marks are capped.
    pub fn new(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        for (_, cluster) in clusters(text) {
            safe.push_str(&glyph(cluster));
        }
        Self(safe)
    }

    /// The safe string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The clusters of `text` with their byte offsets: what is drawn, stepped over and measured as one. They are the
/// extended grapheme clusters, except that a hidden character (a joiner, a tag) that is no part of an emoji stands
/// alone, so that [`glyph`] can show it. Joined, the clusters are `text`.
#[must_use]
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters {
        text,
        at: 0,
        slow: None,
    }
}

/// Iterator of [`clusters`].
#[derive(Clone, Debug)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
    /// A stretch that needs the full rules: where it begins, its graphemes, and the rest of the grapheme at hand.
    slow: Option<Slow<'a>>,
}

#[derive(Clone, Debug)]
struct Slow<'a> {
    start: usize,
    graphemes: GraphemeIndices<'a>,
    rest: (usize, &'a str),
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<(usize, &'a str)> {
        loop {
            if let Some(slow) = &mut self.slow {
                if let Some((offset, cluster)) = slow.next() {
                    return Some((slow.start + offset, cluster));
                }
                self.slow = None;
            }
            let rest = self.text.get(self.at..)?;
            let mut chars = rest.chars();
            let first = chars.next()?;
            let len = first.len_utf8();
            let second = chars.next();
            if plain(first) && second.is_none_or(plain) {
                let start = self.at;
                self.at += len;
                return Some((start, rest.get(..len)?));
            }
            // Between two plain characters there is always a boundary: the stretch ends before the second of two.
            let mut end = rest.len();
            let mut before = false;
            for (offset, c) in rest.char_indices() {
                let now = plain(c);
                if before && now {
                    end = offset;
                    break;
                }
                before = now;
            }
            let stretch = rest.get(..end)?;
            self.slow = Some(Slow {
                start: self.at,
                graphemes: stretch.grapheme_indices(true),
                rest: (0, ""),
            });
            self.at += end;
        }
    }
}

impl<'a> Slow<'a> {
    fn next(&mut self) -> Option<(usize, &'a str)> {
        if self.rest.1.is_empty() {
            self.rest = self.graphemes.next()?;
        }
        let (offset, grapheme) = self.rest;
        let mut chars = grapheme.char_indices();
        let first = chars.next().map_or('\0', |(_, c)| c);
        let cut = if pictograph(first) {
            None
        } else if concealed(first) {
            chars.next().map(|(i, _)| i)
        } else {
            chars.find(|&(_, c)| concealed(c)).map(|(i, _)| i)
        };
        let (head, tail) = grapheme.split_at_checked(cut.unwrap_or(grapheme.len()))?;
        self.rest = (offset + head.len(), tail);
        Some((offset, head))
    }
}

/// What stands on the screen for one cluster of a document: itself, or a visible mark of one cell. Never wider than two
/// cells, and never of no width unless `cluster` is empty.
pub fn glyph(cluster: &str) -> Cow<'_, str> {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else {
        return Cow::Borrowed("");
    };
    let alone = chars.as_str().is_empty();
    if alone && plain(first) && first != '\u{a0}' {
        return Cow::Borrowed(cluster);
    }
    if matches!(
        first,
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}'
    ) {
        return Cow::Borrowed(" ");
    }
    // A few characters are wider than two cells (U+17D8); no cell of ours could hold them.
    if hidden(first) || first.width().is_none_or(|w| w == 0 || w > 2) {
        return Cow::Borrowed(MARK);
    }
    let base = || cluster.get(..first.len_utf8()).unwrap_or(MARK);
    if alone || pictograph(first) {
        return Cow::Borrowed(base());
    }
    let kept: String = std::iter::once(first)
        .chain(chars.filter(|&c| !hidden(c)).take(MARKS_SHOWN))
        .collect();
    if kept.width() > 2 {
        Cow::Borrowed(base())
    } else if kept == cluster {
        Cow::Borrowed(cluster)
    } else {
        Cow::Owned(kept)
    }
}

/// Whether `c` is a character that no terminal may be sent: a control, or one that is not to be seen (Unicode's
/// Default_Ignorable_Code_Point with the bidi controls, tags and variation selectors; annotation anchors; noncharacters).
pub fn hidden(c: char) -> bool {
    if matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Hidden, and not one that rightly follows a character (a variation selector).
fn concealed(c: char) -> bool {
    hidden(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\r' | '\n')
}

/// A character that begins emoji sequences, of which only it is shown.
fn pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1f1e5}' | '\u{1f200}'..='\u{1faff}' | '©' | '®' | '‼' | '⁉' | '™' | '〰' | '〽' | '㊗' | '㊙')
}

/// A character that is a cluster by itself before and after any other such character, and safe.
fn plain(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{ff01}'..='\u{ff60}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3400}'..='\u{4dbf}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{bf}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<&str> {
        clusters(text).map(|(_, c)| c).collect()
    }

    #[test]
    fn controls_become_marks_and_blanks() {
        assert_eq!(Safe::new("红\x1b[31m字\x07").as_str(), "红?[31m字?");
        assert_eq!(Safe::new("a\tb\nc\r\nd").as_str(), "a b c d");
        assert_eq!(Safe::new("\u{9b}31m\u{7f}\u{85}").as_str(), "?31m??");
        assert_eq!(
            Safe::new("a\u{a0}b\u{2003}c\u{1680}d　e").as_str(),
            "a b c d　e"
        );
    }

    #[test]
    fn what_hides_is_shown() {
        assert_eq!(Safe::new("a\u{202e}b\u{2066}c").as_str(), "a?b?c");
        assert_eq!(
            Safe::new("中\u{200b}国\u{200d}人\u{200c}").as_str(),
            "中?国?人?"
        );
        assert_eq!(Safe::new("区\u{e0041}\u{e0042}").as_str(), "区??");
        assert_eq!(Safe::new("\u{feff}第").as_str(), "?第");
        assert_eq!(Safe::new("\u{3164}\u{115f}\u{ad}").as_str(), "???");
    }

    #[test]
    fn variation_selectors_go_with_their_base() {
        assert_eq!(Safe::new("葛\u{e0100}城").as_str(), "葛城");
        assert_eq!(Safe::new("\u{fe0f}").as_str(), "?");
    }

    #[test]
    fn combining_runs_are_capped() {
        let zalgo = format!("e{}", "\u{301}".repeat(400));
        assert_eq!(Safe::new(&zalgo).as_str(), "e\u{301}\u{301}\u{301}");
        assert_eq!(Safe::new("\u{301}").as_str(), "?");
        assert_eq!(Safe::new("é").as_str(), "é");
    }

    #[test]
    fn an_emoji_sequence_is_its_base() {
        assert_eq!(Safe::new("👨\u{200d}👩\u{200d}👧").as_str(), "👨");
        assert_eq!(Safe::new("👍🏽❤\u{fe0f}").as_str(), "👍❤");
        assert_eq!(parts("👨\u{200d}👩人"), ["👨\u{200d}👩", "人"]);
    }

    #[test]
    fn clusters_are_graphemes() {
        assert_eq!(
            parts("e\u{301}区1가\u{11a8}"),
            ["e\u{301}", "区", "1", "가\u{11a8}"]
        );
        assert_eq!(parts("a\r\nb"), ["a", "\r\n", "b"]);
    }

    #[test]
    fn what_is_wider_than_two_cells_is_marked() {
        assert_eq!(glyph("\u{17d8}"), MARK);
    }

    proptest! {
        #[test]
        fn clusters_rejoin_and_glyphs_are_safe(text in any::<String>()) {
            let mut at = 0;
            for (offset, cluster) in clusters(&text) {
                prop_assert_eq!(offset, at);
                prop_assert!(!cluster.is_empty());
                at += cluster.len();
                let shown = glyph(cluster);
                prop_assert!(shown.chars().all(|c| !hidden(c)), "{:?}", shown);
                prop_assert!((1..=2).contains(&shown.width()), "{:?}", shown);
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn safe_is_safe_again(text in "[\\x00-\\x{a0}\\x{200b}-\\x{2070}中国\\x{300}\\x{1f468}\\x{200d}\\x{fe0f}\\x{e0020}-\\x{e0030}]*") {
            let once = Safe::new(&text);
            prop_assert!(once.as_str().chars().all(|c| !hidden(c)));
            prop_assert_eq!(&Safe::new(once.as_str()), &once);
        }
    }
}
