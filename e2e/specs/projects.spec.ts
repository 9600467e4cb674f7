// The list of projects.

import { exactTime, heading, signInAs } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test('lists every project with its facts, the last changed first', async ({ page, demo }) => {
  await signInAs(page, demo);
  await page.goto('/projects');
  const projects = await demo.projects();
  projects.sort((a, b) => b.updated_at.localeCompare(a.updated_at) || b.id - a.id);
  expect(projects.length).toBeGreaterThanOrEqual(4);

  const items = page.getByRole('list', { name: 'Projects' }).getByRole('listitem');
  await expect(items.getByRole('link')).toHaveText(projects.map(({ name }) => name));
  await expect(page.getByRole('status').filter({ hasText: `${projects.length} projects` })).toBeVisible();
  for (const [index, project] of projects.entries()) {
    const item = items.nth(index);
    await expect(item.getByRole('link')).toHaveAttribute('href', `/projects/${project.id}`);
    await expect(item).toContainText(project.project_type);
    await expect(item).toContainText(project.programming_language);
    if (project.description) await expect(item).toContainText(project.description);
    await expect(item.getByTitle(exactTime(project.updated_at))).toBeVisible();
  }
});

test('shows only what is the user’s own', async ({ page, account, demo }) => {
  await account.createProject('mine-alone');
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByRole('list', { name: 'Projects' }).getByRole('link')).toHaveText(['mine-alone']);
  expect((await demo.projects()).map(({ name }) => name)).not.toContain('mine-alone');
});

test('nobody’s first day is blank', async ({ page, account }) => {
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByRole('heading', { name: 'No projects yet' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Projects' })).toHaveCount(0);
});

test('a project is a link that Back comes back from', async ({ page, demo }) => {
  await signInAs(page, demo);
  await page.goto('/projects');
  await page.getByRole('link', { name: 'empty-quay' }).click();
  await expect(heading(page, 'empty-quay')).toBeVisible();
  await page.goBack();
  await expect(heading(page, 'Projects')).toBeVisible();
  await page.goForward();
  await expect(heading(page, 'empty-quay')).toBeVisible();
});

test('a project is created, edited and deleted', async ({ page, account }) => {
  await signInAs(page, account);
  await page.goto('/projects');
  await page.getByRole('button', { name: 'Create one' }).click();
  const create = page.getByRole('dialog', { name: 'New project' });
  await create.getByRole('button', { name: 'Create project' }).click();
  await expect(create.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/^Required/);
  await create.getByLabel('Name', { exact: true }).fill(' tide-atlas ');
  await create.getByLabel('Type').fill('web-app');
  await create.getByLabel('Language').fill('rust');
  // Something typed is not thrown away unasked.
  page.once('dialog', (question) => question.dismiss());
  await page.keyboard.press('Escape');
  await create.getByRole('button', { name: 'Create project' }).click();
  await expect(heading(page, 'tide-atlas')).toBeVisible();
  const [made] = await account.projects();
  expect(made).toMatchObject({ name: 'tide-atlas', project_type: 'web-app', programming_language: 'rust' });
  await expect(page).toHaveURL(`/projects/${made?.id}`);

  await page.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit project' });
  await edit.getByLabel('Name', { exact: true }).fill('harbour-api');
  await edit.getByLabel('Description').fill('Of harbours');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(heading(page, 'harbour-api')).toBeVisible();
  await expect(page.getByText('Of harbours')).toBeVisible();
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await page.getByRole('link', { name: 'harbour-api' }).click();

  await page.getByRole('button', { name: 'Delete' }).click();
  const remove = page.getByRole('dialog', { name: 'Delete project?' });
  const confirmation = remove.getByRole('textbox');
  await confirmation.fill('tide-atlas');
  await remove.getByRole('button', { name: 'Delete project' }).click();
  await expect(confirmation).toHaveAccessibleDescription('This is another name');
  expect(await account.projects()).toHaveLength(1);
  await confirmation.fill('harbour-api');
  await remove.getByRole('button', { name: 'Delete project' }).click();
  await expect(page).toHaveURL('/projects');
  await expect(page.getByRole('heading', { name: 'No projects yet' })).toBeVisible();
  expect(await account.projects()).toHaveLength(0);
});

test('projects are searched and sorted, and the order is remembered', async ({ page, account }) => {
  for (const name of ['quay 10', 'Tide Ä', 'Quay 9']) await account.createProject(name);
  await signInAs(page, account);
  await page.goto('/projects');
  const links = page.getByRole('list', { name: 'Projects' }).getByRole('link');
  const sort = page.getByRole('combobox', { name: 'Sort projects' });
  const search = page.getByRole('searchbox', { name: 'Search projects' });
  // None was opened yet.
  await expect(links).toHaveText(['Quay 9', 'Tide Ä', 'quay 10']);
  await expect(page.getByText(/^Opened/)).toHaveCount(0);

  await links.filter({ hasText: 'quay 10' }).click();
  await expect(heading(page, 'quay 10')).toBeVisible();
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await expect(links).toHaveText(['quay 10', 'Quay 9', 'Tide Ä']);
  await expect(page.getByRole('listitem').filter({ hasText: 'quay 10' })).toContainText('Opened now');
  await sort.selectOption('Name');
  await expect(links).toHaveText(['Quay 9', 'quay 10', 'Tide Ä']);
  await page.reload();
  await expect(links).toHaveText(['Quay 9', 'quay 10', 'Tide Ä']);
  await expect(sort).toHaveValue('name');
  await sort.selectOption('Last changed');
  await expect(links).toHaveText(['Quay 9', 'Tide Ä', 'quay 10']);
  await sort.selectOption('Last opened');
  await expect(links).toHaveText(['quay 10', 'Quay 9', 'Tide Ä']);

  await search.fill('tide a\u0308');
  await expect(links).toHaveText(['Tide Ä']);
  await expect(page.getByRole('status').filter({ hasText: '1 of 3 projects' })).toBeVisible();
  // Every project is a library in rust.
  await search.fill('RUST quay library');
  await expect(links).toHaveText(['quay 10', 'Quay 9']);
  await links.first().click();
  await page.goBack();
  await expect(search).toHaveValue('RUST quay library');
  await search.fill('nothing is called so');
  await expect(page.getByRole('heading', { name: 'No match' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(links).toHaveCount(3);
});

test('each user has their own last opened projects', async ({ page, account, demo }) => {
  const project = await account.createProject('shared-desk');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}`);
  await expect(heading(page, 'shared-desk')).toBeVisible();
  await page.context().clearCookies();
  await signInAs(page, demo);
  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
  await expect(page.getByText(/^Opened/)).toHaveCount(0);
  await page.context().clearCookies();
  await signInAs(page, account);
  await page.goto('/projects');
  await expect(page.getByText('Opened now')).toBeVisible();
});
