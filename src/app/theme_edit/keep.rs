//! Keeping changes of the reader's own themes, taking them back, and saying what came of it.
//!
//! Owns [`Theming`]. Invariant: every change that was asked for is answered once, and what could not be kept stays in its form. Must not
//! know where themes are kept.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::app::msg::Effect;
use crate::app::walk::Walking;
use crate::app::{App, Overlay};
use crate::job::Generation;
use crate::locale::{Word, faults_left, theme_changed, theme_taken_back, word};
use crate::theme::own::Edit;
use crate::theme::{Book, OwnFile};

/// What the reader changes of the themes.
#[derive(Debug, Default)]
pub struct Theming {
    /// What was asked for and is not answered yet, the first one first.
    asked: VecDeque<Asked>,
    /// What was done and can be taken back, the last one last.
    done: Vec<Edit>,
    /// What is to be told once the themes are shown, and the file.
    telling: Option<(Asked, String)>,
    /// The trial that was asked for last.
    pub(in crate::app) trial: Generation,
    /// The digit that was pressed last.
    pub(in crate::app) digit: Option<u8>,
    /// It was themes that the reader changed last, not links.
    pub(in crate::app) latest: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Asked {
    Change(Edit),
    Back(Edit),
}

impl App {
    /// Asks for what the form stands for to be kept.
    pub(super) fn keep_theme_edit(&mut self) -> Vec<Effect> {
        let Some(Overlay::ThemeEdit(state)) = self.overlays.last() else {
            return Vec::new();
        };
        let edit = self.edit_of(state);
        let Some(Overlay::ThemeEdit(state)) = self.overlays.last_mut() else {
            return Vec::new();
        };
        match edit {
            Ok(edit) => {
                state.waiting = true;
                state.wrong = None;
                self.change_themes(edit)
            }
            Err(why) => {
                state.wrong = Some(why);
                Vec::new()
            }
        }
    }

    /// Asks for a change of the reader's own themes.
    pub(in crate::app) fn change_themes(&mut self, edit: Edit) -> Vec<Effect> {
        self.theming.asked.push_back(Asked::Change(edit.clone()));
        vec![Effect::KeepThemes(edit)]
    }

    /// Takes back the last change of themes.
    pub(in crate::app) fn undo_theme(&mut self) -> Vec<Effect> {
        let Some(edit) = self.theming.done.pop() else {
            self.fail(word(self.settings.lang, Word::NothingToUndo));
            return Vec::new();
        };
        self.theming.asked.push_back(Asked::Back(edit));
        vec![Effect::UndoThemes]
    }

    /// Takes the reader's own themes as they stand now, or why they could not be changed.
    pub(in crate::app) fn themes_kept(
        &mut self,
        kept: Result<Vec<OwnFile>, String>,
    ) -> Vec<Effect> {
        let asked = self.theming.asked.pop_front();
        let mut own = match kept {
            Ok(own) => own,
            Err(why) => {
                if let Some(Asked::Back(edit)) = asked {
                    self.theming.done.push(edit);
                } else if let Some(state) = self.waiting_form() {
                    state.waiting = false;
                    state.wrong = Some(why.clone());
                }
                self.fail(&why);
                return Vec::new();
            }
        };
        match &asked {
            Some(Asked::Change(edit)) => {
                self.theming.done.push(edit.clone());
                self.theming.latest = true;
                self.marking.other_changed();
                self.overlays
                    .retain(|o| !matches!(o, Overlay::ThemeEdit(state) if state.waiting));
            }
            Some(Asked::Back(_)) => self.theming.latest = !self.theming.done.is_empty(),
            None => {}
        }
        let file = own.first().or(self.book.own().first());
        let file = file.map(|f| f.name.clone()).unwrap_or_default();
        self.theming.telling = asked.map(|asked| (asked, file));
        self.read_themes_anew();
        own.extend(self.settings.laid.iter().cloned());
        let book = Book::new(self.book.edition + 1, own);
        self.use_book(Arc::new(book))
    }

    fn waiting_form(&mut self) -> Option<&mut super::ThemeEditState> {
        let mut forms = self.overlays.iter_mut().filter_map(|o| match o {
            Overlay::ThemeEdit(state) if state.waiting => Some(state),
            _ => None,
        });
        forms.next().map(|state| &mut **state)
    }

    /// The themes are shown as they are now: lights what the reader made and says what was kept.
    pub(in crate::app) fn themes_shown(&mut self) {
        if matches!(self.overlays.last(), Some(Overlay::ThemeTerms(_))) {
            self.refill_in_place();
        }
        let Some((asked, file)) = self.theming.telling.take() else {
            return;
        };
        let lang = self.settings.lang;
        let faults = self.theme_faults().len();
        let mut text = match &asked {
            Asked::Change(edit) => {
                self.light_changed(edit);
                theme_changed(lang, &change(edit), &file)
            }
            Asked::Back(edit) => theme_taken_back(lang, &change(edit)),
        };
        if faults > 0 {
            text = faults_left(lang, &text, faults);
        }
        self.say(&text);
    }

    /// A theme that was made or got terms is lit and walked; the search that it was made of has done its work.
    fn light_changed(&mut self, edit: &Edit) {
        let (name, terms) = match edit {
            Edit::Make { name, terms, .. } => (name, terms),
            Edit::AddTerms { theme, terms } => (theme, terms),
            _ => return,
        };
        let Some(theme) = self.lexicon.as_ref().and_then(|l| l.find(name)) else {
            return;
        };
        if !self.lit.contains(&theme) {
            self.toggle_lit(theme);
        }
        self.current_lit = self.lit.iter().position(|&t| t == theme).unwrap_or(0);
        self.walking = Walking::Theme;
        let query = self.search.as_ref().map(|s| super::terms_in(&s.query));
        if query.is_some_and(|query| query.iter().all(|q| terms.contains(q))) {
            self.search = None;
        }
    }
}

/// What a change is about: what was done, the theme, the terms.
fn change(edit: &Edit) -> (Word, String, String) {
    let (what, theme, terms) = match edit {
        Edit::Make { name, terms, .. } => (Word::ThemeMade, name, terms.as_slice()),
        Edit::AddTerms { theme, terms } => (Word::TermsAdded, theme, terms.as_slice()),
        Edit::DropTerms { theme, terms } => (Word::TermsDropped, theme, terms.as_slice()),
        Edit::AddEarlier { theme, terms } => (Word::EarlierAdded, theme, terms.as_slice()),
        Edit::AddExcept { theme, terms } => (Word::ExceptAdded, theme, terms.as_slice()),
        Edit::Remove { theme } => (Word::ThemeRemoved, theme, &[][..]),
        Edit::Rename { theme, to } => return (Word::ThemeRenamed, theme.clone(), to.clone()),
        Edit::Regroup { theme, group } => {
            return (Word::ThemeRegrouped, theme.clone(), group.clone());
        }
    };
    (what, theme.clone(), terms.join("、"))
}
