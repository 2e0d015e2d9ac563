//! The library on disk: what is kept comes back, nothing is lost, nothing is overwritten in silence.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::locale::Lang;
use duizhao::report::library::{Anchor, Catalogue, Change, Judgement};
use duizhao::report::source::Charset;
use duizhao::report::{Correction, Field, Fingerprint};
use duizhao::store::whole::Cause;
use duizhao::store::{FILE, Store, StoreError};
use proptest::prelude::*;
use tempfile::TempDir;

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("duizhao"));
    (folder, store)
}

fn year(value: &str) -> Correction {
    let mut correction = Correction::default();
    correction.set(Field::Year, Some(value)).unwrap();
    correction
}

fn add(paths: &[&str]) -> Change {
    Change::Add(paths.iter().map(PathBuf::from).collect())
}

fn anchor(text: &str, at: u32) -> Anchor {
    Anchor {
        text: Fingerprint::of(text),
        at,
        title: format!("{text}之{at}"),
    }
}

fn judge(at: u32, to: u32, stands: Option<bool>) -> Change {
    Change::Judge(anchor("甲", at), anchor("乙", to), stands)
}

fn text(store: &Store) -> String {
    fs::read_to_string(store.file()).unwrap()
}

#[test]
fn a_library_that_is_not_there_is_empty_and_reading_makes_nothing() {
    let (folder, store) = store();
    assert_eq!(store.load().unwrap(), Catalogue::default());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_is_kept_comes_back() {
    let (_folder, store) = store();
    let mark = Fingerprint::of("甲");
    store.keep(add(&["/a/甲.txt", "/b"])).unwrap();
    store.keep(Change::Drop(vec!["/b/乙.txt".into()])).unwrap();
    store
        .keep(Change::ReadAs("/a/甲.txt".into(), Some(Charset::Gb18030)))
        .unwrap();
    let kept = store.keep(Change::Correct(mark, year("2016"))).unwrap();
    let loaded = store.load().unwrap();
    assert_eq!(kept.catalogue, loaded);
    assert_eq!(loaded.paths, [Path::new("/a/甲.txt"), Path::new("/b")]);
    assert!(loaded.dropped.contains(Path::new("/b/乙.txt")));
    assert_eq!(
        loaded.charset(Path::new("/a/甲.txt")),
        Some(Charset::Gb18030)
    );
    assert_eq!(loaded.corrections.get(&mark), Some(&year("2016")));
    assert!(text(&store).contains("/a/甲.txt"), "a person can read it");
    let names: Vec<_> = fs::read_dir(store.file().parent().unwrap())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        names.iter().all(|n| n == FILE || n == "library.lock"),
        "nothing is left behind: {names:?}"
    );
}

#[cfg(unix)]
#[test]
fn names_of_any_bytes_come_back() {
    use std::os::unix::ffi::OsStringExt as _;
    let (_folder, store) = store();
    let path = PathBuf::from(std::ffi::OsString::from_vec(
        b"/a/100%\xb1\xa8\xff \n\"\xe6\x8a\xa5.txt".to_vec(),
    ));
    let plain = PathBuf::from("/a/%41\u{1b}.txt");
    store
        .keep(Change::Add(vec![path.clone(), plain.clone()]))
        .unwrap();
    store
        .keep(Change::ReadAs(path.clone(), Some(Charset::Big5)))
        .unwrap();
    let loaded = store.load().unwrap();
    assert_eq!(loaded.paths, [path.clone(), plain]);
    assert_eq!(loaded.charset(&path), Some(Charset::Big5));
    assert!(!text(&store).contains('\u{1b}'));
}

#[test]
fn relative_paths_are_kept_from_the_root() {
    let (_folder, store) = store();
    let kept = store.keep(add(&["./x/../甲.txt"])).unwrap();
    let here = std::env::current_dir().unwrap();
    assert_eq!(kept.catalogue.paths, [here.join("甲.txt")]);
}

