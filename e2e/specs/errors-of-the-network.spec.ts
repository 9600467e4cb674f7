// No network, and no server.

import { errorPanel, heading, signInAs } from '../support/app.ts';
import { Account } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

test('offline: said at once, what is there stays, and all is well afterwards', async ({ page, context, demo }) => {
  await signInAs(page, demo);
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'empty-quay' })).toBeVisible();
  const banner = page.getByRole('status').filter({ hasText: 'You are offline.' });
  await expect(banner).toHaveCount(0);

  await context.setOffline(true);
  await expect(banner).toBeVisible();
  await expect(page.getByRole('link', { name: 'empty-quay' })).toBeVisible();
  await page.getByRole('link', { name: 'empty-quay' }).click();
  // The project's own; what is in it has one each.
  const panel = errorPanel(page, 'No connection to the server').filter({ has: page.getByRole('link', { name: 'All projects' }) });
  await expect(panel).toBeVisible();

  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
  // The network is back, so nobody has to ask for it.
  await expect(heading(page, 'empty-quay')).toBeVisible();
  await expect(panel).toHaveCount(0);
});

test('a server that takes its time is said to, until it answers', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  const waiting = page.getByRole('status').filter({ hasText: 'Still waiting for the server' });
  await switches.set({ method: 'GET', path: `/projects/${project.id}/resources/files`, latency_ms: 6_500, times: 1 });
  await page.goto(`/projects/${project.id}/files`);
  await expect(waiting).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Project files' })).toBeVisible();
  await expect(waiting).toHaveCount(0);
});

test('a server that hangs is given up once', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await switches.set({ method: 'GET', path: '/resources/user-files', latency_ms: 60_000 });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.clock.install();
  await page.goto(`/projects/${project.id}/user-files`);
  await expect.poll(() => asked.filter((path) => path.endsWith('/resources/user-files')).length).toBe(1);
  await page.clock.fastForward(31_000);
  await expect(errorPanel(page.getByRole('main'), 'The server takes too long')).toBeVisible();
  await page.clock.fastForward(5_000);
  expect(asked.filter((path) => path.endsWith('/resources/user-files'))).toHaveLength(1);
});

test('a form that cannot be sent keeps what was typed', async ({ page, context, account }) => {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'No connection to the server.' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue(account.password);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('a server that is gone', async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.url });
  try {
    const account = await Account.signUp(server.url);
    const project = await account.createProject('left-behind');
    await context.addCookies(await account.cookies());
    await account.dispose();
    const page = await context.newPage();
    await page.goto('/projects');
    await expect(page.getByRole('link', { name: project.name })).toBeVisible();
    await server.stop();
    await page.getByRole('link', { name: project.name }).click();
    await expect(errorPanel(page, 'No connection to the server').first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'All projects' })).toBeVisible();
  } finally {
    await context.close();
    await server.stop();
  }
});
