//! What of the matrix and of the lens is written: what they show, and nothing else.
//!
//! Owns [`ThemesWork`]. Must not know how formats are written.

use std::sync::Arc;

use super::{Kind, Subject};
use crate::app::lens::{By, LensState};
use crate::app::matrix::{MatrixState, Unit};
use crate::app::{App, Screen};
use crate::locale::{Word, word};
use crate::report::{Report, ReportId};
use crate::theme::{Hits, Lexicon, Matrix, Only, Part, ThemeId, Wanted};

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
        /// Those of these terms alone.
        only: Option<Only>,
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
                let ids = once(state.shown());
                let themes = lens_themes(state);
                let wanted = Wanted {
                    part: state.part,
                    themes: themes.clone(),
                    ..Wanted::default()
                };
                let shown = Shown::Lens {
                    themes,
                    by: match state.by {
                        By::Report => Under::Report,
                        By::Place => Under::Place,
                        By::Year => Under::Year,
                    },
                    only: state.only,
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
                let reports = once(state.shown()).len();
                let name = self.lens_name(state);
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
            (Screen::Lens(state), Subject::Lens) => (self.lens_name(state), state.part),
            (Screen::Matrix(state), _) => (word(lang, Word::Matrix).to_owned(), state.part),
            _ => (word(lang, Word::Matrix).to_owned(), Part::All),
        };
        let part = if part == Part::All {
            String::new()
        } else {
            format!("-{}", word(lang, part.word()))
        };
        super::file_name(&format!("{first}{part}-{}", word(lang, kind.name())), kind)
    }

    /// The theme of a lens; of one that shows all themes of a report, that.
    fn lens_name(&self, state: &LensState) -> String {
        if let Some(report) = state.whole {
            return self.report_label(report);
        }
        let theme = self.lexicon.as_ref().and_then(|l| l.theme(state.theme));
        theme.map_or_else(String::new, |t| t.name.clone())
    }
}

/// The themes whose passages a lens shows, in its order.
fn lens_themes(state: &LensState) -> Vec<ThemeId> {
    if state.whole.is_none() {
        return vec![state.theme];
    }
    let sources = state.columns.iter().flat_map(|c| &c.sources);
    once(sources.map(|s| s.theme))
}

/// Each thing once, where it stands first.
fn once<T: PartialEq>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for thing in things {
        if !once.contains(&thing) {
            once.push(thing);
        }
    }
    once
}

fn matrix_shown(state: &MatrixState) -> Shown {
    Shown::Matrix {
        matrix: Arc::clone(&state.matrix),
        per_thousand: state.unit == Unit::PerThousand,
    }
}
