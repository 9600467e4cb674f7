// Adding a resource by linking what the user owns already.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { AddDialog, countPosts } from '../support/add-dialog.ts';
import { errorPanel, signInAs, tryAgain } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { LiveResources } from '../support/live.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import type { ResourceType } from '../support/types.ts';
import { expect, test } from '../support/test.ts';

// A project that has `linked`, of somebody who owns `alpha` and `beta` besides.
async function prepare(page: Page, account: Account, type: ResourceType) {
  const dialog = new AddDialog(page, type);
  const store = await account.createProject('store');
  for (const name of ['alpha', 'beta']) await account.addResource(store.id, type, dialog.names.body(name));
  const project = await account.createProject('work');
  await account.addResource(project.id, type, dialog.names.body('linked'));
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/${type}`);
  return { project, dialog };
}

for (const { type, heading: label } of RESOURCE_TYPES) {
  test(`${label}: search, choose, link`, async ({ page, account }) => {
    const { project, dialog } = await prepare(page, account, type);
    const posts = countPosts(page);
    await dialog.open();
    await expect(dialog.search).toBeFocused();
    await expect(dialog.options).toHaveCount(3);

    // What is linked already cannot be linked again, and says why.
    const linked = dialog.option('linked');
    await expect(linked).toHaveAttribute('aria-disabled', 'true');
    await expect(linked).toContainText('Already in this project');
    await linked.click({ force: true });
    await expect(linked).toHaveAttribute('aria-selected', 'false');

    await dialog.search.fill('alp');
    await expect(dialog.options).toHaveCount(1);
    await dialog.search.fill('no such thing');
    await expect(dialog.dialog.getByText('No match for')).toBeVisible();
    await dialog.search.fill('');
    await dialog.option('alpha').click();
    await expect(dialog.option('alpha')).toHaveAttribute('aria-selected', 'true');
    await dialog.link.click();
    await dialog.expectAdded('alpha', 2);
    expect(posts()).toBe(1);

    const [alpha] = (await account.owned(type)).filter((one) => dialog.names.nameField in one && Object.values(one).includes('alpha'));
    expect((await account.resources(project.id, type)).map(({ id }) => id)).toContain(alpha?.id);
    // A reload shows the same.
    await page.reload();
    await expect(dialog.table.getByRole('link', { name: 'alpha', exact: true })).toBeVisible();
    await dialog.open();
    await expect(dialog.option('alpha')).toHaveAttribute('aria-disabled', 'true');
  });

  test(`${label}: a double click links once`, async ({ page, account, switches }) => {
    const { dialog } = await prepare(page, account, type);
    const posts = countPosts(page);
    await switches.set({ method: 'POST', latency_ms: 400 });
    await dialog.open();
    await dialog.option('beta').click();
    await dialog.link.dblclick();
    await dialog.expectAdded('beta', 2);
    expect(posts()).toBe(1);
  });
}

test('nothing chosen is said, and nothing is sent', async ({ page, account }) => {
  const { dialog } = await prepare(page, account, 'user-files');
  const posts = countPosts(page);
  await dialog.open();
  await dialog.link.click();
  await expect(dialog.dialog.getByRole('alert').filter({ hasText: 'Choose a user file from the list first.' })).toBeVisible();
  expect(posts()).toBe(0);
});

test('by keyboard alone', async ({ page, account }) => {
  const { dialog } = await prepare(page, account, 'chat-conversations');
  await expect(dialog.button).toBeVisible();
  await dialog.button.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.search).toBeFocused();
  await page.keyboard.type('bet');
  await expect(dialog.options).toHaveCount(1);
  await page.keyboard.press('Enter');
  await dialog.expectAdded('beta', 2);

  // Arrow keys go through the options without leaving the search.
  await page.keyboard.press('Enter');
  await expect(dialog.search).toBeFocused();
  await expect(dialog.options).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await expect(dialog.option('alpha')).toHaveAttribute('aria-selected', 'true');
  await expect(dialog.search).toHaveAttribute('aria-activedescendant', (await dialog.option('alpha').getAttribute('id')) ?? '');
  await page.keyboard.press('Enter');
  await dialog.expectAdded('alpha', 3);
});

test('what is typed before the list is there selects in it', async ({ page, account, switches }) => {
  const { dialog } = await prepare(page, account, 'chat-conversations');
  await expect(dialog.table).toBeVisible();
  await switches.set({ method: 'GET', path: account.path('chats'), latency_ms: 1500 });
  await dialog.open();
  await dialog.search.pressSequentially('bet');
  await expect(dialog.options).toHaveCount(0);
  await expect(dialog.option('beta')).toHaveAttribute('aria-selected', 'true');
  await dialog.search.press('Enter');
  await dialog.expectAdded('beta', 2);
});

test('tabs go by arrow keys', async ({ page, account }) => {
  const { dialog } = await prepare(page, account, 'user-files');
  await dialog.open();
  const [link, create] = [
    dialog.dialog.getByRole('tab', { name: 'Link existing' }),
    dialog.dialog.getByRole('tab', { name: 'Create new' }),
  ];
  await link.focus();
  await page.keyboard.press('ArrowRight');
  await expect(create).toBeFocused();
  await expect(create).toHaveAttribute('aria-selected', 'true');
  await expect(dialog.create).toBeVisible();
  await page.keyboard.press('Home');
  await expect(link).toBeFocused();
  await expect(dialog.link).toBeVisible();
});

test('what is owned could not be asked for', async ({ page, account, switches }) => {
  const { dialog } = await prepare(page, account, 'template-collections');
  await expect(dialog.table).toBeVisible();
  await switches.set({ method: 'GET', path: account.path('collections'), fault: '500' });
  await dialog.open();
  const panel = errorPanel(dialog.dialog, 'The server has a problem');
  await expect(panel).toBeVisible();
  await switches.clear();
  await tryAgain(panel).click();
  await expect(dialog.options).toHaveCount(3);
});

test('linking that fails keeps the choice, and works the second time', async ({ page, account, switches }) => {
  const { dialog } = await prepare(page, account, 'github-installations');
  const posts = countPosts(page);
  await dialog.open();
  await dialog.option('alpha').click();
  await switches.set({ method: 'POST', fault: '503' });
  await dialog.link.click();
  await expect(dialog.dialog.getByRole('alert').filter({ hasText: 'The server has a problem.' })).toBeVisible();
  // Nobody knows whether a write arrived, so it is never repeated unasked.
  expect(posts()).toBe(1);
  await expect(dialog.option('alpha')).toHaveAttribute('aria-selected', 'true');
  await switches.clear();
  await dialog.link.click();
  await dialog.expectAdded('alpha', 2);
});

test('somebody who owns nothing is led to creating', async ({ page, account }) => {
  const project = await account.createProject('blank');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/user-files`);
  const dialog = new AddDialog(page, 'user-files');
  await dialog.open();
  await expect(dialog.dialog.getByText('You own no user files yet.')).toBeVisible();
  await dialog.dialog.getByRole('button', { name: 'Create one' }).click();
  await expect(dialog.create).toBeVisible();
});

