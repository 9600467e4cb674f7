//! A text in the editor, and as plain text until the editor is loaded. The editor is a package of its own in `editor/`, which a script of
//! the page fetches.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Promise;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::FileId;
use project_files::LineEnds;
use routes::LineRange;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::code_view::CodeView;
use super::long_lines::LongLines;
use crate::components::RetryPart;
use crate::state::files_url::FilesUrl;
use crate::state::typed_ahead::TypedAhead;

#[wasm_bindgen]
extern "C" {
    /// The exports of `editor/src/main.ts`.
    pub(super) type Module;

    #[wasm_bindgen(method)]
    fn open(
        this: &Module,
        holder: &Element,
        plain: Option<&Element>,
        text: &str,
        language: &str,
        wrap: bool,
        colours: bool,
        on_mark: &JsValue,
    ) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn edit(
        this: &Module,
        holder: &Element,
        text: &str,
        theirs: Option<&str>,
        language: &str,
        wrap: bool,
        on_change: &JsValue,
        on_save: &JsValue,
    ) -> Promise;

    #[wasm_bindgen(method, js_name = renderMarkdown)]
    pub(super) fn render_markdown(
        this: &Module,
        text: &str,
        into: &Element,
        on_link: &JsValue,
    ) -> Promise;

    #[wasm_bindgen(method, js_name = showSection)]
    pub(super) fn show_section(
        this: &Module,
        into: &Element,
        address: &str,
        on_link: &JsValue,
    ) -> Promise;

    /// A text that is edited: `editor/src/writer.ts`.
    #[derive(Clone)]
    pub(super) type WriterHandle;

    #[wasm_bindgen(method)]
    pub(super) fn text(this: &WriterHandle) -> String;

    #[wasm_bindgen(method)]
    pub(super) fn focus(this: &WriterHandle);

    #[wasm_bindgen(method)]
    pub(super) fn wrap(this: &WriterHandle, on: bool);

    #[wasm_bindgen(method)]
    pub(super) fn find(this: &WriterHandle);

    #[wasm_bindgen(method)]
    pub(super) fn close(this: &WriterHandle);

    /// A text in the editor: `editor/src/reader.ts`.
    #[derive(Clone)]
    type EditorHandle;

    #[wasm_bindgen(method)]
    fn mark(this: &EditorHandle, first: u32, last: u32, reveal: bool);

    #[wasm_bindgen(method)]
    fn wrap(this: &EditorHandle, on: bool, colours: bool);

    #[wasm_bindgen(method)]
    fn show(this: &EditorHandle);

    #[wasm_bindgen(method)]
    fn find(this: &EditorHandle);

    #[wasm_bindgen(method)]
    fn close(this: &EditorHandle);
}

thread_local! {
    /// The editor package is loaded.
    static IS_LOADED: Cell<bool> = const { Cell::new(false) };
    /// The number of attempts to show something by it that have failed in a row.
    static FAILURES: Cell<u32> = const { Cell::new(0) };
}

/// The time after which a text that the loaded editor has not drawn yet is shown as plain text.
const PLAIN_TEXT_DELAY: Duration = Duration::from_millis(100);

/// Loads the editor package, unless it is loaded already.
pub(super) async fn load_module() -> Result<Module, JsValue> {
    let module = JsFuture::from(fetch_editor()).await?.unchecked_into();
    IS_LOADED.set(true);
    Ok(module)
}

/// Shows something by the editor package.
pub(super) async fn show_by_module<T>(
    show: impl AsyncFnOnce(Module) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let shown = async { show(load_module().await?).await }.await;
    FAILURES.set(if shown.is_ok() { 0 } else { FAILURES.get() + 1 });
    shown
}

/// Says if it is in vain to try again: of a module that needs another one which did not arrive, Chromium remembers that for as long as the
/// page is there. What did not arrive itself it asks for again.
pub(super) fn is_given_up() -> bool {
    FAILURES.get() > 1
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// There is no text for it.
    Closed,
    Loading,
    Open,
    Failed,
}

/// The editor of the opened file, as the toolbar and the keyboard control it.
#[derive(Clone, Copy)]
pub struct Editor {
    state: RwSignal<State>,
    reader: StoredValue<Option<EditorHandle>, LocalStorage>,
    /// The search is to be opened as soon as the editor is.
    is_find_wanted: StoredValue<bool>,
    typed_ahead: TypedAhead,
}

impl Editor {
    pub(super) fn new() -> Self {
        Self {
            state: RwSignal::new(State::Closed),
            reader: StoredValue::new_local(None),
            is_find_wanted: StoredValue::new(false),
            typed_ahead: TypedAhead::expect(),
        }
    }

    pub(super) fn is_open(self) -> bool {
        self.state.get() == State::Open
    }

    /// Opens the search within the file, at once or when the editor is loaded. Returns false if there will be no editor.
    pub(super) fn find(self) -> bool {
        let is_loading = self.state.get_untracked() == State::Loading;
        if is_loading {
            self.typed_ahead.begin();
            self.is_find_wanted.set_value(true);
        }
        is_loading || self.with_reader(EditorHandle::find)
    }

    fn with_reader(self, work: impl FnOnce(&EditorHandle)) -> bool {
        let reader = self.reader.try_get_value().flatten();
        reader.as_ref().map(work).is_some()
    }
}

