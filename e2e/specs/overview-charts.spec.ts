// The pictures of a project's overview: what they show, and where their marks lead.

import { type Locator, type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { counted, errorPanel, heading, signInAs, tryAgain } from '../support/app.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';
import type { ProjectFile } from '../support/types.ts';

const LIST = '/resources/files';
// So slow that the list is still on its way when something is done about it.
const SLOW = 800_000;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

async function open(page: Page, owner: Account, name: string) {
  await signInAs(page, owner);
  const project = await owner.projectNamed(name);
  await page.goto(`/projects/${project.id}`);
  return project;
}

function picture(page: Page, name: string): Locator {
  return page.getByRole('figure', { name });
}

// As the app writes a size.
function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 999_950 ? `${tenths(bytes, 1_000)} kB` : `${tenths(bytes, 1_000_000)} MB`;
}

function tenths(bytes: number, unit: number): string {
  const rounded = Math.floor((bytes + unit / 20) / (unit / 10));
  return `${Math.floor(rounded / 10)}.${rounded % 10}`;
}

function percent(part: number, whole: number): string {
  const rounded = Math.floor((part * 100 + Math.floor(whole / 2)) / whole);
  return rounded === 0 && part > 0 ? '<1%' : `${rounded}%`;
}

function bytesOf(file: ProjectFile): number {
  return Buffer.byteLength(file.text);
}

function sums(files: ProjectFile[], key: (file: ProjectFile) => string, value: (file: ProjectFile) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const file of files) sums.set(key(file), (sums.get(key(file)) ?? 0) + value(file));
  return sums;
}

// The names of the links in a picture, in its order.
async function marks(figure: Locator): Promise<string[]> {
  const links = await figure.getByRole('listitem').getByRole('link').all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('aria-label')) ?? ''));
}

test('bytes by language, each language a link to its files', async ({ page, demo }) => {
  const project = await open(page, demo, 'harbour-api');
  const files = await demo.files(project.id);
  const figure = picture(page, 'Bytes by language');
  const all = files.reduce((sum, file) => sum + bytesOf(file), 0);
  const languages = [...sums(files, (file) => file.language, bytesOf)].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  await expect(figure.getByText(`${size(all)} in ${languages.length} languages`)).toBeVisible();
  // What is not seen at once is one click away.
  const links = figure.getByRole('listitem').getByRole('link');
  await expect(figure.getByText(`${languages.length - 8} others`)).toBeVisible();
  await expect(links).toHaveCount(8);
  await links.last().focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => marks(figure)).toEqual(languages.map(([name, bytes]) => `${name}, ${size(bytes)}, ${percent(bytes, all)}`));

  const [last = ''] = languages.at(-1) ?? [];
  await figure.getByRole('link', { name: `${last}, ` }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files?language=${last}`);
  const list = new FilesPage(page);
  const written = files.filter((file) => file.language === last);
  await list.expectFiles(written);
  await list.expectStatus(`${written.length} of ${files.length} files`);
});

test('files by category and type, each a link to its files', async ({ page, demo }) => {
  const project = await open(page, demo, 'harbour-api');
  const files = await demo.files(project.id);
  const figure = picture(page, 'Files by category and type');
  const byCount = ([a, x]: [string, number], [b, y]: [string, number]) => y - x || (a < b ? -1 : 1);
  const told = (count: number) => `${count} ${count === 1 ? 'file' : 'files'}, ${percent(count, files.length)}`;
  const expected = [...sums(files, (file) => file.context_file_category, () => 1)].sort(byCount).flatMap(([category, count]) => {
    const inIt = files.filter((file) => file.context_file_category === category);
    const types = [...sums(inIt, (file) => file.context_file_type, () => 1)].sort(byCount);
    return [`${category}, ${told(count)}`, ...types.map(([type, count]) => `${category}, ${type}, ${told(count)}`)];
  });
  await expect.poll(() => marks(figure)).toEqual(expected);

  await figure.getByRole('link', { name: /^source, component, / }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files?context_file_category=source&context_file_type=component`);
  const sources = files.filter((file) => file.context_file_category === 'source');
  await new FilesPage(page).expectFiles(sources.filter((file) => file.context_file_type === 'component'));
  await page.goBack();
  await figure.getByRole('link', { name: /^source, \d/ }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files?context_file_category=source`);
  await new FilesPage(page).expectFiles(sources);
});

test('files added over time, month by month, each a link to its files', async ({ page, demo }) => {
  const project = await open(page, demo, 'tide-atlas');
  const files = await demo.files(project.id);
  const figure = picture(page, 'Files added over time');
  await expect(figure).toBeVisible({ timeout: ALL_WITHIN });
  const months = [...sums(files, (file) => file.created_at.slice(0, 7), () => 1)].sort(([a], [b]) => (a < b ? -1 : 1));
  const said = (month: string) => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
  await expect
    .poll(() => marks(figure))
    .toEqual(months.map(([month, count]) => `${said(month)}, ${counted(count)} ${count === 1 ? 'file' : 'files'}`));

  const [month = '', count = 0] = months[1] ?? [];
  const column = figure.getByRole('link', { name: `${said(month)}, ` });
  const told = figure.getByText(`${said(month)}, ${count} files`);
  await expect(told).not.toBeVisible();
  await column.focus();
  await expect(told).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}/files\\?created=${month}-01\\.\\.${month}-\\d\\d$`));
  const list = new FilesPage(page);
  await list.expectFiles(files.filter((file) => file.created_at.startsWith(month)));
  await list.expectStatus(`${count} of 2,000 files`);
});

