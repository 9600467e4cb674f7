// Every screen of the app, and every dialog opened on it: what has to be right on all of them is checked on all of them.

import { type Page, expect } from '@playwright/test';
import { AddDialog } from './add-dialog.ts';
import type { Account } from './api.ts';
import { heading, loseSession, signInAs, userMenu } from './app.ts';
import { FilesPage } from './files-page.ts';
import { FilesTree } from './files-tree.ts';
import { Palette } from './palette.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { Viewer } from './viewer.ts';

export interface Screen {
  name: string;
  // Goes there and waits until all of it is drawn.
  show(page: Page, demo: Account): Promise<void>;
}

async function project(demo: Account, name = 'harbour-api'): Promise<number> {
  return (await demo.projectNamed(name)).id;
}

async function openedFile(page: Page, demo: Account, path: string, lines = ''): Promise<Viewer> {
  const id = await project(demo);
  const file = (await demo.files(id)).find(({ original_path }) => original_path === path);
  await page.goto(`/projects/${id}/files/${file?.id}${lines}`);
  const viewer = new Viewer(page, path);
  await expect(viewer.region).toBeVisible();
  return viewer;
}

const SIGNED_OUT: Screen[] = [
  {
    name: 'sign in',
    show: async (page) => {
      await page.goto('/sign-in');
      await expect(page.getByRole('button', { name: 'Continue as demo user' })).toBeVisible();
    },
  },
  {
    name: 'sign in with errors',
    show: async (page) => {
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText('Enter your password')).toBeVisible();
    },
  },
  {
    name: 'sign up with errors',
    show: async (page) => {
      await page.goto('/sign-up');
      await page.getByRole('button', { name: 'Create account' }).press('Enter');
      await expect(page.getByText('Enter an email address')).toBeVisible();
    },
  },
];

