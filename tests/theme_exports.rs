//! Themes as files: that every format holds the numbers of the matrix, that every row can be traced to its report and place, that hostile
//! names stay names, and that no file is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use duizhao::app::Overlay;
use duizhao::app::export::Kind;
use duizhao::export::themes::hits::{self, Folders, Key};
use duizhao::export::themes::{self, By, Counted, Format, Lens, LensFormat, LensTold};
use duizhao::locale::Lang;
use duizhao::report::source::docx;
use duizhao::report::{Report, ReportId, SourceInfo, library};
use duizhao::theme::scan::Scanner;
use duizhao::theme::{
    Hits, Lexicon, Matrix, Only, Part, Scanned, TermId, ThemeId, Wanted, passages,
};
use serde_json::Value;

use crate::support::app::Harness;

/// Reports with their hits.
struct Shelf {
    lexicon: Lexicon,
    reports: Vec<(Arc<Report>, Hits)>,
}

impl Shelf {
    fn new(lexicon: Lexicon, reports: Vec<Report>) -> Self {
        let scanner = Scanner::new(&lexicon);
        let reports = reports.into_iter().map(|r| {
            let hits = scanner.scan(&r);
            (Arc::new(r), hits)
        });
        Self {
            reports: reports.collect(),
            lexicon,
        }
    }

    fn samples() -> Self {
        let samples = library::samples();
        let reports = samples.iter().map(|e| library::load_as(e, None).unwrap());
        Self::new(Lexicon::builtin().unwrap(), reports.collect())
    }

    fn scanned(&self) -> Vec<Scanned<'_>> {
        let all = (0..).map(ReportId).zip(&self.reports);
        all.map(|(id, (report, hits))| Scanned { id, report, hits })
            .collect()
    }

    fn matrix(&self, wanted: &Wanted) -> Matrix {
        Matrix::of(&self.lexicon, &self.scanned(), wanted)
    }

    fn written(&self, wanted: &Wanted, format: Format) -> Vec<u8> {
        let (scanned, matrix) = (self.scanned(), self.matrix(wanted));
        let of = Counted {
            lexicon: &self.lexicon,
            reports: &scanned,
            matrix: &matrix,
            wanted,
            per_thousand: false,
            lang: Lang::Zh,
            when: when(),
        };
        themes::write(&of, format).unwrap()
    }

    fn text(&self, wanted: &Wanted, format: Format) -> String {
        String::from_utf8(self.written(wanted, format)).unwrap()
    }

    fn lens(&self, names: &[&str], part: Part, by: By, format: LensFormat) -> Vec<u8> {
        let ids: Vec<ThemeId> = names
            .iter()
            .map(|n| self.lexicon.find(n).unwrap())
            .collect();
        let scanned = self.scanned();
        let lens = Lens {
            lexicon: &self.lexicon,
            themes: &ids,
            reports: &scanned,
            part,
            by,
            only: None,
            lang: Lang::Zh,
            when: when(),
        };
        themes::lens(&lens, format).unwrap()
    }

    fn lines(&self, wanted: &Wanted) -> Vec<Value> {
        let scanned = self.scanned();
        let lines = scanned
            .iter()
            .map(|s| hits::lines(&self.lexicon, s, wanted).0);
        json_lines(&lines.collect::<String>())
    }
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// 2026-03-01T08:30:00Z
fn when() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_mins(29_539_230)
}

fn of_part(part: Part) -> Wanted {
    Wanted {
        part,
        ..Wanted::default()
    }
}

/// Words that mean something to one format or another.
const HOSTILE: &str = "<script>alert(1)</script>&\"'=1+1,|*_`]]>";

/// A lexicon and reports whose names are hostile.
fn hostile() -> Shelf {
    let name = HOSTILE.replace('\\', "\\\\").replace('"', "\\\"");
    let lexicon = format!(
        "[[theme]]\nname = \"{name}\"\nen = \"{name}\"\ngroup = \"@{name}\"\nterms = [\"老旧小区\"]\nearlier = [\"暖房子\"]\nnote = \"{name}\"\n"
    );
    let text = format!(
        "2021年云溪区政府工作报告\n\n各位代表：\n现在报告工作，请予审议。\n一、2020年工作回顾\n\
         =改造老旧小区{HOSTILE}四十个，\u{1}控制字符和\u{202e}方向都在句子里。\n二、2021年工作安排\n\
         再建“暖房子”一百栋，老旧小区再改十个。古地名𠀀𪚥还在用。\n各位代表，让我们一起努力。谢谢大家！\n"
    );
    let report = |name: &str| {
        Report::read(
            Arc::from(text.as_str()),
            SourceInfo {
                name: name.to_owned(),
                ..SourceInfo::default()
            },
        )
    };
    Shelf::new(
        Lexicon::parse(&lexicon, "x.toml").unwrap(),
        vec![report(HOSTILE), report("乙.txt")],
    )
}

