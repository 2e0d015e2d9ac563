//! Finding report files under paths, loading them, the built-in samples, and which two to show first; what the reader keeps as the
//! library ([`Catalogue`]) and asks of reading ([`Reading`]).
//!
//! Invariant: every file under the given paths is an entry, is named in `failed` with its reason, or is counted in `ignored`;
//! only hidden files are passed over without a word. Must not know what becomes of the reports.

mod catalogue;
mod complete;
mod judged;
mod reading;

use std::collections::{BTreeSet, HashSet};
use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::identity::{self, Glance};
use super::source::{self, Charset, Format, Problem, SourceError};
use super::{Report, SourceInfo};

pub use catalogue::{Catalogue, Change, Stamp, Stand};
pub use complete::{Completion, complete, typed_path};
pub use judged::{Anchor, Judged, Judgement};
pub use reading::Reading;

/// Folders inside folders, at most: deeper ones are not reports but a mistake.
const DEEPEST: usize = 32;

/// A file that may hold a report, not yet read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A file on disk.
    File(PathBuf),
    /// Standard input, given as `-`. It can be read once.
    Stdin,
    /// One of the built-in samples: name and text.
    Sample(&'static str, &'static str),
}

/// The name of standard input, in either language of the interface.
pub const STDIN: &str = "标准输入 stdin";

impl Entry {
    /// Name to show: the file's own, without its folder.
    pub fn name(&self) -> String {
        match self {
            Entry::File(path) => path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default(),
            Entry::Stdin => STDIN.to_owned(),
            Entry::Sample(name, _) => (*name).to_owned(),
        }
    }
}

/// What was found under the given paths.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Files to read, in order of the paths, folders sorted by name.
    pub entries: Vec<Entry>,
    /// What cannot be read, with its reason.
    pub failed: Vec<SourceError>,
    /// Number of files met in folders that are no reports by their kind: pictures, tables, links, pipes, devices.
    pub ignored: usize,
}

/// Lists the report files under `paths`: files as given; `-` as standard input; folders walked, hidden files, links and devices
/// skipped.
pub fn discover(paths: &[PathBuf]) -> Found {
    let mut walk = Walk::default();
    for path in paths {
        if path.as_os_str() == "-" {
            if !walk.found.entries.contains(&Entry::Stdin) {
                walk.found.entries.push(Entry::Stdin);
            }
            continue;
        }
        walk.path(path);
    }
    walk.found
}

/// Lists the report files of the library: its files, and what stands in its folders and was not dropped; each once.
pub fn discover_kept(catalogue: &Catalogue) -> Found {
    let mut walk = Walk {
        dropped: catalogue.dropped.clone(),
        ..Walk::default()
    };
    for path in &catalogue.paths {
        if !walk.seen.contains(path) {
            walk.path(path);
        }
    }
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Found,
    /// Entries so far: a file named by hand is not listed again when its folder is walked.
    seen: HashSet<PathBuf>,
    /// What is passed over inside folders.
    dropped: BTreeSet<PathBuf>,
    /// How many were passed over because they are listed already or were dropped.
    passed: usize,
}

impl Walk {
    /// A path named by hand or kept in the library.
    fn path(&mut self, path: &Path) {
        match std::fs::metadata(path) {
            Err(error) => self.found.failed.push(SourceError::from_io(path, &error)),
            Ok(about) if about.is_dir() => {
                let had = self.found.entries.len() + self.found.failed.len() + self.passed;
                self.folder(path, 0);
                if self.found.entries.len() + self.found.failed.len() + self.passed == had {
                    self.fail(path, Problem::NoReports);
                }
            }
            Ok(about) if about.is_file() => self.given(path),
            Ok(_) => self.fail(path, Problem::NotAFile),
        }
    }

    fn fail(&mut self, path: &Path, problem: Problem) {
        self.found.failed.push(SourceError::new(path, problem));
    }

    fn enter(&mut self, path: &Path) {
        self.seen.insert(path.to_owned());
        self.found.entries.push(Entry::File(path.to_owned()));
    }

    /// A file named by hand: read unless its name and its first bytes both say that it is of another format.
    fn given(&mut self, path: &Path) {
        match other_format(path).and_then(|_| source::sniff(path)) {
            Some(format) => self.fail(path, Problem::Format(format)),
            None => self.enter(path),
        }
    }

