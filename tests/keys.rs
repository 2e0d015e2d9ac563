//! The table of actions: names, keys, conflicts, both languages, and what fits the status bar.

use std::collections::HashMap;

use duizhao::app::action::{ACTIONS, Action, Context};
use duizhao::app::keymap::{Code, Key, Keymap, Resolved, sequence, show};
use duizhao::config::Preset;
use duizhao::locale::Lang;
use duizhao::text::width::{Ambiguous, text as cells};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn press(name: &str) -> Vec<Key> {
    sequence(name).unwrap()
}

fn resolve(contexts: &[Context], keys: &str) -> Resolved {
    Keymap::builtin().resolve(contexts, &press(keys))
}

#[test]
fn every_id_names_one_row_in_kebab_case() {
    let mut seen = HashMap::new();
    for row in ACTIONS {
        assert!(
            row.id.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !row.id.is_empty(),
            "{}",
            row.id
        );
        if let Some(other) = seen.insert(row.id, row.action) {
            panic!("{} names {other:?} and {:?}", row.id, row.action);
        }
    }
}

#[test]
fn every_action_has_a_row() {
    // The names are read from the source, so that a new action cannot be forgotten here.
    let source = include_str!("../src/app/action.rs");
    let variants = source
        .split_once("pub enum Action {")
        .and_then(|(_, rest)| rest.split_once('}'))
        .unwrap()
        .0;
    let mut count = 0;
    for name in variants
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(|line| line.trim_end_matches(','))
    {
        count += 1;
        assert!(
            ACTIONS
                .iter()
                .any(|row| format!("{:?}", row.action) == name),
            "{name} has no row"
        );
    }
    assert!(count > 40, "only {count} actions were read from the source");
}

#[test]
fn every_default_key_can_be_pressed_and_shows_as_it_is_written() {
    for row in ACTIONS {
        assert!(!row.keys.is_empty(), "{} has no key", row.id);
        for key in row.keys {
            let keys = sequence(key).unwrap_or_else(|error| panic!("{}: {error}", row.id));
            assert_eq!(&show(&keys), key, "{}", row.id);
        }
    }
}

#[test]
fn no_key_means_two_things_in_one_context() {
    for context in Context::ALL {
        let bound: Vec<_> = ACTIONS
            .iter()
            .filter(|row| row.contexts.contains(&context))
            .flat_map(|row| row.keys.iter().map(move |key| (row.id, press(key))))
            .collect();
        for (i, (id, keys)) in bound.iter().enumerate() {
            for (other, more) in bound.iter().skip(i + 1) {
                assert!(
                    !keys.starts_with(more) && !more.starts_with(keys),
                    "{context:?}: {} of {id} and {} of {other}",
                    show(keys),
                    show(more)
                );
            }
        }
    }
}

#[test]
fn no_action_has_two_rows_in_one_context() {
    for context in Context::ALL {
        let mut seen = HashMap::new();
        for row in ACTIONS.iter().filter(|row| row.contexts.contains(&context)) {
            if let Some(other) = seen.insert(row.action, row.id) {
                panic!("{context:?}: {other} and {}", row.id);
            }
        }
    }
}

#[test]
fn every_row_speaks_both_languages() {
    for row in ACTIONS {
        for lang in LANGS {
            assert!(!row.label(lang).is_empty(), "{} {lang:?}", row.id);
            assert!(!row.help(lang).is_empty(), "{} {lang:?}", row.id);
        }
        assert!(row.en.is_ascii() && row.en_help.is_ascii(), "{}", row.id);
        if let Some(pair) = row.pair {
            assert!(!pair.label.0.is_empty() && !pair.help.0.is_empty());
            assert!(pair.label.1.is_ascii() && pair.help.1.is_ascii());
        }
    }
}

#[test]
fn a_pair_is_whole_in_every_context_of_its_row() {
    for row in ACTIONS {
        let Some(pair) = row.pair else { continue };
        for &context in row.contexts {
            for &mate in pair.with {
                assert!(
                    ACTIONS
                        .iter()
                        .any(|other| other.action == mate && other.contexts.contains(&context)),
                    "{} in {context:?} lacks {mate:?}",
                    row.id
                );
            }
        }
    }
}

