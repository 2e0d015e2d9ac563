//! The program's frames on a terminal that is taken strictly: what was drawn, what was sent, and what is to be seen of it.

use std::cell::RefCell;
use std::io;

use duizhao::app::App;
use duizhao::term::backend::{FrameBackend, Sink};
use duizhao::term::diff;
use duizhao::text::width::{self, Ambiguous};
use duizhao::ui;
use duizhao::ui::label::Palette;
use ratatui::backend::Backend as _;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::wire::{Wire, forbidden};

/// A terminal at the end of a line.
struct Line(RefCell<(Wire, (u16, u16))>);

impl Sink for Line {
    fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().0.feed(frame);
        Ok(())
    }

    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(self.0.borrow().1)
    }
}

/// Draws as the program does, into a terminal.
pub struct Mirror {
    backend: FrameBackend<Line>,
    shown: Buffer,
    palette: Palette,
    ambiguous: Ambiguous,
    pub frames: usize,
    pub glyphs: usize,
}

impl Mirror {
    pub fn new(w: u16, h: u16, palette: Palette, ambiguous: Ambiguous) -> Self {
        let mut wire = Wire::new(w, h, ambiguous);
        wire.feed(b"\x1b[?1049h\x1b[0m\x1b[2J\x1b[?2004h\x1b[?7l\x1b[?25l");
        Self {
            backend: FrameBackend::new(Line(RefCell::new((wire, (w, h))))),
            shown: Buffer::default(),
            palette,
            ambiguous,
            frames: 0,
            glyphs: 0,
        }
    }

    /// Draws the program's screen and looks at what the terminal then shows.
    pub fn show(&mut self, app: &App) -> Result<Buffer, String> {
        let (w, h) = app.size;
        let mut next = Buffer::empty(Rect::new(0, 0, w, h));
        let cursor = ui::draw(app, self.palette, &mut next);
        whole_glyphs(&next, self.ambiguous)?;
        if self.shown.area != next.area {
            {
                let mut line = self.backend.sink().0.borrow_mut();
                line.0.resize(w, h);
                line.1 = (w, h);
            }
            self.shown.resize(next.area);
            self.shown.reset();
            self.backend.forget();
            self.backend.clear().map_err(|e| e.to_string())?;
        }
        let size = self.backend.size().map_err(|e| e.to_string())?;
        assert_eq!((size.width, size.height), (w, h));
        let sent = self
            .backend
            .draw(diff::changes(&self.shown, &next).into_iter());
        sent.map_err(|e| e.to_string())?;
        let placed = match cursor {
            Some((x, y)) => self
                .backend
                .show_cursor()
                .and_then(|()| self.backend.set_cursor_position(Position::new(x, y))),
            None => self.backend.hide_cursor(),
        };
        placed
            .and_then(|()| self.backend.flush())
            .map_err(|e| e.to_string())?;
        self.frames += 1;
        self.glyphs += next.content.iter().filter(|c| c.symbol() != " ").count();
        let line = self.backend.sink().0.borrow();
        let wire = &line.0;
        if let Some(breach) = wire.breach() {
            return Err(breach.to_owned());
        }
        if !wire.is_whole() || wire.is_set(2026) {
            return Err("a frame that is cut short".to_owned());
        }
        if let Some(how) = wire.differs(&next, cursor) {
            return Err(how);
        }
        drop(line);
        self.shown.clone_from(&next);
        Ok(next)
    }
}

/// No cell holds what a terminal must not be sent, and no glyph stands half.
pub fn whole_glyphs(buffer: &Buffer, ambiguous: Ambiguous) -> Result<(), String> {
    let wide = usize::from(buffer.area.width);
    if wide == 0 {
        return Ok(());
    }
    for (y, row) in buffer.content.chunks(wide).enumerate() {
        let mut x = 0;
        while let Some(cell) = row.get(x) {
            let symbol = cell.symbol();
            if let Some(c) = symbol.chars().find(|&c| forbidden(c)) {
                return Err(format!(
                    "U+{:04X} in the cell {x},{y}: {symbol:?}",
                    u32::from(c)
                ));
            }
            let takes = usize::from(width::grapheme(symbol, ambiguous).max(1));
            if x + takes > wide {
                return Err(format!("{symbol:?} at {x},{y} stands half at the edge"));
            }
            for (n, hidden) in row[x + 1..x + takes].iter().enumerate() {
                if !matches!(hidden.symbol(), "" | " ") {
                    return Err(format!(
                        "{:?} is hidden by {symbol:?} at {x},{y} (+{n})",
                        hidden.symbol()
                    ));
                }
            }
            x += takes;
        }
    }
    Ok(())
}
