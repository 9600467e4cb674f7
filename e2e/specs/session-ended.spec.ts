// The session ends while the user is at work: sign in again in place, and nothing is lost.

import { type Page } from '@playwright/test';
import { Account } from '../support/api.ts';
import { expectCounted, heading, loseSession, signInAs } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

function dialog(page: Page) {
  return page.getByRole('dialog', { name: 'Sign in again' });
}

async function signInAgain(page: Page, password: string) {
  await dialog(page).getByRole('textbox', { name: 'Password' }).fill(password);
  await dialog(page).getByRole('button', { name: 'Sign in' }).click();
}

test('a read waits for the user to sign in again', async ({ page, account }) => {
  await account.createProject('unfinished');
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'unfinished' })).toBeVisible();

  await loseSession(page);
  await page.getByRole('link', { name: 'unfinished' }).click();
  // Six requests meet the end of the session; the user is asked once.
  await expect(dialog(page)).toHaveCount(1);
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).getByRole('textbox', { name: 'Email' })).toHaveValue(account.email);
  await expect(dialog(page).getByRole('textbox', { name: 'Password' })).toBeFocused();

  await signInAgain(page, 'not-this-one');
  await expect(dialog(page).getByRole('alert').filter({ hasText: 'Wrong email or password.' })).toBeVisible();
  await signInAgain(page, account.password);
  await expect(dialog(page)).toHaveCount(0);
  await expect(heading(page, 'unfinished')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Contents' }).getByRole('listitem')).toHaveText([
    'Files0',
    'User files0',
    'Template collections0',
    'GitHub installations0',
    'Chat conversations0',
  ]);
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
});

test('declining leads to signing in, and from there back', async ({ page, account }) => {
  const project = await account.createProject('unfinished');
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'unfinished' })).toBeVisible();
  await loseSession(page);
  await page.getByRole('link', { name: 'unfinished' }).click();
  await dialog(page).getByRole('button', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/projects/${project.id}`)}`);

  await page.getByRole('textbox', { name: 'Email' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'unfinished')).toBeVisible();
  await expect(page).toHaveURL(`/projects/${project.id}`);
});

test('Escape declines as well', async ({ page, account }) => {
  await account.createProject('unfinished');
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'unfinished' })).toBeVisible();
  await loseSession(page);
  await page.getByRole('link', { name: 'unfinished' }).click();
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('somebody else who signs in sees nothing of it', async ({ page, account, server }) => {
  const other = await Account.signUp(server.url);
  await other.createProject('of-the-other');
  await account.createProject('of-the-first');
  await signInAs(page, account);
  await page.goto('/projects');
  await page.getByRole('link', { name: 'of-the-first' }).click();
  await expect(heading(page, 'of-the-first')).toBeVisible();
  await expectCounted(page);

  await loseSession(page);
  // Until then the list counts as fresh, and nobody is asked.
  await page.waitForTimeout(5_100);
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await dialog(page).getByRole('textbox', { name: 'Email' }).fill(other.email);
  await signInAgain(page, other.password);
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Projects' }).getByRole('link')).toHaveText(['of-the-other']);
  await expect(page.getByText('of-the-first')).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Account and theme, ${other.email}` })).toBeVisible();
  await other.dispose();
});

test('a 401 with a good session is not the end of it', async ({ page, account, switches }) => {
  const project = await account.createProject('unfinished');
  await signInAs(page, account);
  await switches.set({ method: 'GET', path: '/resources/user-files', fault: '401' });
  await page.goto(`/projects/${project.id}`);
  const alert = page.getByRole('alert').filter({ hasText: 'Not found, or not yours' });
  await expect(alert).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
});
