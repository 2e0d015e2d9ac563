//! Numbers that Word puts before paragraphs by itself: 一、 （一） 1. ①
//!
//! Owns [`Numbering`]. Invariant: what is counted is counted in the order of the document, by list, as Word does. Must not
//! know of the text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::count::written;
use super::package::{Step, Tag, steps};
use crate::report::source::{Format, Problem};

/// Levels that a list has.
const LEVELS: usize = 9;

/// Lists and styles at most, of each; a report has some dozens.
const MOST: usize = 20_000;

/// Characters of a number's pattern (`第%1章`) at most.
const LONGEST: usize = 64;

/// How far styles are followed that build on one another.
const FARTHEST: usize = 32;

/// Styles, lists, and how far each has been counted.
#[derive(Default)]
pub struct Numbering {
    styles: FxHashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    /// What paragraphs refer to, by its number.
    lists: FxHashMap<String, List>,
    /// What lists are instances of, by its number.
    patterns: FxHashMap<String, Pattern>,
    counts: FxHashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels that have begun at their own number.
    begun: FxHashSet<(String, usize)>,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

#[derive(Default)]
struct List {
    pattern: String,
    /// Numbers at which levels begin anew in this list.
    starts: Vec<(usize, u32)>,
    levels: Levels,
}

#[derive(Default)]
struct Pattern {
    levels: Levels,
    /// The list style that says the levels in its place.
    style: Option<String>,
}

type Levels = Vec<(usize, Level)>;

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Nothing stands between number and text.
    tight: bool,
    /// The level (from 1) whose numbers begin this one anew; 0: none does.
    restart: Option<usize>,
    /// All numbers in it are decimal.
    legal: bool,
    /// The style whose paragraphs are at this level.
    style: Option<String>,
    /// Its signs are taken from a font of signs.
    signs: bool,
}

impl Numbering {
    /// Reads the part that holds the styles.
    pub fn styles(&mut self, xml: &str) -> Result<(), Problem> {
        let mut path: Vec<String> = Vec::new();
        let mut current: Option<String> = None;
        steps(xml, |step| {
            match step {
                Step::Open(tag) => {
                    let parent = path.last().map(String::as_str);
                    match (tag.name(), parent) {
                        ("style", _) => {
                            if self.styles.len() >= MOST {
                                return Err(Problem::Damaged(Format::Docx));
                            }
                            let id = tag.get("styleId").unwrap_or_default().into_owned();
                            if tag.get("type").as_deref() == Some("paragraph")
                                && matches!(
                                    tag.get("default").as_deref(),
                                    Some("1" | "true" | "on")
                                )
                            {
                                self.usual = Some(id.clone());
                            }
                            self.styles.insert(id.clone(), Style::default());
                            current = Some(id);
                        }
                        (name, _) => {
                            if let Some(style) =
                                current.as_ref().and_then(|id| self.styles.get_mut(id))
                            {
                                match (name, parent) {
                                    ("basedOn", Some("style")) => style.parent = owned(&tag),
                                    ("numId", Some("numPr")) => style.list = owned(&tag),
                                    ("ilvl", Some("numPr")) => style.level = level(&tag, "val"),
                                    _ => {}
                                }
                            }
                        }
                    }
                    path.push(tag.name().to_owned());
                }
                Step::Close => {
                    if path.pop().as_deref() == Some("style") {
                        current = None;
                    }
                }
                Step::Text(_) => {}
            }
            Ok(())
        })
    }

