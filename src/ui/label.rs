//! What a cell of the screen means, and how each palette shows it.
//!
//! Owns [`Label`], [`Palette`] and the colour tables. Invariant: whatever a colour tells is told by weight or underline too when there is
//! no colour. Drawing code names labels, never colours; this file must not know what any screen looks like.

use ratatui::style::{Color, Modifier, Style};

use super::tones::{self, Tones};

/// The meaning of a cell. A row lays a ground ([`Label::Ground`], [`Label::Overlay`], [`Label::Bar`], [`Label::Selection`]); everything else
/// is written on it, see [`Palette::over`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Label {
    /// The page.
    Ground,
    /// The page of an overlay.
    Overlay,
    /// Title bar and status bar.
    Bar,
    /// The selected row.
    Selection,
    /// Running text.
    Text,
    /// Running text that matters: bold.
    Strong,
    /// What may be overlooked: years, reasons, unchanged parts.
    Muted,
    /// Zeros and hints; never anything that must be read.
    Faint,
    /// Whatever lies behind an overlay.
    Veil,
    /// Title of a part, and names in bars.
    Heading1,
    /// Title of a section.
    Heading2,
    /// Title below that.
    Heading3,
    /// 一、 （一） 1. 一是
    Marker,
    /// Thin rules.
    Border,
    /// The rule of the focused pane and the frame of an overlay.
    FocusBorder,
    /// You are here: `┃`.
    Accent,
    /// Letters of a title that a query matched.
    Match,
    /// The seal 对照.
    Seal,
    /// A hit of the first lit theme.
    ThemeA,
    /// A hit of the second.
    ThemeB,
    /// A hit of the third.
    ThemeC,
    /// Digit of the first lit theme in the margin, and its marks on the ruler.
    ThemeADigit,
    /// Digit of the second.
    ThemeBDigit,
    /// Digit of the third.
    ThemeCDigit,
    /// The hit that `n` came to.
    CurrentHit,
    /// Gutter `+`.
    New,
    /// Words that only the newer side has.
    NewWords,
    /// Gutter `-`.
    Gone,
    /// Words that only the older side has.
    GoneWords,
    /// Gutter `~`.
    Reworded,
    /// Gutter `»`.
    Moved,
    /// Gutter `=`.
    Kept,
    /// A figure in running text.
    Figure,
    /// A figure that rose (the word 升 stands beside it).
    FigureUp,
    /// A figure that fell (the word 降 stands beside it).
    FigureDown,
    /// Stock phrases 套话, dimmed.
    Formulaic,
    /// Text taken out of the reading view, shown on request.
    Removed,
    /// Wording both sides share.
    Shared,
    /// Wording of one side only.
    Only,
    /// A hit of the search.
    SearchHit,
    /// Score of a good link.
    LinkHigh,
    /// Score of a weak one.
    LinkLow,
    /// An error; a `!` always stands before it.
    Error,
    /// A badge in a bar: 承续, 锁定.
    Badge,
    /// The reader's own marks: `*` a bookmark, `"` a note.
    Mark,
    /// Shade of a matrix cell, 0 to 5, with its number.
    Shade(u8),
    /// A key in help or status bar.
    Key,
    /// What the key does.
    KeyName,
}

/// Which palette.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum PaletteName {
    /// Light on dark.
    #[default]
    Ink,
    /// Dark on light.
    Paper,
    /// Strong contrast on black, safe for colour-blind readers.
    Contrast,
}

impl PaletteName {
    /// By its name in settings and on the command line.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "ink" => Some(Self::Ink),
            "paper" => Some(Self::Paper),
            "contrast" => Some(Self::Contrast),
            _ => None,
        }
    }
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum ColorDepth {
    /// None, or the reader wants none.
    None,
    /// The sixteen of the terminal's own theme.
    Sixteen,
    /// The 256 of xterm.
    TwoFiftySix,
    /// 24 bits.
    #[default]
    True,
}

