//! What lies over a screen and is typed into: jump, search, the pickers of themes and reports, the outline.

use super::action::Action;
use super::field::Field;
use super::keymap::Key;
use super::list::ListCursor;
use super::msg::Effect;
use super::reader::Pane;
use super::theme_edit::{ThemeDraft, terms_in};
use super::walk::{Search, Walking};
use super::{App, Overlay, Place, Screen, Standing};
use crate::jump::{Found, matching};
use crate::locale::{Word, not_found, word};
use crate::report::{ReportId, SectionId};
use crate::theme::ThemeId;

/// Most lines that a jump lists.
const MOST_FOUND: usize = 200;

/// 跳转: typing finds sections.
#[derive(Clone, Debug, Default)]
pub struct JumpState {
    /// What is typed.
    pub field: Field,
    /// What was found: reports in panes first.
    pub found: Vec<Found>,
    /// How many of `found`, from the start, lie in the panes' reports.
    pub in_panes: usize,
    /// How many sections match in all.
    pub total: usize,
    /// Chosen line.
    pub cursor: ListCursor,
    /// Only the panes' reports are searched.
    pub only_current: bool,
    /// Occurrences of the query in the panes' reports' text.
    pub in_text: usize,
}

/// `/`: typing finds text.
#[derive(Clone, Debug)]
pub struct SearchState {
    /// What is typed.
    pub field: Field,
    /// Where the reader stood, to go back to on Esc.
    pub origin: Option<(usize, Place)>,
    /// Where all panes stood, to come back to once something was found.
    from: Standing,
    /// The search before this one.
    pub before: Option<Search>,
    /// Hits in the focused pane's report.
    pub count: usize,
}

/// 选主题.
#[derive(Clone, Debug, Default)]
pub struct ThemesState {
    /// What is typed.
    pub field: Field,
    /// The themes that match, in order.
    pub items: Vec<ThemeId>,
    /// Those of them, or others, that the reader made himself.
    pub own: Vec<ThemeId>,
    /// The edition of themes that `own` is of.
    pub(super) own_edition: Option<u32>,
    /// Chosen line.
    pub cursor: ListCursor,
}

/// Choosing a report for a pane.
#[derive(Clone, Debug, Default)]
pub struct ReportsState {
    /// What is typed.
    pub field: Field,
    /// It goes into a new pane, not into the focused one.
    pub new_pane: bool,
    /// The reports that match, best first.
    pub items: Vec<ReportId>,
    /// Chosen line.
    pub cursor: ListCursor,
}

/// The outline where there is no room for it beside the panes.
#[derive(Clone, Debug, Default)]
pub struct OutlineState {
    /// Chosen section.
    pub cursor: ListCursor,
}

impl App {
    pub(super) fn open_jump(&mut self, text: &str) {
        self.overlays.push(Overlay::Jump(JumpState {
            field: Field::with(text),
            ..JumpState::default()
        }));
        self.refill();
    }

    pub(super) fn open_search(&mut self, text: &str) {
        let origin = self.place().map(|place| (self.reader.focus, place));
        let state = SearchState {
            field: Field::with(text),
            origin,
            from: self.standing(),
            before: self.search.clone(),
            count: 0,
        };
        self.go_to_reader();
        self.overlays.push(Overlay::Search(state));
        self.refill();
    }

    pub(super) fn open_themes(&mut self) {
        if self.lexicon.is_none() {
            self.say(word(self.settings.lang, Word::ThemesStillRead));
            return;
        }
        self.overlays.push(Overlay::Themes(ThemesState::default()));
        self.refill();
        let current = self.current_theme();
        if let Some(Overlay::Themes(state)) = self.overlays.last_mut() {
            state.cursor.selected = state
                .items
                .iter()
                .position(|&t| Some(t) == current)
                .unwrap_or(0);
        }
    }

