// The table of what finding things takes.

import { heading } from './document.ts';
import type { Place } from './figures.ts';
import type { Finding } from './finding.ts';
import { LONG_TASK_MS } from './measure.ts';
import { measuredOn } from './report.ts';
import { median, percentile } from './statistics.ts';

const FIRST_MS = 50;
const ALL_MS = 250;
const KEY_MS = 33;

export function findingTable(place: Place, findings: readonly Finding[]): string {
  // Of each round what took longest, so that a goal is one for every text.
  const longest = (times: (finding: Finding) => number[]) => median(findings.map((finding) => Math.max(...times(finding))));
  const rows: [string, number, number][] = [
    ['search: first matches painted, of the slowest text', longest(({ first }) => first), FIRST_MS],
    ['search: all matches and their count painted, of the slowest text', longest(({ all }) => all), ALL_MS],
    ['go to file: key to painted list, p95', percentile(findings.flatMap(({ keys }) => keys), 0.95), KEY_MS],
    ['longest task in any of it, of all rounds', Math.max(...findings.map(({ longestTask }) => longestTask)), LONG_TASK_MS],
  ];
  const written = (value: number) => (value === 0 ? `< ${LONG_TASK_MS}` : value.toFixed(1));
  return [
    heading(place),
    '',
    measuredOn(`medians of ${findings.length} rounds`),
    '',
    '| | app | goal |',
    '|---|--:|---|',
    ...rows.map(([name, value, goal]) => `| ${name} | ${written(value)} ms | ≤ ${goal} ms: ${value <= goal ? 'met' : '**missed**'} |`),
  ].join('\n');
}
