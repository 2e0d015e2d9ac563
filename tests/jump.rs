//! Tests of jump.
