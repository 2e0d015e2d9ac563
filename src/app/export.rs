//! Choosing how a comparison, a matrix or passages are written as a file: format, name, what of it.
//!
//! Owns [`ExportState`] and [`Order`]. Invariants: nothing is written here, a file that is there is not lost without a `y`, and the form
//! stays open until the file is written. Must not know how formats are written.

pub mod themes;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::action::{Action, Context};
use super::field::Field;
use super::keymap::{Code, Key};
use super::msg::Effect;
use super::reader::Show;
use super::{App, Overlay, Screen};
use crate::compare::{Comparison, Depth};
use crate::locale::{Lang, Word, exported, word};
use crate::report::library::Completion;
use crate::report::{Report, ReportId};
use crate::text::outgoing::Outgoing;
use crate::text::safe::Safe;
pub use themes::{Shown, ThemesWork, Under};

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The comparison of the report at the left and that at the right.
    Comparison(ReportId, ReportId),
    /// The matrix on the screen.
    Matrix,
    /// The passages on the screen.
    Lens,
    /// The passage or row at the cursor, or what was just copied.
    Passage,
}

impl Subject {
    /// As what it can be written, in the order of the list.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Subject::Comparison(..) => &Kind::ALL,
            Subject::Matrix => &Kind::MATRIX,
            Subject::Lens => &Kind::LENS,
            Subject::Passage => &[Kind::Text],
        }
    }
}

/// What something can be written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// 对照表 for Word.
    Table,
    /// 花脸稿 for Word.
    Marked,
    /// A page of HTML.
    Page,
    /// Sheets.
    Sheets,
    /// Markdown.
    Notes,
    /// CSV.
    Rows,
    /// JSON.
    Data,
    /// The matrix as sheets.
    MatrixSheets,
    /// The heat map as a page.
    HeatPage,
    /// The heat map as a picture.
    HeatPicture,
    /// The matrix as Markdown.
    MatrixNotes,
    /// The matrix as CSV.
    MatrixRows,
    /// The matrix as JSON.
    MatrixData,
    /// The hits one by one.
    Hits,
    /// Passages for Word.
    Passages,
    /// Passages as Markdown.
    PassageNotes,
    /// Passages as JSON.
    PassageData,
    /// One passage as it is copied.
    Text,
}

impl Kind {
    /// Those of a comparison, in the order of the list.
    pub const ALL: [Kind; 7] = [
        Kind::Table,
        Kind::Marked,
        Kind::Page,
        Kind::Sheets,
        Kind::Notes,
        Kind::Rows,
        Kind::Data,
    ];

    /// Those of a matrix.
    pub const MATRIX: [Kind; 7] = [
        Kind::MatrixSheets,
        Kind::HeatPage,
        Kind::HeatPicture,
        Kind::MatrixNotes,
        Kind::MatrixRows,
        Kind::MatrixData,
        Kind::Hits,
    ];

    /// Those of passages.
    pub const LENS: [Kind; 4] = [
        Kind::Passages,
        Kind::PassageNotes,
        Kind::PassageData,
        Kind::Hits,
    ];

