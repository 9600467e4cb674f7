// URLs that name nothing, or nothing of the user's.

import { type Page } from '@playwright/test';
import { errorPanel, heading, projectNavigation, signInAs, tryAgain } from '../support/app.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import { expect, test } from '../support/test.ts';

const UNKNOWN = 999_999_999;
const NOT_FOUND = 'Not found, or not yours';

for (const { path, says, back } of [
  { path: '/projects/abc', says: '“abc” is not an id', back: '/projects' },
  { path: '/projects/0', says: '“0” is not an id', back: '/projects' },
  { path: '/projects/-1/files', says: '“-1” is not an id', back: '/projects' },
  { path: '/projects/1e3', says: '“1e3” is not an id', back: '/projects' },
  { path: '/projects/99999999999999999999', says: '“99999999999999999999” is not an id', back: '/projects' },
  { path: '/projects/1/files/x', says: '“x” is not an id', back: '/projects/1/files' },
  { path: '/projects/1/user-files/a%20b', says: '“a b” is not an id', back: '/projects/1/user-files' },
  { path: '/projects/1/gizmos', says: 'A project has no page “gizmos”', back: '/projects/1' },
  { path: '/projects/1/gizmos/3', says: 'A project has no page “gizmos”', back: '/projects/1' },
  { path: '/projects/1/user-files/3/more', says: 'A project has no page “more”', back: '/projects/1' },
]) {
  test(`${path} says what is wrong, and leads back`, async ({ page, demo }) => {
    await signInAs(page, demo);
    await page.goto(path);
    await expect(heading(page, 'Page not found')).toBeVisible();
    const main = page.getByRole('main');
    await expect(main.getByText(says)).toBeVisible();
    await expect(page).toHaveTitle(/^Page not found/);
    await main.getByRole('link').click();
    await expect(page).toHaveURL(back);
    await expect(heading(page, 'Page not found')).toHaveCount(0);
  });
}

test('a page that the app does not have is said by the app, and a file that it does not have is 404', async ({ page }) => {
  for (const path of ['/nowhere', '/projects.js']) {
    await page.goto(path);
    await expect(heading(page, 'Page not found'), path).toBeVisible();
  }
  for (const path of ['/projects.js', '/assets/style.css']) {
    expect(await page.evaluate((url) => fetch(url).then(({ status }) => status), path), path).toBe(404);
  }
});

for (const { name, idOf } of [
  { name: 'unknown', idOf: async () => UNKNOWN },
  { name: 'somebody else’s', idOf: async (owner: { projectNamed(name: string): Promise<{ id: number }> }) => (await owner.projectNamed('harbour-api')).id },
]) {
  test(`a project that is ${name}`, async ({ page, account, demo }) => {
    await signInAs(page, account);
    const id = await idOf(demo);
    const pages = ['', '/files', ...RESOURCE_TYPES.map(({ type }) => `/${type}`), '/files/1', '/user-files/1'];
    for (const rest of pages) {
      await page.goto(`/projects/${id}${rest}`);
      const panel = errorPanel(page, NOT_FOUND);
      await expect(panel).toBeVisible();
      await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(1);
      await expect(projectNavigation(page)).toHaveCount(0);
      await expect(tryAgain(panel)).toHaveCount(0);
    }
    await page.getByRole('link', { name: 'All projects' }).click();
    await expect(heading(page, 'Projects')).toBeVisible();
  });
}

// Every part of a project that does not exist is not found either. Which answer comes first is chance.
for (const rest of ['', '/files', '/files/1', ...RESOURCE_TYPES.flatMap(({ type }) => [`/${type}`, `/${type}/1`])]) {
  test(`a project that does not exist is told once, even if its parts answer first: ${rest || '/'}`, async ({ page, demo }) => {
    await signInAs(page, demo);
    const project = demo.path(`projects/${UNKNOWN}`);
    const parts = RESOURCE_TYPES.map(({ type }) => `/resources/${type}`);
    if (rest.startsWith('/files') || rest === '') parts.push('/resources/files');
    if (/^\/(?!files).*\/1$/.test(rest)) parts.push(`/resources${rest}`);
    const answers = parts.map((part) => page.waitForResponse((response) => response.url().endsWith(`${project}${part}`)));
    // However slow the machine is: the project's own answer comes when all the others have been seen to.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**${project}`, async (route) => {
      await released;
      await route.continue();
    });
    await countPanels(page);
    await page.goto(`/projects/${UNKNOWN}${rest}`);
    for (const answer of await Promise.all(answers)) {
      expect(answer.status()).toBe(404);
      await answer.finished();
    }
    await framesDrawn(page);
    expect(await mostPanels(page)).toBe(0);
    release();
    await expect(errorPanel(page, NOT_FOUND)).toBeVisible();
    await expect(heading(page, NOT_FOUND)).toBeVisible();
    await framesDrawn(page);
    expect(await mostPanels(page)).toBe(1);
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(1);
  });
}

// From now on, notes how many panels stand on the page at once at most, even if only for a moment.
async function countPanels(page: Page) {
  await page.addInitScript(() => {
    const counter = window as unknown as { mostPanels: number };
    counter.mostPanels = 0;
    new MutationObserver(() => {
      counter.mostPanels = Math.max(counter.mostPanels, document.querySelectorAll('main [role=alert]').length);
    }).observe(document, { childList: true, subtree: true });
  });
}

function mostPanels(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { mostPanels: number }).mostPanels);
}

// What has arrived by now is on screen then.
async function framesDrawn(page: Page) {
  for (let frame = 0; frame < 3; frame += 1) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  }
}

for (const { type, heading: label, body, nameField } of RESOURCE_TYPES) {
  test(`${label}: an unknown id, and one that is linked elsewhere`, async ({ page, account, demo }) => {
    const [here, elsewhere] = [await account.createProject('here'), await account.createProject('elsewhere')];
    const linkedElsewhere = await account.addResource(elsewhere.id, type, body('left-elsewhere'));
    const foreign = (await demo.owned(type))[0];
    expect(linkedElsewhere).toHaveProperty(nameField, 'left-elsewhere');
    await signInAs(page, account);
    for (const id of [UNKNOWN, linkedElsewhere.id, foreign?.id]) {
      await page.goto(`/projects/${here.id}/${type}/${id}`);
      const panel = errorPanel(page, NOT_FOUND);
      await expect(panel).toBeVisible();
      await expect(tryAgain(panel)).toHaveCount(0);
      await expect(page.getByText('left-elsewhere')).toHaveCount(0);
      await panel.getByRole('link').click();
      await expect(page).toHaveURL(`/projects/${here.id}/${type}`);
      await expect(heading(page, label)).toBeVisible();
    }
  });
}
