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

mod cli;
mod compare;
mod corpus;
mod glimpse;
mod journeys;
mod jump;
mod keys;
mod matrix_screen;
mod outline;
mod overlays;
mod pty;
mod rows;
mod screens;
mod support;
mod themes;
mod tree;
