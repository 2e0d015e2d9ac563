//! Bookmarks and notes: they are found again in a text that changed, or say that they are lost; two programs never lose each other's.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use duizhao::locale::Lang;
use duizhao::report::library;
use duizhao::report::mark::{Change, Found, Kind, LONGEST_QUOTE, Mark, MarkId, Marks, find};
use duizhao::report::{Report, SourceInfo};
use duizhao::store::{Store, StoreError};
use duizhao::text::span::Span;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support;

/// Sentences of our own, each with a beginning that no other has.
const SENTENCES: [&str; 14] = [
    "新建改建农村公路一百二十公里，通车里程再创新高。",
    "粮食总产量连续三年稳定增长，仓容明显扩大。",
    "市民办事大厅全年受理事项四万余件，群众满意率逐步提高。",
    "老旧管网改造如期完成，漏损率降到一成以下。",
    "学校扩建工程交付使用，新增学位三千个。",
    "各项工作取得新的成效。",
    "沿河绿道全线贯通，新栽乔木两万株。",
    "企业登记实现一日办结，新设市场主体增长一成半。",
    "医院门诊楼投入使用，床位增加四百张。",
    "各项工作取得新的成效。",
    "夜间公交线路增加到九条，末班车延至二十三时。",
    "文化馆、图书馆全部免费开放，接待读者六十万人次。",
    "安全生产形势总体平稳，事故起数下降两成。",
    "灌区配套设施全部更新，旱涝保收面积扩大一倍。",
];

fn text_of(sentences: &[String]) -> String {
    let mut text =
        String::from("2021年甲区政府工作报告\n各位代表：\n现在，我向大会报告工作，请予审议。\n");
    for (i, part) in sentences.chunks(5).enumerate() {
        let number = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"][i % 10];
        text.push_str(&format!("{number}、第{number}部分的工作\n"));
        for sentence in part {
            text.push_str(sentence);
        }
        text.push('\n');
    }
    // Few words at the end of a page may be a site's; a speech has more to say there.
    text.pop();
    text.push_str(
        "今年的任务书已经排定，责任逐条落实到人。开春以后各项工程陆续开工，进度按旬公布。\
         年底将逐条报告完成情况，请大家监督。市里的各个部门、各个乡镇都要照着做。\n",
    );
    text
}

