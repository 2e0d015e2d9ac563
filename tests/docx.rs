//! Word files, made here part by part: what of them is text.

use std::io::{Cursor, Write as _};

use duizhao::report::source::docx::{is_encrypted_package, text};
use duizhao::report::source::{Format, LARGEST, Note, Problem};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const STRICT: &str = "xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relations(of: &[(&str, &str)]) -> String {
    let all: String = of
        .iter()
        .enumerate()
        .map(|(i, (kind, target))| {
            format!("<Relationship Id=\"r{i}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<?xml version=\"1.0\"?><Relationships>{all}</Relationships>")
}

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {W}><w:body>{body}<w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr></w:body></w:document>"
    )
}

/// A file with this body, and these other parts: kind of relation, name, content.
fn file(body: &str, others: &[(&str, &str, &str)]) -> Vec<u8> {
    let root = relations(&[("officeDocument", "word/document.xml")]);
    let document = document(body);
    let of: Vec<(&str, &str)> = others
        .iter()
        .map(|(kind, name, _)| (*kind, *name))
        .collect();
    let of = relations(&of);
    let names: Vec<String> = others.iter().map(|(_, n, _)| format!("word/{n}")).collect();
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", root.as_str()),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", of.as_str()),
    ];
    for (name, (_, _, part)) in names.iter().zip(others) {
        parts.push((name, part));
    }
    archive(&parts)
}

fn read(body: &str) -> String {
    text(&file(body, &[])).unwrap().text
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn numbered(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const NUMBERING: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="5"><w:multiLevelType w:val="multilevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="a1"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:pStyle w:val="a2"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:suff w:val="space"/><w:lvlText w:val="%4"/></w:lvl>
 <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3.%5"/></w:lvl>
 <w:lvl w:ilvl="5"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%6)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="6"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="list"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="6"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="9"><w:abstractNumId w:val="404"/></w:num>
</w:numbering>"#;

const STYLES: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:default="1" w:styleId="a"/>
<w:style w:type="paragraph" w:styleId="a1"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a2"><w:basedOn w:val="a1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a2b"><w:basedOn w:val="a2"/></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>
<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"#;

fn read_lists(body: &str) -> String {
    let others = [
        ("numbering", "numbering.xml", NUMBERING),
        ("styles", "styles.xml", STYLES),
    ];
    text(&file(body, &others)).unwrap().text
}

#[test]
fn paragraphs_are_lines() {
    let body = [
        p("各位代表："),
        p("现在，我向大会报告工作。"),
        "<w:p/>".to_owned(),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">一年来 </w:t></w:r><w:hyperlink><w:r><w:t>&amp;路桥&#x2014;&lt;新&gt;</w:t></w:r></w:hyperlink></w:p>".to_owned(),
    ];
    assert_eq!(
        read(&body.concat()),
        "各位代表：\n现在，我向大会报告工作。\n\n一年来 &路桥—<新>\n"
    );
}

#[test]
fn what_word_writes_without_letters() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t><w:softHyphen/><w:t>戊</w:t></w:r>\
        <w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    assert_eq!(read(body), "甲\t乙\n丙-丁戊✓≥\n");
}

#[test]
fn a_row_of_a_table_is_a_line_and_a_table_for_the_layout_is_none() {
    let cell = |inner: &str| format!("<w:tc><w:tcPr><w:tcW w:w=\"1\"/></w:tcPr>{inner}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let data = [
        row(&[cell(&p("指标")), cell(&p("目标")), cell(&p(""))]),
        row(&[
            cell(&(p("生产总值") + &p("（亿元）"))),
            cell("<w:p/>"),
            cell(&p("增长6%")),
        ]),
    ];
    let nested = format!("<w:tbl>{}</w:tbl>", row(&[cell(&p("内")), cell(&p("表"))]));
    let layout = row(&[cell(
        &(p("第一段。") + &p("第二段。") + &nested + &p("第三段。")),
    )]);
    let body = format!(
        "{}<w:tbl><w:tblPr/>{}</w:tbl><w:tbl>{layout}</w:tbl>{}",
        p("前"),
        data.concat(),
        p("后")
    );
    assert_eq!(
        read(&body),
        "前\n指标\t目标\n生产总值 （亿元）\t\t增长6%\n第一段。\n第二段。\n内\t表\n第三段。\n后\n"
    );
}

