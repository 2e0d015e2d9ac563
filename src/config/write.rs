//! The file that `init` writes.
//!
//! Invariant: everything in it is a comment but the head of its table, so that it changes nothing; each line means the default once it is
//! no comment. Must not know which actions there are (they are given), nor where it is written.

use std::fmt::Write as _;

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
