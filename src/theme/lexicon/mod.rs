//! The lexicon: which themes there are and by which terms each is known.
//!
//! Owns [`Lexicon`] and its files: `assets/themes.toml`, and the reader's own of the same form. Invariant: every theme of a
//! lexicon has a name, a group and at least one term; names are unique and a group's themes stand together.
//! Must not know of reports, nor where files are kept.

mod file;
mod layer;
mod near;
pub(super) use near::near;
pub mod pattern;
mod source;

use self::layer::Layers;
use self::source::{Source, Sources};
use super::book::{Fault, OwnFile};
use crate::locale::Lang;
use crate::text::fold;

/// The lexicon that comes with the program.
const BUILTIN: &str = include_str!("../../../assets/themes.toml");
/// What the program's file is called in messages.
const BUILTIN_NAME: &str = "themes.toml";
/// The group of a theme that names none.
pub const OWN_GROUP: &str = "自定";

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
#[derive(Clone, PartialEq, Eq, Debug)]
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
    pub earlier: Vec<String>,
    /// Longer terms that hold one of the terms but are not this theme, those of the themes in `apart` among them.
    pub except: Vec<String>,
    /// One sentence on what it covers.
    pub note: String,
    /// It stands in a file of the reader's, not in the program's.
    pub own: bool,
    /// Names of the themes whose longer wordings do not count for this one (`@` in the file).
    pub apart: Vec<String>,
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

impl Lexicon {
    /// The lexicon that comes with the program.
    ///
    /// # Errors
    /// None in a release: a test reads it.
    pub fn builtin() -> Result<Self, LexiconError> {
        Self::parse(BUILTIN, BUILTIN_NAME)
    }

    /// Reads one file by itself; `name` is what it is called in messages. Terms are folded. Themes of one group are brought together, at
    /// the place of the group's first.
    ///
    /// # Errors
    /// The first thing that is wrong in it.
    pub fn parse(text: &str, name: &str) -> Result<Self, LexiconError> {
        let (lexicon, faults) = Self::read(vec![Source { name, text }]);
        match faults.first() {
            None => Ok(lexicon),
            Some(fault) => Err(LexiconError(format!(
                "{} ({})",
                fault.sentence(Lang::Zh),
                fault.en
            ))),
        }
    }

    /// The themes of the program with the reader's files laid over them, in order, and what is wrong in those, by file and line. What
    /// is wrong costs its own word or entry and nothing else.
    pub fn layered(own: &[OwnFile]) -> (Self, Vec<Fault>) {
        let program = Source {
            name: BUILTIN_NAME,
            text: BUILTIN,
        };
        let own = own.iter().map(|file| Source {
            name: &file.name,
            text: &file.text,
        });
        Self::read(std::iter::once(program).chain(own).collect())
    }

    fn read(files: Vec<Source>) -> (Self, Vec<Fault>) {
        let mut sources = Sources::new(files);
        let mut layers = Layers::new();
        for index in 0..sources.len() {
            let written = file::read(&mut sources, index);
            layers.lay(written, &mut sources);
        }
        let themes = layers.finish(&mut sources);
        (Self { themes }, sources.into_faults())
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

    /// A theme by its Chinese name, in either script, or its English one.
    pub fn find(&self, name: &str) -> Option<ThemeId> {
        let folded = fold::fold_str(name.trim());
        self.ids()
            .find(|(_, t)| t.name == name || fold::fold_str(&t.name) == folded)
            .or_else(|| self.ids().find(|(_, t)| t.en.eq_ignore_ascii_case(name)))
            .map(|(id, _)| id)
    }

    /// Up to three names of themes that are near one that is not known.
    pub fn near(&self, name: &str) -> Vec<&str> {
        near(name, self.themes.iter().map(|t| t.name.as_str()))
    }

    /// The group names, in order.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.themes.iter().map(|t| t.group.as_str()).collect();
        groups.dedup();
        groups
    }
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
