//! Every writer against every failing step: what stood there stands there, nothing is left lying, and a sentence says which file and why.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;

use duizhao::app::Overlay;
use duizhao::export::file::{self, FileError};
use duizhao::locale::Lang;
use duizhao::report::library::Change;
use duizhao::store::whole::{self, Cause, Disk, Doubt, NotWritten, Old, Readers, Real};
use duizhao::store::{Store, themes};
use duizhao::theme::own::Edit;
use rustix::io::Errno;
use tempfile::TempDir;

use crate::support::app::Harness;
use crate::support::faults::{Faulty, STEPS, Step, errors, names};

/// What came of a writing: said in English and Chinese.
enum Came {
    Done,
    Doubtful([String; 2]),
    Refused([String; 2]),
}

fn both(said: impl Fn(Lang) -> String) -> [String; 2] {
    [said(Lang::En), said(Lang::Zh)]
}

fn came(result: Result<Option<Doubt>, NotWritten>) -> Came {
    match result {
        Ok(None) => Came::Done,
        Ok(Some(doubt)) => Came::Doubtful(both(|lang| doubt.sentence(lang))),
        Err(why) => Came::Refused(both(|lang| why.sentence(lang))),
    }
}

/// A writer: the name of its file, the file's content before, and the writing by a disk.
struct Writer {
    name: &'static str,
    before: Option<&'static str>,
    write: fn(&'static dyn Disk, &Path) -> Came,
    after: fn(&str) -> bool,
}

fn by_store(disk: &'static dyn Disk, folder: &Path) -> Came {
    let store = Store::at(folder).written_by(disk);
    match store.keep(Change::Add(vec!["/b".into()])) {
        Ok(kept) => came(Ok(kept.doubt)),
        Err(why) => Came::Refused(both(|lang| why.sentence(lang))),
    }
}

fn by_themes(disk: &'static dyn Disk, folder: &Path) -> Came {
    let store = Store::at(folder).written_by(disk);
    let edit = Edit::Make {
        name: "河堤".into(),
        en: String::new(),
        group: "水利".into(),
        terms: vec!["护岸".into()],
    };
    match store.keep_themes(&edit) {
        Ok(kept) => came(Ok(kept.doubt)),
        Err(why) => Came::Refused(both(|lang| why.sentence(lang))),
    }
}

fn by_export(disk: &'static dyn Disk, folder: &Path, overwrite: bool) -> Came {
    match file::put_by(disk, &folder.join("对照.md"), b"# new\n", overwrite) {
        Ok(()) => Came::Done,
        Err(FileError::Doubtful(doubt)) => Came::Doubtful(both(|lang| doubt.sentence(lang))),
        Err(why) => Came::Refused(both(|lang| why.sentence(lang))),
    }
}

fn writers() -> Vec<Writer> {
    vec![
        Writer {
            name: "甲",
            before: Some("old"),
            write: |disk, folder| {
                let path = folder.join("甲");
                came(whole::put_by(
                    disk,
                    &path,
                    b"new and longer",
                    Readers::Owner,
                    Old::Replaced,
                ))
            },
            after: |text| text == "new and longer",
        },
        Writer {
            name: "甲",
            before: None,
            write: |disk, folder| {
                let path = folder.join("甲");
                came(whole::put_by(
                    disk,
                    &path,
                    b"new and longer",
                    Readers::Owner,
                    Old::Kept,
                ))
            },
            after: |text| text == "new and longer",
        },
        Writer {
            name: "library.json",
            before: Some("{\"version\": 1, \"paths\": [\"/a\"]}"),
            write: by_store,
            after: |text| text.contains("\"/a\"") && text.contains("\"/b\""),
        },
        Writer {
            name: "library.json",
            before: None,
            write: by_store,
            after: |text| text.contains("\"/b\""),
        },
        Writer {
            name: themes::FILE,
            before: Some("# mine\n[\"水利\"]\nterms = [\"水库\"]\n"),
            write: by_themes,
            after: |text| text.starts_with("# mine") && text.contains("护岸"),
        },
        Writer {
            name: "对照.md",
            before: Some("# old\n"),
            write: |disk, folder| by_export(disk, folder, true),
            after: |text| text == "# new\n",
        },
        Writer {
            name: "对照.md",
            before: None,
            write: |disk, folder| by_export(disk, folder, false),
            after: |text| text == "# new\n",
        },
    ]
}

/// A folder in which the writer's file stands as it was.
fn stage(writer: &Writer) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    if let Some(before) = writer.before {
        let path = folder.path().join(writer.name);
        fs::write(&path, before).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    }
    folder
}

