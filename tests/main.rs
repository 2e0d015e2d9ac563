//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::semicolon_if_nothing_returned,
    clippy::large_stack_arrays,
    reason = "tests may panic"
)]

mod bytes;
mod candidates;
mod changes_screen;
mod clean;
mod cli;
mod clip;
mod compare;
mod config;
mod corpus;
mod counterparts;
mod counts;
mod course_screen;
mod docx;
mod drafts;
mod exports;
mod figures;
mod formats;
mod glimpse;
mod history;
mod identity;
mod journeys;
mod jump;
mod keys;
mod kinds;
mod lens_screen;
mod lexicon;
mod library;
mod library_screen;
mod links;
mod marks;
mod matrix_screen;
mod mouse;
mod novelty;
mod outline;
mod overlays;
#[cfg(feature = "pdf")]
mod pdf;
mod pty;
mod rows;
mod screens;
mod seeds;
mod store;
mod support;
mod terminal;
mod theme_edit;
mod theme_exports;
mod theme_reader;
mod themes;
mod tour;
mod traps;
mod tree;
mod twins;
mod views;
mod whole;
mod wording;
