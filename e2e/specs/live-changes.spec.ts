// Changing what a live Neptun has: it names things otherwise, keeps nobody from writing over anything, and answers bare.

import type { Page } from '@playwright/test';
import { AddDialog } from '../support/add-dialog.ts';
import { AddFilesDialog, payload, zip } from '../support/add-files.ts';
import { FilesPage } from '../support/files-page.ts';
import { LiveNeptun } from '../support/live-neptun.ts';
import { type Server, startServer } from '../support/server.ts';
import { Switches } from '../support/switches.ts';
import { test as base, expect } from '../support/test.ts';
import { Viewer } from '../support/viewer.ts';

const ODD = '\ufeff<p>&amp;</p>\0\r\nlone\rcarriage return\n🦀 \u2028 end';

interface Fixtures {
  live: LiveNeptun;
  // Ours, in front of it.
  ours: Server;
  files: FilesPage;
}

const test = base.extend<Fixtures>({
  live: async ({}, use) => {
    const live = await LiveNeptun.start();
    await use(live);
    await live.stop();
  },
  ours: async ({ live }, use) => {
    const ours = await startServer('--upstream', live.url);
    await use(ours);
    await ours.stop();
  },
  baseURL: async ({ ours }, use) => use(ours.url),
  switches: async ({ ours, playwright }, use) => {
    const context = await playwright.request.newContext({ baseURL: ours.url });
    await use(new Switches(context));
    await context.dispose();
  },
  files: async ({ page, live, ours }, use) => {
    await page.context().addCookies([{ ...live.signIn(), url: ours.url }]);
    await use(new FilesPage(page));
  },
});

function url(live: LiveNeptun, rest = 'files'): string {
  return `/projects/${live.project.id}/${rest}`;
}

// Files that the app sees, the last one first.
function fill(live: LiveNeptun, ...paths: string[]) {
  return paths.map((path) => live.put({ title: path.split('/').at(-1), original_path: path, content: `${path}\n`, category: 'unknown', language: 'rust' }));
}

async function edit(page: Page, path: string): Promise<Viewer> {
  const viewer = new Viewer(page, path);
  await viewer.button('Edit').click();
  await expect(viewer.editor).toBeFocused();
  return viewer;
}

test('files are added to an import, which is created once', async ({ page, live, files }) => {
  await page.goto(url(live));
  const dialog = new AddFilesDialog(page);
  for (const [archive, added] of [[{ 'src/odd.rs': ODD, 'docs/a.md': '# A\n' }, 2], [{ 'vite.config.ts': 'x' }, 1]] as const) {
    await dialog.open();
    await dialog.choose(payload('some.zip', zip(archive)));
    await dialog.send(added).click();
    await dialog.expectAdded(added);
  }
  await files.expectStatus('3 files');
  const added = live.files.map((file) => [file.original_path, file.content, file.file_type, file.category, file.language]);
  expect(added.sort()).toEqual([
    ['/docs/a.md', '# A\n', 'markdown', 'documentation', 'markdown'],
    ['/src/odd.rs', ODD, 'text', null, 'rust'],
    ['/vite.config.ts', 'x', 'text', null, 'typescript'],
  ]);
  expect(live.writes.filter((write) => write.includes('/imports'))).toHaveLength(1);
  await page.reload();
  await files.expectStatus('3 files');
});

test('files whose answers are lost are listed, and not sent again', async ({ page, live, files, switches }) => {
  fill(live, '/src/a.rs');
  await page.goto(url(live));
  await files.expectStatus('1 file');
  const dialog = new AddFilesDialog(page);
  await dialog.open();
  await dialog.choose(payload('some.zip', zip({ 'b.md': '# B\n', 'c.md': '# C\n' })));
  await switches.set({ method: 'POST', path: '/files', fault: 'cut' });
  await dialog.send(2).click();
  await expect(dialog.dialog.getByText('0 files added. 2 may or may not have arrived.')).toBeVisible();
  await dialog.button('Close').click();
  await files.expectStatus('3 files');
  expect(live.files.map(({ original_path }) => original_path).sort()).toEqual(['/b.md', '/c.md', '/src/a.rs']);
});

