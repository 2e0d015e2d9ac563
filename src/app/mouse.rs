//! The mouse: what a press, a drag or a turn of the wheel means where it happened.
//!
//! Owns [`Mouse`] and [`Hand`]. Invariant: whatever the mouse does, a key does as well, through the same methods; and what was hit is what was
//! drawn there ([`Spots`]). Must not know of crossterm: `term::input` makes these of what the terminal sends.

mod drag;
mod press;
mod spot;
mod wheel;

pub use spot::{Spot, Spots, Target};

use super::App;
use super::msg::Effect;
use crate::locale::{Word, word};
use drag::Held;

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

/// What is known of the mouse.
#[derive(Clone, Debug)]
pub struct Hand {
    /// It was given to the terminal by `M`.
    given: bool,
    /// What the last frame showed.
    spots: Spots,
    /// What is held while the button is down.
    held: Option<Held>,
    /// What was pressed last, if it was not moved: the second press on something means more than the first.
    last: Option<Target>,
}

impl Hand {
    /// The mouse as it is at the start: the program's, if `taken`.
    pub(super) fn new(taken: bool) -> Self {
        Self {
            given: !taken,
            spots: Spots::default(),
            held: None,
            last: None,
        }
    }
}

impl App {
    /// Whether the program has the mouse; else the terminal selects text with it.
    pub fn has_mouse(&self) -> bool {
        !self.hand.given
    }

    /// Takes note of what was drawn where.
    pub(super) fn shown(&mut self, spots: Spots) {
        self.hand.spots = spots;
    }

    /// Takes what the mouse did.
    pub(crate) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        self.touched = true;
        match mouse.kind {
            MouseKind::Press => {
                self.status = None;
                self.pending.clear();
                self.press(mouse)
            }
            MouseKind::Drag => {
                self.drag(mouse);
                Vec::new()
            }
            MouseKind::Release => {
                self.hand.held = None;
                Vec::new()
            }
            MouseKind::WheelUp | MouseKind::WheelDown => {
                self.hand.last = None;
                self.turn(mouse)
            }
        }
    }

    /// `M`: gives the mouse to the terminal, or takes it back.
    pub(super) fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.hand.given = !self.hand.given;
        self.hand.held = None;
        let said = if self.hand.given {
            Word::MouseGiven
        } else {
            Word::MouseTaken
        };
        self.say(word(self.settings.lang, said));
        vec![Effect::Mouse(!self.hand.given)]
    }
}
