//! Tests of compare.
