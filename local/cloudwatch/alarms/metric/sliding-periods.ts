import type { MetricReader, Period } from '../../metrics/metric-reader.ts';
import { addTallies, setOf, tallyOf } from '../../metrics/tally.ts';
import type { Evaluation } from './evaluation.ts';

const minuteMs = 60_000;

/**
 * By how much an alarm's periods begin after a multiple of their length. Those of several minutes end with the newest
 * minute, so that an alarm on five minutes looks at minutes 1 to 5, and a minute later at 2 to 6.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function slideMs(periodMs: number, { nowMs, deliveryMs }: Evaluation): number {
  const minutes = Math.floor((nowMs - deliveryMs) / minuteMs);
  return (minutes * minuteMs) % periodMs;
}

/** Metrics whose periods of several minutes begin later by `slide` milliseconds, but are read as if they began at multiples. */
export function slidingReader(reader: MetricReader, slide: number): MetricReader {
  if (slide === 0) return reader;
  return {
    list: () => reader.list(),
    read: (metric, { startMs, endMs, periodMs }, unit) => {
      const range = { startMs: startMs + slide, endMs: endMs + slide, periodMs: minuteMs };
      const byStart = Map.groupBy(
        reader.read(metric, range, unit),
        (minute) => Math.floor((minute.startMs - slide) / periodMs) * periodMs,
      );
      return [...byStart].map(([start, minutes]) => together(start, minutes));
    },
  };
}

/** Data of different units is never added up: what counts is that of the first unit by name. */
function together(startMs: number, minutes: readonly Period[]): Period {
  const [unit = ''] = minutes.map((minute) => minute.unit ?? '').sort();
  const tallies = minutes
    .filter((minute) => (minute.unit ?? '') === unit)
    .map(({ values }) => tallyOf(values));
  return { startMs, values: setOf(tallies.reduce(addTallies)) };
}
