//! 开始: what is shown when nothing is open.
//!
//! What is open is put away only when files were found in its place. Must not look at files itself.

use super::action::Action;
use super::list::ListCursor;
use super::msg::Effect;
use super::{App, Screen};
use crate::locale::{Word, word};
use crate::report::source::SourceError;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct WelcomeState {
    /// Chosen way in: index into [`WAYS`].
    pub cursor: ListCursor,
}

/// The ways in, in order.
pub const WAYS: [Action; 2] = [Action::OpenPath, Action::OpenSamples];

impl App {
    pub(super) fn welcome_action(&mut self, action: Action) -> Vec<Effect> {
        let Screen::Welcome(state) = &mut self.screen else {
            return Vec::new();
        };
        match action {
            Action::MoveDown => state.cursor.step(1, WAYS.len()),
            Action::MoveUp => state.cursor.step(-1, WAYS.len()),
            Action::Confirm => {
                let way = WAYS.get(state.cursor.selected).copied();
                return way.map_or_else(Vec::new, |way| self.act(way));
            }
            _ => {}
        }
        Vec::new()
    }

    /// Takes what a search for files came to. Tells whether it came to nothing while something is open: then that stays.
    pub(super) fn found_nothing(&mut self, nothing: bool, failed: &[SourceError]) -> bool {
        let lang = self.settings.lang;
        if nothing && !self.shelf.is_empty() {
            let why = failed.first().map_or_else(
                || word(lang, Word::NothingToRead).to_owned(),
                |why| why.sentence(lang),
            );
            self.fail(&why);
            return true;
        }
        self.close_reports();
        false
    }
}