test('Escape and a click beside it close the dialog, and the focus goes back', async ({ page, account }) => {
  const { dialog } = await prepare(page, account, 'user-files');
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(5, 5),
    () => dialog.dialog.getByRole('button', { name: 'Cancel' }).first().click(),
  ]) {
    await dialog.open();
    await close();
    await expect(dialog.dialog).toHaveCount(0);
    await expect(dialog.button).toBeFocused();
  }
});

test.describe('several at once', () => {
  // A project that has none of the four that its owner has.
  async function prepareFour(page: Page, account: Account) {
    const store = await account.createProject('store');
    const dialog = new AddDialog(page, 'user-files');
    const ids: Record<string, number> = {};
    for (const name of ['alpha', 'beta', 'gamma', 'delta']) ids[name] = (await account.addResource(store.id, 'user-files', dialog.names.body(name))).id;
    const project = await account.createProject('work');
    await signInAs(page, account);
    return { project, dialog, ids };
  }

  test('by click and by key, with the pointer or without', async ({ page, account }) => {
    const { project, dialog } = await prepareFour(page, account);
    await page.goto(`/projects/${project.id}/user-files`);
    const posts = countPosts(page);
    await dialog.open();
    const list = dialog.dialog.getByRole('listbox', { name: 'Your user files' });
    await expect(list).toHaveAttribute('aria-multiselectable', 'true');
    await dialog.option('alpha').click();
    await dialog.option('beta').click();
    await dialog.option('alpha').click();
    await expect(dialog.option('alpha')).toHaveAttribute('aria-selected', 'false');
    await expect(dialog.option('beta')).toHaveAttribute('aria-selected', 'true');
    // A search hides the choice and does not forget it.
    await dialog.search.fill('gam');
    await list.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await expect(dialog.option('gamma')).toHaveAttribute('aria-selected', 'true');
    await expect(dialog.dialog.getByRole('button', { name: 'Link 2', exact: true })).toBeVisible();
    await expect(dialog.dialog.getByRole('status')).toHaveText('1 of 4, 2 selected');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(dialog.dialog).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: 'Added 2 user files' })).toBeVisible();
    await expect(dialog.table.getByRole('link')).toHaveText(['gamma', 'beta']);
    await expect(dialog.button).toBeFocused();
    expect(posts()).toBe(2);

    await dialog.open();
    await dialog.option('alpha').dblclick();
    await dialog.expectAdded('alpha', 3);
    expect(posts()).toBe(3);
  });

  test('one that fails is named with its reason, and the others are linked', async ({ page, account, switches }) => {
    const { project, dialog } = await prepareFour(page, account);
    await page.goto(`/projects/${project.id}/user-files`);
    const posts = countPosts(page);
    await dialog.open();
    for (const name of ['alpha', 'beta', 'gamma']) await dialog.option(name).click();
    await switches.set({ method: 'POST', fault: '500', times: 1 });
    await dialog.dialog.getByRole('button', { name: 'Link 3' }).click();
    const failed = dialog.dialog.getByRole('alert').filter({ hasText: 'The server has a problem.' });
    await expect(failed.getByRole('listitem')).toHaveCount(1);
    await expect(page.getByRole('status').filter({ hasText: 'Added 2 user files' })).toBeVisible();
    await expect(dialog.options.filter({ hasText: 'Already in this project' })).toHaveCount(2);
    const [name = ''] = ((await failed.getByRole('listitem').textContent()) ?? '').split(':');
    await expect(dialog.options.and(page.locator('[aria-selected=true]'))).toHaveCount(1);
    await expect(dialog.option(name)).toHaveAttribute('aria-selected', 'true');
    await expectAccessible(page);
    await dialog.link.click();
    await dialog.expectAdded(name, 3);
    expect(posts()).toBe(4);
    expect(await account.resources(project.id, 'user-files')).toHaveLength(3);
  });

  test('a live server: what may have arrived is looked for before it is sent again', async ({ page, account }) => {
    const { project, dialog, ids } = await prepareFour(page, account);
    const live = new LiveResources([]);
    await live.answer(page, project, 'user-files', 'user_file_id', await account.owned('user-files'));
    await page.goto(`/projects/${project.id}/user-files`);
    live.cut.add(ids.alpha ?? 0);
    live.refused.add(ids.beta ?? 0);
    await dialog.open();
    for (const name of ['alpha', 'beta']) await dialog.option(name).click();
    await dialog.dialog.getByRole('button', { name: 'Link 2' }).click();
    const failed = dialog.dialog.getByRole('alert').getByRole('listitem');
    await expect(failed).toHaveText(['beta: The server has a problem. Failed to create resource.']);
    await expect(dialog.option('alpha')).toContainText('Already in this project');
    // It is linked elsewhere meanwhile.
    live.linked.unshift({ ...(await account.owned('user-files')).find(({ id }) => id === ids.beta), id: ids.beta ?? 0 });
    await dialog.link.click();
    await dialog.expectAdded('beta', 2);
    expect(live.writes).toEqual([`link ${ids.alpha}`, `link ${ids.beta}`]);
  });
});
