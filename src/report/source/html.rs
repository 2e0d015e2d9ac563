//! Text out of web pages.
//!
//! Owns [`text`]. Invariant: every character that a reader could see on the page stands in the text once and in order; time and
//! memory stay within a small multiple of the page's length, whatever it is, and nothing panics: there is no tree and no recursion.
//! Must not know of reports: menus and footers are text like any other, and taken out by who cleans it.
//!
//! A line for each block, heading, list item, `<br>` and row of a table. Blanks are collapsed as a browser does; a break inside
//! a run of Chinese characters is none. U+3000 and `&nbsp;` are characters. Left out are comments, attributes, and what a
//! browser does not show as text: scripts, styles, templates, `noscript`.

mod scan;
mod tables;

use super::{Extract, Problem};
use crate::text::width::{self, Ambiguous};
use scan::{Scan, Tag, Token};
use tables::{Lists, Tables};

/// Elements that begin and end a line.
const BREAKING: [&str; 64] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
    "xmp",
];

/// Elements inside a line that pages are made of.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "label",
    "link", "meta", "s", "script", "small", "span", "strong", "style", "sub", "sup", "u",
];

/// Elements whose blanks and breaks count.
const PREFORMATTED: [&str; 5] = ["pre", "textarea", "listing", "xmp", "plaintext"];

/// The name of the tag that begins behind a `<`, in lower case.
pub(super) fn tag_name(text: &str) -> Option<String> {
    let name = text.strip_prefix('/').unwrap_or(text);
    let length = name
        .bytes()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let behind = name.as_bytes().get(length);
    let ends = behind.is_some_and(|&b| matches!(b, b'>' | b'/') || b.is_ascii_whitespace());
    (ends && name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then(|| name.get(..length).map(str::to_ascii_lowercase))
        .flatten()
}

/// Whether an element of this name (in lower case) begins and ends a line.
pub(super) fn is_breaking(name: &str) -> bool {
    BREAKING.binary_search(&name).is_ok()
}

/// Whether an element of this name (in lower case) is one of those inside a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.binary_search(&name).is_ok()
}

/// The text of a page or of a part of one.
///
/// # Errors
/// None so far: what cannot be understood is text.
pub fn text(page: &str) -> Result<Extract, Problem> {
    let mut writer = Writer::default();
    if !writer.read(page, false) {
        // A template that never ends would hide the rest of the page.
        writer = Writer::default();
        writer.read(page, true);
    }
    Ok(Extract {
        text: writer.finish(),
        notes: Vec::new(),
    })
}

/// Whether a character takes the width of a Han character where Chinese is written.
fn is_wide(c: char) -> bool {
    width::char(c, Ambiguous::Wide) == 2
}

/// The blanks that were met since the last character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Blank {
    None,
    /// A break of the source's line inside a run of text: nothing between Chinese characters.
    Break,
    /// Anything else: one blank.
    Space,
}

#[derive(Debug)]
struct Writer {
    out: String,
    /// Something stands on the current line.
    started: bool,
    blank: Blank,
    /// A tag was met since the last character.
    tagged: bool,
    /// Last character that was written on this line.
    last: char,
    /// Elements open in which blanks count.
    preformatted: usize,
    /// A line feed right behind `<pre>` is none.
    opened: bool,
    /// Templates open.
    templates: usize,
    tables: Tables,
    lists: Lists,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            out: String::new(),
            started: false,
            blank: Blank::None,
            tagged: false,
            last: '\n',
            preformatted: 0,
            opened: false,
            templates: 0,
            tables: Tables::default(),
            lists: Lists::default(),
        }
    }
}

impl Writer {
    /// Reads a page; false if a template was never closed.
    fn read(&mut self, page: &str, templates: bool) -> bool {
        for token in Scan::new(page) {
            match token {
                Token::Start(tag) => self.start(tag, templates),
                Token::End(name) => self.end(&name.to_ascii_lowercase()),
                Token::Text(text) => self.text(&scan::resolved(text)),
                Token::Verbatim(text) => self.text(text),
            }
        }
        self.templates == 0
    }

    fn start(&mut self, tag: Tag, templates: bool) {
        let name = tag.name.to_ascii_lowercase();
        self.tagged();
        match name.as_str() {
            "br" => self.break_line(true),
            "table" => {
                self.break_line(false);
                self.tables.open();
            }
            "tr" => {
                self.break_line(false);
                self.tables.row(&mut self.out);
            }
            "td" | "th" => {
                self.break_line(false);
                self.tables.cell(&self.out);
            }
            "ol" | "ul" | "menu" | "dir" => {
                self.break_line(false);
                self.lists.open(&name, &tag);
            }
            "li" => {
                self.break_line(false);
                self.lists.item(&tag);
            }
            "template" if !templates => self.templates += 1,
            _ if is_breaking(&name) => self.break_line(false),
            _ => {}
        }
        if PREFORMATTED.contains(&name.as_str()) {
            self.preformatted += 1;
            self.opened = true;
        }
    }