fn content(folder: &Path, name: &str) -> Option<String> {
    fs::read_to_string(folder.join(name)).ok()
}

/// All names but that of the lock.
fn files(folder: &Path) -> Vec<String> {
    let mut names = names(folder);
    names.retain(|n| n != "library.lock");
    names
}

#[test]
fn each_step_of_each_writer_may_fail_and_nothing_is_lost() {
    let mut refused = 0;
    for writer in writers() {
        for step in STEPS {
            for number in 0..3 {
                for (errno, word) in errors() {
                    let what = format!("{} {step:?} {number} {word}", writer.name);
                    let stage = stage(&writer);
                    let disk = Faulty::at(step, number, errno);
                    let came = (writer.write)(disk, stage.path());
                    let now = content(stage.path(), writer.name);
                    if disk.failed() == 0 {
                        // No such step.
                        assert!(matches!(came, Came::Done), "{what}");
                        assert!(now.is_some_and(|t| (writer.after)(&t)), "{what}");
                        continue;
                    }
                    match came {
                        Came::Refused([en, zh]) => {
                            refused += 1;
                            assert_eq!(now.as_deref(), writer.before, "{what}");
                            assert!(en.contains(word), "{what}: {en}");
                            if step != Step::Folders {
                                assert!(en.contains(writer.name), "{what}: {en}");
                                assert!(zh.contains(writer.name), "{what}: {zh}");
                            }
                            let expected: Vec<&str> =
                                writer.before.map(|_| writer.name).into_iter().collect();
                            assert_eq!(files(stage.path()), expected, "{what}");
                        }
                        Came::Doubtful([en, zh]) => {
                            assert!(
                                matches!(step, Step::SyncFolder | Step::Remove),
                                "{what}: {en}"
                            );
                            assert!(now.is_some_and(|t| (writer.after)(&t)), "{what}");
                            assert!(
                                en.contains(word) && en.contains(writer.name),
                                "{what}: {en}"
                            );
                            assert!(zh.contains(writer.name), "{what}: {zh}");
                        }
                        Came::Done => {
                            // A system that knows no such step.
                            let harmless = step == Step::Link
                                || step == Step::SyncFolder && word == "permission";
                            assert!(harmless, "{what}: nothing was said");
                            assert!(now.is_some_and(|t| (writer.after)(&t)), "{what}");
                            assert_eq!(files(stage.path()), [writer.name], "{what}");
                        }
                    }
                }
            }
        }
    }
    assert!(refused > 300, "{refused}");
}

#[test]
fn a_signal_in_between_is_no_failure() {
    for writer in writers() {
        for step in STEPS {
            let stage = stage(&writer);
            let disk = Faulty::during(step, 0, 5, Errno::INTR.raw_os_error());
            let came = (writer.write)(disk, stage.path());
            assert!(matches!(came, Came::Done), "{} {step:?}", writer.name);
            let now = content(stage.path(), writer.name).unwrap();
            assert!((writer.after)(&now), "{} {step:?}", writer.name);
            assert_eq!(files(stage.path()), [writer.name]);
        }
    }
}

