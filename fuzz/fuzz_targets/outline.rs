//! Texts: cleaned, outlined and identified without a panic, every span inside the text, every character read or taken out.
#![no_main]

use std::sync::Arc;

use duizhao::report::{Report, SourceInfo};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/support/whole.rs"]
mod whole;

fuzz_target!(|text: &str| {
    let report = Report::read(Arc::from(text), SourceInfo::default());
    let end = report.text.len();
    for (id, section) in report.section_ids() {
        assert!(section.span.end() <= end && section.span.covers(section.heading));
        let _ = report.title(id);
    }
    for removed in &report.removed {
        assert!(removed.span.end() <= end);
    }
    for paragraph in &report.paragraphs {
        let _ = report.reading(paragraph.span);
    }
    if let Err(lost) = whole::every_character_is_somewhere(&report) {
        panic!("{lost}");
    }
    let _ = Report::glimpse(text, SourceInfo::default());
});
