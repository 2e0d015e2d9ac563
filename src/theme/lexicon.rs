//! The lexicon: which themes there are and by which terms each is known.

use serde::Deserialize;

/// A theme's position in its lexicon.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ThemeId(pub u16);

impl ThemeId {
    /// As an index into [`Lexicon::themes`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A named group of terms (主题).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
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
        Ok(Self::default())
    }

    /// One theme.
    pub fn theme(&self, id: ThemeId) -> Option<&Theme> {
        self.themes.get(id.index())
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
}