fn report(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

fn usual() -> Vec<String> {
    SENTENCES.iter().map(|s| (*s).to_owned()).collect()
}

fn mark_on(report: &Report, at: usize, note: &str) -> Mark {
    let kind = if note.is_empty() {
        Kind::Bookmark
    } else {
        Kind::Note
    };
    let path = Some(PathBuf::from("/r/甲区2021.txt"));
    Mark::new(report, path, Span::at(at), kind, note).unwrap()
}

/// The byte at which the `nth` of these words begins.
fn place(text: &str, words: &str, nth: usize) -> usize {
    text.match_indices(words).nth(nth).unwrap().0
}

#[test]
fn in_the_same_text_a_mark_is_where_it_was() {
    let text = text_of(&usual());
    let report = report(&text);
    for sentence in &report.sentences {
        let mark = mark_on(&report, sentence.span.start(), "");
        assert_eq!(find(&mark, &report), Found::At(sentence.span));
    }
}

#[test]
fn a_file_that_was_mended_by_hand_cannot_put_a_mark_elsewhere() {
    let text = text_of(&usual());
    let report = report(&text);
    let at = place(&text, "沿河绿道", 0);
    let mark = mark_on(&report, at, "看");
    let right = find(&mark, &report);
    for (from, to) in [
        (0, 10),
        (at + 1, at + 4),
        (text.len() * 2, text.len() * 3),
        (7, 8),
    ] {
        let mut wrong = mark.clone();
        wrong.anchor.span = Span::new(from, to);
        assert_eq!(find(&wrong, &report), right, "{from}..{to}");
    }
}

#[test]
fn the_same_words_in_another_script_other_marks_and_other_lines_are_the_same() {
    let text = text_of(&usual());
    let old = report(&text);
    let mark = mark_on(&old, place(&text, "企业登记", 0), "");
    let other = text
        .replace("企业登记实现", "企業登記\n　　實現")
        .replace('，', ",");
    let new = report(&other);
    let Found::At(span) = find(&mark, &new) else {
        panic!("{:?}", find(&mark, &new));
    };
    assert!(
        span.of(&other).starts_with("企業登記"),
        "{}",
        span.of(&other)
    );
}

#[test]
fn of_the_same_words_in_two_places_the_surroundings_tell_which() {
    let text = text_of(&usual());
    let old = report(&text);
    let words = "各项工作取得新的成效。";
    for nth in [0, 1] {
        let mark = mark_on(&old, place(&text, words, nth), "");
        assert_eq!(mark.anchor.nth, (nth as u32, 2));
        // The other one is gone, or there is a third one before both.
        let rest = text.replacen(words, if nth == 0 { words } else { "" }, 1);
        let rest = if nth == 0 {
            let last = rest.rfind(words).unwrap();
            format!("{}{}", &rest[..last], &rest[last + words.len()..])
        } else {
            rest
        };
        let new = report(&rest);
        let only = place(&rest, words, 0);
        assert_eq!(find(&mark, &new).span().unwrap().start(), only);
        let third = text.replacen("现在，", &format!("{words}现在，"), 1);
        let new = report(&third);
        let here = place(&third, words, nth + 1);
        assert_eq!(find(&mark, &new).span().unwrap().start(), here, "{nth}");
    }
    // The parts change places.
    let mut turned = usual();
    turned.rotate_left(5);
    let turned = text_of(&turned);
    let new = report(&turned);
    let mark = mark_on(&old, place(&text, words, 1), "");
    let found = find(&mark, &new).span().unwrap();
    let before = &turned[..found.start()];
    assert!(before.ends_with("床位增加四百张。"), "{before}");
}

#[test]
fn a_reworded_sentence_is_said_to_be_one_and_a_strange_one_is_not_taken() {
    let text = text_of(&usual());
    let old = report(&text);
    let mark = mark_on(&old, place(&text, "老旧管网", 0), "看");
    let reworded = text.replace(
        "老旧管网改造如期完成，漏损率降到一成以下。",
        "老旧管网改造提前完成，漏损率降到百分之九以下。",
    );
    let new = report(&reworded);
    let Found::Near(span, like) = find(&mark, &new) else {
        panic!("{:?}", find(&mark, &new));
    };
    assert_eq!(span.start(), place(&reworded, "老旧管网", 0));
    assert!((0.6..1.0).contains(&like), "{like}");
    let strange = text.replace("老旧管网改造如期完成，漏损率降到一成以下。", "");
    assert_eq!(find(&mark, &report(&strange)), Found::Lost);
    // What everybody says is no place in a wholly other text.
    let greeting = mark_on(&old, place(&text, "各位代表", 0), "");
    let other = "2019年乙县政府工作报告\n朋友们：\n我们开会。各位代表：\n请大家发言。\n";
    assert_eq!(find(&greeting, &report(other)), Found::Lost);
}

#[test]
fn several_sentences_are_found_together() {
    let text = text_of(&usual());
    let old = report(&text);
    let (from, to) = (place(&text, "沿河绿道", 0), place(&text, "医院门诊", 0) + 3);
    let mark = Mark::new(&old, None, Span::new(from, to), Kind::Note, "看").unwrap();
    assert!(mark.anchor.quote.starts_with("沿河") && mark.anchor.quote.ends_with("四百张。"));
    let longer = text.replacen("现在，", "各位委员，朋友们：现在，", 1);
    let span = find(&mark, &report(&longer)).span().unwrap();
    assert_eq!(span.of(&longer), mark.anchor.quote);
    let reworded = longer.replace("新设市场主体增长一成半", "新设市场主体增长两成");
    let Found::Near(span, _) = find(&mark, &report(&reworded)) else {
        panic!("{:?}", find(&mark, &report(&reworded)));
    };
    assert!(span.of(&reworded).starts_with("沿河") && span.of(&reworded).ends_with("四百张。"));
    // No more than a page and a half.
    let long = format!(
        "2021年甲区政府工作报告\n各位代表：\n{}\n",
        SENTENCES[2].repeat(200)
    );
    let long_report = report(&long);
    let all = Span::new(0, long.len());
    let mark = Mark::new(&long_report, None, all, Kind::Note, "看").unwrap();
    assert!(mark.anchor.quote.chars().count() <= LONGEST_QUOTE);
    assert_eq!(find(&mark, &long_report), Found::At(mark.anchor.span));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// However a text grows elsewhere, a mark stays with its sentence; of two that read alike with its own.
    #[test]
    fn a_text_that_grows_elsewhere_moves_no_mark_to_another_sentence(
        own in 0..SENTENCES.len(),
        at in 0..=SENTENCES.len(),
        new in prop::collection::vec("新增的第[甲乙丙丁戊己庚辛]{3,9}项内容已经写好。", 1..30),
    ) {
        let text = text_of(&usual());
        let old = report(&text);
        let nth = SENTENCES[..own].iter().filter(|s| **s == SENTENCES[own]).count();
        let mark = mark_on(&old, place(&text, SENTENCES[own], nth), "");
        let mut grown = usual();
        grown.splice(at..at, new);
        let grown = text_of(&grown);
        let found = find(&mark, &report(&grown));
        prop_assert_eq!(
            found.span().map(Span::start),
            Some(place(&grown, SENTENCES[own], nth)),
            "{:?}", found
        );
        prop_assert!(matches!(found, Found::At(_)));
    }

    /// What is found is in the text, and is like what was marked or is it.
    #[test]
    fn whatever_becomes_of_a_text_what_is_found_can_be_shown(
        own in 0..SENTENCES.len(),
        dropped in prop::collection::vec(any::<bool>(), SENTENCES.len()),
        noise in "\\PC{0,40}",
    ) {
        let text = text_of(&usual());
        let mark = mark_on(&report(&text), place(&text, SENTENCES[own], 0), "");
        let mut left = usual();
        let mut keep = dropped.into_iter();
        left.retain(|_| keep.next().unwrap_or(true));
        left.push(noise);
        let text = text_of(&left);
        let other = report(&text);
        match find(&mark, &other) {
            Found::At(span) => prop_assert!(span.of(&text).contains(SENTENCES[own])),
            Found::Near(span, like) => prop_assert!(!span.of(&text).is_empty() && like >= 0.6),
            // What looks like no speech is not read, and so not found.
            Found::Lost => prop_assert!(
                other.paragraphs.iter().all(|p| !p.span.of(&text).contains(SENTENCES[own]))
            ),
        }
    }
}

#[test]
fn in_real_reports_every_tenth_sentence_is_found_after_another_is_put_in() {
    let Some(folder) = support::shared("reports/seeds") else {
        return;
    };
    let mut seen = 0;
    let found = library::discover(std::slice::from_ref(&folder));
    for entry in found.entries.into_iter().take(6) {
        let Ok(old) = library::load(&entry) else {
            continue;
        };
        let Some(middle) = old.sentences.get(old.sentences.len() / 2) else {
            continue;
        };
        let mut text = old.text.to_string();
        text.insert_str(middle.span.end(), "这一句是后来加进来的，原来没有。");
        let new = report(&text);
        let shift = text.len() - old.text.len();
        let finder = duizhao::report::mark::Finder::new(&new);
        for sentence in old.sentences.iter().step_by(10) {
            let at = sentence.span.start();
            let mark = mark_on(&old, at, "");
            let right = if at > middle.span.start() {
                at + shift
            } else {
                at
            };
            let found = finder.find(&mark);
            let span = found.span();
            assert!(
                span.is_some_and(|s| s.start() <= right && right < s.end()),
                "{}: {found:?} for {at}, {right}",
                entry.name()
            );
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("duizhao"));
    (folder, store)
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_414_607)
}

fn keep(store: &Store, change: &Change) -> Marks {
    store.keep_marks(change, now()).unwrap().marks
}

fn some_marks() -> Vec<Mark> {
    let text = text_of(&usual());
    let report = report(&text);
    SENTENCES[..5]
        .iter()
        .enumerate()
        .map(|(i, s)| {
            let note = if i % 2 == 0 {
                String::new()
            } else {
                format!("看第{i}条\n再看")
            };
            mark_on(&report, place(&text, s, 0), &note)
        })
        .collect()
}

fn raw(store: &Store) -> String {
    fs::read_to_string(store.marks_file()).unwrap()
}

#[test]
fn marks_that_are_kept_come_back_and_reading_makes_nothing() {
    let (folder, store) = store();
    assert_eq!(store.read_marks().unwrap(), Marks::default());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    for mark in some_marks() {
        keep(&store, &Change::add(mark));
    }
    let marks = store.read_marks().unwrap();
    assert_eq!(marks.list.len(), 5);
    let numbers: Vec<u64> = marks.list.iter().map(|m| m.id.0).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    for (kept, new) in marks.list.iter().zip(some_marks()) {
        assert!(kept.says_as(&new));
        assert_eq!((&kept.of, &kept.anchor), (&new.of, &new.anchor));
        assert_eq!(kept.made.to_string(), "2026-11-23T06:16:47Z");
    }
    // A person can read it.
    let raw = raw(&store);
    for words in [
        SENTENCES[1],
        "看第1条\\n再看",
        "2026-11-23T06:16:47Z",
        "/r/甲区2021.txt",
    ] {
        assert!(raw.contains(words), "{words} in {raw}");
    }
    assert!(!store.file().exists(), "the library is another file");
}

#[test]
fn a_change_of_marks_is_taken_back_by_what_it_gives() {
    let (_folder, store) = store();
    for mark in some_marks() {
        keep(&store, &Change::add(mark));
    }
    let before = store.read_marks().unwrap();
    let second = before.get(MarkId(2)).unwrap().clone();
    for change in [
        Change::remove(second.clone()),
        Change::rewrite(&second, "改过的\n\n三行"),
        Change::add(mark_on(&report(&text_of(&usual())), 3, "新的")),
    ] {
        let later = now() + Duration::from_secs(90);
        let kept = store.keep_marks(&change, later).unwrap();
        assert_ne!(kept.marks.list, before.list);
        let back = keep(&store, &kept.done.undo.unwrap());
        assert_eq!(back.list, before.list);
        assert_eq!(store.read_marks().unwrap().list, before.list);
    }
}

#[test]
fn a_bookmark_that_is_there_is_not_set_twice_and_one_that_is_gone_not_removed_twice() {
    let (_folder, store) = store();
    let mark = some_marks().remove(0);
    let kept = keep(&store, &Change::add(mark.clone()));
    let again = store.keep_marks(&Change::add(mark), now()).unwrap();
    assert_eq!((&again.marks, again.done.undo), (&kept, None));
    let remove = Change::remove(kept.list[0].clone());
    keep(&store, &remove);
    let again = store.keep_marks(&remove, now()).unwrap();
    assert_eq!((again.marks.list.len(), again.done.undo), (0, None));
    // Its number is not given to another.
    let next = keep(&store, &Change::add(some_marks().remove(1)));
    assert_eq!(next.list[0].id, MarkId(2));
}

#[test]
fn two_programs_that_know_nothing_of_each_other_lose_nothing() {
    let (_folder, store) = store();
    let two = Store::at(store.file().parent().unwrap());
    let marks = some_marks();
    let note = keep(&store, &Change::add(marks[1].clone())).list[0].clone();
    // Both see the note; one rewrites it, the other does so too.
    keep(&store, &Change::rewrite(&note, "第一个人的话"));
    let kept = two
        .keep_marks(&Change::rewrite(&note, "第二个人的话"), now())
        .unwrap();
    assert!(kept.done.both);
    let notes: Vec<&str> = kept.marks.list.iter().map(|m| m.note.as_str()).collect();
    assert_eq!(notes, ["第一个人的话", "第二个人的话"]);
    // One removes what the other has rewritten: it stays.
    let refused = two
        .keep_marks(&Change::remove(note.clone()), now())
        .unwrap_err();
    assert!(matches!(refused, StoreError::Marks(..)), "{refused:?}");
    for lang in [Lang::Zh, Lang::En] {
        assert!(refused.sentence(lang).contains("marks.json"));
    }
    assert_eq!(store.read_marks().unwrap().list.len(), 2);
    // One rewrites what the other has removed: what was written now is kept.
    let first = kept.marks.list[0].clone();
    keep(&store, &Change::remove(first.clone()));
    let kept = two
        .keep_marks(&Change::rewrite(&first, "还要"), now())
        .unwrap();
    assert!(kept.marks.list.iter().any(|m| m.note == "还要"));
    // Many at once.
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (store, mark) = (store.clone(), marks[1].clone());
            scope.spawn(move || {
                for i in 0..10 {
                    let note = format!("{n} 的第 {i} 条");
                    let mark = Mark {
                        note,
                        ..mark.clone()
                    };
                    keep(&store, &Change::add(mark));
                }
            });
        }
    });
    let all = store.read_marks().unwrap();
    assert_eq!(all.list.len(), 82);
    let mut numbers: Vec<u64> = all.list.iter().map(|m| m.id.0).collect();
    numbers.dedup();
    assert_eq!(numbers.len(), 82);
}

