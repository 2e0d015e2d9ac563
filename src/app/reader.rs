//! The reader: panes, where each stands in its report, and how they move and follow.
//!
//! A pane's place is the byte of the text at its top row ([`Pane::anchor`]), so that a resize, another style or a new
//! comparison keeps it.

mod depth;
mod differences;
mod follow;

pub use differences::Stop;

use std::sync::Arc;

use super::layout::{Layout, Made, Row, RowKind, Style};
use super::msg::Effect;
use super::outline::Turned;
use super::plan::{Detail, Plan};
use super::view::{Pairing, Side, View};
use super::widths::Widths;
use super::{App, Place, Standing};
use crate::compare::{self, Depth};
use crate::locale::{Word, raw_shown, word};
use crate::report::{Report, ReportId, SectionId};

/// Most panes side by side.
pub const MOST_PANES: usize = 4;

/// One pane.
#[derive(Clone, Debug)]
pub struct Pane {
    /// What it shows.
    pub report: ReportId,
    /// Row at its top.
    pub top: usize,
    /// Byte of the text at its top.
    pub anchor: usize,
    /// Its rows, once the report is read.
    pub made: Option<Made>,
    /// Where the eye was led, by a jump or a hit; none once the reader scrolls.
    pub eye: Option<usize>,
    /// It shows the text as in the file, with nothing removed and nothing joined.
    pub raw: bool,
    /// How it stands to the focused pane.
    pub relation: Relation,
    /// What lies where in the whole report.
    pub ruler: Option<Arc<super::ruler::Ruler>>,
    /// Row of the screen, from its top, at which the others are held to it while it leads.
    pub held: usize,
}

/// What of the changes is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Show {
    /// All of them.
    #[default]
    All,
    /// Only figures that moved.
    Figures,
    /// Only wording; figures are left alone.
    Wording,
}

impl Show {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Show::All => Show::Figures,
            Show::Figures => Show::Wording,
            Show::Wording => Show::All,
        }
    }
}

/// How a pane stands to the focused one.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum Relation {
    /// It is the focused one, or nothing is known yet.
    #[default]
    Unknown,
    /// It shows the counterpart of the focused pane's section.
    Linked {
        /// The focused pane's section.
        from: SectionId,
        /// This pane's section.
        to: SectionId,
    },
    /// It shows the same report.
    Same,
    /// The focused pane's section has no counterpart here.
    None {
        /// The focused pane's section.
        from: SectionId,
    },
}

/// The panes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own that the reader turns"
)]
#[derive(Clone, Debug)]
pub struct Reader {
    /// From the left.
    pub panes: Vec<Pane>,
    /// Which has the keys.
    pub focus: usize,
    /// Which is compared with the focused one.
    pub companion: usize,
    /// The panes follow each other's links.
    pub locked: bool,
    /// Changes are shown.
    pub changes: bool,
    /// Which of them.
    pub show: Show,
    /// The difference that the reader was led to.
    pub stop: Option<Stop>,
    /// The outline is shown where there is room.
    pub outline: bool,
    /// Traditional text is shown as Simplified.
    pub simplified: bool,
    /// What the outline was turned to by hand.
    pub turned: Option<Turned>,
    /// How wide outline and panes are.
    pub widths: Widths,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            panes: Vec::new(),
            focus: 0,
            companion: 1,
            locked: true,
            changes: true,
            show: Show::All,
            stop: None,
            outline: true,
            simplified: false,
            turned: None,
            widths: Widths::default(),
        }
    }
}

impl Pane {
    /// A pane at the beginning of a report.
    pub fn new(report: ReportId) -> Self {
        Self {
            report,
            top: 0,
            anchor: 0,
            made: None,
            eye: None,
            raw: false,
            relation: Relation::Unknown,
            held: 0,
            ruler: None,
        }
    }

    /// Its rows, empty until the report is read.
    pub fn rows(&self) -> &[Row] {
        self.made.as_ref().map_or(&[], |m| &m.layout.rows)
    }

    /// Its layout, if made.
    pub fn layout(&self) -> Option<&Layout> {
        self.made.as_ref().map(|m| m.layout.as_ref())
    }

    /// The row that the reader is at: where the eye was led, else the one at which the others are held.
    pub fn row(&self) -> usize {
        match (self.eye, self.layout()) {
            (Some(at), Some(layout)) => layout.row_of(at),
            (None, Some(layout)) => (self.top + self.held).min(layout.len().saturating_sub(1)),
            _ => self.top,
        }
    }

