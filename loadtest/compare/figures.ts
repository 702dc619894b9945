import type { Measure } from './comparison.ts';

/** A value of a measure with its unit: milliseconds, or a percentage. */
export function inMeasure(measure: Measure, value: number): string {
  return measure === 'p50' || measure === 'p95' ? inMs(value) : inPercent(value);
}

export function inMs(milliseconds: number): string {
  return `${rounded(milliseconds, milliseconds < 10 ? 1 : 0)} ms`;
}

/** A share from 0 to 1. */
export function inPercent(share: number): string {
  return `${rounded(100 * share, 2)} %`;
}

export function rounded(value: number, digits: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** A probability such as `3 of 1000`, or `23 of 100` where that is exact enough. */
export function inChances(probability: number): string {
  if (probability < 0.001) return 'fewer than 1 of 1000';
  if (probability < 0.1) return `${Math.round(1000 * probability)} of 1000`;
  return `${Math.round(100 * probability)} of 100`;
}
