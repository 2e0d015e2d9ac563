//! 变化: the overview of one comparison, in parts: sections, figures, wording, firmness, what was kept, what was changed most.
//!
//! Owns [`ChangesState`]. Invariant: the older report is A, whatever the order of the panes, unless the reader exchanged
//! them; what is shown is made from the comparison in use and made anew with it. Must not know how anything is drawn.

mod go;
mod plan;

use std::sync::Arc;

use super::action::Action;
use super::msg::Effect;
use super::{App, Screen};
use crate::compare::overview::{Part, Row, RowKind};
use crate::compare::{Change, Comparison, Depth, Overview, overview};
use crate::locale::{Word, word};
use crate::report::{Report, ReportId};
use crate::text::fold;

pub use plan::{BlockPlan, ChangesPlan, shown};

/// One list of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Block {
    /// 章节
    #[default]
    Sections,
    /// 数字
    Figures,
    /// 措辞 that only B has
    NewTerms,
    /// 措辞 that only A has
    GoneTerms,
    /// 力度
    Tones,
    /// 最长原样
    Kept,
    /// 改动最多
    Reworded,
}

impl Block {
    /// All of them, in the order of the screen.
    pub const ALL: [Block; 7] = [
        Block::Sections,
        Block::Figures,
        Block::NewTerms,
        Block::GoneTerms,
        Block::Tones,
        Block::Kept,
        Block::Reworded,
    ];

    fn index(self) -> usize {
        Block::ALL.iter().position(|&b| b == self).unwrap_or(0)
    }

    /// Those that share a tab with it.
    pub fn tab(self) -> &'static [Block] {
        match self {
            Block::Sections => &[Block::Sections],
            Block::Figures => &[Block::Figures],
            Block::NewTerms | Block::GoneTerms => &[Block::NewTerms, Block::GoneTerms],
            Block::Tones => &[Block::Tones],
            Block::Kept | Block::Reworded => &[Block::Kept, Block::Reworded],
        }
    }
}

/// What stands on a line of the list of sections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// Nothing.
    Blank,
    /// The head of a part.
    Head(usize),
    /// A row of a part.
    Row(usize, usize),
}

/// An overview with what it was made from.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What is shown.
    pub overview: Overview,
    /// The comparison it was read off.
    pub comparison: Arc<Comparison>,
    /// The older report.
    pub a: Arc<Report>,
    /// The newer one.
    pub b: Arc<Report>,
}

/// Where the reader stands in one list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cursor {
    /// The chosen item.
    pub item: usize,
    /// Line at the top.
    pub top: usize,
}

/// State of this screen.
#[derive(Clone, Debug)]
pub struct ChangesState {
    /// The report at the left.
    pub a: ReportId,
    /// The report at the right.
    pub b: ReportId,
    /// The overview, once the comparison is made.
    pub seen: Option<Arc<Seen>>,
    /// The lines of the list of sections.
    pub lines: Vec<Line>,
    /// Which list has the keys.
    pub block: Block,
    /// Only sections without counterpart.
    pub alone: bool,
    /// Only the lists of one kind, over the whole screen.
    pub only: Option<Block>,
    cursors: [Cursor; 7],
}

impl ChangesState {
    fn new(a: ReportId, b: ReportId) -> Self {
        Self {
            a,
            b,
            seen: None,
            lines: Vec::new(),
            block: Block::Sections,
            alone: false,
            only: None,
            cursors: [Cursor::default(); 7],
        }
    }

    /// Where the reader stands in a list.
    pub fn cursor(&self, block: Block) -> Cursor {
        self.cursors.get(block.index()).copied().unwrap_or_default()
    }

    fn set(&mut self, block: Block, change: impl FnOnce(&mut Cursor)) {
        if let Some(cursor) = self.cursors.get_mut(block.index()) {
            change(cursor);
        }
    }

    /// The number of items in a list.
    pub fn count(&self, block: Block) -> usize {
        let Some(seen) = &self.seen else { return 0 };
        let o = &seen.overview;
        match block {
            Block::Sections => self.items().count(),
            Block::Figures => o.figures.len() + o.targets.len(),
            Block::NewTerms => o.new_terms.len(),
            Block::GoneTerms => o.gone_terms.len(),
            Block::Tones => o.tones.len(),
            Block::Kept => o.kept.len(),
            Block::Reworded => o.reworded.len(),
        }
    }

