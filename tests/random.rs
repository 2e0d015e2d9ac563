//! Whatever is pressed, pasted, clicked and resized, in whatever order answers come: no panic, and the screen is always one.
//!
//! `SEQUENCES=2000 RANDOM_KEYS=200` set the size of the long run, `RANDOM_SEED=n` plays one sequence again and names every step.

use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use duizhao::app::action::{ACTIONS, Action, Context};
use duizhao::app::clip::Sending;
use duizhao::app::export::Answer;
use duizhao::app::keymap::{Code, Key, Resolved, sequence, show};
use duizhao::app::mouse::{Mouse, MouseKind};
use duizhao::app::msg::{Effect, Msg};
use duizhao::app::plan::LEAST;
use duizhao::app::{App, Settings};
use duizhao::job::{self, Cancel, Generation, Job, Output};
use duizhao::locale::Lang;
use duizhao::report::library;
use duizhao::store::Store;
use duizhao::term::keeper::{Answer as Kept, Desk, Order};
use duizhao::text::width::Ambiguous;
use duizhao::ui;
use duizhao::ui::label::{ColorDepth, Palette, PaletteName};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use crate::support::hostile::{Dice, payloads};
use crate::support::mirror::{Mirror, whole_glyphs};
use crate::support::reports;

/// The program, with answers that come when they come.
struct Late<'a> {
    app: App,
    dice: Dice,
    /// What workers have to tell, a queue for each job.
    told: Vec<VecDeque<(Generation, Output)>>,
    /// What others have to tell.
    answers: VecDeque<Msg>,
    desk: Desk,
    folder: &'a Path,
    quit: bool,
}

