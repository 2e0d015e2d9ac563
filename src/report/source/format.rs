//! What kind of file bytes are: by their first bytes, by the name, by what stands in them, in this order.
//!
//! Owns [`Format`]. Invariant: the bytes win over the name, since names lie (a page saved as `.txt`, a Word file called
//! `.html`). Must not know how a format is taken apart.

use memchr::memmem;

use super::html;
use crate::locale::Lang;
use crate::text::fold::is_han;

/// A format: one that is read, or one that is recognised in order to be refused with advice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Format {
    /// Plain text
    #[default]
    Text,
    /// Markdown
    Markdown,
    /// PDF
    Pdf,
    /// Word since 2007
    Docx,
    /// Word, Excel or WPS before 2007
    Ole,
    /// Rich text
    Rtf,
    /// A web page, or one saved with its pictures (MHTML)
    Html,
    /// OFD, the fixed-layout format of Chinese offices
    Ofd,
    /// Other office files that are archives: spreadsheets, slides, OpenDocument
    Office,
    /// ZIP and other archives
    Archive,
    /// A picture
    Image,
    /// Some other bytes that are no text
    Binary,
}

/// How much of a text is looked at for tags, in bytes.
const LOOKED_AT: usize = 256 << 10;

impl Format {
    /// A short name, the same in every language: `txt`, `docx`.
    pub fn label(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Ole => "doc",
            Format::Rtf => "rtf",
            Format::Ofd => "ofd",
            Format::Office => "office",
            Format::Archive => "zip",
            Format::Image => "image",
            Format::Binary => "binary",
        }
    }

    /// Whether files of this format can be opened.
    pub fn is_read(self) -> bool {
        matches!(
            self,
            Format::Text | Format::Markdown | Format::Html | Format::Docx | Format::Pdf
        )
    }

    /// Its name in a sentence (`…是{name}`, `… is {name}`).
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Format::Text => lang.pick("纯文本", "plain text"),
            Format::Markdown => lang.pick(" Markdown 文件", "a Markdown file"),
            Format::Pdf => lang.pick(" PDF 文件", "a PDF file"),
            Format::Docx => lang.pick(" Word 文件", "a Word file"),
            Format::Ole => lang.pick(
                "旧版 Word（.doc）、Excel 或 WPS 文件",
                "an old Word (.doc), Excel or WPS file",
            ),
            Format::Rtf => lang.pick(" RTF 文件", "an RTF file"),
            Format::Html => lang.pick("网页（HTML）", "a web page (HTML)"),
            Format::Ofd => lang.pick(" OFD 文件", "an OFD file"),
            Format::Office => lang.pick(
                "表格、演示或 OpenDocument 文件",
                "a spreadsheet, slides or an OpenDocument file",
            ),
            Format::Archive => lang.pick("压缩包", "an archive"),
            Format::Image => lang.pick("图片", "a picture"),
            Format::Binary => lang.pick("二进制文件", "a binary file"),
        }
    }

    /// What the reader can do about it.
    pub(super) fn advice(self, lang: Lang) -> &'static str {
        match self {
            Format::Ole | Format::Rtf => lang.pick(
                "请用 Word 或 WPS 另存为 .docx 再打开",
                "save it as .docx in Word, WPS or LibreOffice and open that",
            ),
            Format::Office => lang.pick(
                "请另存为 .docx 或 .txt 再打开",
                "save it as .docx or .txt and open that",
            ),
            Format::Ofd => lang.pick(
                "请在 OFD 阅读器里另存为 PDF 或 .txt 再打开",
                "save it as PDF or .txt in an OFD reader and open that",
            ),
            Format::Pdf => lang.pick(
                "请复制其中文字，存为 .txt 再打开",
                "copy its text into a .txt file and open that",
            ),
            Format::Docx | Format::Html => lang.pick(
                "请另存为纯文本（.txt）再打开",
                "save it as plain text (.txt) and open that",
            ),
            Format::Text | Format::Markdown => lang.pick("请直接打开", "open it as it is"),
            Format::Archive => lang.pick("请先解压", "unpack it first"),
            Format::Image => lang.pick(
                "请先识别文字（OCR），存为 .txt 再打开",
                "recognise its text first (OCR) and save that as .txt",
            ),
            Format::Binary => lang.pick(
                "能读 .txt、.md、.html、.docx、.pdf，请在原来的程序里另存为其中一种再打开",
                ".txt, .md, .html, .docx and .pdf are read: save it as one of them in its own program and open that",
            ),
        }
    }

    /// The format that a file's extension (without the dot, any case) names, where one is known.
    pub fn of_extension(extension: &str) -> Option<Format> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "pdf" => Format::Pdf,
            "docx" | "docm" => Format::Docx,
            "doc" | "dot" | "wps" => Format::Ole,
            "rtf" => Format::Rtf,
            "html" | "htm" | "shtml" | "xhtml" | "mht" | "mhtml" => Format::Html,
            "ofd" => Format::Ofd,
            "odt" => Format::Office,
            _ => return None,
        })
    }

    /// The format that the first bytes tell; none where they may be text.
    pub(super) fn of_magic(bytes: &[u8]) -> Option<Format> {
        const MAGICS: [(&[u8], Format); 19] = [
            (b"%PDF-", Format::Pdf),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Ole),
            (b"{\\rtf", Format::Rtf),
            (b"\x1f\x8b\x08", Format::Archive),
            (b"7z\xbc\xaf\x27\x1c", Format::Archive),
            (b"Rar!\x1a\x07", Format::Archive),
            (b"BZh", Format::Archive),
            (b"\xfd7zXZ\0", Format::Archive),
            (b"\x28\xb5\x2f\xfd", Format::Archive),
            (b"PK\x05\x06", Format::Archive),
            (b"\x89PNG\r\n", Format::Image),
            (b"\xff\xd8\xff", Format::Image),
            (b"GIF8", Format::Image),
            (b"II*\0", Format::Image),
            (b"MM\0*", Format::Image),
            (b"RIFF", Format::Image),
            (b"\x7fELF", Format::Binary),
            (b"MZ\x90\0", Format::Binary),
            (b"SQLite format 3\0", Format::Binary),
        ];
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(packed(bytes));
        }
        // Readers of PDF accept its mark within the first kilobyte, and servers do put something before it.
        let mark = bytes.get(..1024).unwrap_or(bytes);
        if memmem::find(mark, b"%PDF-1.").is_some_and(|at| mark.get(at + 7..).is_some()) {
            return Some(Format::Pdf);
        }
        MAGICS
            .iter()
            .find(|(magic, _)| bytes.starts_with(magic))
            .map(|&(_, format)| format)
    }

    /// The format of a text: a page or a part of one by its tags, Markdown by its name.
    pub(super) fn of_text(text: &str, named: Option<Format>) -> Format {
        let mut end = text.len().min(LOOKED_AT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = text.get(..end).unwrap_or(text);
        if is_page(head) {
            return Format::Html;
        }
        let tags = Tags::of(head);
        let page = match named {
            Some(Format::Html) => tags.known > 0,
            _ => tags.carry_the_text(),
        };
        match named {
            _ if page => Format::Html,
            Some(Format::Markdown) => Format::Markdown,
            _ => Format::Text,
        }
    }
}