/// The cells of a CSV text after RFC 4180.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && cell.is_empty());
    rows
}

/// Names of elements in a document that is well-formed, and all words in it; `<meta>` of HTML needs no end.
fn elements(text: &str) -> (BTreeSet<String>, String) {
    use quick_xml::events::Event;
    let text = text
        .replace("<!DOCTYPE html>\n", "")
        .replace("initial-scale=1\">", "initial-scale=1\"/>");
    let mut closed = String::new();
    for line in text.lines() {
        let meta = line.starts_with("<meta") && !line.ends_with("/>");
        closed.push_str(&if meta {
            line.replacen('>', "/>", 1)
        } else {
            line.to_owned()
        });
        closed.push('\n');
    }
    let mut reader = quick_xml::Reader::from_str(&closed);
    reader.config_mut().check_end_names = true;
    let (mut names, mut depth) = (BTreeSet::new(), 0);
    let mut words = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) => {
                depth += 1;
                names.insert(tag.name().as_ref().to_owned());
            }
            Event::Empty(tag) => {
                names.insert(tag.name().as_ref().to_owned());
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => words.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                words.push('&');
                words.push_str(&name.xml10_content());
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    (names, words)
}

/// The parts of an archive.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let name = entry.name().unwrap().into_owned();
        elements(&text);
        parts.insert(name, text);
    }
    parts
}

#[test]
fn the_long_csv_read_again_is_the_matrix() {
    let shelf = Shelf::samples();
    for part in [Part::All, Part::Plan, Part::Outlook] {
        let wanted = of_part(part);
        let matrix = shelf.matrix(&wanted);
        let text = shelf.text(&wanted, Format::Csv);
        let rows = csv(text.strip_prefix('\u{feff}').unwrap());
        assert_eq!(
            rows[0],
            [
                "theme",
                "report",
                "file",
                "place",
                "year",
                "hits",
                "han",
                "per_thousand",
                "part",
                "level",
                "group",
                "report_id"
            ]
        );
        let mut rows = rows.into_iter().skip(1);
        let mut without = 0;
        for (i, &theme) in matrix.rows.iter().enumerate() {
            for (j, column) in matrix.columns.iter().enumerate() {
                let row = rows.next().unwrap();
                let (report, _) = &shelf.reports[column.report.index()];
                let cell = matrix.cell(i, j).unwrap();
                assert_eq!(row[0], shelf.lexicon.theme(theme).unwrap().name);
                assert_eq!(row[2], report.source.name);
                assert_eq!(row[8], part.name());
                assert_eq!(row[11], report.fingerprint().to_string());
                if cell.has_part {
                    assert_eq!(row[5].parse::<u32>().unwrap(), cell.hits);
                    assert_eq!(row[6].parse::<u32>().unwrap(), column.han);
                    assert!((row[7].parse::<f32>().unwrap() - cell.per_mille).abs() < 0.0001);
                } else {
                    without += 1;
                    assert_eq!([&row[5], &row[6], &row[7]], ["", "", ""]);
                }
            }
        }
        assert!(rows.next().is_none());
        // Only some of the samples look further than a year.
        assert_eq!(without > 0, part == Part::Outlook);
    }
}

#[test]
fn the_wide_csv_has_a_column_to_each_report() {
    let shelf = Shelf::samples();
    let wanted = of_part(Part::Review);
    let matrix = shelf.matrix(&wanted);
    let text = shelf.text(&wanted, Format::CsvWide);
    let rows = csv(text.trim_start_matches('\u{feff}'));
    assert_eq!(rows[0].len(), 3 + matrix.columns.len());
    assert_eq!(rows[0].iter().collect::<BTreeSet<_>>().len(), rows[0].len());
    for (row, (i, total)) in rows[1..].iter().zip(matrix.totals.iter().enumerate()) {
        assert_eq!(row[2], total.to_string());
        for (j, cell) in row[3..].iter().enumerate() {
            let of = matrix.cell(i, j).unwrap();
            let said = if of.has_part {
                of.hits.to_string()
            } else {
                String::new()
            };
            assert_eq!(*cell, said);
        }
    }
}

