//! The engine as a state machine: requests, bytes and time go in, effects come out.

use std::collections::{HashSet, VecDeque};
use std::mem;
use std::rc::Rc;

use neptun_api::{FileId, ProjectFile, ProjectId, User, UserId, decode, paths};
use project_files::contents::export::{ExportBuffer, ExportFormat, Exporter, MarkdownExporter};
use project_files::contents::search::{
    InvalidExpression, MatchOptions, Matcher, SearchQuery, lines_around, more_lines, plain,
};
use project_files::contents::{Contents, ProjectStats, Step, pretty_json};
use routes::{ProjectRoute, Route};
use transport::ApiError;

use crate::ServerFilter;
use crate::messages::{EngineRequest, EngineResponse, ListId, QuestionError, QuestionId};
use crate::project::Project;
use crate::projects::ProjectsQuestion;
use crate::tasks::{EstimateTask, ExportTask, SearchTask};

/// Tells a request for a list from those that took its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoadId(u32);

/// Names a list that this browser keeps between visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeptKey {
    /// Whose it is.
    pub user: UserId,
    /// The project.
    pub project: ProjectId,
}

/// What is kept with a list.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptHead {
    /// Its etag, if the server has given one.
    pub etag: Option<String>,
    /// The time when it was read from the server, in milliseconds since 1970.
    pub read_at: i64,
}

/// Something that the engine wants done.
#[derive(Debug)]
pub enum Effect {
    /// Send a message to the page.
    Post(Post),
    /// Request a list of files, and tell the engine what comes of it.
    Fetch {
        /// The request.
        load: LoadId,
        /// Path and query.
        url: String,
        /// The etag of the list that is known.
        if_none_match: Option<String>,
        /// Take the list that is kept under this key instead, if there is one.
        kept: Option<KeptKey>,
    },
    /// Keep a list in a while, unless another one is to be kept before.
    Keep {
        /// Its key.
        key: KeptKey,
        /// Its etag.
        etag: Option<String>,
        /// Its files.
        files: Vec<Rc<ProjectFile>>,
    },
    /// Keep no lists any more, and none that is to be kept.
    ClearKept,
    /// Measure the kept lists: see [`Engine::kept_measured`].
    MeasureKept {
        /// The question.
        id: QuestionId,
    },
    /// Abort the request of a list.
    Abort(LoadId),
    /// Compile a regular expression: see [`Engine::expression_compiled`].
    CompileExpression {
        /// The question that needs it.
        id: QuestionId,
        /// The expression.
        text: String,
        /// The strictness of matching.
        options: MatchOptions,
    },
    /// Make an exporter for a `.zip`: see [`Engine::exporter_made`].
    MakeZipExporter {
        /// The question that needs it.
        id: QuestionId,
        /// The files.
        files: Vec<Rc<ProjectFile>>,
        /// The output.
        buffer: ExportBuffer,
    },
}

/// A message to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The message.
    pub response: EngineResponse,
    /// Its payload.
    pub payload: Option<Vec<u8>>,
}

/// The effects that are to be done, and the numbers that were given.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    effects: Vec<Effect>,
    last_load: u32,
    last_list: u32,
    last_run: u32,
}

impl Outbox {
    pub(crate) fn post(&mut self, response: EngineResponse) {
        self.effects.push(Effect::Post(Post { response, payload: None }));
    }

    pub(crate) fn post_with(&mut self, response: EngineResponse, payload: Vec<u8>) {
        self.effects.push(Effect::Post(Post { response, payload: Some(payload) }));
    }

    /// Requests a list, for which it gives an id.
    pub(crate) fn fetch(
        &mut self,
        url: String,
        if_none_match: Option<String>,
        kept: Option<KeptKey>,
    ) -> (LoadId, ListId) {
        self.last_load += 1;
        let load = LoadId(self.last_load);
        self.effects.push(Effect::Fetch { load, url, if_none_match, kept });
        (load, self.next_list())
    }

