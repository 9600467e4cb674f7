// Hundreds of random changes while one request in ten fails, the page is reloaded and the network comes and goes. Afterwards the server
// has what the user was told, and the app shows what the server has, to the byte.
//
// The seed is printed, and repeats the run: NEPTUN_SOAK_SEED.

import { writeFile } from 'node:fs/promises';
import type { Page, Request } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { signInAs } from '../support/app.ts';
import { savedBytes } from '../support/download.ts';
import { Model } from '../support/soak/model.ts';
import { Random } from '../support/soak/random.ts';
import { Tab } from '../support/soak/tab.ts';
import type { Fault, Rule, Switches } from '../support/switches.ts';
import { expect, test } from '../support/test.ts';
import { unzip } from '../support/zip.ts';

// Of one file each, in each of two tests that run side by side.
const OPERATIONS = 250;
// Deletions have come to their end after that, in milliseconds.
const DELETED_AFTER = 11_500;
const MAX_FILES = 30;

type Operation = 'add' | 'replace' | 'edit' | 'describe' | 'move' | 'delete' | 'undo' | 'reload' | 'offline' | 'tab';

// The weights by which they are chosen.
const TYPING: Record<Operation, number> = {
  add: 18, replace: 4, edit: 30, describe: 14, move: 3, delete: 12, undo: 9, reload: 4, offline: 4, tab: 2,
};
const TIDYING: Record<Operation, number> = {
  add: 22, replace: 8, edit: 8, describe: 20, move: 8, delete: 17, undo: 9, reload: 4, offline: 3, tab: 1,
};

// One request in ten fails, whatever it asks for: the server has not done it, or its answer is cut.
function faults(random: Random): Rule[] {
  const kinds = ['500', '500', '500', 'cut', 'cut', 'cut', 'html', '503', '429'] as const satisfies readonly Fault[];
  return Array.from({ length: 4_000 }, (): Rule => ({ times: 1, ...(random.chance(0.1) && { fault: random.pick(kinds) }) }));
}

function choose(random: Random, weights: Record<Operation, number>): Operation {
  const all = Object.entries(weights) as [Operation, number][];
  let at = random.below(all.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [operation, weight] of all) {
    at -= weight;
    if (at < 0) return operation;
  }
  return 'add';
}

// Calls `tell` with what messages say, also those that go away.
async function collectAlerts(page: Page, tell: (text: string) => void): Promise<void> {
  await page.exposeFunction('alertTold', tell);
  await page.addInitScript(() => {
    const { alertTold } = window as unknown as { alertTold(text: string): void };
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (node instanceof Element && node.closest('.toasts [role=alert]')) alertTold(node.textContent ?? '');
      }
    }).observe(document, { childList: true, subtree: true });
  });
}

// Notes the writes of a page, and their outcomes.
function noteWrites(page: Page, note: (words: string) => void): void {
  const words = (request: Request) => `${request.method()} ${request.url().split('/resources/').at(-1)}`;
  const isWrite = (request: Request) => ['POST', 'PUT', 'DELETE'].includes(request.method());
  page.on('response', (response) => {
    if (isWrite(response.request())) note(`${words(response.request())}: ${response.status()}`);
  });
  page.on('requestfailed', (request) => {
    if (isWrite(request)) note(`${words(request)}: ${request.failure()?.errorText}`);
  });
}

