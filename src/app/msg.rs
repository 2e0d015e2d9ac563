//! What can happen to the program, and what it asks of the world.

use super::keymap::Key;
use crate::job::{Generation, Job, Output};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; never taken for keys.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// A worker told a piece of its result.
    Done(Generation, Output),
    /// Time passed; the loop says so now and then while something is shown for a while.
    Tick,
}

/// Something the program asks of the world.
#[derive(Debug)]
pub enum Effect {
    /// Do this on the worker for reading files.
    Load(Generation, Job),
    /// Do this on the worker for comparing.
    Compare(Generation, Job),
    /// Stop reading files.
    StopLoading,
    /// Draw every cell anew.
    Redraw,
    /// Leave.
    Quit,
}
