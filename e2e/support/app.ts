// The app as its users find their way in it: by roles and names.

import { type Locator, type Page, expect } from '@playwright/test';
import type { Account } from './api.ts';

// Gives the browser the session of somebody who is signed in.
export async function signInAs(page: Page, account: Account): Promise<void> {
  await page.context().addCookies(await account.cookies());
}

// Ends the session for the browser only: the server then sees a request without one.
export async function loseSession(page: Page): Promise<void> {
  await page.context().clearCookies();
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' });
}

export function projectNavigation(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Project', exact: true });
}

// How much there is has come, which a project's pages ask for by themselves. After that they send nothing unasked.
export async function expectCounted(page: Page): Promise<void> {
  const counts = projectNavigation(page).getByRole('listitem').filter({ hasText: /\d$/ });
  // Of files and the four types of resources.
  await expect(counts).toHaveCount(5);
}

export function userMenu(page: Page): Locator {
  return page.getByRole('button', { name: /^(Account and theme|Theme)/ });
}

// An error in the place of what could not be loaded.
export function errorPanel(scope: Page | Locator, title: string): Locator {
  const page = 'goto' in scope ? scope : scope.page();
  return scope.getByRole('alert').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
}

export function tryAgain(scope: Page | Locator): Locator {
  return scope.getByRole('button', { name: 'Try again' });
}

export async function fillSignIn(scope: Page | Locator, email: string, password: string): Promise<void> {
  await scope.getByRole('textbox', { name: 'Email' }).fill(email);
  await scope.getByRole('textbox', { name: 'Password' }).fill(password);
}

// A page that scrolls sideways on a narrow screen has something in it that is too wide.
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
  expect(overflow, `${page.url()} is too wide by so many pixels`).toBeLessThanOrEqual(0);
}

// A moment as the app writes it out in full, for a browser in UTC.
export function exactTime(iso: string): string {
  const at = new Date(iso);
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const time = at.toISOString().slice(11, 19);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${time} UTC`;
}

// A count as the app writes it.
export function counted(number: number): string {
  return number.toLocaleString('en-US');
}
