// Removing resources from a project in their list, and taking that back.

import type { Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { expectCounted, heading, loseSession, projectNavigation, signInAs } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { LiveResources } from '../support/live.ts';
import { names } from '../support/add-dialog.ts';
import { expect, test } from '../support/test.ts';

// A project with four user files, the last one first.
const LISTED = ['delta', 'gamma', 'beta', 'alpha'];

async function prepare(page: Page, account: Account) {
  const project = await account.createProject('tidy');
  for (const name of [...LISTED].reverse()) await account.addResource(project.id, 'user-files', names('user-files').body(name));
  await signInAs(page, account);
  const table = page.getByRole('table', { name: 'User files' });
  return {
    project,
    url: `/projects/${project.id}/user-files`,
    links: table.getByRole('link'),
    row: (name: string) => table.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }),
    check: (name: string) => table.getByRole('checkbox', { name: `Select ${name}`, exact: true }),
    bar: page.getByRole('toolbar', { name: 'Selected user files' }),
    told: (text: string) => page.getByRole('status').filter({ hasText: text }),
    undo: page.getByRole('button', { name: 'Undo' }),
    linked: async () => (await account.resources(project.id, 'user-files')).map(({ title }) => title),
  };
}

test('several are removed, and linked again in their places', async ({ page, account, switches }) => {
  const { url, links, check, bar, told, undo, linked } = await prepare(page, account);
  await page.goto(url);
  await check('gamma').click();
  await expect(page).toHaveURL(url);
  await check('alpha').click();
  await expect(bar.getByRole('status')).toHaveText('2 selected');
  await page.getByRole('searchbox', { name: 'Filter user files' }).fill('gam');
  await expect(bar.getByRole('status')).toHaveText('2 selected, 1 not in this filter');
  await page.getByRole('searchbox', { name: 'Filter user files' }).fill('');
  await expect(page.getByRole('checkbox', { name: 'Select all listed' })).toBeChecked({ indeterminate: true });
  await expectAccessible(page);

  // At once, however long the server takes.
  await switches.set({ method: 'DELETE', latency_ms: 2_000 });
  await bar.getByRole('button', { name: 'Remove from project' }).click();
  await expect(links).toHaveText(['delta', 'beta'], { timeout: 1_000 });
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'beta' })).toBeFocused();
  await expect(told('Removed 2 user files')).toBeVisible();
  expect(await linked()).toEqual(['delta', 'beta']);
  await expect(projectNavigation(page).getByRole('listitem').filter({ hasText: 'User files' })).toHaveText('User files2');

  await switches.set({ method: 'POST', latency_ms: 2_000 });
  await undo.click();
  await expect(links).toHaveText(LISTED, { timeout: 1_000 });
  await expect(told('Added 2 user files')).toBeVisible();
  expect(await linked()).toEqual(LISTED);
});

