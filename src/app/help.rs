//! 帮助: every key of the present screen, searchable.

use super::action::{Action, ActionRow, Context};
use super::field::Field;
use super::list::ListCursor;
use super::msg::Effect;
use super::palette::Command;
use super::{App, Overlay};

/// The help overlay.
#[derive(Clone, Debug, Default)]
pub struct HelpState {
    /// What is looked for.
    pub field: Field,
    /// Chosen line.
    pub cursor: ListCursor,
}

/// A line of the help.
#[derive(Clone, Debug)]
pub struct HelpItem {
    /// The row, the first of its pair.
    pub row: &'static ActionRow,
    /// Its keys: `j k`, `Ctrl-d/u`.
    pub keys: String,
    /// What it says.
    pub text: &'static str,
}

impl App {
    pub(super) fn open_help(&mut self) {
        self.overlays.push(Overlay::Help(HelpState::default()));
    }

    /// The lines that match what is looked for, best first. With nothing looked for all of them in the order of the table, where rows
    /// that belong together are one line.
    pub fn help_items(&self, state: &HelpState) -> Vec<HelpItem> {
        let query = state.field.text();
        let mut commands = self.commands();
        if query.trim().is_empty() {
            let partners: Vec<(Action, Context)> = commands
                .iter()
                .filter_map(|c| c.row.pair.map(|pair| (pair, c.context)))
                .flat_map(|(pair, context)| pair.with.iter().map(move |&a| (a, context)))
                .collect();
            commands.retain(|c| !partners.contains(&(c.row.action, c.context)));
            commands.sort_by_key(|c| c.row.group);
            return commands.iter().map(|c| self.joint_item(c)).collect();
        }
        self.find_commands(commands, &query)
            .into_iter()
            .map(|c| HelpItem {
                row: c.row,
                keys: self.keymap.keys(c.row.action, c.context).join(" "),
                text: c.row.help(self.settings.lang),
            })
            .collect()
    }

    fn joint_item(&self, command: &Command) -> HelpItem {
        let (row, context) = (command.row, command.context);
        let lang = self.settings.lang;
        let short = self.keymap.joined(row, context, "/");
        let keys = if short.starts_with("Ctrl-") && short.matches("Ctrl-").count() == 1 {
            short
        } else {
            self.keymap.joined(row, context, " ")
        };
        let text = row
            .pair
            .map_or(row.help(lang), |pair| lang.pick(pair.help.0, pair.help.1));
        HelpItem { row, keys, text }
    }

    pub(super) fn help_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Help(state)) = self.overlays.last() else {
            return None;
        };
        match action {
            // Once more closes it.
            Action::Help => {
                self.overlays.pop();
                Some(Vec::new())
            }
            Action::Confirm => {
                let items = self.help_items(state);
                let chosen = items.get(state.cursor.selected)?.row.action;
                self.overlays.pop();
                Some(self.act(chosen))
            }
            _ => None,
        }
    }
}
