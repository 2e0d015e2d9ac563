//! The source of a page cut into tags and text, as browsers cut it.
//!
//! Owns [`Scan`]. Invariant: one pass; whatever the page is, the work is linear in its length and nothing is copied (the
//! tokenizers at hand compare every attribute of a tag with every other). Where browsers drop the rest of a page because
//! something is never closed, it is taken as text instead: a text must not vanish for want of a `-->`. Must not know what tags
//! mean, apart from those whose content is no markup.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

use crate::text::fold::is_han;

/// A piece of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// `<name …>`
    Start(Tag<'a>),
    /// `</name>`
    End(&'a str),
    /// Text, as it stands in the source.
    Text(&'a str),
    /// Text in which `&` means nothing: the content of `xmp` and `plaintext`.
    Verbatim(&'a str),
}

/// A start tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tag<'a> {
    /// Its name, as it was written.
    pub(super) name: &'a str,
    /// What stands between name and `>`.
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, character references unresolved; empty where it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = Attributes(self.attributes);
        rest.find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    }
}

/// Elements whose content is no markup up to their end tag, and whether that is text to read.
const RAW: [(&str, Raw); 10] = [
    ("title", Raw::Read),
    ("textarea", Raw::Read),
    ("xmp", Raw::Verbatim),
    ("script", Raw::Script),
    ("style", Raw::Skip),
    ("iframe", Raw::Skip),
    ("noembed", Raw::Skip),
    ("noframes", Raw::Skip),
    ("noscript", Raw::Skip),
    ("plaintext", Raw::Rest),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Raw {
    Read,
    Verbatim,
    Script,
    Skip,
    Rest,
}

/// What is known not to come any more, so that it is looked for once only.
#[derive(Clone, Copy, Default, Debug)]
struct Gone {
    ends: [bool; RAW.len()],
    quotes: [bool; 2],
    comment: bool,
}

/// Cuts a page into tokens.
#[derive(Clone, Debug)]
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// Where the content of the element that was just opened ends, and how it is taken.
    raw: Option<(Raw, usize)>,
    gone: Gone,
    /// The page is XML: `<script/>` is closed.
    xml: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            raw: None,
            gone: Gone::default(),
            xml: text.trim_start().starts_with("<?xml"),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The slice up to `end`, past which reading goes on.
    fn cut(&mut self, end: usize) -> &'a str {
        let taken = self.text.get(self.at..end).unwrap_or("");
        self.at = end;
        taken
    }

    /// The place of `needle` from `from` on.
    fn place(&self, needle: u8, from: usize) -> Option<usize> {
        memchr(needle, self.text.as_bytes().get(from..)?).map(|at| from + at)
    }

    /// What never ends: text where it holds any, else nothing.
    fn unclosed(&mut self) -> Option<Token<'a>> {
        let rest = self.cut(self.text.len());
        rest.chars().any(is_han).then_some(Token::Text(rest))
    }

    /// Past a comment or declaration at `<!` or `<?`; false where it never ends.
    fn skip_comment(&mut self) -> bool {
        let rest = self.rest();
        if rest.starts_with("<!--") && !self.gone.comment {
            if let Some(short) = ["<!-->", "<!--->"].iter().find(|s| rest.starts_with(**s)) {
                self.at += short.len();
                return true;
            }
            // It ends at `-->` or, against the rules, at `--!>`.
            let mut from = self.at + 4;
            while let Some(end) = self.place(b'>', from) {
                let inside = self.text.as_bytes().get(self.at + 4..end);
                if inside.is_some_and(|c| c.ends_with(b"--") || c.ends_with(b"--!")) {
                    self.at = end + 1;
                    return true;
                }
                from = end + 1;
            }
            self.gone.comment = true;
        }
        match self.place(b'>', self.at) {
            Some(end) => {
                self.at = end + 1;
                true
            }
            None => false,
        }
    }

    /// The tag at `<` or `</`, whose name begins at `from`; none where it never ends.
    fn tag(&mut self, from: usize) -> Option<Tag<'a>> {
        let bytes = self.text.as_bytes();
        let is_end = |b: u8| matches!(b, b'>' | b'/') || b.is_ascii_whitespace();
        let run = |from: usize, stop: &dyn Fn(u8) -> bool| {
            let after = bytes.get(from..).unwrap_or_default();
            from + after.iter().position(|&b| stop(b)).unwrap_or(after.len())
        };
        let name_end = run(from, &is_end);
        let mut at = name_end;
        loop {
            at = run(at, &|b| b != b'/' && !b.is_ascii_whitespace());
            match self.byte(at) {
                None => return None,
                Some(b'>') => break,
                Some(_) => {}
            }
            // The first character belongs to the attribute's name whatever it is.
            at = run(at + 1, &|b| b == b'=' || is_end(b));
            let equals = run(at, &|b| !b.is_ascii_whitespace());
            if self.byte(equals) != Some(b'=') {
                continue;
            }
            at = run(equals + 1, &|b| !b.is_ascii_whitespace());
            let quote = match self.byte(at) {
                Some(q @ (b'"' | b'\'')) => Some((q, usize::from(q == b'\''))),
                _ => None,
            };
            if let Some((quote, which)) = quote
                && self.gone.quotes.get(which) == Some(&false)
            {
                if let Some(end) = self.place(quote, at + 1) {
                    at = end + 1;
                    continue;
                }
                if let Some(gone) = self.gone.quotes.get_mut(which) {
                    *gone = true;
                }
            }
            at = run(at, &|b| b == b'>' || b.is_ascii_whitespace());
        }
        let tag = Tag {
            name: self.text.get(from..name_end).unwrap_or(""),
            attributes: self.text.get(name_end..at).unwrap_or(""),
        };
        self.at = at + 1;
        Some(tag)
    }

    /// How the content of an element that was just opened is taken.
    fn open(&mut self, tag: Tag<'a>) {
        let Some((index, &(name, raw))) = RAW
            .iter()
            .enumerate()
            .find(|(_, (name, _))| name.eq_ignore_ascii_case(tag.name))
        else {
            return;
        };
        if self.xml && tag.attributes.ends_with('/') {
            return;
        }
        let gone = self.gone.ends.get(index).copied().unwrap_or(false);
        let end = match raw {
            Raw::Rest => Some(self.text.len()),
            _ if gone => None,
            Raw::Script => self.script_end(),
            _ => self.end_tag(name, self.at),
        };
        self.raw = end.map(|end| (raw, end));
        if end.is_none() {
            if let Some(gone) = self.gone.ends.get_mut(index) {
                *gone = true;
            }
            // Code to the end of the page; of other elements the tag is passed over, and their content read.
            if matches!(name, "script" | "style") {
                self.at = self.text.len();
            }
        }
    }

    /// Where `</name` stands from `from` on.
    fn end_tag(&self, name: &str, mut from: usize) -> Option<usize> {
        while let Some(at) = self.place(b'<', from) {
            if self.is_tag(at, "</", name) {
                return Some(at);
            }
            from = at + 1;
        }
        None
    }

    fn is_tag(&self, at: usize, open: &str, name: &str) -> bool {
        let Some(rest) = self.text.as_bytes().get(at..) else {
            return false;
        };
        let Some(rest) = rest.strip_prefix(open.as_bytes()) else {
            return false;
        };
        rest.get(..name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
            && rest
                .get(name.len())
                .is_some_and(|&b| matches!(b, b'>' | b'/') || b.is_ascii_whitespace())
    }

    /// Where the end tag of a script stands. Inside `<!--` … `-->` another `<script` takes the next `</script` for itself.
    fn script_end(&self) -> Option<usize> {
        let (mut escaped, mut inner, mut from) = (false, false, self.at);
        let mut last = None;
        let bytes = self.text.as_bytes();
        while let Some(at) = bytes
            .get(from..)
            .and_then(|b| memchr::memchr2(b'<', b'-', b))
            .map(|a| from + a)
        {
            let rest = bytes.get(at..).unwrap_or_default();
            from = at + 1;
            if rest.starts_with(b"-->") {
                (escaped, inner) = (false, false);
            } else if rest.starts_with(b"<!--") {
                escaped = true;
                from = at + 2;
            } else if self.is_tag(at, "</", "script") {
                if !inner {
                    return Some(at);
                }
                inner = false;
                last = Some(at);
            } else if escaped && self.is_tag(at, "<", "script") {
                inner = true;
            }
        }
        last
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if let Some((raw, end)) = self.raw.take() {
                let content = self.cut(end);
                match raw {
                    Raw::Read if !content.is_empty() => return Some(Token::Text(content)),
                    Raw::Verbatim | Raw::Rest if !content.is_empty() => {
                        return Some(Token::Verbatim(content));
                    }
                    _ => {}
                }
            }
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            // Text up to the next `<` that opens something.
            let mut from = self.at;
            let open = loop {
                let Some(at) = self.place(b'<', from) else {
                    break self.text.len();
                };
                match (self.byte(at + 1), self.byte(at + 2)) {
                    (Some(b), _) if b.is_ascii_alphabetic() || b == b'!' || b == b'?' => break at,
                    (Some(b'/'), Some(_)) => break at,
                    _ => from = at + 1,
                }
            };
            if open > self.at {
                return Some(Token::Text(self.cut(open)));
            }
            let name = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphabetic());
            if name(self.byte(self.at + 1)) {
                return match self.tag(self.at + 1) {
                    Some(tag) => {
                        self.open(tag);
                        Some(Token::Start(tag))
                    }
                    None => self.unclosed(),
                };
            }
            if self.byte(self.at + 1) == Some(b'/') && name(self.byte(self.at + 2)) {
                return match self.tag(self.at + 2) {
                    Some(tag) => Some(Token::End(tag.name)),
                    None => self.unclosed(),
                };
            }
            if !self.skip_comment() {
                return self.unclosed();
            }
        }
    }
}