#[test]
fn json_tells_numbers_filters_and_the_sections_behind_them() {
    let shelf = Shelf::samples();
    let wanted = Wanted {
        part: Part::Plan,
        themes: vec![shelf.lexicon.find("养老").unwrap()],
        ..Wanted::default()
    };
    let matrix = shelf.matrix(&wanted);
    let json: Value = serde_json::from_str(&shelf.text(&wanted, Format::Json)).unwrap();
    assert_eq!(json["date"], "2026-03-01");
    assert_eq!(json["filters"]["part"], "plan");
    assert_eq!(json["filters"]["themes"][0], "养老");
    let theme = &json["themes"][0];
    for (j, column) in matrix.columns.iter().enumerate() {
        let cell = matrix.cell(0, j).unwrap();
        assert_eq!(theme["hits"][j].as_u64().unwrap(), u64::from(cell.hits));
        let (report, _) = &shelf.reports[column.report.index()];
        assert_eq!(json["reports"][j]["id"], report.fingerprint().to_string());
        let sections = theme["sections"][j].as_object().unwrap();
        let sum: u64 = sections.values().map(|v| v.as_u64().unwrap()).sum();
        assert_eq!(sum, u64::from(cell.hits));
        for id in sections.keys().filter(|id| *id != "none") {
            assert!(report.sections.len() > id.parse::<usize>().unwrap());
        }
    }
}

#[test]
fn markdown_says_what_was_counted_and_keeps_its_tables_narrow() {
    let shelf = Shelf::samples();
    let text = shelf.text(&of_part(Part::Plan), Format::Markdown);
    for said in ["部分：计划", "数字：处数", "日期：2026-03-01", "报告：5"] {
        assert!(text.contains(said), "no {said}");
    }
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let cells = |l: &str| l.replace("\\|", "").matches('|').count();
        if line.starts_with('|') && lines.peek().is_some_and(|next| next.starts_with('|')) {
            assert_eq!(cells(line), cells(lines.peek().unwrap()), "{line}");
            assert!(cells(line) <= 13, "{line}");
        }
    }
    let many: Vec<Report> = (0..25)
        .map(|i| {
            let text = format!(
                "{}年云溪区政府工作报告\n各位代表：\n改造老旧小区。\n",
                1990 + i
            );
            let source = SourceInfo {
                name: format!("{i}.txt"),
                ..SourceInfo::default()
            };
            Report::read(Arc::from(text.as_str()), source)
        })
        .collect();
    let many = Shelf::new(Lexicon::builtin().unwrap(), many);
    let text = many.text(&Wanted::default(), Format::Markdown);
    let widest = text.lines().map(|l| l.matches('|').count()).max().unwrap();
    assert_eq!(widest, 13);
}

#[cfg(feature = "xlsx")]
#[test]
fn sheets_hold_numbers_as_numbers_reports_terms_and_every_hit() {
    let shelf = Shelf::samples();
    let wanted = of_part(Part::Outlook);
    let matrix = shelf.matrix(&wanted);
    let parts = parts(&shelf.written(&wanted, Format::Xlsx));
    let book = &parts["xl/workbook.xml"];
    for name in ["主题", "每千字", "报告", "词条", "命中", "说明"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "no {name}");
    }
    let cells = |sheet: &str| -> Vec<(String, String)> {
        let xml = &parts[sheet];
        let of = |c: &str| {
            let name = c.split('"').next().unwrap().to_owned();
            let value = c
                .split_once("<v>")
                .and_then(|(_, v)| v.split_once("</v>"))
                .map_or("", |(v, _)| v);
            let words = c.contains("t=\"s\"");
            (name, format!("{}{value}", if words { "s" } else { "" }))
        };
        xml.split("<c r=\"").skip(1).map(of).collect()
    };
    let numbers: BTreeMap<String, String> = cells("xl/worksheets/sheet1.xml").into_iter().collect();
    let letter = |j: usize| char::from(b'D' + j as u8);
    for (i, row) in matrix.cells.iter().enumerate() {
        for (j, cell) in row.iter().enumerate() {
            let value = &numbers[&format!("{}{}", letter(j), i + 4)];
            if cell.has_part {
                assert_eq!(*value, cell.hits.to_string());
            } else {
                assert!(value.starts_with('s'), "{value}");
            }
        }
        assert_eq!(
            numbers[&format!("C{}", i + 4)],
            matrix.totals[i].to_string()
        );
    }
    let sheet = &parts["xl/worksheets/sheet1.xml"];
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("xSplit=\"3\""));
    // Shades of the palette 纸.
    let whole = self::parts(&shelf.written(&Wanted::default(), Format::Xlsx));
    for ground in ["D9CFBA", "BDB098", "786C57", "4C4336"] {
        assert!(whole["xl/styles.xml"].contains(ground), "no {ground}");
    }
    let rows = |sheet: &str| parts[sheet].matches("<row ").count();
    let hits: u32 = matrix.totals.iter().sum();
    assert_eq!(rows("xl/worksheets/sheet3.xml"), 1 + matrix.columns.len());
    assert_eq!(rows("xl/worksheets/sheet4.xml"), 1 + matrix.rows.len());
    assert_eq!(rows("xl/worksheets/sheet5.xml"), 1 + hits as usize);
    for sheet in 1..=6 {
        assert!(!parts[&format!("xl/worksheets/sheet{sheet}.xml")].contains("<f>"));
    }
    let strings = &parts["xl/sharedStrings.xml"];
    let (report, _) = &shelf.reports[0];
    assert!(strings.contains(&report.fingerprint().to_string()));
}

