//! PDF files.
#![no_main]

use duizhao::report::source::pdf;
use libfuzzer_sys::fuzz_target;

#[path = "../own_panics.rs"]
mod own_panics;

fuzz_target!(init: own_panics::only(), |bytes: &[u8]| {
    if let Ok(extract) = pdf::text(bytes) {
        assert!(!extract.text.trim().is_empty());
    }
});