    /// Reads the part that holds the lists.
    pub fn lists(&mut self, xml: &str) -> Result<(), Problem> {
        let mut path: Vec<String> = Vec::new();
        // What is being read: its number, and the level with its index.
        let mut pattern: Option<(String, Pattern)> = None;
        let mut list: Option<(String, List)> = None;
        let mut at: Option<(usize, Level)> = None;
        let mut overridden: Option<usize> = None;
        steps(xml, |step| {
            match step {
                Step::Open(tag) => {
                    match tag.name() {
                        "abstractNum" => {
                            let id = tag.get("abstractNumId").unwrap_or_default().into_owned();
                            pattern = Some((id, Pattern::default()));
                        }
                        "num" => {
                            let id = tag.get("numId").unwrap_or_default().into_owned();
                            list = Some((id, List::default()));
                        }
                        "abstractNumId" => {
                            if let Some((_, list)) = &mut list {
                                list.pattern = owned(&tag).unwrap_or_default();
                            }
                        }
                        "numStyleLink" => {
                            if let Some((_, pattern)) = &mut pattern {
                                pattern.style = owned(&tag);
                            }
                        }
                        "lvlOverride" => overridden = level(&tag, "ilvl"),
                        "startOverride" => {
                            if let (Some((_, list)), Some(level), Some(start)) =
                                (&mut list, overridden, number(&tag))
                                && list.starts.len() < LEVELS
                            {
                                list.starts.push((level, start));
                            }
                        }
                        "lvl" => at = level(&tag, "ilvl").map(|i| (i, Level::default())),
                        name => {
                            if let Some((_, level)) = &mut at {
                                level.learn(name, &tag);
                            }
                        }
                    }
                    path.push(tag.name().to_owned());
                }
                Step::Close => match path.pop().as_deref() {
                    Some("lvl") => {
                        let levels = match (&mut list, &mut pattern) {
                            (Some((_, list)), _) => &mut list.levels,
                            (None, Some((_, pattern))) => &mut pattern.levels,
                            (None, None) => return Ok(()),
                        };
                        if let Some(level) = at.take()
                            && levels.len() < LEVELS
                        {
                            levels.push(level);
                        }
                    }
                    Some("abstractNum") => {
                        if let Some((id, pattern)) = pattern.take() {
                            self.patterns.insert(id, pattern);
                        }
                    }
                    Some("num") => {
                        if let Some((id, list)) = list.take() {
                            self.lists.insert(id, list);
                        }
                    }
                    _ => {}
                },
                Step::Text(_) => {}
            }
            if self.lists.len() + self.patterns.len() > MOST {
                return Err(Problem::Damaged(Format::Docx));
            }
            Ok(())
        })
    }

    /// The number of the next paragraph, with what parts it from the text; `None` where it has none. `list` and `level` are
    /// what the paragraph itself says.
    pub fn next(
        &mut self,
        style: Option<&str>,
        list: Option<&str>,
        level: Option<usize>,
    ) -> Option<String> {
        if self.lists.is_empty() {
            return None;
        }
        let (id, at) = self.place(style.or(self.usual.as_deref()), list, level)?;
        let list = self.lists.get(&id)?;
        let pattern = self.pattern(&list.pattern)?;
        let levels: [Option<&Level>; LEVELS] = std::array::from_fn(|i| {
            let named = |levels: &'_ Levels| levels.iter().position(|(at, _)| *at == i);
            named(&list.levels)
                .and_then(|k| list.levels.get(k))
                .or_else(|| named(&pattern.levels).and_then(|k| pattern.levels.get(k)))
                .map(|(_, level)| level)
        });
        let here = levels.get(at).copied().flatten()?;

        let mut counts = self.counts.get(&list.pattern).copied().unwrap_or_default();
        let start = list.starts.iter().find(|(level, _)| *level == at);
        let begins = (id, at);
        let next = match (start, counts.get(at).copied().flatten()) {
            (Some((_, start)), count) if count.is_none() || !self.begun.contains(&begins) => *start,
            (_, Some(count)) => count.saturating_add(1),
            (_, None) => here.start,
        };
        for (i, count) in counts.iter_mut().enumerate() {
            if i == at {
                *count = Some(next);
            } else if i > at {
                let restart = levels.get(i).copied().flatten().and_then(|l| l.restart);
                if restart.is_none_or(|after| at < after) {
                    *count = None;
                }
            }
        }
        let number = here.number(&counts, &levels);
        let pattern = list.pattern.clone();
        self.counts.insert(pattern, counts);
        self.begun.insert(begins);
        Some(number)
    }

