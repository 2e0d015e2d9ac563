//! What the library keeps: adding, dropping, taking back, and going on with loading.
//!
//! Invariant: nothing here touches a file of the reader's; whatever is changed can be taken back by one key. Must not know where the
//! library is kept.

use std::path::PathBuf;

use super::super::action::Action;
use super::super::msg::Effect;
use super::super::{App, Status};
use super::Item;
use crate::job::What;
use crate::locale::{Kept, Word, kept, word};
use crate::report::library::{Catalogue, Change};
use crate::report::source::Charset;
use crate::report::{Report, ReportId};
use crate::text::safe::Safe;

/// Most changes that can be taken back.
const MOST_UNDONE: usize = 100;

/// What can be taken back, and what was opened.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// What undoes each change, the last one last, and what was done.
    undo: Vec<(Change, Kept)>,
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
        let undo = Catalogue::clone(&self.catalogue).apply(change.clone());
        self.keeping.undo.push((undo, what));
        if self.keeping.undo.len() > MOST_UNDONE {
            self.keeping.undo.remove(0);
        }
        self.say(&kept(self.settings.lang, what, true));
        vec![Effect::Keep(change)]
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
            Action::Undo => self.undo_kept(),
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

    fn undo_kept(&mut self) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some((change, what)) = self.keeping.undo.pop() else {
            self.fail(word(lang, Word::NothingToUndo));
            return Vec::new();
        };
        self.say(&kept(lang, what, false));
        vec![Effect::Keep(change)]
    }
}
