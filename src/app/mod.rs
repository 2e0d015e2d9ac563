//! State and update: no I/O, no threads, no widgets.
//!
//! Owns [`App`]. Invariant: [`App::update`] is the only door by which the state changes, and after it returns every
//! layout that is to be drawn is made; drawing only reads. Must not know of ratatui, crossterm or files.

pub mod action;
pub mod candidates;
pub mod changes;
pub mod clip;
pub mod copies;
pub mod counterparts;
pub mod counts;
pub mod course;
pub mod edit;
pub mod export;
pub mod facts;
pub mod field;
pub mod help;
pub mod history;
pub mod keymap;
pub mod layout;
pub mod lens;
pub mod library;
pub mod list;
pub mod marks;
pub mod matrix;
pub mod mouse;
pub mod msg;
pub mod novelty;
pub mod outline;
pub mod overlays;
pub mod palette;
pub mod path;
pub mod plan;
pub mod reader;
pub mod reread;
pub mod ruler;
pub mod select;
mod session;
pub mod settle;
pub mod sheet;
pub mod shelf;
pub mod strip;
pub mod theme_edit;
pub mod theme_terms;
pub mod themes;
pub mod view;
pub mod walk;
pub mod welcome;
pub mod widths;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Config;
use crate::job::{Generation, Job, Means, Output, What};
use crate::jump::Index;
use crate::locale::{Lang, Word, files_unreadable, word};
use crate::report::ReportId;
use crate::report::library::{Catalogue, Reading};
use crate::report::source::Charset;
use crate::text::safe::Safe;
use crate::text::width::Ambiguous;
use crate::theme::{Book, Lexicon, OwnFile, ThemeId};

use action::{Action, Context};
use keymap::{Code, Key, Keymap, Resolved};
use msg::{Effect, Msg};
use reader::{Pane, Reader};
use shelf::{Shelf, State};
use walk::{CurrentHit, Search, Walking};

/// What is settled before the program starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Language of the interface.
    pub lang: Lang,
    /// How wide the terminal shows ambiguous characters.
    pub ambiguous: Ambiguous,
    /// The folder that relative paths are taken from.
    pub here: PathBuf,
    /// The encoding that every file is to be read in, if one was asked for.
    pub charset: Option<Charset>,
    /// The program has the mouse; else the terminal selects text with it, until `M`.
    pub mouse: bool,
    /// What the reader has settled in the file of settings.
    pub config: Config,
    /// Themes laid over the reader's own, as the settings name them.
    pub laid: Vec<OwnFile>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::default(),
            ambiguous: Ambiguous::default(),
            here: PathBuf::default(),
            charset: None,
            mouse: true,
            config: Config::default(),
            laid: Vec::new(),
        }
    }
}

/// Most places kept to go back to.
const MOST_HISTORY: usize = 100;

/// What fills the screen.
#[derive(Clone, Debug, Default)]
pub enum Screen {
    /// 对照: outline and panes.
    #[default]
    Reader,
    /// 主题: themes × reports.
    Matrix(matrix::MatrixState),
    /// The passages of one theme in columns.
    Lens(lens::LensState),
    /// 特色词: what a report or a group has more than the others.
    Candidates(candidates::CandidatesState),
    /// 走势: themes over time.
    Course(course::CourseState),
    /// 新旧: what is new and gone.
    Novelty(novelty::NoveltyState),
    /// 变化: the overview of one comparison.
    Changes(changes::ChangesState),
    /// 文库: every report.
    Library(library::LibraryState),
    /// Nothing is open.
    Welcome(welcome::WelcomeState),
}

/// What lies over the screen; the last one has the keys.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// 跳转
    Jump(overlays::JumpState),
    /// `/`
    Search(overlays::SearchState),
    /// 选主题
    Themes(overlays::ThemesState),
    /// Choosing a report for a pane.
    Reports(overlays::ReportsState),
    /// `:`
    Palette(palette::PaletteState),
    /// `?`
    Help(help::HelpState),
    /// The outline where there is no room beside the panes.
    Outline(overlays::OutlineState),
    /// Typing the path of what is to be opened.
    Path(path::PathState),
    /// Typing what the library is filtered by.
    Filter(library::FilterState),
    /// 改身份
    Edit(Box<edit::EditState>),
    /// 指定对应
    Counterparts(Box<counterparts::CounterpartsState>),
    /// 历年
    History(history::HistoryState),
    /// 导出
    Export(Box<export::ExportState>),
    /// 新主题, 加词条
    ThemeEdit(Box<theme_edit::ThemeEditState>),
    /// The terms of one theme.
    ThemeTerms(Box<theme_terms::ThemeTermsState>),
    /// What is wrong in the file of settings.
    Mistakes(list::ListCursor),
    /// Choosing years, places or levels of the matrix.
    MatrixPick(Box<matrix::pick::PickState>),
    /// Finding a theme, place or year in the matrix.
    MatrixFind(Box<matrix::find::FindState>),
    /// All bookmarks and notes.
    Marks(Box<marks::MarksState>),
    /// 批注
    Note(Box<marks::NoteState>),
}

