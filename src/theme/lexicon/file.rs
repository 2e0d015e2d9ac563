//! A file of themes as it is written: entries, changes, removals, with the place of every word.
//!
//! Owns the keys of the file. Invariants: a mistake costs its own word or entry and is told once; of a file that is no TOML, the entries
//! that are stay. Must not know which themes there are.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pattern::{self, Bad};
use super::source::{Mark, Said, Sources, said};
use crate::text::{fold, near};

/// Most characters of a name, a group or a term.
const LONGEST: usize = 100;
/// Keys at the top of a file.
const TOP: [&str; 3] = ["theme", "change", "remove"];
/// Keys of a theme.
const THEME: [&str; 7] = ["name", "en", "group", "terms", "earlier", "except", "note"];
/// Keys of a change.
const CHANGE: [&str; 9] = [
    "name",
    "add",
    "add_earlier",
    "add_except",
    "drop",
    "rename",
    "en",
    "group",
    "note",
];

/// A term, or the name of a theme, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Folded.
    pub text: String,
    pub mark: Mark,
    /// It came out of a pattern.
    pub spelt: bool,
}

/// A theme as it is written.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: Word,
    pub en: Option<String>,
    pub group: Option<String>,
    pub terms: Vec<Word>,
    pub earlier: Vec<Word>,
    pub except: Vec<Word>,
    /// Themes named by `@` among the exceptions.
    pub apart: Vec<Word>,
    pub note: Option<String>,
}

/// A change to a theme that is there.
#[derive(Debug)]
pub(super) struct Amendment {
    pub name: Word,
    pub add: Vec<Word>,
    pub add_earlier: Vec<Word>,
    pub add_except: Vec<Word>,
    pub add_apart: Vec<Word>,
    pub drop: Vec<Word>,
    pub drop_apart: Vec<Word>,
    pub rename: Option<Word>,
    pub en: Option<String>,
    pub group: Option<String>,
    pub note: Option<String>,
}

/// What stands in a file, in its order.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub remove: Vec<Word>,
    pub entries: Vec<Entry>,
    pub amendments: Vec<Amendment>,
}

/// Reads one of the files.
pub(super) fn read(sources: &mut Sources, file: usize) -> Written {
    let text = sources.text(file);
    let mut reader = Reader {
        sources,
        file,
        offset: 0,
        written: Written::default(),
    };
    if let Ok(table) = DeTable::parse(text) {
        reader.top(table.get_ref());
    } else {
        reader.pieces(text);
    }
    reader.written
}

type Value<'i> = Spanned<DeValue<'i>>;

struct Reader<'s, 'a> {
    sources: &'s mut Sources<'a>,
    file: usize,
    /// Where the text that is read begins in the file.
    offset: usize,
    written: Written,
}

impl Reader<'_, '_> {
    fn mark(&self, at: usize) -> Mark {
        Mark {
            file: self.file,
            at: self.offset + at,
        }
    }

    fn wrong(&mut self, at: usize, what: Said) {
        let mark = self.mark(at);
        self.sources.wrong(mark, what);
    }

