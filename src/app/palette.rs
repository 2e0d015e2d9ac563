//! `:` — every action by name.
//!
//! Owns what the palette lists, and how a row of the table is found by what is typed; the help finds its rows in the same way.

use super::action::{Action, ActionRow, Context, Group};
use super::field::Field;
use super::list::ListCursor;
use super::msg::Effect;
use super::{App, Overlay};
use crate::jump::matching;
use crate::locale::Lang;

/// The command palette.
#[derive(Clone, Debug, Default)]
pub struct PaletteState {
    /// What is typed.
    pub field: Field,
    /// Chosen line.
    pub cursor: ListCursor,
}

/// A row of the table that can be done now.
#[derive(Clone, Debug)]
pub struct Command {
    /// The row.
    pub row: &'static ActionRow,
    /// Where its keys are looked up.
    pub context: Context,
    /// Characters of its label that match what is typed.
    pub matched: Vec<u32>,
}

/// What matched, from the weakest; the better, the further up a row stands. A score of the matching lies below the step.
const STEP: i64 = 1_000_000;

impl App {
    pub(super) fn open_palette(&mut self) {
        self.overlays
            .push(Overlay::Palette(PaletteState::default()));
    }

    /// The rows of the table that can be reached below help and palette, in the order of the table.
    pub(super) fn commands(&self) -> Vec<Command> {
        self.keymap
            .rows(&self.contexts_below())
            .into_iter()
            .map(|(row, context)| Command {
                row,
                context,
                matched: Vec::new(),
            })
            .collect()
    }

    /// Those of `commands` that match, best first; all of them, in order, where nothing is typed.
    pub(super) fn find_commands(&self, commands: Vec<Command>, query: &str) -> Vec<Command> {
        let query = query.trim();
        if query.is_empty() {
            return commands;
        }
        let lang = self.settings.lang;
        let mut found: Vec<(i64, Command)> = commands
            .into_iter()
            .filter_map(|command| {
                let keys = self.keymap.keys(command.row.action, command.context);
                let (score, matched) = find(command.row, &keys, lang, query)?;
                Some((score, Command { matched, ..command }))
            })
            .collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, command)| command).collect()
    }

    /// The actions that match what is typed; with nothing typed those that only move stand last.
    pub fn palette_items(&self, state: &PaletteState) -> Vec<Command> {
        let mut commands = self.commands();
        commands.retain(|command| command.row.action != Action::Palette);
        commands.sort_by_key(|command| command.row.group == Group::Move);
        self.find_commands(commands, &state.field.text())
    }

    pub(super) fn palette_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Palette(state)) = self.overlays.last() else {
            return None;
        };
        match action {
            Action::Confirm => {
                let chosen = self
                    .palette_items(state)
                    .get(state.cursor.selected)
                    .map(|command| command.row.action)?;
                self.overlays.pop();
                Some(self.act(chosen))
            }
            _ => None,
        }
    }
}

/// How well a row matches: by one of its keys, then its label, its name in settings, its sentence, all in both languages. The characters
/// are those of the label in `lang`.
fn find(row: &ActionRow, keys: &[String], lang: Lang, query: &str) -> Option<(i64, Vec<u32>)> {
    let label = matched(row.label(lang), query);
    let chars = label.clone().map(|(_, chars)| chars).unwrap_or_default();
    if keys.iter().any(|key| key == query) {
        return Some((4 * STEP, chars));
    }
    let other = match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let steps = [
        label,
        matched(row.label(other), query),
        matched(row.id, query),
        matched(row.help(lang), query),
        matched(row.help(other), query),
    ];
    let names = [3, 2, 2, 1, 0];
    names
        .into_iter()
        .zip(steps)
        .filter_map(|(step, found)| found.map(|(score, _)| step * STEP + score.clamp(0, STEP - 1)))
        .max()
        .map(|score| (score, chars))
}

/// Letters as they stand first, then by Han of either script, pinyin and initials.
fn matched(text: &str, query: &str) -> Option<(i64, Vec<u32>)> {
    let (text, query) = (text.to_lowercase(), query.to_lowercase());
    if let Some(at) = text.find(&query) {
        let before = text.get(..at).map_or(0, |t| t.chars().count()) as u32;
        let chars = before..before + query.chars().count() as u32;
        // Sooner and fuller is better.
        let score = STEP - 1 - i64::from(before) - text.chars().count() as i64;
        return Some((score, chars.collect()));
    }
    // A Latin sentence holds nearly any letters in order: only what stands there counts.
    if text.is_ascii() && query.chars().count() < 3 {
        return None;
    }
    let (score, chars) = matching::fuzzy(&text, &query)?;
    Some((score.min(STEP / 2), chars))
}
