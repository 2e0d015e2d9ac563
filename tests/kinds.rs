//! One report as a file of each kind is one report: the same outline, place and year, the same words.

use std::path::Path;

use duizhao::report::Report;
use duizhao::report::library::{self, Entry};

use crate::support::files::{self, KINDS};
use crate::support::shared;

/// What must not depend on the kind of file: titles with their levels, the place, the year.
fn gist(report: &Report) -> (Vec<String>, Option<String>, Option<u16>) {
    let outline = report
        .section_ids()
        .map(|(id, section)| {
            let title: String = report
                .title(id)
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            format!("{} {}{title}", section.level, report.marker(id))
        })
        .collect();
    let identity = &report.identity;
    (
        outline,
        identity.place.as_ref().map(|p| p.value.full.clone()),
        identity.year.as_ref().map(|y| y.value.0),
    )
}

/// The reading text without blanks.
fn words(report: &Report) -> String {
    report
        .paragraphs
        .iter()
        .map(|p| report.reading(p.span))
        .collect::<String>()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

fn read(folder: &Path, name: &str, bytes: &[u8]) -> Report {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    library::load(&Entry::File(path)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Lines of one side that are missing at the other.
fn difference(a: &[String], b: &[String]) -> String {
    let gone = a
        .iter()
        .filter(|l| !b.contains(l))
        .map(|l| format!("- {l}"));
    let new = b
        .iter()
        .filter(|l| !a.contains(l))
        .map(|l| format!("+ {l}"));
    gone.chain(new).collect::<Vec<_>>().join("\n")
}

/// The beginning of what one text has where it parts from the other.
fn parting(text: &str, other: &str) -> String {
    let same = text
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    text.chars().skip(same.saturating_sub(5)).take(40).collect()
}

fn check(name: &str, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let plain = read(folder.path(), "0.txt", text.as_bytes());
    let (outline, place, year) = gist(&plain);
    assert!(outline.len() > 3, "{name} has no outline to compare");
    for (n, kind) in KINDS.iter().enumerate().skip(1) {
        let (extension, bytes) = files::as_format(text, n);
        let other = read(folder.path(), &format!("{n}.{extension}"), &bytes);
        let (theirs, their_place, their_year) = gist(&other);
        assert!(
            outline == theirs,
            "{name} as {kind} ({n}):\n{}",
            difference(&outline, &theirs)
        );
        assert_eq!(
            (&place, year),
            (&their_place, their_year),
            "{name} as {kind}"
        );
        let (ours, theirs) = (words(&plain), words(&other));
        assert!(
            ours == theirs,
            "{name} as {kind} ({n}) reads otherwise from here on:\n{}\n{}",
            parting(&ours, &theirs),
            parting(&theirs, &ours)
        );
    }
}

#[test]
fn the_samples_are_the_same_report_as_any_kind_of_file() {
    for entry in library::samples() {
        let name = entry.name();
        let (text, _) = library::open(&entry, None).unwrap();
        check(&name, &text);
    }
}

#[test]
fn the_shared_seeds_are_the_same_report_as_any_kind_of_file() {
    let Some(folder) = shared("reports/seeds") else {
        return;
    };
    for entry in library::discover(&[folder]).entries {
        let name = entry.name();
        let (text, _) = library::open(&entry, None).unwrap();
        check(&name, &text);
    }
}
