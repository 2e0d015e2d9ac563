//! Laying files of themes over one another.
//!
//! Owns what a change does to a theme, and which exclusions hold. Invariants: every theme that comes out has a name of its own and a
//! wording; no exclusion belongs to a circle. Must not know how a file is written.

use std::collections::HashMap;

use super::file::{Amendment, Entry, Word, Written};
use super::near::near;
use super::source::{Mark, Said, Sources, said};
use super::{OWN_GROUP, Theme};
use crate::text::fold;

/// Most themes.
const MOST_THEMES: usize = 4_000;
/// Most wordings and exceptions of one theme.
const MOST_TERMS: usize = 4_000;
/// Most wordings of all themes: their ids are two bytes.
const MOST_WORDINGS: usize = 60_000;

/// A theme on its way into the lexicon.
struct Draft {
    theme: Theme,
    mark: Mark,
    /// Where each wording and exception stands.
    known: HashMap<String, Mark>,
    /// Themes whose longer wordings are exceptions.
    apart: Vec<Apart>,
    /// Too many terms were told of.
    full: bool,
}

/// An exclusion of one theme's wordings from another.
#[derive(Clone)]
struct Apart {
    name: String,
    mark: Mark,
}

/// Which list of a theme.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Terms,
    Earlier,
    Except,
}

/// The themes so far.
pub(super) struct Layers {
    drafts: Vec<Draft>,
    /// By folded name, also by a former one.
    by_name: HashMap<String, usize>,
    /// In the order in which they first stood.
    groups: Vec<String>,
    removed: Vec<bool>,
}

fn key(name: &str) -> String {
    fold::fold_str(name)
}