test('a text is edited and saved, to the byte', async ({ page, live, files }) => {
  const [file] = fill(live, '/src/a.rs');
  Object.assign(file ?? {}, { content: 'a\r\nb <&>\n\rc' });
  await page.goto(url(live));
  await files.row('/src/a.rs').getByRole('link').click();
  const viewer = await edit(page, '/src/a.rs');
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(' 🦀 end');
  await page.keyboard.press('Control+s');
  await expect(viewer.region.getByText('Saved', { exact: true })).toBeVisible();
  expect(live.files.map(({ content }) => content)).toEqual(['a\r\nb <&>\n\rc 🦀 end']);
});

test('what somebody else has saved meanwhile is seen in a fresh list, although the server would write over it', async ({ page, live, files }) => {
  const [file] = fill(live, '/src/a.rs');
  await page.goto(url(live));
  await files.row('/src/a.rs').getByRole('link').click();
  const viewer = await edit(page, '/src/a.rs');
  await page.keyboard.insertText('mine ');
  live.put({ id: file?.id, content: 'theirs\n' });
  await viewer.button('Save').click();
  await expect(viewer.region.getByText('This file has been changed on the server')).toBeVisible();
  expect(live.files[0]?.content).toBe('theirs\n');
  await viewer.button('Save').click();
  await expect.poll(() => live.files[0]?.content).toBe('mine /src/a.rs\n');
});

test('a file that somebody has deleted is told as that, and can be saved as a new one', async ({ page, live, files }) => {
  fill(live, '/src/a.rs');
  await page.goto(url(live));
  await files.row('/src/a.rs').getByRole('link').click();
  const viewer = await edit(page, '/src/a.rs');
  await page.keyboard.insertText('mine ');
  live.files = [];
  await viewer.button('Save').click();
  await viewer.button('Save as a new file').click();
  await expect.poll(() => live.files.map(({ content }) => content)).toEqual(['mine /src/a.rs\n']);
});

test('details are changed by their names there; a category that it does not have is refused at its field', async ({ page, live, files }) => {
  fill(live, '/src/a.rs', '/src/b.rs');
  await page.goto(url(live));
  await files.row('/src/a.rs').getByRole('checkbox').click();
  await files.grid.focus();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Details of a.rs' });
  await dialog.getByLabel('Path').fill('/lib/z.rs');
  await dialog.getByLabel('Category').fill('source');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Category')).toHaveAccessibleDescription(/Invalid enum value/);
  await dialog.getByLabel('Category').fill('server');
  await dialog.getByLabel('Type').fill('markdown');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  expect(live.files[0]).toMatchObject({
    original_path: '/lib/z.rs', title: 'z.rs', category: 'server', file_type: 'markdown', content: '/src/a.rs\n',
  });
  await page.keyboard.press('Escape');

  await files.grid.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('F2');
  const both = page.getByRole('dialog', { name: 'Details of 2 files' });
  await both.getByLabel('Language').fill('typescript');
  await both.getByRole('button', { name: 'Save' }).click();
  await expect(both).toHaveCount(0);
  expect(live.files.map(({ language }) => language)).toEqual(['typescript', 'typescript']);
});

test('one deletion is undone, and another happens', async ({ page, live, files }) => {
  fill(live, '/a.rs', '/b.rs', '/c.rs');
  await page.goto(url(live));
  await files.row('/a.rs').getByRole('checkbox').click();
  await files.grid.focus();
  await page.keyboard.press('Delete');
  await files.expectStatus('2 files');
  await page.keyboard.press('Control+z');
  await files.expectStatus('3 files');
  await files.row('/b.rs').getByRole('checkbox').click();
  await files.row('/c.rs').getByRole('checkbox').click();
  await page.keyboard.press('Delete');
  // Somebody else is faster with one of them, which a live server answers with 401.
  live.files = live.files.filter(({ original_path }) => original_path !== '/c.rs');
  await expect.poll(() => live.files.map(({ original_path }) => original_path), { timeout: 15_000 }).toEqual(['/a.rs']);
  await expect(page.getByRole('alert').filter({ hasText: 'Not deleted' })).toHaveCount(0);
  await files.expectStatus('1 file');
});

