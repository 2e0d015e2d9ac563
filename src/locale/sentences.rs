//! Strings with a number or a name in them.
//!
//! Invariant: every function answers in both languages, without a line break.

use super::{Lang, Word, word};

/// Years that were worked out, for the reader to see as such: `约2009–2010`, `c. 2009–10`.
pub fn about_years(lang: Lang, from: u16, to: u16) -> String {
    match lang {
        Lang::Zh if from == to => format!("约{from}"),
        Lang::Zh => format!("约{from}–{to}"),
        Lang::En if from == to => format!("c. {from}"),
        Lang::En if from / 100 == to / 100 => format!("c. {from}–{:02}", to % 100),
        Lang::En => format!("c. {from}–{to}"),
    }
}

/// Where a file was written.
pub fn exported(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("已写成 {path}"),
        Lang::En => format!("Wrote {path}"),
    }
}

/// Reports that stood open last time and are not there now.
pub fn reports_not_there(lang: Lang, first: &str, number: usize) -> String {
    match (lang, number) {
        (Lang::Zh, 1) => format!("上次打开的 {first} 现在不在"),
        (Lang::Zh, n) => format!("上次打开的 {first} 等 {n} 份现在不在"),
        (Lang::En, 1) => format!("{first} stood open last time and is not there now"),
        (Lang::En, n) => {
            format!(
                "{first} and {} more stood open last time and are not there now",
                n - 1
            )
        }
    }
}

/// Several things in a row: `2015、2011–2015`.
pub fn listed(lang: Lang, things: &[String]) -> String {
    things.join(lang.pick("、", ", "))
}

/// How a fact was found that is not stated: `推定 正文最晚提到……`, `inferred: …`.
pub fn supposed(lang: Lang, how_sure: Word, text: &str) -> String {
    let how_sure = word(lang, how_sure);
    match lang {
        Lang::Zh => format!("{how_sure} {text}"),
        Lang::En => format!("{how_sure}: {text}"),
    }
}

/// How long wording is: `25字`.
pub fn han_long(lang: Lang, han: usize) -> String {
    format!("{han}{}", lang.pick("字", " chars"))
}

/// Where wording stands: `在 三(五)`.
pub fn stands_in(lang: Lang, place: &str) -> String {
    format!("{} {place}", lang.pick("在", "in"))
}

/// How many more of a kind there are: `另有 3 处`.
pub fn and_more(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {number} 处"),
        Lang::En => format!("{number} more"),
    }
}

/// Formulaic phrases that are not listed: `另有套话 6 处未列`.
pub fn phrases_not_told(lang: Lang, number: usize) -> String {
    match (lang, number) {
        (Lang::Zh, _) => format!("另有套话 {number} 处未列"),
        (Lang::En, 1) => "1 set phrase not listed".to_owned(),
        (Lang::En, _) => format!("{number} set phrases not listed"),
    }
}

/// No word stands `enough` times, so that nothing is said of significance.
pub fn too_few(lang: Lang, enough: u32) -> String {
    match lang {
        Lang::Zh => format!("各词出现不足 {enough} 次，只列举，不作显著性判断。"),
        Lang::En => format!("Each stands fewer than {enough} times: listed, not judged."),
    }
}

/// Candidates were looked for in some of the reports of a focus: `取自其中 90 篇`.
pub fn taken_from(lang: Lang, some: u32, all: u32) -> String {
    match lang {
        Lang::Zh => format!("候选取自其中 {some} 篇，处数计全部"),
        Lang::En => format!("candidates of {some} of {all}, counted in all"),
    }
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

/// A number and what it counts in a row of totals: `疑点 3`, `3 doubts`.
pub fn total(lang: Lang, what: Word, number: usize) -> String {
    match (lang, what) {
        (Lang::Zh, Word::FailedTotal) | (Lang::En, _) => count(lang, what, number),
        (Lang::Zh, _) => format!("{} {number}", word(lang, what)),
    }
}

/// A change of the library.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// So many files were added.
    Added(usize),
    /// So many files and folders were added as they were given.
    AddedPaths(usize),
    /// So many files were dropped.
    Dropped(usize),
    /// An identity was corrected.
    Corrected,
    /// A file was given another encoding.
    Encoded,
}

