//! Where everything stands on the matrix screen: pure geometry, from the state and the size.
//!
//! Owns [`MatrixPlan`]. Invariant: the cursor is on the screen, and what is laid out is what the screen has room for, however many themes
//! and reports there are. Must not know how anything is drawn.

use super::MatrixState;
use crate::app::plan::{Area, Detail};
use crate::locale::{Lang, theme_group};
use crate::text::width::{self, Ambiguous};
use crate::theme::{Lexicon, RowOrder};

/// Cells of a number.
pub const CELL: u16 = 6;
/// Cells between two columns, and between two groups of columns.
const GAPS: (u16, u16) = (1, 3);
/// Cells of the totals, with the gap before them.
const TOTAL: u16 = 7;
/// Cells of what rows are sorted by, with the gap before them.
const MEASURE: u16 = 8;

/// What stands where on the matrix screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MatrixPlan {
    /// Where the groups of themes are named; none: they are not.
    pub group: Option<u16>,
    /// Where the themes are named: first column and cells.
    pub name: (u16, u16),
    /// Columns on the screen: which, and where.
    pub columns: Vec<(usize, u16)>,
    /// Right end of the totals of rows.
    pub total: Option<u16>,
    /// Right end of what rows are sorted by, where they go by change or spread.
    pub measure: Option<u16>,
    /// First of the three head rows.
    pub heads: u16,
    /// The thin rule below them.
    pub rule: Option<u16>,
    /// Where the rows of numbers stand.
    pub body: Area,
    /// What stands on them: a theme's row, or a blank.
    pub lines: Vec<Option<usize>>,
    /// Row of the totals of columns.
    pub foot: Option<u16>,
    /// Themes that lie above the rows on the screen, and below them.
    pub beyond: (usize, usize),
    /// Columns that lie left of those on the screen, and right of them.
    pub beside: (usize, usize),
    /// Head and passages of the cell under the cursor.
    pub preview: Option<Area>,
    /// Row of the legend.
    pub legend: Option<u16>,
    /// Line at the top.
    pub top: usize,
    /// Column at the left.
    pub first: usize,
}

impl MatrixPlan {
    /// Lays the matrix out on `w` × `h` cells so that its cursor is to be seen, moving as little as it can.
    pub fn new(state: &MatrixState, lexicon: &Lexicon, lang: Lang, (w, h): (u16, u16)) -> Self {
        let detail = Detail::of(w);
        let (group, name) = labels(state, lexicon, lang, detail);
        let mut plan = Self {
            group,
            name,
            heads: 1,
            ..Self::default()
        };
        plan.rows(state, lexicon, w, h);
        let left = name.0 + name.1 + 2;
        let mut right = w.saturating_sub(1);
        // On the narrowest screens the totals are there when they are gone to.
        if detail > Detail::Least || state.on_row_total() {
            plan.total = Some(w.saturating_sub(2));
            right = w.saturating_sub(TOTAL + 2);
        }
        if detail > Detail::Little && !state.matrix.measure.values.is_empty() {
            plan.measure = plan.total.map(|x| x - TOTAL);
            right = right.saturating_sub(MEASURE);
        }
        plan.place_columns(state, left, right);
        plan.draw_near();
        plan
    }

    /// Where all columns are on the screen and leave room, the totals stand beside the last one, not at the far edge.
    fn draw_near(&mut self) {
        let (Some(&(_, x)), Some(total), (0, 0)) = (self.columns.last(), self.total, self.beside)
        else {
            return;
        };
        let measure = if self.measure.is_some() { MEASURE } else { 0 };
        let near = total.min(x + CELL + GAPS.1 + CELL + measure);
        self.total = Some(near);
        self.measure = self.measure.map(|_| near - TOTAL);
    }

