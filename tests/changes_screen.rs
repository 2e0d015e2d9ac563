//! The overview of a comparison: its rows on drafts, on one place's years and on two places; and its screen.

use std::fmt::Write as _;
use std::sync::Arc;

use duizhao::app::Screen;
use duizhao::app::changes::{Block, ChangesState};
use duizhao::app::msg::Msg;
use duizhao::compare::overview::{Row, RowKind};
use duizhao::compare::{self, Depth, Overview, Verdict};
use duizhao::locale::Lang;
use duizhao::report::{Report, SourceInfo};
use tempfile::TempDir;

use crate::support::app::Harness;
use crate::support::shared;

const TRADE: &str = "壮大商贸产业。新开品牌首店三十家，改造两条步行街，夜间消费持续升温。全年接待游客四百万人次，文旅收入稳步回升。";
const HOMES: &str = "改善居住条件。改造老旧小区32个，加装电梯120部，惠及居民2.6万户。新建口袋公园18处，清理背街小巷违建。";
const SAFETY: &str = "守护城区平安。排查消防隐患三千余处，化解信访积案九十件。完成社区网格调整，群众安全感位居全市前列。";
const STUDY: &str =
    "办好人民满意的教育。新建中小学三所，增加学位2400个。推行集团化办学，引进优秀教师一百名。";
const CLEAN: &str = "提升生态环境质量。空气优良天数达到310天以上，完成两条河道治理。推进垃圾分类全覆盖，建设雨污分流管网12公里。";
const TRUST: &str =
    "优化营商环境。推行“一件事一次办”，政务服务事项网上可办率达到95%。确保惠企政策直达快享。";
const SKY: &str =
    "发展低空经济。建设低空起降场三处，开通无人机航线五条。培育通航企业，举办飞行大会。";
const NOTICE: &str = "关于开展春季植树活动的通知\n各单位：\n定于三月十二日上午在滨河公园植树，请自带铁锹和水桶，穿便于劳动的衣服。\n每个科室至少派两人参加，名单于周三前报办公室。\n午餐自理，雨天顺延一周。\n";
const GOALS: &str = "今年的主要预期目标是：地区生产总值增长6%左右，固定资产投资增长7%，城镇登记失业率控制在3.5%以内。";

fn report(place: &str, year: u16, review: &[&str], plan: &[&str]) -> String {
    let list = |out: &mut String, sections: &[&str]| {
        let marks = ["一", "二", "三", "四", "五", "六"];
        for (mark, section) in marks.iter().zip(sections) {
            writeln!(out, "（{mark}）{section}").unwrap();
        }
    };
    let mut out = format!(
        "{year}年{place}政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、{}年工作回顾\n",
        year - 1
    );
    list(&mut out, review);
    writeln!(out, "二、{year}年工作安排\n{GOALS}").unwrap();
    list(&mut out, plan);
    out
}

fn read(text: &str) -> Report {
    let source = SourceInfo {
        name: "试.txt".into(),
        encoding: "UTF-8",
        ..SourceInfo::default()
    };
    Report::read(Arc::from(text), source)
}

fn older() -> String {
    report(
        "沙河口区",
        2023,
        &[TRADE, HOMES, SAFETY],
        &[STUDY, CLEAN, TRUST],
    )
}

/// The rows of an overview: mark, section of A, section of B, what became of the sentences.
fn told(a: &Report, b: &Report, overview: &Overview) -> String {
    let mut out = String::new();
    let mut line = |row: &Row, head: bool| {
        let name = |report: &Report, id: Option<_>| match (id, row.kind) {
            (Some(id), _) => report.title(id).into_owned(),
            (None, RowKind::Front) => "front".to_owned(),
            (None, _) => "--".to_owned(),
        };
        let mark = row.state.map_or(' ', duizhao::compare::Change::mark);
        let t = row.tally;
        let more = format!(
            "{}{}",
            if row.split { " split" } else { "" },
            if row.merged { " merged" } else { "" }
        );
        writeln!(
            out,
            "{}{mark} {} | {} ={} ~{} »{} +{} -{}{more}",
            if head { "# " } else { "" },
            name(a, row.a),
            name(b, row.b),
            t.kept,
            t.reworded,
            t.moved,
            t.new,
            t.gone
        )
        .unwrap();
    };
    for part in &overview.parts {
        if let Some(head) = &part.head {
            line(head, true);
        }
        for row in &part.rows {
            line(row, false);
        }
    }
    out
}

