//! Section links.

use super::Links;
use crate::report::Report;

/// See [`super::link`].
pub fn link(a: &Report, b: &Report) -> Links {
    let _ = (a, b);
    Links::default()
}
