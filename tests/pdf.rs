//! PDF files: what is read from them, in which order, and what they may not do.

use std::fmt::Write as _;
use std::process::Command;

use duizhao::report::source::pdf::text;
use duizhao::report::source::{Format, Note, Problem};
use proptest::prelude::*;

/// Size of the letters, left margin, and room for so many on a line.
const EM: f32 = 16.0;
const LEFT: f32 = 80.0;
const ROOM: usize = 28;

/// A page in the making: the operators that draw it.
#[derive(Clone, Default)]
struct Page(String);

impl Page {
    /// Letters of a size at a place; each is one em wide.
    fn show(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let _ = writeln!(self.0, "BT /F1 {size} Tf {x} {y} Td <{}> Tj ET", hex(text));
        self
    }

    /// Letters of the usual size, so many ems from the left margin, on the line of that number.
    fn line(self, ems: f32, number: u8, text: &str) -> Self {
        self.show(LEFT + ems * EM, 760.0 - f32::from(number) * 28.0, EM, text)
    }

    /// Operators as they are.
    fn raw(mut self, operators: &str) -> Self {
        self.0.push_str(operators);
        self.0.push('\n');
        self
    }
}

fn hex(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut out, unit| {
        let _ = write!(out, "{unit:04X}");
        out
    })
}

/// A file of these pages. Its letters are numbered as in Unicode, and it says so, but for those from U+E000 on.
fn file(pages: &[Page]) -> Vec<u8> {
    file_with(pages, "", &[])
}

/// The same with more in its trailer and more objects, numbered from 6 on.
fn file_with(pages: &[Page], trailer: &str, more: &[&str]) -> Vec<u8> {
    let map = "/CMapName /M def 1 begincodespacerange <0000> <ffff> endcodespacerange\n\
               2 beginbfrange <0001> <dfff> <0001> <f000> <ffff> <f000> endbfrange";
    let first = 6 + more.len();
    let kids: String = (0..pages.len())
        .map(|i| format!("{} 0 R ", first + 2 * i))
        .collect();
    let mut objects: Vec<String> = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] >>", pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".into(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000 /W [32 126 500] \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".into(),
        format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
    ];
    objects.extend(more.iter().map(|&o| o.to_owned()));
    for (i, Page(content)) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> >>",
            first + 2 * i + 1
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(
        out,
        "trailer << /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    out.into_bytes()
}

/// Paragraphs set as offices set them: two ems before each, and a page number below. Also what should come out.
fn set(paragraphs: &[String], rows_of_page: usize) -> (Vec<Page>, String) {
    let mut rows: Vec<(f32, String)> = Vec::new();
    for paragraph in paragraphs {
        let letters: Vec<char> = paragraph.chars().collect();
        let (first, rest) = letters.split_at(letters.len().min(ROOM - 2));
        rows.push((2.0, first.iter().collect()));
        rows.extend(rest.chunks(ROOM).map(|row| (0.0, row.iter().collect())));
    }
    let pages = rows
        .chunks(rows_of_page)
        .enumerate()
        .map(|(number, rows)| {
            let page = rows
                .iter()
                .zip(0..)
                .fold(Page::default(), |page, ((indent, row), i)| {
                    page.line(*indent, i, row)
                });
            page.show(270.0, 40.0, 12.0, &format!("— {} —", number + 1))
        })
        .collect();
    (pages, paragraphs.join("\n") + "\n")
}

fn paragraphs() -> Vec<String> {
    let body = "我们修好了沿河的步道,种下树木三千棵,新开公交线路两条,把旧厂房改成了图书馆和少年宫,让住在山脚下的老人和孩子也能走着去看书。";
    (1..=9)
        .flat_map(|i| {
            [
                format!("{i}.第{i}件事"),
                format!("这是第{i}年。{}", body.repeat(i % 3 + 1)),
            ]
        })
        .collect()
}

/// The text without running heads and page numbers, and those.
fn parted(text: &str) -> (String, Vec<&str>) {
    let (marks, body): (Vec<&str>, Vec<&str>) = text.lines().partition(|l| l.starts_with('\u{c}'));
    (
        body.join("\n") + "\n",
        marks.iter().map(|m| m.trim_matches('\u{c}')).collect(),
    )
}

