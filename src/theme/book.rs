//! The themes in use: those that come with the program, and the reader's own laid over them.
//!
//! Owns [`Book`]. Invariants: it is read when it is first asked for, not before; a mistake in the reader's file costs no more than
//! what is written there, and is told as a [`Fault`]. Must not know where files are kept.

use std::sync::{Arc, OnceLock};

use super::lexicon::Lexicon;
use super::scan::Scanner;
use crate::locale::Lang;

/// A file of the reader's own themes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnFile {
    /// What it is called in messages: its path.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// What is wrong in a file of themes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong and what to do, in Chinese, without the final stop.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// File, line, what is wrong and what to do, as one sentence without its final stop.
    pub fn sentence(&self, lang: Lang) -> String {
        match (lang, self.line) {
            (Lang::Zh, Some(line)) => format!("{} 第 {line} 行：{}", self.file, self.zh),
            (Lang::Zh, None) => format!("{}：{}", self.file, self.zh),
            (Lang::En, Some(line)) => format!("{} line {line}: {}", self.file, self.en),
            (Lang::En, None) => format!("{}: {}", self.file, self.en),
        }
    }
}

/// A lexicon ready to be used.
#[derive(Debug, Default)]
pub struct Ready {
    /// The themes.
    pub lexicon: Arc<Lexicon>,
    /// Finds them.
    pub scanner: Scanner,
    /// What is wrong in the reader's files.
    pub faults: Vec<Fault>,
}

/// The themes in use.
#[derive(Debug, Default)]
pub struct Book {
    /// Counts the books of one run: hits of another edition are stale.
    pub edition: u32,
    own: Vec<OwnFile>,
    ready: OnceLock<Ready>,
}

impl Book {
    /// The themes of the program with the reader's files laid over them, in order.
    pub fn new(edition: u32, own: Vec<OwnFile>) -> Self {
        Self {
            edition,
            own,
            ready: OnceLock::new(),
        }
    }

    /// The reader's files.
    pub fn own(&self) -> &[OwnFile] {
        &self.own
    }

    /// The lexicon, read now if it was not before.
    pub fn ready(&self) -> &Ready {
        self.ready.get_or_init(|| {
            let (lexicon, faults) = Lexicon::layered(&self.own);
            Ready {
                scanner: Scanner::new(&lexicon).of_edition(self.edition),
                lexicon: Arc::new(lexicon),
                faults,
            }
        })
    }
}
