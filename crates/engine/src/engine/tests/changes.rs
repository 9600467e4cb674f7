//! Files that the page changes, deletes, or is about to delete.

use super::*;

fn changed(file: &ProjectFile) -> String {
    serde_json::to_string(file).unwrap()
}

fn change(changed: &[&ProjectFile], deleted: &[i64]) -> EngineRequest {
    EngineRequest::ChangeFiles {
        project: id(5),
        changed: changed.iter().map(|file| self::changed(file)).collect(),
        deleted: deleted.iter().map(|number| id(*number)).collect(),
    }
}

fn withhold(numbers: &[i64]) -> EngineRequest {
    let files = numbers.iter().map(|number| id(*number)).collect();
    EngineRequest::WithholdFiles { project: id(5), files }
}

fn revalidate() -> EngineRequest {
    EngineRequest::RefreshFiles { project: id(5), by_user: false }
}

/// A write to a project has no answer.
fn doubt(project: i64) -> EngineRequest {
    EngineRequest::DoubtFiles {
        url: format!("/api/users/1/projects/{project}/resources/files/2"),
        since: 7,
    }
}

impl Harness {
    fn text_of(&mut self, number: i64) -> Option<String> {
        self.answers.clear();
        self.ask(EngineRequest::ReadText { id: QuestionId(99), file: id(number) });
        let Post { response, payload } = self.answer();
        let found = EngineResponse::Text { id: QuestionId(99), is_found: true };
        (response == found).then(|| String::from_utf8(payload.unwrap()).unwrap())
    }
}

#[test]
fn a_list_follows_what_was_changed() {
    let mut harness = Harness::with_files(&files([3, 2, 1]));
    let (new, other) = (file(4, "new\n"), file(2, "other\n"));
    harness.ask(change(&[&new, &other], &[1]));
    assert_eq!((harness.ids(), harness.is_complete), (vec![4, 3, 2], true));
    assert_eq!(harness.text_of(2).as_deref(), Some("other\n"));
    assert_eq!(harness.text_of(4).as_deref(), Some("new\n"));
    assert_eq!(harness.text_of(1), None);
    assert_eq!(harness.requests.len(), 1, "nothing is loaded again");
}

#[test]
fn a_filtered_list_has_only_what_its_filter_lets_through() {
    let mut harness = Harness::default();
    harness.load(odd());
    harness.arrive(&files([3, 1]));
    let recategorised = ProjectFile { context_file_category: None, ..file(3, "") };
    harness.ask(change(&[&file(4, ""), &file(5, ""), &recategorised], &[]));
    assert_eq!((harness.ids(), &harness.filter), (vec![5, 1], &odd()));
}

#[test]
fn an_answer_from_before_a_change_does_not_undo_it() {
    let before = files([2, 1]);
    let mut harness = Harness::with_files(&before);
    harness.ask(EngineRequest::RefreshFiles { project: id(5), by_user: true });
    harness.ask(change(&[&file(2, "other\n"), &file(3, "new\n")], &[1]));
    harness.arrive(&before);
    assert_eq!(harness.ids(), [3, 2]);
    assert_eq!(harness.text_of(2).as_deref(), Some("other\n"));
    // An answer from afterwards is the truth.
    harness.ask(EngineRequest::RefreshFiles { project: id(5), by_user: true });
    harness.arrive(&before);
    assert_eq!(harness.ids(), [2, 1]);
}

#[test]
fn a_change_while_the_list_arrives_is_shown_at_once() {
    let mut harness = Harness::default();
    harness.load(ServerFilter::default());
    let load = harness.request();
    let json = json(&files([3, 2, 1]));
    let half = json.len() / 2;
    harness.bytes(load, &json[..half]);
    harness.ask(change(&[&file(9, "new\n")], &[1]));
    assert!(harness.ids().contains(&9));
    harness.bytes(load, &json[half..]);
    harness.end(load);
    assert_eq!((harness.ids(), harness.is_complete), (vec![9, 3, 2], true));
}

#[test]
fn withheld_files_are_in_nothing_and_come_back_in_their_place() {
    let mut harness = Harness::with_files(&files([3, 2, 1]));
    harness.search(1, "text");
    harness.ask(withhold(&[2]));
    assert_eq!((harness.ids(), harness.is_complete), (vec![3, 1], true));
    assert_eq!(harness.found(1).0, [(3, vec![1]), (1, vec![1])]);
    // Not in a list that arrives either.
    harness.ask(EngineRequest::RefreshFiles { project: id(5), by_user: true });
    harness.arrive(&files([4, 3, 2, 1]));
    assert_eq!(harness.ids(), [4, 3, 1]);
    harness.ask(withhold(&[]));
    assert_eq!((harness.ids(), harness.is_complete), (vec![4, 3, 2, 1], true));
}

#[test]
fn files_are_withheld_from_the_start() {
    let mut harness = Harness::default();
    harness.ask(withhold(&[2]));
    harness.load(ServerFilter::default());
    harness.arrive(&files([2, 1]));
    assert_eq!(harness.ids(), [1]);
    harness.ask(change(&[], &[2]));
    harness.ask(withhold(&[]));
    assert_eq!(harness.ids(), [1]);
}

