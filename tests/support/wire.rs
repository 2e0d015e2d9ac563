//! What a terminal makes of the program's bytes, taken strictly: whatever the program has no business to send is a breach.
//!
//! Owns [`Wire`]: a parser that knows only what `duizhao::term` may send, and the screen that comes of it, with styles. It shares no code
//! with the program's own idea of what is safe or how wide a character is: it asks `unicode-width`, character by character, as terminals do.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use duizhao::text::width::{self, Ambiguous};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

/// Colours and attributes of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pen {
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
}

const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

/// One column of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Spot {
    /// Empty in the right half of a wide glyph.
    symbol: String,
    half: bool,
    pen: Pen,
}

impl Spot {
    fn blank(pen: Pen) -> Self {
        Self {
            symbol: " ".to_owned(),
            half: false,
            pen,
        }
    }
}

/// DEC private modes that the program may set and reset, and as they are before anybody did.
const MODES: [(u16, bool); 10] = [
    (7, true),
    (25, true),
    (1000, false),
    (1002, false),
    (1003, false),
    (1006, false),
    (1049, false),
    (2004, false),
    (2026, false),
    (1004, false),
];

/// A terminal.
#[derive(Clone, Debug)]
pub struct Wire {
    columns: u16,
    rows: u16,
    ambiguous: Ambiguous,
    grid: Vec<Spot>,
    x: u16,
    y: u16,
    pen: Pen,
    /// The modes that are not as they were.
    changed: BTreeSet<u16>,
    pending: Vec<u8>,
    /// The last bytes that were understood.
    tail: Vec<u8>,
    breach: Option<String>,
    /// Whole frames so far.
    pub frames: usize,
    /// What was asked for the clipboard, as it came.
    pub clips: Vec<String>,
    /// What it has to say to what it was asked.
    pub answers: Vec<u8>,
    /// The colour of its ground, as it tells.
    pub ground: &'static str,
}

/// Characters that no terminal may be sent, told by what Unicode says of them: controls, format characters, default-ignorable ones,
/// separators of lines and paragraphs, blanks that are none, noncharacters.
pub fn forbidden(c: char) -> bool {
    let n = u32::from(c);
    c.is_control()
        || (n & 0xfffe) == 0xfffe
        || matches!(
            n,
            0xa0 | 0xad | 0x34f | 0x61c | 0x70f | 0x115f | 0x1160 | 0x1680 | 0x17b4 | 0x17b5
                | 0x180b..=0x180f
                | 0x2000..=0x200f
                | 0x2028..=0x202f
                | 0x205f..=0x206f
                | 0x3164
                | 0xfdd0..=0xfdef
                | 0xfe00..=0xfe0f
                | 0xfeff
                | 0xffa0
                | 0xfff0..=0xfffb
                | 0x1bca0..=0x1bca3
                | 0x1d173..=0x1d17a
                | 0xe0000..=0xe0fff
        )
}

/// Cells that a terminal gives one character.
fn cells(c: char, ambiguous: Ambiguous) -> usize {
    match ambiguous {
        Ambiguous::Narrow => c.width(),
        Ambiguous::Wide => c.width_cjk(),
    }
    .unwrap_or(0)
}

/// The sixteen named colours and their numbers are one.
fn plain_colour(colour: Color) -> Color {
    match colour {
        Color::Black => Color::Indexed(0),
        Color::Red => Color::Indexed(1),
        Color::Green => Color::Indexed(2),
        Color::Yellow => Color::Indexed(3),
        Color::Blue => Color::Indexed(4),
        Color::Magenta => Color::Indexed(5),
        Color::Cyan => Color::Indexed(6),
        Color::Gray => Color::Indexed(7),
        Color::DarkGray => Color::Indexed(8),
        Color::LightRed => Color::Indexed(9),
        Color::LightGreen => Color::Indexed(10),
        Color::LightYellow => Color::Indexed(11),
        Color::LightBlue => Color::Indexed(12),
        Color::LightMagenta => Color::Indexed(13),
        Color::LightCyan => Color::Indexed(14),
        Color::White => Color::Indexed(15),
        other => other,
    }
}

