// An opened file, as its readers find their way in it.

import { type Locator, type Page, expect } from '@playwright/test';
import type { Account, NewFile } from './api.ts';
import { signInAs } from './app.ts';
import { FilesPage } from './files-page.ts';
import type { Project, ProjectFile } from './types.ts';

export class Viewer {
  readonly page: Page;
  readonly region: Locator;
  // What scrolls, from the first moment on.
  readonly text: Locator;
  // The same once the editor is there.
  readonly editor: Locator;
  readonly find: Locator;

  constructor(page: Page, path: string) {
    this.page = page;
    this.region = new FilesPage(page).viewer(path);
    this.text = this.region.getByRole('group', { name: 'Text' });
    this.editor = this.region.getByRole('textbox', { name: 'Text' });
    this.find = this.region.getByRole('search', { name: 'Find in file' });
  }

  button(name: string | RegExp): Locator {
    return this.region.getByRole('button', { name, exact: true });
  }

  async choose(name: string): Promise<void> {
    await this.button('More actions').click();
    await this.region.getByRole('menuitem', { name }).click();
  }

  // The number of a line, which is clicked to mark it.
  number(line: number): Locator {
    return this.text.locator(`[data-line="${line}"]`);
  }

  // The text from the first line to the last that is drawn.
  async shown(): Promise<string> {
    return this.editor.evaluate((content) =>
      [...content.children].filter((line) => !line.hasAttribute('contenteditable')).map((line) => line.textContent).join('\n'),
    );
  }

  // The text of the lines that stand out.
  async marked(): Promise<string[]> {
    return this.editor.evaluate((content) => {
      const lines = [...content.children];
      const usual = getComputedStyle(content).backgroundColor;
      return lines.filter((line) => getComputedStyle(line).backgroundColor !== usual).map((line) => line.textContent ?? '');
    });
  }

  // In how many colours the text is drawn.
  async colours(): Promise<number> {
    return this.editor.evaluate((content) => {
      const all = [...content.querySelectorAll('span')].map((span) => getComputedStyle(span).color);
      return new Set([...all, getComputedStyle(content).color]).size;
    });
  }
}

export async function openDemo(page: Page, demo: Account, path: string, rest = '') {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  const file = (await demo.files(project.id)).find((one) => one.original_path === path);
  if (!file) throw new Error(`no ${path}`);
  const url = `/projects/${project.id}/files/${file.id}`;
  await page.goto(`${url}${rest}`);
  const viewer = new Viewer(page, path);
  await expect(viewer.region).toBeVisible();
  return { project, file, url, viewer };
}

// Files of somebody new, of which the first is opened.
export async function openNew(page: Page, account: Account, files: (NewFile & { text: string })[], rest = '') {
  const project: Project = await account.createProject('opened');
  const created: ProjectFile[] = [];
  for (const file of files) created.push(await account.addFile(project.id, file));
  await signInAs(page, account);
  const file = created[0] as ProjectFile;
  const url = `/projects/${project.id}/files/${file.id}`;
  await page.goto(`${url}${rest}`);
  return { project, files: created, file, url, viewer: new Viewer(page, file.original_path) };
}

// Has the page note every task that held it up for more than 50 ms, from now on.
export async function noteLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const notes = window as unknown as { longTasks: number[] };
    notes.longTasks = [];
    new PerformanceObserver((list) => notes.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  return () => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
}
