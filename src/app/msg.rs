//! What can happen to the program, and what it asks of the world.

use super::clip::{Parcel, Sending};
use super::export::{Answer, Order};
use super::keymap::Key;
use super::mouse::{Mouse, Spots};
use std::path::PathBuf;
use std::sync::Arc;

use crate::job::{Generation, Job, Output};
use crate::report::ReportId;
use crate::report::library::{Catalogue, Change, Completion, Found, Stamp};
use crate::text::width::Ambiguous;
use crate::theme::OwnFile;
use crate::theme::own::Edit;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// A frame was drawn: what can be pressed stands here.
    Shown(Spots),
    /// How wide the terminal shows ambiguous characters, as it told.
    Ambiguous(Ambiguous),
    /// Text was pasted; never taken for keys.
    Paste(String),
    /// What was pasted last was too long, and was taken only in part.
    PasteCut,
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// A worker told a piece of its result.
    Done(Generation, Output),
    /// The library was changed as asked, or why it could not be; it is as it stands now.
    Kept(Result<Arc<Catalogue>, String>),
    /// Something that is kept could not be written as it should; a sentence.
    Trouble(String),
    /// The reader's own themes were changed as asked, and are as they stand now; or why they could not be.
    ThemesKept(Result<Vec<OwnFile>, String>),
    /// The files of these reports changed on disk, or are gone.
    Changed(Vec<ReportId>),
    /// What a typed path can become.
    Completed(Completion),
    /// What was found at a typed path.
    Looked {
        /// As it was typed.
        typed: String,
        /// The path that it means.
        path: PathBuf,
        /// What is there.
        found: Found,
    },
    /// What came of an export.
    Exported(Answer),
    /// What came of sending text to the clipboard.
    Sent(Sending),
    /// Time passed; the loop says so now and then while something is shown for a while.
    Tick,
}

/// Something the program asks of the world.
#[derive(Debug)]
pub enum Effect {
    /// Take the mouse from the terminal, or give it back.
    Mouse(bool),
    /// Do this on the worker for reading files.
    Load(Generation, Job),
    /// Do this on the worker for comparing.
    Compare(Generation, Job),
    /// Do this on the worker for wording, after what it still has to do.
    Wording(Generation, Job),
    /// Change the library; [`Msg::Kept`] answers.
    Keep(Change),
    /// Change the reader's own themes; [`Msg::ThemesKept`] answers.
    KeepThemes(Edit),
    /// Take back the last of these changes that was made and not taken back; [`Msg::ThemesKept`] answers.
    UndoThemes,
    /// Do this on the worker for finding themes; what it still has to do is dropped.
    Scan(Generation, Job),
    /// Do this on the worker for trying changes of themes; what it still has to do is dropped.
    Try(Generation, Job),
    /// Do this on the worker for reading files once more, after what it still has to do.
    ReadAgain(Generation, Job),
    /// Do this on the worker for following a section through the years; what it still has to do of that is dropped.
    Follow(Generation, Job),
    /// Do this on the worker for candidates; what it still has to do of that is dropped.
    Seek(Generation, Job),
    /// Stop looking for candidates.
    StopSeeking,
    /// These are the files that are open, in the state in which they were read: tell [`Msg::Changed`] when one is no longer so. They
    /// stand in place of those that were watched before.
    Watch(Vec<(ReportId, PathBuf, Option<Stamp>)>),
    /// See what this typed path can become; [`Msg::Completed`] answers.
    Complete(String),
    /// See what is at this typed path; [`Msg::Looked`] answers.
    Look(String),
    /// Write a comparison into a file; [`Msg::Exported`] answers.
    Export(Box<Order>),
    /// Send text to the clipboard; [`Msg::Sent`] answers.
    Send(Box<Parcel>),
    /// Stop reading files.
    StopLoading,
    /// Draw every cell anew.
    Redraw,
    /// Leave.
    Quit,
}
