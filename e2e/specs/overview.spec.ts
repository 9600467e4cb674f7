// A project's overview, and the navigation beside every page of a project.

import { counted, errorPanel, exactTime, heading, projectNavigation, signInAs, tryAgain } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { ALL_WITHIN } from '../support/files-page.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import { expect, test } from '../support/test.ts';

test('tells what the project is', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}`);
  await expect(heading(page, project.name)).toBeVisible();
  const main = page.getByRole('main');
  await expect(main.getByText(project.description ?? '')).toBeVisible();
  const facts = [
    ['Type', project.project_type],
    ['Language', project.programming_language],
  ];
  for (const [term, value] of facts) {
    await expect(main.getByRole('term').filter({ hasText: term })).toBeVisible();
    await expect(main.getByRole('definition').filter({ hasText: value })).toBeVisible();
  }
  await expect(main.getByTitle(exactTime(project.created_at))).toBeVisible();
  await expect(main.getByTitle(exactTime(project.updated_at))).toBeVisible();
  await expect(page).toHaveTitle(/harbour-api/);
});

test('a project without a description says so', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('Nattferge');
  await page.goto(`/projects/${project.id}`);
  await expect(heading(page, project.name)).toBeVisible();
  await expect(page.getByText('This project has no description.')).toBeVisible();
});

for (const name of ['harbour-api', 'tide-atlas', 'empty-quay']) {
  test(`counts what is in ${name}`, async ({ page, demo }) => {
    await signInAs(page, demo);
    const project = await demo.projectNamed(name);
    await page.goto(`/projects/${project.id}`);
    const counts = new Map([['Files', (await demo.files(project.id)).length]]);
    for (const { type, heading: label } of RESOURCE_TYPES) {
      counts.set(label, (await demo.resources(project.id, type)).length);
    }
    const contents = page.getByRole('region', { name: 'Contents' });
    for (const [label, count] of counts) {
      const pattern = new RegExp(`^${label}\\s*${counted(count)}$`);
      await expect(contents.getByRole('listitem').filter({ hasText: pattern })).toBeVisible({ timeout: ALL_WITHIN });
      await expect(projectNavigation(page).getByRole('listitem').filter({ hasText: pattern })).toBeVisible();
    }
  });
}

test('leads to every page of the project', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}`);
  const navigation = projectNavigation(page);
  const pages = [
    { label: 'Files', url: `/projects/${project.id}/files` },
    ...RESOURCE_TYPES.map(({ type, heading: label }) => ({ label, url: `/projects/${project.id}/${type}` })),
    { label: 'Overview', url: `/projects/${project.id}` },
  ];
  for (const { label, url } of pages) {
    const link = navigation.getByRole('link', { name: new RegExp(`^${label}`) });
    await link.click();
    await expect(page).toHaveURL(url);
    await expect(heading(page, label === 'Overview' ? project.name : label)).toBeVisible();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(navigation.getByRole('link').and(page.locator('[aria-current]'))).toHaveCount(1);
  }
});

for (const { type, heading: label } of RESOURCE_TYPES) {
  test(`${label} that cannot be counted leave the rest alone`, async ({ page, demo, switches }) => {
    await signInAs(page, demo);
    const project = await demo.projectNamed('harbour-api');
    await switches.set({ method: 'GET', path: `/resources/${type}`, fault: '500' });
    await page.goto(`/projects/${project.id}`);
    const contents = page.getByRole('region', { name: 'Contents' });
    const item = contents.getByRole('listitem').filter({ has: page.getByRole('link', { name: label }) });
    await expect(errorPanel(item, 'The server has a problem')).toBeVisible();
    await expect(contents.getByRole('alert')).toHaveCount(1);
    await expect(heading(page, 'harbour-api')).toBeVisible();
    const files = (await demo.files(project.id)).length;
    await expect(contents.getByRole('listitem').filter({ hasText: `Files${files}` })).toBeVisible();

    await switches.clear();
    await tryAgain(item).click();
    const count = (await demo.resources(project.id, type)).length;
    await expect(item).toHaveText(`${label}${count}`);
    await expect(contents.getByRole('alert')).toHaveCount(0);
  });
}

test('a project that cannot be loaded leaves its counts, and recovers', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('empty-quay');
  // The first rule that fits applies: what is in the project can still be read.
  await switches.set({ path: demo.path(`projects/${project.id}/`) }, { path: demo.path(`projects/${project.id}`), fault: '503' });
  await page.goto(`/projects/${project.id}`);
  const panel = errorPanel(page, 'The server has a problem');
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('link', { name: 'All projects' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Contents' }).getByRole('listitem').first()).toHaveText('Files0');
  await switches.clear();
  await tryAgain(panel).click();
  await expect(heading(page, 'empty-quay')).toBeVisible();
  await expect(panel).toHaveCount(0);
});

test('an empty project leads to its files and its resources', async ({ page, account }) => {
  const project = await account.createProject('blank');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}`);
  const empty = page.getByRole('heading', { name: 'This project is empty' });
  await expect(empty).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'Add files' }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
  await page.goBack();
  await page.getByRole('main').getByRole('link', { name: 'Add a resource' }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/user-files`);
  await account.addResource(project.id, 'chat-conversations', { name: 'Talk', description: '', model_publisher: 'google', model_name: 'gemma' });
  await page.goto(`/projects/${project.id}`);
  await expect(projectNavigation(page).getByRole('listitem').filter({ hasText: 'Chat conversations' })).toHaveText('Chat conversations1');
  await expect(empty).toHaveCount(0);
});
