//! Every action of the program: one row of one table. Keymap, help, palette, status bar and the README's table come from it.
//!
//! Invariant: an action that has no row cannot be reached, and a row is there only for what works. Must not know how keys arrive or how
//! anything is drawn.

use crate::locale::{Lang, Word, word};

/// Where keys are looked up: the topmost overlay first, then the screen, then everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(
    missing_docs,
    reason = "named after the screens and overlays of the product"
)]
pub enum Context {
    Everywhere,
    Reader,
    Matrix,
    Lens,
    Candidates,
    Changes,
    Library,
    Welcome,
    Jump,
    Search,
    ThemePicker,
    ReportPicker,
    Palette,
    Help,
    OutlineOverlay,
    PathField,
    LibraryFilter,
    EditForm,
    Counterparts,
    ExportForm,
    ThemesForm,
    History,
    ThemeStretch,
    ThemeForm,
    ThemeTerms,
    Mistakes,
    MatrixPick,
    MatrixFind,
    Course,
    Novelty,
    Select,
    Marks,
    NoteForm,
}

impl Context {
    /// All of them.
    pub const ALL: [Context; 33] = [
        Context::Everywhere,
        Context::Reader,
        Context::Matrix,
        Context::Lens,
        Context::Candidates,
        Context::Changes,
        Context::Library,
        Context::Welcome,
        Context::Jump,
        Context::Search,
        Context::ThemePicker,
        Context::ReportPicker,
        Context::Palette,
        Context::Help,
        Context::OutlineOverlay,
        Context::PathField,
        Context::LibraryFilter,
        Context::EditForm,
        Context::Counterparts,
        Context::History,
        Context::ExportForm,
        Context::ThemeStretch,
        Context::ThemeForm,
        Context::ThemeTerms,
        Context::Mistakes,
        Context::ThemesForm,
        Context::MatrixPick,
        Context::MatrixFind,
        Context::Course,
        Context::Novelty,
        Context::Select,
        Context::Marks,
        Context::NoteForm,
    ];

    /// Whether it has a text field: what is typed is text there, unless the context itself gives the key a meaning.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Context::Jump
                | Context::Search
                | Context::ThemePicker
                | Context::ReportPicker
                | Context::Palette
                | Context::Help
                | Context::PathField
                | Context::LibraryFilter
                | Context::EditForm
                | Context::Counterparts
                | Context::ExportForm
                | Context::ThemeForm
                | Context::ThemesForm
                | Context::MatrixPick
                | Context::MatrixFind
                | Context::Marks
                | Context::NoteForm
        )
    }

    /// Whether it lies on a screen and covers part of it.
    pub fn is_overlay(self) -> bool {
        self.is_text()
            || matches!(
                self,
                Context::OutlineOverlay
                    | Context::History
                    | Context::ThemeStretch
                    | Context::ThemeTerms
                    | Context::Mistakes
            )
    }
}

/// What a key can mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the table's help text says what each does")]
pub enum Action {
    // everywhere
    Help,
    Palette,
    Jump,
    Search,
    PickThemes,
    OpenMatrix,
    OpenChanges,
    OpenLibrary,
    Redraw,
    HistoryBack,
    HistoryForward,
    Close,
    Back,
    Quit,
    // reader (and whatever scrolls)
    RowDown,
    RowUp,
    SectionNext,
    SectionPrev,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    PaneNext,
    PanePrev,
    DiffNext,
    DiffPrev,
    HitNext,
    HitPrev,
    ToggleChanges,
    CycleShow,
    CycleDepth,
    AddPane,
    ClosePane,
    ChooseReport,
    ToggleLock,
    ToggleOutline,
    ToggleRaw,
    ToggleStrip,
    ToggleFormulaic,
    ToggleSimplified,
    // matrix, lens, lists
    MoveLeft,
    MoveRight,
    MoveUp,
    MoveDown,
    Confirm,
    ConfirmOtherPane,
    ConfirmNewPane,
    ToggleMark,
    ClearMarks,
    OnlyCurrent,
    SwitchToText,
    CyclePart,
    ToggleUnit,
    RowStart,
    RowEnd,
    SortRows,
    SortColumns,
    PickYears,
    PickPlaces,
    PickLevels,
    ShowAllReports,
    FindInMatrix,
    MarkListed,
    // candidates
    OpenCandidates,
    FocusNext,
    FocusPrev,
    CycleKinds,
    HideKnown,
    ThemeOfMarked,
    // course
    OpenCourse,
    CourseOfPlace,
    CourseOfYear,
    CourseOfTheme,
    // lens
    CycleColumns,
    MoreContext,
    MoreContextAll,
    OnlyTerm,
    NextCopy,
    OpenNovelty,
    EveryWording,
    // changes
    OnlyAlone,
    OnlyFigures,
    OnlyWording,
    SwapSides,
    // welcome, library
    OpenPath,
    OpenSamples,
    SortBy,
    FilterList,
    EditIdentity,
    AddToLibrary,
    AddAll,
    DropFromLibrary,
    Undo,
    ResumeLoading,
    // counterparts and history
    PickCounterpart,
    AddCounterpart,
    BreakLink,
    History,
    YearBefore,
    YearAfter,
    OpenYears,
    // fields and forms
    Complete,
    ConfirmAndAdd,
    FieldNext,
    FieldPrev,
    AsRead,
    SayUnknown,
    // exporting
    Export,
    ExportPart,
    ExportKept,
    // making themes
    MakeTheme,
    EditTheme,
    UndoTheme,
    DropTerm,
    RemoveTheme,
    StartLeft,
    StartRight,
    EndLeft,
    EndRight,
    RunNext,
    RunPrev,
    SentenceNext,
    SentencePrev,
    WalkTheme,
    // mouse and widths
    ToggleMouse,
    WidenPane,
    NarrowPane,
    EqualPanes,
    // copying
    Copy,
    CopyBoth,
    Select,
    WritePassage,
    // bookmarks and notes
    ToggleBookmark,
    WriteNote,
    OpenMarks,
    MarkNext,
    MarkPrev,
    RemoveMark,
    NewLine,
    // settings
    ShowMistakes,
}

impl Action {
    /// Whether it may be reached from inside an overlay with a text field by a key that is bound everywhere.
    pub fn reaches_text_fields(self) -> bool {
        matches!(
            self,
            Action::Close | Action::Help | Action::Redraw | Action::Quit
        )
    }
}

/// Under which heading the help shows a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// Moving about.
    Move,
    /// Comparing, and the panes.
    Compare,
    /// Jumping and searching.
    Find,
    /// Themes.
    Theme,
    /// Choosing in a list.
    Choose,
    /// The program itself.
    General,
}

impl Group {
    /// All of them, in the order of the help.
    pub const ALL: [Group; 6] = [
        Group::Move,
        Group::Compare,
        Group::Find,
        Group::Theme,
        Group::Choose,
        Group::General,
    ];

    /// Its heading.
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Group::Move => word(lang, Word::GroupMove),
            Group::Compare => word(lang, Word::GroupCompare),
            Group::Find => word(lang, Word::GroupFind),
            Group::Theme => word(lang, Word::Themes),
            Group::Choose => word(lang, Word::GroupChoose),
            Group::General => word(lang, Word::GroupGeneral),
        }
    }
}

/// Rows that are one entry in status bar and help: `j/k 行`.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The other actions; each has its own row in the same contexts.
    pub with: &'static [Action],
    /// Joint label, Chinese and English.
    pub label: (&'static str, &'static str),
    /// Joint sentence, Chinese and English.
    pub help: (&'static str, &'static str),
}

/// One row: an action, where it is available, and all that is said of it.
#[derive(Clone, Copy, Debug)]
pub struct ActionRow {
    /// What happens.
    pub action: Action,
    /// Its name in settings, kebab-case, unique in the table.
    pub id: &'static str,
    /// Short label for the status bar and the palette, Chinese.
    pub zh: &'static str,
    /// The same, English.
    pub en: &'static str,
    /// One sentence, Chinese.
    pub zh_help: &'static str,
    /// The same, English.
    pub en_help: &'static str,
    /// Default keys; the first is the one that is shown.
    pub keys: &'static [&'static str],
    /// Where it is available.
    pub contexts: &'static [Context],
    /// Its heading in the help.
    pub group: Group,
    /// Place in the status bar, lower is further left; none: not shown there.
    pub bar: Option<u8>,
    /// What it is shown together with.
    pub pair: Option<Pair>,
}

impl ActionRow {
    /// The short label.
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// The sentence.
    pub fn help(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh_help, self.en_help)
    }

    /// The rows that are available in `context` itself.
    pub fn of(context: Context) -> impl Iterator<Item = &'static ActionRow> {
        ACTIONS
            .iter()
            .filter(move |row| row.contexts.contains(&context))
    }

    const fn say(mut self, zh_help: &'static str, en_help: &'static str) -> Self {
        self.zh_help = zh_help;
        self.en_help = en_help;
        self
    }

    const fn bar(mut self, order: u8) -> Self {
        self.bar = Some(order);
        self
    }

    const fn pair(
        mut self,
        with: &'static [Action],
        label: (&'static str, &'static str),
        help: (&'static str, &'static str),
    ) -> Self {
        self.pair = Some(Pair { with, label, help });
        self
    }
}