    /// The id of a list that takes the place of another one.
    pub(crate) fn next_list(&mut self) -> ListId {
        self.last_list += 1;
        ListId(self.last_list)
    }

    pub(crate) fn keep(&mut self, key: KeptKey, etag: Option<String>, files: Vec<Rc<ProjectFile>>) {
        self.effects.push(Effect::Keep { key, etag, files });
    }

    pub(crate) fn abort(&mut self, load: LoadId) {
        self.effects.push(Effect::Abort(load));
    }

    fn next_run(&mut self) -> u32 {
        self.last_run += 1;
        self.last_run
    }

    pub(crate) fn fail(&mut self, id: QuestionId, error: QuestionError) {
        self.post(EngineResponse::Failed { id, error });
    }
}

/// The state machine.
#[derive(Default)]
pub struct Engine {
    /// The page that is open at the start.
    route: Option<Route>,
    project: Option<Project>,
    /// The files that are left out of everything, and their project.
    withheld: (Option<ProjectId>, HashSet<FileId>),
    search: Option<SearchTask>,
    /// The questions for lines that wait for an expression.
    lines: Vec<LinesQuestion>,
    export: Option<ExportTask>,
    estimates: VecDeque<EstimateTask>,
    projects: Option<ProjectsQuestion>,
    out: Outbox,
}

/// A question for more lines of a file.
struct LinesQuestion {
    id: QuestionId,
    file: FileId,
    after: u32,
    count: usize,
}

/// The files that can be searched.
#[derive(Default, PartialEq)]
struct FilesState {
    list: Option<ListId>,
    count: usize,
    /// There may be more of them soon.
    is_loading: bool,
}

impl Engine {
    /// An engine for a page that is opened at a route.
    pub fn new(route: Option<Route>) -> Self {
        Self { route, ..Self::default() }
    }

