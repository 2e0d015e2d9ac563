//! The terminal shows what was drawn, cell by cell, glyphs and colours, with ambiguous characters in one cell and in two; it is asked
//! which it is; and standard input is a document while the keys come from the terminal.
#![cfg(unix)]

use std::time::{Duration, Instant};

use duizhao::app::{App, Settings};
use duizhao::locale::Lang;
use duizhao::text::width::Ambiguous;
use duizhao::ui;
use duizhao::ui::label::{ColorDepth, Palette, PaletteName};
use portable_pty::CommandBuilder;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::support::app::Harness;
use crate::support::pty::{Pty, command};
use crate::support::wire::Wire;

const BOUND: Duration = Duration::from_secs(10);

/// The program in a terminal of ours.
struct Stage {
    pty: Pty,
    terminal: Wire,
    /// Answers what it is asked.
    answers: bool,
}

impl Stage {
    fn start(command: CommandBuilder, (columns, rows): (u16, u16), ambiguous: Ambiguous) -> Self {
        Self {
            pty: Pty::start(command, columns, rows),
            terminal: Wire::new(columns, rows, ambiguous),
            answers: true,
        }
    }

    fn pump(&mut self) {
        let Some(chunk) = self.pty.chunk(Duration::from_millis(50)) else {
            return;
        };
        self.terminal.feed(&chunk);
        if self.answers && !self.terminal.answers.is_empty() {
            let answers = std::mem::take(&mut self.terminal.answers);
            self.pty.keys(&String::from_utf8(answers).unwrap());
        }
    }

    /// Waits until nothing is wrong with what is shown.
    fn until(&mut self, what: &str, wrong: impl Fn(&Wire) -> String) {
        let until = Instant::now() + BOUND;
        loop {
            let trouble = wrong(&self.terminal);
            if trouble.is_empty() {
                return;
            }
            assert!(
                Instant::now() < until,
                "{what}:\n{trouble}\n{}",
                self.terminal.text()
            );
            self.pump();
        }
    }

    fn shows(&mut self, text: &str) {
        self.until(text, |t| {
            if t.text().contains(text) {
                String::new()
            } else {
                "it is not there".into()
            }
        });
    }

    fn end(mut self) {
        self.pty.keys("\x03");
        assert_eq!(self.pty.end(), 0);
    }
}

/// The program on the built-in samples, in 24 bits of colour.
fn program(args: &[&str]) -> CommandBuilder {
    let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
    program.args(["--lang", "zh"]);
    program.args(args);
    program.env("COLORTERM", "truecolor");
    program
}

/// The same without a terminal.
fn harness((w, h): (u16, u16), ambiguous: Ambiguous) -> Harness {
    let settings = Settings {
        lang: Lang::Zh,
        ambiguous,
        ..Settings::default()
    };
    let mut app = App::new(settings, (w, h));
    let load = app.open(Vec::new());
    let mut harness = Harness::of(app);
    harness.run(vec![load]);
    harness
}

/// Cells, and where the cursor stands.
type Drawn = (Buffer, Option<(u16, u16)>);

/// What is different; empty when nothing is.
fn differs(terminal: &Wire, (cells, cursor): &Drawn) -> String {
    terminal.differs(cells, *cursor).unwrap_or_default()
}

fn drawn(harness: &Harness, name: PaletteName) -> Drawn {
    let (w, h) = harness.app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    let palette = Palette::new(name, ColorDepth::True);
    let cursor = ui::draw(&harness.app, palette, &mut buffer);
    (buffer, cursor)
}

/// Keys as bytes, and as the harness names them: every screen and overlay, frames in part and whole ones.
const TOUR: &[(&str, &str)] = &[
    ("", ""),
    ("jjj", "j j j"),
    ("J", "J"),
    ("?", "?"),
    ("\x1b", "Esc"),
    ("f", "f"),
    ("ms", "m s"),
    ("\x1b", "Esc"),
    ("G", "G"),
    ("D", "D"),
    ("jj", "j j"),
    ("\x1b", "Esc"),
    ("T", "T"),
    ("jl", "j l"),
    ("\x1b", "Esc"),
    ("t", "t"),
    ("\x1b", "Esc"),
    ("e", "e"),
    ("\x1b", "Esc"),
    (":", ":"),
    ("\x1b", "Esc"),
    ("B", "B"),
];

/// Lines of boxes.
fn box_lines(t: &Wire) -> String {
    t.text()
        .chars()
        .filter(|c| ('\u{2500}'..='\u{259f}').contains(c))
        .collect()
}

