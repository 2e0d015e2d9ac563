//! What stands in the file.
//!
//! Invariant: a mistake costs its own line and is told once; of a file that is no TOML, the lines that are stay. Must not know where the
//! file is, nor which actions there are.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{Kind, SETTINGS, Setting, Value};
use super::{Config, KeyRule, Written};
use crate::text::near;
use crate::theme::Fault;

/// Most mistakes that are told of a file.
const MOST_FAULTS: usize = 100;
/// Most characters of a word of the file that are repeated in a sentence.
const SHOWN: usize = 40;
/// Most keys of an action.
const MOST_KEYS: usize = 16;

type Item<'i> = Spanned<DeValue<'i>>;

/// Reads a text.
pub(super) fn read(name: &str, folder: &Path, text: &str) -> Config {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader {
        name,
        folder,
        text,
        offset: 0,
        config: Config::default(),
        faults: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => reader.top(table.get_ref()),
        Err(_) => reader.pieces(text),
    }
    reader.done()
}

/// A word of the file as it may stand in a sentence.
pub(crate) fn cut(word: &str) -> String {
    if word.chars().count() <= SHOWN {
        return word.to_owned();
    }
    let mut head: String = word.chars().take(SHOWN).collect();
    head.push('…');
    head
}

struct Reader<'a> {
    name: &'a str,
    folder: &'a Path,
    text: &'a str,
    /// Where the text that is read begins in the file.
    offset: usize,
    config: Config,
    faults: Vec<(usize, Fault)>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.bytes().take(self.offset + at);
        before.filter(|&b| b == b'\n').count() + 1
    }

    fn wrong(&mut self, at: usize, zh: String, en: String) {
        let fault = Fault {
            file: self.name.to_owned(),
            line: Some(self.line(at)),
            zh,
            en,
        };
        self.faults.push((self.offset + at, fault));
    }

    fn done(mut self) -> Config {
        self.faults.sort_by_key(|(at, _)| *at);
        let more = self.faults.len().saturating_sub(MOST_FAULTS);
        self.faults.truncate(MOST_FAULTS);
        let mut config = self.config;
        config.faults = self.faults.into_iter().map(|(_, fault)| fault).collect();
        if more > 0 {
            config.faults.push(Fault {
                file: self.name.to_owned(),
                line: None,
                zh: format!("还有 {more} 处错误没有列出，请先改好前面的"),
                en: format!("{more} more mistakes are not listed: mend those above first"),
            });
        }
        config
    }

    /// Reads a text that is no TOML entry by entry: each from a line that looks like `name =` or `[table]` to the next.
    fn pieces(&mut self, text: &str) {
        let mut starts = vec![0];
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if at > 0 && begins(line) {
                starts.push(at);
            }
            at += line.len();
        }
        starts.push(text.len());
        let mut seen: Vec<(Vec<String>, String)> = Vec::new();
        // The table that the entries stand in; none below a head that is not understood.
        let mut table: Option<Vec<String>> = Some(Vec::new());
        for pair in starts.windows(2) {
            let &[from, to] = pair else { continue };
            let piece = text.get(from..to).unwrap_or_default();
            self.offset = from;
            let head = piece.trim_start().starts_with('[');
            let parsed = match DeTable::parse(piece) {
                Ok(parsed) => parsed,
                Err(error) => {
                    let at = error.span().map_or(0, |s| s.start);
                    // An error at the end of a piece is told where its last word stands.
                    let at = piece
                        .get(..at)
                        .map_or(0, |before| before.trim_end().len().min(at));
                    let (zh, en) = syntax(error.message());
                    self.wrong(at, zh, en);
                    if head {
                        table = None;
                    }
                    continue;
                }
            };
            if head {
                table = Some(path_of(parsed.get_ref()));
                if table
                    .as_ref()
                    .is_some_and(|path| path.first().is_none_or(|p| p != "keys"))
                {
                    self.top(parsed.get_ref());
                    table = None;
                }
                continue;
            }
            let Some(table) = &table else { continue };
            for (key, _) in in_order(parsed.get_ref()) {
                let entry = (table.clone(), key.get_ref().to_string());
                if seen.contains(&entry) {
                    let name = cut(key.get_ref());
                    self.wrong(
                        key.span().start,
                        format!("{name} 写了两次；请删去一处"),
                        format!("{name} is written twice; delete one of them"),
                    );
                } else {
                    seen.push(entry);
                }
            }
            match table.as_slice() {
                [] => self.top(parsed.get_ref()),
                [_] => self.keys(parsed.get_ref()),
                [_, context, ..] => {
                    let context = self.written(context, 0);
                    for (action, keys) in in_order(parsed.get_ref()) {
                        let action = self.written(action.get_ref(), action.span().start);
                        self.rule(Some(context.clone()), action, keys);
                    }
                }
            }
        }
        self.offset = 0;
        if self.faults.is_empty()
            && let Err(error) = DeTable::parse(text)
        {
            let at = error.span().map_or(0, |s| s.start);
            let (zh, en) = syntax(error.message());
            self.wrong(at, zh, en);
        }
    }

    fn top(&mut self, table: &DeTable) {
        for (key, value) in in_order(table) {
            let at = key.span().start;
            let name = key.get_ref().as_ref();
            if name == "keys" {
                match value.get_ref() {
                    DeValue::Table(keys) => self.keys(keys),
                    _ => self.wrong(
                        value.span().start,
                        "keys 要写成一节：[keys]，下面一行一个动作，如 jump = \"f\"".to_owned(),
                        "keys is to be a table: [keys], and below it a line to each action, such as jump = \"f\"".to_owned(),
                    ),
                }
                continue;
            }
            let Some(setting) = SETTINGS.iter().find(|s| s.name == name) else {
                self.unknown(at, name);
                continue;
            };
            if let Some(value) = self.value(setting, value) {
                let line = self.line(at);
                self.config.lines.push((setting.name, line));
                (setting.set)(&mut self.config, value);
            }
        }
    }

    fn unknown(&mut self, at: usize, name: &str) {
        let names = SETTINGS.iter().map(|s| s.name);
        let (zh, en) = match near::meant(name, names.clone().chain(["keys"])) {
            Some("keys") => ("是不是 [keys]？".to_owned(), "is [keys] meant?".to_owned()),
            Some(name) => (format!("是不是 {name}？"), format!("is {name} meant?")),
            None => {
                let names: Vec<&str> = names.collect();
                (
                    format!("能写的有 {}，按键写在 [keys] 下面", names.join("、")),
                    format!("there are {}, and keys below [keys]", names.join(", ")),
                )
            }
        };
        let name = cut(name);
        self.wrong(
            at,
            format!("没有 {name} 这个设置，没有用它；{zh}"),
            format!("there is no setting {name}, so it was not used; {en}"),
        );
    }

    /// The value of a setting, if it suits.
    fn value(&mut self, setting: &Setting, value: &Item) -> Option<Value> {
        let at = value.span().start;
        let name = setting.name;
        let found = match (setting.kind, value.get_ref()) {
            (Kind::Choice(words), DeValue::String(text)) => {
                let same = |word: &&str| word.eq_ignore_ascii_case(text.trim());
                if let Some(at) = words.iter().position(same) {
                    return Some(Value::Choice(at));
                }
                let (zh, en) = match near::meant(text, words.iter().copied()) {
                    Some(word) => (
                        format!("是不是 \"{word}\"？"),
                        format!("is \"{word}\" meant?"),
                    ),
                    None => (String::new(), String::new()),
                };
                let text = cut(text);
                let (all_zh, all_en) = (listed(words, "、"), listed(words, ", "));
                self.wrong(
                    at,
                    format!("{name} 不能是 \"{text}\"，没有用它；能写 {all_zh}；{zh}")
                        .trim_end_matches('；')
                        .to_owned(),
                    format!(
                        "{name} cannot be \"{text}\", so it was not used; it can be {all_en}; {en}"
                    )
                    .trim_end_matches("; ")
                    .to_owned(),
                );
                return None;
            }
            (Kind::Switch, DeValue::Boolean(on)) => Some(Value::Switch(*on)),
            (Kind::Number(least, most), DeValue::Integer(number)) => {
                let number = u16::from_str_radix(number.as_str(), number.radix()).ok();
                number
                    .filter(|n| (least..=most).contains(n))
                    .map(Value::Number)
            }
            (Kind::Folder | Kind::Files, DeValue::String(text)) => {
                return self.path(at, name, text).map(Value::Paths);
            }
            (Kind::Files, DeValue::Array(items)) => {
                let mut paths = Vec::new();
                for item in items {
                    let at = item.span().start;
                    match item.get_ref() {
                        DeValue::String(text) => {
                            if let Some(path) = self.path(at, name, text) {
                                paths.extend(path);
                            }
                        }
                        _ => self.wrong(
                            at,
                            format!("{name} 里只能是放在引号里的文件名"),
                            format!("{name} holds names of files in quotation marks only"),
                        ),
                    }
                }
                Some(Value::Paths(paths))
            }
            _ => None,
        };
        if found.is_none() {
            let (zh, en) = suits(setting.kind);
            self.wrong(
                at,
                format!(
                    "{name} 要写成{zh}，没有用它；如 {name} = {}",
                    setting.default
                ),
                format!(
                    "{name} is to be {en}, so it was not used; such as {name} = {}",
                    setting.default
                ),
            );
        }
        found
    }

    /// A path as it is written, from the file's folder or from home; none of an empty one, nothing of one that cannot be.
    fn path(&mut self, at: usize, name: &str, text: &str) -> Option<Vec<PathBuf>> {
        if text.contains('\0') {
            self.wrong(
                at,
                format!("{name} 里有不能用在文件名里的字符，没有用它；请改好"),
                format!("{name} holds a character that no name of a file can have, so it was not used; mend it"),
            );
            return None;
        }
        let text = text.trim();
        if text.is_empty() {
            return Some(Vec::new());
        }
        let rest = text
            .strip_prefix('~')
            .filter(|r| r.is_empty() || r.starts_with('/'));
        if let (Some(rest), Some(home)) = (rest, std::env::home_dir()) {
            return Some(vec![home.join(rest.trim_start_matches('/'))]);
        }
        Some(vec![self.folder.join(text)])
    }

    fn keys(&mut self, table: &DeTable) {
        for (key, value) in in_order(table) {
            let word = self.written(key.get_ref(), key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) => {
                    for (action, keys) in in_order(inner) {
                        let action = self.written(action.get_ref(), action.span().start);
                        self.rule(Some(word.clone()), action, keys);
                    }
                    if inner.is_empty() {
                        // Its name is judged all the same.
                        self.config.keys.push(KeyRule {
                            context: Some(word),
                            action: Written {
                                text: String::new(),
                                line: 0,
                            },
                            keys: Vec::new(),
                        });
                    }
                }
                _ => self.rule(None, word, value),
            }
        }
    }

    fn written(&self, text: &str, at: usize) -> Written {
        Written {
            text: text.to_owned(),
            line: self.line(at),
        }
    }

    fn rule(&mut self, context: Option<Written>, action: Written, value: &Item) {
        let at = value.span().start;
        let wrong = |reader: &mut Self, at: usize| {
            let name = cut(&action.text);
            reader.wrong(
                at,
                format!("{name} 的按键要写在引号里，没有用它；如 {name} = \"Ctrl-x\"，{name} = [\"x\", \"gx\"]，{name} = [] 是不要按键"),
                format!("the keys of {name} are to be in quotation marks, so this was not used; such as {name} = \"Ctrl-x\", {name} = [\"x\", \"gx\"], or {name} = [] for none"),
            );
        };
        let mut keys = Vec::new();
        match value.get_ref() {
            DeValue::String(text) => keys.push(self.written(text, at)),
            DeValue::Array(items) => {
                for item in items {
                    let at = item.span().start;
                    match item.get_ref() {
                        DeValue::String(text) => keys.push(self.written(text, at)),
                        _ => return wrong(self, at),
                    }
                }
                if keys.len() > MOST_KEYS {
                    let name = cut(&action.text);
                    self.wrong(
                        at,
                        format!("{name} 有 {} 个按键，最多 {MOST_KEYS} 个，只用了前面的；请删去一些", keys.len()),
                        format!("{name} has {} keys, {MOST_KEYS} at most, so the first were used; delete some", keys.len()),
                    );
                    keys.truncate(MOST_KEYS);
                }
            }
            _ => return wrong(self, at),
        }
        self.config.keys.push(KeyRule {
            context,
            action,
            keys,
        });
    }
}

