//! Text out of Word files.
//!
//! Owns [`text`] and [`is_encrypted_package`]. Invariant: time and memory stay within caps whatever the bytes are, and
//! nothing panics. Must not know of reports.
//!
//! What is read: the body in its order, text boxes after the paragraph that they hang on, a line for each paragraph and each
//! row of a table (its cells parted by tabs); then the notes, each after its mark `[1]`; then the distinct lines of running
//! heads and feet without the numbers of pages. Numbers that Word sets before paragraphs by itself (一、 （一） 1.) are written
//! out. Of tracked changes what was put in is read and what was struck out is not; of fields the result. Hidden text,
//! comments and the readings above ruby are not read, as Word does not print them in the line either.

mod count;
mod numbering;
mod package;
mod walk;

use std::collections::HashSet;
use std::fmt::Write as _;

use self::numbering::Numbering;
use self::package::{Package, plain};
use self::walk::{NoteId, Walk};
use super::{Extract, Format, Note, Problem};

/// The text of `bytes`.
///
/// # Errors
/// [`Problem::Damaged`] where it cannot be taken apart, [`Problem::Format`] where it is an archive of something else,
/// [`Problem::Bomb`] where it unpacks to too much, [`Problem::Encrypted`] where its parts are locked.
pub fn text(bytes: &[u8]) -> Result<Extract, Problem> {
    if is_encrypted_package(bytes) {
        return Err(Problem::Encrypted(Format::Docx));
    }
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let body = package
        .part(&main)?
        .ok_or(Problem::Format(Format::Archive))?;
    // A file that refers to one part a thousand times holds it once.
    let mut read = HashSet::from([plain(&main)]);
    let mut relations = package.relations(&main)?;
    relations.retain(|r| read.insert(plain(&r.target)));
    let named = |kind: &str| -> Vec<&str> {
        let of_kind = relations.iter().filter(|r| r.kind == kind);
        of_kind.map(|r| r.target.as_str()).collect()
    };

    let mut numbering = Numbering::default();
    for name in named("styles") {
        if let Some(part) = package.part(name)? {
            numbering.styles(&part)?;
        }
    }
    for name in named("numbering") {
        if let Some(part) = package.part(name)? {
            numbering.lists(&part)?;
        }
    }
    let mut walk = Walk::new(&mut numbering);
    let mut text = walk.part(&body, false)?;
    drop(body);
    for name in [named("footnotes"), named("endnotes")].concat() {
        if let Some(part) = package.part(name)? {
            // Notes are kept apart; anything beside them is nothing that Word shows.
            walk.part(&part, false)?;
        }
    }
    add_notes(&mut text, &walk);
    let mut running = HashSet::new();
    for name in [named("header"), named("footer")].concat() {
        if let Some(part) = package.part(name)? {
            let lines = walk.part(&part, true)?;
            for line in lines.lines().map(str::trim) {
                // What is left of “— 12 —” without its number says nothing.
                if line.chars().any(char::is_alphanumeric) && running.insert(line.to_owned()) {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    let mut notes = Vec::new();
    if walk.tracked {
        notes.push(Note::TrackedChanges);
    }
    if package.broken {
        notes.push(Note::BrokenBytes);
    }
    Ok(Extract { text, notes })
}

/// The name of the part that holds the body: what the file says, else where it usually is.
fn main_part(package: &mut Package<'_>) -> Result<String, Problem> {
    const USUAL: &str = "word/document.xml";
    let said = package.relations("")?.into_iter();
    let mut mains = said
        .filter(|r| r.kind == "officeDocument")
        .map(|r| r.target);
    match mains.next() {
        // Tables and slides say theirs in the same way.
        Some(name)
            if !name
                .trim_start_matches('/')
                .to_ascii_lowercase()
                .starts_with("xl/")
                && !name
                    .trim_start_matches('/')
                    .to_ascii_lowercase()
                    .starts_with("ppt/")
                && package.has(&name) =>
        {
            Ok(name)
        }
        _ if package.has(USUAL) => Ok(USUAL.to_owned()),
        _ => Err(Problem::Format(Format::Archive)),
    }
}

/// The notes in the order in which they are referred to, then those that nothing refers to.
fn add_notes(text: &mut String, walk: &Walk<'_>) {
    let number = |id: &NoteId| walk.referred.get(id).copied();
    let mut notes: Vec<(Option<usize>, &str)> = walk
        .notes
        .iter()
        .map(|(id, lines)| (number(id), lines.trim()))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    notes.sort_by_key(|(number, _)| number.unwrap_or(usize::MAX));
    for (number, lines) in notes {
        if let Some(number) = number {
            let _ = write!(text, "[{number}] ");
        }
        text.push_str(lines);
        text.push('\n');
    }
}

/// Whether `bytes` are the envelope that Word puts around a file locked with a password.
pub fn is_encrypted_package(bytes: &[u8]) -> bool {
    const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let entry: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(MAGIC) && memchr::memmem::find(bytes, &entry).is_some()
}
