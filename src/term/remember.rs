//! When a desk is remembered: a moment after the reader has done something, and when he leaves.
//!
//! Owns the moments, and what was given out last. Invariant: a desk that did not change is not written again, and one that changes all the
//! time is written now and then. Must not know what a desk is, nor how it is written.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::keeper::Order;
use crate::store::session::Key;

/// How long nothing is done before the desk is remembered.
const STILL: Duration = Duration::from_secs(2);
/// How long it stays unwritten though something is done all the time.
const LONGEST: Duration = Duration::from_secs(15);

/// Whether a desk is put back and remembered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Restore {
    /// Both.
    #[default]
    Yes,
    /// It is remembered, and this time begun anew.
    Fresh,
    /// Neither.
    No,
}

/// What was done since the desk was remembered.
#[derive(Debug, Default)]
pub struct Remembering {
    /// What was opened; none where nothing is to be remembered.
    key: Option<Key>,
    /// What was given out last.
    last: Option<String>,
    /// When something was done first and last since.
    stirred: Option<(Instant, Instant)>,
}

impl Remembering {
    /// For what is opened; `restore` says whether anything is to be remembered at all.
    pub fn new(paths: &[PathBuf], restore: Restore) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        Self {
            key: Some(restore)
                .filter(|r| *r != Restore::No)
                .and_then(|_| Key::of(paths, &here)),
            ..Self::default()
        }
    }

    /// What was opened.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Remembers nothing from now on: what is there must not be written over.
    pub fn give_up(&mut self) {
        self.key = None;
    }

    /// The reader did something.
    pub fn stir(&mut self) {
        let now = Instant::now();
        let first = self.stirred.map_or(now, |(first, _)| first);
        self.stirred = Some((first, now));
    }

    /// How long it is until the desk is to be remembered; none where nothing was done.
    pub fn wait(&self) -> Option<Duration> {
        self.key.as_ref()?;
        let (first, last) = self.stirred?;
        let still = STILL.saturating_sub(last.elapsed());
        Some(still.min(LONGEST.saturating_sub(first.elapsed())))
    }

    /// What is to be written, if that is now, or `at_once`, and the desk is another than the last one.
    pub fn order(&mut self, at_once: bool, desk: impl FnOnce() -> Option<String>) -> Option<Order> {
        let key = self.key.clone()?;
        self.stirred?;
        if !at_once && self.wait() != Some(Duration::ZERO) {
            return None;
        }
        self.stirred = None;
        let desk = desk()?;
        if self.last.as_ref() == Some(&desk) {
            return None;
        }
        self.last = Some(desk.clone());
        Some(Order::Desk(key, desk))
    }
}
