// Signing in: with one click, with a password, and what stands in the way of it.

import { fillSignIn, heading, signInAs } from '../support/app.ts';
import { DEMO, expect, test } from '../support/test.ts';

test('the demo data is one click away', async ({ page }) => {
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await page.getByRole('button', { name: 'Continue as demo user' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();
  await expect(page).toHaveURL('/projects');
  const projects = page.getByRole('list', { name: 'Projects' });
  await expect(projects.getByRole('link', { name: 'harbour-api' })).toBeVisible();
});

test('an email and its password sign in', async ({ page, account }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, account.email, account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();
  await expect(page.getByRole('button', { name: `Account and theme, ${account.email}` })).toBeVisible();
});

test('the email may have other capitals and spaces around it', async ({ page, account }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, `  ${account.email.toUpperCase()} `, account.password);
  await page.getByRole('textbox', { name: 'Password' }).press('Enter');
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('a wrong password is told and the input stays', async ({ page, account }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, account.email, 'not-this-one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Wrong email or password.' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(account.email);
  await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('not-this-one');
  await expect(page).toHaveURL('/sign-in');

  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('a password manager that fills the fields without an event is enough', async ({ page, account }) => {
  await page.goto('/sign-in');
  const email = page.getByRole('textbox', { name: 'Email' });
  const password = page.getByRole('textbox', { name: 'Password' });
  await expect(email).toHaveAttribute('name', 'email');
  await expect(email).toHaveAttribute('autocomplete', 'username');
  await expect(password).toHaveAttribute('name', 'password');
  await expect(password).toHaveAttribute('autocomplete', 'current-password');
  const fill = (input: HTMLElement | SVGElement, value: string) => {
    (input as HTMLInputElement).value = value;
  };
  await email.evaluate(fill, account.email);
  await password.evaluate(fill, account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('empty fields are named and nothing is sent', async ({ page }) => {
  let logins = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/login')) logins += 1;
  });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const email = page.getByRole('textbox', { name: 'Email' });
  const password = page.getByRole('textbox', { name: 'Password' });
  await expect(email).toHaveAccessibleDescription('Enter your email');
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(password).toHaveAccessibleDescription('Enter your password');
  await email.fill('somebody@neptun.example');
  await expect(email).toHaveAccessibleDescription('');
  expect(logins).toBe(0);
});

test('a link from before signing in is where it ends', async ({ page, demo }) => {
  const project = await demo.projectNamed('harbour-api');
  const link = `/projects/${project.id}/files?context_file_category=source&q=map&sort=-size`;
  await page.goto(link);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillSignIn(page, DEMO.email, DEMO.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(link);
  await expect(page.getByRole('navigation', { name: 'Project', exact: true })).toBeVisible();
});

test('the way back never leads to another site', async ({ page, account }) => {
  await page.goto('/sign-in?next=https%3A%2F%2Fevil.example%2Fprojects');
  await fillSignIn(page, account.email, account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();
  await expect(page).toHaveURL('/projects');
});

test('who is signed in does not see the form again', async ({ page, account }) => {
  await signInAs(page, account);
  await page.goto('/sign-in');
  await expect(heading(page, 'Projects')).toBeVisible();
  await expect(page).toHaveURL('/projects');
});

test('too many wrong passwords: how long to wait', async ({ page, account }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, account.email, 'not-this-one');
  const tooMany = page.getByRole('alert').filter({ hasText: 'Too many attempts.' });
  const wrong = page.getByRole('alert').filter({ hasText: 'Wrong email or password.' });
  const send = page.getByRole('button', { name: 'Sign in' });
  // The server allows ten in five minutes.
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const answer = page.waitForResponse('**/api/auth/login');
    await send.click();
    expect((await answer).status()).toBe(401);
    await expect(wrong).toBeVisible();
  }
  await send.click();
  await expect(tooMany).toContainText(/Try again in \d+ (seconds|minutes)\./);
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(account.email);
});

test('a browser that drops the cookie is told so', async ({ page, account, switches }) => {
  await switches.set({ method: 'HEAD', path: '/api/auth/check', fault: '401' });
  await page.goto('/sign-in');
  await fillSignIn(page, account.email, account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Your browser did not keep the session.' });
  await expect(alert).toContainText('Allow cookies for this site');
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(account.email);
});

test('without demo data nothing is offered', async ({ page, switches }) => {
  await switches.set({ path: '/health', fault: '404' });
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('button', { name: 'Continue as demo user' })).toHaveCount(0);
});