/// A row without its sentence.
const fn row(
    group: Group,
    contexts: &'static [Context],
    action: Action,
    id: &'static str,
    keys: &'static [&'static str],
    zh: &'static str,
    en: &'static str,
) -> ActionRow {
    ActionRow {
        action,
        id,
        zh,
        en,
        zh_help: "",
        en_help: "",
        keys,
        contexts,
        group,
        bar: None,
        pair: None,
    }
}

const ALWAYS: &[Context] = &[Context::Everywhere];
const READER: &[Context] = &[Context::Reader];
const READING: &[Context] = &[Context::Reader, Context::Lens];
const MATRIX: &[Context] = &[Context::Matrix];
const LENS: &[Context] = &[Context::Lens];
const CANDIDATES: &[Context] = &[Context::Candidates];
const COURSE: &[Context] = &[Context::Course];
const NOVELTY: &[Context] = &[Context::Novelty];
const CHANGES: &[Context] = &[Context::Changes];
/// Where two reports are compared.
const COMPARING: &[Context] = &[Context::Reader, Context::Changes];
/// Where themes are counted or read.
const COUNTED: &[Context] = &[Context::Matrix, Context::Lens];
const LIBRARY: &[Context] = &[Context::Library];
const WELCOME: &[Context] = &[Context::Welcome];
const JUMP: &[Context] = &[Context::Jump];
const SEARCH: &[Context] = &[Context::Search];
const THEMES: &[Context] = &[Context::ThemePicker];
const PATH: &[Context] = &[Context::PathField];
const OUTLINE: &[Context] = &[Context::OutlineOverlay];
const FORM: &[Context] = &[Context::EditForm];
const PINS: &[Context] = &[Context::Counterparts];
const YEARS: &[Context] = &[Context::History];
const MATRIX_PICK: &[Context] = &[Context::MatrixPick];
const MATRIX_FIND: &[Context] = &[Context::MatrixFind];
const MARKS: &[Context] = &[Context::Marks];
const NOTE: &[Context] = &[Context::NoteForm];
const EXPORT: &[Context] = &[Context::ExportForm];
const STRETCH: &[Context] = &[Context::ThemeStretch];
const THEME_FORMS: &[Context] = &[Context::ThemeStretch, Context::ThemeForm];
const TERMS: &[Context] = &[Context::ThemeTerms];
/// The same for themes, too.
const EXPORTS: &[Context] = &[Context::ExportForm, Context::ThemesForm];
/// Lists that letters move in.
const LISTS: &[Context] = &[
    Context::Lens,
    Context::Candidates,
    Context::Course,
    Context::Novelty,
    Context::Changes,
    Context::Library,
    Context::Welcome,
    Context::OutlineOverlay,
    Context::History,
    Context::ThemeTerms,
    Context::Mistakes,
];
/// Lists under a text field.
const FIELDS: &[Context] = &[
    Context::Jump,
    Context::ThemePicker,
    Context::ReportPicker,
    Context::Palette,
    Context::Help,
    Context::LibraryFilter,
    Context::PathField,
    Context::Counterparts,
    Context::ExportForm,
    Context::ThemeForm,
    Context::ThemesForm,
    Context::MatrixPick,
    Context::MatrixFind,
    Context::Marks,
];
const SCROLLS: &[Context] = &[
    Context::Reader,
    Context::Matrix,
    Context::Course,
    Context::Novelty,
    Context::Lens,
    Context::Candidates,
    Context::Changes,
    Context::Library,
    Context::OutlineOverlay,
];

/// Lists of every kind.
const PAGES: &[Context] = &[
    Context::Matrix,
    Context::Course,
    Context::Novelty,
    Context::Lens,
    Context::Candidates,
    Context::Changes,
    Context::Library,
    Context::OutlineOverlay,
    Context::Jump,
    Context::ThemePicker,
    Context::ReportPicker,
    Context::Palette,
    Context::Help,
    Context::LibraryFilter,
    Context::Counterparts,
    Context::MatrixPick,
    Context::ThemeTerms,
    Context::Marks,
    Context::Mistakes,
];

const SELECT: &[Context] = &[Context::Select];
/// Where something can be copied.
const COPIED: &[Context] = &[
    Context::Reader,
    Context::Lens,
    Context::Matrix,
    Context::Changes,
    Context::Candidates,
    Context::Course,
    Context::Novelty,
    Context::Library,
];

