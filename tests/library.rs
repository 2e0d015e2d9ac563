//! The library that is open: what is added, dropped and corrected shows at once; files that change are read again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use duizhao::app::msg::Msg;
use duizhao::app::shelf::State;
use duizhao::job::What;
use duizhao::locale::Lang;
use duizhao::report::library::{Change, Stamp};
use duizhao::report::source::{Charset, Problem};
use duizhao::report::{Correction, Field, ReportId};
use duizhao::store::Store;
use duizhao::term::watch::{Round, Watcher};
use tempfile::TempDir;

use crate::support::app::Harness;
use crate::support::pty::{Pty, command};

/// A report of our own with numbered sentences, so that each can be told from the others.
fn report(place: &str, year: u16, sentences: std::ops::Range<usize>) -> String {
    let mut text =
        format!("{year}年{place}政府工作报告\n\n各位代表：\n现在向大会报告工作，请予审议。\n");
    for (i, n) in sentences.clone().enumerate() {
        if i % 20 == 0 {
            text.push_str(&format!(
                "{}、第{}部分工作\n",
                ["一", "二", "三", "四", "五"][i / 20 % 5],
                i / 20 + 1
            ));
        }
        text.push_str(&format!("第{n}件事已经办完，新建学校{n}所。\n"));
    }
    text
}

struct Desk {
    folder: TempDir,
    store: Store,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("data"));
        fs::create_dir(folder.path().join("报告")).unwrap();
        Self { folder, store }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("报告").join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn add(&self, paths: &[&Path]) {
        let paths = paths.iter().map(|p| p.to_path_buf()).collect();
        self.store.keep(Change::Add(paths)).unwrap();
    }

    fn open(&self) -> Harness {
        Harness::library(self.store.clone(), 120, 40, Lang::Zh)
    }
}

fn names(harness: &Harness) -> Vec<String> {
    let slots = harness.app.shelf.slots();
    slots.map(|(_, slot)| slot.name.clone()).collect()
}

fn status(harness: &Harness) -> String {
    let status = harness.app.status.as_ref();
    status.map_or_else(String::new, |s| s.text.as_str().to_owned())
}

/// The sentence that the focused pane has at its top.
fn top(harness: &Harness) -> String {
    let pane = harness.app.pane().unwrap();
    let report = harness.app.report_in(harness.app.reader.focus).unwrap();
    let rest = &report.text[pane.anchor..];
    rest.lines().next().unwrap().to_owned()
}

#[test]
fn an_empty_library_opens_the_samples_and_gives_way_to_the_first_report() {
    let desk = Desk::new();
    let mut harness = desk.open();
    assert_eq!(harness.app.opened, What::Samples);
    assert!(harness.app.shelf.ready().all(|(_, r)| r.source.sample));
    let path = desk.write("甲2020.txt", &report("北辰区", 2020, 0..30));
    harness.keep(Change::Add(vec![path]));
    assert_eq!(harness.app.opened, What::Library);
    assert_eq!(names(&harness), ["甲2020.txt"]);
    assert_eq!(harness.app.shelf.ready_count(), 1);
}

#[test]
fn what_is_added_comes_to_the_rest_and_what_is_dropped_goes() {
    let desk = Desk::new();
    let first = desk.write("甲2020.txt", &report("北辰区", 2020, 0..30));
    desk.add(&[&first]);
    let mut harness = desk.open();
    assert_eq!(names(&harness), ["甲2020.txt"]);
    let second = desk.write("乙2021.txt", &report("北辰区", 2021, 0..30));
    harness.keep(Change::Add(vec![desk.path("")]));
    assert_eq!(names(&harness), ["甲2020.txt", "乙2021.txt"]);
    assert_eq!(harness.app.shelf.ready_count(), 2);
    assert!(harness.app.index.query("2021", &[], 9).1 > 0);
    assert_eq!(harness.watched.len(), 2);

    let mut kept = (*harness.app.catalogue).clone();
    let undo = kept.apply(Change::Drop(vec![second.clone()]));
    harness.keep(Change::Drop(vec![second.clone()]));
    assert_eq!(names(&harness), ["甲2020.txt"]);
    assert_eq!(harness.app.index.query("2021", &[], 9).1, 0);
    assert_eq!(harness.watched.len(), 1);
    assert!(second.is_file(), "files are never touched");
    harness.keep(undo);
    assert_eq!(names(&harness), ["甲2020.txt", "乙2021.txt"]);
    assert_eq!(harness.app.shelf.ready_count(), 2);
    assert!(harness.app.index.query("2021", &[], 9).1 > 0);
    assert_eq!(desk.store.load().unwrap(), *harness.app.catalogue);
    assert_eq!(names(&desk.open()), ["甲2020.txt", "乙2021.txt"]);
}

