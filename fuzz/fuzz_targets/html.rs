//! Pages: no panic, and no text that is much longer than the page.
#![no_main]

use duizhao::report::source::html;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    if let Ok(extract) = html::text(page) {
        assert!(extract.text.len() <= 16 * page.len() + 16);
    }
});
