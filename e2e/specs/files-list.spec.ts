// The list of a project's files: what it shows, in which order, and how it is narrowed.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { exactTime, heading, signInAs } from '../support/app.ts';
import { COLUMNS, FilesPage } from '../support/files-page.ts';
import { Palette, optionText } from '../support/palette.ts';
import { SearchPage } from '../support/search-page.ts';
import type { ProjectFile } from '../support/types.ts';
import { expect, test } from '../support/test.ts';

async function open(page: Page, owner: Account, name: string, query = '') {
  await signInAs(page, owner);
  const project = await owner.projectNamed(name);
  await page.goto(`/projects/${project.id}/files${query}`);
  return { project, list: new FilesPage(page), files: await owner.files(project.id) };
}

const newest = (a: ProjectFile, b: ProjectFile) => b.created_at.localeCompare(a.created_at) || b.id - a.id;

test('every file with its columns, the newest first', async ({ page, demo }) => {
  const { list, files } = await open(page, demo, 'harbour-api');
  expect(files).toEqual([...files].sort(newest));
  await expect(heading(page, 'Files')).toBeVisible();
  await list.expectStatus(`${files.length} files`);
  await list.expectFiles(files);
  await expect(list.grid.getByRole('columnheader')).toHaveText([...COLUMNS]);
  await expect(list.head('Created')).toHaveAttribute('aria-sort', 'descending');
  for (const [index, file] of files.slice(0, 5).entries()) {
    const cells = list.rowAt(index).getByRole('gridcell');
    await expect(cells.nth(1)).toHaveText(file.context_file_category);
    await expect(cells.nth(2)).toHaveText(file.context_file_type);
    await expect(cells.nth(3)).toHaveText(file.language);
    await expect(cells.nth(4)).toHaveText(/\d (B|kB|MB)$/);
    await expect(cells.nth(5).getByTitle(exactTime(file.created_at))).toBeVisible();
  }
});

