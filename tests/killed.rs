//! Real processes: killed while they write, writing at once, on disks that are full.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use duizhao::report::library::Change;
use duizhao::store::session::Key;
use duizhao::store::{Store, themes};
use duizhao::theme::own::Edit;

use crate::support::faults::names;
use crate::support::pty::{Pty, command};

const ON_STAGE: &str = "DUIZHAO_WRITES_TO";
const PROGRAM: &str = env!("CARGO_BIN_EXE_duizhao");

fn key() -> Key {
    Key::of(&["/a".into()], Path::new("/")).unwrap()
}

fn made(n: usize) -> Edit {
    Edit::Make {
        name: format!("护堤{n}"),
        en: String::new(),
        group: "水利".into(),
        terms: vec![format!("护堤林{n}")],
    }
}

/// Changes library, themes and desk, one after the other, as fast as it can.
#[test]
#[ignore = "the stage that the other tests kill"]
fn writer() {
    let Some(folder) = std::env::var_os(ON_STAGE) else {
        return;
    };
    let store = Store::at(folder);
    let from = store.load().unwrap().paths.len();
    for n in from..from + 100_000 {
        store
            .keep(Change::Add(vec![format!("/p/{n}").into()]))
            .unwrap();
        if n % 4 == 0 {
            // One that is there already was made by the run before.
            let _ = store.keep_themes(&made(n));
        }
        let desk = format!("{{\"n\":{n},\"rest\":\"{}\"}}", "x".repeat(n % 5000));
        store.keep_session(&key(), &desk).unwrap();
    }
}

