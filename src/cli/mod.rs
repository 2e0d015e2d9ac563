//! The command line: the same engine without a screen.
//!
//! [`parse`] says what was asked for; [`run`] does a verb. The verbs write documents' words to standard output and
//! everything else to standard error. Invariant: exit code 0 fine, 1 nothing found (`find`, `jump`, `keywords`, `themes`) or differences
//! (`diff`), 2 usage or input error. Sees the domain; must not know of app, ui or term.
//!
//! # JSON
//!
//! One document to a call; unknown values are null; lines count from 1, columns in characters from 0; `section`, `id` and
//! `parent` are the same for the same text in every verb.
//!
//! | verb | fields |
//! |---|---|
//! | `list` | `reports`: identity, `file`, `format`, `encoding`, `bytes`, `traditional`, `sample`, `han`, `sections`, `removed_share` (0 to 1), `doubts`; `twins`: `kind`, `reports` (`file`, and to the first one `kind`, `percent`) |
//! | `add` | `library`: its file; `added`, `already`: paths; `reports`, `twins` as of `list`; `failed`: `path`, `zh`, `en` |
//! | `edit` | `file`, identity, `encoding`; `changes`: `field`, `before`, `after`; `corrected`: fields that are as the reader says |
//! | `drop` | `library`; `dropped`: `path`, `reports` (how many it held there) |
//! | `outline` | `report`: identity, `file`, `encoding`, `traditional`, `han`, `doubts`; `sections`: `id`, `parent`, `level` (from 1), `marker`, `title`, `line`, `column`, `kind`, `role`, `run_in`, `inside`, `han`; `removed`: whole lines, `first_line`, `last_line`, `reason`; `removed_parts`: `line`, `column`, `text`, `reason` |
//! | `align` | `a`, `b`: files; `depth`, `near_share`; `links`: `a`, `b` (section or null), `score`, `reasons`, `by` (`program`, `reader`, null without counterpart), `nearest`; `broken`: `a`, `b`: pairs that the reader broke |
//! | `diff` | `a`, `b`, `depth`, `nearness` (sentences of A of 12 Han or more, and those with a match of Dice ≥ 0.7), `counts` (`change`, `sentences` without headings, `headings`); `pairs`: `change`, `similarity`, `a`, `b`, `edits` (`equal`, `a`, `b`); `marks`: the fate of each sentence by side; `figures`: `what`, `a`, `b`, `percent`, `points`, `bound_only`, `pair`; `shared`; `stopped` |
//! | `themes` | `program`, `date`, `role`, `filters` (`part`, `levels`, `places`, `years`, `themes`), `total`; `reports`: `id` (fingerprint of the text), `file`, `place`, `place_full`, `level`, `year`, `group`, `han`; `themes`: `theme`, `en`, `group`, `note`, `terms`, `earlier`, `total`, and by report `hits`, `per_thousand`, `sections` (hits by section) (null where the report has no such part) |
//! | `themes --lens` | `program`, `date`, `part`, `by`, `total`; `themes`: `theme`, `en`, `note`, `terms`, `earlier`, `total`, `reports`: `report` (fingerprint), `file`, `label`, `under`, `hits`, `per_thousand`, `passages`: `section`, `breadcrumb`, `role`, `heading`, `line`, `start`, `end` (bytes), `sentence`, `hits` (`term`, `earlier`, `start`, `end`) |
//! | `keywords` | `focus`, `rest`: `reports`, `han`; `read` (reports of the focus that were read for candidates); `candidates`: `text`, `kind` (`word`, `phrase`, `place`), `focus`, `rest` (`hits`, `reports`, `per_thousand`), `g2` (null below 5 hits), `log_ratio`, `tf_idf`, `text_rank` (0 to 1, of words), `theme` (null where none counts it) |
//! | `config` | `path`: `file`, `found`; `check`: `file`, `faults`: `line`, `zh`, `en`; `show`: `settings`: `name`, `value`, `from` |
//! | `lexicon` | `path`: `file`; `check`: `files`, `faults`: `file`, `line`, `zh`, `en`; `list`, `show`: `themes`: `name`, `en`, `group`, `own`, and `list` how many `terms`, `earlier`, `except`, `show` which, `apart`, `note` |
//! | `jump` | `query`, `total`; `found`: `file`, `place`, `year`, `section`, `breadcrumb`, `title`, `line`, `match`, `title_chars`, `rank` |
//! | `find` | `term`, `total`; `hits`: `file`, `place`, `year`, `section`, `breadcrumb`, `line`, `column`, `left`, `hit`, `right` |
//!
//! A doubt is `zh`, `en`, `line`. Identity is `title`, `place`, `place_short`, `province`, `level`, `issuer`, `year`, `delivered_on`, `speaker`, `meeting`, and
//! `evidence` (`field`, `how`, `how_en`, `confidence`, `line`).

