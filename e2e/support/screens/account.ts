// Signing in and up.

import { expect } from '@playwright/test';
import type { Screen } from './screen.ts';

export const ACCOUNT_SCREENS: readonly Screen[] = [
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
