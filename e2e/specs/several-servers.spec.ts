// What a user does every day, with two servers behind nginx that share a PostgreSQL. `cargo xtask test postgres` starts that.

import { AddDialog, formFields } from '../support/add-dialog.ts';
import { AddFilesDialog, payload } from '../support/add-files.ts';
import { heading } from '../support/app.ts';
import { startBalanced, UPSTREAM } from '../support/balanced.ts';
import { FilesPage } from '../support/files-page.ts';
import type { Server } from '../support/server.ts';
import { expect, test as base } from '../support/test.ts';
import { Viewer } from '../support/viewer.ts';

const database = process.env.NEPTUN_POSTGRES ?? '';

const test = base.extend<{}, { balanced: Server }>({
  balanced: [
    async ({}, use) => {
      const balanced = await startBalanced(database);
      await use(balanced);
      await balanced.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ balanced }, use) => use(balanced.url),
});

test.skip(!database, 'needs PostgreSQL: cargo xtask test postgres');

test('the user does not notice that there are two', async ({ page }) => {
  const seen = new Set<string>();
  page.on('response', (response) => {
    if (response.url().includes('/api/')) seen.add(response.headers()[UPSTREAM] ?? '');
  });
  await page.goto('/sign-up');
  await page.getByRole('textbox', { name: 'Email' }).fill('ada@neptun.example');
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('Synthetic-Pass1');
  await page.getByRole('textbox', { name: 'Repeat password' }).fill('Synthetic-Pass1');
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.getByRole('button', { name: 'Create one' }).click();
  const create = page.getByRole('dialog', { name: 'New project' });
  await create.getByLabel('Name', { exact: true }).fill('tide-atlas');
  await create.getByLabel('Type').fill('web-app');
  await create.getByLabel('Language').fill('rust');
  await create.getByRole('button', { name: 'Create project' }).click();
  await expect(heading(page, 'tide-atlas')).toBeVisible();
  const project = new URL(page.url()).pathname;

  await page.goto(`${project}/files`);
  await page.getByRole('button', { name: 'Add the first files' }).click();
  const adding = new AddFilesDialog(page);
  await adding.choose([payload('a.rs', 'let a = 1;\n'), payload('b.md', '# b\n'), payload('nul.txt', 'a\0b\n')]);
  await adding.send(3).click();
  await adding.expectAdded(3);

  const files = new FilesPage(page);
  await files.row('/a.rs').getByTitle('/a.rs', { exact: true }).click();
  const viewer = new Viewer(page, '/a.rs');
  await viewer.button('Edit').click();
  await expect(viewer.editor).toBeFocused();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('let b = 2;');
  await page.keyboard.press('Control+s');
  await expect(viewer.region.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect.poll(() => viewer.shown()).toBe('let a = 1;\nlet b = 2;');

  await page.goto(`${project}/files`);
  await files.row('/b.md').getByRole('checkbox').click();
  await files.selectedBar.getByRole('button', { name: 'Delete' }).click();
  await expect(files.row('/b.md')).toHaveCount(0);
  // Leaving the page does not wait for the time in which it could be undone.
  await page.goto(`${project}/user-files`);
  const resource = new AddDialog(page, 'user-files');
  await resource.openCreate();
  await resource.fill(formFields('user-files', 'brand-new'));
  await resource.create.click();
  await resource.expectAdded('brand-new', 1);

  await page.goto(`${project}/files`);
  await expect(files.rows).toHaveCount(2);
  expect(seen.size, [...seen].join()).toBe(2);
});