impl Late<'_> {
    fn send(&mut self, msg: Msg) {
        let effects = self.app.update(msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Load(generation, job)
                | Effect::Compare(generation, job)
                | Effect::Wording(generation, job)
                | Effect::ReadAgain(generation, job)
                | Effect::Seek(generation, job)
                | Effect::Scan(generation, job)
                | Effect::Try(generation, job)
                | Effect::Follow(generation, job) => self.begin(generation, job),
                Effect::KeepThemes(edit) => self.keep(Order::Themes(edit)),
                Effect::UndoThemes => self.keep(Order::UndoThemes),
                Effect::KeepMark(change) => self.keep(Order::Mark(change)),
                Effect::ReadMarks => self.keep(Order::ReadMarks),
                Effect::Keep(change) => self.keep(Order::Library(change)),
                Effect::Complete(typed) => {
                    let completion = library::complete(&typed, self.folder, None);
                    self.answers.push_back(Msg::Completed(completion));
                }
                Effect::Look(typed) => {
                    let path = match self.dice.below(3) {
                        0 => self.folder.join("nothing"),
                        1 => self.folder.join("reports"),
                        _ => self.folder.join("reports/青山区2021.txt"),
                    };
                    let found = library::discover(std::slice::from_ref(&path));
                    self.answers.push_back(Msg::Looked { typed, path, found });
                }
                Effect::Export(order) => {
                    let path = PathBuf::from(&order.typed);
                    let answer = match self.dice.below(3) {
                        0 => Answer::Written(path),
                        1 => Answer::Exists(path),
                        _ => Answer::Refused("盘满了".to_owned()),
                    };
                    self.answers.push_back(Msg::Exported(answer));
                }
                Effect::Send(_) => {
                    let characters = self.dice.below(9000);
                    let sending = match self.dice.below(3) {
                        0 => Sending::Sent {
                            characters,
                            tmux: characters.is_multiple_of(2),
                        },
                        1 => Sending::TooLong { characters },
                        _ => Sending::Failed("管道断了".to_owned()),
                    };
                    self.answers.push_back(Msg::Sent(sending));
                }
                Effect::Quit => self.quit = true,
                _ => {}
            }
        }
    }

    fn keep(&mut self, order: Order) {
        let msg = match self.desk.serve(order) {
            Kept::Themes(kept) => Msg::ThemesKept(kept),
            Kept::Library(kept) => Msg::Kept(kept),
            Kept::Marks(kept) => Msg::MarksKept(kept),
            Kept::Desk(None) => return,
            Kept::Desk(Some(why)) | Kept::Doubt(why) => Msg::Trouble(why),
        };
        self.answers.push_back(msg);
    }

    fn begin(&mut self, generation: Generation, job: Job) {
        let outputs = Mutex::new(VecDeque::new());
        job::run(job, &Cancel::default(), &|output| {
            outputs.lock().unwrap().push_back((generation, output))
        });
        self.told.push(outputs.into_inner().unwrap());
    }

    /// Lets one answer come.
    fn hear(&mut self) {
        self.told.retain(|queue| !queue.is_empty());
        if self.dice.below(4) == 0
            && let Some(msg) = self.answers.pop_front()
        {
            return self.send(msg);
        }
        if !self.told.is_empty() {
            let which = self.dice.below(self.told.len());
            if let Some((generation, output)) = self.told[which].pop_front() {
                self.send(Msg::Done(generation, output));
            }
        }
    }

    fn hear_all(&mut self) {
        while !self.answers.is_empty() || self.told.iter().any(|q| !q.is_empty()) {
            self.hear();
        }
    }

    /// Something that may happen, and its name.
    fn step(&mut self) -> (Msg, String) {
        let dice = &mut self.dice;
        let key = |key: Key| (Msg::Key(key), show(&[key]));
        match dice.below(100) {
            // A key that means something here.
            0..60 => {
                let contexts = self.app.contexts();
                let keys = self.app.keymap.rows(&contexts);
                let (row, _) = *dice.one(&keys);
                let name: &str = dice.one::<&str>(row.keys);
                let keys = sequence(name).unwrap();
                let at = self.app.pending.len().min(keys.len() - 1);
                key(keys[at])
            }
            // A key that means something somewhere.
            60..68 => {
                let row = &ACTIONS[dice.below(ACTIONS.len())];
                let name: &str = dice.one::<&str>(row.keys);
                key(*dice.one(&sequence(name).unwrap()))
            }
            68..80 => {
                let chars = [
                    '营', '商', '沙', '2', '0', '1', 'y', 's', 'h', ' ', '改', '，', '“', 'é', 'Z',
                    '-', '.', '区', '青',
                ];
                key(Key::new(Code::Char(*dice.one(&chars))))
            }
            80..84 => {
                let codes = [
                    Code::Backspace,
                    Code::Delete,
                    Code::Home,
                    Code::End,
                    Code::Left,
                    Code::Right,
                    Code::Esc,
                    Code::Enter,
                    Code::Tab,
                    Code::F(5),
                ];
                key(Key {
                    code: *dice.one(&codes),
                    ctrl: dice.below(6) == 0,
                    alt: dice.below(6) == 0,
                })
            }
            84..88 => {
                let sizes = [
                    (80, 24),
                    (80, 24),
                    (160, 45),
                    (40, 10),
                    (39, 9),
                    (1, 1),
                    (0, 0),
                    (300, 100),
                    (57, 13),
                    (0, 30),
                    (200, 3),
                ];
                let (w, h) = match dice.below(3) {
                    0 => (dice.below(301) as u16, dice.below(101) as u16),
                    1 => (80, 24),
                    _ => *dice.one(&sizes),
                };
                (Msg::Resize(w, h), format!("{w}×{h}"))
            }
            88..90 => {
                let text = match dice.below(4) {
                    0 => "老旧小区".to_owned(),
                    1 => "营商\n环境\t".repeat(dice.below(40)),
                    2 => String::new(),
                    _ => dice.one(&payloads_once()).clone(),
                };
                let name = format!("paste {text:?}");
                (Msg::Paste(text), name)
            }
            90..95 => {
                let (w, h) = self.app.size;
                let kinds = [
                    MouseKind::Press,
                    MouseKind::Drag,
                    MouseKind::Release,
                    MouseKind::WheelUp,
                    MouseKind::WheelDown,
                ];
                let mouse = Mouse {
                    kind: *dice.one(&kinds),
                    x: if dice.below(20) == 0 {
                        u16::MAX
                    } else {
                        dice.below(usize::from(w) + 1) as u16
                    },
                    y: if dice.below(20) == 0 {
                        u16::MAX
                    } else {
                        dice.below(usize::from(h) + 1) as u16
                    },
                    ctrl: dice.below(8) == 0,
                    alt: dice.below(8) == 0,
                };
                (Msg::Mouse(mouse), format!("{mouse:?}"))
            }
            95..97 => (Msg::Tick, "tick".to_owned()),
            97 => {
                let wide = [Ambiguous::Narrow, Ambiguous::Wide][dice.below(2)];
                (Msg::Ambiguous(wide), format!("{wide:?}"))
            }
            _ => {
                let ids: Vec<_> = self.app.shelf.ready().map(|(id, _)| id).collect();
                let some: Vec<_> = ids.into_iter().filter(|_| dice.below(2) == 0).collect();
                let name = format!("changed {some:?}");
                (Msg::Changed(some), name)
            }
        }
    }

    /// What holds after every step.
    fn check(&mut self, mirror: Option<&mut Mirror>, palette: Palette) -> Result<(), String> {
        let app = &self.app;
        let (w, h) = app.size;
        let mut cells = Buffer::filled(Rect::new(0, 0, w, h), Cell::new("\u{1}"));
        let drawn = ui::drawn(app, palette, &mut cells);
        let cursor = drawn.cursor;
        if let Some(at) = cells.content.iter().position(|c| c.symbol() == "\u{1}") {
            return Err(format!("cell {at} of {w}×{h} is not drawn"));
        }
        whole_glyphs(&cells, app.settings.ambiguous)?;
        let mut again = Buffer::empty(Rect::new(0, 0, w, h));
        if ui::draw(app, palette, &mut again) != cursor || again != cells {
            return Err("drawn twice, drawn otherwise".to_owned());
        }
        if !app.reader.panes.is_empty() && app.reader.focus >= app.reader.panes.len() {
            return Err(format!(
                "the focus is on pane {} of {}",
                app.reader.focus,
                app.reader.panes.len()
            ));
        }
        if let Some((x, y)) = cursor
            && (x >= w || y >= h)
        {
            return Err(format!("the cursor is at {x},{y} of {w}×{h}"));
        }
        let contexts = app.contexts();
        let typing = contexts.first().is_some_and(|c: &Context| c.is_text());
        if typing && cursor.is_none() && w >= LEAST.0 && h >= LEAST.1 {
            return Err(format!(
                "no cursor in the text field of {:?} at {w}×{h}",
                contexts[0]
            ));
        }
        if !typing && cursor.is_some() {
            return Err(format!(
                "a cursor in {:?}, which has no text field",
                contexts[0]
            ));
        }
        let leave = sequence("Ctrl-c").unwrap();
        if !matches!(
            app.keymap.resolve(&contexts, &leave),
            Resolved::Action(Action::Quit)
        ) {
            return Err(format!("Ctrl-c does not leave in {contexts:?}"));
        }
        if let Some(mirror) = mirror
            && app.settings.ambiguous == Ambiguous::Narrow
        {
            mirror.show(app)?;
        }
        // As the loop does after a frame.
        self.send(Msg::Shown(drawn.spots));
        Ok(())
    }
}

