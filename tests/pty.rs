//! The life of the process in a real (pseudo-)terminal: start, quit, signals, stop and return, hang-up, no terminal.
//!
//! What the terminal shell promises is held on a stage of a few lines (this very test binary, asked for the one test
//! [`stage`]), which can also panic and show what came in; what the program promises is held with the program.
#![cfg(unix)]

use std::sync::mpsc::channel;

use duizhao::app::keymap::{Code, Key};
use duizhao::locale::Lang;
use duizhao::term::Screen;
use duizhao::term::input::{self, Input};
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};

use crate::support::app::Harness;
use crate::support::pty::{Pty, command};

const ON_STAGE: &str = "DUIZHAO_STAGE";

/// Shows the size and what comes in; `q` quits, `p` panics.
#[test]
#[ignore = "the stage that the other tests run in a pseudo-terminal"]
fn stage() {
    if std::env::var_os(ON_STAGE).is_none() {
        return;
    }
    let mut screen = match Screen::find(Lang::En).and_then(|s| s.enter(Lang::En).map(|()| s)) {
        Ok(screen) => screen,
        Err(error) => {
            use std::io::Write;
            writeln!(std::io::stderr(), "duizhao: {error}").unwrap();
            std::process::exit(2);
        }
    };
    let (tx, rx) = channel();
    input::spawn(move |input| tx.send(input).is_ok()).unwrap();
    let mut log = String::from("on stage");
    loop {
        screen
            .draw(|buffer| {
                let area = buffer.area;
                if area.height < 2 || area.width < 10 {
                    return None;
                }
                let head = format!("舞台 {}x{}", area.width, area.height);
                buffer.set_stringn(
                    0,
                    0,
                    head,
                    usize::from(area.width),
                    ratatui::style::Style::new(),
                );
                buffer.set_stringn(
                    0,
                    1,
                    &log,
                    usize::from(area.width),
                    ratatui::style::Style::new(),
                );
                Some((4, 1))
            })
            .unwrap();
        match rx.recv() {
            Ok(
                Input::Hangup
                | Input::Key(Key {
                    code: Code::Char('q'),
                    ..
                }),
            )
            | Err(_) => return,
            Ok(Input::Key(Key {
                code: Code::Char('p'),
                ..
            })) => panic!("机密的文字"),
            Ok(Input::Key(Key {
                code: Code::Char(c),
                ctrl,
                ..
            })) => {
                log.push_str(&format!(" {}{c}", if ctrl { "ctrl-" } else { "" }));
            }
            Ok(Input::Key(key)) => log.push_str(&format!(" {:?}", key.code)),
            Ok(Input::Paste(text)) => log.push_str(&format!(" paste[{text}]")),
            Ok(Input::PasteCut) => log.push_str(" cut"),
            Ok(Input::Mouse(mouse)) => {
                log.push_str(&format!(" {:?}@{},{}", mouse.kind, mouse.x, mouse.y));
            }
            Ok(Input::Answer(answer)) => log.push_str(&format!(" {answer:?}")),
            Ok(Input::Resize(..)) => {}
            Ok(Input::Resumed) => log.push_str(" resumed"),
        }
    }
}

fn stage_args() -> [&'static str; 5] {
    [
        "pty::stage",
        "--exact",
        "--ignored",
        "--nocapture",
        "--quiet",
    ]
}

fn stage_command() -> CommandBuilder {
    let mut stage = command(std::env::current_exe().unwrap().to_str().unwrap());
    stage.args(stage_args());
    stage.env(ON_STAGE, "1");
    stage
}

fn started() -> Pty {
    let mut pty = Pty::start(stage_command(), 60, 10);
    pty.wait_for("on stage");
    pty
}

/// What a shell's user relies on after the program has ended.
fn given_back(pty: &Pty, modes: &str) {
    assert!(!pty.screen().alternate_screen(), "alternate screen left");
    assert!(!pty.screen().hide_cursor(), "cursor shown");
    assert!(!pty.screen().bracketed_paste(), "paste no longer marked");
    assert_eq!(pty.modes(), modes, "modes as they were");
}

