//! The file of settings: every mistake with its line, what works all the same, keys, counts, and the verb.

use std::path::Path;

use duizhao::app::action::{Action, Context};
use duizhao::app::keymap::{Keymap, Resolved, actions, faults, sequence};
use duizhao::app::{App, Settings};
use duizhao::config::{Clipboard, ColorWhen, Config, Preset, SETTINGS, text};
use duizhao::locale::Lang;
use proptest::prelude::*;

use crate::support::app::Harness;

const NAME: &str = "config.toml";

fn read(text: &str) -> Config {
    Config::parse(NAME, Path::new("/home/x/.config/duizhao"), text)
}

/// Every mistake: line and sentence in English.
fn told(text: &str) -> Vec<(usize, String)> {
    let config = read(text);
    let mut all = config.faults.clone();
    all.extend(faults(&config));
    for fault in &all {
        assert!(!fault.zh.is_empty() && fault.zh != fault.en, "{fault:?}");
        assert_eq!(fault.file, NAME);
    }
    all.into_iter()
        .map(|fault| (fault.line.unwrap_or(0), fault.en))
        .collect()
}

#[test]
fn every_mistake_is_told_with_its_line_and_what_to_do() {
    for (text, line, part) in [
        ("\nlangauge = \"zh\"", 2, "is language meant?"),
        ("colour = \"auto\"", 1, "is color meant?"),
        ("nonsense = 1", 1, "there are language, palette"),
        ("palette = \"inc\"", 1, "is \"ink\" meant?"),
        (
            "palette = 3",
            1,
            "a word in quotation marks (auto, ink, paper, contrast)",
        ),
        ("mouse = 1", 1, "true or false"),
        ("mouse = \"true\"", 1, "without quotation marks"),
        ("panes = 9", 1, "a whole number from 1 to 4"),
        ("panes = \"2\"", 1, "a whole number from 1 to 4"),
        ("status-seconds = 0", 1, "from 1 to 600"),
        ("lexicon = [1]", 1, "names of files in quotation marks"),
        ("library = [\"a\"]", 1, "a folder in quotation marks"),
        ("language = zh", 1, "not understood"),
        ("mouse = true\nmouse = false", 2, "written twice"),
        ("keys = 3", 1, "[keys]"),
        ("[keyz]\njump = \"x\"", 1, "is [keys] meant?"),
        ("[keys]\njmp = \"F2\"", 2, "is jump meant?"),
        ("[keys]\nreader = \"F2\"", 2, "write [keys.reader]"),
        ("[keys.raeder]\njump = \"F2\"", 1, "is [keys.reader] meant?"),
        ("[keys.reader]\ncell-left = \"F2\"", 2, "it is in matrix"),
        ("[keys]\njump = 3", 2, "in quotation marks"),
        ("[keys]\nlock = \"Etner\"", 2, "is \"Enter\" meant?"),
        ("[keys]\nlock = \"C-x\"", 2, "is \"Ctrl-x\" meant?"),
        ("[keys]\nlock = \"<c-x>\"", 2, "is \"Ctrl-x\" meant?"),
        ("[keys]\nlock = \"Shift-j\"", 2, "is \"J\" meant?"),
        ("[keys]\nlock = \"Return\"", 2, "is \"Enter\" meant?"),
        ("[keys]\nlock = \"Ctrl-i\"", 2, "is Tab"),
        ("[keys]\nlock = \"Ctrl-z\"", 2, "stops the program"),
        ("[keys]\nlock = \"a b c d e\"", 2, "too long"),
        ("[keys]\nlock = \"\"", 2, "there is no key"),
        ("[keys]\nlock = [\"F2\", \"F2\"]", 2, "twice"),
        ("[keys]\nlock = \"Esc\"", 2, "Esc always closes"),
        ("[keys]\nlock = \"Ctrl-c\"", 2, "Ctrl-c always quits"),
        ("[keys]\nlock = \"?\"", 2, "? always helps"),
        ("[keys]\nclose = []", 2, "keeps Esc"),
        ("[keys]\nquit = []", 2, "keeps Ctrl-c"),
        ("[keys]\nhelp = []", 2, "keeps ?"),
        (
            "[keys]\nlock = \"F2\"\nraw = \"F2\"",
            3,
            "given to lock already (line 2)",
        ),
        (
            "[keys]\nlock = \"zx\"\nraw = \"z\"",
            3,
            "one is the beginning of the other",
        ),
        ("[keys]\nlock = \"d\"", 2, "d was changes"),
        (
            "[keys]\nlock = \"g\"",
            2,
            "one is the beginning of the other",
        ),
        ("[keys]\nlock = \"f\"", 2, "f was jump"),
        ("[keys]\njump = \"j\"", 2, "means something else in reader"),
        (
            "[keys]\njump-here = \"x\"",
            2,
            "x is text in a field (jump)",
        ),
    ] {
        let told = told(text);
        assert!(
            told.iter()
                .any(|(at, said)| *at == line && said.contains(part)),
            "{text:?}: no line {line} with {part:?} in {told:#?}"
        );
    }
}

