//! The reader's settings and keys: one file, `config.toml`.
//!
//! Owns [`Config`]. Invariants: every mistake in the file is told once, with its line and what to do, while the rest of it works; the file
//! is read and never written, except by whoever asks for a new one. Must not know which actions there are: keys are kept as they are
//! written, and [`crate::app::keymap`] says what is wrong with them.

mod file;
mod read;
mod settings;
mod write;

use std::path::{Path, PathBuf};

use crate::locale::Lang;
use crate::report::source::Charset;
use crate::text::width::Ambiguous;
use crate::theme::Fault;

pub use file::{By, Place, Unread};
pub(crate) use read::cut;
pub use settings::{SETTINGS, Setting};
pub use write::{Action, text};

/// The file's name.
pub const FILE: &str = "config.toml";
/// The variable that names the file.
pub const VARIABLE: &str = "DUIZHAO_CONFIG";

/// Colours of the browser.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PaletteName {
    /// 墨, dark ground.
    Ink,
    /// 纸, light ground.
    Paper,
    /// 高对比.
    Contrast,
}

/// When there is colour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum ColorWhen {
    /// As the terminal and the environment say.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// By which way text is copied.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Clipboard {
    /// Through tmux inside of it, else by OSC 52.
    #[default]
    Auto,
    /// Through `tmux load-buffer`.
    Tmux,
    /// By OSC 52.
    Osc52,
    /// Not at all.
    Off,
}

/// Which keys are there before those of the file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Preset {
    /// The keys of the program.
    #[default]
    Default,
    /// These, and what users of vi expect.
    Vi,
    /// Arrows, named keys and function keys; no letter does anything.
    Plain,
}

impl Preset {
    /// All of them.
    pub const ALL: [Preset; 3] = [Preset::Default, Preset::Vi, Preset::Plain];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Default => "default",
            Preset::Vi => "vi",
            Preset::Plain => "plain",
        }
    }
}

/// A word of the file and its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// As it is written; not safe to show yet.
    pub text: String,
    /// From 1.
    pub line: usize,
}

/// `action = "key"` or `action = ["key", …]`, as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyRule {
    /// The context of its table; none in `[keys]` itself: wherever the action is.
    pub context: Option<Written>,
    /// The name of the action.
    pub action: Written,
    /// Its keys from now on; none: it has no key.
    pub keys: Vec<Written>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the file"
)]
/// What the reader has settled. What is none, the program chooses by itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// Where the file is looked for, if there is a home.
    pub place: Option<Place>,
    /// There is a file, and it was read.
    pub found: bool,
    /// Language of the interface; none: as the environment says.
    pub language: Option<Lang>,
    /// Colours; none: those that suit the terminal's ground.
    pub palette: Option<PaletteName>,
    /// When there is colour.
    pub color: ColorWhen,
    /// How wide the terminal shows ambiguous characters; none: as it tells.
    pub ambiguous: Option<Ambiguous>,
    /// The browser takes the mouse.
    pub mouse: bool,
    /// Panes at opening, 1 to 4.
    pub panes: u8,
    /// The outline is shown at opening.
    pub outline: bool,
    /// How long a sentence stands on the status row, in seconds.
    pub status_seconds: u16,
    /// On return the reports, panes and places are those that were left.
    pub restore: bool,
    /// By which way text is copied.
    pub clipboard: Clipboard,
    /// The encoding that files are read in; none: as they look.
    pub encoding: Option<Charset>,
    /// Files of themes laid over the reader's own.
    pub lexicon: Vec<PathBuf>,
    /// The library's folder; none: the usual one.
    pub library: Option<PathBuf>,
    /// Which keys are there before [`Config::keys`].
    pub preset: Preset,
    /// What the file says of keys, in its order.
    pub keys: Vec<KeyRule>,
    /// What is wrong in the file, keys apart.
    pub faults: Vec<Fault>,
    /// The settings that the file has, with their lines.
    lines: Vec<(&'static str, usize)>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            place: None,
            found: false,
            language: None,
            palette: None,
            color: ColorWhen::Auto,
            ambiguous: None,
            mouse: true,
            panes: 2,
            outline: true,
            status_seconds: 6,
            restore: true,
            clipboard: Clipboard::Auto,
            encoding: None,
            lexicon: Vec::new(),
            library: None,
            preset: Preset::Default,
            keys: Vec::new(),
            faults: Vec::new(),
            lines: Vec::new(),
        }
    }
}

impl Config {
    /// What `text` says, as if it stood in the file `name` of the folder `folder`; paths in it are taken from there.
    pub fn parse(name: &str, folder: &Path, text: &str) -> Self {
        read::read(name, folder, text)
    }

    /// The line of the file that a setting is written in.
    pub fn line(&self, setting: &str) -> Option<usize> {
        let found = self.lines.iter().find(|(name, _)| *name == setting);
        found.map(|(_, line)| *line)
    }

    /// Tells one more mistake, at the line of a setting.
    pub fn wrong(&mut self, setting: &str, zh: String, en: String) {
        let fault = Fault {
            file: self.name(),
            line: self.line(setting),
            zh,
            en,
        };
        self.faults.push(fault);
        self.faults
            .sort_by_key(|fault| fault.line.unwrap_or(usize::MAX));
    }

    /// What the file is called in messages.
    pub fn name(&self) -> String {
        self.place
            .as_ref()
            .map_or_else(|| FILE.to_owned(), |place| place.path.display().to_string())
    }
}
