//! Bookmarks and notes: setting and removing them, where they stand in the open reports, walking them, taking back.
//!
//! Owns [`Marking`]. Invariants: what is shown as kept is kept; changes are asked for one after the other, each seeing what the one before
//! it came to; where a mark stands is found anew whenever its report is read anew. Must not know where marks are kept.

mod area;
mod list;
mod note;

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use super::action::Action;
use super::msg::Effect;
use super::{App, Overlay, Place};
use crate::locale::{Word, mark_told, word};
use crate::report::mark::{Change, Done, Finder, Found, Kind, Mark, MarkId, Marks, Standing};
use crate::report::{Fingerprint, Report, ReportId};
use crate::text::span::Span;

pub use area::{Area, Line};
pub use list::{MarkLine, MarksState};
pub use note::{NoteState, note_width};

/// Most changes that can be taken back.
const MOST_UNDONE: usize = 100;

/// Marks that were read or changed.
#[derive(Clone, Debug)]
pub struct MarksKept {
    /// All of them, as they stand now.
    pub marks: Arc<Marks>,
    /// What came of a change; none where they were only read.
    pub done: Option<Done>,
}

/// A mark where it stands in an open report.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Placed {
    /// Which mark.
    pub id: MarkId,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// How it stands there.
    pub standing: Standing,
}

/// The marks of one report, and what they were placed in.
#[derive(Clone, Debug, Default)]
struct OfReport {
    report: Weak<Report>,
    edition: u32,
    placed: Vec<Placed>,
}

/// What a change is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Set,
    Rewritten,
    Removed,
}

/// A change that was asked for and is not answered yet.
#[derive(Clone, Debug)]
struct Asked {
    change: Change,
    what: What,
    /// It takes another back.
    back: bool,
}

/// What was asked for before the last answer came.
#[derive(Clone, Debug)]
enum Wish {
    Bookmark(ReportId, Span),
    Change(Box<Change>),
    Undo,
}

/// A mark that is to be shown once its report is open.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Going {
    id: MarkId,
    /// The path, as it was asked for.
    typed: String,
    other: bool,
}

/// The reader's bookmarks and notes.
#[derive(Debug, Default)]
pub struct Marking {
    /// All of them, as they are kept.
    pub marks: Arc<Marks>,
    /// Counts up when they are others.
    pub edition: u32,
    texts: HashMap<ReportId, (Weak<Report>, Fingerprint)>,
    of: HashMap<ReportId, OfReport>,
    asked: Option<Asked>,
    wishes: VecDeque<Wish>,
    undo: Vec<Change>,
    /// What the reader changed, the last one last: a mark, or something else that has a way back of its own.
    log: Vec<bool>,
    going: Option<Going>,
}

impl Marking {
    /// Something else than a mark was changed, which has a way back of its own.
    pub(super) fn other_changed(&mut self) {
        self.log.push(false);
        if self.log.len() > 2 * MOST_UNDONE {
            self.log.remove(0);
        }
    }
}

impl App {
    /// The marks of an open report, where they stand, in the order of the text; nothing before they were placed.
    pub fn marks_in(&self, report: ReportId) -> &[Placed] {
        self.marking.of.get(&report).map_or(&[], |of| &of.placed)
    }

    /// The mark of this number.
    pub fn mark(&self, id: MarkId) -> Option<&Mark> {
        self.marking.marks.get(id)
    }

    /// The note at which the reader stands in the focused pane.
    pub fn note_here(&self) -> Option<(&Mark, Placed)> {
        if self.marking.marks.list.is_empty() {
            return None;
        }
        let (report, sentence) = self.sentence_here()?;
        let span = self
            .shelf
            .report(report)?
            .sentences
            .get(sentence.index())?
            .span;
        let notes = self
            .marks_in(report)
            .iter()
            .filter(|m| m.kind == Kind::Note);
        let mut here = notes.filter(|m| m.span.overlaps(span));
        let own = here.clone().find(|m| m.span.start() == span.start());
        let placed = *own.or_else(|| here.next())?;
        Some((self.mark(placed.id)?, placed))
    }