/// Every action, in the order of the help.
#[rustfmt::skip]
pub static ACTIONS: &[ActionRow] = &[
    // Moving.
    row(Group::Move, READER, Action::RowDown, "row-down", &["j", "Down"], "下一行", "row down")
        .say("下移一行", "Go one row down.")
        .bar(10)
        .pair(&[Action::RowUp], ("行", "row"), ("上下一行", "One row down or up")),
    row(Group::Move, READER, Action::RowUp, "row-up", &["k", "Up"], "上一行", "row up")
        .say("上移一行", "Go one row up."),
    row(Group::Move, READER, Action::SectionNext, "section-next", &["J"], "下一节", "next section")
        .say("到下一节，锁定的各栏跟到对应的一节", "Go to the next section; locked panes follow to its counterpart.")
        .bar(20)
        .pair(&[Action::SectionPrev], ("节", "section"), ("上下一节，各栏跟随", "Next or previous section; panes follow")),
    row(Group::Move, READER, Action::SectionPrev, "section-prev", &["K"], "上一节", "section before")
        .say("到上一节，锁定的各栏跟到对应的一节", "Go to the section before; locked panes follow to its counterpart."),
    row(Group::Move, SCROLLS, Action::HalfPageDown, "half-page-down", &["Ctrl-d"], "下半屏", "half page down")
        .say("下移半屏", "Go half a screen down.")
        .pair(&[Action::HalfPageUp], ("半屏", "half page"), ("上下半屏", "Half a screen down or up")),
    row(Group::Move, SCROLLS, Action::HalfPageUp, "half-page-up", &["Ctrl-u"], "上半屏", "half page up")
        .say("上移半屏", "Go half a screen up."),
    row(Group::Move, READER, Action::PageDown, "page-down", &["Space", "PgDn"], "下一屏", "page down")
        .say("下移一屏", "Go one screen down.")
        .pair(&[Action::PageUp], ("屏", "page"), ("上下一屏", "One screen down or up")),
    row(Group::Move, READER, Action::PageUp, "page-up", &["PgUp"], "上一屏", "page up")
        .say("上移一屏", "Go one screen up."),
    row(Group::Move, PAGES, Action::PageDown, "list-page-down", &["PgDn"], "下一屏", "page down")
        .say("下移一屏", "Go one screen down.")
        .pair(&[Action::PageUp], ("屏", "page"), ("上下一屏", "One screen down or up")),
    row(Group::Move, PAGES, Action::PageUp, "list-page-up", &["PgUp"], "上一屏", "page up")
        .say("上移一屏", "Go one screen up."),
    row(Group::Move, SCROLLS, Action::Top, "top", &["gg", "Home"], "开头", "top")
        .say("到开头", "Go to the beginning.")
        .pair(&[Action::Bottom], ("首尾", "top, end"), ("开头 末尾", "Beginning, end")),
    row(Group::Move, SCROLLS, Action::Bottom, "bottom", &["G", "End"], "末尾", "end")
        .say("到末尾", "Go to the end."),
    row(Group::Move, READER, Action::PaneNext, "pane-next", &["Tab", "Right"], "换栏", "pane")
        .say("到右边一栏", "Go to the next pane.")
        .bar(30)
        .pair(&[Action::PanePrev], ("换栏", "pane"), ("右边一栏 左边一栏", "Next pane, previous pane")),
    row(Group::Move, READER, Action::PanePrev, "pane-prev", &["Shift-Tab", "Left"], "左一栏", "pane before")
        .say("到左边一栏", "Go to the pane before."),
    row(Group::Move, MATRIX, Action::MoveLeft, "cell-left", &["h", "Left"], "左一格", "left")
        .say("左移一格", "Go one cell left.")
        .bar(10)
        .pair(&[Action::MoveDown, Action::MoveUp, Action::MoveRight], ("移动", "move"), ("左、下、上、右一格", "One cell left, down, up, right")),
    row(Group::Move, MATRIX, Action::MoveDown, "cell-down", &["j", "Down"], "下一格", "down")
        .say("下移一格", "Go one cell down."),
    row(Group::Move, MATRIX, Action::MoveUp, "cell-up", &["k", "Up"], "上一格", "up")
        .say("上移一格", "Go one cell up."),
    row(Group::Move, MATRIX, Action::MoveRight, "cell-right", &["l", "Right"], "右一格", "right")
        .say("右移一格", "Go one cell right."),
    row(Group::Move, MATRIX, Action::PaneNext, "places-next", &["Tab"], "下一组", "next places")
        .say("到右边一组地区", "Go to the next group of places.")
        .pair(&[Action::PanePrev], ("换组", "places"), ("右边一组 左边一组地区", "Next or previous group of places")),
    row(Group::Move, MATRIX, Action::PanePrev, "places-prev", &["Shift-Tab"], "上一组", "places before")
        .say("到左边一组地区", "Go to the group of places before."),
    row(Group::Move, LISTS, Action::MoveDown, "item-down", &["j", "Down"], "下一条", "down")
        .say("到下一条", "Go to the next item.")
        .bar(10)
        .pair(&[Action::MoveUp], ("上下", "move"), ("上下一条", "Next or previous item")),
    row(Group::Move, LISTS, Action::MoveUp, "item-up", &["k", "Up"], "上一条", "up")
        .say("到上一条", "Go to the item before."),
    row(Group::Move, LENS, Action::MoveLeft, "column-left", &["h", "Left", "Shift-Tab"], "左一栏", "column before")
        .say("到左边一栏", "Go to the column before.")
        .bar(12)
        .pair(&[Action::MoveRight], ("换栏", "column"), ("左边一栏 右边一栏", "Previous column, next column")),
    row(Group::Move, LENS, Action::MoveRight, "column-right", &["l", "Right", "Tab"], "右一栏", "next column")
        .say("到右边一栏", "Go to the next column."),
    row(Group::Move, FIELDS, Action::MoveDown, "found-down", &["Ctrl-n", "Down"], "下一条", "down")
        .say("到下一条", "Go to the next item.")
        .bar(40)
        .pair(&[Action::MoveUp], ("上下", "move"), ("上下一条", "Next or previous item")),
    row(Group::Move, FIELDS, Action::MoveUp, "found-up", &["Ctrl-p", "Up"], "上一条", "up")
        .say("到上一条", "Go to the item before."),
    row(Group::Move, LIBRARY, Action::PaneNext, "detail", &["Tab"], "看详情", "detail")
        .say("到详情里上下看，再按回列表", "Move in the detail; once more, in the list.")
        .bar(26)
        .pair(&[Action::PanePrev], ("换栏", "pane"), ("列表 详情，在哪边就上下看哪边", "List, detail: what the keys move in")),
    row(Group::Move, LIBRARY, Action::PanePrev, "detail-back", &["Shift-Tab"], "回列表", "list")
        .say("回列表", "Go back to the list."),
    row(Group::Move, LIBRARY, Action::SectionNext, "detail-down", &["J"], "详情下移", "detail down")
        .say("详情下移", "Scroll the detail down.")
        .bar(28)
        .pair(&[Action::SectionPrev], ("详情", "detail"), ("上下看详情，不离开列表", "Scroll the detail without leaving the list")),
    row(Group::Move, LIBRARY, Action::SectionPrev, "detail-up", &["K"], "详情上移", "detail up")
        .say("详情上移", "Scroll the detail up."),
    // Comparing.
    row(Group::Compare, READER, Action::DiffNext, "difference-next", &["}"], "下一变化", "next change")
        .say("到下一处变化", "Go to the next difference.")
        .bar(112)
        .pair(&[Action::DiffPrev], ("逐处", "change"), ("下一处 上一处变化", "Next or previous difference")),
    row(Group::Compare, READER, Action::DiffPrev, "difference-prev", &["{"], "上一变化", "change before")
        .say("到上一处变化", "Go to the difference before."),
    row(Group::Compare, READER, Action::ToggleChanges, "changes", &["d"], "变化", "changes")
        .say("标出变化，或只看原文", "Show what changed, or the bare text.")
        .bar(70),
    row(Group::Compare, READER, Action::CycleShow, "show", &["v"], "数字/措辞", "figures")
        .say("全部，只看数字，只看措辞", "Changes: all, only figures, only wording.")
        .bar(75),
    row(Group::Compare, COMPARING, Action::CycleDepth, "depth", &["m"], "深度", "depth")
        .say("深度：自动 修订 承续 平行", "Depth: automatic, revision, succession, parallel.")
        .bar(110),
    row(Group::Compare, READER, Action::ChooseReport, "choose-report", &["p"], "换报告", "report")
        .say("换这一栏的报告", "Choose the report of this pane.")
        .bar(80),
    row(Group::Compare, READER, Action::AddPane, "add-pane", &["a"], "加栏", "add")
        .say("加一栏，最多四栏", "Add a pane, up to four.")
        .bar(85)
        .pair(&[Action::ClosePane], ("加减栏", "panes"), ("加一栏 去一栏", "Add a pane, close this pane")),
    row(Group::Compare, READER, Action::ClosePane, "close-pane", &["X"], "去栏", "close")
        .say("去掉这一栏", "Close this pane."),
    row(Group::Compare, READER, Action::WidenPane, "widen-pane", &["Alt-+"], "加宽", "wider")
        .say("加宽这一栏", "Make this pane wider.")
        .pair(&[Action::NarrowPane], ("栏宽", "widths"), ("这一栏宽些 窄些", "This pane wider, narrower")),
    row(Group::Compare, READER, Action::NarrowPane, "narrow-pane", &["Alt--"], "收窄", "narrower")
        .say("收窄这一栏", "Make this pane narrower."),
    row(Group::Compare, READER, Action::EqualPanes, "equal-panes", &["Alt-="], "等宽", "equal widths")
        .say("各栏等宽", "Make all panes alike."),
    row(Group::Compare, READER, Action::ToggleLock, "lock", &["L"], "锁栏", "lock")
        .say("锁定各栏，或各走各的", "Lock the panes together, or let each go its own way.")
        .bar(90),
    row(Group::Compare, READER, Action::ToggleOutline, "outline", &["o"], "大纲", "outline")
        .say("大纲：展开或收起", "Show or hide the outline.")
        .bar(100),
    row(Group::Compare, READER, Action::ToggleRaw, "raw", &["r"], "文件原文", "file text")
        .say("文件原文，剔除的淡显", "This pane's text as in the file, what reading leaves out dimmed.")
        .bar(107),
    row(Group::Compare, READER, Action::ToggleStrip, "wording", &["w"], "措辞栏", "wording")
        .say("措辞栏：共有的、独有的", "Below the panes: the wording of both, and of one alone.")
        .bar(72),
    row(Group::Compare, READER, Action::ToggleFormulaic, "formulaic", &["x"], "淡化套话", "dim phrases")
        .say("套话淡显，或照常显示", "Dim formulaic phrases, or show them as the rest.")
        .bar(74),
    row(Group::Compare, READING, Action::ToggleSimplified, "simplified", &["s"], "繁显简", "simplified")
        .say("繁体显示为简体", "Show Traditional text as Simplified, or as it is.")
        .bar(115),
    // The screen of changes.
    row(Group::Compare, ALWAYS, Action::OpenChanges, "changes-screen", &["D"], "变化一览", "overview")
        .say("两份的变化一览，再按收起", "What changed: sections, figures, wording, firmness; once more leaves it.")
        .bar(75),
    row(Group::Move, CHANGES, Action::PaneNext, "list-next", &["Tab"], "换区", "list")
        .say("到下一块：章节 数字 措辞 力度 原样 改写", "Go to the next list.")
        .bar(12)
        .pair(&[Action::PanePrev], ("换区", "list"), ("下一块 上一块", "Next list, previous list")),
    row(Group::Move, CHANGES, Action::PanePrev, "list-prev", &["Shift-Tab"], "上一块", "list before")
        .say("到上一块", "Go to the list before."),
    row(Group::Move, CHANGES, Action::MoveLeft, "word-left", &["h", "Left"], "左一词", "left")
        .say("到左边一个词，或回到章节", "Go one word left, or back to the sections.")
        .pair(&[Action::MoveRight], ("左右", "left, right"), ("左边 右边一个词；章节与右边各块", "One word left or right; sections, lists at the right")),
    row(Group::Move, CHANGES, Action::MoveRight, "word-right", &["l", "Right"], "右一词", "right")
        .say("到右边一个词，或从章节到右边", "Go one word right, or from the sections to the right."),
    row(Group::Move, CHANGES, Action::SectionNext, "part-next", &["J"], "下一部分", "next part")
        .say("到下一部分的第一节", "Go to the first section of the next part.")
        .pair(&[Action::SectionPrev], ("部分", "part"), ("上下一部分", "Next or previous part")),
    row(Group::Move, CHANGES, Action::SectionPrev, "part-prev", &["K"], "上一部分", "part before")
        .say("到上一部分", "Go to the part before."),
    row(Group::Move, CHANGES, Action::DiffNext, "changed-next", &["}"], "下一处", "next change")
        .say("到下一个有变化的章节", "Go to the next section that changed.")
        .pair(&[Action::DiffPrev], ("逐处", "change"), ("下一个 上一个有变化的章节", "Next or previous section that changed")),
    row(Group::Move, CHANGES, Action::DiffPrev, "changed-prev", &["{"], "上一处", "change before")
        .say("到上一个有变化的章节", "Go to the section before that changed."),
    row(Group::Compare, CHANGES, Action::Confirm, "changes-open", &["Enter"], "并排看", "side by side")
        .say("两份在这一处并排看", "Read both reports side by side at this place.")
        .bar(14),
    row(Group::Compare, CHANGES, Action::OnlyFigures, "only-figures", &["d"], "只看数字", "figures")
        .say("只看数字，再按看全部", "Show the figures only; once more shows all.")
        .bar(16),
    row(Group::Compare, CHANGES, Action::OnlyWording, "only-wording", &["w"], "只看措辞", "wording")
        .say("只看措辞，再按看全部", "Show the wording only; once more shows all.")
        .bar(18),
    row(Group::Compare, CHANGES, Action::OnlyAlone, "only-alone", &["u"], "只看无对应", "unmatched")
        .say("只看没有对应的章节，再按看全部", "Show the sections without counterpart only; once more shows all.")
        .bar(20),
    row(Group::Compare, CHANGES, Action::SwapSides, "swap-sides", &["x"], "对调", "swap")
        .say("左右对调", "Exchange left and right.")
        .bar(24),
    row(Group::Compare, READER, Action::PickCounterpart, "counterpart", &["="], "指定对应", "pin")
        .say("指定或断开这一节的对应", "Say which section this one corresponds to, or none.")
        .bar(72),
    row(Group::Compare, READER, Action::Undo, "counterpart-undo", &["u"], "撤销指定", "undo pin")
        .say("撤销上一次指定或断开", "Take back the last word on a counterpart.")
        .bar(108),
    row(Group::Compare, READER, Action::History, "history", &["H"], "历年", "years")
        .say("这一节在本地历年报告里的对应", "This section through the years of its place.")
        .bar(92)
        .pair(&[Action::YearBefore, Action::YearAfter], ("历年", "years"), ("历年的对应；前一年 后一年", "This section through the years; year before, after")),
    row(Group::Compare, READER, Action::YearBefore, "year-before", &["["], "前一年", "year before")
        .say("这一栏换成前一年的对应", "Show the year before in this pane, at the counterpart."),
    row(Group::Compare, READER, Action::YearAfter, "year-after", &["]"], "后一年", "year after")
        .say("这一栏换成后一年的对应", "Show the year after in this pane, at the counterpart."),
    // Finding.
    row(Group::Find, ALWAYS, Action::Jump, "jump", &["f", "Ctrl-p"], "跳转", "jump")
        .say("跳到任何报告的任何一节", "Jump to any section of any report.")
        .bar(40),
    row(Group::Find, ALWAYS, Action::Search, "search", &["/"], "搜", "search")
        .say("搜正文", "Search the text.")
        .bar(95),
    row(Group::Find, &[Context::Reader, Context::Lens], Action::HitNext, "hit-next", &["n"], "下一命中", "next hit")
        .say("到下一处命中：主题或搜索，看最后用的是哪个", "Go to the next hit of theme or search, whichever came last.")
        .bar(50)
        .pair(&[Action::HitPrev], ("命中", "hit"), ("下一处 上一处命中", "Next or previous hit")),
    row(Group::Find, &[Context::Reader, Context::Lens], Action::HitPrev, "hit-prev", &["N"], "上一命中", "hit before")
        .say("到上一处命中", "Go to the hit before."),
    row(Group::Find, ALWAYS, Action::HistoryBack, "history-back", &["<", "Ctrl-o", "Alt-Left"], "回到来处", "back to")
        .say("回到来处", "Go back to where you came from.")
        .pair(&[Action::HistoryForward], ("来回", "to and fro"), ("回到来处 再往前", "Back to where you came from, forward")),
    row(Group::Find, ALWAYS, Action::HistoryForward, "history-forward", &[">", "Alt-Right"], "再往前", "forward to")
        .say("再往前", "Go forward again."),
    // Themes.
    row(Group::Theme, ALWAYS, Action::PickThemes, "pick-themes", &["t"], "主题", "themes")
        .say("选主题，点亮或熄灭", "Choose the themes that are lit.")
        .bar(60),
    row(Group::Theme, ALWAYS, Action::OpenMatrix, "matrix", &["T"], "矩阵", "matrix")
        .say("主题矩阵，再按收起", "The matrix of themes and reports; once more leaves it.")
        .bar(105),
    row(Group::Theme, MATRIX, Action::Confirm, "matrix-open", &["Enter"], "看原文", "passages")
        .say("看这个主题的原文，各报告并排", "Read the passages of this theme, reports in columns.")
        .bar(20),
    row(Group::Theme, MATRIX, Action::ToggleMark, "matrix-light", &["Space"], "点亮", "light")
        .say("点亮或熄灭这个主题", "Light or unlight this theme.")
        .bar(25),
    row(Group::Theme, MATRIX, Action::ClearMarks, "matrix-unlight", &["x"], "全熄", "unlight")
        .say("熄灭所有主题", "Unlight every theme."),
    row(Group::Theme, MATRIX, Action::ToggleUnit, "matrix-unit", &["%"], "处数/每千字", "unit")
        .say("数字：处数或每千字", "Numbers: hits, or hits per thousand characters.")
        .bar(30),
    row(Group::Theme, MATRIX, Action::SortRows, "matrix-sort-rows", &["s"], "排序", "sort")
        .say("主题按：词表 合计 变化 散布 这份报告", "Sort themes by lexicon, total, change, spread, this report.")
        .bar(27),
    row(Group::Theme, MATRIX, Action::SortColumns, "matrix-sort-columns", &["S"], "列序", "columns")
        .say("报告按：地区 年度 这个主题的每千字", "Sort reports by place, year, or density of this theme.")
        .bar(46),
    row(Group::Theme, MATRIX, Action::PickYears, "matrix-years", &["Y"], "年度", "years")
        .say("只看选定年度的报告", "Show reports of chosen years only.")
        .bar(36),
    row(Group::Theme, MATRIX, Action::PickPlaces, "matrix-places", &["p"], "地区", "places")
        .say("只看选定地区的报告", "Show reports of chosen places only.")
        .bar(37),
    row(Group::Theme, MATRIX, Action::PickLevels, "matrix-levels", &["v"], "层级", "levels")
        .say("只看选定层级的报告", "Show reports of chosen levels only.")
        .bar(44),
    row(Group::Theme, MATRIX, Action::ShowAllReports, "matrix-all", &["A"], "全部报告", "all reports")
        .say("不再按年度、地区、层级筛选", "Show all reports again, whatever year, place, level.")
        .bar(119),
    row(Group::Theme, MATRIX, Action::FindInMatrix, "matrix-find", &["/"], "找", "find")
        .say("找主题、地区或年度，边打边到", "Find a theme, place or year; the cursor goes there.")
        .bar(38),
    row(Group::Find, MATRIX, Action::HitNext, "matrix-found-next", &["n"], "下一处", "next found")
        .say("到下一个找到的主题或报告", "Go to the next theme or report that was found.")
        .pair(&[Action::HitPrev], ("找到的", "found"), ("下一个 上一个找到的", "Next found, found before")),
    row(Group::Find, MATRIX, Action::HitPrev, "matrix-found-prev", &["N"], "上一处", "found before")
        .say("到上一个找到的主题或报告", "Go to the theme or report found before."),
    row(Group::Move, MATRIX, Action::RowStart, "matrix-first-column", &["0"], "首列", "first column")
        .say("到第一列", "Go to the first column.")
        .pair(&[Action::RowEnd], ("首列 合计", "first, total"), ("第一列 合计列", "First column, totals")),
    row(Group::Move, MATRIX, Action::RowEnd, "matrix-totals", &["$"], "合计列", "totals")
        .say("到合计列", "Go to the totals."),
    row(Group::Choose, MATRIX_PICK, Action::ToggleMark, "pick-mark", &["Space", "Tab"], "选中", "mark")
        .say("选中或放开，可选几项", "Mark or unmark; several may be marked.")
        .bar(10),
    row(Group::Choose, MATRIX_PICK, Action::Confirm, "pick-take", &["Enter"], "只看这些", "take")
        .say("只看选中的；没有选中就看这一项", "Show what is marked; the line under the cursor if none is.")
        .bar(20),
    row(Group::Choose, MATRIX_PICK, Action::MarkListed, "pick-mark-listed", &["Ctrl-a"], "全选", "mark all")
        .say("选中列出的全部，再按放开", "Mark all that is listed; once more unmarks it.")
        .bar(30),
    row(Group::Choose, MATRIX_PICK, Action::ClearMarks, "pick-clear", &["Ctrl-x"], "不筛", "no filter")
        .say("不按这一项筛选", "Do not filter by this.")
        .bar(35),
    row(Group::Choose, MATRIX_FIND, Action::Confirm, "find-keep", &["Enter"], "就到这里", "stay")
        .say("留在找到的这里，n 到下一个", "Stay where it was found; n goes to the next.")
        .bar(10),
    row(Group::Choose, MATRIX_FIND, Action::Close, "find-cancel", &["Esc"], "回去", "back")
        .say("回到原处", "Back to where you were.")
        .bar(90),
    row(Group::Theme, &[Context::Matrix, Context::Lens, Context::Course, Context::Novelty], Action::CyclePart, "part", &["r"], "性质", "part")
        .say("只看回顾、计划、目标，或全部", "Only review, only plan, only outlook, or all.")
        .bar(35),
    // The course over time.
    row(Group::Move, COURSE, Action::MoveLeft, "course-left", &["h", "Left"], "左一格", "left")
        .say("前一年，或前一个主题", "The year before, or the theme before.")
        .bar(12)
        .pair(&[Action::MoveRight], ("年度", "year"), ("前后一年；在主题一屏前后一个主题", "Year before and after; among themes the theme")),
    row(Group::Move, COURSE, Action::MoveRight, "course-right", &["l", "Right"], "右一格", "right")
        .say("后一年，或后一个主题", "The year after, or the next theme."),
    row(Group::Move, COURSE, Action::SectionNext, "course-next", &["J"], "下一个", "next")
        .say("下一个地区，或下一个主题", "The next place, or the next theme.")
        .bar(14)
        .pair(&[Action::SectionPrev], ("换地区/主题", "place/theme"), ("下一个 上一个地区或主题", "Next or previous place or theme")),
    row(Group::Move, COURSE, Action::SectionPrev, "course-prev", &["K"], "上一个", "before")
        .say("上一个地区，或上一个主题", "The place before, or the theme before."),
    row(Group::Move, COURSE, Action::YearBefore, "course-year-before", &["["], "前一年", "year before")
        .say("前一年", "The year before.")
        .pair(&[Action::YearAfter], ("前后一年", "years"), ("前一年 后一年", "Year before, year after")),
    row(Group::Move, COURSE, Action::YearAfter, "course-year-after", &["]"], "后一年", "year after")
        .say("后一年", "The year after."),
    row(Group::Theme, COURSE, Action::PaneNext, "course-view", &["Tab"], "换看法", "view")
        .say("换看法：一地历年，一年各地，一个主题历年", "Next view: a place by year, a year by place, a theme by year.")
        .bar(16)
        .pair(&[Action::PanePrev], ("换看法", "view"), ("后一种 前一种看法", "Next view, previous view")),
    row(Group::Theme, COURSE, Action::PanePrev, "course-view-before", &["Shift-Tab"], "前一种看法", "view before")
        .say("前一种看法", "The view before."),
    row(Group::Theme, COURSE, Action::CourseOfPlace, "course-place", &["1"], "一地历年", "a place")
        .say("一个地区，各主题历年", "One place: its themes through the years."),
    row(Group::Theme, COURSE, Action::CourseOfYear, "course-year", &["2"], "一年各地", "a year")
        .say("一个年度，各地按一个主题排名", "One year: places ranked by one theme."),
    row(Group::Theme, COURSE, Action::CourseOfTheme, "course-theme", &["3"], "主题历年", "a theme")
        .say("一个主题，所有报告历年", "One theme: all reports through the years."),
    row(Group::Theme, COURSE, Action::Confirm, "course-open", &["Enter"], "看原文", "passages")
        .say("看这个数字是从哪些原文数出来的", "Read the passages that this number was counted from.")
        .bar(18),
    row(Group::Theme, COURSE, Action::ToggleMark, "course-light", &["Space"], "点亮", "light")
        .say("点亮或熄灭这个主题；点亮的画线", "Light or unlight this theme; lit ones are drawn.")
        .bar(25),
    row(Group::Theme, COURSE, Action::ClearMarks, "course-unlight", &["x"], "全熄", "unlight")
        .say("熄灭所有主题", "Unlight every theme."),
    row(Group::Theme, COURSE, Action::ToggleUnit, "course-unit", &["%"], "处数/每千字", "unit")
        .say("数字：处数或每千字", "Numbers: hits, or hits per thousand characters.")
        .bar(30),
    row(Group::Theme, &[Context::Matrix, Context::Lens, Context::Novelty], Action::OpenCourse, "course", &["c"], "走势", "course")
        .say("走势：一地历年，一年各地，一个主题历年", "The course over time: of a place, a year, a theme.")
        .bar(45),
    row(Group::Theme, ALWAYS, Action::OpenCourse, "course-anywhere", &["Alt-c"], "走势", "course")
        .say("主题历年的走势", "Themes over time."),
    // What is new and gone.
    row(Group::Theme, &[Context::Matrix, Context::Course], Action::OpenNovelty, "novelty", &["W"], "新旧", "new, gone")
        .say("新旧：首次出现、消失、重现的主题，换了的说法", "Themes that are first, gone, back; wordings replaced.")
        .bar(47),
    row(Group::Theme, ALWAYS, Action::OpenNovelty, "novelty-anywhere", &["Alt-g"], "新旧", "new, gone")
        .say("新有的、没了的主题", "Themes that are new or gone."),
    row(Group::Theme, NOVELTY, Action::PaneNext, "novelty-list", &["Tab", "l", "Right"], "换列表", "list")
        .say("到下一个列表：首次出现 消失 重现 换了说法", "Go to the next list: first, vanished, returned, replaced.")
        .bar(12)
        .pair(&[Action::PanePrev], ("换列表", "list"), ("下一个 上一个列表", "Next list, list before")),
    row(Group::Theme, NOVELTY, Action::PanePrev, "novelty-list-before", &["Shift-Tab", "h", "Left"], "上一个列表", "list before")
        .say("到上一个列表", "Go to the list before."),
    row(Group::Theme, NOVELTY, Action::Confirm, "novelty-open", &["Enter"], "看原文", "passages")
        .say("看作为依据的原文，各年并排", "Read the passages that tell it, years in columns.")
        .bar(18),
    row(Group::Theme, NOVELTY, Action::ToggleMark, "novelty-light", &["Space"], "点亮", "light")
        .say("点亮或熄灭这个主题", "Light or unlight this theme.")
        .bar(25),
    row(Group::Theme, LENS, Action::Confirm, "lens-open", &["Enter"], "回到原文", "open")
        .say("在阅读屏打开这一处", "Open this passage in the reader.")
        .bar(20),
    // 特色词.
    row(Group::Theme, &[Context::Matrix, Context::Candidates], Action::OpenCandidates, "candidates", &["w"], "特色词", "key words")
        .say("特色词：这份报告比别的多用的词；再按收起", "What this report says more than the others; once more leaves it.")
        .bar(40),
    row(Group::Theme, READER, Action::OpenCandidates, "candidates-here", &["Alt-w"], "特色词", "key words")
        .say("这份报告的特色词", "What this report says most."),
    row(Group::Theme, CANDIDATES, Action::Confirm, "candidates-read", &["Enter"], "看原文", "read")
        .say("到第一处，n 接着走", "Read the first place; n goes on.")
        .bar(12),
    row(Group::Theme, CANDIDATES, Action::FocusNext, "focus-next", &["Tab"], "换范围", "scope")
        .say("看本篇、本地、本省、同年", "Look at this report, its place, its province, its year.")
        .bar(14)
        .pair(&[Action::FocusPrev], ("换范围", "scope"), ("本篇 本地 本省 同年", "This report, its place, its province, its year")),
    row(Group::Theme, CANDIDATES, Action::FocusPrev, "focus-prev", &["Shift-Tab"], "上一范围", "scope before")
        .say("回到上一个范围", "Go to the scope before."),
    row(Group::Theme, CANDIDATES, Action::CycleKinds, "candidates-kinds", &["v"], "词/词组", "kinds")
        .say("只看词、词组、地名，或词和词组", "Words only, phrases only, places only, or words and phrases.")
        .bar(16),
    row(Group::Theme, CANDIDATES, Action::SortBy, "candidates-sort", &["s"], "排序", "sort")
        .say("按显著性、倍数、处数、TF-IDF、篇数排列", "Sort by G2, LogRatio, hits, TF-IDF, reports.")
        .bar(18),
    row(Group::Theme, CANDIDATES, Action::HideKnown, "candidates-new", &["x"], "主题以外", "new only")
        .say("只看还没有主题的，再按看全部", "Only what no theme counts yet; once more shows all.")
        .bar(20),
    row(Group::Theme, CANDIDATES, Action::ToggleMark, "candidates-mark", &["Space"], "选中", "mark")
        .say("选中几个，一起做成一个主题", "Mark several, to make one theme of them.")
        .bar(22),
    row(Group::Theme, CANDIDATES, Action::ThemeOfMarked, "candidates-theme", &["+"], "做成主题", "theme")
        .say("用选中的或这一个做成主题", "Make a theme of those marked, or of this one.")
        .bar(24),
    row(Group::Theme, CANDIDATES, Action::FilterList, "candidates-filter", &["/"], "筛选", "filter")
        .say("只列出有这些字的", "List only what holds these characters.")
        .bar(26),
    // Making themes.
    row(Group::Theme, READER, Action::MakeTheme, "theme-make", &["+"], "新主题", "new theme")
        .say("做主题，加词条", "Make a theme, add terms.")
        .bar(112),
    row(Group::Theme, &[Context::Matrix, Context::Lens], Action::MakeTheme, "theme-add", &["+"], "加词条", "add terms")
        .say("给这个主题加词条，或做新主题", "Add terms to this theme, or make one.")
        .bar(42),
    row(Group::Theme, &[Context::Matrix, Context::Lens, Context::ThemeTerms], Action::UndoTheme, "theme-undo", &["u"], "撤销", "undo")
        .say("撤销上一次改主题", "Take back the last change of themes.")
        .bar(70),
    row(Group::Theme, READER, Action::WalkTheme, "theme-digit", &["Alt-1", "Alt-2", "Alt-3", "Alt-4", "Alt-5", "Alt-6", "Alt-7", "Alt-8", "Alt-9"], "看第几个主题", "walk theme 1-9")
        .say("改看第几个主题", "Walk lit theme 1 to 9."),
    row(Group::Theme, THEMES, Action::EditTheme, "theme-terms", &["Ctrl-t"], "词条", "terms")
        .say("这个主题的词条：加、去、移去主题", "The terms of this theme: add, drop, remove the theme.")
        .bar(30),
    row(Group::Theme, THEMES, Action::MakeTheme, "theme-new", &["Ctrl-a"], "新主题", "new theme")
        .say("做一个新主题，或给已有的加词条", "Make a theme, or add terms to one.")
        .bar(40),
    row(Group::Theme, THEMES, Action::UndoTheme, "theme-take-back", &["Ctrl-r"], "撤销", "undo")
        .say("撤销上一次改主题", "Take back the last change of themes.")
        .bar(60),
    row(Group::Theme, TERMS, Action::MakeTheme, "term-add", &["+"], "加词条", "add term")
        .say("给这个主题加词条", "Add terms to this theme.")
        .bar(10),
    row(Group::Theme, TERMS, Action::DropTerm, "term-drop", &["x"], "去掉", "drop")
        .say("去掉这个词条", "Drop this term.")
        .bar(20),
    row(Group::Theme, TERMS, Action::RemoveTheme, "theme-remove", &["D"], "移去主题", "remove theme")
        .say("移去自己的主题，或不用程序的这个", "Remove a theme of your own, or hide the program's.")
        .bar(30),
    row(Group::Theme, TERMS, Action::Close, "terms-close", &["Esc"], "关闭", "close")
        .say("关闭", "Close.")
        .bar(90),
    row(Group::Theme, STRETCH, Action::StartRight, "stretch-start-right", &["l", "Right", "Ctrl-f"], "起点右移", "start right")
        .say("起点右移一个字", "Move the start one character to the right.")
        .bar(10)
        .pair(&[Action::StartLeft], ("起点", "start"), ("起点右移 左移", "Move the start right or left")),
    row(Group::Theme, STRETCH, Action::StartLeft, "stretch-start-left", &["h", "Left", "Ctrl-b"], "起点左移", "start left")
        .say("起点左移一个字", "Move the start one character to the left."),
    row(Group::Theme, STRETCH, Action::EndRight, "stretch-end-right", &["L"], "终点右移", "end right")
        .say("终点右移一个字", "Move the end one character to the right.")
        .bar(15)
        .pair(&[Action::EndLeft], ("终点", "end"), ("终点右移 左移", "Move the end right or left")),
    row(Group::Theme, STRETCH, Action::EndLeft, "stretch-end-left", &["H"], "终点左移", "end left")
        .say("终点左移一个字", "Move the end one character to the left."),
    row(Group::Theme, STRETCH, Action::RunNext, "stretch-next", &["w"], "下一段字", "next words")
        .say("选下一段字，到标点为止", "Choose the next words up to a mark.")
        .bar(30)
        .pair(&[Action::RunPrev], ("换一段", "words"), ("下一段字 上一段", "Next words, words before")),
    row(Group::Theme, STRETCH, Action::RunPrev, "stretch-before", &["b"], "上一段字", "words before")
        .say("选上一段字，到标点为止", "Choose the words before."),
    row(Group::Theme, STRETCH, Action::SentenceNext, "stretch-sentence-next", &["j", "Down"], "下一句", "next sentence")
        .say("换下一句", "Go to the next sentence.")
        .bar(40)
        .pair(&[Action::SentencePrev], ("换句", "sentence"), ("下一句 上一句", "Next or previous sentence")),
    row(Group::Theme, STRETCH, Action::SentencePrev, "stretch-sentence-before", &["k", "Up"], "上一句", "sentence before")
        .say("换上一句", "Go to the sentence before."),
    row(Group::Theme, THEME_FORMS, Action::Confirm, "theme-save", &["Enter", "Ctrl-s"], "存下", "save")
        .say("存进自己的主题文件，马上重数", "Keep it in your own file of themes, and count anew.")
        .bar(5),
    row(Group::Theme, THEME_FORMS, Action::FieldNext, "theme-next", &["Tab"], "下一项", "next")
        .say("到下一项", "Go to the next field.")
        .bar(20)
        .pair(&[Action::FieldPrev], ("换项", "field"), ("下一项 上一项", "Next field, field before")),
    row(Group::Theme, THEME_FORMS, Action::FieldPrev, "theme-before", &["Shift-Tab"], "上一项", "before")
        .say("到上一项", "Go to the field before."),
    row(Group::Theme, THEME_FORMS, Action::Close, "theme-cancel", &["Esc"], "放弃", "give up")
        .say("放弃，不存", "Leave without keeping it.")
        .bar(25),
    row(Group::Theme, LENS, Action::CycleColumns, "lens-columns", &["v"], "分栏", "columns")
        .say("分栏：按报告，按地区，按年度", "Columns by report, by place, by year.")
        .bar(24),
    row(Group::Theme, LENS, Action::AddPane, "lens-add", &["a"], "加报告", "add")
        .say("加一份报告，没有提到的也行", "Show another report too, be it without hits.")
        .bar(33),
    row(Group::Theme, LENS, Action::MoreContext, "lens-context", &["K"], "语境", "context")
        .say("多看一步：前后句，全段，全节", "More around it: sentences beside, paragraph, section.")
        .bar(28)
        .pair(&[Action::MoreContextAll], ("语境", "context"), ("多看一步语境：这一条 全部", "More context: of this one, of all")),
    row(Group::Theme, LENS, Action::MoreContextAll, "lens-context-all", &["Ctrl-k"], "全部语境", "all context")
        .say("每一条都多看一步", "More around every passage."),
    row(Group::Theme, LENS, Action::OnlyTerm, "lens-only", &["i"], "只看此词条", "this term")
        .say("只看这个词条的命中，再按看全部", "Only the hits of this term; once more shows all.")
        .bar(37),
    row(Group::Theme, LENS, Action::NextCopy, "lens-copy", &["="], "同句", "same")
        .say("到下一处同样的句子", "Go to the next report with the same sentence.")
        .bar(39),
    row(Group::Theme, NOVELTY, Action::EveryWording, "wording-all", &["x"], "全部说法", "all wordings")
        .say("证据不足的说法也列出，再按只看可信的", "List wordings with little evidence too; once more those that tell.")
        .bar(24),
    // Choosing.
    row(Group::Choose, JUMP, Action::Confirm, "jump-here", &["Enter"], "本栏", "this pane")
        .say("在本栏打开", "Open in this pane.")
        .bar(10),
    row(Group::Choose, JUMP, Action::ConfirmOtherPane, "jump-other", &["Tab"], "另一栏", "other pane")
        .say("在另一栏打开", "Open in the other pane.")
        .bar(20),
    row(Group::Choose, JUMP, Action::ConfirmNewPane, "jump-new", &["Ctrl-a"], "新开一栏", "new pane")
        .say("新开一栏打开", "Open in a new pane.")
        .bar(30),
    row(Group::Choose, JUMP, Action::OnlyCurrent, "jump-only", &["Ctrl-y"], "只看当前报告", "these reports")
        .say("只在当前各栏的报告里找，或在全部里找", "Look only in the reports of the panes, or in all.")
        .bar(50),
    row(Group::Choose, JUMP, Action::SwitchToText, "jump-text", &["Ctrl-t"], "搜正文", "text")
        .say("改搜正文", "Search the text for this instead.")
        .bar(60),
    row(Group::Choose, JUMP, Action::Close, "jump-cancel", &["Esc"], "取消", "cancel")
        .say("取消，回到原处", "Cancel, back to where you were.")
        .bar(70),
    row(Group::Choose, SEARCH, Action::Confirm, "search-go", &["Enter"], "找", "find")
        .say("到第一处命中", "Go to the first hit.")
        .bar(10),
    row(Group::Choose, THEMES, Action::ToggleMark, "theme-light", &["Space", "Tab"], "点亮", "light")
        .say("点亮或熄灭这个主题", "Light or unlight this theme.")
        .bar(10),
    row(Group::Choose, THEMES, Action::Confirm, "theme-walk", &["Enter"], "看这个", "walk")
        .say("点亮这个主题，n 走它的命中", "Light this theme; n then walks its hits.")
        .bar(20),
    row(Group::Choose, THEMES, Action::ClearMarks, "theme-all", &["Ctrl-x"], "全亮/全熄", "all/none")
        .say("点亮所有主题，再按全部熄灭", "Light every theme; once more, none.")
        .bar(50),
    row(Group::Choose, &[Context::ReportPicker], Action::Confirm, "report-choose", &["Enter"], "打开这份", "open")
        .say("打开这份报告", "Show this report.")
        .bar(10),
    row(Group::Choose, &[Context::ReportPicker], Action::ConfirmNewPane, "report-new", &["Ctrl-a"], "新开一栏", "new pane")
        .say("新开一栏打开这份报告", "Show this report in a new pane.")
        .bar(20),
    row(Group::Choose, &[Context::Palette, Context::Help], Action::Confirm, "command-run", &["Enter"], "照做", "do it")
        .say("照做", "Do it.")
        .bar(10),
    row(Group::Choose, OUTLINE, Action::Confirm, "outline-go", &["Enter"], "到这一节", "go")
        .say("到这一节", "Go to this section.")
        .bar(20),
    row(Group::Choose, OUTLINE, Action::ToggleOutline, "outline-close", &["o"], "收起", "hide")
        .say("收起大纲", "Hide the outline."),
    row(Group::Choose, LIBRARY, Action::Confirm, "library-open", &["Enter"], "打开", "open")
        .say("打开这份报告，或选中的几份", "Open this report, or those marked.")
        .bar(12),
    row(Group::Choose, LIBRARY, Action::EditIdentity, "edit-identity", &["i"], "改身份", "identity")
        .say("更正这份报告的身份和编码", "Correct this report's identity and encoding.")
        .bar(14),
    row(Group::Choose, LIBRARY, Action::AddToLibrary, "library-add", &["+"], "加入", "add")
        .say("把这份或选中的加入文库", "Add this report, or those marked, to the library.")
        .bar(16),
    row(Group::Choose, LIBRARY, Action::DropFromLibrary, "library-drop", &["D"], "移出", "drop")
        .say("移出文库，文件不动", "Drop from the library; no file is touched.")
        .bar(18),
    row(Group::Choose, LIBRARY, Action::Undo, "library-undo", &["u"], "撤销", "undo")
        .say("撤销上一次加入、移出或更正", "Take back the last adding, dropping or correcting.")
        .bar(20),
    row(Group::Choose, LIBRARY, Action::SortBy, "library-sort", &["s"], "排序", "sort")
        .say("按地区、年度、剔除、疑点、重复排列", "List by place, year, removed share, doubts, copies.")
        .bar(22),
    row(Group::Choose, LIBRARY, Action::FilterList, "library-filter", &["/"], "筛选", "filter")
        .say("只列出地区、年度、人名、文件名里有这些词的", "List only what has these words in place, year, name.")
        .bar(24),
    row(Group::Choose, LIBRARY, Action::ToggleMark, "library-mark", &["Space"], "选中", "mark")
        .say("选中或放开这份报告", "Mark or unmark this report.")
        .bar(27),
    row(Group::Choose, LIBRARY, Action::ClearMarks, "library-unmark", &["x"], "全放开", "unmark")
        .say("放开选中的报告", "Unmark every report.")
        .bar(125),
    row(Group::Choose, LIBRARY, Action::AddAll, "library-add-all", &["A"], "全加入", "add all")
        .say("把打开的文件和文件夹整个加入文库", "Add the files and folders that were opened to the library.")
        .bar(122),
    row(Group::Choose, LIBRARY, Action::ResumeLoading, "load-on", &["r"], "接着读", "read on")
        .say("停下载入以后，接着读没有读的", "After loading was stopped, read what was left.")
        .bar(123),
    row(Group::Choose, WELCOME, Action::Confirm, "welcome-open", &["Enter"], "打开", "open")
        .say("打开选中的一项", "Open the chosen one.")
        .bar(20),
    row(Group::Choose, &[Context::Welcome, Context::Library], Action::OpenPath, "open-path", &["o"], "打开文件", "open file")
        .say("打开文件或文件夹，加在开着的后面", "Open a file or folder beside what is open.")
        .bar(25),
    row(Group::Choose, WELCOME, Action::OpenSamples, "samples", &["s"], "看样本", "samples")
        .say("看内置样本", "Open the built-in samples.")
        .bar(30),
    row(Group::Choose, PATH, Action::Confirm, "path-open", &["Enter"], "打开", "open")
        .say("打开这个文件或文件夹", "Open this file or folder.")
        .bar(10),
    row(Group::Choose, PATH, Action::Complete, "path-complete", &["Tab"], "补全", "complete")
        .say("补全路径，或列出可选的", "Complete the path, or list what there is.")
        .bar(20),
    row(Group::Choose, PATH, Action::ConfirmAndAdd, "path-open-add", &["Ctrl-s"], "打开并入库", "keep too")
        .say("打开，并加入文库", "Open it and add it to the library.")
        .bar(30),
    row(Group::Choose, &[Context::LibraryFilter], Action::Confirm, "filter-keep", &["Enter"], "就列这些", "keep")
        .say("就列这些", "List only these.")
        .bar(10),
    row(Group::Choose, FORM, Action::Confirm, "edit-save", &["Enter", "Ctrl-s"], "存下", "save")
        .say("存下更正，文件不动", "Keep the correction; no file is touched.")
        .bar(10),
    row(Group::Choose, FORM, Action::FieldNext, "edit-next", &["Tab", "Down", "Ctrl-n"], "下一项", "next")
        .say("到下一项", "Go to the next field.")
        .bar(20)
        .pair(&[Action::FieldPrev], ("换项", "field"), ("下一项 上一项", "Next field, field before")),
    row(Group::Choose, FORM, Action::FieldPrev, "edit-prev", &["Shift-Tab", "Up", "Ctrl-p"], "上一项", "before")
        .say("到上一项", "Go to the field before."),
    row(Group::Choose, FORM, Action::SayUnknown, "edit-unknown", &["Ctrl-x"], "未知", "unknown")
        .say("说这一项未知", "Say that this field is unknown.")
        .bar(30),
    row(Group::Choose, FORM, Action::AsRead, "edit-as-read", &["Ctrl-r"], "照读出的", "as read")
        .say("回到程序读出来的", "Go back to what the program read.")
        .bar(40),
    row(Group::Choose, &[Context::Search, Context::ThemePicker, Context::ReportPicker, Context::Palette, Context::Help, Context::OutlineOverlay, Context::PathField, Context::MatrixPick, Context::Mistakes], Action::Close, "overlay-close", &["Esc"], "关闭", "close")
        .say("关闭", "Close.")
        .bar(90),
    row(Group::Choose, &[Context::LibraryFilter], Action::Close, "filter-cancel", &["Esc"], "不筛", "cancel")
        .say("回到原来列出的", "Back to what was listed before.")
        .bar(90),
    row(Group::Choose, FORM, Action::Close, "edit-cancel", &["Esc"], "不改", "cancel")
        .say("不改，回到列表", "Leave without a change.")
        .bar(90),
    row(Group::Choose, PINS, Action::Confirm, "pin-set", &["Enter"], "指定", "pin")
        .say("指定这一节，代替原来的", "This one corresponds, in place of what did.")
        .bar(10),
    row(Group::Choose, PINS, Action::AddCounterpart, "pin-add", &["Ctrl-a"], "再加一处", "also")
        .say("也对应这一节，原来的留着", "This one corresponds too; what did stays.")
        .bar(20),
    row(Group::Choose, PINS, Action::BreakLink, "pin-break", &["Ctrl-x"], "断开", "break")
        .say("与这一节不对应", "This one does not correspond.")
        .bar(30),
    row(Group::Choose, PINS, Action::Close, "pin-cancel", &["Esc"], "取消", "cancel")
        .say("取消，另一栏回到原处", "Cancel; the other pane goes back.")
        .bar(35),
    row(Group::Choose, YEARS, Action::Confirm, "years-here", &["Enter"], "本栏", "this pane")
        .say("在本栏看这一年", "Show this year in this pane.")
        .bar(12),
    row(Group::Choose, YEARS, Action::ConfirmOtherPane, "years-other", &["Tab"], "另一栏", "other pane")
        .say("在另一栏看这一年", "Show this year in the other pane.")
        .bar(14),
    row(Group::Choose, YEARS, Action::OpenYears, "years-all", &["a"], "并排", "side by side")
        .say("最近的四年并排打开", "Open the four nearest years side by side.")
        .bar(16),
    row(Group::Choose, YEARS, Action::Close, "years-close", &["Esc"], "关闭", "close")
        .say("关闭", "Close.")
        .bar(18),
    row(Group::Compare, COMPARING, Action::Export, "export", &["e"], "导出", "export")
        .say("把比较写成文件", "Write the comparison into a file for Word, print, a spreadsheet.")
        .bar(118),
    row(Group::Theme, COUNTED, Action::Export, "export-themes", &["e"], "导出", "export")
        .say("把看到的写成文件：表格 热图 原文 命中", "Write what is shown into a file: sheets, a heat map, passages, hits.")
        .bar(39),
    row(Group::Choose, EXPORTS, Action::Confirm, "export-write", &["Enter"], "写成文件", "write")
        .say("写成文件", "Write the file.")
        .bar(10),
    row(Group::Choose, EXPORTS, Action::Complete, "export-complete", &["Tab"], "补全", "complete")
        .say("补全路径，或列出可选的", "Complete the path, or list what there is.")
        .bar(60),
    row(Group::Choose, EXPORT, Action::ExportPart, "export-part", &["Ctrl-v"], "范围", "what")
        .say("写什么：全部 数字 措辞", "What is written: all, figures, wording.")
        .bar(45),
    row(Group::Choose, EXPORT, Action::ExportKept, "export-kept", &["Ctrl-a"], "原样的", "kept")
        .say("原样的句子写全，或只计数", "Write out what was kept, or count it.")
        .bar(50),
    row(Group::Choose, EXPORTS, Action::Close, "export-cancel", &["Esc"], "不写", "cancel")
        .say("不写，回到原处", "Leave without writing.")
        .bar(55),
    // Copying.
    row(Group::General, COPIED, Action::Copy, "copy", &["y"], "复制", "copy")
        .say("复制这一段，附出处", "Copy this passage or row with its source.")
        .bar(94),
    row(Group::General, READER, Action::CopyBoth, "copy-both", &["Y"], "连对应复制", "copy both")
        .say("连对应的一段一起复制", "Copy it together with its counterpart.")
        .bar(96),
    row(Group::General, READER, Action::Select, "select", &["V"], "选句", "select")
        .say("按句选，y 复制", "Choose by sentence; y copies.")
        .bar(97),
    row(Group::General, COPIED, Action::WritePassage, "passage-file", &["Alt-e"], "摘录成文件", "passage to file")
        .say("这一段写成文件", "Write this passage into a file."),
    row(Group::Move, SELECT, Action::RowDown, "select-down", &["j", "Down"], "下一句", "sentence down")
        .say("选到下一句", "Choose up to the next sentence.")
        .bar(1)
        .pair(&[Action::RowUp], ("句", "sentence"), ("选到下一句 上一句", "Choose up to the next or previous sentence")),
    row(Group::Move, SELECT, Action::RowUp, "select-up", &["k", "Up"], "上一句", "sentence up")
        .say("选到上一句", "Choose up to the sentence before."),
    row(Group::Move, SELECT, Action::SectionNext, "select-section-next", &["J"], "下一节", "next section")
        .say("选到下一节", "Choose up to the next section.")
        .bar(2)
        .pair(&[Action::SectionPrev], ("节", "section"), ("选到下一节 上一节", "Choose up to the next or previous section")),
    row(Group::Move, SELECT, Action::SectionPrev, "select-section-prev", &["K"], "上一节", "section before")
        .say("选到上一节", "Choose up to the section before."),
    row(Group::General, SELECT, Action::Copy, "select-copy", &["y"], "复制", "copy")
        .say("复制选中的，附出处", "Copy what is chosen with its source.")
        .bar(3),
    row(Group::General, SELECT, Action::CopyBoth, "select-copy-both", &["Y"], "连对应", "both")
        .say("连对应的一起复制", "Copy it together with its counterpart.")
        .bar(4),
    row(Group::General, SELECT, Action::Select, "select-leave", &["V", "v"], "不选", "leave")
        .say("不选了", "Choose nothing.")
        .bar(9),
    row(Group::General, SELECT, Action::WritePassage, "select-file", &["e", "Alt-e"], "写成文件", "to file")
        .say("选中的写成文件", "Write what is chosen into a file.")
        .bar(5),
    row(Group::Theme, SELECT, Action::MakeTheme, "select-theme", &["+"], "做成主题", "theme")
        .say("从选中的第一句取字做主题", "Make a theme of words of the first sentence chosen.")
        .bar(6),
    // Bookmarks and notes.
    row(Group::Find, READER, Action::ToggleBookmark, "bookmark", &["b"], "书签", "bookmark")
        .say("在这一句放书签，再按拿掉", "Set a bookmark on this sentence; once more removes it.")
        .bar(93),
    row(Group::Find, READER, Action::WriteNote, "note", &["c"], "批注", "note")
        .say("给这一句或选中的几句写批注", "Write a note on this sentence, or on those chosen.")
        .bar(94),
    row(Group::Find, ALWAYS, Action::OpenMarks, "marks", &["'"], "书签批注", "marks")
        .say("全部书签和批注", "All bookmarks and notes.")
        .bar(96),
    row(Group::Find, READER, Action::MarkNext, "mark-next", &["Alt-n"], "下一书签", "next mark")
        .say("到下一处书签或批注", "Go to the next bookmark or note.")
        .pair(&[Action::MarkPrev], ("书签", "mark"), ("下一处 上一处书签或批注", "Next mark, mark before")),
    row(Group::Find, READER, Action::MarkPrev, "mark-prev", &["Alt-p"], "上一书签", "mark before")
        .say("到上一处书签或批注", "Go to the bookmark or note before."),
    row(Group::Choose, MARKS, Action::Confirm, "mark-here", &["Enter"], "本栏", "this pane")
        .say("在本栏打开这一处", "Open this place in this pane.")
        .bar(10),
    row(Group::Choose, MARKS, Action::ConfirmOtherPane, "mark-other", &["Tab"], "另一栏", "other pane")
        .say("在另一栏打开这一处", "Open this place in the other pane.")
        .bar(20),
    row(Group::Choose, MARKS, Action::RemoveMark, "mark-remove", &["Ctrl-x", "Delete"], "删", "remove")
        .say("删掉这一条", "Remove this one.")
        .bar(30),
    row(Group::Choose, MARKS, Action::Undo, "mark-undo", &["Ctrl-r"], "撤销", "undo")
        .say("撤销上一次放、改、删", "Take back the last setting, rewriting, removing.")
        .bar(50),
    row(Group::Choose, MARKS, Action::Export, "marks-export", &["Ctrl-e"], "导出", "export")
        .say("把列出的写成 Markdown", "Write what is listed into a file of Markdown.")
        .bar(60),
    row(Group::Choose, MARKS, Action::Close, "marks-close", &["Esc"], "关闭", "close")
        .say("关闭", "Close.")
        .bar(90),
    row(Group::Choose, NOTE, Action::Confirm, "note-save", &["Enter", "Ctrl-s"], "存下", "save")
        .say("存下批注；空的就删掉", "Keep the note; an empty one is removed.")
        .bar(10),
    row(Group::Choose, NOTE, Action::NewLine, "note-line", &["Ctrl-j", "Alt-Enter"], "换行", "new line")
        .say("另起一行", "Begin a new line.")
        .bar(20),
    row(Group::Choose, NOTE, Action::Close, "note-cancel", &["Esc"], "不存", "cancel")
        .say("不存；写了的先问一次", "Leave without keeping it; what was typed is asked about once.")
        .bar(30),
    // The program.
    row(Group::General, ALWAYS, Action::Help, "help", &["?", "F1"], "帮助", "help")
        .say("这一屏的全部按键", "Every key of this screen."),
    row(Group::General, ALWAYS, Action::Palette, "palette", &[":"], "命令", "commands")
        .say("按名字找命令，拼音也行", "Find a command by name or pinyin.")
        .bar(115),
    row(Group::General, ALWAYS, Action::OpenLibrary, "library", &["B"], "文库", "library")
        .say("文库：读过和载入的报告", "The library: every report at hand.")
        .bar(120),
    row(Group::General, ALWAYS, Action::ShowMistakes, "mistakes", &["F8"], "设置的错误", "mistakes")
        .say("列出设置文件里的错误", "List what is wrong in the settings."),
    row(Group::General, ALWAYS, Action::Redraw, "redraw", &["Ctrl-l"], "重画", "redraw")
        .say("重画屏幕", "Draw the screen again."),
    row(Group::General, ALWAYS, Action::ToggleMouse, "mouse", &["M"], "鼠标", "mouse")
        .say("把鼠标交给终端，或收回", "Give the mouse to the terminal, or take it."),
    row(Group::General, ALWAYS, Action::Close, "close", &["Esc"], "关闭", "close")
        .say("关闭；载入时停止载入", "Close; while loading, stop loading."),
    row(Group::General, ALWAYS, Action::Back, "back", &["q"], "返回", "back")
        .say("返回，再按退出", "Go back; from the first screen, quit.")
        .bar(130),
    row(Group::General, ALWAYS, Action::Quit, "quit", &["Ctrl-c"], "退出", "quit")
        .say("退出", "Quit."),
];