/// A text, which is not empty.
#[component]
pub(super) fn EditorText(
    file: FileId,
    text: Arc<str>,
    language: Option<&'static str>,
    #[prop(into)] wrap: Signal<bool>,
    /// Lines can be marked: those of the file, not those of a pretty-printed text.
    marks: bool,
    url: FilesUrl,
    editor: Editor,
) -> impl IntoView {
    let holder = NodeRef::<html::Div>::new();
    let Editor { state, reader, is_find_wanted, .. } = editor;
    let lines = Arc::new(LineEnds::of(&text));
    let long = LongLines::of(&lines);
    let wrapped = Memo::new(move |_| wrap.get() && long.can_wrap());
    let colours = Memo::new(move |_| long.can_colour(wrapped.get()));
    let marked = Memo::new(move |_| url.lines_of(file).filter(|_| marks));
    let mark = move |lines: LineRange| {
        if marks {
            url.mark(lines);
        }
    };
    // The editor calls it for as long as it is open; both end with this component.
    let on_mark = Closure::<dyn Fn(u32, u32)>::new(move |first: u32, last: u32| {
        if let Some(lines) = LineRange::new(first as usize, last as usize) {
            mark(lines);
        }
    });
    let on_mark = StoredValue::new_local(on_mark);
    let source = text.clone();
    let open = move || {
        let text = source.clone();
        is_find_wanted.set_value(false);
        state.set(State::Loading);
        spawn_local(async move {
            let opened = show_by_module(async move |module| {
                // The file may have been closed meanwhile.
                let Some(element) = holder.try_get_untracked().flatten() else { return Ok(None) };
                let plain = element.first_element_child();
                let Some(on_mark) = on_mark.try_with_value(|on_mark| on_mark.as_ref().clone())
                else {
                    return Ok(None);
                };
                let language = language.unwrap_or_default();
                let (wrap, colours) = (wrapped.get_untracked(), colours.get_untracked());
                let opened =
                    module.open(&element, plain.as_ref(), &text, language, wrap, colours, &on_mark);
                JsFuture::from(opened)
                    .await
                    .map(|reader| Some(reader.unchecked_into::<EditorHandle>()))
            });
            match opened.await {
                Ok(Some(opened)) if holder.try_get_untracked().flatten().is_none() => {
                    opened.close()
                }
                Ok(Some(opened)) => {
                    mark_in(&opened, marked.get_untracked(), false);
                    opened.wrap(wrapped.get_untracked(), colours.get_untracked());
                    opened.show();
                    if is_find_wanted.get_value() {
                        opened.find();
                    }
                    reader.set_value(Some(opened));
                    state.set(State::Open);
                }
                Ok(None) => {}
                Err(_) => {
                    editor.typed_ahead.end();
                    state.try_set(State::Failed);
                }
            }
        });
    };
    // With the editor loaded, the text is coloured before the next paint: plain text would only be laid out for nothing.
    let shows_plain = RwSignal::new(!IS_LOADED.get());
    set_timeout(
        move || {
            // The file may have been closed meanwhile.
            shows_plain.try_set(true);
        },
        PLAIN_TEXT_DELAY,
    );
    open();
    Effect::new(move || {
        let lines = marked.get();
        editor.with_reader(|reader| mark_in(reader, lines, true));
    });
    Effect::new(move || {
        let (colours, on) = (colours.get(), wrapped.get());
        editor.with_reader(|reader| reader.wrap(on, colours));
    });
    on_cleanup(move || {
        editor.with_reader(EditorHandle::close);
        // The handle outlives this component if the view mode changes.
        reader.try_set_value(None);
        state.try_set(State::Closed);
    });

    let open = StoredValue::new(open);
    let too_long = move || {
        let is_coloured = colours.get() || language.is_none();
        let is_wrapped_as_wanted = wrap.get() == wrapped.get();
        match (is_coloured, is_wrapped_as_wanted) {
            (true, true) => None,
            (true, false) => Some("Lines this long are not wrapped."),
            (false, true) => Some("Lines this long are not highlighted."),
            (false, false) => Some("Lines this long are neither highlighted nor wrapped."),
        }
    };
    view! {
        <Show when=move || state.get() == State::Failed>
            <p class="viewer-note" role="status">
                "Shown as plain text. The editor could not be loaded. "
                <RetryPart retry=Callback::new(move |()| open.with_value(|open| open())) is_given_up=is_given_up() />
            </p>
        </Show>
        {move || {
            too_long()
                .map(|note| {
                    view! {
                        <p class="viewer-note" role="status">
                            {note}
                        </p>
                    }
                })
        }}
        <div node_ref=holder class="viewer-text">
            // The same plain text stays while the editor is tried again.
            <Show when=move || shows_plain.get() && !editor.is_open()>
                <CodeView
                    text=text.clone()
                    lines=lines.clone()
                    wrap=wrapped
                    marked=marked
                    on_mark=Callback::new(mark)
                    complete=Signal::derive(move || state.get() == State::Failed)
                />
            </Show>
        </div>
    }
}

fn mark_in(reader: &EditorHandle, lines: Option<LineRange>, reveal: bool) {
    let (first, last) = lines.map_or((0, 0), |lines| (lines.first(), lines.last()));
    reader.mark(first as u32, last as u32, reveal);
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// Fetches the editor (`editor/`), or gives it if it is there. In index.html.
    #[wasm_bindgen(js_namespace = window, js_name = editor)]
    pub fn fetch_editor() -> js_sys::Promise;
}
