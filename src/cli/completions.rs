//! `duizhao completions`: what a shell needs to complete the command line.

use clap::CommandFactory as _;

use super::Exit;
use super::args::{Cli, CompletionsArgs};
use super::output::emit;

/// Runs the verb.
///
/// # Errors
/// When standard output fails.
pub fn run(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "duizhao", &mut script);
    emit(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
