//! What is made of bytes, whole and torn.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

use proptest::prelude::*;

use super::*;
use crate::app::mouse::{Mouse, MouseKind};

fn heard(bytes: &[u8]) -> Vec<Input> {
    let mut parser = Parser::new();
    parser.feed(bytes)
}

/// The same, and then silence.
fn heard_at_last(bytes: &[u8]) -> Vec<Input> {
    let mut parser = Parser::new();
    let mut inputs = parser.feed(bytes);
    inputs.extend(parser.flush());
    assert_eq!(parser.waits(), None);
    inputs
}

/// Keys by the names that the keymap gives them.
fn keys(names: &str) -> Vec<Input> {
    names
        .split_whitespace()
        .map(|name| Input::Key(name.parse().unwrap()))
        .collect()
}

#[test]
fn characters_and_control_letters() {
    assert_eq!(heard(b"jJ?~ "), keys("j J ? ~ Space"));
    assert_eq!(heard("区é《😀".as_bytes()), keys("区 é 《 😀"));
    assert_eq!(
        heard(b"\x0c\x01\x1a\0"),
        keys("Ctrl-l Ctrl-a Ctrl-z Ctrl-Space")
    );
    assert_eq!(
        heard(b"\t\r\x08\x7f\n"),
        keys("Tab Enter Backspace Backspace Ctrl-j")
    );
    // Bytes that are no characters, and controls among characters, are none.
    assert_eq!(heard(b"a\xff\x80b\xe5\x8cc\xc3\x28"), keys("a b c ("));
    assert_eq!(heard("a\u{85}\u{9b}b".as_bytes()), keys("a b"));
    assert_eq!(heard(b"\xed\xa0\x80\xf4\x9f\xbf\xbfx"), keys("x"));
}

#[test]
fn alt_is_an_escape_before() {
    assert_eq!(
        heard(b"\x1bj\x1b\x7f\x1b\r\x1b\x01\x1b1"),
        keys("Alt-j Alt-Backspace Alt-Enter Ctrl-Alt-a Alt-1")
    );
    assert_eq!(heard("\x1b区".as_bytes()), keys("Alt-区"));
    assert_eq!(heard(b"\x1b\x1b[A\x1b\x1bOB"), keys("Alt-Up Alt-Down"));
}

#[test]
fn an_escape_is_a_key_when_nothing_follows() {
    let mut parser = Parser::new();
    assert_eq!(parser.feed(b"\x1b"), []);
    assert_eq!(parser.waits(), Some(Wait::Escape));
    assert_eq!(parser.flush(), keys("Esc"));
    assert_eq!(parser.feed(b"j"), keys("j"));
    assert_eq!(heard_at_last(b"\x1b\x1b"), keys("Esc Esc"));
    assert_eq!(heard_at_last(b"\x1b\x1bj\x1b"), keys("Esc Alt-j Esc"));
    for (bytes, name) in [
        (&b"\x1b["[..], "Alt-["),
        (b"\x1bO", "Alt-O"),
        (b"\x1b]", "Alt-]"),
        (b"\x1bP", "Alt-P"),
        (b"\x1b_", "Alt-_"),
        (b"\x1b^", "Alt-^"),
    ] {
        assert_eq!(heard_at_last(bytes), keys(name));
    }
    // Half a sequence is none.
    for bytes in [
        &b"\x1b[1;5"[..],
        b"\x1b[<0;3",
        b"\x1bO5",
        b"\x1b]11;rgb:",
        b"\x1b[[",
        b"\x1b[M!",
    ] {
        assert_eq!(heard_at_last(bytes), [], "{bytes:?}");
    }
}

