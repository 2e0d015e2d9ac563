//! The language of the interface, and every string of it in one catalogue.
//!
//! Invariant: every [`Word`] has both languages. Labels and sentences of actions stand in the table of actions. English is kept as short as
//! the Chinese it stands for, because both share one row.

/// Language of the interface (the reports stay as they are).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The one of the two that is asked for.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The language of the environment: Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` (the first that is set) begins with `zh`.
    pub fn from_env() -> Self {
        Self::from_values(
            ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default()),
        )
    }

    /// The language that the values of `LC_ALL`, `LC_MESSAGES` and `LANG` ask for; an empty value counts as not set.
    pub fn from_values(values: [String; 3]) -> Self {
        let first = values.into_iter().find(|value| !value.is_empty());
        if first.is_some_and(|value| value.to_ascii_lowercase().starts_with("zh")) {
            Lang::Zh
        } else {
            Lang::En
        }
    }
}

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

/// A number of things: `17 份`, `17 reports`.
pub fn count(lang: Lang, what: Word, number: usize) -> String {
    let what = word(lang, what);
    // One report, not one reports.
    let what = match (lang, number) {
        (Lang::En, 1) => what.strip_suffix('s').unwrap_or(what),
        _ => what,
    };
    format!("{number} {what}")
}

/// Which pane shows a report.
pub fn open_in_pane(lang: Lang, pane: usize) -> String {
    match lang {
        Lang::Zh => format!("已开在第 {pane} 栏"),
        Lang::En => format!("open in pane {pane}"),
    }
}