impl Layers {
    pub fn new() -> Self {
        Self {
            drafts: Vec::new(),
            by_name: HashMap::new(),
            groups: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// Lays a file over what is there: first it removes, then it adds, then it changes.
    pub fn lay(&mut self, written: Written, sources: &mut Sources) {
        for word in written.remove {
            self.remove(&word, sources);
        }
        let mut told = false;
        for entry in written.entries {
            if self.drafts.len() >= MOST_THEMES {
                if !told {
                    told = true;
                    sources.wrong(
                        entry.name.mark,
                        said(
                            format!("主题太多，最多 {MOST_THEMES} 个，从这一个起没有用"),
                            format!("too many themes, {MOST_THEMES} at most; from this one on they were not used"),
                        ),
                    );
                }
                continue;
            }
            self.add(entry, sources);
        }
        for change in written.amendments {
            self.change(change, sources);
        }
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(&key(name)).copied()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let there = self.drafts.iter().zip(&self.removed);
        there
            .filter(|(_, gone)| !**gone)
            .map(|(d, _)| d.theme.name.as_str())
    }

    /// There is no theme of this name; what to do.
    fn unknown(&self, word: &Word, zh: &str, en: &str) -> Said {
        let name = &word.text;
        let near = near(name, self.names());
        let (hint_zh, hint_en) = if near.is_empty() {
            (
                "duizhao lexicon list 列出有哪些".to_owned(),
                "duizhao lexicon list shows what there is".to_owned(),
            )
        } else {
            (
                format!("相近的有：{}", near.join("、")),
                format!("near ones: {}", near.join(", ")),
            )
        };
        said(
            format!("{zh}“{name}”，但没有这个主题；{hint_zh}"),
            format!("{en} “{name}”, but there is no such theme; {hint_en}"),
        )
    }

    fn remove(&mut self, word: &Word, sources: &mut Sources) {
        let Some(at) = self.find(&word.text) else {
            let what = self.unknown(word, "remove 里写着", "remove names");
            sources.wrong(word.mark, what);
            return;
        };
        if let Some(gone) = self.removed.get_mut(at) {
            *gone = true;
        }
        self.by_name.retain(|_, index| *index != at);
    }

    fn add(&mut self, entry: Entry, sources: &mut Sources) {
        let name = entry.name.text.clone();
        if let Some(first) = self.find(&name).and_then(|at| self.drafts.get(at)) {
            let place = sources.place(first.mark, entry.name.mark);
            let change_zh = "要改它，请把 [[theme]] 写成 [[change]]，把 terms 写成 add";
            let change_en = "to change it write [[change]] for [[theme]] and add for terms";
            let what = if first.mark.file == 0 && entry.name.mark.file != 0 {
                said(
                    format!("主题“{name}”程序里已经有了，没有用这一个；{change_zh}"),
                    format!(
                        "the program has a theme “{name}” already, so this one was not used; {change_en}"
                    ),
                )
            } else {
                said(
                    format!(
                        "主题“{name}”在{}已经有了，没有用这一个；请改名或合并",
                        place.zh
                    ),
                    format!(
                        "theme “{name}” is already on {}, so this one was not used; rename it or join the two",
                        place.en
                    ),
                )
            };
            sources.wrong(entry.name.mark, what);
            return;
        }
        let group = entry.group.unwrap_or_else(|| OWN_GROUP.to_owned());
        if !self.groups.contains(&group) {
            self.groups.push(group.clone());
        }
        let mut draft = Draft {
            theme: Theme {
                en: entry.en.unwrap_or_else(|| name.clone()),
                name,
                group,
                terms: Vec::new(),
                earlier: Vec::new(),
                except: Vec::new(),
                note: entry.note.unwrap_or_default(),
                own: entry.name.mark.file != 0,
                apart: Vec::new(),
            },
            mark: entry.name.mark,
            known: HashMap::new(),
            apart: Vec::new(),
            full: false,
        };
        // What is spelt out of a pattern gives way to what is written as it is.
        let lists = [
            (List::Terms, entry.terms),
            (List::Earlier, entry.earlier),
            (List::Except, entry.except),
        ];
        for spelt in [false, true] {
            for (list, words) in &lists {
                for word in words.iter().filter(|w| w.spelt == spelt) {
                    draft.take(*list, word, sources);
                }
            }
        }
        draft.keep_order(&lists);
        draft.exclude(entry.apart, sources);
        if draft.theme.wordings().next().is_none() {
            return;
        }
        self.by_name
            .insert(key(&draft.theme.name), self.drafts.len());
        self.drafts.push(draft);
        self.removed.push(false);
    }

    fn change(&mut self, change: Amendment, sources: &mut Sources) {
        let Some(at) = self.find(&change.name.text) else {
            let what = self.unknown(&change.name, "要改主题", "this changes the theme");
            sources.wrong(change.name.mark, what);
            return;
        };
        if let Some(group) = &change.group
            && !self.groups.contains(group)
        {
            self.groups.push(group.clone());
        }
        if let Some(name) = &change.rename {
            match self.find(&name.text) {
                Some(other) if other != at => {
                    let (name, mark) = (&name.text, name.mark);
                    sources.wrong(
                        mark,
                        said(
                            format!("不能改名为“{name}”：已经有这个主题；请换一个名字"),
                            format!("cannot be renamed to “{name}”: there is such a theme; choose another name"),
                        ),
                    );
                }
                _ => {
                    self.by_name.insert(key(&name.text), at);
                    if let Some(draft) = self.drafts.get_mut(at) {
                        draft.theme.name.clone_from(&name.text);
                    }
                }
            }
        }
        let Some(draft) = self.drafts.get_mut(at) else {
            return;
        };
        if let Some(en) = change.en {
            draft.theme.en = en;
        }
        if let Some(group) = change.group {
            draft.theme.group = group;
        }
        if let Some(note) = change.note {
            draft.theme.note = note;
        }
        draft.drop_apart(&change.drop_apart, sources);
        let adds = !(change.add.is_empty() && change.add_earlier.is_empty());
        draft.drop(&change.drop, adds, sources);
        let lists = [
            (List::Terms, change.add),
            (List::Earlier, change.add_earlier),
            (List::Except, change.add_except),
        ];
        for spelt in [false, true] {
            for (list, words) in &lists {
                for word in words.iter().filter(|w| w.spelt == spelt) {
                    draft.take(*list, word, sources);
                }
            }
        }
        draft.exclude(change.add_apart, sources);
    }

    /// The themes, grouped; exclusions resolved.
    pub fn finish(mut self, sources: &mut Sources) -> Vec<Theme> {
        let edges = self.edges(sources);
        let edges = self.without_circles(edges, sources);
        let found: Vec<(usize, Vec<String>)> = edges
            .iter()
            .enumerate()
            .filter(|(_, to)| !to.is_empty())
            .map(|(from, to)| (from, self.longer(from, to.iter().map(|e| e.to))))
            .collect();
        for (from, longer) in found {
            let names: Vec<String> = edges
                .get(from)
                .into_iter()
                .flatten()
                .filter_map(|e| self.drafts.get(e.to))
                .map(|d| d.theme.name.clone())
                .collect();
            if let Some(draft) = self.drafts.get_mut(from) {
                draft.theme.except.extend(longer);
                draft.theme.apart = names;
            }
        }
        let groups = &self.groups;
        let mut drafts: Vec<Draft> = self
            .drafts
            .into_iter()
            .zip(self.removed)
            .filter_map(|(draft, gone)| (!gone).then_some(draft))
            .collect();
        drafts.sort_by_key(|d| groups.iter().position(|g| *g == d.theme.group));
        let mut wordings = 0;
        let mut told = false;
        let mut themes = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let many = draft.theme.terms.len() + draft.theme.earlier.len();
            if wordings + many > MOST_WORDINGS {
                if !told {
                    told = true;
                    sources.wrong(
                        draft.mark,
                        said(
                            format!("词条太多，最多 {MOST_WORDINGS} 个，这个主题和别的放不下的主题没有用"),
                            format!("too many terms, {MOST_WORDINGS} at most; this theme, and others that find no room, were not used"),
                        ),
                    );
                }
                continue;
            }
            wordings += many;
            themes.push(draft.theme);
        }
        themes
    }

    /// For each theme the themes that it excludes.
    fn edges(&self, sources: &mut Sources) -> Vec<Vec<Edge>> {
        let mut edges = Vec::with_capacity(self.drafts.len());
        for (draft, gone) in self.drafts.iter().zip(&self.removed) {
            let mut of: Vec<Edge> = Vec::new();
            for apart in draft.apart.iter().filter(|_| !gone) {
                match self.find(&apart.name) {
                    Some(to) => of.push(Edge {
                        to,
                        mark: apart.mark,
                    }),
                    // The reader may remove what the program names.
                    None if apart.mark.file == 0 && sources.len() > 1 => {}
                    None => {
                        let word = Word {
                            text: apart.name.clone(),
                            mark: apart.mark,
                            spelt: false,
                        };
                        let name = &draft.theme.name;
                        let what = self.unknown(
                            &word,
                            &format!("主题“{name}”要除去主题"),
                            &format!("theme “{name}” excludes the theme"),
                        );
                        sources.wrong(apart.mark, what);
                    }
                }
            }
            edges.push(of);
        }
        edges
    }

    /// The exclusions without those that close a circle.
    fn without_circles(&self, mut edges: Vec<Vec<Edge>>, sources: &mut Sources) -> Vec<Vec<Edge>> {
        while let Some(circle) = circle(&edges) {
            let marks: Vec<Mark> = circle
                .iter()
                .filter_map(|&(from, nth)| Some(edges.get(from)?.get(nth)?.mark))
                .collect();
            let own = marks.iter().any(|m| m.file != 0);
            let told = marks
                .iter()
                .copied()
                .filter(|m| !own || m.file != 0)
                .min_by_key(|m| (m.file, m.at));
            let Some(told) = told else { break };
            let name = |theme: usize| self.drafts.get(theme).map_or("", |d| d.theme.name.as_str());
            let mut names: Vec<&str> = circle.iter().map(|&(from, _)| name(from)).collect();
            names.extend(names.first().copied());
            let round = names.join(" → ");
            let places: Vec<Said> = marks.iter().map(|&m| sources.place(m, told)).collect();
            let places_zh: Vec<&str> = places.iter().map(|p| p.zh.as_str()).collect();
            let places_en: Vec<&str> = places.iter().map(|p| p.en.as_str()).collect();
            sources.wrong(
                told,
                said(
                    format!(
                        "except 里的主题绕成一圈：{round}（{}），圈里自己写的除外没有用；请去掉其中一个 @",
                        places_zh.join("、")
                    ),
                    format!(
                        "exclusions go in a circle: {round} ({}); those of it in your file were not used: take one @ away",
                        places_en.join(", ")
                    ),
                ),
            );
            for (from, nth) in circle {
                let kept = |edge: &Edge| own && edge.mark.file == 0;
                if let Some(of) = edges.get_mut(from)
                    && of.get(nth).is_some_and(|e| !kept(e))
                {
                    of.remove(nth);
                }
            }
        }
        edges
    }

    /// The wordings of `others` that hold a wording of `theme` and are none of its own.
    fn longer(&self, theme: usize, others: impl Iterator<Item = usize>) -> Vec<String> {
        let Some(draft) = self.drafts.get(theme) else {
            return Vec::new();
        };
        let mut longer: Vec<String> = Vec::new();
        for other in others.filter_map(|o| self.drafts.get(o)) {
            for wording in other.theme.wordings() {
                let holds = |own: &str| wording.len() > own.len() && wording.contains(own);
                if !draft.known.contains_key(wording)
                    && draft.theme.wordings().any(holds)
                    && !longer.iter().any(|l| l == wording)
                {
                    longer.push(wording.to_owned());
                }
            }
        }
        longer
    }
}

/// An exclusion between themes by their places.
#[derive(Clone)]
struct Edge {
    to: usize,
    mark: Mark,
}

/// The first circle there is: each of its themes with the place of the exclusion that leads on.
fn circle(edges: &[Vec<Edge>]) -> Option<Vec<(usize, usize)>> {
    // 0 not seen, 1 on the way, 2 done.
    let mut seen = vec![0_u8; edges.len()];
    for start in 0..edges.len() {
        let mut way: Vec<(usize, usize)> = Vec::new();
        if seen.get(start) == Some(&0) {
            way.push((start, 0));
        }
        while let Some(&(from, nth)) = way.last() {
            if let Some(state) = seen.get_mut(from) {
                *state = 1;
            }
            let Some(edge) = edges.get(from).and_then(|of| of.get(nth)) else {
                if let Some(state) = seen.get_mut(from) {
                    *state = 2;
                }
                way.pop();
                if let Some((_, nth)) = way.last_mut() {
                    *nth += 1;
                }
                continue;
            };
            match seen.get(edge.to) {
                Some(0) => way.push((edge.to, 0)),
                Some(1) => {
                    let first = way.iter().position(|&(from, _)| from == edge.to)?;
                    return Some(way.split_off(first));
                }
                _ => {
                    if let Some((_, nth)) = way.last_mut() {
                        *nth += 1;
                    }
                }
            }
        }
    }
    None
}

impl Draft {
    fn list(&mut self, list: List) -> &mut Vec<String> {
        match list {
            List::Terms => &mut self.theme.terms,
            List::Earlier => &mut self.theme.earlier,
            List::Except => &mut self.theme.except,
        }
    }

