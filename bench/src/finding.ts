// Finding things in a project that is there: search in its files, and go to a file.

import { Page } from './page.ts';
import { install } from './probe.ts';
import { LONG_FILE, type Project } from './project.ts';
import { follow } from './visits.ts';

// Words of which the first are in most files, the next in one, and the last in none.
const WORDS = ['return', 'const', 'error', 'value_4999', 'no such text'];
// What is typed to go to a file.
const FILE = LONG_FILE.split('/').at(-1)?.replaceAll('_', '').slice(0, 12) ?? '';

export interface Finding {
  // Milliseconds from a text to its first matches on screen, for every text that has any.
  first: number[];
  // Milliseconds to the last match and the final count.
  all: number[];
  // Milliseconds from a key to its files on screen.
  keys: number[];
  // The longest task meanwhile; 0 if none took 50 ms.
  longestTask: number;
}

export async function find(chromium: string, url: string, project: Project): Promise<Finding> {
  const page = await Page.open(chromium, { cookies: project.cookies });
  try {
    await page.beforeEverything(install, project.status);
    await page.go(`${url}/projects/${project.id}/files`);
    await page.run(() => window.bench.load.then(() => undefined));
    const begin = await page.run(() => performance.now());
    await page.run(follow, 'Search');
    const first: number[] = [];
    const all: number[] = [];
    for (const word of WORDS) {
      await page.run(watchMatches);
      await page.insert(word);
      const times = await page.run(() => window.matches);
      if (times.first !== null) first.push(times.first);
      all.push(times.all);
    }
    const keys = await goToFile(page);
    const tasks = await page.run((from) => window.bench.longTasks.filter(([start]) => start > from), begin);
    return { first, all, keys, longestTask: Math.max(0, ...tasks.map(([, duration]) => duration)) };
  } finally {
    await page.close();
  }
}

declare global {
  interface Window {
    matches: Promise<{ first: number | null; all: number }>;
    listed: Promise<number>;
  }
}

// Empties the search, and watches for what the next one finds.
async function watchMatches(): Promise<void> {
  const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
  const input = async () => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const found = document.querySelector<HTMLInputElement>('input[type=search][aria-label="Search in files"]');
      if (found) return found;
      await sleep(50);
    }
    throw new Error('there is no searchbox "Search in files"');
  };
  const field = await input();
  field.focus();
  field.value = '';
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await sleep(500);
  const isFound = () => !!document.querySelector('[role=list][aria-label=Matches] [role=listitem]');
  const isOver = () =>
    [...document.querySelectorAll('[role=status]')].some((status) => /^([\d,]+ match(es)? in [\d,]+ files?|No match(es)?)$/.test(status.textContent?.trim() ?? ''));
  window.matches = new Promise((resolve, reject) => {
    let begun = 0;
    let first: Promise<number> | undefined;
    field.addEventListener('input', (event) => (begun = event.timeStamp), { once: true });
    const observer = new MutationObserver(() => {
      if (!begun) return;
      if (isFound()) first ??= window.bench.painted();
      if (!isOver()) return;
      observer.disconnect();
      void Promise.all([first, window.bench.painted()]).then(([found, over]) =>
        resolve({ first: found === undefined ? null : found - begun, all: over - begun }),
      );
    });
    observer.observe(document, { childList: true, characterData: true, subtree: true });
    setTimeout(() => reject(new Error('the search has not come to an end')), 20_000);
  });
}

// Types the name of a file, a key at a time.
async function goToFile(page: Page): Promise<number[]> {
  await page.control('k');
  await page.run(waitForPalette);
  const times: number[] = [];
  for (const key of FILE) {
    await page.run(watchOptions);
    await page.press(key);
    times.push(await page.run(() => window.listed));
  }
  return times;
}

async function waitForPalette(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const dialog = document.querySelector('dialog[open]');
    if (dialog?.querySelector('[role=listbox] [role=option]') && dialog.contains(document.activeElement)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Control-K opens nothing to go to');
}

// Until what is in sight of the list has come to rest. What is below may come later.
function watchOptions(): void {
  const REST_MS = 150;
  const inSight = () => {
    const list = document.querySelector('dialog [role=listbox]');
    if (!list) return '';
    const { bottom } = list.getBoundingClientRect();
    const options = [...list.querySelectorAll('[role=option]')].filter((option) => option.getBoundingClientRect().top < bottom);
    return options.map((option) => option.innerHTML).join('\n');
  };
  window.listed = new Promise((resolve, reject) => {
    const before = inSight();
    let pressed = 0;
    let seen = before;
    let rest: ReturnType<typeof setTimeout> | undefined;
    addEventListener('keydown', (event) => (pressed = event.timeStamp), { capture: true, once: true });
    const observer = new MutationObserver((records) => {
      const concerns = ({ target }: MutationRecord) => !!(target instanceof Element ? target : target.parentElement)?.closest('dialog');
      if (!pressed || !records.some(concerns)) return;
      void window.bench.painted().then((painted) => {
        const now = inSight();
        if (now === seen) return;
        seen = now;
        clearTimeout(rest);
        rest = setTimeout(() => {
          observer.disconnect();
          resolve(painted - pressed);
        }, REST_MS);
      });
    });
    observer.observe(document, { childList: true, characterData: true, attributes: true, subtree: true });
    setTimeout(() => reject(new Error('a key has changed nothing in sight')), 10_000);
  });
}
