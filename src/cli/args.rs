//! The command line as it is typed: verbs, options, help.
//!
//! Owns the shapes that clap fills. Invariant: every word a user types is either understood here or refused with
//! exit code 2. Must not know what the verbs do.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use super::themes::args::ThemesArgs;
use crate::compare::Depth;
use crate::config;
use crate::export::Show;
use crate::locale::Lang;
use crate::report::source::Charset;
use crate::report::{Field, Role};
use crate::text::width::Ambiguous;
use crate::theme::candidates;

/// 对照 — read Chinese government work reports (政府工作报告) side by side.
///
/// Without a verb the browser opens: two panes with the two most comparable reports, the outline at the left. Everything
/// happens on this machine; nothing is sent anywhere.
#[derive(Parser, Debug)]
#[command(
    name = "duizhao",
    version,
    subcommand_precedence_over_arg = true,
    disable_help_subcommand = true,
    override_usage = "duizhao [OPTIONS] [PATH]...\n       duizhao [OPTIONS] <VERB> ...",
    subcommand_value_name = "VERB",
    subcommand_help_heading = "Verbs",
    infer_long_args = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 fine, 1 nothing found (find, jump, keywords, themes) or differences (diff), 2 usage or input error."
)]
pub struct Cli {
    /// Files, folders, or - for standard input; none: the library (文库), else the built-in samples (样本)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Open as if for the first time, not as it was left (记住所在)
    #[arg(long)]
    pub fresh: bool,
    /// Options of every verb.
    #[command(flatten)]
    pub global: Global,
    /// What to do instead of opening the browser.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Options that every verb takes.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// Language of the interface, zh or en; else as LC_ALL, LC_MESSAGES or LANG say
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "LANG",
        hide_possible_values = true,
        help_heading = "Common options"
    )]
    pub lang: Option<LangName>,
    /// Colour: auto (on a terminal that has not said NO_COLOR), always, never
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        hide_possible_values = true,
        help_heading = "Common options"
    )]
    pub color: Option<ColorWhen>,
    /// Colours of the browser (配色): ink 墨, paper 纸, contrast 高对比
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "NAME",
        hide_possible_values = true,
        help_heading = "Common options"
    )]
    pub palette: Option<PaletteName>,
    /// How wide the terminal shows “ ” — · (宽度): auto as it tells itself, narrow one cell, wide two
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WIDTH",
        hide_possible_values = true,
        help_heading = "Common options"
    )]
    pub ambiguous: Option<AmbiguousWidth>,
    /// Read every file in this encoding (编码): UTF-8, GB18030, Big5, UTF-16LE or UTF-16BE; else as it looks
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        value_parser = encoding,
        help_heading = "Common options"
    )]
    pub encoding: Option<Charset>,
    /// Keep the library (文库) in this folder; else in that of $DUIZHAO_LIBRARY, else with the user's data
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help_heading = "Common options"
    )]
    pub library: Option<PathBuf>,
    /// Settings and keys (设置) from this file; else from $DUIZHAO_CONFIG, else from duizhao/config.toml in the user's folder of settings
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help_heading = "Common options"
    )]
    pub config: Option<PathBuf>,
    /// Shape of a verb's output: table, json, csv or md; of diff also html, docx, docx-marked or xlsx, of themes html, svg, xlsx,
    /// ndjson or docx
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "FORMAT",
        hide_possible_values = true,
        help_heading = "Common options"
    )]
    pub format: Option<Format>,
}

fn encoding(name: &str) -> Result<Charset, String> {
    Charset::named(name).ok_or_else(|| {
        let known: Vec<&str> = Charset::ALL.iter().map(|c| c.name()).collect();
        format!("no encoding that is read here: {}", known.join(", "))
    })
}

/// `zh` or `en`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum LangName {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Self {
        match name {
            LangName::Zh => Lang::Zh,
            LangName::En => Lang::En,
        }
    }
}

/// When colour is used.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColorWhen {
    /// On a terminal that has not said NO_COLOR
    #[default]
    Auto,
    /// Also into files and pipes
    Always,
    /// Never
    Never,
}

/// How wide the terminal shows characters of ambiguous width.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AmbiguousWidth {
    /// As the terminal tells
    #[default]
    Auto,
    /// One cell
    Narrow,
    /// Two cells
    Wide,
}

impl AmbiguousWidth {
    /// What was said; none: the terminal is asked.
    pub fn said(self) -> Option<Ambiguous> {
        match self {
            AmbiguousWidth::Auto => None,
            AmbiguousWidth::Narrow => Some(Ambiguous::Narrow),
            AmbiguousWidth::Wide => Some(Ambiguous::Wide),
        }
    }
}

