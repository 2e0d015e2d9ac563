//! `duizhao lexicon`: the themes that are counted, and what is wrong with a file of one's own.

use std::path::{Path, PathBuf};

use anyhow::bail;
use serde::Serialize;

use super::Exit;
use super::args::{Format, LexiconVerb};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json};
use crate::locale::Lang;
use crate::text::safe::Safe;
use crate::theme::{Fault, Lexicon, OwnFile, Theme};

#[derive(Serialize)]
struct PathJson {
    file: PathBuf,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    files: Vec<&'a str>,
    faults: Vec<FaultJson<'a>>,
}

#[derive(Serialize)]
struct FaultJson<'a> {
    file: &'a str,
    line: Option<usize>,
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct ThemesJson<T> {
    themes: Vec<T>,
}

#[derive(Serialize)]
struct ListedJson<'a> {
    name: &'a str,
    en: &'a str,
    group: &'a str,
    /// It stands in a file of the reader's.
    own: bool,
    terms: usize,
    earlier: usize,
    except: usize,
}

#[derive(Serialize)]
struct ShownJson<'a> {
    name: &'a str,
    en: &'a str,
    group: &'a str,
    own: bool,
    terms: &'a [String],
    earlier: &'a [String],
    except: &'a [String],
    /// Themes whose longer wordings are among the exceptions.
    apart: &'a [String],
    note: &'a str,
}

/// Runs the verb.
///
/// # Errors
/// When a file cannot be read, a theme is unknown, or standard output fails.
pub fn run(verb: &LexiconVerb, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    match verb {
        LexiconVerb::Path => {
            let file = desk.store(cx)?.themes_file();
            if cx.format == Format::Json {
                emit_json(&PathJson { file })?;
            } else {
                emit(&format!("{}\n", Safe::new(&file.display().to_string())))?;
            }
            Ok(Exit::Fine)
        }
        LexiconVerb::Check { files } => check(files, desk, cx),
        LexiconVerb::List { lexicon } => {
            let book = desk.book(lexicon, cx)?;
            list(&book.ready().lexicon, cx)?;
            Ok(Exit::Fine)
        }
        LexiconVerb::Show { names, lexicon } => {
            let book = desk.book(lexicon, cx)?;
            show(&book.ready().lexicon, names, cx)?;
            Ok(Exit::Fine)
        }
    }
}

fn check(files: &[PathBuf], desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let own: Vec<OwnFile> = if files.is_empty() {
        let store = desk.store(cx)?;
        store
            .read_themes()
            .map_err(|why| anyhow::anyhow!(why.sentence(cx.lang)))?
    } else {
        let read = |path: &PathBuf| desk.own_themes(Path::new(path), cx);
        files.iter().map(read).collect::<anyhow::Result<_>>()?
    };
    let (lexicon, faults) = Lexicon::layered(&own);
    if cx.format == Format::Json {
        emit_json(&CheckJson {
            files: own.iter().map(|f| f.name.as_str()).collect(),
            faults: faults.iter().map(fault).collect(),
        })?;
    } else {
        for fault in &faults {
            emit(&format!("{}\n", Safe::new(&fault.sentence(cx.lang))))?;
        }
        if faults.is_empty() {
            let (all, made) = (
                lexicon.themes.len(),
                lexicon.themes.iter().filter(|t| t.own).count(),
            );
            let said = match (cx.lang, own.is_empty()) {
                (Lang::Zh, true) => format!("没有自己的主题文件；程序里有 {all} 个主题"),
                (Lang::En, true) => {
                    format!("no file of your own; the program has {all} themes")
                }
                (Lang::Zh, false) => format!("没有错误；共 {all} 个主题，其中自己的 {made} 个"),
                (Lang::En, false) => {
                    format!("no mistakes; {all} themes, {made} of them your own")
                }
            };
            emit(&format!("{said}\n"))?;
        }
    }
    Ok(if faults.is_empty() {
        Exit::Fine
    } else {
        Exit::Input
    })
}

fn fault(fault: &Fault) -> FaultJson<'_> {
    FaultJson {
        file: &fault.file,
        line: fault.line,
        zh: &fault.zh,
        en: &fault.en,
    }
}

fn list(lexicon: &Lexicon, cx: Context) -> anyhow::Result<()> {
    if cx.format == Format::Json {
        let themes = lexicon.themes.iter().map(|t| ListedJson {
            name: &t.name,
            en: &t.en,
            group: &t.group,
            own: t.own,
            terms: t.terms.len(),
            earlier: t.earlier.len(),
            except: t.except.len(),
        });
        return emit_json(&ThemesJson {
            themes: themes.collect(),
        });
    }
    // Columns of files keep one name in both languages.
    let say = |zh, en| {
        if cx.format == Format::Csv {
            en
        } else {
            cx.say(zh, en)
        }
    };
    let mut table = Table::new(&[
        (say("组", "group"), Side::Left),
        (say("主题", "theme"), Side::Left),
        (say("英文名", "english"), Side::Left),
        (say("今天", "terms"), Side::Right),
        (say("早年", "earlier"), Side::Right),
        (say("除外", "except"), Side::Right),
        (say("来自", "from"), Side::Left),
    ]);
    for theme in &lexicon.themes {
        table.row(&[
            theme.group.as_str(),
            &theme.name,
            &theme.en,
            &theme.terms.len().to_string(),
            &theme.earlier.len().to_string(),
            &theme.except.len().to_string(),
            if theme.own {
                say("自己", "own")
            } else {
                say("程序", "program")
            },
        ]);
    }
    emit(&table.render(cx))?;
    Ok(())
}

fn show(lexicon: &Lexicon, names: &[String], cx: Context) -> anyhow::Result<()> {
    let mut themes: Vec<&Theme> = Vec::new();
    for name in names {
        let Some(theme) = lexicon.find(name).and_then(|id| lexicon.theme(id)) else {
            let near = lexicon.near(name);
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
        };
        themes.push(theme);
    }
    if cx.format == Format::Json {
        let shown = themes.into_iter().map(|t| ShownJson {
            name: &t.name,
            en: &t.en,
            group: &t.group,
            own: t.own,
            terms: &t.terms,
            earlier: &t.earlier,
            except: &t.except,
            apart: &t.apart,
            note: &t.note,
        });
        return emit_json(&ThemesJson {
            themes: shown.collect(),
        });
    }
    let mut table = Table::new(&[
        (cx.say("主题", "theme"), Side::Left),
        (cx.say("项", "key"), Side::Left),
        (cx.say("内容", "value"), Side::Left),
    ]);
    let between = cx.say("、", ", ");
    for theme in themes {
        let name = match cx.lang {
            Lang::Zh => theme.name.clone(),
            Lang::En => format!("{} {}", theme.name, theme.en),
        };
        let rows = [
            (cx.say("组", "group"), theme.group.clone()),
            (cx.say("词条", "terms"), theme.terms.join(between)),
            (cx.say("早年提法", "earlier"), theme.earlier.join(between)),
            (cx.say("除外", "except"), theme.except.join(between)),
            (
                cx.say("除外的主题", "except themes"),
                theme.apart.join(between),
            ),
            (cx.say("说明", "note"), theme.note.clone()),
        ];
        for (key, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
            table.row(&[name.as_str(), key, &value]);
        }
    }
    emit(&table.render(cx))?;
    Ok(())
}