    pub(super) fn open_reports(&mut self, new_pane: bool) {
        let lens = matches!(self.screen, Screen::Lens(_));
        if new_pane && !lens && self.reader.panes.len() >= super::reader::MOST_PANES {
            self.say(word(self.settings.lang, Word::FourPanes));
            return;
        }
        self.overlays.push(Overlay::Reports(ReportsState {
            new_pane,
            ..ReportsState::default()
        }));
        self.refill();
        // The first choice is a report that is not shown yet.
        let shown: Vec<ReportId> = match &self.screen {
            Screen::Lens(state) => state.shown(),
            _ => self.reader.panes.iter().map(|p| p.report).collect(),
        };
        if let Some(Overlay::Reports(state)) = self.overlays.last_mut() {
            state.cursor.selected = state
                .items
                .iter()
                .position(|id| !shown.contains(id))
                .unwrap_or(0);
        }
    }

    pub(super) fn open_outline(&mut self) {
        let selected = self
            .pane()
            .and_then(Pane::section)
            .map_or(0, SectionId::index);
        self.overlays.push(Overlay::Outline(OutlineState {
            cursor: ListCursor { selected },
        }));
    }

    /// Makes the topmost overlay's list anew after its text changed.
    pub(super) fn refill(&mut self) {
        let Some(mut overlay) = self.overlays.pop() else {
            return;
        };
        match &mut overlay {
            Overlay::Jump(state) => self.refill_jump(state),
            Overlay::Search(state) => self.refill_search(state),
            Overlay::Themes(state) => {
                let query = state.field.text();
                state.cursor.selected = 0;
                state.items = self.matching_themes(&query);
                if state.own_edition != Some(self.lexicon_edition()) {
                    state.own = self.own_themes();
                    state.own_edition = Some(self.lexicon_edition());
                }
            }
            Overlay::Reports(state) => {
                let query = state.field.text();
                state.cursor.selected = 0;
                state.items = self.matching_reports(&query);
            }
            Overlay::Palette(state) => state.cursor.selected = 0,
            Overlay::Help(state) => state.cursor.selected = 0,
            Overlay::Path(state) => state.typed(),
            Overlay::Filter(state) => self.refill_filter(state),
            Overlay::Edit(state) => state.check(),
            Overlay::Counterparts(state) => self.refill_counterparts(state),
            Overlay::Outline(_) | Overlay::History(_) | Overlay::Note(_) | Overlay::Mistakes(_) => {
            }
            Overlay::Export(state) => state.typed(),
            Overlay::ThemeEdit(state) => self.refill_theme_edit(state),
            Overlay::ThemeTerms(state) => self.refill_theme_terms(state),
            Overlay::MatrixPick(state) => state.refill(),
            Overlay::MatrixFind(state) => self.refill_find(state),
            Overlay::Marks(state) => self.refill_marks(state),
        }
        self.overlays.push(overlay);
        self.counterparts_typed();
    }