/// A place to come back to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// Report.
    pub report: ReportId,
    /// Byte of its text.
    pub anchor: usize,
}

/// Where all panes stood, to come back to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// What each pane showed, from the left.
    pub panes: Vec<Place>,
    /// Which had the keys.
    pub focus: usize,
    /// Which it was compared with.
    pub companion: usize,
    /// The screen of changes was over them.
    pub changes: bool,
    /// They were left for a passage of the lens that lies over them.
    pub lens: bool,
}

/// A sentence on the status row, until the next key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    /// What is said.
    pub text: Safe,
    /// It tells of something that went wrong.
    pub error: bool,
}

/// Everything that the program knows and shows.
#[derive(Debug)]
pub struct App {
    /// Settled before the start.
    pub settings: Settings,
    /// Which key means what.
    pub keymap: Keymap,
    /// The open reports.
    pub shelf: Shelf,
    /// The library as it is kept.
    pub catalogue: Arc<Catalogue>,
    /// What is open.
    pub opened: What,
    /// The themes as they are to be used; what is found by another book is stale.
    pub book: Arc<Book>,
    /// The themes, once read.
    pub lexicon: Option<Arc<Lexicon>>,
    /// The edition of the book that the lexicon and all hits are of, where it is another than the one in use.
    shown_edition: Option<u32>,
    scanning: themes::Scanning,
    /// What the reader changes of the themes.
    theming: theme_edit::Theming,
    /// The themes that are lit, in order of their digits.
    pub lit: Vec<ThemeId>,
    /// Which of them is walked: index into `lit`.
    pub current_lit: usize,
    /// What is known of pairs of reports: left, right.
    pub pairings: HashMap<(ReportId, ReportId), Arc<view::Pairing>>,
    /// The panes.
    pub reader: Reader,
    /// What fills the screen.
    pub screen: Screen,
    /// The screens below it.
    pub behind: Vec<Screen>,
    /// What lies over it.
    pub overlays: Vec<Overlay>,
    /// Keys of an unfinished sequence.
    pub pending: Vec<Key>,
    counting: counts::Counting,
    /// A sentence on the status row.
    pub status: Option<Status>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// What `n` walks.
    pub walking: Walking,
    walk: walk::Walk,
    /// The search in the text, if there was one.
    pub search: Option<Search>,
    /// The hit that is lit strongest.
    pub hit: Option<CurrentHit>,
    /// The targets of jumping.
    pub index: Index,
    /// Places to go back to, and those that were gone back from.
    history: (Vec<Standing>, Vec<Standing>),
    comparing: Option<(ReportId, ReportId)>,
    /// The looking for shared sentences that was asked for last.
    shared_asked: Generation,
    /// What can be taken back of the library.
    keeping: library::keep::Keeping,
    opening: path::Opening,
    copies: copies::Copies,
    /// Bookmarks and notes.
    pub marking: marks::Marking,
    /// What is known of wording, and what of it is shown.
    pub wording: strip::Wording,
    following: history::Following,
    hand: mouse::Hand,
    seeking: candidates::Seeking,
    /// What is chosen of a report.
    selecting: select::Selecting,
    /// What was copied last.
    copied: clip::Copied,
    again: reread::Again,
    memory: session::Memory,
    load_generation: Generation,
    compare_generation: Generation,
    versions: u64,
    touched: bool,
    /// Panes are to be aligned anew once their layouts are made.
    settle: bool,
}

