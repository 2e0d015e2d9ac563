//! The browser's loop: messages in, one update each, one frame for all that came together.
//!
//! Owns the workers and the screen. Must not know what a key means: that is [`App::update`]'s.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::Screen;
use super::clip;
use super::export;
use super::guard::{self, NoTerminal};
use super::input::{self, Input};
use super::keeper::{Answer, Desk, Keeper, Order};
use super::probe::{self, Ground, Probe, Told};
use super::remember::{Remembering, Restore};
use super::vt;
use super::watch::Watcher;
use crate::app::clip::Sending;
use crate::app::export::Answer as Exported;
use crate::app::mouse::{MouseKind, Spots};
use crate::app::msg::{Effect, Msg};
use crate::app::{App, Settings};
use crate::config::Config;
use crate::job::{self, Generation, Job, Output, Worker};
use crate::locale::Lang;
use crate::report::ReportId;
use crate::report::library::{self, Completion, Found};
use crate::report::source::Charset;
use crate::store::{Store, StoreError, themes};
use crate::text::safe::Safe;
use crate::text::width::Ambiguous;
use crate::theme::Book;
use crate::ui;
use crate::ui::label::{Palette, PaletteName};

/// How long the first paint waits for the first text.
const FIRST_TEXT: Duration = Duration::from_millis(120);
/// Most messages that are taken together before a frame is drawn.
const BATCH: usize = 512;

/// How long the end waits for answers to what was asked moments before.
const LAST_ANSWERS: Duration = Duration::from_millis(150);

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
    /// How wide the terminal shows ambiguous characters; none: as it tells when it is asked.
    pub ambiguous: Option<Ambiguous>,
    /// The terminal is asked whether its ground is light, and then has the palette for it.
    pub ask_ground: bool,
    /// The mouse is taken.
    pub mouse: bool,
    /// What the reader has settled besides.
    pub config: Config,
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
    Sent(Sending),
}