async function soak(page: Page, account: Account, switches: Switches, weights: Record<Operation, number>, seed: number) {
  const random = new Random(seed);
  console.log(`NEPTUN_SOAK_SEED=${seed}`);
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  const journal: string[] = [];
  const began = Date.now();
  const note = (words: string) => journal.push(`${((Date.now() - began) / 1_000).toFixed(1)} s: ${words}`);
  const model = new Model();
  const project = await account.createProject('soak');
  await signInAs(page, account);
  const tabOf = async (page: Page, name: string) => {
    page.on('dialog', (question) => void question.accept());
    page.on('console', (message) => message.type() === 'error' && note(`  ${name}: ${message.text()}`));
    noteWrites(page, (words) => note(`  ${name}: ${words}`));
    await collectAlerts(page, (text) => {
      note(`  ${name}: “${text}”`);
      const [, failed] = /^Not deleted: (.*?)\. /.exec(text) ?? [];
      if (failed) model.notDeleted(failed.split(', '));
    });
    return new Tab({ page, files: `/projects/${project.id}/files`, model, random, note });
  };
  const tab = await tabOf(page, 'tab');
  let done = 0;
  const count = (files: number) => {
    done += files;
  };
  const change = async (tab: Tab, operation: Operation): Promise<void> => {
    switch (operation) {
      case 'add': return count(await tab.add(random.chance(0.6) ? 1 : 2 + random.below(5)));
      case 'replace': return count(await tab.replace());
      case 'edit': return count(await tab.edit());
      case 'describe': return count(await tab.describe(random.chance(0.6) ? 1 : 2 + random.below(4)));
      case 'move': return count(await tab.moveFolder());
      case 'delete': return count(await tab.delete(random.chance(0.6) ? 1 : 2 + random.below(3)));
      case 'undo': return count(await tab.undo());
      case 'reload': return count(await tab.reload());
      case 'offline': return count(tab.loseNetworkSoon());
      case 'tab': return inAnotherTab();
    }
  };
  // Somebody opens another tab, changes a little there and closes it.
  const inAnotherTab = async () => {
    const page = await tab.page.context().newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const other = await tabOf(page, 'other tab');
    note('another tab opens');
    await other.open();
    for (let left = 1 + random.below(3); left > 0; left -= 1) await change(other, random.pick(['add', 'edit', 'describe'] as const));
    note('the other tab closes');
    await page.close({ runBeforeUnload: true });
    expect(errors).toEqual([]);
  };
  try {
    await tab.open();
    await switches.set(...faults(random));
    while (done < OPERATIONS) {
      const isFull = (await tab.paths()).length > MAX_FILES;
      await change(tab, isFull && random.chance(0.5) ? 'delete' : choose(random, weights));
    }

    // Everything works again, and the window gets the focus.
    await switches.clear();
    await page.waitForTimeout(DELETED_AFTER);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    const paths = async () => (await account.files(project.id)).map((file) => file.original_path).sort();
    const shown = async () => JSON.stringify((await tab.paths()).sort());
    await expect.poll(async () => (await shown()) === JSON.stringify(await paths()), { timeout: 20_000 }).toBe(true);
    await tab.reload();
    await expect.poll(async () => (await shown()) === JSON.stringify(await paths()), { timeout: 20_000 }).toBe(true);

    model.settleDeletions();
    const files = await account.files(project.id);
    expect(model.compare(files)).toEqual([]);
    expect(await exported(page)).toEqual(Object.fromEntries(files.map((file) => [file.original_path.slice(1), file.text])));
  } finally {
    const path = test.info().outputPath('operations.txt');
    await writeFile(path, journal.join('\n'));
    await test.info().attach('operations', { path });
  }
}

// The texts that the app has, by path.
async function exported(page: Page): Promise<Record<string, string>> {
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Download as .zip' }).click();
  return Object.fromEntries(unzip(await savedBytes(await download)).map(({ name, text }) => [name, text]));
}

test.describe('after hundreds of changes that fail one time in ten, the server and the app agree', () => {
  // So high that every file of the list is drawn.
  test.use({ viewport: { width: 1280, height: 2_400 }, actionTimeout: 20_000 });
  test.setTimeout(420_000);
  // The same every time, so that a failure is that of the last change.
  const seed = Number(process.env.NEPTUN_SOAK_SEED ?? 7);

  test('mostly typing', ({ page, account, switches }) => soak(page, account, switches, TYPING, seed));
  test('mostly tidying up', ({ page, account, switches }) => soak(page, account, switches, TIDYING, seed));
});
