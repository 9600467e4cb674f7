// The tables, and where they are kept.

import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { type Place, ROWS, type Row } from './figures.ts';
import type { Figure, Sample } from './measure.ts';
import type { Mode } from './options.ts';
import { median } from './statistics.ts';

export const SUBJECTS = ['app', 'plain', 'bytes', 'parse'] as const;
export type Subject = (typeof SUBJECTS)[number];

// All rounds of one size and mode.
export type Samples = Partial<Record<Subject, Sample[]>>;

export interface Result {
  place: Place;
  bytes: number;
  samples: Samples;
}

const MODE_NAMES: Record<Mode, string> = {
  unthrottled: 'unthrottled',
  throttled: 'main thread 4 × slower',
  paced: 'answer paced at 5 MB/s',
};

const BEGIN = '<!-- Written by `cargo xtask bench`, down to the end mark. -->';
const END = '<!-- End of what is written by `cargo xtask bench`. -->';

export function report(results: readonly Result[], rounds: number, browser: string): string {
  const machine = [
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    browser,
    new Date().toISOString().slice(0, 10),
    `medians of ${rounds} rounds`,
  ];
  return [`Measured on: ${machine.join(', ')}.`, ...results.map(table)].join('\n\n');
}

function table({ place, bytes, samples }: Result): string {
  const medians = (subject: Subject) => medianSample(samples[subject] ?? []);
  const [app, plain, floor, parse] = [medians('app'), medians('plain'), medians('bytes'), medians('parse')];
  const rows = ROWS.filter(({ figure }) => app[figure] !== undefined || plain[figure] !== undefined);
  const lines = rows.map((row) => line(row, place, app, plain, floor));
  const floors = [
    ['only fetching the bytes', floor],
    ['fetching, decoding, `JSON.parse`', parse],
  ] as const;
  for (const [name, sample] of floors) {
    if (sample.complete === undefined) continue;
    const times = plain.complete === undefined ? '' : (sample.complete / plain.complete).toFixed(2);
    lines.push(`| floor: ${name} | ${sample.complete.toFixed(0)} ms | | ${times} | |`);
  }
  const megabytes = (bytes / 1e6).toFixed(1);
  return [
    `### ${place.files.toLocaleString('en-GB')} files, ${megabytes} MB, ${MODE_NAMES[place.mode]}`,
    '',
    '| | app | plain JavaScript | ratio | goal |',
    '|---|--:|--:|--:|---|',
    ...lines,
  ].join('\n');
}

function line({ figure, name, write, compare, goal }: Row, place: Place, app: Sample, plain: Sample, floor: Sample): string {
  const [ours, theirs] = [app[figure], plain[figure]];
  const written = (value?: number) => (value === undefined ? '–' : write(value));
  const ratio = compare && ours !== undefined && theirs ? (ours / theirs).toFixed(2) : '';
  const aim = goal?.(place);
  const verdict = aim && ours !== undefined && theirs !== undefined ? (aim.met(app, plain, floor) ? ': met' : ': **missed**') : '';
  return `| ${name} | ${written(ours)} | ${written(theirs)} | ${ratio} | ${aim ? aim.text + verdict : ''} |`;
}

// Every figure by itself: a round that was slow in one is not to spoil the others.
function medianSample(samples: readonly Sample[]): Sample {
  const result: Sample = {};
  for (const { figure } of ROWS) {
    const values = valuesOf(samples, figure);
    if (values.length > 0) result[figure] = median(values);
  }
  return result;
}

function valuesOf(samples: readonly Sample[], figure: Figure): number[] {
  return samples.map((sample) => sample[figure]).filter((value) => value !== undefined);
}

// Replaces what is between the marks.
export async function write(path: string, text: string): Promise<void> {
  const page = await readFile(path, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} has no marks for the results`);
  await writeFile(path, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}
