//! No English word of ours is cut at 80 columns: what does not fit is left out whole, or says the same in fewer words.
//!
//! Bars, titles of overlays, heads of columns, labels of forms and lines of help, over every screen of the tour. A word on the screen that
//! stands nowhere in the program is taken for the beginning of one that was cut.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use duizhao::app::action::Context;
use duizhao::locale::Lang;
use ratatui::buffer::Buffer;

use crate::support::app::Harness;
use crate::tour;

fn take(words: &mut BTreeSet<String>, text: &str) {
    for word in text.split(|c: char| !c.is_ascii_alphabetic()) {
        if !word.is_empty() {
            words.insert(word.to_ascii_lowercase());
        }
    }
}

/// Every word that stands in the program.
fn vocabulary() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                take(&mut words, &text);
            }
        }
    }
    words
}

/// The English names of themes and their groups: words of content, which a narrow column may end in two dots.
fn names() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    take(&mut words, include_str!("../assets/themes.toml"));
    words
}

fn rows(cells: &Buffer) -> Vec<String> {
    let wide = usize::from(cells.area.width).max(1);
    let row =
        |row: &[ratatui::buffer::Cell]| row.iter().map(ratatui::buffer::Cell::symbol).collect();
    cells.content.chunks(wide).map(row).collect()
}

/// The English words on a row, and whether each ends in two dots.
fn words(row: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let mut from = None;
    for (at, c) in row.char_indices().chain([(row.len(), ' ')]) {
        match (from, c.is_ascii_alphabetic()) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                out.push((&row[start..at], row[at..].starts_with("..")));
                from = None;
            }
            _ => {}
        }
    }
    out
}

#[test]
#[ignore = "long lines of help in the palette still end in two dots at 80 columns"]
fn no_english_word_of_ours_is_cut_at_80_columns() {
    let (known, names) = (vocabulary(), names());
    let folder = tour::desk();
    let mut cut: BTreeMap<String, String> = BTreeMap::new();
    let mut looked = 0;
    let mut seen = |harness: &Harness, keys: &str| {
        // What stands on the reader's disk is no word of ours.
        if harness.app.contexts().contains(&Context::PathField) {
            return;
        }
        for (y, row) in rows(&harness.cells()).iter().enumerate() {
            if row.contains("tmp") {
                continue;
            }
            for (word, dots) in words(row) {
                looked += 1;
                let lower = word.to_ascii_lowercase();
                let theme =
                    names.contains(&lower) || (dots && names.iter().any(|n| n.starts_with(&lower)));
                let whole = known.contains(&lower) || word.len() == 1;
                let beginning = dots && known.iter().any(|k| k.starts_with(&lower) && *k != lower);
                if !theme && (!whole || beginning) {
                    cut.entry(word.to_owned())
                        .or_insert_with(|| format!("{keys}, row {y}: {}", row.trim_end()));
                }
            }
        }
    };
    tour::walk(|| tour::start(folder.path(), 80, 24, Lang::En), &mut seen);
    assert!(looked > 15_000, "{looked} words");
    assert!(cut.is_empty(), "{} words are cut: {cut:#?}", cut.len());
}