#[test]
fn what_is_right_is_taken_whatever_is_wrong_around_it() {
    let config = read(
        "langauge = \"zh\"\nlanguage = \"en\"\npalette = \npanes = 3\nmouse = flase\noutline = false\nrestore = false\n\
         clipboard = \"tmux\"\nlexicon = [\"a.toml\", \"/b.toml\"]\ncolor = \"never\"\n[keys]\nlock = \"F2\n\nraw = \"F3\"\n[keys.reader]\njmp = 1\noutline = \"F4\"\n",
    );
    assert_eq!(config.language, Some(Lang::En));
    assert_eq!(
        (config.panes, config.mouse, config.outline),
        (3, true, false)
    );
    assert!(!config.restore);
    assert_eq!(config.clipboard, Clipboard::Tmux);
    assert_eq!(config.color, ColorWhen::Never);
    assert_eq!(
        config.lexicon,
        [
            Path::new("/home/x/.config/duizhao/a.toml"),
            Path::new("/b.toml")
        ]
    );
    assert_eq!(config.line("panes"), Some(4));
    let (keymap, _) = Keymap::settled(&config);
    let reader = [Context::Reader, Context::Everywhere];
    let means = |key: &str| keymap.resolve(&reader, &sequence(key).unwrap());
    assert_eq!(means("F3"), Resolved::Action(Action::ToggleRaw));
    assert_eq!(means("r"), Resolved::None);
    assert_eq!(means("F4"), Resolved::Action(Action::ToggleOutline));
    assert_eq!(
        means("L"),
        Resolved::Action(Action::ToggleLock),
        "what is broken changes nothing"
    );
    let lines: Vec<usize> = config.faults.iter().filter_map(|f| f.line).collect();
    assert_eq!(lines, [1, 3, 5, 12, 16], "{:#?}", config.faults);
}

#[test]
fn a_marked_file_with_other_line_ends_is_read_as_well() {
    let config = read("\u{feff}language = \"en\"\r\npanes = 1\r\n");
    assert!(config.faults.is_empty(), "{:?}", config.faults);
    assert_eq!(
        (config.language, config.panes, config.line("panes")),
        (Some(Lang::En), 1, Some(2))
    );
}

/// What of a configuration matters, without the places of its words.
fn plain(config: &Config) -> Vec<String> {
    SETTINGS.iter().map(|s| s.written(config)).collect()
}

