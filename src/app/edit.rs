//! 改身份: the form in which the reader corrects what the program read of a report, and the encoding that its file is read in.
//!
//! Invariant: what is typed becomes a correction only when every field can be read; a field that says what the program read anyway is no
//! correction. Must not know where corrections are kept.

use std::path::PathBuf;

use super::action::Action;
use super::field;
use super::keymap::{Code, Key};
use super::msg::Effect;
use super::{App, Overlay};
use crate::locale::{Kept, Lang, Word, word};
use crate::report::library::Change;
use crate::report::source::Charset;
use crate::report::{Correction, Field, FieldError, Fingerprint, Identity, ReportId};

/// What can be chosen of a level and of an issuer, as [`Identity::value`] names them; the empty one says that it is unknown.
const LEVELS: [&str; 6] = ["state", "province", "city", "county", "township", ""];
const ISSUERS: [&str; 3] = ["government", "party", ""];

/// The form.
#[derive(Clone, Debug)]
pub struct EditState {
    /// Whose identity.
    pub report: ReportId,
    /// One row for each field, the encoding last where it can be changed.
    pub rows: Vec<Row>,
    /// Which row has the keys.
    pub chosen: usize,
    /// What the program read.
    pub read: Identity,
    /// What the identity would be if the form were kept now.
    pub preview: Identity,
    /// Keeping was asked for: what is wrong is said at once.
    pub asked: bool,
    /// The text, and what is said of it now.
    text: Fingerprint,
    before: Correction,
    /// The file, and the encoding asked for now.
    file: Option<(PathBuf, Option<Charset>)>,
}

/// A row of the form.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about; none: the encoding.
    pub field: Option<Field>,
    /// How it is filled in.
    pub input: Input,
    /// Why what is typed cannot be read.
    pub error: Option<FieldError>,
}

/// How a row is filled in.
#[derive(Clone, Debug)]
pub enum Input {
    /// By typing.
    Typed(field::Field),
    /// By choosing one of [`Row::options`]; none: as the program has it.
    Chosen(Option<usize>),
}

impl Row {
    fn options(&self) -> &'static [&'static str] {
        match self.field {
            Some(Field::Level) => &LEVELS,
            Some(Field::Issuer) => &ISSUERS,
            _ => &[],
        }
    }

    /// How many can be chosen from.
    fn choices(&self) -> usize {
        match self.field {
            None => Charset::ALL.len(),
            Some(_) => self.options().len(),
        }
    }

    /// What can be chosen from, in the words of the interface.
    pub fn choice_names(&self, lang: Lang) -> Vec<String> {
        let Some(field) = self.field else {
            return Charset::ALL.map(|c| c.name().to_owned()).to_vec();
        };
        self.options()
            .iter()
            .map(|value| {
                single(field, value)
                    .and_then(|identity| identity.shown(field, lang))
                    .unwrap_or_else(|| word(lang, Word::Unknown).to_owned())
            })
            .collect()
    }
}

/// An identity of which one field is said.
fn single(field: Field, value: &str) -> Option<Identity> {
    let mut correction = Correction::default();
    correction.set(field, Some(value)).ok()?;
    let mut identity = Identity::default();
    identity.correct(&correction);
    Some(identity)
}

impl EditState {
    /// The option of a row of choices that holds: the chosen one, else what the program has.
    pub fn holds(&self, row: &Row) -> Option<usize> {
        let Input::Chosen(chosen) = row.input else {
            return None;
        };
        chosen.or_else(|| {
            let field = row.field?;
            let value = self.preview.value(field).unwrap_or_default();
            row.options().iter().position(|option| *option == value)
        })
    }

    /// Whether the reader says something else in this row than the program read.
    pub fn differs(&self, row: &Row) -> bool {
        match row.field {
            Some(field) => self.correction().is_ok_and(|c| c.get(field).is_some()),
            None => matches!(row.input, Input::Chosen(Some(_))),
        }
    }

    /// The field that is typed in.
    pub fn field_mut(&mut self) -> Option<&mut field::Field> {
        match &mut self.rows.get_mut(self.chosen)?.input {
            Input::Typed(field) => Some(field),
            Input::Chosen(_) => None,
        }
    }

    /// What the form says.
    fn correction(&self) -> Result<Correction, FieldError> {
        let mut correction = Correction::default();
        for row in &self.rows {
            let Some(field) = row.field else { continue };
            let read = self.read.value(field);
            match &row.input {
                Input::Typed(typed) => {
                    let typed = typed.text();
                    let typed = said(&typed);
                    let mut one = Correction::default();
                    one.set(field, Some(typed))?;
                    // 2016年1月5日 is 2016-01-05.
                    let mut means = Identity::default();
                    means.correct(&one);
                    if typed != read.as_deref().unwrap_or_default() && means.value(field) != read {
                        correction.set(field, Some(typed))?;
                    }
                }
                Input::Chosen(Some(at)) => {
                    let value = row.options().get(*at).copied().unwrap_or_default();
                    correction.set(field, Some(value))?;
                    // Said again only where the program would have it otherwise.
                    let mut without = correction.clone();
                    without.set(field, None)?;
                    let mut identity = self.read.clone();
                    identity.correct(&without);
                    if identity.value(field).unwrap_or_default() == value {
                        correction = without;
                    }
                }
                Input::Chosen(None) => {}
            }
        }
        Ok(correction)
    }

    /// Looks at what is typed.
    pub(super) fn check(&mut self) {
        for row in &mut self.rows {
            if let (Some(field), Input::Typed(typed)) = (row.field, &row.input) {
                let mut correction = Correction::default();
                row.error = correction.set(field, Some(said(&typed.text()))).err();
            }
        }
        if let Ok(correction) = self.correction() {
            self.preview = self.read.clone();
            self.preview.correct(&correction);
        }
    }

