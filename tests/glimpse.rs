//! The beginning of the first report, shown while it is read, and taken for nothing else.

use std::sync::Arc;

use duizhao::app::msg::Msg;
use duizhao::app::{App, Settings};
use duizhao::job::{self, Generation, Output, What};
use duizhao::report::library::{self, Entry};
use duizhao::report::{Report, ReportId};

use crate::support::app::Harness;
use crate::support::files;

const FIRST: ReportId = ReportId(0);

/// A program to which nothing but the list of samples was told.
fn found() -> (Harness, Vec<Entry>) {
    let mut app = App::new(Settings::default(), (120, 36));
    let _ = app.open(Vec::new());
    let mut harness = Harness::of(app);
    let entries = library::samples();
    let failed = Vec::new();
    tell(
        &mut harness,
        Output::Found {
            entries: entries.clone(),
            failed,
        },
    );
    (harness, entries)
}

fn tell(harness: &mut Harness, output: Output) {
    harness.send(Msg::Done(Generation(1), output));
}

#[test]
fn the_text_stands_on_the_screen_before_it_is_read_and_counts_for_nothing() {
    let (mut harness, entries) = found();
    let (text, source) = library::open(&entries[0], None).unwrap();
    let glimpse = Arc::new(Report::glimpse(&text, source.clone()));
    tell(&mut harness, Output::Reading(FIRST));
    tell(&mut harness, Output::Glimpse(FIRST, glimpse));
    let seen = harness.screen();
    assert!(
        seen.contains("各位代表") && seen.contains("正在读"),
        "{seen}"
    );
    let app = &harness.app;
    assert_eq!((app.shelf.ready_count(), app.shelf.done_count()), (0, 0));
    assert!(app.shelf.report(FIRST).is_none() && app.report_in(0).is_none());
    harness.keys("] c / Esc G gg");

    let report = Arc::new(Report::read(text, source));
    tell(&mut harness, Output::Read(FIRST, Ok(Arc::clone(&report))));
    let pane = &harness.app.reader.panes[0];
    assert_eq!(pane.top, 0);
    assert!(pane.layout().unwrap().heading_rows.len() == report.sections.len());
    let shown = harness.app.text_in(0).unwrap();
    assert!(Arc::ptr_eq(shown, &report));
}

#[test]
fn a_place_in_the_glimpse_is_kept_in_the_report() {
    let (mut harness, entries) = found();
    let (text, source) = library::open(&entries[0], None).unwrap();
    let glimpse = Arc::new(Report::glimpse(&text, source.clone()));
    tell(&mut harness, Output::Glimpse(FIRST, glimpse));
    harness.keys("j j j j");
    let anchor = harness.app.reader.panes[0].anchor;
    assert!(anchor > 0);
    let report = Arc::new(Report::read(text, source));
    tell(&mut harness, Output::Read(FIRST, Ok(report)));
    let pane = &harness.app.reader.panes[0];
    assert_eq!(pane.anchor, anchor);
    assert_eq!(pane.layout().unwrap().row_of(anchor), pane.top);
}

#[test]
fn a_glimpse_is_the_beginning_of_what_is_read() {
    for entry in library::samples() {
        let (text, source) = library::open(&entry, None).unwrap();
        let glimpse = Report::glimpse(&text, source.clone());
        assert!(text.starts_with(&*glimpse.text) && glimpse.text.len() <= 8 << 10);
        assert!(glimpse.sections.is_empty() && glimpse.identity.place.is_none());
        let report = Report::read(text, source);
        for (seen, read) in glimpse.paragraphs.iter().zip(&report.paragraphs).take(3) {
            assert_eq!(seen.span, read.span);
        }
    }
    // One line without end, and a cut inside a character.
    let line = format!("ab{}", "发展".repeat(4_000));
    let glimpse = Report::glimpse(&line, duizhao::report::SourceInfo::default());
    assert!(line.starts_with(&*glimpse.text) && glimpse.text.len() > 4_000);
}

#[test]
fn reading_that_is_stopped_leaves_no_glimpse() {
    let (mut harness, entries) = found();
    let (text, source) = library::open(&entries[0], None).unwrap();
    tell(&mut harness, Output::Reading(FIRST));
    let glimpse = Arc::new(Report::glimpse(&text, source));
    tell(&mut harness, Output::Glimpse(FIRST, glimpse));
    tell(&mut harness, Output::Loaded);
    assert!(harness.app.text_in(0).is_none());
    let _ = harness.screen();
}

/// Word files and PDFs can be taken apart only whole, and that is not done while the first screen waits: they are found, and that is
/// all.
#[test]
fn files_that_must_be_taken_apart_are_not_read_for_the_first_screen() {
    let folder = tempfile::tempdir().unwrap();
    let (text, _) = library::open(&library::samples()[0], None).unwrap();
    for (name, bytes) in [
        ("沈阳_2023.pdf", files::pdf(&text)),
        ("沈阳_2024.docx", files::word(&text)),
        (
            "沈阳_2025.pdf",
            [files::pdf(&text), vec![b'\n'; 8 << 20]].concat(),
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        for path in [path.as_path(), folder.path()] {
            assert!(library::is_quick(&[path.to_path_buf()]));
            let told = std::cell::RefCell::new(Vec::new());
            let what = What::Paths(vec![path.to_path_buf()]);
            job::begin(&what, job::Means::default(), &|output| {
                told.borrow_mut().push(output)
            });
            assert!(
                matches!(
                    &told.borrow()[..],
                    [Output::Found { .. }, Output::Reading(FIRST)]
                ),
                "{name}: {:?}",
                told.borrow()
            );
        }
    }
}
