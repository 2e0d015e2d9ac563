//! Writing the library and the reader's own themes down, on a thread of its own: a disk may take its time, a key must not.
//!
//! Owns the thread, and what takes back the changes of themes. Invariant: changes are made in the order in which they were given, each
//! gets one answer, and none is lost when the program ends: whoever drops the keeper waits for the last one, though not for a disk that does
//! not answer.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::locale::{Lang, Word, word};
use crate::report::library::{Catalogue, Change};
use crate::store::session::Key;
use crate::store::themes::KeptThemes;
use crate::store::whole::Doubt;
use crate::store::{Store, StoreError};
use crate::theme::OwnFile;
use crate::theme::own::Edit;

/// Most changes of themes that can be taken back.
const MOST_UNDONE: usize = 100;
/// How long the end of the program waits for what is still being written.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Change the library.
    Library(Change),
    /// Change the reader's own themes.
    Themes(Edit),
    /// Take back the last change of them.
    UndoThemes,
    /// Remember this desk, which is JSON, for when the same things are opened again.
    Desk(Key, String),
}

/// What came of it; a sentence says why something could not be done.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The library as it stands now.
    Library(Result<Arc<Catalogue>, String>),
    /// The reader's own themes as they stand now.
    Themes(Result<Vec<OwnFile>, String>),
    /// The desk was remembered, or could not be: why, unless that was said before.
    Desk(Option<String>),
    /// What was asked for before is done; a sentence about how.
    Doubt(String),
}

/// Who writes them down.
#[derive(Debug)]
pub struct Keeper {
    /// None once it is [closed](Keeper::close).
    orders: RefCell<Option<Sender<Order>>>,
    /// Hangs up when all is written.
    ended: Receiver<()>,
}

/// What the thread knows.
#[derive(Debug)]
pub struct Desk {
    store: Result<Store, StoreError>,
    lang: Lang,
    /// The changes of themes that were made and not taken back, the last one last.
    made: Vec<KeptThemes>,
    /// It was said that a desk could not be remembered.
    said: bool,
    /// What is to be said of the last change, though it was made.
    doubt: Option<Doubt>,
}

impl Desk {
    /// A desk at which nothing was done yet.
    pub fn new(store: Result<Store, StoreError>, lang: Lang) -> Self {
        Self {
            store,
            lang,
            made: Vec::new(),
            said: false,
            doubt: None,
        }
    }

    /// What is to be said of the last change, though it was made; once.
    pub fn doubt(&mut self) -> Option<Answer> {
        let doubt = self.doubt.take()?;
        Some(Answer::Doubt(doubt.sentence(self.lang)))
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
                    // Where there is no home, nothing was ever remembered.
                    Order::Desk(..) => Answer::Desk(None),
                };
            }
        };
        match order {
            Order::Library(change) => {
                let kept = store.keep(change).map(|kept| {
                    self.doubt = kept.doubt;
                    Arc::new(kept.catalogue)
                });
                Answer::Library(kept.map_err(|why| why.sentence(lang)))
            }
            Order::Desk(key, desk) => match store.keep_session(&key, &desk) {
                Ok(_) => Answer::Desk(None),
                Err(why) => {
                    let before = std::mem::replace(&mut self.said, true);
                    Answer::Desk((!before).then(|| why.sentence(lang)))
                }
            },
            Order::Themes(edit) => Answer::Themes(match store.keep_themes(&edit) {
                Ok(kept) => {
                    self.doubt.clone_from(&kept.doubt);
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
                    Ok(now) => {
                        self.doubt = now.doubt;
                        Ok(now.own)
                    }
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
        let (ending, ended) = channel::<()>();
        std::thread::spawn(move || {
            // Let go of when the last order was served, in whatever way.
            let _ending = ending;
            for order in asked {
                tell(desk.serve(order));
                if let Some(doubt) = desk.doubt() {
                    tell(doubt);
                }
            }
        });
        Self {
            orders: RefCell::new(Some(orders)),
            ended,
        }
    }

    /// Asks for a change.
    pub fn keep(&self, order: Order) {
        if let Some(orders) = &*self.orders.borrow() {
            // It listens until it is closed.
            let _ = orders.send(order);
        }
    }

    /// Waits until all is written that was asked for; nothing more can be asked for. Whether it is: a disk that does not answer is not
    /// waited for.
    pub fn close(&self) -> bool {
        self.close_within(PATIENCE)
    }

    fn close_within(&self, patience: Duration) -> bool {
        drop(self.orders.take());
        self.ended.recv_timeout(patience) != Err(RecvTimeoutError::Timeout)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // Whoever wants to know has asked.
        let patience = if self.orders.borrow().is_some() {
            PATIENCE
        } else {
            Duration::ZERO
        };
        self.close_within(patience);
    }
}
