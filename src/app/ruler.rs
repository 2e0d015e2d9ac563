//! The ruler of a pane: the whole report from top to bottom in as many cells as the pane has rows, and what lies in each: a
//! theme hit, a section without counterpart, sentences that are not as most are.
//!
//! Owns [`Ruler`]. Invariant: it is made once for a layout, a comparison and the lit themes, not for every frame. Must not
//! know of glyphs or colours.

use std::sync::Arc;

use super::App;
use super::layout::Layout;
use super::view::View;
use crate::compare::{Change, Depth};
use crate::report::{Report, SentenceId};
use crate::theme::{Hits, ThemeId};

/// Fewest columns of a screen whose rulers show all lit themes; with fewer they would fill it, and the current one is
/// shown alone.
const ALL_THEMES: u16 = 100;
/// Share of a cell's sentences, as one in so many, from which their change is shown: of less the reader need not know from
/// afar. Drafts show every change.
const SHARE: u32 = 4;

/// What lies in one cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// A theme hit: which of the lit ones.
    pub hit: Option<usize>,
    /// A section without counterpart begins here.
    pub alone: bool,
    /// Sentences that became something else than most did.
    pub change: Option<Change>,
    /// The reader's own mark.
    pub mark: bool,
}

/// What a ruler was made for.
#[derive(Clone, PartialEq, Debug)]
struct Key {
    layout: usize,
    height: usize,
    version: Option<u64>,
    hits: usize,
    lit: Vec<ThemeId>,
    current: usize,
    all: bool,
    marks: Vec<usize>,
}

/// The cells of a pane's ruler, from the top.
#[derive(Clone, PartialEq, Debug)]
pub struct Ruler {
    /// One for each row of the pane.
    pub cells: Vec<Cell>,
    /// Several themes are shown.
    pub several: bool,
    /// Which of the lit themes is the current one.
    pub current: usize,
    /// Rows of the report.
    rows: usize,
    key: Key,
}

impl Ruler {
    /// The cell that stands for a row of the report.
    pub fn cell_of(&self, row: usize) -> usize {
        cell_of(row, self.rows, self.cells.len())
    }
}

fn cell_of(row: usize, rows: usize, height: usize) -> usize {
    (row * height / rows.max(1)).min(height.saturating_sub(1))
}

/// An address that tells one shared value from another while both live.
fn address<T>(of: Option<&Arc<T>>) -> usize {
    of.map_or(0, |of| Arc::as_ptr(of) as usize)
}

impl App {
    /// Makes the rulers that do not fit what is shown.
    pub(super) fn make_rulers(&mut self) {
        for index in 0..self.reader.panes.len() {
            let made = self.ruler_of(index);
            if let (Some(ruler), Some(pane)) = (made, self.reader.panes.get_mut(index)) {
                pane.ruler = Some(Arc::new(ruler));
            }
        }
    }

    /// The ruler of a pane, if it has to be made anew.
    fn ruler_of(&self, index: usize) -> Option<Ruler> {
        let pane = self.reader.panes.get(index)?;
        let report = self.report_in(index)?;
        let layout = &pane.made.as_ref()?.layout;
        let view = self.view(index);
        let view = view.as_ref().filter(|v| v.pairing.links.is_some());
        let hits = self.shelf.hits(pane.report);
        let key = Key {
            layout: address(Some(layout)),
            height: self.pane_height(index),
            version: view
                .filter(|_| self.reader.changes)
                .map(|v| v.pairing.version),
            hits: address(hits),
            lit: self.lit.clone(),
            current: self.current_lit,
            all: self.size.0 >= ALL_THEMES,
            marks: self
                .marks_in(pane.report)
                .iter()
                .map(|m| m.span.start())
                .collect(),
        };
        if pane.ruler.as_ref().is_some_and(|r| r.key == key) {
            return None;
        }
        let mut cells = vec![Cell::default(); key.height];
        if let Some(hits) = hits {
            lay_hits(&mut cells, layout, hits, &key);
        }
        for &at in &key.marks {
            let at = cell_of(layout.row_of(at), layout.len(), key.height);
            if let Some(cell) = cells.get_mut(at) {
                cell.mark = true;
            }
        }
        if let Some(view) = view {
            lay_alone(&mut cells, layout, report, view);
            if self.reader.changes {
                lay_changes(&mut cells, layout, report, view);
            }
        }
        Some(Ruler {
            cells,
            several: key.all && key.lit.len() > 1,
            current: key.current,
            rows: layout.len(),
            key,
        })
    }
}

