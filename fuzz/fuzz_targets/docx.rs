//! Word files: archives as they are, and archives made here of whatever stands for their parts, which no change of a byte can make
//! an archive of.
#![no_main]

use std::io::{Cursor, Write as _};

use duizhao::report::source::docx;
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The parts, in the order in which they stand in the input, each ended by a NUL; others are left out.
const PARTS: [&str; 6] = [
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/footnotes.xml",
    "word/header1.xml",
    "word/_rels/document.xml.rels",
];

fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in PARTS.iter().zip(bytes.split(|&b| b == 0)) {
        zip.start_file(*name, SimpleFileOptions::default()).ok()?;
        zip.write_all(part).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

fuzz_target!(|bytes: &[u8]| {
    let zip = if bytes.starts_with(b"PK") {
        None
    } else {
        packed(bytes)
    };
    let _ = docx::text(zip.as_deref().unwrap_or(bytes));
});
