// The files of a project in their folders.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { expectNoSidewaysScroll, heading, projectNavigation, signInAs } from '../support/app.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import { FilesTree, treeOf } from '../support/files-tree.ts';
import { expect, test } from '../support/test.ts';

async function open(page: Page, owner: Account, name = 'harbour-api', query = '') {
  await signInAs(page, owner);
  const project = await owner.projectNamed(name);
  await page.goto(`/projects/${project.id}/files${query}`);
  const tree = new FilesTree(page);
  await tree.show();
  return { project, tree, list: new FilesPage(page), files: await owner.files(project.id) };
}

// So high that everything fits.
const ALL = { width: 1280, height: 3600 };

test('list or tree: one of two buttons is pressed, and that is remembered', async ({ page, demo }) => {
  const { tree, list, files } = await open(page, demo);
  await expect(list.grid).toHaveCount(0);
  await expect(tree.view.getByRole('button', { name: 'Tree', pressed: true })).toBeVisible();
  await expect(tree.view.getByRole('button', { name: 'List', pressed: false })).toBeVisible();
  await list.expectStatus(`${files.length} files`);
  // Folders have an order of their own, also where there are no column heads.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('combobox', { name: 'Sort' })).toHaveCount(0);

  await page.reload();
  await expect(tree.tree).toBeVisible();
  const other = await demo.projectNamed('tide-atlas');
  await page.goto(`/projects/${other.id}/files`);
  await expect(tree.items.first()).toBeVisible();

  await tree.view.getByRole('button', { name: 'List' }).press('Enter');
  await expect(list.rowAt(0)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Sort' })).toBeVisible();
  await page.reload();
  await expect(list.rowAt(0)).toBeVisible();
  await expect(tree.tree).toHaveCount(0);
});

test('what draws the tree is fetched when it is wanted, and a failure can be tried again', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const parts = () => fetched.filter((path) => path.startsWith('/tree-')).length;
  await page.goto(`/projects/${project.id}/files`);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  expect(parts()).toBe(0);

  await switches.set({ path: '/tree-', fault: '503' });
  const tree = new FilesTree(page);
  await tree.view.getByRole('button', { name: 'Tree' }).click();
  const error = page.getByRole('alert').filter({ hasText: 'This part of Neptun did not arrive' });
  await expect(error).toBeVisible();
  await switches.clear();
  await error.getByRole('button', { name: 'Try again' }).click();
  await expect(tree.items.first()).toBeVisible();

  // For who left the tree open the page asks for it by itself, and not only when the files are there.
  fetched.length = 0;
  await page.reload();
  await expect(tree.items.first()).toBeVisible();
  expect(parts()).toBe(1);
  await expect(page.locator('link[rel=preload][href^="/tree-"]')).toHaveCount(1);
});

test('folders come first, in natural order, with their files counted and lone folders put together', async ({ page, demo }) => {
  await page.setViewportSize(ALL);
  const { tree, files } = await open(page, demo);
  const all = treeOf(files);
  expect(all.map(({ name }) => name)).toContain('.github/workflows');
  await expect.poll(() => tree.drawn()).toEqual(all.filter(({ level }) => level === 1));
  // All folders on a level with one key, level by level.
  await tree.tree.focus();
  for (const level of [1, 2, 3]) {
    const folders = all.filter((item) => item.level === level && item.files);
    for (const folder of level === 1 ? folders.slice(0, 1) : all.filter((item) => item.level === level - 1 && item.files)) {
      const item = tree.folder(folder.name).and(page.locator(`[aria-level="${folder.level}"]`)).first();
      await item.click();
      if ((await item.getAttribute('aria-expanded')) === 'false') await item.click();
      if (level > 1) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('*');
    }
  }
  await expect.poll(() => tree.drawn()).toEqual(all);
  // Each knows its place among those beside it.
  const top = tree.items.and(page.locator('[aria-level="1"]'));
  const places = await top.evaluateAll((items) => items.map((item) => [item.ariaPosInSet, item.ariaSetSize]));
  expect(places).toEqual(places.map((_, at) => [String(at + 1), String(places.length)]));
});

