//! 复制: what is sent to the reader's clipboard, from every screen.
//!
//! Owns [`Clipboard`] and [`Parcel`]. Invariants: what is sent is the true text of a report with its source, made fit to leave
//! ([`Outgoing`]); whether it arrived is never claimed, for no terminal tells. Must not know how it is sent.

mod rows;

use std::ops::Range;

use super::action::Action;
use super::msg::Effect;
use super::select::Selection;
use super::{App, Screen};
pub use crate::config::Clipboard;
use crate::locale::{Word, not_sent, sent, too_long_to_send, word};
use crate::report::{Report, ReportId, SectionId, SentenceId};
use crate::text::outgoing::Outgoing;

/// Text to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parcel {
    /// What.
    pub text: Outgoing,
    /// How.
    pub way: Clipboard,
}

/// What came of sending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sending {
    /// It was sent; whether it arrived nobody knows.
    Sent {
        /// Characters.
        characters: usize,
        /// tmux took it.
        tmux: bool,
    },
    /// It is longer than terminals take.
    TooLong {
        /// Characters.
        characters: usize,
    },
    /// It could not be sent, and why.
    Failed(String),
}

/// What was copied last, until the next key that does something else.
#[derive(Clone, Debug, Default)]
pub(super) struct Copied {
    /// What was sent: it can be written into a file, too.
    text: Option<Outgoing>,
    /// The sentences of it, by report: shown on the screen.
    shown: Vec<(ReportId, Range<usize>)>,
}

/// A passage to be copied.
struct Passage {
    text: String,
    shown: Vec<(ReportId, Range<usize>)>,
}

impl App {
    /// Copies what is meant on this screen: a passage with its source, or a row; with `both` its counterpart as well.
    pub(super) fn copy(&mut self, both: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        if self.settings.config.clipboard == Clipboard::Off {
            self.fail(word(lang, Word::ClipboardOff));
            return Vec::new();
        }
        let passage = match self.passage_here(both) {
            Ok(passage) => passage,
            Err(why) => {
                self.say(word(lang, why));
                return Vec::new();
            }
        };
        let text = Outgoing::new(&passage.text);
        if text.is_empty() {
            self.say(word(lang, Word::NothingToCopy));
            return Vec::new();
        }
        self.copied = Copied {
            text: Some(text.clone()),
            shown: passage.shown,
        };
        self.selecting = None;
        vec![Effect::Send(Box::new(Parcel {
            text,
            way: self.settings.config.clipboard,
        }))]
    }

    /// What would be copied here and now, or what just was.
    pub(super) fn to_be_written(&self) -> Option<Outgoing> {
        let here = || {
            self.passage_here(false)
                .ok()
                .map(|p| Outgoing::new(&p.text))
        };
        let text = self.copied.text.clone().or_else(here);
        text.filter(|text| !text.is_empty())
    }

    /// Whether a sentence belongs to what was just copied: it is shown until the next key.
    pub fn just_copied(&self, report: ReportId, sentence: usize) -> bool {
        let mut shown = self.copied.shown.iter();
        shown.any(|(id, sentences)| *id == report && sentences.contains(&sentence))
    }

    /// Something else is done now.
    pub(super) fn forget_copied(&mut self, action: Action) {
        if action != Action::WritePassage {
            self.copied = Copied::default();
        }
    }

    /// Takes what came of sending.
    pub(super) fn sent(&mut self, sending: Sending) {
        let lang = self.settings.lang;
        let here = self.contexts();
        let mut keys = here
            .iter()
            .flat_map(|context| self.keymap.keys(Action::WritePassage, *context));
        let key = keys.next().unwrap_or_default();
        match sending {
            Sending::Sent { characters, tmux } => self.say(&sent(lang, characters, tmux, &key)),
            Sending::TooLong { characters } => {
                self.fail(&too_long_to_send(lang, characters, &key));
            }
            Sending::Failed(why) => self.fail(&not_sent(lang, &why, &key)),
        }
    }

