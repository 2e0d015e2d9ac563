//! What the command line and the environment say of settings, for `config show`.
//!
//! Invariant: what is told here is what the rest of the program goes by.

use super::args::Global;
use super::desk::Said;
use super::lang_of;
use crate::locale::Lang;
use crate::store::Store;
use clap::ValueEnum;

/// Each setting of which something is said.
pub fn said(global: &Global, lang: Lang) -> Vec<Said> {
    let line = lang.pick("命令行", "command line").to_owned();
    let env = |name: &str| match lang {
        Lang::Zh => format!("环境变量 {name}"),
        Lang::En => format!("environment: {name}"),
    };
    let var = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    let mut said = Vec::new();
    let mut say = |setting: &'static str, value: Option<String>, by: &str, weak: bool| {
        // What is said first counts.
        let known = said.iter().any(|s: &Said| s.setting == setting);
        if let Some(value) = value.filter(|_| !known) {
            said.push(Said {
                setting,
                value,
                by: by.to_owned(),
                weak,
            });
        }
    };
    say("language", global.lang.as_ref().map(named), &line, false);
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"];
    if let Some(name) = locale.into_iter().find(|name| var(name).is_some()) {
        let tongue = match lang_of(|name| std::env::var(name).ok()) {
            Lang::Zh => "\"zh\"",
            Lang::En => "\"en\"",
        };
        say("language", Some(tongue.to_owned()), &env(name), true);
    }
    say("palette", global.palette.as_ref().map(named), &line, false);
    say("color", global.color.as_ref().map(named), &line, false);
    let unwanted = var("NO_COLOR").map(|_| "\"never\"".to_owned());
    say("color", unwanted, &env("NO_COLOR"), false);
    say(
        "ambiguous",
        global.ambiguous.as_ref().map(named),
        &line,
        false,
    );
    let encoding = global.encoding.map(|c| format!("\"{}\"", c.name()));
    say("encoding", encoding, &line, false);
    let folder =
        |path: &std::path::Path| toml_edit::Value::from(path.display().to_string()).to_string();
    say(
        "library",
        global.library.as_deref().map(folder),
        &line,
        false,
    );
    let variable = Store::variable(|name| std::env::var_os(name));
    let variable = variable.map(|path| folder(path.as_ref()));
    say("library", variable, &env("DUIZHAO_LIBRARY"), false);
    said
}

/// A word of the command line as the file would have it.
fn named<T: ValueEnum>(value: &T) -> String {
    let value = value.to_possible_value();
    value.map_or_else(String::new, |v| format!("\"{}\"", v.get_name()))
}
