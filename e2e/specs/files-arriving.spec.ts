// A list that takes its time: rows are there while it arrives, it can be stopped, and what breaks off leaves what has come.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';

// Of the 11 MB of tide-atlas: so slow that more is to come whatever else this machine has to do.
const SLOW = 800_000;
const LIST = '/resources/files';

async function open(page: Page, demo: Account) {
  await signInAs(page, demo);
  const project = await demo.projectNamed('tide-atlas');
  await page.goto(`/projects/${project.id}/files`);
  return { project, list: new FilesPage(page) };
}

test('rows are there, and can be used, while more arrive', async ({ page, demo, switches }) => {
  await switches.set({ path: LIST, bytes_per_second: SLOW });
  const { list } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  await expect(list.status).toHaveText(/^[\d,]+ files? so far$/);
  const early = await count(list);
  await expect.poll(() => count(list)).toBeGreaterThan(early);
  await expect(page.getByText(/^\d+(\.\d)? [kM]B$/).first()).toBeVisible();

  // Not in the way of anything: a file opens, a filter filters.
  await list.grid.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Text' })).toBeVisible();
  await page.keyboard.press('Escape');
  await list.filter.fill('tide');
  await expect(list.status).toHaveText(/so far$/);
  await list.filter.fill('');
  await list.expectStatus('2,000 files', ALL_WITHIN);
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
});

test('what is in sight stays there while files come in above it', async ({ page, demo, switches }) => {
  await switches.set({ path: LIST, bytes_per_second: SLOW });
  const { list } = await open(page, demo);
  await list.head('Path').getByRole('button').click();
  await expect.poll(() => count(list)).toBeGreaterThan(200);
  await list.grid.evaluate((grid) => grid.scrollTo(0, 3_000));
  await expect.poll(() => firstInSight(page)).toBeDefined();
  const row = await firstInSight(page);
  const before = await count(list);
  await expect.poll(() => count(list)).toBeGreaterThan(before + 200);
  expect(await firstInSight(page)).toBe(row);
});

test('loading can be stopped, and gone on with', async ({ page, demo, switches }) => {
  await switches.set({ path: LIST, bytes_per_second: SLOW });
  const { list } = await open(page, demo);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Loading was stopped.')).toBeVisible();
  const stopped = await count(list);
  expect(stopped).toBeLessThan(2_000);
  await expect(list.rowAt(0)).toBeVisible();
  await switches.clear();
  await page.getByRole('button', { name: 'Load all files' }).click();
  await list.expectStatus('2,000 files', ALL_WITHIN);
  await expect(page.getByText('Loading was stopped.')).toHaveCount(0);
});

test('leaving the project ends the download', async ({ page, demo, switches }) => {
  await switches.set({ path: LIST, bytes_per_second: SLOW });
  const { list } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith(LIST));
  await page.getByRole('link', { name: 'Projects' }).click();
  expect((await ended).failure()?.errorText).toBe('net::ERR_ABORTED');
});

test('coming back is immediate, and shows what has changed meanwhile', async ({ page, account, switches }) => {
  const project = await account.createProject('Changing');
  await account.addFile(project.id, { original_path: 'src/one.rs' });
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/files`);
  const list = new FilesPage(page);
  await list.expectStatus('1 file');
  await page.getByRole('link', { name: 'Overview' }).click();
  await account.addFile(project.id, { original_path: 'src/two.rs' });
  // Longer than a list is taken to be fresh.
  await page.waitForTimeout(5_200);
  await switches.set({ path: LIST, latency_ms: 3_000 });
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: /^Files/ }).click();
  await expect(list.status).toHaveText('1 file');
  await list.expectStatus('2 files');
});

async function count(list: FilesPage): Promise<number> {
  return Number((await list.status.textContent())?.replace(/\D/g, ''));
}

// What the topmost row says, as it is painted: between two frames rows may have moved that are not scrolled to yet. A new
// observer is called when everything is in its place for the next one.
function firstInSight(page: Page): Promise<string | undefined> {
  return page.getByRole('grid', { name: 'Project files' }).evaluate(async (grid) => {
    await new Promise((inPlace) => new ResizeObserver(inPlace).observe(grid));
    const head = grid.querySelector('[role=columnheader]')?.getBoundingClientRect().bottom ?? 0;
    const rows = [...grid.querySelectorAll('[role=row][aria-selected]:not([hidden])')];
    const found = rows.map((row) => ({ top: row.getBoundingClientRect().top, text: row.textContent ?? '' }));
    return found.filter(({ top }) => top >= head - 1).sort((a, b) => a.top - b.top)[0]?.text;
  });
}
