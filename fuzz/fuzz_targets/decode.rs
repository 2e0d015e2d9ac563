//! Bytes of any kind: a text that keeps the promises of `decode`, or a sentence.
#![no_main]

use std::path::Path;

use duizhao::locale::Lang;
use duizhao::report::source::{self, Charset, LONGEST};
use libfuzzer_sys::fuzz_target;

#[path = "../own_panics.rs"]
mod own_panics;

fuzz_target!(init: own_panics::only(), |data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else {
        return;
    };
    let names = ["a.txt", "a.md", "a.html", "a.mht", "a", "a.docx", "a.pdf"];
    let path = Path::new(names[usize::from(choice) % names.len()]);
    let charset = Charset::ALL.get(usize::from(choice >> 4)).copied();
    match source::decode(path, bytes, charset) {
        Ok(decoded) => {
            assert!(decoded.text.len() <= LONGEST && !decoded.text.trim().is_empty());
        }
        Err(error) => assert!(!error.sentence(Lang::Zh).is_empty()),
    }
    let _ = source::beginning(path, bytes, charset);
});
