// The files of a project, as a list and in their folders.

import { expect } from '@playwright/test';
import { AddFilesDialog, payload } from '../add-files.ts';
import { FilesPage } from '../files-page.ts';
import { FilesTree } from '../files-tree.ts';
import { type Screen, project } from './screen.ts';

export const FILES_SCREENS: readonly Screen[] = [
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
    name: 'files, exporting them',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files`);
      await page.getByRole('button', { name: 'Export' }).click();
      await expect(page.getByRole('dialog')).toContainText(/about [\d,]+ tokens/);
    },
  },
  {
    name: 'files, adding them',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files`);
      const adding = new AddFilesDialog(page);
      await adding.open();
      await adding.choose([payload('Cargo.toml', '[package]'), payload('new.rs', ''), payload('logo.png', Buffer.from('89504e470d0a1a0a00', 'hex')), payload('new.rs', '')]);
      await expect(adding.row('/logo.png')).toContainText('Not a text file.');
      await expect(adding.onConflict('/new.rs')).toBeVisible();
    },
  },
  {
    name: 'files, writing one',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/files`);
      const adding = new AddFilesDialog(page);
      await adding.open();
      await adding.button('Write a new file').click();
      await expect(adding.dialog.getByRole('textbox', { name: 'Path' })).toBeFocused();
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
];
