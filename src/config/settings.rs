//! Every setting of the file: one row of one table. Reading, the file that `init` writes, and `show` come from it.
//!
//! Invariant: the default that a row is written with is what [`Config::default`] has. Must not know how a file is read.

use std::path::PathBuf;

use super::{Clipboard, ColorWhen, Config, PaletteName, Preset};
use crate::locale::Lang;
use crate::report::source::Charset;
use crate::text::width::Ambiguous;

/// What a setting can be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Switch,
    /// A number from the first to the second.
    Number(u16, u16),
    /// A folder; empty: the usual one.
    Folder,
    /// A list of files.
    Files,
}

/// A value that suits its [`Kind`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// The place of the word among those that there are.
    Choice(usize),
    /// A switch.
    Switch(bool),
    /// A number.
    Number(u16),
    /// Paths from the root, or from the present folder.
    Paths(Vec<PathBuf>),
}

/// A setting.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// Its default as it is written.
    pub default: &'static str,
    /// What it is for, Chinese.
    pub zh: &'static str,
    /// The same, English.
    pub en: &'static str,
    pub(super) set: fn(&mut Config, Value),
    get: fn(&Config) -> Value,
}

impl Setting {
    /// What it is for.
    pub fn help(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// Its value as it would be written.
    pub fn written(&self, config: &Config) -> String {
        match ((self.get)(config), self.kind) {
            (Value::Choice(at), Kind::Choice(words)) => quoted(words.get(at).unwrap_or(&"")),
            (Value::Switch(on), _) => on.to_string(),
            (Value::Number(number), _) => number.to_string(),
            (Value::Paths(paths), Kind::Files) => {
                let paths: Vec<String> = paths.iter().map(|p| shown(p)).collect();
                format!("[{}]", paths.join(", "))
            }
            (Value::Paths(paths), _) => paths.first().map_or_else(|| quoted(""), |p| shown(p)),
            (Value::Choice(_), _) => String::new(),
        }
    }
}

fn shown(path: &std::path::Path) -> String {
    quoted(&path.display().to_string())
}

/// As a string of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

const PALETTES: [Option<PaletteName>; 4] = [
    None,
    Some(PaletteName::Ink),
    Some(PaletteName::Paper),
    Some(PaletteName::Contrast),
];
const COLORS: [ColorWhen; 3] = [ColorWhen::Auto, ColorWhen::Always, ColorWhen::Never];
const LANGS: [Option<Lang>; 3] = [None, Some(Lang::Zh), Some(Lang::En)];
const WIDTHS: [Option<Ambiguous>; 3] = [None, Some(Ambiguous::Narrow), Some(Ambiguous::Wide)];
const CLIPBOARDS: [Clipboard; 4] = [
    Clipboard::Auto,
    Clipboard::Tmux,
    Clipboard::Osc52,
    Clipboard::Off,
];
const CHARSETS: [Option<Charset>; 6] = [
    None,
    Some(Charset::Utf8),
    Some(Charset::Gb18030),
    Some(Charset::Big5),
    Some(Charset::Utf16Le),
    Some(Charset::Utf16Be),
];

fn at<T: PartialEq>(all: &[T], one: &T) -> Value {
    Value::Choice(all.iter().position(|x| x == one).unwrap_or(0))
}

fn chosen<T: Copy>(all: &[T], value: &Value, into: &mut T) {
    if let Value::Choice(at) = value
        && let Some(one) = all.get(*at)
    {
        *into = *one;
    }
}

fn switch(value: &Value, into: &mut bool) {
    if let Value::Switch(on) = value {
        *into = *on;
    }
}

/// Every setting, in the order of the file.
pub static SETTINGS: &[Setting] = &[
    Setting {
        name: "language",
        kind: Kind::Choice(&["auto", "zh", "en"]),
        default: "\"auto\"",
        zh: "界面语言：zh 中文，en 英文，auto 随系统",
        en: "language of the interface: zh, en, or auto, as LC_ALL, LC_MESSAGES or LANG say",
        set: |config, value| chosen(&LANGS, &value, &mut config.language),
        get: |config| at(&LANGS, &config.language),
    },
    Setting {
        name: "palette",
        kind: Kind::Choice(&["auto", "ink", "paper", "contrast"]),
        default: "\"auto\"",
        zh: "配色：ink 墨，paper 纸，contrast 高对比，auto 看终端的底色",
        en: "colours: ink (dark), paper (light), contrast, or auto, as the terminal's ground is",
        set: |config, value| chosen(&PALETTES, &value, &mut config.palette),
        get: |config| at(&PALETTES, &config.palette),
    },
    Setting {
        name: "color",
        kind: Kind::Choice(&["auto", "always", "never"]),
        default: "\"auto\"",
        zh: "颜色：auto 看终端，always 总是，never 不用",
        en: "colour: auto (as the terminal can), always, never",
        set: |config, value| chosen(&COLORS, &value, &mut config.color),
        get: |config| at(&COLORS, &config.color),
    },
    Setting {
        name: "ambiguous",
        kind: Kind::Choice(&["auto", "narrow", "wide"]),
        default: "\"auto\"",
        zh: "“”—· 这类字符在终端里的宽度：narrow 一格，wide 两格，auto 问终端",
        en: "width of characters such as “ ” — · in the terminal: narrow (one cell), wide (two), or auto: ask it",
        set: |config, value| chosen(&WIDTHS, &value, &mut config.ambiguous),
        get: |config| at(&WIDTHS, &config.ambiguous),
    },
    Setting {
        name: "mouse",
        kind: Kind::Switch,
        default: "true",
        zh: "用鼠标（滚轮、点选、拖动边框）；false 把鼠标留给终端",
        en: "use the mouse (wheel, click, drag a border); false leaves it to the terminal",
        set: |config, value| switch(&value, &mut config.mouse),
        get: |config| Value::Switch(config.mouse),
    },
    Setting {
        name: "panes",
        kind: Kind::Number(1, 4),
        default: "2",
        zh: "打开时几栏，1 到 4",
        en: "panes at opening, 1 to 4",
        set: |config, value| {
            if let Value::Number(panes) = value {
                config.panes = u8::try_from(panes).unwrap_or(config.panes);
            }
        },
        get: |config| Value::Number(config.panes.into()),
    },
    Setting {
        name: "outline",
        kind: Kind::Switch,
        default: "true",
        zh: "打开时左边有大纲",
        en: "the outline at the left when opening",
        set: |config, value| switch(&value, &mut config.outline),
        get: |config| Value::Switch(config.outline),
    },
    Setting {
        name: "status-seconds",
        kind: Kind::Number(1, 600),
        default: "6",
        zh: "状态栏上的一句话停留几秒",
        en: "seconds that a sentence stands on the status row",
        set: |config, value| {
            if let Value::Number(seconds) = value {
                config.status_seconds = seconds;
            }
        },
        get: |config| Value::Number(config.status_seconds),
    },
    Setting {
        name: "restore",
        kind: Kind::Switch,
        default: "true",
        zh: "再打开时回到上次的报告、各栏和位置",
        en: "on return the reports, panes and places that were left",
        set: |config, value| switch(&value, &mut config.restore),
        get: |config| Value::Switch(config.restore),
    },
    Setting {
        name: "clipboard",
        kind: Kind::Choice(&["auto", "tmux", "osc52", "off"]),
        default: "\"auto\"",
        zh: "复制走哪条路：tmux，osc52，off 不复制，auto 在 tmux 里走 tmux，不然走 osc52",
        en: "the way of copying: tmux, osc52, off (none), or auto: tmux inside of it, else osc52",
        set: |config, value| chosen(&CLIPBOARDS, &value, &mut config.clipboard),
        get: |config| at(&CLIPBOARDS, &config.clipboard),
    },
    Setting {
        name: "encoding",
        kind: Kind::Choice(&["auto", "UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"]),
        default: "\"auto\"",
        zh: "所有文件都按这个编码读；auto 各看各的",
        en: "read every file in this encoding; auto: each as it looks",
        set: |config, value| chosen(&CHARSETS, &value, &mut config.encoding),
        get: |config| at(&CHARSETS, &config.encoding),
    },
    Setting {
        name: "lexicon",
        kind: Kind::Files,
        default: "[]",
        zh: "主题文件，依次叠在自己的主题上，如 [\"~/主题.toml\"]；相对路径从这个文件所在的文件夹算起",
        en: "files of themes laid over one's own, such as [\"~/themes.toml\"]; relative ones from the folder of this file",
        set: |config, value| {
            if let Value::Paths(paths) = value {
                config.lexicon = paths;
            }
        },
        get: |config| Value::Paths(config.lexicon.clone()),
    },
    Setting {
        name: "library",
        kind: Kind::Folder,
        default: "\"\"",
        zh: "文库放在这个文件夹；空的就放在用户数据里",
        en: "the folder of the library; empty: with the user's data",
        set: |config, value| {
            if let Value::Paths(paths) = value {
                config.library = paths.into_iter().next();
            }
        },
        get: |config| Value::Paths(config.library.iter().cloned().collect()),
    },
    Setting {
        name: "preset",
        kind: Kind::Choice(&["default", "vi", "plain"]),
        default: "\"default\"",
        zh: "先用哪套按键：default，vi，plain（只用方向键、功能键和 Ctrl 组合，字母都不起作用）",
        en: "the keys to begin with: default, vi, or plain (arrows, function keys and Ctrl; letters do nothing)",
        set: |config, value| chosen(&Preset::ALL, &value, &mut config.preset),
        get: |config| at(&Preset::ALL, &config.preset),
    },
];
