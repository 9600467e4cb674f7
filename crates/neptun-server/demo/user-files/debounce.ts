/** Calls `run` once things have been quiet for `wait` milliseconds; `cancel` forgets a call that is still waiting. */
export function debounce<A extends unknown[]>(run: (...args: A) => void, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const debounced = (...args: A): void => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), wait);
  };
  debounced.cancel = (): void => clearTimeout(timer);
  return debounced;
}
