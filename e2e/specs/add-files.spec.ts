// Adding files to a project.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Page } from '@playwright/test';
import { AddFilesDialog, payload, zip } from '../support/add-files.ts';
import { Account } from '../support/api.ts';
import { expectNoSidewaysScroll, loseSession, signInAs } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { startServer } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

const ODD = '\ufeff<p>&amp;</p>\0\r\nlone\rcarriage return\n🦀 \u2028 end';

async function prepare(page: Page, account: Account) {
  const project = await account.createProject('work');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/files`);
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  return { project, dialog: new AddFilesDialog(page) };
}

// The texts of the project's files by path; fails if a path is there twice.
async function texts(account: Account, project: number): Promise<Record<string, string>> {
  const files = await account.files(project);
  const texts = Object.fromEntries(files.map((file) => [file.original_path, file.text]));
  expect(Object.keys(texts)).toHaveLength(files.length);
  return texts;
}

async function inFolder(files: Record<string, string | Buffer>, use: (folder: string) => Promise<void>) {
  const root = await mkdtemp(join(tmpdir(), 'neptun-add-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`file-${at}.txt`, `text ${at}\r\n`]));
}

function payloads(files: Record<string, string>) {
  return Object.entries(files).map(([name, text]) => payload(name, text));
}

test('chosen files are reviewed, changed and added as they are', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account);
  await page.getByRole('button', { name: 'Add the first files' }).click();
  await dialog.choose([
    payload('odd.html', ODD),
    payload('utf16.txt', Buffer.from('\ufeffhéllo 🦀\r\n', 'utf16le')),
    payload('image.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    payload('latin1.txt', Buffer.from('café', 'latin1')),
    payload('empty.rs', ''),
  ]);
  await expect(dialog.row('/image.png')).toContainText('Not a text file.');
  await expect(dialog.row('/latin1.txt')).toContainText('Not UTF-8. Save it as UTF-8 and add it again.');
  await expect(dialog.row('/utf16.txt')).toContainText('Converted from UTF-16');
  await expect(dialog.dialog.getByText('2 files cannot be added. 1 file is converted from UTF-16 to UTF-8.')).toBeVisible();
  await expect(dialog.field('Language', '/empty.rs')).toHaveValue('rust');
  await expect(dialog.field('Category', '/empty.rs')).toHaveValue('source');
  await expectAccessible(page);

  await dialog.dialog.getByRole('group', { name: 'For all selected files' }).getByLabel('Category').fill('core');
  await dialog.field('Path', '/empty.rs').fill('/src/lib.rs');
  await expect(dialog.field('Title', '/src/lib.rs')).toHaveValue('lib.rs');
  await dialog.field('Type', '/src/lib.rs').fill('');
  await expect(dialog.field('Type', '/src/lib.rs')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.send(3)).toBeDisabled();
  await dialog.field('Type', '/src/lib.rs').fill('crate');
  await dialog.send(3).click();
  await dialog.expectAdded(3);
  await expect(page.getByRole('grid', { name: 'Project files' }).getByRole('row')).toHaveCount(4);

  expect(await texts(account, project.id)).toEqual({ '/odd.html': ODD, '/utf16.txt': 'héllo 🦀\r\n', '/src/lib.rs': '' });
  const lib = (await account.files(project.id)).find((file) => file.original_path === '/src/lib.rs');
  expect(lib).toMatchObject({ title: 'lib.rs', context_file_category: 'core', context_file_type: 'crate', language: 'rust', extension: 'rs' });
});

test('of a folder, what tools have made is left out and counted', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account);
  const files = {
    'app/src/main.rs': 'fn main() {}\n',
    'app/node_modules/a/index.js': 'a',
    'app/node_modules/b/index.js': 'b',
    'app/.git/HEAD': 'ref',
    'app/Cargo.lock': 'x'.repeat(1_000_001),
  };
  await inFolder(files, async (folder) => {
    await dialog.open();
    await dialog.chooseFolder(join(folder, 'app'));
    await expect(dialog.dialog.getByText('4 files left out: node_modules (2)')).toBeVisible();
    await dialog.button('Include them').click();
    await expect(dialog.send(5)).toBeEnabled();
    await dialog.button('Leave them out').click();
    await dialog.button('Remove it from the paths').click();
    await dialog.send(1).click();
    await dialog.expectAdded(1);
  });
  expect(await texts(account, project.id)).toEqual({ '/src/main.rs': 'fn main() {}\n' });
});

test('files are dropped on the page, and into the dialog', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account);
  await dialog.drop(page.locator('#main'), { 'a.ts': 'a' });
  await expect(dialog.row('/a.ts')).toBeVisible();
  await dialog.drop(dialog.dialog, { 'b.ts': 'b', 'a.ts': 'other' });
  await expect(dialog.dialog.getByText('1 path is here twice.')).toBeVisible();
  await dialog.send(2).click();
  await dialog.expectAdded(2);
  expect(await texts(account, project.id)).toEqual({ '/a.ts': 'a', '/b.ts': 'b' });
});

test('a .zip is opened, and a bomb refused', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account);
  await dialog.open();
  await dialog.choose(payload('bomb.zip', zip({ 'a.txt': 'a' }, 600_000_000)));
  await expect(dialog.dialog.getByRole('alert').filter({ hasText: 'larger than 512 MB' })).toBeVisible();
  await dialog.choose(payload('lie.zip', zip({ 'lie.txt': 'longer than it says' }, 4)));
  await dialog.choose(payload('app.zip', zip({ 'app/odd.md': ODD, 'app/dist/a.js': 'a', '../../b.txt': 'tides\n'.repeat(50_000) })));
  await expect(dialog.row('/app/odd.md')).toBeVisible();
  await expect(dialog.dialog.getByText('1 file left out: dist (1).')).toBeVisible();
  await dialog.send(3).click();
  await expect(dialog.dialog.getByText('2 files added. 1 failed.')).toBeVisible();
  await expect(dialog.table.getByRole('row').filter({ hasText: '/lie.txt' })).toContainText('Damaged in the archive.');
  await dialog.button('Close').click();
  expect(await texts(account, project.id)).toEqual({ '/app/odd.md': ODD, '/b.txt': 'tides\n'.repeat(50_000) });
});

test('a text is pasted or written, and keeps every character', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account);
  await dialog.open();
  await dialog.dialog.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, ODD);
  await dialog.button('Continue').click();
  await expect(dialog.dialog.getByRole('textbox', { name: 'Path' })).toHaveAccessibleDescription(/^Required/);
  await dialog.dialog.getByRole('textbox', { name: 'Path' }).fill('docs/pasted.md');
  await expectAccessible(page);
  await dialog.button('Continue').click();
  await dialog.button('Write a new file').click();
  await dialog.dialog.getByRole('textbox', { name: 'Path' }).fill('/docs/written.md');
  await dialog.dialog.getByRole('textbox', { name: 'Text' }).fill('\ufeff<&\0\n🦀');
  await dialog.button('Continue').click();
  await dialog.send(2).click();
  await dialog.expectAdded(2);
  expect(await texts(account, project.id)).toEqual({ '/docs/pasted.md': ODD, '/docs/written.md': '\ufeff<&\0\n🦀' });
});

test('a text is pasted between others, and keeps its line ends as they keep theirs', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account);
  await dialog.open();
  await dialog.button('Write a new file').click();
  await dialog.dialog.getByRole('textbox', { name: 'Path' }).fill('a.txt');
  const text = dialog.dialog.getByRole('textbox', { name: 'Text' });
  const paste = (pasted: string) =>
    text.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, pasted);
  await text.fill('🦀 first\nlast');
  await text.press('Home');
  await paste('one\r\ntwo\r\n');
  await expect(text).toHaveValue('🦀 first\none\ntwo\nlast');
  // Behind what was pasted.
  await page.keyboard.type('the ');
  await page.keyboard.press('Control+End');
  await paste('\rend');
  await dialog.button('Continue').click();
  await dialog.send(1).click();
  await dialog.expectAdded(1);
  expect(await texts(account, project.id)).toEqual({ '/a.txt': '🦀 first\none\r\ntwo\r\nthe last\rend' });
});

test('for a path that exists: skip, replace or keep both', async ({ page, account }) => {
  const project = await account.createProject('work');
  for (const name of ['a', 'b', 'c']) {
    await account.addFile(project.id, { original_path: `/${name}.rs`, text: `old ${name}`, context_file_category: 'mine' });
  }
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/files`);
  const dialog = new AddFilesDialog(page);
  await dialog.open();
  await dialog.choose(payloads({ 'a.rs': 'new a', 'b.rs': 'new b', 'c.rs': 'new c', 'd.rs': 'new d' }));
  await expect(dialog.dialog.getByText('3 paths exist already.')).toBeVisible();
  await expect(dialog.onConflict('/a.rs')).toHaveValue('skip');
  await expect(dialog.send(1)).toBeEnabled();
  await dialog.button('Replace all').click();
  await expect(dialog.send(4)).toBeEnabled();
  await dialog.button('Skip all').click();
  await dialog.onConflict('/b.rs').selectOption('replace');
  await dialog.onConflict('/c.rs').selectOption('keep');
  await dialog.send(3).click();
  await dialog.expectAdded(3);
  const files = (await account.files(project.id)).map((file) => [file.original_path, file.text, file.context_file_category]);
  expect(files.sort()).toEqual([
    ['/a.rs', 'old a', 'mine'],
    ['/b.rs', 'new b', 'mine'],
    ['/c.rs', 'new c', 'source'],
    ['/c.rs', 'old c', 'mine'],
    ['/d.rs', 'new d', 'source'],
  ]);
});

