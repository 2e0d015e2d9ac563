//! Changing the reader's own file of themes.
//!
//! Owns [`Edit`] and [`apply`]. Invariants: what the reader wrote into the file himself, comments too, stays as it is; a change that
//! would bring a fault into the file is refused. Must not know where the file is kept.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use super::book::{Fault, OwnFile};
use super::lexicon::{Lexicon, Theme, near, pattern};
use crate::text::fold;

/// A change to the reader's own themes. Terms may be patterns; [`literal`] writes a selection so that it stands for itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// A theme that is not there yet.
    Make {
        /// Its Chinese name.
        name: String,
        /// Its English name; the Chinese one where it is empty.
        en: String,
        /// Its group.
        group: String,
        /// Its terms.
        terms: Vec<String>,
    },
    /// Terms for a theme that is there, the program's or the reader's.
    AddTerms {
        /// Its name.
        theme: String,
        /// They.
        terms: Vec<String>,
    },
    /// Wordings of earlier years for a theme that is there.
    AddEarlier {
        /// Its name.
        theme: String,
        /// They.
        terms: Vec<String>,
    },
    /// Longer terms that are not the theme, or other themes by `@`.
    AddExcept {
        /// Its name.
        theme: String,
        /// They.
        terms: Vec<String>,
    },
    /// Terms that are to count no more, or exceptions that are none any more.
    DropTerms {
        /// The theme's name.
        theme: String,
        /// They.
        terms: Vec<String>,
    },
    /// A theme that is to be there no more.
    Remove {
        /// Its name.
        theme: String,
    },
    /// Another name for a theme.
    Rename {
        /// Its name.
        theme: String,
        /// The new one.
        to: String,
    },
    /// A theme's place among the groups.
    Regroup {
        /// Its name.
        theme: String,
        /// Its group from now on.
        group: String,
    },
}

/// `text` written as a term that stands for itself, even where it looks like a pattern.
pub fn literal(text: &str) -> String {
    pattern::literal(text)
}

/// The text of the reader's file after a change.
///
/// # Errors
/// When the file is not understood, or the change makes no sense: it is left alone then.
pub fn apply(text: &str, file: &str, edit: &Edit) -> Result<String, Fault> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let ends = if body.contains("\r\n") { "\r\n" } else { "\n" };
    let plain = body.replace("\r\n", "\n");
    let doc: DocumentMut = plain.parse().map_err(|error: toml_edit::TomlError| {
        let at = error.span().map_or(0, |s| s.start);
        let head = plain.get(..at).unwrap_or(&plain);
        Fault {
            file: file.to_owned(),
            line: Some(head.matches('\n').count() + 1),
            zh: "这里的写法读不懂，没有改动这个文件；请先用编辑器改好它".to_owned(),
            en: "not understood, so the file was not changed; mend it with an editor first"
                .to_owned(),
        }
    })?;
    let (_, before) = layered(file, &plain);
    let mut own = Own { doc, file };
    own.change(edit)?;
    let mut after = own.doc.to_string();
    if plain.trim().is_empty() {
        after = after.trim_start_matches('\n').to_owned();
    }
    let mut known: Vec<String> = before.iter().map(without_lines).collect();
    for fault in layered(file, &after).1 {
        let what = without_lines(&fault);
        match known.iter().position(|k| *k == what) {
            Some(at) => drop(known.swap_remove(at)),
            // Its line is one of a text that is not written.
            None => {
                return Err(Fault {
                    line: None,
                    ..fault
                });
            }
        }
    }
    if ends == "\r\n" {
        after = after.replace('\n', ends);
    }
    Ok(format!("{mark}{after}"))
}

fn layered(file: &str, text: &str) -> (Lexicon, Vec<Fault>) {
    Lexicon::layered(&[OwnFile {
        name: file.to_owned(),
        text: text.to_owned(),
    }])
}

