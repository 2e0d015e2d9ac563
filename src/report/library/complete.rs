//! Completing a path that is being typed, as a shell does.
//!
//! Owns [`complete`]. Invariant: what it gives back begins with what was typed, or is what that stands for in another case, and names
//! something that is there. Reads folders, never files.

use std::path::{Path, PathBuf};

use super::is_listed_name;

/// Entries of a folder that are looked at, at most.
const MOST_READ: usize = 20_000;
/// Candidates that are given back, at most.
const MOST_LISTED: usize = 200;

/// What a typed path can become.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Completion {
    /// What was typed.
    pub typed: String,
    /// As much as all candidates have in common; at least what was typed.
    pub text: String,
    /// What it can be, folders with a `/` at the end, sorted: whole texts for the field.
    pub candidates: Vec<String>,
    /// How many more there are than `candidates`.
    pub more: usize,
}

/// Quotation marks of a pasted path taken off, `~` put out in full.
pub fn typed_path(typed: &str, home: Option<PathBuf>) -> PathBuf {
    let typed = typed.trim();
    let quoted = ['"', '\''].into_iter().find_map(|mark| {
        let inner = typed.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.is_empty()).then_some(inner)
    });
    let typed = quoted.unwrap_or(typed);
    match (typed.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) => match rest.strip_prefix('/') {
            Some(rest) => home.join(rest),
            None => PathBuf::from(typed),
        },
        _ => PathBuf::from(typed),
    }
}

/// What `typed` can become; relative paths are looked for below `here`. Hidden files are named only where their dot was typed, files
/// only where they may be reports; names that are no UTF-8 cannot be typed and are left out.
pub fn complete(typed: &str, here: &Path, home: Option<PathBuf>) -> Completion {
    let nothing = || Completion {
        typed: typed.to_owned(),
        text: typed.to_owned(),
        ..Completion::default()
    };
    // `~` alone is a folder: what is in it comes next.
    if typed == "~" && home.is_some() {
        return Completion {
            text: "~/".to_owned(),
            candidates: vec!["~/".to_owned()],
            ..nothing()
        };
    }
    let (folder, start) = match typed.rfind('/') {
        Some(at) => (
            typed.get(..=at).unwrap_or_default(),
            typed.get(at + 1..).unwrap_or_default(),
        ),
        None => ("", typed),
    };
    let place = if folder.is_empty() {
        here.to_owned()
    } else {
        here.join(typed_path(folder, home))
    };
    let Ok(entries) = std::fs::read_dir(&place) else {
        return nothing();
    };
    let mut names: Vec<String> = Vec::new();
    for entry in entries.take(MOST_READ).flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') && !start.starts_with('.') {
            continue;
        }
        // A link is what it leads to.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir())
            || std::fs::metadata(entry.path()).is_ok_and(|about| about.is_dir());
        if is_folder {
            names.push(format!("{name}/"));
        } else if is_listed_name(Path::new(&name)) {
            names.push(name);
        }
    }
    names.sort_unstable();
    let plain = |name: &str| name.to_lowercase();
    let mut fitting: Vec<&String> = names.iter().filter(|n| n.starts_with(start)).collect();
    if fitting.is_empty() {
        let start = plain(start);
        fitting = names
            .iter()
            .filter(|n| plain(n).starts_with(&start))
            .collect();
    }
    let common = common_start(&fitting);
    let text = match common {
        // In another case than it was typed, or more than was typed.
        Some(common) if !common.is_empty() => format!("{folder}{common}"),
        _ => typed.to_owned(),
    };
    let candidates: Vec<String> = fitting
        .iter()
        .take(MOST_LISTED)
        .map(|name| format!("{folder}{name}"))
        .collect();
    Completion {
        typed: typed.to_owned(),
        text,
        more: fitting.len() - candidates.len(),
        candidates,
    }
}

/// What all names begin with.
fn common_start<'a>(names: &[&'a String]) -> Option<&'a str> {
    let (first, rest) = names.split_first()?;
    let mut common = first.as_str();
    for name in rest {
        let same = common
            .char_indices()
            .zip(name.chars())
            .find(|((_, a), b)| a != b)
            .map(|((at, _), _)| at);
        let same = same.unwrap_or(common.len().min(name.len()));
        common = common.get(..same).unwrap_or_default();
    }
    Some(common)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;
    use std::fs;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("政府 报告/2024")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        for name in [
            "政府工作.txt",
            "政府工作报告.txt",
            "Dalian.md",
            "photo.png",
            ".hidden.txt",
            "政府 报告/沈阳.txt",
        ] {
            fs::write(root.join(name), "").unwrap();
        }
        folder
    }

    fn at(folder: &tempfile::TempDir, typed: &str) -> (String, Vec<String>) {
        let done = complete(typed, folder.path(), Some(folder.path().to_owned()));
        assert_eq!(done.typed, typed);
        (done.text, done.candidates)
    }

    #[test]
    fn what_all_have_in_common_is_filled_in_and_the_rest_listed() {
        let folder = folder();
        let (text, listed) = at(&folder, "政");
        assert_eq!(text, "政府");
        assert_eq!(listed, ["政府 报告/", "政府工作.txt", "政府工作报告.txt"]);
        assert_eq!(at(&folder, "政府工").0, "政府工作");
        assert_eq!(
            at(&folder, "政府 "),
            ("政府 报告/".into(), vec!["政府 报告/".into()])
        );
        assert_eq!(at(&folder, "政府 报告/").0, "政府 报告/");
        assert_eq!(at(&folder, "政府 报告/沈").0, "政府 报告/沈阳.txt");
    }

    #[test]
    fn hidden_files_need_their_dot_and_pictures_are_no_reports() {
        let folder = folder();
        let (_, all) = at(&folder, "");
        assert_eq!(all.len(), 4, "{all:?}");
        assert_eq!(at(&folder, ".h").0, ".hidden.txt");
        assert_eq!(at(&folder, "ph"), ("ph".into(), vec![]));
    }

    #[test]
    fn the_home_folder_stays_as_it_was_typed() {
        let folder = folder();
        assert_eq!(at(&folder, "~").0, "~/");
        assert_eq!(at(&folder, "~/政府 报告/沈").0, "~/政府 报告/沈阳.txt");
        let root = folder.path().display().to_string();
        assert_eq!(
            at(&folder, &format!("{root}/Da")).0,
            format!("{root}/Dalian.md")
        );
    }

    #[test]
    fn another_case_is_found_where_nothing_else_is() {
        let folder = folder();
        assert_eq!(at(&folder, "dal").0, "Dalian.md");
        assert_eq!(at(&folder, "没有"), ("没有".into(), vec![]));
        assert_eq!(at(&folder, "没有/这里"), ("没有/这里".into(), vec![]));
    }

    #[test]
    fn a_typed_path_is_put_out_in_full() {
        let home = || Some(PathBuf::from("/home/li"));
        assert_eq!(typed_path("~", home()), PathBuf::from("/home/li"));
        assert_eq!(typed_path("~/报告", home()), PathBuf::from("/home/li/报告"));
        assert_eq!(typed_path("~wang/a", home()), PathBuf::from("~wang/a"));
        assert_eq!(typed_path("~/a", None), PathBuf::from("~/a"));
        assert_eq!(
            typed_path("\"/a b/c.txt\"", home()),
            PathBuf::from("/a b/c.txt")
        );
        assert_eq!(typed_path("'~/a b'", home()), PathBuf::from("/home/li/a b"));
        assert_eq!(typed_path("\"", home()), PathBuf::from("\""));
    }
}