/// What became of the library; else what was taken back.
pub fn kept(lang: Lang, what: Kept, done: bool) -> String {
    let text = match (lang, what) {
        (Lang::Zh, Kept::Added(files)) => format!("加入文库 {files} 份"),
        (Lang::Zh, Kept::AddedPaths(paths)) => format!("加入文库 {paths} 处路径，以后放进去的也算"),
        (Lang::Zh, Kept::Dropped(files)) => format!("移出文库 {files} 份，文件不动"),
        (Lang::Zh, Kept::Corrected) => "身份已更正，文件不动".to_owned(),
        (Lang::Zh, Kept::Encoded) => "换编码重读，文件不动".to_owned(),
        (Lang::En, Kept::Added(1)) => "1 report added".to_owned(),
        (Lang::En, Kept::Added(files)) => format!("{files} reports added"),
        (Lang::En, Kept::AddedPaths(1)) => "1 path added, with whatever comes to it".to_owned(),
        (Lang::En, Kept::AddedPaths(paths)) => {
            format!("{paths} paths added, with whatever comes to them")
        }
        (Lang::En, Kept::Dropped(1)) => "1 report dropped, its file untouched".to_owned(),
        (Lang::En, Kept::Dropped(files)) => format!("{files} reports dropped, files untouched"),
        (Lang::En, Kept::Corrected) => "Identity corrected, file untouched".to_owned(),
        (Lang::En, Kept::Encoded) => "Read again in that encoding, file untouched".to_owned(),
    };
    self::done(lang, &text, done)
}

/// What was done, and the key that takes it back; else what was taken back.
pub fn done(lang: Lang, text: &str, is_done: bool) -> String {
    match (lang, is_done) {
        (Lang::Zh, true) => format!("{text}。u 撤销"),
        (Lang::En, true) => format!("{text}. u undoes"),
        (Lang::Zh, false) => format!("已撤销：{text}"),
        (Lang::En, false) => format!("Taken back: {text}"),
    }
}

/// What the reader said of a section's counterpart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JudgedAs {
    /// It is this one.
    Pinned,
    /// It is this one too.
    Added,
    /// It is not this one.
    Broken,
    /// There is none.
    Nothing,
    /// What the program finds.
    AsProgram,
}

/// What was said of the counterpart of section `from`; `to` is the other one.
pub fn judged(lang: Lang, what: JudgedAs, from: &str, to: &str) -> String {
    match (lang, what) {
        (Lang::Zh, JudgedAs::Pinned) => format!("指定 {from} 对应 {to}"),
        (Lang::Zh, JudgedAs::Added) => format!("指定 {from} 也对应 {to}"),
        (Lang::Zh, JudgedAs::Broken) => format!("断开 {from} 与 {to}"),
        (Lang::Zh, JudgedAs::Nothing) => format!("指定 {from} 无对应"),
        (Lang::Zh, JudgedAs::AsProgram) => format!("{from} 的对应回到程序所定"),
        (Lang::En, JudgedAs::Pinned) => format!("{from} linked to {to}"),
        (Lang::En, JudgedAs::Added) => format!("{from} linked to {to} too"),
        (Lang::En, JudgedAs::Broken) => format!("{from} parted from {to}"),
        (Lang::En, JudgedAs::Nothing) => format!("{from} has no counterpart"),
        (Lang::En, JudgedAs::AsProgram) => format!("{from} linked as the program does"),
    }
}

/// What the list is in order of.
pub fn sorted_by(lang: Lang, what: Word) -> String {
    match lang {
        Lang::Zh => format!("按{}排列。", word(lang, what)),
        Lang::En => format!("Listed by {}.", word(lang, what).to_lowercase()),
    }
}

/// A group of reports of one text, or nearly, by its number.
pub fn copies(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("重复 {number}"),
        Lang::En => format!("Copies {number}"),
    }
}

/// What can be typed, as an example.
pub fn for_example(lang: Lang, example: &str) -> String {
    match lang {
        Lang::Zh => format!("如 {example}"),
        Lang::En => format!("such as {example}"),
    }
}

/// So many reports were opened, after those that were open.
pub fn opened_beside(lang: Lang, reports: usize) -> String {
    match (lang, reports) {
        (Lang::Zh, _) => format!("打开了 {reports} 份，加在开着的后面。"),
        (Lang::En, 1) => "1 more report is open.".to_owned(),
        (Lang::En, _) => format!("{reports} more reports are open."),
    }
}