    /// The list and the level that a paragraph is in.
    fn place(
        &self,
        style: Option<&str>,
        list: Option<&str>,
        level: Option<usize>,
    ) -> Option<(String, usize)> {
        let mut chain: Vec<(&str, &Style)> = Vec::new();
        let mut next = style;
        while let Some(id) = next
            && let Some(style) = self.styles.get(id)
            && chain.len() < FARTHEST
        {
            chain.push((id, style));
            next = style.parent.as_deref();
        }
        let id = list.or_else(|| chain.iter().find_map(|(_, s)| s.list.as_deref()))?;
        let pattern = self.pattern(&self.lists.get(id)?.pattern)?;
        let linked = || {
            chain.iter().find_map(|(name, _)| {
                let found = |(_, l): &&(usize, Level)| l.style.as_deref() == Some(*name);
                pattern.levels.iter().find(found).map(|(at, _)| *at)
            })
        };
        let stated = || chain.iter().find_map(|(_, s)| s.level);
        // A paragraph that names a list and no level is at the first one.
        let at = level
            .or_else(|| if list.is_some() { Some(0) } else { None })
            .or_else(linked)
            .or_else(stated)
            .unwrap_or(0);
        (at < LEVELS).then(|| (id.to_owned(), at))
    }

    /// What a list is an instance of; a pattern may leave its levels to a list style.
    fn pattern(&self, id: &str) -> Option<&Pattern> {
        let pattern = self.patterns.get(id)?;
        match &pattern.style {
            Some(style) if pattern.levels.is_empty() => {
                let list = self.styles.get(style)?.list.as_ref()?;
                self.patterns.get(&self.lists.get(list)?.pattern)
            }
            _ => Some(pattern),
        }
    }
}

impl Level {
    /// Takes in what the element `name` within it says.
    fn learn(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "start" => self.start = number(tag).unwrap_or(0),
            "numFmt" => {
                // `custom` comes with the same in words that older programs know.
                let format = tag.val().unwrap_or_default();
                self.format = match format.as_ref() {
                    "custom" => String::from("decimal"),
                    format => format.chars().take(LONGEST).collect(),
                };
            }
            "lvlText" => {
                self.text = tag
                    .val()
                    .unwrap_or_default()
                    .chars()
                    .take(LONGEST)
                    .collect();
            }
            "suff" => self.tight = tag.val().as_deref() == Some("nothing"),
            "lvlRestart" => self.restart = number(tag).map(|n| n as usize),
            "isLgl" => self.legal = tag.is_on(),
            "pStyle" => self.style = owned(tag),
            "rFonts" => {
                self.signs = ["ascii", "hAnsi"].iter().any(|font| {
                    tag.get(font).is_some_and(|font| {
                        ["Wingdings", "Symbol", "Webdings"]
                            .iter()
                            .any(|signs| font.starts_with(signs))
                    })
                });
            }
            _ => {}
        }
    }

    /// The number as it is read, with the blank that parts it from the text.
    fn number(&self, counts: &[Option<u32>; LEVELS], levels: &[Option<&Level>; LEVELS]) -> String {
        let mut out = String::new();
        if self.format == "bullet" {
            // The letters of such fonts are signs of no meaning outside of them.
            let plain = |c: char| !self.signs && !('\u{e000}'..='\u{f8ff}').contains(&c);
            out.extend(self.text.chars().map(|c| if plain(c) { c } else { '•' }));
        } else {
            let mut chars = self.text.chars().peekable();
            while let Some(c) = chars.next() {
                let digit = chars.peek().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
                let (true, 1..) = (c == '%', digit) else {
                    out.push(c);
                    continue;
                };
                chars.next();
                let level = levels.get(digit - 1).copied().flatten();
                let count = counts.get(digit - 1).copied().flatten();
                let count = count.or(level.map(|l| l.start)).unwrap_or(0);
                let format = level.map_or("decimal", |l| l.format.as_str());
                out.push_str(&written(count, if self.legal { "decimal" } else { format }));
            }
        }
        // After 、 and ） Word's tab is a gap that nobody types.
        let gap = !self.tight && !out.ends_with(['、', '，', '．', '。', '）', '：', '】', '〕']);
        if gap && !out.trim_end().is_empty() && !out.ends_with([' ', '\u{3000}']) {
            out.push(' ');
        }
        out
    }
}

fn owned(tag: &Tag<'_>) -> Option<String> {
    tag.val().map(std::borrow::Cow::into_owned)
}

fn number(tag: &Tag<'_>) -> Option<u32> {
    tag.val()?.trim().parse().ok()
}

fn level(tag: &Tag<'_>, name: &str) -> Option<usize> {
    let level = tag.get(name)?.trim().parse().ok()?;
    (level < LEVELS).then_some(level)
}
