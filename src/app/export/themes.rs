//! What of the matrix and of the lens is written: what they show, and nothing else.
//!
//! Owns [`ThemesWork`]. Must not know how formats are written.

use std::sync::Arc;

use super::{Kind, Subject};
use crate::app::matrix::{MatrixState, Unit};
use crate::app::{App, Screen};
use crate::locale::{Word, word};
use crate::report::{Report, ReportId};
use crate::theme::{Hits, Lexicon, Matrix, Part, TermId, ThemeId, Wanted};

/// Themes to be written into a file.
#[derive(Clone, Debug)]
pub struct ThemesWork {
    /// The themes.
    pub lexicon: Arc<Lexicon>,
    /// The reports in the order of the screen, with their hits.
    pub reports: Vec<(ReportId, Arc<Report>, Arc<Hits>)>,
    /// What is shown of them.
    pub wanted: Wanted,
    /// What is written.
    pub shown: Shown,
}

/// What passages stand under.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Under {
    /// Each report by itself.
    Report,
    /// The reports of a place together.
    Place,
    /// The reports of a year together.
    Year,
}

/// What the screen shows.
#[derive(Clone, Debug)]
pub enum Shown {
    /// Numbers.
    Matrix {
        /// The counts.
        matrix: Arc<Matrix>,
        /// They are shown per thousand Han characters.
        per_thousand: bool,
    },
    /// Passages.
    Lens {
        /// Of these themes, in order.
        themes: Vec<ThemeId>,
        /// What they stand under.
        by: Under,
        /// Those of this term alone.
        only: Option<TermId>,
    },
}

impl App {
    /// What of the matrix or the lens on the screen would be written now; none where there is nothing.
    pub(super) fn themes_work(&self, subject: Subject) -> Option<ThemesWork> {
        let lexicon = self.lexicon.clone()?;
        let (ids, wanted, shown) = match (&self.screen, subject) {
            (Screen::Matrix(state), Subject::Matrix) => (
                state.matrix.columns.iter().map(|c| c.report).collect(),
                state.wanted(),
                matrix_shown(state),
            ),
            (Screen::Lens(state), Subject::Lens) => {
                let ids: Vec<ReportId> = state.columns.iter().map(|c| c.report).collect();
                let wanted = Wanted {
                    part: state.part,
                    themes: vec![state.theme],
                    ..Wanted::default()
                };
                let shown = Shown::Lens {
                    themes: vec![state.theme],
                    by: Under::Report,
                    only: None,
                };
                (ids, wanted, shown)
            }
            _ => return None,
        };
        let reports: Vec<_> = ids
            .into_iter()
            .filter_map(|id| {
                let report = Arc::clone(self.shelf.report(id)?);
                Some((id, report, Arc::clone(self.shelf.hits(id)?)))
            })
            .collect();
        (!reports.is_empty()).then_some(ThemesWork {
            lexicon,
            reports,
            wanted,
            shown,
        })
    }

    /// `74 个主题  5 份报告`, or the theme: what the form is about; and which part of the reports.
    pub fn themes_about(&self, subject: Subject) -> (String, Part) {
        let lang = self.settings.lang;
        match (&self.screen, subject) {
            (Screen::Matrix(state), Subject::Matrix) => {
                let (themes, reports) = (state.matrix.rows.len(), state.matrix.columns.len());
                let about = format!(
                    "{themes} {}  {reports} {}",
                    word(lang, Word::ThemeCount),
                    word(lang, Word::Reports)
                );
                (about, state.part)
            }
            (Screen::Lens(state), Subject::Lens) => {
                let theme = self.lexicon.as_ref().and_then(|l| l.theme(state.theme));
                let name = theme.map_or("", |t| t.name.as_str());
                let reports = state.columns.len();
                let about = format!("{name}  {reports} {}", word(lang, Word::Reports));
                (about, state.part)
            }
            _ => (String::new(), Part::All),
        }
    }

    /// `主题-计划.xlsx`, `老旧小区-原文.docx`
    pub(super) fn proposed_themes_name(&self, subject: Subject, kind: Kind) -> String {
        let lang = self.settings.lang;
        let (first, part) = match (&self.screen, subject) {
            (Screen::Lens(state), Subject::Lens) => {
                let theme = self.lexicon.as_ref().and_then(|l| l.theme(state.theme));
                (theme.map_or("", |t| t.name.as_str()), state.part)
            }
            (Screen::Matrix(state), _) => (word(lang, Word::Matrix), state.part),
            _ => (word(lang, Word::Matrix), Part::All),
        };
        let part = if part == Part::All {
            String::new()
        } else {
            format!("-{}", word(lang, part.word()))
        };
        super::file_name(&format!("{first}{part}-{}", word(lang, kind.name())), kind)
    }
}

fn matrix_shown(state: &MatrixState) -> Shown {
    Shown::Matrix {
        matrix: Arc::clone(&state.matrix),
        per_thousand: state.unit == Unit::PerThousand,
    }
}