#[test]
fn every_number_of_the_heat_map_leads_to_its_sentences() {
    let shelf = Shelf::samples();
    let wanted = Wanted::default();
    let matrix = shelf.matrix(&wanted);
    let page = shelf.text(&wanted, Format::Html);
    let (names, _) = elements(&page);
    for foreign in ["script", "img", "link", "iframe", "object"] {
        assert!(!names.contains(foreign), "{foreign}");
    }
    assert!(!page.contains("http://") && !page.contains("https://"));
    let mut links = 0;
    for target in page.split("href=\"#").skip(1) {
        let target = target.split('"').next().unwrap();
        assert!(
            page.contains(&format!("id=\"{target}\"")),
            "{target} leads nowhere"
        );
        links += 1;
    }
    let above_zero = matrix.cells.iter().flatten().filter(|c| c.hits > 0).count();
    assert!(
        links >= above_zero && above_zero > 50,
        "{links} {above_zero}"
    );
    // Nothing was cut here: every hit is marked.
    let hits: u32 = matrix.totals.iter().sum();
    assert_eq!(page.matches("<mark>").count(), hits as usize);
    let theme = shelf.lexicon.find("老旧小区").unwrap();
    let row = matrix.rows.iter().position(|&t| t == theme).unwrap();
    let cell = matrix.cell(row, 0).unwrap();
    let said = format!("：{} 处，每千字 {:.2}", cell.hits, cell.per_mille);
    assert!(page.contains(&said), "{said}");
}

#[test]
fn more_sentences_than_a_number_shows_are_named_by_their_lines() {
    let lines: String = (0..30)
        .map(|i| format!("第{i}处改造老旧小区。\n"))
        .collect();
    let text = format!("2021年云溪区政府工作报告\n各位代表：\n{lines}");
    let report = Report::read(Arc::from(text.as_str()), SourceInfo::default());
    let shelf = Shelf::new(Lexicon::builtin().unwrap(), vec![report]);
    let page = shelf.text(&Wanted::default(), Format::Html);
    assert!(page.contains("另有 10 句，在第 23、24、"), "{page}");
}

#[test]
fn the_picture_has_a_title_on_every_cell() {
    let shelf = Shelf::samples();
    let wanted = of_part(Part::Outlook);
    let matrix = shelf.matrix(&wanted);
    let picture = shelf.text(&wanted, Format::Svg);
    elements(&picture);
    let cells = matrix.rows.len() * matrix.columns.len();
    assert_eq!(picture.matches("<g><title>").count(), cells);
    assert!(picture.contains("没有这一部分"));
}

#[test]
fn hostile_names_stay_names_in_every_format() {
    let shelf = hostile();
    let wanted = Wanted::default();
    for format in [Format::Html, Format::Svg] {
        let text = shelf.text(&wanted, format);
        let (names, words) = elements(&text);
        assert!(!names.contains("script"), "{format:?}");
        assert!(words.contains("alert(1)"), "{format:?}");
        assert!(!text.contains("<script"), "{format:?}");
        assert!(!text.contains('\u{1}'), "{format:?}");
    }
    let text = shelf.text(&wanted, Format::Csv);
    let rows = csv(text.trim_start_matches('\u{feff}'));
    assert_eq!(rows[1][0], HOSTILE);
    assert!(rows[1][10].starts_with("'@"), "{:?}", rows[1]);
    let notes = shelf.text(&wanted, Format::Markdown);
    assert!(!notes.replace("\\<", "").contains('<') && notes.contains("\\<script\\>"));
    let told: Value = serde_json::from_str(&shelf.text(&wanted, Format::Json)).unwrap();
    assert_eq!(told["themes"][0]["theme"], HOSTILE);
    assert_eq!(told["reports"][0]["file"], HOSTILE);
    #[cfg(feature = "xlsx")]
    {
        let parts = parts(&shelf.written(&wanted, Format::Xlsx));
        assert!(parts.iter().all(|(_, p)| !p.contains("<f>")));
    }
    let lens = shelf.lens(&[HOSTILE], Part::All, By::Report, LensFormat::Docx);
    parts(&lens);
    let lens = shelf.lens(&[HOSTILE], Part::All, By::Report, LensFormat::Markdown);
    let lens = String::from_utf8(lens).unwrap();
    assert!(!lens.replace("\\<", "").contains("<script") && lens.contains("<b>老旧小区</b>"));
    for line in shelf.lines(&wanted) {
        assert_eq!(line["theme"], HOSTILE);
    }
}

