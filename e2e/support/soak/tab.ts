// A tab of the app in which somebody works fast, and goes on whatever fails. Each change returns the number of its operations, of one file
// each.

import { type Locator, type Page, expect } from '@playwright/test';
import { AddFilesDialog, payload, zip } from '../add-files.ts';
import { FilesPage } from '../files-page.ts';
import { FilesTree } from '../files-tree.ts';
import { Viewer } from '../viewer.ts';
import { type Model, type Patch, stemOf } from './model.ts';
import { type Random, anyText, lineOfText } from './random.ts';

// Extensions with the category, type and language that the app guesses for them.
const GUESSES = {
  rs: { category: 'source', type: 'module', language: 'rust' },
  ts: { category: 'source', type: 'module', language: 'typescript' },
  css: { category: 'style', type: 'stylesheet', language: 'css' },
  json: { category: 'config', type: 'settings', language: 'json' },
} as const;
const EXTENSIONS = ['rs', 'ts', 'css', 'json'] as const;
const FOLDERS = ['/', '/src/', '/src/deep/', '/lib/', '/docs/'] as const;
const WORDS = ['core', 'draft', 'old', 'shared'] as const;
// The number of times that somebody tries something before they give it up.
const ATTEMPTS = 3;

export interface Work {
  page: Page;
  files: string;
  model: Model;
  random: Random;
  // Takes down what is done, in a few words.
  note(words: string): void;
}

export class Tab {
  readonly page: Page;
  readonly list: FilesPage;
  readonly #work: Work;
  // The network is lost for a moment when something is sent the next time.
  #losesNetwork = false;

  constructor(work: Work) {
    this.#work = work;
    this.page = work.page;
    this.list = new FilesPage(work.page);
  }