test('connections are cut during an upload of 200 files, and Retry adds each once', async ({ page, account, switches }) => {
  const { project, dialog } = await prepare(page, account);
  const files = many(200);
  await dialog.open();
  await dialog.choose(payloads(files));
  await switches.set(
    { method: 'POST', path: '/resources/files', times: 60 },
    // Of these, the server has the file, and the app does not know.
    { method: 'POST', path: '/resources/files', fault: 'cut', times: 40 },
    { method: 'POST', path: '/resources/files', fault: '500', times: 20 },
    { method: 'POST', path: '/resources/files', fault: '429', times: 2 },
  );
  await dialog.send(200).click();
  await expect(dialog.dialog.getByText('140 files added. 60 may or may not have arrived.')).toBeVisible({ timeout: 60_000 });
  await expect(dialog.table.getByRole('row').nth(1)).toContainText('Unknown if it arrived.');
  await expectAccessible(page);
  await dialog.button('Retry 60 files').click();
  await dialog.expectAdded(200);
  const expected = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/${name}`, text]));
  expect(await texts(account, project.id)).toEqual(expected);
});

test('an upload is cancelled, and goes on later', async ({ page, account, switches }) => {
  const { project, dialog } = await prepare(page, account);
  await dialog.open();
  await dialog.choose(payloads(many(30)));
  // Long enough for axe, which takes its time.
  await switches.set({ method: 'POST', path: '/resources/files', latency_ms: 2_000 });
  await dialog.send(30).click();
  await expect(dialog.table.getByRole('row').filter({ hasText: 'Added' })).not.toHaveCount(0);
  await expectAccessible(page);
  await dialog.button('Cancel').click();
  await expect(dialog.dialog.getByText(/\d files added\. \d+ not sent\./)).toBeVisible();
  const sent = await account.files(project.id);
  await expect(dialog.dialog.getByText(`${sent.length} files added. ${30 - sent.length} not sent.`)).toBeVisible();
  await switches.clear();
  await dialog.button(/^Retry/).click();
  await dialog.expectAdded(30);
  expect(Object.keys(await texts(account, project.id))).toHaveLength(30);
});

test('files that are dropped while others are sent come next', async ({ page, account, switches }) => {
  const { project, dialog } = await prepare(page, account);
  await dialog.open();
  await dialog.choose(payloads({ 'a.ts': 'a', 'b.ts': 'b' }));
  await switches.set({ method: 'POST', path: '/resources/files', latency_ms: 2_000 });
  await dialog.send(2).click();
  await dialog.drop(dialog.dialog, { 'c.ts': 'c' });
  await expect(dialog.dialog.getByText('Files that you have dropped meanwhile come next.')).toBeVisible();
  await expectAccessible(page);
  await expect(dialog.row('/c.ts')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Added 2 files' })).toBeVisible();
  await switches.clear();
  await dialog.send(1).click();
  await dialog.expectAdded(1);
  expect(await texts(account, project.id)).toEqual({ '/a.ts': 'a', '/b.ts': 'b', '/c.ts': 'c' });
});

test('the session ends meanwhile, and the upload continues', async ({ page, account, switches }) => {
  const { project, dialog } = await prepare(page, account);
  await dialog.open();
  await dialog.choose(payloads(many(20)));
  await switches.set({ method: 'POST', path: '/resources/files', latency_ms: 200 });
  await dialog.send(20).click();
  await expect(dialog.table.getByRole('row').filter({ hasText: 'Added' })).not.toHaveCount(0);
  await loseSession(page);
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await dialog.expectAdded(20);
  expect(Object.keys(await texts(account, project.id))).toHaveLength(20);
});

test('somebody else signs in meanwhile, and the upload ends', async ({ page, account, server, switches }) => {
  const other = await Account.signUp(server.url);
  const { project, dialog } = await prepare(page, account);
  await dialog.open();
  await dialog.choose(payloads(many(20)));
  await switches.set({ method: 'POST', path: '/resources/files', latency_ms: 200 });
  await dialog.send(20).click();
  await expect(dialog.table.getByRole('row').filter({ hasText: 'Added' })).not.toHaveCount(0);
  await page.context().clearCookies();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByRole('textbox', { name: 'Email' }).fill(other.email);
  await again.getByRole('textbox', { name: 'Password' }).fill(other.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Adding files has ended, because somebody else has signed in.' })).toBeVisible();
  await expect(dialog.dialog).toHaveCount(0);
  expect((await account.files(project.id)).length).toBeLessThan(20);
  expect(await other.projects()).toEqual([]);
  await other.dispose();
});

test('through a proxy in front of another server', async ({ browser }) => {
  const live = await startServer();
  const proxy = await startServer('--upstream', live.url);
  const context = await browser.newContext({ baseURL: proxy.url });
  try {
    const account = await Account.signUp(live.url);
    const project = await account.createProject('far-away');
    const [cookie] = await account.cookies();
    const page = await context.newPage();
    await page.goto(`/projects/${project.id}/files`);
    await page.getByText('Use a session cookie').click();
    await page.getByRole('textbox', { name: 'Session cookie' }).fill(`${cookie?.name}=${cookie?.value}`);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    const dialog = new AddFilesDialog(page);
    await dialog.open();
    await dialog.choose(payload('odd.html', ODD));
    await dialog.send(1).click();
    await dialog.expectAdded(1);
    expect(await texts(account, project.id)).toEqual({ '/odd.html': ODD });
    await account.dispose();
  } finally {
    await context.close();
    await proxy.stop();
    await live.stop();
  }
});

test('2,000 files are reviewed without holding up the page', async ({ page, account }) => {
  const { dialog } = await prepare(page, account);
  const text = 'export const tide = 1;\n'.repeat(220);
  const files = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`src/folder-${at % 40}/file-${at}.ts`, text]));
  await inFolder(files, async (folder) => {
    await dialog.open();
    await page.evaluate(() => {
      // The browser hands over the files in a task of its own making, of which only the app's handler counts.
      const times: { started: number; tasks: number[] } = { started: Infinity, tasks: [] };
      addEventListener('change', () => { times.started = performance.now(); }, { capture: true, once: true });
      addEventListener('change', () => times.tasks.push(performance.now() - times.started), { once: true });
      new PerformanceObserver((list) => {
        const later = list.getEntries().filter((entry) => entry.startTime > times.started);
        times.tasks.push(...later.map((entry) => entry.duration));
      }).observe({ type: 'longtask' });
      Object.assign(window, { times });
    });
    await dialog.chooseFolder(join(folder, 'src'));
    await expect(dialog.send(2_000)).toBeEnabled({ timeout: 30_000 });
    expect(await dialog.table.getAttribute('aria-rowcount')).toBe('2001');
    const longest = await page.evaluate(() => Math.max(...(window as unknown as { times: { tasks: number[] } }).times.tasks));
    test.info().annotations.push({ type: 'longest task', description: `${longest} ms` });
    // Not 50: specs also run with a debug build, which takes long to draw the table, on a machine that compiles at the same time.
    expect(longest).toBeLessThan(1_000);
  });
});

test('by keyboard alone, and on a phone', async ({ page, account }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const { project, dialog } = await prepare(page, account);
  await page.getByRole('button', { name: 'Add the first files' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.button('Choose files')).toBeFocused();
  await dialog.button('Write a new file').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('notes/today.md');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Tides');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog.send(1)).toBeFocused();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  // What is not sent is not lost by a key.
  page.once('dialog', (question) => void question.dismiss());
  await page.keyboard.press('Escape');
  await expect(dialog.dialog).toBeVisible();
  await dialog.send(1).press('Enter');
  await dialog.expectAdded(1);
  expect(await texts(account, project.id)).toEqual({ '/notes/today.md': 'Tides' });
});