    /// The section that the reader is in: where the eye was led, else that of the first row from where the others are held which shows something.
    pub fn section(&self) -> Option<SectionId> {
        let rows = self.rows();
        if self.eye.is_some() {
            return rows.get(self.row())?.section;
        }
        rows.iter()
            .skip(self.row())
            .find(|r| r.kind != RowKind::Blank)
            .or(rows.last())?
            .section
    }
}

impl App {
    /// The geometry of the reader screen now.
    pub fn plan(&self) -> Plan {
        Plan::wide(
            self.size,
            self.reader.panes.len(),
            (self.reader.focus, self.reader.companion),
            self.reader.outline,
            &self.reader.widths,
        )
        .with_strip(self.wants_strip())
    }

    /// The focused pane.
    pub fn pane(&self) -> Option<&Pane> {
        self.reader.panes.get(self.reader.focus)
    }

    /// The report in a pane, if read.
    pub fn report_in(&self, pane: usize) -> Option<&Arc<Report>> {
        self.shelf.report(self.reader.panes.get(pane)?.report)
    }

    /// What a pane shows: its report, or the beginning of it while it is read.
    pub fn text_in(&self, pane: usize) -> Option<&Arc<Report>> {
        self.shelf.text(self.reader.panes.get(pane)?.report)
    }

    /// The pane that `pane` is compared with: the focused one for the others, the companion for the focused one.
    pub fn other_pane(&self, pane: usize) -> Option<usize> {
        let other = if pane == self.reader.focus {
            self.reader.companion
        } else {
            self.reader.focus
        };
        (other != pane && other < self.reader.panes.len()).then_some(other)
    }

    /// What is known of two panes' reports side by side; the key is left report, right report.
    pub fn pairing(&self, left: usize, right: usize) -> Option<&Arc<Pairing>> {
        let key = (
            self.reader.panes.get(left)?.report,
            self.reader.panes.get(right)?.report,
        );
        self.pairings.get(&key)
    }

    /// A pane's side of its comparison with another pane.
    pub fn view_between(&self, pane: usize, other: usize) -> Option<View> {
        let (left, right) = (pane.min(other), pane.max(other));
        let pairing = Arc::clone(self.pairing(left, right)?);
        let side = if pane == left { Side::A } else { Side::B };
        Some(View {
            other: self.reader.panes.get(other)?.report,
            side,
            pairing,
        })
    }

    /// A pane's side of the comparison it is shown in.
    pub fn view(&self, pane: usize) -> Option<View> {
        self.view_between(pane, self.other_pane(pane)?)
    }

    /// The depth that the focused pane is compared at.
    pub fn depth(&self) -> Option<Depth> {
        self.view(self.reader.focus)?.depth()
    }

    /// Rows of text that a pane shows.
    pub fn pane_height(&self, pane: usize) -> usize {
        let plan = self.plan();
        plan.pane(pane)
            .or(plan.panes.first())
            .map_or(1, |p| p.text.h.max(1) as usize)
    }

    /// Makes layouts and comparisons fit what is to be shown; call it after every change, before drawing.
    pub(super) fn prepare(&mut self) -> Vec<Effect> {
        self.keep_companion_in_sight();
        let plan = self.plan();
        let detail = plan.detail();
        for index in 0..self.reader.panes.len() {
            let whole = self.report_in(index).is_some();
            let Some(report) = self.text_in(index).cloned() else {
                continue;
            };
            let view = self.view(index);
            let depth = view.as_ref().and_then(View::depth);
            let raw = self.reader.panes.get(index).is_some_and(|p| p.raw);
            // Until it is known how two reports are compared, a pane goes on as it was.
            let before = self.reader.panes.get(index).and_then(|p| p.made.as_ref());
            let before = before.filter(|_| self.other_pane(index).is_some());
            let prose = !raw
                && (!self.reader.changes
                    || match depth {
                        None => before.is_none_or(|m| m.style.prose || m.style.raw),
                        Some(depth) => depth == Depth::Parallel,
                    });
            let width = plan
                .pane(index)
                .or(plan.panes.first())
                .map_or(40, |p| p.text.w);
            let show = self.reader.show;
            let figures = !raw
                && self.reader.changes
                && show != Show::Wording
                && detail == Detail::All
                && plan.area.h >= 20;
            let style = Style {
                width,
                raw,
                prose,
                figures,
                show,
                ambiguous: self.settings.ambiguous,
            };
            let version = if !raw && self.reader.changes {
                view.as_ref().map_or(0, |v| v.pairing.version)
            } else {
                0
            };
            let Some(pane) = self.reader.panes.get_mut(index) else {
                continue;
            };
            if pane
                .made
                .as_ref()
                .is_some_and(|m| m.style == style && m.version == version && m.whole == whole)
            {
                continue;
            }
            let layout = Arc::new(Layout::new(
                &report,
                style,
                view.as_ref().filter(|_| version != 0),
            ));
            pane.top = if pane.anchor == 0 {
                0
            } else {
                layout.row_of(pane.anchor)
            };
            pane.made = Some(Made {
                layout,
                style,
                version,
                whole,
            });
        }
        self.relate();
        self.make_rulers();
        self.ask_for_comparisons()
    }

