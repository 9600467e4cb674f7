type TideGaugeProps = { readonly level: number; readonly low: number; readonly high: number };

/** A pole with the water at its level, as painted on the quay. */
export function TideGauge({ level, low, high }: TideGaugeProps) {
  const share = Math.min(1, Math.max(0, (level - low) / (high - low)));
  return (
    <svg viewBox="0 0 24 100" role="img" aria-label={`${level.toFixed(2)} m`}>
      {Array.from({ length: 10 }, (_, i) => (
        <line key={i} x1={i % 5 ? 8 : 4} x2={16} y1={10 * i + 5} y2={10 * i + 5} stroke="currentColor" />
      ))}
      <rect x={2} width={20} y={100 - 100 * share} height={100 * share} fill="var(--water)" opacity={0.7} />
    </svg>
  );
}
