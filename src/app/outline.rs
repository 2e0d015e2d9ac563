//! Which sections the outline lists, and which of them stand at its top.
//!
//! Owns [`OutlinePlan`]. Invariant: the section that is read is in sight until the reader turns the wheel over the outline, and again once
//! another section is read. Must not know how a line is drawn.

use super::App;
use super::list::ListCursor;
use super::reader::Pane;
use crate::report::{Report, ReportId, SectionId};

/// What the reader turned the outline to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turned {
    report: ReportId,
    /// The section that was read then.
    marked: Option<SectionId>,
    top: usize,
}

/// Lines of an outline.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutlinePlan {
    /// A section or a blank on each.
    pub rows: Vec<Option<SectionId>>,
    /// The listed section that is read, or holds what is read.
    pub marked: Option<SectionId>,
    /// Row at the top.
    pub top: usize,
}

impl OutlinePlan {
    /// Lists `lines` in a window of `height` rows in which the section `current` is to be seen.
    fn new(
        report: &Report,
        lines: &[SectionId],
        current: Option<SectionId>,
        height: usize,
    ) -> Self {
        // The current section may be folded away: then its nearest listed ancestor is marked.
        let marked = current.and_then(|id| {
            let path = report.ancestry(id).into_iter().rev();
            path.into_iter().find(|s| lines.contains(s))
        });
        let level_of = |id: SectionId| report.section(id).map_or(1, |s| s.level);
        // One blank row before every part but the first.
        let mut rows: Vec<Option<SectionId>> = Vec::new();
        for &id in lines {
            if level_of(id) == 1 && !rows.is_empty() {
                rows.push(None);
            }
            rows.push(Some(id));
        }
        let at = rows.iter().position(|r| r.is_some() && *r == marked);
        let cursor = ListCursor {
            selected: at.unwrap_or(0),
        };
        Self {
            top: cursor.top(height, rows.len(), 3),
            rows,
            marked,
        }
    }

    /// Every section, with the one that is chosen.
    pub fn whole(report: &Report, chosen: SectionId, height: usize) -> Self {
        let lines: Vec<SectionId> = report.section_ids().map(|(id, _)| id).collect();
        Self::new(report, &lines, Some(chosen), height)
    }
}

/// The sections listed beside the panes: two levels, and more only around the current one.
fn unfolded(report: &Report, current: Option<SectionId>) -> Vec<SectionId> {
    let open = current.map(|id| report.ancestry(id)).unwrap_or_default();
    report
        .section_ids()
        .filter(|(_, s)| {
            s.level <= 1
                || (s.level == 2 && !s.inside)
                || s.parent.is_some_and(|p| open.contains(&p))
        })
        .map(|(id, _)| id)
        .collect()
}

impl App {
    /// The outline of the focused pane in a window of `height` rows beside the panes.
    pub fn outline_plan(&self, height: usize) -> Option<OutlinePlan> {
        let pane = self.pane()?;
        let report = self.report_in(self.reader.focus)?;
        let current = Pane::section(pane);
        let lines = unfolded(report, current);
        let mut plan = OutlinePlan::new(report, &lines, current, height);
        let turned = self
            .reader
            .turned
            .filter(|turned| (turned.report, turned.marked) == (pane.report, plan.marked));
        if let Some(turned) = turned {
            plan.top = turned.top.min(plan.rows.len().saturating_sub(height));
        }
        Some(plan)
    }

    /// Once another section is read, it is in sight again.
    pub(super) fn settle_outline(&mut self) {
        let Some(turned) = self.reader.turned else {
            return;
        };
        let marked = self.outline_plan(1).and_then(|plan| plan.marked);
        if self.pane().is_none_or(|p| p.report != turned.report) || marked != turned.marked {
            self.reader.turned = None;
        }
    }

    /// Turns the outline by rows; the panes stay where they are.
    pub(super) fn turn_outline(&mut self, rows: isize) {
        let Some(area) = self.plan().outline else {
            return;
        };
        let height = usize::from(area.h.saturating_sub(1));
        let (Some(plan), Some(report)) = (self.outline_plan(height), self.pane().map(|p| p.report))
        else {
            return;
        };
        let most = plan.rows.len().saturating_sub(height);
        self.reader.turned = Some(Turned {
            report,
            marked: plan.marked,
            top: plan.top.saturating_add_signed(rows).min(most),
        });
    }
}