fn payloads_once() -> Vec<String> {
    static ALL: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    ALL.get_or_init(|| {
        payloads()
            .iter()
            .map(super::support::hostile::Payload::lossy)
            .collect()
    })
    .clone()
}

/// One sequence. An error tells what broke, and what was done.
fn sequence_of(seed: u64, keys: usize, folder: &Path, trace: bool) -> Result<usize, String> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        dice.next();
    }
    let kept = tempfile::tempdir().unwrap();
    let store = Store::at(kept.path());
    let lang = [Lang::Zh, Lang::En][dice.below(2)];
    let mut app = App::new(
        Settings {
            lang,
            here: folder.to_owned(),
            ..Settings::default()
        },
        (80, 24),
    );
    let paths = match dice.below(6) {
        0 => vec![],
        1 => vec![folder.join("reports/青山区2021.txt")],
        2 => vec![folder.join("empty")],
        3 => vec![
            folder.join("reports/青山区2021.txt"),
            folder.join("reports/青山区2022.txt"),
        ],
        _ => vec![folder.join("reports")],
    };
    let names = [PaletteName::Ink, PaletteName::Paper, PaletteName::Contrast];
    let palette = Palette::new(
        names[dice.below(3)],
        [ColorDepth::True, ColorDepth::None][dice.below(2)],
    );
    let mut mirror = (dice.below(3) == 0).then(|| Mirror::new(80, 24, palette, Ambiguous::Narrow));
    let load = app.open(paths);
    let mut late = Late {
        app,
        dice,
        told: Vec::new(),
        answers: VecDeque::new(),
        desk: Desk::new(Ok(store), lang),
        folder,
        quit: false,
    };
    let done = Mutex::new(Vec::new());
    let tell = |done: &Mutex<Vec<String>>| {
        done.lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .join(" · ")
    };
    let run = catch_unwind(AssertUnwindSafe(|| -> Result<(), String> {
        late.perform(vec![load]);
        if late.dice.below(2) == 0 {
            late.hear_all();
        }
        late.check(mirror.as_mut(), palette)?;
        for _ in 0..keys {
            let (msg, name) = late.step();
            if trace {
                println!("{name} in {:?}", late.app.contexts()[0]);
            }
            done.lock().unwrap().push(name);
            late.send(msg);
            late.check(mirror.as_mut(), palette)?;
            for _ in 0..late.dice.below(4) {
                late.hear();
                late.check(mirror.as_mut(), palette)?;
            }
        }
        late.hear_all();
        late.check(mirror.as_mut(), palette)?;
        // Out, within five keys, without Ctrl-c where nothing lies over the screen.
        late.quit = false;
        let deep = late.app.overlays.len() + late.app.behind.len();
        let out: Vec<Key> = if late.dice.below(2) == 0 || deep > 2 || !late.app.overlays.is_empty()
        {
            sequence("Ctrl-c").unwrap()
        } else {
            sequence("q").unwrap().repeat(5)
        };
        for key in out {
            if !late.quit {
                late.send(Msg::Key(key));
            }
        }
        if late.quit {
            Ok(())
        } else {
            Err(format!("not out; {deep} deep, {:?}", late.app.contexts()))
        }
    }));
    match run {
        Ok(Ok(())) => Ok(done.lock().unwrap().len()),
        Ok(Err(how)) => Err(format!("seed {seed}: {how}\n  after: {}", tell(&done))),
        Err(panic) => {
            let why = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
            Err(format!(
                "seed {seed}: panic: {}\n  after: {}",
                why.unwrap_or_default(),
                tell(&done)
            ))
        }
    }
}

