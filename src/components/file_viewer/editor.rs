//! The text of a file: plain at once, in the editor as soon as that is there. The editor is a package of its own, in `editor/`, which the
//! page's script fetches.

use std::sync::Arc;

use dom_view::{View, view};
use js_sys::Promise;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use project_files::LineEnds;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::long_lines::LongLines;
use crate::chunks::fetch_editor;
use crate::components::CodeView;
use crate::files_place::FilesPlace;
use crate::reactive::{callback, effect, memo, signal, stored};
use crate::typed_ahead::TypedAhead;
use crate::ui::{Icon, IconName};
use crate::urls::Lines;

#[wasm_bindgen]
extern "C" {
    /// What `editor/src/main.ts` exports.
    pub(super) type Module;

    #[wasm_bindgen(method)]
    fn open(
        this: &Module,
        plain: &Element,
        text: &str,
        language: &str,
        wrap: bool,
        colours: bool,
        on_mark: &JsValue,
    ) -> Promise;

    #[wasm_bindgen(method, js_name = renderMarkdown)]
    pub(super) fn render_markdown(
        this: &Module,
        text: &str,
        into: &Element,
        on_link: &JsValue,
    ) -> Promise;

    /// A text in the editor: `editor/src/reader.ts`.
    #[derive(Clone)]
    type Reader;

    #[wasm_bindgen(method)]
    fn mark(this: &Reader, first: u32, last: u32, reveal: bool);

    #[wasm_bindgen(method)]
    fn wrap(this: &Reader, on: bool, colours: bool);

    #[wasm_bindgen(method)]
    fn show(this: &Reader);

    #[wasm_bindgen(method)]
    fn find(this: &Reader);

    #[wasm_bindgen(method)]
    fn close(this: &Reader);
}

/// Fetches the editor, or gives it if it is there.
pub(super) async fn module() -> Result<Module, JsValue> {
    Ok(JsFuture::from(fetch_editor()).await?.unchecked_into())
}

/// How far the editor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// There is no text for it.
    Absent,
    Coming,
    Here,
    Failed,
}

/// The editor that shows a file, for those who ask something of it.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    state: RwSignal<State>,
    reader: StoredValue<Option<Reader>, LocalStorage>,
    /// Whether something is to be searched for as soon as there is something to search with.
    is_find_wanted: StoredValue<bool>,
    typed_ahead: TypedAhead,
}

impl Editor {
    /// There is none yet.
    pub(super) fn new() -> Self {
        Self {
            state: signal(State::Absent),
            reader: StoredValue::new_local(None),
            is_find_wanted: stored(false),
            typed_ahead: TypedAhead::expect(),
        }
    }

    /// Whether it shows the text.
    pub(super) fn is_here(self) -> bool {
        self.state.get() == State::Here
    }

    /// Opens the search within the file, or will when that is there. False if there is nothing to search with.
    pub(super) fn find(self) -> bool {
        let is_coming = self.state.get_untracked() == State::Coming;
        if is_coming {
            self.typed_ahead.begin();
            self.is_find_wanted.set_value(true);
        }
        is_coming || self.with_reader(Reader::find)
    }

    fn with_reader(self, work: impl FnOnce(&Reader)) -> bool {
        let reader = self.reader.try_get_value().flatten();
        reader.as_ref().map(work).is_some()
    }
}

