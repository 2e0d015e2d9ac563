//! The `duizhao` program.

use std::process::ExitCode;

use duizhao::cli::{self, Command};

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()) {
        Ok(Command::Browse(_browse)) => ExitCode::SUCCESS,
        Ok(Command::Verb(verb, context)) => match cli::run(&verb, context) {
            Ok(exit) => exit.into(),
            Err(error) => {
                cli::report_error(&error);
                ExitCode::from(2)
            }
        },
        Err(error) => {
            let _ = error.print();
            ExitCode::from(error.exit_code() as u8)
        }
    }
}
