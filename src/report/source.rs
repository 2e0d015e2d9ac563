//! Bytes to text: formats, encodings, and refusing what is no text.
//!
//! Owns [`SourceError`], the sentences that say why a file cannot be read, and [`decode`]. Invariant: what `decode` returns
//! holds Han characters. Must not know of reports.

pub mod docx;
pub mod html;
pub mod pdf;

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::locale::Lang;
use crate::text::fold::is_han;

/// Largest file that is read, in bytes: 64 MB, some thousand times a report.
pub const LARGEST: u64 = 64 << 20;

/// How much of a file is shown to the detector. More does not change its answer on reports, and it reads 17 MB a second.
const SNIFFED: usize = 64 << 10;

/// A file or folder that could not be read as a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceError {
    /// The file or folder, as it was given or found.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file or folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Nothing there.
    Missing,
    /// A folder, and no report in it.
    NoReports,
    /// The system refuses; its kind, and its own words.
    Unreadable(io::ErrorKind, String),
    /// A pipe, socket or device.
    NotAFile,
    /// Larger than [`LARGEST`]; its size in bytes.
    TooLarge(u64),
    /// Standard input, and it is a terminal: nothing is piped in.
    NoInput,
    /// No bytes in it.
    Empty,
    /// Nothing but blanks in it.
    Blank,
    /// Text, but not one Han character in it.
    NoHan,
    /// A format that is not read.
    Format(Format),
    /// It cannot be taken apart: cut short, or not what its name says.
    Damaged(Format),
    /// Locked with a password.
    Encrypted(Format),
    /// Pages without a text layer: pictures of pages.
    Scanned,
    /// Unpacked it would be larger than [`LARGEST`].
    Bomb(Format),
    /// Reading it took longer than is waited for; that many seconds.
    TooSlow(u32),
}

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
    /// A web page
    Html,
    /// ZIP and other archives
    Archive,
    /// A picture
    Image,
    /// Some other bytes that are no text
    Binary,
}

impl Format {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Format::Text => lang.pick("纯文本", "plain text"),
            Format::Markdown => lang.pick(" Markdown 文件", "a Markdown file"),
            Format::Pdf => lang.pick(" PDF 文件", "a PDF file"),
            Format::Docx => lang.pick(" Word 文件", "a Word file"),
            Format::Ole => lang.pick("旧版 Word 或 WPS 文件", "an old Word or WPS file"),
            Format::Rtf => lang.pick(" RTF 文件", "an RTF file"),
            Format::Html => lang.pick("网页（HTML）", "a web page (HTML)"),
            Format::Archive => lang.pick("压缩包", "an archive"),
            Format::Image => lang.pick("图片", "a picture"),
            Format::Binary => lang.pick("二进制文件", "a binary file"),
        }
    }

    /// What the reader can do about it.
    fn advice(self, lang: Lang) -> &'static str {
        match self {
            Format::Pdf => lang.pick(
                "请复制其中文字，存为 .txt 再打开",
                "copy its text into a .txt file and open that",
            ),
            Format::Docx | Format::Ole | Format::Rtf | Format::Html => lang.pick(
                "请另存为纯文本（.txt）再打开",
                "save it as plain text (.txt) and open that",
            ),
            Format::Text | Format::Markdown => lang.pick("请直接打开", "open it as it is"),
            Format::Archive => lang.pick("请先解压", "unpack it first"),
            Format::Image => lang.pick(
                "请先识别文字，存为 .txt 再打开",
                "recognise its text first and save that as .txt",
            ),
            Format::Binary => lang.pick(
                "只读纯文本（.txt、.md），请在原来的程序里另存为 txt 再打开",
                "only plain text (.txt, .md) is read: save it as .txt in its own program and open that",
            ),
        }
    }

    /// The format that a file's extension (without the dot, any case) names, where it is one that is not read.
    pub fn of_extension(extension: &str) -> Option<Format> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "pdf" => Format::Pdf,
            "docx" | "docm" => Format::Docx,
            "doc" | "wps" => Format::Ole,
            "rtf" => Format::Rtf,
            "html" | "htm" | "shtml" | "xhtml" | "mht" | "mhtml" => Format::Html,
            _ => return None,
        })
    }

    /// The format that the first bytes of a file tell, where it is one that is not read.
    fn of_magic(bytes: &[u8]) -> Option<Format> {
        const MAGICS: [(&[u8], Format); 17] = [
            (b"%PDF", Format::Pdf),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Ole),
            (b"{\\rtf", Format::Rtf),
            (b"\x1f\x8b\x08", Format::Archive),
            (b"7z\xbc\xaf\x27\x1c", Format::Archive),
            (b"Rar!\x1a\x07", Format::Archive),
            (b"BZh", Format::Archive),
            (b"\xfd7zXZ\0", Format::Archive),
            (b"\x28\xb5\x2f\xfd", Format::Archive),
            (b"\x89PNG\r\n", Format::Image),
            (b"\xff\xd8\xff", Format::Image),
            (b"GIF8", Format::Image),
            (b"II*\0", Format::Image),
            (b"MM\0*", Format::Image),
            (b"RIFF", Format::Image),
            (b"\x7fELF", Format::Binary),
            (b"SQLite format 3\0", Format::Binary),
        ];
        if bytes.starts_with(b"PK\x03\x04") {
            let word = memchr::memmem::find(head(bytes), b"word/").is_some()
                || memchr::memmem::find(head(bytes), b"[Content_Types].xml").is_some();
            return Some(if word { Format::Docx } else { Format::Archive });
        }
        MAGICS
            .iter()
            .find(|(magic, _)| bytes.starts_with(magic))
            .map(|&(_, format)| format)
    }
}

