//! The messages between page and engine.
//!
//! A message is an array of one or two `Uint8Array`s whose buffers are transferred: the encoded request or response, and for
//! responses that say so a payload of raw bytes.

use neptun_api::{FileId, ProjectId, User, UserId};
use project_files::contents::ProjectStats;
use project_files::contents::export::{ExportError, ExportFormat};
use project_files::contents::search::{
    ContextLine, FoundFile, FoundLine, InvalidExpression, SearchQuery,
};
use project_files::listing::Batch;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use transport::ApiError;

use crate::ServerFilter;

/// Begins every message, so that an engine of another version than the page is recognised.
const VERSION: &[u8] = env!("MESSAGES_VERSION").as_bytes();

/// Tells a question from others that the page asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QuestionId(pub u32);

/// Tells a list from the one that takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListId(pub u32);

/// A request of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EngineRequest {
    /// Load the files that a filter lets through, unless they are loaded or loading, or that was stopped or has failed halfway.
    /// Opens the project, and so closes another one. Answered by [`EngineResponse::LoadStatus`].
    LoadFiles {
        /// The user who is signed in.
        user: UserId,
        /// The project.
        project: ProjectId,
        /// The needed files.
        filter: ServerFilter,
    },
    /// Load files from the start, because loading them was stopped or has failed.
    ReloadFiles {
        /// The user who is signed in.
        user: UserId,
        /// The project.
        project: ProjectId,
        /// All files, and not only those that were asked for last.
        all: bool,
    },
    /// Ask the server for changes of a complete list. A list that has changed is sent anew.
    RefreshFiles {
        /// The project.
        project: ProjectId,
        /// The user asks: the age of the list does not matter, and the outcome is told.
        by_user: bool,
    },
    /// Follow what the page has changed on the server. Lists that were asked for before may not know of it yet.
    ChangeFiles {
        /// The project.
        project: ProjectId,
        /// The files that were created or changed, each in JSON as the server sends it.
        changed: Vec<String>,
        /// The files that were deleted.
        deleted: Vec<FileId>,
    },
    /// The files of a project may have changed on the server: the answer to a write is missing. Its list counts as unconfirmed until it
    /// has been read again.
    DoubtFiles {
        /// The path of the write.
        url: String,
        /// The time of the write, in milliseconds since 1970.
        since: i64,
    },
    /// Leave files out of everything, because they are about to be deleted, and those of the request before out of nothing any more.
    WithholdFiles {
        /// The project.
        project: ProjectId,
        /// The files.
        files: Vec<FileId>,
    },
    /// Stop loading. The files that have arrived stay.
    StopLoading {
        /// The project.
        project: ProjectId,
    },
    /// Stop loading, and drop all files of a project.
    CloseProject {
        /// The project.
        project: ProjectId,
    },
    /// Drop everything, because nobody or someone else is signed in.
    Forget,
    /// Search, instead of the last search. Goes on as files arrive, and anew when other files take their place. Answered by
    /// [`EngineResponse::Found`], several times.
    Search {
        /// The question.
        id: QuestionId,
        /// The search.
        query: SearchQuery,
    },
    /// Find lines of a file that are not among the kept ones. Answered by [`EngineResponse::Lines`].
    MoreLines {
        /// The question.
        id: QuestionId,
        /// The search.
        query: SearchQuery,
        /// The file.
        file: FileId,
        /// The number of the last line that is known.
        after: u32,
        /// The number of lines to find, at most.
        count: usize,
    },
    /// Read the lines around some lines of a file. Answered by [`EngineResponse::Context`].
    LinesAround {
        /// The question.
        id: QuestionId,
        /// The file.
        file: FileId,
        /// The numbers of the lines, in order.
        lines: Vec<u32>,
        /// The number of lines before and behind each.
        count: u32,
    },
    /// Read the text of a file. Answered by [`EngineResponse::Text`].
    ReadText {
        /// The question.
        id: QuestionId,
        /// The file.
        file: FileId,
    },
    /// Pretty-print the JSON of a file. Answered by [`EngineResponse::Text`].
    PrettyPrint {
        /// The question.
        id: QuestionId,
        /// The file.
        file: FileId,
    },
    /// Export files, instead of the last export. Answered by [`EngineResponse::ExportChunk`] and
    /// [`EngineResponse::ExportProgress`], and at the end by [`EngineResponse::ExportDone`].
    Export {
        /// The question.
        id: QuestionId,
        /// The files, in this order.
        files: Vec<FileId>,
        /// The format.
        format: ExportFormat,
    },
    /// List the projects of a user. Answered by [`EngineResponse::Text`], which is a [`ProjectList`](neptun_api::ProjectList) in JSON.
    ListProjects {
        /// The question.
        id: QuestionId,
        /// The user.
        user: UserId,
    },
    /// Measure what this browser keeps of lists, or drop all of it first. Answered by [`EngineResponse::KeptLists`].
    KeptLists {
        /// The question.
        id: QuestionId,
        /// Drop them.
        is_cleared: bool,
    },
    /// Estimate the tokens of files. Answered by [`EngineResponse::Tokens`].
    EstimateTokens {
        /// The question.
        id: QuestionId,
        /// The files.
        files: Vec<FileId>,
    },
    /// Sum up the files. Answered by [`EngineResponse::Stats`].
    Statistics {
        /// The question.
        id: QuestionId,
    },
    /// Drop a question. Nothing comes for it any more, except what is on its way.
    Cancel {
        /// The question.
        id: QuestionId,
    },
}