#[test]
fn a_correction_shows_at_once_and_the_next_time_outside_of_the_library_too() {
    let desk = Desk::new();
    let path = desk.write("甲2020.txt", &report("北辰区", 2020, 0..30));
    desk.add(&[&path]);
    let mut harness = desk.open();
    harness.keys("J J");
    let place = top(&harness);
    let id = ReportId(0);
    let year = |h: &Harness| {
        h.app
            .shelf
            .report(id)
            .unwrap()
            .identity
            .year
            .clone()
            .unwrap()
            .value
            .0
    };
    assert_eq!(year(&harness), 2020);
    let mut correction = Correction::default();
    correction.set(Field::Year, Some("2019")).unwrap();
    let text = harness.app.shelf.report(id).unwrap().fingerprint();
    harness.keep(Change::Correct(text, correction));
    assert_eq!(year(&harness), 2019);
    assert_eq!(top(&harness), place);

    let copy = desk.folder.path().join("另存.txt");
    fs::copy(&path, &copy).unwrap();
    let reading = duizhao::report::library::Reading {
        catalogue: desk.store.load().unwrap().into(),
        charset: None,
    };
    let read = reading
        .read(&duizhao::report::library::Entry::File(copy))
        .unwrap();
    assert_eq!(read.identity.year.unwrap().value.0, 2019);

    harness.keep(Change::Correct(text, Correction::default()));
    assert_eq!(year(&harness), 2020);
}

#[test]
fn another_encoding_is_read_at_once() {
    let desk = Desk::new();
    let path = desk.path("甲2020.txt");
    fs::write(
        &path,
        encoding_rs::GB18030
            .encode(&report("北辰区", 2020, 0..30))
            .0,
    )
    .unwrap();
    desk.add(&[&path]);
    let mut harness = desk.open();
    let encoding = |h: &Harness| h.app.shelf.report(ReportId(0)).unwrap().source.encoding;
    assert_eq!(encoding(&harness), "GB18030");
    harness.keep(Change::ReadAs(path.clone(), Some(Charset::Big5)));
    assert_eq!(
        desk.store.load().unwrap().charset(&path),
        Some(Charset::Big5)
    );
    assert_eq!(encoding(&harness), "Big5");
    harness.keep(Change::ReadAs(path, None));
    assert_eq!(encoding(&harness), "GB18030");
}

#[test]
fn a_library_that_cannot_be_changed_says_so_and_stays() {
    let desk = Desk::new();
    let path = desk.write("甲2020.txt", &report("北辰区", 2020, 0..30));
    desk.add(&[&path]);
    let mut harness = desk.open();
    fs::write(desk.store.file(), "{\n").unwrap();
    harness.keep(Change::Drop(vec![path]));
    assert!(
        status(&harness).contains("library.json"),
        "{}",
        status(&harness)
    );
    assert!(harness.app.status.as_ref().unwrap().error);
    assert_eq!(names(&harness), ["甲2020.txt"]);
}

#[test]
fn a_file_that_changed_is_read_again_and_the_place_is_kept() {
    let desk = Desk::new();
    let a = desk.write("甲2020.txt", &report("北辰区", 2020, 0..90));
    let b = desk.write("乙2021.txt", &report("北辰区", 2021, 0..90));
    let mut harness = Harness::open(vec![a.clone(), b], 120, 40, Lang::Zh);
    assert_eq!(harness.watched.len(), 2);
    harness.keys("J J J j j j");
    let place = top(&harness);
    assert!(place.contains("件事"), "{place}");
    let id = harness.app.pane().unwrap().report;
    assert_eq!(harness.app.shelf.slot(id).unwrap().name, "甲2020.txt");
    let stamp = harness.watched[0].2;
    // Forty sentences more at the beginning, as many fewer at the end.
    let mut text = report("北辰区", 2020, 0..90);
    let more: String = (200..240)
        .map(|n| format!("新加的第{n}句话说的是别的事情。\n"))
        .collect();
    let at = text.find("一、").unwrap();
    text.insert_str(at, &more);
    text.truncate(text.find("第80件事").unwrap());
    fs::write(&a, &text).unwrap();
    harness.send(Msg::Changed(vec![id]));
    assert_eq!(&*harness.app.shelf.report(id).unwrap().text, text);
    assert_eq!(top(&harness), place);
    assert_eq!(status(&harness), "已重新读取 1 份（文件有改动）");
    assert_ne!(harness.watched[0].2, stamp);
    assert!(harness.screen().contains(&place[..29]));
    // What was compared is compared anew.
    for pairing in harness.app.pairings.values() {
        let links = pairing.links.as_ref().unwrap();
        assert_eq!(
            links.of_a.len(),
            harness.app.report_in(0).unwrap().sections.len()
        );
        assert_eq!(
            links.of_b.len(),
            harness.app.report_in(1).unwrap().sections.len()
        );
    }
    // Going back leads to where the places are now.
    harness.keys("<");
    let report = harness.app.report_in(0).unwrap();
    assert!(
        report
            .text
            .is_char_boundary(harness.app.pane().unwrap().anchor)
    );
    // Touched, and nothing changed: nothing is said.
    harness.app.status = None;
    fs::write(&a, &text).unwrap();
    harness.send(Msg::Changed(vec![id]));
    assert_eq!(status(&harness), "");
}

