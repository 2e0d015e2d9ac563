//! Why the system refuses, in words for a reader.
//!
//! Owns [`Cause`]. Invariant: every error of the system is one, and each says what is wrong and what can be done about it.

use std::io;

use crate::locale::Lang;

/// Why a file cannot be read or written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// No room is left.
    Full,
    /// No room is left for this user.
    Quota,
    /// It is not allowed.
    Denied,
    /// Nothing can be changed there.
    ReadOnly,
    /// The device itself fails.
    Device,
    /// A folder has the name.
    Folder,
    /// A part of the path is no folder.
    NotFolder,
    /// It is not there, or the folder that it is to stand in is not.
    Missing,
    /// Neither a file nor a folder: a pipe, a device.
    Special,
    /// There is such a file already.
    Exists,
    /// The program, or the system, has too many files open.
    Handles,
    /// Files may not be so large.
    TooLarge,
    /// No file can be called so.
    Name,
    /// A disk that lies elsewhere does not answer.
    Away,
    /// Something else, in the system's own words.
    Other(String),
}

impl Cause {
    /// What an error of the system means.
    pub fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull => Self::Full,
            io::ErrorKind::QuotaExceeded => Self::Quota,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::NotADirectory => Self::NotFolder,
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            io::ErrorKind::InvalidFilename => Self::Name,
            io::ErrorKind::StaleNetworkFileHandle
            | io::ErrorKind::TimedOut
            | io::ErrorKind::NotConnected
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable => Self::Away,
            _ => Self::by_number(error).unwrap_or_else(|| Self::Other(error.to_string())),
        }
    }

    /// What has a number of the system and no kind of its own.
    #[cfg(unix)]
    fn by_number(error: &io::Error) -> Option<Self> {
        use rustix::io::Errno;
        Some(match Errno::from_io_error(error)? {
            Errno::IO | Errno::NXIO | Errno::NODEV => Self::Device,
            Errno::MFILE | Errno::NFILE => Self::Handles,
            _ => return None,
        })
    }

    #[cfg(not(unix))]
    fn by_number(_: &io::Error) -> Option<Self> {
        None
    }

    /// What is wrong.
    pub fn what(&self, lang: Lang) -> &str {
        match self {
            Self::Full => lang.pick("磁盘已满", "the disk is full"),
            Self::Quota => lang.pick("磁盘配额已用完", "the disk quota is used up"),
            Self::Denied => lang.pick("没有权限", "permission denied"),
            Self::ReadOnly => lang.pick("磁盘是只读的", "the file system is read-only"),
            Self::Device => lang.pick("磁盘出错", "the disk reports an error"),
            Self::Folder => lang.pick("这是文件夹", "this is a folder"),
            Self::NotFolder => {
                lang.pick("路径里有一段不是文件夹", "a part of the path is no folder")
            }
            Self::Missing => lang.pick("没有这个文件或文件夹", "no such file or folder"),
            Self::Special => lang.pick("不是普通文件", "this is no ordinary file"),
            Self::Exists => lang.pick("已有此文件", "there is such a file"),
            Self::Handles => lang.pick("打开的文件太多", "too many files are open"),
            Self::TooLarge => {
                lang.pick("超过了这里允许的文件大小", "larger than a file may be here")
            }
            Self::Name => lang.pick("文件名太长或用不得", "no possible file name"),
            Self::Away => lang.pick("网络磁盘没有回应", "the network disk does not answer"),
            Self::Other(words) => words,
        }
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> &'static str {
        match self {
            Self::Full | Self::Quota => lang.pick("请先腾出空间", "make room first"),
            Self::Denied => lang.pick(
                "请改权限或换一个地方",
                "change the permissions or use another place",
            ),
            Self::ReadOnly => lang.pick("请换一个地方", "use another place"),
            Self::Device => lang.pick("请检查磁盘", "check the disk"),
            Self::Folder | Self::Special | Self::Exists | Self::Name => {
                lang.pick("请换一个名字", "use another name")
            }
            Self::NotFolder | Self::Missing => lang.pick(
                "请先建好文件夹或换一个地方",
                "make the folder first or use another place",
            ),
            Self::Handles => lang.pick("请关掉一些程序再试", "close some programs and try again"),
            Self::TooLarge => lang.pick(
                "请放宽限制（ulimit -f）或换一个地方",
                "raise the limit (ulimit -f) or use another place",
            ),
            Self::Away => lang.pick("请接好之后再试", "connect it and try again"),
            Self::Other(_) => lang.pick("请再试一次", "try again"),
        }
    }
}
