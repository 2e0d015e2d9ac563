//! Nothing that somebody wrote into a text, a name, a file of settings or an argument reaches the terminal as anything but what is to be
//! read: every payload in every place, in process through the real backend, as output of verbs, and in a pseudo-terminal.
//!
//! The suite takes every [`STEP`]th payload; `HOSTILE_STEP=1` and `--ignored` take all.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use duizhao::app::keymap::{Code, Key};
use duizhao::app::msg::Msg;
use duizhao::app::{App, Settings};
use duizhao::locale::Lang;
use duizhao::report::library::Change;
use duizhao::report::{Correction, Field, Fingerprint};
use duizhao::store::Store;
use duizhao::text::width::Ambiguous;
use duizhao::theme::{Book, OwnFile};
use duizhao::ui::label::Palette;

use crate::support::app::Harness;
use crate::support::hostile::{Payload, payloads};
use crate::support::mirror::Mirror;
use crate::support::reports;
use crate::support::wire::only_lines;

/// Of how many payloads the suite takes one.
const STEP: usize = 41;

fn all() -> &'static [Payload] {
    static ALL: OnceLock<Vec<Payload>> = OnceLock::new();
    ALL.get_or_init(payloads)
}

/// Every `step`th payload with its number.
fn some(step: usize) -> Vec<(usize, &'static Payload)> {
    all().iter().enumerate().step_by(step).collect()
}

fn long_step() -> usize {
    let step = std::env::var("HOSTILE_STEP").ok();
    step.and_then(|s| s.parse().ok()).unwrap_or(1)
}

/// Stands beside a payload, so that it is known to have been on the screen.
fn mark(n: usize) -> String {
    format!("N{n:04}N")
}

/// Looks at every frame, and remembers which payloads were on the screen.
struct Eye {
    mirror: Mirror,
    seen: HashSet<usize>,
}

impl Eye {
    fn new(w: u16, h: u16) -> Self {
        Self {
            mirror: Mirror::new(w, h, Palette::default(), Ambiguous::Narrow),
            seen: HashSet::new(),
        }
    }

    fn look(&mut self, harness: &Harness, what: &str) {
        let cells = match self.mirror.show(&harness.app) {
            Ok(cells) => cells,
            Err(how) => panic!("{what}: {how}"),
        };
        for row in cells.content.chunks(usize::from(cells.area.width).max(1)) {
            let row: String = row.iter().map(|c| c.symbol()).collect();
            for (at, _) in row.match_indices('N') {
                let digits = row.get(at + 1..at + 5);
                if row.get(at + 5..at + 6) == Some("N")
                    && let Some(n) = digits.and_then(|d| d.parse().ok())
                {
                    self.seen.insert(n);
                }
            }
        }
    }

    /// Presses keys one by one and looks after each.
    fn keys(&mut self, harness: &mut Harness, keys: &str, what: &str) {
        for key in keys.split_whitespace() {
            harness.keys(key);
            self.look(harness, what);
        }
    }
}

fn numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match n {
        0..10 => DIGITS[n].to_owned(),
        10..20 => format!("十{}", DIGITS[n - 10]),
        _ => format!("{}十{}", DIGITS[n / 10], DIGITS[n % 10]),
    }
}

/// A report whose headings and sentences hold the payloads.
fn report(year: usize, payloads: &[(usize, &Payload)]) -> Vec<u8> {
    let mut text =
        format!("甲市乙区{year}年政府工作报告\n\n各位代表：\n现在向大会报告工作，请予审议。\n\n")
            .into_bytes();
    for (i, (n, payload)) in payloads.iter().enumerate() {
        let mark = mark(*n);
        // Line feeds in the middle of a heading make it two paragraphs, no more.
        text.extend_from_slice(format!("{}、{mark}", numeral(i + 1)).as_bytes());
        text.extend_from_slice(&payload.bytes);
        text.extend_from_slice(format!("各项工作\n\n{mark}坚持办好民生实事").as_bytes());
        text.extend_from_slice(&payload.bytes);
        text.extend_from_slice("让群众得到实惠。推动老旧小区改造，全年完成投资12.5亿元，优化营商环境，办好民生实事，让群众得到实惠。".repeat(2).as_bytes());
        text.push(b'\n');
        text.push(b'\n');
    }
    text
}

