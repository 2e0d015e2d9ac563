//! The `duizhao` program: arguments, then a verb of the command line or the browser; the exit code.

use std::process::ExitCode;

use duizhao::app::keymap;
use duizhao::cli::args::{ColorWhen, PaletteName as PaletteArg};
use duizhao::cli::desk::{Desk, Keys};
use duizhao::cli::{self, Browse, Command};
use duizhao::locale::{Lang, Word, word};
use duizhao::report::source::pdf;
use duizhao::term::browse::{self, Ended, Opening};
use duizhao::term::probe::{self, ColorChoice, Ground};
use duizhao::term::remember::Restore;
use duizhao::ui::label::{ColorDepth, Palette, PaletteName};

/// Exit code for wrong usage and for input that cannot be read.
const INPUT: u8 = 2;

fn main() -> ExitCode {
    if std::env::args_os()
        .nth(1)
        .is_some_and(|a| a == pdf::ARGUMENT)
    {
        return pdf::serve();
    }
    pdf::isolate();
    match cli::parse(std::env::args_os()) {
        Ok(Command::Browse(browse)) => open(browse),
        Ok(Command::Verb(verb, desk, context)) => match cli::run(&verb, &knowing(desk), context) {
            Ok(exit) => exit.into(),
            Err(error) => {
                cli::report_error(&error);
                ExitCode::from(INPUT)
            }
        },
        Err(error) => {
            cli::report_usage(&error);
            ExitCode::from(error.exit_code() as u8)
        }
    }
}

/// The desk with what is known of keys.
fn knowing(desk: Desk) -> Desk {
    desk.with_keys(Keys {
        actions: keymap::actions,
        faults: keymap::faults,
    })
}

fn open(browse: Browse) -> ExitCode {
    let lang = browse.lang;
    let palette = palette(&browse);
    let opening = Opening {
        lang,
        palette,
        ambiguous: browse.ambiguous,
        ask_ground: ask_ground(&browse, palette),
        mouse: browse.config.mouse,
        paths: browse.paths,
        store: browse.store,
        charset: browse.charset,
        restore: match (browse.fresh, browse.config.restore) {
            (_, false) => Restore::No,
            (true, true) => Restore::Fresh,
            (false, true) => Restore::Yes,
        },
        config: browse.config,
    };
    match browse::browse(opening) {
        Ok(Ended::Left) => ExitCode::SUCCESS,
        Ok(Ended::Unwritten) => {
            cli::report_error(&anyhow::anyhow!(word(lang, Word::NotYetWritten)));
            ExitCode::from(INPUT)
        }
        Ok(Ended::NothingToShow(why)) => {
            for sentence in why {
                cli::report_error(&anyhow::anyhow!("{sentence}"));
            }
            cli::report_error(&anyhow::anyhow!(nothing(lang)));
            ExitCode::from(INPUT)
        }
        Err(error) => {
            cli::report_error(&error.into());
            ExitCode::from(INPUT)
        }
    }
}

fn nothing(lang: Lang) -> &'static str {
    word(lang, Word::NothingToShow)
}

/// Whether only the terminal knows if its ground is light.
fn ask_ground(browse: &Browse, palette: Palette) -> bool {
    browse.palette.is_none()
        && palette.depth() != ColorDepth::None
        && probe::ground(|name| std::env::var(name).ok()).is_none()
}

/// The palette asked for, else the one that suits the terminal's ground, in as many colours as it has.
fn palette(browse: &Browse) -> Palette {
    let var = |name: &str| std::env::var(name).ok();
    let choice = match browse.color {
        ColorWhen::Auto => ColorChoice::Auto,
        ColorWhen::Always => ColorChoice::Always,
        ColorWhen::Never => ColorChoice::Never,
    };
    let depth = match probe::color_depth(choice, var) {
        probe::ColorDepth::None => ColorDepth::None,
        probe::ColorDepth::Sixteen => ColorDepth::Sixteen,
        probe::ColorDepth::TwoFiftySix => ColorDepth::TwoFiftySix,
        probe::ColorDepth::True => ColorDepth::True,
    };
    let name = match browse.palette {
        Some(PaletteArg::Paper) => PaletteName::Paper,
        Some(PaletteArg::Contrast) => PaletteName::Contrast,
        None if probe::ground(var) == Some(Ground::Light) => PaletteName::Paper,
        Some(PaletteArg::Ink) | None => PaletteName::Ink,
    };
    Palette::new(name, depth)
}
