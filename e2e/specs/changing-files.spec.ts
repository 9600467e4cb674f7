// Deleting files, which can be undone, and changing where they are and what they are said to be.

import type { Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';

const PATHS = ['/src/a.rs', '/src/b/c.rs', '/src/b/d.rs', '/e.md'];

async function openList(page: Page, account: Account) {
  const project = await account.createProject('changing');
  for (const original_path of PATHS) await account.addFile(project.id, { original_path, text: `${original_path}\n` });
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/files`);
  const files = new FilesPage(page);
  await expect(files.rowAt(PATHS.length - 1)).toBeVisible();
  const paths = async () => (await account.files(project.id)).map((file) => file.original_path).sort();
  return { project, files, paths };
}

const undo = (page: Page) => page.getByRole('status').getByRole('button', { name: 'Undo' });

async function select(page: Page, ...paths: string[]) {
  for (const path of paths) await new FilesPage(page).row(path).getByRole('checkbox').click();
}

test('deleted files are gone at once, and after a while from the server', async ({ page, account }) => {
  const { files, paths } = await openList(page, account);
  await select(page, '/src/a.rs', '/e.md');
  await page.getByRole('toolbar', { name: 'Selected files' }).getByRole('button', { name: 'Delete' }).click();
  await expect(files.status).toHaveText('2 files');
  await expect(page.getByRole('status').filter({ hasText: 'Deleted 2 files' })).toBeVisible();
  await expectAccessible(page);
  expect(await paths()).toEqual([...PATHS].sort());
  await expect.poll(paths, { timeout: 15_000 }).toEqual(['/src/b/c.rs', '/src/b/d.rs']);
  await expect(files.status).toHaveText('2 files');
});

test('a deletion is undone, by key too, and never happens', async ({ page, account }) => {
  const { files, paths } = await openList(page, account);
  await select(page, '/src/a.rs');
  await page.getByRole('toolbar', { name: 'Selected files' }).getByRole('button', { name: 'Delete' }).click();
  await expect(files.status).toHaveText('3 files');
  await undo(page).click();
  await expect(files.status).toHaveText('4 files');
  await files.grid.focus();
  await page.keyboard.press('Delete');
  await expect(files.status).toHaveText('3 files');
  await page.keyboard.press('Control+z');
  await expect(files.status).toHaveText('4 files');
  await page.waitForTimeout(11_000);
  expect(await paths()).toEqual([...PATHS].sort());
});

test('closing the tab does not lose a deletion', async ({ page, account }) => {
  const { files, paths } = await openList(page, account);
  await files.grid.focus();
  await page.keyboard.press('Delete');
  await expect(files.status).toHaveText('3 files');
  await page.goto('about:blank');
  await expect.poll(async () => (await paths()).length).toBe(3);
});

test('without a network a deletion waits, also for another page', async ({ page, account, context }) => {
  const { project, files, paths } = await openList(page, account);
  await context.setOffline(true);
  await files.grid.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('alert').filter({ hasText: 'waits until it can' })).toBeVisible({ timeout: 20_000 });
  await expect(files.status).toHaveText('3 files');
  expect(await paths()).toHaveLength(4);
  await context.setOffline(false);
  await expect.poll(async () => (await paths()).length, { timeout: 15_000 }).toBe(3);
  await page.goto(`/projects/${project.id}/files`);
  await expect(files.status).toHaveText('3 files');
});

test('what cannot be deleted comes back, and is named', async ({ page, account, switches }) => {
  const { files, paths } = await openList(page, account);
  await switches.set({ method: 'DELETE', path: '/files/', fault: '500', times: 1 });
  await select(page, '/src/a.rs', '/e.md');
  await files.grid.focus();
  await page.keyboard.press('Delete');
  const told = page.getByRole('alert').filter({ hasText: 'Not deleted' });
  await expect(told).toContainText(/\/src\/a\.rs|\/e\.md/, { timeout: 15_000 });
  await expect(files.status).toHaveText('3 files');
  expect(await paths()).toHaveLength(3);
  await switches.clear();
});

test('the details of a file are edited, and its title follows its name', async ({ page, account }) => {
  const { project, files } = await openList(page, account);
  await page.getByRole('link', { name: 'a.rs' }).click();
  const viewer = files.viewer('/src/a.rs');
  await viewer.getByRole('button', { name: 'More actions' }).click();
  await viewer.getByRole('menuitem', { name: 'Edit details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Details of a.rs' });
  await expectAccessible(page);
  await dialog.getByLabel('Path').fill('/lib/z.rs');
  await dialog.getByLabel('Category').fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Required')).toBeVisible();
  await dialog.getByLabel('Category').fill('config');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(files.viewer('/lib/z.rs')).toBeVisible();
  const file = (await account.files(project.id)).find(({ original_path }) => original_path === '/lib/z.rs');
  expect(file).toMatchObject({ title: 'z.rs', context_file_category: 'config', context_file_type: 'module', text: '/src/a.rs\n' });
});

test('the values that the project has already are offered', async ({ page, account }) => {
  const { project, files } = await openList(page, account);
  await account.addFile(project.id, { original_path: '/f.rs', context_file_category: 'core', context_file_type: 'crate' });
  await page.reload();
  await files.expectStatus('5 files');
  await select(page, '/f.rs');
  await files.grid.focus();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Details of f.rs' });
  const offered = (label: string) =>
    dialog.getByLabel(label).evaluate((input) => [...((input as HTMLInputElement).list?.options ?? [])].map((option) => option.value).sort());
  expect(await offered('Category')).toEqual(['core', 'source']);
  expect(await offered('Type')).toEqual(['crate', 'module']);
  expect(await offered('Language')).toContain('rust');
  await expectAccessible(page);
});

test('several files are moved and described at once; one that fails is named', async ({ page, account, switches }) => {
  const { project, files, paths } = await openList(page, account);
  await select(page, '/src/b/c.rs', '/src/b/d.rs');
  await files.grid.focus();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Details of 2 files' });
  await expect(dialog.getByLabel('Folder')).toHaveValue('src/b');
  await dialog.getByLabel('Folder').fill('lib');
  await dialog.getByLabel('Type').fill('script');
  await switches.set({ method: 'PUT', path: '/files/', fault: '500', times: 1 });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Not changed: 1 of 2 files')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(await paths()).toEqual(['/e.md', '/lib/c.rs', '/lib/d.rs', '/src/a.rs']);
  const types = (await account.files(project.id)).filter((file) => file.context_file_type === 'script');
  expect(types).toHaveLength(2);
});

test('a key means what was selected, even where the code for that is still on its way', async ({ page, account }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/export-\w+\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  const { files } = await openList(page, account);
  await select(page, '/src/b/c.rs', '/src/b/d.rs');
  await files.grid.focus();
  await page.keyboard.press('F2');
  release();
  await expect(page.getByRole('dialog', { name: 'Details of 2 files' })).toBeVisible();
});

test('a folder is moved in the tree', async ({ page, account }) => {
  const { paths } = await openList(page, account);
  await page.getByRole('button', { name: 'Tree' }).click();
  const tree = page.getByRole('tree', { name: 'Project files' });
  await tree.getByRole('treeitem', { name: /^src,/ }).click();
  await tree.getByRole('treeitem', { name: /^b,/ }).click();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Move a folder of 2 files' });
  await dialog.getByLabel('Path').fill('lib/new');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  expect(await paths()).toEqual(['/e.md', '/lib/new/c.rs', '/lib/new/d.rs', '/src/a.rs']);
});

test('files and folders are dragged into other folders of the tree, which can be undone', async ({ page, account }) => {
  const { paths } = await openList(page, account);
  await page.getByRole('button', { name: 'Tree' }).click();
  const tree = page.getByRole('tree', { name: 'Project files' });
  const item = (name: RegExp) => tree.getByRole('treeitem', { name });
  await item(/^src,/).click();
  await item(/^b,/).click();

  await item(/^e\.md,/).dragTo(item(/^b,/));
  await expect(page.getByRole('status').filter({ hasText: 'Moved 1 file to src/b' })).toBeVisible();
  expect(await paths()).toEqual(['/src/a.rs', '/src/b/c.rs', '/src/b/d.rs', '/src/b/e.md']);
  await undo(page).click();
  await expect.poll(paths).toEqual([...PATHS].sort());

  // Beside a file at the top is the outermost folder.
  await item(/^b,/).dragTo(item(/^e\.md,/));
  await expect(page.getByRole('status').filter({ hasText: 'Moved 2 files to the outermost folder' })).toBeVisible();
  expect(await paths()).toEqual(['/b/c.rs', '/b/d.rs', '/e.md', '/src/a.rs']);

  // Nothing is put in the place of something else.
  const project = page.url().split('/')[4];
  await account.addFile(Number(project), { original_path: '/b/a.rs', text: 'another\n' });
  await page.reload();
  await item(/^b,/).click();
  await expect(item(/^a\.rs,/)).toBeVisible();
  await item(/^a\.rs,/).dragTo(item(/^src,/));
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing was moved, because /src/a.rs exists already.' })).toBeVisible();
});

test('files are dragged into the folder of another one in the list, all that are selected too', async ({ page, account }) => {
  const { files, paths } = await openList(page, account);
  const link = (path: string) => files.row(path).getByRole('link');
  await link('/e.md').dragTo(files.row('/src/b/d.rs'));
  await expect(page.getByRole('status').filter({ hasText: 'Moved 1 file to src/b' })).toBeVisible();
  expect(await paths()).toEqual(['/src/a.rs', '/src/b/c.rs', '/src/b/d.rs', '/src/b/e.md']);
  await undo(page).click();
  await expect.poll(paths).toEqual([...PATHS].sort());

  await select(page, '/src/b/c.rs', '/src/b/d.rs');
  await link('/src/b/c.rs').hover();
  await page.mouse.down();
  await files.row('/e.md').hover();
  await files.row('/src/a.rs').hover();
  // All that is in that folder shows where they would go.
  await expect(page.locator('.drop-target')).toHaveCount(1);
  await expect(files.row('/src/a.rs')).toHaveClass(/drop-target/);
  await page.mouse.up();
  await expect(page.getByRole('status').filter({ hasText: 'Moved 2 files to src' })).toBeVisible();
  expect(await paths()).toEqual(['/e.md', '/src/a.rs', '/src/c.rs', '/src/d.rs']);
  await expect(page.locator('.drop-target')).toHaveCount(0);
  // A click still opens.
  await link('/e.md').click();
  await expect(files.viewer('/e.md')).toBeVisible();
});

test('closing another tab does not take away Undo', async ({ page, context, account }) => {
  const { project, files, paths } = await openList(page, account);
  await select(page, '/src/a.rs');
  await page.keyboard.press('Delete');
  await expect(files.status).toHaveText('3 files');
  const other = await context.newPage();
  await other.goto(`/projects/${project.id}/files`);
  await expect(new FilesPage(other).status).toHaveText('3 files');
  await other.goto('about:blank');
  await other.close();
  await page.bringToFront();
  await undo(page).click();
  await expect(files.status).toHaveText('4 files');
  expect(await paths()).toEqual([...PATHS].sort());
});
