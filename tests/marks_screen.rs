//! Bookmarks and notes on the screen: set, seen, written, listed, taken back, found again, by keys alone.

use std::fs;
use std::path::PathBuf;

use duizhao::app::Overlay;
use duizhao::app::msg::Msg;
use duizhao::locale::Lang;
use duizhao::report::mark::{Kind, Standing};
use duizhao::store::Store;
use tempfile::TempDir;

use crate::support::app::Harness;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (160, 45)];

/// Sentences of our own.
fn text(year: u16) -> String {
    let mut text =
        format!("{year}年沙河口区政府工作报告\n各位代表：\n现在，我向大会报告工作，请予审议。\n");
    let parts = ["一、过去一年", "二、今年目标", "三、重点任务"];
    for (i, part) in parts.iter().enumerate() {
        text.push_str(&format!("{part}\n"));
        for j in 0..6 {
            let n = i * 6 + j;
            text.push_str(&format!(
                "第{n}号工程按期完工，惠及居民{}万人，群众十分满意。",
                n + 2
            ));
        }
        text.push('\n');
    }
    text.push_str(
        "今年的任务书已经排定，责任逐条落实到人。开春以后各项工程陆续开工，进度按旬公布。\n",
    );
    text
}

struct Desk {
    folder: TempDir,
    store: Store,
    files: Vec<PathBuf>,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let files = [2020, 2021].map(|year| {
        let path = folder.path().join(format!("沙河口区{year}.txt"));
        fs::write(&path, text(year)).unwrap();
        path
    });
    Desk {
        store: Store::at(folder.path().join("duizhao")),
        folder,
        files: files.to_vec(),
    }
}

fn open(desk: &Desk, files: &[PathBuf], (w, h): (u16, u16), lang: Lang) -> Harness {
    let mut harness = Harness::open(files.to_vec(), w, h, lang);
    desk.folder
        .path()
        .clone_into(&mut harness.app.settings.here);
    harness.store = Some(desk.store.clone());
    let effects = vec![duizhao::app::msg::Effect::ReadMarks];
    harness.run(effects);
    harness
}

fn both(desk: &Desk) -> Harness {
    open(desk, &desk.files, (160, 45), Lang::Zh)
}

fn status(harness: &Harness) -> String {
    let status = harness.app.status.as_ref();
    status.map_or_else(String::new, |s| s.text.as_str().to_owned())
}

#[test]
fn a_bookmark_is_set_seen_kept_and_taken_back() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J b");
    assert!(status(&at).starts_with("书签："), "{}", status(&at));
    let marks = desk.store.read_marks().unwrap();
    assert_eq!(marks.list.len(), 1);
    assert_eq!(marks.list[0].anchor.quote, "一、过去一年");
    assert_eq!(marks.list[0].of.path.as_ref(), Some(&desk.files[0]));
    let line = |at: &Harness| {
        let screen = at.screen();
        let lines = screen.lines().filter(|l| l.contains("一、过去一年"));
        lines.map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    assert!(line(&at).contains("*一、过去一年"), "{}", at.screen());
    // Once more removes it, quickly too.
    at.keys("b");
    assert!(desk.store.read_marks().unwrap().list.is_empty());
    assert!(!line(&at).contains("*一、"), "{}", at.screen());
    at.keys("u");
    assert_eq!(desk.store.read_marks().unwrap().list.len(), 1);
    assert!(line(&at).contains("*一、"), "{}", at.screen());
    at.keys("u");
    assert!(desk.store.read_marks().unwrap().list.is_empty());
    assert!(status(&at).starts_with("撤销 书签"), "{}", status(&at));
}