/// Which of the formats that are ZIP archives: the names of their parts stand in the clear, at the front and in the
/// list at the end.
fn packed(bytes: &[u8]) -> Format {
    let holds = |name: &[u8]| {
        const ENDS: usize = 64 << 10;
        let head = bytes.get(..ENDS).unwrap_or(bytes);
        let tail = bytes
            .get(bytes.len().saturating_sub(ENDS)..)
            .unwrap_or(bytes);
        memmem::find(head, name).is_some() || memmem::find(tail, name).is_some()
    };
    if holds(b"word/") {
        Format::Docx
    } else if holds(b"OFD.xml") {
        Format::Ofd
    } else if holds(b"xl/workbook")
        || holds(b"ppt/presentation")
        || holds(b"mimetypeapplication/vnd.oasis.opendocument")
    {
        Format::Office
    } else if holds(b"[Content_Types].xml") {
        Format::Docx
    } else {
        Format::Archive
    }
}

/// Whether an OLE file holds a Word file of today under a password: the name of that stream stands in it in UTF-16.
pub(super) fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    memmem::find(bytes, &name).is_some()
}

/// Whether the text begins as the source of a whole web page does.
fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // Comments and declarations may come first: the address that a browser saved a page from stands in one.
    while let Some(after) = ["<!--", "<?"]
        .iter()
        .find_map(|open| rest.strip_prefix(open))
    {
        let close = if rest.starts_with("<?") { ">" } else { "-->" };
        let Some((_, behind)) = after.split_once(close) else {
            return false;
        };
        rest = behind.trim_start();
    }
    let start: String = rest
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// What the tags of a text say about it.
#[derive(Debug, Default)]
struct Tags {
    /// Tags of elements that exist.
    known: usize,
    /// Those of them that begin or end a line.
    breaking: usize,
    /// Lines that hold Han characters.
    lines: usize,
    /// The first thing in it is a tag.
    first: bool,
}

