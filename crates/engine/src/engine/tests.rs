//! The engine with a page that applies its messages, and a network that is written by hand.

mod changes;
mod keeping;

use neptun_api::{FileList, Timestamp};
use project_files::contents::search::{Expression, FoundFile};
use project_files::listing::{ListQuery, Listing};
use proptest::prelude::*;
use transport::Unreachable;

use super::*;
use crate::messages::LoadStatus;

const CUT: ApiError = ApiError::Unreachable(Unreachable::Network);

fn id<T: TryFrom<i64>>(number: i64) -> T {
    T::try_from(number).unwrap_or_else(|_| panic!("{number} is an id"))
}

fn file(number: i64, text: &str) -> ProjectFile {
    ProjectFile {
        text: text.to_owned(),
        created_at: Some(Timestamp::from_millis(number)),
        context_file_category: Some(if number % 2 == 0 { "even" } else { "odd" }.to_owned()),
        ..ProjectFile::at(format!("/src/{number}.rs"), id(number), id(1))
    }
}

fn files(numbers: impl IntoIterator<Item = i64>) -> Vec<ProjectFile> {
    numbers.into_iter().map(|number| file(number, &format!("text of {number}\n"))).collect()
}

fn json(files: &[ProjectFile]) -> Vec<u8> {
    serde_json::to_vec(&FileList { files: files.to_vec() }).unwrap()
}

fn odd() -> ServerFilter {
    ServerFilter { category: Some("odd".to_owned()), file_type: None }
}

/// A page and a network.
#[derive(Default)]
struct Harness {
    engine: Engine,
    now: f64,
    /// The files that the page shows, and those that it will.
    shown: Option<(ListId, Listing)>,
    incoming: Option<(ListId, Listing)>,
    filter: ServerFilter,
    is_complete: bool,
    status: Option<LoadStatus>,
    session: Option<EngineResponse>,
    /// The responses to questions, with their payloads.
    answers: Vec<Post>,
    /// The requests that are under way, with their URLs and etags.
    requests: Vec<(LoadId, String, Option<String>)>,
    aborted: Vec<LoadId>,
    expressions: Vec<(QuestionId, String, MatchOptions)>,
    zips: Vec<(QuestionId, Vec<Rc<ProjectFile>>, ExportBuffer)>,
    batches: usize,
    /// The list that is kept for the next visit.
    kept: Option<(KeptKey, Option<String>, Vec<Rc<ProjectFile>>)>,
    /// The keys under which requests look for a kept list.
    kept_keys: Vec<Option<KeptKey>>,
    /// The time since which the shown list may be out of date.
    unconfirmed_since: Option<i64>,
}

impl Harness {
    fn new(url: &str) -> Self {
        Self { engine: Engine::new(Route::parse_str(url).ok()), ..Self::default() }
    }

    /// A page of project 5 that has all of these files.
    fn with_files(files: &[ProjectFile]) -> Self {
        let mut harness = Self::default();
        harness.load(ServerFilter::default());
        harness.arrive(files);
        harness
    }

    fn settle(&mut self) {
        self.apply();
        while self.engine.work(self.now) {
            self.apply();
        }
        self.apply();
    }

    fn apply(&mut self) {
        for effect in self.engine.take_effects() {
            match effect {
                Effect::Post(post) => self.receive(post),
                Effect::Fetch { load, url, if_none_match, kept } => {
                    self.kept_keys.push(kept);
                    self.requests.push((load, url, if_none_match));
                }
                Effect::Abort(load) => self.aborted.push(load),
                Effect::Keep { key, etag, files } => self.kept = Some((key, etag, files)),
                Effect::ClearKept => self.kept = None,
                Effect::MeasureKept { id } => self.engine.kept_measured(id, 7),
                Effect::CompileExpression { id, text, options } => {
                    self.expressions.push((id, text, options));
                }
                Effect::MakeZipExporter { id, files, buffer } => {
                    self.zips.push((id, files, buffer));
                }
            }
        }
    }