    /// Takes a term, unless it is there already.
    fn take(&mut self, list: List, word: &Word, sources: &mut Sources) {
        let name = &self.theme.name;
        if let Some(&first) = self.known.get(&word.text) {
            if !word.spelt {
                let term = &word.text;
                let place = sources.place(first, word.mark);
                let program = first.file == 0 && word.mark.file != 0;
                let what = if program {
                    let except = self.theme.except.contains(term);
                    let (in_zh, in_en) = if except {
                        (
                            "的 except 里已经有了；要它算数，请同时写进 drop",
                            "excludes already; to have it count write it into drop, too",
                        )
                    } else {
                        ("已经有了，请删去", "has already; delete it")
                    };
                    said(
                        format!("词条“{term}”程序的主题“{name}”{in_zh}"),
                        format!(
                            "the term “{term}” is one that the program's theme “{name}” {in_en}"
                        ),
                    )
                } else {
                    said(
                        format!(
                            "主题“{name}”的词条“{term}”写了两次，{}已经有了，请删去一个",
                            place.zh
                        ),
                        format!(
                            "theme “{name}” lists the term “{term}” twice, also on {}; delete one",
                            place.en
                        ),
                    )
                };
                sources.wrong(word.mark, what);
            }
            return;
        }
        if self.known.len() >= MOST_TERMS {
            if !self.full {
                self.full = true;
                sources.wrong(
                    word.mark,
                    said(
                        format!("主题“{name}”的词条太多，最多 {MOST_TERMS} 个，从这一个起没有用；请拆成几个主题"),
                        format!("theme “{name}” has too many terms, {MOST_TERMS} at most; from this one on they were not used: make several themes of it"),
                    ),
                );
            }
            return;
        }
        self.known.insert(word.text.clone(), word.mark);
        self.list(list).push(word.text.clone());
    }

