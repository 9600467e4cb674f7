// The page of one linked resource: every documented field, held against the API's answer.

import { type Locator, type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { exactTime, heading, projectNavigation, signInAs } from '../support/app.ts';
import { savedText } from '../support/download.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import type { ResourceType } from '../support/types.ts';
import { expect, test } from '../support/test.ts';

// The definition that stands beside a term.
function fact(page: Page, label: string): Locator {
  const group = page.getByRole('main').locator('dl > div').filter({ has: page.getByRole('term').getByText(label, { exact: true }) });
  return group.getByRole('definition');
}

async function open(page: Page, owner: Account, type: ResourceType, pick = 0) {
  await signInAs(page, owner);
  const project = await owner.projectNamed('harbour-api');
  const id = (await owner.resources(project.id, type))[pick]?.id ?? 0;
  await page.goto(`/projects/${project.id}/${type}/${id}`);
  return { project, id };
}

async function expectCommonFacts(page: Page, resource: { id: number; created_at: string; updated_at: string; neptun_user_id: number }) {
  await expect(fact(page, 'ID')).toHaveText(String(resource.id));
  await expect(fact(page, 'Created').getByTitle(exactTime(resource.created_at))).toBeVisible();
  await expect(fact(page, 'Updated').getByTitle(exactTime(resource.updated_at))).toBeVisible();
  await expect(fact(page, 'Owner')).toContainText(String(resource.neptun_user_id));
}

test.describe('user files', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('every field, and the text to be read, copied and saved', async ({ page, demo }) => {
    const { project, id } = await open(page, demo, 'user-files', 1);
    const file = await demo.resource(project.id, 'user-files', id);
    await expect(heading(page, file.title)).toBeVisible();
    await expect(fact(page, 'Title')).toHaveText(file.title);
    await expect(fact(page, 'Language')).toHaveText(file.language);
    await expect(fact(page, 'Extension')).toHaveText(file.extension);
    await expect(fact(page, 'Size')).toHaveText(/\d (B|kB|MB)$/);
    await expectCommonFacts(page, file);

    const text = page.getByRole('region', { name: 'Text' });
    await expect(text.last()).toContainText(file.text.trim().split('\n')[0] ?? '');
    await expect.poll(() => text.last().locator('pre').last().textContent()).toBe(file.text);

    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Text copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(file.text);

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const saved = await saving;
    expect(await savedText(saved)).toBe(file.text);
    expect(saved.suggestedFilename()).toMatch(new RegExp(`\\.${file.extension}$`));
  });

  test('an empty one says so', async ({ page, account }) => {
    const project = await account.createProject('blank');
    const body = { title: 'nothing', text: '', language: 'text', extension: 'txt' };
    const file = await account.addResource(project.id, 'user-files', body);
    await signInAs(page, account);
    await page.goto(`/projects/${project.id}/user-files/${file.id}`);
    await expect(page.getByText('This file is empty.')).toBeVisible();
  });
});

