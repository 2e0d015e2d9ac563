//! Typing the path of what is to be opened, with completion, and opening it beside what is open.
//!
//! Invariant: nothing that is open is closed or stopped by a path that leads nowhere, and nothing is shown in place of a report before
//! the new one could be read. Must not look at files itself.

use std::path::{Path, PathBuf};

use super::action::Action;
use super::field::Field;
use super::library::{Item, LibraryState};
use super::list::ListCursor;
use super::msg::Effect;
use super::reader::Pane;
use super::shelf::State;
use super::{App, Overlay, Screen};
use crate::job::{Job, What};
use crate::locale::{Kept, Word, opened_beside, word};
use crate::report::ReportId;
use crate::report::library::{Change, Completion, Entry, Found};
use crate::report::source::SourceError;
use crate::text::safe::Safe;

/// Typing the path of what is to be opened.
#[derive(Clone, Debug)]
pub struct PathState {
    /// What is typed.
    pub field: Field,
    /// Why the last path led to nothing.
    pub why: Option<Safe>,
    /// It is being looked for.
    pub waiting: bool,
    /// What it can become, once that was asked for and is more than one.
    pub listed: Option<Completion>,
    /// Which of these is chosen.
    pub chosen: Option<usize>,
    /// It is to be added to the library, too.
    keep: bool,
}

/// What was opened beside what was open.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Files and folders.
    pub(super) added: Vec<PathBuf>,
    /// A report that is to be shown once it is read.
    show: Option<ReportId>,
}

impl PathState {
    fn new(typed: &str) -> Self {
        Self {
            field: Field::path(typed),
            why: None,
            waiting: false,
            listed: None,
            chosen: None,
            keep: false,
        }
    }

    /// Something else is typed now.
    pub(super) fn typed(&mut self) {
        self.why = None;
        self.listed = None;
        self.chosen = None;
        self.waiting = false;
    }

    /// Puts the chosen candidate into the field; tells whether there was one.
    fn take_chosen(&mut self) -> bool {
        let (Some(listed), Some(chosen)) = (&self.listed, self.chosen) else {
            return false;
        };
        let Some(candidate) = listed.candidates.get(chosen) else {
            return false;
        };
        self.field = Field::path(candidate);
        self.typed();
        true
    }
}

impl App {
    pub(super) fn open_path_field(&mut self, typed: &str) {
        self.overlays.push(Overlay::Path(PathState::new(typed)));
    }

