//! The language of the interface, and every string of it in one catalogue: [`Word`] for those that are always the same, functions for
//! those with a number or a name in them.
//!
//! Invariant: both languages say everything. Labels and sentences of actions stand in the table of actions. English is kept as short as
//! the Chinese it stands for, because both share one row.

mod clip;
mod making;
mod marking;
mod sentences;
mod settling;
mod words;

pub use clip::{
    figure_of, in_a_row, not_sent, per_thousand, replaced_by, selected, sent, too_long_to_send,
};
pub use making::{
    faults_left, faults_told, no_theme_of_digit, term_inside, term_single, term_there,
    terms_common, terms_stand, theme_changed, theme_comes_to, theme_taken_back, walked_to,
    walking_theme,
};
pub use marking::{mark_reworded, mark_told, marks_counted};
pub use sentences::*;
pub use settling::{config_mistakes, config_mistakes_here, no_mistakes};
pub use words::{Word, word};

/// Language of the interface (the reports stay as they are).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The one of the two that is asked for.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The language of the environment: Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` (the first that is set) begins with `zh`.
    pub fn from_env() -> Self {
        Self::from_values(
            ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default()),
        )
    }

    /// The language that the values of `LC_ALL`, `LC_MESSAGES` and `LANG` ask for; an empty value counts as not set.
    pub fn from_values(values: [String; 3]) -> Self {
        let first = values.into_iter().find(|value| !value.is_empty());
        if first.is_some_and(|value| value.to_ascii_lowercase().starts_with("zh")) {
            Lang::Zh
        } else {
            Lang::En
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(all: &str, messages: &str, lang: &str) -> Lang {
        Lang::from_values([all.to_owned(), messages.to_owned(), lang.to_owned()])
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        assert_eq!(lang("", "", "zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(lang("", "", "zh-Hant"), Lang::Zh);
        assert_eq!(lang("C", "", "zh_CN.UTF-8"), Lang::En);
        assert_eq!(lang("", "zh_TW", "en_US.UTF-8"), Lang::Zh);
        assert_eq!(lang("", "", ""), Lang::En);
    }

    #[test]
    fn every_word_has_both_languages() {
        for &entry in Word::ALL {
            assert!(!word(Lang::Zh, entry).is_empty(), "{entry:?} in Chinese");
            assert!(!word(Lang::En, entry).is_empty(), "{entry:?} in English");
        }
    }

    #[test]
    fn interface_strings_keep_to_the_glyphs_of_the_chrome() {
        let ambiguous = ['·', '…', '—', '“', '”', '‘', '’', '•', '→', '←', '↑', '↓'];
        for &entry in Word::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let text = word(lang, entry);
                assert!(!text.contains(ambiguous), "{entry:?}: {text}");
            }
        }
    }
}