    /// Puts the terms into the order in which they are written.
    fn keep_order(&mut self, lists: &[(List, Vec<Word>)]) {
        for (list, words) in lists {
            if words.iter().any(|w| w.spelt) {
                let place = |term: &String| words.iter().position(|w| w.text == *term);
                self.list(*list).sort_by_cached_key(place);
            }
        }
    }

    fn exclude(&mut self, words: Vec<Word>, sources: &mut Sources) {
        for word in words {
            if self.apart.iter().any(|a| key(&a.name) == key(&word.text)) {
                let name = &self.theme.name;
                sources.wrong(
                    word.mark,
                    said(
                        format!(
                            "主题“{name}”的 except 里“@{}”写了两次，请删去一个",
                            word.text
                        ),
                        format!("theme “{name}” excludes “@{}” twice; delete one", word.text),
                    ),
                );
                continue;
            }
            self.apart.push(Apart {
                name: word.text,
                mark: word.mark,
            });
        }
    }

    fn drop_apart(&mut self, words: &[Word], sources: &mut Sources) {
        for word in words {
            let before = self.apart.len();
            self.apart.retain(|a| key(&a.name) != key(&word.text));
            if self.apart.len() == before {
                let name = &self.theme.name;
                sources.wrong(
                    word.mark,
                    said(
                        format!(
                            "drop 里写着“@{}”，但主题“{name}”并没有除去它；请删去",
                            word.text
                        ),
                        format!(
                            "drop names “@{}”, which theme “{name}” does not exclude; delete it",
                            word.text
                        ),
                    ),
                );
            }
        }
    }

