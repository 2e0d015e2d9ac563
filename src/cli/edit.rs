//! `duizhao edit`: the reader's word on one report, before and after.

use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::args::{EditArgs, Format};
use super::desk::{Desk, absolute};
use super::output::{Context, Side, Table, emit, emit_json, note};
use super::{Exit, describe, input};
use crate::locale::Lang;
use crate::report::library::{Change, Entry, Reading};
use crate::report::{Correction, Field, Report};

#[derive(Serialize)]
struct EditJson {
    file: String,
    changes: Vec<ChangeJson>,
    #[serde(flatten)]
    identity: describe::IdentityJson,
    encoding: &'static str,
    /// Names of the fields that are as the reader says.
    corrected: Vec<&'static str>,
}

#[derive(Serialize)]
struct ChangeJson {
    field: &'static str,
    before: Option<String>,
    after: Option<String>,
}

/// What `--clear` names.
enum Clear {
    Field(Field),
    Encoding,
    All,
}

fn clear(word: &str, cx: Context) -> anyhow::Result<Clear> {
    if let Some(field) = Field::parse(word) {
        return Ok(Clear::Field(field));
    }
    match word.to_lowercase().as_str() {
        "encoding" | "编码" => Ok(Clear::Encoding),
        "all" | "全部" => Ok(Clear::All),
        _ => {
            let names: Vec<&str> = Field::ALL.iter().map(|f| f.name()).collect();
            let names = names.join(cx.say("、", ", "));
            match cx.lang {
                Lang::Zh => bail!("{word}：没有这一项；可写 {names}、encoding、all"),
                Lang::En => bail!("{word}: no such field; write {names}, encoding or all"),
            }
        }
    }
}

/// The report that is meant: a file, one of the library by its path or a part of its name, or a sample.
fn entry(args: &EditArgs, desk: &Desk, cx: Context) -> anyhow::Result<Entry> {
    if args.file.is_dir() {
        bail!(input::is_folder(&args.file, cx));
    }
    if args.file.exists() {
        return Ok(Entry::File(args.file.clone()));
    }
    match desk.kept_path(&args.file, cx) {
        Ok(path) if path.is_dir() => bail!(input::is_folder(&path, cx)),
        Ok(path) => Ok(Entry::File(path)),
        Err(why) => input::sample_named(&args.file).ok_or(why),
    }
}

/// Runs the verb.
///
/// # Errors
/// When the report is not found or cannot be read, a value is wrong, the library cannot be changed, or standard output fails.
pub fn run(args: &EditArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let entry = entry(args, desk, cx)?;
    let clears = args
        .clear
        .iter()
        .map(|word| clear(word, cx))
        .collect::<Result<Vec<_>, _>>()?;
    let read = |reading: &Reading| -> anyhow::Result<Report> {
        reading
            .read(&entry)
            .map_err(|why| anyhow!(why.sentence(cx.lang)))
    };
    // As it stands, without the encoding that is asked for only now.
    let catalogue = Arc::clone(&desk.reading(cx).catalogue);
    let standing = Reading {
        catalogue: Arc::clone(&catalogue),
        charset: None,
    };
    let before = read(&standing);
    let path = match &entry {
        Entry::File(path) => Some(absolute(path)),
        Entry::Stdin | Entry::Sample(..) => None,
    };
    let all = clears.iter().any(|c| matches!(c, Clear::All));
    let mut charset = path.as_ref().and_then(|path| catalogue.charset(path));
    let had = charset;
    if all || clears.iter().any(|c| matches!(c, Clear::Encoding)) {
        charset = None;
    }
    charset = desk.charset().or(charset);
    // The text in the encoding that is asked for is what the reader's word is about.
    let mut report = if charset == had {
        before.as_ref().map_err(|e| anyhow!("{e}"))?.clone()
    } else {
        let mut other = (*catalogue).clone();
        if let Some(path) = &path {
            other.apply(Change::ReadAs(path.clone(), charset));
        }
        read(&Reading {
            catalogue: other.into(),
            charset: None,
        })?
    };
    let text = report.fingerprint();
    let kept = catalogue.corrections.get(&text).cloned();
    let kept = kept.unwrap_or_default();
    let mut correction = if all {
        Correction::default()
    } else {
        kept.clone()
    };
    for cleared in &clears {
        if let Clear::Field(field) = cleared {
            let _ = correction.set(*field, None);
        }
    }
    for (field, value) in args.values() {
        correction
            .set(field, Some(value))
            .map_err(|why| anyhow!(why.sentence(cx.lang)))?;
    }
    report.correct(&correction);
    let by_reader: Vec<Field> = correction.iter().map(|(field, _)| field).collect();
    if let (Some(path), true) = (path, charset != had) {
        desk.keep(Change::ReadAs(path, charset), cx)?;
    }
    if correction != kept {
        desk.keep(Change::Correct(text, correction), cx)?;
    }
    say(before.ok().as_ref(), &report, &by_reader, cx)?;
    Ok(Exit::Fine)
}

