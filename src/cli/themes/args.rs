//! What is typed after `duizhao themes`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};

use crate::cli::args::{Paths, RoleName};
use crate::export::themes::By;
use crate::export::themes::hits::Key;
use crate::report::Level;

/// `themes`
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("target").args(["output", "out_dir"])))]
pub struct ThemesArgs {
    /// Where the reports are.
    #[command(flatten)]
    pub paths: Paths,
    /// Only this theme, by its Chinese or English name (may be given several times)
    #[arg(long = "theme", value_name = "NAME")]
    pub themes: Vec<String>,
    /// Lay the themes of this file over the others, too (may be given several times)
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    /// Count only this part (性质) of each report
    #[arg(long, visible_alias = "role", value_enum, value_name = "ROLE")]
    pub part: Option<RoleName>,
    /// Only reports of this level (层级; may be given several times)
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub level: Vec<LevelName>,
    /// Only reports of this place or province (地区): 沙河口, 沙河口区, 辽宁 (may be given several times)
    #[arg(long, value_name = "PLACE")]
    pub place: Vec<String>,
    /// Only reports of these years (年度): 2021, 2016-2021, 2016- or -2021
    #[arg(long, value_name = "YEARS", value_parser = years, allow_hyphen_values = true)]
    pub year: Option<(u16, u16)>,
    /// Order of the themes: as in the lexicon, by total, by change from the first year to the last, by spread over the reports
    #[arg(
        long,
        value_enum,
        default_value = "lexicon",
        value_name = "ORDER",
        hide_default_value = true
    )]
    pub sort: SortName,
    /// Order of the reports: places (years within them), years (places within them), or the name of a theme, most hits first
    #[arg(long, default_value = "places", value_name = "ORDER")]
    pub sort_reports: String,
    /// Show hits per thousand Han characters instead of hits (table, md, html, svg, csv --wide; the others have both)
    #[arg(long)]
    pub per_thousand: bool,
    /// With --format csv: a column to each report instead of a row
    #[arg(long)]
    pub wide: bool,
    /// The passages themselves instead of numbers: as table, md, docx or json
    #[arg(long)]
    pub lens: bool,
    /// What passages stand under
    #[arg(long, value_enum, value_name = "BY", requires = "lens")]
    pub by: Option<ByName>,
    /// Write into this file; its name says as what, where --format does not
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write the hits, one on a line (ndjson), into this folder
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
    /// Folders in it by these, as level=county/year=2021: level, year, province, place
    #[arg(
        long,
        value_name = "KEYS",
        value_delimiter = ',',
        requires = "out_dir",
        value_parser = key
    )]
    pub partition: Vec<Key>,
    /// Let new files take the place of those that are there
    #[arg(long, requires = "target")]
    pub force: bool,
}

/// `--level`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum LevelName {
    /// The State Council (国务院)
    #[value(aliases = ["国务院", "国家", "全国"])]
    State,
    /// Provinces (省)
    #[value(aliases = ["省", "省级"])]
    Province,
    /// Cities (市)
    #[value(aliases = ["市", "市级", "地市"])]
    City,
    /// Counties and districts (区县)
    #[value(aliases = ["区县", "县", "区", "县级", "区县级"])]
    County,
    /// Townships (乡镇)
    #[value(aliases = ["乡镇", "乡", "镇", "街道", "乡镇级"])]
    Township,
}

impl From<LevelName> for Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::State => Level::State,
            LevelName::Province => Level::Province,
            LevelName::City => Level::City,
            LevelName::County => Level::County,
            LevelName::Township => Level::Township,
        }
    }
}

/// `--sort`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum SortName {
    /// As in the lexicon, groups together
    Lexicon,
    /// Most hits first
    Total,
    /// The largest rise per thousand Han characters from the first year of a place to its last first
    Change,
    /// What the reports have most unevenly first
    Spread,
}

/// `--by`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByName {
    /// Each report by itself
    Report,
    /// The reports of a place together
    Place,
    /// The reports of a year together
    Year,
}

impl From<ByName> for By {
    fn from(name: ByName) -> Self {
        match name {
            ByName::Report => By::Report,
            ByName::Place => By::Place,
            ByName::Year => By::Year,
        }
    }
}

fn key(typed: &str) -> Result<Key, String> {
    Key::named(typed.trim()).ok_or_else(|| {
        let all = Key::ALL.map(Key::name);
        format!("nothing to part by: take {}", all.join(", "))
    })
}

/// Years that a report can be of.
const YEARS: (u16, u16) = (1949, 2199);

/// `2021`, `2016-2021`, `2016-`, `-2021`.
fn years(typed: &str) -> Result<(u16, u16), String> {
    let (first, last) = YEARS;
    let year = |text: &str, open: u16| -> Result<u16, String> {
        let text = text.trim().trim_end_matches('年');
        if text.is_empty() {
            return Ok(open);
        }
        let year = text
            .parse::<u16>()
            .ok()
            .filter(|y| (first..=last).contains(y));
        year.ok_or_else(|| format!("{text} is no year; take 2021 or 2016-2021"))
    };
    let typed = typed.trim();
    let dash = ['-', '–', '—', '~', '～'];
    let (from, to) = match typed.split_once(dash) {
        None => (year(typed, 0)?, year(typed, 0)?),
        Some((from, to)) => (year(from, first)?, year(to, last)?),
    };
    if from == 0 || (from, to) == YEARS {
        return Err("no year; take 2021 or 2016-2021".to_owned());
    }
    if from > to {
        return Err(format!("{from} comes after {to}; take {to}-{from}"));
    }
    Ok((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_from_one_to_another() {
        assert_eq!(years("2021"), Ok((2021, 2021)));
        assert_eq!(years("2016-2021"), Ok((2016, 2021)));
        assert_eq!(years("2016年—2021年"), Ok((2016, 2021)));
        assert_eq!(years("2016-"), Ok((2016, YEARS.1)));
        assert_eq!(years("-2021"), Ok((YEARS.0, 2021)));
        for wrong in ["", "-", "21", "2021-2016", "20-21", "2021-x", "abc"] {
            assert!(years(wrong).is_err(), "{wrong}");
        }
    }
}