    /// The lines of the list of sections that can be chosen: rows, and parts whose own text changed.
    pub fn items(&self) -> impl Iterator<Item = usize> + '_ {
        let chosen = |line: &Line| match line {
            Line::Blank => false,
            Line::Head(part) => self.seen.as_ref().is_some_and(|seen| {
                let part = seen.overview.parts.get(*part);
                part.is_some_and(|part| own_change(seen, part).is_some())
            }),
            Line::Row(..) => true,
        };
        let lines = self.lines.iter().enumerate();
        lines
            .filter(move |(_, line)| chosen(line))
            .map(|(at, _)| at)
    }

    /// The line of the list of sections that is chosen.
    pub fn line(&self) -> Option<usize> {
        self.items().nth(self.cursor(Block::Sections).item)
    }

    /// The lists that are there, in order.
    pub fn blocks(&self) -> Vec<Block> {
        let shown = |&b: &Block| match self.only {
            Some(only) => only.tab().contains(&b),
            None => true,
        };
        let filled = |&b: &Block| b == Block::Sections || self.count(b) > 0;
        let mut blocks: Vec<Block> = Block::ALL
            .into_iter()
            .filter(shown)
            .filter(filled)
            .collect();
        if let (Some(only), true) = (self.only, blocks.is_empty()) {
            blocks.push(only);
        }
        blocks
    }

    /// Lays the sections out in lines.
    fn fill(&mut self) {
        self.lines.clear();
        let Some(seen) = self.seen.clone() else {
            return;
        };
        for (at, part) in seen.overview.parts.iter().enumerate() {
            let wanted = |row: usize| {
                let row = part.rows.get(row);
                !self.alone || row.is_some_and(Row::is_alone)
            };
            let rows: Vec<usize> = (0..part.rows.len()).filter(|&r| wanted(r)).collect();
            if rows.is_empty() && (self.alone || part.head.is_none()) {
                continue;
            }
            if !self.lines.is_empty() {
                self.lines.push(Line::Blank);
            }
            self.lines.push(Line::Head(at));
            self.lines
                .extend(rows.into_iter().map(|r| Line::Row(at, r)));
        }
        let last = self.items().count().saturating_sub(1);
        self.set(Block::Sections, |c| c.item = c.item.min(last));
    }

    fn step(&mut self, by: isize) {
        let last = self.count(self.block).saturating_sub(1);
        let block = self.block;
        self.set(block, |c| {
            c.item = c.item.saturating_add_signed(by).min(last);
        });
    }

    /// Gives the keys to a list, and chooses one of its items.
    fn choose(&mut self, block: Block, item: Option<usize>) {
        self.block = block;
        let last = self.count(block).saturating_sub(1);
        if let Some(item) = item {
            self.set(block, |c| c.item = item.min(last));
        }
    }

    /// Gives the keys to the next or previous list.
    fn step_block(&mut self, forward: bool) {
        let blocks = self.blocks();
        let count = blocks.len().max(1);
        let at = blocks.iter().position(|&b| b == self.block).unwrap_or(0);
        let next = if forward { at + 1 } else { at + count - 1 };
        self.block = blocks.get(next % count).copied().unwrap_or_default();
    }

    /// Goes to the first row of the next part, or of this or the previous one.
    fn step_part(&mut self, forward: bool) {
        let part = |line: usize| match self.lines.get(line) {
            Some(Line::Head(part) | Line::Row(part, _)) => Some(*part),
            _ => None,
        };
        let items: Vec<usize> = self.items().collect();
        let starts = |i: usize| {
            let of = |i: usize| items.get(i).and_then(|&line| part(line));
            i == 0 || of(i) != of(i - 1)
        };
        let here = self.cursor(Block::Sections).item;
        let target = if forward {
            (here + 1..items.len()).find(|&i| starts(i))
        } else {
            (0..here).rfind(|&i| starts(i))
        };
        if let Some(target) = target {
            self.set(Block::Sections, |c| c.item = target);
        }
    }

    /// Goes to the next or previous section that is not as it was.
    fn step_change(&mut self, forward: bool) -> bool {
        let Some(seen) = &self.seen else { return false };
        let changed = |line: usize| {
            let state = match self.lines.get(line) {
                Some(Line::Row(part, row)) => {
                    let part = seen.overview.parts.get(*part);
                    part.and_then(|p| p.rows.get(*row)).map(|r| r.state)
                }
                Some(Line::Head(part)) => {
                    let part = seen.overview.parts.get(*part);
                    part.and_then(|p| p.head.as_ref()).map(|h| h.state)
                }
                _ => None,
            };
            state.flatten().is_some_and(|s| s != Change::Kept)
        };
        let here = self.cursor(Block::Sections).item;
        let items: Vec<usize> = self.items().collect();
        let changed = |&i: &usize| items.get(i).is_some_and(|&line| changed(line));
        let target = if forward {
            (here + 1..items.len()).find(changed)
        } else {
            (0..here).rfind(changed)
        };
        let Some(target) = target else { return false };
        self.set(Block::Sections, |c| c.item = target);
        true
    }

    /// Shows only one kind of list, or all again.
    fn toggle_only(&mut self, block: Block) {
        if self.only.is_some_and(|only| only.tab() == block.tab()) {
            self.only = None;
        } else {
            self.only = Some(block);
            self.block = self.blocks().first().copied().unwrap_or(block);
        }
    }
}

