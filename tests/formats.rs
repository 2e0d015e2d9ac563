//! Whatever a report comes as, its text comes out whole; whatever else comes, it ends in a sentence.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::locale::Lang;
use duizhao::report::library::{self, Entry};
use duizhao::report::source::{self, Charset, Format, LONGEST, Note, Problem};
use encoding_rs::{BIG5, GB18030};

use crate::support::shared;

fn read(name: &str, bytes: &[u8]) -> source::Decoded {
    source::decode(Path::new(name), bytes, None).unwrap_or_else(|e| panic!("{e}"))
}

fn refused(name: &str, bytes: &[u8]) -> Problem {
    source::decode(Path::new(name), bytes, None)
        .expect_err(name)
        .problem
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn utf16(text: &str, charset: Charset) -> Vec<u8> {
    let bytes = |unit: u16| match charset {
        Charset::Utf16Be => unit.to_be_bytes(),
        _ => unit.to_le_bytes(),
    };
    text.encode_utf16().flat_map(bytes).collect()
}

/// Texts to be encoded: the samples, and the shared reports where they are at hand.
fn texts() -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = library::samples()
        .iter()
        .map(|e| (e.name(), library::open(e, None).unwrap().0.to_string()))
        .collect();
    if let Some(folder) = shared("reports") {
        for entry in library::discover(&[folder]).entries {
            let (text, _) = library::open(&entry, None).unwrap();
            texts.push((entry.name(), text.to_string()));
        }
    }
    texts
}

fn prefix(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[test]
fn every_text_comes_back_from_every_encoding() {
    let mut big5 = 0;
    for (name, whole) in texts() {
        for text in [&*whole, prefix(&whole, 500), prefix(&whole, 90)] {
            if !text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
                continue;
            }
            let mut forms: Vec<(&str, Vec<u8>)> = vec![
                ("UTF-8", text.as_bytes().to_vec()),
                ("UTF-8", format!("\u{feff}{text}").into_bytes()),
            ];
            for charset in [Charset::Utf16Le, Charset::Utf16Be] {
                forms.push((charset.name(), utf16(text, charset)));
                forms.push((charset.name(), utf16(&format!("\u{feff}{text}"), charset)));
            }
            forms.push(("GB18030", GB18030.encode(text).0.into_owned()));
            let (bytes, _, lossy) = BIG5.encode(text);
            if !lossy {
                big5 += 1;
                forms.push(("Big5", bytes.into_owned()));
            }
            for (encoding, bytes) in forms {
                let decoded = read("a.txt", &bytes);
                assert_eq!(decoded.encoding, encoding, "{name}, {} bytes", text.len());
                assert!(decoded.text == text, "{name} in {encoding} is another text");
                assert_eq!(decoded.notes, [], "{name} in {encoding}");
            }
        }
    }
    if shared("reports").is_some() {
        assert!(big5 > 0, "no text that Big5 holds");
    }
}

#[test]
fn bytes_cut_anywhere_are_of_the_same_encoding() {
    for (name, text) in texts() {
        let forms = [
            ("UTF-8", text.as_bytes().to_vec()),
            ("GB18030", GB18030.encode(&text).0.into_owned()),
        ];
        for (encoding, bytes) in forms {
            for cut in [301, 302, 303, 1000, 1001, 1002] {
                let decoded = read("a.txt", &bytes[..cut.min(bytes.len())]);
                assert_eq!(decoded.encoding, encoding, "{name} cut at {cut}");
                let whole = decoded.text.trim_end_matches('\u{fffd}');
                assert!(text.starts_with(whole), "{name} cut at {cut}");
            }
        }
    }
}

#[test]
fn a_page_that_a_word_processor_wrote() {
    let page = fixture("word.html");
    let expected = "政府工作报告\n青石县政府工作报告\n\u{a0}\n一、2023年工作回顾\n过去一年，全县修路架桥，完成投资12.6亿元，增长8.5%。\
                    去年元月开工的水库如期蓄水。\n（一）\u{a0}办好学校。\n指标\t完成数\n新修公路\t36公里\n";
    let decoded = read("a.htm", &GB18030.encode(&page).0);
    assert_eq!(decoded.text, expected);
    assert_eq!(
        (decoded.format, decoded.encoding),
        (Format::Html, "GB18030")
    );
    // Its word on its encoding is wrong here, and the bytes win; so they do over the name.
    for name in ["a.htm", "a.doc", "a.txt"] {
        let decoded = read(name, page.as_bytes());
        assert_eq!((&*decoded.text, decoded.encoding), (expected, "UTF-8"));
    }
    // Two hundred kilobytes of style sheets first.
    let styled = page.replace(
        "<style>",
        &format!("<style>{}", "p.x {margin:0}\n".repeat(14_000)),
    );
    assert_eq!(read("a.htm", &GB18030.encode(&styled).0).text, expected);
}

