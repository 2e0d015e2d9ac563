//! Writing the library down, on a thread of its own: a disk may take its time, a key must not.
//!
//! Owns the thread. Invariant: changes are made in the order in which they were given, each gets one answer, and none is lost when the
//! program ends: whoever drops the keeper waits for the last one.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use crate::locale::Lang;
use crate::report::library::{Catalogue, Change};
use crate::store::{Store, StoreError};

/// The library as it stands now, or a sentence that says why it could not be changed.
pub type Answer = Result<Arc<Catalogue>, String>;

/// Who writes the library down.
#[derive(Debug)]
pub struct Keeper {
    changes: Option<Sender<Change>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts the thread; `tell` gets the answers.
    pub fn start(
        store: Result<Store, StoreError>,
        lang: Lang,
        tell: impl Fn(Answer) + Send + 'static,
    ) -> Self {
        let (changes, asked) = channel::<Change>();
        let thread = std::thread::spawn(move || {
            for change in asked {
                let kept = match &store {
                    Ok(store) => store.keep(change),
                    Err(why) => Err(why.clone()),
                };
                tell(
                    kept.map(|kept| Arc::new(kept.catalogue))
                        .map_err(|why| why.sentence(lang)),
                );
            }
        });
        Self {
            changes: Some(changes),
            thread: Some(thread),
        }
    }

    /// Asks for a change.
    pub fn keep(&self, change: Change) {
        if let Some(changes) = &self.changes {
            // It listens until it is dropped.
            let _ = changes.send(change);
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.changes = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