    fn rows(&mut self, state: &MatrixState, lexicon: &Lexicon, w: u16, h: u16) {
        self.rule = (h >= 20).then_some(self.heads + 3);
        let top = self.heads + 3 + u16::from(self.rule.is_some());
        let mut bottom = h.saturating_sub(1);
        if h >= 20 {
            bottom -= 1;
            self.legend = Some(bottom);
        }
        let preview = match h {
            36.. => 5,
            24..36 => 3,
            16..24 => 2,
            _ => 0,
        };
        if preview > 0 {
            bottom -= preview;
            self.preview = Some(Area::new(0, bottom, w, preview));
        }
        let spaced = h >= 30;
        let rows = &state.matrix.rows;
        let mut lines = Vec::with_capacity(rows.len() + 16);
        let mut before = None;
        for (i, &theme) in rows.iter().enumerate() {
            let group = lexicon.theme(theme).map(|t| t.group.as_str());
            let parted = spaced && state.matrix.rows_by == RowOrder::Lexicon;
            if parted && i > 0 && group != before {
                lines.push(None);
            }
            before = group;
            lines.push(Some(i));
        }
        // The totals stand below the last theme, at the lowest at the bottom; a blank parts them where there is room.
        if h >= 16 || state.on_column_total() {
            let foot = 1 + u16::from(spaced);
            bottom = bottom.saturating_sub(foot);
            let below = top.saturating_add(lines.len() as u16);
            self.foot = Some(below.min(bottom) + foot - 1);
        }
        self.body = Area::new(0, top, w, bottom.saturating_sub(top));
        let height = self.body.h.max(1) as usize;
        let at = lines
            .iter()
            .position(|&l| l == Some(state.row))
            .unwrap_or(lines.len().saturating_sub(1));
        let around = 2.min((height - 1) / 2);
        let least = (at + around + 1).saturating_sub(height);
        let most = at.saturating_sub(around);
        self.top = state
            .top
            .clamp(least, most.max(least))
            .min(lines.len().saturating_sub(height));
        self.lines = lines.into_iter().skip(self.top).take(height).collect();
        let first = self.lines.iter().flatten().next().copied().unwrap_or(0);
        let last = self.lines.iter().flatten().last().copied();
        self.beyond = (first, rows.len() - last.map_or(0, |l| l + 1));
    }

    fn place_columns(&mut self, state: &MatrixState, left: u16, right: u16) {
        let matrix = &state.matrix;
        let all = &matrix.columns;
        let heading = |i: usize| all.get(i).map(|c| matrix.heading(c));
        // Cells from the start of the column before to the start of column `i`.
        let step = |i: usize| {
            let same = i > 0 && heading(i) == heading(i - 1);
            CELL + if same { GAPS.0 } else { GAPS.1 }
        };
        let room = right.saturating_sub(left).max(CELL);
        // Leftmost column from which `last` is still to be seen.
        let reach = |last: usize| {
            let (mut first, mut cells) = (last, CELL);
            while first > 0 && cells + step(first) <= room {
                cells += step(first);
                first -= 1;
            }
            first
        };
        let end = all.len().saturating_sub(1);
        self.first = state
            .first
            .min(state.column)
            .max(reach(state.column.min(end)))
            .min(reach(end));
        let mut x = left;
        for i in self.first..all.len() {
            if i > self.first {
                x += step(i);
            }
            if x + CELL > left + room {
                break;
            }
            self.columns.push((i, x));
        }
        let shown = self.columns.last().map_or(0, |&(i, _)| i + 1);
        self.beside = (self.first, all.len().saturating_sub(shown));
    }
}

/// Where groups of themes and themes are named: wide enough for the longest name, unless the screen is too narrow for that. Fewest
/// columns: no names of groups.
fn labels(
    state: &MatrixState,
    lexicon: &Lexicon,
    lang: Lang,
    detail: Detail,
) -> (Option<u16>, (u16, u16)) {
    let cells = |text: &str| width::text(text, Ambiguous::Narrow);
    let themes = || state.matrix.rows.iter().filter_map(|&id| lexicon.theme(id));
    let longest = themes().map(|t| cells(lang.pick(&t.name, &t.en))).max();
    let longest = longest.unwrap_or(0).max(12);
    let most = match (detail, lang) {
        (Detail::Least, Lang::Zh) => 12,
        (Detail::Least, Lang::En) => 14,
        (Detail::Little, _) => 18,
        (_, Lang::Zh) => 20,
        (_, Lang::En) => 32,
    };
    let grouped = match lang {
        Lang::Zh => detail >= Detail::Some,
        Lang::En => detail >= Detail::Most,
    };
    if !grouped {
        return (None, (2, longest.min(most)));
    }
    let group = themes().map(|t| cells(theme_group(lang, &t.group))).max();
    let group = group.unwrap_or(0).clamp(4, 12);
    (Some(1), (group + 2, longest.min(most)))
}
