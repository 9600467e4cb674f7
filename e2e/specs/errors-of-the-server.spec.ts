// Answers that are no answers: each told in the user's words, in the place of what is missing, and mended by "Try again".

import { type Request } from '@playwright/test';
import { errorPanel, heading, projectNavigation, signInAs, tryAgain } from '../support/app.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import type { Fault } from '../support/switches.ts';
import { expect, test } from '../support/test.ts';

const FAULTS: readonly { fault: Fault; title: string; detail: RegExp }[] = [
  { fault: '500', title: 'The server has a problem', detail: /not caused by your input/ },
  { fault: '503', title: 'The server has a problem', detail: /\w/ },
  { fault: 'cut', title: 'No connection to the server', detail: /connection was cut/ },
  { fault: 'html', title: 'The server sent something unexpected', detail: /status 502 and text\/html instead of JSON/ },
  { fault: 'garbage', title: 'The server\'s answer could not be read', detail: /\w/ },
  { fault: 'empty', title: 'The server sent nothing', detail: /status 200/ },
  { fault: '204', title: 'The server sent nothing', detail: /status 204/ },
  { fault: '429', title: 'Too many attempts', detail: /Try again in a second\./ },
  // The session is fine, so this is not its end; and everybody has a list of projects, so that it is not said to be missing.
  { fault: '404', title: 'The server has a problem', detail: /does not find what belongs to your account/ },
  { fault: '401', title: 'The server has a problem', detail: /does not find what belongs to your account/ },
];

for (const { fault, title, detail } of FAULTS) {
  test(`projects answered with ${fault}`, async ({ page, demo, switches }) => {
    await signInAs(page, demo);
    await switches.set({ method: 'GET', path: demo.path('projects'), fault });
    await page.goto('/projects');
    const panel = errorPanel(page, title);
    await expect(panel).toContainText(detail);
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(1);
    await expect(page.getByRole('heading', { name: 'No projects yet' })).toHaveCount(0);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText('nginx')).toHaveCount(0);

    await switches.clear();
    await tryAgain(panel).click();
    await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
    await expect(panel).toHaveCount(0);
  });
}

test('a fault of the server names its request', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const ids: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (response.status() === 500) ids.push(response.headers()['x-request-id']);
  });
  await switches.set({ method: 'GET', path: demo.path('projects'), fault: '500' });
  await page.goto('/projects');
  const panel = errorPanel(page, 'The server has a problem');
  await expect(panel).toContainText(/Request ID: [0-9a-f-]{36}/);
  await expect(panel).toContainText(`Request ID: ${ids.at(-1)}`);
});

// Every page with a list: a success without the list is no empty list.
const LISTS = [{ heading: 'Files', path: 'files' }, ...RESOURCE_TYPES.map(({ type, heading: label }) => ({ heading: label, path: type }))];
for (const { heading: label, path } of LISTS) {
  for (const { fault, title } of FAULTS.filter((one) => ['500', '204', 'cut', 'html'].includes(one.fault))) {
    test(`${label} answered with ${fault}`, async ({ page, demo, switches }) => {
      await signInAs(page, demo);
      const project = await demo.projectNamed('harbour-api');
      await switches.set({ method: 'GET', path: `/resources/${path}`, fault });
      await page.goto(`/projects/${project.id}/${path}`);
      const main = page.getByRole('main');
      const panel = errorPanel(main, title);
      await expect(panel).toBeVisible();
      await expect(main.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(1);
      await expect(main.getByText(/No .* yet/)).toHaveCount(0);
      await expect(projectNavigation(page)).toBeVisible();

      await switches.clear();
      await tryAgain(panel).click();
      await expect(panel).toHaveCount(0);
      await expect(main.getByRole(path === 'files' ? 'grid' : 'table')).toBeVisible();
    });
  }
}

test('a read that fails twice is repeated quietly', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const asked: string[] = [];
  page.on('response', (response) => {
    if (/\/projects$/.test(new URL(response.url()).pathname) && response.request().resourceType() === 'fetch') {
      asked.push(String(response.status()));
    }
  });
  await switches.set({ method: 'GET', path: demo.path('projects'), fault: '503', times: 2 });
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
  expect(asked).toEqual(['503', '503', '200']);
});

test('what cannot get better by itself is not repeated', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('empty-quay');
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/resources/user-files')) asked += 1;
  });
  await switches.set({ method: 'GET', path: '/resources/user-files', fault: '404' });
  await page.goto(`/projects/${project.id}/user-files`);
  await expect(errorPanel(page.getByRole('main'), 'Not found, or not yours')).toBeVisible();
  expect(asked).toBe(1);
});

test('a server that cannot say who is signed in', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  await switches.set({ path: '/api/_auth/session', fault: '500' });
  await page.goto('/projects');
  const panel = errorPanel(page, 'The server has a problem');
  await expect(panel).toBeVisible();
  await switches.clear();
  await tryAgain(panel).click();
  await expect(heading(page, 'Projects')).toBeVisible();
});

test('a slow answer shows where it will be', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  await switches.set({ method: 'GET', path: demo.path('projects'), latency_ms: 4_000 });
  await page.goto('/projects');
  await expect(heading(page, 'Projects')).toBeVisible();
  await expect(page.getByRole('main').getByRole('status', { name: 'Loading' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
});

test('leaving a page gives up what it asked for', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto('/projects');
  await expect(heading(page, 'Projects')).toBeVisible();
  const givenUp: string[] = [];
  page.on('requestfailed', (request: Request) => {
    givenUp.push(`${new URL(request.url()).pathname} ${request.failure()?.errorText}`);
  });
  await switches.set({ method: 'GET', path: `/projects/${project.id}/resources/`, latency_ms: 20_000 });
  await page.getByRole('link', { name: 'harbour-api' }).click();
  await expect(heading(page, 'harbour-api')).toBeVisible();
  await page.goBack();
  await expect(heading(page, 'Projects')).toBeVisible();
  const lists = ['files', ...RESOURCE_TYPES.map(({ type }) => type)];
  await expect
    .poll(() => [...givenUp].sort())
    .toEqual(lists.map((list) => `/api/users/${demo.id}/projects/${project.id}/resources/${list} net::ERR_ABORTED`).sort());
});