impl SourceError {
    /// `problem` with the file or folder at `path`.
    pub fn new(path: impl Into<PathBuf>, problem: Problem) -> Self {
        Self {
            path: path.into(),
            problem,
        }
    }

    /// What the system said about `path`.
    pub fn from_io(path: impl Into<PathBuf>, error: &io::Error) -> Self {
        let problem = match error.kind() {
            io::ErrorKind::NotFound => Problem::Missing,
            kind => Problem::Unreadable(kind, error.to_string()),
        };
        Self::new(path, problem)
    }

    /// Which file, what is wrong and what to do, as one sentence without its final stop. The path is as the system has it:
    /// whoever prints it makes it safe.
    pub fn sentence(&self, lang: Lang) -> String {
        let path = self.path.display();
        let (reason, advice) = (self.reason(lang), self.advice(lang));
        match (lang, advice) {
            (Lang::Zh, Some(advice)) => format!("{path}：{reason}；{advice}"),
            (Lang::Zh, None) => format!("{path}：{reason}"),
            (Lang::En, Some(advice)) => format!("{path}: {reason}; {advice}"),
            (Lang::En, None) => format!("{path}: {reason}"),
        }
    }

    /// What is wrong, without the path: for lists that show the name beside it.
    pub fn reason(&self, lang: Lang) -> String {
        let fixed = match &self.problem {
            Problem::Missing => lang.pick("没有这个文件或文件夹", "no such file or folder"),
            Problem::NoReports => lang.pick(
                "文件夹里没有可读的报告（.txt、.md）",
                "no report to read (.txt, .md) in this folder",
            ),
            Problem::Unreadable(io::ErrorKind::PermissionDenied, _) => {
                lang.pick("没有读取权限", "permission denied")
            }
            Problem::Unreadable(_, words) => {
                return match lang {
                    Lang::Zh => format!("读不出来（{words}）"),
                    Lang::En => format!("cannot be read ({words})"),
                };
            }
            Problem::NotAFile => lang.pick(
                "不是普通文件（管道、套接字或设备）",
                "not a regular file (a pipe, socket or device)",
            ),
            Problem::TooLarge(bytes) => {
                // Rounded up, so that a file just over the limit is not said to be as large as the limit.
                let size = bytes.div_ceil(1 << 20);
                let most = LARGEST >> 20;
                return match lang {
                    Lang::Zh => format!("太大（{size} MB），最多读 {most} MB"),
                    Lang::En => format!("too large ({size} MB), at most {most} MB are read"),
                };
            }
            Problem::NoInput => lang.pick(
                "标准输入是终端，没有接文件",
                "standard input is a terminal, nothing is piped in",
            ),
            Problem::Empty => lang.pick("空文件", "the file is empty"),
            Problem::Blank => lang.pick("只有空白，没有文字", "nothing but blanks"),
            Problem::NoHan => lang.pick(
                "没有一个汉字，不是中文报告",
                "not one Chinese character, so no Chinese report",
            ),
            Problem::Format(format) => {
                let name = format.name(lang);
                return match lang {
                    Lang::Zh => format!("是{name}，目前不能直接读"),
                    Lang::En => format!("is {name}, which cannot be read yet"),
                };
            }
            Problem::Damaged(format) => {
                let name = format.name(lang);
                return match lang {
                    Lang::Zh => format!("是损坏的{name}"),
                    Lang::En => format!("is {name}, but damaged"),
                };
            }
            Problem::Encrypted(format) => {
                let name = format.name(lang);
                return match lang {
                    Lang::Zh => format!("是加了密码的{name}"),
                    Lang::En => format!("is {name} locked with a password"),
                };
            }
            Problem::Scanned => lang.pick(
                "是扫描的 PDF，只有图，没有文字",
                "is a scanned PDF: pictures of pages, no text",
            ),
            Problem::Bomb(format) => {
                let (name, most) = (format.name(lang), LARGEST >> 20);
                return match lang {
                    Lang::Zh => format!("是{name}，展开后超过 {most} MB"),
                    Lang::En => format!("is {name} that unpacks to more than {most} MB"),
                };
            }
            Problem::TooSlow(seconds) => {
                return match lang {
                    Lang::Zh => format!("读了 {seconds} 秒还没读完，已停下"),
                    Lang::En => format!("was not read after {seconds} seconds and was given up"),
                };
            }
        };
        fixed.to_owned()
    }

