//! A program in a pseudo-terminal: keys go in, a screen comes out, and every wait is bounded.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::wire::Wire;
use duizhao::text::width::Ambiguous;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::buffer::Buffer;

/// A test that waits longer than this hangs.
const BOUND: Duration = Duration::from_secs(10);

/// A running program and the terminal it believes in.
pub struct Pty {
    pub child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    hung_up: Arc<AtomicBool>,
    terminal: vt100::Parser,
    /// The same bytes, taken strictly.
    pub wire: Wire,
    bytes: Vec<u8>,
}

/// `program` with an environment of its own: nothing of the developer's settings reaches it.
pub fn command(program: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("DUIZHAO_LIBRARY", super::NO_LIBRARY);
    command.env("DUIZHAO_CONFIG", "/dev/null");
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Pty {
    /// Starts `command` on a screen of `columns` × `rows`.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (send, output) = channel();
        let hung_up = Arc::new(AtomicBool::new(false));
        let enough = Arc::clone(&hung_up);
        std::thread::spawn(move || {
            let mut chunk = [0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if send.send(chunk[..n].to_vec()).is_err() || enough.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            keys: Some(keys),
            output,
            hung_up,
            terminal: vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
            wire: Wire::new(columns, rows, Ambiguous::Narrow),
            bytes: Vec::new(),
        }
    }

    /// Types `keys` (bytes as a terminal sends them).
    pub fn keys(&mut self, keys: &str) {
        let writer = self.keys.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Makes the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master
            .as_ref()
            .unwrap()
            .resize(size(columns, rows))
            .unwrap();
        self.wire.resize(columns, rows);
        if let (Ok(rows), Ok(columns)) = (rows.try_into(), columns.try_into()) {
            self.terminal.screen_mut().set_size(rows, columns);
        }
    }

    /// Makes the window another size, of which the emulators learn nothing.
    pub fn window(&mut self, columns: u16, rows: u16) {
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
    }

    /// The process that has the terminal.
    pub fn foreground(&self) -> Option<i32> {
        self.master.as_ref().and_then(|m| m.process_group_leader())
    }

    /// Whether the program has ended; nobody has taken its exit code yet, so that it can still be asked how much it worked.
    pub fn is_over(&self) -> bool {
        let pid = self.child.process_id().unwrap_or_default();
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else {
            return true;
        };
        stat.rsplit(") ")
            .next()
            .is_some_and(|s| s.starts_with(['Z', 'X']))
    }

    /// How long the program has worked in all, in steps of 10 ms.
    pub fn work(&self) -> Duration {
        let pid = self.child.process_id().unwrap_or_default();
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after = stat
            .rsplit(") ")
            .next()
            .unwrap_or_default()
            .split(' ')
            .skip(11);
        let ticks: u64 = after.take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// The terminal's modes, to be compared.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios())
    }

    /// The screen as it is now.
    pub fn screen(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// All bytes that came so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn take(&mut self, chunk: &[u8]) {
        self.terminal.process(chunk);
        self.wire.feed(chunk);
        self.bytes.extend_from_slice(chunk);
    }

    /// What comes within `patience`.
    pub fn chunk(&mut self, patience: Duration) -> Option<Vec<u8>> {
        let chunk = self.output.recv_timeout(patience).ok()?;
        self.take(&chunk);
        Some(chunk)
    }

    /// Reads until `done` holds of the screen.
    pub fn wait_until(&mut self, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        let until = Instant::now() + BOUND;
        while !done(self.screen()) {
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(chunk) => self.take(&chunk),
                Err(error) => panic!(
                    "{error} before {what}; on the screen:\n{}\nlast bytes: {:?}",
                    self.screen().contents(),
                    String::from_utf8_lossy(&self.bytes[self.bytes.len().saturating_sub(600)..])
                ),
            }
        }
    }

    /// Reads what has come.
    pub fn drain(&mut self) {
        while let Ok(chunk) = self.output.try_recv() {
            self.take(&chunk);
        }
    }

    /// Waits until none of the program's threads runs or has run for a moment.
    pub fn rest(&mut self) {
        let until = Instant::now() + BOUND;
        let mut before = self.worked();
        // What was typed reaches the program a little later, and later still where the machine is busy.
        let mut calm = 0;
        while Instant::now() < until {
            std::thread::sleep(Duration::from_millis(4));
            let now = self.worked();
            calm = if now.0 && now == before { calm + 1 } else { 0 };
            if calm == 10 {
                return;
            }
            before = now;
        }
        panic!("it does not come to rest {before:?}:\n{}", self.wire.text());
    }

    /// Whether all threads sleep, and how long they have run in all, in nanoseconds.
    fn worked(&self) -> (bool, u64) {
        let pid = self.child.process_id().unwrap_or_default();
        let shell = Some(pid as i32);
        let pid = self
            .foreground()
            .filter(|p| Some(*p) != shell)
            .map_or(pid, |p| p as u32);
        let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else {
            std::thread::sleep(Duration::from_millis(60));
            return (true, 0);
        };
        let (mut asleep, mut ran) = (true, 0);
        for thread in threads.flatten() {
            let read = |name| std::fs::read_to_string(thread.path().join(name)).unwrap_or_default();
            let stat = read("stat");
            let state = stat.rsplit(") ").next().and_then(|s| s.chars().next());
            asleep &= state == Some('S');
            let time = read("schedstat");
            ran += time
                .split(' ')
                .next()
                .and_then(|t| t.parse::<u64>().ok())
                .unwrap_or(0);
        }
        (asleep, ran)
    }

    /// Reads until the screen is what was drawn, and whole; else tells how it differs.
    pub fn wait_for_cells(
        &mut self,
        wanted: &Buffer,
        cursor: Option<(u16, u16)>,
    ) -> Result<(), String> {
        let until = Instant::now() + BOUND;
        loop {
            while let Ok(chunk) = self.output.try_recv() {
                self.take(&chunk);
            }
            if let Some(breach) = self.wire.breach() {
                return Err(breach.to_owned());
            }
            let how = if self.wire.is_whole() && !self.wire.is_set(2026) {
                self.wire.differs(wanted, cursor)
            } else {
                Some("a frame is not whole".to_owned())
            };
            let Some(how) = how else {
                return Ok(());
            };
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(chunk) => self.take(&chunk),
                Err(error) => return Err(format!("{error}: {how}\n{}", self.wire.text())),
            }
        }
    }

    /// Reads until `text` stands on the screen.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Reads until nothing has come for a while.
    #[allow(dead_code, reason = "for tests that compare whole screens")]
    pub fn settle(&mut self) {
        while let Ok(chunk) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.take(&chunk);
        }
    }

    /// Takes the terminal away, as a window that is closed does. `last` are keys that the program answers with output:
    /// whoever reads the terminal has to wake up to let go of it.
    pub fn hang_up(&mut self, last: &str) {
        self.hung_up.store(true, Ordering::SeqCst);
        self.keys(last);
        while self.output.recv_timeout(BOUND).is_ok() {}
        self.keys = None;
        self.master = None;
    }

    /// Waits for the end and gives the exit code; reads what is still to come.
    pub fn end(&mut self) -> u32 {
        let until = Instant::now() + BOUND;
        loop {
            match self.output.recv_timeout(Duration::from_millis(20)) {
                Ok(chunk) => self.take(&chunk),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(Duration::from_millis(20))
                }
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                while let Ok(chunk) = self.output.recv_timeout(Duration::from_millis(50)) {
                    self.take(&chunk);
                }
                return status.exit_code();
            }
            assert!(Instant::now() < until, "it does not end");
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
