//! Frames to bytes: a ratatui backend that sends no more than a frame needs.
//!
//! Invariants: one frame is one write, inside synchronized output (DEC private mode 2026); no control or hidden
//! character ever leaves in a cell, whatever stands in the buffer; the cursor is moved only where the terminal's own
//! advance cannot be relied on: after a glyph whose width terminals do not agree on, and over what did not change.
//! Must not know what is drawn. Colours go out as they come; the palette chose them for this terminal.

use std::io::{self, Write as _};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

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

/// Colours and attributes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

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
        let pen = Pen {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        };
        if !(in_run && self.pen == Some(pen) && x > 0) {
            self.go_to(x, y);
        }
        self.use_pen(pen);
        let cells = match cell.diff_option {
            CellDiffOption::ForcedWidth(w) => w.get(),
            _ => width::grapheme(symbol, Ambiguous::Narrow).max(1),
        };
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

/// Parameters of one SGR sequence.
#[derive(Default)]
struct Codes(Vec<u8>);

impl Codes {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn push(&mut self, code: &str) {
        if !self.0.is_empty() {
            self.0.push(b';');
        }
        self.0.extend_from_slice(code.as_bytes());
    }

    fn colour(&mut self, colour: Color, background: bool) {
        let base = if background { 10 } else { 0 };
        let code = match colour {
            Color::Reset => 39,
            Color::Black => 30,
            Color::Red => 31,
            Color::Green => 32,
            Color::Yellow => 33,
            Color::Blue => 34,
            Color::Magenta => 35,
            Color::Cyan => 36,
            Color::Gray => 37,
            Color::DarkGray => 90,
            Color::LightRed => 91,
            Color::LightGreen => 92,
            Color::LightYellow => 93,
            Color::LightBlue => 94,
            Color::LightMagenta => 95,
            Color::LightCyan => 96,
            Color::White => 97,
            Color::Indexed(n @ 0..=7) => 30 + n,
            Color::Indexed(n @ 8..=15) => 82 + n,
            Color::Indexed(n) => return self.push(&format!("{};5;{n}", 38 + base)),
            Color::Rgb(r, g, b) => return self.push(&format!("{};2;{r};{g};{b}", 38 + base)),
        };
        self.push(&(code + base).to_string());
    }

    /// The codes that lead from one pen to another.
    fn change(&mut self, from: Pen, to: Pen) {
        let mut gone = from.modifier - to.modifier;
        let mut new = to.modifier - from.modifier;
        // One code ends both bold and dim, one both kinds of blinking.
        for (pair, off) in [
            (Modifier::BOLD | Modifier::DIM, "22"),
            (Modifier::SLOW_BLINK | Modifier::RAPID_BLINK, "25"),
        ] {
            if gone.intersects(pair) {
                self.push(off);
                new |= to.modifier & pair;
                gone -= pair;
            }
        }
        for (modifier, off) in [
            (Modifier::ITALIC, "23"),
            (Modifier::UNDERLINED, "24"),
            (Modifier::REVERSED, "27"),
            (Modifier::HIDDEN, "28"),
            (Modifier::CROSSED_OUT, "29"),
        ] {
            if gone.contains(modifier) {
                self.push(off);
            }
        }
        for (modifier, on) in [
            (Modifier::BOLD, "1"),
            (Modifier::DIM, "2"),
            (Modifier::ITALIC, "3"),
            (Modifier::UNDERLINED, "4"),
            (Modifier::SLOW_BLINK, "5"),
            (Modifier::RAPID_BLINK, "6"),
            (Modifier::REVERSED, "7"),
            (Modifier::HIDDEN, "8"),
            (Modifier::CROSSED_OUT, "9"),
        ] {
            if new.contains(modifier) {
                self.push(on);
            }
        }
        if from.fg != to.fg {
            self.colour(to.fg, false);
        }
        if from.bg != to.bg {
            self.colour(to.bg, true);
        }
    }
}