    /// What the reader can do, where something can be done.
    fn advice(&self, lang: Lang) -> Option<&'static str> {
        match &self.problem {
            Problem::Missing => Some(lang.pick("请检查路径", "check the path")),
            Problem::NoReports => Some(lang.pick(
                "请另选文件夹，或直接给出文件",
                "choose another folder, or name the files",
            )),
            Problem::Unreadable(io::ErrorKind::PermissionDenied, _) => Some(lang.pick(
                "请更改权限，或复制一份再打开",
                "change its permissions, or open a copy",
            )),
            Problem::NotAFile => {
                Some(lang.pick("请先存成文件再打开", "save it to a file and open that"))
            }
            Problem::NoInput => Some(lang.pick(
                "请这样用：cat 文件 | duizhao -",
                "use it as in: cat FILE | duizhao -",
            )),
            Problem::TooLarge(_) => Some(lang.pick("请拆开再打开", "split it and open the parts")),
            Problem::Format(format) => Some(format.advice(lang)),
            Problem::Damaged(_) => Some(lang.pick(
                "请重新下载或另存一份",
                "fetch it again, or save it anew in its own program",
            )),
            Problem::Encrypted(_) => {
                Some(lang.pick("请去掉密码另存一份", "save a copy without the password"))
            }
            Problem::Scanned => Some(Format::Image.advice(lang)),
            Problem::TooSlow(_) => Some(Format::Pdf.advice(lang)),
            Problem::Unreadable(..)
            | Problem::Empty
            | Problem::Blank
            | Problem::NoHan
            | Problem::Bomb(_) => None,
        }
    }
}

/// In English, as error chains are.
impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for SourceError {}

/// Decoded, extracted bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// What the bytes were.
    pub format: Format,
    /// Name of the encoding; empty where the format has its own (Word, PDF).
    pub encoding: &'static str,
    /// Something to be known of how the text came out.
    pub notes: Vec<Note>,
}

/// The text that a format's own reader took out of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extract {
    /// The text: a line for each paragraph, heading, list item or row of a table.
    pub text: String,
    /// Something to be known of how it came out.
    pub notes: Vec<Note>,
}

/// Something to be known of how a text came out of its file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// Some bytes were not of the encoding; U+FFFD stands in their place.
    BrokenBytes,
    /// A Word file with tracked changes: what was put in is read, what was struck out is not.
    TrackedChanges,
    /// This many pages of a PDF hold no text.
    PagesWithoutText(u32),
}

/// An encoding that the reader may ask for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Charset {
    /// UTF-8
    Utf8,
    /// UTF-16, little end first
    Utf16Le,
    /// UTF-16, big end first
    Utf16Be,
    /// GB18030, with GBK and GB2312 in it
    Gb18030,
    /// Big5
    Big5,
}