    /// Applies a message as the page does.
    fn receive(&mut self, post: Post) {
        match post.response {
            EngineResponse::Session(_) => self.session = Some(post.response),
            EngineResponse::LoadStatus { project, status } => {
                assert_eq!(project, id(5));
                self.status = Some(status);
            }
            EngineResponse::ListStarted { list, project, filter, .. } => {
                assert_eq!(project, id(5));
                self.incoming = Some((list, Listing::default()));
                self.filter = filter;
            }
            EngineResponse::ListBatch { list, batch, is_shown, .. } => {
                self.batches += 1;
                let incoming = self.incoming.as_mut().filter(|incoming| incoming.0 == list);
                if let Some((_, incoming)) = incoming {
                    incoming.append(&batch);
                    if is_shown {
                        self.shown = self.incoming.take();
                        self.is_complete = false;
                    }
                } else {
                    let (id, shown) = self.shown.as_mut().unwrap();
                    assert_eq!((*id, is_shown), (list, true));
                    shown.append(&batch);
                }
            }
            EngineResponse::ListUnconfirmed { since, .. } => self.unconfirmed_since = since,
            EngineResponse::ListComplete { list, .. } => {
                assert_eq!(self.shown.as_ref().unwrap().0, list);
                self.is_complete = true;
            }
            EngineResponse::Found { ref files, .. } => {
                for found in files {
                    let (_, shown) = self.shown.as_ref().unwrap();
                    assert!(shown.find(found.id).is_some(), "the page knows what was found");
                }
                self.answers.push(post);
            }
            _ => self.answers.push(post),
        }
    }

    fn ask(&mut self, request: EngineRequest) {
        self.engine.handle(request, self.now);
        self.settle();
    }

    fn load(&mut self, filter: ServerFilter) {
        self.ask(EngineRequest::LoadFiles { user: id(1), project: id(5), filter });
    }

    fn search(&mut self, number: u32, text: &str) {
        let query = SearchQuery { text: text.to_owned(), ..SearchQuery::default() };
        self.ask(EngineRequest::Search { id: QuestionId(number), query });
    }

    /// The request that is answered next.
    fn request(&self) -> LoadId {
        self.requests.last().unwrap().0
    }

    fn url(&self) -> &str {
        &self.requests.last().unwrap().1
    }

    fn bytes(&mut self, load: LoadId, bytes: &[u8]) {
        self.engine.list_received(load, bytes, self.now);
        self.settle();
    }

    fn end(&mut self, load: LoadId) {
        self.engine.list_ended(load, self.now);
        self.settle();
    }

    fn fail(&mut self, load: LoadId, error: ApiError) {
        self.engine.list_failed(load, error, self.now);
        self.settle();
    }

    /// The last request is answered with these files.
    fn arrive(&mut self, files: &[ProjectFile]) {
        let load = self.request();
        self.engine.list_opened(load, Some("tag".to_owned()));
        self.bytes(load, &json(files));
        self.end(load);
    }

    /// The ids of the files on the page, in the order of the list.
    fn ids(&self) -> Vec<i64> {
        let ids = |(_, listing): &(ListId, Listing)| {
            (0..listing.len()).map(|row| listing.get(row).unwrap().id.get()).collect()
        };
        self.shown.as_ref().map(ids).unwrap_or_default()
    }

    fn answer(&mut self) -> Post {
        assert_eq!(self.answers.len(), 1, "{:?}", self.answers);
        self.answers.remove(0)
    }

    /// The results of a search as the page shows them: by file the numbers of the lines; and if it is done.
    fn found(&self, number: u32) -> (Vec<(i64, Vec<u32>)>, bool) {
        let (mut shown, mut found, mut over) = (None, Vec::<FoundFile>::new(), false);
        for post in &self.answers {
            let EngineResponse::Found { id, run, files, is_done, .. } = &post.response else {
                continue;
            };
            assert_eq!(*id, QuestionId(number));
            if shown.replace(*run) != Some(*run) {
                found.clear();
            }
            over = *is_done;
            for file in files {
                match found.last_mut().filter(|last| last.id == file.id) {
                    Some(last) => last.kept.extend(file.kept.iter().cloned()),
                    None => found.push(file.clone()),
                }
            }
        }
        let lines = |file: &FoundFile| file.kept.iter().map(|line| line.number).collect();
        (found.iter().map(|file| (file.id.get(), lines(file))).collect(), over)
    }
}

#[test]
fn a_link_to_files_loads_them_as_soon_as_the_session_is_known() {
    let user = || Ok(Some(User { id: id(1), primary_email: "ada@example.test".to_owned() }));
    let mut harness = Harness::new("/projects/5/files/7?context_file_category=odd&q=x#L2");
    harness.engine.session_known(user());
    harness.settle();
    assert_eq!(
        harness.session,
        Some(EngineResponse::Session(user().map(|user| user.map(User::into))))
    );
    assert_eq!(harness.url(), "/api/users/1/projects/5/resources/files?context_file_category=odd");
    assert_eq!(harness.status, Some(LoadStatus::Loading));
    // The page asks for the same when it has started.
    harness.load(odd());
    assert_eq!((harness.requests.len(), &harness.status), (1, &Some(LoadStatus::Loading)));
    harness.arrive(&files([7, 3]));
    assert_eq!((harness.ids(), &harness.filter), (vec![7, 3], &odd()));

    for (url, expected) in [
        ("/projects/5/search?q=x&context_file_category=odd", 1),
        ("/projects/5", 0),
        ("/projects", 0),
        ("/nowhere", 0),
    ] {
        let mut harness = Harness::new(url);
        harness.engine.session_known(user());
        harness.settle();
        assert_eq!(harness.requests.len(), expected, "{url}");
    }
}

