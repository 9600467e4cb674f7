// Keys that work anywhere: that they do what the help sheet says, and that nobody who types meets them.

import { type Page } from '@playwright/test';
import { AddDialog } from '../support/add-dialog.ts';
import type { Account } from '../support/api.ts';
import { heading, signInAs } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { Palette } from '../support/palette.ts';
import { SearchPage } from '../support/search-page.ts';
import { expect, test } from '../support/test.ts';
import { Viewer } from '../support/viewer.ts';

async function open(page: Page, demo: Account, path = '/files') {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}${path}`);
  await expect(heading(page, /./)).toBeVisible();
  return { project, palette: new Palette(page), list: new FilesPage(page), sheet: page.getByRole('dialog', { name: 'Keyboard shortcuts' }) };
}

// Nothing has opened, a moment after a key: longer than what does open takes.
async function expectNothingOpens(page: Page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

// Presses a key as a keyboard of another layout does.
async function pressOther(page: Page, key: { key: string; code: string; ctrlKey?: boolean; shiftKey?: boolean }) {
  await page.evaluate((init) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, key);
}

test('the help sheet names every key, and what it says works everywhere', async ({ page, demo }) => {
  const { project, palette, list, sheet } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  await list.grid.focus();
  await page.keyboard.press('?');
  await expect(sheet.getByRole('button', { name: 'Close' })).toBeFocused();
  for (const place of ['Anywhere', 'In the list of files', 'In a list of linked resources', 'In the tree of folders', 'In an opened file', 'In “Go to”']) {
    await expect(sheet.getByRole('region', { name: place })).toBeVisible();
  }
  const anywhere = sheet.getByRole('region', { name: 'Anywhere' });
  await expect(anywhere.getByRole('term')).toHaveText([
    'Go to file, page, project or command',
    'Search in files, for what is selected',
    'Undo what a message offers to undo',
    'Show the keyboard shortcuts',
  ]);
  const keys = await anywhere.locator('kbd').allTextContents();
  expect(keys).toEqual(['Ctrl K', 'T', 'Ctrl Shift F', 'Ctrl Z', '?']);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(list.grid).toBeFocused();

  // Each as it is written there.
  for (const [text, opened] of [
    [keys[0], palette.dialog],
    [keys[1], palette.dialog],
    [keys[4], sheet],
  ] as const) {
    await page.keyboard.press((text ?? '').replace('Ctrl', 'Control').replaceAll(' ', '+').replace('T', 't'));
    await expect(opened).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(opened).toHaveCount(0);
  }
  await page.keyboard.press((keys[2] ?? '').replace('Ctrl', 'Control').replaceAll(' ', '+'));
  await expect(page).toHaveURL(`/projects/${project.id}/search`);
});

test('where text is typed, letters are letters', async ({ page, demo }) => {
  const { list } = await open(page, demo);
  await list.filter.focus();
  await page.keyboard.type('t?');
  await expect(list.filter).toHaveValue('t?');
  await expectNothingOpens(page);
  await list.category.focus();
  await page.keyboard.press('?');
  await expectNothingOpens(page);
  await page.evaluate(() => {
    for (const [tag, editable] of [['textarea', false], ['div', true]] as const) {
      const element = document.createElement(tag);
      element.id = `typed-into-${tag}`;
      element.contentEditable = editable ? 'true' : 'inherit';
      document.body.append(element);
    }
  });
  for (const id of ['textarea', 'div']) {
    await page.locator(`#typed-into-${id}`).focus();
    await page.keyboard.type('t?');
    await expectNothingOpens(page);
  }
  expect(await page.locator('#typed-into-textarea').inputValue()).toBe('t?');
  await expect(page.locator('#typed-into-div')).toHaveText('t?');
});

