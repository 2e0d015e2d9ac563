//! Inputs out of crossterm's events, where the system tells of keys and not of bytes.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::Input;
use crate::app::keymap::{Code, Key};
use crate::app::mouse::{Mouse, MouseKind};

/// What an event means, if anything.
pub fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(event) => key(event).map(Input::Key),
        Event::Mouse(event) => mouse(event).map(Input::Mouse),
        Event::Paste(text) => Some(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        _ => None,
    }
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        kind,
        x: event.column,
        y: event.row,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
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
