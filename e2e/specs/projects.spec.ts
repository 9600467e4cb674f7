// The list of projects.

import { exactTime, heading, signInAs } from '../support/app.ts';
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
