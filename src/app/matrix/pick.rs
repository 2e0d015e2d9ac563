//! Choosing which reports the matrix shows: by year, place or level.
//!
//! Owns [`PickState`], the list that opens over the matrix. Invariant: beside each line stands how many reports it would show, with what
//! is chosen otherwise. Must not know how a matrix is made.

use std::sync::Arc;

use super::MatrixState;
use crate::app::action::Action;
use crate::app::facts::level_word;
use crate::app::field::Field;
use crate::app::list::ListCursor;
use crate::app::msg::Effect;
use crate::app::{App, Overlay, Screen};
use crate::jump::matching;
use crate::locale::{Lang, Word, word};
use crate::report::Level;
use crate::theme::matrix::{NATION, UNKNOWN};
use crate::theme::{Choice, Facts, Picked};

/// By what reports are chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PickBy {
    /// 年度
    Years,
    /// 地区
    Places,
    /// 层级
    Levels,
}

impl PickBy {
    /// Its name on the screen.
    pub fn word(self) -> Word {
        match self {
            PickBy::Years => Word::Year,
            PickBy::Places => Word::Place,
            PickBy::Levels => Word::Level,
        }
    }
}

/// What a line stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pick {
    /// A year, or none that is known.
    Year(Option<u16>),
    /// A place, or a group of them.
    Place(Picked),
    /// A level, or none that is known.
    Level(Option<Level>),
}

/// One line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PickLine {
    /// What it stands for.
    pub pick: Pick,
    /// Its name.
    pub name: String,
    /// What else it is called: a place's full name.
    pub note: String,
    /// Reports that it would show, with what is chosen otherwise.
    pub reports: usize,
    /// It stands under the line of its group.
    pub inner: bool,
}

/// The list that opens over the matrix.
#[derive(Clone, Debug)]
pub struct PickState {
    /// By what is chosen.
    pub by: PickBy,
    /// What is typed.
    pub field: Field,
    /// Everything there is to choose from.
    pub lines: Vec<PickLine>,
    /// Those that match what is typed: indices into `lines`.
    pub items: Vec<usize>,
    /// What is marked.
    pub marked: Vec<Pick>,
    /// Chosen line.
    pub cursor: ListCursor,
}

impl PickState {
    /// The line under the cursor.
    pub fn line(&self) -> Option<&PickLine> {
        self.lines.get(*self.items.get(self.cursor.selected)?)
    }

    /// Lists what matches the text that is typed.
    pub(in crate::app) fn refill(&mut self) {
        let query = self.field.text();
        let query = query.trim();
        let matches = |line: &PickLine| match (&line.pick, years(query)) {
            (Pick::Year(Some(year)), Some((first, last))) => (first..=last).contains(year),
            (Pick::Year(Some(_)), None) => line.name.contains(query),
            _ => {
                let text = format!("{} {}", line.name, line.note);
                query.is_empty() || matching::fuzzy(&text, query).is_some()
            }
        };
        let lines = self.lines.iter().enumerate();
        self.items = lines
            .filter(|(_, line)| matches(line))
            .map(|(i, _)| i)
            .collect();
        self.cursor.selected = 0;
    }

    fn toggle(&mut self) {
        let Some(pick) = self.line().map(|l| l.pick.clone()) else {
            return;
        };
        match self.marked.iter().position(|m| *m == pick) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(pick),
        }
        self.cursor.step(1, self.items.len());
    }

    /// Marks everything that is listed, or unmarks it where all of it is marked.
    fn toggle_all(&mut self) {
        let lines = self.items.iter().filter_map(|&i| self.lines.get(i));
        let listed: Vec<Pick> = lines.map(|l| l.pick.clone()).collect();
        if listed.iter().all(|pick| self.marked.contains(pick)) {
            self.marked.retain(|pick| !listed.contains(pick));
        } else {
            self.marked.retain(|pick| !listed.contains(pick));
            self.marked.extend(listed);
        }
    }

    /// What is chosen: everything marked, else the range of years that is typed, else the line under the cursor.
    fn chosen(&self) -> Vec<Pick> {
        if !self.marked.is_empty() {
            return self.marked.clone();
        }
        if self.by == PickBy::Years && years(self.field.text().trim()).is_some() {
            let listed = self.items.iter().filter_map(|&i| self.lines.get(i));
            return listed.map(|l| l.pick.clone()).collect();
        }
        self.line().map(|l| l.pick.clone()).into_iter().collect()
    }
}

