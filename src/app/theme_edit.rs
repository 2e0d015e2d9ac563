//! 新主题, 加词条: making a theme of a search or of a stretch of text, and adding terms to one.
//!
//! Owns the form. Invariant: nothing is changed before the reader says so, and what he typed stays until it is kept. Must not know where
//! themes are kept.

mod keep;
mod stretch;

pub use keep::Theming;
pub use stretch::Stretch;

use std::sync::Arc;

use super::action::{Action, Context};
use super::field::Field;
use super::list::ListCursor;
use super::msg::Effect;
use super::{App, Overlay, Screen};
use crate::job::{Generation, Job};
use crate::jump::matching;
use crate::locale::{Word, term_there, word};
use crate::text::fold;
use crate::theme::own::{Edit, literal};
use crate::theme::{Fault, Lexicon, Theme, ThemeId, Trial};

/// Places per report from which on a term is too common to light anything.
const COMMON: usize = 20;

/// What the form of a theme is opened with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ThemeDraft {
    /// The theme: one that is there gets more terms; empty: a new one, called after its first term unless the reader says otherwise.
    pub name: String,
    /// The terms to begin with, each standing for itself; none: the reader types them.
    pub terms: Vec<String>,
}

/// What has the keys in the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Row {
    /// The sentence of which a stretch is chosen.
    Sentence,
    /// 词条
    Terms,
    /// 主题
    Theme,
    /// 组
    Group,
}

/// Something that a typed name can mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The theme's name, or the group's.
    pub name: String,
    /// The group of a theme that is there.
    pub group: String,
    /// It is not there yet.
    pub new: bool,
}

/// What is to be said of the terms before they are kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// A theme has this term: the term, the theme.
    Known(String, String),
    /// The theme has a longer term that holds this one, and counts where that stands: the term, the longer one.
    Inside(String, String),
    /// It is one character.
    Single(String),
    /// It stands in every report so many times that it lights too much.
    Common(usize),
}

/// The form.
#[derive(Clone, Debug)]
pub struct ThemeEditState {
    /// The sentence and the stretch of it that is chosen.
    pub stretch: Option<Stretch>,
    /// The terms, as they are typed.
    pub terms: Field,
    /// What is typed for a theme.
    pub theme: Field,
    /// What is typed for a group.
    pub group: Field,
    /// What has the keys.
    pub row: Row,
    /// What the theme's field can mean, and which of it does.
    pub themes: (Vec<Choice>, ListCursor),
    /// The same of the group's.
    pub groups: (Vec<Choice>, ListCursor),
    /// What is to be said of the terms.
    pub said: Vec<Said>,
    /// What the change would come to; none while that is being found out.
    pub trial: Option<Result<Trial, Fault>>,
    /// Why it cannot be kept, once that was asked for.
    pub wrong: Option<String>,
    /// It was asked to be kept, and there is no answer yet.
    pub waiting: bool,
    /// Hits of the theme that is meant, as it is now.
    pub before: usize,
    /// The change that `trial` is of.
    tried: Option<Edit>,
    /// What `themes` and `groups` were made for.
    listed: (String, String),
}

impl ThemeEditState {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self.row {
            Row::Sentence => Context::ThemeStretch,
            _ => Context::ThemeForm,
        }
    }

    /// The field that is typed in.
    pub fn field_mut(&mut self) -> Option<&mut Field> {
        if self.waiting {
            return None;
        }
        match self.row {
            Row::Sentence => None,
            Row::Terms => Some(&mut self.terms),
            Row::Theme => Some(&mut self.theme),
            Row::Group => Some(&mut self.group),
        }
    }

    /// It is being found out what the change would come to.
    pub fn is_counting(&self) -> bool {
        self.tried.is_some() && self.trial.is_none()
    }

    /// The theme that is meant.
    pub fn target(&self) -> Option<&Choice> {
        let (choices, cursor) = &self.themes;
        choices.get(cursor.selected)
    }

    /// The group of a new theme.
    pub fn target_group(&self) -> Option<&Choice> {
        let (choices, cursor) = &self.groups;
        choices.get(cursor.selected)
    }

    /// Terms go to a theme that is there.
    pub fn adds(&self) -> bool {
        self.target().is_some_and(|choice| !choice.new)
    }

    /// What can be chosen from in the row that has the keys.
    pub fn choices(&self) -> Option<&(Vec<Choice>, ListCursor)> {
        match self.row {
            Row::Theme => Some(&self.themes),
            Row::Group => Some(&self.groups),
            Row::Sentence | Row::Terms => None,
        }
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.stretch.is_some() {
            rows.push(Row::Sentence);
        }
        rows.extend([Row::Terms, Row::Theme]);
        // A theme that is there stays in its group.
        if !self.adds() {
            rows.push(Row::Group);
        }
        rows
    }

    fn step_row(&mut self, forward: bool) {
        let rows = self.rows();
        let at = rows.iter().position(|&r| r == self.row).unwrap_or(0);
        let next = if forward { at + 1 } else { at + rows.len() - 1 };
        if let Some(&row) = rows.get(next % rows.len()) {
            self.row = row;
        }
    }

    /// The terms follow the chosen stretch.
    fn take_stretch(&mut self) {
        if let Some(stretch) = &self.stretch {
            self.terms = Field::with(&quoted(&literal(&stretch.words())));
        }
    }
}

