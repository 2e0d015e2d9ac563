//! Writing a note on sentences.
//!
//! Owns [`NoteState`]. Invariant: what was typed is not lost without a second Esc, and stays in the form until it is kept. Must not know
//! where notes are kept.

use std::sync::Arc;

use super::{App, Area, Wish};
use crate::app::Overlay;
use crate::app::action::Action;
use crate::app::keymap::Key;
use crate::app::msg::Effect;
use crate::locale::{Word, word};
use crate::report::mark::{Change, Kind, Mark, Standing, clean_note};
use crate::report::{Report, ReportId};
use crate::text::safe::Safe;
use crate::text::span::Span;
use crate::text::width::Ambiguous;

/// Widest form, in cells.
const WIDEST: u16 = 76;
/// Cells of the form beside its text: margin, frame, blank, at both sides.
const BESIDE: u16 = 8;

/// Cells of the form, and of the text in it, on a screen of `columns`.
pub fn note_width(columns: u16) -> (u16, u16) {
    let form = WIDEST.min(columns.saturating_sub(if columns >= 60 { 4 } else { 0 }));
    (form, form.saturating_sub(BESIDE).max(2))
}

/// The form.
#[derive(Clone, Debug)]
pub struct NoteState {
    /// The report that is noted.
    pub id: ReportId,
    /// As it was when the form was opened.
    pub report: Arc<Report>,
    /// The sentences.
    pub span: Span,
    /// The note that is rewritten; none: a new one.
    pub of: Option<Mark>,
    /// How that stands.
    pub standing: Standing,
    /// What is typed.
    pub area: Area,
    /// It was asked whether what was typed is to be lost.
    pub asking: bool,
    /// It was asked to be kept, and there is no answer yet.
    pub waiting: bool,
    /// Why it was not kept.
    pub why: Option<Safe>,
    /// Cells of its rows.
    cells: u16,
    ambiguous: Ambiguous,
}

impl NoteState {
    /// What is typed is not what is kept.
    pub fn is_changed(&self) -> bool {
        let kept = self.of.as_ref().map_or("", |mark| mark.note.as_str());
        clean_note(&self.area.text()) != kept
    }

    fn key(&mut self, key: Key) {
        if self.waiting {
            return;
        }
        self.asking = false;
        let full = self.area.key(key, self.cells, self.ambiguous) == Some(false)
            && key.is_plain()
            && self.area.len() >= crate::report::mark::LONGEST_NOTE;
        if !full {
            self.why = None;
        }
    }
}

impl App {
    /// Opens the form for a note on these sentences; one that stands there is rewritten.
    pub(super) fn open_note(&mut self, id: ReportId, span: Span) {
        let Some(report) = self.shelf.report(id).cloned() else {
            return;
        };
        self.place_marks(id);
        let notes = self.marks_in(id).iter().filter(|m| m.kind == Kind::Note);
        let own = notes.clone().find(|m| m.span.start() == span.start());
        let there = own.or_else(|| notes.clone().find(|m| m.span.overlaps(span)));
        let there = there.and_then(|m| Some((self.mark(m.id)?.clone(), *m)));
        let text = there.as_ref().map_or("", |(mark, _)| mark.note.as_str());
        let state = NoteState {
            id,
            report,
            span: there.as_ref().map_or(span, |(_, placed)| placed.span),
            area: Area::with(text),
            standing: there.as_ref().map_or(Standing::Same, |(_, p)| p.standing),
            of: there.map(|(mark, _)| mark),
            asking: false,
            waiting: false,
            why: None,
            cells: note_width(self.size.0).1,
            ambiguous: self.settings.ambiguous,
        };
        self.overlays.push(Overlay::Note(Box::new(state)));
    }

    /// Lets a key type into the form, if it is open; tells whether it is.
    pub(in crate::app) fn type_note(&mut self, key: Key) -> bool {
        let (cells, ambiguous) = (note_width(self.size.0).1, self.settings.ambiguous);
        let Some(Overlay::Note(state)) = self.overlays.last_mut() else {
            return false;
        };
        (state.cells, state.ambiguous) = (cells, ambiguous);
        state.key(key);
        true
    }

    /// Puts pasted text into the form, if it is open; tells whether it is.
    pub(in crate::app) fn paste_note(&mut self, text: &str) -> bool {
        let lang = self.settings.lang;
        let Some(Overlay::Note(state)) = self.overlays.last_mut() else {
            return false;
        };
        if !state.waiting {
            state.asking = false;
            let all = state.area.insert(text);
            state.why = (!all).then(|| Safe::new(word(lang, Word::NoteFull)));
        }
        true
    }

    /// Asks once before what was typed is lost; tells whether the form stays open.
    pub(in crate::app) fn holds_note(&mut self) -> bool {
        match self.overlays.last_mut() {
            Some(Overlay::Note(state)) if state.is_changed() && !state.asking => {
                state.asking = true;
                true
            }
            _ => false,
        }
    }

    pub(in crate::app) fn note_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let lang = self.settings.lang;
        let Some(Overlay::Note(state)) = self.overlays.last_mut() else {
            return None;
        };
        if state.waiting {
            return Some(Vec::new());
        }
        match action {
            Action::NewLine => {
                state.asking = false;
                let all = state.area.insert("\n");
                state.why = (!all).then(|| Safe::new(word(lang, Word::NoteFull)));
                Some(Vec::new())
            }
            Action::Confirm => Some(self.keep_note()),
            _ => None,
        }
    }

    fn keep_note(&mut self) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some(Overlay::Note(state)) = self.overlays.last() else {
            return Vec::new();
        };
        let text = clean_note(&state.area.text());
        let path = self.marked_path_of(&state.report);
        let change = match &state.of {
            Some(_) if !state.is_changed() => None,
            Some(mark) if text.is_empty() => Some(Change::remove(mark.clone())),
            Some(mark) => Some(Change::rewrite(mark, &text)),
            None if text.is_empty() => None,
            None => Mark::new(&state.report, path, state.span, Kind::Note, &text).map(Change::add),
        };
        let Some(change) = change else {
            let empty = text.is_empty();
            self.overlays.pop();
            if empty {
                self.say(word(lang, Word::NothingNoted));
            }
            return Vec::new();
        };
        if let Some(Overlay::Note(state)) = self.overlays.last_mut() {
            state.waiting = true;
            state.why = None;
            state.asking = false;
        }
        self.wish(Wish::Change(Box::new(change)))
    }

    /// What was typed is kept: the form has done its work.
    pub(super) fn note_kept(&mut self) {
        let waits = |o: &Overlay| matches!(o, Overlay::Note(state) if state.waiting);
        if self.overlays.iter().any(waits) {
            self.overlays.retain(|o| !waits(o));
            self.select(None);
        }
    }

    /// It could not be kept: it stays in the form.
    pub(super) fn note_refused(&mut self, why: &str) {
        for overlay in &mut self.overlays {
            if let Overlay::Note(state) = overlay
                && state.waiting
            {
                state.waiting = false;
                state.why = Some(Safe::new(why));
            }
        }
    }
}
