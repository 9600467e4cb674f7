import { useMemo, useState } from "react";
import type { Tide } from "../lib/api";
import { formatLevel, formatTime } from "../lib/format";
import { useText } from "../i18n/useText";

type TideChartProps = {
  readonly tides: readonly Tide[];
  readonly at: Date;
  readonly keelLine?: number;
  onMove(at: Date): void;
};

const WIDTH = 960;
const HEIGHT = 140;
const PADDING = { top: 18, right: 8, bottom: 22, left: 40 } as const;

type Extreme = { readonly tide: Tide; readonly kind: "high" | "low" };

/** The curve under the map. It is also the time slider: the harbour master thinks in tides, not in hours. */
export function TideChart({ tides, at, keelLine, onMove }: TideChartProps) {
  const text = useText();
  const [hover, setHover] = useState<Tide>();
  const scale = useMemo(() => scaleOf(tides, keelLine), [tides, keelLine]);
  const extremes = useMemo(() => extremesOf(tides), [tides]);
  if (!scale) return <p className="tide-chart__empty">{text("tides.none")}</p>;

  const path = tides.map((tide, i) => `${i ? "L" : "M"}${scale.x(tide).toFixed(1)} ${scale.y(tide.height_cm).toFixed(1)}`).join("");
  const nearest = (clientX: number, box: DOMRect) => {
    const share = ((clientX - box.left) / box.width) * WIDTH;
    const index = Math.round(((share - PADDING.left) / scale.width) * (tides.length - 1));
    return tides[Math.min(tides.length - 1, Math.max(0, index))];
  };

  return (
    <svg
      className="tide-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="slider"
      tabIndex={0}
      aria-label={text("tides.slider")}
      aria-valuemin={0}
      aria-valuemax={tides.length - 1}
      aria-valuenow={indexAt(tides, at)}
      aria-valuetext={`${formatTime(at)}, ${formatLevel(tides[indexAt(tides, at)]?.height_cm ?? 0)}`}
      onPointerMove={(event) => {
        const tide = nearest(event.clientX, event.currentTarget.getBoundingClientRect());
        setHover(tide);
        if (tide && event.buttons === 1) onMove(new Date(tide.at));
      }}
      onPointerLeave={() => setHover(undefined)}
      onPointerDown={(event) => {
        const tide = nearest(event.clientX, event.currentTarget.getBoundingClientRect());
        if (tide) onMove(new Date(tide.at));
      }}
      onKeyDown={(event) => {
        // Ten minutes, or to the next high or low water with Shift.
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (!step) return;
        event.preventDefault();
        const target = event.shiftKey
          ? extremes.filter(({ tide }) => (Date.parse(tide.at) - at.getTime()) * step > 0).at(step > 0 ? 0 : -1)?.tide
          : tides[indexAt(tides, at) + step];
        if (target) onMove(new Date(target.at));
      }}
    >
      <line className="tide-chart__datum" x1={PADDING.left} x2={WIDTH - PADDING.right} y1={scale.y(0)} y2={scale.y(0)} />
      {keelLine !== undefined && (
        <line className="tide-chart__keel" x1={PADDING.left} x2={WIDTH - PADDING.right} y1={scale.y(keelLine)} y2={scale.y(keelLine)} />
      )}
      <path className="tide-chart__curve" d={path} />
      {extremes.map(({ tide, kind }) => (
        <text key={tide.at} className="tide-chart__extreme" x={scale.x(tide)} y={scale.y(tide.height_cm) + (kind === "high" ? -6 : 14)}>
          {formatLevel(tide.height_cm)}
        </text>
      ))}
      {hover && <circle className="tide-chart__hover" cx={scale.x(hover)} cy={scale.y(hover.height_cm)} r={3.5} />}
    </svg>
  );
}

function scaleOf(tides: readonly Tide[], keelLine: number | undefined) {
  const first = tides[0];
  const last = tides.at(-1);
  if (!first || !last || first === last) return undefined;
  const heights = tides.map((tide) => tide.height_cm).concat(keelLine ?? []);
  const low = Math.min(0, ...heights);
  const high = Math.max(...heights);
  const from = Date.parse(first.at);
  const span = Date.parse(last.at) - from;
  const width = WIDTH - PADDING.left - PADDING.right;
  const height = HEIGHT - PADDING.top - PADDING.bottom;
  return {
    width,
    x: (tide: Tide) => PADDING.left + ((Date.parse(tide.at) - from) / span) * width,
    y: (level: number) => PADDING.top + (1 - (level - low) / (high - low)) * height,
  };
}

/** High and low waters: where the curve turns. A plateau counts once. */
function extremesOf(tides: readonly Tide[]): Extreme[] {
  const found: Extreme[] = [];
  for (let i = 1; i < tides.length - 1; i += 1) {
    const [before, tide, after] = [tides[i - 1], tides[i], tides[i + 1]];
    if (!before || !tide || !after) continue;
    if (before.height_cm < tide.height_cm && tide.height_cm >= after.height_cm) found.push({ tide, kind: "high" });
    if (before.height_cm > tide.height_cm && tide.height_cm <= after.height_cm) found.push({ tide, kind: "low" });
  }
  return found;
}

function indexAt(tides: readonly Tide[], at: Date): number {
  const index = tides.findIndex((tide) => Date.parse(tide.at) >= at.getTime());
  return index < 0 ? tides.length - 1 : index;
}
