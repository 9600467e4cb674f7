// The app starts and shows what was read before without a network, and follows a new version of itself. The browser keeps its files only
// where they are released in parts, so these specs need the release app.

import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { Account } from '../support/api.ts';
import { heading, projectNavigation, signInAs, userMenu } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { FilesPage } from '../support/files-page.ts';
import { startServer } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

test.use({ serviceWorkers: 'allow' });

const DIST = process.env.NEPTUN_DIST ?? '';

// Waits until this version of the app is kept.
async function expectAppKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('neptun.app.')).length)).toBeGreaterThan(0);
}

function keptAnswers(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const cache = await caches.open('neptun.answers');
    return (await cache.keys()).map((request) => new URL(request.url).pathname);
  });
}

async function keptLists(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const lists = await root.getDirectoryHandle('lists').catch(() => undefined);
    let count = 0;
    for await (const name of lists?.keys() ?? []) count += Number(name.endsWith('.json'));
    return count;
  });
}

test('without a server the app starts, shows what was read, and recovers by itself', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'neptun-e2e-'));
  const database = ['--database', `sqlite://${join(folder, 'kept.db')}`];
  let server = await startServer(...database);
  const context = await browser.newContext({ baseURL: server.url, serviceWorkers: 'allow' });
  try {
    const account = await Account.signUp(server.url);
    const project = await account.createProject('harbour');
    await account.addFile(project.id, { original_path: '/a.rs', text: 'fn a() {}\n' });
    await context.addCookies(await account.cookies());
    const page = await context.newPage();
    const files = new FilesPage(page);
    await page.goto('/projects');
    await page.getByRole('link', { name: 'harbour' }).click();
    await projectNavigation(page).getByRole('link', { name: /^Files/ }).click();
    await files.expectStatus('1 file');
    await expectAppKept(page);
    await expect.poll(() => keptLists(page)).toBe(1);
    await expect.poll(async () => (await keptAnswers(page)).length).toBeGreaterThan(4);

    await server.stop();
    await page.reload();
    await files.expectStatus('1 file');
    await expect(page.getByText('as of ')).toBeVisible();
    const unreachable = page.getByRole('status').filter({ hasText: 'The server cannot be reached. What you see is as of' });
    await expect(unreachable).toBeVisible();
    await files.row('/a.rs').click();
    await expect(files.viewer('/a.rs').getByRole('textbox', { name: 'Text' })).toContainText('fn a() {}');
    // Another page of the app, from its address.
    await page.goto('/projects');
    await expect(page.getByRole('link', { name: 'harbour' })).toBeVisible();
    await page.goto(`/projects/${project.id}`);
    await expect(heading(page, 'harbour')).toBeVisible();

    const port = new URL(server.url).port;
    server = await startServer(...database, '--listen', `127.0.0.1:${port}`);
    await unreachable.getByRole('button', { name: 'Try again' }).click();
    await expect(unreachable).toHaveCount(0);
  } finally {
    await context.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('what was written is not undone by what was read before it', async ({ page, context, account }) => {
  const project = await account.createProject('before');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}`);
  await expect(heading(page, 'before')).toBeVisible();
  await expect.poll(async () => (await keptAnswers(page)).length).toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('after');
  await context.route(/\/api\//, (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(heading(page, 'after')).toBeVisible();
  await page.reload();
  await expect(page.getByText('before', { exact: true })).toHaveCount(0);
});

test('signing out leaves nothing of what was read', async ({ page, account }) => {
  const project = await account.createProject('secret');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}`);
  await expect(heading(page, 'secret')).toBeVisible();
  await expect.poll(async () => (await keptAnswers(page)).length).toBeGreaterThan(4);
  await userMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect.poll(() => keptAnswers(page)).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem('neptun.user'))).toBeNull();
});

test('a new version is told, and comes whole with a reload', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'neptun-e2e-'));
  const dist = join(folder, 'dist');
  await cp(DIST, dist, { recursive: true });
  const server = await startServer('--dist', dist);
  const context = await browser.newContext({ baseURL: server.url, serviceWorkers: 'allow' });
  try {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto('/sign-in');
    await expect(heading(page, 'Sign in')).toBeVisible();
    await expectAppKept(page);
    const before = await ownScript(page);
    const told = page.getByRole('status').filter({ hasText: 'There is a new version of Neptun.' });

    const after = await release(dist);
    await page.clock.fastForward(61_000);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(told).toBeVisible();
    await expectAccessible(page);
    // The page that is open still has its own parts, although the server has them no more.
    expect(await page.evaluate(async (path) => (await fetch(path)).status, before)).toBe(200);
    await told.getByRole('button', { name: 'Reload to update' }).click();
    await expect(heading(page, 'Sign in')).toBeVisible();
    await expect(told).toHaveCount(0);
    expect(await ownScript(page)).toContain(after);

    // The new version starts without a server too.
    await expect.poll(() => page.evaluate(async () => Boolean(await caches.match(document.querySelector<HTMLLinkElement>("link[rel=modulepreload]")?.href ?? "")) )).toBe(true);
    await server.stop();
    await page.reload();
    await expect(page.getByRole('banner')).toBeVisible();
    expect(await ownScript(page)).toContain(after);
  } finally {
    await context.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

// The path of the script that the page has started.
function ownScript(page: Page): Promise<string> {
  return page.evaluate(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=modulepreload]');
    return new URL(link?.href ?? '', location.href).pathname;
  });
}

// Makes another version of a built app, the same under other names, and tells their new hash.
async function release(dist: string): Promise<string> {
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const hash = /neptun-ui-([0-9a-f]{16})\.js/.exec(page)?.[1] ?? '';
  const next = hash.replace(/./g, (digit) => (digit === 'f' ? '0' : (parseInt(digit, 16) + 1).toString(16)));
  const worker = await readFile(join(dist, 'service-worker.js'), 'utf8');
  const rewritten = new Map<string, string>();
  for (const name of await readdir(dist)) {
    if (name.endsWith('.br') || name.endsWith('.gz')) {
      // The server sends what is not compressed.
      await rm(join(dist, name));
    } else if (name.includes(hash)) {
      const path = join(dist, name);
      if (name.endsWith('.js')) rewritten.set(name, (await readFile(path, 'utf8')).replaceAll(hash, next));
      await rename(path, join(dist, name.replace(hash, next)));
    }
  }
  for (const [name, text] of rewritten) await writeFile(join(dist, name.replace(hash, next)), text);
  const nextPage = page.replaceAll(hash, next);
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  await writeFile(join(dist, 'service-worker.js'), worker.replaceAll(hash, next).replace(digest(page), digest(nextPage)));
  await writeFile(join(dist, 'index.html'), nextPage);
  return next;
}