impl Charset {
    /// All of them.
    pub const ALL: [Charset; 5] = [
        Charset::Utf8,
        Charset::Gb18030,
        Charset::Big5,
        Charset::Utf16Le,
        Charset::Utf16Be,
    ];

    /// The name shown and kept: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `UTF-16BE`.
    pub fn name(self) -> &'static str {
        match self {
            Charset::Utf8 => "UTF-8",
            Charset::Utf16Le => "UTF-16LE",
            Charset::Utf16Be => "UTF-16BE",
            Charset::Gb18030 => "GB18030",
            Charset::Big5 => "Big5",
        }
    }

    /// The encoding that a name means, in any case and with or without hyphens; GBK and GB2312 are read as GB18030.
    pub fn named(name: &str) -> Option<Charset> {
        let plain: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        Some(match plain.as_str() {
            "utf8" => Charset::Utf8,
            "utf16" | "utf16le" => Charset::Utf16Le,
            "utf16be" => Charset::Utf16Be,
            "gb18030" | "gbk" | "gb2312" | "cp936" => Charset::Gb18030,
            "big5" | "big5hkscs" | "cp950" => Charset::Big5,
            _ => return None,
        })
    }
}

/// Reads a file's bytes, at most `most` of them. Asks what it is before opening it: a pipe would wait for ever.
///
/// # Errors
/// Missing, unreadable, not a regular file, larger than [`LARGEST`].
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, SourceError> {
    let failed = |error: &io::Error| SourceError::from_io(path, error);
    let about = std::fs::metadata(path).map_err(|e| failed(&e))?;
    if !about.is_file() {
        return Err(SourceError::new(path, Problem::NotAFile));
    }
    if about.len() > LARGEST {
        return Err(SourceError::new(path, Problem::TooLarge(about.len())));
    }
    let mut bytes = Vec::with_capacity(about.len().min(most) as usize);
    let mut file = File::open(path).map_err(|e| failed(&e))?.take(most);
    file.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
    Ok(bytes)
}

/// Reads standard input to its end.
///
/// # Errors
/// A terminal (nobody pipes anything in), unreadable, larger than [`LARGEST`].
pub fn read_stdin() -> Result<Vec<u8>, SourceError> {
    let input = io::stdin().lock();
    if input.is_terminal() {
        return Err(SourceError::new("-", Problem::NoInput));
    }
    let mut bytes = Vec::new();
    input
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| SourceError::from_io("-", &e))?;
    if bytes.len() as u64 > LARGEST {
        return Err(SourceError::new("-", Problem::TooLarge(bytes.len() as u64)));
    }
    Ok(bytes)
}

/// What a file's first bytes say it is, where that is something that is not read; `None` too if it cannot be opened.
pub fn sniff(path: &Path) -> Option<Format> {
    let bytes = read(path, 4 << 10).ok()?;
    match decode(path, &bytes, None) {
        Err(SourceError {
            problem: Problem::Format(format),
            ..
        }) => Some(format),
        _ => None,
    }
}

/// Decodes bytes, in `charset` where the reader asked for one: else BOM, else UTF-8, else sniffed (GB18030, Big5, UTF-16).
///
/// # Errors
/// Empty and blank input, formats that are no plain text, text without Han characters.
pub fn decode(path: &Path, bytes: &[u8], charset: Option<Charset>) -> Result<Decoded, SourceError> {
    let _ = charset;
    let refuse = |problem| Err(SourceError::new(path, problem));
    if bytes.is_empty() {
        return refuse(Problem::Empty);
    }
    if let Some(format) = Format::of_magic(bytes) {
        // A Word file is an archive; what makes it one may lie beyond the bytes at hand.
        let named = path.extension().and_then(|e| e.to_str());
        let format = match (format, named.and_then(Format::of_extension)) {
            (Format::Archive, Some(Format::Docx)) => Format::Docx,
            _ => format,
        };
        if format == Format::Pdf {
            return match pdf::text(bytes) {
                Ok(Extract { text, notes }) => Ok(Decoded {
                    text,
                    format,
                    encoding: "",
                    notes,
                }),
                Err(problem) => refuse(problem),
            };
        }
        return refuse(Problem::Format(format));
    }
    let Some((encoding, bytes)) = encoding_of(bytes) else {
        return refuse(Problem::Format(Format::Binary));
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if text.trim().is_empty() {
        return refuse(Problem::Blank);
    }
    if is_page(&text) {
        return refuse(Problem::Format(Format::Html));
    }
    let (mut chars, mut bad, mut han) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        chars += 1;
        bad += usize::from(c == char::REPLACEMENT_CHARACTER || is_control(c));
        han += usize::from(is_han(c));
    }
    // Real text has none; one in twenty still leaves it readable, and more comes from bytes that are no text.
    if bad * 20 > chars {
        return refuse(Problem::Format(Format::Binary));
    }
    if han == 0 {
        return refuse(Problem::NoHan);
    }
    Ok(Decoded {
        text: text.into_owned(),
        encoding: if encoding == GB18030 {
            "GB18030"
        } else {
            encoding.name()
        },
        format: Format::Text,
        notes: if damaged {
            vec![Note::BrokenBytes]
        } else {
            Vec::new()
        },
    })
}

