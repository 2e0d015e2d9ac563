//! A press: gives the keys to what lies there and chooses it; on what is chosen already it does what Enter does.
//!
//! Invariant: nothing happens here that the keys of the screen do not do. Must not know where anything stands.

use super::drag::Held;
use super::{Mouse, Target};
use crate::app::action::Action;
use crate::app::changes::Block;
use crate::app::course::CourseState;
use crate::app::keymap::{Code, Key};
use crate::app::msg::Effect;
use crate::app::reader::Pane;
use crate::app::select::{Selection, sentence_at};
use crate::app::{App, Overlay, Screen};
use crate::locale::{Word, word};
use crate::text::width;

/// Most steps by which something on the screen is gone to.
const MOST_STEPS: usize = 400;

impl App {
    /// The first button went down.
    pub(super) fn press(&mut self, mouse: Mouse) -> Vec<Effect> {
        let (x, y) = (mouse.x, mouse.y);
        let target = self.hand.spots.at(x, y).next();
        let again = target.is_some() && self.hand.last == target;
        self.hand.last = target;
        self.hand.held = None;
        let Some(target) = target else {
            // Beside what lies on top.
            return if self.overlays.is_empty() {
                Vec::new()
            } else {
                self.key(Key::new(Code::Esc))
            };
        };
        // What is asked is answered by keys.
        if self.is_asked_to_overwrite() {
            return Vec::new();
        }
        match target {
            Target::Inside | Target::Outline => {}
            Target::List => return self.press_list(),
            Target::Act(action) => return self.press_action(action, again),
            Target::Border(_) if again => self.equal_widths(),
            Target::Border(pane) => self.take_border(pane, x),
            Target::Ruler(pane) => self.take_ruler(pane, (x, y)),
            Target::Pane(pane) => self.focus_pane(pane),
            Target::Row(pane, row, first) => self.press_row(pane, row, first, (x, y)),
            Target::Name(pane) if pane == self.reader.focus => {
                return self.act(Action::ChooseReport);
            }
            Target::Crumb(pane) if pane == self.reader.focus => {
                if let Some(section) = self.pane().and_then(Pane::section) {
                    self.remember();
                    self.show_section(section);
                }
            }
            Target::Name(pane) | Target::Crumb(pane) => self.focus_pane(pane),
            Target::Section(section) => {
                self.remember();
                self.show_section(section);
            }
            Target::Chip(index) => {
                self.theming.digit = u8::try_from(index + 1).ok();
                self.walk_digit();
            }
            Target::Field(first, skip) => self.press_field(x.saturating_sub(first), skip),
            Target::Form(row) => self.press_form(row),
            Target::Choice(index) => self.press_choice(index),
            Target::Line(index) => return self.press_line(index),
            Target::Mark(index) => {
                let mut effects = self.go_to_line(index);
                effects.extend(self.act(Action::ToggleMark));
                return effects;
            }
            Target::Detail => {
                if matches!(&self.screen, Screen::Library(state) if !state.in_detail) {
                    return self.act(Action::PaneNext);
                }
            }
            Target::Cell(row, column) => return self.press_cell(row, column),
            Target::RowHead(row) => {
                if self.matrix_cursor().is_some_and(|at| at.0 == row) {
                    return self.act(Action::SortColumns);
                }
                self.choose_cell(Some(row), None);
            }
            Target::ColumnHead(column) => {
                if self.matrix_cursor().is_some_and(|at| at.1 == column) {
                    return self.act(Action::SortRows);
                }
                self.choose_cell(None, Some(column));
            }
            Target::Column(column) => self.choose_passage(column, None),
            Target::Passage(column, index) => {
                if self.chosen_passage() == Some((column, index)) {
                    return self.act(Action::Confirm);
                }
                self.choose_passage(column, Some(index));
            }
            Target::Block(block) => self.choose_change(block, None),
            Target::Item(block, item) => return self.press_item(block, item),
            Target::Year(year) => return self.go_to_year(year),
            Target::Point(line, year) => return self.press_point(line, year),
            Target::Listed(list) => {
                return self.repeat(
                    Action::PaneNext,
                    |app| !matches!(&app.screen, Screen::Novelty(state) if state.list != list),
                );
            }
            Target::Focus(index) => {
                return self.repeat(
                    Action::FocusNext,
                    |app| !matches!(&app.screen, Screen::Candidates(state) if state.at != index),
                );
            }
        }
        Vec::new()
    }

