//! The lexicon: which themes there are and by which terms each is known.
//!
//! Owns the file format (`assets/themes.toml` and a reader's own file of the same form). Invariant: every theme of a
//! parsed lexicon has a name, a group and at least one term; names are unique and a group's themes stand together.
//! Must not know of reports.

use std::collections::HashMap;

use serde::Deserialize;

use super::book::{Fault, OwnFile};
use crate::text::fold;

/// The lexicon that comes with the program.
const BUILTIN: &str = include_str!("../../assets/themes.toml");

/// A theme's position in its lexicon.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ThemeId(pub u16);

impl ThemeId {
    /// As an index into [`Lexicon::themes`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A term's position among the wordings of all themes of its lexicon, theme by theme, those of today before those of earlier years.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TermId(pub u16);

/// One wording of a theme (词条).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wording<'a> {
    /// Whose.
    pub theme: ThemeId,
    /// As it stands in the lexicon.
    pub text: &'a str,
    /// It is a wording of earlier years.
    pub earlier: bool,
}

/// A named group of terms (主题).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Chinese name.
    pub name: String,
    /// English name.
    pub en: String,
    /// Group it belongs to (发展, 城市, 民生, 治理, 生态, …).
    pub group: String,
    /// Terms of today.
    pub terms: Vec<String>,
    /// Wordings of earlier years.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// Longer terms that hold one of the terms but are not this theme.
    #[serde(default)]
    pub except: Vec<String>,
    /// One sentence on what it covers.
    #[serde(default)]
    pub note: String,
}

impl Theme {
    /// Terms of today and of earlier years.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().chain(&self.earlier).map(String::as_str)
    }
}

/// All themes.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// In the order of the file; groups stand together.
    pub themes: Vec<Theme>,
}

/// What is wrong with a lexicon file: a sentence with the line.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct LexiconError(pub String);

/// A lexicon file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "theme")]
    themes: Vec<toml::Spanned<Theme>>,
}

impl Lexicon {
    /// The lexicon that comes with the program.
    ///
    /// # Errors
    /// None in a release: a test reads it.
    pub fn builtin() -> Result<Self, LexiconError> {
        Self::parse(BUILTIN, "themes.toml")
    }

    /// Reads a lexicon file; `name` is what the file is called in messages. Terms are folded. Themes of one group are
    /// brought together, at the place of the group's first.
    ///
    /// # Errors
    /// Bad TOML or an unknown key; a theme without name, group or terms; an empty term; a term given twice in one theme;
    /// two themes of one name; more than 65,535 themes.
    pub fn parse(text: &str, name: &str) -> Result<Self, LexiconError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            LexiconError(format!(
                "{name} 第 {line} 行：{} (line {line})",
                error.message().replace('\n', " ")
            ))
        })?;
        if file.themes.len() > usize::from(u16::MAX) {
            return Err(LexiconError(format!(
                "{name}：主题太多，最多 65535 个 (too many themes)"
            )));
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<String> = Vec::new();
        let mut themes = Vec::with_capacity(file.themes.len());
        for spanned in file.themes {
            let line = line_of(text, spanned.span().start);
            let mut theme = spanned.into_inner();
            let wrong = |what: String| Err(LexiconError(format!("{name} 第 {line} 行：{what}")));
            for list in [&mut theme.terms, &mut theme.earlier, &mut theme.except] {
                for term in list {
                    *term = fold::fold_str(term.trim());
                }
            }
            if let Some(problem) = problem(&theme) {
                return wrong(problem);
            }
            if let Some(first) = seen.insert(theme.name.clone(), line) {
                return wrong(format!(
                    "主题“{0}”在第 {first} 行已经有了，请改名或合并 (theme {0:?} is already on line {first})",
                    theme.name
                ));
            }
            if !groups.contains(&theme.group) {
                groups.push(theme.group.clone());
            }
            themes.push(theme);
        }
        themes.sort_by_key(|t| groups.iter().position(|g| *g == t.group));
        Ok(Self { themes })
    }

    /// The themes of the program with the reader's files laid over them, in order, and what is wrong in those.
    pub fn layered(own: &[OwnFile]) -> (Self, Vec<Fault>) {
        let _ = own;
        match Self::builtin() {
            Ok(lexicon) => (lexicon, Vec::new()),
            Err(why) => {
                let fault = Fault {
                    file: "themes.toml".to_owned(),
                    line: None,
                    zh: why.to_string(),
                    en: why.to_string(),
                };
                (Self::default(), vec![fault])
            }
        }
    }

    /// One theme.
    pub fn theme(&self, id: ThemeId) -> Option<&Theme> {
        self.themes.get(id.index())
    }

    /// One wording.
    pub fn wording(&self, id: TermId) -> Option<Wording<'_>> {
        let mut at = usize::from(id.0);
        for (theme, entry) in self.ids() {
            let (now, before) = (entry.terms.len(), entry.earlier.len());
            if at < now + before {
                return Some(Wording {
                    theme,
                    text: entry.wordings().nth(at)?,
                    earlier: at >= now,
                });
            }
            at -= now + before;
        }
        None
    }

    /// The themes with their ids.
    pub fn ids(&self) -> impl Iterator<Item = (ThemeId, &Theme)> {
        self.themes
            .iter()
            .enumerate()
            .map(|(i, t)| (ThemeId(i as u16), t))
    }

    /// A theme by its Chinese or English name.
    pub fn find(&self, name: &str) -> Option<ThemeId> {
        self.ids()
            .find(|(_, t)| t.name == name || t.en.eq_ignore_ascii_case(name))
            .map(|(id, _)| id)
    }

    /// The group names, in order.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.themes.iter().map(|t| t.group.as_str()).collect();
        groups.dedup();
        groups
    }
}

