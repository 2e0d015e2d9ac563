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

/// The key that was meant by `typed`, if one is at most two slips away.
pub(super) fn key<'a>(typed: &str, keys: &[&'a str]) -> Option<&'a str> {
    let typed = typed.to_ascii_lowercase();
    let typed = typed.replace('-', "_");
    let (slips, key) = keys.iter().map(|key| (slips(&typed, key), *key)).min()?;
    (slips <= 2 && slips < key.len()).then_some(key)
}

/// Letters put in, left out or exchanged (Levenshtein 1965).
fn slips(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(40).enumerate() {
        let mut before = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let cost = (before + usize::from(x != *y)).min(left + 1).min(*cell + 1);
            before = *cell;
            *cell = cost;
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn slips_of_the_keyboard_find_their_key() {
        const KEYS: [&str; 5] = ["name", "terms", "earlier", "except", "add_earlier"];
        assert_eq!(key("term", &KEYS), Some("terms"));
        assert_eq!(key("Name", &KEYS), Some("name"));
        assert_eq!(key("expect", &KEYS), Some("except"));
        assert_eq!(key("add-earlier", &KEYS), Some("add_earlier"));
        assert_eq!(key("colour", &KEYS), None);
        assert_eq!(key("", &KEYS), None);
        assert_eq!(slips("kitten", "sitting"), 3);
    }

    #[test]
    fn names_that_share_characters_are_near() {
        let names = ["老旧小区", "城市更新", "小区", "城市管理"];
        assert_eq!(near("老小区", names.into_iter()), ["老旧小区", "小区"]);
        assert!(near("甲乙", names.into_iter()).is_empty());
        assert!(near("", names.into_iter()).is_empty());
    }
}
