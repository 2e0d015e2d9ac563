//! What a terminal sends, taken apart: bytes become keys, pastes, the mouse, and answers to what was asked.
//!
//! Owns [`Parser`]. Invariants: what comes out depends on the bytes alone and not on how they were cut into reads; a sequence that is not
//! known is swallowed to its end and never becomes keys; a paste is text, whatever stands in it; whatever comes, no more than
//! [`LONGEST_PASTE`] is kept. Must not know of clocks and files: who reads tells by [`Parser::flush`] that nothing more came within
//! [`Wait::patience`].

mod answer;
mod keys;

use std::time::Duration;

pub use answer::{Answer, Rgb};

use self::keys::Meaning;
use super::input::Input;
use crate::app::keymap::{Code, Key};

/// Longest paste that is taken, in bytes: 4 MB. What is longer is cut, and [`Input::PasteCut`] says so.
pub const LONGEST_PASTE: usize = 4 << 20;

/// Most bytes of a sequence that are looked at: no key and no answer of those understood here comes near.
const LONGEST_SEQUENCE: usize = 128;

/// Most bytes that a string (OSC, DCS, APC, PM, SOS) is followed through before it is taken for broken.
const LONGEST_STRING: usize = 1 << 20;

/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// Something that has begun and not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// ESC, which is a key by itself.
    Escape,
    /// ESC and `[`, `O`, `]`, `P` …, which is a key with Alt by itself.
    Introducer,
    /// A sequence.
    Sequence,
    /// A string; its patience counts from where it began.
    String,
    /// A paste.
    Paste,
}

