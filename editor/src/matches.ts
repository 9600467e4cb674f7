// Every place of a text in a document, found in slices so that a long document does not hold the page up.

import type { Text } from '@codemirror/state';
import { yieldToBrowser } from './document';

// Nobody steps through more, and a single letter in a file of megabytes has more.
export const MOST_MATCHES = 100_000;

const SLICE = 1 << 18;

export interface Matches {
  // Where they begin, in order.
  starts: number[];
  // All of them are as long as what was looked for.
  length: number;
  // Whether the whole document has been looked through.
  complete: boolean;
}

// Tells what has been found so far after each slice. Ends early when `signal` says so.
export async function findAll(
  document: Text,
  wanted: string,
  matchCase: boolean,
  tell: (matches: Matches) => void,
  signal: AbortSignal,
): Promise<void> {
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'gu' : 'giu');
  const matches: Matches = { starts: [], length: wanted.length, complete: false };
  for (let from = 0; from < document.length && matches.starts.length < MOST_MATCHES; from += SLICE) {
    // What is wanted may lie across the border of two slices, and begins in the first of them.
    const to = Math.min(document.length, from + SLICE);
    const slice = document.sliceString(from, Math.min(document.length, to + wanted.length - 1), '\n');
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(slice); hit && matches.starts.length < MOST_MATCHES; hit = pattern.exec(slice)) {
      const last = matches.starts.at(-1) ?? -Infinity;
      if (from + hit.index >= last + wanted.length) matches.starts.push(from + hit.index);
    }
    matches.complete = to === document.length;
    tell(matches);
    if (!matches.complete) await yieldToBrowser();
    if (signal.aborted) return;
  }
}

// The index of the first one that begins at or after a position; the number of all if there is none.
export function firstFrom({ starts }: Matches, position: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