    /// Takes a key that is no action.
    pub(super) fn key(&mut self, key: Key) {
        let Some(row) = self.rows.get(self.chosen) else {
            return;
        };
        if matches!(row.input, Input::Typed(_)) {
            if self.field_mut().and_then(|field| field.key(key)) == Some(true) {
                self.check();
            }
            return;
        }
        let count = row.choices();
        let at = self.holds(row);
        let encoding = row.field.is_none();
        let next = match (key.code, at) {
            (Code::Right | Code::Char(' '), Some(at)) if at + 1 < count => Some(at + 1),
            // The encoding can be left to the program: one more choice, before the first.
            (Code::Left, Some(0)) | (Code::Char(' '), Some(_)) if encoding => None,
            (Code::Right, None) | (Code::Char(' '), _) => Some(0),
            (Code::Left, Some(at)) => Some(at.saturating_sub(1)),
            _ => at,
        };
        if let Some(row) = self.rows.get_mut(self.chosen)
            && next != at
        {
            row.input = Input::Chosen(next);
        }
        self.check();
    }

    /// The row that is chosen says that its field is unknown, or what the program read.
    fn set_chosen(&mut self, unknown: bool) {
        let chosen = self.chosen;
        let read = |field: Option<Field>| field.and_then(|field| self.read.value(field));
        let Some(row) = self.rows.get(chosen) else {
            return;
        };
        let value = read(row.field).unwrap_or_default();
        let options = row.options();
        let input = match (&row.input, unknown) {
            (Input::Typed(_), true) => Input::Typed(field::Field::default()),
            (Input::Typed(_), false) => Input::Typed(field::Field::with(&value)),
            (Input::Chosen(_), true) => Input::Chosen(options.iter().position(|o| o.is_empty())),
            (Input::Chosen(_), false) => Input::Chosen(None),
        };
        if let Some(row) = self.rows.get_mut(chosen) {
            row.input = input;
        }
        self.check();
    }
}

/// What is typed, or nothing where it is said to be unknown.
fn said(typed: &str) -> &str {
    match typed.trim() {
        "未知" | "unknown" => "",
        typed => typed,
    }
}

impl App {
    pub(super) fn open_edit(&mut self, id: ReportId) {
        let Some(report) = self.shelf.report(id) else {
            return;
        };
        let text = report.fingerprint();
        let before = self.catalogue.corrections.get(&text).cloned();
        let before = before.unwrap_or_default();
        let identity = &report.identity;
        let read = identity.read.as_deref().unwrap_or(identity).clone();
        let mut rows: Vec<Row> = Field::ALL
            .into_iter()
            .map(|field| {
                let said = before.get(field);
                let value = said.map(str::to_owned).or_else(|| read.value(field));
                let typed = field::Field::with(&value.unwrap_or_default());
                let mut row = Row {
                    field: Some(field),
                    input: Input::Typed(typed),
                    error: None,
                };
                if matches!(field, Field::Level | Field::Issuer) {
                    // However it was typed, it means one of the choices.
                    let said = said.and_then(|value| single(field, value));
                    let value = said.map(|identity| identity.value(field).unwrap_or_default());
                    let at = value.and_then(|v| row.options().iter().position(|o| *o == v));
                    row.input = Input::Chosen(at);
                }
                row
            })
            .collect();
        let path = report.source.path.as_deref();
        let path = path.map(|path| self.absolute(path));
        // Word files and PDF have an encoding of their own.
        let path = path.filter(|_| !report.source.encoding.is_empty());
        let file = path.map(|path| {
            let charset = self.catalogue.charset(&path);
            (path, charset)
        });
        if let Some((_, charset)) = &file {
            let at = charset.and_then(|c| Charset::ALL.iter().position(|&known| known == c));
            rows.push(Row {
                field: None,
                input: Input::Chosen(at),
                error: None,
            });
        }
        let mut state = EditState {
            report: id,
            rows,
            chosen: 0,
            preview: read.clone(),
            read,
            asked: false,
            text,
            before,
            file,
        };
        state.check();
        self.overlays.push(Overlay::Edit(Box::new(state)));
    }

    pub(super) fn edit_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Edit(state)) = self.overlays.last_mut() else {
            return None;
        };
        let count = state.rows.len().max(1);
        match action {
            Action::FieldNext => state.chosen = (state.chosen + 1) % count,
            Action::FieldPrev => state.chosen = (state.chosen + count - 1) % count,
            Action::SayUnknown => state.set_chosen(true),
            Action::AsRead => state.set_chosen(false),
            Action::Confirm => {
                state.asked = true;
                if let Some(wrong) = state.rows.iter().position(|row| row.error.is_some()) {
                    state.chosen = wrong;
                    return Some(Vec::new());
                }
                return Some(self.keep_edit());
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn keep_edit(&mut self) -> Vec<Effect> {
        let Some(Overlay::Edit(state)) = self.overlays.pop() else {
            return Vec::new();
        };
        let Ok(correction) = state.correction() else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        let form = state.clone();
        if correction != state.before {
            effects.extend(self.keep(Change::Correct(state.text, correction), Kept::Corrected));
        }
        let charset = state.rows.iter().find_map(|row| match row {
            Row {
                field: None,
                input: Input::Chosen(at),
                ..
            } => Some(at.and_then(|at| Charset::ALL.get(at).copied())),
            _ => None,
        });
        if let (Some((path, before)), Some(charset)) = (state.file, charset)
            && charset != before
        {
            effects.extend(self.keep(Change::ReadAs(path, charset), Kept::Encoded));
        }
        if effects.is_empty() {
            self.say(word(self.settings.lang, Word::NothingChanged));
        } else {
            self.keeping.came_from(form);
        }
        effects
    }
}
