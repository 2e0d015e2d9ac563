//! What the codes of a PDF font mean, and how wide they are.
//!
//! Owns [`Font`]. Invariant: a code without a meaning is said to have none; it is never guessed from its number. Must not
//! know of pages.

use encoding_rs::{BIG5, Encoding, GB18030, MACINTOSH, WINDOWS_1252};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use rustc_hash::FxHashMap;

use super::names;

/// A font, as far as reading goes.
pub struct Font {
    kind: Kind,
    to_unicode: Option<CMap>,
    /// Width of a thousand units, in ems: 1 but for fonts whose glyphs are drawings.
    unit: f32,
    /// Lines run from top to bottom.
    pub vertical: bool,
}

enum Kind {
    /// One byte for each code.
    Simple {
        chars: Vec<Option<String>>,
        widths: Vec<f32>,
    },
    /// One to four bytes for each code, by way of numbers of a collection.
    Composite {
        encoding: Box<CMap>,
        direct: Direct,
        by_cid: Option<Box<CMap>>,
        widths: FxHashMap<u32, f32>,
        width: f32,
    },
}

/// What a code of several bytes says by itself.
enum Direct {
    /// Nothing
    No,
    /// UTF-16
    Utf16,
    /// Text in an old encoding
    In(&'static Encoding),
}

/// One code of a string that is shown.
pub struct Code {
    /// Its characters; `None` if nobody can tell.
    pub text: Option<String>,
    /// Its width, in ems.
    pub width: f32,
    /// The single byte 32, which word spacing widens.
    pub blank: bool,
}

impl Font {
    /// Reads a font's dictionary.
    pub fn read(dict: &Dict<'_>) -> Option<Font> {
        let to_unicode = dict
            .get::<Stream<'_>>("ToUnicode")
            .and_then(|s| CMap::parse(&s.decoded_data().ok()?, load_embedded));
        let subtype = dict.get::<Name<'_>>("Subtype");
        if subtype.is_some_and(|s| &*s == b"Type0") {
            return Self::composite(dict, to_unicode);
        }
        Some(Self::simple(dict, to_unicode))
    }

    fn composite(dict: &Dict<'_>, to_unicode: Option<CMap>) -> Option<Font> {
        let mut direct = Direct::No;
        let encoding = match dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => {
                direct = Direct::of(&name);
                match CMapName::from_bytes(&name) {
                    CMapName::IdentityH => CMap::identity_h(),
                    CMapName::IdentityV => CMap::identity_v(),
                    name => CMap::parse(load_embedded(name)?, load_embedded)?,
                }
            }
            Some(Object::Stream(stream)) => {
                CMap::parse(&stream.decoded_data().ok()?, load_embedded)?
            }
            _ => CMap::identity_h(),
        };
        let inner = dict
            .get::<Array<'_>>("DescendantFonts")?
            .iter::<Dict<'_>>()
            .next()?;
        let family = encoding
            .metadata()
            .character_collection
            .as_ref()
            .map(|c| c.family.clone())
            .filter(|f| *f != CidFamily::AdobeIdentity)
            .or_else(|| collection(&inner));
        let by_cid = family
            .and_then(|f| f.ucs2_cmap())
            .and_then(load_embedded)
            .and_then(|data| CMap::parse(data, load_embedded))
            .map(Box::new);
        let vertical = encoding.metadata().writing_mode == Some(WritingMode::Vertical);
        Some(Font {
            kind: Kind::Composite {
                encoding: Box::new(encoding),
                direct,
                by_cid,
                widths: inner
                    .get::<Array<'_>>("W")
                    .map(|w| cid_widths(&w))
                    .unwrap_or_default(),
                width: inner.get::<f32>("DW").unwrap_or(1000.0),
            },
            to_unicode,
            unit: 1.0,
            vertical,
        })
    }

