// A project of 2,000 files: few elements, every row within reach, and all of it by keyboard.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';

async function open(page: Page, demo: Account) {
  await signInAs(page, demo);
  const project = await demo.projectNamed('tide-atlas');
  await page.goto(`/projects/${project.id}/files`);
  const files = await demo.files(project.id);
  expect(files).toHaveLength(2_000);
  const list = new FilesPage(page);
  await list.expectStatus('2,000 files', ALL_WITHIN);
  return { project, list, files };
}

test('draws only what is seen, and the last row is there after scrolling to the end', async ({ page, demo }) => {
  const { list, files } = await open(page, demo);
  await expect(list.grid).toHaveAttribute('aria-rowcount', '2001');
  expect(await list.rows.count()).toBeLessThan(80);
  await list.grid.hover();
  // A wheel, as a hand turns it: wherever it stops there are rows.
  for (let turn = 0; turn < 20; turn += 1) {
    await page.mouse.wheel(0, 700);
    await expect.poll(() => seenRows(page)).toBeGreaterThan(10);
  }
  await list.grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  const last = list.rowAt(1_999);
  await expect(last).toContainText(files.at(-1)?.original_path ?? '');
  await expect(last).toBeInViewport();
  await expect.poll(() => list.rows.count()).toBeLessThan(80);
  await list.grid.evaluate((grid) => grid.scrollTo(0, 0));
  await expect(list.rowAt(0)).toContainText(files[0]?.original_path ?? '');
});

// How many rows lie wholly within the grid.
function seenRows(page: Page): Promise<number> {
  return page.getByRole('grid', { name: 'Project files' }).evaluate((grid) => {
    const frame = grid.getBoundingClientRect();
    const rows = [...grid.querySelectorAll('[role=row]')].map((row) => row.getBoundingClientRect());
    return rows.filter((row) => row.height > 0 && row.top >= frame.top && row.bottom <= frame.bottom).length;
  });
}

test('scrolling makes no new elements', async ({ page, demo }) => {
  const { list } = await open(page, demo);
  await list.grid.evaluate((grid) => {
    const counter = window as unknown as { made: number };
    counter.made = 0;
    new MutationObserver((changes) => {
      for (const change of changes) counter.made += [...change.addedNodes].filter((node) => node instanceof HTMLElement).length;
    }).observe(grid, { childList: true, subtree: true });
  });
  await list.grid.hover();
  for (let turn = 0; turn < 10; turn += 1) {
    await page.mouse.wheel(0, 400);
    await expect.poll(() => seenRows(page)).toBeGreaterThan(10);
  }
  expect(await page.evaluate(() => (window as unknown as { made: number }).made)).toBeLessThan(20);
});

test('the keyboard reaches every row, opens, closes, and comes back', async ({ page, demo }) => {
  const { project, list, files } = await open(page, demo);
  await list.grid.focus();
  const active = async () => (await list.active()).textContent();
  await expect.poll(active).toContain(files[0]?.original_path);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(active).toContain(files[2]?.original_path);
  await page.keyboard.press('ArrowUp');
  await expect.poll(active).toContain(files[1]?.original_path);

  await page.keyboard.press('End');
  await expect.poll(active).toContain(files[1_999]?.original_path);
  await expect(await list.active()).toBeInViewport();
  await page.keyboard.press('PageUp');
  await expect.poll(async () => Number(await (await list.active()).getAttribute('aria-rowindex'))).toBeLessThan(1_995);
  await expect(await list.active()).toBeInViewport();
  await page.keyboard.press('Home');
  await expect.poll(async () => (await list.active()).getAttribute('aria-rowindex')).toBe('2');
  await page.keyboard.press('PageDown');
  await expect.poll(async () => Number(await (await list.active()).getAttribute('aria-rowindex'))).toBeGreaterThan(8);

  const row = Number(await (await list.active()).getAttribute('aria-rowindex')) - 2;
  const file = files[row];
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/projects/${project.id}/files/${file?.id}`);
  const viewer = list.viewer(file?.original_path ?? '');
  await expect(viewer).toBeVisible();
  await expect(viewer.getByRole('heading')).toBeFocused();
  await expect(list.rowAt(row)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
  await expect(list.grid).toBeFocused();
  await expect.poll(async () => (await list.active()).getAttribute('aria-rowindex')).toBe(String(row + 2));
});

test('opening and closing keeps the place, filters go to the top', async ({ page, demo }) => {
  const { list, files } = await open(page, demo);
  await list.grid.evaluate((grid) => grid.scrollTo(0, 30_000));
  await expect.poll(() => seenRows(page)).toBeGreaterThan(10);
  const place = await list.grid.evaluate((grid) => grid.scrollTop);
  const middle = list.rowAt(Math.round(place / 30) + 8);
  const path = (await middle.getByRole('link').textContent()) ?? '';
  expect(files.map((file) => file.original_path)).toContain(path);
  await middle.click();
  await expect(list.viewer(path)).toBeVisible();
  await list.viewer(path).getByRole('button', { name: 'Close' }).click();
  await expect(list.viewer(path)).toHaveCount(0);
  const moved = async () => Math.abs((await list.grid.evaluate((grid) => grid.scrollTop)) - place);
  await expect.poll(moved).toBeLessThan(300);

  await list.filter.fill('tide');
  await expect.poll(() => list.grid.evaluate((grid) => grid.scrollTop)).toBe(0);
});

test('a linked file far down is in sight', async ({ page, demo }) => {
  const { project, list, files } = await open(page, demo);
  const file = files[1_500];
  await page.goto(`/projects/${project.id}/files/${file?.id}`);
  await expect(list.viewer(file?.original_path ?? '')).toBeVisible();
  await expect(list.rowAt(1_500)).toBeInViewport();
  await expect(list.rowAt(1_500)).toHaveAttribute('aria-current', 'true');
});
