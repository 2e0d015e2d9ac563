//! How the other panes stand to the focused one, and where they stand when they follow it.
//!
//! Owns the row at which a counterpart is shown: a function of the leading pane's rows and of the comparison alone, so that the same place
//! of the leading pane always shows the same place of the others.

use std::sync::Arc;

use super::super::App;
use super::super::layout::Layout;
use super::super::view::View;
use super::{Pane, Relation, set_top};
use crate::compare::Change;
use crate::report::{Report, SectionId, SentenceId};

/// Rows of a counterpart that stay on the screen however much longer the leading section is.
const LAST_ROWS: usize = 3;

impl App {
    /// Works out how every other pane stands to the focused one; moves nothing.
    pub(in crate::app) fn relate(&mut self) {
        self.settle_outline();
        let focus = self.reader.focus;
        let section = self.pane().and_then(Pane::section);
        for index in 0..self.reader.panes.len() {
            let relation = if index == focus || self.is_previewed(index) {
                Relation::Unknown
            } else {
                self.relation_of(section, index)
            };
            if let Some(pane) = self.reader.panes.get_mut(index) {
                pane.relation = relation;
            }
        }
    }

    fn relation_of(&self, section: Option<SectionId>, other: usize) -> Relation {
        let report = |pane: usize| self.reader.panes.get(pane).map(|p| p.report);
        if report(self.reader.focus) == report(other) {
            return Relation::Same;
        }
        let (Some(section), Some(view)) = (section, self.view_between(self.reader.focus, other))
        else {
            return Relation::Unknown;
        };
        if view.pairing.links.is_none() {
            return Relation::Unknown;
        }
        let Some(report) = self.report_in(self.reader.focus) else {
            return Relation::Unknown;
        };
        let mut from = section;
        loop {
            if let Some((to, _)) = view.link(from) {
                return Relation::Linked { from, to };
            }
            match report.section(from) {
                // A lead without counterpart of its own belongs to its parent's counterpart.
                Some(s) if s.level >= 3 || s.inside => match s.parent {
                    Some(parent) => from = parent,
                    None => return Relation::None { from: section },
                },
                _ => return Relation::None { from },
            }
        }
    }

    /// Lets the other panes follow the focused one, if they are locked to it.
    pub(in crate::app) fn follow(&mut self) {
        self.relate();
        if !self.reader.locked {
            return;
        }
        let focus = self.reader.focus;
        for index in (0..self.reader.panes.len()).filter(|&i| i != focus) {
            self.bring(index);
        }
    }

    /// Lets those panes follow that do not show the counterpart of the section which is read.
    pub(super) fn follow_where_out_of_sight(&mut self) {
        self.relate();
        if !self.reader.locked {
            return;
        }
        let focus = self.reader.focus;
        for index in (0..self.reader.panes.len()).filter(|&i| i != focus) {
            if !self.shows_counterpart(index) {
                self.bring(index);
            }
        }
    }

    /// Whether any of the counterpart is on the screen, in a pane that shows one.
    pub fn shows_counterpart(&self, index: usize) -> bool {
        let height = self.pane_height(index);
        let Some(pane) = self.reader.panes.get(index) else {
            return true;
        };
        let Relation::Linked { to, .. } = pane.relation else {
            return true;
        };
        let (Some(report), Some(layout)) = (self.report_in(index), pane.layout()) else {
            return true;
        };
        let from = layout.heading_row(to);
        let end = report
            .section(to)
            .map_or(from, |s| layout.row_of(s.span.end()));
        from < pane.top + height && end > pane.top
    }

    /// Puts a pane where it stands when it follows the focused one.
    fn bring(&mut self, index: usize) {
        let height = self.pane_height(index);
        let Some(top) = self.followed_top(index, height) else {
            return;
        };
        let down = self
            .pane()
            .map_or(0, |lead| lead.row().saturating_sub(lead.top));
        if let Some(pane) = self.reader.panes.get_mut(index) {
            set_top(pane, top, height);
            // Focused next, it leads from where it was held.
            pane.eye = None;
            pane.held = if pane.top == 0 {
                0
            } else {
                down.min(height.saturating_sub(1))
            };
        }
    }