/// Text and headings: read, as in the file, by sections with the outline, and in every list that shows them.
fn in_texts(step: usize) -> (usize, usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut eye = Eye::new(80, 24);
    let some = some(step);
    let (texts, raw): (Vec<_>, Vec<_>) = some
        .iter()
        .copied()
        .partition(|(_, p)| p.text().is_some() && !p.bytes.contains(&0));
    let mut expected = HashSet::new();
    let mut files = 0;
    for (kind, group) in [("t", texts), ("r", raw)] {
        for (i, chunk) in group.chunks(60).enumerate() {
            let path = folder.path().join(format!("{kind}{i}.txt"));
            fs::write(&path, report(2001 + files % 20, chunk)).unwrap();
            files += 1;
            let lang = if i % 2 == 0 { Lang::Zh } else { Lang::En };
            let mut harness = Harness::open(vec![path], 80, 24, lang);
            if harness.app.shelf.ready_count() == 0 {
                // No text at all, and said so.
                assert_eq!(kind, "r");
                eye.look(&harness, "refused");
                continue;
            }
            expected.extend(chunk.iter().map(|(n, _)| *n));
            let pages = chunk.len() / 2 + 12;
            for _ in 0..pages {
                eye.keys(&mut harness, "Space", "text");
            }
            eye.keys(&mut harness, "gg r", "as in the file");
            for _ in 0..pages {
                eye.keys(&mut harness, "Space", "as in the file");
            }
            eye.keys(&mut harness, "r gg", "text");
            for _ in 0..chunk.len() {
                eye.keys(&mut harness, "J", "heads");
            }
            eye.keys(&mut harness, "gg o", "outline");
            for _ in 0..chunk.len() {
                eye.keys(&mut harness, "j", "outline");
            }
            eye.keys(&mut harness, "Esc f", "jump");
            for _ in 0..chunk.len() {
                eye.keys(&mut harness, "Down", "jump");
            }
            eye.keys(
                &mut harness,
                "Esc T Enter j j j K K q q T w j j q q = Down Down Esc H Esc B Tab j j j Esc q",
                "lists",
            );
        }
    }
    // Two at a time, with their difference; and all.
    let mut harness = Harness::open(vec![folder.path().to_owned()], 160, 45, Lang::Zh);
    let mut wide = Eye::new(160, 45);
    for _ in 0..40 {
        wide.keys(&mut harness, "J } } x x v", "two");
    }
    wide.keys(
        &mut harness,
        "D j j j j Tab j j Tab j j q T W j Tab j q q T c j j q q B j j j j j j j j",
        "screens",
    );
    let seen = expected.iter().filter(|n| eye.seen.contains(n)).count();
    assert_eq!(
        seen,
        expected.len(),
        "not seen: {:?}",
        expected.difference(&eye.seen).collect::<Vec<_>>()
    );
    (some.len(), files, eye.mirror.frames + wide.mirror.frames)
}

#[test]
fn texts_and_headings() {
    in_texts(STEP);
}

/// A name of a file or folder.
fn name(n: usize, payload: &Payload, end: &str) -> std::ffi::OsString {
    let mut bytes = mark(n).into_bytes();
    bytes.extend(
        payload
            .bytes
            .iter()
            .map(|&b| if matches!(b, 0 | b'/') { b'_' } else { b }),
    );
    bytes.truncate(200);
    #[cfg(unix)]
    let name = {
        use std::os::unix::ffi::OsStringExt as _;
        bytes.extend_from_slice(end.as_bytes());
        std::ffi::OsString::from_vec(bytes)
    };
    #[cfg(not(unix))]
    let name = format!("{}{end}", String::from_utf8_lossy(&bytes)).into();
    name
}