#[test]
fn a_note_of_several_lines_is_written_shown_and_rewritten() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J c \"先看\" Ctrl-j \"再问\"");
    let (cells, cursor) = at.frame(duizhao::ui::label::Palette::default());
    let cursor = cursor.expect("the real cursor stands in the field");
    let symbol = |x: u16| cells.cell((x, cursor.1)).unwrap().symbol().to_owned();
    assert_eq!(symbol(cursor.0 - 2), "问");
    at.keys("Enter");
    let note = desk.store.read_marks().unwrap().list[0].clone();
    assert_eq!((note.kind, note.note.as_str()), (Kind::Note, "先看\n再问"));
    // It is seen where the reader stands, and beside the text.
    let screen = at.screen();
    assert!(screen.contains("\"一、过去一年"), "{screen}");
    assert!(
        screen.contains("先看") && screen.contains("再问"),
        "{screen}"
    );
    at.keys("J J");
    assert!(!at.screen().contains("再问"), "{}", at.screen());
    at.keys("K K c Backspace Backspace \"查\" Enter");
    assert_eq!(desk.store.read_marks().unwrap().list[0].note, "先看\n查");
    // Of both kinds on one sentence.
    at.keys("b");
    assert!(at.screen().contains("&一、过去一年"), "{}", at.screen());
    // An empty one is removed.
    at.keys("c Ctrl-u Backspace Ctrl-u Enter");
    let left = desk.store.read_marks().unwrap();
    assert!(
        left.list.iter().all(|m| m.kind == Kind::Bookmark),
        "{left:?}"
    );
    at.keys("u");
    assert_eq!(desk.store.read_marks().unwrap().list.len(), 2);
}

#[test]
fn what_was_typed_is_asked_about_before_it_is_lost() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J c \"要紧的话\" Esc");
    assert!(matches!(at.app.overlays.last(), Some(Overlay::Note(_))));
    assert!(at.screen().contains("还没有存"), "{}", at.screen());
    at.keys("Ctrl-c");
    assert!(at.quit, "asked once is enough");
    let mut at = both(&desk);
    at.keys("J c \"要紧的话\" Ctrl-c");
    assert!(!at.quit);
    at.keys("\"！\" Esc");
    assert!(matches!(at.app.overlays.last(), Some(Overlay::Note(_))));
    at.keys("Enter");
    assert_eq!(desk.store.read_marks().unwrap().list[0].note, "要紧的话！");
    // Nothing typed: nothing asked.
    at.keys("J c Esc");
    assert!(at.app.overlays.is_empty());
}

#[test]
fn what_cannot_be_kept_stays_in_the_form_and_a_broken_file_stays_as_it_is() {
    let desk = desk();
    let mut at = both(&desk);
    fs::create_dir_all(desk.store.marks_file().parent().unwrap()).unwrap();
    fs::write(
        desk.store.marks_file(),
        "{\n\"version\": 1,\n\"marks\": [,]}",
    )
    .unwrap();
    at.keys("J c \"要紧的话\" Enter");
    match at.app.overlays.last() {
        Some(Overlay::Note(state)) => assert_eq!(state.area.text(), "要紧的话"),
        other => panic!("{other:?}"),
    }
    assert!(at.screen().contains("marks.json"), "{}", at.screen());
    at.keys("Esc Esc b");
    assert!(status(&at).contains("第 3 行"), "{}", status(&at));
    assert!(
        fs::read_to_string(desk.store.marks_file())
            .unwrap()
            .contains("[,]")
    );
}

#[test]
fn chosen_sentences_are_noted_together() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J V j j c \"这几句\" Enter");
    let note = desk.store.read_marks().unwrap().list[0].clone();
    let quote = &note.anchor.quote;
    assert!(
        quote.starts_with("一、过去一年") && quote.contains("第1号"),
        "{quote}"
    );
    assert!(at.app.selection().is_none());
}

#[test]
fn the_list_goes_there_and_back_and_opens_what_is_not_open() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J b J c \"目标\" Enter Tab J J J b gg '");
    let screen = at.screen();
    for words in ["沙河口区 2020", "沙河口区 2021", "3 条", "目标"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    // Filtered by what is typed.
    at.keys("\"目标\"");
    assert!(at.screen().contains("/3 条"), "{}", at.screen());
    let before = at.app.reader.focus;
    at.keys("Ctrl-u \"重点任务\" Enter");
    assert!(at.app.overlays.is_empty());
    let pane = at.app.pane().unwrap();
    let section = at
        .app
        .report_in(at.app.reader.focus)
        .unwrap()
        .section_at(pane.eye.unwrap());
    let report = at.app.report_in(at.app.reader.focus).unwrap();
    assert_eq!(report.title(section.unwrap()), "重点任务");
    at.keys("<");
    assert_eq!(at.app.reader.focus, before);
    // Of a report that is not open: it is told apart, and opened.
    let mut at = open(&desk, &desk.files[..1], (160, 45), Lang::Zh);
    at.keys("'");
    assert!(at.screen().contains("未打开"), "{}", at.screen());
    at.keys("\"2021\" Enter");
    let label = at.app.report_label(at.app.pane().unwrap().report);
    assert_eq!(label, "沙河口区 2021", "{}", at.screen());
    assert!(at.app.overlays.is_empty());
    assert!(at.app.pane().unwrap().eye.is_some());
}

