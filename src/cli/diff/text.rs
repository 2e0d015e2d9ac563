//! The comparison as text to read: `[-old-]{+new+}` and a mark before every sentence.

use super::super::args::Format;
use super::super::describe;
use super::super::output::{Context, Ink, md_cell};
use super::{Block, Both, Line};
use crate::compare::{Change, Delta, Depth};
use crate::locale::Lang;
use crate::report::{Report, SentenceId};
use crate::text::safe::Safe;
use crate::text::span::Span;

/// The whole answer of `diff` as text or Markdown.
pub(super) fn document(both: &Both, all: bool, cx: Context) -> String {
    let mut page = Page {
        both,
        cx,
        out: String::new(),
    };
    page.head();
    if both.comparison.depth == Depth::Parallel {
        page.shared();
    } else {
        for block in both.blocks() {
            page.block(&block, all);
        }
    }
    page.figures();
    page.out
}

struct Page<'a> {
    both: &'a Both<'a>,
    cx: Context,
    out: String,
}

fn change_word(change: Change, lang: Lang) -> &'static str {
    match change {
        Change::Kept => lang.pick("原样", "kept"),
        Change::Reworded => lang.pick("改写", "reworded"),
        Change::New => lang.pick("新增", "new"),
        Change::Gone => lang.pick("去掉", "gone"),
        Change::Moved => lang.pick("移来", "moved"),
    }
}

