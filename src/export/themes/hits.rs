//! The hits one by one, a line of JSON to each, for tools that read such lines from one file or from folders named by their values.
//!
//! Owns [`lines`], [`Key`] and [`Folders`]. Invariants: a hit is on a line if, and only if, the matrix of the same question counts it; one
//! report at a time is held. Must not know how reports are read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::export::describe::{self, Lines};
use crate::export::escape;
use crate::export::file::{FileError, Growing};
use crate::report::Report;
use crate::store::whole::Cause;
use crate::text::span::Span;
use crate::theme::{Hit, Lexicon, Matrix, Only, Scanned, Wanted};

/// One line.
#[derive(Serialize)]
struct HitJson<'a> {
    /// Fingerprint of the report's text.
    report: &'a str,
    file: &'a str,
    /// 辽宁省大连市沙河口区
    place: Option<&'a str>,
    place_short: Option<&'a str>,
    province: Option<&'a str>,
    level: Option<&'static str>,
    year: Option<u16>,
    /// As `outline` has it.
    section: Option<u32>,
    breadcrumb: String,
    role: Option<&'static str>,
    theme: &'a str,
    theme_en: &'a str,
    group: &'a str,
    /// As the lexicon has it.
    term: &'a str,
    /// It is a wording of earlier years.
    earlier: bool,
    /// As it stands in the report.
    hit: String,
    /// In bytes of the text in UTF-8.
    start: usize,
    end: usize,
    /// In characters of the text.
    char_start: usize,
    char_end: usize,
    /// From 1.
    line: u32,
    sentence: String,
}

/// The lines of one report's hits, as far as they are wanted, in the order of its text; and how many.
pub fn lines(lexicon: &Lexicon, scanned: &Scanned<'_>, wanted: &Wanted) -> (String, usize) {
    lines_of(lexicon, scanned, wanted, None)
}

/// The same of some terms alone, where they are asked for.
pub fn lines_of(
    lexicon: &Lexicon,
    scanned: &Scanned<'_>,
    wanted: &Wanted,
    only: Option<Only>,
) -> (String, usize) {
    let mut out = String::new();
    // Whether it is asked for is for the matrix to say.
    let asked = Matrix::of(lexicon, std::slice::from_ref(scanned), wanted);
    let (false, Some(spans)) = (asked.columns.is_empty(), wanted.part.spans(scanned.report)) else {
        return (out, 0);
    };
    let mut shown = vec![false; lexicon.themes.len()];
    for row in &asked.rows {
        if let Some(shown) = shown.get_mut(row.index()) {
            *shown = true;
        }
    }
    let counts = |hit: &&Hit| {
        shown.get(hit.theme.index()).copied().unwrap_or(false)
            && only.is_none_or(|only| only.has(hit.term))
            && spans.iter().any(|s| s.contains(hit.span.start()))
    };
    let report = scanned.report;
    let about = About::of(report);
    let (mut at, mut characters, mut count) = (0, 0, 0);
    for hit in scanned.hits.hits.iter().filter(counts) {
        let text = |from: usize, to: usize| report.text.get(from..to).unwrap_or_default();
        characters += text(at, hit.span.start()).chars().count();
        at = hit.span.start();
        if let Some(json) = about.hit(lexicon, hit, characters) {
            let line = serde_json::to_string(&json).unwrap_or_default();
            out.push_str(&escape::unseen_json(&line));
            out.push('\n');
            count += 1;
        }
    }
    (out, count)
}

/// What is the same on every line of a report.
struct About<'a> {
    report: &'a Report,
    lines: Lines,
    id: String,
    file: String,
}

impl<'a> About<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            report,
            lines: Lines::of(&report.text),
            id: report.fingerprint().to_string(),
            file: describe::file(report),
        }
    }

    fn hit<'b>(&'b self, lexicon: &'b Lexicon, hit: &Hit, before: usize) -> Option<HitJson<'b>> {
        let report = self.report;
        let theme = lexicon.theme(hit.theme)?;
        let wording = lexicon.wording(hit.term)?;
        let place = report.identity.place.as_ref().map(|p| &p.value);
        let span = hit.span;
        Some(HitJson {
            report: &self.id,
            file: &self.file,
            place: place.map(|p| p.full.as_str()),
            place_short: place.map(|p| p.short.as_str()),
            province: place.and_then(|p| p.province.as_deref()),
            level: describe::level_name(report),
            year: describe::year(report),
            section: hit.section.map(|s| s.0),
            breadcrumb: hit
                .section
                .map_or_else(String::new, |s| describe::breadcrumb(report, s)),
            role: hit
                .section
                .and_then(|s| report.section(s))
                .map(|s| s.role.name()),
            theme: &theme.name,
            theme_en: &theme.en,
            group: &theme.group,
            term: wording.text,
            earlier: wording.earlier,
            hit: report.resolved(span).into_owned(),
            start: span.start(),
            end: span.end(),
            char_start: before,
            char_end: before + span.of(&report.text).chars().count(),
            line: self.lines.line(span.start()),
            sentence: sentence(report, span),
        })
    }
}

