//! Where the library lies, and paths as they are kept.
//!
//! Invariant: what is kept is absolute. Must not know what the library holds.

use std::path::{Component, Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::StoreError;
use crate::report::library::Change;

/// The variable that names the library's folder.
pub(super) const VARIABLE: &str = "DUIZHAO_LIBRARY";

/// The program's folder of user data, if there is a home.
pub(super) fn user_data() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.data_dir().join("duizhao"))
}

/// The change with absolute paths.
pub(super) fn absolute(change: Change) -> Result<Change, StoreError> {
    let all = |paths: Vec<PathBuf>| paths.iter().map(|p| path(p)).collect::<Result<Vec<_>, _>>();
    Ok(match change {
        Change::Add(paths) => Change::Add(all(paths)?),
        Change::Drop(paths) => Change::Drop(all(paths)?),
        Change::ReadAs(file, charset) => Change::ReadAs(path(&file)?, charset),
        Change::Correct(..) | Change::Judge(..) | Change::Stand(_) => change,
    })
}

/// The path from the root, `.` and `..` taken out. Links stay as they are, except before a `..`, where only the system knows what
/// stands above them.
fn path(path: &Path) -> Result<PathBuf, StoreError> {
    let whole = std::path::absolute(path).map_err(|e| StoreError::system(path, &e))?;
    if !whole.components().any(|part| part == Component::ParentDir) {
        return Ok(whole.components().collect());
    }
    if let Ok(real) = whole.canonicalize() {
        return Ok(real);
    }
    let mut plain = PathBuf::new();
    for part in whole.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn what_is_kept_is_absolute_and_plain() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(path(Path::new("甲.txt")).unwrap(), here.join("甲.txt"));
        assert_eq!(path(Path::new("./a/./b/")).unwrap(), here.join("a/b"));
        assert_eq!(
            path(Path::new("/no/such/../place")).unwrap(),
            Path::new("/no/place")
        );
        assert_eq!(
            path(Path::new("src/../Cargo.toml")).unwrap(),
            here.canonicalize().unwrap().join("Cargo.toml")
        );
    }
}
