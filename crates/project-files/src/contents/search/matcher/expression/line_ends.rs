//! Expressions that match nothing within a line.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Says if every match of an expression has a line end in it.
pub(super) fn needs_line_end(expression: &Hir) -> bool {
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => literal.0.iter().any(|byte| matches!(byte, b'\n' | b'\r')),
        HirKind::Class(Class::Unicode(class)) => {
            let are_line_ends = |start, end| matches!((start, end), ('\n' | '\r', '\n' | '\r'));
            !class.ranges().is_empty()
                && class.iter().all(|range| are_line_ends(range.start(), range.end()))
        }
        // None is parsed from a text.
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(repetition) => repetition.min > 0 && needs_line_end(&repetition.sub),
        HirKind::Capture(capture) => needs_line_end(&capture.sub),
        HirKind::Concat(parts) => parts.iter().any(needs_line_end),
        HirKind::Alternation(parts) => parts.iter().all(needs_line_end),
    }
}