/// That so much or more: `2起`, `2+`.
pub fn or_more(lang: Lang, number: u32) -> String {
    match lang {
        Lang::Zh => format!("{number}{}", word(lang, Word::From)),
        Lang::En => format!("{number}+"),
    }
}

/// How far down a list the cursor stands: `3/17 条`, `3/17`.
pub fn place_in_list(lang: Lang, at: usize, count: usize) -> String {
    match lang {
        Lang::Zh => format!("{at}/{count} 条"),
        Lang::En => format!("{at}/{count}"),
    }
}

/// The pane with this number, counted from 1.
pub fn pane_number(lang: Lang, pane: usize) -> String {
    match lang {
        Lang::Zh => format!("栏{pane}"),
        Lang::En => format!("pane {pane}"),
    }
}

/// The length of a report of so many Han characters: `1.1 万字`, `11000 Han`.
pub fn characters(lang: Lang, han: u32) -> String {
    match lang {
        Lang::Zh => format!("{:.1} 万字", f64::from(han) / 10_000.0),
        Lang::En => format!("{han} Han"),
    }
}

/// Reports that wait to be read.
pub fn more_waiting(lang: Lang, reports: usize) -> String {
    match lang {
        Lang::Zh => format!("还等 {reports} 份"),
        Lang::En => format!("{reports} more waiting"),
    }
}

/// Files that cannot be read, and the key that says why.
pub fn files_unreadable(lang: Lang, files: usize) -> String {
    match lang {
        Lang::Zh => format!("{files} 个文件读不了。B 看原因"),
        Lang::En => format!("{files} files cannot be read. B says why"),
    }
}

/// Hits of the search in the report shown, and the keys that end it.
pub fn hits_here(lang: Lang, hits: usize) -> String {
    match lang {
        Lang::Zh => format!("本份 {hits} 处  Enter 留下  Esc 回原处"),
        Lang::En => format!("{hits} here  Enter keeps  Esc goes back"),
    }
}

/// Hits in the text of what is looked for among the sections, and the key that goes there.
pub fn hits_in_text(lang: Lang, hits: usize) -> String {
    match lang {
        Lang::Zh => format!("另有正文 {hits} 处  Ctrl-t 改搜正文"),
        Lang::En => format!("{hits} in the text  Ctrl-t searches it"),
    }
}

/// What was searched for stands in no report.
pub fn not_found(lang: Lang, query: &str) -> String {
    match lang {
        Lang::Zh => format!("没有找到：{query}"),
        Lang::En => format!("Not found: {query}"),
    }
}

/// How many of all themes are lit.
pub fn themes_lit(lang: Lang, lit: usize, all: usize) -> String {
    match lang {
        Lang::Zh => format!("点亮 {lit} / {all}"),
        Lang::En => format!("{lit} of {all} lit"),
    }
}

/// How many of all reports mention a theme.
pub fn mention(lang: Lang, some: usize, all: usize) -> String {
    match lang {
        Lang::Zh => format!("{all} 份中 {some} 份提到"),
        Lang::En => format!("{some} of {all} mention it"),
    }
}

/// No report has a passage in this part ([`Word::EveryPart`]: in any), and the key that helps.
pub fn nothing_in_part(lang: Lang, part: Word) -> String {
    match (lang, part) {
        (Lang::Zh, Word::EveryPart) => "没有命中。  q 回到矩阵".to_owned(),
        (Lang::En, Word::EveryPart) => "No hits.  q goes back to the matrix".to_owned(),
        (Lang::Zh, part) => format!("“{}”里没有命中。  r 看别的部分", word(lang, part)),
        (Lang::En, part) => format!(
            "No hits in the part “{}”.  r shows another",
            word(lang, part)
        ),
    }
}

/// A figure that stayed while the words around it, such as 左右, went, came or changed.
pub fn bound_changed(lang: Lang, was: &str, is: &str) -> String {
    match (lang, was.is_empty(), is.is_empty()) {
        (Lang::Zh, true, true) => "改范围".to_owned(),
        (Lang::Zh, false, true) => format!("去“{was}”"),
        (Lang::Zh, true, false) => format!("加“{is}”"),
        (Lang::Zh, false, false) => format!("“{was}”改“{is}”"),
        (Lang::En, true, true) => "range".to_owned(),
        (Lang::En, false, true) => format!("drops “{was}”"),
        (Lang::En, true, false) => format!("adds “{is}”"),
        (Lang::En, false, false) => format!("“{was}” to “{is}”"),
    }
}

