// The lists of what is linked to a project.

import { exactTime, heading, projectNavigation, signInAs } from '../support/app.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import type { Resources } from '../support/types.ts';
import { expect, test } from '../support/test.ts';

// What the cells of a row say after the name, as the API has it; the last one is when it was changed.
const COLUMNS = {
  'user-files': {
    names: ['Title', 'Language', 'Extension', 'Size', 'Updated'],
    cells: (file: Resources['user-files']) => [file.language, file.extension, size(file.text)],
  },
  'template-collections': {
    names: ['Name', 'Description', 'Sharing', 'Updated'],
    cells: (collection: Resources['template-collections']) => [
      collection.description || '—',
      collection.is_shared ? 'Shared' : 'Private',
    ],
  },
  'github-installations': {
    names: ['Account', 'Account type', 'Account ID', 'Updated'],
    cells: (installation: Resources['github-installations']) => [
      installation.github_account_type,
      installation.github_account_id,
    ],
  },
  'chat-conversations': {
    names: ['Name', 'Publisher', 'Model', 'Updated'],
    cells: (chat: Resources['chat-conversations']) => {
      const slash = chat.model.indexOf('/');
      return [chat.model.slice(0, slash), chat.model.slice(slash + 1)];
    },
  },
} as const;

function size(text: string): string {
  const bytes = Buffer.byteLength(text);
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;
}

for (const names of RESOURCE_TYPES) {
  const { type, heading: label, singular, plural } = names;

  test(`${label}: every row, with the columns that matter`, async ({ page, demo }) => {
    await signInAs(page, demo);
    const project = await demo.projectNamed('harbour-api');
    await page.goto(`/projects/${project.id}/${type}`);
    await expect(heading(page, label)).toBeVisible();
    const linked = await demo.resources(project.id, type);
    expect(linked.length).toBeGreaterThan(1);

    const table = page.getByRole('table', { name: label, exact: true });
    await expect(table.getByRole('columnheader')).toHaveText([...COLUMNS[type].names]);
    const rows = table.getByRole('row').filter({ has: page.getByRole('cell') });
    await expect(rows).toHaveCount(linked.length);
    for (const [index, resource] of linked.entries()) {
      const cells = rows.nth(index).getByRole('cell');
      const name = (resource as unknown as Record<string, string>)[names.nameField] ?? '';
      await expect(cells.first().getByRole('link', { name, exact: true })).toHaveAttribute(
        'href',
        `/projects/${project.id}/${type}/${resource.id}`,
      );
      const said = (COLUMNS[type].cells as (resource: unknown) => string[])(resource);
      for (const [column, text] of said.entries()) {
        await expect(cells.nth(column + 1)).toHaveText(text);
      }
      await expect(cells.last().getByTitle(exactTime(resource.updated_at))).toBeVisible();
    }
    await expect(page.getByRole('status').filter({ hasText: `${linked.length} ${plural}` })).toBeVisible();
  });

  test(`${label}: none yet`, async ({ page, account }) => {
    const project = await account.createProject('blank');
    await signInAs(page, account);
    await page.goto(`/projects/${project.id}/${type}`);
    await expect(page.getByRole('heading', { name: `No ${plural} yet` })).toBeVisible();
    await expect(page.getByRole('table')).toHaveCount(0);
    await page.getByRole('button', { name: `Add the first ${singular}` }).click();
    await expect(page.getByRole('dialog', { name: `Add ${singular}` })).toBeVisible();
  });

  test(`${label}: a row leads to its details, and Back to the list`, async ({ page, demo }) => {
    await signInAs(page, demo);
    const project = await demo.projectNamed('harbour-api');
    const [first] = await demo.resources(project.id, type);
    await page.goto(`/projects/${project.id}/${type}`);
    const row = page.getByRole('table').getByRole('row').nth(1);
    // Anywhere in the row, not only on the name.
    await row.getByRole('cell').last().click();
    await expect(page).toHaveURL(`/projects/${project.id}/${type}/${first?.id}`);
    await expect(page.getByRole('button', { name: 'Remove from project' })).toBeVisible();
    await expect(projectNavigation(page).getByRole('link', { name: new RegExp(`^${label}`) })).toHaveAttribute('aria-current', 'true');
    await page.goBack();
    await expect(heading(page, label)).toBeVisible();
  });
}

