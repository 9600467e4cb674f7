// One tab of a fresh browser: what a user does in it, and what is read out of it.

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Browser, type Cookie } from './cdp.ts';
import { FILE_LISTS } from './project.ts';

type Args = readonly unknown[];

export interface Conditions {
  cookies: readonly Cookie[];
  // How many times slower the main thread is.
  slowdown?: number;
  // Whether lists of files are asked for without a content encoding.
  uncompressed?: boolean;
}

export class Page {
  readonly #browser: Browser;
  readonly #session: string;

  private constructor(browser: Browser, session: string) {
    this.#browser = browser;
    this.#session = session;
  }

  static async open(program: string, { cookies, slowdown = 1, uncompressed = false }: Conditions): Promise<Page> {
    const browser = await Browser.launch(program);
    try {
      await browser.send('Storage.setCookies', { cookies });
      if (uncompressed) await askForIdentity(browser);
      const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
      const attached = await browser.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
      const page = new Page(browser, attached.sessionId);
      await page.#send('Page.enable');
      await page.#send('Performance.enable');
      if (slowdown > 1) await page.#send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      await settled(browser);
      return page;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  // Runs a function in every document of the page before anything else does.
  async beforeEverything<A extends Args>(run: (...args: A) => void, ...args: A): Promise<void> {
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: call(run, args) });
  }

  // Begins to load a page; it is not waited for.
  async go(url: string): Promise<void> {
    const { errorText } = await this.#send<{ errorText?: string }>('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
  }

  // Runs a function in the page. It sees nothing but its arguments and the page.
  async run<A extends Args, R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return evaluate(this.#browser, this.#session, run, args);
  }

  async press(key: string): Promise<void> {
    const named: Record<string, number> = { Backspace: 8 };
    const text = key in named ? undefined : key;
    const code = named[key] ?? key.toUpperCase().charCodeAt(0);
    const event = { key, text, unmodifiedText: text, windowsVirtualKeyCode: code };
    await this.#send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...event });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...event, text: undefined });
  }

  // Presses a key together with Control.
  async control(key: string): Promise<void> {
    const event = { key, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0), modifiers: 2 };
    await this.#send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  // Puts a text in where the focus is, all at once as by pasting.
  async insert(text: string): Promise<void> {
    await this.#send('Input.insertText', { text });
  }

  async mouse(type: 'mousePressed' | 'mouseReleased' | 'mouseMoved', x: number, y: number): Promise<void> {
    const held = type === 'mouseReleased' ? 0 : 1;
    await this.#send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: held, clickCount: 1 });
  }

  async click(x: number, y: number): Promise<void> {
    await this.mouse('mousePressed', x, y);
    await this.mouse('mouseReleased', x, y);
  }

  // Turns the mouse wheel downwards, by so many pixels at so many per second.
  async wheel(x: number, y: number, distance: number, speed: number): Promise<void> {
    const gesture = { x, y, yDistance: -distance, speed, gestureSourceType: 'mouse', preventFling: true };
    await this.#send('Input.synthesizeScrollGesture', gesture);
  }

  // Runs a function in each worker that the page has now.
  async runInWorkers<A extends Args, R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>[]> {
    return this.#withWorkers((workers) => Promise.all(workers.map((worker) => evaluate(this.#browser, worker, run, args))));
  }

  // The milliseconds that the main thread has been busy with tasks.
  async mainThreadTime(): Promise<number> {
    interface Metrics {
      metrics: { name: string; value: number }[];
    }
    const { metrics } = await this.#send<Metrics>('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
    if (seconds === undefined) throw new Error('the browser does not tell how busy the main thread has been');
    return seconds * 1000;
  }

