//! What a cell of the screen means, and how each palette shows it.
//!
//! Owns [`Label`], [`Palette`] and the colour tables. Invariant: whatever a colour tells is told by weight or underline too when there is
//! no colour. Drawing code names labels, never colours; this file must not know what any screen looks like.

use ratatui::style::{Color, Modifier, Style};

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
            PaletteName::Ink => &INK,
            PaletteName::Paper => &PAPER,
            PaletteName::Contrast => &CONTRAST,
        }
    }

    fn table256(self) -> &'static Tones {
        match self.name {
            PaletteName::Ink => &INK_256,
            PaletteName::Paper => &PAPER_256,
            PaletteName::Contrast => &CONTRAST_256,
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
            Label::Accent | Label::Error => on(Color::Red, Color::LightRed),
            Label::ThemeADigit => on(Color::Red, Color::LightRed),
            Label::ThemeBDigit => on(Color::Blue, Color::LightBlue),
            Label::ThemeCDigit => on(Color::Magenta, Color::LightMagenta),
            Label::Match | Label::ThemeA => {
                on(Color::Red, Color::LightRed).add_modifier(Modifier::UNDERLINED)
            }
            Label::ThemeB => on(Color::Blue, Color::LightBlue).add_modifier(Modifier::UNDERLINED),
            Label::ThemeC => {
                on(Color::Magenta, Color::LightMagenta).add_modifier(Modifier::UNDERLINED)
            }
            Label::Seal => reversed(Color::Red),
            Label::CurrentHit => plain_colour.add_modifier(Modifier::REVERSED),
            Label::Badge => plain_colour.add_modifier(Modifier::REVERSED),
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
            Label::Moved => on(Color::Blue, Color::LightBlue),
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

/// The colours of one palette, as 24-bit RGB or as numbers of the 256.
struct Tones {
    ground: u32,
    overlay: u32,
    bar: u32,
    selection: u32,
    text: u32,
    muted: u32,
    faint: u32,
    veil: u32,
    headings: [u32; 3],
    marker: u32,
    border: u32,
    focus: u32,
    accent: u32,
    /// Foreground, background.
    seal: (u32, u32),
    /// Foreground, wash, digit.
    themes: [(u32, u32, u32); 3],
    current: (u32, u32),
    new: u32,
    new_words: (u32, u32),
    gone: u32,
    gone_words: (u32, u32),
    reworded: u32,
    moved: u32,
    up: u32,
    down: u32,
    formulaic: u32,
    search: (u32, u32),
    link: (u32, u32),
    error: u32,
    badge: (u32, u32),
    shades: [u32; 6],
    /// Number on shades 0–3, and on 4–5.
    numbers: (u32, u32),
}

impl Tones {
    /// Foreground and background of a label; a background only if it has its own.
    fn of(&self, label: Label) -> (Option<u32>, Option<u32>) {
        let on = |(fg, bg): (u32, u32)| (Some(fg), Some(bg));
        let fg = |fg: u32| (Some(fg), None);
        let [a, b, c] = self.themes;
        let [h1, h2, h3] = self.headings;
        match label {
            Label::Ground => on((self.text, self.ground)),
            Label::Overlay => on((self.text, self.overlay)),
            Label::Bar => on((self.text, self.bar)),
            Label::Selection => on((self.text, self.selection)),
            Label::Text | Label::Strong | Label::Figure | Label::Only => fg(self.text),
            Label::Muted | Label::KeyName | Label::Kept => fg(self.muted),
            Label::Faint => fg(self.faint),
            Label::Veil => on((self.veil, self.ground)),
            Label::Heading1 | Label::Key => fg(h1),
            Label::Heading2 => fg(h2),
            Label::Heading3 => fg(h3),
            Label::Marker => fg(self.marker),
            Label::Border => fg(self.border),
            Label::FocusBorder => fg(self.focus),
            Label::Accent | Label::Match => fg(self.accent),
            Label::Seal => on(self.seal),
            Label::ThemeA => on((a.0, a.1)),
            Label::ThemeB => on((b.0, b.1)),
            Label::ThemeC => on((c.0, c.1)),
            Label::ThemeADigit => fg(a.2),
            Label::ThemeBDigit => fg(b.2),
            Label::ThemeCDigit => fg(c.2),
            Label::CurrentHit => on(self.current),
            Label::New => fg(self.new),
            Label::NewWords => on(self.new_words),
            Label::Gone => fg(self.gone),
            Label::GoneWords => on(self.gone_words),
            Label::Reworded => fg(self.reworded),
            Label::Moved => fg(self.moved),
            Label::FigureUp => fg(self.up),
            Label::FigureDown => fg(self.down),
            Label::Formulaic | Label::Removed => fg(self.formulaic),
            Label::Shared => (None, None),
            Label::SearchHit => on(self.search),
            Label::LinkHigh => fg(self.link.0),
            Label::LinkLow => fg(self.link.1),
            Label::Error => fg(self.error),
            Label::Badge => on(self.badge),
            Label::Shade(n) => {
                let n = usize::from(n.min(5));
                let number = if n < 4 {
                    self.numbers.0
                } else {
                    self.numbers.1
                };
                (Some(number), self.shades.get(n).copied())
            }
        }
    }
}

static INK: Tones = Tones {
    ground: 0x17_1614,
    overlay: 0x1f_1d1a,
    bar: 0x23_211d,
    selection: 0x2c_2925,
    text: 0xd3_ccbf,
    muted: 0x93_8b7e,
    faint: 0x6a_6359,
    veil: 0x54_4d44,
    headings: [0xf5_efe3, 0xec_e4d5, 0xde_d6c7],
    marker: 0xb5_a893,
    border: 0x45_403a,
    focus: 0xc9_bfae,
    accent: 0xe8_674c,
    seal: (0xff_f3ea, 0xbf_3f28),
    themes: [
        (0xff_b59f, 0x45_231b, 0xe8_674c),
        (0xa9_d0f0, 0x1c_3347, 0x7f_b2dc),
        (0xd9_bdf0, 0x35_284a, 0xb9_93da),
    ],
    current: (0x1b_0d09, 0xf0_775c),
    new: 0x7f_bfae,
    new_words: (0xc4_ecdf, 0x1d_3530),
    gone: 0xc7_926c,
    gone_words: (0xec_cdb4, 0x3a_2a20),
    reworded: 0xd9_b45f,
    moved: 0x98_aee0,
    up: 0x7f_bfae,
    down: 0xe0_a070,
    formulaic: 0x7d_766a,
    search: (0x1c_1604, 0xe3_c35e),
    link: (0xec_e4d5, 0x8a_8275),
    error: 0xff_8b73,
    badge: (0xcf_c6b6, 0x34_302a),
    shades: [
        0x17_1614, 0x23_211d, 0x33_2f29, 0x4a_443b, 0x88_7d6c, 0xb8_ac98,
    ],
    numbers: (0xd3_ccbf, 0x14_120f),
};

static PAPER: Tones = Tones {
    ground: 0xf7_f2e7,
    overlay: 0xfc_f9f1,
    bar: 0xeb_e4d4,
    selection: 0xe9_e0cd,
    text: 0x2e_2a24,
    muted: 0x6c_6456,
    faint: 0x98_9082,
    veil: 0xb9_b09d,
    headings: [0x0f_0d0a, 0x1b_1814, 0x26_221c],
    marker: 0x7a_6a50,
    border: 0xcf_c5b2,
    focus: 0x3a_342c,
    accent: 0xa8_2a1a,
    seal: (0xfd_f6ea, 0xb0_301f),
    themes: [
        (0x8a_1c0e, 0xf5_d5c8, 0xa8_2a1a),
        (0x15_4a75, 0xd3_e3ef, 0x1f_5f94),
        (0x5a_3080, 0xe6_daf0, 0x6b_3a94),
    ],
    current: (0xff_f6ee, 0xb0_301f),
    new: 0x12_6454,
    new_words: (0x0b_4a3d, 0xd6_e8df),
    gone: 0x8a_4b1f,
    gone_words: (0x6b_3512, 0xf0_dfcd),
    reworded: 0x7a_5a00,
    moved: 0x3b_4f96,
    up: 0x12_6454,
    down: 0x8f_4a12,
    formulaic: 0x7f_7767,
    search: (0x22_1a00, 0xf2_d774),
    link: (0x1b_1814, 0x73_6a5b),
    error: 0xa3_180a,
    badge: (0x4a_4338, 0xe4_dac6),
    shades: [
        0xf7_f2e7, 0xec_e4d3, 0xd9_cfba, 0xbd_b098, 0x78_6c57, 0x4c_4336,
    ],
    numbers: (0x2e_2a24, 0xfb_f7ee),
};

static CONTRAST: Tones = Tones {
    ground: 0x00_0000,
    overlay: 0x0a_0a0a,
    bar: 0x1c_1c1c,
    selection: 0x30_3030,
    text: 0xf2_f2f2,
    muted: 0xc4_c4c4,
    faint: 0x9a_9a9a,
    veil: 0x6a_6a6a,
    headings: [0xff_ffff, 0xff_ffff, 0xff_ffff],
    marker: 0xe0_e0e0,
    border: 0x80_8080,
    focus: 0xff_ffff,
    accent: 0xff_b000,
    seal: (0x00_0000, 0xff_b000),
    themes: [
        (0x00_0000, 0xf5_c542, 0xf5_c542),
        (0x00_0000, 0x56_b4e9, 0x56_b4e9),
        (0x00_0000, 0xe7_a6d0, 0xe7_a6d0),
    ],
    current: (0x00_0000, 0xff_ffff),
    new: 0x6e_cbff,
    new_words: (0xd8_f1ff, 0x00_344f),
    gone: 0xff_b454,
    gone_words: (0xff_e2bd, 0x4a_2d00),
    reworded: 0xff_f27a,
    moved: 0xe7_a6d0,
    up: 0x6e_cbff,
    down: 0xff_b454,
    formulaic: 0xa8_a8a8,
    search: (0x00_0000, 0xff_f27a),
    link: (0xff_ffff, 0xb8_b8b8),
    error: 0xff_9a8a,
    badge: (0xff_ffff, 0x3a_3a3a),
    shades: [
        0x00_0000, 0x1e_1e1e, 0x3a_3a3a, 0x5c_5c5c, 0x9a_9a9a, 0xe0_e0e0,
    ],
    numbers: (0xff_ffff, 0x00_0000),
};

// The 256 are chosen by hand: the nearest number turns the blue and violet wash grey and the seal brown.

static INK_256: Tones = Tones {
    ground: 233,
    overlay: 234,
    bar: 235,
    selection: 236,
    text: 251,
    muted: 245,
    faint: 241,
    veil: 239,
    headings: [255, 254, 252],
    marker: 144,
    border: 238,
    focus: 250,
    accent: 203,
    seal: (255, 124),
    themes: [(217, 52, 203), (153, 24, 110), (183, 53, 140)],
    current: (233, 209),
    new: 109,
    new_words: (158, 23),
    gone: 173,
    gone_words: (223, 58),
    reworded: 179,
    moved: 110,
    up: 109,
    down: 179,
    formulaic: 243,
    search: (233, 179),
    link: (254, 245),
    error: 209,
    badge: (251, 237),
    shades: [233, 235, 237, 239, 102, 145],
    numbers: (251, 233),
};

static PAPER_256: Tones = Tones {
    ground: 255,
    overlay: 231,
    bar: 254,
    selection: 253,
    text: 235,
    muted: 241,
    faint: 246,
    veil: 249,
    headings: [232, 234, 235],
    marker: 95,
    border: 251,
    focus: 237,
    accent: 124,
    seal: (231, 124),
    themes: [(88, 224, 124), (24, 153, 25), (54, 189, 55)],
    current: (231, 124),
    new: 23,
    new_words: (23, 194),
    gone: 130,
    gone_words: (52, 223),
    reworded: 94,
    moved: 61,
    up: 23,
    down: 130,
    formulaic: 243,
    search: (234, 222),
    link: (234, 242),
    error: 124,
    badge: (238, 252),
    shades: [255, 254, 252, 249, 242, 238],
    numbers: (235, 231),
};

static CONTRAST_256: Tones = Tones {
    ground: 16,
    overlay: 232,
    bar: 234,
    selection: 236,
    text: 255,
    muted: 251,
    faint: 247,
    veil: 242,
    headings: [231, 231, 231],
    marker: 254,
    border: 244,
    focus: 231,
    accent: 214,
    seal: (16, 214),
    themes: [(16, 221, 221), (16, 74, 74), (16, 182, 182)],
    current: (16, 231),
    new: 81,
    new_words: (195, 17),
    gone: 215,
    gone_words: (223, 52),
    reworded: 228,
    moved: 182,
    up: 81,
    down: 215,
    formulaic: 248,
    search: (16, 228),
    link: (231, 250),
    error: 210,
    badge: (231, 237),
    shades: [16, 234, 237, 240, 247, 254],
    numbers: (231, 16),
};
