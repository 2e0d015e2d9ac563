//! The passages of themes on upright pages: theme, note, terms, then report by report the sentences with where they stand.
//!
//! Invariant: what is a hit is told by weight and line, for it is printed without colour.

use super::super::ExportError;
use super::super::document;
use super::super::themes::{LensTold, Passage, Reading, theme_facts};
use super::package::{Parts, R, W, file};
use super::set::{Face, facts, heading, page, paragraph, paragraph_kept, small, title};
use super::xml::Xml;
use crate::locale::Lang;

/// The file.
pub fn passages(told: &LensTold<'_>) -> Result<Vec<u8>, ExportError> {
    let lang = told.of.lang;
    let mut x = Xml::new();
    x.open("w:document", &[W, R]).open("w:body", &[]);
    title(&mut x, &told.title);
    facts(&mut x, &told.facts, lang);
    for theme in &told.themes {
        let name = match lang {
            Lang::Zh => theme.name.to_owned(),
            Lang::En => format!("{} {}", theme.name, theme.en),
        };
        heading(&mut x, 0, &[(&name, sized("30"))]);
        facts(&mut x, &theme_facts(theme, lang), lang);
        if theme.groups.is_empty() {
            let none = lang.pick("没有一份报告提到。", "No report mentions it.");
            paragraph(&mut x, "left", &[(none, Face::default())]);
        }
        for group in &theme.groups {
            let mut level = 1;
            if !group.name.is_empty() {
                heading(&mut x, level, &[(&group.name, sized("26"))]);
                level += 1;
            }
            for reading in &group.readings {
                let head = reading.head(lang);
                heading(&mut x, level, &[(&head, sized("24"))]);
                paragraph_kept(&mut x, &[(&reading.file, small())]);
                of_report(&mut x, reading, lang);
            }
        }
    }
    page(&mut x, false);
    file(&Parts {
        body: x.finish(),
        comments: None,
        title: &told.title,
        when: &document::moment(told.of.when),
        size: "21",
    })
}

fn sized(size: &'static str) -> Face<'static> {
    Face {
        font: Some("黑体"),
        size: Some(size),
        ..Face::default()
    }
}

fn of_report(x: &mut Xml, reading: &Reading, lang: Lang) {
    let mut before = None;
    for passage in &reading.passages {
        if before != Some(passage.section) {
            crumb(x, passage);
        }
        before = Some(passage.section);
        let source = match lang {
            Lang::Zh => format!("（{}，{}）", reading.name, passage.source(lang)),
            Lang::En => format!(" ({}, {})", reading.name, passage.source(lang)),
        };
        let hit = Face {
            bold: true,
            underline: Some("single"),
            ..Face::default()
        };
        let mut runs: Vec<(&str, Face<'_>)> = passage
            .runs
            .iter()
            .map(|r| (r.text.as_str(), if r.hit { hit } else { Face::default() }))
            .collect();
        runs.push((&source, small()));
        paragraph(x, "both", &runs);
    }
}

/// Where the passages that follow stand, and the role of that.
fn crumb(x: &mut Xml, passage: &Passage) {
    let mut said = passage.breadcrumb.clone();
    if !passage.role_word.is_empty() {
        if !said.is_empty() {
            said.push_str(" · ");
        }
        said.push_str(passage.role_word);
    }
    let face = Face {
        bold: true,
        ..small()
    };
    paragraph_kept(x, &[]);
    paragraph_kept(x, &[(&said, face)]);
}