#[test]
fn keys_that_are_sequences() {
    for (bytes, names) in [
        (
            "\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F",
            "Up Down Right Left Home End",
        ),
        (
            "\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF",
            "Up Down Right Left Home End",
        ),
        (
            "\x1b[1~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~",
            "Home Del End PgUp PgDn Home End",
        ),
        ("\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
        (
            "\x1b[P\x1b[R\x1b[1;5P\x1b[1;3R\x1b[1;2R",
            "F1 F3 Ctrl-F1 Alt-F3 F3",
        ),
        (
            "\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~",
            "F1 F5 F6 F10 F11 F12",
        ),
        (
            "\x1b[25~\x1b[28~\x1b[29~\x1b[31~\x1b[34~",
            "F13 F15 F16 F17 F20",
        ),
        ("\x1b[[A\x1b[[E", "F1 F5"),
        ("\x1b[Z\x1b[1;2Z", "Shift-Tab Shift-Tab"),
        (
            "\x1b[1;5C\x1b[1;3D\x1b[1;7A\x1b[1;2B",
            "Ctrl-Right Alt-Left Ctrl-Alt-Up Down",
        ),
        ("\x1b[3;5~\x1b[6;3~\x1b[5;2~", "Ctrl-Del Alt-PgDn PgUp"),
        // rxvt.
        ("\x1b[a\x1bOa\x1bOd", "Up Ctrl-Up Ctrl-Left"),
        (
            "\x1b[5^\x1b[3$\x1b[6@\x1b[7$\x1b[8^",
            "Ctrl-PgUp Del Ctrl-PgDn Home Ctrl-End",
        ),
        // The keypad.
        ("\x1bOM\x1bOj\x1bOk\x1bOp\x1bOy\x1bOX", "Enter * + 0 9 ="),
        ("\x1bO5C", "Ctrl-Right"),
        // Characters by their numbers.
        (
            "\x1b[27;5;106~\x1b[106;5u\x1b[97;2u\x1b[9;2u",
            "Ctrl-j Ctrl-j A Shift-Tab",
        ),
        (
            "\x1b[27u\x1b[13;3u\x1b[105;5u\x1b[21306u",
            "Esc Alt-Enter Tab 区",
        ),
        ("\x1b[97;1:1u\x1b[97;1:3u\x1b[1;1:3A", "a"),
    ] {
        assert_eq!(heard(bytes.as_bytes()), keys(names), "{bytes:?}");
    }
}

#[test]
fn what_is_not_known_is_swallowed_whole() {
    for bytes in [
        // Focus, window reports, modes, other attributes, keypad begin, insert.
        "\x1b[I\x1b[O\x1b[8;24;80t\x1b[?2026;2$y\x1b[4;1$y\x1b[>0;276;0c\x1b[0n\x1b[E\x1b[2~",
        "\x1b[?1u\x1b[57358u\x1b[201~\x1b[1;99A\x1bOZ\x1b[1;2;3R",
        "\x1bP1$r0m\x1b\\\x1b_Gi=1;OK\x1b\\\x1b^quit\x1b\\\x1bXq\x1b\\",
        "\x1b]0;q\x07\x1b]10;rgb:ffff/ffff/ffff\x1b\\\x1b]52;c;cXFx\x1b\\\x1b]\x07",
        "\x1b[M !!\x1b[32;5;9M",
        "\x1b[1 q\x1b[!p\x1b[=1c",
    ] {
        assert_eq!(heard(bytes.as_bytes()), [], "{bytes:?}");
        assert_eq!(
            heard(format!("{bytes}j").as_bytes()),
            keys("j"),
            "{bytes:?}"
        );
    }
    let long = format!("\x1b[{}A\x1b[1;{}Bj", "1;".repeat(5_000), "9".repeat(50));
    assert_eq!(heard(long.as_bytes()), keys("j"));
}

#[test]
fn a_broken_sequence_ends_where_another_begins() {
    assert_eq!(heard(b"\x1b[1;\x1b[A"), keys("Up"));
    assert_eq!(heard(b"\x1b[1;\rj"), keys("Enter j"));
    assert_eq!(heard(b"\x1b[12\x18j"), keys("j"));
    assert_eq!(heard("\x1b[1区".as_bytes()), keys("区"));
    assert_eq!(heard(b"\x1b]11;rgb:ff\x1b[Aj"), keys("Up j"));
    assert_eq!(heard(b"\x1b]11;rgb:ff\x18j"), keys("j"));
    // A string that never ends does not eat keys for ever.
    let mut parser = Parser::new();
    parser.feed(b"\x1b]0;");
    assert_eq!(parser.feed(&vec![b'q'; LONGEST_STRING - 2]), []);
    assert_eq!(parser.feed(b"qj"), keys("j"));
    parser.feed(b"\x1bPq");
    assert_eq!(parser.waits(), Some(Wait::String));
    assert_eq!(parser.flush(), []);
    assert_eq!(parser.feed(b"j"), keys("j"));
}

#[test]
fn answers_are_no_keys() {
    assert_eq!(
        heard(b"\x1b[24;3R\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22cq"),
        [
            vec![
                Input::Answer(Answer::Cursor(2, 23)),
                Input::Answer(Answer::Ground(Rgb(255, 255, 255))),
                Input::Answer(Answer::Attributes),
            ],
            keys("q")
        ]
        .concat()
    );
    assert_eq!(
        heard(b"\x1b]11;rgb:17/16/14\x07"),
        [Input::Answer(Answer::Ground(Rgb(0x17, 0x16, 0x14)))]
    );
    assert_eq!(heard(b"\x1b[2;0R\x1b[0;9R\x1b[99999;2R\x1b[1;80R"), []);
}

#[test]
fn the_mouse() {
    let at = |kind, x, y| Mouse {
        kind,
        x,
        y,
        ctrl: false,
        alt: false,
    };
    for (bytes, wanted) in [
        ("\x1b[<0;1;1M", Some(at(MouseKind::Press, 0, 0))),
        ("\x1b[<32;200;45M", Some(at(MouseKind::Drag, 199, 44))),
        ("\x1b[<0;3;4m", Some(at(MouseKind::Release, 2, 3))),
        ("\x1b[<64;3;4M", Some(at(MouseKind::WheelUp, 2, 3))),
        ("\x1b[<65;3;4M", Some(at(MouseKind::WheelDown, 2, 3))),
        (
            "\x1b[<81;3;4M",
            Some(Mouse {
                ctrl: true,
                ..at(MouseKind::WheelDown, 2, 3)
            }),
        ),
        (
            "\x1b[<8;3;4M",
            Some(Mouse {
                alt: true,
                ..at(MouseKind::Press, 2, 3)
            }),
        ),
        // Other buttons, motion without a button, wheels to the side, no place.
        (
            "\x1b[<1;3;4M\x1b[<2;3;4m\x1b[<35;3;4M\x1b[<66;3;4M\x1b[<128;3;4M",
            None,
        ),
        (
            "\x1b[<0;0;4M\x1b[<0;3M\x1b[<0;3;70000M\x1b[<;;M\x1b[<0;3;4;5M",
            None,
        ),
    ] {
        let wanted: Vec<Input> = wanted.map(Input::Mouse).into_iter().collect();
        assert_eq!(heard(bytes.as_bytes()), wanted, "{bytes:?}");
    }
}

#[test]
fn a_paste_is_text() {
    let paste = |s: &str| Input::Paste(s.to_owned());
    assert_eq!(
        heard("\x1b[200~老旧\r\n小区\r改造\x1b[201~q".as_bytes()),
        [vec![paste("老旧\n小区\n改造")], keys("q")].concat()
    );
    // Sequences inside are text, and so is what only begins like the end.
    assert_eq!(
        heard(b"\x1b[200~q\x1b[A\x1b[20\x1b[200~\x1b]11;#fff\x07\x1b\x1b[201~"),
        [paste("q\x1b[A\x1b[20\x1b[200~\x1b]11;#fff\x07\x1b")]
    );
    assert_eq!(heard(b"\x1b[200~\x1b[201~"), [paste("")]);
    assert_eq!(heard(b"\x1b[200~a\xffb\x1b[201~"), [paste("a\u{fffd}b")]);
    let mut parser = Parser::new();
    parser.feed(b"\x1b[200~abc\x1b[2");
    assert_eq!(parser.waits(), Some(Wait::Paste));
    assert_eq!(parser.flush(), [paste("abc\x1b[2")]);
    assert_eq!(parser.feed(b"j"), keys("j"));
}

#[test]
fn a_huge_paste_is_cut_and_says_so() {
    let mut bytes = b"\x1b[200~a".to_vec();
    while bytes.len() < LONGEST_PASTE + 100 {
        bytes.extend_from_slice("区".as_bytes());
    }
    bytes.extend_from_slice(b"\x1b[201~j");
    let heard = heard(&bytes);
    let [Input::Paste(text), Input::PasteCut, last] = heard.as_slice() else {
        panic!("{} inputs", heard.len());
    };
    assert!(text.len() <= LONGEST_PASTE && text.len() > LONGEST_PASTE - 3);
    assert!(text.ends_with('区'));
    assert_eq!(vec![last.clone()], keys("j"));
}

/// Bytes that terminals send, whole and torn, and bytes that they never do.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "\x1b", "\x1b[", "\x1b[A", "\x1b[1;5C", "\x1b[200~", "\x1b[201~", "\x1b[3$", "\x1b[[B", "\x1b[M", "\x1b[<0;3;4M",
            "\x1b]11;rgb:ffff/0/0", "\x1b\\", "\x07", "\x1bP", "\x1b_x", "\x1bO", "\x1bOP", "\x1b[9;8R", "\x1b[?1;2c", "区", "“", "j", "\r",
            "\x18", "12;3", "~", "u",
        ]).prop_map(|s| s.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..12),
    ]
}

proptest! {
    #[test]
    fn how_the_bytes_are_cut_makes_no_difference(
        pieces in prop::collection::vec(piece(), 0..24),
        cuts in prop::collection::vec(1_usize..9, 1..12),
    ) {
        let bytes = pieces.concat();
        let mut whole = Parser::new();
        let mut wanted = whole.feed(&bytes);
        let mut torn = Parser::new();
        let mut got = Vec::new();
        let mut rest = bytes.as_slice();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (now, later) = rest.split_at((*cut).min(rest.len()));
            got.extend(torn.feed(now));
            rest = later;
        }
        prop_assert_eq!(torn.waits(), whole.waits());
        wanted.extend(whole.flush());
        got.extend(torn.flush());
        prop_assert_eq!(&got, &wanted);
        prop_assert_eq!(whole.waits(), None);
        // A key is never a control, and after silence the next key is heard.
        for input in &got {
            if let Input::Key(Key { code: Code::Char(c), .. }) = input {
                prop_assert!(!c.is_control());
            }
        }
        let next = whole.feed(b"j");
        prop_assert_eq!(next, keys("j"));
    }
}
