//! The house as it is drawn in `lib.rs`: who imports whom, and where the outside world is touched.

use std::fs;
use std::path::{Path, PathBuf};

/// For each module the modules of this crate that it may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("locale", &[]),
    ("text", &["locale"]),
    ("report", &["text", "locale"]),
    ("compare", &["text", "report", "locale"]),
    ("theme", &["text", "report", "locale"]),
    ("jump", &["text", "report", "locale"]),
    (
        "job",
        &["text", "report", "compare", "theme", "jump", "locale"],
    ),
    // Of the store only the reasons of the system.
    ("config", &["text", "report", "theme", "store", "locale"]),
    ("store", &["text", "report", "theme", "locale"]),
    (
        "export",
        // Of the store only how a file is written whole.
        &["text", "report", "compare", "theme", "store", "locale"],
    ),
    (
        "app",
        &[
            "text", "report", "compare", "theme", "jump", "job", "config", "locale",
        ],
    ),
    (
        "ui",
        &[
            "text", "report", "compare", "theme", "jump", "job", "app", "locale",
        ],
    ),
    (
        "term",
        &[
            "text", "report", "compare", "theme", "jump", "job", "config", "store", "export",
            "app", "ui", "locale",
        ],
    ),
    (
        "cli",
        &[
            "text", "report", "compare", "theme", "jump", "job", "config", "store", "export",
            "locale",
        ],
    ),
];

/// Words that may stand in some modules only.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("crossterm::", &["term"]),
    ("clap::", &["cli"]),
    ("println!", &["cli", "main"]),
    (
        "std::fs",
        &[
            "report/source",
            "report/library",
            "config",
            "store",
            "export",
            "term",
            "cli",
        ],
    ),
    // A PDF is read where it can do no harm: in a process of its own, else on a thread.
    (
        "std::thread",
        &[
            // Both sides of a comparison at once, and joined again: nothing outlives the call.
            "compare",
            "job",
            "store",
            "term",
            "report/source/pdf",
        ],
    ),
    ("process::Command", &["report/source/pdf"]),
    ("process::{Command", &["report/source/pdf"]),
    ("ratatui::", &["ui", "term"]),
    // One place puts glyphs into cells and mends the halves of what it writes over; nothing is cleared by a widget.
    ("ratatui::widgets", &[]),
    (".set_symbol(", &["ui/paint", "term/backend/tests"]),
    (".set_diff_option(", &["ui/paint"]),
    (".set_string", &["term/backend/tests"]),
];

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The source files with their path below `src`, without tests and comments.
fn code() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .with_extension("")
                .to_string_lossy()
                .replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap();
            let text = text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .to_owned();
            let lines: Vec<&str> = text
                .lines()
                .filter(|l| !l.trim_start().starts_with("//"))
                .collect();
            (name, lines.join("\n"))
        })
        .filter(|(name, _)| !name.starts_with("bin/"))
        .collect()
}

/// The part of the house a file belongs to.
fn part(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

#[test]
fn every_part_imports_only_what_stands_below_it() {
    let mut seen = 0;
    for (name, text) in code() {
        let part = part(&name);
        if part == "lib" || part == "main" {
            continue;
        }
        let allowed = MAY_IMPORT.iter().find(|(p, _)| *p == part).map(|(_, a)| *a);
        let allowed =
            allowed.unwrap_or_else(|| panic!("src/{name}.rs belongs to no part of the house"));
        for after in text.split("crate::").skip(1) {
            let inner = after.strip_prefix('{').unwrap_or(after);
            let target: String = inner
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            seen += 1;
            assert!(
                target == part || allowed.contains(&target.as_str()),
                "src/{name}.rs imports crate::{target}, which {part} may not"
            );
        }
    }
    assert!(
        seen > 100,
        "only {seen} imports were found: the test reads the wrong files"
    );
}

#[test]
fn the_outside_world_is_touched_only_where_it_belongs() {
    for (word, parts) in ONLY_IN {
        for (name, text) in code() {
            let allowed = parts
                .iter()
                .any(|p| name == *p || name.starts_with(&format!("{p}/")));
            assert!(
                allowed || !text.contains(word),
                "src/{name}.rs has {word}, which belongs to {parts:?}"
            );
        }
    }
}

#[test]
fn every_file_opens_with_what_it_owns() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for path in files.iter().filter(|p| !p.starts_with(root.join("bin"))) {
        let text = fs::read_to_string(path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} does not say what it owns",
            path.display()
        );
    }
}

#[test]
fn every_string_of_the_interface_stands_in_the_catalogue() {
    let mut seen = 0;
    for (name, text) in code() {
        if !["ui", "app", "main"].contains(&part(&name)) {
            continue;
        }
        seen += 1;
        for after in text.split(".pick(").skip(1) {
            assert!(
                !after.trim_start().starts_with('"'),
                "src/{name}.rs picks between two strings that belong into src/locale/words.rs"
            );
        }
        for after in text.split("Lang::Zh").skip(1) {
            let arm = after.split(',').next().unwrap_or_default();
            assert!(
                !arm.contains("format!(") && !arm.contains('"'),
                "src/{name}.rs writes a sentence that belongs into src/locale/sentences.rs"
            );
        }
    }
    assert!(
        seen > 30,
        "only {seen} files were read: the test reads the wrong ones"
    );
}
