//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may panic"
)]

mod cli;
mod compare;
mod corpus;
mod journeys;
mod jump;
mod keys;
mod matrix_screen;
mod overlays;
mod pty;
mod rows;
mod screens;
mod support;
mod themes;
mod tree;
