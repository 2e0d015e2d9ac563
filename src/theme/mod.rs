//! Themes: a lexicon of concepts with the wordings of their time, their hits in reports, and the matrix.
//!
//! Must not know of comparison or screens. Counts never depend on a segmenter.

pub mod lexicon;
pub mod matrix;
pub mod scan;

pub use lexicon::{Lexicon, Theme, ThemeId};
pub use matrix::{Cell, Matrix};
pub use scan::{Hit, Hits};
