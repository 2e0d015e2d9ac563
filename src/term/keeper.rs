//! Writing the library and the reader's own themes down, on a thread of its own: a disk may take its time, a key must not.
//!
//! Owns the thread, and what takes back the changes of themes. Invariant: changes are made in the order in which they were given, each
//! gets one answer, and none is lost when the program ends: whoever drops the keeper waits for the last one.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::SystemTime;

use crate::app::marks::MarksKept;
use crate::locale::{Lang, Word, word};
use crate::report::library::{Catalogue, Change};
use crate::report::mark::Change as MarkChange;
use crate::store::themes::KeptThemes;
use crate::store::{Store, StoreError};
use crate::theme::OwnFile;
use crate::theme::own::Edit;

/// Most changes of themes that can be taken back.
const MOST_UNDONE: usize = 100;

/// What is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Change the library.
    Library(Change),
    /// Change the reader's own themes.
    Themes(Edit),
    /// Take back the last change of them.
    UndoThemes,
    /// Change the reader's marks.
    Mark(Box<MarkChange>),
    /// Read them as they stand now.
    ReadMarks,
}

/// What came of it; a sentence says why something could not be done.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The library as it stands now.
    Library(Result<Arc<Catalogue>, String>),
    /// The reader's own themes as they stand now.
    Themes(Result<Vec<OwnFile>, String>),
    /// The reader's marks as they stand now.
    Marks(Result<MarksKept, String>),
}

/// Who writes them down.
#[derive(Debug)]
pub struct Keeper {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread knows.
#[derive(Debug)]
pub struct Desk {
    store: Result<Store, StoreError>,
    lang: Lang,
    /// The changes of themes that were made and not taken back, the last one last.
    made: Vec<KeptThemes>,
}

impl Desk {
    /// A desk at which nothing was done yet.
    pub fn new(store: Result<Store, StoreError>, lang: Lang) -> Self {
        Self {
            store,
            lang,
            made: Vec::new(),
        }
    }

    /// Does what is asked.
    pub fn serve(&mut self, order: Order) -> Answer {
        let lang = self.lang;
        let store = match &self.store {
            Ok(store) => store,
            Err(why) => {
                let why = why.sentence(lang);
                return match order {
                    Order::Library(_) => Answer::Library(Err(why)),
                    Order::Themes(_) | Order::UndoThemes => Answer::Themes(Err(why)),
                    Order::Mark(_) | Order::ReadMarks => Answer::Marks(Err(why)),
                };
            }
        };
        match order {
            Order::Mark(change) => {
                let kept = store.keep_marks(&change, SystemTime::now());
                let kept = kept.map(|kept| MarksKept {
                    marks: Arc::new(kept.marks),
                    done: Some(kept.done),
                });
                Answer::Marks(kept.map_err(|why| why.sentence(lang)))
            }
            Order::ReadMarks => {
                let read = store.read_marks().map(|marks| MarksKept {
                    marks: Arc::new(marks),
                    done: None,
                });
                Answer::Marks(read.map_err(|why| why.sentence(lang)))
            }
            Order::Library(change) => {
                let kept = store.keep(change).map(|kept| Arc::new(kept.catalogue));
                Answer::Library(kept.map_err(|why| why.sentence(lang)))
            }
            Order::Themes(edit) => Answer::Themes(match store.keep_themes(&edit) {
                Ok(kept) => {
                    let own = kept.own.clone();
                    self.made.push(kept);
                    if self.made.len() > MOST_UNDONE {
                        self.made.remove(0);
                    }
                    Ok(own)
                }
                Err(why) => Err(why.sentence(lang)),
            }),
            Order::UndoThemes => Answer::Themes(match self.made.pop() {
                Some(last) => match store.restore_themes(&last) {
                    Ok(now) => Ok(now.own),
                    Err(why) => {
                        // It may be that the disk refused only now.
                        self.made.push(last);
                        Err(why.sentence(lang))
                    }
                },
                None => Err(word(lang, Word::NothingToUndo).to_owned()),
            }),
        }
    }
}

impl Keeper {
    /// Starts the thread; `tell` gets the answers.
    pub fn start(mut desk: Desk, tell: impl Fn(Answer) + Send + 'static) -> Self {
        let (orders, asked) = channel::<Order>();
        let thread = std::thread::spawn(move || {
            for order in asked {
                tell(desk.serve(order));
            }
        });
        Self {
            orders: Some(orders),
            thread: Some(thread),
        }
    }

    /// Asks for a change.
    pub fn keep(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // It listens until it is dropped.
            let _ = orders.send(order);
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
