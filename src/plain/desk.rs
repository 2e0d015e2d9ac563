//! The reports that are talked about, read at once.
//!
//! Invariant: reports stand in the order in which they were found; what could not be read is told, each with its reason.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Opening;
use crate::job::{self, Cancel, Job, Means, Output, What};
use crate::jump::Index;
use crate::report::library::{Catalogue, Reading};
use crate::report::{Report, ReportId};
use crate::store::themes::read_own;
use crate::store::{Store, StoreError};
use crate::theme::{Book, Hits, Lexicon};

/// What was read.
pub struct Desk {
    /// The reports; their position is the number that the reader says, less one.
    pub reports: Vec<Arc<Report>>,
    /// The library, with the reader's word on links.
    pub catalogue: Arc<Catalogue>,
    hits: Vec<Option<Arc<Hits>>>,
    book: Arc<Book>,
}

impl Desk {
    /// Reads what is to be opened; what went wrong comes back as sentences.
    pub fn open(opening: Opening) -> (Self, Vec<String>) {
        let lang = opening.lang;
        let mut troubles = Vec::new();
        let catalogue = match opening.store.as_ref().map(Store::load) {
            Ok(Ok(catalogue)) => catalogue,
            Ok(Err(why)) => {
                troubles.push(why.sentence(lang));
                Catalogue::default()
            }
            // Where there is no home there never was a library.
            Err(StoreError::Homeless) => Catalogue::default(),
            Err(why) => {
                troubles.push(why.sentence(lang));
                Catalogue::default()
            }
        };
        let mut own = match opening.store.as_ref().map(Store::read_themes) {
            Ok(Ok(own)) => own,
            Ok(Err(why)) => {
                troubles.push(why.sentence(lang));
                Vec::new()
            }
            Err(_) => Vec::new(),
        };
        for path in &opening.lexicon {
            match read_own(path) {
                Ok(file) => own.push(file),
                Err(why) => troubles.push(why.sentence(lang)),
            }
        }
        let catalogue = Arc::new(catalogue);
        let book = Arc::new(Book::new(0, own));
        let reading = Reading {
            catalogue: Arc::clone(&catalogue),
            charset: opening.charset,
        };
        let what = What::of(opening.paths).settled(&reading);
        let means = Means {
            reading,
            book: Arc::clone(&book),
            first: Arc::default(),
        };
        let outputs = Mutex::new(Vec::new());
        job::run(Job::Load { what, means }, &Cancel::default(), &|output| {
            outputs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(output);
        });
        let mut read: BTreeMap<ReportId, Arc<Report>> = BTreeMap::new();
        let mut scanned: BTreeMap<ReportId, Arc<Hits>> = BTreeMap::new();
        let outputs = outputs.into_inner();
        for output in outputs.unwrap_or_else(PoisonError::into_inner) {
            match output {
                Output::Found { failed, .. } => {
                    troubles.extend(failed.iter().map(|why| why.sentence(lang)));
                }
                Output::Read(id, Ok(report)) => {
                    read.insert(id, report);
                }
                Output::Read(_, Err(why)) => troubles.push(why.sentence(lang)),
                Output::Scanned(id, hits) => {
                    scanned.insert(id, hits);
                }
                _ => {}
            }
        }
        let hits = read.keys().map(|id| scanned.get(id).cloned()).collect();
        let desk = Self {
            reports: read.into_values().collect(),
            catalogue,
            hits,
            book,
        };
        (desk, troubles)
    }

    /// The themes' hits in a report.
    pub fn hits(&self, at: usize) -> Option<&Hits> {
        self.hits.get(at)?.as_deref()
    }

    /// The themes.
    pub fn lexicon(&self) -> &Lexicon {
        &self.book.ready().lexicon
    }

    /// Every section of every report, under the report's position.
    pub fn index(&self) -> Index {
        let mut index = Index::new();
        for (at, report) in self.reports.iter().enumerate() {
            index.add(ReportId(at as u32), report);
        }
        index
    }
}