#[test]
fn nobody_signed_in_has_files() {
    for session in [Ok(None), Err(CUT)] {
        let mut harness = Harness::new("/projects/5/files");
        harness.engine.session_known(session.clone());
        harness.settle();
        let session = session.map(|user| user.map(User::into));
        assert_eq!(harness.session, Some(EngineResponse::Session(session)));
        assert!(harness.requests.is_empty());
    }
}

#[test]
fn the_first_files_come_at_once_and_others_in_batches() {
    let mut harness = Harness::default();
    harness.load(ServerFilter::default());
    let load = harness.request();
    let all = files(1..=100);
    let json = json(&all);
    for (millis, chunk) in json.chunks(json.len() / 50).enumerate() {
        harness.now = 4.0 * millis as f64;
        harness.bytes(load, chunk);
    }
    // At 0, 32, 96 and 224 ms, and no later than 200 ms.
    assert_eq!(harness.batches, 3);
    assert!(!harness.is_complete);
    harness.end(load);
    assert_eq!(harness.batches, 4);
    assert_eq!(harness.ids(), (1..=100).collect::<Vec<_>>());
    assert_eq!((harness.is_complete, &harness.status), (true, &Some(LoadStatus::Complete)));
}

#[test]
fn an_empty_list_is_shown_too() {
    let harness = Harness::with_files(&[]);
    assert!(harness.shown.is_some_and(|(_, shown)| shown.is_empty()) && harness.is_complete);
}

#[test]
fn a_server_that_ignores_filters_is_asked_for_the_whole_list() {
    let bare = serde_json::to_vec(&files([1, 2])).unwrap();
    let refused = ApiError::Invalid { reason: None, issues: vec![] };
    for answers_with_a_bare_list in [true, false] {
        let mut harness = Harness::default();
        harness.load(odd());
        let filtered = harness.request();
        if answers_with_a_bare_list {
            harness.bytes(filtered, &bare);
        } else {
            harness.fail(filtered, refused.clone());
        }
        assert_eq!(harness.aborted, [filtered]);
        assert_eq!(harness.url(), "/api/users/1/projects/5/resources/files");
        assert_eq!(harness.status, Some(LoadStatus::Loading));
        let whole = harness.request();
        // Late bytes of the other answer.
        harness.bytes(filtered, &bare);
        harness.end(filtered);
        harness.bytes(whole, &bare);
        harness.end(whole);
        assert_eq!((harness.ids(), harness.filter.is_all()), (vec![1, 2], true));
        // Nothing is missing for other filters.
        harness.load(ServerFilter::default());
        assert_eq!(harness.requests.len(), 2);
    }
}

#[test]
fn a_second_part_loads_the_whole_list_and_the_first_stays_until_there_is_more() {
    let mut harness = Harness::default();
    harness.load(odd());
    harness.arrive(&files([1, 3]));
    harness.load(odd());
    assert_eq!((harness.requests.len(), &harness.status), (1, &Some(LoadStatus::Complete)));
    harness.load(ServerFilter { category: Some("even".to_owned()), file_type: None });
    assert_eq!(harness.url(), "/api/users/1/projects/5/resources/files");
    let load = harness.request();
    let json = json(&files([1, 2, 3, 4]));
    let cut = json.windows(9).position(|part| part == b"text of 3").unwrap();
    harness.bytes(load, &json[..cut]);
    assert_eq!(harness.ids(), [1, 3], "two files are no more than two");
    harness.now += 1_000.0;
    harness.bytes(load, &json[cut..]);
    assert_eq!((harness.ids(), harness.is_complete), (vec![1, 2, 3, 4], false));
    harness.end(load);
    assert!(harness.is_complete && harness.filter.is_all());
}

#[test]
fn loading_can_be_stopped_and_begun_anew() {
    let mut harness = Harness::default();
    harness.load(ServerFilter::default());
    let load = harness.request();
    let json = json(&files([1, 2, 3]));
    harness.bytes(load, &json[..json.len() - 40]);
    harness.ask(EngineRequest::StopLoading { project: id(5) });
    assert_eq!((harness.ids(), harness.is_complete), (vec![1, 2], false));
    assert_eq!((&harness.status, &harness.aborted[..]), (&Some(LoadStatus::Stopped), &[load][..]));
    // Asked for again it stays as it is, until the user wants it otherwise.
    harness.load(ServerFilter::default());
    assert_eq!((harness.requests.len(), &harness.status), (1, &Some(LoadStatus::Stopped)));
    harness.ask(EngineRequest::ReloadFiles { user: id(1), project: id(5), all: true });
    assert_eq!(harness.status, Some(LoadStatus::Loading));
    harness.arrive(&files([1, 2, 3]));
    assert_eq!((harness.ids(), harness.is_complete), (vec![1, 2, 3], true));
    // Nothing is left to stop.
    harness.ask(EngineRequest::StopLoading { project: id(5) });
    assert_eq!(harness.status, Some(LoadStatus::Complete));
}

