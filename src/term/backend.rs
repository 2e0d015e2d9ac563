//! Frames to bytes: a ratatui backend that sends no more than a frame needs.
//!
//! Invariants: one frame is one write, inside synchronized output (DEC private mode 2026); no control or hidden
//! character ever leaves in a cell, whatever stands in the buffer; the cursor is moved only where the terminal's own
//! advance cannot be relied on: after a glyph whose width terminals do not agree on, and over what did not change.
//! Must not know what is drawn. Colours go out as they come; the palette chose them for this terminal.

mod sgr;

use std::io::{self, Write as _};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Size};
use ratatui::style::Modifier;

use self::sgr::{Codes, PLAIN, Pen, change};
use crate::text::safe;
use crate::text::width::{self, Ambiguous};

/// Where the bytes of a frame go and where the size comes from.
pub trait Sink {
    /// Writes one frame whole.
    ///
    /// # Errors
    /// When the terminal does not take it.
    fn send(&mut self, frame: &[u8]) -> io::Result<()>;

    /// Columns and rows now; 0 where there are none.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn size(&self) -> io::Result<(u16, u16)>;
}

/// The backend.
#[derive(Debug)]
pub struct FrameBackend<S: Sink> {
    sink: S,
    /// The frame so far; kept between frames for its allocation.
    frame: Vec<u8>,
    /// Where the terminal's cursor stands, as far as known.
    row: Option<u16>,
    column: Option<u16>,
    /// The column after the last glyph, if the terminal took it to be as wide as we do.
    meant: u16,
    /// What the terminal writes with, if known.
    pen: Option<Pen>,
    /// Whether the cursor is to be seen at the frame's end, and where.
    shown: bool,
    place: Position,
    /// What the terminal does now.
    showing: Option<bool>,
    /// The size that was last asked for: that of the frame at hand.
    size: std::cell::Cell<Size>,
}

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";

/// An ambiguous character, and where the cursor stands after it.
const WIDTH_QUESTION: &[u8] = "“\x1b[6n".as_bytes();
const GROUND_QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
const END_QUESTION: &[u8] = b"\x1b[c";

/// Larger screens are not drawn to: a terminal that claims more is in error, and a buffer of its claim would not fit in memory.
const MOST: (u16, u16) = (2_000, 1_000);

impl<S: Sink> FrameBackend<S> {
    /// A backend that sends to `sink`.
    pub fn new(sink: S) -> Self {
        Self {
            sink,
            frame: Vec::new(),
            row: None,
            column: None,
            meant: 0,
            pen: None,
            shown: false,
            place: Position::ORIGIN,
            showing: None,
            size: std::cell::Cell::new(Size::ZERO),
        }
    }

    /// Forgets what the terminal is believed to show and do: it was another program's meanwhile.
    pub fn forget(&mut self) {
        (self.row, self.column, self.pen, self.showing) = (None, None, None, None);
    }

    /// Where the bytes go.
    pub fn sink(&self) -> &S {
        &self.sink
    }

    /// Asks the terminal, in the frame at hand: where its cursor stands after an ambiguous character at (`x`, `y`), which is covered again by
    /// these two cells at once; which colour its ground has; and, as the end of all answers, what it is.
    pub fn ask(&mut self, at: Option<(u16, u16, [&Cell; 2])>, ground: bool) {
        self.open();
        if let Some((x, y, cells)) = at {
            let [cell, next] = cells;
            self.go_to(x, y);
            // In the colour of its ground nobody sees it, should a frame be shown before it is whole.
            self.use_pen(Pen {
                fg: cell.bg,
                bg: cell.bg,
                modifier: Modifier::empty(),
            });
            self.frame.extend_from_slice(WIDTH_QUESTION);
            self.column = None;
            self.put(x, y, cell);
            self.put(x + 1, y, next);
        }
        if ground {
            self.frame.extend_from_slice(GROUND_QUESTION);
        }
        self.frame.extend_from_slice(END_QUESTION);
    }

