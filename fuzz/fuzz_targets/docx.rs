//! Word files.
#![no_main]

use duizhao::report::source::docx;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = docx::text(bytes);
});