#[test]
fn files_before_an_error_stay() {
    let json = json(&files([1, 2, 3]));
    let cut = &json[..json.len() - 40];
    let broken = [cut, b"]]"].concat();
    for (bytes, error) in [(cut, Some(CUT)), (&*broken, None), (cut, None)] {
        let mut harness = Harness::default();
        harness.load(ServerFilter::default());
        let load = harness.request();
        harness.bytes(load, bytes);
        match error.clone() {
            Some(error) => harness.fail(load, error),
            // The engine finds it by itself.
            None => harness.end(load),
        }
        assert_eq!((harness.ids(), harness.is_complete), (vec![1, 2], false));
        let Some(LoadStatus::Failed(told)) = &harness.status else { panic!("no error") };
        assert!(error.map_or(matches!(told, ApiError::Decode { .. }), |error| *told == error));
        // The last request is repeated.
        harness.ask(EngineRequest::ReloadFiles { user: id(1), project: id(5), all: false });
        harness.arrive(&files([1]));
        assert_eq!((harness.ids(), harness.is_complete), (vec![1], true));
    }
}

#[test]
fn a_load_that_brought_nothing_is_tried_again_when_it_is_asked_for() {
    let mut harness = Harness::default();
    harness.load(odd());
    harness.fail(harness.request(), ApiError::SessionEnded);
    assert_eq!(harness.status, Some(LoadStatus::Failed(ApiError::SessionEnded)));
    assert!(harness.shown.is_none());
    harness.load(odd());
    assert_eq!(harness.requests.len(), 2);
    assert!(harness.url().ends_with("?context_file_category=odd"));
}

#[test]
fn a_list_is_refreshed_when_it_is_not_fresh() {
    let mut harness = Harness::with_files(&files([1, 2]));
    let refresh = EngineRequest::RefreshFiles { project: id(5), by_user: false };
    harness.now += 4_900.0;
    harness.ask(refresh.clone());
    assert_eq!(harness.requests.len(), 1);
    harness.now += 200.0;
    harness.ask(refresh.clone());
    harness.ask(refresh.clone());
    assert_eq!(harness.requests.len(), 2);
    assert_eq!(harness.requests[1].2.as_deref(), Some("tag"));
    assert_eq!(harness.status, Some(LoadStatus::Complete), "nobody waits for it");
    let now = harness.now;
    harness.engine.list_not_modified(harness.request(), now);
    harness.ask(refresh.clone());
    assert_eq!(harness.requests.len(), 2);

    // The list has changed: the new one is shown when it is complete.
    harness.now += 6_000.0;
    harness.ask(refresh.clone());
    let load = harness.request();
    harness.engine.list_opened(load, Some("other".to_owned()));
    harness.bytes(load, &json(&files([3, 4, 5])));
    assert_eq!((harness.ids(), harness.is_complete), (vec![1, 2], true));
    harness.end(load);
    assert_eq!((harness.ids(), harness.is_complete), (vec![3, 4, 5], true));
    harness.now += 6_000.0;
    harness.ask(refresh.clone());
    assert_eq!(harness.requests.last().unwrap().2.as_deref(), Some("other"));

    // A failure is told to nobody.
    harness.fail(harness.request(), CUT);
    assert_eq!((harness.ids(), &harness.status), (vec![3, 4, 5], &Some(LoadStatus::Complete)));

    // Unless the session has ended: afterwards, the list can be refreshed again.
    harness.ask(refresh.clone());
    harness.fail(harness.request(), ApiError::SessionEnded);
    assert_eq!(harness.status, Some(LoadStatus::Failed(ApiError::SessionEnded)));
    let requests = harness.requests.len();
    harness.ask(refresh);
    assert_eq!((harness.ids(), harness.requests.len()), (vec![3, 4, 5], requests + 1));
}

