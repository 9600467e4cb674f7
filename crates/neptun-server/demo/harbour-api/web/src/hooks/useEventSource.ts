import { useEffect, useRef } from "react";

type Handlers = Readonly<Record<string, (data: unknown) => void>>;

/** Listens to server-sent events. Handlers may change from render to render without reconnecting. */
export function useEventSource(url: string, handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;

  useEffect(() => {
    const source = new EventSource(url);
    let lost = false;
    source.onerror = () => (lost = true);
    // The browser reconnects by itself, but what happened in between is gone.
    source.onopen = () => {
      if (lost) latest.current["reload"]?.(undefined);
      lost = false;
    };
    for (const name of Object.keys(latest.current)) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        latest.current[name]?.(event.data ? JSON.parse(event.data) : undefined);
      });
    }
    return () => source.close();
  }, [url]);
}
