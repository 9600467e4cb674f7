// The dialog that adds a resource, for each of the four types.

import { type Locator, type Page, expect } from '@playwright/test';
import { RESOURCE_TYPES, type TypeNames } from './resource-types.ts';
import type { ResourceType } from './types.ts';

export function names(type: ResourceType): TypeNames {
  const found = RESOURCE_TYPES.find((one) => one.type === type);
  if (!found) throw new Error(`no such type: ${type}`);
  return found;
}

// What is typed to create one called `name`: the labels of the fields, and what they hold.
export function formFields(type: ResourceType, name: string): Record<string, string> {
  switch (type) {
    case 'user-files':
      return { Title: name, Language: 'typescript', Extension: 'ts', Text: `export const name = '${name}';\n` };
    case 'template-collections':
      return { Name: name, Description: `What ${name} is for` };
    case 'github-installations':
      return { 'Account name': name, 'Installation ID': '471100' };
    case 'chat-conversations':
      return { Name: name, Description: '', 'Model publisher': 'google', 'Model name': 'gemma-2-7b-it' };
  }
}

export class AddDialog {
  readonly page: Page;
  readonly dialog: Locator;
  readonly names: TypeNames;

  constructor(page: Page, type: ResourceType) {
    this.page = page;
    this.names = names(type);
    this.dialog = page.getByRole('dialog', { name: `Add ${this.names.singular}` });
  }

  get button(): Locator {
    return this.page.getByRole('button', { name: `Add ${this.names.singular}`, exact: true });
  }

  get table(): Locator {
    return this.page.getByRole('table', { name: this.names.heading, exact: true });
  }

  get search(): Locator {
    return this.dialog.getByRole('searchbox', { name: `Search your ${this.names.plural}` });
  }

  get options(): Locator {
    return this.dialog.getByRole('listbox', { name: `Your ${this.names.plural}` }).getByRole('option');
  }

  option(name: string): Locator {
    return this.options.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  get link(): Locator {
    return this.dialog.getByRole('button', { name: 'Link to project' });
  }

  get create(): Locator {
    return this.dialog.getByRole('button', { name: 'Create and link' });
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.dialog).toBeVisible();
  }

  async openCreate(): Promise<void> {
    await this.open();
    await this.dialog.getByRole('tab', { name: 'Create new' }).click();
    await expect(this.create).toBeVisible();
  }

  async fill(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      await this.field(label).fill(value);
    }
  }

  async expectHeld(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      await expect(this.field(label)).toHaveValue(value);
    }
  }

  // The project has it: it is told, in the list at once and on screen, and counted in the navigation.
  async expectAdded(name: string, count: number): Promise<void> {
    const { page } = this;
    await expect(this.dialog).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: `Added “${name}”` })).toBeVisible();
    await expect(this.table.getByRole('link', { name, exact: true })).toBeInViewport();
    await expect(this.table.getByRole('link')).toHaveCount(count);
    const navigation = page.getByRole('navigation', { name: 'Project', exact: true });
    const item = navigation.getByRole('listitem').filter({ hasText: this.names.heading });
    await expect(item).toHaveText(`${this.names.heading}${count}`);
    await expect(this.button).toBeFocused();
  }
}

// Counts the requests that add something.
export function countPosts(page: Page): () => number {
  let posts = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/resources/')) posts += 1;
  });
  return () => posts;
}