fn look(a: &str, b: &str, depth: Option<Depth>) -> (String, Overview) {
    let (a, b) = (read(a), read(b));
    let comparison = compare::compare(&a, &b, depth);
    let overview = compare::overview(&a, &b, &comparison, &[]);
    complete(&a, &b, comparison.depth, &overview);
    (told(&a, &b, &overview), overview)
}

/// Every section that counts stands in a row, and the counts are those of the rows.
fn complete(a: &Report, b: &Report, depth: Depth, overview: &Overview) {
    let rows: Vec<&Row> = overview.parts.iter().flat_map(|p| &p.rows).collect();
    let heads: Vec<&Row> = overview
        .parts
        .iter()
        .filter_map(|p| p.head.as_ref())
        .collect();
    for (report, of_b) in [(a, false), (b, true)] {
        for (id, section) in report.section_ids() {
            let side = |r: &&&Row| {
                if of_b {
                    r.b == Some(id)
                } else {
                    r.a == Some(id)
                }
            };
            let there = rows.iter().any(|r| side(&r)) || heads.iter().any(|r| side(&r));
            let deep = section.level > 2 || section.inside;
            // Of other than drafts, headings of A's parts may stand beside no heading of B.
            let part = !of_b && section.level == 1 && depth != Depth::Revision;
            assert!(there || deep || part, "{}", report.title(id));
        }
    }
    let counts = overview.counts;
    let alone = |new: bool| {
        rows.iter()
            .filter(|r| r.is_alone() && r.b.is_some() == new)
            .count()
    };
    assert_eq!((counts.new, counts.gone), (alone(true), alone(false)));
}

#[test]
fn a_draft_with_every_kind_of_edit_is_told_row_by_row() {
    let a = older();
    let homes = HOMES.replace("32个", "45个");
    let safety = SAFETY.replace("完成社区网格调整，群众安全感位居全市前列。", "");
    let b = report(
        "沙河口区",
        2023,
        &[TRADE, &homes, &safety],
        &[TRUST, STUDY, CLEAN, SKY],
    );
    let (rows, overview) = look(&a, &b, None);
    assert_eq!(
        rows,
        "# = 2022年工作回顾 | 2022年工作回顾 =1 ~0 »0 +0 -0\n\
         = 壮大商贸产业 | 壮大商贸产业 =3 ~0 »0 +0 -0\n\
         ~ 改善居住条件 | 改善居住条件 =2 ~1 »0 +0 -0\n\
         ~ 守护城区平安 | 守护城区平安 =2 ~0 »0 +0 -1\n\
         # = 2023年工作安排 | 2023年工作安排 =2 ~0 »0 +0 -0\n\
         » 优化营商环境 | 优化营商环境 =0 ~0 »3 +0 -0\n\
         = 办好人民满意的教育 | 办好人民满意的教育 =3 ~0 »0 +0 -0\n\
         = 提升生态环境质量 | 提升生态环境质量 =3 ~0 »0 +0 -0\n\
         + -- | 发展低空经济 =0 ~0 »0 +3 -0\n"
    );
    let c = overview.counts;
    assert_eq!(
        (c.linked, c.new, c.gone, c.split, c.merged),
        (6, 1, 0, 0, 0)
    );
    assert_eq!(overview.tally.reworded, 1);
    // Those of the rows, and three before the first heading.
    assert_eq!(overview.tally.total(), 27);
    let (moved, same) = overview.figures_moved();
    assert_eq!(moved, 1);
    assert!(same >= 1);
    assert!(overview.figures[0].moved || overview.figures[0].headline.is_some());
    assert_eq!(overview.reworded.len(), 1);
    assert!(overview.kept.is_sorted_by(|p, q| p.han >= q.han));
}

