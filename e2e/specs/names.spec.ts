// Names that deceive are drawn as they are, wherever a name stands.

import { heading, signInAs } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { Palette } from '../support/palette.ts';
import { expect, test } from '../support/test.ts';
import { Viewer, openNew } from '../support/viewer.ts';

const DECEIVING = 'src/invoice\u202efdp.exe';
const SHOWN = 'invoiceU+202Efdp.exe';
const PLAIN = 'src/invoice[U+202E]fdp.exe';

test('a name with a hidden character: in list, tree, “Go to”, matches, heading, labels and titles', async ({ page, account }) => {
  const { url } = await openNew(page, account, [
    { original_path: DECEIVING, text: 'needle' },
    { original_path: 'src/main.rs ', text: '' },
  ]);
  const files = new FilesPage(page);
  const viewer = new Viewer(page, PLAIN);
  await expect(viewer.region.getByRole('heading')).toHaveText(`src/${SHOWN}`);
  await expect(page).toHaveTitle(/^invoice\[U\+202E\]fdp\.exe · /);
  await expect(files.row(PLAIN)).toContainText(SHOWN);
  await expect(files.row(PLAIN).getByTitle('U+202E: changes the direction of the text')).toBeVisible();
  await expect(files.row('src/main.rs␣')).toContainText('main.rs␣');

  await page.getByRole('button', { name: 'Tree' }).click();
  await expect(page.getByRole('treeitem', { name: /^invoice\[U\+202E\]fdp\.exe,/ })).toContainText(SHOWN);
  const palette = new Palette(page);
  await palette.open();
  await page.keyboard.type('voice');
  await expect(palette.selected).toHaveText(new RegExp(`^${SHOWN.replace('+', '\\+')}`));
  await page.keyboard.press('Escape');
  await page.goto(`${url.replace(/files.*/, 'search')}?q=needle`);
  await expect(page.getByRole('list', { name: 'Matches' })).toContainText(SHOWN);
});

test('a name in dialogs, toasts and the heading of a page', async ({ page, account }) => {
  const project = await account.createProject('plans\u200b');
  await account.addResource(project.id, 'user-files', { title: 'notes\n2', text: 'x', language: 'text', extension: 'txt' });
  await signInAs(page, account);
  await page.goto('/projects');
  await page.getByRole('link', { name: 'plansU+200B' }).click();
  await expect(heading(page, 'plansU+200B')).toBeVisible();
  await page.getByRole('link', { name: /^User files/ }).first().click();
  await page.getByRole('link', { name: 'notesU+000A2' }).click();
  await page.getByRole('button', { name: 'Remove from project' }).click();
  await expect(page.getByRole('dialog')).toContainText('“notes[U+000A]2”');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Removed “notes[U+000A]2”' })).toBeVisible();
});
