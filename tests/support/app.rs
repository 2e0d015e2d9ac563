//! The program without a terminal: keys in, screen out, jobs done inline.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use duizhao::app::keymap::{Key, sequence};
use duizhao::app::mouse::Spots;
use duizhao::app::msg::{Effect, Msg};
use duizhao::app::{App, Settings};
use duizhao::job::{self, Cancel, Generation, Job};
use duizhao::locale::Lang;
use duizhao::report::library::{self, Catalogue, Change};
use duizhao::store::Store;
use duizhao::term::export;
use duizhao::term::keeper::{Answer, Desk, Order};
use duizhao::term::watch::Watched;
use duizhao::ui;
use duizhao::ui::label::Palette;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A running program.
pub struct Harness {
    pub app: App,
    pub quit: bool,
    /// What was sent to the clipboard.
    pub copied: Vec<duizhao::app::clip::Parcel>,
    /// The files that the program wants to be watched.
    pub watched: Vec<Watched>,
    /// Where the library is kept; else it is kept in memory alone.
    pub store: Option<Store>,
    /// Who writes the reader's themes down.
    desk: Option<Desk>,
}

impl Harness {
    /// Opens the built-in samples.
    pub fn samples(w: u16, h: u16) -> Self {
        Self::open(Vec::new(), w, h, Lang::Zh)
    }

    /// Opens files and folders (the samples when there is none).
    pub fn open(paths: Vec<PathBuf>, w: u16, h: u16, lang: Lang) -> Self {
        let mut app = App::new(
            Settings {
                lang,
                ..Settings::default()
            },
            (w, h),
        );
        let effect = app.open(paths);
        let mut harness = Self::of(app);
        harness.run(vec![effect]);
        harness
    }

    /// A program as it is.
    pub fn of(app: App) -> Self {
        Self {
            app,
            quit: false,
            copied: Vec::new(),
            watched: Vec::new(),
            store: None,
            desk: None,
        }
    }

    /// Opens what is kept in the library at `store`.
    pub fn library(store: Store, w: u16, h: u16, lang: Lang) -> Self {
        let mut app = App::new(
            Settings {
                lang,
                ..Settings::default()
            },
            (w, h),
        );
        app.catalogue = store.load().unwrap().into();
        let effect = app.open(Vec::new());
        let mut harness = Self::of(app);
        harness.store = Some(store);
        harness.run(vec![effect]);
        harness
    }

    /// Changes the library, as the program would.
    pub fn keep(&mut self, change: Change) {
        let kept = if let Some(store) = &self.store {
            store
                .keep(change)
                .map(|kept| Arc::new(kept.catalogue))
                .map_err(|why| why.sentence(self.app.settings.lang))
        } else {
            let mut catalogue = Catalogue::clone(&self.app.catalogue);
            catalogue.apply(change);
            Ok(Arc::new(catalogue))
        };
        self.send(Msg::Kept(kept));
    }

    /// Changes the reader's own themes, as the program would, where the library is kept on disk.
    fn keep_themes(&mut self, order: Order) {
        let store = self.store.clone().expect("themes need a store");
        let lang = self.app.settings.lang;
        let desk = self.desk.get_or_insert_with(|| Desk::new(Ok(store), lang));
        match desk.serve(order) {
            Answer::Themes(kept) => self.send(Msg::ThemesKept(kept)),
            Answer::Library(kept) => self.send(Msg::Kept(kept)),
            Answer::Desk(why) => why.into_iter().for_each(|why| self.send(Msg::Trouble(why))),
            Answer::Doubt(why) => self.send(Msg::Trouble(why)),
        }
    }

    /// Presses keys: names parted by blanks, such as `J gg Ctrl-d f y s h j Enter`; `"营商"` types text.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for part in keys.split_whitespace() {
            if let Some(text) = part.strip_prefix('"').and_then(|p| p.strip_suffix('"')) {
                for c in text.chars() {
                    self.send(Msg::Key(Key::new(duizhao::app::keymap::Code::Char(c))));
                }
                continue;
            }
            for key in sequence(part).unwrap() {
                self.send(Msg::Key(key));
            }
        }
        self
    }

    /// Sends one message and does what follows from it.
    pub fn send(&mut self, msg: Msg) {
        if matches!(msg, Msg::Mouse(_)) {
            // The mouse hits what was drawn.
            let spots = self.drawn().1;
            self.app.update(Msg::Shown(spots));
        }
        let effects = self.app.update(msg);
        self.run(effects);
    }

    /// Does what the program asks for.
    pub fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Load(generation, job)
                | Effect::Compare(generation, job)
                | Effect::Wording(generation, job)
                | Effect::ReadAgain(generation, job)
                | Effect::Seek(generation, job)
                | Effect::Scan(generation, job)
                | Effect::Try(generation, job)
                | Effect::Follow(generation, job) => self.job(generation, job),
                Effect::KeepThemes(edit) => self.keep_themes(Order::Themes(edit)),
                Effect::UndoThemes => self.keep_themes(Order::UndoThemes),
                Effect::Quit => self.quit = true,
                Effect::Watch(files) => self.watched = files,
                Effect::Keep(change) => self.keep(change),
                Effect::Complete(typed) => {
                    let here = self.app.settings.here.clone();
                    let completion = library::complete(&typed, &here, None);
                    self.send(Msg::Completed(completion));
                }
                Effect::Look(typed) => {
                    let path = library::typed_path(&typed, None);
                    let found = library::discover(std::slice::from_ref(&path));
                    self.send(Msg::Looked { typed, path, found });
                }
                Effect::Export(order) => {
                    let (here, lang) = (self.app.settings.here.clone(), self.app.settings.lang);
                    self.send(Msg::Exported(export::write(&order, &here, None, lang)));
                }
                Effect::Send(parcel) => self.copied.push(*parcel),
                Effect::StopLoading | Effect::StopSeeking | Effect::Redraw | Effect::Mouse(_) => {}
            }
        }
    }

    fn job(&mut self, generation: Generation, job: Job) {
        let outputs = Mutex::new(Vec::new());
        job::run(job, &Cancel::default(), &|output| {
            outputs.lock().unwrap().push(output)
        });
        for output in outputs.into_inner().unwrap() {
            let effects = self.app.update(Msg::Done(generation, output));
            self.run(effects);
        }
    }

    /// The screen's cells in a palette, and where the cursor stands.
    pub fn frame(&self, palette: Palette) -> (Buffer, Option<(u16, u16)>) {
        let (w, h) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
        let cursor = ui::draw(&self.app, palette, &mut buffer);
        (buffer, cursor)
    }

    /// The screen's cells.
    pub fn cells(&self) -> Buffer {
        self.drawn().0
    }

    /// The screen's cells, and what can be pressed on it.
    pub fn drawn(&self) -> (Buffer, Spots) {
        let (w, h) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
        let drawn = ui::drawn(&self.app, Palette::default(), &mut buffer);
        (buffer, drawn.spots)
    }

    /// The screen as text, rows without trailing blanks, hidden halves of wide glyphs left out.
    pub fn screen(&self) -> String {
        let buffer = self.cells();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut row = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer.cell((x, y)).map_or(" ", |c| c.symbol());
                row.push_str(symbol);
                x += duizhao::text::width::text(symbol, duizhao::text::width::Ambiguous::Narrow)
                    .max(1);
            }
            out.push_str(row.trim_end());
            out.push('\n');
        }
        out
    }
}
