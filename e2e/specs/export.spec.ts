// Files taken along: as a .zip with their folders, and as Markdown.

import { type Download, type Locator, type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { savedBytes, savedText } from '../support/download.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import type { ProjectFile } from '../support/types.ts';
import { expect, test } from '../support/test.ts';
import { unzip } from '../support/zip.ts';

async function open(page: Page, owner: Account, name = 'harbour-api', query = '') {
  await signInAs(page, owner);
  const project = await owner.projectNamed(name);
  await page.goto(`/projects/${project.id}/files${query}`);
  const list = new FilesPage(page);
  await expect(list.rowAt(0)).toBeVisible();
  return { project, list, files: await owner.files(project.id), dialog: page.getByRole('dialog', { name: 'Export' }) };
}

async function saved(page: Page, button: Locator): Promise<Download> {
  const download = page.waitForEvent('download');
  await button.click();
  return download;
}

// What an archive of files of different, harmless paths has in it.
function entries(files: readonly ProjectFile[]) {
  return files.map((file) => ({
    name: file.original_path.replace(/^\//, ''),
    text: file.text,
    modified: Math.floor(Date.parse(file.updated_at) / 1000),
  }));
}

function block(path: string, language: string, text: string): string {
  return `## \`${path}\`\n\n\`\`\`${language}\n${text.replace(/\n?$/, text === '' ? '' : '\n')}\`\`\`\n`;
}

test('what the filter shows as a .zip, with its folders and times', async ({ page, demo }) => {
  const { list, files, dialog } = await open(page, demo, 'harbour-api', '?context_file_category=source');
  const sources = files.filter((file) => file.context_file_category === 'source');
  await list.expectStatus(`${sources.length} files`);
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(dialog).toContainText('The files that match the filter:');
  await expect(dialog).toContainText(new RegExp(`${sources.length} files, [\\d.]+ kB, about [\\d,]+ tokens`));
  const download = await saved(page, dialog.getByRole('button', { name: 'Download as .zip' }));
  expect(download.suggestedFilename()).toBe('harbour-api.zip');
  expect(unzip(await savedBytes(download))).toEqual(entries(sources));
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(`Downloaded ${sources.length} files`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export' })).toBeFocused();
});

test('files of one path both survive, and no path leads out of the folder', async ({ page, account }) => {
  const project = await account.createProject('paths');
  const paths = ['/src/main.rs', '/src/main.rs', '../../etc/passwd', 'C:\\temp\\x.txt', '/ø/日本.md', '/src'];
  for (const [index, original_path] of paths.entries()) {
    await account.addFile(project.id, { original_path, text: `${index} ${original_path}\n` });
  }
  const { list, files } = await open(page, account, 'paths');
  await list.grid.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await list.expectSelected(undefined, `${paths.length} selected`);
  const download = await saved(page, list.selectedBar.getByRole('button', { name: 'Download as .zip' }));
  const found = unzip(await savedBytes(download));
  expect(found.map(({ text }) => text).sort()).toEqual(files.map(({ text }) => text).sort());
  expect(found.map(({ name }) => name).sort()).toEqual(
    ['C_/temp/x.txt', 'etc/passwd', 'src (2)', 'src/main (2).rs', 'src/main.rs', 'ø/日本.md'].sort(),
  );
});

test.describe('with a clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('the selected files as Markdown, wherever the filter is, told beforehand how much', async ({ page, demo }) => {
    const { list, files } = await open(page, demo);
    const chosen = [1, 3, 4].map((index) => files[index] as ProjectFile);
    for (const index of [4, 1, 3]) await list.rowAt(index).getByRole('checkbox').click();
    await list.filter.fill('.md');
    const bytes = chosen.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0);
    await expect(list.selectedBar).toContainText(`3 files, ${(bytes / 1000).toFixed(1)} kB, about `);
    const tokens = Number(/about ([\d,]+) tokens/.exec((await list.selectedBar.textContent()) ?? '')?.[1]?.replace(',', ''));
    // Code is two to six bytes to a token, whichever model counts.
    expect(tokens).toBeGreaterThan(bytes / 6);
    expect(tokens).toBeLessThan(bytes / 2);
    await list.selectedBar.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect(page.getByText('Copied 3 files')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(chosen.map((file) => block(file.original_path, file.language, file.text)).join('\n'));
    // The selection stays.
    await expect(list.selectedBar.getByRole('status')).toHaveText('3 selected, 3 not in this filter');
  });

  test('what is listed as Markdown; no text gets out of its fence', async ({ page, account }) => {
    const project = await account.createProject('fences');
    const text = '# Fences\n\n````md\n```rust\n```\n````\n';
    await account.addFile(project.id, { original_path: '/docs/fences.md', text, language: 'markdown' });
    const { dialog } = await open(page, account, 'fences');
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(dialog).toContainText('All files of the project:');
    await dialog.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect(page.getByText('Copied 1 file')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`## \`/docs/fences.md\`\n\n\`\`\`\`\`markdown\n${text}\`\`\`\`\`\n`);
  });
});

