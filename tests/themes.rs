//! Tests of themes.
