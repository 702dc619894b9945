/** Since the start of the test: `1:05` is a minute and five seconds, `1:00:00` an hour. */
export function runTime(ms: number, startMs: number): string {
  const seconds = Math.round(Math.abs(ms - startMs) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const sign = ms < startMs && seconds > 0 ? '-' : '';
  const rest = String(seconds % 60).padStart(2, '0');
  return hours === 0
    ? `${sign}${minutes}:${rest}`
    : `${sign}${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}
