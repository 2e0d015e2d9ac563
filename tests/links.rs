//! Links between sections: what they hold on to, and the reader's word on them.

use std::sync::Arc;

use duizhao::compare::{self, LinkReason, Links, Maker, Step};
use duizhao::report::library::{Anchor, Catalogue, Change, Judged};
use duizhao::report::{Report, ReportId, SectionId, SourceInfo};

fn read(text: &str) -> Report {
    let source = SourceInfo {
        name: "试.txt".into(),
        encoding: "UTF-8",
        ..SourceInfo::default()
    };
    Report::read(Arc::from(text), source)
}

/// A report of two parts with the paragraphs given.
fn report(review: &[&str], plan: &[&str]) -> Report {
    read(&format!(
        "政府工作报告\n各位代表：\n现在，我代表区政府向大会报告工作，请予审议。\n一、2023年工作回顾\n{}\n二、2024年工作安排\n{}\n",
        review.join("\n"),
        plan.join("\n")
    ))
}

const TRADE: &str = "（一）壮大商贸产业。新开品牌首店三十家，改造两条步行街，夜间消费持续升温。全年接待游客四百万人次，文旅收入稳步回升。";
const HOMES: &str = "（二）改善居住条件。改造老旧小区32个，加装电梯120部，惠及居民2.6万户。新建口袋公园18处，清理背街小巷违建。";
const SAFETY: &str = "（三）守护城区平安。排查消防隐患三千余处，化解信访积案九十件。完成社区网格调整，群众安全感位居全市前列。";
const STUDY: &str = "（一）办好人民满意的教育。新建中小学三所，增加学位2400个。推行集团化办学，引进优秀教师一百名。";
const CLEAN: &str = "（二）提升生态环境质量。空气优良天数达到310天以上，完成两条河道治理。推进垃圾分类全覆盖，建设雨污分流管网12公里。";

fn base() -> Report {
    report(&[TRADE, HOMES, SAFETY], &[STUDY, CLEAN])
}

/// The section whose title holds `word`.
fn named(report: &Report, word: &str) -> SectionId {
    report
        .section_ids()
        .map(|(id, _)| id)
        .find(|&id| report.title(id).contains(word))
        .unwrap()
}

fn word(a: SectionId, b: SectionId, stands: bool) -> Judged {
    Judged { a, b, stands }
}

/// The counterparts of a section of A, in the order told.
fn of_a(links: &Links, a: SectionId) -> Vec<SectionId> {
    links.of_a[a.index()]
        .iter()
        .map(|&i| links.links[i as usize].b)
        .collect()
}

/// What must hold of all links.
fn hold(a: &Report, b: &Report, links: &Links) {
    assert_eq!(links.of_a.len(), a.sections.len());
    assert_eq!(links.nearest_a.len(), a.sections.len());
    assert_eq!(links.of_b.len(), b.sections.len());
    assert_eq!(links.nearest_b.len(), b.sections.len());
    assert_eq!(links.back.len(), b.sections.len());
    let mut listed = 0;
    for (at, list) in links.of_a.iter().enumerate() {
        listed += list.len();
        for &i in list {
            assert_eq!(links.links[i as usize].a.index(), at);
        }
    }
    for (at, list) in links.of_b.iter().enumerate() {
        listed += list.len();
        for &i in list {
            assert_eq!(links.links[i as usize].b.index(), at);
        }
        if let Some(back) = &links.back[at] {
            assert!(list.is_empty(), "a choice of one that was chosen");
            assert_eq!(back.b.index(), at);
        }
    }
    assert_eq!(listed, links.links.len() * 2);
    let mut pairs: Vec<_> = links.links.iter().map(|l| (l.a, l.b)).collect();
    pairs.extend(links.back.iter().flatten().map(|l| (l.a, l.b)));
    pairs.extend(&links.broken);
    let all = pairs.len();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), all, "a pair told twice");
    for link in links.links.iter().chain(links.back.iter().flatten()) {
        assert!((0.0..=1.0).contains(&link.score));
        assert!(link.reasons.len() <= 3);
        assert!(link.reasons.windows(2).all(|w| w[0].1 >= w[1].1));
    }
    for (at, near) in links.nearest_a.iter().enumerate() {
        if let Some(near) = near {
            assert!(near.section.index() < b.sections.len());
            assert!(!of_a(links, SectionId(at as u32)).contains(&near.section));
        }
    }
}

