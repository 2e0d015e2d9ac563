//! Which key, or what of the mouse, a whole sequence means.
//!
//! Invariant: pure tables; a sequence that is not in them means nothing. The forms are those of xterm (which nearly all follow), of rxvt
//! where it differs, of the Linux console, and, though it is never asked for, of terminals that tell characters by their numbers.

use super::Answer;
use crate::app::keymap::{Code, Key};
use crate::app::mouse::{Mouse, MouseKind};
use crate::term::input::Input;

/// What a control sequence means.
pub(super) enum Meaning {
    Nothing,
    Input(Input),
    /// A paste begins.
    Paste,
}

/// Modifiers that are held.
#[derive(Clone, Copy, Default)]
struct Held {
    shift: bool,
    ctrl: bool,
    alt: bool,
}

impl Held {
    /// By xterm's number: 1 and the sum of 1 Shift, 2 Alt, 4 Ctrl.
    fn of(number: u32) -> Self {
        let bits = number.saturating_sub(1);
        Self {
            shift: bits & 1 != 0,
            alt: bits & 2 != 0,
            ctrl: bits & 4 != 0,
        }
    }
}

fn key(code: Code, held: Held) -> Input {
    let code = match code {
        Code::Tab if held.shift => Code::BackTab,
        code => code,
    };
    Input::Key(Key {
        code,
        ctrl: held.ctrl,
        alt: held.alt,
    })
}

/// A byte below 0x80, none of them ESC.
pub(super) fn ascii(byte: u8, alt: bool) -> Option<Input> {
    let (code, ctrl) = match byte {
        b'\t' => (Code::Tab, false),
        b'\r' => (Code::Enter, false),
        0x08 | 0x7f => (Code::Backspace, false),
        0 => (Code::Char(' '), true),
        0x01..=0x1a => (Code::Char((byte - 1 + b'a').into()), true),
        0x1c..=0x1f => (Code::Char((byte - 0x1c + b'4').into()), true),
        b' '..=b'~' => (Code::Char(byte.into()), false),
        _ => return None,
    };
    Some(Input::Key(Key { code, ctrl, alt }))
}

/// The bytes of one character, if they are one.
pub(super) fn character(bytes: &[u8], alt: bool) -> Option<Input> {
    let c = std::str::from_utf8(bytes).ok()?.chars().next()?;
    (!c.is_control()).then_some(Input::Key(Key {
        code: Code::Char(c),
        ctrl: false,
        alt,
    }))
}

/// `ESC [ [ x` of the Linux console.
pub(super) fn console(last: u8, alt: bool) -> Option<Input> {
    let held = Held {
        alt,
        ..Held::default()
    };
    matches!(last, b'A'..=b'E').then(|| key(Code::F(last - b'A' + 1), held))
}

/// `ESC O x`, with xterm's old modifiers between.
pub(super) fn ss3(params: &[u8], last: u8, alt: bool) -> Option<Input> {
    let mut held = Numbers::of(params)
        .last()
        .map_or_else(Held::default, |n| Held::of(n.value));
    held.alt |= alt;
    let code = match last {
        // The keypad where it sends its own.
        b'M' => Code::Enter,
        b'I' => Code::Tab,
        b' ' => Code::Char(' '),
        b'X' => Code::Char('='),
        b'j'..=b'y' => Code::Char((last - b'j' + b'*').into()),
        // rxvt: with Ctrl.
        b'a'..=b'd' => {
            held.ctrl = true;
            arrow(last.to_ascii_uppercase())?
        }
        _ => arrow(last).or_else(|| function(last))?,
    };
    Some(key(code, held))
}

fn arrow(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        _ => return None,
    })
}

fn function(last: u8) -> Option<Code> {
    matches!(last, b'P'..=b'S').then(|| Code::F(last - b'P' + 1))
}

/// The key of `ESC [ n ~`.
fn numbered(n: u32) -> Option<Code> {
    let f = |n: u32| u8::try_from(n).ok().map(Code::F);
    Some(match n {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => f(n - 10)?,
        17..=21 => f(n - 11)?,
        23..=26 => f(n - 12)?,
        28 | 29 => f(n - 13)?,
        31..=34 => f(n - 14)?,
        _ => return None,
    })
}

/// The numbers of a sequence: `1;5`, `65:97;5:1`.
struct Numbers;

/// One number, and what stands behind its first colon.
#[derive(Clone, Copy)]
struct Number {
    value: u32,
    sub: Option<u32>,
}

impl Numbers {
    /// Nothing where something else than numbers stands there; what is left out is 0.
    fn of(params: &[u8]) -> std::vec::IntoIter<Number> {
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u32, |n, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| n.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
            })
        };
        let all = |part: &[u8]| {
            let mut subs = part.split(|b| *b == b':');
            Some(Number {
                value: number(subs.next()?)?,
                sub: subs.next().map(number).unwrap_or_default(),
            })
        };
        let numbers: Option<Vec<Number>> = if params.is_empty() {
            None
        } else {
            params.split(|b| *b == b';').map(all).collect()
        };
        numbers.unwrap_or_default().into_iter()
    }
}