fn tour(size: (u16, u16), ambiguous: Ambiguous) {
    let name = match ambiguous {
        Ambiguous::Narrow => "narrow",
        Ambiguous::Wide => "wide",
    };
    let mut stage = Stage::start(program(&["--ambiguous", name]), size, ambiguous);
    let mut harness = harness(size, ambiguous);
    let mut so_far = String::new();
    for (keys, names) in TOUR {
        stage.pty.keys(keys);
        harness.keys(names);
        so_far.push_str(names);
        let wanted = drawn(&harness, PaletteName::Ink);
        stage.until(&format!("{name} {size:?} after {so_far}"), |t| {
            differs(t, &wanted)
        });
        if ambiguous == Ambiguous::Wide {
            assert_eq!(box_lines(&stage.terminal), "", "{so_far}");
        }
        so_far.push(' ');
    }
    stage.end();
}

#[test]
fn the_screen_is_what_was_drawn_in_narrow() {
    tour((120, 36), Ambiguous::Narrow);
    tour((80, 24), Ambiguous::Narrow);
}

#[test]
fn the_screen_is_what_was_drawn_in_wide() {
    tour((120, 36), Ambiguous::Wide);
    tour((80, 24), Ambiguous::Wide);
    tour((160, 45), Ambiguous::Wide);
}

#[test]
fn a_wide_terminal_tells_that_it_is_wide() {
    let size = (120, 36);
    let mut stage = Stage::start(program(&[]), size, Ambiguous::Wide);
    let wanted = drawn(&harness(size, Ambiguous::Wide), PaletteName::Ink);
    stage.until("the answer", |t| differs(t, &wanted));
    stage.end();
}

#[test]
fn a_narrow_terminal_with_a_light_ground_gets_the_light_palette() {
    let size = (120, 36);
    let mut stage = Stage::start(program(&[]), size, Ambiguous::Narrow);
    stage.terminal.ground = "rgb:ffff/ffff/eeee";
    let wanted = drawn(&harness(size, Ambiguous::Narrow), PaletteName::Paper);
    stage.until("the answer", |t| differs(t, &wanted));
    stage.end();
    // One that was asked for stays.
    let mut stage = Stage::start(program(&["--palette", "ink"]), size, Ambiguous::Narrow);
    stage.terminal.ground = "rgb:ffff/ffff/eeee";
    let wanted = drawn(&harness(size, Ambiguous::Narrow), PaletteName::Ink);
    stage.until("ink", |t| differs(t, &wanted));
    stage.pump();
    stage.until("ink", |t| differs(t, &wanted));
    let bytes = String::from_utf8_lossy(stage.pty.bytes()).into_owned();
    assert!(!bytes.contains("\x1b]11"));
    stage.end();
}

#[test]
fn nothing_is_asked_that_need_not_be() {
    let asked = |args: &[&str], term: &str| {
        let mut program = program(args);
        program.env("TERM", term);
        let mut stage = Stage::start(program, (80, 24), Ambiguous::Narrow);
        stage.answers = false;
        stage.shows("政府工作报告");
        stage.pty.keys("\x03");
        assert_eq!(stage.pty.end(), 0);
        let bytes = String::from_utf8_lossy(stage.pty.bytes()).into_owned();
        (
            bytes.contains("\x1b[6n"),
            bytes.contains("\x1b]11;?"),
            bytes.contains("\x1b[c"),
        )
    };
    assert_eq!(asked(&[], "xterm-256color"), (true, true, true));
    let narrow = ["--ambiguous", "narrow"];
    assert_eq!(asked(&narrow, "xterm"), (false, true, true));
    assert_eq!(asked(&["--palette", "ink"], "xterm"), (true, false, true));
    let both = ["--ambiguous", "wide", "--palette", "contrast"];
    assert_eq!(asked(&both, "xterm"), (false, false, false));
    assert_eq!(asked(&[], "linux"), (false, false, false));
    assert_eq!(asked(&[], "dumb"), (false, false, false));
}

#[test]
fn a_late_answer_is_no_key() {
    let size = (120, 36);
    let mut harness = harness(size, Ambiguous::Narrow);
    let mut stage = Stage::start(program(&[]), size, Ambiguous::Narrow);
    let reader = drawn(&harness, PaletteName::Ink);
    stage.until("the reader", |t| differs(t, &reader));
    // All was answered; what comes now comes late, unasked, torn: none of it is a key, and the next key is heard.
    for part in [
        "\x1b[24;3R\x1b]11;rgb:ffff/ffff/ffff\x1b",
        "\\\x1b[?62;22c\x1b[5;9R\x1bP1$rq\x1b\\\x1b[<0;",
        "3;4m\x1b[I\x1b[O?",
    ] {
        stage.pty.keys(part);
    }
    let help = drawn(harness.keys("?"), PaletteName::Ink);
    stage.until("the help", |t| differs(t, &help));
    stage.end();
}