#[test]
fn hits_one_by_one_are_those_of_the_matrix_and_stand_where_they_say() {
    let shelf = Shelf::samples();
    for part in [Part::All, Part::Review, Part::Plan] {
        let wanted = of_part(part);
        let matrix = shelf.matrix(&wanted);
        let lines = shelf.lines(&wanted);
        let mut counted: BTreeMap<(String, String), u32> = BTreeMap::new();
        for line in &lines {
            let word = |key: &str| line[key].as_str().unwrap().to_owned();
            *counted.entry((word("theme"), word("report"))).or_default() += 1;
            let (report, _) = shelf
                .reports
                .iter()
                .find(|(r, _)| r.fingerprint().to_string() == line["report"])
                .unwrap();
            let at = |key: &str| line[key].as_u64().unwrap() as usize;
            let stands = &report.text[at("start")..at("end")];
            let chars: String = report
                .text
                .chars()
                .skip(at("char_start"))
                .take(at("char_end") - at("char_start"))
                .collect();
            assert_eq!(stands, chars);
            let line_of = report.text[..at("start")].matches('\n').count() + 1;
            assert_eq!(at("line"), line_of);
            assert!(word("sentence").contains(&word("hit")), "{line}");
            let section = report.section_at(at("start"));
            assert_eq!(line["section"].as_u64(), section.map(|s| u64::from(s.0)));
            if part != Part::All {
                assert!(
                    part.spans(report)
                        .unwrap()
                        .iter()
                        .any(|s| s.contains(at("start")))
                );
            }
        }
        for (i, &theme) in matrix.rows.iter().enumerate() {
            for (j, column) in matrix.columns.iter().enumerate() {
                let name = shelf.lexicon.theme(theme).unwrap().name.clone();
                let id = shelf.reports[column.report.index()].0.fingerprint();
                let hits = counted.remove(&(name, id.to_string())).unwrap_or(0);
                assert_eq!(hits, matrix.cell(i, j).unwrap().hits);
            }
        }
        assert!(counted.is_empty());
    }
}

#[test]
fn earlier_wordings_are_told_as_such() {
    let lines = hostile().lines(&Wanted::default());
    let earlier: Vec<(&str, bool)> = lines
        .iter()
        .map(|l| (l["term"].as_str().unwrap(), l["earlier"].as_bool().unwrap()))
        .collect();
    let one = [("老旧小区", false), ("暖房子", true), ("老旧小区", false)];
    assert_eq!(earlier, [one, one].concat());
    // One term alone, as the lens can show it.
    let shelf = hostile();
    let scanned = shelf.scanned();
    let term = Some(Only::from(TermId(1)));
    let (alone, count) = hits::lines_of(&shelf.lexicon, &scanned[0], &Wanted::default(), term);
    assert_eq!(count, 1);
    assert_eq!(json_lines(&alone)[0]["term"], "暖房子");
    let told = LensTold::of(&Lens {
        lexicon: &shelf.lexicon,
        themes: &[ThemeId(0)],
        reports: &scanned,
        part: Part::All,
        by: By::Report,
        only: term,
        lang: Lang::Zh,
        when: when(),
    });
    assert_eq!(told.hits(), 2);
}

#[test]
fn folders_are_named_by_values_and_hold_every_hit() {
    let shelf = Shelf::samples();
    let wanted = Wanted::default();
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("hits");
    let write = |overwrite: bool, reports: &[Scanned<'_>]| {
        let mut folders = Folders::begin(&root, &[Key::Level, Key::Year], overwrite)?;
        for report in reports {
            let (lines, _) = hits::lines(&shelf.lexicon, report, &wanted);
            folders.add(report.report, &lines)?;
        }
        folders.finish()
    };
    let scanned = shelf.scanned();
    let (done, left) = write(false, &scanned).unwrap();
    assert!(left.is_empty());
    assert!(done.contains(&root.join("level=county/year=2021/part-0.ndjson")));
    assert!(done.contains(&root.join("level=county/year=unknown/part-0.ndjson")));
    let lines: Vec<Value> = done
        .iter()
        .flat_map(|path| json_lines(&fs::read_to_string(path).unwrap()))
        .collect();
    assert_eq!(lines.len(), shelf.lines(&wanted).len());
    // Nothing of before is lost, or kept in silence.
    assert!(write(false, &scanned).is_err());
    let (done, left) = write(true, &scanned[..1]).unwrap();
    assert_eq!((done.len(), left.len()), (1, 4));
    let all = files(&root);
    assert_eq!(all.len(), 5, "{all:?}");
}

fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn hostile_values_name_no_other_folder() {
    let report = Report::read(Arc::from("各位代表：\n"), SourceInfo::default());
    assert_eq!(
        hits::folder(&report, &Key::ALL),
        Path::new("level=unknown/year=unknown/province=unknown/place=unknown")
    );
    let mut report = report;
    report.identity.place = Some(duizhao::report::Evidence {
        value: duizhao::report::Place {
            full: "../甲=乙%".to_owned(),
            short: String::new(),
            province: None,
        },
        span: None,
        how: duizhao::report::identity::How::Title,
        confidence: duizhao::report::Confidence::Stated,
    });
    assert_eq!(
        hits::folder(&report, &[Key::Place]),
        Path::new("place=..%2F甲%3D乙%25")
    );
}

#[test]
fn passages_of_a_theme_are_written_with_where_they_stand() {
    let shelf = Shelf::samples();
    let theme = shelf.lexicon.find("老旧小区").unwrap();
    let mut sentences = Vec::new();
    for (report, hits) in &shelf.reports {
        for passage in passages(report, hits, theme, Part::All, usize::MAX) {
            sentences.push(report.resolved(passage.span).trim().to_owned());
        }
    }
    assert!(sentences.len() > 20);
    let names = ["老旧小区"];
    let notes = shelf.lens(&names, Part::All, By::Report, LensFormat::Markdown);
    let notes = String::from_utf8(notes).unwrap();
    let plain = notes
        .replace("<b>", "")
        .replace("</b>", "")
        .replace('\\', "");
    let word = shelf.lens(&names, Part::All, By::Report, LensFormat::Docx);
    parts(&word);
    let word = docx::text(&word).unwrap().text;
    for sentence in &sentences {
        assert!(
            plain.contains(sentence.as_str()),
            "Markdown lacks {sentence}"
        );
        assert!(word.contains(sentence.as_str()), "Word lacks {sentence}");
    }
    assert!(notes.contains("旧称“暖房子”") && word.contains("旧称“暖房子”"));
    assert!(notes.contains("（沙河口区 2016，第26行"), "{notes}");
    let told = shelf.lens(&names, Part::All, By::Report, LensFormat::Json);
    let told: Value = serde_json::from_slice(&told).unwrap();
    let matrix = shelf.matrix(&Wanted::default());
    let row = matrix.rows.iter().position(|&t| t == theme).unwrap();
    assert_eq!(
        told["total"].as_u64().unwrap(),
        u64::from(matrix.totals[row])
    );
    for reading in told["themes"][0]["reports"].as_array().unwrap() {
        let (report, _) = shelf
            .reports
            .iter()
            .find(|(r, _)| r.fingerprint().to_string() == reading["report"])
            .unwrap();
        for passage in reading["passages"].as_array().unwrap() {
            for hit in passage["hits"].as_array().unwrap() {
                let at = |key: &str| hit[key].as_u64().unwrap() as usize;
                assert!(report.text.get(at("start")..at("end")).is_some());
            }
        }
    }
}

#[test]
fn passages_can_stand_under_places_or_years() {
    let shelf = Shelf::samples();
    let heads = |by: By| -> Vec<String> {
        let notes = shelf.lens(&["养老"], Part::All, by, LensFormat::Markdown);
        let notes = String::from_utf8(notes).unwrap();
        let heads = notes.lines().filter(|l| l.starts_with("### "));
        heads.map(|l| l[4..].to_owned()).collect()
    };
    let years = heads(By::Year);
    let mut sorted = years.clone();
    sorted.sort();
    assert_eq!(years, sorted);
    assert!(years.contains(&"2021".to_owned()), "{years:?}");
    assert!(heads(By::Place).contains(&"沙河口区".to_owned()));
    assert!(heads(By::Report)[0].contains(" 处"));
}