/// A response of the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EngineResponse {
    /// The first message: from now on requests arrive.
    Ready,
    /// The answer to the first request for the session.
    Session(Result<Option<SessionUser>, ApiError>),
    /// The files of a project are loading, or are not any more.
    LoadStatus {
        /// The project.
        project: ProjectId,
        /// The status.
        status: LoadStatus,
    },
    /// A list begins to arrive. It is shown as soon as a batch says so.
    ListStarted {
        /// The list.
        list: ListId,
        /// The project.
        project: ProjectId,
        /// The files that will be in it.
        filter: ServerFilter,
        /// The server does not filter lists: a filter had better be none.
        ignores_filters: bool,
    },
    /// Some files have arrived.
    ListBatch {
        /// The list they belong to.
        list: ListId,
        /// The files.
        batch: Box<Batch>,
        /// The bytes that have arrived so far, decompressed.
        received: u64,
        /// The list takes the place of the one before, if it has not yet.
        is_shown: bool,
    },
    /// The list may be out of date, because it was kept or the answer to a write is missing; or it is the server's by now.
    ListUnconfirmed {
        /// The project.
        project: ProjectId,
        /// The time when it was the server's for sure, in milliseconds since 1970.
        since: Option<i64>,
    },
    /// A list has arrived to its end.
    ListComplete {
        /// The list.
        list: ListId,
        /// The number of files that could not be read.
        skipped: usize,
    },
    /// Results of a search since the last response.
    Found {
        /// The question.
        id: QuestionId,
        /// Another number than before: the results replace all earlier ones.
        run: u32,
        /// The results.
        files: Vec<FoundFile>,
        /// The number of files that have been searched, of how many.
        searched: usize,
        /// The number of files that are there.
        total: usize,
        /// Nothing more will be found, unless the files change.
        is_done: bool,
    },
    /// Further lines with matches.
    Lines {
        /// The question.
        id: QuestionId,
        /// The lines.
        lines: Vec<FoundLine>,
    },
    /// The lines around others.
    Context {
        /// The question.
        id: QuestionId,
        /// The lines.
        lines: Vec<ContextLine>,
    },
    /// A text, as UTF-8 in the payload.
    Text {
        /// The question.
        id: QuestionId,
        /// False if there is no such file, or it is not what it was taken for.
        is_found: bool,
    },
    /// The progress of an export that takes a while.
    ExportProgress {
        /// The question.
        id: QuestionId,
        /// The bytes of text that are done.
        done: u64,
        /// The bytes of text of all files.
        total: u64,
    },
    /// The next bytes of an export, in the payload.
    ExportChunk {
        /// The question.
        id: QuestionId,
    },
    /// An export is complete.
    ExportDone {
        /// The question.
        id: QuestionId,
    },
    /// An estimate of tokens.
    Tokens {
        /// The question.
        id: QuestionId,
        /// The number of tokens.
        tokens: usize,
    },
    /// What this browser keeps of lists.
    KeptLists {
        /// The question.
        id: QuestionId,
        /// The bytes that they take.
        bytes: u64,
    },
    /// The statistics of the files.
    Stats {
        /// The question.
        id: QuestionId,
        /// The statistics.
        stats: ProjectStats,
    },
    /// A question has no answer.
    Failed {
        /// The question.
        id: QuestionId,
        /// The cause.
        error: QuestionError,
    },
    /// The engine has crashed and will not answer any more.
    Crashed,
}