#[test]
fn a_broken_file_is_said_with_its_line_and_left_as_it_is() {
    let (_folder, store) = store();
    store.keep(add(&["/a"])).unwrap();
    for (broken, line) in [
        ("{\n \"version\": 1,\n \"paths\": [\"/a\",]\n}\n", 3),
        ("{\n \"version\": 1,\n \"paths\": [\n 7\n]}", 4),
        (
            "{\n \"version\": 1,\n \"corrections\": {\n\"zz\": {}\n}}",
            4,
        ),
        ("", 1),
        ("[]", 1),
        ("{}", 1),
        ("\0\0\0\0", 1),
    ] {
        fs::write(store.file(), broken).unwrap();
        let why = store.load().unwrap_err();
        let StoreError::Broken(path, at, _) = &why else {
            panic!("{why:?}");
        };
        assert_eq!((path, *at), (&store.file(), line), "{broken}");
        assert_eq!(store.keep(add(&["/b"])).unwrap_err(), why);
        assert_eq!(text(&store), broken);
        for lang in [Lang::Zh, Lang::En] {
            let sentence = why.sentence(lang);
            assert!(sentence.contains("library.json") && sentence.contains(&line.to_string()));
        }
    }
}

#[test]
fn what_this_version_knows_nothing_of_stays() {
    let (_folder, store) = store();
    fs::create_dir_all(store.file().parent().unwrap()).unwrap();
    let mark = Fingerprint::of("甲");
    fs::write(
        store.file(),
        format!(
            r#"{{"version": 1, "paths": ["/a"], "notes": {{"x": [1, 2]}},
            "encodings": [{{"path": "/a/b", "encoding": "GBK", "why": "mine"}}],
            "corrections": {{"{mark}": {{"year": 2016, "mayor": "某人", "level": "帝国"}}}}}}"#
        ),
    )
    .unwrap();
    let loaded = store.load().unwrap();
    assert_eq!(loaded.corrections.get(&mark), Some(&year("2016")));
    assert_eq!(loaded.charset(Path::new("/a/b")), Some(Charset::Gb18030));
    store.keep(add(&["/c"])).unwrap();
    store
        .keep(Change::Correct(mark, Correction::default()))
        .unwrap();
    let json: serde_json::Value = serde_json::from_str(&text(&store)).unwrap();
    assert_eq!(json["notes"]["x"][1], 2);
    assert_eq!(json["encodings"][0]["why"], "mine");
    let left = &json["corrections"][mark.to_string()];
    assert_eq!(left["mayor"], "某人");
    assert_eq!(left["level"], "帝国");
    assert!(left.get("year").is_none(), "it was taken back");
    assert_eq!(json["paths"][1], "/c");
}

#[test]
fn words_on_links_come_back_and_can_be_taken_back() {
    let (_folder, store) = store();
    store.keep(judge(3, 30, Some(true))).unwrap();
    let kept = store.keep(judge(4, 40, Some(false))).unwrap();
    assert_eq!(store.load().unwrap(), kept.catalogue);
    assert_eq!(kept.catalogue.judgements.len(), 2);
    // Named the other way round it is the same pair, and the later word counts.
    let turned = Change::Judge(anchor("乙", 30), anchor("甲", 3), Some(false));
    let broken = store.keep(turned).unwrap();
    assert!(broken.catalogue.judgements.iter().all(|j| !j.stands));
    assert_eq!(broken.catalogue.judgements.len(), 2);
    let undone = store.keep(broken.undo).unwrap();
    assert_eq!(undone.catalogue, kept.catalogue);
    let undone = store.keep(kept.undo).unwrap();
    assert_eq!(
        undone.catalogue.judgements,
        [Judgement::new(anchor("甲", 3), anchor("乙", 30), true)]
    );
    store.keep(judge(3, 30, None)).unwrap();
    assert!(!text(&store).contains("judgements"));
}

