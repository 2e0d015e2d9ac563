//! Which encoding bytes are in, and text out of them.
//!
//! Owns [`Charset`] and [`decode`]. Invariant: the order mark wins, then the reader's word, then valid UTF-8, then what a page
//! says of itself if it fits, then what the bytes look like; and a text in any of the encodings of [`Charset`] comes out as it
//! went in. Must not know of formats.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::fold::is_han;

/// How many bytes are shown to the detector. More does not change its answer on reports, and it reads 17 MB a second.
const SNIFFED: usize = 64 << 10;

/// An encoding that the reader may ask for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Charset {
    /// UTF-8
    Utf8,
    /// UTF-16, little end first
    Utf16Le,
    /// UTF-16, big end first
    Utf16Be,
    /// GB18030, with GBK and GB2312 in it
    Gb18030,
    /// Big5
    Big5,
}

impl Charset {
    /// All of them.
    pub const ALL: [Charset; 5] = [
        Charset::Utf8,
        Charset::Gb18030,
        Charset::Big5,
        Charset::Utf16Le,
        Charset::Utf16Be,
    ];

    /// The name shown and kept: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `UTF-16BE`.
    pub fn name(self) -> &'static str {
        match self {
            Charset::Utf8 => "UTF-8",
            Charset::Utf16Le => "UTF-16LE",
            Charset::Utf16Be => "UTF-16BE",
            Charset::Gb18030 => "GB18030",
            Charset::Big5 => "Big5",
        }
    }

    /// The encoding that a name means, in any case and with or without hyphens; GBK and GB2312 are read as GB18030.
    pub fn named(name: &str) -> Option<Charset> {
        let plain: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        Some(match plain.as_str() {
            "utf8" => Charset::Utf8,
            "utf16" | "utf16le" => Charset::Utf16Le,
            "utf16be" => Charset::Utf16Be,
            "gb18030" | "gbk" | "gb2312" | "gb231280" | "xgbk" | "cp936" => Charset::Gb18030,
            "big5" | "big5hkscs" | "xxbig5" | "cp950" => Charset::Big5,
            _ => return None,
        })
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Charset::Utf8 => UTF_8,
            Charset::Utf16Le => UTF_16LE,
            Charset::Utf16Be => UTF_16BE,
            Charset::Gb18030 => GB18030,
            Charset::Big5 => BIG5,
        }
    }
}

/// Text out of bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Read<'a> {
    /// Without byte order mark; U+FFFD where bytes were not of the encoding.
    pub(super) text: Cow<'a, str>,
    /// The encoding's name.
    pub(super) encoding: &'static str,
    /// Some bytes were not of the encoding.
    pub(super) broken: bool,
}

/// The text of `bytes`: in the encoding that the reader asked for, else as it looks. None for bytes that are no text.
pub(super) fn decode(bytes: &[u8], charset: Option<Charset>) -> Option<Read<'_>> {
    let (encoding, bytes) = match charset {
        Some(charset) => {
            let encoding = charset.encoding();
            let mark = Encoding::for_bom(bytes)
                .filter(|(marked, _)| *marked == encoding)
                .map_or(0, |(_, length)| length);
            (encoding, bytes.get(mark..)?)
        }
        None => encoding_of(bytes)?,
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    Some(Read {
        text,
        encoding: if encoding == GB18030 {
            "GB18030"
        } else {
            encoding.name()
        },
        broken,
    })
}