    /// What its files end in, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Table | Kind::Marked | Kind::Passages => "docx",
            Kind::Page | Kind::HeatPage => "html",
            Kind::HeatPicture => "svg",
            Kind::Sheets | Kind::MatrixSheets => "xlsx",
            Kind::Notes | Kind::MatrixNotes | Kind::PassageNotes => "md",
            Kind::Rows | Kind::MatrixRows => "csv",
            Kind::Data | Kind::MatrixData | Kind::PassageData => "json",
            Kind::Hits => "ndjson",
            Kind::Text => "txt",
        }
    }

    /// Its name.
    pub fn name(self) -> Word {
        match self {
            Kind::Table => Word::ExportTable,
            Kind::Marked => Word::ExportMarked,
            Kind::Page => Word::ExportPage,
            Kind::Sheets | Kind::MatrixSheets => Word::ExportSheets,
            Kind::Notes | Kind::MatrixNotes | Kind::PassageNotes => Word::ExportNotes,
            Kind::Rows | Kind::MatrixRows => Word::ExportRows,
            Kind::Data | Kind::MatrixData | Kind::PassageData => Word::ExportData,
            Kind::HeatPage => Word::ExportHeat,
            Kind::HeatPicture => Word::ExportPicture,
            Kind::Hits => Word::ExportHits,
            Kind::Passages => Word::ExportPassages,
            Kind::Text => Word::ExportText,
        }
    }

    /// What it is for.
    pub fn about(self) -> Word {
        match self {
            Kind::Table => Word::ExportTableIs,
            Kind::Marked => Word::ExportMarkedIs,
            Kind::Page => Word::ExportPageIs,
            Kind::Sheets => Word::ExportSheetsIs,
            Kind::Notes | Kind::MatrixNotes | Kind::PassageNotes => Word::ExportNotesIs,
            Kind::Rows => Word::ExportRowsIs,
            Kind::Data | Kind::MatrixData | Kind::PassageData => Word::ExportDataIs,
            Kind::MatrixSheets => Word::ExportMatrixSheetsIs,
            Kind::HeatPage => Word::ExportHeatIs,
            Kind::HeatPicture => Word::ExportPictureIs,
            Kind::MatrixRows => Word::ExportMatrixRowsIs,
            Kind::Hits => Word::ExportHitsIs,
            Kind::Passages => Word::ExportPassagesIs,
            Kind::Text => Word::ExportTextIs,
        }
    }

    /// Whether a comparison of this depth can be written so.
    pub fn fits(self, depth: Depth) -> bool {
        self != Kind::Marked || depth != Depth::Parallel
    }

    /// Whether what was kept can be left out of it.
    pub fn may_leave_out(self) -> bool {
        matches!(self, Kind::Table | Kind::Page | Kind::Notes)
    }
}

/// What of a comparison can be written, in the order of the form.
pub const PARTS: [Show; 3] = [Show::All, Show::Figures, Show::Wording];

/// What the form calls it.
pub fn part_name(part: Show) -> Word {
    match part {
        Show::All => Word::ExportAll,
        Show::Figures => Word::ExportFigures,
        Show::Wording => Word::ExportWording,
    }
}

/// A file to be written.
#[derive(Clone, Debug)]
pub struct Order {
    /// What.
    pub work: Work,
    /// As what.
    pub kind: Kind,
    /// Where, as it was typed.
    pub typed: String,
    /// A file that is there may be lost.
    pub overwrite: bool,
}

/// What is to be written.
#[derive(Clone, Debug)]
pub enum Work {
    /// A comparison.
    Comparison {
        /// The report at the left.
        a: Arc<Report>,
        /// The report at the right.
        b: Arc<Report>,
        /// Their comparison as it is shown.
        comparison: Arc<Comparison>,
        /// What of it.
        part: Show,
        /// What was kept is written out.
        kept: bool,
    },
    /// Themes.
    Themes(Box<ThemesWork>),
    /// One passage.
    Passage(Outgoing),
}

/// What came of an [`Order`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The file was written.
    Written(PathBuf),
    /// There is such a file already.
    Exists(PathBuf),
    /// Why it was not, as a sentence.
    Refused(String),
}

/// How far it has come.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Stage {
    /// The form is filled in.
    #[default]
    Filling,
    /// The file is being written.
    Writing,
    /// There is such a file: is it to be lost?
    Asking,
}

/// The form.
#[derive(Clone, Debug)]
pub struct ExportState {
    /// What is written.
    pub subject: Subject,
    /// Chosen format: index into [`Subject::kinds`].
    pub chosen: usize,
    /// The file's path.
    pub field: Field,
    /// What of the comparison.
    pub part: Show,
    /// What was kept is written out.
    pub kept: bool,
    /// How far it has come.
    pub stage: Stage,
    /// Why the last order came to nothing.
    pub why: Option<Safe>,
    /// What the path can become, once that was asked for and is more than one.
    pub listed: Option<Completion>,
    /// The name that the program proposed: changes with the format while it is as proposed.
    proposed: String,
    /// The passage, where that is what is written.
    pub passage: Option<Outgoing>,
}

