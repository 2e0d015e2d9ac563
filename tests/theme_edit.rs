//! Making themes, adding terms, dropping and taking back, through the whole program, with the file on disk.

use duizhao::app::theme_edit::{Row, ThemeEditState};
use duizhao::app::theme_terms::ThemeTermsState;
use duizhao::app::{App, Overlay, Settings};
use duizhao::locale::Lang;
use duizhao::store::Store;
use duizhao::theme::{Book, ThemeId};

use tempfile::TempDir;

use crate::support::app::Harness;

fn form(harness: &Harness) -> &ThemeEditState {
    match harness.app.overlays.last() {
        Some(Overlay::ThemeEdit(state)) => state,
        other => panic!("not the form of a theme: {other:?}"),
    }
}

fn terms(harness: &Harness) -> &ThemeTermsState {
    match harness.app.overlays.last() {
        Some(Overlay::ThemeTerms(state)) => state,
        other => panic!("not the list of terms: {other:?}"),
    }
}

fn theme(harness: &Harness, name: &str) -> Option<ThemeId> {
    harness.app.lexicon.as_ref().unwrap().find(name)
}

fn hits(harness: &Harness, name: &str) -> usize {
    let theme = theme(harness, name).unwrap();
    let reports = harness.app.shelf.ready();
    reports
        .map(|(id, _)| harness.app.shelf.hits(id).unwrap().count(theme))
        .sum()
}

const FIRST: &str = "沙河口区2023年政府工作报告\n\n一、过去一年的工作\n\n建成城市书房三座，口袋公园五个，营商环境持续改善。城市书房全年开放。\n\n二、今年的工作\n\n再建城市书房两座，守住安全底线。\n";
const SECOND: &str = "沙河口区2024年政府工作报告\n\n一、过去一年的工作\n\n新开城市书房一座，就业形势稳定。\n\n二、今年的工作\n\n办好政务服务中心，做优政务服务。\n";

/// Two reports, and a library in a folder of its own.
fn open(folder: &TempDir, own: Option<&str>) -> Harness {
    let reports = [("沙河口区2023.txt", FIRST), ("沙河口区2024.txt", SECOND)];
    let write = |(name, text): (&str, &str)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let paths = reports.map(write).to_vec();
    let store = Store::at(folder.path().join("library"));
    if let Some(own) = own {
        std::fs::create_dir_all(folder.path().join("library")).unwrap();
        std::fs::write(store.themes_file(), own).unwrap();
    }
    let settings = Settings {
        lang: Lang::Zh,
        ..Settings::default()
    };
    let mut app = App::new(settings, (120, 36));
    app.book = Book::new(0, store.read_themes().unwrap()).into();
    let effect = app.open(paths);
    let mut harness = Harness::of(app);
    harness.store = Some(store);
    harness.run(vec![effect]);
    harness
}

fn file(folder: &TempDir) -> String {
    std::fs::read_to_string(folder.path().join("library/themes.toml")).unwrap()
}

#[test]
fn a_search_becomes_a_theme_in_two_keys() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    harness.keys("/ \"城市书房\" Enter +");
    assert_eq!(form(&harness).terms.text(), "城市书房");
    assert_eq!(form(&harness).target().unwrap().name, "城市书房");
    let trial = form(&harness).trial.clone().unwrap().unwrap();
    assert_eq!((trial.reports, trial.places), (2, 4));
    assert!(
        harness.screen().contains("2 份报告 4 处"),
        "{}",
        harness.screen()
    );
    harness.keys("Enter");
    assert!(harness.app.overlays.is_empty(), "{}", harness.screen());
    assert_eq!(hits(&harness, "城市书房"), 4);
    let id = theme(&harness, "城市书房").unwrap();
    assert!(harness.app.lit.contains(&id), "it is lit");
    assert_eq!(harness.app.current_theme(), Some(id), "and walked");
    let said = harness
        .app
        .status
        .as_ref()
        .unwrap()
        .text
        .as_str()
        .to_owned();
    assert!(
        said.contains("新主题 城市书房") && said.contains("themes.toml"),
        "{said}"
    );
    assert!(file(&folder).contains("城市书房"));
    // The counts are those of the trial, and the first key takes it back.
    harness.keys("u");
    assert_eq!(theme(&harness, "城市书房"), None);
    assert!(!folder.path().join("library/themes.toml").exists());
}

