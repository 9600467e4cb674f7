// The real server, twice: once with the app and once with the plain page, on one database.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endWithUs } from './cleanup.ts';
import { FILE_LISTS } from './project.ts';

const READY = /ready at (http:\/\/\S+)/;

export class Server {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.url = url;
    this.#process = process;
  }

  static async start(program: string, database: string, dist: string, ...args: string[]): Promise<Server> {
    const process = spawn(
      program,
      ['--listen', '127.0.0.1:0', '--database', `sqlite://${database}`, '--dist', dist, '--dev-switches', ...args],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    endWithUs(process);
    for await (const line of createInterface({ input: process.stdout })) {
      const url = READY.exec(line)?.[1];
      if (url) return new Server(url, process);
    }
    throw new Error('the server has ended before it was ready');
  }

  // Sends lists of files at so many bytes per second, or as fast as they come.
  async pace(bytesPerSecond?: number): Promise<void> {
    const rules = bytesPerSecond ? [{ path: FILE_LISTS, bytes_per_second: bytesPerSecond }] : [];
    const body = JSON.stringify({ rules });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/dev/switches`, { method: 'PUT', headers, body });
    if (!answer.ok) throw new Error(`the switches answered ${answer.status}`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}