#[test]
fn a_broken_file_of_marks_is_said_with_its_line_and_left_as_it_is() {
    let (_folder, store) = store();
    keep(&store, &Change::add(some_marks().remove(0)));
    for (broken, line) in [
        ("{\n \"version\": 1,\n \"marks\": [{},]\n}\n", 3),
        ("{\n \"version\": 1,\n \"marks\": [\n {\"id\": 1\n", 5),
        ("", 1),
        ("[]", 1),
        ("\0\0\0\0", 1),
    ] {
        fs::write(store.marks_file(), broken).unwrap();
        let why = store.read_marks().unwrap_err();
        let StoreError::Broken(path, at, _) = &why else {
            panic!("{why:?}");
        };
        assert_eq!((path, *at), (&store.marks_file(), line), "{broken}");
        let change = Change::add(some_marks().remove(1));
        assert_eq!(store.keep_marks(&change, now()).unwrap_err(), why);
        assert_eq!(raw(&store), broken);
        for lang in [Lang::Zh, Lang::En] {
            let sentence = why.sentence(lang);
            assert!(sentence.contains("marks.json") && sentence.contains(&line.to_string()));
        }
    }
    fs::write(store.marks_file(), "{\"version\": 9, \"marks\": []}").unwrap();
    let change = Change::add(some_marks().remove(1));
    let why = store.keep_marks(&change, now()).unwrap_err();
    assert!(matches!(why, StoreError::Newer(_, 9)), "{why:?}");
    assert!(raw(&store).contains("\"version\": 9"));
}

