// What one types into to find something in the file.

import type { EditorView, Panel, ViewUpdate } from '@codemirror/view';
import { type Found, NO_MATCHES, closeFind, found, goTo, setFound, step } from './find';
import { MOST_MATCHES, type Matches, findAll, firstFrom } from './matches';

const panels = new WeakMap<EditorView, FindPanel>();

export class FindPanel implements Panel {
  readonly top = true;
  readonly dom: HTMLElement;
  readonly #view: EditorView;
  readonly #input = element('input', { type: 'search', 'aria-label': 'Find in file', placeholder: 'Find in file', spellcheck: 'false', autocomplete: 'off' });
  readonly #status = element('output', { role: 'status' });
  readonly #matchCase = button('Match case', 'Aa');
  // Where the search began: what is found first is the first from there.
  #anchor = 0;
  #running = new AbortController();

  constructor(view: EditorView) {
    this.#view = view;
    panels.set(view, this);
    const previous = button('Previous match', '↑');
    const next = button('Next match', '↓');
    const done = button('Done', 'Done');
    this.#matchCase.setAttribute('aria-pressed', 'false');
    this.#input.addEventListener('input', () => this.#search());
    this.#matchCase.addEventListener('click', () => {
      this.#matchCase.setAttribute('aria-pressed', String(!this.#isCaseMatched));
      this.#search();
    });
    previous.addEventListener('click', () => step(view, -1));
    next.addEventListener('click', () => step(view, 1));
    done.addEventListener('click', () => closeFind(view));
    this.dom = element('div', { class: 'find', role: 'search', 'aria-label': 'Find in file' });
    this.dom.append(this.#input, this.#status, this.#matchCase, previous, next, done);
    this.dom.addEventListener('keydown', (event) => this.#keyPressed(event));
  }

  static of(view: EditorView): FindPanel | undefined {
    return panels.get(view);
  }

  // Takes the focus. An empty text leaves what was searched for last.
  begin(text: string): void {
    this.#anchor = this.#view.state.selection.main.from;
    if (text) {
      this.#input.value = text;
      this.#search();
    }
    this.#input.focus();
    this.#input.select();
  }

  update({ startState, state }: ViewUpdate): void {
    const now = state.field(found);
    if (now !== startState.field(found)) this.#tell(now);
  }

  destroy(): void {
    this.#running.abort();
    panels.delete(this.#view);
  }

  get #isCaseMatched(): boolean {
    return this.#matchCase.getAttribute('aria-pressed') === 'true';
  }

  #search(): void {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const wanted = this.#input.value;
    this.#view.dispatch({ effects: setFound.of({ matches: NO_MATCHES, current: -1 }) });
    if (!wanted) return;
    let went = false;
    const tell = (matches: Matches) => {
      if (signal.aborted) return;
      this.#view.dispatch({ effects: setFound.of({ matches: { ...matches } }) });
      const first = firstFrom(matches, this.#anchor);
      const over = matches.complete || matches.starts.length >= MOST_MATCHES;
      if (!went && (first < matches.starts.length || over)) {
        went = true;
        goTo(this.#view, first < matches.starts.length ? first : 0);
      }
    };
    void findAll(this.#view.state.doc, wanted, this.#isCaseMatched, tell, signal);
  }

  #tell({ matches, current }: Found): void {
    const count = matches.starts.length;
    const nothing = count === 0 && matches.complete && this.#input.value !== '';
    const more = count >= MOST_MATCHES ? '+' : '';
    const counted = `${count.toLocaleString('en')}${more}`;
    this.#status.textContent = nothing ? 'No match' : count > 0 ? `${(current + 1).toLocaleString('en')} of ${counted}` : '';
    this.#status.classList.toggle('bad', nothing);
    this.#input.setAttribute('aria-invalid', String(nothing));
  }

  #keyPressed(event: KeyboardEvent): void {
    if (event.key === 'Escape') closeFind(this.#view);
    else if (event.key === 'Enter' && event.target === this.#input) step(this.#view, event.shiftKey ? -1 : 1);
    else if (event.key.toLowerCase() === 'g' && (event.ctrlKey || event.metaKey)) step(this.#view, event.shiftKey ? -1 : 1);
    else if (event.key === 'f' && (event.ctrlKey || event.metaKey)) this.#input.select();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function button(name: string, face: string): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'button', 'aria-label': name, title: name });
  made.textContent = face;
  return made;
}