    /// Does an action until what it is done for is reached.
    fn repeat(&mut self, action: Action, reached: impl Fn(&App) -> bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..MOST_STEPS {
            if reached(self) {
                break;
            }
            effects.extend(self.act(action));
        }
        effects
    }

    /// The name of a key: does what the key does. What cannot be taken back is not done by one press.
    fn press_action(&mut self, action: Action, again: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        let writes = matches!(self.overlays.last(), Some(Overlay::Export(_)));
        if writes && action == Action::Confirm && !again {
            self.say(word(lang, Word::PressAgainToWrite));
            return Vec::new();
        }
        let mut effects = self.act(action);
        let count = effects.len();
        effects.retain(|effect| !matches!(effect, Effect::Quit));
        if effects.len() < count {
            self.say(word(lang, Word::QuitByKey));
        }
        effects
    }

    /// A row of text: the eye goes to the sentence there, and nothing moves but what follows.
    fn press_row(&mut self, pane: usize, row: usize, first: u16, (x, y): (u16, u16)) {
        let cells = x.saturating_sub(first);
        self.focus_pane(pane);
        self.select(None);
        let Some((at, eye)) = self.byte_at(pane, row, cells) else {
            return;
        };
        self.look_at(eye);
        let Some(id) = self.pane().map(|p| p.report) else {
            return;
        };
        let report = self.shelf.report(id);
        if let Some(sentence) = report.and_then(|report| sentence_at(report, at)) {
            self.hand.held = Some(Held::Text(Selection::at(id, sentence), (x, y)));
        }
    }