#[test]
fn a_list_without_an_etag_is_not_fetched_again_at_each_visit() {
    let mut harness = Harness::with_files(&files([1, 2]));
    let refresh = EngineRequest::RefreshFiles { project: id(5), by_user: false };
    harness.now += 6_000.0;
    harness.ask(refresh.clone());
    let load = harness.request();
    harness.engine.list_opened(load, None);
    harness.bytes(load, &json(&files([1, 2])));
    harness.end(load);
    let requests = harness.requests.len();
    harness.now += 299_000.0;
    harness.ask(refresh.clone());
    assert_eq!(harness.requests.len(), requests);
    harness.now += 1_000.0;
    harness.ask(refresh);
    assert_eq!(harness.requests.len(), requests + 1);
}

#[test]
fn a_refresh_by_the_user_is_due_at_once_and_tells_its_outcome() {
    let mut harness = Harness::with_files(&files([1, 2]));
    let refresh = EngineRequest::RefreshFiles { project: id(5), by_user: true };
    harness.ask(refresh.clone());
    assert_eq!(harness.requests[1].2.as_deref(), Some("tag"));
    assert_eq!(harness.status, Some(LoadStatus::Loading));
    harness.engine.list_not_modified(harness.request(), harness.now);
    harness.settle();
    assert_eq!(harness.status, Some(LoadStatus::Complete));

    // A failure is told, and leaves the list.
    harness.ask(refresh.clone());
    harness.fail(harness.request(), CUT);
    assert_eq!(harness.status, Some(LoadStatus::Failed(CUT)));
    assert_eq!((harness.ids(), harness.is_complete), (vec![1, 2], true));

    // Cancelling it does too.
    harness.ask(refresh);
    harness.ask(EngineRequest::StopLoading { project: id(5) });
    assert_eq!(harness.status, Some(LoadStatus::Complete));
    assert_eq!((harness.ids(), harness.is_complete), (vec![1, 2], true));
}

#[test]
fn another_project_or_user_takes_the_place_of_the_first() {
    let mut harness = Harness::default();
    harness.load(ServerFilter::default());
    let first = harness.request();
    // A page that closes late closes nothing.
    harness.ask(EngineRequest::CloseProject { project: id(4) });
    assert!(harness.aborted.is_empty());
    harness.ask(EngineRequest::LoadFiles {
        user: id(2),
        project: id(5),
        filter: ServerFilter::default(),
    });
    assert_eq!(harness.aborted, [first]);
    assert_eq!(harness.url(), "/api/users/2/projects/5/resources/files");
    harness.bytes(first, &json(&files([1])));
    assert!(harness.shown.is_none());
    harness.arrive(&files([2]));
    assert_eq!(harness.ids(), [2]);
    harness.search(1, "text");
    harness.answers.clear();
    harness.ask(EngineRequest::Forget);
    harness.ask(EngineRequest::ReadText { id: QuestionId(1), file: id(2) });
    let text = EngineResponse::Text { id: QuestionId(1), is_found: false };
    assert_eq!(harness.answer(), Post { response: text, payload: Some(vec![]) });
}

#[test]
fn a_text_comes_from_any_list() {
    let mut harness = Harness::with_files(&files([1, 2]));
    harness.ask(EngineRequest::ReloadFiles { user: id(1), project: id(5), all: true });
    let load = harness.request();
    let json = json(&[file(3, "größe"), file(4, "")]);
    harness.bytes(load, &json[..json.len() - 10]);
    for (number, expected) in [(1, Some("text of 1\n")), (3, Some("größe")), (4, None), (9, None)]
    {
        harness.ask(EngineRequest::ReadText { id: QuestionId(7), file: id(number) });
        let is_found = expected.is_some();
        let response = EngineResponse::Text { id: QuestionId(7), is_found };
        let payload = Some(expected.unwrap_or_default().as_bytes().to_vec());
        assert_eq!(harness.answer(), Post { response, payload });
    }
}

#[test]
fn json_is_pretty_printed() {
    let mut harness = Harness::with_files(&[file(1, "[1]"), file(2, "[1")]);
    for (number, expected) in [(1, Some("[\n  1\n]\n")), (2, None), (9, None)] {
        harness.ask(EngineRequest::PrettyPrint { id: QuestionId(7), file: id(number) });
        let response = EngineResponse::Text { id: QuestionId(7), is_found: expected.is_some() };
        let payload = Some(expected.unwrap_or_default().as_bytes().to_vec());
        assert_eq!(harness.answer(), Post { response, payload });
    }
}

#[test]
fn a_search_goes_on_while_files_arrive() {
    let mut harness = Harness::default();
    harness.search(1, "text");
    assert_eq!(harness.found(1), (vec![], true));
    harness.answers.clear();
    harness.load(ServerFilter::default());
    harness.search(2, "text");
    assert_eq!(harness.found(2), (vec![], false));
    let load = harness.request();
    let json = json(&files(1..=40));
    for chunk in json.chunks(300) {
        harness.now += 20.0;
        harness.bytes(load, chunk);
        assert!(!harness.found(2).1);
    }
    let before_the_end = harness.found(2).0.len();
    assert!(before_the_end > 10, "{before_the_end} files");
    harness.end(load);
    let all = (1..=40).map(|number| (number, vec![1])).collect();
    assert_eq!(harness.found(2), (all, true));
    let EngineResponse::Found { searched, total, .. } = harness.answers.last().unwrap().response
    else {
        panic!("not a result")
    };
    assert_eq!((searched, total), (40, 40));
}