    /// The passage or row at the cursor of the screen.
    fn passage_here(&self, both: bool) -> Result<Passage, Word> {
        let row = |text: Option<String>| {
            let text = text.ok_or(Word::NothingToCopy)?;
            Ok(Passage {
                text,
                shown: Vec::new(),
            })
        };
        match &self.screen {
            Screen::Reader => self.passage_in_reader(both),
            Screen::Lens(state) => {
                let column = state.current();
                let passage = column.and_then(|c| Some((c.report, c.current()?.sentence)));
                row(passage.and_then(|(id, sentence)| {
                    let report = self.shelf.report(id)?;
                    report.cited(sentence.index()..sentence.index() + 1)
                }))
            }
            Screen::Matrix(state) => row(self.matrix_line(state)),
            Screen::Changes(state) => row(self.changes_line(state)),
            Screen::Candidates(state) => row(self.candidate_line(state)),
            Screen::Course(state) => row(self.course_line(state)),
            Screen::Novelty(state) => row(self.novelty_line(state)),
            Screen::Library(state) => row(self.library_words(state)),
            Screen::Welcome(_) => Err(Word::NothingToCopy),
        }
    }

    fn passage_in_reader(&self, both: bool) -> Result<Passage, Word> {
        let chosen = match self.selection() {
            Some(selection) => selection,
            None => {
                let (report, id) = self.sentence_here().ok_or(Word::NothingToCopy)?;
                Selection::at(report, id)
            }
        };
        let id = chosen.report;
        let report = self.shelf.report(id).ok_or(Word::NothingToCopy)?;
        let own = chosen.sentences();
        let text = report.cited(own.clone()).ok_or(Word::NothingToCopy)?;
        let mut passage = Passage {
            text,
            shown: vec![(id, own.clone())],
        };
        if !both {
            return Ok(passage);
        }
        let view = self.view(self.reader.focus).ok_or(Word::NothingToCompare)?;
        if view.pairing.links.is_none() {
            return Err(Word::StillComparing);
        }
        let other = self
            .shelf
            .report(view.other)
            .ok_or(Word::NothingToCompare)?;
        let there = self
            .counterpart(report, own)
            .ok_or(Word::NoCounterpartHere)?;
        let runs: Vec<Range<usize>> = there;
        for run in runs {
            let cited = other.cited(run.clone()).ok_or(Word::NoCounterpartHere)?;
            passage.text = format!("{}\n\n{cited}", passage.text);
            passage.shown.push((view.other, run));
        }
        Ok(passage)
    }

    /// What corresponds to sentences of the focused pane's report in the other one, as runs of sentences: their pairs, else the text of
    /// the section that theirs is linked with.
    fn counterpart(&self, report: &Report, sentences: Range<usize>) -> Option<Vec<Range<usize>>> {
        let view = self.view(self.reader.focus)?;
        let other = self.shelf.report(view.other)?;
        let mut paired: Vec<usize> = Vec::new();
        for id in sentences.clone() {
            if let Some(pair) = view.pair(SentenceId(id as u32)) {
                paired.extend(view.runs(pair).1);
            }
        }
        paired.sort_unstable();
        paired.dedup();
        if !paired.is_empty() {
            return Some(runs(&paired));
        }
        let section = report.section_of(sentences.clone())?;
        let (to, _) = view.link(section)?;
        let heading = report.sentences.get(sentences.start)?.heading && sentences.len() == 1;
        let there = own_sentences(other, to);
        let there = if heading {
            there.start..there.start + 1
        } else {
            there
        };
        (!there.is_empty()).then(|| vec![there])
    }
}

/// The sentences that stand in a section itself, its heading first.
fn own_sentences(report: &Report, id: SectionId) -> Range<usize> {
    report.sentences_in(report.own_span(id))
}

/// Sorted numbers as runs.
fn runs(sorted: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &id in sorted {
        match runs.last_mut() {
            Some(run) if run.end == id => run.end = id + 1,
            _ => runs.push(id..id + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one run is meant")]
    fn numbers_make_runs() {
        assert_eq!(runs(&[3, 4, 5, 9, 11, 12]), [3..6, 9..10, 11..13]);
        assert_eq!(runs(&[7]), [7..8]);
    }
}
