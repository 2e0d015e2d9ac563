//! The browser's loop: messages in, one update each, one frame for all that came together.
//!
//! Owns the workers and the screen. Must not know what a key means: that is [`App::update`]'s.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::Screen;
use super::export;
use super::guard::{self, NoTerminal};
use super::input::{self, Input};
use super::keeper::{Answer, Desk, Keeper, Order};
use super::remember::{Remembering, Restore};
use super::watch::Watcher;
use crate::app::export::Answer as Exported;
use crate::app::msg::{Effect, Msg};
use crate::app::{App, Settings};
use crate::job::{self, Generation, Job, Output, Worker};
use crate::locale::Lang;
use crate::report::ReportId;
use crate::report::library::{self, Completion, Found};
use crate::report::source::Charset;
use crate::store::{Store, StoreError};
use crate::text::safe::Safe;
use crate::theme::Book;
use crate::ui;
use crate::ui::label::Palette;

/// How long the first paint waits for the first text.
const FIRST_TEXT: Duration = Duration::from_millis(120);
/// How long a sentence stands on the status row.
const STATUS: Duration = Duration::from_secs(6);
/// Most messages that are taken together before a frame is drawn.
const BATCH: usize = 512;

/// What the browser opens with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Files and folders; the library when there is none, else the built-in samples.
    pub paths: Vec<PathBuf>,
    /// Where the library is kept, or why it cannot be.
    pub store: Result<Store, StoreError>,
    /// The encoding that every file is to be read in, if one was asked for.
    pub charset: Option<Charset>,
    /// Language of the interface.
    pub lang: Lang,
    /// Colours.
    pub palette: Palette,
    /// Whether all is as it was left when the same was open last.
    pub restore: Restore,
}

/// How the browser ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    /// The reader left.
    Left,
    /// The reader left, and the disk did not take in time what was to be written.
    Unwritten,
    /// None of the given paths holds a report; why, a sentence each.
    NothingToShow(Vec<Safe>),
}

