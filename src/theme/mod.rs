//! Themes: a lexicon of concepts with the wordings of their time, their hits in reports, and the matrix.
//!
//! Must not know of comparison or screens. Counts never depend on a segmenter.

pub mod book;
pub mod candidates;
pub mod course;
pub mod lexicon;
pub mod matrix;
pub mod novelty;
pub mod own;
pub mod part;
pub mod passages;
pub mod replaced;
pub mod scan;
pub mod series;
pub mod shared;
pub mod trial;

pub use book::{Book, Fault, OwnFile};
pub use course::{Age, Ages, Course, Point, Ranked, Ranks};
pub use lexicon::{Lexicon, TermId, Theme, ThemeId, Wording};
pub use matrix::{
    Cell, Choice, ColumnOrder, Facts, Known, Matrix, Picked, RowOrder, Scanned, Wanted,
};
pub use novelty::{Appearance, Fate, LeftOut, appearances, left_out};
pub use part::Part;
pub use passages::{Context, Only, Passage, passages};
pub use replaced::{Replacement, Step, replacements};
pub use scan::{Hit, Hits, Tally};
pub use series::{Series, Shelved, Yearly};
pub use shared::{Shared, Told};
pub use trial::Trial;
