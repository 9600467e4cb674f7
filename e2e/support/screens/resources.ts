// Linked resources of every type.

import { expect } from '@playwright/test';
import { AddDialog } from '../add-dialog.ts';
import { heading } from '../app.ts';
import { RESOURCE_TYPES } from '../resource-types.ts';
import { type Screen, project } from './screen.ts';

export const RESOURCE_SCREENS: readonly Screen[] = [
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
    name: 'resources, sorted and some selected',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}/user-files?sort=-size`);
      for (const row of [1, 3]) await page.getByRole('table').getByRole('checkbox').nth(row).check();
      await expect(page.getByRole('toolbar', { name: 'Selected user files' })).toContainText('2 selected');
    },
  },
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
];
