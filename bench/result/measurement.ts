/** What a measured value may be. */
export type Limit =
  | { readonly kind: 'at most'; readonly value: number }
  | { readonly kind: 'at least'; readonly value: number };

export type Unit = 's' | 'ms' | 'times' | 'MiB' | 'MB' | '% of a core';

/** One measured value; without a limit it is there to be read beside the others. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  readonly limit?: Limit;
  /** How it came about: the single values, or what a ratio was made of. */
  readonly detail?: string;
}

export type Verdict = 'ok' | 'over' | '-';

/** Whether a value keeps its limit; `-` where there is none. */
export function verdictOf({ value, limit }: Measurement): Verdict {
  if (limit === undefined) return '-';
  const kept = limit.kind === 'at most' ? value <= limit.value : value >= limit.value;
  return kept ? 'ok' : 'over';
}

export function atMost(value: number): Limit {
  return { kind: 'at most', value };
}

export function atLeast(value: number): Limit {
  return { kind: 'at least', value };
}
