//! The library as it is written down, for a person to read and mend.
//!
//! Owns [`Written`]. Invariant: what is read and not understood is written again as it was; paths of any bytes survive. Must not
//! touch the disk.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::StoreError;
use crate::report::Fingerprint;
use crate::report::identity::Correction;
use crate::report::library::{Catalogue, Judgement};

/// The version that is written.
pub(super) const VERSION: u64 = 1;

/// The file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Written {
    /// Of the format.
    pub(super) version: u64,
    #[serde(default)]
    paths: Vec<WrittenPath>,
    #[serde(default)]
    dropped: Vec<WrittenPath>,
    #[serde(default)]
    encodings: Vec<WrittenEncoding>,
    #[serde(default)]
    corrections: BTreeMap<Fingerprint, BTreeMap<String, Value>>,
    /// Each by itself, so that one that is not understood costs none of the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    judgements: Vec<Value>,
    /// What this version knows nothing of.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            version: VERSION,
            paths: Vec::new(),
            dropped: Vec::new(),
            encodings: Vec::new(),
            corrections: BTreeMap::new(),
            judgements: Vec::new(),
            rest: Map::new(),
        }
    }
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct WrittenEncoding {
    path: WrittenPath,
    encoding: String,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// A path: written as text, or, where its bytes are none, with `%` and two hexadecimal digits for each byte that is not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct WrittenPath(pub(super) PathBuf);

impl WrittenPath {
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        if path.to_str().is_none() && percent(path).is_none() {
            return Err(StoreError::Unwritable(path.to_owned()));
        }
        Ok(Self(path.to_owned()))
    }
}

impl Serialize for WrittenPath {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match (self.0.to_str(), percent(&self.0)) {
            (Some(text), _) => to.serialize_str(text),
            (None, Some(percent)) => BTreeMap::from([("percent", percent)]).serialize(to),
            (None, None) => Err(serde::ser::Error::custom("a name that cannot be written")),
        }
    }
}

impl<'de> Deserialize<'de> for WrittenPath {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Path;
        impl<'de> Visitor<'de> for Path {
            type Value = WrittenPath;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path as a string, or an object with the one field percent")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<WrittenPath, E> {
                Ok(WrittenPath(PathBuf::from(text)))
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<WrittenPath, M::Error> {
                let wrong =
                    || M::Error::custom("a path that is an object has the one field percent");
                let (key, text) = map.next_entry::<String, String>()?.ok_or_else(wrong)?;
                if key != "percent" || map.next_entry::<String, IgnoredAny>()?.is_some() {
                    return Err(wrong());
                }
                unpercent(&text).map(WrittenPath).ok_or_else(|| {
                    M::Error::custom(format!("{text}: after % stand two hexadecimal digits"))
                })
            }
        }
        from.deserialize_any(Path)
    }
}

#[cfg(unix)]
fn percent(path: &Path) -> Option<String> {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let mut out = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        out.push_str(&chunk.valid().replace('%', "%25"));
        for byte in chunk.invalid() {
            write!(out, "%{byte:02X}").ok()?;
        }
    }
    Some(out)
}