#[test]
fn a_stretch_of_the_text_becomes_a_term() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    harness.app.lit.clear();
    harness.keys("J +");
    assert_eq!(form(&harness).row, Row::Sentence);
    let first = form(&harness).terms.text();
    assert_eq!(first, "过去一年的工作", "{}", harness.screen());
    harness.keys("j");
    assert_eq!(form(&harness).terms.text(), "建成城市书房三座");
    harness.keys("l l H H");
    assert_eq!(form(&harness).terms.text(), "城市书房");
    harness.keys("w");
    assert_eq!(form(&harness).terms.text(), "口袋公园五个");
    harness.keys("b H L");
    assert_eq!(form(&harness).terms.text(), "建成城市书房三座");
    harness.keys("l l H H Tab");
    assert_eq!(form(&harness).row, Row::Terms);
    harness.keys("\"、口袋公园\" Enter");
    assert_eq!(hits(&harness, "城市书房"), 5);
    // Its edges never leave the sentence, and it never is empty.
    harness.keys("+");
    for key in ["H", "h", "l", "L", "w", "b"] {
        for _ in 0..40 {
            harness.keys(key);
            assert!(!form(&harness).terms.text().is_empty(), "{key}");
        }
    }
}

#[test]
fn a_stretch_begins_at_the_first_lit_hit() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    harness.keys("n +");
    assert_eq!(
        form(&harness).terms.text(),
        "营商环境持续改善",
        "{}",
        harness.screen()
    );
}

#[test]
fn terms_go_to_a_theme_that_is_there() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    let before = hits(&harness, "营商环境");
    harness.keys("/ \"口袋公园\" Enter +");
    // Found by its initials, as in the picker.
    harness.keys("Ctrl-u y s h j");
    assert!(form(&harness).adds(), "{}", harness.screen());
    assert_eq!(form(&harness).target().unwrap().name, "营商环境");
    assert!(harness.screen().contains("加词条"));
    harness.keys("Enter");
    assert_eq!(hits(&harness, "营商环境"), before + 1);
    assert_eq!(harness.app.lit.len(), 3, "its digit stays");
    // The same once more makes no sense, and says so; what was typed stays.
    harness.keys("/ \"口袋公园\" Enter + Ctrl-u y s h j Enter");
    assert_eq!(form(&harness).terms.text(), "口袋公园");
    let why = form(&harness).wrong.clone().unwrap();
    assert!(
        why.contains("口袋公园") && why.contains("营商环境"),
        "{why}"
    );
    assert!(
        harness.screen().contains("! “口袋公园”已是"),
        "{}",
        harness.screen()
    );
}

#[test]
fn what_is_said_of_a_term_before_it_is_kept() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    harness.keys("/ \"政务服务\" Enter +");
    let screen = harness.screen();
    assert!(
        screen.contains("“政务服务”已是“营商环境”的词条"),
        "{screen}"
    );
    harness.keys("Esc Esc Esc + Tab Ctrl-u \"书\"");
    assert!(
        harness.screen().contains("只有一个字"),
        "{}",
        harness.screen()
    );
    harness.keys("Ctrl-u \"跑一\" Tab Ctrl-u \"营商环境\"");
    assert!(
        harness.screen().contains("长的优先"),
        "{}",
        harness.screen()
    );
    // Nothing typed, nothing kept.
    harness.keys("Shift-Tab Ctrl-u Enter");
    assert!(
        harness.screen().contains("! 还没有词条"),
        "{}",
        harness.screen()
    );
    harness.keys("Esc");
    assert!(harness.app.overlays.is_empty());
    assert!(
        !folder.path().join("library").exists(),
        "nothing was written"
    );
}