// The reader's word

#[test]
fn a_pin_stands_in_place_of_what_the_program_chose() {
    let (a, b) = (base(), base());
    let (trade, homes) = (named(&a, "商贸"), named(&a, "居住"));
    let links = compare::link_with(&a, &b, &[word(trade, homes, true)]);
    hold(&a, &b, &links);
    assert_eq!(of_a(&links, trade), [homes]);
    assert_eq!(links.from_a(trade).unwrap().by, Maker::Reader);
    // The section of B that it had keeps its own choice, and the pinned one tells the reader's word first.
    assert_eq!(links.from_b(trade).unwrap().a, trade);
    assert_eq!(links.from_b(homes).unwrap().a, trade);
    assert_eq!(of_a(&links, homes), [homes], "many may choose one");
    assert_eq!(links.nearest_a[trade.index()].unwrap().section, trade);
    // The score is the program's own.
    let free = compare::link(&a, &b);
    let pinned = compare::link_with(&a, &b, &[word(homes, homes, true)]);
    let (free, pinned) = (free.from_a(homes).unwrap(), pinned.from_a(homes).unwrap());
    assert_eq!((free.score, &free.reasons), (pinned.score, &pinned.reasons));
    assert_eq!((free.by, pinned.by), (Maker::Program, Maker::Reader));
}

#[test]
fn several_pins_on_one_section_are_a_split() {
    let (a, b) = (base(), base());
    let (trade, homes, safety) = (named(&a, "商贸"), named(&a, "居住"), named(&a, "平安"));
    let judged = [word(trade, homes, true), word(trade, safety, true)];
    let links = compare::link_with(&a, &b, &judged);
    hold(&a, &b, &links);
    let mut found = of_a(&links, trade);
    found.sort_unstable();
    assert_eq!(found, [homes, safety]);
}

#[test]
fn a_pin_may_cross_levels_and_parts() {
    let (a, b) = (base(), base());
    let (trade, plan) = (named(&a, "商贸"), named(&a, "安排"));
    let review = named(&a, "回顾");
    let judged = [word(trade, plan, true), word(review, plan, true)];
    let links = compare::link_with(&a, &b, &judged);
    hold(&a, &b, &links);
    assert_eq!(of_a(&links, trade), [plan]);
    assert_eq!(of_a(&links, review), [plan]);
    assert_eq!(links.from_b(plan).unwrap().by, Maker::Reader);
    let link = links.from_a(trade).unwrap();
    assert!(link.score < 0.5, "{link:?}");
}

#[test]
fn a_broken_link_is_gone_and_nothing_comes_in_its_place() {
    let (a, b) = (base(), base());
    let homes = named(&a, "居住");
    let links = compare::link_with(&a, &b, &[word(homes, homes, false)]);
    hold(&a, &b, &links);
    assert_eq!(links.broken, [(homes, homes)]);
    assert!(links.from_a(homes).is_none() && links.from_b(homes).is_none());
    let free = compare::link(&a, &b);
    assert_eq!(links.links.len() + 1, free.links.len());
    // Unless the reader pins another.
    let safety = named(&a, "平安");
    let judged = [word(homes, homes, false), word(homes, safety, true)];
    let links = compare::link_with(&a, &b, &judged);
    hold(&a, &b, &links);
    assert_eq!(of_a(&links, homes), [safety]);
    assert!(links.from_b(homes).is_none());
    // What the program would not have linked can be said, too, and changes nothing.
    let links = compare::link_with(&a, &b, &[word(homes, safety, false)]);
    hold(&a, &b, &links);
    assert_eq!(links.links, free.links);
    assert_eq!(links.broken, [(homes, safety)]);
}

