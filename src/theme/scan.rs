//! Theme hits in one report.

use super::lexicon::{Lexicon, ThemeId};
use crate::report::{Report, SectionId};
use crate::text::span::Span;

/// One occurrence of a theme (命中).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Where, in the report's text.
    pub span: Span,
    /// Whose.
    pub theme: ThemeId,
    /// The innermost section it stands in.
    pub section: Option<SectionId>,
}

/// All hits of all themes in one report, in order of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hits {
    /// Sorted by position; a place may count for two themes.
    pub hits: Vec<Hit>,
    /// For each theme its hits: indices into `hits`.
    pub by_theme: Vec<Vec<u32>>,
}

impl Hits {
    /// The hits of one theme, in order.
    pub fn of(&self, theme: ThemeId) -> impl DoubleEndedIterator<Item = &Hit> + '_ {
        self.by_theme
            .get(theme.index())
            .into_iter()
            .flatten()
            .filter_map(|&i| self.hits.get(i as usize))
    }

    /// Number of hits of one theme.
    pub fn count(&self, theme: ThemeId) -> usize {
        self.by_theme.get(theme.index()).map_or(0, Vec::len)
    }
}

/// A lexicon made ready to scan many reports.
#[derive(Debug, Default)]
pub struct Scanner {}

impl Scanner {
    /// Prepares a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let _ = lexicon;
        Self {}
    }

    /// The hits in the reading text of `report` (removed text does not count).
    pub fn scan(&self, report: &Report) -> Hits {
        let _ = report;
        Hits::default()
    }
}
