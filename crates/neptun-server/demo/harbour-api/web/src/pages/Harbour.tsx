import { useEffect, useMemo, useState } from "react";
import { BerthMap } from "../components/BerthMap";
import { TideChart } from "../components/TideChart";
import { useBerths } from "../hooks/useBerths";
import { listTides, type Tide, type Vessel } from "../lib/api";
import { formatTime } from "../lib/format";
import { project, type Quay } from "../lib/geometry";

const DAY_MS = 86_400_000;

type Feature = {
  readonly properties: { readonly kind: string; readonly name: string; readonly water: "left" | "right" };
  readonly geometry: { readonly coordinates: readonly (readonly [number, number])[] };
};

type Layout = { readonly port: string; readonly quays: readonly Quay[] };

export function Harbour({ id }: { readonly id: number }) {
  const [at, setAt] = useState(() => new Date());
  const [selected, setSelected] = useState<number>();
  const [layout, setLayout] = useState<Layout>();
  const [tides, setTides] = useState<readonly Tide[]>([]);
  const [vessels] = useState<ReadonlyMap<number, Vessel>>(new Map());

  // A day back and two ahead, counted from midnight: the window must not move with the slider.
  const [from, to] = useMemo(() => {
    const midnight = new Date(at).setHours(0, 0, 0, 0);
    return [new Date(midnight - DAY_MS), new Date(midnight + 2 * DAY_MS)];
  }, [at.toDateString()]);

  const harbour = useBerths(id, from, to);

  useEffect(() => {
    let current = true;
    loadLayout(id).then((loaded) => current && setLayout(loaded));
    return () => void (current = false);
  }, [id]);

  useEffect(() => {
    if (!layout) return;
    let current = true;
    listTides(layout.port, from, 72).then(
      (loaded) => current && setTides(loaded),
      () => current && setTides([]),
    );
    return () => void (current = false);
  }, [layout, from]);

  if (harbour.status === "failed") {
    return (
      <main role="alert">
        <p>{harbour.error.message}</p>
        <button onClick={harbour.retry}>Prøv igjen</button>
      </main>
    );
  }
  if (harbour.status === "loading" || !layout) return <main aria-busy="true">Henter kart …</main>;

  return (
    <main className="harbour">
      <h1>
        <time dateTime={at.toISOString()}>{formatTime(at)}</time>
      </h1>
      <BerthMap
        quays={layout.quays}
        berths={harbour.berths}
        bookings={harbour.bookings}
        vessels={vessels}
        at={at}
        selected={selected}
        onSelect={setSelected}
      />
      <TideChart tides={tides} at={at} onMove={setAt} />
    </main>
  );
}

async function loadLayout(id: number): Promise<Layout> {
  const response = await fetch(`/harbours/${id}.geojson`);
  if (!response.ok) throw new Error(`harbour ${id} has no map`);
  const json = (await response.json()) as { port: string; origin: [number, number]; features: Feature[] };
  const quays = json.features
    .filter(({ properties }) => properties.kind === "quay")
    .map(({ properties, geometry }) => ({
      name: properties.name,
      water: properties.water,
      line: geometry.coordinates.map(([lon, lat]) => project(json.origin, [lat, lon])),
    }));
  return { port: json.port, quays };
}