    fn refill_jump(&mut self, state: &mut JumpState) {
        let query = state.field.text();
        let panes: Vec<ReportId> = self.reader.panes.iter().map(|p| p.report).collect();
        let limit = if state.only_current {
            usize::MAX
        } else {
            MOST_FOUND
        };
        let (mut found, mut total) = self.index.query(&query, &panes, limit);
        if state.only_current {
            found.retain(|f| panes.contains(&f.report));
            total = found.len();
            found.truncate(MOST_FOUND);
        }
        let (here, there): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|f| panes.contains(&f.report));
        state.in_panes = here.len();
        state.found = here.into_iter().chain(there).collect();
        state.total = total;
        state.cursor.selected = 0;
        let folded = crate::text::fold::fold_str(query.trim());
        state.in_text = if folded.is_empty() {
            0
        } else {
            let reports = self.shelf.ready().filter(|(id, _)| panes.contains(id));
            reports
                .map(|(_, r)| crate::text::scan::find_all(&r.folded, &folded).len())
                .sum()
        };
    }

    fn refill_search(&mut self, state: &mut SearchState) {
        let query = state.field.text();
        self.search = Some(Search {
            query: query.clone(),
            ..Search::default()
        });
        self.walking = Walking::Search;
        for id in self
            .reader
            .panes
            .iter()
            .map(|p| p.report)
            .collect::<Vec<_>>()
        {
            self.search_in(id);
        }
        let Some((pane, origin)) = state.origin else {
            return;
        };
        let hits = self.search_hits(origin.report).to_vec();
        state.count = hits.len();
        let first = hits
            .iter()
            .find(|h| h.start() >= origin.anchor)
            .or(hits.first())
            .copied();
        self.hit = first.map(|span| super::walk::CurrentHit {
            report: origin.report,
            span,
        });
        if let Some(span) = first {
            self.show(span.start());
        } else {
            self.open_in(pane, origin.report, origin.anchor);
            self.follow();
        }
    }

    pub(super) fn matching_themes(&self, query: &str) -> Vec<ThemeId> {
        let Some(lexicon) = &self.lexicon else {
            return Vec::new();
        };
        if query.trim().is_empty() {
            return lexicon.ids().map(|(id, _)| id).collect();
        }
        let mut scored: Vec<(i64, ThemeId)> = lexicon
            .ids()
            .filter_map(|(id, theme)| {
                let names = [&theme.name, &theme.en, &theme.group];
                let terms = theme.terms.iter().chain(&theme.earlier);
                let name = names
                    .into_iter()
                    .filter_map(|n| matching::fuzzy(n, query))
                    .map(|m| m.0 + 1000)
                    .max();
                let term = terms
                    .filter_map(|t| matching::fuzzy(t, query))
                    .map(|m| m.0)
                    .max();
                name.max(term).map(|score| (score, id))
            })
            .collect();
        scored.sort_by_key(|&(score, id)| (std::cmp::Reverse(score), id));
        scored.into_iter().map(|(_, id)| id).collect()
    }

    fn matching_reports(&self, query: &str) -> Vec<ReportId> {
        if query.trim().is_empty() {
            return self.shelf.ready().map(|(id, _)| id).collect();
        }
        let mut scored: Vec<(i64, ReportId)> = self
            .shelf
            .ready()
            .filter_map(|(id, report)| {
                let place = report
                    .identity
                    .place
                    .as_ref()
                    .map_or("", |p| p.value.full.as_str());
                let year = report
                    .identity
                    .year
                    .as_ref()
                    .map(|y| y.value.0.to_string())
                    .unwrap_or_default();
                let text = format!("{place} {year} {}", report.source.name);
                matching::fuzzy(&text, query).map(|(score, _)| (score, id))
            })
            .collect();
        scored.sort_by_key(|&(score, id)| (std::cmp::Reverse(score), id));
        scored.into_iter().map(|(_, id)| id).collect()
    }

    /// Lets a key type into the topmost overlay's field.
    pub(super) fn type_key(&mut self, key: Key) {
        if self.type_note(key) {
            return;
        }
        if let Some(Overlay::Edit(state)) = self.overlays.last_mut() {
            return state.key(key);
        }
        let changed = match self.overlays.last_mut().and_then(field_of) {
            Some(field) => field.key(key) == Some(true),
            None => false,
        };
        if changed {
            self.refill();
        }
    }

    /// Lets pasted text type into the topmost overlay's field.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if self.paste_note(text) {
            return Vec::new();
        }
        if let Some(field) = self.overlays.last_mut().and_then(field_of) {
            field.insert(text);
            self.refill();
            return Vec::new();
        }
        self.paste_outside(text)
    }

    /// As [`App::refill`], with the chosen line left where it is as far as there is one.
    pub(super) fn refill_in_place(&mut self) {
        let line = |overlay: &mut Overlay| cursor_of(overlay).map(|cursor| cursor.selected);
        let before = self.overlays.last_mut().and_then(line);
        self.refill();
        let count = self.overlay_count();
        if let (Some(before), Some(cursor)) = (before, self.overlays.last_mut().and_then(cursor_of))
        {
            cursor.selected = before.min(count.saturating_sub(1));
        }
    }

    /// What an action means to the topmost overlay; none if it means nothing there.
    pub(super) fn overlay_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        // What these two move in is no plain list.
        match self.overlays.last() {
            Some(Overlay::Filter(_)) => return self.filter_action(action),
            Some(Overlay::Path(_)) => return self.path_action(action),
            Some(Overlay::Counterparts(_)) => return self.counterparts_action(action),
            Some(Overlay::Export(_)) => return self.export_action(action),
            Some(Overlay::ThemeEdit(_)) => return self.theme_edit_action(action),
            Some(Overlay::MatrixFind(_)) => return self.find_action(action),
            Some(Overlay::Note(_)) => return self.note_action(action),
            _ => {}
        }
        let count = self.overlay_count();
        let page = (self.size.1 / 2).max(1) as isize;
        let step = match action {
            Action::MoveDown | Action::RowDown => Some(self.times()),
            Action::MoveUp | Action::RowUp => Some(-self.times()),
            Action::PageDown | Action::HalfPageDown => Some(self.times() * page),
            Action::PageUp | Action::HalfPageUp => Some(-self.times() * page),
            _ => None,
        };
        if let Some(step) = step {
            if let Some(cursor) = self.overlays.last_mut().and_then(cursor_of) {
                cursor.step(step, count);
            }
            return Some(Vec::new());
        }
        match self.overlays.last()? {
            Overlay::Jump(_) => self.jump_action(action),
            Overlay::Search(_) => self.search_action(action),
            Overlay::Themes(_) => self.themes_action(action),
            Overlay::Reports(_) => self.reports_action(action),
            Overlay::Outline(state) => {
                let section = SectionId(state.cursor.selected as u32);
                (action == Action::Confirm || action == Action::ToggleOutline).then(|| {
                    self.overlays.pop();
                    if action == Action::Confirm {
                        self.remember();
                        self.show_section(section);
                    }
                    Vec::new()
                })
            }
            Overlay::Palette(_) => self.palette_action(action),
            Overlay::Help(_) => self.help_action(action),
            Overlay::Path(_) => self.path_action(action),
            Overlay::Export(_) => self.export_action(action),
            Overlay::Filter(_) => self.filter_action(action),
            Overlay::Edit(_) => self.edit_action(action),
            Overlay::Counterparts(_) => self.counterparts_action(action),
            Overlay::History(_) => self.history_action(action),
            Overlay::ThemeEdit(_) => self.theme_edit_action(action),
            Overlay::ThemeTerms(_) => self.theme_terms_action(action),
            Overlay::Mistakes(_) => None,
            Overlay::MatrixPick(_) => self.pick_action(action),
            Overlay::MatrixFind(_) => self.find_action(action),
            Overlay::Marks(_) => self.marks_action(action),
            Overlay::Note(_) => self.note_action(action),
        }
    }

    /// The field of the topmost overlay.
    pub(super) fn top_field(&mut self) -> Option<&mut Field> {
        self.overlays.last_mut().and_then(field_of)
    }

    /// The cursor of the topmost overlay's list, where that is a plain one.
    pub(super) fn top_cursor(&mut self) -> Option<&mut ListCursor> {
        self.overlays.last_mut().and_then(cursor_of)
    }

    /// Number of lines in the topmost overlay's list.
    pub(super) fn overlay_count(&self) -> usize {
        match self.overlays.last() {
            Some(Overlay::Jump(state)) => state.found.len(),
            Some(Overlay::Themes(state)) => state.items.len(),
            Some(Overlay::Reports(state)) => state.items.len(),
            Some(Overlay::Outline(_)) => self
                .report_in(self.reader.focus)
                .map_or(0, |r| r.sections.len()),
            Some(Overlay::History(state)) => state.lines.len(),
            Some(Overlay::ThemeTerms(state)) => state.lines.len(),
            Some(Overlay::Marks(state)) => state.items.len(),
            Some(Overlay::Mistakes(_)) => self.mistakes().len(),
            Some(Overlay::MatrixPick(state)) => state.items.len(),
            Some(Overlay::Palette(state)) => self.palette_items(state).len(),
            Some(Overlay::Help(state)) => self.help_items(state).len(),
            Some(Overlay::Counterparts(state)) => state.lines.len(),
            _ => 0,
        }
    }

    fn jump_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Jump(state)) = self.overlays.last_mut() else {
            return None;
        };
        match action {
            Action::OnlyCurrent => {
                state.only_current = !state.only_current;
                self.refill();
                return Some(Vec::new());
            }
            Action::SwitchToText => {
                let text = state.field.text();
                self.overlays.pop();
                self.open_search(&text);
                return Some(Vec::new());
            }
            Action::Confirm | Action::ConfirmOtherPane | Action::ConfirmNewPane => {}
            _ => return None,
        }
        let Some(found) = state.found.get(state.cursor.selected).cloned() else {
            self.say(word(self.settings.lang, Word::NoSuchSection));
            return Some(Vec::new());
        };
        self.overlays.pop();
        self.go_to_reader();
        self.remember();
        let focus = self.reader.focus;
        match action {
            Action::ConfirmNewPane if !self.add_pane(found.report) => return Some(Vec::new()),
            Action::ConfirmOtherPane => match self.other_pane(focus) {
                Some(other) => self.focus_pane(other),
                None => {
                    self.add_pane(found.report);
                }
            },
            // A report that stands in a pane is gone to, not shown twice.
            _ if self.pane().is_none_or(|p| p.report != found.report) => {
                if let Some(open) = self
                    .reader
                    .panes
                    .iter()
                    .position(|p| p.report == found.report)
                {
                    self.focus_pane(open);
                }
            }
            _ => {}
        }
        Some(self.open_section(found.report, found.section))
    }

    /// Shows a section of any report in the focused pane.
    pub(super) fn open_section(&mut self, report: ReportId, section: SectionId) -> Vec<Effect> {
        let at = self
            .shelf
            .report(report)
            .and_then(|r| r.section(section))
            .map_or(0, |s| s.heading.start());
        let effects = self.open_at(self.reader.focus, Place { report, anchor: at });
        self.show_section(section);
        effects
    }

    fn search_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Search(state)) = self.overlays.last() else {
            return None;
        };
        match action {
            Action::Confirm => {
                let (empty, none) = (state.field.is_empty(), state.count == 0);
                let before = state.before.clone();
                let from = state.from.clone();
                let query = state.field.text();
                self.overlays.pop();
                if empty {
                    self.search = before;
                    return Some(Vec::new());
                }
                if none {
                    // Not in this report: on to the next one that has it.
                    let effects = self.step_hit(true);
                    if self.hit.is_none() {
                        let lang = self.settings.lang;
                        self.say(&not_found(lang, &query));
                    } else {
                        self.remember_as(from);
                    }
                    return Some(effects);
                }
                // What was typed led on already.
                self.remember_as(from);
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// Puts things back when an overlay is left by Esc.
    pub(super) fn overlay_closed(&mut self, overlay: &Overlay) {
        if let Overlay::Filter(state) = overlay {
            self.filter_closed(state);
        }
        if let Overlay::Counterparts(state) = overlay {
            self.counterparts_closed(state);
        }
        if let Overlay::MatrixFind(state) = overlay {
            self.find_closed(state);
        }
        if let Overlay::Search(state) = overlay {
            self.search.clone_from(&state.before);
            if self.search.is_none() {
                self.walking = Walking::Theme;
            }
            self.hit = None;
            if let Some((pane, place)) = state.origin {
                self.open_in(pane, place.report, place.anchor);
                self.follow();
            }
        }
    }

    fn themes_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Themes(state)) = self.overlays.last() else {
            return None;
        };
        let chosen = state.items.get(state.cursor.selected).copied();
        match action {
            Action::ToggleMark => {
                if let Some(theme) = chosen {
                    self.toggle_lit(theme);
                }
            }
            Action::ClearMarks => {
                // All on, unless something beyond the choice was off: then all off.
                let all = self.lexicon.as_ref().map_or(0, |l| l.themes.len());
                self.lit = if self.lit.len() == all {
                    Vec::new()
                } else {
                    self.lexicon
                        .iter()
                        .flat_map(|l| l.ids().map(|(id, _)| id))
                        .collect()
                };
                self.current_lit = 0;
            }
            Action::EditTheme => {
                if let Some(theme) = chosen {
                    self.open_theme_terms(theme);
                }
            }
            Action::MakeTheme => {
                let typed = state.field.text();
                return Some(self.open_theme_edit(ThemeDraft {
                    name: String::new(),
                    terms: terms_in(&typed),
                }));
            }
            Action::UndoTheme => return Some(self.undo_theme()),
            Action::Confirm => {
                if let Some(theme) = chosen {
                    if !self.lit.contains(&theme) {
                        self.toggle_lit(theme);
                    }
                    self.current_lit = self.lit.iter().position(|&t| t == theme).unwrap_or(0);
                    self.walking = Walking::Theme;
                }
                self.overlays.pop();
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Lights a theme, or puts it out.
    pub(super) fn toggle_lit(&mut self, theme: ThemeId) {
        match self.lit.iter().position(|&t| t == theme) {
            Some(at) => {
                self.lit.remove(at);
                self.current_lit = self.current_lit.min(self.lit.len().saturating_sub(1));
            }
            None => self.lit.push(theme),
        }
    }

    fn reports_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Reports(state)) = self.overlays.last() else {
            return None;
        };
        let new_pane = match action {
            Action::Confirm => state.new_pane,
            Action::ConfirmNewPane => true,
            _ => return None,
        };
        let chosen = state.items.get(state.cursor.selected).copied();
        let Some(report) = chosen else {
            return Some(Vec::new());
        };
        self.overlays.pop();
        if matches!(self.screen, Screen::Lens(_)) {
            self.add_to_lens(report);
            return Some(Vec::new());
        }
        self.go_to_reader();
        self.remember();
        if new_pane {
            self.add_pane(report);
        }
        Some(self.open_at(self.reader.focus, Place { report, anchor: 0 }))
    }
}

