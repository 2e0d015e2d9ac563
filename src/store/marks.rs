//! The reader's bookmarks and notes on disk: one file of JSON, `marks.json`, beside the library.
//!
//! Owns the file's place, its form, its reading and changing. Invariants: as for the library, a change is made to what stands on disk at
//! that moment, under the library's lock, and the new file takes the old one's place whole; a file that is not understood is never
//! overwritten; a mark that is not understood, and what is not understood of one, stays as it was. Must not know how marks are found.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::whole::Doubt;
use super::written::WrittenPath;
use super::{Store, StoreError};
use crate::locale::Lang;
use crate::report::Fingerprint;
use crate::report::mark::{
    Anchor, Change, Done, Kind, LONGEST_NOTE, LONGEST_QUOTE, Mark, MarkId, Marks, Moment, Origin,
    Refused,
};
use crate::text::span::Span;

/// The file of marks in the library's folder.
pub const FILE: &str = "marks.json";
/// The version that is written.
const VERSION: u64 = 1;
/// Bytes: tens of thousands of marks.
const LARGEST: u64 = 64 << 20;

/// Marks that were changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptMarks {
    /// The marks as they stand now.
    pub marks: Marks,
    /// What came of the change.
    pub done: Done,
    /// What is to be said of the writing, though it was done.
    pub doubt: Option<Doubt>,
}

/// The file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Written {
    version: u64,
    /// The highest number that a mark ever had.
    #[serde(default)]
    last: u64,
    /// Each by itself, so that one that is not understood costs none of the others.
    #[serde(default)]
    marks: Vec<Value>,
    /// What this version knows nothing of.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// One mark.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct WrittenMark {
    id: u64,
    kind: String,
    made: String,
    changed: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    year: Option<u16>,
    name: String,
    #[serde(default)]
    path: Option<WrittenPath>,
    text: Fingerprint,
    from: u32,
    to: u32,
    #[serde(default)]
    line: u32,
    #[serde(default)]
    headings: Vec<String>,
    quote: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    nth: (u32, u32),
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            version: VERSION,
            last: 0,
            marks: Vec::new(),
            rest: Map::new(),
        }
    }
}

impl WrittenMark {
    fn of(mark: &Mark) -> Result<Self, StoreError> {
        let path = mark.of.path.as_deref().map(WrittenPath::of).transpose()?;
        Ok(Self {
            id: mark.id.0,
            kind: mark.kind.name().to_owned(),
            made: mark.made.to_string(),
            changed: mark.changed.to_string(),
            place: mark.of.place.clone(),
            year: mark.of.year,
            name: mark.of.name.clone(),
            path,
            text: mark.of.text,
            from: mark.anchor.span.start() as u32,
            to: mark.anchor.span.end() as u32,
            line: mark.anchor.line,
            headings: mark.anchor.headings.clone(),
            quote: mark.anchor.quote.clone(),
            before: mark.anchor.before.clone(),
            after: mark.anchor.after.clone(),
            nth: mark.anchor.nth,
            note: mark.note.clone(),
        })
    }

    /// What it says; none where that makes no sense.
    fn mark(self) -> Option<Mark> {
        let short = |text: &str, most: usize| text.chars().nth(most).is_none();
        let sound = self.id > 0
            && self.from < self.to
            && !self.quote.trim().is_empty()
            && short(&self.quote, LONGEST_QUOTE)
            && short(&self.note, LONGEST_NOTE);
        let kind = Kind::named(&self.kind).filter(|_| sound)?;
        Some(Mark {
            id: MarkId(self.id),
            kind,
            of: Origin {
                text: self.text,
                path: self.path.map(|path| path.0),
                name: self.name,
                place: self.place,
                year: self.year,
            },
            anchor: Anchor {
                span: Span::new(self.from as usize, self.to as usize),
                quote: self.quote,
                before: self.before,
                after: self.after,
                nth: self.nth,
                headings: self.headings,
                line: self.line,
            },
            note: self.note,
            made: Moment::parse(&self.made)?,
            changed: Moment::parse(&self.changed)?,
        })
    }
}

/// The mark that is written as `value`, if it is understood.
fn mark(value: &Value) -> Option<Mark> {
    WrittenMark::deserialize(value).ok()?.mark()
}