const SIGNED_IN: Screen[] = [
  {
    name: 'projects',
    show: async (page) => {
      await page.goto('/projects');
      await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
    },
  },
  {
    name: 'account menu',
    show: async (page) => {
      await page.goto('/projects');
      await userMenu(page).click();
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    },
  },
  {
    name: 'overview',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}`);
      await expect(heading(page, 'harbour-api')).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    },
  },
  {
    name: 'overview with a long name',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo, 'Nattferge')}`);
      await expect(heading(page, /^Nattferge/)).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    },
  },
  {
    name: 'overview of an empty project',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo, 'empty-quay')}`);
      await expect(page.getByText('There are no files yet.')).toBeVisible();
    },
  },
  {
    name: 'overview, pictures with all their marks',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}`);
      await page.getByText(/^\d+ others$/).first().click();
      await page.getByRole('figure', { name: 'Files added over time' }).getByRole('link').first().focus();
    },
  },
  {
    name: 'overview, before all files are loaded',
    show: async (page, demo) => {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
      });
      await page.goto(`/projects/${await project(demo)}`);
      await expect(page.getByRole('button', { name: 'Load all files' })).toBeVisible();
    },
  },
  {
    name: 'files',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo, 'tide-atlas')}/files`);
      await expect(new FilesPage(page).rowAt(3)).toBeVisible();
    },
  },
  {
    name: 'files in their folders',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files`);
      const tree = new FilesTree(page);
      await tree.show();
      await tree.folder('web').click();
      await tree.tree.press('ArrowRight');
      await expect(tree.folder('src').last()).toBeVisible();
    },
  },
  {
    name: 'opened file beside the folders',
    show: async (page, demo) => {
      const id = await project(demo, 'tide-atlas');
      const file = (await demo.files(id)).find(({ original_path }) => original_path.split('/').length > 6);
      await page.goto(`/projects/${id}/files/${file?.id}`);
      const tree = new FilesTree(page);
      await tree.show();
      await expect(tree.items.and(page.locator('[aria-selected=true]'))).toBeVisible();
    },
  },
  {
    name: 'files, some selected',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files`);
      const list = new FilesPage(page);
      for (const row of [1, 3]) await list.rowAt(row).getByRole('checkbox').click();
      await list.filter.fill('berth');
      await expect(list.selectedBar).toContainText(/not in this filter.*about [\d,]+ tokens/);
    },
  },
  {
    name: 'files, taking them along',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files`);
      await page.getByRole('button', { name: 'Take along' }).click();
      await expect(page.getByRole('dialog')).toContainText(/about [\d,]+ tokens/);
    },
  },
  {
    name: 'files, none',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo, 'empty-quay')}/files`);
      await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
    },
  },
  {
    name: 'files, no match',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files?q=nothing-is-called-so&context_file_category=source`);
      await expect(page.getByRole('heading', { name: 'No file matches' })).toBeVisible();
    },
  },
  {
    name: 'files of a language and of some days',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files?language=rust&created=2026-01-01..2026-12-31`);
      await expect(new FilesPage(page).rowAt(0)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Remove filter Language: rust' })).toBeVisible();
    },
  },
  {
    name: 'opened file',
    show: async (page, demo) => {
      const id = await project(demo);
      const file = (await demo.files(id)).find(({ original_path }) => original_path === '/web/src/components/BerthMap.tsx');
      await page.goto(`/projects/${id}/files/${file?.id}#L3-L5`);
      const viewer = new FilesPage(page).viewer('/web/src/components/BerthMap.tsx');
      await expect(viewer.getByRole('textbox', { name: 'Text' })).toBeVisible();
      await viewer.getByText('More', { exact: true }).click();
    },
  },
  {
    name: 'opened file, finding in it',
    show: async (page, demo) => {
      const viewer = await openedFile(page, demo, '/web/src/components/BerthMap.tsx', '#L12-L20');
      await viewer.button('Find in file').click();
      await viewer.find.getByRole('searchbox').fill('berth');
      await expect(viewer.find.getByRole('status')).toHaveText(/^1 of/);
    },
  },
  {
    name: 'opened file, its menu',
    show: async (page, demo) => {
      const viewer = await openedFile(page, demo, '/src/main.rs');
      await viewer.button('More actions').click();
      await expect(viewer.region.getByRole('menuitem').first()).toBeFocused();
    },
  },
  {
    name: 'opened file, Markdown',
    show: async (page, demo) => {
      const viewer = await openedFile(page, demo, '/README.md');
      await expect(viewer.region.getByRole('article').getByRole('heading').first()).toBeVisible();
    },
  },
  {
    name: 'opened file, Markdown as it is written',
    show: async (page, demo) => {
      const viewer = await openedFile(page, demo, '/README.md');
      await viewer.button('Source').click();
      await expect(viewer.editor).toBeVisible();
    },
  },
  {
    name: 'opened file, JSON laid out',
    show: async (page, demo) => {
      const viewer = await openedFile(page, demo, '/web/public/harbours/1.geojson');
      await viewer.button('Pretty-print').click();
      await expect(viewer.editor).toBeVisible();
    },
  },
  {
    name: 'opened file, empty',
    show: async (page, demo) => {
      const viewer = await openedFile(page, demo, '/scripts/__init__.py');
      await expect(viewer.region.getByText('This file is empty.')).toBeVisible();
    },
  },
  {
    name: 'opened file, without the editor',
    show: async (page, demo) => {
      await page.route(/\/editor-\w+\/main\.js/, (route) => route.abort());
      const viewer = await openedFile(page, demo, '/src/main.rs', '#L3-L5');
      await expect(viewer.region.getByText('Shown as plain text')).toBeVisible();
    },
  },
  {
    name: 'search',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/search`);
      await expect(page.getByRole('heading', { name: 'Search every line of every file' })).toBeVisible();
    },
  },
  {
    name: 'search with matches',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/search?q=berth&path=*.ts%2C+*.tsx%2C+*.md`);
      const matches = page.getByRole('list', { name: 'Matches' });
      await matches.getByRole('button', { name: /^Lines around line/ }).first().click();
      await expect(matches.getByRole('listitem').nth(5)).toBeVisible();
    },
  },
  {
    name: 'search, no match',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/search?q=nothing-has-this&context_file_category=source`);
      await expect(page.getByRole('heading', { name: 'No match' })).toBeVisible();
    },
  },
  {
    name: 'search, not an expression',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/search?q=berth%28s&regex=true`);
      await expect(page.getByRole('heading', { name: 'Not a regular expression' })).toBeVisible();
    },
  },
  {
    name: 'go to',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files`);
      const palette = new Palette(page);
      await expect(palette.button).toBeVisible();
      await palette.open();
      await expect(palette.group('Projects').getByRole('option').first()).toBeAttached();
    },
  },
  {
    name: 'go to, with matches',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo, 'tide-atlas')}/files`);
      const palette = new Palette(page);
      await expect(palette.button).toBeVisible();
      await palette.open();
      await palette.input.fill('sto:12');
      await expect(palette.status).toHaveText(/the best 50 are shown$/);
    },
  },
  {
    name: 'keyboard shortcuts',
    show: async (page) => {
      await page.goto('/projects');
      await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
  ...RESOURCE_TYPES.flatMap(({ type, heading: label, nameField }): Screen[] => [
    {
      name: label,
      show: async (page, demo) => {
        await page.goto(`/projects/${await project(demo)}/${type}`);
        await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
      },
    },
    {
      name: `${label}, one of them`,
      show: async (page, demo) => {
        const id = await project(demo);
        const linked: object[] = await demo.resources(id, type);
        // The one with the longest name is the hardest to lay out.
        const title = (one: object) => String((one as Record<string, unknown>)[nameField]);
        const [longest = {}] = linked.sort((a, b) => title(b).length - title(a).length);
        await page.goto(`/projects/${id}/${type}/${(longest as { id: number }).id}`);
        await expect(heading(page, title(longest))).toBeVisible();
      },
    },
    {
      name: `${label}, linking`,
      show: async (page, demo) => {
        await page.goto(`/projects/${await project(demo)}/${type}`);
        const dialog = new AddDialog(page, type);
        await dialog.open();
        await expect(dialog.options.first()).toBeVisible();
        await dialog.search.press('ArrowDown');
      },
    },
    {
      name: `${label}, creating with errors`,
      show: async (page, demo) => {
        await page.goto(`/projects/${await project(demo)}/${type}`);
        const dialog = new AddDialog(page, type);
        await dialog.openCreate();
        await dialog.create.click();
        await expect(dialog.dialog.getByText('Required').first()).toBeVisible();
      },
    },
  ]),
  {
    name: 'resources, none',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo, 'empty-quay')}/user-files`);
      await expect(page.getByRole('heading', { name: 'No user files yet' })).toBeVisible();
    },
  },
  {
    name: 'removing a resource',
    show: async (page, demo) => {
      const id = await project(demo);
      const file = (await demo.resources(id, 'user-files'))[0];
      await page.goto(`/projects/${id}/user-files/${file?.id}`);
      await page.getByRole('button', { name: 'Remove from project' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'signing in again',
    show: async (page) => {
      await page.goto('/projects');
      await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
      await loseSession(page);
      await page.getByRole('link', { name: 'harbour-api' }).click();
      await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
    },
  },
  {
    name: 'a project that does not exist',
    show: async (page) => {
      await page.goto('/projects/999999999');
      await expect(page.getByRole('heading', { name: 'Not found, or not yours' })).toBeVisible();
    },
  },
  {
    name: 'a URL that names nothing',
    show: async (page) => {
      await page.goto('/projects/a-very-long-part-of-a-url-that-is-not-an-id-and-has-no-place-to-break-at-all');
      await expect(heading(page, 'Page not found')).toBeVisible();
    },
  },
];

export const SCREENS: readonly Screen[] = [
  ...SIGNED_OUT,
  ...SIGNED_IN.map(({ name, show }) => ({
    name,
    show: async (page: Page, demo: Account) => {
      await signInAs(page, demo);
      await show(page, demo);
    },
  })),
];
