// The app comes in several files. One that does not arrive is an error like any other.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import { expect, test } from '../support/test.ts';

// Every page: its address, in whose eyes, and the parts that it needs besides the first load.
const PAGES: { name: string; parts?: string[]; signedOut?: true; address?: (demo: Account, project: string) => Promise<string> }[] = [
  { name: '/sign-in', parts: ['pages'], signedOut: true },
  { name: '/sign-in?next=%2Fprojects%2F1%2Ffiles%2F7', parts: ['pages'], signedOut: true },
  { name: '/sign-up', parts: ['pages'], signedOut: true },
  { name: '/projects', parts: ['pages'] },
  { name: 'a project', parts: ['pages'], address: async (_, project) => project },
  { name: 'its files', address: async (_, project) => `${project}/files?context_file_category=source` },
  {
    name: 'an opened file',
    parts: ['viewer'],
    address: async (demo, project) => `${project}/files/${(await demo.files(idIn(project)))[0]?.id}#L1`,
  },
  ...RESOURCE_TYPES.flatMap(({ type, plural, singular }) => [
    { name: plural, parts: ['pages'], address: async (_: Account, project: string) => `${project}/${type}` },
    {
      name: `a ${singular}`,
      parts: ['pages'],
      address: async (demo: Account, project: string) =>
        `${project}/${type}/${(await demo.resources(idIn(project), type))[0]?.id}`,
    },
  ]),
];

function idIn(project: string): number {
  return Number(project.split('/').at(-1));
}

for (const { name, parts = [], signedOut, address } of PAGES) {
  test(`the address of a page asks for what the page needs, and for nothing else: ${name}`, async ({ page, demo }) => {
    if (!signedOut) await signInAs(page, demo);
    const project = `/projects/${(await demo.projectNamed('harbour-api')).id}`;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(...partsIn([request.url()])));
    await saveData(page);
    await noteFetched(page);
    await page.goto(address ? await address(demo, project) : name);
    // The page itself, and not what stands in its place while it comes.
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    if (parts.includes('viewer')) await expect(page.getByRole('group', { name: 'Text' })).toBeVisible();

    const asked = partsIn(
      await page.locator('link[rel=preload][as=fetch]').evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href)),
    );
    // The shared ones have names of their own.
    expect(asked.filter((file) => !file.startsWith('chunk_'))).toEqual(parts);
    const needed = partsIn(await page.evaluate(() => (window as unknown as { fetched: string[] }).fetched));
    expect(needed.sort()).toEqual(asked.sort());
    // What the page has asked for is what the app gets.
    expect(sent.sort()).toEqual(asked);
  });
}

// The parts of the app among these files, without the version in their names. The engine is no part: every page starts it.
function partsIn(urls: string[]): string[] {
  const names = urls.flatMap((url) => /\/(\w+)-\w+\.wasm$/.exec(new URL(url).pathname)?.[1] ?? []);
  return names.filter((name) => name !== 'engine');
}

// Has the browser tell that it is to fetch nothing ahead.
async function saveData(page: Page) {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
}

// Has the page note what its scripts fetch.
async function noteFetched(page: Page) {
  await page.addInitScript(() => {
    const notes = window as unknown as { fetched: string[] };
    notes.fetched = [];
    const { fetch } = window;
    window.fetch = (what, ...options) => {
      notes.fetched.push(new URL(what instanceof Request ? what.url : what, location.href).href);
      return fetch(what, ...options);
    };
  });
}

test('a page whose code does not arrive says so, and the next try brings it', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}/files`);
  await expect(page.getByRole('grid', { name: 'Project files' })).toBeVisible();
  // The part that the resources are in; the list of files does without.
  await switches.set({ path: '/pages-', fault: '503' });
  await page.getByRole('link', { name: 'User files' }).click();
  const error = page.getByRole('alert').filter({ hasText: 'This part of the app could not be loaded' });
  await expect(error).toBeVisible();
  await expect(page.getByRole('heading', { name: 'This part of the app could not be loaded' })).toBeFocused();
  await switches.clear();
  await error.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'User files' })).toBeVisible();
});

test('a worker that is gone after an update: the page offers to reload', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await switches.set({ path: '/engine-', fault: '404' });
  // What the server has by now.
  await page.route((url) => url.pathname === '/', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(`/projects/${project.id}/files`);
  const error = page.getByRole('alert').filter({ hasText: 'The files could not be loaded' });
  await expect(error.getByRole('button', { name: 'Reload' })).toBeVisible();
  await expect(error.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await switches.clear();
  await error.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('grid', { name: 'Project files' })).toBeVisible();
});

test('what opens a file, and what leads to one, is fetched when the list is there', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  const viewer = page.waitForResponse(/\/viewer-\w+\.wasm$/);
  const palette = page.waitForResponse(/\/palette-\w+\.wasm$/);
  await page.goto(`/projects/${project.id}/files`);
  await (await viewer).finished();
  await (await palette).finished();
  const again: string[] = [];
  page.on('request', (request) => again.push(...partsIn([request.url()])));
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('group', { name: 'Text' })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'Go to' })).toBeVisible();
  expect(again).toEqual([]);
});

test('the list of files fetches no other part', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await saveData(page);
  await page.goto(`/projects/${project.id}/files`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  // The app and the engine.
  expect(fetched.filter((path) => path.endsWith('.wasm'))).toHaveLength(2);
  // Nor does it ask for anything twice that the page has asked for already.
  const asked = fetched.filter((path) => path.startsWith('/api/'));
  expect(asked.filter((path) => path.endsWith('/session'))).toHaveLength(1);
  expect(asked.filter((path) => path.endsWith('/resources/files'))).toHaveLength(1);
});
