import { MathProblem } from './math-problem.ts';

/** Values by when their periods begin. */
export interface TimeSeries {
  /** What it is called where several are the result of one expression. */
  readonly label: string;
  readonly periodMs: number;
  /** Whether it is a metric as it was read. */
  readonly isMetric: boolean;
  /** Milliseconds since the epoch; in ascending order. */
  readonly points: ReadonlyMap<number, number>;
}

/** What an expression comes to. */
export type MathValue =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: TimeSeries }
  | { readonly kind: 'array'; readonly all: readonly TimeSeries[] }
  /** A string, or a word such as `REPEAT`. */
  | { readonly kind: 'text'; readonly text: string };

/** A number. */
export function scalar(value: number): MathValue {
  return { kind: 'scalar', value };
}

/** One time series that was worked out of others. */
export function derived(from: TimeSeries, points: Iterable<readonly [number, number]>): TimeSeries {
  // A division by zero, and what is no number, has no point.
  const finite = [...points].filter(([, value]) => Number.isFinite(value));
  return { ...from, isMetric: false, points: new Map(finite) };
}

/** Does the same with each time series of a value that has some. */
export function mapSeries(value: MathValue, change: (series: TimeSeries) => TimeSeries): MathValue {
  switch (value.kind) {
    case 'series':
      return { kind: 'series', series: change(value.series) };
    case 'array':
      return { kind: 'array', all: value.all.map(change) };
    case 'scalar':
    case 'text':
      throw new MathProblem(`Expected a time series instead of ${nameOf(value)}`);
  }
}

/** Does the same with each number of a value. */
export function mapNumbers(value: MathValue, change: (number: number) => number): MathValue {
  if (value.kind === 'scalar') return scalar(change(value.value));
  return mapSeries(value, (series) =>
    derived(
      series,
      [...series.points].map(([at, number]) => [at, change(number)] as const),
    ),
  );
}

/** The times at which any of the series has a value, in ascending order. */
export function timesOf(all: readonly TimeSeries[]): readonly number[] {
  const times = new Set(all.flatMap(({ points }) => [...points.keys()]));
  return [...times].sort((a, b) => a - b);
}

/** The shortest period of the series. */
export function shortestPeriod(all: readonly TimeSeries[], otherwise: number): number {
  return all.length === 0 ? otherwise : Math.min(...all.map(({ periodMs }) => periodMs));
}

/** What a value is, for messages. */
export function nameOf(value: MathValue): string {
  switch (value.kind) {
    case 'scalar':
      return 'a number';
    case 'series':
      return 'a time series';
    case 'array':
      return 'an array of time series';
    case 'text':
      return `'${value.text}'`;
  }
}
