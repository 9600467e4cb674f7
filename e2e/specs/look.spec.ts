// Themes, narrow screens, and where the focus is.

import { type Page } from '@playwright/test';
import { heading, projectNavigation, signInAs, userMenu } from '../support/app.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import { expect, test } from '../support/test.ts';

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

async function choose(page: Page, theme: 'System' | 'Light' | 'Dark') {
  await userMenu(page).click();
  const choice = page.getByRole('radio', { name: theme });
  await choice.check({ force: true });
  await expect(choice).toBeChecked();
  await page.keyboard.press('Escape');
}

test.describe('the theme', () => {
  test('follows the system until one is chosen', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/sign-in');
    await expect(heading(page, 'Sign in')).toBeVisible();
    const light = await background(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => background(page)).not.toBe(light);
    const dark = await background(page);

    await choose(page, 'Light');
    await expect.poll(() => background(page)).toBe(light);
    await choose(page, 'Dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => background(page)).toBe(dark);
    await choose(page, 'System');
    await expect.poll(() => background(page)).toBe(light);
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('is there before the app, so that nothing flashes', async ({ page, demo }) => {
    await signInAs(page, demo);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/projects');
    await expect(heading(page, 'Projects')).toBeVisible();
    const light = await background(page);
    await choose(page, 'Dark');
    await expect.poll(() => background(page)).not.toBe(light);
    const dark = await background(page);

    // The app itself is held back: what is seen then is only index.html.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/*.wasm', async (route) => {
      await released;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect.poll(() => background(page)).toBe(dark);
    release();
    await expect(heading(page, 'Projects')).toBeVisible();
    expect(await background(page)).toBe(dark);
  });
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const { type, heading: label } of RESOURCE_TYPES) {
    test(`the link to the page is wholly in sight in the navigation: ${label}`, async ({ page, demo, switches }) => {
      await signInAs(page, demo);
      const project = await demo.projectNamed('harbour-api');
      // The counts make the links wider, and come when everything else has long been drawn.
      await switches.set({ path: '/resources/', latency_ms: 700 });
      await page.goto(`/projects/${project.id}/${type}`);
      const navigation = projectNavigation(page);
      const current = navigation.getByRole('link', { name: new RegExp(`^${label}`) });
      await expect(current).toHaveAttribute('aria-current', 'page');
      for (const other of ['Files', ...RESOURCE_TYPES.map(({ heading: name }) => name)]) {
        await expect(navigation.getByRole('link', { name: new RegExp(`^${other}`) })).toHaveText(/\d$/);
      }
      const cut = () =>
        current.evaluate((link) => {
          const row = link.closest('nav')?.getBoundingClientRect() ?? new DOMRect();
          const { left, right } = link.getBoundingClientRect();
          return Math.max(0, row.left - left, right - row.right);
        });
      await expect.poll(cut).toBeLessThan(1);
    });
  }
});

test.describe('the focus', () => {
  test('the first Tab offers to skip to the content', async ({ page, demo }) => {
    await signInAs(page, demo);
    await page.goto('/projects');
    await expect(heading(page, 'Projects')).toBeVisible();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('main').getByRole('button', { name: 'New project' })).toBeFocused();
  });

  test('goes to the heading after a move, and the window is named by it', async ({ page, demo }) => {
    await signInAs(page, demo);
    await page.goto('/projects');
    await expect(heading(page, 'Projects')).toBeVisible();
    await expect(page).toHaveTitle('Projects · Neptun');
    // On the first page the focus is the browser's.
    await expect(heading(page, 'Projects')).not.toBeFocused();
    await page.getByRole('link', { name: 'harbour-api' }).click();
    await expect(heading(page, 'harbour-api')).toBeFocused();
    await expect(page).toHaveTitle(/harbour-api.* · Neptun$/);

    const navigation = page.getByRole('navigation', { name: 'Project', exact: true });
    for (const name of ['Files', 'User files', 'Template collections', 'GitHub installations', 'Chat conversations']) {
      await navigation.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      await expect(heading(page, name)).toBeFocused();
      await expect(page).toHaveTitle(new RegExp(`^${name}.*harbour-api.*Neptun$`));
    }
    await page.goBack();
    await expect(heading(page, 'GitHub installations')).toBeFocused();
  });

  test('is seen wherever it is', async ({ page, demo }) => {
    await signInAs(page, demo);
    await page.goto('/projects');
    await expect(heading(page, 'Projects')).toBeVisible();
    await page.keyboard.press('Tab');
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      const unseen = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return 'nothing has the focus';
        // A card can wear the ring of the link that fills it.
        for (let element: Element | null = focused; element && element !== document.body; element = element.parentElement) {
          for (const part of [null, '::before', '::after']) {
            const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
            if (outlineStyle !== 'none' && outlineWidth !== '0px') return '';
          }
        }
        return focused.outerHTML;
      });
      expect(unseen).toBe('');
    }
  });
});