test('a list can be filtered', async ({ page, account }) => {
  const project = await account.createProject('many');
  for (let number = 1; number <= 9; number += 1) {
    await account.addResource(project.id, 'chat-conversations', {
      name: `Talk ${number}`,
      description: '',
      model_publisher: number === 4 ? 'mistralai' : 'google',
      model_name: 'gemma',
    });
  }
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/chat-conversations`);
  const table = page.getByRole('table', { name: 'Chat conversations' });
  await expect(table.getByRole('link')).toHaveCount(9);
  const filter = page.getByRole('searchbox', { name: 'Filter chat conversations' });
  await filter.fill('talk MISTRAL');
  await expect(table.getByRole('link')).toHaveText(['Talk 4']);
  await expect(page.getByRole('status').filter({ hasText: '1 of 9 chat conversations' })).toBeVisible();
  await filter.fill('nothing is called so');
  await expect(page.getByRole('heading', { name: 'No match' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(table.getByRole('link')).toHaveCount(9);
});

test('rows that stay keep their place and their elements', async ({ page, account }) => {
  const project = await account.createProject('many');
  for (let number = 1; number <= 9; number += 1) {
    const body = { name: `Talk ${number}`, description: '', model_publisher: 'google', model_name: 'gemma' };
    await account.addResource(project.id, 'chat-conversations', body);
  }
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/chat-conversations`);
  const links = page.getByRole('table', { name: 'Chat conversations' }).getByRole('link');
  await expect(links).toHaveCount(9);
  const names = await links.allTextContents();
  // What is written on an element goes with it, and so would the focus or a marked text.
  await links.evaluateAll((all) => all.forEach((link) => link.setAttribute('data-drawn', 'first')));
  const drawnFirst = () => links.evaluateAll((all) => all.filter((link) => link.hasAttribute('data-drawn')).map((link) => link.textContent));

  const filter = page.getByRole('searchbox', { name: 'Filter chat conversations' });
  await filter.fill('4');
  await expect(links).toHaveText(['Talk 4']);
  expect(await drawnFirst()).toEqual(['Talk 4']);
  await filter.fill('talk');
  await expect(links).toHaveText(names);
  expect(await drawnFirst()).toEqual(['Talk 4']);
});

test('every column sorts, and the URL has the order and the filter', async ({ page, account }) => {
  const project = await account.createProject('many');
  const texts = { 'note10.md': 'x', 'Note9.md': 'x'.repeat(3_000), 'a.rs': 'x'.repeat(20) };
  for (const [title, text] of Object.entries(texts)) {
    const extension = title.split('.')[1];
    await account.addResource(project.id, 'user-files', { title, text, language: extension, extension });
  }
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}`);
  await projectNavigation(page).getByRole('link', { name: /^User files/ }).click();
  const table = page.getByRole('table', { name: 'User files' });
  const links = table.getByRole('link');
  const head = (name: string) => table.getByRole('columnheader', { name });
  const listed = ['a.rs', 'Note9.md', 'note10.md'];
  await expect(links).toHaveText(listed);

  await head('Size').getByRole('button').focus();
  for (const [direction, names] of [
    ['descending', ['Note9.md', 'a.rs', 'note10.md']],
    ['ascending', ['note10.md', 'a.rs', 'Note9.md']],
  ] as const) {
    await page.keyboard.press('Enter');
    await expect(head('Size')).toHaveAttribute('aria-sort', direction);
    await expect(links).toHaveText(names);
  }
  await page.keyboard.press('Space');
  await expect(head('Size')).not.toHaveAttribute('aria-sort');
  await expect(links).toHaveText(listed);
  for (const name of COLUMNS['user-files'].names) {
    await head(name).getByRole('button').click();
    await expect(head(name)).toHaveAttribute('aria-sort', /ascending|descending/);
    await expect(table.locator('[aria-sort]')).toHaveCount(1);
  }

  await head('Title').getByRole('button').click();
  await expect(links).toHaveText(['a.rs', 'Note9.md', 'note10.md']);
  await page.getByRole('searchbox', { name: 'Filter user files' }).fill('note');
  await expect(page).toHaveURL(`/projects/${project.id}/user-files?q=note&sort=title`);
  await page.reload();
  await expect(links).toHaveText(['Note9.md', 'note10.md']);
  await expect(head('Title')).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('searchbox', { name: 'Filter user files' })).toHaveValue('note');
  // Neither is a page to go back to.
  await page.goBack();
  await expect(page).toHaveURL(`/projects/${project.id}`);
});
