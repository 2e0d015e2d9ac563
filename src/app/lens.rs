//! 原文.

use super::App;
use super::action::Action;
use super::msg::Effect;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct LensState {}

impl App {
    pub(super) fn lens_action(&mut self, action: Action) -> Vec<Effect> {
        let _ = action;
        Vec::new()
    }
}
