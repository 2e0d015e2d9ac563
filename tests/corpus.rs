//! Real reports beside the repository: every one is read, nothing is lost, and outlines agree with those written down by
//! hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use duizhao::report::{Report, SourceInfo};
use duizhao::text::span::Span;
use serde_json::Value;

use crate::support::shared;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of reports")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.is_file())
        .collect();
    files.sort();
    files
}

fn read(path: &Path) -> Report {
    let bytes = fs::read(path).expect("a report");
    let text = String::from_utf8(bytes).expect("UTF-8");
    Report::read(Arc::from(text), SourceInfo::default())
}

/// Letters and digits only: how titles are compared.
fn plain(s: &str) -> String {
    s.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_report_is_read_whole() {
    let Some(folder) = shared("reports") else {
        return;
    };
    let mut count = 0;
    for set in fs::read_dir(folder).expect("sets of reports") {
        for path in files(&set.expect("a set").path()) {
            let report = read(&path);
            let name = path.display();
            let mut covered = vec![false; report.text.len()];
            let pieces = report
                .paragraphs
                .iter()
                .flat_map(|p| p.span.without(&report.gaps))
                .chain(report.removed.iter().map(|r| r.span))
                .chain(report.gaps.iter().copied());
            for span in pieces {
                covered[span.range()].fill(true);
            }
            let lost: String = report
                .text
                .char_indices()
                .filter(|&(i, c)| {
                    !covered[i] && !c.is_whitespace() && !c.is_control() && c != '\u{feff}'
                })
                .map(|(_, c)| c)
                .collect();
            let lost: String = lost
                .chars()
                .filter(|c| {
                    !matches!(
                        c,
                        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{fffd}'
                    )
                })
                .collect();
            assert_eq!(lost, "", "{name}: neither read nor removed");
            assert!(!report.sections.is_empty(), "{name}: no section");
            for (id, s) in report.section_ids() {
                assert!(
                    s.span.covers(s.heading) && s.heading.covers(s.title),
                    "{name}: {}",
                    report.title(id)
                );
                if let Some(parent) = s.parent.and_then(|p| report.section(p)) {
                    assert!(
                        parent.span.covers(s.span) && parent.level + 1 == s.level,
                        "{name}: {}",
                        report.title(id)
                    );
                }
            }
            count += 1;
        }
    }
    assert!(count >= 100, "{count} reports");
}

#[test]
fn outlines_agree_with_those_written_by_hand() {
    let (Some(truth), Some(reports)) = (shared("truth/outline"), shared("reports")) else {
        return;
    };
    let paths: Vec<PathBuf> = fs::read_dir(reports)
        .expect("sets of reports")
        .flat_map(|set| files(&set.expect("a set").path()))
        .collect();
    let (mut asked, mut found, mut level, mut inside, mut inside_found, mut extra) =
        (0, 0, 0, 0, 0, 0);
    let (mut noise, mut removed, mut lost) = (0, 0, 0);
    for file in files(&truth) {
        let truth: Value =
            serde_json::from_str(&fs::read_to_string(&file).expect("truth")).expect("JSON");
        let name = truth["file"].as_str().expect("a file name");
        let Some(path) = paths
            .iter()
            .find(|p| p.file_name().is_some_and(|f| f.to_string_lossy() == name))
        else {
            continue;
        };
        let report = read(path);
        let mut used = vec![false; report.sections.len()];
        for h in truth["outline"].as_array().expect("headings") {
            asked += 1;
            let title = plain(h["title"].as_str().expect("a title"));
            let hit = report.section_ids().find(|(id, s)| {
                u64::from(s.line) == h["line"]
                    && !used[id.index()]
                    && plain(&report.title(*id)) == title
            });
            if let Some((id, s)) = hit {
                used[id.index()] = true;
                found += 1;
                level += usize::from(u64::from(s.level) == h["level"]);
            }
        }
        extra += report
            .section_ids()
            .filter(|(id, s)| !used[id.index()] && !s.inside)
            .count();
        for leads in truth["inline_leads"].as_array().into_iter().flatten() {
            for title in leads["titles"].as_array().expect("titles") {
                inside += 1;
                let title = plain(title.as_str().expect("a title"));
                inside_found += usize::from(report.section_ids().any(|(id, s)| {
                    s.inside
                        && u64::from(s.line) == leads["line"]
                        && plain(&report.title(id)) == title
                }));
            }
        }
        let mut start = 0;
        let wanted: Vec<(u64, u64)> = truth["noise_line_ranges"]
            .as_array()
            .expect("ranges")
            .iter()
            .map(|r| {
                (
                    r[0].as_u64().expect("a line"),
                    r[1].as_u64().expect("a line"),
                )
            })
            .collect();
        for (n, line) in report.text.split_inclusive('\n').enumerate() {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let n = n as u64 + 1;
            let gone = report.removed.iter().any(|r| r.span.overlaps(span));
            if wanted.iter().any(|&(a, b)| (a..=b).contains(&n)) {
                noise += 1;
                removed += usize::from(gone);
            } else {
                lost += usize::from(gone);
            }
        }
    }
    assert!(asked > 300, "{asked} headings to find");
    assert!(found * 100 >= asked * 98, "{found} of {asked} headings");
    assert!(level * 100 >= found * 98, "{level} of {found} levels");
    assert!(extra * 100 <= asked * 3, "{extra} headings that are none");
    assert!(
        inside_found * 100 >= inside * 85,
        "{inside_found} of {inside} leads inside paragraphs"
    );
    assert!(
        removed * 100 >= noise * 97,
        "{removed} of {noise} lines of chrome"
    );
    assert_eq!(lost, 0, "lines of the body lost");
}