#[test]
fn paragraphs_come_back_whole_over_lines_and_pages() {
    let (pages, whole) = set(&paragraphs(), 9);
    let out = text(&file(&pages)).unwrap();
    assert!(out.notes.is_empty(), "{:?}", out.notes);
    let (body, marks) = parted(&out.text);
    assert_eq!(body, whole);
    let numbers: Vec<String> = (1..=pages.len()).map(|i| format!("— {i} —")).collect();
    assert_eq!(marks, numbers);
}

#[test]
fn running_heads_and_page_numbers_stand_after_the_paragraph_that_they_interrupt() {
    let page = |number: u8, rows: [&str; 2]| {
        Page::default()
            .show(80.0, 810.0, 10.0, "某某区人民政府")
            .line(0.0, 0, rows[0])
            .line(0.0, 1, rows[1])
            .show(290.0, 40.0, 10.0, &number.to_string())
    };
    let full = "三十年来我们在河的两岸种下了许多树,修了许多路,";
    let all: Vec<char> = full.chars().cycle().take(5 * ROOM).collect();
    let rows: Vec<String> = all.chunks(ROOM).map(|row| row.iter().collect()).collect();
    let pages = [
        page(1, [&rows[0], &rows[1]]),
        page(2, [&rows[2], &rows[3]]),
        page(3, [&rows[4], "完。"]),
    ];
    let out = text(&file(&pages)).unwrap().text;
    let head = "\u{c}某某区人民政府\u{c}";
    assert_eq!(
        out,
        format!(
            "{head}\n{}完。\n\u{c}1\u{c}\n{head}\n\u{c}2\u{c}\n{head}\n\u{c}3\u{c}\n",
            rows.concat()
        )
    );
}

#[test]
fn a_line_is_read_by_place_and_not_in_the_order_of_drawing() {
    // Quotes last, letters printed twice for boldness, a superscript, a mark across the page.
    let page = Page::default()
        .line(1.0, 0, "老字号")
        .line(5.0, 0, "更新")
        .line(0.0, 0, "“")
        .line(4.0, 0, "”")
        .line(5.03, 0, "更新")
        .line(0.0, 1, "绿地十万m")
        .show(LEFT + 4.5 * EM, 738.0, 8.0, "2")
        .line(5.0, 1, "。")
        .raw(&format!(
            "q 0.7 0.7 -0.7 0.7 200 300 cm BT /F1 40 Tf <{}> Tj ET Q",
            hex("内部资料")
        ));
    let out = text(&file(&[page])).unwrap().text;
    assert_eq!(out, "“老字号”更新\n绿地十万m2。\n内部资料\n");
}

#[test]
fn blanks_are_where_words_part_and_nowhere_else() {
    let page = Page::default()
        .line(0.0, 0, "扩大")
        .line(2.2, 0, "Open")
        .line(4.5, 0, "Day")
        .line(6.3, 0, "规模,")
        .line(9.2, 0, "增长")
        .line(0.0, 2, "指标")
        .line(12.0, 2, "数值")
        .line(3.0, 4, "政")
        .line(5.5, 4, "府")
        .line(8.0, 4, "报")
        .line(10.5, 4, "告");
    let out = text(&file(&[page])).unwrap().text;
    assert_eq!(out, "扩大Open Day规模,增长\n指标\u{3000}数值\n政府报告\n");
}

#[test]
fn what_a_file_says_of_its_letters_is_heard() {
    let page = Page::default()
        .line(0.0, 0, "⼈⺠⻓⼾,我们")
        .raw("/Span << /ActualText <FEFF53D15C55> >> BDC")
        .line(0.0, 2, "\u{e001}\u{e002}")
        .raw("EMC");
    let out = text(&file(&[page])).unwrap();
    assert_eq!(out.text, "人民长户,我们\n发展\n");
    assert!(out.notes.is_empty());
}

