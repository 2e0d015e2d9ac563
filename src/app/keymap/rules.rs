//! The reader's own keys, laid over those of a preset, and what is wrong with them.
//!
//! Invariants: what is wrong costs its own key and is told once; whatever is written, Esc closes, Ctrl-c quits and ? helps, a plain character
//! in a text field is text, and the keymap's invariant holds. Must not know of files.

use super::preset::{bindings, essential};
use super::{Binding, Contexts, Key, Keymap, NAMES, context_name, sequence, show};
use crate::app::action::{ACTIONS, Action, ActionRow, Context};
use crate::config::{Config, KeyRule, Preset, Written, cut};
use crate::locale::Lang;
use crate::text::near;
use crate::theme::Fault;

/// Most keys of a sequence.
const LONGEST: usize = 4;
/// Most names that a sentence lists.
const LISTED: usize = 4;

/// What the reader wants of one row.
struct Wanted {
    row: &'static ActionRow,
    /// In these contexts.
    at: Contexts,
    /// The keys that can be pressed.
    keys: Vec<(Vec<Key>, usize)>,
    /// There were none; else some may be wrong.
    none: bool,
    line: usize,
    /// It was said of all contexts, not of one.
    everywhere: bool,
}

/// A key of the reader's that is in force.
struct Placed {
    binding: Binding,
    line: usize,
}

impl Keymap {
    /// The keys of a preset.
    pub fn preset(preset: Preset) -> Self {
        Self {
            bindings: bindings(preset),
        }
    }

    /// The keys as the reader has settled them, and what is wrong with that.
    pub fn settled(config: &Config) -> (Self, Vec<Fault>) {
        if config.keys.is_empty() {
            return (Self::preset(config.preset), Vec::new());
        }
        let mut maker = Maker {
            file: config.name(),
            faults: Vec::new(),
            placed: Vec::new(),
            base: bindings(config.preset),
            preset: bindings(config.preset),
        };
        let mut wanted: Vec<Wanted> = config
            .keys
            .iter()
            .filter_map(|rule| maker.wanted(rule))
            .collect();
        maker.sift(&mut wanted);
        maker.place(&wanted);
        maker.give_way();
        maker.shadows();
        let mut keys: Vec<Binding> = maker.placed.into_iter().map(|p| p.binding).collect();
        keys.append(&mut maker.base);
        let mut faults = maker.faults;
        faults.sort_by_key(|fault| fault.line.unwrap_or(usize::MAX));
        (Self { bindings: keys }, faults)
    }
}

/// All contexts with a text field.
fn fields() -> Contexts {
    let fields = Context::ALL.into_iter().filter(|c| c.is_text());
    fields.fold(Contexts::default(), Contexts::with)
}

