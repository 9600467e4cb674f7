// What is measured, from the command line and from what `cargo xtask bench` passes on.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export const MODES = ['unthrottled', 'uncompressed', 'throttled', 'paced', 'visits', 'finding'] as const;
export type Mode = (typeof MODES)[number];

export interface Options {
  rounds: number;
  files: number[];
  modes: Mode[];
  // Where the table goes; absent prints it only.
  write: boolean;
  chromium: string;
  server: string;
  app: string;
  // Another built app to compare with.
  against?: string;
  plain: string;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      files: { type: 'string', default: '100,1000,10000' },
      against: { type: 'string' },
      only: { type: 'string', default: MODES.join(',') },
      'no-write': { type: 'boolean', default: false },
    },
  });
  return {
    rounds: natural(values.rounds, '--rounds'),
    files: values.files.split(',').map((count) => natural(count, '--files')),
    modes: values.only.split(',').map(mode),
    write: !values['no-write'],
    chromium: fromEnvironment('NEPTUN_CHROMIUM'),
    server: fromEnvironment('NEPTUN_SERVER'),
    app: fromEnvironment('NEPTUN_DIST'),
    against: values.against === undefined ? undefined : builtApp(values.against),
    plain: fromEnvironment('NEPTUN_PLAIN'),
  };
}

function natural(text: string, option: string): number {
  const number = Number(text);
  // One file is the long one, and a list that fits into the window cannot be scrolled.
  const least = option === '--files' ? 100 : 1;
  if (!Number.isInteger(number) || number < least) throw new Error(`${option} takes numbers from ${least}, not ${text}`);
  return number;
}

function mode(name: string): Mode {
  const found = MODES.find((candidate) => candidate === name);
  if (!found) throw new Error(`--only takes ${MODES.join(', ')}, not ${name}`);
  return found;
}

function builtApp(folder: string): string {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`there is no built app in ${folder}`);
  return folder;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; \`cargo xtask bench\` does`);
  return value;
}
