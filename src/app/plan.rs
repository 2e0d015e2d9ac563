//! Which part of the screen shows what: pure geometry, from the size of the terminal and the number of panes.
//!
//! The widths and what is dropped in which order are those of the product's look: see [`Plan::new`].

use super::widths::{OUTLINE, Widths};

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

impl Area {
    /// A rectangle.
    pub fn new(x: u16, y: u16, w: u16, h: u16) -> Self {
        Self { x, y, w, h }
    }

    /// One past the last column.
    pub fn right(self) -> u16 {
        self.x + self.w
    }

    /// One past the last row.
    pub fn bottom(self) -> u16 {
        self.y + self.h
    }

    /// Whether a cell lies in it.
    pub fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }

    /// The same rectangle without `n` cells at each side and `m` rows above and below.
    #[must_use]
    pub fn inside(self, n: u16, m: u16) -> Self {
        Self::new(
            self.x + n,
            self.y + m,
            self.w.saturating_sub(2 * n),
            self.h.saturating_sub(2 * m),
        )
    }
}

/// How much there is room to say; each step drops what the look names for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Detail {
    /// 40 to 49 columns.
    Least,
    /// 50 to 79.
    Little,
    /// 80 to 99.
    Some,
    /// 100 to 119.
    Most,
    /// 120 to 139.
    Nearly,
    /// 140 and more.
    All,
}

/// Where one pane stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PanePlan {
    /// Which pane.
    pub pane: usize,
    /// The head row.
    pub head: Area,
    /// The text: first column is the first of the measure, gutter and ruler are outside.
    pub text: Area,
    /// Column of the ruler (theme digits stand one to its left).
    pub ruler: u16,
}

/// The reader screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// The whole screen.
    pub area: Area,
    /// Row 0.
    pub title: Area,
    /// The last row.
    pub status: Area,
    /// Between them.
    pub body: Area,
    /// Outline with its head row, where there is room.
    pub outline: Option<Area>,
    /// The panes on the screen, from the left.
    pub panes: Vec<PanePlan>,
    /// The counterpart shown below a single pane.
    pub peek: Option<PanePlan>,
    /// What is told of wording, below the panes.
    pub strip: Option<Area>,
    /// Fewer than 40 columns or 10 rows: one sentence instead of a screen.
    pub too_small: bool,
}

/// Fewest columns and rows that are drawn on.
pub const LEAST: (u16, u16) = (40, 10);
/// Widest text measure, in cells.
const MEASURE: u16 = 78;
/// Cells of a pane beside its text: blank, mark, blank; blank, theme digit, ruler.
const MARGINS: u16 = 6;
/// Rows of the strip below the panes, head included, and of the blank one under it.
const STRIP: (u16, u16) = (6, 1);
/// Rows of the peek below a single pane, head included.
const PEEK: u16 = 7;

impl Detail {
    /// For a screen of `w` columns.
    pub fn of(w: u16) -> Self {
        match w {
            0..50 => Detail::Least,
            50..80 => Detail::Little,
            80..100 => Detail::Some,
            100..120 => Detail::Most,
            120..140 => Detail::Nearly,
            _ => Detail::All,
        }
    }
}

impl Plan {
    /// Lays out `w` × `h` cells for `count` panes of which `focus` has the keys; `outline` is wanted by the reader;
    /// `companion` is the pane that the peek shows; `first` is the leftmost pane shown last time.
    pub fn new(
        w: u16,
        h: u16,
        count: usize,
        focus: usize,
        companion: usize,
        outline: bool,
    ) -> Self {
        let widths = Widths::default();
        Self::wide((w, h), count, (focus, companion), outline, &widths)
    }