#[test]
fn what_only_the_older_one_has_stands_where_it_stood() {
    let a = older();
    let b = report("沙河口区", 2023, &[TRADE, SAFETY], &[STUDY, CLEAN, TRUST]);
    let (rows, overview) = look(&a, &b, None);
    let lines: Vec<&str> = rows.lines().collect();
    assert_eq!(lines[1], "= 壮大商贸产业 | 壮大商贸产业 =3 ~0 »0 +0 -0");
    assert_eq!(lines[2], "- 改善居住条件 | -- =0 ~0 »0 +0 -3");
    assert_eq!(lines[3], "= 守护城区平安 | 守护城区平安 =3 ~0 »0 +0 -0");
    assert_eq!((overview.counts.new, overview.counts.gone), (0, 1));
    // A whole part that went.
    let b = report("沙河口区", 2023, &[TRADE, HOMES, SAFETY], &[]);
    let b = b.split("二、").next().unwrap().to_owned();
    let (rows, overview) = look(&a, &b, None);
    assert!(
        rows.contains("# - 2023年工作安排 | --") && rows.contains("- 优化营商环境 | --"),
        "{rows}"
    );
    assert_eq!(overview.counts.gone, 3);
}

#[test]
fn identical_reports_have_nothing_but_kept_rows() {
    let a = older();
    let (rows, overview) = look(&a, &a, None);
    assert!(
        rows.lines()
            .all(|l| l.trim_start_matches("# ").starts_with('=')),
        "{rows}"
    );
    assert_eq!(overview.tally.total(), overview.tally.kept);
    assert!(overview.reworded.is_empty() && overview.tones.is_empty());
    assert!(overview.new_terms.is_empty() && overview.gone_terms.is_empty());
    assert_eq!(overview.figures_moved().0, 0);
}

#[test]
fn the_plan_comes_first_where_years_follow_each_other() {
    let a = older();
    let clean = "改善生态环境质量。新增绿地二十公顷，关停散煤锅炉。";
    let b = report("沙河口区", 2024, &[SKY, HOMES], &[clean, TRUST]).replace("6%左右", "5.5%以上");
    let (rows, overview) = look(&a, &b, Some(Depth::Succession));
    let first = rows.lines().next().unwrap();
    assert!(first.contains("2024年工作安排"), "{rows}");
    assert!(
        rows.contains("提升生态环境质量 | 改善生态环境质量"),
        "{rows}"
    );
    assert!(rows.contains("= 优化营商环境 | 优化营商环境"), "{rows}");
    assert_eq!(overview.counts.new, 1, "{rows}");
    // The plan's headline targets lead the figures.
    assert_eq!(overview.figures.first().and_then(|f| f.headline), Some(0));
}

#[test]
fn targets_and_wording_of_one_side_are_told() {
    let a = older();
    let b = older()
        .replace("固定资产投资增长7%", "规模以上工业增加值增长5%")
        .replace("“一件事一次办”", "“高效办成一件事”");
    let (_, overview) = look(&a, &b, None);
    let (x, y) = (read(&a), read(&b));
    let told: Vec<String> = overview
        .targets
        .iter()
        .map(|t| {
            let side = |r: &Report, s: Option<_>| {
                s.map_or("--".to_owned(), |(what, figure)| {
                    format!("{} {}", r.reading(what), r.reading(figure))
                })
            };
            format!("{} | {}", side(&x, t.a), side(&y, t.b))
        })
        .collect();
    assert_eq!(told, ["固定资产投资 7% | --", "-- | 规模以上工业增加值 5%"]);
    let words = |list: &[compare::overview::TermLine]| -> Vec<(String, u32, u32)> {
        list.iter().map(|t| (t.text.clone(), t.a, t.b)).collect()
    };
    assert_eq!(
        words(&overview.new_terms),
        [("高效办成一件事".to_owned(), 0, 1)]
    );
    assert_eq!(
        words(&overview.gone_terms),
        [("一件事一次办".to_owned(), 1, 0)]
    );
}