test.describe('template collections', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('every field, and the share id to be copied', async ({ page, demo }) => {
    for (const pick of [0, 1, 2]) {
      const { project, id } = await open(page, demo, 'template-collections', pick);
      const collection = await demo.resource(project.id, 'template-collections', id);
      await expect(heading(page, collection.name)).toBeVisible();
      await expect(fact(page, 'Name')).toHaveText(collection.name);
      await expect(fact(page, 'Description')).toHaveText(collection.description || '—');
      await expect(fact(page, 'Sharing')).toContainText(collection.is_shared ? 'Shared' : 'Private');
      await expect(fact(page, 'Share ID')).toContainText(collection.share_uuid);
      await expectCommonFacts(page, collection);

      await page.getByRole('button', { name: 'Copy share ID' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Share ID copied' })).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(collection.share_uuid);
    }
  });
});

test.describe('GitHub installations', () => {
  // Specs ask nothing of other servers: one answers with a picture, the other does not exist.
  const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

  test('every field, and the account’s picture', async ({ page, demo }) => {
    await page.route('https://avatars.githubusercontent.com/**', (route) =>
      route.fulfill({ contentType: 'image/png', body: PIXEL }),
    );
    const { project, id } = await open(page, demo, 'github-installations');
    const installation = await demo.resource(project.id, 'github-installations', id);
    await expect(heading(page, installation.github_account_name)).toBeVisible();
    await expect(fact(page, 'Account')).toHaveText(installation.github_account_name);
    await expect(fact(page, 'Account type')).toHaveText(installation.github_account_type);
    await expect(fact(page, 'Account ID')).toHaveText(installation.github_account_id);
    const link = fact(page, 'Picture').getByRole('link');
    await expect(link).toHaveAttribute('href', installation.github_account_avatar_url);
    await expect(link).toHaveAttribute('rel', /noopener/);
    await expectCommonFacts(page, installation);
    const picture = page.getByRole('main').locator('img');
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  });

  test('a picture that cannot be loaded leaves the account’s initial', async ({ page, demo }) => {
    await page.route('https://avatars.githubusercontent.com/**', (route) => route.abort());
    const { project, id } = await open(page, demo, 'github-installations');
    const { github_account_name: name } = await demo.resource(project.id, 'github-installations', id);
    await expect(heading(page, name)).toBeVisible();
    await expect(page.getByRole('main').locator('img')).toHaveCount(0);
    // As a capital, which the stylesheet makes of it.
    const picture = page.getByRole('main').getByText(new RegExp(`^${name[0]}$`, 'i'));
    await expect.poll(async () => (await picture.innerText()).trim()).toBe((name[0] ?? '').toUpperCase());
  });
});

test.describe('chat conversations', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('every field, the model whole and in its parts', async ({ page, demo }) => {
    for (const pick of [0, 1, 2]) {
      const { project, id } = await open(page, demo, 'chat-conversations', pick);
      const chat = await demo.resource(project.id, 'chat-conversations', id);
      const [publisher = '', name = ''] = chat.model.split('/');
      await expect(heading(page, chat.name)).toBeVisible();
      await expect(fact(page, 'Name')).toHaveText(chat.name);
      await expect(fact(page, 'Publisher')).toHaveText(publisher);
      await expect(fact(page, 'Model name')).toHaveText(name);
      await expect(fact(page, 'Model')).toContainText(chat.model);
      await expectCommonFacts(page, chat);

      await page.getByRole('button', { name: 'Copy model' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Model copied' })).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(chat.model);
    }
  });
});

for (const { type, heading: label, singular, nameField, linkKey, body } of RESOURCE_TYPES) {
  test(`removing a ${singular} asks first, and leaves the object alone`, async ({ page, account }) => {
    const project = await account.createProject('tidy');
    const kept = await account.addResource(project.id, type, body('kept'));
    const removed = await account.addResource(project.id, type, body('removed'));
    expect(removed).toHaveProperty(nameField, 'removed');
    await signInAs(page, account);
    await page.goto(`/projects/${project.id}/${type}`);
    await page.getByRole('table').getByRole('link', { name: 'removed', exact: true }).click();

    const remove = page.getByRole('button', { name: 'Remove from project' });
    const dialog = page.getByRole('dialog', { name: 'Remove from project?' });
    await remove.click();
    await expect(dialog).toContainText('removed');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(remove).toBeFocused();
    await remove.click();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    expect(await account.resources(project.id, type)).toHaveLength(2);

    await remove.click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(page).toHaveURL(`/projects/${project.id}/${type}`);
    await expect(page.getByRole('status').filter({ hasText: 'Removed “removed”' })).toBeVisible();
    await expect(page.getByRole('table').getByRole('link')).toHaveText(['kept']);
    await expect(projectNavigation(page).getByRole('listitem').filter({ hasText: label })).toHaveText(`${label}1`);
    await expect(page.getByRole('status').filter({ hasText: `1 ${singular}` })).toBeVisible();
    expect((await account.resources(project.id, type)).map(({ id }) => id)).toEqual([kept.id]);

    // It is still the user's, and can be linked again.
    expect((await account.owned(type)).map(({ id }) => id).sort()).toEqual([kept.id, removed.id].sort());
    const again = await account.addResource(project.id, type, { [linkKey]: removed.id });
    expect(again.id).toBe(removed.id);
    // Back does not lead to what was removed.
    await page.goBack();
    await expect(heading(page, label)).toBeVisible();
  });
}

test('removing that fails keeps the dialog, and works the second time', async ({ page, account, switches }) => {
  const project = await account.createProject('tidy');
  const file = await account.addResource(project.id, 'user-files', { title: 'stays', text: '', language: 'text', extension: 'txt' });
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/user-files/${file.id}`);
  await switches.set({ method: 'DELETE', fault: '500' });
  await page.getByRole('button', { name: 'Remove from project' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove from project?' });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'The server has a problem.' })).toBeVisible();
  await switches.clear();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('heading', { name: 'No user files yet' })).toBeVisible();
});
