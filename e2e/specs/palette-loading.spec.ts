// Going to a file while files are on their way, or do not come.

import { errorPanel, heading, signInAs, tryAgain } from '../support/app.ts';
import { ALL_WITHIN } from '../support/files-page.ts';
import { Palette, hasInOrder, openWithPalette as open, optionText } from '../support/palette.ts';
import { expect, test } from '../support/test.ts';

const LIST = '/resources/files';

test('files that are coming are found as they come', async ({ page, demo, switches }) => {
  await switches.set({ path: LIST, bytes_per_second: 800_000 });
  const { project, palette } = await open(page, demo, 'tide-atlas');
  await palette.open();
  await expect(palette.status).toHaveText(/^Loading files… [\d,]+ files? so far$/);
  await page.keyboard.type('s');
  await expect(palette.status).toHaveText(/^Loading files… [\d,]+ files? match so far$/);
  const count = async () => Number((await palette.status.textContent())?.replace(/\D/g, ''));
  const early = await count();
  await expect.poll(count).toBeGreaterThan(early);
  await switches.clear();
  const paths = (await demo.files(project.id)).map((file) => file.original_path);
  const found = paths.filter((path) => hasInOrder(path, 's')).length.toLocaleString('en-US');
  await expect(palette.status).toHaveText(`${found} files match, the best 50 are shown`, { timeout: ALL_WITHIN });
});

test('files that were filtered away or not asked for are loaded', async ({ page, demo }) => {
  const { palette } = await open(page, demo, 'harbour-api', '/files?context_file_category=config');
  await palette.open();
  await palette.type('berthmap', optionText('/web/src/components/BerthMap.tsx'));
  const elsewhere = await open(page, demo, 'harbour-api', '/user-files');
  await elsewhere.palette.open();
  await elsewhere.palette.type('berthmap', optionText('/web/src/components/BerthMap.tsx'));
});

test('files that do not come are an error with another try, and commands work meanwhile', async ({ page, demo, switches }) => {
  await switches.set({ path: LIST, fault: '500' });
  const { palette } = await open(page, demo);
  await expect(tryAgain(page.getByRole('main'))).toBeVisible();
  await palette.open();
  await expect(tryAgain(palette.dialog)).toBeVisible();
  await palette.type('overview', 'Go to overview');
  await switches.clear();
  await tryAgain(palette.dialog).click();
  await palette.type('berthmap', optionText('/web/src/components/BerthMap.tsx'));
  await expect(tryAgain(palette.dialog)).toHaveCount(0);
});

test('if its code does not arrive it says so, and the next try brings it', async ({ page, demo, switches }) => {
  await switches.set({ path: '/palette-', fault: '503' });
  await signInAs(page, demo);
  await page.goto('/projects');
  await expect(heading(page, 'Projects')).toBeVisible();
  await page.keyboard.press('t');
  const error = errorPanel(page, 'This part of the app could not be loaded');
  await expect(error).toBeVisible();
  await switches.clear();
  await tryAgain(error).click();
  await expect(new Palette(page).input).toBeFocused();
  await expect(error).toHaveCount(0);
});
