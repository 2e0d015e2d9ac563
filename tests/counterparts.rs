//! The reader's word on counterparts: said by keys, kept, taken back, seen everywhere.

use duizhao::app::Overlay;
use duizhao::app::counterparts::{Choice, Part};
use duizhao::compare::Maker;
use duizhao::locale::Lang;
use duizhao::report::SectionId;
use duizhao::store::Store;
use duizhao::text::width::{Ambiguous, text as cells};
use tempfile::TempDir;

use crate::history::{go_to, report, status, title};
use crate::support::app::Harness;

/// Two years of one district side by side, with a library of their own; the focus on the older one.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let write = |name: &str, text: String| {
            std::fs::write(desk.folder.path().join(name), text).unwrap();
        };
        write(
            "青河区2018.txt",
            report(2018, &["路", "学", "医", "绿", "商"]),
        );
        write(
            "青河区2021.txt",
            report(2021, &["路", "商", "学", "医", "绿"]),
        );
        desk
    }

    fn store(&self) -> Store {
        Store::at(self.folder.path().join(".data"))
    }

    fn open(&self, w: u16, h: u16, lang: Lang) -> Harness {
        let paths = ["青河区2018.txt", "青河区2021.txt"].map(|n| self.folder.path().join(n));
        let mut harness = Harness::open(paths.to_vec(), w, h, lang);
        harness.store = Some(self.store());
        harness
    }
}

/// What the focused section is linked to: titles and who says so.
fn linked(harness: &Harness) -> Vec<(String, Maker)> {
    let focus = harness.app.reader.focus;
    let view = harness.app.view(focus).unwrap();
    let other = harness.app.shelf.report(view.other).unwrap();
    let section = harness.app.pane().unwrap().section().unwrap();
    view.links(section)
        .into_iter()
        .map(|(to, link)| (other.title(to).into_owned(), link.by))
        .collect()
}

/// Chooses a section of the list by what is typed, and does `key`.
fn say(harness: &mut Harness, word: &str, key: &str) {
    harness.keys(&format!("= \"{word}\" {key}"));
}

const ROADS: &str = "改善道路交通";
const TRADE: &str = "优化营商环境";
const SCHOOLS: &str = "办好人民满意的教育";

fn yours(title: &str) -> (String, Maker) {
    (title.to_owned(), Maker::Reader)
}

fn theirs(title: &str) -> (String, Maker) {
    (title.to_owned(), Maker::Program)
}

#[test]
fn the_list_tells_what_is_linked_what_comes_next_and_every_section_in_order() {
    let desk = Desk::new();
    let mut harness = desk.open(160, 45, Lang::Zh);
    go_to(&mut harness, "道路");
    let screen = harness.keys("=").screen();
    for word in [
        "指定对应",
        "二 / (一) 改善道路交通",
        "无对应",
        "断开现在的对应",
        "现在对应",
        "程序",
        "全部章节",
        "Enter 指定",
        "Ctrl-a 再加一处",
    ] {
        assert!(screen.contains(word), "“{word}” is missing:\n{screen}");
    }
    assert!(
        !screen.contains("收回你说过的"),
        "nothing was said yet:\n{screen}"
    );
    let Some(Overlay::Counterparts(state)) = harness.app.overlays.last() else {
        panic!("no list");
    };
    let part = |part| state.lines.iter().filter(move |l| l.part == part);
    assert_eq!(part(Part::Now).count(), 1);
    let all: Vec<Choice> = part(Part::All).map(|l| l.choice).collect();
    let other = harness.app.report_in(1).unwrap();
    let ids: Vec<Choice> = other
        .section_ids()
        .map(|(id, _)| Choice::Section(id))
        .collect();
    assert_eq!(all, ids);
    assert_eq!(state.chosen().unwrap().part, Part::Now);
    // By Han, folded, pinyin, initials and number.
    for query in ["教育", "敎育", "jiaoyu", "bhrm", "三 教育"] {
        let mut harness = desk.open(160, 45, Lang::Zh);
        go_to(&mut harness, "道路");
        harness.keys("=");
        harness.keys(&format!("\"{}\"", query.replace(' ', "\" Space \"")));
        let Some(Overlay::Counterparts(state)) = harness.app.overlays.last() else {
            panic!("no list");
        };
        let Some(Choice::Section(first)) = state.chosen().map(|l| l.choice) else {
            panic!("nothing found by {query}");
        };
        assert_eq!(
            harness.app.report_in(1).unwrap().title(first),
            SCHOOLS,
            "{query}"
        );
    }
    let screen = harness.keys("\"没有这种\"").screen();
    assert!(screen.contains("没有这样的章节。"), "{screen}");
    harness.keys("Enter");
    assert!(harness.app.catalogue.judgements.is_empty());
}

