//! One text as a file of each kind that is read: what a word processor, a site or an old program would have made of it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Kinds that [`as_format`] takes in turn, by the extension of their files.
pub const KINDS: [&str; 7] = ["txt", "txt", "txt", "md", "html", "docx", "pdf"];

/// The `n`th file made of `text`: its extension and its bytes. Plain text in UTF-8, GB18030 and UTF-16, then Markdown, a page, a Word
/// file, a PDF, and again.
pub fn as_format(text: &str, n: usize) -> (&'static str, Vec<u8>) {
    let kind = n % KINDS.len();
    let bytes = match kind {
        1 => encoding_rs::GB18030.encode(text).0.into_owned(),
        2 => utf16(text),
        4 => page(text),
        5 => word(text),
        6 => pdf(text),
        _ => text.as_bytes().to_vec(),
    };
    (KINDS[kind], bytes)
}

/// UTF-16 with its mark, little end first.
pub fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A page with a menu, the text and a foot.
pub fn page(text: &str) -> Vec<u8> {
    let mut page = String::from(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>政府工作报告-政务公开</title><style>p{text-indent:2em}</style>\
         <script>var 页 = 1;</script></head><body>\n<ul class=\"nav\"><li><a href=\"/\">首页</a></li><li><a href=\"/zw\">政务公开</a></li>\
         <li><a href=\"/fw\">办事服务</a></li></ul>\n<div class=\"content\">\n",
    );
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let _ = writeln!(page, "<p>{}</p>", escaped(line));
    }
    page.push_str(
        "</div>\n<div class=\"foot\"><p>打印</p><p>关闭</p><p>版权所有</p></div></body></html>\n",
    );
    page.into_bytes()
}

/// A Word file with a paragraph for each line.
pub fn word(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let _ = write!(
            body,
            "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(line)
        );
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let relations = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"word/document.xml\"/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", relations),
        ("word/document.xml", &document),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Points of a page of A4, of its margins, of a glyph and of a line.
const PAGE: (u32, u32) = (595, 842);
const MARGIN: u32 = 72;
const GLYPH: u32 = 16;
const LINE: u32 = 28;

/// A PDF as an office would print it: 28 glyphs on a line, two ems before a paragraph, page numbers below. Its font is not in the
/// file, only what its glyphs mean.
pub fn pdf(text: &str) -> Vec<u8> {
    let rows_of_page = ((PAGE.1 - 2 * MARGIN) / LINE) as usize;
    let columns = ((PAGE.0 - 2 * MARGIN) / GLYPH) as usize;
    let mut rows: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let mut row = String::from("\u{3000}\u{3000}");
        let mut length = 2;
        for c in line.chars() {
            if length == columns {
                rows.push(std::mem::take(&mut row));
                length = 0;
            }
            row.push(c);
            length += 1;
        }
        rows.push(row);
    }
    let hex = |row: &str| -> String {
        let mut units = [0; 2];
        row.chars()
            .flat_map(|c| c.encode_utf16(&mut units).to_vec())
            .fold(String::new(), |mut out, unit| {
                let _ = write!(out, "{unit:04X}");
                out
            })
    };
    let pages: Vec<&[String]> = rows.chunks(rows_of_page.max(1)).collect();
    let mut objects: Vec<String> = Vec::new();
    let first_page = 6;
    let kids = (0..pages.len()).fold(String::new(), |mut kids, i| {
        let _ = write!(kids, "{} 0 R ", first_page + 2 * i);
        kids
    });
    objects.push("<< /Type /Catalog /Pages 2 0 R >>".into());
    objects.push(format!(
        "<< /Type /Pages /Kids [{kids}] /Count {} >>",
        pages.len()
    ));
    objects.push("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".into());
    objects.push(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
         /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] \
         /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>"
            .into(),
    );
    let mut meaning = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    // A range may not run over a change of the first byte.
    for block in (0..256).collect::<Vec<u32>>().chunks(100) {
        let _ = writeln!(meaning, "{} beginbfrange", block.len());
        for high in block {
            let _ = writeln!(meaning, "<{high:02X}00> <{high:02X}FF> <{high:02X}00>");
        }
        meaning.push_str("endbfrange\n");
    }
    meaning.push_str("endcmap end end");
    objects.push(stream(&meaning));
    for (number, rows) in pages.iter().enumerate() {
        let mut content = String::from("BT\n/F1 16 Tf\n");
        for (i, row) in rows.iter().enumerate() {
            let y = PAGE.1 - MARGIN - GLYPH - i as u32 * LINE;
            let _ = writeln!(content, "1 0 0 1 {MARGIN} {y} Tm <{}> Tj", hex(row));
        }
        let below = format!("— {} —", number + 1);
        let _ = writeln!(
            content,
            "/F1 10 Tf 1 0 0 1 {} 40 Tm <{}> Tj\nET",
            PAGE.0 / 2 - 20,
            hex(&below)
        );
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            PAGE.0,
            PAGE.1,
            first_page + 2 * number + 1
        ));
        objects.push(stream(&content));
    }
    let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut at = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        at.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let table = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in at {
        let _ = writeln!(out, "{offset:010} 00000 n ");
    }
    let _ = write!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    out
}

fn stream(content: &str) -> String {
    format!(
        "<< /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
}
