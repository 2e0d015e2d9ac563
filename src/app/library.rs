//! 文库.

use super::App;
use super::action::Action;
use super::msg::Effect;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct LibraryState {}

impl App {
    pub(super) fn library_action(&mut self, action: Action) -> Vec<Effect> {
        let _ = action;
        Vec::new()
    }
}

impl App {
    pub(super) fn open_library(&mut self) {
        self.enter(super::Screen::Library(LibraryState::default()));
    }
}