test('a clipboard that refuses is told of, and Markdown is downloaded instead', async ({ page, demo }) => {
  await page.addInitScript(() => {
    navigator.clipboard.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  const { list, files } = await open(page, demo);
  const file = files[1] as ProjectFile;
  await list.rowAt(1).getByRole('checkbox').click();
  await list.selectedBar.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(list.selectedBar.getByRole('alert')).toContainText('did not allow copying');
  const download = await saved(page, list.selectedBar.getByRole('button', { name: 'Download as Markdown' }));
  expect(download.suggestedFilename()).toBe('harbour-api.md');
  expect(await savedText(download)).toBe(block(file.original_path, file.language, file.text));
});

// Has the engine's messages arrive late, one after the other.
async function slowDown(page: Page) {
  const engine = page.workers().find((worker) => worker.url().includes('/engine-')) ?? (await page.waitForEvent('worker'));
  await engine.evaluate(() => {
    const post = self.postMessage.bind(self) as (message: unknown, transfer: Transferable[]) => void;
    let before = Promise.resolve();
    const late = (message: unknown, transfer: Transferable[]) => {
      before = before.then(() => new Promise((resolve) => setTimeout(resolve, 100))).then(() => post(message, transfer));
    };
    Object.assign(self, { postMessage: late });
  });
}

test.describe('11 MB', () => {
  test('are downloaded instead of copied, every text of them', async ({ page, demo }) => {
    const { list, files, dialog } = await open(page, demo, 'tide-atlas');
    await list.expectStatus('2,000 files', ALL_WITHIN);
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(dialog).toContainText('More than 2.0 MB is downloaded instead of copied.');
    await expect(dialog.getByRole('button', { name: 'Copy as Markdown' })).toHaveCount(0);
    const download = await saved(page, dialog.getByRole('button', { name: 'Download as Markdown' }));
    const markdown = await savedText(download);
    expect(markdown.match(/^## `/gm)?.length).toBeGreaterThanOrEqual(files.length);
    for (const file of files) expect(markdown.includes(file.text), file.original_path).toBe(true);
  });

  test('tell how it goes while they are packed, and can be called off', async ({ page, demo }) => {
    const { list, files, dialog } = await open(page, demo, 'tide-atlas');
    await list.expectStatus('2,000 files', ALL_WITHIN);
    await page.getByRole('button', { name: 'Export' }).click();
    const zip = dialog.getByRole('button', { name: 'Download as .zip' });
    await expect(zip).toBeEnabled();
    await slowDown(page);
    let downloads = 0;
    page.on('download', () => (downloads += 1));
    await zip.click();
    await expect(dialog.getByRole('progressbar', { name: 'Packing' })).toBeVisible();
    await expect(dialog).toContainText(/[\d.]+ [kM]?B of \d+\.\d MB/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(zip).toBeVisible();
    expect(downloads).toBe(0);
    const found = unzip(await savedBytes(await saved(page, zip)));
    expect(found).toHaveLength(files.length);
    expect(new Set(found.map(({ name }) => name)).size).toBe(files.length);
    expect(found.map(({ text }) => text)).toEqual(files.map(({ text }) => text));
    expect(downloads).toBe(1);
  });

  test('that are still coming are waited for; stopped, they can be gone on with', async ({ page, demo, switches }) => {
    await switches.set({ path: '/resources/files', bytes_per_second: 800_000 });
    await signInAs(page, demo);
    await page.goto(`/projects/${(await demo.projectNamed('tide-atlas')).id}/files`);
    const [list, dialog] = [new FilesPage(page), page.getByRole('dialog', { name: 'Export' })];
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(dialog).toContainText(/Loading the remaining files… [\d.]+ [kM]?B so far/);
    await expect(dialog.getByRole('button', { name: 'Download as .zip' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(dialog).toContainText('Loading was stopped.');
    await switches.clear();
    await dialog.getByRole('button', { name: 'Load all files' }).click();
    await expect(dialog).toContainText(/2,000 files, [\d.]+ MB, about [\d,]+ tokens/, { timeout: ALL_WITHIN });
    await expect(dialog.getByRole('button', { name: 'Download as .zip' })).toBeEnabled();
    await list.expectStatus('2,000 files');
  });
});

test('the part that does it may not arrive: that is told once it is asked for, and what was asked is done then', async ({ page, demo, switches }) => {
  await switches.set({ path: '/export-', fault: '503' });
  const { list } = await open(page, demo);
  await list.rowAt(2).getByRole('checkbox').click();
  const error = page.getByRole('alert').filter({ hasText: 'This part of the app could not be loaded' });
  await expect(error).toBeVisible();
  await switches.clear();
  await error.getByRole('button', { name: 'Try again' }).click();
  await list.expectSelected([2], '1 selected');
});
