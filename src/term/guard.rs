//! The terminal's modes, and giving them back.
//!
//! Owns the one terminal of the process. Invariant: whoever entered leaves: on drop, on a panic of the main thread, on
//! SIGTERM, SIGINT, SIGHUP and SIGQUIT, and before a stop (SIGTSTP); and between leaving and entering again not a byte
//! of a frame is sent. Leaving twice is leaving once. Must not know of frames or keys.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::locale::Lang;

use super::backend::Sink;

/// Alternate screen, empty; paste marked; no wrapping at the right edge (a glyph that turns out wider than thought then
/// costs a cell and not a row); cursor hidden until a text field shows it.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[0m\x1b[2J\x1b[?2004h\x1b[?7l\x1b[?25l";

/// Everything back, a frame that was cut short included.
const LEAVE: &[u8] =
    b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h";

/// The mouse tells of its buttons, of moves while one is down, and of its wheel, in cells of any number.
const MOUSE_ON: &[u8] = b"\x1b[?1002h\x1b[?1006h";
/// The mouse is the terminal's again.
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l";

/// How long a leaving thread waits for one that is writing a frame; a terminal stopped with Ctrl-S never ends its frame.
const PATIENCE: Duration = Duration::from_millis(300);

/// There is no terminal to draw on or to take keys from.
#[derive(Debug, thiserror::Error)]
#[error("{}", sentence(*.lang))]
pub struct NoTerminal {
    /// The language it is said in.
    pub lang: Lang,
    /// What the system said; the sentence says all of it that helps.
    pub cause: io::Error,
}

fn sentence(lang: Lang) -> &'static str {
    lang.pick(
        "这里没有可用的终端：标准输入输出都不是终端，也打不开 /dev/tty。请在终端窗口里运行；不用屏幕的命令见 duizhao --help。",
        "no terminal here: standard input and output are not one and /dev/tty cannot be opened. \
         Run it in a terminal window; duizhao --help lists the commands that need no screen.",
    )
}

struct State {
    out: Option<Box<dyn Write + Send>>,
    entered: bool,
    /// The mouse is wanted.
    mouse: bool,
}

static STATE: Mutex<State> = Mutex::new(State {
    out: None,
    entered: false,
    mouse: false,
});

