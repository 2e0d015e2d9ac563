//! The cursor of a list: which line is chosen, and which line stands at the top.

/// A chosen line and the scroll that keeps it in sight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ListCursor {
    /// The chosen line.
    pub selected: usize,
}

impl ListCursor {
    /// Moves by `step` lines among `count`, stopping at the ends.
    pub fn step(&mut self, step: isize, count: usize) {
        self.selected = self
            .selected
            .saturating_add_signed(step)
            .min(count.saturating_sub(1));
    }

    /// The line at the top of a window of `height` lines, so that the chosen one stands in it, with `around` lines of context where there are.
    pub fn top(self, height: usize, count: usize, around: usize) -> usize {
        let around = around.min(height.saturating_sub(1) / 2);
        let least = (self.selected + around + 1).saturating_sub(height);
        least.min(count.saturating_sub(height)).min(self.selected)
    }
}