/// The words around a hit; of text that is in no sentence the hit alone.
fn sentence(report: &Report, span: Span) -> String {
    let after = report
        .sentences
        .partition_point(|s| s.span.start() <= span.start());
    let around = after
        .checked_sub(1)
        .and_then(|i| report.sentences.get(i))
        .filter(|s| s.span.contains(span.start()));
    let around = around.map_or(span, |s| s.span);
    report.resolved(around).trim().to_owned()
}

/// What folders are named by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// `level=county`
    Level,
    /// `year=2021`
    Year,
    /// `province=辽宁省`
    Province,
    /// `place=辽宁省大连市沙河口区`
    Place,
}

impl Key {
    /// All of them.
    pub const ALL: [Key; 4] = [Key::Level, Key::Year, Key::Province, Key::Place];

    /// The name of the column.
    pub fn name(self) -> &'static str {
        match self {
            Key::Level => "level",
            Key::Year => "year",
            Key::Province => "province",
            Key::Place => "place",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    fn value(self, report: &Report) -> Option<String> {
        match self {
            Key::Level => describe::level_name(report).map(str::to_owned),
            Key::Year => describe::year(report).map(|y| y.to_string()),
            Key::Province => {
                let place = report.identity.place.as_ref();
                place.and_then(|p| p.value.province.clone())
            }
            Key::Place => Some(describe::place_full(report)).filter(|p| !p.is_empty()),
        }
    }
}

/// What a folder says where nothing is known.
const UNKNOWN: &str = "unknown";
/// The file in every folder.
const PART: &str = "part-0.ndjson";

/// The folder of a report below the whole: `level=county/year=2021`.
pub fn folder(report: &Report, keys: &[Key]) -> PathBuf {
    let name = |key: &Key| {
        let value = key.value(report);
        let value = value.map_or_else(|| UNKNOWN.to_owned(), |v| plain(&v));
        format!("{}={value}", key.name())
    };
    keys.iter().map(name).collect()
}

/// A value as a part of a path: what no system takes, and what would be read as another value, by number as in a URL.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_control()
            || matches!(
                c,
                '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%' | '=' | '#'
            )
        {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Folders that are being filled, a file in each.
#[derive(Debug)]
pub struct Folders {
    root: PathBuf,
    keys: Vec<Key>,
    overwrite: bool,
    files: BTreeMap<PathBuf, Growing>,
}

impl Folders {
    /// Begins below `root`, which is made if only itself is missing.
    ///
    /// # Errors
    /// When it cannot be a folder; without `overwrite`, when there are such files in it already.
    pub fn begin(root: &Path, keys: &[Key], overwrite: bool) -> Result<Self, FileError> {
        crate::export::file::make_folder(root)?;
        if !overwrite && let Some(there) = written(root).into_iter().next() {
            return Err(FileError::Exists(there));
        }
        Ok(Self {
            root: root.to_owned(),
            keys: keys.to_vec(),
            overwrite,
            files: BTreeMap::new(),
        })
    }

    /// Adds the lines of one report.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn add(&mut self, report: &Report, lines: &str) -> Result<(), FileError> {
        if lines.is_empty() {
            return Ok(());
        }
        let folder = self.root.join(folder(report, &self.keys));
        if let Some(file) = self.files.get_mut(&folder) {
            return file.add(lines.as_bytes());
        }
        fs::create_dir_all(&folder)
            .map_err(|e| FileError::System(folder.clone(), Cause::of(&e)))?;
        let mut file = Growing::begin(&folder.join(PART), self.overwrite)?;
        file.add(lines.as_bytes())?;
        self.files.insert(folder, file);
        Ok(())
    }

    /// Gives every file its name: tells which were written, and which stand there from before and were not.
    ///
    /// # Errors
    /// When the system refuses; the files that have their names by then keep them.
    pub fn finish(self) -> Result<(Vec<PathBuf>, Vec<PathBuf>), FileError> {
        let mut done = Vec::new();
        for (folder, file) in self.files {
            file.finish()?;
            done.push(folder.join(PART));
        }
        let mut left = written(&self.root);
        left.retain(|path| !done.contains(path));
        Ok((done, left))
    }
}

/// The files of hits below a folder, in folders named by values.
fn written(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let key = name.split_once('=').and_then(|(key, _)| Key::named(key));
            if key.is_some() && path.is_dir() {
                folders.push(path);
            } else if name == PART {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