/// The encoding of `bytes`, and the bytes without their mark; `None` for bytes that are no text.
fn encoding_of(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some((encoding, bytes.get(length..)?));
    }
    let nul = memchr::memchr(0, bytes).is_some();
    let utf8 = std::str::from_utf8(bytes);
    if (nul || utf8.is_err())
        && let Some(encoding) = unmarked_utf16(head(bytes))
    {
        return Some((encoding, bytes));
    }
    // A zero here and there is damage; more of them come from bytes that are no text.
    let nuls = memchr::memchr_iter(0, bytes).count();
    if nuls * (if utf8.is_ok() { 60 } else { 1000 }) > bytes.len() {
        return None;
    }
    match utf8 {
        Ok(text) => {
            // A word or two in GB may be valid UTF-8 by chance, of Greek or Arabic letters.
            let chance = bytes.len() < 64 && !text.is_ascii() && !text.chars().any(is_han);
            let fitting = chance.then(|| fitting(bytes)).flatten();
            return Some((fitting.unwrap_or(UTF_8), bytes));
        }
        Err(error) if is_damaged_utf8(bytes, error) => return Some((UTF_8, bytes)),
        Err(_) => {}
    }
    let likely = by_statistics(bytes);
    if let Some(said) = declared(bytes)
        && likely.is_none_or(|likely| likely == said)
        && is_whole(said, bytes)
    {
        return Some((said, bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // `false`: the window may end inside a character. No top-level domain: with `cn`, Big5 is taken for GBK.
    detector.feed(window(bytes), false);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let encoding = if guess == GBK { GB18030 } else { guess };
    if [GB18030, BIG5].contains(&encoding) {
        return Some((encoding, bytes));
    }
    // Anything else is a guess from too few bytes or from broken ones: of the two that reports come in, take the one that fits.
    let chinese = fitting(bytes).or(likely);
    Some((chinese.unwrap_or(encoding), bytes))
}

/// Of the two encodings that old reports come in, the one that all the bytes fit.
fn fitting(bytes: &[u8]) -> Option<&'static Encoding> {
    [GB18030, BIG5].into_iter().find(|candidate| {
        candidate
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some_and(|text| text.chars().any(is_han))
    })
}

/// Whether all the bytes, but for a cut end, are of this encoding.
fn is_whole(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let cut = bytes.len().saturating_sub(3).max(1);
    (cut..=bytes.len()).rev().any(|end| {
        bytes.get(..end).is_some_and(|b| {
            encoding
                .decode_without_bom_handling_and_without_replacement(b)
                .is_some()
        })
    })
}

/// Which of the two, by how often their commonest characters occur: those of GB2312 begin with B0 to D7 and have two high bytes,
/// those of Big5 begin with A4 to C6. For bytes that fit neither, since some of them are broken.
fn by_statistics(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut pairs, mut gb, mut big5) = (0_usize, 0_usize, 0_usize);
    let mut rest = window(bytes).iter();
    while let Some(&lead) = rest.next() {
        if lead < 0x81 {
            continue;
        }
        let Some(&trail) = rest.as_slice().first() else {
            break;
        };
        if trail < 0x40 {
            continue;
        }
        rest.next();
        pairs += 1;
        gb += usize::from(matches!(
            (lead, trail),
            (0xb0..=0xd7 | 0xa1 | 0xa3, 0xa1..=0xfe)
        ));
        big5 += usize::from(matches!(
            (lead, trail),
            (0xa4..=0xc6 | 0xa1, 0x40..=0x7e | 0xa1..=0xfe)
        ));
    }
    // Measured on the reports: .97 and more in the right one; noise has .1 and .2.
    let (best, encoding) = if gb >= big5 {
        (gb, GB18030)
    } else {
        (big5, BIG5)
    };
    (pairs > 0 && best * 10 >= pairs * 7).then_some(encoding)
}

/// The encoding that a page or an XML file says it is in, where that is one of those that reports come in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..16 << 10).unwrap_or(bytes);
    memchr::memmem::find_iter(head, "charset")
        .chain(memchr::memmem::find_iter(head, "CHARSET"))
        .chain(memchr::memmem::find_iter(head, "encoding"))
        .find_map(|at| {
            let after = head.get(at..at + 40).or(head.get(at..))?;
            let value = after.iter().position(|&b| b == b'=')? + 1;
            let name: String = after
                .get(value..)?
                .iter()
                .map(|&b| char::from(b))
                .skip_while(|c| matches!(c, '"' | '\'' | ' '))
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                .collect();
            Charset::named(&name)
        })
        .filter(|charset| matches!(charset, Charset::Gb18030 | Charset::Big5))
        .map(Charset::encoding)
}

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..SNIFFED).unwrap_or(bytes)
}