/// Which of all differences the reader was led to, and what it is.
pub fn difference_at(lang: Lang, at: usize, all: usize, what: Word) -> String {
    let what = word(lang, what);
    match lang {
        Lang::Zh => format!("变化 {at}/{all}  {what}"),
        Lang::En => format!("change {at}/{all}  {what}"),
    }
}

/// That there is no further difference.
pub fn those_were_all(lang: Lang, all: usize) -> String {
    match lang {
        Lang::Zh => format!("以上是全部 {all} 处变化。"),
        Lang::En if all == 1 => "That was the only change.".to_owned(),
        Lang::En => format!("Those were all {all} changes."),
    }
}

/// Which of all panes are in sight.
pub fn panes_shown(lang: Lang, first: usize, last: usize, all: usize) -> String {
    let shown = if first == last {
        format!("{first}")
    } else {
        format!("{first}-{last}")
    };
    match lang {
        Lang::Zh => format!("栏 {shown}/{all}"),
        Lang::En => format!("panes {shown}/{all}"),
    }
}

/// The depth that two reports are now compared at, what that means, and whether the program would have chosen it.
pub fn compared_as(lang: Lang, depth: Word, means: Word, own: bool) -> String {
    let (depth, means) = (word(lang, depth), word(lang, means));
    match (lang, own) {
        (Lang::Zh, true) => format!("{depth}（程序所选）：{means}"),
        (Lang::Zh, false) => format!("{depth}（自选）：{means}"),
        (Lang::En, true) => format!("{depth} (the program's choice): {means}"),
        (Lang::En, false) => format!("{depth} (yours): {means}"),
    }
}

/// That two texts cannot be compared: of `total` sentences `near` have anything like them.
pub fn not_comparable(lang: Lang, near: u32, total: u32) -> String {
    match lang {
        Lang::Zh => format!("不可比：近似句 {near}/{total}"),
        Lang::En => format!("not comparable: near {near}/{total}"),
    }
}

/// How many of a report's sections are linked.
pub fn only_linked(lang: Lang, linked: usize, all: usize) -> String {
    match lang {
        Lang::Zh => format!("对应节 {linked}/{all}"),
        Lang::En => format!("linked {linked}/{all}"),
    }
}

/// That there is no text to compare in these reports.
pub fn nothing_in(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::Zh => format!("没有可比的文字：{}", listed(lang, names)),
        Lang::En => format!("no text to compare: {}", listed(lang, names)),
    }
}

/// That a comparison stopped at its cap, and what was left out.
pub fn stopped_short(lang: Lang, parallel: bool) -> String {
    match (lang, parallel) {
        (Lang::Zh, true) => "比较在上限处停下：共有的措辞没有找全".to_owned(),
        (Lang::Zh, false) => "比较在上限处停下：改写和移位没有比完，相同的句子都已找出".to_owned(),
        (Lang::En, true) => {
            "The comparison stopped at its limit: shared wording is incomplete".to_owned()
        }
        (Lang::En, false) => {
            "The comparison stopped at its limit: rewording and moves are incomplete".to_owned()
        }
    }
}

/// That files changed on disk and were read once more.
pub fn files_read_again(lang: Lang, files: usize) -> String {
    match lang {
        Lang::Zh => format!("已重新读取 {files} 份（文件有改动）"),
        Lang::En if files == 1 => "Read 1 report again (its file changed)".to_owned(),
        Lang::En => format!("Read {files} reports again (their files changed)"),
    }
}

/// That the file of a report is gone (it and others, `files` in all), and that its text stays.
pub fn file_gone(lang: Lang, path: &str, files: usize) -> String {
    match (lang, files) {
        (Lang::Zh, 1) => format!("{path}：文件不在了，已读的文字还在"),
        (Lang::Zh, _) => format!("{path} 等 {files} 个文件不在了，已读的文字还在"),
        (Lang::En, 1) => format!("{path}: the file is gone; its text stays open"),
        (Lang::En, _) => {
            format!("{path} and others ({files} files) are gone; their texts stay open")
        }
    }
}