#[test]
fn numbers_that_word_sets_by_itself_are_written_out() {
    let body = [
        numbered(1, 0, "工作回顾"),
        numbered(1, 1, "稳增长"),
        numbered(1, 1, "惠民生"),
        numbered(1, 2, "修路"),
        numbered(1, 3, "小路"),
        numbered(1, 4, "细目"),
        numbered(1, 0, "工作安排"),
        numbered(1, 1, "抓项目"),
        numbered(1, 2, "建桥"),
        numbered(0, 0, "不编号"),
        numbered(9, 0, "没有这样的编号"),
    ];
    assert_eq!(
        read_lists(&body.concat()),
        "一、工作回顾\n（一）稳增长\n（二）惠民生\n1. 修路\n① 小路\n1.1.1 细目\n二、工作安排\n（一）抓项目\n1. 建桥\n不编号\n没有这样的编号\n"
    );
}

#[test]
fn numbers_come_through_styles_too() {
    let body = [
        styled("a1", "回顾"),
        styled("a2", "产业"),
        styled("a2b", "城乡"),
        styled("x", "相互为据"),
        p("正文"),
        styled("a1", "安排"),
        styled("a2", "开放"),
        numbered(4, 0, "以样式为编号"),
    ];
    assert_eq!(
        read_lists(&body.concat()),
        "一、回顾\n（一）产业\n（二）城乡\n相互为据\n正文\n二、安排\n（一）开放\n一、以样式为编号\n"
    );
}

#[test]
fn lists_go_on_or_begin_anew() {
    let body = [
        numbered(1, 0, "甲"),
        numbered(2, 0, "从三起"),
        numbered(2, 0, "接着"),
        numbered(1, 0, "同一编号"),
        numbered(1, 5, "子"),
        numbered(1, 0, "又"),
        numbered(1, 5, "丑"),
        numbered(3, 0, "点"),
    ];
    assert_eq!(
        read_lists(&body.concat()),
        "一、甲\n三、从三起\n四、接着\n五、同一编号\n1) 子\n六、又\n2) 丑\n• 点\n"
    );
}

#[test]
fn an_empty_numbered_paragraph_counts_and_says_nothing() {
    let body = [
        numbered(1, 0, "甲"),
        numbered(1, 0, ""),
        numbered(1, 0, "丙"),
    ];
    assert_eq!(read_lists(&body.concat()), "一、甲\n\n三、丙\n");
}

#[test]
fn tracked_changes_are_taken_as_accepted_and_told() {
    let body = "<w:p><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>8%</w:delText></w:r></w:del><w:ins><w:r><w:t>6%</w:t></w:r></w:ins></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>\
        <w:moveFrom><w:p><w:r><w:t>原处</w:t></w:r></w:p></w:moveFrom><w:p><w:moveTo><w:r><w:t>移到</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>无编号</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删行</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let out = text(&file(
        body,
        &[
            ("numbering", "numbering.xml", NUMBERING),
            ("styles", "styles.xml", STYLES),
        ],
    ))
    .unwrap();
    assert_eq!(out.text, "增长6%\n前半后半\n移到\n无编号\n");
    assert_eq!(out.notes, [Note::TrackedChanges]);
}

#[test]
fn a_text_box_is_read_once_and_does_not_tear_its_paragraph() {
    let body = "<w:p><w:r><w:t>前半句</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:posOffset>12345</wp:posOffset><wps:txbx><w:txbxContent><w:p><w:r><w:t>框中字</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>\
        <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框中字</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后半句。</w:t></w:r></w:p>\
        <w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>只有后备</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(read(body), "前半句后半句。\n框中字\n只有后备\n");
}

