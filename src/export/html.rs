//! The document as one page of HTML that stands alone: side by side, to be read on a screen or printed.
//!
//! Invariants: no script, nothing fetched, no word of a report is markup; what colour tells, a line, a weight or a word tells as well.

use std::fmt::Write as _;

use super::document::{Cell, Document, Fact, Head, Mark, Piece, Row, line_words};
use super::escape::xml;
use crate::compare::{Change, Depth};
use crate::locale::Lang;

const STYLE: &str = include_str!("../../assets/export.css");

/// The whole page.
pub fn text(document: &Document) -> String {
    let lang = document.lang;
    let mut out = begin(&document.title, "", lang);
    for warning in &document.warnings {
        let _ = writeln!(
            out,
            "<p class=\"warning\" role=\"note\">{}</p>",
            xml(warning)
        );
    }
    facts(&document.facts, &mut out);
    let legend = if document.depth == Depth::Parallel {
        lang.pick(
            "<u>下划线</u>：两份都有的说法；<span class=\"formulaic\">灰字</span>：其中的套话",
            "<u>underlined</u>: wording that both have; <span class=\"formulaic\">grey</span>: what of it is formulaic",
        )
    } else {
        lang.pick(
            "<del>删除线</del>：删去的字；<ins>粗体加下划线</ins>：新增的字",
            "<del>struck</del>: words that are gone; <ins>bold and underlined</ins>: words that are new",
        )
    };
    let _ = writeln!(out, "<p class=\"legend\">{legend}</p>");
    let [a, b] = &document.names;
    let _ = writeln!(
        out,
        "<table class=\"passages\">\n<colgroup><col class=\"text\"><col class=\"text\"><col class=\"note\"></colgroup>\n\
         <thead><tr><th scope=\"col\">{} <small>{}</small></th><th scope=\"col\">{} <small>{}</small></th><th scope=\"col\">{}</th></tr></thead>",
        lang.pick("原文", "A"),
        xml(a),
        lang.pick("新文", "B"),
        xml(b),
        lang.pick("说明", "Notes"),
    );
    for part in &document.parts {
        out.push_str("<tbody>\n");
        let heads_a: Vec<String> = part.a.iter().map(|h| head(h, lang)).collect();
        let head_b = part.b.as_ref().map_or_else(String::new, |h| head(h, lang));
        if part.b.is_some() || !part.a.is_empty() {
            let _ = writeln!(
                out,
                "<tr class=\"head h{}\"><td>{}</td><td>{head_b}</td><td>{}</td></tr>",
                part.level.clamp(1, 3),
                heads_a.join("<br>"),
                xml(&part.note),
            );
        }
        for row in &part.side_by_side(lang) {
            self::row(row, lang, &mut out);
        }
        out.push_str("</tbody>\n");
    }
    out.push_str("</table>\n");
    figures(document, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

/// The beginning of a page, with `style` behind what all pages have, up to its title.
pub(super) fn begin(title: &str, style: &str, lang: Lang) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"duizhao {}\">\n<title>{title}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n",
        lang.pick("zh-CN", "en"),
        env!("CARGO_PKG_VERSION"),
        title = xml(title),
    )
}

/// What is to be known, as a list.
pub(super) fn facts(facts: &[Fact], out: &mut String) {
    out.push_str("<dl>\n");
    for fact in facts {
        let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", fact.label, xml(&fact.value));
    }
    out.push_str("</dl>\n");
}

fn head(head: &Head, lang: Lang) -> String {
    let above = head
        .breadcrumb
        .rsplit_once(" › ")
        .map_or("", |(above, _)| above);
    let above = if above.is_empty() {
        String::new()
    } else {
        format!("<small>{} › </small>", xml(above))
    };
    let line = line_words(head.line, lang);
    format!(
        "{above}<b>{}</b> <small class=\"line\">{line}</small>",
        pieces(&head.pieces)
    )
}

fn row(row: &Row, lang: Lang, out: &mut String) {
    if row.left_out > 0 {
        let said = match lang {
            Lang::Zh => format!("（{} 句原样，未列）", row.left_out),
            Lang::En => format!("({} kept, not listed)", row.left_out),
        };
        let _ = writeln!(
            out,
            "<tr class=\"left-out\"><td colspan=\"3\">{said}</td></tr>"
        );
        return;
    }
    let class = row.change.map_or("bare", Change::name);
    let mark = row.change.map_or_else(String::new, |c| {
        format!(
            "<span class=\"mark\">{}</span> ",
            xml(&c.mark().to_string())
        )
    });
    let notes: Vec<String> = row.notes.iter().map(|n| xml(n)).collect();
    let _ = writeln!(
        out,
        "<tr class=\"{class}\"><td>{}</td><td>{}</td><td>{mark}{}</td></tr>",
        cell(row.a.as_ref(), lang),
        cell(row.b.as_ref(), lang),
        notes.join("<br>"),
    );
}

fn cell(cell: Option<&Cell>, lang: Lang) -> String {
    let Some(cell) = cell else {
        return String::new();
    };
    let mut out = String::new();
    let last = cell.paragraphs.len().saturating_sub(1);
    for (i, paragraph) in cell.paragraphs.iter().enumerate() {
        let line = if i == last {
            format!(" <small class=\"line\">{}</small>", cell.lines(lang))
        } else {
            String::new()
        };
        let _ = write!(out, "<p>{}{line}</p>", pieces(paragraph));
    }
    out
}

fn pieces(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let words = xml(&piece.text);
        let _ = match piece.mark {
            Mark::Plain => write!(out, "{words}"),
            Mark::Gone => write!(out, "<del>{words}</del>"),
            Mark::New => write!(out, "<ins>{words}</ins>"),
            Mark::Shared => write!(out, "<u>{words}</u>"),
            Mark::Formulaic => write!(out, "<span class=\"formulaic\">{words}</span>"),
        };
    }
    out
}

fn figures(document: &Document, out: &mut String) {
    if document.figures.is_empty() {
        return;
    }
    let lang = document.lang;
    let _ = writeln!(
        out,
        "<h2>{}</h2>",
        lang.pick("变动的数字", "Figures that moved")
    );
    let heads = match lang {
        Lang::Zh => ["指标", "原文", "新文", "变动", "原文位置", "新文位置"],
        Lang::En => ["What", "A", "B", "Change", "In A", "In B"],
    };
    out.push_str("<table class=\"figures\">\n<thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for f in &document.figures {
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td><small>{}</small></td><td><small>{}</small></td></tr>",
            xml(&f.what),
            xml(&f.a),
            xml(&f.b),
            xml(&f.change),
            xml(&f.place_a),
            xml(&f.place_b),
        );
    }
    out.push_str("</tbody>\n</table>\n");
}
