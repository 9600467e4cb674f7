// The session's cookie, and ending the session on purpose.

import { heading, signInAs, userMenu } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

test('script cannot read the cookie, and nothing of the session is stored', async ({ page, account }) => {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();

  const cookie = (await page.context().cookies()).find(({ name }) => name === 'neptun-session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  const seen = await page.evaluate(() => ({
    cookie: document.cookie,
    stored: { ...localStorage, ...sessionStorage },
  }));
  // Who it is, which is no secret: the app goes on as that user without a network.
  const user = JSON.stringify({ id: account.id, primary_email: account.email });
  expect(seen).toEqual({ cookie: '', stored: { 'neptun.user': user } });
});

test('a reload keeps the session', async ({ page, account }) => {
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(heading(page, 'Projects')).toBeVisible();
  await page.reload();
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('a server that refuses to say who is signed in knows nobody', async ({ page, account, switches }) => {
  await signInAs(page, account);
  await switches.set({ path: '/api/_auth/session', fault: '401' });
  await page.goto('/projects');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await switches.clear();
  await page.reload();
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('signing out ends the session, and Back shows nothing of it', async ({ page, account }) => {
  const project = await account.createProject('secret-plans');
  await signInAs(page, account);
  await page.goto('/projects');
  await page.getByRole('link', { name: 'secret-plans' }).click();
  await expect(heading(page, 'secret-plans')).toBeVisible();

  await userMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page).toHaveURL('/sign-in');
  expect(await account.isSignedIn()).toBe(false);

  await page.goBack();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page.getByText('secret-plans')).toHaveCount(0);
  await page.goto(`/projects/${project.id}`);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page.getByText('secret-plans')).toHaveCount(0);
});

test('signing out that fails is told, and one stays signed in', async ({ page, account, switches }) => {
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(heading(page, 'Projects')).toBeVisible();
  await switches.set({ method: 'POST', path: '/api/auth/logout', fault: '500' });
  await userMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Could not sign out.' })).toBeVisible();
  await expect(heading(page, 'Projects')).toBeVisible();

  await switches.clear();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('the menu of the account opens, closes and gives the focus back', async ({ page, account }) => {
  await signInAs(page, account);
  await page.goto('/projects');
  const menu = userMenu(page);
  await menu.click();
  await expect(menu).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByText(account.email, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveAttribute('aria-expanded', 'false');
  await expect(menu).toBeFocused();
  await menu.click();
  await heading(page, 'Projects').click();
  await expect(menu).toHaveAttribute('aria-expanded', 'false');
});

test('a page that comes later leaves the menu of the account open', async ({ page, account, switches }) => {
  await signInAs(page, account);
  await switches.set({ path: '/pages-', latency_ms: 1_500 });
  await page.goto('/projects');
  const menu = userMenu(page);
  await menu.click();
  await expect(heading(page, 'Projects')).toBeHidden();
  await expect(menu).toHaveAttribute('aria-expanded', 'true');
  await expect(heading(page, 'Projects')).toBeVisible();
  await expect(menu).toHaveAttribute('aria-expanded', 'true');
  await expect(menu).toBeFocused();
});