/// That a pane shows the text as in the file, and how much of it (0 to 1) the reading view leaves out.
pub fn raw_shown(lang: Lang, removed: f32) -> String {
    let share = removed * 100.0;
    let share = if share > 0.0 && share < 0.05 {
        String::from("<0.1%")
    } else {
        format!("{share:.1}%")
    };
    match (lang, removed > 0.0) {
        (Lang::Zh, true) => format!("这一栏按文件原文，阅读视图剔除的 {share} 淡显"),
        (Lang::Zh, false) => String::from("这一栏按文件原文，阅读视图没有剔除什么"),
        (Lang::En, true) => {
            format!("as in the file; the {share} that reading leaves out is dimmed")
        }
        (Lang::En, false) => String::from("as in the file; reading leaves nothing out"),
    }
}

/// How many of the sentences that count have a near match: `近似句 3/120`.
pub fn sentences_near(lang: Lang, near: usize, all: usize) -> String {
    match lang {
        Lang::Zh => format!("近似的句子 {near}/{all}"),
        Lang::En => format!("{near} of {all} sentences nearly the same"),
    }
}

/// How many of the sections have a counterpart.
pub fn sections_linked(lang: Lang, linked: usize, all: usize) -> String {
    match lang {
        Lang::Zh => format!("有对应的章节 {linked}/{all}"),
        Lang::En => format!("{linked} of {all} sections linked"),
    }
}

/// That a report holds no sentence.
pub fn holds_nothing(lang: Lang, report: &str) -> String {
    match lang {
        Lang::Zh => format!("{report} 里没有句子"),
        Lang::En => format!("{report} holds no sentence"),
    }
}

/// So many Han characters: `120字`.
pub fn han_characters(lang: Lang, han: usize) -> String {
    match lang {
        Lang::Zh => format!("{han}字"),
        Lang::En => format!("{han} Han"),
    }
}

/// There is only one report of a place.
pub fn only_report_of(lang: Lang, place: &str) -> String {
    match lang {
        Lang::Zh => format!("只有一份{place}的报告。B 到文库，o 打开更多"),
        Lang::En => format!("Only one report of {place}. B, then o opens more"),
    }
}

fn without(lang: Lang, passed: &[u16]) -> String {
    let years: Vec<String> = passed.iter().map(u16::to_string).collect();
    match lang {
        Lang::Zh => format!("{} 无对应", years.join("、")),
        Lang::En => format!("{}: no counterpart", years.join(", ")),
    }
}

/// Years without a counterpart, and what follows from that.
pub fn year_passed(lang: Lang, passed: &[u16], then: Word) -> String {
    let then = word(lang, then);
    match (lang, passed.is_empty()) {
        (Lang::Zh, true) => format!("{then}。"),
        (Lang::Zh, false) => format!("{}，{then}。", without(lang, passed)),
        (Lang::En, true) => format!("{then}."),
        (Lang::En, false) => format!("{}; {then}.", without(lang, passed)),
    }
}

/// The year that a pane went to, the years passed over on the way, and the score of the link.
pub fn year_shown(lang: Lang, passed: &[u16], year: u16, score: f32) -> String {
    match (lang, passed.is_empty()) {
        (Lang::Zh, true) => format!("到 {year}，对应 {score:.2}。< 回到来处"),
        (Lang::Zh, false) => {
            let passed = without(lang, passed);
            format!("{passed}，到 {year}，对应 {score:.2}。< 回到来处")
        }
        (Lang::En, true) => format!("{year}, counterpart {score:.2}. < goes back"),
        (Lang::En, false) => {
            let passed = without(lang, passed);
            format!("{passed}; {year}, counterpart {score:.2}. < goes back")
        }
    }
}

/// What the change of themes is measured between.
pub fn changes_between(lang: Lang, places: usize, (first, last): (u16, u16)) -> String {
    match lang {
        Lang::Zh => {
            format!("增减：{places} 个地区最近一年比最早一年，每千字多或少几处（{first}-{last}）。")
        }
        Lang::En => {
            let places = count(lang, Word::PlacesCounted, places);
            format!("Change per 1000, latest year less earliest, in {places} ({first}-{last}).")
        }
    }
}

