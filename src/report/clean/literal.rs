//! Characters written out: `\n`, `&ldquo;`, `&#8220;`, `<U+00A0>`, tags that were left in a text.
//!
//! Works on the text as it is and changes nothing: says how long such a word is and what is read in its place. Must not
//! know of lines or paragraphs.

use super::chars::is_blank;

/// What is read in the place of characters that stand for something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Literal {
    /// A line break: `\n`, `<br>`, `</p>`.
    Break,
    /// A blank: `&nbsp;`, `\t`, `<U+3000>`.
    Blank,
    /// A character: `&ldquo;`.
    Char(char),
    /// Nothing: `<strong>`.
    Nothing,
}

/// Bytes of a tag, at most: a longer one is taken for text.
const TAG: usize = 600;

/// What stands at the start of `rest`, with its length in bytes; `None` where the characters are themselves.
pub fn literal(rest: &str) -> Option<(usize, Literal)> {
    match rest.as_bytes().first()? {
        b'\\' => escape(rest),
        b'&' => entity(rest),
        b'<' => code_point(rest).or_else(|| tag(rest, "<", ">")),
        _ => None,
    }
}

/// The character that a gap stands for, if it is no break or blank.
pub fn stands_for(gap: &str) -> Option<char> {
    if !matches!(gap.as_bytes().first(), Some(b'\\' | b'&' | b'<')) {
        return None;
    }
    match literal(gap) {
        Some((len, Literal::Char(c))) if len == gap.len() => Some(c),
        _ => None,
    }
}

fn of_char(c: char) -> Literal {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Literal::Break,
        c if is_blank(c) => Literal::Blank,
        c => Literal::Char(c),
    }
}

/// `\r\n`, `\n`, `\t`, `\u3000`, `\xa0`, `\"`.
fn escape(rest: &str) -> Option<(usize, Literal)> {
    let hex = |from: usize, to: usize| {
        let digits = rest.get(from..to)?;
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        Some((to, of_char(c)))
    };
    if rest.starts_with("\\r\\n") {
        return Some((4, Literal::Break));
    }
    match rest.as_bytes().get(1)? {
        b'n' | b'r' => Some((2, Literal::Break)),
        b't' => Some((2, Literal::Blank)),
        b'"' | b'\'' | b'/' => Some((2, Literal::Char(char::from(*rest.as_bytes().get(1)?)))),
        b'u' => hex(2, 6),
        b'x' => hex(2, 4),
        _ => None,
    }
}

/// `&ldquo;`, `&#8220;`, `&#x201c;`, `&amp;nbsp;`, `&lt;br&gt;`.
fn entity(rest: &str) -> Option<(usize, Literal)> {
    // What was escaped more than once.
    let mut at = 1;
    while rest.get(at..).is_some_and(|r| r.starts_with("amp;")) {
        at += 4;
    }
    let body = rest.get(at..)?;
    if body.starts_with("lt;")
        && let Some((len, read)) = tag(rest, rest.get(..at + 3)?, "gt;")
    {
        return Some((len, read));
    }
    let named = if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, skip) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 2),
            None => (number, 10, 1),
        };
        let len = digits
            .bytes()
            .take(8)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        digits
            .get(..len)
            .and_then(|d| u32::from_str_radix(d, radix).ok())
            .and_then(windows_1252)
            .map(|c| (at + skip + len, c))
    } else {
        let len = body
            .bytes()
            .take(16)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        body.get(..len)
            .and_then(|name| ENTITIES.binary_search_by(|(n, _)| (*n).cmp(name)).ok())
            .and_then(|i| ENTITIES.get(i))
            .and_then(|&(_, code)| char::from_u32(code))
            .map(|c| (at + len, c))
    };
    if let Some((end, c)) = named {
        let after = rest.get(end..)?;
        // The stop may have been exchanged for a full-width one, or lost.
        let stop = if after.starts_with(';') {
            Some(1)
        } else if after.starts_with('；') {
            Some('；'.len_utf8())
        } else if is_blank(c) && !after.starts_with(|x: char| x.is_ascii_alphanumeric()) {
            Some(0)
        } else {
            None
        };
        if let Some(stop) = stop {
            return Some((end + stop, of_char(c)));
        }
    }
    (at > 1).then_some((at, Literal::Char('&')))
}

/// Browsers read 128 to 159 as Windows-1252 (WHATWG HTML, 13.2.5.80); only the quotes and dashes are met.
fn windows_1252(code: u32) -> Option<char> {
    Some(match code {
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        _ => char::from_u32(code)?,
    })
}

/// `<U+00A0>`.
fn code_point(rest: &str) -> Option<(usize, Literal)> {
    let body = rest.strip_prefix("<U+")?;
    let len = body.bytes().take(7).position(|b| b == b'>')?;
    let c = char::from_u32(u32::from_str_radix(body.get(..len)?, 16).ok()?)?;
    Some((3 + len + 1, of_char(c)))
}

