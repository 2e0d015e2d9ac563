//! One report as a file of each kind is one report: the same outline, place and year, the same words.

use std::path::Path;

use duizhao::report::Report;
use duizhao::report::library::{self, Entry};
use encoding_rs::BIG5;

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

/// The text in the encodings that [`files::as_format`] leaves out, without a mark: in Big5 only if that holds it.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let units = || text.encode_utf16();
    let mut all = vec![
        ("UTF-16LE", units().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16BE", units().flat_map(u16::to_be_bytes).collect()),
    ];
    let (bytes, _, lossy) = BIG5.encode(text);
    if !lossy {
        all.push(("Big5", bytes.into_owned()));
    }
    all
}

/// Whether this build reads files of this kind.
fn is_read(extension: &str) -> bool {
    extension != "pdf" || cfg!(feature = "pdf")
}

/// Checks one text in every kind of file; gives the names of the kinds.
fn check(name: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let plain = read(folder.path(), "0.txt", text.as_bytes());
    let (outline, place, year) = gist(&plain);
    assert!(outline.len() > 3, "{name} has no outline to compare");
    let mut all: Vec<(String, &str, Vec<u8>)> = Vec::new();
    for n in 1..KINDS.len() {
        let (extension, bytes) = files::as_format(text, n);
        if is_read(extension) {
            all.push((extension.to_owned(), extension, bytes));
        }
    }
    all.extend(
        encoded(text)
            .into_iter()
            .map(|(encoding, bytes)| (encoding.to_owned(), "txt", bytes)),
    );
    for (n, (kind, extension, bytes)) in all.iter().enumerate() {
        let other = read(folder.path(), &format!("{n}.{extension}"), bytes);
        let (theirs, their_place, their_year) = gist(&other);
        assert!(
            outline == theirs,
            "{name} as {kind}:\n{}",
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
            "{name} as {kind} reads otherwise from here on:\n{}\n{}",
            parting(&ours, &theirs),
            parting(&theirs, &ours)
        );
    }
    all.into_iter().map(|(kind, ..)| kind).collect()
}

#[test]
fn the_samples_are_the_same_report_as_any_kind_of_file() {
    let mut kinds = Vec::new();
    for entry in library::samples() {
        let name = entry.name();
        let (text, _) = library::open(&entry, None).unwrap();
        kinds.extend(check(&name, &text));
    }
    // One of them is written in Traditional characters.
    assert!(kinds.iter().any(|kind| kind == "Big5"), "{kinds:?}");
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
