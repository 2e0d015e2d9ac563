//! A tour of every screen and overlay: after every key the terminal shows what was drawn, glyph by glyph and colour by colour.
//!
//! In process through the real backend, frame by frame; and with the program in a pseudo-terminal beside one without, key by key.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use duizhao::app::action::Context;
use duizhao::app::clip::Sending;
use duizhao::app::keymap::{Code, Key, sequence, show};
use duizhao::app::msg::Msg;
use duizhao::locale::Lang;
use duizhao::store::Store;
use duizhao::text::width::Ambiguous;
use duizhao::ui::label::{ColorDepth, Palette, PaletteName};

use crate::support::app::Harness;
use crate::support::mirror::Mirror;
use crate::support::reports;

pub const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// One round; each begins where the one before has led. `"…"` is typed, `'…'` is pasted.
pub const ROUNDS: &[&str] = &[
    // The reader: rows, pages, sections, panes, differences, what is shown of them.
    "j j k J J K Ctrl-d Ctrl-d Ctrl-u Space PgUp G gg Tab j J Shift-Tab } } { d d v } v } v L J L r j j r s s x x w J w gg",
    // The depths of comparing.
    "m } J m } J m",
    // Hits and searches.
    "n n n N / \"园区\" Backspace Backspace \"营商\" Left Right Enter n n N / '老旧小区' Enter n < < > 1 2",
    // Jumping.
    "f \"ysh\" Down Up Enter f \"2022\" Space \"老旧\" Tab f Ctrl-y \"科技\" Down Enter f \"营商\" Ctrl-t Enter f '更新' Esc f \"山\" Ctrl-a X <",
    // Another report, another pane, and a third.
    "p j Down Enter a \"22\" Enter J J Tab } Shift-Tab a Enter J X X [ ] ]",
    // Outline, years, counterparts.
    "o j j k Enter o o J H j k Tab H j Enter J = Down Down Up Enter u = Ctrl-x = Ctrl-a u Esc = Esc",
    // Files: the form of exporting.
    "e Down Down Ctrl-v Ctrl-v Ctrl-a Tab Backspace \"x\" Up Esc",
    // Changes.
    "D j j j Tab j Tab j J J K } } { d d w w u u x x m m m h l G gg Enter < D e Esc",
    // Themes: choosing, their terms, making one.
    "t j Down Space Down Space Ctrl-t j k + \"机关\" Tab \"作风\" Esc Esc t \"xq\" Enter n n t Ctrl-x Ctrl-x Esc + l L L j k H b w Tab \"口\" Tab Esc",
    // The matrix, what it picks and finds.
    "T j j l l h k Tab Shift-Tab % % s s S S 0 $ gg G gg Space j Space x Y j Space Enter Y Ctrl-x Enter p Space Esc v Space Ctrl-a Esc / \"小区\" Enter n N r r r r A A",
    // The lens.
    "T e Down Space Tab Down Esc gg Enter j j l l h K K Ctrl-k v v v r r r r i i = a Esc s s u c q e Down Esc Enter < q q",
    // The course, in its views.
    "T gg c j j k l l J K [ ] Tab j l Tab j Tab 2 j 3 J 1 % % r r Space x Enter q c W q q q",
    // New and gone; words of one's own.
    "T W j j Tab j Tab j Tab r Space Enter < q w j Tab j Shift-Tab v v v s s x x / \"区\" Enter Space j Space + Esc Enter q q q q",
    "gg Alt-w j Enter < q Alt-c q Alt-g q",
    // The library.
    "B j j k gg Tab j J K Shift-Tab s s s s s Space j Space x i Tab \"沙\" Tab Tab Ctrl-x Ctrl-r Shift-Tab Backspace \"2\" Esc / \"青山\" Enter / Esc o \"/\" Tab Esc G Enter < B q",
    // Copying, by sentence and with the counterpart; the mouse given away and taken back.
    "} y Y V j j y V k k Y j V j v V Esc M M",
    // Bookmarks and notes.
    "J b j c \"核\" Esc Esc ' j Esc",
    // Help and commands.
    "? j \"跳\" Down Esc ? G PgUp Esc : \"tz\" Down Up Esc : \"zhut\" Enter Esc F1 \"zz\" Esc Ctrl-l",
];

/// What is to be found on the reader's desk, beside the reports.
pub fn start(folder: &Path, w: u16, h: u16, lang: Lang) -> Harness {
    let mut harness = Harness::open(vec![folder.join("reports")], w, h, lang);
    harness.store = Some(Store::at(folder.join("library")));
    harness
}

