//! Themes in the reader: legend, outline, ruler, digits, and the walk that says where it is.

use duizhao::app::walk::Walking;
use duizhao::locale::Lang;
use duizhao::ui;
use duizhao::ui::label::{ColorDepth, Label, Palette, PaletteName};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use tempfile::TempDir;

use crate::support::app::Harness;

const FIRST: &str = "沙河口区2023年政府工作报告\n\n一、过去一年的工作\n\n（一）营商环境持续改善。营商环境评价靠前，就业稳定。\n\n（二）老旧小区改造完成。改造老旧小区两个，带动就业。\n\n二、今年的工作\n\n（一）优化营商环境。新增就业两千人。\n";
const SECOND: &str = "沙河口区2024年政府工作报告\n\n一、过去一年的工作\n\n（一）营商环境再上台阶。企业满意，就业形势稳定。\n\n二、今年的工作\n\n（一）老旧小区全部改完。就业保持稳定。\n";

fn open(texts: &[&str], w: u16, h: u16) -> (TempDir, Harness) {
    let dir = TempDir::new().unwrap();
    let write = |(i, text): (usize, &&str)| {
        let path = dir.path().join(format!("沙河口区{}.txt", 2023 + i));
        std::fs::write(&path, text).unwrap();
        path
    };
    let paths = texts.iter().enumerate().map(write).collect();
    let harness = Harness::open(paths, w, h, Lang::Zh);
    (dir, harness)
}

fn said(harness: &Harness) -> String {
    harness
        .app
        .status
        .as_ref()
        .map(|s| s.text.as_str().to_owned())
        .unwrap_or_default()
}

#[test]
fn the_walk_says_where_it_is() {
    let (_dir, mut harness) = open(&[FIRST, SECOND], 160, 45);
    let lexicon = harness.app.lexicon.clone().unwrap();
    let theme = harness.app.current_theme().unwrap();
    assert_eq!(lexicon.theme(theme).unwrap().name, "营商环境");
    let total: usize = harness
        .app
        .shelf
        .ready()
        .map(|(id, _)| harness.app.shelf.hits(id).unwrap().count(theme))
        .sum();
    let mut seen = Vec::new();
    for _ in 0..total {
        harness.keys("n");
        seen.push(said(&harness));
    }
    for (i, text) in seen.iter().enumerate() {
        assert!(text.contains(&format!("全部 {}/{total}", i + 1)), "{text}");
        assert!(text.contains("沙河口区 202"), "{text}");
    }
    harness.keys("n");
    assert!(
        said(&harness).starts_with("从头再走一遍"),
        "{}",
        said(&harness)
    );
    assert!(
        said(&harness).contains(&format!("全部 1/{total}")),
        "{}",
        said(&harness)
    );
    harness.keys("N");
    assert!(
        said(&harness).contains(&format!("全部 {total}/{total}")),
        "{}",
        said(&harness)
    );
}

#[test]
fn a_digit_makes_its_theme_the_one_that_is_walked() {
    let (_dir, mut harness) = open(&[FIRST, SECOND], 160, 45);
    harness.keys("Alt-3");
    assert_eq!(harness.app.current_lit, 2);
    assert!(said(&harness).contains("就业"), "{}", said(&harness));
    harness.keys("n");
    let hit = harness.app.hit.unwrap();
    let report = harness.app.shelf.report(hit.report).unwrap();
    assert_eq!(hit.span.of(&report.text), "就业");
    assert_eq!(harness.app.walking, Walking::Theme);
    harness.keys("Alt-7");
    assert_eq!(harness.app.current_lit, 2, "nothing is lit with 7");
    assert!(
        said(&harness).contains("没有点亮第 7 个"),
        "{}",
        said(&harness)
    );
    // After a search the digit turns back to themes.
    harness.keys("/ \"企业\" Enter");
    assert_eq!(harness.app.walking, Walking::Search);
    harness.keys("Alt-1 n");
    assert_eq!(harness.app.walking, Walking::Theme);
}

