// Projects, their overview, and what there is everywhere.

import { expect } from '@playwright/test';
import { heading, loseSession, userMenu } from '../app.ts';
import { type Screen, project } from './screen.ts';

export const PROJECT_SCREENS: readonly Screen[] = [
  {
    name: 'projects',
    show: async (page) => {
      await page.goto('/projects');
      await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
    },
  },
  {
    name: 'a new project',
    show: async (page) => {
      await page.goto('/projects');
      await page.getByRole('button', { name: 'New project' }).click();
      await page.getByRole('button', { name: 'Create project' }).click();
      await expect(page.getByText('Required').first()).toBeVisible();
    },
  },
  {
    name: 'deleting a project',
    show: async (page, demo) => {
      await page.goto(`/projects/${await project(demo)}`);
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Delete project' }).click();
      await expect(page.getByText('This is another name')).toBeVisible();
    },
  },
  {
    name: 'account',
    show: async (page) => {
      await page.goto('/account');
      await expect(page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first()).toBeVisible();
      await page.getByRole('button', { name: 'Change password' }).click();
      await expect(page.getByText('Enter your password')).toBeVisible();
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
      await expect(page.getByText(/^No files yet. Statistics/)).toBeVisible();
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
    name: 'keyboard shortcuts',
    show: async (page) => {
      await page.goto('/projects');
      await expect(page.getByRole('link', { name: 'harbour-api' })).toBeVisible();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
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