#[test]
fn a_disk_that_takes_a_byte_at_a_time_gets_them_all() {
    for writer in writers() {
        let stage = stage(&writer);
        assert!(matches!(
            (writer.write)(Faulty::slow(1), stage.path()),
            Came::Done
        ));
        assert!((writer.after)(&content(stage.path(), writer.name).unwrap()));
    }
}

#[test]
fn a_disk_that_takes_no_byte_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲");
    fs::write(&path, "old").unwrap();
    let came = whole::put_by(
        Faulty::slow(0),
        &path,
        b"new",
        Readers::Owner,
        Old::Replaced,
    );
    assert!(came.is_err());
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["甲"]);
}

#[test]
fn what_cannot_be_taken_away_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲");
    fs::write(&path, "old").unwrap();
    // Neither written nor taken away.
    #[derive(Debug)]
    struct Dead;
    impl Disk for Dead {
        fn sync(&self, _: &fs::File) -> std::io::Result<()> {
            Err(Errno::IO.into())
        }
        fn remove(&self, _: &Path) -> std::io::Result<()> {
            Err(Errno::IO.into())
        }
    }
    let why = whole::put_by(&Dead, &path, b"new", Readers::Owner, Old::Replaced).unwrap_err();
    let left = why.left.clone().unwrap();
    assert!(left.exists());
    assert_eq!(fs::read(&path).unwrap(), b"old");
    for lang in [Lang::Zh, Lang::En] {
        assert!(why.sentence(lang).contains(left.to_str().unwrap()));
    }
    // Whoever holds the lock takes it away with the next writing.
    whole::sweep(&Real, &path);
    assert_eq!(names(folder.path()), ["甲"]);
}

#[test]
fn new_files_are_the_readers_own_and_old_ones_keep_their_permissions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲");
    whole::put(&path, b"1", Readers::Owner, Old::Replaced).unwrap();
    let mode = || fs::metadata(&path).unwrap().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    for kept in [0o644, 0o440, 0o600] {
        fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
        whole::put(&path, b"2", Readers::Owner, Old::Replaced).unwrap();
        assert_eq!(mode(), kept);
    }
    let usual = folder.path().join("乙");
    whole::put(&usual, b"1", Readers::Usual, Old::Kept).unwrap();
    let plain = folder.path().join("丙");
    fs::write(&plain, "1").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode();
    assert_eq!(mode(&usual), mode(&plain));
    // Nobody else reads what is not whole yet of a file that nobody else may read.
    fs::set_permissions(&plain, fs::Permissions::from_mode(0o600)).unwrap();
    let begun = whole::Whole::begin(&Real, &plain, Readers::Usual, Old::Replaced).unwrap();
    let unfinished = names(folder.path())
        .into_iter()
        .find(|n| n.starts_with('.'))
        .unwrap();
    assert_eq!(mode(&folder.path().join(unfinished)) & 0o777, 0o600);
    drop(begun);
    assert_eq!(names(folder.path()).len(), 3, "nothing is left lying");
}

#[test]
fn links_stay_links_and_what_they_point_to_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let away = folder.path().join("away");
    fs::create_dir_all(&home).unwrap();
    fs::create_dir_all(&away).unwrap();
    // A link to a link, relative, whose file is not there yet.
    symlink("../away/甲", home.join("甲")).unwrap();
    symlink("甲", home.join("乙")).unwrap();
    let link = home.join("乙");
    for text in ["one", "two"] {
        whole::put(&link, text.as_bytes(), Readers::Owner, Old::Replaced).unwrap();
        assert_eq!(fs::read_to_string(away.join("甲")).unwrap(), text);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names(&home), ["乙", "甲"]);
        assert_eq!(names(&away), ["甲"]);
    }
    // A link in a circle is refused with its name; one that is to be kept is a file.
    symlink("丙", home.join("丙")).unwrap();
    let why = whole::put(&home.join("丙"), b"", Readers::Owner, Old::Replaced).unwrap_err();
    assert!(why.sentence(Lang::Zh).contains("丙"));
    let why = whole::put(&link, b"three", Readers::Owner, Old::Kept).unwrap_err();
    assert_eq!(why.cause, Cause::Exists);
}