impl App {
    /// The two reports whose changes are shown.
    pub fn changes_pair(&self) -> Option<(ReportId, ReportId)> {
        match &self.screen {
            Screen::Changes(state) => Some((state.a, state.b)),
            _ => None,
        }
    }

    /// Opens the changes of the focused pane and the one it is compared with, the older report at the left; on the screen
    /// itself goes back to where it was opened.
    pub(super) fn open_changes(&mut self) {
        self.overlays.clear();
        let lang = self.settings.lang;
        if matches!(self.screen, Screen::Changes(_)) {
            self.screen = self.behind.pop().unwrap_or_default();
            return;
        }
        let focus = self.reader.focus;
        let Some(other) = self.other_pane(focus) else {
            self.say(word(lang, Word::NothingToCompare));
            return;
        };
        let of = |pane: usize| self.reader.panes.get(pane).map(|p| p.report);
        let (Some(left), Some(right)) = (of(focus.min(other)), of(focus.max(other))) else {
            return;
        };
        if left == right {
            self.say(word(lang, Word::OneReportTwice));
            return;
        }
        let year = |id: ReportId| {
            let report = self.shelf.report(id)?;
            report.identity.year.as_ref().map(|y| y.value.0)
        };
        let newer_left = matches!((year(left), year(right)), (Some(l), Some(r)) if l > r);
        let (a, b) = if newer_left {
            (right, left)
        } else {
            (left, right)
        };
        let same = |s: &Screen| matches!(s, Screen::Changes(c) if (c.a, c.b) == (a, b) || (c.b, c.a) == (a, b));
        let earlier = self.behind.iter().rposition(same);
        let earlier = earlier.map(|at| self.behind.remove(at));
        self.behind.retain(|s| !matches!(s, Screen::Changes(_)));
        let screen = earlier.unwrap_or_else(|| Screen::Changes(ChangesState::new(a, b)));
        self.enter(screen);
    }

