// What the app calls, see src/pages/files/viewer/editor.rs.

import './style_sheets';
import { documentOf } from './document';
import { languageOf } from './languages';
import { fetched } from './modules';
import { Reader } from './reader';
import type { Writer } from './writer';

export { draft, dropDraft, keepDraft } from './drafts';

// Makes an editor at the end of an element. Where the text is there as plain text already, the editor is drawn unseen, and `show` replaces
// the plain text by it.
export async function open(
  holder: HTMLElement,
  plain: HTMLElement | undefined,
  text: string,
  language: string,
  wrap: boolean,
  colours: boolean,
  onMark: (first: number, last: number) => void,
): Promise<Reader> {
  const [document, parser] = await Promise.all([documentOf(withoutLastLineEnd(text)), languageOf(language)]);
  const reader = new Reader(holder, plain, document, parser, { wrap, onMark: ({ first, last }) => onMark(first, last) });
  await reader.prepare(colours);
  return reader;
}

// Makes an editor for a text at the end of an element, or one that shows `theirs` too.
export async function edit(
  holder: HTMLElement,
  text: string,
  theirs: string | undefined,
  language: string,
  wrap: boolean,
  onChange: () => void,
  onSave: () => void,
): Promise<Writer> {
  const [{ Writer }, parser] = await Promise.all([fetched(() => import('./writer')), languageOf(language)]);
  const options = { language: parser, wrap, onChange, onSave };
  return theirs === undefined ? Writer.open(holder, text, options) : Writer.compare(holder, theirs, text, options);
}

// A line end at the very end begins no further line.
function withoutLastLineEnd(text: string): string {
  const [end = ''] = /(?:\r\n?|\n)$/.exec(text.slice(-2)) ?? [];
  return text.slice(0, text.length - end.length);
}

// `address` is that of a section of rendered Markdown, from its `#` on.
export async function showSection(into: HTMLElement, address: string, onLink: (path: string) => void): Promise<void> {
  const { goTo } = await fetched(() => import('./markdown'));
  goTo(address, into, onLink);
}

export async function renderMarkdown(text: string, into: HTMLElement, onLink: (path: string) => void): Promise<void> {
  const { render } = await fetched(() => import('./markdown'));
  await render(text, into, onLink);
}
