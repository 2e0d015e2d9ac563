//! What the verbs have at hand beside their arguments: the library, and the encoding that was asked for.
//!
//! Owns [`Desk`]. Invariant: the library is read once, and what is wrong with it is said once; a verb that only reads goes on without it.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{anyhow, bail};

use super::output::{Context, note};
use crate::config::{self, Config, Preset};
use crate::locale::Lang;
use crate::report::library::{self, Catalogue, Change, Entry, Reading};
use crate::report::source::Charset;
use crate::store::themes::read_own;
use crate::store::{Kept, Store, StoreError};
use crate::text::fold;
use crate::theme::{Book, Fault, OwnFile};

/// What is known of keys by whoever has them: the verbs know of none.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// Every action with its keys in a preset, labels in a language.
    pub actions: fn(Lang, Preset) -> Vec<config::Action>,
    /// What is wrong with the keys of a file of settings.
    pub faults: fn(&Config) -> Vec<Fault>,
}

/// What the command line or the environment says of a setting.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its name in the file.
    pub setting: &'static str,
    /// Its value as the file would have it.
    pub value: String,
    /// Who says so.
    pub by: String,
    /// The file goes before it.
    pub weak: bool,
}

/// The library, and how files are to be read.
#[derive(Debug)]
pub struct Desk {
    store: Result<Store, StoreError>,
    charset: Option<Charset>,
    reading: OnceCell<Reading>,
    config: Config,
    said: Vec<Said>,
    keys: Option<Keys>,
}

impl Desk {
    /// With the library at `store`, or why there is none.
    pub fn new(store: Result<Store, StoreError>, charset: Option<Charset>) -> Self {
        Self {
            store,
            charset,
            reading: OnceCell::new(),
            config: Config::default(),
            said: Vec::new(),
            keys: None,
        }
    }

    /// The same with what the reader has settled, and what the command line and the environment say of it.
    #[must_use]
    pub fn with_config(mut self, config: Config, said: Vec<Said>) -> Self {
        self.config = config;
        self.said = said;
        self
    }

    /// What the command line and the environment say of settings.
    pub fn said(&self) -> &[Said] {
        &self.said
    }

    /// The same with what is known of keys.
    #[must_use]
    pub fn with_keys(mut self, keys: Keys) -> Self {
        self.keys = Some(keys);
        self
    }

    /// What the reader has settled.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What is known of keys.
    pub fn keys(&self) -> Option<Keys> {
        self.keys
    }

    /// The encoding asked for on the command line.
    pub fn charset(&self) -> Option<Charset> {
        self.charset
    }

    /// How files are to be read.
    pub fn reading(&self, cx: Context) -> &Reading {
        self.reading.get_or_init(|| {
            let loaded = self.store.as_ref().map(Store::load);
            let catalogue = match loaded {
                Ok(Ok(catalogue)) => catalogue,
                Ok(Err(why)) => {
                    note(&why.sentence(cx.lang));
                    Catalogue::default()
                }
                // Without a home there is no library, and that matters only to whoever would change it.
                Err(_) => Catalogue::default(),
            };
            Reading {
                catalogue: Arc::new(catalogue),
                charset: self.charset.or(self.config.encoding),
            }
        })
    }

    /// The themes of the program, with the reader's own laid over them and the files of `more` over those; what is wrong in those that
    /// are not named here is said on standard error.
    ///
    /// # Errors
    /// When one of `more` cannot be read, as a sentence.
    pub fn book(&self, more: &[PathBuf], cx: Context) -> anyhow::Result<Book> {
        let mut own = match self.store.as_ref().map(Store::read_themes) {
            Ok(Ok(own)) => own,
            Ok(Err(why)) => {
                note(&why.sentence(cx.lang));
                Vec::new()
            }
            Err(_) => Vec::new(),
        };
        for path in &self.config.lexicon {
            match self.own_themes(path, cx) {
                Ok(themes) => own.push(themes),
                Err(why) => note(&why.to_string()),
            }
        }
        for path in more {
            own.push(self.own_themes(path, cx)?);
        }
        let book = Book::new(0, own);
        for fault in &book.ready().faults {
            note(&fault.sentence(cx.lang));
        }
        Ok(book)
    }

