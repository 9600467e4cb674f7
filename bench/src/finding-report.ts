// The table of what finding things takes.

import { heading } from './document.ts';
import type { Place } from './figures.ts';
import type { Finding } from './finding.ts';
import { LONG_TASK_MS } from './measure.ts';
import { measuredOn } from './report.ts';
import { median, percentile } from './statistics.ts';

// All rounds of the app, and of another build of it.
export interface Findings {
  app: Finding[];
  against?: Finding[];
}

interface Row {
  name: string;
  value: (rounds: readonly Finding[]) => number;
  goal: number;
}

// Of each round what took longest, so that a goal is one for every text.
const longest = (times: (finding: Finding) => number[]) => (rounds: readonly Finding[]) =>
  median(rounds.map((finding) => Math.max(...times(finding))));

const ROWS: Row[] = [
  { name: 'search: first matches painted, of the slowest text', value: longest(({ first }) => first), goal: 50 },
  { name: 'search: all matches and their count painted, of the slowest text', value: longest(({ all }) => all), goal: 250 },
  {
    name: 'go to file: key to painted list, p95',
    value: (rounds) => percentile(rounds.flatMap(({ keys }) => keys), 0.95),
    goal: 33,
  },
  {
    name: 'longest task in any of it, of all rounds',
    value: (rounds) => Math.max(...rounds.map(({ longestTask }) => longestTask)),
    goal: LONG_TASK_MS,
  },
];

export function findingTable(place: Place, { app, against }: Findings): string {
  const written = (value: number) => (value === 0 ? `< ${LONG_TASK_MS} ms` : `${value.toFixed(1)} ms`);
  const lines = ROWS.map(({ name, value, goal }) => {
    const other = against ? ` ${written(value(against))} |` : '';
    return `| ${name} | ${written(value(app))} |${other} ≤ ${goal} ms: ${value(app) <= goal ? 'met' : '**missed**'} |`;
  });
  return [
    heading(place),
    '',
    measuredOn(`medians of ${app.length} rounds`),
    '',
    `| | app |${against ? ' the other app |' : ''} goal |`,
    `|---|--:|${against ? '--:|' : ''}---|`,
    ...lines,
  ].join('\n');
}
