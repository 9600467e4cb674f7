// The files page.

import { type Locator, type Page, expect } from '@playwright/test';
import type { ProjectFile } from './types.ts';

export const COLUMNS = ['Path', 'Category', 'Type', 'Language', 'Size', 'Created'] as const;

// How long the 11 MB of tide-atlas may take on a machine that is busy.
export const ALL_WITHIN = 30_000;

export class FilesPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly filter: Locator;
  readonly category: Locator;
  readonly type: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Project files' });
    this.filter = page.getByRole('searchbox', { name: 'Filter files' });
    this.category = page.getByRole('combobox', { name: 'Category' });
    this.type = page.getByRole('combobox', { name: 'Type', exact: true });
  }

  // The rows that are drawn, without the one of column heads.
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('gridcell') });
  }

  row(path: string): Locator {
    return this.rows.filter({ has: this.page.getByTitle(path, { exact: true }) });
  }

  // The row that stands at this place of the whole list, counted from 0, if it is drawn.
  rowAt(index: number): Locator {
    return this.rows.and(this.page.locator(`[aria-rowindex="${index + 2}"]`));
  }

  head(column: (typeof COLUMNS)[number]): Locator {
    return this.grid.getByRole('columnheader', { name: column });
  }

  viewer(path: string): Locator {
    return this.page.getByRole('region', { name: path, exact: true });
  }

  // What is there while files are selected.
  get selectedBar(): Locator {
    return this.page.getByRole('toolbar', { name: 'Selected files' });
  }

  // How many files the list has, as it is filtered.
  async count(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  // Exactly these rows are selected, as far as they are drawn, and the bar says so.
  async expectSelected(rows: readonly number[] | undefined, says?: string): Promise<void> {
    if (says) await expect(this.selectedBar.getByRole('status')).toHaveText(says);
    if (!rows) return;
    const selected = () =>
      this.rows.and(this.page.locator('[aria-selected=true]')).evaluateAll((found) => found.map((row) => Number(row.getAttribute('aria-rowindex')) - 2).sort((a, b) => a - b));
    await expect.poll(selected).toEqual([...rows]);
  }

  async clearFilters(): Promise<void> {
    await this.page.getByRole('button', { name: 'Clear filters' }).first().click();
  }

  // How many files there are.
  get status(): Locator {
    return this.page.getByRole('main').getByRole('status').filter({ hasText: /files?/ });
  }

  async expectStatus(text: string, timeout?: number): Promise<void> {
    await expect(this.status).toHaveText(text, { timeout });
  }

  // The list shows exactly these files in this order, as far as one can see without scrolling.
  async expectFiles(files: readonly ProjectFile[], visible = 12): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-rowcount', String(files.length + 1));
    for (const [index, file] of files.slice(0, visible).entries()) {
      await expect(this.rowAt(index).getByRole('gridcell').first()).toContainText(file.original_path);
    }
  }

  // The row that the keyboard is at.
  async active(): Promise<Locator> {
    await expect(this.grid).toHaveAttribute('aria-activedescendant', /.+/);
    return this.page.locator(`[id="${await this.grid.getAttribute('aria-activedescendant')}"]`);
  }
}
