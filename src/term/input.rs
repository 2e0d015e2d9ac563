//! What the terminal sends, as [`Input`].
//!
//! Owns the thread that reads keys. Invariant: only presses and repeats become keys, Shift is part of the character, a
//! paste is text and never keys. Must not know what a key means. The kitty keyboard protocol is never asked for: it
//! loses single characters of input methods in several terminals.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::keymap::{Code, Key};
use crate::app::mouse::Mouse;

use super::guard;

/// One thing that came from the terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A key press.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Pasted text as it came, line ends as `\n`; make it safe before it is shown.
    Paste(String),
    /// The window has so many columns and rows now.
    Resize(u16, u16),
    /// The program was stopped and is back; the screen has to be drawn again.
    Resumed,
    /// The terminal is gone. The process ends within a second, whatever the receiver does.
    Hangup,
}

type Send = dyn Fn(Input) -> bool + std::marker::Send + Sync;

static RECEIVER: Mutex<Option<Arc<Send>>> = Mutex::new(None);

/// How often it is looked whether the terminal is still there; nothing else tells when SIGHUP is ignored.
const WATCH: Duration = Duration::from_millis(400);

/// Exit code of a process whose terminal is gone: 128 and SIGHUP.
const GONE: i32 = 129;

/// Starts the thread that reads the terminal and hands everything to `send`, until that says `false`.
///
/// # Errors
/// When the system gives no thread.
pub fn spawn<F>(send: F) -> io::Result<()>
where
    F: Fn(Input) -> bool + std::marker::Send + Sync + 'static,
{
    let send: Arc<Send> = Arc::new(send);
    *RECEIVER.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&send));
    std::thread::Builder::new()
        .name("input".into())
        .spawn(move || read(&*send))?;
    Ok(())
}

/// Hands `input` to the receiver from another thread of `term`.
pub(super) fn report(input: Input) {
    let send = RECEIVER
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    if let Some(send) = send {
        send(input);
    }
}

fn read(send: &Send) {
    // Changes of size are noticed from the first look on; what changed between the first frame and now is told here.
    let _ = event::poll(Duration::ZERO);
    if let Some((columns, rows)) = guard::missed_resize()
        && !send(Input::Resize(columns, rows))
    {
        return;
    }
    loop {
        let event = match event::poll(WATCH) {
            Ok(true) => event::read(),
            Ok(false) if guard::window().is_ok() => continue,
            Ok(false) => Err(io::ErrorKind::NotConnected.into()),
            Err(error) => Err(error),
        };
        let Ok(event) = event else {
            send(Input::Hangup);
            std::thread::sleep(WATCH);
            guard::end(GONE);
        };
        let Some(input) = input(event) else { continue };
        if input == STOP {
            guard::stop();
        } else if !send(input) {
            return;
        }
    }
}

/// Ctrl-Z: raw mode makes a key of it, but what it does is the shell's business.
const STOP: Input = Input::Key(Key {
    code: Code::Char('z'),
    ctrl: true,
    alt: false,
});

/// What an event means, if anything.
fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(event) => key(event).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let mut ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let mut alt = event.modifiers.contains(KeyModifiers::ALT);
    let code = match event.code {
        // Some systems send AltGr as Ctrl with Alt: what it wrote is what counts.
        KeyCode::Char(c) if ctrl && alt && !c.is_ascii_alphanumeric() && c != ' ' => {
            (ctrl, alt) = (false, false);
            Code::Char(c)
        }
        KeyCode::Char('i') if ctrl => {
            ctrl = false;
            Code::Tab
        }
        KeyCode::Char('m') if ctrl => {
            ctrl = false;
            Code::Enter
        }
        KeyCode::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
        KeyCode::Char(c) if shift && c.is_ascii_lowercase() => Code::Char(c.to_ascii_uppercase()),
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab if shift => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    /// The key that is made of a press.
    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        key(KeyEvent::new(code, modifiers))
    }

    fn plain(code: Code) -> Option<Key> {
        Key::new(code).into()
    }

    fn ctrl(c: char) -> Option<Key> {
        Key {
            code: Code::Char(c),
            ctrl: true,
            alt: false,
        }
        .into()
    }

    #[test]
    fn shift_is_part_of_the_character() {
        let shift = KeyModifiers::SHIFT;
        assert_eq!(pressed(KeyCode::Char('J'), shift), plain(Code::Char('J')));
        assert_eq!(pressed(KeyCode::Char('j'), shift), plain(Code::Char('J')));
        assert_eq!(pressed(KeyCode::Char('?'), shift), plain(Code::Char('?')));
        assert_eq!(pressed(KeyCode::BackTab, shift), plain(Code::BackTab));
        assert_eq!(pressed(KeyCode::Tab, shift), plain(Code::BackTab));
    }

    #[test]
    fn control_keys() {
        let c = KeyModifiers::CONTROL;
        assert_eq!(pressed(KeyCode::Char('l'), c), ctrl('l'));
        assert_eq!(
            pressed(KeyCode::Char('L'), c | KeyModifiers::SHIFT),
            ctrl('l')
        );
        assert_eq!(pressed(KeyCode::Char('i'), c), plain(Code::Tab));
        assert_eq!(pressed(KeyCode::Char('\x1b'), KeyModifiers::NONE), None);
    }

    #[test]
    fn altgr_writes_what_it_writes() {
        let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(pressed(KeyCode::Char('@'), altgr), plain(Code::Char('@')));
        assert_eq!(pressed(KeyCode::Char('《'), altgr), plain(Code::Char('《')));
        let key = pressed(KeyCode::Char('f'), altgr).unwrap();
        assert!(key.ctrl && key.alt);
    }

    #[test]
    fn releases_are_no_keys() {
        let mut event = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(key(event), None);
        event.kind = KeyEventKind::Repeat;
        assert_eq!(key(event), plain(Code::Char('j')));
    }

    #[test]
    fn a_paste_is_text() {
        assert_eq!(
            input(Event::Paste("老旧\r\n小区\r改造".into())),
            Some(Input::Paste("老旧\n小区\n改造".into()))
        );
        assert_eq!(input(Event::FocusGained), None);
    }
}