test('by keyboard alone', async ({ page, account }) => {
  const { url, links, check, bar, linked } = await prepare(page, account);
  await page.goto(url);
  await links.first().focus();
  await page.keyboard.press('Space');
  await expect(check('delta')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(links).toHaveText(['delta', 'beta', 'alpha']);
  await expect(page.getByRole('link', { name: 'beta' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('ControlOrMeta+Backspace');
  await expect(links).toHaveText(['beta']);
  await expect(links).toBeFocused();
  await expect.poll(linked).toEqual(['beta']);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(links).toHaveText(['delta', 'beta', 'alpha']);
  await expect.poll(linked).toEqual(['delta', 'beta', 'alpha']);
  // The last one leaves an empty list, and the way to fill it.
  await page.getByRole('checkbox', { name: 'Select all listed' }).check();
  await page.keyboard.press('Tab');
  await links.first().press('Delete');
  await expect(page.getByRole('heading', { name: 'No user files yet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add user file' })).toBeFocused();
});

test('one that cannot be removed is back, named, and still selected', async ({ page, account, switches }) => {
  const { url, links, row, check, bar, told, linked } = await prepare(page, account);
  await page.goto(url);
  const beta = (await account.owned('user-files')).find(({ title }) => title === 'beta');
  await switches.set({ method: 'DELETE', path: `/user-files/${beta?.id}`, fault: '500' });
  await page.getByRole('checkbox', { name: 'Select all listed' }).check();
  await bar.getByRole('button', { name: 'Remove from project' }).click();
  const alert = page.getByRole('alert').filter({ hasText: '“beta” could not be removed. The server has a problem.' });
  await expect(alert).toBeVisible();
  await expect(told('Removed 3 user files')).toBeVisible();
  await expect(links).toHaveText(['beta']);
  await expect(row('beta')).toHaveClass(/returned/);
  await expect(check('beta')).toBeChecked();
  expect(await linked()).toEqual(['beta']);
  await expectAccessible(page);

  // The connection is cut after the server has removed it: the list tells.
  await switches.clear();
  await page.route(`**/user-files/${beta?.id}`, async (route) => {
    if (route.request().method() !== 'DELETE') return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await bar.getByRole('button', { name: 'Remove from project' }).click();
  await expect(told('Removed “beta”')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No user files yet' })).toBeVisible();
});

test('on its own page it can be linked again as well, even after going elsewhere', async ({ page, account, switches }) => {
  const { project, url, links, undo, told, linked } = await prepare(page, account);
  await page.goto(url);
  await page.getByRole('link', { name: 'beta' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove from project?' });
  await page.getByRole('button', { name: 'Remove from project' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(told('Removed “beta”')).toBeVisible();
  await projectNavigation(page).getByRole('link', { name: 'Overview' }).click();
  await expect(heading(page, project.name)).toBeVisible();

  // Undoing it fails: it is told, and is no part of the list.
  await switches.set({ method: 'POST', fault: '500' });
  await undo.click();
  await expect(page.getByRole('alert').filter({ hasText: '“beta” could not be linked again.' })).toBeVisible();
  await switches.clear();
  await projectNavigation(page).getByRole('link', { name: /^User files/ }).click();
  await expect(links).toHaveText(['delta', 'gamma', 'alpha']);
  await page.getByRole('checkbox', { name: 'Select delta' }).check();
  await page.getByRole('button', { name: 'Remove from project' }).click();
  await expect(told('Removed “delta”')).toBeVisible();
  await projectNavigation(page).getByRole('link', { name: 'Overview' }).click();
  await expect(heading(page, project.name)).toBeVisible();
  await undo.click();
  await expect.poll(linked).toEqual(['delta', 'gamma', 'alpha']);
  await projectNavigation(page).getByRole('link', { name: /^User files/ }).click();
  await expect(links).toHaveText(['delta', 'gamma', 'alpha']);
});

test('the session ends meanwhile: signing in again is enough', async ({ page, account }) => {
  const { url, links, check, bar, told, linked } = await prepare(page, account);
  await page.goto(url);
  await check('gamma').click();
  await check('beta').click();
  await expectCounted(page);
  await loseSession(page);
  await bar.getByRole('button', { name: 'Remove from project' }).click();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(told('Removed 2 user files')).toBeVisible();
  await expect(links).toHaveText(['delta', 'alpha']);
  expect(await linked()).toEqual(['delta', 'alpha']);
});

test('a live server: what is listed twice is one row, removed and linked again by the same calls', async ({ page, account }) => {
  const { project, url, links, check, bar, undo, told } = await prepare(page, account);
  const owned = await account.owned('user-files');
  const [first] = owned;
  const live = new LiveResources([...owned, ...owned.slice(1, 2)]);
  await live.answer(page, project, 'user-files', 'user_file_id', owned);
  await page.goto(url);
  await expect(links).toHaveText(LISTED);
  await expect(told('4 user files')).toBeVisible();
  await check('delta').click();
  await bar.getByRole('button', { name: 'Remove from project' }).click();
  await expect(told('Removed “delta”')).toBeVisible();
  await undo.click();
  await expect(links).toHaveText(LISTED);
  await expect.poll(() => live.writes).toEqual([`remove ${first?.id}`, `link ${first?.id}`]);
});
