// The page that keeps the tables: a section for each size and mode. A run replaces the sections that it has measured.

import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import type { Place } from './figures.ts';
import { MODES, type Mode } from './options.ts';

const MODE_NAMES: Record<Mode, string> = {
  unthrottled: 'unthrottled',
  uncompressed: 'answer not compressed',
  throttled: 'main thread 4 × slower',
  paced: 'answer paced at 5 MB/s',
  visits: 'ten visits to two projects of this size',
  finding: 'finding things in them',
};

const BEGIN = '<!-- Written by `cargo xtask bench`, down to the end mark. -->';
const END = '<!-- End of what is written by `cargo xtask bench`. -->';

export interface Section {
  place: Place;
  text: string;
}

export function heading({ files, mode }: Place): string {
  return `### ${files.toLocaleString('en-GB')} files, ${MODE_NAMES[mode]}`;
}

export async function write(path: string, measured: readonly Section[], browser: string): Promise<void> {
  const page = await readFile(path, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const [kept, after] = rest?.split(END) ?? [];
  if (before === undefined || kept === undefined || after === undefined) throw new Error(`${path} has no marks for the results`);
  const isNew = (section: Section) => measured.some(({ place }) => heading(place) === heading(section.place));
  const sections = [...sectionsOf(kept).filter((section) => !isNew(section)), ...measured].sort(
    (a, b) => a.place.files - b.place.files || MODES.indexOf(a.place.mode) - MODES.indexOf(b.place.mode),
  );
  const processor = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
  const machine = `The machine: ${processor}, ${Math.round(totalmem() / 2 ** 30)} GB, ${browser}.`;
  const text = [machine, ...sections.map((section) => section.text.trim())].join('\n\n');
  await writeFile(path, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}

// The sections that are there. One of a mode that there is no more is dropped.
function sectionsOf(text: string): Section[] {
  const parts = text.split(/^(?=### )/m).filter((part) => part.startsWith('### '));
  return parts.flatMap((part) => {
    const [first = ''] = part.split('\n');
    const files = Number(/^### ([\d,]+) files/.exec(first)?.[1]?.replaceAll(',', ''));
    const mode = MODES.find((candidate) => first === heading({ files, mode: candidate }));
    return mode ? [{ place: { files, mode }, text: part }] : [];
  });
}