fn run(seeds: impl Iterator<Item = u64>, keys: usize) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("reports")).unwrap();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    reports::write(&folder.path().join("reports"));
    let (mut steps, mut count) = (0, 0);
    let mut broken: Vec<String> = Vec::new();
    let mut kinds = HashSet::new();
    let trace = std::env::var_os("RANDOM_SEED").is_some();
    for seed in seeds {
        count += 1;
        match sequence_of(seed, keys, folder.path(), trace) {
            Ok(n) => steps += n,
            Err(how) => {
                let kind: String = how
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .filter(|c| !c.is_ascii_digit())
                    .take(90)
                    .collect();
                if kinds.insert(kind) {
                    println!("{how}\n");
                }
                broken.push(how);
            }
        }
        if broken.len() > 40 {
            break;
        }
    }
    println!("{count} sequences, {steps} steps, {} broken", broken.len());
    assert!(
        broken.is_empty(),
        "{} sequences break, first: {}",
        broken.len(),
        broken[0]
    );
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(otherwise)
}

#[test]
fn random_keys_for_a_while() {
    run(1..=25, 80);
}

#[test]
#[ignore = "2,000 sequences of 200 steps: a quarter of an hour"]
fn random_keys_for_long() {
    let keys = number("RANDOM_KEYS", 200) as usize;
    match number("RANDOM_SEED", 0) {
        0 => run(1..=number("SEQUENCES", 2000), keys),
        seed => run(seed..=seed, keys),
    }
}