test('two files of one path are both there, each with its own link', async ({ page, account }) => {
  const project = await account.createProject('twins');
  const twins = [
    await account.addFile(project.id, { original_path: '/src/deep/down/twin.rs', text: 'first' }),
    await account.addFile(project.id, { original_path: '/src/deep/down/twin.rs', text: 'second' }),
  ];
  const { tree } = await open(page, account, 'twins');
  // A folder that everything is in is open.
  await expect(tree.folder('src/deep/down')).toHaveAttribute('aria-expanded', 'true');
  await expect(tree.file('twin.rs')).toHaveCount(2);
  const links = await tree.file('twin.rs').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(links.sort()).toEqual(twins.map(({ id }) => `/projects/${project.id}/files/${id}`).sort());
  await tree.file('twin.rs').nth(1).click();
  await expect(tree.file('twin.rs').nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(tree.file('twin.rs').nth(0)).toHaveAttribute('aria-selected', 'false');
  await tree.folder('src/deep/down').click();
  await expect(tree.file('twin.rs')).toHaveCount(0);
});

test('the keys of a tree: arrows, Home, End, Enter, Space, star', async ({ page, demo }) => {
  const { project, tree, list, files } = await open(page, demo);
  const press = (key: string) => page.keyboard.press(key);
  await tree.tree.focus();
  await tree.expectActive(tree.folder('.github/workflows'));
  await press('End');
  await tree.expectActive(tree.file('README.md'));
  await press('Home');
  await tree.expectActive(tree.folder('.github/workflows'));
  await press('ArrowDown');
  await tree.expectActive(tree.folder('deploy'));
  await press('ArrowUp');
  await tree.expectActive(tree.folder('.github/workflows'));

  // Right opens, then enters; Left leaves, then shuts.
  const folder = tree.folder('.github/workflows');
  await expect(folder).toHaveAttribute('aria-expanded', 'false');
  await press('ArrowRight');
  await expect(folder).toHaveAttribute('aria-expanded', 'true');
  await tree.expectActive(folder);
  await press('ArrowRight');
  await tree.expectActive(tree.file('ci.yml'));
  await press('ArrowRight');
  await tree.expectActive(tree.file('ci.yml'));
  await press('ArrowLeft');
  await tree.expectActive(folder);
  await press('ArrowLeft');
  await expect(folder).toHaveAttribute('aria-expanded', 'false');
  await expect(tree.file('ci.yml')).toHaveCount(0);

  // Enter and Space open a folder and shut it.
  await press('Enter');
  await expect(folder).toHaveAttribute('aria-expanded', 'true');
  await press(' ');
  await expect(folder).toHaveAttribute('aria-expanded', 'false');
  await press('*');
  await expect(folder).toHaveAttribute('aria-expanded', 'true');
  await expect(tree.folder('deploy')).toHaveAttribute('aria-expanded', 'true');
  await tree.expectActive(folder);

  // A file is opened by both, and closing it leads back.
  for (const key of ['Enter', ' ']) {
    await press('ArrowRight');
    await tree.expectActive(tree.file('ci.yml'));
    await press(key);
    const file = files.find(({ original_path }) => original_path === '/.github/workflows/ci.yml');
    await expect(page).toHaveURL(`/projects/${project.id}/files/${file?.id}`);
    const viewer = list.viewer('/.github/workflows/ci.yml');
    await expect(viewer.getByRole('heading')).toBeFocused();
    await press('Escape');
    await expect(viewer).toHaveCount(0);
    await expect(tree.tree).toBeFocused();
    await tree.expectActive(tree.file('ci.yml'));
    await press('ArrowLeft');
  }
  // One stop of the Tab key.
  await press('Shift+Tab');
  await expect(tree.tree).not.toBeFocused();
  await press('Tab');
  await expect(tree.tree).toBeFocused();
});

test('typing the beginning of a name leads to it', async ({ page, demo }) => {
  await page.clock.install();
  const { tree } = await open(page, demo);
  await tree.tree.focus();
  await page.keyboard.type('mak');
  await tree.expectActive(tree.file('Makefile'));
  // What is typed after a pause is a beginning of its own; the same letter goes on to the next, and round.
  await page.clock.fastForward(2_000);
  for (const item of [tree.folder('deploy'), tree.folder('docs'), tree.file('docker-compose.yml'), tree.file('Dockerfile'), tree.folder('deploy')]) {
    await page.keyboard.press('d');
    await tree.expectActive(item);
  }
  // A capital is as good.
  await page.clock.fastForward(2_000);
  await page.keyboard.type('REA');
  await tree.expectActive(tree.file('README.md'));
  // Letters that no name begins with lead nowhere.
  await page.clock.fastForward(2_000);
  await page.keyboard.press('z');
  await tree.expectActive(tree.file('README.md'));
});

test('a filter shows what matches with its folders open, and counts only that', async ({ page, demo }) => {
  await page.setViewportSize(ALL);
  const { tree, list, files } = await open(page, demo);
  const top = treeOf(files).filter(({ level }) => level === 1);
  await tree.folder('docs').click();
  await list.filter.fill('berth');
  const found = files.filter(({ original_path, title }) => `${original_path}\n${title}`.toLowerCase().includes('berth'));
  expect(found.length).toBeGreaterThan(3);
  await expect.poll(() => tree.drawn()).toEqual(treeOf(found));
  await list.expectStatus(`${found.length} of ${files.length} files`);
  // Each can be shut, until something else is typed.
  const web = tree.folder('web/src');
  await expect(web).toHaveAttribute('aria-expanded', 'true');
  await web.click();
  await expect(web).toHaveAttribute('aria-expanded', 'false');
  await list.filter.fill('berths');
  await expect(tree.file('useBerths.ts')).toBeVisible();

  // Without a text, folders are as they were.
  await list.filter.fill('');
  await expect(tree.items).toHaveCount(top.length + files.filter(({ original_path }) => original_path.startsWith('/docs/')).length);
  await expect(tree.folder('docs')).toHaveAttribute('aria-expanded', 'true');

  // A category narrows the folders and opens none.
  await list.category.selectOption('config');
  const configs = files.filter((file) => file.context_file_category === 'config');
  await expect.poll(async () => (await tree.drawn()).filter(({ level }) => level === 1)).toEqual(
    treeOf(configs).filter(({ level }) => level === 1),
  );

  await list.filter.fill('nothing is called so');
  await expect(page.getByRole('heading', { name: 'No file matches' })).toBeVisible();
  await list.clearFilters();
  await expect(tree.folder('docs')).toHaveAttribute('aria-expanded', 'true');
});

test('the opened file is revealed, whichever way it was opened', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('tide-atlas');
  const files = await demo.files(project.id);
  const deep = (file: (typeof files)[number]) => file.original_path.split('/').length > 5;
  const [first, second] = [files.find(deep), files.filter(deep).at(-1)];
  if (!first || !second) throw new Error('tide-atlas has no deep folders');
  await page.goto(`/projects/${project.id}/files/${first.id}`);
  const tree = new FilesTree(page);
  await tree.show();
  const revealed = tree.items.and(page.locator('[aria-selected=true]'));
  const expectRevealed = async (path: string) => {
    await expect(revealed.getByTitle(path, { exact: true })).toBeInViewport();
    await tree.expectActive(revealed);
  };
  await expectRevealed(first.original_path);

  // By an address, which draws the page anew, and by going back and forward in it.
  await page.goto(`/projects/${project.id}/files/${second.id}`);
  await expectRevealed(second.original_path);
  await page.reload();
  await expectRevealed(second.original_path);
  const list = new FilesPage(page);
  await list.viewer(second.original_path).getByRole('button', { name: 'Close' }).click();
  await expect(revealed).toHaveCount(0);
  await tree.tree.press('Home');
  await tree.tree.press('ArrowLeft');
  await expect(tree.items.first()).toHaveAttribute('aria-expanded', 'false');
  await page.goBack();
  await expectRevealed(second.original_path);

  // A file that the filters hide is revealed when they let it through.
  await list.filter.fill('nothing-like-it');
  await expect(page.getByRole('heading', { name: 'No file matches' })).toBeVisible();
  await list.filter.fill('');
  await expectRevealed(second.original_path);
});

