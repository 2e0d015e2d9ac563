//! State and update: no I/O, no threads, no widgets.

pub mod action;
pub mod keymap;