fn start_writer(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "killed::writer"])
        .env(ON_STAGE, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Numbers that nobody foresees.
fn random(below: u64) -> u64 {
    use std::hash::BuildHasher as _;
    std::collections::hash_map::RandomState::new().hash_one(0) % below
}

fn kill_while_writing(times: usize) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    store.keep(Change::Add(vec!["/p/0".into()])).unwrap();
    let (mut last, mut left, mut most) = (1, 0, 0);
    for round in 0..times {
        let mut child = start_writer(folder.path());
        // Not before it writes.
        let began = Instant::now();
        while store.load().unwrap().paths.len() <= last {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "{round}: it never wrote"
            );
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(random(100_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        // The library: all that it said it had written, in order, and nothing half.
        let paths = store.load().unwrap().paths;
        assert!(paths.len() > last, "{round}");
        for (n, path) in paths.iter().enumerate() {
            assert_eq!(path, Path::new(&format!("/p/{n}")), "{round}");
        }
        // The themes and the desk, at most one step behind.
        let own = fs::read_to_string(folder.path().join(themes::FILE)).unwrap_or_default();
        let lexicon = duizhao::theme::Lexicon::parse(&own, themes::FILE).unwrap();
        let ours = |name: &str| name.starts_with("护堤");
        let count = lexicon.themes.iter().filter(|t| ours(&t.name)).count();
        assert!(count.abs_diff(paths.len() / 4) <= times, "{round}: {count}");
        // None yet, if it was killed before it came so far.
        if let Some(desk) = store.read_session(&key()).unwrap() {
            let n = desk["n"].as_u64().unwrap() as usize;
            assert!(n < paths.len() && n + times + 2 > last, "{round}: {n}");
            assert_eq!(desk["rest"].as_str().unwrap().len(), n % 5000);
        }
        let unfinished = |folder: &Path| {
            names(folder)
                .iter()
                .filter(|name| name.ends_with(".new"))
                .count()
        };
        let now = unfinished(folder.path());
        left += usize::from(now > 0);
        most = most.max(now);
        last = paths.len();
    }
    // The next run works, and sweeps.
    store.keep(Change::Add(vec!["/last".into()])).unwrap();
    let _ = store.keep_themes(&made(999_999));
    assert!(!names(folder.path()).iter().any(|n| n.ends_with(".new")));
    use std::io::Write as _;
    let _ = writeln!(
        std::io::stderr(),
        "killed {times} times in {last} changes; {left} times something unfinished lay there, at most {most} files; all whole"
    );
}

#[test]
fn a_killed_writer_leaves_the_old_or_the_new() {
    kill_while_writing(5);
}

#[test]
#[ignore = "a minute: 200 kills"]
fn a_writer_killed_two_hundred_times_leaves_the_old_or_the_new() {
    kill_while_writing(200);
}

/// The program as a reader runs it, on a library of its own.
fn run(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(args)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("DUIZHAO_LIBRARY", folder.join("library"))
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn reports(folder: &Path, count: usize) {
    for n in 0..count {
        let text = format!(
            "清河县人民政府工作报告（{}年）\n\n各位代表：\n\n一、工作回顾\n修好河堤{n}公里。\n",
            1950 + n
        );
        fs::write(folder.join(format!("{n}.txt")), text).unwrap();
    }
}

fn add_all(programs: usize, each: usize) {
    let folder = tempfile::tempdir().unwrap();
    reports(folder.path(), programs * each);
    let threads: Vec<_> = (0..programs)
        .map(|program| {
            let folder = folder.path().to_owned();
            std::thread::spawn(move || {
                for n in 0..each {
                    let name = format!("{}.txt", program * each + n);
                    let out = run(&folder, &["add", &name]).output().unwrap();
                    assert!(
                        out.status.success(),
                        "{}",
                        String::from_utf8_lossy(&out.stderr)
                    );
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let library = Store::at(folder.path().join("library")).load().unwrap();
    assert_eq!(library.paths.len(), programs * each, "none is lost");
}

#[test]
fn two_programs_at_once_lose_no_change() {
    add_all(2, 15);
}

#[test]
#[ignore = "200 runs of the program"]
fn two_programs_with_a_hundred_changes_each_lose_none() {
    add_all(2, 100);
}

/// Kills the verbs of the program, from its start to its end.
fn kill_verbs(times: usize) {
    let folder = tempfile::tempdir().unwrap();
    reports(folder.path(), times);
    let store = Store::at(folder.path().join("library"));
    let began = Instant::now();
    assert!(
        run(folder.path(), &["add", "0.txt"])
            .status()
            .unwrap()
            .success()
    );
    let whole = began.elapsed();
    let (mut before, mut made) = (1, 0);
    for n in 1..times {
        let mut child = run(folder.path(), &["add", &format!("{n}.txt")])
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(random(
            whole.as_micros() as u64 * 3 / 2,
        )));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = store.load().unwrap().paths.len();
        assert!(now == before || now == before + 1, "{before} {now}");
        made += now - before;
        before = now;
    }
    let out = run(folder.path(), &["add", "."]).output().unwrap();
    assert!(out.status.success());
    assert!(
        !names(&folder.path().join("library"))
            .iter()
            .any(|n| n.ends_with(".new"))
    );
    use std::io::Write as _;
    let _ = writeln!(
        std::io::stderr(),
        "killed {times} verbs; {made} had written"
    );
}

#[test]
fn a_killed_verb_has_done_its_work_or_nothing() {
    kill_verbs(12);
}

#[test]
#[ignore = "200 runs of the program"]
fn two_hundred_killed_verbs_have_done_their_work_or_nothing() {
    kill_verbs(200);
}

/// Kills the browser while it reads, changes and remembers.
fn kill_browser(times: usize) {
    let folder = tempfile::tempdir().unwrap();
    reports(folder.path(), 4);
    let library = folder.path().join("library");
    let store = Store::at(&library);
    let (mut changed, mut remembered) = (0, 0);
    for round in 0..times {
        let mut program = command(PROGRAM);
        program.env("DUIZHAO_LIBRARY", &library);
        program.cwd(folder.path());
        program.args(["--lang", "en", "0.txt", "1.txt", "2.txt"]);
        let mut pty = Pty::start(program, 120, 30);
        pty.wait_for("河堤");
        // Keeps and drops in the library, and leaves now and then.
        for keys in ["B", "A", "u", "A", "\x1b", "J", "J", "q", "q"] {
            pty.keys(keys);
            std::thread::sleep(Duration::from_micros(random(12_000)));
            if random(8) == 0 {
                break;
            }
        }
        std::thread::sleep(Duration::from_micros(random(if round % 4 == 0 {
            2_400_000
        } else {
            15_000
        })));
        let _ = pty.child.kill();
        let _ = pty.child.wait();
        changed +=
            usize::from(store.load().unwrap() != duizhao::report::library::Catalogue::default());
        let sessions = library.join("sessions");
        for name in fs::read_dir(&sessions).into_iter().flatten().flatten() {
            let name = name.file_name().to_string_lossy().into_owned();
            assert!(!name.ends_with(".broken"), "{name}");
            if name.ends_with(".json") {
                let text = fs::read(sessions.join(&name)).unwrap();
                let _: serde_json::Value = serde_json::from_slice(&text).unwrap();
                remembered += 1;
            }
        }
    }
    use std::io::Write as _;
    let _ = writeln!(
        std::io::stderr(),
        "killed the browser {times} times: a library {changed} times, a desk {remembered} times, all whole"
    );
}

#[test]
#[ignore = "a few minutes: a browser 60 times"]
fn a_killed_browser_leaves_the_old_or_the_new() {
    kill_browser(60);
}

/// Runs the program where files may not grow past `blocks` of 512 bytes.
fn limited(folder: &Path, blocks: u32, line: &str) -> std::process::Output {
    Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -f {blocks}; trap '' XFSZ; exec {line}"),
        ])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LANG", "C.UTF-8")
        .env("DUIZHAO_LIBRARY", folder.join("library"))
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn a_disk_that_takes_no_more_keeps_the_old_library_and_the_old_export() {
    let folder = tempfile::tempdir().unwrap();
    reports(folder.path(), 60);
    let add = |n: usize| {
        run(folder.path(), &["add", &format!("{n}.txt")])
            .output()
            .unwrap()
    };
    let mut n = 0;
    let file = folder.path().join("library/library.json");
    while fs::metadata(&file).map_or(0, |about| about.len()) < 600 {
        assert!(add(n).status.success());
        n += 1;
    }
    let before = fs::read(&file).unwrap();
    let out = limited(
        folder.path(),
        1,
        &format!("'{PROGRAM}' add --lang en {n}.txt"),
    );
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(
        said.contains("library.json") && said.contains("as it was"),
        "{said}"
    );
    assert!(said.contains("larger than a file may be"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(
        !names(file.parent().unwrap())
            .iter()
            .any(|n| n.ends_with(".new"))
    );
    assert!(add(n).status.success(), "the next run works");

    // An export over an old one.
    let old = folder.path().join("old.html");
    fs::write(&old, "old").unwrap();
    let line = format!("'{PROGRAM}' diff --lang en --format html --force -o old.html 0.txt 1.txt");
    let out = limited(folder.path(), 1, &line);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(
        said.contains("old.html") && said.contains("as it was"),
        "{said}"
    );
    assert_eq!(fs::read(&old).unwrap(), b"old");
    assert!(!names(folder.path()).iter().any(|n| n.ends_with(".new")));
    // A new one: nothing is there.
    let out = limited(folder.path(), 1, &line.replace("old.html", "new.html"));
    assert_eq!(out.status.code(), Some(2));
    assert!(!folder.path().join("new.html").exists());
}

/// A disk of 64 KB, where whoever runs this may have one; else that is said.
#[test]
#[ignore = "needs the right to mount"]
fn a_small_disk_that_is_full_keeps_what_stands_on_it() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    reports(folder.path(), 200);
    let library = folder.path().join("library");
    fs::create_dir(&library).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(&library)
        .status()
        .is_ok_and(|status| status.success());
    if !mounted {
        let _ = writeln!(std::io::stderr(), "skipped: nothing may be mounted here");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        let mut refused = None;
        let mut before = Vec::new();
        fs::write(library.join("ballast"), vec![0; 56 << 10]).unwrap();
        for n in 0..200 {
            let out = run(folder.path(), &["add", "--lang", "en", &format!("{n}.txt")])
                .output()
                .unwrap();
            if !out.status.success() {
                refused = Some(String::from_utf8_lossy(&out.stderr).into_owned());
                break;
            }
            before = fs::read(library.join("library.json")).unwrap();
        }
        let said = refused.expect("the disk was never full");
        assert!(
            said.contains("the disk is full") && said.contains("as it was"),
            "{said}"
        );
        assert_eq!(fs::read(library.join("library.json")).unwrap(), before);
        assert!(!names(&library).iter().any(|n| n.ends_with(".new")));
        fs::remove_file(library.join("ballast")).unwrap();
        let out = run(folder.path(), &["add", "199.txt"]).output().unwrap();
        assert!(out.status.success());
    });
    let _ = Command::new("umount").arg(&library).status();
    if let Err(why) = outcome {
        std::panic::resume_unwind(why);
    }
}
