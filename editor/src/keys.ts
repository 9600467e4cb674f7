// What the keyboard does in a text that is only read.

import {
  cursorCharLeft, cursorCharRight, cursorDocEnd, cursorDocStart, cursorGroupLeft, cursorGroupRight, cursorLineBoundaryBackward,
  cursorLineBoundaryForward, cursorLineDown, cursorLineUp, cursorPageDown, cursorPageUp, selectAll, selectCharLeft, selectCharRight,
  selectDocEnd, selectDocStart, selectGroupLeft, selectGroupRight, selectLineBoundaryBackward, selectLineBoundaryForward,
  selectLineDown, selectLineUp, selectPageDown, selectPageUp,
} from '@codemirror/commands';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { type Lines, selectedLines } from './marks';

export function keys(onMark: (lines: Lines) => void): Extension {
  return keymap.of([
    {
      key: 'Enter',
      run: (view) => {
        onMark(selectedLines(view));
        return true;
      },
    },
    { key: 'ArrowLeft', run: cursorCharLeft, shift: selectCharLeft },
    { key: 'ArrowRight', run: cursorCharRight, shift: selectCharRight },
    { key: 'ArrowUp', run: cursorLineUp, shift: selectLineUp },
    { key: 'ArrowDown', run: cursorLineDown, shift: selectLineDown },
    { key: 'PageUp', run: cursorPageUp, shift: selectPageUp },
    { key: 'PageDown', run: cursorPageDown, shift: selectPageDown },
    { key: 'Home', run: cursorLineBoundaryBackward, shift: selectLineBoundaryBackward },
    { key: 'End', run: cursorLineBoundaryForward, shift: selectLineBoundaryForward },
    { key: 'Mod-ArrowLeft', mac: 'Alt-ArrowLeft', run: cursorGroupLeft, shift: selectGroupLeft },
    { key: 'Mod-ArrowRight', mac: 'Alt-ArrowRight', run: cursorGroupRight, shift: selectGroupRight },
    { key: 'Mod-Home', mac: 'Cmd-ArrowUp', run: cursorDocStart, shift: selectDocStart },
    { key: 'Mod-End', mac: 'Cmd-ArrowDown', run: cursorDocEnd, shift: selectDocEnd },
    { mac: 'Cmd-ArrowLeft', run: cursorLineBoundaryBackward, shift: selectLineBoundaryBackward },
    { mac: 'Cmd-ArrowRight', run: cursorLineBoundaryForward, shift: selectLineBoundaryForward },
    { key: 'Mod-a', run: selectAll },
  ]);
}
