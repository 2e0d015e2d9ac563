//! Terms written as patterns: `(老旧|老)(小区|楼院)` and `老旧小区(改造)?`.
//!
//! Owns the grammar. Invariants: a pattern stands for at most [`MOST`] plain terms, counted before one is made; brackets that hold no `|`
//! and are followed by no `?` are brackets, as in 首台(套). Full-width `（｜）？` are taken for the half-width ones, for that is what an
//! input method types. Must not know what terms are for.

/// Most plain terms that one pattern may stand for.
pub const MOST: u64 = 200;
/// Brackets within brackets: deeper ones are a slip.
const DEEPEST: usize = 4;

/// What is wrong with a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bad {
    /// A bracket that is not closed.
    Unclosed,
    /// A closing bracket without its opening one.
    Unopened,
    /// Nothing between `(`, `|` and `)`.
    Empty,
    /// A `|` outside of brackets.
    Bare,
    /// Brackets too deep in one another.
    Deep,
    /// It stands for so many terms.
    Many(u64),
}

/// A piece of a pattern.
enum Piece {
    Text(String),
    Choice { of: Vec<Vec<Piece>>, optional: bool },
}

/// The plain terms that `term` stands for, each once, in order; itself where it is no pattern.
///
/// # Errors
/// What is wrong with it.
pub fn expand(term: &str) -> Result<Vec<String>, Bad> {
    if !term.contains(['(', ')', '|', '（', '）', '｜', '\\']) {
        return Ok(vec![term.to_owned()]);
    }
    let mut reader = Reader {
        rest: term.chars().peekable(),
    };
    let pieces = reader.sequence(0)?;
    let many = count(&pieces);
    if many > MOST {
        return Err(Bad::Many(many));
    }
    let mut terms: Vec<String> = Vec::new();
    for term in spell(&pieces) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    Ok(terms)
}

/// `text` written so that it stands for itself.
pub fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if is_open(c) || is_close(c) || is_bar(c) || c == '\\' {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜')
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
}

impl Reader<'_> {
    /// Up to the end, or a bar or closing bracket that belongs to who asked; that is left standing.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Piece>, Bad> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        while let Some(&c) = self.rest.peek() {
            if is_bar(c) || is_close(c) {
                match depth {
                    0 if is_bar(c) => return Err(Bad::Bare),
                    0 => return Err(Bad::Unopened),
                    _ => break,
                }
            }
            self.rest.next();
            if c == '\\' {
                text.push(self.rest.next().unwrap_or('\\'));
            } else if is_open(c) {
                if depth >= DEEPEST {
                    return Err(Bad::Deep);
                }
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                self.group(c, depth + 1, &mut pieces)?;
            } else {
                text.push(c);
            }
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        Ok(pieces)
    }

    /// What stands after the opening bracket `open`, up to the closing one and its `?`.
    fn group(&mut self, open: char, depth: usize, into: &mut Vec<Piece>) -> Result<(), Bad> {
        let mut of = Vec::new();
        loop {
            let one = self.sequence(depth)?;
            if one.is_empty() && self.rest.peek().is_some() {
                return Err(Bad::Empty);
            }
            of.push(one);
            match self.rest.next() {
                Some(c) if is_bar(c) => {}
                Some(close) => {
                    let optional = self.rest.next_if(|c| matches!(c, '?' | '？')).is_some();
                    match of.pop() {
                        Some(only) if of.is_empty() && !optional => {
                            into.push(Piece::Text(open.to_string()));
                            into.extend(only);
                            into.push(Piece::Text(close.to_string()));
                        }
                        last => {
                            of.extend(last);
                            into.push(Piece::Choice { of, optional });
                        }
                    }
                    return Ok(());
                }
                None => return Err(Bad::Unclosed),
            }
        }
    }
}

/// How many terms a sequence stands for, the same one told more than once.
fn count(pieces: &[Piece]) -> u64 {
    pieces.iter().fold(1, |many, piece| match piece {
        Piece::Text(_) => many,
        Piece::Choice { of, optional } => {
            let one = of
                .iter()
                .fold(u64::from(*optional), |sum, s| sum.saturating_add(count(s)));
            many.saturating_mul(one)
        }
    })
}

fn spell(pieces: &[Piece]) -> Vec<String> {
    let mut terms = vec![String::new()];
    for piece in pieces {
        match piece {
            Piece::Text(text) => terms.iter_mut().for_each(|t| t.push_str(text)),
            Piece::Choice { of, optional } => {
                let mut ends: Vec<String> = of.iter().flat_map(|s| spell(s)).collect();
                if *optional {
                    ends.push(String::new());
                }
                terms = terms
                    .iter()
                    .flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")))
                    .collect();
            }
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    fn of(term: &str) -> String {
        expand(term).unwrap().join(" ")
    }

    #[test]
    fn alternatives_and_optional_parts_are_spelt_out() {
        assert_eq!(of("老旧小区"), "老旧小区");
        assert_eq!(
            of("(老旧|老)(小区|楼院)"),
            "老旧小区 老旧楼院 老小区 老楼院"
        );
        assert_eq!(of("老旧(小区)?改造"), "老旧小区改造 老旧改造");
        assert_eq!(of("((城镇)?老旧|老)小区"), "城镇老旧小区 老旧小区 老小区");
        assert_eq!(
            of("（老旧｜老）小区（改造）？"),
            "老旧小区改造 老旧小区 老小区改造 老小区"
        );
    }

    #[test]
    fn the_same_term_comes_once() {
        assert_eq!(of("(老旧|老)(旧)?小区"), "老旧旧小区 老旧小区 老小区");
    }

    #[test]
    fn brackets_without_a_choice_are_brackets() {
        assert_eq!(of("首台(套)"), "首台(套)");
        assert_eq!(of("首台（套）装备"), "首台（套）装备");
        assert_eq!(of("(新|旧)(区)"), "新(区) 旧(区)");
        assert_eq!(of(r"A\|B\(C\)?"), "A|B(C)?");
        assert_eq!(of("怎么办?"), "怎么办?");
    }

    #[test]
    fn what_is_written_as_literal_stands_for_itself() {
        for text in [
            "首台(套)",
            "a|b",
            r"c\d",
            "（新｜旧）？",
            "))((",
            "老旧小区",
        ] {
            assert_eq!(of(&literal(text)), text);
        }
    }

    #[test]
    fn slips_are_told_apart() {
        let bad = |term: &str| expand(term).unwrap_err();
        assert_eq!(bad("(老旧|老小区"), Bad::Unclosed);
        assert_eq!(bad("首台(套"), Bad::Unclosed);
        assert_eq!(bad("老旧)小区"), Bad::Unopened);
        assert_eq!(bad("(老旧||老)小区"), Bad::Empty);
        assert_eq!(bad("(老旧|)小区"), Bad::Empty);
        assert_eq!(bad("()?小区"), Bad::Empty);
        assert_eq!(bad("老旧|老小区"), Bad::Bare);
        assert_eq!(bad("(((((深|浅)))))"), Bad::Deep);
        assert_eq!(bad(&"(甲|乙)".repeat(8)), Bad::Many(256));
        assert_eq!(bad(&"(甲|乙)".repeat(200)), Bad::Many(u64::MAX));
        assert_eq!(bad(&"(".repeat(100_000)), Bad::Deep);
    }
}