    /// Finds the marks of the reports in the panes, where that was not done.
    pub(super) fn prepare_marks(&mut self) {
        let shown: Vec<ReportId> = self.reader.panes.iter().map(|p| p.report).collect();
        for id in shown {
            self.place_marks(id);
        }
    }

    /// Finds the marks of one report, where that was not done.
    fn place_marks(&mut self, id: ReportId) {
        let Some(report) = self.shelf.report(id).cloned() else {
            self.marking.of.remove(&id);
            return;
        };
        let edition = self.marking.edition;
        let known = self.marking.of.get(&id);
        let same = |of: &&OfReport| {
            of.edition == edition && std::ptr::eq(of.report.as_ptr(), Arc::as_ptr(&report))
        };
        if known.as_ref().is_some_and(same) {
            return;
        }
        let marks = Arc::clone(&self.marking.marks);
        let mut placed = Vec::new();
        if !marks.list.is_empty() {
            let text = self.marked_text_of(id, &report);
            let path = self.marked_path_of(&report);
            let finder = Finder::with(&report, text);
            for mark in &marks.list {
                let own = mark.of.text == text
                    || (path.is_some() && mark.of.path == path && !self.is_open(mark.of.text));
                let found = own.then(|| finder.find(mark));
                if let Some((found, span)) = found.and_then(|f| Some((f, f.span()?))) {
                    placed.push(Placed {
                        id: mark.id,
                        kind: mark.kind,
                        span,
                        standing: found.standing(mark),
                    });
                }
            }
            placed.sort_by_key(|m| (m.span, m.id));
        }
        let of = OfReport {
            report: Arc::downgrade(&report),
            edition,
            placed,
        };
        self.marking.of.insert(id, of);
    }

    /// The fingerprint of a report's text, taken once.
    fn marked_text_of(&mut self, id: ReportId, report: &Arc<Report>) -> Fingerprint {
        if let Some((of, text)) = self.marking.texts.get(&id)
            && std::ptr::eq(of.as_ptr(), Arc::as_ptr(report))
        {
            return *text;
        }
        let text = report.fingerprint();
        let known = (Arc::downgrade(report), text);
        self.marking.texts.insert(id, known);
        text
    }

    /// Whether a text is that of an open report.
    fn is_open(&mut self, text: Fingerprint) -> bool {
        let ready: Vec<(ReportId, Arc<Report>)> = self
            .shelf
            .ready()
            .map(|(id, report)| (id, Arc::clone(report)))
            .collect();
        ready
            .iter()
            .any(|(id, r)| self.marked_text_of(*id, r) == text)
    }

    /// The file of a report from the root.
    fn marked_path_of(&self, report: &Report) -> Option<PathBuf> {
        let path: &Path = report.source.path.as_deref()?;
        Some(self.absolute(path))
    }

    /// The sentences that a key is about: those that are chosen, else the one where the reader is.
    fn words_meant(&self) -> Option<(ReportId, Span)> {
        if let Some(selection) = self.selection() {
            let report = self.shelf.report(selection.report)?;
            let mut spans = report.sentences.get(selection.sentences())?.iter();
            let first = spans.next()?.span;
            let last = spans.last().map_or(first, |s| s.span);
            return Some((selection.report, first.join(last)));
        }
        let (id, sentence) = self.sentence_here()?;
        let report = self.shelf.report(id)?;
        Some((id, report.sentences.get(sentence.index())?.span))
    }

