//! What can be known of the terminal: its depth of colour and whether its ground is light, before anything is painted; after that, what it
//! answers.
//!
//! Owns [`ColorDepth`], [`Ground`] and [`Probe`]. Invariant: pure functions of what they are given; nothing here waits for an answer, and an
//! answer that nobody asked for, or that comes too late, tells nothing.

use std::time::{Duration, Instant};

use super::vt::Answer;
use crate::text::width::Ambiguous;

/// How long after the question an answer is believed.
const PATIENCE: Duration = Duration::from_secs(3);

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

/// Whether the terminal answers questions, by what the environment says of it: those that do not would show them.
pub fn answers(var: impl Fn(&str) -> Option<String>) -> bool {
    let term = var("TERM").unwrap_or_default().to_ascii_lowercase();
    let silent = ["dumb", "linux", "vt52", "cons25", "sun", "unknown"].contains(&term.as_str())
        || term.is_empty()
        || term.starts_with("eterm")
        || term.starts_with("emacs");
    !silent
}

/// What is to be asked, and what was.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Probe {
    /// How wide ambiguous characters are.
    pub width: bool,
    /// What colour the ground has.
    pub ground: bool,
    asked: Option<Asked>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Asked {
    /// Where the character stood whose width is asked for.
    cell: Option<(u16, u16)>,
    at: Instant,
}

/// What an answer tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// How wide ambiguous characters are.
    Width(Ambiguous),
    /// The tone of the ground.
    Ground(Ground),
}

impl Probe {
    /// Nothing is asked yet.
    pub fn new(width: bool, ground: bool) -> Self {
        Self {
            width,
            ground,
            asked: None,
        }
    }

    /// The questions were sent at `at`, with the character at `cell`, if there was room for it.
    pub fn sent(&mut self, cell: Option<(u16, u16)>, at: Instant) {
        self.asked = Some(Asked { cell, at });
    }

    /// How long at `now` answers are still to be looked for.
    pub fn open_for(&self, now: Instant) -> Option<Duration> {
        let until = self.asked?.at + PATIENCE;
        until.checked_duration_since(now).filter(|d| !d.is_zero())
    }

    /// Takes an answer that came at `now`.
    pub fn hear(&mut self, answer: Answer, now: Instant) -> Option<Told> {
        self.open_for(now)?;
        let asked = self.asked.as_mut()?;
        match answer {
            Answer::Cursor(x, y) => {
                let (column, row) = asked.cell.take()?;
                let cells = x.checked_sub(column).filter(|_| y == row)?;
                Some(Told::Width(match cells {
                    1 => Ambiguous::Narrow,
                    2 => Ambiguous::Wide,
                    _ => return None,
                }))
            }
            Answer::Ground(colour) => {
                let asked = std::mem::take(&mut self.ground);
                asked.then_some(Told::Ground(if colour.is_light() {
                    Ground::Light
                } else {
                    Ground::Dark
                }))
            }
            // Asked last: what was not answered before it never is.
            Answer::Attributes => {
                self.asked = None;
                None
            }
        }
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

    #[test]
    fn some_terminals_are_asked_nothing() {
        let of = |term: &str| answers(|name| (name == "TERM").then(|| term.to_owned()));
        assert!(of("xterm-256color") && of("tmux-256color") && of("foot") && of("screen"));
        assert!(!of("") && !of("dumb") && !of("linux") && !of("eterm-color"));
    }

    #[test]
    fn answers_tell_what_was_asked() {
        let now = Instant::now();
        let mut probe = Probe::new(true, true);
        let white = Answer::Ground(crate::term::vt::Rgb(255, 255, 255));
        // Before anything was asked an answer is another program's.
        assert_eq!(probe.hear(Answer::Cursor(7, 4), now), None);
        assert_eq!(probe.hear(white, now), None);
        probe.sent(Some((5, 4)), now);
        assert!(probe.open_for(now).is_some());
        assert_eq!(
            probe.hear(Answer::Cursor(7, 4), now),
            Some(Told::Width(Ambiguous::Wide))
        );
        assert_eq!(probe.hear(Answer::Cursor(7, 4), now), None);
        assert_eq!(probe.hear(white, now), Some(Told::Ground(Ground::Light)));
        assert_eq!(probe.hear(white, now), None);
        assert_eq!(probe.hear(Answer::Attributes, now), None);
        assert_eq!(probe.open_for(now), None);

        probe = Probe::new(true, false);
        probe.sent(Some((5, 4)), now);
        assert_eq!(probe.hear(white, now), None);
        assert_eq!(
            probe.hear(Answer::Cursor(6, 4), now),
            Some(Told::Width(Ambiguous::Narrow))
        );
        for wrong in [
            Answer::Cursor(5, 4),
            Answer::Cursor(6, 5),
            Answer::Cursor(9, 4),
            Answer::Cursor(1, 4),
        ] {
            probe.sent(Some((5, 4)), now);
            assert_eq!(probe.hear(wrong, now), None);
        }
    }

    #[test]
    fn late_answers_tell_nothing() {
        let now = Instant::now();
        let mut probe = Probe::new(true, true);
        probe.sent(Some((5, 4)), now);
        let late = now + Duration::from_secs(3);
        assert_eq!(probe.hear(Answer::Cursor(7, 4), late), None);
        probe.sent(Some((5, 4)), now);
        probe.hear(Answer::Attributes, now);
        assert_eq!(probe.hear(Answer::Cursor(7, 4), now), None);
    }
}
