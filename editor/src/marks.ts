// Line numbers, and the lines that a link names.

import { type Extension, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, gutterLineClass } from '@codemirror/view';

// Counted from 1, the last one included.
export interface Lines {
  first: number;
  last: number;
}

export const setMarks = StateEffect.define<Lines | undefined>();

interface Marks {
  lines: Lines | undefined;
  decorations: DecorationSet;
  numbers: RangeSet<GutterMarker>;
}

class MarkedNumber extends GutterMarker {
  override elementClass = 'marked';
}

// The number is drawn by the stylesheet, so that nobody copies it along.
class NumberMarker extends GutterMarker {
  constructor(readonly number: number) {
    super();
  }

  override eq(other: NumberMarker): boolean {
    return this.number === other.number;
  }

  override toDOM(): Node {
    const element = document.createElement('span');
    element.dataset.line = String(this.number);
    return element;
  }
}

const markedLine = Decoration.line({ class: 'marked' });
const markedNumber = new MarkedNumber();

const marks = StateField.define<Marks>({
  create: () => ({ lines: undefined, decorations: Decoration.none, numbers: RangeSet.empty }),
  update(value, { effects, newDoc }) {
    for (const effect of effects) {
      if (!effect.is(setMarks)) continue;
      const lines = effect.value;
      const ranges: Range<Decoration>[] = [];
      const numbers: Range<GutterMarker>[] = [];
      // A link may name lines that the file does not have any more.
      for (let number = lines?.first ?? 1; lines && number <= Math.min(lines.last, newDoc.lines); number += 1) {
        const { from } = newDoc.line(number);
        ranges.push(markedLine.range(from));
        numbers.push(markedNumber.range(from));
      }
      return { lines, decorations: Decoration.set(ranges), numbers: RangeSet.of(numbers) };
    }
    return value;
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    gutterLineClass.from(field, ({ numbers }) => numbers),
  ],
});

// Line numbers to be clicked; with Shift, everything from the first marked line is meant.
export function lineMarks(onMark: (lines: Lines) => void): Extension {
  const press = (view: EditorView, line: { from: number }, event: Event) => {
    const { button, shiftKey } = event as MouseEvent;
    if (button !== 0) return false;
    const { number } = view.state.doc.lineAt(line.from);
    const from = (shiftKey && view.state.field(marks).lines?.first) || number;
    onMark({ first: Math.min(from, number), last: Math.max(from, number) });
    // The focus comes into the text, from where the keyboard goes on.
    view.focus();
    view.dispatch({ selection: { anchor: line.from } });
    event.preventDefault();
    return true;
  };
  return [
    marks,
    gutter({
      class: 'cm-numbers',
      lineMarker: (view, { from }) => new NumberMarker(view.state.doc.lineAt(from).number),
      lineMarkerChange: () => false,
      domEventHandlers: { mousedown: press },
    }),
  ];
}

// The lines of the selection; one that ends where a line begins does not touch that line.
export function selectedLines({ state }: EditorView): Lines {
  const { from, to } = state.selection.main;
  const first = state.doc.lineAt(from).number;
  const end = state.doc.lineAt(to);
  return { first, last: end.from === to && end.number > first ? end.number - 1 : end.number };
}
