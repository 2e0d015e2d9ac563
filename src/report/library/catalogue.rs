//! What the reader keeps as the library, as a plain value.
//!
//! Owns [`Catalogue`] and the one way to change it, [`Catalogue::apply`]. Invariant: what `apply` gives back undoes what it did. Must
//! not know where the catalogue is kept, nor look at the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::judged::{Anchor, Judged, Judgement};
use crate::report::identity::Correction;
use crate::report::source::Charset;
use crate::report::{Fingerprint, Report};

/// What the reader keeps as the library: paths and what is to be known of them. A plain value: [`Catalogue::apply`] changes it,
/// whoever keeps it writes it down.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalogue {
    /// Files and folders, absolute, in the order of adding.
    pub paths: Vec<PathBuf>,
    /// Files and folders below those folders that are left out.
    pub dropped: BTreeSet<PathBuf>,
    /// Encodings that the reader asked for, by name, for files that were read wrong.
    pub encodings: BTreeMap<PathBuf, String>,
    /// What the reader says of identities, by the fingerprint of the text.
    pub corrections: BTreeMap<Fingerprint, Correction>,
    /// What the reader says of links between sections: sorted, one for a pair, as [`Judgement::new`] makes them.
    pub judgements: Vec<Judgement>,
}

/// One change of the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// These files and folders belong to it.
    Add(Vec<PathBuf>),
    /// These files and folders do not any more.
    Drop(Vec<PathBuf>),
    /// This file is to be read in this encoding; none: as it looks.
    ReadAs(PathBuf, Option<Charset>),
    /// This is the reader's word on one text; an empty correction takes it back.
    Correct(Fingerprint, Correction),
    /// This is the reader's word on a pair of sections, whichever is named first: they correspond, they do not; none takes it back.
    Judge(Anchor, Anchor, Option<bool>),
    /// These paths are to stand as they stood: what undoes adding and dropping.
    Stand(Vec<Stand>),
}

/// How one path stands in the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stand {
    /// The path.
    pub path: PathBuf,
    /// Where it stands among [`Catalogue::paths`], if it does.
    pub listed: Option<usize>,
    /// It is among [`Catalogue::dropped`].
    pub dropped: bool,
}

/// A file's state when it was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last written.
    pub written: Option<std::time::SystemTime>,
    /// The number that the file system gave it; another one: it was put in the place of the old one. 0 where there are none.
    pub node: u64,
}

impl Stamp {
    /// That of the file that `about` tells of.
    pub fn of(about: &Metadata) -> Self {
        #[cfg(unix)]
        let node = std::os::unix::fs::MetadataExt::ino(about);
        #[cfg(not(unix))]
        let node = 0;
        Self {
            bytes: about.len(),
            written: about.modified().ok(),
            node,
        }
    }
}

impl Catalogue {
    /// Whether it holds no file and no folder.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Whether a file belongs to it: it was added itself, or stands below an added folder and was not dropped from it. `path` is
    /// absolute.
    pub fn holds(&self, path: &Path) -> bool {
        self.paths.iter().any(|root| {
            root == path
                || (path.starts_with(root)
                    && !path
                        .ancestors()
                        .take_while(|above| *above != root)
                        .any(|above| self.dropped.contains(above)))
        })
    }

    /// The encoding that the reader asked for, for the file at `path`, which is absolute.
    pub fn charset(&self, path: &Path) -> Option<Charset> {
        self.encodings
            .get(path)
            .and_then(|name| Charset::named(name))
    }

    /// The reader's word on a report, if there is one.
    pub fn correction(&self, report: &Report) -> Option<&Correction> {
        // Without corrections no fingerprint is taken.
        if self.corrections.is_empty() {
            return None;
        }
        self.corrections.get(&report.fingerprint())
    }

    /// The reader's word on pairs of sections of these two reports.
    pub fn judged(&self, a: &Report, b: &Report) -> Vec<Judged> {
        // Without judgements no fingerprint is taken.
        if self.judgements.is_empty() {
            return Vec::new();
        }
        let (text_a, text_b) = (a.fingerprint(), b.fingerprint());
        self.judgements
            .iter()
            .filter_map(|judgement| {
                let stands = judgement.stands;
                let find = |x: &Anchor, y: &Anchor| {
                    let (a, b) = (x.find_in(a, text_a)?, y.find_in(b, text_b)?);
                    Some(Judged { a, b, stands })
                };
                find(&judgement.a, &judgement.b).or_else(|| find(&judgement.b, &judgement.a))
            })
            .collect()
    }