  async open(): Promise<void> {
    await this.page.goto(this.#work.files);
    await this.ready();
  }

  async reload(): Promise<number> {
    this.#work.note('reload');
    this.#work.model.cannotUndo();
    await this.page.reload();
    await this.ready();
    return 1;
  }

  loseNetworkSoon(): number {
    this.#work.note('the network is about to be lost');
    this.#losesNetwork = true;
    return 1;
  }

  // The list is there, and the server has confirmed it, whatever it takes.
  async ready(): Promise<void> {
    const there = this.list.grid.or(this.page.getByRole('heading', { name: 'No files yet' }));
    const kept = this.page.getByText(/^as of /);
    const again = this.page.getByRole('button', { name: 'Try again' }).or(this.page.getByRole('button', { name: 'Refresh' })).first();
    const isReady = async () => (await there.isVisible()) && !(await kept.isVisible());
    await expect(async () => {
      if (!(await isReady()) && (await again.isVisible())) await again.click({ timeout: 500 });
      await expect.poll(isReady, { timeout: 1_500 }).toBe(true);
    }).toPass({ timeout: 45_000 });
  }

  // The paths that are listed.
  async paths(): Promise<string[]> {
    return this.list.rows.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('title') ?? ''));
  }

  // One file, or several at once.
  async add(count: number): Promise<number> {
    const { model, random } = this.#work;
    const inArchive = random.chance(0.6);
    const added = Array.from({ length: count }, () => {
      const extension = random.pick(EXTENSIONS);
      const stem = model.newStem();
      const title = `${stem}-new.${extension}`;
      const path = `${inArchive ? random.pick(FOLDERS) : '/'}${title}`;
      return { path, title, ...GUESSES[extension], text: anyText(random) };
    });
    const dialog = await this.#choose(Object.fromEntries(added.map(({ path, text }) => [path.slice(1), text])), inArchive);
    const outcomes = await this.#send(dialog, count);
    for (const state of added) {
      const outcome = outcomes.get(state.path) ?? 'done';
      if (outcome !== 'not done') model.added(state, outcome === 'done');
    }
    this.#work.note(`add ${added.map(({ path }) => path).join(' ')}: ${describe(outcomes)}`);
    return count;
  }

  // Files of the project get the text of files of the same path.
  async replace(): Promise<number> {
    const { model, random } = this.#work;
    const paths = random.some(await this.paths(), 1 + random.below(3));
    if (paths.length === 0) return 0;
    const texts = Object.fromEntries(paths.map((path) => [path, anyText(random)]));
    const dialog = await this.#choose(Object.fromEntries(paths.map((path) => [path.slice(1), texts[path] ?? ''])), true);
    await expect(dialog.onConflict(paths[0] ?? '')).toBeVisible();
    await dialog.button('Replace all').click();
    const outcomes = await this.#send(dialog, paths.length);
    for (const [path, text] of Object.entries(texts)) {
      const outcome = outcomes.get(path) ?? 'done';
      if (outcome !== 'not done') model.changed(stemOf(path), [{ text }], outcome === 'done');
    }
    this.#work.note(`replace ${paths.join(' ')}: ${describe(outcomes)}`);
    return paths.length;
  }

  async #choose(files: Record<string, string>, inArchive: boolean): Promise<AddFilesDialog> {
    const dialog = new AddFilesDialog(this.page);
    await dialog.open();
    if (inArchive) await dialog.choose(payload('some.zip', zip(files)));
    else await dialog.choose(Object.entries(files).map(([name, text]) => payload(name, text)));
    return dialog;
  }

  // Sends the files of the dialog; what becomes of each that was not simply added, by path.
  async #send(dialog: AddFilesDialog, count: number): Promise<Map<string, 'unknown' | 'not done'>> {
    await expect(dialog.send(count)).toBeEnabled();
    const retry = dialog.button(/^Retry/);
    for (let attempt = 1; ; attempt += 1) {
      await this.#sending(() => (attempt === 1 ? dialog.send(count) : retry).click());
      const outcome = await firstOf({ done: closed(dialog.dialog), left: retry }, 40_000);
      if (outcome === 'done') return new Map();
      if (attempt === ATTEMPTS) break;
    }
    const rows = dialog.table.getByRole('row').filter({ has: this.page.getByRole('cell') });
    const left = await rows.evaluateAll((rows) =>
      rows.filter((row) => !(row as HTMLElement).hidden).map((row) => [
        row.querySelector('[title]')?.getAttribute('title') ?? '',
        row.lastElementChild?.textContent ?? '',
      ] as const),
    );
    await dialog.button('Close').click();
    await expect(dialog.dialog).toHaveCount(0);
    return new Map(left.map(([path, state]) => [path, state.startsWith('Unknown') ? 'unknown' : 'not done']));
  }

  // Types into a file and saves it.
  async edit(): Promise<number> {
    const { model, random } = this.#work;
    const [path] = random.some(await this.paths(), 1);
    if (path === undefined) return 0;
    const stem = stemOf(path);
    const viewer = await this.#openFile(path);
    const hidden = viewer.button('Show as text');
    if ((await firstOf({ edit: viewer.button('Edit'), hidden }, 20_000)) === 'hidden') await hidden.click();
    await this.#beginToEdit(viewer);
    const typed = lineOfText(random);
    const texts = new Set(model.statesOf(stem).map(({ text }) => text));
    const [before = ''] = texts;
    const isWhole = texts.size !== 1 || random.chance(0.3);
    const atStart = random.chance(0.5);
    await this.page.keyboard.press(isWhole ? 'Control+a' : atStart ? 'Control+Home' : 'Control+End');
    // Typed over a selection, Chromium keeps its colour in a style that the policy forbids.
    if (isWhole) await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(typed);
    await expect(viewer.region.getByText('Not saved', { exact: true })).toBeVisible();
    const text = isWhole ? typed : atStart ? typed + before : before + typed;
    const outcome = await this.#save(viewer);
    model.changed(stem, [{ text }], outcome === 'done');
    this.#work.note(`edit ${path}, ${isWhole ? 'all of it' : atStart ? 'its start' : 'its end'}: ${outcome}`);
    // What was given up may turn out to have arrived.
    if (outcome !== 'gone') await viewer.button(outcome === 'done' ? 'Done' : /^(Done|Cancel)$/).click();
    await viewer.button('Close').click();
    await expect(viewer.region).toHaveCount(0);
    return 1;
  }

  // Somebody looks at what is open: the list moves when something arrives just as a row is clicked.
  async #openFile(path: string): Promise<Viewer> {
    const viewer = new Viewer(this.page, path);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await this.list.row(path).getByRole('link').click();
      const isOpen = await viewer.region.waitFor({ timeout: 5_000 }).then(() => true, () => false);
      if (isOpen) break;
      this.#work.note(`not opened at once: ${path}`);
    }
    return viewer;
  }

  // The editor may not have arrived, because the network was lost at that moment.
  async #beginToEdit(viewer: Viewer): Promise<void> {
    const edit = viewer.button('Edit');
    const way = viewer.region.getByRole('button', { name: /^(Try again|Reload)$/ });
    const focused = async () => viewer.editor.evaluateAll((editors) => editors.some((editor) => editor === document.activeElement));
    for (let step = 0; step < 3 * ATTEMPTS; step += 1) {
      const next = await firstOf({ edit, focused, way }, 20_000);
      if (next === 'focused') return;
      if (next === 'edit') {
        await edit.click();
        continue;
      }
      const isReload = (await way.textContent()) === 'Reload';
      this.#work.note(`the editor did not arrive: ${isReload ? 'reload' : 'try again'}`);
      if (isReload) this.#work.model.cannotUndo();
      await way.click();
      if (isReload) await this.ready();
    }
    await expect(viewer.editor).toBeFocused();
  }

  // Saves until that is done, or somebody gives up. The draft can also be gone after a reload, because the text had arrived.
  async #save(viewer: Viewer): Promise<'done' | 'unknown' | 'gone'> {
    const { random } = this.#work;
    const saved = viewer.region.getByText('Saved', { exact: true });
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await this.#sending(() => this.page.keyboard.press('Control+s'));
      await expect(viewer.region.getByText('Saving…')).toHaveCount(0, { timeout: 20_000 });
      if (await saved.isVisible()) return 'done';
      if (random.chance(0.2) && !(await this.#reloadDraft(viewer))) return 'gone';
    }
    return 'unknown';
  }

  // Says if there is still something to save.
  async #reloadDraft(viewer: Viewer): Promise<boolean> {
    this.#work.note('reload with a draft');
    this.#work.model.cannotUndo();
    // Drafts are kept a moment after the last key.
    await this.page.waitForTimeout(500);
    await this.page.reload();
    await this.ready();
    await expect(viewer.editor).toBeVisible({ timeout: 30_000 });
    const restored = viewer.region.getByText('These are your changes from before');
    const isRestored = await restored.waitFor({ timeout: 2_000 }).then(() => true, () => false);
    if (isRestored) await viewer.editor.last().focus();
    return isRestored;
  }

  // Changes what one file or several are said to be, and where they are.
  async describe(count: number): Promise<number> {
    const { model, random } = this.#work;
    const paths = random.some(await this.paths(), count);
    if (paths.length === 0) return 0;
    await this.#select(paths);
    await this.list.grid.focus();
    await this.page.keyboard.press('F2');
    const dialog = this.page.getByRole('dialog', { name: /^Details of / });
    const shared: Patch = {};
    for (const [field, label] of [['category', 'Category'], ['type', 'Type'], ['language', 'Language']] as const) {
      if (!random.chance(0.4)) continue;
      const word = random.pick(WORDS);
      // A value that the field shows already is not sent.
      if ((await dialog.getByLabel(label).inputValue()) === word) continue;
      shared[field] = word;
      await dialog.getByLabel(label).fill(word);
    }
    const moved = new Map<string, string>();
    if (paths.length === 1 && random.chance(0.6)) {
      const [path = ''] = paths;
      const to = `${random.pick(FOLDERS)}${stemOf(path)}-${random.pick(WORDS)}.${path.split('.').at(-1)}`;
      await dialog.getByLabel('Path').fill(to);
      if (to !== path) moved.set(path, to);
    } else if (paths.length > 1 && random.chance(0.5)) {
      const from = await dialog.getByLabel('Folder').inputValue();
      const to = random.pick(FOLDERS).slice(1, -1);
      await dialog.getByLabel('Folder').fill(to);
      const start = from === '' ? 1 : from.length + 2;
      for (const path of paths) moved.set(path, `/${to === '' ? '' : `${to}/`}${path.slice(start)}`);
    }
    const patches = (path: string): Patch[] => {
      const to = moved.get(path);
      const moves = to === undefined || to === path ? [{}] : model.patchesOfMove(stemOf(path), path, to);
      return moves.map((move) => ({ ...shared, ...move }));
    };
    await this.#submit(dialog, paths, patches);
    await this.#selectNone();
    return paths.length;
  }

  // Moves a folder in the tree.
  async moveFolder(): Promise<number> {
    const { model, random } = this.#work;
    const all = await this.paths();
    if (all.length === 0) return 0;
    const tree = new FilesTree(this.page);
    await tree.show();
    const folders = tree.tree.locator('[role=treeitem][aria-level="1"][aria-expanded]');
    const count = await folders.count();
    if (count > 0) {
      await folders.nth(random.below(count)).click();
      await this.page.keyboard.press('F2');
      const dialog = this.page.getByRole('dialog', { name: /^Move a folder of / });
      const from = await dialog.getByLabel('Path').inputValue();
      const to = random.pick(['src', 'lib/new', 'docs', 'moved'] as const);
      await dialog.getByLabel('Path').fill(to);
      const paths = all.filter((path) => path.startsWith(`/${from}/`));
      const patches = (path: string) =>
        from === to ? [{}] : model.patchesOfMove(stemOf(path), path, `/${to}${path.slice(from.length + 1)}`);
      await this.#submit(dialog, paths, patches);
    }
    await tree.view.getByRole('button', { name: 'List' }).click();
    await this.ready();
    return 1;
  }

  // Sends a dialog until all of it is done, or somebody gives up.
  async #submit(dialog: Locator, paths: string[], patches: (path: string) => Patch[]): Promise<void> {
    const { model, note } = this.#work;
    const done = new Map(paths.map((path) => [path, patches(path)]));
    let left = paths;
    for (let attempt = 1; attempt <= ATTEMPTS && left.length > 0; attempt += 1) {
      await this.#sending(() => dialog.getByRole('button', { name: 'Save' }).click());
      const outcome = await firstOf({ done: closed(dialog), failed: dialog.getByRole('alert').filter({ hasText: /\S/ }) }, 20_000);
      if (outcome === 'done') left = [];
      else if (paths.length > 1) left = await dialog.locator('.failed-files').getByRole('listitem').allTextContents();
    }
    for (const [path, changes] of done) model.changed(stemOf(path), changes, !left.includes(path));
    note(`change ${paths.join(' ')} to ${JSON.stringify([...done.values()])}; unknown: ${left.join(' ') || 'none'}`);
    if (left.length > 0) {
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(dialog).toHaveCount(0);
    }
  }

  async delete(count: number): Promise<number> {
    const { model, random, note } = this.#work;
    const paths = random.some(await this.paths(), count);
    if (paths.length === 0) return 0;
    await this.#select(paths);
    await this.list.grid.focus();
    await this.page.keyboard.press('Delete');
    model.deleted(paths);
    note(`delete ${paths.join(' ')}`);
    for (const path of paths) await expect(this.list.row(path)).toHaveCount(0);
    return paths.length;
  }

  async undo(): Promise<number> {
    const { model, note } = this.#work;
    const stems = model.undo();
    if (!stems) return 0;
    note(`undo the deletion of ${stems.join(' ')}`);
    await this.page.keyboard.press('Control+z');
    await expect.poll(async () => (await this.paths()).map(stemOf)).toEqual(expect.arrayContaining(stems));
    return stems.length;
  }

  // Somebody looks at what is selected: the list moves when something arrives just as a checkbox is clicked.
  async #select(paths: string[]): Promise<void> {
    const selected = this.list.rows.filter({ has: this.page.getByRole('checkbox', { checked: true }) });
    const areSelected = async () => {
      const links = selected.getByRole('link');
      const titles = await links.evaluateAll((links) => links.map((link) => link.getAttribute('title') ?? ''));
      return JSON.stringify(titles.sort()) === JSON.stringify([...paths].sort());
    };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      for (const path of paths) await this.list.row(path).getByRole('checkbox').click();
      const isDone = await expect.poll(areSelected, { timeout: 2_000 }).toBe(true).then(() => true, () => false);
      if (isDone) return;
      this.#work.note(`not selected at once: ${paths.join(' ')}`);
      await this.#selectNone();
    }
    throw new Error(`Cannot select ${paths.join(' ')}`);
  }

  async #selectNone(): Promise<void> {
    if (!(await this.list.grid.isVisible())) return;
    await this.list.grid.focus();
    await this.page.keyboard.press('Escape');
  }

  // Does what sends something, maybe without the network for a moment.
  async #sending(send: () => Promise<void>): Promise<void> {
    if (!this.#losesNetwork) return send();
    this.#losesNetwork = false;
    const context = this.page.context();
    await context.setOffline(true);
    await send();
    await this.page.waitForTimeout(300);
    await context.setOffline(false);
  }
}

function describe(outcomes: Map<string, string>): string {
  return [...outcomes].map(([path, outcome]) => `${path} ${outcome}`).join(', ') || 'done';
}

type Condition = Locator | (() => Promise<boolean>);

function closed(dialog: Locator): () => Promise<boolean> {
  return async () => (await dialog.count()) === 0;
}

// The name of the condition that is met first.
async function firstOf<Name extends string>(conditions: Record<Name, Condition>, timeout: number): Promise<Name> {
  const end = Date.now() + timeout;
  while (Date.now() < end) {
    for (const [name, condition] of Object.entries<Condition>(conditions)) {
      if (await (typeof condition === 'function' ? condition() : condition.first().isVisible())) return name as Name;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`None of ${Object.keys(conditions).join(', ')} within ${timeout} ms`);
}