impl Written {
    /// Reads the file's bytes; `file` is what an error calls it.
    fn parse(file: &Path, bytes: &[u8]) -> Result<Self, StoreError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        serde_json::from_slice(bytes).map_err(|e| {
            let said = e.to_string();
            let what = said
                .rsplit_once(" at line ")
                .map_or(&*said, |(what, _)| what);
            StoreError::Broken(file.to_owned(), e.line().max(1), what.to_owned())
        })
    }

    fn to_text(&self) -> String {
        // Strings, numbers, lists and maps by strings are always writable.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        let mut out = String::with_capacity(text.len() + 1);
        for c in text.chars() {
            // Only strings hold such characters, and `\u` says the same to whoever reads the file in a terminal.
            if c != '\n' && is_unseen(c) {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            } else {
                out.push(c);
            }
        }
        out.push('\n');
        out
    }

    /// Gives a number of its own to a mark that was written under another's.
    fn number(&mut self) {
        let ids = |value: &Value| value.get("id").and_then(Value::as_u64);
        let highest = self.marks.iter().filter_map(ids).max();
        self.last = self.last.max(highest.unwrap_or(0));
        let mut seen = HashSet::new();
        for value in &mut self.marks {
            if ids(value).is_none_or(|id| seen.insert(id)) {
                continue;
            }
            if let (Value::Object(fields), Some(next)) = (value, self.last.checked_add(1)) {
                self.last = next;
                seen.insert(next);
                fields.insert("id".to_owned(), next.into());
            }
        }
    }

    /// What it says.
    fn marks(&self) -> Marks {
        let mut list: Vec<Mark> = self.marks.iter().filter_map(mark).collect();
        list.sort_by_key(|mark| mark.id);
        let highest = list.last().map_or(0, |mark| mark.id.0);
        Marks {
            list,
            last: MarkId(self.last.max(highest)),
        }
    }

    /// Says what `marks` says; what is not understood stays.
    fn take(&mut self, marks: &Marks) -> Result<(), StoreError> {
        self.last = marks.last.0;
        let mut before: Vec<(Option<MarkId>, Value)> = std::mem::take(&mut self.marks)
            .into_iter()
            .map(|value| (mark(&value).map(|mark| mark.id), value))
            .collect();
        for mark in &marks.list {
            let mut fresh = serde_json::to_value(WrittenMark::of(mark)?).unwrap_or_default();
            let known = before.iter().position(|(id, _)| *id == Some(mark.id));
            if let Some((_, old)) = known.map(|at| before.remove(at)) {
                keep_rest(&mut fresh, old);
            }
            self.marks.push(fresh);
        }
        let not_understood = before.into_iter().filter(|(id, _)| id.is_none());
        self.marks.extend(not_understood.map(|(_, value)| value));
        Ok(())
    }
}

/// Whether a character moves a terminal's cursor, or cannot be seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Adds to `fresh` what stood in `old` under names that this version knows nothing of.
fn keep_rest(fresh: &mut Value, old: Value) {
    if let (Value::Object(fresh), Value::Object(old)) = (fresh, old) {
        for (name, value) in old {
            // A note that was taken away is left out, and is no unknown field.
            if name != "note" && !fresh.contains_key(&name) {
                fresh.insert(name, value);
            }
        }
    }
}

impl Store {
    /// The file that the reader's marks are kept in; it need not be there.
    pub fn marks_file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// The reader's marks; none where there is no file. Nothing is written.
    ///
    /// # Errors
    /// When the file is not understood, or the system refuses.
    pub fn read_marks(&self) -> Result<Marks, StoreError> {
        // What a later version wrote is read as far as it is understood.
        Ok(read(&self.marks_file())?.marks())
    }

    /// Makes a change to the reader's marks as they stand on disk at the moment `now`, and writes it down.
    ///
    /// # Errors
    /// When they cannot be read or written, or the change cannot be made any more; then they are as they were.
    pub fn keep_marks(&self, change: &Change, now: SystemTime) -> Result<KeptMarks, StoreError> {
        let _lock = self.lock()?;
        let file = self.marks_file();
        let mut written = read(&file)?;
        if written.version > VERSION {
            return Err(StoreError::Newer(file, written.version));
        }
        let mut marks = written.marks();
        let done = marks
            .apply(change, Moment::of(now))
            .map_err(|why| StoreError::Marks(file.clone(), why))?;
        let mut doubt = None;
        if done.undo.is_some() {
            written.take(&marks)?;
            let text = written.to_text();
            if text.len() as u64 > LARGEST {
                let kind = io::ErrorKind::FileTooLarge;
                return Err(StoreError::system(&file, &io::Error::from(kind)));
            }
            doubt = self.write(&file, &text)?;
        }
        Ok(KeptMarks { marks, done, doubt })
    }
}

/// What stands in the file; nothing if there is none.
fn read(file: &Path) -> Result<Written, StoreError> {
    match fs::metadata(file) {
        Ok(about) if !about.is_file() || about.len() > LARGEST => {
            let what = "not a file of text".to_owned();
            return Err(StoreError::Broken(file.to_owned(), 1, what));
        }
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Written::default()),
        Err(e) => return Err(StoreError::system(file, &e)),
    }
    let bytes = fs::read(file).map_err(|e| StoreError::system(file, &e))?;
    let mut written = Written::parse(file, &bytes)?;
    written.number();
    Ok(written)
}

/// What is wrong with the file of marks and what to do, as one sentence without its final stop; none where it is about another file.
pub(super) fn sentence(why: &StoreError, lang: Lang) -> Option<String> {
    let is_marks = |path: &Path| path.file_name().is_some_and(|name| name == FILE);
    Some(match (why, lang) {
        (StoreError::Broken(path, line, what), Lang::Zh) if is_marks(path) => format!(
            "{}：第 {line} 行读不懂（{what}），书签和批注没有读，也不会改动它；请改好或移走这个文件",
            path.display()
        ),
        (StoreError::Broken(path, line, what), Lang::En) if is_marks(path) => format!(
            "{}: line {line} is not understood ({what}); bookmarks and notes were not read, and the file will not be changed: mend or move it",
            path.display()
        ),
        (StoreError::Marks(path, Refused::Changed), Lang::Zh) => {
            format!("{}：别处刚改过这一条，没有删；看过以后再删", path.display())
        }
        (StoreError::Marks(path, Refused::Changed), Lang::En) => format!(
            "{}: this one was changed elsewhere, so it was not removed: look at it, then remove it",
            path.display()
        ),
        _ => return None,
    })
}