#[test]
fn of_fields_the_result_is_read() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruct = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}{}{}{}{}{}</w:p><w:p>{}{}</w:p><w:p>{}</w:p><w:p><w:fldSimple w:instr=\"DATE\">{}</w:fldSimple></w:p>",
        run("见"),
        field("begin"),
        instruct("IF "),
        field("begin"),
        instruct("PAGE"),
        field("separate"),
        run("不见"),
        field("end"),
        field("separate"),
        run("下文") + &field("end"),
        field("begin"),
        instruct("没有结束"),
        run("不丢"),
        run("一月五日"),
    );
    assert_eq!(read(&body), "见下文\n\n不丢\n一月五日\n");
}

#[test]
fn hidden_text_is_not_read() {
    let body = "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>也看得见</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr><w:r><w:t>段首题。</w:t></w:r></w:p><w:p><w:r><w:t>正文。</w:t></w:r></w:p>";
    assert_eq!(read(body), "看得见也看得见\n段首题。正文。\n");
}

#[test]
fn notes_and_running_heads_stand_at_the_end() {
    let body = "<w:p><w:r><w:t>推行“两表”</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>和“一网”</w:t></w:r><w:r><w:endnoteReference w:id=\"1\"/></w:r><w:r><w:t>。</w:t></w:r></w:p>";
    let footnotes = format!(
        "<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> 两表：两张表。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let endnotes = format!(
        "<w:endnotes {W}><w:endnote w:id=\"1\"><w:p><w:r><w:t>一网：一张网。</w:t></w:r></w:p></w:endnote></w:endnotes>"
    );
    let head = format!("<w:hdr {W}><w:p><w:r><w:t>某区政府工作报告</w:t></w:r></w:p></w:hdr>");
    let foot = format!(
        "<w:ftr {W}><w:p><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr=\" PAGE \\* MERGEFORMAT \"><w:r><w:t>12</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p></w:ftr>"
    );
    let bytes = file(
        body,
        &[
            ("footnotes", "footnotes.xml", &footnotes),
            ("endnotes", "endnotes.xml", &endnotes),
            ("header", "header1.xml", &head),
            ("header", "header2.xml", &head),
            ("footer", "footer1.xml", &foot),
        ],
    );
    assert_eq!(
        text(&bytes).unwrap().text,
        "推行“两表”[1]和“一网”[2]。\n[1] 两表：两张表。\n[2] 一网：一张网。\n某区政府工作报告\n"
    );
}

#[test]
fn strict_files_other_prefixes_and_other_names() {
    let strict = format!(
        "<w:document {STRICT}><w:body>{}</w:body></w:document>",
        p("严格")
    );
    let root = relations(&[("officeDocument", "/word/document2.xml")]).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://purl.oclc.org/ooxml/officeDocument",
    );
    let bytes = archive(&[("_rels/.rels", &root), ("word/document2.xml", &strict)]);
    assert_eq!(text(&bytes).unwrap().text, "严格\n");
    let other = strict.replace("w:", "ns0:").replace("xmlns:w", "xmlns:ns0");
    let bytes = archive(&[("word\\Document.xml", &other)]);
    assert_eq!(text(&bytes).unwrap().text, "严格\n");
    // UTF-16, as the standard allows.
    let wide: Vec<u8> = format!("\u{feff}{strict}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "word/document.xml",
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
    )
    .unwrap();
    zip.write_all(&wide).unwrap();
    assert_eq!(
        text(&zip.finish().unwrap().into_inner()).unwrap().text,
        "严格\n"
    );
}

#[test]
fn archives_of_other_things_are_said_to_be_archives() {
    let zip = archive(&[("a.txt", "报告")]);
    assert_eq!(text(&zip), Err(Problem::Format(Format::Archive)));
    let root = relations(&[("officeDocument", "xl/workbook.xml")]);
    let sheet = archive(&[("_rels/.rels", &root), ("xl/workbook.xml", "<workbook/>")]);
    assert_eq!(text(&sheet), Err(Problem::Format(Format::Archive)));
}