    /// Takes the effects that are to be done.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        mem::take(&mut self.out.effects)
    }

    /// The answer to the request for the session has arrived. Loads the files of the page that is open.
    pub fn session_known(&mut self, session: Result<Option<User>, ApiError>) {
        let user = session.as_ref().ok().and_then(Option::as_ref).map(|user| user.id);
        self.out.post(EngineResponse::Session(session.map(|user| user.map(User::into))));
        let Some((project, filter)) = self.route.take().and_then(files_of_route) else { return };
        if let Some(user) = user
            && self.project.is_none()
        {
            self.open(user, project);
            self.with_project(project, |project, out| project.ensure(filter, out));
        }
    }

    /// Answers a request, or begins to. `now` is a time in milliseconds, here and elsewhere.
    pub fn handle(&mut self, request: EngineRequest, now: f64) {
        let files = self.files_state();
        match request {
            EngineRequest::LoadFiles { user, project, filter } => {
                self.open(user, project);
                self.with_project(project, |project, out| project.ensure(filter, out));
            }
            EngineRequest::ReloadFiles { user, project, all } => {
                self.open(user, project);
                self.with_project(project, |project, out| project.reload(all, out));
            }
            EngineRequest::RefreshFiles { project, by_user } => {
                self.with_project(project, |project, out| project.refresh(now, by_user, out));
            }
            EngineRequest::ChangeFiles { project, changed, deleted } => {
                // The page has read them, in the same way.
                let read = |json: String| decode::file(json.as_bytes()).ok();
                let changed: Vec<_> = changed.into_iter().filter_map(read).collect();
                self.with_project(project, |project, out| project.change(&changed, &deleted, out));
            }
            EngineRequest::DoubtFiles { url, since } => {
                if let Some(project) = &mut self.project {
                    project.doubt(&url, since, &mut self.out);
                }
            }
            EngineRequest::WithholdFiles { project, files } => {
                let files: HashSet<_> = files.into_iter().collect();
                self.withheld = (Some(project), files.clone());
                self.with_project(project, |project, out| project.withhold(files, out));
            }
            EngineRequest::StopLoading { project } => {
                self.with_project(project, |project, out| project.stop(now, out));
            }
            EngineRequest::CloseProject { project } => {
                if self.project.as_ref().is_some_and(|open| open.id == project) {
                    self.close();
                }
            }
            EngineRequest::Forget => {
                self.close();
                self.out.effects.push(Effect::ClearKept);
            }
            EngineRequest::Search { id, query } => self.search(id, query),
            EngineRequest::MoreLines { id, query, file, after, count } => {
                let question = LinesQuestion { id, file, after, count };
                if query.is_expression {
                    self.lines.push(question);
                    self.compile(id, query);
                } else {
                    self.answer_lines(&question, &mut *plain(&query.text, query.options));
                }
            }
            EngineRequest::LinesAround { id, file, lines, count } => {
                let file = self.find(file);
                let lines = file.map(|file| lines_around(&file.text, &lines, count));
                let lines = lines.unwrap_or_default();
                self.out.post(EngineResponse::Context { id, lines });
            }
            EngineRequest::ReadText { id, file } => {
                let text = self.find(file).map(|file| file.text.clone());
                self.answer_text(id, text);
            }
            // Some milliseconds for a megabyte, and few files are larger.
            EngineRequest::PrettyPrint { id, file } => {
                let text = self.find(file).and_then(|file| pretty_json(&file.text));
                self.answer_text(id, text);
            }
            EngineRequest::Export { id, files, format } => self.export(id, &files, format, now),
            EngineRequest::EstimateTokens { id, files } => {
                let files = self.find_all(&files);
                self.estimates.push_back(EstimateTask::new(id, files));
            }
            EngineRequest::Statistics { id } => {
                let contents = self.project.as_ref().and_then(Project::contents);
                let stats = contents.map(ProjectStats::new).unwrap_or_default();
                self.out.post(EngineResponse::Stats { id, stats });
            }
            EngineRequest::KeptLists { id, is_cleared } => {
                if is_cleared {
                    self.out.effects.push(Effect::ClearKept);
                }
                self.out.effects.push(Effect::MeasureKept { id });
            }
            EngineRequest::ListProjects { id, user } => {
                let (load, _) = self.out.fetch(paths::projects(user), None, None);
                self.projects = Some(ProjectsQuestion::new(id, load));
            }
            EngineRequest::Cancel { id } => self.cancel(id),
        }
        self.follow_files(files);
    }

    /// A list begins to arrive.
    pub fn list_opened(&mut self, load: LoadId, etag: Option<String>) {
        if let Some(project) = &mut self.project {
            project.opened(load, etag);
        }
    }

    /// A list that was kept begins to arrive, in the place of the server's.
    pub fn kept_opened(&mut self, load: LoadId, head: KeptHead) {
        if let Some(project) = &mut self.project {
            project.kept_opened(load, head);
        }
    }

    /// A kept list could not be read: the server is asked for it.
    pub fn kept_failed(&mut self, load: LoadId) {
        self.with_list(|project, out| project.kept_failed(load, out));
    }

    /// The kept lists are measured.
    pub fn kept_measured(&mut self, id: QuestionId, bytes: u64) {
        self.out.post(EngineResponse::KeptLists { id, bytes });
    }

    /// The list that is known has not changed.
    pub fn list_not_modified(&mut self, load: LoadId, now: f64) {
        self.with_list(|project, out| project.not_modified(load, now, out));
    }

    /// Some bytes of a list have arrived.
    pub fn list_received(&mut self, load: LoadId, bytes: &[u8], now: f64) {
        if let Some(projects) = self.projects.as_mut().filter(|projects| projects.load == load) {
            return projects.received(bytes);
        }
        self.with_list(|project, out| project.received(load, bytes, now, out));
    }

    /// All bytes of a list have arrived.
    pub fn list_ended(&mut self, load: LoadId, now: f64) {
        if let Some(projects) = self.projects.take_if(|projects| projects.load == load) {
            return projects.ended(Ok(()), &mut self.out);
        }
        self.with_list(|project, out| project.ended(load, now, out));
    }

    /// A list does not arrive, or not to its end.
    pub fn list_failed(&mut self, load: LoadId, error: ApiError, now: f64) {
        if let Some(projects) = self.projects.take_if(|projects| projects.load == load) {
            return projects.ended(Err(error), &mut self.out);
        }
        self.with_list(|project, out| project.failed(load, error, now, out));
    }

    /// An expression is compiled, is none, or the code for it could not be loaded.
    pub fn expression_compiled(
        &mut self,
        id: QuestionId,
        compiled: Result<Result<Box<dyn Matcher>, InvalidExpression>, ApiError>,
    ) {
        let search = self.search.take_if(|search| search.id == id);
        let at = self.lines.iter().position(|question| question.id == id);
        let question = at.map(|at| self.lines.swap_remove(at));
        let mut matcher = match compiled {
            Ok(Ok(matcher)) => matcher,
            // A question that was cancelled has no error either.
            _ if search.is_none() && question.is_none() => return,
            Ok(Err(invalid)) => return self.out.fail(id, QuestionError::Expression(invalid)),
            Err(error) => return self.out.fail(id, QuestionError::Api(error)),
        };
        if let Some(question) = question {
            self.answer_lines(&question, &mut *matcher);
        } else if let Some(mut search) = search {
            search.begin(matcher);
            self.search = Some(search);
        }
    }

    /// An exporter is made, or the code for it could not be loaded.
    pub fn exporter_made(&mut self, id: QuestionId, made: Result<Box<dyn Exporter>, ApiError>) {
        let Some(mut export) = self.export.take_if(|export| export.id == id) else { return };
        match made {
            Ok(exporter) => {
                export.begin(exporter);
                self.export = Some(export);
            }
            Err(error) => self.out.fail(id, QuestionError::Api(error)),
        }
    }

    /// Does a step of everything that is under way. True if there is more to do.
    pub fn work(&mut self, now: f64) -> bool {
        let steps = [self.search_on(now), self.export_on(now), self.estimate_on()];
        steps.contains(&Step::More)
    }

    /// Opens a project of a user, and closes any other.
    fn open(&mut self, user: UserId, id: ProjectId) {
        if self.project.as_ref().is_some_and(|open| (open.user, open.id) != (user, id)) {
            self.close();
        }
        let withheld = match &self.withheld {
            (Some(project), files) if *project == id => files.clone(),
            _ => HashSet::new(),
        };
        self.project.get_or_insert_with(|| Project::new(user, id, withheld));
    }

    /// Drops the project and every question about it.
    fn close(&mut self) {
        if let Some(mut project) = self.project.take() {
            project.abort(&mut self.out);
        }
        self.search = None;
        self.lines.clear();
        self.export = None;
        self.estimates.clear();
    }

    fn with_project(&mut self, id: ProjectId, act: impl FnOnce(&mut Project, &mut Outbox)) {
        if let Some(project) = self.project.as_mut().filter(|project| project.id == id) {
            act(project, &mut self.out);
        }
    }

    /// Does something that may change the files.
    fn with_list(&mut self, act: impl FnOnce(&mut Project, &mut Outbox)) {
        let files = self.files_state();
        if let Some(project) = &mut self.project {
            act(project, &mut self.out);
        }
        self.follow_files(files);
    }

    fn files_state(&self) -> FilesState {
        match &self.project {
            Some(project) => FilesState {
                list: project.shown_list(),
                count: project.contents().map_or(0, Contents::len),
                is_loading: project.is_loading(),
            },
            None => FilesState::default(),
        }
    }

    /// Searches on if there are more files than before, and anew if there are others.
    fn follow_files(&mut self, before: FilesState) {
        let files = self.files_state();
        let Some(search) = self.search.as_mut().filter(|_| files != before) else { return };
        if before.list.is_some() && before.list != files.list {
            search.restart(self.out.next_run());
        } else {
            search.files_changed();
        }
    }

    fn find(&self, file: FileId) -> Option<&Rc<ProjectFile>> {
        self.project.as_ref()?.find(file)
    }

    /// Those of the files that are there.
    fn find_all(&self, files: &[FileId]) -> Vec<Rc<ProjectFile>> {
        files.iter().filter_map(|file| self.find(*file).cloned()).collect()
    }

    fn search(&mut self, id: QuestionId, query: SearchQuery) {
        let mut search = SearchTask::new(id, query.clone(), self.out.next_run());
        if query.is_expression {
            self.compile(id, query);
        } else {
            search.begin(plain(&query.text, query.options));
        }
        self.search = Some(search);
    }

    fn compile(&mut self, id: QuestionId, SearchQuery { text, options, .. }: SearchQuery) {
        self.out.effects.push(Effect::CompileExpression { id, text, options });
    }

    fn answer_lines(&mut self, question: &LinesQuestion, matcher: &mut dyn Matcher) {
        let LinesQuestion { id, file, after, count } = *question;
        let lines = self.find(file).map(|file| more_lines(&file.text, matcher, after, count));
        self.out.post(EngineResponse::Lines { id, lines: lines.unwrap_or_default() });
    }

    fn answer_text(&mut self, id: QuestionId, text: Option<String>) {
        let response = EngineResponse::Text { id, is_found: text.is_some() };
        self.out.post_with(response, text.unwrap_or_default().into_bytes());
    }

    fn export(&mut self, id: QuestionId, files: &[FileId], format: ExportFormat, now: f64) {
        let files = self.find_all(files);
        let buffer = ExportBuffer::default();
        let mut export = ExportTask::new(id, &files, buffer.clone(), now);
        match format {
            ExportFormat::Markdown => {
                export.begin(Box::new(MarkdownExporter::new(files, buffer)));
            }
            ExportFormat::Zip => {
                self.out.effects.push(Effect::MakeZipExporter { id, files, buffer });
            }
        }
        self.export = Some(export);
    }

    fn cancel(&mut self, id: QuestionId) {
        self.search.take_if(|search| search.id == id);
        self.lines.retain(|question| question.id != id);
        self.export.take_if(|export| export.id == id);
        self.estimates.retain(|estimate| estimate.id != id);
        if let Some(projects) = self.projects.take_if(|projects| projects.id == id) {
            self.out.abort(projects.load);
        }
    }

    fn search_on(&mut self, now: f64) -> Step {
        let FilesState { count, is_loading, .. } = self.files_state();
        let Some(search) = &mut self.search else { return Step::Done };
        let contents = self.project.as_ref().and_then(Project::contents);
        let step = contents.map_or(Step::Done, |contents| search.step(contents));
        let is_done = step == Step::Done && !is_loading;
        if let Some(response) = search.response(count, is_done, now) {
            // The page has to know the files first.
            if let Some(project) = &mut self.project {
                project.send_shown(now, &mut self.out);
            }
            self.out.post(response);
        }
        step
    }

    fn export_on(&mut self, now: f64) -> Step {
        let Some(export) = self.export.as_mut().filter(|export| export.has_begun()) else {
            return Step::Done;
        };
        let step = export.step(now, &mut self.out);
        if step == Step::Done {
            self.export = None;
        }
        step
    }

    fn estimate_on(&mut self) -> Step {
        let Some(estimate) = self.estimates.front_mut() else { return Step::Done };
        if estimate.step(&mut self.out) == Step::Done {
            self.estimates.pop_front();
        }
        if self.estimates.is_empty() { Step::Done } else { Step::More }
    }
}

/// The files that a page needs, if it needs some.
fn files_of_route(route: Route) -> Option<(ProjectId, ServerFilter)> {
    match route {
        Route::Project(project, ProjectRoute::Files(files)) => {
            Some((project, ServerFilter::from(&files.query)))
        }
        Route::Project(project, ProjectRoute::Search(_)) => {
            Some((project, ServerFilter::default()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