/// Colours for labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Palette {
    name: PaletteName,
    depth: ColorDepth,
}

impl Palette {
    /// The palette `name` in `depth` colours.
    pub fn new(name: PaletteName, depth: ColorDepth) -> Self {
        Self { name, depth }
    }

    /// Its name.
    pub fn name(&self) -> PaletteName {
        self.name
    }

    /// Its colours.
    pub fn depth(&self) -> ColorDepth {
        self.depth
    }

    /// The style of a label alone. Grounds carry background and text colour; other labels carry a background only if they have their own,
    /// so that written on a row they leave its ground as it is.
    pub fn style(&self, label: Label) -> Style {
        let style = match self.depth {
            ColorDepth::None => plain(label),
            ColorDepth::Sixteen => self.sixteen(label),
            ColorDepth::TwoFiftySix => {
                let (fg, bg) = self.table256().of(label);
                tone(
                    fg.map(|n| Color::Indexed(n as u8)),
                    bg.map(|n| Color::Indexed(n as u8)),
                )
            }
            ColorDepth::True => {
                let (fg, bg) = self.table().of(label);
                tone(fg.map(Color::from_u32), bg.map(Color::from_u32))
            }
        };
        style.add_modifier(weight(label))
    }

    /// The style of `label` written on a row of `ground`: the row's background unless the label has its own.
    pub fn over(&self, ground: Label, label: Label) -> Style {
        self.style(ground).patch(self.style(label))
    }

    fn table(self) -> &'static Tones {
        match self.name {
            PaletteName::Ink => &tones::INK,
            PaletteName::Paper => &tones::PAPER,
            PaletteName::Contrast => &tones::CONTRAST,
        }
    }

    fn table256(self) -> &'static Tones {
        match self.name {
            PaletteName::Ink => &tones::INK_256,
            PaletteName::Paper => &tones::PAPER_256,
            PaletteName::Contrast => &tones::CONTRAST_256,
        }
    }

    /// The terminal's own sixteen: foregrounds on its own background, the bright ones where the page is dark.
    fn sixteen(self, label: Label) -> Style {
        let light = self.name == PaletteName::Paper;
        let on = |dark: Color, bright: Color| Style::new().fg(if light { dark } else { bright });
        let (quiet, lines) = if self.name == PaletteName::Contrast {
            (Color::Gray, Color::Gray)
        } else {
            (Color::DarkGray, Color::DarkGray)
        };
        let reversed = |color: Color| Style::new().fg(color).add_modifier(Modifier::REVERSED);
        let plain_colour = Style::new().fg(Color::Reset);
        match label {
            Label::Ground | Label::Overlay | Label::Bar => {
                tone(Some(Color::Reset), Some(Color::Reset))
            }
            Label::Selection => {
                tone(Some(Color::Reset), Some(Color::Reset)).add_modifier(Modifier::BOLD)
            }
            Label::Heading1 | Label::Heading2 | Label::Key => on(Color::Reset, Color::White),
            Label::Muted
            | Label::Formulaic
            | Label::Removed
            | Label::LinkLow
            | Label::KeyName
            | Label::Kept => Style::new().fg(quiet),
            Label::Faint | Label::Veil => Style::new().fg(Color::DarkGray),
            Label::Border => Style::new().fg(lines),
            Label::Accent | Label::Error | Label::ThemeADigit => on(Color::Red, Color::LightRed),
            Label::ThemeBDigit | Label::Moved => on(Color::Blue, Color::LightBlue),
            Label::ThemeCDigit | Label::Mark => on(Color::Magenta, Color::LightMagenta),
            Label::Match | Label::ThemeA => {
                on(Color::Red, Color::LightRed).add_modifier(Modifier::UNDERLINED)
            }
            Label::ThemeB => on(Color::Blue, Color::LightBlue).add_modifier(Modifier::UNDERLINED),
            Label::ThemeC => {
                on(Color::Magenta, Color::LightMagenta).add_modifier(Modifier::UNDERLINED)
            }
            Label::Seal => reversed(Color::Red),
            Label::CurrentHit | Label::Badge => plain_colour.add_modifier(Modifier::REVERSED),
            Label::SearchHit => reversed(Color::Yellow),
            Label::New | Label::FigureUp => Style::new().fg(Color::Cyan),
            Label::Gone | Label::FigureDown => Style::new().fg(Color::Yellow),
            Label::NewWords => Style::new()
                .fg(Color::Cyan)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Label::GoneWords => Style::new()
                .fg(Color::Yellow)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Label::Reworded => on(Color::Yellow, Color::LightYellow),
            Label::Text
            | Label::Strong
            | Label::Heading3
            | Label::Marker
            | Label::FocusBorder
            | Label::Figure
            | Label::Shared
            | Label::Only
            | Label::LinkHigh
            | Label::Shade(_) => plain_colour,
        }
    }
}

