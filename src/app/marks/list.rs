//! The list of all bookmarks and notes: by report and place in the text, filtered by what is typed.
//!
//! Owns [`MarksState`]. Invariants: every mark is listed, those too whose report is not open or whose words are lost; nothing is removed
//! that cannot be taken back. Must not know how it is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use super::{App, Going, Wish};
use crate::app::action::Action;
use crate::app::export::MarksWork;
use crate::app::field::Field;
use crate::app::list::ListCursor;
use crate::app::msg::Effect;
use crate::app::{Overlay, shelf};
use crate::locale::{Word, mark_reworded, word};
use crate::report::library;
use crate::report::mark::{Change, Finder, Found, Mark, Standing};
use crate::report::{Report, ReportId};
use crate::text::fold::fold_str;
use crate::text::span::Span;

/// One mark.
#[derive(Clone, Debug)]
pub struct MarkLine {
    /// The mark.
    pub mark: Mark,
    /// Its report, if that is open.
    pub report: Option<ReportId>,
    /// Where it stands there.
    pub span: Option<Span>,
    /// How it stands there.
    pub standing: Standing,
    /// What the filter looks in.
    words: String,
}

impl MarkLine {
    /// Whether it stands under the same report as another line.
    pub fn is_beside(&self, other: &MarkLine) -> bool {
        match (self.report, other.report) {
            (Some(a), Some(b)) => a == b,
            (None, None) => {
                self.mark.of.text == other.mark.of.text && self.mark.of.path == other.mark.of.path
            }
            _ => false,
        }
    }
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct MarksState {
    /// What is typed.
    pub field: Field,
    /// All marks.
    pub lines: Vec<MarkLine>,
    /// Those that match: indices into `lines`.
    pub items: Vec<usize>,
    /// The chosen one.
    pub cursor: ListCursor,
    /// What `lines` was made of: the marks, and how many reports were read.
    made: Option<(u32, usize)>,
}

impl MarksState {
    /// The chosen line.
    pub fn chosen(&self) -> Option<&MarkLine> {
        self.lines.get(*self.items.get(self.cursor.selected)?)
    }
}

impl App {
    /// Opens the list, the cursor on the mark where the reader is, and reads what others may have kept meanwhile.
    pub(in crate::app) fn open_marks(&mut self) -> Vec<Effect> {
        let here = self.sentence_here().and_then(|(id, sentence)| {
            let report = self.shelf.report(id)?;
            Some((id, report.sentences.get(sentence.index())?.span))
        });
        self.overlays.push(Overlay::Marks(Box::default()));
        self.refill();
        if let (Some((id, span)), Some(Overlay::Marks(state))) = (here, self.overlays.last_mut()) {
            let mut lines = state.items.iter().filter_map(|&i| state.lines.get(i));
            let at = lines.position(|l| {
                l.report == Some(id) && l.span.is_some_and(|s| s.end() > span.start())
            });
            state.cursor.selected = at.unwrap_or(0);
        }
        vec![Effect::ReadMarks]
    }

    /// Makes the list anew after its text, the marks or the reports changed.
    pub(in crate::app) fn refill_marks(&mut self, state: &mut MarksState) {
        let made = Some((self.marking.edition, self.shelf.ready_count()));
        if state.made != made {
            state.lines = self.mark_lines();
            state.made = made;
        }
        let typed = fold_str(state.field.text().trim()).to_lowercase();
        let wanted: Vec<&str> = typed.split_whitespace().collect();
        let matches = |line: &MarkLine| wanted.iter().all(|w| line.words.contains(w));
        state.items = (0..state.lines.len())
            .filter(|&i| state.lines.get(i).is_some_and(matches))
            .collect();
        state.cursor.selected = 0;
    }

    /// All marks, those of open reports first, in the order of the reports; those that are lost at the end of theirs.
    fn mark_lines(&mut self) -> Vec<MarkLine> {
        let marks = Arc::clone(&self.marking.marks);
        if marks.list.is_empty() {
            return Vec::new();
        }
        let ready: Vec<(ReportId, Arc<Report>)> = self
            .shelf
            .ready()
            .map(|(id, report)| (id, Arc::clone(report)))
            .collect();
        let mut texts = Vec::with_capacity(ready.len());
        let mut by_text = HashMap::new();
        let mut by_path = HashMap::new();
        for (at, (id, report)) in ready.iter().enumerate() {
            let text = self.marked_text_of(*id, report);
            let path = self.marked_path_of(report);
            texts.push(text);
            by_text.entry((text, path.clone())).or_insert(at);
            by_text.entry((text, None)).or_insert(at);
            if let Some(path) = path {
                by_path.entry(path).or_insert(at);
            }
        }
        let mut finders: HashMap<usize, Finder<'_>> = HashMap::new();
        let mut lines: Vec<MarkLine> = Vec::with_capacity(marks.list.len());
        for mark in &marks.list {
            let own = by_text.get(&(mark.of.text, mark.of.path.clone()));
            let own = own.or_else(|| by_text.get(&(mark.of.text, None)));
            let own = own.or_else(|| by_path.get(mark.of.path.as_ref()?));
            let open = own.and_then(|&at| Some((at, ready.get(at)?)));
            let found = open.map(|(at, (_, report))| {
                let text = texts.get(at).copied();
                let finder = finders.entry(at).or_insert_with(|| match text {
                    Some(text) => Finder::with(report, text),
                    None => Finder::new(report),
                });
                finder.find(mark)
            });
            lines.push(MarkLine {
                report: open.map(|(_, (id, _))| *id),
                span: found.and_then(Found::span),
                standing: found.map_or(Standing::Closed, |f| f.standing(mark)),
                words: words_of(mark),
                mark: mark.clone(),
            });
        }
        lines.sort_by_cached_key(|line| {
            let closed = (line.report.is_none(), line.report);
            let label = if line.report.is_none() {
                (
                    line.mark.label(),
                    line.mark.of.path.clone(),
                    Some(line.mark.of.text),
                )
            } else {
                (String::new(), None, None)
            };
            let place = line.span.unwrap_or(line.mark.anchor.span);
            let lost = line.standing == Standing::Lost;
            (closed, label, lost, place, line.mark.id)
        });
        lines
    }

