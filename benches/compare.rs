//! Two reports compared completely, against `git diff --no-index --word-diff-regex=.` of the same two files, in turn; and the
//! worst cases: `cargo bench --bench compare`. More pairs: give folders of texts after `--`.
#![allow(
    clippy::expect_used,
    clippy::string_slice,
    clippy::format_collect,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench may panic, and its output is its purpose"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use duizhao::compare::{self, Depth};
use duizhao::report::{Report, SourceInfo};

/// Times that a pair is measured; the least counts.
const ROUNDS: usize = 7;
/// What no comparison may take, however its texts are made.
const WORST: Duration = Duration::from_millis(200);

fn main() {
    duizhao::text::token::prepare();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .map(PathBuf::from)
        .collect();
    folders.push(root.join("assets/samples"));
    folders.push(root.join("../shared/reports/seeds"));
    println!(
        "{:<34}{:>9}{:>9}{:>9}{:>9}   most",
        "pair", "git", "revision", "success.", "parallel"
    );
    let mut ratios = Vec::new();
    for folder in folders {
        let files = texts(&folder);
        for (i, a) in files.iter().enumerate() {
            for b in files.iter().skip(i + 1).take(4) {
                ratios.extend(pair(a, b));
            }
        }
    }
    ratios.sort_by(f64::total_cmp);
    if let (Some(middle), Some(most)) = (ratios.get(ratios.len() / 2), ratios.last()) {
        println!("of the time of git: {middle:.2} in the middle, {most:.2} at most\n");
    }
    worst();
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

fn read(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

/// The least time of some rounds.
fn least(mut work: impl FnMut()) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Measures one pair; the ratio of our slowest depth to git, where git is installed.
fn pair(a: &Path, b: &Path) -> Option<f64> {
    let (left, right) = (
        read(&std::fs::read_to_string(a).ok()?),
        read(&std::fs::read_to_string(b).ok()?),
    );
    let git = least(|| {
        let _ = Command::new("git")
            .args(["diff", "--no-index", "--word-diff-regex=."])
            .args([a, b])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    });
    let [revision, succession, parallel] = [Depth::Revision, Depth::Succession, Depth::Parallel]
        .map(|depth| {
            least(|| {
                std::hint::black_box(compare::compare(&left, &right, Some(depth)));
            })
        });
    let most = revision.max(succession).max(parallel);
    let ratio = ms(most) / ms(git);
    let name = |p: &Path| {
        p.file_stem()
            .map(|s| s.to_string_lossy().chars().take(15).collect::<String>())
            .unwrap_or_default()
    };
    println!(
        "{:<34}{:>9.2}{:>9.2}{:>9.2}{:>9.2}   {ratio:.2}",
        format!("{} {}", name(a), name(b)),
        ms(git),
        ms(revision),
        ms(succession),
        ms(parallel),
    );
    Some(ratio)
}

/// Texts that are made to take long.
fn worst() {
    let counted = |n: usize, end: &str| -> String {
        (0..n)
            .map(|i| format!("完成第{i}号管网改造，惠及居民若干户，{end}。"))
            .collect()
    };
    let turned = |n: usize| -> String {
        (0..n)
            .map(|i| {
                format!(
                    "第{}网格完成巡查，登记隐患若干，逐一销号。",
                    (i * 7919) % 97
                )
            })
            .collect()
    };
    let long = "推进老旧小区改造和城市更新".repeat(40_000);
    let million = "各项工作取得新的成效，".repeat(90_909);
    let line = counted(130_000, "路面同步恢复");
    let mut cases: Vec<(&str, String, String)> = vec![
        (
            "a million characters, one sentence repeated",
            "各项工作取得新的成效。".repeat(90_909),
            "各项工作取得新的成绩。".repeat(90_909),
        ),
        (
            "a million characters, one clause repeated",
            format!("{million}。"),
            format!("{}。", million.replace("成效", "成绩")),
        ),
        (
            "a million characters, sentences nearly alike",
            counted(40_000, "路面同步恢复"),
            counted(40_000, "路灯同步更换"),
        ),
        (
            "identical blocks reordered",
            turned(30_000),
            format!(
                "{}{}",
                &turned(30_000)[turned(15_000).len()..],
                turned(15_000)
            ),
        ),
        (
            "one sentence of 500,000 characters",
            format!("{long}。"),
            format!("{}。", long.replace("更新", "体检")),
        ),
        (
            "8 MB on one line",
            line.clone(),
            line.replace("居民", "群众"),
        ),
    ];
    cases.push(("8 MB on one line, twice", line.clone(), line));
    for (name, a, b) in cases {
        let (left, right) = (read(&a), read(&b));
        for depth in [Depth::Revision, Depth::Succession, Depth::Parallel] {
            let start = Instant::now();
            let c = compare::compare(&left, &right, Some(depth));
            let took = start.elapsed();
            println!(
                "{name:<48}{:<12}{:>9.1} ms, {} characters{}{}",
                depth.name(),
                ms(took),
                a.chars().count(),
                if c.stopped { ", stopped" } else { "" },
                if took > WORST { "  TOO LONG" } else { "" },
            );
        }
    }
}
