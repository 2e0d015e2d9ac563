//! Words of a report among marks that mean something: Markdown, CSV, XML, JSON.
//!
//! Invariant: what comes out is read as the same words by whoever reads the format, and as nothing else.

use std::fmt::Write as _;

use crate::text::safe::{self, Safe};

/// One CSV cell after RFC 4180. A spreadsheet runs cells that begin with `=`, `+`, `-` or `@` as formulas; unless it is a
/// plain number, such a cell gets an apostrophe in front.
pub fn csv_cell(cell: &str, out: &mut String) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']) && cell.parse::<f64>().is_err();
    if !formula && !cell.contains(['"', ',', '\n', '\r']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

/// Text of a document inside Markdown: what would be markup is escaped.
pub fn md_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '|' | '*' | '_' | '`' | '<' | '>' | '&' | '~' | '\\' | '[' | ']' | '#' | '!'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The same, safe to be printed: what cannot be seen is marked.
pub fn md(text: &str) -> String {
    md_cell(Safe::new(text).as_str())
}

/// Text inside an element or an attribute of XML or HTML. What XML cannot hold becomes `?`.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('?'),
            c => out.push(c),
        }
    }
    out
}

/// JSON leaves DEL, C1, bidi and zero-width characters and noncharacters as they are; inside strings, the only place where they can
/// stand, `\u` says the same without moving the reader's cursor.
pub fn unseen_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if unseen(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// What is not to be seen, other than the line feeds between the lines of the JSON itself.
fn unseen(c: char) -> bool {
    c != '\n' && safe::hidden(c)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn csv_quotes_commas_and_quotes() {
        let mut out = String::new();
        csv_cell("a,\"b\"", &mut out);
        assert_eq!(out, "\"a,\"\"b\"\"\"");
    }

    #[test]
    fn what_begins_like_a_formula_is_told_apart() {
        for (cell, written) in [
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-3.5", "-3.5"),
            ("-3.5亿元", "\"'-3.5亿元\""),
            ("――抓项目", "――抓项目"),
        ] {
            let mut out = String::new();
            csv_cell(cell, &mut out);
            assert_eq!(out, written);
        }
    }

    #[test]
    fn xml_holds_no_markup_and_no_controls() {
        assert_eq!(
            xml("</script>]]>\u{1}\u{b}&amp;\"'\u{85}𠀀"),
            "&lt;/script&gt;]]&gt;??&amp;amp;&quot;&#39;?𠀀"
        );
    }

    #[test]
    fn json_says_unseen_characters_by_number() {
        let json = unseen_json(&serde_json::to_string("a\u{1b}\u{9b}\u{202e}\u{e0041}b").unwrap());
        assert!(json.is_ascii(), "{json}");
        let back: String = serde_json::from_str(&json).unwrap();
        assert_eq!(back, "a\u{1b}\u{9b}\u{202e}\u{e0041}b");
    }
}
