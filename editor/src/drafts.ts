// Texts that are not saved yet, kept in this browser until they are.

import { createStore, del, get, set } from 'idb-keyval';

export interface Draft {
  text: string;
  // The text that was edited.
  base: string;
}

const store = createStore('neptun-drafts', 'drafts');

export function draft(key: string): Promise<Draft | undefined> {
  return get(key, store);
}

export function keepDraft(key: string, text: string, base: string): Promise<void> {
  const kept: Draft = { text, base };
  return set(key, kept, store);
}

export function dropDraft(key: string): Promise<void> {
  return del(key, store);
}