fn duizhao(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(args)
        .args(["--lang", "zh"])
        .current_dir(folder)
        .env("DUIZHAO_LIBRARY", crate::support::NO_LIBRARY)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_verb_writes_every_format_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let mut names = vec![
        "a.csv", "b.md", "c.json", "d.html", "e.svg", "f.ndjson", "g.txt",
    ];
    if cfg!(feature = "xlsx") {
        names.push("h.xlsx");
    }
    for name in names {
        let done = duizhao(here, &["themes", "-o", name]);
        assert_eq!(done.status.code(), Some(0), "{name}: {}", said(&done));
        let before = fs::read(here.join(name)).unwrap();
        assert!(before.len() > 1000, "{name}");
        let again = duizhao(here, &["themes", "--theme", "养老", "-o", name]);
        assert_eq!(again.status.code(), Some(2), "{name}");
        assert!(said(&again).contains("--force"), "{}", said(&again));
        assert_eq!(fs::read(here.join(name)).unwrap(), before, "{name}");
        let forced = duizhao(here, &["themes", "--theme", "养老", "-o", name, "--force"]);
        assert_eq!(forced.status.code(), Some(0), "{name}: {}", said(&forced));
        assert!(fs::read(here.join(name)).unwrap().len() < before.len());
    }
    for name in ["i.docx", "j.md", "k.json", "l.txt"] {
        let done = duizhao(here, &["themes", "--lens", "--theme", "养老", "-o", name]);
        assert_eq!(done.status.code(), Some(0), "{name}: {}", said(&done));
    }
    let left = files(here);
    assert!(
        !left
            .iter()
            .any(|p| p.to_string_lossy().contains(".duizhao-")),
        "{left:?}"
    );
}

#[test]
fn the_verb_refuses_what_does_not_go_together() {
    let folder = tempfile::tempdir().unwrap();
    for (args, words) in [
        (&["--lens", "--format", "csv"][..], "--lens"),
        (&["--format", "docx"], "--lens"),
        (&["--out-dir", "d", "--format", "md"], "ndjson"),
        (&["--wide"], "csv"),
        (&["--year", "2021-2016"], "2016-2021"),
        (&["--year", "十年"], "2016-2021"),
        (&["--partition", "level"], "--out-dir"),
        (&["--out-dir", "d", "--partition", "mayor"], "province"),
        (&["--level", "galaxy"], "county"),
        (&["--place", "月球"], "没有这个地区"),
        (&["--place", "月球", "--format", "ndjson"], "没有这个地区"),
        (&["--theme", "月球探测"], "没有这个主题"),
        (&["--sort-reports", "月球探测"], "没有这个主题"),
        (&["--format", "docx-marked"], "docx-marked"),
        (&["-o", "x.pdf"], "看不出"),
        (&["-o", "nowhere/x.md"], "没有这个文件夹"),
        (&["--out-dir", "nowhere/d"], "没有这个文件夹"),
    ] {
        let done = duizhao(folder.path(), &[&["themes"], args].concat());
        assert_eq!(done.status.code(), Some(2), "{args:?}: {}", said(&done));
        assert!(said(&done).contains(words), "{args:?}: {}", said(&done));
    }
    assert!(files(folder.path()).is_empty());
    let done = duizhao(folder.path(), &["list", "--format", "svg"]);
    assert_eq!(done.status.code(), Some(2));
    let done = duizhao(folder.path(), &["diff", "a", "b", "-o", "x.svg"]);
    assert!(said(&done).contains("看不出"), "{}", said(&done));
}

#[test]
fn the_verb_filters_by_level_place_and_year() {
    let folder = tempfile::tempdir().unwrap();
    let columns = |args: &[&str]| -> (Option<i32>, Vec<String>) {
        let fixed = ["themes", "--theme", "养老", "--format", "json"];
        let done = duizhao(folder.path(), &[&fixed, args].concat());
        let json: Value = serde_json::from_slice(&done.stdout).unwrap_or_default();
        let reports = json["reports"].as_array().cloned().unwrap_or_default();
        let files = reports
            .iter()
            .map(|r| r["file"].as_str().unwrap().to_owned());
        (done.status.code(), files.collect())
    };
    let hits = |args: &[&str]| -> usize {
        let fixed = ["themes", "--theme", "养老", "--format", "ndjson"];
        let done = duizhao(folder.path(), &[&fixed, args].concat());
        String::from_utf8(done.stdout).unwrap().lines().count()
    };
    let (code, city) = columns(&["--level", "city"]);
    assert_eq!((code, city), (Some(0), vec!["dalian-2022.txt".to_owned()]));
    let (_, place) = columns(&["--place", "沙河口"]);
    assert_eq!(place, ["shahekou-2016.txt", "shahekou-2021.txt"]);
    let (_, years) = columns(&["--place", "沙河口区", "--year", "2017-2022"]);
    assert_eq!(years, ["shahekou-2021.txt"]);
    let of_2021 = hits(&["--place", "沙河口区", "--year", "2021"]);
    assert!(of_2021 > 0 && of_2021 < hits(&["--place", "沙河口区"]));
    let (code, none) = columns(&["--year", "1990"]);
    assert_eq!((code, none.len()), (Some(1), 0));
    assert_eq!(hits(&["--year", "1990"]), 0);
}

