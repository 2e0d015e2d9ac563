//! `duizhao man`: the manual page, made of the same table of options that the command line is read by.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::Exit;
use super::args::{Cli, ManArgs};
use super::output::emit;

/// What the page says beside options and verbs: sections, each with its entries.
const SECTIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "KEYS",
        &[
            ("?", "every key of the screen that is shown"),
            (":", "every command by name or pinyin"),
            (
                "f",
                "jump to any section of any report by Han, pinyin or initials",
            ),
            ("j k  J K  { }", "row, section, difference"),
            ("Tab", "the next pane"),
            (
                "t  T  n",
                "themes, the matrix of themes and reports, the next hit",
            ),
            ("D", "what changed between two reports"),
            (
                "y  Y  V",
                "copy a passage with its source, with its counterpart, sentences chosen",
            ),
            ("q", "back, and out"),
        ],
    ),
    (
        "FILES",
        &[
            (
                "~/.config/duizhao/config.toml",
                "settings and keys; duizhao config init begins it, duizhao config check reads it",
            ),
            (
                "~/.local/share/duizhao/",
                "the library, corrections, links of the reader's own, themes; on macOS in its own place for data",
            ),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            ("DUIZHAO_CONFIG", "the file of settings"),
            ("DUIZHAO_LIBRARY", "the folder in which the library is kept"),
            (
                "XDG_CONFIG_HOME, XDG_DATA_HOME",
                "where the folders under FILES stand",
            ),
            (
                "LC_ALL, LC_MESSAGES, LANG",
                "the language of the interface: Chinese where the first that is set begins with zh",
            ),
            ("NO_COLOR", "no colour unless --color asks for it"),
            ("TERM, COLORTERM, COLORFGBG", "what the terminal can show"),
            ("TMUX, STY", "by which way text is copied"),
        ],
    ),
    (
        "EXIT STATUS",
        &[
            ("0", "fine"),
            (
                "1",
                "nothing found (find, jump, keywords, themes), or differences (diff)",
            ),
            (
                "2",
                "wrong usage, or something named on the command line could not be read",
            ),
            ("128+n", "ended by signal n; the terminal is given back"),
        ],
    ),
];

/// Runs the verb.
///
/// # Errors
/// When standard output fails, or a page cannot be written.
pub fn run(args: &ManArgs) -> anyhow::Result<Exit> {
    match &args.out_dir {
        None => emit(&String::from_utf8_lossy(&page()?))?,
        Some(folder) => write_all(folder)?,
    }
    Ok(Exit::Fine)
}

/// The page of the program.
fn page() -> anyhow::Result<Vec<u8>> {
    let man = page_of(Cli::command());
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    man.render_subcommands_section(&mut out)?;
    for (title, entries) in SECTIONS {
        let mut roff = Roff::new();
        roff.control("SH", [*title]);
        for (name, text) in *entries {
            roff.control("TP", []);
            roff.text([bold(*name)]);
            roff.text([roman(*text)]);
        }
        roff.to_writer(&mut out)?;
    }
    Ok(out)
}

/// A page whose head says the same every day.
fn page_of(command: clap::Command) -> Man {
    Man::new(command)
        .source(concat!("duizhao ", env!("CARGO_PKG_VERSION")))
        .manual("duizhao")
}

/// The page of the program and one for every verb.
fn write_all(folder: &Path) -> anyhow::Result<()> {
    let shown = || format!("{} cannot be written", folder.display());
    fs::create_dir_all(folder).with_context(shown)?;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))
    };
    put("duizhao.1", &page()?)?;
    let mut whole = Cli::command().disable_help_subcommand(true);
    whole.build();
    for verb in whole.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let mut bytes = Vec::new();
        page_of(verb.clone()).render(&mut bytes)?;
        put(&format!("duizhao-{}.1", verb.get_name()), &bytes)?;
    }
    Ok(())
}
