//! Rows of real and written text: what a reader sees at the head and the end of every row.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use duizhao::app::layout::RowKind;
use duizhao::app::msg::Msg;
use duizhao::locale::Lang;
use duizhao::report::{Report, library};
use duizhao::text::fold::is_han;
use duizhao::text::number;
use duizhao::text::safe;
use duizhao::text::span::Span;
use duizhao::text::width::{self, Ambiguous};
use duizhao::text::wrap::{Row, wrap};

use crate::support::app::Harness;
use crate::support::shared;

const NOT_FIRST: &str = "，。、；：！？”’）》〉」』】〕］｝,.;:!?)]}%％‰℃…—～~·々＋+／/－";
const NOT_LAST: &str = "“‘（《〈「『【〔［｛([{￥$";

fn row_is_full(row: &Row, wide: u16) -> bool {
    row.indent + row.width + 1 >= wide
}

/// Every paragraph (line) of `text` at every width: counts rows, and panics at the first breach.
fn check(name: &str, text: &str, widths: &[u16]) -> usize {
    let mut rows = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let span = Span::new(start, start + content.len());
        if span.is_empty() {
            continue;
        }
        for &wide in widths {
            let got = wrap(text, &[span], wide, 4, Ambiguous::Narrow);
            rows += got.len();
            let shown: Vec<&str> = got
                .iter()
                .map(|r| Span::new(r.pieces[0].start(), r.pieces.last().unwrap().end()).of(text))
                .collect();
            assert_eq!(shown.concat(), content, "{name} at {wide}");
            for (i, row) in got.iter().enumerate() {
                let cells: u16 = safe::clusters(shown[i].trim_end())
                    .map(|(_, c)| width::cluster(c, Ambiguous::Narrow))
                    .sum();
                assert!(
                    row.indent + row.width <= wide && cells <= row.width,
                    "{name} at {wide}: {:?}",
                    shown[i]
                );
                if i == 0 {
                    continue;
                }
                let (above, below) = (shown[i - 1], shown[i]);
                let (last, first) = (
                    above.chars().next_back().unwrap(),
                    below.chars().next().unwrap(),
                );
                // A word wider than a row has to break somewhere.
                let endless = above.is_ascii() && row_is_full(&got[i - 1], wide);
                let breach = NOT_FIRST.contains(first)
                    || first.is_whitespace()
                    || NOT_LAST.contains(last)
                    || (last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric() && !endless)
                    || (last.is_ascii_digit() && "万亿元年月个倍".contains(first));
                assert!(!breach, "{name} at {wide}: {above:?} / {below:?}");
            }
            if let [.., _, end] = shown.as_slice() {
                let lone = end.chars().filter(|c| c.is_alphanumeric()).count() == 1
                    && end.chars().any(is_han);
                assert!(!lone || wide < 20, "{name} at {wide}: {shown:?}");
            }
        }
    }
    rows
}

#[test]
fn written_paragraphs_break_by_the_rules() {
    let text = "一是稳住增长。全年完成固定资产投资41.4亿元,同比增长18.3%,高于预期目标6.5-7%左右;新建改建厂房1.65万平方米以上。\n\
        二是优化环境。出台《关于进一步优化营商环境的若干措施》《条例》等12个文件，“一网通办”事项达到1,280项（其中区级960项），办理时限压缩50%以上。\n\
        三是惠及民生：2021年1月25日起，为120余万人次提供COVID-19核酸检测；改造老旧小区35个、惠及1.2万户，居民满意度达到98.5%！\n";
    let widths: Vec<u16> = (20..=160).collect();
    assert!(check("written", text, &widths) > 1000);
}

#[test]
fn real_reports_break_by_the_rules() {
    for folder in [
        "reports/seeds",
        "reports/cities-2024",
        "reports/provinces-2025",
    ] {
        let Some(folder) = shared(folder) else {
            continue;
        };
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let Ok(text) = fs::read_to_string(&file) else {
                continue;
            };
            let widths: &[u16] = if std::env::var_os("ALL_WIDTHS").is_some() {
                &std::array::from_fn::<u16, 141, _>(|i| i as u16 + 20)
            } else {
                &[34, 45, 78]
            };
            check(&file.display().to_string(), &text, widths);
        }
    }
}

