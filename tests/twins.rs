//! Reports that are the same or nearly: which are said to be, and which are not.

use std::sync::Arc;

use duizhao::locale::Lang;
use duizhao::report::twins::{Kind, Twins, VERSIONS, twins};
use duizhao::report::{Report, ReportId, SourceInfo};

/// Words of a sentence made up for the test: figures and endings make one differ from another.
const DOERS: [&str; 7] = [
    "工业园区",
    "滨河街道",
    "老城片区",
    "农业大户",
    "外贸企业",
    "社区医院",
    "中小学校",
];
const DEEDS: [&str; 11] = [
    "新添了一批设备",
    "修好了排水管网",
    "补齐了停车泊位",
    "办起了夜间集市",
    "开通了便民窗口",
    "种下了行道树木",
    "请来了技术能手",
    "理顺了收费办法",
    "翻新了旧有楼房",
    "引进了龙头项目",
    "搬走了污染工厂",
];
const ENDS: [&str; 13] = [
    "大家都说方便多了",
    "产值比上年高出一截",
    "排队时间短了一半",
    "夜里也灯火通明",
    "雨天不再积水",
    "孩子上学少走弯路",
    "老人看病不用远行",
    "账目一清二楚",
    "来往客商多了起来",
    "空气一天比一天好",
    "订单排到了年底",
    "租金也降了下来",
    "投诉少了七成",
];

/// Forty sentences that no other `seed` has.
fn sentences(seed: usize) -> Vec<String> {
    (0..40)
        .map(|i| {
            let n = seed * 40 + i;
            format!(
                "{}{}{}处，{}，{}。",
                DOERS[n % 7],
                DEEDS[(n / 7 + seed) % 11],
                n + 3,
                ENDS[(n * 5 + seed * 3) % 13],
                DEEDS[(n * 3 + 1) % 11]
            )
        })
        .collect()
}

fn speech(sentences: &[String]) -> String {
    let body: Vec<String> = sentences.chunks(4).map(<[String]>::concat).collect();
    format!(
        "政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾\n{}\n",
        body.join("\n")
    )
}

fn read(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

fn groups(texts: &[&str]) -> Vec<Twins> {
    let reports: Vec<Report> = texts.iter().map(|t| read(t)).collect();
    let given: Vec<(ReportId, &Report)> = reports
        .iter()
        .enumerate()
        .map(|(i, r)| (ReportId(i as u32), r))
        .collect();
    let found = twins(&given);
    let backwards: Vec<(ReportId, &Report)> = given.iter().rev().copied().collect();
    assert_eq!(twins(&backwards), found, "the order does not matter");
    found
}

fn ids(group: &Twins) -> Vec<u32> {
    group.reports.iter().map(|t| t.id.0).collect()
}

#[test]
fn one_text_under_two_names_and_one_speech_from_two_sites() {
    let plain = speech(&sentences(1));
    let page = format!(
        "首页 > 政务公开 > 政府工作报告\n发布日期：2024-02-01 来源：政府办公室\n【字体：大 中 小】\n{}\n上一篇：某某区政府工作报告\n主办：区人民政府 备案号：00000000\n",
        plain
            .replace('，', ",")
            .replace("：\n", ":\n")
            .replace('。', "。 ")
    );
    let found = groups(&[&plain, &speech(&sentences(2)), &page, &plain]);
    assert_eq!(found.len(), 1);
    let group = &found[0];
    let mut all = ids(group);
    all.sort_unstable();
    assert_eq!(all, [0, 2, 3]);
    assert_eq!(group.kind, Kind::SameText);
    let same: Vec<Kind> = group.reports.iter().map(|t| t.kind).collect();
    assert!(same.contains(&Kind::SameText), "{same:?}");
    assert_eq!(groups(&[&plain, &plain])[0].kind, Kind::SameFile);
}

#[test]
fn script_alone_makes_no_other_text() {
    let plain = speech(&sentences(3));
    let traditional: String = plain
        .chars()
        .map(|c| match c {
            '务' => '務',
            '业' => '業',
            '区' => '區',
            '学' => '學',
            '医' => '醫',
            '台' => '臺',
            c => c,
        })
        .collect();
    assert_ne!(plain, traditional);
    assert_eq!(groups(&[&plain, &traditional])[0].kind, Kind::SameText);
}

#[test]
fn cut_reworded_and_damaged_copies_are_versions_and_the_share_is_said() {
    let whole = sentences(4);
    let cut = speech(&whole[..22]);
    let edited: Vec<String> = whole
        .iter()
        .enumerate()
        .map(|(i, s)| match i % 4 {
            0 => sentences(9)[i].clone(),
            1 => s.replace("方便", "便利").replace("订单", "定单"),
            _ => s.clone(),
        })
        .collect();
    let damaged: String = speech(&whole)
        .chars()
        .enumerate()
        .map(|(i, c)| if i % 37 == 36 && c != '\n' { '□' } else { c })
        .collect();
    let full = speech(&whole);
    let found = groups(&[&cut, &full, &speech(&edited), &damaged]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].reports.len(), 4);
    let share = |id: u32| match found[0].reports.iter().find(|t| t.id.0 == id).unwrap().kind {
        Kind::Near { share } => share,
        other => panic!("{other:?}"),
    };
    assert!(share(0) > 0.99, "what was cut stands in the whole");
    let kept = match groups(&[&full, &speech(&edited)])[0].kind {
        Kind::Near { share } => share,
        other => panic!("{other:?}"),
    };
    assert!(
        (0.65..0.85).contains(&kept),
        "three quarters were kept: {kept}"
    );
    assert!(found[0].kind.sentence(Lang::Zh).contains('%'));
    let percent = found[0].kind.percent();
    assert!((40..100).contains(&percent), "{percent}");
}

