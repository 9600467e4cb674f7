// A folder of the user's machine, dropped on the page.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { AddFilesDialog } from '../support/add-files.ts';
import type { Account } from '../support/api.ts';
import { loseSession, signInAs } from '../support/app.ts';
import { expect, test } from '../support/test.ts';
import { noteLongTasks } from '../support/viewer.ts';

async function prepare(page: Page, account: Account) {
  const project = await account.createProject('work');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/files`);
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  const texts = async () => {
    const files = await account.files(project.id);
    expect(new Set(files.map((file) => file.original_path)).size).toBe(files.length);
    return Object.fromEntries(files.map((file) => [file.original_path, file.text]));
  };
  return { project, dialog: new AddFilesDialog(page), texts };
}

// Calls `use` with a folder named `name` that has these files.
async function inFolder(name: string, files: Record<string, string>, use: (folder: string) => Promise<void>) {
  const root = await mkdtemp(join(tmpdir(), 'neptun-drop-'));
  const folder = join(root, name);
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    await use(folder);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

// Drops files and folders of the machine, as the browser's own input does, so that the page can walk through them.
async function drop(page: Page, files: string[], at = { x: 640, y: 400 }) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await session.detach();
}

test('a folder keeps its folders, and what tools have made in it is left out', async ({ page, account }) => {
  const { dialog, texts } = await prepare(page, account);
  const files = { 'src/main.rs': 'fn main() {}\r\n', 'src/deep/er/a.rs': '\ufeffa\r', 'README.md': '', 'node_modules/a/index.js': 'a' };
  await inFolder('app', files, async (folder) => {
    await drop(page, [folder]);
    await expect(dialog.dialog.getByText('1 file left out: node_modules (1).')).toBeVisible();
    await dialog.send(3).click();
    await dialog.expectAdded(3);
  });
  expect(await texts()).toEqual({ '/app/src/main.rs': 'fn main() {}\r\n', '/app/src/deep/er/a.rs': '\ufeffa\r', '/app/README.md': '' });
});

test('the files of a folder are in the order of the tree, whatever that on the disk is', async ({ page, account }) => {
  const { dialog } = await prepare(page, account);
  const paths = ['a/9.txt', 'a/10.txt', 'b/c/1.txt', 'b/2.txt', 'B.txt', 'x1.txt', 'x2.txt', 'x03.txt', 'x10.txt'];
  await inFolder('some', Object.fromEntries([...paths].reverse().map((path) => [path, path])), async (folder) => {
    await drop(page, [folder]);
    await expect(dialog.send(paths.length)).toBeEnabled();
    const shown = await dialog.table.getByRole('textbox', { name: /^Path of / }).evaluateAll((fields) =>
      fields.map((field) => (field as HTMLInputElement).value),
    );
    expect(shown).toEqual(paths.map((path) => `/some/${path}`));
  });
});

test('connections are cut while a folder of 200 files is sent, and each is there once in the end', async ({ page, account, switches }) => {
  const { dialog, texts } = await prepare(page, account);
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`folder-${at % 7}/file-${at}.txt`, `text ${at}\r\n`]));
  await inFolder('many', files, async (folder) => {
    await drop(page, [folder]);
    await expect(dialog.send(200)).toBeEnabled();
    await switches.set(
      ...Array.from({ length: 12 }, () => [
        { method: 'POST', path: '/resources/files', times: 11 } as const,
        { method: 'POST', path: '/resources/files', fault: 'cut', times: 3 } as const,
      ]).flat(),
    );
    await dialog.send(200).click();
    await expect(dialog.dialog.getByText('164 files added. 36 may or may not have arrived.')).toBeVisible({ timeout: 60_000 });
    await switches.clear();
    await dialog.button('Retry 36 files').click();
    await dialog.expectAdded(200);
  });
  expect(await texts()).toEqual(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/many/${path}`, text])));
});

test('the session ends while a folder is sent', async ({ page, account, switches }) => {
  const { dialog, texts } = await prepare(page, account);
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`file-${at}.txt`, `text ${at}`]));
  await inFolder('some', files, async (folder) => {
    await drop(page, [folder]);
    await expect(dialog.send(40)).toBeEnabled();
    await switches.set({ method: 'POST', path: '/resources/files', latency_ms: 150 });
    await dialog.send(40).click();
    await expect(dialog.table.getByRole('row').filter({ hasText: 'Added' })).not.toHaveCount(0);
    await loseSession(page);
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.getByRole('textbox', { name: 'Password' }).fill(account.password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await dialog.expectAdded(40);
  });
  expect(await texts()).toEqual(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/some/${path}`, text])));
});

test('files are pasted', async ({ page, account }) => {
  const { dialog, texts } = await prepare(page, account);
  await dialog.open();
  await dialog.dialog.evaluate((element) => {
    const clipboardData = new DataTransfer();
    for (const name of ['a.ts', 'b.ts']) clipboardData.items.add(new File([`${name}\r\n`], name));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await dialog.send(2).click();
  await dialog.expectAdded(2);
  expect(await texts()).toEqual({ '/a.ts': 'a.ts\r\n', '/b.ts': 'b.ts\r\n' });
});

test('a folder of 2,000 files and 10 MB', async ({ page, account }) => {
  test.setTimeout(240_000);
  const { dialog, texts } = await prepare(page, account);
  const text = 'export const tide = 1;\n'.repeat(220);
  const files = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`folder-${at % 40}/file-${at}.ts`, `${at}\n${text}`]));
  await inFolder('src', files, async (folder) => {
    const longTasks = await noteLongTasks(page);
    let before = 0;
    const dropped = Date.now();
    await drop(page, [folder]);
    await expect(dialog.send(2_000)).toBeEnabled({ timeout: 60_000 });
    const reviewed = Date.now();
    const tell = async (name: string, ms: number) => {
      const all = await longTasks();
      const long = all.slice(before).map((task) => Math.round(task)).sort((a, b) => b - a);
      before = all.length;
      const description = `${name} took ${ms} ms; ${long.length} tasks of more than 50 ms: ${long.slice(0, 8).join(', ') || 'none'}`;
      console.log(description);
      test.info().annotations.push({ type: 'long tasks', description });
    };
    await tell('From the drop to the review', reviewed - dropped);
    await dialog.send(2_000).click();
    await expect(dialog.dialog).toHaveCount(0, { timeout: 150_000 });
    await tell('Sending', Date.now() - reviewed);
  });
  expect(await texts()).toEqual(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/src/${path}`, text])));
});
