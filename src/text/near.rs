//! The name that was meant by one that is not known.
//!
//! Must not know whose names they are.

/// The name that was meant by `typed`, if one is at most two slips away. Capitals, `-` and `_` make no difference.
pub fn meant<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = plain(typed);
    let all = names.into_iter().map(|name| {
        let known = plain(name);
        (slips(&typed, &known), known.len(), name)
    });
    let (slips, length, name) = all.min_by_key(|(slips, ..)| *slips)?;
    (slips <= 2 && slips < length).then_some(name)
}

fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
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
    fn slips_of_the_keyboard_find_their_name() {
        const NAMES: [&str; 5] = ["name", "terms", "earlier", "except", "add_earlier"];
        let meant = |typed| meant(typed, NAMES);
        assert_eq!(meant("term"), Some("terms"));
        assert_eq!(meant("Name"), Some("name"));
        assert_eq!(meant("expect"), Some("except"));
        assert_eq!(meant("add-earlier"), Some("add_earlier"));
        assert_eq!(meant("colour"), None);
        assert_eq!(meant(""), None);
        assert_eq!(slips("kitten", "sitting"), 3);
    }
}