    /// What the keys of marks do in the reader; none for other keys.
    pub(super) fn marks_reader_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        Some(match action {
            Action::ToggleBookmark => match self.words_meant() {
                Some((id, span)) => {
                    self.select(None);
                    self.wish(Wish::Bookmark(id, span))
                }
                None => self.no_words(),
            },
            Action::WriteNote => match self.words_meant() {
                Some((id, span)) => {
                    self.open_note(id, span);
                    Vec::new()
                }
                None => self.no_words(),
            },
            // What was changed last is taken back first.
            Action::Undo => match self.marking.log.last().copied() {
                Some(true) => self.undo_mark(),
                last => {
                    if last.is_some() {
                        self.marking.log.pop();
                    }
                    return None;
                }
            },
            Action::MarkNext => self.step_mark(true),
            Action::MarkPrev => self.step_mark(false),
            _ => return None,
        })
    }

    fn no_words(&mut self) -> Vec<Effect> {
        self.fail(word(self.settings.lang, Word::NoSentenceHere));
        Vec::new()
    }

    /// Does what is wished, or remembers it until the last change is answered.
    fn wish(&mut self, wish: Wish) -> Vec<Effect> {
        if self.marking.asked.is_some() {
            self.marking.wishes.push_back(wish);
            return Vec::new();
        }
        match wish {
            Wish::Bookmark(id, span) => self.toggle_bookmark(id, span),
            Wish::Change(change) => {
                let what = match (&change.before, &change.after) {
                    (None, _) => What::Set,
                    (Some(_), None) => What::Removed,
                    (Some(_), Some(_)) => What::Rewritten,
                };
                self.ask_mark(*change, what, false)
            }
            Wish::Undo => self.take_mark_back(),
        }
    }

    fn toggle_bookmark(&mut self, id: ReportId, span: Span) -> Vec<Effect> {
        self.place_marks(id);
        let bookmarks = self
            .marks_in(id)
            .iter()
            .filter(|m| m.kind == Kind::Bookmark);
        let there = bookmarks.clone().find(|m| m.span == span);
        let there = there.or_else(|| bookmarks.clone().find(|m| m.span.overlaps(span)));
        let there = there.and_then(|m| self.mark(m.id)).cloned();
        if let Some(mark) = there {
            return self.ask_mark(Change::remove(mark), What::Removed, false);
        }
        let Some(report) = self.shelf.report(id).cloned() else {
            return Vec::new();
        };
        let path = self.marked_path_of(&report);
        match Mark::new(&report, path, span, Kind::Bookmark, "") {
            Some(mark) => self.ask_mark(Change::add(mark), What::Set, false),
            None => self.no_words(),
        }
    }

    fn ask_mark(&mut self, change: Change, what: What, back: bool) -> Vec<Effect> {
        self.marking.asked = Some(Asked {
            change: change.clone(),
            what,
            back,
        });
        vec![Effect::KeepMark(Box::new(change))]
    }

    /// Takes back the last change of marks.
    pub(super) fn undo_mark(&mut self) -> Vec<Effect> {
        self.wish(Wish::Undo)
    }

    fn take_mark_back(&mut self) -> Vec<Effect> {
        let Some(change) = self.marking.undo.pop() else {
            self.fail(word(self.settings.lang, Word::NothingToUndo));
            return Vec::new();
        };
        let what = match (&change.before, &change.after) {
            (_, None) => What::Set,
            (None, Some(_)) => What::Removed,
            _ => What::Rewritten,
        };
        if let Some(at) = self.marking.log.iter().rposition(|mark| *mark) {
            self.marking.log.remove(at);
        }
        self.ask_mark(change, what, true)
    }

    /// Takes the marks as they stand now, or why they could not be read or changed.
    pub(super) fn marks_kept(&mut self, kept: Result<MarksKept, String>) -> Vec<Effect> {
        let asked = match &kept {
            Ok(MarksKept { done: None, .. }) => None,
            _ => self.marking.asked.take(),
        };
        match kept {
            Ok(kept) => {
                if self.marking.marks != kept.marks {
                    self.marking.marks = kept.marks;
                    self.marking.edition += 1;
                }
                if let (Some(asked), Some(done)) = (asked, kept.done) {
                    self.mark_done(&asked, done);
                }
            }
            Err(why) => {
                if let Some(asked) = asked.filter(|asked| asked.back) {
                    // It may be that the disk refused only now.
                    self.marking.undo.push(asked.change);
                    self.marking.log.push(true);
                }
                self.note_refused(&why);
                self.fail(&why);
            }
        }
        if matches!(self.overlays.last(), Some(Overlay::Marks(_))) {
            self.refill_in_place();
        }
        match self.marking.wishes.pop_front() {
            Some(wish) if self.marking.asked.is_none() => self.wish(wish),
            Some(wish) => {
                self.marking.wishes.push_front(wish);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Says what was done, and remembers how to take it back.
    fn mark_done(&mut self, asked: &Asked, done: Done) {
        let lang = self.settings.lang;
        self.note_kept();
        if let Some(undo) = done.undo.filter(|_| !asked.back) {
            self.marking.undo.push(undo);
            self.marking.log.push(true);
            if self.marking.undo.len() > MOST_UNDONE {
                self.marking.undo.remove(0);
            }
        }
        let mark = asked.change.after.as_ref().or(asked.change.before.as_ref());
        let Some(mark) = mark else { return };
        let note = mark.kind == Kind::Note;
        let what = match (asked.what, note) {
            (What::Set, false) => Word::BookmarkSet,
            (What::Set, true) => Word::NoteSet,
            (What::Rewritten, _) => Word::NoteRewritten,
            (What::Removed, false) => Word::BookmarkRemoved,
            (What::Removed, true) => Word::NoteRemoved,
        };
        let mut text = mark_told(lang, what, &mark.anchor.quote, asked.back);
        if done.both {
            text = format!("{text}  {}", word(lang, Word::BothNotesKept));
        }
        self.say(&text);
    }

    /// Goes to the next or previous mark of the focused report.
    fn step_mark(&mut self, forward: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some((id, at)) = self.sentence_here().and_then(|(id, sentence)| {
            let report = self.shelf.report(id)?;
            Some((id, report.sentences.get(sentence.index())?.span.start()))
        }) else {
            return self.no_words();
        };
        let mut places: Vec<usize> = self.marks_in(id).iter().map(|m| m.span.start()).collect();
        places.dedup();
        let next = if forward {
            places.iter().find(|&&p| p > at)
        } else {
            places.iter().rev().find(|&&p| p < at)
        };
        if let Some(next) = next.copied() {
            self.remember();
            self.show(next);
            return Vec::new();
        }
        let text = match (places.is_empty(), forward) {
            (true, _) => Word::NoMarksHere,
            (false, true) => Word::LastMark,
            (false, false) => Word::FirstMark,
        };
        self.say(word(lang, text));
        Vec::new()
    }

    /// Shows a mark that stands in an open report.
    fn show_mark(&mut self, report: ReportId, span: Span, other: bool) -> Vec<Effect> {
        self.go_to_reader();
        self.remember();
        let focus = self.reader.focus;
        let shown = self.reader.panes.iter().position(|p| p.report == report);
        if other {
            match self.other_pane(focus) {
                Some(other) => self.focus_pane(other),
                None => {
                    self.add_pane(report);
                }
            }
        } else if let Some(pane) = shown.filter(|_| self.pane().is_none_or(|p| p.report != report))
        {
            self.focus_pane(pane);
        }
        if self.reader.panes.is_empty() {
            self.add_pane(report);
        }
        let place = Place {
            report,
            anchor: span.start(),
        };
        let effects = self.open_at(self.reader.focus, place);
        self.show(span.start());
        effects
    }

    /// A report was read: if it was opened for a mark in it, that is shown.
    pub(super) fn arrive_at_mark(&mut self, id: ReportId) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some(going) = self.marking.going.clone() else {
            return Vec::new();
        };
        let path = self.shelf.slot(id).and_then(super::shelf::Slot::path);
        let path = path.map(|path| self.absolute(path));
        let mark = self.mark(going.id).cloned();
        let Some(mark) = mark.filter(|m| path.is_some() && m.of.path == path) else {
            return Vec::new();
        };
        self.marking.going = None;
        let Some(report) = self.shelf.report(id).cloned() else {
            return Vec::new();
        };
        match crate::report::mark::find(&mark, &report) {
            Found::At(span) => self.show_mark(id, span, going.other),
            Found::Near(span, like) => {
                let effects = self.show_mark(id, span, going.other);
                self.say(&crate::locale::mark_reworded(lang, like));
                effects
            }
            Found::Lost => {
                self.fail(word(lang, Word::MarkLost));
                Vec::new()
            }
        }
    }
}
