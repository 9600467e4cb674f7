// Every place of a text in a document, found in slices so that a long document does not hold the page up.

import type { Text } from '@codemirror/state';
import { yieldToBrowser } from './document';
import { patternOf } from './pattern';

// Nobody steps through more, and a single letter in a file of megabytes has more.
export const MOST_MATCHES = 100_000;

const SLICE = 1 << 18;

export interface Matches {
  // Where they begin and end, in order.
  starts: number[];
  ends: number[];
  // No match is longer.
  longest: number;
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
  const { expression, longest } = patternOf(wanted, matchCase);
  const matches: Matches = { starts: [], ends: [], longest, complete: false };
  for (let from = 0; from < document.length && matches.starts.length < MOST_MATCHES; from += SLICE) {
    // What is wanted may lie across the border of two slices, and begins in the first of them. A mark may follow.
    const to = Math.min(document.length, from + SLICE);
    const slice = document.sliceString(from, Math.min(document.length, to + longest), '\n');
    expression.lastIndex = 0;
    for (let hit = expression.exec(slice); hit && matches.starts.length < MOST_MATCHES; hit = expression.exec(slice)) {
      const start = from + hit.index;
      // The next slice finds those that begin in it.
      if (start >= to) break;
      if (start < (matches.ends.at(-1) ?? 0)) continue;
      matches.starts.push(start);
      matches.ends.push(start + hit[0].length);
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