/// The user of a session. Not [`User`], whose serialised form is that of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionUser {
    id: UserId,
    primary_email: String,
}

impl From<User> for SessionUser {
    fn from(User { id, primary_email }: User) -> Self {
        Self { id, primary_email }
    }
}

impl From<SessionUser> for User {
    fn from(SessionUser { id, primary_email }: SessionUser) -> Self {
        Self { id, primary_email }
    }
}

/// The status of loading a project's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoadStatus {
    /// Files are on their way.
    Loading,
    /// The list is complete.
    Complete,
    /// Loading was stopped.
    Stopped,
    /// Loading has failed.
    Failed(ApiError),
}

/// The cause of a question without an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuestionError {
    /// The text to search for is not a regular expression.
    Expression(InvalidExpression),
    /// The files could not be exported.
    Export(ExportError),
    /// The engine could not do it.
    Api(ApiError),
}

/// A message of another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherVersion;

impl EngineRequest {
    /// The message as bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// The message from bytes.
    ///
    /// # Errors
    /// If the page is of another version than the engine.
    pub fn decode(bytes: &[u8]) -> Result<Self, OtherVersion> {
        decode(bytes)
    }
}

impl EngineResponse {
    /// The message as bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// The message from bytes.
    ///
    /// # Errors
    /// If the engine is of another version than the page.
    pub fn decode(bytes: &[u8]) -> Result<Self, OtherVersion> {
        decode(bytes)
    }
}

