//! `duizhao --version`: what this program was built of.
//!
//! Invariant: the same source, target and compiler say the same, on every machine and every day.

use std::sync::OnceLock;

/// Empty where it is not known.
const COMMIT: &str = env!("DUIZHAO_COMMIT");

/// Version and build facts, a line for each.
pub fn long() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let features = [
            ("pdf", cfg!(feature = "pdf")),
            ("xlsx", cfg!(feature = "xlsx")),
        ];
        let features: Vec<&str> = features
            .into_iter()
            .filter(|(_, on)| *on)
            .map(|(name, _)| name)
            .collect();
        let facts = [
            ("features", features.join(", ")),
            ("target", env!("DUIZHAO_TARGET").to_owned()),
            ("profile", env!("DUIZHAO_PROFILE").to_owned()),
            ("rustc", env!("DUIZHAO_RUSTC").to_owned()),
            ("commit", COMMIT.to_owned()),
        ];
        let mut text = env!("CARGO_PKG_VERSION").to_owned();
        for (name, value) in facts {
            let value = if value.is_empty() { "unknown" } else { &value };
            text += "\n";
            text += name;
            text += ": ";
            text += value;
        }
        text
    })
}
