//! Where the file lies, and reading it.
//!
//! Invariant: only a regular file is opened, and no more of it is read than any settings need. Must not know what stands in it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::{Config, FILE, VARIABLE, read};
use crate::locale::Lang;
use crate::store::whole::Cause;
use crate::text::safe::Safe;
use crate::theme::Fault;

/// Bytes: many times more than all settings with all keys.
const LARGEST: u64 = 1 << 20;

/// Where the file is looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// Who said so.
    pub by: By,
}

/// Who said where the file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// `--config`
    CommandLine,
    /// The variable.
    Environment,
    /// Nobody: it is the usual place.
    Usual,
}

impl Place {
    /// The place that `--config` names, else the variable, else the usual one (`~/.config/duizhao/config.toml`); none where there is no home.
    pub fn find(named: Option<&Path>, var: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        if let Some(path) = named {
            return Some(Self {
                path: path.to_owned(),
                by: By::CommandLine,
            });
        }
        if let Some(path) = var(VARIABLE).filter(|v| !v.is_empty()) {
            return Some(Self {
                path: path.into(),
                by: By::Environment,
            });
        }
        let base = etcetera::choose_base_strategy().ok()?;
        Some(Self {
            path: base.config_dir().join("duizhao").join(FILE),
            by: By::Usual,
        })
    }
}

/// Why a file of settings cannot be read at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unread {
    /// It is not there.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a device, a pipe, a socket.
    NoFile,
    /// It has so many bytes.
    Large(u64),
    /// It is no UTF-8: the line that is none.
    NoText(usize),
    /// The system refuses.
    System(Cause),
}

impl Unread {
    /// What is wrong and what to do, in Chinese and English, without the final stop.
    pub fn words(&self) -> (String, String) {
        let say = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Missing => say(
                "没有这个文件；duizhao config init 可以写一个",
                "no such file; duizhao config init writes one",
            ),
            Self::Folder => say(
                "是文件夹，不是文件；请写到里面的文件，例如 config.toml",
                "is a folder, not a file; name the file in it, such as config.toml",
            ),
            Self::NoFile => say(
                "不是普通文件；请换成一个文件",
                "is no regular file; name one that is",
            ),
            Self::Large(bytes) => (
                format!(
                    "有 {} KB，设置文件最多 {} KB，没有读；请看看是不是别的文件",
                    bytes >> 10,
                    LARGEST >> 10
                ),
                format!(
                    "has {} KB, more than the {} KB that settings may have, so it was not read; is it another file?",
                    bytes >> 10,
                    LARGEST >> 10
                ),
            ),
            Self::NoText(_) => say(
                "这里不是 UTF-8 文字，没有读这个文件；请用编辑器另存为 UTF-8",
                "no UTF-8 text here, so the file was not read; save it as UTF-8",
            ),
            Self::System(cause) => (
                format!(
                    "{}，没有读；请检查这个文件，或用 --config 换一个",
                    cause.what(Lang::Zh)
                ),
                format!(
                    "{}, so it was not read; look at the file, or name another with --config",
                    cause.what(Lang::En)
                ),
            ),
        }
    }

    /// The same as something wrong with the file `name`.
    pub fn fault(&self, name: &str) -> Fault {
        let (zh, en) = self.words();
        Fault {
            file: name.to_owned(),
            line: match self {
                Self::NoText(line) => Some(*line),
                _ => None,
            },
            zh,
            en,
        }
    }

    /// A sentence about the file, without its final stop.
    pub fn sentence(&self, name: &str, lang: Lang) -> String {
        Safe::new(&self.fault(name).sentence(lang)).to_string()
    }
}

impl Config {
    /// Reads the file at `place`. Where nobody named it, it may be missing; else what keeps it from being read stands among the faults.
    pub fn load(place: Option<Place>) -> Self {
        let Some(place) = place else {
            return Self::default();
        };
        let name = place.path.display().to_string();
        let mut config = match text(&place.path) {
            Ok(text) => {
                let folder = place.path.parent().unwrap_or(Path::new(""));
                let mut config = read::read(&name, folder, &text);
                config.found = true;
                config
            }
            Err(Unread::Missing) if place.by == By::Usual => Self::default(),
            Err(why) => Self {
                faults: vec![why.fault(&name)],
                ..Self::default()
            },
        };
        config.place = Some(place);
        config
    }

    /// Why the file at `place` cannot be read, if it cannot; for one that was named on the command line.
    pub fn unread(place: &Place) -> Option<Unread> {
        text(&place.path).err()
    }
}

/// The text of the file, without an order mark.
fn text(path: &Path) -> Result<String, Unread> {
    let system = |e: io::Error| match e.kind() {
        io::ErrorKind::NotFound => Unread::Missing,
        _ => Unread::System(Cause::of(&e)),
    };
    let about = fs::metadata(path).map_err(system)?;
    if about.is_dir() {
        return Err(Unread::Folder);
    }
    if !about.is_file() {
        // Nothing is settled in what holds nothing.
        if path == Path::new("/dev/null") {
            return Ok(String::new());
        }
        return Err(Unread::NoFile);
    }
    if about.len() > LARGEST {
        return Err(Unread::Large(about.len()));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    let file = File::open(path).map_err(system)?;
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(system)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unread::Large(bytes.len() as u64));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let good = e.as_bytes().iter().take(e.utf8_error().valid_up_to());
        Unread::NoText(good.filter(|&&b| b == b'\n').count() + 1)
    })?;
    Ok(text)
}
