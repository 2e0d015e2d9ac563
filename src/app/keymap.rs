//! Keys as the program knows them, and which action a key (or sequence of keys) means where.
//!
//! Invariant: inside one context no key sequence means two things and none is the beginning of another, whatever preset and settings say.
//! Must not know of crossterm: `term::input` makes [`Key`]s out of what the terminal sends.

mod preset;
mod rules;

use std::fmt;
use std::str::FromStr;

use super::action::{ACTIONS, Action, ActionRow, Context};
use crate::locale::{Lang, Word, word};

pub use rules::{actions, faults};

/// One key press. Shift is part of the character (`J`), except with keys that have none (`Shift-Tab` is [`Code::BackTab`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Ctrl held.
    pub ctrl: bool,
    /// Alt held.
    pub alt: bool,
}

/// A key without its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "they are what they are called")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// Named keys: the first name of a code is the one that is shown.
const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Del", Code::Delete),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
    ("Space", Code::Char(' ')),
];

impl Key {
    /// The bare key.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// Whether it types a character.
    pub fn is_plain(self) -> bool {
        matches!(self.code, Code::Char(_)) && !self.ctrl && !self.alt
    }
}

/// A key that nobody can press.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "no such key: “{0}” (keys are named like j, Ctrl-p, Alt-Left, Space, PgDn, F1; sequences like gg)"
)]
pub struct KeyError(pub String);

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(name: &str) -> Result<Self, KeyError> {
        let unknown = || KeyError(name.to_owned());
        let mut rest = name;
        let mut key = Key::new(Code::Esc);
        loop {
            if let Some(after) = rest.strip_prefix("Ctrl-").filter(|_| !key.ctrl) {
                key.ctrl = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("Alt-").filter(|_| !key.alt) {
                key.alt = true;
                rest = after;
            } else {
                break;
            }
        }
        key.code = code(rest, key.ctrl).ok_or_else(unknown)?;
        Ok(key)
    }
}

fn code(name: &str, ctrl: bool) -> Option<Code> {
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    if let Some(number) = name.strip_prefix('F').and_then(|n| n.parse::<u8>().ok()) {
        return (1..=24).contains(&number).then_some(Code::F(number));
    }
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        // A terminal sends the same for Ctrl-p and Ctrl-P.
        (Some(c), None) if ctrl => Some(Code::Char(c.to_ascii_lowercase())),
        (Some(c), None) => Some(Code::Char(c)),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Reads a key or a sequence: `Ctrl-d`, `gg`, `Ctrl-x s`.
///
/// # Errors
///
/// When a part is no key and not two characters.
pub fn sequence(text: &str) -> Result<Vec<Key>, KeyError> {
    let mut keys = Vec::new();
    for part in text.split_whitespace() {
        match part.parse::<Key>() {
            Ok(key) => keys.push(key),
            Err(_) if part.chars().count() == 2 && !part.starts_with('F') => {
                keys.extend(part.chars().map(|c| Key::new(Code::Char(c))));
            }
            Err(error) => return Err(error),
        }
    }
    if keys.is_empty() {
        return Err(KeyError(text.to_owned()));
    }
    Ok(keys)
}

/// A sequence as it is shown: `gg`, `Ctrl-x s`.
pub fn show(keys: &[Key]) -> String {
    let together = keys
        .iter()
        .all(|key| key.is_plain() && key.code != Code::Char(' '));
    let parts: Vec<String> = keys.iter().map(Key::to_string).collect();
    parts.join(if together { "" } else { " " })
}

/// An entry of the status bar: `h/j/k/l 移动`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its keys as they are shown.
    pub keys: String,
    /// What they do.
    pub label: &'static str,
    /// The action of each key, in the order of the keys.
    pub actions: Vec<Action>,
}

/// What a pressed sequence means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resolved {
    /// Do this.
    Action(Action),
    /// The beginning of a longer sequence.
    Pending,
    /// Nothing; in a text field a plain character is text then.
    None,
}

#[derive(Clone, Debug)]
struct Binding {
    row: &'static ActionRow,
    keys: Vec<Key>,
    /// Where; never empty.
    at: Contexts,
}

impl Binding {
    fn is_in(&self, context: Context) -> bool {
        self.at.has(context)
    }
}

/// A set of contexts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Contexts(u64);

impl Contexts {
    fn of(contexts: &[Context]) -> Self {
        contexts.iter().fold(Self(0), |all, c| all.with(*c))
    }