/// Controls that plain text does not hold.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// The encoding of `bytes`, and the bytes without their mark; `None` for bytes that are no text.
fn encoding_of(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some((encoding, bytes.get(length..)?));
    }
    let nul = memchr::memchr(0, bytes).is_some();
    let utf8 = std::str::from_utf8(bytes);
    if (nul || utf8.is_err())
        && let Some(encoding) = unmarked_utf16(head(bytes))
    {
        return Some((encoding, bytes));
    }
    if nul && memchr::memchr_iter(0, bytes).count() * 1000 > bytes.len() {
        return None;
    }
    if utf8.is_ok() || is_damaged_utf8(bytes) {
        return Some((UTF_8, bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // `false`: the head may end inside a character. No top-level domain: with `cn`, Big5 is taken for GBK.
    detector.feed(head(bytes), false);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let encoding = if guess == GBK { GB18030 } else { guess };
    // Anything else would be a guess from too few bytes: of the two that reports come in, take the one that fits.
    let chinese = [GB18030, BIG5, UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
    if !chinese {
        let fitting = [GB18030, BIG5].into_iter().find(|candidate| {
            candidate
                .decode_without_bom_handling_and_without_replacement(bytes)
                .is_some_and(|text| text.chars().any(is_han))
        });
        return Some((fitting.unwrap_or(encoding), bytes));
    }
    Some((encoding, bytes))
}

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..SNIFFED).unwrap_or(bytes)
}

/// UTF-8 with a few broken places (a cut end, a stray byte): the pieces between them are long and hold Han.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken, mut multibyte) = (0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().len();
        multibyte += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // Other encodings break at every second or third character.
    broken * 100 < whole && multibyte > broken * 60
}

/// UTF-16 without a mark: nearly every unit is a Han character, a common mark, or ASCII with a zero byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let units = bytes.len() / 2;
    if units < 2 {
        return None;
    }
    let share = |high: usize| {
        let fitting = bytes
            .chunks_exact(2)
            .filter(|unit| {
                let (hi, lo) = match unit {
                    [a, b] if high == 0 => (*a, *b),
                    [a, b] => (*b, *a),
                    _ => return false,
                };
                match hi {
                    0x4e..=0x9f | 0xff => true,
                    0x00 => matches!(lo, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa0 | 0xb7 | 0xd7),
                    0x20 => lo != 0,
                    0x30 => lo <= 0x20,
                    _ => false,
                }
            })
            .count();
        fitting * 100 / units
    };
    let (little, big) = (share(1), share(0));
    // Measured on the reports: 99 and more the right way round, under 30 the wrong way and in GB18030, Big5 and UTF-8.
    match (little >= 95, big >= 95) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the text is the source of a web page.
