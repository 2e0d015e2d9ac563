//! Which part of the library screen shows what: pure geometry.

use crate::app::plan::Area;

/// Cells of the list where the detail stands beside it, and where there is room for every column.
const LIST: u16 = 70;
const WIDE_LIST: u16 = 88;
/// Fewest columns of the screen with the wider list.
const WIDE: u16 = 150;
/// Fewest columns of the screen with the detail beside the list.
const BESIDE: u16 = 100;
/// Fewest rows of the screen with the detail below the list.
const BELOW: u16 = 20;
/// Fewest columns of a detail in two halves.
const HALVES: u16 = 70;
/// Fewest rows of a detail with a blank row below its head.
const AIRY: u16 = 16;
/// Most cells of a detail: longer rows are hard to read.
const WIDEST: u16 = 92;

/// Where list and detail stand. Each has a head row; the list has the names of its columns below that.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LibraryPlan {
    /// The list with its head; its last column is the rule beside it or blank.
    pub list: Area,
    /// The detail with its head, where there is room.
    pub detail: Option<Area>,
    /// It stands beside the list, a rule between them.
    pub beside: bool,
}

impl LibraryPlan {
    /// For a screen of `w` columns and `h` rows, bars included, with so many lines to list.
    pub fn new(w: u16, h: u16, lines: usize) -> Self {
        let body = Area::new(0, 1, w, h.saturating_sub(2));
        if w >= BESIDE {
            let list = if w >= WIDE { WIDE_LIST } else { LIST };
            return Self {
                list: Area::new(0, body.y, list, body.h),
                detail: Some(Area::new(list, body.y, w - list, body.h)),
                beside: true,
            };
        }
        if h < BELOW {
            return Self {
                list: body,
                ..Self::default()
            };
        }
        // The list takes what it needs, at most half.
        let lines = lines.min(usize::from(u16::MAX) - 3) as u16 + 3;
        let below = (body.h - body.h / 2)
            .max(9)
            .max(body.h.saturating_sub(lines));
        let list = Area::new(0, body.y, w, body.h - below);
        Self {
            list,
            detail: Some(Area::new(0, list.bottom(), w, below)),
            beside: false,
        }
    }

    /// The rows of the list itself.
    pub fn rows(&self) -> Area {
        let list = self.list;
        Area::new(list.x, list.y + 2, list.w, list.h.saturating_sub(2))
    }

    /// Where the sheets of the detail stand: one, or two halves where it is low and wide.
    pub fn sheets(&self) -> Vec<Area> {
        let Some(area) = self.detail else {
            return Vec::new();
        };
        if area.w < 5 || area.h < 2 {
            return Vec::new();
        }
        let inside = area.w - 4;
        let from = area.y + if area.h >= AIRY { 2 } else { 1 };
        let rows = Area::new(
            area.x + 2,
            from,
            inside.min(WIDEST),
            area.bottom().saturating_sub(from),
        );
        if area.w >= HALVES && area.w > 4 * area.h {
            let w = (inside - 2) / 2;
            let left = Area { w, ..rows };
            let x = area.x + 2 + inside - w;
            return vec![left, Area { x, ..left }];
        }
        vec![rows]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_outside_or_on_anything_else() {
        for w in 0..200 {
            for h in 0..60 {
                for lines in [0, 5, 2000] {
                    let plan = LibraryPlan::new(w, h, lines);
                    assert!(plan.list.right() <= w, "{w}x{h}");
                    let Some(detail) = plan.detail else { continue };
                    assert!(detail.right() <= w && detail.bottom() < h.max(2), "{w}x{h}");
                    let apart = plan.list.right() <= detail.x || plan.list.bottom() <= detail.y;
                    assert!(apart, "{w}x{h}");
                    for sheet in plan.sheets() {
                        assert!(sheet.right() <= detail.right(), "{w}x{h}");
                        assert!(sheet.bottom() <= detail.bottom(), "{w}x{h}");
                    }
                }
            }
        }
    }
}