/// Names of files and folders: those that are read, those that cannot be, and what completes a path.
fn in_names(step: usize) -> (usize, usize) {
    let some = some(step);
    let mut frames = 0;
    for chunk in some.chunks(120) {
        let folder = tempfile::tempdir().unwrap();
        for (i, (n, payload)) in chunk.iter().enumerate() {
            let (path, text) = match i % 4 {
                // Without a place: the name of the file stands for it.
                0 => (
                    folder.path().join(name(*n, payload, ".txt")),
                    format!(
                        "政府工作报告\n一、工作回顾\n办好第{n}件实事，新修水渠{n}条，灌溉农田。\n"
                    ),
                ),
                1 => (
                    folder.path().join(name(*n, payload, ".md")),
                    format!(
                        "甲市{}年政府工作报告\n一、工作回顾\n办好第{n}件实事，新修水渠{n}条。\n",
                        2001 + i % 20
                    ),
                ),
                2 => (folder.path().join(name(*n, payload, ".txt")), String::new()),
                _ => {
                    let inner = folder.path().join(name(*n, payload, ""));
                    fs::create_dir(&inner).unwrap();
                    (
                        inner.join("报告.txt"),
                        format!(
                            "乙县{}年政府工作报告\n一、工作回顾\n种下第{n}片树林，共{n}亩。\n",
                            2001 + i % 20
                        ),
                    )
                }
            };
            fs::write(path, text).unwrap();
        }
        let mut eye = Eye::new(160, 45);
        let mut harness = Harness::open(vec![folder.path().to_owned()], 160, 45, Lang::Zh);
        harness.store = Some(Store::at(folder.path().join(".kept")));
        eye.keys(&mut harness, "J J B gg", "names");
        for _ in 0..chunk.len() * 2 {
            eye.keys(&mut harness, "j", "names");
        }
        // What is said when they are added, dropped, and that taken back.
        eye.keys(&mut harness, "gg + j D u j Space j Space + x A", "names");
        eye.keys(&mut harness, "q p", "choosing");
        for _ in 0..chunk.len() {
            eye.keys(&mut harness, "Down", "choosing");
        }
        eye.keys(&mut harness, "Esc B o", "a path");
        harness.send(Msg::Paste(format!("{}/", folder.path().display())));
        eye.keys(&mut harness, "Tab Tab Tab", "a path");
        for (n, payload) in chunk.iter().take(12) {
            let path = folder.path().join(name(*n, payload, ""));
            harness.send(Msg::Paste(path.display().to_string()));
            eye.keys(&mut harness, "Tab Enter", "a path");
            eye.keys(&mut harness, "Esc B o", "a path");
        }
        eye.keys(&mut harness, "Esc q T", "names as places");
        for _ in 0..20 {
            eye.keys(&mut harness, "l", "names as places");
        }
        let missing: Vec<usize> = chunk
            .iter()
            .map(|(n, _)| *n)
            .filter(|n| !eye.seen.contains(n))
            .collect();
        assert_eq!(missing, [0; 0], "not seen");
        frames += eye.mirror.frames;
    }
    (some.len(), frames)
}

#[test]
fn names_of_files_and_folders() {
    in_names(STEP);
}

/// Where text is typed: the keys that lead there, and those that take what was typed and lead back.
const FIELDS: &[(&str, &str)] = &[
    ("/", "Enter Esc"),
    ("f", "Down Esc"),
    (":", "Esc"),
    ("?", "Down Esc"),
    ("t", "Down Esc"),
    ("p", "Esc"),
    ("=", "Esc"),
    ("H", "Esc"),
    ("B o", "Tab Enter Esc Esc q"),
    ("B /", "Enter Esc q"),
    ("B i", "Tab Tab Enter Enter Esc Esc q"),
    ("B i Tab", "Enter Esc Esc q"),
    ("B i Tab Tab Tab", "Enter Esc Esc q"),
    ("e", "Down Tab Enter Esc"),
    ("T e", "Down Tab Esc q"),
    ("+ Tab", "Tab Enter Esc Esc"),
    ("t Ctrl-a", "Tab Enter Esc Esc"),
    ("T /", "Enter n Esc q"),
    ("T w /", "Enter Esc q q"),
];