/// `ESC [ … x`.
pub(super) fn csi(params: &[u8], last: u8, alt: bool) -> Meaning {
    match params.first() {
        Some(b'<') => {
            return mouse(params.get(1..).unwrap_or_default(), last)
                .map_or(Meaning::Nothing, |mouse| {
                    Meaning::Input(Input::Mouse(mouse))
                });
        }
        Some(b'?') if last == b'c' => return Meaning::Input(Input::Answer(Answer::Attributes)),
        Some(b'0'..=b'9' | b';' | b':') | None => {}
        _ => return Meaning::Nothing,
    }
    let numbers: Vec<Number> = Numbers::of(params).collect();
    // Something else than numbers.
    if numbers.is_empty() && !params.is_empty() {
        return Meaning::Nothing;
    }
    let at = |n: usize| numbers.get(n).map_or(0, |n: &Number| n.value);
    if last == b'~' && numbers.len() == 1 && at(0) == 200 {
        return Meaning::Paste;
    }
    // Where there is a number for the modifiers, the one behind its colon tells a release.
    if numbers.get(1).is_some_and(|n| n.sub == Some(3)) {
        return Meaning::Nothing;
    }
    let mut held = Held::of(at(1));
    held.alt |= alt;
    // `x`, `1x`, `1;5x`: more than all modifiers together is no key but a place.
    let one = params.is_empty() || (at(0) == 1 && numbers.len() <= 2 && at(1) <= 16);
    let code = match last {
        b'R' if at(0) > 1 => {
            return match (at(1).checked_sub(1), at(0).checked_sub(1)) {
                (Some(x), Some(y)) if numbers.len() == 2 => {
                    match (u16::try_from(x), u16::try_from(y)) {
                        (Ok(x), Ok(y)) => Meaning::Input(Input::Answer(Answer::Cursor(x, y))),
                        _ => Meaning::Nothing,
                    }
                }
                _ => Meaning::Nothing,
            };
        }
        b'P'..=b'S' if one => function(last),
        b'A'..=b'D' | b'F' | b'H' if one => arrow(last),
        // rxvt: with Shift.
        b'a'..=b'd' if params.is_empty() => arrow(last.to_ascii_uppercase()),
        b'Z' => Some(Code::BackTab),
        b'~' if at(0) == 27 && numbers.len() == 3 => {
            return spelled(at(2), held).map_or(Meaning::Nothing, Meaning::Input);
        }
        b'u' if !numbers.is_empty() => {
            return spelled(at(0), held).map_or(Meaning::Nothing, Meaning::Input);
        }
        b'~' => numbered(at(0)),
        // rxvt: Shift, Ctrl, both.
        b'$' => numbered(at(0)),
        b'^' | b'@' if numbers.len() == 1 => {
            held.ctrl = true;
            numbered(at(0))
        }
        _ => None,
    };
    code.map_or(Meaning::Nothing, |code| Meaning::Input(key(code, held)))
}

/// A key by the number of its character.
fn spelled(number: u32, mut held: Held) -> Option<Input> {
    let c = char::from_u32(number)?;
    let code = match c {
        '\t' => Code::Tab,
        '\r' => Code::Enter,
        '\x1b' => Code::Esc,
        '\x08' | '\x7f' => Code::Backspace,
        'i' if held.ctrl => {
            held.ctrl = false;
            Code::Tab
        }
        'm' if held.ctrl => {
            held.ctrl = false;
            Code::Enter
        }
        // Keys without a character stand among the private ones.
        '\u{e000}'..='\u{f8ff}' => return None,
        c if c.is_control() => return None,
        c if held.ctrl => Code::Char(c.to_ascii_lowercase()),
        c if held.shift => Code::Char(c.to_ascii_uppercase()),
        c => Code::Char(c),
    };
    Some(key(code, held))
}

/// `b;x;y` of `ESC [ < b;x;y M`, `m` for a release.
fn mouse(params: &[u8], last: u8) -> Option<Mouse> {
    const MOVED: u32 = 32;
    let numbers: Vec<u32> = Numbers::of(params).map(|n| n.value).collect();
    let &[buttons, x, y] = numbers.as_slice() else {
        return None;
    };
    // Shift (4), Alt (8) and Ctrl (16) apart.
    let kind = match (buttons & !(4 | 8 | 16), last) {
        (0, b'M') => MouseKind::Press,
        (0 | MOVED, b'm') => MouseKind::Release,
        (MOVED, b'M') => MouseKind::Drag,
        (64, b'M') => MouseKind::WheelUp,
        (65, b'M') => MouseKind::WheelDown,
        _ => return None,
    };
    let cell = |n: u32| u16::try_from(n.checked_sub(1)?).ok();
    Some(Mouse {
        kind,
        x: cell(x)?,
        y: cell(y)?,
        ctrl: buttons & 16 != 0,
        alt: buttons & 8 != 0,
    })
}