mod add;
mod align;
pub mod args;
mod completions;
mod config;
pub mod desk;
mod diff;
mod drop;
mod edit;
mod find;
mod input;
mod jump;
mod keywords;
mod lexicon;
mod list;
mod man;
mod outline;
pub mod output;
mod said;
mod target;
mod themes;
mod version;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::config::{By, Config, Place};
use crate::export::describe;
use crate::locale::{Lang, config_mistakes};
use crate::report::source::Charset;
use crate::store::{Store, StoreError};
use crate::text::safe::Safe;
use crate::text::width::Ambiguous;
use args::{Cli, ColorWhen, Format, Global, PaletteName, Verb};
use desk::Desk;
use output::Context;

/// What the command line asks for.
#[derive(Debug)]
pub enum Command {
    /// Open the browser.
    Browse(Browse),
    /// Do a verb and leave; for [`run`].
    Verb(Box<Verb>, Desk, Context),
}

/// What the browser opens with.
#[derive(Clone, Debug)]
pub struct Browse {
    /// Files, folders, `-`; empty: the library, else the samples.
    pub paths: Vec<PathBuf>,
    /// Language of the interface.
    pub lang: Lang,
    /// When to use colour.
    pub color: ColorWhen,
    /// The palette, if one was asked for.
    pub palette: Option<PaletteName>,
    /// How wide the terminal shows ambiguous characters, if that was said.
    pub ambiguous: Option<Ambiguous>,
    /// Where the library is kept, or why it cannot be.
    pub store: Result<Store, StoreError>,
    /// The encoding that every file is to be read in, if one was asked for.
    pub charset: Option<Charset>,
    /// Line by line instead of on a screen; how many columns a line may take.
    pub plain: Option<Option<u16>>,
    /// What the reader has settled; what the command line and the environment say of it stands in the other fields.
    pub config: Config,
    /// Not as it was left.
    pub fresh: bool,
}

/// How a verb ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// 0
    Fine,
    /// 1: nothing found, or differences.
    Nothing,
    /// 2: something named on the command line could not be read; the rest was done.
    Input,
}

impl Exit {
    /// Done, with or without trouble about a named path.
    fn done(named_failed: bool) -> Self {
        if named_failed {
            Exit::Input
        } else {
            Exit::Fine
        }
    }

    /// Done with a search.
    fn found(found: bool, named_failed: bool) -> Self {
        match (named_failed, found) {
            (true, _) => Exit::Input,
            (false, true) => Exit::Fine,
            (false, false) => Exit::Nothing,
        }
    }

    /// The number for the shell.
    pub fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Nothing => 1,
            Exit::Input => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Reads the command line. `--help` and `--version` come back as errors too, with their own exit code.
///
/// # Errors
/// What is wrong with it; print with `clap::Error::print` and leave with `clap::Error::exit_code`.
pub fn parse<I, T>(args: I) -> Result<Command, clap::Error>
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let cli = Cli::try_parse_from(args)?;
    let var = |name: &str| std::env::var(name).ok();
    let config = settled(&cli)?;
    let lang = cli.global.lang.map(Lang::from).or(config.language);
    let lang = lang.unwrap_or_else(|| lang_of(var));
    match cli.verb {
        None if let Some(word) = cli.paths.first().and_then(|p| mistaken_verb(p)) => {
            Err(no_such_verb(word, lang))
        }
        None => Ok(Command::Browse(Browse {
            plain: cli.plain.then_some(cli.width),
            paths: cli.paths,
            lang,
            color: color(&cli.global, &config, var),
            palette: cli.global.palette.or(config.palette.map(Into::into)),
            ambiguous: cli
                .global
                .ambiguous
                .map_or(config.ambiguous, args::AmbiguousWidth::said),
            store: store(&cli.global, &config),
            charset: cli.global.encoding.or(config.encoding),
            config,
            fresh: cli.fresh,
        })),
        Some(_) if !cli.paths.is_empty() => Err(Cli::command().error(
            clap::error::ErrorKind::ArgumentConflict,
            "paths stand after the verb, not before it",
        )),
        Some(_) if cli.plain => Err(Cli::command().error(
            clap::error::ErrorKind::ArgumentConflict,
            "--plain is for reading; a verb prints lines as it is",
        )),
        Some(verb) => {
            let format = asked_format(&cli.global, &verb, lang)?;
            let context = context(color(&cli.global, &config, var), format, lang);
            say_mistakes(&config, &verb, lang);
            let desk = Desk::new(store(&cli.global, &config), cli.global.encoding);
            let desk = desk.with_config(config, said::said(&cli.global, lang));
            Ok(Command::Verb(Box::new(verb), desk, context))
        }
    }
}