/// What is wrong with one theme, as a sentence.
fn problem(theme: &Theme) -> Option<String> {
    let name = &theme.name;
    if name.trim().is_empty() {
        return Some("这个主题没有名字，请填 name (a theme without a name)".to_owned());
    }
    if theme.group.trim().is_empty() {
        return Some(format!(
            "主题“{name}”没有组，请填 group (theme {name:?} has no group)"
        ));
    }
    if theme.terms.is_empty() {
        return Some(format!(
            "主题“{name}”没有词条，terms 至少要有一个 (theme {name:?} has no terms)"
        ));
    }
    let mut seen = std::collections::HashSet::new();
    for term in theme
        .wordings()
        .chain(theme.except.iter().map(String::as_str))
    {
        if term.is_empty() {
            return Some(format!(
                "主题“{name}”有一个空词条，请删去 (theme {name:?} has an empty term)"
            ));
        }
        if !seen.insert(term) {
            return Some(format!(
                "主题“{name}”的词条“{term}”写了两次，请删去一个 (theme {name:?} lists {term:?} twice)"
            ));
        }
    }
    None
}

/// Line of the byte at `at`, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&b| b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    fn error(text: &str) -> String {
        Lexicon::parse(text, "我的主题.toml")
            .unwrap_err()
            .to_string()
    }

    const ONE: &str = "[[theme]]\nname = \"甲\"\nen = \"A\"\ngroup = \"组\"\nterms = [\"词条\"]\n";

    #[test]
    fn groups_are_brought_together_and_terms_folded() {
        let text = format!(
            "{ONE}\n{}\n{}",
            ONE.replace("甲", "乙").replace("\"组\"", "\"别\""),
            ONE.replace("甲", "丙")
        );
        let lexicon = Lexicon::parse(&text, "x").unwrap();
        let names: Vec<_> = lexicon.themes.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["甲", "丙", "乙"]);
        assert_eq!(lexicon.groups(), ["组", "别"]);
        assert_eq!(lexicon.find("a"), Some(ThemeId(0)));
    }

    #[test]
    fn errors_name_the_file_and_the_line() {
        assert!(error("[[theme]\n").starts_with("我的主题.toml 第 1 行："));
        let missing = error(&format!("\n\n{}", ONE.replace("terms = [\"词条\"]\n", "")));
        assert!(
            missing.contains("第 3 行") && missing.contains("terms"),
            "{missing}"
        );
        let empty = error(&ONE.replace("[\"词条\"]", "[]"));
        assert!(
            empty.contains("第 1 行") && empty.contains("没有词条"),
            "{empty}"
        );
        let twice = error(&format!("{ONE}\n{ONE}"));
        assert!(
            twice.contains("第 7 行") && twice.contains("在第 1 行已经有了"),
            "{twice}"
        );
        let unknown = error(&format!("{ONE}colour = \"红\"\n"));
        assert!(
            unknown.contains("第 6 行") && unknown.contains("colour"),
            "{unknown}"
        );
        let doubled = error(&ONE.replace("[\"词条\"]", "[\"词条\", \"词条\"]"));
        assert!(doubled.contains("写了两次"), "{doubled}");
    }
}