pub fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("reports")).unwrap();
    reports::write(&folder.path().join("reports"));
    folder
}

/// The steps of a round, one key or paste each.
pub fn steps(round: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in round.split_whitespace() {
        let quoted = |q: char| {
            part.strip_prefix(q)
                .and_then(|p| p.strip_suffix(q))
                .filter(|p| !p.is_empty())
        };
        if let Some(text) = quoted('"') {
            steps.extend(text.chars().map(|c| Step::Key(Key::new(Code::Char(c)))));
        } else if let Some(text) = quoted('\'') {
            steps.push(Step::Paste(text.to_owned()));
        } else {
            steps.extend(sequence(part).unwrap().into_iter().map(Step::Key));
        }
    }
    steps
}

#[derive(Clone, Debug)]
pub enum Step {
    Key(Key),
    Paste(String),
}

impl Step {
    pub fn msg(&self) -> Msg {
        match self {
            Step::Key(key) => Msg::Key(*key),
            Step::Paste(text) => Msg::Paste(text.clone()),
        }
    }

    /// As a reader would name it.
    pub fn name(&self) -> String {
        match self {
            Step::Key(key) => show(&[*key]),
            Step::Paste(text) => format!("'{text}'"),
        }
    }

    /// What a terminal sends for it.
    pub fn bytes(&self) -> String {
        let Key { code, ctrl, alt } = match self {
            Step::Key(key) => *key,
            Step::Paste(text) => return format!("\x1b[200~{text}\x1b[201~"),
        };
        let arrow = |c: char| {
            if alt {
                format!("\x1b[1;3{c}")
            } else {
                format!("\x1b[{c}")
            }
        };
        match code {
            Code::Char(c) if ctrl => char::from(c as u8 & 0x1f).to_string(),
            Code::Char(c) if alt => format!("\x1b{c}"),
            Code::Char(c) => c.to_string(),
            Code::Enter => "\r".into(),
            Code::Esc => "\x1b".into(),
            Code::Tab => "\t".into(),
            Code::BackTab => "\x1b[Z".into(),
            Code::Backspace => "\x7f".into(),
            Code::Delete => "\x1b[3~".into(),
            Code::Up => arrow('A'),
            Code::Down => arrow('B'),
            Code::Right => arrow('C'),
            Code::Left => arrow('D'),
            Code::Home => arrow('H'),
            Code::End => arrow('F'),
            Code::PageUp => "\x1b[5~".into(),
            Code::PageDown => "\x1b[6~".into(),
            Code::F(n) => format!("\x1bO{}", char::from(b'O' + n)),
        }
    }
}

/// Does a step; a copy is sent, as a terminal takes it.
fn go(harness: &mut Harness, step: &Step) {
    let before = harness.copied.len();
    harness.send(step.msg());
    if let Some(parcel) = harness.copied.get(before) {
        let characters = parcel.text.characters();
        harness.send(Msg::Sent(Sending::Sent {
            characters,
            tmux: false,
        }));
    }
}

/// Walks all rounds, each from the start, and calls `seen` after every step; gives the contexts that were met.
pub fn walk(start: impl Fn() -> Harness, mut seen: impl FnMut(&Harness, &str)) -> BTreeSet<String> {
    let mut met = BTreeSet::new();
    for round in ROUNDS {
        let mut harness = start();
        let mut so_far = String::new();
        for step in steps(round) {
            so_far = format!("{so_far} {}", step.name());
            go(&mut harness, &step);
            if harness.quit {
                break;
            }
            for context in harness.app.contexts() {
                met.insert(format!("{context:?}"));
            }
            seen(&harness, &so_far);
        }
    }
    met
}

/// Contexts that the rounds do not meet: they have a test of their own.
fn welcomes(
    seen: &mut impl FnMut(&Harness, &str),
    met: &mut BTreeSet<String>,
    w: u16,
    h: u16,
    lang: Lang,
) {
    let empty = tempfile::tempdir().unwrap();
    let mut harness = Harness::open(vec![PathBuf::from(empty.path())], w, h, lang);
    for step in steps("j k o \"/\" Tab Esc s J q") {
        for context in harness.app.contexts() {
            met.insert(format!("{context:?}"));
        }
        harness.send(step.msg());
        seen(&harness, "welcome");
    }
}