    fn folder(&mut self, folder: &Path, depth: usize) {
        let listing = std::fs::read_dir(folder).and_then(|entries| {
            entries
                .map(|entry| entry.and_then(|e| Ok((e.path(), e.file_type()?))))
                .collect::<std::io::Result<Vec<(PathBuf, FileType)>>>()
        });
        let mut files = match listing {
            Ok(files) => files,
            Err(error) => {
                self.found.failed.push(SourceError::from_io(folder, &error));
                return;
            }
        };
        files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (path, kind) in files {
            if is_hidden(&path) {
            } else if self.dropped.contains(&path) || self.seen.contains(&path) {
                self.passed += 1;
            } else if kind.is_dir() && depth < DEEPEST {
                self.folder(&path, depth + 1);
            } else if !kind.is_file() {
                self.found.ignored += 1;
            } else if other_format(&path).is_some() {
                self.given(&path);
            } else if !is_report_name(&path) {
                self.found.ignored += 1;
            } else {
                self.enter(&path);
            }
        }
    }
}

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|e| e.to_str())
}

/// The format that a file's name says it has, where that is one that is not read.
fn other_format(path: &Path) -> Option<Format> {
    extension(path)
        .and_then(Format::of_extension)
        .filter(|format| !format.is_read())
}

/// Whether a file in a folder would be listed, by its name.
fn is_listed_name(path: &Path) -> bool {
    is_report_name(path) || other_format(path).is_some()
}

/// Hidden files, and the locks that word processors leave beside open ones.
fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .map(std::ffi::OsStr::as_encoded_bytes)
        .is_some_and(|name| name.starts_with(b".") || name.starts_with(b"~$"))
}

/// A report by its name: the extension of a format that is read, or nothing that looks like an extension
/// (`1.沈阳市政府工作报告` has none).
fn is_report_name(path: &Path) -> bool {
    path.extension().is_none_or(|extension| {
        extension
            .to_str()
            .is_some_and(|e| Format::of_extension(e).is_some_and(Format::is_read) || !e.is_ascii())
    })
}

/// Whether finding the files under `paths` takes no time that anybody notices: at most 64 files, and folders of at most 200 entries
/// without folders inside; standard input has to be waited for.
pub fn is_quick(paths: &[PathBuf]) -> bool {
    let small = |folder: &Path| {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return true;
        };
        let mut seen = 0;
        entries.take(201).flatten().all(|e| {
            seen += 1;
            seen <= 200 && e.file_type().is_ok_and(|t| !t.is_dir())
        })
    };
    paths.len() <= 64
        && paths
            .iter()
            .all(|p| p.as_os_str() != "-" && (!p.is_dir() || small(p)))
}

/// The built-in samples.
pub fn samples() -> Vec<Entry> {
    macro_rules! sample {
        ($name:literal) => {
            Entry::Sample($name, include_str!(concat!("../../assets/samples/", $name)))
        };
    }
    vec![
        sample!("shahekou-2016.txt"),
        sample!("shahekou-2021.txt"),
        sample!("dalian-2022.txt"),
        sample!("heping-2022.txt"),
        sample!("shahekou-party.txt"),
    ]
}

/// Reads one entry: bytes, text, report.
///
/// # Errors
/// What kept it from being read, as a sentence.
pub fn load(entry: &Entry) -> Result<Report, SourceError> {
    load_as(entry, None)
}

/// Reads one entry in the encoding that was asked for; none: as it looks.
///
/// # Errors
/// What kept it from being read, as a sentence.
pub fn load_as(entry: &Entry, charset: Option<Charset>) -> Result<Report, SourceError> {
    open(entry, charset).map(|(text, source)| Report::read(text, source))
}

/// Bytes and text of one entry, for [`Report::read`]; in the encoding that was asked for, else as it looks.
///
/// # Errors
/// What kept it from being read, as a sentence.
pub fn open(
    entry: &Entry,
    charset: Option<Charset>,
) -> Result<(Arc<str>, SourceInfo), SourceError> {
    match entry {
        Entry::File(path) => {
            // Before the bytes: what is written while they are read is noticed afterwards.
            let stamp = std::fs::metadata(path).ok().map(|about| Stamp::of(&about));
            let bytes = source::read(path, source::LARGEST)?;
            let (text, source) = open_bytes(entry, path, &bytes, charset)?;
            Ok((text, SourceInfo { stamp, ..source }))
        }
        Entry::Stdin => open_bytes(entry, Path::new("-"), &source::read_stdin()?, charset),
        Entry::Sample(_, text) => Ok((
            Arc::from(*text),
            SourceInfo {
                name: entry.name(),
                encoding: "UTF-8",
                bytes: text.len() as u64,
                sample: true,
                ..SourceInfo::default()
            },
        )),
    }
}

/// Bytes of a page that are read to see its beginning, at most: style sheets come first.
const HEAD_OF_PAGE: u64 = 64 << 10;

