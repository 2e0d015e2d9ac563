//! Signals, hang-ups, storms of sizes, closed pipes and odd surroundings: the terminal is given back, the exit code is the right one, and
//! nobody is told of a panic.
//!
//! `SIGNALS=100` sets how many moments the long run takes of each signal.
#![cfg(unix)]

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use duizhao::locale::Lang;
use duizhao::text::width::Ambiguous;
use duizhao::ui::label::{ColorDepth, Palette, PaletteName};
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};

use crate::support::app::Harness;
use crate::support::hostile::Dice;
use crate::support::pty::{Pty, command};
use crate::support::reports;
use crate::support::wire::{Wire, only_lines};

fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("reports")).unwrap();
    reports::write(&folder.path().join("reports"));
    folder
}

fn program(folder: &Path) -> CommandBuilder {
    let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
    program.args(["--lang", "zh"]);
    program.arg(folder.join("reports"));
    program.env("DUIZHAO_LIBRARY", folder.join("kept"));
    program.cwd(folder);
    program
}

/// The modes of a terminal that nobody has touched.
fn untouched() -> String {
    let mut quiet = Pty::start(command("true"), 80, 24);
    quiet.end();
    quiet.modes()
}

fn send(pid: Option<u32>, signal: Signal) {
    // Gone already is gone.
    let _ = kill_process(Pid::from_raw(pid.unwrap() as i32).unwrap(), signal);
}

/// What the reader does before the signal comes.
const DOING: &[&str] = &[
    "",
    "",
    "jjjJ",
    "f营商",
    "D",
    "T",
    "Tc",
    "?",
    "e",
    "e\r",
    "Bo/",
    "B+",
    "/老旧\r",
    "t \r",
    "=",
    "W",
];

/// Lets the program run to some moment: while it starts, loads, draws, or has an overlay open.
fn to_a_moment(pty: &mut Pty, dice: &mut Dice) -> &'static str {
    let doing = *dice.one(DOING);
    if !doing.is_empty() {
        pty.wait_until("the screen", vt100::Screen::alternate_screen);
        for c in doing.chars() {
            pty.keys(&c.to_string());
            std::thread::sleep(Duration::from_micros(dice.below(4000) as u64));
        }
    }
    std::thread::sleep(Duration::from_micros(dice.below(60_000) as u64));
    pty.drain();
    doing
}

/// `moments` of each of the signals that end the program.
fn ending(moments: usize) -> usize {
    let modes = untouched();
    let folder = desk();
    let mut dice = Dice(0x0dd_ba11);
    let mut early = 0;
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::INT, 130),
        (Signal::HUP, 129),
        (Signal::QUIT, 131),
    ] {
        for n in 0..moments {
            let mut pty = Pty::start(program(folder.path()), 80, 24);
            let doing = to_a_moment(&mut pty, &mut dice);
            send(pty.child.process_id(), signal);
            let what = format!("{signal:?} {n} while {doing:?}");
            let got = pty.end();
            if pty.bytes().is_empty() {
                // It came before anything was taken of the terminal.
                early += 1;
            } else {
                assert_eq!(got, code, "{what}");
            }
            assert_eq!(pty.modes(), modes, "{what}");
            assert_eq!(pty.wire.changed_modes(), [0; 0], "{what}");
            assert_eq!(pty.wire.breach(), None, "{what}");
            assert!(pty.wire.is_whole(), "{what}");
        }
    }
    early
}

#[test]
fn signals_end_it_with_the_terminal_as_it_was() {
    ending(4);
}

fn shell(folder: &Path) -> Pty {
    let mut shell = command("sh");
    shell.arg("-i");
    shell.env("PS1", "shell> ");
    shell.env("PROGRAM", env!("CARGO_BIN_EXE_duizhao"));
    shell.env("DUIZHAO_LIBRARY", folder.join("kept"));
    shell.cwd(folder);
    let mut pty = Pty::start(shell, 80, 24);
    pty.wait_for("shell>");
    pty
}

fn prompts(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell>")
}