impl ExportState {
    /// The chosen format.
    pub fn kind(&self) -> Kind {
        let kinds = self.subject.kinds();
        kinds.get(self.chosen).copied().unwrap_or(Kind::Table)
    }

    /// The keys of the form.
    pub fn context(&self) -> Context {
        match self.subject {
            Subject::Comparison(..) => Context::ExportForm,
            Subject::Matrix | Subject::Lens | Subject::Passage => Context::ThemesForm,
        }
    }

    /// Something else is typed now.
    pub(super) fn typed(&mut self) {
        self.why = None;
        self.listed = None;
        self.stage = Stage::Filling;
    }
}

impl App {
    /// Opens the form for what is on the screen: two reports that are compared, a matrix, or passages.
    pub(super) fn open_export(&mut self) {
        let subject = match &self.screen {
            Screen::Matrix(_) => Some(Subject::Matrix),
            Screen::Lens(_) => Some(Subject::Lens),
            _ => self.compared_on_screen(),
        };
        let Some(subject) = subject else { return };
        let themes = !matches!(subject, Subject::Comparison(..));
        if themes && self.themes_work(subject).is_none() {
            let lang = self.settings.lang;
            self.say(word(lang, Word::NothingToExport));
            return;
        }
        self.open_export_of(subject, None);
    }

    /// Opens the form for the passage or row at the cursor, or for what was just copied.
    pub(super) fn open_passage_export(&mut self) {
        match self.to_be_written() {
            Some(text) => self.open_export_of(Subject::Passage, Some(text)),
            None => self.say(word(self.settings.lang, Word::NothingToCopy)),
        }
    }

    fn open_export_of(&mut self, subject: Subject, passage: Option<Outgoing>) {
        let first = subject.kinds().first().copied().unwrap_or(Kind::Table);
        let proposed = self.proposed_name(subject, first);
        self.overlays.push(Overlay::Export(Box::new(ExportState {
            subject,
            chosen: 0,
            field: Field::path(&proposed),
            part: self.reader.show,
            kept: true,
            stage: Stage::Filling,
            why: None,
            listed: None,
            proposed,
            passage,
        })));
    }

    /// The two reports that are compared on the screen; else it is said why there are none.
    fn compared_on_screen(&mut self) -> Option<Subject> {
        let lang = self.settings.lang;
        let (a, b) = if let Screen::Changes(state) = &self.screen {
            (state.a, state.b)
        } else {
            let focus = self.reader.focus;
            let Some(other) = self.other_pane(focus) else {
                self.say(word(lang, Word::NothingToCompare));
                return None;
            };
            let of = |pane: usize| self.reader.panes.get(pane).map(|p| p.report);
            (of(focus.min(other))?, of(focus.max(other))?)
        };
        if a == b {
            self.say(word(lang, Word::SameReport));
            return None;
        }
        if self.compared_as_shown(a, b).is_none() {
            self.say(word(lang, Word::StillComparing));
            return None;
        }
        Some(Subject::Comparison(a, b))
    }

    /// The comparison of two reports at the depth in use.
    pub fn compared_as_shown(&self, a: ReportId, b: ReportId) -> Option<&Arc<Comparison>> {
        self.pairings.get(&(a, b)).and_then(|p| p.current())
    }

    fn proposed_name(&self, subject: Subject, kind: Kind) -> String {
        match subject {
            Subject::Comparison(a, b) => self.proposed_comparison_name(a, b, kind),
            Subject::Passage => self.proposed_passage_name(kind),
            themes => self.proposed_themes_name(themes, kind),
        }
    }

