//! What real pages do to a report, and what is read of it all the same: one fixture for each kind, and the promise that no
//! character is lost.

use std::fs;
use std::sync::Arc;

use duizhao::report::{Reason, Report, SourceInfo};
use proptest::prelude::*;

use crate::support::whole::every_character_is_somewhere;

fn read(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/clean/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).expect("a fixture")
}

/// A text made by hand: short sentences, and lines without a stop.
const SHORT: &str = "东风区2021年政府工作报告
各位代表：
现在，我代表区政府向大会报告工作，请予审议，并请各位委员提出意见。
一、2020年工作回顾
全区经济平稳增长，完成棚户区改造三处，新建学校两所，居民收入有了增加。
新修道路八条。
二、2021年主要工作
（一）改善民生。
办好老旧小区改造。
（二）发展产业
引进企业五家
做好防汛工作。";

#[test]
fn the_last_short_lines_of_a_small_text_are_no_foot() {
    let report = read(SHORT);
    assert!(reasons(&report).is_empty(), "{:?}", report.removed);
    assert_eq!(paragraphs(&report).len(), 12);
    let report = read(&format!("{SHORT}\n工作日程一览"));
    assert!(reasons(&report).is_empty(), "{:?}", report.removed);
    // Lines of a page after it go, and what stands among them.
    let page = read(&format!("{SHORT}\n打印本页\n工作日程一览\n版权所有"));
    assert_eq!(paragraphs(&page).len(), 12);
}

/// The paragraphs that are read.
fn paragraphs(report: &Report) -> Vec<String> {
    report
        .paragraphs
        .iter()
        .map(|p| report.resolved(p.span).into_owned())
        .collect()
}

/// The outline, a line for each heading.
fn outline(report: &Report) -> Vec<String> {
    report
        .section_ids()
        .map(|(id, s)| {
            let title: String = report
                .title(id)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            format!("{} {}", s.level, title)
        })
        .collect()
}

/// The speech of a town that does not exist: title block and paragraphs.
fn speech() -> Vec<String> {
    fixture("speech.txt").lines().map(str::to_owned).collect()
}

/// Lines of the title block in `speech.txt`.
const TITLE: usize = 3;

/// Reads `text` as the speech: same paragraphs (title block aside), same outline.
fn is_the_speech(text: &str, kind: &str) -> Report {
    let whole = read(&speech().join("\n"));
    let report = read(text);
    let body: Vec<String> = speech().split_off(TITLE);
    let got = paragraphs(&report);
    for paragraph in &body {
        assert!(
            got.contains(paragraph),
            "{kind}: lost or broken: {paragraph}\n{got:#?}"
        );
    }
    assert!(
        got.len() <= body.len() + TITLE,
        "{kind}: more is read than the speech: {:#?}",
        got.iter()
            .filter(|p| !speech().contains(p))
            .collect::<Vec<_>>()
    );
    assert_eq!(outline(&report), outline(&whole), "{kind}");
    every_character_is_somewhere(&report).expect(kind);
    report
}

fn reasons(report: &Report) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = report.removed.iter().map(|r| r.reason).collect();
    reasons.dedup();
    reasons
}

#[test]
fn the_speech_alone_is_left_as_it_is() {
    let report = is_the_speech(&speech().join("\n"), "alone");
    assert!(report.removed.is_empty() && report.doubts.is_empty() || !report.sections.is_empty());
    assert_eq!(paragraphs(&report), speech());
}

#[test]
fn chrome_around_the_speech_goes_with_its_reason() {
    for (name, reason) in [
        ("labels.txt", Reason::Labels),
        ("labels-two-columns.txt", Reason::Labels),
        ("breadcrumb.txt", Reason::Breadcrumb),
        ("toolbar.txt", Reason::Toolbar),
        ("menu.txt", Reason::Menu),
        ("script.txt", Reason::Script),
    ] {
        let report = is_the_speech(&format!("{}{}", fixture(name), speech().join("\n")), name);
        assert!(
            reasons(&report).contains(&reason),
            "{name}: {:?}",
            reasons(&report)
        );
    }
    for (name, reason) in [
        ("other-titles.txt", Reason::Links),
        ("licence.txt", Reason::Licence),
        ("comments.txt", Reason::Toolbar),
        ("toolbar.txt", Reason::Toolbar),
        ("script.txt", Reason::Script),
    ] {
        let report = is_the_speech(&format!("{}\n{}", speech().join("\n"), fixture(name)), name);
        assert!(
            reasons(&report).contains(&reason),
            "{name}: {:?}",
            reasons(&report)
        );
    }
}