    /// Drops terms of any kind; not the last wording.
    fn drop(&mut self, words: &[Word], adds: bool, sources: &mut Sources) {
        let name = &self.theme.name;
        let stays = |t: &str| words.iter().all(|w| w.text != t);
        let left = adds || self.theme.wordings().any(stays);
        if let Some(first) = words.first()
            && !left
        {
            sources.wrong(
                first.mark,
                said(
                    format!("drop 会去掉主题“{name}”的全部词条，没有用它；不要这个主题，请写 remove = [\"{name}\"]"),
                    format!("drop would take all terms of theme “{name}” away, so it was not used; to be rid of the theme write remove = [\"{name}\"]"),
                ),
            );
            return;
        }
        for word in words {
            if self.known.remove(&word.text).is_some() {
                for list in [List::Terms, List::Earlier, List::Except] {
                    self.list(list).retain(|t| *t != word.text);
                }
                continue;
            }
            if word.spelt {
                continue;
            }
            let name = &self.theme.name;
            let all = self
                .theme
                .wordings()
                .chain(self.theme.except.iter().map(String::as_str));
            let near = near(&word.text, all);
            let (hint_zh, hint_en) = if near.is_empty() {
                ("请删去".to_owned(), "delete it".to_owned())
            } else {
                (
                    format!("相近的有：{}", near.join("、")),
                    format!("near ones: {}", near.join(", ")),
                )
            };
            sources.wrong(
                word.mark,
                said(
                    format!(
                        "drop 里的“{}”，主题“{name}”没有这个词条；{hint_zh}",
                        word.text
                    ),
                    format!(
                        "drop names “{}”, which is no term of theme “{name}”; {hint_en}",
                        word.text
                    ),
                ),
            );
        }
    }
}
