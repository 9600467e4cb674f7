// The app comes in several files. One that does not arrive is an error like any other.

import { signInAs } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

test('a page whose code does not arrive says so, and the next try brings it', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}/files`);
  await expect(page.getByRole('grid', { name: 'Project files' })).toBeVisible();
  // The part that the resources are in; the list of files does without.
  await switches.set({ path: '/resources-', fault: '503' });
  await page.getByRole('link', { name: 'User files' }).click();
  const error = page.getByRole('alert').filter({ hasText: 'This part of Neptun did not arrive' });
  await expect(error).toBeVisible();
  await expect(page.getByRole('heading', { name: 'This part of Neptun did not arrive' })).toBeFocused();
  await switches.clear();
  await error.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'User files' })).toBeVisible();
});

test('the list of files fetches no other part', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(`/projects/${project.id}/files`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  expect(fetched.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  // Nor does it ask for anything twice that the page has asked for already.
  const asked = fetched.filter((path) => path.startsWith('/api/'));
  expect(asked.filter((path) => path.endsWith('/session'))).toHaveLength(1);
  expect(asked.filter((path) => path.endsWith('/resources/files'))).toHaveLength(1);
});
