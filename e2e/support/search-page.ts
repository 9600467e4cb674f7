// The search in files.

import { type Locator, type Page, expect } from '@playwright/test';
import type { ProjectFile } from './types.ts';

export class SearchPage {
  readonly page: Page;
  readonly input: Locator;
  readonly path: Locator;
  readonly category: Locator;
  readonly type: Locator;
  readonly matches: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByRole('searchbox', { name: 'Search in files' });
    this.path = page.getByRole('textbox', { name: 'Path pattern' });
    this.category = page.getByRole('combobox', { name: 'Category' });
    this.type = page.getByRole('combobox', { name: 'Type', exact: true });
    this.matches = page.getByRole('list', { name: 'Matches' });
  }

  switch(name: 'Match case' | 'Whole word' | 'Regular expression'): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get status(): Locator {
    return this.page.getByRole('main').getByRole('status').filter({ hasText: /match|Searching|expression/ });
  }

  // The heading of a file, and what is in its row.
  file(path: string): Locator {
    return this.matches.getByRole('listitem').filter({ has: this.page.getByTitle(path, { exact: true }) });
  }

  async expectCounts(found: Found): Promise<void> {
    const counted = (number: number, one: string, many: string) => `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
    const text =
      found.matches === 0
        ? 'No matches'
        : `${counted(found.matches, 'match', 'matches')} in ${counted(found.files.length, 'file', 'files')}`;
    await expect(this.status).toHaveText(text);
  }
}

interface Found {
  matches: number;
  // As they are listed.
  files: { file: ProjectFile; lines: { number: number; text: string; matches: number }[] }[];
}

// What a search has to find: every line of every text, looked at one by one.
export function naively(files: readonly ProjectFile[], expression: RegExp): Found {
  const found: Found = { matches: 0, files: [] };
  for (const file of files) {
    const lines = file.text
      .split(/\r?\n/)
      .map((text, index) => ({ number: index + 1, text, matches: [...text.matchAll(expression)].length }))
      .filter(({ matches }) => matches > 0);
    if (lines.length === 0) continue;
    found.files.push({ file, lines });
    found.matches += lines.reduce((sum, { matches }) => sum + matches, 0);
  }
  return found;
}
