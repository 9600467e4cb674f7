// Chromium by its own protocol over a pipe. A library for browser tests would switch on what disturbs a measurement: with the
// protocol's network domain the renderer keeps a copy of every answer.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { endWithUs, makeFolder, removeFolder } from './cleanup.ts';

const FLAGS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--window-size=1280,800',
  // The sandbox needs user namespaces, which containers often lack; only our own pages are opened.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-extensions',
  '--disable-component-update',
  '--disable-background-networking',
  '--no-first-run',
  '--no-default-browser-check',
];

// No command takes so long, not even loading 280 MB.
const PATIENCE_MS = 180_000;

type Json = Record<string, unknown>;

// An answer to a command, which has its id, or an event.
interface Message {
  id?: number;
  result?: Json;
  error?: { message: string };
  method?: string;
  params?: Json;
}

interface Waiting {
  resolve: (result: Json) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

export interface Cookie {
  name: string;
  value: string;
  url: string;
}

// A browser with a profile of its own, which nobody has used before and which is removed with it.
export class Browser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #input: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, (params: Json) => void>();
  #lastId = 0;

  private constructor(process: ChildProcess, profile: string) {
    this.#process = process;
    this.#profile = profile;
    this.#input = process.stdio[3] as Writable;
    // A browser that has gone is reported by the command that waits for it.
    this.#input.on('error', () => {});
    const messages = splitter((text) => this.#received(JSON.parse(text) as Message));
    (process.stdio[4] as Readable).on('data', messages);
    process.once('exit', () => this.#fail('Chromium has ended'));
    process.once('error', (error) => this.#fail(`Chromium cannot be started: ${error.message}`));
  }

  static async launch(program: string): Promise<Browser> {
    const profile = await makeFolder();
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
    const process = spawn(program, [...FLAGS, `--user-data-dir=${profile}`], { stdio: [...stdio] });
    endWithUs(process);
    return new Browser(process, profile);
  }

  async send<T = Json>(method: string, params: Json = {}, sessionId?: string): Promise<T> {
    const id = ++this.#lastId;
    const result = new Promise<Json>((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id)?.reject(new Error(`${method} takes too long`)), PATIENCE_MS);
      this.#waiting.set(id, { resolve, reject, timer });
    });
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return (await result) as T;
  }

  // Listens to the events of one name, in the place of who did before.
  on<T>(event: string, listener: (params: T) => void): void {
    this.#listeners.set(event, (params) => listener(params as T));
  }

  async version(): Promise<string> {
    return (await this.send<{ product: string }>('Browser.getVersion')).product;
  }

  async close(): Promise<void> {
    const ended = this.#process.exitCode === null && this.#process.signalCode === null ? once(this.#process, 'exit') : null;
    this.#process.kill('SIGKILL');
    await ended;
    await removeFolder(this.#profile);
  }

  #received({ id, result, error, method, params }: Message): void {
    if (method !== undefined) this.#listeners.get(method)?.(params ?? {});
    const waiting = id === undefined ? undefined : this.#settle(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result ?? {});
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  #fail(reason: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new Error(reason));
  }
}

// Cuts a stream into the texts that end with a zero byte.
function splitter(receive: (text: string) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      pending.push(chunk.subarray(from, end));
      receive(Buffer.concat(pending).toString('utf8'));
      pending = [];
      from = end + 1;
    }
    pending.push(chunk.subarray(from));
  };
}