/// Stopped and continued at `moments`, from a shell with job control.
fn stopping(moments: usize) {
    let folder = desk();
    let mut dice = Dice(0x57_0b);
    let mut pty = shell(folder.path());
    let before = pty.modes();
    let own = pty.foreground();
    for n in 0..moments {
        pty.keys("clear\r");
        pty.wait_until("an empty screen", |s| s.contents().trim() == "shell>");
        pty.keys("\"$PROGRAM\" --lang zh reports\r");
        let until = Instant::now() + Duration::from_secs(5);
        while pty.foreground() == own {
            assert!(Instant::now() < until, "it does not start");
            std::thread::sleep(Duration::from_millis(1));
        }
        let doing = to_a_moment(&mut pty, &mut dice);
        let what = format!("stop {n} while {doing:?}");
        send(pty.foreground().map(|p| p as u32), Signal::TSTP);
        pty.wait_until(&format!("the prompt: {what}"), prompts);
        assert_eq!(pty.modes(), before, "{what}");
        assert_eq!(pty.wire.changed_modes(), [0; 0], "{what}");
        pty.keys("fg\r");
        pty.wait_until(
            &format!("the screen again: {what}"),
            vt100::Screen::alternate_screen,
        );
        pty.rest();
        assert_ne!(pty.modes(), before, "{what}");
        assert!(
            pty.wire.is_set(1049) && pty.wire.is_set(2004) && !pty.wire.is_set(7),
            "{what}"
        );
        pty.keys("\x03");
        pty.wait_until(&format!("the prompt at last: {what}"), prompts);
        assert_eq!(pty.modes(), before, "{what}");
        assert_eq!(pty.wire.changed_modes(), [0; 0], "{what}");
    }
    pty.keys("exit\r");
    pty.end();
}

#[test]
fn stopped_and_continued() {
    stopping(4);
}

/// The window closed at `times` moments, with SIGHUP ignored; gives the longest time to the end and the most work until then, in seconds.
fn hanging_up(times: usize) -> (f64, f64) {
    let folder = desk();
    let mut dice = Dice(0x4a_4e);
    let (mut longest, mut most): (f64, f64) = (0.0, 0.0);
    for n in 0..times {
        let mut sh = command("sh");
        sh.args(["-c", "trap '' HUP; exec \"$PROGRAM\" --lang zh reports"]);
        sh.env("PROGRAM", env!("CARGO_BIN_EXE_duizhao"));
        sh.env("DUIZHAO_LIBRARY", folder.path().join("kept"));
        sh.cwd(folder.path());
        let mut pty = Pty::start(sh, 80, 24);
        pty.wait_until("the screen", vt100::Screen::alternate_screen);
        let doing = to_a_moment(&mut pty, &mut dice);
        let worked = pty.work();
        // What it answers wakes whoever reads the terminal, so that it lets go.
        pty.hang_up("\x0c");
        let since = Instant::now();
        let ended = loop {
            if pty.is_over() {
                break since.elapsed();
            }
            assert!(
                since.elapsed() < Duration::from_secs(5),
                "hang-up {n} while {doing:?}: it goes on"
            );
            std::thread::sleep(Duration::from_millis(5));
        };
        longest = longest.max(ended.as_secs_f64());
        most = most.max((pty.work() - worked).as_secs_f64());
    }
    (longest, most)
}

#[test]
fn a_window_that_is_closed_ends_it_even_where_no_signal_counts() {
    let (_, worked) = hanging_up(3);
    assert!(worked < 0.3, "it worked for {worked} s");
}

/// So many sizes, one after another; then the window is as it was, and so is the screen.
fn storm(sizes: usize) {
    let folder = desk();
    let mut pty = Pty::start(program(folder.path()), 80, 24);
    pty.wait_for("营商");
    pty.rest();
    let mut dice = Dice(0x51_2e);
    for n in 0..sizes {
        let (w, h) = match n % 40 {
            7 => (0, 0),
            13 => (1, 1),
            19 => (65535, 65535),
            23 => (65535, 1),
            29 => (0, 40),
            _ => (dice.below(250) as u16, dice.below(90) as u16),
        };
        pty.window(w, h);
        if n % 8 == 0 {
            send(pty.child.process_id(), Signal::WINCH);
        }
        std::thread::sleep(Duration::from_micros(400));
    }
    pty.window(80, 24);
    pty.rest();
    pty.drain();
    // What came for windows that were gone is not looked at.
    pty.wire = Wire::new(80, 24, Ambiguous::Narrow);
    pty.wire.feed(b"\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[?2004h");
    pty.keys("\x0c");
    let mut harness = Harness::open(vec![folder.path().join("reports")], 80, 24, Lang::Zh);
    harness.app.settings.here = folder.path().to_owned();
    let (cells, cursor) = harness.frame(Palette::new(PaletteName::Ink, ColorDepth::TwoFiftySix));
    if let Err(how) = pty.wait_for_cells(&cells, cursor) {
        panic!("{how}");
    }
    pty.keys("\x03");
    assert_eq!(pty.end(), 0);
    assert_eq!(pty.wire.changed_modes(), [0; 0]);
}