#[test]
fn the_terms_of_a_theme_can_be_dropped_and_put_back() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    let before = hits(&harness, "营商环境");
    harness.keys("t \"营商环境\" Ctrl-t");
    assert_eq!(terms(&harness).lines[0].text, "营商环境");
    assert_eq!(terms(&harness).lines[0].places, 1);
    assert!(!terms(&harness).own);
    harness.keys("x");
    assert_eq!(hits(&harness, "营商环境"), before - 1);
    assert_ne!(
        terms(&harness).lines[0].text,
        "营商环境",
        "the list follows"
    );
    harness.keys("u");
    assert_eq!(hits(&harness, "营商环境"), before);
    assert_eq!(terms(&harness).lines[0].text, "营商环境");
    // A term of one's own is marked.
    harness.keys("+ \"口袋公园\" Enter");
    let own: Vec<_> = terms(&harness).lines.iter().filter(|l| l.own).collect();
    assert_eq!((own.len(), own[0].text.as_str()), (1, "口袋公园"));
    harness.keys("PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn");
    harness.keys("k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k");
    let seen = (0..60).any(|_| {
        harness.keys("k");
        harness.screen().contains("自己的")
    });
    assert!(seen, "{}", harness.screen());
}

#[test]
fn a_theme_that_is_removed_goes_out_everywhere_and_comes_back() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    let names = |harness: &Harness| -> Vec<String> {
        let lexicon = harness.app.lexicon.clone().unwrap();
        let lit = harness.app.lit.iter();
        lit.map(|&id| lexicon.theme(id).unwrap().name.clone())
            .collect()
    };
    assert_eq!(names(&harness), ["营商环境", "老旧小区", "就业"]);
    // It lies on the matrix and on the lens, is lit and walked.
    harness.keys("n T");
    harness.keys("t \"营商环境\" Ctrl-t D");
    assert_eq!(theme(&harness, "营商环境"), None);
    assert_eq!(
        names(&harness),
        ["老旧小区", "就业"],
        "digits keep their order"
    );
    assert!(harness.app.hit.is_none());
    assert!(
        harness.screen().contains("没有这个主题了"),
        "{}",
        harness.screen()
    );
    harness.keys("Esc Esc u");
    assert!(theme(&harness, "营商环境").is_some());
    assert_eq!(names(&harness), ["老旧小区", "就业"]);
    harness.screen();
}

#[test]
fn a_theme_of_ones_own_is_marked_in_the_picker() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    harness.keys("/ \"城市书房\" Enter + Enter t \"城市书房\"");
    let screen = harness.screen();
    let row = screen
        .lines()
        .find(|l| l.contains("*城市书房"))
        .unwrap_or_else(|| panic!("{screen}"));
    assert!(row.contains(" 3 "), "its hits in this report: {row}");
}

#[test]
fn faults_of_the_file_are_told_at_the_start_and_after_edits() {
    let folder = TempDir::new().unwrap();
    let own = "[[theme]]\nname = \"甲\"\ngroup = \"组\"\nterms = []\n\n[[theme]]\nname = \"乙\"\ngroup = \"组\"\nterms = [\"就业形势\"]\n";
    let mut harness = open(&folder, Some(own));
    let said = harness.app.status.clone().unwrap();
    assert!(
        said.error && said.text.as_str().contains("themes.toml"),
        "{said:?}"
    );
    assert_eq!(hits(&harness, "乙"), 1, "the rest works");
    harness.keys("t");
    assert!(harness.screen().contains("! "), "{}", harness.screen());
}

#[test]
fn what_the_disk_refuses_is_said_and_stays_in_the_form() {
    let folder = TempDir::new().unwrap();
    let mut harness = open(&folder, None);
    std::fs::write(folder.path().join("library"), "no folder").unwrap();
    harness.keys("/ \"城市书房\" Enter + Enter");
    let state = form(&harness);
    assert_eq!(state.terms.text(), "城市书房");
    assert!(state.wrong.is_some() && !state.waiting);
    assert!(harness.app.status.as_ref().unwrap().error);
    assert_eq!(theme(&harness, "城市书房"), None);
    // The way is free: the same key keeps it now.
    std::fs::remove_file(folder.path().join("library")).unwrap();
    harness.keys("Enter");
    assert_eq!(hits(&harness, "城市书房"), 4);
}
