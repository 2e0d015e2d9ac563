//! What the reader has settled, taken over by the program.
//!
//! Invariant: a mistake in the settings is said once at the start and listed as long as the program runs; the rest works. Must not know
//! of files.

use super::keymap::Keymap;
use super::{App, Status};
use crate::config::Config;
use crate::locale::config_mistakes;
use crate::text::safe::Safe;

impl App {
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
            let text =
                config_mistakes(self.settings.lang, crate::config::FILE, config.faults.len());
            self.status = Some(Status {
                text: Safe::new(&text),
                error: true,
            });
        }
        self.settings.config = config;
    }
}