/// `2016-2020`: the years from one to another.
fn years(query: &str) -> Option<(u16, u16)> {
    let (first, last) = query.split_once(['-', '－', '–', '~', '～'])?;
    let first: u16 = first.trim().parse().ok()?;
    let last: u16 = last.trim().parse().ok()?;
    (first >= 1000 && last >= 1000).then_some((first.min(last), first.max(last)))
}

/// The choice without what is chosen by `by`.
fn otherwise(choice: &Choice, by: PickBy) -> Choice {
    let mut choice = choice.clone();
    match by {
        PickBy::Years => choice.years.clear(),
        PickBy::Places => choice.places.clear(),
        PickBy::Levels => choice.levels.clear(),
    }
    choice
}

/// What is chosen by `by` now.
fn picked(choice: &Choice, by: PickBy) -> Vec<Pick> {
    match by {
        PickBy::Years => choice.years.iter().copied().map(Pick::Year).collect(),
        PickBy::Places => choice.places.iter().cloned().map(Pick::Place).collect(),
        PickBy::Levels => choice.levels.iter().copied().map(Pick::Level).collect(),
    }
}

/// Chooses these by `by`; an empty list chooses all.
fn choose(choice: &mut Choice, by: PickBy, picks: Vec<Pick>) {
    *choice = otherwise(choice, by);
    for pick in picks {
        match pick {
            Pick::Year(year) => choice.years.push(year),
            Pick::Place(place) => choice.places.push(place),
            Pick::Level(level) => choice.levels.push(level),
        }
    }
    choice.years.sort_by_key(|y| (y.is_none(), *y));
    choice.levels.sort_by_key(|l| (l.is_none(), *l));
}

/// The lines of a list of these reports.
fn lines(facts: &[Arc<Facts>], choice: &Choice, by: PickBy, lang: Lang) -> Vec<PickLine> {
    let rest = otherwise(choice, by);
    let mut sorted: Vec<&Facts> = facts.iter().map(Arc::as_ref).collect();
    match by {
        PickBy::Years => sorted.sort_by(|a, b| a.by_year(b)),
        PickBy::Places => sorted.sort_by(|a, b| a.by_place(b)),
        PickBy::Levels => sorted.sort_by_key(|f| (f.level.is_none(), f.level)),
    }
    let unknown = || word(lang, Word::Unknown).to_owned();
    let mut lines: Vec<PickLine> = Vec::new();
    // The line of the group that places stand under.
    let mut group = 0;
    for facts in sorted {
        let shown = usize::from(rest.admits(facts));
        let (pick, name, note) = match by {
            PickBy::Years => {
                let name = facts.year_number.map_or_else(unknown, |y| y.to_string());
                (Pick::Year(facts.year_number), name, String::new())
            }
            PickBy::Levels => {
                let name = facts.level.map(|l| word(lang, level_word(l)).to_owned());
                let name = name.unwrap_or_else(unknown);
                (Pick::Level(facts.level), name, String::new())
            }
            PickBy::Places => {
                let pick = Pick::Place(Picked::Group(facts.group.clone()));
                if lines.get(group).is_none_or(|line| line.pick != pick) {
                    group = lines.len();
                    lines.push(PickLine {
                        name: match facts.group.as_str() {
                            UNKNOWN => unknown(),
                            NATION => word(lang, Word::State).to_owned(),
                            known => known.to_owned(),
                        },
                        pick,
                        note: String::new(),
                        reports: 0,
                        inner: false,
                    });
                }
                if let Some(line) = lines.get_mut(group) {
                    line.reports += shown;
                }
                let Some(full) = facts.full.clone().filter(|_| facts.group != NATION) else {
                    continue;
                };
                let pick = Pick::Place(Picked::Place(full.clone()));
                (pick, facts.place.clone(), full)
            }
        };
        match lines.last_mut() {
            Some(line) if line.pick == pick => line.reports += shown,
            _ => lines.push(PickLine {
                inner: by == PickBy::Places,
                pick,
                name,
                note,
                reports: shown,
            }),
        }
    }
    lines
}