#[test]
fn damage_is_said() {
    let damaged = Err(Problem::Damaged(Format::Docx));
    let whole = file(&p("各位代表："), &[]);
    assert!(text(&whole).is_ok());
    assert_eq!(text(b""), damaged);
    assert_eq!(text(b"PK\x03\x04"), damaged);
    assert_eq!(text(&whole[..whole.len() / 2]), damaged);
    // One byte of the packed body is another: its sum is wrong, or it does not unpack.
    let at = memchr::memmem::find(&whole, b"word/document.xml").unwrap() + 40;
    let mut bad = whole.clone();
    bad[at] ^= 0x55;
    assert_eq!(text(&bad), damaged);
    for xml in [
        "<w:document><w:body><w:p>",
        "<w:document></w:body>",
        "</w:document>",
        "<w:document><w:t>甲</w:document>",
        "<w:document <",
    ] {
        assert_eq!(
            text(&archive(&[("word/document.xml", xml)])),
            damaged,
            "{xml}"
        );
    }
}

#[test]
fn bombs_end_within_their_caps() {
    let many = "一".repeat(1 << 20);
    let huge = format!(
        "<w:document>{}</w:document>",
        p(&many).repeat(LARGEST as usize / many.len() + 1)
    );
    assert_eq!(
        text(&archive(&[("word/document.xml", &huge)])),
        Err(Problem::Bomb(Format::Docx))
    );
    let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    assert_eq!(
        text(&archive(&[("word/document.xml", &deep)])),
        Err(Problem::Damaged(Format::Docx))
    );
    let laughs = "<!DOCTYPE x [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;\">]><w:document><w:p><w:r><w:t>&b;&amp;</w:t></w:r></w:p></w:document>";
    assert_eq!(
        text(&archive(&[("word/document.xml", laughs)]))
            .unwrap()
            .text,
        "&b;&\n"
    );
}

#[test]
fn a_locked_file_is_told_from_an_old_one() {
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.extend([0; 600]);
    assert!(!is_encrypted_package(&old));
    let entry: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    old.extend(entry);
    assert!(is_encrypted_package(&old));
    assert_eq!(text(&old), Err(Problem::Encrypted(Format::Docx)));
}

/// Sets the flag of a lock on every part: in what stands before it, and in the list at the end.
fn locked(mut zip: Vec<u8>) -> Vec<u8> {
    for (mark, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = memchr::memmem::find_iter(&zip, mark).collect();
        for place in places {
            zip[place + flag] |= 1;
        }
    }
    zip
}

#[test]
fn parts_under_a_password_are_said_to_be_locked() {
    assert_eq!(
        text(&locked(file(&p("各位代表："), &[]))),
        Err(Problem::Encrypted(Format::Docx))
    );
}

#[test]
fn archives_of_too_many_parts_and_parts_that_refer_to_themselves_end() {
    let parts: Vec<String> = (0..20_001).map(|i| format!("word/{i}")).collect();
    let mut many: Vec<(&str, &str)> = parts.iter().map(|name| (name.as_str(), "")).collect();
    let body = document(&p("各位代表："));
    many.push(("word/document.xml", &body));
    assert_eq!(text(&archive(&many)), Err(Problem::Damaged(Format::Docx)));

    // The body is its own notes, heads and list of styles, and its own relation.
    let own: Vec<(&str, &str)> = [
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "styles",
        "numbering",
    ]
    .iter()
    .cycle()
    .take(600)
    .map(|kind| (*kind, "document.xml"))
    .collect();
    let root = relations(&[("officeDocument", "word/document.xml")]);
    let own = relations(&own);
    let long = document(&p("各位代表：").repeat(1_000));
    let zip = archive(&[
        ("_rels/.rels", &root),
        ("word/document.xml", &long),
        ("word/_rels/document.xml.rels", &own),
    ]);
    let out = text(&zip).unwrap().text;
    assert!(out == "各位代表：\n".repeat(1_000), "{} bytes", out.len());
}

