// The tables.

import { heading } from './document.ts';
import { type Place, ROWS, type Row } from './figures.ts';
import type { Figure, Sample } from './measure.ts';
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

export function table({ place, bytes, samples }: Result, rounds: number): string {
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
  return [
    heading(place),
    '',
    measuredOn(`medians of ${rounds} rounds`) + ` The list has ${(bytes / 1e6).toFixed(1)} MB.`,
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

// The renderer's memory, visit by visit.
export function visitsTable(place: Place, memory: readonly number[]): string {
  const [, second = Number.NaN] = memory;
  const last = memory.at(-1) ?? Number.NaN;
  const megabytes = (kilobytes: number) => (kilobytes / 1024).toFixed(1);
  return [
    heading(place),
    '',
    measuredOn('one round'),
    '',
    `| visit | ${memory.map((_, index) => index + 1).join(' | ')} |`,
    `|---|${memory.map(() => '--:|').join('')}`,
    `| private memory of the renderer, MB | ${memory.map(megabytes).join(' | ')} |`,
    '',
    `After the last visit ${(last / second).toFixed(2)} of what it was after the second.`,
  ].join('\n');
}

export function measuredOn(rounds: string): string {
  return `Measured on ${new Date().toISOString().slice(0, 10)}, ${rounds}.`;
}
