//! How long it takes until text of a report stands on the screen, against `less` and `vim -d`.
//!
//! `cargo bench --bench first_screen -- [FILE A] [FILE B] [MORE…]`: each program is started in a pseudo-terminal of 120 × 40 cells,
//! in turn, and timed until words from the middle of the first file's opening stand on the screen. Without files
//! the built-in samples are written to a temporary folder and used. Peers that are not installed are left out.
//! The medians of 21 rounds are printed, and their ratios to `less`.
#![allow(
    clippy::expect_used,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench may panic, and its output is its purpose"
)]

use std::io::Read;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const ROUNDS: usize = 21;
const GIVE_UP: Duration = Duration::from_secs(3);

fn main() {
    let given: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let files = if given.len() >= 2 {
        given
    } else {
        samples(temporary.path())
    };
    let marker = marker(&files[0]);
    let path = |i: usize| files[i].to_string_lossy().into_owned();
    let ours = env!("CARGO_BIN_EXE_duizhao").to_owned();
    let all: Vec<String> = files
        .iter()
        .map(|f| f.to_string_lossy().into_owned())
        .collect();
    let mut programs: Vec<(&str, Vec<String>)> = vec![
        ("less", vec!["less".into(), path(0)]),
        ("duizhao", [vec![ours], all].concat()),
    ];
    for editor in ["vim", "vi"] {
        if installed(editor) {
            programs.push(("vim -d", vec![editor.into(), "-d".into(), path(0), path(1)]));
            break;
        }
    }
    programs.retain(|(_, command)| command[0].contains('/') || installed(&command[0]));
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); programs.len()];
    for _ in 0..ROUNDS {
        for (slot, (_, command)) in times.iter_mut().zip(&programs) {
            slot.extend(until(command, &marker).map(|t| t.as_secs_f64() * 1e3));
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|t| median(t)).collect();
    let base = programs
        .iter()
        .position(|(name, _)| *name == "less")
        .map(|i| medians[i]);
    println!("until “{marker}” stands on the screen, median of {ROUNDS} rounds");
    for ((name, _), time) in programs.iter().zip(&medians) {
        let ratio = base.map_or(String::new(), |b| format!("  {:.2} × less", time / b));
        println!("{name:<10} {time:8.2} ms{ratio}");
    }
}

/// The samples as files.
fn samples(into: &std::path::Path) -> Vec<PathBuf> {
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    [
        "shahekou-2016",
        "shahekou-2021",
        "dalian-2022",
        "heping-2022",
        "shahekou-party",
    ]
    .iter()
    .map(|name| {
        let to = into.join(format!("{name}.txt"));
        std::fs::copy(from.join(format!("{name}.txt")), &to).expect("a sample");
        to
    })
    .collect()
}

/// A few Han characters that stand in every program's first screen: the beginning of 我代表….
fn marker(file: &std::path::Path) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let at = text
        .find("代表区")
        .or_else(|| text.find("代表市"))
        .or_else(|| text.find("代表"));
    at.map_or(String::new(), |i| text[i..].chars().take(3).collect())
}

fn installed(name: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|p| std::env::split_paths(&p).any(|d| d.join(name).is_file()))
}

fn until(command: &[String], marker: &str) -> Option<Duration> {
    let size = PtySize {
        rows: 40,
        cols: 120,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).ok()?;
    let mut builder = CommandBuilder::new(&command[0]);
    builder.args(&command[1..]);
    if let Ok(here) = std::env::current_dir() {
        builder.cwd(here);
    }
    builder.env("TERM", "xterm-256color");
    builder.env("LANG", "C.UTF-8");
    let mut reader = pty.master.try_clone_reader().ok()?;
    let start = Instant::now();
    let mut child = pty.slave.spawn_command(builder).ok()?;
    drop(pty.slave);
    // Reading blocks, so it has a thread of its own: a program that never shows the words is given up on.
    let (send, chunks) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut chunk = vec![0; 65536];
        while let Ok(n) = reader.read(&mut chunk) {
            if n == 0 || send.send(chunk[..n].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut seen = Vec::new();
    let mut took = None;
    while let Ok(chunk) = chunks.recv_timeout(GIVE_UP.saturating_sub(start.elapsed())) {
        seen.extend_from_slice(&chunk);
        // Escape sequences may stand between two characters: look at the Han only.
        let han: String = String::from_utf8_lossy(&seen)
            .chars()
            .filter(|c| !c.is_ascii())
            .collect();
        if han.contains(marker) {
            took = Some(start.elapsed());
            break;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    took
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