  // The kB that the page's renderer, with its workers, has written and shares with nobody, without garbage; nothing where the system
  // does not tell.
  // What it has only mapped is left out: whether another process has the same pages of Chromium's own code is chance.
  async privateMemory(): Promise<number | undefined> {
    await this.#withWorkers(async (workers) => {
      const collect = () =>
        Promise.all([this.#session, ...workers].map((thread) => this.#browser.send('HeapProfiler.collectGarbage', {}, thread)));
      await collect();
      await sleep(500);
      await collect();
    });
    const process = await this.#renderer();
    const rollup = await readFile(`/proc/${process}/smaps_rollup`, 'utf8').catch(() => undefined);
    const dirty = rollup && /^Private_Dirty:\s+(\d+) kB$/m.exec(rollup)?.[1];
    return dirty ? Number(dirty) : undefined;
  }

  // The process of this page. The browser has renderers of its own, and does not tell which is whose; but this one can be made to
  // work.
  async #renderer(): Promise<number | undefined> {
    interface Processes {
      processInfo: { type: string; id: number; cpuTime: number }[];
    }
    const renderers = async () => {
      const { processInfo } = await this.#browser.send<Processes>('SystemInfo.getProcessInfo');
      return processInfo.filter((process) => process.type === 'renderer');
    };
    const before = new Map((await renderers()).map(({ id, cpuTime }) => [id, cpuTime]));
    await this.run(() => {
      for (const end = performance.now() + 300; performance.now() < end; );
    });
    const worked = (await renderers()).map(({ id, cpuTime }) => ({ id, time: cpuTime - (before.get(id) ?? 0) }));
    return worked.sort((a, b) => b.time - a.time)[0]?.id;
  }

  // Attaches to the workers for as long as that takes: a debugger that is always there would slow them down.
  async #withWorkers<R>(work: (sessions: string[]) => Promise<R>): Promise<R> {
    interface Attached {
      sessionId: string;
      targetInfo: { type: string };
    }
    const sessions: string[] = [];
    this.#browser.on<Attached>('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') sessions.push(sessionId);
    });
    const attach = (autoAttach: boolean) =>
      this.#send('Target.setAutoAttach', { autoAttach, waitForDebuggerOnStart: false, flatten: true });
    await attach(true);
    const result = await work(sessions);
    await attach(false);
    return result;
  }

  #send<T = Record<string, unknown>>(method: string, params: Record<string, unknown> = {}): Promise<T> {
    return this.#browser.send<T>(method, params, this.#session);
  }
}

// Has the whole browser ask for lists of files as they are: a worker of the page may be who asks.
async function askForIdentity(browser: Browser): Promise<void> {
  interface Paused {
    requestId: string;
    request: { headers: Record<string, string> };
  }
  browser.on<Paused>('Fetch.requestPaused', ({ requestId, request }) => {
    const headers = Object.entries({ ...request.headers, 'Accept-Encoding': 'identity' }).map(([name, value]) => ({ name, value }));
    // It fails if the page or the browser has gone meanwhile.
    browser.send('Fetch.continueRequest', { requestId, headers }).catch(() => {});
  });
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: `*${FILE_LISTS}*` }] });
}

async function evaluate<A extends Args, R>(browser: Browser, session: string, run: (...args: A) => R, args: A): Promise<Awaited<R>> {
  interface Evaluated {
    result: { value: Awaited<R> };
    exceptionDetails?: { text: string; exception?: { description?: string } };
  }
  const options = { expression: call(run, args), awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails: failure } = await browser.send<Evaluated>('Runtime.evaluate', options, session);
  if (failure) throw new Error(failure.exception?.description ?? failure.text);
  return result.value;
}

function call(run: (...args: never[]) => unknown, args: Args): string {
  return `(${run.toString()})(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
}

// A browser goes on starting in the background: its own pages take a core for more than a second.
async function settled(browser: Browser): Promise<void> {
  const deadline = performance.now() + 10_000;
  let before = await processorTime(browser);
  for (;;) {
    await sleep(250);
    const now = await processorTime(browser);
    if (now - before < 0.02 || performance.now() > deadline) return;
    before = now;
  }
}

// The seconds that all processes of the browser have computed.
async function processorTime(browser: Browser): Promise<number> {
  const { processInfo } = await browser.send<{ processInfo: { cpuTime: number }[] }>('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