#[test]
fn a_search_that_is_done_says_so_once() {
    let mut harness = Harness::with_files(&files([1, 2]));
    harness.search(1, "nowhere");
    assert_eq!((harness.answers.len(), harness.found(1)), (1, (vec![], true)));
    harness.settle();
    harness.ask(EngineRequest::Statistics { id: QuestionId(2) });
    assert_eq!(harness.answers.len(), 2);
}

#[test]
fn a_newer_search_supersedes_an_older_one() {
    let large = vec![file(1, &"text\n".repeat(1_000_000)), file(2, "other")];
    let mut harness = Harness::with_files(&large);
    let query = |text: &str| SearchQuery { text: text.to_owned(), ..SearchQuery::default() };
    let first = EngineRequest::Search { id: QuestionId(1), query: query("text") };
    harness.engine.handle(first, 0.0);
    assert!(harness.engine.work(0.0), "it takes more than one step");
    harness.engine.take_effects();
    harness.search(2, "other");
    assert_eq!(harness.found(2), (vec![(2, vec![1])], true));

    harness.answers.clear();
    harness.engine.handle(EngineRequest::Search { id: QuestionId(3), query: query("t") }, 0.0);
    assert!(harness.engine.work(0.0));
    harness.engine.take_effects();
    harness.ask(EngineRequest::Cancel { id: QuestionId(3) });
    assert!(harness.answers.is_empty() && !harness.engine.work(0.0));
}

#[test]
fn other_files_are_searched_anew() {
    let mut harness = Harness::with_files(&files([1, 2]));
    harness.search(1, "text");
    assert_eq!(harness.found(1).0, [(1, vec![1]), (2, vec![1])]);
    harness.now += 6_000.0;
    harness.ask(EngineRequest::RefreshFiles { project: id(5), by_user: false });
    let known = harness.answers.len();
    let load = harness.request();
    harness.bytes(load, &json(&files([2, 3])));
    assert_eq!(harness.answers.len(), known, "the shown list is not touched");
    harness.end(load);
    assert_eq!(harness.found(1), (vec![(2, vec![1]), (3, vec![1])], true));
}