#[test]
fn a_word_on_a_link_that_is_not_understood_stays_and_costs_no_other() {
    let (_folder, store) = store();
    store.keep(judge(3, 30, Some(true))).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text(&store)).unwrap();
    let list = json["judgements"].as_array_mut().unwrap();
    // As a person may have written it: the other one first, with notes.
    let (a, b) = (list[0]["a"].clone(), list[0]["b"].clone());
    (list[0]["a"], list[0]["b"]) = (b, a);
    list[0]["why"] = "see the minutes".into();
    list[0]["a"]["seen"] = 7.into();
    let titled = list[0]["a"]["title"].clone();
    list.insert(0, serde_json::json!({"a": "somewhere", "stands": true}));
    list.push(serde_json::json!(17));
    fs::write(store.file(), json.to_string()).unwrap();
    assert_eq!(
        store.load().unwrap().judgements,
        [Judgement::new(anchor("甲", 3), anchor("乙", 30), true)]
    );
    store.keep(judge(3, 30, Some(false))).unwrap();
    store.keep(judge(5, 50, Some(true))).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text(&store)).unwrap();
    let list = json["judgements"].as_array().unwrap();
    assert_eq!(list.len(), 4);
    assert!(list.contains(&17.into()));
    assert!(list.iter().any(|j| j["a"] == "somewhere"));
    let mine = list.iter().find(|j| j["why"] == "see the minutes").unwrap();
    assert_eq!(mine["stands"], false);
    let side = ["a", "b"].into_iter().find(|s| mine[s]["seen"] == 7);
    assert_eq!(mine[side.unwrap()]["title"], titled);
}

#[test]
fn what_a_later_version_wrote_is_read_and_not_changed() {
    let (_folder, store) = store();
    fs::create_dir_all(store.file().parent().unwrap()).unwrap();
    let later = r#"{"version": 9, "paths": ["/a"]}"#;
    fs::write(store.file(), later).unwrap();
    assert_eq!(store.load().unwrap().paths, [Path::new("/a")]);
    assert!(matches!(
        store.keep(add(&["/b"])),
        Err(StoreError::Newer(_, 9))
    ));
    assert_eq!(text(&store), later);
}

#[test]
fn many_at_once_lose_nothing() {
    let (_folder, store) = store();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let store = store.clone();
            scope.spawn(move || {
                for i in 0..10 {
                    store.keep(add(&[&format!("/{writer}/{i}")])).unwrap();
                    store.keep(judge(writer, i, Some(i % 2 == 0))).unwrap();
                }
            });
        }
        // Whoever reads meanwhile finds it whole.
        for _ in 0..50 {
            store.load().unwrap();
        }
    });
    let all = store.load().unwrap();
    assert_eq!((all.paths.len(), all.judgements.len()), (80, 80));
}

#[cfg(unix)]
#[test]
fn where_nothing_can_be_written_it_is_read_and_the_refusal_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, store) = store();
    store.keep(add(&["/a"])).unwrap();
    let before = text(&store);
    let home = store.file().parent().unwrap().to_owned();
    fs::remove_file(home.join("library.lock")).unwrap();
    fs::set_permissions(&home, fs::Permissions::from_mode(0o555)).unwrap();
    assert_eq!(store.load().unwrap().paths.len(), 1);
    let kept = store.keep(add(&["/b"]));
    fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
    // Nothing is refused to root.
    if let Err(why) = kept {
        assert!(matches!(why, StoreError::System(..)), "{why:?}");
        assert!(why.sentence(Lang::En).contains("permission denied"));
        assert_eq!(text(&store), before);
    }

    // A file where the folder should be.
    let file = home.join("文件");
    fs::write(&file, "x").unwrap();
    let why = Store::at(&file).keep(add(&["/b"])).unwrap_err();
    assert!(why.sentence(Lang::Zh).contains("不是文件夹"), "{why:?}");
}

#[test]
fn a_change_that_cannot_be_written_leaves_the_library_as_it_was() {
    let (_folder, store) = store();
    store.keep(add(&["/a"])).unwrap();
    let before = text(&store);
    let full = StoreError::System(store.file(), Cause::Full);
    assert!(full.sentence(Lang::Zh).contains("磁盘已满"));
    assert_eq!(text(&store), before);
    // What a crash left behind is in nobody's way, and goes.
    let left = store
        .file()
        .with_file_name(".library.json.0123456789abcdef.new");
    fs::write(&left, "half").unwrap();
    store.keep(add(&["/b"])).unwrap();
    assert_eq!(store.load().unwrap().paths.len(), 2);
    assert!(!left.exists());
}

#[cfg(unix)]
#[test]
fn a_library_that_is_a_link_stays_one() {
    let (folder, store) = store();
    let elsewhere = folder.path().join("mine.json");
    fs::write(&elsewhere, "{\"version\": 1}").unwrap();
    fs::create_dir_all(store.file().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, store.file()).unwrap();
    store.keep(add(&["/a"])).unwrap();
    assert!(fs::symlink_metadata(store.file()).unwrap().is_symlink());
    assert!(fs::read_to_string(&elsewhere).unwrap().contains("/a"));
}

