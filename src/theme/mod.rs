//! Themes: a lexicon of concepts with the wordings of their time, their hits in reports, and the matrix.
//!
//! Must not know of comparison or screens. Counts never depend on a segmenter.

pub mod book;
pub mod lexicon;
pub mod matrix;
pub mod own;
pub mod part;
pub mod passages;
pub mod scan;
pub mod shared;

pub use book::{Book, Fault, OwnFile};
pub use lexicon::{Lexicon, TermId, Theme, ThemeId, Wording};
pub use matrix::{Cell, ColumnOrder, Matrix, RowOrder, Scanned, Wanted};
pub use part::Part;
pub use passages::{Context, Passage, passages};
pub use scan::{Hit, Hits, Tally};
pub use shared::{Shared, Told};
