//! Text out of Markdown: its marks taken away where they are marks, line for line.
//!
//! Owns [`text`]. Invariant: a text without marks comes out as it went in, and nothing but marks, addresses and pictures is taken
//! out. Must not know of reports.
//!
//! This is no CommonMark on purpose. There `**（一）抓项目。**全年` is no emphasis, since a mark behind a full stop must not stand before
//! a letter; in Chinese that is how every second heading is written, and the writer meant it.

use super::Extract;

/// Characters that a backslash may stand before.
const ESCAPED: &str = "\\`*_{}[]()#+-.!|>~";

/// The text of a Markdown file.
pub(super) fn text(source: &str) -> Extract {
    let mut out = String::with_capacity(source.len());
    let mut lines = source.split_inclusive('\n').peekable();
    let mut fence: Option<&str> = None;
    let mut table = false;
    let mut before = "";
    if let Some(front) = front_matter(source) {
        for line in source.split_inclusive('\n').take(front) {
            lines.next();
            match line.trim_end() {
                "---" | "..." => {}
                shown => {
                    let title = shown
                        .strip_prefix("title:")
                        .map(|t| t.trim().trim_matches(|c| matches!(c, '"' | '\'')));
                    out.push_str(title.unwrap_or(shown));
                    out.push('\n');
                }
            }
        }
    }
    while let Some(full) = lines.next() {
        let line = full.strip_suffix('\n').unwrap_or(full);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let ending = full.get(line.len()..).unwrap_or("");
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|m| line.trim_start().starts_with(m));
        if let Some(open) = fence {
            if mark == Some(open) {
                fence = None;
            } else {
                out.push_str(full);
            }
            continue;
        }
        if let Some(mark) = mark {
            fence = Some(mark);
            continue;
        }
        if is_rule(line, before) {
            before = "";
            continue;
        }
        if is_separator(line) && (table || before.contains('|')) {
            continue;
        }
        let next = lines.peek().map_or("", |l| l.trim_end());
        table = line.contains('|') && (table || is_separator(next));
        before = line;
        let start = out.len();
        if table {
            cells(line, &mut out);
        } else {
            inline(block(line), &mut out);
        }
        // A line of which nothing is left, a picture, is no empty line.
        if out.len() > start || line.trim().is_empty() {
            out.push_str(ending);
        }
    }
    Extract {
        text: out,
        notes: Vec::new(),
    }
}

/// How many lines a block of properties takes at the top, its fences included.
fn front_matter(source: &str) -> Option<usize> {
    let mut lines = source.lines();
    if lines.next()?.trim_end() != "---" {
        return None;
    }
    for (n, line) in lines.take(100).enumerate() {
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            return (n > 0).then_some(n + 2);
        }
        let property = line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty()
                && key
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        });
        if !property && !line.starts_with([' ', '\t', '-', '#']) && !line.is_empty() {
            return None;
        }
    }
    None
}

/// A line drawn under a heading or between two parts: `---`, `* * *`, `===`.
fn is_rule(line: &str, before: &str) -> bool {
    let marks: String = line.chars().filter(|c| !matches!(c, ' ' | '\t')).collect();
    let all = |mark: char| marks.chars().all(|c| c == mark);
    match marks.chars().next() {
        Some(mark @ ('-' | '*' | '_')) => marks.len() >= 3 && all(mark),
        Some('=') => marks.len() >= 3 && all('=') && !before.trim().is_empty(),
        _ => false,
    }
}

