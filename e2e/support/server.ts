// Starts the real server on a free port, with a database of its own that is removed with it.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Seeding the demo data takes a while in a build without optimisation, on a machine that is busy with other specs.
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5_000;
const READY = /ready at (http:\/\/\S+)/;

export interface Server {
  // Without a slash at the end.
  readonly url: string;
  // Ends the process and removes the database. Harmless if it has ended already.
  stop(): Promise<void>;
}

// Switches are always on: what a spec sets with them is cleared after it (see test.ts).
export async function startServer(...args: string[]): Promise<Server> {
  const program = fromEnvironment('NEPTUN_SERVER', 'the server binary');
  const dist = fromEnvironment('NEPTUN_DIST', 'the folder of the built app');
  const folder = await mkdtemp(join(tmpdir(), 'neptun-e2e-'));
  const hasData = args.includes('--upstream') || args.includes('--database');
  const data = hasData ? [] : ['--database', `sqlite://${join(folder, 'neptun.db')}`];
  const child = spawn(
    program,
    ['--listen', '127.0.0.1:0', ...data, '--dist', dist, '--dev-switches', '--sign-ups', '100000', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder },
  );
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { url: await readiness(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function fromEnvironment(name: string, what: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} must name ${what}; \`cargo xtask test specs\` sets it`);
  }
  return value;
}

// Resolves with the address as soon as the server prints it.
function readiness(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const output: string[] = [];
    const fail = (why: string) => reject(new Error(`The server ${why}\n${output.join('\n')}`));
    const timer = setTimeout(() => fail('did not get ready in time'), START_WITHIN_MS);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        // Whoever debugs a spec wants the beginning; a chatty server must not fill the memory.
        if (output.length < 200) output.push(line);
        const address = READY.exec(line)?.[1];
        if (address) {
          clearTimeout(timer);
          resolve(address.replace(/\/$/, ''));
        }
      });
    }
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(`could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? signal} before it was ready`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(impatience);
}