    /// A file of themes that was named.
    ///
    /// # Errors
    /// When it cannot be read, as a sentence.
    pub fn own_themes(&self, path: &Path, cx: Context) -> anyhow::Result<OwnFile> {
        read_own(path).map_err(|why| anyhow!(why.sentence(cx.lang)))
    }

    /// Where the library is kept.
    ///
    /// # Errors
    /// Why it cannot be, as a sentence.
    pub fn store(&self, cx: Context) -> anyhow::Result<&Store> {
        self.store
            .as_ref()
            .map_err(|why| anyhow!(why.sentence(cx.lang)))
    }

    /// The library as it was when the verb began.
    pub fn catalogue(&self, cx: Context) -> &Catalogue {
        &self.reading(cx).catalogue
    }

    /// The file that the library is kept in.
    ///
    /// # Errors
    /// Why there is none, as a sentence.
    pub fn file(&self, cx: Context) -> anyhow::Result<PathBuf> {
        self.store(cx).map(Store::file)
    }

    /// Changes the library.
    ///
    /// # Errors
    /// Why it cannot be changed, as a sentence.
    pub fn keep(&self, change: Change, cx: Context) -> anyhow::Result<Kept> {
        let kept = match &self.store {
            Ok(store) => store.keep(change),
            Err(why) => Err(why.clone()),
        };
        let kept = kept.map_err(|why| anyhow!(why.sentence(cx.lang)))?;
        if let Some(doubt) = &kept.doubt {
            note(&doubt.sentence(cx.lang));
        }
        Ok(kept)
    }

    /// The file or folder of the library that `word` means: its path, or a part of its name that no other has.
    ///
    /// # Errors
    /// When nothing in the library is called so, or several things are.
    pub fn kept_path(&self, word: &Path, cx: Context) -> anyhow::Result<PathBuf> {
        let catalogue = self.catalogue(cx);
        let path = absolute(word);
        let below = |listed: &PathBuf| listed.starts_with(&path);
        if catalogue.holds(&path) || catalogue.paths.iter().any(below) {
            return Ok(path);
        }
        let files = library::discover_kept(catalogue).entries;
        let mut all: Vec<PathBuf> = files
            .into_iter()
            .filter_map(|entry| match entry {
                Entry::File(path) => Some(path),
                Entry::Stdin | Entry::Sample(..) => None,
            })
            .collect();
        all.extend(catalogue.paths.iter().cloned());
        all.sort();
        all.dedup();
        let wanted = plain(&word.to_string_lossy());
        let name = |path: &PathBuf| path.file_name().map(|n| plain(&n.to_string_lossy()));
        let stem = |path: &PathBuf| path.file_stem().map(|n| plain(&n.to_string_lossy()));
        let exactly: Vec<&PathBuf> = all
            .iter()
            .filter(|p| name(p).as_ref() == Some(&wanted) || stem(p).as_ref() == Some(&wanted))
            .collect();
        let partly: Vec<&PathBuf> = all
            .iter()
            .filter(|p| name(p).is_some_and(|name| name.contains(&wanted)))
            .collect();
        match (exactly.as_slice(), partly.as_slice()) {
            ([one], _) | ([], [one]) => Ok((*one).clone()),
            ([], []) => {
                let word = word.display();
                match cx.lang {
                    Lang::Zh => bail!("{word}：文库里没有这个文件，duizhao list 列出有哪些"),
                    Lang::En => bail!("{word}: not in the library; duizhao list shows what is"),
                }
            }
            ([], many) | (many, _) => {
                let names: Vec<String> = many
                    .iter()
                    .take(5)
                    .map(|path| path.display().to_string())
                    .collect();
                let more = if many.len() > names.len() { " …" } else { "" };
                let (word, names) = (word.display(), names.join(cx.say("、", ", ")));
                match cx.lang {
                    Lang::Zh => bail!(
                        "{word}：文库里有 {} 个，请写清楚些：{names}{more}",
                        many.len()
                    ),
                    Lang::En => bail!(
                        "{word}: {} in the library, say more of the name: {names}{more}",
                        many.len()
                    ),
                }
            }
        }
    }
}

/// The path from the root.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).map_or_else(
        |_| path.to_owned(),
        // Without `.`, as the library has it.
        |path| path.components().collect(),
    )
}

/// For comparing names: in Simplified script and small letters.
fn plain(name: &str) -> String {
    fold::fold_str(name).to_lowercase()
}
