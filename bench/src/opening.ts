// Opening a long file: from the click to its text on screen.

import { LONG_FILE, LONG_FILE_BEGINS } from './project.ts';
import type { Page } from './page.ts';

declare global {
  interface Window {
    opened: Promise<number>;
  }
}

// Returns the milliseconds until the beginning of the text was painted.
export async function openLongFile(page: Page): Promise<number> {
  const { x, y } = await page.run(findRow, LONG_FILE);
  await page.run(watchRegion, LONG_FILE, LONG_FILE_BEGINS);
  await page.click(x, y);
  return page.run(() => window.opened);
}

// Filters the list until the file is in it.
async function findRow(path: string): Promise<{ x: number; y: number }> {
  const input = document.querySelector<HTMLInputElement>('input[type=search][aria-label="Filter files"]');
  if (!input) throw new Error('there is no searchbox "Filter files"');
  input.value = path.slice(1);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  for (let attempt = 0; attempt < 400; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const row = window.bench.rows().find((candidate) => candidate.textContent?.includes(path));
    const cell = row?.querySelector('[role=gridcell]')?.getBoundingClientRect();
    if (cell) return { x: cell.left + 30, y: cell.top + cell.height / 2 };
  }
  throw new Error(`there is no row of ${path}`);
}

function watchRegion(path: string, begins: string): void {
  window.opened = new Promise((resolve, reject) => {
    let clicked = 0;
    addEventListener('click', (event) => (clicked ||= event.timeStamp), { capture: true });
    const observer = new MutationObserver(() => {
      const region = document.querySelector(`section[aria-label="${path}"], [role=region][aria-label="${path}"]`);
      if (!clicked || !region?.textContent?.includes(begins)) return;
      observer.disconnect();
      void window.bench.painted().then((painted) => resolve(painted - clicked));
    });
    observer.observe(document, { childList: true, characterData: true, subtree: true });
    setTimeout(() => reject(new Error(`${path} did not open`)), 20_000);
  });
}
