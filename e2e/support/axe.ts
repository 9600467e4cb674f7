// Accessibility as axe sees it, with all the rules that it has on by default, or with some.

import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

// Those that depend on colours.
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

// Twice at most: what is still appearing has other colours for a moment.
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  const told = await violations(page, rules);
  if (told.length === 0) return;
  await page.waitForTimeout(500);
  expect(await violations(page, rules)).toEqual([]);
}

async function violations(page: Page, rules?: readonly string[]) {
  const builder = new AxeBuilder({ page });
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map((node) => `${node.html}\n    ${node.failureSummary ?? ''}`),
  }));
}
