//! How wide the reader made outline and panes.
//!
//! Owns [`Widths`]. Invariant: whatever it says, no pane on the screen has less than the least measure, and nothing stands outside the
//! screen; it is kept in cells as they were set, and means shares where the screen is another. Must not know how a width is asked for.

use serde::{Deserialize, Serialize};

use super::App;
use super::action::Action;
use crate::locale::{Word, word};

/// Fewest cells of a pane: a measure of 34 and its margins.
pub const LEAST_PANE: u16 = 40;
/// Fewest and most cells of an outline.
pub const OUTLINE: (u16, u16) = (24, 60);
/// Cells by which keys make a pane wider.
const STEP: isize = 4;

/// Widths that the reader chose.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Widths {
    /// Cells of the outline; none: as the program would have it.
    pub outline: Option<u16>,
    /// Shares of the panes, from the left; another number of them than there are panes: all alike.
    pub panes: Vec<u16>,
}

impl Widths {
    /// Deals `room` cells out to the panes `first..first + shown` of `count`.
    pub(super) fn deal(&self, room: u16, count: usize, first: usize, shown: usize) -> Vec<u16> {
        let each = room / shown.max(1) as u16;
        let mut dealt = vec![each; shown];
        let shares = self.panes.get(first..first + shown);
        let all: u32 = shares
            .iter()
            .copied()
            .flatten()
            .map(|&s| u32::from(s))
            .sum();
        if let (Some(shares), true, true) = (shares, self.panes.len() == count, all > 0) {
            for (slot, &share) in dealt.iter_mut().zip(shares) {
                let cells = (u32::from(room) * u32::from(share) + all / 2) / all;
                *slot = u16::try_from(cells).unwrap_or(room).max(LEAST_PANE);
            }
        }
        // What is too much is taken from the widest, what is left goes to the last.
        let mut sum: u16 = dealt.iter().sum();
        while sum > room {
            let Some(widest) = dealt.iter_mut().max() else {
                break;
            };
            *widest -= 1;
            sum -= 1;
        }
        if let Some(last) = dealt.last_mut() {
            *last += room - sum;
        }
        dealt
    }
}

impl App {
    /// Puts the border left of `pane` at column `x`, as near as there is room for; between outline and panes it is the one left of the first
    /// pane on the screen.
    pub(super) fn put_border(&mut self, pane: usize, x: u16) {
        let plan = self.plan();
        let Some(at) = plan.panes.iter().position(|p| p.pane == pane) else {
            return;
        };
        let Some(before) = at.checked_sub(1) else {
            if plan.outline.is_some() {
                self.reader.widths.outline = Some(x.clamp(OUTLINE.0, OUTLINE.1));
            }
            return;
        };
        let mut cells: Vec<u16> = plan.panes.iter().map(|p| p.head.w).collect();
        let (Some(left), Some(both)) = (
            plan.panes.get(before).map(|p| p.head.x),
            cells.get(before).zip(cells.get(at)).map(|(a, b)| a + b),
        ) else {
            return;
        };
        if both < 2 * LEAST_PANE {
            return;
        }
        let first = x.saturating_sub(left).clamp(LEAST_PANE, both - LEAST_PANE);
        if let Some(slot) = cells.get_mut(before) {
            *slot = first;
        }
        if let Some(slot) = cells.get_mut(at) {
            *slot = both - first;
        }
        // Panes out of sight have the share of one that is seen.
        let count = self.reader.panes.len();
        let widths = &mut self.reader.widths;
        if widths.panes.len() != count {
            let each = cells.iter().sum::<u16>() / cells.len().max(1) as u16;
            widths.panes = vec![each; count];
        }
        for (place, cells) in plan.panes.iter().zip(cells) {
            if let Some(slot) = widths.panes.get_mut(place.pane) {
                *slot = cells;
            }
        }
    }

    /// Makes all panes alike again, and the outline as the program would have it.
    pub(super) fn equal_widths(&mut self) {
        self.reader.widths = Widths::default();
        self.say(word(self.settings.lang, Word::WidthsEqual));
    }

    /// What a key does to the widths.
    pub(super) fn widths_action(&mut self, action: Action) {
        let wider = match action {
            Action::WidenPane => STEP,
            Action::NarrowPane => -STEP,
            _ => return self.equal_widths(),
        };
        let plan = self.plan();
        let lang = self.settings.lang;
        let at = plan
            .panes
            .iter()
            .position(|p| p.pane == self.reader.focus)
            .unwrap_or(0);
        // The border at its right, else the one at its left.
        let right = plan.panes.get(at + 1);
        let (border, step) = match (right, plan.panes.get(at)) {
            (Some(right), _) => (Some(right), wider),
            (None, Some(own)) if at > 0 || plan.outline.is_some() => (Some(own), -wider),
            _ => (None, 0),
        };
        let Some((pane, x)) = border.map(|p| (p.pane, p.head.x)) else {
            self.say(word(lang, Word::OnePaneWide));
            return;
        };
        self.put_border(pane, x.saturating_add_signed(step as i16));
        if self.plan() == plan {
            let text = if wider > 0 {
                Word::NoWider
            } else {
                Word::NoNarrower
            };
            self.say(word(lang, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_dealt_out_and_no_pane_gets_less_than_the_least() {
        for count in 1..=4_usize {
            for room in (LEAST_PANE * count as u16)..300 {
                for panes in [
                    vec![],
                    vec![1; count],
                    vec![100; count],
                    vec![5, 60, 200, 0],
                ] {
                    let widths = Widths {
                        outline: None,
                        panes,
                    };
                    let dealt = widths.deal(room, count, 0, count);
                    assert_eq!(dealt.iter().sum::<u16>(), room);
                    assert!(dealt.iter().all(|&w| w >= LEAST_PANE), "{room} {dealt:?}");
                }
            }
        }
    }

    #[test]
    fn on_the_same_screen_panes_are_as_wide_as_they_were_made() {
        let widths = Widths {
            outline: None,
            panes: vec![44, 60, 51],
        };
        assert_eq!(widths.deal(155, 3, 0, 3), [44, 60, 51]);
        assert_eq!(widths.deal(155, 4, 0, 3), [51, 51, 53]);
    }
}
