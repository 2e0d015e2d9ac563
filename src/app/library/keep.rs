//! What the library keeps: adding, dropping, taking back, and going on with loading.
//!
//! Invariant: nothing here touches a file of the reader's; whatever is changed can be taken back by one key. Must not know where the
//! library is kept.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::super::action::Action;
use super::super::edit::EditState;
use super::super::msg::Effect;
use super::super::{App, Overlay, Status};
use super::Item;
use crate::job::What;
use crate::locale::{Kept, Lang, Word, done, kept, word};
use crate::report::library::{Catalogue, Change};
use crate::report::source::Charset;
use crate::report::{Report, ReportId};
use crate::text::safe::Safe;

/// Most changes that can be taken back.
const MOST_UNDONE: usize = 100;

/// What can be taken back, and what is not answered yet.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// What was done, the last one last.
    undo: Vec<Step>,
    /// What was asked for and is not answered yet, the first one first.
    asked: VecDeque<Asked>,
}

impl Keeping {
    /// What was asked for last came from a form: it opens again if that cannot be kept, so that what was typed is not lost.
    pub(in super::super) fn came_from(&mut self, form: Box<EditState>) {
        if let Some(asked) = self.asked.back_mut() {
            asked.form = Some(form);
        }
    }
}

/// What is said of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// Of the library.
    Kept(Kept),
    /// Of links between sections, in words.
    Judged(String),
}

impl Told {
    /// What was done; else what was taken back.
    fn sentence(&self, lang: Lang, is_done: bool) -> String {
        match self {
            Told::Kept(what) => kept(lang, *what, is_done),
            Told::Judged(text) => done(lang, text, is_done),
        }
    }
}

/// Something done by one key, and the changes that undo it, in order.
#[derive(Clone, Debug)]
struct Step {
    undo: Vec<Change>,
    what: Told,
}

/// Changes that were asked for together.
#[derive(Clone, Debug)]
struct Asked {
    step: Step,
    /// They take the step back.
    back: bool,
    /// Answers that are still to come.
    left: usize,
    /// One of them could not be made.
    failed: bool,
    /// The form that it came from.
    form: Option<Box<EditState>>,
}

impl App {
    /// Says on the status row what went wrong.
    pub(in super::super) fn fail(&mut self, text: &str) {
        self.status = Some(Status {
            text: Safe::new(text),
            error: true,
        });
    }

    /// The encoding that the reader asked for, for a report's file.
    pub fn asked_charset(&self, report: &Report) -> Option<Charset> {
        let path = report.source.path.as_deref()?;
        self.catalogue.charset(&self.absolute(path))
    }

    /// Whether the reader corrected the identity of a report.
    pub fn is_corrected(report: &Report) -> bool {
        report.identity.read.is_some()
    }

    /// Asks for a change of the library, and remembers how to take it back.
    pub(in super::super) fn keep(&mut self, change: Change, what: Kept) -> Vec<Effect> {
        self.keep_all(vec![change], Told::Kept(what))
    }

    /// The same of several changes that one key takes back together.
    pub(in super::super) fn keep_all(&mut self, changes: Vec<Change>, what: Told) -> Vec<Effect> {
        let mut catalogue = Catalogue::clone(&self.catalogue);
        let mut undo: Vec<Change> = changes.iter().map(|c| catalogue.apply(c.clone())).collect();
        undo.reverse();
        self.ask(Step { undo, what }, changes, false)
    }

    fn ask(&mut self, step: Step, changes: Vec<Change>, back: bool) -> Vec<Effect> {
        self.keeping.asked.push_back(Asked {
            step,
            back,
            left: changes.len(),
            failed: false,
            form: None,
        });
        changes.into_iter().map(Effect::Keep).collect()
    }

    /// A change that was asked for was made, or could not be. Only what was made is said and can be taken back.
    pub(in super::super) fn answered(&mut self, made: bool) {
        let Some(asked) = self.keeping.asked.front_mut() else {
            return;
        };
        asked.left = asked.left.saturating_sub(1);
        asked.failed |= !made;
        if asked.left > 0 {
            return;
        }
        let Some(asked) = self.keeping.asked.pop_front() else {
            return;
        };
        if asked.failed && self.overlays.is_empty() {
            self.overlays.extend(asked.form.map(Overlay::Edit));
        }
        if !asked.failed {
            self.theming.latest = false;
            if !asked.back && matches!(asked.step.what, Told::Judged(_)) {
                self.marking.other_changed();
            }
            let text = asked.step.what.sentence(self.settings.lang, !asked.back);
            self.say(&text);
        }
        if asked.failed == asked.back {
            self.keeping.undo.push(asked.step);
            if self.keeping.undo.len() > MOST_UNDONE {
                self.keeping.undo.remove(0);
            }
        }
    }