test('nor do letters work with other keys, or behind a dialog', async ({ page, demo }) => {
  const { list, palette } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  await list.grid.focus();
  for (const key of ['Alt+t', 'Shift+T', 'Control+Alt+k', 'Control+Shift+K', 'Meta+k']) {
    await page.keyboard.press(key);
    await expectNothingOpens(page);
  }
  await page.goto(`${new URL(page.url()).pathname.replace('/files', '/user-files')}`);
  const adding = new AddDialog(page, 'user-files');
  await adding.open();
  await adding.dialog.getByRole('tab').first().focus();
  for (const key of ['t', '?', 'Control+k']) await page.keyboard.press(key);
  await expect(palette.dialog).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

test('keyboards of other layouts', async ({ page, demo }) => {
  const { list, palette, sheet } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  await list.grid.focus();
  // Russian: the letter in the place of t and of k.
  for (const key of [{ key: 'е', code: 'KeyT' }, { key: 'л', code: 'KeyK', ctrlKey: true }]) {
    await pressOther(page, key);
    await expect(palette.input).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(palette.dialog).toHaveCount(0);
  }
  // Dvorak: what is typed counts, not where the key is.
  await pressOther(page, { key: 'y', code: 'KeyT' });
  await expectNothingOpens(page);
  await pressOther(page, { key: 't', code: 'KeyK' });
  await expect(palette.input).toBeFocused();
  await page.keyboard.press('Escape');
  // German: the question mark is elsewhere. Capital letters are locked: t is still t.
  await pressOther(page, { key: '?', code: 'Minus', shiftKey: true });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await pressOther(page, { key: 'T', code: 'KeyT' });
  await expect(palette.input).toBeFocused();
});

test('a Mac has its own keys', async ({ page, demo }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'platform', { value: 'MacIntel' }));
  const { list, palette, sheet } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  await expect(palette.button).toContainText('⌘ K');
  await list.grid.focus();
  // There it deletes to the end of the line.
  await page.keyboard.press('Control+k');
  await expectNothingOpens(page);
  await page.keyboard.press('Meta+k');
  await expect(palette.input).toBeFocused();
  await palette.type('>keyboard', /^Show keyboard shortcuts/);
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('region', { name: 'Anywhere' }).locator('kbd')).toHaveText(['⌘ K', 'T', '⇧ ⌘ F', '⌘ Z', '?']);
});

test('what is selected in a file is searched for', async ({ page, demo }) => {
  const { project } = await open(page, demo);
  const path = '/web/src/components/BerthMap.tsx';
  const file = (await demo.files(project.id)).find((candidate) => candidate.original_path === path);
  await page.goto(`/projects/${project.id}/files/${file?.id}`);
  const viewer = new Viewer(page, path);
  await viewer.editor.getByText('import', { exact: true }).first().dblclick();
  await page.keyboard.press('Control+Shift+F');
  const search = new SearchPage(page);
  await expect(page).toHaveURL(`/projects/${project.id}/search?q=import`);
  await expect(search.input).toHaveValue('import');
  await expect(search.input).toBeFocused();
  await expect(search.status).toHaveText(/^\d+ matches in \d+ files$/);

  // What is selected elsewhere is not meant.
  await page.goBack();
  await expect(viewer.region).toBeVisible();
  await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('h1') ?? document.body));
  await page.keyboard.press('Control+Shift+F');
  await expect(page).toHaveURL(`/projects/${project.id}/search`);
});

test('shortcuts of a single key can be turned off, which is remembered; others and those of a control stay', async ({ page, demo }) => {
  const { palette, list, sheet } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  await page.keyboard.press('?');
  await sheet.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(list.rowAt(0)).toBeVisible();
  for (const key of ['t', '?']) await page.keyboard.press(key);
  await expectNothingOpens(page);
  await list.grid.focus();
  await page.keyboard.press(' ');
  await expect(list.selectedBar).toBeVisible();
  await palette.open();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Account and theme/ }).click();
  await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await expect(palette.dialog).toBeVisible();
});
