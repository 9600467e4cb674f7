// One round of one subject: a fresh browser, a load, and, if wanted, what one then does with the list.

import { typeFilter } from './filtering.ts';
import { openLongFile } from './opening.ts';
import { type Conditions, Page } from './page.ts';
import { codeAskedForBefore, install } from './probe.ts';
import type { Project } from './project.ts';
import { byThumb, byWheel, type Scrolling } from './scrolling.ts';
import { median, percentile } from './statistics.ts';

// What was measured, by the names that `report.ts` knows. What a subject does not have is absent.
export type Sample = Partial<Record<Figure, number>>;

export type Figure =
  | 'code'
  | 'contentfulPaint'
  | 'firstRow'
  | 'complete'
  | 'busy'
  | 'longestTask'
  | 'blocking'
  | 'memory'
  | 'keystroke'
  | 'wheelFrame'
  | 'wheelWorstFrame'
  | 'wheelBlank'
  | 'wheelAhead'
  | 'thumbFrame'
  | 'thumbWorstFrame'
  | 'thumbBlank'
  | 'thumbAhead'
  | 'openFile';

export interface Round {
  chromium: string;
  url: string;
  project: Project;
  conditions: Omit<Conditions, 'cookies'>;
  // Whether to go on after the load: filter, scroll, open.
  use: boolean;
}

// What blocks the main thread for longer cannot answer a user in time. The browser does not tell of shorter tasks.
export const LONG_TASK_MS = 50;

export async function measure(round: Round): Promise<Sample> {
  const page = await Page.open(round.chromium, { cookies: round.project.cookies, ...round.conditions });
  try {
    await page.beforeEverything(install, round.project.status);
    await page.go(round.url);
    await page.run(() => window.bench.complete);
    const busy = await page.mainThreadTime();
    const load = await page.run(() => window.bench.load);
    const firstRow = load.origin + (load.firstRow ?? load.complete);
    const code = [await page.run(codeAskedForBefore, firstRow), ...(await page.runInWorkers(codeAskedForBefore, firstRow))];
    const tasks = load.longTasks.map(([, duration]) => duration);
    const sample: Sample = {
      code: code.reduce((sum, bytes) => sum + bytes, 0),
      contentfulPaint: load.contentfulPaint,
      firstRow: load.firstRow,
      complete: load.complete,
      busy,
      longestTask: Math.max(0, ...tasks),
      blocking: tasks.reduce((sum, duration) => sum + duration - LONG_TASK_MS, 0),
      memory: await page.privateMemory(),
    };
    if (!round.use) return sample;
    return {
      ...sample,
      keystroke: median(await typeFilter(page, round.project.word)),
      ...scrolled('wheel', await byWheel(page)),
      ...scrolled('thumb', await byThumb(page)),
      openFile: await openLongFile(page),
    };
  } finally {
    await page.close();
  }
}

function scrolled(by: 'wheel' | 'thumb', { frames, blankRows, ahead }: Scrolling): Sample {
  return {
    [`${by}Frame`]: percentile(frames, 0.95),
    [`${by}WorstFrame`]: Math.max(...frames),
    [`${by}Blank`]: blankRows,
    [`${by}Ahead`]: ahead,
  };
}
