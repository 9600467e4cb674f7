// The main job from beginning to end without a pointing device.

import { type Locator, type Page } from '@playwright/test';
import { AddDialog, formFields } from '../support/add-dialog.ts';
import { heading } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';

// Presses Tab until something has the focus, as somebody would who looks for it.
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

test('from signing in to a new resource', async ({ page, account }) => {
  const project = await account.createProject('by-keyboard');
  for (const name of ['first.rs', 'second.rs', 'third.rs']) {
    await account.addFile(project.id, { original_path: `/src/${name}`, text: `// ${name}\n` });
  }
  const files = await account.files(project.id);

  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  // The email has the focus already.
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
  await page.keyboard.type(account.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Projects')).toBeFocused();

  await tabTo(page, page.getByRole('link', { name: 'by-keyboard' }));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'by-keyboard')).toBeFocused();

  const contents = page.getByRole('region', { name: 'Contents' });
  await tabTo(page, contents.getByRole('link', { name: 'Files', exact: true }));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Files')).toBeFocused();
  const list = new FilesPage(page);
  await tabTo(page, list.grid);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const path = files[1]?.original_path ?? '';
  const viewer = list.viewer(path);
  await expect(viewer.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(viewer.getByText(`// ${path.split('/').at(-1)}`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list.grid).toBeFocused();

  await page.keyboard.press('Home');
  const link = page.getByRole('navigation', { name: 'Project', exact: true }).getByRole('link', { name: /^Template collections/ });
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Shift+Tab');
    if (await link.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Template collections')).toBeFocused();

  const dialog = new AddDialog(page, 'template-collections');
  await tabTo(page, dialog.button);
  await page.keyboard.press('Enter');
  await expect(dialog.dialog).toBeVisible();
  await tabTo(page, dialog.dialog.getByRole('tab', { name: 'Link existing' }));
  await page.keyboard.press('ArrowRight');
  for (const [label, value] of Object.entries(formFields('template-collections', 'typed-only'))) {
    await tabTo(page, dialog.field(label));
    await page.keyboard.type(value);
  }
  await tabTo(page, dialog.create);
  await page.keyboard.press('Enter');
  await dialog.expectAdded('typed-only', 1);
});

test('one click into the demo data needs no pointer either', async ({ page }) => {
  await page.goto('/');
  await tabTo(page, page.getByRole('button', { name: 'Continue as demo user' }));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Projects')).toBeFocused();
  await tabTo(page, page.getByRole('link', { name: 'harbour-api' }));
  await page.keyboard.press('Enter');
  await expect(heading(page, 'harbour-api')).toBeFocused();
});