    /// Where some panes are out of sight, the focused one is compared with one that is not: the nearest, to the left first.
    fn keep_companion_in_sight(&mut self) {
        let plan = self.plan();
        let (focus, companion) = (self.reader.focus, self.reader.companion);
        let seen = |pane: usize| plan.panes.iter().any(|p| p.pane == pane);
        if plan.panes.len() < 2 || (companion != focus && seen(companion)) {
            return;
        }
        let beside = [focus.checked_sub(1), Some(focus + 1)];
        let found = beside.into_iter().flatten().find(|&p| seen(p));
        self.reader.companion = found.unwrap_or(companion);
    }

    /// Asks the worker for the first comparison that is shown and not yet made.
    fn ask_for_comparisons(&mut self) -> Vec<Effect> {
        if self.comparing.is_some() {
            return Vec::new();
        }
        let focus = self.reader.focus;
        let count = self.reader.panes.len();
        let with_focus = self
            .other_pane(focus)
            .into_iter()
            .chain((0..count).filter(|&p| p != focus))
            .map(|other| (focus.min(other), focus.max(other)));
        // Then the other panes among themselves, so that another one can be focused without waiting.
        let among = (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right)));
        let wanted: Vec<(ReportId, ReportId)> = with_focus
            .chain(among)
            .filter_map(|(left, right)| {
                let a = self.reader.panes.get(left)?.report;
                let b = self.reader.panes.get(right)?.report;
                (a != b).then_some((a, b))
            })
            .collect();
        for (a, b) in self.changes_pair().into_iter().chain(wanted) {
            let pairing = self.pairings.get(&(a, b));
            let asked = pairing.and_then(|p| p.asked);
            if pairing.is_some_and(|p| p.current().is_some() && !p.stale) {
                continue;
            }
            let (Some(ra), Some(rb)) =
                (self.shelf.report(a).cloned(), self.shelf.report(b).cloned())
            else {
                continue;
            };
            self.compare_generation.0 += 1;
            self.comparing = Some((a, b));
            let asked = compare::Asked {
                depth: asked,
                judged: self.catalogue.judged(&ra, &rb),
                formulas: self.wording.formulas(),
            };
            let job = crate::job::Job::Compare {
                a: (a, ra),
                b: (b, rb),
                asked,
            };
            return vec![Effect::Compare(self.compare_generation, job)];
        }
        Vec::new()
    }

    /// Puts the focused pane's top at `row` and lets the others follow.
    pub(super) fn go_to_row(&mut self, row: usize) {
        self.go_to(row, None);
    }

    /// As [`App::go_to_row`], with the eye led to the byte at `eye`.
    fn go_to(&mut self, row: usize, eye: Option<usize>) {
        let focus = self.reader.focus;
        let height = self.pane_height(focus);
        if let Some(pane) = self.reader.panes.get_mut(focus) {
            set_top(pane, row, height);
            pane.eye = eye;
            pane.held = match (eye, pane.layout()) {
                (Some(at), Some(layout)) => layout.row_of(at).saturating_sub(pane.top),
                _ => 0,
            };
        }
        self.follow();
    }

    /// Shows the byte `at` in the focused pane: unmoved if it stands well inside, else a third down.
    pub(super) fn show(&mut self, at: usize) {
        let height = self.pane_height(self.reader.focus);
        let Some(pane) = self.pane() else { return };
        let Some(layout) = pane.layout() else { return };
        let row = layout.row_of(at);
        let top = pane.top;
        let inside = row > top + usize::from(height < 2) && row + 2 < top + height;
        let target = if inside {
            top
        } else {
            row.saturating_sub(height / 3)
        };
        self.go_to(target, Some(at));
    }

    /// Leads the eye to the byte at `at`, which is on the screen: only what follows moves.
    pub(super) fn look_at(&mut self, at: usize) {
        if let Some(top) = self.pane().map(|p| p.top) {
            self.go_to(top, Some(at));
        }
    }

    /// Puts the byte at `at` in a pane beside the place where the focused pane was led, or its top.
    pub(super) fn stand_beside(&mut self, pane: usize, at: usize) {
        let Some(lead) = self.pane() else { return };
        let down = lead.row().saturating_sub(lead.top);
        let height = self.pane_height(pane);
        if let Some(pane) = self.reader.panes.get_mut(pane) {
            let row = pane.layout().map(|l| l.row_of(at).saturating_sub(down));
            if let Some(row) = row {
                set_top(pane, row, height);
            }
        }
    }

    /// Opens a section in the focused pane, its heading at the top.
    pub(super) fn show_section(&mut self, id: SectionId) {
        let Some(pane) = self.pane() else { return };
        let at = self
            .shelf
            .report(pane.report)
            .and_then(|r| r.section(id))
            .map(|s| s.heading.start());
        if let Some(row) = pane.layout().map(|l| l.heading_row(id)) {
            self.go_to(row, at);
        }
    }

    /// Puts another pane's top at `row`, with the eye led to the byte at `eye`; nothing follows.
    pub(super) fn show_in(&mut self, pane: usize, row: usize, eye: Option<usize>) {
        let height = self.pane_height(pane);
        if let Some(pane) = self.reader.panes.get_mut(pane) {
            set_top(pane, row, height);
            pane.eye = eye;
        }
    }

    /// Moves by rows.
    pub(super) fn scroll(&mut self, rows: isize) {
        let focus = self.reader.focus;
        let height = self.pane_height(focus);
        if let Some(pane) = self.reader.panes.get_mut(focus) {
            set_top(pane, pane.top.saturating_add_signed(rows), height);
            pane.eye = None;
            // At the beginning nothing can lie above.
            pane.held = if pane.top == 0 {
                0
            } else {
                pane.held.min(height.saturating_sub(1))
            };
        }
        self.follow();
    }

    /// Moves to the next or previous heading.
    pub(super) fn step_section(&mut self, forward: bool) {
        let Some(pane) = self.pane() else { return };
        let (Some(layout), Some(report)) = (pane.layout(), self.shelf.report(pane.report)) else {
            return;
        };
        let here = pane.row();
        let headings = report
            .section_ids()
            .filter(|(_, s)| !s.inside)
            .map(|(id, _)| (layout.heading_row(id), id));
        let mut ahead: Vec<_> = if forward {
            headings.filter(|&(row, _)| row > here).collect()
        } else {
            headings.filter(|&(row, _)| row < here).collect()
        };
        ahead.sort_unstable();
        if !forward {
            ahead.reverse();
        }
        ahead.dedup_by_key(|(row, _)| *row);
        // As far as a count says, or as there are.
        let nth = self.nth().unwrap_or(0).min(ahead.len().saturating_sub(1));
        match ahead.get(nth).copied() {
            Some((_, section)) => self.show_section(section),
            None if !forward => self.go_to_row(0),
            None => self.say(word(self.settings.lang, Word::LastSection)),
        }
    }

    /// Shows the focused pane's text as in the file, or as it is read again; its place in the text stays.
    pub(super) fn toggle_raw(&mut self) {
        let lang = self.settings.lang;
        let share = self.report_in(self.reader.focus).map(|r| r.removed_share());
        let Some(pane) = self.reader.panes.get_mut(self.reader.focus) else {
            return;
        };
        if !pane.raw && pane.top == 0 {
            // The top of the reading view is what it begins with, which need not be what the file begins with.
            pane.anchor = pane
                .rows()
                .first()
                .map_or(pane.anchor, |row| row.start as usize);
        }
        pane.raw = !pane.raw;
        let text = if pane.raw {
            raw_shown(lang, share.unwrap_or(0.0))
        } else {
            word(lang, Word::RawLeft).to_owned()
        };
        self.say(&text);
    }

    /// Shows Traditional text as Simplified, or as it is.
    pub(super) fn toggle_simplified(&mut self) {
        let traditional = self.shelf.ready().any(|(_, r)| r.traditional);
        let on = traditional && !self.reader.simplified;
        self.reader.simplified = on;
        let text = match (traditional, on) {
            (false, _) => Word::NoTraditional,
            (true, true) => Word::SimplifiedShown,
            (true, false) => Word::SimplifiedLeft,
        };
        self.say(word(self.settings.lang, text));
    }

    /// Gives the keys to another pane.
    pub(super) fn focus_pane(&mut self, pane: usize) {
        if pane < self.reader.panes.len() && pane != self.reader.focus {
            self.reader.companion = self.reader.focus;
            self.reader.focus = pane;
            self.follow_where_out_of_sight();
        }
    }

    /// Shows a report in a pane, from its beginning, or at `place`.
    pub(super) fn open_in(&mut self, pane: usize, report: ReportId, anchor: usize) {
        if let Some(slot) = self.reader.panes.get_mut(pane) {
            if slot.report != report {
                *slot = Pane::new(report);
            }
            slot.anchor = anchor;
            slot.eye = None;
            slot.held = 0;
            if let Some(made) = &slot.made {
                slot.top = if anchor == 0 {
                    0
                } else {
                    made.layout.row_of(anchor)
                };
            }
        }
    }

    /// Adds a pane at the right of the focused one; tells whether there was room.
    pub(super) fn add_pane(&mut self, report: ReportId) -> bool {
        if self.reader.panes.len() >= MOST_PANES {
            let text = word(self.settings.lang, Word::FourPanes);
            self.say(text);
            return false;
        }
        let at = (self.reader.focus + 1).min(self.reader.panes.len());
        self.reader.panes.insert(at, Pane::new(report));
        if self.reader.panes.len() > 1 {
            self.reader.companion = self.reader.focus;
            self.reader.focus = at;
        }
        true
    }

    /// Closes the focused pane.
    pub(super) fn close_pane(&mut self) {
        if self.reader.panes.len() <= 1 {
            self.say(word(self.settings.lang, Word::LastPane));
            return;
        }
        let at = self.reader.focus;
        self.reader.panes.remove(at);
        let companion = self.reader.companion;
        let kept = if companion > at {
            companion - 1
        } else {
            companion
        };
        self.reader.focus = kept.min(self.reader.panes.len() - 1);
        self.reader.companion = (0..self.reader.panes.len())
            .find(|&p| p != self.reader.focus)
            .unwrap_or(self.reader.focus);
        self.relate();
    }

    /// Changes what is known of a pair of reports.
    pub(super) fn change_pairing(
        &mut self,
        key: (ReportId, ReportId),
        change: impl FnOnce(&mut Pairing),
    ) {
        self.versions += 1;
        let entry = self.pairings.entry(key).or_default();
        let pairing = Arc::make_mut(entry);
        change(pairing);
        pairing.version = self.versions;
    }

    /// How all panes stand now.
    pub(super) fn standing(&self) -> Standing {
        let panes = self.reader.panes.iter().map(|p| Place {
            report: p.report,
            anchor: p.anchor,
        });
        Standing {
            panes: panes.collect(),
            focus: self.reader.focus,
            companion: self.reader.companion,
            changes: self.changes_pair().is_some(),
            lens: false,
        }
    }

    /// Puts all panes back to where they stood.
    pub(super) fn restore(&mut self, standing: &Standing) -> Vec<Effect> {
        let panes = standing.panes.iter().enumerate().map(|(i, place)| {
            let same = self
                .reader
                .panes
                .get(i)
                .filter(|p| p.report == place.report);
            let mut pane = same.cloned().unwrap_or_else(|| Pane::new(place.report));
            (pane.anchor, pane.eye, pane.held) = (place.anchor, None, 0);
            if let Some(made) = &pane.made {
                pane.top = if place.anchor == 0 {
                    0
                } else {
                    made.layout.row_of(place.anchor)
                };
            }
            pane
        });
        self.reader.panes = panes.collect();
        self.reader.focus = standing.focus;
        self.reader.companion = standing.companion;
        self.prepare()
    }

    /// Where the focused pane stands.
    pub(super) fn place(&self) -> Option<Place> {
        let pane = self.pane()?;
        Some(Place {
            report: pane.report,
            anchor: pane.anchor,
        })
    }
}

/// Puts a pane's top at `row`, as far down as its last heading or its last screen allow.
fn set_top(pane: &mut Pane, row: usize, height: usize) {
    let Some(layout) = pane.layout() else { return };
    let last_heading = layout.heading_rows.iter().copied().max().unwrap_or(0) as usize;
    let most = layout.len().saturating_sub(height).max(last_heading);
    let top = row.min(most);
    let anchor = if top == 0 {
        0
    } else {
        layout.rows.get(top).map_or(0, |r| r.start as usize)
    };
    pane.top = top;
    pane.anchor = anchor;
}