    fn simple(dict: &Dict<'_>, to_unicode: Option<CMap>) -> Font {
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let drawn = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|s| &*s == b"Type3");
        let unit = if drawn {
            dict.get::<[f32; 6]>("FontMatrix")
                .map_or(1.0, |[a, ..]| (a * 1000.0).abs())
        } else {
            1.0
        };
        let first = dict.get::<i32>("FirstChar").unwrap_or(0).clamp(0, 255) as usize;
        // Fonts that every reader knows come without widths; most of their letters are about half as wide as high.
        let missing =
            descriptor
                .get::<f32>("MissingWidth")
                .unwrap_or(if drawn { 0.0 } else { 500.0 });
        let mut widths = vec![missing; 256];
        if let Some(list) = dict.get::<Array<'_>>("Widths") {
            let slots = widths.iter_mut().skip(first);
            for (slot, width) in slots.zip(list.iter::<f32>()) {
                *slot = width;
            }
        }
        Font {
            kind: Kind::Simple {
                chars: simple_chars(dict, &descriptor, drawn),
                widths,
            },
            to_unicode,
            unit,
            vertical: false,
        }
    }

    /// The codes of a string, in order.
    pub fn codes(&self, bytes: &[u8], mut each: impl FnMut(Code)) {
        match &self.kind {
            Kind::Simple { chars, widths } => {
                for &byte in bytes {
                    let at = usize::from(byte);
                    let text = self
                        .mapped(u32::from(byte))
                        .or_else(|| chars.get(at).cloned().flatten());
                    each(Code {
                        text,
                        width: widths.get(at).copied().unwrap_or(0.0) / 1000.0 * self.unit,
                        blank: byte == b' ',
                    });
                }
            }
            Kind::Composite {
                encoding,
                direct,
                by_cid,
                widths,
                width,
            } => {
                let mut rest = bytes;
                while let Some((&first, _)) = rest.split_first() {
                    let (code, cid, length) = next_code(encoding, rest);
                    let (own, after) = rest.split_at(length.min(rest.len()));
                    rest = after;
                    let text = self
                        .mapped(code)
                        .or_else(|| direct.text(own))
                        .or_else(|| by_cid.as_ref().and_then(|c| in_cmap(c, cid?)));
                    let wide = cid.and_then(|c| widths.get(&c)).copied();
                    each(Code {
                        text,
                        width: wide.unwrap_or(*width) / 1000.0,
                        blank: length == 1 && first == b' ',
                    });
                }
            }
        }
    }

    fn mapped(&self, code: u32) -> Option<String> {
        in_cmap(self.to_unicode.as_ref()?, code)
    }
}

/// The first code of `bytes`: its number, its place in the collection, its length in bytes.
fn next_code(encoding: &CMap, bytes: &[u8]) -> (u32, Option<u32>, usize) {
    let mut code = 0_u32;
    for (i, &byte) in bytes.iter().take(4).enumerate() {
        code = code << 8 | u32::from(byte);
        if let Some(cid) = encoding.lookup_cid_code(code, i as u8 + 1) {
            return (code, Some(cid), i + 1);
        }
    }
    // Unknown codes are two bytes long, but for ASCII.
    match bytes {
        [a, b, ..] if *a >= 0x80 || *a == 0 => (u32::from(*a) << 8 | u32::from(*b), None, 2),
        [a, ..] => (u32::from(*a), None, 1),
        [] => (0, None, 1),
    }
}

fn in_cmap(cmap: &CMap, code: u32) -> Option<String> {
    let text = match cmap.lookup_bf_string(code)? {
        BfString::Char(c) => c.to_string(),
        BfString::String(s) => s,
    };
    // Fonts map what they do not know to nothing or to the replacement character.
    (!text.is_empty() && !text.contains(['\0', '\u{fffd}', '\u{ffff}'])).then_some(text)
}