/// What is typed and what is pasted, and what is said about it.
fn in_fields(step: usize) -> (usize, usize) {
    let some = some(step);
    let mut eye = Eye::new(80, 24);
    let reports = tempfile::tempdir().unwrap();
    reports::write(reports.path());
    for (field, back) in FIELDS {
        let folder = tempfile::tempdir().unwrap();
        let start = || {
            let mut harness = Harness::open(vec![reports.path().to_owned()], 80, 24, Lang::Zh);
            harness.app.settings.here = folder.path().to_owned();
            harness.store = Some(Store::at(folder.path().join(".kept")));
            harness
        };
        let mut harness = start();
        for (i, (n, payload)) in some.iter().enumerate() {
            if i % 64 == 63 {
                harness = start();
            }
            let text = payload.lossy();
            for pasted in [false, true] {
                let what = format!("{field:?} and payload {n} {text:?}, pasted: {pasted}");
                harness.keys(field);
                if pasted {
                    harness.send(Msg::Paste(format!("{text}区")));
                } else {
                    for c in text.chars().take(24) {
                        harness.send(Msg::Key(Key::new(Code::Char(c))));
                    }
                }
                eye.look(&harness, &what);
                eye.keys(&mut harness, "Left Backspace", &what);
                eye.keys(&mut harness, back, &what);
                for _ in 0..4 {
                    if harness.app.overlays.is_empty() {
                        break;
                    }
                    harness.keys("Esc");
                }
                if harness.quit || !matches!(harness.app.screen, duizhao::app::Screen::Reader) {
                    harness = start();
                }
            }
        }
    }
    (some.len() * FIELDS.len() * 2, eye.mirror.frames)
}

#[test]
fn fields_typed_and_pasted() {
    in_fields(STEP * 3);
}

fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_ascii_graphic() && !matches!(c, '"' | '\\') || c > '\u{2fff}' && c < '\u{a000}' {
            out.push(c);
        } else {
            out.push_str(&format!("\\U{:08X}", u32::from(c)));
        }
    }
    out.push('"');
    out
}