#[test]
fn where_the_sentence_is_gone_the_nearest_one_stands() {
    let desk = Desk::new();
    let a = desk.write("甲2020.txt", &report("北辰区", 2020, 0..90));
    let mut harness = Harness::open(vec![a.clone()], 120, 40, Lang::Zh);
    harness.keys("J J J j j j");
    let place = top(&harness);
    let text = report("北辰区", 2020, 0..90).replace(&format!("{place}\n"), "");
    fs::write(&a, &text).unwrap();
    harness.send(Msg::Changed(vec![ReportId(0)]));
    let number = |s: &str| -> i32 {
        let digits: String = s.chars().filter(char::is_ascii_digit).collect();
        digits[..digits.len() / 2].parse().unwrap()
    };
    assert_eq!(number(&top(&harness)), number(&place) + 1);

    fs::write(&a, report("和平区", 2011, 500..600)).unwrap();
    harness.send(Msg::Changed(vec![ReportId(0)]));
    let now = harness.app.pane().unwrap().anchor;
    let report = harness.app.report_in(0).unwrap();
    assert!(report.text.is_char_boundary(now) && now < report.text.len());
}

#[test]
fn a_file_that_is_gone_or_spoilt_takes_nothing_away() {
    let desk = Desk::new();
    let a = desk.write("甲2020.txt", &report("北辰区", 2020, 0..90));
    let mut harness = Harness::open(vec![a.clone()], 120, 40, Lang::Zh);
    let id = ReportId(0);
    let before = harness.app.shelf.report(id).unwrap().text.clone();
    let problem = |h: &Harness| {
        let stale = h.app.shelf.slot(id).unwrap().stale.as_ref();
        stale.map(|why| why.problem.clone())
    };
    fs::write(&a, "").unwrap();
    harness.send(Msg::Changed(vec![id]));
    assert_eq!(problem(&harness), Some(Problem::Empty));
    assert!(status(&harness).contains("空文件"), "{}", status(&harness));
    fs::remove_file(&a).unwrap();
    harness.send(Msg::Changed(vec![id]));
    assert_eq!(problem(&harness), Some(Problem::Missing));
    assert!(status(&harness).contains("不在了"), "{}", status(&harness));
    assert_eq!(harness.app.shelf.report(id).unwrap().text, before);
    // Said once.
    harness.app.status = None;
    harness.send(Msg::Changed(vec![id]));
    assert_eq!(status(&harness), "");
    // It comes back as it was.
    fs::write(&a, &*before).unwrap();
    harness.send(Msg::Changed(vec![id]));
    assert_eq!(problem(&harness), None);
    assert_eq!(status(&harness), "");
}

#[test]
fn a_file_that_could_not_be_read_is_read_once_it_can() {
    let desk = Desk::new();
    let a = desk.write("甲2020.txt", &report("北辰区", 2020, 0..90));
    let b = desk.write("乙2021.txt", "nothing in Chinese");
    let mut harness = Harness::open(vec![a, b.clone()], 120, 40, Lang::Zh);
    assert_eq!(harness.app.shelf.ready_count(), 1);
    fs::write(&b, report("北辰区", 2021, 0..90)).unwrap();
    harness.send(Msg::Changed(vec![ReportId(1)]));
    assert_eq!(harness.app.shelf.ready_count(), 2);
    assert!(harness.app.shelf.hits(ReportId(1)).is_some());
}

