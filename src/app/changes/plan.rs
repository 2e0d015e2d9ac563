//! What stands where on the screen of changes: the sections at the left and the other lists at the right, or one list at a
//! time where there is little room.
//!
//! Invariant: a list that is shown has at least one row, and its chosen item is among them.

use super::{Block, ChangesState};
use crate::app::plan::{Area, Detail, LEAST};
use crate::app::{App, Screen};
use crate::compare::Verdict;
use crate::compare::overview::TermLine;
use crate::text::width::{self, Ambiguous};

/// Words that run on: which stand on each line, and in which column.
pub type Flow = Vec<Vec<(usize, u16)>>;

/// A list that is to be given rows.
struct Wanted {
    block: Block,
    flow: Flow,
    lines: usize,
    /// Rows of the names of its columns.
    names: u16,
}

impl Wanted {
    /// Rows that it has in any case, and the blank below it.
    fn fixed(&self) -> usize {
        usize::from(self.names) + 2
    }
}

/// Where one list stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockPlan {
    /// Which list.
    pub block: Block,
    /// Its head row.
    pub head: Area,
    /// Row of the names of its columns.
    pub names: Option<u16>,
    /// Its lines.
    pub body: Area,
    /// Line at the top.
    pub top: usize,
    /// How many lines it has.
    pub lines: usize,
    /// Of words that run on: which stand on each line, and in which column.
    pub flow: Flow,
}

/// The screen of changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChangesPlan {
    /// The lists, from the top left.
    pub blocks: Vec<BlockPlan>,
    /// One list at a time, their names in the head row.
    pub tabs: bool,
    /// Between left and right.
    pub rule: Option<Area>,
    /// What is said of the two as a whole.
    pub banner: Option<Area>,
    /// What is said of the chosen section.
    pub foot: Option<Area>,
}

/// Cells between two words that run on.
const GAP: u16 = 3;
/// Cells left of a list at the right: rule and blanks.
const MARGIN: u16 = 3;

impl BlockPlan {
    /// The item above or below a word, in the nearest column.
    pub fn beside(&self, item: usize, down: bool) -> usize {
        let at = |line: &Vec<(usize, u16)>| line.iter().find(|(i, _)| *i == item).map(|w| w.1);
        let Some((line, x)) = self
            .flow
            .iter()
            .enumerate()
            .find_map(|(n, l)| Some((n, at(l)?)))
        else {
            return 0;
        };
        let next = if down {
            Some(line + 1)
        } else {
            line.checked_sub(1)
        };
        let words = next.and_then(|n| self.flow.get(n));
        words
            .and_then(|w| w.iter().min_by_key(|(_, at)| at.abs_diff(x)))
            .map_or(item, |(i, _)| *i)
    }
}

/// `词 18 (1)`: a word with its hits, as it is shown.
pub fn shown(term: &TermLine, new: bool) -> (String, String) {
    let (here, there) = if new {
        (term.b, term.a)
    } else {
        (term.a, term.b)
    };
    let counts = if there == 0 {
        format!(" {here}")
    } else {
        format!(" {here} ({there})")
    };
    (term.text.clone(), counts)
}

/// Words set one after the other in `cells` cells.
fn flow(terms: &[TermLine], new: bool, cells: u16, ambiguous: Ambiguous) -> Flow {
    let mut lines = Flow::new();
    let mut x = 0;
    for (i, term) in terms.iter().enumerate() {
        let (text, counts) = shown(term, new);
        let own = width::text(&text, ambiguous) + width::text(&counts, ambiguous);
        if lines.is_empty() || x + own > cells {
            lines.push(Vec::new());
            x = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push((i, x));
        }
        x += own + GAP;
    }
    lines
}

impl App {
    /// What stands where on the screen of changes now.
    pub fn changes_plan(&self) -> Option<ChangesPlan> {
        let Screen::Changes(state) = &self.screen else {
            return None;
        };
        let (w, h) = self.size;
        let seen = state.seen.as_ref()?;
        if w < LEAST.0 || h < LEAST.1 {
            return None;
        }
        let mut body = Area::new(0, 1, w, h - 2);
        let mut plan = ChangesPlan::default();
        let banner = match seen.comparison.verdict {
            Verdict::Comparable => 0,
            Verdict::NotComparable => 4,
            // Nothing else is to be said.
            Verdict::Identical | Verdict::Empty { .. } => body.h,
        };
        if banner > 0 {
            let rows = u16::min(banner, body.h);
            plan.banner = Some(Area::new(0, body.y, w, rows));
            body = Area::new(0, body.y + rows, w, body.h - rows);
        }
        if body.h < 3 {
            return Some(plan);
        }
        plan.tabs = w < 100;
        let blocks = state.blocks();
        if plan.tabs || state.only.is_some() {
            let tab = state.block.tab();
            let shown: Vec<Block> = blocks.into_iter().filter(|b| tab.contains(b)).collect();
            if state.block == Block::Sections && body.h >= 14 {
                plan.foot = Some(Area::new(0, body.bottom() - 2, w, 2));
                body.h -= 2;
            }
            plan.stack(state, &shown, body, self.settings.ambiguous);
            return Some(plan);
        }
        let left = left_width(w);
        let mut list = Area::new(0, body.y, left - 1, body.h);
        if list.h >= 14 {
            plan.foot = Some(Area::new(0, list.bottom() - 2, list.w, 2));
            list.h -= 2;
        }
        plan.stack(state, &[Block::Sections], list, self.settings.ambiguous);
        plan.rule = Some(Area::new(left - 1, body.y + 1, 1, body.h - 1));
        let right: Vec<Block> = blocks
            .into_iter()
            .filter(|&b| b != Block::Sections)
            .collect();
        let area = Area::new(left, body.y, w - left, body.h);
        plan.stack(state, &right, area, self.settings.ambiguous);
        Some(plan)
    }
}