/// Head, speech and foot of a page.
fn page() -> String {
    format!(
        "{}{}{}\n{}{}",
        fixture("breadcrumb.txt"),
        fixture("labels.txt"),
        speech().join("\n"),
        fixture("other-titles.txt"),
        fixture("licence.txt"),
    )
}

#[test]
fn a_page_given_twice_or_six_times_is_read_once() {
    is_the_speech(&page(), "once");
    let twice = is_the_speech(&format!("{}{}", page(), page()), "twice");
    assert!(reasons(&twice).contains(&Reason::Repeat));
    is_the_speech(&page().repeat(6), "six times");
}

#[test]
fn a_second_copy_with_other_breaks_is_a_copy() {
    let body = speech().split_off(TITLE);
    let joined: String = body.chunks(3).map(|c| c.concat() + "\n").collect();
    is_the_speech(&format!("{}{joined}", page()), "three paragraphs on a line");
    is_the_speech(&format!("{}{}", page(), body.join("　　")), "one line");
}

#[test]
fn an_abstract_goes_and_the_speech_stays() {
    let body = speech().split_off(TITLE);
    let opening: String = body.concat().chars().take(150).collect();
    for label in ["", "摘要：", "【导语】"] {
        let text = format!("{label}{opening}……\n{}", speech().join("\n"));
        let report = is_the_speech(&text, label);
        assert!(!report.removed.is_empty());
    }
    let text = format!(
        "{}\n展开全文\n{}",
        speech()[..12].join("\n"),
        speech().join("\n")
    );
    is_the_speech(&text, "a first copy that is cut short");
}

#[test]
fn words_broken_out_are_joined() {
    let text = speech()
        .join("\n")
        .replace("旧码头", "\n旧码头\n")
        .replace("，渡船", "\n，渡船\n")
        .replace("水文站", "\n水文站\n")
        .replace("夜市", "\n夜市\n");
    is_the_speech(&text, "broken out");
}

#[test]
fn a_report_on_one_line_is_cut() {
    let body = speech().split_off(TITLE);
    for gap in [
        "　　",
        "\\r\\n",
        "\\n",
        "<br>",
        "<br/><br/>",
        "</p><p>",
        "&nbsp;&nbsp;&nbsp;&nbsp;",
        "&emsp;&emsp;",
        "\\r\\n\\t　　",
        "\u{2028}",
        "\r",
    ] {
        is_the_speech(&body.join(gap), gap);
    }
}

#[test]
fn what_is_written_out_is_read() {
    let body = speech().split_off(TITLE);
    let all = |f: &dyn Fn(&str) -> String| body.iter().map(|p| f(p)).collect::<Vec<_>>().join("\n");
    let named = |p: &str| {
        p.replace('“', "&ldquo;")
            .replace('”', "&rdquo;")
            .replace('·', "&middot;")
    };
    is_the_speech(&all(&named), "entities by name");
    let numbered = |p: &str| {
        p.replace('“', "&#8220;")
            .replace('”', "&#x201D;")
            .replace('（', "&#65288;")
            .replace('）', "&#65289;")
    };
    let report = is_the_speech(&all(&numbered), "entities by number");
    assert!(!report.stands_for.is_empty());
    is_the_speech(&all(&|p| format!("&amp;nbsp;&nbsp;{p}<U+00A0>")), "blanks");
    is_the_speech(
        &all(&|p| format!("<p style=\"text-indent:2em\"><strong>{p}</strong></p>")),
        "tags",
    );
    is_the_speech(&all(&|p| format!("????{p}????")), "lost marks");
}

#[test]
fn stage_directions_go_wherever_they_stand() {
    let body = speech().split_off(TITLE);
    let text: Vec<String> = body
        .iter()
        .map(|p| {
            if p.ends_with('。') {
                format!("{p}（热烈鼓掌）\n(掌声)")
            } else {
                p.clone()
            }
        })
        .collect();
    let report = is_the_speech(&text.join("\n"), "applause");
    assert_eq!(reasons(&report), [Reason::StageDirection]);
}

#[test]
fn page_numbers_in_mid_sentence_go_and_the_sentence_is_joined() {
    let mut number = 0;
    let text: Vec<String> = speech()
        .iter()
        .map(|p| {
            let chars: Vec<char> = p.chars().collect();
            if chars.len() < 70 {
                return p.clone();
            }
            number += 1;
            let (a, b) = chars.split_at(37);
            format!(
                "{}\n— {number} —\n{}",
                a.iter().collect::<String>(),
                b.iter().collect::<String>()
            )
        })
        .collect();
    assert!(number > 5);
    let report = is_the_speech(&text.join("\n"), "page numbers");
    assert_eq!(reasons(&report), [Reason::PageMark]);
}