#[test]
fn a_text_field_takes_letters_as_text() {
    for context in Context::ALL.into_iter().filter(|context| context.is_text()) {
        let stack = [context, Context::Reader, Context::Everywhere];
        for letter in "abcdefghijklmnopqrstuvwxyzGJKNTX?:/<>{}%营".chars() {
            assert_eq!(
                Keymap::builtin().resolve(&stack, &[Key::new(Code::Char(letter))]),
                Resolved::None,
                "{letter} in {context:?}"
            );
        }
        assert_eq!(resolve(&stack, "Ctrl-c"), Resolved::Action(Action::Quit));
        assert_eq!(resolve(&stack, "Esc"), Resolved::Action(Action::Close));
        assert_eq!(resolve(&stack, "Alt-Left"), Resolved::None, "{context:?}");
        assert_eq!(resolve(&stack, "Ctrl-d"), Resolved::None, "{context:?}");
    }
}

#[test]
fn a_space_is_text_unless_the_list_marks_with_it() {
    assert_eq!(
        resolve(&[Context::Jump, Context::Everywhere], "Space"),
        Resolved::None
    );
    assert_eq!(
        resolve(&[Context::ThemePicker, Context::Everywhere], "Space"),
        Resolved::Action(Action::ToggleMark)
    );
}

#[test]
fn the_topmost_context_wins() {
    let reader = [Context::Reader, Context::Everywhere];
    for (keys, action) in [
        ("j", Action::RowDown),
        ("Down", Action::RowDown),
        ("J", Action::SectionNext),
        ("Space", Action::PageDown),
        ("PgDn", Action::PageDown),
        ("gg", Action::Top),
        ("G", Action::Bottom),
        ("Tab", Action::PaneNext),
        ("Shift-Tab", Action::PanePrev),
        ("}", Action::DiffNext),
        ("f", Action::Jump),
        ("Ctrl-p", Action::Jump),
        ("<", Action::HistoryBack),
        ("Ctrl-o", Action::HistoryBack),
        ("Alt-Right", Action::HistoryForward),
        ("q", Action::Back),
        ("Ctrl-c", Action::Quit),
    ] {
        assert_eq!(resolve(&reader, keys), Resolved::Action(action), "{keys}");
    }
    let jump = [Context::Jump, Context::Reader, Context::Everywhere];
    assert_eq!(resolve(&jump, "Ctrl-p"), Resolved::Action(Action::MoveUp));
    assert_eq!(
        resolve(&jump, "Tab"),
        Resolved::Action(Action::ConfirmOtherPane)
    );
    let matrix = [Context::Matrix, Context::Everywhere];
    assert_eq!(resolve(&matrix, "%"), Resolved::Action(Action::ToggleUnit));
    assert_eq!(resolve(&matrix, "l"), Resolved::Action(Action::MoveRight));
}

#[test]
fn a_sequence_waits_for_its_end() {
    let reader = [Context::Reader, Context::Everywhere];
    assert_eq!(resolve(&reader, "g"), Resolved::Pending);
    assert_eq!(resolve(&reader, "gj"), Resolved::None);
}

#[test]
fn keys_are_read_and_shown_by_name() {
    for name in [
        "j",
        "G",
        "<",
        "-",
        "Space",
        "Ctrl-p",
        "Ctrl--",
        "Alt-Left",
        "PgDn",
        "Shift-Tab",
        "F1",
        "F12",
        "Ctrl-Alt-x",
    ] {
        assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
    }
    assert_eq!("Ctrl-P".parse::<Key>(), "Ctrl-p".parse::<Key>());
    assert_eq!("PageDown".parse::<Key>().unwrap().to_string(), "PgDn");
    for wrong in ["", "Ctrl-", "Meta-x", "F0", "F99", "Etner", "Ctrl-Ctrl-x"] {
        assert!(sequence(wrong).is_err(), "{wrong}");
    }
    let error = sequence("Etner").unwrap_err().to_string();
    assert!(error.contains("Etner"), "{error}");
}

/// Every stack of contexts that has a status bar.
fn stacks() -> Vec<Vec<Context>> {
    use Context::{
        Everywhere, Jump, Lens, Library, Matrix, OutlineOverlay, Palette, PathField, Reader,
        ReportPicker, Search, ThemePicker, Welcome,
    };
    let mut stacks: Vec<_> = [Reader, Matrix, Lens, Library, Welcome]
        .into_iter()
        .map(|screen| vec![screen, Everywhere])
        .collect();
    stacks.extend(
        [
            Jump,
            Search,
            ThemePicker,
            ReportPicker,
            Palette,
            Context::Help,
            OutlineOverlay,
            PathField,
        ]
        .into_iter()
        .map(|overlay| vec![overlay, Reader, Everywhere]),
    );
    stacks
}