/// Whether the two cannot both be pressed: they are the same, or one is the beginning of the other.
fn clash(a: &[Key], b: &[Key]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

struct Maker {
    file: String,
    faults: Vec<Fault>,
    placed: Vec<Placed>,
    /// The keys of the preset, as far as they are left.
    base: Vec<Binding>,
    /// All of them.
    preset: Vec<Binding>,
}

impl Maker {
    fn wrong(&mut self, line: usize, zh: String, en: String) {
        self.faults.push(Fault {
            file: self.file.clone(),
            line: Some(line),
            zh,
            en,
        });
    }

    /// What a rule wants, as far as its words are known.
    fn wanted(&mut self, rule: &KeyRule) -> Option<Wanted> {
        let context = match &rule.context {
            None => None,
            Some(written) => Some(self.context(written)?),
        };
        if rule.action.line == 0 {
            return None;
        }
        let row = self.row(&rule.action, context)?;
        let at = context.map_or_else(
            || Contexts::of(row.contexts),
            |context| Contexts::default().with(context),
        );
        let mut keys = Vec::new();
        for written in &rule.keys {
            match self.pressed(row, written) {
                Some(pressed) if keys.iter().any(|(known, _)| *known == pressed) => {
                    let key = show(&pressed);
                    self.wrong(
                        written.line,
                        format!("{} 写了两次 {key}；请删去一个", row.id),
                        format!("{} has {key} twice; delete one", row.id),
                    );
                }
                Some(pressed) => keys.push((pressed, written.line)),
                None => {}
            }
        }
        Some(Wanted {
            row,
            at,
            keys,
            none: rule.keys.is_empty(),
            line: rule.action.line,
            everywhere: context.is_none(),
        })
    }

    fn context(&mut self, written: &Written) -> Option<Context> {
        let names = || Context::ALL.into_iter().map(context_name);
        if let Some(context) = Context::ALL
            .into_iter()
            .find(|c| context_name(*c) == written.text)
        {
            return Some(context);
        }
        // One table to all the wrong lines in it.
        let told = self
            .faults
            .iter()
            .any(|f| f.line == Some(written.line) && f.en.contains("there is no screen"));
        if told {
            return None;
        }
        let all: Vec<String> = names().collect();
        let name = cut(&written.text);
        let (zh, en) = match near::meant(&written.text, all.iter().map(String::as_str)) {
            Some(meant) => (
                format!("是不是 [keys.{meant}]？"),
                format!("is [keys.{meant}] meant?"),
            ),
            None => (
                format!("能写的有 {}", all.join("、")),
                format!("there are {}", all.join(", ")),
            ),
        };
        self.wrong(
            written.line,
            format!("没有 {name} 这一屏，[keys.{name}] 没有用；{zh}"),
            format!("there is no screen {name}, so [keys.{name}] was not used; {en}"),
        );
        None
    }

    fn row(&mut self, written: &Written, context: Option<Context>) -> Option<&'static ActionRow> {
        let found = ACTIONS.iter().find(|row| row.id == written.text);
        match (found, context) {
            (Some(row), Some(context)) if !row.contexts.contains(&context) => {
                let (name, here) = (row.id, context_name(context));
                let there = Contexts::of(row.contexts).names();
                self.wrong(
                    written.line,
                    format!(
                        "{here} 里没有 {name} 这个动作，没有用它；它在 {}",
                        places(&there)
                    ),
                    format!(
                        "{here} has no action {name}, so it was not used; it is in {}",
                        few(&there, ", ", " and others")
                    ),
                );
                None
            }
            (Some(row), _) => Some(row),
            (None, _) => {
                let name = cut(&written.text);
                let here = |row: &&ActionRow| context.is_none_or(|c| row.contexts.contains(&c));
                let ids = ACTIONS.iter().filter(here).map(|row| row.id);
                let meant = near::meant(&written.text, ids);
                let meant =
                    meant.or_else(|| near::meant(&written.text, ACTIONS.iter().map(|row| row.id)));
                let screen = Context::ALL.into_iter().map(context_name);
                let screen = screen.into_iter().find(|s| *s == written.text);
                let (zh, en) = match (meant, screen) {
                    (_, Some(screen)) => (
                        format!("这是一屏的名字，请写成 [keys.{screen}]，下面一行一个动作"),
                        format!(
                            "it is the name of a screen: write [keys.{screen}], and below it a line to each action"
                        ),
                    ),
                    (Some(meant), None) => {
                        (format!("是不是 {meant}？"), format!("is {meant} meant?"))
                    }
                    (None, None) => (
                        "duizhao config init 写出的文件里有全部动作".to_owned(),
                        "the file that duizhao config init writes has them all".to_owned(),
                    ),
                };
                self.wrong(
                    written.line,
                    format!("没有 {name} 这个动作，没有用它；{zh}"),
                    format!("there is no action {name}, so it was not used; {en}"),
                );
                None
            }
        }
    }

    /// The sequence that is written, if it can be pressed and may be given to the row.
    fn pressed(&mut self, row: &ActionRow, written: &Written) -> Option<Vec<Key>> {
        let line = written.line;
        let name = cut(&written.text);
        let Ok(keys) = sequence(&written.text) else {
            let (zh, en) = match meant(&written.text) {
                Some(key) => (
                    format!("是不是 \"{key}\"？"),
                    format!("is \"{key}\" meant?"),
                ),
                None => (
                    "键写成 j、J、gg、Ctrl-x、Alt-1、Space、PgDn、F2、\"Ctrl-x s\"".to_owned(),
                    "keys are written j, J, gg, Ctrl-x, Alt-1, Space, PgDn, F2, \"Ctrl-x s\""
                        .to_owned(),
                ),
            };
            self.wrong(
                line,
                format!("没有 \"{name}\" 这个键，{} 没有用它；{zh}", row.id),
                format!(
                    "there is no key \"{name}\", so {} does not have it; {en}",
                    row.id
                ),
            );
            return None;
        };
        if keys.len() > LONGEST {
            self.wrong(
                line,
                format!("\"{name}\" 太长，最多连按 {LONGEST} 个键，没有用它；请写短些"),
                format!("\"{name}\" is too long, {LONGEST} keys at most, so it was not used; write fewer"),
            );
            return None;
        }
        if let Some((pressed, seen)) = keys.iter().find_map(|key| same(*key)) {
            self.wrong(
                line,
                format!("终端里 {pressed} {seen}，没有用它；请换一个键"),
                format!(
                    "in a terminal {pressed} {}, so it was not used; take another key",
                    in_english(seen)
                ),
            );
            return None;
        }
        for action in [Action::Close, Action::Quit, Action::Help] {
            let Some(kept) = essential(action) else {
                continue;
            };
            if keys.contains(&kept) && (row.action != action || keys.len() > 1) {
                let (zh, en) = match action {
                    Action::Close => ("关闭", "closes"),
                    Action::Quit => ("退出", "quits"),
                    _ => ("帮助", "helps"),
                };
                self.wrong(
                    line,
                    format!("{kept} 总是{zh}，不能给 {}；请换一个键", row.id),
                    format!(
                        "{kept} always {en} and cannot be given to {}; take another key",
                        row.id
                    ),
                );
                return None;
            }
        }
        Some(keys)
    }

    /// Leaves to each rule what is its own, and takes the keys of the preset away there.
    fn sift(&mut self, wanted: &mut [Wanted]) {
        let of_one: Vec<(&str, Contexts)> = wanted
            .iter()
            .filter(|w| !w.everywhere)
            .map(|w| (w.row.id, w.at))
            .collect();
        for one in wanted.iter_mut().filter(|w| w.everywhere) {
            for (_, at) in of_one.iter().filter(|(id, _)| *id == one.row.id) {
                one.at = one.at.without(*at);
            }
        }
        for one in wanted.iter() {
            let essential = essential(one.row.action);
            if one.none && essential.is_some() {
                let key = essential.map(|key| key.to_string()).unwrap_or_default();
                let id = one.row.id;
                self.wrong(
                    one.line,
                    format!("{id} 不能没有按键，{key} 还是它；可以另加：{id} = \"…\""),
                    format!("{id} cannot be without a key and keeps {key}; others can be added: {id} = \"…\""),
                );
                continue;
            }
            // Where nothing of what is written can be pressed, all stays as it was.
            let usable = one.keys.iter().fold(Contexts::default(), |all, (keys, _)| {
                all.or(self.room(one, keys))
            });
            let gone = if one.none { one.at } else { usable };
            for binding in &mut self.base {
                if binding.row.id == one.row.id && !is_kept(binding) {
                    binding.at = binding.at.without(gone);
                }
            }
        }
        self.base.retain(|b| !b.at.is_empty());
    }

    /// The contexts in which a sequence can be given to what is wanted: a plain character is text in a field, unless the table itself binds
    /// it there.
    fn room(&self, wanted: &Wanted, keys: &[Key]) -> Contexts {
        if !keys.first().is_some_and(|key| key.is_plain()) {
            return wanted.at;
        }
        let own = |b: &&Binding| b.keys == keys && b.row.id == wanted.row.id;
        let bound = self.preset.iter().filter(own);
        let bound = bound.fold(Contexts::default(), |all, b| all.or(b.at));
        wanted.at.without(fields().without(bound))
    }

    fn place(&mut self, wanted: &[Wanted]) {
        for one in wanted {
            for (keys, line) in &one.keys {
                let mut at = self.room(one, keys);
                let text = one.at.without(at);
                let key = show(keys);
                let id = one.row.id;
                if !text.is_empty() {
                    let there = text.names();
                    self.wrong(
                        *line,
                        format!(
                            "{key} 在输入框里是文字（{}），{id} 在那里没有用它；请用 Ctrl、Alt 或功能键",
                            places(&there)
                        ),
                        format!(
                            "{key} is text in a field ({}), so {id} does not have it there; take Ctrl, Alt or a function key",
                            few(&there, ", ", " and others")
                        ),
                    );
                }
                let mut against: Option<(String, &'static str, Contexts, usize)> = None;
                for placed in &self.placed {
                    let both = placed.binding.at.and(at);
                    if !both.is_empty() && clash(&placed.binding.keys, keys) {
                        at = at.without(both);
                        against.get_or_insert((
                            show(&placed.binding.keys),
                            placed.binding.row.id,
                            both,
                            placed.line,
                        ));
                    }
                }
                if let Some((other, other_id, both, there)) = against {
                    let names = both.names();
                    let (zh, en) = if other == key {
                        (
                            format!("{key} 已经给了 {other_id}（第 {there} 行）"),
                            format!("{key} is given to {other_id} already (line {there})"),
                        )
                    } else {
                        (
                            format!(
                                "{key} 和 {other_id} 的 {other}（第 {there} 行）一个是另一个的开头"
                            ),
                            format!(
                                "of {key} and {other} of {other_id} (line {there}) one is the beginning of the other"
                            ),
                        )
                    };
                    self.wrong(
                        *line,
                        format!("{zh}，{id} 在 {}没有用它；请换一个键", places(&names)),
                        format!(
                            "{en}, so {id} does not have it in {}; take another key",
                            few(&names, ", ", " and others")
                        ),
                    );
                }
                if !at.is_empty() {
                    self.placed.push(Placed {
                        binding: Binding {
                            row: one.row,
                            keys: keys.clone(),
                            at,
                        },
                        line: *line,
                    });
                }
            }
        }
    }

    /// Keys of the preset give way to the reader's own where both cannot be.
    fn give_way(&mut self) {
        let mut told: Vec<(usize, String, &'static str, String, Contexts)> = Vec::new();
        for placed in &self.placed {
            let own = &placed.binding;
            for binding in &mut self.base {
                let both = binding.at.and(own.at);
                if both.is_empty() || !clash(&binding.keys, &own.keys) {
                    continue;
                }
                if binding.row.id == own.row.id {
                    // The same once more.
                    if binding.keys == own.keys {
                        binding.at = binding.at.without(both);
                    }
                    continue;
                }
                binding.at = binding.at.without(both);
                told.push((
                    placed.line,
                    show(&own.keys),
                    binding.row.id,
                    show(&binding.keys),
                    both,
                ));
            }
        }
        self.base.retain(|b| !b.at.is_empty());
        for (line, key, id, lost, at) in told {
            let names = at.names();
            let left = self.left(id, at);
            let (zh_left, en_left) = if left.is_empty() {
                (
                    format!("{id} 在那里没有按键了，请另写一个：{id} = \"…\"，不要就写 {id} = []"),
                    format!(
                        "{id} has no key there any more: give it another, {id} = \"…\", or say that it needs none, {id} = []"
                    ),
                )
            } else {
                let keys = left.join("\", \"");
                (
                    format!(
                        "{id} 还有 {}；不想再提示就写上 {id} = [\"{keys}\"]",
                        left.join("、")
                    ),
                    format!(
                        "{id} still has {}; to be told no more, write {id} = [\"{keys}\"]",
                        left.join(", ")
                    ),
                )
            };
            let (zh, en) = if lost == key {
                (format!("{key} 原来是 {id}"), format!("{key} was {id}"))
            } else {
                (
                    format!("{key} 和 {id} 的 {lost} 一个是另一个的开头"),
                    format!("of {key} and {lost} of {id} one is the beginning of the other"),
                )
            };
            self.wrong(
                line,
                format!("{zh}，在 {}现在照这里写的；{zh_left}", places(&names)),
                format!(
                    "{en}; in {} it is now what stands here; {en_left}",
                    few(&names, ", ", " and others")
                ),
            );
        }
    }

    /// The keys that a row has left in some contexts.
    fn left(&self, id: &str, at: Contexts) -> Vec<String> {
        let own = self.placed.iter().map(|p| &p.binding);
        let mut keys: Vec<String> = own
            .chain(&self.base)
            .filter(|b| b.row.id == id && !b.at.and(at).is_empty())
            .map(|b| show(&b.keys))
            .collect();
        keys.dedup();
        keys
    }

    /// Tells where a key of the reader's that is bound everywhere is not heard, because the screen has it, and where one of a screen hides
    /// one that is bound everywhere.
    fn shadows(&mut self) {
        let always = Contexts::default().with(Context::Everywhere);
        let mut told = Vec::new();
        for placed in &self.placed {
            let own = &placed.binding;
            // What the preset does as well needs no word.
            let known = |b: &Binding| {
                b.row.id == own.row.id && b.keys == own.keys && own.at.without(b.at).is_empty()
            };
            if self.preset.iter().any(known) {
                continue;
            }
            let clashing = self
                .base
                .iter()
                .filter(|b| b.row.id != own.row.id && clash(&b.keys, &own.keys));
            if own.at.has(Context::Everywhere) {
                let hidden =
                    clashing.filter(|b| !b.at.without(fields()).without(always).is_empty());
                let hidden: Vec<&Binding> = hidden.collect();
                let at = hidden
                    .iter()
                    .fold(Contexts::default(), |all, b| all.or(b.at))
                    .without(fields())
                    .without(always);
                if let Some(first) = hidden.first() {
                    let names = at.names();
                    let (key, id, other) = (show(&own.keys), own.row.id, first.row.id);
                    told.push((
                        placed.line,
                        format!(
                            "{key} 在 {}另有意思（{other}），{id} 在那里没有它；请换一个键，或给 {other} 另写一个",
                            places(&names)
                        ),
                        format!(
                            "{key} means something else in {} ({other}), so {id} does not have it there; take another key, or give {other} another",
                            few(&names, ", ", " and others")
                        ),
                    ));
                }
            } else if !own.at.without(fields()).is_empty() {
                for hidden in clashing.filter(|b| b.at.has(Context::Everywhere)) {
                    let names = own.at.without(fields()).names();
                    let (key, id) = (show(&own.keys), hidden.row.id);
                    told.push((
                        placed.line,
                        format!(
                            "{key} 原来是 {id}，在 {}现在照这里写的；请给 {id} 另写一个：{id} = \"…\"",
                            places(&names)
                        ),
                        format!(
                            "{key} was {id}; in {} it is now what stands here; give {id} another: {id} = \"…\"",
                            few(&names, ", ", " and others")
                        ),
                    ));
                }
            }
        }
        for (line, zh, en) in told {
            self.wrong(line, zh, en);
        }
    }
}

/// Whether it is the key that an essential action never loses.
fn is_kept(binding: &Binding) -> bool {
    essential(binding.row.action).is_some_and(|key| binding.keys == [key])
}

/// “reader、matrix 里”, “reader、matrix、lens、candidates 等处”.
fn places(names: &[String]) -> String {
    let more = names.len() > LISTED;
    few(names, "、", "") + if more { " 等处" } else { " 里" }
}

fn few(names: &[String], between: &str, more: &str) -> String {
    let mut said = names
        .iter()
        .take(LISTED)
        .cloned()
        .collect::<Vec<_>>()
        .join(between);
    if names.len() > LISTED {
        said.push_str(more);
    }
    said
}

/// A key that no terminal tells from another, or that the system takes, and what becomes of it.
fn same(key: Key) -> Option<(String, &'static str)> {
    let super::Code::Char(c) = key.code else {
        return None;
    };
    let seen = match c {
        'i' if key.ctrl => "就是 Tab",
        'm' if key.ctrl => "就是 Enter",
        '[' if key.ctrl => "就是 Esc",
        'z' if key.ctrl => "是挂起程序",
        _ => return None,
    };
    Some((key.to_string(), seen))
}

fn in_english(seen: &str) -> &'static str {
    match seen {
        "就是 Tab" => "is Tab",
        "就是 Enter" => "is Enter",
        "就是 Esc" => "is Esc",
        _ => "stops the program",
    }
}

/// The key that was meant by one that is none: `C-x`, `<ctrl-x>`, `Etner`, `Shift-j`.
fn meant(text: &str) -> Option<String> {
    let plain = text.trim().trim_start_matches('<').trim_end_matches('>');
    let mut rest = plain.to_owned();
    let (mut modifiers, mut shift) = (String::new(), false);
    loop {
        let lower = rest.to_ascii_lowercase();
        let found = [
            ("control-", "Ctrl-"),
            ("control+", "Ctrl-"),
            ("ctrl-", "Ctrl-"),
            ("ctrl+", "Ctrl-"),
            ("c-", "Ctrl-"),
            ("^", "Ctrl-"),
            ("alt-", "Alt-"),
            ("alt+", "Alt-"),
            ("meta-", "Alt-"),
            ("m-", "Alt-"),
            ("a-", "Alt-"),
            ("shift-", "Shift"),
            ("shift+", "Shift"),
            ("s-", "Shift"),
        ]
        .into_iter()
        .find(|(name, _)| lower.starts_with(name) && lower.len() > name.len());
        let Some((name, meaning)) = found else { break };
        rest.drain(..name.len());
        match meaning {
            "Shift" => shift = true,
            other if !modifiers.contains(other) => modifiers.push_str(other),
            _ => return None,
        }
    }
    let mut chars = rest.chars();
    let key = match (chars.next(), chars.next()) {
        (Some(c), None) if shift => c.to_ascii_uppercase().to_string(),
        (Some(_), None) => rest,
        _ => {
            let functions: Vec<String> = (1..=12).map(|n| format!("F{n}")).collect();
            let names = NAMES.iter().map(|(name, _)| *name);
            let names = names.chain(functions.iter().map(String::as_str));
            let others = [
                ("Return", "Enter"),
                ("Escape", "Esc"),
                ("PgDown", "PgDn"),
                ("Page-Up", "PgUp"),
                ("Page-Down", "PgDn"),
            ];
            let other = others
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&rest));
            let name = other
                .map(|(_, name)| *name)
                .or_else(|| near::meant(&rest, names))?;
            match (shift, name) {
                (true, "Tab") => "Shift-Tab".to_owned(),
                (true, _) => return None,
                (false, name) => name.to_owned(),
            }
        }
    };
    let key = format!("{modifiers}{key}");
    (key != text && sequence(&key).is_ok()).then_some(key)
}

/// Every action as the file of settings lists it.
pub fn actions(lang: Lang, preset: Preset) -> Vec<crate::config::Action> {
    let keymap = Keymap::preset(preset);
    let of = |row: &'static ActionRow| {
        let mut keys: Vec<String> = Vec::new();
        for binding in keymap.bindings.iter().filter(|b| b.row.id == row.id) {
            let key = show(&binding.keys);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        crate::config::Action {
            name: row.id,
            label: row.label(lang),
            keys,
            contexts: Contexts::of(row.contexts).names(),
        }
    };
    ACTIONS.iter().map(of).collect()
}

/// What is wrong with the keys of a file of settings.
pub fn faults(config: &Config) -> Vec<Fault> {
    Keymap::settled(config).1
}
