//! The archive that a Word file is: its parts, who refers to whom, and XML step by step.
//!
//! Owns [`Package`], [`plain`] and [`steps`]. Invariant: never more than [`LARGEST`] bytes are unpacked, and no part is walked deeper than
//! [`DEEPEST`]. Must not know what the elements mean.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use rustc_hash::FxHashMap;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::report::source::{Format, LARGEST, Problem};

/// Entries of the archive at most. Reports have about twenty; each costs memory before anything is unpacked.
const MOST_ENTRIES: usize = 20_000;

/// Elements within one another at most. Reports go about 30 deep, with a table in a text box 60.
pub const DEEPEST: usize = 256;

const DAMAGED: Problem = Problem::Damaged(Format::Docx);

/// An opened Word file.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index of each entry by its name, in lower case and with slashes: some programs write neither as they should.
    names: FxHashMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Whether some bytes of a part were not of its encoding.
    pub broken: bool,
}

/// One reference of a part to another.
pub struct Relation {
    /// Last word of its type: `numbering`, `header`, …; the rest of it differs between strict and transitional files.
    pub kind: String,
    /// Name of the other part.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens the archive in `bytes`.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02")
            .nth(MOST_ENTRIES)
            .is_some()
        {
            return Err(DAMAGED);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
        let names = (0..archive.len())
            .filter_map(|i| {
                let name = archive.name_for_index(i)?.ok()?;
                Some((plain(&name), i))
            })
            .collect();
        Ok(Self {
            archive,
            names,
            left: LARGEST,
            broken: false,
        })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// The part of this name as text; `None` where there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(&index) = self.names.get(&plain(name)) else {
            return Ok(None);
        };
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                Problem::Encrypted(Format::Docx)
            }
            _ => DAMAGED,
        })?;
        let mut bytes = Vec::new();
        // One byte more than allowed tells that there is more. The sizes that the archive states are not believed.
        entry
            .take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| DAMAGED)?;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or(Problem::Bomb(Format::Docx))?;
        let encoding = match Encoding::for_bom(&bytes) {
            Some((encoding, _)) => encoding,
            None if bytes.starts_with(b"<\0") => UTF_16LE,
            None if bytes.starts_with(b"\0<") => UTF_16BE,
            None => UTF_8,
        };
        if encoding == UTF_8 && !bytes.starts_with(b"\xef\xbb\xbf") {
            // Nearly always so, and it costs no second copy.
            match String::from_utf8(bytes) {
                Ok(text) => return Ok(Some(text)),
                Err(error) => bytes = error.into_bytes(),
            }
        }
        let (text, broken) = encoding.decode_with_bom_removal(&bytes);
        self.broken |= broken;
        Ok(Some(text.into_owned()))
    }

    /// What the part `name` refers to (`""`: the whole file), in its order; nothing where it refers to nothing.
    pub fn relations(&mut self, name: &str) -> Result<Vec<Relation>, Problem> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let Some(text) = self.part(&format!("{folder}/_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let mut relations = Vec::new();
        steps(&text, |step| {
            if let Step::Open(tag) = step
                && tag.name() == "Relationship"
                && tag.get("TargetMode").as_deref() != Some("External")
                && let (Some(kind), Some(target)) = (tag.get("Type"), tag.get("Target"))
                && relations.len() < MOST_ENTRIES
            {
                relations.push(Relation {
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolved(folder, &target),
                });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// A part's name as it is looked up.
pub fn plain(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

/// The name of the part that `target` means in a part that lies in `folder`.
fn resolved(folder: &str, target: &str) -> String {
    if target.starts_with(['/', '\\']) {
        return target.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// One step through XML. An empty element is opened and closed.
pub enum Step<'a> {
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag.
    Close,
    /// Characters between tags, references resolved.
    Text(&'a str),
}

/// A start tag. Names are without prefixes: which prefix stands for what is the file's own choice.
pub struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// Name of the element.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Value of an attribute.
    pub fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let attribute = attributes
            .with_checks(false)
            .flatten()
            .find(|a| a.key.local_name().as_ref() == name)?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The attribute `val`, which most elements say what they say with.
    pub fn val(&self) -> Option<Cow<'_, str>> {
        self.get("val")
    }

    /// Whether a property that is on by being there is on.
    pub fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Walks through `xml`. A document type is passed over: what it declares is not expanded.
///
/// # Errors
/// [`Problem::Damaged`] where it is not well formed, ends early or goes deeper than [`DEEPEST`]; what `visit` says.
pub fn steps(
    xml: &str,
    mut visit: impl FnMut(Step<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| DAMAGED)? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(DAMAGED);
                }
                visit(Step::Open(Tag(&tag)))?;
            }
            Event::Empty(tag) => {
                visit(Step::Open(Tag(&tag)))?;
                visit(Step::Close)?;
            }
            Event::End(_) => {
                depth = depth.checked_sub(1).ok_or(DAMAGED)?;
                visit(Step::Close)?;
            }
            Event::Text(text) => visit(Step::Text(&text.xml10_content()))?,
            Event::CData(text) => visit(Step::Text(&text.xml10_content()))?,
            Event::GeneralRef(name) => {
                let mut buffer = [0; 4];
                match (name.resolve_char_ref(), name.as_ref()) {
                    (Ok(Some(c)), _) => visit(Step::Text(c.encode_utf8(&mut buffer)))?,
                    (_, "lt") => visit(Step::Text("<"))?,
                    (_, "gt") => visit(Step::Text(">"))?,
                    (_, "amp") => visit(Step::Text("&"))?,
                    (_, "quot") => visit(Step::Text("\""))?,
                    (_, "apos") => visit(Step::Text("'"))?,
                    (_, name) => visit(Step::Text(&format!("&{name};")))?,
                }
            }
            Event::Eof if depth > 0 => return Err(DAMAGED),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