#[test]
fn handed_in_terms_are_counted_through_quotation_marks() {
    let (a, b) = (
        read(&older()),
        read(&older().replace("教育", "“大健康”产业和教育")),
    );
    let comparison = compare::compare(&a, &b, None);
    let overview = compare::overview(&a, &b, &comparison, &["大健康产业".to_owned()]);
    let told: Vec<_> = overview
        .new_terms
        .iter()
        .map(|t| (t.text.as_str(), t.b))
        .collect();
    assert_eq!(told, [("大健康产业", 1)]);
}

#[test]
fn two_places_have_rows_without_marks_and_targets_side_by_side() {
    let a = older();
    let b = report("丹东市", 2023, &[HOMES, TRADE], &[TRUST, SKY]).replace("6%左右", "5.5%");
    let (rows, overview) = look(&a, &b, Some(Depth::Parallel));
    assert!(rows.contains("  优化营商环境 | 优化营商环境 =0"), "{rows}");
    assert!(rows.contains("+ -- | 发展低空经济"), "{rows}");
    assert_eq!(overview.tally.total(), 0);
    // Growth is told once: as a figure of both, or as two targets.
    let figure = overview.figures.iter().any(|f| f.headline == Some(0));
    let target = overview.targets.iter().any(|t| {
        let (Some(a), Some(_)) = (t.a, t.b) else {
            return false;
        };
        read(&older()).reading(a.0).contains("生产总值")
    });
    assert!(
        figure != target,
        "{:?} {:?}",
        overview.figures,
        overview.targets
    );
    assert!(!overview.kept.is_empty(), "shared passages");
    assert!(overview.reworded.is_empty());
}

#[test]
fn every_pair_of_real_reports_is_told_whole() {
    let Some(dir) = shared("reports/seeds") else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|f| String::from_utf8_lossy(&std::fs::read(f).unwrap()).into_owned())
        .collect();
    for (i, a) in texts.iter().enumerate() {
        for b in texts.iter().skip(i + 1) {
            look(a, b, None);
            look(b, a, Some(Depth::Succession));
        }
    }
}

// The screen.

fn changes(harness: &Harness) -> &ChangesState {
    match &harness.app.screen {
        Screen::Changes(state) => state,
        other => panic!("not the changes: {other:?}"),
    }
}

fn open(texts: &[(&str, &str)], w: u16, h: u16, lang: Lang) -> (TempDir, Harness) {
    let dir = TempDir::new().unwrap();
    let paths = texts
        .iter()
        .map(|(name, text)| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    let harness = Harness::open(paths, w, h, lang);
    (dir, harness)
}

#[test]
fn the_screen_shows_the_lists_side_by_side_or_in_tabs() {
    for (w, h) in [(40, 12), (80, 24), (100, 30), (120, 36), (160, 45)] {
        let mut harness = Harness::samples(w, h);
        harness.keys("D");
        let screen = harness.screen();
        let title = screen.lines().next().unwrap();
        assert!(title.contains("变化"), "{screen}");
        let heads = screen.lines().nth(1).unwrap();
        assert!(heads.contains("章节") && heads.contains("数字"), "{screen}");
        if w >= 60 {
            assert!(title.contains("2016") && title.contains("2021"), "{title}");
            assert!(heads.contains("对应 "), "{heads}");
        }
        assert!(
            screen.contains("无对应") && screen.contains("计划"),
            "{screen}"
        );
        let state = changes(&harness);
        let seen = state.seen.as_ref().unwrap();
        assert_eq!(seen.comparison.verdict, Verdict::Comparable);
        let plan = harness.app.changes_plan().unwrap();
        assert_eq!(plan.tabs, w < 100);
        if !plan.tabs {
            assert!(
                plan.blocks.len() >= 3 && screen.contains("措辞"),
                "{screen}"
            );
        }
        // Every list is walked to its end, and its chosen item stays in sight.
        for block in state.blocks() {
            while changes(&harness).block != block {
                harness.keys("Tab");
            }
            harness.keys("G");
            let plan = harness.app.changes_plan().unwrap();
            let place = plan.blocks.iter().find(|b| b.block == block).unwrap();
            assert!(
                place.top + usize::from(place.body.h) >= place.lines,
                "{block:?} {place:?}"
            );
            harness.keys("gg");
            let plan = harness.app.changes_plan().unwrap();
            let place = plan.blocks.iter().find(|b| b.block == block).unwrap();
            assert_eq!(place.top, 0, "{block:?}");
        }
    }
}

#[test]
fn enter_reads_both_sides_there_and_the_way_back_keeps_the_place() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("D j j j j j");
    let item = changes(&harness).cursor(Block::Sections).item;
    assert_eq!(item, 5);
    harness.keys("Enter");
    assert!(matches!(harness.app.screen, Screen::Reader));
    assert_eq!(harness.app.reader.focus, 1, "the newer side has the keys");
    let heads = harness.screen().lines().nth(1).unwrap().to_owned();
    assert!(
        heads.contains(" 强") || heads.contains(" 中") || heads.contains(" 弱"),
        "{heads}"
    );
    for back in ["<", "D", "q"] {
        harness.keys(back);
        assert_eq!(
            changes(&harness).cursor(Block::Sections).item,
            item,
            "{back}"
        );
        harness.keys("Enter");
        assert!(matches!(harness.app.screen, Screen::Reader), "{back}");
    }
    harness.keys("D D");
    assert!(matches!(harness.app.screen, Screen::Reader));
    harness.keys("D q");
    assert!(matches!(harness.app.screen, Screen::Reader));
}

