//! A text field of several lines.
//!
//! Owns [`Area`]. Invariant: it never holds more characters than a note does. Must not know how it is drawn; how its rows break it is told
//! the width.

use crate::app::keymap::{Code, Key};
use crate::report::mark::LONGEST_NOTE;
use crate::text::safe;
use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};
use crate::text::wrap;

/// The text being typed and where its cursor stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Area {
    text: Vec<char>,
    cursor: usize,
}

/// A row as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Which characters of the whole it begins and ends with.
    from: usize,
    to: usize,
}

impl Area {
    /// An area that holds `text`, the cursor at its end.
    pub fn with(text: &str) -> Self {
        let mut area = Self::default();
        area.insert(text);
        area
    }

    /// The text.
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts text in at the cursor, as it is but for line ends; tells whether there was room for all of it.
    pub fn insert(&mut self, text: &str) -> bool {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let room = LONGEST_NOTE.saturating_sub(self.text.len());
        let new: Vec<char> = text.chars().take(room).collect();
        let all = new.len() == text.chars().count();
        let at = self.cursor;
        self.cursor += new.len();
        drop(self.text.splice(at..at, new));
        all
    }

    /// Takes an editing key in rows of `cells` cells; tells whether the text changed, or `None` if the key means nothing here.
    pub fn key(&mut self, key: Key, cells: u16, ambiguous: Ambiguous) -> Option<bool> {
        let line = self.line_start();
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) => Some(self.insert(c.encode_utf8(&mut [0; 4]))),
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
                self.text.drain(line..self.cursor);
                self.cursor = line;
                Some(true)
            }
            (Code::Char('w'), true, false) => {
                let blank = |c: Option<&char>| c.is_some_and(|c| c.is_whitespace());
                let mut from = self.cursor;
                while from > line && blank(self.text.get(from - 1)) {
                    from -= 1;
                }
                while from > line && !blank(self.text.get(from - 1)) {
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
                self.cursor = line;
                Some(false)
            }
            (Code::End, false, false) | (Code::Char('e'), true, false) => {
                let rest = self.text.iter().skip(self.cursor);
                self.cursor += rest.take_while(|c| **c != '\n').count();
                Some(false)
            }
            (Code::Up, false, false) | (Code::Char('p'), true, false) => {
                self.step_row(false, cells, ambiguous);
                Some(false)
            }
            (Code::Down, false, false) | (Code::Char('n'), true, false) => {
                self.step_row(true, cells, ambiguous);
                Some(false)
            }
            _ => None,
        }
    }

    /// Where the line of the cursor begins.
    fn line_start(&self) -> usize {
        let before = self.text.iter().take(self.cursor);
        let line = before.rev().take_while(|c| **c != '\n').count();
        self.cursor - line
    }

    /// The rows of at most `cells` cells.
    pub fn lines(&self, cells: u16, ambiguous: Ambiguous) -> Vec<Line> {
        let mut rows = Vec::new();
        let mut from = 0;
        for line in self.text.split(|c| *c == '\n') {
            let text: String = line.iter().collect();
            let to = from + line.len();
            let starts = wrapped(&text, cells, ambiguous);
            for (i, &start) in starts.iter().enumerate() {
                let end = starts.get(i + 1).copied().unwrap_or(line.len());
                rows.push(Line {
                    text: line.get(start..end).unwrap_or(&[]).iter().collect(),
                    from: from + start,
                    to: from + end,
                });
            }
            from = to + 1;
        }
        rows
    }

    /// Row and column, in cells, of the cursor among [`Area::lines`].
    pub fn cursor(&self, lines: &[Line], ambiguous: Ambiguous) -> (usize, u16) {
        let row = lines
            .iter()
            .rposition(|l| l.from <= self.cursor)
            .unwrap_or(0);
        let before = lines.get(row).map_or_else(String::new, |line| {
            let number = self.cursor.saturating_sub(line.from);
            line.text.chars().take(number).collect()
        });
        (row, cells_of(&before, ambiguous))
    }

    fn step_row(&mut self, down: bool, cells: u16, ambiguous: Ambiguous) {
        let lines = self.lines(cells, ambiguous);
        let (row, column) = self.cursor(&lines, ambiguous);
        let target = if down {
            Some(row + 1)
        } else {
            row.checked_sub(1)
        };
        let Some((at, line)) = target.and_then(|at| Some((at, lines.get(at)?))) else {
            self.cursor = if down { self.text.len() } else { 0 };
            return;
        };
        let mut here = String::new();
        let mut moved = 0;
        for c in line.text.chars() {
            here.push(c);
            if cells_of(&here, ambiguous) > column {
                break;
            }
            moved += 1;
        }
        // Behind the last character of a row that goes on stands the next row.
        let goes_on = lines.get(at + 1).is_some_and(|next| next.from == line.to);
        if goes_on && line.from + moved == line.to {
            moved = moved.saturating_sub(1);
        }
        self.cursor = line.from + moved;
    }
}

