//! The mouse: what a press, a drag or a turn of the wheel means where it happened.
//!
//! Owns [`Mouse`]. Invariant: whatever the mouse does, a key does as well, through the same methods. Must not know of crossterm:
//! `term::input` makes these of what the terminal sends.

use super::App;
use super::msg::Effect;

/// One thing that the mouse did, in cells of the screen from 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// Ctrl held.
    pub ctrl: bool,
    /// Alt held.
    pub alt: bool,
}

/// What the mouse did. Shift is never seen: with Shift the terminal selects by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MouseKind {
    /// The first button went down.
    Press,
    /// It moved with the first button down.
    Drag,
    /// The first button went up.
    Release,
    /// The wheel turned away from the reader.
    WheelUp,
    /// The wheel turned towards the reader.
    WheelDown,
}

impl App {
    /// Takes what the mouse did.
    pub(crate) fn mouse(&mut self, _mouse: Mouse) -> Vec<Effect> {
        Vec::new()
    }
}
