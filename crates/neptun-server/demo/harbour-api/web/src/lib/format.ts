/** Numbers and times the way they are written on the quay. */

const time = new Intl.DateTimeFormat("nb-NO", { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" });
const metres = new Intl.NumberFormat("nb-NO", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const formatTime = (at: Date): string => time.format(at);

/** 345 → "3,5 m", −20 → "tørt −0,2 m". */
export function formatDepth(cm: number): string {
  const depth = `${metres.format(cm / 100)} m`;
  return cm < 0 ? `tørt ${depth}` : depth;
}

/** A water level always has a sign: +1,2 m is above chart datum. */
export function formatLevel(cm: number): string {
  const sign = cm > 0 ? "+" : cm < 0 ? "−" : "±";
  return `${sign}${metres.format(Math.abs(cm) / 100)} m`;
}

/** The value of an `<input type="datetime-local">`, which knows no time zone: the browser's own. */
export function toLocalInput(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
