// An opened file in CodeMirror.

import type { Language } from '@codemirror/language';
import { Compartment, EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView, drawSelection } from '@codemirror/view';
import { yieldToBrowser } from './document';
import { find, openFind } from './find';
import { keys } from './keys';
import { type Lines, lineMarks, setMarks } from './marks';
import { specialChars } from './special_chars';
import { theme } from './theme';

export interface Options {
  wrap: boolean;
  onMark(lines: Lines): void;
}

const NOTHING: Extension = [];

export class Reader {
  readonly #view: EditorView;
  readonly #plain: HTMLElement | undefined;
  readonly #wrapping = new Compartment();
  readonly #colouring = new Compartment();
  readonly #language: Extension;

  constructor(
    holder: HTMLElement,
    plain: HTMLElement | undefined,
    document: Text,
    language: Language | undefined,
    { wrap, onMark }: Options,
  ) {
    this.#language = language ?? NOTHING;
    this.#plain = plain;
    const state = EditorState.create({
      doc: document,
      extensions: [
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorState.tabSize.of(4),
        EditorView.contentAttributes.of({
          tabindex: '0',
          'aria-label': 'Text',
          'aria-description': 'Enter marks the line, or the lines that are selected.',
        }),
        drawSelection({ cursorBlinkRate: 0 }),
        specialChars,
        this.#wrapping.of(wrap ? EditorView.lineWrapping : NOTHING),
        this.#colouring.of(NOTHING),
        lineMarks(onMark),
        find,
        keys(onMark),
        theme,
      ],
    });
    this.#view = new EditorView({ state });
    const { dom, scrollDOM } = this.#view;
    dom.classList.add('cm-waiting');
    dom.style.setProperty('--digits', String(Math.max(3, String(document.lines).length)));
    scrollDOM.setAttribute('role', 'group');
    scrollDOM.setAttribute('aria-label', 'Text');
    // At the end: nodes between the app's marks are the app's to remove.
    holder.append(dom);
  }

  // Draws, unseen, the lines that the plain text shows. Without plain text there is nothing to wait for.
  async prepare(colours: boolean): Promise<void> {
    if (!this.#plain) return this.#colour(colours);
    await this.#measured();
    this.#scrollLikePlain();
    // A task of its own: parsing begins here.
    await yieldToBrowser();
    this.#colour(colours);
    await this.#measured();
  }

  // Is seen from now on. The plain text is to be taken away at once.
  show(): void {
    const { dom, scrollDOM } = this.#view;
    if (this.#plain && scrollDOM.scrollTop !== this.#plain.scrollTop) this.#scrollLikePlain();
    dom.classList.remove('cm-waiting');
    if (this.#plain?.contains(document.activeElement)) this.#view.focus();
  }

  // Marks lines, or with 0 none. Those that are to be revealed are brought into sight, and told to a screen reader.
  mark(first: number, last: number, reveal: boolean): void {
    const lines = first > 0 ? { first, last } : undefined;
    this.#view.dispatch({ effects: setMarks.of(lines) });
    const { state, scrollDOM } = this.#view;
    if (!lines || !reveal || first > state.doc.lines) return;
    const { from } = state.doc.line(first);
    const { top, bottom } = this.#view.lineBlockAt(from);
    const sight = scrollDOM.clientHeight;
    if (top < scrollDOM.scrollTop || bottom > scrollDOM.scrollTop + sight) {
      this.#view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: sight / 3 }) });
    }
    const said = first === last ? `Line ${first} is marked` : `Lines ${first} to ${last} are marked`;
    this.#view.dispatch({ effects: EditorView.announce.of(said) });
  }

  wrap(on: boolean, colours: boolean): void {
    // What may not be coloured when it is wrapped must not be both for a moment.
    if (!colours) this.#colour(false);
    const wrapping = on ? EditorView.lineWrapping : NOTHING;
    if (this.#wrapping.get(this.#view.state) !== wrapping) {
      this.#view.dispatch({ effects: this.#wrapping.reconfigure(wrapping) });
    }
    this.#colour(colours);
  }

  find(): void {
    openFind(this.#view);
  }

  close(): void {
    this.#view.destroy();
  }

  #colour(on: boolean): void {
    const language = on ? this.#language : NOTHING;
    if (this.#colouring.get(this.#view.state) !== language) {
      this.#view.dispatch({ effects: this.#colouring.reconfigure(language) });
    }
  }

  #measured(): Promise<void> {
    return new Promise((resolve) => this.#view.requestMeasure({ read: () => {}, write: () => resolve() }));
  }

  #scrollLikePlain(): void {
    if (!this.#plain) return;
    const { scrollDOM } = this.#view;
    scrollDOM.scrollTop = this.#plain.scrollTop;
    scrollDOM.scrollLeft = this.#plain.scrollLeft;
  }
}
