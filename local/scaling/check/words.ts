/** At most two digits after the point, and at most three that count. */
export function shown(value: number): string {
  return String(Number(Math.abs(value) < 1 ? value.toPrecision(2) : value.toFixed(value < 100 ? 1 : 0)));
}