fn lay_hits(cells: &mut [Cell], layout: &Layout, hits: &Hits, key: &Key) {
    let height = cells.len();
    let mut lay = |index: usize, theme: ThemeId| {
        for found in hits.of(theme) {
            let at = cell_of(layout.row_of(found.span.start()), layout.len(), height);
            if let Some(cell) = cells.get_mut(at) {
                cell.hit = Some(index);
            }
        }
    };
    // The first ones lie over the later ones, the current one over all.
    for (index, &theme) in key.lit.iter().enumerate().rev().filter(|_| key.all) {
        lay(index, theme);
    }
    if let Some(&theme) = key.lit.get(key.current) {
        lay(key.current, theme);
    }
}

fn lay_alone(cells: &mut [Cell], layout: &Layout, report: &Report, view: &View) {
    let height = cells.len();
    for (id, section) in report.section_ids() {
        if section.level > 2 || section.inside || section.heading.is_empty() {
            continue;
        }
        let at = cell_of(layout.heading_row(id), layout.len(), height);
        if view.link(id).is_none()
            && let Some(cell) = cells.get_mut(at)
        {
            cell.alone = true;
        }
    }
}

/// Marks the cells in which sentences became something else than most sentences of the report did.
fn lay_changes(cells: &mut [Cell], layout: &Layout, report: &Report, view: &View) {
    if matches!(view.depth(), None | Some(Depth::Parallel)) {
        return;
    }
    let kinds = [
        Change::Kept,
        Change::Reworded,
        Change::Moved,
        Change::New,
        Change::Gone,
    ];
    let kind = |change: Change| kinds.iter().position(|&k| k == change);
    let mut counts: Vec<[u32; 5]> = vec![[0; 5]; cells.len()];
    let mut all = [0_u32; 5];
    for (i, sentence) in report.sentences.iter().enumerate() {
        // A heading stands for its section: linked or alone, which is told otherwise.
        let Some(change) = view
            .mark(SentenceId(i as u32))
            .filter(|_| !sentence.heading)
        else {
            continue;
        };
        let Some(kind) = kind(change) else { continue };
        let at = cell_of(
            layout.row_of(sentence.span.start()),
            layout.len(),
            counts.len(),
        );
        if let Some(slot) = all.get_mut(kind) {
            *slot += 1;
        }
        if let Some(slot) = counts.get_mut(at).and_then(|c| c.get_mut(kind)) {
            *slot += 1;
        }
    }
    let usual = (0..kinds.len()).max_by_key(|&k| all.get(k).copied());
    let least = if view.depth() == Some(Depth::Revision) {
        u32::MAX
    } else {
        SHARE
    };
    for (cell, counts) in cells.iter_mut().zip(counts) {
        let here: u32 = counts.iter().sum();
        // That sentences stayed is no change, but where most did not it is what the eye looks for.
        let found = (0..kinds.len())
            .filter(|&k| Some(k) != usual)
            .max_by_key(|&k| counts.get(k).copied());
        let number = found.and_then(|k| counts.get(k)).copied().unwrap_or(0);
        if number > 0 && number.saturating_mul(least) >= here {
            cell.change = found.and_then(|k| kinds.get(k)).copied();
        }
    }
}
