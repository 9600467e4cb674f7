// What the app calls, see src/components/file_viewer/editor.rs.

import './style_sheets';
import { documentOf } from './document';
import { languageOf } from './languages';
import { Reader } from './reader';

// Makes an editor behind the element that shows the text already. It is seen when `show` is called.
export async function open(
  plain: HTMLElement,
  text: string,
  language: string,
  wrap: boolean,
  onMark: (first: number, last: number) => void,
): Promise<Reader> {
  // A line end at the very end begins no further line.
  const [document, colours] = await Promise.all([documentOf(text.replace(/\r?\n$/, '')), languageOf(language)]);
  const reader = new Reader(plain, document, colours, { wrap, onMark: ({ first, last }) => onMark(first, last) });
  await reader.prepare();
  return reader;
}

export async function renderMarkdown(text: string, into: HTMLElement, onLink: (path: string) => void): Promise<void> {
  const { render } = await import('./markdown');
  await render(text, into, onLink);
}