/// What was looked at and what broke, with some examples.
#[derive(Default)]
struct Tally {
    rows: usize,
    heads: usize,
    ends: usize,
    figures: usize,
    examples: Vec<String>,
}

impl Tally {
    fn breaks(&mut self, what: impl FnOnce() -> String) {
        if self.examples.len() < 25 {
            self.examples.push(what());
        }
    }

    /// Two rows that follow each other in one paragraph. `figures` are those of the paragraph.
    fn pair(
        &mut self,
        name: &str,
        wide: u16,
        text: &str,
        above: Span,
        below: Span,
        figures: &[Span],
    ) {
        self.rows += 1;
        let (over, under) = (above.of(text), below.of(text));
        // What hides takes no cell of its own here.
        let seen = |c: &char| !c.is_whitespace() && !safe::hidden(*c);
        let (Some(last), Some(first)) = (over.chars().rev().find(seen), under.chars().find(seen))
        else {
            return;
        };
        if NOT_FIRST.contains(first) {
            self.heads += 1;
            self.breaks(|| format!("{name} at {wide}, head: {over:?} / {under:?}"));
        }
        if NOT_LAST.contains(last) {
            self.ends += 1;
            self.breaks(|| format!("{name} at {wide}, end: {over:?} / {under:?}"));
        }
        let cut = below.start();
        let digits = |f: &Span| f.of(text).contains(|c: char| c.is_ascii_digit());
        if let Some(figure) = figures
            .iter()
            .find(|f| digits(f) && f.start() < cut && cut < f.end() && f.start() >= above.start())
        {
            self.figures += 1;
            self.breaks(|| {
                format!(
                    "{name} at {wide}, figure {:?}: {over:?} / {under:?}",
                    figure.of(text)
                )
            });
        }
    }

    fn is_clean(&self) -> bool {
        self.heads + self.ends + self.figures == 0
    }

    fn tell(&self) -> String {
        format!(
            "{} rows, {} begin wrongly, {} end wrongly, {} figures split\n{}",
            self.rows,
            self.heads,
            self.ends,
            self.figures,
            self.examples.join("\n")
        )
    }
}

/// The figures that a row of `wide` cells can hold.
fn figures_of(text: &str, span: Span, wide: u16, ambiguous: Ambiguous) -> Vec<Span> {
    let figures = number::figures(text, span).into_iter().map(|f| f.span);
    figures
        .filter(|f| width::text(f.of(text), ambiguous) + 2 <= wide)
        .collect()
}

/// Every paragraph of every report at these widths, wrapped as the reader wraps.
fn wrapped(reports: &[(String, Arc<Report>)], widths: &[u16], tally: &mut Tally) {
    for (name, report) in reports {
        for paragraph in &report.paragraphs {
            let pieces = paragraph.span.without(&report.gaps);
            let figures = number::figures(&report.text, paragraph.span);
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
                for &wide in widths {
                    let fits = |f: &Span| width::text(f.of(&report.text), ambiguous) + 2 <= wide;
                    let figures: Vec<Span> = figures.iter().map(|f| f.span).filter(fits).collect();
                    let rows = wrap(&report.text, &pieces, wide, 4, ambiguous);
                    for two in rows.windows(2) {
                        let span = |row: &Row| {
                            Span::new(row.pieces[0].start(), row.pieces.last().unwrap().end())
                        };
                        tally.pair(
                            name,
                            wide,
                            &report.text,
                            span(&two[0]),
                            span(&two[1]),
                            &figures,
                        );
                    }
                }
            }
        }
    }
}

