//! What themes × reports costs: finding all themes in 2,000 reports in memory, building the matrix, re-sorting, filtering and
//! switching it, beside one pass of ripgrep over the same reports for the same terms.
//!
//! `cargo bench --bench themes -- [REPORTS] [FOLDER…]`: reports of the given folders (else the built-in samples) are written into a
//! temporary folder as REPORTS plain text files (2,000 unless told), each a seeded choice of the paragraphs of one of them
//! (so many that a file has 30 KB on average) with other last digits; so no two are alike. They are read, and then scanned and
//! counted seven times in turn with `rg --count-matches` (`DUIZHAO_RG` names another program than `rg`); medians are
//! shown, of the time that passed and (on Linux) of the time that the processors worked, which other work on the machine disturbs
//! less. Both are given first one core, then all. The memory that the hits of a report take is shown too.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench may panic, and its output is its purpose"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use duizhao::report::library::{self, Entry};
use duizhao::report::{Report, ReportId};
use duizhao::theme::matrix::{ColumnOrder, RowOrder};
use duizhao::theme::scan::Scanner;
use duizhao::theme::{Hits, Lexicon, Matrix, Part, Scanned, Wanted};
use rayon::prelude::*;

/// Mean size of a file in bytes.
const SIZE: usize = 30_000;
/// How often each thing is measured.
const TURNS: usize = 7;

fn main() {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let count: usize = given.first().and_then(|n| n.parse().ok()).unwrap_or(2000);
    let folders: Vec<PathBuf> = given.iter().skip(1).map(PathBuf::from).collect();
    let texts = texts(&folders);
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = temporary.path().join("reports");
    std::fs::create_dir(&folder).expect("a folder");
    let bytes = write(&texts, count, &folder);
    println!(
        "{count} reports, {:.1} MB, of {} texts",
        bytes as f64 / 1e6,
        texts.len()
    );
    let lexicon = Lexicon::builtin().expect("the lexicon");
    let mut terms: Vec<&str> = lexicon
        .themes
        .iter()
        .flat_map(duizhao::theme::Theme::wordings)
        .collect();
    terms.sort_unstable();
    terms.dedup();
    let list = temporary.path().join("terms.txt");
    std::fs::write(&list, terms.join("\n")).expect("the terms");
    println!("{} themes, {} terms", lexicon.themes.len(), terms.len());
    let reports: Vec<Report> = library::discover(std::slice::from_ref(&folder))
        .entries
        .par_iter()
        .filter_map(|entry| library::load(entry).ok())
        .collect();
    assert_eq!(reports.len(), count);
    let scanner = Scanner::new(&lexicon);
    let pool = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads")
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let scan = || -> Vec<Hits> { reports.par_iter().map(|r| scanner.scan(r)).collect() };
    for threads in [1, cores] {
        let pool = pool(threads);
        let mut times: [Vec<f64>; 5] = Default::default();
        let mut found = 0;
        for _ in 0..TURNS {
            let worked = processor();
            let (took, hits) = timed(|| pool.install(scan));
            times[0].push(took);
            let scanned = scanned(&reports, &hits);
            let (took, matrix) = timed(|| Matrix::of(&lexicon, &scanned, &Wanted::default()));
            times[1].push(took);
            times[3].push(processor().0 - worked.0);
            assert_eq!(matrix.columns.len(), count);
            found = hits.iter().map(|h| h.hits.len()).sum();
            let worked = processor();
            if let Some((took, matches)) = rg(&list, &folder, threads) {
                times[2].push(took);
                times[4].push(processor().1 - worked.1);
                assert!(matches > 0);
            }
        }
        let [scan, matrix, rg, own, its] = times.map(median);
        println!(
            "{threads} threads: scan {scan:6.1} ms, matrix {matrix:5.1} ms, {found} hits; rg --count-matches {rg:6.1} ms; \
             share {:.2}; processors {own:.0} and {its:.0} ms, share {:.2}",
            (scan + matrix) / rg,
            own / its
        );
    }
    let hits = scan();
    let memory: usize = hits.iter().map(Hits::size).sum();
    println!(
        "memory of hits: {:.1} KB for a report, {:.1} MB in all",
        memory as f64 / 1e3 / count as f64,
        memory as f64 / 1e6
    );
    again(&lexicon, &scanned(&reports, &hits));
}

