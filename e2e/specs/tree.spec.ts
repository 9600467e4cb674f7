// The files of a project in their folders: how they are laid out, and what leads through them.

import { signInAs } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { FilesTree, openTree, treeOf } from '../support/files-tree.ts';
import { expect, test } from '../support/test.ts';

// So high that everything fits.
const ALL = { width: 1280, height: 3600 };

test('list or tree: one of two buttons is pressed, and that is remembered', async ({ page, demo }) => {
  const { tree, list, files } = await openTree(page, demo);
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
  const error = page.getByRole('alert').filter({ hasText: 'This part of the app could not be loaded' });
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

test('a part that the server has no more because the app was updated: reloading is the way on', async ({ page, demo, switches }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}/files`);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  await switches.set({ path: '/tree-', fault: '503' });
  const newer = { contentType: 'text/html', body: '<!doctype html><script type="module" src="/neptun-ui-0123456789abcdef.js"></script>' };
  await page.route((url) => url.pathname === '/', (route) => route.fulfill(newer));
  await new FilesTree(page).view.getByRole('button', { name: 'Tree' }).click();
  const error = page.getByRole('alert').filter({ hasText: 'This part of the app could not be loaded' });
  await expect(error.getByRole('button', { name: 'Reload' })).toBeVisible();
  await expect(error.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await switches.clear();
  await error.getByRole('button', { name: 'Reload' }).click();
  await expect(new FilesTree(page).items.first()).toBeVisible();
});

test('folders come first, in natural order, with their files counted and lone folders put together', async ({ page, demo }) => {
  await page.setViewportSize(ALL);
  const { tree, files } = await openTree(page, demo);
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
  const { tree } = await openTree(page, account, 'twins');
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
  const { project, tree, list, files } = await openTree(page, demo);
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
  const { tree } = await openTree(page, demo);
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
  const { tree, list, files } = await openTree(page, demo);
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
