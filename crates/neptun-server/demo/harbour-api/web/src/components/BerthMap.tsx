import { useCallback, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Berth, Booking, Vessel } from "../lib/api";
import { formatDepth, formatTime } from "../lib/format";
import { alongQuay, bounds, hull, toPath, type Box, type Point, type Quay } from "../lib/geometry";

export type BerthMapProps = {
  readonly quays: readonly Quay[];
  readonly berths: readonly Berth[];
  readonly bookings: readonly Booking[];
  readonly vessels: ReadonlyMap<number, Vessel>;
  /** The moment that the slider below the map stands at. */
  readonly at: Date;
  readonly selected?: number | undefined;
  onSelect(berth: number | undefined): void;
};

type Occupant = { readonly booking: Booking; readonly vessel: Vessel | undefined };

/** One mark per berth. Colour alone never says anything: closed is hatched, taken has a hull, free is empty. */
type Mark = {
  readonly berth: Berth;
  readonly corners: readonly Point[];
  readonly occupant: Occupant | undefined;
  readonly label: string;
};

const ZOOM_STEP = 1.25;
const ZOOM_RANGE = { min: 0.5, max: 12 } as const;
/** A pointer that moved less than this was a click with a glove. */
const CLICK_SLOP_PX = 9;

export function BerthMap({ quays, berths, bookings, vessels, at, selected, onSelect }: BerthMapProps) {
  const patternId = useId();
  const svg = useRef<SVGSVGElement>(null);
  const marks = useMemo(() => marksAt(quays, berths, bookings, vessels, at), [quays, berths, bookings, vessels, at]);
  const whole = useMemo(() => bounds(quays.flatMap((quay) => quay.line), 40), [quays]);
  const { box, zoomAt, dragBy, reset } = useViewBox(whole);
  const drag = useRef<{ from: Point; last: Point; moved: boolean } | undefined>(undefined);

  const toMap = useCallback((event: { clientX: number; clientY: number }): Point => {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix ?? undefined);
    return { x: point.x, y: point.y };
  }, []);

  const onPointerDown = (event: PointerEvent) => {
    const from = { x: event.clientX, y: event.clientY };
    drag.current = { from, last: toMap(event), moved: false };
  };

  const onPointerMove = (event: PointerEvent) => {
    const current = drag.current;
    if (!current || event.buttons === 0) return;
    const distance = Math.hypot(event.clientX - current.from.x, event.clientY - current.from.y);
    if (!current.moved && distance < CLICK_SLOP_PX) return;
    if (!current.moved) {
      current.moved = true;
      svg.current?.setPointerCapture(event.pointerId);
    }
    const now = toMap(event);
    dragBy({ x: current.last.x - now.x, y: current.last.y - now.y });
  };

  const onPointerUp = () => {
    // Click comes after this, and must know whether it was one.
    queueMicrotask(() => (drag.current = undefined));
  };

  /** Left and right along the quay, up and down between quays, Escape lets go. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return onSelect(undefined);
    if (event.key === "+" || event.key === "=") return zoomAt(centre(box), ZOOM_STEP);
    if (event.key === "-") return zoomAt(centre(box), 1 / ZOOM_STEP);
    if (event.key === "0") return reset();
    const next = neighbour(marks, selected, event.key);
    if (!next) return;
    event.preventDefault();
    onSelect(next.berth.id);
    svg.current?.querySelector<SVGElement>(`[data-berth="${next.berth.id}"]`)?.focus();
  };

  return (
    <div className="berth-map" onKeyDown={onKeyDown}>
      <svg
        ref={svg}
        role="group"
        aria-label={`Kart, ${formatTime(at)}`}
        viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onWheel={(event) => zoomAt(toMap(event), event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP)}
      >
        <defs>
          <pattern id={patternId} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="4" className="berth-map__hatch" />
          </pattern>
        </defs>

        {quays.map((quay) => (
          <g key={quay.name} aria-hidden="true">
            <path d={toPath(quay.line)} className="berth-map__quay" />
            <text x={quay.line[0]?.x} y={quay.line[0]?.y} dy="-6" className="berth-map__name">
              {quay.name}
            </text>
          </g>
        ))}

        {marks.map((mark) => (
          <g
            key={mark.berth.id}
            role="button"
            tabIndex={mark.berth.id === (selected ?? marks[0]?.berth.id) ? 0 : -1}
            aria-label={mark.label}
            aria-pressed={mark.berth.id === selected}
            data-berth={mark.berth.id}
            className={className(mark, selected)}
            onClick={() => !drag.current?.moved && onSelect(mark.berth.id)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              onSelect(mark.berth.id);
            }}
          >
            <path d={toPath(mark.corners, true)} fill={mark.berth.closed_reason ? `url(#${patternId})` : undefined} />
            {mark.occupant && <path d={hull(mark.corners, mark.occupant.vessel)} className="berth-map__hull" />}
            <title>{mark.label}</title>
          </g>
        ))}
      </svg>

      <div className="berth-map__zoom">
        <button type="button" aria-label="Zoom inn" onClick={() => zoomAt(centre(box), ZOOM_STEP)}>+</button>
        <button type="button" aria-label="Zoom ut" onClick={() => zoomAt(centre(box), 1 / ZOOM_STEP)}>−</button>
        <button type="button" aria-label="Hele havnen" onClick={reset}>⤢</button>
      </div>
    </div>
  );
}

function marksAt(
  quays: readonly Quay[],
  berths: readonly Berth[],
  bookings: readonly Booking[],
  vessels: ReadonlyMap<number, Vessel>,
  at: Date,
): Mark[] {
  const time = at.getTime();
  const occupants = new Map<number, Occupant>();
  for (const booking of bookings) {
    // Half-open, like the range in the database: who leaves at ten is gone at ten.
    if (Date.parse(booking.arrives_at) <= time && time < Date.parse(booking.leaves_at)) {
      occupants.set(booking.berth_id, { booking, vessel: vessels.get(booking.vessel_id) });
    }
  }
  const byName = new Map(quays.map((quay) => [quay.name, quay]));
  return berths.flatMap((berth) => {
    const quay = byName.get(berth.quay);
    if (!quay) return [];
    const occupant = occupants.get(berth.id);
    return [{ berth, occupant, corners: alongQuay(quay, berth), label: describe(berth, occupant) }];
  });
}

function describe(berth: Berth, occupant: Occupant | undefined): string {
  const place = `${berth.quay} ${berth.position}, ${formatDepth(berth.depth_cm)}`;
  if (berth.closed_reason) return `${place}: stengt (${berth.closed_reason})`;
  if (!occupant) return `${place}: ledig`;
  return `${place}: ${occupant.vessel?.name ?? "ukjent fartøy"} til ${formatTime(new Date(occupant.booking.leaves_at))}`;
}

function className(mark: Mark, selected: number | undefined): string {
  const state = mark.berth.closed_reason ? "closed" : mark.occupant ? "taken" : "free";
  return `berth berth--${state}${mark.berth.id === selected ? " berth--selected" : ""}`;
}

function neighbour(marks: readonly Mark[], selected: number | undefined, key: string): Mark | undefined {
  const current = marks.find((mark) => mark.berth.id === selected);
  if (!current) return key.startsWith("Arrow") ? marks[0] : undefined;
  const sameQuay = marks.filter((mark) => mark.berth.quay === current.berth.quay);
  const index = sameQuay.indexOf(current);
  switch (key) {
    case "ArrowRight":
      return sameQuay[index + 1];
    case "ArrowLeft":
      return sameQuay[index - 1];
    case "ArrowDown":
    case "ArrowUp": {
      const quays = [...new Set(marks.map((mark) => mark.berth.quay))];
      const quay = quays[quays.indexOf(current.berth.quay) + (key === "ArrowDown" ? 1 : -1)];
      return marks.find((mark) => mark.berth.quay === quay);
    }
    default:
      return undefined;
  }
}

function centre(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function useViewBox(whole: Box) {
  const [box, setBox] = useState<Box>(whole);
  const zoomAt = (point: Point, factor: number) =>
    setBox((old) => {
      const scale = Math.min(ZOOM_RANGE.max, Math.max(ZOOM_RANGE.min, (whole.width / old.width) * factor));
      const width = whole.width / scale;
      const ratio = width / old.width;
      // What is under the pointer stays under the pointer.
      return {
        x: point.x - (point.x - old.x) * ratio,
        y: point.y - (point.y - old.y) * ratio,
        width,
        height: old.height * ratio,
      };
    });
  const dragBy = (by: Point) => setBox((old) => ({ ...old, x: old.x + by.x, y: old.y + by.y }));
  const reset = () => setBox(whole);
  return { box, zoomAt, dragBy, reset };
}