#[test]
fn a_list_is_read_again_after_a_write_without_an_answer() {
    let mut harness = Harness::with_files(&files([2, 1]));
    // From now on the list has no tag, and counts as fresh for long.
    harness.ask(change(&[&file(3, "new\n")], &[]));
    harness.ask(revalidate());
    assert_eq!(harness.requests.len(), 1);
    harness.ask(doubt(5));
    assert_eq!(harness.unconfirmed_since, Some(7));
    harness.ask(revalidate());
    harness.fail(harness.request(), CUT);
    assert_eq!((harness.unconfirmed_since, harness.ids()), (Some(7), vec![3, 2, 1]));
    harness.ask(revalidate());
    harness.arrive(&files([4, 3, 2, 1]));
    assert_eq!((harness.unconfirmed_since, harness.ids()), (None, vec![4, 3, 2, 1]));
    assert_eq!(harness.status, Some(LoadStatus::Complete));
    harness.ask(revalidate());
    assert_eq!(harness.requests.len(), 3);
}

#[test]
fn a_list_with_a_tag_is_not_sent_again_because_of_a_write_that_did_not_arrive() {
    let mut harness = Harness::with_files(&files([2, 1]));
    harness.ask(doubt(5));
    harness.ask(revalidate());
    let (load, _, etag) = harness.requests.last().unwrap().clone();
    assert_eq!(etag.as_deref(), Some("tag"));
    // Whether the answer is from before the next one, nobody knows either.
    harness.ask(doubt(5));
    harness.engine.list_not_modified(load, harness.now);
    harness.settle();
    assert_eq!((harness.unconfirmed_since, harness.ids()), (Some(7), vec![2, 1]));
    harness.ask(revalidate());
    harness.engine.list_not_modified(harness.request(), harness.now);
    harness.settle();
    assert_eq!((harness.unconfirmed_since, harness.ids()), (None, vec![2, 1]));
}

#[test]
fn a_part_of_the_files_is_read_again_as_that_part() {
    let mut harness = Harness::default();
    harness.load(odd());
    harness.arrive(&files([3, 1]));
    harness.ask(doubt(5));
    harness.ask(revalidate());
    assert_eq!(
        harness.url(),
        format!("/api/users/1/projects/5/resources/files{}", odd().url_query())
    );
    harness.arrive(&files([5, 3, 1]));
    assert_eq!((harness.unconfirmed_since, harness.ids()), (None, vec![5, 3, 1]));
}

#[test]
fn a_list_is_doubted_even_while_it_arrives_and_only_if_the_write_was_about_it() {
    let mut harness = Harness::default();
    harness.load(ServerFilter::default());
    harness.ask(doubt(55));
    harness.ask(doubt(5));
    harness.arrive(&files([1]));
    assert_eq!((harness.unconfirmed_since, harness.is_complete), (Some(7), true));
    harness.ask(revalidate());
    harness.arrive(&files([2, 1]));
    harness.ask(doubt(55));
    assert_eq!((harness.unconfirmed_since, harness.ids()), (None, vec![2, 1]));
}

#[derive(Debug, Clone)]
enum Action {
    Write(i64),
    /// Its answer is lost.
    WriteUnknown(i64),
    Delete(i64),
    Withhold(Vec<i64>),
    Refresh,
    Revalidate,
    Arrive,
}

fn action() -> impl Strategy<Value = Action> {
    let number = || 1..12_i64;
    prop_oneof![
        3 => number().prop_map(Action::Write),
        1 => number().prop_map(Action::WriteUnknown),
        2 => number().prop_map(Action::Delete),
        2 => prop::collection::vec(number(), 0..3).prop_map(Action::Withhold),
        1 => Just(Action::Refresh),
        1 => Just(Action::Revalidate),
        1 => Just(Action::Arrive),
    ]
}

proptest! {
    #[test]
    fn page_and_server_agree_after_any_changes(actions in prop::collection::vec(action(), 0..40)) {
        let mut server = files([3, 2, 1]);
        let mut harness = Harness::with_files(&server);
        // A refresh that is on its way, as the server has answered it.
        let mut answer: Option<Vec<ProjectFile>> = None;
        let mut withheld = Vec::new();
        let end = [Action::Arrive, Action::Revalidate, Action::Arrive];
        for (step, action) in actions.into_iter().chain(end).enumerate() {
            match action {
                Action::Write(number) => {
                    let written = file(number, &format!("step {step}"));
                    server.retain(|file| file.id != written.id);
                    server.push(written.clone());
                    harness.ask(change(&[&written], &[]));
                }
                Action::WriteUnknown(number) => {
                    let written = file(number, &format!("step {step}"));
                    server.retain(|file| file.id != written.id);
                    server.push(written);
                    harness.ask(doubt(5));
                }
                // The server gives no id twice.
                Action::Delete(number) if answer.is_none() => {
                    server.retain(|file| file.id.get() != number);
                    harness.ask(change(&[], &[number]));
                }
                Action::Delete(_) => {}
                Action::Withhold(numbers) => {
                    harness.ask(withhold(&numbers));
                    withheld = numbers;
                }
                Action::Refresh => {
                    harness.ask(EngineRequest::RefreshFiles { project: id(5), by_user: true });
                    answer = Some(server.clone());
                }
                Action::Revalidate => {
                    let requests = harness.requests.len();
                    harness.ask(revalidate());
                    if harness.requests.len() > requests {
                        answer = Some(server.clone());
                    }
                }
                Action::Arrive => {
                    if let Some(answer) = answer.take() {
                        harness.arrive(&answer);
                    }
                }
            }
        }
        let mut expected: Vec<_> = server.iter().map(|file| file.id.get()).collect();
        expected.retain(|number| !withheld.contains(number));
        expected.sort_unstable();
        let mut shown = harness.ids();
        shown.sort_unstable();
        prop_assert_eq!(&shown, &expected);
        for file in server.iter().filter(|file| expected.contains(&file.id.get())) {
            let text = harness.text_of(file.id.get());
            prop_assert_eq!(text.as_deref(), Some(&*file.text));
        }
    }
}