test('a refresh shows what has changed, and that nothing has', async ({ page, account }) => {
  const project = await account.createProject('refreshed');
  await account.addFile(project.id, { original_path: 'one.md', text: '1' });
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/files`);
  const list = new FilesPage(page);
  await list.expectStatus('1 file');
  await account.addFile(project.id, { original_path: 'two.md', text: '2' });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await list.expectStatus('2 files');
  await expect(page.getByText('Files are up to date')).toBeVisible();
});

test('an empty project says what to do', async ({ page, demo }) => {
  const { list } = await open(page, demo, 'empty-quay');
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  await list.expectStatus('0 files');
  await expect(list.grid).toHaveCount(0);
});

test.describe('filters', () => {
  test('offer what occurs, with counts, and work alone and together', async ({ page, demo }) => {
    const { project, list, files } = await open(page, demo, 'harbour-api');
    await list.expectFiles(files);
    const count = (key: 'context_file_category' | 'context_file_type', of: ProjectFile[]) => {
      const counts = new Map<string, number>();
      for (const file of of) counts.set(file[key], (counts.get(file[key]) ?? 0) + 1);
      return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, number]) => `${value} (${number})`);
    };
    await expect(list.category.getByRole('option')).toHaveText(['Any category', ...count('context_file_category', files)]);
    await expect(list.type.getByRole('option')).toHaveText(['Any type', ...count('context_file_type', files)]);

    await list.category.selectOption('source');
    const sources = files.filter((file) => file.context_file_category === 'source');
    await list.expectStatus(`${sources.length} of ${files.length} files`);
    await list.expectFiles(sources);
    await expect(page).toHaveURL(`/projects/${project.id}/files?context_file_category=source`);
    // Only types that sources have are offered now.
    await expect(list.type.getByRole('option')).toHaveText(['Any type', ...count('context_file_type', sources)]);

    await list.type.selectOption('component');
    const components = sources.filter((file) => file.context_file_type === 'component');
    expect(components.length).toBeGreaterThan(0);
    await list.expectStatus(`${components.length} of ${files.length} files`);
    await list.expectFiles(components);
    await expect(page).toHaveURL(`/projects/${project.id}/files?context_file_category=source&context_file_type=component`);

    await list.category.selectOption('');
    await expect(page).toHaveURL(`/projects/${project.id}/files?context_file_type=component`);
    await list.expectFiles(files.filter((file) => file.context_file_type === 'component'));
    await list.clearFilters();
    await list.expectStatus(`${files.length} files`);
    await expect(page).toHaveURL(`/projects/${project.id}/files`);
  });

  test('text finds every word in path and title, whatever the case', async ({ page, demo }) => {
    const { project, list, files } = await open(page, demo, 'harbour-api');
    await list.expectFiles(files);
    await list.filter.fill('SRC berth');
    const found = files.filter(({ original_path, title }) =>
      ['src', 'berth'].every((word) => `${original_path}\n${title}`.toLowerCase().includes(word)),
    );
    expect(found.length).toBeGreaterThan(1);
    await list.expectStatus(`${found.length} of ${files.length} files`);
    await list.expectFiles(found);
    await expect(page).toHaveURL(`/projects/${project.id}/files?q=SRC+berth`);
    await expect(list.filter).toBeFocused();
  });

  test('nothing that matches names the filters and takes them away again', async ({ page, demo }) => {
    const { project, list, files } = await open(page, demo, 'harbour-api');
    await list.category.selectOption('config');
    await list.filter.fill('no such file');
    await expect(page.getByRole('heading', { name: 'No file matches' })).toBeVisible();
    await expect(page.getByText('the text “no such file” and the category “config”')).toBeVisible();
    await list.expectStatus(`0 of ${files.length} files`);
    await list.clearFilters();
    await list.expectFiles(files);
    await expect(page).toHaveURL(`/projects/${project.id}/files`);
  });

  test('live in the URL: a shared link and a reload show the same', async ({ page, demo, browser }) => {
    const query = '?context_file_category=source&context_file_type=module&q=src&sort=-size';
    const { list, files } = await open(page, demo, 'harbour-api', query);
    const wanted = files
      .filter((file) => file.context_file_category === 'source' && file.context_file_type === 'module')
      .filter((file) => `${file.original_path}\n${file.title}`.toLowerCase().includes('src'))
      .sort((a, b) => Buffer.byteLength(b.text) - Buffer.byteLength(a.text) || newest(a, b));
    const same = async (shown: FilesPage) => {
      await shown.expectFiles(wanted);
      await expect(shown.category).toHaveValue('source');
      await expect(shown.type).toHaveValue('module');
      await expect(shown.filter).toHaveValue('src');
      await expect(shown.head('Size')).toHaveAttribute('aria-sort', 'descending');
    };
    await same(list);
    await page.reload();
    await same(list);

    const elsewhere = await browser.newContext();
    await elsewhere.addCookies(await demo.cookies());
    const other = await elsewhere.newPage();
    await other.goto(page.url());
    await same(new FilesPage(other));
    await elsewhere.close();
  });

  test('do not fill the history', async ({ page, demo }) => {
    await signInAs(page, demo);
    const project = await demo.projectNamed('harbour-api');
    await page.goto(`/projects/${project.id}`);
    await page.getByRole('navigation', { name: 'Project', exact: true }).getByRole('link', { name: /^Files/ }).click();
    const list = new FilesPage(page);
    await list.filter.pressSequentially('berth');
    await list.category.selectOption('source');
    await list.head('Path').getByRole('button').click();
    await expect(page).toHaveURL(/q=berth/);
    await page.goBack();
    await expect(heading(page, 'harbour-api')).toBeVisible();
    await page.goForward();
    await expect(list.filter).toHaveValue('berth');
    await expect(list.category).toHaveValue('source');
  });

  test('of a link ask the server for that part only, until more is wanted', async ({ page, demo }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname.endsWith('/resources/files')) asked.push(url.searchParams.toString());
    });
    const { list, files } = await open(page, demo, 'harbour-api', '?context_file_category=config');
    const configs = files.filter((file) => file.context_file_category === 'config');
    await list.expectFiles(configs);
    await list.expectStatus(`${configs.length} files`);
    expect(asked).toEqual(['context_file_category=config']);

    // What is loaded already is narrowed here.
    await list.filter.fill('json');
    await list.expectFiles(configs.filter((file) => file.original_path.includes('json')));
    expect(asked).toHaveLength(1);
    await list.filter.fill('');
    await list.category.selectOption({ label: 'Any category' });
    await list.expectFiles(files);
    await list.expectStatus(`${files.length} files`);
    expect(asked).toEqual(['context_file_category=config', '']);
  });

  test('of a server that knows no single filters are applied here', async ({ page, demo }) => {
    const project = await demo.projectNamed('harbour-api');
    const files = await demo.files(project.id);
    // As a live Neptun answers: a bare array in no order, whatever filter is asked for; its own names for some fields.
    const live = files.map(({ text, context_file_category, context_file_type, extension, ...rest }) => ({
      ...rest,
      content: text,
      category: context_file_category,
      file_type: context_file_type,
      file_size: extension.length,
    }));
    const asked: string[] = [];
    await page.route('**/resources/files*', async (route) => {
      const filter = new URL(route.request().url()).searchParams.toString();
      asked.push(filter);
      await route.fulfill({ json: filter === '' ? [...live].reverse() : [] });
    });
    await signInAs(page, demo);
    await page.goto(`/projects/${project.id}/files?context_file_category=config`);
    const list = new FilesPage(page);
    const configs = files.filter((file) => file.context_file_category === 'config');
    await list.expectFiles(configs);
    await list.expectStatus(`${configs.length} of ${files.length} files`);
    expect(asked).toEqual(['context_file_category=config', '']);
    // From then on a filtered link loads once.
    asked.length = 0;
    await page.reload();
    await list.expectFiles(configs);
    expect(asked).toEqual(['']);
  });
});

test('a name is found in any composition, case and system: in the list, by its letters, and by a path pattern', async ({ page, account }) => {
  const project = await account.createProject('names');
  for (const original_path of ['docs\\gru\u0308n.md', 'docs/Straße.md', 'docs/other.md']) {
    await account.addFile(project.id, { original_path, text: 'one line\n' });
  }
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/files`);
  const list = new FilesPage(page);
  for (const [text, path] of [['GRÜN', 'docs/grün.md'], ['gru\u0308n', 'docs/grün.md'], ['docs\\gr', 'docs/grün.md'], ['STRASSE', 'docs/Straße.md']] as const) {
    await list.filter.fill(text);
    await list.expectStatus('1 of 3 files');
    await expect(list.row(path)).toBeVisible();
  }
  const palette = new Palette(page);
  await palette.open();
  await palette.type('docs\\gru\u0308n.md:1', optionText('docs/grün.md', 1));
  await expect(palette.options.first().locator('mark').filter({ hasText: 'grün.md' })).toBeVisible();
  await palette.type('strasse', optionText('docs/Straße.md'));
  await page.goto(`/projects/${project.id}/search?q=line&path=${encodeURIComponent('{gru\u0308n,STRASSE}.md')}`);
  await expect(new SearchPage(page).status).toHaveText('2 matches in 2 files');
});

