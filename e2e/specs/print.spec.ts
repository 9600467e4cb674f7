// On paper is all of it, and nothing around it.

import type { Page } from '@playwright/test';
import { FilesPage } from '../support/files-page.ts';
import { signInAs } from '../support/app.ts';
import { SearchPage } from '../support/search-page.ts';
import { expect, test } from '../support/test.ts';
import { openNew } from '../support/viewer.ts';

async function print(page: Page) {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Project', exact: true })).toBeHidden();
}

async function scrolls(page: Page, selector: string) {
  return page.locator(selector).evaluate((element) => element.scrollHeight > element.clientHeight + 1);
}

test('the list and the matches print every row, and shrink again', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}/files`);
  const files = new FilesPage(page);
  await expect(files.rowAt(0)).toBeVisible();
  const [drawn, all] = [await files.rows.count(), await files.count()];
  expect(drawn).toBeLessThan(all);
  await print(page);
  await expect(files.rowAt(all - 1)).toBeVisible();
  expect(await scrolls(page, '.files-grid')).toBe(false);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  await expect(files.rows).toHaveCount(drawn);

  await page.goto(`/projects/${project.id}/search?q=the`);
  const matches = new SearchPage(page).matches.getByRole('listitem');
  await expect(matches.first()).toBeVisible();
  await print(page);
  const size = Number(await matches.first().getAttribute('aria-setsize'));
  await expect(matches).toHaveCount(size);
  expect(await scrolls(page, '.matches')).toBe(false);
});

test('a file prints every line, and Markdown all of its text', async ({ page, account }) => {
  const lines = Array.from({ length: 300 }, (_, line) => `line ${line + 1}`);
  const { viewer, files } = await openNew(page, account, [
    { original_path: 'long.txt', text: lines.join('\n') },
    { original_path: 'long.md', text: lines.join('\n\n'), language: 'markdown' },
  ]);
  await expect(viewer.editor).toBeVisible();
  await print(page);
  await expect(viewer.editor.getByText('line 300', { exact: true })).toBeAttached();
  expect(await scrolls(page, '.cm-scroller')).toBe(false);
  await expect(viewer.button('Copy')).toBeHidden();
  await page.emulateMedia({ media: null });

  await page.goto(`/projects/${files[0]?.project_id}/files/${files[1]?.id}`);
  await expect(page.getByRole('article', { name: 'Rendered' })).toBeVisible();
  await print(page);
  expect(await scrolls(page, '.markdown')).toBe(false);
  await expect(page.getByText('line 300', { exact: true })).toBeVisible();
});
