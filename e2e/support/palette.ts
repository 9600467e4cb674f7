// The dialog "Go to".

import { type Locator, type Page, expect } from '@playwright/test';
import type { Account } from './api.ts';
import { heading, signInAs } from './app.ts';
import { FilesPage } from './files-page.ts';

export class Palette {
  readonly page: Page;
  readonly dialog: Locator;
  readonly input: Locator;
  readonly options: Locator;
  readonly selected: Locator;
  readonly status: Locator;
  readonly button: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Go to' });
    this.input = this.dialog.getByRole('combobox', { name: 'Go to' });
    this.options = this.dialog.getByRole('option');
    this.selected = this.dialog.getByRole('option', { selected: true });
    this.status = this.dialog.getByRole('status');
    this.button = page.getByRole('button', { name: 'Go to file…' });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.input).toBeFocused();
  }

  group(name: string): Locator {
    return this.dialog.getByRole('group', { name });
  }

  // The option that Enter would choose, as assistive technology is told.
  async active(): Promise<Locator> {
    await expect(this.input).toHaveAttribute('aria-activedescendant', /.+/);
    return this.page.locator(`[id="${await this.input.getAttribute('aria-activedescendant')}"]`);
  }

  // Looks for something and waits until what is offered is about that.
  async type(text: string, best: string | RegExp): Promise<void> {
    await this.input.fill(text);
    await expect(this.options.first()).toHaveText(best);
  }
}

// What a file's option says: its name, then its folders.
export function optionText(path: string, line?: number): string {
  const name = path.lastIndexOf('/') + 1;
  return `${path.slice(name)}${line === undefined ? '' : `:${line}`} ${path.slice(0, name)}`;
}

// Whether a text has letters in order, whatever the case.
export function hasInOrder(text: string, letters: string): boolean {
  const rest = text.toLowerCase()[Symbol.iterator]();
  return [...letters.toLowerCase()].every((wanted) => {
    for (let next = rest.next(); !next.done; next = rest.next()) if (next.value === wanted) return true;
    return false;
  });
}

// A page of a project of somebody's.
export async function openWithPalette(page: Page, owner: Account, name = 'harbour-api', path = '/files') {
  await signInAs(page, owner);
  const project = await owner.projectNamed(name);
  await page.goto(`/projects/${project.id}${path}`);
  await expect(heading(page, /./)).toBeVisible();
  return { project, palette: new Palette(page), list: new FilesPage(page) };
}