    /// Reads a file that is no TOML piece by piece, each from a line that begins with `[` to the next.
    fn pieces(&mut self, text: &str) {
        let mut starts = vec![0];
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if at > 0 && line.trim_start().starts_with('[') {
                starts.push(at);
            }
            at += line.len();
        }
        starts.push(text.len());
        let mut told = false;
        for pair in starts.windows(2) {
            let &[from, to] = pair else { continue };
            let piece = text.get(from..to).unwrap_or_default();
            self.offset = from;
            let (table, errors) = DeTable::parse_recoverable(piece);
            let Some(first) = errors.first() else {
                self.top(table.get_ref());
                continue;
            };
            told = true;
            let at = first.span().map_or(0, |s| s.start);
            let what = syntax(first.message());
            // An error at the end of a piece is told where its last word stands.
            let at = piece
                .get(..at)
                .map_or(0, |head| head.trim_end().len().min(at));
            self.wrong(at, what);
        }
        self.offset = 0;
        if !told && let Err(error) = DeTable::parse(text) {
            let at = error.span().map_or(0, |s| s.start);
            self.wrong(at, syntax(error.message()));
        }
    }

    fn top(&mut self, table: &DeTable) {
        for (key, value) in in_order(table) {
            let at = key.span().start;
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("remove", _) => {
                    let words = self.names(value, "remove");
                    self.written.remove.extend(words);
                }
                ("theme" | "change", DeValue::Array(entries)) => {
                    for entry in entries {
                        let DeValue::Table(fields) = entry.get_ref() else {
                            self.no_entry(entry.span().start, key.get_ref());
                            continue;
                        };
                        let at = entry.span().start;
                        if key.get_ref() == "theme" {
                            self.theme(fields, at);
                        } else {
                            self.change(fields, at);
                        }
                    }
                }
                (name @ ("theme" | "change"), _) => self.no_entry(at, name),
                (name, _) => self.unknown(at, name, &TOP, "文件开头", "the top of a file"),
            }
        }
    }

    fn no_entry(&mut self, at: usize, name: &str) {
        self.wrong(
            at,
            said(
                format!("{name} 要写成 [[{name}]]，两层方括号，下面一行一个键"),
                format!("write {name} as [[{name}]], in two brackets, its keys on the lines below"),
            ),
        );
    }

    fn unknown(&mut self, at: usize, name: &str, keys: &[&str], place_zh: &str, place_en: &str) {
        let (zh, en) = match near::meant(name, keys.iter().copied()) {
            Some(key) => (format!("是不是 {key}？"), format!("is {key} meant?")),
            None => (
                format!("{place_zh}能写的有 {}", keys.join("、")),
                format!("{place_en} has {}", keys.join(", ")),
            ),
        };
        self.wrong(
            at,
            said(
                format!("不认识 {name} 这个键，没有用它；{zh}"),
                format!("{name} is no key that is known, so it was not used; {en}"),
            ),
        );
    }

    fn theme(&mut self, fields: &DeTable, at: usize) {
        let mut entry = Entry {
            name: self.word(String::new(), at),
            en: None,
            group: None,
            terms: Vec::new(),
            earlier: Vec::new(),
            except: Vec::new(),
            apart: Vec::new(),
            note: None,
        };
        let Some(name) = self.name(fields, at, "theme") else {
            return;
        };
        entry.name = name;
        let name = entry.name.text.clone();
        let mut told = false;
        for (key, value) in in_order(fields) {
            match key.get_ref().as_ref() {
                "name" => {}
                "en" => entry.en = self.text(value, "en", &name),
                "group" => entry.group = self.text(value, "group", &name),
                "note" => entry.note = self.note(value, &name),
                "terms" => {
                    let before = self.sources.wrongs();
                    entry.terms = self.terms(value, "terms", &name, None);
                    // What is wrong with the terms that are written is not told twice.
                    told = self.sources.wrongs() > before;
                }
                "earlier" => entry.earlier = self.terms(value, "earlier", &name, None),
                "except" => {
                    entry.except = self.terms(value, "except", &name, Some(&mut entry.apart));
                }
                unknown => {
                    let at = key.span().start;
                    self.unknown(at, unknown, &THEME, "主题里", "a theme");
                }
            }
        }
        if entry.terms.is_empty() && entry.earlier.is_empty() {
            if !told {
                self.wrong(
                    at,
                    said(
                        format!("主题“{name}”没有词条，没有用它；请在 terms 里至少写一个"),
                        format!(
                            "theme “{name}” has no terms, so it was not used; write at least one in terms"
                        ),
                    ),
                );
            }
            return;
        }
        self.written.entries.push(entry);
    }

    fn change(&mut self, fields: &DeTable, at: usize) {
        let Some(name) = self.name(fields, at, "change") else {
            return;
        };
        let owner = name.text.clone();
        let mut change = Amendment {
            name,
            add: Vec::new(),
            add_earlier: Vec::new(),
            add_except: Vec::new(),
            add_apart: Vec::new(),
            drop: Vec::new(),
            drop_apart: Vec::new(),
            rename: None,
            en: None,
            group: None,
            note: None,
        };
        for (key, value) in in_order(fields) {
            let at = key.span().start;
            match key.get_ref().as_ref() {
                "name" => {}
                "en" => change.en = self.text(value, "en", &owner),
                "group" => change.group = self.text(value, "group", &owner),
                "note" => change.note = self.note(value, &owner),
                "rename" => {
                    let text = self.text(value, "rename", &owner);
                    change.rename = text.map(|text| self.word(text, value.span().start));
                }
                "add" => change.add = self.terms(value, "add", &owner, None),
                "add_earlier" => {
                    change.add_earlier = self.terms(value, "add_earlier", &owner, None);
                }
                "add_except" => {
                    let apart = Some(&mut change.add_apart);
                    change.add_except = self.terms(value, "add_except", &owner, apart);
                }
                "drop" => {
                    let apart = Some(&mut change.drop_apart);
                    change.drop = self.terms(value, "drop", &owner, apart);
                }
                "terms" | "earlier" | "except" => {
                    let name = key.get_ref();
                    let add = if name == "terms" {
                        "add".to_owned()
                    } else {
                        format!("add_{name}")
                    };
                    self.wrong(
                        at,
                        said(
                            format!("[[change]] 里没有 {name}，没有用它；加词条写 {add}，去掉写 drop"),
                            format!(
                                "[[change]] has no {name}, so it was not used; write {add} to add, drop to take away"
                            ),
                        ),
                    );
                }
                unknown => self.unknown(at, unknown, &CHANGE, "[[change]] 里", "[[change]]"),
            }
        }
        self.written.amendments.push(change);
    }

    fn word(&self, text: String, at: usize) -> Word {
        Word {
            text,
            mark: self.mark(at),
            spelt: false,
        }
    }

    /// The name of a theme or change that begins at `at`.
    fn name(&mut self, fields: &DeTable, at: usize, what: &str) -> Option<Word> {
        let Some(value) = fields.get("name") else {
            self.wrong(
                at,
                said(
                    format!("这个 [[{what}]] 没有 name，没有用它；请写上主题的名字"),
                    format!(
                        "this [[{what}]] has no name, so it was not used; write the theme's name"
                    ),
                ),
            );
            return None;
        };
        let text = self.text(value, "name", "")?;
        Some(Word {
            text,
            mark: self.mark(at),
            spelt: false,
        })
    }

    /// A line of text that is not empty.
    fn text(&mut self, value: &Value, key: &str, owner: &str) -> Option<String> {
        let at = value.span().start;
        let of = Of(owner);
        let DeValue::String(text) = value.get_ref() else {
            self.wrong(
                at,
                said(
                    format!("{}{key} 要写成一段文字，放在引号里", of.zh()),
                    format!("{}{key} is to be a text, in quotation marks", of.en()),
                ),
            );
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            self.wrong(
                at,
                said(
                    format!("{}{key} 是空的，请填上", of.zh()),
                    format!("{}{key} is empty, write something there", of.en()),
                ),
            );
            return None;
        }
        self.fits(text, at, key, owner).then(|| text.to_owned())
    }

    /// Whether a text is no longer than a name may be and stands on one line.
    fn fits(&mut self, text: &str, at: usize, key: &str, owner: &str) -> bool {
        let of = Of(owner);
        if text.chars().count() > LONGEST {
            let head: String = text.chars().take(12).collect();
            self.wrong(
                at,
                said(
                    format!("{}{key} 里的“{head}…”超过 {LONGEST} 个字，没有用它", of.zh()),
                    format!(
                        "“{head}…” in {}{key} has more than {LONGEST} characters, so it was not used",
                        of.en()
                    ),
                ),
            );
            return false;
        }
        if text.chars().any(char::is_control) {
            let shown: String = text.chars().filter(|c| !c.is_control()).collect();
            self.wrong(
                at,
                said(
                    format!("{}{key} 里的“{shown}”含有换行或控制字符，没有用它", of.zh()),
                    format!(
                        "“{shown}” in {}{key} holds a line break or control character, so it was not used",
                        of.en()
                    ),
                ),
            );
            return false;
        }
        true
    }

    /// A sentence on what a theme covers; an empty one says nothing.
    fn note(&mut self, value: &Value, owner: &str) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => self.text(value, "note", owner),
        }
    }

    /// The strings of a list with their places.
    fn strings(&mut self, value: &Value, key: &str, owner: &str) -> Vec<(String, usize)> {
        let of = Of(owner);
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(
                value.span().start,
                said(
                    format!("{}{key} 要写成列表：{key} = [\"…\", \"…\"]", of.zh()),
                    format!("{}{key} is to be a list: {key} = [\"…\", \"…\"]", of.en()),
                ),
            );
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items {
            let at = item.span().start;
            if let DeValue::String(text) = item.get_ref() {
                strings.push((fold::fold_str(text.trim()), at));
            } else {
                self.wrong(
                    at,
                    said(
                        format!("{}{key} 里只能是放在引号里的词", of.zh()),
                        format!("{}{key} holds words in quotation marks only", of.en()),
                    ),
                );
            }
        }
        strings
    }

    /// The plain terms of a list. Themes named by `@` go into `apart`; where there is none they have no business in the list.
    fn terms(
        &mut self,
        value: &Value,
        key: &str,
        owner: &str,
        mut apart: Option<&mut Vec<Word>>,
    ) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        for (text, at) in self.strings(value, key, owner) {
            if text.is_empty() {
                self.wrong(
                    at,
                    said(
                        format!("主题“{owner}”的 {key} 里有一个空词条，请删去"),
                        format!("theme “{owner}” has an empty term in {key}; delete it"),
                    ),
                );
                continue;
            }
            if !self.fits(&text, at, key, owner) {
                continue;
            }
            if let Some(name) = text.strip_prefix('@') {
                let word = self.word(name.trim().to_owned(), at);
                if let Some(apart) = &mut apart {
                    apart.push(word);
                } else {
                    self.wrong(
                        at,
                        said(
                            format!("主题“{owner}”的 {key} 里不能写“{text}”，@ 后面跟主题名只用在 except 里"),
                            format!("theme “{owner}”: “{text}” has no place in {key}, only except names themes by @"),
                        ),
                    );
                }
                continue;
            }
            match pattern::expand(&text) {
                Err(bad) => self.wrong(at, bad_pattern(owner, &text, bad)),
                Ok(terms) => {
                    let short = terms.iter().find_map(|t| too_short(t).map(|why| (t, why)));
                    if let Some((term, why)) = short {
                        let what = why.said(owner, &text, term);
                        self.wrong(at, what);
                        continue;
                    }
                    let spelt = terms.len() > 1;
                    words.extend(terms.into_iter().map(|text| Word {
                        text,
                        mark: self.mark(at),
                        spelt,
                    }));
                }
            }
        }
        words
    }

    fn names(&mut self, value: &Value, key: &str) -> Vec<Word> {
        let strings = self.strings(value, key, "");
        strings
            .into_iter()
            .map(|(text, at)| self.word(text, at))
            .collect()
    }
}