/// The shorter of "what changes" and "all off, then what is on".
fn change(frame: &mut Vec<u8>, from: Pen, to: Pen) {
    let mut step = Codes::default();
    step.change(from, to);
    let mut fresh = Codes::default();
    fresh.change(PLAIN, to);
    frame.extend_from_slice(b"\x1b[");
    let fresh_len = if fresh.is_empty() {
        0
    } else {
        fresh.bytes().len() + 1
    };
    if fresh_len < step.bytes().len() {
        if !fresh.is_empty() {
            // An empty first parameter is 0.
            frame.push(b';');
            frame.extend_from_slice(fresh.bytes());
        }
    } else {
        frame.extend_from_slice(step.bytes());
    }
    frame.push(b'm');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use ratatui::Terminal;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// Keeps every write.
    struct Kept {
        size: (u16, u16),
        writes: Vec<Vec<u8>>,
    }

    impl Sink for Kept {
        fn send(&mut self, frame: &[u8]) -> io::Result<()> {
            self.writes.push(frame.to_vec());
            Ok(())
        }

        fn size(&self) -> io::Result<(u16, u16)> {
            Ok(self.size)
        }
    }

    type Screen = Terminal<FrameBackend<Kept>>;

    fn screen(columns: u16, rows: u16) -> Screen {
        Terminal::new(FrameBackend::new(Kept {
            size: (columns, rows),
            writes: Vec::new(),
        }))
        .unwrap()
    }

    /// Draws `paint` and gives the bytes of the frame.
    fn frame(
        screen: &mut Screen,
        cursor: Option<(u16, u16)>,
        paint: impl FnOnce(&mut Buffer),
    ) -> Vec<u8> {
        let before = screen.backend().sink().writes.len();
        screen
            .draw(|f| {
                paint(f.buffer_mut());
                if let Some(at) = cursor {
                    f.set_cursor_position(at);
                }
            })
            .unwrap();
        let writes = &screen.backend().sink().writes[before..];
        assert!(writes.len() <= 1, "a frame is one write");
        writes.concat()
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec())
            .unwrap()
            .replace('\x1b', "^")
    }

    /// What a terminal shows after `bytes`, cell by cell against the buffer that was drawn.
    fn same_as_terminal(terminal: &vt100::Parser, drawn: &Buffer) {
        let mut hidden = 0;
        for y in 0..drawn.area.height {
            for x in 0..drawn.area.width {
                let cell = &drawn[(x, y)];
                if hidden > 0 {
                    hidden -= 1;
                    continue;
                }
                hidden = width::grapheme(cell.symbol(), Ambiguous::Narrow).max(1) - 1;
                let shown = terminal.screen().cell(y, x).unwrap();
                let glyph = if shown.has_contents() {
                    shown.contents()
                } else {
                    " "
                };
                assert_eq!(glyph, cell.symbol(), "at {x},{y}");
                assert_eq!(
                    shown.bold(),
                    cell.modifier.contains(Modifier::BOLD),
                    "bold at {x},{y}"
                );
                assert_eq!(
                    shown.dim(),
                    cell.modifier.contains(Modifier::DIM),
                    "dim at {x},{y}"
                );
                assert_eq!(
                    shown.underline(),
                    cell.modifier.contains(Modifier::UNDERLINED),
                    "underline at {x},{y}"
                );
                assert_eq!(shown.inverse(), cell.modifier.contains(Modifier::REVERSED));
                assert_eq!(shown.fgcolor(), colour(cell.fg), "fg at {x},{y}");
                assert_eq!(shown.bgcolor(), colour(cell.bg), "bg at {x},{y}");
            }
        }
    }

    fn colour(c: Color) -> vt100::Color {
        match c {
            Color::Reset => vt100::Color::Default,
            Color::Red => vt100::Color::Idx(1),
            Color::Indexed(n) => vt100::Color::Idx(n),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            other => panic!("{other:?} is not in the tests"),
        }
    }

    #[test]
    fn han_need_no_moves() {
        let mut s = screen(20, 2);
        let bytes = frame(&mut s, None, |b| {
            b.set_string(0, 0, "老旧小区改造", Style::new());
        });
        assert_eq!(text(&bytes), "^[?2026h^[?25l^[1H^[0m老旧小区改造^[?2026l");
    }

    #[test]
    fn a_move_follows_what_terminals_do_not_agree_on() {
        let mut s = screen(20, 1);
        let bytes = frame(&mut s, None, |b| {
            b.set_string(0, 0, "“六稳”工作", Style::new());
        });
        assert_eq!(
            text(&bytes),
            "^[?2026h^[?25l^[1H^[0m“^[2G六稳”^[7G工作^[?2026l"
        );
    }

    #[test]
    fn lines_apart_are_not_one_line() {
        let mut s = screen(20, 1);
        let bytes = frame(&mut s, None, |b| {
            b.set_string(0, 0, "───", Style::new());
            b.set_string(6, 0, "──", Style::new());
        });
        assert_eq!(text(&bytes), "^[?2026h^[?25l^[1H^[0m───^[7G──^[?2026l");
    }

    #[test]
    fn an_unchanged_frame_sends_nothing() {
        let mut s = screen(20, 2);
        let paint = |b: &mut Buffer| b.set_stringn(0, 0, "区", 20, Style::new()).0;
        frame(&mut s, Some((3, 1)), |b| {
            paint(b);
        });
        let bytes = frame(&mut s, Some((3, 1)), |b| {
            paint(b);
        });
        assert_eq!(text(&bytes), "");
        let bytes = frame(&mut s, Some((4, 1)), |b| {
            paint(b);
        });
        assert_eq!(text(&bytes), "^[5G");
        let bytes = frame(&mut s, None, |b| {
            paint(b);
        });
        assert_eq!(text(&bytes), "^[?25l");
    }

    #[test]
    fn the_cursor_stands_where_it_is_put() {
        let mut s = screen(20, 3);
        let bytes = frame(&mut s, Some((4, 1)), |b| {
            b.set_string(0, 1, "搜索", Style::new());
        });
        let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
        terminal.process(&bytes);
        assert_eq!(terminal.screen().cursor_position(), (1, 4));
        assert!(!terminal.screen().hide_cursor());
    }

    #[test]
    fn no_control_leaves_in_a_cell() {
        let mut s = screen(10, 3);
        let bytes = frame(&mut s, None, |b| {
            b[(0, 0)].set_symbol("区\x1b[31m");
            b[(0, 1)].set_symbol("a\u{202e}");
            b[(0, 2)].set_symbol("\u{9b}5n");
        });
        assert_eq!(
            text(&bytes),
            "^[?2026h^[?25l^[1H^[0m区?[31m\r\na?\r\n?5n^[?2026l"
        );
    }

    #[test]
    fn nothing_is_written_across_the_edge() {
        let mut s = screen(5, 1);
        let bytes = frame(&mut s, None, |b| {
            b[(4, 0)].set_symbol("区");
        });
        assert_eq!(text(&bytes), "^[?2026h^[?25l^[1;5H^[0m ^[?2026l");
    }

    #[test]
    fn styles_change_by_the_shorter_way() {
        let bold = Pen {
            modifier: Modifier::BOLD,
            ..PLAIN
        };
        let red = Pen {
            fg: Color::Red,
            ..PLAIN
        };
        let both = Pen {
            fg: Color::Red,
            bg: Color::Indexed(233),
            modifier: Modifier::BOLD | Modifier::UNDERLINED,
        };
        let code = |from, to| {
            let mut out = Vec::new();
            change(&mut out, from, to);
            text(&out)
        };
        assert_eq!(code(PLAIN, bold), "^[1m");
        assert_eq!(code(bold, PLAIN), "^[m");
        assert_eq!(code(both, bold), "^[;1m");
        assert_eq!(code(red, both), "^[1;4;48;5;233m");
        assert_eq!(code(both, red), "^[;31m");
        let dim = Pen {
            modifier: Modifier::DIM,
            ..red
        };
        assert_eq!(
            code(
                Pen {
                    modifier: Modifier::BOLD,
                    ..red
                },
                dim
            ),
            "^[22;2m"
        );
    }

    /// A page as the reader draws it: two panes of text in several tones, rules, a title and a status bar.
    fn page(b: &mut Buffer, shift: usize) {
        let area = b.area;
        let ground = Style::new()
            .bg(Color::Rgb(0x17, 0x16, 0x14))
            .fg(Color::Rgb(0xd3, 0xcc, 0xbf));
        let quiet = ground.fg(Color::Rgb(0x93, 0x8b, 0x7e));
        let border = ground.fg(Color::Rgb(0x45, 0x40, 0x3a));
        let hit = ground
            .bg(Color::Rgb(0x45, 0x23, 0x1b))
            .fg(Color::Rgb(0xff, 0xb5, 0x9f));
        b.set_style(area, ground);
        let body = "全年完成固定资产投资41.4亿元，增长18.3%；改造老旧小区35个，新建口袋公园12处，“一网通办”事项达到960项，群众满意度稳步提高。";
        let chars: Vec<char> = body.chars().collect();
        for y in 2..area.height.saturating_sub(1) {
            for left in [3, area.width / 2 + 3] {
                let mut x = left;
                let from = (usize::from(y) * 7 + usize::from(left) + shift * 7) % chars.len();
                for c in chars.iter().cycle().skip(from) {
                    let w = width::char(*c, Ambiguous::Narrow);
                    if x + w > left + area.width / 2 - 8 {
                        break;
                    }
                    let style = if *c == '老' || *c == '旧' {
                        hit
                    } else {
                        ground
                    };
                    b.set_string(x, y, c.to_string(), style);
                    x += w;
                }
                b.set_string(left - 2, y, if y % 3 == 0 { "=" } else { "~" }, quiet);
                b.set_string(left - 3 + area.width / 2 - 1, y, "│", border);
            }
        }
        b.set_string(0, 1, "─".repeat(usize::from(area.width)), border);
        b.set_string(
            0,
            0,
            " 对照 ",
            ground.add_modifier(Modifier::BOLD | Modifier::REVERSED),
        );
        b.set_string(
            2,
            area.height - 1,
            "j/k 行  J/K 节",
            quiet.add_modifier(Modifier::UNDERLINED),
        );
    }

    /// The text on the screen in UTF-8, and one minimal SGR for each change of style in reading order.
    fn floor(b: &Buffer) -> usize {
        let mut bytes = 0;
        let mut pen = PLAIN;
        let mut skip = 0;
        for cell in &b.content {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            skip = width::grapheme(cell.symbol(), Ambiguous::Narrow).max(1) - 1;
            bytes += cell.symbol().len();
            let now = Pen {
                fg: cell.fg,
                bg: cell.bg,
                modifier: cell.modifier,
            };
            if now != pen {
                let mut sgr = Vec::new();
                change(&mut sgr, pen, now);
                bytes += sgr.len();
                pen = now;
            }
        }
        bytes
    }

    #[test]
    fn a_page_costs_little_more_than_its_text() {
        for (columns, rows) in [(80, 24), (120, 40), (160, 45)] {
            let mut s = screen(columns, rows);
            let bytes = frame(&mut s, None, |b| page(b, 0)).len();
            let mut wanted = Buffer::empty(Rect::new(0, 0, columns, rows));
            page(&mut wanted, 0);
            let floor = floor(&wanted);
            assert!(
                bytes * 10 <= floor * 11,
                "{columns}x{rows}: {bytes} bytes for {floor}"
            );
        }
    }

    #[test]
    fn the_terminal_shows_the_buffer() {
        let (columns, rows) = (97, 30);
        let mut s = screen(columns, rows);
        let mut terminal =
            vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        for shift in [0, 1, 2, 5, 1] {
            let bytes = frame(&mut s, None, |b| page(b, shift));
            terminal.process(&bytes);
            let mut wanted = Buffer::empty(Rect::new(0, 0, columns, rows));
            page(&mut wanted, shift);
            same_as_terminal(&terminal, &wanted);
        }
    }

    #[test]
    fn any_size_is_survived() {
        for size in [(0, 0), (1, 1), (0, 5), (5, 0), (3, 2), (65535, 65535)] {
            let mut s = screen(size.0, size.1);
            frame(&mut s, None, |b| {
                if b.area.width > 1 && b.area.height > 0 {
                    b.set_string(0, 0, "区", Style::new());
                }
            });
        }
        let mut s = screen(40, 10);
        for size in [(3, 3), (0, 0), (80, 24), (1, 40)] {
            frame(&mut s, None, |b| {
                b.set_style(b.area, Style::new().bg(Color::Red));
            });
            s.backend_mut().sink.size = size;
        }
    }
}
