//! What the reader has settled, taken over by the program.
//!
//! Invariant: a mistake in the settings is said once at the start and listed as long as the program runs; the rest works. Must not know
//! of files.

use super::action::{Action, Context};
use super::keymap::Keymap;
use super::{App, Status};
use crate::config::Config;
use crate::locale::config_mistakes_here;
use crate::text::safe::Safe;
use crate::theme::Fault;

impl App {
    /// What is wrong in the file of settings, a sentence each.
    pub fn mistakes(&self) -> Vec<Safe> {
        let lang = self.settings.lang;
        let faults = self.settings.config.faults.iter();
        let short = |fault: &Fault| Fault {
            file: crate::config::FILE.to_owned(),
            ..fault.clone()
        };
        faults
            .map(|fault| Safe::new(&short(fault).sentence(lang)))
            .collect()
    }

    /// Takes over what the reader has settled; before anything is opened.
    pub fn settle(&mut self, mut config: Config) {
        self.reader.outline = config.outline;
        self.settings.mouse = config.mouse;
        let (keymap, faults) = Keymap::settled(&config);
        self.keymap = keymap;
        config.faults.extend(faults);
        config
            .faults
            .sort_by_key(|fault| fault.line.unwrap_or(usize::MAX));
        if !config.faults.is_empty() {
            let key = self.keymap.keys(Action::ShowMistakes, Context::Everywhere);
            let key = key.first().map_or(":", String::as_str);
            let mistakes = config.faults.len();
            let lang = self.settings.lang;
            let text = config_mistakes_here(lang, crate::config::FILE, mistakes, key);
            self.status = Some(Status {
                text: Safe::new(&text),
                error: true,
            });
        }
        self.settings.config = config;
    }
}