/// The line under the head of a table: `|---|:-:|`.
fn is_separator(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The cells of a row, with tabs between them.
fn cells(line: &str, out: &mut String) {
    let row = line.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row
        .strip_suffix('|')
        .filter(|r| !r.ends_with('\\'))
        .unwrap_or(row);
    let mut from = 0;
    for (at, _) in row.match_indices('|') {
        if row.get(from..at).is_some_and(|cell| !cell.ends_with('\\')) {
            inline(row.get(from..at).unwrap_or("").trim(), out);
            out.push('\t');
            from = at + 1;
        }
    }
    inline(row.get(from..).unwrap_or("").trim(), out);
}

/// The line without the marks of quotes, headings and lists at its start.
fn block(line: &str) -> &str {
    let mut rest = line;
    let blanks = |s: &str| s.starts_with([' ', '\t']) || s.is_empty();
    // Quotes in lists in quotes; eight deep is deep.
    for _ in 0..8 {
        let inner = rest.trim_start_matches([' ', '\t']);
        let quoted = inner
            .strip_prefix('>')
            .map(|r| r.strip_prefix(' ').unwrap_or(r));
        let listed = inner.strip_prefix(['-', '*', '+']).filter(|r| blanks(r));
        let Some(behind) = quoted.or(listed) else {
            break;
        };
        rest = behind.trim_start_matches([' ', '\t']);
        if listed.is_some() {
            let task = ["[ ]", "[x]", "[X]"]
                .iter()
                .find_map(|t| rest.strip_prefix(t));
            rest = task.map_or(rest, str::trim_start);
        }
    }
    let inner = rest.trim_start_matches([' ', '\t']);
    let marks = inner.bytes().take_while(|&b| b == b'#').count();
    let behind = inner.get(marks..).unwrap_or("");
    // Many forget the blank before a Chinese heading.
    let heading = behind.is_empty()
        || behind.starts_with([' ', '\t', '\u{3000}', '*'])
        || behind.starts_with(|c: char| !c.is_ascii());
    if (1..=6).contains(&marks) && heading {
        let title = behind.trim_matches([' ', '\t']);
        let closed = title.trim_end_matches('#');
        return if closed.is_empty() || closed.ends_with(' ') {
            closed.trim_end()
        } else {
            title
        };
    }
    rest
}

/// Writes a line without the marks of emphasis, links, pictures and code.
fn inline(line: &str, out: &mut String) {
    const MARKS: [char; 7] = ['\\', '*', '_', '~', '`', '[', '!'];
    let mut emphasis = Emphasis::of(line);
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|r| !r.is_empty()) {
        let plain = rest
            .find(|c| MARKS.contains(&c) || c == '<')
            .unwrap_or(rest.len());
        out.push_str(rest.get(..plain).unwrap_or(""));
        at += plain;
        let rest = rest.get(plain..).unwrap_or("");
        let Some(mark) = rest.chars().next() else {
            break;
        };
        let after = rest.get(1..).unwrap_or("");
        let taken = match mark {
            '\\' => after
                .chars()
                .next()
                .filter(|c| ESCAPED.contains(*c))
                .map(|c| {
                    out.push(c);
                    2
                }),
            '!' => after
                .strip_prefix('[')
                .and_then(link)
                .map(|(_, length)| length + 2),
            '[' => link(after).map(|(shown, length)| {
                inline(shown, out);
                length + 1
            }),
            '`' => code(rest).map(|(shown, length)| {
                out.push_str(shown);
                length
            }),
            '<' => ["<br>", "<br/>", "<br />", "<BR>"]
                .iter()
                .find(|tag| rest.starts_with(**tag))
                .map(|tag| {
                    out.push('\n');
                    tag.len()
                }),
            _ => emphasis.mark_at(at),
        };
        if let Some(length) = taken {
            at += length;
        } else {
            out.push(mark);
            at += mark.len_utf8();
        }
    }
}

/// What a link shows and its length from behind its `[`: `text](address)`. Of brackets in brackets the innermost are links.
fn link(rest: &str) -> Option<(&str, usize)> {
    let close = rest
        .find(['[', ']'])
        .filter(|&c| rest.get(c..).is_some_and(|r| r.starts_with("](")))?;
    let address = near(rest.get(close + 2..)?);
    let end = address.find(')')?;
    Some((rest.get(..close)?, close + 2 + end + 1))
}

