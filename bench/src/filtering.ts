// From a key to the filtered rows on screen.

import type { Page } from './page.ts';

declare global {
  interface Window {
    // Resolves when the page has come to rest after a key: milliseconds from the key to the last frame that changed the rows.
    keyPainted: () => Promise<number | null>;
  }
}

// Types a word and takes it back, a key at a time. Returns the milliseconds of every key that changed something.
export async function typeFilter(page: Page, word: string): Promise<number[]> {
  await page.run(watchKeys);
  const keys = [...word, ...Array<string>(word.length).fill('Backspace')];
  const times: number[] = [];
  for (const key of keys) {
    await page.press(key);
    const time = await page.run(() => window.keyPainted());
    if (time !== null) times.push(time);
  }
  if (times.length < keys.length / 2) throw new Error(`only ${times.length} of ${keys.length} keys changed the list`);
  return times;
}

function watchKeys(): void {
  const REST_MS = 150;
  const PATIENCE_MS = 2_000;
  let pressed = 0;
  let painted: number | null = null;
  let changedAt = 0;
  addEventListener(
    'keydown',
    (event) => {
      pressed = event.timeStamp;
      painted = null;
      changedAt = 0;
    },
    { capture: true },
  );
  window.bench.onChange(() => {
    changedAt = performance.now();
    void window.bench.painted().then((time) => (painted = time));
  });
  window.keyPainted = async () => {
    for (;;) {
      const now = performance.now();
      const rested = changedAt > 0 && painted !== null && now - changedAt > REST_MS;
      if (rested || now - pressed > PATIENCE_MS) return painted === null ? null : painted - pressed;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const input = document.querySelector<HTMLInputElement>('input[type=search][aria-label="Filter files"]');
  if (!input) throw new Error('there is no searchbox "Filter files"');
  input.focus();
}
