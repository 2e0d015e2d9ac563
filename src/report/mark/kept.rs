//! The marks of a reader, and the one way to change them.
//!
//! Owns [`Marks`]. Invariants: what [`Marks::apply`] gives back undoes what it did; nothing that somebody else wrote meanwhile is lost by
//! a change that did not know of it. Must not know where marks are kept.

use super::{Kind, Mark, MarkId, Moment};

/// All marks of a reader, in the order in which they were set.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    /// The marks.
    pub list: Vec<Mark>,
    /// The highest number that a mark ever had.
    pub last: MarkId,
}

/// One change: a mark as it is seen, and as it is to be. Without the first it is new, without the second it is removed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// As it is seen by whoever changes it.
    pub before: Option<Mark>,
    /// As it is to be.
    pub after: Option<Mark>,
}

/// A change that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// What takes it back; none where nothing had to be changed.
    pub undo: Option<Change>,
    /// The mark that was changed had been changed by somebody else: both are kept.
    pub both: bool,
}

/// Why a change was not made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// The mark that is to be removed says something else by now.
    Changed,
}

impl Change {
    /// Sets a mark.
    pub fn add(mark: Mark) -> Self {
        Self {
            before: None,
            after: Some(mark),
        }
    }

    /// Removes a mark.
    pub fn remove(mark: Mark) -> Self {
        Self {
            before: Some(mark),
            after: None,
        }
    }

    /// Writes another note.
    pub fn rewrite(mark: &Mark, note: &str) -> Self {
        Self {
            before: Some(mark.clone()),
            after: Some(Mark {
                note: super::clean_note(note),
                ..mark.clone()
            }),
        }
    }
}

impl Marks {
    /// The mark of this number.
    pub fn get(&self, id: MarkId) -> Option<&Mark> {
        self.list.iter().find(|mark| mark.id == id)
    }

    /// Makes a change, at the moment `now`, to the marks as they stand.
    ///
    /// # Errors
    /// When a mark that is to be removed is no longer what was seen; then nothing is changed.
    pub fn apply(&mut self, change: &Change, now: Moment) -> Result<Done, Refused> {
        let nothing = Done {
            undo: None,
            both: false,
        };
        match (&change.before, &change.after) {
            (None, None) => Ok(nothing),
            (None, Some(new)) => {
                let there = |mark: &&Mark| {
                    mark.says_as(new) && (new.kind == Kind::Bookmark || mark.id == new.id)
                };
                if self.list.iter().any(|mark| there(&mark)) {
                    return Ok(nothing);
                }
                let kept = self.insert(new.clone(), now);
                Ok(Done {
                    undo: Some(Change::remove(kept)),
                    both: false,
                })
            }
            (Some(old), None) => {
                let Some(at) = self.list.iter().position(|mark| mark.id == old.id) else {
                    return Ok(nothing);
                };
                if self.list.get(at).is_none_or(|mark| !mark.says_as(old)) {
                    return Err(Refused::Changed);
                }
                let removed = self.list.remove(at);
                Ok(Done {
                    undo: Some(Change::add(removed)),
                    both: false,
                })
            }
            (Some(old), Some(new)) => Ok(self.replace(old, new, now)),
        }
    }

    fn replace(&mut self, old: &Mark, new: &Mark, now: Moment) -> Done {
        let at = self.list.iter().position(|mark| mark.id == old.id);
        let there = at.and_then(|at| self.list.get(at));
        if there.is_some_and(|mark| mark.says_as(new)) {
            return Done {
                undo: None,
                both: false,
            };
        }
        let both = there.is_some();
        let as_seen = there.is_some_and(|mark| mark.says_as(old));
        if let Some(slot) = at.and_then(|at| self.list.get_mut(at)).filter(|_| as_seen) {
            let mut new = new.clone();
            (new.id, new.made) = (slot.id, slot.made);
            // Taking a change back gives its moment back, too.
            if new.changed == old.changed {
                new.changed = now;
            }
            let before = std::mem::replace(slot, new.clone());
            return Done {
                undo: Some(Change {
                    before: Some(new),
                    after: Some(before),
                }),
                both: false,
            };
        }
        // Somebody else wrote something else, or removed it: what the reader wrote now is a mark of its own.
        let mut new = new.clone();
        if both {
            new.id = MarkId::default();
        }
        (new.made, new.changed) = (Moment::default(), Moment::default());
        let kept = self.insert(new, now);
        Done {
            undo: Some(Change::remove(kept)),
            both,
        }
    }

    /// Puts a mark among the others: with its number, if it has one that is free.
    fn insert(&mut self, mut mark: Mark, now: Moment) -> Mark {
        if mark.id == MarkId::default() || self.get(mark.id).is_some() {
            let highest = self.list.iter().map(|mark| mark.id).max();
            mark.id = MarkId(
                self.last
                    .max(highest.unwrap_or_default())
                    .0
                    .saturating_add(1),
            );
        }
        self.last = self.last.max(mark.id);
        if mark.made == Moment::default() {
            (mark.made, mark.changed) = (now, now);
        }
        let at = self.list.partition_point(|other| other.id < mark.id);
        self.list.insert(at, mark.clone());
        mark
    }
}
