//! The file that `init` writes.
//!
//! Invariants: everything in it is a comment but the heads of its tables, so that it changes nothing; each line means the default once it
//! is no comment; what is there is never overwritten unless that is asked for. Must not know which actions there are: they are given.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::SETTINGS;
use super::settings::quoted;
use crate::locale::Lang;

/// An action as the file lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub label: &'static str,
    /// Its keys.
    pub keys: Vec<String>,
    /// The names of the contexts that it is in.
    pub contexts: Vec<String>,
}

/// The whole file, in a language, with these actions.
pub fn text(lang: Lang, actions: &[Action]) -> String {
    let mut out = String::new();
    let head = lang.pick(
        "# duizhao 的设置。去掉行首的 # 就起作用；现在写的都是默认值。\n\
         # 错误都有行号：duizhao config check。起作用的是什么：duizhao config show。\n\
         # 命令行和环境变量优先于这个文件。\n",
        "# Settings of duizhao. A line works once its # is taken away; what stands here are the defaults.\n\
         # Mistakes with their lines: duizhao config check. What is in force: duizhao config show.\n\
         # The command line and the environment go before this file.\n",
    );
    out.push_str(head);
    for setting in SETTINGS {
        let _ = write!(
            out,
            "\n# {}\n# {} = {}\n",
            setting.help(lang),
            setting.name,
            setting.default
        );
    }
    out.push_str(lang.pick(
        "\n# 按键：动作 = \"键\"，几个键写 [\"键\", \"键\"]，不要按键写 []。第一个键显示在状态栏。\n\
         # 键的写法：j  J  gg  Ctrl-x  Alt-1  Space  PgDn  F2  \"Ctrl-x s\"。\n\
         # Esc、Ctrl-c 和 ? 总是关闭、退出和帮助。输入框里的普通字符总是文字。\n\
         # 只在一屏里改：写在 [keys.屏名] 下面，屏名在每个动作后面的括号里。\n\
         [keys]\n",
        "\n# Keys: action = \"key\"; several are [\"key\", \"key\"], none is []. The first is shown on the status bar.\n\
         # Keys are written: j  J  gg  Ctrl-x  Alt-1  Space  PgDn  F2  \"Ctrl-x s\".\n\
         # Esc, Ctrl-c and ? always close, quit and help. In a text field plain characters are always text.\n\
         # For one screen only: below [keys.SCREEN]; the screens stand in brackets behind each action.\n\
         [keys]\n",
    ));
    for action in actions {
        let keys: Vec<String> = action.keys.iter().map(|key| quoted(key)).collect();
        let keys = match keys.as_slice() {
            [one] => one.clone(),
            many => format!("[{}]", many.join(", ")),
        };
        let _ = writeln!(
            out,
            "# {} = {keys}  # {} ({})",
            action.name,
            action.label,
            action.contexts.join(", ")
        );
    }
    out
}

/// Why no new file was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// One is there already.
    There(PathBuf),
    /// The system refuses: file or folder, its own words.
    System(PathBuf, io::ErrorKind, String),
}

impl Refused {
    /// A sentence without its final stop. Paths are as the system has them.
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::There(path), Lang::Zh) => format!(
                "{}：已经有了，没有动它；要换成新的请加 --force",
                path.display()
            ),
            (Self::There(path), Lang::En) => format!(
                "{}: is there already and was left as it is; add --force to replace it",
                path.display()
            ),
            (Self::System(path, _, words), Lang::Zh) => format!(
                "{}：写不成（{words}），什么都没有改动；请检查权限和磁盘，或用 --config 换一个地方",
                path.display()
            ),
            (Self::System(path, _, words), Lang::En) => format!(
                "{}: cannot be written ({words}), nothing was changed; look at permissions and disk, or name another place with --config",
                path.display()
            ),
        }
    }
}

/// Writes `text` to `file` whole, with the folders that it needs; over a file that is there only with `force`.
///
/// # Errors
/// When one is there, or the system refuses; then what was there is as it was.
pub fn init(file: &Path, text: &str, force: bool) -> Result<(), Refused> {
    let system = |path: &Path| {
        let path = path.to_owned();
        move |e: io::Error| Refused::System(path, e.kind(), e.to_string())
    };
    // A link to a file kept elsewhere stays one.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if file.symlink_metadata().is_ok() && !force {
        return Err(Refused::There(file));
    }
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(system(folder))?;
    let mut name = std::ffi::OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let new = folder.join(name);
    let put = || -> io::Result<()> {
        let mut out = File::create_new(&new)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        if force {
            fs::rename(&new, &file)?;
        } else {
            // Unlike a renaming, this refuses where another program was quicker.
            fs::hard_link(&new, &file).or_else(|e| match e.kind() {
                io::ErrorKind::AlreadyExists => Err(e),
                _ => fs::rename(&new, &file),
            })?;
        }
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    };
    let done = put();
    let _ = fs::remove_file(&new);
    done.map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists if !force => Refused::There(file.clone()),
        _ => system(&file)(e),
    })
}
