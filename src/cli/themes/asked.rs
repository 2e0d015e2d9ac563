//! The options of `duizhao themes` as a question.
//!
//! Owns [`Asked`]. Invariant: a word that names nothing is told, never passed over.

use anyhow::bail;

use super::args::{SortName, ThemesArgs};
use crate::cli::output::Context;
use crate::locale::Lang;
use crate::report::{Level, Role};
use crate::text::fold::fold_str;
use crate::theme::{ColumnOrder, Lexicon, Matrix, Part, RowOrder, ThemeId, Wanted};

/// What is asked.
pub struct Asked {
    /// For the matrix.
    pub wanted: Wanted,
    /// The places as typed, and whether a report is of it.
    places: Vec<(String, bool)>,
    /// Some places that there are.
    seen: Vec<String>,
}

impl Asked {
    /// What the options mean.
    ///
    /// # Errors
    /// When there is no theme of a name.
    pub fn of(args: &ThemesArgs, lexicon: &Lexicon, cx: Context) -> anyhow::Result<Self> {
        let mut themes = Vec::new();
        for name in &args.themes {
            let id = theme(lexicon, name, cx)?;
            if !themes.contains(&id) {
                themes.push(id);
            }
        }
        let columns = match args.sort_reports.trim() {
            "places" | "地区" => ColumnOrder::Places,
            "years" | "年度" => ColumnOrder::Years,
            name => ColumnOrder::Theme(theme(lexicon, name, cx)?),
        };
        let part = args.part.map(Role::from).and_then(Part::of);
        Ok(Self {
            wanted: Wanted {
                part: part.unwrap_or_default(),
                levels: args.level.iter().copied().map(Level::from).collect(),
                places: Vec::new(),
                years: args.year,
                themes,
                rows: match args.sort {
                    SortName::Lexicon => RowOrder::Lexicon,
                    SortName::Total => RowOrder::Total,
                    SortName::Change => RowOrder::Change,
                    SortName::Spread => RowOrder::Spread,
                },
                columns,
                ..Wanted::default()
            },
            places: args.place.iter().map(|p| (p.clone(), false)).collect(),
            seen: Vec::new(),
        })
    }

    /// All reports, to see which places there are.
    pub fn everything(&self) -> Wanted {
        Wanted {
            part: self.wanted.part,
            ..Wanted::default()
        }
    }

    /// Looks which places of a matrix of [`Asked::everything`] are meant.
    pub fn meet(&mut self, all: &Matrix) {
        for column in &all.columns {
            let (group, place) = (&column.group, &column.place);
            for (typed, met) in &mut self.places {
                let wanted = fold_str(typed.trim());
                let found = [group, place].into_iter().find(|name| names(&wanted, name));
                if let Some(name) = found {
                    *met = true;
                    if !self.wanted.places.contains(name) {
                        self.wanted.places.push(name.clone());
                    }
                }
            }
            if self.seen.len() < SEEN && !self.seen.contains(place) {
                self.seen.push(place.clone());
            }
        }
    }

    /// Whether no report can be of a place that is asked for, as far as reports were met.
    pub fn is_elsewhere(&self) -> bool {
        !self.places.is_empty() && self.wanted.places.is_empty()
    }

    /// # Errors
    /// When a place was asked for that no report is of.
    pub fn all_met(&self, cx: Context) -> anyhow::Result<()> {
        let Some((name, _)) = self.places.iter().find(|(_, met)| !met) else {
            return Ok(());
        };
        let near = self.seen.join(cx.say("、", ", "));
        match cx.lang {
            Lang::Zh => bail!("{name}：没有这个地区的报告；有的是 {near} 等"),
            Lang::En => bail!("{name}: no report is of this place; there are {near} and such"),
        }
    }
}

/// Places named to whoever asked for one that is not there.
const SEEN: usize = 6;

/// Whether `typed` names a place: as it is, or without the word for what kind of place it is.
fn names(typed: &str, place: &str) -> bool {
    let kinds = ['省', '市', '区', '县', '州', '旗', '盟', '乡', '镇'];
    let bare = |name: &str| {
        let short = name.trim_end_matches(kinds);
        if short.chars().count() < 2 {
            name.to_owned()
        } else {
            short.to_owned()
        }
    };
    let place = fold_str(place);
    typed == place || (bare(&place) == typed) || (bare(typed) == place)
}

/// A theme by its name.
fn theme(lexicon: &Lexicon, name: &str, cx: Context) -> anyhow::Result<ThemeId> {
    if let Some(id) = lexicon.find(name) {
        return Ok(id);
    }
    let near = near_names(lexicon, name);
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!(
            "{}{}",
            cx.say("；相近的有：", "; near ones: "),
            near.join(cx.say("、", ", "))
        )
    };
    bail!("{name}: {}{hint}", cx.say("没有这个主题", "no such theme"));
}

/// Up to five themes that share two characters with `name`, or its only one; those that share most come first.
fn near_names<'a>(lexicon: &'a Lexicon, name: &str) -> Vec<&'a str> {
    let enough = name.chars().count().min(2);
    let mut near: Vec<(usize, &str)> = lexicon
        .themes
        .iter()
        .filter_map(|theme| {
            let shared = |word: &str| name.chars().filter(|&c| word.contains(c)).count();
            let most = theme
                .terms
                .iter()
                .chain(&theme.earlier)
                .map(|term| shared(term))
                .chain([shared(&theme.name)])
                .max()?;
            (most >= enough).then_some((most, theme.name.as_str()))
        })
        .collect();
    near.sort_by_key(|(most, _)| std::cmp::Reverse(*most));
    near.truncate(5);
    near.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_with_or_without_its_kind() {
        for (typed, place) in [
            ("沙河口", "沙河口区"),
            ("沙河口区", "沙河口区"),
            ("辽宁省", "辽宁"),
            ("辽宁", "辽宁"),
        ] {
            assert!(names(typed, place), "{typed} {place}");
        }
        assert!(!names("大连", "大连湾"));
        assert!(!names("城", "城区"));
    }
}