#[test]
fn marks_of_a_changed_file_say_how_they_stand_and_the_lost_keep_their_words() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J b");
    // Three sentences of the first part.
    for n in [1, 2, 3] {
        at.keys(&format!("/ \"第{n}号\" Enter b Esc"));
    }
    assert_eq!(desk.store.read_marks().unwrap().list.len(), 4);
    let changed = text(2020)
        .replace("现在，", "各位委员，同志们：现在，")
        .replace(
            "第2号工程按期完工，惠及居民4万人",
            "第2号工程提前完工，惠及居民5万人",
        )
        .replace("第3号工程按期完工，惠及居民5万人，群众十分满意。", "");
    fs::write(&desk.files[0], &changed).unwrap();
    let mut at = both(&desk);
    at.keys("'");
    let Some(Overlay::Marks(state)) = at.app.overlays.last() else {
        panic!("{}", at.screen());
    };
    let standings: Vec<Standing> = state.lines.iter().map(|l| l.standing).collect();
    assert!(
        standings[..2].iter().all(|s| *s == Standing::Moved),
        "{standings:?}"
    );
    assert!(
        matches!(standings[2], Standing::Reworded(_)),
        "{standings:?}"
    );
    let screen = at.screen();
    assert!(screen.contains("改写"), "{screen}");
    // All these sentences are much alike: the third may be taken for a reworded neighbour, but never in silence.
    assert!(
        standings[3] != Standing::Same && standings[3] != Standing::Moved,
        "{standings:?}"
    );
    let strange = changed.replace("号工程", "条河");
    fs::write(
        &desk.files[0],
        strange
            .replace("惠及居民", "新增水面")
            .replace("群众十分满意", "沿岸种了柳树"),
    )
    .unwrap();
    let mut at = both(&desk);
    at.keys("'");
    let screen = at.screen();
    assert!(screen.contains("原处已不在"), "{screen}");
    assert!(screen.contains("第3号工程"), "the words are kept\n{screen}");
    at.keys("End \"第3号\" Enter");
    assert!(status(&at).contains("原处已不在"), "{}", status(&at));
    assert_eq!(desk.store.read_marks().unwrap().list.len(), 4);
}

#[test]
fn a_mark_is_removed_in_the_list_and_taken_back_there() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J b J b '");
    at.keys("Ctrl-x");
    assert_eq!(desk.store.read_marks().unwrap().list.len(), 1);
    assert!(at.screen().contains("1 条"), "{}", at.screen());
    at.keys("Delete");
    assert!(desk.store.read_marks().unwrap().list.is_empty());
    at.keys("Ctrl-r Ctrl-r");
    assert_eq!(desk.store.read_marks().unwrap().list.len(), 2);
    assert!(at.screen().contains("2 条"), "{}", at.screen());
}

#[test]
fn two_programs_see_each_others_marks_in_the_list() {
    let desk = desk();
    let (mut one, mut two) = (both(&desk), both(&desk));
    one.keys("J b");
    two.keys("J J c \"第二个\" Enter");
    one.keys("'");
    assert!(one.screen().contains("第二个"), "{}", one.screen());
    assert_eq!(desk.store.read_marks().unwrap().list.len(), 2);
}

#[test]
fn the_list_is_written_as_markdown_and_nothing_is_overwritten_unasked() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J c \"#要核实*一下*\" Ctrl-j \"-第二行\" Enter J b ' Ctrl-e Enter");
    let file = desk.folder.path().join("书签批注.md");
    let written = fs::read_to_string(&file).unwrap();
    for words in [
        "# 书签和批注",
        "## 沙河口区 2020",
        "### 批注 一、过去一年",
        "> 一、过去一年",
        "\\#要核实\\*一下\\*",
        "\\-第二行",
        "来源：沙河口区 2020",
        "第 4 行",
        "### 书签 二、今年目标",
    ] {
        assert!(written.contains(words), "{words}\n{written}");
    }
    fs::write(&file, "别人的").unwrap();
    at.keys("Ctrl-e Enter");
    assert_eq!(fs::read_to_string(&file).unwrap(), "别人的");
    at.keys("n Esc Esc");
    assert!(at.app.overlays.is_empty());
}

