//! Doing what the export form asks for: the bytes of a comparison or of themes into a file.
//!
//! Must not know of the form.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::app::export::{Answer, Kind, Order, Shown, ThemesWork, Under, Work};
use crate::app::reader::Show as Part;
use crate::compare::passages::Both;
use crate::export::file::{self, FileError};
use crate::export::themes::{self, By, Counted, Lens, LensFormat, hits};
use crate::export::{self, ExportError, Format, Options, Show};
use crate::locale::Lang;
use crate::report::library;
use crate::theme::Scanned;

/// The format that a kind of a comparison is written in.
pub fn format(kind: Kind) -> Format {
    match kind {
        Kind::Marked => Format::DocxMarked,
        Kind::Page => Format::Html,
        Kind::Sheets => Format::Xlsx,
        Kind::Notes => Format::Markdown,
        Kind::Rows => Format::Csv,
        Kind::Data => Format::Json,
        _ => Format::Docx,
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
    match bytes(order, lang, SystemTime::now()) {
        Err(error) => Answer::Refused(error.sentence(lang)),
        Ok(bytes) => match file::put(&path, &bytes, order.overwrite) {
            Ok(()) => Answer::Written(path),
            Err(error) => refused(error),
        },
    }
}

/// What is to stand in the file.
fn bytes(order: &Order, lang: Lang, when: SystemTime) -> Result<Vec<u8>, ExportError> {
    let (a, b, comparison, part, kept) = match &order.work {
        Work::Themes(work) => return of_themes(work, order.kind, lang, when),
        Work::Passage(text) => return Ok(format!("{}\n", text.as_str()).into_bytes()),
        Work::Comparison {
            a,
            b,
            comparison,
            part,
            kept,
        } => (a, b, comparison, *part, *kept),
    };
    let both = Both { a, b, comparison };
    let options = Options {
        show: match part {
            Part::All => Show::All,
            Part::Figures => Show::Figures,
            Part::Wording => Show::Wording,
        },
        kept,
        lang,
        when,
    };
    export::write(&both, format(order.kind), options)
}

fn of_themes(
    work: &ThemesWork,
    kind: Kind,
    lang: Lang,
    when: SystemTime,
) -> Result<Vec<u8>, ExportError> {
    let reports: Vec<Scanned<'_>> = work
        .reports
        .iter()
        .map(|(id, report, hits)| Scanned {
            id: *id,
            report,
            hits,
        })
        .collect();
    if kind == Kind::Hits {
        let only = match work.shown {
            Shown::Lens { only, .. } => only,
            Shown::Matrix { .. } => None,
        };
        let lines = reports
            .iter()
            .map(|report| hits::lines_of(&work.lexicon, report, &work.wanted, only).0);
        return Ok(lines.collect::<String>().into_bytes());
    }
    match &work.shown {
        Shown::Matrix {
            matrix,
            per_thousand,
        } => {
            let counted = Counted {
                lexicon: &work.lexicon,
                reports: &reports,
                matrix,
                wanted: &work.wanted,
                per_thousand: *per_thousand,
                lang,
                when,
            };
            let format = match kind {
                Kind::HeatPage => themes::Format::Html,
                Kind::HeatPicture => themes::Format::Svg,
                Kind::MatrixNotes => themes::Format::Markdown,
                Kind::MatrixRows => themes::Format::Csv,
                Kind::MatrixData => themes::Format::Json,
                _ => themes::Format::Xlsx,
            };
            themes::write(&counted, format)
        }
        Shown::Lens { themes, by, only } => {
            let lens = Lens {
                lexicon: &work.lexicon,
                themes,
                reports: &reports,
                part: work.wanted.part,
                by: match by {
                    Under::Report => By::Report,
                    Under::Place => By::Place,
                    Under::Year => By::Year,
                },
                only: *only,
                lang,
                when,
            };
            let format = match kind {
                Kind::PassageNotes => LensFormat::Markdown,
                Kind::PassageData => LensFormat::Json,
                _ => LensFormat::Docx,
            };
            export::themes::lens(&lens, format)
        }
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
