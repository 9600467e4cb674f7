// Keys of an input method are for its suggestions: they open, close, step and submit nothing.

import type { Page } from '@playwright/test';
import { FilesPage } from '../support/files-page.ts';
import { openWithPalette } from '../support/palette.ts';
import { expect, test } from '../support/test.ts';
import { openDemo } from '../support/viewer.ts';

// Sends a key as browsers do during a composition, and as Safari does for the one that ends it.
async function composed(page: Page, key: string) {
  await page.evaluate((key) => {
    const target = document.activeElement ?? document.body;
    for (const by of [{ isComposing: true }, { keyCode: 229 }]) {
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...by }));
    }
  }, key);
}

test('“Go to” neither steps nor closes', async ({ page, demo }) => {
  const { palette } = await openWithPalette(page, demo);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  const url = page.url();
  await composed(page, 't');
  await expect(palette.dialog).toHaveCount(0);
  await palette.open();
  await page.keyboard.type('tide');
  const first = await (await palette.active()).textContent();
  for (const key of ['ArrowDown', 'Enter', 'Escape']) await composed(page, key);
  await expect(palette.input).toBeFocused();
  expect(await (await palette.active()).textContent()).toBe(first);
  expect(page.url()).toBe(url);
});

test('the search within a file neither steps nor closes, nor does the file', async ({ page, demo }) => {
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  await expect(viewer.editor).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('let');
  const status = viewer.find.getByRole('status');
  await expect(status).toHaveText(/^1 of/);
  for (const key of ['Enter', 'Escape', 'j']) await composed(page, key);
  await expect(status).toHaveText(/^1 of/);
  await page.keyboard.press('Enter');
  await expect(status).toHaveText(/^2 of/);
});