fn is_page(text: &str) -> bool {
    let start: String = text
        .trim_start()
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    const TEXT: &str = "各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。今年地区生产总值增长6.5%左右，新增就业1200人。\n";
    const OLD: &str = "各位代表：\n現在，我代表區人民政府向大會報告工作，請予審議。今年地區生產總值增長6.5%左右，新增就業1200人。\n";

    fn read_as(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(Path::new("a.txt"), bytes, None).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn refused(bytes: &[u8]) -> Problem {
        decode(Path::new("a.txt"), bytes, None).unwrap_err().problem
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| {
                if little {
                    u.to_le_bytes()
                } else {
                    u.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn every_encoding_that_reports_come_in() {
        let gb = |text: &'static str| GB18030.encode(text).0.into_owned();
        let marked = [&[0xef, 0xbb, 0xbf], TEXT.as_bytes()].concat();
        assert_eq!(read_as(TEXT.as_bytes()), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(read_as(&marked), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(read_as(&gb(TEXT)), (TEXT.to_owned(), "GB18030"));
        assert_eq!(
            read_as(&gb("发展〇𠮷㎡，我们要全面推进各项工作")).1,
            "GB18030"
        );
        assert_eq!(read_as(&BIG5.encode(OLD).0), (OLD.to_owned(), "Big5"));
        for little in [true, false] {
            let name = if little { "UTF-16LE" } else { "UTF-16BE" };
            assert_eq!(read_as(&utf16(TEXT, little)), (TEXT.to_owned(), name));
            let marked = utf16(&format!("\u{feff}{TEXT}"), little);
            assert_eq!(read_as(&marked), (TEXT.to_owned(), name));
        }
    }

    #[test]
    fn short_texts_are_not_taken_for_western_ones() {
        for text in ["沈阳市", "政府工作报告", "一、工作回顾"] {
            assert_eq!(
                read_as(&GB18030.encode(text).0),
                (text.to_owned(), "GB18030")
            );
        }
    }

    #[test]
    fn a_cut_end_or_a_stray_byte_leaves_utf8_what_it_is() {
        let long = TEXT.repeat(3);
        let cut = &long.as_bytes()[..long.len() - 3];
        let decoded = decode(Path::new("a.txt"), cut, None).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.notes, [Note::BrokenBytes]);
        let mut stray = long.clone().into_bytes();
        stray.insert(long.find("报告").unwrap(), 0xb0);
        let decoded = decode(Path::new("a.txt"), &stray, None).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.notes, [Note::BrokenBytes]);
        assert_eq!(decoded.text.matches('\u{fffd}').count(), 1);
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(refused(b""), Problem::Empty);
        assert_eq!(refused(b" \r\n\t"), Problem::Blank);
        assert_eq!(refused("\u{feff}".as_bytes()), Problem::Blank);
        assert_eq!(refused(b"nothing Chinese here"), Problem::NoHan);
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Format::Pdf),
            (b"PK\x03\x04....[Content_Types].xml..word/", Format::Docx),
            (b"PK\x03\x04....a.txt", Format::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Format::Ole),
            (b"{\\rtf1\\ansi", Format::Rtf),
            (b"\x89PNG\r\n\x1a\n", Format::Image),
            (b"\n<!DOCTYPE html><title>", Format::Html),
            (
                b"\x01\x02\x00\x00\x03\x04\x00\xfe\x00\x00\x07",
                Format::Binary,
            ),
        ] {
            assert_eq!(refused(bytes), Problem::Format(format), "{bytes:?}");
        }
        let noise: Vec<u8> = (0..4000_u32).map(|i| (i * i * 7 + i / 3) as u8).collect();
        assert_eq!(refused(&noise), Problem::Format(Format::Binary));
    }

    #[test]
    fn a_sentence_names_the_file_what_is_wrong_and_what_to_do() {
        let error = SourceError::new("报告.docx", Problem::Format(Format::Docx));
        assert_eq!(
            error.sentence(Lang::Zh),
            "报告.docx：是 Word 文件，目前不能直接读；请另存为纯文本（.txt）再打开"
        );
        assert_eq!(
            error.to_string(),
            "报告.docx: is a Word file, which cannot be read yet; save it as plain text (.txt) and open that"
        );
        assert_eq!(
            SourceError::new("a", Problem::TooLarge(LARGEST + 1)).reason(Lang::En),
            "too large (65 MB), at most 64 MB are read"
        );
    }

    #[test]
    fn the_system_is_asked_before_a_file_is_opened() {
        let missing = read(Path::new("/no/such/file"), LARGEST).unwrap_err();
        assert_eq!(missing.problem, Problem::Missing);
        let device = read(Path::new("/dev/zero"), LARGEST).unwrap_err();
        assert_eq!(device.problem, Problem::NotAFile);
    }
}