fn tone(fg: Option<Color>, bg: Option<Color>) -> Style {
    Style {
        fg,
        bg,
        ..Style::new()
    }
}

/// Weight and line that a label has in every depth.
fn weight(label: Label) -> Modifier {
    match label {
        Label::Strong
        | Label::Heading1
        | Label::Heading2
        | Label::Heading3
        | Label::Seal
        | Label::CurrentHit
        | Label::Figure
        | Label::Only
        | Label::LinkHigh
        | Label::Key
        | Label::Mark
        | Label::Badge => Modifier::BOLD,
        Label::Shade(n) if n >= 3 => Modifier::BOLD,
        Label::Match => Modifier::BOLD.union(Modifier::UNDERLINED),
        Label::Shared => Modifier::UNDERLINED,
        _ => Modifier::empty(),
    }
}

/// Without colour: hits and changed words underlined, changed words also bold, current hit and seal reversed, selection bold.
fn plain(label: Label) -> Style {
    let style = Style::new();
    match label {
        Label::Selection => {
            tone(Some(Color::Reset), Some(Color::Reset)).add_modifier(Modifier::BOLD)
        }
        Label::Ground | Label::Overlay | Label::Bar => tone(Some(Color::Reset), Some(Color::Reset)),
        Label::ThemeA | Label::ThemeB | Label::ThemeC | Label::SearchHit => {
            style.add_modifier(Modifier::UNDERLINED)
        }
        Label::NewWords | Label::GoneWords => {
            style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
        }
        Label::CurrentHit | Label::Seal => style.add_modifier(Modifier::REVERSED),
        _ => style,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    const NAMES: [PaletteName; 3] = [PaletteName::Ink, PaletteName::Paper, PaletteName::Contrast];
    const DEPTHS: [ColorDepth; 4] = [
        ColorDepth::None,
        ColorDepth::Sixteen,
        ColorDepth::TwoFiftySix,
        ColorDepth::True,
    ];
    const GROUNDS: [Label; 4] = [Label::Ground, Label::Overlay, Label::Bar, Label::Selection];
    const HITS: [Label; 4] = [
        Label::ThemeA,
        Label::ThemeB,
        Label::ThemeC,
        Label::SearchHit,
    ];

    fn rgb(color: Color) -> [f64; 3] {
        match color {
            Color::Rgb(r, g, b) => [r, g, b].map(f64::from),
            Color::Indexed(n @ 16..=231) => {
                let level = |n: u8| [0.0, 95.0, 135.0, 175.0, 215.0, 255.0][usize::from(n)];
                let n = n - 16;
                [level(n / 36), level(n / 6 % 6), level(n % 6)]
            }
            Color::Indexed(n @ 232..) => [f64::from(n - 232) * 10.0 + 8.0; 3],
            other => panic!("{other:?} has no fixed colour"),
        }
    }

    /// Contrast of WCAG 2: 1 to 21.
    fn contrast(style: Style) -> f64 {
        let luminance = |color: Color| {
            let [r, g, b] = rgb(color).map(|v| {
                let v = v / 255.0;
                if v <= 0.03928 {
                    v / 12.92
                } else {
                    ((v + 0.055) / 1.055_f64).powf(2.4)
                }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn a_label_keeps_the_ground_of_its_row_unless_it_has_its_own() {
        for name in NAMES {
            for depth in DEPTHS {
                let palette = Palette::new(name, depth);
                for ground in GROUNDS {
                    let row = palette.style(ground);
                    assert!(
                        row.fg.is_some() && row.bg.is_some(),
                        "{ground:?} is a whole style"
                    );
                    assert_eq!(palette.over(ground, Label::Muted).bg, row.bg);
                }
            }
        }
        let ink = Palette::default();
        assert_eq!(
            ink.over(Label::Selection, Label::ThemeB).bg,
            ink.style(Label::ThemeB).bg
        );
        assert_ne!(ink.style(Label::ThemeB).bg, ink.style(Label::Selection).bg);
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for name in NAMES {
            for depth in [ColorDepth::TwoFiftySix, ColorDepth::True] {
                let palette = Palette::new(name, depth);
                // The 256 have no warm greys and few washes.
                let (text, hit) = if depth == ColorDepth::True {
                    (10.95, 6.75)
                } else {
                    (10.9, 4.5)
                };
                for (label, least) in [(Label::Text, text), (Label::Muted, 5.0)] {
                    let seen = contrast(palette.over(Label::Ground, label));
                    assert!(seen >= least, "{label:?} in {name:?} {depth:?}: {seen:.1}");
                }
                for label in HITS {
                    let seen = contrast(palette.over(Label::Ground, label));
                    assert!(seen >= hit, "{label:?} in {name:?} {depth:?}: {seen:.1}");
                }
                for shade in 0..=5 {
                    let seen = contrast(palette.style(Label::Shade(shade)));
                    assert!(
                        seen >= 4.0,
                        "shade {shade} in {name:?} {depth:?}: {seen:.1}"
                    );
                }
            }
        }
    }

    #[test]
    fn without_colour_weight_and_line_tell_what_colour_told() {
        for name in NAMES {
            let palette = Palette::new(name, ColorDepth::None);
            let plain = palette.over(Label::Ground, Label::Text);
            for label in HITS {
                let style = palette.over(Label::Ground, label);
                assert!(
                    style.add_modifier.contains(Modifier::UNDERLINED),
                    "{label:?}"
                );
            }
            for label in [Label::CurrentHit, Label::Seal] {
                assert!(
                    palette
                        .style(label)
                        .add_modifier
                        .contains(Modifier::REVERSED)
                );
            }
            for label in [Label::NewWords, Label::GoneWords] {
                let modifier = palette.style(label).add_modifier;
                assert!(modifier.contains(Modifier::BOLD | Modifier::UNDERLINED));
            }
            assert_ne!(
                palette.style(Label::Selection).add_modifier,
                plain.add_modifier
            );
            for label in [Label::Error, Label::Muted, Label::ThemeA, Label::Veil] {
                let style = palette.over(Label::Ground, label);
                assert_eq!(
                    (style.fg, style.bg),
                    (Some(Color::Reset), Some(Color::Reset))
                );
            }
        }
    }

    #[test]
    fn sixteen_colours_are_those_of_the_terminal() {
        for name in NAMES {
            let palette = Palette::new(name, ColorDepth::Sixteen);
            for label in GROUNDS
                .into_iter()
                .chain(HITS)
                .chain([Label::Seal, Label::NewWords])
            {
                let style = palette.style(label);
                for color in [style.fg, style.bg].into_iter().flatten() {
                    assert!(
                        !matches!(color, Color::Rgb(..) | Color::Indexed(_)),
                        "{label:?}: {color:?}"
                    );
                }
            }
            // White letters on a white page would vanish.
            if name == PaletteName::Paper {
                assert_eq!(palette.style(Label::Heading1).fg, Some(Color::Reset));
            }
        }
    }
}
