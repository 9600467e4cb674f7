// The tables.

import { heading } from './document.ts';
import { type Medians, type Place, ROWS, type Row } from './figures.ts';
import type { Figure, Sample } from './measure.ts';
import { median } from './statistics.ts';

export const SUBJECTS = ['app', 'against', 'plain', 'bytes', 'parse'] as const;
export type Subject = (typeof SUBJECTS)[number];

// All rounds of one size and mode.
export type Samples = Partial<Record<Subject, Sample[]>>;

export interface Result {
  place: Place;
  bytes: number;
  samples: Samples;
}

// Those that have a column, in their order, and what it is called.
const COLUMNS: [Subject, string][] = [
  ['app', 'app'],
  ['against', 'the other app'],
  ['plain', 'plain JavaScript'],
];

export function table({ place, bytes, samples }: Result, rounds: number): string {
  const medians: Medians = Object.fromEntries(SUBJECTS.map((subject) => [subject, medianSample(samples[subject] ?? [])]));
  const columns = COLUMNS.filter(([subject]) => samples[subject]);
  const others = columns.filter(([subject]) => subject !== 'app');
  const rows = ROWS.filter(({ figure }) => columns.some(([subject]) => medians[subject]?.[figure] !== undefined));
  const floors = [
    ['only fetching the bytes', medians.bytes],
    ['fetching, decoding, `JSON.parse`', medians.parse],
  ] as const;
  const title = ['', ...columns.map(([, name]) => name), ...others.map(([, name]) => `to ${name}`), 'goal'];
  return [
    heading(place),
    '',
    measuredOn(`medians of ${rounds} rounds`) + ` The list has ${(bytes / 1e6).toFixed(1)} MB.`,
    '',
    line(title),
    `|---|${'--:|'.repeat(title.length - 2)}---|`,
    ...rows.map((row) => line(cells(row, place, medians, columns, others))),
    ...floors.map(([name, floor]) => line(floorCells(name, floor, medians, columns, others))),
  ].join('\n');
}

function cells(row: Row, place: Place, medians: Medians, columns: typeof COLUMNS, others: typeof COLUMNS): string[] {
  const { figure, name, write, compare } = row;
  const written = columns.map(([subject]) => {
    const value = medians[subject]?.[figure];
    return value === undefined ? '–' : write(value);
  });
  const ratios = others.map(([subject]) => (compare ? ratio(medians.app?.[figure], medians[subject]?.[figure]) : ''));
  const goals = (row.goals?.(place) ?? []).flatMap(({ text, met }) => {
    const verdict = met(medians);
    return verdict === undefined ? [] : [`${text}: ${verdict ? 'met' : '**missed**'}`];
  });
  return [name, ...written, ...ratios, goals.join('; ')];
}

// A floor is measured by when it is done; beside it, how much of the time of each page it is.
function floorCells(name: string, floor: Sample | undefined, medians: Medians, columns: typeof COLUMNS, others: typeof COLUMNS): string[] {
  const time = floor?.complete === undefined ? '–' : `${floor.complete.toFixed(0)} ms`;
  const ratios = others.map(([subject]) => ratio(floor?.complete, medians[subject]?.complete));
  return [`floor: ${name}`, time, ...columns.slice(1).map(() => ''), ...ratios, ''];
}

function ratio(value: number | undefined, to: number | undefined): string {
  return value === undefined || !to ? '' : (value / to).toFixed(2);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
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