#[test]
fn a_storm_of_sizes() {
    storm(300);
}

/// Every verb, with what it needs.
fn verbs(folder: &Path) -> Vec<Vec<OsString>> {
    let paths = reports::write(&folder.join("reports"));
    let w = |word: &str| OsString::from(word);
    let (a, b, all) = (
        paths[0].clone().into_os_string(),
        paths[1].clone().into_os_string(),
        folder.join("reports").into_os_string(),
    );
    vec![
        vec![w("--help")],
        vec![w("--version")],
        vec![w("list"), w("--help")],
        vec![w("list"), all.clone()],
        vec![w("outline"), a.clone()],
        vec![w("align"), a.clone(), b.clone()],
        vec![w("diff"), a.clone(), b.clone()],
        vec![w("diff"), a.clone(), b.clone(), w("--format"), w("json")],
        vec![w("diff"), a.clone(), b.clone(), w("--format"), w("html")],
        vec![w("themes"), all.clone()],
        vec![w("themes"), all.clone(), w("--format"), w("csv")],
        vec![w("themes"), all.clone(), w("--format"), w("ndjson")],
        vec![w("keywords"), a.clone(), b.clone()],
        vec![w("lexicon"), w("list")],
        vec![w("lexicon"), w("check")],
        vec![w("jump"), w("营商"), all.clone()],
        vec![w("find"), w("老旧"), all.clone()],
        vec![w("add"), a.clone()],
        vec![w("edit"), a.clone(), w("speaker=某某")],
        vec![w("drop"), a.clone()],
        vec![w("completions"), w("bash")],
        vec![w("completions"), w("zsh")],
    ]
}

fn verb(folder: &Path, args: &[OsString]) -> Command {
    let mut verb = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    verb.env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    verb.env("LANG", "zh_CN.UTF-8")
        .env("DUIZHAO_LIBRARY", folder.join("kept"));
    verb.args(args).current_dir(folder).stdin(Stdio::null());
    verb
}

#[test]
fn a_closed_pipe_is_no_news() {
    let folder = desk();
    for args in verbs(folder.path()) {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let out = verb(folder.path(), &args)
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(
            !said.contains("panick") && !said.contains("pipe") && !said.contains("错误"),
            "{args:?}: {said}"
        );
        assert!(
            out.status.code().is_some_and(|c| c <= 1),
            "{args:?}: {:?} {said}",
            out.status
        );
        // And where nobody hears what is wrong.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let out = verb(folder.path(), &args)
            .stderr(writer)
            .stdout(Stdio::null())
            .output()
            .unwrap();
        assert!(
            out.status.code().is_some_and(|c| c <= 1),
            "{args:?}: {:?}",
            out.status
        );
    }
}

