//! Sentences cut in two and sentences joined: one on one side, a run of neighbours on the other.
//!
//! Invariant: nothing but blanks stands between the sentences of a run.

use super::matching::{Found, Matching};
use super::side::Side;
use crate::compare::similarity::{Bag, Index};

/// Han characters of a sentence that may have been cut.
const LEAST_HAN: u32 = 10;
/// Share of a piece's bigrams that the whole holds.
const PIECE: f32 = 0.7;
/// Dice of the whole and its pieces together, by which it is told that they are its pieces.
const WHOLE: f32 = 0.7;
/// The same where a heading stands among the pieces, as in a list that was unrolled.
const WHOLE_HEADED: f32 = 0.85;
/// By how much the pieces together are nearer to the whole than any sentence alone.
const BETTER: f32 = 0.08;
/// From here on the pieces together are the whole, however little the last one adds.
const ALL_OF_IT: f32 = 0.95;
/// What a piece must add then, so that marks alone do not.
const SOMETHING: f32 = 0.015;
/// Pieces a sentence is cut into at most.
const MOST_PIECES: usize = 24;
/// What a neighbour must share with that part of a reworded sentence that its partner lacks.
const LACKING: f32 = 0.5;

/// Whether pieces that are so near to the whole are worth more than those that were `before`.
fn adds(before: f32, now: f32) -> bool {
    now >= before + BETTER || (now >= ALL_OF_IT && now >= before + SOMETHING)
}

impl<'r> Matching<'r> {
    /// Free sentences of one side that free neighbours of the other make up together.
    pub fn runs(&mut self) {
        self.runs_from(false);
        self.runs_from(true);
    }

    /// `turned`: the whole is B's, the pieces are A's.
    fn runs_from(&mut self, turned: bool) {
        let (whole, pieces) = self.sides(turned);
        let wholes: Vec<usize> = (0..whole.len())
            .filter(|&x| {
                self.free_of(turned, x) && !whole.is_heading(x) && whole.han(x) >= LEAST_HAN
            })
            .collect();
        let free: Vec<usize> = (0..pieces.len())
            .filter(|&y| self.free_of(!turned, y) && pieces.bag(y).total >= 1)
            .collect();
        if wholes.is_empty() || free.len() < 2 {
            return;
        }
        let mut index = Index::new(free.iter().map(|&y| pieces.bag(y)).collect());
        for x in wholes {
            let bag = whole.bag(x);
            let inside: Vec<usize> = index
                .inside(bag, PIECE)
                .into_iter()
                .filter_map(|k| free.get(k).copied())
                .filter(|&y| self.free_of(!turned, y) && self.allowed_of(turned, x, y))
                .collect();
            let Some((from, len, dice)) = best_run(bag, pieces, &inside) else {
                continue;
            };
            let headed = (from..from + len).any(|y| pieces.is_heading(y));
            let least = if headed { WHOLE_HEADED } else { WHOLE };
            if dice < least {
                continue;
            }
            let single = inside
                .iter()
                .map(|&y| bag.dice(pieces.bag(y)))
                .fold(0.0, f32::max);
            if dice >= single + BETTER {
                self.take_run(found(turned, (x, 1), (from, len), dice));
            }
        }
        self.stopped |= index.exhausted();
    }

    /// Reworded sentences whose partner lacks what a free neighbour of it holds.
    pub fn grow(&mut self) {
        for turned in [false, true] {
            for i in 0..self.found.len() {
                self.grow_one(i, turned);
            }
        }
    }

    fn grow_one(&mut self, i: usize, turned: bool) {
        let Some(&at) = self.found.get(i) else { return };
        let ((x, x_len), (mut y, mut y_len)) = if turned {
            ((at.b, at.b_len), (at.a, at.a_len))
        } else {
            ((at.a, at.a_len), (at.b, at.b_len))
        };
        let (whole, pieces) = self.sides(turned);
        if at.heading || x_len > 1 || whole.key(x) == pieces.key(y) && y_len == 1 {
            return;
        }
        let bag = whole.bag(x);
        let mut held = Bag::sum((y..y + y_len).map(|k| pieces.bag(k)));
        let mut dice = bag.dice(&held);
        let before = y_len;
        loop {
            let next = [y.checked_sub(1), Some(y + y_len)];
            let grown = next.into_iter().flatten().find_map(|k| {
                let fits = k < pieces.len()
                    && y_len < MOST_PIECES
                    && self.free_of(!turned, k)
                    && !pieces.is_heading(k)
                    && pieces.adjoins(k.min(y + y_len - 1))
                    && pieces.bag(k).inside(&bag.without(&held)) >= LACKING;
                if !fits {
                    return None;
                }
                let with = Bag::sum([&held, pieces.bag(k)]);
                let nearer = bag.dice(&with);
                adds(dice, nearer).then_some((k, with, nearer))
            });
            let Some((k, with, nearer)) = grown else {
                break;
            };
            (y, y_len) = (y.min(k), y_len + 1);
            (held, dice) = (with, nearer);
        }
        if y_len == before {
            return;
        }
        let moved = at.moved;
        let list = if turned {
            &mut self.of_a
        } else {
            &mut self.of_b
        };
        for slot in list.iter_mut().skip(y).take(y_len) {
            *slot = Some(i);
        }
        if let Some(slot) = self.found.get_mut(i) {
            *slot = Found {
                moved,
                ..found(turned, (x, x_len), (y, y_len), dice)
            };
        }
    }

    fn sides(&self, turned: bool) -> (&'r Side<'r>, &'r Side<'r>) {
        if turned {
            (self.b, self.a)
        } else {
            (self.a, self.b)
        }
    }

    fn free_of(&self, turned: bool, i: usize) -> bool {
        if turned {
            self.free_b(i)
        } else {
            self.free_a(i)
        }
    }

    fn allowed_of(&self, turned: bool, x: usize, y: usize) -> bool {
        if turned {
            self.allowed(y, x)
        } else {
            self.allowed(x, y)
        }
    }
}

fn found(turned: bool, (x, x_len): (usize, usize), (y, y_len): (usize, usize), dice: f32) -> Found {
    let (a, b) = if turned {
        ((y, y_len), (x, x_len))
    } else {
        ((x, x_len), (y, y_len))
    };
    Found {
        a: a.0,
        a_len: a.1,
        b: b.0,
        b_len: b.1,
        dice,
        moved: false,
        heading: false,
    }
}

/// The neighbours among `inside` that together are nearest to `whole`: the first, how many, their Dice.
fn best_run(whole: &Bag, pieces: &Side<'_>, inside: &[usize]) -> Option<(usize, usize, f32)> {
    let mut best: Option<(usize, usize, f32)> = None;
    // A longer run is not near enough, whatever it says.
    let most = (2.0 / WHOLE - 1.0) * whole.total as f32 + 1.0;
    for (i, &first) in inside.iter().enumerate() {
        let mut sum: Option<Bag> = None;
        let mut last = first;
        for &next in inside.iter().skip(i + 1).take(MOST_PIECES - 1) {
            let held = sum.as_ref().unwrap_or_else(|| pieces.bag(last));
            let more = pieces.bag(next);
            if next != last + 1 || (held.total + more.total) as f32 > most || !pieces.adjoins(last)
            {
                break;
            }
            let held = Bag::sum([held, more]);
            last = next;
            let dice = whole.dice(&held);
            if best.is_none_or(|b| dice > b.2) {
                best = Some((first, last + 1 - first, dice));
            }
            sum = Some(held);
        }
    }
    best
}
