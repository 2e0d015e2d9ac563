//! Why a file cannot be read, in sentences for the reader.
//!
//! Owns [`SourceError`] and [`Problem`]. Invariant: every sentence says which file, what is wrong and, where something can be done,
//! what. Must not know how anything is read.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::{Format, LARGEST, LONGEST};
use crate::locale::Lang;

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
    /// Its text is longer than [`LONGEST`]; its length in bytes.
    TooLong(usize),
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
                "文件夹里没有可读的报告（.txt、.md、.html、.docx、.pdf）",
                "no report to read (.txt, .md, .html, .docx, .pdf) in this folder",
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
            Problem::TooLong(bytes) => {
                let size = bytes.div_ceil(1 << 20);
                let most = LONGEST >> 20;
                return match lang {
                    Lang::Zh => format!("文字太多（{size} MB），最多读 {most} MB"),
                    Lang::En => {
                        format!("holds too much text ({size} MB), at most {most} MB are read")
                    }
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
                    Lang::Zh => format!("是{name}，不能直接读"),
                    Lang::En => format!("is {name}, which is not read"),
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
            Problem::TooLarge(_) | Problem::TooLong(_) => {
                Some(lang.pick("请拆开再打开", "split it and open the parts"))
            }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn a_sentence_names_the_file_what_is_wrong_and_what_to_do() {
        let error = SourceError::new("报告.doc", Problem::Format(Format::Ole));
        assert_eq!(
            error.sentence(Lang::Zh),
            "报告.doc：是旧版 Word（.doc）、Excel 或 WPS 文件，不能直接读；请用 Word 或 WPS 另存为 .docx 再打开"
        );
        assert_eq!(
            error.to_string(),
            "报告.doc: is an old Word (.doc), Excel or WPS file, which is not read; save it as .docx in Word, WPS or LibreOffice and open that"
        );
        assert_eq!(
            SourceError::new("a", Problem::TooLarge(LARGEST + 1)).reason(Lang::En),
            "too large (65 MB), at most 64 MB are read"
        );
        assert_eq!(
            SourceError::new("a", Problem::TooLong(LONGEST + 1)).reason(Lang::Zh),
            "文字太多（9 MB），最多读 8 MB"
        );
    }
}
