// What one does with an opened file.

import { FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';
import { Viewer, openDemo, openNew } from '../support/viewer.ts';

test.describe('on the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('comes the text, the path, or a link to the marked lines', async ({ page, demo }) => {
    const { file, url, viewer } = await openDemo(page, demo, '/src/main.rs', '#L2-L4');
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await viewer.button('Copy').click();
    await expect.poll(clipboard).toBe(file.text);
    await viewer.choose('Copy path');
    await expect.poll(clipboard).toBe('/src/main.rs');
    await viewer.choose('Copy link');
    await expect.poll(clipboard).toBe(`${new URL(page.url()).origin}${url}#L2-L4`);
  });

  test('comes what is selected in the text, without its numbers', async ({ page, demo }) => {
    const { file, viewer } = await openDemo(page, demo, '/src/db/mod.rs');
    await viewer.editor.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(file.text.replace(/\n$/, ''));
  });
});

test('the raw text opens in a tab of its own', async ({ page, context, demo }) => {
  const { file, viewer } = await openDemo(page, demo, '/web/index.html');
  const opening = context.waitForEvent('page');
  await viewer.choose('Open raw in a new tab');
  const raw = await opening;
  await expect.poll(() => raw.evaluate(() => document.contentType)).toBe('text/plain');
  // Markup is text there: nothing of it runs.
  expect(await raw.evaluate(() => document.body.textContent)).toBe(file.text);
  await raw.close();
});

test('the menu is worked with the keyboard', async ({ page, demo }) => {
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  const more = viewer.button('More actions');
  await more.focus();
  await page.keyboard.press('Enter');
  const items = viewer.region.getByRole('menuitem');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(items).toHaveCount(0);
  await expect(more).toBeFocused();
  // The file is still open.
  await expect(viewer.region).toBeVisible();
});

test('k and j lead through the list as it is filtered and ordered, and one step back leads to it', async ({ page, demo }) => {
  const { project } = await openDemo(page, demo, '/src/main.rs');
  const list = `/projects/${project.id}/files?q=src%2F&sort=path`;
  await page.goto(list);
  const files = new FilesPage(page);
  await expect(files.rowAt(0)).toBeVisible();
  const path = async (row: number) => (await files.rowAt(row).getByTitle(/^\//).first().getAttribute('title')) ?? '';
  const [first, second, third] = [await path(0), await path(1), await path(2)];
  const open = (path: string) => new Viewer(page, path);
  await files.rowAt(0).click();
  await expect(open(first).region).toBeVisible();
  await expect(open(first).button('Previous file')).toBeDisabled();
  await page.keyboard.press('j');
  await expect(open(second).region).toBeVisible();
  // The focus has come along, so the next key works too.
  await page.keyboard.press('j');
  await expect(open(third).region).toBeVisible();
  await open(third).editor.focus();
  await page.keyboard.press('k');
  await expect(open(second).region).toBeVisible();
  await open(second).button('Next file').click();
  await expect(open(third).region).toBeVisible();
  await open(third).button('Previous file').click();
  await expect(open(second).region).toBeVisible();
  // Letters that are typed are no keys.
  await expect(open(second).editor).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('jk');
  await expect(open(second).find.getByRole('searchbox')).toHaveValue('jk');
  await expect(open(second).region).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(list);
});

test('wrapping is the same for every file, and remembered', async ({ page, account }) => {
  const long = `${'word '.repeat(400)}\nend\n`;
  const { viewer } = await openNew(page, account, [{ original_path: '/a.txt', text: long }]);
  await expect(viewer.editor).toBeVisible();
  const overflows = () => viewer.text.evaluate((text) => text.scrollWidth > text.clientWidth);
  await expect.poll(overflows).toBe(true);
  await viewer.button('Wrap lines').click();
  await expect.poll(overflows).toBe(false);
  await page.reload();
  await expect(viewer.editor).toBeVisible();
  await expect(viewer.button('Wrap lines')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(overflows).toBe(false);
});
