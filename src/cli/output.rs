//! What goes to standard output: aligned tables, CSV, Markdown, JSON, colour.
//!
//! Invariant: no control, bidi or zero-width character of a document reaches the terminal. Cells pass
//! [`Safe`]; in JSON such characters are escaped, so that nothing is lost. Must not know of reports.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::args::Format;
use crate::export::escape::{self, csv_cell};
use crate::locale::Lang;
use crate::text::safe::Safe;
use crate::text::width::{self, Ambiguous};

pub use crate::export::escape::md_cell;

/// How a verb talks.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Language of headings and messages.
    pub lang: Lang,
    /// Shape of the output.
    pub format: Format,
    /// Standard output may be coloured.
    pub color: bool,
}

impl Context {
    /// The one of the two in the reader's language.
    pub fn say<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(zh, en)
    }

    /// `text` in a colour, where there is colour.
    pub fn paint(self, ink: Ink, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code())
        } else {
            text.to_owned()
        }
    }
}

/// What a colour means here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// A heading.
    Heading,
    /// Less important.
    Faint,
    /// New wording.
    New,
    /// Wording that is gone.
    Gone,
    /// What was looked for.
    Hit,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Ink::Heading => "1",
            Ink::Faint => "2",
            Ink::New => "32",
            Ink::Gone => "31",
            Ink::Hit => "1;33",
        }
    }
}

/// Writes `text` to standard output at once. A reader who has closed the pipe has seen enough: no error.
///
/// # Errors
/// Any other failure to write, such as a full disk.
pub fn emit(text: &str) -> io::Result<()> {
    emit_bytes(text.as_bytes())
}

/// As [`emit`], whatever the bytes are.
///
/// # Errors
/// As [`emit`].
pub fn emit_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Says one line on standard error. Nobody is told if that is closed.
pub fn note(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", Safe::new(message));
}

/// Writes `value` as one JSON document.
///
/// # Errors
/// As [`emit`].
pub fn emit_json<T: Serialize>(value: &T) -> anyhow::Result<()> {
    let mut text = escape::unseen_json(&serde_json::to_string_pretty(value)?);
    text.push('\n');
    Ok(emit(&text)?)
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Rows under named columns, printed in any of the formats but JSON.
#[derive(Clone, Debug, Default)]
pub struct Table {
    heads: Vec<(String, Option<Side>)>,
    rows: Vec<Vec<Safe>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(columns: &[(&str, Side)]) -> Self {
        Self {
            heads: columns
                .iter()
                .map(|(name, side)| (Safe::new(name).to_string(), Some(*side)))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a column at the right.
    pub fn column(&mut self, name: &str, side: Side) {
        self.heads.push((Safe::new(name).to_string(), Some(side)));
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        self.rows
            .push(cells.iter().map(|c| Safe::new(c.as_ref())).collect());
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table in the format of `cx` (JSON is not its business and gives the aligned form).
    pub fn render(&self, cx: Context) -> String {
        match cx.format {
            Format::Csv => self.csv(),
            Format::Md => self.markdown(),
            _ => self.aligned(cx),
        }
    }

    fn aligned(&self, cx: Context) -> String {
        let cells = |s: &str| usize::from(width::text(s, Ambiguous::Narrow));
        let mut widths: Vec<usize> = self.heads.iter().map(|(name, _)| cells(name)).collect();
        for row in &self.rows {
            for (w, cell) in widths.iter_mut().zip(row) {
                *w = (*w).max(cells(cell.as_str()));
            }
        }
        let last = self.heads.len().saturating_sub(1);
        let line = |row: &mut dyn Iterator<Item = &str>| {
            let mut out = String::new();
            for (i, (text, (w, (_, side)))) in row.zip(widths.iter().zip(&self.heads)).enumerate() {
                let pad = " ".repeat(w - cells(text));
                if i > 0 {
                    out.push_str("  ");
                }
                if *side == Some(Side::Right) {
                    out.push_str(&pad);
                    out.push_str(text);
                } else {
                    out.push_str(text);
                    if i < last {
                        out.push_str(&pad);
                    }
                }
            }
            out
        };
        let mut out = cx.paint(
            Ink::Heading,
            &line(&mut self.heads.iter().map(|(name, _)| name.as_str())),
        );
        out.push('\n');
        for row in &self.rows {
            out.push_str(&line(&mut row.iter().map(Safe::as_str)));
            out.push('\n');
        }
        out
    }

    fn csv(&self) -> String {
        let mut out = String::new();
        let mut put = |cells: &mut dyn Iterator<Item = &str>| {
            for (i, cell) in cells.enumerate() {
                if i > 0 {
                    out.push(',');
                }
                csv_cell(cell, &mut out);
            }
            out.push('\n');
        };
        put(&mut self.heads.iter().map(|(name, _)| name.as_str()));
        for row in &self.rows {
            put(&mut row.iter().map(Safe::as_str));
        }
        out
    }

    fn markdown(&self) -> String {
        let mut out = String::from("|");
        for (name, _) in &self.heads {
            let _ = write!(out, " {} |", md_cell(name));
        }
        out.push_str("\n|");
        for (_, side) in &self.heads {
            out.push_str(if *side == Some(Side::Right) {
                " ---: |"
            } else {
                " --- |"
            });
        }
        out.push('\n');
        for row in &self.rows {
            out.push('|');
            for cell in row {
                let _ = write!(out, " {} |", md_cell(cell.as_str()));
            }
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    fn plain(format: Format) -> Context {
        Context {
            lang: Lang::Zh,
            format,
            color: false,
        }
    }

    fn sample() -> Table {
        let mut t = Table::new(&[("地区", Side::Left), ("字数", Side::Right)]);
        t.row(&["沙河口区", "9"]);
        t.row(&["=1+1", "-3.5"]);
        t
    }

    #[test]
    fn columns_align_by_cells_not_characters() {
        assert_eq!(
            sample().render(plain(Format::Table)),
            "地区      字数\n沙河口区     9\n=1+1      -3.5\n"
        );
    }

    #[test]
    fn csv_disarms_formulas_and_leaves_numbers() {
        assert_eq!(
            sample().render(plain(Format::Csv)),
            "地区,字数\n沙河口区,9\n\"'=1+1\",-3.5\n"
        );
    }

    #[test]
    fn markdown_escapes_what_would_be_markup() {
        let mut t = Table::new(&[("a|b", Side::Right)]);
        t.row(&["*x*"]);
        assert_eq!(
            t.render(plain(Format::Md)),
            "| a\\|b |\n| ---: |\n| \\*x\\* |\n"
        );
    }

    #[test]
    fn controls_of_a_document_do_not_reach_the_terminal() {
        let mut t = Table::new(&[("a", Side::Left)]);
        t.row(&["\u{1b}[31mred\u{9b}2J"]);
        for format in [Format::Table, Format::Csv, Format::Md] {
            assert!(!t.render(plain(format)).contains(['\u{1b}', '\u{9b}']));
        }
    }
}