#[test]
fn the_other_pane_shows_what_is_chosen_and_goes_back() {
    let desk = Desk::new();
    let mut harness = desk.open(160, 30, Lang::Zh);
    go_to(&mut harness, "道路");
    let stood = harness.app.reader.panes[1].clone();
    harness.keys("= \"医疗\"");
    let pane = &harness.app.reader.panes[1];
    let report = harness.app.report_in(1).unwrap();
    assert_eq!(report.title(pane.section().unwrap()), "提升医疗服务水平");
    let (top, anchor) = (pane.top, pane.anchor);
    harness.keys("Ctrl-u");
    assert_ne!((top, anchor), (stood.top, stood.anchor));
    harness.keys("Esc");
    let pane = &harness.app.reader.panes[1];
    assert_eq!(
        (pane.top, pane.anchor, pane.eye),
        (stood.top, stood.anchor, stood.eye)
    );
    assert!(harness.app.overlays.is_empty());
}

#[test]
fn a_pin_takes_the_place_of_the_programs_link_is_seen_and_taken_back() {
    let desk = Desk::new();
    let mut harness = desk.open(160, 45, Lang::Zh);
    go_to(&mut harness, "道路");
    assert_eq!(linked(&harness), [theirs(ROADS)]);
    let top = harness.app.pane().unwrap().top;
    say(&mut harness, "营商", "Enter");
    assert_eq!(
        status(&harness),
        "指定 2018 二(一) 对应 2021 二(二)。u 撤销"
    );
    assert_eq!(linked(&harness), [yours(TRADE)]);
    assert_eq!(harness.app.pane().unwrap().top, top, "the place stays");
    assert_eq!(title(&harness).as_deref(), Some(ROADS));
    let screen = harness.keys("F1 Esc").screen();
    assert!(screen.contains("本人"), "{screen}");
    assert!(screen.contains("(二)*"), "the outline marks it:\n{screen}");
    // Another in its place, then back twice.
    say(&mut harness, "教育", "Enter");
    assert_eq!(linked(&harness), [yours(SCHOOLS)]);
    harness.keys("u");
    assert_eq!(linked(&harness), [yours(TRADE)]);
    assert!(
        status(&harness).starts_with("已撤销：指定 2018 二(一)"),
        "{}",
        status(&harness)
    );
    harness.keys("u");
    assert_eq!(linked(&harness), [theirs(ROADS)]);
    assert!(harness.app.catalogue.judgements.is_empty());
    harness.keys("u");
    assert_eq!(status(&harness), "没有可撤销的。");
}

#[test]
fn a_further_counterpart_leaves_the_first() {
    let desk = Desk::new();
    let mut harness = desk.open(160, 45, Lang::Zh);
    go_to(&mut harness, "道路");
    say(&mut harness, "营商", "Ctrl-a");
    let mut now = linked(&harness);
    now.sort_by_key(|link| link.0 != ROADS);
    assert_eq!(now, [yours(ROADS), yours(TRADE)]);
    // One word, one key to take it back.
    harness.keys("u");
    assert_eq!(linked(&harness), [theirs(ROADS)]);
}

