//! What the names of glyphs mean.
//!
//! Owns [`text`]. Invariant: a name that is not known means nothing. Must not know of fonts.

/// Names of the Latin glyphs beyond letters, each with its character.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("nbspace", "\u{a0}"),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("endash", "–"),
    ("emdash", "—"),
    ("ellipsis", "…"),
    ("bullet", "•"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("section", "§"),
    ("paragraph", "¶"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("perthousand", "‰"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("sterling", "£"),
    ("yen", "¥"),
    ("Euro", "€"),
    ("cent", "¢"),
    ("mu", "µ"),
    ("onesuperior", "¹"),
    ("twosuperior", "²"),
    ("threesuperior", "³"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("threequarters", "¾"),
    ("ff", "ff"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecircumflex", "ê"),
    ("aacute", "á"),
    ("agrave", "à"),
    ("acircumflex", "â"),
    ("adieresis", "ä"),
    ("odieresis", "ö"),
    ("oacute", "ó"),
    ("ograve", "ò"),
    ("udieresis", "ü"),
    ("uacute", "ú"),
    ("ugrave", "ù"),
    ("iacute", "í"),
    ("igrave", "ì"),
    ("ntilde", "ñ"),
    ("ccedilla", "ç"),
];

/// The characters that a glyph's name stands for: `A`, `comma`, `uni4E2D`, `u20BB7`, `f_i`, `hyphen.case`.
pub fn text(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|n| !n.is_empty())?;
    name.split('_').map(one).collect()
}

fn one(name: &str) -> Option<String> {
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return only.is_ascii_alphabetic().then(|| only.to_string());
    }
    if let Some((_, text)) = NAMES.iter().find(|(n, _)| *n == name) {
        return Some((*text).to_owned());
    }
    if let Some(hex) = name
        .strip_prefix("uni")
        .filter(|h| h.len() >= 4 && h.is_ascii())
    {
        let units: Option<Vec<u16>> = hex
            .as_bytes()
            .chunks(4)
            .map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok())
            .collect();
        return String::from_utf16(&units?).ok();
    }
    let hex = name
        .strip_prefix('u')
        .filter(|h| (4..=6).contains(&h.len()))?;
    Some(char::from_u32(u32::from_str_radix(hex, 16).ok()?)?.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn names_mean_their_characters_and_nothing_else() {
        for (name, meaning) in [
            ("A", Some("A")),
            ("comma", Some(",")),
            ("uni4E2D", Some("中")),
            ("uni4E2D6587", Some("中文")),
            ("u20BB7", Some("𠮷")),
            ("f_i", Some("fi")),
            ("hyphen.case", Some("-")),
            ("g123", None),
            (".notdef", None),
            ("unizzzz", None),
        ] {
            assert_eq!(text(name).as_deref(), meaning, "{name}");
        }
    }
}