/// The field of an overlay that has one.
fn field_of(overlay: &mut Overlay) -> Option<&mut Field> {
    match overlay {
        Overlay::Jump(state) => Some(&mut state.field),
        Overlay::Search(state) => Some(&mut state.field),
        Overlay::Themes(state) => Some(&mut state.field),
        Overlay::Reports(state) => Some(&mut state.field),
        Overlay::Palette(state) => Some(&mut state.field),
        Overlay::Help(state) => Some(&mut state.field),
        Overlay::Path(state) => Some(&mut state.field),
        Overlay::Filter(state) => Some(&mut state.field),
        Overlay::Edit(state) => state.field_mut(),
        Overlay::Counterparts(state) => Some(&mut state.field),
        Overlay::ThemeEdit(state) => state.field_mut(),
        Overlay::Marks(state) => Some(&mut state.field),
        Overlay::Outline(_)
        | Overlay::History(_)
        | Overlay::ThemeTerms(_)
        | Overlay::Note(_)
        | Overlay::Mistakes(_) => None,
        Overlay::Export(state) => Some(&mut state.field),
        Overlay::MatrixPick(state) => Some(&mut state.field),
        Overlay::MatrixFind(state) => Some(&mut state.field),
    }
}

/// The list cursor of an overlay that has one.
fn cursor_of(overlay: &mut Overlay) -> Option<&mut ListCursor> {
    match overlay {
        Overlay::Jump(state) => Some(&mut state.cursor),
        Overlay::Themes(state) => Some(&mut state.cursor),
        Overlay::Reports(state) => Some(&mut state.cursor),
        Overlay::Palette(state) => Some(&mut state.cursor),
        Overlay::Help(state) => Some(&mut state.cursor),
        Overlay::Counterparts(state) => Some(&mut state.cursor),
        Overlay::History(state) => Some(&mut state.cursor),
        Overlay::ThemeTerms(state) => Some(&mut state.cursor),
        Overlay::Marks(state) => Some(&mut state.cursor),
        Overlay::Mistakes(cursor) => Some(cursor),
        Overlay::Outline(state) => Some(&mut state.cursor),
        Overlay::MatrixPick(state) => Some(&mut state.cursor),
        Overlay::MatrixFind(_)
        | Overlay::Note(_)
        | Overlay::Search(_)
        | Overlay::Path(_)
        | Overlay::Filter(_)
        | Overlay::Edit(_)
        | Overlay::ThemeEdit(_)
        | Overlay::Export(_) => None,
    }
}
