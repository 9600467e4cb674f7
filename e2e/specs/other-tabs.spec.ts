// One session in several tabs: each follows what happens in the others, and shows nobody the data of somebody else.

import type { Page } from '@playwright/test';
import { Account } from '../support/api.ts';
import { fillSignIn, heading, loseSession, signInAs, userMenu } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

async function signIn(page: Page, account: Account) {
  await fillSignIn(page, account.email, account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signOut(page: Page) {
  await userMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
}

// As the browser restores a page that it had frozen.
async function thaw(page: Page) {
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
}

test('credentials are never taken for those of another tab', async ({ page, account, server }) => {
  const other = await Account.signUp(server.url);
  await other.createProject('of-the-other');
  await page.goto('/sign-in');
  await expect(heading(page, 'Sign in')).toBeVisible();
  // Not by this app, so that no tab is told.
  await signInAs(page, other);
  await fillSignIn(page, account.email, 'not-this-one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const note = page.getByRole('alert').filter({ hasText: `You are signed in as ${other.email} in another tab.` });
  await expect(note).toBeVisible();
  await expect(heading(page, 'Sign in')).toBeVisible();
  expect(await other.isSignedIn()).toBe(true);

  // Nevertheless: the password counts.
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Wrong email or password.' })).toBeVisible();
  await expect(note).toHaveCount(0);
  await signIn(page, account);
  await expect(page.getByText('No projects yet')).toBeVisible();
  await other.dispose();
});

test('a tab that waits tells who has signed in, and goes on as that user if asked to', async ({ page, context, account }) => {
  await account.createProject('of-the-first');
  const second = await context.newPage();
  await page.goto('/sign-in');
  await second.goto('/sign-in');
  await signIn(second, account);
  await expect(heading(second, 'Projects')).toBeVisible();
  await page.getByRole('button', { name: `Continue as ${account.email}` }).click();
  await expect(page.getByRole('link', { name: 'of-the-first' })).toBeVisible();

  await signOut(second);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page.getByText('of-the-first')).toHaveCount(0);
});

test('another account in another tab takes the place of this one', async ({ page, context, account, server }) => {
  const other = await Account.signUp(server.url);
  await other.createProject('of-the-other');
  await account.createProject('of-the-first');
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'of-the-first' })).toBeVisible();
  const second = await context.newPage();
  await loseSession(page);
  await second.goto('/sign-in');
  await signIn(second, other);
  await expect(page.getByRole('link', { name: 'of-the-other' })).toBeVisible();
  await expect(page.getByText('of-the-first')).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Account and theme, ${other.email}` })).toBeVisible();
  await other.dispose();
});

test('what is added on the page of another account goes nowhere', async ({ page, account, server }) => {
  const other = await Account.signUp(server.url);
  const project = await account.createProject('of-the-first');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/chat-conversations`);
  await page.getByRole('button', { name: 'Add chat conversation' }).click();
  await page.getByRole('tab', { name: 'Create new' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Whose is this?');
  await page.getByRole('textbox', { name: 'Model publisher' }).fill('somebody');
  await page.getByRole('textbox', { name: 'Model name' }).fill('some-model');
  await loseSession(page);
  await signInAs(page, other);
  await page.getByRole('button', { name: 'Create and link' }).click();
  await expect(page.getByRole('button', { name: `Account and theme, ${other.email}` })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('of-the-first')).toHaveCount(0);
  await other.dispose();
});

test('a page that the browser had frozen shows nothing without its session', async ({ page, account }) => {
  const project = await account.createProject('secret-plans');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}`);
  await expect(heading(page, 'secret-plans')).toBeVisible();
  await thaw(page);
  await expect(heading(page, 'secret-plans')).toBeVisible();
  await loseSession(page);
  await thaw(page);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page.getByText('secret-plans')).toHaveCount(0);
});
