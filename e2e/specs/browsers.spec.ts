// Browsers that are set up in other ways than usual: zoomed, with colours of their own, translating, without a clipboard.

import type { Locator } from '@playwright/test';
import { expectNoSidewaysScroll, signInAs } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';
import { openDemo } from '../support/viewer.ts';

test('a window of 320 × 256 pixels: rows can be reached and opened', async ({ page, demo }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}/files`);
  const files = new FilesPage(page);
  await expect(files.rowAt(2)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight)).toBe(true);
  await expectNoSidewaysScroll(page);
  await files.filter.fill('main.rs');
  await files.row('/src/main.rs').click();
  const editor = files.viewer('/src/main.rs').getByRole('textbox', { name: 'Text' });
  await expect(editor).toBeVisible();
  const height = await page.locator('.cm-scroller').evaluate((element) => element.getBoundingClientRect().height);
  expect(height).toBeGreaterThan(100);
  await expectNoSidewaysScroll(page);
});

test('without a clipboard, copying says so', async ({ page, demo }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined }));
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  await viewer.button('Copy').click();
  const alert = page.getByRole('alert').filter({ hasText: 'Your browser allows copying only over https.' });
  await expect(alert).toBeVisible();
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await viewer.choose('Copy path');
  await expect(alert).toBeVisible();
});

// As page translators do: the text of every node that may be translated moves into elements of their own.
test('a page translator leaves names, paths, code and counters alone', async ({ page, demo }) => {
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  await expect(viewer.editor).toBeVisible();
  const files = new FilesPage(page);
  const all = await files.count();
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest('[translate=no], script, style, option')) continue;
      const font = document.createElement('font');
      font.append(document.createElement('font'));
      font.firstElementChild?.append(`«${text.data}»`);
      text.replaceWith(font);
    }
  });
  await expect(page.getByRole('button', { name: '«Export»' })).toBeVisible();
  await expect(viewer.region.getByRole('heading')).toHaveText('/src/main.rs');
  expect(await viewer.shown()).not.toContain('«');
  await files.filter.fill('cargo.toml');
  await expect(files.rows.filter({ visible: true })).toHaveCount(1);
  await expect(files.rowAt(0)).toContainText('/Cargo.toml');
  await files.expectStatus(`1 of ${all} files`);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(viewer.region).toHaveCount(0);
});

test('forced colours tell the opened, the selected and the marked apart', async ({ page, demo }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const { viewer } = await openDemo(page, demo, '/src/main.rs', '#L3');
  await expect(viewer.editor).toBeVisible();
  const files = new FilesPage(page);
  const opened = files.row('/src/main.rs');
  await expect(opened).toBeVisible();
  const at = Number(await opened.getAttribute('aria-rowindex')) - 2;
  const look = (row: Locator) =>
    row.evaluate((element) => {
      const bar = getComputedStyle(element, '::after');
      return `${getComputedStyle(element).backgroundColor} ${bar.content} ${bar.width}`;
    });
  await files.rowAt(at - 1).getByRole('checkbox').click();
  const looks = [await look(opened), await look(files.rowAt(at - 1)), await look(files.rowAt(at - 2))];
  expect(new Set(looks).size).toBe(3);
  const outlines = await viewer.editor.locator('.cm-line').evaluateAll((lines) => lines.map((line) => getComputedStyle(line).outlineStyle));
  expect(outlines.filter((style) => style !== 'none')).toHaveLength(1);
  const wrap = viewer.button('Wrap lines');
  const background = () => wrap.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await background();
  await wrap.click();
  expect(await background()).not.toBe(before);
});
