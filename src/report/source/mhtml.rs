//! Pages that a browser saved together with their pictures (MHTML, `.mht`).
//!
//! Owns [`is_mhtml`] and [`pages`]. Invariant: time is linear in the length of the file for each of at most [`DEEPEST`] levels, and
//! of a broken archive every part that can be found is given. Must not know HTML.

use memchr::memmem;

/// Archives inside archives.
const DEEPEST: usize = 4;

/// How far into a file its headers may reach, in bytes.
const HEADERS: usize = 16 << 10;

/// A part of the archive: a page, or a text where it has no page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Page {
    /// The bytes, with the transfer encoding undone.
    pub(super) bytes: Vec<u8>,
    /// The encoding that its header names.
    pub(super) charset: Option<String>,
    /// It is HTML.
    pub(super) html: bool,
}

/// Whether the bytes begin with the headers of such an archive.
pub(super) fn is_mhtml(bytes: &[u8]) -> bool {
    // Cheap for the many that are none: headers are ASCII and begin with a word and a colon.
    let head = bytes.get(..HEADERS).unwrap_or(bytes).trim_ascii_start();
    let name = head
        .iter()
        .take_while(|&&b| b.is_ascii_alphanumeric() || b == b'-')
        .count();
    name > 0
        && head.get(name) == Some(&b':')
        && header(head, "mime-version").is_some()
        && header(head, "content-type")
            .is_some_and(|value| value.to_ascii_lowercase().starts_with("multipart/"))
}

/// The pages in the archive, in order; its texts where it has no page.
pub(super) fn pages(bytes: &[u8]) -> Vec<Page> {
    let mut found = Vec::new();
    part(bytes.trim_ascii_start(), 0, &mut found);
    if found.iter().any(|page| page.html) {
        found.retain(|page| page.html);
    }
    found
}

fn part(bytes: &[u8], depth: usize, found: &mut Vec<Page>) {
    let kind = header(bytes, "content-type").unwrap_or_default();
    let body = body(bytes);
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("multipart/") {
        if let Some(boundary) = parameter(&kind, "boundary")
            && depth < DEEPEST
        {
            for inner in parts(body, &boundary) {
                part(inner, depth + 1, found);
            }
        }
        return;
    }
    let html = lower.starts_with("text/html") || lower.starts_with("application/xhtml");
    if html || lower.starts_with("text/plain") {
        let transfer = header(bytes, "content-transfer-encoding").unwrap_or_default();
        let bytes = match transfer.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(body),
            "base64" => base64(body),
            _ => body.to_vec(),
        };
        found.push(Page {
            bytes,
            charset: parameter(&kind, "charset"),
            html,
        });
    }
}

/// What stands behind the first empty line.
fn body(bytes: &[u8]) -> &[u8] {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"];
    ends.iter()
        .filter_map(|end| memmem::find(bytes, end).map(|at| at + end.len()))
        .min()
        .and_then(|at| bytes.get(at..))
        .unwrap_or_default()
}

/// The value of a header, its folded lines joined.
fn header(bytes: &[u8], name: &str) -> Option<String> {
    let head = bytes.get(..HEADERS).unwrap_or(bytes);
    let mut lines = head
        .split(|&b| b == b'\n')
        .map(<[u8]>::trim_ascii_end)
        .peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            return None;
        }
        let (key, value) = line.split_at(line.iter().position(|&b| b == b':').unwrap_or(0));
        if key.eq_ignore_ascii_case(name.as_bytes()) {
            let mut value = value.get(1..).unwrap_or_default().to_vec();
            while let Some(more) = lines.next_if(|l| l.starts_with(b" ") || l.starts_with(b"\t")) {
                value.extend_from_slice(more);
            }
            return Some(String::from_utf8_lossy(&value).trim().to_owned());
        }
    }
    None
}

/// A parameter of a header's value: `text/html; charset="gb2312"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The parts between the lines `--boundary`; the last may lack its end.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    if boundary.is_empty() {
        return Vec::new();
    }
    let marks: Vec<usize> = memmem::find_iter(body, mark.as_bytes())
        .filter(|&at| at == 0 || body.get(at - 1) == Some(&b'\n'))
        .collect();
    marks
        .iter()
        .enumerate()
        .filter_map(|(n, &at)| {
            let end = marks.get(n + 1).copied().unwrap_or(body.len());
            let part = body.get(at + mark.len()..end)?;
            if part.starts_with(b"--") {
                return None;
            }
            let line = memchr::memchr(b'\n', part)? + 1;
            part.get(line..)
        })
        .collect()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, after) = rest.split_at(at);
        out.extend_from_slice(before);
        rest = match after {
            [_, b'\r', b'\n', rest @ ..] | [_, b'\n', rest @ ..] => rest,
            [_, a, b, rest @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                let digit = |d: u8| char::from(d).to_digit(16).unwrap_or(0) as u8;
                out.push(digit(*a) << 4 | digit(*b));
                rest
            }
            // Against the rules, and kept.
            [_, rest @ ..] => {
                out.push(b'=');
                rest
            }
            [] => break,
        };
    }
    out.extend_from_slice(rest);
    out
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &b in bytes {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    const SAVED: &str = "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x--\"\r\n\r\n\r\n----x--\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p cla=\r\nss=3Da>=E6=8A=A5=E5=91=8A</p>\r\n----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n----x--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+\r\n5p2h\r\nPC9wPg==\r\n----x------\r\n";

    #[test]
    fn the_pages_of_an_archive() {
        assert!(is_mhtml(SAVED.as_bytes()));
        let pages = pages(SAVED.as_bytes());
        let texts: Vec<String> = pages
            .iter()
            .map(|p| String::from_utf8(p.bytes.clone()).unwrap())
            .collect();
        assert_eq!(texts, ["<p class=a>报告</p>\r\n", "<p>条</p>"]);
        assert_eq!(pages[0].charset.as_deref(), Some("gb2312"));
    }

    #[test]
    fn what_is_no_archive() {
        for bytes in [
            "",
            "政府工作报告",
            "Date: 2024\n\n正文",
            "<html>",
            "甲: 乙\n",
        ] {
            assert!(!is_mhtml(bytes.as_bytes()), "{bytes}");
        }
    }

    #[test]
    fn an_archive_that_was_cut_gives_what_is_there() {
        let cut = &SAVED[..SAVED.find("</p>").unwrap()];
        assert_eq!(pages(cut.as_bytes()).len(), 1);
        assert_eq!(
            pages(b"MIME-Version: 1.0\nContent-Type: multipart/mixed\n\n"),
            []
        );
    }
}
