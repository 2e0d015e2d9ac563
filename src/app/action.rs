//! Every action of the program: one row of one table. Keymap, help, palette, status bar and the README's table come from it.

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
    Library,
    Welcome,
    Jump,
    Search,
    ThemePicker,
    ReportPicker,
    Palette,
    Help,
    OutlineOverlay,
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
    CycleDepth,
    AddPane,
    ClosePane,
    ChooseReport,
    ToggleLock,
    ToggleOutline,
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
    // welcome
    OpenSamples,
}