/// The bytes that tell: from the first that is not ASCII, since a page may begin with any length of style sheets.
fn window(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    head(bytes.get(first..).unwrap_or(bytes))
}

/// UTF-8 with a few broken places (a cut end, a stray byte): the pieces between them are long and hold Han.
fn is_damaged_utf8(bytes: &[u8], error: std::str::Utf8Error) -> bool {
    // Cut off inside its last character: nothing else is wrong.
    if error.error_len().is_none()
        && let Some(whole) = bytes.get(..error.valid_up_to())
        && std::str::from_utf8(whole).is_ok_and(|t| t.chars().filter(|&c| is_han(c)).count() >= 2)
    {
        return true;
    }
    let (mut whole, mut broken, mut multibyte) = (0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().len();
        multibyte += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // Other encodings break at every second or third character.
    broken * 100 < whole && multibyte > broken * 60
}

/// UTF-16 without a mark: nearly every unit is a Han character, a common mark, or ASCII with a zero byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let units = bytes.len() / 2;
    // Pairs of ASCII letters are the codes of Han characters; a text of those has high or zero bytes among them.
    let telling = bytes.iter().filter(|&&b| b == 0 || !b.is_ascii()).count();
    if units < 2 || telling * 8 < bytes.len() {
        return None;
    }
    let share = |high: usize| {
        let fitting = bytes
            .chunks_exact(2)
            .filter(|unit| {
                let (hi, lo) = match unit {
                    [a, b] if high == 0 => (*a, *b),
                    [a, b] => (*b, *a),
                    _ => return false,
                };
                match hi {
                    // Han of the first block and of the extensions, full-width forms.
                    0x4e..=0x9f | 0xff | 0x34..=0x4d | 0xd8..=0xdf => true,
                    0x00 => matches!(lo, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa0 | 0xb7 | 0xd7),
                    0x20 => lo != 0,
                    0x30 => lo <= 0x20,
                    _ => false,
                }
            })
            .count();
        fitting * 100 / units
    };
    let (little, big) = (share(1), share(0));
    // A word or two of Big5 may look like it: then every lead byte is one of a common character.
    let short_big5 = units < 16
        && bytes.len().is_multiple_of(2)
        && bytes
            .chunks_exact(2)
            .all(|u| matches!(u, [0xa4..=0xc6, 0x40..=0x7e | 0xa1..=0xfe]));
    // Measured on the reports: 99 and more the right way round, under 30 the wrong way and in GB18030, Big5 and UTF-8.
    match (little >= 95, big >= 95) {
        (true, false) if !short_big5 => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    const TEXT: &str = "各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。今年地区生产总值增长6.5%左右，新增就业1200人。\n";
    const OLD: &str = "各位代表：\n現在，我代表區人民政府向大會報告工作，請予審議。今年地區生產總值增長6.5%左右，新增就業1200人。\n";

    fn read_as(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let bytes = |u: u16| {
            if little {
                u.to_le_bytes()
            } else {
                u.to_be_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_that_reports_come_in() {
        let gb = |text: &'static str| GB18030.encode(text).0.into_owned();
        let marked = [&[0xef, 0xbb, 0xbf], TEXT.as_bytes()].concat();
        assert_eq!(read_as(TEXT.as_bytes()), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(read_as(&marked), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(read_as(&gb(TEXT)), (TEXT.to_owned(), "GB18030"));
        assert_eq!(
            read_as(&gb("发展〇𠮷㎡，我们要全面推进各项工作")).1,
            "GB18030"
        );
        assert_eq!(read_as(&BIG5.encode(OLD).0), (OLD.to_owned(), "Big5"));
        for little in [true, false] {
            let name = if little { "UTF-16LE" } else { "UTF-16BE" };
            assert_eq!(read_as(&utf16(TEXT, little)), (TEXT.to_owned(), name));
            let marked = utf16(&format!("\u{feff}{TEXT}"), little);
            assert_eq!(read_as(&marked), (TEXT.to_owned(), name));
        }
    }

    #[test]
    fn short_texts_are_not_taken_for_western_ones() {
        for text in ["沈阳市", "政府工作报告", "一、工作回顾"] {
            assert_eq!(
                read_as(&GB18030.encode(text).0),
                (text.to_owned(), "GB18030")
            );
        }
    }

    #[test]
    fn a_cut_end_or_a_stray_byte_leaves_utf8_what_it_is() {
        let long = TEXT.repeat(3);
        let cut = &long.as_bytes()[..long.len() - 3];
        let decoded = decode(cut, None).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.broken);
        let mut stray = long.clone().into_bytes();
        stray.insert(long.find("报告").unwrap(), 0xb0);
        let decoded = decode(&stray, None).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.broken);
        assert_eq!(decoded.text.matches('\u{fffd}').count(), 1);
    }

    #[test]
    fn a_cut_end_of_a_short_text_too() {
        let cut = |text: &str| {
            decode(&text.as_bytes()[..text.len() - 1], None)
                .unwrap()
                .encoding
        };
        assert_eq!(cut("政府工作报告"), "UTF-8");
        assert_eq!(cut(TEXT), "UTF-8");
    }

    #[test]
    fn broken_bytes_in_old_encodings_do_not_make_them_western() {
        for (encoding, name, text) in [(GB18030, "GB18030", TEXT), (BIG5, "Big5", OLD)] {
            let mut bytes = encoding.encode(&text.repeat(3)).0.into_owned();
            bytes.insert(60, 0xff);
            bytes.insert(161, 0x80);
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(decoded.encoding, name);
            assert!(decoded.broken);
        }
    }

    #[test]
    fn what_a_page_says_of_itself_counts_where_it_fits() {
        let page = |charset: &str, text: &str| {
            format!(
                "<html><meta http-equiv=Content-Type content='text/html; charset={charset}'>{text}"
            )
        };
        let short = "沈阳";
        let gb = GB18030.encode(&page("gb2312", short)).0.into_owned();
        assert_eq!(read_as(&gb).1, "GB18030");
        let big5 = BIG5.encode(&page("big5", OLD)).0.into_owned();
        assert_eq!(read_as(&big5).1, "Big5");
        // A wrong word: the bytes are valid UTF-8, or of another encoding.
        assert_eq!(read_as(page("gb2312", TEXT).as_bytes()).1, "UTF-8");
        assert_eq!(
            read_as(&GB18030.encode(&page("utf-8", TEXT)).0).1,
            "GB18030"
        );
        assert_eq!(read_as(&BIG5.encode(&page("gb2312", OLD)).0).1, "Big5");
        let styled = format!("<style>{}</style>{TEXT}", "p{color:red}".repeat(9_000));
        assert_eq!(read_as(&GB18030.encode(&styled).0).1, "GB18030");
    }

    #[test]
    fn a_word_that_is_valid_utf8_by_chance() {
        let bytes = GB18030.encode("目录").0.into_owned();
        assert_eq!(read_as(&bytes), ("目录".to_owned(), "GB18030"));
    }

    #[test]
    fn names_of_encodings() {
        for charset in Charset::ALL {
            assert_eq!(Charset::named(charset.name()), Some(charset));
        }
        assert_eq!(Charset::named("GBK"), Some(Charset::Gb18030));
        assert_eq!(Charset::named("latin-1"), None);
    }
}
