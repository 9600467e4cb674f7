// Selecting files in the list: by pointer, by keyboard, and what stays selected.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';

async function open(page: Page, demo: Account, name = 'harbour-api') {
  await signInAs(page, demo);
  const project = await demo.projectNamed(name);
  await page.goto(`/projects/${project.id}/files`);
  const list = new FilesPage(page);
  const files = await demo.files(project.id);
  await expect(list.rowAt(0)).toBeVisible();
  return { project, list, files };
}

test('a box for each row, Ctrl for one more, Shift for all between; a plain click still opens', async ({ page, demo }) => {
  const { project, list, files } = await open(page, demo);
  const url = page.url();
  await expect(list.grid).toHaveAttribute('aria-multiselectable', 'true');
  await expect(list.selectedBar).toHaveCount(0);

  const name = files[1]?.original_path.split('/').at(-1) ?? '';
  const box = list.rowAt(1).getByRole('checkbox', { name: new RegExp(`^Select /.*${name.replace('.', '\\.')}$`) });
  await expect(box).not.toBeChecked();
  await box.click();
  await expect(box).toBeChecked();
  await list.expectSelected([1], '1 selected');

  // On the link of the row too: neither follows it nor opens a tab.
  await list.rowAt(4).getByRole('link').click({ modifiers: ['ControlOrMeta'] });
  await list.expectSelected([1, 4], '2 selected');
  await list.rowAt(7).click({ modifiers: ['Shift'] });
  await list.expectSelected([1, 4, 5, 6, 7], '5 selected');
  // The range can become smaller again.
  await list.rowAt(5).click({ modifiers: ['Shift'] });
  await list.expectSelected([1, 4, 5], '3 selected');
  await list.rowAt(4).click({ modifiers: ['ControlOrMeta'] });
  await list.expectSelected([1, 5], '2 selected');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
  expect(page.url()).toBe(url);
  expect(page.context().pages()).toHaveLength(1);

  await list.rowAt(2).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files/${files[2]?.id}`);
  await expect(list.rowAt(2)).toHaveAttribute('aria-current', 'true');
  await list.expectSelected([1, 5], '2 selected');
  await list.selectedBar.getByRole('button', { name: 'Clear selection' }).click();
  await list.expectSelected([]);
  await expect(list.selectedBar).toHaveCount(0);
});

test('by keyboard: Space, Shift with the arrows, Ctrl+A, Escape', async ({ page, demo }) => {
  const { project, list, files } = await open(page, demo);
  await list.grid.focus();
  await page.keyboard.press('Space');
  await list.expectSelected([0], '1 selected');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await list.expectSelected([0], '1 selected');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await list.expectSelected([0, 2, 3, 4], '4 selected');
  await page.keyboard.press('Shift+ArrowUp');
  await list.expectSelected([0, 2, 3], '3 selected');
  await page.keyboard.press('Shift+Home');
  await list.expectSelected([0, 1, 2], '3 selected');
  await page.keyboard.press('ControlOrMeta+a');
  await list.expectSelected(undefined, `${files.length} selected`);
  await page.keyboard.press('Space');
  await list.expectSelected(undefined, `${files.length - 1} selected`);

  // First the selection goes, then the opened file.
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/projects/${project.id}/files/${files[0]?.id}`);
  await list.grid.focus();
  await page.keyboard.press('Escape');
  await expect(list.selectedBar).toHaveCount(0);
  await expect(page).toHaveURL(`/projects/${project.id}/files/${files[0]?.id}`);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
});

test('the box in the head selects all that are listed, and says how many are', async ({ page, demo }) => {
  const { list, files } = await open(page, demo);
  const head = list.grid.getByRole('checkbox', { name: 'Select all listed files' });
  await expect(head).not.toBeChecked();
  await head.click();
  await expect(head).toBeChecked();
  await list.expectSelected(undefined, `${files.length} selected`);
  await list.rowAt(3).getByRole('checkbox').click();
  await expect(head).toHaveAttribute('aria-checked', 'mixed');
  await list.selectedBar.getByRole('button', { name: `Select all ${files.length}` }).click();
  await expect(head).toBeChecked();

  // Of a filtered list it is those that are seen, and by keyboard it is beside what sorts.
  await list.selectedBar.getByRole('button', { name: 'Clear selection' }).click();
  await list.filter.fill('berth');
  const berths = files.filter((file) => file.original_path.includes('berth') || file.title.includes('berth'));
  await list.grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await expect(list.head('Created').getByRole('button')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(head).toBeFocused();
  await page.keyboard.press('Space');
  await expect(head).toBeChecked();
  await expect(list.selectedBar.getByRole('status')).toHaveText(new RegExp(`^${await list.count()} selected`));
  expect(await list.count()).toBeGreaterThanOrEqual(berths.length);
  await head.click();
  await expect(head).not.toBeChecked();
  await expect(list.selectedBar).toHaveCount(0);
});

test('stays through filters and sorting, is told of where it is not seen, and is not in the URL', async ({ page, demo }) => {
  const { list, files } = await open(page, demo);
  const url = page.url();
  const wanted = ['.py', '.rs', '.go'].map((end) => files.find((file) => file.original_path.endsWith(end)));
  for (const file of wanted) {
    await list.row(file?.original_path ?? '').getByRole('checkbox').click();
  }
  expect(page.url()).toBe(url);
  await list.filter.fill('.py');
  await expect(list.selectedBar.getByRole('status')).toHaveText('3 selected, 2 not in this filter');
  await expect(list.row(wanted[0]?.original_path ?? '')).toHaveAttribute('aria-selected', 'true');
  await list.filter.fill('nothing is called so');
  await expect(page.getByRole('heading', { name: 'No file matches' })).toBeVisible();
  await expect(list.selectedBar.getByRole('status')).toHaveText('3 selected, 3 not in this filter');
  await list.filter.fill('');
  await expect(list.selectedBar.getByRole('status')).toHaveText('3 selected');
  await list.head('Path').getByRole('button').click();
  await expect(page).toHaveURL(/sort=original_path$/);
  for (const file of wanted) {
    const row = list.row(file?.original_path ?? '');
    await list.filter.fill(file?.original_path ?? '');
    await expect(row).toHaveAttribute('aria-selected', 'true');
  }
  expect(page.url()).not.toMatch(/select/);
});

test('of 2,000 files: all of them by one key, and rows that come into sight know', async ({ page, demo }) => {
  const { list } = await open(page, demo, 'tide-atlas');
  await list.expectStatus('2,000 files', ALL_WITHIN);
  await list.grid.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await list.expectSelected(undefined, '2,000 selected');
  await page.keyboard.press('End');
  await expect(list.rowAt(1_999)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Space');
  await expect(list.rowAt(1_999)).toHaveAttribute('aria-selected', 'false');
  await expect(list.rowAt(1_998)).toHaveAttribute('aria-selected', 'true');
  await list.expectSelected(undefined, '1,999 selected');
});