/// The beginning of one entry's text, for [`Report::glimpse`]: of a file its first `most` bytes, decoded for themselves; none of
/// standard input, which can be read only once, and none of what cannot be read.
pub fn beginning(
    entry: &Entry,
    most: u64,
    charset: Option<Charset>,
) -> Option<(Arc<str>, SourceInfo)> {
    match entry {
        Entry::File(path) => {
            let mut bytes = source::read(path, most).ok()?;
            let mut decoded = source::beginning(path, &bytes, charset);
            // A page begins with what is no text.
            if decoded.as_ref().is_none_or(|d| d.format == Format::Html)
                && bytes.len() as u64 == most
                && source::is_markup(&bytes)
            {
                bytes = source::read(path, HEAD_OF_PAGE).ok()?;
                decoded = source::beginning(path, &bytes, charset);
            }
            Some(described(entry, path, bytes.len(), decoded?))
        }
        Entry::Sample(..) => open(entry, charset).ok(),
        Entry::Stdin => None,
    }
}

/// The text in `bytes`, which were read from `entry`; `path` is what an error calls it.
fn open_bytes(
    entry: &Entry,
    path: &Path,
    bytes: &[u8],
    charset: Option<Charset>,
) -> Result<(Arc<str>, SourceInfo), SourceError> {
    let decoded = source::decode(path, bytes, charset)?;
    Ok(described(entry, path, bytes.len(), decoded))
}

/// The text that was taken out of `bytes` bytes, and where it came from.
fn described(
    entry: &Entry,
    path: &Path,
    bytes: usize,
    decoded: source::Decoded,
) -> (Arc<str>, SourceInfo) {
    (
        Arc::from(decoded.text),
        SourceInfo {
            path: matches!(entry, Entry::File(_)).then(|| path.to_owned()),
            name: entry.name(),
            format: decoded.format,
            encoding: decoded.encoding,
            notes: decoded.notes,
            stamp: None,
            bytes: bytes as u64,
            sample: false,
        },
    )
}

/// Orders `entries` so that the two most comparable ones come first (same place, nearest years), judged by file names and first lines
/// only: at most the first 2 KB of a file are read, and of at most 200 files. The older of the two stands first; the others
/// keep their order. Nothing moves where no pair is comparable. Two files that were named by hand are better left as they were named.
pub fn most_comparable_first(entries: &mut Vec<Entry>) {
    let looks: Vec<Look> = entries.iter().take(LOOKED_AT).map(look).collect();
    let mut best: Option<(u32, usize, usize)> = None;
    for (i, a) in looks.iter().enumerate() {
        for (j, b) in looks.iter().enumerate().skip(i + 1) {
            // One text under two names is nothing to compare.
            if a.head.is_some() && a.head == b.head {
                continue;
            }
            if let Some(distance) = a.glance.distance(&b.glance)
                && best.is_none_or(|(least, ..)| distance < least)
            {
                best = Some((distance, i, j));
            }
        }
    }
    let Some((_, mut left, mut right)) = best else {
        return;
    };
    let year = |i: usize| looks.get(i).and_then(|l| l.glance.year);
    if let (Some(a), Some(b)) = (year(left), year(right))
        && b < a
    {
        (left, right) = (right, left);
    }
    // Taken out from behind, so that the first removal does not move the second.
    let (low, high) = (left.min(right), left.max(right));
    let (higher, lower) = (entries.remove(high), entries.remove(low));
    let (first, second) = if left == low {
        (lower, higher)
    } else {
        (higher, lower)
    };
    entries.splice(0..0, [first, second]);
}

/// Files that are looked at, at most.
const LOOKED_AT: usize = 200;

/// What is known of an entry without reading it whole.
struct Look {
    glance: Glance,
    /// Its first bytes, if it can be read.
    head: Option<Vec<u8>>,
}

