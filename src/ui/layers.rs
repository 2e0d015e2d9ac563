//! Layers of meaning over a row of text, flattened into runs of one style.
//!
//! Lowest first: text, unchanged parts, changed words, figures, themes, search, the current hit. A higher layer's colours win, weights add up.

use ratatui::style::{Modifier, Style};

use super::label::{Label, Palette};
use crate::text::span::Span;

/// What a layer does to the text it covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// Gives it this meaning.
    Label(Label),
    /// Makes it bold, whatever it means.
    Bold,
}

/// The layers over one row.
#[derive(Debug, Default)]
pub struct Layers {
    marks: Vec<(Span, Ink)>,
}

impl Layers {
    /// Lays `ink` over `span`, above what was laid before.
    pub fn lay(&mut self, span: Span, ink: Ink) {
        if !span.is_empty() {
            self.marks.push((span, ink));
        }
    }

    /// Takes everything off.
    pub fn clear(&mut self) {
        self.marks.clear();
    }

    /// `piece` cut into runs of one style; `base` is what nothing was laid on.
    pub fn runs(
        &self,
        piece: Span,
        palette: Palette,
        ground: Label,
        base: Label,
    ) -> Vec<(Span, Style)> {
        let mut cuts = vec![piece.start(), piece.end()];
        for (span, _) in &self.marks {
            if let Some(part) = span.intersect(piece) {
                cuts.push(part.start());
                cuts.push(part.end());
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        let plain = palette.over(ground, base);
        let style_at = |run: Span| {
            self.marks
                .iter()
                .filter(|(span, _)| span.covers(run))
                .fold(plain, |style, (_, ink)| match ink {
                    Ink::Label(label) => style.patch(palette.style(*label)),
                    Ink::Bold => style.add_modifier(Modifier::BOLD),
                })
        };
        cuts.iter()
            .zip(cuts.iter().skip(1))
            .map(|(&from, &to)| Span::new(from, to))
            .map(|run| (run, style_at(run)))
            .collect()
    }
}
