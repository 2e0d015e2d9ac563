//! `:` — every action by name.

use super::App;
use super::Overlay;
use super::field::Field;
use super::list::ListCursor;

/// The command palette.
#[derive(Clone, Debug, Default)]
pub struct PaletteState {
    /// What is typed.
    pub field: Field,
    /// Chosen line.
    pub cursor: ListCursor,
}

impl App {
    pub(super) fn open_palette(&mut self) {
        self.overlays
            .push(Overlay::Palette(PaletteState::default()));
    }
}

impl App {
    /// The actions that match what is typed.
    pub fn palette_items(&self, state: &PaletteState) -> Vec<usize> {
        let _ = state;
        Vec::new()
    }

    pub(super) fn palette_action(
        &mut self,
        action: super::action::Action,
    ) -> Option<Vec<super::msg::Effect>> {
        let _ = action;
        None
    }
}