#[test]
fn what_is_no_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("夹");
    fs::create_dir(&inner).unwrap();
    let refused = |path: &Path| {
        let why = whole::put(path, b"x", Readers::Owner, Old::Replaced).unwrap_err();
        assert!(why.sentence(Lang::En).contains(path.to_str().unwrap()));
        why.cause
    };
    assert_eq!(refused(&inner), Cause::Folder);
    assert_eq!(refused(Path::new("/dev/full")), Cause::Special);
    assert_eq!(refused(Path::new("/dev/null")), Cause::Special);
    assert_eq!(refused(&inner.join("无/甲")), Cause::Missing);
    let plain = folder.path().join("甲");
    fs::write(&plain, "").unwrap();
    assert_eq!(refused(&plain.join("乙")), Cause::NotFolder);
    let long = folder.path().join("长".repeat(90));
    assert_eq!(refused(&long), Cause::Name);
    // The longest name that there can be.
    let longest = folder.path().join("x".repeat(255));
    whole::put(&longest, b"x", Readers::Owner, Old::Replaced).unwrap();
    assert_eq!(fs::read(&longest).unwrap(), b"x");
    assert!(fs::metadata("/dev/null").unwrap().permissions().mode() & 0o777 == 0o666);
    // An export is refused likewise, with or without agreement.
    for overwrite in [false, true] {
        assert!(file::put(Path::new("/dev/null"), b"x", overwrite).is_err());
    }
}

#[test]
fn names_of_unfinished_files_are_never_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲");
    let mut seen = std::collections::HashSet::new();
    for _ in 0..50 {
        let disk = Faulty::slow(9);
        whole::put_by(disk, &path, b"x", Readers::Owner, Old::Replaced).unwrap();
        for made in disk.made() {
            assert!(seen.insert(made));
        }
    }
    assert_eq!(seen.len(), 50);
}

/// A program whose library cannot be written at a step.
fn harness(folder: &Path, step: Step, errno: Errno) -> Harness {
    let store = Store::at(folder).written_by(Faulty::during(step, 0, 999, errno.raw_os_error()));
    let mut harness = Harness::library(store, 160, 45, Lang::En);
    harness.keys("B");
    harness
}

#[test]
fn what_was_typed_stays_where_it_cannot_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    for step in [Step::Create, Step::Write, Step::Sync, Step::Rename] {
        for (errno, word) in [
            (Errno::NOSPC, "full"),
            (Errno::ACCESS, "permission"),
            (Errno::ROFS, "read-only"),
            (Errno::IO, "disk reports an error"),
        ] {
            let mut harness = harness(folder.path(), step, errno);
            // The place and the year of a report.
            harness.keys("i Tab Tab Ctrl-u 1 9 9 7 Enter");
            let screen = harness.screen();
            let said = harness.app.status.as_ref().unwrap();
            assert!(said.error && said.text.to_string().contains("library.json"));
            assert!(said.text.to_string().contains(word), "{:?}", said.text);
            assert!(screen.contains("1997"), "{step:?} {word}\n{screen}");
            assert!(!harness.app.catalogue.corrections.values().any(|_| true));
            // A theme of the reader's own, by its form.
            harness.keys("Esc Esc Esc / \"社区\" Enter + Enter");
            let Some(Overlay::ThemeEdit(form)) = harness.app.overlays.last() else {
                panic!("the form is gone\n{}", harness.screen());
            };
            assert_eq!(form.terms.text(), "社区");
            assert!(form.wrong.as_ref().unwrap().contains(word));
            assert!(
                harness.screen().contains("themes.toml"),
                "{}",
                harness.screen()
            );
            assert!(
                !folder.path().join(themes::FILE).exists(),
                "{step:?} {word}"
            );
        }
    }
    assert!(
        files(folder.path()).is_empty(),
        "{:?}",
        files(folder.path())
    );
}