/// “主题甲的 ”, or nothing.
struct Of<'a>(&'a str);

impl Of<'_> {
    fn zh(&self) -> String {
        if self.0.is_empty() {
            String::new()
        } else {
            format!("主题“{}”的 ", self.0)
        }
    }

    fn en(&self) -> String {
        if self.0.is_empty() {
            String::new()
        } else {
            format!("theme “{}”: ", self.0)
        }
    }
}

/// The keys of a table as they stand in the file.
fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Value<'i>)> {
    let mut fields: Vec<_> = table.iter().collect();
    fields.sort_by_key(|(key, _)| key.span().start);
    fields
}

/// Why a term is none.
#[derive(Clone, Copy)]
enum Short {
    /// No Han character, no letter.
    Wordless,
    /// One character.
    Single,
}

fn too_short(term: &str) -> Option<Short> {
    // The number of a hotline (12345) is a term; 20 is none.
    let digits = term.chars().filter(char::is_ascii_digit).count();
    if !term.chars().any(char::is_alphabetic) && digits < 4 {
        return Some(Short::Wordless);
    }
    (term.chars().filter(|c| c.is_alphanumeric()).count() < 2).then_some(Short::Single)
}

impl Short {
    fn said(self, owner: &str, written: &str, term: &str) -> Said {
        let (from_zh, from_en) = if written == term {
            (String::new(), String::new())
        } else {
            (
                format!("（来自“{written}”）"),
                format!(" (out of “{written}”)"),
            )
        };
        match self {
            Self::Wordless => said(
                format!(
                    "主题“{owner}”的词条“{term}”{from_zh}里没有汉字或字母，没有用它；请改写或删去"
                ),
                format!(
                    "theme “{owner}”: the term “{term}”{from_en} holds neither Han nor letters, so it was not used; rewrite or delete it"
                ),
            ),
            Self::Single => said(
                format!(
                    "主题“{owner}”的词条“{term}”{from_zh}只有一个字，会点亮半篇正文，没有用它；请写成两个字以上的词"
                ),
                format!(
                    "theme “{owner}”: the term “{term}”{from_en} is a single character and would light half of every text, so it was not used; write two or more"
                ),
            ),
        }
    }
}