#[test]
fn what_this_version_does_not_understand_of_marks_stays() {
    let (_folder, store) = store();
    for mark in some_marks().into_iter().take(3) {
        keep(&store, &Change::add(mark));
    }
    let mut value: serde_json::Value = serde_json::from_str(&raw(&store)).unwrap();
    value["colours"] = serde_json::json!({"1": "red"});
    value["marks"][1]["tags"] = serde_json::json!(["要", "核"]);
    let odd = serde_json::json!({"id": 7, "kind": "drawing", "strokes": [1, 2]});
    let marks = value["marks"].as_array_mut().unwrap();
    marks.insert(0, odd.clone());
    // One was copied by hand: two of one number.
    let twin = marks[3].clone();
    marks.push(twin);
    fs::write(store.marks_file(), value.to_string()).unwrap();
    let read = store.read_marks().unwrap();
    assert_eq!(read.list.len(), 4);
    let second = read.get(MarkId(2)).unwrap().clone();
    keep(&store, &Change::rewrite(&second, "改过"));
    keep(
        &store,
        &Change::remove(read.get(MarkId(1)).unwrap().clone()),
    );
    let value: serde_json::Value = serde_json::from_str(&raw(&store)).unwrap();
    assert_eq!(value["colours"]["1"], "red");
    let marks = value["marks"].as_array().unwrap();
    let rewritten = marks.iter().find(|m| m["id"] == 2).unwrap();
    assert_eq!(rewritten["note"], "改过");
    assert_eq!(rewritten["tags"], serde_json::json!(["要", "核"]));
    assert!(marks.contains(&odd), "{value}");
    assert_eq!(marks.len(), 4);
    assert_eq!(store.read_marks().unwrap().list.len(), 3);
}