test('the ten largest files, each a link to itself, and all by size', async ({ page, demo }) => {
  const project = await open(page, demo, 'harbour-api');
  const files = await demo.files(project.id);
  const figure = picture(page, 'Largest files');
  const largest = [...files].sort((a, b) => bytesOf(b) - bytesOf(a) || b.created_at.localeCompare(a.created_at));
  await expect.poll(() => marks(figure)).toEqual(largest.slice(0, 10).map((file) => `${file.original_path}, ${size(bytesOf(file))}`));

  await figure.getByRole('link', { name: 'All files by size' }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files?sort=-size`);
  await new FilesPage(page).expectFiles(largest);
  await page.goBack();
  const second = largest[1]!;
  await figure.getByRole('link', { name: second.original_path }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files/${second.id}?sort=-size`);
  await expect(new FilesPage(page).viewer(second.original_path)).toBeVisible();
});

test.describe('what a mark narrows the list to', () => {
  test('can be taken away, filter by filter or all at once', async ({ page, demo }) => {
    await signInAs(page, demo);
    const project = await demo.projectNamed('harbour-api');
    const files = await demo.files(project.id);
    const path = `/projects/${project.id}/files`;
    await page.goto(`${path}?context_file_category=source&language=rust&created=2026-01-01..2026-12-31`);
    const list = new FilesPage(page);
    const rust = files.filter((file) => file.language === 'rust' && file.context_file_category === 'source');
    const ofThatYear = rust.filter((file) => file.created_at.startsWith('2026'));
    expect(ofThatYear.length).toBeGreaterThan(0);
    expect(ofThatYear.length).toBeLessThan(rust.length);
    await list.expectFiles(ofThatYear);
    await page.getByRole('button', { name: 'Remove filter Created: 2026' }).click();
    await expect(page).toHaveURL(`${path}?context_file_category=source&language=rust`);
    await list.expectFiles(rust);
    await page.getByRole('button', { name: 'Remove filter Language: rust' }).click();
    await list.expectFiles(files.filter((file) => file.context_file_category === 'source'));
    await page.goBack();
    await page.goto(`${path}?language=rust&created=2026-01-01..2026-12-31`);
    await list.clearFilters();
    await expect(page).toHaveURL(path);
    await list.expectFiles(files);
    await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(0);
  });

  test('is named where nothing matches', async ({ page, demo }) => {
    await signInAs(page, demo);
    const project = await demo.projectNamed('harbour-api');
    await page.goto(`/projects/${project.id}/files?language=cobol&created=1959-12-01..1959-12-31`);
    await expect(page.getByRole('heading', { name: 'No file matches' })).toBeVisible();
    await expect(page.getByText('No file with the language “cobol” created in Dec 1959.')).toBeVisible();
  });

  test('may be what no language is known of', async ({ page, account }) => {
    const project = await account.createProject('Languages');
    await account.addFile(project.id, { original_path: '/a.rs', language: 'rust', text: 'x' });
    const plain = await account.addFile(project.id, { original_path: '/LICENCE', text: 'xyz' });
    await signInAs(page, account);
    await page.goto(`/projects/${project.id}`);
    await picture(page, 'Bytes by language').getByRole('link', { name: 'No language, 3 B, 75%' }).click();
    await expect(page).toHaveURL(`/projects/${project.id}/files?language=`);
    await new FilesPage(page).expectFiles([plain]);
    await expect(page.getByRole('button', { name: 'Remove filter No language' })).toBeVisible();
  });
});