/// Cells of the left part, its rule included.
fn left_width(w: u16) -> u16 {
    match Detail::of(w) {
        Detail::All => 64 + (w - 120) / 3,
        Detail::Nearly => 64,
        _ => w * 53 / 100,
    }
}

impl ChangesPlan {
    /// Puts lists one below the other, each with as many rows as it needs, or its share where there are not enough.
    fn stack(&mut self, state: &ChangesState, blocks: &[Block], area: Area, ambiguous: Ambiguous) {
        let Some(seen) = &state.seen else { return };
        let cells = area.w.saturating_sub(2 * MARGIN - 1);
        let mut wanted: Vec<Wanted> = Vec::new();
        for &block in blocks {
            let o = &seen.overview;
            let flow = match block {
                Block::NewTerms => flow(&o.new_terms, true, cells, ambiguous),
                Block::GoneTerms => flow(&o.gone_terms, false, cells, ambiguous),
                _ => Flow::new(),
            };
            let lines = match block {
                Block::Sections => state.lines.len(),
                Block::NewTerms | Block::GoneTerms => flow.len(),
                _ => state.count(block),
            };
            wanted.push(Wanted {
                block,
                flow,
                lines: lines.max(1),
                names: u16::from(matches!(block, Block::Sections | Block::Figures)),
            });
        }
        // Lists that have not even two rows are left out from below; the one with the keys stays.
        let height = usize::from(area.h) + 1;
        let least = |all: &[Wanted]| {
            all.iter()
                .map(|w| w.fixed() + w.lines.min(2))
                .sum::<usize>()
        };
        while wanted.len() > 1 && least(&wanted) > height {
            let at = wanted.iter().rposition(|w| w.block != state.block);
            wanted.remove(at.unwrap_or(0));
        }
        let fixed: usize = wanted.iter().map(Wanted::fixed).sum();
        let rows = shares(&wanted, height.saturating_sub(fixed));
        let mut y = area.y;
        for (wanted, rows) in wanted.into_iter().zip(rows) {
            let block = wanted.block;
            let body = Area::new(area.x, y + 1 + wanted.names, area.w, rows.max(1) as u16);
            let item = state.cursor(block).item;
            let selected = match block {
                Block::Sections => state.line().unwrap_or(0),
                Block::NewTerms | Block::GoneTerms => {
                    let holds = |line: &Vec<(usize, u16)>| line.iter().any(|(i, _)| *i == item);
                    wanted.flow.iter().position(holds).unwrap_or(0)
                }
                _ => item,
            };
            self.blocks.push(BlockPlan {
                block,
                head: Area::new(area.x, y, area.w, 1),
                names: (wanted.names > 0).then_some(y + 1),
                top: top(state, block, selected, usize::from(body.h), wanted.lines),
                body,
                lines: wanted.lines,
                flow: wanted.flow,
            });
            y = body.bottom() + 1;
        }
    }
}

/// Deals out `room` rows one by one to whoever has the fewest, until all have theirs.
fn shares(wanted: &[Wanted], mut room: usize) -> Vec<usize> {
    let mut rows = vec![0; wanted.len()];
    while room > 0 {
        let short = |i: &usize| {
            rows.get(*i)
                .zip(wanted.get(*i))
                .is_some_and(|(r, w)| *r < w.lines)
        };
        let next = (0..wanted.len())
            .filter(short)
            .min_by_key(|&i| rows.get(i).copied());
        let Some(slot) = next.and_then(|i| rows.get_mut(i)) else {
            break;
        };
        *slot += 1;
        room -= 1;
    }
    rows
}

/// The line at the top of a list, moved as little as can be so that the chosen one stands in it.
fn top(state: &ChangesState, block: Block, selected: usize, height: usize, lines: usize) -> usize {
    let around = 2.min(height.saturating_sub(1) / 2);
    // At the first item its head is seen too.
    let first = block == Block::Sections && state.cursor(block).item == 0;
    let most = if first {
        0
    } else {
        selected.saturating_sub(around)
    };
    let least = (selected + around + 1).saturating_sub(height);
    let top = state
        .cursor(block)
        .top
        .clamp(least.min(most), most.max(least));
    top.min(lines.saturating_sub(height))
}
