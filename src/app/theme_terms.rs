//! 词条: the terms of one theme, which of them are the reader's own, and how often each stands in the open reports.
//!
//! Owns [`ThemeTermsState`]. Invariant: what is listed is what counts now. Must not know where themes are kept.

use std::sync::Arc;

use super::action::Action;
use super::list::ListCursor;
use super::msg::Effect;
use super::theme_edit::ThemeDraft;
use super::{App, Overlay};
use crate::theme::own::{Edit, literal};
use crate::theme::{Book, Lexicon, TermId, ThemeId};

/// One term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The term.
    pub text: String,
    /// It is a wording of earlier years.
    pub earlier: bool,
    /// The reader added it.
    pub own: bool,
    /// Places in which it makes a hit, in all open reports.
    pub places: usize,
}

/// The list of one theme's terms.
#[derive(Clone, Debug)]
pub struct ThemeTermsState {
    /// The theme's name.
    pub name: String,
    /// Its terms, those of today before those of earlier years.
    pub lines: Vec<Line>,
    /// Chosen line.
    pub cursor: ListCursor,
    /// The theme is the reader's own, not the program's.
    pub own: bool,
    /// The themes that come with the program.
    program: Arc<Lexicon>,
}

impl App {
    /// The themes that come with the program, without anything of the reader's.
    fn program_themes() -> Arc<Lexicon> {
        Arc::clone(&Book::default().ready().lexicon)
    }

    /// The names of the themes that the reader made himself.
    pub(super) fn own_themes(&self) -> Vec<ThemeId> {
        let ids = self.lexicon.iter().flat_map(|lexicon| lexicon.ids());
        let own = ids.filter(|(_, theme)| theme.own);
        own.map(|(id, _)| id).collect()
    }

    pub(super) fn open_theme_terms(&mut self, theme: ThemeId) {
        let Some(theme) = self.lexicon.as_ref().and_then(|l| l.theme(theme)) else {
            return;
        };
        let state = ThemeTermsState {
            name: theme.name.clone(),
            lines: Vec::new(),
            cursor: ListCursor::default(),
            own: false,
            program: Self::program_themes(),
        };
        self.overlays.push(Overlay::ThemeTerms(Box::new(state)));
        self.refill();
    }

    /// Lists the terms as they are now.
    pub(super) fn refill_theme_terms(&self, state: &mut ThemeTermsState) {
        state.lines.clear();
        let Some(lexicon) = &self.lexicon else { return };
        let Some(id) = lexicon.find(&state.name) else {
            return;
        };
        let Some(theme) = lexicon.theme(id) else {
            return;
        };
        let before = |themes: &[crate::theme::Theme]| -> usize {
            themes.iter().map(|t| t.wordings().count()).sum()
        };
        let first = before(lexicon.themes.get(..id.index()).unwrap_or(&[]));
        let mut places = vec![0; theme.wordings().count()];
        for (report, _) in self.shelf.ready() {
            for hit in self.shelf.hits(report).into_iter().flat_map(|h| h.of(id)) {
                let TermId(term) = hit.term;
                if let Some(count) = places.get_mut(usize::from(term).saturating_sub(first)) {
                    *count += 1;
                }
            }
        }
        let program = state.program.find(&state.name);
        let program = program.and_then(|id| state.program.theme(id));
        state.own = theme.own;
        let own = |text: &str| program.is_none_or(|p| !p.wordings().any(|w| w == text));
        let now = theme.terms.len();
        state.lines = theme
            .wordings()
            .zip(places)
            .enumerate()
            .map(|(i, (text, places))| Line {
                text: text.to_owned(),
                earlier: i >= now,
                own: own(text),
                places,
            })
            .collect();
    }

    pub(super) fn theme_terms_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::ThemeTerms(state)) = self.overlays.last() else {
            return None;
        };
        let theme = state.name.clone();
        let line = state.lines.get(state.cursor.selected);
        match action {
            Action::MakeTheme => Some(self.open_theme_edit(ThemeDraft {
                name: theme,
                terms: Vec::new(),
            })),
            Action::DropTerm => {
                let terms: Vec<String> = line.map(|l| literal(&l.text)).into_iter().collect();
                Some(self.change_themes(Edit::DropTerms { theme, terms }))
            }
            Action::RemoveTheme => Some(self.change_themes(Edit::Remove { theme })),
            Action::UndoTheme => Some(self.undo_theme()),
            _ => None,
        }
    }
}
