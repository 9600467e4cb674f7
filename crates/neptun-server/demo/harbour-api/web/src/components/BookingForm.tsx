import { useActionState, useId } from "react";
import { ApiError, createBooking, type Berth, type Booking, type Vessel } from "../lib/api";
import { toLocalInput } from "../lib/format";
import { useText } from "../i18n/useText";

type BookingFormProps = {
  readonly harbour: number;
  readonly berth: Berth;
  readonly vessel: Vessel;
  readonly from: Date;
  onDone(booking: Booking): void;
};

type Outcome = { readonly field?: string; readonly message: string } | undefined;

export function BookingForm({ harbour, berth, vessel, from, onDone }: BookingFormProps) {
  const text = useText();
  const id = useId();
  const [outcome, submit, pending] = useActionState(async (_: Outcome, form: FormData): Promise<Outcome> => {
    try {
      const booking = await createBooking(harbour, {
        berth_id: berth.id,
        vessel_id: vessel.id,
        arrives_at: new Date(String(form.get("arrives_at"))).toISOString(),
        leaves_at: new Date(String(form.get("leaves_at"))).toISOString(),
        note: String(form.get("note")).trim(),
      });
      onDone(booking);
      return undefined;
    } catch (error) {
      if (error instanceof ApiError) return error.field ? { field: error.field, message: error.message } : { message: error.message };
      throw error;
    }
  }, undefined);

  return (
    <form action={submit} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {vessel.name} → {berth.quay} {berth.position}
      </h2>
      {(["arrives_at", "leaves_at"] as const).map((name, day) => (
        <label key={name}>
          {text(`booking.${name}`)}
          <input
            type="datetime-local"
            name={name}
            required
            step={600}
            defaultValue={toLocalInput(new Date(from.getTime() + day * 86_400_000))}
            aria-invalid={outcome?.field === name}
            aria-describedby={outcome?.field === name ? `${id}-error` : undefined}
          />
        </label>
      ))}
      <label>
        {text("booking.note")}
        <textarea name="note" rows={2} maxLength={400} />
      </label>
      {outcome && (
        <p id={`${id}-error`} role="alert">
          {outcome.message}
        </p>
      )}
      <button disabled={pending}>{pending ? text("booking.saving") : text("booking.save")}</button>
    </form>
  );
}
