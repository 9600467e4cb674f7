// A live Neptun, as far as linked resources go: answers come bare, and nothing keeps a resource from being linked twice.

import type { Page } from '@playwright/test';
import type { Project, ResourceType } from './types.ts';

interface Resource {
  id: number;
}

export class LiveResources {
  // The requests that changed something: what was linked or removed, by id.
  readonly writes: string[] = [];
  // The linked ones, in the order of the list; one that was linked twice is in it twice.
  readonly linked: Resource[];
  // Requests that link or remove these are refused.
  readonly refused = new Set<number>();
  // The connection is cut after these have been linked.
  readonly cut = new Set<number>();

  constructor(linked: Resource[]) {
    this.linked = linked;
  }

  // Answers in place of the server for one project and type of resources. `key` links one.
  async answer(page: Page, project: Project, type: ResourceType, key: string, owned: Resource[]): Promise<void> {
    await page.route(`**/projects/${project.id}`, async (route) => {
      if (route.request().resourceType() !== 'fetch') return route.fallback();
      await route.fulfill({ json: project });
    });
    await page.route(`**/projects/${project.id}/resources/${type}`, async (route) => {
      if (route.request().method() !== 'POST') return route.fulfill({ json: this.linked });
      const id = (route.request().postDataJSON() as Record<string, number>)[key] ?? 0;
      this.writes.push(`link ${id}`);
      const json = { statusCode: 500, statusMessage: 'Internal Server Error. Failed to create resource.', stack: [] };
      if (this.refused.has(id)) return route.fulfill({ status: 500, json });
      const found = owned.find((one) => one.id === id) ?? { id };
      this.linked.unshift(found);
      if (this.cut.has(id)) return route.abort('connectionreset');
      await route.fulfill({ json: found });
    });
    await page.route(`**/projects/${project.id}/resources/${type}/*`, async (route) => {
      if (route.request().method() !== 'DELETE') return route.fallback();
      const id = Number(route.request().url().split('/').at(-1));
      this.writes.push(`remove ${id}`);
      const at = this.linked.findIndex((one) => one.id === id);
      if (at >= 0) this.linked.splice(at, 1);
      await route.fulfill({ json: true });
    });
  }
}
