//! The imperative shell: the only part that meets the terminal.
//!
//! Owns the [`Screen`] (a [`guard`] over the terminal's modes, and ratatui over our own [`backend`]), the [`input`]
//! thread and what is found out about the terminal ([`probe`]). Invariant: however the program ends, the terminal is
//! given back as it was. Must not know what the program is about: it is given frames to send and hands out
//! [`input::Input`].

pub mod backend;
pub mod browse;
pub mod guard;
pub mod input;
pub mod probe;

use std::io;

use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

use crate::locale::Lang;

use self::backend::FrameBackend;
use self::guard::{Guard, NoTerminal};

/// The screen: taken on [`Screen::enter`], given back on drop.
#[derive(Debug)]
pub struct Screen {
    // Dropped first: it writes nothing once the guard is gone.
    terminal: Terminal<FrameBackend<guard::Terminal>>,
    _guard: Guard,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// [`NoTerminal`] (exit code 2 for `main`) where there is none.
    pub fn enter(lang: Lang) -> Result<Self, NoTerminal> {
        let guard = Guard::enter(lang)?;
        let terminal = Terminal::new(FrameBackend::new(guard::Terminal))
            .map_err(|cause| NoTerminal { lang, cause })?;
        Ok(Self {
            terminal,
            _guard: guard,
        })
    }

    /// Draws one frame: what changed goes out in one write. Any size is survived, 0 × 0 too.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if guard::take_stale() {
            self.redraw_all()?;
        }
        self.terminal.draw(paint)?;
        Ok(())
    }

    /// Makes the next frame a whole one, on an empty screen.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn redraw_all(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().forget();
        self.terminal.clear()
    }

    /// Columns and rows of the window now.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }
}
