//! The catalogue: one line for each string of the interface that has neither a number nor a name in it.
//!
//! Invariant: every [`Word`] has both languages. English is kept as short as the Chinese it stands for, because both share one row.

use super::Lang;

/// One line for each string: its name, Chinese, English.
macro_rules! words {
    ($($(#[$note:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        /// A string of the interface.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs, reason = "each says what it is; its Chinese stands in the catalogue")]
        pub enum Word { $($(#[$note])* $name,)* }

        impl Word {
            /// All of them.
            pub const ALL: &[Word] = &[$(Word::$name,)*];
        }

        /// The string in the language asked for.
        pub fn word(lang: Lang, word: Word) -> &'static str {
            match word { $(Word::$name => lang.pick($zh, $en),)* }
        }
    };
}

words! {
    // Bars and heads.
    Seal: "对照", "对照";
    And: "与", "and";
    Outline: "大纲", "Outline";
    /// Before the year in the head of the outline.
    OutlineOf: "大纲", "outline";
    EnterOpens: "Enter 去", "Enter opens";
    /// Before the other report's year in the head of the outline.
    Against: "对", "to";
    NearSentences: "近似句", "near";
    SameReport: "同一份报告", "same report";
    ChangesOff: "变化 关", "changes off";
    NoWordDiff: "不作逐词比对", "no word diff";
    Reports: "份报告", "reports";
    ReportCount: "份", "reports";
    Themes: "主题", "Themes";
    ThemeCount: "个主题", "themes";
    Sections: "节", "sections";
    Hits: "处", "hits";
    Locked: "锁定", "locked";
    Free: "各行", "free";
    /// In the head of a pane that shows the text as in the file.
    RawBadge: "文件原文", "file text";
    RawLeft: "回到阅读视图", "the reading view again";
    /// Before the reason why a line was taken out.
    RemovedAs: "剔除", "removed";
    /// In the status bar while Traditional text is shown as Simplified.
    SimplifiedBadge: "繁显简", "simplified";
    SimplifiedShown: "繁体显示为简体，原文不变", "Traditional text is shown as Simplified; the text itself stays";
    SimplifiedLeft: "繁体照原样显示", "Traditional text is shown as it is";
    NoTraditional: "打开的报告里没有繁体的", "no report that is open is in Traditional script";
    Changes: "变化", "Changes";
    /// The strip of wording below the panes.
    Wording: "措辞", "Wording";
    ThisSection: "本节", "this section";
    WholeReports: "全文", "whole reports";
    InBoth: "两边都有", "in both";
    /// Before a place.
    OnlyIn: "只在", "only in";
    NoneShared: "没有12字以上相同的", "nothing alike of 12 characters or more";
    NoneOnly: "没有", "nothing";
    StillLooking: "正在找", "looking";
    RankedByOdds: "按对数优势比排列，以载入的报告为参照；数字是次数。", "By log-odds against the open reports; numbers are counts.";
    StripAtParallel: "措辞栏只在平行比对时有；m 换深度", "wording is told at parallel depth; m changes depth";
    StripNoRoom: "窗口太小，放不下措辞栏", "no room for wording in this window";
    FormulaicDimmed: "套话淡显", "set phrases are dimmed";
    FormulaicBack: "套话照常显示", "set phrases are shown as the rest";
    /// In the status bar while set phrases are not dimmed.
    FormulaicBadge: "套话不淡", "undimmed";
    Library: "文库", "Library";
    Help: "帮助", "Help";
    /// Beside its key in the status bar.
    HelpKey: "帮助", "help";

    // Depths of a comparison.
    Revision: "修订", "revision";
    Succession: "承续", "succession";
    Parallel: "平行", "parallel";
    DepthChosen: "自选", "yours";

    // Links.
    NoCounterpart: "无对应", "no counterpart";
    /// In the outline, one column wide.
    NoneShort: "无", "--";
    NoneInOutline: "无", "none";
    NoCounterpartShort: "无对应", "none";
    Nearest: "最近", "nearest";
    Counterpart: "对应", "counterpart";
    Strong: "强", "strong";
    Medium: "中", "fair";
    Weak: "弱", "weak";
    ReasonTitle: "标题", "heading";
    ReasonThemes: "主题", "theme";
    ReasonBody: "正文", "text";
    ReasonPosition: "位置", "place";

    // Changes of sentences and figures.
    Kept: "原样", "kept";
    Reworded: "改写", "reworded";
    New: "新增", "new";
    Gone: "去掉", "gone";
    Moved: "移来", "moved";
    Up: "升", "up";
    Down: "降", "down";
    Same: "同", "same";
    ChangedOtherwise: "改", "other";
    /// Percentage points.
    Points: "点", "pt";
    Softened: "软化", "softer";
    Hardened: "硬化", "firmer";
    Figures: "数字", "figure";
    Change: "变化", "change";

    // The reader's changes: what is shown, where a sentence went, how far a comparison goes.
    ShowsAll: "显示全部变化。", "All changes are shown.";
    ShowsFigures: "只看数字变化。v 改看措辞", "Only figures that moved. v: wording";
    ShowsWording: "只看措辞变化。v 看全部", "Only wording. v: all changes";
    FiguresBadge: "只看数字", "figures only";
    WordingBadge: "只看措辞", "wording only";
    FirstDifference: "这是第一处变化。", "This is the first change.";
    NoFigureMoved: "没有变动的数字。v 换看法", "No figure moved. v changes the view";
    MovedElsewhere: "移位", "moved";
    MovedAndReworded: "移位并改写", "moved and reworded";
    InRightPane: "在右栏", "in the right pane";
    InLeftPane: "在左栏", "in the left pane";
    InPaneBelow: "在下面", "below";
    InOtherPane: "在另一栏，Tab 换栏看", "in the other pane: Tab";
    MovedFrom: "移自", "from";
    MovedTo: "移到", "to";
    MovedWithin: "节内移位", "moved here";
    Firmness: "力度", "strength";
    Higher: "高", "over";
    Lower: "低", "under";
    ComparingQuietly: "正在比较", "comparing";
    StoppedShort: "未比完", "cut short";
    IdenticalTexts: "两份相同", "identical";
    IdenticalButFor: "两份相同，只差序号、字形、标点", "identical but for numbers and marks";
    RevisionMeans: "全文逐句逐词比对，移位也标出", "all of the text word by word, moves too";
    SuccessionMeans: "对应的节内逐句逐词比对", "linked sections, sentence by sentence";
    ParallelMeans: "不逐句比对，只标共有的措辞", "no sentence marks, only shared wording";
    ReflowSplitHere: "拆为几段", "split into several";
    ReflowSplitThere: "由一段拆开", "was one paragraph";
    ReflowJoinedHere: "与下段合并", "joined with the next";
    ReflowJoinedThere: "由几段合并", "was several paragraphs";
    // The screen of changes.
    OneReportTwice: "两栏是同一份报告。", "Both panes show one report.";
    SectionsBlock: "章节", "Sections";
    FiguresBlock: "数字", "Figures";
    WordingBlock: "措辞", "Wording";
    TonesBlock: "力度", "Firmness";
    KeptBlock: "最长原样", "Longest kept";
    RewordedBlock: "改动最多", "Most changed";
    PassagesTab: "句子", "Sentences";
    NewWording: "新出现", "new here";
    GoneWording: "不再出现", "gone";
    HitsOf: "处数", "hits";
    TonesAbout: "软硬有别", "softer or harder";
    /// Sections with a counterpart, new ones, gone ones.
    LinkedCount: "对应", "linked";
    NewCount: "新", "new";
    GoneCount: "去", "gone";
    SplitCount: "分", "split";
    MergedCount: "合", "merged";
    /// Of two places: what only the report at the right has, and only the one at the left.
    RightOnly: "只右", "right only";
    LeftOnly: "只左", "left only";
    /// Figures that moved, and that did not.
    MovedCount: "动", "moved";
    /// Before the number of sentences that stayed word for word.
    KeptCount: "原样", "verbatim";
    Alone: "只看无对应", "unmatched only";
    SofterMark: "软", "softer";
    FirmerMark: "硬", "firmer";
    BecameWord: "改", "to";
    TargetSet: "新设", "set";
    TargetDropped: "不再设", "dropped";
    TextBefore: "开头文字", "before the first heading";
    OwnText: "引言", "own text";
    PlanFigures: "年度目标", "targets first";
    NoFiguresHere: "没有可以对比的数字", "no figures to compare";
    NoFiguresAtParallel: "平行深度不对数字", "no figures at this depth";
    EveryCounterpart: "每一节都有对应", "every section has a counterpart";
    IdenticalVerdict: "两份相同", "The two are the same";
    NotComparableVerdict: "不可比", "Not comparable";
    EmptyVerdict: "没有可比的文字", "Nothing to compare";
    CutShort: "比较在上限处停下，以下不全", "The comparison stopped at its cap: not all is told";
    SentencesOf: "句", "sentences";
    KeptSentences: "一字不差", "word for word";
    /// In place of a score's word, where the reader pinned the link.
    PinnedShort: "定", "yours";
    PinnedByYou: "本人指定", "pinned by you";
    ReadingBoth: "两份都读完才能比对。", "Both must be read before they can be compared.";
    LinkingNow: "正在找各节的对应。", "Looking for each section's counterpart.";
    ComparingNow: "各节已对应，正在逐句比对。", "Sections are linked; sentences are being compared.";

    // Roles.
    Review: "回顾", "review";
    Plan: "计划", "plan";
    Outlook: "目标", "outlook";
    SelfBuilding: "自身建设", "self";
    Topic: "专题", "topic";
    Problems: "问题", "problems";
    Opening: "开头", "opening";
    Closing: "结尾", "closing";
    Appendix: "附件", "appendix";
    OpeningInList: "开篇", "opening";
    ClosingInList: "结语", "closing";
    AppendixInList: "附", "appendix";
    EveryPart: "全部", "all";

    // Levels.
    State: "国务院", "State Council";
    Province: "省级", "province";
    City: "市级", "city";
    District: "区县", "county";
    Town: "乡镇", "town";
    Party: "党委", "Party";
    Unknown: "未知", "unknown";
    /// In the head of a column.
    UnknownShort: "未知", "?";
    StateShort: "国务院", "State";

    // Identity.
    Place: "地区", "Place";
    Level: "层级", "Level";
    Year: "年度", "Year";
    YearUnknown: "年度未知", "year ?";
    /// About when a report was written that states no year.
    Dated: "推算", "Dated";
    /// The years that a report looks back on.
    Reviewed: "回顾", "Reviewed";
    /// The years that it plans.
    Planned: "计划", "Planned";
    YearUnknownShort: "年度未知", "?";
    Delivered: "交付", "Delivered";
    Meeting: "会议", "Meeting";
    Speaker: "报告人", "Speaker";
    Length: "字数", "Chars";
    Issuer: "机关", "Issuer";
    Government: "政府", "government";
    Likely: "大概", "likely";
    Removed: "剔除", "Removed";
    Doubts: "疑点", "Doubts";
    RowsCount: "行", "lines";

    // Library.
    ReportsHead: "报告", "Reports";
    ProvincesHead: "省级", "Provinces";
    OthersHead: "其他省份", "Other provinces";
    NoPlaceHead: "地区未知", "Place unknown";
    FailedHead: "读不了", "Cannot be read";
    UnreadHead: "没有读", "Not read";
    ReadingHead: "还在读", "Still being read";
    NotReadYet: "这个文件没有读：还没读到，或载入停得早。", "This file was not read: not yet, or loading was stopped before.";
    FourMarked: "最多并排四份，一栏一份。x 全放开", "Four at most, one to a pane. x unmarks";
    Folder: "文件夹", "Folder";
    Format: "格式", "Format";
    AskedEncoding: "按你选的编码", "encoding as you asked";
    InLibrary: "在文库里", "in the library";
    OnlyOpened: "只是打开，未入库", "only opened, not in the library";
    CannotBeKept: "不是文件，不能入库", "no file: the library cannot keep it";
    AlreadyKept: "已经在文库里。", "Already in the library.";
    NotKept: "不在文库里。", "Not in the library.";
    NothingOpened: "没有另外打开的文件或文件夹。", "No file or folder was opened.";
    NothingToUndo: "没有可撤销的。", "Nothing to take back.";
    NoReportHere: "这一行没有报告。", "No report on this line.";
    NothingMatches: "没有这样的报告。Esc 全列出", "No such report. Esc lists all";
    NothingLeftToRead: "没有剩下没读的。", "Nothing is left to read.";
    KeptTotal: "入库", "in library";
    StopKey: "停", "stops";
    StoppedAt: "停在", "stopped at";
    ReadOn: "接着读", "reads on";
    Source: "来源", "Source";
    NothingBegins: "没有以此开头的文件或文件夹。", "No file or folder begins like this.";
    AlreadyOpen: "已经开着。", "Already open.";
    NothingToPasteInto: "这里不能粘贴。先按 / 或 f", "Nothing to paste into here. / or f first";
    PasteCut: "粘贴的太长，只取了前 4 MB", "Too long to paste: the first 4 MB were taken";
    MoreNames: "个没有列出", "more";
    FilterName: "筛选", "Filter";
    FilterHint: "地区 年度 人名 文件名，拼音也行", "place, year, name, file; pinyin too";
    SortLabel: "排序", "by";
    /// Tags in the list, each two cells wide.
    TagKept: "库", "L";
    TagCorrected: "改", "E";
    /// The text is the one from before the file changed or went away.
    TagStale: "! 旧", "! old";
    ReadBefore: "文字是先前读到的", "the text was read before";
    TagSame: "同", "=";
    TagNear: "近", "~";
    Tags: "标记", "Tags";
    Twins: "重复", "Copies";
    TwinsKept: "都留着，不合并", "all are kept, none is merged";
    NoTwinsHead: "没有重复的", "No copies";
    SameText: "同文", "same";
    NearText: "近同", "near";
    NoteBrokenBytes: "有些字节不合编码，显示为损坏的字符。按 i 可换编码", "Some bytes do not fit the encoding and show as damaged. i changes it";

    // Correcting an identity.
    EditIdentity: "改身份", "Correct identity";
    AsRead: "读出", "read";
    ByYou: "你的", "yours";
    Automatic: "自动", "automatic";
    EditKept: "更正记在文库旁，不动文件。", "Kept beside the library; the file is not touched.";
    ProgramRead: "程序读出", "The program read";
    ReadIn: "现在按", "Read as";
    EncodingHelp: "左右键换编码，存下后重读这个文件", "Left and Right change it; the file is read again when kept";
    ChoiceHelp: "左右键选", "Left and Right choose";
    UnknownHere: "空着就是未知", "empty says unknown";
    NothingChanged: "没有改动。", "Nothing was changed.";
    ReadElsewhere: "不是文件，编码不能换", "no file: its encoding is fixed";
    OwnEncoding: "格式自带编码", "the format has its own";
    Sample: "样本", "sample";
    Title: "标题", "Title";
    Inferred: "推定", "inferred";
    NothingRemoved: "没有剔除什么", "nothing removed";
    NoDoubts: "没有疑点", "none";
    File: "文件", "File";
    BuiltIn: "内置样本", "built-in sample";
    Encoding: "编码", "Encoding";
    Problem: "原因", "Why";
    UnknownYears: "未知年度", "of unknown year";
    DoubtCount: "疑点", "doubts";
    Marked: "选中", "marked";
    FailedTotal: "个读不了", "failed";
    MoreLines: "行没有列出", "more lines";
    RemovedHead: "页头", "head";
    RemovedFoot: "页脚", "foot";
    RemovedAbstract: "摘要", "abstract";
    RemovedRepeat: "重复", "repeat";
    RemovedPageMark: "页码", "page";
    RemovedStage: "旁注", "stage";
    RemovedLabels: "标注", "labels";
    RemovedBreadcrumb: "路径", "path";
    RemovedToolbar: "工具", "tools";
    RemovedMenu: "菜单", "menu";
    RemovedLinks: "链接", "links";
    RemovedLicence: "版权", "licence";
    RemovedScript: "脚本", "script";

    // Counterparts and history.
    Pin: "指定对应", "Pin a counterpart";
    PinHint: "标题或序号，拼音也行", "title or number; pinyin too";
    PinNothing: "无对应", "no counterpart";
    PinNothingHelp: "断开现在的对应", "breaks what it is linked to";
    PinAsProgram: "按程序", "as the program";
    PinAsProgramHelp: "收回你说过的", "takes back what you said";
    PinNow: "现在对应", "linked to now";
    PinNear: "最近的", "nearest";
    PinAll: "全部章节", "all sections";
    ByProgram: "程序", "program";
    ByReader: "本人", "yours";
    LinkByReader: "本人指定的对应", "counterpart by you";
    LinksSeveral: "对应几处", "several counterparts";
    BrokenByReader: "本人断开", "you broke it";
    PinNeedsTwo: "只有一栏，没有另一份可指定。a 加一栏", "One pane alone: nothing to pin to. a adds one";
    PinNeedsOthers: "两栏是同一份报告。p 换一份", "Both panes show one report. p chooses another";
    PinNeedsSection: "这里还不在哪一节里。J 到下一节", "No section here yet. J goes to the next";
    NoSuchSectionHere: "没有这样的章节。", "No such section.";
    HasNone: "本来就没有对应。", "It has no counterpart as it is.";
    Years: "历年", "Through the years";
    YearsNeedPlace: "地区未知，排不出历年。B 到文库，i 可更正", "Place unknown: no years to follow. B, then i corrects it";
    YearUnknownHere: "年度未知，不知前后。B 到文库，i 可更正", "Year unknown: no before or after. B, then i corrects it";
    NoEarlierYear: "没有更早的年份", "no earlier year";
    NoLaterYear: "没有更晚的年份", "no later year";
    /// After a year that has no counterpart.
    ChooseOtherYear: "另选一年", "choose another";
    NoOtherYear: "别的年份都无对应。", "No other year has a counterpart.";
    AlreadySo: "已经这样指定了。", "That was said already.";

    // Loading.
    Loading: "载入", "Loading";
    /// Before the numbers of reports read and to be read.
    LoadingCount: "载入", "reading";
    LookingForReports: "正在找报告。", "Looking for reports.";
    StillComparing: "还在比对。", "Still comparing.";
    ThemesStillRead: "主题还在读。", "Themes are still being read.";
    Reading: "正在读", "reading";
    ReadingFirst: "先读的先看", "read as they come";
    DoneShort: "完", "done";
    ReadShort: "读", "now";
    More: "另有", "more:";
    Comparing: "正在对应", "linking";
    LinksLater: "对应关系在两份都读完后标出，不必等。", "Links appear when both are read; no need to wait.";
    LoadingStopped: "已停止载入。", "Loading stopped.";
    NothingToRead: "没有可读的报告。", "There is no report to read.";
    /// In the shell, where no screen came up.
    NotYetWritten: "磁盘没有回应，最后的改动可能没有写下", "the disk does not answer; the last changes may not have been written";
    NothingToShow: "没有可看的报告。不带路径运行可以看内置样本。", "no report to show. Without a path the built-in samples open.";

    // Jump, search, pickers.
    Jump: "跳转", "Jump";
    JumpHint: "拼音 首字母 汉字 皆可  空格再加一词 如 沙 21 yshj", "Han, pinyin, initials; blank adds a word: 沙 21 yshj";
    OnlyCurrentReports: "只看当前报告", "these reports only";
    NoSectionsYet: "还没有章节。", "No sections yet.";
    NoSuchSection: "没有这样的章节。Ctrl-t 改搜正文", "No such section. Ctrl-t searches the text";
    CurrentPanes: "当前各栏", "in the panes";
    OtherReports: "其他报告", "other reports";
    Search: "搜正文", "Search";
    SearchFieldHint: "搜正文，繁简皆可", "search the text, either script";
    NotInThisReport: "本份没有。Enter 到别的报告里找", "Not here. Enter looks in the others";
    FindShort: "查", "find";
    PickThemes: "选主题", "Themes to light";
    ThemeFilterHint: "名称、词条或拼音", "name, term or pinyin";
    NoSuchTheme: "没有这样的主题。", "No such theme.";
    PickReport: "换报告", "Choose a report";
    AddPane: "加一栏", "Add a pane";
    ChangeReport: "换报告", "Change report";
    ReportFilterHint: "地区 年度 文件名，拼音也行", "place, year, file, pinyin";
    NoSuchReport: "没有这样的报告。", "No such report.";
    HelpHint: "键名、汉字或拼音", "key, word or pinyin";
    Command: "命令", "Commands";

    NoSuchCommand: "没有这样的命令。", "No such command.";
    PaletteHint: "名称、键名或拼音", "name, key or pinyin";

    // Screens without another name here.
    ReaderScreen: "对照", "Reader";
    LensScreen: "原文", "Passages";
    WelcomeScreen: "开始", "Start";

    // Help.
    GutterMarks: "边上的记号", "Marks";
    Ruler: "竖尺", "Ruler";
    OnScreen: "屏上这一段", "on screen";
    ThemeHit: "主题命中", "theme hit";
    CurrentThemeHit: "当前主题", "current theme";
    HitAndChange: "两样都有", "both";
    UnlikeTheRest: "句子与多数不同", "unlike most";
    WholeSectionAlone: "整节无对应", "section without match";
    ThemeDigit: "第二个主题", "second theme";

    // Groups of actions; that of the themes is [`Word::Themes`].
    GroupMove: "移动", "Move";
    GroupCompare: "对照", "Compare";
    GroupFind: "查找", "Find";
    GroupChoose: "选择", "Choose";
    GroupGeneral: "全局", "General";

    // Words for numbers of things, see [`count`].
    KeyCount: "条", "lines";
    CommandCount: "条", "commands";

    // Themes matrix and lens.
    Matrix: "主题", "Themes";
    Number: "数字", "number";
    Shade: "深浅", "shade";
    Part: "性质", "part";
    HitUnit: "处数", "hits";
    PerThousand: "每千字", "per 1000";
    Total: "合计", "Total";
    Overall: "总体", "Overall";
    NoThemeTable: "没有主题表。", "No themes.";
    CountingHits: "正在数各主题的命中。", "Counting the hits of every theme.";
    NotMentioned: "没有提到", "not mentioned";
    /// Before the place among the passages of all columns.
    EveryColumn: "共", "of all";
    /// Before the term that made a hit.
    Term: "词条", "term";
    EarlierWording: "早年提法", "earlier wording";
    /// Before terms of earlier years in a row of terms.
    EarlierTerms: "早年", "earlier";
    /// Before the one term whose hits are shown.
    OnlyThisTerm: "只看", "only";
    SameSentence: "同样的句子", "same sentence";
    NearSentence: "相近的句子", "nearly the same";
    NoCopy: "别的报告里没有同样的句子", "no other report has this sentence";
    ColumnsByReport: "按报告分栏", "a column to each report";
    ColumnsByPlace: "按地区分栏，年度依次往下", "a column to each place, its years below each other";
    ColumnsByYear: "按年度分栏，地区依次往下", "a column to each year, its places below each other";
    ColumnsByTheme: "这里一个主题一栏；看一个主题的各份报告，请从矩阵打开", "each column is a theme here; open a theme from the matrix for columns of reports";
    NoMoreContext: "这一节没有更多了", "the section has no more";
    ContextNone: "语境：只看本句", "context: the sentence alone";
    ContextAround: "语境：前后各一句", "context: the sentences beside";
    ContextParagraph: "语境：全段", "context: the paragraph";
    ContextSection: "语境：全节", "context: the section";
    AddReport: "加报告", "Add a report";
    NoSuchPart: "没有这一部分", "has no such part";

    // Course over time.
    Course: "走势", "Course";
    CoursePlace: "地区", "place";
    CourseYear: "年度", "year";
    CourseTheme: "主题", "theme";
    /// A number of hits that is too small to tell much.
    Few: "少", "*";
    NoReportOfYear: "这一年没有报告", "no report of this year";
    NoReportShort: "没有报告", "no report";
    /// What the number of a year over all places is: hits per thousand characters of all reports together.
    Pooled: "合并每千字", "pooled";
    Median: "中位", "median";
    Rank: "名次", "rank";
    Mentioning: "提到", "mention";
    YearCount: "个年度", "years";
    /// Beside a year or place that has more reports than the one that counts.
    SignBeside: "同年还有别的报告", "more reports of that year";
    SignFew: "不足5处", "fewer than 5 hits";
    NoYearKnown: "没有一份报告的年度是知道的。", "No report has a known year.";
    PlaceYearUnknown: "这个地区的报告都不知道年度，排不成先后。", "No report of this place has a known year.";

    // New and gone.
    Novelty: "新旧", "New, gone";
    FirstTime: "首次出现", "First";
    Vanished: "消失", "Vanished";
    Returned: "重现", "Returned";
    /// Wordings that replace one another.
    WordingReplaced: "换了说法", "Replaced";
    /// The year in which a theme appears or is no more.
    TurnYear: "从", "from";
    HitsByYear: "各年处数", "hits by year";
    WordingBefore: "旧说法", "old wording";
    WordingAfter: "新说法", "new wording";
    /// Before two shares with 而 between.
    ShareOfOld: "旧说法所占", "share of the old";
    /// Between a share before and a share after.
    Then: "而", "then";
    SinceYear: "年起", "on";
    ReportsCounted: "报告", "reports";
    OneYearEach: "每个地区只有一个年度的报告，比不出新旧。", "Each place has reports of one year only: nothing to compare.";
    NoneSuch: "没有这样的主题。", "No such theme.";
    NoWordingReplaced: "没有看到互相替换的说法。", "No wording is seen to replace another.";
    WholeProvince: "全省", "whole";
    WholeRegion: "全区", "whole";
    RowsBy: "排序", "sort";
    ColumnsBy: "列序", "columns";
    /// How much a theme gained or lost from the earliest year to the latest.
    ChangeOfTheme: "增减", "change";
    /// How unevenly reports have a theme.
    SpreadOfTheme: "散布", "spread";
    SpreadIs: "散布（Gries DP）：0 均匀，近 1 集中在少数报告；不足 5 处不算。", "Spread (Gries' DP): 0 even, near 1 in few reports; - below 5 hits.";
    NoTwoYears: "没有哪个地区有两个年度，看不出增减。", "No place has two years: no change to tell.";
    NoSuchReports: "没有符合的报告。 A 看全部", "No such reports.  A shows all";
    NothingSought: "还没有找过。 / 找主题、地区或年度", "Nothing was sought yet.  / finds a theme, place or year";
    FindName: "找", "Find";
    FindHint: "主题 地区 年度，拼音也行", "theme, place or year; pinyin too";
    AllThemes: "全部主题", "all themes";
    AllReports: "全部报告", "all reports";
    YearsHint: "年度，2016-2020 也行", "a year, or 2016-2020";
    PlacesHint: "地区，拼音也行", "a place; pinyin too";
    LevelsHint: "层级", "a level";
    PlacesCounted: "个地区", "places";
    NothingLike: "没有这样的。", "None like that.";
    Terms: "词条", "terms";
    From: "起", "up";

    // Welcome.
    WelcomeTitle: "政府工作报告，并排读。", "Government work reports, side by side.";
    WelcomeWhat: "各节自动对应，主题跨年点亮，数字变动标出。", "Sections matched, themes lit across years, figures compared.";
    WelcomeOffline: "全程离线，什么都不外传。", "Offline throughout; nothing leaves this machine.";
    WelcomeOpen: "打开文件或文件夹", "Open a file or folder";
    WelcomeSamples: "看内置样本", "Read the built-in samples";
    OrRun: "也可以", "or run";
    Or: "或", "or";
    CommandFolder: "duizhao 文件夹", "duizhao FOLDER";
    CommandTwo: "duizhao 甲.txt 乙.txt", "duizhao A.txt B.txt";

    TypeAPath: "请写出文件或文件夹的路径。", "Type the path of a file or folder.";
    PathHint: "路径，~ 是主目录", "a path; ~ is your home folder";
    PathKinds: "txt md，文件夹连同里面的", "txt, md, whole folders";
    SampleKinds: "五份短文，不用准备文件", "five short texts, no files needed";
    OpensBeside: "加在开着的后面，开着的不动。", "It comes beside what is open; nothing is closed.";
    FileCount: "个文件", "files";
    MoreFiles: "个没有列出，B 看全部", "more; B lists all";
    Looking: "正在找", "looking";
    CouldNotRead: "没有读成", "Could not be read";

    // Empty, end, errors.
    NoHits: "没有命中。t 换主题", "No hit. t picks another theme";
    NothingFound: "没有找到。", "Nothing found.";
    ThatIsAll: "以上是全部。", "That is all.";
    RoundAgain: "从头再走一遍。", "Round once more.";
    LastSection: "已是最后一节。", "This is the last section.";
    NoEarlierPlace: "没有更早的去处。", "Nowhere further back.";
    NoLaterPlace: "没有更晚的去处。", "Nowhere further on.";
    NoThemeLit: "没有点亮的主题。t 选主题", "No theme is lit. t picks one";
    NoMoreDifferences: "没有更多变化。", "No more changes.";
    NothingToCompare: "只有一栏，没有可比的。", "One pane only: nothing to compare with.";
    NoMarksAtParallel: "平行深度不逐句比对。m 换深度", "No sentence marks at parallel depth. m changes it";
    ChangesShown: "显示变化。", "Changes shown.";
    ChangesHidden: "不显示变化。d 再显示", "Changes hidden. d shows them again";
    LastPane: "只剩这一栏。q 退出", "The only pane left. q quits";
    FourPanes: "最多四栏。X 关闭一栏", "Four panes at most. X closes one";
    // Key words.
    CandidatesScreen: "特色词", "Key words";
    CandidatesFilterHint: "词里的字", "characters of the wording";
    ScopeReport: "本篇", "report";
    ScopePlace: "本地", "place";
    ScopeProvince: "本省", "province";
    ScopeYear: "同年", "year";
    WordingColumn: "词语", "wording";
    KindColumn: "类", "kind";
    WordsAndPhrases: "词和词组", "words, phrases";
    WordKind: "词", "words";
    PhraseKind: "词组", "phrases";
    PlaceKind: "地名", "places";
    KindOfWord: "词", "word";
    KindOfPhrase: "词组", "phrase";
    KindOfPlace: "地名", "place";
    ReportColumn: "篇数", "reports";
    Elsewhere: "别处", "elsewhere";
    PerThousandThere: "别处千字", "elsewhere";
    ReportsThere: "别处篇数", "theirs";
    G2: "显著性 G2", "G2";
    G2Column: "G2", "G2";
    LogRatio: "倍数 LogRatio", "LogRatio";
    LogRatioColumn: "LogRatio", "LogRatio";
    TfIdf: "TF-IDF", "TF-IDF";
    ThemeColumn: "主题", "theme";
    TooFewShort: "太少", "too few";
    Against2: "对", "against";
    OrderName: "排序", "order";
    KindsName: "看", "kinds";
    OnlyNewBadge: "主题以外", "new only";
    SeekDictionary: "正在装词典", "loading the dictionary";
    SeekWords: "正在分词", "cutting into words";
    SeekPhrases: "正在找词组", "looking for phrases";
    SeekCounting: "正在逐篇计数", "counting in every report";
    NoCandidates: "没有比别处多用的词。Tab 换范围", "Nothing is said more than elsewhere. Tab changes the scope";
    NoneListed: "没有合乎的。v 换类  x 看全部  Esc 去筛选", "None fits. v kinds, x all, Esc drops the filter";
    NothingElseOpen: "没有别的报告可比。B 看文库", "No other report to compare with. B: the library";
    // Exporting.
    ExportTitle: "导出", "Export";
    ExportTable: "对照表", "table";
    ExportTableIs: "Word 三栏：原文 新文 说明，归档用", "Word: A, B, notes, for the file";
    ExportMarked: "花脸稿", "marked";
    ExportMarkedIs: "Word 修订痕迹，接受即得新文", "Word: B with tracked changes";
    ExportPage: "网页", "page";
    ExportPageIs: "左右对照，看和打印", "HTML side by side, to read and print";
    ExportSheets: "表格", "sheets";
    ExportSheetsIs: "章节 句对 数字，Excel 里排和筛", "sections, sentences, figures to sort";
    ExportNotes: "笔记", "notes";
    ExportNotesIs: "Markdown，贴进文稿和笔记", "Markdown, to paste";
    ExportRows: "数据行", "rows";
    ExportRowsIs: "CSV，一句一行", "CSV, a row for each sentence";
    ExportData: "数据", "data";
    ExportDataIs: "JSON，给程序，什么都有", "JSON with everything, for programs";
    ExportMatrixSheetsIs: "数字 每千字 报告 词条 命中，Excel 里看", "numbers, shares, reports, terms, hits";
    ExportMatrixRowsIs: "CSV，每个主题每份报告一行", "CSV, a row for each theme and report";
    ExportHeat: "热图", "heat map";
    ExportHeatIs: "网页，点数字看原文", "HTML, numbers lead to sentences";
    ExportPicture: "图", "picture";
    ExportPictureIs: "SVG，热图，贴进文稿", "SVG of the heat map, to paste";
    ExportHits: "命中", "hits";
    ExportHitsIs: "一处一行的 JSON，给 DuckDB 和 Spark", "JSON, one on a line, for DuckDB, Spark";
    ExportPassages: "原文", "passages";
    ExportPassagesIs: "Word，按报告列出，命中加粗", "Word, by report, hits in bold";
    ExportAsShown: "屏幕上的次序和范围", "in the order of the screen";
    NothingToExport: "还没有可写的", "nothing to write yet";
    ExportFile: "文件", "File";
    ExportPartName: "范围", "What";
    ExportAll: "全部", "all";
    ExportFigures: "数字", "figures";
    ExportWording: "措辞", "wording";
    ExportKeptName: "原样", "Kept";
    ExportKeptWritten: "写全", "written out";
    ExportKeptCounted: "只计数", "counted";
    ExportAlways: "都写", "always";
    ExportHere: "写在打开程序的文件夹里，别处请写路径。", "It goes into the folder where the program was started.";
    ExportWriting: "正在写", "writing";
    FileExists: "已有此文件，没有改动它", "There is such a file; it was left as it is";
    OverwriteAsk: "已有此文件，覆盖？", "There is such a file. Overwrite it?";
    OverwriteKeys: "y 覆盖  n 不", "y yes  n no";
    NotMarkedAtParallel: "平行深度没有花脸稿，m 换深度，或选对照表", "No marked text at parallel depth; m changes it";
    TypeAFileName: "请写出文件名。", "Type the file's name.";
    // Making themes.
    NewTheme: "新主题", "New theme";
    AddTerms: "加词条", "Add terms";
    TermsRow: "词条", "Terms";
    Mistakes: "设置里的错误", "Mistakes in the settings";
    ThemeRow: "主题", "Theme";
    GroupRow: "组", "Group";
    /// The group of the reader's own themes, unless he names another.
    OwnGroup: "自定", "own";
    NewMark: "新的", "new";
    ThereMark: "已有", "there";
    TermsHint: "几个用、隔开", "part them with commas";
    CountingPlaces: "正在数", "counting";
    KeepingTheme: "正在存", "keeping";
    NoTerms: "还没有词条", "there is no term yet";
    NoThemeName: "还没有主题的名字", "the theme has no name yet";
    ThemeMade: "新主题", "new theme";
    TermsAdded: "加词条", "terms added to";
    TermsDropped: "去词条", "terms dropped from";
    EarlierAdded: "加早年词条", "earlier terms added to";
    ExceptAdded: "加例外", "exceptions added to";
    ThemeRenamed: "主题改名", "theme renamed:";
    ThemeRegrouped: "主题换组", "theme regrouped:";
    ThemeRemoved: "移去主题", "theme removed:";
    EarlierTerm: "早年", "earlier";
    OwnMark: "自己的", "own";
    OwnTheme: "自己的主题", "your own theme";
    ProgramTheme: "程序的主题", "the program's theme";
    ThemeGone: "没有这个主题了。u 撤销", "The theme is gone. u takes it back";
    // Mouse and widths.
    MouseGiven: "鼠标已交还终端：可直接选取文字，M 收回", "The terminal has the mouse: select text with it. M takes it back";
    MouseTaken: "鼠标已收回", "The mouse is taken back";
    /// In the status bar while the terminal has the mouse.
    MouseGivenBadge: "鼠标 M", "mouse M";
    PressAgainToWrite: "再按一次写文件", "Press once more to write the file";
    QuitByKey: "退出要按键", "To quit, press its key";
    WidthsEqual: "各栏等宽", "All panes alike";
    OnePaneWide: "只有一栏，占满了", "There is one pane, as wide as it can be";
    NoWider: "不能再宽了", "It cannot be wider";
    NoNarrower: "不能再窄了", "It cannot be narrower";
    // Copying.
    Selecting: "选句", "Selecting";
    NothingToCopy: "这里没有可复制的", "nothing here to copy";
    NoCounterpartHere: "这一句没有对应；y 只复制这一边", "No counterpart; y copies this side alone";
    ClipboardOff: "设置里关了剪贴板（clipboard = off）", "The clipboard is off in the settings (clipboard = off)";
    TmuxRefused: "tmux 没有收下", "tmux did not take it";
    ExportText: "纯文本", "plain text";
    ExportTextIs: "送出的原样：原文一段，出处一行", "as it was sent: the passage, a line for its source";
    PassageName: "摘录", "passage";
    // Bookmarks and notes.
    Marks: "书签批注", "Marks";
    Note: "批注", "Note";
    Bookmark: "书签", "Bookmark";
    BookmarkSet: "书签", "bookmark";
    BookmarkRemoved: "拿掉书签", "bookmark removed";
    NoteSet: "批注", "note";
    NoteRewritten: "改批注", "note rewritten";
    NoteRemoved: "删批注", "note removed";
    BothNotesKept: "别处也改了，两条都留着", "it was rewritten elsewhere, too: both are kept";
    NoSentenceHere: "这里没有句子", "no sentence stands here";
    NothingNoted: "没有写什么", "nothing was written";
    NoteFull: "批注写满了，后面的没有写进去", "The note is full; the rest was not taken";
    NoteAsk: "还没有存。Esc 不要了，Enter 存下", "It is not kept. Esc drops it, Enter keeps it";
    NoteKeeping: "正在存", "keeping";
    NoteHint: "写批注", "write a note";
    NoMarksHere: "这份里没有书签和批注。b 书签  c 批注", "no marks in this report: b bookmark, c note";
    NoMarksAtAll: "还没有书签和批注。b 书签  c 批注", "No marks yet. b bookmark  c note";
    NoSuchMark: "没有这样的书签或批注", "No such mark";
    NoMarkChosen: "没有可选的", "nothing is chosen";
    LastMark: "后面没有书签和批注了", "no marks below";
    FirstMark: "前面没有书签和批注了", "no marks above";
    MarkLost: "原处已不在，引文还留着", "its place is gone; its words are kept";
    MarkLostShort: "原处已不在", "place gone";
    MarkMoved: "移了位置", "moved";
    MarkClosed: "未打开", "not open";
    MarkHasNoFile: "它的报告不是文件，打不开", "its report is no file that could be opened";
    OpeningMarked: "正在打开它的报告", "opening its report";
    MarksHint: "地区 年度 标题 引文 批注", "place, year, heading, words, note";
    MarksFile: "书签批注", "marks";
    ExportMarksIs: "笔记，按报告列出引文和批注", "notes by report, with quotations";
    MarkSigns: "书签 批注 两样都有", "bookmark, note, both";
    TooNarrow: "窗口太窄，至少 40 列 10 行。", "Too small: 40 columns, 10 rows at least.";
}
