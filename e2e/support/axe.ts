// Accessibility as axe sees it, with all the rules that it has on by default, or with some.

import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

// Those that depend on colours.
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  const builder = new AxeBuilder({ page });
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map((node) => `${node.html}\n    ${node.failureSummary ?? ''}`),
  }));
  expect(told).toEqual([]);
}
