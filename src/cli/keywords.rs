//! `duizhao keywords`: words and phrases that some reports have more than the others.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use serde::Serialize;

use super::args::{Format, KeywordsArgs};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json, note};
use super::{Exit, input};
use crate::locale::Lang;
use crate::report::{Report, ReportId};
use crate::text::fold::fold_str;
use crate::theme::Lexicon;
use crate::theme::candidates::{self, Body, Candidate, Candidates, Focus, Kind};

#[derive(Serialize)]
struct KeywordsJson<'a> {
    focus: BodyJson,
    rest: BodyJson,
    read: u32,
    candidates: Vec<CandidateJson<'a>>,
}

#[derive(Serialize)]
struct BodyJson {
    reports: u32,
    han: u64,
}

impl From<Body> for BodyJson {
    fn from(body: Body) -> Self {
        Self {
            reports: body.reports,
            han: body.han,
        }
    }
}

#[derive(Serialize)]
struct CandidateJson<'a> {
    text: &'a str,
    kind: &'static str,
    focus: SideJson,
    rest: SideJson,
    /// None where the hits are too few.
    g2: Option<f32>,
    log_ratio: f32,
    tf_idf: f32,
    text_rank: f32,
    theme: Option<&'a str>,
}

#[derive(Serialize)]
struct SideJson {
    hits: u32,
    reports: u32,
    per_thousand: f32,
}

/// What a word of the command line means.
enum Named {
    Focus(Vec<Focus>),
    Year(u16),
}

/// What `word` names among the reports.
fn named(word: &str, reports: &[Arc<Report>], cx: Context) -> anyhow::Result<Named> {
    let wanted = fold_str(word.trim());
    let digits = wanted.trim_end_matches('年');
    if digits.len() == 4
        && let Ok(year) = digits.parse::<u16>()
    {
        return Ok(Named::Year(year));
    }
    let path = Path::new(word);
    let stem = |name: &str| {
        name.rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned()
    };
    let all = || (0..).map(ReportId).zip(reports);
    let files: Vec<Focus> = all()
        .filter(|(_, r)| {
            r.source.path.as_deref() == Some(path)
                || r.source.name == word
                || stem(&r.source.name) == word
        })
        .map(|(id, _)| Focus::Report(id))
        .collect();
    if !files.is_empty() {
        return Ok(Named::Focus(files));
    }
    let kinds = ['省', '市', '区', '县', '州', '旗', '盟'];
    let bare = wanted.trim_end_matches(kinds);
    let mut found: BTreeSet<(bool, String)> = BTreeSet::new();
    for (_, report) in all() {
        let Some(place) = report.identity.place.as_ref().map(|p| &p.value) else {
            continue;
        };
        let (full, short) = (fold_str(&place.full), fold_str(&place.short));
        if place.province.as_deref() == Some(bare) {
            found.insert((true, bare.to_owned()));
        } else if full == wanted || short == wanted || short.trim_end_matches(kinds) == bare {
            found.insert((false, full));
        }
    }
    if found.is_empty() {
        bail!(
            "{word}: {}",
            cx.say(
                "没有这样的文件、地区或年度；请用 duizhao list 看有哪些",
                "no such file, place or year; duizhao list shows which there are"
            )
        );
    }
    let focus = found.into_iter().map(|(province, name)| {
        if province {
            Focus::Province(name)
        } else {
            Focus::Place(name)
        }
    });
    Ok(Named::Focus(focus.collect()))
}

/// For each report whether the words name it: any of the places or files, and any of the years.
fn chosen(words: &[String], reports: &[Arc<Report>], cx: Context) -> anyhow::Result<Vec<bool>> {
    let (mut places, mut years) = (Vec::new(), Vec::new());
    for word in words {
        match named(word, reports, cx)? {
            Named::Focus(focus) => places.extend(focus),
            Named::Year(year) => years.push(Focus::Year(year)),
        }
    }
    let any = |list: &[Focus], id: ReportId, r: &Report| {
        list.is_empty() || list.iter().any(|f| f.holds(id, r))
    };
    let all = (0..).map(ReportId).zip(reports);
    Ok(all
        .map(|(id, r)| any(&places, id, r) && any(&years, id, r))
        .collect())
}

