//! Themes as files: the matrix, the passages of themes, the hits one by one.
//!
//! Owns [`Counted`] and [`Lens`], what is written, and the doors to bytes: [`write`], [`lens`] and [`hits`]. Invariants: what is written is
//! what was counted, no more and no less; every row names its report by fingerprint and file, and where it speaks of words, section and
//! position as well; a report without the part that was asked for is no zero. Must not know of arguments, screens or keys.

mod heat;
pub mod hits;
mod json;
mod lens;
mod markdown;
mod rows;
#[cfg(feature = "xlsx")]
mod sheets;
mod told;

use std::time::SystemTime;

use super::ExportError;
use crate::locale::Lang;
use crate::theme::{Lexicon, Matrix, Only, Part, Scanned, ThemeId, Wanted};

/// A matrix of themes, and all that it was made from.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The themes.
    pub lexicon: &'a Lexicon,
    /// The reports, at least those of the matrix, in any order.
    pub reports: &'a [Scanned<'a>],
    /// The counts.
    pub matrix: &'a Matrix,
    /// What was asked for.
    pub wanted: &'a Wanted,
    /// Formats for reading show hits per thousand Han characters instead of hits. Formats for programs have both.
    pub per_thousand: bool,
    /// Language of heads and notes.
    pub lang: Lang,
    /// The date that the file says.
    pub when: SystemTime,
}

/// What a matrix is written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// Rows: one to each theme and report.
    Csv,
    /// Rows as on the screen: one to each theme, a column to each report.
    CsvWide,
    /// Sheets, for a spreadsheet.
    Xlsx,
    /// Markdown, for notes.
    Markdown,
    /// Everything, for a program.
    Json,
    /// One page that stands alone: the heat map, and the passages behind its numbers.
    Html,
    /// The heat map as a picture.
    Svg,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 7] = [
        Format::Csv,
        Format::CsvWide,
        Format::Xlsx,
        Format::Markdown,
        Format::Json,
        Format::Html,
        Format::Svg,
    ];

    /// What its files end in, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv | Format::CsvWide => "csv",
            Format::Xlsx => "xlsx",
            Format::Markdown => "md",
            Format::Json => "json",
            Format::Html => "html",
            Format::Svg => "svg",
        }
    }
}

/// The bytes of a matrix in a format, as they are to be put into a file.
///
/// # Errors
/// When the program was built without it, or the archive cannot be put together.
pub fn write(of: &Counted<'_>, format: Format) -> Result<Vec<u8>, ExportError> {
    Ok(match format {
        // Spreadsheets tell UTF-8 by its mark.
        Format::Csv | Format::CsvWide => format!("\u{feff}{}", csv_text(of, format)).into_bytes(),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => sheets::book(of)?,
        #[cfg(not(feature = "xlsx"))]
        Format::Xlsx => return Err(ExportError::NotBuilt(super::Format::Xlsx)),
        Format::Markdown => markdown::text(of).into_bytes(),
        Format::Json => json::text(of).into_bytes(),
        Format::Html => heat::page(of).into_bytes(),
        Format::Svg => heat::picture(of).into_bytes(),
    })
}

/// A matrix as CSV without the mark of UTF-8 that a file begins with.
pub fn csv_text(of: &Counted<'_>, format: Format) -> String {
    match format {
        Format::CsvWide => rows::wide(of),
        _ => rows::long(of),
    }
}

/// The passages of themes in reports.
#[derive(Clone, Copy, Debug)]
pub struct Lens<'a> {
    /// The themes.
    pub lexicon: &'a Lexicon,
    /// Which of them, in order.
    pub themes: &'a [ThemeId],
    /// The reports, in order.
    pub reports: &'a [Scanned<'a>],
    /// From which part of them.
    pub part: Part,
    /// What the passages of a theme stand under.
    pub by: By,
    /// The terms whose hits alone are written.
    pub only: Option<Only>,
    /// Language of heads and notes.
    pub lang: Lang,
    /// The date that the file says.
    pub when: SystemTime,
}

/// What the passages of a theme stand under.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum By {
    /// Each report by itself.
    #[default]
    Report,
    /// The reports of a place together, in their order.
    Place,
    /// The reports of a year together, in their order.
    Year,
}

impl By {
    /// The name used on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            By::Report => "report",
            By::Place => "place",
            By::Year => "year",
        }
    }
}

/// What passages are written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LensFormat {
    /// Markdown, for notes.
    Markdown,
    /// For Word.
    Docx,
    /// Everything, for a program.
    Json,
}

impl LensFormat {
    /// What its files end in, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            LensFormat::Markdown => "md",
            LensFormat::Docx => "docx",
            LensFormat::Json => "json",
        }
    }
}

pub(super) use lens::theme_facts;
pub use lens::{Found, Group, OfTheme, Passage, Reading, Run, Told as LensTold};

/// The bytes of passages in a format, as they are to be put into a file.
///
/// # Errors
/// When the archive cannot be put together.
pub fn lens(of: &Lens<'_>, format: LensFormat) -> Result<Vec<u8>, ExportError> {
    let told = LensTold::of(of);
    Ok(match format {
        LensFormat::Markdown => lens::markdown(&told).into_bytes(),
        LensFormat::Docx => super::docx::passages(&told)?,
        LensFormat::Json => lens::json(&told).into_bytes(),
    })
}
