//! The wheel: moves what lies under the pointer, and leaves the keys where they are.
//!
//! Invariant: a turn costs no more than a key. Must not know what a press means.

use super::{Mouse, MouseKind, Target};
use crate::app::action::Action;
use crate::app::msg::Effect;
use crate::app::{App, Screen};

/// Rows of one notch.
const ROWS: usize = 3;

impl App {
    /// A notch of the wheel.
    pub(super) fn turn(&mut self, mouse: Mouse) -> Vec<Effect> {
        let down = mouse.kind == MouseKind::WheelDown;
        let rows = if down {
            ROWS as isize
        } else {
            -(ROWS as isize)
        };
        let under: Vec<Target> = self.hand.spots.at(mouse.x, mouse.y).collect();
        if !self.overlays.is_empty() {
            if under.is_empty() {
                return Vec::new();
            }
            return self.turn_list(down, mouse.ctrl);
        }
        let pane = under.iter().find_map(|target| match *target {
            Target::Pane(pane) => Some(pane),
            _ => None,
        });
        let column = under.iter().find_map(|target| match *target {
            Target::Column(column) => Some(column),
            _ => None,
        });
        let block = under.iter().find_map(|target| match *target {
            Target::Block(block) => Some(block),
            _ => None,
        });
        match (&self.screen, pane, column, block) {
            (Screen::Reader, Some(pane), ..) => {
                self.turn_pane(pane, |app| {
                    if mouse.ctrl {
                        app.step_section(down);
                    } else {
                        app.scroll(rows);
                    }
                });
                Vec::new()
            }
            (Screen::Reader, None, ..) => {
                if under.contains(&Target::Outline) {
                    self.turn_outline(if mouse.ctrl { 4 * rows } else { rows });
                }
                Vec::new()
            }
            (Screen::Matrix(_), ..) if mouse.ctrl || mouse.alt => self.act(if down {
                Action::MoveRight
            } else {
                Action::MoveLeft
            }),
            (Screen::Matrix(_), ..) => {
                self.scroll_matrix(rows);
                Vec::new()
            }
            (Screen::Lens(_), _, Some(column), _) => {
                self.turn_lens(column, ROWS, down, mouse.ctrl);
                Vec::new()
            }
            (Screen::Changes(_), _, _, Some(block)) => {
                self.turn_changes(block, rows, mouse.ctrl);
                Vec::new()
            }
            (Screen::Lens(_) | Screen::Changes(_), ..) => Vec::new(),
            (Screen::Library(_), ..) if under.contains(&Target::Detail) => self.act(if down {
                Action::SectionNext
            } else {
                Action::SectionPrev
            }),
            (Screen::Library(state), ..) if state.in_detail => Vec::new(),
            (Screen::Course(_), ..) if mouse.alt => self.act(if down {
                Action::MoveRight
            } else {
                Action::MoveLeft
            }),
            _ => self.turn_list(down, mouse.ctrl),
        }
    }

    /// Moves in the list that has the keys; with Ctrl by pages.
    fn turn_list(&mut self, down: bool, page: bool) -> Vec<Effect> {
        let (action, times) = match (down, page) {
            (true, false) => (Action::MoveDown, ROWS),
            (false, false) => (Action::MoveUp, ROWS),
            (true, true) => (Action::PageDown, 1),
            (false, true) => (Action::PageUp, 1),
        };
        let mut effects = Vec::new();
        for _ in 0..times {
            effects.extend(self.act(action));
        }
        effects
    }

    /// Moves a pane as if it had the keys; the others follow it, and the keys stay where they are.
    fn turn_pane(&mut self, pane: usize, turn: impl FnOnce(&mut App)) {
        let focus = self.reader.focus;
        self.reader.focus = pane;
        turn(self);
        self.reader.focus = focus;
        self.relate();
    }
}
