// A change whose answer is lost may have arrived. The list finds out by itself.

import type { Page } from '@playwright/test';
import { AddFilesDialog, payload } from '../support/add-files.ts';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { FilesPage } from '../support/files-page.ts';
import type { Rule } from '../support/switches.ts';
import { expect, test } from '../support/test.ts';
import { openNew } from '../support/viewer.ts';

// The server does what it is asked for, and its answer is cut.
const LOST = { path: '/resources/files', fault: 'cut' } as const satisfies Rule;

async function openList(page: Page, account: Account, query = '') {
  const project = await account.createProject('unknown');
  for (const name of ['a', 'b']) await account.addFile(project.id, { original_path: `/${name}.rs`, text: `${name}\n` });
  await signInAs(page, account);
  const url = `/projects/${project.id}/files${query}`;
  await page.goto(url);
  const files = new FilesPage(page);
  await files.expectStatus('2 files');
  return { project, files, url, unconfirmed: page.getByText(/^as of /) };
}

// Moves /a.rs to /moved.rs, and reads that this has failed.
async function move(page: Page, files: FilesPage) {
  await files.row('/a.rs').getByRole('checkbox').click();
  await files.grid.focus();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Details of a.rs' });
  await dialog.getByLabel('Path').fill('/moved.rs');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'No connection' })).toBeVisible();
  return dialog;
}

test('files of an upload are listed', async ({ page, account, switches }) => {
  const { files, unconfirmed } = await openList(page, account);
  const dialog = new AddFilesDialog(page);
  await dialog.open();
  await dialog.choose([payload('c.rs', 'c'), payload('d.rs', 'd'), payload('e.rs', 'e')]);
  await switches.set({ ...LOST, method: 'POST' });
  await dialog.send(3).click();
  await expect(dialog.dialog.getByText('0 files added. 3 may or may not have arrived.')).toBeVisible();
  await dialog.button('Close').click();
  await files.expectStatus('5 files');
  await expect(unconfirmed).toBeHidden();
});

test('a move is shown, in another tab too, while the dialog still says that it failed', async ({ page, account, switches }) => {
  const { files, url } = await openList(page, account);
  const other = await page.context().newPage();
  await other.goto(url);
  await new FilesPage(other).expectStatus('2 files');
  await page.bringToFront();
  await switches.set({ ...LOST, method: 'PUT' });
  const dialog = await move(page, files);
  await expect(files.row('/moved.rs')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(new FilesPage(other).row('/moved.rs')).toBeVisible({ timeout: 15_000 });
  await expect(other.getByText(/^as of /)).toBeHidden();
});

test('so it is where only a part of the files is loaded', async ({ page, account, switches }) => {
  const { files, unconfirmed } = await openList(page, account, '?category=source');
  await switches.set({ ...LOST, method: 'PUT' });
  await move(page, files);
  await expect(files.row('/moved.rs')).toBeVisible();
  await expect(unconfirmed).toBeHidden();
});

test('a text that has arrived counts as saved', async ({ page, account, switches }) => {
  const { viewer } = await openNew(page, account, [{ original_path: '/a.rs', text: 'one\n' }]);
  await viewer.button('Edit').click();
  await expect(viewer.editor).toBeFocused();
  await page.keyboard.type('mine ');
  await switches.set({ ...LOST, method: 'PUT' }, { method: 'GET', path: '/resources/files', latency_ms: 1_000 });
  await viewer.button('Save').click();
  const alert = viewer.region.getByRole('alert').filter({ hasText: 'Not saved. No connection' });
  await expect(alert).toBeVisible();
  await expect(viewer.region.getByText('Saved', { exact: true })).toBeVisible();
  await expect(alert).toBeHidden();
  await viewer.button('Done').click();
  await expect.poll(() => viewer.shown()).toBe('mine one');
});

test('a server that fails is asked again, and until then the age of the list is told', async ({ page, account, switches }) => {
  const { files, unconfirmed } = await openList(page, account);
  await switches.set({ ...LOST, method: 'PUT' }, { method: 'GET', path: '/resources/files', fault: '500' });
  const dialog = await move(page, files);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(unconfirmed).toBeVisible();
  await expect(files.row('/a.rs')).toBeVisible();
  await expectAccessible(page);
  await switches.clear();
  await expect(files.row('/moved.rs')).toBeVisible({ timeout: 15_000 });
  await expect(unconfirmed).toBeHidden();
});
