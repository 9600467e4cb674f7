// The files page, with the files in their folders.

import { type Locator, type Page, expect } from '@playwright/test';
import type { Account } from './api.ts';
import { signInAs } from './app.ts';
import { FilesPage } from './files-page.ts';
import type { ProjectFile } from './types.ts';

// What one sees of a row.
export interface Item {
  level: number;
  name: string;
  // Of a folder: how many files are in it.
  files?: number;
}

export class FilesTree {
  readonly page: Page;
  readonly tree: Locator;
  readonly view: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: 'Project files' });
    this.view = page.getByRole('group', { name: 'View' });
  }

  // Changes from the list to the tree.
  async show(): Promise<void> {
    await this.view.getByRole('button', { name: 'Tree' }).click();
    await expect(this.tree).toBeVisible();
  }

  get items(): Locator {
    return this.tree.getByRole('treeitem');
  }

  // A folder by its name, or by the names of those that are one with it.
  folder(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${escaped(name)}, [\\d,]+ files?$`) });
  }

  file(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${escaped(name)}, [\\d.,]+ [kM]?B$`) });
  }

  // What is drawn, from top to bottom as it stands in the page.
  async drawn(): Promise<Item[]> {
    const items = await this.items.evaluateAll((items) =>
      items.map((item) => [item.getAttribute('aria-level'), item.getAttribute('aria-label')]),
    );
    return items.map(([level, label]) => {
      const [, name = '', files] = /^(.*), (?:([\d,]+) files?|[\d.,]+ [kM]?B)$/.exec(label ?? '') ?? [];
      return { level: Number(level), name, ...(files && { files: Number(files.replaceAll(',', '')) }) };
    });
  }

  // The keyboard is at this item, which is to be seen.
  async expectActive(item: Locator): Promise<void> {
    // Both can change until they agree.
    await expect(async () => {
      const active = await this.tree.getAttribute('aria-activedescendant');
      expect(active).toBeTruthy();
      expect(await item.getAttribute('id')).toBe(active);
    }).toPass({ timeout: 10_000 });
    await expect(item).toBeInViewport();
  }
}

// The files page of a project, showing the tree.
export async function openTree(page: Page, owner: Account, name = 'harbour-api', query = '') {
  await signInAs(page, owner);
  const project = await owner.projectNamed(name);
  await page.goto(`/projects/${project.id}/files${query}`);
  const tree = new FilesTree(page);
  await tree.show();
  return { project, tree, list: new FilesPage(page), files: await owner.files(project.id) };
}

interface Folder {
  folders: Map<string, Folder>;
  files: string[];
}

// The tree of some files with all folders open, worked out in the plainest way.
export function treeOf(files: readonly ProjectFile[]): Item[] {
  const top: Folder = { folders: new Map(), files: [] };
  for (const { original_path } of files) {
    const names = original_path.split('/').filter((name) => name !== '');
    const file = names.pop() ?? '';
    let folder = top;
    for (const name of names) {
      const inner = folder.folders.get(name) ?? { folders: new Map(), files: [] };
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.files.push(file);
  }
  return items(top, 1);
}

function items(folder: Folder, level: number): Item[] {
  const inner = [...folder.folders].sort(([a], [b]) => compare(a, b)).flatMap(([first, start]) => {
    let [name, last] = [first, start];
    while (last.files.length === 0 && last.folders.size === 1) {
      for (const [next, only] of last.folders) [name, last] = [`${name}/${next}`, only];
    }
    return [{ level, name, files: count(last) }, ...items(last, level + 1)];
  });
  return [...inner, ...folder.files.sort(compare).map((name) => ({ level, name }))];
}

function count(folder: Folder): number {
  return [...folder.folders.values()].reduce((sum, inner) => sum + count(inner), folder.files.length);
}

// As people count: small letters beside capitals, 2 before 10.
function compare(a: string, b: string): number {
  const parts = (name: string) => name.toLowerCase().match(/\d+|\D/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [l = '', r = ''] = [left[at], right[at]];
    const numbers = /^\d/.test(l) && /^\d/.test(r);
    const order = numbers ? Number(l) - Number(r) : l < r ? -1 : Number(l > r);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
