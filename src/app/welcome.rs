//! 开始: what is shown when nothing is open, and the field in which a path is typed.
//!
//! A path that leads to no report closes nothing: what is open is put away only when files were found. Must not look at files itself.

use std::path::PathBuf;

use super::action::Action;
use super::field::Field;
use super::list::ListCursor;
use super::msg::Effect;
use super::{App, Overlay, Screen, Status};
use crate::job::What;
use crate::locale::{Word, word};
use crate::report::source::SourceError;
use crate::text::safe::Safe;

/// State of this screen.
#[derive(Clone, Debug, Default)]
pub struct WelcomeState {
    /// Chosen way in: index into [`WAYS`].
    pub cursor: ListCursor,
}

/// The ways in, in order.
pub const WAYS: [Action; 2] = [Action::OpenPath, Action::OpenSamples];

/// Typing the path of what is to be opened.
#[derive(Clone, Debug, Default)]
pub struct PathState {
    /// What is typed.
    pub field: Field,
    /// Why the last path led to nothing.
    pub why: Option<Safe>,
    /// It is being looked for.
    pub waiting: bool,
}

impl PathState {
    pub(super) fn typed(&mut self) {
        self.why = None;
    }
}

impl App {
    /// Text that was pasted where nothing is typed.
    pub(super) fn paste_outside(&mut self, text: &str) -> Vec<Effect> {
        let _ = text;
        Vec::new()
    }

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

    pub(super) fn open_path_field(&mut self) {
        self.overlays.push(Overlay::Path(PathState::default()));
    }

    pub(super) fn path_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Path(state)) = self.overlays.last_mut() else {
            return None;
        };
        if action != Action::Confirm {
            return None;
        }
        let typed = state.field.text();
        if typed.trim().is_empty() {
            state.why = Some(Safe::new(word(self.settings.lang, Word::TypeAPath)));
            return Some(Vec::new());
        }
        state.waiting = true;
        state.why = None;
        let path = path(typed.trim(), std::env::home_dir());
        // Files that are still being read give way to what is asked for now.
        let load = self.load(What::Paths(vec![path]));
        Some(vec![Effect::StopLoading, load])
    }

    /// Takes what a search for files came to. Tells whether it came to nothing while something is open: then that stays.
    pub(super) fn found_at_path(&mut self, nothing: bool, failed: &[SourceError]) -> bool {
        let lang = self.settings.lang;
        let asked = match self.overlays.last_mut() {
            Some(Overlay::Path(state)) if state.waiting => {
                state.waiting = false;
                Some(state)
            }
            _ => None,
        };
        if nothing && (asked.is_some() || !self.shelf.is_empty()) {
            let why = failed.first().map_or_else(
                || word(lang, Word::NothingToRead).to_owned(),
                |why| why.sentence(lang),
            );
            let why = Safe::new(&why);
            match asked {
                Some(state) => state.why = Some(why),
                None => {
                    self.status = Some(Status {
                        text: why,
                        error: true,
                    });
                }
            }
            return true;
        }
        if asked.is_some() {
            self.go_to_reader();
        }
        self.close_reports();
        false
    }
}

/// The path that was typed: quotation marks of a pasted path taken off, `~` put out in full.
fn path(typed: &str, home: Option<PathBuf>) -> PathBuf {
    let quoted = ['"', '\''].into_iter().find_map(|mark| {
        let inner = typed.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.is_empty()).then_some(inner)
    });
    let typed = quoted.unwrap_or(typed);
    match (typed.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) => match rest.strip_prefix('/') {
            Some(rest) => home.join(rest),
            None => PathBuf::from(typed),
        },
        _ => PathBuf::from(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_is_put_out_in_full() {
        let home = || Some(PathBuf::from("/home/li"));
        assert_eq!(path("~", home()), PathBuf::from("/home/li"));
        assert_eq!(path("~/报告", home()), PathBuf::from("/home/li/报告"));
        assert_eq!(path("~wang/a", home()), PathBuf::from("~wang/a"));
        assert_eq!(path("~/a", None), PathBuf::from("~/a"));
        assert_eq!(path("\"/a b/c.txt\"", home()), PathBuf::from("/a b/c.txt"));
        assert_eq!(path("'~/a b'", home()), PathBuf::from("/home/li/a b"));
        assert_eq!(path("\"", home()), PathBuf::from("\""));
    }
}
