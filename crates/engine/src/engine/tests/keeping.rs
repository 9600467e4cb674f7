//! Lists that are kept for the next visit.

use super::*;

const KEY: fn() -> KeptKey = || KeptKey { user: id(1), project: id(5) };

impl Harness {
    /// The last request finds a kept list.
    fn arrive_kept(&mut self, etag: Option<&str>, json: &[u8]) {
        let load = self.request();
        let head = KeptHead { etag: etag.map(str::to_owned), read_at: 9 };
        self.engine.kept_opened(load, head);
        self.bytes(load, json);
        self.end(load);
    }

    fn kept_ids(&self) -> Vec<i64> {
        let (key, _, files) = self.kept.as_ref().unwrap();
        assert_eq!(*key, KEY());
        files.iter().map(|file| file.id.get()).collect()
    }
}

#[test]
fn a_whole_list_is_kept_with_its_tag_and_follows_changes() {
    let mut harness = Harness::with_files(&files([2, 1]));
    assert_eq!(harness.kept_keys, [Some(KEY())]);
    assert_eq!(
        (harness.kept_ids(), &harness.kept.as_ref().unwrap().1),
        (vec![2, 1], &Some("tag".to_owned()))
    );
    harness.ask(EngineRequest::WithholdFiles { project: id(5), files: vec![id(1)] });
    // It is still on the server.
    assert_eq!(harness.kept_ids(), [2, 1]);
    harness.ask(EngineRequest::ChangeFiles {
        project: id(5),
        changed: vec![],
        deleted: vec![id(1)],
    });
    assert_eq!((harness.kept_ids(), &harness.kept.as_ref().unwrap().1), (vec![2], &None));
    harness.ask(EngineRequest::Forget);
    assert!(harness.kept.is_none());
}

#[test]
fn a_part_of_a_list_is_not_kept() {
    let mut harness = Harness::default();
    harness.load(odd());
    harness.arrive(&files([3, 1]));
    assert!(harness.kept.is_none());
}

#[test]
fn a_kept_list_is_shown_with_its_age_until_the_server_has_confirmed_it() {
    let mut harness = Harness::default();
    harness.load(odd());
    harness.arrive_kept(Some("old"), &json(&files([2, 1])));
    // All of it, whatever part was asked for.
    assert_eq!(
        (harness.ids(), harness.is_complete, harness.filter.is_all()),
        (vec![2, 1], true, true)
    );
    assert_eq!(
        (harness.unconfirmed_since, &harness.status),
        (Some(9), &Some(LoadStatus::Complete))
    );
    let (revalidation, url, etag) = harness.requests.last().unwrap().clone();
    assert_eq!((&*url, etag.as_deref()), ("/api/users/1/projects/5/resources/files", Some("old")));
    assert_eq!(harness.kept_keys, [Some(KEY()), None]);
    harness.engine.list_not_modified(revalidation, harness.now);
    harness.settle();
    assert_eq!((harness.unconfirmed_since, harness.ids()), (None, vec![2, 1]));
}

#[test]
fn the_list_of_the_server_takes_the_place_of_a_kept_one() {
    let mut harness = Harness::default();
    harness.load(ServerFilter::default());
    harness.arrive_kept(None, &json(&files([2, 1])));
    harness.arrive(&files([3, 2]));
    assert_eq!((harness.ids(), harness.unconfirmed_since), (vec![3, 2], None));
    assert_eq!(harness.kept_ids(), [3, 2]);
}

#[test]
fn a_kept_list_stays_while_the_server_cannot_be_asked() {
    let mut harness = Harness::default();
    harness.load(ServerFilter::default());
    harness.arrive_kept(Some("old"), &json(&files([2, 1])));
    harness.fail(harness.request(), CUT);
    assert_eq!((harness.ids(), harness.unconfirmed_since), (vec![2, 1], Some(9)));
    assert_eq!(harness.status, Some(LoadStatus::Complete));
}

#[test]
fn a_kept_list_that_cannot_be_read_is_loaded() {
    let whole = json(&files([2, 1]));
    for broken in [&whole[..whole.len() / 2], b"{\"files\":[nonsense", b""] {
        let mut harness = Harness::default();
        harness.load(ServerFilter::default());
        harness.arrive_kept(Some("old"), broken);
        assert_eq!((harness.requests.len(), harness.kept_keys.last()), (2, Some(&None)));
        assert_eq!(harness.status, Some(LoadStatus::Loading));
        harness.arrive(&files([3]));
        assert_eq!((harness.ids(), harness.unconfirmed_since), (vec![3], None));
    }
}