    /// Opens a frame if none is open.
    fn open(&mut self) {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(BEGIN);
            if self.showing != Some(false) {
                self.frame.extend_from_slice(HIDE);
                self.showing = Some(false);
            }
        }
    }

    fn go_to(&mut self, x: u16, y: u16) {
        if self.row == Some(y) {
            if self.column == Some(x) {
                return;
            }
            self.frame.extend_from_slice(b"\x1b[");
            if x > 0 {
                number(&mut self.frame, x + 1);
            }
            self.frame.push(b'G');
        } else if x == 0 && y > 0 && self.row == Some(y - 1) {
            // Raw mode: a line feed goes down and no more.
            self.frame.extend_from_slice(b"\r\n");
        } else {
            self.frame.extend_from_slice(b"\x1b[");
            number(&mut self.frame, y + 1);
            if x > 0 {
                self.frame.push(b';');
                number(&mut self.frame, x + 1);
            }
            self.frame.push(b'H');
        }
        (self.row, self.column) = (Some(y), Some(x));
    }

    fn use_pen(&mut self, pen: Pen) {
        match self.pen {
            Some(now) if now == pen => return,
            Some(now) => change(&mut self.frame, now, pen),
            None => {
                self.frame.extend_from_slice(b"\x1b[0");
                let mut codes = Codes::default();
                codes.change(PLAIN, pen);
                if !codes.is_empty() {
                    self.frame.push(b';');
                    self.frame.extend_from_slice(codes.bytes());
                }
                self.frame.push(b'm');
            }
        }
        self.pen = Some(pen);
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        // A run of one and the same box line needs no moves inside it: nothing else could stand there.
        let symbol = cell.symbol();
        let in_run = is_line(symbol)
            && self.row == Some(y)
            && self.column.is_none()
            && self.meant == x
            && self.frame.ends_with(symbol.as_bytes());
        let pen = Pen::of(cell);
        if !(in_run && self.pen == Some(pen) && x > 0) {
            self.go_to(x, y);
        }
        self.use_pen(pen);
        let cells = taken(cell);
        if cells > 1 && u32::from(x) + u32::from(cells) > u32::from(self.size.get().width) {
            // Half a glyph at the edge would be the terminal's to misplace.
            self.frame.push(b' ');
        } else if symbol.is_empty() {
            self.frame.push(b' ');
        } else if symbol.chars().any(safe::hidden) {
            for c in symbol.chars() {
                let c = if safe::hidden(c) { '?' } else { c };
                let mut bytes = [0; 4];
                self.frame
                    .extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
            }
            (self.column, self.meant) = (None, 0);
            return;
        } else {
            self.frame.extend_from_slice(symbol.as_bytes());
        }
        let next = x.saturating_add(cells);
        self.meant = next;
        let sure = is_sure(symbol) && next < self.size.get().width;
        self.column = sure.then_some(next);
    }
}

impl<S: Sink> Backend for FrameBackend<S> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.open();
            self.put(x, y, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.shown = true;
        Ok(())
    }

    /// Where the cursor was last put; the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.place)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.place = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.open();
        self.use_pen(PLAIN);
        let code: &[u8] = match clear_type {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        if clear_type != ClearType::All {
            self.go_to(self.place.x, self.place.y);
        }
        self.frame.extend_from_slice(code);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let (columns, rows) = self.sink.size()?;
        let size = Size::new(columns.min(MOST.0), rows.min(MOST.1));
        self.size.set(size);
        Ok(size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    /// Sends the frame in one write; nothing if nothing changed.
    fn flush(&mut self) -> io::Result<()> {
        let moved =
            self.shown && (self.row != Some(self.place.y) || self.column != Some(self.place.x));
        if self.frame.is_empty() && self.showing == Some(self.shown) && !moved {
            return Ok(());
        }
        let drawn = !self.frame.is_empty();
        if self.shown {
            self.go_to(self.place.x, self.place.y);
        }
        if self.showing != Some(self.shown) {
            self.frame
                .extend_from_slice(if self.shown { SHOW } else { HIDE });
            self.showing = Some(self.shown);
        }
        if drawn {
            self.frame.extend_from_slice(END);
        }
        let sent = self.sink.send(&self.frame);
        self.frame.clear();
        sent
    }
}

/// A glyph that every terminal advances over by what [`width::grapheme`] says.
fn is_sure(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return symbol.is_empty();
    };
    matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}' | '\u{3400}'..='\u{4dbf}')
}

/// A horizontal box line.
fn is_line(symbol: &str) -> bool {
    matches!(symbol, "─" | "━" | "═")
}

fn number(bytes: &mut Vec<u8>, n: u16) {
    // Writing to a vector does not fail.
    let _ = write!(bytes, "{n}");
}

/// The bytes that a frame of these cells cannot be shown without: its text in UTF-8, and the shortest SGR wherever the style changes.
pub fn least(cells: &Buffer) -> usize {
    let mut bytes = 0;
    let mut pen = PLAIN;
    let mut hidden = 0;
    let mut sgr = Vec::new();
    for cell in &cells.content {
        if hidden > 0 {
            hidden -= 1;
            continue;
        }
        hidden = taken(cell) - 1;
        bytes += cell.symbol().len();
        let now = Pen::of(cell);
        if now != pen {
            sgr.clear();
            change(&mut sgr, pen, now);
            bytes += sgr.len();
            pen = now;
        }
    }
    bytes
}

/// The cells that are taken by what stands in one.
fn taken(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(w) => w.get(),
        _ => width::grapheme(cell.symbol(), Ambiguous::Narrow).max(1),
    }
}

#[cfg(test)]
mod tests;