/// The terms that are typed, folded, each once: parted by blanks, commas and 、 but for those in quotation marks.
pub(super) fn terms_in(typed: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut term = String::new();
    let mut inside = false;
    for c in typed.chars().chain(std::iter::once(' ')) {
        match c {
            '“' | '「' if !inside => inside = true,
            '”' | '」' if inside => inside = false,
            '"' => inside = !inside,
            _ if !inside && is_separator(c) => {
                let done = fold::fold_str(std::mem::take(&mut term).trim());
                if !done.is_empty() && !terms.contains(&done) {
                    terms.push(done);
                }
            }
            _ => term.push(c),
        }
    }
    // A mark that is not closed closes at the end.
    let rest = fold::fold_str(term.trim());
    if !rest.is_empty() && !terms.contains(&rest) {
        terms.push(rest);
    }
    terms
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || "、，,；;。".contains(c)
}

/// A term as it is typed: in quotation marks where it would be parted.
fn quoted(term: &str) -> String {
    if term.contains(is_separator) {
        format!("“{term}”")
    } else {
        term.to_owned()
    }
}

impl App {
    /// Opens the form in which a theme is made, or terms are added to one.
    pub(crate) fn open_theme_edit(&mut self, draft: ThemeDraft) -> Vec<Effect> {
        self.open_theme_form(draft, None)
    }

    fn open_theme_form(&mut self, draft: ThemeDraft, stretch: Option<Stretch>) -> Vec<Effect> {
        if self.lexicon.is_none() {
            self.say(word(self.settings.lang, Word::ThemesStillRead));
            return Vec::new();
        }
        let ThemeDraft { name, terms } = draft;
        let terms: Vec<String> = terms.iter().map(|term| quoted(&literal(term))).collect();
        let row = match (&stretch, terms.is_empty()) {
            (Some(_), _) => Row::Sentence,
            (None, true) => Row::Terms,
            (None, false) => Row::Theme,
        };
        let mut state = ThemeEditState {
            stretch,
            terms: Field::with(&terms.join("、")),
            theme: Field::with(&name),
            group: Field::default(),
            row,
            themes: (Vec::new(), ListCursor::default()),
            groups: (Vec::new(), ListCursor::default()),
            said: Vec::new(),
            trial: None,
            wrong: None,
            waiting: false,
            before: 0,
            tried: None,
            listed: (String::new(), String::new()),
        };
        if terms.is_empty() {
            state.take_stretch();
        }
        self.overlays.push(Overlay::ThemeEdit(Box::new(state)));
        self.refill();
        Vec::new()
    }

    /// Opens the form with what is at hand: the running search, else the theme under the cursor, else a stretch of the text.
    pub(super) fn make_theme(&mut self) -> Vec<Effect> {
        let search = self.search.as_ref().filter(|_| self.selection().is_none());
        let query = search.map(|s| s.query.trim().to_owned());
        let terms: Vec<String> = query.into_iter().filter(|q| !q.is_empty()).collect();
        let name = self.theme_under_cursor().filter(|_| terms.is_empty());
        let name = name.unwrap_or_default();
        let stretch = match self.screen {
            Screen::Reader if terms.is_empty() => self.stretch_here(),
            _ => None,
        };
        self.open_theme_form(ThemeDraft { name, terms }, stretch)
    }

    /// The theme that the cursor of the screen stands on.
    fn theme_under_cursor(&self) -> Option<String> {
        let theme = match &self.screen {
            Screen::Matrix(state) => state.theme(),
            Screen::Lens(state) => Some(state.theme),
            _ => None,
        };
        let lexicon = self.lexicon.as_ref()?;
        lexicon.theme(theme?).map(|theme| theme.name.clone())
    }