impl App {
    /// Opens the list of years, places or levels.
    pub(super) fn open_pick(&mut self, by: PickBy) {
        let Screen::Matrix(state) = &self.screen else {
            return;
        };
        let lang = self.settings.lang;
        let lines = lines(&state.all_facts(), &state.choice, by, lang);
        let mut pick = PickState {
            by,
            field: Field::default(),
            items: Vec::new(),
            marked: picked(&state.choice, by),
            cursor: ListCursor::default(),
            lines,
        };
        pick.refill();
        // The cursor stands on what is chosen, else on what the matrix' cursor is on.
        let here = state.report().and_then(|id| state.facts(id));
        let at = |wanted: &Pick| pick.lines.iter().position(|l| l.pick == *wanted);
        let here = here.map(|facts| match by {
            PickBy::Years => Pick::Year(facts.year_number),
            PickBy::Levels => Pick::Level(facts.level),
            PickBy::Places => Pick::Place(match &facts.full {
                Some(full) if facts.group != NATION => Picked::Place(full.clone()),
                _ => Picked::Group(facts.group.clone()),
            }),
        });
        let first = pick.marked.first().or(here.as_ref());
        pick.cursor.selected = first.and_then(at).unwrap_or(0);
        self.overlays.push(Overlay::MatrixPick(Box::new(pick)));
    }

    /// What an action means to the open list.
    pub(in crate::app) fn pick_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::MatrixPick(pick)) = self.overlays.last_mut() else {
            return None;
        };
        match action {
            Action::ToggleMark => pick.toggle(),
            Action::MarkListed => pick.toggle_all(),
            Action::Confirm | Action::ClearMarks => {
                let (by, chosen) = (pick.by, pick.chosen());
                let chosen = if action == Action::ClearMarks {
                    Vec::new()
                } else if chosen.is_empty() {
                    return Some(Vec::new());
                } else {
                    chosen
                };
                self.overlays.pop();
                self.change_matrix(|state| choose(&mut state.choice, by, chosen));
            }
            _ => return None,
        }
        Some(Vec::new())
    }
}

impl MatrixState {
    /// What is chosen by years, places or levels, in words; empty: all.
    pub fn chosen(&self, by: PickBy, lang: Lang) -> Vec<String> {
        let unknown = word(lang, Word::Unknown);
        match by {
            PickBy::Years => spans(&self.choice.years, unknown),
            PickBy::Levels => {
                let levels = self.choice.levels.iter();
                levels
                    .map(|l| l.map_or(unknown, |l| word(lang, level_word(l))).to_owned())
                    .collect()
            }
            PickBy::Places => {
                let places = self.choice.places.iter();
                places
                    .map(|place| match place {
                        Picked::Group(group) if group == UNKNOWN => unknown.to_owned(),
                        Picked::Group(group) => group.clone(),
                        Picked::Place(full) => self.short_name(full),
                    })
                    .collect()
            }
        }
    }
}

/// Years in order, those that follow one another joined: `2016`, `2019-2021`.
fn spans(years: &[Option<u16>], unknown: &str) -> Vec<String> {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for year in years.iter().flatten() {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => spans.push((*year, *year)),
        }
    }
    let mut said: Vec<String> = spans
        .into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}-{last}")
            }
        })
        .collect();
    if years.contains(&None) {
        said.push(unknown.to_owned());
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_follow_one_another_are_joined() {
        let years = [2016, 2019, 2020, 2021].map(Some);
        assert_eq!(spans(&years, "?"), ["2016", "2019-2021"]);
        assert_eq!(spans(&[Some(2024), None], "?"), ["2024", "?"]);
        assert!(spans(&[], "?").is_empty());
    }

    #[test]
    fn a_range_of_years_can_be_typed() {
        assert_eq!(years("2016-2020"), Some((2016, 2020)));
        assert_eq!(years("2020 - 2016"), Some((2016, 2020)));
        assert_eq!(years("2016"), None);
        assert_eq!(years("201-2"), None);
    }
}
