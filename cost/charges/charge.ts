import type { SpotDiscount } from './spot-discount.ts';

/** Hours of a month, as AWS's own calculator counts them. */
export const hoursPerMonth = 730;

/**
 * Something that AWS bills: so many of a thing, of which each takes so much of what the price is for. `fixed` charges
 * come about whether or not anybody uses the store; `variable` ones follow an assumed use.
 */
export interface Charge {
  readonly name: string;
  readonly kind: 'fixed' | 'variable';
  /** That of its resources. */
  readonly type: string;
  /** Logical ids. */
  readonly resources: readonly string[];
  readonly region: string;
  /** Name in the price table. */
  readonly price: string;
  readonly count: number;
  /** What one takes in a month, as factors: half a vCPU and 730 hours are `[0.5, 730]`. */
  readonly each: readonly number[];
  readonly discount?: SpotDiscount;
  /** So many of the count are free in an account. */
  readonly freeCount?: number;
  readonly note?: string;
}

/** What cannot be priced, and what would have to be known. */
export interface Unpriced {
  readonly type: string;
  readonly resources: readonly string[];
  readonly unpriced: string;
}

/** What costs nothing, and why. */
export interface Free {
  readonly type: string;
  readonly resources: readonly string[];
  readonly free: string;
}

export type Finding = Charge | Unpriced | Free;