    pub(in crate::app) fn marks_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let lang = self.settings.lang;
        let Some(Overlay::Marks(state)) = self.overlays.last() else {
            return None;
        };
        let chosen = state.chosen().cloned();
        match action {
            Action::Undo => return Some(self.undo_mark()),
            Action::Export => {
                self.open_marks_export();
                return Some(Vec::new());
            }
            Action::Confirm | Action::ConfirmOtherPane | Action::RemoveMark => {}
            _ => return None,
        }
        let Some(line) = chosen else {
            self.say(word(lang, Word::NoMarkChosen));
            return Some(Vec::new());
        };
        if action == Action::RemoveMark {
            let change = Box::new(Change::remove(line.mark));
            return Some(self.wish(Wish::Change(change)));
        }
        let other = action == Action::ConfirmOtherPane;
        Some(match (line.report, line.span) {
            (Some(report), Some(span)) => {
                let effects = self.show_mark(report, span, other);
                if let Standing::Reworded(like) = line.standing {
                    self.say(&mark_reworded(lang, like));
                }
                effects
            }
            (Some(_), None) => {
                self.fail(word(lang, Word::MarkLost));
                Vec::new()
            }
            (None, _) => self.open_marked(&line.mark, other),
        })
    }

    /// Has the file of a mark looked for, to be opened beside what is open.
    fn open_marked(&mut self, mark: &Mark, other: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some(typed) = mark.of.path.as_deref().and_then(|path| path.to_str()) else {
            self.fail(word(lang, Word::MarkHasNoFile));
            return Vec::new();
        };
        let typed = typed.to_owned();
        // A file that is being read is shown once it is.
        let reading = self.shelf.slots().find(|(_, slot)| {
            let path = slot.path().map(|path| self.absolute(path));
            path == mark.of.path
                && matches!(slot.state, shelf::State::Reading | shelf::State::Waiting)
        });
        let reading = reading.is_some() && self.shelf.loading;
        self.marking.going = Some(Going {
            id: mark.id,
            typed: typed.clone(),
            other,
        });
        self.say(word(lang, Word::OpeningMarked));
        if reading {
            return Vec::new();
        }
        vec![Effect::Look(typed)]
    }

    /// Takes what was found at the path of a mark; none where nothing was looked for.
    pub(in crate::app) fn looked_for_mark(
        &mut self,
        typed: &str,
        path: &std::path::Path,
        found: &library::Found,
    ) -> Option<Vec<Effect>> {
        let going = self.marking.going.as_ref()?;
        if going.typed != typed {
            return None;
        }
        if found.entries.is_empty() {
            self.marking.going = None;
            let lang = self.settings.lang;
            let why = found.failed.first();
            let why = why.map_or_else(
                || word(lang, Word::NothingToRead).to_owned(),
                |why| why.sentence(lang),
            );
            self.fail(&why);
            return Some(Vec::new());
        }
        Some(self.open_beside(path, found.clone()))
    }

    /// The marks that are listed, to be written into a file.
    pub(in crate::app) fn marks_work(&self) -> Option<MarksWork> {
        let listed = self.overlays.iter().rev().find_map(|o| match o {
            Overlay::Marks(state) => Some(state),
            _ => None,
        })?;
        let lines = listed.items.iter().filter_map(|&i| listed.lines.get(i));
        let marks: Vec<_> = lines
            .map(|line| (line.mark.clone(), line.standing, self.source_line_of(line)))
            .collect();
        (!marks.is_empty()).then_some(MarksWork { marks })
    }

    /// The line of its source where a mark stands, as far as that is known.
    fn source_line_of(&self, line: &MarkLine) -> u32 {
        let report = line.report.and_then(|id| self.shelf.report(id));
        match (report, line.span) {
            (Some(report), Some(span)) => {
                let before = report.text.get(..span.start()).unwrap_or_default();
                before.bytes().filter(|b| *b == b'\n').count() as u32 + 1
            }
            _ => line.mark.anchor.line,
        }
    }

    /// How many marks the list has, and how many are listed.
    pub fn marks_counted(&self) -> (usize, usize) {
        let listed = self.overlays.iter().rev().find_map(|o| match o {
            Overlay::Marks(state) => Some((state.items.len(), state.lines.len())),
            _ => None,
        });
        listed.unwrap_or((0, 0))
    }
}

/// What the filter looks in, folded.
fn words_of(mark: &Mark) -> String {
    let words = format!(
        "{} {} {} {} {} {}",
        mark.label(),
        mark.of.name,
        mark.anchor.headings.join(" "),
        mark.anchor.quote,
        mark.note,
        mark.made.day(),
    );
    fold_str(&words).to_lowercase()
}
