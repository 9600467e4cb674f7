// Keys typed before that is there what they are for.

import { errorPanel } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { openWithPalette } from '../support/palette.ts';
import { SearchPage } from '../support/search-page.ts';
import { expect, test } from '../support/test.ts';
import { openDemo } from '../support/viewer.ts';

const LATER = 1_500;

test('what is typed before the search is there is searched for', async ({ page, demo, switches }) => {
  await openWithPalette(page, demo);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  await switches.set({ path: '/search-', latency_ms: LATER });
  await page.keyboard.press('Control+Shift+F');
  // Letters that are keys elsewhere, and one that is taken back.
  await page.keyboard.type('tidex');
  await page.keyboard.press('Backspace');
  const search = new SearchPage(page);
  await expect(search.input).toHaveValue('tide');
  await expect(search.input).toBeFocused();
  await page.keyboard.type('s');
  await expect(page).toHaveURL(/search\?q=tides$/);
  await expect(search.matches.getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what is typed before “Go to” is there is looked for', async ({ page, demo, switches }) => {
  await switches.set({ path: '/palette-', latency_ms: LATER });
  const { palette } = await openWithPalette(page, demo);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  await page.keyboard.press('t');
  await page.keyboard.type('tidechart');
  await expect(palette.input).toHaveValue('tidechart');
  await expect(palette.selected).toHaveText(/^TideChart\.tsx/);
});

test('keys mean what they always mean once one has done something else', async ({ page, demo, switches }) => {
  await openWithPalette(page, demo);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  await switches.set({ path: '/search-', latency_ms: LATER });
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type('no');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(new SearchPage(page).input).toHaveValue('');
});

test('what is typed before the editor is there is found in the file', async ({ page, demo, switches }) => {
  await switches.set({ path: '/editor-', latency_ms: LATER });
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  await expect(viewer.text).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('let');
  const input = viewer.find.getByRole('searchbox');
  await expect(input).toHaveValue('let');
  await expect(input).toBeFocused();
  await expect(viewer.find.getByRole('status')).toHaveText(/^1 of \d+/);
});

test('keys mean what they always mean once what was waited for has failed', async ({ page, demo, switches }) => {
  await openWithPalette(page, demo);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  await switches.set({ path: '/search-', fault: '500' });
  await page.keyboard.press('Control+Shift+F');
  await expect(errorPanel(page, 'This part of the app could not be loaded')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});