    pub(super) fn keep_action(&mut self, action: Action, chosen: Option<Item>) -> Vec<Effect> {
        match action {
            Action::EditIdentity => {
                if let Some((id, _)) = self.library_report(chosen) {
                    self.open_edit(id);
                } else {
                    self.fail(word(self.settings.lang, Word::NoReportHere));
                }
                Vec::new()
            }
            Action::AddToLibrary => self.add_chosen(chosen),
            Action::AddAll => self.add_all(),
            Action::DropFromLibrary => self.drop_chosen(chosen),
            Action::Undo => self.undo_kept(|_| true),
            Action::ResumeLoading => self.resume_loading(),
            _ => Vec::new(),
        }
    }

    /// The files that a key is about: those of the marked reports, else that of the chosen line. Absolute; none for what is no file.
    fn files_meant(&self, chosen: Option<Item>) -> Vec<PathBuf> {
        let marked = self.marked();
        let path_of = |id: ReportId| {
            let path = self.shelf.report(id)?.source.path.as_deref()?;
            Some(self.absolute(path))
        };
        if !marked.is_empty() {
            return marked.into_iter().filter_map(path_of).collect();
        }
        let Some(item) = chosen else {
            return Vec::new();
        };
        let failed = self.library_failure(item).map(|why| why.path.as_path());
        let path = match item {
            Item::File(id) => path_of(id).or_else(|| Some(self.absolute(failed?))),
            Item::Path(_) => failed.map(|path| self.absolute(path)),
        };
        path.into_iter().collect()
    }

    fn add_chosen(&mut self, chosen: Option<Item>) -> Vec<Effect> {
        let lang = self.settings.lang;
        let files = self.files_meant(chosen);
        let new: Vec<PathBuf> = files
            .iter()
            .filter(|path| !self.catalogue.holds(path))
            .cloned()
            .collect();
        let number = new.len();
        if number == 0 {
            let why = if files.is_empty() {
                Word::CannotBeKept
            } else {
                Word::AlreadyKept
            };
            self.fail(word(lang, why));
            return Vec::new();
        }
        self.change_library(|state| state.marked.clear());
        self.keep(Change::Add(new), Kept::Added(number))
    }

    /// Adds the files and folders that were opened, as they were given: what comes to a folder later belongs to it, too.
    fn add_all(&mut self) -> Vec<Effect> {
        let lang = self.settings.lang;
        let opened: &[PathBuf] = match &self.opened {
            What::Paths(paths) => paths,
            What::Library | What::Samples => &[],
        };
        let paths: Vec<PathBuf> = opened
            .iter()
            .chain(&self.opening.added)
            .filter(|path| path.as_os_str() != "-")
            .map(|path| self.absolute(path))
            .collect();
        let new: Vec<PathBuf> = paths
            .iter()
            .filter(|path| !self.catalogue.paths.contains(path))
            .cloned()
            .collect();
        if new.is_empty() {
            let why = if paths.is_empty() {
                Word::NothingOpened
            } else {
                Word::AlreadyKept
            };
            self.fail(word(lang, why));
            return Vec::new();
        }
        let number = new.len();
        self.keep(Change::Add(new), Kept::AddedPaths(number))
    }

    fn drop_chosen(&mut self, chosen: Option<Item>) -> Vec<Effect> {
        let mut files = self.files_meant(chosen);
        files.retain(|path| self.catalogue.holds(path));
        let number = files.len();
        if number == 0 {
            self.fail(word(self.settings.lang, Word::NotKept));
            return Vec::new();
        }
        self.change_library(|state| state.marked.clear());
        self.keep(Change::Drop(files), Kept::Dropped(number))
    }

    fn resume_loading(&mut self) -> Vec<Effect> {
        let effects = self.read_rest();
        if effects.is_empty() {
            self.fail(word(self.settings.lang, Word::NothingLeftToRead));
        }
        effects
    }

    /// Takes back the last word on a counterpart, whatever was done to the library since.
    pub(in super::super) fn undo_judged(&mut self) -> Vec<Effect> {
        self.undo_kept(|what| matches!(what, Told::Judged(_)))
    }

    fn undo_kept(&mut self, is_meant: impl Fn(&Told) -> bool) -> Vec<Effect> {
        let last = self.keeping.undo.iter().rposition(|s| is_meant(&s.what));
        let Some(last) = last else {
            self.fail(word(self.settings.lang, Word::NothingToUndo));
            return Vec::new();
        };
        let step = self.keeping.undo.remove(last);
        let changes = step.undo.clone();
        self.ask(step, changes, true)
    }
}
