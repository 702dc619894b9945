import type { RecordedValue } from '../../../local/scaling/words/scaling-record.ts';

/** When the tests of these files begin: on a whole minute, in milliseconds since the epoch. */
export const startMs = Date.UTC(2026, 0, 1, 12);

/** Milliseconds since the epoch of a time such as `1:05`, a minute and five seconds after the start. */
export function at(time: string): number {
  const [minutes = 0, seconds = 0] = time.split(':').map(Number);
  return startMs + (minutes * 60 + seconds) * 1000;
}

/**
 * Values of periods in a row, such as `30*2 90*3`: two of 30 and then three of 90. A `-` is a period without data. The
 * first period begins with the test.
 */
export function measured(text: string, periodMs = 60_000, fromMs = startMs): readonly RecordedValue[] {
  const values = text.split(' ').flatMap((part) => {
    const [value = '', times = '1'] = part.split('*');
    return Array.from({ length: Number(times) }, () => value);
  });
  return values.flatMap((value, index) =>
    value === '-' ? [] : [{ startMs: Math.round(fromMs + index * periodMs), value: Number(value) }],
  );
}

/** The states of something by the times from which they last, such as `{ '0:00': 2, '5:05': 4 }`, at a time. */
export function lasting<State>(states: Readonly<Record<string, State>>, ms: number): State | undefined {
  return Object.entries(states).findLast(([time]) => at(time) <= ms)?.[1];
}