#[test]
fn a_page_of_a_government_site() {
    assert_eq!(
        read("a.html", fixture("trs.html").as_bytes()).text,
        [
            "2024年政府工作报告_青石县人民政府",
            "首页 > 政务公开 > 政府工作报告",
            "【字体：大 中 小】",
            "政府工作报告",
            "　　各位代表：",
            "　　现在，我代表县人民政府，向大会报告工作。",
            "　　一、过去一年",
            "　　（一）修路。全年修路“三横两纵”36公里1。",
            "　　（二）办学。新建学校2所。",
            "　　二、今年工作",
            "1. 再修路10公里；",
            "2. 再建桥1座。",
            "版权所有：青石县人民政府©2024\u{a0}\u{a0}网站地图\n",
        ]
        .join("\n")
    );
}

#[test]
fn a_page_laid_out_with_tables() {
    assert_eq!(
        read("a.html", fixture("layout.html").as_bytes()).text,
        "青石县\n首页\n县情\n政府工作报告\n各位代表：\n　　一、2003年回顾\n　　修路12公里。\n　　二、2004年安排\n　　修桥2座。\n\
         电话：\t123\n"
    );
}

#[test]
fn a_page_saved_with_its_pictures() {
    let page = fixture("trs.html");
    let plain = read("a.html", page.as_bytes()).text;
    let mut quoted = String::new();
    for (n, b) in page.bytes().enumerate() {
        if n % 70 == 69 {
            quoted.push_str("=\r\n");
        }
        match b {
            b'\n' => quoted.push_str("\r\n"),
            b'=' | 0x80.. => quoted.push_str(&format!("={b:02X}")),
            _ => quoted.push(char::from(b)),
        }
    }
    let saved = format!(
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
         \tboundary=\"----M--x----\"\r\n\r\n------M--x----\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n------M--x----\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------M--x------\r\n"
    );
    for name in ["a.mht", "a.txt", "a"] {
        let decoded = read(name, saved.as_bytes());
        assert_eq!((decoded.format, &*decoded.text), (Format::Html, &*plain));
    }
}

#[test]
fn what_stands_for_itself_in_a_text_is_left_alone() {
    let text = "各位代表：\\r\\n　　&nbsp;过去一年<U+00A0>，GDP&lt;100<br>亿元。\r\n二、&ldquo;安排&rdquo;\n\n\u{0}末";
    let decoded = read("a.txt", text.as_bytes());
    assert_eq!((decoded.format, &*decoded.text), (Format::Text, text));
}

#[test]
fn broken_bytes_are_said_and_stand_as_replacement_characters() {
    for (bytes, encoding) in [
        (
            "各位代表，过去一年全县上下齐心。".repeat(20).into_bytes(),
            "UTF-8",
        ),
        (
            GB18030
                .encode(&"各位代表，过去一年全县上下齐心。".repeat(20))
                .0
                .into_owned(),
            "GB18030",
        ),
    ] {
        let mut bytes = bytes;
        bytes.insert(96, 0xff);
        let decoded = read("a.txt", &bytes);
        assert_eq!(
            (decoded.encoding, &decoded.notes[..]),
            (encoding, &[Note::BrokenBytes][..])
        );
        assert!(decoded.text.contains('\u{fffd}') && decoded.text.contains("全县上下齐心"));
    }
}

#[test]
fn han_beyond_the_first_plane_in_every_encoding_that_has_them() {
    let text = "㐂𠮷𬭎县：一、回顾。过去一年，全县上下齐心。";
    for bytes in [
        GB18030.encode(text).0.into_owned(),
        utf16(text, Charset::Utf16Le),
        utf16(text, Charset::Utf16Be),
    ] {
        assert_eq!(read("a.txt", &bytes).text, text);
    }
}