#[test]
fn a_choice_of_b_alone_can_be_broken() {
    // Two of B have one in A: one is chosen, the other has its own choice.
    let more = "（三）提升住房品质。改造老旧小区50个，加装电梯90部，清理违建，新建口袋公园。";
    let a = base();
    let b = report(&[TRADE, HOMES, more], &[STUDY, CLEAN]);
    let free = compare::link(&a, &b);
    let (back, homes) = (named(&b, "住房"), named(&a, "居住"));
    assert_eq!(free.back[back.index()].as_ref().unwrap().a, homes);
    let links = compare::link_with(&a, &b, &[word(homes, back, false)]);
    hold(&a, &b, &links);
    assert!(links.from_b(back).is_none());
    assert_eq!(links.links, free.links);
}

#[test]
fn words_on_sections_that_are_not_there_are_passed_over_and_the_later_word_counts() {
    let (a, b) = (base(), base());
    let homes = named(&a, "居住");
    let far = SectionId(4_000_000_000);
    let judged = [
        word(far, homes, true),
        word(homes, far, false),
        word(homes, homes, true),
        word(homes, homes, false),
        word(homes, homes, false),
    ];
    let links = compare::link_with(&a, &b, &judged);
    hold(&a, &b, &links);
    assert_eq!(links.broken, [(homes, homes)]);
    let empty = read("");
    let links = compare::link_with(&a, &empty, &judged);
    hold(&a, &empty, &links);
    assert!(links.links.is_empty());
}

// Kept with the library

fn catalogue(changes: Vec<Change>) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for change in changes {
        catalogue.apply(change);
    }
    catalogue
}

#[test]
fn a_word_is_found_again_in_the_same_text_whichever_report_is_first() {
    let a = base();
    let b = report(&[HOMES, TRADE], &[CLEAN, STUDY]);
    let (x, y) = (named(&a, "商贸"), named(&b, "生态"));
    let anchors = || (Anchor::of(&a, x).unwrap(), Anchor::of(&b, y).unwrap());
    let (first, second) = anchors();
    let catalogue = catalogue(vec![Change::Judge(second, first, Some(true))]);
    assert_eq!(catalogue.judged(&a, &b), [word(x, y, true)]);
    assert_eq!(catalogue.judged(&b, &a), [word(y, x, true)]);
    assert!(catalogue.judged(&a, &a).is_empty());
    assert!(catalogue.lost(&a).is_empty() && catalogue.lost(&b).is_empty());
    assert!(Catalogue::default().judged(&a, &b).is_empty());
}

#[test]
fn a_word_on_a_section_that_is_not_found_any_more_is_told() {
    let a = base();
    let b = report(&[HOMES], &[CLEAN]);
    let (x, y) = (named(&a, "商贸"), named(&b, "生态"));
    // Its heading was read elsewhere: the only one of its title is meant.
    let mut moved = Anchor::of(&a, x).unwrap();
    moved.at += 1;
    let there = Anchor::of(&b, y).unwrap();
    let found = catalogue(vec![Change::Judge(
        moved.clone(),
        there.clone(),
        Some(true),
    )]);
    assert_eq!(found.judged(&a, &b), [word(x, y, true)]);
    assert!(found.lost(&a).is_empty());
    // Nothing of that title either.
    moved.title.push('末');
    let lost = catalogue(vec![Change::Judge(moved, there, Some(true))]);
    assert!(lost.judged(&a, &b).is_empty());
    assert_eq!(lost.lost(&a).len(), 1);
    assert!(
        lost.lost(&b).is_empty(),
        "it is the other text that lost it"
    );
}

