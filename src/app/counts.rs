//! Counts before a motion, and sequences that are not finished.
//!
//! Owns [`Counting`]. Invariants: a count is at most [`MOST`]; it and an unfinished sequence end with the next key that does not continue
//! them, and Esc drops them and does nothing else; a motion with a count is one motion. Must not know how a screen moves: it asks for
//! [`App::times`].

use super::App;
use super::action::{Action, Context};
use super::keymap::{Code, Key, Resolved, show};
use super::msg::Effect;

/// The largest count.
pub const MOST: u16 = 9_999;
/// Most times that a motion is done one after the other that cannot be done at once.
const MOST_STEPS: u16 = 100;

/// A count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counting {
    /// As far as it is typed; 0: none.
    typed: u16,
    /// Of the motion that is being done; 0: none.
    now: u16,
}

/// Whether an action takes a count.
fn is_motion(action: Action) -> bool {
    matches!(
        action,
        Action::RowDown
            | Action::RowUp
            | Action::SectionNext
            | Action::SectionPrev
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::PaneNext
            | Action::PanePrev
            | Action::DiffNext
            | Action::DiffPrev
            | Action::HitNext
            | Action::HitPrev
            | Action::MoveLeft
            | Action::MoveRight
            | Action::MoveUp
            | Action::MoveDown
    ) || is_stepwise(action)
}

/// Motions that lead through other reports, each from where the one before came to.
fn is_stepwise(action: Action) -> bool {
    matches!(
        action,
        Action::HistoryBack | Action::HistoryForward | Action::YearBefore | Action::YearAfter
    )
}

impl App {
    /// How often the present motion is to be done, at least once.
    pub(crate) fn times(&self) -> isize {
        self.counting.now.max(1).try_into().unwrap_or(1)
    }

    /// The place that a motion to the top or end is to go to instead, from 0, if a count says one.
    pub(crate) fn nth(&self) -> Option<usize> {
        usize::from(self.counting.now).checked_sub(1)
    }

    /// What was pressed of a count and a sequence and waits for more; empty where nothing does.
    pub fn waiting(&self) -> String {
        let keys = show(&self.pending);
        match self.counting.typed {
            0 => keys,
            typed => format!("{typed}{keys}"),
        }
    }

    /// Drops an unfinished count and sequence.
    pub(super) fn drop_waiting(&mut self) {
        self.counting.typed = 0;
        self.pending.clear();
    }

    /// Takes a key that belongs to a count, or Esc that drops what waits; tells whether it was one.
    pub(super) fn takes_count(&mut self, contexts: &[Context], key: Key) -> bool {
        let waits = self.counting.typed > 0 || !self.pending.is_empty();
        if waits && key == Key::new(Code::Esc) {
            self.drop_waiting();
            return true;
        }
        let digit = match key.code {
            Code::Char(c) if key.is_plain() => c.to_digit(10),
            _ => None,
        };
        let Some(digit) = digit.filter(|_| self.pending.is_empty()) else {
            return false;
        };
        let digit = digit as u16;
        if self.counting.typed == 0 && (digit == 0 || !self.may_count(contexts)) {
            return false;
        }
        self.counting.typed = self
            .counting
            .typed
            .saturating_mul(10)
            .saturating_add(digit)
            .min(MOST);
        true
    }

    /// Whether digits are counts here: not where they are text, nor where one of them has a meaning of its own.
    fn may_count(&self, contexts: &[Context]) -> bool {
        let free = |digit: char| {
            let key = Key::new(Code::Char(digit));
            self.keymap.resolve(contexts, &[key]) == Resolved::None
        };
        !contexts.iter().any(|c| c.is_text()) && ('1'..='9').all(free)
    }

    /// Does an action as often as the count says that was typed before it.
    pub(super) fn act_counted(&mut self, action: Action) -> Vec<Effect> {
        let typed = std::mem::take(&mut self.counting.typed);
        if typed == 0 || !is_motion(action) {
            return self.act(action);
        }
        if is_stepwise(action) {
            let mut effects = Vec::new();
            for _ in 0..typed.min(MOST_STEPS) {
                let before = self.standing();
                effects.extend(self.act(action));
                if self.standing() == before {
                    break;
                }
            }
            return effects;
        }
        self.counting.now = typed;
        let effects = self.act(action);
        self.counting.now = 0;
        effects
    }

    /// Goes to the section of level 1 that a count names, the last one where there are fewer; tells whether there is one.
    pub(super) fn go_to_counted_section(&mut self) -> bool {
        let Some(nth) = self.nth() else { return false };
        let Some(report) = self.report_in(self.reader.focus) else {
            return false;
        };
        let top = report
            .section_ids()
            .filter(|(_, s)| s.level == 1 && !s.inside);
        let Some((section, _)) = top.take(nth + 1).last() else {
            return false;
        };
        self.remember();
        self.show_section(section);
        true
    }
}
