//! A table of contents at the beginning: lines that say the headings before they come. None of them is a heading.

use std::ops::Range;

use super::Para;

/// Letters of a longest line of contents.
const LONGEST: usize = 60;

/// The paragraphs of a table of contents; empty where there is none.
pub fn find(paras: &[Para]) -> Range<usize> {
    let short = |p: &Para| (3..=LONGEST).contains(&p.weight) && !p.stopped && !p.vocative;
    let mut from = 0;
    while from < paras.len() / 2 {
        let len = paras.iter().skip(from).take_while(|p| short(p)).count();
        let least = if from < 3 { 2 } else { 3 };
        if len >= least {
            let listed: Vec<usize> = (from..from + len)
                .filter(|&i| paras.get(i).is_some_and(|p| returns(p, paras, from + len)))
                .collect();
            if let (Some(&first), Some(&last)) = (listed.first(), listed.last())
                && listed.len() >= least
                && listed.len() * 10 >= (last + 1 - first) * 6
            {
                // The first heading itself may follow at once.
                let again = paras
                    .get(last)
                    .map(key)
                    .zip(paras.get(first).map(key))
                    .is_some_and(|(l, f)| l == f);
                return first..(last + usize::from(!again)).max(first);
            }
        }
        from += len.max(1);
    }
    0..0
}

/// The letters of a line, without the page number at its end.
fn key(p: &Para) -> Vec<char> {
    let mut key: Vec<char> = p
        .c()
        .iter()
        .copied()
        .filter(|c| c.is_alphanumeric())
        .collect();
    while key.last().is_some_and(char::is_ascii_digit) {
        key.pop();
    }
    key
}

/// Whether a paragraph from `from` on begins as this line does.
fn returns(p: &Para, paras: &[Para], from: usize) -> bool {
    let key = key(p);
    key.len() >= 3
        && paras.iter().skip(from).any(|q| {
            let mut letters = q.c().iter().filter(|c| c.is_alphanumeric());
            key.iter().all(|k| letters.next() == Some(k))
        })
}
