//! What is held while the button is down: a border between panes, or a ruler.
//!
//! Invariant: what is moved stays under the pointer as far as it can be moved. Must not know how wide panes may be.

use super::{Mouse, Target};
use crate::app::App;
use crate::app::reader::Pane;
use crate::app::select::{Selection, sentence_at};

/// Cells that the pointer may move without meaning anything.
const STILL: u16 = 3;

/// What is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Held {
    /// The border left of a pane, and how far right of the pane's first column it was taken.
    Border(usize, i32),
    /// The part of a ruler that is on the screen.
    Ruler {
        /// Whose.
        pane: usize,
        /// How far below its first cell it was taken.
        grip: i32,
        /// Where the button went down.
        from: (u16, u16),
        /// Row at the pane's top before.
        top: usize,
    },
    /// Text: the sentence on which the button went down, and where.
    Text(Selection, (u16, u16)),
}

impl App {
    /// Takes a border.
    pub(super) fn take_border(&mut self, pane: usize, x: u16) {
        let first = self.plan().pane(pane).map(|p| p.head.x);
        if let Some(first) = first {
            let off = i32::from(x) - i32::from(first);
            self.hand.held = Some(Held::Border(pane, off));
        }
    }

    /// A press on a ruler: its heavy part is taken, elsewhere that place of the report is gone to.
    pub(super) fn take_ruler(&mut self, pane: usize, (x, y): (u16, u16)) {
        self.focus_pane(pane);
        let plan = self.plan();
        let Some(text) = plan.pane(pane).map(|p| p.text) else {
            return;
        };
        let height = usize::from(text.h);
        let cell = usize::from(y.saturating_sub(text.y));
        let heavy = |pane: &Pane| {
            let ruler = pane.ruler.as_ref()?;
            let last = (pane.top + height).min(pane.rows().len());
            Some((
                ruler.cell_of(pane.top),
                ruler.cell_of(last.saturating_sub(1)),
            ))
        };
        let Some((from, to)) = self.pane().and_then(heavy) else {
            return;
        };
        let top = self.pane().map_or(0, |p| p.top);
        let mut first = from;
        if cell < from || cell > to {
            self.remember();
            let rows = self.pane().map_or(0, |p| p.rows().len());
            let middle = (2 * cell + 1) * rows / (2 * height.max(1));
            self.go_to_row(middle.saturating_sub(height / 2));
            first = self.pane().and_then(heavy).map_or(from, |h| h.0);
        }
        self.hand.held = Some(Held::Ruler {
            pane,
            grip: cell as i32 - first as i32,
            from: (x, y),
            top,
        });
    }

    /// The pointer moved with the button down.
    pub(super) fn drag(&mut self, mouse: Mouse) {
        // What was moved was not pressed.
        self.hand.last = None;
        match self.hand.held {
            None => {}
            Some(Held::Text(begun, from)) => self.draw_over_text(begun, from, mouse),
            Some(Held::Border(pane, off)) => {
                let x = (i32::from(mouse.x) - off).max(0);
                self.put_border(pane, x as u16);
            }
            Some(Held::Ruler {
                pane,
                grip,
                from,
                top,
            }) => {
                if pane != self.reader.focus {
                    return;
                }
                // Beside another pane the ruler is the border too: whoever pulls it sideways means that.
                let plan = self.plan();
                let beside = plan.panes.iter().position(|p| p.pane == pane);
                let next = beside.and_then(|at| plan.panes.get(at + 1));
                if let Some(next) = next.filter(|_| mouse.y == from.1 && mouse.x != from.0) {
                    let off = i32::from(from.0) - i32::from(next.head.x);
                    self.go_to_row(top);
                    self.hand.held = Some(Held::Border(next.pane, off));
                    return self.drag(mouse);
                }
                let Some(text) = plan.pane(pane).map(|p| p.text) else {
                    return;
                };
                let cell = (i32::from(mouse.y) - i32::from(text.y) - grip).max(0) as usize;
                let rows = self.pane().map_or(0, |p| p.rows().len());
                self.go_to_row(cell * rows / usize::from(text.h.max(1)));
            }
        }
    }

    /// Chooses the sentences from where the button went down to the pointer.
    fn draw_over_text(&mut self, begun: Selection, from: (u16, u16), mouse: Mouse) {
        let (x, y) = (mouse.x, mouse.y);
        // A hand that shakes chooses nothing.
        let still = y == from.1 && x.abs_diff(from.0) < STILL;
        if still && self.selection().is_none() {
            return;
        }
        let under = self.hand.spots.at(x, y).find_map(|target| match target {
            Target::Row(pane, row, first) if pane == self.reader.focus => Some((row, first)),
            _ => None,
        });
        let Some((row, first)) = under else { return };
        let Some((at, _)) = self.byte_at(self.reader.focus, row, x.saturating_sub(first)) else {
            return;
        };
        let report = self.report_in(self.reader.focus);
        if let Some(head) = report.and_then(|report| sentence_at(report, at)) {
            self.select(Some(Selection { head, ..begun }));
        }
    }
}