    /// The row at the top of a pane that follows.
    fn followed_top(&self, index: usize, height: usize) -> Option<usize> {
        let focus = self.reader.focus;
        let lead = self.pane()?;
        let pane = self.reader.panes.get(index)?;
        let (lead_layout, layout) = (lead.layout()?, pane.layout()?);
        match pane.relation {
            Relation::Linked { from, to } => {
                let row = lead.row();
                // A pane of fewer rows shows less of what comes before.
                let lead_height = self.pane_height(focus).max(1);
                let down = row as isize - lead.top as isize;
                let down = if height * 2 < lead_height {
                    down.clamp(0, (height / 4) as isize)
                } else {
                    down
                };
                let view = self.view_between(focus, index)?;
                let ends = Ends {
                    lead: (self.report_in(focus)?, lead_layout, from),
                    other: (self.report_in(index)?, layout, to),
                };
                let row = ends.counterpart_row(&view, row);
                Some((row as isize - down).max(0) as usize)
            }
            Relation::Same => Some(layout.row_of(lead.anchor)),
            Relation::Unknown if lead.section().is_none() => Some(lead.top),
            _ => None,
        }
    }
}

/// Two linked sections, each with its report and the rows that it is shown in.
struct Ends<'a> {
    lead: (&'a Arc<Report>, &'a Layout, SectionId),
    other: (&'a Arc<Report>, &'a Layout, SectionId),
}

impl Ends<'_> {
    /// The row of the other section that belongs to a row of the leading one: at a sentence with a partner, the partner's; between two such,
    /// as far on as the row is between them; else as many rows below the heading or the last partner.
    fn counterpart_row(&self, view: &View, row: usize) -> usize {
        let frames = self.frames(view);
        let after = frames.partition_point(|&(lead, _)| lead <= row);
        let Some(&(lead, other)) = after.checked_sub(1).and_then(|i| frames.get(i)) else {
            let first = frames.first().copied().unwrap_or_default();
            return first.1.saturating_sub(first.0.saturating_sub(row));
        };
        if let Some(&(next_lead, next_other)) = frames.get(after) {
            let share = (row - lead) * next_other.saturating_sub(other);
            return other + share / (next_lead - lead).max(1);
        }
        let (report, layout, to) = self.other;
        let end = report
            .section(to)
            .map_or(other, |s| layout.row_of(s.span.end()));
        let last = end.saturating_sub(LAST_ROWS).max(other);
        (other + (row - lead)).min(last)
    }

    /// Rows that belong together, from the headings down: strictly down on both sides.
    fn frames(&self, view: &View) -> Vec<(usize, usize)> {
        let (lead, lead_layout, from) = self.lead;
        let (other, layout, to) = self.other;
        let head = (lead_layout.heading_row(from), layout.heading_row(to));
        let mut frames = vec![head];
        let (Some(here), Some(there)) = (lead.section(from), other.section(to)) else {
            return frames;
        };
        let mut pairs = Vec::new();
        for i in lead.sentences_in(here.span) {
            let Some(pair) = view.pair(SentenceId(i as u32)) else {
                continue;
            };
            let (mine, theirs) = view.runs(pair);
            let partner = other.sentences.get(theirs.start);
            if pair.change == Change::Moved
                || mine.start != i
                || partner.is_none_or(|s| !there.span.contains(s.span.start()))
            {
                continue;
            }
            let rows = (
                lead_layout.row_of_sentence(lead, SentenceId(i as u32)),
                layout.row_of_sentence(other, SentenceId(theirs.start as u32)),
            );
            if rows.0 > head.0 && rows.1 > head.1 {
                pairs.push(rows);
            }
        }
        frames.extend(longest_rise(&pairs));
        frames
    }
}

/// The longest part of `pairs` that goes strictly down on both sides; `pairs` do on the first.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of every length the chain with the least end: index of that end, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    let second = |i: &usize| pairs.get(*i).map_or(0, |p| p.1);
    for (i, pair) in pairs.iter().enumerate() {
        let at = ends.partition_point(|end| second(end) < pair.1);
        if let (Some(slot), Some(previous)) = (before.get_mut(i), at.checked_sub(1)) {
            *slot = ends.get(previous).copied();
        }
        match ends.get_mut(at) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut chain = Vec::new();
    let mut next = ends.last().copied();
    while let Some(i) = next {
        chain.extend(pairs.get(i).copied());
        next = before.get(i).copied().flatten();
    }
    chain.reverse();
    chain.dedup_by_key(|p| p.0);
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rise_leaves_out_what_crosses() {
        assert_eq!(longest_rise(&[]), []);
        assert_eq!(
            longest_rise(&[(1, 90), (2, 3), (4, 5), (6, 4), (8, 9)]),
            [(2, 3), (6, 4), (8, 9)]
        );
        assert_eq!(longest_rise(&[(1, 5), (2, 5), (3, 5)]), [(3, 5)]);
    }
}