#[test]
fn a_link_is_broken_from_either_side_and_as_the_program_takes_everything_back() {
    let desk = Desk::new();
    for (side, from) in [("", "2018"), ("Tab", "2021")] {
        let mut harness = desk.open(160, 45, Lang::Zh);
        harness.keys(side);
        go_to(&mut harness, "道路");
        harness.keys("= gg");
        harness.keys("Esc =");
        // The word that needs no section stands at the top.
        harness.keys("PgUp Enter");
        assert!(
            status(&harness).starts_with(&format!("指定 {from} 二(一) 无对应")),
            "{}",
            status(&harness)
        );
        assert!(linked(&harness).is_empty());
        let screen = harness.keys("F1 Esc").screen();
        assert!(screen.contains("本人断开"), "{screen}");
        assert!(screen.contains("无*"), "{screen}");
        let screen = harness.keys("=").screen();
        assert!(
            screen.contains("按程序") && screen.contains("现在对应  无  本人断开"),
            "{screen}"
        );
        harness.keys("PgUp Ctrl-n Enter");
        assert_eq!(linked(&harness), [theirs(ROADS)]);
        harness.keys("u");
        assert!(linked(&harness).is_empty());
        harness.keys("u");
        assert_eq!(linked(&harness), [theirs(ROADS)]);
    }
}

#[test]
fn a_pin_from_the_newer_side_stands_in_place_of_what_chose_it() {
    let desk = Desk::new();
    let mut harness = desk.open(160, 45, Lang::Zh);
    harness.keys("Tab");
    go_to(&mut harness, "道路");
    say(&mut harness, "教育", "Enter");
    assert_eq!(linked(&harness), [yours(SCHOOLS)]);
    assert_eq!(
        status(&harness),
        "指定 2021 二(一) 对应 2018 二(二)。u 撤销"
    );
    harness.keys("u");
    assert_eq!(linked(&harness), [theirs(ROADS)]);
}

#[test]
fn what_was_said_is_there_after_the_program_was_left() {
    let desk = Desk::new();
    {
        let mut harness = desk.open(120, 36, Lang::Zh);
        go_to(&mut harness, "道路");
        say(&mut harness, "营商", "Enter");
        go_to(&mut harness, "生态");
        harness.keys("= PgUp Enter q");
        assert!(harness.quit);
    }
    // Kept by the text: the files were opened by path, and the library holds none of them.
    let kept = desk.store().load().unwrap();
    assert!(kept.paths.is_empty());
    assert_eq!(kept.judgements.len(), 3, "what was linked before is broken");
    let mut app = duizhao::app::App::new(duizhao::app::Settings::default(), (120, 36));
    app.catalogue = kept.into();
    let paths = ["青河区2018.txt", "青河区2021.txt"].map(|n| desk.folder.path().join(n));
    let effect = app.open(paths.to_vec());
    let mut harness = Harness::of(app);
    harness.store = Some(desk.store());
    harness.run(vec![effect]);
    go_to(&mut harness, "道路");
    assert_eq!(linked(&harness), [yours(TRADE)]);
    go_to(&mut harness, "生态");
    assert!(linked(&harness).is_empty());
}

#[test]
fn a_library_that_cannot_be_written_changes_nothing_on_the_screen() {
    let desk = Desk::new();
    // A file stands where the folder of the library should be.
    std::fs::write(desk.folder.path().join(".data"), "x").unwrap();
    let mut harness = desk.open(120, 36, Lang::Zh);
    go_to(&mut harness, "道路");
    say(&mut harness, "营商", "Enter");
    assert_eq!(linked(&harness), [theirs(ROADS)]);
    let said = harness.app.status.clone().unwrap();
    assert!(
        said.error && !said.text.as_str().contains("撤销"),
        "{said:?}"
    );
    harness.keys("u");
    assert_eq!(
        status(&harness),
        "没有可撤销的。",
        "what was not done is not undone"
    );
}

