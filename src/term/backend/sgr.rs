//! Attributes and colours as the terminal takes them: the shortest way from one to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Colours and attributes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pen {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

pub(super) const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

impl Pen {
    /// What a cell is written with.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// Parameters of one SGR sequence.
#[derive(Default)]
pub(super) struct Codes(Vec<u8>);

impl Codes {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn bytes(&self) -> &[u8] {
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
    pub(super) fn change(&mut self, from: Pen, to: Pen) {
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
pub(super) fn change(frame: &mut Vec<u8>, from: Pen, to: Pen) {
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
