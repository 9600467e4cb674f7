// An opened file.

import { type Page, expect } from '@playwright/test';
import type { Account } from '../api.ts';
import { FilesPage } from '../files-page.ts';
import { Viewer } from '../viewer.ts';
import { type Screen, project } from './screen.ts';

async function openedFile(page: Page, demo: Account, path: string, lines = ''): Promise<Viewer> {
  const id = await project(demo);
  const file = (await demo.files(id)).find(({ original_path }) => original_path === path);
  await page.goto(`/projects/${id}/files/${file?.id}${lines}`);
  const viewer = new Viewer(page, path);
  await expect(viewer.region).toBeVisible();
  return viewer;
}

export const VIEWER_SCREENS: readonly Screen[] = [
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
];
