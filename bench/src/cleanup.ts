// Nothing is left behind, however this process ends: no browser, no server, no folder.

import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const children = new Set<ChildProcess>();
const folders = new Set<string>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

// Ends with this process at the latest.
export function endWithUs(process: ChildProcess): void {
  children.add(process);
  process.once('exit', () => children.delete(process));
}

// A new folder, removed with this process at the latest.
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'neptun-bench-'));
  folders.add(folder);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  // Who used it may still be writing for a moment.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  folders.delete(folder);
}
