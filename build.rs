//! Tells the program what it is built of: target, profile, compiler, and the commit where the source is a checkout.
//!
//! Reproducible and without network: no date, no path, no name of the machine. A source without git builds as well.

use std::path::Path;
use std::process::Command;

fn main() {
    let var = |name: &str| std::env::var(name).unwrap_or_default();
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=DUIZHAO_TARGET={}", var("TARGET"));
    let profile = var("PROFILE");
    println!("cargo:rustc-env=DUIZHAO_PROFILE={profile}");
    let rustc = said(Command::new(var("RUSTC")).arg("--version"));
    // `rustc 1.92.0 (…)`: the number tells.
    let rustc = rustc.and_then(|said| Some(said.split_whitespace().nth(1)?.to_owned()));
    println!(
        "cargo:rustc-env=DUIZHAO_RUSTC={}",
        rustc.unwrap_or_default()
    );
    // While the program is worked on, a commit must not build everything anew.
    let commit = match profile.as_str() {
        "release" => commit(Path::new(&var("CARGO_MANIFEST_DIR"))),
        _ => None,
    };
    println!(
        "cargo:rustc-env=DUIZHAO_COMMIT={}",
        commit.unwrap_or_default()
    );
}

/// The commit of a checkout, `+` where it was changed since; of a packed source the one that it was packed from.
fn commit(root: &Path) -> Option<String> {
    if let Ok(packed) = std::fs::read_to_string(root.join(".cargo_vcs_info.json")) {
        let (_, after) = packed.split_once("\"sha1\"")?;
        return Some(after.split('"').nth(1)?.chars().take(12).collect());
    }
    // A repository that lies somewhere above is not this one.
    if !root.join(".git").exists() {
        return None;
    }
    let git = |args: &[&str]| said(Command::new("git").current_dir(root).args(args));
    for file in ["HEAD", "index"] {
        if let Some(path) = git(&["rev-parse", "--git-path", file]) {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    let head = git(&["rev-parse", "--short=12", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]);
    let mark = if changed.is_some_and(|c| !c.is_empty()) {
        "+"
    } else {
        ""
    };
    Some(format!("{head}{mark}"))
}

/// What a program says, if it ends well.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|o| o.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