#[test]
fn hostile_characters_in_a_note_come_back_and_do_not_stand_raw_in_the_file() {
    let (_folder, store) = store();
    let hostile = "\u{1b}]0;甲\u{7}\u{9b}31m\u{202e}倒\0\u{200b}\u{e0041}\n\"\\尾";
    let mut mark = some_marks().remove(1);
    mark.note = hostile.to_owned();
    let kept = keep(&store, &Change::add(mark));
    assert_eq!(kept.list[0].note, hostile);
    assert_eq!(store.read_marks().unwrap().list[0].note, hostile);
    let raw = raw(&store);
    assert!(raw.chars().all(|c| c == '\n' || !c.is_control()), "{raw:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_and_the_marks_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, store) = store();
    let kept = keep(&store, &Change::add(some_marks().remove(0)));
    let folder = store.file().parent().unwrap().to_owned();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    let change = Change::add(some_marks().remove(1));
    let result = store.keep_marks(&change, now());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    // Whoever runs as root may write everywhere.
    if let Err(why) = result {
        assert!(why.sentence(Lang::Zh).contains("书签"), "{why}");
        assert_eq!(store.read_marks().unwrap(), kept);
    }
}

#[test]
fn two_thousand_marks_are_kept_and_found() {
    let (_folder, store) = store();
    let text = text_of(&usual());
    let marks: Vec<Mark> = some_marks();
    let mut written = Vec::new();
    for i in 0..2000 {
        let mut mark = marks[i % marks.len()].clone();
        mark.id = MarkId(i as u64 + 1);
        written.push(mark);
    }
    // As the program writes them, by one change that takes the rest along.
    keep(&store, &Change::add(marks[1].clone()));
    let mut value: serde_json::Value = serde_json::from_str(&raw(&store)).unwrap();
    let one = value["marks"][0].clone();
    let all: Vec<serde_json::Value> = written
        .iter()
        .map(|mark| {
            let mut value = one.clone();
            value["id"] = mark.id.0.into();
            value["note"] = format!("第 {} 条", mark.id.0).into();
            value
        })
        .collect();
    value["marks"] = all.into();
    fs::write(store.marks_file(), value.to_string()).unwrap();
    let read = store.read_marks().unwrap();
    assert_eq!(read.list.len(), 2000);
    let kept = keep(&store, &Change::rewrite(&read.list[999], "改过"));
    assert_eq!(kept.list.len(), 2000);
    let longer = text.replacen("现在，", "各位委员：现在，", 1);
    let new = report(&longer);
    let finder = duizhao::report::mark::Finder::new(&new);
    for mark in &kept.list {
        assert!(matches!(finder.find(mark), Found::At(_)));
    }
}
