// Search in files, and going to one.

import { expect } from '@playwright/test';
import { Palette } from '../palette.ts';
import { type Screen, project } from './screen.ts';

export const SEARCH_SCREENS: readonly Screen[] = [
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
      await matches.getByRole('button', { name: /^Show context of line/ }).first().click();
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
];
