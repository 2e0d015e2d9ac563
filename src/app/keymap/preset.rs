//! Sets of keys to begin with, as changes to the keys of the table.
//!
//! Invariant: with each of them the keymap's invariant holds in every context, and no essential action is without a key; a test says so.

use super::{Binding, Code, Contexts, Key, Keymap, sequence};
use crate::app::action::{ACTIONS, Action, Context};
use crate::config::Preset;

/// Keys for a row, in some of its contexts; none: in all of them.
struct More {
    id: &'static str,
    contexts: &'static [Context],
    keys: &'static [&'static str],
}

const fn more(
    id: &'static str,
    contexts: &'static [Context],
    keys: &'static [&'static str],
) -> More {
    More { id, contexts, keys }
}

/// Screens and lists that are no text fields.
const SCREENS: &[Context] = &[
    Context::Matrix,
    Context::Course,
    Context::Novelty,
    Context::Lens,
    Context::Candidates,
    Context::Changes,
    Context::Library,
    Context::OutlineOverlay,
    Context::ThemeTerms,
];

/// What users of vi expect beside hjkl, gg, G, n, N, /, Ctrl-d, Ctrl-u and counts, which are there already.
const VI: &[More] = &[
    more("row-down", &[], &["Ctrl-e"]),
    more("row-up", &[], &["Ctrl-y"]),
    more("page-down", &[], &["Ctrl-f"]),
    more("page-up", &[], &["Ctrl-b"]),
    more("list-page-down", SCREENS, &["Ctrl-f"]),
    more("list-page-up", SCREENS, &["Ctrl-b"]),
    more("pane-next", &[], &["Ctrl-w w", "Ctrl-w l"]),
    more("pane-prev", &[], &["Ctrl-w h", "Ctrl-w W"]),
    more("add-pane", &[], &["Ctrl-w v"]),
    more("close-pane", &[], &["Ctrl-w c", "Ctrl-w q"]),
    more("column-right", &[], &["Ctrl-w l"]),
    more("column-left", &[], &["Ctrl-w h"]),
    more("places-next", &[], &["Ctrl-w w"]),
    more("list-next", &[], &["Ctrl-w w"]),
    more("quit", &[], &["ZZ", "ZQ"]),
];

/// Keys with names for what letters do elsewhere. They stand before what is left of the table's.
const PLAIN: &[More] = &[
    more("row-down", &[], &["Down"]),
    more("row-up", &[], &["Up"]),
    more("section-next", &[], &["F8"]),
    more("section-prev", &[], &["F7"]),
    more("difference-next", &[], &["F6"]),
    more("difference-prev", &[], &["F5"]),
    more("hit-next", &[], &["F4"]),
    more("hit-prev", &[], &["F3"]),
    more("matrix-found-next", &[], &["F4"]),
    more("matrix-found-prev", &[], &["F3"]),
    more("part-next", &[], &["F8"]),
    more("part-prev", &[], &["F7"]),
    more("changed-next", &[], &["F6"]),
    more("changed-prev", &[], &["F5"]),
    more("detail-down", &[], &["F8"]),
    more("detail-up", &[], &["F7"]),
    more("course-next", &[], &["F8"]),
    more("course-prev", &[], &["F7"]),
    more("course-year-before", &[], &["Alt-Up"]),
    more("course-year-after", &[], &["Alt-Down"]),
    more("select-section-next", &[], &["F8"]),
    more("select-section-prev", &[], &["F7"]),
    more("copy", &[], &["Ctrl-y"]),
    more("select", &[], &["Ctrl-v"]),
    more("year-before", &[], &["Alt-Up"]),
    more("year-after", &[], &["Alt-Down"]),
    more("mistakes", &[], &["Alt-m"]),
    more("palette", &[], &["F2"]),
    more("jump", &[], &["Ctrl-p"]),
    more("search", &[], &["Ctrl-s"]),
    more("matrix-find", &[], &["Ctrl-s"]),
    more("library-filter", &[], &["Ctrl-s"]),
    more("candidates-filter", &[], &["Ctrl-s"]),
    more("pick-themes", &[], &["F9"]),
    more("matrix", &[], &["F10"]),
    more("changes-screen", &[], &["F11"]),
    more("library", &[], &["F12"]),
    more("choose-report", &[], &["Ctrl-r"]),
    more("add-pane", &[], &["Ctrl-n"]),
    more("close-pane", &[], &["Ctrl-w"]),
    more("changes", &[], &["Ctrl-t"]),
    more("outline", &[], &["Alt-o"]),
    more("outline-close", &[], &["Alt-o"]),
    more("export", &[], &["Ctrl-e"]),
    more("export-themes", &[], &["Ctrl-e"]),
    more("open-path", &[], &["Ctrl-o"]),
    more("history-back", &[], &["Alt-Left"]),
    more("term-add", &[], &["Ctrl-a"]),
    more("term-drop", &[], &["Delete"]),
    more("library-add", &[], &["Ctrl-a"]),
    more("library-drop", &[], &["Delete"]),
    more("edit-identity", &[], &["Ctrl-r"]),
    more("library-undo", &[], &["Alt-u"]),
    more("theme-make", &[], &["Ctrl-a"]),
    more("theme-add", &[], &["Ctrl-a"]),
    more("candidates-theme", &[], &["Ctrl-a"]),
    more("stretch-end-right", &[], &["Alt-Right"]),
    more("stretch-end-left", &[], &["Alt-Left"]),
    more("stretch-next", &[], &["Alt-Down"]),
    more("stretch-before", &[], &["Alt-Up"]),
    more("quit", &[], &["Ctrl-q"]),
];

/// Characters that do nothing but ask, look for and go down.
const KEPT: &str = "?/: ";

/// The keys of the table as a preset has them.
pub(super) fn bindings(preset: Preset) -> Vec<Binding> {
    let mut bindings = Keymap::builtin().bindings;
    let rows = match preset {
        Preset::Default => return bindings,
        Preset::Vi => VI,
        Preset::Plain => PLAIN,
    };
    let plain = preset == Preset::Plain;
    if plain {
        bindings.retain(|b| !b.keys.iter().any(|key| is_letter(*key)));
    }
    let mut first = Vec::new();
    for more in rows {
        let Some(row) = ACTIONS.iter().find(|row| row.id == more.id) else {
            continue;
        };
        let at = match more.contexts {
            [] => Contexts::of(row.contexts),
            some => Contexts::of(some),
        };
        for keys in more.keys.iter().filter_map(|keys| sequence(keys).ok()) {
            // Named in front of the others, it is the one that is shown.
            bindings.retain(|b| b.row.id != row.id || b.keys != keys);
            first.push(Binding { row, keys, at });
        }
    }
    if plain {
        first.append(&mut bindings);
        first
    } else {
        bindings.append(&mut first);
        bindings
    }
}

fn is_letter(key: Key) -> bool {
    key.is_plain() && matches!(key.code, Code::Char(c) if !KEPT.contains(c))
}

/// The keys that a row of an essential action always has: to close, to quit, to get help.
pub(super) fn essential(action: Action) -> Option<Key> {
    match action {
        Action::Close => Some(Key::new(Code::Esc)),
        Action::Quit => Some(Key {
            code: Code::Char('c'),
            ctrl: true,
            alt: false,
        }),
        Action::Help => Some(Key::new(Code::Char('?'))),
        _ => None,
    }
}