#[test]
fn projects_come_without_what_nobody_needs() {
    let mut harness = Harness::with_files(&files([1]));
    let ask = |number| EngineRequest::ListProjects { id: QuestionId(number), user: id(1) };
    harness.ask(ask(1));
    let load = harness.request();
    assert_eq!(harness.url(), "/api/users/1/projects");
    let text = "x".repeat(1 << 20);
    let json = format!(r#"[{{"id":7,"name":" ","prompt_context":"{text}"}},null]"#);
    harness.bytes(load, json.as_bytes());
    harness.end(load);
    let Post { response, payload } = harness.answers.pop().unwrap();
    assert_eq!(response, EngineResponse::Text { id: QuestionId(1), is_found: true });
    let json = payload.unwrap();
    assert!(json.len() < 1_000);
    assert_eq!(decode::projects(&json).unwrap().items[0].name, "Unnamed project 7");
    assert_eq!(harness.ids(), [1], "the files stay");

    harness.ask(ask(2));
    harness.fail(harness.request(), CUT);
    let error = QuestionError::Api(CUT);
    let failed = EngineResponse::Failed { id: QuestionId(2), error };
    assert_eq!(harness.answers.pop().unwrap().response, failed);

    // Nobody waits any more.
    harness.ask(ask(3));
    harness.ask(EngineRequest::Cancel { id: QuestionId(3) });
    assert_eq!(harness.aborted.last(), Some(&harness.request()));
}

#[test]
fn expressions_are_compiled_elsewhere() {
    let mut harness = Harness::with_files(&files([1, 2]));
    let expression = |number, text: &str| EngineRequest::Search {
        id: QuestionId(number),
        query: SearchQuery { text: text.to_owned(), is_expression: true, ..SearchQuery::default() },
    };
    let compiled = |harness: &mut Harness| {
        let (id, text, options) = harness.expressions.remove(0);
        let matcher = Expression::new(&text, options);
        let matcher = matcher.map(|matcher| Box::new(matcher) as Box<dyn Matcher>);
        harness.engine.expression_compiled(id, Ok(matcher));
        harness.settle();
    };
    harness.ask(expression(1, "of [2-9]"));
    assert!(harness.answers.is_empty());
    compiled(&mut harness);
    assert_eq!(harness.found(1), (vec![(2, vec![1])], true));
    harness.answers.clear();

    harness.ask(expression(2, "(of"));
    compiled(&mut harness);
    let EngineResponse::Failed { id: QuestionId(2), error: QuestionError::Expression(invalid) } =
        harness.answer().response
    else {
        panic!("not an error")
    };
    assert_eq!(invalid.part, Some(0..1));

    harness.ask(expression(3, "x"));
    harness.expressions.clear();
    harness.engine.expression_compiled(QuestionId(3), Err(ApiError::AppPart));
    harness.settle();
    let error = QuestionError::Api(ApiError::AppPart);
    assert_eq!(harness.answer().response, EngineResponse::Failed { id: QuestionId(3), error });

    // Superseded while it was compiled.
    harness.ask(expression(4, "(x"));
    harness.ask(expression(5, "1"));
    compiled(&mut harness);
    assert!(harness.answers.is_empty());
    compiled(&mut harness);
    assert_eq!(harness.found(5), (vec![(1, vec![1])], true));
}

#[test]
fn lines_of_a_file_come_on_demand() {
    let mut harness = Harness::with_files(&[file(1, &"x\n-\n".repeat(300))]);
    harness.search(1, "x");
    assert_eq!(harness.found(1).0[0].1.len(), 200);
    harness.answers.clear();
    let query = |is_expression| SearchQuery {
        text: "x".to_owned(),
        is_expression,
        ..SearchQuery::default()
    };
    let more = |number, is_expression| EngineRequest::MoreLines {
        id: QuestionId(number),
        query: query(is_expression),
        file: id(1),
        after: 399,
        count: 3,
    };
    let numbers = |harness: &mut Harness| {
        let EngineResponse::Lines { lines, .. } = harness.answer().response else {
            panic!("no lines")
        };
        lines.iter().map(|line| line.number).collect::<Vec<_>>()
    };
    harness.ask(more(2, false));
    assert_eq!(numbers(&mut harness), [401, 403, 405]);
    harness.ask(more(3, true));
    harness.ask(more(4, true));
    harness.ask(EngineRequest::Cancel { id: QuestionId(3) });
    for (id, text, options) in std::mem::take(&mut harness.expressions) {
        let matcher = Expression::new(&text, options).unwrap();
        harness.engine.expression_compiled(id, Ok(Ok(Box::new(matcher))));
    }
    harness.settle();
    assert_eq!(numbers(&mut harness), [401, 403, 405]);

    let around = EngineRequest::LinesAround {
        id: QuestionId(5),
        file: id(1),
        lines: vec![1, 599],
        count: 1,
    };
    harness.ask(around);
    let EngineResponse::Context { lines, .. } = harness.answer().response else {
        panic!("no lines")
    };
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2, 598, 600]);
}

/// The responses to an export, without those about progress; chunks are joined.
fn exported(harness: &mut Harness) -> (Vec<u8>, Vec<EngineResponse>) {
    let (mut bytes, mut others) = (Vec::new(), Vec::new());
    for Post { response, payload } in harness.answers.drain(..) {
        match response {
            EngineResponse::ExportChunk { .. } => bytes.extend(payload.unwrap()),
            EngineResponse::ExportProgress { done, total, .. } => assert!(done <= total),
            other => others.push(other),
        }
    }
    (bytes, others)
}

fn export(number: u32, files: &[i64], format: ExportFormat) -> EngineRequest {
    let files = files.iter().map(|number| id(*number)).collect();
    EngineRequest::Export { id: QuestionId(number), files, format }
}

#[test]
fn files_are_exported_in_the_given_order() {
    let mut harness = Harness::with_files(&files([1, 2, 3]));
    harness.ask(export(1, &[3, 9, 1], ExportFormat::Markdown));
    let (bytes, others) = exported(&mut harness);
    assert_eq!(others, [EngineResponse::ExportDone { id: QuestionId(1) }]);
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "## `/src/3.rs`\n\n```rs\ntext of 3\n```\n\n## `/src/1.rs`\n\n```rs\ntext of 1\n```\n"
    );

    harness.ask(export(2, &[2], ExportFormat::Zip));
    assert!(harness.answers.is_empty());
    let (id, zip_files, buffer) = harness.zips.remove(0);
    let exporter = project_files::contents::export::ZipExporter::new(zip_files, buffer);
    harness.engine.exporter_made(id, Ok(Box::new(exporter)));
    harness.settle();
    let (bytes, others) = exported(&mut harness);
    assert_eq!(others, [EngineResponse::ExportDone { id: QuestionId(2) }]);
    assert!(bytes.starts_with(b"PK") && bytes.windows(8).any(|part| part == b"src/2.rs"));

    harness.ask(export(3, &[2], ExportFormat::Zip));
    harness.engine.exporter_made(QuestionId(3), Err(ApiError::AppPart));
    harness.settle();
    let error = QuestionError::Api(ApiError::AppPart);
    assert_eq!(harness.answer().response, EngineResponse::Failed { id: QuestionId(3), error });
}

