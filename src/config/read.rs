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
        config: Config::default(),
        faults: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    // One mistake makes the parser stumble more than once in a line.
    let mut told = 0;
    for error in &errors {
        let at = error.span().map_or(0, |s| s.start);
        let at = text
            .get(..at)
            .map_or(0, |head| head.trim_end().len().min(at));
        let line = reader.line(at);
        if line != told {
            told = line;
            let (zh, en) = syntax(error.message());
            reader.wrong(at, zh, en);
        }
    }
    reader.top(table.get_ref());
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
    config: Config,
    faults: Vec<(usize, Fault)>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|&b| b == b'\n').count() + 1
    }

    fn wrong(&mut self, at: usize, zh: String, en: String) {
        let fault = Fault {
            file: self.name.to_owned(),
            line: Some(self.line(at)),
            zh,
            en,
        };
        self.faults.push((at, fault));
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
