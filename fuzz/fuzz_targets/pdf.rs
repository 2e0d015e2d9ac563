//! PDF files.
#![no_main]

use duizhao::report::source::pdf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = pdf::text(bytes);
});