    pub(super) fn theme_edit_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::ThemeEdit(state)) = self.overlays.last_mut() else {
            return None;
        };
        if state.waiting {
            return Some(Vec::new());
        }
        let step = match action {
            Action::MoveDown => Some(1),
            Action::MoveUp => Some(-1),
            _ => None,
        };
        match (action, state.row) {
            (Action::FieldNext, _) | (Action::MoveDown, Row::Terms) => state.step_row(true),
            (Action::FieldPrev, _) | (Action::MoveUp, Row::Terms) => state.step_row(false),
            (Action::MoveDown | Action::MoveUp, Row::Theme) => {
                let (choices, cursor) = &mut state.themes;
                cursor.step(step.unwrap_or(0), choices.len());
                self.refill();
            }
            (Action::MoveDown | Action::MoveUp, Row::Group) => {
                let (choices, cursor) = &mut state.groups;
                cursor.step(step.unwrap_or(0), choices.len());
                self.refill();
            }
            (Action::Confirm, _) => return Some(self.keep_theme_edit()),
            (Action::SentenceNext | Action::SentencePrev, _) => {
                self.step_stretch_sentence(action == Action::SentenceNext);
                self.refill();
            }
            _ => {
                let stretch = state.stretch.as_mut()?;
                if !stretch.act(action) {
                    return None;
                }
                state.take_stretch();
                self.refill();
            }
        }
        Some(Vec::new())
    }

    /// Looks at what is typed.
    pub(super) fn refill_theme_edit(&self, state: &mut ThemeEditState) {
        let Some(lexicon) = &self.lexicon else { return };
        state.wrong = None;
        let terms = terms_in(&state.terms.text());
        let first = terms.first().cloned().unwrap_or_default();
        // A theme that is not named is called after its first term.
        let name = state.theme.text();
        let about = if name.is_empty() { &first } else { &name };
        if *about != state.listed.0 || state.themes.0.is_empty() {
            state.themes = (
                self.theme_choices(lexicon, &name, &first),
                ListCursor::default(),
            );
        }
        let group = state.group.text();
        if group != state.listed.1 || state.groups.0.is_empty() {
            state.groups = (self.group_choices(lexicon, &group), ListCursor::default());
        }
        state.listed = (about.clone(), group);
        let target = state.target().filter(|c| !c.new);
        let target = target.and_then(|c| lexicon.find(&c.name));
        state.before = target.map_or(0, |id| {
            let hits = self.shelf.ready().filter_map(|(r, _)| self.shelf.hits(r));
            hits.map(|hits| hits.count(id)).sum()
        });
        let target = target.and_then(|id| lexicon.theme(id));
        state.said = said(lexicon, &terms, target);
        if let Some(Ok(trial)) = &state.trial
            && let Some(said) = too_common(trial)
        {
            state.said.push(said);
        }
    }

    /// What a typed theme can mean, most likely first: by its very name; what is spelled in letters; else a new one.
    fn theme_choices(&self, lexicon: &Lexicon, typed: &str, first: &str) -> Vec<Choice> {
        let typed = typed.trim();
        let choice = |id: ThemeId| {
            let theme = lexicon.theme(id)?;
            Some(Choice {
                name: theme.name.clone(),
                group: theme.group.clone(),
                new: false,
            })
        };
        let name = if typed.is_empty() { first } else { typed };
        let exact = lexicon.find(name);
        let mut listed = self.matching_themes(name);
        if typed.is_empty() {
            let rest = lexicon.ids().map(|(id, _)| id);
            let rest: Vec<ThemeId> = rest.filter(|id| !listed.contains(id)).collect();
            listed.extend(rest);
        }
        let mut found: Vec<Choice> = listed
            .into_iter()
            .filter(|id| Some(*id) != exact)
            .filter_map(choice)
            .collect();
        if let Some(exact) = exact.and_then(choice) {
            found.insert(0, exact);
        } else if !name.is_empty() {
            let spelled = is_spelled(typed) && !found.is_empty();
            let at = if spelled { found.len() } else { 0 };
            let new = Choice {
                name: name.to_owned(),
                group: String::new(),
                new: true,
            };
            found.insert(at, new);
        }
        found
    }

    fn group_choices(&self, lexicon: &Lexicon, typed: &str) -> Vec<Choice> {
        let typed = typed.trim();
        let own = word(self.settings.lang, Word::OwnGroup);
        let name = if typed.is_empty() { own } else { typed };
        let choice = |name: &str, new: bool| Choice {
            name: name.to_owned(),
            group: String::new(),
            new,
        };
        let groups = lexicon.groups();
        let mut found: Vec<Choice> = groups
            .iter()
            .filter(|g| **g != name)
            .filter(|g| typed.is_empty() || matching::fuzzy(g, typed).is_some())
            .map(|g| choice(g, false))
            .collect();
        let there = groups.contains(&name);
        let spelled = is_spelled(typed) && !there && !found.is_empty();
        let at = if spelled { found.len() } else { 0 };
        found.insert(at, choice(name, !there));
        found
    }

    /// The change that the form stands for.
    ///
    /// # Errors
    /// Why it stands for none.
    fn edit_of(&self, state: &ThemeEditState) -> Result<Edit, String> {
        let lang = self.settings.lang;
        let terms = terms_in(&state.terms.text());
        if terms.is_empty() {
            return Err(word(lang, Word::NoTerms).to_owned());
        }
        let (Some(target), Some(lexicon)) = (state.target(), &self.lexicon) else {
            return Err(word(lang, Word::NoThemeName).to_owned());
        };
        if target.new {
            let group = state.target_group();
            return Ok(Edit::Make {
                name: target.name.clone(),
                en: String::new(),
                group: group.map(|g| g.name.clone()).unwrap_or_default(),
                terms,
            });
        }
        let has = |term: &String| {
            let theme = lexicon.find(&target.name).and_then(|t| lexicon.theme(t));
            theme.is_some_and(|theme| theme.wordings().any(|w| alike(w, term)))
        };
        let new: Vec<String> = terms.iter().filter(|t| !has(t)).cloned().collect();
        if new.is_empty() {
            let term = terms.first().map_or("", String::as_str);
            return Err(term_there(lang, term, &target.name));
        }
        Ok(Edit::AddTerms {
            theme: target.name.clone(),
            terms: new,
        })
    }

    /// Has the form's change tried, where that was not done.
    pub(super) fn prepare_trial(&mut self) -> Option<Effect> {
        let Some(Overlay::ThemeEdit(state)) = self.overlays.last() else {
            return None;
        };
        let edit = self.edit_of(state).ok();
        if edit == state.tried {
            return None;
        }
        let job = edit.as_ref().map(|edit| Job::Try {
            reports: self.shelf.ready().map(|(_, r)| Arc::clone(r)).collect(),
            own: self.book.own().to_vec(),
            edit: edit.clone(),
        });
        self.theming.trial.0 += 1;
        let generation = self.theming.trial;
        if let Some(Overlay::ThemeEdit(state)) = self.overlays.last_mut() {
            state.tried = edit;
            state.trial = None;
        }
        Some(Effect::Try(generation, job?))
    }

    /// Takes what a change would come to.
    pub(super) fn tried(&mut self, generation: Generation, trial: Result<Trial, Fault>) {
        if generation != self.theming.trial {
            return;
        }
        let edits = self.overlays.iter_mut().filter_map(|o| match o {
            Overlay::ThemeEdit(state) => Some(state),
            _ => None,
        });
        if let Some(state) = edits.last().filter(|s| s.tried.is_some()) {
            state.said.retain(|s| !matches!(s, Said::Common(_)));
            if let Ok(trial) = &trial {
                state.said.extend(too_common(trial));
            }
            state.trial = Some(trial);
        }
    }
}