/// The reader's own themes: names, groups, terms and notes; a file that is wrong; and the library's corrections, by hand in its file.
fn in_kept_files(step: usize) -> (usize, usize) {
    let some: Vec<_> = some(step)
        .into_iter()
        .filter(|(_, p)| p.text().is_some())
        .collect();
    let reports = tempfile::tempdir().unwrap();
    reports::write(reports.path());
    let mut frames = 0;
    for chunk in some.chunks(80) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("kept"));
        fs::create_dir(folder.path().join("kept")).unwrap();
        let mut own = String::new();
        for (n, payload) in chunk {
            let text = payload.text().unwrap();
            let named = toml(&format!(
                "{}{}",
                mark(*n),
                text.chars().take(30).collect::<String>()
            ));
            own.push_str(&format!("[[theme]]\nname = {named}\nen = {named}\ngroup = {named}\nterms = [\"老旧小区\", {named}]\nnote = {named}\n\n"));
        }
        fs::write(store.themes_file(), &own).unwrap();
        let mut eye = Eye::new(160, 45);
        let start = |own: Vec<OwnFile>, lang| {
            let mut app = App::new(
                Settings {
                    lang,
                    ..Settings::default()
                },
                (160, 45),
            );
            app.book = Book::new(0, own).into();
            app.catalogue = store.load().unwrap_or_default().into();
            let effect = app.open(vec![reports.path().to_owned()]);
            let mut harness = Harness::of(app);
            harness.store = Some(store.clone());
            harness.run(vec![effect]);
            harness
        };
        let mut harness = start(store.read_themes().unwrap(), Lang::Zh);
        eye.keys(&mut harness, "t G", "themes");
        for _ in 0..chunk.len() + 90 {
            eye.keys(&mut harness, "Down", "themes");
        }
        eye.keys(
            &mut harness,
            "Space Up Space Up Space Ctrl-t j j Esc Esc n n T",
            "themes",
        );
        for _ in 0..chunk.len() + 90 {
            eye.keys(&mut harness, "j", "themes");
        }
        eye.keys(
            &mut harness,
            "Enter j c j Tab j Tab j q q W j Tab j",
            "themes",
        );
        // Something wrong near each, so that it is told of.
        for (n, payload) in chunk.iter().take(if step == 1 { 80 } else { 2 }) {
            let text: String = payload.text().unwrap().chars().take(30).collect();
            let named = toml(&format!("{}{text}", mark(*n)));
            for wrong in [
                format!("[[theme]]\nname = {named}\nterms = [\"(\"]\n"),
                format!(
                    "[[theme]]\nname = {named}\nterms = [\"甲甲\"]\n[[theme]]\nname = {named}\nterms = [\"乙乙\"]\n"
                ),
                format!("[[change]]\ntheme = {named}\nterms = [{named}]\n"),
                format!("[[theme]]\nname = \"{text}\nterms = 3\n"),
                format!("{text} = 3\n"),
                format!(
                    "[[theme]]\nname = \"甲\"\nterms = [\"乙乙\"]\nexcept = [\"@{}\"]\n",
                    named.trim_matches('"')
                ),
            ] {
                let file = OwnFile {
                    name: format!("/甲/{}{text}.toml", mark(*n)),
                    text: wrong,
                };
                let mut harness = start(vec![file], Lang::En);
                eye.look(&harness, "a wrong file of themes");
                eye.keys(&mut harness, "t", "a wrong file of themes");
            }
        }
        // Corrections: some by the door, all by hand in the file.
        let (mut harness, mut corrected) = (start(Vec::new(), Lang::Zh), Vec::new());
        let ids: Vec<_> = harness
            .app
            .shelf
            .ready()
            .map(|(id, r)| (id, r.fingerprint()))
            .collect();
        for (i, (n, payload)) in chunk.iter().enumerate() {
            let mut correction = Correction::default();
            let value = format!("{}{}", mark(*n), payload.text().unwrap());
            let field = [Field::Place, Field::Speaker, Field::Meeting][i % 3];
            if correction.set(field, Some(&value)).is_ok() {
                corrected.push(*n);
                harness.keep(Change::Correct(ids[i % ids.len()].1, correction));
                eye.keys(&mut harness, "B j j j i Esc q", "corrections");
            }
        }
        let print: Fingerprint = ids[0].1;
        for (n, payload) in chunk.iter().take(if step == 1 { 80 } else { 4 }) {
            let mut correction = Correction::default();
            correction.set(Field::Place, Some("占位的地方")).unwrap();
            correction.set(Field::Speaker, Some("占位的地方")).unwrap();
            store.keep(Change::Correct(print, correction)).unwrap();
            let kept = fs::read_to_string(store.file()).unwrap();
            let text: String = payload.text().unwrap().chars().take(40).collect();
            let by_hand = kept.replace("\"占位的地方\"", &toml(&format!("{}{text}", mark(*n))));
            assert_ne!(kept, by_hand);
            fs::write(store.file(), by_hand).unwrap();
            let trouble = store.load().err().map(|why| why.sentence(Lang::Zh));
            let mut harness = start(Vec::new(), Lang::Zh);
            if let Some(why) = trouble {
                harness.send(Msg::Kept(Err(why)));
            }
            eye.keys(
                &mut harness,
                "J B j j j i Tab Esc q T q e Esc p Esc",
                "corrections by hand",
            );
            fs::remove_file(store.file()).unwrap();
        }
        let missing: Vec<usize> = chunk
            .iter()
            .map(|(n, _)| *n)
            .filter(|n| !eye.seen.contains(n))
            // A theme whose name holds a control is refused, and that is said.
            .filter(|&n| {
                let text = all()[n].text().unwrap_or_default();
                !text
                    .chars()
                    .take(30)
                    .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
            })
            .collect();
        assert_eq!(missing, [0; 0], "not seen");
        frames += eye.mirror.frames;
    }
    (some.len(), frames)
}