#[cfg(unix)]
fn unpercent(text: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

#[cfg(not(unix))]
fn percent(_: &Path) -> Option<String> {
    None
}

#[cfg(not(unix))]
fn unpercent(_: &str) -> Option<PathBuf> {
    None
}

impl Written {
    /// Reads the file's bytes; `file` is what an error calls it.
    pub(super) fn parse(file: &Path, bytes: &[u8]) -> Result<Self, StoreError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        serde_json::from_slice(bytes).map_err(|e| {
            let said = e.to_string();
            // The line is said by whoever makes the sentence.
            let what = said
                .rsplit_once(" at line ")
                .map_or(&*said, |(what, _)| what);
            StoreError::Broken(file.to_owned(), e.line().max(1), what.to_owned())
        })
    }

    /// As text.
    pub(super) fn to_text(&self) -> String {
        // Strings, numbers, lists and maps by strings are always writable.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// What it says.
    pub(super) fn catalogue(&self) -> Catalogue {
        let paths = |written: &[WrittenPath]| -> Vec<PathBuf> {
            written.iter().map(|path| path.0.clone()).collect()
        };
        let mut catalogue = Catalogue {
            paths: paths(&self.paths),
            dropped: paths(&self.dropped).into_iter().collect(),
            encodings: self
                .encodings
                .iter()
                .map(|written| (written.path.0.clone(), written.encoding.clone()))
                .collect(),
            corrections: self
                .corrections
                .iter()
                .map(|(text, fields)| (*text, correction(fields)))
                .filter(|(_, correction)| !correction.is_empty())
                .collect(),
            judgements: Vec::new(),
        };
        for judgement in self.judgements.iter().filter_map(judgement) {
            catalogue.judge(judgement.a, judgement.b, Some(judgement.stands));
        }
        catalogue
    }

    /// Says what `catalogue` says; what is not understood stays.
    pub(super) fn take(&mut self, catalogue: &Catalogue) -> Result<(), StoreError> {
        let paths = |paths: &mut dyn Iterator<Item = &PathBuf>| {
            paths
                .map(|p| WrittenPath::of(p))
                .collect::<Result<Vec<_>, _>>()
        };
        self.paths = paths(&mut catalogue.paths.iter())?;
        self.dropped = paths(&mut catalogue.dropped.iter())?;
        let before = std::mem::take(&mut self.encodings);
        for (path, encoding) in &catalogue.encodings {
            let path = WrittenPath::of(path)?;
            let known = before.iter().find(|b| b.path == path);
            self.encodings.push(WrittenEncoding {
                rest: known.map_or_else(Map::new, |b| b.rest.clone()),
                path,
                encoding: encoding.clone(),
            });
        }
        // Known fields are written anew, unknown ones stay where they stood.
        for fields in self.corrections.values_mut() {
            fields.retain(|name, value| !is_understood(name, value));
        }
        for (text, correction) in &catalogue.corrections {
            let known = match serde_json::to_value(correction) {
                Ok(Value::Object(known)) => known,
                _ => Map::new(),
            };
            self.corrections.entry(*text).or_default().extend(known);
        }
        self.corrections.retain(|_, fields| !fields.is_empty());
        // Likewise: what else stands with a judgement stays with it.
        let mut before: Vec<(Value, Option<Judgement>)> = std::mem::take(&mut self.judgements)
            .into_iter()
            .map(|written| {
                let known = judgement(&written);
                (written, known)
            })
            .collect();
        for judgement in &catalogue.judgements {
            let known = before.iter().position(|(_, known)| {
                known
                    .as_ref()
                    .is_some_and(|known| known.is_on(&judgement.a, &judgement.b))
            });
            let mut fresh = serde_json::to_value(judgement).unwrap_or_default();
            if let Some((mut old, Some(known))) = known.map(|at| before.remove(at)) {
                if !known.a.is_at(&judgement.a) {
                    turn(&mut old);
                }
                keep_rest(&mut fresh, old);
            }
            self.judgements.push(fresh);
        }
        let not_understood = before.into_iter().filter(|(_, known)| known.is_none());
        self.judgements
            .extend(not_understood.map(|(written, _)| written));
        Ok(())
    }
}

/// The judgement that is written as `value`, if it is understood.
fn judgement(value: &Value) -> Option<Judgement> {
    serde_json::from_value(value.clone()).ok()
}

/// Exchanges the two sections of a judgement as it is written.
fn turn(written: &mut Value) {
    if let Value::Object(fields) = written
        && let (Some(a), Some(b)) = (fields.remove("a"), fields.remove("b"))
    {
        fields.insert("a".to_owned(), b);
        fields.insert("b".to_owned(), a);
    }
}

/// Adds to `fresh` what stood in `old` under names that it has not.
fn keep_rest(fresh: &mut Value, old: Value) {
    if let (Value::Object(fresh), Value::Object(old)) = (fresh, old) {
        for (name, value) in old {
            match fresh.get_mut(&name) {
                Some(known) => keep_rest(known, value),
                None => {
                    fresh.insert(name, value);
                }
            }
        }
    }
}

/// Whether a field of a correction and its value are understood.
fn is_understood(name: &str, value: &Value) -> bool {
    let alone = [(name.to_owned(), value.clone())];
    !correction(&alone.into_iter().collect()).is_empty()
}

/// The correction that is written as `fields`: what of it is understood.
fn correction(fields: &BTreeMap<String, Value>) -> Correction {
    let fields: Map<String, Value> = fields
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    serde_json::from_value(Value::Object(fields)).unwrap_or_default()
}
