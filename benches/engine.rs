//! What each part of the engine costs on the built-in samples: `cargo bench --bench engine`.
#![allow(
    clippy::expect_used,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench may panic, and its output is its purpose"
)]

use std::path::PathBuf;
use std::sync::Arc;

use divan::{Bencher, black_box};
use duizhao::app::layout::{Layout, Style};
use duizhao::compare;
use duizhao::jump::Index;
use duizhao::report::library;
use duizhao::report::{Report, ReportId, SourceInfo};
use duizhao::text::width::Ambiguous;
use duizhao::theme::{Lexicon, scan::Scanner};

fn main() {
    divan::main();
}

fn texts() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    [
        "shahekou-2016",
        "shahekou-2021",
        "dalian-2022",
        "heping-2022",
        "shahekou-party",
    ]
    .iter()
    .map(|name| std::fs::read_to_string(folder.join(format!("{name}.txt"))).expect("a sample"))
    .collect()
}

fn reports() -> Vec<Arc<Report>> {
    library::samples()
        .iter()
        .filter_map(|e| library::load(e).ok())
        .map(Arc::new)
        .collect()
}

#[divan::bench]
fn read_five_reports(bencher: Bencher) {
    let texts = texts();
    bencher.bench(|| {
        for text in &texts {
            black_box(Report::read(
                Arc::from(text.as_str()),
                SourceInfo::default(),
            ));
        }
    });
}

#[divan::bench]
fn link_two_reports(bencher: Bencher) {
    let reports = reports();
    bencher.bench(|| compare::link(&reports[0], &reports[1]));
}

#[divan::bench]
fn compare_two_reports(bencher: Bencher) {
    let reports = reports();
    duizhao::text::token::prepare();
    bencher.bench(|| compare::compare(&reports[0], &reports[1], Some(compare::Depth::Succession)));
}

#[divan::bench]
fn scan_five_reports_for_all_themes(bencher: Bencher) {
    let reports = reports();
    let scanner = Scanner::new(&Lexicon::builtin().expect("the lexicon"));
    bencher.bench(|| {
        for report in &reports {
            black_box(scanner.scan(report));
        }
    });
}

#[divan::bench]
fn jump_by_initials(bencher: Bencher) {
    let mut index = Index::new();
    for (i, report) in reports().iter().enumerate() {
        index.add(ReportId(i as u32), report);
    }
    bencher.bench(|| index.query(black_box("yshj"), &[ReportId(0), ReportId(1)], 200));
}

#[divan::bench]
fn lay_out_a_report(bencher: Bencher) {
    let reports = reports();
    let style = Style {
        width: 57,
        raw: false,
        prose: false,
        figures: false,
        show: duizhao::app::reader::Show::All,
        ambiguous: Ambiguous::Narrow,
    };
    bencher.bench(|| Layout::new(&reports[0], style, None));
}
