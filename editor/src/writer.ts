// A text that is edited, alone or beside the one that it would replace.

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { type Language, bracketMatching, indentOnInput } from '@codemirror/language';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { find, openFind } from './find';
import { editable, lineEndOf, textOf } from './line_ends';
import { specialChars } from './special_chars';
import { theme } from './theme';

// The width from which two texts stand side by side, in pixels.
const SIDE_BY_SIDE = 720;

export interface Options {
  language: Language | undefined;
  wrap: boolean;
  // Called whenever the text changes.
  onChange(): void;
  // Called when the user wants it saved.
  onSave(): void;
}

function shared(language: Language | undefined): Extension[] {
  return [
    EditorState.tabSize.of(4),
    drawSelection(),
    lineNumbers(),
    specialChars,
    theme,
    ...(language ? [language] : []),
    EditorState.phrases.of({ Accept: 'Keep mine', Reject: 'Use the other' }),
  ];
}

export class Writer {
  readonly #view: EditorView;
  readonly #lineEnd: string | undefined;
  readonly #wrapping = new Compartment();
  readonly #close: () => void;

  private constructor(
    lineEnd: string | undefined,
    { language, wrap, onChange, onSave }: Options,
    make: (extensions: Extension[]) => { view: EditorView; close(): void },
  ) {
    this.#lineEnd = lineEnd;
    const save = () => {
      onSave();
      return true;
    };
    const { view, close } = make([
      ...shared(language),
      history(),
      bracketMatching(),
      indentOnInput(),
      highlightActiveLine(),
      // With \r as a character, the editor must not take a pasted or typed one for a line end.
      ...(lineEnd === undefined ? [EditorState.lineSeparator.of('\n')] : []),
      this.#wrapping.of(wrap ? EditorView.lineWrapping : []),
      EditorView.contentAttributes.of({
        'aria-label': 'Text',
        'aria-description': 'Tab indents. Escape and then Tab leaves the text.',
        spellcheck: 'false',
      }),
      find,
      keymap.of([{ key: 'Mod-s', preventDefault: true, run: save }, ...historyKeymap, indentWithTab, ...defaultKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange();
      }),
    ]);
    this.#view = view;
    this.#close = close;
  }

  // Edits a text at the end of an element.
  static async open(holder: HTMLElement, text: string, options: Options): Promise<Writer> {
    const lineEnd = lineEndOf(text);
    const doc = await editable(text, lineEnd);
    return new Writer(lineEnd, options, (extensions) => {
      const view = new EditorView({ doc, extensions, parent: holder });
      return { view, close: () => view.destroy() };
    });
  }

  // Edits a text with `theirs` in sight: beside it, or where there is no room for that, in between.
  static async compare(holder: HTMLElement, theirs: string, text: string, options: Options): Promise<Writer> {
    const lineEnd = lineEndOf(text);
    const [doc, original] = await Promise.all([editable(text, lineEnd), editable(theirs, lineEndOf(theirs))]);
    return new Writer(lineEnd, options, (extensions) => {
      if (holder.clientWidth < SIDE_BY_SIDE) {
        const merge = unifiedMergeView({ original, mergeControls: true });
        const view = new EditorView({ doc, extensions: [extensions, merge], parent: holder });
        return { view, close: () => view.destroy() };
      }
      const readOnly = [
        ...shared(options.language),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        options.wrap ? EditorView.lineWrapping : [],
        EditorView.contentAttributes.of({ 'aria-label': 'Text on the server', tabindex: '0' }),
      ];
      const merge = new MergeView({
        a: { doc: original, extensions: readOnly },
        b: { doc, extensions },
        parent: holder,
        revertControls: 'a-to-b',
        collapseUnchanged: {},
      });
      return { view: merge.b, close: () => merge.destroy() };
    });
  }

  text(): string {
    return textOf(this.#view.state.doc, this.#lineEnd);
  }

  focus(): void {
    this.#view.focus();
  }

  wrap(on: boolean): void {
    this.#view.dispatch({ effects: this.#wrapping.reconfigure(on ? EditorView.lineWrapping : []) });
  }

  find(): void {
    openFind(this.#view);
  }

  close(): void {
    this.#close();
  }
}
