//! Changing the reader's own file of themes.
//!
//! Owns [`Edit`] and [`apply`]. Invariant: what the reader wrote into the file himself, comments too, stays as it is. Must not know where
//! the file is kept.

use super::book::Fault;

/// A change to the reader's own themes.
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
    /// Terms that are to count no more.
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
}

/// The text of the reader's file after a change.
///
/// # Errors
/// When the file is not understood, or the change makes no sense: it is left alone then.
pub fn apply(text: &str, file: &str, edit: &Edit) -> Result<String, Fault> {
    let _ = (text, edit);
    Err(Fault {
        file: file.to_owned(),
        line: None,
        zh: "还不能改".to_owned(),
        en: "cannot be changed yet".to_owned(),
    })
}