/// Says what was and what is; `by_reader` are the fields that are as the reader says.
fn say(
    before: Option<&Report>,
    after: &Report,
    by_reader: &[Field],
    cx: Context,
) -> anyhow::Result<()> {
    let file = describe::file(after);
    let was = |field: Field, lang: Option<Lang>| {
        let identity = before.map(|r| &r.identity)?;
        lang.map_or_else(|| identity.value(field), |lang| identity.shown(field, lang))
    };
    let other: Vec<Field> = Field::ALL
        .into_iter()
        .filter(|&field| was(field, None) != after.identity.value(field))
        .collect();
    let encodings = (
        before.map_or("", |r| r.source.encoding),
        after.source.encoding,
    );
    if cx.format == Format::Json {
        let mut changes: Vec<ChangeJson> = other
            .iter()
            .map(|&field| ChangeJson {
                field: field.name(),
                before: was(field, None),
                after: after.identity.value(field),
            })
            .collect();
        if encodings.0 != encodings.1 {
            changes.push(ChangeJson {
                field: "encoding",
                before: Some(encodings.0.to_owned()).filter(|e| !e.is_empty()),
                after: Some(encodings.1.to_owned()),
            });
        }
        return emit_json(&EditJson {
            file,
            changes,
            identity: describe::identity(after),
            encoding: after.source.encoding,
            corrected: by_reader.iter().map(|f| f.name()).collect(),
        });
    }
    let unknown = cx.say("未知", "unknown");
    let or_unknown = |value: Option<String>| value.unwrap_or_else(|| unknown.to_owned());
    let mut table = Table::new(&[
        (cx.say("项", "field"), Side::Left),
        (cx.say("原先", "before"), Side::Left),
        ("", Side::Left),
        (cx.say("现在", "now"), Side::Left),
        (cx.say("依据", "by"), Side::Left),
    ]);
    for field in Field::ALL {
        let now = or_unknown(after.identity.shown(field, cx.lang));
        let (before, arrow) = if other.contains(&field) {
            (or_unknown(was(field, Some(cx.lang))), "→")
        } else {
            (String::new(), "")
        };
        let by = if by_reader.contains(&field) {
            cx.say("您的更正", "you")
        } else {
            cx.say("报告文字", "the text")
        };
        table.row(&[field.word(cx.lang), &before, arrow, &now, by]);
    }
    if encodings.0 != encodings.1 {
        table.row(&[
            cx.say("编码", "encoding"),
            encodings.0,
            "→",
            encodings.1,
            cx.say("您的更正", "you"),
        ]);
    }
    let mut out = String::new();
    if cx.format == Format::Table {
        let _ = writeln!(out, "{}", crate::text::safe::Safe::new(&file));
    }
    out.push_str(&table.render(cx));
    emit(&out)?;
    if other.is_empty() && encodings.0 == encodings.1 {
        note(cx.say(
            "没有改动；例如 --year 2016 改年度，--clear year 恢复为读出的",
            "nothing changed; for example --year 2016 sets the year, --clear year takes that back",
        ));
    } else {
        note(cx.say(
            "更正记在文库里，文件没有动；--clear 加项名可以撤回",
            "kept beside the library, the file was not touched; --clear FIELD takes it back",
        ));
    }
    Ok(())
}