#[test]
fn traditional_text_is_pinned_like_any_other() {
    let desk = Desk::new();
    let old = "2017年青河區政府工作報告\n青河區區長　林　木\n各位代表：\n現在，我代表區人民政府，向大會報告工作，請予審議。\n一、2016年工作回顧\n\
        過去一年，全區上下同心協力，辦成了一批群眾盼望的實事，各項工作都有了新的起色。\n二、2017年工作安排\n\
        （一）改善道路交通。新修道路十條，改造橋樑五座，打通斷頭路六處，公交線路延伸到每一個街道，群眾出行更加便捷。\n\
        （二）優化營商環境。精簡審批事項三十項，企業開辦三天辦結，爲中小企業減免稅費，上門服務企業百家。\n\
        各位代表，讓我們團結一心，奮力拼搏，爲建設更加美好的青河而努力奮鬥！\n";
    let path = desk.folder.path().join("青河區2017.txt");
    std::fs::write(&path, old).unwrap();
    let paths = vec![path, desk.folder.path().join("青河区2021.txt")];
    let mut harness = Harness::open(paths, 120, 36, Lang::Zh);
    harness.store = Some(desk.store());
    go_to(&mut harness, "道路交通");
    assert_eq!(linked(&harness), [theirs(ROADS)]);
    say(&mut harness, "yshj", "Enter");
    assert_eq!(linked(&harness), [yours(TRADE)]);
    harness.keys("Tab");
    go_to(&mut harness, "教育");
    say(&mut harness, "道路", "Enter");
    assert_eq!(linked(&harness), [yours("改善道路交通")]);
}

#[test]
fn where_there_is_nothing_to_say_it_of_a_sentence_tells_what_to_do() {
    let desk = Desk::new();
    for (lang, one, two) in [
        (Lang::Zh, "只有一栏", "同一份报告"),
        (Lang::En, "One pane", "one report"),
    ] {
        let path = desk.folder.path().join("青河区2018.txt");
        let mut harness = Harness::open(vec![path], 120, 36, lang);
        go_to(&mut harness, "道路");
        harness.keys("=");
        assert!(status(&harness).contains(one), "{}", status(&harness));
        harness.keys("a Enter =");
        assert!(harness.app.overlays.is_empty());
        assert!(status(&harness).contains(two), "{}", status(&harness));
    }
    let mut harness = desk.open(120, 36, Lang::Zh);
    go_to(&mut harness, "道路");
    say(&mut harness, "营商", "Enter");
    say(&mut harness, "营商", "Enter");
    assert_eq!(status(&harness), "已经这样指定了。");
}

#[test]
fn no_size_breaks_the_list() {
    let desk = Desk::new();
    for lang in [Lang::Zh, Lang::En] {
        for (w, h) in [(40, 12), (80, 24), (120, 36), (160, 45)] {
            let mut harness = desk.open(w, h, lang);
            go_to(&mut harness, "道路");
            let screen = harness.keys("=").screen();
            let key = lang.pick("Enter 指定", "Enter pin");
            assert!(
                screen.contains(key) && screen.contains(ROADS),
                "{w}×{h}:\n{screen}"
            );
            for row in screen.lines() {
                assert!(cells(row, Ambiguous::Narrow) <= w, "{w}×{h}: {row}");
            }
            let screen = harness.keys("\"jiaoyu\"").screen();
            assert!(screen.contains("教育"), "{w}×{h}:\n{screen}");
            harness.send(duizhao::app::msg::Msg::Resize(h * 2, h));
            harness.screen();
            harness.send(duizhao::app::msg::Msg::Resize(w, h));
            harness.keys("Enter");
            assert_eq!(linked(&harness), [yours(SCHOOLS)], "{w}×{h}");
            harness.keys("u");
        }
    }
}

#[test]
fn a_word_on_one_pair_of_texts_holds_wherever_they_stand() {
    let desk = Desk::new();
    let mut harness = desk.open(160, 45, Lang::Zh);
    go_to(&mut harness, "道路");
    say(&mut harness, "营商", "Enter");
    // The same two the other way round.
    harness.keys("p \"2021\" Enter Tab p \"2018\" Enter");
    go_to(&mut harness, "道路");
    assert_eq!(linked(&harness), [yours(TRADE)]);
    let section: Option<SectionId> = harness.app.pane().unwrap().section();
    assert!(section.is_some());
}