/// The word at the place of a verb that is neither one nor anything that a path could mean.
fn mistaken_verb(path: &Path) -> Option<&str> {
    let word = path.to_str()?;
    let verb_like = |c: char| c.is_ascii_alphabetic() || c == '-';
    (word != "-" && word.chars().all(verb_like) && !path.exists()).then_some(word)
}

fn no_such_verb(word: &str, lang: Lang) -> clap::Error {
    let command = Cli::command();
    let verbs: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let message = match lang {
        Lang::Zh => format!(
            "{word}：没有这个文件，也没有这个命令；命令有 {}\n",
            verbs.join("、")
        ),
        Lang::En => format!(
            "{word}: no such file or verb; the verbs are {}\n",
            verbs.join(", ")
        ),
    };
    clap::Error::raw(clap::error::ErrorKind::InvalidSubcommand, message)
}

/// What the reader has settled. A file that the command line names has to be there, except for verbs that are about the file itself.
fn settled(cli: &Cli) -> Result<Config, clap::Error> {
    let place = Place::find(cli.global.config.as_deref(), |name| std::env::var_os(name));
    if let Some(place) = place.as_ref().filter(|place| place.by == By::CommandLine)
        && !matches!(cli.verb, Some(Verb::Config(_)))
        && let Some(why) = Config::unread(place)
    {
        let lang = cli.global.lang.map(Lang::from);
        let lang = lang.unwrap_or_else(|| lang_of(|name| std::env::var(name).ok()));
        let sentence = why.sentence(&place.path.display().to_string(), lang);
        return Err(clap::Error::raw(
            clap::error::ErrorKind::Io,
            format!("{sentence}\n"),
        ));
    }
    Ok(Config::load(place))
}

/// That the file of settings has mistakes: those that are about the verbs, too.
fn say_mistakes(config: &Config, verb: &Verb, lang: Lang) {
    if !config.faults.is_empty()
        && !matches!(verb, Verb::Config(_) | Verb::Completions(_) | Verb::Man(_))
    {
        output::note(&config_mistakes(lang, &config.name(), config.faults.len()));
    }
}

/// When to use colour: what the command line says, else NO_COLOR, else the settings.
fn color(global: &Global, config: &Config, var: impl Fn(&str) -> Option<String>) -> ColorWhen {
    let unwanted = var("NO_COLOR").is_some_and(|v| !v.is_empty());
    match global.color {
        Some(color) => color,
        None if unwanted => ColorWhen::Auto,
        None => config.color.into(),
    }
}

/// Where the library is kept: as the command line says, else the environment, else the settings.
fn store(global: &Global, config: &Config) -> Result<Store, StoreError> {
    let var = |name: &str| std::env::var_os(name);
    let named = global.library.as_deref();
    let named = named.or_else(|| {
        let unsaid = Store::variable(var).is_none();
        config.library.as_deref().filter(|_| unsaid)
    });
    Store::find(named, var)
}

/// The format that was named, else the one that the file's name asks for.
fn asked_format(global: &Global, verb: &Verb, lang: Lang) -> Result<Format, clap::Error> {
    let output = match verb {
        Verb::Diff(diff) => diff.output.as_deref(),
        Verb::Themes(themes) => themes.output.as_deref(),
        _ => None,
    };
    let refuse = |message: String| {
        Err(clap::Error::raw(
            clap::error::ErrorKind::InvalidValue,
            message,
        ))
    };
    let named = output.and_then(Format::of).filter(|f| f.is_of(verb));
    match (global.format, output, named) {
        (Some(format), ..) if !format.is_of(verb) => refuse(not_of(verb, format, lang)),
        (Some(format), ..) | (None, Some(_), Some(format)) => Ok(format),
        (None, None, _) => Ok(match verb {
            // Nothing else is written into a folder.
            Verb::Themes(themes) if themes.out_dir.is_some() => Format::Ndjson,
            _ => Format::default(),
        }),
        (None, Some(path), None) => refuse(nameless(verb, path, lang)),
    }
}

/// That a verb does not write a format.
fn not_of(verb: &Verb, format: Format, lang: Lang) -> String {
    let name = format.name();
    let (own, others): (_, &[&str]) = match verb {
        Verb::Diff(_) => ("diff", &["html", "docx", "docx-marked", "xlsx"]),
        Verb::Themes(_) => (
            "themes",
            &["html", "svg", "xlsx", "ndjson", "docx (--lens)"],
        ),
        _ => ("", &[]),
    };
    let others = [&["table", "json", "csv", "md"], others].concat();
    let others = others.join(lang.pick("、", ", "));
    match (lang, own) {
        (Lang::Zh, "") => {
            format!("只有 diff 和 themes 写得成 {name} 一类；这个命令请用 {others}\n")
        }
        (Lang::En, "") => {
            format!("this verb does not write {name}, which is for diff or themes; take {others}\n")
        }
        (Lang::Zh, own) => format!("{own} 写不成 {name}；请用 {others}\n"),
        (Lang::En, own) => format!("{own} does not write {name}; take {others}\n"),
    }
}

