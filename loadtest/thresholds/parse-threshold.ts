import { parseClauses } from './parse-clauses.ts';
import { parseMeasure } from './parse-measure.ts';
import type { Threshold } from './threshold.ts';
import { thresholdReader } from './threshold-reader.ts';

/**
 * Reads a threshold such as `p95(browse: product) < 800ms during scale-out, if any`: a measure, its limit, and then in any
 * order a phase, a window and a minimum of samples. Raises `BAD_THRESHOLD`, which names `source` and the place.
 */
export function parseThreshold(text: string, source: string): Threshold {
  const reader = thresholdReader(text, source);
  return { measure: parseMeasure(reader), ...parseClauses(reader) };
}

/** Reads a file with one threshold a line; empty lines and comments, from a `#` on, are left out. Raises `BAD_THRESHOLD`. */
export function parseThresholds(text: string, file: string): readonly Threshold[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({
      line: line.replace(/(?:^|\s)#.*$/, '').trim(),
      source: `${file}, line ${index + 1}`,
    }))
    .filter(({ line }) => line !== '')
    .map(({ line, source }) => parseThreshold(line, source));
}
