/**
 * The geometry of the map. Everything is in metres, x to the east, y to the south (as in SVG), origin at the harbour
 * office's door. Small harbours are small: the earth is flat here.
 */

import type { Berth, Vessel } from "./api";

export type Point = { readonly x: number; readonly y: number };
export type Box = Point & { readonly width: number; readonly height: number };

export type Quay = {
  readonly name: string;
  /** From the seaward end inwards. */
  readonly line: readonly Point[];
  /** On which side of the line the water is, seen from its beginning. */
  readonly water: "left" | "right";
};

const EARTH_RADIUS_M = 6_371_008.8;
/** Room for fenders, and for the people who have to get between them. */
const GAP_M = 1.5;
/** How far a berth's mark reaches out into the water. */
const BERTH_DEPTH_M = 12;

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

export function lerp(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

/** Latitude and longitude to map coordinates, by equirectangular projection around `origin`. */
export function project(origin: readonly [number, number], position: readonly [number, number]): Point {
  const [lat0, lon0] = origin.map(toRadians) as [number, number];
  const [lat, lon] = position.map(toRadians) as [number, number];
  return { x: EARTH_RADIUS_M * (lon - lon0) * Math.cos(lat0), y: -EARTH_RADIUS_M * (lat - lat0) };
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Length of a polyline. */
export function lengthOf(line: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i += 1) length += distance(line[i - 1]!, line[i]!);
  return length;
}

/** The point at a distance along a polyline, and the direction there. Beyond the end, the end. */
export function walk(line: readonly Point[], metres: number): { point: Point; direction: Point } {
  let rest = Math.max(0, metres);
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const length = distance(a, b);
    if (length === 0) continue;
    const direction = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
    if (rest <= length || i === line.length - 1) return { point: lerp(a, b, Math.min(1, rest / length)), direction };
    rest -= length;
  }
  return { point: line[0] ?? { x: 0, y: 0 }, direction: { x: 1, y: 0 } };
}

/** The four corners of a berth's mark: two on the quay, two in the water. */
export function alongQuay(quay: Quay, berth: Berth): Point[] {
  const length = berth.length_cm / 100;
  // Berths of one quay have one length, so a position is an offset.
  const start = (berth.position - 1) * (length + GAP_M);
  const from = walk(quay.line, start);
  const to = walk(quay.line, start + length);
  const out = normal(from.direction, quay.water, BERTH_DEPTH_M);
  return [from.point, to.point, add(to.point, out), add(from.point, out)];
}

function normal(direction: Point, side: "left" | "right", length: number): Point {
  const sign = side === "left" ? 1 : -1;
  return { x: direction.y * length * sign, y: -direction.x * length * sign };
}

function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

/** A vessel's outline inside of her berth, bow towards the sea, true to scale. Without her size, a dinghy. */
export function hull(corners: readonly Point[], vessel: Vessel | undefined): string {
  const [a, b, c] = corners;
  if (!a || !b || !c) return "";
  const berthLength = distance(a, b);
  const length = Math.min((vessel?.length_cm ?? 450) / 100, berthLength);
  const beam = Math.min((vessel?.beam_cm ?? 180) / 100, distance(b, c) - 1);

  const along = (metres: number, out: number): Point =>
    add(lerp(a, b, metres / berthLength), scale({ x: c.x - b.x, y: c.y - b.y }, out / distance(b, c)));

  const margin = (berthLength - length) / 2;
  const bow = along(margin, 0.6 + beam / 2);
  const shoulder = margin + length * 0.28;
  const stern = margin + length;
  const near = 0.6;
  const far = 0.6 + beam;
  return [
    `M${show(bow)}`,
    `Q${show(along(margin + length * 0.1, near))} ${show(along(shoulder, near))}`,
    `L${show(along(stern, near))}`,
    `L${show(along(stern, far))}`,
    `L${show(along(shoulder, far))}`,
    `Q${show(along(margin + length * 0.1, far))} ${show(bow)}`,
    "Z",
  ].join("");
}

function scale(point: Point, factor: number): Point {
  return { x: point.x * factor, y: point.y * factor };
}

function show({ x, y }: Point): string {
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}

/** An SVG path through the points. */
export function toPath(points: readonly Point[], closed = false): string {
  const [first, ...rest] = points;
  if (!first) return "";
  return `M${show(first)}${rest.map((point) => `L${show(point)}`).join("")}${closed ? "Z" : ""}`;
}

/** The smallest box around the points, with a margin; a box of one metre if there are none. */
export function bounds(points: readonly Point[], margin = 0): Box {
  if (points.length === 0) return { x: 0, y: 0, width: 1, height: 1 };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  return { x: left, y: top, width: Math.max(...xs) + margin - left, height: Math.max(...ys) + margin - top };
}

/** Whether a point lies in a polygon, by the even-odd rule. */
export function contains(polygon: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i, i += 1) {
    const [a, b] = [polygon[i]!, polygon[j]!];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