#[test]
fn a_toolbar_between_two_pages_of_an_article_goes() {
    let mut text = speech();
    text.insert(14, "上一页 1 2 3 下一页".to_owned());
    text.insert(9, "【打印】 【关闭】".to_owned());
    let report = is_the_speech(&text.join("\n"), "toolbar");
    assert_eq!(reasons(&report), [Reason::Toolbar]);
}

#[test]
fn an_appendix_stays_and_the_foot_after_it_goes() {
    let text = format!(
        "{}\n{}{}{}",
        speech().join("\n"),
        fixture("appendix.txt"),
        fixture("other-titles.txt"),
        fixture("licence.txt")
    );
    let report = read(&text);
    let got = paragraphs(&report);
    for line in fixture("appendix.txt").lines() {
        assert!(got.contains(&line.to_owned()), "{line}");
    }
    for line in fixture("other-titles.txt")
        .lines()
        .chain(fixture("licence.txt").lines())
    {
        assert!(!got.contains(&line.to_owned()), "{line}");
    }
    every_character_is_somewhere(&report).unwrap();
}

#[test]
fn a_sentence_that_the_speech_does_not_repeat_is_kept() {
    let note = "编者按：正月十六，市长林石代表市人民政府向大会报告工作，本报今天把全文登在这里，好让没能到场的街坊也读得到。";
    let after =
        "散会以后，代表们沿着河堤走了一段，看了新修的水闸，又在渡口听船工讲了讲这几年水位的变化。";
    let text = format!(
        "首页 > 政务公开\n{note}\n{}\n{after}\n【打印】",
        speech().join("\n")
    );
    let got = paragraphs(&read(&text));
    assert!(
        got.contains(&note.to_owned()) && got.contains(&after.to_owned()),
        "{got:#?}"
    );
}

#[test]
fn what_was_cleaned_once_is_clean() {
    for text in [page(), format!("{}{}", page(), page())] {
        let once = paragraphs(&read(&text));
        let again = read(&once.join("\n"));
        assert!(again.removed.is_empty(), "{:?}", again.removed);
        assert_eq!(paragraphs(&again), once);
    }
}

/// A piece of a page.
fn piece() -> impl Strategy<Value = String> {
    let names = [
        "labels.txt",
        "labels-two-columns.txt",
        "breadcrumb.txt",
        "toolbar.txt",
        "menu.txt",
        "script.txt",
        "other-titles.txt",
        "licence.txt",
        "comments.txt",
        "appendix.txt",
        "speech.txt",
    ];
    prop_oneof![
        4 => prop::sample::select(names.to_vec()).prop_map(fixture),
        3 => (0usize..20, 1usize..12).prop_map(|(from, n)| {
            speech().into_iter().skip(from).take(n).collect::<Vec<_>>().join("\n")
        }),
        2 => "\\PC{0,60}",
        2 => "[一二三、。，！（）1-9年月日 　\n\r\t&;#<>/\\\\nrt?—\u{200b}]{0,80}",
        1 => prop::sample::select(vec![
            "&ldquo;", "&nbsp;", "&amp;nbsp;", "<br>", "\\r\\n", "<U+00A0>", "&#8220;", "<p>", "</p>", "（鼓掌）", "— 12 —", "????", "\n", "　　", "\u{2028}", "\u{feff}", "\u{0}",
        ]).prop_map(str::to_owned),
    ]
}

/// What a scrape does to the line breaks of a text.
fn broken(text: &str, how: u8) -> String {
    match how % 8 {
        0 => text.replace('\n', ""),
        1 => text.replace('\n', "　　"),
        2 => text.replace('\n', "\\r\\n"),
        3 => text.replace('\n', "\r\n\r\n"),
        4 => text.replace('。', "。\n"),
        5 => {
            let chars: Vec<char> = text.chars().collect();
            chars
                .chunks(31)
                .map(|c| c.iter().collect::<String>() + "\n")
                .collect()
        }
        6 => text.replace('的', "\n的\n"),
        _ => text.to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn body_and_removed_are_the_text(pieces in prop::collection::vec((piece(), 0u8..16), 0..9)) {
        let text: String = pieces.iter().map(|(p, how)| broken(p, *how)).collect();
        let report = read(&text);
        prop_assert_eq!(every_character_is_somewhere(&report), Ok(()));
    }
}