impl Direct {
    fn of(encoding: &[u8]) -> Direct {
        let has = |word: &[u8]| memchr::memmem::find(encoding, word).is_some();
        if has(b"UCS2") || has(b"UTF16") {
            Direct::Utf16
        } else if encoding.starts_with(b"GB") {
            Direct::In(GB18030)
        } else if has(b"B5") {
            Direct::In(BIG5)
        } else {
            Direct::No
        }
    }

    fn text(&self, bytes: &[u8]) -> Option<String> {
        let text = match self {
            Direct::No => return None,
            Direct::Utf16 => {
                let units: Vec<u16> = bytes
                    .chunks_exact(2)
                    .filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)))
                    .collect();
                String::from_utf16(&units).ok()?
            }
            Direct::In(encoding) => encoding
                .decode_without_bom_handling_and_without_replacement(bytes)?
                .into_owned(),
        };
        (!text.is_empty()).then_some(text)
    }
}

fn collection(font: &Dict<'_>) -> Option<CidFamily> {
    let info = font.get::<Dict<'_>>("CIDSystemInfo")?;
    let word = |key: &str| info.get::<hayro_syntax::object::String<'_>>(key);
    Some(CidFamily::from_registry_ordering(
        &word("Registry")?,
        &word("Ordering")?,
    ))
}

/// `c [w w w]` and `c c w`, in any order.
fn cid_widths(list: &Array<'_>) -> FxHashMap<u32, f32> {
    /// Numbers of a collection end here.
    const LAST: u32 = 0xffff;
    let mut widths = FxHashMap::default();
    let number = |o: Object<'_>| o.into_number().map(|n: Number| n.as_f32());
    let mut items = list.iter::<Object<'_>>();
    while let Some(first) = items.next().and_then(number) {
        let first = first.max(0.0) as u32;
        match items.next() {
            Some(Object::Array(each)) => {
                for (cid, width) in (first..=LAST).zip(each.iter::<f32>()) {
                    widths.insert(cid, width);
                }
            }
            Some(Object::Number(last)) => {
                let Some(width) = items.next().and_then(number) else {
                    break;
                };
                for cid in first..=(last.as_f32().max(0.0) as u32).min(LAST) {
                    widths.insert(cid, width);
                }
            }
            _ => break,
        }
    }
    widths
}

/// What the bytes of a font with 256 codes mean.
fn simple_chars(dict: &Dict<'_>, descriptor: &Dict<'_>, drawn: bool) -> Vec<Option<String>> {
    let encoding = dict.get::<Object<'_>>("Encoding");
    let (base, differences) = match encoding {
        Some(Object::Name(name)) => (Some(name), None),
        Some(Object::Dict(d)) => (
            d.get::<Name<'_>>("BaseEncoding"),
            d.get::<Array<'_>>("Differences"),
        ),
        _ => (None, None),
    };
    let symbolic = descriptor.get::<i32>("Flags").unwrap_or(0) & 4 != 0;
    let embedded = ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|k| descriptor.contains_key(k));
    let mut chars: Vec<Option<String>> = match base.as_deref() {
        Some(b"MacRomanEncoding") => in_encoding(MACINTOSH),
        Some(b"WinAnsiEncoding") => in_encoding(WINDOWS_1252),
        // Its own codes, known to nobody else.
        _ if drawn || (symbolic && embedded) => vec![None; 256],
        _ => in_encoding(WINDOWS_1252),
    };
    let mut at = 0_usize;
    for item in differences.iter().flat_map(Array::iter::<Object<'_>>) {
        match item {
            Object::Number(n) => at = n.as_i64().clamp(0, 256) as usize,
            Object::Name(name) => {
                if let Some(slot) = chars.get_mut(at) {
                    *slot = names::text(name.as_str());
                }
                at += 1;
            }
            _ => {}
        }
    }
    chars
}

fn in_encoding(encoding: &'static Encoding) -> Vec<Option<String>> {
    (0..=255_u8)
        .map(|byte| {
            let bytes = [byte];
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            (!text.chars().any(char::is_control)).then(|| text.into_owned())
        })
        .collect()
}
