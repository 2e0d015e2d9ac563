//! Doing what the export form asks for: the comparison's bytes into a file.
//!
//! Must not know of the form.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::app::export::{Answer, Kind, Order};
use crate::app::reader::Show as Part;
use crate::compare::passages::Both;
use crate::export::file::{self, FileError};
use crate::export::{self, Format, Options, Show};
use crate::locale::Lang;
use crate::report::library;

/// The format that a kind is written in.
pub fn format(kind: Kind) -> Format {
    match kind {
        Kind::Table => Format::Docx,
        Kind::Marked => Format::DocxMarked,
        Kind::Page => Format::Html,
        Kind::Sheets => Format::Xlsx,
        Kind::Notes => Format::Markdown,
        Kind::Rows => Format::Csv,
        Kind::Data => Format::Json,
    }
}

/// Writes a file; relative paths are taken from `here`.
pub fn write(order: &Order, here: &Path, home: Option<PathBuf>, lang: Lang) -> Answer {
    let path = here.join(library::typed_path(&order.typed, home));
    let refused = |error: FileError| match error {
        FileError::Exists(path) => Answer::Exists(path),
        error => Answer::Refused(error.sentence(lang)),
    };
    // Before the work is done.
    if let Err(error) = file::check(&path, order.overwrite) {
        return refused(error);
    }
    let both = Both {
        a: &order.a,
        b: &order.b,
        comparison: &order.comparison,
    };
    let options = Options {
        show: match order.part {
            Part::All => Show::All,
            Part::Figures => Show::Figures,
            Part::Wording => Show::Wording,
        },
        kept: order.kept,
        lang,
        when: SystemTime::now(),
    };
    match export::write(&both, format(order.kind), options) {
        Err(error) => Answer::Refused(error.sentence(lang)),
        Ok(bytes) => match file::put(&path, &bytes, order.overwrite) {
            Ok(()) => Answer::Written(path),
            Err(error) => refused(error),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_and_the_writer_name_files_alike() {
        for kind in Kind::ALL {
            assert_eq!(kind.extension(), format(kind).extension());
        }
    }
}