/// Two reports as their panes show them: every depth, with changes and without, as in the file.
fn shown(name: &str, paths: &[PathBuf], widths: &[u16], tally: &mut Tally) {
    let mut harness = Harness::open(paths.to_vec(), 120, 36, Lang::Zh);
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
        harness.send(Msg::Ambiguous(ambiguous));
        for keys in ["", "m", "m", "m", "v", "v", "v", "d", "d", "r", "r"] {
            harness.keys(keys);
            for &wide in widths {
                harness.send(Msg::Resize(wide, 30));
                for (i, pane) in harness.app.reader.panes.iter().enumerate() {
                    let (Some(report), Some(layout)) = (harness.app.report_in(i), pane.layout())
                    else {
                        continue;
                    };
                    for two in layout.rows.windows(2) {
                        let running = matches!(
                            two[1].kind,
                            RowKind::Text
                                | RowKind::Raw
                                | RowKind::Front
                                | RowKind::Heading(_, false)
                        );
                        let goes_on = two[0].kind == two[1].kind
                            || matches!((two[0].kind, two[1].kind), (RowKind::Heading(a, _), RowKind::Heading(b, false)) if a == b);
                        let first = two[1].sentence.is_some_and(|(_, first)| first);
                        let span = |row: &duizhao::app::layout::Row| {
                            Some(Span::new(
                                row.pieces.first()?.start(),
                                row.pieces.last()?.end(),
                            ))
                        };
                        let (Some(above), Some(below)) = (span(&two[0]), span(&two[1])) else {
                            continue;
                        };
                        // Another paragraph, or another line of the file.
                        let between =
                            Span::new(above.end(), below.start().max(above.end())).of(&report.text);
                        let apart = between.contains('\n')
                            || !report.paragraphs.iter().any(|p| {
                                p.span.start() <= above.start() && below.end() <= p.span.end()
                            });
                        if !running || !goes_on || first || apart {
                            continue;
                        }
                        let around = Span::new(above.start(), below.end());
                        let figures = figures_of(&report.text, around, wide / 2 - 14, ambiguous);
                        tally.pair(
                            &format!("{name}{keys}"),
                            wide,
                            &report.text,
                            above,
                            below,
                            &figures,
                        );
                    }
                }
            }
        }
    }
}

fn samples() -> Vec<(String, Arc<Report>)> {
    let entries = library::samples();
    entries
        .iter()
        .map(|e| (e.name(), Arc::new(library::load(e).unwrap())))
        .collect()
}

/// All given reports that can be read.
fn given() -> Vec<(String, Arc<Report>)> {
    let folders = [
        "reports/seeds",
        "reports/cities-2024",
        "reports/provinces-2025",
    ];
    let folders: Vec<PathBuf> = folders.iter().filter_map(|f| shared(f)).collect();
    let found = library::discover(&folders);
    found
        .entries
        .iter()
        .filter_map(|e| Some((e.name(), Arc::new(library::load(e).ok()?))))
        .collect()
}

#[test]
fn rows_of_the_samples_begin_and_end_as_they_should() {
    let mut tally = Tally::default();
    wrapped(&samples(), &[20, 27, 34, 45, 60, 78, 117], &mut tally);
    shown("samples", &[], &[80, 97, 160], &mut tally);
    assert!(tally.is_clean() && tally.rows > 10_000, "{}", tally.tell());
}

#[test]
#[ignore = "every given report at every width from 20 to 160, both widths of ambiguous characters: some minutes"]
fn rows_of_all_reports_at_all_widths() {
    let step = std::env::var("WIDTH_STEP")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(1);
    let widths: Vec<u16> = (20..=160).step_by(step).collect();
    let mut tally = Tally::default();
    let reports = [samples(), given()].concat();
    wrapped(&reports, &widths, &mut tally);
    println!("{} reports: {}", reports.len(), tally.tell());
    let mut pairs = Tally::default();
    if let Some(seeds) = shared("reports/seeds") {
        shown("seeds", &[seeds], &[80, 93, 120, 160, 231], &mut pairs);
    }
    if let Some(cities) = shared("reports/cities-2024") {
        let mut files: Vec<PathBuf> = fs::read_dir(cities)
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        for two in files.chunks(2).take(4) {
            shown("cities", two, &[80, 120, 160], &mut pairs);
        }
    }
    println!("in panes: {}", pairs.tell());
    assert!(tally.is_clean() && pairs.is_clean());
}
