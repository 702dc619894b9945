import { durationMs, durationPattern } from './durations.ts';
import type { DroppedMeasure, ErrorsMeasure, Measure, ResponseTimeMeasure } from './threshold.ts';
import type { ThresholdReader } from './threshold-reader.ts';

/** Reads a measure and its limit. */
export function parseMeasure(reader: ThresholdReader): Measure {
  if (reader.take(/dropped\b/)) return { kind: 'dropped', belowPercent: percentLimit(reader) };
  if (reader.take(/errors\b/)) return errors(reader);
  const { percentile } = reader.expect(
    /p(?<percentile>\d+(?:\.\d+)?)/,
    'it must begin with errors, dropped, or a percentile such as p95',
  );
  return responseTime(reader, Number(percentile));
}

function errors(reader: ThresholdReader): ErrorsMeasure {
  return { kind: 'errors', ...selection(reader), belowPercent: percentLimit(reader) };
}

function responseTime(reader: ThresholdReader, percentile: number): ResponseTimeMeasure {
  if (percentile <= 0 || percentile >= 100) {
    throw reader.wrong('the percentile must be above 0 and below 100, such as p95');
  }
  return { kind: 'response-time', percentile, ...selection(reader), belowMs: timeLimit(reader) };
}

function selection(reader: ThresholdReader): Pick<ErrorsMeasure, 'of'> {
  if (!reader.take(/\(/)) return {};
  const { of = '' } = reader.expect(/(?<of>[^()]*[^()\s])\s*\)/, 'a step or a journey, and ) are expected');
  return { of };
}

function percentLimit(reader: ThresholdReader): DroppedMeasure['belowPercent'] {
  if (reader.take(/=\s*0\s*%?(?![\d.])/)) return 0;
  reader.expect(/</, 'a limit such as < 1% or = 0 is expected');
  const percent = Number(reader.expect(/(?<percent>\d+(?:\.\d+)?)\s*%/, 'a percentage is expected').percent);
  if (percent > 0 && percent <= 100) return percent;
  throw reader.wrong('the limit must be above 0% and at most 100%; write = 0 for none at all');
}

function timeLimit(reader: ThresholdReader): ResponseTimeMeasure['belowMs'] {
  reader.expect(/</, 'a limit such as < 800ms is expected');
  const { number, unit } = reader.expect(
    new RegExp(durationPattern),
    'a duration such as 800ms or 2s is expected',
  );
  const ms = durationMs(number, unit) ?? 0;
  if (ms > 0) return ms;
  throw reader.wrong('the limit must be at least 1ms');
}