    fn end(&mut self, name: &str) {
        self.tagged();
        match name {
            // A browser makes a break of `</br>` too.
            "br" => self.break_line(true),
            "tr" => {
                self.break_line(false);
                self.tables.end_row(&mut self.out);
            }
            "table" => {
                self.break_line(false);
                self.tables.close(&mut self.out);
            }
            "ol" | "ul" | "menu" | "dir" => {
                self.break_line(false);
                self.lists.close();
            }
            "template" => self.templates = self.templates.saturating_sub(1),
            _ if is_breaking(name) => self.break_line(false),
            _ => {}
        }
        if PREFORMATTED.contains(&name) {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
    }

    fn tagged(&mut self) {
        self.opened = false;
        self.tagged = true;
        if self.blank == Blank::Break {
            self.blank = Blank::Space;
        }
    }

    /// Ends the line if anything stands on it; `forced` makes an empty line of a second break, but never two.
    fn break_line(&mut self, forced: bool) {
        let empty = forced && !self.out.is_empty() && !self.out.ends_with("\n\n");
        if self.started || empty {
            self.out.push('\n');
        }
        self.started = false;
        self.blank = Blank::None;
        self.last = '\n';
    }

    fn text(&mut self, mut text: &str) {
        if self.templates > 0 {
            return;
        }
        if self.preformatted > 0 {
            if self.opened {
                text = text
                    .strip_prefix("\r\n")
                    .or(text.strip_prefix('\n'))
                    .unwrap_or(text);
            }
            self.opened = false;
            return self.preformatted(text);
        }
        let mut rest = text;
        while !rest.is_empty() {
            let blanks = rest.bytes().take_while(u8::is_ascii_whitespace).count();
            let (skipped, behind) = rest.split_at_checked(blanks).unwrap_or(("", rest));
            if blanks > 0 && self.started && self.blank != Blank::Space {
                let breaks = !self.tagged && skipped.contains(['\n', '\r']);
                self.blank = if breaks { Blank::Break } else { Blank::Space };
            }
            let run = behind
                .bytes()
                .position(|b| b.is_ascii_whitespace())
                .unwrap_or(behind.len());
            let (run, behind) = behind.split_at_checked(run).unwrap_or((behind, ""));
            self.word(run);
            rest = behind;
        }
    }

    /// Writes a run without blanks.
    fn word(&mut self, run: &str) {
        let Some(first) = run.chars().next() else {
            return;
        };
        if !self.started
            && let Some(marker) = self.lists.marker(run)
        {
            self.out.push_str(&marker);
        }
        let joined = is_wide(first) && is_wide(self.last);
        if self.started && (self.blank == Blank::Space || self.blank == Blank::Break && !joined) {
            self.out.push(' ');
        }
        self.out.push_str(run);
        self.last = run.chars().next_back().unwrap_or(first);
        self.blank = Blank::None;
        self.started = true;
        self.tagged = false;
    }

    fn preformatted(&mut self, text: &str) {
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.break_line(true);
            }
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.bytes().any(|b| !b.is_ascii_whitespace()) {
                self.out.push_str(line);
                self.last = line.chars().next_back().unwrap_or('\n');
                self.started = true;
                self.tagged = false;
            }
        }
    }

    fn finish(mut self) -> String {
        self.tables.finish(&mut self.out);
        let end = self.out.trim_end_matches('\n').len();
        self.out.truncate(end);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    fn read(page: &str) -> String {
        text(page).unwrap().text
    }

    #[test]
    fn the_lists_of_elements_are_sorted() {
        assert!(BREAKING.is_sorted() && INLINE.is_sorted());
    }

    #[test]
    fn a_line_for_each_block_and_none_for_what_stands_in_a_line() {
        assert_eq!(
            read(
                "<title>报告</title><body><h2>一、<b>回</b>顾</h2>\n  <p>过去<span>一</span>年。<p>新的<br>一年。</body>"
            ),
            "报告\n一、回顾\n过去一年。\n新的\n一年。\n"
        );
        assert_eq!(
            read("甲<div>乙</div>丙<br><br><br>丁<br>"),
            "甲\n乙\n丙\n\n丁\n"
        );
        assert_eq!(
            read("<ul><li>一是甲</li><li>二是乙</ul>"),
            "一是甲\n二是乙\n"
        );
    }

    #[test]
    fn blanks_are_those_that_a_reader_sees() {
        assert_eq!(
            read("<p>\n　　全市\n上下&nbsp;齐心，  GDP\ngrew 5%。\n</p>"),
            "　　全市上下\u{a0}齐心， GDP grew 5%。\n"
        );
        assert_eq!(read("<a>首页</a>\n<a>新闻</a>"), "首页 新闻\n");
        assert_eq!(read("周 \t 勤"), "周 勤\n");
        assert_eq!(read("<pre>\n甲  乙\r\n\n丙</pre>丁"), "甲  乙\n\n丙\n丁\n");
    }

    #[test]
    fn what_is_no_text_is_left_out_and_what_is_hidden_stays() {
        assert_eq!(
            read(
                "<style>p{}</style><script>if(a<b)'</p>'</script><noscript>无</noscript><!-- 注 <p> --><p alt=图 hidden>甲<template>乙</template>"
            ),
            "甲\n"
        );
        assert_eq!(
            read("<script><!-- '<script>' </script> --></script>甲"),
            "甲\n"
        );
        assert_eq!(
            read("<!--[if gte mso 9]><p>无</p><![endif]--><![if !x]>甲<![endif]>乙"),
            "甲乙\n"
        );
        assert_eq!(read("<p>甲<o:p></o:p><o:p>&nbsp;</o:p>"), "甲\u{a0}\n");
        assert_eq!(
            read("<UCAPCONTENT><!--$[信息内容]begin--><p>甲</p></UCAPCONTENT>"),
            "甲\n"
        );
    }

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(
            read(
                "&ldquo;六稳&rdquo;&#12289;&#x4e8c;&#150;&lt;p&gt; &amp;nbsp; &copy2024 &notit; &无 &#; &"
            ),
            "“六稳”、二–<p> &nbsp; ©2024 ¬it; &无 &#; &\n"
        );
        assert_eq!(
            read("甲&#0;&#xd800;&#x110000;&#99999999999;"),
            "甲\u{fffd}\u{fffd}\u{fffd}\u{fffd}\n"
        );
    }

    #[test]
    fn rows_of_tables() {
        assert_eq!(
            read("<table><tr><th>指标<th>数<tr><td><p>GDP</p></td><td> 5% </td></tr></table>后"),
            "指标\t数\nGDP\t5%\n后\n"
        );
        assert_eq!(read("<table><tr><td>甲<td><td>丙</table>"), "甲\t丙\n");
        // Tables that lay out a page have cells of many lines.
        assert_eq!(
            read(
                "<table><tr><td>栏目<td><p>一、回顾<p>过去一年<table><tr><td>甲<td>乙</table></table>"
            ),
            "栏目\n一、回顾\n过去一年\n甲\t乙\n"
        );
        assert_eq!(read("<td>甲</td><td>乙</td>"), "甲\n乙\n");
    }

    #[test]
    fn numbers_that_the_browser_makes() {
        assert_eq!(
            read("<ol><li>建路<li><p>建桥<li value=9>建校</ol>"),
            "1. 建路\n2. 建桥\n9. 建校\n"
        );
        assert_eq!(read("<ol start=3 type=a><li>甲</ol>"), "c. 甲\n");
        assert_eq!(
            read("<ol style='list-style-type:cjk-ideographic'><li>甲<ol><li>乙</ol><li>丙</ol>"),
            "一、甲\n1. 乙\n二、丙\n"
        );
        // Those that stand in the text already, and menus.
        assert_eq!(
            read("<ol><li>1、建路<li>（二）建桥</ol>"),
            "1、建路\n（二）建桥\n"
        );
        assert_eq!(
            read("<ol class=breadcrumb><li>首页<li>公开</ol>"),
            "首页\n公开\n"
        );
        assert_eq!(read("<ol type=i start=49><li>甲</ol>"), "xlix. 甲\n");
    }

    #[test]
    fn what_is_never_closed_hides_nothing() {
        assert_eq!(read("<!-- 甲 <p>乙</p>"), "乙\n");
        assert_eq!(read("<template><p>甲"), "甲\n");
        assert_eq!(read("<iframe src=x><p>甲</p>"), "甲\n");
        assert_eq!(read("<a href=\"x>甲</a><p>乙"), "甲\n乙\n");
        assert_eq!(read("甲<b乙丙"), "甲<b乙丙\n");
        assert_eq!(read("甲<img src=http"), "甲\n");
        assert_eq!(read("<title>甲<p>乙"), "甲\n乙\n");
        assert_eq!(read("x<y, 1 < 2 <> </>甲"), "x 甲\n");
    }
}