#[test]
fn kept_files() {
    in_kept_files(STEP);
}

/// The program without a terminal.
fn program(folder: &Path) -> std::process::Command {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_duizhao"));
    program
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    program
        .env("DUIZHAO_LIBRARY", folder.join("kept"))
        .env("LANG", "zh_CN.UTF-8")
        .env("HOME", folder);
    program
        .stdin(std::process::Stdio::null())
        .current_dir(folder);
    program
}

/// Runs it; what it says has to be lines of printable text.
fn says(program: &mut std::process::Command, tabs: bool) -> usize {
    let out = program.output().unwrap();
    for (stream, bytes) in [("output", &out.stdout), ("errors", &out.stderr)] {
        if let Err(how) = only_lines(bytes, tabs) {
            panic!("{program:?}: {stream}: {how}");
        }
    }
    assert!(
        out.status.code().is_some_and(|c| c <= 2),
        "{program:?}: {:?}",
        out.status
    );
    out.stdout.len() + out.stderr.len()
}

/// What verbs print of texts and names that hold the payloads.
fn in_output(step: usize) -> (usize, usize) {
    let some = some(step);
    let (mut runs, mut bytes) = (0, 0);
    for chunk in some.chunks(60) {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        let texts = here.join("reports");
        fs::create_dir(&texts).unwrap();
        let (a, b) = (
            texts.join(name(chunk[0].0, chunk[0].1, "2021.txt")),
            texts.join(name(chunk[0].0, chunk[0].1, "2022.txt")),
        );
        let good: Vec<_> = chunk
            .iter()
            .copied()
            .filter(|(_, p)| p.text().is_some() && !p.bytes.contains(&0))
            .collect();
        fs::write(&a, report(2021, &good)).unwrap();
        let mut other = String::from_utf8(report(2022, &good)).unwrap();
        other = other
            .replace("12.5亿元", "13.5亿元")
            .replace("办好民生", "办实民生");
        fs::write(&b, other).unwrap();
        for (n, payload) in chunk {
            fs::write(
                texts.join(name(*n, payload, ".html")),
                report(2010, &[(*n, payload)]),
            )
            .unwrap();
        }
        fs::write(texts.join("空.txt"), "").unwrap();
        for format in ["table", "json", "csv", "md"] {
            let mut run = |args: &[&std::ffi::OsStr]| {
                let mut program = program(here);
                program.args(args).arg("--format").arg(format);
                runs += 1;
                bytes += says(&mut program, false);
            };
            let (a, b, texts) = (a.as_os_str(), b.as_os_str(), texts.as_os_str());
            let v = |verb: &'static str| std::ffi::OsStr::new(verb);
            run(&[v("list"), texts]);
            run(&[v("outline"), a]);
            run(&[v("outline"), a, v("--removed")]);
            run(&[v("align"), a, b]);
            run(&[v("diff"), a, b]);
            run(&[v("diff"), a, b, v("--depth"), v("revision")]);
            run(&[v("themes"), a, b]);
            run(&[v("themes"), v("--lens"), v("营商环境"), a, b]);
            run(&[v("keywords"), a, b]);
            run(&[v("jump"), v("工作"), a, b]);
            run(&[v("find"), v("民生"), a, b]);
            run(&[v("add"), texts]);
            run(&[v("edit"), a, v("place=丙县")]);
            run(&[v("list")]);
            run(&[v("drop"), a]);
        }
    }
    (runs, bytes)
}

