//! Sending text to the reader's clipboard: through tmux, or by the terminal's own sequence (OSC 52).
//!
//! Owns the bytes of both ways. Invariants: what is sent goes out in one piece between two frames, never inside of one, holds no control
//! character of the text's own, and is no longer than terminals take. Must not know what is sent.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use super::backend::Sink;
use super::guard;
use crate::app::clip::{Clipboard, Parcel, Sending};
use crate::locale::{Lang, Word, word};

/// Most bytes of base64 in one sequence; some terminals drop longer ones without a word.
pub const MOST: usize = 75_000;
/// How long tmux may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of one string that GNU screen passes on; the oldest in use take 768 with what opens and closes it.
const SCREEN_STRING: usize = 700;

/// In what the program runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Around {
    /// The terminal itself.
    Terminal,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

impl Around {
    /// What the environment says: `TMUX`, `STY`, `TERM`.
    pub fn of(var: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| var(name).is_some_and(|value| !value.is_empty());
        if set("TMUX") {
            Around::Tmux
        } else if set("STY") || var("TERM").is_some_and(|term| term.starts_with("screen")) {
            Around::Screen
        } else {
            Around::Terminal
        }
    }
}

/// Sends a parcel; takes its time.
pub fn send(parcel: &Parcel, lang: Lang) -> Sending {
    let around = Around::of(|name| std::env::var(name).ok());
    let text = parcel.text.as_str();
    let characters = parcel.text.characters();
    let sent = |tmux: bool| Sending::Sent { characters, tmux };
    let failed = |what: Word| Sending::Failed(word(lang, what).to_owned());
    let ask_tmux = match parcel.way {
        Clipboard::Off => return failed(Word::ClipboardOff),
        Clipboard::Tmux => true,
        Clipboard::Osc52 => false,
        Clipboard::Auto => around == Around::Tmux,
    };
    if ask_tmux && through_tmux(text.as_bytes()).is_ok() {
        return sent(true);
    }
    if parcel.way == Clipboard::Tmux {
        return failed(Word::TmuxRefused);
    }
    let Some(bytes) = sequence(text, around) else {
        return Sending::TooLong { characters };
    };
    match guard::Terminal.send(&bytes) {
        Ok(()) => sent(false),
        Err(error) => Sending::Failed(error.to_string()),
    }
}

/// The bytes that ask a terminal to take `text`; none where it is longer than terminals take.
pub fn sequence(text: &str, around: Around) -> Option<Vec<u8>> {
    let base64 = text.len().div_ceil(3) * 4;
    if base64 > MOST {
        return None;
    }
    let mut whole = String::new();
    CopyToClipboard::to_clipboard_from(text)
        .write_ansi(&mut whole)
        .ok()?;
    Some(match around {
        Around::Screen => for_screen(&whole),
        Around::Terminal | Around::Tmux => whole.into_bytes(),
    })
}

/// GNU screen hands on what is wrapped in DCS, in strings of limited length. A sequence that needs more than one is parted where its
/// first part is no whole base64: whoever else reads it as a sequence of its own then takes nothing, rather than the beginning alone.
fn for_screen(sequence: &str) -> Vec<u8> {
    // ESC \ would end the wrapping: BEL ends the sequence as well.
    let body = sequence
        .strip_suffix("\x1b\\")
        .map(|body| format!("{body}\x07"));
    let body = body.unwrap_or_else(|| sequence.to_owned());
    let head = body.rfind(';').map_or(0, |at| at + 1);
    // One more than a multiple of four.
    let first = head + (SCREEN_STRING - head) / 4 * 4 + 1;
    let mut out = Vec::with_capacity(body.len() + body.len() / SCREEN_STRING * 4 + 8);
    let bytes = body.as_bytes();
    let (start, rest) = bytes.split_at(first.min(bytes.len()));
    for part in std::iter::once(start).chain(rest.chunks(SCREEN_STRING)) {
        out.extend_from_slice(b"\x1bP");
        out.extend_from_slice(part);
        out.extend_from_slice(b"\x1b\\");
    }
    out
}

/// Hands text to tmux, which hands it on to the terminals that are attached.
fn through_tmux(text: &[u8]) -> io::Result<()> {
    let mut tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // It may read slowly or not at all: whoever writes must not be waited for.
    let input = tmux.stdin.take();
    let text = text.to_vec();
    std::thread::spawn(move || {
        if let Some(mut input) = input {
            let _ = input.write_all(&text);
        }
    });
    let until = Instant::now() + PATIENCE;
    loop {
        match tmux.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(_) => return Err(io::Error::other("tmux refused it")),
            None if Instant::now() < until => std::thread::sleep(Duration::from_millis(10)),
            None => {
                let _ = tmux.kill();
                let _ = tmux.wait();
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    fn around(vars: &[(&str, &str)]) -> Around {
        Around::of(|name| {
            let found = vars.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_says_what_lies_between() {
        assert_eq!(around(&[("TERM", "xterm-256color")]), Around::Terminal);
        let in_tmux = [
            ("TMUX", "/tmp/tmux-1000/default,1,0"),
            ("TERM", "screen-256color"),
        ];
        assert_eq!(around(&in_tmux), Around::Tmux);
        assert_eq!(around(&[("TMUX", ""), ("TERM", "xterm")]), Around::Terminal);
        assert_eq!(
            around(&[("STY", "1.pts"), ("TERM", "xterm")]),
            Around::Screen
        );
        assert_eq!(around(&[("TERM", "screen.xterm-256color")]), Around::Screen);
    }

    #[test]
    fn a_terminal_gets_the_sequence_and_nothing_else() {
        assert_eq!(
            sequence("a\n对照", Around::Terminal).unwrap(),
            b"\x1b]52;c;YQrlr7nnhac=\x1b\\"
        );
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        let most = MOST / 4 * 3;
        assert!(sequence(&"a".repeat(most), Around::Terminal).is_some());
        assert!(sequence(&"a".repeat(most + 1), Around::Terminal).is_none());
    }

    #[test]
    fn screen_gets_it_wrapped_in_strings_that_it_takes() {
        let short = sequence("对照", Around::Screen).unwrap();
        assert_eq!(short, b"\x1bP\x1b]52;c;5a+554Wn\x07\x1b\\");
        let text = "章节对照".repeat(2000);
        let plain = sequence(&text, Around::Terminal).unwrap();
        let wrapped = sequence(&text, Around::Screen).unwrap();
        let wrapped = String::from_utf8(wrapped).unwrap();
        let parts: Vec<&str> = wrapped
            .strip_prefix("\x1bP")
            .and_then(|w| w.strip_suffix("\x1b\\"))
            .unwrap()
            .split("\x1b\\\x1bP")
            .collect();
        assert!(parts.len() > 2);
        assert!(parts.iter().all(|p| p.len() <= SCREEN_STRING + 4));
        let first = parts[0].strip_prefix("\x1b]52;c;").unwrap();
        assert_ne!(first.len() % 4, 0, "the first part alone is whole base64");
        let joined = parts.concat();
        let plain = String::from_utf8(plain).unwrap();
        assert_eq!(joined.strip_suffix('\x07'), plain.strip_suffix("\x1b\\"));
    }
}
