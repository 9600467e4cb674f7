// The account: its password and its sessions.

import { Account } from '../support/api.ts';
import { heading, signInAs, userMenu } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

const NEW = 'Other-Harbour-9';

test('the password is changed, and every other session ends', async ({ page, account, server }) => {
  const elsewhere = await Account.signIn(server.url, account.email, account.password);
  await signInAs(page, account);
  await page.goto('/projects');
  await userMenu(page).click();
  await page.getByRole('link', { name: 'Account' }).click();
  await expect(heading(page, 'Account')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden();
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
  await expect(sessions).toHaveCount(2);

  const current = page.getByLabel('Current password');
  const change = page.getByRole('button', { name: 'Change password' });
  await change.click();
  await expect(current).toHaveAccessibleDescription('Enter your password');
  await current.fill('not-mine');
  await page.getByLabel('New password').fill('short');
  await change.click();
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/Use at least 8 characters/);
  await page.getByLabel('New password').fill(NEW);
  await change.click();
  await expect(current).toHaveAccessibleDescription('This is not your password');
  await current.fill(account.password);
  await change.click();
  await expect(page.getByRole('status').filter({ hasText: 'Password changed' })).toBeVisible();
  await expect(current).toHaveValue('');
  await expect(sessions).toHaveCount(1);
  await expect(sessions).toContainText('This browser');
  expect(await elsewhere.isSignedIn()).toBe(false);
  await elsewhere.dispose();
  await (await Account.signIn(server.url, account.email, NEW)).dispose();
});

test('another session is ended', async ({ page, account, server }) => {
  const elsewhere = await Account.signIn(server.url, account.email, account.password);
  await signInAs(page, account);
  await page.goto('/account');
  await page.getByRole('button', { name: 'End session' }).click();
  await expect(page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1);
  expect(await elsewhere.isSignedIn()).toBe(false);
  expect(await account.isSignedIn()).toBe(true);
  await elsewhere.dispose();
});

test('the account that everybody may use stays as it is', async ({ page, demo }) => {
  await signInAs(page, demo);
  await page.goto('/account');
  await page.getByLabel('Current password').fill(demo.password);
  await page.getByLabel('New password').fill(NEW);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The demo account cannot be changed.' })).toBeVisible();
});

test('a server that keeps no accounts itself says where they are', async ({ page, account }) => {
  await signInAs(page, account);
  await page.route('**/api/auth/sessions', (route) => route.fulfill({ status: 404, json: { statusCode: 404, statusMessage: 'Not Found', stack: [] } }));
  await page.goto('/account');
  await expect(page.getByText("Change your password in Neptun's own app.")).toBeVisible();
  await expect(page.getByLabel('Current password')).toHaveCount(0);
});
