//! A one-line text field.

use super::keymap::{Code, Key};

/// Longest text a field takes, in characters.
const LIMIT: usize = 200;
/// The same of a field for a path: as long as systems take them.
const LONGEST_PATH: usize = 4096;

/// The text being typed and where its cursor stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    text: Vec<char>,
    cursor: usize,
    limit: usize,
}

impl Default for Field {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            cursor: 0,
            limit: LIMIT,
        }
    }
}

impl Field {
    /// A field for a path, with `path` in it.
    pub fn path(path: &str) -> Self {
        let mut field = Self {
            limit: LONGEST_PATH,
            ..Self::default()
        };
        field.insert(path);
        field
    }

    /// A field that holds `text`, cursor at its end.
    pub fn with(text: &str) -> Self {
        let text: Vec<char> = text
            .chars()
            .filter(|c| !c.is_control())
            .take(LIMIT)
            .collect();
        Self {
            cursor: text.len(),
            text,
            limit: LIMIT,
        }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Puts the cursor before the character at `at`, or behind the last one.
    pub fn go_to(&mut self, at: usize) {
        self.cursor = at.min(self.text.len());
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> String {
        self.text.iter().take(self.cursor).collect()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts text in at the cursor; line ends become blanks, other controls are left out.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            };
            if !c.is_control() && self.text.len() < self.limit {
                self.text.insert(self.cursor, c);
                self.cursor += 1;
            }
        }
    }

    /// Takes an editing key; tells whether the text changed, or `None` if the key means nothing here.
    pub fn key(&mut self, key: Key) -> Option<bool> {
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                Some(true)
            }
            (Code::Backspace, false, false) | (Code::Char('h'), true, false) => {
                if self.cursor == 0 {
                    return Some(false);
                }
                self.cursor -= 1;
                self.text.remove(self.cursor);
                Some(true)
            }
            (Code::Delete, false, false) => {
                let inside = self.cursor < self.text.len();
                if inside {
                    self.text.remove(self.cursor);
                }
                Some(inside)
            }
            (Code::Char('u'), true, false) => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
                Some(true)
            }
            (Code::Char('w'), true, false) => {
                let mut from = self.cursor;
                while from > 0 && self.text.get(from - 1).is_some_and(|c| c.is_whitespace()) {
                    from -= 1;
                }
                while from > 0 && self.text.get(from - 1).is_some_and(|c| !c.is_whitespace()) {
                    from -= 1;
                }
                self.text.drain(from..self.cursor);
                self.cursor = from;
                Some(true)
            }
            (Code::Left, false, false) => {
                self.cursor = self.cursor.saturating_sub(1);
                Some(false)
            }
            (Code::Right, false, false) => {
                self.cursor = (self.cursor + 1).min(self.text.len());
                Some(false)
            }
            (Code::Home, false, false) | (Code::Char('b'), true, false) => {
                self.cursor = 0;
                Some(false)
            }
            (Code::End, false, false) | (Code::Char('e'), true, false) => {
                self.cursor = self.text.len();
                Some(false)
            }
            _ => None,
        }
    }
}