/// Why the browser could not go on.
#[derive(Debug, thiserror::Error)]
pub enum BrowseError {
    /// No terminal to draw on.
    #[error(transparent)]
    NoTerminal(#[from] NoTerminal),
    /// The terminal is gone.
    #[error("the terminal cannot be written to ({0})")]
    Gone(#[from] std::io::Error),
}

enum Event {
    Input(Input),
    Job(Generation, Output),
    Kept(Answer),
    Changed(Vec<ReportId>),
    Completed(Completion),
    Looked(String, PathBuf, Found),
    Exported(Exported),
}

type Lazily<T> = LazyCell<T, Box<dyn FnOnce() -> T>>;

struct Shell {
    app: App,
    events: Receiver<Event>,
    sender: Sender<Event>,
    /// All are started with their first job: the first text does not wait for their threads.
    loader: Lazily<Worker>,
    comparer: Lazily<Worker>,
    rereader: Lazily<Worker>,
    wording: Lazily<Worker>,
    follower: Lazily<Worker>,
    seeker: Lazily<Worker>,
    scanner: Lazily<Worker>,
    trier: Lazily<Worker>,
    keeper: Lazily<Keeper>,
    /// The keeper was given something to do.
    keeping: bool,
    remembering: Remembering,
    watcher: Lazily<Watcher>,
    quit: bool,
    redraw: bool,
}

/// Runs the browser until the reader leaves.
///
/// # Errors
/// Where there is no terminal, or it is gone.
pub fn browse(opening: Opening) -> Result<Ended, BrowseError> {
    let (sender, events) = channel();
    let settings = Settings {
        lang: opening.lang,
        here: std::env::current_dir().unwrap_or_default(),
        charset: opening.charset,
        ..Settings::default()
    };
    let lang = opening.lang;
    let size = guard::window().unwrap_or((80, 24));
    let mut shell = Shell {
        app: App::new(settings, size),
        events,
        sender: sender.clone(),
        loader: LazyCell::new(worker(&sender)),
        comparer: LazyCell::new(worker(&sender)),
        rereader: LazyCell::new(worker(&sender)),
        wording: LazyCell::new(worker(&sender)),
        follower: LazyCell::new(worker(&sender)),
        seeker: LazyCell::new(worker(&sender)),
        scanner: LazyCell::new(worker(&sender)),
        trier: LazyCell::new(worker(&sender)),
        keeper: LazyCell::new({
            let (sender, store) = (sender.clone(), opening.store.clone());
            Box::new(move || {
                Keeper::start(Desk::new(store, lang), move |answer| {
                    drop(sender.send(Event::Kept(answer)));
                })
            })
        }),
        keeping: false,
        remembering: Remembering::new(&opening.paths, opening.restore),
        watcher: LazyCell::new({
            let sender = sender.clone();
            Box::new(move || {
                Watcher::start(move |changed| drop(sender.send(Event::Changed(changed))))
            })
        }),
        quit: false,
        redraw: false,
    };
    let given = !opening.paths.is_empty();
    // One small file, understood when themes are first asked for.
    let own = match opening.store.as_ref().map(Store::read_themes) {
        Ok(Ok(own)) => own,
        Ok(Err(why)) => {
            shell.app.cannot_read_themes(why.sentence(lang));
            Vec::new()
        }
        Err(_) => Vec::new(),
    };
    shell.app.book = Book::new(0, own).into();
    // Another.
    let forgotten = match &opening.store {
        Ok(store) if opening.restore == Restore::Yes => shell.recall(store, lang).err(),
        _ => None,
    };
    // One small file; what is wrong with it is said over what can be opened without it.
    let library = opening.store.and_then(|store| store.load());
    let trouble = match &library {
        // Where there is no home there never was a library; whoever wants to keep something is told.
        Ok(_) | Err(StoreError::Homeless) => forgotten,
        Err(why) => Some(why.sentence(lang)),
    };
    shell.app.catalogue = library.unwrap_or_default().into();
    let load = shell.app.open(opening.paths);
    let quick = match &load {
        Effect::Load(_, Job::Load { what, means }) => what.is_quick(&means.reading),
        _ => false,
    };
    // A few files are begun right here, without waiting for another thread to be woken, and go on once the first frame is out.
    let mut effects = if quick { shell.begin(load) } else { vec![load] };
    if let Some(why) = trouble {
        effects.extend(shell.app.update(Msg::Trouble(why)));
    }
    if !shell.shows_text() {
        // Nothing to show yet: perhaps there never is.
        shell.perform(std::mem::take(&mut effects));
    }
    // Files may be read meanwhile.
    let screen = Screen::find(opening.lang);
    shell.wait_for_text();
    if given && !shell.app.shelf.loading && shell.app.shelf.ready_count() == 0 {
        let why = shell
            .app
            .shelf
            .failures()
            .map(|f| Safe::new(&f.sentence(opening.lang)));
        return Ok(Ended::NothingToShow(why.collect()));
    }
    let mut screen = screen?;
    screen.enter(opening.lang)?;
    if let Ok(size) = screen.size() {
        shell.app.update(Msg::Resize(size.width, size.height));
    }
    screen.draw(|cells| ui::draw(&shell.app, opening.palette, cells))?;
    let inputs = sender.clone();
    input::spawn(move |input| inputs.send(Event::Input(input)).is_ok())?;
    shell.perform(effects);
    let ran = shell.run(&mut screen, opening.palette);
    shell.remember(true);
    // The terminal does not wait for the disk.
    drop(screen);
    let written = !shell.keeping || shell.keeper.close();
    ran?;
    Ok(if written {
        Ended::Left
    } else {
        Ended::Unwritten
    })
}

/// A worker that is started with its first job.
fn worker(sender: &Sender<Event>) -> Box<dyn FnOnce() -> Worker> {
    let sender = sender.clone();
    // Once the loop is gone nobody listens; the worker then ends with the program.
    Box::new(move || {
        Worker::start(move |generation, output| drop(sender.send(Event::Job(generation, output))))
    })
}

impl Shell {
    /// Begins a loading on this thread; what is left of it comes back.
    fn begin(&mut self, load: Effect) -> Vec<Effect> {
        let Effect::Load(generation, Job::Load { what, means }) = load else {
            return vec![load];
        };
        let outputs = std::cell::RefCell::new(Vec::new());
        let begun = job::begin(&what, means, &|output| outputs.borrow_mut().push(output));
        let mut later = vec![Effect::Load(generation, Job::GoOn(begun))];
        for output in outputs.into_inner() {
            later.extend(self.app.update(Msg::Done(generation, output)));
        }
        later
    }

    /// Takes what is remembered of what is opened.
    ///
    /// # Errors
    /// When it cannot be read, as a sentence; then all begins anew.
    fn recall(&mut self, store: &Store, lang: Lang) -> Result<(), String> {
        let Some(key) = self.remembering.key().cloned() else {
            return Ok(());
        };
        let broken = match store.read_session(&key) {
            Ok(None) => return Ok(()),
            Ok(Some(desk)) => match self.app.recall(desk) {
                Ok(()) => return Ok(()),
                Err(what) => StoreError::BrokenSession(store.session_file(&key), 1, what),
            },
            Err(why) => why,
        };
        let aside = match &broken {
            StoreError::BrokenSession(..) => store.set_session_aside(&key),
            _ => Err(broken.clone()),
        };
        match aside {
            Ok(_) => Err(broken.sentence(lang)),
            Err(why) => {
                self.remembering.give_up();
                Err(why.sentence(lang))
            }
        }
    }

    /// Has the desk written down, if that is due or to be done `at_once`.
    fn remember(&mut self, at_once: bool) {
        let app = &mut self.app;
        if let Some(order) = self.remembering.order(at_once, || app.desk()) {
            self.keep(order);
        }
    }

    fn keep(&mut self, order: Order) {
        self.keeping = true;
        self.keeper.keep(order);
    }

    /// Whether there is anything to be read in the pane that has the keys.
    fn shows_text(&self) -> bool {
        self.app.text_in(self.app.reader.focus).is_some()
    }

    /// Takes messages until there is a text to show, or nothing more to wait for.
    fn wait_for_text(&mut self) {
        let until = Instant::now() + FIRST_TEXT;
        while self.app.shelf.loading && !self.shows_text() {
            let left = until.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(event) => self.take(event),
                Err(_) => return,
            }
        }
    }

    fn run(&mut self, screen: &mut Screen, palette: Palette) -> Result<(), BrowseError> {
        let mut said: Option<Instant> = None;
        while !self.quit {
            let shown = said.map(|since| STATUS.saturating_sub(since.elapsed()));
            let event = match shown.into_iter().chain(self.remembering.wait()).min() {
                Some(wait) => self.events.recv_timeout(wait),
                None => self
                    .events
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) if shown == Some(Duration::ZERO) => {
                    let effects = self.app.update(Msg::Tick);
                    self.perform(effects);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            self.remember(false);
            for _ in 0..BATCH {
                if self.quit {
                    return Ok(());
                }
                match self.events.try_recv() {
                    Ok(event) => self.take(event),
                    Err(_) => break,
                }
            }
            said = self
                .app
                .status
                .as_ref()
                .map(|_| said.unwrap_or_else(Instant::now));
            if std::mem::take(&mut self.redraw) {
                screen.redraw_all()?;
            }
            screen.draw(|cells| ui::draw(&self.app, palette, cells))?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event) {
        if matches!(event, Event::Input(_)) {
            self.remembering.stir();
        }
        let msg = match event {
            Event::Input(Input::Key(key)) => Msg::Key(key),
            Event::Input(Input::Mouse(mouse)) => Msg::Mouse(mouse),
            Event::Input(Input::Paste(text)) => Msg::Paste(text),
            Event::Input(Input::Resize(w, h)) => Msg::Resize(w, h),
            Event::Input(Input::Resumed) => {
                self.redraw = true;
                return;
            }
            Event::Input(Input::Hangup) => {
                self.quit = true;
                return;
            }
            Event::Job(generation, output) => Msg::Done(generation, output),
            Event::Kept(Answer::Library(kept)) => Msg::Kept(kept),
            Event::Kept(Answer::Themes(kept)) => Msg::ThemesKept(kept),
            Event::Kept(Answer::Desk(Some(why)) | Answer::Doubt(why)) => Msg::Trouble(why),
            Event::Kept(Answer::Desk(None)) => return,
            Event::Changed(ids) => Msg::Changed(ids),
            Event::Completed(completion) => Msg::Completed(completion),
            Event::Looked(typed, path, found) => Msg::Looked { typed, path, found },
            Event::Exported(answer) => Msg::Exported(answer),
        };
        let effects = self.app.update(msg);
        self.perform(effects);
    }

    /// Looks at folders on a thread of its own: one that hangs holds up nothing else.
    fn aside(&self, look: impl FnOnce(&Path) -> Event + Send + 'static) {
        let (sender, here) = (self.sender.clone(), self.app.settings.here.clone());
        std::thread::spawn(move || drop(sender.send(look(&here))));
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Load(generation, job) => self.loader.give(generation, job),
                Effect::Compare(generation, job) => self.comparer.give(generation, job),
                Effect::ReadAgain(generation, job) => self.rereader.queue(generation, job),
                Effect::Wording(generation, job) => self.wording.queue(generation, job),
                Effect::Follow(generation, job) => self.follower.give(generation, job),
                Effect::Seek(generation, job) => self.seeker.give(generation, job),
                Effect::StopSeeking => self.seeker.stop(),
                Effect::Scan(generation, job) => self.scanner.give(generation, job),
                Effect::Try(generation, job) => self.trier.give(generation, job),
                Effect::Keep(change) => self.keep(Order::Library(change)),
                Effect::KeepThemes(edit) => self.keep(Order::Themes(edit)),
                Effect::UndoThemes => self.keep(Order::UndoThemes),
                Effect::Watch(files) => self.watcher.watch(files),
                Effect::Complete(typed) => self.aside(move |here| {
                    Event::Completed(library::complete(&typed, here, std::env::home_dir()))
                }),
                Effect::Look(typed) => self.aside(move |_| {
                    let path = library::typed_path(&typed, std::env::home_dir());
                    let found = library::discover(std::slice::from_ref(&path));
                    Event::Looked(typed, path, found)
                }),
                Effect::Export(order) => {
                    let lang = self.app.settings.lang;
                    self.aside(move |here| {
                        Event::Exported(export::write(&order, here, std::env::home_dir(), lang))
                    });
                }
                Effect::StopLoading => self.loader.stop(),
                // Not taken yet.
                Effect::Mouse(_) => {}
                Effect::Redraw => self.redraw = true,
                Effect::Quit => self.quit = true,
            }
        }
    }
}