    /// `沙河口区2016-2021对照表.docx`
    fn proposed_comparison_name(&self, a: ReportId, b: ReportId, kind: Kind) -> String {
        let lang = self.settings.lang;
        let who = |id: ReportId| {
            let report = self.shelf.report(id);
            let identity = report.map(|r| &r.identity);
            let place = identity.and_then(|i| i.place.as_ref());
            let year = identity.and_then(|i| i.year.as_ref());
            let name = || {
                let name = report.map_or("", |r| r.source.name.as_str());
                let stem = Path::new(name).file_stem();
                stem.map_or_else(String::new, |s| s.to_string_lossy().into_owned())
            };
            let place = place.map_or_else(name, |p| p.value.short.clone());
            (
                place,
                year.map_or_else(String::new, |y| y.value.0.to_string()),
            )
        };
        let ((place_a, year_a), (place_b, year_b)) = (who(a), who(b));
        let stem = if place_a == place_b && !year_a.is_empty() && !year_b.is_empty() {
            format!("{place_a}{year_a}-{year_b}")
        } else {
            format!("{place_a}{year_a}-{place_b}{year_b}")
        };
        let name = word(lang, kind.name());
        let join = if lang == Lang::En { "-" } else { "" };
        file_name(&format!("{stem}{join}{name}"), kind)
    }

    /// `沙河口区2021摘录.txt`
    fn proposed_passage_name(&self, kind: Kind) -> String {
        let lang = self.settings.lang;
        let of = match &self.screen {
            Screen::Reader => self.pane().map(|p| p.report),
            Screen::Lens(state) => state.current().map(|c| c.report),
            _ => None,
        };
        let label = of.map_or_else(String::new, |id| self.report_label(id));
        let label = label.trim_end_matches(".txt").replace(' ', "");
        let name = word(lang, Word::PassageName);
        let join = match lang {
            Lang::En if !label.is_empty() => "-",
            _ => "",
        };
        file_name(&format!("{label}{join}{name}"), kind)
    }

