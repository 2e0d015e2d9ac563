//! A terminal of our own: what it shows, cell by cell, with ambiguous characters in one cell or in two, and what it answers.
//!
//! It knows what [`duizhao::term`] may send, and panics at anything else.

use duizhao::text::width::{self, Ambiguous};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::{Color, Modifier};

/// A cell: its glyph, empty in the right half of a wide one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glyph {
    pub text: String,
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
}

const BLANK: Glyph = Glyph {
    text: String::new(),
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

/// The terminal.
pub struct Emulator {
    columns: usize,
    rows: usize,
    ambiguous: Ambiguous,
    cells: Vec<Glyph>,
    x: usize,
    y: usize,
    pen: Glyph,
    /// Bytes that came and were not whole.
    rest: Vec<u8>,
    /// Private modes that are set.
    pub modes: Vec<u16>,
    /// What it has to say to what it was asked.
    pub answers: Vec<u8>,
    /// Its ground, as it tells.
    pub ground: &'static str,
}

impl Emulator {
    pub fn new(columns: u16, rows: u16, ambiguous: Ambiguous) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self {
            columns,
            rows,
            ambiguous,
            cells: vec![blank(&BLANK); columns * rows],
            x: 0,
            y: 0,
            pen: BLANK,
            rest: Vec::new(),
            modes: Vec::new(),
            answers: Vec::new(),
            ground: "rgb:1717/1616/1414",
        }
    }

    /// Takes bytes; a sequence may be cut anywhere.
    pub fn process(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        let all = std::mem::take(&mut self.rest);
        let valid = match std::str::from_utf8(&all) {
            Ok(text) => text,
            Err(error) => {
                assert!(error.error_len().is_none(), "no UTF-8: {all:?}");
                std::str::from_utf8(&all[..error.valid_up_to()]).unwrap()
            }
        };
        let mut at = 0;
        while let Some(taken) = self.take(&valid[at..]) {
            at += taken;
        }
        self.rest = all[at..].to_vec();
    }

    /// Takes one thing and tells its length; none if it is not whole.
    fn take(&mut self, text: &str) -> Option<usize> {
        let c = text.chars().next()?;
        match c {
            '\x1b' => self.sequence(text),
            '\r' => {
                self.x = 0;
                Some(1)
            }
            '\n' => {
                self.y = (self.y + 1).min(self.rows - 1);
                Some(1)
            }
            c if c.is_control() => panic!("the control {c:?} was sent"),
            _ => {
                // A cluster is whole when something follows it; frames end in sequences.
                let (_, cluster) = duizhao::text::safe::clusters(text).next()?;
                if cluster.len() == text.len() {
                    return None;
                }
                self.print(cluster);
                Some(cluster.len())
            }
        }
    }

    fn print(&mut self, cluster: &str) {
        let cells = usize::from(width::grapheme(cluster, self.ambiguous)).max(1);
        if self.x + cells > self.columns {
            // Without wrapping the cursor stays in the last column.
            self.x = self.columns - cells;
        }
        let row = self.y * self.columns;
        // What is written over half of a glyph blanks the other half.
        if self.x > 0 && self.cells[row + self.x].text.is_empty() {
            self.cells[row + self.x - 1].text = " ".into();
        }
        if self.x + cells < self.columns && self.cells[row + self.x + cells].text.is_empty() {
            self.cells[row + self.x + cells].text = " ".into();
        }
        for n in 0..cells {
            self.cells[row + self.x + n] = Glyph {
                text: if n == 0 {
                    cluster.to_owned()
                } else {
                    String::new()
                },
                ..self.pen.clone()
            };
        }
        self.x += cells;
        if self.x >= self.columns {
            self.x = self.columns - 1;
        }
    }

    fn sequence(&mut self, text: &str) -> Option<usize> {
        if let Some(rest) = text.strip_prefix("\x1b]") {
            let end = rest.find("\x1b\\")?;
            assert_eq!(&rest[..end], "11;?", "an unknown string");
            self.answers
                .extend(format!("\x1b]11;{}\x1b\\", self.ground).bytes());
            return Some(2 + end + 2);
        }
        if text == "\x1b" {
            return None;
        }
        let rest = text.strip_prefix("\x1b[").expect("an unknown sequence");
        let end = rest.find(|c: char| ('@'..='~').contains(&c))?;
        let (params, last) = (&rest[..end], rest.as_bytes()[end]);
        let number = |n: usize| {
            params
                .split(';')
                .nth(n)
                .filter(|p| !p.is_empty())
                .map_or(1, |p| p.parse::<usize>().unwrap())
        };
        match last {
            b'H' => {
                self.y = (number(0) - 1).min(self.rows - 1);
                self.x = (number(1) - 1).min(self.columns - 1);
            }
            b'G' => self.x = (number(0) - 1).min(self.columns - 1),
            b'J' => {
                assert_eq!(params, "2");
                self.cells.fill(blank(&self.pen));
            }
            b'm' => self.sgr(params),
            b'n' => {
                assert_eq!(params, "6");
                self.answers
                    .extend(format!("\x1b[{};{}R", self.y + 1, self.x + 1).bytes());
            }
            b'c' => self.answers.extend(b"\x1b[?62;22c"),
            b'h' | b'l' => {
                let mode: u16 = params.strip_prefix('?').unwrap().parse().unwrap();
                let known = [7, 25, 1002, 1006, 1049, 2004, 2026];
                assert!(known.contains(&mode), "unknown mode {mode}");
                self.modes.retain(|m| *m != mode);
                if last == b'h' {
                    self.modes.push(mode);
                }
            }
            other => panic!("the sequence {params:?}{:?} was sent", other as char),
        }
        Some(2 + end + 1)
    }

    fn sgr(&mut self, params: &str) {
        let codes: Vec<u8> = params
            .split(';')
            .map(|p| if p.is_empty() { 0 } else { p.parse().unwrap() })
            .collect();
        let mut codes = codes.into_iter();
        while let Some(code) = codes.next() {
            let pen = &mut self.pen;
            match code {
                0 => *pen = BLANK,
                1 => pen.modifier |= Modifier::BOLD,
                3 => pen.modifier |= Modifier::ITALIC,
                4 => pen.modifier |= Modifier::UNDERLINED,
                7 => pen.modifier |= Modifier::REVERSED,
                22 => pen.modifier -= Modifier::BOLD,
                23 => pen.modifier -= Modifier::ITALIC,
                24 => pen.modifier -= Modifier::UNDERLINED,
                27 => pen.modifier -= Modifier::REVERSED,
                39 => pen.fg = Color::Reset,
                49 => pen.bg = Color::Reset,
                30..=37 => pen.fg = named(code - 30),
                40..=47 => pen.bg = named(code - 40),
                90..=97 => pen.fg = named(code - 82),
                100..=107 => pen.bg = named(code - 92),
                38 | 48 => {
                    let mut next = || codes.next().unwrap();
                    let colour = if next() == 5 {
                        Color::Indexed(next())
                    } else {
                        Color::Rgb(next(), next(), next())
                    };
                    if code == 38 {
                        pen.fg = colour;
                    } else {
                        pen.bg = colour;
                    }
                }
                other => panic!("the attribute {other} was sent"),
            }
        }
    }

    /// What is different from `drawn`; empty when all is the same.
    pub fn differs_from(&self, drawn: &Buffer) -> String {
        let mut out = String::new();
        let mut hidden = 0;
        for (at, cell) in drawn.content.iter().enumerate() {
            let shown = &self.cells[at];
            let place = (at % self.columns, at / self.columns);
            if hidden > 0 {
                hidden -= 1;
                if !shown.text.is_empty() {
                    out.push_str(&format!("{place:?}: {shown:?} is no right half\n"));
                }
                continue;
            }
            hidden = cells(cell) - 1;
            let wanted = Glyph {
                text: cell.symbol().to_owned(),
                fg: cell.fg,
                bg: cell.bg,
                modifier: cell.modifier,
            };
            if *shown != wanted {
                out.push_str(&format!("{place:?}: {shown:?}, drawn {wanted:?}\n"));
            }
        }
        out
    }

    /// The rows as text.
    pub fn text(&self) -> String {
        self.cells
            .chunks(self.columns)
            .map(|row| row.iter().map(|c| c.text.as_str()).collect::<String>() + "\n")
            .collect()
    }
}

fn blank(pen: &Glyph) -> Glyph {
    Glyph {
        text: " ".into(),
        modifier: Modifier::empty(),
        ..pen.clone()
    }
}

fn cells(cell: &Cell) -> usize {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(w) => usize::from(w.get()),
        _ => usize::from(width::grapheme(cell.symbol(), Ambiguous::Narrow).max(1)),
    }
}

fn named(n: u8) -> Color {
    [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ][usize::from(n)]
}
