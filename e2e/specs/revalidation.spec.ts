// Data that has changed on the server is shown without a reload.

import { expect, test } from '../support/test.ts';
import { heading, loseSession, projectNavigation, signInAs } from '../support/app.ts';

// The app asks again for data that is older.
const MAX_AGE_MS = 5_000;
const OLD = { timeout: 20_000 };

const body = (title: string) => ({ title, text: 'x', language: 'text', extension: 'txt' });

test('a resource added elsewhere is in the list when the window gets the focus, and a failure then changes nothing', async ({ page, account, switches }) => {
  const project = await account.createProject('shared');
  await account.addResource(project.id, 'user-files', body('first'));
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/user-files`);
  const link = (name: string) => page.getByRole('table').getByRole('link', { name, exact: true });
  const focus = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(link('first')).toBeVisible();
  await account.addResource(project.id, 'user-files', body('second'));
  await expect(async () => {
    await focus();
    await expect(link('second')).toBeVisible({ timeout: 500 });
  }).toPass(OLD);

  await switches.set({ path: '/resources/user-files', fault: '500' });
  const failed = page.waitForResponse((response) => response.status() === 500, OLD);
  const asking = setInterval(() => void focus(), 500);
  await failed;
  clearInterval(asking);
  await expect(link('second')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
});

test('the network is back: what has changed meanwhile is shown', async ({ page, account }) => {
  await account.createProject('before');
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'before' })).toBeVisible();
  await account.createProject('meanwhile');
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('link', { name: 'meanwhile' })).toBeVisible({ timeout: 500 });
  }).toPass(OLD);
});

test('a list that is opened again is asked for again: a resource added elsewhere, and the end of the session', async ({ page, account }) => {
  const project = await account.createProject('revisited');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/user-files`);
  await expect(page.getByText('No user files yet')).toBeVisible();
  await account.addResource(project.id, 'user-files', body('late'));
  const open = async (name: string) => {
    await projectNavigation(page).getByRole('link', { name }).click();
    await expect(heading(page, name)).toBeVisible();
  };
  await expect(async () => {
    await open('Chat conversations');
    await open('User files');
    await expect(page.getByRole('table').getByRole('link', { name: 'late' })).toBeVisible({ timeout: 500 });
  }).toPass(OLD);

  await loseSession(page);
  await page.waitForTimeout(MAX_AGE_MS);
  await projectNavigation(page).getByRole('link', { name: 'Chat conversations' }).click();
  await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
});
