//! Pinyin of Han characters: every reading, without tones, ü as v.
//!
//! Invariant: a reading is one to six lower-case ASCII letters. Must not know of titles or ranking.

use pinyin::ToPinyinMulti;

/// The readings of one character (行: hang, xing), the commonest first, or none if it is no Han character.
pub fn readings(c: char) -> Vec<&'static str> {
    let mut readings = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = ascii(reading.plain());
        if plain.bytes().all(|b| b.is_ascii_lowercase()) && !readings.contains(&plain) {
            readings.push(plain);
        }
    }
    readings
}

/// As typed: ü as v, ê as e.
fn ascii(plain: &'static str) -> &'static str {
    match plain {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        "ê" => "e",
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn every_reading_once() {
        let hang = readings('行');
        assert!(hang.contains(&"hang") && hang.contains(&"xing"), "{hang:?}");
        let zhong = readings('重');
        assert!(
            zhong.contains(&"zhong") && zhong.contains(&"chong"),
            "{zhong:?}"
        );
        assert_eq!(readings('营'), ["ying"]);
    }

    #[test]
    fn the_umlaut_is_typed_as_v() {
        assert_eq!(readings('绿').first(), Some(&"lv"));
        assert_eq!(readings('女').first(), Some(&"nv"));
        assert_eq!(readings('略').first(), Some(&"lve"));
        for c in '\u{4e00}'..='\u{9fff}' {
            for r in readings(c) {
                assert!(!r.is_empty() && r.len() <= 6 && r.is_ascii(), "{c} {r}");
            }
        }
    }

    #[test]
    fn what_is_no_han_has_none() {
        assert!(readings('a').is_empty() && readings('，').is_empty() && readings('8').is_empty());
    }
}
