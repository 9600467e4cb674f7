import { useCallback, useEffect, useState } from "react";
import { listBerths, listBookings, type Berth, type Booking } from "../lib/api";
import { useEventSource } from "./useEventSource";

type State =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly error: Error }
  | { readonly status: "ready"; readonly berths: readonly Berth[]; readonly bookings: readonly Booking[] };

type Change = ({ kind: "booked" } & Booking) | { kind: "cancelled"; id: number } | { kind: "moved" };

/** Berths and bookings of a harbour, kept up to date for as long as the component is there. */
export function useBerths(harbour: number, from: Date, to: Date): State & { retry(): void } {
  const [state, setState] = useState<State>({ status: "loading" });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((old) => old + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    Promise.all([listBerths(harbour, abort.signal), listBookings(harbour, from, to, abort.signal)]).then(
      ([berths, bookings]) => setState({ status: "ready", berths, bookings }),
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ status: "failed", error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
    return () => abort.abort();
    // Dates are compared by value, not by identity.
  }, [harbour, from.getTime(), to.getTime(), attempt]);

  useEventSource("/api/changes", {
    reload: retry,
    change: (data) => {
      const change = data as Change;
      setState((old) => {
        if (old.status !== "ready") return old;
        if (change.kind === "booked") return { ...old, bookings: [...old.bookings.filter((it) => it.id !== change.id), change] };
        if (change.kind === "cancelled") return { ...old, bookings: old.bookings.filter((it) => it.id !== change.id) };
        return old;
      });
    },
  });

  return { ...state, retry };
}