    /// The same with panes and outline as wide as the reader made them, as far as there is room.
    pub fn wide(
        (w, h): (u16, u16),
        count: usize,
        (focus, companion): (usize, usize),
        outline: bool,
        widths: &Widths,
    ) -> Self {
        let area = Area::new(0, 0, w, h);
        if w < LEAST.0 || h < LEAST.1 {
            return Self {
                area,
                too_small: true,
                ..Self::default()
            };
        }
        let body = Area::new(0, 1, w, h - 2);
        let mut plan = Self {
            area,
            title: Area::new(0, 0, w, 1),
            status: Area::new(0, h - 1, w, 1),
            body,
            ..Self::default()
        };
        let detail = Detail::of(w);
        let count = count.max(1);
        let (outline_w, least) = match detail {
            Detail::All => (34, 46),
            Detail::Nearly => (30, 45),
            _ => (0, 40),
        };
        // An outline that was made wider is narrow again before panes are left out.
        let outline_w = match widths.outline.filter(|_| outline_w > 0) {
            Some(asked) => {
                let room = w.saturating_sub(least * count as u16).max(outline_w);
                asked.clamp(OUTLINE.0, OUTLINE.1).min(room)
            }
            None => outline_w,
        };
        let mut left = 0;
        if outline && outline_w > 0 && (w - outline_w) / (count as u16) >= least {
            plan.outline = Some(Area::new(0, body.y, outline_w, body.h));
            left = outline_w;
        }
        let room = w - left;
        let shown = if detail <= Detail::Little {
            1
        } else {
            count.min((room / 40).max(1) as usize)
        };
        let first = focus.saturating_sub(shown - 1).min(count - shown);
        let peek = shown == 1 && count > 1 && detail == Detail::Little && h >= 20;
        let pane_h = if peek { body.h - PEEK } else { body.h };
        let mut x = left;
        for (i, width) in (first..).zip(widths.deal(room, count, first, shown)) {
            plan.panes
                .push(PanePlan::new(i, Area::new(x, body.y, width, pane_h)));
            x += width;
        }
        if peek {
            plan.peek = Some(PanePlan::new(
                companion,
                Area::new(0, body.y + pane_h, w, PEEK),
            ));
        }
        plan
    }

    /// The same with the strip below the panes, if it is `wanted` and there is room.
    #[must_use]
    pub fn with_strip(mut self, wanted: bool) -> Self {
        if !wanted || self.area.h < 20 || self.peek.is_some() || self.panes.len() < 2 {
            return self;
        }
        let blank = if self.area.h >= 30 { STRIP.1 } else { 0 };
        let rows = STRIP.0 + blank;
        for pane in &mut self.panes {
            pane.text.h = pane.text.h.saturating_sub(rows);
        }
        let x = self.outline.map_or(0, Area::right);
        let y = self.body.bottom() - rows;
        self.strip = Some(Area::new(x, y, self.area.w - x, rows));
        self
    }

    /// How much there is room to say.
    pub fn detail(&self) -> Detail {
        Detail::of(self.area.w)
    }

    /// The borders that can be moved, each with the pane right of it: a blank column beside the rule, and the cell above that.
    pub fn borders(&self) -> impl Iterator<Item = (usize, Area)> + '_ {
        let outline = self.outline.is_some();
        let movable = self.panes.iter().enumerate();
        movable
            .filter(move |(i, _)| *i > 0 || outline)
            .map(|(i, p)| {
                let rule = if i == 0 { 1 } else { 0 };
                let x = p.head.x - rule;
                (p.pane, Area::new(x, p.head.y, 1 + rule, p.text.h + 1))
            })
    }

    /// Where a pane stands, if it is on the screen.
    pub fn pane(&self, pane: usize) -> Option<&PanePlan> {
        self.panes
            .iter()
            .chain(self.peek.as_ref())
            .find(|p| p.pane == pane)
    }
}

impl PanePlan {
    fn new(pane: usize, area: Area) -> Self {
        let width = area.w.saturating_sub(MARGINS).min(MEASURE);
        Self {
            pane,
            head: Area::new(area.x, area.y, area.w, 1),
            text: Area::new(area.x + 3, area.y + 1, width, area.h.saturating_sub(1)),
            ruler: area.right().saturating_sub(1),
        }
    }
}