#[test]
fn the_reader_pins_and_the_comparison_stands_on_it() {
    let (a, b) = (base(), base());
    let (trade, homes) = (named(&a, "商贸"), named(&a, "居住"));
    let asked = compare::Asked {
        judged: vec![word(trade, homes, true)],
        ..compare::Asked::default()
    };
    let comparison = compare::compare_with(&a, &b, &asked);
    assert_eq!(comparison.links.from_a(trade).unwrap().b, homes);
    assert!(
        compare::link(&a, &b)
            .links
            .iter()
            .all(|l| l.by == Maker::Program && l.reasons.iter().any(|r| r.0 != LinkReason::Theme))
    );
}

// Along the years

/// A short report of a district, with a plan of the paragraphs given.
fn of_year(district: &str, year: Option<u16>, plan: &[&str]) -> Arc<Report> {
    let title = year.map_or_else(
        || format!("{district}政府工作报告"),
        |y| format!("{district}{y}年政府工作报告"),
    );
    let text = format!(
        "{title}\n各位代表：\n现在，我代表{district}人民政府向大会报告工作，请予审议。\n一、工作回顾\n一年来，全区上下齐心，各项任务如期完成。\n二、主要任务\n{}\n",
        plan.join("\n")
    );
    Arc::new(read(&text))
}

/// What a district planned for its schools, year by year.
const SCHOOLS: [&str; 4] = [
    "（一）办好家门口的学校。新建小学两所，增加学位1200个。推行集团化办学，引进优秀教师四十名。",
    "（二）推进教育优质均衡。改扩建中小学三所，新增学位1800个。集团化办学覆盖全部小学，交流教师一百名。",
    "（一）提升教育服务能力。幼儿园新增学位600个，课后服务实现全覆盖。优秀教师交流轮岗，办学集团达到六个。",
    "（三）建设教育强区。高中学位增加900个，改造校舍两万平方米。教师培训全员参加，课后服务更加丰富。",
];
const ROADS: &str =
    "（四）打通城区道路。新建城区道路五条，拓宽桥梁两座，增加公交线路三条，新增停车泊位2000个。";
const TREES: &str =
    "（五）建设绿色家园。植树三万株，新建口袋公园八处，治理河道四公里，空气优良天数稳步增加。";

fn years() -> Vec<(ReportId, Arc<Report>)> {
    let place = "大连市沙河口区";
    // Out of order, as files are found.
    vec![
        (
            ReportId(7),
            of_year(place, Some(2019), &[SCHOOLS[3], ROADS, TREES]),
        ),
        (
            ReportId(1),
            of_year(place, Some(2016), &[SCHOOLS[0], ROADS, TREES]),
        ),
        (
            ReportId(2),
            of_year("大连市甘井子区", Some(2017), &[SCHOOLS[1], ROADS]),
        ),
        (
            ReportId(3),
            of_year(place, Some(2017), &[ROADS, SCHOOLS[1], TREES]),
        ),
        (
            ReportId(5),
            of_year(place, Some(2018), &[SCHOOLS[2], ROADS, TREES]),
        ),
    ]
}

fn told(reports: &[(ReportId, Arc<Report>)], steps: &[Step]) -> Vec<(u32, Option<String>)> {
    steps
        .iter()
        .map(|step| {
            let report = &reports.iter().find(|(id, _)| *id == step.report).unwrap().1;
            let title = step.section.map(|id| report.title(id).to_string());
            (step.report.0, title)
        })
        .collect()
}

fn nothing(_: &Report, _: &Report) -> Vec<Judged> {
    Vec::new()
}

fn section_of(reports: &[(ReportId, Arc<Report>)], id: u32, word: &str) -> SectionId {
    let report = reports.iter().find(|(i, _)| *i == ReportId(id)).unwrap();
    named(&report.1, word)
}