impl App {
    /// A program with nothing open, on a terminal of `size` columns and rows.
    pub fn new(settings: Settings, size: (u16, u16)) -> Self {
        Self {
            hand: mouse::Hand::new(settings.mouse),
            settings,
            keymap: Keymap::builtin(),
            shelf: Shelf::default(),
            catalogue: Arc::default(),
            opened: What::default(),
            book: Arc::default(),
            lexicon: None,
            shown_edition: None,
            scanning: themes::Scanning::default(),
            theming: theme_edit::Theming::default(),
            lit: Vec::new(),
            current_lit: 0,
            pairings: HashMap::new(),
            reader: Reader::default(),
            screen: Screen::Reader,
            behind: Vec::new(),
            overlays: Vec::new(),
            pending: Vec::new(),
            counting: counts::Counting::default(),
            status: None,
            size,
            walking: Walking::Theme,
            walk: walk::Walk::default(),
            search: None,
            hit: None,
            index: Index::new(),
            history: (Vec::new(), Vec::new()),
            comparing: None,
            shared_asked: Generation::default(),
            keeping: library::keep::Keeping::default(),
            opening: path::Opening::default(),
            copies: copies::Copies::default(),
            marking: marks::Marking::default(),
            wording: strip::Wording::default(),
            following: history::Following::default(),
            seeking: candidates::Seeking::default(),
            selecting: None,
            copied: clip::Copied::default(),
            again: reread::Again::default(),
            memory: session::Memory::default(),
            load_generation: Generation::default(),
            compare_generation: Generation::default(),
            versions: 0,
            touched: false,
            settle: false,
        }
    }

    /// Opens files and folders (the library when there is none, else the built-in samples) in place of what is open.
    pub fn open(&mut self, paths: Vec<PathBuf>) -> Effect {
        self.close_reports();
        self.load(What::of(paths))
    }

    /// Looks for files and folders; what is open stays until something is found.
    fn load(&mut self, what: What) -> Effect {
        self.load_generation.0 += 1;
        let means = self.means();
        let what = what.settled(&means.reading);
        self.again.opening = what.clone();
        Effect::Load(self.load_generation, Job::Load { what, means })
    }

    /// With what files are to be read and scanned now.
    pub(crate) fn means(&self) -> Means {
        Means {
            reading: self.reading(),
            book: Arc::clone(&self.book),
            first: self.memory.first().into(),
        }
    }

    /// How files are to be read now.
    pub(crate) fn reading(&self) -> Reading {
        Reading {
            catalogue: Arc::clone(&self.catalogue),
            charset: self.settings.charset,
        }
    }

    /// Closes what is open.
    fn close_reports(&mut self) {
        self.shelf = Shelf::default();
        self.shelf.loading = true;
        self.opening = path::Opening::default();
        self.copies = copies::Copies::default();
        self.wording.forget_all();
        self.pairings.clear();
        self.index = Index::new();
        self.reader.panes.clear();
        self.behind
            .retain(|s| !matches!(s, Screen::Changes(_) | Screen::Candidates(_)));
        if matches!(self.screen, Screen::Candidates(_)) {
            self.screen = Screen::Reader;
        }
        self.hit = None;
        self.comparing = None;
    }