#[test]
fn every_item_of_every_list_leads_into_the_reader() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("D");
    for block in changes(&harness).blocks() {
        let count = changes(&harness).count(block).min(12);
        for item in 0..count {
            while changes(&harness).block != block {
                harness.keys("Tab");
            }
            harness.keys("gg");
            for _ in 0..item {
                harness.keys(if matches!(block, Block::NewTerms | Block::GoneTerms) {
                    "l"
                } else {
                    "j"
                });
            }
            assert_eq!(changes(&harness).cursor(block).item, item, "{block:?}");
            harness.keys("Enter");
            assert!(
                matches!(harness.app.screen, Screen::Reader),
                "{block:?} {item}"
            );
            harness.keys("<");
        }
    }
}

#[test]
fn keys_narrow_what_is_shown() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("D");
    let all = changes(&harness).count(Block::Sections);
    harness.keys("u");
    let state = changes(&harness);
    let counts = state.seen.as_ref().unwrap().overview.counts;
    assert_eq!(state.count(Block::Sections), counts.new + counts.gone);
    harness.keys("u");
    assert_eq!(changes(&harness).count(Block::Sections), all);
    harness.keys("d");
    assert_eq!(changes(&harness).blocks(), [Block::Figures]);
    harness.keys("w");
    assert!(changes(&harness).blocks().contains(&Block::NewTerms));
    assert!(!changes(&harness).blocks().contains(&Block::Sections));
    harness.keys("w");
    assert!(changes(&harness).blocks().contains(&Block::Sections));
}

#[test]
fn left_and_right_are_exchanged_and_the_depth_is_switched() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("D");
    let pair = harness.app.changes_pair().unwrap();
    harness.keys("x");
    assert_eq!(harness.app.changes_pair(), Some((pair.1, pair.0)));
    assert!(changes(&harness).seen.is_some());
    harness.keys("x m");
    let seen = changes(&harness).seen.clone().unwrap();
    assert_eq!(seen.comparison.depth, Depth::Parallel);
    let screen = harness.screen();
    assert!(
        screen.contains("平行") && screen.contains("自选"),
        "{screen}"
    );
}

