//! Reading a file where it can do no harm: in a process of its own, else on a thread of its own.
//!
//! Owns [`elsewhere`], [`here`] and [`serve`]. Invariant: whatever the bytes are, an answer comes within [`PATIENCE`]; in a process
//! of its own reading has at most [`MEMORY`] and may die without anybody else. Must not know what a PDF is.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::read::read;
use crate::report::source::{Extract, Format, LARGEST, Note, Problem};

/// How long a file is read, in seconds. A report takes less than a fifth of one.
pub const SECONDS: u32 = 20;
/// After this nobody waits any longer.
const PATIENCE: Duration = Duration::from_secs(SECONDS as u64 + 2);
/// The memory that reading may take in a process of its own, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;
/// Stack of the thread that reads: objects lie in each other up to 512 deep.
const STACK: usize = 64 << 20;
/// First line of an answer; another version's is not understood.
const HEAD: &str = concat!("duizhao-pdf ", env!("CARGO_PKG_VERSION"), "\n");

type Answer = Result<Extract, Problem>;

/// Reads on a thread of its own.
pub fn here(bytes: Vec<u8>) -> Answer {
    let until = Instant::now() + Duration::from_secs(u64::from(SECONDS));
    let (sender, receiver) = mpsc::channel();
    let reader = std::thread::Builder::new()
        .name("pdf".into())
        .stack_size(STACK)
        .spawn(move || {
            let answer = std::panic::catch_unwind(|| read(bytes, until, SECONDS));
            // Nobody may be waiting any longer.
            let _ = sender.send(answer.unwrap_or(Err(Problem::Damaged(Format::Pdf))));
        });
    if reader.is_err() {
        return Err(Problem::Bomb(Format::Pdf));
    }
    match receiver.recv_timeout(PATIENCE) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Problem::TooSlow(SECONDS)),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Problem::Damaged(Format::Pdf)),
    }
}

/// Reads in a process of its own; `None` if there can be none.
#[cfg(unix)]
pub fn elsewhere(bytes: &[u8], program: &std::path::Path, argument: &str) -> Option<Answer> {
    use std::process::{Command, Stdio};

    let mut child = Command::new(program)
        .arg(argument)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let pipes = (child.stdin.take(), child.stdout.take());
    let (Some(mut input), Some(output)) = pipes else {
        let _ = child.kill();
        let _ = child.wait();
        return None;
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // It may have died, or found at the beginning that it need not read the rest.
            let _ = input.write_all(bytes);
            drop(input);
            let mut words = Vec::new();
            let _ = output.take(4 * LARGEST).read_to_end(&mut words);
            let _ = sender.send(words);
        });
        let words = receiver.recv_timeout(PATIENCE);
        if words.is_err() {
            // Its end closes the pipes, and with them ends the thread above.
            let _ = child.kill();
        }
        let status = child.wait();
        let Ok(words) = words else {
            return Some(Err(Problem::TooSlow(SECONDS)));
        };
        parse(&words).or_else(|| verdict(status.ok()?))
    })
}

/// What the way a process ended says of what it read.
#[cfg(unix)]
fn verdict(status: std::process::ExitStatus) -> Option<Answer> {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt as _;

    let signal = status.signal()?;
    let is = |signals: &[Signal]| signals.iter().any(|s| s.as_raw() == signal);
    Some(Err(if is(&[Signal::XCPU, Signal::KILL]) {
        Problem::TooSlow(SECONDS)
    } else if is(&[Signal::ABORT]) {
        // No memory was left.
        Problem::Bomb(Format::Pdf)
    } else {
        Problem::Damaged(Format::Pdf)
    }))
}

