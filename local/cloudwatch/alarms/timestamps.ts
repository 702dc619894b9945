/** A time in CloudWatch's JSON, such as `2026-09-14T11:18:52.496+0000`. */
export function jsonTime(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '+0000');
}

/** A time in a list of datapoints, such as `14/09/26 11:18:52`. */
export function datapointTime(atMs: number): string {
  const iso = new Date(atMs).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}

/** A time in a sentence, such as `Monday 14 September, 2026 11:18:52 UTC`. */
export function spelledTime(atMs: number): string {
  const date = new Date(atMs);
  const iso = date.toISOString();
  const named = (part: 'weekday' | 'month') =>
    date.toLocaleDateString('en-US', { [part]: 'long', timeZone: 'UTC' });
  return `${named('weekday')} ${iso.slice(8, 10)} ${named('month')}, ${iso.slice(0, 4)} ${iso.slice(11, 19)} UTC`;
}

/** A number as CloudWatch writes it in its texts: `50.0`, `0.25`, `1.0E7`. */
export function spelledNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${withFraction(digits)}E${Number(exponent)}`;
  }
  return withFraction(String(value));
}

function withFraction(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`;
}