#[test]
fn the_terminal_shows_every_screen_as_it_was_drawn() {
    let mut frames = 0;
    let mut glyphs = 0;
    let folder = desk();
    for (i, (w, h)) in [(80, 24), (160, 45), (57, 13)].into_iter().enumerate() {
        for lang in LANGS {
            let name = [PaletteName::Ink, PaletteName::Paper, PaletteName::Contrast][i];
            let depth = [
                ColorDepth::TwoFiftySix,
                ColorDepth::True,
                ColorDepth::Sixteen,
            ][i];
            let palette = Palette::new(
                name,
                if lang == Lang::En && i == 2 {
                    ColorDepth::None
                } else {
                    depth
                },
            );
            let mut mirror = Mirror::new(w, h, palette, Ambiguous::Narrow);
            let mut seen = |harness: &Harness, keys: &str| {
                if let Err(how) = mirror.show(&harness.app) {
                    panic!("{w}×{h} {lang:?} after{keys}: {how}");
                }
            };
            let mut met = walk(|| start(folder.path(), w, h, lang), &mut seen);
            welcomes(&mut seen, &mut met, w, h, lang);
            for context in Context::ALL {
                // A narrow window has other ways.
                assert!(
                    met.contains(&format!("{context:?}"))
                        || w < 80
                        // It needs a file of settings with mistakes; and marks have tests of their own.
                        || context == Context::Mistakes
                        || matches!(context, Context::Marks | Context::NoteForm)
                        || (w > 80 && context == Context::OutlineOverlay),
                    "{w}×{h}: the tour does not meet {context:?}"
                );
            }
            frames += mirror.frames;
            glyphs += mirror.glyphs;
        }
    }
    println!("{frames} frames, {glyphs} glyphs");
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let n = three.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for i in 0..4 {
            let sign = SIGNS[(n >> (18 - 6 * i) & 63) as usize];
            out.push(if i > three.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    out
}

/// The rounds in a pseudo-terminal, beside the program without one: both are to show the same after every key.
#[cfg(unix)]
fn side_by_side(rounds: &[&str], (w, h): (u16, u16), lang: Lang) -> usize {
    use crate::support::pty::{Pty, command};

    let palette = Palette::new(PaletteName::Ink, ColorDepth::TwoFiftySix);
    let mut compared = 0;
    for (n, round) in rounds.iter().enumerate() {
        let folder = desk();
        let mut harness = start(folder.path(), w, h, lang);
        folder.path().clone_into(&mut harness.app.settings.here);
        let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
        program.args(["--lang", lang.pick("zh", "en")]);
        program.arg(folder.path().join("reports"));
        program.env("DUIZHAO_LIBRARY", folder.path().join("kept"));
        program.cwd(folder.path());
        let mut pty = Pty::start(program, w, h);
        let mut so_far = String::new();
        let mut compare = |pty: &mut Pty, harness: &Harness, so_far: &str| {
            let (cells, cursor) = harness.frame(palette);
            if let Err(how) = pty.wait_for_cells(&cells, cursor) {
                panic!("{w}×{h} {lang:?}, round {n}, after{so_far}: {how}");
            }
            compared += 1;
        };
        compare(&mut pty, &harness, "");
        pty.rest();
        for step in steps(round) {
            so_far = format!("{so_far} {}", step.name());
            go(&mut harness, &step);
            pty.keys(&step.bytes());
            if harness.quit {
                break;
            }
            if step.bytes() == "\x1b" {
                // What follows at once would be one key with it.
                std::thread::sleep(std::time::Duration::from_millis(40));
            }
            pty.rest();
            compare(&mut pty, &harness, &so_far);
        }
        if !harness.quit {
            pty.keys("\x03");
        }
        assert_eq!(pty.end(), 0, "round {n}");
        assert!(pty.wire.breach().is_none() && pty.wire.changed_modes().is_empty());
        let sent: Vec<String> = harness
            .copied
            .iter()
            .map(|p| base64(p.text.as_bytes()))
            .collect();
        assert_eq!(pty.wire.clips, sent, "round {n}");
    }
    compared
}

#[test]
#[cfg(unix)]
fn the_program_s_terminal_shows_what_was_drawn_after_every_key() {
    let few: Vec<&str> = ROUNDS.iter().copied().step_by(4).collect();
    side_by_side(&few, (80, 24), Lang::Zh);
}

#[test]
#[cfg(unix)]
#[ignore = "every round, two sizes, two languages: minutes"]
fn the_program_s_terminal_on_the_whole_tour() {
    for size in [(80, 24), (160, 45)] {
        for lang in LANGS {
            let compared = side_by_side(ROUNDS, size, lang);
            println!("{size:?} {lang:?}: {compared} screens compared");
        }
    }
}
