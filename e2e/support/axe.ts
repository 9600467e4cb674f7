// Accessibility as axe sees it, with all the rules that it has on by default.

import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map((node) => `${node.html}\n    ${node.failureSummary ?? ''}`),
  }));
  expect(told).toEqual([]);
}
