//! 新主题: making a theme of a search or of a stretch of text, and adding terms to one.
//!
//! Owns the form. Invariant: nothing is changed before the reader says so, and what he typed stays until it is kept. Must not know where
//! themes are kept.

use super::App;
use super::msg::Effect;

/// What the form of a theme is opened with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ThemeDraft {
    /// The theme: one that is there gets more terms; empty: a new one, called after its first term unless the reader says otherwise.
    pub name: String,
    /// The terms to begin with; none: the reader types them.
    pub terms: Vec<String>,
}

impl App {
    /// Opens the form in which a theme is made, or terms are added to one.
    #[allow(dead_code, reason = "the screens call it from their own files")]
    pub(crate) fn open_theme_edit(&mut self, draft: ThemeDraft) -> Vec<Effect> {
        let ThemeDraft { name, terms } = draft;
        self.say(&format!("{name} {}", terms.join(" ")));
        Vec::new()
    }
}