/// What a change of order, filter or part costs.
fn again(lexicon: &Lexicon, reports: &[Scanned<'_>]) {
    let all = Wanted::default();
    let theme = lexicon.find("营商环境").expect("the theme");
    let changes = [
        ("all", all.clone()),
        (
            "part: plan",
            Wanted {
                part: Part::Plan,
                ..all.clone()
            },
        ),
        (
            "part: review",
            Wanted {
                part: Part::Review,
                ..all.clone()
            },
        ),
        (
            "years 2020 to 2024",
            Wanted {
                years: Some((2020, 2024)),
                ..all.clone()
            },
        ),
        (
            "one theme",
            Wanted {
                themes: vec![theme],
                ..all.clone()
            },
        ),
        (
            "rows by total",
            Wanted {
                rows: RowOrder::Total,
                ..all.clone()
            },
        ),
        (
            "rows by change",
            Wanted {
                rows: RowOrder::Change,
                ..all.clone()
            },
        ),
        (
            "rows by spread",
            Wanted {
                rows: RowOrder::Spread,
                ..all.clone()
            },
        ),
        (
            "rows by a report",
            Wanted {
                rows: RowOrder::Report(ReportId(0)),
                ..all.clone()
            },
        ),
        (
            "columns by year",
            Wanted {
                columns: ColumnOrder::Years,
                ..all.clone()
            },
        ),
        (
            "columns by a theme",
            Wanted {
                columns: ColumnOrder::Theme(theme),
                ..all
            },
        ),
    ];
    for (name, wanted) in changes {
        let times = (0..TURNS * 3)
            .map(|_| timed(|| Matrix::of(lexicon, reports, &wanted)).0)
            .collect();
        println!("{name:20} {:5.2} ms", median(times));
    }
}

fn scanned<'a>(reports: &'a [Report], hits: &'a [Hits]) -> Vec<Scanned<'a>> {
    reports
        .iter()
        .zip(hits)
        .enumerate()
        .map(|(i, (report, hits))| Scanned {
            id: ReportId(i as u32),
            report,
            hits,
        })
        .collect()
}

/// Milliseconds that the processors worked for this process, and for those that it waited for; in steps of ten.
fn processor() -> (f64, f64) {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Counted after the name, which may hold blanks.
    let after = told.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: Vec<f64> = after
        .split_whitespace()
        .filter_map(|n| n.parse().ok())
        .collect();
    let sum = |from: usize| -> f64 { ticks.iter().skip(from).take(2).sum::<f64>() * 10.0 };
    (sum(10), sum(12))
}

/// Milliseconds, and what was made.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let made = std::hint::black_box(work());
    (start.elapsed().as_secs_f64() * 1e3, made)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// One pass of ripgrep, if there is one: milliseconds and matches.
fn rg(terms: &Path, folder: &Path, threads: usize) -> Option<(f64, u64)> {
    let program = std::env::var("DUIZHAO_RG").unwrap_or_else(|_| "rg".to_owned());
    let (took, output) = timed(|| {
        Command::new(program)
            .args([
                "--no-config",
                "--count-matches",
                "--fixed-strings",
                "--no-filename",
            ])
            .arg(format!("--threads={threads}"))
            .arg("--file")
            .arg(terms)
            .arg(folder)
            .stderr(Stdio::inherit())
            .output()
    });
    let output = output.ok().filter(|o| o.status.success())?;
    let output = String::from_utf8(output.stdout).ok()?;
    Some((
        took,
        output.lines().filter_map(|n| n.parse::<u64>().ok()).sum(),
    ))
}

/// The texts that the files are made of.
fn texts(folders: &[PathBuf]) -> Vec<String> {
    let entries: Vec<Entry> = if folders.is_empty() {
        library::samples()
    } else {
        library::discover(folders).entries
    };
    entries
        .iter()
        .filter_map(|entry| library::load(entry).ok())
        .map(|report| report.text.to_string())
        .collect()
}

/// Writes the files and gives their size in bytes.
fn write(texts: &[String], count: usize, into: &Path) -> usize {
    let mut bytes = 0;
    for (n, text) in texts.iter().cycle().take(count).enumerate() {
        let text = varied(text, n);
        bytes += text.len();
        std::fs::write(into.join(format!("{n:04}.txt")), text).expect("a file");
    }
    bytes
}

/// A choice of the lines of a text, with the last digit of every seventh figure changed: a linear congruential generator (Knuth, MMIX)
/// with the file's number as its seed. The first twenty lines stay, for they say which report it is.
fn varied(text: &str, n: usize) -> String {
    let mut state = n as u64 + 1;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let share = (SIZE as u64 * 1000) / text.len().max(1) as u64;
    let mut chars: Vec<char> = Vec::new();
    for (i, line) in text.split_inclusive('\n').enumerate() {
        if i < 20 || next() % 1000 < share {
            chars.extend(line.chars());
        }
    }
    for i in 0..chars.len() {
        let last = chars[i].is_ascii_digit() && !chars.get(i + 1).is_some_and(char::is_ascii_digit);
        if last && next().is_multiple_of(7) {
            chars[i] = char::from(b'0' + (next() % 10) as u8);
        }
    }
    chars.into_iter().collect()
}
