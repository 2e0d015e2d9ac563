//! What the fuzz targets in `fuzz/` begin with: small files of every kind, in `fuzz/corpus`, which is not kept.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use duizhao::report::library;

use crate::docx;
use crate::support::files::{self, KINDS};

/// First lines of a text, so many.
fn head(text: &str, lines: usize) -> String {
    text.lines().take(lines).fold(String::new(), |mut out, l| {
        out.push_str(l);
        out.push('\n');
        out
    })
}

/// The parts of a Word file as the target `docx` takes them, each ended by a NUL.
fn parts(zip: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut all = Vec::new();
    for name in [
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "word/footnotes.xml",
        "word/header1.xml",
        "word/_rels/document.xml.rels",
    ] {
        if let Ok(mut part) = archive.by_name(name) {
            part.read_to_end(&mut all).unwrap();
        }
        all.push(0);
    }
    all
}

#[test]
#[ignore = "writes files into fuzz/corpus"]
fn seeds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let put = |target: &str, name: &str, bytes: &[u8]| {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    };
    for (i, entry) in library::samples().iter().enumerate() {
        let (text, _) = library::open(entry, None).unwrap();
        for lines in [3, 12, 40] {
            let text = head(&text, lines);
            let name = format!("{i}-{lines}");
            put("outline", &name, text.as_bytes());
            put("html", &name, &files::page(&text));
            put("docx", &name, &files::word(&text));
            put(
                "docx",
                &format!("{name}-parts"),
                &parts(&files::word(&text)),
            );
            put("pdf", &name, &files::pdf(&text));
            for n in 0..KINDS.len() {
                // The first byte chooses the name of the file and the encoding that is asked for.
                let bytes = [&[0xf0][..], &files::as_format(&text, n).1].concat();
                put("decode", &format!("{name}-{n}"), &bytes);
            }
        }
    }
    put("docx", "parts", &parts(&docx::rich()));
    put("docx", "rich", &docx::rich());
    // What the tests read.
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for folder in fs::read_dir(fixtures).into_iter().flatten().flatten() {
        for file in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            let (path, name) = (file.path(), file.file_name());
            let name = name.to_string_lossy();
            let Ok(bytes) = fs::read(&path) else { continue };
            match path.extension().and_then(|e| e.to_str()) {
                Some("html" | "htm") => put("html", &name, &bytes),
                Some("txt") => put("outline", &name, &bytes),
                _ => continue,
            }
            put("decode", &name, &[&[0xf2][..], &bytes].concat());
        }
    }
}