/// Surroundings in which the program either works or says a sentence.
fn surroundings() -> Vec<(&'static str, Vec<(&'static str, Option<&'static str>)>)> {
    vec![
        ("no home", vec![("HOME", None), ("DUIZHAO_LIBRARY", None)]),
        (
            "home is nothing",
            vec![("HOME", Some("")), ("DUIZHAO_LIBRARY", None)],
        ),
        (
            "home is a device",
            vec![("HOME", Some("/dev/null")), ("DUIZHAO_LIBRARY", None)],
        ),
        (
            "home cannot be written to",
            vec![("HOME", Some("/proc")), ("DUIZHAO_LIBRARY", None)],
        ),
        (
            "home is not there",
            vec![("HOME", Some("/nowhere/at/all")), ("DUIZHAO_LIBRARY", None)],
        ),
        (
            "the library is a device",
            vec![("DUIZHAO_LIBRARY", Some("/dev/null"))],
        ),
        (
            "the library cannot be written to",
            vec![("DUIZHAO_LIBRARY", Some("/proc/self"))],
        ),
        (
            "the library's name is hostile",
            vec![("DUIZHAO_LIBRARY", Some("/nowhere/\u{1b}]0;x\u{7}\u{202e}"))],
        ),
        (
            "data is a device",
            vec![
                ("XDG_DATA_HOME", Some("/dev/null")),
                ("XDG_CONFIG_HOME", Some("/dev/null")),
                ("DUIZHAO_LIBRARY", None),
            ],
        ),
        (
            "no folder for passing files",
            vec![("TMPDIR", Some("/nowhere/tmp"))],
        ),
        (
            "the locale is C",
            vec![("LANG", Some("C")), ("LC_ALL", Some("C"))],
        ),
        ("no locale", vec![("LANG", None)]),
        ("the locale is hostile", vec![("LANG", Some("\u{1b}[31m"))]),
        ("no terminal name", vec![("TERM", None)]),
        ("a dumb terminal", vec![("TERM", Some("dumb"))]),
        (
            "a hostile terminal name",
            vec![("TERM", Some("\u{1b}[31m../../x"))],
        ),
        (
            "hostile colours",
            vec![
                ("COLORTERM", Some("\u{7}")),
                ("COLORFGBG", Some("\u{1b};99999999999")),
                ("NO_COLOR", Some("1")),
            ],
        ),
        ("no search path", vec![("PATH", None)]),
        (
            "sizes of another",
            vec![("COLUMNS", Some("-1")), ("LINES", Some("999999999999"))],
        ),
    ]
}

#[test]
fn odd_surroundings_are_survived_by_verbs() {
    let folder = desk();
    for (what, vars) in surroundings() {
        for args in verbs(folder.path()) {
            let mut verb = verb(folder.path(), &args);
            for (name, value) in &vars {
                match value {
                    Some(value) => verb.env(name, value),
                    None => verb.env_remove(name),
                };
            }
            let out = verb.output().unwrap();
            let said = String::from_utf8_lossy(&out.stderr);
            assert!(
                out.status.code().is_some_and(|c| c <= 2),
                "{what}, {args:?}: {:?} {said}",
                out.status
            );
            assert!(
                out.status.code() != Some(2) || !said.trim().is_empty(),
                "{what}, {args:?}: no sentence"
            );
            assert!(!said.contains("panick"), "{what}, {args:?}: {said}");
            for bytes in [&out.stdout, &out.stderr] {
                if let Err(how) = only_lines(bytes, true) {
                    panic!("{what}, {args:?}: {how}");
                }
            }
        }
    }
}

#[test]
fn odd_surroundings_are_survived_by_the_browser() {
    for (what, vars) in surroundings() {
        for given in [true, false] {
            let folder = desk();
            let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
            if given {
                program.arg(folder.path().join("reports"));
            }
            program.cwd(folder.path());
            for (name, value) in &vars {
                match value {
                    Some(value) => program.env(name, value),
                    None => program.env_remove(name),
                }
            }
            let mut pty = Pty::start(program, 80, 24);
            pty.wait_until(
                &format!("{what}: the screen"),
                vt100::Screen::alternate_screen,
            );
            pty.rest();
            // Something is kept, or it is said why it cannot be; something is written, or not.
            for key in ["B", "+", "q", "e", "\r", "\x1b"] {
                pty.keys(key);
                std::thread::sleep(Duration::from_millis(20));
                pty.rest();
            }
            pty.keys("\x03");
            assert_eq!(pty.end(), 0, "{what}");
            assert_eq!(pty.wire.breach(), None, "{what}");
            assert_eq!(pty.wire.changed_modes(), [0; 0], "{what}");
        }
    }
}

#[test]
#[ignore = "100 moments of each signal, 50 hang-ups, 2,000 sizes: several minutes"]
fn signals_for_long() {
    let moments = std::env::var("SIGNALS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100);
    let since = Instant::now();
    let early = ending(moments);
    println!(
        "4 × {moments} signals, {early} before the screen: {:.0} s",
        since.elapsed().as_secs_f64()
    );
    stopping(moments);
    println!("{moments} stops: {:.0} s", since.elapsed().as_secs_f64());
    let times = moments.div_ceil(2);
    let (longest, most) = hanging_up(times);
    println!("{times} hang-ups: over after {longest:.2} s at most, {most:.2} s of work at most");
    assert!(longest < 1.0 && most < 0.3);
    storm(moments * 20);
    println!(
        "{} sizes: {:.0} s in all",
        moments * 20,
        since.elapsed().as_secs_f64()
    );
}