/// It is spelled in letters: a name in pinyin rather than one of its own.
fn is_spelled(typed: &str) -> bool {
    !typed.is_empty() && typed.chars().all(|c| c.is_ascii_lowercase() || c == '\'')
}

/// Two wordings that count alike.
fn alike(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn too_common(trial: &Trial) -> Option<Said> {
    let each = trial.places / trial.reports.max(1);
    (each >= COMMON).then_some(Said::Common(each))
}

/// What is to be said of terms that are to be those of a new theme, or of `target`.
fn said(lexicon: &Lexicon, terms: &[String], target: Option<&Theme>) -> Vec<Said> {
    let mut said = Vec::new();
    for term in terms {
        if term.chars().count() == 1 {
            said.push(Said::Single(term.clone()));
        }
        let whose = |theme: &&Theme| theme.wordings().any(|w| alike(w, term));
        for theme in lexicon.themes.iter().filter(whose) {
            said.push(Said::Known(term.clone(), theme.name.clone()));
        }
        let own = target.into_iter().flat_map(|theme| {
            let except = theme.except.iter().map(String::as_str);
            theme.wordings().chain(except)
        });
        let mut longer = own.filter(|w| w.len() > term.len() && w.contains(term.as_str()));
        if let Some(longer) = longer.next() {
            said.push(Said::Inside(term.clone(), longer.to_owned()));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn terms_are_parted_by_marks_and_blanks_and_folded() {
        assert_eq!(
            terms_in(" 城市書房、口袋公园 AI+,城市书房；"),
            ["城市书房", "口袋公园", "AI+"]
        );
        assert_eq!(
            terms_in("“双随机、一公开” 一网通办"),
            ["双随机、一公开", "一网通办"]
        );
        assert_eq!(terms_in("\"双随机、一公开"), ["双随机、一公开"]);
        assert!(terms_in("、 ，").is_empty());
        assert_eq!(terms_in(&quoted("双随机、一公开")), ["双随机、一公开"]);
    }

    #[test]
    fn letters_alone_are_a_spelling() {
        assert!(is_spelled("yshj"));
        assert!(!is_spelled("AI"));
        assert!(!is_spelled("营商"));
        assert!(!is_spelled(""));
    }
}