    /// Makes the overview anew where the comparison in use is another one.
    pub(super) fn refresh_changes(&mut self) {
        let Some(pair) = self.changes_pair() else {
            return;
        };
        let current = self.pairings.get(&pair).and_then(|p| p.current()).cloned();
        let reports = (self.shelf.report(pair.0), self.shelf.report(pair.1));
        let made = match (current, reports) {
            (Some(comparison), (Some(a), Some(b))) => {
                let known = match &self.screen {
                    Screen::Changes(state) => state.seen.clone(),
                    _ => None,
                };
                let fresh = known.filter(|s| Arc::ptr_eq(&s.comparison, &comparison));
                fresh.or_else(|| {
                    let terms = self.terms_of(&[pair.0, pair.1]);
                    Some(Arc::new(Seen {
                        overview: overview(a, b, &comparison, &terms),
                        comparison,
                        a: Arc::clone(a),
                        b: Arc::clone(b),
                    }))
                })
            }
            _ => None,
        };
        if let Screen::Changes(state) = &mut self.screen {
            let same = match (&state.seen, &made) {
                (Some(was), Some(is)) => Arc::ptr_eq(was, is),
                (None, None) => true,
                _ => false,
            };
            if !same {
                state.seen = made;
                state.fill();
                let blocks = state.blocks();
                if !blocks.contains(&state.block) {
                    state.block = blocks.first().copied().unwrap_or_default();
                }
                for block in Block::ALL {
                    let last = state.count(block).saturating_sub(1);
                    state.set(block, |c| c.item = c.item.min(last));
                }
            }
        }
        self.keep_changes_in_sight();
    }