impl Wire {
    pub fn new(columns: u16, rows: u16, ambiguous: Ambiguous) -> Self {
        Self {
            columns,
            rows,
            ambiguous,
            grid: vec![Spot::blank(PLAIN); usize::from(columns) * usize::from(rows)],
            x: 0,
            y: 0,
            pen: PLAIN,
            changed: BTreeSet::new(),
            pending: Vec::new(),
            tail: Vec::new(),
            breach: None,
            frames: 0,
            clips: Vec::new(),
            answers: Vec::new(),
            ground: "rgb:1717/1616/1414",
        }
    }

    /// Makes the window another size; what stood there stays where it stood.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let mut grid = vec![Spot::blank(PLAIN); usize::from(columns) * usize::from(rows)];
        for y in 0..rows.min(self.rows) {
            for x in 0..columns.min(self.columns) {
                if let (Some(to), Some(from)) = (
                    grid.get_mut(usize::from(y) * usize::from(columns) + usize::from(x)),
                    self.grid.get(self.at(x, y)),
                ) {
                    *to = from.clone();
                }
            }
        }
        (self.columns, self.rows, self.grid) = (columns, rows, grid);
        self.x = self.x.min(columns.saturating_sub(1));
        self.y = self.y.min(rows.saturating_sub(1));
    }

    /// The first thing that came and should not have, with what stood before it.
    pub fn breach(&self) -> Option<&str> {
        self.breach.as_deref()
    }

    /// Modes that are set otherwise than before the program, by number.
    pub fn changed_modes(&self) -> Vec<u16> {
        self.changed.iter().copied().collect()
    }

    /// Whether a mode is set now.
    pub fn is_set(&self, mode: u16) -> bool {
        let before = MODES.iter().any(|&(n, set)| n == mode && set);
        before != self.changed.contains(&mode)
    }

    /// Nothing is left over: no sequence that is cut short.
    pub fn is_whole(&self) -> bool {
        self.pending.is_empty()
    }

    fn at(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.columns) + usize::from(x)
    }

    fn breaks(&mut self, what: &str) {
        if self.breach.is_none() {
            let tail = String::from_utf8_lossy(&self.tail).into_owned();
            let next = self.pending.len().min(40);
            let next = String::from_utf8_lossy(&self.pending[..next]).into_owned();
            self.breach = Some(format!("{what}; after {tail:?}; then {next:?}"));
        }
    }

    /// Takes bytes as they come.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        let mut taken = 0;
        while let Some(n) = self.unit(taken) {
            let unit = self.pending[taken..taken + n].to_vec();
            self.tail.extend_from_slice(&unit);
            taken += n;
        }
        self.pending.drain(..taken);
        let over = self.tail.len().saturating_sub(120);
        self.tail.drain(..over);
    }

    /// Takes one unit that begins at `from`, and tells its length; none where it is not whole yet.
    fn unit(&mut self, from: usize) -> Option<usize> {
        let rest = self.pending.get(from..)?;
        let first = *rest.first()?;
        match first {
            0x1b => {
                let second = *rest.get(1)?;
                match second {
                    b'[' => {
                        let end = rest
                            .iter()
                            .skip(2)
                            .position(|b| !(0x20..0x40).contains(b))?;
                        let sequence = rest[2..=(2 + end)].to_vec();
                        self.csi(&sequence);
                        Some(end + 3)
                    }
                    b']' => {
                        let end = 2 + rest.iter().skip(2).position(|b| matches!(b, 7 | 0x1b))?;
                        let closed = match rest[end] {
                            7 => end + 1,
                            _ if *rest.get(end + 1)? == b'\\' => end + 2,
                            _ => end,
                        };
                        let text = String::from_utf8_lossy(&rest[2..end]).into_owned();
                        self.osc(&text);
                        Some(closed)
                    }
                    other => {
                        self.breaks(&format!("escape and {other:#x}"));
                        Some(2)
                    }
                }
            }
            b'\r' => {
                let second = *rest.get(1)?;
                if second == b'\n' {
                    self.x = 0;
                    if self.y + 1 < self.rows {
                        self.y += 1;
                    } else if self.is_set(1049) {
                        self.breaks("a line feed in the last row");
                    }
                    Some(2)
                } else {
                    self.breaks("a carriage return alone");
                    Some(1)
                }
            }
            0..0x20 | 0x7f => {
                self.breaks(&format!("the control {first:#x}"));
                Some(1)
            }
            0x20..0x7f => {
                self.print(char::from(first));
                Some(1)
            }
            _ => {
                let len = match first {
                    0xc2..=0xdf => 2,
                    0xe0..=0xef => 3,
                    0xf0..=0xf4 => 4,
                    _ => {
                        self.breaks(&format!("the byte {first:#x}"));
                        return Some(1);
                    }
                };
                let bytes = rest.get(..len)?;
                if let Ok(Some(c)) = std::str::from_utf8(bytes).map(|s| s.chars().next()) {
                    self.print(c)
                } else {
                    self.breaks("bytes that are no UTF-8");
                    return Some(1);
                }
                Some(len)
            }
        }
    }

    fn print(&mut self, c: char) {
        if forbidden(c) {
            self.breaks(&format!("the character U+{:04X}", u32::from(c)));
            return;
        }
        if self.columns == 0 || self.rows == 0 {
            return;
        }
        let wide = cells(c, self.ambiguous);
        if wide == 0 {
            let before = self.x.saturating_sub(1);
            let mut at = self.at(before, self.y);
            if self.grid.get(at).is_some_and(|s| s.half) {
                at -= 1;
            }
            if let Some(spot) = self.grid.get_mut(at) {
                spot.symbol.push(c);
            }
            return;
        }
        if usize::from(self.x) + wide > usize::from(self.columns) {
            if self.is_set(1049) {
                self.breaks(&format!("{c} beyond the right edge"));
            }
            return;
        }
        for n in 0..wide {
            self.overwrite(self.x + n as u16, self.y);
        }
        let (at, pen) = (self.at(self.x, self.y), self.pen);
        self.grid[at] = Spot {
            symbol: c.to_string(),
            half: false,
            pen,
        };
        for n in 1..wide {
            self.grid[at + n] = Spot {
                symbol: String::new(),
                half: true,
                pen,
            };
        }
        // At the right edge the cursor stays in the last column.
        self.x = (self.x + wide as u16).min(self.columns);
        if self.is_set(1049) && !self.is_set(7) && self.x == self.columns {
            self.x = self.columns - 1;
        }
    }

    /// What stood in a column goes; the other half of a wide glyph leaves a blank in its old colours.
    fn overwrite(&mut self, x: u16, y: u16) {
        let at = self.at(x, y);
        if self.grid[at].half && x > 0 {
            self.grid[at - 1] = Spot::blank(self.grid[at - 1].pen);
        }
        if x + 1 < self.columns && self.grid[at + 1].half {
            self.grid[at + 1] = Spot::blank(self.grid[at + 1].pen);
        }
        self.grid[at] = Spot::blank(self.grid[at].pen);
    }

    fn csi(&mut self, sequence: &[u8]) {
        let text = String::from_utf8_lossy(sequence).into_owned();
        let (params, last) =
            text.split_at(text.len() - text.chars().next_back().map_or(0, char::len_utf8));
        if let Some(number) = params.strip_prefix('?') {
            let known = number
                .parse::<u16>()
                .ok()
                .and_then(|n| MODES.iter().find(|(m, _)| *m == n));
            let (Some(&(mode, before)), "h" | "l") = (known, last) else {
                return self.breaks(&format!("CSI {text}"));
            };
            let set = last == "h";
            if mode == 2026 {
                if set && self.is_set(2026) {
                    self.breaks("a frame in a frame");
                }
                if !set && self.is_set(2026) {
                    self.frames += 1;
                }
            }
            if mode == 1049 && set != self.is_set(1049) {
                (self.x, self.y) = (0, 0);
                self.grid.fill(Spot::blank(PLAIN));
            }
            if set == before {
                self.changed.remove(&mode);
            } else {
                self.changed.insert(mode);
            }
            return;
        }
        if !params.bytes().all(|b| b.is_ascii_digit() || b == b';') {
            return self.breaks(&format!("CSI {text}"));
        }
        let numbers: Vec<u32> = params.split(';').map(|p| p.parse().unwrap_or(0)).collect();
        match last {
            "m" => self.sgr(&numbers, &text),
            "H" if numbers.len() <= 2 => {
                let y = numbers.first().copied().unwrap_or(0).max(1) - 1;
                let x = numbers.get(1).copied().unwrap_or(0).max(1) - 1;
                self.go(x, y);
            }
            "G" if numbers.len() == 1 => self.go(numbers[0].max(1) - 1, u32::from(self.y)),
            "J" if numbers == [2] => {
                let pen = Pen {
                    modifier: Modifier::empty(),
                    ..self.pen
                };
                if pen != PLAIN {
                    self.breaks("cleared in colour");
                }
                self.grid.fill(Spot::blank(pen));
            }
            // Questions: where the cursor is, and what the terminal is.
            "n" if numbers == [6] => {
                let place = format!("\x1b[{};{}R", self.y + 1, self.x + 1);
                self.answers.extend(place.bytes());
            }
            "c" if numbers == [0] => self.answers.extend(b"\x1b[?62;22c"),
            _ => self.breaks(&format!("CSI {text}")),
        }
    }

    fn go(&mut self, x: u32, y: u32) {
        // A window that became smaller is drawn to for a moment as it was: a terminal then stays at its edge.
        self.x = x.min(u32::from(self.columns.saturating_sub(1))) as u16;
        self.y = y.min(u32::from(self.rows.saturating_sub(1))) as u16;
    }

    fn osc(&mut self, text: &str) {
        let clip = text.strip_prefix("52;c;");
        if let Some(data) = clip.filter(|d| {
            d.bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
        }) {
            self.clips.push(data.to_owned());
        } else if text == "11;?" {
            self.answers
                .extend(format!("\x1b]11;{}\x1b\\", self.ground).bytes());
        } else {
            self.breaks(&format!("OSC {text}"));
        }
    }

    fn sgr(&mut self, numbers: &[u32], text: &str) {
        let mut rest = numbers.iter().copied();
        while let Some(n) = rest.next() {
            let pen = &mut self.pen;
            match n {
                0 => *pen = PLAIN,
                1 => pen.modifier |= Modifier::BOLD,
                2 => pen.modifier |= Modifier::DIM,
                3 => pen.modifier |= Modifier::ITALIC,
                4 => pen.modifier |= Modifier::UNDERLINED,
                7 => pen.modifier |= Modifier::REVERSED,
                9 => pen.modifier |= Modifier::CROSSED_OUT,
                22 => pen.modifier -= Modifier::BOLD | Modifier::DIM,
                23 => pen.modifier -= Modifier::ITALIC,
                24 => pen.modifier -= Modifier::UNDERLINED,
                27 => pen.modifier -= Modifier::REVERSED,
                29 => pen.modifier -= Modifier::CROSSED_OUT,
                30..=37 => pen.fg = Color::Indexed(n as u8 - 30),
                39 => pen.fg = Color::Reset,
                40..=47 => pen.bg = Color::Indexed(n as u8 - 40),
                49 => pen.bg = Color::Reset,
                90..=97 => pen.fg = Color::Indexed(n as u8 - 82),
                100..=107 => pen.bg = Color::Indexed(n as u8 - 92),
                38 | 48 => {
                    let mut byte = || rest.next().and_then(|n| u8::try_from(n).ok());
                    let colour = match byte() {
                        Some(5) => byte().map(Color::Indexed),
                        Some(2) => match (byte(), byte(), byte()) {
                            (Some(r), Some(g), Some(b)) => Some(Color::Rgb(r, g, b)),
                            _ => None,
                        },
                        _ => None,
                    };
                    match colour {
                        Some(colour) if n == 38 => pen.fg = colour,
                        Some(colour) => pen.bg = colour,
                        None => return self.breaks(&format!("CSI {text}")),
                    }
                }
                _ => return self.breaks(&format!("CSI {text}")),
            }
        }
    }

    /// How the screen differs from what was to be drawn, cell by cell, with styles; and the cursor.
    pub fn differs(&self, wanted: &Buffer, cursor: Option<(u16, u16)>) -> Option<String> {
        let size = (wanted.area.width, wanted.area.height);
        if size != (self.columns, self.rows) {
            return Some(format!(
                "{size:?} was drawn, the window is {:?}",
                (self.columns, self.rows)
            ));
        }
        for y in 0..self.rows {
            let mut x = 0;
            while x < self.columns {
                let cell = wanted.cell((x, y))?;
                let mut symbol = cell.symbol();
                let mut wide = width::grapheme(symbol, self.ambiguous).max(1);
                if x + wide > self.columns {
                    (symbol, wide) = (" ", 1);
                }
                if symbol.is_empty() {
                    symbol = " ";
                }
                let spots = &self.grid[self.at(x, y)..self.at(x, y) + usize::from(wide)];
                let shown: String = spots.iter().map(|s| s.symbol.as_str()).collect();
                let pen = Pen {
                    fg: plain_colour(cell.fg),
                    bg: plain_colour(cell.bg),
                    modifier: cell.modifier,
                };
                if spots[0].half || shown != symbol {
                    return Some(self.told(
                        x,
                        y,
                        &format!("{shown:?} stands where {symbol:?} was drawn"),
                        wanted,
                    ));
                }
                if let Some(spot) = spots.iter().find(|s| s.pen != pen) {
                    return Some(self.told(
                        x,
                        y,
                        &format!("{symbol:?} is {:?}, drawn as {pen:?}", spot.pen),
                        wanted,
                    ));
                }
                x += wide;
            }
        }
        let here = self.is_set(25).then_some((self.x, self.y));
        (here != cursor).then(|| format!("the cursor is at {here:?}, was meant for {cursor:?}"))
    }

    fn told(&self, x: u16, y: u16, what: &str, wanted: &Buffer) -> String {
        let mut row = String::new();
        for x in 0..self.columns {
            row.push_str(&self.grid[self.at(x, y)].symbol);
        }
        let meant: String = (0..self.columns)
            .filter_map(|x| wanted.cell((x, y)).map(|c| c.symbol().to_owned()))
            .collect();
        format!("at {x},{y}: {what}\n shown: {row}\n drawn: {meant}")
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for y in 0..self.rows {
            let row: String = (0..self.columns)
                .map(|x| self.grid[self.at(x, y)].symbol.as_str())
                .collect();
            let _ = writeln!(out, "{}", row.trim_end());
        }
        out
    }
}

/// Output of a verb, into a pipe: printable characters and line feeds, nothing else (tabs where the format is made of them).
pub fn only_lines(bytes: &[u8], tabs: bool) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let from = e.valid_up_to().saturating_sub(30);
        format!(
            "no UTF-8 after {:?}",
            String::from_utf8_lossy(&bytes[from..])
                .chars()
                .take(60)
                .collect::<String>()
        )
    })?;
    for (at, c) in text.char_indices() {
        if c == '\n' || (tabs && c == '\t') {
            continue;
        }
        // Odd blanks are blanks.
        let blank = matches!(
            c,
            '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}'
        );
        if forbidden(c) && !blank {
            let before: String = text[..at]
                .chars()
                .rev()
                .take(60)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            return Err(format!("U+{:04X} after {before:?}", u32::from(c)));
        }
    }
    Ok(())
}
