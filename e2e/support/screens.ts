// Every screen of the app, and every dialog opened on it: what has to be right on all of them is checked on all of them.

import type { Page } from '@playwright/test';
import type { Account } from './api.ts';
import { signInAs } from './app.ts';
import { ACCOUNT_SCREENS } from './screens/account.ts';
import { FILES_SCREENS } from './screens/files.ts';
import { PROJECT_SCREENS } from './screens/projects.ts';
import { RESOURCE_SCREENS } from './screens/resources.ts';
import type { Screen } from './screens/screen.ts';
import { SEARCH_SCREENS } from './screens/search.ts';
import { VIEWER_SCREENS } from './screens/viewer.ts';

const SIGNED_IN = [...PROJECT_SCREENS, ...FILES_SCREENS, ...VIEWER_SCREENS, ...SEARCH_SCREENS, ...RESOURCE_SCREENS];

export const SCREENS: readonly Screen[] = [
  ...ACCOUNT_SCREENS,
  ...SIGNED_IN.map(({ name, show }) => ({
    name,
    show: async (page: Page, demo: Account) => {
      await signInAs(page, demo);
      await show(page, demo);
    },
  })),
];