    /// The byte that stands `cells` right of the beginning of a row, the last one where the row is shorter; and where the sentence there
    /// begins, as far as that is on the screen.
    pub(super) fn byte_at(&self, pane: usize, row: usize, cells: u16) -> Option<(usize, usize)> {
        let report = self.text_in(pane)?;
        let shown = self.reader.panes.get(pane)?;
        let layout = shown.layout()?;
        let line = layout.rows.get(row)?;
        let start = line.start as usize;
        let mut at = start;
        let mut left = cells;
        'row: for piece in &line.pieces {
            for (offset, c) in piece.of(&report.text).char_indices() {
                at = piece.start() + offset;
                let wide = width::text(c.encode_utf8(&mut [0; 4]), self.settings.ambiguous);
                if left < wide {
                    break 'row;
                }
                left -= wide;
            }
        }
        let sentence = sentence_at(report, at).and_then(|id| report.sentences.get(id.index()));
        let begins = sentence
            .filter(|s| s.span.contains(at))
            .map_or(at, |s| s.span.start());
        let out = layout.row_of(begins) < shown.top;
        Some((at, if out { start } else { begins }))
    }

    /// Puts the insertion cursor of the field that is typed in.
    fn press_field(&mut self, cells: u16, skip: usize) {
        let ambiguous = self.settings.ambiguous;
        let Some(field) = self.top_field() else {
            return;
        };
        let mut left = cells;
        let mut at = skip;
        for c in field.text().chars().skip(skip) {
            let wide = width::text(c.encode_utf8(&mut [0; 4]), ambiguous);
            // The farther half of a wide character is behind it.
            if left < wide.div_ceil(2) {
                break;
            }
            left = left.saturating_sub(wide);
            at += 1;
        }
        field.go_to(at);
    }

    /// A row of a form: it is the one that is filled in.
    fn press_form(&mut self, row: usize) {
        for _ in 0..16 {
            let there = match self.overlays.last() {
                Some(Overlay::Edit(state)) => state.chosen == row,
                Some(Overlay::ThemeEdit(state)) => state.row as usize == row,
                _ => true,
            };
            if there {
                return;
            }
            self.act(Action::FieldNext);
        }
    }

    /// One of the choices beside one another in the chosen row of a form.
    fn press_choice(&mut self, index: usize) {
        let Some(Overlay::Edit(state)) = self.overlays.last_mut() else {
            return;
        };
        for _ in 0..64 {
            let Some(row) = state.rows.get(state.chosen) else {
                return;
            };
            let holds = state.holds(row);
            // The encoding can be left to the program: that is the first choice.
            let at = match row.field {
                None => holds.map_or(0, |at| at + 1),
                Some(_) => holds.unwrap_or(0),
            };
            if at == index {
                return;
            }
            let code = if at < index { Code::Right } else { Code::Left };
            state.key(Key::new(code));
        }
    }

    /// Beside the items of a list: it has the keys.
    fn press_list(&mut self) -> Vec<Effect> {
        if matches!(&self.screen, Screen::Library(state) if state.in_detail) {
            return self.act(Action::PaneNext);
        }
        Vec::new()
    }

    /// Which item of the list with the keys is chosen.
    fn line(&mut self) -> Option<usize> {
        match self.overlays.last() {
            Some(Overlay::Path(state)) => state.chosen,
            Some(Overlay::Export(state)) => Some(state.chosen),
            Some(Overlay::ThemeEdit(state)) => state.choices().map(|(_, c)| c.selected),
            Some(_) => self.top_cursor().map(|cursor| cursor.selected),
            None => match &self.screen {
                Screen::Library(state) if state.in_detail => None,
                Screen::Library(state) => self.library_line(state),
                Screen::Candidates(state) => Some(state.cursor.selected),
                Screen::Novelty(state) => Some(state.cursor().selected),
                Screen::Course(state) => state.line(),
                Screen::Welcome(state) => Some(state.cursor.selected),
                _ => None,
            },
        }
    }

    /// Goes to an item of the list with the keys.
    fn go_to_line(&mut self, index: usize) -> Vec<Effect> {
        let mut effects = self.press_list();
        if self.top_cursor().is_some() {
            let count = self.overlay_count();
            if let Some(cursor) = self.top_cursor() {
                cursor.selected = index.min(count.saturating_sub(1));
            }
            // What the other pane shows is what is chosen.
            self.counterparts_typed();
            return effects;
        }
        if self.overlays.is_empty() {
            match &mut self.screen {
                Screen::Library(_) => return self.choose_library_line(index),
                Screen::Course(_) => return self.choose_course_line(index),
                Screen::Candidates(state) => {
                    state.cursor.selected = index;
                    return effects;
                }
                Screen::Novelty(state) => {
                    state.choose(index);
                    return effects;
                }
                _ => {}
            }
        }
        // Step by step as the keys do, and not past it.
        let start = self.line();
        let down = start.is_none_or(|at| at < index);
        let action = if down {
            Action::MoveDown
        } else {
            Action::MoveUp
        };
        for _ in 0..MOST_STEPS {
            let at = self.line();
            let there = at.is_some_and(|at| if down { at >= index } else { at <= index });
            if there {
                break;
            }
            effects.extend(self.act(action));
            if self.line() == at {
                break;
            }
        }
        effects
    }

    fn press_line(&mut self, index: usize) -> Vec<Effect> {
        if self.line() != Some(index) {
            return self.go_to_line(index);
        }
        // What is filled in or written down is confirmed by its key.
        let form = matches!(
            self.overlays.last(),
            Some(Overlay::Export(_) | Overlay::ThemeEdit(_) | Overlay::ThemeTerms(_))
        );
        if form {
            return Vec::new();
        }
        self.act(Action::Confirm)
    }

    fn press_cell(&mut self, row: usize, column: usize) -> Vec<Effect> {
        if self.matrix_cursor() == Some((row, column)) {
            return self.act(Action::Confirm);
        }
        self.choose_cell(Some(row), Some(column));
        Vec::new()
    }

    fn press_item(&mut self, block: Block, item: usize) -> Vec<Effect> {
        let here = matches!(
            &self.screen,
            Screen::Changes(state) if state.block == block && state.cursor(block).item == item
        );
        if here {
            return self.act(Action::Confirm);
        }
        self.choose_change(block, Some(item));
        Vec::new()
    }

    fn course(&self) -> Option<&CourseState> {
        match &self.screen {
            Screen::Course(state) => Some(state),
            _ => None,
        }
    }

    /// Goes to a year of a course.
    fn go_to_year(&mut self, year: u16) -> Vec<Effect> {
        let Some(here) = self.course().map(|state| state.year) else {
            return Vec::new();
        };
        let (action, down) = if here < year {
            (Action::YearAfter, true)
        } else {
            (Action::YearBefore, false)
        };
        self.repeat(action, |app| {
            app.course().is_none_or(|state| {
                if down {
                    state.year >= year
                } else {
                    state.year <= year
                }
            })
        })
    }

    /// A number of a course.
    fn press_point(&mut self, line: usize, year: u16) -> Vec<Effect> {
        let there = |app: &App| {
            app.course()
                .is_some_and(|state| state.line() == Some(line) && state.year == year)
        };
        if there(self) {
            return self.act(Action::Confirm);
        }
        let mut effects = self.go_to_line(line);
        effects.extend(self.go_to_year(year));
        effects
    }
}
