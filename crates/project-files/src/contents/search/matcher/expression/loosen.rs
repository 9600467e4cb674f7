//! An expression without its word boundaries.

use regex_syntax::hir::{Hir, HirKind, Look, LookSet, Repetition};

/// An expression that matches wherever this one does, and perhaps elsewhere: it ignores the bounds of words.
pub(super) fn without_words(expression: Hir) -> Hir {
    match expression.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) if is_of_words(look) => Hir::empty(),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Repetition(repetition) => {
            let sub = Box::new(without_words(*repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition })
        }
        HirKind::Capture(capture) => without_words(*capture.sub),
        HirKind::Concat(all) => Hir::concat(all.into_iter().map(without_words).collect()),
        HirKind::Alternation(all) => Hir::alternation(all.into_iter().map(without_words).collect()),
    }
}

fn is_of_words(look: Look) -> bool {
    LookSet::singleton(look).contains_word()
}