    /// The wordings of all themes that stand in these reports, folded.
    fn terms_of(&self, reports: &[ReportId]) -> Vec<String> {
        let mut terms = Vec::new();
        for &id in reports {
            let (Some(report), Some(hits)) = (self.shelf.report(id), self.shelf.hits(id)) else {
                continue;
            };
            let words = hits.hits.iter().map(|h| report.reading_folded(h.span));
            terms.extend(words.map(|w| fold::fold_str(&w)));
        }
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    fn keep_changes_in_sight(&mut self) {
        let Some(plan) = self.changes_plan() else {
            return;
        };
        if let Screen::Changes(state) = &mut self.screen {
            for place in plan.blocks {
                state.set(place.block, |c| c.top = place.top);
            }
        }
    }

    /// Gives the keys to a list, and chooses one of its items.
    pub(super) fn choose_change(&mut self, block: Block, item: Option<usize>) {
        if let Screen::Changes(state) = &mut self.screen {
            state.choose(block, item);
        }
    }

    /// Moves a list by `rows` lines as far as there are any, or by a screen; the chosen item goes along only where it would be left behind.
    pub(super) fn turn_changes(&mut self, block: Block, rows: isize, page: bool) {
        let Some(plan) = self.changes_plan() else {
            return;
        };
        let Some(place) = plan.blocks.into_iter().find(|b| b.block == block) else {
            return;
        };
        let height = usize::from(place.body.h);
        let rows = if page {
            rows.signum() * height as isize
        } else {
            rows
        };
        let most = place.lines.saturating_sub(height);
        let top = place.top.saturating_add_signed(rows).min(most);
        let around = 2.min(height.saturating_sub(1) / 2);
        let Screen::Changes(state) = &mut self.screen else {
            return;
        };
        // The lines on which the chosen item may stand.
        let low = if top == 0 { 0 } else { top + around };
        let high = if top == most {
            place.lines
        } else {
            top + height - around
        };
        let line_of = |item: usize| match block {
            Block::Sections => state.items().nth(item),
            Block::NewTerms | Block::GoneTerms => {
                let holds = |line: &Vec<(usize, u16)>| line.iter().any(|(i, _)| *i == item);
                place.flow.iter().position(holds)
            }
            _ => Some(item),
        };
        let inside = |&item: &usize| line_of(item).is_some_and(|l| (low..high).contains(&l));
        let here = state.cursor(block).item;
        let count = state.count(block);
        let item = if inside(&here) {
            Some(here)
        } else if rows > 0 {
            (0..count).find(inside)
        } else {
            (0..count).rfind(inside)
        };
        state.set(block, |c| {
            c.top = top;
            c.item = item.unwrap_or(c.item);
        });
    }

    pub(super) fn changes_action(&mut self, action: Action) -> Vec<Effect> {
        let plan = self.changes_plan();
        let lang = self.settings.lang;
        let (times, nth) = (self.times(), self.nth());
        let Screen::Changes(state) = &mut self.screen else {
            return Vec::new();
        };
        let place = plan
            .as_ref()
            .and_then(|p| p.blocks.iter().find(|b| b.block == state.block));
        let page = place.map_or(1, |p| p.body.h.max(1)) as isize;
        let flow = place.is_some_and(|p| !p.flow.is_empty());
        let sections = state.block == Block::Sections;
        match action {
            Action::MoveDown | Action::MoveUp if flow => {
                let down = action == Action::MoveDown;
                let mut item = state.cursor(state.block).item;
                for _ in 0..times {
                    let before = item;
                    item = place.map_or(0, |p| p.beside(item, down));
                    if item == before {
                        break;
                    }
                }
                let block = state.block;
                state.set(block, |c| c.item = item);
            }
            Action::MoveDown => state.step(times),
            Action::MoveUp => state.step(-times),
            Action::MoveRight if flow => state.step(times),
            Action::MoveLeft if flow => state.step(-times),
            Action::MoveRight if sections => state.step_block(true),
            Action::MoveLeft if !sections && state.only.is_none() => state.block = Block::Sections,
            Action::HalfPageDown => state.step(times * (page / 2)),
            Action::HalfPageUp => state.step(-times * (page / 2)),
            Action::PageDown => state.step(times * (page - 1).max(1)),
            Action::PageUp => state.step(-times * (page - 1).max(1)),
            Action::Top | Action::Bottom if let Some(nth) = nth => {
                state.step(isize::MIN);
                state.step(nth as isize);
            }
            Action::Top => state.step(isize::MIN),
            Action::Bottom => state.step(isize::MAX),
            Action::PaneNext => state.step_block(true),
            Action::PanePrev => state.step_block(false),
            Action::SectionNext | Action::SectionPrev if sections => {
                (0..times).for_each(|_| state.step_part(action == Action::SectionNext));
            }
            Action::DiffNext | Action::DiffPrev if sections => {
                let found = state.step_change(action == Action::DiffNext);
                // On, as far as a count says or there are more.
                let _ = (1..times).all(|_| state.step_change(action == Action::DiffNext));
                let parallel = state
                    .seen
                    .as_ref()
                    .is_some_and(|s| s.comparison.depth == Depth::Parallel);
                match (found, parallel) {
                    (true, _) => {}
                    (false, true) => self.say(word(lang, Word::NoMarksAtParallel)),
                    (false, false) => self.say(word(lang, Word::NoMoreDifferences)),
                }
            }
            Action::OnlyAlone => {
                state.alone = !state.alone;
                state.only = None;
                state.block = Block::Sections;
                state.fill();
            }
            Action::OnlyFigures => state.toggle_only(Block::Figures),
            Action::OnlyWording => state.toggle_only(Block::NewTerms),
            Action::SwapSides => {
                let mut swapped = ChangesState::new(state.b, state.a);
                swapped.alone = state.alone;
                self.screen = Screen::Changes(swapped);
            }
            Action::CycleDepth => self.cycle_changes_depth(),
            Action::Confirm => return self.go_from_changes(),
            _ => {}
        }
        Vec::new()
    }

    /// Goes to the next depth, for this screen and for panes that show the two reports.
    fn cycle_changes_depth(&mut self) {
        let Some((a, b)) = self.changes_pair() else {
            return;
        };
        for key in [(a, b), (b, a)] {
            let Some(known) = self.pairings.get(&key) else {
                continue;
            };
            let next = match known.depth() {
                Some(Depth::Revision) => Depth::Succession,
                Some(Depth::Succession) => Depth::Parallel,
                _ => Depth::Revision,
            };
            let own = known.nearness.is_some_and(|n| n.depth == next);
            self.change_pairing(key, |p| p.asked = (!own).then_some(next));
        }
    }
}

/// What became of a part's own text, where that is worth telling: in drafts, if it is not as it was. Elsewhere it never is.
pub fn own_change(seen: &Seen, part: &Part) -> Option<Change> {
    let state = part.head.as_ref().and_then(|head| head.state);
    state.filter(|&s| s != Change::Kept && seen.comparison.depth == Depth::Revision)
}

/// Whether a row stands for text before the first heading.
pub fn is_front(kind: RowKind) -> bool {
    kind == RowKind::Front
}
