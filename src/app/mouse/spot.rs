//! What of the screen can be pressed or turned, and where it stands.
//!
//! Owns [`Spots`]. Invariant: whoever draws something says by the same rectangle what it is, so that what is seen and what is hit are one;
//! what is drawn later lies above. Must not know what a press does.

use crate::app::action::Action;
use crate::app::changes::Block;
use crate::app::novelty::Listed;
use crate::app::plan::Area;
use crate::report::SectionId;

/// What stands somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// It belongs to what lies on top, and nothing can be done there but turn the wheel.
    Inside,
    /// The name of something that a key does.
    Act(Action),
    /// A pane of the reader, wherever nothing else stands in it.
    Pane(usize),
    /// A row of a pane's text, from the top of its report; the column where its text begins.
    Row(usize, usize, u16),
    /// Whose report a pane shows, in its head.
    Name(usize),
    /// Where a pane stands, in its head.
    Crumb(usize),
    /// The ruler of a pane.
    Ruler(usize),
    /// The border left of a pane.
    Border(usize),
    /// The outline beside the panes.
    Outline,
    /// A line of it.
    Section(SectionId),
    /// The theme that is lit as so manieth, in the title bar or a legend.
    Chip(usize),
    /// A text field: its first column, and how many characters lie left of that.
    Field(u16, usize),
    /// A list that is moved in.
    List,
    /// An item of the list that is moved in.
    Line(usize),
    /// The mark of an item.
    Mark(usize),
    /// A row of a form.
    Form(usize),
    /// One of the choices of the row of a form that is chosen.
    Choice(usize),
    /// What is known of the chosen item, beside the list.
    Detail,
    /// A number of the matrix: row and column; one past the last is a total.
    Cell(usize, usize),
    /// The name of a row of the matrix.
    RowHead(usize),
    /// The name of a column of the matrix.
    ColumnHead(usize),
    /// A column of passages.
    Column(usize),
    /// A passage: which column, and which in it.
    Passage(usize, usize),
    /// A list of the screen of changes.
    Block(Block),
    /// An item of it.
    Item(Block, usize),
    /// A year of a course, in its head.
    Year(u16),
    /// A number of a course: line and year.
    Point(usize, u16),
    /// A list of what is new and gone.
    Listed(Listed),
    /// Something whose key words can be looked at.
    Focus(usize),
}

/// What stands where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Where.
    pub area: Area,
    /// What.
    pub target: Target,
}

/// Everything on the screen that can be pressed or turned, the lowest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spots(Vec<Spot>);

impl Spots {
    /// Something that lies over everything so far.
    pub fn add(&mut self, area: Area, target: Target) {
        if area.w > 0 && area.h > 0 {
            self.0.push(Spot { area, target });
        }
    }

    /// Something covers the whole screen.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What stands at a cell, the topmost first.
    pub fn at(&self, x: u16, y: u16) -> impl Iterator<Item = Target> + '_ {
        let here = self.0.iter().rev().filter(move |s| s.area.holds(x, y));
        here.map(|s| s.target)
    }

    /// All of them, the lowest first.
    pub fn all(&self) -> &[Spot] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_last_lies_on_top() {
        let mut spots = Spots::default();
        spots.add(Area::new(0, 0, 10, 4), Target::Pane(0));
        spots.add(Area::new(2, 1, 3, 1), Target::Name(0));
        spots.add(Area::new(2, 1, 0, 1), Target::Detail);
        let at = |x, y| spots.at(x, y).collect::<Vec<_>>();
        assert_eq!(at(2, 1), [Target::Name(0), Target::Pane(0)]);
        assert_eq!(at(5, 1), [Target::Pane(0)]);
        assert_eq!(at(10, 1), []);
        assert_eq!(at(0, 4), []);
    }
}
