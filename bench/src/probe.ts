// What runs in the measured page. It finds things by role and accessible name only, so it measures any page that has those of the
// app. These functions are sent as text: they use nothing from outside of themselves but `window.bench`.

export interface Load {
  // When the navigation began, as an absolute time.
  origin: number;
  // Milliseconds since the navigation began; absent on a page that has no such thing.
  contentfulPaint?: number;
  firstRow?: number;
  complete: number;
  // Start and duration of the tasks of 50 ms and more on the main thread.
  longTasks: [number, number][];
}

export interface Bench {
  // Resolves once what is in the document now has been painted, to when that was.
  painted(): Promise<number>;
  // Rows with a file in them.
  rows(): HTMLElement[];
  // The element that scrolls them.
  scroller(): HTMLElement;
  // Calls back with every change of the rows or the count.
  onChange(changed: () => void): void;
  // Resolves as soon as the full count has been painted.
  complete: Promise<void>;
  // Resolves some time after that, when everything is known about the load.
  load: Promise<Load>;
  // Start and duration of the tasks of 50 ms and more so far.
  longTasks: [number, number][];
}

declare global {
  interface Window {
    bench: Bench;
  }
}

// Installed before the page's own scripts. The list is complete when a status says exactly `status`.
export function install(status: string): void {
  const painted = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        // A message is the next task: by then this frame has been painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  const isRow = (row: HTMLElement) => !row.hidden && !!row.querySelector('[role=gridcell]')?.textContent?.includes('/');
  const rows = () => [...document.querySelectorAll<HTMLElement>('[role=grid] [role=row]')].filter(isRow);
  const isComplete = () =>
    [...document.querySelectorAll('[role=status]')].some((element) => element.textContent?.trim() === status);

  const longTasks: [number, number][] = [];
  const tasks = new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longTasks.push([task.startTime, task.duration]);
  });
  tasks.observe({ type: 'longtask', buffered: true });

  const finish = async (complete: number, firstRow?: number): Promise<Load> => {
    // Observers are told late.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const contentfulPaint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const before = longTasks.filter(([start]) => start < complete);
    return { origin: performance.timeOrigin, contentfulPaint, firstRow, complete, longTasks: before };
  };

  let completed = () => {};
  const complete = new Promise<void>((resolve) => (completed = resolve));
  const load = new Promise<Load>((resolve) => {
    let firstRow: Promise<number> | undefined;
    const observer = new MutationObserver(() => {
      if (!firstRow && rows().length > 0) firstRow = painted();
      if (firstRow && isComplete()) {
        observer.disconnect();
        void Promise.all([firstRow, painted()]).then(([first, time]) => {
          completed();
          resolve(finish(time, first));
        });
      }
    });
    observer.observe(document, { childList: true, characterData: true, subtree: true });
    // The floors have no rows; they say themselves when they are done.
    new PerformanceObserver((list) => {
      const done = list.getEntriesByName('floor')[0];
      if (!done) return;
      completed();
      resolve(finish(done.startTime));
    }).observe({ type: 'mark', buffered: true });
  });

  const scroller = (): HTMLElement => {
    for (let element = rows()[0]?.parentElement; element; element = element.parentElement) {
      const { overflowY } = getComputedStyle(element);
      if (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight) return element;
    }
    throw new Error('nothing scrolls the rows');
  };
  const onChange = (changed: () => void) => {
    const concerns = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      return !!element?.closest('[role=grid], [role=status]') || !!(element && element.querySelector('[role=grid]'));
    };
    const observer = new MutationObserver((records) => {
      if (records.some((record) => concerns(record.target))) changed();
    });
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  };
  window.bench = { painted, rows, scroller, onChange, complete, load, longTasks };
}

// The bytes on the wire of everything but the API that this page, or this worker, had asked for by then, with headers.
export function codeAskedForBefore(time: number): number {
  const assets = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  return (assets as PerformanceResourceTiming[])
    .filter(({ name, startTime }) => !new URL(name).pathname.startsWith('/api/') && performance.timeOrigin + startTime < time)
    .reduce((sum, { transferSize }) => sum + transferSize, 0);
}