/// The other end of [`elsewhere`]: limits this process, reads standard input, and writes the answer to standard output.
pub fn serve() -> ExitCode {
    #[cfg(unix)]
    limit();
    let mut bytes = Vec::new();
    let input = io::stdin().lock();
    if input.take(LARGEST).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let words = words(&here(bytes));
    let mut output = io::stdout().lock();
    if output.write_all(&words).is_err() || output.flush().is_err() {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    for (resource, most) in [
        (Resource::As, MEMORY),
        (Resource::Cpu, u64::from(SECONDS)),
        (Resource::Core, 0),
    ] {
        // A lower limit stays; a system that does not know one does without.
        let now = getrlimit(resource).maximum;
        let most = Some(now.map_or(most, |now| now.min(most)));
        let _ = setrlimit(
            resource,
            Rlimit {
                current: most,
                maximum: most,
            },
        );
    }
}

/// An answer as bytes: [`HEAD`], a line that says how it went, and the text.
fn words(answer: &Answer) -> Vec<u8> {
    let (line, text) = match answer {
        Ok(extract) => {
            let mut line = String::from("text");
            for note in &extract.notes {
                match note {
                    Note::BrokenBytes => line.push_str(" broken"),
                    Note::PagesWithoutText(pages) => {
                        line.push_str(" bare=");
                        line.push_str(&pages.to_string());
                    }
                    Note::CutShort => line.push_str(" cut"),
                    // Of another format.
                    Note::TrackedChanges => {}
                }
            }
            (line, extract.text.as_str())
        }
        Err(problem) => {
            let name = match problem {
                Problem::Encrypted(_) => "locked",
                Problem::Scanned => "scanned",
                Problem::Bomb(_) => "bomb",
                Problem::TooSlow(_) => "slow",
                _ => "damaged",
            };
            (name.to_owned(), "")
        }
    };
    [HEAD, &line, "\n", text].concat().into_bytes()
}

/// The answer that [`words`] wrote; `None` for anything else.
#[cfg(unix)]
fn parse(words: &[u8]) -> Option<Answer> {
    let words = std::str::from_utf8(words).ok()?;
    let (line, text) = words.strip_prefix(HEAD)?.split_once('\n')?;
    let mut parts = line.split(' ');
    let problem = match parts.next()? {
        "text" => {
            let notes = parts
                .map(|part| match part.strip_prefix("bare=") {
                    Some(pages) => Some(Note::PagesWithoutText(pages.parse().ok()?)),
                    None if part == "broken" => Some(Note::BrokenBytes),
                    None => (part == "cut").then_some(Note::CutShort),
                })
                .collect::<Option<Vec<Note>>>()?;
            return Some(Ok(Extract {
                text: text.to_owned(),
                notes,
            }));
        }
        "locked" => Problem::Encrypted(Format::Pdf),
        "scanned" => Problem::Scanned,
        "bomb" => Problem::Bomb(Format::Pdf),
        "slow" => Problem::TooSlow(SECONDS),
        "damaged" => Problem::Damaged(Format::Pdf),
        _ => return None,
    };
    Some(Err(problem))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;
    use std::path::Path;

    #[test]
    fn an_answer_comes_back_as_it_was_given() {
        let text = Extract {
            text: "一、回顾\n二、计划\n".into(),
            notes: vec![Note::BrokenBytes, Note::PagesWithoutText(3), Note::CutShort],
        };
        for answer in [
            Ok(text),
            Ok(Extract::default()),
            Err(Problem::Scanned),
            Err(Problem::Damaged(Format::Pdf)),
            Err(Problem::Encrypted(Format::Pdf)),
            Err(Problem::Bomb(Format::Pdf)),
            Err(Problem::TooSlow(SECONDS)),
        ] {
            assert_eq!(parse(&words(&answer)), Some(answer));
        }
        for other in ["", "usage: duizhao", "duizhao-pdf 0.0.0\ntext\n"] {
            assert_eq!(parse(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn a_program_that_answers_otherwise_is_no_help_and_one_that_dies_is_told() {
        let bytes = vec![b' '; 1 << 20];
        assert_eq!(elsewhere(&bytes, Path::new("/no/such/program"), "x"), None);
        assert_eq!(elsewhere(&bytes, Path::new("/bin/echo"), "x"), None);
        let dies = |how: &str| {
            let dir = tempfile::tempdir().unwrap();
            let program = dir.path().join("dies");
            std::fs::write(&program, format!("#!/bin/sh\nkill -{how} $$\n")).unwrap();
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            std::fs::set_permissions(&program, mode).unwrap();
            elsewhere(&bytes, &program, "x")
        };
        assert_eq!(dies("SEGV"), Some(Err(Problem::Damaged(Format::Pdf))));
        assert_eq!(dies("ABRT"), Some(Err(Problem::Bomb(Format::Pdf))));
        assert_eq!(dies("KILL"), Some(Err(Problem::TooSlow(SECONDS))));
    }
}