impl Tags {
    fn of(text: &str) -> Self {
        let mut tags = Tags {
            lines: text.lines().filter(|line| line.chars().any(is_han)).count(),
            ..Tags::default()
        };
        let trimmed = text.trim_start();
        let start = text.len() - trimmed.len();
        for at in memchr::memchr_iter(b'<', text.as_bytes()) {
            if let Some(name) = text.get(at + 1..).and_then(html::tag_name) {
                let breaking = html::is_breaking(&name);
                tags.known += usize::from(breaking || html::is_inline(&name));
                tags.breaking += usize::from(breaking);
                tags.first |= at == start && breaking;
            }
        }
        tags
    }

    /// Whether they carry the text: lines end where tags say, not where the file breaks them. A stray `<br>` in a text
    /// that has lines of its own is no markup.
    fn carry_the_text(&self) -> bool {
        let least = if self.first { 2 } else { 4 };
        self.breaking >= least && self.breaking * 2 >= self.lines
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn a_page_is_known_by_how_it_begins() {
        for page in [
            "\n<!DOCTYPE html><title>",
            "\u{feff}<HTML lang=zh>",
            "<!-- saved from url=(0022)http://a.b/ -->\n<html>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">",
        ] {
            assert_eq!(Format::of_text(page, None), Format::Html, "{page}");
        }
    }

    #[test]
    fn a_part_of_a_page_is_known_by_tags_that_carry_the_text() {
        let part = "<p>各位代表：</p><p>过去一年，全区上下齐心。</p>";
        assert_eq!(Format::of_text(part, Some(Format::Text)), Format::Html);
        assert_eq!(Format::of_text("<div>一句话。</div>", None), Format::Html);
        let broken = "一、回顾<br>这一年不平凡。<br>二、计划<br>新的一年。<br>完。";
        assert_eq!(Format::of_text(broken, None), Format::Html);
        for text in [
            "各位代表：\n过去一年<br>全区上下齐心。\n一、回顾\n二、计划\n三、结语\n",
            "各位代表：<U+00A0><U+00A0>\n<U+3000>过去一年\n<U+3000>全区\n<U+00A0>",
            "若 x<y 且 y<z，则 x<z。\n",
            "<新华社>报道\n",
        ] {
            assert_eq!(
                Format::of_text(text, Some(Format::Text)),
                Format::Text,
                "{text}"
            );
        }
        assert_eq!(
            Format::of_text("没有标签", Some(Format::Html)),
            Format::Text
        );
        assert_eq!(
            Format::of_text("<b>一</b>", Some(Format::Html)),
            Format::Html
        );
        assert_eq!(
            Format::of_text("# 一", Some(Format::Markdown)),
            Format::Markdown
        );
        assert_eq!(Format::of_text("# 一", Some(Format::Text)), Format::Text);
    }

    #[test]
    fn archives_are_told_apart_by_the_names_in_them() {
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Format::Pdf),
            (b"\r\n\r\n%PDF-1.4\n1 0 obj", Format::Pdf),
            (b"PK\x03\x04....[Content_Types].xml..word/", Format::Docx),
            (
                b"PK\x03\x04....[Content_Types].xml..xl/workbook.xml",
                Format::Office,
            ),
            (
                b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text",
                Format::Office,
            ),
            (b"PK\x03\x04....OFD.xml", Format::Ofd),
            (b"PK\x03\x04....a.txt", Format::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Format::Ole),
            (b"{\\rtf1\\ansi", Format::Rtf),
            (b"\x89PNG\r\n\x1a\n", Format::Image),
        ] {
            assert_eq!(Format::of_magic(bytes), Some(format), "{bytes:?}");
        }
        assert_eq!(Format::of_magic("政府工作报告".as_bytes()), None);
        assert!(is_locked(
            b"..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0.."
        ));
    }
}
