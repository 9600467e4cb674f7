// Going to a file, to another project, or doing something, by some of its letters.

import { heading } from '../support/app.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import { hasInOrder, openWithPalette as open, optionText } from '../support/palette.ts';
import { expect, test } from '../support/test.ts';
import { Viewer } from '../support/viewer.ts';

test('keys and a button open it, Escape closes it and gives the focus back', async ({ page, demo }) => {
  const { palette, list } = await open(page, demo);
  await expect(list.rowAt(0)).toBeVisible();
  await list.grid.focus();
  await page.keyboard.press('t');
  await expect(palette.input).toBeFocused();
  await expect(palette.input).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(palette.dialog).toHaveCount(0);
  await expect(list.grid).toBeFocused();

  // A command works where text is typed too, and once more closes.
  await list.filter.focus();
  await palette.open();
  await page.keyboard.press('Control+k');
  await expect(palette.dialog).toHaveCount(0);
  await expect(list.filter).toBeFocused();

  await expect(palette.button).toContainText('Ctrl K');
  await palette.button.click();
  await expect(palette.input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette.button).toBeFocused();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(palette.button).not.toContainText(/Ctrl/, { useInnerText: true });
  await expect(palette.button).toBeVisible();
});

test('the best is first, with its letters marked', async ({ page, demo }) => {
  const { palette } = await open(page, demo);
  await palette.open();
  // Starts of words in the name, whatever else has these letters.
  await palette.type('btsx', optionText('/web/src/components/BerthMap.tsx'));
  await palette.type('BMx', optionText('/web/src/components/BerthMap.tsx'));
  await expect(palette.options.first().locator('mark')).toHaveText(['B', 'M', 'x']);
  await palette.type('comp/tide', optionText('/web/src/components/TideChart.tsx'));
  await expect(palette.options.first().locator('mark')).toHaveText(['Tide', 'comp', '/']);
  await palette.type('format', optionText('/web/src/lib/format.ts'));
  await expect(palette.options.nth(1)).toHaveText(optionText('/web/src/lib/format.test.ts'));
  await palette.input.fill('nothing-is-called-so');
  await expect(palette.status).toHaveText('Nothing matches');
  await expect(palette.options).toHaveCount(0);
  await expect(palette.input).not.toHaveAttribute('aria-activedescendant', /./);
});

test('finds all that have the letters in order, however they are typed', async ({ page, demo }) => {
  const { project, palette } = await open(page, demo, 'tide-atlas');
  const paths = (await demo.files(project.id)).map((file) => file.original_path);
  await palette.open();
  let typed = '';
  for (const letter of 'stati') {
    await page.keyboard.type(letter);
    typed += letter;
    const found = paths.filter((path) => hasInOrder(path, typed));
    expect(found.length).toBeGreaterThan(50);
    const status = `${found.length.toLocaleString('en-US')} files match, the best 50 are shown`;
    await expect(palette.status).toHaveText(status, { timeout: ALL_WITHIN });
    // What is below the fold is drawn a frame later.
    await expect(palette.group('Files').getByRole('option')).toHaveCount(50);
    const shown = await palette.group('Files').getByRole('option').allTextContents();
    const expected = new Set(found.map((path) => optionText(path)));
    expect(shown.filter((text) => !expected.has(text))).toEqual([]);
    const marked = await palette.options.first().locator('mark').allTextContents();
    expect([...marked.join('').toLowerCase()].sort()).toEqual([...typed].sort());
  }
  await page.keyboard.press('Backspace');
  const before = paths.filter((path) => hasInOrder(path, typed.slice(0, -1))).length;
  await expect(palette.status).toContainText(`${before.toLocaleString('en-US')} files match`);
});

