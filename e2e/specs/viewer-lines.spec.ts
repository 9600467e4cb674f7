// Lines of an opened file: marking them, linking to them, wrapping them, and finding something in them.

import { expect, test } from '../support/test.ts';
import { openDemo, openNew } from '../support/viewer.ts';

test('a click on a number marks its line, with Shift up to it, without filling the history', async ({ page, demo }) => {
  const { file, url, viewer } = await openDemo(page, demo, '/src/main.rs');
  await expect(viewer.editor).toBeVisible();
  const lines = file.text.split('\n');
  const entries = await page.evaluate(() => history.length);
  await viewer.number(3).click();
  await expect(page).toHaveURL(`${url}#L3`);
  await expect.poll(() => viewer.marked()).toEqual([lines[2]]);
  await viewer.number(7).click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(`${url}#L3-L7`);
  await expect.poll(() => viewer.marked()).toEqual(lines.slice(2, 7));
  // Also upwards, from where it began.
  await viewer.number(1).click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(`${url}#L1-L3`);
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test('the keyboard marks lines: the one it is at, or those that are selected', async ({ page, demo }) => {
  const { url, viewer } = await openDemo(page, demo, '/src/main.rs');
  await viewer.editor.focus();
  for (let line = 1; line < 4; line += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${url}#L4`);
  for (let line = 4; line < 6; line += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${url}#L4-L6`);
  await expect(viewer.region.getByText('Lines 4 to 6 are marked')).toBeAttached();
});

test('a link to lines scrolls there and marks them; Back and Forward keep them', async ({ page, demo }) => {
  const { file, url, viewer } = await openDemo(page, demo, '/docs/openapi.yaml', '#L300-L302');
  const lines = file.text.split('\n');
  await expect(viewer.editor).toBeVisible();
  await expect(viewer.number(300)).toBeInViewport();
  await expect.poll(() => viewer.marked()).toEqual(lines.slice(299, 302));
  // The same file, other lines: by hand in the address bar.
  await page.evaluate(() => (location.hash = '#L20'));
  await expect(viewer.number(20)).toBeInViewport();
  await expect.poll(() => viewer.marked()).toEqual([lines[19]]);
  await page.goBack();
  await expect(page).toHaveURL(`${url}#L300-L302`);
  await expect(viewer.number(300)).toBeInViewport();
});

test('a link to lines that the file does not have opens it all the same', async ({ page, demo }) => {
  const { viewer } = await openDemo(page, demo, '/src/main.rs', '#L9000-L9001');
  await expect(viewer.editor).toBeVisible();
  expect(await viewer.marked()).toEqual([]);
});

test('a link to lines is read as other tools write it, at the end of a sentence and in a file of an old Mac', async ({ page, account }) => {
  const { url, viewer } = await openNew(page, account, [{ original_path: '/a.txt', text: 'one\rtwo\rthree\r' }]);
  await expect(viewer.editor).toBeVisible();
  expect(await viewer.shown()).toBe('one\ntwo\nthree');
  for (const fragment of ['#L2-3', '#L2C1-L3C4', '#2-3.']) {
    await page.goto('about:blank');
    await page.goto(`${url}${fragment}`);
    await expect.poll(() => viewer.marked(), fragment).toEqual(['two', 'three']);
  }
  await page.goto(`${url}.`);
  await expect(page).toHaveURL(url);
  await expect(viewer.editor).toBeVisible();
  await page.goto('/projects.');
  await expect(page).toHaveURL('/projects');
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
});

test.describe('find in file', () => {
  const LINES = Array.from({ length: 5_000 }, (_, index) => `line ${index + 1} of the log${index % 100 === 99 ? ' has a Needle' : ''}`);
  const LOG = { original_path: '/server.log', text: `${LINES.join('\n')}\n` };

  test('goes through the whole file, from Ctrl-F to Escape', async ({ page, account }) => {
    const { viewer } = await openNew(page, account, [LOG]);
    await expect(viewer.editor).toBeVisible();
    // Wherever the focus is.
    await page.keyboard.press('Control+f');
    const input = viewer.find.getByRole('searchbox', { name: 'Find in file' });
    await expect(input).toBeFocused();
    await page.keyboard.type('needle');
    const told = viewer.find.getByRole('status');
    await expect(told).toHaveText('1 of 50');
    await expect(viewer.number(100)).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(told).toHaveText('2 of 50');
    await expect(viewer.number(200)).toBeInViewport();
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    // Around the beginning.
    await expect(told).toHaveText('50 of 50');
    await expect(viewer.number(5_000)).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(viewer.find).toHaveCount(0);
    await expect(viewer.editor).toBeFocused();
    // The file is still open.
    await expect(viewer.region).toBeVisible();
  });

  test('finds letters in any composition and case, and marks them whole', async ({ page, account }) => {
    const { viewer } = await openNew(page, account, [{ original_path: '/a.txt', text: 'gru\u0308n GRÜN Straße gru\nstrasse\n' }]);
    await expect(viewer.editor).toBeVisible();
    await page.keyboard.press('Control+f');
    const input = viewer.find.getByRole('searchbox', { name: 'Find in file' });
    const marked = () => viewer.editor.locator('.cm-searchMatch').allTextContents();
    for (const [text, matches] of [
      ['grün', ['gru\u0308n', 'GRÜN']],
      ['gru\u0308n', ['gru\u0308n', 'GRÜN']],
      ['STRASSE', ['Straße', 'strasse']],
      ['ß', ['ß', 'ss']],
      ['gru', ['gru']],
    ] as const) {
      await input.fill(text);
      await expect.poll(marked, text).toEqual(matches);
    }
  });

  test('matches case if it is told to, and says when there is nothing', async ({ page, account }) => {
    const { viewer } = await openNew(page, account, [LOG]);
    await viewer.button('Find in file').click();
    const input = viewer.find.getByRole('searchbox', { name: 'Find in file' });
    await input.fill('needle');
    const told = viewer.find.getByRole('status');
    await expect(told).toHaveText('1 of 50');
    await viewer.find.getByRole('button', { name: 'Match case' }).click();
    await expect(told).toHaveText('No match');
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await input.fill('Needle');
    await expect(told).toHaveText('1 of 50');
    await viewer.find.getByRole('button', { name: 'Next match' }).click();
    await expect(told).toHaveText('2 of 50');
    await viewer.find.getByRole('button', { name: 'Previous match' }).click();
    await expect(told).toHaveText('1 of 50');
    // What would be an expression elsewhere is a text here.
    await input.fill('.*');
    await expect(told).toHaveText('No match');
    await viewer.find.getByRole('button', { name: 'Done' }).click();
    await expect(viewer.find).toHaveCount(0);
  });
});