fn encode(message: &impl Serialize) -> Vec<u8> {
    // It fails only for sequences of unknown length, and the messages have none. A message without content is of no version.
    postcard::to_extend(message, VERSION.to_vec()).unwrap_or_default()
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, OtherVersion> {
    let content = bytes.strip_prefix(VERSION).ok_or(OtherVersion)?;
    postcard::from_bytes(content).map_err(|_| OtherVersion)
}

#[cfg(test)]
mod tests {
    use neptun_api::{ProjectFile, Timestamp};
    use project_files::DateRange;
    use project_files::contents::search::{Excerpt, MatchOptions};
    use project_files::contents::{CategoryStats, LanguageStats, LargeFile, Period};
    use transport::{FieldError, Unreachable, WorkerError};

    use super::*;

    fn id<T: TryFrom<i64>>(id: i64) -> T {
        T::try_from(id).unwrap_or_else(|_| panic!("{id} is an id"))
    }

    #[test]
    fn every_request_round_trips() {
        let (question, file) = (QuestionId(7), id(3));
        let (user, project) = (id(1), id(i64::MAX));
        let query = SearchQuery {
            text: "größe".to_owned(),
            is_expression: true,
            options: MatchOptions { match_case: true, whole_word: false },
            category: Some("source".to_owned()),
            file_type: None,
            path: "*.rs".to_owned(),
        };
        let filter =
            ServerFilter { category: Some("source".to_owned()), ..ServerFilter::default() };
        for request in [
            EngineRequest::LoadFiles { user, project, filter },
            EngineRequest::ReloadFiles { user, project, all: true },
            EngineRequest::RefreshFiles { project, by_user: true },
            EngineRequest::DoubtFiles { url: "/api/é".to_owned(), since: -1 },
            EngineRequest::ChangeFiles {
                project,
                changed: vec!["{\"id\":3}".to_owned()],
                deleted: vec![file],
            },
            EngineRequest::WithholdFiles { project, files: vec![file] },
            EngineRequest::StopLoading { project },
            EngineRequest::CloseProject { project },
            EngineRequest::Forget,
            EngineRequest::Search { id: question, query: query.clone() },
            EngineRequest::MoreLines { id: question, query, file, after: 9, count: 1_000 },
            EngineRequest::LinesAround { id: question, file, lines: vec![1, 70_000], count: 2 },
            EngineRequest::ReadText { id: question, file },
            EngineRequest::PrettyPrint { id: question, file },
            EngineRequest::Export { id: question, files: vec![file], format: ExportFormat::Zip },
            EngineRequest::EstimateTokens { id: question, files: vec![] },
            EngineRequest::Statistics { id: question },
            EngineRequest::ListProjects { id: question, user },
            EngineRequest::KeptLists { id: question, is_cleared: true },
            EngineRequest::Cancel { id: question },
        ] {
            assert_eq!(EngineRequest::decode(&request.encode()), Ok(request));
        }
    }

    #[test]
    fn every_response_round_trips() {
        let (question, project, list) = (QuestionId(7), id(5), ListId(2));
        let file = ProjectFile {
            created_at: Some(Timestamp::from_millis(-1)),
            language: Some("rust".to_owned()),
            ..ProjectFile::at("/ø", id(3), id(1))
        };
        let excerpt =
            Excerpt {
                text: "\tå".to_owned(), indent: 1, is_cut_before: false, is_cut_after: true
            };
        let line = FoundLine { number: 4, excerpt: excerpt.clone(), marks: vec![1..3, 9..300] };
        let day = Timestamp::from_millis(0);
        let stats = ProjectStats {
            files: 1,
            bytes: 2,
            languages: vec![LanguageStats { name: String::new(), bytes: 2 }],
            categories: vec![CategoryStats {
                name: "c".to_owned(),
                files: 1,
                types: vec![("t".to_owned(), 1)],
            }],
            created: vec![Period { days: DateRange::between(day, day), files: 1 }],
            undated: 0,
            largest: vec![LargeFile { id: file.id, path: "/ø".to_owned(), bytes: 2 }],
        };
        let user = User { id: id(1), primary_email: "ada@example.test".to_owned() };
        let invalid = InvalidExpression { reason: "unclosed group".to_owned(), part: Some(2..3) };
        let failed = |error| EngineResponse::Failed { id: question, error };
        let status = |status| EngineResponse::LoadStatus { project, status };
        for response in [
            EngineResponse::Ready,
            EngineResponse::Session(Ok(Some(user.into()))),
            EngineResponse::Session(Ok(None)),
            EngineResponse::Session(Err(ApiError::Unreachable(Unreachable::Timeout))),
            status(LoadStatus::Loading),
            status(LoadStatus::Complete),
            status(LoadStatus::Stopped),
            status(LoadStatus::Failed(ApiError::Invalid {
                reason: None,
                issues: vec![FieldError { field: "a.b".to_owned(), message: "no".to_owned() }],
            })),
            EngineResponse::ListStarted {
                list,
                project,
                filter: ServerFilter::default(),
                ignores_filters: true,
            },
            EngineResponse::ListBatch {
                list,
                batch: Batch::new([&file]).into(),
                received: u64::MAX,
                is_shown: true,
            },
            EngineResponse::ListUnconfirmed { project, since: Some(-1) },
            EngineResponse::KeptLists { id: question, bytes: 50_000_000 },
            EngineResponse::ListComplete { list, skipped: 1 },
            EngineResponse::Found {
                id: question,
                run: 1,
                files: vec![FoundFile {
                    id: file.id,
                    matches: 2,
                    lines: 1,
                    kept: vec![line.clone()],
                }],
                searched: 1,
                total: 2,
                is_done: false,
            },
            EngineResponse::Lines { id: question, lines: vec![line] },
            EngineResponse::Context {
                id: question,
                lines: vec![ContextLine { number: 1, excerpt }],
            },
            EngineResponse::Text { id: question, is_found: true },
            EngineResponse::ExportProgress { id: question, done: 1, total: 2 },
            EngineResponse::ExportChunk { id: question },
            EngineResponse::ExportDone { id: question },
            EngineResponse::Tokens { id: question, tokens: 3 },
            EngineResponse::Stats { id: question, stats },
            failed(QuestionError::Expression(invalid)),
            failed(QuestionError::Export(ExportError::PathTooLong)),
            failed(QuestionError::Api(ApiError::Worker(WorkerError::Crashed))),
            EngineResponse::Crashed,
        ] {
            assert_eq!(EngineResponse::decode(&response.encode()), Ok(response));
        }
    }

    #[test]
    fn another_version_is_recognised() {
        let mut bytes = EngineResponse::Ready.encode();
        bytes[0] ^= 1;
        assert_eq!(EngineResponse::decode(&bytes), Err(OtherVersion));
        assert_eq!(EngineResponse::decode(b""), Err(OtherVersion));
        assert_eq!(EngineResponse::decode(VERSION), Err(OtherVersion));
    }
}
