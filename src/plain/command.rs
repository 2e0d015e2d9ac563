//! Lines as commands, in either language.
//!
//! Invariant: every line is a command; one that is not understood says so and does nothing.

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// `?`
    Help,
    /// `l`: the reports.
    List,
    /// `1`, `open 1`
    Open(usize),
    /// `with 2`: what it is compared with.
    With(usize),
    /// `o`
    Outline,
    /// `s 3`, `s 营商`
    Section(String),
    /// `f yshj`
    Jump(String),
    /// `ff`
    JumpOn,
    /// `n`, an empty line
    Next,
    /// `p`
    Prev,
    /// `.`
    Here,
    /// `J`
    NextSection,
    /// `K`
    PrevSection,
    /// `c`
    Counterpart,
    /// `d`
    Changes,
    /// `/ 营商`
    Search(String),
    /// `t 营商环境`
    Theme(String),
    /// `h`
    HitNext,
    /// `H`
    HitPrev,
    /// `m`, `m 营商环境`
    Matrix(String),
    /// `q`
    Quit,
    /// Something else.
    Unknown(String),
}

/// Reads one line.
pub fn parse(line: &str) -> Command {
    let line = line.trim();
    let unknown = || Command::Unknown(line.to_owned());
    if let Some(term) = line.strip_prefix('/') {
        return Command::Search(term.trim().to_owned());
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let number = |make: fn(usize) -> Command| rest.parse().map_or_else(|_| unknown(), make);
    let with = |make: fn(String) -> Command| {
        if rest.is_empty() {
            unknown()
        } else {
            make(rest.to_owned())
        }
    };
    match word {
        "" | "n" | "next" | "下" => Command::Next,
        "?" | "？" | "help" | "帮助" => Command::Help,
        "l" | "list" | "报告" => Command::List,
        "open" | "开" => number(Command::Open),
        "with" | "对" => number(Command::With),
        "o" | "outline" | "大纲" => Command::Outline,
        "s" | "section" | "节" => with(Command::Section),
        "f" | "find" | "跳" => with(Command::Jump),
        "ff" => Command::JumpOn,
        "p" | "prev" | "上" => Command::Prev,
        "." | "here" | "这里" => Command::Here,
        "J" | "下节" => Command::NextSection,
        "K" | "上节" => Command::PrevSection,
        "c" | "counterpart" | "对应" => Command::Counterpart,
        "d" | "changes" | "变化" => Command::Changes,
        "搜" | "search" => with(Command::Search),
        "t" | "theme" | "主题" => with(Command::Theme),
        "h" | "hit" | "下处" => Command::HitNext,
        "H" | "上处" => Command::HitPrev,
        "m" | "matrix" | "矩阵" => Command::Matrix(rest.to_owned()),
        "q" | "quit" | "exit" | "退出" => Command::Quit,
        word if rest.is_empty() => word.parse().map_or_else(|_| unknown(), Command::Open),
        _ => unknown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_commands_in_both_languages() {
        assert_eq!(parse("\n"), Command::Next);
        assert_eq!(parse(" 2 \r\n"), Command::Open(2));
        assert_eq!(parse("open 2"), Command::Open(2));
        assert_eq!(parse("对 3"), Command::With(3));
        assert_eq!(parse("/营商 环境"), Command::Search("营商 环境".to_owned()));
        assert_eq!(parse("/ x"), Command::Search("x".to_owned()));
        assert_eq!(parse("f yshj"), Command::Jump("yshj".to_owned()));
        assert_eq!(parse("节 三"), Command::Section("三".to_owned()));
        assert_eq!(parse("m"), Command::Matrix(String::new()));
        assert_eq!(parse("J"), Command::NextSection);
        assert_eq!(parse("退出"), Command::Quit);
    }

    #[test]
    fn what_is_not_understood_is_kept_as_typed() {
        for line in ["xyz", "s", "open x", "-3", "1 2", "open -1"] {
            assert_eq!(parse(line), Command::Unknown(line.to_owned()), "{line}");
        }
    }
}