#[test]
fn the_folder_is_found_by_option_variable_and_home_in_this_order() {
    let with = |value: &'static str| move |_: &str| Some(std::ffi::OsString::from(value));
    let named = Store::find(Some(Path::new("/x")), with("/y")).unwrap();
    assert_eq!(named.file(), Path::new("/x/library.json"));
    let by_variable = Store::find(None, with("/y")).unwrap();
    assert_eq!(by_variable.file(), Path::new("/y/library.json"));
    if let Ok(by_home) = Store::find(None, |_| None) {
        assert!(by_home.file().ends_with("duizhao/library.json"));
    }
}

// The catalogue as a value

#[test]
fn a_file_dropped_from_a_folder_stays_out_until_it_is_added_again() {
    let mut catalogue = Catalogue::default();
    let file = Path::new("/a/b/甲.txt");
    catalogue.apply(add(&["/a"]));
    assert!(catalogue.holds(file) && !catalogue.holds(Path::new("/ab")));
    let undo = catalogue.apply(Change::Drop(vec![file.into()]));
    assert!(!catalogue.holds(file) && catalogue.holds(Path::new("/a/b/乙.txt")));
    let mut other = catalogue.clone();
    other.apply(add(&["/a/b/甲.txt"]));
    assert!(other.holds(file) && other.dropped.is_empty());
    catalogue.apply(undo);
    assert!(catalogue.holds(file));

    // A folder below takes everything in it along, what was added by itself too.
    let mut catalogue = Catalogue::default();
    catalogue.apply(add(&["/a", "/a/b/甲.txt"]));
    catalogue.apply(Change::Drop(vec!["/a/b".into()]));
    assert!(!catalogue.holds(file) && catalogue.holds(Path::new("/a/c")));
    catalogue.apply(add(&["/a/b/甲.txt"]));
    assert!(catalogue.holds(file) && !catalogue.holds(Path::new("/a/b/乙.txt")));
}

fn paths() -> impl Strategy<Value = Vec<PathBuf>> {
    let path = prop::sample::select(vec![
        "/a", "/a/b", "/a/b/1", "/a/b/2", "/a/3", "/c", "/c/4", "/5",
    ]);
    prop::collection::vec(path.prop_map(PathBuf::from), 1..4)
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        paths().prop_map(Change::Add),
        paths().prop_map(Change::Drop),
        (
            paths(),
            prop::sample::select(vec![None, Some(Charset::Big5)])
        )
            .prop_map(|(paths, charset)| Change::ReadAs(paths[0].clone(), charset)),
        prop::sample::select(vec![year("2016"), year("2017"), Correction::default()])
            .prop_map(|correction| Change::Correct(Fingerprint::of("甲"), correction)),
        (
            0..3_u32,
            0..3_u32,
            prop::sample::select(vec![None, Some(true), Some(false)])
        )
            .prop_map(|(at, to, stands)| judge(at, to, stands)),
    ]
}

proptest! {
    #[test]
    fn every_change_can_be_undone_and_done_again(changes in prop::collection::vec(change(), 1..12)) {
        let mut catalogue = Catalogue::default();
        let mut steps = vec![catalogue.clone()];
        let mut undos = Vec::new();
        for change in changes {
            undos.push(catalogue.apply(change));
            steps.push(catalogue.clone());
        }
        while let Some(undo) = undos.pop() {
            let after = steps.pop().unwrap();
            let redo = catalogue.apply(undo);
            prop_assert_eq!(&catalogue, steps.last().unwrap());
            catalogue.apply(redo);
            prop_assert_eq!(&catalogue, &after);
            catalogue = steps.last().unwrap().clone();
        }
    }

    #[test]
    fn what_was_added_is_held_and_what_was_dropped_is_not(
        changes in prop::collection::vec(change(), 0..8),
        last in paths(),
    ) {
        let mut catalogue = Catalogue::default();
        for change in changes {
            catalogue.apply(change);
        }
        let mut dropped = catalogue.clone();
        dropped.apply(Change::Drop(last.clone()));
        catalogue.apply(Change::Add(last.clone()));
        for path in &last {
            prop_assert!(catalogue.holds(path));
            prop_assert!(!dropped.holds(path));
        }
    }
}
