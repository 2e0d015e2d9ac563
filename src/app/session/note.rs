//! What is remembered of a desk, as it is written down.
//!
//! Owns the shapes. Invariant: nothing of a report's text stands in them, only places and short sums of sentences; what is missing is as it
//! is in a program that was never used. Must not know the program's state.

use serde::{Deserialize, Serialize};

use crate::report::Fingerprint;

/// A desk.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// The reports that places are in.
    pub reports: Vec<ReportNote>,
    /// From the left.
    pub panes: Vec<PaneNote>,
    /// Which had the keys.
    pub focus: usize,
    /// Which it was compared with.
    pub companion: usize,
    /// What was switched on and off.
    pub switches: Switches,
    /// The themes that were lit; none where they were never read.
    pub themes: Option<ThemesNote>,
    /// The search that stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// The search was walked, not a theme.
    pub walks_search: bool,
    /// What lay over the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<ScreenNote>,
    /// Places to go back to.
    pub back: Vec<StandingNote>,
    /// Places that were gone back from.
    pub forward: Vec<StandingNote>,
}

/// A report.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportNote {
    /// Its file from the root, or the name of a sample.
    pub file: String,
    /// Its text, if it was read.
    pub text: Option<Fingerprint>,
    /// Bytes of that.
    pub bytes: usize,
}

/// A place in a report: what is not the text's end or beginning is found again in another edition of it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Spot {
    /// Index into the reports.
    pub report: usize,
    /// Byte of its text.
    pub at: usize,
    /// Sums of the sentence there, of the next one, of the one before, and so on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
    /// Bytes from the beginning of that sentence.
    pub into: usize,
    /// Sum of the heading of its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
}

/// A pane.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PaneNote {
    /// What stood at its top.
    pub spot: Spot,
    /// It showed the text as in the file.
    pub raw: bool,
}

/// How all panes stood.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StandingNote {
    /// From the left.
    pub panes: Vec<Spot>,
    /// Which had the keys.
    pub focus: usize,
    /// Which it was compared with.
    pub companion: usize,
    /// The screen of changes was over them.
    pub changes: bool,
}

/// What was switched on and off.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own that the reader turns"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Switches {
    /// The panes follow each other.
    pub locked: bool,
    /// Changes are shown.
    pub changes: bool,
    /// Which of them: `all`, `figures`, `wording`.
    pub show: String,
    /// The outline is shown.
    pub outline: bool,
    /// Traditional text is shown as Simplified.
    pub simplified: bool,
    /// Formulaic phrases are dimmed.
    pub dimmed: bool,
    /// What is told of wording is shown.
    pub strip: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            locked: true,
            changes: true,
            show: "all".to_owned(),
            outline: true,
            simplified: false,
            dimmed: true,
            strip: false,
        }
    }
}

/// Themes, by their Chinese names.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ThemesNote {
    /// In order of their digits.
    pub lit: Vec<String>,
    /// The one that was walked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
}

/// A screen over the reader.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum ScreenNote {
    /// 文库
    Library {
        /// What the list was in order of.
        #[serde(default)]
        sort: String,
        /// What it was filtered by.
        #[serde(default)]
        filter: String,
    },
    /// 变化
    Changes,
    /// 主题
    Matrix(MatrixNote),
    /// One theme's passages, or all themes of one report.
    Lens {
        /// The theme.
        theme: Option<String>,
        /// The report, as an index into the reports: the one in view, or that whose themes are shown.
        report: Option<usize>,
        /// From which part.
        #[serde(default)]
        part: String,
    },
    /// 走势
    Course {
        /// The theme.
        theme: Option<String>,
        /// A report of the place, as an index into the reports.
        report: Option<usize>,
        /// What is counted.
        #[serde(default)]
        part: String,
        /// Per thousand characters.
        #[serde(default)]
        per_thousand: bool,
        /// What is listed.
        #[serde(default)]
        view: String,
    },
    /// 新旧
    Novelty {
        /// Which list had the keys.
        #[serde(default)]
        list: String,
    },
}

/// The matrix.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MatrixNote {
    /// The theme under the cursor.
    pub theme: Option<String>,
    /// Numbers per thousand characters.
    pub per_thousand: bool,
    /// Which part is counted.
    pub part: String,
    /// In which order themes stand.
    pub rows: String,
    /// The report that they are in order of, as an index into the reports.
    pub rows_by: Option<usize>,
    /// In which order reports stand.
    pub columns: String,
    /// The theme that they are in order of.
    pub columns_by: Option<String>,
    /// Levels that are shown, the unknown one as none.
    pub levels: Vec<Option<String>>,
    /// Places that are shown.
    pub places: Vec<String>,
    /// Groups of places that are shown.
    pub groups: Vec<String>,
    /// Years that are shown.
    pub years: Vec<Option<u16>>,
}