impl Wait {
    /// How long to wait for the next byte; for the end, of a string.
    pub const fn patience(self) -> Duration {
        Duration::from_millis(match self {
            Wait::Escape => 30,
            Wait::Introducer => 100,
            Wait::Sequence => 500,
            Wait::String | Wait::Paste => 2000,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum State {
    /// Between two things.
    #[default]
    Ground,
    /// Inside a character of so many bytes.
    Character { bytes: usize, alt: bool },
    /// After ESC; after two.
    Escape { twice: bool },
    /// After `ESC [`.
    Csi { alt: bool },
    /// After `ESC [ [`: a function key of the Linux console.
    Console { alt: bool },
    /// The bytes of a mouse report of the oldest kind.
    OldMouse { left: u8 },
    /// After `ESC O`.
    Ss3 { alt: bool },
    /// In a string that `introducer` began.
    String { introducer: u8, bytes: usize },
    /// After an ESC that may end it.
    StringEscape { introducer: u8 },
    /// In a paste, of whose end so many bytes have come.
    Paste { matched: usize },
}

/// Takes bytes and gives inputs.
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    /// What has come of the thing at hand.
    held: Vec<u8>,
    /// Some of the paste was left out.
    cut: bool,
}

impl Parser {
    /// A parser at the beginning.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what was read.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut out = Vec::new();
        for &byte in bytes {
            self.take(byte, &mut out);
        }
        out
    }

    /// What is being waited for, if something has begun.
    pub fn waits(&self) -> Option<Wait> {
        Some(match self.state {
            // A character needs no clock: whatever comes next ends it.
            State::Ground | State::Character { .. } => return None,
            State::Escape { .. } => Wait::Escape,
            State::Csi { .. } | State::Ss3 { .. } if self.held.is_empty() => Wait::Introducer,
            State::String { bytes: 0, .. } => Wait::Introducer,
            State::Csi { .. }
            | State::Ss3 { .. }
            | State::Console { .. }
            | State::OldMouse { .. } => Wait::Sequence,
            State::String { .. } | State::StringEscape { .. } => Wait::String,
            State::Paste { .. } => Wait::Paste,
        })
    }

    /// Nothing more came in time: what could be a key is one, a paste is what has come of it, and all else is dropped.
    pub fn flush(&mut self) -> Vec<Input> {
        let mut out = Vec::new();
        let state = std::mem::take(&mut self.state);
        match state {
            State::Escape { twice } => {
                for _ in 0..=u8::from(twice) {
                    out.push(Input::Key(Key::new(Code::Esc)));
                }
            }
            State::Csi { .. } if self.held.is_empty() => out.extend(with_alt(b'[')),
            State::Ss3 { .. } if self.held.is_empty() => out.extend(with_alt(b'O')),
            State::String {
                introducer,
                bytes: 0,
            } => out.extend(with_alt(introducer)),
            State::Paste { matched } => {
                self.paste(PASTE_END.get(..matched).unwrap_or_default());
                self.end_paste(&mut out);
            }
            // The first byte of a character may still be followed by the others.
            State::Character { .. } => {
                self.state = state;
                return out;
            }
            _ => {}
        }
        self.held.clear();
        out
    }

    fn take(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(byte, false, out),
            State::Character { bytes, alt } => {
                if (0x80..=0xbf).contains(&byte) {
                    self.held.push(byte);
                    if self.held.len() == bytes {
                        out.extend(keys::character(&self.held, alt));
                        self.rest();
                    }
                } else {
                    self.rest();
                    self.take(byte, out);
                }
            }
            State::Escape { twice } => self.escaped(byte, twice, out),
            State::Csi { alt } => self.csi(byte, alt, out),
            State::Console { alt } => {
                self.rest();
                out.extend(keys::console(byte, alt));
            }
            State::OldMouse { left } => match left {
                0 | 1 => self.rest(),
                left => self.state = State::OldMouse { left: left - 1 },
            },
            State::Ss3 { alt } => match byte {
                b'0'..=b'9' | b';' if self.held.len() < LONGEST_SEQUENCE => self.held.push(byte),
                b' '..=b'~' => {
                    out.extend(keys::ss3(&self.held, byte, alt));
                    self.rest();
                }
                _ => self.broken(byte, out),
            },
            State::String { introducer, bytes } => match byte {
                0x1b => self.state = State::StringEscape { introducer },
                0x07 => self.end_string(introducer, out),
                0x18 | 0x1a => self.rest(),
                _ if bytes >= LONGEST_STRING => self.rest(),
                _ => {
                    if self.held.len() < LONGEST_SEQUENCE {
                        self.held.push(byte);
                    }
                    let bytes = bytes + 1;
                    self.state = State::String { introducer, bytes };
                }
            },
            State::StringEscape { introducer } => {
                if byte == b'\\' {
                    self.end_string(introducer, out);
                } else {
                    // It was not the end but the beginning of something else.
                    self.held.clear();
                    self.escaped(byte, false, out);
                }
            }
            State::Paste { matched } => {
                if PASTE_END.get(matched) == Some(&byte) {
                    if matched + 1 == PASTE_END.len() {
                        self.end_paste(out);
                    } else {
                        self.state = State::Paste {
                            matched: matched + 1,
                        };
                    }
                } else {
                    self.paste(PASTE_END.get(..matched).unwrap_or_default());
                    let again = byte == 0x1b;
                    if !again {
                        self.paste(&[byte]);
                    }
                    self.state = State::Paste {
                        matched: usize::from(again),
                    };
                }
            }
        }
    }

    /// A byte that begins something.
    fn ground(&mut self, byte: u8, alt: bool, out: &mut Vec<Input>) {
        self.rest();
        match byte {
            0x1b => self.state = State::Escape { twice: false },
            0..=0x7f => out.extend(keys::ascii(byte, alt)),
            0xc2..=0xf4 => {
                self.held.push(byte);
                self.state = State::Character {
                    bytes: match byte {
                        0..0xe0 => 2,
                        0xe0..0xf0 => 3,
                        _ => 4,
                    },
                    alt,
                };
            }
            // No character begins so.
            _ => {}
        }
    }

    /// A byte after ESC, or after two.
    fn escaped(&mut self, byte: u8, twice: bool, out: &mut Vec<Input>) {
        match byte {
            b'[' => self.state = State::Csi { alt: twice },
            b'O' => self.state = State::Ss3 { alt: twice },
            0x1b => {
                if twice {
                    out.push(Input::Key(Key::new(Code::Esc)));
                }
                self.state = State::Escape { twice: true };
            }
            _ => {
                if twice {
                    out.push(Input::Key(Key::new(Code::Esc)));
                }
                match byte {
                    b']' | b'P' | b'_' | b'^' | b'X' => {
                        self.rest();
                        self.state = State::String {
                            introducer: byte,
                            bytes: 0,
                        };
                    }
                    _ => self.ground(byte, true, out),
                }
            }
        }
    }

    fn csi(&mut self, byte: u8, alt: bool, out: &mut Vec<Input>) {
        let number = !self.held.is_empty() && self.held.iter().all(u8::is_ascii_digit);
        match byte {
            b'[' if self.held.is_empty() => self.state = State::Console { alt },
            b'M' if self.held.is_empty() => self.state = State::OldMouse { left: 3 },
            // rxvt's mark of Shift ends a sequence that begins as any other.
            b'$' if number => self.end_csi(byte, alt, out),
            b' '..=b'?' if self.held.len() < LONGEST_SEQUENCE => self.held.push(byte),
            b' '..=b'?' | 0x7f => {}
            b'@'..=b'~' => self.end_csi(byte, alt, out),
            _ => self.broken(byte, out),
        }
    }

    fn end_csi(&mut self, last: u8, alt: bool, out: &mut Vec<Input>) {
        // What was too long to be kept is nothing that is known.
        let meaning = if self.held.len() < LONGEST_SEQUENCE {
            keys::csi(&self.held, last, alt)
        } else {
            Meaning::Nothing
        };
        self.rest();
        match meaning {
            Meaning::Nothing => {}
            Meaning::Input(input) => out.push(input),
            Meaning::Paste => self.state = State::Paste { matched: 0 },
        }
    }

    /// A byte that stands in no sequence: the one at hand is given up.
    fn broken(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.rest();
        if !matches!(byte, 0x18 | 0x1a) {
            self.take(byte, out);
        }
    }

    fn end_string(&mut self, introducer: u8, out: &mut Vec<Input>) {
        if introducer == b']' && self.held.len() < LONGEST_SEQUENCE {
            out.extend(answer::osc(&self.held).map(Input::Answer));
        }
        self.rest();
    }

    fn paste(&mut self, bytes: &[u8]) {
        let room = LONGEST_PASTE.saturating_sub(self.held.len());
        self.cut |= bytes.len() > room;
        self.held
            .extend_from_slice(bytes.get(..bytes.len().min(room)).unwrap_or_default());
    }

    fn end_paste(&mut self, out: &mut Vec<Input>) {
        let bytes = std::mem::take(&mut self.held);
        let cut = std::mem::take(&mut self.cut);
        let text = match std::str::from_utf8(&bytes) {
            // The cut went through a character.
            Err(error) if cut && error.error_len().is_none() => {
                String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default())
            }
            _ => String::from_utf8_lossy(&bytes),
        };
        out.push(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n")));
        if cut {
            out.push(Input::PasteCut);
        }
        self.rest();
    }

    fn rest(&mut self) {
        self.state = State::Ground;
        self.held.clear();
    }
}

fn with_alt(byte: u8) -> Option<Input> {
    keys::ascii(byte, true)
}

#[cfg(test)]
mod tests;
