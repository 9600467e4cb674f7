// Creating an account.

import { type Page } from '@playwright/test';
import { fillSignIn, heading } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

const GOOD = 'Synthetic-Pass1';

function fields(page: Page) {
  return {
    email: page.getByRole('textbox', { name: 'Email' }),
    password: page.getByRole('textbox', { name: 'Password', exact: true }),
    repeat: page.getByRole('textbox', { name: 'Repeat password' }),
    create: page.getByRole('button', { name: 'Create account' }),
  };
}

test('a new account is signed in and can sign in again', async ({ page }, { workerIndex }) => {
  const email = `new-${workerIndex}-${Date.now()}@neptun.example`;
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(heading(page, 'Create an account')).toBeVisible();
  await expect(page).toHaveURL('/sign-up');
  const { email: emailField, password, repeat, create } = fields(page);
  await emailField.fill(email);
  await password.fill(GOOD);
  await repeat.fill(GOOD);
  await create.click();
  await expect(heading(page, 'Projects')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No projects yet' })).toBeVisible();

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await fillSignIn(page, email, GOOD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('every field is judged when it is left, not before', async ({ page }) => {
  await page.goto('/sign-up');
  const { email, password, repeat } = fields(page);
  await email.fill('ada');
  await expect(email).not.toHaveAttribute('aria-invalid');
  await email.press('Tab');
  await expect(email).toHaveAccessibleDescription('Enter an email address');
  await email.fill('ada@neptun.example');
  await expect(email).not.toHaveAttribute('aria-invalid');

  // The hint stays beside the error.
  for (const [typed, error] of [
    ['Ab-1', 'Use at least 8 characters'],
    ['Abcdefg1', 'Use at least one special character'],
    ['abcdef-1', 'Use at least one uppercase letter'],
    ['Abcdef-g', 'Use at least one number'],
  ] as const) {
    await password.fill(typed);
    await password.press('Tab');
    await expect(password).toHaveAccessibleDescription(new RegExp(`^${error}`));
  }
  await password.fill(GOOD);
  await expect(password).not.toHaveAttribute('aria-invalid');

  await repeat.fill('Synthetic-Pass2');
  await repeat.press('Tab');
  await expect(repeat).toHaveAccessibleDescription('The passwords differ');
  await repeat.fill(GOOD);
  await expect(repeat).not.toHaveAttribute('aria-invalid');
});

test('sending what is wrong names every field and sends nothing', async ({ page }) => {
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/sign-up')) requests += 1;
  });
  await page.goto('/sign-up');
  const { email, password, create } = fields(page);
  await create.click();
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(password).toHaveAttribute('aria-invalid', 'true');
  expect(requests).toBe(0);
});

test('an email that has an account is told and nothing is lost', async ({ page, account }) => {
  await page.goto('/sign-up');
  const { email, password, repeat, create } = fields(page);
  await email.fill(account.email);
  await password.fill(GOOD);
  await repeat.fill(GOOD);
  await create.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Already taken.' })).toBeVisible();
  await expect(email).toHaveValue(account.email);
  await expect(password).toHaveValue(GOOD);
  await expect(repeat).toHaveValue(GOOD);
  await expect(page).toHaveURL('/sign-up');
});

test('signing up leads on to where the link led', async ({ page, demo }) => {
  // Somebody else's project: that it is not shown is another spec's business, only the way matters here.
  const project = await demo.projectNamed('empty-quay');
  await page.goto(`/projects/${project.id}/files`);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(heading(page, 'Create an account')).toBeVisible();
  const { email, password, repeat, create } = fields(page);
  await email.fill(`lead-on-${Date.now()}@neptun.example`);
  await password.fill(GOOD);
  await repeat.fill(GOOD);
  await create.click();
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
  await expect(page.getByRole('heading', { name: 'Not found, or not yours' })).toBeVisible();
});