words! {
    // Bars and heads.
    Seal: "对照", "对照";
    And: "与", "and";
    Outline: "大纲", "Outline";
    /// Before the other report's year in the head of the outline.
    Against: "对", "to";
    NearSentences: "近似句", "alike";
    Reports: "份报告", "reports";
    ReportCount: "份", "reports";
    Themes: "主题", "Themes";
    ThemeCount: "个主题", "themes";
    Sections: "节", "sections";
    Hits: "处", "hits";
    Characters: "字", "chars";
    TenThousandCharacters: "万字", "0k chars";
    Locked: "锁定", "Locked";
    Free: "各行", "Free";
    Changes: "变化", "Changes";
    Library: "文库", "Library";
    Help: "帮助", "Help";
    Keys: "键", "keys";

    // Depths of a comparison.
    Revision: "修订", "Revision";
    Succession: "承续", "Succession";
    Parallel: "平行", "Parallel";
    SingleText: "单篇", "Single";
    DepthAutomatic: "自动", "auto";
    DepthChosen: "自选", "chosen";

    // Links.
    NoCounterpart: "无对应", "no match";
    /// In the outline, one column wide.
    NoneShort: "无", "--";
    Nearest: "最近", "nearest";
    Counterpart: "对应", "match";
    Strong: "强", "high";
    Medium: "中", "mid";
    Weak: "弱", "low";
    ReasonTitle: "标题", "title";
    ReasonThemes: "主题", "themes";
    ReasonBody: "正文", "text";
    ReasonPosition: "位置", "place";
    ReasonReader: "你定的", "yours";

    // Changes of sentences and figures.
    Kept: "原样", "kept";
    Reworded: "改写", "reworded";
    New: "新增", "new";
    Gone: "去掉", "gone";
    Moved: "移来", "moved";
    Up: "升", "up";
    Down: "降", "down";
    Same: "同", "same";
    Figures: "数字", "Figure";
    Change: "变化", "Change";

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
    EveryPart: "全部", "all";

    // Levels.
    State: "国务院", "State Council";
    Province: "省级", "province";
    City: "市级", "city";
    District: "区县", "county";
    Town: "乡镇", "town";
    Party: "党委", "Party";
    Unknown: "未知", "unknown";

    // Identity.
    Place: "地区", "Place";
    Level: "层级", "Level";
    Year: "年度", "Year";
    Delivered: "交付", "Delivered";
    Meeting: "会议", "Meeting";
    Speaker: "报告人", "Speaker";
    Issuer: "发布机关", "Issued by";
    Length: "字数", "Chars";
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
    FourMarked: "最多选四份，一栏一份。", "Four at most, one to a pane.";
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

    // Loading.
    Loading: "载入", "Loading";
    Reading: "正在读", "reading";
    ReadingFirst: "先读的先看", "First come, first read";
    DoneShort: "完", "ok";
    ReadShort: "读", ">>";
    WaitShort: "等", "..";
    AndOthers: "等", "and";
    More: "另有", "more:";
    Sectioning: "正在分节", "finding sections";
    Comparing: "正在对应", "comparing";
    LinksLater: "对应关系在两份都读完后标出，不必等。", "Counterparts are marked once both are read; no need to wait.";
    LoadingStopped: "已停止载入。", "Loading stopped.";
    NothingToRead: "没有可读的报告。", "There is no report to read.";
    CannotRead: "读不了", "cannot read";

    // Jump, search, pickers.
    Jump: "跳转", "Jump";
    JumpHint: "拼音 首字母 汉字 皆可  空格再加一词 如 沙 21 yshj", "pinyin, initials or Han; more words narrow: sha 21 yshj";
    CurrentPanes: "当前两栏", "In the panes";
    OtherReports: "其他报告", "Other reports";
    AlsoInText: "另有正文", "In the text:";
    SearchInstead: "改搜正文", "search the text";
    Search: "搜正文", "Search";
    SearchShort: "搜", "Search";
    FindShort: "查", "find";
    PickThemes: "选主题", "Themes to light";
    PickReport: "换报告", "Choose a report";
    FilterHint: "汉字 拼音 首字母", "Han, pinyin or initials";
    HelpHint: "键名、汉字或拼音", "key, word or pinyin";
    Command: "命令", "Commands";
    Lit: "已点亮", "lit";
    InThisPane: "在本栏", "in this pane";
    InOtherPane: "在另一栏", "in another pane";

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
    WholeSectionAlone: "整节无对应", "section without match";
    ThemeDigit: "第二个主题", "second theme";

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
    NotMentioned: "没有提到", "not mentioned";
    NoSuchPart: "没有这一部分", "has no such part";
    WholeProvince: "全省", "whole";
    Terms: "词条", "terms";
    Mentioned: "提到", "mention it";
    Of: "中", "of";
    From: "起", "up";

    // Welcome.
    WelcomeTitle: "政府工作报告，并排读。", "Government work reports, side by side.";
    WelcomeWhat: "各节自动对应，主题跨年点亮，数字变动标出。", "Sections matched, themes lit across years, figures compared.";
    WelcomeOffline: "全程离线，什么都不外传。", "Offline throughout; nothing leaves this machine.";
    WelcomeOpen: "打开文件或文件夹", "Open a file or folder";
    WelcomeSamples: "看内置样本", "Read the built-in samples";
    WelcomeLibrary: "文库", "Library";
    LibraryEmpty: "空的，打开过的报告会留在这里", "empty; opened reports stay here";
    OrRun: "也可以", "or run";
    Or: "或", "or";
    CommandFolder: "duizhao 文件夹", "duizhao FOLDER";
    CommandTwo: "duizhao 甲.txt 乙.txt", "duizhao A.txt B.txt";

    TypeAPath: "请写出文件或文件夹的路径。", "Type the path of a file or folder.";
    PathHint: "路径，~ 是主目录", "a path; ~ is your home folder";
    PathKinds: "txt md，文件夹连同里面的", "txt, md, whole folders";
    SampleKinds: "五份短文，不用准备文件", "five short texts, no files needed";
    ReplacesOpen: "找到报告以后，代替现在开着的。", "What is found takes the place of what is open.";
    FileCount: "个文件", "files";
    MoreFiles: "个没有列出，B 看全部", "more; B lists all";
    Looking: "正在找", "looking";
    CouldNotRead: "没有读成", "Could not be read";

    // Empty, end, errors.
    NoHits: "没有命中。", "No hits.";
    ChangeTheme: "换主题", "other themes";
    NothingFound: "没有找到。", "Nothing found.";
    ThatIsAll: "以上是全部。", "That is all.";
    FirstHit: "回到第一处。", "Round to the first.";
    LastHit: "回到最后一处。", "Round to the last.";
    NoThemeLit: "没有点亮的主题。", "No theme is lit.";
    NoMoreDifferences: "没有更多变化。", "No more differences.";
    NoOtherReport: "没有别的报告可加。", "There is no other report to add.";
    LastPane: "只剩这一栏。", "This is the only pane.";
    FourPanes: "最多四栏。", "Four panes at most.";
    NoHistory: "没有更早的位置。", "Nothing earlier.";
    TooNarrow: "窗口太窄，至少 40 列 10 行。", "Window too small: 40 columns, 10 rows.";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(all: &str, messages: &str, lang: &str) -> Lang {
        Lang::from_values([all.to_owned(), messages.to_owned(), lang.to_owned()])
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        assert_eq!(lang("", "", "zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(lang("", "", "zh-Hant"), Lang::Zh);
        assert_eq!(lang("C", "", "zh_CN.UTF-8"), Lang::En);
        assert_eq!(lang("", "zh_TW", "en_US.UTF-8"), Lang::Zh);
        assert_eq!(lang("", "", ""), Lang::En);
    }

    #[test]
    fn every_word_has_both_languages() {
        for &entry in Word::ALL {
            assert!(!word(Lang::Zh, entry).is_empty(), "{entry:?} in Chinese");
            assert!(!word(Lang::En, entry).is_empty(), "{entry:?} in English");
        }
    }

    #[test]
    fn interface_strings_keep_to_the_glyphs_of_the_chrome() {
        let ambiguous = ['·', '…', '—', '“', '”', '‘', '’', '•', '→', '←', '↑', '↓'];
        for &entry in Word::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let text = word(lang, entry);
                assert!(!text.contains(ambiguous), "{entry:?}: {text}");
            }
        }
    }
}