    pub(super) fn export_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Export(state)) = self.overlays.last_mut() else {
            return None;
        };
        // Nothing changes under the hands of who writes it.
        if state.stage == Stage::Writing && action != Action::Close {
            return Some(Vec::new());
        }
        match action {
            Action::MoveDown | Action::MoveUp => {
                let last = state.subject.kinds().len() - 1;
                let before = state.kind();
                state.chosen = match action {
                    Action::MoveDown if state.chosen == last => 0,
                    Action::MoveDown => state.chosen + 1,
                    _ => state.chosen.checked_sub(1).unwrap_or(last),
                };
                state.typed();
                self.rename_export(before);
                Some(Vec::new())
            }
            Action::ExportPart => {
                state.part = state.part.next();
                state.typed();
                Some(Vec::new())
            }
            Action::ExportKept => {
                state.kept = !state.kept;
                state.typed();
                Some(Vec::new())
            }
            Action::Complete => {
                state.typed();
                Some(vec![Effect::Complete(state.field.text())])
            }
            Action::Confirm => Some(self.order_export(false)),
            _ => None,
        }
    }

    /// Another format was chosen: the proposed name follows, and of a name of the reader's own the end.
    fn rename_export(&mut self, before: Kind) {
        let Some(Overlay::Export(state)) = self.overlays.last() else {
            return;
        };
        let (subject, kind) = (state.subject, state.kind());
        let next = self.proposed_name(subject, kind);
        let Some(Overlay::Export(state)) = self.overlays.last_mut() else {
            return;
        };
        let typed = state.field.text();
        if let Some(folder) = typed.strip_suffix(&state.proposed) {
            state.field = Field::path(&format!("{folder}{next}"));
        } else if let Some(stem) = typed.strip_suffix(&format!(".{}", before.extension())) {
            state.field = Field::path(&format!("{stem}.{}", kind.extension()));
        }
        state.proposed = next;
    }

    fn order_export(&mut self, overwrite: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some(Overlay::Export(state)) = self.overlays.last() else {
            return Vec::new();
        };
        let (subject, kind) = (state.subject, state.kind());
        let (part, kept) = (state.part, state.kept);
        let typed = state.field.text();
        let work = match &state.passage {
            Some(text) => Ok(Work::Passage(text.clone())),
            None => self.export_work(subject, kind, part, kept),
        };
        let work = match work {
            Ok(_) if typed.trim().is_empty() => Err(Word::TypeAFileName),
            work => work,
        };
        let Some(Overlay::Export(state)) = self.overlays.last_mut() else {
            return Vec::new();
        };
        match work {
            Err(problem) => {
                state.why = Some(Safe::new(word(lang, problem)));
                Vec::new()
            }
            Ok(work) => {
                state.typed();
                state.stage = Stage::Writing;
                vec![Effect::Export(Box::new(Order {
                    work,
                    kind,
                    typed,
                    overwrite,
                }))]
            }
        }
    }

    /// What is to be written; else why there is nothing.
    fn export_work(
        &self,
        subject: Subject,
        kind: Kind,
        part: Show,
        kept: bool,
    ) -> Result<Work, Word> {
        let Subject::Comparison(a, b) = subject else {
            let work = self.themes_work(subject).ok_or(Word::NothingToExport)?;
            return Ok(Work::Themes(Box::new(work)));
        };
        let comparison = self.compared_as_shown(a, b).cloned();
        let reports = [a, b].map(|id| self.shelf.report(id).cloned());
        let (Some(comparison), [Some(a), Some(b)]) = (comparison, reports) else {
            return Err(Word::StillComparing);
        };
        if !kind.fits(comparison.depth) {
            return Err(Word::NotMarkedAtParallel);
        }
        Ok(Work::Comparison {
            a,
            b,
            comparison,
            part,
            kept,
        })
    }

    /// While it is asked whether a file may be lost, keys answer; tells what follows, or that the key is no answer.
    pub(super) fn answer_export(&mut self, key: Key) -> Option<Vec<Effect>> {
        let Some(Overlay::Export(state)) = self.overlays.last_mut() else {
            return None;
        };
        if state.stage != Stage::Asking {
            return None;
        }
        match key.code {
            Code::Char('y' | 'Y') if !key.ctrl && !key.alt => Some(self.order_export(true)),
            Code::Char('n' | 'N') | Code::Esc if !key.ctrl && !key.alt => {
                state.typed();
                Some(Vec::new())
            }
            // Enter must not lose a file that was not looked at.
            Code::Enter => Some(Vec::new()),
            _ => None,
        }
    }

    /// Whether it is asked if a file is to be written over.
    pub(super) fn is_asked_to_overwrite(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Export(state)) if state.stage == Stage::Asking)
    }

    /// Takes what came of an order.
    pub(super) fn exported(&mut self, answer: Answer) {
        let lang = self.settings.lang;
        let open = self
            .overlays
            .iter()
            .rposition(|o| matches!(o, Overlay::Export(s) if s.stage == Stage::Writing));
        match answer {
            Answer::Written(path) => {
                if let Some(open) = open {
                    self.overlays.remove(open);
                }
                self.say(&exported(lang, &path.display().to_string()));
            }
            Answer::Exists(_) | Answer::Refused(_) => {
                let why = match &answer {
                    Answer::Refused(why) => why.clone(),
                    _ => word(lang, Word::FileExists).to_owned(),
                };
                let state = open.and_then(|open| self.overlays.get_mut(open));
                match (state, answer) {
                    (Some(Overlay::Export(state)), Answer::Exists(_)) => {
                        state.stage = Stage::Asking;
                    }
                    (Some(Overlay::Export(state)), _) => {
                        state.stage = Stage::Filling;
                        state.why = Some(Safe::new(&why));
                    }
                    // Whoever closed the form meanwhile is told all the same.
                    _ => self.fail(&why),
                }
            }
        }
    }

    /// Takes what the path in the form can become.
    pub(super) fn export_completed(&mut self, completion: Completion) {
        let lang = self.settings.lang;
        let Some(Overlay::Export(state)) = self.overlays.last_mut() else {
            return;
        };
        if state.field.text() != completion.typed {
            return;
        }
        if completion.text != completion.typed {
            state.field = Field::path(&completion.text);
        }
        state.typed();
        match completion.candidates.len() {
            0 => state.why = Some(Safe::new(word(lang, Word::NothingBegins))),
            1 => {}
            _ => state.listed = Some(completion),
        }
    }
}

/// A name for a file: without what no system takes in one, or a shell would trip over.
fn file_name(stem: &str, kind: Kind) -> String {
    let plain = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() || c.is_whitespace() => '_',
        c => c,
    };
    let stem: String = stem.chars().map(plain).take(60).collect();
    let stem = stem.trim_start_matches(['.', '-', '~']);
    format!("{stem}.{}", kind.extension())
}
