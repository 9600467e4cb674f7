// The tree while it is used: files opened and closed, folders kept, what is in sight.

import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll, heading, projectNavigation, signInAs } from '../support/app.ts';
import { ALL_WITHIN, FilesPage } from '../support/files-page.ts';
import { FilesTree, openTree, treeOf } from '../support/files-tree.ts';
import { expect, test } from '../support/test.ts';

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
  const { tree, list, files } = await openTree(page, demo, 'tide-atlas');
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
  const { project, tree, list } = await openTree(page, demo);
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
  const { tree, list } = await openTree(page, demo);
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

test('a file is a link: with a key held, opening it is left to the browser', async ({ page, demo }) => {
  const { project, tree, files } = await openTree(page, demo);
  const file = files.find(({ original_path }) => original_path === '/Makefile');
  const link = tree.file('Makefile').getByRole('link');
  await expect(link).toHaveAttribute('href', `/projects/${project.id}/files/${file?.id}`);
  // The tab itself is not opened: the renderer of Chromium's headless shell crashes in half of those that a link opens.
  await page.evaluate(() => {
    const note = (event: Event) => {
      document.body.dataset.leftToBrowser = String(!event.defaultPrevented);
      event.preventDefault();
    };
    addEventListener('click', note, { once: true });
  });
  await link.click({ modifiers: ['ControlOrMeta'] });
  await expect(page.locator('body')).toHaveAttribute('data-left-to-browser', 'true');
  await expect(page).toHaveURL(`/projects/${project.id}/files`);
});