/// A text, which is not empty.
#[component]
pub(super) fn EditorText(
    text: Arc<str>,
    language: Option<&'static str>,
    #[prop(into)] wrap: Signal<bool>,
    /// Whether lines can be marked: those of the file, not of what is made of it.
    marks: bool,
    place: FilesPlace,
    editor: Editor,
) -> View {
    let holder = NodeRef::<html::Div>::new();
    let Editor { state, reader, is_find_wanted, .. } = editor;
    let lines = Arc::new(LineEnds::of(&text));
    let long = LongLines::of(&lines);
    let wrapped = memo(move || wrap.get() && long.can_wrap());
    let colours = memo(move || long.can_colour(wrapped.get()));
    let marked = memo(move || place.lines.get().filter(|_| marks));
    let mark = move |lines: Lines| {
        if marks {
            place.mark(lines);
        }
    };
    // The editor calls it for as long as it is open; then both go.
    let on_mark = Closure::<dyn Fn(u32, u32)>::new(move |first: u32, last: u32| {
        if let Some(lines) = Lines::new(first as usize, last as usize) {
            mark(lines);
        }
    });
    let on_mark = StoredValue::new_local(on_mark);
    let source = text.clone();
    let open = move || {
        let text = source.clone();
        is_find_wanted.set_value(false);
        state.set(State::Coming);
        spawn_local(async move {
            let opened = async {
                let module = module().await?;
                // Nobody waits any more if the file has been closed.
                let Some(plain) = plain_in(holder) else { return Ok(None) };
                let Some(on_mark) = on_mark.try_with_value(|call| call.as_ref().clone()) else {
                    return Ok(None);
                };
                let language = language.unwrap_or_default();
                let (wrap, colours) = (wrapped.get_untracked(), colours.get_untracked());
                let opened = module.open(&plain, &text, language, wrap, colours, &on_mark);
                JsFuture::from(opened).await.map(|reader| Some(reader.unchecked_into::<Reader>()))
            };
            match opened.await {
                Ok(Some(opened)) if plain_in(holder).is_none() => opened.close(),
                Ok(Some(opened)) => {
                    mark_in(&opened, marked.get_untracked(), false);
                    opened.wrap(wrapped.get_untracked(), colours.get_untracked());
                    opened.show();
                    if is_find_wanted.get_value() {
                        opened.find();
                    }
                    reader.set_value(Some(opened));
                    state.set(State::Here);
                }
                Ok(None) => {}
                Err(_) => {
                    editor.typed_ahead.end();
                    state.try_set(State::Failed);
                }
            }
        });
    };
    open();
    effect(move || {
        let lines = marked.get();
        editor.with_reader(|reader| mark_in(reader, lines, true));
    });
    effect(move || {
        let (colours, on) = (colours.get(), wrapped.get());
        editor.with_reader(|reader| reader.wrap(on, colours));
    });
    on_cleanup(move || {
        editor.with_reader(Reader::close);
        // Both outlive this text if the file is looked at in another way.
        reader.try_set_value(None);
        state.try_set(State::Absent);
    });

    let open = StoredValue::new_local(open);
    let failed = move || {
        (state.get() == State::Failed).then(|| {
            view! {
                <p class="viewer-note" role="status">
                    "Shown as plain text: what colours it and finds in it did not arrive. "
                    <button type="button" class="button" on:click=move |_| open.with_value(|open| open())>
                        <Icon name=IconName::Retry />
                        "Try again"
                    </button>
                </p>
            }
        })
    };
    // Plain text stays as it is while the editor is tried again.
    let is_here = memo(move || editor.is_here());
    let plain = move || {
        (!is_here.get()).then(|| {
            view! {
                <CodeView
                    text=text.clone()
                    lines=lines.clone()
                    wrap=wrapped
                    marked=marked
                    on_mark=callback(mark)
                    complete=memo(move || state.get() == State::Failed)
                />
            }
        })
    };
    let left_out = move || {
        let colours = colours.get() || language.is_none();
        let what = match (colours, wrap.get() == wrapped.get()) {
            (true, true) => return View::Empty,
            (true, false) => "Lines this long are not wrapped.",
            (false, true) => "Lines this long are shown without colours.",
            (false, false) => "Lines this long are shown without colours, and are not wrapped.",
        };
        view! {
            <p class="viewer-note" role="status">
                {what}
            </p>
        }
    };
    view! {
        {failed}
        {left_out}
        <div node_ref=holder class="viewer-text">
            {plain}
        </div>
    }
}

/// The element with the plain text.
fn plain_in(holder: NodeRef<html::Div>) -> Option<Element> {
    holder.try_get_untracked().flatten()?.first_element_child()
}

fn mark_in(reader: &Reader, lines: Option<Lines>, reveal: bool) {
    let (first, last) = lines.map_or((0, 0), |lines| (lines.first(), lines.last()));
    reader.mark(first as u32, last as u32, reveal);
}
