//! The imperative shell: the only part that meets the terminal.
//!
//! Owns the [`Screen`] (a [`guard`] over the terminal's modes, our own [`diff`] of frames and [`backend`]), the [`input`]
//! threads and what they take apart ([`vt`]), what is found out about the terminal ([`probe`]), the threads that write the library down ([`keeper`]) and notice changes on disk
//! ([`watch`]), when the desk is remembered ([`remember`]), and the browser's loop ([`browse`]). Invariant: however the
//! program ends, the terminal is given back as it was.

pub mod backend;
pub mod browse;
pub mod clip;
pub mod diff;
pub mod export;
pub mod guard;
pub mod input;
pub mod keeper;
pub mod probe;
pub mod remember;
pub mod vt;
pub mod watch;

use std::io;
use std::time::Instant;

use ratatui::backend::Backend as _;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::locale::Lang;

use self::backend::FrameBackend;
use self::guard::{Guard, NoTerminal};
use self::probe::Probe;

/// The screen: found first, taken on [`Screen::enter`], given back on drop.
#[derive(Debug)]
pub struct Screen {
    // Dropped first: it writes nothing once the guard is gone.
    backend: FrameBackend<guard::Terminal>,
    /// What the terminal shows.
    shown: Buffer,
    /// Kept between frames for its allocation.
    next: Buffer,
    guard: Guard,
}

impl Screen {
    /// Finds the terminal; nothing is seen of it before [`Screen::enter`].
    ///
    /// # Errors
    /// [`NoTerminal`] (exit code 2 for `main`) where there is none.
    pub fn find(lang: Lang) -> Result<Self, NoTerminal> {
        let guard = Guard::find(lang)?;
        Ok(Self {
            backend: FrameBackend::new(guard::Terminal),
            shown: Buffer::default(),
            next: Buffer::default(),
            guard,
        })
    }

    /// Takes the terminal.
    ///
    /// # Errors
    /// [`NoTerminal`] where it does not take the modes.
    pub fn enter(&self, lang: Lang) -> Result<(), NoTerminal> {
        self.guard.enter(lang)
    }

    /// Draws one frame: what changed goes out in one write. `paint` writes the cells and tells where the real cursor stands, if it is
    /// to be seen. Any size is survived, 0 × 0 too.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw(
        &mut self,
        paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        let size = self.backend.size()?;
        let area = Rect::new(0, 0, size.width, size.height);
        if guard::take_stale() || self.shown.area != area {
            self.redraw_all()?;
        }
        self.shown.resize(area);
        self.next.resize(area);
        self.next.reset();
        let cursor = paint(&mut self.next);
        self.backend
            .draw(diff::changes(&self.shown, &self.next).into_iter())?;
        match cursor {
            Some((x, y)) => {
                self.backend.show_cursor()?;
                self.backend.set_cursor_position(Position::new(x, y))?;
            }
            None => self.backend.hide_cursor()?,
        }
        self.backend.flush()?;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }

    /// Asks the terminal what `probe` is for, after a frame was drawn; the answers come as [`input::Input::Answer`].
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn ask(&mut self, probe: &mut Probe) -> io::Result<()> {
        if !probe.width && !probe.ground {
            return Ok(());
        }
        let room = if probe.width {
            diff::room(&self.shown)
        } else {
            None
        };
        let cells = room.and_then(|(x, y)| {
            let cell = |x| self.shown.cell((x, y));
            Some((x, y, [cell(x)?, cell(x + 1)?]))
        });
        self.backend.ask(cells, probe.ground);
        probe.sent(room, Instant::now());
        self.backend.flush()
    }

    /// Takes the mouse from the terminal, or gives it back.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn want_mouse(&self, wanted: bool) -> io::Result<()> {
        guard::want_mouse(wanted)
    }

    /// Makes the next frame a whole one, on an empty screen.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn redraw_all(&mut self) -> io::Result<()> {
        self.backend.forget();
        self.shown.reset();
        self.backend.clear()
    }

    /// Columns and rows of the window now.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn size(&self) -> io::Result<Size> {
        self.backend.size()
    }
}
