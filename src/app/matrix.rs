//! 主题.

use super::App;
use super::action::Action;
use super::msg::Effect;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct MatrixState {}

impl App {
    pub(super) fn matrix_action(&mut self, action: Action) -> Vec<Effect> {
        let _ = action;
        Vec::new()
    }
}

impl App {
    pub(super) fn open_matrix(&mut self) {
        self.enter(super::Screen::Matrix(MatrixState::default()));
    }

    /// Brings the screens that show all reports up to date after one came in.
    pub(super) fn refresh_screens(&mut self) {}
}
