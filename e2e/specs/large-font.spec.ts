// A browser whose smallest font is large: rows grow, and nothing overlaps or is cut.

import { expectNoSidewaysScroll, projectNavigation, signInAs } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { expect, test as base } from '../support/test.ts';

const SMALLEST = 24;

const test = base.extend<object, object>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), `--blink-settings=minimumFontSize=${SMALLEST}`];
      await use({ ...launchOptions, args });
    },
    { scope: 'worker' },
  ],
});

test.skip(({ browserName }) => browserName !== 'chromium', 'the setting is one of Chromium');

test('rows are as high as their text, and columns as wide', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('harbour-api');
  await page.goto(`/projects/${project.id}/files`);
  const files = new FilesPage(page);
  await expect(files.rowAt(3)).toBeVisible();
  const [second, third] = [await files.rowAt(2).boundingBox(), await files.rowAt(3).boundingBox()];
  const height = (third?.y ?? 0) - (second?.y ?? 0);
  expect(height).toBeGreaterThan(SMALLEST * 1.3);
  for (const cell of await files.rowAt(2).getByRole('gridcell').all()) {
    const { text, room } = await cell.evaluate((element) => ({ text: element.scrollHeight, room: element.clientHeight }));
    expect(text).toBeLessThanOrEqual(room);
  }
  for (const column of ['Size', 'Created'] as const) {
    const head = files.head(column);
    expect(await head.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  }
  const links = projectNavigation(page).getByRole('link');
  for (const link of await links.all()) {
    expect(await link.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  }
  await expectNoSidewaysScroll(page);
});
