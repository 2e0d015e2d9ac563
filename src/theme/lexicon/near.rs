//! Names that are near a name that is not known.
//!
//! Must not know of files.

/// Up to three of `names` that share two characters with `name` (its only one where it has no more), those that share most first.
pub(in crate::theme) fn near<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let enough = name.chars().count().min(2);
    let mut near: Vec<(usize, &str)> = names
        .map(|n| (name.chars().filter(|&c| n.contains(c)).count(), n))
        .filter(|&(shared, _)| enough > 0 && shared >= enough)
        .collect();
    near.sort_by_key(|&(shared, n)| (std::cmp::Reverse(shared), n.chars().count()));
    near.dedup_by_key(|(_, n)| *n);
    near.truncate(3);
    near.into_iter().map(|(_, n)| n).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn names_that_share_characters_are_near() {
        let names = ["老旧小区", "城市更新", "小区", "城市管理"];
        assert_eq!(near("老小区", names.into_iter()), ["老旧小区", "小区"]);
        assert!(near("甲乙", names.into_iter()).is_empty());
        assert!(near("", names.into_iter()).is_empty());
    }
}