#[test]
fn a_section_is_followed_along_the_years_of_its_place() {
    let reports = years();
    let titles = [
        (1, "办好家门口的学校"),
        (3, "推进教育优质均衡"),
        (5, "提升教育服务能力"),
        (7, "建设教育强区"),
    ];
    let expected: Vec<_> = titles.map(|(id, t)| (id, Some(t.to_owned()))).to_vec();
    for (id, title) in titles {
        let from = section_of(&reports, id, title);
        let steps = compare::history(&reports, ReportId(id), from, nothing);
        assert_eq!(told(&reports, &steps), expected, "from {id}");
        for step in &steps {
            let own = step.report == ReportId(id);
            assert_eq!(own, step.linked_with.is_none());
            assert!(step.score > 0.2 && (!own || step.score > 0.999), "{step:?}");
        }
    }
    assert!(compare::history(&reports, ReportId(9), SectionId(0), nothing).is_empty());
    assert!(compare::history(&reports, ReportId(1), SectionId(99), nothing).is_empty());
}

#[test]
fn a_year_without_counterpart_is_told_and_passed() {
    let mut reports = years();
    let place = "大连市沙河口区";
    reports[3].1 = of_year(place, Some(2017), &[ROADS, TREES]);
    let from = section_of(&reports, 1, "学校");
    let steps = compare::history(&reports, ReportId(1), from, nothing);
    let told = told(&reports, &steps);
    assert_eq!(told[1], (3, None));
    assert_eq!(told[2].1.as_deref(), Some("提升教育服务能力"));
    assert_eq!(steps[2].linked_with, Some(ReportId(1)));
    assert_eq!(steps[3].linked_with, Some(ReportId(5)));
    assert_eq!(steps[1].score.to_bits(), 0.0_f32.to_bits());
}

#[test]
fn all_reports_of_one_year_are_told_and_those_of_no_year_come_last() {
    let mut reports = years();
    let place = "大连市沙河口区";
    reports.push((
        ReportId(4),
        of_year(place, Some(2017), &[TREES, SCHOOLS[1]]),
    ));
    reports.push((ReportId(0), of_year(place, None, &[TREES, SCHOOLS[2]])));
    let from = section_of(&reports, 5, "教育");
    let steps = compare::history(&reports, ReportId(5), from, nothing);
    let order: Vec<u32> = steps.iter().map(|s| s.report.0).collect();
    assert_eq!(order, [1, 3, 4, 5, 7, 0]);
    assert!(steps.iter().all(|s| s.section.is_some()));
    assert_eq!(steps[5].year, None);
    assert_eq!(steps[5].linked_with, Some(ReportId(5)));
    // A year of its own that is not known: every report is asked about the section itself.
    let from = section_of(&reports, 0, "教育");
    let steps = compare::history(&reports, ReportId(0), from, nothing);
    assert_eq!(steps.len(), 6);
    let asked = |s: &Step| s.report == ReportId(0) || s.linked_with == Some(ReportId(0));
    assert!(steps.iter().all(asked));
}

#[test]
fn the_readers_word_leads_the_chain() {
    let reports = years();
    let from = section_of(&reports, 1, "学校");
    let (schools, roads) = (
        section_of(&reports, 3, "教育"),
        section_of(&reports, 3, "道路"),
    );
    let year = |report: &Report| report.identity.year.as_ref().unwrap().value.0;
    let says = |stands: bool, to: SectionId| {
        move |a: &Report, b: &Report| match (year(a), year(b)) {
            (2016, 2017) => vec![word(from, to, stands)],
            _ => Vec::new(),
        }
    };
    let steps = compare::history(&reports, ReportId(1), from, says(true, roads));
    assert_eq!(steps[1].section, Some(roads));
    assert_eq!(steps[1].by, Maker::Reader);
    let told_after = told(&reports, &steps);
    assert_eq!(told_after[3].1.as_deref(), Some("打通城区道路"));
    let steps = compare::history(&reports, ReportId(1), from, says(false, schools));
    assert_eq!(steps[1].section, None);
    assert!(steps[2].section.is_some());
}