test('draws only what is seen, in the order in which it is seen, and makes nothing anew', async ({ page, demo }) => {
  const { tree, list, files } = await open(page, demo, 'tide-atlas');
  await list.expectStatus('2,000 files', ALL_WITHIN);
  // Everything matches, so everything is open.
  await list.filter.fill('/');
  const all = treeOf(files);
  await expect.poll(async () => (await tree.drawn()).slice(0, 8)).toEqual(all.slice(0, 8));
  expect(await tree.items.count()).toBeLessThan(60);
  await tree.tree.evaluate((element) => {
    const notes = window as unknown as { made: number; known: Set<Node> };
    notes.made = 0;
    notes.known = new Set(element.querySelectorAll('*'));
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (node instanceof HTMLElement && !notes.known.has(node)) notes.made += 1;
        notes.known.add(node);
      }
    }).observe(element, { childList: true, subtree: true });
  });
  await tree.tree.hover();
  for (const by of [300, 900, 900, -600, 5_000, -2_000]) {
    const before = await tree.tree.evaluate((element) => element.scrollTop);
    await page.mouse.wheel(0, by);
    await expect.poll(() => tree.tree.evaluate((element) => element.scrollTop)).not.toBe(before);
    await expect.poll(() => tops(page)).toEqual((await tops(page)).sort((a, b) => a - b));
  }
  // Some slots are added when the list is not at its top any more.
  expect(await page.evaluate(() => (window as unknown as { made: number }).made)).toBeLessThan(20);

  await tree.tree.press('End');
  const last = all.at(-1);
  await tree.expectActive(tree.file(last?.name ?? '').last());
  await expect.poll(async () => (await tree.drawn()).at(-1)).toEqual(last);
  expect(await tree.items.count()).toBeLessThan(60);
});

