//! The colours of the three palettes, by hand: 24-bit, and the 256 of xterm.
//!
//! Invariant: every label has a colour in every table. Must not know of weight or underline, which `label` gives.

use super::label::Label;

/// The colours of one palette, as 24-bit RGB or as numbers of the 256.
pub(super) struct Tones {
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
    pub(super) fn of(&self, label: Label) -> (Option<u32>, Option<u32>) {
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

pub(super) static INK: Tones = Tones {
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

pub(super) static PAPER: Tones = Tones {
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

pub(super) static CONTRAST: Tones = Tones {
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

pub(super) static INK_256: Tones = Tones {
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

pub(super) static PAPER_256: Tones = Tones {
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

pub(super) static CONTRAST_256: Tones = Tones {
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

#[cfg(test)]
mod tests {
    use super::{CONTRAST, INK, PAPER, Tones};

    type Matrix = [[f64; 3]; 3];

    /// What is seen without the cones for long and for middle waves, over linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.
    const BLINDNESS: [(&str, Matrix); 2] = [
        (
            "protan",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deutan",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
    ];

    fn linear(colour: u32) -> [f64; 3] {
        [16, 8, 0].map(|shift| {
            let v = f64::from(colour >> shift & 0xff) / 255.0;
            if v <= 0.04045 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055_f64).powf(2.4)
            }
        })
    }

    fn times(m: &Matrix, v: [f64; 3]) -> [f64; 3] {
        m.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
    }

    /// CIE 1976 L*a*b*.
    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let xyz = times(
            &[
                [0.4124 / 0.950_47, 0.3576 / 0.950_47, 0.1805 / 0.950_47],
                [0.2126, 0.7152, 0.0722],
                [0.0193 / 1.088_83, 0.1192 / 1.088_83, 0.9505 / 1.088_83],
            ],
            rgb.map(|v| v.clamp(0.0, 1.0)),
        );
        let [x, y, z] = xyz.map(|t| {
            if t > 0.008_856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// How far apart two colours are seen to be (CIE 1976); 2 is just seen.
    fn apart(blindness: &Matrix, a: u32, b: u32) -> f64 {
        let [a, b] = [a, b].map(|c| lab(times(blindness, linear(c))));
        a.iter()
            .zip(b)
            .map(|(a, b)| (a - b) * (a - b))
            .sum::<f64>()
            .sqrt()
    }

    fn all_apart(tones: &Tones, colours: &[u32], least: f64) {
        for (name, matrix) in &BLINDNESS {
            for (i, a) in colours.iter().enumerate() {
                for b in &colours[i + 1..] {
                    let seen = apart(matrix, *a, *b);
                    assert!(
                        seen >= least,
                        "{name} on {:06x}: {a:06x} and {b:06x} are {seen:.1} apart",
                        tones.ground
                    );
                }
            }
        }
    }

    #[test]
    fn new_and_gone_are_told_apart_without_red_and_green() {
        for t in [&INK, &PAPER, &CONTRAST] {
            all_apart(t, &[t.new, t.gone], 20.0);
            all_apart(t, &[t.up, t.down], 20.0);
        }
    }

    #[test]
    fn the_strong_palette_needs_no_red_and_green() {
        let t = &CONTRAST;
        all_apart(t, &[t.new, t.gone, t.reworded, t.moved], 14.0);
        all_apart(t, &[t.new_words.1, t.gone_words.1], 40.0);
        all_apart(t, &t.themes.map(|theme| theme.1), 14.0);
    }
}