/// Whether a line looks like the beginning of an entry.
fn begins(line: &str) -> bool {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix('[') {
        // Not a list within a list.
        return rest
            .trim_start_matches('[')
            .starts_with(|c: char| c.is_ascii_alphabetic());
    }
    let name = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
    name.len() < line.len() && name.trim_start().starts_with('=')
}

/// The names of a table that has nothing but one other table in it, from outside in.
fn path_of(table: &DeTable) -> Vec<String> {
    let mut path = Vec::new();
    let mut inner = table;
    while let Some((key, value)) = inner.iter().next() {
        path.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(next) => inner = next,
            _ => break,
        }
    }
    path
}

fn listed(words: &[&str], between: &str) -> String {
    let words: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
    words.join(between)
}

/// How a value is to be written, in Chinese and English.
fn suits(kind: Kind) -> (String, String) {
    let say = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match kind {
        Kind::Choice(words) => (
            format!("引号里的一个词（{}）", words.join("、")),
            format!("a word in quotation marks ({})", words.join(", ")),
        ),
        Kind::Switch => say(
            " true 或 false，不加引号",
            "true or false, without quotation marks",
        ),
        Kind::Number(least, most) => (
            format!(" {least} 到 {most} 的整数，不加引号"),
            format!("a whole number from {least} to {most}, without quotation marks"),
        ),
        Kind::Folder => say("引号里的文件夹", "a folder in quotation marks"),
        Kind::Files => say("文件的列表，放在方括号里", "a list of files in brackets"),
    }
}

/// The keys of a table as they stand in the file.
fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Item<'i>)> {
    let mut fields: Vec<_> = table.iter().collect();
    fields.sort_by_key(|(key, _)| key.span().start);
    fields
}

/// What the parser says of a line, and what to do.
fn syntax(message: &str) -> (String, String) {
    let message = message.replace('\n', " ");
    (
        format!("写法读不懂（{message}），这一处没有用；请检查引号、方括号和等号，字要放在引号里"),
        format!(
            "not understood ({message}), so this was not used; check quotation marks, brackets and equals signs, words stand in quotation marks"
        ),
    )
}