#[test]
fn letters_that_nobody_can_tell_are_said_and_too_many_are_no_text() {
    let few = Page::default().line(0.0, 0, "十个字里有一个\u{e001}读不出来的字");
    let out = text(&file(&[few])).unwrap();
    assert_eq!(out.text, "十个字里有一个\u{fffd}读不出来的字\n");
    assert_eq!(out.notes, [Note::BrokenBytes]);
    let most = Page::default().line(0.0, 0, "字\u{e001}\u{e002}\u{e003}");
    assert_eq!(text(&file(&[most])), Err(Problem::Scanned));
}

#[test]
fn pages_that_are_pictures_are_counted() {
    let image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream";
    let picture = Page::default().raw("q 595 0 0 842 0 0 cm /X Do Q");
    let words = Page::default().line(0.0, 0, "有字的一页");
    let scanned = file_with(&[picture.clone(), picture.clone()], "", &[image]);
    assert_eq!(text(&scanned), Err(Problem::Scanned));
    let mixed = text(&file_with(&[picture.clone(), words, picture], "", &[image])).unwrap();
    assert_eq!(mixed.text, "有字的一页\n");
    assert_eq!(mixed.notes, [Note::PagesWithoutText(2)]);
}

#[test]
fn locked_and_damaged_files_are_told_apart() {
    let (pages, _) = set(&paragraphs(), 9);
    // The hash of no password is another one.
    let lock = format!(
        "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >>",
        "5a".repeat(32)
    );
    assert_eq!(
        text(&file_with(&pages, &lock, &[])),
        Err(Problem::Encrypted(Format::Pdf))
    );
    for bytes in [&b"%PDF-1.7\n"[..], b"%PDF-1.4 nothing but words", b"%PDF-"] {
        assert_eq!(text(bytes), Err(Problem::Damaged(Format::Pdf)), "{bytes:?}");
    }
}

#[test]
fn of_a_file_that_was_cut_short_what_is_there_is_read_and_the_rest_is_said_to_lack() {
    let (pages, whole) = set(&paragraphs(), 9);
    let bytes = file(&pages);
    let cut = text(&bytes[..bytes.len() * 4 / 5]).unwrap();
    assert!(cut.notes.contains(&Note::CutShort), "{:?}", cut.notes);
    let (body, _) = parted(&cut.text);
    let read: Vec<&str> = body.lines().collect();
    let lines: Vec<&str> = whole.lines().collect();
    assert!(read.len() > 5 && read[..5] == lines[..5], "{body}");
}

#[test]
fn forms_in_forms_and_numbers_beyond_reason_end() {
    let own = "q /X Do Q /X Do BT /F1 9 Tf 1 1 Td <4e00> Tj ET";
    let form = format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> /Font << /F1 3 0 R >> >> /Length {} >>\nstream\n{own}\nendstream",
        own.len()
    );
    let page = Page::default()
        .line(0.0, 0, "开始")
        .raw("/X Do 1e38 0 0 1e38 1e38 1e38 cm BT /F1 1e38 Tf 1e38 0 Td <4e00> Tj ET")
        .raw(&"q ".repeat(5_000))
        .raw(&"Q ".repeat(9_000))
        .raw("BT /F1 16 Tf 0 0 0 0 0 0 Tm <4e00> Tj ET /F9 9 Tf <4e00> Tj ] >> ) Tj");
    let out = text(&file_with(&[page], "", &[&form])).unwrap();
    assert!(out.text.starts_with("开始"), "{}", out.text);
    // Twelve deep, twice at each step, printed on one place.
    assert!(out.text.contains('一'), "{}", out.text);
}