/// The beginning of a text in which the end of an address or of code is looked for: a line may be as long as the file.
fn near(text: &str) -> &str {
    let mut end = text.len().min(4 << 10);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// What stands in backticks, and the length with them.
fn code(rest: &str) -> Option<(&str, usize)> {
    let ticks = rest.bytes().take_while(|&b| b == b'`').count();
    let (fence, inner) = rest.split_at_checked(ticks)?;
    let end = near(inner).find(fence)?;
    Some((inner.get(..end)?, 2 * ticks + end))
}

/// The marks of emphasis on a line that come in pairs.
struct Emphasis {
    /// Place and length of each, backwards.
    marks: Vec<(usize, usize)>,
}

impl Emphasis {
    fn of(line: &str) -> Self {
        let mut marks: Vec<(usize, usize)> = Vec::new();
        // Of each kind, the mark that waits for its other half.
        let mut open: [Option<(usize, usize)>; 7] = [None; 7];
        let mut at = 0;
        while let Some(found) = line.get(at..).and_then(|r| r.find(['*', '_', '~', '\\'])) {
            at += found;
            let rest = line.get(at..).unwrap_or("");
            let Some(mark) = rest.chars().next() else {
                break;
            };
            if mark == '\\' {
                at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
                continue;
            }
            let length = rest.chars().take_while(|&c| c == mark).count();
            let before = line.get(..at).and_then(|b| b.chars().next_back());
            let after = rest.get(length..).and_then(|r| r.chars().next());
            let place = at;
            at += length;
            let kind = match (mark, length) {
                ('*', 1..=3) => length - 1,
                ('_', 1..=3) => length + 2,
                ('~', 2) => 6,
                _ => continue,
            };
            let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            // 5*8 is a product, and a_b a name.
            if word(before) && word(after) {
                continue;
            }
            // One underline between letters belongs to a word; two between Chinese characters do not.
            let outer = |c: Option<char>| {
                mark != '_' || c.is_none_or(|c| !c.is_alphanumeric() || length > 1 && !c.is_ascii())
            };
            let Some(slot) = open.get_mut(kind) else {
                continue;
            };
            match slot.take() {
                Some(first) if !blank(before) && outer(after) => {
                    marks.extend([first, (place, length)]);
                }
                _ if !blank(after) && outer(before) => *slot = Some((place, length)),
                kept => *slot = kept,
            }
        }
        marks.sort_unstable_by(|a, b| b.cmp(a));
        Self { marks }
    }

    /// The length of the mark that stands at `at`.
    fn mark_at(&mut self, at: usize) -> Option<usize> {
        while let Some(&(place, length)) = self.marks.last() {
            if place > at {
                break;
            }
            self.marks.pop();
            if place == at {
                return Some(length);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    fn read(source: &str) -> String {
        text(source).text
    }

    #[test]
    fn a_text_without_marks_comes_out_as_it_went_in() {
        for plain in [
            "各位代表：\r\n　　过去一年，增长6.5-7%。\n\n\n    5*8=40；a_b_c，x**2\n",
            "1. 建路\n2、建桥\n——结语\n#5号 线，- 无\n",
            "没有换行",
            "",
        ] {
            assert_eq!(read(plain), plain);
        }
    }

    #[test]
    fn headings_lists_and_quotes() {
        assert_eq!(
            read(
                "## 一、2023年工作回顾 ##\n##二、计划\n- 一是抓项目\n  * 二是抓产业\n> 各位代表\n>> - [x] 已办\n"
            ),
            "一、2023年工作回顾\n二、计划\n一是抓项目\n二是抓产业\n各位代表\n已办\n"
        );
        assert_eq!(
            read("结束语\n===\n正文\n\n---\n* * *\n"),
            "结束语\n正文\n\n"
        );
    }

    #[test]
    fn emphasis_as_it_was_meant() {
        assert_eq!(
            read("**（一）抓项目。**全年*开工*项目，__“六稳”__和***六保***~~无~~。\n"),
            "（一）抓项目。全年开工项目，“六稳”和六保无。\n"
        );
        assert_eq!(read("**没有收尾，* 星号 *\n"), "**没有收尾，* 星号 *\n");
        assert_eq!(read("\\*不是\\*，`**原样**`\n"), "*不是*，**原样**\n");
    }

    #[test]
    fn links_pictures_tables_and_code() {
        assert_eq!(
            read("见[**公报**](http://a/b)，![图](c.png)。\n![](d.png)\n[注]\n"),
            "见公报，。\n[注]\n"
        );
        assert_eq!(
            read("| 指标 | 数 |\n|:--|--:|\n| GDP | 5\\|6 |\n后 | 文\n"),
            "指标\t数\nGDP\t5|6\n后\t文\n"
        );
        assert_eq!(read("```txt\n# 原样\n```\n甲<br/>乙\n"), "# 原样\n甲\n乙\n");
    }

    #[test]
    fn properties_at_the_top() {
        assert_eq!(
            read("---\ntitle: \"甲县报告\"\ndate: 2024-01-20\n---\n正文\n"),
            "甲县报告\ndate: 2024-01-20\n正文\n"
        );
        assert_eq!(read("---\n正文，没有属性\n---\n"), "正文，没有属性\n");
    }
}