/// Elements that end a line.
#[rustfmt::skip]
const BLOCK: &[&str] = &[
    "p", "br", "div", "hr", "li", "ul", "ol", "tr", "table", "tbody", "thead", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "header", "footer", "center", "blockquote", "dd", "dt", "dl", "form", "title", "html", "body",
    "head", "meta", "link", "nav", "main", "aside", "pre", "ucapcontent", "ucaptitle",
];
/// Elements that stand in a line.
#[rustfmt::skip]
const INLINE: &[&str] = &[
    "span", "strong", "b", "u", "em", "i", "font", "a", "img", "sup", "sub", "small", "big", "s", "strike", "input",
    "label", "ins", "del", "wbr", "o:p", "v:shape", "style", "script", "iframe", "video", "!--", "!doctype", "st1:chsdate",
    "object", "embed", "button", "td", "th",
];

/// A tag between `open` (`<` or `&lt;`) and `close`.
fn tag(rest: &str, open: &str, close: &str) -> Option<(usize, Literal)> {
    let body = rest.strip_prefix(open)?;
    let inner = body.strip_prefix('/').unwrap_or(body);
    let len = inner
        .bytes()
        .take(14)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'!' | b'-'))
        .count();
    let name = inner.get(..len)?.to_ascii_lowercase();
    let after = inner.get(len..)?;
    let comment = name.starts_with("!--");
    if !comment
        && !after.starts_with(|c: char| {
            c == '/' || c.is_ascii_whitespace() || close.starts_with(c) || c == '&'
        })
    {
        return None;
    }
    let name = if comment { "!--" } else { name.as_str() };
    let read = if BLOCK.contains(&name) {
        Literal::Break
    } else if INLINE.contains(&name) {
        if matches!(name, "td" | "th") {
            Literal::Blank
        } else {
            Literal::Nothing
        }
    } else {
        return None;
    };
    let from = rest.len() - after.len();
    let end = if comment { "-->" } else { close };
    let limit = (from + TAG).min(rest.len());
    let window = rest.as_bytes().get(from..limit)?;
    let at = memchr::memmem::find(window, end.as_bytes())?;
    if !comment && memchr::memchr3(b'<', b'\n', b'\r', window.get(..at)?).is_some() {
        return None;
    }
    Some((from + at + end.len(), read))
}

