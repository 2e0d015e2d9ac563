//! What can be known of the terminal before anything is painted: its depth of colour, and whether its ground is light.
//!
//! Owns [`ColorDepth`] and [`Ground`]. Invariant: pure functions of what they are given; nothing is sent to the terminal,
//! so nothing is waited for. (Asking it would need its answers told from keys, which the key reader cannot do.)

/// How many colours the terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum ColorDepth {
    /// None: bold, underline and reverse only.
    None,
    /// The 16 named ones.
    Sixteen,
    /// The 256 indexed ones.
    #[default]
    TwoFiftySix,
    /// 24 bits.
    True,
}

/// When colour is wanted, as `--color` says it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum ColorChoice {
    /// As the environment says.
    #[default]
    Auto,
    /// Always, whatever `NO_COLOR` says; as deep as the terminal is.
    Always,
    /// Never.
    Never,
}

/// The tone of the terminal's own ground.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ground {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// The depth of colour, from `choice` and the environment as `var` gives it.
pub fn color_depth(choice: ColorChoice, var: impl Fn(&str) -> Option<String>) -> ColorDepth {
    let get = |name: &str| var(name).unwrap_or_default();
    // https://no-color.org: set and not empty.
    if choice == ColorChoice::Never || (choice == ColorChoice::Auto && !get("NO_COLOR").is_empty())
    {
        return ColorDepth::None;
    }
    let term = get("TERM").to_ascii_lowercase();
    let known = depth_of(
        &term,
        &get("COLORTERM"),
        &get("TERM_PROGRAM"),
        !get("WT_SESSION").is_empty(),
    );
    if choice == ColorChoice::Always {
        known.max(ColorDepth::Sixteen)
    } else {
        known
    }
}

fn depth_of(term: &str, colorterm: &str, program: &str, windows_terminal: bool) -> ColorDepth {
    if term == "dumb" || term.starts_with("vt1") || term.starts_with("vt2") {
        return ColorDepth::None;
    }
    let deep = matches!(
        colorterm.to_ascii_lowercase().as_str(),
        "truecolor" | "24bit"
    );
    // GNU screen shows no 24-bit colours, whatever its terminal promised it.
    if term.starts_with("screen") && program != "tmux" && !term.contains("256") {
        return if deep {
            ColorDepth::TwoFiftySix
        } else {
            ColorDepth::Sixteen
        };
    }
    let by_name = [
        "direct",
        "kitty",
        "alacritty",
        "wezterm",
        "ghostty",
        "foot",
        "contour",
        "rio",
    ]
    .iter()
    .any(|name| term.contains(name));
    let by_program = matches!(
        program,
        "iTerm.app" | "WezTerm" | "ghostty" | "vscode" | "rio"
    );
    if deep || by_name || by_program || windows_terminal {
        return ColorDepth::True;
    }
    if term.contains("256") {
        return ColorDepth::TwoFiftySix;
    }
    match term {
        "" if cfg!(windows) => ColorDepth::True,
        "" => ColorDepth::None,
        _ => ColorDepth::Sixteen,
    }
}

/// The ground as `COLORFGBG` (rxvt, Konsole, some others: `15;0`, `0;default;15`) gives it; `None` where it is not said.
pub fn ground(var: impl Fn(&str) -> Option<String>) -> Option<Ground> {
    let value = var("COLORFGBG")?;
    let back: u8 = value.rsplit(';').next()?.trim().parse().ok()?;
    match back {
        0..=6 | 8 => Some(Ground::Dark),
        7 | 9..=15 => Some(Ground::Light),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(choice: ColorChoice, vars: &[(&str, &str)]) -> ColorDepth {
        color_depth(choice, |name| {
            vars.iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn depth_from_the_environment() {
        let auto = |vars: &[(&str, &str)]| depth(ColorChoice::Auto, vars);
        assert_eq!(auto(&[("TERM", "xterm-256color")]), ColorDepth::TwoFiftySix);
        assert_eq!(
            auto(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]),
            ColorDepth::True
        );
        assert_eq!(auto(&[("TERM", "xterm-kitty")]), ColorDepth::True);
        assert_eq!(auto(&[("TERM", "linux")]), ColorDepth::Sixteen);
        assert_eq!(auto(&[("TERM", "xterm")]), ColorDepth::Sixteen);
        assert_eq!(
            auto(&[("TERM", "dumb"), ("COLORTERM", "truecolor")]),
            ColorDepth::None
        );
        assert_eq!(
            auto(&[("TERM", "screen"), ("COLORTERM", "truecolor")]),
            ColorDepth::TwoFiftySix
        );
        assert_eq!(
            auto(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]),
            ColorDepth::None
        );
        assert_eq!(
            auto(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]),
            ColorDepth::TwoFiftySix
        );
    }

    #[test]
    fn the_flag_wins_over_the_environment() {
        let vars = [("TERM", "xterm-256color"), ("NO_COLOR", "1")];
        assert_eq!(depth(ColorChoice::Always, &vars), ColorDepth::TwoFiftySix);
        assert_eq!(
            depth(ColorChoice::Never, &[("COLORTERM", "truecolor")]),
            ColorDepth::None
        );
        assert_eq!(
            depth(ColorChoice::Always, &[("TERM", "dumb")]),
            ColorDepth::Sixteen
        );
    }

    #[test]
    fn ground_from_the_environment() {
        let of = |v: Option<&str>| ground(|_| v.map(str::to_owned));
        assert_eq!(of(Some("15;0")), Some(Ground::Dark));
        assert_eq!(of(Some("0;default;15")), Some(Ground::Light));
        assert_eq!(of(Some("default")), None);
        assert_eq!(of(None), None);
    }
}
