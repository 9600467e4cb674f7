// The figures of the report, in its order: what they are called, how they are written, what they are to be.

import type { Figure, Sample } from './measure.ts';
import { LONG_TASK_MS } from './measure.ts';
import type { Mode } from './options.ts';

export interface Row {
  figure: Figure;
  name: string;
  write: (value: number) => string;
  // Whether a ratio to the plain page says anything.
  compare: boolean;
  // The app's goal, if there is one for this size and mode. `floor` is only fetching the bytes.
  goal?: (at: Place) => Goal | undefined;
}

export interface Place {
  files: number;
  mode: Mode;
}

export interface Goal {
  text: string;
  met: (app: Sample, plain: Sample, floor: Sample) => boolean;
}

const FRAME_MS = 1000 / 60;

const milliseconds = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const task = (value: number) => (value < LONG_TASK_MS ? `< ${LONG_TASK_MS} ms` : milliseconds(value));
const kilobytes = (value: number) => `${(value / 1000).toFixed(1)} kB`;
const megabytes = (value: number) => `${(value / 1024).toFixed(1)} MB`;
const number = (value: number) => String(value);

const isBig = ({ files }: Place) => files >= 10_000;
const isMeasured = ({ files }: Place) => files >= 1_000;

function ratio(figure: Figure, limit: number): Goal {
  const met = (app: Sample, plain: Sample) => (app[figure] ?? Infinity) <= limit * (plain[figure] ?? 0);
  return { text: `≤ ${limit}`, met };
}

function atMost(figure: Figure, limit: number, text: string): Goal {
  return { text, met: (app) => (app[figure] ?? Infinity) <= limit };
}

function complete(place: Place): Goal | undefined {
  if (place.mode !== 'unthrottled' || !isMeasured(place)) return undefined;
  if (!isBig(place)) return ratio('complete', 1);
  const half = ratio('complete', 0.55);
  const nearFloor = (app: Sample, floor: Sample) => (app.complete ?? Infinity) <= 1.5 * (floor.complete ?? 0);
  return {
    text: '≤ 0.55, and 1.5 × bytes only',
    met: (app, plain, floor) => half.met(app, plain, floor) && nearFloor(app, floor),
  };
}

function firstRow(place: Place): Goal | undefined {
  if (!isMeasured(place) || place.mode === 'throttled') return undefined;
  const paced = place.mode === 'paced';
  return ratio('firstRow', isBig(place) ? (paced ? 0.05 : 0.25) : paced ? 0.3 : 0.9);
}

function longestTask(place: Place): Goal | undefined {
  if (!isMeasured(place) || place.mode === 'paced') return undefined;
  if (place.mode === 'unthrottled') return atMost('longestTask', LONG_TASK_MS, `≤ ${LONG_TASK_MS} ms`);
  return isBig(place) ? atMost('longestTask', 100, '≤ 100 ms') : undefined;
}

const unthrottled = (goal: (place: Place) => Goal) => (place: Place) =>
  isMeasured(place) && place.mode === 'unthrottled' ? goal(place) : undefined;
const noBlank = (figure: Figure) => unthrottled(() => atMost(figure, 0, '0'));

export const ROWS: Row[] = [
  {
    figure: 'code',
    name: 'code before the first row, on the wire',
    write: kilobytes,
    compare: true,
    // 160 kB for the list alone; reading and searching may add 15 kB to what it took.
    goal: unthrottled(() => atMost('code', 172_000, '≤ 160 + 12 kB')),
  },
  { figure: 'contentfulPaint', name: 'first paint', write: milliseconds, compare: true },
  { figure: 'firstRow', name: 'first row painted', write: milliseconds, compare: true, goal: firstRow },
  { figure: 'complete', name: 'full count shown', write: milliseconds, compare: true, goal: complete },
  { figure: 'longestTask', name: 'longest task in the load', write: task, compare: false, goal: longestTask },
  {
    figure: 'blocking',
    name: 'total blocking time in the load',
    write: milliseconds,
    compare: false,
    goal: unthrottled(() => atMost('blocking', 0, '0')),
  },
  {
    figure: 'memory',
    name: 'private memory of the renderer',
    write: megabytes,
    compare: true,
    goal: unthrottled((place) => ratio('memory', isBig(place) ? 0.85 : 1.2)),
  },
  {
    figure: 'keystroke',
    name: 'key to painted filter result, p50',
    write: milliseconds,
    compare: true,
    goal: unthrottled((place) => ratio('keystroke', isBig(place) ? 0.7 : 0.9)),
  },
  { figure: 'wheelFrame', name: 'wheel: frames, p95', write: milliseconds, compare: true },
  { figure: 'wheelWorstFrame', name: 'wheel: longest frame', write: milliseconds, compare: true },
  { figure: 'wheelBlank', name: 'wheel: blank rows painted', write: number, compare: false, goal: noBlank('wheelBlank') },
  { figure: 'wheelAhead', name: 'wheel: scrolls beyond the drawn rows', write: number, compare: false },
  { figure: 'thumbFrame', name: 'thumb: frames, p95', write: milliseconds, compare: true },
  { figure: 'thumbWorstFrame', name: 'thumb: longest frame', write: milliseconds, compare: true },
  { figure: 'thumbBlank', name: 'thumb: blank rows painted', write: number, compare: false, goal: noBlank('thumbBlank') },
  { figure: 'thumbAhead', name: 'thumb: scrolls beyond the drawn rows', write: number, compare: false },
  {
    figure: 'openFile',
    name: 'opening a 5,000-line file',
    write: milliseconds,
    compare: true,
    goal: unthrottled(() => ({
      text: 'within a frame of a `<pre>`',
      met: (app, plain) => (app.openFile ?? Infinity) <= (plain.openFile ?? 0) + FRAME_MS,
    })),
  },
];
