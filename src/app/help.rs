//! 帮助: every key of the present screen, searchable.

use super::App;
use super::Overlay;
use super::field::Field;
use super::list::ListCursor;

/// The help overlay.
#[derive(Clone, Debug, Default)]
pub struct HelpState {
    /// What is looked for.
    pub field: Field,
    /// Chosen line.
    pub cursor: ListCursor,
}

impl App {
    pub(super) fn open_help(&mut self) {
        self.overlays.push(Overlay::Help(HelpState::default()));
    }
}

impl App {
    /// The lines that match what is looked for.
    pub fn help_items(&self, state: &HelpState) -> Vec<usize> {
        let _ = state;
        Vec::new()
    }

    pub(super) fn help_action(
        &mut self,
        action: super::action::Action,
    ) -> Option<Vec<super::msg::Effect>> {
        let _ = action;
        None
    }
}
