//! What several tests need: where the shared material lies, and how a skipped part says so.

pub mod app;
pub mod faults;
pub mod files;
pub mod hostile;
pub mod mirror;
pub mod pairs;
pub mod pty;
pub mod reports;
pub mod whole;
pub mod wire;

use std::io::Write;
use std::path::PathBuf;

/// The folder of a library that is not there: what a developer keeps must not change what a test sees.
pub const NO_LIBRARY: &str = "/nowhere/library";

/// A folder of the shared material beside the repository, if it is there; else the reason is said on standard error, past the harness's capture.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(folder);
    if path.is_dir() {
        return Some(path);
    }
    let _ = writeln!(
        std::io::stderr(),
        "skipped: no ../shared/{folder} beside the repository"
    );
    None
}