// A text for each path, in whose order the tree shows them: folders before files, numbers by their value, in any case.
function treeOrder(path: string): string {
  const names = path.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(9, '0')).split('/');
  return names.map((name, at) => `${at < names.length - 1 ? 0 : 1}${name}`).join('\0');
}

test.describe('sorting', () => {
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  const KEYS: Record<(typeof COLUMNS)[number], { sort: string; key: (file: ProjectFile) => string | number; descendingFirst?: true }> = {
    Path: { sort: 'original_path', key: (file) => treeOrder(file.original_path) },
    Category: { sort: 'context_file_category', key: (file) => file.context_file_category },
    Type: { sort: 'context_file_type', key: (file) => file.context_file_type },
    Language: { sort: 'language', key: (file) => file.language },
    Size: { sort: 'size', key: (file) => Buffer.byteLength(file.text), descendingFirst: true },
    Created: { sort: 'created_at', key: (file) => file.created_at, descendingFirst: true },
  };
  for (const column of COLUMNS) {
    test(`by ${column}, either way`, async ({ page, demo }) => {
      const { list, files } = await open(page, demo, 'harbour-api');
      await list.expectFiles(files);
      const { sort, key, descendingFirst } = KEYS[column];
      const up = [...files].sort((a, b) => compare(key(a), key(b)) || newest(a, b));
      const down = [...files].sort((a, b) => compare(key(b), key(a)) || newest(a, b));
      // The list comes newest first, so the first click on that column turns it round.
      const ways = [
        { direction: 'ascending', files: up, url: sort },
        { direction: 'descending', files: down, url: `-${sort}` },
      ];
      if (descendingFirst && column !== 'Created') ways.reverse();
      for (const way of ways) {
        await list.head(column).getByRole('button').click();
        await expect(list.head(column)).toHaveAttribute('aria-sort', way.direction);
        await list.expectFiles(way.files);
        await expect(list.grid.getByRole('columnheader').and(page.locator('[aria-sort]'))).toHaveCount(1);
        if (way.url !== '-created_at') await expect(page).toHaveURL(new RegExp(`[?&]sort=${way.url}$`));
      }
    });
  }

  test('by a labelled choice on a narrow screen', async ({ page, demo }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const { list, files } = await open(page, demo, 'harbour-api');
    await page.getByRole('combobox', { name: 'Sort' }).selectOption('Largest first');
    const largest = [...files].sort((a, b) => Buffer.byteLength(b.text) - Buffer.byteLength(a.text) || newest(a, b));
    await list.expectFiles(largest, 8);
  });
});
