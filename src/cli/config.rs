//! `duizhao config`: where the settings are, what is wrong with them, what is in force.
//!
//! Must not know which actions there are, nor what their keys mean: that is handed to it with the [`Desk`].

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use serde::Serialize;

use super::Exit;
use super::args::{ConfigVerb, Format};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json, note};
use crate::config::{self, By, Config, Place, Preset};
use crate::locale::Lang;
use crate::store::whole::{self, Cause, Disk as _, Old, Readers, Real};
use crate::text::safe::Safe;
use crate::theme::Fault;

#[derive(Serialize)]
struct PathJson<'a> {
    file: &'a PathBuf,
    found: bool,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    file: String,
    faults: Vec<FaultJson<'a>>,
}

#[derive(Serialize)]
struct FaultJson<'a> {
    line: Option<usize>,
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct ShowJson {
    settings: Vec<ShownJson>,
}

#[derive(Serialize)]
struct ShownJson {
    name: &'static str,
    /// As it would be written in the file.
    value: String,
    from: String,
}

/// Runs the verb.
///
/// # Errors
/// When there is no place for the file, it cannot be written, or standard output fails.
pub fn run(verb: &ConfigVerb, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    match verb {
        ConfigVerb::Path => {
            let place = place(desk, cx)?;
            if cx.format == Format::Json {
                emit_json(&PathJson {
                    file: &place.path,
                    found: desk.config().found,
                })?;
            } else {
                emit(&format!("{}\n", shown(&place.path)))?;
            }
            Ok(Exit::Fine)
        }
        ConfigVerb::Init { force } => {
            let place = place(desk, cx)?;
            let actions = desk
                .keys()
                .map(|keys| (keys.actions)(cx.lang, Preset::Default));
            let text = config::text(cx.lang, &actions.unwrap_or_default());
            write(&place.path, &text, *force, cx)?;
            let path = shown(&place.path);
            emit(&match cx.lang {
                Lang::Zh => format!("{path}：写好了，都是注释；去掉行首的 # 就起作用\n"),
                Lang::En => {
                    format!(
                        "{path}: written, all of it comments; a line works once its # is taken away\n"
                    )
                }
            })?;
            Ok(Exit::Fine)
        }
        ConfigVerb::Check { file } => check(file.as_ref(), desk, cx),
        ConfigVerb::Show => {
            show(desk, cx)?;
            Ok(Exit::Fine)
        }
    }
}

/// What is in force and where it comes from: what the command line or the environment says, else the file, else the default.
fn show(desk: &Desk, cx: Context) -> anyhow::Result<()> {
    let config = desk.config();
    let mut table = Table::new(&[
        ("setting", Side::Left),
        (cx.say("值", "value"), Side::Left),
        (cx.say("来自", "from"), Side::Left),
    ]);
    let mut rows: Vec<ShownJson> = Vec::new();
    for setting in config::SETTINGS {
        let name = setting.name;
        let said = desk.said().iter().find(|said| said.setting == name);
        // The locale gives way to the file.
        let said = said.filter(|said| !said.weak || config.line(name).is_none());
        let (value, from) = match said {
            Some(said) => (said.value.clone(), said.by.clone()),
            None => (
                setting.written(config),
                config.line(name).map_or_else(
                    || cx.say("默认", "default").to_owned(),
                    |line| match cx.lang {
                        Lang::Zh => format!("{} 第 {line} 行", config.name()),
                        Lang::En => format!("{} line {line}", config.name()),
                    },
                ),
            ),
        };
        rows.push(ShownJson { name, value, from });
    }
    if cx.format == Format::Json {
        return emit_json(&ShowJson { settings: rows });
    }
    for row in &rows {
        table.row(&[row.name, row.value.as_str(), row.from.as_str()]);
    }
    let mut keys: Vec<(usize, String, String)> = Vec::new();
    for rule in config.keys.iter().filter(|rule| rule.action.line > 0) {
        let name = match &rule.context {
            Some(context) => format!("keys.{}.{}", context.text, rule.action.text),
            None => format!("keys.{}", rule.action.text),
        };
        let written: Vec<&str> = rule.keys.iter().map(|key| key.text.as_str()).collect();
        keys.push((rule.action.line, name, written.join("  ")));
    }
    for (line, name, written) in keys {
        let from = match cx.lang {
            Lang::Zh => format!("{} 第 {line} 行", config.name()),
            Lang::En => format!("{} line {line}", config.name()),
        };
        table.row(&[name.as_str(), &written, &from]);
    }
    emit(&table.render(cx))?;
    Ok(())
}