    fn with(self, context: Context) -> Self {
        Self(self.0 | 1 << (context as u32))
    }

    fn has(self, context: Context) -> bool {
        self.0 & 1 << (context as u32) != 0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their names, the first of them.
    fn names(self) -> Vec<String> {
        let here = Context::ALL.into_iter().filter(|c| self.has(*c));
        here.map(context_name).collect()
    }
}

/// The name of a context in settings, kebab-case.
pub fn context_name(context: Context) -> String {
    let mut name = String::new();
    for c in format!("{context:?}").chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// Which keys mean what.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Keymap {
    /// The default keys of the table. A name the table got wrong is left out; a test sees to it that there is none.
    pub fn builtin() -> Self {
        let bindings = ACTIONS
            .iter()
            .flat_map(|row| row.keys.iter().map(move |keys| (row, keys)))
            .filter_map(|(row, keys)| {
                let keys = sequence(keys).ok()?;
                let at = Contexts::of(row.contexts);
                Some(Binding { row, keys, at })
            })
            .collect();
        Self { bindings }
    }

    /// What `pending` (the keys pressed so far) means, asked context by context: the topmost first, [`Context::Everywhere`] last.
    ///
    /// In a context with a text field a plain character is text unless that context itself binds it, what lies behind it is out of reach,
    /// and of the keys bound everywhere only those that close, redraw, quit or ask for help are heard.
    pub fn resolve(&self, contexts: &[Context], pending: &[Key]) -> Resolved {
        let Some(first) = pending.first() else {
            return Resolved::None;
        };
        let text = contexts.iter().any(|context| context.is_text());
        for (depth, &context) in contexts.iter().enumerate() {
            let everywhere = context == Context::Everywhere;
            if text && !everywhere && depth > 0 {
                continue;
            }
            if text && everywhere && first.is_plain() {
                continue;
            }
            let found = self.resolve_in(context, pending, text && everywhere);
            if found != Resolved::None {
                return found;
            }
        }
        Resolved::None
    }

    fn resolve_in(&self, context: Context, pending: &[Key], only_reaching: bool) -> Resolved {
        let mut found = Resolved::None;
        for binding in &self.bindings {
            let row = binding.row;
            if !binding.is_in(context)
                || (only_reaching && !row.action.reaches_text_fields())
                || !binding.keys.starts_with(pending)
            {
                continue;
            }
            if binding.keys.len() == pending.len() {
                return Resolved::Action(row.action);
            }
            found = Resolved::Pending;
        }
        found
    }

    /// The keys of `action` in `context`, the one to show first.
    pub fn keys(&self, action: Action, context: Context) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|binding| binding.row.action == action && binding.is_in(context))
            .map(|binding| show(&binding.keys))
            .collect()
    }

    /// The keys of one row as status bar and help show them: its first key, joined by `joint` with the first keys of its pair.
    pub fn joined(&self, row: &ActionRow, context: Context, joint: &str) -> String {
        let partners = row.pair.map_or(&[][..], |pair| pair.with);
        let keys: Vec<String> = self
            .first_key(row, context)
            .into_iter()
            .chain(
                partners
                    .iter()
                    .filter_map(|&action| self.keys(action, context).into_iter().next()),
            )
            .collect();
        // `Ctrl-n/p`, not `Ctrl-n/Ctrl-p`.
        if joint == "/"
            && let [first, second] = keys.as_slice()
            && let (Some(_), Some(short)) =
                (first.strip_prefix("Ctrl-"), second.strip_prefix("Ctrl-"))
        {
            return format!("{first}/{short}");
        }
        keys.join(joint)
    }

    fn first_key(&self, row: &ActionRow, context: Context) -> Option<String> {
        self.first_binding(row, context)
            .map(|binding| show(&binding.keys))
    }

    fn first_binding(&self, row: &ActionRow, context: Context) -> Option<&Binding> {
        let mut bindings = self.bindings.iter();
        bindings.find(|binding| binding.row.id == row.id && binding.is_in(context))
    }

    /// The rows that can be reached in `contexts`, in the order of the table, each with the context that it is reached in. A key that a
    /// context above has taken does not hide the row; help and palette still name it.
    pub fn rows(&self, contexts: &[Context]) -> Vec<(&'static ActionRow, Context)> {
        let text = contexts.iter().any(|context| context.is_text());
        let mut seen: Vec<Action> = Vec::new();
        let mut rows: Vec<(usize, &'static ActionRow, Context)> = Vec::new();
        for (depth, &context) in contexts.iter().enumerate() {
            let everywhere = context == Context::Everywhere;
            if text && !everywhere && depth > 0 {
                continue;
            }
            let before = seen.len();
            for (place, row) in ACTIONS.iter().enumerate() {
                let taken = seen
                    .get(..before)
                    .is_some_and(|above| above.contains(&row.action));
                if !row.contexts.contains(&context)
                    || taken
                    || (text && everywhere && !row.action.reaches_text_fields())
                {
                    continue;
                }
                seen.push(row.action);
                rows.push((place, row, context));
            }
        }
        rows.sort_by_key(|(place, ..)| *place);
        rows.into_iter()
            .map(|(_, row, context)| (row, context))
            .collect()
    }

    /// The entries of the status bar in order: keys and what they do. What does not fit falls off from the right; the key for help is not
    /// among them, see [`Keymap::help_hint`].
    pub fn bar(&self, contexts: &[Context], lang: Lang) -> Vec<(String, &'static str)> {
        let entries = self.entries(contexts, lang).into_iter();
        entries.map(|entry| (entry.keys, entry.label)).collect()
    }

    /// The same with what each of the keys does.
    pub fn entries(&self, contexts: &[Context], lang: Lang) -> Vec<Entry> {
        let mut rows: Vec<_> = self
            .rows(contexts)
            .into_iter()
            .filter_map(|(row, context)| row.bar.map(|order| (order, row, context)))
            .filter(|(_, row, context)| {
                self.first_binding(row, *context).is_some()
                    && !self.is_idle(contexts, row, *context)
            })
            .collect();
        rows.sort_by_key(|(order, ..)| *order);
        rows.into_iter()
            .map(|(_, row, context)| {
                // `Tab 换栏` needs no mate: a key with a name says enough alone.
                let first = self.first_key(row, context).unwrap_or_default();
                let named = first.chars().count() > 1 && !first.starts_with("Ctrl-");
                let mut actions = vec![row.action];
                let keys = if named {
                    first
                } else {
                    actions.extend(row.pair.iter().flat_map(|pair| pair.with));
                    self.joined(row, context, "/")
                };
                let label = row.pair.map_or(row.label(lang), |pair| {
                    lang.pick(pair.label.0, pair.label.1)
                });
                Entry {
                    keys,
                    label,
                    actions,
                }
            })
            .collect()
    }

    /// Whether a row bound everywhere does nothing here: its screen is this one, or a context above has taken its key.
    fn is_idle(&self, contexts: &[Context], row: &ActionRow, context: Context) -> bool {
        let here = |screen, action| contexts.contains(&screen) && row.action == action;
        let taken = || {
            let first = self.first_binding(row, context);
            first.is_some_and(|binding| {
                self.resolve(contexts, &binding.keys) != Resolved::Action(row.action)
            })
        };
        here(Context::Library, Action::OpenLibrary)
            || here(Context::Matrix, Action::OpenMatrix)
            || here(Context::Changes, Action::OpenChanges)
            || (context == Context::Everywhere && taken())
    }

    /// How a sequence that has begun can go on: the whole of it, and what it does.
    pub fn go_on(
        &self,
        contexts: &[Context],
        pending: &[Key],
        lang: Lang,
    ) -> Vec<(String, &'static str)> {
        let mut all: Vec<(String, &'static str)> = Vec::new();
        for &context in contexts {
            for binding in &self.bindings {
                let longer = binding.keys.len() > pending.len();
                if longer
                    && binding.is_in(context)
                    && binding.keys.starts_with(pending)
                    && self.resolve(contexts, &binding.keys) == Resolved::Action(binding.row.action)
                {
                    let keys = show(&binding.keys);
                    if all.iter().all(|(known, _)| *known != keys) {
                        all.push((keys, binding.row.label(lang)));
                    }
                }
            }
        }
        all
    }

    /// The entry that always stands at the right end of the status bar.
    pub fn help_hint(&self, lang: Lang) -> (String, &'static str) {
        let mut keys = self.keys(Action::Help, Context::Everywhere).into_iter();
        let key = keys.next().unwrap_or_default();
        (key, word(lang, Word::HelpKey))
    }
}
