//! What a package of the program holds beside it: the manual page, completions, and what it was built of.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn duizhao(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(args)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap()
}

fn said(args: &[&str]) -> String {
    let output = duizhao(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a program is installed here.
fn there(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        let _ = writeln!(std::io::stderr(), "{program} is not installed: skipped");
    }
    found
}

const VERBS: &[&str] = &[
    "list",
    "outline",
    "align",
    "diff",
    "themes",
    "keywords",
    "jump",
    "find",
    "config",
    "man",
    "completions",
];

#[test]
fn the_version_tells_what_it_was_built_of() {
    let short = said(&["-V"]);
    assert_eq!(short, format!("duizhao {}\n", env!("CARGO_PKG_VERSION")));
    let long = said(&["--version"]);
    let mut lines = long.lines();
    assert_eq!(lines.next(), Some(short.trim()));
    for fact in ["features: ", "target: ", "profile: ", "rustc: ", "commit: "] {
        let line = lines.next().unwrap_or_default();
        assert!(line.len() > fact.len() && line.starts_with(fact), "{long}");
    }
    let rustc = long
        .lines()
        .find_map(|l| l.strip_prefix("rustc: "))
        .unwrap();
    assert!(rustc.starts_with("1."), "{long}");
    // Nothing of this machine.
    assert!(!long.contains('/'), "{long}");
}

#[test]
fn the_manual_page_holds_verbs_options_files_environment_and_exit_codes() {
    let page = said(&["man"]);
    for wanted in [
        ".TH duizhao 1",
        ".SH NAME",
        ".SH OPTIONS",
        ".SH KEYS",
        ".SH FILES",
        ".SH ENVIRONMENT",
        "DUIZHAO_LIBRARY",
        "config.toml",
        "\\-\\-plain",
    ] {
        assert!(page.contains(wanted), "no {wanted} in\n{page}");
    }
    for verb in VERBS {
        assert!(
            page.contains(&format!("duizhao\\-{verb}(1)")),
            "no {verb} in\n{page}"
        );
    }
    assert_eq!(page, said(&["man"]));
}

#[test]
fn the_manual_page_is_understood_by_man() {
    if !there("groff") {
        return;
    }
    let mut groff = Command::new("groff")
        .args(["-man", "-Tutf8", "-Kutf8", "-ww"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = groff.stdin.take().unwrap();
    input.write_all(said(&["man"]).as_bytes()).unwrap();
    drop(input);
    let output = groff.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("the file of settings"), "{text}");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(!complaints.contains("error"), "{complaints}");
}

#[test]
fn pages_are_written_for_every_verb() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("man1");
    said(&["man", "--out-dir", dir.to_str().unwrap()]);
    assert!(dir.join("duizhao.1").exists());
    for verb in VERBS {
        let page = std::fs::read_to_string(dir.join(format!("duizhao-{verb}.1"))).unwrap();
        assert!(
            page.contains(&format!(".TH duizhao\\-{verb} 1"))
                || page.contains(&format!(".TH duizhao-{verb} 1")),
            "{page}"
        );
    }
    let file = folder.path().join("taken");
    std::fs::write(&file, "").unwrap();
    let refused = duizhao(&["man", "--out-dir", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn completions_are_scripts_that_their_shells_read() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = said(&["completions", shell]);
        for verb in VERBS {
            assert!(script.contains(verb), "{shell}: no {verb}");
        }
        for option in ["palette", "format", "plain", "encoding"] {
            assert!(script.contains(option), "{shell}: no --{option}");
        }
        for value in ["contrast", "ndjson", "never", "narrow"] {
            assert!(script.contains(value), "{shell}: no value {value}");
        }
        if there(shell) {
            let path = folder.path().join(shell);
            std::fs::write(&path, script).unwrap();
            let output = Command::new(shell).arg("-n").arg(&path).output().unwrap();
            assert!(output.status.success(), "{shell}: {output:?}");
        }
    }
}

#[test]
fn bash_completes_verbs_options_and_values() {
    if !there("bash") {
        return;
    }
    let script = said(&["completions", "bash"]);
    let complete = |words: &[&str]| {
        let last = words.len() - 1;
        let ask = format!(
            "{script}\nCOMP_WORDS=({})\nCOMP_CWORD={last}\n_duizhao duizhao '{}' '{}'\necho \"${{COMPREPLY[@]}}\"\n",
            words.join(" "),
            words[last],
            words[last - 1],
        );
        let output = Command::new("bash").arg("-c").arg(ask).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(complete(&["duizhao", "outl"]).trim(), "outline");
    assert!(complete(&["duizhao", "--pal"]).contains("--palette"));
    assert!(complete(&["duizhao", "--palette", "c"]).contains("contrast"));
    assert!(complete(&["duizhao", "diff", "--format", "docx"]).contains("docx-marked"));
}