    pub(super) fn path_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let lang = self.settings.lang;
        let Some(Overlay::Path(state)) = self.overlays.last_mut() else {
            return None;
        };
        let count = state.listed.as_ref().map_or(0, |l| l.candidates.len());
        match action {
            Action::MoveDown | Action::MoveUp => {
                let step = if action == Action::MoveDown { 1 } else { -1 };
                state.chosen = (count > 0).then(|| match state.chosen {
                    None => 0,
                    Some(selected) => {
                        let mut cursor = ListCursor { selected };
                        cursor.step(step, count);
                        cursor.selected
                    }
                });
                Some(Vec::new())
            }
            Action::Complete => {
                state.take_chosen();
                state.waiting = false;
                Some(vec![Effect::Complete(state.field.text())])
            }
            Action::Confirm | Action::ConfirmAndAdd => {
                // A folder out of the list is looked into, not opened.
                if state.take_chosen() && state.field.text().ends_with('/') {
                    return Some(vec![Effect::Complete(state.field.text())]);
                }
                let typed = state.field.text();
                if typed.trim().is_empty() {
                    state.why = Some(Safe::new(word(lang, Word::TypeAPath)));
                    return Some(Vec::new());
                }
                state.waiting = true;
                state.why = None;
                state.keep = action == Action::ConfirmAndAdd;
                Some(vec![Effect::Look(typed)])
            }
            _ => None,
        }
    }

    /// Takes what a typed path can become.
    pub(super) fn completed(&mut self, completion: Completion) {
        let lang = self.settings.lang;
        let Some(Overlay::Path(state)) = self.overlays.last_mut() else {
            return;
        };
        if state.field.text() != completion.typed {
            return;
        }
        if completion.text != completion.typed {
            state.field = Field::path(&completion.text);
        }
        state.typed();
        match completion.candidates.len() {
            0 => state.why = Some(Safe::new(word(lang, Word::NothingBegins))),
            1 => {}
            _ => state.listed = Some(completion),
        }
    }

    /// Takes what was found at a typed path: it comes after what is open, or it is said why there is nothing.
    pub(super) fn looked(&mut self, typed: &str, path: &Path, found: Found) -> Vec<Effect> {
        if let Some(effects) = self.looked_for_mark(typed, path, &found) {
            return effects;
        }
        let lang = self.settings.lang;
        let Some(Overlay::Path(state)) = self.overlays.last_mut() else {
            return Vec::new();
        };
        if !state.waiting || state.field.text() != typed {
            return Vec::new();
        }
        state.waiting = false;
        if found.entries.is_empty() {
            let why = found.failed.first().map_or_else(
                || word(lang, Word::NothingToRead).to_owned(),
                |why| why.sentence(lang),
            );
            state.why = Some(Safe::new(&why));
            return Vec::new();
        }
        let keep = state.keep;
        self.overlays.pop();
        let mut effects = self.open_beside(path, found);
        if keep {
            let change = Change::Add(vec![self.absolute(path)]);
            effects.extend(self.keep(change, Kept::AddedPaths(1)));
        }
        effects
    }

    pub(super) fn open_beside(&mut self, path: &Path, found: Found) -> Vec<Effect> {
        let lang = self.settings.lang;
        let same = |entry: &Entry| match entry {
            Entry::File(path) => Some(self.absolute(path)),
            Entry::Stdin | Entry::Sample(..) => None,
        };
        let known: Vec<(ReportId, Option<PathBuf>)> = self
            .shelf
            .slots()
            .map(|(id, slot)| (id, same(&slot.entry)))
            .collect();
        let is_open = |entry: &Entry| {
            let path = same(entry)?;
            let slot = known
                .iter()
                .find(|(_, other)| other.as_ref() == Some(&path));
            slot.map(|(id, _)| *id)
        };
        let single = found.entries.len() == 1;
        let open: Option<ReportId> = found.entries.first().and_then(is_open);
        let new: Vec<Entry> = found
            .entries
            .into_iter()
            .filter(|entry| is_open(entry).is_none())
            .collect();
        if new.is_empty() {
            if let Some(id) = open {
                if single && self.shelf.report(id).is_some() {
                    return self.open_report(id);
                }
                self.choose_in_library(id);
            }
            self.say(word(lang, Word::AlreadyOpen));
            return Vec::new();
        }
        let first = ReportId(self.shelf.len() as u32);
        let ids: Vec<ReportId> = (first.0..).map(ReportId).take(new.len()).collect();
        let nothing_open = self.shelf.ready_count() == 0;
        let mut failed: Vec<SourceError> = if nothing_open {
            Vec::new()
        } else {
            self.shelf.failed.clone()
        };
        failed.extend(found.failed);
        let number = new.len();
        let entries: Vec<(ReportId, Entry)> = ids.into_iter().zip(new.clone()).collect();
        self.shelf.found_more(new, failed);
        self.opening.added.push(path.to_owned());
        self.opening.show = None;
        if nothing_open {
            let shown = entries.iter().take(2);
            self.reader.panes = shown.map(|(id, _)| Pane::new(*id)).collect();
            self.reader.focus = 0;
            self.reader.companion = 1;
            self.go_to_reader();
        } else if single {
            self.opening.show = Some(first);
        } else {
            self.choose_in_library(first);
            self.say(&opened_beside(lang, number));
        }
        self.read_with_the_rest(entries)
    }

    /// Reads `entries`, then what was being read.
    fn read_with_the_rest(&mut self, mut entries: Vec<(ReportId, Entry)>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.shelf.loading {
            // What is being read in this moment is told no more.
            let unread = self
                .shelf
                .slots()
                .filter(|(_, slot)| matches!(slot.state, State::Waiting | State::Reading));
            let rest: Vec<(ReportId, Entry)> =
                unread.map(|(id, slot)| (id, slot.entry.clone())).collect();
            let new: Vec<ReportId> = entries.iter().map(|(id, _)| *id).collect();
            entries.extend(rest.into_iter().filter(|(id, _)| !new.contains(id)));
            effects.push(Effect::StopLoading);
        }
        self.shelf.loading = true;
        self.load_generation.0 += 1;
        let means = self.means();
        effects.push(Effect::Load(
            self.load_generation,
            Job::Rest { entries, means },
        ));
        effects
    }

    fn choose_in_library(&mut self, id: ReportId) {
        if !matches!(self.screen, Screen::Library(_)) {
            self.enter(Screen::Library(LibraryState::default()));
        }
        if let Screen::Library(state) = &mut self.screen {
            state.chosen = Some(Item::File(id));
            state.filter.clear();
            state.scroll = 0;
        }
    }

    /// A report was read or could not be: if it was opened to be looked at, it is shown now, or it is said why not.
    pub(super) fn opened_read(&mut self, id: ReportId) -> Vec<Effect> {
        let mut effects = self.opened_to_be_shown(id);
        effects.extend(self.arrive_at_mark(id));
        effects
    }

    fn opened_to_be_shown(&mut self, id: ReportId) -> Vec<Effect> {
        if self.opening.show != Some(id) {
            return Vec::new();
        }
        self.opening.show = None;
        if self.shelf.report(id).is_some() {
            return self.open_report(id);
        }
        let why = self.library_failure(Item::File(id));
        let why = why.map(|why| why.sentence(self.settings.lang));
        self.fail(&why.unwrap_or_default());
        Vec::new()
    }

    /// Whether a file was opened beside what is open.
    pub(super) fn was_opened_beside(&self, path: &Path) -> bool {
        let path = self.absolute(path);
        let mut added = self.opening.added.iter();
        added.any(|above| path.starts_with(self.absolute(above)))
    }

    /// Loading has ended: samples that stood there only because there was nothing else give way to what was opened.
    pub(super) fn leave_samples(&mut self) {
        if self.opened != What::Samples || self.opening.added.is_empty() {
            return;
        }
        let samples: Vec<ReportId> = self
            .shelf
            .slots()
            .filter(|(_, slot)| matches!(slot.entry, Entry::Sample(..)))
            .map(|(id, _)| id)
            .collect();
        if self.shelf.ready_count() <= samples.len() {
            return;
        }
        for id in samples {
            self.shelf.change(id, |slot| slot.dropped = true);
            self.index.remove(id);
            self.reader.panes.retain(|pane| pane.report != id);
        }
        if self.reader.panes.is_empty() {
            let ready = self.shelf.ready().map(|(id, _)| Pane::new(id));
            self.reader.panes = ready.take(2).collect();
        }
        let last = self.reader.panes.len().saturating_sub(1);
        self.reader.focus = self.reader.focus.min(last);
        self.opened = What::Paths(self.opening.added.clone());
    }

    /// Text that was pasted where nothing is typed: where a path can be opened it is taken for one, elsewhere it is said that it is not
    /// taken.
    pub(super) fn paste_outside(&mut self, text: &str) -> Vec<Effect> {
        if self.overlays.is_empty()
            && matches!(self.screen, Screen::Library(_) | Screen::Welcome(_))
        {
            self.open_path_field(text.trim());
        } else {
            self.say(word(self.settings.lang, Word::NothingToPasteInto));
        }
        Vec::new()
    }
}