/// Runs the verb.
///
/// # Errors
/// When no report could be read, the focus names none of them, there is nothing to compare it with, or standard output fails.
pub fn run(args: &KeywordsArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let book = desk.book(&[], cx)?;
    let lexicon = &book.ready().lexicon;
    let loaded = input::reports(&args.paths.paths, desk, cx)?;
    let focus = chosen(&args.focus, &loaded.reports, cx)?;
    let against = chosen(&args.against, &loaded.reports, cx)?;
    let of = |wanted: &dyn Fn(bool, bool) -> bool| -> Vec<&Report> {
        let flags = focus.iter().zip(&against);
        let chosen = loaded.reports.iter().zip(flags);
        chosen
            .filter(|(_, (f, a))| wanted(**f, **a))
            .map(|(r, _)| r.as_ref())
            .collect()
    };
    let here = of(&|f, _| f);
    let there = of(&|f, a| !f && a);
    if here.is_empty() {
        bail!(cx.say(
            "没有同时合于这些地区和年度的报告；请用 duizhao list 看有哪些",
            "no report is of these places and years; duizhao list shows which there are"
        ));
    }
    if there.is_empty() {
        bail!(cx.say(
            "没有别的报告可比；请多给一些报告",
            "there is no other report to compare with; give more reports"
        ));
    }
    let Some(found) = candidates::of(&here, &there, lexicon, &|_| true) else {
        return Ok(Exit::Nothing);
    };
    let list: Vec<&Candidate> = found
        .list
        .iter()
        .filter(|c| match args.kind {
            Some(kind) => c.kind == Kind::from(kind),
            None => c.kind != Kind::Place,
        })
        .filter(|c| !args.new || c.theme.is_none())
        .take(args.limit)
        .collect();
    match cx.format {
        Format::Json => emit_json(&json(&found, &list, lexicon))?,
        _ => emit(&table(&list, lexicon, cx).render(cx))?,
    }
    if found.read < found.focus.reports {
        note(&match cx.lang {
            Lang::Zh => format!(
                "候选取自 {} 篇中均匀分布的 {} 篇，处数按全部计",
                found.focus.reports, found.read
            ),
            Lang::En => format!(
                "candidates come from {} of {} reports, spread evenly; the counts are over all",
                found.read, found.focus.reports
            ),
        });
    }
    Ok(Exit::found(!list.is_empty(), loaded.named_failed))
}

fn theme<'a>(candidate: &Candidate, lexicon: &'a Lexicon) -> Option<&'a str> {
    let theme = lexicon.theme(candidate.theme?)?;
    Some(theme.name.as_str())
}

fn json<'a>(found: &Candidates, list: &[&'a Candidate], lexicon: &'a Lexicon) -> KeywordsJson<'a> {
    let side = |side: candidates::Side, per_thousand: f32| SideJson {
        hits: side.hits,
        reports: side.reports,
        per_thousand,
    };
    KeywordsJson {
        focus: found.focus.into(),
        rest: found.rest.into(),
        read: found.read,
        candidates: list
            .iter()
            .map(|c| CandidateJson {
                text: &c.text,
                kind: c.kind.name(),
                focus: side(c.focus, c.per_thousand),
                rest: side(c.rest, c.per_thousand_rest),
                g2: (!c.is_rare()).then_some(c.g2),
                log_ratio: c.log_ratio,
                tf_idf: c.tf_idf,
                text_rank: c.text_rank,
                theme: theme(c, lexicon),
            })
            .collect(),
    }
}

fn table(list: &[&Candidate], lexicon: &Lexicon, cx: Context) -> Table {
    let csv = cx.format == Format::Csv;
    let head = |csv_name: &'static str, zh: &'static str, en: &'static str| {
        if csv { csv_name } else { cx.say(zh, en) }
    };
    let mut table = Table::new(&[
        (head("text", "词语", "wording"), Side::Left),
        (head("kind", "类", "kind"), Side::Left),
        (head("hits", "处数", "hits"), Side::Right),
        (head("per_thousand", "每千字", "per 1000"), Side::Right),
        (head("reports", "篇", "reports"), Side::Right),
        (head("hits_rest", "别处", "elsewhere"), Side::Right),
        (head("per_thousand_rest", "每千字", "per 1000"), Side::Right),
        (head("reports_rest", "篇", "reports"), Side::Right),
        (head("g2", "G2", "G2"), Side::Right),
        (head("log_ratio", "LogRatio", "LogRatio"), Side::Right),
        (head("tf_idf", "TF-IDF", "TF-IDF"), Side::Right),
        (head("theme", "主题", "theme"), Side::Left),
    ]);
    for c in list {
        let g2 = if c.is_rare() {
            head("", "太少", "too few").to_owned()
        } else {
            format!("{:.1}", c.g2)
        };
        let kind = match c.kind {
            Kind::Word => head("word", "词", "word"),
            Kind::Phrase => head("phrase", "词组", "phrase"),
            Kind::Place => head("place", "地名", "place"),
        };
        table.row(&[
            c.text.clone(),
            kind.to_owned(),
            c.focus.hits.to_string(),
            format!("{:.2}", c.per_thousand),
            c.focus.reports.to_string(),
            c.rest.hits.to_string(),
            format!("{:.2}", c.per_thousand_rest),
            c.rest.reports.to_string(),
            g2,
            format!("{:.1}", c.log_ratio),
            format!("{:.2}", c.tf_idf),
            theme(c, lexicon).unwrap_or("").to_owned(),
        ]);
    }
    table
}
