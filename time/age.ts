const steps = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const;

/** How long ago something was, in its largest unit: `12 s`, `5 min`, `3 h`, `9 d`. */
export function age(ms: number): string {
  const [length, unit] = steps.find(([each]) => ms >= 2 * each) ?? [1000, 's'];
  return `${Math.max(0, Math.floor(ms / length))} ${unit}`;
}