/// The palettes by name.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaletteName {
    /// Dark ground (墨)
    Ink,
    /// Light ground (纸)
    Paper,
    /// Strong contrast (高对比)
    Contrast,
}

impl From<config::PaletteName> for PaletteName {
    fn from(name: config::PaletteName) -> Self {
        match name {
            config::PaletteName::Ink => PaletteName::Ink,
            config::PaletteName::Paper => PaletteName::Paper,
            config::PaletteName::Contrast => PaletteName::Contrast,
        }
    }
}

impl From<config::ColorWhen> for ColorWhen {
    fn from(when: config::ColorWhen) -> Self {
        match when {
            config::ColorWhen::Auto => ColorWhen::Auto,
            config::ColorWhen::Always => ColorWhen::Always,
            config::ColorWhen::Never => ColorWhen::Never,
        }
    }
}

/// Shape of the output.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// Aligned columns for reading
    #[default]
    Table,
    /// One JSON document
    Json,
    /// Comma-separated values with a header row
    Csv,
    /// Markdown
    Md,
    /// A page that stands alone (diff, themes)
    Html,
    /// A Word table of three columns, 对照表 (diff); a Word text of passages (themes --lens)
    Docx,
    /// A Word text with tracked changes, 花脸稿 (diff)
    #[value(alias = "marked")]
    DocxMarked,
    /// Sheets (diff, themes)
    Xlsx,
    /// A picture (themes)
    Svg,
    /// One hit on a line, as JSON (themes)
    #[value(alias = "jsonl")]
    Ndjson,
}

impl Format {
    /// The format that the end of a file's name asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" => Format::Table,
            "json" => Format::Json,
            "csv" => Format::Csv,
            "md" | "markdown" => Format::Md,
            "html" | "htm" => Format::Html,
            "docx" => Format::Docx,
            "xlsx" => Format::Xlsx,
            "svg" => Format::Svg,
            "ndjson" | "jsonl" => Format::Ndjson,
            _ => return None,
        })
    }

    /// Whether a verb writes it.
    pub fn is_of(self, verb: &Verb) -> bool {
        match self {
            Format::Table | Format::Json | Format::Csv | Format::Md => true,
            Format::Html | Format::Docx | Format::Xlsx => {
                matches!(verb, Verb::Diff(_) | Verb::Themes(_))
            }
            Format::DocxMarked => matches!(verb, Verb::Diff(_)),
            Format::Svg | Format::Ndjson => matches!(verb, Verb::Themes(_)),
        }
    }

    /// The name used on the command line.
    pub fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |v| v.get_name().to_owned())
    }

    /// Whether it is no text that a terminal could show.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Docx | Format::DocxMarked | Format::Xlsx)
    }
}

/// `--show`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ShowName {
    /// All that changed (全部)
    #[default]
    All,
    /// Only figures that moved (数字)
    Figures,
    /// Wording alone: figures that moved are no change (措辞)
    Wording,
}

impl From<ShowName> for Show {
    fn from(name: ShowName) -> Self {
        match name {
            ShowName::All => Show::All,
            ShowName::Figures => Show::Figures,
            ShowName::Wording => Show::Wording,
        }
    }
}

/// `--depth`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum DepthName {
    /// Drafts or copies of one report (修订)
    Revision,
    /// One place, near years (承续)
    Succession,
    /// Other places, distant years (平行)
    Parallel,
}

impl From<DepthName> for Depth {
    fn from(name: DepthName) -> Self {
        match name {
            DepthName::Revision => Depth::Revision,
            DepthName::Succession => Depth::Succession,
            DepthName::Parallel => Depth::Parallel,
        }
    }
}

/// `--role`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoleName {
    /// What was done (回顾)
    Review,
    /// The coming year (计划)
    Plan,
    /// The coming years (目标)
    Outlook,
    /// The government itself (自身建设)
    #[value(name = "self")]
    SelfBuilding,
    /// Anything else at level 1 (专题)
    Topic,
    /// What is lacking (问题)
    Problems,
    /// Opening (开篇)
    Opening,
    /// Closing (结语)
    Closing,
    /// Appendix (附件)
    Appendix,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Review => Role::Review,
            RoleName::Plan => Role::Plan,
            RoleName::Outlook => Role::Outlook,
            RoleName::SelfBuilding => Role::SelfBuilding,
            RoleName::Topic => Role::Topic,
            RoleName::Problems => Role::Problems,
            RoleName::Opening => Role::Opening,
            RoleName::Closing => Role::Closing,
            RoleName::Appendix => Role::Appendix,
        }
    }
}

