//! Formulaic phrases (套话): wording so common in reports that it tells nothing of the one it stands in.
//!
//! Owns [`Formulas`]. Invariant: the spans it gives are sorted, do not overlap and lie in the text they were asked of. Must not know of
//! screens.

use crate::report::Report;
use crate::text::span::Span;

/// The phrases that are taken for formulaic: a built-in list, and what many of the loaded reports share.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Formulas {}

impl Formulas {
    /// Those of the built-in list alone.
    pub fn builtin() -> Self {
        Self {}
    }

    /// The built-in list, and what `reports` share.
    pub fn of(_reports: &[&Report]) -> Self {
        Self {}
    }

    /// Where they stand in a report, in order.
    pub fn spans(&self, _report: &Report) -> Vec<Span> {
        Vec::new()
    }
}
