//! Keyness (关键性): how much more often something is said in one body of text than in another.
//!
//! Owns the measures, as pure functions of counts. Invariant: every one of them is 0 where both bodies say it equally often, positive where the
//! first says it more often, and finite for all counts. Must not know what is counted: sizes are whatever the hits could have been, here Han
//! characters.

/// Below so many occurrences, of both bodies together, nothing is said of significance: the chi-squared approximation of [`g2`] does not hold
/// (Dunning 1993 has it fail for counts below 5; so does Rayson 2003 for a size as small as one report's).
pub const ENOUGH: u32 = 5;

/// Hits in a body of text and the body's size.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Count {
    /// How often it is said.
    pub hits: u32,
    /// How often it could have been: Han characters of the body.
    pub size: u64,
}

impl Count {
    /// Hits in a body of `size` Han characters.
    pub fn new(hits: u32, size: u64) -> Self {
        Self { hits, size }
    }

    /// Hits per thousand characters; 0 for an empty body.
    pub fn per_thousand(self) -> f32 {
        (self.rate() * 1000.0) as f32
    }

    fn rate(self) -> f64 {
        if self.size == 0 {
            0.0
        } else {
            f64::from(self.hits) / self.size as f64
        }
    }
}

/// Dunning's log-likelihood ratio G² of a two-by-two table (Dunning 1993, “Accurate methods for the statistics of surprise and
/// coincidence”, Computational Linguistics 19:1): hits and all else in both bodies. With the sign of the difference: positive where `a` says
/// it more often. 3.84 is the 5 % point of its distribution, 6.63 the 1 % point, 10.83 the 0.1 % point, 15.13 the 0.01 % point; who looks at
/// thousands of words should ask for the last one.
pub fn g2(a: Count, b: Count) -> f32 {
    let other = |c: Count| (c.size as f64 - f64::from(c.hits)).max(0.0);
    let cells = [[f64::from(a.hits), other(a)], [f64::from(b.hits), other(b)]];
    let row = |i: usize| cells.get(i).map_or(0.0, |r| r.iter().sum::<f64>());
    let column = |j: usize| cells.iter().filter_map(|r| r.get(j)).sum::<f64>();
    let total = row(0) + row(1);
    let mut sum = 0.0;
    for (i, cells) in cells.iter().enumerate() {
        for (j, &seen) in cells.iter().enumerate() {
            let expected = row(i) * column(j) / total;
            if seen > 0.0 && expected > 0.0 {
                sum += seen * (seen / expected).ln();
            }
        }
    }
    let sign = if a.rate() < b.rate() { -2.0 } else { 2.0 };
    (sign * sum.max(0.0)) as f32
}

/// Binary log of the ratio of the two frequencies (Hardie 2014, “Log Ratio: an informal introduction”): 1 for twice as often, 2 for four times,
/// 3 for eight times. None at all counts as half a hit, so that the ratio stays finite.
pub fn log_ratio(a: Count, b: Count) -> f32 {
    if a.size == 0 || b.size == 0 || a.hits == 0 && b.hits == 0 {
        return 0.0;
    }
    let rate =
        |c: Count| f64::from(c.hits).max(if c.hits == 0 { 0.5 } else { 0.0 }) / c.size as f64;
    (rate(a) / rate(b)).log2() as f32
}

/// Weight of a word for a text among others: its hits per thousand characters times the log of the share of texts that have it, inverted
/// (Spärck Jones 1972; Salton & Buckley 1988). `documents` is how many of `of` texts have the word; 0 where all have it.
pub fn tf_idf(here: Count, documents: u32, of: u32) -> f32 {
    let inverse = f64::from(of.max(1)) / f64::from(documents.clamp(1, of.max(1)));
    (here.rate() * 1000.0 * inverse.ln()) as f32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use proptest::prelude::*;

    /// Dunning 1993, table 1 of bigrams in 31,777 words: k(AB), k(A ~B), k(~A B), k(~A ~B) and the published −2 log λ.
    const DUNNING: [(u32, u32, u32, u32, f32); 2] = [
        (110, 2442, 111, 29114, 270.72),
        (29, 13, 123, 31612, 263.90),
    ];

    #[test]
    fn the_published_table_of_bigrams_comes_out() {
        for (both, first, second, none, published) in DUNNING {
            let here = Count::new(both, u64::from(both + first));
            let there = Count::new(second, u64::from(second + none));
            assert!(
                (g2(here, there) - published).abs() < 0.01,
                "{}",
                g2(here, there)
            );
            assert!((g2(there, here) + published).abs() < 0.01);
        }
    }

    #[test]
    fn a_log_ratio_counts_doublings() {
        let ratio = |a, b| log_ratio(Count::new(a, 1_000_000), Count::new(b, 2_000_000));
        for (a, b, doublings) in [
            (1, 2, 0.0),
            (2, 2, 1.0),
            (4, 2, 2.0),
            (8, 2, 3.0),
            (1, 4, -1.0),
        ] {
            assert!((ratio(a, b) - doublings).abs() < 1e-6);
        }
        // None is half a hit.
        assert!((ratio(1, 0) - 2.0).abs() < 1e-6);
        assert!((ratio(0, 1) - 0.0).abs() < 1e-6);
    }

    #[test]
    fn what_every_text_has_weighs_nothing() {
        let here = Count::new(5, 1000);
        assert!(tf_idf(here, 10, 10).abs() < 1e-6);
        assert!((tf_idf(here, 1, 10) - 5.0 * 10_f32.ln()).abs() < 1e-4);
        assert!(tf_idf(here, 0, 0).is_finite());
    }

    proptest! {
        #[test]
        fn measures_are_finite_and_agree_on_the_direction(a in 0_u32..500, b in 0_u32..500, n in 500_u64..100_000, m in 500_u64..100_000) {
            let (here, there) = (Count::new(a, n), Count::new(b, m));
            let (g2, ratio) = (g2(here, there), log_ratio(here, there));
            prop_assert!(g2.is_finite() && ratio.is_finite());
            if a > 0 && b > 0 {
                prop_assert!(g2.abs() < 1e-3 || ratio.abs() < 1e-6 || (g2 > 0.0) == (ratio > 0.0), "{g2} {ratio}");
            }
        }

        #[test]
        fn nothing_counted_is_nothing_told(n in 0_u64..10, m in 0_u64..10) {
            prop_assert!(g2(Count::new(0, n), Count::new(0, m)).abs() < 1e-6);
            prop_assert!(log_ratio(Count::new(0, n), Count::new(0, m)).abs() < 1e-6);
        }
    }
}