#[test]
fn output_of_verbs() {
    in_output(STEP * 2);
}

/// Arguments that hold the payloads, and what is said against them.
fn in_arguments(step: usize) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let texts = here.join("reports");
    fs::create_dir(&texts).unwrap();
    let paths = reports::write(&texts);
    let (mut runs, mut bytes) = (0, 0);
    for (i, (n, payload)) in some(step).into_iter().enumerate() {
        let bare = {
            let mut name = name(n, payload, "");
            if i % 2 == 0 {
                // Without the mark before it.
                #[cfg(unix)]
                {
                    use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
                    name = std::ffi::OsString::from_vec(name.as_bytes()[6..].to_vec());
                }
            }
            name
        };
        let with = |prefix: &str| {
            let mut argument = std::ffi::OsString::from(prefix);
            argument.push(&bare);
            argument
        };
        let path = |i: usize| paths[i].clone().into_os_string();
        let w = |word: &str| std::ffi::OsString::from(word);
        let forms: Vec<Vec<std::ffi::OsString>> = vec![
            vec![with("./")],
            vec![with("--")],
            vec![with("-")],
            vec![w("--lang"), bare.clone(), w("list")],
            vec![with("--format="), w("list")],
            vec![w("list"), with("--format=")],
            vec![w("list"), w("--encoding"), bare.clone()],
            vec![w("list"), w("--library"), with("./")],
            vec![bare.clone(), w("list")],
            vec![with("lis")],
            vec![with("x")],
            vec![w("outline"), with("./")],
            vec![w("outline"), path(0), bare.clone()],
            vec![w("diff"), path(0), with("./")],
            vec![w("diff"), path(0), path(1), w("-o"), with("x")],
            vec![w("diff"), path(0), path(1), w("--depth"), bare.clone()],
            vec![w("find"), bare.clone(), path(0), path(1)],
            vec![w("jump"), bare.clone(), path(0)],
            vec![w("themes"), w("--theme"), bare.clone(), path(0)],
            vec![w("themes"), w("--lens"), bare.clone(), path(0)],
            vec![w("themes"), with("--years="), path(0)],
            vec![w("themes"), path(0), w("--lexicon"), with("./")],
            vec![w("edit"), path(0), with("place=")],
            vec![w("edit"), path(0), with("year=")],
            vec![w("edit"), path(0), bare.clone()],
            vec![w("lexicon"), w("show"), bare.clone()],
            vec![w("lexicon"), bare.clone()],
            vec![w("add"), with("./")],
            vec![w("drop"), with("./")],
            vec![w("completions"), bare.clone()],
        ];
        for (k, form) in forms.iter().enumerate() {
            // All forms with some payloads, some forms with every payload.
            if step == 1 && i % 4 != k % 4 {
                continue;
            }
            let mut program = program(here);
            program.args(form);
            runs += 1;
            bytes += says(&mut program, false);
        }
    }
    (runs, bytes)
}

#[test]
#[cfg(unix)]
fn arguments() {
    in_arguments(STEP * 4);
}

#[test]
#[ignore = "every payload in every place: several minutes"]
fn every_payload_in_every_place() {
    let step = long_step();
    println!("{} payloads", all().len());
    assert!(all().len() >= 1500, "{}", all().len());
    let timed = |what: &str, run: &dyn Fn() -> String| {
        let since = std::time::Instant::now();
        let how = run();
        println!("{what}: {how}, {:.0} s", since.elapsed().as_secs_f64());
    };
    timed("texts and headings (payloads, files, frames)", &|| {
        format!("{:?}", in_texts(step))
    });
    timed("names (payloads, frames)", &|| {
        format!("{:?}", in_names(step))
    });
    timed("kept files (payloads, frames)", &|| {
        format!("{:?}", in_kept_files(step))
    });
    timed("output (runs, bytes)", &|| format!("{:?}", in_output(step)));
    timed("arguments (runs, bytes)", &|| {
        format!("{:?}", in_arguments(step))
    });
    timed(
        "fields (payloads × fields × typed and pasted, frames)",
        &|| format!("{:?}", in_fields(step)),
    );
}

