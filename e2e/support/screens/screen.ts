// What is known of a screen.

import type { Page } from '@playwright/test';
import type { Account } from '../api.ts';

export interface Screen {
  name: string;
  // Goes there and waits until all of it is drawn.
  show(page: Page, demo: Account): Promise<void>;
}

export async function project(demo: Account, name = 'harbour-api'): Promise<number> {
  return (await demo.projectNamed(name)).id;
}