/// A group of themes in the language of the interface; a group of the reader's own stays as it is.
pub fn theme_group(lang: Lang, name: &str) -> &str {
    const GROUPS: [(&str, &str); 12] = [
        ("发展", "Growth"),
        ("城市", "City"),
        ("民生", "People"),
        ("治理", "Order"),
        ("生态", "Green"),
        ("创新", "Science"),
        ("产业", "Industry"),
        ("改革", "Reform"),
        ("开放", "Opening"),
        ("农业", "Farming"),
        ("安全", "Safety"),
        ("政府", "Govt"),
    ];
    let known = GROUPS.iter().find(|(zh, _)| *zh == name);
    known.map_or(name, |(zh, en)| lang.pick(zh, en))
}

/// Columns that lie beyond an edge of the screen.
pub fn columns_more(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("+{number} 列"),
        Lang::En => format!("+{number}"),
    }
}

/// A place has reports of one year only: no course to be seen, but the year can be ranked.
pub fn one_year_only(lang: Lang, place: &str, year: u16, key: &str) -> String {
    match lang {
        Lang::Zh => format!("{place}只有 {year} 年一份报告，看不出走势；{key} 看这一年各地的排名"),
        Lang::En => format!("{place} has one report, of {year}: no course; {key} ranks that year"),
    }
}

/// Too few years for lines.
pub fn too_few_years(lang: Lang, years: usize, least: usize) -> String {
    match lang {
        Lang::Zh => format!("有数的年度 {years} 个，不足 {least} 个，只列数，不连线"),
        Lang::En => format!("{years} years with numbers, fewer than {least}: points, no lines"),
    }
}

/// Of how many reports what is shown is: `86 份报告  80 份提到`.
pub fn reports_mention(lang: Lang, reports: usize, mention: usize) -> String {
    match lang {
        Lang::Zh => format!("{reports} 份报告  {mention} 份提到"),
        Lang::En => format!("{reports} reports, {mention} mention it"),
    }
}

/// Reports that lack the part.
pub fn lack_part(lang: Lang, reports: usize) -> String {
    match lang {
        Lang::Zh => format!("{reports} 份没有这一部分"),
        Lang::En => format!("{reports} lack the part"),
    }
}

/// Reports whose year is not known, which are counted nowhere.
pub fn left_undated(lang: Lang, reports: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {reports} 份年度未知，未计"),
        Lang::En => format!("{reports} of unknown year left out"),
    }
}

/// Reports that stand beside another of the same place and year.
pub fn left_beside(lang: Lang, reports: usize) -> String {
    match lang {
        Lang::Zh => format!("同地同年另有 {reports} 份，只计最长的一份"),
        Lang::En => format!("{reports} more of the same place and year, the longest counts"),
    }
}

/// A place has no report of a year.
pub fn no_report_in(lang: Lang, place: &str, year: u16) -> String {
    match lang {
        Lang::Zh => format!("{place}没有 {year} 年的报告"),
        Lang::En => format!("{place} has no report of {year}"),
    }
}

/// More themes are lit than lines can be told apart.
pub fn first_lit_drawn(lang: Lang, drawn: usize, lit: usize) -> String {
    match lang {
        Lang::Zh => format!("点亮 {lit} 个，只画前 {drawn} 个"),
        Lang::En => format!("{lit} lit, the first {drawn} drawn"),
    }
}

/// Why reports say nothing about what is new and gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftFor {
    /// The place is not known.
    NoPlace,
    /// The year is not known.
    NoYear,
    /// No other year of the place is open.
    OneYear,
    /// Another report of the same place and year counts.
    SameYear,
}

/// How many reports say nothing, and why.
pub fn left_for(lang: Lang, why: LeftFor, reports: usize) -> String {
    match (lang, why) {
        (Lang::Zh, LeftFor::NoPlace) => format!("地区未知 {reports} 份，未计"),
        (Lang::Zh, LeftFor::NoYear) => format!("年度未知 {reports} 份，未计"),
        (Lang::Zh, LeftFor::OneYear) => format!("本地只有一个年度的 {reports} 份，无从比"),
        (Lang::Zh, LeftFor::SameYear) => format!("同地同年另有 {reports} 份，未计"),
        (Lang::En, LeftFor::NoPlace) => format!("{reports} of unknown place left out"),
        (Lang::En, LeftFor::NoYear) => format!("{reports} of unknown year left out"),
        (Lang::En, LeftFor::OneYear) => format!("{reports} alone in their place"),
        (Lang::En, LeftFor::SameYear) => format!("{reports} more of one year left out"),
    }
}