/// The attributes in a start tag, name and value.
struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let blank = |c: char| c.is_ascii_whitespace();
        let rest = self.0.trim_start_matches(|c: char| blank(c) || c == '/');
        let first = rest.chars().next()?.len_utf8();
        let (head, tail) = rest.split_at_checked(first)?;
        let length = tail
            .find(|c: char| blank(c) || matches!(c, '/' | '='))
            .unwrap_or(tail.len());
        let name = rest.get(..head.len() + length)?;
        let behind = tail.get(length..)?;
        let Some(value) = behind.trim_start_matches(blank).strip_prefix('=') else {
            self.0 = behind;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(blank);
        let quoted = value
            .chars()
            .next()
            .filter(|q| matches!(q, '"' | '\''))
            .and_then(|quote| value.get(1..)?.split_once(quote));
        let (value, rest) =
            quoted.or_else(|| value.split_at_checked(value.find(blank).unwrap_or(value.len())))?;
        self.0 = rest;
        Some((name, value))
    }
}

/// The text with its character references resolved: `&ldquo;`, `&#8220;`, `&#x201c;`, and those without their stop.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    let mut rest = text;
    let mut out = String::new();
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, after) = (
            rest.get(..at).unwrap_or(""),
            rest.get(at + 1..).unwrap_or(""),
        );
        out.push_str(before);
        if let Some((first, second, length)) = reference(after) {
            out.push(first);
            out.extend(second);
            rest = after.get(length..).unwrap_or("");
        } else {
            out.push('&');
            rest = after;
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(rest);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The one or two characters that the reference behind an `&` stands for, and its length.
fn reference(text: &str) -> Option<(char, Option<char>, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, number),
        };
        let length = digits
            .find(|c: char| !c.is_digit(radix))
            .unwrap_or(digits.len());
        let (digits, behind) = digits.split_at_checked(length)?;
        if digits.is_empty() {
            return None;
        }
        let value = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
        let c = match value {
            0x80..=0x9f => C1_REPLACEMENTS
                .get((value - 0x80) as usize)
                .copied()
                .flatten()
                .or(char::from_u32(value)),
            0 => None,
            _ => char::from_u32(value),
        };
        let stop = usize::from(behind.starts_with(';'));
        let length = text.len() - behind.len() + stop;
        return Some((c.unwrap_or(char::REPLACEMENT_CHARACTER), None, length));
    }
    // The table holds every beginning of a name too; the longest name counts.
    let mut found = None;
    for end in 1..=text.len() {
        match text.get(..end).and_then(|name| NAMED_ENTITIES.get(name)) {
            None => break,
            Some(&(0, _)) => {}
            Some(&(first, second)) => found = Some((first, second, end)),
        }
    }
    let (first, second, length) = found?;
    let second = char::from_u32(second).filter(|&c| c != '\0');
    Some((char::from_u32(first)?, second, length))
}