fn place(desk: &Desk, cx: Context) -> anyhow::Result<&Place> {
    desk.config().place.as_ref().ok_or_else(|| {
        anyhow!(cx.say(
            "找不到家目录，设置没有地方放；请用 --config 指定一个文件",
            "no home folder, so there is no place for settings; name a file with --config",
        ))
    })
}

fn write(file: &Path, text: &str, force: bool, cx: Context) -> anyhow::Result<()> {
    let there = |path: &Path| {
        let path = path.display();
        anyhow!(match cx.lang {
            Lang::Zh => format!("{path}：已经有了，没有动它；要换成新的请加 --force"),
            Lang::En => {
                format!("{path}: is there already and was left as it is; add --force to replace it")
            }
        })
    };
    if !force && file.symlink_metadata().is_ok() {
        return Err(there(file));
    }
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    if let Some(folder) = folder {
        Real.make_folders(folder).map_err(|e| {
            let cause = Cause::of(&e);
            let (what, remedy) = (cause.what(cx.lang), cause.remedy(cx.lang));
            let folder = folder.display();
            anyhow!(match cx.lang {
                Lang::Zh => format!("{folder}：{what}，没有写成；{remedy}"),
                Lang::En => format!("{folder}: {what}; nothing was written: {remedy}"),
            })
        })?;
    }
    let old = if force { Old::Replaced } else { Old::Kept };
    match whole::put(file, text.as_bytes(), Readers::Owner, old) {
        Ok(doubt) => {
            if let Some(doubt) = doubt {
                note(&doubt.sentence(cx.lang));
            }
            Ok(())
        }
        Err(why) if why.cause == Cause::Exists => Err(there(file)),
        Err(why) => Err(anyhow!(why.sentence(cx.lang))),
    }
}

fn shown(path: &Path) -> Safe {
    Safe::new(&path.display().to_string())
}

fn check(file: Option<&PathBuf>, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let named;
    let config = if let Some(path) = file {
        named = Config::load(Some(Place {
            path: path.clone(),
            by: By::CommandLine,
        }));
        &named
    } else {
        desk.config()
    };
    let mut faults: Vec<Fault> = config.faults.clone();
    if let Some(keys) = desk.keys() {
        faults.extend((keys.faults)(config));
    }
    faults.sort_by_key(|fault| fault.line.unwrap_or(usize::MAX));
    if cx.format == Format::Json {
        emit_json(&CheckJson {
            file: config.name(),
            faults: faults
                .iter()
                .map(|fault| FaultJson {
                    line: fault.line,
                    zh: &fault.zh,
                    en: &fault.en,
                })
                .collect(),
        })?;
    } else if faults.is_empty() {
        let path = Safe::new(&config.name());
        emit(&match (cx.lang, config.found) {
            (Lang::Zh, true) => format!("{path}：没有错误\n"),
            (Lang::En, true) => format!("{path}: no mistakes\n"),
            (Lang::Zh, false) => {
                format!("{path}：没有这个文件，都是默认值；duizhao config init 写一个\n")
            }
            (Lang::En, false) => {
                format!(
                    "{path}: there is no such file, all is at its default; duizhao config init writes one\n"
                )
            }
        })?;
    } else {
        for fault in &faults {
            emit(&format!("{}\n", Safe::new(&fault.sentence(cx.lang))))?;
        }
    }
    Ok(if faults.is_empty() {
        Exit::Fine
    } else {
        Exit::Input
    })
}