/// Cells of a text as it is shown.
fn cells_of(text: &str, ambiguous: Ambiguous) -> u16 {
    safe::clusters(text)
        .map(|(_, cluster)| width::text(&safe::glyph(cluster), ambiguous))
        .sum()
}

/// With which characters the rows of one line begin.
fn wrapped(line: &str, cells: u16, ambiguous: Ambiguous) -> Vec<usize> {
    let whole = Span::new(0, line.len());
    let rows = wrap::wrap(line, &[whole], cells.max(2), 0, ambiguous);
    let bytes = rows
        .iter()
        .filter_map(|row| Some(row.pieces.first()?.start()));
    let chars = |byte: usize| line.get(..byte).map_or(0, |before| before.chars().count());
    let mut starts: Vec<usize> = bytes.map(chars).collect();
    // Blanks at the beginning belong to the first row, and a line without anything has one.
    match starts.first_mut() {
        Some(first) => *first = 0,
        None => starts.push(0),
    }
    starts.dedup();
    starts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    const N: Ambiguous = Ambiguous::Narrow;

    fn press(area: &mut Area, keys: &str) {
        for name in keys.split(' ') {
            area.key(name.parse().unwrap(), 10, N);
        }
    }

    #[test]
    fn several_lines_are_typed_and_walked() {
        let mut area = Area::with("甲乙\n丙丁戊己庚辛壬");
        let rows: Vec<String> = area.lines(10, N).into_iter().map(|l| l.text).collect();
        assert_eq!(rows, ["甲乙", "丙丁戊己庚", "辛壬"]);
        assert_eq!(area.cursor(&area.lines(10, N), N), (2, 4));
        press(&mut area, "Up Up x");
        assert_eq!(area.text(), "甲乙x\n丙丁戊己庚辛壬");
        press(&mut area, "Down Home Backspace");
        assert_eq!(area.text(), "甲乙x丙丁戊己庚辛壬");
        press(&mut area, "Up Up Delete End y");
        assert_eq!(area.text(), "乙x丙丁戊己庚辛壬y");
        press(&mut area, "Ctrl-u");
        assert!(area.is_empty());
        assert_eq!(area.cursor(&area.lines(10, N), N), (0, 0));
    }

    #[test]
    fn no_more_is_taken_than_a_note_holds_and_controls_stay_as_they_are() {
        let mut area = Area::default();
        assert!(area.insert("\u{1b}[31m\r\n\u{202e}"));
        assert_eq!(area.text(), "\u{1b}[31m\n\u{202e}");
        assert!(!area.insert(&"长".repeat(LONGEST_NOTE)));
        assert_eq!(area.len(), LONGEST_NOTE);
        assert_eq!(area.key("x".parse().unwrap(), 10, N), Some(false));
    }
}