    /// Takes one message, and tells what the world should do about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = match msg {
            Msg::Key(key) => self.key(key),
            Msg::Mouse(mouse) => {
                self.drop_waiting();
                self.mouse(mouse)
            }
            Msg::Shown(spots) => {
                self.shown(spots);
                return Vec::new();
            }
            Msg::Paste(text) => {
                self.drop_waiting();
                self.paste(&text)
            }
            Msg::PasteCut => {
                self.say(word(self.settings.lang, Word::PasteCut));
                Vec::new()
            }
            Msg::Ambiguous(ambiguous) => {
                self.settings.ambiguous = ambiguous;
                self.settle = true;
                Vec::new()
            }
            Msg::Resize(w, h) => {
                self.size = (w, h);
                self.settle = true;
                Vec::new()
            }
            Msg::Done(generation, output) => self.done(generation, output),
            Msg::Kept(kept) => self.kept(kept),
            Msg::Trouble(why) => {
                self.fail(&why);
                Vec::new()
            }
            Msg::ThemesKept(kept) => self.themes_kept(kept),
            Msg::MarksKept(kept) => self.marks_kept(kept.map(|kept| *kept)),
            Msg::Changed(ids) => self.changed_on_disk(&ids),
            Msg::Completed(completion) => {
                if matches!(self.overlays.last(), Some(Overlay::Export(_))) {
                    self.export_completed(completion);
                } else {
                    self.completed(completion);
                }
                Vec::new()
            }
            Msg::Looked { typed, path, found } => self.looked(&typed, &path, found),
            Msg::Exported(answer) => {
                self.exported(answer);
                Vec::new()
            }
            Msg::Sent(sending) => {
                self.sent(sending);
                Vec::new()
            }
            Msg::Tick => {
                self.status = None;
                Vec::new()
            }
        };
        self.refresh_library();
        self.forget_stale_selection();
        self.prepare_marks();
        effects.extend(self.prepare());
        effects.extend(self.prepare_wording());
        effects.extend(self.prepare_candidates());
        effects.extend(self.prepare_trial());
        effects.extend(self.prepare_lens());
        self.refresh_changes();
        if std::mem::take(&mut self.settle) {
            self.follow();
        }
        effects
    }

    /// Says a sentence on the status row.
    pub(crate) fn say(&mut self, text: &str) {
        self.status = Some(Status {
            text: Safe::new(text),
            error: false,
        });
    }

    /// The contexts in which keys are looked up now, topmost first.
    pub fn contexts(&self) -> Vec<Context> {
        self.contexts_under(self.overlays.last())
    }

    /// The same as if neither help nor palette were open: where what they list is done.
    pub fn contexts_below(&self) -> Vec<Context> {
        let listing = |o: &&Overlay| matches!(o, Overlay::Help(_) | Overlay::Palette(_));
        self.contexts_under(self.overlays.iter().rev().find(|o| !listing(o)))
    }

    fn contexts_under(&self, overlay: Option<&Overlay>) -> Vec<Context> {
        let top = match overlay {
            Some(Overlay::Jump(_)) => Context::Jump,
            Some(Overlay::Search(_)) => Context::Search,
            Some(Overlay::Themes(_)) => Context::ThemePicker,
            Some(Overlay::Reports(_)) => Context::ReportPicker,
            Some(Overlay::Palette(_)) => Context::Palette,
            Some(Overlay::Help(_)) => Context::Help,
            Some(Overlay::Outline(_)) => Context::OutlineOverlay,
            Some(Overlay::Path(_)) => Context::PathField,
            Some(Overlay::Filter(_)) => Context::LibraryFilter,
            Some(Overlay::Edit(_)) => Context::EditForm,
            Some(Overlay::Counterparts(_)) => Context::Counterparts,
            Some(Overlay::History(_)) => Context::History,
            Some(Overlay::Export(state)) => state.context(),
            Some(Overlay::ThemeEdit(state)) => state.context(),
            Some(Overlay::ThemeTerms(_)) => Context::ThemeTerms,
            Some(Overlay::Mistakes(_)) => Context::Mistakes,
            Some(Overlay::MatrixPick(_)) => Context::MatrixPick,
            Some(Overlay::MatrixFind(_)) => Context::MatrixFind,
            Some(Overlay::Marks(_)) => Context::Marks,
            Some(Overlay::Note(_)) => Context::NoteForm,
            None if self.selection().is_some() => {
                return vec![Context::Select, Context::Reader, Context::Everywhere];
            }
            None => self.screen_context(),
        };
        // An overlay hides the screen's keys, and a text field all keys that are characters.
        vec![top, Context::Everywhere]
    }

    /// The context of the screen below all overlays.
    pub fn screen_context(&self) -> Context {
        match self.screen {
            Screen::Reader => Context::Reader,
            Screen::Matrix(_) => Context::Matrix,
            Screen::Lens(_) => Context::Lens,
            Screen::Candidates(_) => Context::Candidates,
            Screen::Course(_) => Context::Course,
            Screen::Novelty(_) => Context::Novelty,
            Screen::Changes(_) => Context::Changes,
            Screen::Library(_) => Context::Library,
            Screen::Welcome(_) => Context::Welcome,
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.touched = true;
        self.status = None;
        self.theming.digit = match key.code {
            Code::Char(c) => c.to_digit(10).map(|d| d as u8),
            _ => None,
        };
        if key.ctrl && key.code == Code::Char('c') {
            if self.holds_note() {
                return Vec::new();
            }
            return vec![Effect::Quit];
        }
        if let Some(effects) = self.answer_export(key) {
            return effects;
        }
        let contexts = self.contexts();
        if self.takes_count(&contexts, key) {
            return Vec::new();
        }
        self.pending.push(key);
        match self.keymap.resolve(&contexts, &self.pending) {
            Resolved::Action(action) => {
                self.pending.clear();
                self.act_counted(action)
            }
            Resolved::Pending => Vec::new(),
            Resolved::None => {
                let keys = std::mem::take(&mut self.pending);
                self.drop_waiting();
                if keys.len() == 1 {
                    self.type_key(key);
                    Vec::new()
                } else {
                    // The sequence came to nothing: its last key stands for itself.
                    self.key(key)
                }
            }
        }
    }

    /// Does an action.
    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        self.forget_copied(action);
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Redraw => return vec![Effect::Redraw],
            Action::ToggleMouse => return self.toggle_mouse(),
            Action::Close | Action::Back => return self.back(action == Action::Back),
            _ => {}
        }
        if !self.overlays.is_empty()
            && let Some(effects) = self.overlay_action(action)
        {
            return effects;
        }
        match action {
            Action::Help => self.open_help(),
            Action::Palette => self.open_palette(),
            Action::Jump => self.open_jump(""),
            Action::Search => self.open_search(""),
            Action::PickThemes => self.open_themes(),
            Action::ToggleSimplified => self.toggle_simplified(),
            Action::OpenMatrix => self.open_matrix(),
            Action::OpenCandidates => return self.open_candidates(),
            Action::OpenCourse => self.open_course_here(),
            Action::OpenNovelty => self.open_novelty(),
            Action::OpenChanges => self.open_changes(),
            Action::OpenLibrary => self.open_library(),
            Action::OpenMarks => return self.open_marks(),
            Action::OpenPath => self.open_path_field(""),
            Action::ShowMistakes => self
                .overlays
                .push(Overlay::Mistakes(list::ListCursor::default())),
            Action::Export => self.open_export(),
            Action::Copy => return self.copy(false),
            Action::CopyBoth => return self.copy(true),
            Action::WritePassage => self.open_passage_export(),
            Action::MakeTheme => return self.make_theme(),
            Action::UndoTheme => return self.undo_theme(),
            Action::OpenSamples => {
                self.go_to_reader();
                self.close_reports();
                return vec![self.load(What::Samples)];
            }
            Action::HistoryBack => return self.travel(true),
            Action::HistoryForward => return self.travel(false),
            _ => {
                return match self.screen_context() {
                    Context::Reader => self.reader_action(action),
                    Context::Matrix => self.matrix_action(action),
                    Context::Lens => self.lens_action(action),
                    Context::Candidates => self.candidates_action(action),
                    Context::Course => self.course_action(action),
                    Context::Novelty => self.novelty_action(action),
                    Context::Changes => self.changes_action(action),
                    Context::Library => self.library_action(action),
                    _ => self.welcome_action(action),
                };
            }
        }
        Vec::new()
    }

    fn reader_action(&mut self, action: Action) -> Vec<Effect> {
        if let Some(effects) = self.select_action(action) {
            return effects;
        }
        let height = self.pane_height(self.reader.focus) as isize;
        let lang = self.settings.lang;
        let times = self.times();
        if let Some(effects) = self.marks_reader_action(action) {
            return effects;
        }
        match action {
            Action::Select => self.toggle_selection(),
            Action::RowDown => self.scroll(times),
            Action::RowUp => self.scroll(-times),
            Action::HalfPageDown => self.scroll(times * (height / 2)),
            Action::HalfPageUp => self.scroll(-times * (height / 2)),
            Action::PageDown => self.scroll(times * (height - 2).max(1)),
            Action::PageUp => self.scroll(-times * (height - 2).max(1)),
            Action::Top | Action::Bottom if self.go_to_counted_section() => {}
            Action::Top => {
                self.remember();
                self.go_to_row(0);
            }
            Action::Bottom => {
                self.remember();
                let rows = self.pane().map_or(0, |p| p.rows().len());
                self.go_to_row(rows.saturating_sub(height as usize));
            }
            Action::SectionNext => self.step_section(true),
            Action::SectionPrev => self.step_section(false),
            Action::DiffNext => self.step_difference(true),
            Action::DiffPrev => self.step_difference(false),
            Action::HitNext => return self.step_hit(true),
            Action::HitPrev => return self.step_hit(false),
            Action::PaneNext => {
                let count = self.reader.panes.len().max(1);
                self.focus_pane((self.reader.focus + times as usize) % count);
            }
            Action::PanePrev => {
                let count = self.reader.panes.len().max(1);
                let back = times as usize % count;
                self.focus_pane((self.reader.focus + count - back) % count);
            }
            Action::ToggleChanges => {
                self.reader.changes = !self.reader.changes;
                let text = if self.reader.changes {
                    word(lang, Word::ChangesShown)
                } else {
                    word(lang, Word::ChangesHidden)
                };
                self.say(text);
            }
            Action::CycleShow => self.cycle_show(),
            Action::ToggleRaw => self.toggle_raw(),
            Action::ToggleStrip => self.toggle_strip(),
            Action::ToggleFormulaic => self.toggle_formulaic(),
            Action::CycleDepth => self.cycle_depth(),
            Action::AddPane => self.open_reports(true),
            Action::ChooseReport => self.open_reports(false),
            Action::PickCounterpart => self.open_counterparts(),
            Action::Undo if self.theming.latest => return self.undo_theme(),
            Action::Undo => return self.undo_judged(),
            Action::WalkTheme => self.walk_digit(),
            Action::History => return self.open_history(),
            Action::YearBefore => return self.step_year(true),
            Action::YearAfter => return self.step_year(false),
            Action::ClosePane => self.close_pane(),
            Action::WidenPane | Action::NarrowPane | Action::EqualPanes => {
                self.widths_action(action);
            }
            Action::ToggleLock => {
                self.reader.locked = !self.reader.locked;
                if self.reader.locked {
                    self.follow();
                }
            }
            Action::ToggleOutline => {
                if self.plan().outline.is_none() && self.reader.outline {
                    self.open_outline();
                } else {
                    self.reader.outline = !self.reader.outline;
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Closes what lies on top: an overlay, a screen, at last (with `quit`) the program.
    fn back(&mut self, quit: bool) -> Vec<Effect> {
        if self.holds_note() {
            return Vec::new();
        }
        if let Some(overlay) = self.overlays.pop() {
            self.overlay_closed(&overlay);
            return Vec::new();
        }
        if self.selection().is_some() {
            self.select(None);
            return Vec::new();
        }
        if !quit && let Some(effects) = self.close_in_library() {
            return effects;
        }
        if !quit && let Some(effects) = self.close_in_candidates() {
            return effects;
        }
        if !quit && self.close_in_lens() {
            return Vec::new();
        }
        if let Some(screen) = self.behind.pop() {
            let left = std::mem::replace(&mut self.screen, screen);
            self.lens_left(&left);
            return Vec::new();
        }
        // Whoever came to the reader from another screen and went back past that one comes to the reader again.
        if !matches!(self.screen, Screen::Reader | Screen::Welcome(_)) {
            self.screen = Screen::Reader;
            return Vec::new();
        }
        if quit {
            return vec![Effect::Quit];
        }
        if self.shelf.loading {
            self.say(word(self.settings.lang, Word::LoadingStopped));
            return vec![Effect::StopLoading];
        }
        if self.search.take().is_some() {
            self.walking = Walking::Theme;
        }
        self.hit = None;
        Vec::new()
    }

    /// Puts a screen over the present one.
    pub(crate) fn enter(&mut self, screen: Screen) {
        self.overlays.clear();
        self.behind
            .push(std::mem::replace(&mut self.screen, screen));
        if self.behind.len() > 8 {
            self.behind.remove(0);
        }
    }

    /// Comes back to the reader, whatever lies over it.
    pub(crate) fn go_to_reader(&mut self) {
        // A note that is being written is not lost because something else was read.
        self.overlays
            .retain(|o| matches!(o, Overlay::Note(note) if note.is_changed()));
        if !matches!(self.screen, Screen::Reader) {
            let screen = std::mem::take(&mut self.screen);
            self.behind.retain(|s| !matches!(s, Screen::Reader));
            if !matches!(screen, Screen::Welcome(_)) {
                self.behind.push(screen);
            }
        }
    }

    fn done(&mut self, generation: Generation, output: Output) -> Vec<Effect> {
        match output {
            Output::Linked(..) | Output::Compared(..) => {
                self.settle = true;
                if generation >= self.again.compared_from {
                    self.compared(generation, output);
                }
                return Vec::new();
            }
            Output::ReadAgain(id, read) => {
                self.read_again(generation, id, read);
                return Vec::new();
            }
            Output::AllReadAgain => {
                let mut effects = self.all_read_again(generation);
                effects.extend(self.look_for_copies());
                effects.extend(self.look_for_formulas());
                return effects;
            }
            Output::History(steps) => return self.followed(generation, steps),
            Output::Seeking(step) => {
                self.seeking_at(generation, step);
                return Vec::new();
            }
            Output::Candidates(found) => {
                self.candidates_found(generation, found);
                return Vec::new();
            }
            Output::Rescanned(book, hits) => return self.rescanned(generation, &book, hits),
            Output::Tried(trial) => {
                self.tried(generation, trial);
                return Vec::new();
            }
            Output::Twins(groups) => {
                self.copies_found(generation, groups);
                return Vec::new();
            }
            Output::Shared(shared) => {
                self.shared_found(generation, &shared);
                return Vec::new();
            }
            Output::Formulas(formulas) => {
                self.formulas_found(generation, &formulas);
                return Vec::new();
            }
            Output::Distinct(sides, distinct) => {
                self.distinct_found(generation, sides, distinct);
                return Vec::new();
            }
            _ if generation != self.load_generation => return Vec::new(),
            Output::Found { entries, failed } => {
                if self.found_nothing(entries.is_empty(), &failed) {
                    return Vec::new();
                }
                self.shelf.found(entries, failed);
                self.shelf_opened(generation);
                let panes = usize::from(self.settings.config.panes);
                let first = self.shelf.len().min(panes) as u32;
                self.reader.panes = (0..first).map(|i| Pane::new(ReportId(i))).collect();
                self.reader.focus = 0;
                self.reader.companion = 1;
                self.recall_found();
            }
            Output::Reading(id) => self.shelf.set(id, State::Reading),
            Output::Glimpse(id, beginning) => self.shelf.glimpsed(id, beginning),
            Output::Read(id, Ok(report)) => {
                self.index.add(id, &report);
                self.shelf.set(id, State::Ready(report));
                self.recall_read(id);
                self.replace_failed();
                let effects = self.opened_read(id);
                self.refresh_screens();
                return effects;
            }
            Output::Read(id, Err(why)) => {
                self.shelf.set(id, State::Failed(why));
                self.replace_failed();
                let effects = self.opened_read(id);
                self.refresh_screens();
                return effects;
            }
            Output::Scanned(id, hits) => return self.scanned(id, hits),
            Output::Lexicon(book) => self.take_lexicon(&book),
            Output::More {
                first,
                entries,
                failed,
            } => self.found_more(first, entries, failed),
            Output::Loaded => {
                self.leave_samples();
                self.loaded();
                self.refresh_screens();
                let mut effects = self.after_loading();
                effects.extend(self.look_for_copies());
                effects.extend(self.look_for_formulas());
                return effects;
            }
        }
        self.refresh_screens();
        Vec::new()
    }

    fn compared(&mut self, generation: Generation, output: Output) {
        match output {
            Output::Linked(a, b, links, nearness) => {
                self.change_pairing((a, b), |p| {
                    p.links = Some(links);
                    p.nearness = Some(nearness);
                });
            }
            Output::Compared(a, b, asked, comparison) => {
                if generation == self.compare_generation {
                    self.comparing = None;
                }
                let reports = (self.shelf.report(a).cloned(), self.shelf.report(b).cloned());
                let (Some(ra), Some(rb)) = reports else {
                    return;
                };
                self.change_pairing((a, b), |p| {
                    if p.asked == asked {
                        p.keep(comparison, &ra, &rb);
                    }
                });
                self.say_if_cut_short(a, b);
            }
            _ => {}
        }
    }

    /// Panes whose report cannot be read show the next one that can.
    fn replace_failed(&mut self) {
        let failed = |id: ReportId| {
            self.shelf
                .slot(id)
                .is_none_or(|s| matches!(s.state, State::Failed(_)))
        };
        let shown: Vec<ReportId> = self.reader.panes.iter().map(|p| p.report).collect();
        let mut spare: Vec<ReportId> = self
            .shelf
            .slots()
            .map(|(id, _)| id)
            .filter(|&id| !failed(id) && !shown.contains(&id))
            .collect();
        spare.reverse();
        let mut panes = Vec::new();
        for pane in &self.reader.panes {
            if !failed(pane.report) {
                panes.push(pane.clone());
            } else if let Some(id) = spare.pop() {
                panes.push(Pane::new(id));
            }
        }
        self.reader.panes = panes;
        self.reader.focus = self
            .reader
            .focus
            .min(self.reader.panes.len().saturating_sub(1));
    }

    fn loaded(&mut self) {
        self.shelf.loading = false;
        for (id, slot) in self
            .shelf
            .slots()
            .map(|(id, s)| (id, s.clone()))
            .collect::<Vec<_>>()
        {
            // What was not reached when loading was stopped stays closed, and says so in the library.
            if matches!(slot.state, State::Reading) {
                self.shelf.set(id, State::Waiting);
            }
        }
        if self.shelf.ready_count() == 0 {
            self.screen = Screen::Welcome(welcome::WelcomeState::default());
        } else if !self.touched && !self.memory.stands() {
            self.choose_first_pair();
        }
        self.recall_loaded();
        let failures = self.shelf.failures().count();
        // Why one file that was asked for could not be read is worth more than how many there are.
        if failures > 0 && !self.status.as_ref().is_some_and(|said| said.error) {
            let text = files_unreadable(self.settings.lang, failures);
            self.status = Some(Status {
                text: Safe::new(&text),
                error: true,
            });
        }
    }

    /// Until the first key: shows two reports of one place instead of two of different places, if there are such.
    fn choose_first_pair(&mut self) {
        let facts: Vec<(ReportId, Option<String>, Option<u16>)> = self
            .shelf
            .ready()
            .map(|(id, r)| {
                let place = r
                    .identity
                    .place
                    .as_ref()
                    .map(|p| crate::text::fold::fold_str(&p.value.full));
                (id, place, r.identity.year.as_ref().map(|y| y.value.0))
            })
            .collect();
        let place_of = |id: ReportId| facts.iter().find(|f| f.0 == id).and_then(|f| f.1.clone());
        if self.settings.config.panes == 1 {
            return;
        }
        if let [a, b] = self.reader.panes.as_slice()
            && place_of(a.report).is_some()
            && place_of(a.report) == place_of(b.report)
        {
            return;
        }
        let mut best: Option<(u16, ReportId, ReportId)> = None;
        for (i, a) in facts.iter().enumerate() {
            for b in facts.iter().skip(i + 1) {
                let (Some(pa), Some(pb), Some(ya), Some(yb)) = (&a.1, &b.1, a.2, b.2) else {
                    continue;
                };
                if pa == pb && ya != yb {
                    let gap = ya.abs_diff(yb);
                    let (older, newer) = if ya < yb { (a.0, b.0) } else { (b.0, a.0) };
                    if best.is_none_or(|(g, ..)| gap < g) {
                        best = Some((gap, older, newer));
                    }
                }
            }
        }
        if let Some((_, older, newer)) = best {
            let rest = facts.iter().map(|f| f.0);
            let rest = rest.filter(|&id| id != older && id != newer);
            let panes = [older, newer].into_iter().chain(rest);
            let most = usize::from(self.settings.config.panes);
            self.reader.panes = panes.take(most).map(Pane::new).collect();
            self.reader.focus = 0;
            self.reader.companion = 1;
        }
    }

    /// Notes where all panes stand, to come back to.
    pub(crate) fn remember(&mut self) {
        let standing = self.standing();
        self.remember_as(standing);
    }

    /// Notes where they stood a moment ago.
    pub(crate) fn remember_as(&mut self, standing: Standing) {
        if standing.panes.is_empty() {
            return;
        }
        if self.history.0.last() != Some(&standing) {
            self.history.0.push(standing);
        }
        if self.history.0.len() > MOST_HISTORY {
            self.history.0.remove(0);
        }
        self.history.1.clear();
    }

    fn travel(&mut self, back: bool) -> Vec<Effect> {
        let target = if back {
            self.history.0.pop()
        } else {
            self.history.1.pop()
        };
        let Some(target) = target else {
            let text = if back {
                word(self.settings.lang, Word::NoEarlierPlace)
            } else {
                word(self.settings.lang, Word::NoLaterPlace)
            };
            self.say(text);
            return Vec::new();
        };
        let here = self.standing();
        if back {
            self.history.1.push(here);
        } else {
            self.history.0.push(here);
        }
        self.go_to_reader();
        let effects = self.restore(&target);
        if target.changes {
            self.open_changes();
        }
        if back && target.lens {
            self.back_to_lens();
        }
        effects
    }

    /// Shows a place in a pane and lets the others follow.
    pub(crate) fn open_at(&mut self, pane: usize, place: Place) -> Vec<Effect> {
        self.open_in(pane, place.report, place.anchor);
        let effects = self.prepare();
        self.follow();
        effects
    }

    /// Place and year of a report, or its file name, for messages.
    pub fn report_label(&self, id: ReportId) -> String {
        let Some(report) = self.shelf.report(id) else {
            return self
                .shelf
                .slot(id)
                .map(|s| s.name.clone())
                .unwrap_or_default();
        };
        match (&report.identity.place, &report.identity.year) {
            (Some(place), Some(year)) => format!("{} {}", place.value.short, year.value.0),
            (Some(place), None) => format!(
                "{} {}",
                place.value.short,
                word(self.settings.lang, Word::YearUnknownShort)
            ),
            (None, Some(year)) => format!("{} {}", report.source.name, year.value.0),
            (None, None) => report.source.name.clone(),
        }
    }
}
