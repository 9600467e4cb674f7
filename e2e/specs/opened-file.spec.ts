// Reading a file.

import { type Locator, type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { errorPanel, exactTime, heading, signInAs } from '../support/app.ts';
import { savedText } from '../support/download.ts';
import { FilesPage } from '../support/files-page.ts';
import type { ProjectFile } from '../support/types.ts';
import { expect, test } from '../support/test.ts';

async function open(page: Page, owner: Account, path: string, rest = '') {
  await signInAs(page, owner);
  const project = await owner.projectNamed('harbour-api');
  const file = (await owner.files(project.id)).find((one) => one.original_path === path);
  if (!file) throw new Error(`no ${path}`);
  await page.goto(`/projects/${project.id}/files/${file.id}${rest}`);
  const viewer = new FilesPage(page).viewer(path);
  await expect(viewer).toBeVisible();
  return { project, file, viewer };
}

// The text in the editor, as far as it is in sight.
async function shownText(viewer: Locator): Promise<string> {
  const lines = viewer.getByRole('textbox', { name: 'Text' });
  return lines.evaluate((content) => [...content.children].map((line) => `${line.textContent}\n`).join(''));
}

function fact(viewer: Locator, label: string): Locator {
  const page = viewer.page();
  const pair = viewer.locator('dl > div').filter({ has: page.getByRole('term').getByText(label, { exact: true }) });
  return pair.getByRole('definition');
}

test('from the list: the text beside it, and everything that is documented', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}/files`);
  const list = new FilesPage(page);
  const file = (await demo.files(project.id))[2] as ProjectFile;
  await list.row(file.original_path).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files/${file.id}`);
  const viewer = list.viewer(file.original_path);
  await expect.poll(() => shownText(viewer)).toBe(`${file.text.replace(/\n$/, '')}\n`);
  await expect(list.grid).toBeVisible();
  await expect(list.row(file.original_path)).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveTitle(new RegExp(`^${file.original_path.split('/').at(-1)?.replace('.', '\\.')} · harbour-api`));

  await expect(viewer.getByRole('heading', { level: 2 })).toHaveText(file.original_path);
  await expect(fact(viewer, 'Category')).toHaveText(file.context_file_category);
  await expect(fact(viewer, 'Type')).toHaveText(file.context_file_type);
  await expect(fact(viewer, 'Language')).toHaveText(file.language);
  await expect(fact(viewer, 'Size')).toHaveText(/ (B|kB), [\d,]+ lines?$/);
  await expect(fact(viewer, 'Updated').getByTitle(exactTime(file.updated_at))).toBeVisible();
  await viewer.getByText('More', { exact: true }).click();
  await expect(fact(viewer, 'Title')).toHaveText(file.title);
  await expect(fact(viewer, 'Extension')).toHaveText(file.extension);
  await expect(fact(viewer, 'Created')).toContainText(exactTime(file.created_at));
  await expect(fact(viewer, 'File ID')).toHaveText(String(file.id));
  await expect(fact(viewer, 'Project ID')).toHaveText(String(project.id));
  await expect(fact(viewer, 'Owner')).toContainText(String(demo.id));

  await page.goBack();
  await expect(viewer).toHaveCount(0);
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
});

test.describe('copying and saving', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('give the text as it is', async ({ page, demo }) => {
    const { file, viewer } = await open(page, demo, '/docs/ports-of-call.md');
    await viewer.getByRole('button', { name: 'Copy' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(file.text);
    const saving = page.waitForEvent('download');
    await viewer.getByRole('button', { name: 'Download' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('ports-of-call.md');
    expect(await savedText(saved)).toBe(file.text);
  });
});

test('what the browser does not allow to be copied is told', async ({ page, demo }) => {
  const { viewer } = await open(page, demo, '/src/main.rs');
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await viewer.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'did not allow copying' })).toBeVisible();
});

test('wrapping is remembered, for other files and after a reload', async ({ page, demo }) => {
  const { viewer } = await open(page, demo, '/web/public/harbours/1.geojson');
  const text = viewer.getByRole('group', { name: 'Text' });
  const wrap = viewer.getByRole('button', { name: 'Wrap lines' });
  const overflows = () => text.evaluate((element) => element.scrollWidth > element.clientWidth);
  await expect(wrap).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(overflows).toBe(true);
  await wrap.click();
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(overflows).toBe(false);
  await page.reload();
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(overflows).toBe(false);
  await wrap.click();
  await page.reload();
  await expect(wrap).toHaveAttribute('aria-pressed', 'false');
});