test('several resources are linked at once and removed, each once', async ({ page, live, files }) => {
  await page.goto(url(live, 'user-files'));
  const dialog = new AddDialog(files.page, 'user-files');
  await dialog.open();
  const count = 3;
  for (let at = 0; at < count; at += 1) await dialog.options.nth(at).click();
  await dialog.dialog.getByRole('button', { name: /^Link/ }).click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(dialog.table.getByRole('link')).toHaveCount(count);
  expect(new Set(live.linked['user-files'].map(({ id }) => id)).size).toBe(count);
  expect(live.linked['user-files']).toHaveLength(count);
  await page.getByRole('checkbox', { name: 'Select all listed' }).click();
  await page.getByRole('toolbar', { name: 'Selected user files' }).getByRole('button', { name: 'Remove from project' }).click();
  await expect.poll(() => live.linked['user-files']).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => live.linked['user-files'].length).toBe(count);
  await expect(dialog.table.getByRole('link')).toHaveCount(count);
});

test('with two seconds for each answer, nothing is sent twice', async ({ page, live, files, switches }) => {
  test.setTimeout(90_000);
  fill(live, '/src/a.rs');
  await page.goto(url(live));
  await expect(files.rowAt(0)).toBeVisible();
  await switches.set({ latency_ms: 2_000 });
  const dialog = new AddFilesDialog(page);
  await dialog.open();
  await dialog.choose([payload('b.rs', 'b'), payload('c.rs', 'c')]);
  await dialog.send(2).dblclick();
  await dialog.expectAdded(2);
  await files.row('/src/a.rs').getByRole('link').click();
  const viewer = await edit(page, '/src/a.rs');
  await page.keyboard.insertText('mine ');
  await page.keyboard.press('Control+s');
  await page.keyboard.press('Control+s');
  await expect(viewer.region.getByText('Saved', { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(live.files.map(({ original_path, content }) => [original_path, content]).sort()).toEqual([
    ['/b.rs', 'b'], ['/c.rs', 'c'], ['/src/a.rs', 'mine /src/a.rs\n'],
  ]);
  const sent = live.writes.map((write) => write.replace(/^(\w+) .*\/(files|imports)(\/\d+)?: /, '$1 $2: '));
  expect(sent.sort()).toEqual(['POST files: 200', 'POST files: 200', 'POST imports: 200', 'PUT files: 200']);
});

test('the session ends meanwhile: signing in again saves what was typed, and adds what was chosen', async ({ page, live, files }) => {
  fill(live, '/src/a.rs');
  await page.goto(url(live));
  await files.row('/src/a.rs').getByRole('link').click();
  const viewer = await edit(page, '/src/a.rs');
  await page.keyboard.insertText('mine ');
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  const signIn = async () => {
    await again.getByRole('textbox', { name: 'Password' }).fill(live.password);
    await again.getByRole('button', { name: 'Sign in' }).click();
  };
  live.endSessions();
  await page.keyboard.press('Control+s');
  await signIn();
  await expect(viewer.region.getByText('Saved', { exact: true })).toBeVisible();
  expect(live.files[0]?.content).toBe('mine /src/a.rs\n');
  await viewer.button('Done').click();

  const dialog = new AddFilesDialog(page);
  await dialog.open();
  await dialog.choose(Array.from({ length: 5 }, (_, at) => payload(`${at}.rs`, String(at))));
  await expect(dialog.send(5)).toBeEnabled();
  live.endSessions();
  await dialog.send(5).click();
  await signIn();
  await dialog.expectAdded(5);
  expect(live.files.map(({ content }) => content).slice(1).sort()).toEqual(['0', '1', '2', '3', '4']);
});