/// What a fault says, whatever the lines.
fn without_lines(fault: &Fault) -> String {
    fault.zh.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Which list of a theme; its key in a theme, and in a change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Terms,
    Earlier,
    Except,
}

impl List {
    fn of_theme(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Earlier => "earlier",
            Self::Except => "except",
        }
    }

    fn of_change(self) -> &'static str {
        match self {
            Self::Terms => "add",
            Self::Earlier => "add_earlier",
            Self::Except => "add_except",
        }
    }
}

/// The reader's file while it is changed.
struct Own<'a> {
    doc: DocumentMut,
    file: &'a str,
}

impl Own<'_> {
    fn change(&mut self, edit: &Edit) -> Result<(), Fault> {
        match edit {
            Edit::Make {
                name,
                en,
                group,
                terms,
            } => self.make(name.trim(), en.trim(), group.trim(), terms),
            Edit::AddTerms { theme, terms } => self.add(theme, terms, List::Terms),
            Edit::AddEarlier { theme, terms } => self.add(theme, terms, List::Earlier),
            Edit::AddExcept { theme, terms } => self.add(theme, terms, List::Except),
            Edit::DropTerms { theme, terms } => self.drop(theme, terms),
            Edit::Remove { theme } => self.remove(theme),
            Edit::Rename { theme, to } => self.rename(theme, to.trim()),
            Edit::Regroup { theme, group } => {
                let name = self.theme(theme)?.name;
                self.set(&name, "group", group.trim())
            }
        }
    }

    fn wrong(&self, zh: String, en: String) -> Fault {
        Fault {
            file: self.file.to_owned(),
            line: None,
            zh,
            en,
        }
    }

    /// A theme as it stands after what was changed so far.
    fn theme(&self, name: &str) -> Result<Theme, Fault> {
        let (lexicon, _) = layered(self.file, &self.doc.to_string());
        let found = lexicon.find(name).and_then(|id| lexicon.theme(id));
        found.cloned().ok_or_else(|| {
            let near = near(name, lexicon.themes.iter().map(|t| t.name.as_str()));
            let (zh, en) = if near.is_empty() {
                (String::new(), String::new())
            } else {
                (
                    format!("；相近的有：{}", near.join("、")),
                    format!("; near ones: {}", near.join(", ")),
                )
            };
            self.wrong(
                format!("没有主题“{name}”{zh}"),
                format!("there is no theme “{name}”{en}"),
            )
        })
    }

    fn make(&mut self, name: &str, en: &str, group: &str, terms: &[String]) -> Result<(), Fault> {
        if self.theme(name).is_ok() {
            return Err(self.wrong(
                format!("主题“{name}”已经有了；请换一个名字，或给它加词条"),
                format!(
                    "there is a theme “{name}” already; choose another name, or add terms to it"
                ),
            ));
        }
        let mut table = Table::new();
        table.insert("name", text(name));
        if !en.is_empty() && en != name {
            table.insert("en", text(en));
        }
        if !group.is_empty() {
            table.insert("group", text(group));
        }
        let terms: Array = terms.iter().map(|t| t.trim()).collect();
        table.insert("terms", Item::Value(Value::Array(terms)));
        self.tables("theme")?.push(table);
        Ok(())
    }

    fn add(&mut self, theme: &str, terms: &[String], list: List) -> Result<(), Fault> {
        let name = self.theme(theme)?.name;
        for term in terms.iter().map(|t| t.trim()) {
            // A term that was dropped once comes back where it was.
            if self.take_out(&name, "change", &["drop"], term)
                && stands(&self.theme(&name)?, term) == Some(list)
            {
                continue;
            }
            match stands(&self.theme(&name)?, term) {
                Some(at) if at == list || at != List::Except => {
                    return Err(self.wrong(
                        format!("主题“{name}”已经有“{term}”这个词条"),
                        format!("theme “{name}” has the term “{term}” already"),
                    ));
                }
                Some(_) => self.take(&name, term)?,
                None => {}
            }
            let array = if self.entry("theme", &name).is_some() {
                self.array("theme", &name, list.of_theme())?
            } else {
                self.array("change", &name, list.of_change())?
            };
            push(array, term);
        }
        Ok(())
    }

    fn drop(&mut self, theme: &str, terms: &[String]) -> Result<(), Fault> {
        let name = self.theme(theme)?.name;
        for term in terms.iter().map(|t| t.trim()) {
            if stands(&self.theme(&name)?, term).is_none() {
                return Err(self.wrong(
                    format!("主题“{name}”没有“{term}”这个词条"),
                    format!("theme “{name}” has no term “{term}”"),
                ));
            }
            self.take(&name, term)?;
        }
        Ok(())
    }

    /// Takes a term out of a theme, whatever list it stands in.
    fn take(&mut self, name: &str, term: &str) -> Result<(), Fault> {
        self.take_out(name, "theme", &["terms", "earlier", "except"], term);
        self.take_out(name, "change", &["add", "add_earlier", "add_except"], term);
        // The program's, or spelt out of a pattern. A theme without a term left is no theme: that is told below.
        let still = self.theme(name).is_ok_and(|t| stands(&t, term).is_some());
        if still {
            push(self.array("change", name, "drop")?, term);
        }
        Ok(())
    }

    fn remove(&mut self, theme: &str) -> Result<(), Fault> {
        let name = self.theme(theme)?.name;
        let own = self.entry("theme", &name);
        if let Some(at) = own {
            self.delete("theme", at);
        }
        let mut program = name.clone();
        while let Some(at) = self.entry("change", &name) {
            let tables = self.doc.get("change").and_then(Item::as_array_of_tables);
            let change = tables.and_then(|t| t.get(at));
            // By the name that it has without the change.
            if let Some(before) = change.and_then(|t| t.get("name")).and_then(Item::as_str) {
                before.clone_into(&mut program);
            }
            self.delete("change", at);
        }
        if own.is_none() {
            let item = self
                .doc
                .entry("remove")
                .or_insert_with(|| Item::Value(Value::Array(Array::new())));
            match item.as_array_mut() {
                Some(array) => push(array, &program),
                None => return Err(self.no_list("remove")),
            }
        }
        Ok(())
    }

    fn rename(&mut self, theme: &str, to: &str) -> Result<(), Fault> {
        let name = self.theme(theme)?.name;
        if self.theme(to).is_ok_and(|t| t.name != name) {
            return Err(self.wrong(
                format!("已经有主题“{to}”；请换一个名字"),
                format!("there is a theme “{to}” already; choose another name"),
            ));
        }
        if self.entry("theme", &name).is_none() {
            return self.set(&name, "rename", to);
        }
        for kind in ["theme", "change"] {
            let tables = self.doc.get_mut(kind);
            let Some(tables) = tables.and_then(Item::as_array_of_tables_mut) else {
                continue;
            };
            for table in tables.iter_mut() {
                let before = table.get("name").and_then(Item::as_str);
                if before.is_some_and(|n| alike(n, &name)) {
                    replace(table, "name", to);
                }
                for key in ["except", "add_except", "drop"] {
                    let Some(array) = table.get_mut(key).and_then(Item::as_array_mut) else {
                        continue;
                    };
                    let named = |v: &Value| {
                        v.as_str()
                            .and_then(|s| s.trim().strip_prefix('@'))
                            .is_some_and(|n| alike(n, &name))
                    };
                    for at in 0..array.len() {
                        if array.get(at).is_some_and(named) {
                            array.replace(at, format!("@{to}"));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Sets a text of a theme.
    fn set(&mut self, name: &str, key: &str, to: &str) -> Result<(), Fault> {
        let kind = if self.entry("theme", name).is_some() {
            "theme"
        } else {
            "change"
        };
        let at = self.made(kind, name)?;
        if let Some(table) = self.tables(kind)?.get_mut(at) {
            replace(table, key, to);
        }
        Ok(())
    }

    /// The last entry for a theme.
    fn entry(&self, kind: &str, name: &str) -> Option<usize> {
        let tables = self.doc.get(kind)?.as_array_of_tables()?;
        let is = |key: &str, table: &Table| {
            table
                .get(key)
                .and_then(Item::as_str)
                .is_some_and(|n| alike(n, name))
        };
        let all: Vec<&Table> = tables.iter().collect();
        all.iter().rposition(|t| is("name", t) || is("rename", t))
    }

    /// The entry for a theme, made where there is none.
    fn made(&mut self, kind: &str, name: &str) -> Result<usize, Fault> {
        if let Some(at) = self.entry(kind, name) {
            return Ok(at);
        }
        let mut table = Table::new();
        table.insert("name", text(name));
        let tables = self.tables(kind)?;
        tables.push(table);
        Ok(tables.len() - 1)
    }

    fn tables(&mut self, kind: &str) -> Result<&mut ArrayOfTables, Fault> {
        let fault = self.wrong(
            format!("这个文件里的 {kind} 不是写成 [[{kind}]] 的，没有改动它；请用编辑器改"),
            format!("{kind} is not written as [[{kind}]] in this file, so it was not changed; use an editor"),
        );
        let item = self
            .doc
            .entry(kind)
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        item.as_array_of_tables_mut().ok_or(fault)
    }

    /// A list of the entry for a theme, both made where they are not there.
    fn array(&mut self, kind: &str, name: &str, key: &str) -> Result<&mut Array, Fault> {
        let at = self.made(kind, name)?;
        let fault = self.no_list(key);
        let table = self.tables(kind)?.get_mut(at);
        let item = table.map(|t| {
            t.entry(key)
                .or_insert_with(|| Item::Value(Value::Array(Array::new())))
        });
        item.and_then(Item::as_array_mut).ok_or(fault)
    }

    fn no_list(&self, key: &str) -> Fault {
        self.wrong(
            format!("这个文件里的 {key} 不是列表，没有改动它；请用编辑器改"),
            format!("{key} is no list in this file, so it was not changed; use an editor"),
        )
    }

    /// Takes a term out of these lists of all entries for a theme; whether it stood there.
    fn take_out(&mut self, name: &str, kind: &str, keys: &[&str], term: &str) -> bool {
        let Some(tables) = self
            .doc
            .get_mut(kind)
            .and_then(Item::as_array_of_tables_mut)
        else {
            return false;
        };
        let mut taken = false;
        for table in tables.iter_mut() {
            let is = |key: &str| {
                table
                    .get(key)
                    .and_then(Item::as_str)
                    .is_some_and(|n| alike(n, name))
            };
            if !(is("name") || is("rename")) {
                continue;
            }
            for key in keys {
                let Some(array) = table.get_mut(key).and_then(Item::as_array_mut) else {
                    continue;
                };
                let place = |array: &Array| {
                    array
                        .iter()
                        .position(|v| v.as_str().is_some_and(|s| alike(s, term)))
                };
                let mut here = false;
                while let Some(at) = place(array) {
                    pull(array, at);
                    here = true;
                }
                taken |= here;
                let empty = here
                    && array.is_empty()
                    && !array.trailing().as_str().is_some_and(|t| t.contains('#'));
                if empty && kind == "change" {
                    table.remove(key);
                }
            }
        }
        taken
    }

    /// Deletes an entry; the comment above it stays.
    fn delete(&mut self, kind: &str, at: usize) {
        let Some(tables) = self
            .doc
            .get_mut(kind)
            .and_then(Item::as_array_of_tables_mut)
        else {
            return;
        };
        if at >= tables.len() {
            return;
        }
        let gone = tables.remove(at);
        if tables.is_empty() {
            self.doc.remove(kind);
        }
        let comment = gone
            .decor()
            .prefix()
            .and_then(|p| p.as_str())
            .unwrap_or_default();
        if !comment.contains('#') {
            return;
        }
        let place = gone.position();
        let mut next: Option<&mut Table> = None;
        for (_, item) in self.doc.as_table_mut().iter_mut() {
            let Some(tables) = item.as_array_of_tables_mut() else {
                continue;
            };
            for table in tables.iter_mut() {
                let nearer = next
                    .as_ref()
                    .is_none_or(|n| table.position() < n.position());
                if table.position() > place && nearer {
                    next = Some(table);
                }
            }
        }
        if let Some(table) = next {
            let own = table
                .decor()
                .prefix()
                .and_then(|p| p.as_str())
                .unwrap_or_default();
            let both = format!("{comment}{own}");
            table.decor_mut().set_prefix(both);
        } else {
            let trailing = self.doc.trailing().as_str().unwrap_or_default();
            let both = format!("{comment}{trailing}");
            self.doc.set_trailing(both);
        }
    }
}

/// In which list of a theme a term stands; of a pattern, its first term.
fn stands(theme: &Theme, term: &str) -> Option<List> {
    let folded = fold::fold_str(term);
    if let Some(name) = folded.strip_prefix('@') {
        return theme
            .apart
            .iter()
            .any(|a| alike(a, name))
            .then_some(List::Except);
    }
    let terms = pattern::expand(&folded).ok()?;
    let [only] = terms.as_slice() else {
        return None;
    };
    let is = |list: &[String]| list.iter().any(|t| t == only);
    if is(&theme.terms) {
        Some(List::Terms)
    } else if is(&theme.earlier) {
        Some(List::Earlier)
    } else {
        is(&theme.except).then_some(List::Except)
    }
}

/// Whether two words are the same in either script.
fn alike(a: &str, b: &str) -> bool {
    fold::fold_str(a.trim()) == fold::fold_str(b.trim())
}

fn text(text: &str) -> Item {
    Item::Value(Value::from(text))
}

/// Sets a text of a table and keeps what stands around it.
fn replace(table: &mut Table, key: &str, to: &str) {
    if let Some(value) = table.get_mut(key).and_then(Item::as_value_mut) {
        let decor = value.decor().clone();
        *value = Value::from(to);
        *value.decor_mut() = decor;
    } else {
        table.insert(key, text(to));
    }
}

/// Puts a term at the end of a list, on a line of its own where the others are.
fn push(array: &mut Array, term: &str) {
    let before = array
        .iter()
        .last()
        .and_then(|v| v.decor().prefix())
        .and_then(|p| p.as_str())
        .and_then(|p| p.rfind('\n').and_then(|at| p.get(at..)))
        .map(str::to_owned);
    let mut value = Value::from(term);
    match before {
        Some(line) => {
            value.decor_mut().set_prefix(line);
            array.push_formatted(value);
        }
        None => array.push(value),
    }
}

/// Takes an element out of a list; a comment before it stays.
fn pull(array: &mut Array, at: usize) {
    let gone = array.remove(at);
    let prefix = gone
        .decor()
        .prefix()
        .and_then(|p| p.as_str())
        .unwrap_or_default();
    let comment = prefix.contains('#');
    if !comment && at > 0 {
        return;
    }
    if let Some(next) = array.get_mut(at) {
        let own = next
            .decor()
            .prefix()
            .and_then(|p| p.as_str())
            .unwrap_or_default();
        let both = if comment && own.contains('#') {
            format!("{prefix}{own}")
        } else if own.contains('#') {
            own.to_owned()
        } else {
            prefix.to_owned()
        };
        next.decor_mut().set_prefix(both);
    } else if comment {
        let trailing = array.trailing().as_str().unwrap_or_default();
        let both = format!("{prefix}{trailing}");
        array.set_trailing(both);
    }
}
