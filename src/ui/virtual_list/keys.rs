//! The row that a key leads to. Pure.

/// The row that a key leads to from the active one, in a list of so many rows; nothing if it is not such a key.
/// Without an active row the first step is to `entry`.
pub fn row_for_key(
    key: &str,
    active: Option<usize>,
    entry: usize,
    count: usize,
    page: usize,
) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let row = match (key, active) {
        ("Home", _) => 0,
        ("End", _) => last,
        ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) => entry,
        ("ArrowDown", Some(active)) => active + 1,
        ("ArrowUp", Some(active)) => active.saturating_sub(1),
        ("PageDown", Some(active)) => active + page,
        ("PageUp", Some(active)) => active.saturating_sub(page),
        _ => return None,
    };
    Some(row.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_to_rows_and_never_beyond() {
        let from = |active, key| row_for_key(key, active, 7, 100, 10);
        assert_eq!(from(None, "ArrowDown"), Some(7));
        assert_eq!(from(Some(7), "ArrowDown"), Some(8));
        assert_eq!(from(Some(99), "ArrowDown"), Some(99));
        assert_eq!(from(Some(0), "ArrowUp"), Some(0));
        assert_eq!(from(Some(5), "PageUp"), Some(0));
        assert_eq!(from(Some(95), "PageDown"), Some(99));
        assert_eq!(from(Some(50), "Home"), Some(0));
        assert_eq!(from(None, "End"), Some(99));
        assert_eq!(from(Some(5), "a"), None);
        assert_eq!(row_for_key("Home", None, 0, 0, 10), None);
        assert_eq!(row_for_key("ArrowDown", None, 7, 3, 10), Some(2));
    }
}