/// Pages made to be expensive: each piece repeated to `size` bytes, then a word to read.
fn hostile(size: usize) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let pieces = [
        "<p>",
        "<div>",
        "<b><i>",
        "<table><tr><td>",
        "<td>",
        "<ol><li>",
        "<a b=\"",
        "<a b=c d ",
        "<!--",
        "<!-- >",
        "<![CDATA[",
        "<!DOCTYPE [<!ENTITY a \"b\">",
        "<script><!--<script>",
        "<style>",
        "<title>",
        "<noscript>",
        "<template>",
        "<textarea>",
        "<plaintext>",
        "&CounterClockwiseContourIntegral",
        "&#x",
        "&",
        "<",
        "</",
        "<?",
        "<pre>\n\n",
        "<svg><math><select>",
    ];
    pieces.into_iter().map(move |piece| {
        let page = format!(
            "<html>{}\n\">--></style></script>甲<p>乙",
            piece.repeat(size / piece.len())
        );
        (piece, page.into_bytes())
    })
}

#[test]
fn pages_made_to_be_expensive_end_and_hide_nothing() {
    for (piece, page) in hostile(256 << 10) {
        let decoded = read("a.html", &page);
        assert_eq!(decoded.format, Format::Html, "{piece}");
        assert!(decoded.text.contains('乙'), "{piece}");
        assert!(decoded.text.len() <= page.len() * 2, "{piece}");
    }
}

#[test]
#[ignore = "writes and reads 64 MB many times over"]
fn pages_as_long_as_may_be_read_end_too() {
    for (piece, page) in hostile(source::LARGEST as usize - 100) {
        match source::decode(Path::new("a.html"), &page, None) {
            Ok(decoded) => assert!(decoded.text.len() <= LONGEST, "{piece}"),
            Err(e) => assert!(
                matches!(
                    e.problem,
                    Problem::TooLong(_) | Problem::Blank | Problem::NoHan
                ),
                "{piece}: {e}"
            ),
        }
    }
}

#[test]
#[ignore = "reads 64 MB"]
fn one_line_as_long_as_may_be_read_ends_too() {
    let line = "发展".repeat(source::LARGEST as usize / 6);
    for text in [&*line, &line.replace('发', "\0")] {
        let bytes = text.as_bytes();
        let problem = refused("a.txt", bytes);
        assert!(
            matches!(
                problem,
                Problem::TooLong(_) | Problem::Format(Format::Binary)
            ),
            "{problem:?}"
        );
        for head in [
            &[][..],
            b"PK\x03\x04word/",
            b"%PDF-1.7\n",
            b"MIME-Version: 1.0\n\n",
            b"<html>",
        ] {
            let bytes = [head, bytes].concat();
            for name in ["a.docx", "a.pdf", "a.mht", "a.md"] {
                let error = source::decode(Path::new(name), &bytes, None).expect_err(name);
                assert!(!error.sentence(Lang::En).is_empty());
            }
        }
    }
}

#[test]
fn more_text_than_a_hundred_reports_is_refused() {
    let line = "发展".repeat(LONGEST / 6 + 1);
    assert_eq!(
        refused("a.txt", line.as_bytes()),
        Problem::TooLong(line.len())
    );
}

#[test]
fn what_cannot_be_read_says_what_to_do_in_both_languages() {
    let cases: [(&str, &[u8]); 12] = [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."),
        ("a.rtf", b"{\\rtf1\\ansi x}"),
        ("a.zip", b"PK\x03\x04....b.txt"),
        ("a.xlsx", b"PK\x03\x04....xl/workbook.xml"),
        ("a.ofd", b"PK\x03\x04....OFD.xml"),
        ("a.png", b"\x89PNG\r\n\x1a\n...."),
        ("a.jpg", b"\xff\xd8\xff\xe0...."),
        ("a.rar", b"Rar!\x1a\x07\x00"),
        ("a.txt", &[0; 4096]),
        ("a.docx", b"PK\x03\x04word/"),
        ("a.pdf", b"%PDF-1.7\n"),
    ];
    for (name, bytes) in cases {
        let error = source::decode(Path::new(name), bytes, None).expect_err(name);
        for (lang, please, semicolon) in [(Lang::Zh, "请", "；"), (Lang::En, "", "; ")] {
            let sentence = error.sentence(lang);
            assert!(sentence.starts_with(name), "{sentence}");
            assert!(
                sentence.contains(please) || sentence.contains("能读"),
                "{sentence}"
            );
            assert!(sentence.contains(semicolon), "{sentence}");
        }
    }
}