/// That a file's name does not tell what to write into it.
fn nameless(verb: &Verb, path: &Path, lang: Lang) -> String {
    let path = Safe::new(&path.display().to_string());
    let own = if matches!(verb, Verb::Themes(_)) {
        ".svg .ndjson "
    } else {
        ""
    };
    match lang {
        Lang::Zh => format!(
            "{path}：看不出要写成什么；请用 .docx .html .xlsx {own}.md .csv .json .txt 结尾，或加 --format\n"
        ),
        Lang::En => format!(
            "{path}: its name does not tell what to write; end it in .docx .html .xlsx {own}.md .csv .json or .txt, or add --format\n"
        ),
    }
}

fn context(color: ColorWhen, format: Format, lang: Lang) -> Context {
    let color = match color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
            let dumb = std::env::var_os("TERM").is_none_or(|t| t == "dumb");
            std::io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
        }
    };
    Context {
        lang,
        format,
        color,
    }
}

/// The interface language that the locale asks for: the first of LC_ALL, LC_MESSAGES, LANG that is set decides.
fn lang_of(env: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| env(name).filter(|v| !v.is_empty()))
        .unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") {
        Lang::Zh
    } else {
        Lang::En
    }
}

/// Does a verb.
///
/// # Errors
/// A sentence for the reader: what could not be read or written; exit code 2.
pub fn run(verb: &Verb, desk: &Desk, context: Context) -> anyhow::Result<Exit> {
    match verb {
        Verb::List(args) => list::run(args, desk, context),
        Verb::Outline(args) => outline::run(args, desk, context),
        Verb::Align(args) => align::run(args, desk, context),
        Verb::Diff(args) => diff::run(args, desk, context),
        Verb::Themes(args) => themes::run(args, desk, context),
        Verb::Keywords(args) => keywords::run(args, desk, context),
        Verb::Lexicon(args) => lexicon::run(&args.what, desk, context),
        Verb::Jump(args) => jump::run(args, desk, context),
        Verb::Find(args) => find::run(args, desk, context),
        Verb::Add(args) => add::run(args, desk, context),
        Verb::Edit(args) => edit::run(args, desk, context),
        Verb::Drop(args) => drop::run(args, desk, context),
        Verb::Config(args) => config::run(&args.what, desk, context),
        Verb::Completions(args) => completions::run(args),
        Verb::Man(args) => man::run(args),
    }
}

/// Prints help and version as they are, and what is wrong with the command line safely: it quotes what was typed.
pub fn report_usage(error: &clap::Error) {
    if !error.use_stderr() {
        // A closed pipe is no news.
        let _ = error.print();
        return;
    }
    for line in error.render().to_string().lines() {
        output::note(line);
    }
}

/// Says an error and its causes on standard error, one line each, safe to print.
pub fn report_error(error: &anyhow::Error) {
    if error.is::<input::AlreadySaid>() {
        return;
    }
    for cause in error.chain() {
        output::note(&cause.to_string());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn clap_finds_no_fault_with_the_definition() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_first_locale_variable_that_is_set_decides() {
        let env = |pairs: &'static [(&str, &str)]| {
            move |name: &str| {
                pairs
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, v)| (*v).to_owned())
            }
        };
        assert_eq!(lang_of(env(&[("LANG", "zh_CN.UTF-8")])), Lang::Zh);
        assert_eq!(
            lang_of(env(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")])),
            Lang::En
        );
        assert_eq!(
            lang_of(env(&[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")])),
            Lang::Zh
        );
        assert_eq!(lang_of(env(&[])), Lang::En);
    }

    #[test]
    fn words_that_are_no_verb_are_paths() {
        let command = parse(["duizhao", "--lang", "zh", "甲.txt", "乙"]).unwrap();
        let Command::Browse(browse) = command else {
            panic!("not the browser: {command:?}");
        };
        assert_eq!(browse.paths, [PathBuf::from("甲.txt"), PathBuf::from("乙")]);
        assert_eq!(browse.lang, Lang::Zh);
    }

    #[test]
    fn options_stand_before_or_after_the_verb() {
        for line in [
            ["duizhao", "--format", "json", "list"],
            ["duizhao", "list", "--format", "json"],
        ] {
            let Command::Verb(verb, _, context) = parse(line).unwrap() else {
                panic!("{line:?} is no verb");
            };
            assert!(matches!(*verb, Verb::List(_)), "{line:?} is not list");
            assert_eq!(context.format, args::Format::Json);
        }
    }

    #[test]
    fn a_path_before_the_verb_is_refused() {
        assert_eq!(
            parse(["duizhao", "甲.txt", "list"])
                .unwrap_err()
                .exit_code(),
            2
        );
    }
}
