const units = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/** A duration such as `800ms`, `1.5s`, `2m` or `1h`, with groups for its number and its unit. */
export const durationPattern = String.raw`(?<number>\d+(?:\.\d+)?)\s*(?<unit>ms|s|m|h)\b`;

/** Milliseconds of the groups of the pattern, to the nearest one; undefined if they are none. */
export function durationMs(number: string | undefined, unit: string | undefined): number | undefined {
  const factor = Object.entries(units).find(([name]) => name === unit?.toLowerCase())?.[1];
  return factor === undefined ? undefined : Math.round(Number(number) * factor);
}

/** The duration in the largest unit of which it is a whole number. */
export function durationText(ms: number): string {
  const [unit, factor] = Object.entries(units).find(([, each]) => ms % each === 0) ?? ['ms', 1];
  return ms === 0 ? '0s' : `${ms / factor}${unit}`;
}