#[test]
fn the_legend_counts_every_chip_and_falls_off_with_a_number() {
    let (_dir, mut harness) = open(&[FIRST, SECOND], 160, 45);
    let title = |harness: &Harness| harness.screen().lines().next().unwrap().to_owned();
    let count = |harness: &Harness, n: usize| {
        let report = harness.app.pane().unwrap().report;
        harness
            .app
            .shelf
            .hits(report)
            .unwrap()
            .count(harness.app.lit[n])
    };
    for (n, name) in [(0, "营商环境"), (1, "老旧小区"), (2, "就业")] {
        let chip = format!("{} {name}  {}", n + 1, count(&harness, n));
        assert!(
            title(&harness).contains(&chip),
            "{chip} in {}",
            title(&harness)
        );
    }
    harness.keys("n n");
    let all = count(&harness, 0);
    assert!(
        title(&harness).contains(&format!("1 营商环境  2/{all}")),
        "{}",
        title(&harness)
    );
    // All themes lit: those without room are counted.
    harness.keys("t Ctrl-x Ctrl-x Esc");
    let lit = harness.app.lit.len();
    if lit < 10 {
        harness.keys("t Ctrl-x Esc");
    }
    let line = title(&harness);
    let more: usize = line
        .split('+')
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let shown = (1..10).filter(|n| line.contains(&format!(" {n} "))).count();
    assert_eq!(shown + more, harness.app.lit.len(), "{line}");
}

#[test]
fn the_outline_marks_the_other_lit_themes_of_a_section() {
    for (w, h) in [(160, 45), (80, 24)] {
        let mut harness = Harness::samples(w, h);
        harness.keys(if w < 120 { "J J J o" } else { "J J J" });
        let palette = Palette::default();
        let shown = cells(&harness, palette);
        // What the outline says in the colours of the second and the third theme.
        let marked = |label: Label, digit: &str| {
            let colour = palette.style(label).fg;
            let outline = if w < 120 { 1..60 } else { 0..34 };
            (2..h - 1).any(|y| {
                outline.clone().any(|x| {
                    let cell = shown.cell((x, y)).unwrap();
                    cell.symbol() == digit && Some(cell.fg) == colour
                })
            })
        };
        assert!(marked(Label::ThemeBDigit, "2"), "{w}\n{}", harness.screen());
        assert!(marked(Label::ThemeCDigit, "3"), "{w}\n{}", harness.screen());
    }
}

fn cells(harness: &Harness, palette: Palette) -> Buffer {
    let (w, h) = harness.app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    ui::draw(&harness.app, palette, &mut buffer);
    buffer
}

#[test]
fn without_colour_every_theme_is_told_by_its_digit_and_the_current_one_by_its_tick() {
    let (_dir, mut harness) = open(&[FIRST, SECOND], 160, 45);
    harness.keys("Alt-2 n");
    let plain = cells(&harness, Palette::new(PaletteName::Ink, ColorDepth::None));
    let mut current = 0;
    let mut digits = std::collections::BTreeSet::new();
    let mut ticks = std::collections::BTreeSet::new();
    for y in 1..44 {
        for x in 0..160 {
            let cell = plain.cell((x, y)).unwrap();
            if cell.modifier.contains(Modifier::REVERSED) {
                current += 1;
            }
            if "├┝┣┠┼┿".contains(cell.symbol()) {
                ticks.insert(cell.symbol().to_owned());
                let left = plain.cell((x - 1, y)).unwrap().symbol();
                if left != " " {
                    digits.insert(left.to_owned());
                }
            }
        }
    }
    assert_eq!(current, 8, "the four characters of the current hit");
    for digit in ["1", "2", "3"] {
        assert!(
            digits.contains(digit) || harness.screen().contains(digit),
            "{digits:?}"
        );
    }
    assert!(
        ticks.iter().any(|t| "┝┣┿".contains(t.as_str())),
        "{ticks:?}"
    );
    assert!(
        ticks.iter().any(|t| "├┠┼".contains(t.as_str())),
        "{ticks:?}"
    );
}

#[test]
fn several_themes_of_one_row_have_their_digits_beside_it() {
    let text =
        "沙河口区2023年政府工作报告\n\n一、过去一年的工作\n\n营商环境、老旧小区、就业都有进展。\n";
    let (_dir, mut harness) = open(&[text], 160, 45);
    let row = |harness: &Harness| {
        let screen = harness.screen();
        let found = screen
            .lines()
            .find(|l| l.contains("都有进展"))
            .map(str::to_owned);
        found.unwrap_or_else(|| panic!("{screen}"))
    };
    assert!(
        row(&harness).contains("321"),
        "the current one outermost: {}",
        row(&harness)
    );
    harness.keys("Alt-2");
    assert!(row(&harness).contains("312"), "{}", row(&harness));
}