fn width_of(entries: &[(String, &'static str)]) -> u16 {
    entries
        .iter()
        .map(|(keys, label)| {
            cells(keys, Ambiguous::Narrow) + 1 + cells(label, Ambiguous::Narrow) + 2
        })
        .sum()
}

#[test]
fn the_first_six_entries_of_every_bar_fit_eighty_columns() {
    let keymap = Keymap::builtin();
    for stack in stacks().into_iter().filter(|stack| stack.len() == 2) {
        for lang in LANGS {
            let (key, word) = keymap.help_hint(lang);
            let help = cells(&key, Ambiguous::Narrow) + 1 + cells(word, Ambiguous::Narrow) + 1;
            // Only the reader has a badge: 锁定, Locked.
            let badge = if stack[0] == Context::Reader { 10 } else { 1 };
            let bar = keymap.bar(&stack, lang);
            assert!(bar.len() >= 4, "{stack:?}: {bar:?}");
            let all = badge + width_of(&bar[..bar.len().min(6)]) + help;
            assert!(all <= 80, "{stack:?} {lang:?}: {all} columns: {bar:?}");
        }
    }
}

#[test]
fn the_first_four_entries_of_every_overlay_fit_inside_its_frame_at_eighty_columns() {
    let keymap = Keymap::builtin();
    for stack in stacks().into_iter().filter(|stack| stack.len() == 3) {
        for lang in LANGS {
            let bar = keymap.bar(&stack, lang);
            assert!(
                bar.iter().any(|(keys, _)| keys == "Esc"),
                "{stack:?} does not say how to leave it"
            );
            let all = width_of(&bar[..bar.len().min(4)]);
            assert!(all <= 70, "{stack:?} {lang:?}: {all} columns: {bar:?}");
        }
    }
}

#[test]
fn the_bars_read_as_they_were_drawn() {
    let bar = |stack: &[Context]| {
        Keymap::builtin()
            .bar(stack, Lang::Zh)
            .into_iter()
            .take(7)
            .map(|(keys, label)| format!("{keys} {label}"))
            .collect::<Vec<_>>()
            .join("  ")
    };
    assert_eq!(
        bar(&[Context::Reader, Context::Everywhere]),
        "j/k 行  J/K 节  Tab 换栏  f 跳转  n/N 命中  t 主题  d 变化"
    );
    assert_eq!(
        bar(&[Context::Jump, Context::Reader, Context::Everywhere]),
        "Enter 本栏  Tab 另一栏  Ctrl-a 新开一栏  Ctrl-n/p 上下  Ctrl-y 只看当前报告  Ctrl-t 搜正文  Esc 取消"
    );
    assert_eq!(
        bar(&[Context::Matrix, Context::Everywhere]),
        "h/j/k/l 移动  Enter 看原文  Space 点亮  s 排序  % 处数/每千字  r 性质  Y 年度"
    );
}

#[test]
fn rows_that_can_be_reached_are_listed_once() {
    let keymap = Keymap::builtin();
    for stack in stacks() {
        let mut ids: Vec<_> = keymap.rows(&stack).iter().map(|(row, _)| row.id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{stack:?}");
    }
    let jump = keymap.rows(&[Context::Jump, Context::Everywhere]);
    assert!(jump.iter().any(|(row, _)| row.id == "jump-cancel"));
    assert!(
        !jump.iter().any(|(row, _)| row.id == "close"),
        "one way to the same thing is enough"
    );
}

/// The keys of each context with a preset: action and sequence.
fn keys_of(keymap: &Keymap, context: Context) -> Vec<(Action, Vec<Key>)> {
    let mut all = Vec::new();
    for row in ACTIONS.iter().filter(|row| row.contexts.contains(&context)) {
        for key in keymap.keys(row.action, context) {
            all.push((row.action, press(&key)));
        }
    }
    all
}

#[test]
fn with_every_preset_no_key_means_two_things_where_it_is_pressed() {
    for preset in Preset::ALL {
        let keymap = Keymap::preset(preset);
        let always = keys_of(&keymap, Context::Everywhere);
        for context in Context::ALL {
            let here = keys_of(&keymap, context);
            for (i, (action, keys)) in here.iter().enumerate() {
                for (other, more) in here.iter().skip(i + 1) {
                    assert!(
                        !keys.starts_with(more) && !more.starts_with(keys),
                        "{preset:?}, {context:?}: {} {action:?} and {} {other:?}",
                        show(keys),
                        show(more)
                    );
                }
                if context == Context::Everywhere || context.is_text() {
                    continue;
                }
                // The screen goes first: the same key is its own, but a beginning would hide one or the other.
                for (other, more) in &always {
                    let hidden = keys != more && (keys.starts_with(more) || more.starts_with(keys));
                    assert!(
                        !hidden,
                        "{preset:?}, {context:?}: {} {action:?} and {} {other:?} everywhere",
                        show(keys),
                        show(more)
                    );
                }
            }
        }
    }
}

#[test]
fn no_preset_loses_what_is_essential() {
    for preset in Preset::ALL {
        let keymap = Keymap::preset(preset);
        for context in Context::ALL
            .into_iter()
            .filter(|c| *c != Context::Everywhere)
        {
            let stack = [context, Context::Everywhere];
            let says = |keys: &str| keymap.resolve(&stack, &press(keys));
            assert_eq!(
                says("Ctrl-c"),
                Resolved::Action(Action::Quit),
                "{preset:?} {context:?}"
            );
            assert_eq!(
                says("F1"),
                Resolved::Action(Action::Help),
                "{preset:?} {context:?}"
            );
            assert_eq!(
                says("Esc"),
                Resolved::Action(Action::Close),
                "{preset:?} {context:?}"
            );
            if !context.is_text() {
                assert_eq!(
                    says("?"),
                    Resolved::Action(Action::Help),
                    "{preset:?} {context:?}"
                );
            }
        }
    }
}

#[test]
fn the_plain_preset_knows_no_letter_and_reaches_what_matters() {
    let keymap = Keymap::preset(Preset::Plain);
    for context in Context::ALL {
        for (action, keys) in keys_of(&keymap, context) {
            for key in keys {
                let letter =
                    matches!(key.code, Code::Char(c) if c.is_alphanumeric()) && key.is_plain();
                assert!(!letter, "{key} of {action:?} in {context:?}");
            }
        }
        // Who moves by keys elsewhere moves by keys here.
        let moves = [
            Action::RowDown,
            Action::RowUp,
            Action::SectionNext,
            Action::SectionPrev,
            Action::DiffNext,
            Action::HitNext,
            Action::HitPrev,
            Action::PaneNext,
            Action::MoveDown,
            Action::MoveUp,
            Action::MoveLeft,
            Action::MoveRight,
            Action::Top,
            Action::Bottom,
            Action::PageDown,
            Action::PageUp,
            Action::Confirm,
            Action::Palette,
            Action::Jump,
            Action::Search,
            Action::PickThemes,
            Action::OpenMatrix,
            Action::OpenChanges,
            Action::OpenLibrary,
            Action::EndLeft,
            Action::EndRight,
        ];
        for row in ACTIONS.iter().filter(|row| row.contexts.contains(&context)) {
            assert!(
                !moves.contains(&row.action) || !keymap.keys(row.action, context).is_empty(),
                "{} in {context:?}",
                row.id
            );
        }
    }
}

#[test]
fn the_vi_preset_has_what_users_of_vi_expect() {
    let keymap = Keymap::preset(Preset::Vi);
    let reader = [Context::Reader, Context::Everywhere];
    for (keys, action) in [
        ("Ctrl-f", Action::PageDown),
        ("Ctrl-b", Action::PageUp),
        ("Ctrl-e", Action::RowDown),
        ("Ctrl-w w", Action::PaneNext),
        ("Ctrl-w c", Action::ClosePane),
        ("ZZ", Action::Quit),
        ("gg", Action::Top),
        ("G", Action::Bottom),
        ("j", Action::RowDown),
    ] {
        assert_eq!(
            keymap.resolve(&reader, &press(keys)),
            Resolved::Action(action),
            "{keys}"
        );
    }
    assert_eq!(
        keymap
            .keys(Action::RowDown, Context::Reader)
            .first()
            .map(String::as_str),
        Some("j")
    );
}

#[test]
fn a_sequence_says_how_it_can_go_on() {
    let reader = [Context::Reader, Context::Everywhere];
    assert_eq!(
        Keymap::builtin().go_on(&reader, &press("g"), Lang::Zh),
        [("gg".to_owned(), "开头")]
    );
    let vi = Keymap::preset(Preset::Vi);
    assert!(vi.go_on(&reader, &press("Ctrl-w"), Lang::En).len() >= 4);
}
