// Back from a file leads to the matches as they were left.

import { heading, projectNavigation, signInAs } from '../support/app.ts';
import { ALL_WITHIN } from '../support/files-page.ts';
import { SearchPage } from '../support/search-page.ts';
import { expect, test } from '../support/test.ts';

test('Back leads to the same place among the matches, with the same lines around them', async ({ page, demo }) => {
  await signInAs(page, demo);
  const project = await demo.projectNamed('tide-atlas');
  await page.goto(`/projects/${project.id}/search?q=station`);
  const search = new SearchPage(page);
  await expect(search.status).toHaveText(/^[\d,]+ matches in [\d,]+ files$/, { timeout: ALL_WITHIN });
  const rows = search.matches.getByRole('listitem');
  const count = async () => Number(await rows.first().getAttribute('aria-setsize'));
  const without = await count();
  await rows.nth(1).getByRole('button', { name: /^Show context of line/ }).click();
  await expect.poll(count).toBeGreaterThan(without);
  const all = await count();
  const list = search.matches.locator('xpath=../..');
  const top = () => list.evaluate((element) => element.scrollTop);
  await list.hover();
  await page.mouse.wheel(0, 9_000);
  await expect.poll(top).toBe(9_000);
  // A row in the middle of what is in sight.
  const place = Math.round(9_000 / 26) + 8;
  const row = rows.and(page.locator(`[aria-posinset="${place}"]`));
  const link = row.getByRole('link');
  const text = await link.textContent();
  await link.click();
  await expect(page).toHaveURL(/\/files\/\d+/);
  await expect(search.matches).toHaveCount(0);

  await page.goBack();
  await expect.poll(top).toBe(9_000);
  await expect(link).toHaveText(text ?? '');
  await expect(link).toBeFocused();
  await expect(row).toHaveAttribute('aria-setsize', String(all));
  await expect(search.input).toHaveValue('station');
  // It goes on as ever.
  await search.input.fill('harbour');
  await expect.poll(top).toBe(0);

  // A search that one comes to anew begins at its top.
  await search.input.fill('station');
  await expect(search.status).toHaveText(/^[\d,]+ matches in [\d,]+ files$/, { timeout: ALL_WITHIN });
  await list.hover();
  await page.mouse.wheel(0, 5_000);
  await expect.poll(top).toBe(5_000);
  await projectNavigation(page).getByRole('link', { name: 'Overview' }).click();
  await expect(heading(page, 'tide-atlas')).toBeVisible();
  await projectNavigation(page).getByRole('link', { name: 'Search' }).click();
  await search.input.fill('station');
  await expect(search.status).toHaveText(/^[\d,]+ matches in [\d,]+ files$/);
  await expect.poll(top).toBe(0);
});
