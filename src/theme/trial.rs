//! Trying a change of the reader's own themes before it is kept.
//!
//! Owns [`Trial`]. Invariant: what is told is what would be counted if the change were kept; nothing is changed. Must not know where the
//! reader's themes are kept.

use std::sync::Arc;

use rayon::prelude::*;

use super::book::{Book, Fault, OwnFile};
use super::lexicon::{Lexicon, pattern};
use super::own::{self, Edit};
use super::scan::Scanner;
use crate::report::Report;
use crate::text::fold;

/// What a change would come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Trial {
    /// Reports in which the terms of the change stand.
    pub reports: usize,
    /// Places in which they stand, as they would count for the theme.
    pub places: usize,
    /// Places of the whole theme with them.
    pub theme: usize,
}

impl Trial {
    /// Tries a change that makes a theme or adds terms, on the reader's files as they stand, over all `reports`.
    ///
    /// # Errors
    /// When the change could not be kept; why.
    pub fn of(own: &[OwnFile], edit: &Edit, reports: &[Arc<Report>]) -> Result<Self, Fault> {
        let (name, terms) = match edit {
            Edit::Make { name, terms, .. } => (name, terms.as_slice()),
            Edit::AddTerms { theme, terms } | Edit::AddEarlier { theme, terms } => {
                (theme, terms.as_slice())
            }
            Edit::AddExcept { theme, .. }
            | Edit::DropTerms { theme, .. }
            | Edit::Remove { theme }
            | Edit::Rename { theme, .. }
            | Edit::Regroup { theme, .. } => (theme, &[][..]),
        };
        let mut files = own.to_vec();
        if let Some(file) = files.first_mut() {
            file.text = own::apply(&file.text, &file.name, edit)?;
        } else {
            files.push(OwnFile {
                name: String::new(),
                text: own::apply("", "", edit)?,
            });
        }
        let mut alone = Lexicon::clone(&Book::new(0, files).ready().lexicon);
        alone.themes.retain(|theme| theme.name == *name);
        let plain = |term: &String| {
            let folded = fold::fold_str(term.trim());
            pattern::expand(&folded).unwrap_or_else(|_| vec![folded])
        };
        let terms: Vec<String> = terms.iter().flat_map(plain).collect();
        let scanner = Scanner::new(&alone);
        let is_new = |term| {
            let wording = alone.wording(term);
            wording.is_some_and(|w| terms.iter().any(|t| t.eq_ignore_ascii_case(w.text)))
        };
        let counts: Vec<(usize, usize)> = reports
            .par_iter()
            .map(|report| {
                let hits = scanner.scan(report).hits;
                (hits.iter().filter(|h| is_new(h.term)).count(), hits.len())
            })
            .collect();
        Ok(Self {
            reports: counts.iter().filter(|(new, _)| *new > 0).count(),
            places: counts.iter().map(|(new, _)| new).sum(),
            theme: counts.iter().map(|(_, all)| all).sum(),
        })
    }
}
