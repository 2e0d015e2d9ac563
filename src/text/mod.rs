//! Pure text tools: spans, folding, width, wrapping, sentences, tokens, scanning, safety.
//!
//! Knows nothing of reports. Every result is a [`span::Span`] over the text that was given.

pub mod fold;
pub mod formulaic;
pub mod keyness;
pub mod near;
pub mod number;
pub mod numeral;
pub mod outgoing;
pub mod pinyin;
pub mod safe;
pub mod scan;
pub mod sentence;
pub mod span;
pub mod token;
pub mod unit;
pub mod width;
pub mod wrap;
