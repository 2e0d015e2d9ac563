//! 开始.

use super::App;
use super::action::Action;
use super::msg::Effect;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct WelcomeState {}

impl App {
    pub(super) fn welcome_action(&mut self, action: Action) -> Vec<Effect> {
        let _ = action;
        Vec::new()
    }
}