fn look(entry: &Entry) -> Look {
    match entry {
        Entry::Sample(name, text) => Look {
            glance: identity::glance(
                name,
                text.get(
                    ..text
                        .char_indices()
                        .nth(700)
                        .map_or(text.len(), |(at, _)| at),
                )
                .unwrap_or(text),
            ),
            head: Some(text.bytes().take(2048).collect()),
        },
        // It can be read only once, and that is later.
        Entry::Stdin => Look {
            glance: Glance::default(),
            head: None,
        },
        Entry::File(path) => {
            let head = source::read(path, 2048).ok();
            let text = head
                .as_deref()
                .and_then(|bytes| source::beginning(path, bytes, None))
                .map(|decoded| decoded.text)
                .unwrap_or_default();
            let name = path
                .file_stem()
                .map(|n| n.to_string_lossy())
                .unwrap_or_default();
            Look {
                glance: identity::glance(&name, &text),
                head,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;
    use crate::locale::Lang;
    use std::fs;

    fn names(found: &Found) -> Vec<String> {
        found.entries.iter().map(Entry::name).collect()
    }

    fn reasons(found: &Found) -> Vec<Problem> {
        found.failed.iter().map(|e| e.problem.clone()).collect()
    }

    #[test]
    fn a_folder_is_walked_in_order_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/.git")).unwrap();
        for name in [
            "c.txt",
            "a.md",
            "b/2.TXT",
            "b/1",
            "b/.git/config",
            ".hidden.txt",
            "p.png",
            "d.json",
            "1.沈阳市政府工作报告",
        ] {
            fs::write(root.join(name), "报告").unwrap();
        }
        fs::write(root.join("e.rtf"), "{\\rtf1").unwrap();
        fs::write(root.join("f.doc"), "其实是文字").unwrap();
        let found = discover(&[root.to_owned()]);
        assert_eq!(
            names(&found),
            [
                "1.沈阳市政府工作报告",
                "a.md",
                "1",
                "2.TXT",
                "c.txt",
                "f.doc"
            ]
        );
        assert_eq!(reasons(&found), [Problem::Format(Format::Rtf)]);
        assert_eq!(found.ignored, 2);

        let twice = discover(&[root.join("c.txt"), root.to_owned()]);
        assert_eq!(names(&twice).iter().filter(|n| *n == "c.txt").count(), 1);
    }

    #[test]
    fn a_hyphen_is_standard_input_once_and_stays_where_it_was_given() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("沈阳_2024.txt");
        fs::write(&file, "甲报告").unwrap();
        let found = discover(&["-".into(), file.clone(), "-".into()]);
        let mut entries = found.entries;
        assert_eq!(entries, [Entry::Stdin, Entry::File(file)]);
        assert_eq!(found.failed, []);
        most_comparable_first(&mut entries);
        assert_eq!(entries.first(), Some(&Entry::Stdin));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_folders_are_not_followed_and_pipes_are_not_opened() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.txt"), "报告").unwrap();
        symlink(root, root.join("loop")).unwrap();
        symlink(root.join("a.txt"), root.join("b.txt")).unwrap();
        let _socket = UnixListener::bind(root.join("c.txt")).unwrap();
        let found = discover(&[root.to_owned()]);
        assert_eq!(names(&found), ["a.txt"]);
        assert_eq!(found.ignored, 3);
        assert_eq!(
            names(&discover(&[root.join("b.txt")])),
            ["b.txt"],
            "a link named by hand is"
        );
        assert_eq!(
            reasons(&discover(&[root.join("c.txt")])),
            [Problem::NotAFile]
        );
    }

    #[test]
    fn what_is_not_there_and_what_holds_nothing_are_said() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone.txt");
        let found = discover(&[folder.path().to_owned(), gone.clone()]);
        assert_eq!(reasons(&found), [Problem::NoReports, Problem::Missing]);
        assert!(
            found.failed[1]
                .sentence(Lang::Zh)
                .starts_with(&gone.display().to_string())
        );
        assert!(load(&Entry::File(gone)).is_err());
    }

    fn ordered(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let mut entries = Vec::new();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            entries.push(Entry::File(path));
        }
        most_comparable_first(&mut entries);
        names(&Found {
            entries,
            ..Found::default()
        })
    }

    #[test]
    fn one_place_in_neighbouring_years_comes_first_the_older_one_left() {
        assert_eq!(
            ordered(&[
                ("北京_2024.txt", "甲报告"),
                ("沈阳_2024.txt", "乙报告"),
                ("大连_2023.txt", "丙报告"),
                ("沈阳_2019.txt", "丁报告"),
                ("沈阳_2023.txt", "戊报告"),
            ]),
            [
                "沈阳_2023.txt",
                "沈阳_2024.txt",
                "北京_2024.txt",
                "大连_2023.txt",
                "沈阳_2019.txt"
            ]
        );
    }

    #[test]
    fn names_that_say_nothing_are_passed_over_for_the_first_lines() {
        assert_eq!(
            ordered(&[
                (
                    "a1.txt",
                    "2022年和平区政府工作报告\n（在沈阳市和平区第一次会议上）"
                ),
                ("a2.txt", "沙河口区政府工作报告\n（2021年1月25日）"),
                ("a3.txt", "各位代表"),
                ("a4.txt", "2016年沙河口区政府工作报告"),
            ]),
            ["a4.txt", "a2.txt", "a1.txt", "a3.txt"]
        );
    }

    #[test]
    fn one_text_under_two_names_is_nothing_to_compare() {
        assert_eq!(
            ordered(&[
                ("大连_2020.txt", "同一报告"),
                ("大连_2021.txt", "同一报告"),
                ("大连_2018.txt", "另一报告"),
            ]),
            ["大连_2018.txt", "大连_2020.txt", "大连_2021.txt"]
        );
        assert_eq!(
            ordered(&[("b.txt", "甲"), ("a.txt", "乙")]),
            ["b.txt", "a.txt"]
        );
    }
}
