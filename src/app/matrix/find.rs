//! Finding a theme, a place or a year in the matrix: the cursor goes there while it is typed.
//!
//! Owns [`FindState`] and [`Finding`]. Invariant: what is found are ids, so that `n` finds its way after rows and columns were put into
//! another order. Must not know how anything is drawn.

use rustc_hash::FxHashMap;

use super::{MatrixState, Standing};
use crate::app::action::Action;
use crate::app::field::Field;
use crate::app::msg::Effect;
use crate::app::{App, Overlay, Screen};
use crate::jump::matching;
use crate::locale::{Word, not_found, place_in_list, word};
use crate::report::ReportId;
use crate::text::fold;
use crate::theme::{Lexicon, ThemeId};

/// Something that was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A theme: the cursor goes to its row.
    Theme(ThemeId),
    /// A report, by its place or year: the cursor goes to its column.
    Report(ReportId),
}

/// What was found last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Finding {
    /// Everything, best first.
    pub targets: Vec<Target>,
    /// Which the cursor was sent to.
    pub at: usize,
}

/// The field that is typed into.
#[derive(Clone, Debug, Default)]
pub struct FindState {
    /// What is typed.
    pub field: Field,
    /// What it finds.
    pub finding: Finding,
    /// Where the cursor stood before.
    origin: Standing,
}

/// Everything that `query` finds: themes by their names, then places and years, then themes by their terms.
fn find(query: &str, state: &MatrixState, lexicon: &Lexicon) -> Vec<Target> {
    let query = query.trim();
    if query.is_empty() {
        return Vec::new();
    }
    let mut named = Vec::new();
    let mut termed = Vec::new();
    for &id in &state.matrix.rows {
        let Some(theme) = lexicon.theme(id) else {
            continue;
        };
        let score = |text: &str| matching::fuzzy(text, query).map(|m| m.0);
        if let Some(score) = score(&theme.name).max(score(&theme.en)) {
            named.push((score, id));
        } else if theme.group == query {
            named.push((0, id));
        } else if let Some(score) = theme.wordings().filter_map(score).max() {
            termed.push((score, id));
        }
    }
    // Rows as they stand where they match alike.
    for list in [&mut named, &mut termed] {
        list.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    }
    let themes = |list: Vec<(i64, ThemeId)>| list.into_iter().map(|(_, id)| Target::Theme(id));
    themes(named)
        .chain(columns(query, state))
        .chain(themes(termed))
        .collect()
}

/// The reports whose place and year hold every word of the query.
fn columns(query: &str, state: &MatrixState) -> Vec<Target> {
    let words: Vec<String> = query.split_whitespace().map(fold::fold_str).collect();
    let mut known: FxHashMap<(&str, &str), bool> = FxHashMap::default();
    let is_year = |w: &String| w.chars().all(|c| c.is_ascii_digit());
    let (years, places): (Vec<String>, Vec<String>) = words.into_iter().partition(is_year);
    let columns = state.matrix.columns.iter().filter(|column| {
        let in_place = *known
            .entry((&column.group, &column.place))
            .or_insert_with(|| {
                let full = state.facts(column.report).and_then(|f| f.full.clone());
                let full = full.unwrap_or_default();
                let text = format!("{} {} {full}", column.group, column.place);
                let folded = fold::fold_str(&text);
                places.iter().all(|word| {
                    // Readings are looked for only where Latin letters are typed.
                    folded.contains(word.as_str())
                        || (word.is_ascii() && matching::fuzzy(&text, word).is_some())
                })
            });
        let in_year = |year: &String| {
            column.year.starts_with(year.as_str()) || column.year.ends_with(year.as_str())
        };
        in_place && years.iter().all(in_year)
    });
    columns.map(|c| Target::Report(c.report)).collect()
}

impl App {
    /// Opens the field.
    pub(super) fn open_find(&mut self) {
        let Screen::Matrix(state) = &self.screen else {
            return;
        };
        let origin = state.standing();
        self.overlays.push(Overlay::MatrixFind(Box::new(FindState {
            origin,
            ..FindState::default()
        })));
    }

    /// Finds what is typed, and sends the cursor there; back to where it stood where nothing is found.
    pub(in crate::app) fn refill_find(&mut self, find_state: &mut FindState) {
        let (Screen::Matrix(state), Some(lexicon)) = (&mut self.screen, &self.lexicon) else {
            return;
        };
        let targets = find(&find_state.field.text(), state, lexicon);
        state.stand(find_state.origin);
        if let Some(&first) = targets.first() {
            state.go_to(first);
        }
        find_state.finding = Finding { targets, at: 0 };
        self.keep_matrix_in_sight();
    }

    /// What an action means to the open field.
    pub(in crate::app) fn find_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::MatrixFind(found)) = self.overlays.last_mut() else {
            return None;
        };
        let step = match action {
            Action::MoveDown => 1,
            Action::MoveUp => -1,
            Action::Confirm => {
                let (finding, query) = (found.finding.clone(), found.field.text());
                self.overlays.pop();
                if finding.targets.is_empty() {
                    if !query.trim().is_empty() {
                        self.say(&not_found(self.settings.lang, &query));
                    }
                } else if let Screen::Matrix(state) = &mut self.screen {
                    state.finding = Some(finding);
                }
                return Some(Vec::new());
            }
            _ => return None,
        };
        let target = found.finding.step(step);
        if let (Some(target), Screen::Matrix(state)) = (target, &mut self.screen) {
            state.go_to(target);
        }
        self.keep_matrix_in_sight();
        Some(Vec::new())
    }

    /// Esc: the cursor goes back to where it stood.
    pub(in crate::app) fn find_closed(&mut self, found: &FindState) {
        if let Screen::Matrix(state) = &mut self.screen {
            state.stand(found.origin);
        }
        self.keep_matrix_in_sight();
    }

    /// `n` and `N`: to the next of what was found, or the one before.
    pub(super) fn step_found(&mut self, step: isize) {
        let lang = self.settings.lang;
        let Screen::Matrix(state) = &mut self.screen else {
            return;
        };
        let Some(finding) = &mut state.finding else {
            self.say(word(lang, Word::NothingSought));
            return;
        };
        // What is filtered out is passed over.
        for _ in 0..finding.targets.len() {
            let Some(target) = finding.step(step) else {
                break;
            };
            let there = match target {
                Target::Theme(id) => state.matrix.rows.contains(&id),
                Target::Report(id) => state.matrix.columns.iter().any(|c| c.report == id),
            };
            if there {
                let (at, all) = (finding.at + 1, finding.targets.len());
                state.go_to(target);
                self.say(&place_in_list(lang, at, all));
                return;
            }
        }
    }
}

impl Finding {
    fn step(&mut self, step: isize) -> Option<Target> {
        let count = self.targets.len() as isize;
        if count > 0 {
            self.at = (self.at as isize + step).rem_euclid(count) as usize;
        }
        self.targets.get(self.at).copied()
    }
}

impl MatrixState {
    fn go_to(&mut self, target: Target) {
        match target {
            Target::Theme(id) => {
                if let Some(row) = self.matrix.rows.iter().position(|&r| r == id) {
                    self.row = row;
                }
            }
            Target::Report(id) => {
                let column = self.matrix.columns.iter().position(|c| c.report == id);
                self.column = column.unwrap_or(self.column);
            }
        }
        self.settle();
    }
}
