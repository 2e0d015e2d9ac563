//! The archive around the parts of a Word file.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::ExportError;
use super::xml::Xml;

/// Namespaces of the parts.
pub const W: (&str, &str) = (
    "xmlns:w",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
);
pub const R: (&str, &str) = (
    "xmlns:r",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
);
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// What goes into the archive.
pub struct Parts<'a> {
    /// `word/document.xml`
    pub body: String,
    /// `word/comments.xml`, if there are any.
    pub comments: Option<String>,
    /// Title in the file's properties.
    pub title: &'a str,
    /// `2026-11-23T08:30:00Z`
    pub when: &'a str,
    /// Size of the text in half points.
    pub size: &'a str,
}

/// The file.
pub fn file(parts: &Parts) -> Result<Vec<u8>, ExportError> {
    let mut names = vec!["styles", "settings", "footer1"];
    if parts.comments.is_some() {
        names.push("comments");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same comparison gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let failed = |e: &dyn std::fmt::Display| ExportError::Archive(e.to_string());
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, options).map_err(|e| failed(&e))?;
        zip.write_all(text.as_bytes()).map_err(|e| failed(&e))
    };
    put("[Content_Types].xml", &types(&names))?;
    put("_rels/.rels", &roots())?;
    put("docProps/core.xml", &core(parts))?;
    put("word/document.xml", &parts.body)?;
    put("word/_rels/document.xml.rels", &relations(&names))?;
    put("word/styles.xml", &styles(parts.size))?;
    put("word/settings.xml", &settings())?;
    put("word/footer1.xml", &footer())?;
    if let Some(comments) = &parts.comments {
        put("word/comments.xml", comments)?;
    }
    let done = zip.finish().map_err(|e| failed(&e))?;
    Ok(done.into_inner())
}

fn types(names: &[&str]) -> String {
    let mut x = Xml::new();
    x.open(
        "Types",
        &[(
            "xmlns",
            "http://schemas.openxmlformats.org/package/2006/content-types",
        )],
    );
    let package = "application/vnd.openxmlformats-package.";
    let rels = format!("{package}relationships+xml");
    x.empty("Default", &[("Extension", "rels"), ("ContentType", &rels)]);
    x.empty(
        "Default",
        &[("Extension", "xml"), ("ContentType", "application/xml")],
    );
    let mut part = |name: &str, kind: &str| {
        x.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    };
    part("/word/document.xml", &format!("{KIND}document.main+xml"));
    for name in names {
        let kind = name.trim_end_matches('1');
        part(&format!("/word/{name}.xml"), &format!("{KIND}{kind}+xml"));
    }
    part(
        "/docProps/core.xml",
        &format!("{package}core-properties+xml"),
    );
    x.finish()
}

const RELATIONS: (&str, &str) = (
    "xmlns",
    "http://schemas.openxmlformats.org/package/2006/relationships",
);

fn roots() -> String {
    let mut x = Xml::new();
    x.open("Relationships", &[RELATIONS]);
    let document = format!("{RELATION}officeDocument");
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    for (id, kind, target) in [
        ("rId1", document.as_str(), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
    ] {
        x.empty(
            "Relationship",
            &[("Id", id), ("Type", kind), ("Target", target)],
        );
    }
    x.finish()
}

fn relations(names: &[&str]) -> String {
    let mut x = Xml::new();
    x.open("Relationships", &[RELATIONS]);
    for name in names {
        let kind = format!("{RELATION}{}", name.trim_end_matches('1'));
        let target = format!("{name}.xml");
        x.empty(
            "Relationship",
            &[("Id", name), ("Type", &kind), ("Target", &target)],
        );
    }
    x.finish()
}

fn core(parts: &Parts) -> String {
    let mut x = Xml::new();
    x.open(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    x.leaf("dc:title", &[], parts.title);
    x.leaf("dc:creator", &[], super::marked::AUTHOR);
    x.leaf(
        "dcterms:created",
        &[("xsi:type", "dcterms:W3CDTF")],
        parts.when,
    );
    x.finish()
}

fn styles(size: &str) -> String {
    let mut x = Xml::new();
    x.open("w:styles", &[W]);
    x.open("w:docDefaults", &[])
        .open("w:rPrDefault", &[])
        .open("w:rPr", &[]);
    x.empty(
        "w:rFonts",
        &[
            ("w:ascii", "Times New Roman"),
            ("w:hAnsi", "Times New Roman"),
            ("w:eastAsia", "仿宋"),
            ("w:cs", "Times New Roman"),
        ],
    );
    x.val("w:sz", size).val("w:szCs", size);
    x.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    x.close().close();
    x.open("w:pPrDefault", &[]).open("w:pPr", &[]);
    x.empty(
        "w:spacing",
        &[("w:after", "0"), ("w:line", "300"), ("w:lineRule", "auto")],
    );
    x.close().close().close();
    x.open(
        "w:style",
        &[
            ("w:type", "paragraph"),
            ("w:default", "1"),
            ("w:styleId", "a"),
        ],
    );
    x.val("w:name", "Normal").close();
    x.open(
        "w:style",
        &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "a1")],
    );
    x.val("w:name", "Normal Table").open("w:tblPr", &[]);
    x.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
    x.open("w:tblCellMar", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right"] {
        let width = if side == "w:left" || side == "w:right" {
            "90"
        } else {
            "30"
        };
        x.empty(side, &[("w:w", width), ("w:type", "dxa")]);
    }
    x.finish()
}

fn settings() -> String {
    let mut x = Xml::new();
    x.open("w:settings", &[W]);
    x.empty("w:zoom", &[("w:percent", "100")]);
    x.val("w:characterSpacingControl", "compressPunctuation");
    x.open("w:compat", &[]);
    x.empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    );
    x.finish()
}

/// `— 3 —`, as official papers have it. The number is a field: nothing of it is text.
fn footer() -> String {
    let mut x = Xml::new();
    x.open("w:ftr", &[W])
        .open("w:p", &[])
        .open("w:pPr", &[])
        .val("w:jc", "center")
        .close();
    let run = |x: &mut Xml, text: &str| {
        x.open("w:r", &[])
            .open("w:rPr", &[])
            .val("w:sz", "21")
            .close();
        x.leaf("w:t", &[("xml:space", "preserve")], text).close();
    };
    run(&mut x, "— ");
    x.open("w:fldSimple", &[("w:instr", "PAGE")]);
    run(&mut x, "1");
    x.close();
    run(&mut x, " —");
    x.finish()
}