/// In a pseudo-terminal: texts and names, what is pasted, what is said of arguments and at the end.
#[cfg(unix)]
fn in_terminal(step: usize) -> (usize, usize) {
    use crate::support::pty::{Pty, command};

    let some = some(step);
    let mut bytes = 0;
    let folder = tempfile::tempdir().unwrap();
    let here: PathBuf = folder.path().join("reports");
    fs::create_dir(&here).unwrap();
    let texts: Vec<_> = some
        .iter()
        .copied()
        .filter(|(_, p)| p.text().is_some() && !p.bytes.contains(&0))
        .collect();
    for (i, chunk) in texts.chunks(60).enumerate() {
        fs::write(
            here.join(name(chunk[0].0, chunk[0].1, &format!("{i}.txt"))),
            report(2001 + i % 20, chunk),
        )
        .unwrap();
    }
    let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
    program.args(["--lang", "zh"]);
    program.arg(&here);
    program.env("DUIZHAO_LIBRARY", folder.path().join("kept"));
    program.cwd(folder.path());
    let mut pty = Pty::start(program, 120, 36);
    pty.wait_until("a text", |s| s.contents().contains("民生"));
    pty.rest();
    let keys = |pty: &mut Pty, keys: &str| {
        pty.keys(keys);
        if keys.ends_with('\x1b') {
            std::thread::sleep(std::time::Duration::from_millis(30));
        }
        pty.rest();
        pty.drain();
        assert_eq!(pty.wire.breach(), None, "after {keys:?}");
    };
    for _ in 0..texts.len().min(60) {
        keys(&mut pty, " ");
        keys(&mut pty, "J");
    }
    for (n, payload) in &some {
        for field in ["/", "f", "Bo"] {
            keys(&mut pty, field);
            let text = payload.lossy().replace("\u{1b}[201~", "");
            keys(&mut pty, &format!("\x1b[200~{}{text}区\x1b[201~", mark(*n)));
            if field != "f" {
                keys(&mut pty, "\r");
            }
            keys(&mut pty, "\x1b");
            if field == "Bo" {
                keys(&mut pty, "q");
            }
        }
    }
    keys(&mut pty, "\x0c");
    pty.keys("\x03");
    assert_eq!(pty.end(), 0);
    assert_eq!(
        (pty.wire.breach(), pty.wire.changed_modes()),
        (None, vec![])
    );
    bytes += pty.bytes().len();
    // What is said where nothing opens, in colour.
    for (n, payload) in &some {
        let name = name(*n, payload, "");
        for before in [
            &["--lang", "zh"][..],
            &["outline"],
            &["--format"],
            &["list", "--no-such"],
        ] {
            let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
            program.args(before);
            program.arg(&name);
            let mut pty = Pty::start(program, 80, 24);
            pty.end();
            assert_eq!(pty.wire.breach(), None, "{before:?} {name:?}");
            assert!(pty.wire.changed_modes().is_empty());
            bytes += pty.bytes().len();
        }
    }
    (some.len(), bytes)
}

#[test]
#[cfg(unix)]
fn in_a_terminal() {
    in_terminal(STEP * 4);
}

#[test]
#[cfg(unix)]
#[ignore = "a sample of the payloads in a pseudo-terminal: a minute or two"]
fn a_sample_in_a_terminal() {
    let step = std::env::var("HOSTILE_STEP")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(7);
    println!("(payloads, bytes) {:?}", in_terminal(step));
}
