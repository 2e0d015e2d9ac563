//! ui

pub mod label;
pub mod overlay;
pub mod paint;