/// The verbs.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// List the reports (报告) with place, year, size and doubts
    ///
    /// Reads every report under the paths and says what it is: place (地区), nominal year (年度), level (层级), Han
    /// characters, the share that was taken out as web chrome (剔除), and how many doubts there are. Files that are no
    /// reports are named on standard error with the reason.
    ///
    /// Example: duizhao list reports/
    List(Paths),
    /// Print the outline (章节) of one report
    ///
    /// Every heading with its marker (序号), level, kind and role (性质): numbered ones, 一是 series, and leads (段首题)
    /// that are run into their paragraph.
    ///
    /// Example: duizhao outline shahekou-2021 --format json
    Outline(OneFile),
    /// Show which section of A corresponds (对应) to which of B
    ///
    /// Each section of A with its counterpart in B, the score from 0 to 1 and what carried it: heading, theme, body or
    /// position. Sections without a counterpart are listed as such.
    ///
    /// Example: duizhao align shahekou-2016 shahekou-2021
    Align(TwoFiles),
    /// Show what changed (变化) from A to B
    ///
    /// Sentence by sentence inside corresponding sections: kept =, reworded ~, new +, gone -, moved ». Rewordings are
    /// shown as [-old-]{+new+}; figures that moved are listed at the end. Links that were pinned or broken in the browser
    /// hold here, too. Exit code 1 if anything differs.
    ///
    /// Written as a file it is html, a page side by side to read and print; docx, the 对照表 of three columns that offices
    /// file; docx-marked, the 花脸稿, B with tracked changes; xlsx, sheets of sections, sentences and figures; md, csv or
    /// json. The end of the file's name says which, where --format does not. A file that is there already is left as it
    /// is, and the exit code is 2, unless --force is given.
    ///
    /// Example: duizhao diff shahekou-2016 shahekou-2021 --depth succession
    ///
    /// Example: duizhao diff draft-1.docx draft-2.docx --format docx-marked -o 花脸稿.docx
    ///
    /// Example: duizhao diff 2016.txt 2021.txt --all -o 对照表.docx
    ///
    /// Example: duizhao diff 2016.txt 2021.txt --show figures -o 数字.xlsx
    Diff(DiffArgs),
    /// Count themes (主题) in every report
    ///
    /// The matrix of themes and reports. A theme is a concept with the wordings of its time: 营商环境 is also 软环境. What is
    /// counted can be narrowed to a part of every report, to levels, places and years; 无 (n/a) is a report without that part,
    /// which is no zero. Exit code 1 if there is no hit.
    ///
    /// As a file it is csv, one row to each theme and report (--wide: a column to each report); xlsx, sheets of numbers on
    /// their shades, of reports, terms and hits; md; json; html, a heat map whose numbers lead to the sentences below it; svg,
    /// the heat map as a picture; ndjson, one hit on a line with report, section, position, term and sentence, read piece by
    /// piece however many reports there are. --lens writes the sentences themselves, with where they stand. The end of the
    /// file's name says which, where --format does not. A file that is there already is left as it is, and the exit code is
    /// 2, unless --force is given.
    ///
    /// Example: duizhao themes reports/ --theme 营商环境 --theme 老旧小区 --part plan --year 2016-2021
    ///
    /// Example: duizhao themes reports/ --place 辽宁 --sort change -o 主题.xlsx
    ///
    /// Example: duizhao themes reports/ --theme 老旧小区 --lens --by year -o 老旧小区.docx
    ///
    /// Example: duizhao themes reports/ --out-dir hits --partition level,year
    Themes(ThemesArgs),
    /// List words and phrases that some reports have more than the others (特色词)
    ///
    /// What a report, a place, a province or a year says more often than all the other reports given, the most significant first:
    /// hits here and elsewhere, in how many reports, Dunning's G² and the binary log of the ratio of frequencies. Fewer than 5
    /// hits are too few to say how significant they are. Exit code 1 if there is nothing.
    ///
    /// Example: duizhao keywords reports/ --focus 沙河口 --focus 2021
    ///
    /// Example: duizhao keywords reports/ --focus 2025 --against 2024 --kind phrase --format csv
    Keywords(KeywordsArgs),
    /// Show the themes (主题), and check a file of one's own
    ///
    /// The themes that are counted are those of the program with one's own laid over them: a file themes.toml beside the
    /// library (文库), whose place path tells. check tells every mistake in it with its line and what to do, and leaves with
    /// exit code 2 if there is one; list and show tell what is counted.
    ///
    /// Example: duizhao lexicon check my-themes.toml
    Lexicon(LexiconArgs),
    /// Find sections (章节) by Han, pinyin or initials
    ///
    /// The sections whose titles match best: 营商, yshj, yingshang, ying商 or 營商 all find 优化营商环境. Several words
    /// narrow by place or year. Exit code 1 if nothing matches.
    ///
    /// Example: duizhao jump "沙 21 yshj"
    Jump(JumpArgs),
    /// Find a term in context (语境)
    ///
    /// Every occurrence with the words around it, its place, year and section. Either script finds the other. Exit code 1
    /// if there is none.
    ///
    /// Example: duizhao find 暖房子 reports/
    Find(FindArgs),
    /// Add files and folders to the library (文库)
    ///
    /// The library is what opens when no path is given. Reads what is added and says what it is: place, year, level, and
    /// what is doubtful (疑点); copies of what is there already are named and added all the same. A folder is added as a
    /// folder: what comes into it later belongs to the library, too. With --encoding the files are read so from now on.
    /// Exit code 2 if something could not be read.
    ///
    /// Example: duizhao add reports/ 沈阳_2024.docx
    Add(AddArgs),
    /// Correct what a report is said to be (身份)
    ///
    /// Sets the fields that are given and shows them before and after; without options it shows what is known. The words are
    /// kept beside the library, by the report's text: the file is not touched, and a copy of it under another name is known
    /// by them, too. An empty value says that the field is unknown; --clear gives back what the text says. With --encoding
    /// the file is read in that encoding from now on.
    ///
    /// Example: duizhao edit 沙河口_2016 --year 2016 --speaker 某某
    Edit(EditArgs),
    /// Drop files and folders from the library (文库)
    ///
    /// They no longer open when no path is given. Files on disk are never touched, and what was said of a report by edit
    /// stays known; add brings it back. A file of a folder that was added can be dropped by itself.
    ///
    /// Example: duizhao drop reports/沈阳_2024.docx
    Drop(DropArgs),
    /// Show, check or begin the file of settings and keys (设置)
    ///
    /// The file is config.toml in the user's folder of settings (~/.config/duizhao), or what --config or $DUIZHAO_CONFIG names. It is
    /// read and never changed; every mistake in it is told with its line and what to do, and the rest of it works. The command line
    /// and the environment go before it.
    ///
    /// Example: duizhao config init
    ///
    /// Example: duizhao config check
    Config(ConfigArgs),
    /// Print completions for a shell
    ///
    /// Example: duizhao completions fish > ~/.config/fish/completions/duizhao.fish
    Completions(CompletionsArgs),
}

