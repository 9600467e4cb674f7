use super::*;

fn going() -> Progress {
    progress(RwSignal::new(false), Box::new(|| Box::pin(async { Ok(()) })))
}

#[test]
fn that_a_part_is_missing_is_told_once_the_whole_has_answered() {
    let owner = Owner::new();
    owner.with(|| {
        let whole = going();
        let part = Progress { whole_pending: Some(whole.pending), ..going() };
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
        let whole = going();
        let part = Progress { whole_pending: Some(whole.pending), ..going() };
        whole.pending.set(true);
        part.error.set(Some(ApiError::TooLarge));
        assert_eq!((part.error(), part.is_pending()), (Some(ApiError::TooLarge), false));
    });
}