/// The terminal was another's meanwhile: the next frame begins from nothing.
static STALE: AtomicBool = AtomicBool::new(false);

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The lock if it can be had within [`PATIENCE`].
fn state_soon() -> Option<MutexGuard<'static, State>> {
    let until = Instant::now() + PATIENCE;
    loop {
        match STATE.try_lock() {
            Ok(state) => return Some(state),
            Err(TryLockError::Poisoned(state)) => return Some(state.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

/// Whoever holds it holds the terminal; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Finds the terminal and watches signals and panics; its modes are as they were until [`Guard::enter`].
    ///
    /// # Errors
    /// [`NoTerminal`] when there is none to draw on or none to take keys from.
    pub fn find(lang: Lang) -> Result<Self, NoTerminal> {
        let no = |cause| NoTerminal { lang, cause };
        let out = terminal().map_err(no)?;
        watch_panics(lang);
        #[cfg(unix)]
        signals::watch().map_err(no)?;
        state().out = Some(out);
        Ok(Self(()))
    }

    /// Takes the terminal: raw mode, alternate screen, paste marked.
    ///
    /// # Errors
    /// [`NoTerminal`] when it does not take the modes.
    pub fn enter(&self, lang: Lang) -> Result<(), NoTerminal> {
        enter().map_err(|cause| NoTerminal { lang, cause })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the modes (again).
fn enter() -> io::Result<()> {
    let mut state = state();
    // Raw mode is set anew even where it is thought to be on: a shell may have changed it while we were stopped.
    let _ = disable_raw_mode();
    enable_raw_mode()?;
    state.entered = true;
    let mouse = state.mouse;
    if let Some(out) = &mut state.out {
        write_whole(out, ENTER)?;
        if mouse {
            write_whole(out, MOUSE_ON)?;
            capture(true)?;
        }
    }
    Ok(())
}

/// Takes the mouse from the terminal, or gives it back; also whenever the terminal is taken from now on.
///
/// # Errors
/// When the terminal is gone.
pub fn want_mouse(wanted: bool) -> io::Result<()> {
    let mut state = state();
    let before = std::mem::replace(&mut state.mouse, wanted);
    if before == wanted || !state.entered {
        return Ok(());
    }
    if let Some(out) = &mut state.out {
        write_whole(out, if wanted { MOUSE_ON } else { MOUSE_OFF })?;
    }
    capture(wanted)
}

/// Where the console gives the mouse by a call and not by a sequence.
#[cfg(not(unix))]
fn capture(wanted: bool) -> io::Result<()> {
    use crossterm::event::{DisableMouseCapture, EnableMouseCapture};

    if wanted {
        crossterm::execute!(io::stdout(), EnableMouseCapture)
    } else {
        crossterm::execute!(io::stdout(), DisableMouseCapture)
    }
}

/// The sequence says it all.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "on other systems it can go wrong")]
fn capture(_wanted: bool) -> io::Result<()> {
    Ok(())
}

/// Gives the modes back; says whether they were ours.
pub fn leave() -> bool {
    let Some(mut state) = state_soon() else {
        let _ = disable_raw_mode();
        return true;
    };
    let entered = std::mem::replace(&mut state.entered, false);
    if entered {
        if state.mouse {
            let _ = capture(false);
        }
        if let Some(out) = &mut state.out {
            let _ = write_whole(out, LEAVE);
        }
        let _ = disable_raw_mode();
    }
    entered
}

/// Whether the terminal was another's since the last question.
pub fn take_stale() -> bool {
    STALE.swap(false, Ordering::SeqCst)
}

/// The terminal as the backend sees it. Frames sent while the terminal is given back are dropped.
#[derive(Debug)]
pub struct Terminal;

impl Sink for Terminal {
    fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        let mut state = state();
        if !state.entered {
            STALE.store(true, Ordering::SeqCst);
            return Ok(());
        }
        match &mut state.out {
            Some(out) => write_whole(out, frame),
            None => Ok(()),
        }
    }

    fn size(&self) -> io::Result<(u16, u16)> {
        let (columns, rows) = window()?;
        DRAWN.store(pair(columns, rows), Ordering::SeqCst);
        Ok((columns, rows))
    }
}

/// Columns and rows now.
pub(super) fn window() -> io::Result<(u16, u16)> {
    let size = crossterm::terminal::window_size()?;
    Ok((size.columns, size.rows))
}

/// The size that frames are drawn for.
static DRAWN: AtomicU32 = AtomicU32::new(0);

fn pair(columns: u16, rows: u16) -> u32 {
    u32::from(columns) << 16 | u32::from(rows)
}

/// The size of the window if frames are drawn for another.
pub(super) fn missed_resize() -> Option<(u16, u16)> {
    let (columns, rows) = window().ok()?;
    (DRAWN.load(Ordering::SeqCst) != pair(columns, rows)).then_some((columns, rows))
}

/// One write where the terminal takes it at once; patient where it is set not to block.
fn write_whole(out: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(e) => return Err(e),
        }
    }
    out.flush()
}

/// Standard output if it is a terminal, else the controlling terminal; unbuffered. Keys need a terminal as well.
#[cfg(unix)]
fn terminal() -> io::Result<Box<dyn Write + Send>> {
    use std::fs::{File, OpenOptions};
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    let tty = || OpenOptions::new().read(true).write(true).open("/dev/tty");
    if !io::stdin().is_terminal() {
        tty()?;
    }
    let stdout = io::stdout();
    if stdout.is_terminal() {
        return Ok(Box::new(File::from(stdout.as_fd().try_clone_to_owned()?)));
    }
    Ok(Box::new(tty()?))
}

/// Where the keys come from: standard input if it is a terminal, else the controlling terminal.
#[cfg(unix)]
pub(super) fn keys() -> io::Result<std::fs::File> {
    use std::fs::File;
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Ok(File::from(stdin.as_fd().try_clone_to_owned()?));
    }
    File::open("/dev/tty")
}