/// `[PATH…]`
#[derive(Args, Debug)]
pub struct Paths {
    /// Files, folders, names of samples, or - for standard input; none: the library (文库), else the samples (样本)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// `FILE`
#[derive(Args, Debug)]
pub struct OneFile {
    /// A file, the name of a built-in sample, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `A B`
#[derive(Args, Debug)]
pub struct TwoFiles {
    /// The first report, as a rule the older one
    #[arg(value_name = "A")]
    pub a: PathBuf,
    /// The second report
    #[arg(value_name = "B")]
    pub b: PathBuf,
}

/// `diff`
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The two reports.
    #[command(flatten)]
    pub files: TwoFiles,
    /// How to compare; else chosen by how much of the text is nearly the same
    #[arg(long, value_enum, value_name = "DEPTH")]
    pub depth: Option<DepthName>,
    /// Print the sentences that were kept, too
    #[arg(long)]
    pub all: bool,
    /// What of it: all, figures that moved, or wording alone
    #[arg(
        long,
        value_enum,
        default_value = "all",
        value_name = "WHAT",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub show: ShowName,
    /// Write into this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Let the new file take the place of one that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// `keywords`
#[derive(Args, Debug)]
pub struct KeywordsArgs {
    /// Where the reports are.
    #[command(flatten)]
    pub paths: Paths,
    /// What is looked at: a file, a place, a province or a year; given several times, reports of any of the places and any of the years
    #[arg(long, value_name = "WHAT", required = true)]
    pub focus: Vec<String>,
    /// What it is compared with, named in the same way; else all other reports
    #[arg(long, value_name = "WHAT")]
    pub against: Vec<String>,
    /// Only these: word (词), phrase (词组), place (地名); else words and phrases
    #[arg(long, value_enum, value_name = "KIND", hide_possible_values = true)]
    pub kind: Option<KindName>,
    /// Leave out what a theme (主题) counts already
    #[arg(long)]
    pub new: bool,
    /// At most this many
    #[arg(long, default_value_t = 40, value_name = "N")]
    pub limit: usize,
}

/// `--kind`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum KindName {
    /// Words of the dictionary (词)
    Word,
    /// Phrases (词组)
    Phrase,
    /// Names of places (地名)
    Place,
}

impl From<KindName> for candidates::Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Word => candidates::Kind::Word,
            KindName::Phrase => candidates::Kind::Phrase,
            KindName::Place => candidates::Kind::Place,
        }
    }
}