#[test]
fn a_folder_mixes_formats_and_passes_over_what_a_page_was_saved_with() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let put = |name: &str, bytes: &[u8]| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    for name in [
        "a.txt", "b.MD", "c.html", "d.htm", "e.mht", "f.docx", "g.pdf", "h",
    ] {
        put(name, "报告".as_bytes());
    }
    for name in [
        "c_files/a.css",
        "c_files/b.js",
        "c_files/c.png",
        "d.files/e.gif",
        "i.xlsx",
        "j.zip",
    ] {
        put(name, b"x");
    }
    put("k.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....");
    put("l.rtf", b"{\\rtf1");
    put(
        "m.odt",
        b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text",
    );
    let found = library::discover(&[root.to_owned()]);
    let names: Vec<String> = found.entries.iter().map(Entry::name).collect();
    assert_eq!(
        names,
        [
            "a.txt", "b.MD", "c.html", "d.htm", "e.mht", "f.docx", "g.pdf", "h"
        ]
    );
    let problems: Vec<Problem> = found.failed.into_iter().map(|e| e.problem).collect();
    assert_eq!(
        problems,
        [Format::Ole, Format::Rtf, Format::Office].map(Problem::Format)
    );
    assert_eq!(found.ignored, 6);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("a.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let long = PathBuf::from("报".repeat(1400));
    // Each the other's target.
    let (one, other) = (folder.path().join("b.txt"), folder.path().join("c.txt"));
    std::os::unix::fs::symlink(&one, &other).unwrap();
    std::os::unix::fs::symlink(&other, &one).unwrap();
    for path in [&long, &one] {
        let found = library::discover(std::slice::from_ref(path));
        assert_eq!(found.entries, []);
        let problem = &found.failed[0].problem;
        assert!(matches!(problem, Problem::Unreadable(..)), "{problem:?}");
        assert!(library::beginning(&Entry::File(path.clone()), 4 << 10, None).is_none());
    }
    let cases = [
        (pipe, Problem::NotAFile),
        (PathBuf::from("/dev/zero"), Problem::NotAFile),
        (PathBuf::from("no/such/file"), Problem::Missing),
    ];
    for (path, problem) in cases {
        let found = library::discover(std::slice::from_ref(&path));
        assert_eq!(found.failed[0].problem, problem);
        assert_eq!(
            library::load(&Entry::File(path)).unwrap_err().problem,
            problem
        );
    }
    let error = library::load(&Entry::File(long)).unwrap_err();
    assert!(matches!(error.problem, Problem::Unreadable(..)), "{error}");
}

/// Names are bytes: those that are no text are shown with replacement characters, and read like others.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_and_long_ones_are_read() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let bare = std::ffi::OsStr::from_bytes(b"\xb1\xa8\xb8\xe6");
    let gbk = std::ffi::OsStr::from_bytes(b"\xb1\xa8\xb8\xe6.txt");
    let long = format!("{}.txt", "a".repeat(251));
    let control = "a\u{1b}[31m\n.txt";
    for name in [bare, gbk, long.as_ref(), control.as_ref()] {
        fs::write(folder.path().join(name), "报告").unwrap();
    }
    let found = library::discover(&[folder.path().to_owned()]);
    assert_eq!(
        (found.entries.len(), found.failed, found.ignored),
        (4, vec![], 0)
    );
    for entry in &found.entries {
        let report = library::load(entry).unwrap();
        assert_eq!(&*report.text, "报告");
        assert!(!entry.name().is_empty());
    }
}

#[test]
fn the_beginning_of_a_page_is_the_beginning_of_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let line = "<p>各位代表，过去一年全县上下齐心，修路架桥。</p>\n";
    for (name, page) in [
        ("a.html", fixture("trs.html")),
        (
            "b.html",
            format!(
                "<html><style>{}</style>{}",
                "p{a:b}".repeat(3000),
                line.repeat(3000)
            ),
        ),
        ("c.md", "## 一、回顾\n\n- 修路**架桥**\n".repeat(500)),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, &page).unwrap();
        let entry = Entry::File(path);
        let (whole, _) = library::open(&entry, None).unwrap();
        let (head, source) = library::beginning(&entry, 4 << 10, None).unwrap();
        assert!(
            whole.starts_with(&*head) && head.len() > 90,
            "{name}: {} bytes",
            head.len()
        );
        assert!(source.bytes <= 64 << 10);
    }
}
