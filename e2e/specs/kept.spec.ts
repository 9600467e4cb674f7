// Files that were read before are on screen at once, with their age, until the server has confirmed them.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs, userMenu } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';

const LIST = /\/resources\/files$/;

// Opens a new project and waits until its files are kept.
async function openKept(page: Page, account: Account) {
  const project = await account.createProject('kept');
  for (const name of ['a', 'b']) await account.addFile(project.id, { original_path: `/${name}.rs`, text: `${name}\n` });
  await signInAs(page, account);
  const url = `/projects/${project.id}/files`;
  await page.goto(url);
  const files = new FilesPage(page);
  await files.expectStatus('2 files');
  await expect.poll(() => kept(page)).toBeGreaterThan(0);
  return { project, files, url };
}

// How many lists the browser keeps.
function kept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const lists = await root.getDirectoryHandle('lists').catch(() => undefined);
    let count = 0;
    try {
      for await (const name of lists?.keys() ?? []) count += Number(name.endsWith('.json'));
    } catch {
      // The folder is just being removed.
    }
    return count;
  });
}

test('a reload shows the files before the server has answered, and downloads no text', async ({ page, account, switches }) => {
  const { files } = await openKept(page, account);
  await switches.set({ method: 'GET', path: '/resources/files', latency_ms: 3_000 });
  const answer = page.waitForResponse(LIST);
  await page.reload();
  await files.expectStatus('2 files', 2_500);
  await expect(page.getByText('as of now')).toBeVisible();
  await files.row('/a.rs').click();
  await expect(files.viewer('/a.rs').getByRole('textbox', { name: 'Text' })).toHaveText('a');
  expect((await answer).status()).toBe(304);
  await expect(page.getByText('as of now')).toBeHidden();
  await switches.clear();
});

test('what has changed meanwhile takes the place of what was kept', async ({ page, account }) => {
  const { project, files } = await openKept(page, account);
  await account.addFile(project.id, { original_path: '/c.rs', text: 'c\n' });
  await page.reload();
  await files.expectStatus('3 files');
  await expect(files.row('/c.rs')).toBeVisible();
});

test('what is kept can be seen and removed, and signing out removes it', async ({ page, account }) => {
  const { files, url } = await openKept(page, account);
  await page.goto('/account');
  const section = page.getByRole('region', { name: 'Kept in this browser' });
  await expect(section.getByRole('status')).toHaveText(/At the moment these are \d+ B\./);
  await section.getByRole('button', { name: 'Remove them' }).click();
  await expect(section.getByRole('status')).toHaveText('Nothing is kept at the moment.');
  expect(await kept(page)).toBe(0);
  await page.goto(url);
  await files.expectStatus('2 files');
  await expect.poll(() => kept(page)).toBe(1);
  await userMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect.poll(() => kept(page)).toBe(0);
});

test('a server that fails is asked again, and the age of what is kept goes away', async ({ page, account, switches }) => {
  const { files } = await openKept(page, account);
  await switches.set({ method: 'GET', path: '/resources/files', fault: '500', times: 3 });
  await page.reload();
  await files.expectStatus('2 files');
  await expect(page.getByText('as of now')).toBeVisible();
  await expect(page.getByText('as of now')).toBeHidden({ timeout: 25_000 });
});
