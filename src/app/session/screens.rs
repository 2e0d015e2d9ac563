//! The screens over the reader as they are remembered.
//!
//! Invariant: a name that is not known leaves the default, and a screen that cannot be put back leaves the reader.

use std::fmt::Debug;

use super::super::course::View;
use super::super::lens::LensAsk;
use super::super::library::{LibraryState, Sort};
use super::super::matrix::{MatrixState, Part, Unit};
use super::super::novelty::Listed;
use super::super::{App, Screen};
use super::Table;
use super::note::{MatrixNote, ScreenNote};
use crate::report::{Level, ReportId};
use crate::theme::{Choice, ColumnOrder, Picked, RowOrder, ThemeId};

const LEVELS: [Level; 5] = [
    Level::State,
    Level::Province,
    Level::City,
    Level::County,
    Level::Township,
];
const SORTS: [Sort; 5] = [
    Sort::Place,
    Sort::Year,
    Sort::Removed,
    Sort::Doubts,
    Sort::Twins,
];

/// The word for a thing of a short list.
fn name(thing: impl Debug) -> String {
    format!("{thing:?}").to_lowercase()
}

/// The thing of a list that has this name.
fn named<T: Debug + Copy>(all: &[T], wanted: &str) -> Option<T> {
    all.iter().copied().find(|thing| name(thing) == wanted)
}

fn unit(per_thousand: bool) -> Unit {
    if per_thousand {
        Unit::PerThousand
    } else {
        Unit::Hits
    }
}

impl App {
    /// The screen over the reader, if it is one that can be put back.
    pub(super) fn screen_note(&mut self, table: &mut Table) -> Option<ScreenNote> {
        let report = match &self.screen {
            Screen::Lens(state) => {
                let seen = state.columns.get(state.column).map(|c| c.report);
                state.whole.or(seen)
            }
            Screen::Course(state) => state.report(),
            Screen::Matrix(state) => match state.rows {
                RowOrder::Report(id) => Some(id),
                _ => None,
            },
            _ => None,
        };
        let report = report.map(|id| self.index_in(table, id));
        let theme = |id: ThemeId| Some(self.lexicon.as_ref()?.theme(id)?.name.clone());
        Some(match &self.screen {
            Screen::Library(state) => ScreenNote::Library {
                sort: name(state.sort),
                filter: state.filter.clone(),
            },
            Screen::Changes(_) => ScreenNote::Changes,
            Screen::Matrix(state) => {
                let mut note = MatrixNote {
                    theme: state.theme().and_then(theme),
                    per_thousand: state.unit == Unit::PerThousand,
                    part: name(state.part),
                    rows: match state.rows {
                        RowOrder::Report(_) => "report".to_owned(),
                        order => name(order),
                    },
                    rows_by: report,
                    columns: match state.columns {
                        ColumnOrder::Theme(_) => "theme".to_owned(),
                        order => name(order),
                    },
                    columns_by: match state.columns {
                        ColumnOrder::Theme(id) => theme(id),
                        _ => None,
                    },
                    levels: state.choice.levels.iter().map(|l| l.map(name)).collect(),
                    years: state.choice.years.clone(),
                    ..MatrixNote::default()
                };
                for place in &state.choice.places {
                    match place {
                        Picked::Group(name) => note.groups.push(name.clone()),
                        Picked::Place(name) => note.places.push(name.clone()),
                    }
                }
                ScreenNote::Matrix(note)
            }
            Screen::Lens(state) => ScreenNote::Lens {
                theme: Some(state.theme)
                    .filter(|_| state.whole.is_none())
                    .and_then(theme),
                report,
                part: name(state.part),
            },
            Screen::Course(state) => ScreenNote::Course {
                theme: state.theme.and_then(theme),
                report,
                part: name(state.part),
                per_thousand: state.unit == Unit::PerThousand,
                view: name(state.view),
            },
            Screen::Novelty(state) => ScreenNote::Novelty {
                list: name(state.list),
            },
            Screen::Reader | Screen::Candidates(_) | Screen::Welcome(_) => return None,
        })
    }

    /// Puts the library back, which needs nothing but the list of files.
    pub(super) fn put_back_library(&mut self, note: &ScreenNote) {
        if let ScreenNote::Library { sort, filter } = note {
            self.open_library();
            if let Screen::Library(LibraryState {
                sort: now_sort,
                filter: now_filter,
                ..
            }) = &mut self.screen
            {
                *now_sort = named(&SORTS, sort).unwrap_or_default();
                now_filter.clone_from(filter);
            }
        }
    }

    /// Puts a screen back that needs the themes.
    pub(super) fn put_back_screen(&mut self, note: &ScreenNote) {
        let noted = |index: &Option<usize>| -> Option<ReportId> {
            let index = (*index)?;
            *self.memory.ids.get(index)?
        };
        let find = |name: &Option<String>| -> Option<ThemeId> {
            self.lexicon.as_ref()?.find(name.as_ref()?)
        };
        let part = |name: &str| named(&Part::EVERY, name).unwrap_or_default();
        match note {
            ScreenNote::Library { .. } => {}
            ScreenNote::Changes => self.open_changes(),
            ScreenNote::Matrix(note) => {
                let rows = match &*note.rows {
                    "report" => noted(&note.rows_by).map(RowOrder::Report),
                    name => named(&[RowOrder::Total, RowOrder::Change, RowOrder::Spread], name),
                };
                let columns = match &*note.columns {
                    "theme" => find(&note.columns_by).map(ColumnOrder::Theme),
                    name => named(&[ColumnOrder::Years], name),
                };
                let groups = note.groups.iter().cloned().map(Picked::Group);
                let places = note.places.iter().cloned().map(Picked::Place);
                let level = |name: &Option<String>| match name {
                    None => Some(None),
                    Some(name) => named(&LEVELS, name).map(Some),
                };
                let mut state = MatrixState::default();
                state.unit = unit(note.per_thousand);
                state.part = part(&note.part);
                state.rows = rows.unwrap_or_default();
                state.columns = columns.unwrap_or_default();
                state.choice = Choice {
                    levels: note.levels.iter().filter_map(level).collect(),
                    places: groups.chain(places).collect(),
                    years: note.years.clone(),
                };
                let theme = find(&note.theme);
                self.open_matrix_as(state, theme);
            }
            ScreenNote::Lens {
                theme,
                report,
                part: named_part,
            } => {
                let ask = LensAsk {
                    theme: find(theme),
                    report: noted(report),
                    part: part(named_part),
                    reports: Vec::new(),
                };
                // A theme that is no more is not all themes of a report.
                if theme.is_none() || ask.theme.is_some() {
                    self.open_lens(ask);
                }
            }
            ScreenNote::Course {
                theme,
                report,
                part: named_part,
                per_thousand,
                view,
            } => {
                let report = noted(report).or(self.pane().map(|p| p.report));
                let (theme, part) = (find(theme), part(named_part));
                self.open_course(theme, report, part, unit(*per_thousand));
                if let Screen::Course(state) = &mut self.screen {
                    state.view = named(&View::ALL, view).unwrap_or_default();
                }
            }
            ScreenNote::Novelty { list } => {
                self.open_novelty();
                if let Screen::Novelty(state) = &mut self.screen {
                    state.list = named(&Listed::ALL, list).unwrap_or(state.list);
                }
            }
        }
    }
}
