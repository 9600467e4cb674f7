// Going to and fro between two projects in one tab: what is left of a project once it has been left.

import { Page } from './page.ts';
import { install } from './probe.ts';
import type { Project } from './project.ts';

export const VISITS = 10;

// The kB that the renderer holds after each visit, the list being complete.
export async function visit(chromium: string, url: string, projects: readonly [Project, Project]): Promise<number[]> {
  const page = await Page.open(chromium, { cookies: projects[0].cookies });
  try {
    await page.beforeEverything(install, '');
    await page.go(`${url}/projects`);
    const memory: number[] = [];
    for (let number = 0; number < VISITS; number++) {
      const { name, status } = projects[number % 2 === 0 ? 0 : 1];
      await page.run(follow, name);
      await page.run(follow, 'Files');
      await page.run(wait, status);
      memory.push((await page.privateMemory()) ?? Number.NaN);
      await page.run(follow, 'Projects');
    }
    return memory;
  } finally {
    await page.close();
  }
}

// Follows a link as soon as it is there.
export async function follow(name: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    // A link of the navigation has its count behind its name.
    const isIt = (link: HTMLElement) => link.textContent?.trim().replace(/[\d,]+$/, '') === name.replace(/[\d,]+$/, '');
    const links = [...document.querySelectorAll<HTMLElement>('a[href]')].filter(isIt);
    const link = links.find((candidate) => candidate.textContent?.includes(name)) ?? links[0];
    if (link) {
      link.click();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`there is no link ${name}`);
}

async function wait(status: string): Promise<void> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    const statuses = [...document.querySelectorAll('[role=status]')];
    if (statuses.some((element) => element.textContent?.trim() === status)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the list has never said ${status}`);
}