#[test]
fn other_reports_are_no_versions() {
    // Of forty sentences six stand in the next year's as well: more than neighbouring years ever share.
    let mut next = sentences(6);
    next[..6].clone_from_slice(&sentences(5)[..6]);
    assert_eq!(groups(&[&speech(&sentences(5)), &speech(&next)]), []);
    assert_eq!(
        groups(&[&speech(&sentences(5)), &speech(&sentences(7))]),
        []
    );
    assert_eq!(
        groups(&["", "", "\n"]).len(),
        1,
        "two files without a word are one text"
    );
    assert_eq!(groups(&["图片", "附件"]), []);
    assert_eq!(groups(&[]), []);
}

#[test]
fn formulas_join_nothing() {
    let formula = "我们高举旗帜、牢记使命，在上级党委的坚强领导下，在各界人士的关心支持下，迎难而上、真抓实干，圆满完成了年初确定的目标任务。";
    let texts: Vec<String> = (20..26)
        .map(|seed| {
            let mut own = sentences(seed);
            own[0] = formula.to_owned();
            own[20] = formula.to_owned();
            speech(&own)
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(groups(&texts), []);
}

#[test]
fn a_file_with_two_reports_is_a_version_of_either_which_are_none_of_each_other() {
    let (one, two) = (sentences(10), sentences(11));
    let both = speech(&[one.clone(), two.clone()].concat());
    let found = groups(&[&speech(&one), &speech(&two), &both]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].reports[0].id,
        ReportId(2),
        "the fullest stands first"
    );
    for twin in &found[0].reports[1..] {
        assert!(
            matches!(twin.kind, Kind::Near { share } if share > 0.9),
            "{twin:?}"
        );
    }
    assert_eq!(groups(&[&speech(&one), &speech(&two)]), []);
}

#[test]
fn real_reports_of_different_places_and_years_are_no_twins() {
    let Some(folder) = crate::support::shared("reports") else {
        return;
    };
    let mut reports = Vec::new();
    for set in std::fs::read_dir(folder).expect("sets") {
        let mut files: Vec<_> = std::fs::read_dir(set.expect("a set").path())
            .expect("a set")
            .map(|e| e.expect("a file").path())
            .collect();
        files.sort();
        for file in files {
            reports.push(read(&std::fs::read_to_string(file).expect("a report")));
        }
    }
    // Two thirds of one of them, as another copy.
    let text = reports[0].text.to_string();
    let end = text
        .char_indices()
        .nth(text.chars().count() * 2 / 3)
        .unwrap()
        .0;
    reports.push(read(&text[..end]));
    let given: Vec<(ReportId, &Report)> = reports
        .iter()
        .enumerate()
        .map(|(i, r)| (ReportId(i as u32), r))
        .collect();
    let found = twins(&given);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(ids(&found[0]), [0, reports.len() as u32 - 1]);
    assert!(matches!(found[0].kind, Kind::Near { share } if share > VERSIONS));
}
