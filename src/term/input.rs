//! What the terminal sends, as [`Input`].
//!
//! Owns the threads that read keys. Invariant: only presses and repeats become keys, Shift is part of the character, a
//! paste is text and never keys, an answer of the terminal is no key. Must not know what a key means. The kitty keyboard protocol is never
//! asked for: it loses single characters of input methods in several terminals.

#[cfg(any(not(unix), test))]
mod events;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::keymap::{Code, Key};
use crate::app::mouse::Mouse;

use super::guard;
use super::vt::Answer;

/// One thing that came from the terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A key press.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Pasted text as it came, line ends as `\n`; make it safe before it is shown.
    Paste(String),
    /// What was pasted last was too long, and is there only in part.
    PasteCut,
    /// The terminal's answer to something that was asked; perhaps late, perhaps to another program.
    Answer(Answer),
    /// The window has so many columns and rows now.
    Resize(u16, u16),
    /// The program was stopped and is back; the screen has to be drawn again.
    Resumed,
    /// The terminal is gone. The process ends within a second, whatever the receiver does.
    Hangup,
}

type Send = dyn Fn(Input) -> bool + std::marker::Send + Sync;

static RECEIVER: Mutex<Option<Arc<Send>>> = Mutex::new(None);

/// How often it is looked whether the terminal is still there; nothing else tells when SIGHUP is ignored.
const WATCH: Duration = Duration::from_millis(400);

/// Exit code of a process whose terminal is gone: 128 and SIGHUP.
const GONE: i32 = 129;

/// Starts the threads that read the terminal and hand everything to `send`, until that says `false`.
///
/// # Errors
/// When the system gives no thread, or the terminal gives no keys.
pub fn spawn<F>(send: F) -> io::Result<()>
where
    F: Fn(Input) -> bool + std::marker::Send + Sync + 'static,
{
    let send: Arc<Send> = Arc::new(send);
    *RECEIVER.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&send));
    // What changed between the first frame and now is told here; later changes tell themselves.
    if let Some((columns, rows)) = guard::missed_resize() {
        send(Input::Resize(columns, rows));
    }
    system::spawn(send)
}

/// Hands `input` to the receiver from another thread of `term`.
#[cfg(unix)]
pub(super) fn report(input: Input) {
    let send = RECEIVER
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    if let Some(send) = send {
        send(input);
    }
}

/// Hands `input` on; `false` when nobody listens any more.
fn deliver(input: Input, send: &Send) -> bool {
    if input == STOP {
        guard::stop();
        return true;
    }
    send(input)
}

/// The terminal is gone: says so, and ends the process if nobody else does.
fn gone(send: &Send) -> ! {
    send(Input::Hangup);
    std::thread::sleep(WATCH);
    guard::end(GONE);
}

/// Ctrl-Z: raw mode makes a key of it, but what it does is the shell's business.
const STOP: Input = Input::Key(Key {
    code: Code::Char('z'),
    ctrl: true,
    alt: false,
});

#[cfg(unix)]
mod system {
    //! One thread waits for bytes, one takes them apart and keeps the time: a terminal cannot be waited for with a clock on every system.

    use std::fs::File;
    use std::io::{self, Read as _};
    use std::sync::Arc;
    use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
    use std::time::{Duration, Instant};

    use super::super::vt::{Parser, Wait};
    use super::{Send, WATCH, deliver, gone, guard};

    /// Bytes that are read at once, at most.
    const CHUNK: usize = 4096;

    pub fn spawn(send: Arc<Send>) -> io::Result<()> {
        let keys = guard::keys()?;
        let (sender, bytes) = channel();
        std::thread::Builder::new()
            .name("keys".into())
            .spawn(move || read(keys, &sender))?;
        std::thread::Builder::new()
            .name("input".into())
            .spawn(move || {
                let mut parser = Parser::new();
                let mut waiting = Waiting::default();
                loop {
                    let inputs = match bytes.recv_timeout(waiting.left().unwrap_or(WATCH)) {
                        Ok(chunk) => {
                            let chunk: Vec<u8> = chunk;
                            parser.feed(&chunk)
                        }
                        Err(RecvTimeoutError::Timeout) if waiting.is_over() => parser.flush(),
                        Err(RecvTimeoutError::Timeout) if guard::window().is_ok() => continue,
                        Err(_) => gone(&*send),
                    };
                    waiting.is_for(parser.waits());
                    for input in inputs {
                        if !deliver(input, &*send) {
                            return;
                        }
                    }
                }
            })?;
        Ok(())
    }

    /// Ends with the terminal: then the sender is gone.
    fn read(mut keys: File, sender: &Sender<Vec<u8>>) {
        let mut chunk = [0; CHUNK];
        loop {
            match keys.read(&mut chunk) {
                Ok(0) => return,
                Ok(n) => {
                    if sender
                        .send(chunk.get(..n).unwrap_or_default().to_vec())
                        .is_err()
                    {
                        return;
                    }
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                // Somebody set it not to block.
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(_) => return,
            }
        }
    }

    /// What is waited for, and until when.
    #[derive(Default)]
    struct Waiting(Option<(Wait, Instant)>);

    impl Waiting {
        /// After bytes came: this is waited for now. A string's time goes on.
        fn is_for(&mut self, wait: Option<Wait>) {
            self.0 = wait.map(|wait| match self.0 {
                Some((Wait::String, until)) if wait == Wait::String => (wait, until),
                _ => (wait, Instant::now() + wait.patience()),
            });
        }

        fn left(&self) -> Option<Duration> {
            self.0
                .map(|(_, until)| until.saturating_duration_since(Instant::now()))
        }

        fn is_over(&self) -> bool {
            self.left() == Some(Duration::ZERO)
        }
    }
}

#[cfg(not(unix))]
mod system {
    //! One thread reads what the system tells.

    use std::io;
    use std::sync::Arc;

    use crossterm::event;

    use super::{Send, WATCH, deliver, events, gone, guard};

    pub fn spawn(send: Arc<Send>) -> io::Result<()> {
        std::thread::Builder::new()
            .name("input".into())
            .spawn(move || {
                loop {
                    let event = match event::poll(WATCH) {
                        Ok(true) => event::read(),
                        Ok(false) if guard::window().is_ok() => continue,
                        Ok(false) => Err(io::ErrorKind::NotConnected.into()),
                        Err(error) => Err(error),
                    };
                    let Ok(event) = event else { gone(&*send) };
                    if let Some(input) = events::input(event)
                        && !deliver(input, &*send)
                    {
                        return;
                    }
                }
            })?;
        Ok(())
    }
}
