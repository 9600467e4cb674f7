// Find in file: what is found is marked wherever one scrolls, and stepped through.

import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, keymap, showPanel } from '@codemirror/view';
import { FindPanel } from './find_panel';
import { type Matches, firstFrom } from './matches';

export interface Found {
  open: boolean;
  matches: Matches;
  // Which of them is the present one; -1 for none.
  current: number;
}

export const NO_MATCHES: Matches = { starts: [], ends: [], longest: 0, complete: true };

export const setFound = StateEffect.define<Partial<Found>>();

const panel = (view: EditorView) => new FindPanel(view);

export const found = StateField.define<Found>({
  create: () => ({ open: false, matches: NO_MATCHES, current: -1 }),
  update: (value, { effects }) =>
    effects.reduce((now, effect) => (effect.is(setFound) ? { ...now, ...effect.value } : now), value),
  provide: (field) => showPanel.from(field, ({ open }) => (open ? panel : null)),
});

const match = Decoration.mark({ class: 'cm-searchMatch' });
const currentMatch = Decoration.mark({ class: 'cm-searchMatch cm-searchMatch-selected' });

// Only what is drawn is marked: of a long line, that is a part.
function inSight({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { open, matches, current } = state.field(found);
  if (!open) return Decoration.none;
  let next = 0;
  for (const { from, to } of visibleRanges) {
    next = Math.max(next, firstFrom(matches, from - matches.longest));
    for (; next < matches.starts.length; next += 1) {
      const start = matches.starts[next] ?? to;
      if (start >= to) break;
      builder.add(start, matches.ends[next] ?? start, next === current ? currentMatch : match);
    }
  }
  return builder.finish();
}

const marking = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = inSight(view);
    }

    update(update: ViewUpdate): void {
      if (update.viewportChanged || update.startState.field(found) !== update.state.field(found)) {
        this.decorations = inSight(update.view);
      }
    }
  },
  { decorations: ({ decorations }) => decorations },
);

// Opens the panel, with what is selected.
export function openFind(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  const selected = view.state.sliceDoc(from, Math.min(to, from + 200));
  if (!view.state.field(found).open) view.dispatch({ effects: setFound.of({ open: true }) });
  FindPanel.of(view)?.begin(selected.includes('\n') ? '' : selected);
  return true;
}

export function closeFind(view: EditorView): boolean {
  if (!view.state.field(found).open) return false;
  view.dispatch({ effects: setFound.of({ open: false, matches: NO_MATCHES, current: -1 }) });
  view.focus();
  return true;
}

// Goes to the next match, or with -1 to the one before, around the end.
export function step(view: EditorView, by: 1 | -1): void {
  const { matches, current } = view.state.field(found);
  const count = matches.starts.length;
  if (count > 0) goTo(view, (current + by + count) % count);
}

export function goTo(view: EditorView, index: number): void {
  const { matches } = view.state.field(found);
  const start = matches.starts[index];
  if (start === undefined) return;
  view.dispatch({
    selection: { anchor: start, head: matches.ends[index] ?? start },
    effects: [setFound.of({ current: index }), EditorView.scrollIntoView(start, { y: 'center', x: 'nearest', xMargin: 60 })],
  });
}

export const find: Extension = [
  found,
  marking,
  keymap.of([
    { key: 'Mod-f', run: openFind },
    { key: 'Mod-g', run: (view) => (step(view, 1), true), shift: (view) => (step(view, -1), true) },
    { key: 'Escape', run: closeFind },
  ]),
];
