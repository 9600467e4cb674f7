// The app does not start: that is said, and no skeleton is left standing.

import { type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

const APP = /\/neptun-ui-[^/]*\.wasm$/;

const FAULTS: Record<string, (page: Page) => Promise<unknown>> = {
  'its code does not arrive': (page) => page.route(APP, (route) => route.abort()),
  'its script does not arrive': (page) => page.route(/\/neptun-ui-[^/]*\.js$/, (route) => route.abort()),
  'the browser cannot run it': (page) =>
    page.route(APP, (route) => route.fulfill({ contentType: 'application/wasm', body: 'not wasm' })),
};

for (const [name, break_] of Object.entries(FAULTS)) {
  test(`the app cannot start: ${name}`, async ({ page }) => {
    await break_(page);
    await page.goto('/projects');
    await expect(page.getByRole('alert').getByRole('heading', { name: 'Neptun could not start' })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await expectAccessible(page);
    await page.unrouteAll();
    await page.getByRole('link', { name: 'Reload' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
}