/// `jump`
#[derive(Args, Debug)]
pub struct JumpArgs {
    /// Words that must all match: Han in either script, pinyin, initials, place, year
    #[arg(value_name = "QUERY")]
    pub query: String,
    /// Where the reports are.
    #[command(flatten)]
    pub paths: Paths,
    /// At most this many sections
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
}

/// `find`
#[derive(Args, Debug)]
pub struct FindArgs {
    /// The wording to look for
    #[arg(value_name = "TERM")]
    pub term: String,
    /// Where the reports are.
    #[command(flatten)]
    pub paths: Paths,
    /// Characters of context on each side
    #[arg(long, default_value_t = 16, value_name = "N")]
    pub context: usize,
}

/// `add`
#[derive(Args, Debug)]
pub struct AddArgs {
    /// Files and folders
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// `drop`
#[derive(Args, Debug)]
pub struct DropArgs {
    /// Files and folders of the library: paths, or a part of a name that no other has
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// `edit`
#[derive(Args, Debug)]
pub struct EditArgs {
    /// A file, or a part of a name in the library that no other has
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Place (地区): 辽宁省大连市沙河口区, or 沙河口区
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Nominal year (年度): the year whose plan the report sets out
    #[arg(long, value_name = "YEAR")]
    pub year: Option<String>,
    /// Level (层级): state, province, city, county or township
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// Issuing body (报告机关): government or party
    #[arg(long, value_name = "BODY")]
    pub issuer: Option<String>,
    /// Date of delivery (日期): 2016-01-05 or 2016年1月5日
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Meeting (会议)
    #[arg(long, value_name = "MEETING")]
    pub meeting: Option<String>,
    /// Speaker (报告人)
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Take back what was said of this field, or encoding, or all (may be given several times)
    #[arg(long, value_name = "FIELD")]
    pub clear: Vec<String>,
}

impl EditArgs {
    /// The fields that are set, with their values as typed.
    pub fn values(&self) -> impl Iterator<Item = (Field, &str)> {
        [
            (Field::Place, &self.place),
            (Field::Year, &self.year),
            (Field::Level, &self.level),
            (Field::Issuer, &self.issuer),
            (Field::Delivered, &self.date),
            (Field::Meeting, &self.meeting),
            (Field::Speaker, &self.speaker),
        ]
        .into_iter()
        .filter_map(|(field, value)| Some((field, value.as_deref()?)))
    }
}

/// `lexicon`
#[derive(Args, Debug)]
pub struct LexiconArgs {
    /// What of it.
    #[command(subcommand)]
    pub what: LexiconVerb,
}

/// What is asked of the themes.
#[derive(Subcommand, Debug)]
pub enum LexiconVerb {
    /// Tell where one's own file of themes lies
    Path,
    /// Tell every mistake in a file of themes, one line each; exit code 2 if there is one
    ///
    /// Example: duizhao lexicon check my-themes.toml
    Check {
        /// The file; none: one's own beside the library
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List the themes with their groups and how many terms each has
    List {
        /// Lay the themes of this file over the others, too (may be given several times)
        #[arg(long, value_name = "FILE")]
        lexicon: Vec<PathBuf>,
    },
    /// Show the terms of a theme, the wordings of earlier years, and what does not count
    ///
    /// Example: duizhao lexicon show 老旧小区
    Show {
        /// Chinese or English names
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
        /// Lay the themes of this file over the others, too (may be given several times)
        #[arg(long, value_name = "FILE")]
        lexicon: Vec<PathBuf>,
    },
}

/// `config`
#[derive(Args, Debug)]
pub struct ConfigArgs {
    /// What of it.
    #[command(subcommand)]
    pub what: ConfigVerb,
}

/// What is asked of the settings.
#[derive(Subcommand, Debug)]
pub enum ConfigVerb {
    /// Tell where the file is looked for
    Path,
    /// Write a file with every setting and key at its default, each in a comment
    Init {
        /// Let it take the place of one that is there
        #[arg(long)]
        force: bool,
    },
    /// Tell every mistake in the file, one line each; exit code 2 if there is one
    Check {
        /// The file; none: the one that is looked for
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Show what is in force and where each value comes from
    Show,
}

/// `completions`
#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}