    /// The reader's words on sections of this text that are not found in it any more: what is read as a section may have changed.
    /// They are kept, and count again when the section is found again.
    pub fn lost(&self, report: &Report) -> Vec<&Judgement> {
        if self.judgements.is_empty() {
            return Vec::new();
        }
        let text = report.fingerprint();
        let lost = |anchor: &Anchor| anchor.text == text && anchor.find_in(report, text).is_none();
        self.judgements
            .iter()
            .filter(|judgement| lost(&judgement.a) || lost(&judgement.b))
            .collect()
    }

    /// Puts down a word on a pair of sections, in place of any earlier one; gives that back.
    pub fn judge(&mut self, a: Anchor, b: Anchor, stands: Option<bool>) -> Option<bool> {
        let known = self.judgements.iter().position(|j| j.is_on(&a, &b));
        let before = known.map(|at| self.judgements.remove(at).stands);
        if let Some(stands) = stands {
            let judgement = Judgement::new(a, b, stands);
            let at = self.judgements.partition_point(|j| *j < judgement);
            self.judgements.insert(at, judgement);
        }
        before
    }

    /// Makes a change and gives back what undoes it.
    pub fn apply(&mut self, change: Change) -> Change {
        match change {
            Change::Add(paths) => {
                let mut before = Before::default();
                for path in paths {
                    if self.paths.contains(&path) && !self.dropped.contains(&path) {
                        continue;
                    }
                    before.note(self, &path);
                    self.dropped.remove(&path);
                    if !self.paths.contains(&path) {
                        self.paths.push(path);
                    }
                }
                before.undo()
            }
            Change::Drop(paths) => {
                let mut before = Before::default();
                for path in paths {
                    let below: Vec<PathBuf> = self
                        .paths
                        .iter()
                        .filter(|listed| listed.starts_with(&path))
                        .cloned()
                        .collect();
                    for listed in below {
                        before.note(self, &listed);
                        self.paths.retain(|p| *p != listed);
                    }
                    // What still holds it is a folder above.
                    if self.holds(&path) {
                        before.note(self, &path);
                        self.dropped.insert(path);
                    }
                }
                before.undo()
            }
            Change::ReadAs(path, charset) => {
                let before = self.charset(&path);
                match charset {
                    Some(charset) => {
                        self.encodings
                            .insert(path.clone(), charset.name().to_owned());
                    }
                    None => {
                        self.encodings.remove(&path);
                    }
                }
                Change::ReadAs(path, before)
            }
            Change::Correct(text, correction) => {
                let before = if correction.is_empty() {
                    self.corrections.remove(&text)
                } else {
                    self.corrections.insert(text, correction)
                };
                Change::Correct(text, before.unwrap_or_default())
            }
            Change::Judge(a, b, stands) => {
                let before = self.judge(a.clone(), b.clone(), stands);
                Change::Judge(a, b, before)
            }
            Change::Stand(stands) => {
                let mut before = Before::default();
                for stand in &stands {
                    before.note(self, &stand.path);
                }
                self.paths
                    .retain(|path| stands.iter().all(|s| s.path != *path));
                let mut listed: Vec<(usize, PathBuf)> = Vec::new();
                for stand in stands {
                    if stand.dropped {
                        self.dropped.insert(stand.path.clone());
                    } else {
                        self.dropped.remove(&stand.path);
                    }
                    listed.extend(stand.listed.map(|at| (at, stand.path)));
                }
                // From the front, so that each comes to the place that it had.
                listed.sort();
                for (at, path) in listed {
                    let at = at.min(self.paths.len());
                    self.paths.insert(at, path);
                }
                before.undo()
            }
        }
    }
}

/// How the paths stood that a change touches.
#[derive(Default)]
struct Before {
    /// All that was listed; none until something is touched.
    paths: Option<Vec<PathBuf>>,
    stands: Vec<Stand>,
}

impl Before {
    /// Notes how a path stands in `catalogue`, before it is touched.
    fn note(&mut self, catalogue: &Catalogue, path: &Path) {
        let paths = self.paths.get_or_insert_with(|| catalogue.paths.clone());
        if self.stands.iter().all(|s| s.path != path) {
            self.stands.push(Stand {
                path: path.to_owned(),
                listed: paths.iter().position(|p| p == path),
                dropped: catalogue.dropped.contains(path),
            });
        }
    }

    fn undo(self) -> Change {
        Change::Stand(self.stands)
    }
}
