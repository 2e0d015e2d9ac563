//! A folder of a thousand mixed files, opened: how long a key takes while they are read, how long they take, and how much memory.
//!
//! `cargo bench --bench mixed -- [FILES] [FOLDER…]`: reports of the given folders (else the built-in samples) are written into a
//! temporary folder as FILES files (1,000 unless told), in turn as plain text in UTF-8, GB18030 and UTF-16, as Markdown, a web page, a Word
//! file and a PDF; no two say quite the same, since each has figures of its own. The browser opens that folder in a pseudo-terminal of
//! 160 × 45 cells; while it reads, `j` and `k` are pressed in turn, and each is timed until the row that it moves stands on
//! the screen.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    dead_code,
    reason = "a bench may panic, its output is its purpose, and it uses a part of the tests' tools"
)]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use duizhao::report::library::{self, Entry};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

#[path = "../tests/support/files.rs"]
mod files;

/// The row of the screen that is looked at: it holds text of the left pane.
const ROW: u16 = 20;

fn main() {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let count: usize = given.first().and_then(|n| n.parse().ok()).unwrap_or(1000);
    let folders: Vec<PathBuf> = given.iter().skip(1).map(PathBuf::from).collect();
    let texts = texts(&folders);
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let written = write(&texts, count, temporary.path());
    println!(
        "{count} files, {:.1} MB, of {} texts",
        written as f64 / 1e6,
        texts.len()
    );
    open(temporary.path(), count);
}

/// The texts that the files are made of.
fn texts(folders: &[PathBuf]) -> Vec<String> {
    let entries: Vec<Entry> = if folders.is_empty() {
        library::samples()
    } else {
        library::discover(folders).entries
    };
    entries
        .iter()
        .filter_map(|entry| library::load(entry).ok())
        .map(|report| report.text.to_string())
        .collect()
}

/// Writes the files and gives their size in bytes.
fn write(texts: &[String], count: usize, into: &Path) -> u64 {
    let mut bytes = 0;
    for (n, text) in texts.iter().cycle().take(count).enumerate() {
        let text = varied(text, n);
        let (extension, content) = files::as_format(&text, n);
        let path = into.join(format!("{n:04}.{extension}"));
        bytes += content.len() as u64;
        std::fs::write(path, content).expect("a file");
    }
    bytes
}

/// The text with the last digit of every seventh figure changed: a linear congruential generator (Knuth, MMIX) with the file's number
/// as its seed.
fn varied(text: &str, n: usize) -> String {
    let mut state = n as u64 + 1;
    let mut chars: Vec<char> = text.chars().collect();
    for i in 0..chars.len() {
        let last = chars[i].is_ascii_digit() && !chars.get(i + 1).is_some_and(char::is_ascii_digit);
        if last {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            if (state >> 33).is_multiple_of(7) {
                chars[i] = char::from(b'0' + ((state >> 40) % 10) as u8);
            }
        }
    }
    chars.into_iter().collect()
}

fn open(folder: &Path, count: usize) {
    let size = PtySize {
        rows: 45,
        cols: 160,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duizhao"));
    command.args(["--lang", "zh"]);
    command.arg(folder);
    command.env("TERM", "xterm-256color");
    let mut reader = pty.master.try_clone_reader().expect("its output");
    let mut keys = pty.master.take_writer().expect("its input");
    let start = Instant::now();
    let mut child = pty.slave.spawn_command(command).expect("the browser");
    drop(pty.slave);
    let (send, chunks) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut chunk = vec![0; 65536];
        while let Ok(n) = reader.read(&mut chunk) {
            if n == 0 || send.send(chunk[..n].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut terminal = vt100::Parser::new(45.try_into().unwrap(), 160.try_into().unwrap(), 0);
    let until = |terminal: &mut vt100::Parser, done: &dyn Fn(&str, &str) -> bool| {
        let from = Instant::now();
        loop {
            let screen = terminal.screen().contents();
            let row = terminal
                .screen()
                .rows(30, 60)
                .nth(usize::from(ROW))
                .unwrap_or_default();
            if done(&screen, &row) {
                return Some(from.elapsed());
            }
            let chunk = chunks.recv_timeout(Duration::from_secs(5)).ok()?;
            terminal.process(&chunk);
        }
    };
    let Some(_) = until(&mut terminal, &|screen, _| screen.contains("代表")) else {
        println!("no text within five seconds");
        return;
    };
    println!("first text {:8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut press = |key: &str| {
        keys.write_all(key.as_bytes()).expect("a key");
        keys.flush().expect("a key");
    };
    let row = |terminal: &vt100::Parser| {
        terminal
            .screen()
            .rows(30, 60)
            .nth(usize::from(ROW))
            .unwrap_or_default()
    };
    let mut times = Vec::new();
    let mut loaded = None;
    let mut down = true;
    while start.elapsed() < Duration::from_mins(2) {
        let before = row(&terminal);
        press(if down { "j" } else { "k" });
        down = !down;
        if let Some(took) = until(&mut terminal, &|_, row| row != before) {
            times.push(took.as_secs_f64() * 1e3);
        }
        if !terminal.screen().contents().contains("载入") {
            loaded = Some(start.elapsed());
            break;
        }
        std::thread::sleep(Duration::from_millis(17));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times
            .get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or(f64::NAN)
    };
    println!(
        "key to frame while reading: p50 {:.1}, p99 {:.1}, most {:.1} ms ({} keys)",
        at(0.5),
        at(0.99),
        at(1.0),
        times.len()
    );
    match loaded {
        Some(time) => println!("all {count} read after {:.2} s", time.as_secs_f64()),
        None => println!("not all were read after two minutes"),
    }
    if let Some(memory) = child.process_id().and_then(memory) {
        println!("memory {memory:.0} MB");
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Resident memory of a process in MB, where the system tells it.
fn memory(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