/// What `sh` runs, with the program as `$PROGRAM`.
fn shell(script: &str) -> CommandBuilder {
    let mut sh = command("sh");
    sh.args(["-c", script]);
    sh.env("PROGRAM", env!("CARGO_BIN_EXE_duizhao"));
    sh.env("COLORTERM", "truecolor");
    sh
}

const PIPED: &str = "printf '%s\n\n%s\n' '甲市乙区2021年政府工作报告' '一、办好民生实事。'";

#[test]
fn a_pipe_that_does_not_end_holds_up_nothing() {
    let size = (120, 36);
    // Alone: the program is there and hears keys.
    let mut stage = Stage::start(
        shell("(sleep 60 & echo $! >&3; wait) 3>/dev/null | \"$PROGRAM\" --lang zh -"),
        size,
        Ambiguous::Narrow,
    );
    stage.shows("正在读");
    stage.pty.keys("?");
    stage.shows("帮助");
    stage.pty.keys("\x03");
    stage.until("the end of the screen", |t| {
        if t.is_set(1049) {
            "still there".into()
        } else {
            String::new()
        }
    });
    // With a file: that is read meanwhile.
    let mut stage = Stage::start(
        shell(&format!(
            "({PIPED}; sleep 60) | \"$PROGRAM\" --lang zh - assets/samples/shahekou-2021.txt"
        )),
        size,
        Ambiguous::Narrow,
    );
    stage.shows("沙河口");
    stage.pty.keys("\x03");
    stage.until("the end of the screen", |t| {
        if t.is_set(1049) {
            "still there".into()
        } else {
            String::new()
        }
    });
}

#[test]
fn a_pipe_and_a_file_are_read_side_by_side() {
    let script = format!("{PIPED} | \"$PROGRAM\" --lang zh - assets/samples/shahekou-2021.txt");
    let mut stage = Stage::start(shell(&script), (120, 36), Ambiguous::Narrow);
    stage.shows("办好民生实事");
    stage.shows("沙河口");
    stage.end();
}

#[test]
fn output_into_a_file_leaves_the_screen_to_the_terminal() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut sh = shell("\"$PROGRAM\" --lang zh >\"$OUT\"");
    sh.env("OUT", file.path());
    let mut stage = Stage::start(sh, (120, 36), Ambiguous::Narrow);
    stage.shows("政府工作报告");
    stage.end();
    assert_eq!(std::fs::read(file.path()).unwrap(), b"");
}

#[test]
fn a_pipe_without_a_terminal_is_a_sentence_and_exit_code_2() {
    let errors = tempfile::NamedTempFile::new().unwrap();
    let mut sh = shell(&format!(
        "{PIPED} | \"$PROGRAM\" --lang zh - >/dev/null 2>\"$ERRORS\""
    ));
    sh.env("ERRORS", errors.path());
    sh.set_controlling_tty(false);
    let mut pty = Pty::start(sh, 60, 10);
    assert_eq!(pty.end(), 2);
    let said = std::fs::read_to_string(errors.path()).unwrap();
    assert!(said.contains("这里没有可用的终端"), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
}

#[test]
fn the_mouse_is_taken_and_given_back() {
    let mut stage = Stage::start(program(&[]), (120, 36), Ambiguous::Narrow);
    stage.shows("政府工作报告");
    assert!(stage.terminal.is_set(1002) && stage.terminal.is_set(1006));
    // A storm of the wheel, drags without end, buttons that nobody knows: none of it is a key.
    let storm = "\x1b[<65;40;12M".repeat(2_000)
        + &"\x1b[<32;40;12M\x1b[<32;41;12M".repeat(1_000)
        + "\x1b[<0;41;12m\x1b[<2;3;4M\x1b[<35;3;4M\x1b[M !!";
    stage.pty.keys(&storm);
    stage.pty.keys("?");
    stage.shows("帮助");
    stage.pty.keys("\x03");
    assert_eq!(stage.pty.end(), 0);
    let bytes = stage.pty.bytes().to_vec();
    stage.terminal.feed(&bytes);
    assert_eq!(stage.terminal.changed_modes(), [0_u16; 0]);
}