#[test]
fn what_was_left_is_taken_up_again() {
    let desk = Desk::new();
    for i in 0..6 {
        desk.write(&format!("{i}.txt"), &report("北辰区", 2010 + i, 0..9));
    }
    let mut harness = Harness::open(vec![desk.path("")], 120, 40, Lang::Zh);
    assert_eq!(harness.app.shelf.ready_count(), 6);
    // As if loading had been stopped.
    for id in [3, 5] {
        harness.app.shelf.set(ReportId(id), State::Waiting);
    }
    let effects = harness.app.read_rest();
    assert!(harness.app.shelf.loading);
    harness.run(effects);
    assert_eq!(harness.app.shelf.ready_count(), 6);
    assert!(!harness.app.shelf.loading);
    assert!(harness.app.read_rest().is_empty());
}

// In a terminal

#[test]
fn the_program_opens_the_library_and_notices_a_change() {
    let desk = Desk::new();
    let path = desk.write("甲2020.txt", &report("北辰区", 2020, 0..9));
    desk.add(&[&path]);
    let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
    program.args(["--lang", "zh"]);
    program.env("DUIZHAO_LIBRARY", desk.store.file().parent().unwrap());
    let mut pty = Pty::start(program, 100, 30);
    pty.wait_for("第3件事已经办完");
    // Until it has been read to its end it is not watched; what is written before is noticed all the same.
    let text = report("北辰区", 2020, 0..9).replace("第3件事", "第三件大事");
    // Put in its place whole: half of a write would be read as another text.
    let whole = desk.write("甲.new", &text);
    fs::rename(&whole, &path).unwrap();
    pty.wait_for("第三件大事已经办完");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_broken_library_keeps_nobody_from_reading() {
    let desk = Desk::new();
    let path = desk.write("甲2020.txt", &report("北辰区", 2020, 0..9));
    let home = desk.store.file().parent().unwrap().to_owned();
    fs::create_dir(&home).unwrap();
    fs::write(desk.store.file(), "{").unwrap();
    let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
    program.args(["--lang", "zh", path.to_str().unwrap()]);
    program.env("DUIZHAO_LIBRARY", &home);
    let mut pty = Pty::start(program, 160, 30);
    pty.wait_for("第3件事已经办完");
    pty.wait_for("library.json");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(fs::read_to_string(desk.store.file()).unwrap(), "{");
}

// The watcher

#[test]
fn a_change_is_told_once_and_when_it_has_come_to_rest() {
    let desk = Desk::new();
    let a = desk.write("a", "甲");
    let b = desk.write("b", "乙");
    let mut round = Round::default();
    let read = |path: &PathBuf| fs::metadata(path).ok().map(|about| Stamp::of(&about));
    round.watch(vec![
        (ReportId(0), a.clone(), read(&a)),
        (ReportId(1), b.clone(), read(&b)),
        (ReportId(2), a.clone(), read(&a)),
    ]);
    assert!(round.look().is_empty());
    fs::write(&a, "甲乙").unwrap();
    assert!(round.look().is_empty(), "it may still be written");
    fs::write(&a, "甲乙丙").unwrap();
    assert!(round.look().is_empty());
    assert_eq!(round.look(), [ReportId(0), ReportId(2)]);
    assert!(round.look().is_empty());

    // Another file in its place, of the same size.
    let new = desk.write("new", "丁");
    fs::rename(&new, &b).unwrap();
    round.look();
    assert_eq!(round.look(), [ReportId(1)]);

    fs::remove_file(&b).unwrap();
    round.look();
    assert_eq!(round.look(), [ReportId(1)]);
    // Watched anew without being read: not told again, until it is back.
    round.watch(vec![(ReportId(1), b.clone(), None)]);
    assert!(round.look().is_empty() && round.look().is_empty());
    fs::write(&b, "戊").unwrap();
    round.look();
    assert_eq!(round.look(), [ReportId(1)]);
}

#[test]
fn the_thread_tells_and_ends() {
    let desk = Desk::new();
    let a = desk.write("a", "甲");
    let (send, told) = std::sync::mpsc::channel();
    let watcher = Watcher::start(move |ids| drop(send.send(ids)));
    watcher.watch(Vec::new());
    watcher.watch(vec![(ReportId(7), a.clone(), None)]);
    // Until the first look has been taken the file is as it is found.
    std::thread::sleep(Duration::from_millis(300));
    fs::write(&a, "甲乙丙").unwrap();
    let ids = told.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(ids, [ReportId(7)]);
    drop(watcher);
    assert!(told.recv_timeout(Duration::from_secs(20)).is_err());
}