#[test]
fn a_part_that_is_referred_to_many_times_is_read_once() {
    let twice = [
        ("header", "h.xml"),
        ("header", "../word/H.xml"),
        ("footnotes", "/word/n.xml"),
        ("footnotes", "n.xml"),
    ];
    let (root, of) = (
        relations(&[("officeDocument", "word/document.xml")]),
        relations(&twice),
    );
    let body = document(&p("甲"));
    let head = format!("<w:hdr {W}>{}</w:hdr>", p("眉"));
    let notes = format!(
        "<w:footnotes {W}><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        p("注")
    );
    let zip = archive(&[
        ("_rels/.rels", &root),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", &of),
        ("word/h.xml", &head),
        ("word/n.xml", &notes),
    ]);
    assert_eq!(text(&zip).unwrap().text, "甲\n注\n眉\n");
}

#[test]
fn what_no_xml_holds_is_damage_or_is_passed_on_as_it_is() {
    for bytes in [
        &b"<w:document><w:p><w:r><w:t>\xff\xfe\xe4\xb8\x80</w:t></w:r></w:p></w:document>"[..],
        b"<w:document><w:p><w:r><w:t>\0\xe4\xb8\x80\0</w:t></w:r></w:p></w:document>",
    ] {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
        let out = text(&zip.finish().unwrap().into_inner()).unwrap();
        assert!(out.text.contains('一'), "{out:?}");
        let broken = std::str::from_utf8(bytes).is_err();
        assert_eq!(out.notes.contains(&Note::BrokenBytes), broken, "{out:?}");
    }
}

/// A file with most of what there is.
pub fn rich() -> Vec<u8> {
    let body = [
        p("标题"),
        numbered(1, 0, "回顾"),
        styled("a2b", "产业"),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>".to_owned(),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("甲"), p("乙")),
        format!("<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>", p("框")),
    ]
    .concat();
    let notes = format!(
        "<w:footnotes {W}><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        p("注")
    );
    file(
        &body,
        &[
            ("numbering", "numbering.xml", NUMBERING),
            ("styles", "styles.xml", STYLES),
            ("footnotes", "footnotes.xml", &notes),
        ],
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(changes in prop::collection::vec((0_usize..6000, any::<u8>()), 1..12), cut in 0_usize..6000) {
        let mut bytes = rich();
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        let _ = text(&bytes);
        bytes.truncate(cut.max(1).min(bytes.len()));
        let _ = text(&bytes);
    }

    #[test]
    fn no_elements_make_it_panic(pieces in prop::collection::vec(0_usize..26, 0..60)) {
        const PIECES: [&str; 26] = [
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>字</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
            "</w:tc>", "<w:txbxContent>", "</w:txbxContent>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"end\"/>",
            "<mc:AlternateContent>", "</mc:AlternateContent>", "<mc:Choice>", "</mc:Choice>", "<w:del>", "</w:del>",
            "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
            "<w:footnote w:id=\"1\">", "</w:footnote>", "<w:trPr><w:del/></w:trPr>",
        ];
        // Balanced, so that they are read to the end.
        let mut body = String::new();
        let mut open: Vec<&str> = Vec::new();
        for piece in pieces.into_iter().map(|i| PIECES[i]) {
            if let Some(name) = piece.strip_prefix("</") {
                if open.last() == Some(&name) {
                    open.pop();
                    body.push_str(piece);
                }
            } else {
                body.push_str(piece);
                if !piece.contains('/') {
                    open.push(piece[1..].split([' ', '>']).next().unwrap());
                    let last = open.len() - 1;
                    open[last] = PIECES.iter().find(|p| p.starts_with("</") && p[2..].trim_end_matches('>') == open[last]).map_or("", |p| &p[2..]);
                }
            }
        }
        while let Some(name) = open.pop() {
            body.push_str("</");
            body.push_str(name);
        }
        let out = text(&file(&body, &[("numbering", "numbering.xml", NUMBERING)]));
        prop_assert!(out.is_ok(), "{out:?} {body}");
    }
}