impl Page<'_> {
    fn md(&self) -> bool {
        self.cx.format == Format::Md
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A document's words, safe to print.
    fn words(&self, text: &str) -> String {
        let safe = Safe::new(text);
        if self.md() {
            md_cell(safe.as_str())
        } else {
            safe.to_string()
        }
    }

    fn gone(&self, text: &str) -> String {
        if text.trim().is_empty() {
            String::new()
        } else if self.md() {
            format!("~~{}~~", self.words(text))
        } else {
            self.cx
                .paint(Ink::Gone, &format!("[-{}-]", self.words(text)))
        }
    }

    fn new_words(&self, text: &str) -> String {
        if text.trim().is_empty() {
            String::new()
        } else if self.md() {
            format!("**{}**", self.words(text))
        } else {
            self.cx
                .paint(Ink::New, &format!("{{+{}+}}", self.words(text)))
        }
    }

    fn heading(&mut self, text: &str) {
        let line = if self.md() {
            format!("\n## {text}\n")
        } else {
            format!("\n{}", self.cx.paint(Ink::Heading, text))
        };
        self.line(&line);
    }

    fn head(&mut self) {
        let Both { a, b, comparison } = self.both;
        let name = |r: &Report| {
            let (label, file) = (describe::label(r), describe::file(r));
            if label == file {
                self.words(&label)
            } else {
                format!("{} ({})", self.words(&label), self.words(&file))
            }
        };
        let (name_a, name_b) = (name(a), name(b));
        let near = comparison.nearness;
        let depth = match comparison.depth {
            Depth::Revision => self.cx.say("修订", "revision"),
            Depth::Succession => self.cx.say("承续", "succession"),
            Depth::Parallel => self.cx.say("平行", "parallel"),
        };
        let chosen = if comparison.depth == near.depth {
            ""
        } else {
            self.cx.say("，按要求", ", as asked")
        };
        let share = near.share * 100.0;
        let why = match self.cx.lang {
            Lang::Zh => format!(
                "深度：{depth}{chosen}（相近 {share:.0}%：A 的 {} / {} 句，12 字以上）",
                near.near, near.total
            ),
            Lang::En => format!(
                "depth: {depth}{chosen} (nearly the same: {share:.0}%, {} of {} sentences of 12 Han or more in A)",
                near.near, near.total
            ),
        };
        let counts = |what: &str, headings| {
            let parts: Vec<String> = self
                .both
                .counts(headings)
                .iter()
                .map(|(change, n)| {
                    let word = change_word(*change, self.cx.lang);
                    format!("{} {word} {n}", change.mark())
                })
                .collect();
            format!("{what}{}", parts.join("  "))
        };
        let sentences = counts(self.cx.say("句子：", "sentences: "), false);
        let headings = counts(self.cx.say("标题：", "headings: "), true);
        let stop = if self.md() { "  " } else { "" };
        self.line(&format!("A {name_a}{stop}"));
        self.line(&format!("B {name_b}{stop}"));
        self.line(&format!("{why}{stop}"));
        if comparison.depth != Depth::Parallel {
            self.line(&format!("{sentences}{stop}"));
            self.line(&headings);
        }
        if comparison.stopped {
            self.line(self.cx.say(
                "比较量过大，已在上限处停止",
                "the comparison was cut short at its cap",
            ));
        }
    }

    fn block(&mut self, block: &Block, all: bool) {
        // The headings of a linked block stand above it.
        let is_heading = |report: &Report, id: Option<SentenceId>| {
            id.and_then(|id| report.sentences.get(id.index()))
                .is_some_and(|s| s.heading)
        };
        let lines: Vec<&Line> = block
            .lines
            .iter()
            .filter(|l| !is_heading(self.both.b, l.b) && !is_heading(self.both.a, l.a))
            .collect();
        let title = self.block_title(block);
        if title.is_empty() && lines.is_empty() {
            return;
        }
        let opening = self.cx.say("开篇", "before the first heading");
        self.heading(if title.is_empty() { opening } else { &title });
        let mut kept = 0;
        for line in lines {
            if line.change == Change::Kept && !all {
                kept += 1;
                continue;
            }
            self.kept(&mut kept);
            self.sentence(line);
        }
        self.kept(&mut kept);
    }

    /// The heading in B with its counterparts in A, or what stands alone.
    fn block_title(&self, block: &Block) -> String {
        const SHOWN: usize = 3;
        let Both { a, b, .. } = self.both;
        let Some(section) = block.b else {
            return block.a.first().map_or_else(String::new, |&only| {
                let heading = self.words(&describe::heading(a, only));
                format!("- {heading}  {}", self.cx.say("（只在 A）", "(only in A)"))
            });
        };
        let own = self.words(&describe::heading(b, section));
        let mut names: Vec<String> = block
            .a
            .iter()
            .take(SHOWN)
            .map(|&s| self.words(&describe::heading(a, s)))
            .collect();
        if block.a.len() > SHOWN {
            names.push(match self.cx.lang {
                Lang::Zh => format!("等 {} 节", block.a.len()),
                Lang::En => format!("{} in all", block.a.len()),
            });
        }
        match names.as_slice() {
            [] => format!("+ {own}  {}", self.cx.say("（只在 B）", "(only in B)")),
            [same] if *same == own => format!("{own}  {:.2}", block.score),
            _ => format!("{own} ← {}  {:.2}", names.join(" · "), block.score),
        }
    }

    /// Says how many kept sentences were passed over.
    fn kept(&mut self, kept: &mut usize) {
        if *kept > 0 {
            let text = match self.cx.lang {
                Lang::Zh => format!("= （{kept} 句原样）"),
                Lang::En => format!("= ({kept} kept)"),
            };
            let text = self.cx.paint(Ink::Faint, &text);
            self.item(&text);
            *kept = 0;
        }
    }

    fn item(&mut self, text: &str) {
        let line = if self.md() {
            format!("- {text}")
        } else {
            text.to_owned()
        };
        self.line(&line);
    }

    fn sentence(&mut self, line: &Line) {
        let Both { a, b, comparison } = self.both;
        let text = |report: &Report, id: Option<SentenceId>| {
            id.and_then(|id| report.sentences.get(id.index()))
                .map_or_else(String::new, |s| report.resolved(s.span).trim().to_owned())
        };
        let pair = line.pair.and_then(|p| comparison.pairs.get(p as usize));
        let body = match line.change {
            Change::Kept => self.words(&text(b, line.b)),
            Change::New => self.new_words(&text(b, line.b)),
            Change::Gone => self.gone(&text(a, line.a)),
            Change::Reworded | Change::Moved => match pair {
                Some(pair) if !pair.edits.is_empty() => pair
                    .edits
                    .iter()
                    .map(|edit| {
                        if edit.equal {
                            self.words(&b.resolved(edit.b))
                        } else {
                            let (old, new) = (a.resolved(edit.a), b.resolved(edit.b));
                            self.gone(&old) + &self.new_words(&new)
                        }
                    })
                    .collect(),
                // A moved sentence without edits came over as it was.
                _ if line.change == Change::Moved => self.words(&text(b, line.b)),
                _ => self.gone(&text(a, line.a)) + &self.new_words(&text(b, line.b)),
            },
        };
        let from = if line.change == Change::Moved {
            line.a
                .and_then(|id| a.sentences.get(id.index()))
                .and_then(|s| s.section)
                .map_or_else(String::new, |s| {
                    let heading = self.words(&describe::heading(a, s));
                    let text = match self.cx.lang {
                        Lang::Zh => format!("（原在“{heading}”）"),
                        Lang::En => format!(" (was in {heading})"),
                    };
                    self.cx.paint(Ink::Faint, &text)
                })
        } else {
            String::new()
        };
        self.item(&format!("{} {body}{from}", line.change.mark()));
    }

    /// Parallel depth: the linked sections with the wording that both have.
    fn shared(&mut self) {
        let Both { a, b, comparison } = self.both;
        for link in &comparison.links.links {
            let title = format!(
                "{} ↔ {}  {:.2}",
                self.words(&describe::heading(a, link.a)),
                self.words(&describe::heading(b, link.b)),
                link.score
            );
            self.heading(&title);
            let (own_a, own_b) = (a.own_span(link.a), b.own_span(link.b));
            let runs: Vec<Span> = comparison
                .shared
                .iter()
                .filter(|s| own_a.covers(s.a) && own_b.covers(s.b))
                .map(|s| s.b)
                .collect();
            for run in runs {
                let words = self.words(&b.resolved(run));
                self.item(&format!("= {words}"));
            }
        }
        for (mark, report, of) in [
            ('-', a, &comparison.links.of_a),
            ('+', b, &comparison.links.of_b),
        ] {
            let alone: Vec<String> = report
                .section_ids()
                .filter(|(id, _)| of.get(id.index()).is_none_or(Vec::is_empty))
                .map(|(id, _)| self.words(&describe::heading(report, id)))
                .collect();
            if !alone.is_empty() {
                let title = if mark == '-' {
                    self.cx.say("只在 A 的章节", "sections only in A")
                } else {
                    self.cx.say("只在 B 的章节", "sections only in B")
                };
                self.heading(title);
                for name in alone {
                    self.item(&format!("{mark} {name}"));
                }
            }
        }
    }

    fn figures(&mut self) {
        let Both { a, b, comparison } = self.both;
        let moved: Vec<_> = comparison
            .figures
            .iter()
            .filter(|f| f.delta != Some(Delta::Same))
            .collect();
        if moved.is_empty() {
            return;
        }
        self.heading(self.cx.say("变动的数字", "figures that moved"));
        for figure in moved {
            let delta = match figure.delta {
                Some(Delta::Percent(p)) => format!("  ({p:+.1}%)"),
                Some(Delta::Points(p)) => {
                    format!("  ({p:+.1}{})", self.cx.say("个百分点", " points"))
                }
                Some(Delta::Same) if figure.bound => {
                    self.cx.say("  (只改限定)", "  (bound only)").to_owned()
                }
                Some(Delta::Same) | None => String::new(),
            };
            let text = format!(
                "{}  {} → {}{delta}",
                self.words(&b.resolved(figure.what)),
                self.gone(&a.resolved(figure.a)),
                self.new_words(&b.resolved(figure.b)),
            );
            self.item(&text);
        }
    }
}