#[test]
fn the_older_report_stands_left_whatever_the_panes_show() {
    let new = report("沙河口区", 2024, &[TRADE, HOMES], &[STUDY, TRUST]);
    let old = older();
    let (_dir, mut harness) = open(&[("a.txt", &new), ("b.txt", &old)], 120, 36, Lang::Zh);
    let year = |harness: &Harness, pane: usize| {
        let report = harness.app.report_in(pane).unwrap();
        report.identity.year.as_ref().unwrap().value.0
    };
    if year(&harness, 0) == 2023 {
        let panes = &mut harness.app.reader.panes;
        panes.swap(0, 1);
    }
    assert_eq!((year(&harness, 0), year(&harness, 1)), (2024, 2023));
    harness.keys("D");
    let state = changes(&harness);
    let seen = state.seen.as_ref().unwrap();
    assert_eq!(seen.a.identity.year.as_ref().unwrap().value.0, 2023);
    harness.keys("Enter");
    assert_eq!(
        harness.app.reader.focus, 0,
        "the newer side stands left here"
    );
}

#[test]
fn verdicts_are_said_plainly() {
    let same = older();
    let (_dir, mut harness) = open(&[("a.txt", &same), ("b.txt", &same)], 80, 24, Lang::Zh);
    harness.keys("D");
    let screen = harness.screen();
    assert!(screen.contains("两份相同"), "{screen}");
    for (lang, said) in [(Lang::Zh, "不可比"), (Lang::En, "Not comparable")] {
        let (_dir, mut harness) = open(&[("a.txt", &same), ("b.txt", NOTICE)], 80, 24, lang);
        harness.keys("D");
        let pair = harness.app.changes_pair().unwrap();
        let pairing = Arc::make_mut(harness.app.pairings.get_mut(&pair).unwrap());
        let mut comparison = pairing.current().unwrap().as_ref().clone();
        comparison.verdict = Verdict::NotComparable;
        pairing.comparison = Some(Arc::new(comparison));
        harness.keys("j");
        let screen = harness.screen();
        assert!(screen.contains(said), "{screen}");
        // Why is said, and what there is is listed below.
        assert!(screen.contains("办好人民满意的教育"), "{screen}");
    }
}

#[test]
fn one_pane_has_nothing_to_compare() {
    let text = older();
    let (_dir, mut harness) = open(&[("a.txt", &text)], 80, 24, Lang::Zh);
    harness.keys("D");
    assert!(matches!(harness.app.screen, Screen::Reader));
    assert!(
        harness.screen().contains("没有可比的"),
        "{}",
        harness.screen()
    );
}

#[test]
fn no_size_breaks_it() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("D");
    for (w, h) in [
        (0, 0),
        (1, 1),
        (3, 3),
        (40, 10),
        (41, 11),
        (99, 13),
        (100, 10),
        (101, 16),
        (139, 12),
        (220, 60),
    ] {
        harness.send(Msg::Resize(w, h));
        for _ in 0..7 {
            harness.keys("Tab G gg j");
            let _ = harness.screen();
        }
        harness.keys("d");
        let _ = harness.screen();
        harness.keys("w w u");
        let _ = harness.screen();
        harness.keys("u");
    }
}

// The ruler.

#[test]
fn the_ruler_of_a_draft_shows_every_change_and_nothing_else() {
    let a = older();
    let b = a.replace("三十家", "四十家").replace("九十件", "八十件");
    let (_dir, harness) = open(&[("a.txt", &a), ("b.txt", &b)], 160, 45, Lang::Zh);
    let ruler = harness.app.reader.panes[1].ruler.clone().unwrap();
    let marks: Vec<_> = ruler.cells.iter().filter_map(|c| c.change).collect();
    assert_eq!(
        marks,
        [compare::Change::Reworded, compare::Change::Reworded]
    );
    assert!(ruler.cells.iter().all(|c| !c.alone));
}

#[test]
fn a_ruler_is_kept_as_long_as_it_fits() {
    let mut harness = Harness::samples(160, 45);
    let ruler = |h: &Harness| h.app.reader.panes[1].ruler.clone().unwrap();
    let before = ruler(&harness);
    harness.keys("j j J K");
    assert!(
        Arc::ptr_eq(&before, &ruler(&harness)),
        "moving makes no new one"
    );
    harness.keys("d");
    assert!(!Arc::ptr_eq(&before, &ruler(&harness)));
    assert!(ruler(&harness).cells.iter().all(|c| c.change.is_none()));
}