#[test]
fn trees_that_bite_their_tails_and_objects_in_objects_end() {
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>";
    let words = "<< /Length 3 >>\nstream\nq Q\nendstream";
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let names = format!("{}{}", "<< /A ".repeat(200_000), ">>".repeat(200_000));
    let filters = format!(
        "<< /Filter [{}] /Length 3 >>\nstream\nq Q\nendstream",
        "/FlateDecode ".repeat(50_000)
    );
    let files: [(&str, &str, &str); 8] = [
        (
            "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 3 >>",
            page,
            words,
        ),
        (
            "<< /Type /Pages /Kids [3 0 R] /Count 99999999999 /Parent 2 0 R >>",
            page,
            words,
        ),
        (
            "<< /Type /Pages /Kids [3 0 R] /Count -1 >>",
            "<< /Type /Pages /Kids [2 0 R] >>",
            words,
        ),
        ("2 0 R", page, words),
        (
            "<< /Type /Pages /Kids [3 0 R] >>",
            page,
            "<< /Length 4 0 R >>\nstream\nq Q\nendstream",
        ),
        ("<< /Type /Pages /Kids [3 0 R] >>", page, &deep),
        ("<< /Type /Pages /Kids [3 0 R] >>", page, &names),
        ("<< /Type /Pages /Kids [3 0 R] >>", page, &filters),
    ];
    for (pages, page, content) in files {
        let bytes = format!(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n{pages}\nendobj\n3 0 obj\n{page}\nendobj\n\
             4 0 obj\n{content}\nendobj\ntrailer << /Root 1 0 R /Prev 0 >>\nstartxref\n0\n%%EOF\n"
        );
        let out = text(bytes.as_bytes());
        assert!(
            matches!(out, Err(Problem::Scanned | Problem::Damaged(Format::Pdf))),
            "{out:?} from {pages} and {}",
            &content[..content.len().min(40)]
        );
    }
}

/// A deflated stream of so many times 258 blanks.
fn blanks(times: usize) -> Vec<u8> {
    let mut bytes = vec![0x78, 0x9c];
    let (mut word, mut filled) = (0_u64, 0);
    let mut put = |bits: u64, count: u32| {
        word |= bits << filled;
        filled += count;
        while filled >= 8 {
            bytes.push(word as u8);
            word >>= 8;
            filled -= 8;
        }
    };
    // The last block, in the fixed code; a blank; then 258 bytes from one byte back, again and again. Codes stand reversed.
    put(0b011, 3);
    put(0b0000_1010, 8);
    for _ in 0..times {
        put(0b1010_0011, 8);
        put(0, 5);
    }
    put(0, 16);
    bytes
}

/// The program reads in a process of its own: what eats all memory there leaves a sentence here.
#[test]
fn a_page_that_unpacks_without_end_is_refused_in_a_sentence() {
    let packed = blanks(8_000_000);
    let head = "<< /Filter /FlateDecode /Length ";
    let start = "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
         3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R >> endobj\n4 0 obj ";
    let end = "\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";
    let mut bytes = format!("{start}{head}{} >>\nstream\n", packed.len()).into_bytes();
    bytes.extend(packed);
    bytes.extend(end.bytes());
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bomb.pdf");
    std::fs::write(&path, bytes).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(["--lang", "en", "outline"])
        .arg(&path)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{words}");
    assert!(words.contains("unpacks to more than 64 MB"), "{words}");
}

#[test]
fn the_program_reads_a_file_as_the_library_does() {
    let (pages, whole) = set(&paragraphs(), 9);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.pdf");
    std::fs::write(&path, file(&pages)).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .arg(duizhao::report::source::pdf::ARGUMENT)
        .stdin(std::fs::File::open(&path).unwrap())
        .output()
        .unwrap();
    let words = String::from_utf8(run.stdout).unwrap();
    let (head, rest) = words.split_once("\ntext\n").unwrap();
    assert!(head.starts_with("duizhao-pdf "), "{head}");
    assert_eq!(parted(rest).0, whole);
}

/// Reads a file in which some bytes were exchanged, taken out or put in.
fn mutated(changes: &[(usize, u8, u8)]) {
    let (pages, _) = set(&paragraphs()[..6], 5);
    let mut bytes = file(&pages);
    for &(at, kind, byte) in changes {
        let at = at % bytes.len();
        match kind % 3 {
            0 => bytes[at] = byte,
            1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len() - 1).max(at))),
            _ => bytes.insert(at, byte),
        }
    }
    if let Ok(out) = text(&bytes) {
        assert!(!out.text.trim().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_bytes_break_it(changes in prop::collection::vec(any::<(usize, u8, u8)>(), 1..12)) {
        mutated(&changes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]
    #[test]
    #[ignore = "takes minutes"]
    fn no_bytes_at_all_break_it(changes in prop::collection::vec(any::<(usize, u8, u8)>(), 1..40)) {
        mutated(&changes);
    }
}