test('Enter opens, a line behind a colon is marked, Ctrl and Enter leave this page as it is', async ({ page, demo }) => {
  const { project, palette, list } = await open(page, demo, 'harbour-api', '/files?context_file_category=config');
  const files = await demo.files(project.id);
  const path = '/web/src/components/BerthMap.tsx';
  const file = files.find((candidate) => candidate.original_path === path);
  await palette.open();
  await palette.type('berthmap', optionText(path));
  await page.keyboard.press('Enter');
  await expect(palette.dialog).toHaveCount(0);
  // The filters stay as they are.
  await expect(page).toHaveURL(`/projects/${project.id}/files/${file?.id}?context_file_category=config`);
  await expect(list.viewer(path).getByRole('heading', { level: 2 })).toBeFocused();

  await palette.open();
  await palette.type('berthmap:120', optionText(path, 120));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#L120$/);
  const viewer = new Viewer(page, path);
  await expect.poll(() => viewer.marked()).toEqual([file?.text.split('\n')[119]]);
  await expect(viewer.number(120)).toBeInViewport();

  // A line alone is one of the opened file.
  await palette.open();
  await palette.type(':7', optionText(path, 7));
  await palette.options.first().click();
  await expect(page).toHaveURL(/#L7$/);

  await palette.open();
  await palette.type('makefile', optionText('/Makefile'));
  const tab = page.waitForEvent('popup');
  await page.keyboard.press('Control+Enter');
  await expect(new FilesPage(await tab).viewer('/Makefile')).toBeVisible();
  await expect(palette.input).toBeFocused();
  await expect(page).toHaveURL(/#L7$/);
});

test('the keyboard reaches every result', async ({ page, demo }) => {
  const { palette } = await open(page, demo, 'tide-atlas');
  await palette.open();
  await palette.input.fill('s');
  await expect(palette.status).toHaveText(/the best 50 are shown$/);
  await expect(palette.group('Files').getByRole('option')).toHaveCount(50);
  const count = await palette.options.count();
  const expectAt = async (place: number) => {
    await expect(palette.selected).toHaveCount(1);
    await expect(palette.options.nth(place)).toHaveAttribute('aria-selected', 'true');
    await expect(await palette.active()).toHaveAttribute('aria-selected', 'true');
    await expect(await palette.active()).toBeInViewport();
  };
  await expectAt(0);
  for (const [key, place] of [
    ['ArrowDown', 1],
    ['ArrowDown', 2],
    ['ArrowUp', 1],
    ['PageDown', 11],
    ['PageUp', 1],
    ['End', count - 1],
    ['ArrowDown', count - 1],
    ['Home', 0],
    ['ArrowUp', 0],
  ] as const) {
    await page.keyboard.press(key);
    await expectAt(place);
  }
  // What is typed begins at the best again.
  await page.keyboard.press('End');
  await page.keyboard.type('t');
  await expectAt(0);
  await expect(palette.input).toBeFocused();
});

test('before anything is typed: what was opened last, else the list, then commands and projects', async ({ page, demo }) => {
  const { project, palette, list } = await open(page, demo);
  const files = await demo.files(project.id);
  await palette.open();
  const names = palette.dialog.getByRole('group');
  await expect(names).toHaveCount(3);
  await expect(palette.status).toHaveText(`${files.length} files`);
  await expect(palette.group('Files').getByRole('option').first()).toHaveText(optionText(files[0]?.original_path ?? ''));
  await expect(palette.group('Commands').getByRole('option').first()).toHaveText('Go to overview');
  const others = (await demo.projects()).filter(({ id }) => id !== project.id).map(({ name }) => name);
  await expect(palette.group('Projects').getByRole('option')).toHaveText(others.map((name) => new RegExp(`^${escaped(name)}$`)));
  await page.keyboard.press('Escape');

  for (const index of [4, 2]) {
    await list.rowAt(index).getByRole('link').click();
    await expect(list.viewer(files[index]?.original_path ?? '')).toBeVisible();
  }
  await list.viewer(files[2]?.original_path ?? '').getByRole('button', { name: 'Close' }).click();
  await palette.open();
  const recent = palette.group('Recently opened files').getByRole('option');
  await expect(recent).toHaveText([2, 4].map((index) => optionText(files[index]?.original_path ?? '')));
});

test('commands lead everywhere in the project', async ({ page, demo }) => {
  const { project, palette } = await open(page, demo, 'harbour-api', '');
  for (const [typed, name, path] of [
    ['>user', 'Go to user files', '/user-files'],
    ['template coll', 'Go to template collections', '/template-collections'],
    ['> github inst', 'Go to GitHub installations', '/github-installations'],
    ['chat conv', 'Go to chat conversations', '/chat-conversations'],
    ['>go to files', 'Go to files', '/files'],
    ['>overview', 'Go to overview', ''],
    ['>search', /^Search in files/, '/search'],
  ] as const) {
    await palette.open();
    await palette.type(typed, name);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`/projects/${project.id}${path}`);
    await expect(heading(page, /./)).toBeVisible();
  }
  await palette.open();
  await palette.input.fill('>');
  await expect(palette.dialog.getByRole('group')).toHaveCount(1);
  await expect(palette.group('Commands')).toBeVisible();
});

test('commands change the theme and wrapping, show the keys, and sign out', async ({ page, account }) => {
  const project = await account.createProject('Commanded');
  await account.addFile(project.id, { original_path: '/a.txt', text: 'words '.repeat(200) });
  await page.emulateMedia({ colorScheme: 'light' });
  const { palette, list } = await open(page, account, 'Commanded');
  await list.rowAt(0).getByRole('link').click();
  const wrap = list.viewer('/a.txt').getByRole('button', { name: 'Wrap lines' });
  await expect(wrap).toHaveAttribute('aria-pressed', 'false');
  const choose = async (typed: string, name: string | RegExp) => {
    await palette.open();
    await palette.type(typed, name);
    await page.keyboard.press('Enter');
    await expect(palette.dialog).toHaveCount(0);
  };
  await choose('wrap', 'Toggle wrapping of long lines');
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  await choose('theme dark', 'Toggle theme to dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await choose('toggle theme', 'Toggle theme to light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await choose('theme system', 'Toggle theme to that of the system');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./);
  await choose('keyboard', /^Show keyboard shortcuts/);
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose('sign out', 'Sign out');
  await expect(heading(page, 'Sign in')).toBeVisible();
  expect(await account.isSignedIn()).toBe(false);
  // Nobody is signed in, so there is nothing to go to.
  await heading(page, 'Sign in').click();
  await page.keyboard.press('Control+k');
  await expect(palette.dialog).toHaveCount(0);
  await expect(palette.button).toHaveCount(0);
});

test('a command adds files, from any page of the project', async ({ page, account }) => {
  await account.createProject('Commanded');
  const { palette } = await open(page, account, 'Commanded', '');
  const dialog = page.getByRole('dialog', { name: 'Add files' });
  for (const from of ['the overview', 'the files']) {
    await test.step(`from ${from}`, async () => {
      await palette.open();
      await palette.type('add files', 'Add files');
      await page.keyboard.press('Enter');
      await expect(dialog).toBeVisible();
      await expect(page).toHaveURL(/\/files$/);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    });
  }
});

test('another project, and outside of all projects', async ({ page, demo }) => {
  const { palette } = await open(page, demo);
  const other = await demo.projectNamed('tide-atlas');
  await palette.open();
  await palette.type('tideatlas', 'tide-atlas');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/projects/${other.id}`);
  await page.goto('/projects');
  await expect(heading(page, 'Projects')).toBeVisible();
  await palette.open();
  await expect(palette.dialog.getByRole('group')).toHaveCount(2);
  const projects = await demo.projects();
  await expect(palette.group('Projects').getByRole('option')).toHaveCount(projects.length);
  await palette.type('harbour', 'harbour-api');
  await palette.options.first().click();
  await expect(heading(page, 'harbour-api')).toBeVisible();
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