test('closing keeps the filters', async ({ page, demo }) => {
  const { project, viewer } = await open(page, demo, '/src/main.rs', '?context_file_category=source&q=main');
  await viewer.getByRole('button', { name: 'Close' }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files?context_file_category=source&q=main`);
  await expect(new FilesPage(page).filter).toHaveValue('main');
});

test('a file that the filters hide can still be opened by its link', async ({ page, demo }) => {
  const { viewer, file } = await open(page, demo, '/src/main.rs', '?context_file_category=style');
  await expect.poll(() => shownText(viewer)).toContain(file.text.split('\n')[0] ?? '');
});

test('an id that the project does not have', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  const foreign = (await demo.files((await demo.projectNamed('tide-atlas')).id))[0]?.id;
  for (const id of [999_999_999, foreign]) {
    await page.goto(`/projects/${project.id}/files/${id}`);
    const panel = errorPanel(page, 'Not found, or not yours');
    await expect(panel).toBeVisible();
    await panel.getByRole('link', { name: 'Back to the files' }).click();
    await expect(page).toHaveURL(`/projects/${project.id}/files`);
    await expect(heading(page, 'Files')).toBeVisible();
  }
});

test.describe('odd texts', () => {
  const TEXTS: Record<string, string> = {
    'markup': '<img src=x onerror="document.title=\'run\'">\n<script>document.title = "run"</script>\n&amp;&lt;\n',
    'scripts of all directions': 'שלום עולם\nمرحبا بالعالم\nこんにちは 👩‍🚀\n',
    'tabs and empty lines': '\n\n\tindented\n\n\n\t\ttwice\n',
    'no line break at the end': 'one\ntwo',
  };
  for (const [name, text] of Object.entries(TEXTS)) {
    test(`are shown as they are: ${name}`, async ({ page, account }) => {
      const project = await account.createProject('odd');
      const file = await account.addFile(project.id, { original_path: '/odd/été 夏 #1?.txt', text });
      await signInAs(page, account);
      await page.goto(`/projects/${project.id}/files/${file.id}`);
      const viewer = new FilesPage(page).viewer('/odd/été 夏 #1?.txt');
      await expect.poll(() => shownText(viewer)).toBe(`${text.replace(/\n$/, '')}\n`);
      await expect(viewer.locator('[data-line]')).toHaveCount(text.replace(/\n$/, '').split('\n').length);
      await expect(page).toHaveTitle(/^été 夏 #1\?\.txt · odd/);
      await expect(page.locator('img[src=x]')).toHaveCount(0);
    });
  }

  test('an empty file says so', async ({ page, demo }) => {
    const { viewer } = await open(page, demo, '/scripts/__init__.py');
    await expect(viewer.getByText('This file is empty.')).toBeVisible();
  });

  test('a line that never ends scrolls inside the viewer', async ({ page, demo }) => {
    const { file, viewer } = await open(page, demo, '/web/public/harbours/1.geojson');
    expect(Math.max(...file.text.split('\n').map((line) => line.length))).toBeGreaterThan(2_000);
    const text = viewer.getByRole('group', { name: 'Text' });
    await expect.poll(() => text.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('five thousand lines open at once, and the last one is reached', async ({ page, account }) => {
    const project = await account.createProject('long');
    const text = Array.from({ length: 5_000 }, (_, index) => `line ${index + 1} of the log\n`).join('');
    const file = await account.addFile(project.id, { original_path: '/log.txt', text });
    await signInAs(page, account);
    await page.goto(`/projects/${project.id}/files/${file.id}#L4990`);
    const viewer = new FilesPage(page).viewer('/log.txt');
    await expect(viewer.getByText('line 4990 of the log', { exact: true })).toBeInViewport();
  });
});

test('the line between list and text moves, by keyboard too, and stays moved', async ({ page, demo }) => {
  const { viewer } = await open(page, demo, '/src/main.rs');
  const splitter = page.getByRole('separator', { name: 'Width of the list' });
  const width = async () => (await viewer.boundingBox())?.width ?? 0;
  const before = await width();
  const value = Number(await splitter.getAttribute('aria-valuenow'));
  await splitter.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
  await expect(splitter).toHaveAttribute('aria-valuenow', String(value - 10));
  await expect.poll(width).toBeGreaterThan(before + 50);
  await page.reload();
  await expect(splitter).toHaveAttribute('aria-valuenow', String(value - 10));
  await expect.poll(width).toBeGreaterThan(before + 50);
});