/// The query that the README shows.
fn readme_query() -> String {
    let readme = include_str!("../README.md");
    let (_, after) = readme.split_once("```sql\n").unwrap();
    after.split_once("```").unwrap().0.trim().to_owned()
}

/// Runs a query where there is a DuckDB, as a program or for Python: the rows as CSV.
fn duckdb(folder: &Path, query: &str) -> Option<String> {
    let python = "import duckdb, sys\nc = duckdb.sql(sys.argv[1])\nprint(','.join(c.columns))\n\
                  for r in c.fetchall(): print(','.join('' if v is None else str(v) for v in r))";
    let tries: [(&str, Vec<&str>); 2] = [
        ("duckdb", vec!["-csv", "-c", query]),
        ("python3", vec!["-c", python, query]),
    ];
    for (program, args) in tries {
        let run = Command::new(program)
            .args(args)
            .current_dir(folder)
            .output();
        if let Ok(done) = run
            && done.status.success()
        {
            return Some(String::from_utf8(done.stdout).unwrap());
        }
    }
    None
}

#[test]
fn the_query_of_the_readme_counts_what_the_matrix_counts() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["themes", "--out-dir", "hits", "--partition", "level,year"];
    let done = duizhao(folder.path(), &args);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let query = readme_query();
    assert!(query.contains("hive_partitioning") && query.contains("'hits/**/*.ndjson'"));
    if duckdb(folder.path(), "SELECT 1").is_none() {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: no duckdb on PATH, nor in python3"
        );
        return;
    }
    let rows = csv(&duckdb(folder.path(), &query).expect("the query of the README"));
    let shelf = Shelf::samples();
    let matrix = shelf.matrix(&Wanted::default());
    let mut expected: BTreeMap<(String, String), u32> = BTreeMap::new();
    for (i, &theme) in matrix.rows.iter().enumerate() {
        for (j, column) in matrix.columns.iter().enumerate() {
            let name = shelf.lexicon.theme(theme).unwrap().name.clone();
            let year = column.year.parse::<u16>();
            let year = year.map_or("unknown".to_owned(), |y| y.to_string());
            *expected.entry((year, name)).or_default() += matrix.cell(i, j).unwrap().hits;
        }
    }
    expected.retain(|_, hits| *hits > 0);
    assert_eq!(rows[0], ["year", "theme", "hits"]);
    let counted: BTreeMap<(String, String), u32> = rows[1..]
        .iter()
        .map(|r| ((r[0].clone(), r[1].clone()), r[2].parse().unwrap()))
        .collect();
    assert_eq!(counted, expected);
}

fn opened(folder: &Path) -> Harness {
    let mut harness = Harness::samples(120, 40);
    folder.clone_into(&mut harness.app.settings.here);
    harness
}

#[test]
fn what_the_matrix_shows_is_written_from_the_screen() {
    for (i, kind) in Kind::MATRIX.iter().enumerate() {
        if *kind == Kind::MatrixSheets && cfg!(not(feature = "xlsx")) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut harness = opened(folder.path());
        harness.keys("T r e");
        assert!(harness.screen().contains("导出"), "{}", harness.screen());
        for _ in 0..i {
            harness.keys("Down");
        }
        let name = match harness.app.overlays.last() {
            Some(Overlay::Export(state)) => state.field.text(),
            _ => panic!("no form:\n{}", harness.screen()),
        };
        assert!(
            name.ends_with(kind.extension()) && name.contains("回顾"),
            "{name}"
        );
        harness.keys("Enter");
        assert!(harness.app.overlays.is_empty(), "{}", harness.screen());
        let bytes = fs::read(folder.path().join(&name)).unwrap();
        assert!(bytes.len() > 1000, "{name}");
        let shelf = Shelf::samples();
        let matrix = shelf.matrix(&of_part(Part::Review));
        let hits: u32 = matrix.totals.iter().sum();
        if *kind == Kind::Hits {
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(text.lines().count(), hits as usize);
        } else if *kind == Kind::MatrixData {
            let json: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(json["total"].as_u64().unwrap(), u64::from(hits));
        }
    }
}

#[test]
fn what_the_lens_shows_is_written_from_the_screen() {
    for (i, kind) in Kind::LENS.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let mut harness = opened(folder.path());
        harness.keys("T Enter e");
        for _ in 0..i {
            harness.keys("Down");
        }
        harness.keys("Enter");
        assert!(
            harness.app.overlays.is_empty(),
            "{kind:?}\n{}",
            harness.screen()
        );
        let written = files(folder.path());
        assert_eq!(written.len(), 1, "{written:?}");
        assert!(written[0].extension().unwrap() == kind.extension());
    }
}
