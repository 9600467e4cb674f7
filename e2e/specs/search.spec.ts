// Search in files: what it finds, how it is limited, and what it says when there is nothing to show.

import { type Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { errorPanel, heading, projectNavigation, signInAs, tryAgain } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { SearchPage, naively } from '../support/search-page.ts';
import { expect, test } from '../support/test.ts';

async function open(page: Page, owner: Account, query = '', name = 'harbour-api') {
  await signInAs(page, owner);
  const project = await owner.projectNamed(name);
  await page.goto(`/projects/${project.id}/search${query}`);
  return { project, search: new SearchPage(page), files: await owner.files(project.id) };
}

// Files with everything that a search could trip over.
async function openOwn(page: Page, account: Account, query = '') {
  const project = await account.createProject('Searched');
  const long = `${'x'.repeat(5_000)} needle ${'y'.repeat(5_000)}`;
  for (const [original_path, text, category] of [
    ['/src/App.tsx', 'one\ntwo needle\n\tNeedle, needles\nfour\nfive\n', 'source'],
    ['/src/[id].tsx', 'no match here\n', 'source'],
    ['/docs/Größe.md', 'Die GRÖSSE ist groß\nneedle\n', 'documentation'],
    ['/min.js', long, 'asset'],
  ] as const) {
    await account.addFile(project.id, { original_path, text, context_file_category: category });
  }
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/search${query}`);
  return { project, search: new SearchPage(page) };
}

test('finds every match in every line as one types, file by file', async ({ page, demo }) => {
  const { project, search, files } = await open(page, demo);
  await expect(heading(page, 'Search')).toBeVisible();
  await expect(search.input).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Search every line of every file' })).toBeVisible();
  await page.keyboard.type('berth');
  const found = naively(files, /berth/gi);
  expect(found.files.length).toBeGreaterThan(3);
  await search.expectCounts(found);
  await expect(page).toHaveURL(`/projects/${project.id}/search?q=berth`);
  const first = found.files[0];
  const rows = search.matches.getByRole('listitem');
  await expect(rows.first().getByRole('link')).toHaveText(first?.file.original_path ?? '');
  await expect(rows.first()).toContainText(String(first?.lines.reduce((sum, { matches }) => sum + matches, 0)));
  for (const [index, line] of (first?.lines ?? []).slice(0, 8).entries()) {
    await expect(rows.nth(index + 1).getByRole('link')).toContainText(String(line.number));
    await expect(rows.nth(index + 1).locator('mark')).toHaveCount(line.matches);
    await expect(rows.nth(index + 1).locator('mark').first()).toHaveText(/^berth$/i);
  }
  // The history has one entry for all that was typed.
  await page.goBack();
  await expect(search.input).toHaveCount(0);
});

test('switches and filters, alone and together, are in the URL', async ({ page, demo }) => {
  const { project, search, files } = await open(page, demo, '?q=Port');
  const url = (query: string) => expect(page).toHaveURL(`/projects/${project.id}/search?q=${query}`);
  await search.expectCounts(naively(files, /port/gi));
  await search.switch('Match case').click();
  await expect(search.switch('Match case')).toHaveAttribute('aria-pressed', 'true');
  await search.expectCounts(naively(files, /Port/g));
  await url('Port&case=true');
  await search.switch('Whole word').click();
  await search.expectCounts(naively(files, /(?<![\p{L}\p{N}_])Port(?![\p{L}\p{N}_])/gu));
  await search.switch('Match case').click();
  await search.switch('Whole word').click();
  await search.switch('Regular expression').click();
  await search.input.fill('port\\w+\\(');
  await search.expectCounts(naively(files, /port\w+\(/gi));
  await url('port%5Cw%2B%5C%28&regex=true');
  await search.switch('Regular expression').click();
  await search.input.fill('a');

  await search.category.selectOption('source');
  const sources = files.filter((file) => file.context_file_category === 'source');
  await search.expectCounts(naively(sources, /a/gi));
  await search.type.selectOption('component');
  const components = sources.filter((file) => file.context_file_type === 'component');
  await search.expectCounts(naively(components, /a/gi));
  await search.category.selectOption('');
  await search.type.selectOption('');
  await search.path.fill('*.tsx, !map*');
  const views = files.filter(({ title, original_path }) => /\.tsx$/.test(original_path) && !/^map/i.test(title));
  await search.expectCounts(naively(views.filter((file) => !/\/map[^/]*(\/|$)/i.test(file.original_path)), /a/gi));
  await url('a&path=*.tsx%2C+%21map*');

  // The link alone says it all.
  await page.goto(`/projects/${project.id}/search?q=port&case=true&word=true&context_file_category=source`);
  await expect(search.switch('Match case')).toHaveAttribute('aria-pressed', 'true');
  await expect(search.switch('Whole word')).toHaveAttribute('aria-pressed', 'true');
  await expect(search.category).toHaveValue('source');
  await search.expectCounts(naively(sources, /(?<![\p{L}\p{N}_])port(?![\p{L}\p{N}_])/gu));
});

test('a match leads to its line, and Back to the matches', async ({ page, demo }) => {
  const { project, search, files } = await open(page, demo, '?q=berth');
  const first = naively(files, /berth/gi).files[0];
  const number = first?.lines[0]?.number ?? 0;
  // While files are still coming, others may be first.
  await search.expectCounts(naively(files, /berth/gi));
  await search.matches.getByRole('listitem').nth(1).getByRole('link').click();
  await expect(page).toHaveURL(`/projects/${project.id}/files/${first?.file.id}#L${number}`);
  const viewer = new FilesPage(page).viewer(first?.file.original_path ?? '');
  const line = first?.file.text.split('\n')[number - 1]?.trim() ?? '';
  await expect(viewer.getByText(line).first()).toBeInViewport();
  await page.goBack();
  await search.expectCounts(naively(files, /berth/gi));
  await expect(search.input).toHaveValue('berth');
});

