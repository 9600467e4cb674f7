// The figures of the report, in its order: what they are called, how they are written, what they are to be.

import type { Figure, Sample } from './measure.ts';
import { LONG_TASK_MS } from './measure.ts';
import type { Mode } from './options.ts';
import type { Subject } from './report.ts';

export interface Row {
  figure: Figure;
  name: string;
  write: (value: number) => string;
  // Whether a ratio to another page says anything.
  compare: boolean;
  // What the app is to reach at this size and in this mode.
  goals?: (at: Place) => Goal[];
}

export interface Place {
  files: number;
  mode: Mode;
}

export interface Goal {
  text: string;
  // Nothing if what it compares with has not been measured.
  met: (samples: Medians) => boolean | undefined;
}

// The medians of the rounds, of whoever took part.
export type Medians = Partial<Record<Subject, Sample>>;

const FRAME_MS = 1000 / 60;

const milliseconds = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const task = (value: number) => (value < LONG_TASK_MS ? `< ${LONG_TASK_MS} ms` : milliseconds(value));
const kilobytes = (value: number) => `${(value / 1000).toFixed(1)} kB`;
const megabytes = (value: number) => `${(value / 1024).toFixed(1)} MB`;
const number = (value: number) => String(value);

const isBig = ({ files }: Place) => files >= 10_000;
const isMeasured = ({ files }: Place) => files >= 1_000;
const isLoad = ({ mode }: Place) => mode === 'unthrottled' || mode === 'uncompressed';

const NAMES = { plain: 'plain', against: 'the other app' };

function ratio(figure: Figure, to: 'plain' | 'against', limit: number): Goal {
  const met = (samples: Medians) => {
    const [app, other] = [samples.app?.[figure], samples[to]?.[figure]];
    return app === undefined || other === undefined ? undefined : app <= limit * other;
  };
  return { text: `≤ ${limit} of ${NAMES[to]}`, met };
}

function atMost(figure: Figure, limit: number, text: string): Goal {
  const met = ({ app }: Medians) => (app?.[figure] === undefined ? undefined : app[figure] <= limit);
  return { text, met };
}

// Goals for loading a project that is large enough to say something.
const load = (goals: (place: Place) => Goal[]) => (place: Place) => (isMeasured(place) && isLoad(place) ? goals(place) : []);

function firstRow(place: Place): Goal[] {
  if (!isMeasured(place) || place.mode === 'throttled') return [];
  if (place.mode === 'paced') return [ratio('firstRow', 'plain', isBig(place) ? 0.05 : 0.3)];
  return [ratio('firstRow', 'against', 0.85), ratio('firstRow', 'plain', isBig(place) ? 0.25 : 0.9)];
}

function longestTask(place: Place): Goal[] {
  if (place.mode === 'throttled' && isBig(place)) return [atMost('longestTask', 100, '≤ 100 ms')];
  return load(() => [atMost('longestTask', LONG_TASK_MS, `≤ ${LONG_TASK_MS} ms`)])(place);
}

const noBlank = (figure: Figure) => load(() => [atMost(figure, 0, '0')]);

export const ROWS: Row[] = [
  {
    figure: 'code',
    name: 'code before the first row, on the wire',
    write: kilobytes,
    compare: true,
    goals: load(() => [atMost('code', 300_000, '≤ 300 kB')]),
  },
  { figure: 'contentfulPaint', name: 'first paint', write: milliseconds, compare: true },
  { figure: 'firstRow', name: 'first row painted', write: milliseconds, compare: true, goals: firstRow },
  {
    figure: 'complete',
    name: 'full count shown',
    write: milliseconds,
    compare: true,
    goals: load((place) => [ratio('complete', 'against', 0.8), ratio('complete', 'plain', isBig(place) ? 0.65 : 1)]),
  },
  {
    figure: 'busy',
    name: 'main thread busy in the load',
    write: milliseconds,
    compare: true,
    goals: load(() => [ratio('busy', 'against', 0.45)]),
  },
  { figure: 'longestTask', name: 'longest task in the load', write: task, compare: false, goals: longestTask },
  {
    figure: 'blocking',
    name: 'total blocking time in the load',
    write: milliseconds,
    compare: false,
    goals: load(() => [atMost('blocking', 0, '0')]),
  },
  {
    figure: 'memory',
    name: 'private memory of the renderer',
    write: megabytes,
    compare: true,
    goals: load(() => [ratio('memory', 'against', 1.15)]),
  },
  {
    figure: 'keystroke',
    name: 'key to painted filter result, p50',
    write: milliseconds,
    compare: true,
    goals: load(() => [ratio('keystroke', 'against', 1.1), ratio('keystroke', 'plain', 1.15)]),
  },
  { figure: 'wheelFrame', name: 'wheel: frames, p95', write: milliseconds, compare: true },
  { figure: 'wheelWorstFrame', name: 'wheel: longest frame', write: milliseconds, compare: true },
  { figure: 'wheelBlank', name: 'wheel: blank rows painted', write: number, compare: false, goals: noBlank('wheelBlank') },
  { figure: 'wheelAhead', name: 'wheel: scrolls beyond the drawn rows', write: number, compare: false },
  { figure: 'thumbFrame', name: 'thumb: frames, p95', write: milliseconds, compare: true },
  { figure: 'thumbWorstFrame', name: 'thumb: longest frame', write: milliseconds, compare: true },
  { figure: 'thumbBlank', name: 'thumb: blank rows painted', write: number, compare: false, goals: noBlank('thumbBlank') },
  { figure: 'thumbAhead', name: 'thumb: scrolls beyond the drawn rows', write: number, compare: false },
  {
    figure: 'openFile',
    name: 'opening a 5,000-line file',
    write: milliseconds,
    compare: true,
    goals: load(() => [
      {
        text: 'within a frame of a `<pre>`',
        met: ({ app, plain }) =>
          app?.openFile === undefined || plain?.openFile === undefined ? undefined : app.openFile <= plain.openFile + FRAME_MS,
      },
    ]),
  },
];