/// The modes of a terminal that nobody has touched.
fn untouched() -> String {
    let mut quiet = Pty::start(command("true"), 60, 10);
    quiet.end();
    quiet.modes()
}

fn signal(pty: &Pty, signal: Signal) {
    let pid = pty.child.process_id().unwrap();
    kill_process(Pid::from_raw(pid as i32).unwrap(), signal).unwrap();
}

#[test]
fn starts_draws_and_quits() {
    let modes = untouched();
    let mut pty = started();
    pty.wait_for("舞台 60x10");
    assert!(pty.screen().alternate_screen() && pty.screen().bracketed_paste());
    assert_eq!(pty.screen().cursor_position(), (1, 4));
    assert_ne!(pty.modes(), modes);
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    given_back(&pty, &modes);
}

#[test]
fn keys_pastes_and_input_methods() {
    let mut pty = started();
    pty.keys("J\x1b[A\t\x1b[Z\x0c");
    pty.wait_for("J Up Tab BackTab ctrl-l");
    // A paste is text: its q does not quit.
    pty.keys("\x1b[200~q区\x1b[201~");
    pty.wait_for("paste[q区]");
    // An input method commits several characters at once.
    pty.keys("老旧小区");
    pty.wait_for("老 旧 小 区");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn resizes_down_to_nothing() {
    let mut pty = started();
    for (columns, rows) in [(100, 30), (1, 1), (0, 0), (40, 5)] {
        pty.resize(columns, rows);
    }
    pty.wait_for("舞台 40x5");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn signals_give_the_terminal_back() {
    let modes = untouched();
    for (sent, code) in [
        (Signal::TERM, 143),
        (Signal::INT, 130),
        (Signal::HUP, 129),
        (Signal::QUIT, 131),
    ] {
        let mut pty = started();
        signal(&pty, sent);
        assert_eq!(pty.end(), code);
        given_back(&pty, &modes);
        assert!(
            pty.bytes().ends_with(b"\x1b[?1049l\x1b[?25h"),
            "nothing comes after the terminal is given back"
        );
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_tells_no_text() {
    let modes = untouched();
    let mut pty = started();
    pty.keys("p");
    assert_eq!(pty.end(), 101);
    given_back(&pty, &modes);
    let shown = String::from_utf8_lossy(pty.bytes());
    assert!(shown.contains("an error of its own"), "{shown}");
    assert!(!shown.contains("机密"), "{shown}");
}

/// A shell with job control, as a reader has it.
fn shell() -> Pty {
    let mut shell = command("sh");
    shell.arg("-i");
    shell.env("PS1", "shell> ");
    shell.env(ON_STAGE, "1");
    shell.env("STAGE", std::env::current_exe().unwrap());
    let mut pty = Pty::start(shell, 60, 10);
    pty.wait_for("shell>");
    pty
}

/// Whether the shell waits for a command.
fn prompts(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && screen.contents().trim_end().ends_with("\nshell>")
}

#[test]
fn stops_and_comes_back() {
    let mut pty = shell();
    pty.keys(&format!("\"$STAGE\" {}\r", stage_args().join(" ")));
    pty.wait_for("on stage");
    pty.keys("\x1a");
    pty.wait_until("the shell's prompt", prompts);
    assert!(!pty.screen().hide_cursor());
    pty.keys("echo back in the shell\r");
    pty.wait_until("the shell's answer", |s| {
        s.contents()
            .lines()
            .any(|l| l.trim() == "back in the shell")
    });
    pty.keys("fg\r");
    pty.wait_until("the screen", |s| {
        s.alternate_screen() && s.contents().contains("resumed") && s.contents().contains("舞台")
    });
    pty.keys("kq");
    pty.wait_until("the shell's prompt", prompts);
    pty.keys("exit\r");
    pty.end();
}

#[test]
fn ctrl_z_without_a_shell_does_nothing() {
    let mut pty = started();
    pty.keys("\x1ax");
    pty.wait_for("on stage x");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_the_program() {
    let mut stage = stage_command();
    // Not its controlling terminal: no SIGHUP comes.
    stage.set_controlling_tty(false);
    let mut pty = Pty::start(stage, 60, 10);
    pty.wait_for("on stage");
    pty.hang_up("x");
    pty.end();
}

#[test]
fn no_terminal_is_a_sentence_and_exit_code_2() {
    let errors = tempfile::NamedTempFile::new().unwrap();
    let mut sh = command("sh");
    sh.args([
        "-c",
        &format!(
            "\"$STAGE\" {} </dev/null >/dev/null 2>\"$ERRORS\"",
            stage_args().join(" ")
        ),
    ]);
    sh.env(ON_STAGE, "1");
    sh.env("STAGE", std::env::current_exe().unwrap());
    sh.env("ERRORS", errors.path());
    sh.set_controlling_tty(false);
    let mut pty = Pty::start(sh, 60, 10);
    assert_eq!(pty.end(), 2);
    let said = std::fs::read_to_string(errors.path()).unwrap();
    assert!(said.starts_with("duizhao: no terminal here"), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
}

/// The program itself on the built-in samples, or on `path`.
fn program(path: Option<&std::path::Path>) -> CommandBuilder {
    let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
    program.args(["--lang", "zh"]);
    if let Some(path) = path {
        program.arg(path);
    }
    program
}

fn opened() -> Pty {
    let mut pty = Pty::start(program(None), 120, 36);
    pty.wait_for("政府工作报告");
    pty
}

#[test]
fn the_program_opens_and_quits() {
    let modes = untouched();
    let mut pty = opened();
    assert!(pty.screen().alternate_screen());
    pty.settle();
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    given_back(&pty, &modes);
}

#[test]
fn the_program_ends_on_signals() {
    let modes = untouched();
    for (sent, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let mut pty = opened();
        signal(&pty, sent);
        assert_eq!(pty.end(), code);
        given_back(&pty, &modes);
    }
}

#[test]
fn the_program_says_where_it_has_no_terminal() {
    let errors = tempfile::NamedTempFile::new().unwrap();
    let mut sh = command("sh");
    sh.args([
        "-c",
        "\"$PROGRAM\" --lang zh </dev/null >/dev/null 2>\"$ERRORS\"",
    ]);
    sh.env("PROGRAM", env!("CARGO_BIN_EXE_duizhao"));
    sh.env("ERRORS", errors.path());
    sh.set_controlling_tty(false);
    let mut pty = Pty::start(sh, 60, 10);
    assert_eq!(pty.end(), 2);
    let said = std::fs::read_to_string(errors.path()).unwrap();
    assert!(said.contains("这里没有可用的终端"), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
}

#[test]
fn keys_come_from_the_terminal_when_input_is_a_pipe() {
    let mut sh = command("sh");
    sh.args(["-c", "echo nothing | \"$PROGRAM\" --lang zh"]);
    sh.env("PROGRAM", env!("CARGO_BIN_EXE_duizhao"));
    let mut pty = Pty::start(sh, 120, 36);
    pty.wait_for("政府工作报告");
    pty.settle();
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_report_from_a_pipe_opens_with_the_keys_of_the_terminal() {
    let mut sh = command("sh");
    sh.args([
        "-c",
        "printf '%s\n\n%s\n' '甲市乙区2021年政府工作报告' '一、办好民生实事。' | \"$PROGRAM\" --lang zh -",
    ]);
    sh.env("PROGRAM", env!("CARGO_BIN_EXE_duizhao"));
    let mut pty = Pty::start(sh, 120, 36);
    pty.wait_for("办好民生实事");
    pty.settle();
    pty.keys("?");
    pty.settle();
    pty.keys("\x1b");
    pty.settle();
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_hyphen_with_nothing_piped_in_says_what_to_do() {
    let mut program = program(None);
    program.arg("-");
    let mut pty = Pty::start(program, 120, 36);
    assert_eq!(pty.end(), 2);
    let said = String::from_utf8_lossy(pty.bytes()).into_owned();
    assert!(said.contains("cat 文件 | duizhao -"), "{said}");
}

/// What the program may send: SGR, cursor moves, clearing, and the modes of [`duizhao::term`].
fn only_known_sequences(bytes: &[u8]) {
    // What the terminal is asked, once.
    let text = std::str::from_utf8(bytes)
        .unwrap()
        .replacen("“\x1b[6n", "", 1)
        .replacen("\x1b]11;?\x1b\\", "", 1)
        .replacen("\x1b[c", "", 1);
    let mut parts = text.split('\x1b');
    let plain = |s: &str| {
        s.chars()
            .find(|&c| duizhao::text::safe::hidden(c) && !matches!(c, '\r' | '\n'))
    };
    assert_eq!(plain(parts.next().unwrap()), None);
    for part in parts {
        let end = part
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_alphabetic())
            .map(|(i, _)| i)
            .unwrap();
        let (sequence, rest) = part.split_at(end + 1);
        let known = sequence.starts_with('[')
            && (sequence.ends_with(['m', 'H', 'G', 'J'])
                || matches!(
                    sequence,
                    "[?1049h"
                        | "[?1049l"
                        | "[?2004h"
                        | "[?2004l"
                        | "[?7h"
                        | "[?7l"
                        | "[?25h"
                        | "[?25l"
                        | "[?2026h"
                        | "[?2026l"
                        | "[?1002h"
                        | "[?1002l"
                        | "[?1006h"
                        | "[?1006l"
                ));
        assert!(known, "{sequence:?}");
        assert_eq!(plain(rest), None, "{rest:?}");
    }
}

#[test]
fn hostile_bytes_reach_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "\x1b]0;名\x07\x1b[31m\u{9b}5n\u{202e}\u{200b}\u{e0041}";
    let mut text = String::from("甲市乙区2021年政府工作报告\n\n");
    for n in ["一", "二", "三"] {
        text.push_str(&format!("{n}、做好各项工作{hostile}\n\n"));
        text.push_str(&format!("坚持稳中求进{hostile}。"));
        // A text of too many controls is refused as none.
        text.push_str(&"推动老旧小区改造，办好民生实事，让群众得到实惠。".repeat(8));
        text.push_str("\n\n");
    }
    let path = folder.path().join("甲\x1b[7m\u{202e}市_2021.txt");
    std::fs::write(&path, text).unwrap();
    let mut pty = Pty::start(program(Some(&path)), 120, 36);
    pty.wait_for("稳中求进");
    pty.settle();
    // Every list and overlay that shows names, titles or text.
    for keys in [
        "o", "\x1b", "f", "\x1b", "L", "\x1b", "?", "\x1b", "m", "\x1b", "jjJ",
    ] {
        pty.keys(keys);
        pty.settle();
    }
    signal(&pty, Signal::TERM);
    assert_eq!(pty.end(), 143);
    let bytes = pty.bytes().to_vec();
    only_known_sequences(&bytes);
}

/// The terminal's screen as rows without trailing blanks.
fn rows(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    screen
        .rows(0, columns.get())
        .map(|row| format!("{}\n", row.trim_end()))
        .collect()
}

#[test]
fn the_terminal_shows_what_was_drawn() {
    let mut pty = opened();
    // Scrolled, another section, an overlay and back: partial frames, not only whole ones.
    let steps = [
        ("", ""),
        ("jjj", "j j j"),
        ("J", "J"),
        ("?", "?"),
        ("\x1b", "Esc"),
        ("G", "G"),
    ];
    let mut so_far = String::new();
    for (keys, names) in steps {
        pty.keys(keys);
        so_far = format!("{so_far} {names}");
        let wanted = Harness::samples(120, 36).keys(&so_far).screen();
        pty.wait_until(&format!("after{so_far}:\n{wanted}"), |s| rows(s) == wanted);
    }
}