#[test]
fn the_file_that_init_writes_changes_nothing_whatever_lines_are_uncommented() {
    for lang in [Lang::Zh, Lang::En] {
        let file = text(lang, &actions(lang, Preset::Default));
        let none = read(&file);
        assert!(none.faults.is_empty() && none.keys.is_empty());
        assert_eq!(plain(&none), plain(&Config::default()));
        let is_setting = |line: &str| {
            line.strip_prefix("# ").is_some_and(|rest| {
                let name: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                    .collect();
                !name.is_empty()
                    && rest
                        .strip_prefix(&*name)
                        .is_some_and(|r| r.starts_with(" = "))
            })
        };
        let lines: Vec<&str> = file.lines().collect();
        let all: Vec<usize> = (0..lines.len()).filter(|&i| is_setting(lines[i])).collect();
        assert!(all.len() > SETTINGS.len() + 100, "{}", all.len());
        let builtin = Keymap::builtin();
        let check = |chosen: &[usize]| {
            let text: String = lines
                .iter()
                .enumerate()
                .map(|(i, line)| match line.strip_prefix("# ") {
                    Some(rest) if chosen.contains(&i) => format!("{rest}\n"),
                    _ => format!("{line}\n"),
                })
                .collect();
            let config = read(&text);
            let (keymap, wrong) = Keymap::settled(&config);
            let what = if let [one] = chosen {
                lines[*one]
            } else {
                "all"
            };
            assert!(
                config.faults.is_empty() && wrong.is_empty(),
                "{what}: {:?} {wrong:?}",
                config.faults
            );
            assert_eq!(plain(&config), plain(&Config::default()), "{what}");
            for context in Context::ALL {
                for row in duizhao::app::action::ActionRow::of(context) {
                    assert_eq!(
                        keymap.keys(row.action, context),
                        builtin.keys(row.action, context),
                        "{what}: {} in {context:?}",
                        row.id
                    );
                }
            }
        };
        for &one in &all {
            check(&[one]);
        }
        check(&all);
    }
}

#[test]
fn defaults_of_the_table_are_those_of_the_program() {
    for setting in SETTINGS {
        assert_eq!(
            setting.written(&Config::default()),
            setting.default,
            "{}",
            setting.name
        );
        let config = read(&format!("{} = {}", setting.name, setting.default));
        assert!(config.faults.is_empty(), "{}", setting.name);
        assert_eq!(config.line(setting.name), Some(1));
    }
}

/// The samples with settings.
fn opened(text: &str, w: u16, h: u16) -> Harness {
    let settings = Settings {
        lang: Lang::En,
        ..Settings::default()
    };
    let mut app = App::new(settings, (w, h));
    app.settle(read(text));
    let effect = app.open(Vec::new());
    let mut harness = Harness::of(app);
    harness.run(vec![effect]);
    harness
}

#[test]
fn a_key_of_ones_own_works_and_is_shown_wherever_keys_are() {
    let mut harness = opened(
        "[keys]\nsection-next = \"F6\"\nsection-prev = \"F5\"\n",
        160,
        45,
    );
    let before = harness.app.pane().unwrap().top;
    harness.keys("F6");
    assert!(harness.app.pane().unwrap().top > before);
    let at = harness.app.pane().unwrap().top;
    harness.keys("J");
    assert_eq!(harness.app.pane().unwrap().top, at, "J is free now");
    harness.keys("j");
    let screen = harness.screen();
    assert!(screen.contains("F6 section"), "{screen}");
    harness.keys("?");
    let screen = harness.screen();
    assert!(screen.contains("F6 F5"), "{screen}");
}

#[test]
fn mistakes_are_said_at_the_start_and_listed() {
    let mut harness = opened("langauge = 1\n[keys]\njmp = \"F2\"\n", 120, 36);
    let said = harness.app.mistakes();
    assert_eq!(said.len(), 2);
    assert!(said[0].as_str().contains("line 1") && said[1].as_str().contains("line 3"));
    harness.keys("F8");
    let screen = harness.screen();
    assert!(
        screen.contains("is language meant?") && screen.contains("is jump meant?"),
        "{screen}"
    );
    harness.keys("j Esc");
    assert!(harness.app.overlays.is_empty());
}

#[test]
fn the_settings_of_the_opening_hold() {
    let harness = opened("panes = 1\noutline = false\n", 160, 45);
    assert_eq!(harness.app.reader.panes.len(), 1);
    assert!(!harness.app.reader.outline);
    assert_eq!(opened("panes = 3\n", 160, 45).app.reader.panes.len(), 3);
}