#[test]
fn hostile_text_that_is_pasted_into_a_note_is_kept_and_never_drawn() {
    let desk = desk();
    let hostile = "\u{1b}]0;甲\u{7}乙\u{9b}31m\r\n\u{202e}倒\u{200b}\u{e0041}\0尾\tq";
    for size in SIZES {
        let mut at = open(&desk, &desk.files, size, Lang::Zh);
        at.keys("J c");
        at.send(Msg::Paste(hostile.to_owned()));
        let drawn =
            |at: &Harness| {
                for cell in &at.cells().content {
                    assert!(
                        !cell.symbol().chars().any(|c| c.is_control()
                            || matches!(c, '\u{202e}' | '\u{200b}' | '\u{e0041}')),
                        "{:?}",
                        cell.symbol()
                    );
                }
            };
        drawn(&at);
        at.keys("Enter");
        drawn(&at);
        at.keys("'");
        drawn(&at);
        let kept = desk.store.read_marks().unwrap().list[0].note.clone();
        assert_eq!(kept, hostile.replace("\r\n", "\n"));
        at.keys("Ctrl-x");
        assert!(desk.store.read_marks().unwrap().list.is_empty());
    }
}

#[test]
fn marks_are_walked() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J b J J b gg Alt-n");
    let here = |at: &Harness| at.app.sentence_here().map(|(_, s)| s.0);
    let first = here(&at);
    at.keys("Alt-n");
    let second = here(&at);
    assert!(second > first, "{first:?} {second:?}");
    at.keys("Alt-n");
    assert!(status(&at).contains("后面没有"), "{}", status(&at));
    at.keys("Alt-p");
    assert_eq!(here(&at), first);
}

#[test]
fn every_screen_of_marks_fits_in_both_languages() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J c \"第一条批注，写得长一些，看它怎样断行，怎样收尾\" Enter J b Tab J J b");
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut at = open(&desk, &desk.files, size, lang);
            at.keys("J");
            let screen = at.screen();
            assert!(screen.contains("第一条批注"), "{size:?}\n{screen}");
            at.keys("'");
            let screen = at.screen();
            assert!(
                screen.contains(lang.pick("3 条", "3 marks")),
                "{size:?}\n{screen}"
            );
            assert!(
                screen.contains("第一条") || size.0 < 50,
                "{size:?}\n{screen}"
            );
            assert!(screen.contains("Enter"), "{size:?}\n{screen}");
            at.keys("Esc c");
            let screen = at.screen();
            assert!(
                screen.contains("第一条批注") && screen.contains("Enter"),
                "{size:?}\n{screen}"
            );
            assert!(at.frame(duizhao::ui::label::Palette::default()).1.is_some());
            at.keys("Esc");
            assert!(at.app.overlays.is_empty(), "nothing was typed");
            for row in screen.lines() {
                let cells =
                    duizhao::text::width::text(row, duizhao::text::width::Ambiguous::Narrow);
                assert!(cells <= size.0, "{row}");
            }
        }
    }
}

#[test]
fn two_thousand_marks_are_listed_and_filtered() {
    let desk = desk();
    let mut at = both(&desk);
    at.keys("J c \"要紧\" Enter");
    let raw = fs::read_to_string(desk.store.marks_file()).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&raw).unwrap();
    let one = value["marks"][0].clone();
    value["marks"] = (1..=2000_u64)
        .map(|n| {
            let mut mark = one.clone();
            mark["id"] = n.into();
            mark["note"] = format!("第{n}条").into();
            if n % 2 == 0 {
                mark["text"] = format!("{n:032x}").into();
                mark["path"] = format!("/r/{}.txt", n % 50).into();
            }
            mark
        })
        .collect();
    fs::write(desk.store.marks_file(), value.to_string()).unwrap();
    at.keys("'");
    assert!(at.screen().contains("2000 条"), "{}", at.screen());
    at.keys("PgDn PgDn Down Up \"第1999条\"");
    assert!(at.screen().contains("1/2000 条"), "{}", at.screen());
    at.keys("Enter");
    assert!(at.app.overlays.is_empty());
}