#[cfg(not(unix))]
fn terminal() -> io::Result<Box<dyn Write + Send>> {
    use std::io::IsTerminal;

    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        Ok(Box::new(io::stdout()))
    } else {
        Err(io::ErrorKind::NotConnected.into())
    }
}

/// A panic of the main thread gives the terminal back and says one line: where, never what (a message may hold text of a
/// document). Other threads' panics are their owners' affair: a worker's must not tear the screen down.
fn watch_panics(lang: Lang) {
    let main = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() != main {
            return;
        }
        leave();
        let place = info
            .location()
            .map(|l| format!("{}:{}", l.file(), l.line()))
            .unwrap_or_default();
        let _ = writeln!(
            io::stderr(),
            "{} ({place}, {})",
            lang.pick(
                "对照出了内部错误，已经退出，终端已恢复。请把这一行报给作者。",
                "duizhao stopped on an error of its own; the terminal is restored. Please report this line.",
            ),
            env!("CARGO_PKG_VERSION"),
        );
    }));
}

/// Gives the terminal back and ends the process at once; ends it within a second even if the terminal takes no more bytes.
#[cfg(unix)]
pub fn end(code: i32) -> ! {
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(800));
        signal_hook::low_level::exit(code);
    });
    leave();
    signal_hook::low_level::exit(code)
}

/// Gives the terminal back and ends the process at once.
#[cfg(not(unix))]
pub fn end(code: i32) -> ! {
    leave();
    std::process::exit(code)
}

/// Stops the job as Ctrl-Z does in any other program (a script that started us stops too); it comes back on SIGCONT.
/// Nothing where there is no such thing.
pub fn stop() {
    #[cfg(unix)]
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

#[cfg(unix)]
mod signals {
    //! One thread that takes the signals.

    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::{STALE, end, enter, leave, missed_resize, window};
    use crate::term::input::{self, Input};

    static WATCHED: AtomicBool = AtomicBool::new(false);

    pub fn watch() -> io::Result<()> {
        if WATCHED.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let mut signals =
            Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
        std::thread::Builder::new()
            .name("signals".into())
            .spawn(move || {
                // Whether the terminal is to be taken again on SIGCONT.
                let mut ours = false;
                for signal in &mut signals {
                    match signal {
                        SIGTSTP if nobody_could_continue_us() => {}
                        SIGTSTP => {
                            ours |= leave();
                            let _ = emulate_default_handler(SIGTSTP);
                        }
                        SIGCONT => {
                            // Stopped by SIGSTOP we had no chance to leave; the shell may have changed the modes.
                            if (ours || leave()) && enter().is_ok() {
                                STALE.store(true, Ordering::SeqCst);
                                input::report(Input::Resumed);
                                // Who is stopped is not told that the window changed.
                                if let Some((columns, rows)) = missed_resize() {
                                    input::report(Input::Resize(columns, rows));
                                }
                            }
                            ours = false;
                        }
                        // Several that come together are one.
                        SIGWINCH => {
                            if let Ok((columns, rows)) = window() {
                                input::report(Input::Resize(columns, rows));
                            }
                        }
                        signal => end(128 + signal),
                    }
                }
            })?;
        Ok(())
    }

    /// Whether our process group is an orphaned one (no shell above us in this session, as in `xterm -e`): the system
    /// does not stop such a group on SIGTSTP, and neither must we.
    fn nobody_could_continue_us() -> bool {
        use rustix::process::{getpgrp, getppid, getsid};

        let Ok(session) = getsid(None) else {
            return true;
        };
        getpgrp() == session || getppid().is_none_or(|p| getsid(Some(p)) != Ok(session))
    }
}
