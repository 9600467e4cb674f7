// CodeMirror parses in the background for as long as an idle browser lets it, which is up to 50 ms, and where it can ask for
// pending input up to 100 ms. A frame should never wait for that: the build (package.json) puts this in the place of `requestIdleCallback`.

// CodeMirror keeps 5 ms for itself of what it is told, and never takes less than 25.
const SLICE_MS = 20;

export function idleInShortSlices(callback: (deadline: IdleDeadline) => void, options?: IdleRequestOptions): number {
  const work = ({ didTimeout }: IdleDeadline) => {
    const end = performance.now() + SLICE_MS;
    callback({ didTimeout, timeRemaining: () => Math.max(0, end - performance.now()) });
  };
  // Not every browser has it.
  return globalThis['requestIdleCallback']?.(work, options) ?? setTimeout(() => callback({ didTimeout: true, timeRemaining: () => SLICE_MS }));
}
