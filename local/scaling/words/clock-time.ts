/** The time of day in UTC, to the second. */
export function clockTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