// Where the items are, in the order of the page.
function tops(page: Page): Promise<number[]> {
  return page.getByRole('treeitem').evaluateAll((items) => items.map((item) => item.getBoundingClientRect().top));
}

test('folders stay open while a file is read, and for who comes back', async ({ page, demo }) => {
  const { project, tree, list } = await open(page, demo);
  await tree.folder('src').click();
  await tree.folder('routes').click();
  const still = async () => {
    await expect(tree.folder('src')).toHaveAttribute('aria-expanded', 'true');
    await expect(tree.folder('routes')).toHaveAttribute('aria-expanded', 'true');
    await expect(tree.folder('docs')).toHaveAttribute('aria-expanded', 'false');
  };
  await tree.file('pilots.rs').click();
  await expect(list.viewer('/src/routes/pilots.rs')).toBeVisible();
  await still();
  await page.keyboard.press('Escape');
  await still();

  await tree.view.getByRole('button', { name: 'List' }).click();
  await expect(list.rowAt(0)).toBeVisible();
  await tree.show();
  await still();

  await projectNavigation(page).getByRole('link', { name: 'Overview' }).click();
  await expect(heading(page, 'harbour-api')).toBeVisible();
  await page.getByRole('link', { name: 'Projects', exact: true }).first().click();
  await page.getByRole('link', { name: 'tide-atlas' }).click();
  await projectNavigation(page).getByRole('link', { name: /^Files/ }).click();
  // Another project has its own.
  await expect(tree.folder('crates')).toHaveAttribute('aria-expanded', 'false');
  await page.goBack();
  await page.goBack();
  await page.getByRole('link', { name: 'harbour-api' }).click();
  await projectNavigation(page).getByRole('link', { name: /^Files/ }).click();
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
  await still();
});

test('what is in sight stays there while files come in above it', async ({ page, demo, switches }) => {
  await switches.set({ path: '/resources/files', bytes_per_second: 800_000 });
  await signInAs(page, demo);
  const project = await demo.projectNamed('tide-atlas');
  await page.goto(`/projects/${project.id}/files?q=%2F`);
  const tree = new FilesTree(page);
  await tree.show();
  await expect.poll(() => tree.tree.evaluate((element) => element.scrollHeight)).toBeGreaterThan(8_000);
  await tree.tree.evaluate((element) => element.scrollTo(0, 3_000));
  const first = () =>
    tree.tree.evaluate(async (element) => {
      // As it is painted: what comes in is drawn a little before it is scrolled.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const { top } = element.getBoundingClientRect();
      const seen = [...element.querySelectorAll('[role=treeitem]')].find((item) => item.getBoundingClientRect().top >= top);
      return seen?.querySelector('a')?.title;
    });
  let before: string | undefined;
  await expect(async () => {
    before = await first();
    expect(before).toBeDefined();
    expect(await first()).toBe(before);
  }).toPass({ timeout: 10_000 });
  const high = await tree.tree.evaluate((element) => element.scrollHeight);
  await expect.poll(() => tree.tree.evaluate((element) => element.scrollHeight)).toBeGreaterThan(high + 1_000);
  await expect.poll(first).toBe(before);
});

test('beside the viewer on a wide screen, alone on a narrow one', async ({ page, demo }) => {
  const { tree, list } = await open(page, demo);
  await tree.folder('docs').click();
  await tree.file('berth-rules.md').click();
  const viewer = list.viewer('/docs/berth-rules.md');
  await expect(viewer).toBeVisible();
  await expect(tree.tree).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(viewer).toBeVisible();
  await expect(tree.tree).toBeHidden();
  await expectNoSidewaysScroll(page);
  await viewer.getByRole('button', { name: 'Close' }).click();
  await expect(tree.file('berth-rules.md')).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('a file is a link: with a key held it opens beside, and the tree stays', async ({ page, demo, context }) => {
  const { project, tree, files } = await open(page, demo);
  const file = files.find(({ original_path }) => original_path === '/Makefile');
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    tree.file('Makefile').getByRole('link').click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(other).toHaveURL(`/projects/${project.id}/files/${file?.id}`);
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
});