test('lines around a match, of one and of all; and files that fold', async ({ page, account }) => {
  const { search } = await openOwn(page, account, '?q=needle&path=App.tsx');
  const rows = search.matches.getByRole('listitem');
  await expect(rows).toHaveText([/App\.tsx/, /^2two needle/, /^3Needle, needles/]);
  await search.matches.getByRole('button', { name: 'Show context of line 3' }).click();
  await expect(rows).toHaveText([/App\.tsx/, /^1one$/, /^2two needle/, /^3\tNeedle/, /^4four$/, /^5five$/]);
  const around = search.matches.getByRole('button', { name: 'Show context of line 3' });
  await expect(around).toHaveAttribute('aria-pressed', 'true');
  await expect(around).toBeFocused();
  await around.click();
  await expect(rows).toHaveCount(3);
  await search.matches.getByRole('button', { name: /^Show context in/ }).click();
  await expect(rows).toHaveCount(6);
  const fold = search.matches.getByRole('button', { name: 'Matches in /src/App.tsx', exact: true });
  await fold.click();
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(rows).toHaveCount(1);
  await fold.click();
  await expect(rows).toHaveCount(6);
  // From the keyboard.
  await fold.press('ArrowDown');
  await expect(rows.nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('End');
  await expect(rows.nth(5).getByRole('link')).toBeFocused();
});

test('letters of all alphabets, and a line without end', async ({ page, account }) => {
  const { search } = await openOwn(page, account, '?q=größer');
  await expect(search.status).toHaveText('No matches');
  // In capitals, which have no ß.
  await search.input.fill('größe');
  await expect(search.matches.locator('mark')).toHaveText('GRÖSSE');
  await search.input.fill('groß');
  await expect(search.status).toHaveText('1 match in 1 file');
  await search.input.fill('grö');
  await expect(search.matches.locator('mark')).toHaveText('GRÖ');
  await search.input.fill('needle');
  await expect(search.status).toHaveText('5 matches in 3 files');
  const cut = search.matches.getByRole('listitem').filter({ hasText: 'xxx needle yyy' });
  await expect(cut.locator('mark')).toHaveText('needle');
  expect((await cut.textContent())?.length).toBeLessThan(300);
});

test('what is wrong with an expression is said, and where', async ({ page, account }) => {
  const { search } = await openOwn(page, account, '?q=nee%28dle&regex=true');
  await expect(page.getByRole('heading', { name: 'Not a regular expression' })).toBeVisible();
  await expect(page.getByText('Unclosed group, at character 4.')).toBeVisible();
  await expect(page.getByRole('main').locator('mark')).toHaveText('(');
  await expect(search.input).toHaveAttribute('aria-invalid', 'true');
  await expect(search.status).toHaveText('Not a regular expression');
  await search.input.fill('nee(dle)');
  await expect(search.status).toHaveText('5 matches in 3 files');
  await expect(search.input).not.toHaveAttribute('aria-invalid', 'true');
  // Takes other engines longer than anybody would wait.
  await search.input.fill('(x+x+)+z');
  await expect(search.status).toHaveText('No matches');
});

test('nothing found says where was searched', async ({ page, account }) => {
  const { search } = await openOwn(page, account, '?q=needle&context_file_category=source&path=%5Bid%5D.tsx');
  await expect(page.getByRole('heading', { name: 'No match' })).toBeVisible();
  await expect(page.getByText('Nothing has “needle” in the files that your filters let through.')).toBeVisible();
  await page.getByRole('button', { name: 'Search all files' }).click();
  await expect(search.status).toHaveText('5 matches in 3 files');
  await expect(search.path).toHaveValue('');
});

test('searches what has come while files are on their way', async ({ page, demo, switches }) => {
  await switches.set({ path: '/resources/files', bytes_per_second: 3_000_000 });
  const project = await demo.projectNamed('tide-atlas');
  await signInAs(page, demo);
  await page.goto(`/projects/${project.id}/search?q=tide`);
  const search = new SearchPage(page);
  await expect(search.status).toHaveText(/^[\d,]+ matches in [\d,]+ files so far$/);
  await expect(page.getByText(/^[\d,]+ files loaded$/)).toBeVisible();
  await expect(search.matches.getByRole('listitem').nth(2)).toBeVisible();
  await switches.clear();
  await search.expectCounts(naively(await demo.files(project.id), /tide/gi));
});

test('files that do not come are an error with another try', async ({ page, demo, switches }) => {
  await switches.set({ path: '/resources/files', fault: '500' });
  const { search, files } = await (async () => {
    await signInAs(page, demo);
    const project = await demo.projectNamed('harbour-api');
    await page.goto(`/projects/${project.id}/search?q=berth`);
    const panel = page.getByRole('main').getByRole('alert');
    await expect(tryAgain(panel)).toBeVisible();
    await switches.clear();
    await tryAgain(panel).click();
    return { search: new SearchPage(page), files: await demo.files(project.id) };
  })();
  await search.expectCounts(naively(files, /berth/gi));
});

test('what understands expressions comes when it is wanted, or says that it does not', async ({ page, demo, switches }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const { search, files } = await open(page, demo, '?q=ber.h');
  await expect(search.status).toHaveText('No matches');
  expect(fetched.filter((path) => path.includes('expressions'))).toEqual([]);
  await switches.set({ path: '/expressions-', fault: '503' });
  await search.switch('Regular expression').click();
  const panel = errorPanel(page, 'This part of the app could not be loaded');
  await expect(panel).toBeVisible();
  await switches.clear();
  await tryAgain(panel).click();
  await search.expectCounts(naively(files, /ber.h/gi));
});

test('the shortcut leads here from anywhere in a project', async ({ page, demo }) => {
  const project = await demo.projectNamed('harbour-api');
  await signInAs(page, demo);
  await page.goto(`/projects/${project.id}/files`);
  const list = new FilesPage(page);
  await expect(list.rowAt(0)).toBeVisible();
  await list.filter.fill('berth');
  await page.keyboard.press('Control+Shift+F');
  const search = new SearchPage(page);
  await expect(search.input).toBeFocused();
  await expect(page).toHaveURL(`/projects/${project.id}/search`);
  await expect(projectNavigation(page).getByRole('link', { name: 'Search' })).toHaveAttribute('aria-current', 'page');
  await page.keyboard.type('tide');
  await search.switch('Match case').focus();
  await page.keyboard.press('Control+Shift+F');
  await expect(search.input).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('tide');
});

test('a hundred thousand matches do not hurt', async ({ page, account }) => {
  const project = await account.createProject('Many');
  const text = 'tick\n'.repeat(20_000);
  for (let file = 0; file < 5; file += 1) await account.addFile(project.id, { original_path: `/${file}.log`, text });
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/search?q=tick`);
  const search = new SearchPage(page);
  await expect(search.status).toHaveText('100,000 matches in 5 files');
  expect(await search.matches.getByRole('listitem').count()).toBeLessThan(80);
  await search.matches.getByRole('link').first().press('End');
  await expect(search.matches.getByRole('button', { name: 'Show more of 19,800 further lines' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(search.matches.getByRole('link', { name: '201 tick' })).toBeFocused();
  const last = search.matches.getByRole('button', { name: 'Show more of 18,800 further lines' });
  await page.keyboard.press('End');
  await expect(last).toBeFocused();
});
