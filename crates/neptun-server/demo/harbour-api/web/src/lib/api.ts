/** The API as the map uses it. Field names are the server's. */

export type Berth = {
  readonly id: number;
  readonly quay: string;
  readonly position: number;
  readonly length_cm: number;
  readonly depth_cm: number;
  readonly shore_power: boolean;
  readonly closed_reason: string | null;
};

export type Booking = {
  readonly id: number;
  readonly berth_id: number;
  readonly vessel_id: number;
  readonly arrives_at: string;
  readonly leaves_at: string;
  readonly note: string;
};

export type Vessel = {
  readonly id: number;
  readonly name: string;
  readonly length_cm: number;
  readonly beam_cm: number;
  readonly draught_cm: number;
  readonly flag: string;
};

export type Tide = { readonly at: string; readonly height_cm: number };

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`/api${path}`, init);
  if (response.ok) return (await response.json()) as T;
  const body = (await response.json().catch(() => ({}))) as { error?: string };
  // "leaves_at: must be later than …": the part before the colon is the field.
  const [, field, reason] = /^([a-z_]+): (.*)$/s.exec(body.error ?? "") ?? [];
  throw new ApiError(response.status, reason ?? body.error ?? response.statusText, field);
}

export const listBerths = (harbour: number, signal?: AbortSignal) =>
  request<Berth[]>(`/harbours/${harbour}/berths`, { signal: signal ?? null });

export const listBookings = (harbour: number, from: Date, to: Date, signal?: AbortSignal) =>
  request<Booking[]>(`/harbours/${harbour}/bookings?${new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })}`, {
    signal: signal ?? null,
  });

export const createBooking = (harbour: number, booking: Omit<Booking, "id">) =>
  request<Booking>(`/harbours/${harbour}/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(booking),
  });

export const listTides = (port: string, from: Date, hours = 48) =>
  request<Tide[]>(`/ports/${encodeURIComponent(port)}/tides?${new URLSearchParams({ from: from.toISOString(), hours: String(hours) })}`);