/// The names of HTML 4 and a few of HTML 5, by name in the order of bytes.
#[rustfmt::skip]
const ENTITIES: &[(&str, u32)] = &[
    ("AElig", 0xc6), ("Aacute", 0xc1), ("Acirc", 0xc2), ("Agrave", 0xc0), ("Alpha", 0x391), ("Aring", 0xc5),
    ("Atilde", 0xc3), ("Auml", 0xc4), ("Beta", 0x392), ("Ccedil", 0xc7), ("Chi", 0x3a7), ("Dagger", 0x2021),
    ("Delta", 0x394), ("ETH", 0xd0), ("Eacute", 0xc9), ("Ecirc", 0xca), ("Egrave", 0xc8), ("Epsilon", 0x395),
    ("Eta", 0x397), ("Euml", 0xcb), ("Gamma", 0x393), ("Iacute", 0xcd), ("Icirc", 0xce), ("Igrave", 0xcc),
    ("Iota", 0x399), ("Iuml", 0xcf), ("Kappa", 0x39a), ("Lambda", 0x39b), ("Mu", 0x39c), ("NewLine", 0xa),
    ("NoBreak", 0x2060), ("Ntilde", 0xd1), ("Nu", 0x39d), ("OElig", 0x152), ("Oacute", 0xd3), ("Ocirc", 0xd4),
    ("Ograve", 0xd2), ("Omega", 0x3a9), ("Omicron", 0x39f), ("Oslash", 0xd8), ("Otilde", 0xd5), ("Ouml", 0xd6),
    ("Phi", 0x3a6), ("Pi", 0x3a0), ("Prime", 0x2033), ("Psi", 0x3a8), ("Rho", 0x3a1), ("Scaron", 0x160),
    ("Sigma", 0x3a3), ("THORN", 0xde), ("Tab", 0x9), ("Tau", 0x3a4), ("Theta", 0x398), ("Uacute", 0xda),
    ("Ucirc", 0xdb), ("Ugrave", 0xd9), ("Upsilon", 0x3a5), ("Uuml", 0xdc), ("Xi", 0x39e), ("Yacute", 0xdd),
    ("Yuml", 0x178), ("ZeroWidthSpace", 0x200b), ("Zeta", 0x396), ("aacute", 0xe1), ("acirc", 0xe2), ("acute", 0xb4),
    ("aelig", 0xe6), ("agrave", 0xe0), ("alefsym", 0x2135), ("alpha", 0x3b1), ("amp", 0x26), ("and", 0x2227),
    ("ang", 0x2220), ("apos", 0x27), ("aring", 0xe5), ("ast", 0x2a), ("asymp", 0x2248), ("atilde", 0xe3),
    ("auml", 0xe4), ("bdquo", 0x201e), ("beta", 0x3b2), ("brvbar", 0xa6), ("bsol", 0x5c), ("bull", 0x2022),
    ("cap", 0x2229), ("ccedil", 0xe7), ("cedil", 0xb8), ("cent", 0xa2), ("centerdot", 0xb7), ("chi", 0x3c7),
    ("circ", 0x2c6), ("clubs", 0x2663), ("colon", 0x3a), ("comma", 0x2c), ("commat", 0x40), ("cong", 0x2245),
    ("copy", 0xa9), ("crarr", 0x21b5), ("cup", 0x222a), ("curren", 0xa4), ("dArr", 0x21d3), ("dagger", 0x2020),
    ("darr", 0x2193), ("dash", 0x2010), ("deg", 0xb0), ("delta", 0x3b4), ("diams", 0x2666), ("divide", 0xf7),
    ("dollar", 0x24), ("eacute", 0xe9), ("ecirc", 0xea), ("egrave", 0xe8), ("empty", 0x2205), ("emsp", 0x2003),
    ("ensp", 0x2002), ("epsilon", 0x3b5), ("equals", 0x3d), ("equiv", 0x2261), ("eta", 0x3b7), ("eth", 0xf0),
    ("euml", 0xeb), ("euro", 0x20ac), ("excl", 0x21), ("exist", 0x2203), ("fnof", 0x192), ("forall", 0x2200),
    ("frac12", 0xbd), ("frac14", 0xbc), ("frac34", 0xbe), ("frasl", 0x2044), ("gamma", 0x3b3), ("ge", 0x2265),
    ("grave", 0x60), ("gt", 0x3e), ("hArr", 0x21d4), ("hairsp", 0x200a), ("harr", 0x2194), ("hearts", 0x2665),
    ("hellip", 0x2026), ("horbar", 0x2015), ("hyphen", 0x2010), ("iacute", 0xed), ("icirc", 0xee), ("iexcl", 0xa1),
    ("igrave", 0xec), ("image", 0x2111), ("infin", 0x221e), ("int", 0x222b), ("iota", 0x3b9), ("iquest", 0xbf),
    ("isin", 0x2208), ("iuml", 0xef), ("kappa", 0x3ba), ("lArr", 0x21d0), ("lambda", 0x3bb), ("lang", 0x2329),
    ("laquo", 0xab), ("larr", 0x2190), ("lceil", 0x2308), ("lcub", 0x7b), ("ldquo", 0x201c), ("ldquor", 0x201e),
    ("le", 0x2264), ("lfloor", 0x230a), ("lowast", 0x2217), ("lowbar", 0x5f), ("loz", 0x25ca), ("lpar", 0x28),
    ("lrm", 0x200e), ("lsaquo", 0x2039), ("lsqb", 0x5b), ("lsquo", 0x2018), ("lt", 0x3c), ("macr", 0xaf),
    ("mdash", 0x2014), ("micro", 0xb5), ("middot", 0xb7), ("minus", 0x2212), ("mldr", 0x2026), ("mu", 0x3bc),
    ("nabla", 0x2207), ("nbsp", 0xa0), ("ndash", 0x2013), ("ne", 0x2260), ("ni", 0x220b), ("not", 0xac),
    ("notin", 0x2209), ("nsub", 0x2284), ("ntilde", 0xf1), ("nu", 0x3bd), ("num", 0x23), ("numsp", 0x2007),
    ("oacute", 0xf3), ("ocirc", 0xf4), ("oelig", 0x153), ("ograve", 0xf2), ("oline", 0x203e), ("omega", 0x3c9),
    ("omicron", 0x3bf), ("oplus", 0x2295), ("or", 0x2228), ("ordf", 0xaa), ("ordm", 0xba), ("oslash", 0xf8),
    ("otilde", 0xf5), ("otimes", 0x2297), ("ouml", 0xf6), ("para", 0xb6), ("part", 0x2202), ("percnt", 0x25),
    ("period", 0x2e), ("permil", 0x2030), ("perp", 0x22a5), ("phi", 0x3c6), ("pi", 0x3c0), ("piv", 0x3d6),
    ("plus", 0x2b), ("plusmn", 0xb1), ("pound", 0xa3), ("prime", 0x2032), ("prod", 0x220f), ("prop", 0x221d),
    ("psi", 0x3c8), ("puncsp", 0x2008), ("quest", 0x3f), ("quot", 0x22), ("rArr", 0x21d2), ("radic", 0x221a),
    ("rang", 0x232a), ("raquo", 0xbb), ("rarr", 0x2192), ("rceil", 0x2309), ("rcub", 0x7d), ("rdquo", 0x201d),
    ("real", 0x211c), ("reg", 0xae), ("rfloor", 0x230b), ("rho", 0x3c1), ("rlm", 0x200f), ("rpar", 0x29),
    ("rsaquo", 0x203a), ("rsqb", 0x5d), ("rsquo", 0x2019), ("sbquo", 0x201a), ("scaron", 0x161), ("sdot", 0x22c5),
    ("sect", 0xa7), ("semi", 0x3b), ("shy", 0xad), ("sigma", 0x3c3), ("sigmaf", 0x3c2), ("sim", 0x223c), ("sol", 0x2f),
    ("spades", 0x2660), ("sub", 0x2282), ("sube", 0x2286), ("sum", 0x2211), ("sup", 0x2283), ("sup1", 0xb9),
    ("sup2", 0xb2), ("sup3", 0xb3), ("supe", 0x2287), ("szlig", 0xdf), ("tau", 0x3c4), ("there4", 0x2234),
    ("theta", 0x3b8), ("thetasym", 0x3d1), ("thinsp", 0x2009), ("thorn", 0xfe), ("tilde", 0x2dc), ("times", 0xd7),
    ("trade", 0x2122), ("uArr", 0x21d1), ("uacute", 0xfa), ("uarr", 0x2191), ("ucirc", 0xfb), ("ugrave", 0xf9),
    ("uml", 0xa8), ("upsih", 0x3d2), ("upsilon", 0x3c5), ("uuml", 0xfc), ("verbar", 0x7c), ("vert", 0x7c),
    ("weierp", 0x2118), ("xi", 0x3be), ("yacute", 0xfd), ("yen", 0xa5), ("yuml", 0xff), ("zeta", 0x3b6),
    ("zwj", 0x200d), ("zwnj", 0x200c),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    fn read(s: &str) -> Option<Literal> {
        let (len, read) = literal(&format!("{s}以后"))?;
        assert_eq!(len, s.len(), "{s}");
        Some(read)
    }

    #[test]
    fn breaks_blanks_and_characters_are_told_apart() {
        for s in [
            "\\r\\n",
            "\\n",
            "\\r",
            "<br>",
            "<BR/>",
            "<br />",
            "</p>",
            "<p style=\"margin:0\">",
            "&lt;br/&gt;",
            "&#10;",
            "<U+2028>",
        ] {
            assert_eq!(read(s), Some(Literal::Break), "{s}");
        }
        for s in [
            "&nbsp;",
            "&amp;nbsp;",
            "&amp;amp;nbsp;",
            "&nbsp",
            "&nbsp；",
            "&emsp;",
            "&#160;",
            "&#xA0;",
            "&#12288;",
            "<U+00A0>",
            "<U+3000>",
            "\\t",
            "\\u3000",
            "\\xa0",
            "&zwnj;",
            "&#8203;",
        ] {
            assert_eq!(read(s), Some(Literal::Blank), "{s}");
        }
        for (s, c) in [
            ("&ldquo;", '“'),
            ("&amp;rdquo;", '”'),
            ("&#8220;", '“'),
            ("&#x2014;", '—'),
            ("&mdash;", '—'),
            ("&middot;", '·'),
            ("&hellip;", '…'),
            ("&lt;", '<'),
            ("&amp;", '&'),
            ("&#147;", '“'),
            ("\\\"", '"'),
            ("\\u4e00", '一'),
        ] {
            assert_eq!(read(s), Some(Literal::Char(c)), "{s}");
        }
        for s in [
            "<strong>",
            "</span>",
            "<font color=red>",
            "<!-- 正文 -->",
            "<o:p>",
        ] {
            assert_eq!(read(s), Some(Literal::Nothing), "{s}");
        }
    }

    #[test]
    fn what_stands_for_itself_is_left() {
        for s in [
            "&",
            "A&B",
            "& ",
            "<50",
            "<《",
            "\\",
            "\\q",
            "&unknown;",
            "&#;",
            "&#x110000;",
            "<U+>",
            "<unknown>",
            "<p",
            "&ldquo",
            "<pre",
        ] {
            assert_eq!(literal(s), None, "{s}");
        }
        assert_eq!(stands_for("&ldquo;"), Some('“'));
        assert_eq!(stands_for("&ldquo;&rdquo;"), None);
        assert_eq!(stands_for("&nbsp;"), None);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(ENTITIES.is_sorted_by(|a, b| a.0 < b.0));
    }
}