#[test]
fn a_count_repeats_a_motion_and_never_sticks() {
    let mut harness = opened("", 100, 30);
    let top = |h: &Harness| h.app.pane().unwrap().top;
    harness.keys("5 j");
    assert_eq!(top(&harness), 5);
    harness.keys("1 0 j");
    assert_eq!(top(&harness), 15);
    harness.keys("3 k");
    assert_eq!(top(&harness), 12);
    harness.keys("j");
    assert_eq!(top(&harness), 13, "a count is used once");
    harness.keys("4");
    assert_eq!(harness.app.waiting(), "4");
    assert!(harness.screen().contains("4 .."), "{}", harness.screen());
    harness.keys("Esc");
    assert_eq!(harness.app.waiting(), "");
    harness.keys("j");
    assert_eq!(top(&harness), 14, "Esc drops it");
    harness.keys("7 d d");
    assert_eq!(harness.app.waiting(), "", "what takes no count drops it");
    harness.keys("9 9 9 9 9 9 9 9 j");
    let end = top(&harness);
    harness.keys("k");
    assert_eq!(top(&harness), end - 1, "the end is the end");
    harness.keys("9 9 9 9 k");
    assert_eq!(top(&harness), 0);
    // Sections: so many at once as one by one.
    harness.keys("J J J");
    let three = top(&harness);
    harness.keys("gg 3 J");
    assert_eq!(top(&harness), three);
    harness.keys("2 K K");
    assert!(top(&harness) < three);
    // With a sequence, and a key that does not go on.
    harness.keys("gg 2");
    harness.keys("g");
    assert_eq!(harness.app.waiting(), "2g");
    assert!(harness.screen().contains("gg"), "{}", harness.screen());
    harness.keys("j");
    assert_eq!((harness.app.waiting(), top(&harness)), (String::new(), 1));
}

#[test]
fn a_count_before_the_end_names_a_section() {
    let mut harness = opened("", 100, 30);
    let report = harness.app.report_in(0).unwrap().clone();
    let (_, second) = report
        .section_ids()
        .filter(|(_, s)| s.level == 1 && !s.inside)
        .nth(1)
        .unwrap();
    let at = second.heading.start();
    harness.keys("2 G");
    let pane = harness.app.pane().unwrap();
    let row = pane.layout().unwrap().row_of(at);
    assert!(row >= pane.top && row < pane.top + 28, "{row} {}", pane.top);
}

#[test]
fn counts_move_in_the_matrix_and_hits_go_round() {
    let mut harness = opened("", 120, 36);
    harness.keys("T 0 3 j 2 l");
    let duizhao::app::Screen::Matrix(state) = &harness.app.screen else {
        panic!("no matrix");
    };
    assert_eq!((state.row, state.column), (3, 2));
    harness.keys("0");
    let duizhao::app::Screen::Matrix(state) = &harness.app.screen else {
        panic!("no matrix");
    };
    assert_eq!(state.column, 0, "0 is what it was");
    // Twelve hits on are where twelve times n leads.
    let mut one = opened("", 120, 36);
    let mut many = opened("", 120, 36);
    one.keys("/ \"发展\" Enter n n n n n n n n n n n n");
    many.keys("/ \"发展\" Enter 1 2 n");
    assert_eq!(one.app.hit, many.app.hit);
    one.keys("N N N");
    many.keys("3 N");
    assert_eq!(one.app.hit, many.app.hit);
}

proptest! {
    #[test]
    fn no_text_brings_reading_down(text in "([a-z\\[\\]{}=\"'#.,\\-0-9 \n\r\t]|mouse|keys|\\[keys\\]|\\[keys.reader\\]|jump|lock = |\"Ctrl-x\"|gg|true|\u{feff}|\u{1b}|字){0,60}") {
        let config = read(&text);
        let (keymap, _) = Keymap::settled(&config);
        // Whatever it says, these hold.
        for context in [Context::Reader, Context::Jump, Context::Matrix] {
            let stack = [context, Context::Everywhere];
            let means = |key: &str| keymap.resolve(&stack, &sequence(key).unwrap());
            prop_assert_eq!(means("Esc"), Resolved::Action(Action::Close));
            prop_assert_eq!(means("Ctrl-c"), Resolved::Action(Action::Quit));
        }
    }
}
