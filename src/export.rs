//! A comparison, or themes, as a file that leaves the program: for reading, for filing, for a spreadsheet, for another program.
//!
//! [`write`] is the one door from a comparison to bytes, [`themes`] has those of themes; [`file`] puts bytes on disk. What every format tells stands in one [`Document`],
//! so that no two of them disagree. Invariants: the words of a report stay words, whatever they look like (markup, formulas, controls);
//! no file takes the place of another unless that was asked for. Must not know of arguments, screens or keys.

mod build;
mod csv;
pub mod describe;
mod document;
mod docx;
pub mod escape;
pub mod file;
mod html;
mod json;
mod markdown;
pub mod marks;
mod notes;
#[cfg(feature = "xlsx")]
mod sheet;
pub mod themes;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::time::SystemTime;

use crate::compare::Depth;
use crate::compare::passages::Both;
use crate::locale::Lang;

pub use document::{Cell, Document, Fact, Head, Mark, Part, Piece, Row};
pub use json::text as json_text;

/// What a comparison is written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// Markdown, for notes.
    Markdown,
    /// One page that stands alone, for reading and printing.
    Html,
    /// 对照表: three columns, for Word and the file.
    Docx,
    /// 花脸稿: the newer text with tracked changes, for Word.
    DocxMarked,
    /// Sheets, for a spreadsheet.
    Xlsx,
    /// Rows, for any program.
    Csv,
    /// Everything, for a program.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 7] = [
        Format::Docx,
        Format::DocxMarked,
        Format::Html,
        Format::Markdown,
        Format::Xlsx,
        Format::Csv,
        Format::Json,
    ];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::DocxMarked => "docx-marked",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }

    /// What its files end in, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::DocxMarked => "docx",
            other => other.name(),
        }
    }

    /// Whether it is no text that a terminal could show.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Docx | Format::DocxMarked | Format::Xlsx)
    }
}

/// What of a comparison is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Show {
    /// 全部
    #[default]
    All,
    /// 数字: only where a figure moved, and only figures are marked.
    Figures,
    /// 措辞: figures that moved are no change.
    Wording,
}

impl Show {
    /// The name used on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Show::All => "all",
            Show::Figures => "figures",
            Show::Wording => "wording",
        }
    }
}

/// How a comparison is to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// What of it.
    pub show: Show,
    /// What was kept is written out; else it is counted. Formats for programs always have it.
    pub kept: bool,
    /// Language of headings and notes.
    pub lang: Lang,
    /// The date that the file says.
    pub when: SystemTime,
}

/// Why there is nothing to write.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// 花脸稿 of two reports that are not two states of one text.
    #[error("at parallel depth nothing is paired word by word: no marked text can be made")]
    NotOneText,
    /// The program was built without this format.
    #[error("this program was built without {}", .0.name())]
    NotBuilt(Format),
    /// The archive could not be put together.
    #[error("the file could not be put together ({0})")]
    Archive(String),
}

impl ExportError {
    /// As a sentence without its final stop.
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (Self::NotOneText, Lang::Zh) => {
                "平行深度不逐词比对，做不成花脸稿；请换成修订或承续深度，或导出对照表".to_owned()
            }
            (Self::NotBuilt(format), Lang::Zh) => {
                format!("这个程序编译时没有带上 {}", format.name())
            }
            (Self::Archive(why), Lang::Zh) => format!("文件没有写成（{why}）"),
        }
    }
}

/// The bytes of a comparison in a format, as they are to be put into a file.
///
/// # Errors
/// When the format has no way to say it.
pub fn write(both: &Both, format: Format, options: Options) -> Result<Vec<u8>, ExportError> {
    let document = || Document::of(both, options);
    Ok(match format {
        Format::Markdown => markdown::text(&document()).into_bytes(),
        Format::Html => html::text(&document()).into_bytes(),
        Format::Docx => docx::table(&document())?,
        Format::DocxMarked if both.comparison.depth == Depth::Parallel => {
            return Err(ExportError::NotOneText);
        }
        Format::DocxMarked => docx::marked(both, options)?,
        #[cfg(feature = "xlsx")]
        Format::Xlsx => xlsx::book(both, options)?,
        #[cfg(not(feature = "xlsx"))]
        Format::Xlsx => return Err(ExportError::NotBuilt(format)),
        // Spreadsheets tell UTF-8 by its mark.
        Format::Csv => format!("\u{feff}{}", csv::text(both, options)).into_bytes(),
        Format::Json => json::text(both, options.show).into_bytes(),
    })
}

/// What a comparison comes to where that must be said before anything else: identical, not comparable, empty.
pub fn verdict(both: &Both, lang: Lang) -> Option<String> {
    notes::verdict(both, lang)
}

/// The rows of a comparison as CSV without the mark of UTF-8 that a file begins with.
pub fn csv_text(both: &Both, options: Options) -> String {
    csv::text(both, options)
}