#[test]
fn an_export_can_be_cancelled_and_superseded() {
    let texts = (1..=40).map(|number| file(number, &"text\n".repeat(20_000)));
    let texts: Vec<_> = texts.collect();
    let mut harness = Harness::with_files(&texts);
    let all: Vec<i64> = (1..=40).collect();
    harness.engine.handle(export(1, &all, ExportFormat::Markdown), 0.0);
    harness.now = 200.0;
    for _ in 0..20 {
        assert!(harness.engine.work(harness.now));
    }
    harness.apply();
    assert!(harness.answers.iter().any(|post| {
        matches!(post.response, EngineResponse::ExportProgress { total: 4_000_000, done, .. } if done > 0)
    }));
    harness.answers.clear();
    // A message between two steps.
    harness.ask(EngineRequest::Cancel { id: QuestionId(1) });
    assert!(harness.answers.is_empty() && !harness.engine.work(0.0));

    harness.engine.handle(export(2, &all, ExportFormat::Markdown), 0.0);
    assert!(harness.engine.work(0.0));
    harness.ask(export(3, &[1], ExportFormat::Markdown));
    assert_eq!(exported(&mut harness).1, [EngineResponse::ExportDone { id: QuestionId(3) }]);
}

#[test]
fn an_export_has_the_files_that_were_there_when_it_began() {
    let mut harness = Harness::with_files(&files([1]));
    harness.engine.handle(export(1, &[1], ExportFormat::Markdown), 0.0);
    harness.now += 6_000.0;
    harness.ask(EngineRequest::ReloadFiles { user: id(1), project: id(5), all: true });
    assert!(exported(&mut harness).0.windows(9).any(|part| part == b"text of 1"));
}

#[test]
fn tokens_and_statistics() {
    let mut harness = Harness::with_files(&files([1, 2, 3]));
    for (number, ids) in [(1, vec![1]), (2, vec![1, 2, 3]), (3, vec![1])] {
        let files = ids.into_iter().map(id).collect();
        let request = EngineRequest::EstimateTokens { id: QuestionId(number), files };
        harness.engine.handle(request, 0.0);
    }
    harness.ask(EngineRequest::Cancel { id: QuestionId(3) });
    let answers: Vec<_> = harness.answers.drain(..).map(|post| post.response).collect();
    let [
        EngineResponse::Tokens { id: QuestionId(1), tokens: one },
        EngineResponse::Tokens { id: QuestionId(2), tokens: three },
    ] = answers[..]
    else {
        panic!("{answers:?}")
    };
    assert!(one > 0 && three >= 2 * one);

    harness.ask(EngineRequest::Statistics { id: QuestionId(4) });
    let EngineResponse::Stats { stats, .. } = harness.answer().response else {
        panic!("no statistics")
    };
    assert_eq!((stats.files, stats.bytes, stats.categories.len()), (3, 30, 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_list_that_arrives_in_pieces_is_the_same_list(
        numbers in prop::collection::vec(1..40_i64, 0..40),
        cuts in prop::collection::vec((1..400_usize, 0..60_u32), 1..30),
        is_filtered: bool,
    ) {
        let all = files(numbers);
        let json = json(&all);
        let mut harness = Harness::default();
        harness.load(if is_filtered { odd() } else { ServerFilter::default() });
        harness.search(1, "text");
        let load = harness.request();
        let (mut at, mut cuts) = (0, cuts.iter().cycle());
        while at < json.len() {
            let (length, millis) = cuts.next().unwrap();
            let end = json.len().min(at + length);
            harness.now += f64::from(*millis);
            harness.bytes(load, &json[at..end]);
            at = end;
        }
        harness.end(load);
        let mut contents = Contents::default();
        all.into_iter().for_each(|file| contents.push(file));
        let mut whole = Listing::default();
        whole.append(&contents.batch(0));
        let (_, shown) = harness.shown.as_ref().unwrap();
        prop_assert_eq!(shown.rows(&ListQuery::default()), whole.rows(&ListQuery::default()));
        for row in 0..whole.len() {
            prop_assert_eq!(shown.get(row), whole.get(row));
        }
        let lines = contents.iter().map(|file| (file.id.get(), vec![1])).collect();
        prop_assert_eq!(harness.found(1), (lines, true));
    }
}
