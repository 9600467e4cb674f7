use super::*;

fn status() -> QueryStatus {
    QueryStatus::new(|_| {})
}

#[test]
fn that_a_part_is_missing_is_told_once_the_whole_has_answered() {
    let owner = Owner::new();
    owner.with(|| {
        let whole = status();
        let part = status().nested_in(whole);
        whole.pending.set(true);
        part.error.set(Some(ApiError::NotFound));
        assert_eq!((part.error(), part.is_pending()), (None, true));
        whole.pending.set(false);
        assert_eq!((part.error(), part.is_pending()), (Some(ApiError::NotFound), false));
    });
}

#[test]
fn any_other_failure_of_a_part_is_told_at_once() {
    let owner = Owner::new();
    owner.with(|| {
        let whole = status();
        let part = status().nested_in(whole);
        whole.pending.set(true);
        part.error.set(Some(ApiError::TooLarge));
        assert_eq!((part.error(), part.is_pending()), (Some(ApiError::TooLarge), false));
    });
}
