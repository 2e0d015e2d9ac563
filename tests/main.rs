//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::semicolon_if_nothing_returned,
    clippy::large_stack_arrays,
    clippy::print_stdout,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::items_after_statements,
    reason = "tests may panic, and long runs tell their figures"
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
mod hostile;
mod identity;
mod journeys;
mod jump;
mod keys;
mod killed;
mod kinds;
mod labels;
mod lens_screen;
mod lexicon;
mod library;
mod library_screen;
mod links;
mod marks;
mod marks_screen;
mod matrix_screen;
mod mouse;
mod novelty;
mod outline;
mod overlays;
mod packaging;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod pty;
mod random;
mod rows;
mod screens;
mod seeds;
mod session;
mod signals;
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