test('an empty project has no pictures, and says so', async ({ page, demo }) => {
  await open(page, demo, 'empty-quay');
  const section = page.getByRole('region', { name: 'Statistics' });
  await expect(section.getByText(/^No files yet\./)).toBeVisible();
  await expect(section.getByRole('figure')).toHaveCount(0);
});

test('loading what the pictures need keeps nothing else waiting, and can be stopped and gone on with', async ({ page, demo, switches }) => {
  await switches.set({ path: LIST, bytes_per_second: SLOW });
  await open(page, demo, 'tide-atlas');
  const section = page.getByRole('region', { name: 'Statistics' });
  await expect(heading(page, 'tide-atlas')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Contents' }).getByRole('listitem').filter({ hasText: /^User files\d/ })).toBeVisible();
  await expect(section.getByText(/^\d+(\.\d)? [kM]?B$/)).toBeVisible();
  await section.getByRole('button', { name: 'Cancel' }).click();
  await expect(section.getByText('Statistics need the complete file list.')).toBeVisible();
  await expect(section.getByRole('figure')).toHaveCount(0);
  // Nothing waits for a number that does not come.
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await switches.clear();
  await section.getByRole('button', { name: 'Load all files' }).click();
  await expect(section.getByRole('figure')).toHaveCount(4, { timeout: ALL_WITHIN });
});

test('files that cannot be loaded are explained once, and the next try draws them', async ({ page, demo, switches }) => {
  await switches.set({ method: 'GET', path: LIST, fault: '500' });
  await open(page, demo, 'empty-quay');
  const section = page.getByRole('region', { name: 'Statistics' });
  await expect(errorPanel(section, 'The server has a problem')).toBeVisible();
  const alerts = page.getByRole('main').getByRole('alert');
  await expect(alerts).toHaveCount(1);
  await switches.clear();
  await tryAgain(section).click();
  await expect(section.getByText(/^No files yet\./)).toBeVisible();
  await expect(alerts).toHaveCount(0);
});

test('the files are shared with their list: nothing is loaded twice', async ({ page, demo }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith(LIST)) asked.push(request.url());
  });
  await open(page, demo, 'harbour-api');
  await picture(page, 'Bytes by language').getByRole('link', { name: /^rust/ }).click();
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('figure')).toHaveCount(4);
  expect(asked).toHaveLength(1);
});

test('somebody who saves data is asked first', async ({ page, demo }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith(LIST)) asked.push(request.url());
  });
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await open(page, demo, 'harbour-api');
  const section = page.getByRole('region', { name: 'Statistics' });
  await expect(section.getByText('Your browser is set to save data')).toBeVisible();
  // Everything else is here.
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  expect(asked).toEqual([]);
  await section.getByRole('button', { name: 'Load all files' }).click();
  await expect(section.getByRole('figure')).toHaveCount(4);
  expect(asked).toHaveLength(1);
});