fn bad_pattern(owner: &str, text: &str, bad: Bad) -> Said {
    let (zh, en) = match bad {
        Bad::Unclosed => (
            "有一个括号没有合上，请补上 )".to_owned(),
            "a bracket is not closed; add )".to_owned(),
        ),
        Bad::Unopened => (
            "多出一个 )，请删去或补上 (".to_owned(),
            "there is a ) too many; delete it or add (".to_owned(),
        ),
        Bad::Empty => (
            "括号里有一个空的选项；可有可无的部分请写成 (…)?".to_owned(),
            "an alternative is empty; write (…)? for what may be missing".to_owned(),
        ),
        Bad::Bare => (
            "| 要写在括号里：(甲|乙)".to_owned(),
            "| stands inside of brackets: (甲|乙)".to_owned(),
        ),
        Bad::Deep => (
            "括号套得太深，最多四层；请拆成几个词条".to_owned(),
            "brackets in more than four others; write several terms".to_owned(),
        ),
        Bad::Many(many) => (
            format!(
                "一共能写成 {}个词，最多 {}个；请拆成几个词条",
                if many == u64::MAX {
                    "数不清的".to_owned()
                } else {
                    format!("{many} ")
                },
                pattern::MOST
            ),
            format!(
                "it stands for {} terms, {} at most; write several terms",
                if many == u64::MAX {
                    "countless".to_owned()
                } else {
                    many.to_string()
                },
                pattern::MOST
            ),
        ),
    };
    said(
        format!("主题“{owner}”的词条“{text}”写法有误，没有用它：{zh}"),
        format!("theme “{owner}”: the term “{text}” is badly written and was not used: {en}"),
    )
}

/// What the parser says of a piece, and what to do.
fn syntax(message: &str) -> Said {
    let message = message.replace('\n', " ");
    said(
        format!("写法读不懂（{message}），这一条没有用；请检查引号、方括号、逗号和等号"),
        format!(
            "not understood ({message}), so this entry was not used; check its quotation marks, brackets, commas and equals signs"
        ),
    )
}
