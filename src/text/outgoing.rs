//! Text that leaves the program for another one: a clipboard, a terminal of another kind.
//!
//! Owns [`Outgoing`]. Invariant: of the characters that are not to be seen it holds line ends and nothing else, so that whatever it is pasted
//! into is given words and no orders. Unlike [`super::safe::Safe`] it is the true text: what may not leave is left out, not marked.

use super::safe::{clusters, hidden};

/// Text made fit to leave: made only by [`Outgoing::new`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outgoing(String);

impl Outgoing {
    /// Makes `text` fit to leave: controls, direction marks, tags and whatever else is not to be seen are left out, a tab is a blank, every
    /// line end is `\n`, and there is none at the edges.
    pub fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for (_, cluster) in clusters(text) {
            let mut before: Option<char> = None;
            for c in cluster.chars() {
                match c {
                    '\t' => out.push(' '),
                    // \r\n is one cluster, and one line end.
                    '\r' if cluster.len() > 1 => {}
                    '\n' | '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => {
                        out.push('\n');
                    }
                    // One selector chooses a form of the character before it; more would carry something else.
                    c if is_selector(c) => {
                        if before.is_some_and(|b| !hidden(b)) {
                            out.push(c);
                        }
                    }
                    c if hidden(c) => {}
                    c => out.push(c),
                }
                before = Some(c);
            }
        }
        let kept = out.trim_matches('\n').len();
        let from = out.len() - out.trim_start_matches('\n').len();
        out.drain(..from);
        out.truncate(kept);
        Self(out)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its bytes in UTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Characters that a reader would count: all but line ends.
    pub fn characters(&self) -> usize {
        self.0.chars().filter(|&c| c != '\n').count()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// A variation selector.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;
    use proptest::prelude::*;

    fn out(text: &str) -> String {
        Outgoing::new(text).as_str().to_owned()
    }

    #[test]
    fn what_orders_is_left_out_and_what_reads_stays() {
        assert_eq!(
            out("红\x1b[31m字\x07\x1b]52;c;AA\x1b\\"),
            "红[31m字]52;c;AA\\"
        );
        assert_eq!(out("\u{9b}31m甲\u{7f}"), "31m甲");
        assert_eq!(out("a\u{202e}b\u{2066}c\u{200b}\u{feff}"), "abc");
        assert_eq!(out("区\u{e0041}\u{e0042}"), "区");
        assert_eq!(
            out("“引号”——与…\u{3000}空\u{a0}格"),
            "“引号”——与…\u{3000}空\u{a0}格"
        );
    }

    #[test]
    fn line_ends_are_one_kind_and_none_at_the_edges() {
        assert_eq!(out("\n甲\r\n乙\r丙\u{2028}丁\t戊\n\n"), "甲\n乙\n丙\n丁 戊");
        assert_eq!(out("\r\n"), "");
        assert!(Outgoing::new(" \n").is_empty());
    }

    #[test]
    fn a_character_keeps_its_form_and_carries_nothing_else() {
        assert_eq!(out("葛\u{e0100}城"), "葛\u{e0100}城");
        assert_eq!(out("葛\u{e0100}\u{e0110}\u{fe01}城"), "葛\u{e0100}城");
        assert_eq!(out("\u{fe0f}"), "");
    }

    #[test]
    fn characters_are_counted_without_line_ends() {
        assert_eq!(Outgoing::new("甲乙\n丙。").characters(), 4);
    }

    proptest! {
        #[test]
        fn nothing_hidden_leaves_but_line_ends_and_forms(text in any::<String>()) {
            let out = out(&text);
            prop_assert!(out.chars().all(|c| c == '\n' || !hidden(c) || is_selector(c)), "{out:?}");
            let again = Outgoing::new(&out);
            prop_assert_eq!(again.as_str(), &out);
        }
    }
}
