//! Pinyin of Han characters: every reading, without tones, ü as v.

/// The readings of one character (行: hang, xing), or none if it is no Han character.
pub fn readings(c: char) -> Vec<&'static str> {
    let _ = c;
    Vec::new()
}
