// The line ends of a text that is edited: it is saved with those that it had.

import { Text } from '@codemirror/state';
import { LINE_END, documentOf } from './document';

// Tells what ends the lines of a text; `undefined` if they differ.
export function lineEndOf(text: string): string | undefined {
  const ends = new Set(text.match(LINE_END));
  const [only = '\n', another] = ends;
  return another === undefined ? only : undefined;
}

// A text to edit. Where the line ends differ only \n ends a line, and each \r is a character as any other.
export function editable(text: string, lineEnd: string | undefined): Promise<Text> {
  return lineEnd === undefined ? Promise.resolve(Text.of(text.split('\n'))) : documentOf(text);
}

// The text as it is saved.
export function textOf(document: Text, lineEnd = '\n'): string {
  return document.sliceString(0, document.length, lineEnd);
}