impl Event {
    /// Whether `next`, coming right after, leaves nothing of this one to be seen.
    fn is_outdone_by(&self, next: &Event) -> bool {
        match (self, next) {
            (Event::Input(Input::Mouse(one)), Event::Input(Input::Mouse(other))) => {
                one.kind == MouseKind::Drag
                    && (one.kind, one.ctrl, one.alt) == (other.kind, other.ctrl, other.alt)
            }
            (Event::Input(Input::Resize(..)), Event::Input(Input::Resize(..))) => true,
            _ => false,
        }
    }
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
    /// The mouse is wanted.
    mouse: bool,
    palette: Palette,
    probe: Probe,
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
        ambiguous: opening.ambiguous.unwrap_or_default(),
        mouse: opening.mouse,
        ..Settings::default()
    };
    let mut config = opening.config;
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
        mouse: opening.mouse,
        palette: opening.palette,
        probe: Probe::default(),
    };
    let given = !opening.paths.is_empty();
    // One small file, understood when themes are first asked for.
    let mut own = match opening.store.as_ref().map(Store::read_themes) {
        Ok(Ok(own)) => own,
        Ok(Err(why)) => {
            shell.app.cannot_read_themes(why.sentence(lang));
            Vec::new()
        }
        Err(_) => Vec::new(),
    };
    for path in config.lexicon.clone() {
        match themes::read_own(&path) {
            Ok(laid) => shell.app.settings.laid.push(laid),
            Err(why) => config.wrong("lexicon", why.sentence(Lang::Zh), why.sentence(Lang::En)),
        }
    }
    own.extend(shell.app.settings.laid.iter().cloned());
    shell.app.settle(config);
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
    screen.want_mouse(shell.mouse)?;
    screen.enter(opening.lang)?;
    if let Ok(size) = screen.size() {
        shell.app.update(Msg::Resize(size.width, size.height));
    }
    shell.draw(&mut screen)?;
    let inputs = sender.clone();
    input::spawn(move |input| inputs.send(Event::Input(input)).is_ok())?;
    if probe::answers(|name| std::env::var(name).ok()) {
        shell.probe = Probe::new(opening.ambiguous.is_none(), opening.ask_ground);
        screen.ask(&mut shell.probe)?;
    }
    shell.perform(effects);
    let ran = shell.run(&mut screen);
    shell.hear_out();
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

    fn run(&mut self, screen: &mut Screen) -> Result<(), BrowseError> {
        let mut said: Option<Instant> = None;
        let seconds = self.app.settings.config.status_seconds;
        let stands = Duration::from_secs(seconds.into());
        while !self.quit {
            let shown = said.map(|since| stands.saturating_sub(since.elapsed()));
            let event = match shown.into_iter().chain(self.remembering.wait()).min() {
                Some(wait) => self.events.recv_timeout(wait),
                None => self
                    .events
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(event) => self.take_all(event),
                Err(RecvTimeoutError::Timeout) if shown == Some(Duration::ZERO) => {
                    let effects = self.app.update(Msg::Tick);
                    self.perform(effects);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            self.remember(false);
            if self.quit {
                return Ok(());
            }
            said = self
                .app
                .status
                .as_ref()
                .map(|_| said.unwrap_or_else(Instant::now));
            if std::mem::take(&mut self.redraw) {
                screen.redraw_all()?;
            }
            screen.want_mouse(self.mouse)?;
            self.draw(screen)?;
        }
        Ok(())
    }

    /// Takes this event and those that wait behind it, up to [`BATCH`]; of drags and sizes in a row the last is enough.
    fn take_all(&mut self, first: Event) {
        let mut event = first;
        for _ in 1..BATCH {
            let Ok(next) = self.events.try_recv() else {
                break;
            };
            if !event.is_outdone_by(&next) {
                self.take(event);
                if self.quit {
                    return;
                }
            }
            event = next;
        }
        self.take(event);
    }

    /// At the end: answers that are still on their way would be typed at the shell that comes next.
    fn hear_out(&mut self) {
        let until = Instant::now() + LAST_ANSWERS;
        while self.probe.open_for(Instant::now()).is_some() {
            let left = until.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(Event::Input(Input::Answer(answer))) => {
                    self.probe.hear(answer, Instant::now());
                }
                Ok(Event::Input(Input::Hangup)) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    /// Takes an answer of the terminal.
    fn answered(&mut self, answer: vt::Answer) {
        match self.probe.hear(answer, Instant::now()) {
            Some(Told::Width(ambiguous)) if ambiguous != self.app.settings.ambiguous => {
                // What is drawn stands elsewhere than it was thought to.
                self.redraw = true;
                let effects = self.app.update(Msg::Ambiguous(ambiguous));
                self.perform(effects);
            }
            Some(Told::Ground(Ground::Light)) => {
                self.palette = Palette::new(PaletteName::Paper, self.palette.depth());
            }
            _ => {}
        }
    }

    /// Draws a frame, and tells what can be pressed on it.
    fn draw(&mut self, screen: &mut Screen) -> Result<(), BrowseError> {
        let mut spots = Spots::default();
        screen.draw(|cells| {
            let drawn = ui::drawn(&self.app, self.palette, cells);
            spots = drawn.spots;
            drawn.cursor
        })?;
        self.app.update(Msg::Shown(spots));
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
            Event::Input(Input::PasteCut) => Msg::PasteCut,
            Event::Input(Input::Answer(answer)) => return self.answered(answer),
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
            Event::Sent(sending) => Msg::Sent(sending),
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
                Effect::Send(parcel) => {
                    let lang = self.app.settings.lang;
                    self.aside(move |_| Event::Sent(clip::send(&parcel, lang)));
                }
                Effect::StopLoading => self.loader.stop(),
                Effect::Mouse(wanted) => self.mouse = wanted,
                Effect::Redraw => self.redraw = true,
                Effect::Quit => self.quit = true,
            }
        }
    }
}
