// Frames and blank rows while scrolling.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from './page.ts';

export interface Scrolling {
  // Milliseconds between frames.
  frames: number[];
  // The most rows that were missing in a frame as the page painted it.
  blankRows: number;
  // How often the browser had scrolled past all drawn rows before the page could draw others. It may show that for a frame.
  ahead: number;
}

declare global {
  interface Window {
    stopScrolling: () => Scrolling & { moved: number };
  }
}

const WHEEL_PIXELS = 8_000;
const WHEEL_SPEED = 4_000;
const DRAG_STEPS = 60;

// By the wheel, as fast as one turns it.
export async function byWheel(page: Page): Promise<Scrolling> {
  const place = await page.run(watch);
  await page.wheel(place.x, place.y, WHEEL_PIXELS, WHEEL_SPEED);
  const { moved, ...scrolling } = await page.run(() => window.stopScrolling());
  if (moved <= 0) throw new Error('the wheel did not scroll');
  return scrolling;
}

// By the thumb of the scrollbar, from the top to near the end in about a second.
export async function byThumb(page: Page): Promise<Scrolling> {
  const place = await page.run(watch);
  await page.mouse('mousePressed', place.thumbX, place.thumbY);
  for (let step = 1; step <= DRAG_STEPS; step++) {
    await page.mouse('mouseMoved', place.thumbX, place.thumbY + (place.track * 0.9 * step) / DRAG_STEPS);
    await sleep(16);
  }
  await page.mouse('mouseReleased', place.thumbX, place.thumbY + place.track * 0.9);
  const { moved, ...scrolling } = await page.run(() => window.stopScrolling());
  if (moved < 0.5) throw new Error(`the thumb scrolled ${Math.round(moved * 100)} % of the way`);
  return scrolling;
}

interface Place {
  x: number;
  y: number;
  thumbX: number;
  thumbY: number;
  // How far the thumb can go.
  track: number;
}

async function watch(): Promise<Place> {
  const scroller = window.bench.scroller();
  scroller.scrollTop = 0;
  await window.bench.painted();
  await new Promise((resolve) => setTimeout(resolve, 200));

  const frames: number[] = [];
  let blankRows = 0;
  let ahead = 0;
  let running = true;
  const missing = (): number => {
    const view = scroller.getBoundingClientRect();
    const head = scroller.querySelector('[role=columnheader]')?.getBoundingClientRect();
    const top = head ? Math.max(view.top, head.bottom) : view.top;
    const bottom = view.top + scroller.clientTop + scroller.clientHeight;
    const drawn = window.bench.rows().map((row) => row.getBoundingClientRect());
    const height = drawn[0]?.height ?? 1;
    const covered = drawn.reduce((sum, row) => sum + Math.max(0, Math.min(bottom, row.bottom) - Math.max(top, row.top)), 0);
    return Math.max(0, Math.round((bottom - top - covered) / height));
  };
  // Before the page hears of it: the rows are those of the frame before.
  const scrolled = () => {
    if (missing() > 0) ahead += 1;
  };
  addEventListener('scroll', scrolled, { capture: true });
  let last = 0;
  const frame = (now: number) => {
    if (!running) return;
    if (last > 0) frames.push(now - last);
    last = now;
    // Once the page has drawn this frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      if (running) blankRows = Math.max(blankRows, missing());
    };
    port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.stopScrolling = () => {
    running = false;
    removeEventListener('scroll', scrolled, { capture: true });
    const moved = scroller.scrollTop / (scroller.scrollHeight - scroller.clientHeight);
    return { frames, blankRows, ahead, moved };
  };
  const view = scroller.getBoundingClientRect();
  const bar = view.width - scroller.clientWidth - 2 * scroller.clientLeft;
  // Between two buttons that are as high as the bar is wide.
  const way = scroller.clientHeight - 2 * bar;
  const thumb = Math.max(bar, (way * scroller.clientHeight) / scroller.scrollHeight);
  return {
    x: view.left + view.width / 2,
    y: view.top + view.height / 2,
    thumbX: view.right - scroller.clientLeft - bar / 2,
    thumbY: view.top + scroller.clientTop + bar + 6,
    track: way - thumb,
  };
}
