//! What a terminal answers when it is asked.
//!
//! Invariant: what is no whole and sensible answer is none. Must not know what was asked, nor when.

/// An answer of the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Where its cursor stands, column and row from 0. Never of the first row, where a function key looks alike.
    Cursor(u16, u16),
    /// The colour of its ground.
    Ground(Rgb),
    /// What it is; every terminal answers this, after whatever it was asked before.
    Attributes,
}

/// A colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Whether dark letters are read on it.
    pub fn is_light(self) -> bool {
        // The weights of ITU-R BT.601, which suffice to tell light from dark.
        let [r, g, b] = [self.0, self.1, self.2].map(u32::from);
        r * 299 + g * 587 + b * 114 > 127_500
    }
}

/// What an OSC string says.
pub(super) fn osc(bytes: &[u8]) -> Option<Answer> {
    let colour = std::str::from_utf8(bytes).ok()?.strip_prefix("11;")?;
    rgb(colour).map(Answer::Ground)
}

/// `rgb:rrrr/gggg/bbbb`, `rgba:…/…`, `#rrggbb`; one to four digits for each part.
fn rgb(colour: &str) -> Option<Rgb> {
    if let Some(digits) = colour.strip_prefix('#') {
        let each = digits.len() / 3;
        if !digits.is_ascii() || each * 3 != digits.len() {
            return None;
        }
        let at = |n: usize| level(digits.get(n * each..(n + 1) * each)?);
        return Some(Rgb(at(0)?, at(1)?, at(2)?));
    }
    let (parts, wanted) = match (colour.strip_prefix("rgb:"), colour.strip_prefix("rgba:")) {
        (Some(parts), _) => (parts, 3),
        (None, Some(parts)) => (parts, 4),
        (None, None) => return None,
    };
    let levels = parts
        .split('/')
        .map(level)
        .collect::<Option<Vec<u8>>>()
        .filter(|levels| levels.len() == wanted)?;
    match levels.as_slice() {
        [r, g, b, ..] => Some(Rgb(*r, *g, *b)),
        _ => None,
    }
}

/// One to four hexadecimal digits as a share of their largest number.
fn level(digits: &str) -> Option<u8> {
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let most = (1_u32 << (4 * digits.len())) - 1;
    let value = u32::from_str_radix(digits, 16).ok()?;
    u8::try_from(value * 255 / most).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_in_every_spelling() {
        let of = |s: &str| osc(s.as_bytes());
        let white = Some(Answer::Ground(Rgb(255, 255, 255)));
        for s in [
            "11;rgb:ffff/ffff/ffff",
            "11;rgb:ff/FF/ff",
            "11;rgb:f/f/f",
            "11;rgb:fff/fff/fff",
            "11;rgba:ffff/ffff/ffff/ffff",
            "11;#ffffff",
            "11;#fff",
            "11;#ffffffffffff",
        ] {
            assert_eq!(of(s), white, "{s}");
        }
        assert_eq!(
            of("11;rgb:1717/1616/1414"),
            Some(Answer::Ground(Rgb(0x17, 0x16, 0x14)))
        );
        for s in [
            "",
            "11;",
            "10;rgb:ff/ff/ff",
            "11;rgb:ff/ff",
            "11;rgb:ff/ff/ff/ff",
            "11;rgb:+f/ff/ff",
            "11;rgb:fffff/ff/ff",
            "11;rgb:/ff/ff",
            "11;#ffff",
            "11;#区区区",
            "11;?",
        ] {
            assert_eq!(of(s), None, "{s}");
        }
    }

    #[test]
    fn light_and_dark() {
        for (r, g, b, light) in [
            (0, 0, 0, false),
            (0x17, 0x16, 0x14, false),
            (0, 43, 54, false),
            (253, 246, 227, true),
            (255, 255, 255, true),
            (0, 0, 255, false),
        ] {
            assert_eq!(Rgb(r, g, b).is_light(), light, "{r} {g} {b}");
        }
    }
}
